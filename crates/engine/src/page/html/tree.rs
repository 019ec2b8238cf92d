//! The elements of a page that hold text it shows, in the order they begin.
//!
//! Takes elements one by one, each with its parent, gives a flat list in which what an element passes on to all inside it
//! (heading, list item, link) stands with every element.

use super::tags::{Marks, Tag};

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
    pub(super) author: bool,
    pub(super) dated: bool,
}

pub(super) struct Tree {
    pub(super) elements: Vec<Element>,
}

impl Tree {
    pub(super) fn new() -> Self {
        let root = Element {
            parent: 0,
            tag: Tag::Block,
            marks: Marks::default(),
            block: 0,
            heading: 0,
            item: false,
            quote: false,
            link: false,
            author: false,
            dated: false,
        };
        Self { elements: vec![root] }
    }

    pub(super) fn element(&self, index: u32) -> Option<&Element> {
        self.elements.get(index as usize)
    }

    /// Adds an element inside `parent` and gives its index.
    pub(super) fn add(&mut self, parent: u32, tag: Tag, marks: Marks) -> u32 {
        let index = self.elements.len() as u32;
        let Some(above) = self.element(parent) else { return parent };
        let element = Element {
            parent,
            tag,
            block: if tag.breaks() { index } else { above.block },
            heading: if let Tag::Heading(level) = tag { level } else { above.heading },
            item: above.item || tag == Tag::Item,
            quote: above.quote || tag == Tag::Quote,
            link: above.link || tag == Tag::Link,
            author: above.author || marks.author,
            dated: above.dated || marks.dated || tag == Tag::Time,
            marks,
        };
        self.elements.push(element);
        index
    }
}
