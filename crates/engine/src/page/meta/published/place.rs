//! Where a block stands to the story, and whether it belongs to something else.

use super::super::Evidence;
use crate::model::Zone;

/// Where a block stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Up to three blocks before the headline.
    Above,
    /// From the headline to the first paragraph.
    Top,
    /// In the story or just below it.
    Story,
    Elsewhere,
}

/// Headline, first paragraph and end of the story.
pub(super) struct Story {
    pub(super) top: Option<usize>,
    /// The piece that says the same as the page's title, or the only `h1`, when the headline is another.
    titled: Option<usize>,
    pub(super) lead: Option<usize>,
    pub(super) last: usize,
}

impl Story {
    pub(super) fn new(evidence: &Evidence<'_>) -> Self {
        let (headline, lead) = evidence.top();
        let titled = evidence.pieces.iter().position(|p| p.hint.titled && p.hint.heading > 0);
        let mut tops =
            evidence.pieces.iter().enumerate().filter(|(_, p)| p.hint.heading == 1).map(|(i, _)| i);
        let only = tops.next().filter(|_| tops.next().is_none());
        let titled = titled.or(only);
        let heading = || evidence.pieces.iter().position(|p| p.hint.heading == 1 || p.hint.titled);
        let top = headline.or_else(|| heading().filter(|i| lead.is_none_or(|lead| *i < lead)));
        let last = evidence.blocks.iter().rposition(|b| b.zone == Zone::Article).unwrap_or(0);
        Self { top, titled: titled.filter(|i| top.is_none_or(|top| *i != top)), lead, last }
    }

    /// One or two blocks from the headline.
    pub(super) fn adjacent(&self, i: usize) -> bool {
        let near = |top: usize| i + 2 >= top && i <= top + 2;
        self.top.or(self.lead).is_some_and(near) || self.titled.is_some_and(near)
    }

    /// A line that the zones take for a date line counts from a little farther above.
    pub(super) fn place(&self, i: usize, dateline: bool) -> Place {
        if let Some(titled) = self.titled
            && i + 2 >= titled
            && i <= titled + 3
        {
            return if i < titled { Place::Above } else { Place::Top };
        }
        let Some(top) = self.top.or(self.lead) else { return Place::Elsewhere };
        let lead = self.lead.unwrap_or(top + 3);
        if (top..=lead.max(top) + 1).contains(&i) {
            Place::Top
        } else if i < top && i + if dateline { 6 } else { 3 } >= top {
            Place::Above
        } else if i > top && i <= self.last + 3 {
            Place::Story
        } else {
            Place::Elsewhere
        }
    }
}

/// How sure it is that a block belongs to something else than the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Apart {
    No,
    /// Only by its place: what follows the story is taken for a teaser.
    Perhaps,
    /// A caption or teaser by its markup.
    Named,
    /// A comment or an advertisement.
    Yes,
}

pub(super) fn apart(evidence: &Evidence<'_>, i: usize) -> Apart {
    let zone = evidence.blocks.get(i).map_or(Zone::Other, |b| b.zone);
    let named = evidence.pieces.get(i).is_some_and(|p| p.hint.zone.is_some());
    match zone {
        Zone::Comment | Zone::Advert => Apart::Yes,
        Zone::Teaser | Zone::Caption if named => Apart::Named,
        Zone::Teaser | Zone::Caption => Apart::Perhaps,
        _ => Apart::No,
    }
}

/// Why a date at such a place is not the page's.
pub(super) fn reason(zone: Zone, place: Place) -> &'static str {
    match zone {
        Zone::Teaser => "in-teaser",
        Zone::Comment => "in-comment",
        Zone::Advert => "in-advert",
        Zone::Caption => "in-caption",
        Zone::Navigation => "in-menu",
        _ if place == Place::Above => "above-headline",
        _ => "beside-story",
    }
}
