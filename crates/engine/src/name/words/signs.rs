//! Small words and endings that tell a name from what stands beside it (`name-words.tsv` of a language).
//!
//! Takes the tables of the packs, gives sets by language. Knows classes, never a word.

use super::{Words, number};
use crate::model::{EntityKind, Gender};
use crate::pack::Packs;
use crate::text::fold;
use rustc_hash::{FxHashMap, FxHashSet};

/// The words of one language, folded.
#[derive(Debug, Default)]
pub(super) struct Signs {
    conjunctions: FxHashSet<Box<str>>,
    pronouns: FxHashSet<Box<str>>,
    place_nouns: FxHashSet<Box<str>>,
    place_prepositions: FxHashSet<Box<str>>,
    locatives: FxHashSet<Box<str>>,
    sides: FxHashSet<Box<str>>,
    first_words: FxHashSet<Box<str>>,
    /// What a name that ends so is the name of.
    last_words: FxHashMap<Box<str>, EntityKind>,
    /// Endings of verbs that a sentence may begin with, of long adjectives.
    verb_endings: Vec<Box<str>>,
    attributive_endings: Vec<Box<str>>,
    honorifics: FxHashMap<Box<str>, Gender>,
}

impl Signs {
    fn read(&mut self, class: &str, words: impl Iterator<Item = Box<str>>) {
        let gender = match class {
            "honorific-man" => Gender::Masculine,
            "honorific-woman" => Gender::Feminine,
            _ => Gender::Unknown,
        };
        match class {
            "verb-ending" => self.verb_endings.extend(words),
            "attributive-ending" => self.attributive_endings.extend(words),
            "outlet-last" => self.last_words.extend(words.map(|word| (word, EntityKind::Outlet))),
            "body-last" => self.last_words.extend(words.map(|word| (word, EntityKind::Organisation))),
            "place-last" => self.last_words.extend(words.map(|word| (word, EntityKind::Place))),
            _ => self.honorifics.extend(words.map(|word| (word, gender))),
        }
    }
}

impl Words {
    pub(super) fn read_signs(&mut self, packs: &Packs) {
        for pack in packs.iter() {
            let Some(language) = number(&self.languages, pack.language) else { continue };
            let Some(signs) = self.signs.get_mut(usize::from(language)) else { continue };
            for row in pack.table("name-words").rows() {
                let words = row.get("words").split(' ').map(|word| Box::<str>::from(fold(word)));
                let set = match row.get("class") {
                    "particle" => &mut self.particles,
                    "article" => &mut self.articles,
                    "conjunction" => &mut signs.conjunctions,
                    "pronoun" => &mut signs.pronouns,
                    "place-noun" => &mut signs.place_nouns,
                    "place-preposition" => &mut signs.place_prepositions,
                    "locative" => &mut signs.locatives,
                    "side" => &mut signs.sides,
                    "outlet-first" => &mut signs.first_words,
                    class => {
                        signs.read(class, words);
                        continue;
                    }
                };
                set.extend(words);
            }
        }
    }

    fn signs(&self, language: u8) -> Option<&Signs> {
        self.signs.get(usize::from(language))
    }

    /// A small word before a family name: "von", «де».
    pub(in crate::name) fn particle(&self, folded: &str) -> bool {
        self.particles.contains(folded)
    }

    /// What stands before the first hyphen of a name and is written small: the «аль» of «аль-Захр».
    pub(in crate::name) fn article(&self, folded: &str) -> bool {
        self.articles.contains(folded)
    }

    /// A word that joins two names: "and".
    pub(in crate::name) fn conjunction(&self, folded: &str, language: u8) -> bool {
        self.signs(language).is_some_and(|signs| signs.conjunctions.contains(folded))
    }

    /// A pronoun that is the subject of a verb: "he", "she".
    pub(in crate::name) fn pronoun(&self, folded: &str, language: u8) -> bool {
        self.signs(language).is_some_and(|signs| signs.pronouns.contains(folded))
    }

    /// A noun that names of towns and regions stand behind: "city", «провинция».
    pub(in crate::name) fn place_noun(&self, folded: &str, language: u8) -> bool {
        self.signs(language).is_some_and(|signs| signs.place_nouns.contains(folded))
    }

    /// A preposition that says where: "in".
    pub(in crate::name) fn place_preposition(&self, folded: &str, language: u8) -> bool {
        self.signs(language).is_some_and(|signs| signs.place_prepositions.contains(folded))
    }

    /// A preposition that only a locative stands behind.
    pub(in crate::name) fn locative(&self, folded: &str, language: u8) -> bool {
        self.signs(language).is_some_and(|signs| signs.locatives.contains(folded))
    }

    /// A team or contest, which parts of a state have of their own.
    pub(in crate::name) fn side(&self, folded: &str, language: u8) -> bool {
        self.signs(language).is_some_and(|signs| signs.sides.contains(folded))
    }

    /// A word that names of newspapers begin with: "Evening".
    pub(in crate::name) fn first_word(&self, folded: &str, language: u8) -> bool {
        self.signs(language).is_some_and(|signs| signs.first_words.contains(folded))
    }

    /// What a name of several words is the name of when this is its last: "Herald", "Industries", "Street".
    pub(in crate::name) fn last_word(&self, folded: &str, language: u8) -> Option<EntityKind> {
        self.signs(language)?.last_words.get(folded).copied()
    }

    /// Ends like a verb in the past or an infinitive: what a sentence may begin with before a name.
    pub(in crate::name) fn verb_like(&self, folded: &str, language: u8) -> bool {
        let signs = self.signs(language);
        signs.is_some_and(|signs| signs.verb_endings.iter().any(|end| folded.ends_with(&**end)))
    }

    /// Has the ending of a long adjective or an abstract noun, which no given name has.
    pub(in crate::name) fn attributive(&self, folded: &str, language: u8) -> bool {
        let signs = self.signs(language);
        signs.is_some_and(|signs| signs.attributive_endings.iter().any(|end| folded.ends_with(&**end)))
    }

    /// The gender that "Mrs" or «господин» shows; unknown for "Dr".
    pub(in crate::name) fn honorific(&self, folded: &str, language: u8) -> Option<Gender> {
        self.signs(language)?.honorifics.get(folded).copied()
    }
}
