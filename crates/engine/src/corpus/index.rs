//! A corpus that grows page by page.
//!
//! Takes documents one by one, in any order; keeps what their statements are known by and which of them are near each other.
//! A page is compared only with what it shares blocks with. `corpus` gives what `link` gives for the same documents: `link` is
//! an index that takes them all in.

use super::actors::{self, Aliases};
use super::claims::{self, Blocks, Change, Edge, Traits, Unit, kept};
use super::compare::{Likeness, compare_if};
use super::decisions::Decisions;
use super::model::*;
use super::verdict::Verdicts;
use super::words::Words;
use super::{copies, finish, judged};
use crate::model::*;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Pairs gathered before they are compared.
const GATHERED: usize = 1 << 22;
/// Units that are compared with others in one go.
const TILE: u32 = 1 << 12;

/// Others that a unit is weighed with, the nearest of all that are near: so many as meet each other in a block.
const NEAREST: usize = 12;

/// What the index needs of one document; made apart from it, so that pages can be read side by side.
#[derive(Clone, Debug)]
pub struct Part {
    document: DocumentId,
    units: Vec<Unit>,
    traits: Vec<Traits>,
}

impl Part {
    pub fn new(document: &Document, words: &Words) -> Self {
        let mut units = claims::of_document(document, words);
        for unit in &mut units {
            unit.heard = judged::heard(document, unit);
        }
        let traits = units.iter().enumerate();
        let traits = traits.map(|(place, unit)| Traits::new(unit, &document.id, place, words)).collect();
        Self { document: document.id.clone(), units, traits }
    }

    /// Sentences and clauses whose meaning linking asks for, each with its place for `meet`; none when the page says nothing.
    #[cfg(feature = "encoder")]
    pub fn texts<'a>(&self, document: &'a Document) -> Vec<(usize, &'a str, Language)> {
        let asked =
            self.units.iter().zip(&self.traits).enumerate().filter(|(_, (_, traits))| traits.may_meet());
        let text = |(place, (unit, _)): (usize, (&Unit, &Traits))| {
            let span = unit.proposition.span;
            let language = actors::language_at(document, span).unwrap_or(Language::new("en"));
            (place, document.slice(span), language)
        };
        asked.map(text).collect()
    }

    /// Units that lie near each other in meaning meet as well, from now on the one at `place`. An index holds parts made one way.
    #[cfg(feature = "encoder")]
    pub fn meet(&mut self, place: usize, sides: claims::Sides) {
        if let Some(traits) = self.traits.get_mut(place) {
            traits.meet_by_meaning(sides);
        }
    }

    /// Asks the reader for the meaning of all `texts`, lets them `meet` and adds their directions to those that are known.
    #[cfg(feature = "encoder")]
    pub fn read(
        &mut self,
        document: &Document,
        reader: &mut crate::meaning::Reader<'_>,
        known: &mut judged::Directions,
    ) {
        let texts = self.texts(document);
        let plain: Vec<(&str, Language)> =
            texts.iter().map(|(_, text, language)| (*text, *language)).collect();
        for ((place, text, language), vector) in texts.iter().zip(reader.kept(&plain)) {
            self.meet(*place, claims::Sides::new(vector.numbers()));
            known.insert(judged::text_key(text, *language), vector.to_bytes());
        }
    }
}

/// Where a unit stands: number of its document in order of coming, and its place there.
#[derive(Clone, Copy, Debug)]
struct Place {
    document: u32,
    unit: u32,
}

/// A unit that is near another.
#[derive(Debug)]
struct Near {
    unit: u32,
    /// How near, as bits, which order as numbers that are not negative do.
    nearness: u32,
    like: Arc<Likeness>,
}

/// Place among those that are near one unit, the nearest first; of equal ones the one that leads crowded blocks.
type Rank = (Reverse<u32>, u64, u32);

/// Units of many documents, their blocks, and the pairs that are near.
#[derive(Debug, Default)]
pub struct Index {
    /// By number, in order of coming.
    documents: Vec<(DocumentId, Vec<Unit>)>,
    known: BTreeSet<DocumentId>,
    places: Vec<Place>,
    blocks: Blocks,
    /// For each unit those that are near, by number.
    near: Vec<Vec<Near>>,
}

impl Index {
    /// Documents taken in.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Sentences and clauses of those documents.
    pub fn units(&self) -> usize {
        self.places.len()
    }

    /// Pairs of sentences and clauses that are near each other.
    pub fn pairs(&self) -> usize {
        self.near.iter().map(Vec::len).sum::<usize>() / 2
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
        let mut change = Change::default();
        for (place, traits) in fresh {
            self.places.push(place);
            self.near.push(Vec::new());
            self.blocks.add(traits, &mut change);
            if change.meet.len() >= GATHERED {
                self.settle(std::mem::take(&mut change), words);
            }
        }
        self.settle(change, words);
    }

    /// Compares pairs that meet and forgets those that no longer do. Units of a tile are compared with all others in one go,
    /// while they are at hand in fast memory: pairs of many pages are spread over all of it.
    fn settle(&mut self, change: Change, words: &Words) {
        let tile = |pair: &(u32, u32)| (pair.0 / TILE) as usize;
        let mut ends = vec![0usize; self.places.len() / TILE as usize + 2];
        for pair in &change.meet {
            if let Some(end) = ends.get_mut(tile(pair) + 1) {
                *end += 1;
            }
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        let mut ordered = vec![(0u32, 0u32); change.meet.len()];
        for pair in &change.meet {
            let Some(place) = ends.get_mut(tile(pair)) else { continue };
            if let Some(slot) = ordered.get_mut(*place) {
                *slot = *pair;
            }
            *place += 1;
        }
        for (a, b) in ordered {
            let Some(like) = self.compared(a, b, words) else { continue };
            let nearness = self.blocks.nearness(a, b, like.score).to_bits();
            let like = Arc::new(like);
            for (one, unit) in [(a, b), (b, a)] {
                let Some(near) = self.near.get_mut(one as usize) else { continue };
                // numbers mostly grow
                let last = near.last().is_none_or(|last| last.unit < unit);
                let place = if last { Err(near.len()) } else { near.binary_search_by_key(&unit, |n| n.unit) };
                if let Err(place) = place {
                    near.insert(place, Near { unit, nearness, like: Arc::clone(&like) });
                }
            }
        }
        for (a, b) in change.part {
            let near = |one: u32, other: u32| {
                self.near.get(one as usize)?.binary_search_by_key(&other, |near| near.unit).ok()
            };
            let Some((in_a, in_b)) = near(a, b).zip(near(b, a)) else { continue };
            if !self.blocks.meet(a, b) {
                for (one, place) in [(a, in_a), (b, in_b)] {
                    self.near.get_mut(one as usize).map(|near| near.remove(place));
                }
            }
        }
    }

    fn unit(&self, number: u32) -> Option<(&DocumentId, u32, &Unit)> {
        let place = self.places.get(number as usize)?;
        let (id, units) = self.documents.get(place.document as usize)?;
        Some((id, place.unit, units.get(place.unit as usize)?))
    }

    /// A unit, with the id of its document and the number that document has here.
    #[cfg(feature = "encoder")]
    pub(super) fn numbered(&self, number: u32) -> Option<(&str, u32, &Unit)> {
        let document = self.places.get(number as usize)?.document;
        self.unit(number).map(|(id, _, unit)| (id.as_str(), document, unit))
    }

    fn rank(&self, near: u32, nearness: u32) -> Rank {
        (Reverse(nearness), self.blocks.order(near), near)
    }

    /// The rank of the last that a unit is weighed with; `None` when it is weighed with all that are near.
    fn limit(&self, unit: u32) -> Option<Rank> {
        let near = self.near.get(unit as usize).filter(|near| near.len() > NEAREST)?;
        let mut ranks: Vec<Rank> = near.iter().map(|near| self.rank(near.unit, near.nearness)).collect();
        Some(*ranks.select_nth_unstable(NEAREST - 1).1)
    }

    /// Pairs to weigh, lower number first, of which one came after the first so many units: one of the two is among the nearest of
    /// the other. So the number of pairs is bounded by that of units, whatever is said alike, and no order of coming matters.
    pub(super) fn nearest(&self, units: usize) -> Vec<(u32, u32, &Arc<Likeness>)> {
        let mut limits: FxHashMap<u32, Option<Rank>> = FxHashMap::default();
        let mut among = |one: u32, other: u32, nearness: u32| {
            let limit = *limits.entry(one).or_insert_with(|| self.limit(one));
            limit.is_none_or(|limit| self.rank(other, nearness) <= limit)
        };
        let mut out = Vec::new();
        for (b, near) in (0u32..).zip(&self.near).skip(units) {
            for Near { unit: a, nearness, like } in near.iter().take_while(|near| near.unit < b) {
                if among(b, *a, *nearness) || among(*a, b, *nearness) {
                    out.push((*a, b, like));
                }
            }
        }
        out
    }

    /// The likeness of two units when it is worth keeping; the one with the lower id and place goes first.
    fn compared(&self, a: u32, b: u32, words: &Words) -> Option<Likeness> {
        let near = self.blocks.near_in_meaning(a, b);
        if !near && !self.blocks.may_be_near(a, b) {
            return None;
        }
        let (a, b) = (self.unit(a)?, self.unit(b)?);
        if a.0 == b.0 && a.2.statement == b.2.statement {
            return None;
        }
        let (x, y) = if (a.0, a.1) < (b.0, b.1) { (a, b) } else { (b, a) };
        let least = if near { 0.0 } else { claims::SAME };
        compare_if(&x.2.proposition, &y.2.proposition, words, least, |like| kept(like, near))
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
        self.corpus_in_steps(documents, decisions, verdicts, &mut |_| {})
    }

    /// `corpus_judged`; calls `done` with the name of each step after it, for those who measure.
    pub fn corpus_in_steps(
        &self,
        documents: &[&Document],
        decisions: &Decisions,
        verdicts: &Verdicts,
        done: &mut dyn FnMut(&'static str),
    ) -> Corpus {
        let sorted = self.sorted(documents);
        let (actors, aliases) = actors::link(&sorted, decisions);
        done("actors");
        let copies = copies::link(&sorted);
        done("copies");
        let (units, mut edges) = self.placed(&sorted, &aliases);
        judged::tell(&mut edges, &sorted, &units, verdicts);
        done("edges");
        finish(&sorted, (actors, &aliases), copies, (&units, &edges), decisions, done)
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
        // what is sorted stands side by side: scores as bits, which order as scores from 0 to 1 do
        let pair = |(a, b, like): (u32, u32, _)| -> Option<(Reverse<u32>, u32, u32, &Arc<Likeness>)> {
            let like: &Arc<Likeness> = like;
            let (a, b) = (at(a)?, at(b)?);
            Some((Reverse(like.score.to_bits()), a.min(b) as u32, a.max(b) as u32, like))
        };
        let mut order: Vec<_> = self.nearest(0).into_iter().filter_map(pair).collect();
        order.sort_unstable_by_key(|(score, a, b, _)| (*score, *a, *b));
        let edge = |(_, a, b, like): (_, u32, u32, &Arc<Likeness>)| Edge {
            a: a as usize,
            b: b as usize,
            like: Arc::clone(like),
            verdict: None,
            first_answers: false,
        };
        (units, order.into_iter().map(edge).collect())
    }
}
