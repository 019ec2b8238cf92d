//! The evidence tables of all languages, compiled for look-up.
//!
//! Takes `language.tsv` of each pack and `world/languages.tsv`, gives scores for a piece of text. Every sum is an integer, so
//! the result does not depend on the order of additions.

use crate::model::Language;
use crate::pack::Packs;
use crate::text::{is_apostrophe, is_ignorable};
use rustc_hash::FxHashMap;

/// Points of one feature, shared out among the languages that have it.
const WORD: i32 = 12;
const ENDING: i32 = 6;
const GRAM: i32 = 4;
const LETTER: i32 = 10;
const ABSENT: i32 = -12;
/// Words of one block that are weighed; more would not change the answer.
const MOST_WORDS: usize = 600;
/// Longest ending and letter group in characters.
const LONGEST: usize = 5;

type Points = FxHashMap<Box<str>, Vec<(u16, i32)>>;

pub(super) struct Features {
    languages: Vec<Language>,
    /// What a language has before a word is read: the packs are what people bring here.
    priors: Vec<i32>,
    /// Which languages are written in Cyrillic letters, parallel to `languages`.
    cyrillic: Vec<bool>,
    words: Points,
    endings: Points,
    grams: Points,
    letters: FxHashMap<char, Vec<(u16, i32)>>,
}

/// What one block says for each language.
pub(super) struct Evidence {
    pub(super) scores: Vec<i32>,
    /// Words weighed.
    pub(super) n_words: usize,
    /// The language that owns the script of most letters (Greek, Georgian …).
    pub(super) script: Option<Language>,
    /// Most letters are neither Latin nor Cyrillic.
    pub(super) foreign_script: bool,
    /// Most letters are Cyrillic.
    pub(super) cyrillic: bool,
}

impl Features {
    pub(super) fn new(packs: &Packs) -> Self {
        let mut languages: Vec<Language> = Vec::new();
        let mut rows: Vec<(u16, String, String)> = Vec::new();
        let mut add = |language: Language, kind: &str, values: &str| {
            let known = languages.iter().position(|&l| l == language);
            let index = known.unwrap_or_else(|| {
                languages.push(language);
                languages.len() - 1
            });
            rows.extend(values.split_whitespace().map(|v| (index as u16, kind.to_owned(), v.to_owned())));
        };
        for pack in packs.iter() {
            for row in pack.table("language").rows() {
                add(pack.language, row.get("kind"), row.get("values"));
            }
        }
        // the other lists of a pack are evidence too
        for pack in packs.iter() {
            for row in pack.table("reporting-verbs").rows() {
                add(pack.language, "word", row.get("forms"));
            }
            for row in pack.table("titles").rows() {
                add(pack.language, "word", row.get("noun"));
                add(pack.language, "word", row.get("forms"));
            }
            for list in ["prepositions", "determiners", "adverbs"] {
                for line in pack.list(list) {
                    add(pack.language, "word", line);
                }
            }
        }
        for row in packs.world("languages").rows() {
            add(Language::new(row.get("code")), row.get("kind"), row.get("values"));
        }
        rows.sort();
        rows.dedup();
        let mut features = Self {
            priors: vec![0; languages.len()],
            cyrillic: vec![false; languages.len()],
            languages,
            words: Points::default(),
            endings: Points::default(),
            grams: Points::default(),
            letters: FxHashMap::default(),
        };
        for (language, kind, value) in rows {
            let letter = value.chars().next();
            if let (Some(flag), true) = (features.cyrillic.get_mut(usize::from(language)), kind == "word") {
                *flag |= letter.is_some_and(is_cyrillic);
            }
            match kind.as_str() {
                "word" | "common" => features.words.entry(value.into()).or_default().push((language, WORD)),
                "ending" => features.endings.entry(value.into()).or_default().push((language, ENDING)),
                "gram" => features.grams.entry(value.into()).or_default().push((language, GRAM)),
                "letter" => {
                    features.letters.entry(letter.unwrap_or(' ')).or_default().push((language, LETTER))
                }
                "prior" => {
                    if let (Some(prior), Ok(points)) =
                        (features.priors.get_mut(usize::from(language)), value.parse())
                    {
                        *prior = points;
                    }
                }
                "absent" => {
                    features.letters.entry(letter.unwrap_or(' ')).or_default().push((language, ABSENT))
                }
                _ => {}
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "each entry is changed by itself")]
        for table in [&mut features.words, &mut features.endings, &mut features.grams] {
            for shares in table.values_mut() {
                share(shares);
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "each entry is changed by itself")]
        for shares in features.letters.values_mut() {
            share(shares);
        }
        features
    }

    pub(super) fn n_languages(&self) -> usize {
        self.languages.len()
    }

    pub(super) fn language(&self, index: usize) -> Language {
        self.languages.get(index).copied().unwrap_or(Language::new(""))
    }

    /// Adds up the evidence of the first words of `text`.
    pub(super) fn weigh(&self, text: &str) -> Evidence {
        let mut scores = vec![0i32; self.languages.len()];
        let mut n_words = 0;
        let mut ours = 0usize;
        let mut cyrillic = 0usize;
        let mut scripts = [0usize; SCRIPTS.len()];
        let mut word = String::new();
        let mut starts: Vec<usize> = Vec::new();
        let mut run = text.chars().chain(std::iter::once(' '));
        while let Some(c) = run.next() {
            if is_ignorable(c) {
                continue;
            }
            if c.is_alphabetic() && starts.len() < 64 {
                match SCRIPTS.iter().position(|&(low, high, _)| (low..=high).contains(&c)) {
                    Some(script) => {
                        if let Some(count) = scripts.get_mut(script) {
                            *count += 1;
                        }
                    }
                    None => {
                        ours += 1;
                        cyrillic += usize::from(is_cyrillic(c));
                    }
                }
                for lower in c.to_lowercase() {
                    starts.push(word.len());
                    word.push(lower);
                }
                continue;
            }
            if is_apostrophe(c) && !word.is_empty() {
                starts.push(word.len());
                word.push('\'');
                continue;
            }
            if !word.is_empty() {
                self.weigh_word(word.trim_end_matches('\''), &starts, &mut scores);
                n_words += 1;
                word.clear();
                starts.clear();
                if n_words >= MOST_WORDS {
                    break;
                }
            }
        }
        // a prior breaks near ties; it never speaks alone, nor for another script
        let cyrillic = cyrillic * 2 > ours;
        if scores.iter().any(|&score| score > 0) {
            for ((score, prior), own) in scores.iter_mut().zip(&self.priors).zip(&self.cyrillic) {
                *score += if *own == cyrillic { *prior } else { 0 };
            }
        }
        let foreign: usize = scripts.iter().sum();
        let top = SCRIPTS.iter().zip(scripts).max_by_key(|&(_, count)| count);
        let script = top.filter(|&(_, count)| count > ours).map(|((.., code), _)| Language::new(code));
        Evidence { scores, n_words, script, foreign_script: foreign > ours, cyrillic }
    }

    fn weigh_word(&self, word: &str, starts: &[usize], scores: &mut [i32]) {
        let mut add = |shares: Option<&Vec<(u16, i32)>>| {
            for &(language, points) in shares.into_iter().flatten() {
                if let Some(score) = scores.get_mut(usize::from(language)) {
                    *score += points;
                }
            }
        };
        for c in word.chars() {
            add(self.letters.get(&c));
        }
        add(self.words.get(word));
        for (position, &start) in starts.iter().enumerate() {
            for length in 1..=LONGEST {
                let Some(end) = starts
                    .get(position + length)
                    .copied()
                    .or((position + length == starts.len()).then_some(word.len()))
                else {
                    break;
                };
                let Some(piece) = word.get(start..end) else { break };
                if length >= 2 || !piece.is_ascii() {
                    add(self.grams.get(piece));
                }
                // an ending needs a stem before it
                if end == word.len() && position >= 2 {
                    add(self.endings.get(piece));
                }
            }
        }
    }
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

/// Shares the points of one feature among its languages; a mark against a language counts in full.
fn share(shares: &mut [(u16, i32)]) {
    let n = shares.iter().filter(|&&(_, points)| points > 0).count().max(1) as i32;
    for (_, points) in shares.iter_mut().filter(|(_, points)| *points > 0) {
        *points = (*points / n).max(1);
    }
}

/// Scripts that tell the language by themselves, or that we can name no better.
const SCRIPTS: [(char, char, &str); 11] = [
    ('\u{370}', '\u{3ff}', "el"),
    ('\u{530}', '\u{58f}', "hy"),
    ('\u{590}', '\u{5ff}', "he"),
    ('\u{600}', '\u{6ff}', "ar"),
    ('\u{900}', '\u{97f}', "hi"),
    ('\u{e00}', '\u{e7f}', "th"),
    ('\u{10a0}', '\u{10ff}', "ka"),
    ('\u{1100}', '\u{11ff}', "ko"),
    ('\u{ac00}', '\u{d7af}', "ko"),
    ('\u{3040}', '\u{30ff}', "ja"),
    ('\u{4e00}', '\u{9fff}', "zh"),
];
