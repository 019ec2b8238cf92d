//! `/claims`: all claims, the widest first.

use super::layout::{frame, pager};
use super::passage::{claim_language, claim_row};
use crate::Html;
use crate::error::Refusal;
use crate::query::Query;
use crate::state::{App, Snapshot};
use maud::html;
use reportedly_engine::corpus::Claim;

/// Claims on one page.
pub(crate) const PART: usize = 50;

/// The part of the list an address asks for, with its number and the number of parts.
pub(crate) fn part<'a>(
    snapshot: &'a Snapshot,
    query: &Query,
) -> Result<(Vec<&'a Claim>, usize, usize), Refusal> {
    let denied = query.get("denied").is_some();
    let page = query.number("page")?;
    let claims: Vec<&Claim> = snapshot
        .widest
        .iter()
        .filter_map(|&place| snapshot.corpus.claims.get(place))
        .filter(|claim| !denied || snapshot.answers(&claim.id).next().is_some())
        .collect();
    let pages = claims.len().div_ceil(PART).max(1);
    if page > pages {
        return Err(Refusal::missing(format!("there is no page {page} of the claims: the last is {pages}")));
    }
    Ok((claims.into_iter().skip((page - 1) * PART).take(PART).collect(), page, pages))
}

pub(crate) fn page(app: &App, query: &Query) -> Html {
    let snapshot = app.snapshot()?;
    let (claims, page, pages) = part(&snapshot, query)?;
    let shelf = app.shelf(&snapshot, claims.iter().map(|claim| claim.anchor.document.as_str()))?;
    let denied = query.get("denied").is_some();
    let ui = query.ui();
    let body = html! {
        h1 { (ui.say("nav.claims")) }
        p.meta {
            span { b { (ui.count(snapshot.corpus.claims.len(), "n.claim")) } }
            @if denied { span { (ui.say("claims.denied")) } a href="/claims" { (ui.say("show_all")) } }
            @else { span { (ui.say("claims.widest")) } a href="/claims?denied=1" { (ui.say("claims.only_denied")) } }
        }
        @if claims.is_empty() { p.lead { (ui.say("none")) } }
        ol.rows { @for claim in &claims { (claim_row(query, &snapshot, claim, claim_language(claim, &shelf), None)) } }
        (pager(query, page, pages, "page"))
    };
    Ok(frame(query, "/claims", ui.say("nav.claims"), &body))
}
