//! Where the story begins and ends, and where another one begins.
//!
//! Takes the places of the pieces (see `chain`), their shapes and hints; gives the first and last piece.

use super::Reader;
use super::chain::Place;
use crate::model::Zone;
use crate::page::shape::End;
use crate::page::words::Label;

/// How much less prose weighs at the end of a page than at its beginning, 0 to 1.
const LATE: f32 = 0.5;
/// Pieces above a story that are few enough to be no frame of a page.
const FRAME: usize = 8;

impl Reader<'_> {
    /// Two bare lines in a row that say the same: a picture's text and its link.
    pub(super) fn doubled(&self, i: usize) -> bool {
        let bare = |j: usize| self.is(j, |s| matches!(s.end, End::Bare | End::Cut));
        let key = |j: usize| self.shape(j).map(|s| s.key);
        let same = |j: usize| bare(j) && key(i).is_some() && key(j) == key(i);
        self.is(i, |s| s.chars >= 12) && bare(i) && (same(i + 1) || (i > 0 && same(i - 1))) && i > 3
    }

    /// A headline, its date and its text: another story begins here. Markup pages say so with their elements.
    pub(super) fn starts_story(&self, i: usize) -> bool {
        let text = |j: usize| self.is(j, |s| s.body() || s.end == End::Cut && s.chars >= 60);
        let title = |j: usize| self.is(j, |s| s.title() && s.end != End::Stop);
        // "— Name (@name) March 4, 2025" signs a post shown inside a story
        let date = |j: usize| self.is(j, |s| s.dateline && !s.bullet);
        if self.hint(i).main || self.hint(i).zone.is_some() {
            return false;
        }
        (title(i) && date(i + 1) && text(i + 2)) || (date(i) && title(i + 1) && text(i + 2))
    }

    /// First and one past the last piece of the story.
    pub(super) fn story(&mut self) -> Option<(usize, usize)> {
        let own = |i: &usize| self.place(*i) == Place::Story;
        let last = (0..self.pieces.len()).rev().find(own)? + 1;
        let end = self.tail(last);
        let first = (0..end).find(own)?;
        // a headline or a date may be the first of it
        let prose = |i: &usize| self.is(*i, |s| s.body() && s.label.is_none());
        let start = (first..end).find(|i| own(i) && prose(i)).unwrap_or(first);
        // a page with no frame above its story opens with it
        let open = (0..start.min(FRAME)).find(|i| prose(i) && self.free(*i) && start <= FRAME);
        let open = open.unwrap_or(start);
        for i in (open..start).chain(last..end) {
            if self.free(i)
                && self.is(i, |s| s.label.is_none() && !s.dateline && !s.menu && s.end != End::Cut)
            {
                if let Some(place) = self.places.get_mut(i) {
                    *place = Place::Story;
                }
            }
        }
        Some((open, end))
    }

    /// The story's element goes on with a list or a table, up to the first label, link or sentence of its own.
    fn tail(&self, end: usize) -> usize {
        let goes_on = |i: usize| {
            let hint = self.hint(i);
            hint.main
                && (hint.item || hint.table)
                && self.free(i)
                && self.twins.get(i).copied().flatten().is_none()
                && self.is(i, |s| {
                    matches!(s.label, None | Some(Label::Background))
                        && !s.dateline
                        && !s.menu
                        && !s.terms
                        && s.end != End::Cut
                })
        };
        (end..self.pieces.len()).find(|i| !goes_on(*i)).unwrap_or(self.pieces.len())
    }

    /// Markup does not say that a piece is something else.
    fn free(&self, i: usize) -> bool {
        let hint = self.hint(i);
        hint.links < 0.6 && hint.zone.is_none_or(|zone| zone == Zone::Article)
    }
}

/// Factor for prose by its place on the page; a short page has no late part.
pub(in crate::page) fn lateness(i: usize, n: usize) -> f32 {
    let long = (n as f32 / 80.0).min(1.0);
    1.0 - LATE * long * i as f32 / n.max(1) as f32
}
