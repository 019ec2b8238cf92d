//! HTML to text, runs of text and what the markup says.
//!
//! Takes decoded HTML, gives the text a reader sees (blocks apart by a blank line, white space collapsed, entities
//! decoded) and the pieces with their places in the source. One tree (`tokens`), one walk over it; no recursion.

mod attributes;
mod dom;
mod feed;
mod markup;
mod story;
mod tags;
mod tokens;
mod tree;

use super::layout::blank;
use super::meta::head::{self, Element, Found, Head};
use super::shape::Shape;
use super::words::Words;
use super::zone::{Hint, Piece};
use crate::model::{Limits, Notice, RawSpan, Span};
use dom::{Kind, NONE, ROOT};
pub(super) use markup::Attribute;
use markup::{Doubts, Markup};
use rustc_hash::FxHashMap;
use tags::{Marks, Name, Tag};
use tree::Tree;

pub(super) struct Parsed {
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
    /// Pieces that stand in an element named for the author.
    pub(super) authors: Vec<usize>,
    pub(super) head: Head,
}

/// A run of text before its shape is known.
struct Run {
    span: Span,
    raw: (usize, usize),
    element: u32,
    letters: u32,
    linked: u32,
}

struct Walk<'a> {
    markup: &'a Markup<'a>,
    text: String,
    runs: Vec<Run>,
    tree: Tree,
    head: Head,
    /// Elements around the place of the walk.
    around: Vec<Around>,
    /// What class names said before: pages repeat them.
    classes: FxHashMap<&'a str, (Marks, Option<head::Says>)>,
    /// What each name in them said.
    names: FxHashMap<&'a str, (Name, Option<head::Says>)>,
    open: Option<Run>,
    space: bool,
    breaks: u32,
    limit: usize,
}

/// An element around the place of the walk.
#[derive(Clone, Copy)]
struct Around {
    node: u32,
    tag: Tag,
    /// In the list of elements.
    element: u32,
    /// Nothing inside is shown.
    skip: bool,
    /// Inside the title of the page.
    title: bool,
}

/// Reads the markup of one page.
pub(super) fn read(source: &str, words: &Words, limits: &Limits, notices: &mut Vec<Notice>) -> Parsed {
    let markup = tokens::read(source, limits.depth);
    doubt(markup.doubts, limits, notices);
    let mut walk = Walk {
        markup: &markup,
        text: String::with_capacity(source.len() / 8),
        runs: Vec::new(),
        tree: Tree::new(),
        head: Head::default(),
        around: Vec::new(),
        classes: FxHashMap::default(),
        names: FxHashMap::default(),
        open: None,
        space: false,
        breaks: 0,
        limit: limits.blocks,
    };
    walk.all();
    walk.head.json_ld = markup.json.iter().map(|at| walk.json(*at)).collect();
    if walk.runs.len() >= limits.blocks {
        let message = format!("the page has {} blocks or more; what follows is not read", limits.blocks);
        notices.push(Notice::new("too-many-blocks", None, message));
    }
    walk.finish(words)
}

fn doubt(doubts: Doubts, limits: &Limits, notices: &mut Vec<Notice>) {
    let mut say = |is: bool, code: &str, message: String| {
        if is {
            notices.push(Notice::new(code, None, message));
        }
    };
    let depth = limits.depth;
    say(
        doubts.too_deep,
        "html-too-deep",
        format!("elements nested more than {depth} deep were read as their ancestor"),
    );
    say(
        doubts.too_many_nodes,
        "html-too-large",
        "the page has millions of elements; past the limit only its text is read".to_owned(),
    );
    say(
        doubts.too_many_attributes,
        "html-too-many-attributes",
        "a tag has hundreds of attributes; only the first are read".to_owned(),
    );
    say(
        doubts.unclosed,
        "html-unclosed",
        "a comment or script is opened and never closed; what follows it is not read".to_owned(),
    );
}

impl<'a> Walk<'a> {
    /// Every node of the page in order.
    fn all(&mut self) {
        let mut at = ROOT;
        while let Some(node) = self.markup.node(at) {
            self.space |= node.blank;
            self.enter(at, node.kind);
            if node.first != NONE {
                at = node.first;
                continue;
            }
            let mut last = at;
            loop {
                let Some(node) = self.markup.node(last) else { return self.flush() };
                self.leave(last);
                if node.next != NONE {
                    at = node.next;
                    break;
                }
                last = node.parent;
            }
        }
        self.flush();
    }

    fn json(&self, at: (usize, usize)) -> Found {
        let value = self.markup.source.get(at.0..at.1).unwrap_or("").to_owned();
        Found { key: "json-ld".to_owned(), value, at }
    }

    fn here(&self) -> Around {
        let outside = Around { node: NONE, tag: Tag::Block, element: 0, skip: false, title: false };
        self.around.last().copied().unwrap_or(outside)
    }

    fn enter(&mut self, node: u32, kind: Kind) {
        match kind {
            Kind::Element(tag, start) => self.start(node, tag, start),
            Kind::Text(number) => {
                let (value, at) = self.markup.text(number);
                self.string(value, at);
            }
            Kind::Blank => self.space = true,
            Kind::Nothing => {}
        }
    }

    fn leave(&mut self, node: u32) {
        if let Some(around) = self.around.pop_if(|around| around.node == node)
            && around.tag.breaks()
        {
            self.flush();
        }
    }

    fn start(&mut self, node: u32, tag: Tag, start: u32) {
        if tag.breaks() {
            self.flush();
        }
        let element = match tag {
            Tag::Void => Element::Void,
            Tag::Time => Element::Time,
            _ => Element::Other,
        };
        let (class, named) = if tag == Tag::Void { Default::default() } else { self.class(start) };
        let attribute = |name: Attribute| self.markup.attribute(start, name);
        self.head.start(element, named, attribute, self.markup.place(start), self.runs.len());
        match tag {
            Tag::Void => return,
            Tag::Rule => return self.flush(),
            Tag::Break => {
                self.breaks += 1;
                self.space = true;
                return;
            }
            _ => {}
        }
        let above = self.here();
        let mut around = Around { node, tag, title: tag == Tag::Title, ..above };
        around.skip |= matches!(tag, Tag::Skip | Tag::Script) || self.hidden(start);
        if !around.skip && !around.title {
            let marks = self.marks(start, class);
            around.element = self.tree.add(above.element, tag, marks);
        }
        self.around.push(around);
    }

    /// The element says that it is not shown.
    fn hidden(&self, start: u32) -> bool {
        let style = self.markup.attribute(start, Attribute::Style).filter(|style| style.contains("none"));
        let unseen = |style: &str| {
            let plain: String = style.chars().filter(|c| !c.is_whitespace()).collect();
            plain.contains("display:none")
        };
        self.markup.attribute(start, Attribute::Hidden).is_some() || style.is_some_and(unseen)
    }

    /// What the class of an element gives away, and what it says of a date.
    fn class(&mut self, start: u32) -> (Marks, Option<head::Says>) {
        let Some(class) = self.markup.attribute(start, Attribute::Class) else { return Default::default() };
        *self.classes.entry(class).or_insert_with(|| {
            let (mut marks, mut says) = (Marks::default(), None);
            for name in tags::names(class) {
                let read = || (Name::read(name), head::class(name));
                let (name, new) = *self.names.entry(name).or_insert_with(read);
                marks.add(name);
                says = head::first(says, new);
            }
            (marks, says)
        })
    }

    /// Adds what the other attributes give away.
    fn marks(&self, start: u32, mut marks: Marks) -> Marks {
        let attribute = |name: Attribute| self.markup.attribute(start, name);
        if start == NONE {
            return marks;
        }
        if let Some(id) = attribute(Attribute::Id) {
            tags::names(id).for_each(|name| marks.add(Name::read(name)));
        }
        if attribute(Attribute::ItemProp).is_some_and(|value| value.eq_ignore_ascii_case("articlebody")) {
            marks.story = true;
            marks.zone = None;
        }
        if attribute(Attribute::Role).is_some_and(|role| matches!(role, "navigation" | "search" | "menu")) {
            marks.zone = Some(crate::model::Zone::Navigation);
        }
        if attribute(Attribute::Rel).is_some_and(|rel| rel.split_whitespace().any(|word| word == "author")) {
            marks.author = true;
        }
        marks
    }

    fn string(&mut self, value: &str, at: (usize, usize)) {
        let here = self.here();
        if here.title {
            return self.head.title(value);
        }
        if here.skip || self.runs.len() >= self.limit {
            return;
        }
        let source = self.markup.source.get(at.0..at.1).unwrap_or("");
        let raw = (at.0 + source.len() - source.trim_start().len(), at.0 + source.trim_end().len());
        let shown = value.trim_matches(blank);
        self.space |= value.starts_with(blank);
        if shown.is_empty() {
            self.space = true;
            return;
        }
        let linked = self.tree.element(here.element).is_some_and(|e| e.link);
        self.place(shown, letters(shown), linked, raw.0);
        if is_collapsed(shown) {
            self.text.push_str(shown);
        } else {
            for (i, word) in shown.split(blank).filter(|word| !word.is_empty()).enumerate() {
                if i > 0 {
                    self.text.push(' ');
                }
                self.text.push_str(word);
            }
        }
        self.space = value.ends_with(blank);
        if let Some(run) = self.open.as_mut() {
            run.raw.1 = run.raw.1.max(raw.1);
        }
    }

    /// Opens a run for a text or goes on with the open one; `letters` of the text are letters or digits.
    fn place(&mut self, text: &str, letters: u32, linked: bool, raw_start: usize) {
        if self.breaks > 0 {
            let ended =
                self.open.is_some() && self.text.ends_with(['.', '!', '?', '…', ':', ';', '"', '»', '”']);
            let opens = text.starts_with(|c: char| {
                c.is_uppercase()
                    || crate::text::is_dash(c)
                    || matches!(c, '•' | '«' | '"' | '“' | '·' | '*')
                    || c.is_ascii_digit()
            });
            if self.breaks > 1 || ended || opens {
                self.flush();
            }
            self.breaks = 0;
            self.space = true;
        }
        let linked = if linked { letters } else { 0 };
        let current = self.here().element;
        match &mut self.open {
            Some(run) => {
                // text of several inline elements belongs to the block around them
                if run.element != current
                    && let Some(element) = self.tree.element(run.element)
                {
                    run.element = element.block;
                }
                if self.space {
                    self.text.push(' ');
                }
                run.letters += letters;
                run.linked += linked;
            }
            None => {
                if !self.text.is_empty() {
                    self.text.push_str("\n\n");
                }
                self.open = Some(Run {
                    span: Span::new(self.text.len(), self.text.len()),
                    raw: (raw_start, raw_start),
                    element: current,
                    letters,
                    linked,
                });
            }
        }
    }

    fn flush(&mut self) {
        self.breaks = 0;
        self.space = false;
        if let Some(mut run) = self.open.take() {
            run.span = Span::new(run.span.start(), self.text.len());
            self.runs.push(run);
        }
    }

    fn finish(self, words: &Words) -> Parsed {
        let Walk { text, runs, tree, head, .. } = self;
        let shapes: Vec<Shape> = runs.iter().map(|run| Shape::new(run.span.of(&text), words)).collect();
        let hints = story::hints(&runs, &shapes, &tree, &head, words);
        let authors = runs
            .iter()
            .enumerate()
            .filter(|(_, run)| tree.element(run.element).is_some_and(|e| e.author))
            .map(|(index, _)| index)
            .collect();
        let pieces = runs
            .into_iter()
            .zip(shapes)
            .zip(hints)
            .map(|((run, shape), hint)| Piece {
                span: run.span,
                raw: Some(RawSpan { start: run.raw.0 as u32, end: run.raw.1 as u32 }),
                shape,
                hint,
            })
            .collect();
        Parsed { text, pieces, authors, head }
    }
}

fn letters(text: &str) -> u32 {
    if text.is_ascii() {
        return text.bytes().map(|b| u32::from(b.is_ascii_alphanumeric())).sum();
    }
    text.chars().map(|c| u32::from(crate::text::is_letter_or_digit(c))).sum()
}

/// Surely holds no white space but single spaces. The bytes asked for begin control characters and all white space beyond
/// ASCII.
fn is_collapsed(text: &str) -> bool {
    let mut before = 0;
    text.bytes().all(|byte| {
        let odd =
            byte < b' ' || byte == b' ' && before == b' ' || matches!(byte, 0xC2 | 0xE1 | 0xE2 | 0xE3 | 0xEF);
        before = byte;
        !odd
    })
}

impl Run {
    fn links(&self) -> f32 {
        if self.letters == 0 { 0.0 } else { self.linked as f32 / self.letters as f32 }
    }
    fn hint(&self, tree: &Tree) -> Hint {
        let element = tree.element(self.element);
        Hint {
            heading: element.map_or(0, |e| e.heading),
            item: element.is_some_and(|e| e.item),
            quote: element.is_some_and(|e| e.quote),
            links: self.links(),
            dated: element.is_some_and(|e| e.dated),
            markup: true,
            ..Hint::default()
        }
    }
}

#[cfg(test)]
mod tests;
