//! Bytes to text, blocks and what the page says of itself.
//!
//! Takes the bytes of one page (HTML or flattened text), gives its text, its blocks with zones, title, outlet, authors and
//! date. Never fails and never guesses a date or an outlet: doubts are notices, dates that are not the page's own are
//! listed as rejected. The text of a text page is the decoded file, unchanged but for a byte order mark.

mod body;
mod decode;
mod html;
mod layout;
mod markdown;
mod meta;
mod shape;
mod words;
mod zone;

pub use decode::encoding;
pub use words::Words;
pub(crate) use zone::RELATED_LINE;

use crate::model::{Block, Limits, Metadata, Notice, Origin, RawSpan, Span};
use meta::Evidence;
use shape::Shape;
use std::borrow::Cow;
use zone::{Hint, Piece};

/// What one page holds before its language is known.
pub struct Page {
    pub text: String,
    /// In text order, apart from each other, white space trimmed.
    pub blocks: Vec<Block>,
    pub metadata: Metadata,
    pub notices: Vec<Notice>,
}

/// How a page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Markup,
    Markdown,
    Text,
}

/// Reads one page. Linear in the bytes.
pub fn read(bytes: &[u8], origin: &Origin, words: &Words, limits: &Limits) -> Page {
    let form = form(bytes, origin);
    let mut decoded = decode::decode(bytes, origin, form == Form::Markup, limits);
    let mut notices = std::mem::take(&mut decoded.notices);
    let form = if decoded.binary { Form::Text } else { form };
    let Runs { mut text, mut pieces, authors, head } =
        runs(form, &mut decoded.text, words, limits, &mut notices);
    bound(&mut pieces, limits, &mut notices);
    let raw = |(start, end): (usize, usize)| {
        let start = decoded.raw.at(&decoded.text, start)?;
        let end = decoded.raw.at(&decoded.text, end)?;
        Some(RawSpan { start, end })
    };
    for piece in &mut pieces {
        piece.raw = piece.raw.and_then(|place| raw((place.start as usize, place.end as usize)));
    }
    let mut blocks = zone::assign(&pieces, &text);
    let json = meta::json(head.as_ref(), origin);
    if let Some(head) = &head {
        let stated = body::Stated { head, json: &json, words, limits };
        if let Some((all, notice)) = stated.add(&mut text, &mut pieces, &blocks, raw) {
            blocks = all;
            notices.push(notice);
        }
    }
    if pieces.is_empty() && !decoded.binary {
        notices.push(Notice::new("empty-page", None, "the page has no text"));
    }
    invisible(&text, &mut notices);
    let source: &str = if form == Form::Markup { &decoded.text } else { "" };
    let evidence = Evidence {
        origin,
        words,
        text: &text,
        pieces: &pieces,
        blocks: &blocks,
        head: head.as_ref(),
        json: &json,
        authors: &authors,
        source: (source, &decoded.raw),
    };
    let metadata = meta::read(&evidence);
    Page { text, blocks, metadata, notices }
}

/// The text of a page and its runs before their zones are known.
struct Runs {
    text: String,
    pieces: Vec<Piece>,
    /// Pieces that stand in an element named for the author.
    authors: Vec<usize>,
    head: Option<meta::head::Head>,
}

/// Takes the text out of `source` where it is the page's text.
fn runs(
    form: Form,
    source: &mut Cow<'_, str>,
    words: &Words,
    limits: &Limits,
    notices: &mut Vec<Notice>,
) -> Runs {
    match form {
        Form::Markup => {
            let html::Parsed { text, pieces, authors, head } = html::read(source, words, limits, notices);
            Runs { text, pieces, authors, head: Some(head) }
        }
        Form::Markdown => {
            let (text, pieces) = markdown::read(source, words);
            Runs { text, pieces, authors: Vec::new(), head: None }
        }
        Form::Text => {
            let text = std::mem::take(source).into_owned();
            let mut spans = layout::pieces(&text);
            bound(&mut spans, limits, notices);
            let piece = |span: Span| Piece {
                span,
                raw: None,
                shape: Shape::new(span.of(&text), words),
                hint: Hint::default(),
            };
            let pieces = spans.into_iter().map(piece).collect();
            Runs { text, pieces, authors: Vec::new(), head: None }
        }
    }
}

/// By what the transport says, the name of the file, or the first bytes.
fn form(bytes: &[u8], origin: &Origin) -> Form {
    match origin.media_type.as_deref() {
        Some("text/html" | "application/xhtml+xml") => return Form::Markup,
        Some("text/markdown" | "text/x-markdown") => return Form::Markdown,
        Some("text/plain") => return Form::Text,
        _ => {}
    }
    let path = origin.path.to_ascii_lowercase();
    if looks_like_html(bytes, &path) {
        Form::Markup
    } else if path.ends_with(".md") || path.ends_with(".markdown") {
        Form::Markdown
    } else {
        Form::Text
    }
}

/// Markup by the name of the file (lower case) or by its first bytes.
fn looks_like_html(bytes: &[u8], path: &str) -> bool {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or(bytes);
    let mut lower = head.to_ascii_lowercase();
    lower.retain(|b| *b != 0);
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

/// Characters that a reader does not see and that may show the text otherwise than it is. They are kept.
fn invisible(text: &str, notices: &mut Vec<Notice>) {
    if let Some(at) = memchr::memchr(0, text.as_bytes()) {
        let message = "the text holds NUL characters; they are kept";
        notices.push(Notice::new("nul-characters", Some(Span::new(at, at + 1)), message));
    }
    // embeddings, overrides and isolates of the bidirectional algorithm begin with this byte
    let bidi = |at: &usize| {
        let rest = text.get(*at..).unwrap_or("");
        rest.starts_with(|c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
    };
    if let Some(at) = memchr::memchr_iter(0xE2, text.as_bytes()).find(bidi) {
        let message =
            "the text holds marks that turn its direction; it may be shown otherwise than it is read";
        notices.push(Notice::new("bidi-controls", Some(Span::new(at, at + 3)), message));
    }
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
