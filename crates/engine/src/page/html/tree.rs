//! The elements of a page and which of them are open.
//!
//! Takes start and end tags in any order, gives a flat list of elements with their parents. Depth is bounded: elements past
//! the limit count as their deepest allowed ancestor, so nothing recurses and nothing is lost.

use super::tags::{Marks, Tag};
use rustc_hash::FxHashMap;

pub(super) struct Element {
    pub(super) parent: u32,
    pub(super) tag: Tag,
    pub(super) marks: Marks,
    /// Nearest element, itself included, that breaks lines.
    pub(super) block: u32,
    /// From the nearest heading around it.
    pub(super) heading: u8,
    pub(super) item: bool,
    pub(super) quote: bool,
    pub(super) link: bool,
    pub(super) skip: bool,
    pub(super) author: bool,
    pub(super) in_title: bool,
}

struct Open {
    element: u32,
    name: u64,
}

pub(super) struct Tree {
    pub(super) elements: Vec<Element>,
    open: Vec<Open>,
    /// Open elements by name.
    counts: FxHashMap<u64, u32>,
    /// Elements opened past the limit and not closed.
    beyond: usize,
    limit: usize,
    pub(super) too_deep: bool,
}

impl Tree {
    pub(super) fn new(limit: usize) -> Self {
        let root = Element {
            parent: 0,
            tag: Tag::Block,
            marks: Marks::default(),
            block: 0,
            heading: 0,
            item: false,
            quote: false,
            link: false,
            skip: false,
            author: false,
            in_title: false,
        };
        Self {
            elements: vec![root],
            open: Vec::new(),
            counts: FxHashMap::default(),
            beyond: 0,
            limit: limit.max(8),
            too_deep: false,
        }
    }

    /// Index of the innermost open element.
    pub(super) fn current(&self) -> u32 {
        self.open.last().map_or(0, |open| open.element)
    }
    pub(super) fn element(&self, index: u32) -> Option<&Element> {
        self.elements.get(index as usize)
    }
    fn here(&self) -> Option<&Element> {
        self.element(self.current())
    }
    pub(super) fn skipping(&self) -> bool {
        self.here().is_some_and(|e| e.skip)
    }

    /// Opens an element; those it closes by the standard ("p" before a block, "li" before "li") are closed first.
    pub(super) fn start(&mut self, name: &[u8], tag: Tag, marks: Marks, hidden: bool) {
        self.imply(tag);
        if self.open.len() >= self.limit {
            self.beyond += 1;
            self.too_deep = true;
            return;
        }
        let index = self.elements.len() as u32;
        let parent = self.current();
        let Some(above) = self.element(parent) else { return };
        let element = Element {
            parent,
            tag,
            block: if tag.breaks() { index } else { above.block },
            heading: if let Tag::Heading(level) = tag { level } else { above.heading },
            item: above.item || tag == Tag::Item,
            quote: above.quote || tag == Tag::Quote,
            link: above.link || tag == Tag::Link,
            skip: above.skip || hidden || matches!(tag, Tag::Skip | Tag::Script),
            author: above.author || marks.author,
            in_title: tag == Tag::Title,
            marks,
        };
        self.elements.push(element);
        let name = hash(name);
        self.open.push(Open { element: index, name });
        *self.counts.entry(name).or_insert(0) += 1;
    }

    fn imply(&mut self, tag: Tag) {
        if self.beyond > 0 {
            return;
        }
        let top = |tree: &Self| tree.here().map(|e| e.tag);
        match tag {
            Tag::Item => self.close_until(
                |t| t == Tag::Item,
                |t| matches!(t, Tag::Block | Tag::Cell | Tag::Table | Tag::Navigation),
            ),
            Tag::Cell | Tag::HeadCell => self.close_until(
                |t| matches!(t, Tag::Cell | Tag::HeadCell),
                |t| matches!(t, Tag::Row | Tag::Table),
            ),
            Tag::Row => self.close_until(|t| t == Tag::Row, |t| t == Tag::Table),
            Tag::Link => self.close_until(|t| t == Tag::Link, |t| t.breaks()),
            _ if tag.breaks() => {
                // an open paragraph ends, with the inline elements inside it
                self.close_until(|t| t == Tag::Paragraph, |t| t.breaks() && t != Tag::Paragraph);
                if matches!((tag, top(self)), (Tag::Heading(_), Some(Tag::Heading(_)))) {
                    self.pop();
                }
            }
            _ => {}
        }
    }

    /// Closes up to and with the nearest element that fits, unless a wall stands before it.
    fn close_until(&mut self, fits: impl Fn(Tag) -> bool, wall: impl Fn(Tag) -> bool) {
        let mut depth = 0;
        for open in self.open.iter().rev().take(32) {
            let Some(element) = self.elements.get(open.element as usize) else { return };
            depth += 1;
            if fits(element.tag) {
                for _ in 0..depth {
                    self.pop();
                }
                return;
            }
            if wall(element.tag) {
                return;
            }
        }
    }

    fn pop(&mut self) {
        if let Some(open) = self.open.pop()
            && let Some(count) = self.counts.get_mut(&open.name)
        {
            *count = count.saturating_sub(1);
        }
    }

    /// Closes the nearest open element of the name; an end tag without one, or one across a table cell, means nothing.
    pub(super) fn end(&mut self, name: &[u8], tag: Tag) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let name = hash(name);
        if self.counts.get(&name).is_none_or(|count| *count == 0) {
            return;
        }
        let table = matches!(tag, Tag::Cell | Tag::HeadCell | Tag::Row | Tag::Table);
        let mut depth = 0;
        for open in self.open.iter().rev() {
            depth += 1;
            if open.name == name {
                break;
            }
            let Some(element) = self.elements.get(open.element as usize) else { return };
            if !table && matches!(element.tag, Tag::Cell | Tag::HeadCell) {
                return;
            }
        }
        for _ in 0..depth {
            self.pop();
        }
    }
}

fn hash(name: &[u8]) -> u64 {
    use std::hash::Hasher;
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(name);
    hasher.finish()
}
