//! Sentences to mentions of persons, organisations, places, outlets and roles, and to the entities of the document.
//!
//! Takes the tokens of a reading, gives mentions in text order (one may stand inside another) and entities with ids that
//! are the same in every document and language (`key`). Never resolves pronouns, and leaves a bare role untied unless the
//! document itself ties it; discourse is the next room's.

mod alike;
mod body;
mod declined;
mod entity;
mod extend;
mod key;
mod lookup;
mod paradigm;
mod role;
mod scan;
mod settle;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_beside;
#[cfg(test)]
mod tests_cases;
mod words;

pub use alike::{Alike, FullName, Index, SAME, Search, Veto, alike, sounds_alike};
pub(crate) use declined::is_declined;
pub(crate) use entity::same_patronymic;
pub use key::{key, slug};
pub use lookup::{actor_of_name, actors_matching, state_of};
pub use words::{Words, name_slug};

use crate::model::{Entity, Language, Mention, Metadata};
use crate::pack::Packs;
use crate::sentence::Reading;
use rustc_hash::{FxHashMap, FxHashSet};
use scan::{Scan, Seen};

/// Mentions in text order and what they resolve to.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub mentions: Vec<Mention>,
    pub entities: Vec<Entity>,
}

/// Columns of the world tables. What these tables do not name in a language, its pack may (`names.tsv`,
/// `given-names.tsv`, `paradigms.tsv`).
const COLUMNS: [&str; 4] = ["uk", "ru", "be", "en"];

/// The languages of this room by number: the columns of the world tables, then every other pack.
fn languages(packs: &Packs) -> Vec<Language> {
    let mut languages: Vec<Language> = COLUMNS.into_iter().map(Language::new).collect();
    languages.extend(packs.iter().map(|p| p.language).filter(|l| !COLUMNS.contains(&l.code())));
    languages
}

/// How often something must be said to be in a place before that makes a place of it.
const TWICE: u32 = 2;

fn number(languages: &[Language], language: Language) -> Option<u8> {
    languages.iter().position(|&l| l == language).map(|at| at as u8)
}

/// The number of a block's language, or what the script of its text suggests.
fn column(language: Option<Language>, text: &str, words: &Words) -> Option<u8> {
    match language {
        Some(language) => number(&words.languages, language),
        None => {
            let cyrillic = text.chars().take(400).any(|c| matches!(c, '\u{400}'..='\u{52f}'));
            Some(if !cyrillic {
                3
            } else if text.contains(['і', 'ї', 'є']) {
                0
            } else {
                1
            })
        }
    }
}

/// Finds who and what a document names.
pub fn find(reading: &Reading<'_>, _metadata: &Metadata, words: &Words) -> Names {
    let text = reading.text;
    let mut seen = Seen::default();
    for token in &reading.tokens {
        let first = token.span.of(text).chars().next();
        if first.is_some_and(char::is_lowercase) {
            seen.lower.insert(&token.folded);
        } else if first.is_some_and(char::is_uppercase) {
            seen.upper.insert(&token.folded);
        }
    }
    let mut scans: Vec<Scan<'_>> = Vec::new();
    for (index, sentence) in reading.sentences.iter().enumerate() {
        let Some(range) = reading.sentence_tokens.get(index).cloned() else { continue };
        let block = sentence.block.0 as usize;
        let language = reading.languages.get(block).copied().flatten();
        let Some(language) = column(language, sentence.span.of(text), words) else { continue };
        let offset = range.start;
        let mut initial = true;
        let mut list = Vec::with_capacity(range.len());
        for token in reading.tokens.get(range).unwrap_or(&[]) {
            let word = scan::word(token, text, initial, words);
            initial = if word.word {
                false
            } else {
                initial || !matches!(word.folded, "," | ")" | "%" | "»" | "’" | "." | "-")
            };
            list.push(word);
        }
        let flat = is_flat(&list, language);
        let mut scan = Scan::new(words, &seen, language, list, offset, flat, text);
        scan.items();
        scan.extended();
        scan.with_country();
        scan.unknown_countries();
        scan.bodies();
        scan.persons();
        scans.push(scan);
    }
    // family names of full names are known everywhere in the document
    let mut keys: FxHashSet<String> = FxHashSet::default();
    let mut given: FxHashSet<Box<str>> = FxHashSet::default();
    for piece in scans.iter().flat_map(|scan| &scan.pieces) {
        if let scan::Target::Person(person) = &piece.target
            && (!person.given.is_empty() || person.initial.is_some())
            && piece.rule != "two-capitalised"
            && piece.rule != "given-alone"
        {
            keys.extend(entity::best_surname_keys(person));
            given.extend(person.given.iter().map(|g| g.id.clone()));
        }
    }
    if !keys.is_empty() {
        scans.iter_mut().for_each(|scan| scan.ordinary_first(&keys));
    }
    for piece in scans.iter().flat_map(|scan| &scan.pieces) {
        if let scan::Target::Person(person) = &piece.target
            && matches!(piece.rule, "two-capitalised" | "title-surname")
        {
            keys.extend(entity::best_surname_keys(person));
        }
    }
    let places = unknown_places(&scans);
    for scan in &mut scans {
        if !places.is_empty() {
            scan.known_places(&places);
        }
        if !keys.is_empty() {
            scan.known_surnames(&keys, &given);
        }
    }
    let known = given_names(&scans);
    if !known.is_empty() {
        scans.iter_mut().for_each(|scan| scan.known_given(&known));
    }
    let places = located(&scans);
    let mut quoted = body::Quoted::default();
    let mut worded = body::Worded::default();
    for scan in &mut scans {
        if !places.is_empty() {
            scan.known_places(&places);
        }
        scan.quoted();
        scan.explained(&mut quoted);
        scan.worded_names(&mut worded);
    }
    let mut pieces = Vec::new();
    for mut scan in scans {
        if !quoted.is_empty() {
            scan.quoted_again(&quoted);
        }
        if !worded.is_empty() {
            scan.worded_again(&worded);
        }
        scan.acronyms();
        scan.roles();
        let base = pieces.len();
        pieces.extend(scan.pieces.into_iter().map(|mut piece| {
            piece.beside = piece.beside.map(|b| b + base);
            piece
        }));
    }
    entity::resolve(pieces, words)
}

/// Given names of the people of a document in the nominative, folded.
fn given_names(scans: &[Scan<'_>]) -> FxHashSet<Box<str>> {
    let people = scans.iter().flat_map(|scan| &scan.pieces).filter_map(|piece| match &piece.target {
        scan::Target::Person(person) if !piece.rule.starts_with("initials") => Some(person),
        _ => None,
    });
    people.flat_map(|person| &person.given).filter(|g| g.weight > 0.2).map(|g| g.nominative.clone()).collect()
}

/// Countries that no table knows, by their folded nominatives.
fn unknown_places(scans: &[Scan<'_>]) -> FxHashMap<String, scan::Target> {
    let beside = |piece: &&scan::Piece| matches!(piece.rule, scan::BESIDE_BODY | scan::BESIDE_NOUN);
    let pieces = scans.iter().flat_map(|scan| &scan.pieces).filter(beside);
    let named = pieces.filter_map(|piece| match &piece.target {
        scan::Target::Named(_, name) => Some((crate::text::fold(name), piece.target.clone())),
        _ => None,
    });
    named.collect()
}

/// Places that no table knows, by their folded nominatives: what the document says more than once something is in.
fn located(scans: &[Scan<'_>]) -> FxHashMap<String, scan::Target> {
    let mut counts: FxHashMap<String, u32> = FxHashMap::default();
    for nominative in scans.iter().flat_map(Scan::located) {
        *counts.entry(nominative).or_default() += 1;
    }
    counts.retain(|_, n| *n >= TWICE);
    counts.into_keys().map(|name| (name.clone(), scan::place(&name))).collect()
}

/// Most words begin with a capital: headlines in English title case or in capitals.
fn is_flat(list: &[scan::Word<'_>], language: u8) -> bool {
    let words: Vec<&scan::Word<'_>> =
        list.iter().filter(|w| w.word && w.folded.chars().count() > 3).collect();
    let upper = words.iter().filter(|w| w.upper).count();
    let capitals = words.iter().filter(|w| w.capitals).count();
    words.len() >= 3 && capitals * 10 >= words.len() * 8
        || language == words::ENGLISH && words.len() >= 4 && upper * 10 >= words.len() * 8
}
