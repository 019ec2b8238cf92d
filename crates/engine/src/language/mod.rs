//! Block to language.
//!
//! Takes the text and its blocks, gives a language for each block: one of the packs, another language that is
//! recognised and passed over, or none. Evidence is added up word by word: letters that a language has or never
//! has, function words, endings, letter groups (`lang/*/language.tsv`, `world/languages.tsv`, ours), and how usual three letters are in the packs' own words. A feature shared by
//! many languages counts for little. Blocks with little evidence lean on their neighbours and on the document.
//! Never reads names: "Lukashenka" in Latin letters is no evidence for English.

mod features;
mod trigrams;

use crate::model::*;
use crate::pack::Packs;
use features::Features;

/// What speaks for and against each language.
pub struct Words {
    features: Features,
}

impl Words {
    pub fn new(packs: &Packs) -> Self {
        Self { features: Features::new(packs) }
    }
}

/// A block with a lead this large stands for itself: more than one function word.
const SURE: i32 = 24;
/// What the document and each neighbour add to a block that is not sure.
const FROM_DOCUMENT: i32 = 14;
const FROM_NEIGHBOUR: i32 = 6;
/// From this many words on, a block must earn its language: unknown languages stay `None`.
const MANY_WORDS: usize = 6;
const PER_WORD: i64 = 2;
/// Few languages in Cyrillic letters are missing from the tables.
const PER_WORD_CYRILLIC: i64 = 1;

/// The language of each block, parallel to `blocks`. A language that no pack reads is given by its code, one that we do not
/// know is `None`.
pub fn detect(text: &str, blocks: &[Block], words: &Words) -> Vec<Option<Language>> {
    let features = &words.features;
    let evidence: Vec<features::Evidence> = blocks.iter().map(|b| features.weigh(b.span.of(text))).collect();
    let mut document = vec![0i64; features.n_languages()];
    for (block, weighed) in blocks.iter().zip(&evidence) {
        let share = if block.zone == Zone::Article { 4 } else { 1 };
        for (sum, &score) in document.iter_mut().zip(&weighed.scores) {
            *sum += i64::from(score) * share;
        }
    }
    let main = best(document.iter().copied()).filter(|&(_, score, _)| score > 0).map(|(index, ..)| index);
    let sure: Vec<Option<usize>> = evidence
        .iter()
        .map(|weighed| {
            let (index, score, lead) = best(weighed.scores.iter().copied().map(i64::from))?;
            (lead >= i64::from(SURE) && earns(score, weighed)).then_some(index)
        })
        .collect();
    let before = nearest(sure.iter().copied());
    let mut after = nearest(sure.iter().rev().copied());
    after.reverse();
    evidence
        .iter()
        .enumerate()
        .map(|(index, weighed)| {
            let own = sure.get(index).copied().flatten();
            let lean = own.or_else(|| {
                if weighed.foreign_script {
                    return None;
                }
                let mut scores = weighed.scores.clone();
                let neighbour = |list: &[Option<usize>]| list.get(index).copied().flatten();
                let leans = [
                    (main, FROM_DOCUMENT),
                    (neighbour(&before), FROM_NEIGHBOUR),
                    (neighbour(&after), FROM_NEIGHBOUR),
                ];
                for (language, weight) in leans {
                    if let Some(score) = language.and_then(|language| scores.get_mut(language)) {
                        *score += weight;
                    }
                }
                let (winner, ..) = best(scores.iter().copied().map(i64::from))?;
                let alone = i64::from(weighed.scores.get(winner).copied().unwrap_or(0));
                let enough = if weighed.n_words >= MANY_WORDS {
                    earns(alone, weighed)
                } else {
                    alone > 0 || Some(winner) == main
                };
                enough.then_some(winner)
            });
            let language = lean.map(|language| features.language(language)).or(weighed.script);
            language.filter(|&language| language != Language::new("und"))
        })
        .collect()
}

fn earns(score: i64, weighed: &features::Evidence) -> bool {
    let each = if weighed.cyrillic { PER_WORD_CYRILLIC } else { PER_WORD };
    score >= each * weighed.n_words as i64
}

/// The first index with the highest score, that score, and its lead over the next one.
fn best(scores: impl Iterator<Item = i64>) -> Option<(usize, i64, i64)> {
    let mut first: Option<(usize, i64)> = None;
    let mut second = i64::MIN;
    for (index, score) in scores.enumerate() {
        match first {
            Some((_, high)) if score <= high => second = second.max(score),
            _ => {
                second = first.map_or(second, |(_, high)| high);
                first = Some((index, score));
            }
        }
    }
    first.map(|(index, high)| (index, high, high.saturating_sub(second.max(0))))
}

/// For each place the nearest sure language before it, at most three blocks away.
fn nearest(sure: impl Iterator<Item = Option<usize>>) -> Vec<Option<usize>> {
    let mut last: Option<(usize, usize)> = None;
    sure.enumerate()
        .map(|(index, own)| {
            let seen = last.filter(|&(at, _)| index - at <= 3).map(|(_, language)| language);
            if let Some(language) = own {
                last = Some((index, language));
            }
            seen
        })
        .collect()
}

#[cfg(test)]
mod tests;
