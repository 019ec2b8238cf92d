//! `/`: search by words and filters; without a query, the widest claims and what the corpus holds.

use super::layout::frame;
use super::passage::{claim_language, claim_row, code, date};
use crate::Html;
use crate::query::Query;
use crate::state::{App, Snapshot};
use crate::text::{Shown, count, document_link, file_name, passage_link, plain, word};
use maud::{Markup, html};
use reportedly_engine::corpus::{Claim, find_claims};
use reportedly_engine::model::{Language, Span};
use reportedly_engine::wire::Points;
use reportedly_store::Hit;
use std::collections::BTreeSet;

/// Passages shown.
const HITS: usize = 60;
/// Claims shown beside passages.
const CLAIMS: usize = 12;
/// Characters of a passage shown around the words found.
const WINDOW: usize = 420;

pub(crate) const KINDS: [&str; 3] = ["direct", "indirect", "mixed"];
pub(crate) const STANCES: [&str; 6] = ["assert", "deny", "question", "predict", "demand", "no_comment"];
pub(crate) const ZONES: [&str; 8] =
    ["article", "teaser", "navigation", "advert", "caption", "byline", "comment", "other"];

/// The filters of an address as a question to the store; `None` when nothing is asked.
pub(crate) fn asked(query: &Query) -> Result<Option<reportedly_store::Query>, crate::error::Refusal> {
    let asked = reportedly_store::Query {
        text: query.get("q").unwrap_or_default().to_owned(),
        speaker: query.get("speaker").map(str::to_owned),
        language: query.get("lang").map(Language::new),
        kind: query.word("kind")?,
        stance: query.word("stance")?,
        zone: query.word("zone")?,
        all_zones: false,
        outlet: query.get("outlet").map(str::to_owned),
        exact: query.get("exact").is_some(),
        limit: HITS,
    };
    let nothing = reportedly_store::Query { limit: HITS, ..Default::default() };
    Ok((asked != nothing).then_some(asked))
}

/// Claims that answer a query: by what it says, then those that the passages found carry. With the reasons.
pub(crate) fn claims<'a>(
    app: &App,
    snapshot: &'a Snapshot,
    text: &str,
    hits: &[Hit],
) -> Vec<(&'a Claim, String)> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    if !text.is_empty() {
        for hit in find_claims(text, &snapshot.corpus, &snapshot.kept(), &app.words) {
            if let Some(claim) = snapshot.claim(&hit.claim)
                && seen.insert(claim.id.as_str())
            {
                found.push((claim, hit.why.join(", ")));
            }
        }
    }
    for hit in hits {
        let Some(statement) = &hit.statement else { continue };
        for &place in snapshot.claims_of(&hit.document, statement.index) {
            if let Some(claim) = snapshot.corpus.claims.get(place)
                && seen.insert(claim.id.as_str())
            {
                found.push((claim, "its words".to_owned()));
            }
        }
    }
    found.truncate(CLAIMS);
    found
}

pub(crate) fn page(app: &App, query: &Query) -> Html {
    let snapshot = app.snapshot()?;
    let asked = asked(query)?;
    let text = query.get("q").unwrap_or_default();
    let body = match asked {
        Some(asked) => {
            let hits = app.store.search(&asked)?;
            let claims = claims(app, &snapshot, text, &hits);
            let shelf =
                app.shelf(&snapshot, claims.iter().map(|(claim, _)| claim.anchor.document.as_str()))?;
            let others =
                reportedly_store::Query { text: asked.text.clone(), limit: HITS, ..Default::default() };
            let filtered = asked != others;
            html! {
                h1 { "Search" @if !text.is_empty() { ": " q.words { (Shown(text)) } } }
                (filters(query, &snapshot, filtered))
                @if hits.is_empty() && claims.is_empty() {
                    p.lead { "Nothing found." }
                    p { "Words are found in any form: Лукашенком finds Лукашенко. Use fewer words, drop a filter, or write in another language of the corpus." }
                }
                @if !claims.is_empty() {
                    section aria-labelledby="h-claims" {
                        h2 #h-claims { "Claims" }
                        ol.rows { @for (claim, why) in &claims { (claim_row(&snapshot, claim, claim_language(claim, &shelf), Some(why))) } }
                    }
                }
                @if !hits.is_empty() {
                    section aria-labelledby="h-passages" {
                        h2 #h-passages { (count(hits.len(), "passage", "passages")) @if hits.len() == HITS { " and perhaps more" } }
                        ol.rows { @for hit in &hits { (passage(hit)) } }
                    }
                }
            }
        }
        None => {
            let widest: Vec<&Claim> = snapshot
                .widest
                .iter()
                .take(20)
                .filter_map(|&place| snapshot.corpus.claims.get(place))
                .collect();
            let shelf = app.shelf(&snapshot, widest.iter().map(|claim| claim.anchor.document.as_str()))?;
            html! {
                h1 { "What the pages say, and on whose word" }
                (summary(&snapshot))
                (filters(query, &snapshot, false))
                section aria-labelledby="h-claims" {
                    h2 #h-claims { "Claims on most pages" }
                    @if widest.is_empty() { p.lead { "No claims yet." } p { "Add pages with " code { "reportedly add PATH…" } " and reload." } }
                    ol.rows { @for claim in &widest { (claim_row(&snapshot, claim, claim_language(claim, &shelf), None)) } }
                    @if snapshot.widest.len() > widest.len() { p { a href="/claims" { "All " (snapshot.widest.len()) " claims" } } }
                }
            }
        }
    };
    Ok(frame(if text.is_empty() { "Search" } else { text }, text, &body))
}

fn summary(snapshot: &Snapshot) -> Markup {
    let mut languages: Vec<(String, usize)> = Vec::new();
    for row in &snapshot.rows {
        let name = code(row.language).unwrap_or_else(|| "language unknown".to_owned());
        match languages.iter_mut().find(|(known, _)| *known == name) {
            Some((_, n)) => *n += 1,
            None => languages.push((name, 1)),
        }
    }
    languages.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    let undated = snapshot.rows.iter().filter(|row| row.published.is_none()).count();
    let statements: usize = snapshot.rows.iter().map(|row| row.statements).sum();
    html! {
        dl.summary {
            div { dt { "Documents" } dd { a href="/documents" { (snapshot.rows.len()) } } }
            @for (name, n) in &languages { div { dt { (name) } dd { (n) } } }
            div { dt { "Undated" } dd { (undated) } }
            div { dt { "Statements" } dd { (statements) } }
            div { dt { "Claims" } dd { a href="/claims" { (snapshot.corpus.claims.len()) } } }
            div { dt { "Actors" } dd { (snapshot.corpus.actors.iter().filter(|a| !a.anonymous).count()) } }
        }
    }
}

fn filters(query: &Query, snapshot: &Snapshot, open: bool) -> Markup {
    let languages: BTreeSet<String> = snapshot.rows.iter().filter_map(|row| code(row.language)).collect();
    let languages: Vec<&str> = languages.iter().map(String::as_str).collect();
    let outlets: BTreeSet<&str> = snapshot.rows.iter().filter_map(|row| row.outlet.as_deref()).collect();
    html! {
        details.filters open[open] {
            summary { "Filters" }
            form action="/" method="get" {
                label { "Words" input type="search" name="q" maxlength="500" value=(plain(query.get("q").unwrap_or_default())); }
                label { "Speaker" input name="speaker" maxlength="500" value=(plain(query.get("speaker").unwrap_or_default())) placeholder="any form or script"; }
                label { "Outlet" input name="outlet" maxlength="500" list="outlets" value=(plain(query.get("outlet").unwrap_or_default())); }
                datalist #outlets { @for outlet in outlets.iter().take(500) { option value=(plain(outlet)); } }
                (choice(query, "lang", "Language", &languages))
                (choice(query, "kind", "Kind", &KINDS))
                (choice(query, "stance", "Stance", &STANCES))
                (choice(query, "zone", "Part of the page", &ZONES))
                label.check { input type="checkbox" name="exact" value="1" checked[query.get("exact").is_some()]; " these exact forms only" }
                div.actions { button type="submit" { "Apply" } " " a href="/" { "Clear" } }
            }
        }
    }
}

fn choice(query: &Query, name: &str, label: &str, values: &[&str]) -> Markup {
    let chosen = query.get(name);
    html! {
        label { (label)
            select name=(name) {
                option value="" { "any" }
                @for value in values { option value=(value) selected[chosen == Some(*value)] { (value.replace('_', " ")) } }
            }
        }
    }
}

/// A passage with the words found in it marked, cut to a window around the first of them.
fn passage(hit: &Hit) -> Markup {
    let (from, to) = window(&hit.text, &hit.matches);
    let points = Points::new(&hit.text);
    let first = hit.matches.first().copied().unwrap_or(Span::new(0, hit.text.len()));
    let whole =
        hit.matches.is_empty() || hit.statement.as_ref().is_some_and(|_| hit.text.chars().count() < WINDOW);
    let marked = if whole { Span::new(0, hit.text.len()) } else { first };
    let (start, end) = (hit.points.0 + points.at(marked.start()), hit.points.0 + points.at(marked.end()));
    html! {
        li.row data-row {
            p.piece lang=[code(hit.language)] dir="auto" {
                a.claim href=(passage_link(&hit.document, start, end)) {
                    @if from > 0 { "… " }
                    (found(&hit.text, from, to, &hit.matches))
                    @if to < hit.text.len() { " …" }
                }
            }
            p.meta {
                @if let Some(statement) = &hit.statement {
                    @if let Some(speaker) = &statement.speaker { span.who { bdi { (Shown(speaker)) } } }
                    span.tag { (word(&statement.kind)) }
                    @if statement.stance != reportedly_engine::model::Stance::Assert { span.tag { (word(&statement.stance)) } }
                }
                a href=(document_link(&hit.document)) { bdi { (Shown(hit.outlet.as_deref().unwrap_or(file_name(&hit.path)))) } }
                (date(hit.published.as_deref()))
                @if hit.zone != reportedly_engine::model::Zone::Article { span.tag { (word(&hit.zone)) } }
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
