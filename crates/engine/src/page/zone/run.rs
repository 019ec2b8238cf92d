//! Where the story is: the run of pieces with the greatest sum of weights.
//!
//! Takes shapes and hints, gives the place of each piece: before the story, in it, a stranger inside it, after it. Prose
//! adds; labels, bare lines and cut teasers take away. What was seen in markup only shifts the weights.

use super::{Hint, Piece, lateness};
use crate::model::Zone;
use crate::page::shape::{End, Shape};
use crate::page::words::Label;

/// What a headline that markup confirms adds to the story below it.
const TITLED: f32 = 4.0;

struct Run<'a> {
    pieces: &'a [Piece],
    /// Earliest piece that says the same.
    twins: &'a [Option<usize>],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Before,
    Story,
    /// A link, an advert, a caption between two paragraphs.
    Stranger,
    After,
}

/// The places of all pieces; no piece is in the story where nothing speaks for one.
pub(super) fn places(pieces: &[Piece], twins: &[Option<usize>]) -> Vec<Place> {
    let run = Run { pieces, twins };
    let (first, end) = run.find().unwrap_or((pieces.len(), pieces.len()));
    let mut places = vec![Place::Before; first];
    run.inside(first, end, &mut places);
    places.resize(pieces.len(), Place::After);
    places
}

impl<'a> Run<'a> {
    fn shape(&self, i: usize) -> Option<&'a Shape> {
        self.pieces.get(i).map(|piece| &piece.shape)
    }
    fn hint(&self, i: usize) -> Hint {
        self.pieces.get(i).map(|piece| piece.hint).unwrap_or_default()
    }
    fn is(&self, i: usize, test: impl Fn(&Shape) -> bool) -> bool {
        self.shape(i).is_some_and(test)
    }
}

impl Run<'_> {
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

    /// Two bare lines in a row that say the same: a picture's text and its link.
    fn doubled(&self, i: usize) -> bool {
        let bare = |j: usize| self.is(j, |s| matches!(s.end, End::Bare | End::Cut));
        let key = |j: usize| self.shape(j).map(|s| s.key);
        let same = |j: usize| bare(j) && key(i).is_some() && key(j) == key(i);
        self.is(i, |s| s.chars >= 12) && bare(i) && (same(i + 1) || (i > 0 && same(i - 1))) && i > 3
    }

    /// A headline, its date and its text: another story begins here. Markup pages say so with their elements.
    fn starts_story(&self, i: usize) -> bool {
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
    fn find(&self) -> Option<(usize, usize)> {
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
    fn tail(&self, end: usize) -> usize {
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

impl Run<'_> {
    /// Strangers in the run, told from its paragraphs.
    fn inside(&self, start: usize, end: usize, places: &mut Vec<Place>) {
        let mut related = false;
        for i in start..end {
            let (Some(shape), hint) = (self.shape(i), self.hint(i)) else { continue };
            let prose = shape.body();
            let stranger = if shape.label.is_some_and(|label| label != Label::Background) || shape.menu {
                related = matches!(shape.label, Some(Label::Related | Label::End | Label::Comments))
                    && (shape.whole || related)
                    && hint.zone.is_none();
                true
            } else if prose && !self.link_line(i) && !self.marked(i) && !self.doubled(i) && !shape.dateline {
                related = false;
                false
            } else {
                self.link_line(i)
                    || self.marked(i)
                    || self.doubled(i)
                    || shape.dateline && !hint.main
                    || related && !prose && (hint.heading == 0 || hint.links > 0.6)
                    || self.bare_line(i, start, end)
            };
            places.push(if stranger { Place::Stranger } else { Place::Story });
        }
    }

    /// Markup names another zone, and it is no paragraph of the story's element.
    fn marked(&self, i: usize) -> bool {
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
