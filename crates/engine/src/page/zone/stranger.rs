//! What stands between the paragraphs of a story and is none of it.
//!
//! Takes the run of the story, gives the place of each of its pieces.

use super::Reader;
use super::run::Place;
use crate::model::Zone;
use crate::page::shape::{End, Shape};
use crate::page::words::Label;

/// Pieces looked at around a line of a list.
const LIST: usize = 40;
/// Words of the longest row of a table.
const ROW: usize = 8;

impl Reader<'_> {
    /// Strangers in the run, told from its paragraphs.
    pub(super) fn mark_strangers(&self, start: usize, end: usize, places: &mut Vec<Place>) {
        let mut related = false;
        let mut paragraphs = 0;
        for i in start..end {
            let (Some(shape), hint) = (self.shape(i), self.hint(i)) else { continue };
            let prose = shape.body() || self.cut_off(i);
            paragraphs += usize::from(prose);
            // key points stand above the second paragraph
            if paragraphs >= 2 && self.listed_title(i) || self.aside(i) || self.inset(i) {
                places.push(Place::Stranger);
                continue;
            }
            let stranger = if shape.label.is_some_and(|label| label != Label::Background) || shape.menu {
                related = matches!(shape.label, Some(Label::Related | Label::End | Label::Comments))
                    && (shape.whole || related)
                    && hint.zone.is_none();
                true
            } else if prose
                && !self.link_line(i)
                && !self.named_otherwise(i)
                && !self.doubled(i)
                && !shape.dateline
            {
                related = false;
                false
            } else {
                self.link_line(i)
                    || shape.telephone
                    || self.named_otherwise(i)
                    || self.doubled(i)
                    || self.pictured(i)
                    || shape.dateline && !hint.main
                    || related && !prose && (hint.heading == 0 || hint.links > 0.6)
                    || self.bare_line(i, start, end)
            };
            places.push(if stranger { Place::Stranger } else { Place::Story });
        }
    }

    /// Markup names another zone, and it is no paragraph of the story's element.
    fn named_otherwise(&self, i: usize) -> bool {
        let hint = self.hint(i);
        hint.zone.is_some_and(|zone| zone != Zone::Article) && !(hint.main && self.is(i, Shape::body))
    }

    /// Nothing but a link, and no paragraph: it leads to another page.
    fn link_line(&self, i: usize) -> bool {
        let hint = self.hint(i);
        let sentence = |s: &Shape| s.body() && s.end != End::Call;
        hint.links > 0.85 && hint.heading <= 1 && self.is(i, |s| s.words >= 3 && !(sentence(s) && hint.main))
    }

    /// One of three bare lines or more in a row, which no colon opens and no element holds.
    fn bare_line(&self, i: usize, start: usize, end: usize) -> bool {
        let hint = self.hint(i);
        let bare = |j: usize| {
            j >= start
                && j < end
                && !self.pictured(j)
                && self.is(j, |s| {
                    !s.body() && !s.bullet && matches!(s.end, End::Bare | End::Cut) && s.label.is_none()
                })
        };
        if !bare(i) || hint.item || hint.quote || hint.main || hint.heading > 0 && hint.links < 0.6 {
            return false;
        }
        let mut first = i;
        while first > start && i - first < LIST && bare(first - 1) {
            first -= 1;
        }
        if first > start && self.is(first - 1, |s| s.end == End::Open) {
            return false;
        }
        let mut last = i;
        while last + 1 < end && last - i < LIST && bare(last + 1) {
            last += 1;
        }
        last - first >= 2 && !self.tabled(first, last)
    }

    /// Rows of a table: half of them and more are short and hold a number.
    fn tabled(&self, first: usize, last: usize) -> bool {
        let row = |j: &usize| self.is(*j, |s| s.numbers > 0 && s.words <= ROW && !s.dateline && !s.clock);
        (first..=last).filter(row).count() * 2 > last - first + 1
    }

    /// One of three list items or more in a row that read like headlines, below no colon.
    fn listed_title(&self, i: usize) -> bool {
        let item = |j: usize| {
            !self.hint(j).markup
                && self.is(j, |s| {
                    s.bullet
                        && s.label.is_none()
                        && s.words >= 5
                        && s.chars >= 35
                        && matches!(s.end, End::Bare | End::Call)
                })
        };
        if !item(i) {
            return false;
        }
        let mut first = i;
        while first > 0 && i - first < LIST && item(first - 1) {
            first -= 1;
        }
        let mut last = i;
        while last - first < 3 && item(last + 1) {
            last += 1;
        }
        last - first >= 2 && first > 0 && !self.is(first - 1, |s| s.end == End::Open)
    }
}
