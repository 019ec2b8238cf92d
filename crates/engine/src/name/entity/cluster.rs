//! Mentions of one person in one document.

use super::super::key::key;
use super::super::paradigm::{NOMINATIVE, Reading};
use super::super::scan::{GivenReading, Person};
use super::super::words::Words;
use crate::model::Gender;
use crate::text::fold;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Default)]
pub(super) struct Cluster {
    /// Ids of the given name that all mentions agree on; empty when none has one.
    pub(super) given: BTreeSet<Box<str>>,
    pub(super) readings: Vec<GivenReading>,
    pub(super) given_texts: BTreeMap<Box<str>, u32>,
    pub(super) initial: Option<char>,
    pub(super) patronymic: Option<Box<str>>,
    pub(super) surnames: BTreeMap<String, f32>,
    pub(super) surfaces: BTreeMap<Box<str>, u32>,
    /// How often a nominative stands where one may stand.
    pub(super) attested: BTreeMap<String, u32>,
    /// Family names as written beside a given name, folded.
    pub(super) beside: BTreeSet<String>,
    /// Nominatives of given and family name that agree wherever both stand.
    pub(super) pairs: Vec<(Box<str>, Box<str>)>,
    pub(super) mentions: u32,
    pub(super) typical_gender: Gender2,
    pub(super) gender: Gender2,
    pub(super) known: Option<u32>,
    pub(super) first: usize,
    pub(super) language: u8,
    pub(super) why: BTreeSet<String>,
    /// Known by a given name only.
    pub(super) alone: bool,
}

/// Endings of nominatives that a reader should doubt: case forms of -ия, and -ий, whose names the table knows.
const RARE: &[&str] = &["ий", "ій", "ии", "ию", "ії", "ію"];

/// Gender with a default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gender2(pub(super) Gender);
impl Default for Gender2 {
    fn default() -> Self {
        Gender2(Gender::Unknown)
    }
}

/// Keys of the likeliest nominatives of a person's family name.
pub(in crate::name) fn best_surname_keys(person: &Person) -> Vec<String> {
    let best = person.surname.iter().map(|r| r.weight).fold(0.0, f32::max);
    let likely = || person.surname.iter().filter(|r| r.weight >= best * 0.6);
    let last = likely().filter_map(|r| last_word(&r.nominative));
    likely().map(|r| &*r.nominative).chain(last).map(key).collect()
}

/// The last word of a family name of several: «дель Кармен Лопес» is called «Лопес».
pub(super) fn last_word(nominative: &str) -> Option<&str> {
    nominative.rsplit_once(' ').map(|(_, last)| last).filter(|last| last.chars().nth(2).is_some())
}

pub(super) fn agrees(a: Gender, b: Gender) -> bool {
    a == Gender::Unknown || b == Gender::Unknown || a == b
}

pub(super) fn given_gender(readings: &[GivenReading]) -> Gender {
    match readings.first() {
        Some(first) if readings.iter().all(|r| r.gender == first.gender) => first.gender,
        _ => Gender::Unknown,
    }
}

pub(super) fn usable(readings: &[Reading], gender: Gender) -> impl Iterator<Item = &Reading> {
    readings.iter().filter(move |r| agrees(r.gender, gender) && r.weight > 0.1)
}

impl Cluster {
    pub(super) fn shares_surname(&self, person: &Person) -> bool {
        let gender = self.gender.0;
        usable(&person.surname, gender).any(|r| {
            self.surnames.contains_key(&r.nominative) || {
                let wanted = key(&r.nominative);
                let named =
                    |n: &str| key(n) == wanted || last_word(n).is_some_and(|last| key(last) == wanted);
                self.surnames.iter().any(|(n, w)| *w > 0.2 && named(n))
            }
        })
    }

    pub(super) fn accepts(&self, person: &Person) -> bool {
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
            && !same_patronymic(a, b)
        {
            return false;
        }
        agrees(self.gender.0, given_gender(&person.given))
            && agrees(self.gender.0, person.honorific.unwrap_or(Gender::Unknown))
    }

    pub(super) fn add(&mut self, person: &Person, rule: &str) {
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
                    if !kept.contains(&reading.id) {
                        continue;
                    }
                    match self.readings.iter_mut().find(|r| r.nominative == reading.nominative) {
                        Some(known) => known.weight += reading.weight,
                        None => self.readings.push(reading.clone()),
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
        if self.gender.0 == Gender::Unknown {
            self.gender = Gender2(person.honorific.unwrap_or(Gender::Unknown));
        }
        self.initial = self.initial.or(person.initial);
        if self.patronymic.is_none() {
            self.patronymic = person.patronymic.as_ref().map(|(p, _)| p.clone());
        }
        let gender = self.gender.0;
        let mut own: BTreeMap<&str, f32> = BTreeMap::new();
        // a part of the family name says nothing of its form
        let part = person.given.is_empty()
            && person.initial.is_none()
            && !person.surname_text.contains(' ')
            && self.surnames.keys().any(|n| last_word(n).is_some());
        if part {
            self.mentions += 1;
            self.why.insert(rule.to_owned());
            return;
        }
        for reading in person.surname.iter().filter(|r| agrees(r.gender, gender)) {
            let best = own.entry(&reading.nominative).or_default();
            *best = best.max(reading.weight);
        }
        let surface = fold(&person.surname_text);
        let stands = |r: &Reading| r.nominative == surface && r.cases & NOMINATIVE != 0;
        if person.surname.first().is_some_and(stands) {
            *self.attested.entry(surface).or_default() += 1;
        }
        if self.pairs.is_empty() {
            self.pairs.clone_from(&person.pairs);
        } else if self.pairs.iter().any(|pair| person.pairs.contains(pair)) {
            self.pairs.retain(|pair| person.pairs.contains(pair));
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
                    && !self.paired(None, &reading.nominative)
                {
                    self.surnames.remove(&reading.nominative);
                }
            }
        }
        self.why.insert(rule.to_owned());
    }

    /// The likeliest nominative of the family name.
    pub(super) fn surname(&self, words: &Words) -> Option<String> {
        let surfaces: Vec<String> = self.surfaces.keys().map(|surface| fold(surface)).collect();
        let of = |gender: Gender| self.readings.iter().any(|r| r.gender == gender);
        let mixed = of(Gender::Masculine) && of(Gender::Feminine);
        self.surnames
            .iter()
            .filter(|(nominative, _)| self.pairs.is_empty() || self.paired(None, nominative))
            .map(|(nominative, weight)| {
                let own = self.attested.get(nominative).copied().unwrap_or(0);
                let others = surfaces.iter().any(|surface| surface != nominative);
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

    /// The family name, in the nominative, goes with this given name; with any.
    fn paired(&self, given: Option<&str>, surname: &str) -> bool {
        self.pairs.iter().any(|(g, s)| **s == *surname && given.is_none_or(|given| **g == *given))
    }

    /// The likeliest given name beside a family name in the nominative.
    pub(super) fn given_best(&self, surname: &str) -> Option<&GivenReading> {
        // "Владислава Корнеплодина": with a man's family name the given name is a man's too
        let man = ["ов", "ев", "єв", "їв", "ін", "ин", "ын", "ий", "ый", "ой", "ій", "аў", "еў", "оў"]
            .iter()
            .any(|ending| surname.ends_with(ending));
        let pair = self.paired(None, surname);
        let fits = |r: &&GivenReading| {
            if pair {
                self.paired(Some(&r.nominative), surname)
            } else {
                !man || r.gender != Gender::Feminine
            }
        };
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
            let plain = r.cases & NOMINATIVE != 0 && r.cases != super::super::paradigm::ANY_CASE
                || self.readings.len() == 1;
            (agrees, (r.weight * 20.0) as u32, met && firm, !rare, plain)
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

/// Keys of patronymics that are spellings of one.
pub(crate) fn same_patronymic(a: &str, b: &str) -> bool {
    a == b || super::super::sounds_alike(a, b) >= 0.8
}

pub(super) fn first_sound(text: &str) -> String {
    key(text).chars().take(1).collect()
}

pub(super) fn same_letter(a: char, b: char) -> bool {
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
