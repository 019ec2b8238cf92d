//! Countries that no table knows, by the body of a state whose name they complete: «Минобороны Дравии».
//!
//! Takes a scan whose table items are known, adds places; later in the document the same name is a place again.

use super::super::paradigm::{DATIVE, GENITIVE, LOCATIVE, NOMINATIVE, Part, Reading};
use super::super::words::{ENGLISH, is_adjective, name_slug};
use super::{Scan, Target, is_latin};
use crate::model::{EntityKind, Gender, MentionKind, Number};
use rustc_hash::FxHashMap;

/// Rule of a country found this way.
pub(in crate::name) const BESIDE_BODY: &str = "country-of-body";
/// Rule of a place behind a noun of places.
pub(in crate::name) const BESIDE_NOUN: &str = "place-of-noun";
/// Rule of the same name elsewhere.
pub(in crate::name) const AGAIN: &str = "place-again";

/// Weight of a place name of a usual class.
const LIKELY: f32 = 0.45;

/// Words of the name of a body.
const BODY: usize = 4;

/// The nominative of a genitive that hardly any family name has: «Дравии», «Дравії».
fn of_ending(folded: &str) -> Option<String> {
    let ends = ["ии", "ії", "іі", "ыі", "еи", "еї", "эі"];
    let stem = ends.iter().any(|end| folded.ends_with(end)).then(|| {
        let mut stem = folded.to_owned();
        stem.pop();
        stem
    })?;
    (stem.chars().count() >= 3).then(|| stem + "я")
}

/// The target of a place by its folded nominative.
pub(in crate::name) fn place(nominative: &str) -> Target {
    let name = super::super::words::title_case(nominative);
    Target::Named(format!("loc:{}", name_slug(nominative)), name)
}

impl Scan<'_> {
    /// Runs after the table items, before bodies take their countries.
    pub(in crate::name) fn unknown_countries(&mut self) {
        if self.flat {
            return;
        }
        for i in 1..self.tokens.len() {
            if self.two_words_behind_noun(i) || !self.may_be_country(i) {
                continue;
            }
            if let Some(nominative) = self.behind_noun(i) {
                self.push_place(i, place(&nominative), BESIDE_NOUN);
                continue;
            }
            let found = self.country_beside_body(i).or_else(|| self.country_of_title(i));
            let Some(nominative) = found else { continue };
            self.push_place(i, place(&nominative), BESIDE_BODY);
        }
    }

    /// «провинции Заречье»: the nominative of a name behind a noun of towns and regions.
    fn behind_noun(&self, i: usize) -> Option<String> {
        let noun = i.checked_sub(1).filter(|&b| self.words.place_noun(self.folded(b), self.language))?;
        let tokens = &self.tokens;
        let titled = noun.checked_sub(1).is_some_and(|t| {
            self.words.title_at(self.language, |k| tokens.get(t + k).map(|w| w.folded)).is_some()
        });
        // «глава города Зайчук», «село Ивана Франко»
        if titled || self.is_name_word(i + 1) || is_latin(self.folded(i)) {
            return None;
        }
        let (folded, where_to) = (self.folded(i), self.folded(noun));
        if folded.ends_with(|c: char| !"аеєиіїуюяыэ".contains(c)) {
            return Some(folded.to_owned());
        }
        let locative = where_to.ends_with(['е', 'і', 'и', 'ы']);
        let fits = |r: &Reading| !locative || r.cases & (NOMINATIVE | LOCATIVE) != 0;
        self.words
            .paradigms
            .readings(folded, self.language, Part::Place)
            .into_iter()
            .find(fits)
            .map(|r| r.nominative)
    }

    /// «села Верхні Броди»: an adjective and a noun behind a noun of places.
    fn two_words_behind_noun(&mut self, i: usize) -> bool {
        let behind = |b: usize| self.words.place_noun(self.folded(b), self.language);
        let fits = self.is_name_word(i)
            && self.is_name_word(i + 1)
            && i.checked_sub(1).is_some_and(behind)
            && is_adjective(self.folded(i), self.language)
            && self.words.given_at(self.folded(i + 1), self.language).is_empty();
        if fits {
            let name = self.span(i, i + 2).of(self.text).to_owned();
            let target = Target::Named(format!("loc:{}", name_slug(&name)), name);
            let (gender, number) = (Gender::Unknown, Number::Singular);
            self.push(i, i + 2, EntityKind::Place, MentionKind::Name, target, gender, number, BESIDE_NOUN);
        }
        fits
    }

    /// «в Заречье»: the nominative of each word that only a place can be there, as far as this sentence shows.
    pub(in crate::name) fn located(&self) -> Vec<String> {
        let mut found = Vec::new();
        let tokens = if self.flat { 0 } else { self.tokens.len() };
        for i in 1..tokens {
            let within = || self.words.place_preposition(self.folded(i - 1), self.language);
            if !self.is_name_word(i) || !within() || !self.may_be_country(i) || self.is_name_word(i + 1) {
                continue;
            }
            let folded = self.folded(i);
            let person = self.surname_readings(folded).iter().any(|r| r.typical && r.weight >= 1.0);
            if person || self.seen.lower.contains(folded) {
                continue;
            }
            let readings = self.words.paradigms.readings(folded, self.language, Part::Place);
            let locative =
                |r: &&Reading| r.cases & LOCATIVE != 0 && r.nominative != folded && r.weight >= LIKELY;
            let mut likely = readings.iter().filter(locative);
            // the one that the document has, else the likeliest
            let first = likely.clone().next();
            let met = likely.find(|r| self.seen.upper.contains(r.nominative.as_str()));
            found.extend(met.or(first).map(|r| r.nominative.clone()));
        }
        found
    }

    fn is_name_word(&self, i: usize) -> bool {
        self.free(i) && self.at(i).is_some_and(|w| w.word && w.upper)
    }

    fn push_place(&mut self, i: usize, target: Target, rule: &'static str) {
        let (gender, number) = (Gender::Unknown, Number::Singular);
        self.push(i, i + 1, EntityKind::Place, MentionKind::Name, target, gender, number, rule);
    }

    fn may_be_country(&self, i: usize) -> bool {
        let fits = |w: &super::Word<'_>| {
            w.word && w.upper && !w.capitals && w.folded.chars().nth(3).is_some() && !w.folded.contains('.')
        };
        self.free(i)
            && self.at(i).is_some_and(fits)
            && is_latin(self.folded(i)) == self.words.in_latin(self.language)
            && self.words.given_at(self.folded(i), self.language).is_empty()
            && !self.ordinary(i)
    }

    /// The nominative of a country that stands behind the name of a body.
    fn country_beside_body(&self, i: usize) -> Option<String> {
        let folded = self.folded(i);
        let end = if self.language == ENGLISH {
            let the = i.checked_sub(1).filter(|&the| self.folded(the) == "the").unwrap_or(i);
            the.checked_sub(1).filter(|&of| self.folded(of) == "of")?
        } else {
            i
        };
        let tokens = &self.tokens;
        let (first, body) = (end.saturating_sub(BODY)..end).find_map(|at| {
            let (body, len) = self.words.body_at(self.language, |k| tokens.get(at + k).map(|w| w.folded))?;
            (at + len == end).then_some((at, body))
        })?;
        if self.language == ENGLISH {
            return Some(folded.to_owned());
        }
        if let Some(nominative) = of_ending(folded) {
            return Some(nominative);
        }
        // the army of somebody, the minister So-and-so
        let of_states = body.ends_with("-ministry") || body.ends_with("-court");
        let person = self.surname_readings(folded).iter().any(|r| {
            r.typical || self.words.by_surname.contains_key(&*super::super::key::key(&r.nominative))
        });
        let next = self.free(i + 1) && self.at(i + 1).is_some_and(|w| w.word && w.upper);
        if !of_states || person || next || self.title_before(first).is_some() {
            return None;
        }
        let readings = self.words.paradigms.readings(folded, self.language, Part::Place);
        let genitive = readings.into_iter().find(|r| r.cases & GENITIVE != 0 && r.nominative != folded)?;
        Some(genitive.nominative)
    }

    /// «президент Дравии», «министра энергетики Дравии Ивана Лугового»: behind a title in another case, or before the name of
    /// its bearer.
    fn country_of_title(&self, i: usize) -> Option<String> {
        let nominative = of_ending(self.folded(i))?;
        let cases = self.title_before(i)?;
        let bearer = !self.words.given_at(self.folded(i + 1), self.language).is_empty()
            && self.at(i + 1).is_some_and(|w| w.upper);
        // «послом Дравії»: no form of the name agrees with the title
        let other = cases & (GENITIVE | DATIVE | LOCATIVE) == 0;
        (bearer || other).then_some(nominative)
    }

    /// Names of places known from elsewhere in the document, by their nominatives.
    pub(in crate::name) fn known_places(&mut self, places: &FxHashMap<String, Target>) {
        for i in 0..self.tokens.len() {
            if !self.may_be_country(i) {
                continue;
            }
            let readings = self.words.paradigms.readings(self.folded(i), self.language, Part::Place);
            if let Some(target) = readings.iter().find_map(|r| places.get(&r.nominative)) {
                self.push_place(i, target.clone(), AGAIN);
            }
        }
    }
}
