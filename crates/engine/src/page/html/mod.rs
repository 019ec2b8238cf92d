//! HTML to text, runs of text and what the markup says.
//!
//! Takes decoded HTML, gives the text a reader sees (blocks apart by a blank line, white space collapsed, entities
//! decoded) and the pieces with their places in the source. One pass over the tokens; no recursion.

mod story;
mod tags;
mod tree;

use super::meta::head::{Element, Found, Head};
use super::shape::Shape;
use super::words::Words;
use super::zone::{Hint, Piece};
use crate::model::{Limits, Notice, RawSpan, Span};
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use tags::{Marks, Tag};
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
    source: &'a str,
    text: String,
    runs: Vec<Run>,
    tree: Tree,
    head: Head,
    open: Option<Run>,
    space: bool,
    breaks: u32,
    json: Option<Found>,
    limit: usize,
}

/// Bytes of metadata values kept; longer ones are cut.
const VALUE: usize = 4096;

/// Reads the markup of one page.
pub(super) fn read(source: &str, words: &Words, limits: &Limits, notices: &mut Vec<Notice>) -> Parsed {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut walk = Walk {
        source,
        text: String::with_capacity(source.len() / 8),
        runs: Vec::new(),
        tree: Tree::new(limits.depth),
        head: Head::default(),
        open: None,
        space: false,
        breaks: 0,
        json: None,
        limit: limits.blocks,
    };
    for token in Tokenizer::new_with_emitter(source, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => walk.start(&tag),
            Token::EndTag(tag) => walk.end(&tag.name),
            Token::String(string) => walk.string(&string.value, (string.span.start, string.span.end)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    walk.flush();
    if walk.tree.too_deep {
        let message = format!("elements nested more than {} deep were read as their ancestor", limits.depth);
        notices.push(Notice::new("html-too-deep", None, message));
    }
    if walk.runs.len() >= limits.blocks {
        let message = format!("the page has {} blocks or more; what follows is not read", limits.blocks);
        notices.push(Notice::new("too-many-blocks", None, message));
    }
    walk.finish(words)
}

impl Walk<'_> {
    fn start(&mut self, tag: &StartTag<usize>) {
        let kind = Tag::of(&tag.name);
        let attribute = |name: &str| tag.attributes.get(name.as_bytes()).map(|value| cut(&value.value));
        let at = (tag.span.start, tag.span.end);
        if kind.breaks() {
            self.flush();
        }
        let element = match kind {
            Tag::Void => Element::Void,
            Tag::Time => Element::Time,
            _ => Element::Other,
        };
        let stated = |name: &str| std::str::from_utf8(&tag.attributes.get(name.as_bytes())?.value).ok();
        self.head.start(element, stated, at, self.runs.len());
        match kind {
            Tag::Void => {
                if &*tag.name.0 == b"hr" {
                    self.flush();
                }
                return;
            }
            Tag::Break => {
                self.breaks += 1;
                self.space = true;
                return;
            }
            _ => {}
        }
        let mut marks = Marks::default();
        for name in ["class", "id"] {
            if let Some(value) = attribute(name) {
                marks.read(&value);
            }
        }
        if attribute("itemprop").is_some_and(|value| value.eq_ignore_ascii_case("articlebody")) {
            marks.story = true;
            marks.zone = None;
        }
        if attribute("role").is_some_and(|role| matches!(role.as_str(), "navigation" | "search" | "menu")) {
            marks.zone = Some(crate::model::Zone::Navigation);
        }
        if attribute("rel").is_some_and(|rel| rel.split_whitespace().any(|word| word == "author")) {
            marks.author = true;
        }
        let style = attribute("style").is_some_and(|style| {
            let plain: String = style.chars().filter(|c| !c.is_whitespace()).collect();
            plain.contains("display:none")
        });
        let hidden = tag.attributes.contains_key(&b"hidden"[..]) || style;
        if kind == Tag::Script {
            let json = attribute("type")
                .is_some_and(|value| value.to_ascii_lowercase().starts_with("application/ld+json"));
            self.json = json.then(|| Found { key: "json-ld".to_owned(), value: String::new(), at });
        }
        if tag.self_closing && kind == Tag::Skip {
            return;
        }
        self.tree.start(&tag.name, kind, marks, hidden);
    }

    fn end(&mut self, name: &[u8]) {
        let kind = Tag::of(name);
        match kind {
            Tag::Break => self.breaks += 1,
            Tag::Void => return,
            Tag::Script => self.head.json_ld.extend(self.json.take()),
            _ => {}
        }
        if kind.breaks() {
            self.flush();
        }
        self.tree.end(name, kind);
    }

    fn string(&mut self, value: &[u8], at: (usize, usize)) {
        let value = String::from_utf8_lossy(value);
        if let Some(json) = &mut self.json {
            json.value.push_str(&value);
            json.at.1 = at.1;
            return;
        }
        if self.tree.element(self.tree.current()).is_some_and(|e| e.in_title) {
            self.head.title(&value);
            return;
        }
        if self.tree.skipping() || self.runs.len() >= self.limit {
            return;
        }
        if value.chars().all(super::layout::blank) {
            self.space = true;
            return;
        }
        let source = self.source.get(at.0..at.1).unwrap_or("");
        let raw_start = at.0 + source.len() - source.trim_start().len();
        let raw_end = at.0 + source.trim_end().len();
        let linked = self.tree.element(self.tree.current()).is_some_and(|e| e.link);
        for c in value.chars() {
            if super::layout::blank(c) {
                self.space = true;
                continue;
            }
            self.character(c, linked, raw_start);
        }
        if let Some(run) = &mut self.open {
            run.raw.1 = run.raw.1.max(raw_end);
        }
    }

    fn character(&mut self, c: char, linked: bool, raw_start: usize) {
        if self.breaks > 0 {
            let ended =
                self.open.is_some() && self.text.ends_with(['.', '!', '?', '…', ':', ';', '"', '»', '”']);
            let opens = c.is_uppercase()
                || crate::text::is_dash(c)
                || matches!(c, '•' | '«' | '"' | '“' | '·' | '*')
                || c.is_ascii_digit();
            if self.breaks > 1 || ended || opens {
                self.flush();
            }
            self.breaks = 0;
            self.space = true;
        }
        match &mut self.open {
            Some(run) => {
                // text of several inline elements belongs to the block around them
                let current = self.tree.current();
                if run.element != current
                    && self.tree.element(run.element).is_some_and(|e| e.block != run.element)
                {
                    run.element = self.tree.element(run.element).map_or(0, |e| e.block);
                }
                if self.space {
                    self.text.push(' ');
                }
                let letter = u32::from(c.is_alphanumeric());
                run.letters += letter;
                run.linked += if linked { letter } else { 0 };
            }
            None => {
                if !self.text.is_empty() {
                    self.text.push_str("\n\n");
                }
                let letter = u32::from(c.is_alphanumeric());
                self.open = Some(Run {
                    span: Span::new(self.text.len(), self.text.len()),
                    raw: (raw_start, raw_start),
                    element: self.tree.current(),
                    letters: letter,
                    linked: if linked { letter } else { 0 },
                });
            }
        }
        self.space = false;
        self.text.push(c);
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

/// An attribute value as text, cut to `VALUE` bytes.
fn cut(value: &[u8]) -> String {
    String::from_utf8_lossy(value.get(..value.len().min(VALUE)).unwrap_or(value)).trim().to_owned()
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
