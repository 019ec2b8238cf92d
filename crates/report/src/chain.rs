//! The way of a claim as a drawing: innermost source on the left, pages on the right.
//!
//! Ways that begin alike share their first boxes, so each root is a tree; leaves are laid out one below the other and each box
//! stands in the middle of what follows from it (after Reingold and Tilford, 1981, without their compaction).

use crate::register::visible;
use maud::{Markup, html};

/// One step of a way.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Step {
    pub(crate) kind: &'static str,
    pub(crate) name: String,
    /// Below the name: a date.
    pub(crate) note: String,
    /// The page says so; else the line to it is dashed.
    pub(crate) stated: bool,
}

struct Placed {
    step: Step,
    depth: usize,
    /// In rows.
    at: f64,
    parent: Option<usize>,
}

const WIDE: usize = 186;
const GAP: usize = 56;
const HIGH: usize = 44;
const ROW: usize = 58;
/// Characters of a name that fit a box.
const FIT: usize = 20;

/// Boxes of ways; ways of one root stand together.
fn layout(ways: &[Vec<Step>]) -> (Vec<Placed>, usize) {
    let mut boxes: Vec<Placed> = Vec::new();
    let mut children: Vec<Vec<usize>> = Vec::new();
    let mut tops: Vec<usize> = Vec::new();
    for way in ways {
        let mut parent: Option<usize> = None;
        for (depth, step) in way.iter().enumerate() {
            let level = parent.and_then(|parent| children.get(parent)).unwrap_or(&tops);
            let same = |i: &&usize| {
                boxes.get(**i).is_some_and(|b| {
                    (b.step.kind, &b.step.name, &b.step.note) == (step.kind, &step.name, &step.note)
                })
            };
            let found = level.iter().find(same).copied();
            let index = found.unwrap_or_else(|| {
                boxes.push(Placed { step: step.clone(), depth, at: 0.0, parent });
                children.push(Vec::new());
                let index = boxes.len() - 1;
                match parent.and_then(|parent| children.get_mut(parent)) {
                    Some(list) => list.push(index),
                    None => tops.push(index),
                }
                index
            });
            if let Some(b) = boxes.get_mut(index) {
                b.step.stated |= step.stated;
            }
            parent = Some(index);
        }
    }
    let mut row = 0;
    // depth first without recursion: leaves take the next row, others the middle of theirs on the way back
    let mut way: Vec<(usize, bool)> = tops.iter().rev().map(|&top| (top, false)).collect();
    while let Some((index, back)) = way.pop() {
        let below = children.get(index).cloned().unwrap_or_default();
        let at = if below.is_empty() {
            row += 1;
            row as f64 - 1.0
        } else if back {
            let ends = [below.first(), below.last()];
            let places = ends.into_iter().flatten().filter_map(|&i| boxes.get(i)).map(|b| b.at);
            places.sum::<f64>() / 2.0
        } else {
            way.push((index, true));
            way.extend(below.iter().rev().map(|&child| (child, false)));
            continue;
        };
        if let Some(b) = boxes.get_mut(index) {
            b.at = at;
        }
    }
    (boxes, row)
}

/// An SVG of all ways.
pub(crate) fn draw(ways: &[Vec<Step>]) -> Markup {
    let (boxes, rows) = layout(ways);
    let columns = boxes.iter().map(|b| b.depth + 1).max().unwrap_or(0);
    if columns == 0 {
        return html! {};
    }
    let (width, height) = (columns * (WIDE + GAP) - GAP + 4, rows * ROW + 4);
    let x = |b: &Placed| b.depth * (WIDE + GAP) + 2;
    let y = |b: &Placed| (b.at * ROW as f64) as usize + 4;
    html! {
        svg.chain viewBox=(format!("0 0 {width} {height}")) width=(width) height=(height) role="img" aria-labelledby="chain-title" {
            title #chain-title { "The way of the claim, innermost source on the left, pages on the right; the same is told in words below" }
            defs { marker #tip viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto" {
                path.tip d="M0 0 L8 4 L0 8 z" {}
            } }
            @for b in &boxes {
                @if let Some(parent) = b.parent.and_then(|parent| boxes.get(parent)) {
                    @let (x1, y1) = (x(parent) + WIDE, y(parent) + HIGH / 2);
                    @let (x2, y2) = (x(b), y(b) + HIGH / 2);
                    @let middle = (x1 + x2) / 2;
                    path class=(if b.step.stated { "line" } else { "line inferred" }) marker-end="url(#tip)"
                        d=(format!("M{x1} {y1} C{middle} {y1} {middle} {y2} {x2} {y2}")) {}
                }
            }
            @for b in &boxes {
                g class=(format!("box {}", b.step.kind)) transform=(format!("translate({} {})", x(b), y(b))) {
                    title { (visible(&b.step.name)) @if !b.step.note.is_empty() { ", " (b.step.note) } }
                    rect width=(WIDE) height=(HIGH) rx="5" {}
                    @if b.step.note.is_empty() {
                        text x="10" y="27" { (fit(&b.step.name)) }
                    } @else {
                        text x="10" y="19" { (fit(&b.step.name)) }
                        text.small x="10" y="35" { (fit(&b.step.note)) }
                    }
                }
            }
        }
    }
}

/// As much of a name as fits its box; marks that turn the direction of writing are left out.
fn fit(name: &str) -> String {
    let turns =
        |c: &char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let line: String = visible(name).split_whitespace().collect::<Vec<_>>().join(" ");
    let line: String = line.chars().filter(|c| !turns(c)).collect();
    match line.char_indices().nth(FIT) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or("").trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(name: &str) -> Step {
        Step { kind: "actor", name: name.to_owned(), note: String::new(), stated: true }
    }

    #[test]
    fn ways_that_begin_alike_share_their_boxes() {
        let ways =
            [vec![step("a"), step("b"), step("c")], vec![step("a"), step("d")], vec![step("e"), step("b")]];
        let (boxes, rows) = layout(&ways);
        let places: Vec<(&str, usize, f64)> =
            boxes.iter().map(|b| (b.step.name.as_str(), b.depth, b.at)).collect();
        assert_eq!(rows, 3);
        assert_eq!(
            places,
            [("a", 0, 0.5), ("b", 1, 0.0), ("c", 2, 0.0), ("d", 1, 1.0), ("e", 0, 2.0), ("b", 1, 2.0)]
        );
    }

    #[test]
    fn long_names_are_cut_and_cannot_turn_the_writing() {
        assert_eq!(fit("\u{202e}abc"), "abc");
        assert_eq!(fit(&"я".repeat(40)).chars().count(), FIT + 1);
    }
}
