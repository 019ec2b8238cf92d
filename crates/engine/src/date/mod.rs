//! Date expressions to EDTF values.
//!
//! Takes text and the date words of all languages, gives expressions with spans and values; `resolve` turns a relative
//! one into a day, given a basis. Never reads a clock, never guesses: without a basis a relative expression has no value.
//! Values follow the Extended Date/Time Format (ISO 8601-2): `2025-01-31T18:27`, `2025-01-31`, `2025-01`, `2025`,
//! `XXXX-07-01` (year not stated), `[2024-03-04,2024-04-03]` (one of two).

mod calendar;
mod find;
mod numeric;
mod scan;
mod words;

pub use find::find;
pub use words::{Label, Words};

use crate::model::Span;

/// How fine an expression is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// "recently": no length at all.
    Unknown,
    Year,
    Month,
    Week,
    Day,
    Minute,
    Second,
}

/// How an expression depends on the day the text was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relative {
    /// Days from the basis: -1 is yesterday.
    Days(i32),
    Weeks(i32),
    Months(i32),
    Years(i32),
    /// A day name, 1 Monday to 7 Sunday; `shift` -1 last, 1 next, 0 neither stated (read as the latest such day).
    Weekday {
        day: u8,
        shift: i32,
    },
    /// Day and month, or a month alone, without a year: the latest that is at most `AHEAD` days after the basis.
    MonthDay {
        month: u8,
        day: Option<u8>,
    },
    /// "recently", "earlier": nothing to count from.
    Vague,
}

/// Words of the text that name a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateExpression {
    /// Bytes of the text given to `find`, plus its `offset`.
    pub span: Span,
    /// EDTF; `None` when only a basis could give one.
    pub value: Option<String>,
    pub precision: Precision,
    /// `Some` when the value depends on a basis.
    pub relative: Option<Relative>,
}

/// News looks back: a date without a year is in the future only when it is this near (days).
const AHEAD: i64 = 45;

/// The value of an expression given the day it was written on (EDTF, at least `YYYY-MM-DD`). An absolute expression
/// keeps its own value; `None` when the basis is too coarse or the expression is vague.
pub fn resolve(expression: &DateExpression, basis: &str) -> Option<String> {
    let Some(relative) = expression.relative else {
        return expression.value.clone();
    };
    let (year, month, day) = calendar::parse_day(basis)?;
    let base = calendar::days(year, month, day);
    let show = |n: i64| {
        let (y, m, d) = calendar::civil(n);
        format!("{y:04}-{m:02}-{d:02}")
    };
    match relative {
        Relative::Days(n) => Some(show(base + i64::from(n))),
        Relative::Weeks(n) => {
            let monday = base - (i64::from(calendar::weekday(base)) - 1) + 7 * i64::from(n);
            Some(format!("{}/{}", show(monday), show(monday + 6)))
        }
        Relative::Months(n) => {
            let months = year * 12 + i64::from(month) - 1 + i64::from(n);
            Some(format!("{:04}-{:02}", months.div_euclid(12), months.rem_euclid(12) + 1))
        }
        Relative::Years(n) => Some(format!("{:04}", year + i64::from(n))),
        Relative::Weekday { day, shift } => {
            let today = i64::from(calendar::weekday(base));
            let wanted = i64::from(day);
            let back = (today - wanted).rem_euclid(7);
            let forth = (wanted - today).rem_euclid(7);
            Some(show(match shift {
                s if s < 0 => base - if back == 0 { 7 } else { back },
                s if s > 0 => base + if forth == 0 { 7 } else { forth },
                _ => base - back,
            }))
        }
        Relative::MonthDay { month: m, day: d } => {
            let anchor = d.unwrap_or(15);
            let nearest = [year + 1, year, year - 1, year - 2, year - 3, year - 4]
                .into_iter()
                .find(|&y| calendar::is_day(y, m, anchor) && calendar::days(y, m, anchor) - base <= AHEAD)?;
            Some(match d {
                Some(d) => format!("{nearest:04}-{m:02}-{d:02}"),
                None => format!("{nearest:04}-{m:02}"),
            })
        }
        Relative::Vague => None,
    }
}

/// False when no day or month with its year can stand in the text: it has neither four digits in a row nor three numbers.
pub fn may_hold_year(text: &str) -> bool {
    // counted many at a time, unlike what follows
    if text.bytes().filter(u8::is_ascii_digit).count() < 3 {
        return false;
    }
    let (mut numbers, mut run) = (0, 0);
    for byte in text.bytes() {
        run = if byte.is_ascii_digit() { run + 1 } else { 0 };
        numbers += u32::from(run == 1);
        if run == 4 || numbers == 3 {
            return true;
        }
    }
    false
}

/// True for an EDTF value that states a real day (`2024-03-27`, with or without a time).
pub fn is_day(value: &str) -> bool {
    calendar::parse_day(value).is_some()
}

/// Days from the first to the second EDTF day; `None` when one states no day.
pub fn days_between(from: &str, to: &str) -> Option<i64> {
    let (year, month, day) = calendar::parse_day(to)?;
    let end = calendar::days(year, month, day);
    let (year, month, day) = calendar::parse_day(from)?;
    Some(end - calendar::days(year, month, day))
}

/// Seconds since 1970 as a second in UTC.
pub fn from_unix(seconds: i64) -> String {
    let (year, month, day) = calendar::civil(seconds.div_euclid(86_400));
    let clock = seconds.rem_euclid(86_400);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", clock / 3600, clock / 60 % 60, clock % 60)
}

#[cfg(test)]
mod tests;
