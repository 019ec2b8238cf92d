//! Dates that elements are named for and lines that show a date, by where they stand to the story.

use super::super::super::shape;
use super::super::super::words::Label as LineLabel;
use super::super::Evidence;
use super::super::head::Says;
use super::place::{Apart, Place, Story, apart, reason};
use super::value::{self, Reading};
use super::{Dates, SHORT, marked, weight};
use crate::date::{self, DateExpression, Label, Precision};
use crate::model::{Basis, Block, Role, Span, Zone};
use std::borrow::Cow;

/// Letters beside the dates of a line that still count as little.
const FEW: usize = 40;
/// Bytes of the longest word for "year" behind a date.
const YEAR: usize = 10;
/// Bytes of the story's start in which a dateline stands.
const DATELINE: usize = 160;

pub(super) fn read(evidence: &Evidence<'_>, dates: &mut Dates<'_>) {
    let story = Story::new(evidence);
    let mut says: Vec<Option<Says>> = vec![None; evidence.blocks.len()];
    for mark in evidence.head.map(|head| head.marks.as_slice()).unwrap_or(&[]) {
        if let Some(slot) = says.get_mut(mark.piece) {
            *slot = match (*slot, mark.says) {
                (Some(Says::Published), Says::Modified) | (Some(Says::Modified), Says::Published) => {
                    Some(Says::Date)
                }
                (Some(old), new) => Some(old.min(new)),
                (None, new) => Some(new),
            };
        }
    }
    for (i, block) in evidence.blocks.iter().enumerate() {
        // an element around it may be named for a date too
        let around = evidence.pieces.get(i).is_some_and(|p| p.hint.dated).then_some(Says::Date);
        let mark = says.get(i).copied().flatten().or(around);
        Line { evidence, story: &story, i, block, mark }.read(dates);
    }
    for mark in evidence.head.map(|head| head.marks.as_slice()).unwrap_or(&[]) {
        marked::read(evidence, &story, mark, dates);
    }
}

/// One block that may show dates.
struct Line<'a> {
    evidence: &'a Evidence<'a>,
    story: &'a Story,
    i: usize,
    block: &'a Block,
    mark: Option<Says>,
}

impl Line<'_> {
    fn read(&self, dates: &mut Dates<'_>) {
        let block = self.block;
        let long = block.span.len() > SHORT;
        let lead = self.story.lead == Some(self.i);
        if long && !lead || self.evidence.head.is_none() && dates.rejected.len() >= super::REJECTED {
            return;
        }
        let text = block.span.of(self.evidence.text);
        let cut = if long {
            text.char_indices().map(|(at, _)| at).find(|at| *at >= DATELINE).unwrap_or(text.len())
        } else {
            text.len()
        };
        let line = text.get(..cut).unwrap_or("");
        if !line.bytes().any(|b| b.is_ascii_digit()) {
            return;
        }
        let bracket = memchr::memchr(b'(', line.as_bytes()).is_some();
        if !lead && (line.contains('©') || bracket && (line.contains("(c)") || line.contains("(C)"))) {
            for year in rights_years(line, block.span.start()) {
                dates.reject(year.of(self.evidence.text).to_owned(), Some(year), "copyright");
            }
            return;
        }
        if !date::may_hold_year(line) {
            return;
        }
        // a short line was looked at before
        let known = self.evidence.pieces.get(self.i).filter(|_| line.len() <= shape::SHORT);
        let found = known.map_or_else(
            || Cow::Owned(date::find(line, 0, dates.words)),
            |p| Cow::Borrowed(&p.shape.dates[..]),
        );
        let covered: usize =
            found.iter().map(|d| line.get(d.span.start()..d.span.end()).map_or(0, letters)).sum();
        let rest = letters(line).saturating_sub(covered);
        let mut from = 0;
        // a label may be a block of its own: "Date" and below it the day
        let above = self
            .i
            .checked_sub(1)
            .and_then(|i| self.evidence.blocks.get(i))
            .map(|b| b.span.of(self.evidence.text));
        for date in found.iter() {
            let mut before = line.get(from..date.span.start()).unwrap_or("");
            if date.span.start() == 0 {
                let flat = self.evidence.head.is_none();
                let labels = |text: &&str| {
                    let opens = starts_with_label(text, dates.words);
                    text.len() <= 24 && opens
                        || flat && text.chars().count() <= 24 && label(text, dates.words).is_some()
                };
                before = above.filter(labels).unwrap_or("");
            }
            from = date.span.end();
            self.date(date, line, before, rest, dates);
        }
    }

    fn place(&self) -> Place {
        self.story.place(self.i, self.block.zone == Zone::Byline && self.block.role == Role::Date)
    }

    fn date(&self, date: &DateExpression, line: &str, before: &str, rest: usize, dates: &mut Dates<'_>) {
        let month =
            date.precision == Precision::Month && date.relative.is_none() && self.evidence.head.is_none();
        if !value::whole(date) && !month {
            return;
        }
        let start = self.block.span.start();
        let span = Span::new(start + date.span.start(), start + date.span.end());
        let basis = Basis { kind: "text".to_owned(), span: Some(span), raw: self.block.raw };
        let reading = if month {
            Reading::Partial(date.value.clone().unwrap_or_default())
        } else {
            value::expression(date, line)
        };
        // in an element named for a date the label may follow: "on 27 March 2024 it was published"
        let after = || {
            let after = line.get(date.span.end()..).unwrap_or("");
            let near = after.char_indices().nth(60).map_or(after, |(at, _)| after.get(..at).unwrap_or(after));
            let label = label(near, dates.words).filter(|label| *label == Label::Published);
            label.filter(|_| self.mark.is_some())
        };
        let label = label(before, dates.words).or_else(after);
        let says = match label {
            Some(Label::Published) => Some(Says::Published),
            Some(Label::Modified) => Some(Says::Modified),
            None => self.mark,
        };
        let weight = if self.evidence.head.is_some() {
            self.weigh(date, line, says, label.is_some(), rest)
        } else {
            self.weigh_text(date, line, before, says, month)
        };
        let prose = self.block.zone == Zone::Article && rest > FEW && says.is_none();
        match (says, reading) {
            (Some(Says::Modified), Reading::Day(day)) => {
                let place = self.place();
                let own = if place == Place::Elsewhere {
                    label.is_some() && self.block.zone != Zone::Navigation
                } else {
                    true
                };
                if own && apart(self.evidence, self.i) < Apart::Named {
                    dates.changed(day, basis);
                } else {
                    dates.reject(day, Some(span), reason(self.block.zone, place));
                }
            }
            (_, reading) if weight > 0 => dates.add(reading, date.span.of(line), weight, basis),
            (_, Reading::Day(day)) if !prose && self.block.role != Role::Headline => {
                dates.reject(day, Some(span), reason(self.block.zone, self.place()));
            }
            _ => {}
        }
    }

    /// What a date of a markup page weighs; 0 when it is not the page's.
    fn weigh(
        &self,
        date: &DateExpression,
        line: &str,
        says: Option<Says>,
        labelled: bool,
        rest: usize,
    ) -> u32 {
        let piece = self.evidence.pieces.get(self.i);
        let look = Look {
            says,
            labelled,
            named: self.mark.is_some(),
            bare: rest <= FEW,
            brief: rest <= 2 * FEW,
            first: date.span.start() == 0,
            edge: date.span.start() == 0 || date.span.end() == line.len(),
            near: self.story.adjacent(self.i),
            main: piece.is_some_and(|p| p.hint.main),
            line: self.block.role == Role::Date,
            menu: self.block.zone == Zone::Navigation,
            apart: apart(self.evidence, self.i),
        };
        // "Elections of 27 March 2024" names the event, unless a time of day follows
        let heading = self.block.role == Role::Headline || piece.is_some_and(|p| p.hint.titled);
        if look.apart == Apart::Yes
            || heading && says.is_none() && rest > 0 && date.precision == Precision::Day
        {
            return 0;
        }
        match self.place() {
            Place::Top if self.story.lead == Some(self.i) && !look.bare => {
                if is_dateline(date, line) {
                    weight::DATELINE
                } else {
                    0
                }
            }
            Place::Top => look.at_top(),
            Place::Above => look.above(is_clock(date, line, look.near)),
            Place::Story => {
                let signed = says.is_none() && (self.signs() || self.is_high() && look.edge);
                look.in_story(signed || self.is_byline())
            }
            Place::Elsewhere if self.block.rule == "no-prose" && look.bare => weight::WEAK,
            Place::Elsewhere => look.elsewhere(self.is_byline()),
        }
    }

    /// At most three blocks below the first paragraph.
    fn is_high(&self) -> bool {
        self.story.lead.is_some_and(|lead| self.i <= lead + 3) && apart(self.evidence, self.i) == Apart::No
    }

    /// A byline below the headline.
    fn is_byline(&self) -> bool {
        self.block.zone == Zone::Byline && self.story.top.is_some_and(|top| self.i > top)
    }

    /// Ends the story: its last line or the first below it, with no headline between and none of a list's rhythm after.
    fn signs(&self) -> bool {
        let last = self.story.last;
        let blocks = &self.evidence.blocks;
        let role = |i: usize| blocks.get(i).map(|b| b.role);
        let after = self.story.lead.is_some_and(|lead| self.i > lead) && (last..=last + 3).contains(&self.i);
        let between = (last + 1..self.i).any(|i| role(i) == Some(Role::Headline));
        let list = role(self.i + 1) == Some(Role::Headline)
            && (self.i + 2..=self.i + 3).any(|i| role(i) == Some(Role::Date));
        after && !between && !list
    }

    /// The same for a page without markup: a date line beside the headline or below the first paragraph, a dateline, and words
    /// that say "published" below the story.
    fn weigh_text(
        &self,
        date: &DateExpression,
        line: &str,
        before: &str,
        says: Option<Says>,
        month: bool,
    ) -> u32 {
        let (Some(head), Some(lead)) = (self.story.top, self.story.lead) else { return 0 };
        let i = self.i;
        if i == lead {
            return if is_dateline(date, line) { weight::DATELINE } else { 0 };
        }
        // "When: 15 November", "3 April 1938 – 4 November 2025": of what the story tells
        if says.is_none() && before.trim_end().ends_with(':') || spans_days(date, line) {
            return 0;
        }
        let zone = self.block.zone;
        let zoned = matches!(zone, Zone::Byline | Zone::Other) || (zone == Zone::Navigation && i > head);
        let dateline = self.evidence.pieces.get(i).is_some_and(|p| {
            p.shape.dateline
                || !month && matches!(p.shape.label, Some(LineLabel::Byline | LineLabel::Statistics))
        });
        let published = says == Some(Says::Published);
        if !zoned || !dateline || i == head {
            return 0;
        }
        let role = |i: usize| self.evidence.blocks.get(i).map(|b| b.role);
        let titled = || (lead + 1..i).any(|i| role(i) == Some(Role::Headline));
        match () {
            () if i + 2 >= head && i < lead && published => weight::NAMED,
            () if i > head && i < lead => weight::DATED,
            () if i + 2 >= head && i < lead => weight::PLAIN,
            // below a standfirst that is a sentence
            () if i > lead && i <= lead + 3 && !titled() => weight::DATELINE,
            () if published && self.signs() => weight::DATELINE,
            () => 0,
        }
    }
}

/// What is seen of a date and of the line around it.
struct Look {
    says: Option<Says>,
    /// In words beside the date.
    labelled: bool,
    /// The element is named for a date.
    named: bool,
    /// A few letters beside the date.
    bare: bool,
    /// Not many more: an element named for a date may hold the author and the section too.
    brief: bool,
    /// The date begins the line.
    first: bool,
    /// The date begins or ends the line.
    edge: bool,
    /// Beside the headline.
    near: bool,
    /// In the element of the story.
    main: bool,
    /// Taken for a date line by the zones.
    line: bool,
    menu: bool,
    apart: Apart,
}

impl Look {
    fn at_top(&self) -> u32 {
        let own = self.apart == Apart::No;
        match self.says {
            Some(Says::Published) if self.bare || self.labelled => weight::NAMED,
            Some(_) if self.brief => weight::DATED,
            None if self.bare && self.near => weight::PLAIN,
            None if self.bare && own => weight::DATELINE,
            None if self.brief && self.first && own => weight::PLAIN,
            _ => 0,
        }
    }

    fn above(&self, clock: bool) -> u32 {
        let own = self.apart == Apart::No;
        match self.says {
            Some(Says::Published) if own && (self.bare || self.labelled) => weight::DATED,
            Some(_) if own && self.brief => weight::PLAIN,
            _ if self.menu => 0,
            _ if own && self.near && self.bare && !clock => weight::PLAIN,
            _ if own && self.near && self.brief && self.first => weight::PLAIN,
            _ if self.bare && (self.near && (self.main || !clock) || own && !clock) => weight::WEAK,
            _ => 0,
        }
    }

    /// `signs`: stands like a signature or byline.
    fn in_story(&self, signs: bool) -> u32 {
        let own = self.apart == Apart::No;
        let open = self.apart < Apart::Named;
        match self.says {
            // "This entry was posted on … and is filed under …"
            Some(Says::Published) if self.labelled && open && self.named => weight::PLAIN,
            Some(Says::Published) if self.labelled && own && self.bare => weight::PLAIN,
            Some(Says::Published) if open && self.bare => weight::DATELINE,
            Some(Says::Published) if self.labelled && self.bare => weight::WEAK,
            Some(_) if own && self.bare && (self.main || self.line) => weight::WEAK,
            _ if open && self.bare && signs => weight::WEAK,
            _ => 0,
        }
    }

    fn elsewhere(&self, byline: bool) -> u32 {
        let open = self.apart < Apart::Named && self.bare && !self.menu;
        match self.says {
            Some(Says::Published) if open && (self.labelled || self.apart == Apart::No) => weight::WEAK,
            _ if open && byline => weight::WEAK,
            _ => 0,
        }
    }
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| crate::text::is_letter(*c)).count()
}

/// What the last words before a date say of it.
fn label(before: &str, words: &date::Words) -> Option<Label> {
    let tail =
        before.char_indices().rev().nth(60).map_or(before, |(at, _)| before.get(at..).unwrap_or(before));
    let mut label = None;
    for word in tail.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        label = match (label, words.label(word)) {
            // "last update of the publication"
            (Some(Label::Modified), _) => label,
            (label, new) => new.or(label),
        };
    }
    label
}

/// Another day or year stands beside the date with a dash between: of a life, or of an event.
fn spans_days(date: &DateExpression, line: &str) -> bool {
    let dash = |text: &str| text.starts_with(crate::text::is_dash) || text.ends_with(crate::text::is_dash);
    let year = |text: &str| text.bytes().any(|b| b.is_ascii_digit());
    let before = line.get(..date.span.start()).unwrap_or("").trim_end();
    let after = line.get(date.span.end()..).unwrap_or("").trim_start();
    dash(before) && !before.starts_with(crate::text::is_dash) && year(before)
        || dash(after) && year(after) && after.len() > 6
}

fn starts_with_label(text: &str, words: &date::Words) -> bool {
    let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    first.is_some_and(|word| words.label(word).is_some())
}

/// "PLACE, 27 March 2024 —" or "27.03.2024." at the start of the story.
fn is_dateline(date: &DateExpression, line: &str) -> bool {
    let before = line.get(..date.span.start()).unwrap_or("");
    let names = before.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic));
    let (mut count, mut capital) = (0, true);
    for word in names {
        count += 1;
        capital &= word.trim_start_matches(|c: char| !c.is_alphabetic()).starts_with(char::is_uppercase);
    }
    let rest = line.get(date.span.end()..).unwrap_or("").trim_start();
    // "г. —", "року —", "(Agency) –": a word for "year", who reports it
    let word = rest.find([' ', '.']).filter(|at| *at <= YEAR).and_then(|at| rest.get(at..));
    let behind = word.map_or(rest, |rest| rest.trim_start_matches(['.', ' ']));
    let rest =
        if behind.starts_with(crate::text::is_dash) || behind.starts_with('(') { behind } else { rest };
    let agency =
        || rest.split_once(')').is_some_and(|(_, rest)| rest.trim_start().starts_with(crate::text::is_dash));
    let closed = rest.starts_with('(') && agency()
        || rest.starts_with(['.', ':', ')', '—', '–', '|', '/', '„', '"', '«', '“'])
        || rest.starts_with("- ");
    count <= 3 && capital && closed && before.len() <= 60
}

/// A day name before the date, or a time to the second far from the headline: outside the story it is the clock of the visit.
fn is_clock(date: &DateExpression, line: &str, near: bool) -> bool {
    let before = line.get(..date.span.start()).unwrap_or("");
    let inside = date.span.of(line).starts_with(char::is_alphabetic) && date.span.of(line).contains(',');
    let word = before.trim_end_matches([' ', ',']).rsplit(' ').next().unwrap_or("");
    let seconds = !near && line.matches(':').count() >= 2;
    seconds
        || inside
        || word.len() > 3 && word.chars().all(char::is_alphabetic) && before.trim_end().ends_with(',')
}

/// Four-digit years of a line of rights.
fn rights_years(line: &str, offset: usize) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    for part in line.split(|c: char| !c.is_ascii_digit()) {
        if part.len() == 4 && (part.starts_with("19") || part.starts_with("20")) {
            out.push(Span::new(offset + start, offset + start + 4));
        }
        // every separator but the last part's is one character
        start += part.len();
        start += line.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    out.truncate(4);
    out
}
