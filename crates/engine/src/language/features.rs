//! The evidence tables of all languages, compiled for look-up.
//!
//! Takes `language.tsv` of each pack and `world/languages.tsv`, gives scores for a piece of text. Every sum is an integer, so
//! the result does not depend on the order of additions.

use crate::model::Language;
use crate::pack::Packs;
use crate::text::{is_apostrophe, is_ignorable, is_letter, lower};
use rustc_hash::{FxHashMap, FxHashSet};

use super::trigrams::Trigrams;

/// Points of one feature, shared out among the languages that have it.
const WORD: i32 = 12;
const ENDING: i32 = 6;
const GRAM: i32 = 4;
const LETTER: i32 = 10;
const ABSENT: i32 = -12;
/// Words of one block that are weighed; more would not change the answer.
const MOST_WORDS: usize = 300;
/// Longest ending and letter group in characters; letter groups have two at least.
const LONGEST_ENDING: usize = 6;
const LONGEST_GRAM: usize = 4;
/// Code points that the letter table covers: Latin with marks to Cyrillic.
const FIRST_LETTER: u32 = 0xc0;
const LAST_LETTER: u32 = 0x530;

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
    /// The first two letters of all `grams`: most places of a word begin none.
    gram_starts: Starts,
    letters: Vec<Vec<(u16, i32)>>,
    trigrams: Trigrams,
}

/// Pairs of letters, roughly: none of those added is missed, a few others pass.
struct Starts {
    bits: Vec<bool>,
}

impl Default for Starts {
    fn default() -> Self {
        Self { bits: vec![false; Self::SIZE] }
    }
}

impl Starts {
    const SIZE: usize = 1 << 14;

    fn place(first: char, second: char) -> usize {
        (first as usize * 109 + second as usize) % Self::SIZE
    }
    fn add(&mut self, value: &str) {
        let mut chars = value.chars();
        if let (Some(first), Some(second)) = (chars.next(), chars.next())
            && let Some(bit) = self.bits.get_mut(Self::place(first, second))
        {
            *bit = true;
        }
    }
    fn has(&self, first: char, second: char) -> bool {
        self.bits.get(Self::place(first, second)).copied().unwrap_or(false)
    }
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
    /// Many letters are Cyrillic; words in Latin letters are left out then.
    pub(super) cyrillic: bool,
}

/// What the words of one script say.
struct Sums {
    scores: Vec<i32>,
    n_words: usize,
}

impl Features {
    pub(super) fn new(packs: &Packs) -> Self {
        let mut languages: Vec<Language> = Vec::new();
        let mut rows: Vec<(u16, &str, &str)> = Vec::new();
        let mut add = |language: Language, kind, values| {
            let known = languages.iter().position(|&l| l == language);
            let index = known.unwrap_or_else(|| {
                languages.push(language);
                languages.len() - 1
            });
            rows.extend(str::split_whitespace(values).map(|value| (index as u16, kind, value)));
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
        // no sum depends on the order of the rows
        let mut known = FxHashSet::default();
        rows.retain(|row| known.insert(*row));
        let ours: Vec<u16> = (0..packs.iter().count() as u16)
            .filter(|&index| {
                rows.iter().any(|(l, kind, v)| *l == index && *kind == "word" && v.starts_with(is_cyrillic))
            })
            .collect();
        let listed = rows.iter().filter(|(_, kind, _)| matches!(*kind, "word" | "common"));
        let listed = listed.filter(|(.., word)| word.starts_with(is_cyrillic));
        let mut features = Self {
            trigrams: Trigrams::new(&ours, listed.map(|(language, _, word)| (*language, *word))),
            priors: vec![0; languages.len()],
            cyrillic: vec![false; languages.len()],
            languages,
            words: Points::default(),
            endings: Points::default(),
            grams: Points::default(),
            gram_starts: Starts::default(),
            letters: vec![Vec::new(); (LAST_LETTER - FIRST_LETTER) as usize],
        };
        for (language, kind, value) in rows {
            let letter = value.chars().next();
            if let (Some(flag), true) = (features.cyrillic.get_mut(usize::from(language)), kind == "word") {
                *flag |= letter.is_some_and(is_cyrillic);
            }
            let letters = letter.and_then(|c| (c as u32).checked_sub(FIRST_LETTER));
            let letters = letters.and_then(|place| features.letters.get_mut(place as usize));
            match (kind, letters) {
                ("letter", Some(shares)) => shares.push((language, LETTER)),
                ("absent", Some(shares)) => shares.push((language, ABSENT)),
                ("word" | "common", _) => {
                    features.words.entry(value.into()).or_default().push((language, WORD));
                }
                ("ending", _) => features.endings.entry(value.into()).or_default().push((language, ENDING)),
                ("gram", _) => {
                    features.gram_starts.add(value);
                    features.grams.entry(value.into()).or_default().push((language, GRAM));
                }
                ("prior", _) => {
                    if let (Some(prior), Ok(points)) =
                        (features.priors.get_mut(usize::from(language)), value.parse())
                    {
                        *prior = points;
                    }
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
        for shares in &mut features.letters {
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
        // apart for words that begin with a Cyrillic letter and for all others
        let mut cyrillic_words = Sums { scores: vec![0; self.languages.len()], n_words: 0 };
        let mut other_words = Sums { scores: vec![0; self.languages.len()], n_words: 0 };
        let mut ours = 0usize;
        let mut cyrillic = 0usize;
        let mut scripts = [0usize; SCRIPTS.len()];
        let mut word = String::new();
        let mut starts: Vec<usize> = Vec::new();
        let run = text.chars().chain(std::iter::once(' '));
        for c in run {
            if is_ignorable(c) {
                continue;
            }
            if is_letter(c) && starts.len() < 64 {
                let known = c < '\u{370}' || is_cyrillic(c);
                match SCRIPTS.iter().filter(|_| !known).position(|&(low, high, _)| (low..=high).contains(&c))
                {
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
                lower(c, |small| {
                    starts.push(word.len());
                    word.push(small);
                });
                continue;
            }
            if is_apostrophe(c) && !word.is_empty() {
                starts.push(word.len());
                word.push('\'');
                continue;
            }
            if !word.is_empty() {
                let sums = if word.starts_with(is_cyrillic) { &mut cyrillic_words } else { &mut other_words };
                self.weigh_word(word.trim_end_matches('\''), &starts, &mut sums.scores);
                sums.n_words += 1;
                word.clear();
                starts.clear();
                if cyrillic_words.n_words + other_words.n_words >= MOST_WORDS {
                    break;
                }
            }
        }
        // Latin names are common in Cyrillic text, the other way round they are rare
        let Sums { mut scores, mut n_words } = cyrillic_words;
        if cyrillic * 4 < ours {
            n_words += other_words.n_words;
            for (score, more) in scores.iter_mut().zip(other_words.scores) {
                *score += more;
            }
        }
        // a prior breaks near ties; it never speaks alone, nor for another script
        let cyrillic = cyrillic * 4 >= ours && cyrillic > 0;
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
        self.trigrams.weigh(word, scores);
        let mut add = |shares: Option<&Vec<(u16, i32)>>| {
            for &(language, points) in shares.into_iter().flatten() {
                if let Some(score) = scores.get_mut(usize::from(language)) {
                    *score += points;
                }
            }
        };
        for c in word.chars() {
            if c as u32 >= FIRST_LETTER && (c as u32) < LAST_LETTER {
                add(self.letters.get(c as usize - FIRST_LETTER as usize));
            }
        }
        add(self.words.get(word));
        let n = starts.len();
        let byte = |position: usize| starts.get(position).copied().unwrap_or(word.len());
        let mut chars = word.chars();
        for position in 0..n {
            let Some(first) = chars.next() else { break };
            if !chars.clone().next().is_some_and(|second| self.gram_starts.has(first, second)) {
                continue;
            }
            for length in 2..=LONGEST_GRAM.min(n - position) {
                add(word
                    .get(byte(position)..byte(position + length))
                    .and_then(|piece| self.grams.get(piece)));
            }
        }
        // an ending needs a stem of two letters before it
        for length in 1..=LONGEST_ENDING.min(n.saturating_sub(2)) {
            add(word.get(byte(n - length)..).and_then(|piece| self.endings.get(piece)));
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
