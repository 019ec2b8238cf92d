//! What an address asks of statements and their pages.
//!
//! Takes the filters of an address, tells which rows of the index pass. Never reads a document.

use crate::api::Search;
use crate::error::Refusal;
use crate::index::{Index, Said};
use crate::query::Query;
use crate::state::{Row, Snapshot};
use reportedly_engine::corpus::days;
use reportedly_engine::model::Zone;
use reportedly_engine::text::fold;
use reportedly_store::{Certainty, Query as Asked};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// How much of its date a page states.
pub(super) const CERTAINTIES: [&str; 5] = ["day", "month", "year", "doubtful", "none"];

/// The filters of an address, read as the API reads them.
pub(crate) fn asked(query: &Query) -> Result<Asked, Refusal> {
    let given = Search::FILTERS.iter().filter_map(|name| Some(((*name).to_owned(), query.get(name)?.into())));
    let given: Map<String, Value> = given.collect();
    let read = serde_json::from_value::<Search>(Value::Object(given));
    read.map_err(|error| Refusal::bad(format!("the address cannot be read: {error}")))?.query()
}

/// Words can only be looked for by the store; everything else the index in memory answers.
pub(crate) fn asks_the_store(asked: &Asked) -> bool {
    !asked.text.is_empty() || asked.about.is_some()
}

/// What the address asks of a statement and its page.
pub(crate) struct Filters<'a> {
    asked: &'a Asked,
    /// Places in `Corpus::actors`; `None`: anybody.
    speakers: Option<BTreeSet<u32>>,
    via: Option<String>,
    outlet: Option<String>,
    /// First and last day.
    span: Option<(String, String)>,
    date: Option<String>,
}

impl<'a> Filters<'a> {
    pub(crate) fn new(snapshot: &Snapshot, asked: &'a Asked) -> Result<Self, Refusal> {
        let places = |ids: Vec<&str>| ids.into_iter().filter_map(|id| snapshot.actor_place(id)).collect();
        let named = asked.speaker.as_deref().map(|name| snapshot.named(name));
        let speakers = match (&asked.actor, &named) {
            (Some(id), _) => Some(places(vec![id])),
            (None, Some(hits)) => Some(places(hits.iter().map(|hit| hit.actor.as_str()).collect())),
            (None, None) => None,
        };
        let folded = |value: &Option<String>| value.as_deref().map(|value| fold(value.trim()));
        Ok(Self {
            asked,
            speakers,
            via: folded(&asked.via),
            outlet: folded(&asked.outlet),
            span: span(asked)?,
            date: asked.date.as_ref().map(crate::text::word),
        })
    }

    pub(crate) fn page(&self, row: &Row) -> bool {
        let outlet = |asked: &String| row.outlet_folded.as_deref().is_some_and(|name| name.contains(asked));
        self.outlet.as_ref().is_none_or(outlet)
            && self.asked.language.is_none_or(|asked| row.language == Some(asked))
            && self.span.as_ref().is_none_or(|span| self.dated(row, span))
            && self.date.as_deref().is_none_or(|asked| certainty(row) == asked)
    }

    /// As the store decides it.
    fn dated(&self, row: &Row, (first, last): &(String, String)) -> bool {
        let Some((from, to)) = row.published.as_deref().and_then(days) else {
            return self.asked.certainty == Certainty::All;
        };
        match self.asked.certainty {
            Certainty::Certain => from >= *first && to <= *last && !row.doubt,
            Certainty::Possible | Certainty::All => to >= *first && from <= *last,
        }
    }

    pub(crate) fn statement(&self, said: &Said, index: &Index) -> bool {
        let own = matches!(said.zone, Zone::Article | Zone::Caption | Zone::Comment);
        self.speakers.as_ref().is_none_or(|asked| asked.contains(&said.speaker))
            && self.asked.kind.is_none_or(|asked| said.kind == asked)
            && self.asked.stance.is_none_or(|asked| said.stance == asked)
            && self.asked.zone.map_or(own || self.asked.all_zones, |asked| said.zone == asked)
            && (!self.asked.denied || said.denied)
            && self.via.as_deref().is_none_or(|asked| {
                index.via(said.via).is_some_and(|medium| match &self.asked.via {
                    Some(id) if id.starts_with("e:") => medium.actor.as_deref() == Some(id),
                    _ => fold(&medium.name).contains(asked),
                })
            })
    }
}

/// The first and the last day that are asked for.
fn span(asked: &Asked) -> Result<Option<(String, String)>, Refusal> {
    let date = |name: &str, value: &Option<String>| match value {
        None => Ok(None),
        Some(date) => days(date).map(Some).ok_or_else(|| {
            Refusal::bad(format!("`{name}` must be a date such as 2024, 2024-05 or 2024-05-31"))
        }),
    };
    let (since, until) = (date("since", &asked.since)?, date("until", &asked.until)?);
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
