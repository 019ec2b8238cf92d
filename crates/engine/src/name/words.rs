//! The tables of names, compiled for look-up by folded tokens.
//!
//! Takes `world/*` and the title and head lists of `lang/*`, gives hash tables. Knows columns, decides nothing.

use super::key::{first_letter, key};
use super::paradigm::{ANY_CASE, Paradigms, Part};
use super::{COLUMNS, languages, number};
use crate::model::{EntityKind, Gender, Language, Number};
use crate::pack::Packs;
use crate::text::fold;
use rustc_hash::{FxHashMap, FxHashSet};

pub(super) const ENGLISH: u8 = 3;

/// One country, place, organisation, outlet or thing of the tables.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) id: Box<str>,
    pub(super) kind: EntityKind,
    /// First name in each language; empty where unknown.
    pub(super) display: Box<[Box<str>]>,
    /// The state a capital, metonym or body stands for.
    pub(super) state: Option<Box<str>>,
    /// A common noun too: a name only in quotation marks or after a cue.
    pub(super) common: bool,
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
pub(super) struct Hit {
    pub(super) item: u32,
    pub(super) len: usize,
    pub(super) lower: bool,
}

#[derive(Clone, Debug)]
pub(super) struct GivenForm {
    /// Index into `Words::given`.
    pub(super) name: u32,
    pub(super) cases: u8,
    pub(super) language: u8,
    /// Nominative, folded.
    pub(super) nominative: Box<str>,
}

#[derive(Clone, Debug)]
pub(super) struct GivenName {
    pub(super) id: Box<str>,
    pub(super) gender: Gender,
}

/// A widely known person.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) id: Box<str>,
    pub(super) gender: Gender,
    pub(super) country: Box<str>,
    pub(super) given: Vec<Box<str>>,
    pub(super) display: Box<[Box<str>]>,
    pub(super) patronymic: Box<str>,
    pub(super) offices: Vec<Box<str>>,
}

#[derive(Clone, Debug)]
pub(super) struct Title {
    pub(super) lemma: Box<str>,
    pub(super) gender: Gender,
    pub(super) plural: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    Media,
    State,
    Organisation,
}

/// Tables compiled once; see the module.
pub struct Words {
    /// The languages of this room, in the order of their numbers.
    pub(super) languages: Vec<Language>,
    /// Those written in Latin letters.
    latin: Vec<bool>,
    pub(super) items: Vec<Item>,
    word_ids: FxHashMap<Box<str>, Vec<u32>>,
    first: FxHashMap<u32, Vec<Pattern>>,
    /// Stem → (item, is it a demonym) of relational adjectives and demonyms, per language.
    adjectives: Vec<FxHashMap<Box<str>, (u32, bool)>>,
    pub(super) paradigms: Paradigms,
    pub(super) given: Vec<GivenName>,
    given_forms: FxHashMap<Box<str>, Vec<GivenForm>>,
    pub(super) people: Vec<Known>,
    /// Surname key → people.
    pub(super) by_surname: FxHashMap<Box<str>, Vec<u32>>,
    /// Folded nickname → people, per whole nickname; first word → nicknames.
    pub(super) nicknames: FxHashMap<Box<str>, Vec<(Vec<Box<str>>, u32)>>,
    titles: Vec<FxHashMap<Box<str>, Vec<(Vec<Box<str>>, Title)>>>,
    heads: Vec<FxHashMap<Box<str>, (Head, Box<str>)>>,
    complements: Vec<FxHashSet<Box<str>>>,
    modifiers: Vec<FxHashSet<Box<str>>>,
    relays: Vec<FxHashSet<Box<str>>>,
    /// Nouns of state bodies that a country completes: first word → rest, id part.
    bodies: Vec<FxHashMap<Box<str>, Vec<(Vec<Box<str>>, Box<str>)>>>,
    pub(super) stop: FxHashSet<Box<str>>,
    /// Function words of the languages that the world tables have no column for.
    own_stop: Vec<FxHashSet<Box<str>>>,
    /// Items and people that the press of a language writes in lower case, by language.
    lower: Vec<FxHashSet<Box<str>>>,
    /// First letters of the keys of family names among them.
    lower_letters: Vec<FxHashSet<u8>>,
    /// Item id → item.
    pub(super) by_id: FxHashMap<Box<str>, u32>,
    /// (office, country slug) → people, in table order.
    pub(super) offices: FxHashMap<(Box<str>, Box<str>), Vec<u32>>,
    /// Role lemma → office.
    pub(super) office_words: FxHashMap<Box<str>, Box<str>>,
    /// Forms of month names: "2 May" is a day.
    pub(super) months: FxHashSet<Box<str>>,
    /// What firms write behind their names: "AG", "Ltd".
    pub(super) legal: FxHashSet<Box<str>>,
    /// Id parts of `bodies`.
    body_ids: FxHashSet<Box<str>>,
    next_word: u32,
}

fn split(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|name| !name.is_empty())
}

/// "бел(о|а)рус(ск)" → the four spellings; "казахськ|казахстанськ" → two.
fn expand(cell: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut depth = 0;
    let mut start = 0;
    let mut pieces = Vec::new();
    for (i, c) in cell.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            '|' if depth == 0 => {
                pieces.push(cell.get(start..i).unwrap_or(""));
                start = i + 1;
            }
            _ => {}
        }
    }
    pieces.push(cell.get(start..).unwrap_or(""));
    for piece in pieces {
        let mut ways = vec![String::new()];
        let mut rest = piece;
        while let Some((before, tail)) = rest.split_once('(') {
            let (inner, after) = tail.split_once(')').unwrap_or((tail, ""));
            ways = ways
                .iter()
                .flat_map(|way| inner.split('|').map(move |choice| format!("{way}{before}{choice}")))
                .collect();
            rest = after;
        }
        out.extend(ways.into_iter().map(|way| fold(&format!("{way}{rest}"))).filter(|w| !w.is_empty()));
    }
    out
}

/// Adjective endings of a Cyrillic language; longest first is not needed, the set is searched whole.
pub(super) fn adjective_endings(language: u8) -> &'static [&'static str] {
    match language {
        0 => &[
            "ий", "ій", "а", "я", "е", "є", "і", "ого", "ього", "ої", "ьої", "ому", "ьому", "им", "ім", "ою",
            "ьою", "у", "ю", "их", "іх", "ими", "іми", "ім", "ою",
        ],
        1 => &[
            "ий", "ый", "ой", "ая", "яя", "ое", "ее", "ие", "ые", "ого", "его", "ому", "ему", "им", "ым",
            "ом", "ем", "ей", "ую", "юю", "их", "ых", "ими", "ыми", "ою",
        ],
        2 => &[
            "ы", "і", "ая", "яя", "ае", "яе", "ія", "ыя", "ага", "яга", "аму", "яму", "ым", "ім", "ай", "яй",
            "ую", "юю", "ых", "іх", "ымі", "імі", "ой", "ае",
        ],
        _ => &[],
    }
}

const DEMONYM_ENDINGS: &[&str] = &[
    "", "а", "у", "ові", "ом", "ем", "єм", "ам", "е", "і", "и", "ы", "ів", "їв", "ов", "ев", "аў", "ами",
    "амі", "ах", "ец", "ець", "ин", "ін", "ина", "іна", "ину", "іну", "ином", "інам", "ка", "ки", "кі", "ці",
    "ку", "кою", "кой", "кай", "ок", "кам", "я", "ю", "ям", "ями", "ях", "ею", "цю", "ця", "цем", "ци", "цы",
    "цев", "цам", "цами", "цах", "ыня",
];

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
            lower: vec![FxHashSet::default(); n],
            lower_letters: vec![FxHashSet::default(); n],
            by_id: FxHashMap::default(),
            offices: FxHashMap::default(),
            office_words: FxHashMap::default(),
            months: FxHashSet::default(),
            legal: FxHashSet::default(),
            body_ids: FxHashSet::default(),
            next_word: 0,
        };
        words.read_countries(packs);
        words.read_items(packs);
        words.read_given(packs);
        words.read_people(packs);
        words.read_languages(packs);
        words.read_names(packs);
        words
    }

    fn word(&mut self, form: &str) -> u32 {
        // exact words get an id of their own, shared by all patterns that need just this form
        if let Some(&id) = self.word_ids.get(form).and_then(|ids| ids.first()) {
            // the first id of a form is always the exact one
            return id;
        }
        self.next_word += 1;
        self.word_ids.insert(form.into(), vec![self.next_word]);
        self.next_word
    }

    /// An id that every form of an inflected word shares.
    fn inflected(&mut self, forms: Vec<String>) -> u32 {
        self.next_word += 1;
        let id = self.next_word;
        for form in forms {
            match self.word_ids.get_mut(form.as_str()) {
                Some(ids) => ids.push(id),
                None => {
                    self.next_word += 1;
                    self.word_ids.insert(form.into(), vec![self.next_word, id]);
                }
            }
        }
        id
    }

    fn add_item(&mut self, id: &str, kind: EntityKind, state: Option<&str>, common: bool) -> u32 {
        let full: Box<str> = format!("e:{id}").into();
        if let Some(&index) = self.by_id.get(&full) {
            return index;
        }
        let index = self.items.len() as u32;
        self.by_id.insert(full.clone(), index);
        self.items.push(Item {
            id: full,
            kind,
            display: vec![Box::default(); self.languages.len()].into(),
            state: state.map(|s| format!("e:{s}").into()),
            common,
        });
        index
    }

    /// One spelling of an item. `lower`: matched in lower case too.
    fn add_name(&mut self, item: u32, name: &str, language: u8, lower: bool) {
        let Some(entry) = self.items.get_mut(item as usize) else { return };
        if let Some(display) = entry.display.get_mut(language as usize)
            && display.is_empty()
        {
            *display = name.into();
        }
        let tokens = crate::text::tokens(name, 0);
        let words: Vec<&str> =
            tokens.iter().map(|t| &*t.folded).filter(|w| !matches!(*w, "«" | "»" | "\"")).collect();
        let raw: Vec<&str> =
            tokens.iter().map(|t| t.span.of(name)).filter(|w| !matches!(*w, "«" | "»" | "\"")).collect();
        let Some(first_raw) = raw.first() else { return };
        let capitals = words.len() == 1
            && first_raw.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
            && first_raw.chars().count() >= 2
            && first_raw.chars().count() <= 8;
        let cyrillic = |w: &str| w.chars().any(|c| matches!(c, '\u{400}'..='\u{52f}'));
        let head =
            words.iter().position(|w| !is_adjective(w, language)).unwrap_or(words.len().saturating_sub(1));
        let mut ids: Vec<u32> = Vec::new();
        for (i, word) in words.iter().enumerate() {
            let is_word = word.chars().any(char::is_alphabetic);
            let declined = cyrillic(word) && language != ENGLISH || self.declines_latin(language);
            let id = if !is_word || !declined || i > head {
                self.word(word)
            } else if raw.get(i).is_some_and(|r| r.chars().all(char::is_uppercase))
                && word.chars().count() > 1
            {
                let consonant = word.chars().next_back().is_some_and(|c| !"аеєиіїоуюяыэ".contains(c));
                let mut forms = vec![(*word).to_owned()];
                if consonant && word.chars().count() >= 3 {
                    forms.extend(["а", "у", "ом", "ам", "і", "е"].iter().map(|e| format!("{word}{e}")));
                    forms.extend(["-а", "-у", "-ом"].iter().map(|e| format!("{word}{e}")));
                }
                self.inflected(forms)
            } else if i < head {
                self.inflected(adjective_forms(word, language))
            } else {
                let mut forms: Vec<String> =
                    self.paradigms.forms(word, language, Part::Place).into_iter().map(|f| f.0).collect();
                if is_adjective(word, language) {
                    forms.extend(adjective_forms(word, language));
                }
                forms.sort();
                forms.dedup();
                self.inflected(forms)
            };
            ids.push(id);
        }
        let Some((&first, rest)) = ids.split_first() else { return };
        let lower = lower || first_raw.starts_with(char::is_lowercase);
        let patterns = self.first.entry(first).or_default();
        if !patterns.iter().any(|p| p.item == item && *p.rest == *rest) {
            patterns.push(Pattern { item, language, rest: rest.into(), capitals, lower });
        }
    }

    fn read_countries(&mut self, packs: &Packs) {
        let mut by_iso: FxHashMap<Box<str>, u32> = FxHashMap::default();
        for row in packs.world("countries").rows() {
            let id = row.at(0);
            let item = self.add_item(id, EntityKind::Place, None, false);
            by_iso.insert(row.at(1).into(), item);
            for language in 0..4u8 {
                for name in split(row.at(2 + language as usize)) {
                    self.add_name(item, name, language, false);
                }
                for stem in expand(row.at(6 + language as usize).replace(';', "|").as_str()) {
                    self.add_adjective(language, stem, item, false);
                }
                for stem in expand(row.at(10 + language as usize).replace(';', "|").as_str()) {
                    self.add_adjective(language, stem, item, true);
                }
            }
            // capitals and metonyms: the first is the capital and keeps an id of its own
            let english: Vec<&str> = row.at(14).split(';').nth(3).unwrap_or("").split(',').collect();
            let capital = english.first().copied().unwrap_or("").trim();
            if capital.is_empty() {
                continue;
            }
            let city =
                self.add_item(&format!("loc:{}", latin_slug(capital)), EntityKind::Place, Some(id), false);
            for (language, names) in row.at(14).split(';').enumerate().take(4) {
                for (i, name) in names.split(',').map(str::trim).filter(|n| !n.is_empty()).enumerate() {
                    let kremlin =
                        matches!(&*fold(name), "кремль" | "крэмль" | "kremlin" | "банкова" | "банковая")
                            || name.contains(' ') && i > 0 && name != "Tel Aviv";
                    if !kremlin {
                        self.add_name(city, name, language as u8, false);
                    }
                }
            }
        }
        for row in packs.world("territories").rows() {
            let english = row.at(4).split(';').next().unwrap_or("");
            let item = match by_iso.get(row.at(0)) {
                Some(&item) => item,
                None => {
                    self.add_item(&format!("loc:{}", latin_slug(english)), EntityKind::Place, None, false)
                }
            };
            for language in 0..4u8 {
                for name in split(row.at(1 + language as usize)) {
                    if !name.contains("о-в") {
                        self.add_name(item, name, language, false);
                    }
                }
            }
        }
        // id, state, kind, uk, ru, be, en and adjective stems uk, ru, be, en
        for row in packs.world("places").rows() {
            let state = Some(row.get("state")).filter(|s| !s.is_empty());
            let item = self.add_item(row.get("id"), EntityKind::Place, state, false);
            for (language, column) in [(0, "uk"), (1, "ru"), (2, "be"), (3, "en")] {
                for name in split(row.get(column)) {
                    self.add_name(item, name, language, false);
                }
            }
        }
    }

    fn add_adjective(&mut self, language: u8, stem: String, item: u32, demonym: bool) {
        if let Some(map) = self.adjectives.get_mut(language as usize) {
            map.entry(stem.into_boxed_str()).or_insert((item, demonym));
        }
    }

    fn read_items(&mut self, packs: &Packs) {
        for (table, kind) in [
            ("organisations", EntityKind::Organisation),
            ("outlets", EntityKind::Outlet),
            ("things", EntityKind::Other),
        ] {
            for row in packs.world(table).rows() {
                let notes = row.get("notes");
                let common = notes.contains("common noun")
                    || notes.contains("also a")
                    || notes.contains("capital and");
                let kind = if row.at(0).starts_with("platform:") { EntityKind::Other } else { kind };
                let state = Some(row.get("state")).filter(|s| !s.is_empty());
                let item = self.add_item(row.at(0), kind, state, common);
                for (language, column) in [(0, "uk"), (1, "ru"), (2, "be"), (3, "en")] {
                    for name in split(row.get(column)) {
                        let description = kind == EntityKind::Organisation
                            && name.contains(' ')
                            && name.chars().next().is_some_and(char::is_lowercase);
                        self.add_name(item, name, language, description);
                    }
                }
                for domain in split(row.get("domains")) {
                    self.add_name(item, domain, ENGLISH, true);
                }
            }
        }
        for row in packs.world("adjectives").rows() {
            let Some(&item) = self.by_id.get(format!("e:{}", row.get("id")).as_str()) else { continue };
            for (language, column) in [(0, "uk"), (1, "ru"), (2, "be"), (3, "en")] {
                for stem in expand(row.get(column)) {
                    self.add_adjective(language, stem, item, row.get("demonym") == "1");
                }
            }
        }
        for row in packs.world("lower-case").rows() {
            let language = number(&self.languages, Language::new(row.at(0)));
            let list = language.and_then(|language| self.lower.get_mut(usize::from(language)));
            if let Some(list) = list {
                list.insert(format!("e:{}", row.at(1)).into());
            }
        }
    }

    fn read_given(&mut self, packs: &Packs) {
        for row in packs.world("given-names").rows() {
            let name = self.given.len() as u32;
            let gender = if row.at(1) == "f" { Gender::Feminine } else { Gender::Masculine };
            self.given.push(GivenName { id: row.at(0).into(), gender });
            for (column, language) in [(2, 1u8), (3, 0), (4, 2), (5, ENGLISH)] {
                for spelling in row.at(column).split(',').map(fold).filter(|s| !s.is_empty()) {
                    self.add_given(name, &spelling, language, gender);
                }
            }
        }
    }

    fn add_given(&mut self, name: u32, spelling: &str, language: u8, gender: Gender) {
        for (form, cases, of) in self.paradigms.forms(spelling, language, Part::Given) {
            let wrong = of != Gender::Unknown && of != gender;
            if wrong && form != spelling {
                continue;
            }
            let forms = self.given_forms.entry(form.as_str().into()).or_default();
            match forms
                .iter_mut()
                .find(|f| f.name == name && f.language == language && *f.nominative == *spelling)
            {
                Some(known) => known.cases |= cases,
                None => forms.push(GivenForm {
                    name,
                    cases: if language == ENGLISH { ANY_CASE } else { cases },
                    language,
                    nominative: spelling.into(),
                }),
            }
        }
    }

    /// The ids under which a given name is known; its key when the table has none.
    pub(super) fn given_ids(&self, word: &str) -> Vec<Box<str>> {
        let folded = fold(word);
        let forms = self.given_forms.get(&*folded).map_or(&[][..], Vec::as_slice);
        let mut ids: Vec<Box<str>> = forms
            .iter()
            .filter(|f| *f.nominative == *folded)
            .filter_map(|f| self.given.get(f.name as usize).map(|g| g.id.clone()))
            .collect();
        if ids.is_empty() {
            ids.push(key(&folded).into());
        }
        ids.sort();
        ids.dedup();
        ids
    }

    fn read_people(&mut self, packs: &Packs) {
        for row in packs.world("people").rows() {
            let index = self.people.len() as u32;
            let mut known = Known {
                id: format!("e:{}", row.get("id")).into(),
                gender: if row.get("gender") == "f" { Gender::Feminine } else { Gender::Masculine },
                country: row.get("country").into(),
                given: Vec::new(),
                display: vec![Box::default(); self.languages.len()].into(),
                patronymic: fold(row.get("patronymic")).into(),
                offices: split(row.get("offices")).map(Into::into).collect(),
            };
            let mut keys: Vec<Box<str>> = Vec::new();
            for (language, column) in [(0usize, "uk"), (1, "ru"), (2, "be"), (3, "en")] {
                for (i, name) in split(row.get(column)).enumerate() {
                    if i == 0
                        && let Some(display) = known.display.get_mut(language)
                    {
                        *display = name.into();
                    }
                    // "Сі Цзіньпін": the family name stands first, marked by an underscore
                    let (given, surname) = match name.split_once('_') {
                        Some((surname, given)) => (given, surname),
                        None => name.rsplit_once(' ').unwrap_or(("", name)),
                    };
                    keys.push(key(surname).into());
                    if !given.is_empty() {
                        let first = given.split(' ').next().unwrap_or(given);
                        known.given.extend(self.given_ids(first));
                        known.given.push(key(first).into());
                    }
                }
            }
            for display in &mut known.display {
                *display = display.replace('_', " ").into();
            }
            known.given.sort();
            known.given.dedup();
            keys.sort();
            keys.dedup();
            for (ids, letters) in self.lower.iter().zip(&mut self.lower_letters) {
                if ids.contains(&known.id) {
                    letters.extend(keys.iter().filter_map(|key| key.bytes().next()));
                }
            }
            for key in keys {
                self.by_surname.entry(key).or_default().push(index);
            }
            for office in &known.offices {
                self.offices.entry((office.clone(), known.country.clone())).or_default().push(index);
            }
            for nickname in split(row.get("nicknames")) {
                let words: Vec<Box<str>> = nickname.split(' ').map(|w| fold(w).into_boxed_str()).collect();
                if let Some((first, rest)) = words.split_first() {
                    self.nicknames.entry(first.clone()).or_default().push((rest.to_vec(), index));
                }
            }
            self.people.push(known);
        }
        for row in packs.world("office-words").rows() {
            for word in split(row.get("words")) {
                self.office_words.insert(fold(word).into(), row.get("office").into());
            }
        }
    }

    fn read_languages(&mut self, packs: &Packs) {
        for pack in packs.iter() {
            let Some(language) = number(&self.languages, pack.language) else { continue };
            let slot = language as usize;
            for row in pack.table("titles").rows() {
                let lemma = fold(row.get("noun"));
                let gender = match row.get("gender") {
                    "m" => Gender::Masculine,
                    "f" => Gender::Feminine,
                    _ => Gender::Unknown,
                };
                let only_plural = row.get("number") == "pl";
                let words: Vec<&str> = lemma.split(' ').collect();
                let given: Vec<String> =
                    row.get("forms").split(' ').map(fold).filter(|f| !f.is_empty()).collect();
                let forms: Vec<String> = if words.len() == 1 && !given.is_empty() {
                    given
                } else if language == ENGLISH {
                    let last = words.last().copied().unwrap_or("");
                    let plural = match last.strip_suffix("man") {
                        Some(stem) => format!("{stem}men"),
                        None if last.ends_with('y') => format!("{}ies", last.trim_end_matches('y')),
                        None => format!("{last}s"),
                    };
                    vec![last.to_owned(), plural]
                } else {
                    title_forms(words.last().copied().unwrap_or(""), language)
                };
                let firsts: Vec<String> = match words.split_last() {
                    Some((_, front)) if !front.is_empty() => {
                        let first = front.first().copied().unwrap_or("");
                        if language == ENGLISH {
                            vec![first.to_owned()]
                        } else {
                            adjective_forms(first, language)
                        }
                    }
                    _ => Vec::new(),
                };
                let Some(map) = self.titles.get_mut(slot) else { continue };
                for form in &forms {
                    let listed = row.get("plural").split(' ').any(|p| fold(p) == *form);
                    let plural = only_plural || listed || is_plural_form(form, &lemma, language);
                    let title = Title { lemma: lemma.as_str().into(), gender, plural };
                    if firsts.is_empty() {
                        map.entry(form.as_str().into()).or_default().push((Vec::new(), title));
                    } else {
                        let middle: Vec<Box<str>> =
                            words.iter().take(words.len() - 1).skip(1).map(|w| (*w).into()).collect();
                        for first in &firsts {
                            let mut rest = middle.clone();
                            rest.push(form.as_str().into());
                            map.entry(first.as_str().into()).or_default().push((rest, title.clone()));
                        }
                    }
                }
            }
            for row in pack.table("organisation-heads").rows() {
                let noun = fold(row.get("noun"));
                let head = match row.get("kind") {
                    "media" => Head::Media,
                    "state" => Head::State,
                    _ => Head::Organisation,
                };
                let given: Vec<String> =
                    row.get("forms").split(' ').map(fold).filter(|f| !f.is_empty()).collect();
                let forms = if !given.is_empty() {
                    given
                } else if language == ENGLISH {
                    vec![noun.clone(), format!("{noun}s")]
                } else {
                    title_forms(&noun, language)
                };
                if let Some(map) = self.heads.get_mut(slot) {
                    for form in forms.into_iter().filter(|f| !f.contains(' ')) {
                        map.entry(form.into()).or_insert((head, noun.as_str().into()));
                    }
                }
            }
            for row in pack.table("relay-cues").rows() {
                if let Some(word) = row.get("pattern").split(' ').next()
                    && !row.get("pattern").contains(' ')
                    && let Some(set) = self.relays.get_mut(slot)
                {
                    set.insert(fold(word).into());
                }
            }
            for row in pack.table("months").rows() {
                self.months.insert(fold(row.get("form")).into());
            }
            let own = if slot < COLUMNS.len() { None } else { self.own_stop.get_mut(slot) };
            let stop = own.unwrap_or(&mut self.stop);
            for name in ["prepositions", "determiners", "adverbs"] {
                stop.extend(pack.list(name).iter().map(|word| fold(word).into_boxed_str()));
            }
            for row in pack.table("grammar").rows() {
                if !row.get("class").ends_with("suffix") && !row.get("word").contains(' ') {
                    stop.insert(fold(row.get("word")).into());
                }
            }
            for row in pack.table("pronouns").rows() {
                stop.insert(fold(row.get("form")).into());
            }
        }
        for row in packs.world("bodies").rows() {
            self.body_ids.insert(row.get("id").into());
            for (language, column) in [(0u8, "uk"), (1, "ru"), (2, "be"), (3, "en")] {
                for name in split(row.get(column)) {
                    let folded = fold(name);
                    let words: Vec<&str> = folded.split(' ').collect();
                    let Some((&first, rest)) = words.split_first() else { continue };
                    let adjective = words.len() > 1 && is_adjective(first, language);
                    let firsts = match (language, adjective) {
                        (ENGLISH, _) => vec![first.to_owned()],
                        (_, true) => adjective_forms(first, language),
                        _ => title_forms(first, language),
                    };
                    let Some(map) = self.bodies.get_mut(language as usize) else { continue };
                    let seconds: Vec<Vec<Box<str>>> = match rest {
                        [noun] if adjective => title_forms(noun, language)
                            .into_iter()
                            .map(|form| vec![form.into_boxed_str()])
                            .collect(),
                        _ => vec![rest.iter().map(|w| (*w).into()).collect()],
                    };
                    for form in firsts {
                        let entry = map.entry(form.into_boxed_str()).or_default();
                        entry.extend(seconds.iter().map(|second| (second.clone(), row.get("id").into())));
                    }
                }
            }
        }
        // a pack's own table has the same columns
        let own = packs.iter().flat_map(|pack| pack.table("complements").rows());
        for row in packs.world("complements").rows().chain(own) {
            let Some(language) = number(&self.languages, Language::new(row.at(0))) else { continue };
            let target = match row.at(1) {
                "modifier" => self.modifiers.get_mut(language as usize),
                "relay" => self.relays.get_mut(language as usize),
                "legal-form" => {
                    self.legal.extend(row.at(2).split(' ').map(|w| fold(w).into_boxed_str()));
                    continue;
                }
                "stop" => {
                    self.stop.extend(row.at(2).split(' ').map(|w| fold(w).into_boxed_str()));
                    continue;
                }
                _ => self.complements.get_mut(language as usize),
            };
            if let Some(set) = target {
                set.extend(row.at(2).split(' ').map(|w| fold(w).into_boxed_str()));
            }
        }
    }

    /// Names that packs bring: given names of their language, and what places, bodies and outlets are called in it.
    fn read_names(&mut self, packs: &Packs) {
        for pack in packs.iter() {
            let Some(language) = number(&self.languages, pack.language) else { continue };
            for row in pack.table("given-names").rows() {
                let gender = if row.get("gender") == "f" { Gender::Feminine } else { Gender::Masculine };
                let id: Box<str> = row.get("id").into();
                let known = self.given.iter().position(|g| g.id == id && g.gender == gender);
                let name = known.unwrap_or_else(|| {
                    self.given.push(GivenName { id, gender });
                    self.given.len() - 1
                });
                for spelling in row.get("names").split(',').map(fold).filter(|s| !s.is_empty()) {
                    self.add_given(name as u32, &spelling, language, gender);
                }
            }
            for row in pack.table("names").rows() {
                let kind = match row.get("kind") {
                    "organisation" => EntityKind::Organisation,
                    "outlet" => EntityKind::Outlet,
                    "other" => EntityKind::Other,
                    _ => EntityKind::Place,
                };
                let item = self.add_item(row.get("id"), kind, None, false);
                for name in split(row.get("names")) {
                    self.add_name(item, name, language, false);
                }
            }
        }
    }

    // ---- look-ups -------------------------------------------------------------------------------------------------

    /// The longest item whose words begin here. `word(i)` gives the folded token `i` places on; `upper` says whether the
    /// first is capitalised, `capitals` whether it is in capitals.
    pub(super) fn item_at<'t>(
        &self,
        language: u8,
        upper: bool,
        capitals: bool,
        word: impl Fn(usize) -> Option<&'t str>,
    ) -> Option<Hit> {
        let ids = self.word_ids.get(word(0)?)?;
        let mut best: Option<(usize, bool, Hit)> = None;
        for id in ids {
            for pattern in self.first.get(id).into_iter().flatten() {
                let fits = pattern.rest.iter().enumerate().all(|(i, needed)| {
                    word(i + 1).and_then(|w| self.word_ids.get(w)).is_some_and(|ids| ids.contains(needed))
                });
                // «МКС» is a court in one language and a station in another
                let foreign = pattern.capitals
                    && pattern.language != language
                    && pattern.language != ENGLISH
                    && language != ENGLISH
                    && word(0).is_some_and(|w| w.chars().count() <= 4);
                if !fits || foreign || pattern.capitals && !capitals {
                    continue;
                }
                // what a pack calls a thing counts in its own language
                let others = pattern.language != language && usize::from(pattern.language) >= COLUMNS.len();
                let Some(item) = self.items.get(pattern.item as usize).filter(|_| !others) else { continue };
                if !upper && !pattern.lower && !self.is_lower(&item.id, language) {
                    continue;
                }
                let len = pattern.rest.len() + 1;
                let own = pattern.language == language;
                if best.is_none_or(|(l, o, _)| (len, own) > (l, o)) {
                    best = Some((len, own, Hit { item: pattern.item, len, lower: pattern.lower }));
                }
            }
        }
        best.map(|(.., hit)| hit)
    }

    /// The word before "-2" where no table knows the whole: «калибра-2» is a form of «калибр».
    pub(super) fn without_number<'t>(&self, folded: &'t str) -> &'t str {
        match super::extend::numbered(folded) {
            Some((word, _)) if !self.word_ids.contains_key(folded) => word,
            _ => folded,
        }
    }

    /// The form of a place name may be its genitive.
    pub(super) fn is_genitive(&self, folded: &str, language: u8) -> bool {
        self.paradigms
            .readings(folded, language, Part::Place)
            .iter()
            .any(|r| r.cases & super::paradigm::GENITIVE != 0)
    }

    /// The id part of a state body.
    pub(super) fn is_body(&self, id: &str) -> bool {
        self.body_ids.contains(id)
    }

    /// The body that an id part with a country begins with: "foreign-ministry-russia".
    pub(super) fn body_of<'t>(&self, id: &'t str) -> Option<&'t str> {
        let cuts = id.match_indices('-').map(|(at, _)| at);
        cuts.rev().filter_map(|at| id.get(..at)).find(|body| self.is_body(body))
    }

    /// The item of a relational adjective or demonym, and whether it is a demonym.
    pub(super) fn adjective(&self, folded: &str, language: u8) -> Option<(u32, bool)> {
        let map = self.adjectives.get(language as usize)?;
        if language == ENGLISH {
            let hit = map.get(folded).copied();
            let plural =
                || folded.strip_suffix('s').and_then(|stem| map.get(stem)).map(|&(item, _)| (item, true));
            return hit.or_else(plural).map(|(item, d)| (item, d || folded.ends_with('s')));
        }
        let bare = ["анти", "про", "контр"]
            .iter()
            .find_map(|p| folded.strip_prefix(p))
            .filter(|w| w.chars().count() > 6);
        for word in std::iter::once(folded).chain(bare) {
            let cuts = word.char_indices().map(|(i, _)| i).rev().take(5);
            for cut in std::iter::once(word.len()).chain(cuts) {
                let (Some(stem), Some(ending)) = (word.get(..cut), word.get(cut..)) else { continue };
                if stem.chars().count() < 3 {
                    break;
                }
                match map.get(stem) {
                    Some(&(item, false)) if adjective_endings(language).contains(&ending) => {
                        return Some((item, false));
                    }
                    Some(&(item, true)) if DEMONYM_ENDINGS.contains(&ending) => return Some((item, true)),
                    _ => {}
                }
            }
        }
        None
    }

    /// The press of the language writes the item or person in lower case.
    pub(super) fn is_lower(&self, id: &str, language: u8) -> bool {
        self.lower.get(language as usize).is_some_and(|ids| ids.contains(id))
    }

    /// The word may be a family name that the press of the language writes in lower case; most words cannot.
    pub(super) fn may_be_lower_surname(&self, folded: &str, language: u8) -> bool {
        let Some(letters) = self.lower_letters.get(language as usize) else { return false };
        !letters.is_empty() && first_letter(folded).is_none_or(|letter| letters.contains(&letter))
    }

    /// Readings of a form as a given name, of this language first, then of the world table's.
    pub(super) fn given_at(&self, folded: &str, language: u8) -> Vec<&GivenForm> {
        let forms = self.given_forms.get(folded).map_or(&[][..], Vec::as_slice);
        let own: Vec<&GivenForm> = forms.iter().filter(|f| f.language == language).collect();
        if own.is_empty() {
            forms.iter().filter(|f| usize::from(f.language) < COLUMNS.len()).collect()
        } else {
            own
        }
    }

    /// A language in Latin letters whose names have case endings.
    pub(super) fn declines_latin(&self, language: u8) -> bool {
        self.in_latin(language) && self.paradigms.decline(language)
    }

    /// A language written in Latin letters.
    pub(super) fn in_latin(&self, language: u8) -> bool {
        self.latin.get(usize::from(language)).copied().unwrap_or(false)
    }

    /// A function word: part of no name.
    pub(super) fn is_stop(&self, folded: &str, language: u8) -> bool {
        match self.own_stop.get(usize::from(language)) {
            Some(own) if usize::from(language) >= COLUMNS.len() => own.contains(folded),
            _ => self.stop.contains(folded),
        }
    }

    /// A title noun at this token: the title and its length in tokens.
    pub(super) fn title_at<'t>(
        &self,
        language: u8,
        word: impl Fn(usize) -> Option<&'t str>,
    ) -> Option<(&Title, usize)> {
        let first = word(0)?;
        let entries = self.titles.get(language as usize)?.get(first)?;
        entries
            .iter()
            .filter(|(rest, _)| rest.iter().enumerate().all(|(i, w)| word(i + 1) == Some(&**w)))
            .max_by_key(|(rest, _)| rest.len())
            .map(|(rest, title)| (title, rest.len() + 1))
    }

    pub(super) fn head(&self, folded: &str, language: u8) -> Option<(Head, &str)> {
        self.heads.get(language as usize)?.get(folded).map(|(head, noun)| (*head, &**noun))
    }
    /// A noun of a state body at this token: its id part and length in tokens.
    pub(super) fn body_at<'t>(
        &self,
        language: u8,
        word: impl Fn(usize) -> Option<&'t str>,
    ) -> Option<(&str, usize)> {
        let entries = self.bodies.get(language as usize)?.get(word(0)?)?;
        entries
            .iter()
            .filter(|(rest, _)| rest.iter().enumerate().all(|(i, w)| word(i + 1) == Some(&**w)))
            .max_by_key(|(rest, _)| rest.len())
            .map(|(rest, id)| (&**id, rest.len() + 1))
    }

    /// A noun that completes a role or a body: "оборони", "разведки", "defence".
    pub(super) fn complement(&self, folded: &str, language: u8) -> bool {
        self.complements.get(language as usize).is_some_and(|set| set.contains(folded))
    }
    /// A word that may stand before a role: "former", "колишній".
    pub(super) fn modifier(&self, folded: &str, language: u8) -> bool {
        self.modifiers.get(language as usize).is_some_and(|set| set.contains(folded))
    }
    /// A verb that introduces an outlet: "передає", "сообщает".
    pub(super) fn relay(&self, folded: &str, language: u8) -> bool {
        self.relays.get(language as usize).is_some_and(|set| set.contains(folded))
    }
}

/// The word has the ending of an attributive adjective of a Cyrillic language, with a stem of some length.
pub(super) fn is_adjective(word: &str, language: u8) -> bool {
    let long: &[&str] = match language {
        0 => &[
            "ий", "ій", "ого", "ої", "ому", "им", "ою", "их", "ими", "ська", "ське", "ські", "ську", "цька",
            "цьке", "цькі", "цьку", "на", "не", "ні", "ну", "ній",
        ],
        1 => &[
            "ий", "ый", "ой", "ая", "яя", "ое", "ее", "ие", "ые", "ого", "его", "ому", "ему", "им", "ым",
            "ую", "их", "ых", "ими", "ыми", "ей",
        ],
        2 => &[
            "скі", "цкі", "ны", "вы", "ая", "яя", "ае", "ія", "ыя", "ага", "яга", "аму", "яму", "ым", "ім",
            "ай", "яй", "ую", "ых", "іх", "ымі", "імі", "ой",
        ],
        _ => return false,
    };
    word.chars().count() >= 5 && long.iter().any(|e| word.ends_with(e))
}

fn adjective_forms(word: &str, language: u8) -> Vec<String> {
    let mut endings: Vec<&str> = adjective_endings(language).to_vec();
    endings.sort_by_key(|e| std::cmp::Reverse(e.len()));
    let Some(stem) = endings.iter().find_map(|e| word.strip_suffix(e)).filter(|s| s.chars().count() >= 2)
    else {
        return vec![word.to_owned()];
    };
    let mut forms: Vec<String> = endings.iter().map(|e| [stem, e].concat()).collect();
    forms.push(word.to_owned());
    forms.sort();
    forms.dedup();
    forms
}

/// Forms of a title noun when the pack gives none: usual noun endings on its stem.
fn title_forms(word: &str, language: u8) -> Vec<String> {
    if is_adjective(word, language)
        && (word.ends_with('й') || word.ends_with("ая") || word.ends_with("чы") || word.ends_with("вы"))
    {
        return adjective_forms(word, language);
    }
    let endings: &[&str] = match language {
        0 => &[
            "", "а", "я", "у", "ю", "ові", "еві", "ом", "ем", "єм", "і", "ї", "и", "ів", "їв", "ам", "ям",
            "ами", "ями", "ах", "ях", "ою", "ею", "ії", "ії", "ію", "ією", "е", "о",
        ],
        1 => &[
            "", "а", "я", "у", "ю", "ом", "ем", "е", "и", "ы", "ов", "ев", "ей", "ам", "ям", "ами", "ями",
            "ах", "ях", "ой", "о",
        ],
        _ => &[
            "", "а", "я", "у", "ю", "ам", "ем", "е", "і", "ы", "аў", "яў", "амі", "ямі", "ах", "ях", "ай",
            "ой", "о",
        ],
    };
    let mut forms = vec![word.to_owned()];
    for (nominative, oblique) in [("ець", "ц"), ("єць", "йц"), ("ок", "к"), ("ец", "ц")] {
        if let Some(stem) = word.strip_suffix(nominative) {
            forms.extend(endings.iter().skip(1).map(|e| format!("{stem}{oblique}{e}")));
            return forms;
        }
    }
    let stem = word.trim_end_matches(['а', 'я', 'ь', 'й', 'о', 'е', 'є']);
    let hard = word.chars().next_back().is_some_and(|c| !"аяьйоеє".contains(c));
    forms.extend(endings.iter().filter(|e| !(e.is_empty() && !hard)).map(|e| format!("{stem}{e}")));
    // feminine -ка: -ці, -цы
    if let Some(stem) = word.strip_suffix("ка") {
        forms.push(format!("{stem}{}", if language == 2 { "цы" } else { "ці" }));
        forms.push(format!("{stem}ок"));
    }
    forms.sort();
    forms.dedup();
    forms
}

/// A form that only the plural has.
fn is_plural_form(form: &str, lemma: &str, language: u8) -> bool {
    if form == lemma {
        return false;
    }
    match language {
        0 => {
            ["и", "ів", "їв", "ам", "ям", "ами", "ями", "ах", "ях"].iter().any(|e| form.ends_with(e))
                && !lemma.ends_with('а')
        }
        1 => {
            ["ы", "и", "ов", "ев", "ам", "ям", "ами", "ями", "ах", "ях"].iter().any(|e| form.ends_with(e))
                && !lemma.ends_with('а')
        }
        2 => {
            ["ы", "і", "аў", "яў", "амі", "ямі", "ах", "ях"].iter().any(|e| form.ends_with(e))
                && !lemma.ends_with('а')
        }
        _ => form.ends_with('s') || form.ends_with("men"),
    }
}

/// "New Zealand" → "new-zealand".
pub(super) fn latin_slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'é' | 'è' | 'ë' => out.push('e'),
            'ü' => out.push('u'),
            'ö' | 'ô' | 'ó' => out.push('o'),
            'å' | 'á' | 'ã' => out.push('a'),
            'ç' => out.push('c'),
            'í' => out.push('i'),
            _ if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            _ => {}
        }
    }
    out.trim_end_matches('-').to_owned()
}

impl Title {
    pub(super) fn number(&self) -> Number {
        if self.plural { Number::Plural } else { Number::Singular }
    }
}
