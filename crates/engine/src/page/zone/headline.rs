//! Which line above the story is its headline.
//!
//! Takes shapes and hints of the pieces above the story, gives one of them or none.

use super::Reader;
use crate::model::Zone;
use crate::page::shape::{End, Shape};
use crate::page::words::Label;

impl Reader<'_> {
    /// The piece above the story that names it.
    pub(super) fn headline(&self, start: usize) -> Option<usize> {
        let mut best: Option<(f32, usize)> = None;
        let reach = if self.hint(start).markup { 40 } else { 10 };
        for i in (start.saturating_sub(reach)..start).rev() {
            let (Some(shape), hint) = (self.shape(i), self.hint(i)) else { continue };
            let opens = self.opens_page(i);
            if !(shape.title() || opens || hint.heading == 1 || hint.titled)
                || hint.links > 0.6 && hint.heading != 1
            {
                continue;
            }
            if matches!(hint.zone, Some(Zone::Navigation | Zone::Advert | Zone::Comment)) {
                continue;
            }
            let distance = (start - i) as f32;
            let mut score = shape.chars.min(100) as f32 - 4.0 * distance;
            if self.is(i + 1, |s| s.dateline || s.label == Some(Label::Byline)) {
                score += 15.0;
            }
            // the lead says it again: a standfirst, not a headline
            if self.repeated_by_prose(i) {
                score -= 80.0;
            }
            if self.prefix_of_other(i, start) {
                score -= 80.0;
            }
            score += match hint.heading {
                1 => 150.0,
                2 => 30.0,
                _ => 0.0,
            };
            if hint.titled {
                score += 120.0;
            }
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, i));
            }
        }
        let (_, mut head) = best?;
        // a page that opens with its headline and standfirst
        if !self.hint(start).markup {
            while head > 0
                && head <= 5
                && self.is(head - 1, Shape::title)
                && !self.prefix_of_other(head - 1, start)
            {
                head -= 1;
            }
            // the same headline shown above
            for i in (head.saturating_sub(4)..head).rev() {
                if self.twins.get(head).copied().flatten() == Some(i) {
                    head = i;
                    break;
                }
            }
        }
        Some(head)
    }

    /// A bare line with nothing but labels above it, and the story soon below: a headline however short.
    pub(super) fn opens_page(&self, i: usize) -> bool {
        let plain = |s: &Shape| {
            s.label.is_none() && !s.menu && !s.dateline && !s.bullet && s.end != End::Open && s.words > 0
        };
        i <= 3 && self.is(i, |s| plain(s) && s.chars <= 250) && (0..i).all(|j| self.is(j, |s| !plain(s)))
    }

    pub(super) fn repeated_by_prose(&self, i: usize) -> bool {
        let key = self.shape(i).map(|s| s.key);
        (i + 1..i + 4).any(|j| self.is(j, |s| s.end == End::Stop && Some(s.key) == key))
    }

    /// The beginning of a piece nearby, cut: the text of a picture.
    pub(super) fn prefix_of_other(&self, i: usize, start: usize) -> bool {
        let Some(piece) = self.pieces.get(i) else { return false };
        (i.saturating_sub(4)..=start.min(i + 3)).any(|j| {
            j != i
                && self
                    .pieces
                    .get(j)
                    .is_some_and(|other| other.shape.chars > piece.shape.chars + 3 && self.begins(j, i))
        })
    }

    pub(super) fn begins(&self, whole: usize, part: usize) -> bool {
        match (self.pieces.get(whole), self.pieces.get(part)) {
            (Some(whole), Some(part)) => whole.shape.begins_with(&part.shape),
            _ => false,
        }
    }
}
