//! Claims as people decided: statements that say the same are in one, statements that do not are never in one.
//!
//! Takes the groups that likeness gave, gives them changed where a decision says otherwise. It depends on the groups alone, so
//! that a corpus that grew and one made at once stay the same.

use super::super::decisions::{Decisions, Named, Verb};
use super::clusters::Star;
use super::{Edge, Unit};
use crate::model::*;
use std::collections::{BTreeMap, BTreeSet};

/// Index of a document and of a statement there.
type Place = (usize, usize);

/// Decisions on statements, found in the documents.
#[derive(Default)]
pub(crate) struct Decided {
    same: Vec<(Place, Place, u64)>,
    apart: Vec<(Place, Place)>,
}

impl Decided {
    /// `documents` are sorted by id. Statements that are not here are passed over.
    pub(crate) fn new(decisions: &Decisions, documents: &[&Document]) -> Self {
        let (same, apart) = (decisions.pairs(Verb::Same), decisions.pairs(Verb::Different));
        let bare =
            same.iter().chain(&apart).any(|(a, b, _)| a.document().is_none() || b.document().is_none());
        // only ids without a page have to be looked for everywhere
        let mut all: BTreeMap<&str, Place> = BTreeMap::new();
        for (d, document) in documents.iter().enumerate().filter(|_| bare) {
            for (s, statement) in document.statements.iter().enumerate() {
                all.entry(&statement.id).or_insert((d, s));
            }
        }
        let find = |named: &Named<'_>| -> Option<Place> {
            let Some(id) = named.document() else { return all.get(named.id).copied() };
            let d = documents.binary_search_by(|document| document.id.as_str().cmp(id)).ok()?;
            Some((d, named.find(documents.get(d)?)?))
        };
        let found = |pairs: &[(Named<'_>, Named<'_>, u64)]| -> Vec<(Place, Place, u64)> {
            let pairs = pairs.iter().filter_map(|(a, b, number)| Some((find(a)?, find(b)?, *number)));
            pairs.filter(|(a, b, _)| a != b).collect()
        };
        let apart = found(&apart).into_iter().map(|(a, b, _)| (a.min(b), a.max(b)));
        Self { same: found(&same), apart: apart.collect() }
    }

    fn are_apart(&self, a: Place, b: Place) -> bool {
        self.apart.contains(&(a.min(b), a.max(b)))
    }

    /// False for two units that no claim may tie.
    pub(crate) fn may_tie(&self, a: &Unit, b: &Unit) -> bool {
        self.apart.is_empty() || !self.are_apart(place(a), place(b))
    }

    /// Groups as decided, by anchor; and the units that a decision holds in theirs, with its number.
    pub(crate) fn settle(
        &self,
        groups: Vec<Star>,
        units: &[Unit],
        edges: &[Edge],
    ) -> (Vec<Star>, BTreeMap<usize, u64>) {
        let mut held = BTreeMap::new();
        if self.same.is_empty() && self.apart.is_empty() {
            return (groups, held);
        }
        let mut groups: BTreeMap<usize, Vec<usize>> =
            groups.into_iter().map(|star| (star.anchor, star.members)).collect();
        let of = |groups: &BTreeMap<usize, Vec<usize>>| -> BTreeMap<usize, usize> {
            groups.iter().flat_map(|(anchor, members)| members.iter().map(|unit| (*unit, *anchor))).collect()
        };
        let mut anchors = of(&groups);
        // two that a common anchor brought together: the one that is not the anchor goes, else the later one
        for &(a, b) in &self.apart {
            for anchor in shared(&anchors, units, a, b) {
                let anchored = units.get(anchor).map(place);
                let goes = if anchored == Some(b) { a } else { b };
                drop_from(&mut groups, anchor, |unit| units.get(unit).map(place) == Some(goes));
            }
            anchors = of(&groups);
        }
        let near = self.near(units, edges);
        for &(a, b, number) in &self.same {
            let Some((u, v)) = pair(&anchors, &near, units, a, b) else { continue };
            let anchor = *anchors.entry(u).or_insert(u);
            groups.entry(anchor).or_insert_with(|| vec![u]);
            let other = *anchors.entry(v).or_insert(v);
            if other != anchor {
                let joined = groups.remove(&other).unwrap_or_else(|| vec![v]);
                let members = groups.entry(anchor).or_default();
                let before: BTreeSet<Place> =
                    members.iter().filter_map(|m| units.get(*m)).map(place).collect();
                let clashes = |unit: usize| {
                    unit != v
                        && units
                            .get(unit)
                            .map(place)
                            .is_some_and(|p| before.iter().any(|m| self.are_apart(*m, p)))
                };
                for unit in joined.into_iter().filter(|unit| !clashes(*unit)) {
                    members.push(unit);
                    if unit != v {
                        held.entry(unit).or_insert(number);
                    }
                }
                members.sort_unstable();
                anchors = of(&groups);
            }
            held.insert(if v == anchor { u } else { v }, number);
        }
        let groups = groups.into_iter().map(|(anchor, members)| Star { anchor, members });
        (groups.collect(), held)
    }

    /// Likeness of the units of statements that say the same, both ways.
    fn near(&self, units: &[Unit], edges: &[Edge]) -> BTreeMap<(usize, usize), f32> {
        let named: BTreeSet<(Place, Place)> =
            self.same.iter().map(|(a, b, _)| (*a.min(b), *a.max(b))).collect();
        let mut near = BTreeMap::new();
        for edge in edges {
            let (Some(x), Some(y)) = (units.get(edge.a).map(place), units.get(edge.b).map(place)) else {
                continue;
            };
            if named.contains(&(x.min(y), x.max(y))) {
                near.insert((edge.a, edge.b), edge.like.score);
                near.insert((edge.b, edge.a), edge.like.score);
            }
        }
        near
    }
}

fn place(unit: &Unit) -> Place {
    (unit.document, unit.statement)
}

/// The units of a statement: they stand together.
fn of_statement(units: &[Unit], statement: Place) -> std::ops::Range<usize> {
    let from = units.partition_point(|unit| place(unit) < statement);
    let to = units.partition_point(|unit| place(unit) <= statement);
    from..to
}

/// Anchors of groups that hold units of both statements.
fn shared(anchors: &BTreeMap<usize, usize>, units: &[Unit], a: Place, b: Place) -> BTreeSet<usize> {
    let of = |statement| -> BTreeSet<usize> {
        of_statement(units, statement).filter_map(|unit| anchors.get(&unit).copied()).collect()
    };
    of(a).intersection(&of(b)).copied().collect()
}

fn drop_from(groups: &mut BTreeMap<usize, Vec<usize>>, anchor: usize, goes: impl Fn(usize) -> bool) {
    if let Some(members) = groups.get_mut(&anchor) {
        members.retain(|unit| *unit == anchor || !goes(*unit));
    }
}

/// The units by which two statements are joined: those in one group already, else the nearest, else the fullest of each.
fn pair(
    anchors: &BTreeMap<usize, usize>,
    near: &BTreeMap<(usize, usize), f32>,
    units: &[Unit],
    a: Place,
    b: Place,
) -> Option<(usize, usize)> {
    let mut best: Option<((bool, f32, f32), (usize, usize))> = None;
    for u in of_statement(units, a) {
        for v in of_statement(units, b) {
            let together = anchors.get(&u).is_some_and(|anchor| anchors.get(&v) == Some(anchor));
            let mass = |unit: usize| units.get(unit).map_or(0.0, |unit| unit.proposition.mass);
            let score = (together, near.get(&(u, v)).copied().unwrap_or(0.0), mass(u) + mass(v));
            let better = best.is_none_or(|(top, _)| {
                let order =
                    score.0.cmp(&top.0).then(score.1.total_cmp(&top.1)).then(score.2.total_cmp(&top.2));
                order.is_gt()
            });
            if better {
                best = Some((score, (u, v)));
            }
        }
    }
    best.map(|(_, pair)| pair)
}
