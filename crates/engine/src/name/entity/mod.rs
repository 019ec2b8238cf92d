//! Pieces of one document to mentions and entities with ids.
//!
//! Takes all pieces in text order, gives mentions and entities. Never joins two given names under one family name, and
//! leaves a bare role without an entity unless the document ties it to one person.

mod cluster;
mod person;
mod roles;

use super::Names;
use super::key::key;
use super::scan::{Person, Piece, Target};
use super::words::Words;
use crate::model::{Entity, EntityId, EntityKind, Gender, Mention, MentionKind, Number};
use cluster::{Cluster, agrees, given_gender, last_word, usable};
use person::{known_person, person_entity};
use roles::tie_roles;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

pub(super) use cluster::best_surname_keys;
pub(crate) use cluster::same_patronymic;

/// Clusters looked at for one family name key; older ones are out of reach.
const REACH: usize = 24;

pub(in crate::name) fn resolve(mut pieces: Vec<Piece>, words: &Words) -> Names {
    super::settle::settle(&mut pieces, words);
    let mut clusters: Vec<Cluster> = Vec::new();
    // family name key → clusters, latest last
    let mut by_key: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    let mut of_piece: Vec<Option<usize>> = vec![None; pieces.len()];
    let mut of_nickname: BTreeMap<u32, Option<usize>> = BTreeMap::new();
    let order = |person: &Person| {
        if person.nickname.is_some() {
            5
        } else if person.surname_text.is_empty() {
            if person.ruler { 3 } else { 4 }
        } else if !person.given.is_empty() {
            0
        } else if person.initial.is_some() {
            1
        } else {
            2
        }
    };
    for pass in 0..6 {
        for (index, piece) in pieces.iter().enumerate() {
            let Target::Person(person) = &piece.target else { continue };
            if order(person) != pass {
                continue;
            }
            let found = match pass {
                5 => {
                    let nickname = person.nickname.unwrap_or(u32::MAX);
                    *of_nickname.entry(nickname).or_insert_with(|| {
                        clusters.iter().take(2000).position(|c| {
                            c.surname(words).and_then(|s| known_person(c, &s, words)) == person.nickname
                        })
                    })
                }
                3 | 4 => {
                    let fits: Vec<usize> = clusters
                        .iter()
                        .enumerate()
                        .take(300)
                        .filter(|(_, c)| !person.ruler || c.surnames.is_empty())
                        .filter(|(_, c)| !c.given.is_empty() && c.accepts(person))
                        .map(|(i, _)| i)
                        .collect();
                    match fits.as_slice() {
                        [one] => Some(*one),
                        // in two groups of mentions, but one name
                        [first, rest @ ..] => {
                            let surname = |c: &usize| clusters.get(*c).and_then(|c| c.surname(words));
                            rest.iter().all(|c| surname(c) == surname(first)).then_some(*first)
                        }
                        [] => None,
                    }
                }
                _ => {
                    let mut near: Vec<usize> = Vec::new();
                    for reading in usable(&person.surname, given_gender(&person.given)) {
                        if let Some(list) = by_key.get(&key(&reading.nominative)) {
                            near.extend(list.iter().rev().take(REACH));
                        }
                    }
                    near.sort_unstable();
                    near.dedup();
                    near.retain(|&c| {
                        clusters.get(c).is_some_and(|c| c.accepts(person) && c.shares_surname(person))
                    });
                    // the nearest earlier one, else the first later one
                    let position = |c: &usize| clusters.get(*c).map_or(0, |c| c.first);
                    if near.is_empty()
                        && piece.rule == "known-surname"
                        && let Some(slot) = first_word_of(&clusters, &person.surname_text)
                    {
                        if let Some(slot_of) = of_piece.get_mut(index) {
                            *slot_of = Some(slot);
                        }
                        continue;
                    }
                    let earlier =
                        near.iter().copied().filter(|c| position(c) <= piece.first).max_by_key(position);
                    earlier.or_else(|| near.into_iter().min_by_key(position))
                }
            };
            let slot = match found {
                Some(slot) => slot,
                None => {
                    let known = person.nickname;
                    clusters.push(Cluster {
                        first: piece.first,
                        language: piece.language,
                        known,
                        alone: pass == 4 && person.patronymic.is_none(),
                        ..Cluster::default()
                    });
                    clusters.len() - 1
                }
            };
            if let Some(nickname) = person.nickname {
                of_nickname.insert(nickname, Some(slot));
            }
            if let Some(slot_of) = of_piece.get_mut(index) {
                *slot_of = Some(slot);
            }
            let Some(cluster) = clusters.get_mut(slot) else { continue };
            if pass < 3 {
                cluster.first = cluster.first.min(piece.first);
            }
            cluster.add(person, piece.rule);
            for reading in usable(&person.surname, cluster.gender.0) {
                let last = last_word(&reading.nominative);
                for name in std::iter::once(&*reading.nominative).chain(last) {
                    let list = by_key.entry(key(name)).or_default();
                    if list.last() != Some(&slot) && list.len() < 4 * REACH && !list.contains(&slot) {
                        list.push(slot);
                    }
                }
            }
        }
    }

    let mut names = Names::default();
    let mut by_actor: FxHashMap<String, u32> = FxHashMap::default();
    // entities in the order of their first piece
    let mut entity_of_cluster: Vec<Option<u32>> = vec![None; clusters.len()];
    let mut entity_of_piece: Vec<Option<u32>> = vec![None; pieces.len()];
    for (index, piece) in pieces.iter().enumerate() {
        let entity = match &piece.target {
            Target::Role(_) => continue,
            Target::Item(item) => {
                let Some(item) = words.items.get(*item as usize) else { continue };
                let name = item_name(&item.display, piece.language);
                let rule = format!("{}: {}", piece.rule, item.id);
                intern(&mut names.entities, &mut by_actor, item.id.to_string(), item.kind, || name, &rule)
            }
            Target::Named(id, name) => {
                let rule = piece.rule.to_owned();
                intern(
                    &mut names.entities,
                    &mut by_actor,
                    format!("e:{id}"),
                    piece.entity_kind,
                    || name.clone(),
                    &rule,
                )
            }
            Target::Person(_) => {
                let Some(slot) = of_piece.get(index).copied().flatten() else { continue };
                if let Some(entity) = entity_of_cluster.get(slot).copied().flatten() {
                    entity
                } else {
                    let Some(cluster) = clusters.get(slot) else { continue };
                    let mut entity = person_entity(cluster, words);
                    // "Mr Tan" and "Mrs Tan"
                    let other = by_actor
                        .get(&entity.actor)
                        .and_then(|&id| names.entities.get(id as usize))
                        .is_some_and(|known| !agrees(known.gender, entity.gender));
                    if other {
                        entity.actor.push_str("-2");
                    }
                    let actor = entity.actor.clone();
                    let id = match by_actor.get(&actor) {
                        Some(&id) => id,
                        None => {
                            let id = names.entities.len() as u32;
                            names.entities.push(entity);
                            by_actor.insert(actor, id);
                            id
                        }
                    };
                    if let Some(place) = entity_of_cluster.get_mut(slot) {
                        *place = Some(id);
                    }
                    id
                }
            }
        };
        if let Some(place) = entity_of_piece.get_mut(index) {
            *place = Some(entity);
        }
    }

    tie_roles(&pieces, &mut entity_of_piece, &mut names, words);

    for (index, piece) in pieces.iter().enumerate() {
        let entity = entity_of_piece.get(index).copied().flatten();
        let of = entity.and_then(|e| names.entities.get(e as usize));
        let gender = match (piece.gender, of.filter(|e| e.kind == EntityKind::Person)) {
            (_, Some(entity)) if piece.kind != MentionKind::Adjective => entity.gender,
            (own, _) => own,
        };
        names.mentions.push(Mention {
            span: piece.span,
            entity_kind: piece.entity_kind,
            kind: piece.kind,
            entity: entity.map(EntityId),
            gender,
            number: piece.number,
            rule: piece.rule.into(),
        });
    }
    names.mentions.sort_by_key(|m| (m.span.start(), std::cmp::Reverse(m.span.end())));
    names.mentions.dedup_by(|a, b| a.span == b.span);
    names
}

/// "Kim Min-jun … Kim": the one person whose full name begins with this word.
fn first_word_of(clusters: &[Cluster], word: &str) -> Option<usize> {
    let named = |c: &&(usize, &Cluster)| c.1.given_texts.keys().any(|given| **given == *word);
    let all: Vec<(usize, &Cluster)> = clusters.iter().enumerate().take(300).collect();
    let mut found = all.iter().filter(named);
    found.next().filter(|_| found.next().is_none()).map(|(slot, _)| *slot)
}

fn item_name(display: &[Box<str>], language: u8) -> String {
    let own = display.get(language as usize).filter(|d| !d.is_empty());
    own.or_else(|| display.iter().rev().find(|d| !d.is_empty())).map_or(String::new(), |d| d.to_string())
}

fn intern(
    entities: &mut Vec<Entity>,
    by_actor: &mut FxHashMap<String, u32>,
    actor: String,
    kind: EntityKind,
    name: impl FnOnce() -> String,
    why: &str,
) -> u32 {
    if let Some(&id) = by_actor.get(&actor) {
        return id;
    }
    let id = entities.len() as u32;
    by_actor.insert(actor.clone(), id);
    entities.push(Entity {
        kind,
        actor,
        name: name(),
        gender: Gender::Unknown,
        number: Number::Singular,
        anonymous: false,
        roles: Vec::new(),
        keys: Vec::new(),
        why: vec![why.to_owned()],
    });
    id
}
