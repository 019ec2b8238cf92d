//! Words that were read: how much each tells, and its direction of meaning.
//!
//! A word has them from itself alone, so they can be kept from one question to the next.

use super::super::words::COLUMNS;
use crate::meaning::{Encoder, Reader, Vector};
use crate::model::Language;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Most a rare word weighs, in nats.
const HEAVIEST: f32 = 14.0;

/// Words that are remembered.
const SEEN: usize = 1 << 15;

/// How much a word tells, and its direction.
pub(super) type Word = (f32, Arc<Vector>);

/// Words as they stand in texts, and what is known of them; one a thread.
#[derive(Debug, Default)]
pub struct Memory {
    /// By language, in the order of the columns, and word.
    written: [FxHashMap<Box<str>, Word>; COLUMNS.len()],
    /// By what the encoder gets: forms of one word, or of kindred languages, are often the same there.
    spelled: FxHashMap<Box<str>, Word>,
}

impl Memory {
    fn knows(&self, column: u8, word: &str) -> bool {
        self.written.get(usize::from(column)).is_some_and(|known| known.contains_key(word))
    }

    /// Reads those of the words that are new in one go, which is cheaper than one by one. Words come with their column and language.
    pub(super) fn learn(
        &mut self,
        words: &[(u8, Language, &str)],
        reader: &mut Reader<'_>,
        encoder: &Encoder,
    ) {
        let mut fresh: Vec<(u8, Language, &str)> =
            words.iter().filter(|(column, _, word)| !self.knows(*column, word)).copied().collect();
        if self.written.iter().map(FxHashMap::len).sum::<usize>() + fresh.len() > SEEN {
            *self = Self::default();
            fresh = words.to_vec();
        }
        fresh.sort_unstable_by_key(|(column, _, word)| (*column, *word));
        fresh.dedup_by_key(|(column, _, word)| (*column, *word));
        let spelled: Vec<String> =
            fresh.iter().map(|(_, language, word)| reader.spelled(word, *language).to_lowercase()).collect();
        let mut unread: Vec<&str> = spelled.iter().map(String::as_str).collect();
        unread.sort_unstable();
        unread.dedup();
        unread.retain(|word| !self.spelled.contains_key(*word));
        for (word, vector) in unread.iter().zip(encoder.encode(&unread)) {
            let weight = encoder.surprise(word).min(HEAVIEST);
            self.spelled.insert((*word).into(), (weight, Arc::new(vector)));
        }
        for ((column, _, word), spelled) in fresh.into_iter().zip(&spelled) {
            let known = self.written.get_mut(usize::from(column));
            if let Some((known, read)) = known.zip(self.spelled.get(spelled.as_str())) {
                known.insert(word.into(), read.clone());
            }
        }
    }

    /// A word that was learnt.
    pub(super) fn word(&self, column: u8, word: &str) -> Option<Word> {
        self.written.get(usize::from(column))?.get(word).cloned()
    }
}
