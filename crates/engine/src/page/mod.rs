//! Bytes to text, blocks and what the page says of itself.
//!
//! Takes the bytes of one page (HTML or flattened text), gives its text, its blocks with zones, title, outlet, authors and
//! date. Never fails and never guesses a date or an outlet: doubts are notices, dates that are not the page's own are
//! listed as rejected. The text of a text page is the decoded file, unchanged but for a byte order mark.

mod decode;
mod html;
mod layout;
mod meta;
mod shape;
mod words;
mod zone;

pub use words::Words;
pub use zone::PLACES;

use crate::model::{Block, Limits, Metadata, Notice, Origin, RawSpan, Span};
use meta::Evidence;
use shape::Shape;
use zone::{Hint, Piece};

/// What one page holds before its language is known.
pub struct Page {
    pub text: String,
    /// In text order, apart from each other, white space trimmed.
    pub blocks: Vec<Block>,
    pub metadata: Metadata,
    pub notices: Vec<Notice>,
}

/// Reads one page. Linear in the bytes.
pub fn read(bytes: &[u8], origin: &Origin, words: &Words, limits: &Limits) -> Page {
    let markup = looks_like_html(bytes, &origin.path);
    let mut decoded = decode::decode(bytes, origin, markup, limits);
    let mut notices = std::mem::take(&mut decoded.notices);
    let mut head = None;
    let mut authors = Vec::new();
    let (text, pieces) = if markup && !decoded.binary {
        let parsed = html::read(&decoded.text, words, limits, &mut notices);
        let mut pieces = parsed.pieces;
        for piece in &mut pieces {
            piece.raw = piece.raw.and_then(|raw| {
                let start = decoded.raw.at(&decoded.text, raw.start as usize)?;
                let end = decoded.raw.at(&decoded.text, raw.end as usize)?;
                Some(RawSpan { start, end })
            });
        }
        head = Some(parsed.head);
        authors = parsed.authors;
        (parsed.text, pieces)
    } else {
        let text = std::mem::take(&mut decoded.text).into_owned();
        let mut spans = layout::pieces(&text);
        bound(&mut spans, limits, &mut notices);
        let piece = |span: Span| Piece {
            span,
            raw: None,
            shape: Shape::new(span.of(&text), words),
            hint: Hint::default(),
        };
        let pieces = spans.into_iter().map(piece).collect();
        (text, pieces)
    };
    if pieces.is_empty() && !decoded.binary {
        notices.push(Notice::new("empty-page", None, "the page has no text"));
    }
    let blocks = zone::assign(&pieces);
    let source: &str = if markup { &decoded.text } else { "" };
    let evidence = Evidence {
        origin,
        words,
        text: &text,
        pieces: &pieces,
        blocks: &blocks,
        head: head.as_ref(),
        authors: &authors,
        source: (source, &decoded.raw),
    };
    let metadata = meta::read(&evidence);
    Page { text, blocks, metadata, notices }
}

/// What the choice of the story rests on: the text, and for every run of it the values of the features that
/// `zone/weights.rs` weighs (see `features`). For those who fit the weights; reading a page does not need it.
pub fn evidence(
    bytes: &[u8],
    origin: &Origin,
    words: &Words,
    limits: &Limits,
) -> (String, Vec<(Span, Vec<f32>)>) {
    let markup = looks_like_html(bytes, &origin.path);
    let decoded = decode::decode(bytes, origin, markup, limits);
    let (text, pieces) = if markup && !decoded.binary {
        let parsed = html::read(&decoded.text, words, limits, &mut Vec::new());
        (parsed.text, parsed.pieces)
    } else {
        let text = decoded.text.into_owned();
        let shape = |span: Span| Shape::new(span.of(&text), words);
        let pieces = layout::pieces(&text).into_iter();
        let pieces = pieces.map(|span| Piece { span, raw: None, shape: shape(span), hint: Hint::default() });
        let pieces = pieces.collect();
        (text, pieces)
    };
    let rows = zone::evidence(&pieces);
    (text, pieces.iter().map(|piece| piece.span).zip(rows).collect())
}

/// Names of the features that `evidence` gives, in their order.
pub fn features() -> Vec<String> {
    zone::features()
}

/// Markup by the name of the file or by its first bytes.
fn looks_like_html(bytes: &[u8], path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or(bytes);
    let lower: Vec<u8> = head.iter().filter(|b| **b != 0).map(u8::to_ascii_lowercase).collect();
    let has = |needle: &[u8]| memchr::memmem::find(&lower, needle).is_some();
    let first = lower.iter().copied().find(|b| !b.is_ascii_whitespace() && *b < 0x80);
    if first == Some(b'<')
        && (has(b"<!doctype html") || has(b"<html") || has(b"<head") || has(b"<body") || has(b"<meta"))
    {
        return true;
    }
    let named = [".html", ".htm", ".xhtml"].iter().any(|end| path.ends_with(end));
    let tags = [&b"<p"[..], b"<div", b"</", b"<br", b"<h1", b"<a "].iter().filter(|tag| has(tag)).count();
    (named && has(b"<")) || (first == Some(b'<') && tags >= 2)
}

fn bound<T>(pieces: &mut Vec<T>, limits: &Limits, notices: &mut Vec<Notice>) {
    if pieces.len() > limits.blocks {
        let message =
            format!("the page has {} blocks; only the first {} are read", pieces.len(), limits.blocks);
        notices.push(Notice::new("too-many-blocks", None, message));
        pieces.truncate(limits.blocks);
    }
}

#[cfg(test)]
mod tests;
