//! A text to symbols that its translations share, without an encoder.
//!
//! Takes text and its language, gives concepts of the lexicon, names as consonants, numbers, and beginnings of words that kindred
//! languages share. How telling a symbol is follows from how rare it is among given texts. Symbols propose what may be alike;
//! they know nothing of who does what, or whether it is denied.

use super::claims::{hash, mix};
use super::words::{cognate, skeleton};
use crate::lexicon::Lexicon;
use crate::model::Language;
use crate::text::{TokenKind, tokens};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Consonants of a word that stand for it across scripts.
const FRAME: usize = 5;
/// Letters of the shortest word that may be a name, or a word that many languages share.
const LONG: usize = 5;
/// Weight of a word written small whose consonants may be those of a translation.
const KINDRED: f32 = 0.5;
const NUMBER: f32 = 1.2;
/// By how much a word with more than one meaning says less of each.
const DOUBT: f32 = 0.5;
/// Rarity in common from which on a likeness is trusted.
const EVIDENCE: f32 = 12.0;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Concept,
    Frame,
    Number,
    /// Beginning of a word in Cyrillic letters, the same in kindred languages.
    Beginning,
}

/// What a text is about: symbols with their weight, each once, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Symbols(Vec<(u64, f32)>);

impl Symbols {
    /// The symbols of a text. Time is linear in its length.
    pub fn new(text: &str, language: Language, lexicon: &Lexicon) -> Self {
        let mut found: BTreeMap<u64, f32> = BTreeMap::new();
        let mut add = |kind: Kind, key: &str, weight: f32| {
            let slot = found.entry(mix(hash(key.as_bytes()), kind as u64)).or_default();
            *slot = slot.max(weight);
        };
        let mut first = true;
        for token in tokens(text, 0) {
            if token.kind == TokenKind::Punctuation {
                continue;
            }
            let initial = std::mem::take(&mut first);
            let raw = token.span.of(text);
            if token.kind == TokenKind::Number || raw.starts_with(|c: char| c.is_ascii_digit()) {
                // thousands and decimals are marked in many ways
                let marks = |c: char| matches!(c, '.' | ',' | '\u{a0}' | '\u{202f}');
                let digits: String = raw.chars().filter(|c| !marks(*c)).collect();
                for digits in digits.split(|c: char| !c.is_ascii_digit()).filter(|d| !d.is_empty()) {
                    add(Kind::Number, digits, NUMBER);
                }
                continue;
            }
            let meanings = lexicon.look(language, &token.folded);
            let share = 1.0 / (1.0 + DOUBT * (meanings.len().max(1) - 1) as f32);
            for meaning in &meanings {
                add(Kind::Concept, &meaning.concept.to_string(), share);
            }
            let frame: String = skeleton(&token.folded).chars().take(FRAME).collect();
            let length = token.folded.chars().count();
            let named = raw.starts_with(char::is_uppercase) && !(initial && !meanings.is_empty());
            if named && frame.len() >= 2 {
                add(Kind::Frame, &frame, 1.0);
            } else if length >= LONG && frame.len() >= 3 {
                add(Kind::Frame, &frame, KINDRED);
            }
            if length >= 3 && token.folded.starts_with(|c| matches!(c, '\u{400}'..='\u{52f}')) {
                add(Kind::Beginning, &cognate(&token.folded), 1.0);
            }
        }
        Self(found.into_iter().collect())
    }
}

/// How many of some texts hold each symbol.
#[derive(Clone, Debug, Default)]
pub struct Rarity {
    texts: u32,
    counts: FxHashMap<u64, u32>,
}

impl Rarity {
    /// Counts one more text.
    pub fn add(&mut self, symbols: &Symbols) {
        self.texts += 1;
        for (symbol, _) in &symbols.0 {
            *self.counts.entry(*symbol).or_default() += 1;
        }
    }

    /// Inverse document frequency; nothing for a symbol that no text holds.
    fn of(&self, symbol: u64) -> f32 {
        self.counts.get(&symbol).map_or(0.0, |n| (1.0 + self.texts as f32 / *n as f32).ln())
    }
}

/// Symbols with how telling they are, ready to be compared.
#[derive(Clone, Debug)]
pub struct Weighed {
    symbols: Vec<(u64, f32)>,
    length: f32,
}

impl Weighed {
    /// `own` and `other` count texts of the two languages (or the same ones): a symbol that only one of them knows says half.
    pub fn new(symbols: &Symbols, own: &Rarity, other: &Rarity) -> Self {
        let weigh =
            |(symbol, weight): &(u64, f32)| (*symbol, weight * 0.5 * (own.of(*symbol) + other.of(*symbol)));
        let symbols: Vec<(u64, f32)> = symbols.0.iter().map(weigh).filter(|(_, w)| *w > 0.0).collect();
        let length = symbols.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        Self { symbols, length }
    }

    /// 0 to 1: the cosine, less where little is shared at all.
    pub fn likeness(&self, other: &Self) -> f32 {
        let (mut product, mut shared) = (0.0f32, 0.0f32);
        let mut rest = other.symbols.iter().peekable();
        for (symbol, weight) in &self.symbols {
            while rest.next_if(|(s, _)| s < symbol).is_some() {}
            if let Some((_, w)) = rest.next_if(|(s, _)| s == symbol) {
                product += weight * w;
                shared += (weight * w).sqrt();
            }
        }
        let cosine = product / (self.length * other.length).max(f32::MIN_POSITIVE);
        cosine * (1.0 - (-shared / EVIDENCE).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Packs;

    #[test]
    fn a_translation_is_nearer_than_another_sentence() {
        let lexicon = Lexicon::new(&Packs::embedded());
        let sets = [
            (
                "en",
                [
                    "The mayor Orlin closed 12 bridges after the flood.",
                    "Shares of the dairy in Zelenets rose by 4 percent.",
                ],
            ),
            (
                "ru",
                [
                    "Мэр Орлин закрыл 12 мостов после наводнения.",
                    "Акции молокозавода в Зеленце выросли на 4 процента.",
                ],
            ),
            (
                "uk",
                [
                    "Мер Орлін закрив 12 мостів після повені.",
                    "Акції молокозаводу в Зеленці зросли на 4 відсотки.",
                ],
            ),
            (
                "be",
                [
                    "Мэр Орлін закрыў 12 мастоў пасля паводкі.",
                    "Акцыі малаказавода ў Зеленцы выраслі на 4 працэнты.",
                ],
            ),
        ];
        let read: Vec<Vec<Symbols>> = sets
            .iter()
            .map(|(code, texts)| {
                texts.iter().map(|t| Symbols::new(t, Language::new(code), &lexicon)).collect()
            })
            .collect();
        let counted = |texts: &[Symbols]| {
            let mut rarity = Rarity::default();
            texts.iter().for_each(|text| rarity.add(text));
            rarity
        };
        for (from, (code, _)) in read.iter().zip(&sets) {
            for (to, (other, _)) in read.iter().zip(&sets) {
                let (own, its) = (counted(from), counted(to));
                let weighed = |symbols: &Symbols, a, b| Weighed::new(symbols, a, b);
                for line in 0..2 {
                    let one = weighed(&from[line], &own, &its);
                    let same = one.likeness(&weighed(&to[line], &its, &own));
                    let far = one.likeness(&weighed(&to[1 - line], &its, &own));
                    assert!(same > 2.0 * far && same > 0.05, "{code} {other} {line}: {same} {far}");
                }
            }
        }
    }

    #[test]
    fn nothing_is_like_nothing() {
        let lexicon = Lexicon::new(&Packs::embedded());
        let empty = Symbols::new("…", Language::new("en"), &lexicon);
        let weighed = Weighed::new(&empty, &Rarity::default(), &Rarity::default());
        assert_eq!(weighed.likeness(&weighed), 0.0);
    }
}
