//! Stated dates to EDTF. Takes the words of an attribute, gives a day (with its time and zone as stated), a coarser date,
//! two possible days, or why there is none.

use super::super::Evidence;
use crate::date::{self, DateExpression, Precision, Words};

/// What a stated value says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// A day, perhaps with a time.
    Day(String),
    /// A year or a month.
    Partial(String),
    /// Month or day may come first: the day if the day does, the day if the month does.
    Either(String, String),
    /// Looks like a date and is none: the 45th, or the first day of a computer's calendar.
    Bad(&'static str),
    None,
}

/// Bytes of a value that are read.
const VALUE: usize = 80;
/// Days that stand for no day in programs.
const PLACEHOLDERS: &[&str] = &["0001-01-01", "1000-01-01", "1900-01-01", "1970-01-01", "9999-12-31"];
/// Unix seconds of the first pages and of a time far ahead.
const SECONDS: std::ops::Range<i64> = 600_000_000..4_000_000_000;

pub(super) fn read(value: &str, words: &Words) -> Reading {
    let value = value.trim();
    let cut = value.char_indices().map(|(at, _)| at).find(|at| *at >= VALUE).unwrap_or(value.len());
    let value = value.get(..cut).unwrap_or("");
    let reading = digits(value).unwrap_or_else(|| written(value, words));
    match &reading {
        Reading::Day(day) if PLACEHOLDERS.iter().any(|p| day.starts_with(p)) => Reading::Bad("placeholder"),
        _ => reading,
    }
}

/// `20240327`, `20240327T101500Z`, `20240327101500`, seconds or milliseconds since 1970.
fn digits(value: &str) -> Option<Reading> {
    let run = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
    let rest = value.get(run..)?;
    let number = value.get(..run)?;
    let year = number.starts_with("19") || number.starts_with("20");
    match (run, rest.is_empty()) {
        (8, _) if year => {
            let day = compact(number)?;
            let clock = rest.strip_prefix('T').and_then(|rest| {
                let (hour, minute, second) = (rest.get(..2)?, rest.get(2..4)?, rest.get(4..6)?);
                let all = [hour, minute, second].iter().all(|two| two.bytes().all(|b| b.is_ascii_digit()));
                all.then(|| format!("T{hour}:{minute}:{second}{}", zone(rest.get(6..).unwrap_or(""))))
            });
            Some(Reading::Day(day + clock.as_deref().unwrap_or("")))
        }
        (12 | 14, true) if year => {
            let day = compact(number)?;
            Some(Reading::Day(format!("{day}T{}:{}", number.get(8..10)?, number.get(10..12)?)))
        }
        (10 | 13, _) if rest.is_empty() || rest.starts_with('.') => {
            let seconds: i64 = number.get(..10)?.parse().ok()?;
            SECONDS.contains(&seconds).then(|| Reading::Day(date::from_unix(seconds)))
        }
        (4, true) if year => Some(Reading::Partial(number.to_owned())),
        _ => None,
    }
}

fn compact(digits: &str) -> Option<String> {
    let value = format!("{}-{}-{}", digits.get(..4)?, digits.get(4..6)?, digits.get(6..8)?);
    date::is_day(&value).then_some(value)
}

fn written(value: &str, words: &Words) -> Reading {
    let dates = date::find(value, 0, words);
    if let Some(date) = dates.iter().find(|d| whole(d)) {
        return expression(date, value);
    }
    // "Thu Jun 06 14:29:00 EDT 2013"
    if let Some(day) = dates.iter().find_map(|d| d.value.as_deref()?.strip_prefix("XXXX"))
        && day.len() == 6
        && let Some(year) = value.get(value.len().saturating_sub(5)..).map(str::trim)
        && year.len() == 4
        && date::is_day(&format!("{year}{day}"))
    {
        return Reading::Day(format!("{year}{day}"));
    }
    if let Some(month) = month(value).or_else(|| {
        let coarse = dates.iter().find(|d| d.relative.is_none() && d.precision == Precision::Month);
        coarse.and_then(|d| d.value.clone())
    }) {
        return Reading::Partial(month);
    }
    if looks_like_day(value) { Reading::Bad("no-such-day") } else { Reading::None }
}

/// The value of an absolute expression, with the zone that stands behind it.
pub(super) fn expression(date: &DateExpression, text: &str) -> Reading {
    let Some(value) = date.value.clone() else { return Reading::None };
    if let Some((a, b)) = value.strip_prefix('[').and_then(|v| v.split_once(',')) {
        // the earlier day has the smaller month
        let (a, b) = (a.to_owned(), b.get(..10).unwrap_or("").to_owned());
        let written = date.span.of(text);
        let slash = written.find('/').unwrap_or(0);
        let before = written.get(..slash).unwrap_or("");
        let first = before.rsplit(|c: char| !c.is_ascii_digit()).next().and_then(|n| n.parse::<u8>().ok());
        let small = a.get(5..7).and_then(|month| month.parse::<u8>().ok());
        return if first == small { Reading::Either(b, a) } else { Reading::Either(a, b) };
    }
    if !value.contains('T') {
        return Reading::Day(value);
    }
    let rest = text.get(date.span.end()..).unwrap_or("");
    let zone = zone(rest);
    Reading::Day(value + &zone)
}

/// `Z` or `+02:00` at the start of what follows a time; empty when there is none.
fn zone(rest: &str) -> String {
    let rest =
        rest.strip_prefix(['.', ',']).map_or(rest, |r| r.trim_start_matches(|c: char| c.is_ascii_digit()));
    let rest = rest.trim_start();
    if let Some(rest) = rest.strip_prefix("UTC").or_else(|| rest.strip_prefix("GMT")) {
        let offset = zone(rest);
        return if offset.is_empty() { "Z".to_owned() } else { offset };
    }
    if let Some(rest) = rest.strip_prefix(['Z', 'z']) {
        return if rest.starts_with(char::is_alphabetic) { String::new() } else { "Z".to_owned() };
    }
    let Some(sign) = rest.chars().next().filter(|c| matches!(c, '+' | '-')) else { return String::new() };
    let digits: String = rest
        .chars()
        .skip(1)
        .take_while(|c| c.is_ascii_digit() || *c == ':')
        .filter(char::is_ascii_digit)
        .take(4)
        .collect();
    match (digits.get(..2), digits.get(2..4)) {
        (Some(hours), Some(minutes)) if hours <= "14" && minutes < "60" => format!("{sign}{hours}:{minutes}"),
        (Some(hours), None) if digits.len() == 2 && hours <= "14" => format!("{sign}{hours}:00"),
        _ => String::new(),
    }
}

/// States a day that depends on nothing else.
pub(super) fn whole(date: &DateExpression) -> bool {
    date.precision >= Precision::Day && date.relative.is_none()
}

/// `2024-03`, `2024/03`.
fn month(value: &str) -> Option<String> {
    let (year, month) = value.split_once(['-', '/'])?;
    let day = format!("{year}-{month:0>2}-01");
    (year.len() == 4 && matches!(month.len(), 1 | 2) && date::is_day(&day))
        .then(|| format!("{year}-{month:0>2}"))
}

/// Four digits, two and two with marks between.
fn looks_like_day(value: &str) -> bool {
    let mut parts = value.splitn(3, ['-', '/', '.']);
    let mut next = |n: usize| {
        parts.next().is_some_and(|p| p.len() >= n && p.bytes().take(n).all(|b| b.is_ascii_digit()))
    };
    next(4) && next(2) && next(2)
}

/// A moment in UTC may be another day where the page is at home: the days it can be between UTC-12 and UTC+14.
pub(super) fn is_utc(value: &str) -> bool {
    value.contains('T') && (value.ends_with('Z') || value.ends_with("+00:00") || value.ends_with("-00:00"))
}

/// True when a moment stated in UTC can fall on `day` somewhere on earth.
pub(super) fn can_be(value: &str, day: &str) -> bool {
    if !is_utc(value) {
        return false;
    }
    let hour: i64 = value.get(11..13).and_then(|h| h.parse().ok()).unwrap_or(12);
    match date::days_between(value, day) {
        Some(-1) => hour < 12,
        Some(1) => hour >= 10,
        _ => false,
    }
}

/// Which of day and month the page writes first with slashes.
pub(super) fn month_first(evidence: &Evidence<'_>) -> Option<bool> {
    // a date that can be read in one way only shows how the page writes them
    let (mut day, mut month) = (0, 0);
    let short = evidence.blocks.iter().filter(|b| b.span.len() <= super::SHORT);
    for block in short {
        let line = block.span.of(evidence.text);
        for (at, _) in line.match_indices('/').take(8) {
            let before = line.get(..at).unwrap_or("");
            let first = before.get(before.len().saturating_sub(2)..).unwrap_or("");
            let rest = line.get(at + 1..).unwrap_or("");
            let mut numbers = rest.splitn(3, '/');
            let (Some(second), Some(year)) = (numbers.next(), numbers.next()) else { continue };
            let year = year.get(..4).is_some_and(|y| y.starts_with("20") || y.starts_with("19"));
            let parse = |n: &str| n.trim().parse::<u8>().ok().filter(|n| (1..=31).contains(n));
            if let (Some(first), Some(second), true) = (parse(first), parse(second), year) {
                day += u32::from(first > 12);
                month += u32::from(second > 12);
            }
        }
    }
    if day != month {
        return Some(month > day);
    }
    let language = evidence.language().map(|l| l.to_lowercase()).unwrap_or_default();
    let own = evidence.origin.url.as_deref().and_then(super::super::address::host).unwrap_or_default();
    let country = own.rsplit('.').next().unwrap_or("");
    if !language.is_empty() && !language.starts_with("en") {
        return Some(false);
    }
    match (language.as_str(), country) {
        (_, "us" | "gov" | "mil") => Some(true),
        (_, country)
            if country.len() == 2
                && !matches!(country, "io" | "co" | "tv" | "me" | "ai" | "fm" | "ca" | "ph") =>
        {
            Some(false)
        }
        ("en-us", _) => Some(true),
        ("en" | "", _) | ("en-ca", _) => None,
        _ => Some(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Packs;

    #[test]
    fn stated_values() {
        let words = Words::with_world(&Packs::embedded());
        let check = |value: &str, reading: Reading| assert_eq!(read(value, &words), reading, "{value}");
        let day = |day: &str| Reading::Day(day.to_owned());
        check("2025-03-05T10:20:00+02:00", day("2025-03-05T10:20:00+02:00"));
        check("2025-03-05T10:20:00.123Z", day("2025-03-05T10:20:00Z"));
        check("2025-03-05 10:20:00 +0200", day("2025-03-05T10:20:00+02:00"));
        check("20250305", day("2025-03-05"));
        check("20250305T102000Z", day("2025-03-05T10:20:00Z"));
        check("1741170000", day("2025-03-05T10:20:00Z"));
        check("1741170000123", day("2025-03-05T10:20:00Z"));
        check("Wed, 05 Mar 2025 10:20:00 GMT", day("2025-03-05T10:20:00Z"));
        check("Wed Mar 05 10:20:00 EST 2025", day("2025-03-05"));
        check("5. März 2025", day("2025-03-05"));
        check("5 de março de 2025", day("2025-03-05"));
        check("2025年3月5日", day("2025-03-05"));
        check("2025. március 5.", day("2025-03-05"));
        check("الأربعاء، 05 مارس 2025 - 12:09", day("2025-03-05T12:09"));
        check("05/03/2025", Reading::Either("2025-03-05".to_owned(), "2025-05-03".to_owned()));
        check("03/05/2025", Reading::Either("2025-05-03".to_owned(), "2025-03-05".to_owned()));
        check("2025-03", Reading::Partial("2025-03".to_owned()));
        check("2025", Reading::Partial("2025".to_owned()));
        check("2025-13-45", Reading::Bad("no-such-day"));
        check("1970-01-01T00:00:00Z", Reading::Bad("placeholder"));
        check("{{ date }}", Reading::None);
        check("yesterday", Reading::None);
    }

    #[test]
    fn a_moment_in_utc_can_be_another_day_elsewhere() {
        assert!(can_be("2025-03-05T02:00:00Z", "2025-03-04"));
        assert!(can_be("2025-03-05T22:00:00+00:00", "2025-03-06"));
        assert!(!can_be("2025-03-05T02:00:00+03:00", "2025-03-04"));
        assert!(!can_be("2025-03-05T02:00:00Z", "2025-03-06"));
    }
}
