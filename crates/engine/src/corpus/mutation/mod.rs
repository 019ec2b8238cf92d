//! What a retelling added, dropped or changed against what it retells.
//!
//! Takes two documents, or two statements, gives aligned passages and changed elements with their places on both sides.
//! Words that both have in the same run are not looked at; what differs is read for names, numbers, hedges, qualifiers and
//! negation. Never says which of the two is right.

mod elements;
mod pairs;
#[cfg(test)]
mod tests;

pub use elements::Markers;

use super::copies::{Alignment, Places, Text, align, read, read_within, rounds};
use super::model::*;
use super::words::Words;
use crate::model::*;
use elements::{Element, elements};

/// Sentences shown that only one side has.
const SENTENCES: usize = 40;
/// Share of its words that a sentence must have in common to count as told on both sides.
const TOLD: f32 = 0.3;

/// Two documents: the articles of both.
pub fn compare_documents(a: &Document, b: &Document, markers: &Markers, words: &Words) -> Comparison {
    compare(Side::new(a, read(a), markers, words), Side::new(b, read(b), markers, words))
}

/// Two statements, each with the document it stands in.
pub fn compare_statements(
    a: (&Document, &Statement),
    b: (&Document, &Statement),
    markers: &Markers,
    words: &Words,
) -> Comparison {
    compare_passages((a.0, &a.1.content), (b.0, &b.1.content), markers, words)
}

/// Two passages, each as pieces of the document it stands in.
pub fn compare_passages(
    a: (&Document, &[Span]),
    b: (&Document, &[Span]),
    markers: &Markers,
    words: &Words,
) -> Comparison {
    let (x, y) = (read_within(a.0, a.1), read_within(b.0, b.1));
    compare(Side::new(a.0, x, markers, words), Side::new(b.0, y, markers, words))
}

struct Side<'a> {
    document: &'a Document,
    text: Text,
    elements: Vec<Element>,
}

impl<'a> Side<'a> {
    fn new(document: &'a Document, text: Text, markers: &Markers, words: &Words) -> Self {
        let elements = elements(document, &text, markers, words);
        Self { document, text, elements }
    }

    fn evidence(&self, span: Span) -> Evidence {
        Evidence { document: self.document.id.clone(), span, text: self.document.slice(span).to_owned() }
    }

    /// Sentences; lines where the document has no sentences.
    fn sentences(&self) -> Vec<Span> {
        let sentences: Vec<Span> = self.document.sentences.iter().map(|s| s.span).collect();
        if sentences.is_empty() { self.document.blocks.iter().map(|b| b.span).collect() } else { sentences }
    }

    /// Words of a span, as indices.
    fn range(&self, span: Span) -> (usize, usize) {
        let from = self.text.words.partition_point(|w| w.span.start() < span.start());
        let to = self.text.words.partition_point(|w| w.span.end() <= span.end());
        (from, to.max(from))
    }
}

fn compare(a: Side<'_>, b: Side<'_>) -> Comparison {
    let alignment = align(&a.text, &Places::new(&a.text), &b.text);
    let covered = Covered::new(&alignment, a.text.words.len(), b.text.words.len());
    let passages = alignment.passages.iter().filter_map(|passage| {
        let (p, q) = (a.text.span(passage.a.0, passage.a.1)?, b.text.span(passage.b.0, passage.b.1)?);
        Some(AlignedPassage { a: a.evidence(p), b: b.evidence(q), words: passage.matched as u32 })
    });
    let share = |part: usize, whole: usize| (part as f32 / whole.max(1) as f32 * 1000.0).round() / 1000.0;
    let pairs = pairs::pairs(&a, &b);
    let paired = |own: fn(&SentencePair) -> Option<&Evidence>| -> Vec<Span> {
        pairs.iter().filter_map(own).map(|evidence| evidence.span).collect()
    };
    Comparison {
        passages: passages.collect(),
        contained: (share(alignment.in_a, a.text.words.len()), share(alignment.in_b, b.text.words.len())),
        only_a: only(&a, &covered.a, &paired(|pair| pair.a.as_ref().filter(|_| pair.b.is_some()))),
        only_b: only(&b, &covered.b, &paired(|pair| pair.b.as_ref().filter(|_| pair.a.is_some()))),
        changes: changes(&a, &b, &alignment, &covered),
        pairs,
    }
}

/// Which words stand in equal runs, and in which difference of a passage the others lie.
struct Covered {
    a: Vec<bool>,
    b: Vec<bool>,
    /// Passage and gap, counted from 1; 0: outside all passages.
    gap_a: Vec<u32>,
    gap_b: Vec<u32>,
}

impl Covered {
    fn new(alignment: &Alignment, a: usize, b: usize) -> Self {
        let mut out = Self { a: vec![false; a], b: vec![false; b], gap_a: vec![0; a], gap_b: vec![0; b] };
        let mut gap = 0;
        for passage in &alignment.passages {
            for &(i, j, n) in &passage.pieces {
                out.a.iter_mut().skip(i).take(n).for_each(|slot| *slot = true);
                out.b.iter_mut().skip(j).take(n).for_each(|slot| *slot = true);
            }
            for pair in passage.pieces.windows(2) {
                let [(i, j, n), (k, l, _)] = *pair else { continue };
                gap += 1;
                let mark = |gaps: &mut [u32], from: usize, to: usize| {
                    gaps.iter_mut().skip(from).take(to.saturating_sub(from)).for_each(|slot| *slot = gap);
                };
                mark(&mut out.gap_a, i + n, k);
                mark(&mut out.gap_b, j + n, l);
            }
        }
        out
    }
}

/// Sentences that the other side does not have: not in the same words, and none stands beside them.
fn only(side: &Side<'_>, covered: &[bool], paired: &[Span]) -> Vec<Evidence> {
    let mut out = Vec::new();
    for sentence in side.sentences() {
        let (from, to) = side.range(sentence);
        if paired.iter().any(|span| span.overlaps(sentence)) {
            continue;
        }
        let told = covered.get(from..to).unwrap_or_default().iter().filter(|c| **c).count();
        if to > from && (told as f32) < TOLD * (to - from) as f32 {
            out.extend(side.text.span(from, to).map(|span| side.evidence(span)));
        }
    }
    out.truncate(SENTENCES);
    out
}

/// Elements of sentences that both sides tell, but not with the same ones. Where the sides share no run of words (another
/// language, other words), all elements are compared.
fn changes(a: &Side<'_>, b: &Side<'_>, alignment: &Alignment, covered: &Covered) -> Vec<Change> {
    let apart = alignment.passages.is_empty();
    let loose = |side: &Side<'_>, covered: &[bool]| -> Vec<Element> {
        let mut told = vec![apart; side.text.words.len()];
        for sentence in side.sentences() {
            let (from, to) = side.range(sentence);
            if covered.get(from..to).unwrap_or_default().iter().any(|c| *c) {
                told.iter_mut().skip(from).take(to - from).for_each(|slot| *slot = true);
            }
        }
        let at = |flags: &[bool], word: usize| flags.get(word).copied().unwrap_or(false);
        side.elements.iter().filter(|e| at(&told, e.word) && !at(covered, e.word)).cloned().collect()
    };
    let (mut left, mut right) = (loose(a, &covered.a), loose(b, &covered.b));
    // the same on both sides, somewhere
    let (all_a, all_b) = (left.clone(), right.clone());
    let lasting = |e: &Element| matches!(e.kind, ElementKind::Name | ElementKind::Number);
    left.retain(|e| !if lasting(e) { &b.elements } else { &all_b }.iter().any(|o| same(e, o)));
    right.retain(|e| !if lasting(e) { &a.elements } else { &all_a }.iter().any(|o| same(e, o)));
    let gap = |gaps: &[u32], e: &Element| gaps.get(e.word).copied().unwrap_or(0);
    let mut out = Vec::new();
    let mut used = vec![false; right.len()];
    for element in &left {
        let own = gap(&covered.gap_a, element);
        let alone = left.iter().filter(|e| e.kind == element.kind).count() == 1
            && right.iter().filter(|e| e.kind == element.kind).count() == 1;
        let instead = right.iter().enumerate().find(|(at, other)| {
            let place = own > 0 && own == gap(&covered.gap_b, other) || apart && alone;
            !used.get(*at).copied().unwrap_or(true) && other.kind == element.kind && place
        });
        let rounding = instead.and_then(|(_, other)| rounding(element, other));
        let note = match instead {
            Some(_) => replaced(element, rounding),
            None => lost(element, a.document),
        };
        if let Some(slot) = instead.and_then(|(at, _)| used.get_mut(at)) {
            *slot = true;
        }
        out.push(Change {
            kind: if instead.is_some() { ChangeKind::Changed } else { ChangeKind::Dropped },
            what: element.kind,
            a: Some(a.evidence(element.span)),
            b: instead.map(|(_, other)| b.evidence(other.span)),
            rounding,
            note,
        });
    }
    for (element, _) in right.iter().zip(&used).filter(|(_, used)| !**used) {
        let note = match element.kind {
            ElementKind::Hedge => format!("adds a hedge: {}", b.document.slice(element.span)),
            kind => format!("adds a {}: {}", kind.word(), b.document.slice(element.span)),
        };
        out.push(Change {
            kind: ChangeKind::Added,
            what: element.kind,
            a: None,
            b: Some(b.evidence(element.span)),
            rounding: None,
            note,
        });
    }
    out.dedup_by(|x, y| x.kind == y.kind && x.note == y.note && x.what == y.what);
    out
}

fn same(a: &Element, b: &Element) -> bool {
    a.kind == b.kind
        && (!a.key.is_empty() && a.key == b.key
            || a.kind == ElementKind::Name && a.other.len() > 2 && a.other == b.other)
}

fn lost(element: &Element, document: &Document) -> String {
    let text = document.slice(element.span);
    match element.kind {
        ElementKind::Hedge => format!("loses the hedge: {text}"),
        kind => format!("leaves out a {}: {text}", kind.word()),
    }
}

fn rounding(a: &Element, b: &Element) -> Option<Rounding> {
    match (a.value?, b.value?) {
        (x, y) if rounds(x, y) => Some(Rounding::Rounder),
        (x, y) if rounds(y, x) => Some(Rounding::MoreExact),
        _ => None,
    }
}

fn replaced(a: &Element, rounding: Option<Rounding>) -> String {
    match rounding {
        Some(Rounding::Rounder) => "rounds the number".to_owned(),
        Some(Rounding::MoreExact) => "gives the number more exactly".to_owned(),
        None => format!("another {}", a.kind.word()),
    }
}
