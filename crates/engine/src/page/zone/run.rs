//! Where the story is: the run of pieces with the greatest sum of weights.
//!
//! Takes shapes and hints, gives the place of each piece: before the story, in it, a stranger inside it, after it. A
//! headline that markup confirms counts as well; a later run must be clearly greater than an earlier one.

use super::Reader;
use crate::page::shape::{End, Shape};
use crate::page::words::Label;

/// What a headline that markup confirms adds to the story below it.
const TITLED: f32 = 4.0;
/// What a picture, its buttons and a list of links may take away between two paragraphs; the rest of a longer list counts
/// only in part, since it says little more.
const GAP: f32 = 4.0;
const FAR: f32 = 0.3;
/// How much greater than an earlier run a later one must be.
const RIVAL: f32 = 1.2;
/// Items of the shortest list that a colon opens.
const LIST: usize = 3;
/// Words of the shortest line that opens it.
const OPENER: usize = 5;

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

    /// A headline, its date and its text: another story begins here. Markup pages say so with their elements.
    fn breaks(&self, i: usize) -> bool {
        let text = |j: usize| self.is(j, |s| s.body() || s.end == End::Cut && s.chars >= 60);
        let title = |j: usize| self.is(j, |s| s.title() && s.end != End::Stop);
        // "— Name (@name) March 4, 2025" signs a post shown inside a story
        let date = |j: usize| self.is(j, |s| s.dateline && !s.bullet);
        if self.hint(i).main || self.hint(i).zone.is_some() || self.inset(i) {
            return false;
        }
        (title(i) && date(i + 1) && text(i + 2)) || (date(i) && title(i + 1) && text(i + 2))
    }

    /// First and one past the last piece of the story.
    fn run(&self) -> Option<(usize, usize)> {
        let mut best = (0.0f32, 0, 0);
        let (mut sum, mut prose, mut credit, mut start) = (0.0f32, 0.0f32, 0.0f32, 0);
        let mut gap = 0.0f32;
        for i in 0..self.pieces.len() {
            let hint = self.hint(i);
            let titled = hint.titled || hint.heading == 1 && hint.links < 0.6;
            // a page that goes on with the next story
            let next = hint.heading == 1 && !hint.titled && credit > 0.0 && prose >= 1.0 && self.signs(i);
            if sum + credit <= 0.0 || next || self.breaks(i) || (titled && sum <= 0.0) {
                (sum, prose, credit, start) = (0.0, 0.0, 0.0, i);
            }
            if titled {
                credit = TITLED;
            }
            let mut weight = self.weight(i);
            if weight > 0.0 {
                gap = 0.0;
            } else {
                if gap >= GAP && !self.closes(i) {
                    weight *= FAR;
                }
                gap -= weight;
            }
            sum += weight;
            prose += weight.max(0.0);
            // the headline counts once there is prose below it
            let value = sum + if prose >= 1.0 { credit } else { 0.0 };
            // what follows the story is seldom as long: a later run must be clearly greater
            let rival = if start == best.1 { 1.0 } else { RIVAL };
            if value > best.0 * rival && weight > 0.0 {
                best = (value, start, i + 1);
            }
        }
        // labels and bare lines at the top are not the story
        let mut first = best.1;
        while first < best.2 && self.weight(first) <= 0.0 {
            first += 1;
        }
        let end = self.list_end(best.2);
        (best.0 > 0.0 && first < best.2).then(|| (first, self.without_tail(first, self.element_end(end))))
    }

    /// A colon at the end of the story opens a list: items, or lines with a number each.
    fn list_end(&self, end: usize) -> usize {
        // a shorter one is the name of a list: "Share:"
        let opens = |s: &Shape| s.end == End::Open && s.label.is_none() && s.words >= OPENER;
        if end == 0 || self.hint(end).markup || !self.is(end - 1, opens) {
            return end;
        }
        let item = |s: &Shape| s.label.is_none() && !s.menu && !s.clock && s.words >= 2;
        let listed = self.is(end, |s| s.bullet);
        let goes_on = |i: &usize| self.is(*i, |s| item(s) && s.bullet == listed && (listed || s.numbers > 0));
        let last = (end..self.pieces.len()).find(|i| !goes_on(i)).unwrap_or(self.pieces.len());
        if last - end >= LIST { last } else { end }
    }

    /// A label that ends a story.
    fn closes(&self, i: usize) -> bool {
        let ends = |label| matches!(label, Label::End | Label::Comments | Label::Notice | Label::Tags);
        self.is(i, |s| s.label.is_some_and(ends))
    }

    /// A headline with a date or a byline below it.
    fn signs(&self, i: usize) -> bool {
        let date = |j: usize| self.is(j, |s| s.dateline || s.label == Some(Label::Byline));
        self.is(i, |s| s.title() && s.end != End::Stop) && (date(i + 1) || date(i + 2))
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
}
