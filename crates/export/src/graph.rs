//! Who cites whom, as a graph: GraphML 1.0 and GEXF 1.3, for Gephi, Cytoscape, networkx.
//!
//! A node is an actor, or a page whose outlet is not known. An edge leads from who is cited to who cites: innermost source,
//! relays, outlet. It carries how many statements came this way, how many of them say so themselves, and the first as evidence.

use crate::csv::hull;
use crate::format::Writes;
use crate::row::Row;
use std::collections::BTreeMap;
use std::io::{self, Write};

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Dialect {
    Graphml,
    Gexf,
}

struct Node {
    label: String,
    kind: String,
    anonymous: bool,
    statements: u64,
}

struct Edge {
    weight: u64,
    explicit: u64,
    /// Values of `EVIDENCE`, of the first statement.
    evidence: [String; 7],
}

const EVIDENCE: [&str; 7] = ["statement", "text", "document", "sha256", "start", "end", "url"];

pub(crate) struct Graph {
    dialect: Dialect,
    nodes: BTreeMap<String, Node>,
    edges: BTreeMap<(String, String), Edge>,
}

impl Graph {
    pub(crate) fn new(dialect: Dialect) -> Self {
        Self { dialect, nodes: BTreeMap::new(), edges: BTreeMap::new() }
    }

    fn node(&mut self, id: &str, label: &str, kind: &str, anonymous: bool) {
        let new = || Node { label: label.to_owned(), kind: kind.to_owned(), anonymous, statements: 0 };
        self.nodes.entry(id.to_owned()).or_insert_with(new).statements += 1;
    }
}

impl Writes for Graph {
    fn row(&mut self, row: &Row, _out: &mut dyn Write) -> io::Result<()> {
        let page = &row.document;
        let mut way: Vec<(String, bool)> = Vec::new();
        for link in &row.chain {
            let Some(actor) = &link.actor else { continue };
            if way.iter().any(|(id, _)| id == actor) {
                continue;
            }
            let label = link.name.as_deref().unwrap_or(actor);
            self.node(actor, label, link.kind.as_deref().unwrap_or("other"), link.anonymous);
            way.push((actor.clone(), link.explicit));
        }
        let (last, label, kind) = match (&page.publisher, &page.outlet) {
            (Some(actor), Some(name)) => (actor, name, "outlet"),
            _ => (&page.id, page.title.as_ref().unwrap_or(&page.path), "page"),
        };
        if way.iter().all(|(id, _)| id != last) {
            self.node(last, label, kind, false);
            way.push((last.clone(), true));
        }
        let hull = hull(&row.content).unwrap_or_default();
        for (inner, outer) in way.iter().zip(way.iter().skip(1)) {
            let edge = self.edges.entry((inner.0.clone(), outer.0.clone())).or_insert_with(|| Edge {
                weight: 0,
                explicit: 0,
                evidence: [
                    row.statement.clone(),
                    row.text.clone(),
                    page.id.clone(),
                    page.sha256.clone(),
                    hull.0.to_string(),
                    hull.1.to_string(),
                    page.url.clone().unwrap_or_default(),
                ],
            });
            edge.weight += 1;
            edge.explicit += u64::from(inner.1);
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        match self.dialect {
            Dialect::Graphml => self.graphml(out),
            Dialect::Gexf => self.gexf(out),
        }
    }
}

impl Graph {
    fn graphml(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(
            out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">"
        )?;
        for (key, of, kind) in [
            ("label", "node", "string"),
            ("type", "node", "string"),
            ("anonymous", "node", "boolean"),
            ("statements", "node", "long"),
            ("weight", "edge", "long"),
            ("explicit", "edge", "long"),
        ]
        .into_iter()
        .chain(EVIDENCE.map(|name| (name, "edge", "string")))
        {
            writeln!(out, "<key id=\"{key}\" for=\"{of}\" attr.name=\"{key}\" attr.type=\"{kind}\"/>")?;
        }
        writeln!(out, "<graph id=\"citations\" edgedefault=\"directed\">")?;
        for (id, node) in &self.nodes {
            writeln!(
                out,
                "<node id=\"{}\"><data key=\"label\">{}</data><data key=\"type\">{}</data><data key=\"anonymous\">{}</data><data key=\"statements\">{}</data></node>",
                escape(id),
                escape(&node.label),
                escape(&node.kind),
                node.anonymous,
                node.statements
            )?;
        }
        for ((from, to), edge) in &self.edges {
            write!(
                out,
                "<edge source=\"{}\" target=\"{}\"><data key=\"weight\">{}</data><data key=\"explicit\">{}</data>",
                escape(from),
                escape(to),
                edge.weight,
                edge.explicit
            )?;
            for (key, value) in EVIDENCE.iter().zip(&edge.evidence).filter(|(_, value)| !value.is_empty()) {
                write!(out, "<data key=\"{key}\">{}</data>", escape(value))?;
            }
            writeln!(out, "</edge>")?;
        }
        writeln!(out, "</graph>\n</graphml>")
    }

    fn gexf(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(
            out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n\
             <graph mode=\"static\" defaultedgetype=\"directed\">\n<attributes class=\"node\">\
             <attribute id=\"0\" title=\"type\" type=\"string\"/><attribute id=\"1\" title=\"anonymous\" type=\"boolean\"/>\
             <attribute id=\"2\" title=\"statements\" type=\"long\"/></attributes>\n<attributes class=\"edge\">\
             <attribute id=\"explicit\" title=\"explicit\" type=\"long\"/>"
        )?;
        for name in EVIDENCE {
            write!(out, "<attribute id=\"{name}\" title=\"{name}\" type=\"string\"/>")?;
        }
        writeln!(out, "</attributes>\n<nodes>")?;
        for (id, node) in &self.nodes {
            writeln!(
                out,
                "<node id=\"{}\" label=\"{}\"><attvalues><attvalue for=\"0\" value=\"{}\"/><attvalue for=\"1\" value=\"{}\"/>\
                 <attvalue for=\"2\" value=\"{}\"/></attvalues></node>",
                escape(id),
                escape(&node.label),
                escape(&node.kind),
                node.anonymous,
                node.statements
            )?;
        }
        writeln!(out, "</nodes>\n<edges>")?;
        for (number, ((from, to), edge)) in self.edges.iter().enumerate() {
            write!(
                out,
                "<edge id=\"{number}\" source=\"{}\" target=\"{}\" weight=\"{}\"><attvalues><attvalue for=\"explicit\" value=\"{}\"/>",
                escape(from),
                escape(to),
                edge.weight,
                edge.explicit
            )?;
            for (key, value) in EVIDENCE.iter().zip(&edge.evidence).filter(|(_, value)| !value.is_empty()) {
                write!(out, "<attvalue for=\"{key}\" value=\"{}\"/>", escape(value))?;
            }
            writeln!(out, "</attvalues></edge>")?;
        }
        writeln!(out, "</edges>\n</graph>\n</gexf>")
    }
}

/// Text for XML content and attributes. Characters that XML 1.0 cannot hold become U+FFFD.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\r' => out.push_str("&#13;"),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}
