//! The graph as PROV-JSON (W3C Member Submission, 24 April 2013): entities, activities, agents and the relations between them.
//!
//! What PROV has no word for (denials) is `wasInfluencedBy` with a type of our own, as PROV-DM asks.

use super::super::model::Evidence;
use super::{Edge, EdgeKind, Graph, Node, NodeKind};
use crate::model::*;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// One PROV document. Places are code points of the text of the page whose hash stands beside them.
pub fn prov_json(graph: &Graph, documents: &[&Document]) -> Value {
    let pages: BTreeMap<&str, &Document> = documents.iter().map(|d| (d.id.as_str(), *d)).collect();
    let writer = Writer { pages };
    let names: BTreeMap<&str, String> =
        graph.nodes.iter().map(|node| (node.id.as_str(), qualified(&node.id))).collect();
    let mut out: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    out.insert("prefix", PREFIXES.iter().map(|(k, v)| ((*k).to_owned(), json!(v))).collect());
    for node in &graph.nodes {
        let section = match node.kind {
            NodeKind::Claim | NodeKind::Statement | NodeKind::Document | NodeKind::Report => "entity",
            NodeKind::Utterance => "activity",
            NodeKind::Actor | NodeKind::Outlet | NodeKind::Anonymous => "agent",
        };
        out.entry(section).or_default().insert(qualified(&node.id), writer.node(node));
    }
    for (n, edge) in graph.edges.iter().enumerate() {
        let (Some(from), Some(to)) = (names.get(edge.from.as_str()), names.get(edge.to.as_str())) else {
            continue;
        };
        let (section, value) = writer.edge(edge, from, to);
        out.entry(section).or_default().insert(format!("_:r{n}"), value);
    }
    json!(out)
}

/// Prefixes of names in PROV documents and JSON-LD, with what they stand for; the first is that of words of our own.
pub const PREFIXES: [(&str, &str); 5] = [
    ("rp", NAMESPACE),
    ("claim", "urn:reportedly:c:"),
    ("statement", "urn:reportedly:a:"),
    ("page", "urn:reportedly:d:"),
    ("actor", "urn:reportedly:e:"),
];

/// Words of our own in linked data.
pub const NAMESPACE: &str = "urn:reportedly:ns:";

/// An id of ours as a URI, the same in every format.
pub fn urn(id: &str) -> String {
    format!("urn:reportedly:{id}")
}

/// An id of ours as a name with one of [`PREFIXES`]; whatever a local name may not hold is percent-encoded.
pub fn qualified(id: &str) -> String {
    let (prefix, local) = match id.split_once(':') {
        Some(("c", rest)) => ("claim", rest),
        Some(("a", rest)) => ("statement", rest),
        Some(("d", rest)) => ("page", rest),
        Some(("e", rest)) => ("actor", rest),
        _ => ("rp", id),
    };
    let mut out = format!("{prefix}:");
    for byte in local.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn kind(name: &str) -> Value {
    json!({"$": name, "type": "prov:QUALIFIED_NAME"})
}

struct Writer<'a> {
    pages: BTreeMap<&'a str, &'a Document>,
}

impl Writer<'_> {
    /// `page:1a2b#char=10,20`: a place in the manner of RFC 5147.
    fn place(&self, evidence: &Evidence) -> Option<String> {
        let text = &self.pages.get(evidence.document.as_str())?.text;
        let point = |byte: usize| text.get(..byte).unwrap_or(text).chars().count();
        let (start, end) = (point(evidence.span.start()), point(evidence.span.end()));
        Some(format!("{}#char={start},{end}", evidence.document))
    }

    fn places(&self, list: &[Evidence]) -> Value {
        json!(list.iter().filter_map(|e| self.place(e)).collect::<Vec<_>>())
    }

    fn node(&self, node: &Node) -> Value {
        let mut map = Map::new();
        let types: Vec<Value> = match node.kind {
            NodeKind::Claim => vec![kind("prov:Collection"), kind("rp:Claim")],
            NodeKind::Statement => vec![kind("rp:Statement")],
            NodeKind::Document => vec![kind("prov:Collection"), kind("rp:Page")],
            NodeKind::Report => vec![kind("rp:ReportNotInCorpus")],
            NodeKind::Utterance => vec![kind("rp:Utterance")],
            NodeKind::Actor => vec![kind("rp:Actor")],
            NodeKind::Outlet => vec![kind("prov:Organization"), kind("rp:Outlet")],
            NodeKind::Anonymous => vec![kind("rp:AnonymousGroup")],
        };
        map.insert("prov:type".into(), json!(types));
        let label = match node.language {
            Some(language) => json!({"$": node.label, "lang": language.code()}),
            None => json!(node.label),
        };
        map.insert("prov:label".into(), label);
        if node.kind == NodeKind::Statement {
            map.insert("prov:value".into(), json!(node.label));
        }
        if !node.evidence.is_empty() {
            map.insert("rp:evidence".into(), self.places(&node.evidence));
        }
        if let Some(document) = self.pages.get(node.id.as_str()) {
            map.insert("rp:sha256".into(), json!(document.sha256));
            map.insert("rp:path".into(), json!(document.path));
            let dated = node.dated.as_ref().map_or(json!("undated"), |date| json!(date));
            map.insert("rp:published".into(), dated);
            if let Some(url) = &document.metadata.url {
                map.insert("rp:url".into(), json!(url));
            }
        }
        Value::Object(map)
    }

    fn edge(&self, edge: &Edge, from: &str, to: &str) -> (&'static str, Value) {
        let (section, first, second, own) = match edge.kind {
            EdgeKind::HadMember => ("hadMember", "prov:collection", "prov:entity", None),
            EdgeKind::WasAttributedTo => ("wasAttributedTo", "prov:entity", "prov:agent", None),
            EdgeKind::WasQuotedFrom => {
                ("wasDerivedFrom", "prov:generatedEntity", "prov:usedEntity", Some("prov:Quotation"))
            }
            EdgeKind::WasDerivedFrom => ("wasDerivedFrom", "prov:generatedEntity", "prov:usedEntity", None),
            EdgeKind::AlternateOf => ("alternateOf", "prov:alternate1", "prov:alternate2", None),
            EdgeKind::WasGeneratedBy => ("wasGeneratedBy", "prov:entity", "prov:activity", None),
            EdgeKind::WasAssociatedWith => ("wasAssociatedWith", "prov:activity", "prov:agent", None),
            EdgeKind::Denies => ("wasInfluencedBy", "prov:influencee", "prov:influencer", Some("rp:denies")),
            EdgeKind::DoesNotConfirm => {
                ("wasInfluencedBy", "prov:influencee", "prov:influencer", Some("rp:doesNotConfirm"))
            }
            EdgeKind::ConflictsValue => {
                ("wasInfluencedBy", "prov:influencee", "prov:influencer", Some("rp:conflictsValue"))
            }
            EdgeKind::Updates => {
                ("wasInfluencedBy", "prov:influencee", "prov:influencer", Some("rp:updates"))
            }
        };
        let mut map = Map::new();
        map.insert(first.into(), json!(from));
        map.insert(second.into(), json!(to));
        // PROV allows no attributes on these two
        if matches!(edge.kind, EdgeKind::HadMember | EdgeKind::AlternateOf) {
            return (section, Value::Object(map));
        }
        if let Some(own) = own {
            map.insert("prov:type".into(), kind(own));
        }
        map.insert("rp:basis".into(), json!(if edge.stated { "stated" } else { "inferred" }));
        if !edge.reasons.is_empty() {
            map.insert("rp:reason".into(), json!(edge.reasons));
        }
        if !edge.evidence.is_empty() {
            map.insert("rp:evidence".into(), self.places(&edge.evidence));
        }
        if edge.cut {
            map.insert("rp:closesCircle".into(), json!(true));
        }
        (section, Value::Object(map))
    }
}
