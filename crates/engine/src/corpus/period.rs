//! Which days a date may mean.
//!
//! Takes EDTF values (years, months, days, moments, unspecified digits, intervals, sets), gives the first and the last day.
//! The hour and its zone do not matter: the day is the one that is written.

/// Before and after all days, for intervals without a beginning or an end.
const FIRST: &str = "0000-01-01";
const LAST: &str = "9999-12-31";

/// The first and the last day that a value may mean, both as `2024-05-17`; `None` when it names no time.
pub fn days(value: &str) -> Option<(String, String)> {
    let inner = value.trim().trim_matches(['[', ']', '{', '}']);
    if let Some((from, to)) = inner.split_once('/') {
        let open = |text: &str| text.is_empty() || text == "..";
        let from = if open(from) { FIRST.to_owned() } else { one(from)?.0 };
        let to = if open(to) { LAST.to_owned() } else { one(to)?.1 };
        return (from <= to).then_some((from, to));
    }
    let mut parts = inner.split(',').map(|part| one(part.trim()));
    let first = parts.next()??;
    parts.try_fold(first, |(from, to), part| {
        let (first, last) = part?;
        Some((from.min(first), to.max(last)))
    })
}

/// True when the value itself says that it is uncertain, approximate or unspecified.
pub fn is_vague(value: &str) -> bool {
    value.contains(['?', '~', '%', 'X', '/', '[', '{'])
}

/// One year, month or day.
fn one(value: &str) -> Option<(String, String)> {
    let plain = value.split('T').next()?.trim_end_matches(['?', '~', '%']);
    let mut parts = plain.split('-');
    let (year, month, day) = (parts.next()?, parts.next(), parts.next());
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    let (first_year, last_year) = digits(year)?;
    let (first_month, last_month) = match month {
        Some(month) => within(month, 12)?,
        None => (1, 12),
    };
    let length = days_in(last_year, last_month);
    let (first_day, last_day) = match day {
        Some(day) => within(day, length)?,
        None => (1, length),
    };
    Some((
        format!("{first_year:04}-{first_month:02}-{first_day:02}"),
        format!("{last_year:04}-{last_month:02}-{last_day:02}"),
    ))
}

/// The least and the greatest number that digits with unspecified ones (`X`) may be.
fn digits(text: &str) -> Option<(u32, u32)> {
    let fits = text.bytes().all(|b| b.is_ascii_digit() || b == b'X');
    fits.then(|| Some((text.replace('X', "0").parse().ok()?, text.replace('X', "9").parse().ok()?)))?
}

/// Two digits from 1 to `most`.
fn within(text: &str, most: u32) -> Option<(u32, u32)> {
    let (low, high) = digits(text).filter(|_| text.len() == 2)?;
    let high = if text.contains('X') { high.min(most) } else { high };
    let low = if text.contains('X') { low.max(1) } else { low };
    (low >= 1 && high <= most && low <= high).then_some((low, high))
}

fn days_in(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::{days, is_vague};

    #[test]
    fn every_value_has_its_days() {
        for (value, first, last) in [
            ("2024", "2024-01-01", "2024-12-31"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2023-02", "2023-02-01", "2023-02-28"),
            ("2024-05-17", "2024-05-17", "2024-05-17"),
            ("2024-05-17T23:59-11:00", "2024-05-17", "2024-05-17"),
            ("2024-05~", "2024-05-01", "2024-05-31"),
            ("202X", "2020-01-01", "2029-12-31"),
            ("2024-XX-05", "2024-01-05", "2024-12-05"),
            ("2024-05-1X", "2024-05-10", "2024-05-19"),
            ("2024-05-30/2024-06", "2024-05-30", "2024-06-30"),
            ("../2024", "0000-01-01", "2024-12-31"),
            ("[2024-05-03,2024-03-05]", "2024-03-05", "2024-05-03"),
        ] {
            assert_eq!(days(value), Some((first.to_owned(), last.to_owned())), "{value}");
        }
        for none in
            ["", "XX", "24", "2024-13", "2024-02-30", "2024-5", "May", "2024-06/2024-05", "17.05.2024"]
        {
            assert_eq!(days(none), None, "{none}");
        }
        assert!(is_vague("2024?") && is_vague("202X") && !is_vague("2024-05-17T09:30"));
    }
}
