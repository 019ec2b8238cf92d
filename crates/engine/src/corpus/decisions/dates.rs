//! Dates of pages that people decided.

use super::{Decisions, Verb};
use crate::corpus::period::days;
use crate::model::*;

/// The kind of basis of a date that a person decided.
pub const DECIDED: &str = "decision";

/// A date a person may give a page: EDTF of a year, a month, a day or a moment.
pub fn is_date(value: &str) -> bool {
    let (day, time) = value.split_once('T').map_or((value, None), |(day, time)| (day, Some(time)));
    let plain = day.len() <= 10 && day.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let clock = time.is_none_or(|time| {
        let shape: String = time.chars().take(5).map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        let part = |range: std::ops::Range<usize>| time.get(range).and_then(|part| part.parse::<u32>().ok());
        let rest = time.get(5..).unwrap_or("");
        day.len() == 10
            && shape == "00:00"
            && part(0..2).is_some_and(|hour| hour < 24)
            && part(3..5).is_some_and(|minute| minute < 60)
            && rest.len() <= 16
            && rest.bytes().all(|b| b.is_ascii_digit() || b":.+-Z".contains(&b))
    });
    plain && clock && days(value).is_some()
}

impl Decisions {
    /// The date that people decided for a page, `None` in it: the page has none; and the number of the decision.
    pub fn date_of(&self, document: &str) -> Option<(Option<&str>, u64)> {
        let of = |kept: &&super::Decision| {
            kept.verb == Verb::Date && kept.subjects.first().is_some_and(|id| id == document)
        };
        let kept = self.kept.iter().find(of)?;
        let value = kept.subjects.get(1).map(String::as_str).filter(|value| *value != "none");
        Some((value, kept.number))
    }

    /// Sets the date of a page as people decided. What the page itself states stays among its candidates.
    pub fn set_date(&self, document: &mut Document) {
        let Some((value, number)) = self.date_of(&document.id) else { return };
        let published = &mut document.metadata.published;
        if let (Some(value), Some(basis)) = (published.value.take(), published.basis.take())
            && published.candidates.iter().all(|one| one.value != value)
        {
            published.candidates.push(StatedDate { value, basis, weight: 0 });
        }
        let stated = |value: &str| {
            let candidate = published.candidates.iter().find(|one| one.value == value);
            let rejected = published.rejected.iter().find(|one| one.value == value);
            candidate.map(|one| one.basis.clone()).or_else(|| {
                let span = rejected?.span;
                Some(Basis { kind: String::new(), span, raw: None })
            })
        };
        let basis = value.map(|value| match stated(value) {
            Some(basis) => Basis { kind: DECIDED.to_owned(), ..basis },
            None => Basis { kind: DECIDED.to_owned(), span: None, raw: None },
        });
        published.rejected.retain(|one| Some(one.value.as_str()) != value);
        published.value = value.map(str::to_owned);
        published.basis = basis;
        let done = if value.is_some() { "decided-date" } else { "decided-undated" };
        published.why = Some(self.why(number, done));
    }
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn dates_of_people() {
        for good in [
            "2024",
            "2024-05",
            "2024-05-17",
            "2024-05-17T09:30",
            "2024-05-17T09:30:01+02:00",
            "2024-05-17T09:30Z",
        ] {
            assert!(is_date(good), "{good}");
        }
        for bad in [
            "",
            "24",
            "2024-13",
            "2024-02-30",
            "2024-05-17T25:00",
            "2024-05T09:30",
            "2024~",
            "20XX",
            "none",
            "торік",
        ] {
            assert!(!is_date(bad), "{bad}");
        }
    }
}
