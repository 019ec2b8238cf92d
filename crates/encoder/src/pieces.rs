//! Text to numbers of pieces: the likeliest way to cut it, by a unigram model (Kudo 2018; SentencePiece).
//!
//! Takes text, gives ids between the marks of start and end. Time grows linearly: a piece has at most sixteen letters.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

/// Ids of the first three rows of the table.
const UNKNOWN: u32 = 0;
const START: u32 = 1;
const END: u32 = 2;
/// Id of the first piece.
const FIRST: u32 = 3;

/// Stands for a space.
pub(crate) const SPACE: char = '\u{2581}';

/// Most letters in a piece.
const LONGEST_PIECE: usize = 16;

pub(crate) struct Pieces {
    /// Id and logarithm of how likely, by piece.
    known: FxHashMap<Box<str>, (u32, f32)>,
    /// Score of a letter that no piece holds.
    unknown: f32,
}

/// The best cut of a text that grows letter by letter.
#[derive(Clone)]
pub(crate) struct Cut {
    text: String,
    /// Where each letter starts, and the end.
    starts: Vec<usize>,
    /// For each number of letters: score, where the last piece starts, and which it is.
    best: Vec<(f32, usize, u32)>,
}

impl Cut {
    pub(crate) fn new() -> Self {
        Self { text: String::new(), starts: vec![0], best: vec![(0.0, 0, UNKNOWN)] }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Logarithm of how likely the text is.
    pub(crate) fn score(&self) -> f32 {
        self.best.last().map_or(0.0, |last| last.0)
    }

    pub(crate) fn push(&mut self, letter: char, pieces: &Pieces) {
        let n_before = self.starts.len() - 1;
        self.text.push(letter);
        let end = self.text.len();
        let mut found = (f32::NEG_INFINITY, n_before, UNKNOWN);
        let mut single = false;
        // of equal scores the longest piece
        for from in n_before.saturating_sub(LONGEST_PIECE - 1)..=n_before {
            let (Some(&(base, ..)), Some(&at)) = (self.best.get(from), self.starts.get(from)) else {
                continue;
            };
            let piece = self.text.get(at..end).and_then(|part| pieces.known.get(part));
            let Some((id, score)) = piece else { continue };
            single |= from == n_before;
            if base + score > found.0 {
                found = (base + score, from, *id);
            }
        }
        let alone = self.score() + pieces.unknown;
        if !single && alone > found.0 {
            found = (alone, n_before, UNKNOWN);
        }
        self.starts.push(end);
        self.best.push(found);
    }

    /// The pieces, first to last.
    fn ids(&self) -> Vec<u32> {
        let mut ids = Vec::new();
        let mut at = self.best.len() - 1;
        while at > 0 {
            let Some(&(_, from, id)) = self.best.get(at) else { break };
            ids.push(id);
            at = from;
        }
        ids.reverse();
        ids
    }
}

impl Pieces {
    /// Pieces, one a line, with their scores.
    pub(crate) fn new(lines: &str, scores: &[f32], unknown: f32) -> Option<Self> {
        let numbered = lines.split('\n').zip(FIRST..).zip(scores);
        let known: FxHashMap<_, _> =
            numbered.map(|((piece, id), score)| (piece.into(), (id, *score))).collect();
        (known.len() == scores.len() && lines.split('\n').count() == scores.len())
            .then_some(Self { known, unknown })
    }

    /// Logarithm of how unlikely a text is, cut the likeliest way.
    pub(crate) fn surprise(&self, text: &str) -> f32 {
        let mut cut = Cut::new();
        for letter in normal(text).chars().take(crate::LONGEST) {
            cut.push(letter, self);
        }
        -cut.score()
    }

    /// Ids of a text, with start and end; at most [`crate::LONGEST`].
    pub(crate) fn split(&self, text: &str) -> Vec<u32> {
        let mut cut = Cut::new();
        for letter in normal(text).chars().take(crate::LONGEST * LONGEST_PIECE) {
            cut.push(letter, self);
        }
        let mut ids = vec![START];
        ids.extend(cut.ids());
        if ids.len() == 1 {
            ids.push(UNKNOWN);
        }
        ids.truncate(crate::LONGEST - 1);
        ids.push(END);
        ids
    }
}

/// NFKC without control characters, each run of white space one mark, one mark before the first word.
fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 3);
    let mut space = true;
    for letter in text.nfkc() {
        match letter {
            SPACE | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{fffd}' => space = true,
            letter if letter.is_whitespace() => space = true,
            letter if letter.is_control() => {}
            letter => {
                if space {
                    out.push(SPACE);
                    space = false;
                }
                out.push(letter);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces() -> Pieces {
        Pieces::new("a\nab\nb\n\u{2581}\n\u{2581}a", &[-2.0, -1.0, -2.0, -3.0, -2.5], -20.0).unwrap()
    }

    #[test]
    fn the_likeliest_cut_wins() {
        // "▁ab": ▁ + ab = -4, ▁a + b = -4.5
        assert_eq!(pieces().split("ab"), [START, FIRST + 3, FIRST + 1, END]);
    }

    #[test]
    fn letters_that_no_piece_holds_are_unknown() {
        assert_eq!(pieces().split("ї"), [START, FIRST + 3, UNKNOWN, END]);
    }

    #[test]
    fn an_empty_text_is_one_unknown_piece() {
        assert_eq!(pieces().split(" \n"), [START, UNKNOWN, END]);
    }

    #[test]
    fn spaces_are_one_and_the_end_has_none() {
        assert_eq!(normal("  a \u{a0}\n b\u{7} "), "\u{2581}a\u{2581}b");
    }

    #[test]
    fn long_texts_are_cut_short() {
        let ids = pieces().split(&"ї".repeat(5000));
        assert_eq!((ids.len(), ids.last()), (crate::LONGEST, Some(&END)));
    }

    #[test]
    fn a_piece_needs_a_score_of_its_own() {
        assert!(Pieces::new("a\nb", &[-1.0], -9.0).is_none());
        assert!(Pieces::new("a\na", &[-1.0, -1.0], -9.0).is_none());
    }
}
