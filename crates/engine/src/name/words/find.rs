//! Look-ups: what the tables say of the tokens at one place.

use super::super::COLUMNS;
use super::super::key::first_letter;
use super::super::paradigm::Part;
use super::forms::{DEMONYM_ENDINGS, adjective_endings};
use super::{ENGLISH, GivenForm, Head, Hit, Known, Title, Words};
use crate::model::Gender;

/// Sounds of a key that hardly any other word has.
const LONG_KEY: usize = 6;

/// At most one letter apart; short words not at all.
fn nearly(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let longer = a.len().max(b.len());
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let ends = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    a == b || longer >= 4 && same + ends + 1 >= longer
}

impl Words {
    /// The longest item whose words begin here. `word(i)` gives the folded token `i` places on; `upper` says whether the
    /// first is capitalised, `capitals` whether it is in capitals.
    pub(in crate::name) fn item_at<'t>(
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
    pub(in crate::name) fn without_number<'t>(&self, folded: &'t str) -> &'t str {
        match super::super::extend::numbered(folded) {
            Some((word, _)) if !self.word_ids.contains_key(folded) => word,
            _ => folded,
        }
    }

    /// The form of a place name may be its genitive.
    pub(in crate::name) fn is_genitive(&self, folded: &str, language: u8) -> bool {
        self.paradigms
            .readings(folded, language, Part::Place)
            .iter()
            .any(|r| r.cases & super::super::paradigm::GENITIVE != 0)
    }

    /// The id part of a state body.
    pub(in crate::name) fn is_body(&self, id: &str) -> bool {
        self.body_ids.contains(id)
    }

    /// The body that an id part with a country begins with: "foreign-ministry-russia".
    pub(in crate::name) fn body_of<'t>(&self, id: &'t str) -> Option<&'t str> {
        let cuts = id.match_indices('-').map(|(at, _)| at);
        cuts.rev().filter_map(|at| id.get(..at)).find(|body| self.is_body(body))
    }

    /// The item of a relational adjective or demonym, and whether it is a demonym.
    pub(in crate::name) fn adjective(&self, folded: &str, language: u8) -> Option<(u32, bool)> {
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
    pub(in crate::name) fn is_lower(&self, id: &str, language: u8) -> bool {
        self.lower.get(language as usize).is_some_and(|ids| ids.contains(id))
    }

    /// The word may be a family name that the press of the language writes in lower case; most words cannot.
    pub(in crate::name) fn may_be_lower_surname(&self, folded: &str, language: u8) -> bool {
        let Some(letters) = self.lower_letters.get(language as usize) else { return false };
        !letters.is_empty() && first_letter(folded).is_none_or(|letter| letters.contains(&letter))
    }

    /// Readings of a form as a given name, of this language first, then of the world table's.
    pub(in crate::name) fn given_at(&self, folded: &str, language: u8) -> Vec<&GivenForm> {
        let forms = self.given_forms.get(folded).map_or(&[][..], Vec::as_slice);
        let own: Vec<&GivenForm> = forms.iter().filter(|f| f.language == language).collect();
        if own.is_empty() {
            forms.iter().filter(|f| usize::from(f.language) < COLUMNS.len()).collect()
        } else {
            own
        }
    }

    /// A language in Latin letters whose names have case endings.
    pub(in crate::name) fn declines_latin(&self, language: u8) -> bool {
        self.in_latin(language) && self.paradigms.decline(language)
    }

    /// A language written in Latin letters.
    pub(in crate::name) fn in_latin(&self, language: u8) -> bool {
        self.latin.get(usize::from(language)).copied().unwrap_or(false)
    }

    /// People of the tables with this family name, in the nominative, by its key. The key of a short name says little
    /// («мой», «Май» and «Мэй» share one), so there the spelling must be near, too; in Latin letters it must be the same.
    pub(in crate::name) fn bearers(&self, key: &str, nominative: &str) -> impl Iterator<Item = u32> {
        let latin = nominative.starts_with(|c: char| c.is_ascii_alphabetic());
        let fits = move |known: &Known| {
            key.len() >= LONG_KEY
                || known.surnames.iter().any(|s| **s == *nominative || !latin && nearly(s, nominative))
        };
        let people = self.by_surname.get(key).into_iter().flatten().copied();
        people.filter(move |&p| self.people.get(p as usize).is_some_and(&fits))
    }

    /// Somebody of the tables spells the family name with this key so.
    pub(in crate::name) fn spelled(&self, key: &str, folded: &str) -> bool {
        let people = self.by_surname.get(key).into_iter().flatten();
        let known = people.filter_map(|&p| self.people.get(p as usize));
        known.flat_map(|known| &known.surnames).any(|surname| **surname == *folded)
    }

    /// A function word: part of no name. What is one in another language only may be a given name in this one.
    pub(in crate::name) fn is_stop(&self, folded: &str, language: u8) -> bool {
        let own = self.own_stop.get(usize::from(language)).is_some_and(|own| own.contains(folded));
        let world = usize::from(language) < COLUMNS.len() && self.stop.contains(folded);
        own || world
            && !self.given_forms.get(folded).is_some_and(|f| f.iter().any(|f| f.language == language))
    }

    /// A function word of this very language.
    pub(in crate::name) fn is_own_stop(&self, folded: &str, language: u8) -> bool {
        self.own_stop.get(usize::from(language)).is_some_and(|own| own.contains(folded))
    }

    /// The cases of a name right after a word that no nominative follows: a preposition, the noun of «по словам».
    pub(in crate::name) fn governed(&self, folded: &str, language: u8) -> Option<u8> {
        self.governors.get(usize::from(language))?.get(folded).copied()
    }

    /// A verb of telling in the singular, and the gender it shows.
    pub(in crate::name) fn teller(&self, folded: &str, language: u8) -> Option<Gender> {
        self.tellers.get(usize::from(language))?.get(folded).copied()
    }

    /// A title noun at this token: the title and its length in tokens.
    pub(in crate::name) fn title_at<'t>(
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

    pub(in crate::name) fn head(&self, folded: &str, language: u8) -> Option<(Head, &str)> {
        self.heads.get(language as usize)?.get(folded).map(|(head, noun)| (*head, &**noun))
    }
    /// A noun of a state body at this token: its id part and length in tokens.
    pub(in crate::name) fn body_at<'t>(
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
    pub(in crate::name) fn complement(&self, folded: &str, language: u8) -> bool {
        self.complements.get(language as usize).is_some_and(|set| set.contains(folded))
    }
    /// A noun of a firm or of those who own or run it: "компанія", "акцій".
    pub(in crate::name) fn firm(&self, folded: &str, language: u8) -> bool {
        self.firms.get(language as usize).is_some_and(|set| set.contains(folded))
    }
    /// A title of those who are known by a given name alone: "король", "pope".
    pub(in crate::name) fn ruler(&self, folded: &str, language: u8) -> bool {
        self.rulers.get(language as usize).is_some_and(|set| set.contains(folded))
    }

    /// The stems that a word has as a patronymic, in no order: «иван» of «иванович».
    pub(in crate::name) fn fathers<'w>(&self, folded: &'w str, language: u8) -> Vec<&'w str> {
        let endings = self.patronymic_endings.get(usize::from(language)).into_iter().flatten();
        endings.filter_map(|ending| folded.get(..folded.rfind(&**ending)?)).collect()
    }
    /// The state that a part of it is used for, and its other parts.
    pub(in crate::name) fn part_of(&self, item: u32) -> Option<(u32, &[u32])> {
        self.parts.get(&item).map(|(state, others)| (*state, &**others))
    }
    /// The item is a country.
    pub(in crate::name) fn is_state(&self, item: u32) -> bool {
        self.states.contains(&item)
    }
    /// A word that may stand before a role: "former", "колишній".
    pub(in crate::name) fn modifier(&self, folded: &str, language: u8) -> bool {
        self.modifiers.get(language as usize).is_some_and(|set| set.contains(folded))
    }
    /// A verb that introduces an outlet: "передає", "сообщает".
    pub(in crate::name) fn relay(&self, folded: &str, language: u8) -> bool {
        self.relays.get(language as usize).is_some_and(|set| set.contains(folded))
    }
}
