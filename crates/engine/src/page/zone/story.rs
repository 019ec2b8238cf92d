//! Where the story begins and ends, and where another one begins.
//!
//! Takes the places of the pieces (see `run`), their shapes and hints; gives the first and last piece.

use super::Reader;
use super::run::Place;
use crate::model::Zone;
use crate::page::shape::{End, Shape};
use crate::page::words::Label;

/// How much less prose weighs at the end of a page than at its beginning, 0 to 1.
const LATE: f32 = 0.5;
/// Code points of prose in a short item.
const ITEM: usize = 600;
/// Pieces above a story that are few enough to be no frame of a page.
const FRAME: usize = 8;
/// Teasers that make a page a list of them.
const LISTING: usize = 3;
/// Lines without spaces that make a page one in a script we do not read.
const UNREAD: usize = 10;

impl Reader<'_> {
    /// Two bare lines in a row that say the same: a picture's text and its link.
    pub(super) fn doubled(&self, i: usize) -> bool {
        let bare = |j: usize| self.is(j, |s| matches!(s.end, End::Bare | End::Cut));
        let key = |j: usize| self.shape(j).map(|s| s.key);
        let same = |j: usize| bare(j) && key(i).is_some() && key(j) == key(i);
        self.is(i, |s| s.chars >= 12) && bare(i) && (same(i + 1) || (i > 0 && same(i - 1))) && i > 3
    }

    /// A headline, its date and its text: another story begins here. A clock above a headline is an entry of a live page.
    pub(super) fn starts_story(&self, i: usize) -> bool {
        if self.inset(i) {
            return false;
        }
        let text = |j: usize| self.is(j, |s| s.body() || s.end == End::Cut && s.chars >= 60);
        let title = |j: usize| {
            let hint = self.hint(j);
            (!hint.markup || hint.heading > 0) && self.is(j, |s| s.title() && s.end != End::Stop)
        };
        // "— Name (@name) March 4, 2025" signs a post shown inside a story
        let date = |j: usize| self.is(j, |s| s.dateline && !s.bullet);
        let time = |j: usize| date(j) || self.is(j, |s| s.clock);
        (title(i) && time(i + 1) && text(i + 2)) || (date(i) && title(i + 1) && text(i + 2))
    }

    /// Where the stories of a page begin, in a run that holds several; the last number ends the last of them. A page with
    /// one long story keeps that one, and the rest are its teasers.
    pub(super) fn stories(&self, start: usize, end: usize) -> Vec<usize> {
        let mut cuts = vec![start];
        let mut i = start + 1;
        while i < end {
            if self.starts_story(i) {
                cuts.push(i);
                i += 2;
            }
            i += 1;
        }
        cuts.push(end);
        let pairs = || cuts.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)));
        let prose = |(from, to): (usize, usize)| -> usize {
            (from..to).filter_map(|i| self.shape(i)).filter(|s| s.body()).map(|s| s.chars).sum()
        };
        let cut = |(from, to): (usize, usize)| {
            (from..to).any(|i| self.is(i, |s| s.end == End::Cut && s.chars >= 60))
        };
        let all: usize = pairs().map(prose).sum();
        let Some(longest) = pairs().max_by_key(|pair| (prose(*pair), usize::MAX - pair.0)) else {
            return cuts;
        };
        let several = pairs().all(|pair| !cut(pair) && prose(pair) > 0) && prose(longest) * 10 < all * 6;
        if several { cuts } else { vec![longest.0, longest.1] }
    }

    /// First and one past the last piece of the story.
    pub(super) fn story(&mut self) -> Option<(usize, usize)> {
        let own = |i: &usize| self.place(*i) == Place::Story;
        let last = (0..self.pieces.len()).rev().find(own)? + 1;
        let start = (0..last).find(own)?;
        let end = self.rest(start, last);
        let end = self.more(end - last, start, end);
        let first = (0..end).find(own)?;
        // a headline or a date may be the first of it
        let prose = |i: &usize| self.is(*i, |s| self.says(s) && s.label.is_none());
        let start = (first..end).find(|i| own(i) && prose(i)).unwrap_or(first);
        // a page with no frame above its story opens with it
        let open = (0..start.min(FRAME)).find(|i| prose(i) && self.free(*i) && start <= FRAME);
        let open = open.unwrap_or(start);
        let middle = if self.small() { start..last } else { 0..0 };
        for i in (open..start).chain(middle).chain(last..end) {
            let plain = |s: &Shape| s.label.is_none() && !s.dateline && !s.menu && s.end != End::Cut;
            if self.free(i)
                && self.is(i, plain)
                && let Some(place) = self.places.get_mut(i)
            {
                *place = Place::Story;
            }
        }
        Some((open, end))
    }

    /// A page of short items, each whole with its headline and hour: the next ones are stories as well.
    fn more(&self, added: usize, start: usize, end: usize) -> usize {
        let prose = |from: usize, to: usize| -> usize {
            (from..to).filter_map(|i| self.shape(i)).filter(|s| s.body()).map(|s| s.chars).sum()
        };
        if added > 0 || prose(start, end) > ITEM {
            return end;
        }
        let mut end = end;
        while self.starts_story(end) {
            let next =
                (end + 2..self.pieces.len()).find(|i| self.starts_story(*i)).unwrap_or(self.pieces.len());
            let whole = (end..next).all(|i| {
                self.free(i)
                    && self.is(i, |s| s.label.is_none() && !s.menu && !(s.end == End::Cut && s.chars >= 60))
            });
            if !whole || prose(end, next) == 0 || prose(end, next) > ITEM {
                break;
            }
            end = next;
        }
        end
    }

    /// A page that ends soon ends with its story: prose up to the first label or the next story is still its own.
    fn rest(&self, start: usize, end: usize) -> usize {
        if self.pieces.len() > end + FRAME {
            return end;
        }
        let stops = |i: &usize| {
            !self.free(*i)
                || self.aside(*i)
                || self.starts_story(*i)
                || self.of_the_author(*i, start)
                || self.is(*i, |s| {
                    s.terms
                        || s.telephone
                        || s.dated
                        || s.end == End::Cut
                        || s.menu
                        || !matches!(
                            s.label,
                            None | Some(Label::Background | Label::Video | Label::Advert | Label::Caption)
                        )
                })
        };
        let stop = (end..self.pieces.len()).find(stops).unwrap_or(self.pieces.len());
        (end..stop).rev().find(|i| self.is(*i, |s| self.says(s))).map_or(end, |i| i + 1)
    }

    /// Too few pieces for a frame: a scrape of nothing but the story.
    fn small(&self) -> bool {
        self.pieces.len() <= 2 * FRAME
    }

    /// Prose; on a small page any sentence and any item of a list.
    fn says(&self, shape: &Shape) -> bool {
        let sentence = shape.bullet || matches!(shape.end, End::Stop | End::Call | End::Open);
        shape.body() || self.small() && shape.words >= 2 && sentence
    }

    /// A list of teasers: headlines that lead elsewhere, or that have a time or a cut lead of their own.
    pub(super) fn listing(&self) -> bool {
        let heads = |i: &usize| {
            let (hint, next) = (self.hint(*i), |test: &dyn Fn(&Shape) -> bool| self.is(i + 1, test));
            self.is(*i, |s| s.title() && s.end != End::Stop)
                && (hint.links > 0.6
                    || next(&|s| s.dateline || s.clock || s.end == End::Cut && s.chars >= 40))
        };
        // scripts without spaces: their words and their teasers are not told
        let unspaced = |s: &Shape| s.chars >= 20 && s.chars >= 15 * s.words;
        let unread = self.pieces.iter().filter(|piece| unspaced(&piece.shape)).count();
        unread < UNREAD && (0..self.pieces.len()).filter(heads).count() >= LISTING
    }

    /// Markup does not say that a piece is something else.
    pub(super) fn free(&self, i: usize) -> bool {
        let hint = self.hint(i);
        hint.links < 0.6 && hint.zone.is_none_or(|zone| zone == Zone::Article)
    }
}

/// Factor for prose by its place on the page; a short page has no late part.
pub(in crate::page) fn lateness(i: usize, n: usize) -> f32 {
    let long = (n as f32 / 80.0).min(1.0);
    1.0 - LATE * long * i as f32 / n.max(1) as f32
}
