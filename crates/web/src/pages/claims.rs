//! `/claims`: all claims, the widest first.

use super::layout::{frame, pager};
use super::passage::claim_row;
use crate::Html;
use crate::api::Order;
use crate::error::Refusal;
use crate::query::Query;
use crate::state::{App, Snapshot};
use crate::text::plain;
use maud::html;
use reportedly_engine::corpus::Claim;

/// Claims on one page.
const PART: usize = 50;

/// A part of a list: its claims, how many the whole list has, which part it is of how many.
struct Listed<'a> {
    claims: Vec<&'a Claim>,
    all: usize,
    page: usize,
    pages: usize,
}

/// The part of the list an address asks for.
fn part<'a>(snapshot: &'a Snapshot, query: &Query) -> Result<Listed<'a>, Refusal> {
    let denied = query.get("denied").is_some();
    let least = if query.get("min_roots").is_some() { query.number("min_roots")? } else { 0 };
    let page = query.number("page")?;
    let claims = snapshot.ordered(order(query)?, denied);
    let claims: Vec<&Claim> = claims.filter(|claim| claim.roots.len() >= least).collect();
    let pages = claims.len().div_ceil(PART).max(1);
    if page > pages {
        return Err(Refusal::absent("fault.page", &[&page.to_string(), &pages.to_string()]));
    }
    let all = claims.len();
    let claims = claims.into_iter().skip((page - 1) * PART).take(PART).collect();
    Ok(Listed { claims, all, page, pages })
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
    known.map(|(order, ..)| *order).ok_or_else(|| Refusal::asked("fault.sort", &[]))
}

pub(crate) fn page(app: &App, query: &Query) -> Html {
    let snapshot = app.snapshot()?;
    let Listed { claims, all, page, pages } = part(&snapshot, query)?;
    let denied = query.get("denied").is_some();
    let ui = query.ui();
    let asked = order(query)?;
    let body = html! {
        h1 { (ui.say("nav.claims")) }
        p.meta {
            span { b { (ui.count(all, "n.claim")) } }
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
        ol.rows { @for claim in &claims { (claim_row(query, &snapshot, claim, &[])) } }
        (pager(query, page, pages, "page"))
    };
    Ok(frame(query, "/claims", ui.say("nav.claims"), &body))
}
