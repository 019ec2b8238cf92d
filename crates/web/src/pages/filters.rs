//! What an address asks of statements and their pages.
//!
//! Takes the filters of an address, tells which rows of the index pass. Never reads a document.

use crate::error::Refusal;
use crate::index::{Index, Said};
use crate::query::Query;
use crate::state::{Row, Snapshot};
use reportedly_engine::corpus::days;
use reportedly_engine::model::{Language, Stance, StatementKind, Zone};
use reportedly_engine::text::fold;
use reportedly_store::Certainty;
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
    /// First and last day.
    span: Option<(String, String)>,
    certainty: Certainty,
    date: Option<String>,
    denied: bool,
}

impl Filters {
    pub(crate) fn new(snapshot: &Snapshot, query: &Query) -> Result<Self, Refusal> {
        let date = query.get("date").map(str::to_owned);
        if date.as_deref().is_some_and(|asked| !CERTAINTIES.contains(&asked)) {
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
            span: span(query)?,
            certainty: query.word("certainty")?.unwrap_or_default(),
            date,
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
            && self.span.is_none()
            && self.date.is_none()
    }

    pub(crate) fn page(&self, row: &Row) -> bool {
        let outlet =
            |asked: &String| row.outlet_folded.as_deref().is_some_and(|name| name.contains(asked.trim()));
        self.outlet.as_ref().is_none_or(outlet)
            && self.language.is_none_or(|asked| row.language == Some(asked))
            && self.span.as_ref().is_none_or(|span| self.dated(row, span))
            && self.date.as_deref().is_none_or(|asked| certainty(row) == asked)
    }

    /// As the store decides it.
    fn dated(&self, row: &Row, (first, last): &(String, String)) -> bool {
        let Some((from, to)) = row.published.as_deref().and_then(days) else {
            return self.certainty == Certainty::All;
        };
        match self.certainty {
            Certainty::Certain => from >= *first && to <= *last && !row.doubt,
            Certainty::Possible | Certainty::All => to >= *first && from <= *last,
        }
    }

    pub(crate) fn statement(&self, said: &Said, index: &Index) -> bool {
        self.speakers.as_ref().is_none_or(|asked| asked.contains(&said.speaker))
            && self.kind.is_none_or(|asked| said.kind == asked)
            && self.stance.is_none_or(|asked| said.stance == asked)
            && self.zone.map_or(
                said.zone == Zone::Article || said.zone == Zone::Caption || said.zone == Zone::Comment,
                |asked| said.zone == asked,
            )
            && (!self.denied || said.denied)
            && self.via.as_deref().is_none_or(|asked| {
                index.via(said.via).is_some_and(|medium| match asked.starts_with("e:") {
                    true => medium.actor.as_deref() == Some(asked),
                    false => fold(&medium.name).contains(fold(asked.trim()).as_ref() as &str),
                })
            })
    }
}

/// The first and the last day that an address asks for.
fn span(query: &Query) -> Result<Option<(String, String)>, Refusal> {
    let date = |name: &'static str| match query.get(name) {
        None => Ok(None),
        Some(date) => days(date).map(Some).ok_or_else(|| {
            Refusal::bad(format!("`{name}` must be a date such as 2024, 2024-05 or 2024-05-31"))
        }),
    };
    let (since, until) = (date("since")?, date("until")?);
    Ok((since.is_some() || until.is_some()).then(|| {
        let first = since.map_or_else(|| "0000-01-01".to_owned(), |days| days.0);
        (first, until.map_or_else(|| "9999-12-31".to_owned(), |days| days.1))
    }))
}

/// Which of `CERTAINTIES` the date of a page has.
pub(crate) fn certainty(row: &Row) -> &'static str {
    match row.published.as_deref() {
        None => "none",
        Some(_) if row.doubt => "doubtful",
        Some(date) => match date.len() {
            0..=4 => "year",
            5..=7 => "month",
            _ => "day",
        },
    }
}
