//! `/documents`: every page with its date and what the date rests on.

use super::layout::{frame, pager, part};
use super::passage::{code, date};
use crate::Html;
use crate::query::Query;
use crate::state::App;
use crate::text::{Shown, document_link, file_name, short};
use maud::html;

/// Documents on one page.
const PART: usize = 100;

pub(crate) fn page(app: &App, query: &Query) -> Html {
    let snapshot = app.snapshot()?;
    let language = query.get("lang");
    let undated = query.get("undated").is_some();
    let outlet = query.get("outlet");
    let ui = query.ui();
    let rows: Vec<_> = snapshot
        .rows
        .iter()
        .filter(|row| language.is_none_or(|asked| code(row.language).as_deref() == Some(asked)))
        .filter(|row| outlet.is_none_or(|asked| row.outlet.as_deref() == Some(asked)))
        .filter(|row| !undated || row.published.is_none())
        .collect();
    let (skip, page, pages) = part(query, rows.len(), PART)?;
    let body = html! {
        h1 { (ui.say("nav.documents")) }
        p.meta {
            span { b { (ui.count(rows.len(), "n.document")) } }
            @if undated || language.is_some() || outlet.is_some() { a href="/documents" { (ui.say("show_all")) } }
            @else { a href="/documents?undated=1" { (ui.say("documents.undated")) } }
        }
        @if rows.is_empty() { p.lead { (ui.say("none")) } p { (ui.say("empty.add")) " " code { "reportedly add PATH…" } } }
        @else {
            div.scroll tabindex="0" role="region" aria-label=(ui.say("nav.documents")) {
                table {
                    thead { tr {
                        @for column in ["col.document", "col.outlet", "col.language", "col.published", "col.basis"] { th scope="col" { (ui.say(column)) } }
                        th.number scope="col" { (ui.say("col.statements")) }
                    } }
                    tbody {
                        @for row in rows.into_iter().skip(skip).take(PART) {
                            tr data-row {
                                td { a href=(document_link(&row.id)) lang=[code(row.language)] dir="auto" { (Shown(&short(row.title.as_deref().unwrap_or_else(|| file_name(&row.path)), 140))) }
                                    div.file { (Shown(&short(file_name(&row.path), 60))) } }
                                td { @if let Some(outlet) = &row.outlet { bdi { (Shown(&short(outlet, 60))) } } }
                                td { (code(row.language).unwrap_or_else(|| "?".to_owned())) }
                                td.tight { (date(ui, row.published.as_deref())) }
                                td.tight { @if let Some(basis) = &row.basis { (ui.word("basis", basis)) } @else { "—" }
                                    @if row.rejected > 0 { div.file { (ui.count(row.rejected, "n.rejected")) } } }
                                td.number { (row.statements) }
                            }
                        }
                    }
                }
            }
        }
        (pager(query, page, pages, "page"))
    };
    Ok(frame(query, "/documents", ui.say("nav.documents"), &body))
}
