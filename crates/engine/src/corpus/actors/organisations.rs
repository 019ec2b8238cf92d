//! Which organisation ids of single documents are one organisation.
//!
//! Takes the ids with what pages call them, gives for each id that is taken over the id that stands, and why. An outlet and
//! an organisation of one name are one; an acronym or short name that pages explain is its long name on the pages that do
//! not explain it, unless pages differ about it. Long names that differ in vowels only are spellings of one; where a name is
//! short, that is a doubt which people may decide. Never joins by any other likeness: names of organisations that are nearly
//! the same are most often two.

use super::super::decisions::Decisions;
use super::super::model::Join;
use super::{Aliases, resolve};
use crate::model::*;
use crate::name::name_slug;
use std::collections::{BTreeMap, BTreeSet};

/// Rules that say on the page what a short name is short for.
const EXPLAINED: &[&str] = &["acronym-in-brackets", "acronym-of-name", "short-name"];

/// Letters of an acronym that one page may explain; shorter ones need two pages.
const LONG: usize = 5;

/// Consonants of a name that no other one has; of a name that is worth asking about.
const SURE: usize = 8;
const LIKELY: usize = 5;

/// The consonants of an id and its words: what spellings of one foreign name share.
fn skeleton(id: &str) -> Option<(String, usize)> {
    let name = id.strip_prefix("e:org:")?;
    let consonants: String =
        name.chars().filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | '-')).collect();
    Some((consonants, name.split('-').count()))
}

/// Adds to `aliases` and `joins` what `documents`, sorted and distinct, say of organisations.
pub(super) fn join(
    documents: &[&Document],
    decisions: &Decisions,
    aliases: &mut Aliases,
    joins: &mut BTreeMap<ActorId, Join>,
    doubts: &mut BTreeMap<ActorId, Remark>,
) {
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    // consonants → ids of unknown bodies that share them, the better known first
    let mut alike: BTreeMap<String, BTreeMap<&str, u32>> = BTreeMap::new();
    // surface → id that pages give it → pages
    let mut explained: BTreeMap<&str, BTreeMap<&str, u32>> = BTreeMap::new();
    for document in documents {
        ids.extend(document.entities.iter().map(|entity| entity.actor.as_str()).filter(|id| is_body(id)));
        for entity in document.entities.iter().filter(|entity| !is_table(entity)) {
            if let Some((consonants, _)) =
                skeleton(&entity.actor).filter(|(c, words)| c.len() >= LIKELY && *words > 1)
            {
                *alike.entry(consonants).or_default().entry(&entity.actor).or_default() += 1;
            }
        }
        let mut here: BTreeSet<(&str, &str)> = BTreeSet::new();
        for mention in document.mentions.iter().filter(|m| EXPLAINED.contains(&&*m.rule)) {
            let entity = mention.entity.and_then(|id| document.entity(id));
            if let Some(entity) = entity.filter(|entity| is_body(&entity.actor)) {
                here.insert((document.slice(mention.span), &entity.actor));
            }
        }
        for (surface, id) in here {
            *explained.entry(surface).or_default().entry(id).or_default() += 1;
        }
    }
    let mut take = |from: &str, to: &str, why: Remark, parts: Vec<Remark>| {
        let to = resolve(aliases, to).to_owned();
        if from == to || aliases.contains_key(from) || decisions.apart(from, &to).is_some() {
            return;
        }
        // what stood for itself may have taken others over
        for alias in aliases.values_mut().filter(|alias| **alias == from) {
            alias.clone_from(&to);
        }
        aliases.insert(from.to_owned(), to);
        joins.insert(from.to_owned(), Join { actor: from.to_owned(), why, parts, decision: None });
    };
    for id in &ids {
        let Some(name) = id.strip_prefix("e:org:") else { continue };
        let outlet = format!("e:media:{name}");
        if ids.contains(outlet.as_str()) {
            let key = Remark::new("name-key", [name.to_owned()]);
            let parts = vec![key, Remark::new("outlet-key", [outlet.clone()])];
            take(id, &outlet, Remark::new("outlet-name", []), parts);
        }
    }
    for (consonants, found) in &alike {
        let Some((to, _)) = found.iter().max_by_key(|(id, pages)| (**pages, std::cmp::Reverse(**id))) else {
            continue;
        };
        for id in found.keys().filter(|id| *id != to) {
            if consonants.len() >= SURE {
                let parts = vec![
                    Remark::new("consonants", [consonants.clone()]),
                    Remark::new("other-spelling", [(*to).to_owned()]),
                ];
                take(id, to, Remark::new("vowels-only", []), parts);
            } else {
                doubts.insert((*id).to_owned(), Remark::new("nearly-named", [(*to).to_owned()]));
            }
        }
    }
    for (surface, found) in explained {
        let slug = name_slug(surface);
        let id = format!("e:org:{slug}");
        let (Some((to, pages)), 1) = (found.first_key_value(), found.len()) else { continue };
        let sure = *pages >= 2 || surface.chars().count() >= LONG;
        if sure && ids.contains(id.as_str()) {
            let explained = Remark::new("explained", [pages.to_string()]);
            let parts = vec![explained, Remark::new("long-name", [(*to).to_owned()])];
            take(&id, to, Remark::new("short-name", [surface.to_owned()]), parts);
        }
    }
}

/// The program knows the body from its tables, where one consonant more or less means another.
fn is_table(entity: &Entity) -> bool {
    entity.why.iter().any(|why| why.starts_with("table") || why.starts_with("body"))
}

fn is_body(id: &str) -> bool {
    id.starts_with("e:org:") || id.starts_with("e:media:")
}
