//! Groups of units to claims.

use super::super::actors::language_at;
use super::super::decisions::Decisions;
use super::super::model::*;
use super::decided::Decided;
use super::{Edge, Unit, clusters, is_same};
use crate::model::*;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Claims as people decided about them, and the claim of each unit.
pub(crate) fn claims(
    documents: &[&Document],
    units: &[Unit],
    edges: &[Edge],
    decisions: &Decisions,
) -> (Vec<Claim>, Vec<Option<usize>>) {
    let decided = Decided::new(decisions, documents);
    let mut ties = Vec::new();
    for edge in edges {
        let (Some(x), Some(y)) = (units.get(edge.a), units.get(edge.b)) else { continue };
        if is_same(x, y, edge) && decided.may_tie(x, y) {
            ties.push(clusters::Tie { a: edge.a, b: edge.b, score: edge.score() });
        }
    }
    let masses: Vec<f32> = units.iter().map(|unit| unit.proposition.mass).collect();
    let (groups, held) = decided.settle(clusters::stars(&masses, &ties), units, edges);
    let held = held
        .into_iter()
        .map(|(unit, number)| (unit, (number, decisions.why(number, "decided-same").to_string())));
    let mut group_of: Vec<Option<usize>> = vec![None; units.len()];
    for (g, group) in groups.iter().enumerate() {
        for &member in &group.members {
            if let Some(slot) = group_of.get_mut(member) {
                *slot = Some(g);
            }
        }
    }
    build(documents, units, edges, &groups, &held.collect(), group_of)
}

/// Units that a decision holds in their group: its number, and why.
type Held = BTreeMap<usize, (u64, String)>;

fn build(
    documents: &[&Document],
    units: &[Unit],
    edges: &[Edge],
    groups: &[clusters::Star],
    held: &Held,
    mut group_of: Vec<Option<usize>>,
) -> (Vec<Claim>, Vec<Option<usize>>) {
    let mut why: BTreeMap<(usize, usize), &Edge> = BTreeMap::new();
    // only what ties a member to its anchor is asked for
    let group = |unit: usize| group_of.get(unit).copied().flatten();
    for edge in edges {
        let shared = group(edge.a).filter(|g| group(edge.b) == Some(*g)).and_then(|g| groups.get(g));
        if shared.is_some_and(|star| star.anchor == edge.a || star.anchor == edge.b) {
            why.insert((edge.a, edge.b), edge);
        }
    }
    let mut claims: Vec<Claim> = Vec::new();
    let mut renumber: BTreeMap<usize, usize> = BTreeMap::new();
    let mut spoken: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (g, clusters::Star { anchor, members }) in groups.iter().enumerate() {
        // one unit per statement: the one nearest to the anchor
        let mut best: BTreeMap<(usize, usize), (f32, usize)> = BTreeMap::new();
        for &u in members {
            let Some(unit) = units.get(u) else { continue };
            let score = match () {
                () if u == *anchor => 2.0,
                () if held.contains_key(&u) => 1.5,
                () => why.get(&(u.min(*anchor), u.max(*anchor))).map_or(0.0, |edge| edge.score()),
            };
            let slot = best.entry((unit.document, unit.statement)).or_insert((score, u));
            if score > slot.0 {
                *slot = (score, u);
            }
        }
        if best.len() < 2 {
            continue;
        }
        let Some(claim) = claim(documents, units, *anchor, best.values().map(|x| x.1).collect(), &why, held)
        else {
            continue;
        };
        renumber.insert(g, claims.len());
        spoken.extend(best.keys().copied());
        claims.push(claim);
    }
    for slot in &mut group_of {
        *slot = slot.and_then(|g| renumber.get(&g).copied());
    }
    // statements that nobody repeats are claims of their own
    let mut first: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (u, unit) in units.iter().enumerate() {
        let slot = first.entry((unit.document, unit.statement)).or_insert(u);
        let longer = units.get(*slot).is_some_and(|x| unit.proposition.mass > x.proposition.mass && !x.whole);
        if unit.whole || longer {
            *slot = u;
        }
    }
    for (key, u) in first {
        if spoken.contains(&key) {
            continue;
        }
        if let Some(mut claim) = claim(documents, units, u, vec![u], &why, held) {
            if let Some(member) = claim.members.first_mut() {
                member.focus = None;
            }
            let statement = documents.get(key.0).and_then(|d| Some((d, d.statements.get(key.1)?)));
            if let Some((document, statement)) = statement {
                claim.text =
                    statement.content.iter().map(|&s| document.slice(s)).collect::<Vec<_>>().join(" … ");
            }
            if let Some(slot) = group_of.get_mut(u) {
                *slot = Some(claims.len());
            }
            claims.push(claim);
        }
    }
    (claims, group_of)
}

fn claim(
    documents: &[&Document],
    units: &[Unit],
    anchor: usize,
    mut members: Vec<usize>,
    why: &BTreeMap<(usize, usize), &Edge>,
    held: &Held,
) -> Option<Claim> {
    members.sort_by_key(|&u| (u != anchor, units.get(u).map(|x| (x.document, x.statement)), u));
    let top = units.get(anchor)?;
    let mut out = Vec::new();
    let mut languages: BTreeSet<Language> = BTreeSet::new();
    let mut pages: BTreeSet<usize> = BTreeSet::new();
    for &u in &members {
        let unit = units.get(u)?;
        let document = documents.get(unit.document)?;
        languages.extend(language_at(document, unit.proposition.span));
        pages.insert(unit.document);
        let edge = why.get(&(u.min(anchor), u.max(anchor))).filter(|_| u != anchor);
        let (mut reasons, mut score) = match edge {
            _ if u == anchor => (vec!["anchor".to_owned()], 1.0),
            Some(edge) => (edge.why(), edge.score()),
            None => (Vec::new(), 0.0),
        };
        if u != anchor && unit.speaker.is_some() && unit.speaker == top.speaker {
            reasons.insert(0, "speaker".to_owned());
        }
        let decision = held.get(&u).filter(|_| u != anchor);
        if let Some((_, said)) = decision {
            reasons.insert(0, said.clone());
            score = 1.0;
        }
        out.push(Member {
            statement: StatementRef { document: document.id.clone(), index: unit.statement as u32 },
            why: reasons,
            score: (score * 100.0).round() / 100.0,
            unsure: decision.is_none() && edge.is_some_and(|edge| edge.unsure()),
            focus: (!unit.whole).then_some(unit.proposition.span),
            decision: decision.map(|(number, _)| *number),
        });
    }
    let document = documents.get(top.document)?;
    let statement = document.statements.get(top.statement)?;
    let id = claim_id(&document.id, statement, (!top.whole).then_some(top.proposition.span));
    Some(Claim {
        id,
        anchor: StatementRef { document: document.id.clone(), index: top.statement as u32 },
        text: document.slice(top.proposition.span).to_owned(),
        members: out,
        languages: languages.into_iter().collect(),
        pages: pages.len() as u32,
        roots: Vec::new(),
    })
}

fn claim_id(document: &str, statement: &Statement, focus: Option<Span>) -> ClaimId {
    let mut key = format!("{}/{document}", statement.id);
    for span in statement.content.iter().copied().chain(focus) {
        key.push_str(&format!("/{}-{}", span.start(), span.end()));
    }
    let digest: String = Sha256::digest(key.as_bytes()).iter().take(6).map(|b| format!("{b:02x}")).collect();
    format!("c:{digest}")
}
