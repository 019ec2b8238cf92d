//! Pages that tell the same in another language: sentences with the same names and numbers, in the same order.
//!
//! Asks for much: a story told by two reporters shares names, but not which of them stand together sentence by sentence.

use super::super::model::*;
use super::align::Alignment;
use super::candidates::{Page, pairs};
use super::classify::share;
use super::direction;
use super::text::{Text, mix, word_hash};
use crate::model::*;
use crate::text::{TokenKind, tokens};

/// Sentences looked at, of one page.
const SENTENCES: usize = 120;
/// Anchors of a sentence that are paired.
const ANCHORS: usize = 6;
/// Keys of a page.
const KEYS: usize = 128;
/// Sentences in a row that must answer each other.
const ALIGNED: usize = 3;
/// Share of the shorter page's sentences with anchors that must be among them.
const SHARE: f32 = 0.6;
/// Different names and numbers in them.
const DIFFERENT: usize = 5;

/// A sentence with its names and longer numbers, and with all its numbers; sorted.
struct Sentence {
    span: Span,
    anchors: Vec<u64>,
    numbers: Vec<u64>,
}

/// The digits of a number; thousands may be written out: "380,000" is "380 thousand".
fn digits(folded: &str) -> String {
    let mut digits: String = folded.chars().filter(char::is_ascii_digit).collect();
    while digits.len() > 3 && digits.ends_with("000") {
        digits.truncate(digits.len() - 3);
    }
    digits
}

/// Sentences of the article that hold two or more names or numbers.
fn sentences(document: &Document) -> Vec<Sentence> {
    let mut out = Vec::new();
    let article = |s: &&crate::model::Sentence| {
        document.block(s.block).is_some_and(|b| b.zone == Zone::Article && b.repeats.is_none())
    };
    for sentence in document.sentences.iter().filter(article).take(SENTENCES) {
        let from = document.mentions.partition_point(|m| m.span.start() < sentence.span.start());
        let inside = document.mentions.iter().skip(from).take_while(|m| m.span.end() <= sentence.span.end());
        let entity = |m: &Mention| m.entity.and_then(|id| document.entity(id)).filter(|e| !e.anonymous);
        let names = inside.filter(|m| m.kind == MentionKind::Name).filter_map(entity);
        let hash = |text: &str| u64::from(word_hash(text, TokenKind::Word));
        let mut anchors: Vec<u64> = names.map(|e| hash(&e.actor)).collect();
        let numbers =
            tokens(document.slice(sentence.span), 0).into_iter().filter(|t| t.kind == TokenKind::Number);
        let numbers: Vec<String> = numbers.map(|t| digits(&t.folded)).collect();
        anchors.extend(numbers.iter().filter(|digits| digits.len() > 1).map(|digits| hash(digits)));
        anchors.sort_unstable();
        anchors.dedup();
        let mut numbers: Vec<u64> = numbers.iter().map(|digits| hash(digits)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        if anchors.len() > 1 {
            out.push(Sentence { span: sentence.span, anchors, numbers });
        }
    }
    out
}

/// Pairs of anchors that stand in one sentence.
fn keys(sentences: &[Sentence]) -> Vec<u64> {
    let mut out = Vec::new();
    for sentence in sentences {
        let anchors = sentence.anchors.get(..sentence.anchors.len().min(ANCHORS)).unwrap_or_default();
        for (nth, a) in anchors.iter().enumerate() {
            out.extend(anchors.iter().skip(nth + 1).map(|b| mix(a.rotate_left(32) ^ b)));
        }
    }
    out.sort_unstable();
    out.dedup();
    out.truncate(KEYS);
    out
}

/// Edges between pages in different languages; `documents`, `texts` and `times` go together.
pub(super) fn edges(documents: &[&Document], texts: &[Text], times: &[Option<i64>]) -> Vec<CopyEdge> {
    let told: Vec<Vec<Sentence>> = documents.iter().map(|d| sentences(d)).collect();
    let pages: Vec<Page> =
        told.iter().zip(times).map(|(told, time)| Page { keys: keys(told), time: *time }).collect();
    let mut out = Vec::new();
    for (a, b) in pairs(&pages) {
        let (Some(first), Some(second), Some(x), Some(y)) =
            (documents.get(a), documents.get(b), texts.get(a), texts.get(b))
        else {
            continue;
        };
        let languages = (first.language, second.language);
        if languages.0.is_none() || languages.1.is_none() || languages.0 == languages.1 {
            continue;
        }
        let (Some(left), Some(right)) = (told.get(a), told.get(b)) else { continue };
        let steps = in_order(left, right);
        if is_translation(left, right, &steps) {
            out.push(edge((first, x, left), (second, y, right), &steps));
        }
    }
    out
}

/// How many of a sorted list stand in another.
fn in_both(a: &[u64], b: &[u64]) -> usize {
    a.iter().filter(|one| b.binary_search(one).is_ok()).count()
}

/// How much two sentences agree, in anchors; none when less than half or fewer than two, or when each has a number that the other
/// does not have. A number on one side alone may be a word on the other.
fn agreement(a: &Sentence, b: &Sentence) -> usize {
    if in_both(&a.numbers, &b.numbers) < a.numbers.len().min(b.numbers.len()) {
        return 0;
    }
    let both = in_both(&a.anchors, &b.anchors);
    if both >= 2 && both * 2 >= a.anchors.len().max(b.anchors.len()) { both } else { 0 }
}

/// The longest way through both pages in which sentences answer each other (longest common subsequence by agreement).
fn in_order(a: &[Sentence], b: &[Sentence]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut best = vec![0usize; (a.len() + 1) * width];
    let at = |best: &[usize], i: usize, j: usize| best.get(i * width + j).copied().unwrap_or(0);
    for (i, left) in a.iter().enumerate() {
        for (j, right) in b.iter().enumerate() {
            let agreed = agreement(left, right);
            let with = if agreed > 0 { at(&best, i, j) + agreed } else { 0 };
            let value = with.max(at(&best, i, j + 1)).max(at(&best, i + 1, j));
            if let Some(slot) = best.get_mut((i + 1) * width + j + 1) {
                *slot = value;
            }
        }
    }
    let (mut i, mut j, mut out) = (a.len(), b.len(), Vec::new());
    while i > 0 && j > 0 {
        let here = at(&best, i, j);
        if here == at(&best, i - 1, j) {
            i -= 1;
        } else if here == at(&best, i, j - 1) {
            j -= 1;
        } else {
            (i, j) = (i - 1, j - 1);
            out.push((i, j));
        }
    }
    out.reverse();
    out
}

fn is_translation(a: &[Sentence], b: &[Sentence], steps: &[(usize, usize)]) -> bool {
    let mut different: Vec<u64> = Vec::new();
    for (left, right) in steps.iter().filter_map(|&(i, j)| Some((a.get(i)?, b.get(j)?))) {
        different.extend(left.anchors.iter().filter(|anchor| right.anchors.contains(anchor)));
    }
    different.sort_unstable();
    different.dedup();
    steps.len() >= ALIGNED
        && share(steps.len(), a.len().min(b.len())) >= SHARE
        && different.len() >= DIFFERENT
}

type Side<'a> = (&'a Document, &'a Text, &'a [Sentence]);

fn edge(a: Side<'_>, b: Side<'_>, steps: &[(usize, usize)]) -> CopyEdge {
    let passages: Vec<(Evidence, Evidence)> = steps
        .iter()
        .filter_map(|&(i, j)| {
            let of = |(document, _, told): Side<'_>, at: usize| {
                let span = told.get(at)?.span;
                Some(Evidence { document: document.id.clone(), span, text: document.slice(span).to_owned() })
            };
            Some((of(a, i)?, of(b, j)?))
        })
        .collect();
    let words = |spans: &mut dyn Iterator<Item = Span>, text: &Text| {
        let inside: usize = spans.map(|s| text.words.iter().filter(|w| s.contains(w.span)).count()).sum();
        share(inside, text.words.len())
    };
    let contained = (
        words(&mut passages.iter().map(|p| p.0.span), a.1),
        words(&mut passages.iter().map(|p| p.1.span), b.1),
    );
    let direction = direction::direction(a.0, b.0, a.1, b.1, &Alignment::default());
    let mut why = vec![Remark::new("shared-sentences", [steps.len().to_string()])];
    why.extend(direction.reasons.iter().map(|reason| reason.text.clone()));
    CopyEdge {
        a: a.0.id.clone(),
        b: b.0.id.clone(),
        class: CopyClass::Translated,
        contained,
        passages,
        earlier: direction::earlier(&direction, &a.0.id, &b.0.id),
        direction,
        why,
    }
}
