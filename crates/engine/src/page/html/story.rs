//! Which element holds the story, and what the elements around a run say of it.
//!
//! Takes runs and elements, gives a hint for every run. The element is chosen as Readability chooses it: prose speaks for
//! the parent of its paragraph and, less, for the ancestors. Names of classes count only for elements that hold little of
//! the page's prose: "with-sidebar" on the body is not a sidebar.

use super::super::meta::head::Head;
use super::super::shape::Shape;
use super::super::words::Words;
use super::super::zone::{Hint, lateness};
use super::Run;
use super::tags::Tag;
use super::tree::Tree;
use crate::model::Zone;

pub(super) fn hints(runs: &[Run], shapes: &[Shape], tree: &Tree, head: &Head, words: &Words) -> Vec<Hint> {
    let n = tree.elements.len();
    let mut prose = vec![0.0f32; n];
    let mut score = vec![0.0f32; n];
    let (mut letters, mut linked) = (vec![0.0f32; n], vec![0.0f32; n]);
    for (index, (run, shape)) in runs.iter().zip(shapes).enumerate() {
        let at = run.element as usize;
        add(&mut letters, at, run.letters as f32);
        add(&mut linked, at, run.linked as f32);
        if run.links() > 0.5 || !shape.body() || shape.terms {
            continue;
        }
        let late = lateness(index, runs.len());
        let weight = (1.0 + shape.chars.min(600) as f32 / 100.0) * late;
        add(&mut prose, at, shape.chars as f32);
        let block = tree.element(run.element).map_or(0, |e| e.block);
        let Some(element) = tree.element(block) else { continue };
        let inner = matches!(element.tag, Tag::Paragraph | Tag::Item | Tag::Quote | Tag::Heading(_));
        let mut holder = if inner { element.parent } else { block };
        for share in [1.0, 0.5, 0.25, 0.15] {
            add(&mut score, holder as usize, weight * share);
            if holder == 0 {
                break;
            }
            holder = tree.element(holder).map_or(0, |e| e.parent);
        }
    }
    // sums over descendants: parents stand before their children
    for i in (1..n).rev() {
        let Some(parent) = tree.elements.get(i).map(|e| e.parent as usize) else { continue };
        for sums in [&mut prose, &mut letters, &mut linked] {
            let value = sums.get(i).copied().unwrap_or(0.0);
            add(sums, parent, value);
        }
    }
    let total = prose.first().copied().unwrap_or(0.0).max(1.0);
    let zones = zones(tree, &prose, total);
    let main = main(tree, &score, &letters, &linked, &zones);
    let mut inside = vec![false; n];
    for i in 0..n {
        let above =
            tree.elements.get(i).and_then(|e| inside.get(e.parent as usize)).copied().unwrap_or(false);
        if let Some(slot) = inside.get_mut(i) {
            *slot = Some(i) == main || (above && i > 0);
        }
    }
    let titles: Vec<String> = titles(head);
    let keys: Vec<u64> = titles.iter().map(|title| Shape::new(title, words).key).collect();
    let site = head.metas.iter().find(|meta| meta.key == "og:site_name");
    let site = site.map(|meta| Shape::new(&meta.value, words).key);
    runs.iter()
        .zip(shapes)
        .map(|(run, shape)| {
            let at = run.element as usize;
            let mut hint = run.hint(tree);
            hint.zone = zones.get(at).copied().flatten();
            if hint.zone == Some(Zone::Caption) && hint.heading > 0 {
                hint.zone = None;
            }
            hint.main = inside.get(at).copied().unwrap_or(false);
            hint.site = Some(shape.key) == site;
            hint.titled = shape.words >= 2 && keys.contains(&shape.key) && !hint.site;
            hint
        })
        .collect()
}

fn add(sums: &mut [f32], at: usize, value: f32) {
    if let Some(slot) = sums.get_mut(at) {
        *slot += value;
    }
}

/// The page's titles, whole and without the outlet's name behind the last bar or dash or before it.
fn titles(head: &Head) -> Vec<String> {
    let mut out = Vec::new();
    let named =
        head.metas.iter().filter(|m| matches!(m.key.as_str(), "og:title" | "twitter:title" | "headline"));
    for title in named.map(|m| m.value.as_str()).chain([head.title.as_str()]) {
        out.push(title.to_owned());
        for mark in [" | ", " - ", " — ", " – ", " :: ", " » ", " / ", " // "] {
            if let Some((first, last)) = title.rsplit_once(mark) {
                out.push(first.to_owned());
                // the name of the site stands first on some
                let opens =
                    last.trim_start_matches(['«', '"', '“', '„']).starts_with(|c: char| !c.is_lowercase());
                if opens && last.chars().count() >= first.chars().count() {
                    out.push(last.to_owned());
                }
            }
            if let Some((first, _)) = title.split_once(mark) {
                out.push(first.to_owned());
            }
        }
    }
    out.retain(|title| title.chars().count() >= 12);
    out
}

/// The zone that names around each element give it; outer names win over inner ones.
fn zones(tree: &Tree, prose: &[f32], total: f32) -> Vec<Option<Zone>> {
    let mut zones: Vec<Option<Zone>> = vec![None; tree.elements.len()];
    for (i, element) in tree.elements.iter().enumerate().skip(1) {
        let above = zones.get(element.parent as usize).copied().flatten();
        let own = element.tag.zone().or(element.marks.zone);
        let share = prose.get(i).copied().unwrap_or(0.0) / total;
        let bound = match own {
            Some(Zone::Comment) => 0.8,
            Some(Zone::Navigation | Zone::Advert) => 0.25,
            Some(Zone::Byline) => 0.1,
            _ if element.tag.zone().is_some() => 0.5,
            _ => 0.3,
        };
        let own = own.filter(|_| share < bound);
        let zone = match (above, own) {
            (Some(Zone::Caption | Zone::Byline) | None, Some(own)) => Some(own),
            (above, _) => above,
        };
        if let Some(slot) = zones.get_mut(i) {
            *slot = zone;
        }
    }
    zones
}

fn main(
    tree: &Tree,
    score: &[f32],
    letters: &[f32],
    linked: &[f32],
    zones: &[Option<Zone>],
) -> Option<usize> {
    let mut best: Option<(f32, usize)> = None;
    for (i, element) in tree.elements.iter().enumerate() {
        let own = score.get(i).copied().unwrap_or(0.0);
        if own <= 0.0 {
            continue;
        }
        let all = letters.get(i).copied().unwrap_or(0.0).max(1.0);
        let links = linked.get(i).copied().unwrap_or(0.0) / all;
        let mut value = own * (1.0 - links);
        if element.marks.story {
            value *= 1.3;
        }
        if matches!(element.tag, Tag::Article | Tag::Main) {
            value *= 1.2;
        }
        if zones.get(i).copied().flatten().is_some() {
            value *= 0.2;
        }
        if best.is_none_or(|(top, _)| value > top) {
            best = Some((value, i));
        }
    }
    best.map(|(_, i)| i)
}
