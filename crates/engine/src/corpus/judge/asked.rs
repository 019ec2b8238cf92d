//! Pairs of sentences and clauses that linking found near each other, put to the judge.

use super::super::judged::{Directions, text_key};
use super::super::verdict::{Key, Verdict};
use super::{Judge, Memory, Reading, Said, Statements};
use crate::model::Language;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

/// Pairs whose passages are read in one go.
const GROUP: usize = 512;

/// Passages that stay read: those that most pairs are about, a few tens of megabytes.
const STAY: usize = 1 << 13;

/// Passages besides that are read at a time.
const PASS: usize = 1 << 12;

/// Words of a page, and what they are known by in every corpus.
#[derive(Clone, Debug)]
pub struct Passage {
    pub(crate) key: u64,
    pub(crate) text: String,
    pub(crate) language: Option<Language>,
    pub(crate) speaker: Option<String>,
    pub(crate) date: Option<String>,
}

impl Passage {
    fn said(&self) -> Said<'_> {
        let (speaker, date) = (self.speaker.as_deref(), self.date.as_deref());
        Said { text: &self.text, language: self.language, speaker, date }
    }
}

/// Pairs of passages. Passages that many pairs are about come first; pairs go by the one that fewer are about.
#[derive(Clone, Debug, Default)]
pub struct Questions {
    passages: Vec<Passage>,
    /// Places of passages, the later one first.
    pairs: Vec<(usize, usize)>,
}

impl Questions {
    /// Each passage and each pair once, whatever is given; passages that no pair is about are left out.
    pub(crate) fn new(passages: Vec<Passage>, mut pairs: Vec<Key>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut asked: BTreeMap<u64, usize> = BTreeMap::new();
        for key in pairs.iter().flat_map(|(a, b)| [*a, *b]) {
            *asked.entry(key).or_default() += 1;
        }
        let mut passages: Vec<(Reverse<usize>, Passage)> = passages
            .into_iter()
            .filter_map(|passage| Some((Reverse(*asked.get(&passage.key)?), passage)))
            .collect();
        passages.sort_by_key(|(times, passage)| (*times, passage.key));
        passages.dedup_by_key(|(_, passage)| passage.key);
        let passages: Vec<Passage> = passages.into_iter().map(|(_, passage)| passage).collect();
        let places: FxHashMap<u64, usize> =
            passages.iter().enumerate().map(|(place, passage)| (passage.key, place)).collect();
        let placed = |(a, b): &Key| {
            let (a, b) = (*places.get(a)?, *places.get(b)?);
            Some((a.max(b), a.min(b)))
        };
        let mut pairs: Vec<(usize, usize)> = pairs.iter().filter_map(placed).collect();
        pairs.sort_unstable();
        Self { passages, pairs }
    }

    /// Pairs to judge.
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Different passages in them.
    pub fn passages(&self) -> usize {
        self.passages.len()
    }
}

/// What has been read of the passages of questions.
struct Read<'a> {
    statements: Statements<'a>,
    known: &'a Directions,
    /// By place.
    readings: Vec<Option<Box<Reading>>>,
    /// Places of those that do not stay.
    passing: Vec<usize>,
}

impl Read<'_> {
    /// Reads those of the passages that are not yet.
    fn all(&mut self, places: impl Iterator<Item = usize>, passages: &[Passage]) {
        if self.passing.len() >= PASS {
            for place in self.passing.drain(..) {
                if let Some(slot) = self.readings.get_mut(place) {
                    *slot = None;
                }
            }
        }
        let unread = |place: &usize| self.readings.get(*place).is_some_and(Option::is_none);
        let mut fresh: Vec<usize> = places.filter(unread).collect();
        fresh.sort_unstable();
        fresh.dedup();
        let said: Vec<Said<'_>> =
            fresh.iter().filter_map(|place| Some(passages.get(*place)?.said())).collect();
        for (place, reading) in fresh.iter().zip(self.statements.read_all(&said, self.known)) {
            if let Some(slot) = self.readings.get_mut(*place) {
                *slot = Some(Box::new(reading));
            }
        }
        self.passing.extend(fresh.into_iter().filter(|place| *place >= STAY));
    }

    fn get(&self, place: usize) -> Option<&Reading> {
        self.readings.get(place)?.as_deref()
    }
}

impl Judge {
    /// The texts of the passages, each with its `text_key`: whoever keeps their directions can hand them to `answer`.
    pub fn texts<'a>(&'a self, questions: &'a Questions) -> impl Iterator<Item = (u64, &'a str, Language)> {
        questions.passages.iter().map(|passage| {
            let (_, language) = self.column(&passage.text, passage.language);
            (text_key(&passage.text, language), passage.text.as_str(), language)
        })
    }

    /// Verdicts on a part of the questions. An answer does not depend on the other questions, so they can be asked in parts,
    /// side by side. The encoder is asked for texts whose direction is not known, and for words that are not remembered.
    pub fn answer(
        &self,
        questions: &Questions,
        part: Range<usize>,
        known: &Directions,
        memory: &mut Memory,
    ) -> Vec<(Key, Verdict)> {
        let Questions { passages, pairs } = questions;
        let mut statements = self.statements();
        statements.memory = std::mem::take(memory);
        let readings = vec![None; passages.len()];
        let mut read = Read { statements, known, readings, passing: Vec::new() };
        let mut out = Vec::with_capacity(part.len());
        for group in pairs.get(part).unwrap_or(&[]).chunks(GROUP) {
            read.all(group.iter().flat_map(|(a, b)| [*a, *b]), passages);
            let answer = |(a, b): &(usize, usize)| {
                let (x, y) = (passages.get(*a)?.key, passages.get(*b)?.key);
                // the one with the lower key is the first
                let ((x, first), (y, second)) = if x <= y { ((x, a), (y, b)) } else { ((y, b), (x, a)) };
                Some(((x, y), self.compare(read.get(*first)?, read.get(*second)?)))
            };
            out.extend(group.iter().filter_map(answer));
        }
        *memory = read.statements.memory;
        out
    }
}
