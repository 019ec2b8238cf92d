//! Finds date expressions. Takes text, gives expressions in text order that do not overlap.

use super::scan::{Kind, Token, tokens};
use super::words::Meaning;
use super::{DateExpression, Precision, Relative, Words, calendar};
use crate::model::Span;
use crate::text::fold_into;
use std::cell::Cell;

/// All date expressions of a text; `offset` is added to every span. Linear in the text.
pub fn find(text: &str, offset: usize, words: &Words) -> Vec<DateExpression> {
    let tokens = tokens(text);
    let reader = Reader { text, tokens: &tokens, words, folded: Cell::default() };
    let mut out = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        match reader.at(i) {
            Some(found) => {
                let start = tokens.get(found.first).map_or(0, |t| t.start as usize);
                let end = tokens.get(found.next.saturating_sub(1)).map_or(start, |t| t.end as usize);
                i = found.next.max(i + 1);
                out.push(DateExpression {
                    span: Span::new(offset + start, offset + end),
                    value: found.value,
                    precision: found.precision,
                    relative: found.relative,
                });
            }
            None => i += 1,
        }
    }
    out
}

struct Found {
    first: usize,
    /// Index after the last token.
    next: usize,
    value: Option<String>,
    precision: Precision,
    relative: Option<Relative>,
}

/// A date without its time of day.
pub(super) struct Day {
    pub(super) next: usize,
    pub(super) value: String,
    pub(super) precision: Precision,
    pub(super) relative: Option<Relative>,
}

pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    tokens: &'a [Token],
    pub(super) words: &'a Words,
    /// The last word looked up, folded, and the number of its token from one on.
    folded: Cell<(String, usize)>,
}

impl Reader<'_> {
    pub(super) fn token(&self, i: usize) -> Option<Token> {
        self.tokens.get(i).copied()
    }
    pub(super) fn mark(&self, i: usize, marks: &[char]) -> bool {
        self.token(i)
            .is_some_and(|t| t.kind == Kind::Mark && t.of(self.text).chars().all(|c| marks.contains(&c)))
    }
    pub(super) fn gap(&self, i: usize) -> bool {
        self.token(i).is_none_or(|t| t.gap)
    }
    pub(super) fn number(&self, i: usize, widths: std::ops::RangeInclusive<usize>) -> Option<u32> {
        let token = self.token(i)?;
        (token.kind == Kind::Digits && widths.contains(&token.len()))
            .then(|| token.of(self.text).parse().ok())?
    }
    /// What `find` gives for a folded word; nothing for a token that is none.
    fn look<T>(&self, i: usize, find: impl FnOnce(&str) -> T) -> Option<T> {
        let token = self.token(i).filter(|token| token.kind == Kind::Letters && token.len() <= 40)?;
        let (mut folded, of) = self.folded.take();
        if of != i + 1 {
            folded.clear();
            fold_into(token.of(self.text), &mut folded);
        }
        let found = find(&folded);
        self.folded.set((folded, i + 1));
        Some(found)
    }
    pub(super) fn meaning(&self, i: usize) -> Option<Meaning> {
        self.look(i, |word| self.words.meaning(word))?
    }
    pub(super) fn year(&self, i: usize) -> Option<u32> {
        self.number(i, 4..=4).filter(|y| (1000..=2199).contains(y))
    }

    /// An expression that begins at token `i`.
    fn at(&self, i: usize) -> Option<Found> {
        let token = self.token(i)?;
        match token.kind {
            Kind::Mark => None,
            Kind::Digits => {
                // not inside a longer number or code: "1.27.03.2024", "№12-05"
                if i > 0
                    && !token.gap
                    && self.mark(i - 1, &['.', ',', '/', '-', ':', '№', '#'])
                    && self
                        .token(i.wrapping_sub(2))
                        .is_some_and(|t| t.kind == Kind::Digits && !self.gap(i - 1))
                {
                    return None;
                }
                if let Some((time, next)) = self.time(i) {
                    // "18:27, 31 January 2025"
                    let slash = self.words.world && self.mark(next, &['/']);
                    let j = next + usize::from(slash || self.mark(next, &[',', '|', '-', '–', '—']));
                    let day = self.weekday_day(j).or_else(|| self.day(j))?;
                    return (day.precision == Precision::Day && day.relative.is_none()).then(|| Found {
                        first: i,
                        next: day.next,
                        value: Some(format!("{}T{time}", day.value)),
                        precision: if time.len() > 5 { Precision::Second } else { Precision::Minute },
                        relative: None,
                    });
                }
                if let Some(day) = self.day(i) {
                    return Some(self.with_time(i, day));
                }
                self.ago(i)
            }
            Kind::Letters => {
                // most words mean nothing in a date
                if !self.look(i, |word| self.words.begins(word))? {
                    return None;
                }
                if let Some(day) = self.weekday_day(i).or_else(|| self.month_first(i)) {
                    return Some(self.with_time(i, day));
                }
                self.relative(i)
            }
        }
    }

    /// "Friday, 31 January 2025".
    fn weekday_day(&self, i: usize) -> Option<Day> {
        self.meaning(i)?.weekday?;
        let mut j = i + 1;
        while j < i + 3 && self.mark(j, &[',', '.', '|']) {
            j += 1;
        }
        self.day(j).or_else(|| self.month_first(j)).filter(|d| d.precision >= Precision::Day)
    }

    /// A date that begins with digits.
    fn day(&self, i: usize) -> Option<Day> {
        self.iso(i)
            .or_else(|| self.year_first(i))
            .or_else(|| self.numeric(i))
            .or_else(|| self.day_month(i))
            .or_else(|| self.bare_year(i))
    }

    /// "31 січня 2025 року", "27th of March".
    fn day_month(&self, i: usize) -> Option<Day> {
        let day = self.number(i, 1..=2)?;
        let mut j = i + 1;
        // "22-Nov-2020"
        if self.words.world
            && self.mark(j, &['-', '/'])
            && !self.gap(j)
            && self.token(j)?.of(self.text) == self.token(j + 2)?.of(self.text)
            && let (Some(month), Some(year)) = (self.meaning(j + 1).and_then(|m| m.month), self.year(j + 3))
        {
            return self.whole(year, u32::from(month), day, j + 4);
        }
        if self.mark(j, &['-']) && !self.gap(j) && self.meaning(j + 1).is_some_and(|m| m.ordinal) {
            j += 2;
        } else if !self.gap(j) && (self.mark(j, &['.']) || self.meaning(j).is_some_and(|m| m.ordinal)) {
            j += 1;
        }
        if self.meaning(j).is_some_and(|m| m.of) {
            j += 1;
        }
        let month = self.meaning(j)?.month?;
        if !self.gap(j) && j == i + 1 {
            return None;
        }
        self.finish(u32::from(month), Some(day), j + 1)
    }

    /// "March 27, 2024"; "січень 2025"; "в июле".
    fn month_first(&self, i: usize) -> Option<Day> {
        let meaning = self.meaning(i)?;
        let month = u32::from(meaning.month?);
        let mut j = i + 1;
        if meaning.short && self.mark(j, &['.']) && !self.gap(j) {
            j += 1;
        }
        let latin = self.token(i)?.of(self.text).is_ascii();
        let small = latin && self.token(i)?.of(self.text).starts_with(|c: char| c.is_lowercase());
        if let (true, Some(day)) = (latin || self.words.world, self.number(j, 1..=2)) {
            let mut k = j + 1;
            if !self.gap(k) && self.meaning(k).is_some_and(|m| m.ordinal) {
                k += 1;
            }
            if !self.mark(k, &[':']) || self.gap(k) {
                // "may 5" and "мая 5" need a year to be dates
                let found = self.finish(month, Some(day), k);
                if latin && !small || found.as_ref().is_some_and(|day| day.relative.is_none()) {
                    return found;
                }
            }
        }
        if small {
            return None;
        }
        // a box of three lines without gaps: "Apr", "04", "2013"
        if self.words.world
            && let Some(glued) = self.token(j).filter(|t| t.kind == Kind::Digits && t.len() == 6)
            && let Some((day, year)) = glued.of(self.text).split_at_checked(2)
            && let (Ok(day), Ok(year)) = (day.parse(), year.parse())
            && (1900..2100).contains(&year)
        {
            return self.whole(year, month, day, j + 1);
        }
        let comma = usize::from(self.mark(j, &[',']));
        if let Some(year) = self.year(j + comma).filter(|_| self.gap(j + comma)) {
            let mut next = j + comma + 1;
            if self.meaning(next).is_some_and(|m| m.year) {
                next += 1;
            }
            return Some(Day {
                next,
                value: format!("{year:04}-{month:02}"),
                precision: Precision::Month,
                relative: None,
            });
        }
        let after_preposition = i > 0
            && (self.meaning(i - 1).is_some_and(|m| m.on)
                || self.look(i - 1, |word| word == "in") == Some(true));
        (after_preposition && !meaning.short).then(|| Day {
            next: i + 1,
            value: format!("XXXX-{month:02}"),
            precision: Precision::Month,
            relative: Some(Relative::MonthDay { month: month as u8, day: None }),
        })
    }

    /// Day and month are read; a year may follow.
    fn finish(&self, month: u32, day: Option<u32>, mut j: usize) -> Option<Day> {
        let day = day?;
        if self.mark(j, &['.']) && !self.gap(j) && self.year(j + 1).is_some() {
            j += 1;
        }
        // Arab pages name a month twice, in the words of the east and of the west
        if self.words.world
            && self.mark(j, &['/'])
            && self.meaning(j + 1).is_some_and(|m| m.month == Some(month as u8))
        {
            j += 2;
        }
        let comma = usize::from(self.mark(j, &[',']) || self.meaning(j).is_some_and(|m| m.of));
        if let Some(year) = self.year(j + comma) {
            let mut next = j + comma + 1;
            if self.meaning(next).is_some_and(|m| m.year) {
                next += 1;
                if self.mark(next, &['.'])
                    && !self.gap(next)
                    && self.tokens.get(next.wrapping_sub(1)).is_some_and(|t| t.len() <= 2)
                {
                    next += 1;
                }
            }
            return self.whole(year, month, day, next);
        }
        calendar::is_day(2000, month as u8, day as u8).then(|| Day {
            next: j,
            value: format!("XXXX-{month:02}-{day:02}"),
            precision: Precision::Day,
            relative: Some(Relative::MonthDay { month: month as u8, day: Some(day as u8) }),
        })
    }

    /// "2014 року": four digits with a word for year.
    fn bare_year(&self, i: usize) -> Option<Day> {
        let year = self.year(i)?;
        let named = self.meaning(i + 1).is_some_and(|m| m.year) && self.gap(i + 1);
        let english = i > 0
            && self.look(i - 1, |word| word == "in") == Some(true)
            && (1900..=2099).contains(&year)
            && self.meaning(i + 1).is_none_or(|m| m.unit.is_none());
        (named || english).then(|| Day {
            next: i + 1 + usize::from(named),
            value: format!("{year:04}"),
            precision: Precision::Year,
            relative: None,
        })
    }

    pub(super) fn whole(&self, year: u32, month: u32, day: u32, next: usize) -> Option<Day> {
        calendar::is_day(i64::from(year), u8::try_from(month).ok()?, u8::try_from(day).ok()?).then(|| Day {
            next,
            value: format!("{year:04}-{month:02}-{day:02}"),
            precision: Precision::Day,
            relative: None,
        })
    }

    /// `HH:MM` or `HH:MM:SS`, am and pm minded.
    pub(super) fn time(&self, i: usize) -> Option<(String, usize)> {
        let mut hour = self.number(i, 1..=2).filter(|h| *h < 24)?;
        if !self.mark(i + 1, &[':']) || self.gap(i + 1) || self.gap(i + 2) {
            return None;
        }
        let minute = self.number(i + 2, 2..=2).filter(|m| *m < 60)?;
        let mut next = i + 3;
        let mut second = None;
        if self.mark(next, &[':'])
            && !self.gap(next)
            && let Some(s) = self.number(next + 1, 2..=2).filter(|s| *s < 60)
        {
            second = Some(s);
            next += 2;
        }
        match self.look(next, str::to_owned).as_deref() {
            Some("pm") if hour < 12 => {
                hour += 12;
                next += 1;
            }
            Some("am") if hour <= 12 => {
                hour %= 12;
                next += 1;
            }
            Some("am" | "pm") => next += 1,
            _ => {}
        }
        let time = match second {
            Some(s) => format!("{hour:02}:{minute:02}:{s:02}"),
            None => format!("{hour:02}:{minute:02}"),
        };
        Some((time, next))
    }

    fn with_time(&self, first: usize, day: Day) -> Found {
        let mut j = day.next;
        if day.precision == Precision::Day
            && day.relative.is_none()
            && day.value.starts_with(|c: char| c.is_ascii_digit())
        {
            if self.look(j, |word| word == "t") == Some(true) && !self.gap(j) {
                j += 1;
            } else {
                while j < day.next + 2 && self.mark(j, &[',', '|', '-', '–', '—', '·', '•', '/']) {
                    j += 1;
                }
                if self.meaning(j).is_some_and(|m| m.at) {
                    j += 1;
                }
            }
            if let Some((time, next)) = self.time(j) {
                let precision = if time.len() > 5 { Precision::Second } else { Precision::Minute };
                return Found {
                    first,
                    next,
                    value: Some(format!("{}T{time}", day.value)),
                    precision,
                    relative: None,
                };
            }
        }
        Found {
            first,
            next: day.next,
            value: Some(day.value),
            precision: day.precision,
            relative: day.relative,
        }
    }

    /// "two days ago", "3 тижні тому".
    fn ago(&self, i: usize) -> Option<Found> {
        let n = self.number(i, 1..=3).map(|n| n as i32).or_else(|| self.meaning(i)?.number)?;
        let unit = self.meaning(i + 1)?.unit?;
        self.meaning(i + 2)?
            .ago
            .then(|| Found {
                first: i,
                next: i + 3,
                value: None,
                precision: Precision::Unknown,
                relative: Some(unit.relative(-n)),
            })
            .map(refine)
    }

    /// Phrases of the pack, day names after a preposition or "last".
    fn relative(&self, i: usize) -> Option<Found> {
        let first = self.look(i, str::to_owned)?;
        for (phrase, relative) in self.words.phrases(&first) {
            let fits = phrase
                .iter()
                .enumerate()
                .skip(1)
                .all(|(k, word)| self.look(i + k, |own| own == &**word) == Some(true));
            if fits {
                let found = Found {
                    first: i,
                    next: i + phrase.len(),
                    value: None,
                    precision: Precision::Unknown,
                    relative: Some(*relative),
                };
                return Some(refine(found));
            }
        }
        let meaning = self.words.meaning(&first)?;
        if meaning.number.is_some() {
            return self.ago(i);
        }
        let (shift, at) = match meaning.modifier {
            Some(shift) => (shift, i + 1),
            None if meaning.on => match self.meaning(i + 1) {
                Some(next) if next.modifier.is_some() => (next.modifier.unwrap_or(0), i + 2),
                _ => (0, i + 1),
            },
            None => return None,
        };
        let day = self.meaning(at)?.weekday?;
        if self.token(at)?.len() <= 4 {
            return None;
        }
        Some(Found {
            first: i,
            next: at + 1,
            value: None,
            precision: Precision::Day,
            relative: Some(Relative::Weekday { day, shift }),
        })
    }
}

/// Sets the precision that a relative meaning has.
fn refine(mut found: Found) -> Found {
    found.precision = match found.relative {
        Some(Relative::Days(_) | Relative::Weekday { .. }) => Precision::Day,
        Some(Relative::Weeks(_)) => Precision::Week,
        Some(Relative::Months(_)) => Precision::Month,
        Some(Relative::Years(_)) => Precision::Year,
        _ => found.precision,
    };
    found
}
