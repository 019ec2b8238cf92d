//! Pairs of sentences and clauses that linking found near each other, put to the judge.

use super::super::verdict::{Key, Verdict};
use super::{Judge, Reading, Said, Statements};
use crate::model::Language;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Statements whose reading is kept for the next question.
const KEPT: usize = 2048;

/// Words of a page, and what they are known by in every corpus.
#[derive(Clone, Debug)]
pub struct Passage {
    pub(crate) key: u64,
    pub(crate) text: String,
    pub(crate) language: Option<Language>,
    pub(crate) speaker: Option<String>,
    pub(crate) date: Option<String>,
}

/// Pairs of passages, those about one passage one after another.
#[derive(Clone, Debug, Default)]
pub struct Questions {
    pub(crate) passages: Vec<Passage>,
    pub(crate) pairs: Vec<(usize, usize)>,
}

impl Questions {
    /// Pairs to judge.
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }
}

/// What the judge says of a pair.
#[derive(Clone, Debug)]
pub struct Answer {
    pub(crate) key: Key,
    pub(crate) verdict: Verdict,
}

impl Judge {
    /// Verdicts on a part of the questions. An answer does not depend on the other questions, so they can be asked in parts,
    /// side by side.
    pub fn answer(&self, questions: &Questions, part: Range<usize>) -> Vec<Answer> {
        let mut statements = self.statements();
        let mut read: FxHashMap<u64, Reading> = FxHashMap::default();
        let answer = |(a, b): &(usize, usize)| {
            let (a, b) = (questions.passages.get(*a)?, questions.passages.get(*b)?);
            let (a, b) = if a.key < b.key { (a, b) } else { (b, a) };
            if read.len() >= KEPT {
                read.clear();
            }
            for passage in [a, b] {
                keep(&mut read, passage, &mut statements);
            }
            let (x, y) = (read.get(&a.key)?, read.get(&b.key)?);
            Some(Answer { key: (a.key, b.key), verdict: self.compare(x, y) })
        };
        questions.pairs.get(part).unwrap_or(&[]).iter().filter_map(answer).collect()
    }
}

fn keep(read: &mut FxHashMap<u64, Reading>, passage: &Passage, statements: &mut Statements<'_>) {
    read.entry(passage.key).or_insert_with(|| {
        let speaker = passage.speaker.as_deref();
        let date = passage.date.as_deref();
        statements.read(&Said { text: &passage.text, language: passage.language, speaker, date })
    });
}
