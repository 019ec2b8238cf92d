//! The tables of names, compiled for look-up by folded tokens.
//!
//! Takes `world/*` and the title and head lists of `lang/*`, gives hash tables. Knows columns, decides nothing.

mod find;
mod forms;
mod items;
mod people;
mod phrases;
mod signs;

use super::paradigm::Paradigms;
use super::{languages, number};
use crate::model::{EntityKind, Gender, Language, Number};
use crate::pack::Packs;
pub use forms::name_slug;
pub(super) use forms::{adjective_endings, is_adjective, latin_slug, past_gender, past_plural, title_case};
use rustc_hash::{FxHashMap, FxHashSet};

pub(in crate::name) const ENGLISH: u8 = 3;

/// One country, place, organisation, outlet or thing of the tables.
#[derive(Clone, Debug)]
pub(in crate::name) struct Item {
    pub(in crate::name) id: Box<str>,
    pub(in crate::name) kind: EntityKind,
    /// First name in each language; empty where unknown.
    pub(in crate::name) display: Box<[Box<str>]>,
    /// The state a capital, metonym or body stands for.
    pub(in crate::name) state: Option<Box<str>>,
    /// A common noun too: a name only in quotation marks or after a cue.
    pub(in crate::name) common: bool,
}

/// One way to write an item: words in order, each as an id of `Lexicon::forms`.
#[derive(Clone, Debug)]
struct Pattern {
    item: u32,
    language: u8,
    rest: Box<[u32]>,
    /// Written in capitals: matched against capitals only.
    capitals: bool,
    /// A description ("Belarusian army"), matched in lower case too.
    lower: bool,
}

/// A match of the lexicon.
#[derive(Clone, Copy, Debug)]
pub(in crate::name) struct Hit {
    pub(in crate::name) item: u32,
    pub(in crate::name) len: usize,
    pub(in crate::name) lower: bool,
}

#[derive(Clone, Debug)]
pub(in crate::name) struct GivenForm {
    /// Index into `Words::given`.
    pub(in crate::name) name: u32,
    pub(in crate::name) cases: u8,
    pub(in crate::name) language: u8,
    /// Nominative, folded.
    pub(in crate::name) nominative: Box<str>,
}

#[derive(Clone, Debug)]
pub(in crate::name) struct GivenName {
    pub(in crate::name) id: Box<str>,
    pub(in crate::name) gender: Gender,
}

/// A widely known person.
#[derive(Clone, Debug)]
pub(in crate::name) struct Known {
    pub(in crate::name) id: Box<str>,
    pub(in crate::name) gender: Gender,
    pub(in crate::name) country: Box<str>,
    pub(in crate::name) given: Vec<Box<str>>,
    /// Family names as written, folded.
    surnames: Vec<Box<str>>,
    pub(in crate::name) display: Box<[Box<str>]>,
    pub(in crate::name) patronymic: Box<str>,
    pub(in crate::name) offices: Vec<Box<str>>,
}

#[derive(Clone, Debug)]
pub(in crate::name) struct Title {
    pub(in crate::name) lemma: Box<str>,
    pub(in crate::name) gender: Gender,
    pub(in crate::name) plural: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::name) enum Head {
    Media,
    State,
    Organisation,
}

/// Tables compiled once; see the module.
pub struct Words {
    /// The languages of this room, in the order of their numbers.
    pub(in crate::name) languages: Vec<Language>,
    /// Those written in Latin letters.
    latin: Vec<bool>,
    pub(in crate::name) items: Vec<Item>,
    word_ids: FxHashMap<Box<str>, Vec<u32>>,
    first: FxHashMap<u32, Vec<Pattern>>,
    /// Stem → (item, is it a demonym) of relational adjectives and demonyms, per language.
    adjectives: Vec<FxHashMap<Box<str>, (u32, bool)>>,
    pub(in crate::name) paradigms: Paradigms,
    pub(in crate::name) given: Vec<GivenName>,
    given_forms: FxHashMap<Box<str>, Vec<GivenForm>>,
    pub(in crate::name) people: Vec<Known>,
    /// Surname key → people.
    pub(in crate::name) by_surname: FxHashMap<Box<str>, Vec<u32>>,
    /// Folded nickname → people, per whole nickname; first word → nicknames.
    pub(in crate::name) nicknames: FxHashMap<Box<str>, Vec<(Vec<Box<str>>, u32)>>,
    titles: Vec<FxHashMap<Box<str>, Vec<(Vec<Box<str>>, Title)>>>,
    heads: Vec<FxHashMap<Box<str>, (Head, Box<str>)>>,
    complements: Vec<FxHashSet<Box<str>>>,
    modifiers: Vec<FxHashSet<Box<str>>>,
    relays: Vec<FxHashSet<Box<str>>>,
    /// Nouns of state bodies that a country completes: first word → rest, id part.
    bodies: Vec<FxHashMap<Box<str>, Vec<(Vec<Box<str>>, Box<str>)>>>,
    pub(in crate::name) stop: FxHashSet<Box<str>>,
    /// Function words by language.
    own_stop: Vec<FxHashSet<Box<str>>>,
    /// Words that no nominative follows, by language, and what does: prepositions, the nouns of «по словам».
    governors: Vec<FxHashMap<Box<str>, u8>>,
    /// Verbs of telling in the singular, by language, with the gender that a past form shows.
    tellers: Vec<FxHashMap<Box<str>, Gender>>,
    /// Items and people that the press of a language writes in lower case, by language.
    lower: Vec<FxHashSet<Box<str>>>,
    /// First letters of the keys of family names among them.
    lower_letters: Vec<FxHashSet<u8>>,
    /// Item id → item.
    pub(in crate::name) by_id: FxHashMap<Box<str>, u32>,
    /// (office, country slug) → people, in table order.
    pub(in crate::name) offices: FxHashMap<(Box<str>, Box<str>), Vec<u32>>,
    /// Role lemma → office.
    pub(in crate::name) office_words: FxHashMap<Box<str>, Box<str>>,
    /// Forms of month names: "2 May" is a day.
    pub(in crate::name) months: FxHashSet<Box<str>>,
    /// Days of the week in every form.
    pub(in crate::name) weekdays: FxHashSet<Box<str>>,
    /// What firms write behind their names: "AG", "Ltd".
    pub(in crate::name) legal: FxHashSet<Box<str>>,
    /// Id parts of `bodies`.
    body_ids: FxHashSet<Box<str>>,
    /// Countries among the items.
    states: FxHashSet<u32>,
    /// Titles of those who are known by a given name alone: kings, popes.
    rulers: Vec<FxHashSet<Box<str>>>,
    /// What stands between the stem of a father's name and the case ending of a patronymic.
    patronymic_endings: Vec<FxHashSet<Box<str>>>,
    /// Nouns of firms and their owners: the name after them is a firm's.
    firms: Vec<FxHashSet<Box<str>>>,
    /// Small words and endings beside names, by language.
    signs: Vec<signs::Signs>,
    particles: FxHashSet<Box<str>>,
    articles: FxHashSet<Box<str>>,
    /// A part of a state → the state, and its other parts.
    parts: FxHashMap<u32, (u32, Vec<u32>)>,
    next_word: u32,
}

fn split(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|name| !name.is_empty())
}

impl Words {
    pub fn new(packs: &Packs) -> Self {
        let languages = languages(packs);
        let n = languages.len();
        let latin =
            |language: &Language| packs.get(*language).is_some_and(|p| p.setting("script") == "Latin");
        let latin = languages.iter().map(latin).collect();
        let mut words = Words {
            languages,
            latin,
            items: Vec::new(),
            word_ids: FxHashMap::default(),
            first: FxHashMap::default(),
            adjectives: vec![FxHashMap::default(); n],
            paradigms: Paradigms::new(packs),
            given: Vec::new(),
            given_forms: FxHashMap::default(),
            people: Vec::new(),
            by_surname: FxHashMap::default(),
            nicknames: FxHashMap::default(),
            titles: vec![FxHashMap::default(); n],
            heads: vec![FxHashMap::default(); n],
            complements: vec![FxHashSet::default(); n],
            modifiers: vec![FxHashSet::default(); n],
            relays: vec![FxHashSet::default(); n],
            bodies: vec![FxHashMap::default(); n],
            stop: FxHashSet::default(),
            own_stop: vec![FxHashSet::default(); n],
            governors: vec![FxHashMap::default(); n],
            tellers: vec![FxHashMap::default(); n],
            lower: vec![FxHashSet::default(); n],
            lower_letters: vec![FxHashSet::default(); n],
            by_id: FxHashMap::default(),
            offices: FxHashMap::default(),
            office_words: FxHashMap::default(),
            months: FxHashSet::default(),
            weekdays: FxHashSet::default(),
            legal: FxHashSet::default(),
            body_ids: FxHashSet::default(),
            states: FxHashSet::default(),
            rulers: vec![FxHashSet::default(); n],
            patronymic_endings: vec![FxHashSet::default(); n],
            firms: vec![FxHashSet::default(); n],
            signs: (0..n).map(|_| signs::Signs::default()).collect(),
            particles: FxHashSet::default(),
            articles: FxHashSet::default(),
            parts: FxHashMap::default(),
            next_word: 0,
        };
        words.read_countries(packs);
        words.read_items(packs);
        words.read_given(packs);
        words.read_people(packs);
        words.read_languages(packs);
        words.read_names(packs);
        words.read_signs(packs);
        words.read_parts(packs);
        words
    }
}

impl Title {
    pub(in crate::name) fn number(&self) -> Number {
        if self.plural { Number::Plural } else { Number::Singular }
    }
}
