//! Sentences to pieces: spans that name something, before they are tied to entities.
//!
//! Takes the tokens of one sentence, gives pieces in any order. Knows tables and shapes; never looks at other sentences
//! except through `Seen`.

mod agree;
mod around;
mod country;
mod items;
mod person;
mod reading;
mod surname;

pub(in crate::name) use country::{AGAIN, BESIDE_BODY, BESIDE_NOUN, place};
pub(in crate::name) use items::OF_SIDE;

use super::paradigm::Reading;
use super::words::Words;
use crate::model::{EntityKind, Gender, MentionKind, Number, Span};
use crate::text::{Token, TokenKind, is_apostrophe, is_letter};
use rustc_hash::FxHashSet;

/// One reading of a given name: id, nominative (folded), gender, cases.
#[derive(Clone, Debug)]
pub(in crate::name) struct GivenReading {
    pub(in crate::name) id: Box<str>,
    pub(in crate::name) nominative: Box<str>,
    pub(in crate::name) gender: Gender,
    pub(in crate::name) cases: u8,
    /// How usual the reading is; 1 for names of the tables.
    pub(in crate::name) weight: f32,
}

/// A person as written at one place.
#[derive(Clone, Debug, Default)]
pub(in crate::name) struct Person {
    /// Given name as written, and its readings; empty when only a family name stands there.
    pub(in crate::name) given: Vec<GivenReading>,
    pub(in crate::name) given_text: Box<str>,
    /// First letter of an initial, folded.
    pub(in crate::name) initial: Option<char>,
    pub(in crate::name) patronymic: Option<(Box<str>, Gender)>,
    /// Family name as written; empty for given name and patronymic alone.
    pub(in crate::name) surname_text: Box<str>,
    pub(in crate::name) surname: Vec<Reading>,
    /// Nominatives of given name and family name that agree in case and gender.
    pub(in crate::name) pairs: Vec<(Box<str>, Box<str>)>,
    /// People of the table whose nickname this is.
    pub(in crate::name) nickname: Option<u32>,
    /// The gender that "Mrs" before the name shows.
    pub(in crate::name) honorific: Option<Gender>,
    /// A given name behind «король» or «папа», who are known by no other.
    pub(in crate::name) ruler: bool,
}

#[derive(Clone, Debug)]
pub(in crate::name) enum Target {
    Item(u32),
    Person(Box<Person>),
    /// Id without `e:`, display name.
    Named(String, String),
    /// Role: lemma; bounds in tokens are in the piece.
    Role(Box<str>),
}

#[derive(Clone, Debug)]
pub(in crate::name) struct Piece {
    pub(in crate::name) span: Span,
    /// Tokens of the reading, half-open.
    pub(in crate::name) first: usize,
    pub(in crate::name) last: usize,
    pub(in crate::name) entity_kind: EntityKind,
    pub(in crate::name) kind: MentionKind,
    pub(in crate::name) target: Target,
    pub(in crate::name) gender: Gender,
    pub(in crate::name) number: Number,
    pub(in crate::name) language: u8,
    pub(in crate::name) rule: &'static str,
    /// Index of the person piece that a role stands beside.
    pub(in crate::name) beside: Option<usize>,
}

/// What the whole document shows about words.
#[derive(Debug, Default)]
pub(in crate::name) struct Seen<'a> {
    /// Folded words written in lower case somewhere.
    pub(in crate::name) lower: FxHashSet<&'a str>,
    /// Folded words written with a capital somewhere.
    pub(in crate::name) upper: FxHashSet<&'a str>,
}

/// A token as this room sees it.
#[derive(Clone, Copy, Debug)]
pub(in crate::name) struct Word<'a> {
    pub(in crate::name) folded: &'a str,
    pub(in crate::name) raw: &'a str,
    pub(in crate::name) span: Span,
    pub(in crate::name) upper: bool,
    pub(in crate::name) capitals: bool,
    pub(in crate::name) word: bool,
    pub(in crate::name) possessive: bool,
    /// First in its sentence or after an opening mark.
    pub(in crate::name) initial: bool,
}

pub(in crate::name) struct Scan<'a> {
    pub(in crate::name) words: &'a Words,
    pub(in crate::name) seen: &'a Seen<'a>,
    pub(in crate::name) language: u8,
    pub(in crate::name) tokens: Vec<Word<'a>>,
    /// Index of the first token in the reading.
    pub(in crate::name) offset: usize,
    pub(in crate::name) pieces: Vec<Piece>,
    /// Piece that covers each token (the outermost name), as index + 1.
    taken: Vec<u32>,
    /// The block is written in capitals or in English title case: a capital says nothing.
    pub(in crate::name) flat: bool,
    pub(in crate::name) text: &'a str,
}

pub(in crate::name) fn word<'a>(token: &'a Token, text: &'a str, initial: bool, words: &Words) -> Word<'a> {
    let mut span = token.span;
    let mut folded: &str = &token.folded;
    let mut possessive = false;
    if let Some(stem) = folded.strip_suffix("'s")
        && stem.is_ascii()
    {
        let raw = span.of(text);
        let cut = raw.char_indices().rev().find(|(_, c)| is_apostrophe(*c)).map_or(raw.len(), |(i, _)| i);
        span = Span::new(span.start(), span.start() + cut);
        folded = stem;
        possessive = true;
    }
    let raw = span.of(text);
    // «аль-Захр»: the article is small, the name is not
    let stem = folded.split_once('-').filter(|(article, _)| words.article(article));
    let stem = stem.and_then(|_| raw.split_once('-')).map(|(_, stem)| stem);
    let stem = stem.filter(|stem| stem.starts_with(is_letter)).unwrap_or(raw);
    let mut letters = stem.chars().filter(|c| is_letter(*c));
    let upper = letters.next().is_some_and(char::is_uppercase);
    let second = letters.next();
    // "O'Rourke" is not in capitals
    let split = stem.chars().nth(1).is_some_and(is_apostrophe);
    let second = if split { letters.next().or(second) } else { second };
    let capitals = upper && second.is_some_and(char::is_uppercase);
    Word { folded, raw, span, upper, capitals, word: token.kind == TokenKind::Word, possessive, initial }
}

fn is_latin(folded: &str) -> bool {
    folded.chars().next().is_some_and(|c| c.is_ascii_alphabetic())
}

impl<'a> Scan<'a> {
    pub(in crate::name) fn new(
        words: &'a Words,
        seen: &'a Seen<'a>,
        language: u8,
        tokens: Vec<Word<'a>>,
        offset: usize,
        flat: bool,
        text: &'a str,
    ) -> Self {
        let taken = vec![0; tokens.len()];
        Self { words, seen, language, tokens, offset, pieces: Vec::new(), taken, flat, text }
    }

    pub(in crate::name) fn at(&self, i: usize) -> Option<&Word<'a>> {
        self.tokens.get(i)
    }
    pub(in crate::name) fn folded(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |w| w.folded)
    }
    pub(in crate::name) fn free(&self, i: usize) -> bool {
        self.taken.get(i).is_some_and(|&t| t == 0)
    }
    pub(in crate::name) fn piece_at(&self, i: usize) -> Option<&Piece> {
        let index = self.taken.get(i).copied()?.checked_sub(1)?;
        self.pieces.get(index as usize)
    }
    pub(in crate::name) fn piece_index(&self, i: usize) -> Option<usize> {
        self.taken.get(i).copied()?.checked_sub(1).map(|p| p as usize)
    }
    /// Is the token a capitalised word that nothing has taken?
    fn name_word(&self, i: usize) -> bool {
        self.free(i) && self.at(i).is_some_and(|w| w.word && w.upper)
    }

    pub(in crate::name) fn span(&self, first: usize, last: usize) -> Span {
        let start = self.at(first).map_or(0, |w| w.span.start());
        let end = self.at(last.saturating_sub(1)).map_or(start, |w| w.span.end());
        Span::new(start, end)
    }

    #[allow(clippy::too_many_arguments)]
    pub(in crate::name) fn push(
        &mut self,
        first: usize,
        last: usize,
        entity_kind: EntityKind,
        kind: MentionKind,
        target: Target,
        gender: Gender,
        number: Number,
        rule: &'static str,
    ) -> usize {
        let span = self.span(first, last);
        let index = self.pieces.len();
        let role = matches!(target, Target::Role(_));
        self.pieces.push(Piece {
            span,
            first: self.offset + first,
            last: self.offset + last,
            entity_kind,
            kind,
            target,
            gender,
            number,
            language: self.language,
            rule,
            beside: None,
        });
        if !role {
            for slot in self.taken.iter_mut().take(last).skip(first) {
                if *slot == 0 || rule == "body" || rule == "organisation-head" {
                    *slot = index as u32 + 1;
                }
            }
        }
        index
    }

    /// Marks tokens as covered by a piece.
    pub(in crate::name) fn cover(&mut self, first: usize, last: usize, index: usize) {
        for slot in self.taken.iter_mut().take(last).skip(first) {
            *slot = index as u32 + 1;
        }
    }

    pub(in crate::name) fn opens(&self, i: usize) -> bool {
        matches!(self.folded(i), "«" | "“" | "„" | "\"" | "‘" | "”")
    }
    pub(in crate::name) fn closes(&self, i: usize) -> bool {
        matches!(self.folded(i), "»" | "”" | "“" | "\"" | "’")
    }
}
