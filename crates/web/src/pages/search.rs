//! `/`: search by words and filters; without a query, the widest claims and what the corpus holds.

use super::facets::{Counter, Counts};
use super::filters::{self, Dated, Filters, asks_the_store};
use super::layout::{frame, pager, part};
use super::passage::{actor, claim_row, code, date, statement_row};
use crate::Html;
use crate::error::Refusal;
use crate::index::Said;
use crate::query::Query;
use crate::state::{App, Snapshot};
use crate::text::{Shown, claim_link, document_link, file_name, passage_link, plain, short};
use crate::ui::{Ui, grouped};
use maud::{Markup, html};
use reportedly_engine::corpus::{Claim, StatementRef};
use reportedly_engine::model::{Span, Stance, Zone};
use reportedly_engine::wire::Points;
use reportedly_store::{DateCounts, Hit};
use std::collections::BTreeSet;

/// Passages whose claims are shown above.
const HITS: usize = 60;
/// Passages that are ranked and counted.
const MOST: usize = 1_000;
/// Results on one page.
const PART: usize = 40;
/// Claims of an answer of the API, and those shown above passages.
const CLAIMS: usize = 12;
const ABOVE: usize = 5;
/// Characters of a passage shown around the words found.
const WINDOW: usize = 420;

/// Claims that answer a query: by what it says, then those that the passages found carry. With the reasons.
pub(crate) fn claims<'a>(
    app: &App,
    snapshot: &'a Snapshot,
    text: &str,
    hits: &[Hit],
) -> Vec<(&'a Claim, Vec<String>)> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    if !text.is_empty() {
        for hit in snapshot.meant(text, &app.words) {
            if let Some(claim) = snapshot.claim(&hit.claim)
                && seen.insert(claim.id.as_str())
            {
                found.push((claim, hit.why));
            }
        }
    }
    for hit in hits {
        let Some(statement) = &hit.statement else { continue };
        for &place in snapshot.claims_of(&hit.document, statement.index) {
            if let Some(claim) = snapshot.corpus.claims.get(place)
                && seen.insert(claim.id.as_str())
            {
                found.push((claim, vec!["its words".to_owned()]));
            }
        }
    }
    found.truncate(CLAIMS);
    found
}

/// What an address finds: pieces of text that hold its words, or, without words, statements.
enum Results {
    Passages(Vec<Hit>),
    Statements(Vec<Said>),
}

fn results(
    app: &App,
    snapshot: &Snapshot,
    asked: &reportedly_store::Query,
) -> Result<(Results, Counts, Option<DateCounts>), Refusal> {
    let filters = Filters::new(snapshot, asked)?;
    let mut counter = Counter::new(snapshot);
    if !asks_the_store(asked) {
        let pages: Vec<Option<Dated>> = snapshot.rows.iter().map(|row| filters.page(row)).collect();
        let held = |row: u32| {
            let dated: Option<Dated> = pages.get(row as usize).copied().flatten();
            dated.is_some_and(|dated| filters.holds(dated))
        };
        let all = snapshot.index.said.iter().filter(|said| held(said.row) && filters.statement(said));
        let some: Vec<Said> = all.copied().collect();
        some.iter().for_each(|said| counter.statement(said));
        return Ok((Results::Statements(some), counter.done(), filters.dates(snapshot, true)));
    }
    let linked = Some(snapshot.linked.clone());
    let hits = app.store.search(&reportedly_store::Query { limit: MOST, linked, ..asked.clone() });
    let hits = hits.map_err(|error| match error.is_query() {
        true => Refusal::asked("fault.words", &[&short(&asked.text, 80)]),
        false => error.into(),
    })?;
    for hit in &hits {
        let Some(row) = snapshot.row_of(&hit.document) else { continue };
        match hit.statement.as_ref().and_then(|statement| snapshot.index.get(row, statement.index)) {
            Some(said) => counter.statement(said),
            None => counter.page(row, hit.zone),
        }
    }
    let linked = Some(snapshot.linked.clone());
    let dates = app.store.date_counts(&reportedly_store::Query { linked, ..asked.clone() })?;
    Ok((Results::Passages(hits), counter.done(), dates))
}

pub(crate) fn page(app: &App, query: &Query) -> Html {
    let snapshot = app.snapshot()?;
    let asked = filters::asked(query)?;
    if asked.is_empty() {
        return Ok(first(&snapshot, query));
    }
    let ui = query.ui();
    let text = asked.text.as_str();
    let (results, counts, dates) = results(app, &snapshot, &asked)?;
    let found = match &results {
        Results::Passages(hits) => hits.len(),
        Results::Statements(said) => said.len(),
    };
    let (skip, page, pages) = part(query, found, PART)?;
    let claims = match &results {
        Results::Passages(hits) if page == 1 => {
            claims(app, &snapshot, text, hits.get(..HITS.min(hits.len())).unwrap_or(&[]))
        }
        _ => Vec::new(),
    };
    let claims: Vec<_> = claims
        .into_iter()
        .filter(|(claim, _)| !asked.denied || snapshot.denied(&claim.id))
        .take(ABOVE)
        .collect();
    let body = html! {
        h1 { (ui.say("search.heading")) @if !text.is_empty() { ": " q.words { (Shown(text)) } } }
        (super::facets::chosen(query, &snapshot))
        div.with-facets {
            aside.filter-column aria-label=(ui.say("facet.column")) {
                (super::facets::form(query, ui))
                (super::facets::column(query, &snapshot, &counts))
            }
            div.results {
                @if let Some(dates) = dates { (super::facets::dated(query, dates)) }
                @if found == 0 && claims.is_empty() {
                    p.lead { (ui.say("search.nothing")) }
                    p { (ui.say("search.advice")) }
                }
                @if !claims.is_empty() {
                    section aria-labelledby="h-claims" {
                        h2 #h-claims { (ui.say("nav.claims")) }
                        ol.rows { @for (claim, why) in &claims { (claim_row(query, &snapshot, claim, why)) } }
                    }
                }
                @if found > 0 {
                    section aria-labelledby="h-passages" {
                        h2 #h-passages {
                            @match &results {
                                Results::Passages(_) => { (ui.count(found, "n.passage")) @if found == MOST { " " span.note { (ui.say("search.more")) } } }
                                Results::Statements(_) => { (ui.count(found, "n.statement")) }
                            }
                        }
                        @match &results {
                            Results::Passages(hits) => ol.rows { @for hit in hits.iter().skip(skip).take(PART) { (passage(ui, &snapshot, hit)) } },
                            Results::Statements(said) => (statements(app, &snapshot, ui, said.get(skip..).unwrap_or(&[]))?),
                        }
                    }
                }
                (pager(query, page, pages, "page"))
            }
        }
    };
    let title = if text.is_empty() { ui.say("search.heading") } else { text };
    Ok(frame(query, "/", title, &body))
}

fn statements(app: &App, snapshot: &Snapshot, ui: Ui, said: &[Said]) -> Html {
    let places: Vec<StatementRef> = said
        .iter()
        .take(PART)
        .filter_map(|said| {
            let document = snapshot.row(said.row)?.id.clone();
            Some(StatementRef { document, index: said.index })
        })
        .collect();
    let shelf = app.shelf(snapshot, places.iter().map(|place| place.document.as_str()))?;
    let counters = shelf.points();
    Ok(
        html! { ol.rows { @for place in &places { (statement_row(ui, snapshot, &shelf, &counters, place)) } } },
    )
}

/// The first page: what the corpus holds, and the claims on most pages.
fn first(snapshot: &Snapshot, query: &Query) -> Markup {
    let ui = query.ui();
    let all = snapshot.widest.iter().take(20);
    let widest: Vec<&Claim> = all.filter_map(|&place| snapshot.corpus.claims.get(place)).collect();
    let body = html! {
        h1 { (ui.say("home.heading")) }
        (summary(ui, snapshot))
        div.with-facets {
            aside.filter-column aria-label=(ui.say("facet.column")) {
                (super::facets::form(query, ui))
                (super::facets::column(query, snapshot, &snapshot.counts))
            }
            section.results aria-labelledby="h-claims" {
                h2 #h-claims { (ui.say("home.widest")) }
                @if widest.is_empty() { p.lead { (ui.say("home.empty")) } p { (ui.say("empty.add")) " " code { "reportedly add PATH…" } } }
                ol.rows { @for claim in &widest { (claim_row(query, snapshot, claim, &[])) } }
                @if snapshot.widest.len() > widest.len() { p { a href="/claims" { (ui.say("home.all")) ": " (ui.count(snapshot.widest.len(), "n.claim")) } } }
            }
        }
    };
    frame(query, "/", ui.say("search.heading"), &body)
}

fn summary(ui: Ui, snapshot: &Snapshot) -> Markup {
    let undated = snapshot.rows.iter().filter(|row| row.published.is_none()).count();
    let named = snapshot.corpus.actors.iter().filter(|actor| !actor.anonymous).count();
    html! {
        dl.summary {
            div { dt { (ui.say("nav.documents")) } dd { a href="/documents" { (grouped(snapshot.rows.len())) } } }
            div { dt { (ui.say("sum.undated")) } dd { a href="/documents?undated=1" { (grouped(undated)) } } }
            div { dt { (ui.say("sum.statements")) } dd { (grouped(snapshot.index.said.len())) } }
            div { dt { (ui.say("nav.claims")) } dd { a href="/claims" { (grouped(snapshot.corpus.claims.len())) } } }
            div { dt { (ui.say("nav.actors")) } dd { a href="/actors" { (grouped(named)) } } }
        }
    }
}

/// A passage with the words found in it marked, cut to a window around the first of them.
fn passage(ui: Ui, snapshot: &Snapshot, hit: &Hit) -> Markup {
    let (from, to) = window(&hit.text, &hit.matches);
    let points = Points::new(&hit.text);
    let first = hit.matches.first().copied().unwrap_or(Span::new(0, hit.text.len()));
    let whole =
        hit.matches.is_empty() || hit.statement.as_ref().is_some_and(|_| hit.text.chars().count() < WINDOW);
    let marked = if whole { Span::new(0, hit.text.len()) } else { first };
    let (start, end) = (hit.points.0 + points.at(marked.start()), hit.points.0 + points.at(marked.end()));
    let page = hit.outlet.as_deref().unwrap_or(file_name(&hit.path));
    let speaker = hit.statement.as_ref().and_then(|statement| statement.speaker.as_deref());
    let cite = format!(
        "“{}”{} {page}, {}. {} {}–{}",
        short(&hit.text, 400),
        speaker.map_or(String::new(), |speaker| format!(" — {speaker}.")),
        hit.published.as_deref().unwrap_or(ui.say("undated")),
        file_name(&hit.path),
        hit.points.0,
        hit.points.1,
    );
    let claims = hit.statement.as_ref().map_or(&[][..], |s| snapshot.claims_of(&hit.document, s.index));
    html! {
        li.row data-row data-cite=(plain(&cite)) data-pin=(format!("{}:{}-{}", hit.document, hit.points.0, hit.points.1)) {
            p.piece lang=[code(hit.language)] dir="auto" {
                a.claim data-open data-evidence href=(passage_link(&hit.document, start, end)) {
                    @if from > 0 { "… " }
                    (found(&hit.text, from, to, &hit.matches))
                    @if to < hit.text.len() { " …" }
                }
            }
            p.meta {
                @if let Some(statement) = &hit.statement {
                    @if let Some(speaker) = &statement.speaker { (actor(snapshot, statement.actor.as_deref(), &short(speaker, 80), None)) }
                    span.tag.kind.(crate::text::word(&statement.kind)) { (ui.word("kind", &statement.kind)) }
                    @if statement.stance != Stance::Assert { span.tag.(if statement.stance == Stance::Deny { "deny" } else { "stance" }) { (ui.word("stance", &statement.stance)) } }
                }
                a href=(document_link(&hit.document)) { bdi { (Shown(&short(page, 60))) } }
                (date(ui, hit.published.as_deref()))
                @if hit.zone != Zone::Article { span.tag { (ui.word("zone", &hit.zone)) } }
                @for &place in claims {
                    @if let Some(claim) = snapshot.corpus.claims.get(place) {
                        a href=(claim_link(&claim.id)) { (ui.say("claim.one")) @if claim.pages > 1 { ": " (ui.count(claim.pages as usize, "n.page")) } }
                    }
                }
                span.points { (hit.points.0) "–" (hit.points.1) }
            }
        }
    }
}

fn window(text: &str, matches: &[Span]) -> (usize, usize) {
    let first = matches.first().map_or(0, |span| span.start());
    let before = text.get(..first).unwrap_or("");
    let from = match before.char_indices().rev().nth(WINDOW / 3) {
        Some((at, _)) => text.get(at..first).and_then(|t| t.find(' ')).map_or(at, |space| at + space + 1),
        None => 0,
    };
    let rest = text.get(from..).unwrap_or("");
    let to = rest.char_indices().nth(WINDOW).map_or(text.len(), |(at, _)| from + at);
    (from, to)
}

fn found(text: &str, from: usize, to: usize, matches: &[Span]) -> Markup {
    let mut at = from;
    let mut parts: Vec<(bool, &str)> = Vec::new();
    for span in matches.iter().filter(|span| span.start() >= from && span.end() <= to) {
        if span.start() < at {
            continue;
        }
        parts.push((false, text.get(at..span.start()).unwrap_or("")));
        parts.push((true, span.of(text)));
        at = span.end();
    }
    parts.push((false, text.get(at..to).unwrap_or("")));
    html! { @for (marked, part) in parts { @if marked { mark { (Shown(part)) } } @else { (Shown(part)) } } }
}
