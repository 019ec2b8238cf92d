//! Titles, head nouns, bodies of states and the words that complete them, by language.

use super::super::paradigm::{GENITIVE, OBLIQUE};
use super::super::{COLUMNS, number};
use super::forms::{adjective_forms, is_adjective, is_plural_form, past_gender, title_forms};
use super::{ENGLISH, Head, Title, Words, split};
use crate::model::{Gender, Language};
use crate::pack::{Pack, Packs};
use crate::text::fold;
use rustc_hash::FxHashSet;

impl Words {
    pub(in crate::name) fn read_languages(&mut self, packs: &Packs) {
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
            for row in pack.table("weekdays").rows() {
                self.weekdays.insert(fold(row.get("form")).into());
            }
            for row in pack.table("months").rows() {
                self.months.insert(fold(row.get("form")).into());
            }
            let mut stop: FxHashSet<Box<str>> = FxHashSet::default();
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
            if slot < COLUMNS.len() {
                self.stop.extend(stop.iter().cloned());
            }
            if let Some(own) = self.own_stop.get_mut(slot) {
                *own = stop;
            }
            if self.paradigms.decline(language) {
                self.read_case_signs(pack, language);
            }
            self.read_tellers(pack, language);
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
                "ruler" => self.rulers.get_mut(language as usize),
                "firm" => self.firms.get_mut(language as usize),
                "relay" => self.relays.get_mut(language as usize),
                "patronymic-ending" => self.patronymic_endings.get_mut(language as usize),
                "legal-form" => {
                    self.legal.extend(row.at(2).split(' ').map(|w| fold(w).into_boxed_str()));
                    continue;
                }
                "stop" => {
                    self.stop.extend(row.at(2).split(' ').map(|w| fold(w).into_boxed_str()));
                    self.own_stop.get_mut(language as usize)
                }
                _ => self.complements.get_mut(language as usize),
            };
            if let Some(set) = target {
                set.extend(row.at(2).split(' ').map(|w| fold(w).into_boxed_str()));
            }
        }
    }

    /// What shows the case of a name beside it: words that no nominative follows.
    fn read_case_signs(&mut self, pack: &Pack, language: u8) {
        let slot = usize::from(language);
        if let Some(map) = self.governors.get_mut(slot) {
            for row in pack.table("source-phrases").rows().filter(|row| row.get("slot") == "SRC gen") {
                if let Some(word) = row.get("pattern").split(' ').next_back() {
                    map.insert(fold(word).into(), GENITIVE);
                }
            }
            map.extend(pack.list("prepositions").iter().map(|word| (fold(word).into(), OBLIQUE)));
        }
    }

    /// Verbs of telling in the singular.
    fn read_tellers(&mut self, pack: &Pack, language: u8) {
        let Some(verbs) = self.tellers.get_mut(usize::from(language)) else { return };
        for row in pack.table("reporting-verbs").rows() {
            let plural: FxHashSet<&str> = row.get("plural").split(' ').collect();
            let converbs: FxHashSet<&str> = row.get("converbs").split(' ').collect();
            for form in row.get("forms").split(' ').filter(|form| !form.is_empty()) {
                if !plural.contains(form) && !converbs.contains(form) {
                    let folded = fold(form);
                    let gender = past_gender(&folded, language).unwrap_or(Gender::Unknown);
                    verbs.insert(folded.into(), gender);
                }
            }
        }
    }
}
