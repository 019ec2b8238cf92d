//! Teasers with a date of their own between the paragraphs of a story, on pages without markup.
//!
//! Takes pieces and the text, gives a mark for each. A headline and a date above a paragraph may as well begin the next story of the
//! page: the words that the paragraph has in common with the headline and with what stands above tell which it is.

use super::Piece;
use crate::page::shape::{End, Shape};
use crate::page::words::Label;
use crate::text::{TokenKind, tokens};
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};
use std::ops::Range;

/// Letters of the shortest word that is compared, and of the stem it is compared by.
const STEM: usize = 5;
/// Paragraphs below the headline that are compared, and pieces among which they are looked for.
const BELOW: usize = 3;
const REACH: usize = 8;
/// Share of a headline's stems from which the text below is its own; it is more where a label leads to other pages.
const OWN: f32 = 0.34;
const LABELLED: f32 = 0.6;
/// Stems that a text has in common with the one it goes on from.
const COMMON: usize = 2;

/// Whether each piece is part of such a teaser. Reads words only where a headline stands beside a date.
pub(super) fn insets(pieces: &[Piece], text: &str) -> Vec<bool> {
    let page = Page { pieces, text };
    let mut insets = vec![false; pieces.len()];
    let mut above = Stems::default();
    let (mut read, mut i, mut told) = (0, 0, false);
    while i < pieces.len() {
        let Some(teasers) = page.teasers(i) else {
            i += 1;
            continue;
        };
        for piece in pieces.get(read..teasers.start).unwrap_or(&[]).iter().filter(|piece| piece.shape.body())
        {
            // a headline that ends in "?" is no paragraph
            told |= piece.shape.end == End::Stop;
            page.stems(piece, &mut above);
        }
        read = teasers.end;
        i = teasers.end;
        if told && page.is_inset(&teasers, &above) {
            // the label above belongs to them, also one that else stands below a story
            let from = teasers.start.saturating_sub(usize::from(page.label(teasers.start).is_some()));
            insets.get_mut(from..teasers.end).unwrap_or_default().fill(true);
        } else {
            (above, told) = (Stems::default(), false);
        }
    }
    insets
}

/// Hashes of the beginnings of words.
type Stems = FxHashSet<u64>;

struct Page<'a> {
    pieces: &'a [Piece],
    text: &'a str,
}

impl Page<'_> {
    fn is(&self, i: usize, test: impl Fn(&Shape) -> bool) -> bool {
        self.pieces.get(i).is_some_and(|piece| !piece.hint.markup && test(&piece.shape))
    }

    /// Headlines that each stand beside a date, from `i` on, with a paragraph below the last.
    fn teasers(&self, i: usize) -> Option<Range<usize>> {
        let title = |j: usize| self.is(j, |s| s.title() && s.end != End::Stop && !s.credits());
        let time = |j: usize| self.is(j, |s| !s.bullet && (s.dateline || s.clock));
        let mut end = i;
        while title(end) && time(end + 1) || time(end) && title(end + 1) {
            end += 2;
        }
        (end > i && self.is(end, Shape::body)).then_some(i..end)
    }

    /// "See also", "Latest news" right above.
    fn label(&self, i: usize) -> Option<Label> {
        let above = self.pieces.get(i.checked_sub(1)?).filter(|piece| piece.shape.whole)?;
        above.shape.label.filter(|label| matches!(label, Label::Related | Label::End))
    }

    /// The text below goes on from what stands above, and has little to do with the headline.
    fn is_inset(&self, teasers: &Range<usize>, above: &Stems) -> bool {
        let mut headline = Stems::default();
        let title = teasers.clone().rev().find(|i| self.is(*i, |s| s.title() && !s.clock));
        if let Some(title) = title.and_then(|i| self.pieces.get(i)) {
            self.stems(title, &mut headline);
        }
        let mut below = Stems::default();
        let mut near = (teasers.end..teasers.end + REACH).take_while(|i| self.teasers(*i).is_none());
        let paragraphs = near.by_ref().filter_map(|i| self.pieces.get(i)).filter(|piece| piece.shape.body());
        paragraphs.take(BELOW).for_each(|piece| self.stems(piece, &mut below));
        let own = headline.intersection(&below).count() as f32 / headline.len().max(1) as f32;
        let related = self.label(teasers.start) == Some(Label::Related);
        let common = above.intersection(&below).count();
        if related { own < OWN || own < LABELLED && common > 0 } else { own < OWN && common >= COMMON }
    }

    /// Adds the stems of a piece.
    fn stems(&self, piece: &Piece, to: &mut Stems) {
        let text = self.text.get(piece.span.start()..piece.span.end()).unwrap_or("");
        let words = tokens(text, 0).into_iter().filter(|token| token.kind == TokenKind::Word);
        to.extend(words.filter_map(|word| {
            let (last, c) = word.folded.char_indices().nth(STEM - 1)?;
            let mut hash = FxHasher::default();
            word.folded.get(..last + c.len_utf8())?.hash(&mut hash);
            Some(hash.finish())
        }));
    }
}

#[cfg(test)]
mod tests;
