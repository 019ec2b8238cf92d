//! Which line above the story is its headline.
//!
//! Takes shapes and hints of the pieces above the story, gives one of them or none. Every line that may be one gets a score:
//! what markup and the page's title say weighs most, then how near it stands, how long it is and what stands below it.

use super::Reader;
use crate::model::Zone;
use crate::page::shape::{End, Shape};
use crate::page::words::Label;

/// Pieces above the story among which the headline is looked for, in markup and in text.
const REACH: (usize, usize) = (40, 20);
/// Code points past which a longer line is no likelier a headline.
const LONG: usize = 100;
/// Code points of the longest headlines.
const LONGEST: usize = 200;
/// Pieces within which a headline is shown again.
const AGAIN: usize = 12;
/// Pieces within which distance counts in full.
const NEAR: f32 = 5.0;

impl Reader<'_> {
    /// The piece that names the story: above it, or its first.
    pub(super) fn headline(&self, start: usize) -> Option<usize> {
        let reach = if self.hint(start).markup { REACH.0 } else { REACH.1 };
        let mut best: Option<(f32, usize)> = None;
        for i in (start.saturating_sub(reach)..=start).rev() {
            let may = if i == start { self.counted_as_prose(i) } else { self.may_name(i, start) };
            if !may {
                continue;
            }
            let score = self.headline_score(i, start);
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, i));
            }
        }
        let (_, head) = best?;
        Some(if self.hint(start).markup { head } else { self.above_its_standfirst(head, start) })
    }

    /// "Who is next?": a headline that its mark makes a sentence.
    fn counted_as_prose(&self, i: usize) -> bool {
        let hint = self.hint(i);
        let called = self.is(i, |s| s.end == End::Call && s.chars <= 200 && !s.quoted);
        hint.heading == 1 || hint.titled || self.shown_again(i, i) || called && self.signed_below(i)
    }

    fn may_name(&self, i: usize, start: usize) -> bool {
        let hint = self.hint(i);
        // on a page of several stories each headline leads to its own page
        let heads = hint.heading == 1 || hint.titled || (2..=3).contains(&hint.heading) && start - i <= 2;
        let framed =
            self.inset(i) || matches!(hint.zone, Some(Zone::Navigation | Zone::Advert | Zone::Comment));
        let line = self.is(i, Shape::title)
            || self.opens_page(i)
            || self.shown_again(i, start)
            || hint.heading == 1
            || hint.titled;
        line && (heads || hint.links <= 0.6) && !framed && !hint.site
    }

    fn headline_score(&self, i: usize, start: usize) -> f32 {
        let (Some(shape), hint) = (self.shape(i), self.hint(i)) else { return 0.0 };
        let distance = (start - i) as f32;
        // what stands between may be dates, captions and a summary, or, in text, the entries of a live page
        let far = if hint.markup { 4.0 } else { 3.0 };
        let mut score =
            shape.chars.min(LONG) as f32 - 4.0 * distance.min(NEAR) - far * (distance - NEAR).max(0.0);
        if self.signed_below(i) {
            score += 15.0;
        } else if self.is(i + 1, |s| s.clock) {
            score += 5.0;
        }
        // sentences: a standfirst or a key point
        if shape.end == End::Stop {
            score -= 50.0;
        }
        if shape.sentences || shape.chars > LONGEST {
            score -= 30.0;
        }
        // no capital anywhere: who somebody is, what a site is about
        if shape.capitals == 0 {
            score -= 40.0;
        }
        if hint.heading == 0 && shape.figures() {
            score -= 30.0;
        }
        // "Name Surname in Town": a byline without its label
        if !hint.markup && shape.credits() {
            score -= 15.0;
        }
        // the lead says it again: a standfirst, not a headline
        if self.repeated_by_prose(i) {
            score -= 80.0;
        }
        if self.prefix_of_other(i, start) {
            score -= 80.0;
        }
        if self.shown_again(i, start) {
            score += 30.0;
        }
        score += match hint.heading {
            // a heading that is all link leads to the front page
            1 if hint.links > 0.6 && !hint.titled => 30.0,
            1 => 150.0,
            2 => 30.0,
            3 => 20.0,
            _ => 0.0,
        };
        if hint.titled {
            score += 120.0;
        }
        score
    }

    /// The next line is a date or a byline; or a short line of names and then a date.
    fn signed_below(&self, i: usize) -> bool {
        let signs = |s: &Shape| s.dateline || s.label == Some(Label::Byline);
        let names = |s: &Shape| s.end == End::Bare && s.words <= 5 && s.capitals >= 2;
        self.is(i + 1, signs)
            || !self.hint(i).markup && self.is(i + 1, names) && self.is(i + 2, |s| s.dateline)
    }

    /// The line above a standfirst that was taken for the headline, or the same line shown above.
    fn above_its_standfirst(&self, head: usize, start: usize) -> usize {
        let mut head = head;
        let chars = |i: usize| self.shape(i).map_or(0, |s| s.chars);
        // a line much shorter than the next is the name of a section
        let heads = |i: usize| {
            self.is(i, |s| s.title() && !s.figures())
                && chars(i) * 2 >= chars(i + 1)
                && !self.prefix_of_other(i, start)
        };
        if head > 5 {
            // of two lines the first; more are a list
            if heads(head - 1) && !self.is(head - 2, Shape::title) {
                head -= 1;
            }
        } else {
            while head > 0 && heads(head - 1) {
                head -= 1;
            }
        }
        let above = head.saturating_sub(if head + 1 >= start { AGAIN } else { 4 })..head;
        above.rev().find(|i| self.twins.get(head).copied().flatten() == Some(*i)).unwrap_or(head)
    }

    /// Right above the story what stood farther above: the name of a thread and of its first entry, however short.
    fn shown_again(&self, i: usize, start: usize) -> bool {
        let twin = self.twins.get(i).copied().flatten();
        i + 1 >= start
            && !self.hint(i).markup
            && twin.is_some_and(|first| (2..=AGAIN).contains(&(i - first)))
            && self.is(i, |s| s.words >= 2 && !s.body() && s.label.is_none() && !s.menu && s.end != End::Open)
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

#[cfg(test)]
mod tests;
