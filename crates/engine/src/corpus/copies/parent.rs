//! Texts that are not here: two pages share a passage, neither has it from the other, and no third page explains it.

use super::model::*;
use crate::model::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Bytes of shared passages that point to a text behind both, about thirty words.
const BYTES: usize = 180;
/// Share of a page found in the other from which on it counts as that page.
const WHOLE: f32 = 0.9;
/// Edges of one page that are looked at.
const NEIGHBOURS: usize = 16;

/// Pages that have their common passage from a text outside the corpus; pages of one such text together. Where a third page
/// here explains what two share, the edge between the two becomes `CommonSource`. `edges` are sorted.
pub(crate) fn parents(edges: &mut [CopyEdge], by_name: &BTreeMap<usize, String>) -> Vec<CommonParent> {
    let mut at: BTreeMap<DocumentId, Vec<usize>> = BTreeMap::new();
    for (index, edge) in edges.iter().enumerate() {
        for id in [&edge.a, &edge.b] {
            let list = at.entry(id.clone()).or_default();
            if list.len() < NEIGHBOURS {
                list.push(index);
            }
        }
    }
    let mut explained: Vec<(usize, DocumentId)> = Vec::new();
    let mut out: Vec<CommonParent> = Vec::new();
    for (index, edge) in edges.iter().enumerate() {
        let apart = edge.contained.0 < WHOLE && edge.contained.1 < WHOLE;
        if !apart || !matches!(edge.class, CopyClass::Partial | CopyClass::Rewrite) {
            continue;
        }
        if let Some(third) = third(edge, edges, &at) {
            explained.push((index, third));
            continue;
        }
        let shared: usize = edge.passages.iter().map(|(a, b)| a.span.len().min(b.span.len())).sum();
        let credit = by_name.get(&index);
        if shared < BYTES || edge.earlier.is_some() && credit.is_none() {
            continue;
        }
        let why = match credit {
            Some(name) => Remark::new("both-name", [name.clone()]),
            None => Remark::new("each-own", []),
        };
        join(&mut out, edge, why);
    }
    for (index, third) in explained {
        if let Some(edge) = edges.get_mut(index) {
            edge.class = CopyClass::CommonSource;
            edge.why.push(Remark::new("third-page", [third]));
        }
    }
    for parent in &mut out {
        parent.id = id(parent);
    }
    out.sort_by(|x, y| x.id.cmp(&y.id));
    out
}

/// The other page of an edge.
fn other<'a>(edge: &'a CopyEdge, id: &str) -> &'a DocumentId {
    if edge.a == id { &edge.b } else { &edge.a }
}

/// A page that is earlier than both ends of an edge and holds what they share.
fn third(edge: &CopyEdge, edges: &[CopyEdge], at: &BTreeMap<DocumentId, Vec<usize>>) -> Option<DocumentId> {
    let around = |id: &DocumentId| at.get(id).into_iter().flatten().filter_map(|&i| edges.get(i));
    let covers = |link: &CopyEdge, id: &DocumentId, passages: &[Span]| {
        let own: Vec<Span> =
            link.passages.iter().map(|(a, b)| if link.a == *id { a.span } else { b.span }).collect();
        passages.iter().all(|p| own.iter().any(|o| o.start() <= p.start() + 8 && p.end() <= o.end() + 8))
    };
    let side_a: Vec<Span> = edge.passages.iter().map(|p| p.0.span).collect();
    let side_b: Vec<Span> = edge.passages.iter().map(|p| p.1.span).collect();
    around(&edge.a)
        .filter(|link| covers(link, &edge.a, &side_a))
        .map(|link| (other(link, &edge.a), link))
        .filter(|(id, link)| **id != edge.b && link.earlier.as_ref() == Some(*id))
        .find(|(id, _)| {
            around(&edge.b).any(|link| {
                other(link, &edge.b) == *id
                    && link.earlier.as_ref() == Some(*id)
                    && covers(link, &edge.b, &side_b)
            })
        })
        .map(|(id, _)| id.clone())
}

/// Adds an edge to the parent whose passage it shares, or makes a new one.
fn join(parents: &mut Vec<CommonParent>, edge: &CopyEdge, why: Remark) {
    let Some((a, b)) = edge.passages.first() else { return };
    let touches = |parent: &&mut CommonParent| {
        parent.passages.iter().any(|p| {
            (p.document == a.document && p.span.overlaps(a.span))
                || (p.document == b.document && p.span.overlaps(b.span))
        })
    };
    let known = parents.iter_mut().rev().take(NEIGHBOURS).find(touches);
    let parent = match known {
        Some(parent) => parent,
        None => {
            parents.push(CommonParent {
                id: String::new(),
                documents: Vec::new(),
                passages: Vec::new(),
                why: Vec::new(),
            });
            let Some(parent) = parents.last_mut() else { return };
            parent
        }
    };
    for passage in [a, b] {
        if !parent.documents.contains(&passage.document) {
            parent.documents.push(passage.document.clone());
            parent.documents.sort();
            parent.passages.push(passage.clone());
            parent.passages.sort();
        }
    }
    if !parent.why.contains(&why) {
        parent.why.push(why);
    }
}

/// `v:` and 12 hex digits of the pages and what they share.
fn id(parent: &CommonParent) -> String {
    let mut digest = Sha256::new();
    for passage in &parent.passages {
        digest.update(passage.document.as_bytes());
        digest.update([0]);
        digest.update(passage.text.as_bytes());
        digest.update([0]);
    }
    let hex: String = digest.finalize().iter().map(|b| format!("{b:02x}")).collect();
    format!("v:{}", hex.get(..12).unwrap_or(""))
}
