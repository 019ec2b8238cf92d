//! Roles to the people they stand beside, or who hold the office.

use super::super::Names;
use super::super::scan::{Piece, Target};
use super::super::words::Words;
use crate::model::{Gender, Number};
use std::collections::{BTreeMap, BTreeSet};

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

pub(in crate::name) fn tie_roles(
    pieces: &[Piece],
    entities: &mut [Option<u32>],
    names: &mut Names,
    words: &Words,
) {
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
