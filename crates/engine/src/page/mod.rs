//! Bytes to text, blocks and what the page says of itself.
//!
//! Takes the bytes of one page (HTML or flattened text), gives its text, its blocks with zones, title, outlet, authors and
//! date. Never fails and never guesses a date or an outlet: doubts are notices, dates that are not the page's own are
//! listed as rejected. The text of a text page is the decoded file, unchanged but for a byte order mark.

mod decode;
mod layout;
mod meta;
mod shape;
mod words;
mod zone;

pub use words::Words;

use crate::model::{Block, Limits, Metadata, Notice, Origin};
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
    let decoded = decode::decode(bytes, origin, false, limits);
    let mut notices = decoded.notices;
    let text = decoded.text.into_owned();
    let mut spans = layout::pieces(&text);
    bound(&mut spans, limits, &mut notices);
    let pieces: Vec<Piece> = spans
        .into_iter()
        .map(|span| Piece { span, raw: None, shape: Shape::new(span.of(&text), words), hint: Hint::default() })
        .collect();
    if pieces.is_empty() && !decoded.binary {
        notices.push(Notice::new("empty-page", None, "the page has no text"));
    }
    let blocks = zone::assign(&pieces);
    Page { text, blocks, metadata: Metadata::default(), notices }
}

fn bound<T>(pieces: &mut Vec<T>, limits: &Limits, notices: &mut Vec<Notice>) {
    if pieces.len() > limits.blocks {
        let message = format!("the page has {} blocks; only the first {} are read", pieces.len(), limits.blocks);
        notices.push(Notice::new("too-many-blocks", None, message));
        pieces.truncate(limits.blocks);
    }
}
