//! The name and id of a person from the mentions of a cluster.

use super::super::key::key;
use super::super::words::{Words, title_case};
use super::cluster::{Cluster, agrees, first_sound, same_letter, same_patronymic};
use super::item_name;
use crate::model::{Entity, EntityKind, Gender, Number};
use crate::text::fold;
use std::collections::BTreeMap;

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
        // «Анну-Марію»: what stands behind the hyphen has its capital too
        let second =
            surface.split_once('-').is_some_and(|(_, second)| second.starts_with(char::is_uppercase));
        let tail: String = nominative.chars().skip(common).collect();
        let tail = match tail.split_once('-').filter(|_| second) {
            Some((first, second)) => format!("{first}-{}", title_case(second)),
            None => tail,
        };
        best = Some((common, format!("{head}{tail}")));
    }
    match best {
        Some((common, name)) if common > 0 => name,
        _ => title_case(nominative),
    }
}

/// The table person that a cluster is, when exactly one fits.
pub(super) fn known_person(cluster: &Cluster, surname: &str, words: &Words) -> Option<u32> {
    if let Some(known) = cluster.known {
        return Some(known);
    }
    // «Реджеп Тайип Эрдоган»: the last word is the family name
    let last = surname.rsplit(' ').next().unwrap_or(surname);
    let named = |surname: &str| words.bearers(&key(surname), surname).collect::<Vec<u32>>();
    let mut people = named(surname);
    if people.is_empty() {
        people = named(last);
    }
    let fits: Vec<u32> = people
        .into_iter()
        .filter(|&p| {
            words.people.get(p as usize).is_some_and(|p| {
                let given = cluster.given.is_empty() || cluster.given.iter().any(|g| p.given.contains(g));
                let initial = cluster.initial.is_none_or(|letter| {
                    p.given.iter().any(|g| same_letter(g.chars().next().unwrap_or(' '), letter))
                        || p.display.iter().any(|d| d.to_lowercase().starts_with(letter))
                });
                let patronymic = match &cluster.patronymic {
                    Some(own) if !p.patronymic.is_empty() => same_patronymic(own, &key(&p.patronymic)),
                    _ => true,
                };
                given && initial && patronymic && agrees(p.gender, cluster.gender.0)
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

pub(in crate::name) fn person_entity(cluster: &Cluster, words: &Words) -> Entity {
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
                        format!("{}.", super::super::words::latin_slug(&first_sound(&letter.to_string())))
                    }
                    None => "?".to_owned(),
                },
            };
            let parts = [cluster.patronymic.as_deref().map(str::to_owned), Some(key(&surname))];
            let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
            let last = parts.join("-");
            let gender = match cluster.gender.0 {
                Gender::Unknown => cluster.typical_gender.0,
                known => known,
            };
            let id = if last.is_empty() { first } else { format!("{first}-{last}") };
            // a given name alone is nobody beyond this document
            let prefix = if cluster.alone { "e:role:0:" } else { "e:per:" };
            (format!("{prefix}{id}"), own_name(), gender)
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
