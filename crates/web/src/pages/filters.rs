//! What an address asks of statements and their pages.
//!
//! Takes the filters of an address, tells which rows of the index pass. Never reads a document.

use crate::api::Search;
use crate::error::Refusal;
use crate::index::{Index, Medium, Said};
use crate::query::Query;
use crate::state::{Row, Snapshot};
use reportedly_engine::corpus::days;
use reportedly_engine::model::Zone;
use reportedly_engine::text::fold;
use reportedly_store::{Certainty, DateCounts, Query as Asked};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// How much of its date a page states.
pub(super) const CERTAINTIES: [&str; 5] = ["day", "month", "year", "doubtful", "none"];

/// The filters of an address, read as the API reads them.
pub(crate) fn asked(query: &Query) -> Result<Asked, Refusal> {
    let given = Search::FILTERS.iter().filter_map(|name| Some(((*name).to_owned(), query.get(name)?.into())));
    let given: Map<String, Value> = given.collect();
    let read = serde_json::from_value::<Search>(Value::Object(given));
    read.map_err(|error| Refusal::asked("fault.filter", &[&error.to_string()]))?.query()
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
    /// Places in `Index::media`; `None`: any or none.
    via: Option<BTreeSet<u32>>,
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
            via: asked.via.as_deref().map(|asked| carriers(&snapshot.index, asked)),
            outlet: folded(&asked.outlet),
            span: span(asked)?,
            date: asked.date.as_ref().map(crate::text::word),
        })
    }

    /// Whether a page passes, but for the span of dates; and where its date lies, when a span is asked for.
    pub(crate) fn page(&self, row: &Row) -> Option<Dated> {
        let outlet = |asked: &String| row.outlet_folded.as_deref().is_some_and(|name| name.contains(asked));
        let passes = self.outlet.as_ref().is_none_or(outlet)
            && self.asked.language.is_none_or(|asked| row.language == Some(asked))
            && self.date.as_deref().is_none_or(|asked| certainty(row) == asked);
        passes.then(|| self.span.as_ref().map_or(Dated::Inside, |span| dated(row, span)))
    }

    /// Whether a page whose date lies so is asked for.
    pub(crate) fn holds(&self, dated: Dated) -> bool {
        match self.asked.certainty {
            Certainty::Certain => dated == Dated::Inside,
            Certainty::Possible => matches!(dated, Dated::Inside | Dated::Perhaps),
            Certainty::All => dated != Dated::Outside,
        }
    }

    /// Whether what stands in a part of a page is asked for.
    fn zone(&self, zone: Zone) -> bool {
        let own = matches!(zone, Zone::Article | Zone::Caption | Zone::Comment);
        self.asked.zone.map_or(own || self.asked.all_zones, |asked| zone == asked)
    }

    /// How a span of dates parts the statements, or the pieces of text, that the other filters find, counted without the store;
    /// for questions without words.
    pub(crate) fn dates(&self, snapshot: &Snapshot, statements: bool) -> Option<DateCounts> {
        self.span.as_ref()?;
        let mut counts = DateCounts::default();
        let mut add = |dated: Dated, n: u64| match dated {
            Dated::Inside => counts.certain += n,
            Dated::Perhaps => counts.possible += n,
            Dated::Undated => counts.undated += n,
            Dated::Outside => {}
        };
        let pages = snapshot.rows.iter().map(|row| self.page(row));
        if statements {
            let pages: Vec<Option<Dated>> = pages.collect();
            for said in snapshot.index.said.iter().filter(|said| self.statement(said)) {
                pages.get(said.row as usize).copied().flatten().into_iter().for_each(|dated| add(dated, 1));
            }
        } else {
            for (row, dated) in snapshot.rows.iter().zip(pages) {
                let pieces = row.pieces.iter().filter(|(zone, _)| self.zone(*zone));
                let n: u64 = pieces.map(|(_, n)| u64::from(*n)).sum();
                dated.into_iter().for_each(|dated| add(dated, n));
            }
        }
        Some(counts)
    }

    pub(crate) fn statement(&self, said: &Said) -> bool {
        self.speakers.as_ref().is_none_or(|asked| asked.contains(&said.speaker))
            && self.asked.kind.is_none_or(|asked| said.kind == asked)
            && self.asked.stance.is_none_or(|asked| said.stance == asked)
            && self.zone(said.zone)
            && (!self.asked.denied || said.denied)
            && self.via.as_ref().is_none_or(|asked| asked.contains(&said.via))
    }
}

/// Where the date of a page lies to a span of dates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Dated {
    Inside,
    Perhaps,
    Undated,
    Outside,
}

/// As the store decides it.
fn dated(row: &Row, (first, last): &(String, String)) -> Dated {
    let Some((from, to)) = row.published.as_deref().and_then(days) else { return Dated::Undated };
    match () {
        () if from >= *first && to <= *last && !row.doubt => Dated::Inside,
        () if to >= *first && from <= *last => Dated::Perhaps,
        () => Dated::Outside,
    }
}

/// Those whom an id or part of a name means, by their places.
fn carriers(index: &Index, asked: &str) -> BTreeSet<u32> {
    let name = fold(asked.trim());
    let is_meant = |medium: &Medium| match asked.starts_with("e:") {
        true => medium.actor.as_deref() == Some(asked),
        false => fold(&medium.name).contains(name.as_ref() as &str),
    };
    (0u32..).zip(&index.media).filter(|(_, medium)| is_meant(medium)).map(|(place, _)| place).collect()
}

/// The first and the last day that are asked for.
fn span(asked: &Asked) -> Result<Option<(String, String)>, Refusal> {
    let date = |name: &str, value: &Option<String>| match value {
        None => Ok(None),
        Some(date) => days(date).map(Some).ok_or_else(|| Refusal::asked("fault.date", &[name])),
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
