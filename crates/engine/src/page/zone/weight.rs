//! What a piece adds to the story it would belong to.
//!
//! Takes shapes and hints, gives a number: prose adds; labels, bare lines and cut teasers take away. What was seen in markup
//! only shifts it.

use super::{Hint, Reader, lateness};
use crate::model::Zone;
use crate::page::shape::{End, Shape};
use crate::page::words::Label;

/// Code points of a long paragraph, and of a whole story in one piece.
const PARAGRAPH: f32 = 600.0;
const PAGE: f32 = 6000.0;
/// Pieces within which the text of a picture is shown again.
const PICTURES: usize = 40;
/// Times that a page of pictures says the same.
const SHOWN: u32 = 3;
/// Words of the shortest text of a picture; shorter lines are names and buttons.
const PICTURE: usize = 5;

impl Reader<'_> {
    /// What a piece adds to the story it would belong to.
    pub(super) fn weight(&self, i: usize) -> f32 {
        let (Some(shape), hint) = (self.shape(i), self.hint(i)) else { return 0.0 };
        let prose = shape.body();
        if self.inset(i) {
            return 0.0;
        }
        let mut weight = match shape.label {
            // a link to the comments or to the news, not the place where they begin
            Some(Label::End | Label::Comments) if hint.links > 0.6 => -0.6,
            Some(Label::End | Label::About) => -4.0,
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
            None if prose && self.aside(i) => -0.5,
            None if prose => 0.5 + prose_weight(shape),
            None if self.cut_off(i) => 0.3,
            None if shape.end == End::Cut => -1.5,
            None if shape.end == End::Stop || shape.end == End::Call => 0.1,
            None if shape.numbered => 0.0,
            None if shape.bullet && shape.chars >= 50 => 0.0,
            None if shape.end == End::Open => 0.1,
            None if shape.bullet => -0.5,
            None if shape.figures() && shape.words >= 4 && shape.capitals >= 1 && !shape.clock => -0.1,
            None if shape.chars < 25 => -0.6,
            None => -1.0,
        };
        if weight < 0.0 && (hint.markup && self.repeats_above(i) || self.pictured(i)) {
            weight = -0.2;
        } else if self.doubled(i) {
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
    fn markup(&self, hint: Hint, shape: &Shape, weight: f32) -> f32 {
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

    /// A bare line that stands far above as well: the text of a picture shown again.
    fn repeats_above(&self, i: usize) -> bool {
        let twin = self.twins.get(i).copied().flatten();
        self.is(i, |s| s.label.is_none() && s.end == End::Bare)
            && twin.is_some_and(|j| i - j > 1 && i - j <= PICTURES)
    }

    /// A bare line of a page without markup that stands here for the third time or more, with paragraphs between: the
    /// text of its pictures, not a teaser.
    pub(super) fn pictured(&self, i: usize) -> bool {
        let prose = |i: usize| self.prose.get(i).copied().unwrap_or(0);
        let twin = self.twins.get(i).copied().flatten();
        !self.hint(i).markup
            && self
                .is(i, |s| s.label.is_none() && matches!(s.end, End::Bare | End::Cut) && s.words >= PICTURE)
            && twin
                .is_some_and(|first| prose(i) - prose(first) >= 2 && self.copies.get(first) >= Some(&SHOWN))
    }

    /// A paragraph that a wall cuts stands right below another; the lead of a teaser stands below a headline.
    pub(super) fn cut_off(&self, i: usize) -> bool {
        let cut = |s: &Shape| match s.end {
            End::Cut => s.chars >= 60,
            End::Bare => s.chars >= 100 && s.sentences,
            _ => false,
        };
        i > 0
            && self.is(i, |s| cut(s) && s.words >= 8 && !s.dated && !s.bullet)
            && self.is(i - 1, Shape::body)
    }
}

/// Longer prose weighs more, less so past a paragraph of usual length.
fn prose_weight(shape: &Shape) -> f32 {
    let chars = shape.chars as f32;
    chars.min(PARAGRAPH) / 120.0 + (chars.min(PAGE) - PARAGRAPH).max(0.0) / 1200.0
}
