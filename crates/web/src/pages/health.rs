//! `/health`: what the corpus holds and what it lacks: languages, dates, failures, reprints.

use super::layout::frame;
use super::passage::{page_name, reason};
use crate::Html;
use crate::query::Query;
use crate::state::{App, Snapshot};
use crate::text::{Shown, document_link, short};
use crate::ui::{Ui, grouped};
use maud::{Markup, html};
use reportedly_engine::corpus::CopyClass;
use std::collections::BTreeMap;

/// Groups of copies, and failed pages, shown.
const GROUPS: usize = 30;
const FAILURES: usize = 200;

/// Pages that share text, by the place of their rows, largest group first.
pub(crate) fn groups(snapshot: &Snapshot) -> Vec<Vec<u32>> {
    let mut head: BTreeMap<u32, u32> = BTreeMap::new();
    fn top(head: &BTreeMap<u32, u32>, mut at: u32) -> u32 {
        while let Some(&next) = head.get(&at).filter(|next| **next != at) {
            at = next;
        }
        at
    }
    let copies = snapshot.corpus.copies.iter().filter(|copy| copy.class != CopyClass::Rewrite);
    for copy in copies {
        let (Some(a), Some(b)) = (snapshot.row_of(&copy.a), snapshot.row_of(&copy.b)) else { continue };
        let (a, b) = (top(&head, a), top(&head, b));
        head.insert(a.max(b), a.min(b));
        head.entry(a.min(b)).or_insert(a.min(b));
    }
    let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for &at in head.keys() {
        groups.entry(top(&head, at)).or_default().push(at);
    }
    let mut list: Vec<Vec<u32>> = groups.into_values().collect();
    list.sort_by_key(|group| (std::cmp::Reverse(group.len()), group.first().copied()));
    list
}

pub(crate) fn page(app: &App, query: &Query) -> Html {
    let snapshot = app.snapshot()?;
    let ui = query.ui();
    let stats = &snapshot.stats;
    let failures = app.store.failures()?;
    let groups = &snapshot.groups;
    let copied: usize = groups.iter().map(|group| group.len() - 1).sum();
    let mut dates: BTreeMap<&str, usize> = BTreeMap::new();
    let mut bases: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &snapshot.rows {
        *dates.entry(super::filters::certainty(row)).or_default() += 1;
        if let Some(basis) = &row.basis {
            *bases.entry(basis).or_default() += 1;
        }
    }
    let all = snapshot.rows.len().max(1);
    let some = groups.iter().take(GROUPS);
    let heads: Vec<&str> =
        some.clone().filter_map(|group| snapshot.row(*group.first()?)).map(|row| row.id.as_str()).collect();
    let shelf = app.shelf(&snapshot, heads)?;
    let languages: Vec<(String, String, usize)> = stats
        .languages
        .iter()
        .map(|(language, n)| match language {
            Some(language) => {
                let code = language.code().to_owned();
                (ui.word("language", &code), format!("/documents?lang={code}"), *n as usize)
            }
            None => (ui.say("health.no_language").to_owned(), "/documents".to_owned(), *n as usize),
        })
        .collect();
    let body = html! {
        h1 { (ui.say("health.heading")) }
        dl.summary {
            div { dt { (ui.say("nav.documents")) } dd { (grouped(stats.documents as usize)) } }
            div { dt { (ui.say("sum.statements")) } dd { (grouped(stats.statements as usize)) } }
            div { dt { (ui.say("health.failures")) } dd { (grouped(failures.len())) } }
            div { dt { (ui.say("health.copies")) } dd { (grouped(copied)) } }
            div { dt { (ui.say("health.decisions")) } dd { a href="/review" { (grouped(stats.decisions as usize)) } } }
            div { dt { (ui.say("health.file")) } dd { (size(stats.file_bytes)) } }
        }
        @if stats.older > 0 { p.lead { (ui.say("health.older")) ": " (grouped(stats.older as usize)) } }
        div.columns {
            section aria-labelledby="h-languages" {
                h2 #h-languages { (ui.say("health.languages")) }
                (bars(&languages, all))
            }
            section aria-labelledby="h-dates" {
                h2 #h-dates { (ui.say("health.dates")) }
                (bars(&dates.iter().map(|(key, n)| (ui.word("date", key), format!("/?date={key}"), *n)).collect::<Vec<_>>(), all))
                h3 { (ui.say("health.bases")) }
                ul.plain-list { @for (basis, n) in &bases { li { (ui.word("basis", basis)) " " span.n { (grouped(*n)) } } } }
            }
        }
        section aria-labelledby="h-reprints" {
            h2 #h-reprints { (ui.say("health.reprints")) " " span.note { (ui.count(groups.len(), "n.group")) } }
            @if groups.is_empty() { p { (ui.say("health.no_reprints")) } }
            ol.rows {
                @for group in some {
                    @if let Some(row) = group.first().and_then(|at| snapshot.row(*at)) {
                        li.row data-row {
                            p { a.claim href=(document_link(&row.id)) { bdi { (Shown(&short(row.title.as_deref().unwrap_or(&row.path), 160))) } } }
                            p.meta {
                                b { (ui.count(group.len(), "n.page")) }
                                @for at in group.iter().take(8) { @if let Some(row) = snapshot.row(*at) {
                                    a href=(document_link(&row.id)) { bdi { (Shown(&short(&shelf.get(&row.id).map(page_name).or(row.outlet.clone()).unwrap_or_else(|| crate::text::file_name(&row.path).to_owned()), 40))) } }
                                } }
                                (compare(ui, &snapshot, group))
                            }
                        }
                    }
                }
            }
        }
        section aria-labelledby="h-failures" {
            h2 #h-failures { (ui.say("health.failures")) " " span.note { (grouped(failures.len())) } }
            @if failures.is_empty() { p { (ui.say("health.no_failures")) } }
            ul.passages { @for failure in failures.iter().take(FAILURES) { li { code { (Shown(&failure.path)) } " " (reason(ui, &failure.message)) } } }
        }
    };
    Ok(frame(query, "/health", ui.say("nav.health"), &body))
}

/// Bytes in the unit that fits.
fn size(bytes: u64) -> String {
    match bytes >> 20 {
        0 => format!("{} KiB", grouped((bytes >> 10) as usize)),
        mebibytes => format!("{} MiB", grouped(mebibytes as usize)),
    }
}

fn compare(ui: Ui, snapshot: &Snapshot, group: &[u32]) -> Markup {
    let ids: Vec<&str> =
        group.iter().take(2).filter_map(|at| snapshot.row(*at)).map(|row| row.id.as_str()).collect();
    html! {
        @if let [a, b] = ids.as_slice() { a href=(format!("/compare?p={a}&p={b}")) { (ui.say("compare.link")) } }
    }
}

/// In per cent, rounded.
fn share(n: usize, all: usize) -> usize {
    (n * 200 + all) / (all * 2).max(1)
}

fn bars(rows: &[(String, String, usize)], all: usize) -> Markup {
    html! {
        ul.bars {
            @for (name, href, n) in rows {
                li {
                    span.value { a href=(href) { (name) } }
                    svg.bar viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" { rect width=(share(*n, all)) height="8" {} }
                    span.n { (grouped(*n)) span.soft { " (" (share(*n, all)) " %)" } }
                }
            }
        }
    }
}
