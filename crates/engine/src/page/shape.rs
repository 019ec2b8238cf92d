//! What one piece of a page looks like, seen alone.
//!
//! Takes its text, gives counts and marks: length, how it ends, what label it carries, whether it is a date line.

mod counts;
mod label;
mod marks;

pub(super) use marks::starts_with_bullet;

use super::words::{Label, Words};
use crate::date::{self, DateExpression, Precision};
use crate::text::{is_dash, is_letter};
use counts::{Counts, MENU, STARTS, TERMS};
use label::{accepts, credited, is_menu};
use marks::{end, has_telephone, holds_stop, is_clock, is_signed, starts_with_number};
use std::hash::Hasher;

/// How a piece ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Stop,
    /// "?" or "!": ends sentences and headlines alike.
    Call,
    /// "...": a sentence left open, by its writer or by a program.
    Cut,
    /// ":" or ";" or ",": something follows.
    Open,
    Bare,
}

#[derive(Clone, Debug)]
pub(super) struct Shape {
    /// Code points.
    pub(super) chars: usize,
    pub(super) words: usize,
    pub(super) end: End,
    pub(super) label: Option<Label>,
    /// The piece is nothing but its label.
    pub(super) whole: bool,
    /// A date and little else.
    pub(super) dateline: bool,
    /// Begins with a date.
    pub(super) dated: bool,
    /// A time of day and little else.
    pub(super) clock: bool,
    pub(super) bullet: bool,
    /// The bullet is a dash before a capital: speech as often as a list.
    pub(super) dashed: bool,
    /// Menu words or short bits between separators.
    pub(super) menu: bool,
    /// Hash of its letters and digits; equal for pieces that say the same.
    pub(super) key: u64,
    /// "… – Name Surname" at the end.
    pub(super) signed: bool,
    /// "2 hours ago" and little else.
    pub(super) ago: bool,
    /// "Name says:": a comment follows.
    pub(super) says: bool,
    /// Speaks to the reader outside quotation marks.
    pub(super) addresses: bool,
    /// "Image 1 of 5".
    pub(super) counter: bool,
    /// Begins with its number in a list: "2. ".
    pub(super) numbered: bool,
    /// Made of the words of terms of use.
    pub(super) terms: bool,
    /// Holds two such words and is short.
    pub(super) rules: bool,
    pub(super) quoted: bool,
    /// A sentence ends within it (short pieces only).
    pub(super) sentences: bool,
    /// Long, ends bare and holds a full stop or two commas.
    pub(super) marked: bool,
    /// Words that are function words of a language we read.
    pub(super) function: usize,
    /// Words that begin with a capital.
    pub(super) capitals: usize,
    /// Words that begin with a digit.
    pub(super) numbers: usize,
    /// Hash of its first two words, behind the label of a byline, where both begin with a capital: of a name, perhaps.
    pub(super) opening: Option<u64>,
    /// A comma stands behind the first two words.
    pub(super) listed: bool,
    /// Ends bare and gives a telephone number.
    pub(super) telephone: bool,
    /// The dates of a short piece that may hold one with its year.
    pub(super) dates: Vec<DateExpression>,
    /// Hashes after each of the first letters and digits, to compare beginnings.
    starts: Vec<u32>,
}

/// The full stop of Chinese and Japanese.
const WIDE_STOP: char = '。';
/// Lines longer than this (bytes) are prose: no date line, no menu.
pub(super) const SHORT: usize = 400;
/// Words of the longest line that says how long ago something was.
const AGO: usize = 7;
/// Code points of the shortest and of the longest request to the reader.
const REQUEST: (usize, usize) = (20, 200);
/// Code points of the shortest paragraph without a full stop at its end.
const MENU_LINE: usize = 250;
/// Bytes beside the date in a line that names who wrote it and where, and beside one with a word for "year".
const NAMES: usize = 80;
const YEAR: usize = 12;
/// Code points of the shortest terms of use.
const LONG: usize = 60;

/// Letters of a line beside its dates.
fn letters(line: &str, dates: &[&DateExpression]) -> usize {
    let beside = |at: usize| !dates.iter().any(|date| (date.span.start()..date.span.end()).contains(&at));
    line.char_indices().filter(|(at, c)| is_letter(*c) && beside(*at)).count()
}

impl Shape {
    pub(super) fn new(text: &str, words: &Words) -> Self {
        let ending = end(text);
        let stops = matches!(ending, End::Stop | End::Call | End::Cut);
        let counts = Counts::of(text, words, text.len() <= SHORT && !stops);
        let Counts { chars, words: mut count, .. } = counts;
        // scripts without spaces: two characters make a word on average
        if text.ends_with(WIDE_STOP) {
            count = count.max(chars / 2);
        }
        let labelled = words.read(text, counts.first, counts.last);
        let mut shape = Shape {
            chars,
            words: count,
            end: ending,
            label: None,
            whole: false,
            dateline: false,
            dated: false,
            clock: is_clock(text, count),
            bullet: starts_with_bullet(text),
            dashed: text.starts_with(is_dash)
                && text.chars().find(|c| is_letter(*c)).is_some_and(char::is_uppercase),
            menu: false,
            key: counts.key.finish(),
            signed: false,
            terms: false,
            rules: false,
            ago: false,
            numbered: starts_with_number(text),
            counter: counts.numbers == 2 && count <= 4 && words.counts_pictures(text),
            says: words.opens_comment(text),
            addresses: (REQUEST.0..=REQUEST.1).contains(&chars)
                && (counts.you > 0 || words.is_request(text))
                && !text.contains(['"', '«', '“', '„', '”', '‘']),
            quoted: text.starts_with(['"', '«', '“', '„']),
            sentences: text.len() <= (if ending == End::Bare { 2 * SHORT } else { SHORT })
                && holds_stop(text),
            marked: ending == End::Bare
                && chars >= MENU_LINE
                && (text.matches(", ").nth(1).is_some() || holds_stop(text)),
            function: counts.function,
            capitals: counts.capitals,
            numbers: counts.numbers,
            opening: counts.two.filter(|_| counts.two_capitals),
            listed: counts.listed,
            telephone: counts.numbers > 0
                && ending == End::Bare
                && text.len() <= SHORT
                && has_telephone(text),
            dates: Vec::new(),
            starts: counts.starts,
        };
        if text.len() <= SHORT {
            // only a day with digits counts here
            let dates = if date::may_hold_year(text)
                || count <= AGO && text.len() <= 2 * LONG && counts.numbers > 0 && ending == End::Bare
            {
                date::find(text, 0, &words.dates)
            } else {
                Vec::new()
            };
            let whole: Vec<_> =
                dates.iter().filter(|d| d.precision >= Precision::Day && d.relative.is_none()).collect();
            let covered: usize = dates.iter().map(|d| d.span.len()).sum();
            let beside = text.len().saturating_sub(covered);
            // "Олег Бычков, «Озёрский вестник», 5 ноября 2025": names and the month
            let lower = count.saturating_sub(shape.capitals + shape.numbers + shape.function);
            let named = beside <= NAMES && lower <= whole.len() && !shape.bullet;
            // "5 ноября 2025 г."
            let closes = shape.end != End::Stop || beside <= YEAR && letters(text, &whole) <= 3;
            shape.dateline =
                !whole.is_empty() && (beside <= 40.max(covered / 2) || named) && chars <= 90 && closes;
            let all: usize = dates.iter().filter(|d| d.relative.is_some()).map(|d| d.span.len()).sum();
            shape.ago = all > 0 && text.len() <= all + 20 && shape.end != End::Stop;
            shape.dated = whole.first().is_some_and(|d| d.span.start() <= 4);
            shape.menu = is_menu(text, (counts.menu, counts.words.min(MENU)), &shape);
            shape.signed = is_signed(text);
            shape.dates = dates;
        }
        if shape.chars >= LONG {
            let all = counts.words.min(TERMS);
            shape.rules = counts.terms >= 2 && counts.terms * 12 >= all;
            shape.terms = counts.terms >= 3 && counts.terms * 10 >= all;
        }
        if text.len() <= SHORT && text.contains('©') {
            shape.label = Some(Label::Notice);
        } else if let Some(label) = labelled.label {
            let rest = text.get(labelled.rest..).unwrap_or("");
            shape.whole = labelled.whole;
            if labelled.whole || accepts(label, rest, &shape) {
                shape.label = Some(label);
            }
        }
        if shape.label == Some(Label::Byline) {
            shape.opening = super::words::opening(text.get(labelled.rest..).unwrap_or(""));
        }
        if shape.label.is_none()
            && text.len() <= 2 * SHORT
            && (credited(text, &shape, words) || chars >= LONG && words.shows_picture(text))
        {
            shape.label = Some(Label::Caption);
        }
        shape
    }

    /// `part` is the beginning of this piece, cut short (at least ten letters).
    pub(super) fn begins_with(&self, part: &Shape) -> bool {
        let n = part.starts.len();
        (10..STARTS).contains(&n) && self.starts.len() > n && self.starts.get(n - 1) == part.starts.last()
    }

    /// Reads like a paragraph.
    pub(super) fn body(&self) -> bool {
        match self.end {
            End::Stop | End::Call => self.chars >= 40 && self.words >= 5,
            End::Open => self.chars >= 60 && self.words >= 8,
            // a program cuts much sooner
            End::Cut => self.chars >= 500,
            // a long line without full stops and commas is a menu
            End::Bare => self.marked,
        }
    }

    /// "Name Surname" and nothing else.
    pub(super) fn names(&self) -> bool {
        self.end == End::Bare
            && (2..=4).contains(&self.words)
            && self.capitals == self.words
            && self.label.is_none()
    }

    /// A few words, none but names and what joins them: "Name Surname in Town".
    pub(super) fn credits(&self) -> bool {
        self.words <= 5 && self.capitals >= 2 && self.capitals + self.function >= self.words
    }

    /// "Name Surname, office": more words than a name, and few.
    pub(super) fn office(&self) -> bool {
        self.end == End::Bare
            && (3..=7).contains(&self.words)
            && self.chars <= 60
            && self.opening.is_some()
            && self.listed
            && self.label.is_none()
    }

    /// A result or a list of prices.
    pub(super) fn figures(&self) -> bool {
        self.numbers * 3 > self.words
    }

    /// Could be a headline of this or another story.
    pub(super) fn title(&self) -> bool {
        self.words >= 3
            && (15..=250).contains(&self.chars)
            && !self.dateline
            && !self.bullet
            && !self.menu
            && matches!(self.label, None | Some(Label::Video))
            && self.end != End::Open
    }
}
