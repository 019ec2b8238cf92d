//! Which pages repeat which, with the passages they share.
//!
//! Takes the article text of documents, gives edges between pages. Winnowed fingerprints of word runs (Schleimer,
//! Wilkerson, Aiken 2003) propose pairs from capped lists; alignment of the real words decides. Never calls a page the
//! original: `earlier` is set only with a reason.

use super::model::*;
use crate::model::*;
use crate::text::{TokenKind, tokens};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Words per run.
const RUN: usize = 5;
/// Runs per window; one of them is kept.
const WINDOW: usize = 4;
/// Pages kept per fingerprint.
const POSTINGS: usize = 32;
/// Pairs aligned per page.
const PAIRS: usize = 64;
/// Shortest shared passage, in words.
const PASSAGE: usize = 8;
/// Passages shown per pair.
const SHOWN: usize = 24;
/// Words read per page.
const WORDS: usize = 200_000;
/// Pages shorter than this, in words, are never copies.
const SHORT: usize = 20;

struct Text {
    /// Span and hash of each word of the article.
    words: Vec<(Span, u64)>,
    /// Hash of the run that starts at each word.
    runs: Vec<u64>,
}

fn hash(bytes: &[u8], seed: u64) -> u64 {
    bytes.iter().fold(seed ^ 0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3))
}

fn read(document: &Document) -> Text {
    let mut words = Vec::new();
    for block in &document.blocks {
        if block.zone != Zone::Article || block.repeats.is_some() || words.len() >= WORDS {
            continue;
        }
        for token in tokens(document.slice(block.span), block.span.start()) {
            if token.kind != TokenKind::Punctuation && words.len() < WORDS {
                words.push((token.span, hash(token.folded.as_bytes(), 0)));
            }
        }
    }
    let runs =
        words.windows(RUN).map(|w| w.iter().fold(0u64, |h, (_, x)| hash(&x.to_le_bytes(), h))).collect();
    Text { words, runs }
}

/// The least run of every window, each once.
fn fingerprints(text: &Text) -> Vec<u64> {
    let mut out: Vec<u64> = text
        .runs
        .windows(WINDOW.min(text.runs.len().max(1)))
        .filter_map(|w| w.iter().min().copied())
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Edges between pages that share running text, sorted. `documents` are sorted by id and distinct.
pub(crate) fn link(documents: &[&Document]) -> Vec<CopyEdge> {
    let texts: Vec<Text> = documents.iter().map(|d| read(d)).collect();
    let mut postings: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    let mut out = Vec::new();
    for (b, text) in texts.iter().enumerate() {
        if text.words.len() < SHORT {
            continue;
        }
        let mut shared: BTreeMap<u32, u32> = BTreeMap::new();
        for print in fingerprints(text) {
            let list = postings.entry(print).or_default();
            for other in list.iter() {
                *shared.entry(*other).or_default() += 1;
            }
            if list.len() < POSTINGS {
                list.push(b as u32);
            }
        }
        let mut near: Vec<(u32, u32)> =
            shared.into_iter().filter(|(_, n)| *n >= 2).map(|(a, n)| (n, a)).collect();
        near.sort_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(&y.1)));
        for (_, a) in near.into_iter().take(PAIRS) {
            let a = a as usize;
            if let (Some(x), Some(y), Some(first)) = (documents.get(a), documents.get(b), texts.get(a))
                && let Some(edge) = align(x, first, y, text)
            {
                out.push(edge);
            }
        }
    }
    out.sort_by(|x, y| (&x.a, &x.b).cmp(&(&y.a, &y.b)));
    out
}

/// Shared passages of two pages by seed and extension over the real words.
fn align(a: &Document, x: &Text, b: &Document, y: &Text) -> Option<CopyEdge> {
    let mut at: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for (i, run) in x.runs.iter().enumerate() {
        let list = at.entry(*run).or_default();
        if list.len() < 4 {
            list.push(i as u32);
        }
    }
    let word = |t: &Text, i: usize| t.words.get(i).map(|w| w.1);
    let mut blocks: Vec<(usize, usize, usize)> = Vec::new();
    let mut covered = vec![false; x.words.len()];
    let (mut in_a, mut in_b) = (0usize, 0usize);
    let mut j = 0;
    while let Some(run) = y.runs.get(j) {
        let mut best = (0, 0);
        for &i in at.get(run).map_or(&[][..], Vec::as_slice) {
            let i = i as usize;
            let mut length = 0;
            while word(x, i + length).is_some() && word(x, i + length) == word(y, j + length) {
                length += 1;
            }
            if length > best.0 {
                best = (length, i);
            }
        }
        let (length, i) = best;
        if length >= PASSAGE {
            blocks.push((i, j, length));
            in_b += length;
            for slot in covered.iter_mut().skip(i).take(length) {
                in_a += usize::from(!*slot);
                *slot = true;
            }
            j += length;
        } else {
            j += 1;
        }
    }
    let longest = blocks.iter().map(|b| b.2).max()?;
    let share = |n: usize, of: usize| ((n as f32 / of.max(1) as f32) * 1000.0).round() / 1000.0;
    let contained = (share(in_a, x.words.len()), share(in_b, y.words.len()));
    let (low, high) = (contained.0.min(contained.1), contained.0.max(contained.1));
    let span = |t: &Text, from: usize, length: usize| -> Option<Span> {
        Some(t.words.get(from)?.0.join(t.words.get(from + length - 1)?.0))
    };
    let quoted = |document: &Document, s: Span| {
        document
            .statements
            .iter()
            .filter(|st| st.kind != StatementKind::Indirect)
            .flat_map(|st| &st.content)
            .any(|c| c.contains(s))
    };
    let own = blocks.iter().any(|&(i, j, n)| {
        !(span(x, i, n).is_some_and(|s| quoted(a, s)) && span(y, j, n).is_some_and(|s| quoted(b, s)))
    });
    let class = if low >= 0.98 {
        CopyClass::Identical
    } else if low >= 0.9 {
        CopyClass::Reprint
    } else if high >= 0.3 && longest >= 12 && own {
        CopyClass::Partial
    } else if high >= 0.1 && blocks.len() >= 2 && own {
        CopyClass::Rewrite
    } else {
        return None;
    };
    let mut why = vec![format!("{} words in {} passages, longest {longest}", in_b, blocks.len())];
    let earlier = earlier(a, b, &mut why);
    blocks.sort_by(|p, q| q.2.cmp(&p.2).then(p.cmp(q)));
    let passages = blocks
        .iter()
        .take(SHOWN)
        .filter_map(|&(i, j, n)| {
            let (p, q) = (span(x, i, n)?, span(y, j, n)?);
            let evidence = |d: &Document, s: Span| Evidence {
                document: d.id.clone(),
                span: s,
                text: d.slice(s).to_owned(),
            };
            Some((evidence(a, p), evidence(b, q)))
        })
        .collect();
    Some(CopyEdge { a: a.id.clone(), b: b.id.clone(), class, contained, passages, earlier, why })
}

/// The likely earlier page when the dates or a credit say so; both reasons must not disagree.
fn earlier(a: &Document, b: &Document, why: &mut Vec<String>) -> Option<DocumentId> {
    let by_date = match (&a.metadata.published.value, &b.metadata.published.value) {
        (Some(p), Some(q)) => {
            let n = p.len().min(q.len());
            match p.get(..n).cmp(&q.get(..n)) {
                std::cmp::Ordering::Less => Some((&a.id, format!("dated earlier: {p} before {q}"))),
                std::cmp::Ordering::Greater => Some((&b.id, format!("dated earlier: {q} before {p}"))),
                std::cmp::Ordering::Equal => None,
            }
        }
        _ => None,
    };
    let credits = |from: &Document, to: &Document| {
        let outlet = to.metadata.outlet.as_ref()?;
        let own = from.metadata.outlet.as_ref().is_some_and(|o| o.actor == outlet.actor);
        let named = from
            .mentions
            .iter()
            .any(|m| m.entity.and_then(|id| from.entity(id)).is_some_and(|e| e.actor == outlet.actor));
        (named && !own).then(|| outlet.name.clone())
    };
    let by_credit = match (credits(a, b), credits(b, a)) {
        (Some(name), None) => Some((&b.id, format!("the other page credits {name}"))),
        (None, Some(name)) => Some((&a.id, format!("the other page credits {name}"))),
        _ => None,
    };
    match (by_date, by_credit) {
        (Some((x, r)), Some((y, s))) if x == y => {
            why.extend([r, s]);
            Some(x.clone())
        }
        (Some((_, r)), Some((_, s))) => {
            why.push(format!("undetermined: {r}, but {s}"));
            None
        }
        (Some((x, r)), None) | (None, Some((x, r))) => {
            why.push(r);
            Some(x.clone())
        }
        (None, None) => {
            why.push("undetermined which is earlier".to_owned());
            None
        }
    }
}
