//! The way of a claim as one drawing: innermost sources on the left, pages on the right.
//!
//! Takes the lines of a trace, gives an SVG. Links point at the same actor share a box; an unnamed source shares its box
//! with nobody. Columns are given by the order of the links, so nothing has to be searched for: the height of a box is the
//! mean height of what it leads to, and boxes of a column are pushed apart from the top.

use super::passage::{page_name, spaced};
use crate::state::{Shelf, Snapshot};
use crate::text::{actor_link, document_link, plain, short};
use crate::ui::Ui;
use maud::{Markup, html};
use reportedly_engine::corpus::TraceLine;
use reportedly_engine::model::LinkRole;
use std::collections::BTreeMap;

/// Pages drawn; the list below the drawing has all.
const MOST: usize = 24;
const WIDTH: f32 = 184.0;
const HEIGHT: f32 = 46.0;
const ACROSS: f32 = 74.0;
const APART: f32 = 14.0;
/// Characters of a name that fit into a box.
const NAME: usize = 19;

struct Box {
    column: usize,
    label: String,
    name: String,
    href: Option<String>,
    class: &'static str,
    y: f32,
    /// Sum and number of the heights of the pages it leads to.
    mean: (f32, f32),
}

#[derive(Default)]
struct Drawing {
    boxes: Vec<Box>,
    place_of: BTreeMap<(usize, String), usize>,
    /// Stated in the text, by the boxes it joins.
    edges: BTreeMap<(usize, usize), bool>,
}

pub(crate) fn draw(ui: Ui, snapshot: &Snapshot, shelf: &Shelf, lines: &[TraceLine]) -> Markup {
    let shown = lines.get(..MOST.min(lines.len())).unwrap_or(&[]);
    let before =
        |line: &TraceLine| line.links.iter().filter(|link| link.role != LinkRole::Publisher).count().max(1);
    let last = shown.iter().map(before).max().unwrap_or(1);
    let mut drawing = Drawing::default();
    for (number, line) in shown.iter().enumerate() {
        drawing.line(ui, snapshot, shelf, line, number, last);
    }
    drawing.place(last);
    let height = drawing.boxes.iter().map(|b| b.y + HEIGHT).fold(HEIGHT, f32::max) + 4.0;
    let width = (last + 1) as f32 * (WIDTH + ACROSS) - ACROSS + 4.0;
    html! {
        div.drawing tabindex="0" role="region" aria-label=(ui.say("claim.drawing")) {
            svg.chain-map width=(width) height=(height) viewBox=(format!("0 0 {width} {height}")) role="group" aria-label=(ui.say("claim.drawing")) {
                @for (&(from, to), &stated) in &drawing.edges {
                    @if let (Some(from), Some(to)) = (drawing.boxes.get(from), drawing.boxes.get(to)) { (edge(from, to, stated)) }
                }
                @for b in &drawing.boxes { (b.draw()) }
            }
        }
        @if lines.len() > MOST { p.meta { (ui.say("claim.drawn_first")) " " (MOST) " / " (lines.len()) } }
    }
}

impl Drawing {
    fn line(
        &mut self,
        ui: Ui,
        snapshot: &Snapshot,
        shelf: &Shelf,
        line: &TraceLine,
        number: usize,
        last: usize,
    ) {
        let document = shelf.get(&line.statement.document);
        let publisher = line.links.iter().find(|link| link.role == LinkRole::Publisher);
        let page = publisher
            .map(|publisher| publisher.name.clone())
            .or_else(|| document.map(page_name))
            .unwrap_or_default();
        let end = self.at(last, line.statement.document.clone(), || Box {
            label: line.dated.as_deref().map_or(ui.say("undated").to_owned(), spaced),
            name: page,
            href: Some(document_link(&line.statement.document)),
            class: "page",
            ..Box::at(last)
        });
        let height = self.boxes.get(end).map_or(0.0, |b| b.y);
        let links: Vec<_> = line.links.iter().filter(|link| link.role != LinkRole::Publisher).collect();
        let mut stops: Vec<(usize, bool)> = Vec::new();
        if links.is_empty() {
            let nobody = self.at(0, format!("?{number}"), || Box {
                label: ui.say("role.source").to_owned(),
                name: format!("? {}", ui.say("not_named")),
                class: "anonymous",
                ..Box::at(0)
            });
            stops.push((nobody, false));
        }
        for (column, link) in links.iter().enumerate() {
            let key = match (&link.actor, link.anonymous) {
                (_, true) => format!("?{number}"),
                (Some(actor), _) => actor.clone(),
                (None, _) => link.name.clone(),
            };
            let known = link.actor.as_deref().filter(|id| snapshot.actor(id).is_some());
            let mark = if link.anonymous { "? " } else { "" };
            let stop = self.at(column, key, || Box {
                label: ui.word("role", &link.role),
                name: format!("{mark}{}", link.name),
                href: known.map(actor_link),
                class: if link.anonymous { "anonymous" } else { "named" },
                ..Box::at(column)
            });
            stops.push((stop, link.explicit));
        }
        for (at, &(stop, stated)) in stops.iter().enumerate() {
            let next = stops.get(at + 1).map_or(end, |(next, _)| *next);
            let edge = self.edges.entry((stop, next)).or_insert(false);
            *edge |= stated;
            if let Some(b) = self.boxes.get_mut(stop) {
                b.mean = (b.mean.0 + height, b.mean.1 + 1.0);
            }
        }
    }

    fn at(&mut self, column: usize, key: String, make: impl FnOnce() -> Box) -> usize {
        if let Some(&place) = self.place_of.get(&(column, key.clone())) {
            return place;
        }
        let place = self.boxes.len();
        let mut new = make();
        if new.class == "page" {
            let pages = self.boxes.iter().filter(|b| b.class == "page").count();
            new.y = 2.0 + pages as f32 * (HEIGHT + APART);
        }
        self.place_of.insert((column, key), place);
        self.boxes.push(new);
        place
    }

    fn place(&mut self, last: usize) {
        for column in 0..last {
            let mut here: Vec<&mut Box> = self.boxes.iter_mut().filter(|b| b.column == column).collect();
            for b in here.iter_mut() {
                b.y = if b.mean.1 > 0.0 { b.mean.0 / b.mean.1 } else { 2.0 };
            }
            here.sort_by(|a, b| a.y.total_cmp(&b.y));
            let mut free = 2.0_f32;
            for b in here {
                b.y = b.y.max(free);
                free = b.y + HEIGHT + APART;
            }
        }
    }
}

impl Box {
    fn at(column: usize) -> Self {
        Self {
            column,
            label: String::new(),
            name: String::new(),
            href: None,
            class: "named",
            y: 0.0,
            mean: (0.0, 0.0),
        }
    }

    fn x(&self) -> f32 {
        2.0 + self.column as f32 * (WIDTH + ACROSS)
    }

    fn draw(&self) -> Markup {
        let (x, y) = (self.x(), self.y);
        let inner = html! {
            title { (plain(&self.name)) }
            rect x=(x) y=(y) width=(WIDTH) height=(HEIGHT) rx="6" {}
            text.label x=(x + 11.0) y=(y + 17.0) { (plain(&short(&self.label, 24))) }
            text.name x=(x + 11.0) y=(y + 35.0) { (plain(&short(&self.name, NAME))) }
        };
        html! {
            g.box.(self.class) {
                @match &self.href { Some(href) => a href=(href) { (inner) }, None => (inner) }
            }
        }
    }
}

fn edge(from: &Box, to: &Box, stated: bool) -> Markup {
    let (x1, y1) = (from.x() + WIDTH, from.y + HEIGHT / 2.0);
    let (x2, y2) = (to.x() - 7.0, to.y + HEIGHT / 2.0);
    let bend = ((x2 - x1) / 2.0).min(60.0);
    let way = format!("M{x1} {y1} C{} {y1} {} {y2} {x2} {y2}", x1 + bend, x2 - bend);
    let head = format!("M{x2} {} L{} {y2} L{x2} {} Z", y2 - 5.0, x2 + 7.0, y2 + 5.0);
    let class = if stated { "stated" } else { "inferred" };
    html! { g.way-line.(class) { path.line-of d=(way) {} path.head d=(head) {} } }
}
