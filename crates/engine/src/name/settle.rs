//! What a whole document tells about names that are short of something.
//!
//! Takes the pieces of one document, changes what they stand for: a body without its country, a thing without its number,
//! a short name or an acronym of a longer one. Changes nothing where the document allows two readings.

use super::entity::best_surname_keys;
use super::extend::BARE;
use super::scan::{AGAIN, BESIDE_BODY, OF_SIDE, Person, Piece, Target};
use super::words::{Item, Words};
use crate::model::{EntityKind, MentionKind, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Mentions of a country that make it the country of the page; others stay below half of it.
const HOME: u32 = 3;

/// Tokens within which two names stand beside each other.
const BESIDE: usize = 8;

/// So many times rarer than the country of the page, the country that a body most often belongs to is only mentioned.
const FAR: u32 = 5;

pub(super) fn settle(pieces: &mut [Piece], words: &Words) {
    parts_for_states(pieces, words);
    bodies_of_people(pieces, words);
    bodies_again(pieces, words);
    bodies_at_home(pieces, words);
    numbers_again(pieces, words);
    short_names(pieces);
}

/// «Англия» on a page about the state that it is a part of, which names no other part and no team of it: the state.
fn parts_for_states(pieces: &mut [Piece], words: &Words) {
    let item = |piece: &Piece| match piece.target {
        Target::Item(item) => Some(item),
        _ => None,
    };
    let used: BTreeSet<u32> =
        pieces.iter().filter_map(item).filter(|i| words.part_of(*i).is_some()).collect();
    for part in used {
        let Some((state, others)) = words.part_of(part) else { continue };
        let apart = |piece: &Piece| {
            item(piece).is_some_and(|i| others.contains(&i) || i == part && piece.rule == OF_SIDE)
        };
        let of_state = |piece: &Piece| match &piece.target {
            Target::Item(item) => *item == state,
            Target::Person(person) => {
                let id = words.items.get(state as usize).map(|state| &*state.id);
                id.is_some() && country_of(person, words).as_deref() == id
            }
            _ => false,
        };
        if pieces.iter().any(apart) || !pieces.iter().any(of_state) {
            continue;
        }
        for piece in pieces.iter_mut().filter(|p| p.kind == MentionKind::Name) {
            if item(piece) == Some(part) {
                piece.target = Target::Item(state);
                piece.rule = "part-for-state";
            }
        }
    }
}

/// The table organisation that a piece names, when it names it without a country.
fn bare_body<'w>(piece: &Piece, words: &'w Words) -> Option<&'w Item> {
    let Target::Item(item) = piece.target else { return None };
    let organisation = |item: &&Item| item.kind == EntityKind::Organisation;
    let known = words.items.get(item as usize).filter(organisation)?;
    // a table name that holds its country is not bare
    let named = piece.last - piece.first > 1 && known.state.is_some();
    (BARE.contains(&piece.rule) && piece.kind == MentionKind::Name && !named).then_some(known)
}

/// The id part of the body that an item is, without its country.
fn body_id<'w>(item: &'w Item, words: &Words) -> Option<&'w str> {
    let id = item.id.strip_prefix("e:org:")?;
    if words.is_body(id) { Some(id) } else { words.body_of(id) }
}

/// A body in a country ("e:loc:denmark").
fn in_country(body: &str, country: &str, name: &str, words: &Words) -> Target {
    let id = format!("org:{body}-{}", country.rsplit(':').next().unwrap_or(""));
    match words.by_id.get(format!("e:{id}").as_str()) {
        Some(&item) => Target::Item(item),
        None => Target::Named(id, name.to_owned()),
    }
}

/// The country of the one person of the table that this may be.
fn country_of(person: &Person, words: &Words) -> Option<String> {
    let keys = best_surname_keys(person);
    let people: BTreeSet<u32> =
        keys.iter().filter_map(|key| words.by_surname.get(&**key)).flatten().copied().collect();
    let mut fits = people
        .iter()
        .filter_map(|&p| words.people.get(p as usize))
        .filter(|known| person.given.is_empty() || person.given.iter().any(|g| known.given.contains(&g.id)));
    match (fits.next(), fits.next()) {
        (Some(one), None) if !one.country.is_empty() => Some(format!("e:loc:{}", one.country)),
        _ => None,
    }
}

/// «глава МИД Борис Джонсон»: the ministry of the country whose politician stands beside.
fn bodies_of_people(pieces: &mut [Piece], words: &Words) {
    let mut bodies: Vec<(Span, usize)> = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        if bare_body(piece, words).and_then(|item| body_id(item, words)).is_some() {
            bodies.push((piece.span, index));
        }
    }
    if bodies.is_empty() {
        return;
    }
    bodies.sort_by_key(|(span, _)| span.start());
    let mut found: Vec<(usize, Target)> = Vec::new();
    for role in pieces.iter().filter(|p| matches!(p.target, Target::Role(_))) {
        let Some(Target::Person(person)) = role.beside.and_then(|b| pieces.get(b)).map(|p| &p.target) else {
            continue;
        };
        let first = bodies.partition_point(|(span, _)| span.start() < role.span.start());
        let inside = bodies.iter().skip(first).take_while(|(span, _)| span.end() <= role.span.end());
        for &(_, index) in inside {
            let Some(item) = pieces.get(index).and_then(|piece| bare_body(piece, words)) else { continue };
            let Some(body) = body_id(item, words) else { continue };
            if let Some(country) = country_of(person, words) {
                found.push((index, in_country(body, &country, shown(item), words)));
            }
        }
    }
    for (index, target) in found {
        if let Some(piece) = pieces.get_mut(index) {
            piece.target = target;
            piece.rule = "body-of-person";
        }
    }
}

fn shown(item: &Item) -> &str {
    item.display.iter().find(|d| !d.is_empty()).map_or("", |d| d)
}

/// Gives bodies without a country the one that the document gives the same body, if it is one.
fn bodies_again(pieces: &mut [Piece], words: &Words) {
    // body (an item's id, or the id part of a state body) → where it has which country
    let mut with: BTreeMap<Box<str>, Vec<(usize, Box<str>)>> = BTreeMap::new();
    let full = |piece: &Piece| match &piece.target {
        Target::Named(id, _) => Some(format!("e:{id}").into_boxed_str()),
        Target::Item(item) => words.items.get(*item as usize).map(|item| item.id.clone()),
        _ => None,
    };
    let mut names: BTreeMap<Box<str>, Target> = BTreeMap::new();
    let sure = |piece: &&Piece| {
        matches!(piece.rule, "body-of-country" | "body" | "body-of-person")
            || matches!(piece.target, Target::Item(_))
                && piece.last - piece.first > 1
                && BARE.contains(&piece.rule)
                && bare_body(piece, words).is_none()
                && piece.entity_kind == EntityKind::Organisation
    };
    for piece in pieces.iter().filter(sure) {
        let Some(id) = full(piece) else { continue };
        // the longest beginning that is a body
        let mut cut = &*id;
        while let Some((body, _)) = cut.rsplit_once('-') {
            if words.by_id.contains_key(body) || words.is_body(body.trim_start_matches("e:org:")) {
                with.entry(body.into()).or_default().push((piece.first, id.clone()));
                break;
            }
            cut = body;
        }
        names.entry(id).or_insert_with(|| piece.target.clone());
    }
    if with.is_empty() {
        return;
    }
    with.values_mut().for_each(|places| places.sort());
    for piece in pieces.iter_mut() {
        let Some(known) = bare_body(piece, words) else { continue };
        let of_body = || with.get(format!("e:org:{}", body_id(known, words)?).as_str());
        let Some(places) = with.get(&known.id).or_else(of_body) else { continue };
        let (Some((_, first)), before) =
            (places.first(), places.partition_point(|(at, _)| *at < piece.first))
        else {
            continue;
        };
        // of several countries the one that was named last
        let id = match before.checked_sub(1).and_then(|last| places.get(last)) {
            _ if places.iter().all(|(_, id)| id == first) => Some(first),
            last => last.map(|(_, id)| id),
        };
        if let Some(target) = id.and_then(|id| names.get(id)) {
            piece.target = target.clone();
            piece.rule = "body-again";
        }
    }
}

/// «Верховный суд» of no country: the one of the country that the page is about, if it is about one. So is «МИД» on a page
/// that hardly names the country whose ministry the word most often means.
fn bodies_at_home(pieces: &mut [Piece], words: &Words) {
    let bodies: Vec<usize> = (0..pieces.len())
        .filter(|i| {
            pieces.get(*i).and_then(|p| bare_body(p, words)).is_some_and(|b| body_id(b, words).is_some())
        })
        .collect();
    if bodies.is_empty() {
        return;
    }
    let mut counts: BTreeMap<Box<str>, u32> = BTreeMap::new();
    for (index, piece) in pieces.iter().enumerate() {
        let country = match &piece.target {
            // what is to be found out counts for nothing
            _ if bodies.binary_search(&index).is_ok() => None,
            Target::Item(item) => country_of_item(*item, words),
            Target::Named(id, _) if matches!(piece.rule, BESIDE_BODY | AGAIN) => {
                Some(format!("e:{id}").into())
            }
            _ => None,
        };
        if let Some(country) = country {
            *counts.entry(country).or_default() += 1;
        }
    }
    let mut order: Vec<(u32, &str)> = counts.iter().map(|(country, n)| (*n, &**country)).collect();
    order.sort_unstable_by_key(|&(n, country)| (std::cmp::Reverse(n), country));
    let Some(&(most, home)) = order.first() else { return };
    let second = order.get(1).map_or(0, |(n, _)| *n);
    if most < HOME || most < 2 * second {
        return;
    }
    for index in bodies {
        let Some(piece) = pieces.get_mut(index) else { continue };
        let Some(item) = bare_body(piece, words) else { continue };
        let own = item.state.as_deref().and_then(|state| counts.get(state)).copied().unwrap_or(0);
        let Some(body) = body_id(item, words).filter(|_| own * FAR <= most) else { continue };
        piece.target = in_country(body, home, shown(item), words);
        piece.rule = "body-at-home";
    }
}

/// The country that an item is, or that it stands for.
fn country_of_item(index: u32, words: &Words) -> Option<Box<str>> {
    let item = words.items.get(index as usize)?;
    let state = item.state.as_deref().and_then(|state| words.by_id.get(state)).copied();
    let country = state.unwrap_or(index);
    if !words.is_state(country) {
        return None;
    }
    words.items.get(country as usize).map(|item| item.id.clone())
}

/// "Kalibr" on a page that else names "Kalibr 3" only.
fn numbers_again(pieces: &mut [Piece], words: &Words) {
    // thing → the ids it has with a number
    let mut with: BTreeMap<Box<str>, BTreeMap<Box<str>, Target>> = BTreeMap::new();
    let mut places: Vec<usize> = Vec::new();
    for piece in pieces.iter().filter(|p| p.rule == "table-number") {
        if let Target::Named(id, _) = &piece.target
            && let Some((thing, _)) = id.rsplit_once('-')
        {
            let known = with.entry(format!("e:{thing}").into()).or_default();
            known.entry(id.as_str().into()).or_insert_with(|| piece.target.clone());
            places.push(piece.first);
        }
    }
    if with.is_empty() {
        return;
    }
    places.sort_unstable();
    // side by side they are told apart
    let beside = |at: usize| {
        let from = places.partition_point(|place| *place + BESIDE < at);
        places.get(from).is_some_and(|place| *place <= at + BESIDE)
    };
    for piece in pieces.iter_mut().filter(|p| BARE.contains(&p.rule) && p.kind == MentionKind::Name) {
        let Target::Item(item) = piece.target else { continue };
        let Some(known) = words.items.get(item as usize) else { continue };
        if beside(piece.first) {
            continue;
        }
        if let Some(ids) = with.get(&known.id).filter(|ids| ids.len() == 1)
            && let Some(target) = ids.values().next()
        {
            piece.target = target.clone();
            piece.rule = "number-again";
        }
    }
}

/// Rules of organisations that no table knows.
const UNKNOWN: &[&str] = &["latin-name", "quoted-name", "acronym", "organisation-head"];

/// An acronym whose letters begin the words of one longer name of the page, and one word of one longer Latin name.
fn short_names(pieces: &mut [Piece]) {
    let mut acronyms: BTreeMap<String, BTreeMap<String, Target>> = BTreeMap::new();
    let mut parts: BTreeMap<String, BTreeMap<String, Target>> = BTreeMap::new();
    for piece in pieces.iter().filter(|p| UNKNOWN.contains(&p.rule) && p.last - p.first > 1) {
        let Target::Named(id, name) = &piece.target else { continue };
        let list: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let initials = |all: bool| -> String {
            let long = |w: &&&str| all || w.chars().count() > 3 || w.starts_with(char::is_uppercase);
            list.iter().filter(long).filter_map(|w| w.chars().next()).flat_map(char::to_uppercase).collect()
        };
        for letters in [initials(true), initials(false)] {
            if letters.chars().count() >= 3 {
                acronyms
                    .entry(letters)
                    .or_default()
                    .entry(id.clone())
                    .or_insert_with(|| piece.target.clone());
            }
        }
        if piece.rule == "latin-name" {
            for word in list.iter().filter(|w| w.chars().count() >= 5) {
                let known = parts.entry(word.to_lowercase()).or_default();
                known.entry(id.clone()).or_insert_with(|| piece.target.clone());
            }
        }
    }
    if acronyms.is_empty() && parts.is_empty() {
        return;
    }
    let one = |known: Option<&BTreeMap<String, Target>>| {
        known.filter(|ids| ids.len() == 1).and_then(|ids| ids.values().next().cloned())
    };
    for piece in pieces.iter_mut().filter(|p| UNKNOWN.contains(&p.rule) && p.last - p.first == 1) {
        let Target::Named(_, name) = &piece.target else { continue };
        let capitals = name.chars().all(char::is_uppercase);
        let (found, rule) = if capitals {
            (one(acronyms.get(name.as_str())), "acronym-of-name")
        } else {
            (one(parts.get(&name.to_lowercase())), "short-name")
        };
        if let Some(target) = found {
            piece.target = target;
            piece.rule = rule;
        }
    }
}
