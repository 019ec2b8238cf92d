//! The nodes of a page, as a browser would arrange them.
//!
//! Takes what html5ever's tree builder asks for (create, append, move) and keeps it in one list with links. A node is a
//! number; text and attributes stay with the tokens (`tokens`) and are known here by number too.

use super::tags::Tag;
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, ExpandedName, LocalName, Namespace, QualName, local_name, ns};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

/// No node, no tag.
pub(super) const NONE: u32 = u32::MAX;
/// The document: parent of all.
pub(super) const ROOT: u32 = 0;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An element and the number of its start tag, `NONE` for one without attributes that matter.
    Element(Tag, u32),
    /// A text with its number.
    Text(u32),
    /// White space.
    Blank,
    /// A comment, or the document itself.
    Nothing,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    /// White space stands before it.
    pub(super) blank: bool,
    pub(super) parent: u32,
    previous: u32,
    pub(super) next: u32,
    pub(super) first: u32,
    last: u32,
}

/// The nodes while they are made.
pub(super) struct Dom {
    nodes: RefCell<Vec<Node>>,
    /// Nodes made so far.
    pub(super) count: Cell<usize>,
    /// White space came after the last of them.
    blank: Cell<bool>,
}

/// Bytes of a page for each node of it, about; many have fewer nodes.
const BYTES: usize = 64;

/// A node as the builder holds it, with its name at hand.
#[derive(Clone, Debug)]
pub(super) struct Handle {
    node: u32,
    space: Namespace,
    name: LocalName,
}

impl Dom {
    /// `length`: bytes of the page.
    pub(super) fn new(length: usize) -> Self {
        let nodes = RefCell::new(Vec::with_capacity(length / BYTES));
        let dom = Self { nodes, count: Cell::new(0), blank: Cell::new(false) };
        dom.add(Kind::Nothing);
        dom
    }

    pub(super) fn into_nodes(self) -> Vec<Node> {
        self.nodes.into_inner()
    }

    /// White space comes before the next node.
    pub(super) fn blank(&self) {
        self.blank.set(true);
    }

    fn add(&self, kind: Kind) -> u32 {
        let mut nodes = self.nodes.borrow_mut();
        let index = nodes.len() as u32;
        let blank = self.blank.take();
        nodes.push(Node { kind, blank, parent: NONE, previous: NONE, next: NONE, first: NONE, last: NONE });
        self.count.set(nodes.len());
        index
    }

    /// The node of what the builder hands over.
    fn node(&self, child: NodeOrText<Handle>) -> u32 {
        match child {
            NodeOrText::AppendNode(handle) => handle.node,
            NodeOrText::AppendText(text) => self.add(number(&text).map_or(Kind::Blank, Kind::Text)),
        }
    }

    /// Makes a node the last child of `parent`, or the one before `sibling`.
    fn link(&self, node: u32, parent: u32, sibling: u32) {
        self.unlink(node);
        let nodes = &mut *self.nodes.borrow_mut();
        let previous = match nodes.get(sibling as usize) {
            Some(sibling) => sibling.previous,
            None => nodes.get(parent as usize).map_or(NONE, |parent| parent.last),
        };
        set(nodes, node, |n| (n.parent, n.previous, n.next) = (parent, previous, sibling));
        if previous == NONE {
            set(nodes, parent, |n| n.first = node);
        } else {
            set(nodes, previous, |n| n.next = node);
        }
        if sibling == NONE {
            set(nodes, parent, |n| n.last = node);
        } else {
            set(nodes, sibling, |n| n.previous = node);
        }
    }

    fn unlink(&self, node: u32) {
        let nodes = &mut *self.nodes.borrow_mut();
        let Some(&Node { parent, previous, next, .. }) = nodes.get(node as usize) else { return };
        if parent == NONE {
            return;
        }
        if previous == NONE {
            set(nodes, parent, |n| n.first = next);
        } else {
            set(nodes, previous, |n| n.next = next);
        }
        if next == NONE {
            set(nodes, parent, |n| n.last = previous);
        } else {
            set(nodes, next, |n| n.previous = previous);
        }
        set(nodes, node, |n| (n.parent, n.previous, n.next) = (NONE, NONE, NONE));
    }

    fn parent(&self, node: u32) -> u32 {
        self.nodes.borrow().get(node as usize).map_or(NONE, |n| n.parent)
    }
}

fn set(nodes: &mut [Node], node: u32, change: impl FnOnce(&mut Node)) {
    if let Some(node) = nodes.get_mut(node as usize) {
        change(node);
    }
}

/// A number is written as the character so far behind this one, none of which is white space; a larger one as two.
const FIRST: u32 = 0x1_0000;
const BITS: u32 = 20;

/// The number that stands for a text or a start tag; none in white space.
fn number(text: &str) -> Option<u32> {
    let mut digits = text.chars().map(|c| (c as u32).checked_sub(FIRST));
    let first = digits.next()??;
    Some(match digits.next() {
        Some(second) => first << BITS | second?,
        None => first,
    })
}

/// The number as the builder carries it: eight bytes at most, so that it is kept without an allocation.
pub(super) fn written(number: u32) -> StrTendril {
    let digit = |n: u32| char::from_u32(FIRST + (n & ((1 << BITS) - 1))).unwrap_or(' ');
    if number >> BITS == 0 {
        return StrTendril::from_char(digit(number));
    }
    let mut text = StrTendril::from_char(digit(number >> BITS));
    text.push_char(digit(number));
    text
}

impl TreeSink for Dom {
    type Handle = Handle;
    type Output = ();
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) {}
    fn parse_error(&self, _: Cow<'static, str>) {}
    fn set_quirks_mode(&self, _: QuirksMode) {}
    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_document(&self) -> Handle {
        Handle { node: ROOT, space: ns!(), name: local_name!("") }
    }

    #[inline]
    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        ExpandedName { ns: &target.space, local: &target.name }
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let tag = Tag::of(name.local.trim_start_matches(super::feed::INLINE).as_bytes());
        let tag = if name.ns == ns!(html) { tag } else { Tag::Skip };
        let id = attributes.iter().find(|a| a.name.local == local_name!("id"));
        let node = self.add(Kind::Element(tag, id.and_then(|id| number(&id.value)).unwrap_or(NONE)));
        Handle { node, space: name.ns, name: name.local }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        Handle { node: self.add(Kind::Nothing), space: ns!(), name: local_name!("") }
    }
    fn create_pi(&self, target: StrTendril, _: StrTendril) -> Handle {
        self.create_comment(target)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let child = self.node(child);
        self.link(child, parent.node, NONE);
    }

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let child = self.node(child);
        let parent = self.parent(sibling.node);
        self.link(child, parent, sibling.node);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        if self.parent(element.node) == NONE {
            self.append(previous, child);
        } else {
            self.append_before_sibling(element, child);
        }
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }
    #[inline]
    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.node == other.node
    }

    /// A second `html` or `body` tag: its attributes count where the first had none.
    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        let id = attributes.iter().find_map(|a| number(&a.value)).unwrap_or(NONE);
        set(&mut self.nodes.borrow_mut(), target.node, |node| {
            if let Kind::Element(_, tag @ NONE) = &mut node.kind {
                *tag = id;
            }
        });
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.unlink(target.node);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let first = |dom: &Self| dom.nodes.borrow().get(node.node as usize).map_or(NONE, |n| n.first);
        loop {
            let child = first(self);
            if child == NONE {
                return;
            }
            self.link(child, new_parent.node, NONE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        for n in [0, 1, 35, (1 << BITS) - 1, 1 << BITS, (1 << BITS) + 1, 1 << 21, u32::MAX >> 4] {
            let text = written(n);
            assert_eq!(number(&text), Some(n));
            assert!(!text.contains(char::is_whitespace));
        }
        assert_eq!(number(" "), None);
        assert_eq!(number(""), None);
    }
}
