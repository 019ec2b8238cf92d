//! `/relays`: who cites whom, as a drawing and as a matrix, with each outlet's share of its own reporting.

use super::layout::frame;
use crate::Html;
use crate::query::Query;
use crate::state::{App, Snapshot};
use crate::text::{Shown, actor_link, escape, file_name, plain, short};
use crate::ui::Ui;
use maud::{Markup, html};
use reportedly_engine::corpus::{Citation, House, Relays};
use std::collections::{BTreeMap, BTreeSet};

/// Rows and columns of the matrix, and boxes on each side of the drawing.
const MOST: usize = 20;
const DRAWN: usize = 12;

struct Table<'a> {
    citing: Vec<&'a House>,
    cited: Vec<&'a House>,
    cells: BTreeMap<(&'a str, &'a str), u32>,
    most: u32,
}

impl Table<'_> {
    fn cell(&self, citing: &House, cited: &House) -> u32 {
        self.cells.get(&(citing.id.as_str(), cited.id.as_str())).copied().unwrap_or(0)
    }
}

fn table(relays: &Relays) -> Table<'_> {
    let houses: BTreeMap<&str, &House> =
        relays.houses.iter().map(|house| (house.id.as_str(), house)).collect();
    let cells: BTreeMap<(&str, &str), u32> = relays
        .citations
        .iter()
        .filter(|citation| citation.statements > 0)
        .map(|citation| ((citation.from.as_str(), citation.to.as_str()), citation.statements))
        .collect();
    let rank = |side: fn(&Citation) -> &str| -> Vec<&House> {
        let mut sums: BTreeMap<&str, u32> = BTreeMap::new();
        for citation in relays.citations.iter().filter(|citation| citation.statements > 0) {
            *sums.entry(side(citation)).or_default() += citation.statements;
        }
        let mut list: Vec<(u32, &str)> = sums.into_iter().map(|(id, n)| (n, id)).collect();
        list.sort_by_key(|&(n, id)| (std::cmp::Reverse(n), id));
        list.into_iter().filter_map(|(_, id)| houses.get(id).copied()).take(MOST).collect()
    };
    let most = cells.values().copied().max().unwrap_or(1);
    Table { citing: rank(|citation| &citation.from), cited: rank(|citation| &citation.to), cells, most }
}

pub(crate) fn page(app: &App, query: &Query) -> Html {
    let snapshot = app.snapshot()?;
    let ui = query.ui();
    let table = table(&snapshot.relays);
    let own = |house: &House| Some((house.own_share?, house.statements));
    let mut publishers: Vec<&House> =
        snapshot.relays.houses.iter().filter(|house| own(house).is_some()).collect();
    publishers.sort_by_key(|house| std::cmp::Reverse(house.statements));
    publishers.truncate(MOST);
    let body = html! {
        h1 { (ui.say("relays.heading")) }
        p.lead { (ui.say("relays.what")) }
        @if table.cells.is_empty() { p { (ui.say("relays.none")) } }
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
                    @for house in &publishers {
                        @if let Some(([least, most], all)) = own(house) {
                            @let (least, most) = ((least * 100.0).round(), (most * 100.0).round());
                            li {
                                span.value { (name(&snapshot, house)) }
                                svg.bar viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" { rect width=(least) height="8" {} }
                                span.n { (least) @if most > least { "–" (most) } " %" span.soft { " (" (all) ")" } }
                            }
                        }
                    }
                }
            }
        }
    };
    Ok(frame(query, "/relays", ui.say("nav.relays"), &body))
}

/// The name of a house; a page without an outlet is called by its file.
fn called(house: &House) -> &str {
    if house.id.starts_with("d:") { file_name(&house.name) } else { &house.name }
}

fn name(snapshot: &Snapshot, house: &House) -> Markup {
    super::passage::actor(snapshot, Some(&house.id), &short(called(house), 48), None)
}

fn matrix(ui: Ui, snapshot: &Snapshot, table: &Table<'_>) -> Markup {
    // a page without an outlet, or a house that no chain of a statement holds, cannot be searched for
    let link = |citing: &House, cited: &House| {
        let found = citing.pages > 0 && !citing.id.starts_with("d:") && snapshot.index.carries(&cited.id);
        found.then(|| format!("/?outlet={}&via={}", escape(&citing.name), escape(&cited.id)))
    };
    html! {
        div.scroll tabindex="0" role="region" aria-label=(format!("{}: {}", ui.say("relays.heading"), ui.say("relays.matrix"))) {
            table.matrix {
                thead { tr {
                    th scope="col" { (ui.say("relays.citing")) }
                    @for cited in &table.cited { th.cited scope="col" { span { bdi { (Shown(&short(called(cited), 24))) } } } }
                } }
                tbody {
                    @for citing in &table.citing {
                        tr data-row {
                            th scope="row" { (name(snapshot, citing)) }
                            @for cited in &table.cited {
                                @let n = table.cell(citing, cited);
                                td.number.(shade(n, table.most)) {
                                    @if n > 0 {
                                        @match link(citing, cited) {
                                            Some(link) => a href=(link) aria-label=(format!("{} ← {}: {n}", plain(&citing.name), plain(&cited.name))) { (n) },
                                            None => (n),
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
fn graph(ui: Ui, snapshot: &Snapshot, table: &Table<'_>) -> Markup {
    let left: Vec<&House> = table.cited.iter().copied().take(DRAWN).collect();
    let right: Vec<&House> = table.citing.iter().copied().take(DRAWN).collect();
    let height = left.len().max(right.len()) as f32 * 36.0 + 8.0;
    let place = |list: &[&House], id: &str| {
        let place = list.iter().position(|known| known.id == id)?;
        Some(4.0 + (height - 8.0) / list.len() as f32 * (place as f32 + 0.5))
    };
    let lines: Vec<(f32, f32, u32)> = table
        .cells
        .iter()
        .filter_map(|((citing, cited), n)| Some((place(&left, cited)?, place(&right, citing)?, *n)))
        .collect();
    let node = |x: f32, y: f32, house: &House| {
        let full = plain(called(house));
        let inner = html! {
            title { (full) }
            rect x=(x) y=(y - 14.0) width="230" height="28" rx="5" {}
            text.name x=(x + 10.0) y=(y + 5.0) { (short(&full, 29)) }
        };
        html! { g.box.named { @if snapshot.actor(&house.id).is_some() { a href=(actor_link(&house.id)) { (inner) } } @else { (inner) } } }
    };
    html! {
        div.drawing tabindex="0" role="region" aria-label=(format!("{}: {}", ui.say("relays.heading"), ui.say("relays.graph"))) {
            svg.chain-map width="780" height=(height + 26.0) viewBox=(format!("0 -24 780 {}", height + 26.0)) role="group" aria-label=(ui.say("relays.graph")) {
                text.label x="4" y="-8" { (ui.say("relays.cited")) }
                text.label x="546" y="-8" { (ui.say("relays.citing")) }
                @for (from, to, n) in &lines {
                    path.flow d=(format!("M234 {from} C390 {from} 390 {to} 544 {to}")) stroke-width=(1.5 + 9.0 * (*n as f32 / table.most.max(1) as f32)) { title { (n) } }
                }
                @for house in &left { @if let Some(y) = place(&left, &house.id) { (node(4.0, y, house)) } }
                @for house in &right { @if let Some(y) = place(&right, &house.id) { (node(546.0, y, house)) } }
            }
        }
        @let hidden: BTreeSet<&str> = table.cited.iter().skip(DRAWN).chain(table.citing.iter().skip(DRAWN)).map(|house| house.id.as_str()).collect();
        @if !hidden.is_empty() { p.meta { "+ " (hidden.len()) " " (ui.say("relays.in_matrix")) } }
    }
}
