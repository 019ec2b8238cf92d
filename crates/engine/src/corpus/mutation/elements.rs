//! What a retelling can lose: names, numbers, hedges, qualifiers, negation, each with its place.

use super::super::actors::language_at;
use super::super::claims::column;
use super::super::copies::Text;
use super::super::model::*;
use super::super::words::{Marker, Meaning, NumberKind, Words, skeleton};
use crate::model::*;
use crate::pack::{Packs, Table};
use crate::text::{Token, TokenKind, tokens};
use std::collections::BTreeMap;

/// Adverbs of the lexicon that qualify a number.
const OF_NUMBERS: [&str; 5] = ["approximately", "at_least", "at_most", "over", "below_number"];
/// Adverbs of the lexicon that qualify anything.
const OF_ANYTHING: [&str; 3] = ["almost", "hardly", "partly"];
/// Words between a qualifier and its number.
const REACH: usize = 2;

/// Marks around a name of one word.
const QUOTES: [char; 7] = ['«', '»', '„', '“', '”', '‟', '"'];

/// Phrases of one language by their first word, the longest first.
type Phrases = BTreeMap<Box<str>, Vec<(Vec<Box<str>>, (ElementKind, String))>>;

/// Hedges and qualifiers of all languages, compiled once.
#[derive(Clone, Debug)]
pub struct Markers {
    languages: Vec<(Language, Phrases)>,
}

impl Markers {
    /// Compiles `lang/*/hedges.tsv` and the adverbs of `world/lexicon-other.tsv`.
    pub fn new(packs: &Packs) -> Self {
        let languages = packs.iter().map(|pack| {
            let mut phrases = Phrases::new();
            for row in pack.table("hedges").rows() {
                let group = match row.get("type") {
                    "hearsay" | "distance" => "hearsay",
                    _ => "possibility",
                };
                insert(&mut phrases, row.get("marker"), ElementKind::Hedge, group);
            }
            qualifiers(&mut phrases, packs.world("lexicon-other"), pack.language);
            (pack.language, phrases)
        });
        Self { languages: languages.collect() }
    }

    /// The longest phrase that begins at a token: its length and what it is.
    fn at(&self, language: Language, line: &[Token], at: usize) -> Option<(usize, &(ElementKind, String))> {
        let phrases = &self.languages.iter().find(|(code, _)| *code == language)?.1;
        let list = phrases.get(&line.get(at)?.folded)?;
        list.iter().find_map(|(words, value)| {
            let line = line.get(at..at + words.len())?;
            line.iter().map(|t| &t.folded).eq(words).then_some((words.len(), value))
        })
    }
}

fn insert(phrases: &mut Phrases, phrase: &str, kind: ElementKind, key: &str) {
    let words: Vec<Box<str>> = tokens(phrase, 0).into_iter().map(|token| token.folded).collect();
    let Some(first) = words.first().cloned() else { return };
    let list = phrases.entry(first).or_default();
    let place = list.partition_point(|(other, _)| other.len() >= words.len());
    list.insert(place, (words, (kind, key.to_owned())));
}

fn qualifiers(phrases: &mut Phrases, table: &Table, language: Language) {
    for row in table.rows() {
        let id = row.get("id");
        if OF_NUMBERS.contains(&id) || OF_ANYTHING.contains(&id) {
            for form in row.get(language.code()).split('|').map(str::trim).filter(|form| !form.is_empty()) {
                insert(phrases, form, ElementKind::Qualifier, id);
            }
        }
    }
}

/// One name, number or small word that matters, at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) kind: ElementKind,
    /// Equal for the same element, in any language where that can be told.
    pub(super) key: String,
    /// Another key under which a name may be known.
    pub(super) other: String,
    pub(super) span: Span,
    /// Index of the word it begins at.
    pub(super) word: usize,
    /// In thousandths, of numbers.
    pub(super) value: Option<u64>,
}

/// Elements of a text, in its order.
pub(super) fn elements(document: &Document, text: &Text, markers: &Markers, words: &Words) -> Vec<Element> {
    let mut out = names(document, text);
    for block in &document.blocks {
        let from = text.words.partition_point(|w| w.span.start() < block.span.start());
        let to = text.words.partition_point(|w| w.span.end() <= block.span.end());
        let Some(hull) = text.span(from, to) else { continue };
        let line = tokens(document.slice(hull), hull.start());
        let reader = Reader { document, line: &line, language: language_at(document, hull), markers, words };
        let start = out.len();
        reader.read(&mut out);
        for element in out.iter_mut().skip(start) {
            element.word = text.words.partition_point(|w| w.span.end() <= element.span.start());
        }
    }
    // a block may hold words that the text leaves out
    out.retain(|e| text.words.get(e.word).is_some_and(|w| e.span.overlaps(w.span)));
    out.sort_by_key(|e| (e.word, e.kind));
    out
}

/// Names that were found on the page, and other words written as names are: with a capital letter inside a sentence.
fn names(document: &Document, text: &Text) -> Vec<Element> {
    let mut out = Vec::new();
    let mut add = |span: Span, key: String| {
        let last = document.slice(span).split_whitespace().next_back().unwrap_or("").to_owned();
        let other = skeleton(&crate::text::fold(&last));
        let word = text.words.partition_point(|w| w.span.end() <= span.start());
        if text.words.get(word).is_some_and(|w| span.overlaps(w.span)) {
            out.push(Element { kind: ElementKind::Name, key, other, span, word, value: None });
        }
    };
    for mention in document.mentions.iter().filter(|m| m.kind == MentionKind::Name) {
        let entity = mention.entity.and_then(|id| document.entity(id));
        add(mention.span, entity.map(|e| e.actor.clone()).unwrap_or_default());
    }
    let mut mentions = document.mentions.iter().map(|m| m.span).peekable();
    for word in text.words.iter().filter(|w| begins_name(document, w.span)) {
        while mentions.next_if(|span| span.end() <= word.span.start()).is_some() {}
        if !mentions.peek().is_some_and(|span| span.overlaps(word.span)) {
            add(word.span, String::new());
        }
    }
    out
}

/// A capital letter that does not open a sentence, a line or a quotation of more than a word.
fn begins_name(document: &Document, span: Span) -> bool {
    let mut letters = document.slice(span).chars();
    let capital = letters.next().is_some_and(char::is_uppercase) && letters.next().is_some();
    let mut before = document.text.get(..span.start()).unwrap_or("");
    let after = document.text.get(span.end()..).unwrap_or("");
    if after.starts_with(QUOTES) {
        before = before.trim_end_matches(QUOTES);
    }
    let joined = before.trim_end_matches([' ', '\u{a0}', '*', '_']).chars().next_back();
    capital && joined.is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | '(' | ')' | '-' | '–' | '—'))
}

struct Reader<'a> {
    document: &'a Document,
    line: &'a [Token],
    language: Option<Language>,
    markers: &'a Markers,
    words: &'a Words,
}

impl Reader<'_> {
    fn read(&self, out: &mut Vec<Element>) {
        let text = self.line.iter().map(|t| t.span).reduce(Span::join).map_or("", |s| self.document.slice(s));
        let column = column(self.language, text, self.words);
        let code = super::super::words::COLUMNS.get(usize::from(column)).copied().unwrap_or("");
        let language = Language::new(code);
        let mut at = 0;
        while let Some(token) = self.line.get(at) {
            let element = |kind, key: &str, last: usize, value| {
                let span = self.line.get(last).map_or(token.span, |t| token.span.join(t.span));
                Element { kind, key: key.to_owned(), other: String::new(), span, word: 0, value }
            };
            if let Some((length, (kind, key))) = self.markers.at(language, self.line, at) {
                let beside = (at + length..at + length + REACH).any(|i| self.number(i, column).is_some());
                if *kind == ElementKind::Hedge || OF_ANYTHING.contains(&key.as_str()) || beside {
                    out.push(element(*kind, key, at + length - 1, None));
                    at += length;
                    continue;
                }
            }
            if let Some((value, key, length)) = self.number(at, column) {
                out.push(element(ElementKind::Number, &key, at + length - 1, value));
                at += length;
                continue;
            }
            let negation =
                self.words.all(column, &token.folded).any(|m| m == Meaning::Marker(Marker::Negation));
            if negation && token.kind == TokenKind::Word {
                out.push(element(ElementKind::Negation, "not", at, None));
            }
            at += 1;
        }
    }

    /// The number at a token, in thousandths, with a key and its length in tokens: "120 000", "3,5 million", "48 тисяч".
    fn number(&self, at: usize, column: u8) -> Option<(Option<u64>, String, usize)> {
        let first = self.line.get(at)?;
        if first.kind != TokenKind::Number {
            return None;
        }
        let written = self.document.slice(first.span);
        if written.contains([':', '/']) || written.matches('.').count() > 1 {
            return Some((None, written.to_owned(), 1));
        }
        let mut length = 1;
        let mut digits = written.to_owned();
        // groups of three behind a blank
        while let Some(next) = self.line.get(at + length).filter(|t| t.kind == TokenKind::Number) {
            let group = self.document.slice(next.span);
            if group.len() != 3 || !group.bytes().all(|b| b.is_ascii_digit()) || digits.contains([',', '.']) {
                break;
            }
            digits.push_str(group);
            length += 1;
        }
        let mut value = thousandths(&digits)?;
        let scale = self.line.get(at + length).and_then(|t| {
            self.words.look(column, &t.folded).iter().find_map(|m| match m {
                Meaning::Number(scale, NumberKind::Scale) => Some(*scale),
                _ => None,
            })
        });
        if let Some(scale) = scale {
            value = value.saturating_mul(scale / 1000);
            length += 1;
        }
        Some((Some(value), value.to_string(), length))
    }
}

/// "120,000", "3,5", "48" in thousandths. A mark before three digits parts groups, otherwise the fraction.
fn thousandths(written: &str) -> Option<u64> {
    let groups: Vec<&str> = written.split([',', '.']).collect();
    let (whole, fraction) = match groups.as_slice() {
        [whole] => ((*whole).to_owned(), ""),
        [whole, rest] if rest.len() != 3 => ((*whole).to_owned(), *rest),
        many => (many.concat(), ""),
    };
    let thousandth = format!("{fraction:0<3}").get(..3)?.parse::<u64>().ok()?;
    whole.parse::<u64>().ok()?.checked_mul(1000)?.checked_add(thousandth)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_their_groups_and_fractions() {
        for (written, value) in
            [("120,000", 120_000_000), ("3,5", 3_500), ("1.250.000", 1_250_000_000), ("48", 48_000)]
        {
            assert_eq!(thousandths(written), Some(value), "{written}");
        }
        assert_eq!(thousandths("99999999999999999999"), None);
    }
}
