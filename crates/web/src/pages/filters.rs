//! What an address asks of statements and their pages.
//!
//! Takes the filters of an address, tells which rows of the index pass. Never reads a document.

use crate::error::Refusal;
use crate::index::{Index, Said};
use crate::query::Query;
use crate::state::{Row, Snapshot};
use reportedly_engine::model::{Language, Stance, StatementKind, Zone};
use reportedly_engine::text::fold;
use std::collections::BTreeSet;

/// How much of its date a page states.
pub(super) const CERTAINTIES: [&str; 5] = ["day", "month", "year", "doubtful", "none"];

/// What the address asks of a statement and its page.
pub(crate) struct Filters {
    /// Places in `Corpus::actors`; `None`: anybody.
    speakers: Option<BTreeSet<u32>>,
    /// Key of a medium.
    via: Option<String>,
    outlet: Option<String>,
    language: Option<Language>,
    kind: Option<StatementKind>,
    stance: Option<Stance>,
    zone: Option<Zone>,
    since: Option<String>,
    until: Option<String>,
    certainty: Option<String>,
    denied: bool,
}

impl Filters {
    pub(crate) fn new(snapshot: &Snapshot, query: &Query) -> Result<Self, Refusal> {
        let date = |name: &'static str| match query.get(name) {
            Some(date) if !is_date(date) => {
                Err(Refusal::bad(format!("`{name}` must be a date such as 2024, 2024-05 or 2024-05-31")))
            }
            date => Ok(date.map(str::to_owned)),
        };
        let certainty = query.get("date").map(str::to_owned);
        if certainty.as_deref().is_some_and(|asked| !CERTAINTIES.contains(&asked)) {
            return Err(Refusal::bad("`date` must be day, month, year, doubtful or none"));
        }
        let speakers =
            query.get("actor").map(|id| snapshot.actor_place(id).into_iter().collect()).or_else(|| {
                // With words, the store looks for the speaker.
                if query.get("q").is_some() {
                    return None;
                }
                let hits = snapshot.named(query.get("speaker")?);
                Some(hits.iter().filter_map(|hit| snapshot.actor_place(&hit.actor)).collect())
            });
        Ok(Self {
            speakers,
            via: query.get("via").map(str::to_owned),
            outlet: query.get("outlet").map(fold),
            language: query.get("lang").map(Language::new),
            kind: query.word("kind")?,
            stance: query.word("stance")?,
            zone: query.word("zone")?,
            since: date("since")?,
            until: date("until")?,
            certainty,
            denied: query.get("denied").is_some(),
        })
    }

    /// Nothing is asked beyond words.
    pub(crate) fn are_empty(&self) -> bool {
        self.speakers.is_none() && !self.of_statements() && self.of_pages_only()
    }

    fn of_statements(&self) -> bool {
        self.via.is_some() || self.denied || self.kind.is_some() || self.stance.is_some()
    }

    fn of_pages_only(&self) -> bool {
        self.outlet.is_none()
            && self.language.is_none()
            && self.zone.is_none()
            && self.since.is_none()
            && self.until.is_none()
            && self.certainty.is_none()
    }

    pub(crate) fn page(&self, row: &Row) -> bool {
        let outlet =
            |asked: &String| row.outlet_folded.as_deref().is_some_and(|name| name.contains(asked.trim()));
        let dated = row.published.as_deref().map(day_of);
        self.outlet.as_ref().is_none_or(outlet)
            && self.since.as_deref().is_none_or(|since| dated.is_some_and(|date| date >= since))
            && self.until.as_deref().is_none_or(|until| {
                dated.is_some_and(|date| date.get(..until.len()).unwrap_or(date) <= until)
            })
            && self.certainty.as_deref().is_none_or(|asked| certainty(row) == asked)
    }

    pub(crate) fn statement(&self, said: &Said, index: &Index) -> bool {
        self.speakers.as_ref().is_none_or(|asked| asked.contains(&said.speaker))
            && self.language.is_none_or(|asked| said.language == Some(asked))
            && self.kind.is_none_or(|asked| said.kind == asked)
            && self.stance.is_none_or(|asked| said.stance == asked)
            && self.zone.map_or(
                said.zone == Zone::Article || said.zone == Zone::Caption || said.zone == Zone::Comment,
                |asked| said.zone == asked,
            )
            && (!self.denied || said.denied)
            && self.via.as_deref().is_none_or(|asked| {
                index
                    .via(said.via)
                    .is_some_and(|medium| Index::key(medium) == asked || fold(&medium.name) == fold(asked))
            })
    }

    /// Whether a passage without a statement can pass at all.
    pub(crate) fn needs_statement(&self) -> bool {
        self.speakers.is_some() || self.of_statements()
    }
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [year] => digits(year, 4),
        [year, month] => digits(year, 4) && digits(month, 2),
        [year, month, day] => digits(year, 4) && digits(month, 2) && digits(day, 2),
        _ => false,
    }
}

/// An EDTF value without its time.
fn day_of(value: &str) -> &str {
    value.split(['T', '/', '?', '~']).next().unwrap_or(value)
}

/// Which of `CERTAINTIES` the date of a page has.
pub(crate) fn certainty(row: &Row) -> &'static str {
    match row.published.as_deref() {
        None => "none",
        Some(date) if date.contains(['?', '~', '/', 'X']) || row.why.is_some() => "doubtful",
        Some(date) => match day_of(date).len() {
            0..=4 => "year",
            5..=7 => "month",
            _ => "day",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_an_address() {
        for good in ["2024", "2024-05", "2024-05-31"] {
            assert!(is_date(good), "{good}");
        }
        for bad in ["", "24", "2024-5", "2024-05-31T10", "2024-05-", "днес"] {
            assert!(!is_date(bad), "{bad}");
        }
        assert_eq!(day_of("2024-02-05T08:40:00+02:00"), "2024-02-05");
        assert_eq!(day_of("2024-05?"), "2024-05");
    }
}
