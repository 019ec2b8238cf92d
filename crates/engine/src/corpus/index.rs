//! A corpus that grows page by page.
//!
//! Takes documents one by one, in any order; keeps what their statements are known by and which of them are near each other.
//! A page is compared only with what it shares blocks with. `corpus` gives what `link` gives for the same documents: `link` is
//! an index that takes them all in.

use super::actors::{self, Aliases};
use super::claims::{self, Blocks, Edge, Traits, Unit, kept};
use super::compare::{Likeness, compare};
use super::decisions::Decisions;
use super::model::*;
use super::verdict::Verdicts;
use super::words::Words;
use super::{copies, finish, judged};
use crate::model::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the index needs of one document; made apart from it, so that pages can be read side by side.
#[derive(Clone, Debug)]
pub struct Part {
    document: DocumentId,
    units: Vec<Unit>,
    traits: Vec<Traits>,
}

impl Part {
    pub fn new(document: &Document, words: &Words) -> Self {
        let units = claims::of_document(document, words);
        let traits = units.iter().enumerate();
        let traits = traits.map(|(place, unit)| Traits::new(unit, &document.id, place, words)).collect();
        Self { document: document.id.clone(), units, traits }
    }

    /// As `new`, and units that lie near each other in meaning meet as well. An index holds parts made one way.
    #[cfg(feature = "encoder")]
    pub fn with_meaning(document: &Document, words: &Words, reader: &mut crate::meaning::Reader<'_>) -> Self {
        let mut part = Self::new(document, words);
        let text = |unit: &Unit| {
            let span = unit.proposition.span;
            let language = actors::language_at(document, span).unwrap_or(Language::new("en"));
            (document.slice(span), language)
        };
        let texts: Vec<(&str, Language)> = part.units.iter().map(text).collect();
        for (traits, vector) in part.traits.iter_mut().zip(reader.vectors(&texts)) {
            traits.meet_by_meaning(vector.numbers());
        }
        part
    }
}

/// Where a unit stands: number of its document in order of coming, and its place there.
#[derive(Clone, Copy, Debug)]
struct Place {
    document: u32,
    unit: u32,
}

/// Units of many documents, their blocks, and the pairs that are near.
#[derive(Debug, Default)]
pub struct Index {
    /// By number, in order of coming.
    documents: Vec<(DocumentId, Vec<Unit>)>,
    known: BTreeSet<DocumentId>,
    places: Vec<Place>,
    blocks: Blocks,
    /// For each unit those before it that are near.
    near: Vec<BTreeMap<u32, Arc<Likeness>>>,
}

impl Index {
    /// Documents taken in.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Pairs of sentences and clauses that are near each other.
    pub fn pairs(&self) -> usize {
        self.near.iter().map(BTreeMap::len).sum()
    }

    /// Takes a document in; one that is in already changes nothing.
    pub fn add(&mut self, part: Part, words: &Words) {
        self.extend([part], words);
    }

    /// Takes documents in, as `add` does one after another, at less cost: those that lead their blocks go first.
    pub fn extend(&mut self, parts: impl IntoIterator<Item = Part>, words: &Words) {
        let mut fresh: Vec<(Place, Traits)> = Vec::new();
        for part in parts {
            if !self.known.insert(part.document.clone()) {
                continue;
            }
            let document = self.documents.len() as u32;
            self.documents.push((part.document, part.units));
            fresh.extend((0u32..).zip(part.traits).map(|(unit, traits)| (Place { document, unit }, traits)));
        }
        fresh.sort_by_key(|(_, traits)| traits.order());
        for (place, traits) in fresh {
            self.places.push(place);
            self.near.push(BTreeMap::new());
            let change = self.blocks.add(traits);
            for (a, b) in change.part {
                let near = self.near.get_mut(b as usize).filter(|near| near.contains_key(&a));
                if let Some(near) = near.filter(|_| !self.blocks.meet(a, b)) {
                    near.remove(&a);
                }
            }
            for (a, b) in change.meet {
                let known = self.near.get(b as usize).is_some_and(|near| near.contains_key(&a));
                let like = if known { None } else { self.compared(a, b, words) };
                if let (Some(like), Some(near)) = (like, self.near.get_mut(b as usize)) {
                    near.insert(a, Arc::new(like));
                }
            }
        }
    }

    fn unit(&self, number: u32) -> Option<(&DocumentId, u32, &Unit)> {
        let place = self.places.get(number as usize)?;
        let (id, units) = self.documents.get(place.document as usize)?;
        Some((id, place.unit, units.get(place.unit as usize)?))
    }

    /// The likeness of two units when it is worth keeping; the one with the lower id and place goes first.
    fn compared(&self, a: u32, b: u32, words: &Words) -> Option<Likeness> {
        let near = self.blocks.near_in_meaning(a, b);
        let (a, b) = (self.unit(a)?, self.unit(b)?);
        if a.0 == b.0 && a.2.statement == b.2.statement {
            return None;
        }
        let (x, y) = if (a.0, a.1) < (b.0, b.1) { (a, b) } else { (b, a) };
        let like = compare(&x.2.proposition, &y.2.proposition, words);
        kept(&like, near).then_some(like)
    }

    /// Copies, actors, claims and relations of the documents. `documents` are those taken in, in any order; others are left out.
    pub fn corpus(&self, documents: &[&Document], decisions: &Decisions) -> Corpus {
        self.corpus_judged(documents, decisions, &Verdicts::default())
    }

    /// The same; of pairs that were judged, the verdict decides.
    pub fn corpus_judged(
        &self,
        documents: &[&Document],
        decisions: &Decisions,
        verdicts: &Verdicts,
    ) -> Corpus {
        let sorted = self.sorted(documents);
        let (actors, aliases) = actors::link(&sorted, decisions);
        let copies = copies::link(&sorted);
        let (units, mut edges) = self.placed(&sorted, &aliases);
        judged::tell(&mut edges, &sorted, &units, verdicts);
        finish(&sorted, actors, &aliases, copies, &units, &edges)
    }

    /// The documents that were taken in, by id.
    pub(super) fn sorted<'a>(&self, documents: &[&'a Document]) -> Vec<&'a Document> {
        let mut sorted: Vec<&Document> = documents.to_vec();
        sorted.retain(|document| self.known.contains(&document.id));
        sorted.sort_by(|a, b| a.id.cmp(&b.id));
        sorted.dedup_by(|a, b| a.id == b.id);
        sorted
    }

    /// Units in order of their documents, and edges between them, stronger first.
    pub(super) fn placed(&self, sorted: &[&Document], aliases: &Aliases) -> (Vec<Unit>, Vec<Edge>) {
        let mut first: Vec<Option<usize>> = vec![None; self.documents.len()];
        let numbers: BTreeMap<&str, usize> =
            self.documents.iter().enumerate().map(|(n, (id, _))| (id.as_str(), n)).collect();
        let mut units = Vec::with_capacity(self.places.len());
        for (d, document) in sorted.iter().enumerate() {
            let Some(&number) = numbers.get(document.id.as_str()) else { continue };
            let Some((_, own)) = self.documents.get(number) else { continue };
            if let Some(slot) = first.get_mut(number) {
                *slot = Some(units.len());
            }
            units.extend(own.iter().map(|unit| claims::placed(unit, d, aliases)));
        }
        let at = |number: u32| {
            let place = self.places.get(number as usize)?;
            Some(first.get(place.document as usize).copied().flatten()? + place.unit as usize)
        };
        let mut edges = Vec::new();
        for (b, near) in (0u32..).zip(&self.near) {
            for (a, like) in near {
                if let (Some(a), Some(b)) = (at(*a), at(b)) {
                    edges.push(Edge {
                        a: a.min(b),
                        b: a.max(b),
                        like: Arc::clone(like),
                        verdict: None,
                        first_answers: false,
                    });
                }
            }
        }
        edges.sort_by(|x, y| y.like.score.total_cmp(&x.like.score).then(x.a.cmp(&y.a)).then(x.b.cmp(&y.b)));
        (units, edges)
    }
}
