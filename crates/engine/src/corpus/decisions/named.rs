//! How a decision names a statement so that it is found again when its page is read anew.
//!
//! `a:3f0c…@d:91ab…:120-168#5e1f09aa`: the id, the page, the bytes of its text, and a hash of the words. A plain id will do,
//! as long as the page is read in the same way.

use crate::model::*;
use crate::text::{TokenKind, tokens};

/// A statement as a decision names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Named<'a> {
    pub(crate) id: &'a str,
    place: Option<Place<'a>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place<'a> {
    document: &'a str,
    span: Span,
    words: u32,
}

impl<'a> Named<'a> {
    pub(crate) fn read(subject: &'a str) -> Self {
        let Some((id, place)) = subject.split_once('@') else { return Self { id: subject, place: None } };
        Self { id, place: Place::read(place) }
    }

    pub(crate) fn document(&self) -> Option<&'a str> {
        self.place.map(|place| place.document)
    }

    /// The statement of the page that is meant: the one with the id; else the one with the same words, nearest to the old
    /// place; else the one that covers most of it.
    pub(crate) fn find(&self, document: &Document) -> Option<usize> {
        let statements = document.statements.iter().enumerate();
        if let Some((index, _)) = statements.clone().find(|(_, statement)| statement.id == self.id) {
            return Some(index);
        }
        let place = self.place.filter(|place| place.document == document.id)?;
        let spans = statements.filter_map(|(index, statement)| Some((index, statement, hull(statement)?)));
        let same = spans.clone().filter(|(_, statement, _)| words(document, statement) == place.words);
        let nearest = same.min_by_key(|(index, _, span)| (span.start().abs_diff(place.span.start()), *index));
        if let Some((index, ..)) = nearest {
            return Some(index);
        }
        let shared = |span: Span| {
            span.end().min(place.span.end()).saturating_sub(span.start().max(place.span.start()))
        };
        // at least half of either
        let covers = spans.filter(|(_, _, span)| shared(*span) * 2 > span.len().max(place.span.len()));
        covers
            .max_by_key(|(index, _, span)| (shared(*span), std::cmp::Reverse(*index)))
            .map(|(index, ..)| index)
    }
}

impl<'a> Place<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let (text, words) = text.split_once('#')?;
        let (document, span) = text.rsplit_once(':')?;
        let (start, end) = span.split_once('-')?;
        let (start, end): (usize, usize) = (start.parse().ok()?, end.parse().ok()?);
        (start <= end && end <= u32::MAX as usize).then_some(())?;
        Some(Self { document, span: Span::new(start, end), words: u32::from_str_radix(words, 16).ok()? })
    }
}

/// The subject that names a statement of a page.
pub fn statement_subject(document: &Document, statement: &Statement) -> String {
    let id = &statement.id;
    match hull(statement) {
        Some(span) => {
            let (start, end, words) = (span.start(), span.end(), words(document, statement));
            format!("{id}@{}:{start}-{end}#{words:08x}", document.id)
        }
        None => id.clone(),
    }
}

fn hull(statement: &Statement) -> Option<Span> {
    statement.content.iter().copied().reduce(Span::join)
}

/// FNV-1a of the folded words of the content.
fn words(document: &Document, statement: &Statement) -> u32 {
    let texts = statement.content.iter().map(|span| document.slice(*span));
    let words = texts.flat_map(|text| tokens(text, 0)).filter(|token| token.kind != TokenKind::Punctuation);
    words.fold(0x811c_9dc5, |hash, word| {
        let bytes = word.folded.bytes().chain([0]);
        bytes.fold(hash, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_read_back() {
        let named = Named::read("a:3f@d:91:120-168#5e1f09aa");
        let place = Place { document: "d:91", span: Span::new(120, 168), words: 0x5e1f_09aa };
        assert_eq!(named, Named { id: "a:3f", place: Some(place) });
        for plain in ["a:3f", "a:3f@", "a:3f@d:91", "a:3f@d:91:9-2#0", "a:3f@d:91:x-2#0"] {
            assert_eq!(Named::read(plain), Named { id: "a:3f", place: None }, "{plain}");
        }
    }
}
