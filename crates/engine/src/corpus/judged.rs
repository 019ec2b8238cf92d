//! What linking asks the judge, and what it is told.
//!
//! Takes pairs of units that are near each other, gives questions with the words of the pages; hands verdicts back to the pairs. A
//! verdict is known by what the judge heard, not by where it stands: the same words on another page need no second asking.

use super::actors::language_at;
use super::claims::{Edge, Unit, hash, mix};
#[cfg(feature = "encoder")]
use super::index::Index;
#[cfg(feature = "encoder")]
use super::judge::{Passage, Questions};
use super::verdict::{Key, Verdicts, ordered};
#[cfg(feature = "encoder")]
use crate::meaning::Vector;
use crate::model::*;
#[cfg(feature = "encoder")]
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
#[cfg(feature = "encoder")]
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Bytes from the first word of a denial to the last beyond which the cue is left out.
const SPAN: usize = 600;

/// What the judge hears of a unit, but for the day of its page.
struct Heard {
    text: String,
    language: Option<Language>,
    speaker: Option<String>,
}

/// The first 64 bits of SHA-256 over some parts; no part is another than an empty one.
fn digest<'a>(parts: impl IntoIterator<Item = Option<&'a str>>) -> u64 {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part.map_or(u64::MAX, |part| part.len() as u64).to_le_bytes());
        digest.update(part.unwrap_or(""));
    }
    digest.finalize().iter().take(8).fold(0, |key, byte| key << 8 | u64::from(*byte))
}

/// What a text in a language is known by in every corpus.
#[cfg(feature = "encoder")]
pub fn text_key(text: &str, language: Language) -> u64 {
    digest([Some(text), Some(language.code())])
}

/// Directions of texts that the encoder read before, as they are kept, by `text_key`.
#[cfg(feature = "encoder")]
#[derive(Clone, Debug, Default)]
pub struct Directions(FxHashMap<u64, Box<[u8]>>);

#[cfg(feature = "encoder")]
impl Directions {
    /// Takes in what `Vector::to_bytes` gave.
    pub fn insert(&mut self, key: u64, bytes: Vec<u8>) {
        self.0.insert(key, bytes.into());
    }

    pub fn contains(&self, key: u64) -> bool {
        self.0.contains_key(&key)
    }

    pub(super) fn get(&self, key: u64) -> Option<Vector> {
        Vector::from_bytes(self.0.get(&key)?)
    }
}

/// What the words of a unit are known by in every corpus.
pub(super) fn heard(document: &Document, unit: &Unit) -> u64 {
    let Heard { text, language, speaker } = hear(document, unit);
    digest([Some(text.as_str()), language.as_ref().map(Language::code), speaker.as_deref()])
}

/// The day of a page; people may have decided it after the page was taken in.
fn day(document: &Document) -> Option<&str> {
    document.metadata.published.value.as_deref().and_then(|date| date.get(..10))
}

/// What the day of a page is known by.
fn day_key(document: &Document) -> u64 {
    day(document).map_or(0, |day| hash(day.as_bytes()))
}

/// What the units are known by with the day of their page.
struct Keys<'a> {
    /// Of each document.
    days: Vec<u64>,
    units: &'a [Unit],
}

impl<'a> Keys<'a> {
    fn new(documents: &[&Document], units: &'a [Unit]) -> Self {
        Self { days: documents.iter().map(|document| day_key(document)).collect(), units }
    }

    fn of(&self, unit: usize) -> Option<u64> {
        let unit = self.units.get(unit)?;
        Some(mix(unit.heard, *self.days.get(unit.document)?))
    }

    /// What a pair is known by, and whether its first has the higher key.
    fn pair(&self, edge: &Edge) -> Option<(Key, bool)> {
        let (x, y) = (self.of(edge.a)?, self.of(edge.b)?);
        Some((ordered(x, y), x > y))
    }
}

/// Gives the pairs what is known of them.
pub(super) fn tell(edges: &mut [Edge], documents: &[&Document], units: &[Unit], known: &Verdicts) {
    if known.is_empty() {
        return;
    }
    let keys = Keys::new(documents, units);
    for edge in edges {
        let Some((pair, turned)) = keys.pair(edge) else { continue };
        let Some(verdict) = known.get(pair) else { continue };
        edge.first_answers = verdict.second_answers == turned;
        edge.verdict = Some(Arc::clone(verdict));
    }
}

#[cfg(feature = "encoder")]
impl Index {
    /// Pairs that are weighed and not judged yet, in a fixed order: what to ask before `corpus_judged`.
    pub fn questions(&self, documents: &[&Document], known: &Verdicts) -> Questions {
        let pages: BTreeMap<&str, &Document> =
            documents.iter().map(|document| (document.id.as_str(), *document)).collect();
        self.questions_since(0, |id| pages.get(id).copied(), known)
    }

    /// The same of pairs with one of the units that came after the first so many: what new pages ask themselves. `page` gives documents that were
    /// taken in, by id; pairs of others are left out.
    pub fn questions_since<'a>(
        &self,
        units: usize,
        page: impl Fn(&str) -> Option<&'a Document>,
        known: &Verdicts,
    ) -> Questions {
        // each document is looked for once
        let mut pages: FxHashMap<u32, Option<(&Document, u64)>> = FxHashMap::default();
        let mut side = |number: u32| {
            let (id, place, unit) = self.numbered(number)?;
            let found = pages.entry(place).or_insert_with(|| page(id).map(|found| (found, day_key(found))));
            found.map(|(document, day)| (mix(unit.heard, day), document, unit))
        };
        let mut heard: BTreeSet<u64> = BTreeSet::new();
        let mut passages: Vec<Passage> = Vec::new();
        let mut pairs: Vec<Key> = Vec::new();
        for (a, b, _) in self.nearest(units) {
            let Some((x, y)) = side(a).zip(side(b)) else { continue };
            let pair = ordered(x.0, y.0);
            if known.get(pair).is_some() {
                continue;
            }
            pairs.push(pair);
            for (key, document, unit) in [x, y] {
                if heard.insert(key) {
                    let Heard { text, language, speaker } = hear(document, unit);
                    let date = day(document).map(str::to_owned);
                    passages.push(Passage { key, text, language, speaker, date });
                }
            }
        }
        Questions::new(passages, pairs)
    }
}

/// The words of a unit, of a denial or a refusal with the cue that makes it one; pronouns give way to the names they stand for.
fn hear(document: &Document, unit: &Unit) -> Heard {
    let span = unit.proposition.span;
    let statement = document.statements.get(unit.statement);
    let turned = matches!(unit.stance, Stance::Deny | Stance::NoComment);
    let cue = statement.and_then(|statement| statement.cue).filter(|_| turned);
    let whole = cue.map(|cue| Span::new(cue.start().min(span.start()), cue.end().max(span.end())));
    let span = whole.filter(|whole| whole.len() <= SPAN).unwrap_or(span);
    let speaker = statement.and_then(|statement| statement.speaker.as_ref());
    let entity = speaker.and_then(|speaker| speaker.entity).and_then(|id| document.entity(id));
    let named = entity.filter(|entity| !entity.anonymous).map(|entity| entity.name.clone());
    Heard {
        text: resolved(document, span),
        language: language_at(document, span),
        speaker: named.or_else(|| Some(document.slice(speaker?.span?).to_owned())),
    }
}

/// The text of a span with the names of those whom its pronouns mean.
fn resolved(document: &Document, span: Span) -> String {
    let mut out = String::new();
    let mut at = span.start();
    let first = document.mentions.partition_point(|mention| mention.span.start() < span.start());
    let here = document.mentions.iter().skip(first).take_while(|mention| mention.span.end() <= span.end());
    for mention in here.filter(|mention| mention.kind == MentionKind::Pronoun) {
        if mention.span.start() < at {
            continue;
        }
        let entity = mention.entity.and_then(|id| document.entity(id));
        let Some(entity) = entity.filter(|e| !e.anonymous && e.kind == EntityKind::Person) else { continue };
        if at < mention.span.start() {
            out.push_str(document.slice(Span::new(at, mention.span.start())));
        }
        out.push_str(&entity.name);
        at = mention.span.end();
    }
    if at < span.end() {
        out.push_str(document.slice(Span::new(at, span.end())));
    }
    out
}
