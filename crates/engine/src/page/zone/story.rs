//! Where the story is: the run of pieces with the greatest sum of weights.
//!
//! Takes shapes and hints, gives the first and last piece. Prose adds; labels, bare lines and cut teasers take away.

use super::{Hint, Reader};
use crate::model::Zone;
use crate::page::shape::{End, Shape};
use crate::page::words::Label;

/// How much less prose weighs at the end of a page than at its beginning, 0 to 1.
const LATE: f32 = 0.5;
/// What a headline that markup confirms adds to the story below it.
const TITLED: f32 = 4.0;

impl Reader<'_> {
    /// What a piece adds to the story it would belong to.
    pub(super) fn weight(&self, i: usize) -> f32 {
        let (Some(shape), hint) = (self.shape(i), self.hint(i)) else { return 0.0 };
        let prose = shape.body();
        let mut weight = match shape.label {
            // a link to the comments or to the news, not the place where they begin
            Some(Label::End | Label::Comments) if hint.links > 0.6 => -0.6,
            Some(Label::End) => -4.0,
            Some(Label::Comments) => -6.0,
            Some(Label::Notice) => -2.5,
            Some(Label::Tags) => -2.0,
            Some(Label::Related) => -0.6,
            Some(Label::Source) => -0.8,
            Some(Label::Navigation | Label::Social | Label::Share | Label::Statistics | Label::Updated) => {
                -0.6
            }
            Some(Label::Advert | Label::Caption | Label::Byline | Label::Video) => -0.2,
            Some(Label::Background) if prose => 1.0 + prose_weight(shape),
            Some(Label::Background) => 0.0,
            None if shape.dateline => -0.5,
            None if shape.menu => -1.5,
            None if prose => 0.5 + prose_weight(shape),
            None if shape.end == End::Cut => -1.5,
            None if shape.end == End::Stop || shape.end == End::Call => 0.1,
            None if shape.bullet && shape.chars >= 50 => 0.5,
            None if shape.end == End::Open => 0.1,
            None if shape.bullet => -0.5,
            None if shape.chars < 25 => -0.6,
            None => -1.0,
        };
        if self.doubled(i) {
            weight -= 2.0;
        }
        // said before, far above: a part of the page's frame
        if prose && self.twins.get(i).copied().flatten().is_some_and(|first| i - first > 12) {
            weight = -0.5;
        }
        if shape.terms {
            weight = weight.min(0.0) - 1.5;
        }
        if weight > 0.0 {
            weight *= lateness(i, self.pieces.len());
        }

        if hint.markup {
            weight += self.markup(hint, shape, weight);
        }
        weight
    }

    /// How markup shifts a weight.
    pub(super) fn markup(&self, hint: Hint, shape: &Shape, weight: f32) -> f32 {
        let mut shift = match hint.zone {
            Some(Zone::Article) => 0.6,
            Some(Zone::Caption | Zone::Byline) => -weight - 0.1,
            Some(Zone::Comment) => -weight.max(0.0) - 1.2,
            Some(_) => -weight - 0.6,
            None => 0.0,
        };
        if hint.main {
            shift += 0.5;
        }
        if hint.links > 0.6 {
            shift -= weight.max(0.0) * 0.9 + 0.5;
        }
        if hint.heading >= 2 && !shape.body() {
            shift += 0.5;
        }
        shift
    }

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
    pub(super) fn story(&self) -> Option<(usize, usize)> {
        let mut best = (0.0f32, 0, 0);
        let (mut sum, mut prose, mut credit, mut start) = (0.0f32, 0.0f32, 0.0f32, 0);
        for i in 0..self.pieces.len() {
            let hint = self.hint(i);
            let titled = hint.titled || hint.heading == 1 && hint.links < 0.6;
            if sum + credit <= 0.0 || self.starts_story(i) || (titled && sum <= 0.0) {
                (sum, prose, credit, start) = (0.0, 0.0, 0.0, i);
            }
            if titled {
                credit = TITLED;
            }
            let weight = self.weight(i);
            sum += weight;
            prose += weight.max(0.0);
            // the headline counts once there is prose below it
            let value = sum + if prose >= 1.0 { credit } else { 0.0 };
            if value > best.0 && weight > 0.0 {
                best = (value, start, i + 1);
            }
        }
        // labels and bare lines at the top are not the story
        let mut first = best.1;
        while first < best.2 && self.weight(first) <= 0.0 {
            first += 1;
        }
        (best.0 > 0.0 && first < best.2).then_some((first, self.tail(best.2)))
    }

    /// The story's element goes on: tables, lists and bare lines up to the first label or link.
    pub(super) fn tail(&self, end: usize) -> usize {
        let goes_on = |i: usize| {
            let hint = self.hint(i);
            hint.main
                && self.twins.get(i).copied().flatten().is_none()
                && hint.zone.is_none_or(|zone| zone == Zone::Article)
                && hint.links < 0.6
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
}

/// Factor for prose by its place on the page; a short page has no late part.
pub(in crate::page) fn lateness(i: usize, n: usize) -> f32 {
    let long = (n as f32 / 80.0).min(1.0);
    1.0 - LATE * long * i as f32 / n.max(1) as f32
}

/// Longer prose weighs more, up to a point.
fn prose_weight(shape: &Shape) -> f32 {
    shape.chars.min(600) as f32 / 120.0
}
