//! Citations that go in a circle.
//!
//! Takes the edges of a graph, marks those that close a circle, names the outlets in it. A page that cites one dated later is
//! where a circle is cut; else the one with the greatest id.

use super::{Edge, EdgeKind};
use crate::model::*;
use std::collections::{BTreeMap, BTreeSet};

pub(super) type Edges = BTreeMap<(String, EdgeKind, String), Edge>;
type Pages<'a> = BTreeMap<String, &'a Document>;

/// Steps followed inwards; longer ways end there.
const DEPTH: usize = 10_000;

/// Cuts every circle of citations; the names in each, first the one whose citation is cut.
pub(super) fn cut(edges: &mut Edges, pages: &Pages<'_>) -> Vec<Vec<String>> {
    let mut next: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for edge in edges.values().filter(|e| e.kind == EdgeKind::WasQuotedFrom) {
        next.entry(edge.from.clone()).or_default().push(edge.to.clone());
    }
    // the latest page first, so that what closes a circle is an early page that cites a later one
    let date = |id: &String| pages.get(id).and_then(|d| d.metadata.published.value.clone());
    let mut starts: Vec<String> = next.keys().cloned().collect();
    starts.sort_by_key(|id| (std::cmp::Reverse(date(id)), id.clone()));
    let mut done: BTreeSet<String> = BTreeSet::new();
    let mut circles = Vec::new();
    for start in starts {
        // depth first without recursion: the way so far, and how many of its followers were tried
        let mut way: Vec<(String, usize)> = vec![(start, 0)];
        while let Some((at, tried)) = way.last_mut() {
            let step = next.get(at).and_then(|list| list.get(*tried)).cloned();
            *tried += 1;
            let from = at.clone();
            match step {
                None => {
                    done.insert(from);
                    way.pop();
                }
                Some(to) => {
                    if let Some(first) = way.iter().position(|(id, _)| *id == to) {
                        let ring: Vec<&String> = way.iter().skip(first).map(|(id, _)| id).collect();
                        circles.push(names(&ring, pages));
                        if let Some(edge) = edges.get_mut(&(from, EdgeKind::WasQuotedFrom, to)) {
                            edge.cut = true;
                            edge.reasons.push("closes a circle of citations".to_owned());
                        }
                    } else if !done.contains(&to) && way.len() < DEPTH {
                        way.push((to, 0));
                    }
                }
            }
        }
    }
    circles.sort();
    circles.dedup();
    circles
}

fn names(ring: &[&String], pages: &Pages<'_>) -> Vec<String> {
    let name = |id: &String| match pages.get(id) {
        Some(d) => d.metadata.outlet.as_ref().map_or_else(|| d.path.clone(), |o| o.name.clone()),
        None => id.trim_end_matches("/report").to_owned(),
    };
    // the last of the way holds the citation that is cut
    ring.last().into_iter().chain(ring.iter().take(ring.len().saturating_sub(1))).map(|id| name(id)).collect()
}

/// Pages that cite a page dated later.
pub(super) fn later(edges: &Edges, pages: &Pages<'_>) -> Vec<String> {
    let mut out = Vec::new();
    for edge in edges.values().filter(|e| e.kind == EdgeKind::WasQuotedFrom) {
        let (Some(from), Some(to)) = (pages.get(&edge.from), pages.get(&edge.to)) else { continue };
        let dates = (&from.metadata.published.value, &to.metadata.published.value);
        if let (Some(a), Some(b)) = dates
            && crate::date::days_between(a, b).is_some_and(|days| days > 0)
        {
            let line = format!("{} ({a}) cites {}, dated later ({b})", from.path, to.path);
            if !out.contains(&line) {
                out.push(line);
            }
        }
    }
    out
}

/// Where the citations of a statement end, inwards: itself when it cites nobody.
pub(super) fn inmost(edges: &Edges, statement: &str) -> String {
    let mut at = statement.to_owned();
    for _ in 0..DEPTH {
        let from = (at.clone(), EdgeKind::WasQuotedFrom, String::new());
        let step = edges
            .range(from..)
            .take_while(|((id, kind, _), _)| *id == at && *kind == EdgeKind::WasQuotedFrom)
            .find(|(_, edge)| !edge.cut);
        match step {
            Some((_, edge)) => at = edge.to.clone(),
            None => break,
        }
    }
    at
}
