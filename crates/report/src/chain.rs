//! The way of a claim as a drawing: innermost source on the left, pages on the right. The web page and the report draw it alike.
//!
//! Takes ways as steps, gives an SVG. Steps of one column with one key share a box. Columns are given by the order of the steps,
//! so nothing has to be searched for: the height of a box is the mean height of the pages it leads to, and boxes of a column
//! are pushed apart from the top. A line that passes a column has a lane of its own there, so that it never seems to go through
//! a box.

use crate::register::{turns, visible};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// One step of a way; the last one is the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What makes two steps of one column the same.
    pub key: String,
    /// Class of the box: `named`, `anonymous`, `page`.
    pub class: &'static str,
    /// Above the name: a role, a date.
    pub label: String,
    pub name: String,
    /// Where the box leads.
    pub href: Option<String>,
    /// The page states that the words went from here to the next step; else the line is dashed.
    pub stated: bool,
}

const WIDTH: f32 = 184.0;
const HEIGHT: f32 = 46.0;
const ACROSS: f32 = 74.0;
const APART: f32 = 14.0;
/// Height of a lane.
const LANE: f32 = 10.0;
/// Characters of a label and of a name that fit into a box.
const LABEL: usize = 24;
const NAME: usize = 19;

struct Box<'a> {
    /// `None`: a lane, which a line passes the column by.
    step: Option<&'a Step>,
    column: usize,
    y: f32,
    /// Sum and number of the heights of the pages it leads to.
    mean: (f32, f32),
}

#[derive(Default)]
struct Drawing<'a> {
    boxes: Vec<Box<'a>>,
    place_of: BTreeMap<(usize, &'a str), usize>,
    /// By column, and the boxes that the line joins.
    lanes: BTreeMap<(usize, usize, usize), usize>,
    /// Stated, by the boxes it joins.
    edges: BTreeMap<(usize, usize), bool>,
    pages: usize,
}

/// An SVG of all ways. `about` says what it shows to those who do not see it.
pub fn draw(ways: &[Vec<Step>], about: &str) -> Markup {
    let last = ways.iter().map(|way| way.len().saturating_sub(1)).max().unwrap_or(0).max(1);
    let mut drawing = Drawing::default();
    ways.iter().for_each(|way| drawing.way(way, last));
    drawing.place(last);
    let height = drawing.boxes.iter().map(|b| b.y + b.height()).fold(HEIGHT, f32::max) + 4.0;
    let width = (last + 1) as f32 * (WIDTH + ACROSS) - ACROSS + 4.0;
    html! {
        svg.chain-map width=(width) height=(height) viewBox=(format!("0 0 {width} {height}")) role="group" aria-label=(about) {
            @for (&(from, to), &stated) in &drawing.edges {
                @if let (Some(from), Some(to)) = (drawing.boxes.get(from), drawing.boxes.get(to)) { (edge(from, to, stated)) }
            }
            @for b in &drawing.boxes { (b.draw()) }
        }
    }
}

impl<'a> Drawing<'a> {
    fn way(&mut self, way: &'a [Step], last: usize) {
        let Some((page, stops)) = way.split_last() else { return };
        let end = self.at(last, page);
        let height = self.boxes.get(end).map_or(0.0, |b| b.y);
        let places: Vec<usize> =
            stops.iter().enumerate().map(|(column, step)| self.at(column, step)).collect();
        for (n, (step, &stop)) in stops.iter().zip(&places).enumerate() {
            let mut from = stop;
            if n + 1 == stops.len() {
                for column in stops.len()..last {
                    let lane = self.lane(column, stop, end);
                    self.join(from, lane, step.stated, height);
                    from = lane;
                }
            }
            let next = places.get(n + 1).copied().unwrap_or(end);
            self.join(from, next, step.stated, height);
        }
    }

    fn join(&mut self, from: usize, to: usize, stated: bool, height: f32) {
        *self.edges.entry((from, to)).or_insert(false) |= stated;
        if let Some(b) = self.boxes.get_mut(from) {
            b.mean = (b.mean.0 + height, b.mean.1 + 1.0);
        }
    }

    fn lane(&mut self, column: usize, from: usize, to: usize) -> usize {
        let next = self.boxes.len();
        let place = *self.lanes.entry((column, from, to)).or_insert(next);
        if place == next {
            self.boxes.push(Box { step: None, column, y: 0.0, mean: (0.0, 0.0) });
        }
        place
    }

    fn at(&mut self, column: usize, step: &'a Step) -> usize {
        if let Some(&place) = self.place_of.get(&(column, step.key.as_str())) {
            return place;
        }
        let mut new = Box { step: Some(step), column, y: 0.0, mean: (0.0, 0.0) };
        if step.class == "page" {
            new.y = 2.0 + self.pages as f32 * (HEIGHT + APART);
            self.pages += 1;
        }
        self.boxes.push(new);
        self.place_of.insert((column, &step.key), self.boxes.len() - 1);
        self.boxes.len() - 1
    }

    fn place(&mut self, last: usize) {
        for column in 0..last {
            let mut here: Vec<&mut Box<'_>> = self.boxes.iter_mut().filter(|b| b.column == column).collect();
            for b in here.iter_mut() {
                b.y = if b.mean.1 > 0.0 { b.mean.0 / b.mean.1 } else { 2.0 };
                b.y += (HEIGHT - b.height()) / 2.0;
            }
            here.sort_by(|a, b| a.y.total_cmp(&b.y));
            let mut free = 2.0_f32;
            for b in here {
                b.y = b.y.max(free);
                free = b.y + b.height() + APART;
            }
        }
    }
}

impl Box<'_> {
    fn x(&self) -> f32 {
        2.0 + self.column as f32 * (WIDTH + ACROSS)
    }

    fn height(&self) -> f32 {
        if self.step.is_some() { HEIGHT } else { LANE }
    }

    fn middle(&self) -> f32 {
        self.y + self.height() / 2.0
    }

    fn draw(&self) -> Markup {
        let Some(step) = self.step else { return Markup::default() };
        let (x, y) = (self.x(), self.y);
        let inner = html! {
            title { (one_line(&step.name)) }
            rect x=(x) y=(y) width=(WIDTH) height=(HEIGHT) rx="6" {}
            text.label x=(x + 11.0) y=(y + 17.0) { (fit(&step.label, LABEL)) }
            text.name x=(x + 11.0) y=(y + 35.0) { (fit(&step.name, NAME)) }
        };
        html! {
            g.box.(step.class) {
                @match &step.href { Some(href) => a href=(href) { (inner) }, None => (inner) }
            }
        }
    }
}

fn edge(from: &Box<'_>, to: &Box<'_>, stated: bool) -> Markup {
    // a lane is a line from side to side, and has no head
    let lane = to.step.is_none();
    let (x1, y1) = (from.x() + WIDTH, from.middle());
    let (x2, y2) = (if lane { to.x() } else { to.x() - 7.0 }, to.middle());
    let bend = ((x2 - x1) / 2.0).min(60.0);
    let across = if lane { format!(" H{}", x2 + WIDTH) } else { String::new() };
    let way = format!("M{x1} {y1} C{} {y1} {} {y2} {x2} {y2}{across}", x1 + bend, x2 - bend);
    let head = format!("M{x2} {} L{} {y2} L{x2} {} Z", y2 - 5.0, x2 + 7.0, y2 + 5.0);
    let class = if stated { "stated" } else { "inferred" };
    html! {
        g.way-line.(class) {
            path.line-of d=(way) {}
            @if !lane { path.head d=(head) {} }
        }
    }
}

/// A name without line breaks and without marks that turn the direction of writing.
fn one_line(name: &str) -> String {
    let plain: String = name.chars().filter(|c| !turns(*c)).collect();
    visible(&plain).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As much of it as fits its box.
fn fit(name: &str, most: usize) -> String {
    let line = one_line(name);
    match line.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or("").trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(name: &str, stated: bool) -> Step {
        let class = if name.starts_with("page") { "page" } else { "named" };
        let (key, name) = (name.to_owned(), name.to_owned());
        Step { key, class, label: String::new(), name, href: None, stated }
    }

    #[test]
    fn steps_of_one_column_with_one_key_share_a_box_and_pages_stand_last() {
        let ways = [
            vec![step("a", true), step("b", false), step("page 1", false)],
            vec![step("a", false), step("page 2", false)],
        ];
        let mut drawing = Drawing::default();
        ways.iter().for_each(|way| drawing.way(way, 2));
        drawing.place(2);
        let name = |b: &Box<'_>| b.step.map_or("lane", |step| step.name.as_str()).to_owned();
        let boxes: Vec<(String, usize)> = drawing.boxes.iter().map(|b| (name(b), b.column)).collect();
        let expected = [("page 1", 2), ("a", 0), ("b", 1), ("page 2", 2), ("lane", 1)];
        assert_eq!(boxes, expected.map(|(name, column)| (name.to_owned(), column)));
        let edges: Vec<((usize, usize), bool)> = drawing.edges.into_iter().collect();
        assert_eq!(edges, [((1, 2), true), ((1, 4), false), ((2, 0), false), ((4, 3), false)]);
        // the line past the column of "b" keeps clear of its box
        assert!(drawing.boxes[4].y >= drawing.boxes[2].y + HEIGHT);
        // between the pages it leads to
        let between = drawing.boxes[0].y < drawing.boxes[1].y && drawing.boxes[1].y < drawing.boxes[3].y;
        assert!(between);
    }

    #[test]
    fn long_names_are_cut_and_cannot_turn_the_writing() {
        assert_eq!(fit("\u{202e}abc", 9), "abc");
        assert_eq!(fit(&"я".repeat(40), NAME).chars().count(), NAME + 1);
        assert!(draw(&[], "nothing").into_string().contains("<svg"));
    }
}
