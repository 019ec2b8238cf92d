//! Which sentence of a retelling stands beside which sentence of what it retells.
//!
//! Takes two sides, gives pairs in the order of both. In one language the words that two sentences share decide, across
//! languages the names and numbers. At most `SENTENCES` of each side are paired, so that the cost is bounded.

use super::super::model::SentencePair;
use super::{Element, Side, same};
use crate::model::*;

/// Sentences of a side.
const SENTENCES: usize = 250;
/// Elements of a sentence that are looked at.
const ELEMENTS: usize = 40;
/// Least share of what two sentences have in common.
const NEAR: f32 = 0.34;

/// A sentence by its words and its elements.
struct Line<'a> {
    span: Span,
    /// Hashes of its words, sorted, each once.
    words: Vec<u32>,
    elements: Vec<&'a Element>,
}

pub(super) fn pairs(a: &Side<'_>, b: &Side<'_>) -> Vec<SentencePair> {
    let (left, right) = (lines(a), lines(b));
    let one_language = a.document.language == b.document.language;
    let score = |i: usize, j: usize| match (left.get(i), right.get(j)) {
        (Some(x), Some(y)) if one_language => {
            share(common(&x.words, &y.words), x.words.len() + y.words.len())
        }
        (Some(x), Some(y)) => {
            let both = x.elements.iter().filter(|e| y.elements.iter().any(|o| same(e, o))).count();
            share(both, x.elements.len() + y.elements.len())
        }
        _ => 0.0,
    };
    let evidence = |side: &Side<'_>, lines: &[Line<'_>], at: Option<usize>| {
        at.and_then(|at| lines.get(at)).map(|line| side.evidence(line.span))
    };
    aligned(left.len(), right.len(), score)
        .into_iter()
        .map(|(i, j)| SentencePair { a: evidence(a, &left, i), b: evidence(b, &right, j) })
        .collect()
}

/// Twice what is common among all (Dice).
fn share(common: usize, all: usize) -> f32 {
    2.0 * common as f32 / all.max(1) as f32
}

/// How many values two sorted lists share.
fn common(a: &[u32], b: &[u32]) -> usize {
    a.iter().filter(|value| b.binary_search(value).is_ok()).count()
}

fn lines<'a>(side: &'a Side<'_>) -> Vec<Line<'a>> {
    let mut out: Vec<Line<'a>> = Vec::new();
    for sentence in side.sentences() {
        let (from, to) = side.range(sentence);
        let Some(span) = side.text.span(from, to).filter(|_| to > from) else { continue };
        let elements = side.elements.iter().filter(|e| (from..to).contains(&e.word)).take(ELEMENTS);
        let mut words: Vec<u32> =
            side.text.words.get(from..to).unwrap_or_default().iter().map(|word| word.hash).collect();
        words.sort_unstable();
        words.dedup();
        out.push(Line { span: whole(side.document, sentence, span), words, elements: elements.collect() });
        if out.len() == SENTENCES {
            break;
        }
    }
    out
}

/// The sentence with its quotation marks and its stop, unless it reaches over what is compared.
fn whole(document: &Document, sentence: Span, words: Span) -> Span {
    let edge = |c: char| !c.is_alphanumeric();
    let (before, after) =
        (Span::new(sentence.start(), words.start()), Span::new(words.end(), sentence.end()));
    let bare = document.slice(before).chars().all(edge) && document.slice(after).chars().all(edge);
    if bare { sentence } else { words }
}

/// Pairs in the order of both sides with the greatest sum of scores; what has no partner stands alone.
fn aligned(n: usize, m: usize, score: impl Fn(usize, usize) -> f32) -> Vec<(Option<usize>, Option<usize>)> {
    let width = m + 1;
    let mut best = vec![0.0_f32; (n + 1) * width];
    let mut paired = vec![false; n * m];
    let at = |list: &[f32], place: usize| list.get(place).copied().unwrap_or(0.0);
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            let near = score(i, j);
            let with = if near >= NEAR { near + at(&best, (i + 1) * width + j + 1) } else { 0.0 };
            let without = at(&best, (i + 1) * width + j).max(at(&best, i * width + j + 1));
            if let Some(slot) = paired.get_mut(i * m + j) {
                *slot = near >= NEAR && with >= without;
            }
            if let Some(slot) = best.get_mut(i * width + j) {
                *slot = with.max(without);
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut out = Vec::new();
    while i < n && j < m {
        if paired.get(i * m + j).copied().unwrap_or(false) {
            out.push((Some(i), Some(j)));
            i += 1;
            j += 1;
        } else if at(&best, (i + 1) * width + j) >= at(&best, i * width + j + 1) {
            out.push((Some(i), None));
            i += 1;
        } else {
            out.push((None, Some(j)));
            j += 1;
        }
    }
    out.extend((i..n).map(|i| (Some(i), None)));
    out.extend((j..m).map(|j| (None, Some(j))));
    out
}

#[cfg(test)]
mod tests {
    use super::aligned;

    #[test]
    fn sentences_are_paired_in_order() {
        let near = [(0, 1), (2, 2), (2, 0)];
        let rows = aligned(3, 3, |i, j| if near.contains(&(i, j)) { 0.5 } else { 0.1 });
        assert_eq!(rows, [(None, Some(0)), (Some(0), Some(1)), (Some(1), None), (Some(2), Some(2))]);
        assert_eq!(aligned(0, 1, |_, _| 1.0), [(None, Some(0))]);
        assert!(aligned(0, 0, |_, _| 1.0).is_empty());
    }
}
