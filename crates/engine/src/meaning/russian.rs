//! Words of a kindred language as Russian words: from tables, else by the rules of spelling.
//!
//! Takes `respelling.tsv` of a language folder, `world/small-words.tsv` and the lexicon. Of the many spellings that the rules
//! allow, the one that the encoder's own pieces make likeliest is taken; where the lexicon knows no Russian word like it, the
//! lexicon's word. The result is for the encoder, not for people: endings are often wrong. Never touches a language without
//! `respelling.tsv`.

use crate::lexicon::Lexicon;
use crate::model::Language;
use crate::pack::{Pack, Packs};
use crate::text::fold;
use reportedly_encoder::{Encoder, Part};
use rustc_hash::FxHashMap;

/// The language that words are put into.
const RUSSIAN: &str = "ru";

/// Letters of a word that an ending leaves, at least.
const STEM: usize = 2;

/// What stands for some letters, and where.
#[derive(Clone, Debug)]
struct Letters {
    from: Vec<char>,
    /// One of these must follow; none given: any.
    next: Vec<char>,
    previous: Vec<char>,
    to: Vec<Box<str>>,
}

#[derive(Clone, Debug, Default)]
struct Spelling {
    letters: Vec<Letters>,
    endings: FxHashMap<Box<str>, Vec<Box<str>>>,
    words: FxHashMap<Box<str>, Box<str>>,
}

/// How to spell each language that has rules for it.
#[derive(Clone, Debug, Default)]
pub struct Words {
    languages: Vec<(Language, Spelling)>,
}

impl Words {
    pub fn new(packs: &Packs) -> Self {
        let languages = packs.iter().filter(|pack| !pack.table("respelling").is_empty());
        Self { languages: languages.map(|pack| (pack.language, spelling(pack, packs))).collect() }
    }

    fn of(&self, language: Language) -> Option<&Spelling> {
        self.languages.iter().find(|(code, _)| *code == language).map(|(_, spelling)| spelling)
    }
}

fn spelling(pack: &Pack, packs: &Packs) -> Spelling {
    let mut out = Spelling::default();
    for row in pack.table("respelling").rows() {
        let to = row.get("to").split(' ').map(|to| if to == "-" { "".into() } else { to.into() }).collect();
        if row.get("kind") == "ending" {
            out.endings.insert(row.get("from").into(), to);
        } else {
            let letters = |column: &str| row.get(column).chars().collect();
            out.letters.push(Letters {
                from: letters("from"),
                next: letters("next"),
                previous: letters("previous"),
                to,
            });
        }
    }
    for row in packs.world("small-words").rows() {
        for word in row.get(pack.language.code()).split(' ').filter(|word| !word.is_empty()) {
            out.words.entry(fold(word).into()).or_insert_with(|| row.get("ru").into());
        }
    }
    out
}

impl Spelling {
    /// The first rule, in the order of the table, for the letters at a place.
    fn rule(&self, word: &[char], at: usize) -> Option<&Letters> {
        self.letters.iter().find(|letters| {
            let among = |set: &[char], letter: Option<&char>| {
                set.is_empty() || letter.is_some_and(|letter| set.contains(letter))
            };
            word.get(at..).is_some_and(|rest| rest.starts_with(&letters.from))
                && among(&letters.next, word.get(at + letters.from.len()))
                && among(&letters.previous, at.checked_sub(1).and_then(|before| word.get(before)))
        })
    }

    /// Every way the rules allow to spell a folded word.
    fn parts(&self, folded: &str, capital: bool) -> Vec<Vec<Part>> {
        let word: Vec<char> = folded.chars().collect();
        let part = |at: usize, end: usize, text: &str| Part {
            end,
            text: if capital && at == 0 { capitalised(text).into() } else { text.into() },
        };
        let mut parts: Vec<Vec<Part>> = Vec::with_capacity(word.len());
        for (at, letter) in word.iter().enumerate() {
            let mut here: Vec<Part> = match self.rule(&word, at) {
                Some(rule) => rule.to.iter().map(|to| part(at, at + rule.from.len(), to)).collect(),
                None => vec![part(at, at + 1, letter.encode_utf8(&mut [0; 4]))],
            };
            if at >= STEM {
                let rest: String = word.iter().skip(at).collect();
                let endings = self.endings.get(rest.as_str()).into_iter().flatten();
                here.extend(endings.map(|to| part(at, word.len(), to)));
            }
            parts.push(here);
        }
        parts
    }
}

/// The word with a capital at its start.
fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Spells texts; remembers words it has seen.
pub(super) struct Speller<'a> {
    encoder: &'a Encoder,
    words: &'a Words,
    lexicon: &'a Lexicon,
    seen: FxHashMap<(Language, Box<str>), Box<str>>,
}

/// Words that are remembered; more than any page has, less than would be felt.
const SEEN: usize = 1 << 16;

impl<'a> Speller<'a> {
    pub(super) fn new(encoder: &'a Encoder, words: &'a Words, lexicon: &'a Lexicon) -> Self {
        Self { encoder, words, lexicon, seen: FxHashMap::default() }
    }

    /// The text with every word spelled in Russian, when its language has rules for that.
    pub(super) fn spell(&mut self, text: &str, language: Language) -> String {
        let Some(spelling) = self.words.of(language) else { return text.to_owned() };
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let inside = |letter: char| letter.is_alphabetic() || is_apostrophe(letter);
            let end = if first.is_alphabetic() {
                rest.find(|letter| !inside(letter)).unwrap_or(rest.len())
            } else {
                first.len_utf8()
            };
            let (word, after) = rest.split_at(end);
            if first.is_alphabetic() {
                self.word(word, language, spelling, &mut out);
            } else {
                out.push_str(word);
            }
            rest = after;
        }
        out
    }

    fn word(&mut self, word: &str, language: Language, spelling: &Spelling, out: &mut String) {
        if let Some(known) = self.seen.get(&(language, Box::from(word))) {
            out.push_str(known);
            return;
        }
        let folded = fold(word);
        let capital = word.starts_with(char::is_uppercase);
        let spelled = match spelling.words.get(folded.as_str()) {
            Some(known) if capital => capitalised(known),
            Some(known) => known.to_string(),
            None => {
                let parts = spelling.parts(&folded, capital);
                let spelled = self.encoder.spelling(&parts).unwrap_or_else(|| word.to_owned());
                match self.other_word(&folded, language, &fold(&spelled)) {
                    Some(known) if capital => capitalised(known),
                    Some(known) => known.to_owned(),
                    None => spelled,
                }
            }
        };
        out.push_str(&spelled);
        if self.seen.len() < SEEN {
            self.seen.insert((language, word.into()), spelled.into());
        }
    }

    /// The lexicon's Russian word, when none that it offers begins like the spelled one.
    fn other_word(&self, folded: &str, language: Language, spelled: &str) -> Option<&'a str> {
        let lexicon = self.lexicon;
        let offers = lexicon.look(language, folded).into_iter();
        let offers: Vec<&str> = offers
            .flat_map(|meaning| lexicon.words(meaning.concept, Language::new(RUSSIAN), meaning.part))
            .collect();
        let alike = |word: &&str| akin(&fold(word), spelled);
        if offers.iter().any(alike) { None } else { offers.first().copied() }
    }
}

/// True when two words begin alike: three fifths of the second, or all of it but an ending of three.
fn akin(word: &str, spelled: &str) -> bool {
    let common = word.chars().zip(spelled.chars()).take_while(|(a, b)| a == b).count();
    let length = spelled.chars().count();
    common >= 3 && (common * 5 >= length * 3 || common + 3 >= length)
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | 'ʼ')
}
