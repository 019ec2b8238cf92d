//! Pieces to zones: which of them are the page's own story.
//!
//! Takes pieces with their shapes and, from markup, hints; gives blocks. The story is the run of pieces with the greatest
//! sum of weights (prose adds, labels, bare lines and cut teasers take away); its headline stands above it. What was
//! seen in markup only shifts the weights.

use super::shape::{End, Shape};
use super::words::Label;
use crate::model::{Block, BlockId, RawSpan, Role, Rule, Span, Zone};
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
    /// Says the same as the page's title.
    pub(super) titled: bool,
}

/// How much less prose weighs at the end of a page than at its beginning, 0 to 1.
pub(super) const LATE: f32 = 0.5;
/// What a headline that markup confirms adds to the story below it.
const TITLED: f32 = 4.0;

#[derive(Clone, Copy)]
struct Verdict {
    zone: Zone,
    role: Role,
    group: u32,
    repeats: Option<usize>,
    rule: &'static str,
}

/// Blocks of a page in order.
pub(super) fn assign(pieces: &[Piece]) -> Vec<Block> {
    let verdicts = Reader::new(pieces).read();
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

struct Reader<'a> {
    pieces: &'a [Piece],
    verdicts: Vec<Verdict>,
    /// Earliest piece that says the same.
    twins: Vec<Option<usize>>,
}

impl<'a> Reader<'a> {
    fn new(pieces: &'a [Piece]) -> Self {
        let mut first: FxHashMap<u64, usize> = FxHashMap::default();
        let twins = pieces
            .iter()
            .enumerate()
            .map(|(i, piece)| {
                if piece.shape.chars < 12 {
                    return None;
                }
                let seen = *first.entry(piece.shape.key).or_insert(i);
                (seen != i).then_some(seen)
            })
            .collect();
        let blank =
            Verdict { zone: Zone::Other, role: Role::Other, group: 0, repeats: None, rule: "left-over" };
        Self { pieces, verdicts: vec![blank; pieces.len()], twins }
    }

    fn shape(&self, i: usize) -> Option<&'a Shape> {
        self.pieces.get(i).map(|piece| &piece.shape)
    }
    fn hint(&self, i: usize) -> Hint {
        self.pieces.get(i).map(|piece| piece.hint).unwrap_or_default()
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
        let head = self.headline(start);
        self.before(head.unwrap_or(start));
        if let Some(head) = head {
            self.top(head, start);
        }
        self.inside(head, start, end);
        self.after(end);
        self.verdicts
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
            None if shape.bullet => -0.5,
            None if shape.end == End::Open => 0.1,
            None if shape.chars < 25 => -0.6,
            None => -1.0,
        };
        if self.doubled(i) {
            weight -= 2.0;
        }
        // said before, far above: a part of the page's frame
        if prose && self.twins.get(i).copied().flatten().is_some_and(|first| i - first > 4) {
            weight = -0.5;
        }
        if shape.terms {
            weight = weight.min(0.0) - 1.5;
        }
        if weight > 0.0 {
            weight *= 1.0 - LATE * i as f32 / self.pieces.len() as f32;
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
        self.is(i, |s| s.chars >= 12) && bare(i) && (same(i + 1) || (i > 0 && same(i - 1))) && !(i <= 3)
    }

    /// A headline, its date and its text: another story begins here. Markup pages say so with their elements.
    fn starts_story(&self, i: usize) -> bool {
        let text = |j: usize| self.is(j, |s| s.body() || s.end == End::Cut && s.chars >= 60);
        let title = |j: usize| self.is(j, |s| s.title() && s.end != End::Stop);
        let date = |j: usize| self.is(j, |s| s.dateline);
        (title(i) && date(i + 1) && text(i + 2)) || (date(i) && title(i + 1) && text(i + 2))
    }

    /// First and one past the last piece of the story.
    fn story(&self) -> Option<(usize, usize)> {
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
        (best.0 > 0.0 && first < best.2).then_some((first, best.2))
    }

    /// No prose at all: everything that is not a label is kept.
    fn loose(&mut self) {
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

    /// The piece above the story that names it.
    fn headline(&self, start: usize) -> Option<usize> {
        let mut best: Option<(f32, usize)> = None;
        let reach = if self.hint(start).markup { 40 } else { 10 };
        for i in (start.saturating_sub(reach)..start).rev() {
            let (Some(shape), hint) = (self.shape(i), self.hint(i)) else { continue };
            let opens = self.opens_page(i);
            if !(shape.title() || opens || hint.heading == 1 || hint.titled)
                || hint.links > 0.6 && hint.heading != 1
            {
                continue;
            }
            if matches!(hint.zone, Some(Zone::Navigation | Zone::Advert | Zone::Comment)) {
                continue;
            }
            let distance = (start - i) as f32;
            let mut score = shape.chars.min(100) as f32 - 4.0 * distance;
            if self.is(i + 1, |s| s.dateline || s.label == Some(Label::Byline)) {
                score += 15.0;
            }
            // the lead says it again: a standfirst, not a headline
            if self.repeated_by_prose(i) {
                score -= 80.0;
            }
            if self.prefix_of_other(i, start) {
                score -= 80.0;
            }
            score += match hint.heading {
                1 => 150.0,
                2 => 30.0,
                _ => 0.0,
            };
            if hint.titled {
                score += 120.0;
            }
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, i));
            }
        }
        let (_, mut head) = best?;
        // a page that opens with its headline and standfirst
        if !self.hint(start).markup {
            while head > 0
                && head <= 5
                && self.is(head - 1, Shape::title)
                && !self.prefix_of_other(head - 1, start)
            {
                head -= 1;
            }
            // the same headline shown above
            for i in (head.saturating_sub(4)..head).rev() {
                if self.twins.get(head).copied().flatten() == Some(i) {
                    head = i;
                    break;
                }
            }
        }
        Some(head)
    }

    /// A bare line with nothing but labels above it, and the story soon below: a headline however short.
    fn opens_page(&self, i: usize) -> bool {
        let plain = |s: &Shape| {
            s.label.is_none() && !s.menu && !s.dateline && !s.bullet && s.end != End::Open && s.words > 0
        };
        i <= 3 && self.is(i, |s| plain(s) && s.chars <= 250) && (0..i).all(|j| self.is(j, |s| !plain(s)))
    }

    fn repeated_by_prose(&self, i: usize) -> bool {
        let key = self.shape(i).map(|s| s.key);
        (i + 1..i + 4).any(|j| self.is(j, |s| s.end == End::Stop && Some(s.key) == key))
    }

    /// The beginning of a piece nearby, cut: the text of a picture.
    fn prefix_of_other(&self, i: usize, start: usize) -> bool {
        let Some(piece) = self.pieces.get(i) else { return false };
        (i.saturating_sub(4)..=start.min(i + 3)).any(|j| {
            j != i
                && self
                    .pieces
                    .get(j)
                    .is_some_and(|other| other.shape.chars > piece.shape.chars + 3 && self.begins(j, i))
        })
    }

    fn begins(&self, whole: usize, part: usize) -> bool {
        match (self.pieces.get(whole), self.pieces.get(part)) {
            (Some(whole), Some(part)) => whole.shape.begins_with(&part.shape),
            _ => false,
        }
    }

    /// A zone that the label alone decides; false when there is none.
    fn chrome(&mut self, i: usize, group: u32) -> bool {
        let Some(shape) = self.shape(i) else { return false };
        let (zone, role, rule) = match shape.label {
            Some(Label::Advert) => (Zone::Advert, Role::Label, "advert-label"),
            Some(Label::Related) if shape.whole => (Zone::Teaser, Role::Label, "related-label"),
            Some(Label::Related) => (Zone::Teaser, Role::Headline, "related-line"),
            Some(Label::End) => (Zone::Teaser, Role::Label, "section-label"),
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
    fn top(&mut self, head: usize, start: usize) {
        self.set(head, Zone::Article, Role::Headline, 0, "headline");
        for i in head + 1..start {
            let Some(shape) = self.shape(i) else { continue };
            if self.twins.get(i).copied().flatten() == Some(head) {
                self.set(i, Zone::Article, Role::Headline, 0, "doubled-headline");
            } else if self.chrome(i, 0) || self.marked(i, 0) {
            } else if shape.dateline {
                self.set(i, Zone::Byline, Role::Date, 0, "date-below-headline");
            } else if self.begins(head, i) {
                self.set(i, Zone::Caption, Role::Other, 0, "cut-headline");
            } else if shape.title()
                && (shape.words >= 6 || self.repeated_by_prose(i))
                && self.hint(i).links < 0.6
            {
                self.set(i, Zone::Article, Role::Standfirst, 0, "standfirst");
            } else {
                self.set(i, Zone::Byline, Role::Other, 0, "line-below-headline");
            }
        }
    }

    fn inside(&mut self, head: Option<usize>, start: usize, end: usize) {
        let mut lead = false;
        let mut related = false;
        let mut i = start;
        // "Who is next?" above the lead, counted as prose for its mark
        if head.is_none()
            && end > start + 1
            && self.is(start, |s| s.end == End::Call && s.chars <= 200 && !s.quoted)
        {
            self.set(start, Zone::Article, Role::Headline, 0, "headline");
            i += 1;
        }
        while i < end {
            let Some(shape) = self.shape(i) else { break };
            let prose = shape.body();
            let hint = self.hint(i);
            if self.chrome(i, 0) {
                related = matches!(shape.label, Some(Label::Related | Label::End | Label::Comments))
                    && (shape.whole || related)
                    && hint.zone.is_none();
            } else if hint.links > 0.8 && shape.words >= 3 && !hint.main && hint.heading == 0
                || !(prose && hint.main) && self.marked(i, 0)
            {
                if hint.zone.is_none_or(|zone| zone == Zone::Article) {
                    self.set(i, Zone::Teaser, Role::Headline, 0, "link-line");
                }
            } else if shape.dateline && !hint.main {
                self.set(i, if lead { Zone::Other } else { Zone::Byline }, Role::Date, 0, "date-line");
            } else if related && !prose && (hint.heading == 0 || hint.links > 0.6) {
                self.set(i, Zone::Teaser, Role::Headline, 0, "below-related-label");
            } else if self.doubled(i) {
                self.set(i, Zone::Teaser, Role::Headline, 0, "doubled-line");
            } else if prose || shape.bullet || hint.item || hint.quote {
                related = false;
                let role = self.prose_role(i, end, &mut lead);
                self.set(i, Zone::Article, role, 0, "prose");
            } else {
                let (zone, role, rule) = self.bare(i, start, end, head);
                self.set(i, zone, role, 0, rule);
            }
            i += 1;
        }
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
        if shape.bullet || hint.item {
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

    /// A line between paragraphs that is no sentence.
    fn bare(&self, i: usize, start: usize, end: usize, head: Option<usize>) -> (Zone, Role, &'static str) {
        let bare = |j: usize| {
            j >= start
                && j < end
                && self.is(j, |s| {
                    !s.body() && !s.bullet && matches!(s.end, End::Bare | End::Cut) && s.label.is_none()
                })
        };
        let hint = self.hint(i);
        if hint.heading > 0 && hint.links < 0.6 {
            return (Zone::Article, Role::Subheading, "heading");
        }
        if head.is_some_and(|head| self.begins(head, i)) {
            return (Zone::Caption, Role::Other, "cut-headline");
        }
        // items of a list without marks
        let mut first = i;
        while first > start && i - first < 40 && bare(first - 1) {
            first -= 1;
        }
        if first > start && self.is(first - 1, |s| s.end == End::Open) {
            return (Zone::Article, Role::ListItem, "list-after-colon");
        }
        if hint.markup && hint.main {
            return (Zone::Article, Role::Paragraph, "in-story-element");
        }
        let mut last = i;
        while last + 1 < end && last - i < 40 && bare(last + 1) {
            last += 1;
        }
        let run = last - first + 1;
        if self.is(i, |s| matches!(s.end, End::Stop | End::Call | End::Open)) {
            return (Zone::Article, Role::Paragraph, "short-sentence");
        }
        if run >= 3 {
            return (Zone::Other, Role::Other, "bare-lines");
        }
        if self.is(i, |s| s.end == End::Cut) {
            return (Zone::Article, Role::Paragraph, "open-sentence");
        }
        let role =
            if self.is(i, |s| s.chars <= 150) && last + 1 < end { Role::Subheading } else { Role::Paragraph };
        (Zone::Article, role, "line-between-paragraphs")
    }

    fn after(&mut self, end: usize) {
        let mut group = 0;
        let mut comments = false;
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
                continue;
            }
            if self.marked(i, group.max(1)) {
                continue;
            }
            let (zone, role, rule) = if comments {
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

/// Longer prose weighs more, up to a point.
fn prose_weight(shape: &Shape) -> f32 {
    shape.chars.min(600) as f32 / 120.0
}
