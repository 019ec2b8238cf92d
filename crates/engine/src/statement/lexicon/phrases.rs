//! Phrases of several tokens, looked up by their first one.

use crate::text::{Token, tokens};
use rustc_hash::FxHashMap;

/// Phrases looked up by their first token, longest first.
#[derive(Clone, Debug)]
pub(crate) struct Phrases<T> {
    by_first: FxHashMap<Box<str>, Vec<(Vec<Box<str>>, T)>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { by_first: FxHashMap::default() }
    }
}

impl<T> Phrases<T> {
    pub(crate) fn insert(&mut self, phrase: &str, value: T) {
        let words: Vec<Box<str>> = tokens(phrase, 0).into_iter().map(|t| t.folded).collect();
        let Some(first) = words.first().cloned() else { return };
        let list = self.by_first.entry(first).or_default();
        // longest first; equals stay in the order they came
        let place = list.partition_point(|(other, _)| other.len() >= words.len());
        list.insert(place, (words, value));
    }
    /// Whether a phrase starts with the word.
    pub(crate) fn opens(&self, word: &str) -> bool {
        self.by_first.contains_key(word)
    }
    /// The longest phrase that starts at token `at`: its length in tokens and its value.
    pub(crate) fn at<'a>(&'a self, line: &[Token], at: usize) -> Option<(usize, &'a T)> {
        let list = self.by_first.get(&*line.get(at)?.folded)?;
        list.iter().find_map(|(words, value)| {
            let same =
                words.iter().enumerate().all(|(k, word)| line.get(at + k).is_some_and(|t| t.folded == *word));
            same.then_some((words.len(), value))
        })
    }
    /// The same for a phrase with one token more in it, `gap` tokens behind its start: "in an *exclusive* interview".
    pub(crate) fn at_around<'a>(&'a self, line: &[Token], at: usize, gap: usize) -> Option<(usize, &'a T)> {
        let list = self.by_first.get(&*line.get(at)?.folded)?;
        list.iter().find_map(|(words, value)| {
            let place = |k: usize| at + k + usize::from(k >= gap);
            let same = words
                .iter()
                .enumerate()
                .all(|(k, word)| line.get(place(k)).is_some_and(|t| t.folded == *word));
            same.then_some((words.len(), value))
        })
    }
}
