//! Prose that belongs to the page and not to its story: rules of the site, comments, author boxes, captions, teasers.
//!
//! Takes pieces, gives a mark for each. Every kind is known by what stands around it, so one piece alone is never marked.

use super::Piece;
use crate::page::shape::{End, Shape};
use crate::page::words::Label;
use rustc_hash::FxHashSet;

/// Pieces between two paragraphs of the same rules, and how many paragraphs make a set of rules.
const RULES: (usize, usize) = (10, 3);
/// Pieces between two comments, and how many signatures make a list of comments.
const COMMENTS: (usize, usize) = (12, 4);
/// Pieces around the number of a picture that may be its caption.
const GALLERY: usize = 6;
/// Code points of the longest text on an author.
const BOX: usize = 300;
/// Teasers that make a list.
const TEASERS: usize = 3;

/// Whether each piece stands in such a place.
pub(super) fn asides(pieces: &[Piece]) -> Vec<bool> {
    let mut page = Page { pieces, asides: vec![false; pieces.len()] };
    page.chains(RULES, |page, i| page.is(i, |s| s.rules));
    // the date above the first paragraph of a page is its own
    let prose = |piece: &Piece| piece.shape.body() && !piece.shape.terms;
    let first = pieces.iter().position(prose).unwrap_or(pieces.len());
    page.chains(COMMENTS, |page, i| i > first && !page.headed(i) && page.opens_comment(i));
    page.author_boxes();
    page.galleries();
    page.related_lists();
    page.teasers();
    page.asides
}

struct Page<'a> {
    pieces: &'a [Piece],
    asides: Vec<bool>,
}

impl Page<'_> {
    fn shape(&self, i: usize) -> Option<&Shape> {
        self.pieces.get(i).map(|piece| &piece.shape)
    }
    fn is(&self, i: usize, test: impl Fn(&Shape) -> bool) -> bool {
        self.shape(i).is_some_and(test)
    }
    fn mark(&mut self, from: usize, to: usize) {
        let to = to.min(self.asides.len());
        if let Some(range) = self.asides.get_mut(from..to) {
            range.fill(true);
        }
    }

    /// Marks all from the first to the last of the pieces that pass, where they stand near each other and are enough.
    fn chains(&mut self, (near, enough): (usize, usize), test: impl Fn(&Self, usize) -> bool) {
        let (mut first, mut last, mut count) = (0, 0, 0);
        let all = self.pieces.len();
        for i in 0..=all {
            let passes = i < all && test(self, i);
            if count > 0 && (i == all || passes && i - last > near) {
                if count >= enough {
                    self.mark(first, (last + near).min(i));
                }
                count = 0;
            }
            if passes {
                if count == 0 {
                    first = i;
                }
                last = i;
                count += 1;
            }
        }
    }

    /// The page's own headline is just above.
    fn headed(&self, i: usize) -> bool {
        let above = self.pieces.get(i.saturating_sub(4)..i).unwrap_or(&[]);
        above.iter().any(|piece| piece.hint.heading == 1 || piece.hint.titled)
    }

    /// A name and a time beside each other with text below, or "Name says:".
    fn opens_comment(&self, i: usize) -> bool {
        if self.is(i, |s| s.says || s.dateline && s.end == End::Open) {
            return true;
        }
        let time = |i: usize| self.is(i, |s| !s.bullet && (s.dateline || s.clock || s.ago));
        let name = |i: usize| {
            let named = |s: &Shape| s.end == End::Bare && s.words <= 3 && s.chars <= 30 && s.label.is_none();
            self.is(i, named) && !time(i)
        };
        let text = |i: usize| self.is(i, |s| s.words >= 4) && !time(i);
        time(i) && (i > 0 && name(i - 1) || name(i + 1)) && (text(i + 1) || text(i + 2))
    }

    /// A name alone, and a paragraph that begins with it; or the name of a byline above, and a paragraph.
    fn author_boxes(&mut self) {
        let mut signed: FxHashSet<u64> = FxHashSet::default();
        for i in 0..self.pieces.len() {
            let opening = self.shape(i).and_then(|s| s.opening);
            if self.is(i, |s| s.label == Some(Label::Byline)) {
                signed.extend(opening);
            }
            let author = opening.is_some_and(|name| signed.contains(&name));
            let about = |below: &Shape| {
                below.body() && (self.is(i, |name| below.begins_with(name)) || author && below.chars <= BOX)
            };
            if self.is(i, Shape::names) && self.is(i + 1, about) {
                self.mark(i, i + 2);
            }
        }
    }

    /// Captions around "Image 1 of 5": each is said twice.
    fn galleries(&mut self) {
        let key = |i: usize| self.shape(i).map(|s| s.key);
        let twice =
            |i: usize| (i.saturating_sub(GALLERY)..i + GALLERY + 1).any(|j| j != i && key(j) == key(i));
        let counts = |s: &Shape| s.counter || s.whole && s.label == Some(Label::Caption);
        let counters: Vec<usize> = (0..self.pieces.len()).filter(|i| self.is(*i, counts)).collect();
        let near = |i: &usize| i.saturating_sub(GALLERY)..i + GALLERY + 1;
        let captions: Vec<usize> =
            counters.iter().flat_map(near).filter(|i| self.is(*i, |s| s.chars >= 20) && twice(*i)).collect();
        for i in captions {
            self.mark(i, i + 1);
        }
        for (piece, aside) in self.pieces.iter().zip(&mut self.asides) {
            *aside |= piece.shape.counter;
        }
    }

    /// "See also:" and the list below, "About us" and the text below.
    fn related_lists(&mut self) {
        let (mut open, mut about) = (false, false);
        for (piece, aside) in self.pieces.iter().zip(&mut self.asides) {
            let label = piece.shape.whole && matches!(piece.shape.label, Some(Label::Related | Label::End));
            about = piece.shape.label == Some(Label::About) || about && piece.shape.body();
            open = label || open && (piece.shape.bullet || piece.hint.item);
            *aside |= open || about;
        }
    }

    /// Headings that lead elsewhere, each with one paragraph.
    fn teasers(&mut self) {
        let heads = |i: &usize| {
            self.pieces.get(*i).is_some_and(|piece| piece.hint.heading > 0 && piece.hint.links > 0.6)
                && self.is(i + 1, Shape::body)
                && !self.is(i + 2, Shape::body)
        };
        let teasers: Vec<usize> = (0..self.pieces.len()).filter(heads).collect();
        if teasers.len() >= TEASERS {
            for i in teasers {
                self.mark(i, i + 2);
            }
        }
    }
}

#[cfg(test)]
mod tests;
