//! `/documents`: every page with its date and what the date rests on.

use super::layout::{frame, pager};
use super::passage::{code, date};
use crate::Html;
use crate::error::Refusal;
use crate::query::Query;
use crate::state::App;
use crate::text::{Shown, count, document_link, file_name, short};
use maud::html;

/// Documents on one page.
const PART: usize = 200;

pub(crate) fn page(app: &App, query: &Query) -> Html {
    let snapshot = app.snapshot()?;
    let language = query.get("lang");
    let undated = query.get("undated").is_some();
    let page = query.number("page")?;
    let rows: Vec<_> = snapshot
        .rows
        .iter()
        .filter(|row| language.is_none_or(|asked| code(row.language).as_deref() == Some(asked)))
        .filter(|row| !undated || row.published.is_none())
        .collect();
    let pages = rows.len().div_ceil(PART).max(1);
    if page > pages {
        return Err(Refusal::missing(format!(
            "there is no page {page} of the documents: the last is {pages}"
        )));
    }
    let failures = app.store.failures()?;
    let body = html! {
        h1 { "Documents" }
        p { (count(rows.len(), "document", "documents")) ". "
            @if undated || language.is_some() { a href="/documents" { "Show all" } } @else { a href="/documents?undated=1" { "Only undated ones" } } }
        @if !failures.is_empty() {
            details { summary { (count(failures.len(), "page could not be added", "pages could not be added")) }
                ul { @for failure in failures.iter().take(500) { li { code { (Shown(&failure.path)) } " " (Shown(&failure.message)) } } } }
        }
        @if rows.is_empty() { p.lead { "None." } p { "Add pages with " code { "reportedly add PATH…" } " and reload." } }
        @else {
            div.scroll tabindex="0" role="region" aria-label="Documents" {
                table {
                    thead { tr { th scope="col" { "Document" } th scope="col" { "Outlet" } th scope="col" { "Language" } th scope="col" { "Published" } th scope="col" { "Basis" } th.number scope="col" { "Statements" } } }
                    tbody {
                        @for row in rows.into_iter().skip((page - 1) * PART).take(PART) {
                            tr data-row {
                                td { a href=(document_link(&row.id)) lang=[code(row.language)] dir="auto" { (Shown(&short(row.title.as_deref().unwrap_or_else(|| file_name(&row.path)), 140))) }
                                    div.file { (Shown(file_name(&row.path))) } }
                                td { @if let Some(outlet) = &row.outlet { bdi { (Shown(outlet)) } } }
                                td { (code(row.language).unwrap_or_else(|| "?".to_owned())) }
                                td.tight { (date(row.published.as_deref())) }
                                td.tight { @if let Some(basis) = &row.basis { (Shown(basis)) } @else { "none" }
                                    @if row.rejected > 0 { div.file { (row.rejected) " rejected" } } }
                                td.number { (row.statements) }
                            }
                        }
                    }
                }
            }
        }
        (pager(page, pages, |n| query.with("page", &n.to_string())))
    };
    Ok(frame("Documents", "", &body))
}
