//! What linking asks the judge, and what it is told.
//!
//! Takes pairs of units that are near each other, gives questions with the words of the pages; hands verdicts back to the pairs.

#[cfg(feature = "encoder")]
use super::actors::{Aliases, language_at};
use super::claims::{Edge, Unit, hash, mix};
#[cfg(feature = "encoder")]
use super::index::Index;
#[cfg(feature = "encoder")]
use super::judge::{Passage, Questions};
use super::verdict::Verdicts;
use crate::model::*;
use std::sync::Arc;

/// Bytes from the first word of a denial to the last beyond which the cue is left out.
#[cfg(feature = "encoder")]
const SPAN: usize = 600;

/// What each unit is known by in every corpus. Units are in the order of their documents.
fn names(documents: &[&Document], units: &[Unit]) -> Vec<u64> {
    let mut out = Vec::with_capacity(units.len());
    for list in units.chunk_by(|x, y| x.document == y.document) {
        let document = list.first().and_then(|unit| documents.get(unit.document));
        let seed = document.map_or(0, |document| hash(document.id.as_bytes()));
        out.extend((0..list.len()).map(|place| mix(seed, place as u64)));
    }
    out
}

/// Gives the pairs what is known of them.
pub(super) fn tell(edges: &mut [Edge], documents: &[&Document], units: &[Unit], known: &Verdicts) {
    if known.is_empty() {
        return;
    }
    let names = names(documents, units);
    for edge in edges {
        let (Some(&x), Some(&y)) = (names.get(edge.a), names.get(edge.b)) else { continue };
        let Some(verdict) = known.get((x.min(y), x.max(y))) else { continue };
        edge.first_answers = verdict.second_answers == (x > y);
        edge.verdict = Some(Arc::clone(verdict));
    }
}

#[cfg(feature = "encoder")]
impl Index {
    /// Pairs that are near each other and not judged yet, in a fixed order: what to ask before `corpus_judged`.
    pub fn questions(&self, documents: &[&Document], known: &Verdicts) -> Questions {
        let sorted = self.sorted(documents);
        let (units, edges) = self.placed(&sorted, &Aliases::default());
        let names = names(&sorted, &units);
        let new = |edge: &&Edge| {
            let (Some(&x), Some(&y)) = (names.get(edge.a), names.get(edge.b)) else { return false };
            known.get((x.min(y), x.max(y))).is_none()
        };
        let mut pairs: Vec<(usize, usize)> = edges.iter().filter(new).map(|edge| (edge.a, edge.b)).collect();
        pairs.sort_unstable();
        let mut asked: Vec<usize> = pairs.iter().flat_map(|(a, b)| [*a, *b]).collect();
        asked.sort_unstable();
        asked.dedup();
        let passage = |at: &usize| {
            let unit = units.get(*at)?;
            Some(passage(*names.get(*at)?, sorted.get(unit.document)?, unit))
        };
        let passages = asked.iter().filter_map(passage).collect();
        let place = |at: usize| asked.partition_point(|other| *other < at);
        Questions { passages, pairs: pairs.into_iter().map(|(a, b)| (place(a), place(b))).collect() }
    }
}

/// The words of a unit, of a denial or a refusal with the cue that makes it one; pronouns give way to the names they stand for.
#[cfg(feature = "encoder")]
fn passage(key: u64, document: &Document, unit: &Unit) -> Passage {
    let span = unit.proposition.span;
    let statement = document.statements.get(unit.statement);
    let turned = matches!(unit.stance, Stance::Deny | Stance::NoComment);
    let cue = statement.and_then(|statement| statement.cue).filter(|_| turned);
    let whole = cue.map(|cue| Span::new(cue.start().min(span.start()), cue.end().max(span.end())));
    let span = whole.filter(|whole| whole.len() <= SPAN).unwrap_or(span);
    let speaker = statement.and_then(|statement| statement.speaker.as_ref());
    let entity = speaker.and_then(|speaker| speaker.entity).and_then(|id| document.entity(id));
    let named = entity.filter(|entity| !entity.anonymous).map(|entity| entity.name.clone());
    let date = document.metadata.published.value.as_deref().and_then(|date| date.get(..10));
    Passage {
        key,
        text: resolved(document, span),
        language: language_at(document, span),
        speaker: named.or_else(|| Some(document.slice(speaker?.span?).to_owned())),
        date: date.map(str::to_owned),
    }
}

/// The text of a span with the names of those whom its pronouns mean.
#[cfg(feature = "encoder")]
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
