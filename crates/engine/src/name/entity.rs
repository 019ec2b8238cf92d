//! Pieces of one document to mentions and entities with ids.
//!
//! Takes all pieces in text order, gives mentions and entities. Never joins two given names under one family name, and
//! leaves a bare role without an entity unless the document ties it to one person.

use super::Names;
use super::key::key;
use super::paradigm::{NOMINATIVE, Reading};
use super::scan::{GivenReading, Person, Piece, Target};
use super::words::Words;
use crate::model::{Entity, EntityId, EntityKind, Gender, Mention, MentionKind, Number};
use crate::text::fold;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Clusters looked at for one family name key; older ones are out of reach.
const REACH: usize = 24;

#[derive(Debug, Default)]
struct Cluster {
    /// Ids of the given name that all mentions agree on; empty when none has one.
    given: BTreeSet<Box<str>>,
    readings: Vec<GivenReading>,
    given_texts: BTreeMap<Box<str>, u32>,
    initial: Option<char>,
    patronymic: Option<Box<str>>,
    surnames: BTreeMap<String, f32>,
    surfaces: BTreeMap<Box<str>, u32>,
    /// Family names as written beside a given name, folded.
    beside: BTreeSet<String>,
    /// Nominatives that agree in case with every given name beside them.
    agreed: BTreeSet<String>,
    mentions: u32,
    typical_gender: Gender2,
    gender: Gender2,
    known: Option<u32>,
    first: usize,
    language: u8,
    why: BTreeSet<String>,
}

/// Endings of nominatives that a reader should doubt: case forms of -ия, and -ий, whose names the table knows.
const RARE: &[&str] = &["ий", "ій", "ии", "ию", "ії", "ію"];

/// Gender with a default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Gender2(Gender);
impl Default for Gender2 {
    fn default() -> Self {
        Gender2(Gender::Unknown)
    }
}

/// Keys of the likeliest nominatives of a person's family name.
pub(super) fn best_surname_keys(person: &Person) -> Vec<String> {
    let best = person.surname.iter().map(|r| r.weight).fold(0.0, f32::max);
    person.surname.iter().filter(|r| r.weight >= best * 0.6).map(|r| key(&r.nominative)).collect()
}

fn agrees(a: Gender, b: Gender) -> bool {
    a == Gender::Unknown || b == Gender::Unknown || a == b
}

fn given_gender(readings: &[GivenReading]) -> Gender {
    match readings.first() {
        Some(first) if readings.iter().all(|r| r.gender == first.gender) => first.gender,
        _ => Gender::Unknown,
    }
}

fn usable(readings: &[Reading], gender: Gender) -> impl Iterator<Item = &Reading> {
    readings.iter().filter(move |r| agrees(r.gender, gender) && r.weight > 0.1)
}

impl Cluster {
    fn shares_surname(&self, person: &Person) -> bool {
        let gender = self.gender.0;
        usable(&person.surname, gender).any(|r| {
            self.surnames.contains_key(&r.nominative) || {
                let wanted = key(&r.nominative);
                self.surnames.iter().any(|(n, w)| *w > 0.2 && key(n) == wanted)
            }
        })
    }

    fn accepts(&self, person: &Person) -> bool {
        if !person.given.is_empty() {
            let common = person.given.iter().any(|g| self.given.contains(&g.id));
            let initial = self.given.is_empty() && self.initial.is_some_and(|i| starts(&person.given, i));
            let alone = self.given.is_empty() && self.initial.is_none();
            if !(common || initial || alone) {
                return false;
            }
        }
        if let Some(letter) = person.initial {
            let fits = match self.initial {
                Some(own) => same_letter(own, letter),
                None => self.given.is_empty() || starts(&self.readings, letter),
            };
            if !fits {
                return false;
            }
        }
        if let (Some(a), Some((b, _))) = (&self.patronymic, &person.patronymic)
            && a != b
        {
            return false;
        }
        agrees(self.gender.0, given_gender(&person.given))
    }

    fn add(&mut self, person: &Person, rule: &str) {
        if !person.given.is_empty() {
            let ids: BTreeSet<Box<str>> = person.given.iter().map(|g| g.id.clone()).collect();
            if self.given.is_empty() {
                self.given = ids;
                self.readings = person.given.clone();
            } else {
                self.given.retain(|id| ids.contains(id));
                let kept = &self.given;
                self.readings.retain(|r| kept.contains(&r.id));
                for reading in &person.given {
                    if kept.contains(&reading.id)
                        && !self.readings.iter().any(|r| r.nominative == reading.nominative)
                    {
                        self.readings.push(reading.clone());
                    }
                }
            }
            *self.given_texts.entry(person.given_text.clone()).or_default() += 1;
            self.beside.insert(fold(&person.surname_text));
            let gender = given_gender(&self.readings);
            if gender != Gender::Unknown {
                self.gender = Gender2(gender);
            }
        }
        self.initial = self.initial.or(person.initial);
        if self.patronymic.is_none() {
            self.patronymic = person.patronymic.as_ref().map(|(p, _)| p.clone());
        }
        let gender = self.gender.0;
        let mut own: BTreeMap<&str, f32> = BTreeMap::new();
        for reading in person.surname.iter().filter(|r| agrees(r.gender, gender)) {
            let best = own.entry(&reading.nominative).or_default();
            *best = best.max(reading.weight);
        }
        if !person.given.is_empty() && !own.is_empty() {
            let names: BTreeSet<String> = own.keys().map(|n| (*n).to_owned()).collect();
            let common: BTreeSet<String> = self.agreed.intersection(&names).cloned().collect();
            if self.agreed.is_empty() {
                self.agreed = names;
            } else if !common.is_empty() {
                self.agreed = common;
            }
        }
        for (nominative, weight) in own {
            *self.surnames.entry(nominative.to_owned()).or_default() += weight;
        }
        self.mentions += 1;
        if !person.surname_text.is_empty() {
            *self.surfaces.entry(person.surname_text.clone()).or_default() += 1;
        }
        let gender = self.gender.0;
        if gender != Gender::Unknown {
            // forms of the other gender fall away once the gender is known
            for reading in &person.surname {
                if !agrees(reading.gender, gender)
                    && !person
                        .surname
                        .iter()
                        .any(|r| r.nominative == reading.nominative && agrees(r.gender, gender))
                {
                    self.surnames.remove(&reading.nominative);
                }
            }
        }
        self.why.insert(rule.to_owned());
    }

    /// The likeliest nominative of the family name.
    fn surname(&self, words: &Words) -> Option<String> {
        let surfaces: Vec<(String, u32)> = self.surfaces.iter().map(|(s, n)| (fold(s), *n)).collect();
        let of = |gender: Gender| self.readings.iter().any(|r| r.gender == gender);
        let mixed = of(Gender::Masculine) && of(Gender::Feminine);
        self.surnames
            .iter()
            .filter(|(nominative, _)| self.agreed.is_empty() || self.agreed.contains(*nominative))
            .map(|(nominative, weight)| {
                let own: u32 = surfaces.iter().filter(|(s, _)| s == nominative).map(|(_, n)| n).sum();
                let others = surfaces.iter().any(|(s, _)| s != nominative);
                // one form alone says little until it has been met in many places
                let seen = match own {
                    0 => 0.0,
                    _ if others => (1.0 + own as f32).ln(),
                    1 | 2 => 0.1,
                    // a man's genitive and a woman's nominative look the same
                    _ if mixed => 0.1,
                    _ => 0.1 + 0.35 * (own as f32).ln(),
                };
                let weight = weight / self.mentions.max(1) as f32 * 1.5;
                let known = words.by_surname.get(&*key(nominative)).is_some_and(|people| {
                    people
                        .iter()
                        .filter_map(|&p| words.people.get(p as usize))
                        .any(|p| self.given.is_empty() || self.given.iter().any(|g| p.given.contains(g)))
                });
                (nominative, weight + seen + if known { 1.2 } else { 0.0 })
            })
            .max_by(|a, b| a.1.total_cmp(&b.1).then_with(|| b.0.cmp(a.0)))
            .map(|(nominative, _)| nominative.clone())
    }

    /// The likeliest given name beside a family name in the nominative.
    fn given_best(&self, surname: &str) -> Option<&GivenReading> {
        // "Владислава Корнеплодина": with a man's family name the given name is a man's too
        let man = ["ов", "ев", "єв", "їв", "ін", "ин", "ын", "ий", "ый", "ой", "ій", "аў", "еў", "оў"]
            .iter()
            .any(|ending| surname.ends_with(ending));
        let fits = |r: &&GivenReading| !man || r.gender != Gender::Feminine;
        let narrowed = self.readings.iter().any(|r| fits(&r));
        let likely = self.readings.iter().filter(|r| !narrowed || fits(r));
        let declined = !surname.is_empty() && !self.beside.contains(surname);
        let rank = |r: &&GivenReading| {
            let met = self.given_texts.keys().any(|text| fold(text) == *r.nominative);
            let firm = r.cases.count_ones() <= 3;
            // «Бориса Лагуна»: beside a declined family name no nominative stands
            let agrees = !(declined && met && r.cases == NOMINATIVE);
            // hardly any unknown name ends so
            let mut letters = r.nominative.chars().rev();
            let soft_vowel =
                letters.next() == Some('ь') && letters.next().is_some_and(|c| "аеєиіїоуюяыэ".contains(c));
            let rare = r.gender == Gender::Unknown
                && (soft_vowel || RARE.iter().any(|end| r.nominative.ends_with(end)));
            let plain =
                r.cases & NOMINATIVE != 0 && r.cases != super::paradigm::ANY_CASE || self.readings.len() == 1;
            (agrees, met && firm, !rare, plain)
        };
        let mut best: Option<&GivenReading> = None;
        for reading in likely {
            if best.is_none_or(|known| rank(&reading) > rank(&known)) {
                best = Some(reading);
            }
        }
        best
    }
}

fn first_sound(text: &str) -> String {
    key(text).chars().take(1).collect()
}

fn same_letter(a: char, b: char) -> bool {
    a == b
        || first_sound(&a.to_string()) == first_sound(&b.to_string())
            && !first_sound(&a.to_string()).is_empty()
}

fn starts(readings: &[GivenReading], letter: char) -> bool {
    readings.iter().any(|g| {
        g.nominative.starts_with(letter)
            || first_sound(&g.nominative) == first_sound(&letter.to_string())
            || g.id
                .chars()
                .next()
                .is_some_and(|c| first_sound(&c.to_string()) == first_sound(&letter.to_string()))
    })
}

/// Writes a folded nominative with the capitals of a surface form.
fn dress(nominative: &str, surfaces: &BTreeMap<Box<str>, u32>) -> String {
    let mut best: Option<(usize, String)> = None;
    for surface in surfaces.keys() {
        let capitals = surface.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        let surface: String = surface.chars().filter(|c| !crate::text::is_ignorable(*c)).collect();
        let common = surface
            .chars()
            .zip(nominative.chars())
            .take_while(|(a, b)| fold(&a.to_string()) == b.to_string())
            .count();
        if capitals || best.as_ref().is_some_and(|(n, _)| *n >= common) {
            continue;
        }
        let head: String = surface.chars().take(common).collect();
        let tail: String = nominative.chars().skip(common).collect();
        best = Some((common, format!("{head}{tail}")));
    }
    match best {
        Some((common, name)) if common > 0 => name,
        _ => title_case(nominative),
    }
}

fn title_case(folded: &str) -> String {
    let mut start = true;
    folded
        .chars()
        .map(|c| {
            let out = if start { c.to_uppercase().next().unwrap_or(c) } else { c };
            start = matches!(c, ' ' | '-');
            out
        })
        .collect()
}

/// The table person that a cluster is, when exactly one fits.
fn known_person(cluster: &Cluster, surname: &str, words: &Words) -> Option<u32> {
    if let Some(known) = cluster.known {
        return Some(known);
    }
    let people = words.by_surname.get(&*key(surname))?;
    let fits: Vec<u32> = people
        .iter()
        .copied()
        .filter(|&p| {
            words.people.get(p as usize).is_some_and(|p| {
                let given = cluster.given.is_empty() || cluster.given.iter().any(|g| p.given.contains(g));
                let initial = cluster.initial.is_none_or(|letter| {
                    p.given.iter().any(|g| same_letter(g.chars().next().unwrap_or(' '), letter))
                        || p.display.iter().any(|d| d.to_lowercase().starts_with(letter))
                });
                given && initial && agrees(p.gender, cluster.gender.0)
            })
        })
        .collect();
    match fits.as_slice() {
        [one] => Some(*one),
        // a family name alone means the one who holds an office
        _ if cluster.given.is_empty() && cluster.initial.is_none() => {
            let mut holders =
                fits.iter().filter(|&&p| words.people.get(p as usize).is_some_and(|p| !p.offices.is_empty()));
            match (holders.next(), holders.next()) {
                (Some(one), None) => Some(*one),
                _ => None,
            }
        }
        _ => None,
    }
}

pub(super) fn resolve(mut pieces: Vec<Piece>, words: &Words) -> Names {
    super::extend::settle(&mut pieces, words);
    let mut clusters: Vec<Cluster> = Vec::new();
    // family name key → clusters, latest last
    let mut by_key: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    let mut of_piece: Vec<Option<usize>> = vec![None; pieces.len()];
    let mut of_nickname: BTreeMap<u32, Option<usize>> = BTreeMap::new();
    let order = |person: &Person| {
        if person.nickname.is_some() {
            4
        } else if person.surname_text.is_empty() {
            3
        } else if !person.given.is_empty() {
            0
        } else if person.initial.is_some() {
            1
        } else {
            2
        }
    };
    for pass in 0..5 {
        for (index, piece) in pieces.iter().enumerate() {
            let Target::Person(person) = &piece.target else { continue };
            if order(person) != pass {
                continue;
            }
            let found = match pass {
                4 => {
                    let nickname = person.nickname.unwrap_or(u32::MAX);
                    *of_nickname.entry(nickname).or_insert_with(|| {
                        clusters.iter().take(2000).position(|c| {
                            c.surname(words).and_then(|s| known_person(c, &s, words)) == person.nickname
                        })
                    })
                }
                3 => {
                    let fits: Vec<usize> = clusters
                        .iter()
                        .enumerate()
                        .take(300)
                        .filter(|(_, c)| !c.given.is_empty() && c.accepts(person))
                        .map(|(i, _)| i)
                        .collect();
                    match fits.as_slice() {
                        [one] => Some(*one),
                        _ => None,
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
                    let earlier =
                        near.iter().copied().filter(|c| position(c) <= piece.first).max_by_key(position);
                    earlier.or_else(|| near.into_iter().min_by_key(position))
                }
            };
            let slot = match found {
                Some(slot) => slot,
                // a first name alone says too little to be an actor
                None if pass == 3 && person.patronymic.is_none() => continue,
                None => {
                    let known = person.nickname;
                    clusters.push(Cluster {
                        first: piece.first,
                        language: piece.language,
                        known,
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
                let list = by_key.entry(key(&reading.nominative)).or_default();
                if list.last() != Some(&slot) && list.len() < 4 * REACH && !list.contains(&slot) {
                    list.push(slot);
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
                    let entity = person_entity(cluster, words);
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

fn person_entity(cluster: &Cluster, words: &Words) -> Entity {
    let surname = cluster.surname(words).unwrap_or_default();
    let given = cluster.given_best(&surname);
    let known = known_person(cluster, &surname, words).and_then(|p| words.people.get(p as usize));
    let mut why: Vec<String> = cluster.why.iter().cloned().collect();
    let mut keys: Vec<String> = Vec::new();
    if !surname.is_empty() {
        keys.push(key(&surname));
    }
    keys.extend(given.map(|g| g.id.to_string()));
    let own_name = || {
        let mut name = match given {
            Some(g) => dress(&g.nominative, &cluster.given_texts),
            None => cluster.initial.map_or(String::new(), |c| format!("{}.", c.to_uppercase())),
        };
        if !surname.is_empty() {
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(&dress(&surname, &cluster.surfaces));
        }
        name
    };
    let (actor, name, gender) = match known {
        Some(known) => {
            why.push("people-table".to_owned());
            let display = known.display.get(cluster.language as usize).filter(|d| !d.is_empty());
            let display =
                display.map_or_else(|| item_name(&known.display, cluster.language), |d| d.to_string());
            if keys.is_empty() {
                keys.push(key(display.rsplit(' ').next().unwrap_or(&display)));
            }
            (known.id.to_string(), display, known.gender)
        }
        None => {
            let first = match given {
                Some(g) => g.id.to_string(),
                None => match cluster.initial {
                    Some(letter) => {
                        format!("{}.", super::words::latin_slug(&first_sound(&letter.to_string())))
                    }
                    None => "?".to_owned(),
                },
            };
            let last = match (&surname, &cluster.patronymic) {
                (s, _) if !s.is_empty() => key(s),
                (_, Some(patronymic)) => patronymic.to_string(),
                _ => String::new(),
            };
            let gender = match cluster.gender.0 {
                Gender::Unknown => cluster.typical_gender.0,
                known => known,
            };
            (format!("e:per:{first}-{last}"), own_name(), gender)
        }
    };
    Entity {
        kind: EntityKind::Person,
        actor,
        name,
        gender,
        number: Number::Singular,
        anonymous: false,
        roles: Vec::new(),
        keys,
        why,
    }
}

/// Countries named inside a role, by their ids; a body or capital stands for its state.
fn country_of_role<'w>(pieces: &[Piece], index: usize, words: &'w Words) -> Option<&'w str> {
    let role = pieces.get(index)?;
    let near = pieces.iter().take(index).rev().take(40).chain(pieces.iter().skip(index + 1).take(8));
    let mut inner = near.filter(|p| role.span.contains(p.span) && p.span != role.span);
    inner.find_map(|p| match p.target {
        Target::Item(item) => {
            let item = words.items.get(item as usize)?;
            Some(item.state.as_deref().unwrap_or(&item.id))
        }
        _ => None,
    })
}

fn tie_roles(pieces: &[Piece], entities: &mut [Option<u32>], names: &mut Names, words: &Words) {
    // who was apposed to which role, with the country
    let mut apposed: BTreeMap<Box<str>, Vec<(Option<String>, u32)>> = BTreeMap::new();
    for (index, piece) in pieces.iter().enumerate() {
        let Target::Role(lemma) = &piece.target else { continue };
        let Some(entity) = piece.beside.and_then(|b| entities.get(b).copied().flatten()) else { continue };
        if let Some(place) = entities.get_mut(index) {
            *place = Some(entity);
        }
        let country = country_of_role(pieces, index, words).map(str::to_owned);
        let known = apposed.entry(lemma.clone()).or_default();
        if known.len() < 64 && !known.contains(&(country.clone(), entity)) {
            known.push((country, entity));
        }
        if let Some(entity) = names.entities.get_mut(entity as usize)
            && !entity.roles.iter().any(|r| **r == **lemma)
        {
            entity.roles.push(lemma.to_string());
            if entity.gender == Gender::Unknown && piece.gender == Gender::Feminine {
                entity.gender = Gender::Feminine;
            }
        }
    }
    let by_actor: BTreeMap<&str, u32> =
        names.entities.iter().enumerate().map(|(i, e)| (e.actor.as_str(), i as u32)).collect();
    for (index, piece) in pieces.iter().enumerate() {
        let Target::Role(lemma) = &piece.target else { continue };
        if piece.number == Number::Plural || entities.get(index).copied().flatten().is_some() {
            continue;
        }
        let country = country_of_role(pieces, index, words);
        let fits =
            apposed.get(lemma).map_or(&[][..], Vec::as_slice).iter().filter(|(c, _)| match (c, country) {
                (Some(c), Some(country)) => c == country,
                (_, None) => true,
                (None, Some(_)) => false,
            });
        let same: BTreeSet<u32> = fits.map(|(_, e)| *e).collect();
        let mut found = match same.len() {
            1 => same.first().copied(),
            _ => None,
        };
        if found.is_none()
            && let Some(country) = country
            && let Some(office) = words.office_words.get(lemma)
        {
            let slug: Box<str> = country.trim_start_matches("e:loc:").into();
            let holders: BTreeSet<u32> = words
                .offices
                .get(&(office.clone(), slug))
                .into_iter()
                .flatten()
                .filter_map(|&p| words.people.get(p as usize))
                .filter_map(|p| by_actor.get(&*p.id).copied())
                .collect();
            if holders.len() == 1 {
                found = holders.first().copied();
            }
        }
        if let (Some(found), Some(place)) = (found, entities.get_mut(index)) {
            *place = Some(found);
        }
    }
}
