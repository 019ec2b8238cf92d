//! Text to numbers of pieces: the likeliest way to cut it, by a unigram model (Kudo 2018; SentencePiece).
//!
//! Takes text, gives ids between the marks of start and end. Time grows linearly: a piece has at most sixteen letters.

use unicode_normalization::UnicodeNormalization;

/// Ids of the first three rows of the table.
const UNKNOWN: u32 = 0;
const START: u32 = 1;
const END: u32 = 2;
/// Id of the first piece.
const FIRST: u32 = 3;

/// Stands for a space.
const SPACE: char = '\u{2581}';

pub(crate) struct Pieces {
    /// All pieces after one another, in order of their bytes.
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
    /// Logarithm of how likely each is.
    scores: Vec<f32>,
    /// Score of a letter that no piece holds.
    unknown: f32,
}

impl Pieces {
    /// Pieces in order of their bytes, with their scores.
    pub(crate) fn new(lines: &str, scores: Vec<f32>, unknown: f32) -> Option<Self> {
        let mut text = String::with_capacity(lines.len());
        let mut ends = Vec::with_capacity(scores.len());
        for line in lines.split('\n') {
            text.push_str(line);
            ends.push(u32::try_from(text.len()).ok()?);
        }
        let pieces = Self { text, ends, scores, unknown };
        let sorted = (1..pieces.ends.len()).all(|i| pieces.piece(i - 1) < pieces.piece(i));
        (pieces.ends.len() == pieces.scores.len() && sorted).then_some(pieces)
    }

    fn piece(&self, index: usize) -> &[u8] {
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        let end = self.ends.get(index).map_or(start, |end| *end as usize);
        self.text.as_bytes().get(start..end).unwrap_or_default()
    }

    /// First index in `range` whose piece is not before what `before` says.
    fn bound(&self, range: std::ops::Range<usize>, before: impl Fn(&[u8]) -> bool) -> usize {
        let (mut low, mut high) = (range.start, range.end);
        while low < high {
            let middle = low + (high - low) / 2;
            if before(self.piece(middle)) { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// Ids of a text, with start and end; at most [`crate::LONGEST`].
    pub(crate) fn split(&self, text: &str) -> Vec<u32> {
        let normal = normal(text);
        let bytes = normal.as_bytes();
        let starts: Vec<usize> = normal.char_indices().map(|(at, _)| at).chain([bytes.len()]).collect();
        let n_letters = starts.len() - 1;
        // best[i]: score, where the last piece starts and which it is, of the best cut of the first i letters
        let mut best: Vec<(f32, usize, u32)> = vec![(f32::NEG_INFINITY, 0, UNKNOWN); n_letters + 1];
        if let Some(first) = best.first_mut() {
            first.0 = 0.0;
        }
        for from in 0..n_letters {
            let (Some(&(base, ..)), Some(&at)) = (best.get(from), starts.get(from)) else { break };
            let mut range = 0..self.ends.len();
            let mut single = false;
            for to in from + 1..=n_letters {
                let Some(part) = starts.get(to).and_then(|&end| bytes.get(at..end)) else { break };
                let low = self.bound(range.clone(), |piece| piece < part);
                let high = self.bound(low..range.end, |piece| piece.starts_with(part));
                if low == high {
                    break;
                }
                range = low..high;
                if self.piece(low) == part {
                    single |= to == from + 1;
                    let score = base + self.scores.get(low).copied().unwrap_or(self.unknown);
                    if let Some(slot) = best.get_mut(to).filter(|slot| score > slot.0) {
                        *slot = (score, from, low as u32 + FIRST);
                    }
                }
            }
            let score = base + self.unknown;
            if !single && let Some(slot) = best.get_mut(from + 1).filter(|slot| score > slot.0) {
                *slot = (score, from, UNKNOWN);
            }
        }
        let mut ids = vec![END];
        let mut at = n_letters;
        while at > 0 {
            let Some(&(_, from, id)) = best.get(at) else { break };
            ids.push(id);
            at = from;
        }
        if n_letters == 0 {
            ids.push(UNKNOWN);
        }
        ids.push(START);
        ids.reverse();
        if ids.len() > crate::LONGEST {
            ids.truncate(crate::LONGEST - 1);
            ids.push(END);
        }
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
        Pieces::new("a\nab\nb\n\u{2581}\n\u{2581}a", vec![-2.0, -1.0, -2.0, -3.0, -2.5], -20.0).unwrap()
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
    fn pieces_out_of_order_are_refused() {
        assert!(Pieces::new("b\na", vec![-1.0, -1.0], -9.0).is_none());
    }
}
