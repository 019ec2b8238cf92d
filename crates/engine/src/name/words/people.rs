//! Given names, widely known people with their offices, and names that packs bring.

use super::super::key::key;
use super::super::number;
use super::super::paradigm::{ANY_CASE, Part};
use super::{ENGLISH, GivenForm, GivenName, Known, Words, split};
use crate::model::{EntityKind, Gender};
use crate::pack::Packs;
use crate::text::fold;

/// Ids of a double given name at most.
const PAIRS: usize = 8;

impl Words {
    pub(in crate::name) fn read_given(&mut self, packs: &Packs) {
        for row in packs.world("given-names").rows() {
            let name = self.given.len() as u32;
            let gender = if row.at(1) == "f" { Gender::Feminine } else { Gender::Masculine };
            self.given.push(GivenName { id: row.at(0).into(), gender });
            // «Ласло», «Отто»: one form for all cases
            let fixed = |spelling: &str| spelling.ends_with(['о', 'е', 'э', 'и', 'і', 'у', 'ю']);
            let foreign = row.at(2).split(',').all(&fixed);
            for (column, language) in [(2, 1u8), (3, 0), (4, 2), (5, ENGLISH)] {
                for spelling in row.at(column).split(',').map(fold).filter(|s| !s.is_empty()) {
                    self.add_given(name, &spelling, language, gender);
                    if foreign && fixed(&spelling) {
                        self.any_case(name, &spelling, language);
                    }
                }
            }
        }
    }

    pub(in crate::name) fn add_given(&mut self, name: u32, spelling: &str, language: u8, gender: Gender) {
        for (form, cases, _) in self.paradigms.forms_of(spelling, language, Part::Given, gender) {
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

    fn any_case(&mut self, name: u32, spelling: &str, language: u8) {
        let forms = self.given_forms.get_mut(spelling).into_iter().flatten();
        let own = forms.filter(|f| f.name == name && f.language == language && *f.nominative == *spelling);
        own.for_each(|form| form.cases = ANY_CASE);
    }

    /// The ids under which a given name is known; its key when the table has none.
    pub(in crate::name) fn given_ids(&self, word: &str) -> Vec<Box<str>> {
        let folded = fold(word);
        let forms = self.given_forms.get(&*folded).map_or(&[][..], Vec::as_slice);
        let mut ids: Vec<Box<str>> = forms
            .iter()
            .filter(|f| *f.nominative == *folded)
            .filter_map(|f| self.given.get(f.name as usize).map(|g| g.id.clone()))
            .collect();
        // «Жан-Люк» has the ids of both
        if ids.is_empty()
            && let Some((first, second)) = folded.split_once('-')
        {
            let seconds = self.given_ids(second);
            let pairs = self.given_ids(first).into_iter();
            ids.extend(pairs.flat_map(|a| seconds.iter().map(move |b| format!("{a}{b}").into())).take(PAIRS));
        }
        if ids.is_empty() {
            ids.push(key(&folded).into());
        }
        ids.sort();
        ids.dedup();
        ids
    }

    pub(in crate::name) fn read_people(&mut self, packs: &Packs) {
        for row in packs.world("people").rows() {
            let index = self.people.len() as u32;
            let mut known = Known {
                id: format!("e:{}", row.get("id")).into(),
                gender: if row.get("gender") == "f" { Gender::Feminine } else { Gender::Masculine },
                country: row.get("country").into(),
                given: Vec::new(),
                surnames: Vec::new(),
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
                    known.surnames.push(fold(surname).into());
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
            known.surnames.sort();
            known.surnames.dedup();
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

    /// Names that packs bring: given names of their language, and what places, bodies and outlets are called in it.
    pub(in crate::name) fn read_names(&mut self, packs: &Packs) {
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
}
