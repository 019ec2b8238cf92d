//! Pieces to zones: which of them are the page's own story.
//!
//! Takes pieces with their shapes and, from markup, hints; gives blocks. The story is the run of pieces with the greatest
//! sum of weights (prose adds, labels, bare lines and cut teasers take away); its headline stands above it. What was
//! seen in markup only shifts the weights.

mod aside;
mod headline;
mod inset;
mod run;
mod story;
mod stranger;
mod tail;
mod weight;

pub(super) use story::lateness;

use super::shape::{End, Shape};
use super::words::Label;
use crate::model::{Block, BlockId, RawSpan, Role, Rule, Span, Zone};
use run::Place;
use rustc_hash::FxHashMap;

/// One run of text before its zone is known.
pub(super) struct Piece {
    pub(super) span: Span,
    pub(super) raw: Option<RawSpan>,
    pub(super) shape: Shape,
    pub(super) hint: Hint,
}

/// What markup says of a piece. A text page says nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hint {
    /// Element or class names that give the zone away.
    pub(super) zone: Option<Zone>,
    /// 1 to 6 for h1 to h6.
    pub(super) heading: u8,
    /// Inside a list item.
    pub(super) item: bool,
    pub(super) quote: bool,
    pub(super) table: bool,
    /// Share of the letters inside links, 0 to 1.
    pub(super) links: f32,
    /// Inside the element that holds the story.
    pub(super) main: bool,
    /// Markup was read at all.
    pub(super) markup: bool,
    /// In an element named for a date.
    pub(super) dated: bool,
    /// Says the same as the page's title.
    pub(super) titled: bool,
    /// Says the name of the site.
    pub(super) site: bool,
}

/// Rule of a line that is a label and the headline it leads to: "Read also: Mayor resigns".
pub(crate) const RELATED_LINE: &str = "related-line";

/// Words of a line below the headline that make it a summary, not a name or a button.
const SUMMARY: usize = 8;
/// Code points of prose below which a page of headlines has no story, only the lead of one.
const LEAD: usize = 120;

/// Pieces below a story among which its date may stand.
const SIGNED: usize = 3;

#[derive(Clone, Copy)]
struct Verdict {
    zone: Zone,
    role: Role,
    group: u32,
    repeats: Option<usize>,
    rule: &'static str,
}

/// Blocks of a page in order. `text` is what the pieces have their places in.
pub(super) fn assign(pieces: &[Piece], text: &str) -> Vec<Block> {
    let verdicts = Reader::new(pieces, text).read();
    let blocks = pieces.iter().zip(verdicts).map(|(piece, verdict)| Block {
        span: piece.span,
        zone: verdict.zone,
        role: verdict.role,
        group: verdict.group,
        repeats: verdict.repeats.map(|i| BlockId(i as u32)),
        raw: piece.raw,
        rule: Rule::Borrowed(verdict.rule),
    });
    blocks.collect()
}

/// For each piece the earliest that says the same.
fn twins(pieces: &[Piece]) -> Vec<Option<usize>> {
    let mut first: FxHashMap<u64, usize> = FxHashMap::default();
    let twin = |(i, piece): (usize, &Piece)| {
        if piece.shape.chars < 12 {
            return None;
        }
        let seen = *first.entry(piece.shape.key).or_insert(i);
        (seen != i).then_some(seen)
    };
    pieces.iter().enumerate().map(twin).collect()
}

struct Reader<'a> {
    pieces: &'a [Piece],
    verdicts: Vec<Verdict>,
    /// Earliest piece that says the same.
    twins: Vec<Option<usize>>,
    /// How many pieces say the same as each, counted at the earliest.
    copies: Vec<u32>,
    /// Paragraphs above each piece.
    prose: Vec<u32>,
    places: Vec<Place>,
    /// Prose of the page's frame (see `aside`).
    asides: Vec<bool>,
    /// Teasers between the paragraphs (see `inset`).
    insets: Vec<bool>,
}

impl<'a> Reader<'a> {
    fn new(pieces: &'a [Piece], text: &str) -> Self {
        let blank =
            Verdict { zone: Zone::Other, role: Role::Other, group: 0, repeats: None, rule: "left-over" };
        let twins = twins(pieces);
        let mut copies = vec![1; pieces.len()];
        for first in twins.iter().flatten() {
            if let Some(count) = copies.get_mut(*first) {
                *count += 1;
            }
        }
        let mut above = 0;
        let prose = pieces.iter().map(|piece| {
            let before = above;
            above += u32::from(piece.shape.body());
            before
        });
        let mut reader = Self {
            pieces,
            prose: prose.collect(),
            copies,
            verdicts: vec![blank; pieces.len()],
            twins,
            places: Vec::new(),
            asides: aside::asides(pieces),
            insets: inset::insets(pieces, text),
        };
        reader.places = reader.guess();
        reader
    }

    fn shape(&self, i: usize) -> Option<&'a Shape> {
        self.pieces.get(i).map(|piece| &piece.shape)
    }
    fn hint(&self, i: usize) -> Hint {
        self.pieces.get(i).map(|piece| piece.hint).unwrap_or_default()
    }
    fn place(&self, i: usize) -> Place {
        self.places.get(i).copied().unwrap_or(Place::After)
    }
    fn aside(&self, i: usize) -> bool {
        self.asides.get(i).copied().unwrap_or(false)
    }
    fn inset(&self, i: usize) -> bool {
        self.insets.get(i).copied().unwrap_or(false)
    }
    fn is(&self, i: usize, test: impl Fn(&Shape) -> bool) -> bool {
        self.shape(i).is_some_and(test)
    }
    fn set(&mut self, i: usize, zone: Zone, role: Role, group: u32, rule: &'static str) {
        let repeats = self.twins.get(i).copied().flatten();
        if let Some(verdict) = self.verdicts.get_mut(i) {
            *verdict = Verdict { zone, role, group, repeats, rule };
        }
    }

    fn read(mut self) -> Vec<Verdict> {
        let Some((start, end)) = self.story() else {
            self.loose();
            return self.verdicts;
        };
        let own = (start..end).filter(|i| self.place(*i) == Place::Story);
        if own.filter_map(|i| self.shape(i)).map(|s| s.chars).sum::<usize>() < LEAD && self.listing() {
            self.after(0);
            return self.verdicts;
        }
        let cuts = self.stories(start, end);
        let several = cuts.len() > 2;
        for (n, pair) in cuts.windows(2).enumerate() {
            let (Some(from), Some(to)) = (pair.first(), pair.last()) else { continue };
            let (head, prose) = self.parts(*from, *to, *from != start);
            if n == 0 {
                self.before(head.unwrap_or(prose));
            }
            let group = if several { n as u32 + 1 } else { 0 };
            if let Some(head) = head {
                self.top(head, prose, group);
            }
            self.inside(head, prose, *to, group);
        }
        let end = cuts.last().copied().unwrap_or(end);
        self.after(end);
        self.verdicts
    }

    /// Headline and first prose of the story from `from` to `to`. Where it is not the first of the page, nothing above it
    /// is its own.
    fn parts(&self, from: usize, to: usize, later: bool) -> (Option<usize>, usize) {
        if !later {
            let head = self.headline(from);
            return (head, if head == Some(from) { from + 1 } else { from });
        }
        let own = |i: &usize| self.place(*i) == Place::Story && self.is(*i, |s| s.body() && !s.dateline);
        let prose = (from..to).find(own).unwrap_or(from);
        ((from..prose).find(|i| self.is(*i, Shape::title)), prose)
    }

    /// No prose at all: everything that is not a label is kept.
    fn loose(&mut self) {
        let long = |piece: &Piece| piece.shape.body() && piece.shape.chars >= LEAD;
        if self.listing() && !self.pieces.iter().any(|piece| long(piece) || piece.hint.titled) {
            self.after(0);
            return;
        }
        let mut head = false;
        for i in 0..self.pieces.len() {
            if self.chrome(i, 0) {
                continue;
            }
            let role = if head { Role::Paragraph } else { Role::Headline };
            head = true;
            self.set(i, Zone::Article, role, 0, "no-prose");
        }
    }

    /// A zone that the label alone decides; false when there is none.
    fn chrome(&mut self, i: usize, group: u32) -> bool {
        let Some(shape) = self.shape(i) else { return false };
        let (zone, role, rule) = match shape.label {
            Some(Label::Advert) => (Zone::Advert, Role::Label, "advert-label"),
            Some(Label::Related) if shape.whole => (Zone::Teaser, Role::Label, "related-label"),
            Some(Label::Related) => (Zone::Teaser, Role::Headline, RELATED_LINE),
            Some(Label::End) => (Zone::Teaser, Role::Label, "section-label"),
            Some(Label::About) => (Zone::Other, Role::Label, "about-label"),
            Some(Label::Source) => (Zone::Other, Role::Label, "source-label"),
            Some(Label::Video) => (Zone::Teaser, Role::Label, "video-promo"),
            Some(Label::Comments) => (Zone::Comment, Role::Label, "comment-label"),
            Some(Label::Caption) => (Zone::Caption, Role::Other, "caption-label"),
            Some(Label::Byline) => (Zone::Byline, Role::Other, "byline-label"),
            Some(Label::Tags | Label::Navigation | Label::Social | Label::Share) => {
                (Zone::Navigation, Role::Label, "menu-label")
            }
            Some(Label::Statistics | Label::Updated) if shape.dateline => {
                (Zone::Byline, Role::Date, "date-label")
            }
            Some(Label::Statistics | Label::Updated | Label::Notice) => {
                (Zone::Other, Role::Label, "notice-label")
            }
            Some(Label::Background) if shape.whole => (Zone::Article, Role::Subheading, "background-label"),
            Some(Label::Background) | None if shape.menu => (Zone::Navigation, Role::Other, "menu-words"),
            Some(Label::Background) | None => return false,
        };
        self.set(i, zone, role, group, rule);
        true
    }

    fn before(&mut self, head: usize) {
        for i in 0..head {
            if self.chrome(i, 0) || self.marked(i, 0) {
                continue;
            }
            let Some(shape) = self.shape(i) else { continue };
            if shape.dateline {
                self.set(i, Zone::Byline, Role::Date, 0, "date-above");
            } else if shape.words <= 4 {
                self.set(i, Zone::Navigation, Role::Other, 0, "short-line-above");
            } else {
                self.set(i, Zone::Other, Role::Other, 0, "above-the-headline");
            }
        }
    }

    /// A zone that markup alone decides.
    fn marked(&mut self, i: usize, group: u32) -> bool {
        match self.hint(i).zone {
            Some(zone) if zone != Zone::Article => {
                self.set(i, zone, Role::Other, group, "markup");
                true
            }
            _ => false,
        }
    }

    /// From the headline to the first paragraph.
    fn top(&mut self, head: usize, start: usize, group: u32) {
        self.set(head, Zone::Article, Role::Headline, group, "headline");
        for i in head + 1..start {
            let Some(shape) = self.shape(i) else { continue };
            if self.twins.get(i).copied().flatten() == Some(head) {
                self.set(i, Zone::Article, Role::Headline, group, "doubled-headline");
            } else if self.chrome(i, group) || self.marked(i, group) {
            } else if shape.dateline || shape.clock {
                self.set(i, Zone::Byline, Role::Date, group, "date-below-headline");
            } else if self.begins(head, i) {
                self.set(i, Zone::Caption, Role::Other, group, "cut-headline");
            } else if self.place(i) == Place::Story
                || (shape.title() && (shape.words >= 6 || self.repeated_by_prose(i))
                    || shape.words >= SUMMARY && shape.body())
                    && self.hint(i).links < 0.6
            {
                self.set(i, Zone::Article, Role::Standfirst, group, "standfirst");
            } else {
                self.set(i, Zone::Byline, Role::Other, group, "line-below-headline");
            }
        }
    }

    fn inside(&mut self, head: Option<usize>, start: usize, end: usize, group: u32) {
        let mut lead = false;
        let mut related = false;
        let mut i = start;
        // "Who is next?" above the lead, counted as prose for its mark
        if head.is_none()
            && end > start + 1
            && self.is(start, |s| s.end == End::Call && s.chars <= 200 && !s.quoted)
        {
            self.set(start, Zone::Article, Role::Headline, group, "headline");
            i += 1;
        }
        while i < end {
            let Some(shape) = self.shape(i) else { break };
            let own = self.place(i) == Place::Story;
            let sure = own && shape.body();
            if !sure && self.chrome(i, group) {
                related = matches!(shape.label, Some(Label::Related | Label::End | Label::Comments))
                    && (shape.whole || related)
                    && self.hint(i).zone.is_none();
            } else if self.inset(i) {
                let role = if shape.dateline || shape.clock { Role::Date } else { Role::Headline };
                self.set(i, Zone::Teaser, role, group, "inset-teaser");
            } else if shape.clock {
                self.set(i, Zone::Byline, Role::Date, group, "clock");
            } else if own {
                related = false;
                let role = self.story_role(i, end, &mut lead);
                self.set(i, Zone::Article, role, group, "story");
            } else if !self.marked(i, group) {
                let (zone, role, rule) = self.stranger(i, head, lead, related);
                self.set(i, zone, role, group, rule);
            }
            i += 1;
        }
    }

    /// What stands between the paragraphs of a story and is none of it.
    fn stranger(
        &self,
        i: usize,
        head: Option<usize>,
        lead: bool,
        related: bool,
    ) -> (Zone, Role, &'static str) {
        let hint = self.hint(i);
        if self.is(i, |s| s.dateline) {
            return (if lead { Zone::Other } else { Zone::Byline }, Role::Date, "date-line");
        }
        if head.is_some_and(|head| self.begins(head, i)) {
            return (Zone::Caption, Role::Other, "cut-headline");
        }
        if self.pictured(i) {
            return (Zone::Caption, Role::Other, "repeated-line");
        }
        if related || hint.links > 0.6 || self.doubled(i) {
            return (Zone::Teaser, Role::Headline, "link-line");
        }
        (Zone::Other, Role::Other, "stranger")
    }

    /// What a piece of the story does in it.
    fn story_role(&self, i: usize, end: usize, lead: &mut bool) -> Role {
        let Some(shape) = self.shape(i) else { return Role::Paragraph };
        let hint = self.hint(i);
        if hint.heading > 0 && !shape.body() {
            return Role::Subheading;
        }
        if shape.body() || shape.bullet || hint.item || hint.quote || hint.table {
            return self.prose_role(i, end, lead);
        }
        let list = i > 0 && self.is(i - 1, |s| s.end == End::Open) && shape.end != End::Stop;
        if list {
            return Role::ListItem;
        }
        // a bare line with prose below it
        let below = self.is(i + 1, Shape::body) && i + 1 < end;
        if shape.end == End::Bare && shape.chars <= 150 && below && !hint.markup {
            return Role::Subheading;
        }
        Role::Paragraph
    }

    fn prose_role(&self, i: usize, end: usize, lead: &mut bool) -> Role {
        let Some(shape) = self.shape(i) else { return Role::Paragraph };
        let hint = self.hint(i);
        if shape.label == Some(Label::Background) {
            return Role::Background;
        }
        if hint.table {
            return Role::Table;
        }
        if hint.item || (shape.bullet && !(shape.dashed && shape.end == End::Stop)) {
            return Role::ListItem;
        }
        if !*lead {
            let doubled =
                (i + 1..end.min(i + 3)).any(|j| self.is(j, |s| s.key == shape.key)) || self.twin_prose(i);
            if doubled && end > i + 2 {
                return Role::Standfirst;
            }
            *lead = true;
            return Role::Lead;
        }
        if hint.quote {
            return Role::Quotation;
        }
        Role::Paragraph
    }

    /// Says the same as prose just before.
    fn twin_prose(&self, i: usize) -> bool {
        self.twins.get(i).copied().flatten().is_some_and(|j| self.is(j, Shape::body) && i - j <= 2)
    }

    fn after(&mut self, end: usize) {
        let mut group = 0;
        let mut comments = false;
        let start = self.places.iter().position(|place| *place == Place::Story);
        for i in end..self.pieces.len() {
            let Some(shape) = self.shape(i) else { continue };
            let title = shape.title();
            let again = self.twins.get(i).copied().flatten() == i.checked_sub(1) && i > end;
            if ((title && !shape.body() && shape.end != End::Cut) || self.starts_story(i)) && !again {
                group += 1;
            }
            if self.chrome(i, group.max(1)) {
                comments = shape.label == Some(Label::Comments)
                    || (comments && !matches!(shape.label, Some(Label::End | Label::Related)));
                // the date of a comment or of another story
                if matches!(shape.label, Some(Label::Statistics | Label::Updated)) && i > end + SIGNED {
                    self.set(i, Zone::Other, Role::Label, group.max(1), "notice-label");
                }
                continue;
            }
            if self.marked(i, group.max(1)) {
                continue;
            }
            let (zone, role, rule) = if start.is_some_and(|start| self.author_box(i, start)) {
                (Zone::Byline, Role::Other, "author-box")
            } else if comments {
                (Zone::Comment, Role::Other, "below-comment-label")
            } else if shape.dateline {
                (Zone::Teaser, Role::Date, "date-in-teaser")
            } else if shape.end == End::Cut || shape.dated {
                (Zone::Teaser, Role::Lead, "cut-teaser")
            } else if title && shape.end != End::Stop {
                (Zone::Teaser, Role::Headline, "line-after-story")
            } else if shape.body() {
                (Zone::Teaser, Role::Paragraph, "text-after-story")
            } else if shape.words <= 3 {
                (Zone::Navigation, Role::Other, "short-line-after")
            } else {
                (Zone::Other, Role::Other, "after-story")
            };
            self.set(i, zone, role, group.max(1), rule);
        }
    }
}

#[cfg(test)]
mod tests;
