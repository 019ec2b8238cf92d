//! Countries that no table knows, by the body of a state whose name they complete: «Минобороны Дравии».
//!
//! Takes a scan whose table items are known, adds places; later in the document the same name is a place again.

use super::super::paradigm::{GENITIVE, NOMINATIVE, Part};
use super::super::words::{ENGLISH, name_slug};
use super::{Scan, Target, is_latin};
use crate::model::{EntityKind, Gender, MentionKind, Number};
use rustc_hash::FxHashMap;

/// Rule of a country found this way.
pub(in crate::name) const BESIDE_BODY: &str = "country-of-body";
/// Rule of the same name elsewhere.
pub(in crate::name) const AGAIN: &str = "place-again";

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

impl Scan<'_> {
    /// Runs after the table items, before bodies take their countries.
    pub(in crate::name) fn unknown_countries(&mut self) {
        if self.flat {
            return;
        }
        for i in 1..self.tokens.len() {
            if !self.may_be_country(i) {
                continue;
            }
            let found = self.country_beside_body(i).or_else(|| self.country_of_title(i));
            let Some(nominative) = found else { continue };
            let name = super::super::words::title_case(&nominative);
            let target = Target::Named(format!("loc:{}", name_slug(&nominative)), name);
            self.push_place(i, target, BESIDE_BODY);
        }
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

    /// «президент Дравии», «министра энергетики Дравии Ивана Лугового»: behind a title in the nominative, or before the name
    /// of its bearer.
    fn country_of_title(&self, i: usize) -> Option<String> {
        let nominative = of_ending(self.folded(i))?;
        let cases = self.title_before(i)?;
        let bearer = !self.words.given_at(self.folded(i + 1), self.language).is_empty()
            && self.at(i + 1).is_some_and(|w| w.upper);
        (bearer || cases == NOMINATIVE).then_some(nominative)
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
