//! Markdown to text, runs of text and what the marks say.
//!
//! Takes text with CommonMark marks (and tables), gives the text a reader sees and the pieces with their places in the
//! source. HTML inside is left out.

use super::shape::Shape;
use super::words::Words;
use super::zone::{Hint, Piece};
use crate::model::{RawSpan, Span};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// The text, and its pieces with places in the source.
pub(super) fn read(source: &str, words: &Words) -> (String, Vec<Piece>) {
    let mut walk = Walk::default();
    for (event, at) in Parser::new_ext(source, Options::ENABLE_TABLES).into_offset_iter() {
        walk.event(event, &at);
    }
    walk.flush();
    let Walk { text, runs, .. } = walk;
    let piece = |run: Run| {
        let links = if run.letters == 0 { 0.0 } else { run.linked as f32 / run.letters as f32 };
        let raw = RawSpan { start: run.raw.start as u32, end: run.raw.end as u32 };
        let shape = Shape::new(run.span.of(&text), words);
        Piece { span: run.span, raw: Some(raw), shape, hint: Hint { links, ..run.hint } }
    };
    let pieces = runs.into_iter().map(piece).collect();
    (text, pieces)
}

struct Run {
    span: Span,
    raw: Range<usize>,
    hint: Hint,
    letters: usize,
    linked: usize,
}

#[derive(Default)]
struct Walk {
    text: String,
    runs: Vec<Run>,
    open: Option<Run>,
    space: bool,
    heading: u8,
    items: u32,
    quotes: u32,
    tables: u32,
    links: u32,
}

impl Walk {
    fn event(&mut self, event: Event<'_>, at: &Range<usize>) {
        match event {
            Event::Start(tag) => self.tag(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.string(&text, at),
            Event::SoftBreak | Event::HardBreak => self.space = true,
            Event::Rule => self.flush(),
            _ => {}
        }
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Link { .. } | Tag::Image { .. } => {
                self.links += 1;
                return;
            }
            Tag::Emphasis | Tag::Strong => return,
            Tag::Heading { level, .. } => self.heading = depth(*level),
            Tag::Item => self.items += 1,
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::Table(_) => self.tables += 1,
            _ => {}
        }
        self.flush();
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link | TagEnd::Image => {
                self.links = self.links.saturating_sub(1);
                return;
            }
            TagEnd::Emphasis | TagEnd::Strong => return,
            _ => self.flush(),
        }
        match tag {
            TagEnd::Heading(_) => self.heading = 0,
            TagEnd::Item => self.items = self.items.saturating_sub(1),
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::Table => self.tables = self.tables.saturating_sub(1),
            _ => {}
        }
    }

    fn string(&mut self, text: &str, at: &Range<usize>) {
        self.space |= text.starts_with(super::layout::blank);
        for word in text.split(super::layout::blank).filter(|word| !word.is_empty()) {
            self.word(word, at);
            self.space = true;
        }
        self.space = text.ends_with(super::layout::blank);
    }

    fn word(&mut self, word: &str, at: &Range<usize>) {
        if self.open.is_none() && !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let hint = Hint {
            heading: self.heading,
            item: self.items > 0,
            quote: self.quotes > 0,
            table: self.tables > 0,
            ..Hint::default()
        };
        let start = self.text.len();
        let run = self.open.get_or_insert_with(|| {
            self.space = false;
            Run { span: Span::new(start, start), raw: at.clone(), hint, letters: 0, linked: 0 }
        });
        if self.space {
            self.text.push(' ');
        }
        self.space = false;
        self.text.push_str(word);
        let letters = word.chars().filter(|c| c.is_alphanumeric()).count();
        run.letters += letters;
        run.linked += if self.links > 0 { letters } else { 0 };
        run.raw.end = run.raw.end.max(at.end);
    }

    fn flush(&mut self) {
        self.space = false;
        if let Some(mut run) = self.open.take() {
            run.span = Span::new(run.span.start(), self.text.len());
            self.runs.push(run);
        }
    }
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
