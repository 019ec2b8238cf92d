//! `/relays`: who cites whom, as a drawing and as a matrix, with the share of words that came through nobody else.

use super::layout::frame;
use crate::Html;
use crate::index::{Index, Medium};
use crate::query::Query;
use crate::state::{App, Snapshot};
use crate::text::{Shown, actor_link, escape, plain, short};
use crate::ui::Ui;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// Rows and columns of the matrix, and boxes on each side of the drawing.
const MOST: usize = 20;
const DRAWN: usize = 12;

struct Table {
    citing: Vec<u32>,
    cited: Vec<u32>,
    most: u32,
}

fn table(index: &Index) -> Table {
    let rank = |side: fn(&(u32, u32)) -> u32| -> Vec<u32> {
        let mut sums: BTreeMap<u32, u32> = BTreeMap::new();
        for (pair, n) in &index.cites {
            *sums.entry(side(pair)).or_default() += n;
        }
        let mut list: Vec<(u32, u32)> = sums.into_iter().map(|(at, n)| (n, at)).collect();
        list.sort_by_key(|&(n, at)| (std::cmp::Reverse(n), at));
        list.into_iter().take(MOST).map(|(_, at)| at).collect()
    };
    let most = index.cites.values().copied().max().unwrap_or(1);
    Table { citing: rank(|pair| pair.0), cited: rank(|pair| pair.1), most }
}

pub(crate) fn page(app: &App, query: &Query) -> Html {
    let snapshot = app.snapshot()?;
    let ui = query.ui();
    let index = &snapshot.index;
    let table = table(index);
    let mut publishers: Vec<(u32, (u32, u32))> = index.published.iter().map(|(&at, &n)| (at, n)).collect();
    publishers.sort_by_key(|&(at, n)| (std::cmp::Reverse(n.0), at));
    publishers.truncate(MOST);
    let body = html! {
        h1 { (ui.say("relays.heading")) }
        p.lead { (ui.say("relays.what")) }
        @if index.cites.is_empty() { p { (ui.say("relays.none")) } }
        @else {
            section aria-labelledby="h-graph" {
                h2 #h-graph { (ui.say("relays.graph")) }
                (graph(ui, &snapshot, &table))
            }
            section aria-labelledby="h-matrix" {
                h2 #h-matrix { (ui.say("relays.matrix")) }
                (matrix(ui, &snapshot, &table))
            }
        }
        @if !publishers.is_empty() {
            section aria-labelledby="h-own" {
                h2 #h-own { (ui.say("relays.own")) }
                p.small { (ui.say("relays.own_what")) }
                ul.bars {
                    @for (at, (all, own)) in &publishers {
                        @if let Some(medium) = index.via(*at) {
                            li {
                                span.value { (name(&snapshot, medium)) }
                                svg.bar viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" { rect width=(own * 100 / (*all).max(1)) height="8" {} }
                                span.n { (own * 100 / (*all).max(1)) " %" span.soft { " (" (own) "/" (all) ")" } }
                            }
                        }
                    }
                }
            }
        }
    };
    Ok(frame(query, "/relays", ui.say("nav.relays"), &body))
}

fn name(snapshot: &Snapshot, medium: &Medium) -> Markup {
    super::passage::actor(snapshot, medium.actor.as_deref(), &short(&medium.name, 48), None)
}

fn matrix(ui: Ui, snapshot: &Snapshot, table: &Table) -> Markup {
    let index = &snapshot.index;
    let named = |at: u32| index.via(at).map_or(String::new(), |medium| medium.name.clone());
    html! {
        div.scroll tabindex="0" role="region" aria-label=(format!("{}: {}", ui.say("relays.heading"), ui.say("relays.matrix"))) {
            table.matrix {
                thead { tr {
                    th scope="col" { (ui.say("relays.citing")) }
                    @for cited in &table.cited { th.cited scope="col" { span { bdi { (Shown(&short(&named(*cited), 24))) } } } }
                } }
                tbody {
                    @for citing in &table.citing {
                        tr data-row {
                            th scope="row" { @if let Some(medium) = index.via(*citing) { (name(snapshot, medium)) } }
                            @for cited in &table.cited {
                                @let n = index.cites.get(&(*citing, *cited)).copied().unwrap_or(0);
                                td.number.(shade(n, table.most)) {
                                    @if let Some(medium) = index.via(*cited).filter(|_| n > 0) {
                                        a href=(format!("/?outlet={}&via={}", escape(&named(*citing)), escape(Index::key(medium))))
                                            aria-label=(format!("{} ← {}: {n}", plain(&named(*citing)), plain(&medium.name))) { (n) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn shade(n: u32, most: u32) -> &'static str {
    match n * 4 / most.max(1) {
        _ if n == 0 => "n0",
        0 => "n1",
        1 => "n2",
        2 => "n3",
        _ => "n4",
    }
}

/// Cited on the left, citing on the right; the wider the line, the more often.
fn graph(ui: Ui, snapshot: &Snapshot, table: &Table) -> Markup {
    let index = &snapshot.index;
    let left: Vec<u32> = table.cited.iter().copied().take(DRAWN).collect();
    let right: Vec<u32> = table.citing.iter().copied().take(DRAWN).collect();
    let height = left.len().max(right.len()) as f32 * 36.0 + 8.0;
    let place = |list: &[u32], at: u32| {
        let place = list.iter().position(|known| *known == at)?;
        Some(4.0 + (height - 8.0) / list.len() as f32 * (place as f32 + 0.5))
    };
    let lines: Vec<(f32, f32, u32)> = index
        .cites
        .iter()
        .filter_map(|((citing, cited), n)| Some((place(&left, *cited)?, place(&right, *citing)?, *n)))
        .collect();
    let node = |x: f32, y: f32, at: u32| {
        let medium = index.via(at);
        let full = medium.map_or(String::new(), |medium| plain(&medium.name));
        let known =
            medium.and_then(|medium| medium.actor.as_deref()).filter(|id| snapshot.actor(id).is_some());
        let inner = html! {
            title { (full) }
            rect x=(x) y=(y - 14.0) width="230" height="28" rx="5" {}
            text.name x=(x + 10.0) y=(y + 5.0) { (short(&full, 29)) }
        };
        html! { g.box.named { @match known { Some(id) => a href=(actor_link(id)) { (inner) }, None => (inner) } } }
    };
    html! {
        div.drawing tabindex="0" role="region" aria-label=(format!("{}: {}", ui.say("relays.heading"), ui.say("relays.graph"))) {
            svg.chain-map width="780" height=(height + 26.0) viewBox=(format!("0 -24 780 {}", height + 26.0)) role="group" aria-label=(ui.say("relays.graph")) {
                text.label x="4" y="-8" { (ui.say("relays.cited")) }
                text.label x="546" y="-8" { (ui.say("relays.citing")) }
                @for (from, to, n) in &lines {
                    path.flow d=(format!("M234 {from} C390 {from} 390 {to} 544 {to}")) stroke-width=(1.5 + 9.0 * (*n as f32 / table.most.max(1) as f32)) { title { (n) } }
                }
                @for at in &left { @if let Some(y) = place(&left, *at) { (node(4.0, y, *at)) } }
                @for at in &right { @if let Some(y) = place(&right, *at) { (node(546.0, y, *at)) } }
            }
        }
        @let hidden: BTreeSet<&u32> = table.cited.iter().skip(DRAWN).chain(table.citing.iter().skip(DRAWN)).collect();
        @if !hidden.is_empty() { p.meta { "+ " (hidden.len()) " " (ui.say("relays.in_matrix")) } }
    }
}
