//! Where sentences end inside a block.
//!
//! Takes the tokens of a block, gives the token each further sentence begins with. One pass; looks back at most a few
//! tokens and keeps count of marks, so a line of any length takes time in proportion.

use super::words::{Ending, Words};
use crate::model::Language;
use crate::text::{Token, TokenKind, is_dash};

/// From this many letters on, a word that ends in a vowel is no abbreviation, even before a small letter.
const FULL_WORD: usize = 4;

struct Block<'a> {
    text: &'a str,
    tokens: &'a [Token],
    language: Option<Language>,
    words: &'a Words,
}

/// Marks met since the sentence began.
#[derive(Default)]
struct Open {
    /// Round brackets opened, and whether the first token of the sentence did it.
    brackets: usize,
    outer_bracket: bool,
    /// An odd number of straight quotation marks stands before this place of the block.
    straight: bool,
    /// The last mark that opened a quotation.
    quoted_at: Option<usize>,
}

/// Indices of the tokens that begin a sentence, the first one left out.
pub(super) fn breaks(text: &str, tokens: &[Token], language: Option<Language>, words: &Words) -> Vec<usize> {
    let block = Block { text, tokens, language, words };
    let mut found = Vec::new();
    let mut open = Open::default();
    let mut begin = 0;
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        match &*token.folded {
            "(" => {
                open.outer_bracket |= index == begin;
                open.brackets += 1;
            }
            ")" => open.brackets = open.brackets.saturating_sub(1),
            "\"" => {
                open.straight = !open.straight;
                open.quoted_at = Some(index).filter(|_| open.straight);
            }
            "«" => open.quoted_at = Some(index),
            "»" => open.quoted_at = None,
            _ => {}
        }
        index += 1;
        let paragraph = block.gap(index).is_some_and(|gap| gap.matches('\n').count() > 1);
        let ends = if is_stop(token) {
            let (after, bracket, mark) = block.close(index, &mut open);
            let single = after == index && &*token.folded == ".";
            let stop = index - 1;
            index = after;
            let tail = Tail { stop, after, single, mark, inner_bracket: bracket && !open.outer_bracket };
            block.ends(begin, &tail) && !block.is_title(open.quoted_at, &tail)
        } else {
            false
        };
        if (ends || paragraph) && index < tokens.len() {
            found.push(index);
            begin = index;
            open.brackets = 0;
            open.outer_bracket = false;
        }
    }
    found
}

/// A stop with what stands right behind it.
struct Tail {
    stop: usize,
    /// The first token behind the stop and its closing marks.
    after: usize,
    /// One full stop, nothing closed behind it.
    single: bool,
    /// A quotation mark is closed behind the stop.
    mark: bool,
    /// A bracket that opened inside the sentence is closed behind the stop.
    inner_bracket: bool,
}

impl<'a> Block<'a> {
    fn token(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |token| &*token.folded)
    }

    fn written(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |token| token.span.of(self.text))
    }

    fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    /// The text between the token before `index` and `index` (or the end of the block: none).
    fn gap(&self, index: usize) -> Option<&'a str> {
        let before = self.tokens.get(index.checked_sub(1)?)?;
        let here = self.tokens.get(index)?;
        self.text.get(before.span.end()..here.span.start())
    }

    fn is_glued(&self, index: usize) -> bool {
        self.gap(index).is_some_and(str::is_empty)
    }

    /// Walks over further stops and closing marks; gives the token after them, and whether a bracket and a quotation
    /// mark were closed.
    fn close(&self, mut index: usize, open: &mut Open) -> (usize, bool, bool) {
        let (mut bracket, mut mark) = (false, false);
        while let Some(token) = self.tokens.get(index) {
            let glued = self.is_glued(index);
            let free = !self.is_glued(index + 1)
                || self
                    .tokens
                    .get(index + 1)
                    .is_some_and(|t| t.kind == TokenKind::Punctuation && !is_opening(t));
            match &*token.folded {
                _ if is_stop(token) => {}
                ")" | "]" | "}" if glued => {
                    bracket |= open.brackets > 0;
                    open.brackets = open.brackets.saturating_sub(1);
                }
                "»" | "”" | "’" | "›" if glued => mark = true,
                "\"" if (glued && (free || open.straight)) || (open.straight && self.goes_on(index + 1)) => {
                    open.straight = !open.straight;
                    mark = true;
                }
                "“" | "«" | "‘" | "'" | "''" if glued && free => mark = true,
                "»" | "”" if self.goes_on(index + 1) => mark = true,
                // a footnote: "…так.[3] Потім"
                "[" if glued
                    && self.kind(index + 1) == Some(TokenKind::Number)
                    && self.token(index + 2) == "]" =>
                {
                    index += 2
                }
                _ => break,
            }
            index += 1;
        }
        (index, bracket, mark)
    }

    /// True when a comma or dash stands here: the sentence that was quoted goes on with its speaker.
    fn goes_on(&self, index: usize) -> bool {
        let token = self.token(index);
        token == ","
            || token == "--"
            || token.starts_with(is_dash) && self.kind(index) == Some(TokenKind::Punctuation)
    }

    fn ends(&self, begin: usize, tail: &Tail) -> bool {
        let Some(next) = self.tokens.get(tail.after) else { return false };
        let spoken = self.tokens.get(begin..tail.stop).unwrap_or(&[]);
        if !spoken.iter().any(|token| token.kind != TokenKind::Punctuation) {
            return false;
        }
        let glued = self.is_glued(tail.after);
        let word = self.written(tail.after);
        match &*next.folded {
            "," | ";" | ":" | ")" | "]" | "%" | "/" => return false,
            _ if self.goes_on(tail.after) => {
                // "…війни?" – спитав він; "…" — Песков добавил
                return !tail.mark && !self.written(tail.after + 1).starts_with(char::is_lowercase);
            }
            _ => {}
        }
        if tail.inner_bracket {
            return false;
        }
        // marks that open what follows: look at the word behind them
        let first = (tail.after..tail.after + 4).find(|&i| self.kind(i) != Some(TokenKind::Punctuation));
        let opened = next.kind == TokenKind::Punctuation;
        let Some(first) = first else { return !glued };
        let start = self.written(first);
        let lower = start.starts_with(char::is_lowercase);
        if glued {
            // "Цензор.НЕТ": a capital before as well, and no word that opens sentences
            let name = tail.single
                && self.written(tail.stop.saturating_sub(1)).starts_with(char::is_uppercase)
                && !self.words.opens(self.language, self.token(first));
            if name {
                return false;
            }
            let before =
                self.text.get(..self.tokens.get(tail.stop).map_or(0, |t| t.span.start())).unwrap_or("");
            let small = tail.mark
                || before.ends_with(|c: char| c.is_lowercase() || matches!(c, '"' | '»' | '”' | ')'));
            return small
                && start.starts_with(char::is_uppercase)
                && (opened || word.chars().count() > 1 || !tail.single || self.token(first + 1) != ".");
        }
        if lower {
            return tail.single && !opened && self.is_full_word(tail.stop);
        }
        !tail.single || self.single_stop_ends(begin, tail, first, opened)
    }

    /// A short name in quotation marks with a stop inside: "Дзеркало. Новини".
    fn is_title(&self, quoted_at: Option<usize>, tail: &Tail) -> bool {
        let Some(at) = quoted_at.filter(|_| tail.single) else { return false };
        let closes = |index: usize| matches!(self.token(index), "\"" | "»");
        let first = (tail.after + 1..tail.after + 3).find(|&index| closes(index));
        tail.stop.saturating_sub(at) <= 4 && !closes(tail.after) && first.is_some()
    }

    /// A small letter follows: only behind a long word with a vowel at its end does the stop close ("…війни. росія").
    fn is_full_word(&self, stop: usize) -> bool {
        let Some(before) = stop.checked_sub(1) else { return false };
        let word = self.token(before);
        let cyrillic = word.chars().all(|c| matches!(c, '\u{400}'..='\u{52f}' | '\''));
        let vowel = word.ends_with(['а', 'е', 'и', 'і', 'о', 'у', 'ы', 'э', 'ю', 'я', 'є', 'ї', 'й', 'ь']);
        self.is_glued(stop)
            && cyrillic
            && vowel
            && word.chars().count() >= FULL_WORD
            && self.words.abbreviation(self.language, word).is_none()
    }

    /// One full stop, white space, then a capital or a number.
    fn single_stop_ends(&self, begin: usize, tail: &Tail, first: usize, opened: bool) -> bool {
        let Some(before) = tail.stop.checked_sub(1).filter(|&before| before >= begin) else { return true };
        if !self.is_glued(tail.stop) {
            return true;
        }
        let number_next = self.kind(first) == Some(TokenKind::Number);
        let opener = !opened && self.words.opens(self.language, self.token(first));
        // the stop of a list item: "1. Перше", "IV. Далі", "а. Перше"
        let before_token = self.written(before);
        if before == begin || (before == begin + 1 && self.kind(begin) == Some(TokenKind::Punctuation)) {
            let numeral = self.kind(before) == Some(TokenKind::Number) && before_token.len() <= 4
                || before_token.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
                || before_token.chars().count() == 1;
            if numeral {
                return false;
            }
        }
        match self.kind(before) {
            Some(TokenKind::Word) => {}
            // "31. 01. 2025", "5. August"
            Some(TokenKind::Number) => return !(number_next && before_token.len() <= 2),
            _ => return true,
        }
        let (key, long) = self.dotted(begin, before);
        let ending = key
            .and_then(|key| self.words.abbreviation(self.language, &key))
            .or_else(|| self.words.abbreviation(self.language, self.token(before)).filter(|_| !long));
        match ending {
            // "500 м. Він": an amount, not a place
            Some(Ending::Before) => return opener && self.is_amount(before),
            Some(Ending::Number) if number_next => return false,
            Some(Ending::Number) => return true,
            Some(Ending::Unit) => return self.words.opens(self.language, self.token(first)),
            Some(Ending::Closes) => return true,
            None => {}
        }
        if before_token.chars().count() == 1 && before_token.starts_with(char::is_uppercase) {
            // an initial, unless a word follows that opens sentences and is no initial itself
            return opener && !(self.token(first).chars().count() == 1 && self.token(first + 1) == ".");
        }
        // "U.S.", "т.зв.": parts joined by stops
        !long || opener
    }

    /// A one-letter unit behind a number, "кв." or "куб.".
    fn is_amount(&self, unit: usize) -> bool {
        let Some(before) = unit.checked_sub(1) else { return false };
        let squared = self.token(before) == "." && matches!(self.token(unit.saturating_sub(2)), "кв" | "куб");
        self.token(unit).chars().count() == 1 && (self.kind(before) == Some(TokenKind::Number) || squared)
    }

    /// The abbreviation that ends with token `last`, its inner stops kept ("т.д", "u.s", "чл.-кор"), and whether it has any.
    fn dotted(&self, begin: usize, last: usize) -> (Option<String>, bool) {
        let mut parts = vec![self.token(last)];
        let mut index = last;
        while parts.len() < 4
            && index >= begin + 2
            && self.token(index - 1) == "."
            && self.kind(index - 2) == Some(TokenKind::Word)
        {
            let short = self.token(index - 2).chars().count() <= 4;
            // "т. д." may have a space, "U.S." never a long word
            if !short || !self.is_glued(index - 1) {
                break;
            }
            index -= 2;
            parts.push(self.token(index));
        }
        let hyphen = index >= begin + 3 && self.token(index - 1) == "-" && self.token(index - 2) == ".";
        if hyphen {
            parts.push(self.token(index - 3));
            let tail = parts.first().copied().unwrap_or("");
            return (Some(format!("{}.-{tail}", self.token(index - 3))), true);
        }
        // the longest run of parts that the lists know
        for n in (2..=parts.len()).rev() {
            let mut run: Vec<&str> = parts.iter().take(n).copied().collect();
            run.reverse();
            let key = run.join(".");
            if self.words.abbreviation(self.language, &key).is_some() {
                return (Some(key), true);
            }
        }
        let joined = parts.iter().all(|part| part.chars().count() == 1) && parts.len() > 1;
        (None, joined)
    }
}

fn is_stop(token: &Token) -> bool {
    token.kind == TokenKind::Punctuation
        && (matches!(&*token.folded, "!" | "?" | "…" | "‼" | "⁉" | "。") || token.folded.starts_with('.'))
}

fn is_opening(token: &Token) -> bool {
    matches!(&*token.folded, "(" | "[" | "{" | "«" | "„" | "“" | "\"" | "‘")
}
