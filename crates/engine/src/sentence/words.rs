//! Abbreviations and sentence openers of each language.
//!
//! Takes the packs, gives look-ups by folded word.

use crate::model::Language;
use crate::pack::{Pack, Packs};
use crate::text;
use rustc_hash::{FxHashMap, FxHashSet};

/// How an abbreviation stands to the end of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// Stands before what it shortens.
    Before,
    /// May end a sentence, but a name may follow as well.
    Unit,
    /// Closes a list.
    Closes,
    /// An abbreviation only before a number.
    Number,
}

#[derive(Default)]
struct Lists {
    abbreviations: FxHashMap<Box<str>, Ending>,
    openers: FxHashSet<Box<str>>,
}

/// Abbreviations and sentence openers of all packs.
pub struct Words {
    lists: Vec<(Language, Lists)>,
}

impl Words {
    pub fn new(packs: &Packs) -> Self {
        Self { lists: packs.iter().map(|pack| (pack.language, Lists::new(pack))).collect() }
    }

    /// True for the languages that have a pack.
    pub(super) fn knows(&self, language: Language) -> bool {
        self.lists.iter().any(|&(code, _)| code == language)
    }

    /// What the dotted word means in a language; in all of them when the language is none of ours.
    pub(super) fn abbreviation(&self, language: Option<Language>, word: &str) -> Option<Ending> {
        self.of(language).find_map(|lists| lists.abbreviations.get(word).copied())
    }

    /// True for words that open a sentence and are never names: "he", "in", "однак".
    pub(super) fn opens(&self, language: Option<Language>, word: &str) -> bool {
        self.of(language).any(|lists| lists.openers.contains(word))
    }

    fn of(&self, language: Option<Language>) -> impl Iterator<Item = &Lists> {
        let known = self.lists.iter().any(|&(code, _)| Some(code) == language);
        self.lists.iter().filter(move |&&(code, _)| !known || Some(code) == language).map(|(_, lists)| lists)
    }
}

impl Lists {
    fn new(pack: &Pack) -> Self {
        let mut lists = Self::default();
        for line in pack.list("abbreviations") {
            let mut parts = line.split_whitespace();
            let Some(form) = parts.next() else { continue };
            let ending = match parts.next() {
                Some("unit") => Ending::Unit,
                Some("end") => Ending::Closes,
                Some("number") => Ending::Number,
                _ => Ending::Before,
            };
            lists.abbreviations.insert(text::fold(form).into(), ending);
        }
        for list in ["prepositions", "determiners", "adverbs"] {
            for word in pack.list(list) {
                lists.open(word);
            }
        }
        for row in pack.table("grammar").rows() {
            if !row.get("class").ends_with("suffix") {
                lists.open(row.get("word"));
            }
        }
        for row in pack.table("language").rows().filter(|row| row.get("kind") == "word") {
            for word in row.get("values").split_whitespace() {
                lists.open(word);
            }
        }
        for (table, column) in [("pronouns", "form"), ("discourse", "marker"), ("complementisers", "word")] {
            for row in pack.table(table).rows() {
                lists.open(row.get(column));
            }
        }
        lists
    }

    fn open(&mut self, phrase: &str) {
        if let Some(word) = phrase.split_whitespace().next() {
            self.openers.insert(text::fold(word).into());
        }
    }
}
