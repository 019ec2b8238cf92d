//! The graph as a Mermaid flowchart, for Markdown pages that draw it.

use super::{EdgeKind, Graph, NodeKind, caption, verb};
use std::collections::BTreeMap;

/// A flowchart; solid lines are stated, dotted ones inferred. Direction as in `dot`.
pub fn mermaid(graph: &Graph) -> String {
    let mut out = String::from("flowchart RL\n");
    let mut number: BTreeMap<&str, usize> = BTreeMap::new();
    for (n, node) in graph.nodes.iter().enumerate() {
        number.insert(&node.id, n);
        let (open, close) = match node.kind {
            NodeKind::Claim => ("[[", "]]"),
            NodeKind::Statement => ("(", ")"),
            NodeKind::Document => ("[", "]"),
            NodeKind::Report => ("[/", "/]"),
            NodeKind::Utterance => ("{{", "}}"),
            NodeKind::Actor | NodeKind::Anonymous => ("([", "])"),
            NodeKind::Outlet => (">", "]"),
        };
        out.push_str(&format!("  n{n}{open}\"{}\"{close}\n", escaped(&caption(node))));
    }
    for edge in &graph.edges {
        let ends = (number.get(edge.from.as_str()), number.get(edge.to.as_str()));
        let (Some(from), Some(to)) = ends else { continue };
        let arrow = match (edge.kind, edge.cut, edge.stated) {
            (EdgeKind::AlternateOf, ..) => "<-.->",
            (_, true, _) => "-.-x",
            (_, false, true) => "-->",
            (_, false, false) => "-.->",
        };
        let circle = if edge.cut { ", closes a circle" } else { "" };
        out.push_str(&format!("  n{from} {arrow}|{}{circle}| n{to}\n", verb(edge.kind)));
    }
    out
}

/// Letters, digits and plain stops; all else that could be syntax, markup or a directive as a character code.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in super::plain(text, 200).chars() {
        if c.is_ascii_punctuation() && !matches!(c, '.' | ',' | '-' | '!' | '?' | '\'') {
            out.push_str(&format!("#{};", c as u32));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn hostile_names_hold_no_syntax() {
        assert_eq!(escaped("a\"] --> b"), "a#34;#93; --#62; b");
        assert_eq!(escaped("%%{init}%% <b> `x`"), "#37;#37;#123;init#125;#37;#37; #60;b#62; #96;x#96;");
        assert_eq!(escaped("#quot;"), "#35;quot#59;");
        assert_eq!(escaped("Міст, 5-го?"), "Міст, 5-го?");
    }
}
