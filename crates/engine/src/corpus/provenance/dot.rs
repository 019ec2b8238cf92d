//! The graph in the DOT language of Graphviz, from the innermost source on the left to the pages on the right.

use super::{EdgeKind, Graph, NodeKind, caption, verb};
use std::collections::BTreeMap;

/// DOT; solid lines are stated, dashed ones inferred, dotted ones cut because they close a circle.
pub fn dot(graph: &Graph) -> String {
    let mut out = String::from(
        "digraph provenance {\n  rankdir=RL;\n  node [fontname=\"sans-serif\", fontsize=11];\n  \
         edge [fontname=\"sans-serif\", fontsize=9];\n",
    );
    out.push_str(&format!("  label={};\n", quoted(&graph.headline())));
    let mut number: BTreeMap<&str, usize> = BTreeMap::new();
    for (n, node) in graph.nodes.iter().enumerate() {
        number.insert(&node.id, n);
        let shape = match node.kind {
            NodeKind::Claim => "box, style=bold",
            NodeKind::Statement => "box, style=rounded",
            NodeKind::Document => "note",
            NodeKind::Report => "note, style=dashed",
            NodeKind::Utterance => "cds",
            NodeKind::Actor => "ellipse",
            NodeKind::Outlet => "house",
            NodeKind::Anonymous => "ellipse, style=dashed",
        };
        out.push_str(&format!("  n{n} [shape={shape}, label={}];\n", quoted(&caption(node))));
    }
    for edge in &graph.edges {
        let ends = (number.get(edge.from.as_str()), number.get(edge.to.as_str()));
        let (Some(from), Some(to)) = ends else { continue };
        let style = match (edge.cut, edge.stated) {
            (true, _) => "dotted, color=red",
            (false, true) => "solid",
            (false, false) => "dashed",
        };
        let both = if edge.kind == EdgeKind::AlternateOf { ", dir=none" } else { "" };
        let label = quoted(verb(edge.kind));
        out.push_str(&format!("  n{from} -> n{to} [style={style}, label={label}{both}];\n"));
    }
    out.push_str("}\n");
    out
}

/// A quoted string. Graphviz reads `&…;` as a character and `\` as the start of an escape.
fn quoted(text: &str) -> String {
    let text = super::plain(text, 200);
    format!("\"{}\"", text.replace('&', "&amp;").replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn hostile_names_stay_inside_their_quotes() {
        assert_eq!(quoted("a\" ]; n9 [URL=\"x"), r#""a\" ]; n9 [URL=\"x""#);
        assert_eq!(quoted("a\\"), r#""a\\""#);
        assert_eq!(quoted("&lt;b\n\u{202e}c"), "\"&amp;lt;b c\"");
    }
}
