//! `/claims`: all claims, the widest first.

use super::layout::{frame, pager};
use super::passage::{claim_language, claim_row};
use crate::Html;
use crate::api::Order;
use crate::error::Refusal;
use crate::query::Query;
use crate::state::{App, Snapshot};
use crate::text::plain;
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
    let least = if query.get("min_roots").is_some() { query.number("min_roots")? } else { 0 };
    let page = query.number("page")?;
    let claims = snapshot.ordered(order(query)?, denied);
    let claims: Vec<&Claim> = claims.filter(|claim| claim.roots.len() >= least).collect();
    let pages = claims.len().div_ceil(PART).max(1);
    if page > pages {
        return Err(Refusal::missing(format!("there is no page {page} of the claims: the last is {pages}")));
    }
    Ok((claims.into_iter().skip((page - 1) * PART).take(PART).collect(), page, pages))
}

/// Orders with their names in the address and what they are called.
const ORDERS: [(Order, &str, &str); 3] = [
    (Order::Spread, "spread", "claims.sort_spread"),
    (Order::First, "first", "claims.sort_first"),
    (Order::Roots, "roots", "claims.sort_roots"),
];

fn order(query: &Query) -> Result<Order, Refusal> {
    let Some(asked) = query.get("sort") else { return Ok(Order::Spread) };
    let known = ORDERS.iter().find(|(_, name, _)| *name == asked);
    known.map(|(order, ..)| *order).ok_or_else(|| Refusal::bad("`sort` is spread, first or roots"))
}

pub(crate) fn page(app: &App, query: &Query) -> Html {
    let snapshot = app.snapshot()?;
    let (claims, page, pages) = part(&snapshot, query)?;
    let shelf = app.shelf(&snapshot, claims.iter().map(|claim| claim.anchor.document.as_str()))?;
    let denied = query.get("denied").is_some();
    let ui = query.ui();
    let asked = order(query)?;
    let body = html! {
        h1 { (ui.say("nav.claims")) }
        p.meta {
            span { b { (ui.count(snapshot.corpus.claims.len(), "n.claim")) } }
            @if denied { span { (ui.say("claims.denied")) } a href=(query.changed(&[("denied", None)])) { (ui.say("show_all")) } }
            @else { a href=(query.with("denied", "1")) { (ui.say("claims.only_denied")) } }
        }
        form.in-line action="/claims" method="get" {
            @if denied { input type="hidden" name="denied" value="1"; }
            label { (ui.say("claims.sort")) " " select name="sort" {
                @for (order, name, label) in ORDERS { option value=(name) selected[order == asked] { (ui.say(label)) } }
            } }
            label { (ui.say("claims.min_roots")) " " input.year-in name="min_roots" inputmode="numeric" maxlength="4" value=(plain(query.get("min_roots").unwrap_or_default())); }
            button.quiet type="submit" { (ui.say("facet.apply")) }
        }
        @if claims.is_empty() { p.lead { (ui.say("none")) } }
        ol.rows { @for claim in &claims { (claim_row(query, &snapshot, claim, claim_language(claim, &shelf), &[])) } }
        (pager(query, page, pages, "page"))
    };
    Ok(frame(query, "/claims", ui.say("nav.claims"), &body))
}
