//! Actors by any spelling, for questions from outside a document.
//!
//! Takes names as people type them, gives actor ids. Never searches a corpus: candidates are the caller's.

use super::key::key;
use super::paradigm::Part;
use super::scan::{Scan, Seen};
use super::words::Words;
use super::{Names, entity, number, scan};
use crate::model::{ActorId, Language, MentionKind};
use crate::text::{fold, tokens};
use std::collections::BTreeSet;

/// Ids that a name may stand for, the likeliest first: table items and people, then the id that an unknown person of that
/// name gets in every document. Capitals do not matter; any case form of any language will do.
pub fn actor_of_name(name: &str, language: Language, words: &Words) -> Vec<ActorId> {
    let name: String = name.chars().take(200).collect();
    let lower = name.chars().filter(|c| c.is_alphabetic()).all(char::is_lowercase);
    let name = if lower { capitalised(&name) } else { begun(&name) };
    let column = number(&words.languages, language).unwrap_or(3);
    let list = tokens(&name, 0);
    let seen = Seen::default();
    let found = list.iter().map(|t| scan::word(t, &name, false, words)).collect();
    let mut scan = Scan::new(words, &seen, column, found, 0, false, &name);
    scan.items();
    scan.extended();
    scan.with_country();
    scan.unknown_countries();
    scan.bodies();
    scan.persons();
    if scan.pieces.is_empty() && !list.is_empty() {
        // one word that no table knows: a family name
        let keys = list.iter().map(|t| key(&t.folded)).collect();
        scan.known_surnames(&keys, &rustc_hash::FxHashSet::default());
    }
    let names = entity::resolve(std::mem::take(&mut scan.pieces), words);
    let mut ids = by_share(&names, &name);
    for token in &list {
        for reading in words.paradigms.readings(&token.folded, column, Part::Surname) {
            for &person in words.by_surname.get(&*key(&reading.nominative)).into_iter().flatten() {
                if list.len() == 1
                    && let Some(person) = words.people.get(person as usize)
                {
                    ids.push(person.id.to_string());
                }
            }
        }
    }
    let mut known = BTreeSet::new();
    ids.retain(|id| known.insert(id.clone()));
    ids
}

/// Actors of the entities, what covers more of the name first. What covers less than half of it, or alludes to a country
/// with an adjective, is not what the name stands for.
fn by_share(names: &Names, name: &str) -> Vec<ActorId> {
    let whole = name.trim().len();
    let mut share: Vec<(usize, bool)> = vec![(0, false); names.entities.len()];
    for mention in &names.mentions {
        let Some(slot) = mention.entity.and_then(|id| share.get_mut(id.0 as usize)) else { continue };
        slot.0 = slot.0.max(mention.span.len());
        let len = mention.span.len();
        slot.1 |= len == whole || mention.kind != MentionKind::Adjective && 2 * len >= whole;
    }
    let mut found: Vec<(usize, &ActorId)> = Vec::new();
    for (entity, (len, named)) in names.entities.iter().zip(share) {
        if named {
            found.push((len, &entity.actor));
        }
    }
    found.sort_by_key(|(len, _)| std::cmp::Reverse(*len));
    found.into_iter().map(|(_, actor)| actor.clone()).collect()
}

/// The name of a body as it stands at the beginning of a sentence: «окружной суд Дравии».
fn begun(name: &str) -> String {
    let common = name.contains(' ') && name.split(' ').next().is_some_and(|word| !word.contains('-'));
    let mut chars = name.chars();
    match chars.next() {
        Some(first) if common => first.to_uppercase().chain(chars).collect(),
        _ => name.to_owned(),
    }
}

fn capitalised(name: &str) -> String {
    let mut start = true;
    name.chars()
        .map(|c| {
            let out = if start { c.to_uppercase().next().unwrap_or(c) } else { c };
            start = !c.is_alphanumeric() && !crate::text::is_apostrophe(c);
            out
        })
        .collect()
}

/// Every key that one word may have, over languages and cases, with the ids of given names.
fn word_keys(word: &str, words: &Words) -> BTreeSet<String> {
    let folded = fold(word);
    let mut keys: BTreeSet<String> = BTreeSet::new();
    keys.insert(key(&folded));
    for language in 0..4 {
        for form in words.given_at(&folded, language) {
            if let Some(name) = words.given.get(form.name as usize) {
                keys.insert(format!("given:{}", name.id));
            }
        }
        if folded.chars().any(|c| matches!(c, '\u{400}'..='\u{52f}')) && language < 3 {
            for reading in words.paradigms.readings(&folded, language, Part::Surname) {
                if reading.weight > 0.3 {
                    keys.insert(key(&reading.nominative));
                }
            }
        }
    }
    keys.remove("");
    keys
}

/// The actors of `actors` (id and known names) that `query` names: an exact id, or a name whose every word of the query
/// has a word of the same sound or the same given name in it. Given order is kept. A family name alone finds all who bear
/// it; "Alexander Grigorievich" finds those whose names or table entry hold both.
pub fn actors_matching<'a>(
    query: &str,
    actors: impl IntoIterator<Item = (&'a str, &'a [String])>,
    words: &Words,
) -> Vec<ActorId> {
    let query = query.trim().trim_matches(['"', '«', '»', '“', '”', '„']);
    let asked: Vec<BTreeSet<String>> = tokens(query, 0)
        .iter()
        .take(12)
        .filter(|t| t.folded.chars().any(char::is_alphanumeric))
        .map(|t| word_keys(&t.folded, words))
        .collect();
    // what the tables say the query stands for
    let mut table: BTreeSet<ActorId> = BTreeSet::new();
    for code in ["uk", "ru", "be", "en"] {
        for id in actor_of_name(query, Language::new(code), words) {
            if words.by_id.contains_key(&*id) || words.people.iter().any(|p| *p.id == *id) {
                table.insert(id);
            }
        }
    }
    let patronymic = asked.len() == 2;
    let mut out = Vec::new();
    for (id, names) in actors {
        let by_name = || {
            !asked.is_empty()
                && names.iter().any(|name| {
                    let own: Vec<BTreeSet<String>> =
                        tokens(name, 0).iter().take(12).map(|t| word_keys(&t.folded, words)).collect();
                    asked.iter().all(|keys| own.iter().any(|word| !word.is_disjoint(keys)))
                })
        };
        let by_patronymic = || {
            patronymic
                && words.people.iter().any(|p| {
                    *p.id == *id && !p.patronymic.is_empty() && {
                        let own = key(&p.patronymic);
                        let given = asked
                            .first()
                            .is_some_and(|keys| p.given.iter().any(|g| keys.contains(&format!("given:{g}"))));
                        given && asked.get(1).is_some_and(|keys| keys.contains(&own))
                    }
                })
        };
        if id == query || table.contains(id) || by_name() || by_patronymic() {
            out.push(id.to_owned());
        }
    }
    out
}

/// The state that a capital, metonym or body of the tables stands for ("e:loc:minsk" → "e:loc:belarus",
/// "e:org:kremlin" → "e:loc:russia"); `None` for everything else, states included.
pub fn state_of(actor: &str, words: &Words) -> Option<ActorId> {
    let item = words.items.get(*words.by_id.get(actor)? as usize)?;
    item.state.as_deref().map(str::to_owned)
}
