//! Which pages repeat which, with the passages they share.
//!
//! Takes the article text of documents, gives edges between pages. Keys propose pairs from capped lists; alignment of the
//! real words decides; reasons say which was first. Never calls a page the original.

mod align;
mod candidates;
mod classify;
mod direction;
mod group;
mod keys;
mod parent;
mod text;
mod translated;
#[cfg(test)]
mod tests;

pub(crate) use align::{Alignment, Places, align};
pub use direction::DECIDES;
pub(crate) use direction::rounds;
pub use group::copy_groups;
pub(crate) use group::tellings;
pub(crate) use text::{Text, read, read_within};

use super::model;
use super::model::*;
use crate::model::*;
use classify::{classify, share};
use std::collections::BTreeMap;

/// Passages shown per pair.
const SHOWN: usize = 24;
/// Pages shorter than this, in words, are never copies.
const SHORT: usize = 8;

/// Pages that repeat each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Copies {
    /// Sorted by their pages.
    pub edges: Vec<CopyEdge>,
    pub parents: Vec<CommonParent>,
    /// Pairs that were aligned.
    pub candidates: usize,
}

/// Keys by which the article of a document is looked up: winnowed fingerprints (Schleimer, Wilkerson, Aiken 2003) and keys of
/// quotations, sorted.
pub fn fingerprints(document: &Document) -> Vec<u64> {
    keys::keys(&read(document))
}

/// A text with outlet and time but no page around it, as a document: every line is a block of its article. `published` is
/// EDTF. The id is what the caller calls it.
pub fn bare(id: &str, text: &str, outlet: Option<&str>, published: Option<&str>) -> Document {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if !words.is_empty() {
            let from = start + (line.len() - line.trim_start().len());
            blocks.push(Block {
                span: Span::new(from, from + words.len()),
                zone: Zone::Article,
                role: Role::Paragraph,
                group: 0,
                repeats: None,
                raw: None,
                rule: "bare-text".into(),
            });
        }
        start += line.len();
    }
    let basis = Basis { kind: "user".to_owned(), span: None, raw: None };
    let outlet = outlet.map(|name| Outlet { name: name.to_owned(), actor: format!("e:media:{name}"), basis });
    let published = Published { value: published.map(str::to_owned), ..Published::default() };
    Document {
        id: id.to_owned(),
        path: id.to_owned(),
        sha256: String::new(),
        text: text.to_owned(),
        metadata: Metadata { outlet, published, ..Metadata::default() },
        language: None,
        languages: vec![None; blocks.len()],
        blocks,
        sentences: Vec::new(),
        mentions: Vec::new(),
        entities: Vec::new(),
        statements: Vec::new(),
        notices: Vec::new(),
    }
}

/// Copies among documents given in any order.
pub fn copies(documents: &[&Document]) -> Copies {
    let mut sorted: Vec<&Document> = documents.to_vec();
    sorted.sort_by(|a, b| a.id.cmp(&b.id));
    sorted.dedup_by(|a, b| a.id == b.id);
    link(&sorted)
}

/// Copies among documents that are sorted by id and distinct.
pub(crate) fn link(documents: &[&Document]) -> Copies {
    let texts = text::read_all(documents);
    let times: Vec<Option<i64>> = documents
        .iter()
        .map(|d| Some(direction::minute(d.metadata.published.value.as_deref()?)?.0))
        .collect();
    let (heads, twins) = twins(&texts, &times);
    let pages: Vec<candidates::Page> = heads
        .iter()
        .filter_map(|&i| {
            Some(candidates::Page { keys: keys::keys(texts.get(i)?), time: times.get(i).copied()? })
        })
        .collect();
    let met = candidates::pairs(&pages);
    let mut pairs: Vec<(usize, usize)> =
        met.into_iter().filter_map(|(a, b)| Some((*heads.get(a)?, *heads.get(b)?))).collect();
    pairs.extend(twins);
    pairs.sort_unstable();
    let mut edges = Vec::new();
    let mut names = BTreeMap::new();
    for group in pairs.chunk_by(|x, y| x.0 == y.0) {
        let Some(&(a, _)) = group.first() else { continue };
        let (Some(first), Some(x)) = (documents.get(a), texts.get(a)) else { continue };
        let places = Places::new(x);
        for &(_, b) in group {
            let (Some(second), Some(y)) = (documents.get(b), texts.get(b)) else { continue };
            let Some(edge) = edge(first, second, (x, &places), y) else { continue };
            if let Some(name) = agency(first, second) {
                names.insert(edges.len(), name);
            }
            edges.push(edge);
        }
    }
    let parents = parent::parents(&mut edges, &names);
    edges.extend(translated::edges(documents, &texts, &times));
    edges.sort_by(|x, y| (&x.a, &x.b).cmp(&(&y.a, &y.b)));
    Copies { edges, parents, candidates: pairs.len() }
}

/// Pages to look at, one of each text, and pairs of it and its word-for-word twins. The earliest by time and id stands for
/// all, so a thousand copies of one page make a thousand pairs.
fn twins(texts: &[Text], times: &[Option<i64>]) -> (Vec<usize>, Vec<(usize, usize)>) {
    let mut rows: Vec<(u64, bool, Option<i64>, usize)> = Vec::new();
    for (index, text) in texts.iter().enumerate().filter(|(_, t)| t.words.len() >= SHORT) {
        let time = times.get(index).copied().flatten();
        rows.push((text::run(&text.words), time.is_none(), time, index));
    }
    rows.sort_unstable();
    let (mut heads, mut pairs) = (Vec::new(), Vec::new());
    for group in rows.chunk_by(|x, y| x.0 == y.0) {
        let mut members = group.iter().map(|row| row.3);
        let Some(head) = members.next() else { continue };
        heads.push(head);
        pairs.extend(members.map(|other| (head.min(other), head.max(other))));
    }
    heads.sort_unstable();
    (heads, pairs)
}

/// What two pages share, when it is enough.
fn edge(a: &Document, b: &Document, (x, places): (&Text, &Places), y: &Text) -> Option<CopyEdge> {
    let mut alignment = align(x, places, y);
    let class = classify(&alignment, x, y)?;
    let direction = direction::direction(a, b, x, y, &alignment);
    let earlier = direction::earlier(&direction, &a.id, &b.id);
    let counts = [alignment.in_b, alignment.passages.len(), alignment.longest];
    let mut why = vec![Remark::new("shared-words", counts.map(|n| n.to_string()))];
    why.extend(direction.reasons.iter().map(|reason| reason.text.clone()));
    if earlier.is_none() {
        why.push(Remark::new("first-unknown", []));
    }
    let contained = (share(alignment.in_a, x.words.len()), share(alignment.in_b, y.words.len()));
    alignment.passages.sort_by(|p, q| q.matched.cmp(&p.matched).then(p.a.cmp(&q.a)));
    let shown = alignment.passages.iter().take(SHOWN);
    let passages = shown
        .filter_map(|p| {
            let of = |d: &Document, t: &Text, range: (usize, usize)| {
                let span = t.span(range.0, range.1)?;
                Some(Evidence { document: d.id.clone(), span, text: d.slice(span).to_owned() })
            };
            Some((of(a, x, p.a)?, of(b, y, p.b)?))
        })
        .collect();
    Some(CopyEdge { a: a.id.clone(), b: b.id.clone(), class, contained, passages, earlier, direction, why })
}

/// An agency or outlet that both bylines or both texts name and that is neither's own.
fn agency(a: &Document, b: &Document) -> Option<String> {
    let own = |d: &Document| d.metadata.outlet.as_ref().map(|o| o.actor.clone());
    let outlets = a.entities.iter().filter(|e| e.kind == EntityKind::Outlet);
    let mut both = outlets.filter(|e| b.entities.iter().any(|o| o.actor == e.actor));
    let outlet = both.find(|e| {
        let other = |d: &Document| own(d).as_deref() != Some(e.actor.as_str());
        other(a) && other(b)
    });
    let byline = a.metadata.agencies.iter().find(|s| b.metadata.agencies.iter().any(|o| o.value == s.value));
    byline.map(|stated| stated.value.clone()).or_else(|| outlet.map(|entity| entity.name.clone()))
}
