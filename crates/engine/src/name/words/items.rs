//! Countries, places, organisations, outlets and things, and the ways to write them.

use super::super::number;
use super::super::paradigm::Part;
use super::forms::{adjective_forms, expand, is_adjective, latin_slug};
use super::{ENGLISH, Item, Pattern, Words, split};
use crate::model::{EntityKind, Language};
use crate::pack::Packs;
use crate::text::fold;
use rustc_hash::FxHashMap;

impl Words {
    /// Parts of states that stand for the whole (`world/parts.tsv`).
    pub(in crate::name) fn read_parts(&mut self, packs: &Packs) {
        let item = |words: &Self, id: &str| words.by_id.get(format!("e:{id}").as_str()).copied();
        for row in packs.world("parts").rows() {
            let (Some(part), Some(state)) = (item(self, row.get("part")), item(self, row.get("state")))
            else {
                continue;
            };
            let others = split(row.get("others")).filter_map(|id| item(self, id)).collect();
            self.parts.insert(part, (state, others));
        }
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

    pub(in crate::name) fn add_item(
        &mut self,
        id: &str,
        kind: EntityKind,
        state: Option<&str>,
        common: bool,
    ) -> u32 {
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
    pub(in crate::name) fn add_name(&mut self, item: u32, name: &str, language: u8, lower: bool) {
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
                // «дані» is no form of «Данія»
                let stem = ["ія", "ия", "ыя"].iter().any(|end| word.ends_with(end));
                let stem =
                    word.char_indices().next_back().filter(|_| stem).and_then(|(at, _)| word.get(..at));
                forms.retain(|form| stem != Some(form.as_str()));
                forms.sort();
                forms.dedup();
                self.inflected(forms)
            };
            ids.push(id);
        }
        let Some((&first, rest)) = ids.split_first() else { return };
        let lower = lower || first_raw.starts_with(char::is_lowercase);
        let patterns = self.first.entry(first).or_default();
        // capitals count in their own language, so each language keeps its own
        let same = |p: &Pattern| p.item == item && *p.rest == *rest && (!capitals || p.language == language);
        if !patterns.iter().any(same) {
            patterns.push(Pattern { item, language, rest: rest.into(), capitals, lower });
        }
    }

    pub(in crate::name) fn read_countries(&mut self, packs: &Packs) {
        let mut by_iso: FxHashMap<Box<str>, u32> = FxHashMap::default();
        for row in packs.world("countries").rows() {
            let id = row.at(0);
            let item = self.add_item(id, EntityKind::Place, None, false);
            if row.at(1) != "-" {
                self.states.insert(item);
            }
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
            self.states.insert(item);
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

    pub(in crate::name) fn read_items(&mut self, packs: &Packs) {
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
}
