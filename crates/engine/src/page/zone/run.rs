//! Where the story is: the run of pieces with the greatest sum of weights.
//!
//! Takes shapes and hints, gives the place of each piece: before the story, in it, a stranger inside it, after it. Prose
//! adds; labels, bare lines and cut teasers take away. What was seen in markup only shifts the weights.

use super::{Hint, Reader, lateness};
use crate::model::Zone;
use crate::page::shape::{End, Shape};
use crate::page::words::Label;

/// What a headline that markup confirms adds to the story below it.
const TITLED: f32 = 4.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Before,
    Story,
    /// A link, an advert, a caption between two paragraphs.
    Stranger,
    After,
}

impl Reader<'_> {
    /// The places of all pieces; no piece is in the story where nothing speaks for one.
    pub(super) fn guess(&self) -> Vec<Place> {
        let all = self.pieces.len();
        let (first, end) = self.run().unwrap_or((all, all));
        let mut places = vec![Place::Before; first];
        self.mark_strangers(first, end, &mut places);
        places.resize(all, Place::After);
        places
    }

    /// What a piece adds to the story it would belong to.
    fn weight(&self, i: usize) -> f32 {
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

    /// A headline, its date and its text: another story begins here. Markup pages say so with their elements.
    fn breaks(&self, i: usize) -> bool {
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
    fn run(&self) -> Option<(usize, usize)> {
        let mut best = (0.0f32, 0, 0);
        let (mut sum, mut prose, mut credit, mut start) = (0.0f32, 0.0f32, 0.0f32, 0);
        for i in 0..self.pieces.len() {
            let hint = self.hint(i);
            let titled = hint.titled || hint.heading == 1 && hint.links < 0.6;
            if sum + credit <= 0.0 || self.breaks(i) || (titled && sum <= 0.0) {
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
        (best.0 > 0.0 && first < best.2).then_some((first, self.element_end(best.2)))
    }

    /// The story's element goes on: tables, lists and bare lines up to the first label or link.
    fn element_end(&self, end: usize) -> usize {
        let goes_on = |i: usize| {
            let hint = self.hint(i);
            hint.main
                && self.twins.get(i).copied().flatten().is_none()
                && self.free(i)
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

    /// Strangers in the run, told from its paragraphs.
    fn mark_strangers(&self, start: usize, end: usize, places: &mut Vec<Place>) {
        let mut related = false;
        for i in start..end {
            let (Some(shape), hint) = (self.shape(i), self.hint(i)) else { continue };
            let prose = shape.body();
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
                    || self.named_otherwise(i)
                    || self.doubled(i)
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
                && self.is(j, |s| {
                    !s.body() && !s.bullet && matches!(s.end, End::Bare | End::Cut) && s.label.is_none()
                })
        };
        if !bare(i) || hint.item || hint.quote || hint.main || hint.heading > 0 && hint.links < 0.6 {
            return false;
        }
        let mut first = i;
        while first > start && i - first < 40 && bare(first - 1) {
            first -= 1;
        }
        if first > start && self.is(first - 1, |s| s.end == End::Open) {
            return false;
        }
        let mut last = i;
        while last + 1 < end && last - i < 40 && bare(last + 1) {
            last += 1;
        }
        last - first >= 2
    }
}

/// Longer prose weighs more, up to a point.
fn prose_weight(shape: &Shape) -> f32 {
    shape.chars.min(600) as f32 / 120.0
}
