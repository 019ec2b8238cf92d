//! What one pass over the characters of a piece counts.
//!
//! Takes its text, gives numbers and hashes; decides nothing.

use super::LONG;
use crate::page::words::{Words, pair, plain_io};
use crate::text::{is_apostrophe, is_letter_or_digit, lower, plain_lower};
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// Letters and digits whose running hashes are kept.
pub(super) const STARTS: usize = 120;
/// Words of a piece looked at for words of a menu, and for words of terms of use.
pub(super) const MENU: usize = 60;
pub(super) const TERMS: usize = 300;
/// Letters of the longest function word looked up.
const LONGEST_FUNCTION: usize = 8;

/// One pass over the characters of a piece.
#[derive(Default)]
pub(super) struct Counts {
    pub(super) chars: usize,
    pub(super) words: usize,
    pub(super) function: usize,
    pub(super) capitals: usize,
    pub(super) numbers: usize,
    /// Words that speak to the reader.
    pub(super) you: usize,
    pub(super) key: FxHasher,
    pub(super) starts: Vec<u32>,
    word: FxHasher,
    /// Where the first word begins that is more than a number at the start, and its hash.
    pub(super) first: Option<(usize, u64)>,
    /// Hash of the last word.
    pub(super) last: u64,
    /// Hash of the first two words, and whether both begin with a capital.
    pub(super) two: Option<u64>,
    pub(super) two_capitals: bool,
    /// A comma stands behind them.
    pub(super) listed: bool,
    /// Letters of the open word; none is open at zero.
    length: usize,
    /// First byte of the open word, and its first characters in lower case.
    start: usize,
    opening: [char; 2],
    /// Words of a menu among the first `MENU`, when `menus` are asked for.
    pub(super) menu: usize,
    menus: bool,
    /// Words that terms of use are made of among the first `TERMS`, in a text that is long enough.
    pub(super) terms: usize,
    long: bool,
}

impl Counts {
    pub(super) fn of(text: &str, words: &Words, menus: bool) -> Self {
        let mut counts = Self {
            starts: Vec::with_capacity(text.len().min(STARTS)),
            long: text.len() >= LONG,
            menus,
            ..Self::default()
        };
        for (at, c) in text.char_indices() {
            counts.chars += 1;
            if let Some(small) = plain_lower(c) {
                counts.begin(at, c);
                counts.add(small);
                counts.mark();
            } else if is_letter_or_digit(c) {
                counts.begin(at, c);
                lower(c, |small| counts.add(small));
                counts.mark();
            } else if counts.length > 0 {
                if !(is_apostrophe(c) || c == '-') {
                    counts.close(text.get(counts.start..at).unwrap_or(""), Some(c), words);
                } else if counts.length == 1 && counts.opening[1] == '\0' {
                    counts.opening[1] = c;
                }
            }
        }
        if counts.length > 0 {
            counts.close(text.get(counts.start..).unwrap_or(""), None, words);
        }
        counts
    }

    /// A letter or digit comes: it may open a word.
    #[inline]
    fn begin(&mut self, at: usize, c: char) {
        if self.length == 0 {
            self.start = at;
            self.opening = ['\0'; 2];
            self.words += 1;
            self.capitals += usize::from(c.is_uppercase());
            self.numbers += usize::from(!matches!(c, '\u{400}'..='\u{52f}') && c.is_numeric());
            self.word = FxHasher::default();
        }
        self.length += 1;
    }

    /// One character of it in lower case.
    #[inline]
    fn add(&mut self, small: char) {
        self.key.write_u32(small as u32);
        self.word.write_u32(plain_io(small) as u32);
        if self.length <= 2
            && let Some(slot) = self.opening.iter_mut().find(|slot| **slot == '\0')
        {
            *slot = small;
        }
    }

    /// It is read.
    #[inline]
    fn mark(&mut self) {
        if self.starts.len() < STARTS {
            self.starts.push(self.key.finish() as u32);
        }
    }

    /// The open word ends; `after`: the character behind it.
    fn close(&mut self, word: &str, after: Option<char>, words: &Words) {
        let hash = self.word.finish();
        if self.first.is_none() && !(self.start == 0 && word.bytes().all(|byte| byte.is_ascii_digit())) {
            self.first = Some((self.start, hash));
        }
        if self.words == 2 {
            self.two = Some(pair(self.last, hash));
            self.two_capitals = self.capitals == 2;
            self.listed = after == Some(',');
        }
        self.last = hash;
        let menus = self.menus && self.words <= MENU;
        if menus || self.length <= LONGEST_FUNCTION {
            let kind = words.kind(hash);
            self.function += usize::from(kind.function);
            self.you += usize::from(kind.you);
            self.menu += usize::from(menus && kind.menu);
        }
        if self.long && self.words <= TERMS {
            self.terms += usize::from(words.is_term(self.opening, word));
        }
        self.length = 0;
    }
}
