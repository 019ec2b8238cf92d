//! Where the words of a sentence begin: past bullets, clocks, datelines and words that only tie it to the page.
//!
//! Takes a `Line` and a token, gives a token.

use super::Line;
use crate::text::TokenKind;

impl Line<'_> {
    /// Past bullets, dashes, a dateline and "Recall that," at the start of a sentence.
    pub(in crate::statement) fn skip_opening(&self, mut i: usize) -> usize {
        while self.is_punctuation(i) && !self.is_mark(i) {
            i += 1;
        }
        i = self.skip_dateline(self.skip_time(i));
        if let Some((n, _)) = self.lexicon.discourse.at(self.tokens, i)
            && self.is_comma(i + n)
        {
            return i + n + 1;
        }
        i
    }
    /// Past "10:32 –" of a live page.
    fn skip_time(&self, i: usize) -> usize {
        let number = |k: usize| self.tokens.get(k).is_some_and(|t| t.kind == TokenKind::Number);
        let end =
            if number(i) && matches!(self.word(i + 1), ":" | ".") && number(i + 2) { i + 3 } else { i + 1 };
        let clock = number(i) && self.raw(i).len() + self.raw(end - 1).len() > 3;
        if clock && self.is_dash(end) {
            end + 1
        } else if clock && end == i + 3 && i == 0 && self.is_upper(end) {
            end
        } else {
            i
        }
    }
    /// Past "KELMOR, 4 May (Agency) —": a place in capitals, a date, an agency, a dash.
    fn skip_dateline(&self, i: usize) -> usize {
        let capitals = |k: usize| {
            let raw = self.raw(k);
            raw.chars().count() > 2 && raw.chars().all(char::is_uppercase)
        };
        let part = |k: &usize| {
            capitals(*k)
                || self.is_comma(*k)
                || self.tokens.get(*k).is_some_and(|t| t.kind == crate::text::TokenKind::Number)
                || self.is_upper(*k)
                || self.lexicon.months.contains(self.word(*k))
                || matches!(self.word(*k), "(" | ")" | ".")
        };
        let end = (i..i + 12).find(|k| !part(k)).unwrap_or(i);
        if capitals(i) && self.is_word(i) && end > i && self.is_dash(end) {
            return end + 1;
        }
        // "Nagarpur, July 17 (PNI): ", "(Transpress) - "
        let close = (i..i + 12).take_while(part).find(|&k| self.word(k) == ")");
        let dated = |k: usize| {
            (i..k).any(|j| self.lexicon.months.contains(self.word(j))) || i > 0 && self.word(i - 1) == "("
        };
        match close.filter(|&k| i <= 1 && dated(k)) {
            Some(k) if self.is_dash(k + 1) || self.word(k + 1) == ":" => k + 2,
            Some(k) if i == 0 => k + 1,
            _ => i,
        }
    }
}
