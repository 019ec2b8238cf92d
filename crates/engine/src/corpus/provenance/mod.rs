//! The way of a claim as a graph with the names of W3C PROV, and its forms: DOT, Mermaid, PROV-JSON.
//!
//! Takes a claim of a corpus, gives nodes (who and what), edges (on whose word, each with its reasons and characters) and what
//! follows from them: lineages, the innermost source, citations that go in a circle, dates that cannot be. Never calls a page
//! the original. PROV: W3C Recommendation PROV-DM, 30 April 2013.

mod build;
mod circles;
mod dot;
mod mermaid;
mod prov;

pub use build::graph;
pub use dot::dot;
pub use mermaid::mermaid;
pub use prov::{NAMESPACE, PREFIXES, prov_json, qualified, urn};

use super::model::Evidence;
use crate::model::*;
use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NodeKind {
    /// `prov:Entity`, a collection of statements.
    Claim,
    /// `prov:Entity`.
    Statement,
    /// `prov:Entity`, a page of the corpus.
    Document,
    /// `prov:Entity`, what a page says it has its words from, and what is not in the corpus.
    Report,
    /// `prov:Activity`: an interview, a briefing, a post.
    Utterance,
    /// `prov:Agent`, a person or an organisation.
    Actor,
    /// `prov:Agent`.
    Outlet,
    /// `prov:Agent`, named only by kind: "insiders", "Western press".
    Anonymous,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Node {
    /// Unique in the graph; ids of claims, statements, documents and actors as elsewhere.
    pub id: String,
    pub kind: NodeKind,
    /// Name or text.
    pub label: String,
    pub language: Option<Language>,
    /// EDTF of a page, when it states one.
    pub dated: Option<String>,
    /// Where the page names it; of a statement, its content.
    pub evidence: Vec<Evidence>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EdgeKind {
    /// Claim to statement, document to statement: `prov:hadMember`.
    HadMember,
    /// Statement, document or report to agent: `prov:wasAttributedTo`.
    WasAttributedTo,
    /// Statement to the statement or report it is taken from: `prov:wasQuotedFrom`.
    WasQuotedFrom,
    /// Document to the page whose text it repeats, retelling to the words retold: `prov:wasDerivedFrom`.
    WasDerivedFrom,
    /// Two pages of one text, nobody knows which was first: `prov:alternateOf`.
    AlternateOf,
    /// Statement to utterance: `prov:wasGeneratedBy`.
    WasGeneratedBy,
    /// Utterance to speaker: `prov:wasAssociatedWith`.
    WasAssociatedWith,
    Denies,
    /// "No comment": no denial.
    DoesNotConfirm,
    ConflictsValue,
    Updates,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Edge {
    pub from: String,
    pub to: String,
    pub kind: EdgeKind,
    /// A page says so in words; else it is inferred.
    pub stated: bool,
    pub reasons: Vec<String>,
    pub evidence: Vec<Evidence>,
    /// Left out of every count, because it closes a circle.
    pub cut: bool,
}

/// One independent root and the ways it was heard.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lineage {
    /// Node of the root.
    pub root: String,
    pub name: String,
    pub anonymous: bool,
    /// Pages that count for it.
    pub pages: u32,
    /// Texts or reports it was taken from, after copies and citations within the corpus are followed inwards.
    pub ways: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Graph {
    pub claim: String,
    /// By kind and id.
    pub nodes: Vec<Node>,
    /// By source, kind and target.
    pub edges: Vec<Edge>,
    pub pages: u32,
    /// Pages that differ, after copies are taken together.
    pub texts: u32,
    /// Pages that are one text, two and more.
    pub copies: Vec<Vec<DocumentId>>,
    /// One for each independent root, the most heard first: its root is the innermost source.
    pub lineages: Vec<Lineage>,
    /// Names of outlets that cite each other, in order; the first closes the circle.
    pub circles: Vec<Vec<String>>,
    /// "a page cites one dated later", "dated in the future".
    pub warnings: Vec<String>,
    /// Page and date of the earliest here; dates in the future do not count.
    pub earliest_seen: Option<(DocumentId, String)>,
}

impl Graph {
    pub fn node(&self, id: &str) -> Option<&Node> {
        self.nodes.iter().find(|node| node.id == id)
    }

    /// The pages that are one text with this one; empty when it stands alone.
    pub fn copies_of(&self, document: &str) -> &[DocumentId] {
        let group = self.copies.iter().find(|group| group.iter().any(|id| id == document));
        group.map_or(&[], Vec::as_slice)
    }

    /// Whose words they are in most independent ways; all that are heard alike, when none is heard more; `None`: nobody's.
    pub fn innermost(&self) -> Option<String> {
        let most = self.lineages.first()?.ways;
        let top: Vec<&Lineage> = self.lineages.iter().take_while(|l| l.ways == most).collect();
        let name = |l: &&Lineage| if l.anonymous { format!("{} (unnamed)", l.name) } else { l.name.clone() };
        let ways = format!("heard in {most} independent way{}", if most == 1 { "" } else { "s" });
        let names: Vec<String> = top.iter().take(3).map(name).collect();
        Some(match (top.len(), top.len() - names.len()) {
            (1, _) => format!("innermost source: {}, {ways}", names.join("")),
            (_, 0) => format!("innermost sources: {}, each {ways}", names.join("; ")),
            (_, more) => format!("innermost sources: {} and {more} more, each {ways}", names.join("; ")),
        })
    }

    /// "24 pages, 1 independent root".
    pub fn headline(&self) -> String {
        let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
        let pages = count(self.pages as usize, "page");
        let texts = if self.texts < self.pages {
            format!(" ({} after copies)", count(self.texts as usize, "text"))
        } else {
            String::new()
        };
        format!("{pages}{texts}, {}", count(self.lineages.len(), "independent root"))
    }
}

/// Names that a page chose may hold anything: control and direction marks would let it draw over its surroundings.
fn plain(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let hidden = |c: &char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let clean: String = line.chars().filter(|c| !hidden(c)).collect();
    match clean.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", clean.get(..at).unwrap_or("").trim_end()),
        None => clean,
    }
}

/// Label, and the date of a page.
fn caption(node: &Node) -> String {
    let label = plain(&node.label, 90);
    match (node.kind, &node.dated) {
        (NodeKind::Document, Some(date)) => format!("{label} · {date}"),
        (NodeKind::Document, None) => format!("{label} · undated"),
        (NodeKind::Report, _) => format!("{label} (not in this corpus)"),
        (NodeKind::Anonymous, _) => format!("? {label}"),
        (NodeKind::Statement, _) => format!("“{label}”"),
        _ => label,
    }
}

/// What an edge is called in drawings.
fn verb(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::HadMember => "has",
        EdgeKind::WasAttributedTo => "attributed to",
        EdgeKind::WasQuotedFrom => "quoted from",
        EdgeKind::WasDerivedFrom => "derived from",
        EdgeKind::AlternateOf => "same text as",
        EdgeKind::WasGeneratedBy => "said in",
        EdgeKind::WasAssociatedWith => "by",
        EdgeKind::Denies => "denies",
        EdgeKind::DoesNotConfirm => "does not confirm",
        EdgeKind::ConflictsValue => "gives another figure than",
        EdgeKind::Updates => "updates",
    }
}
