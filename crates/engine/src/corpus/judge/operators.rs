//! Words that say how a statement stands to what it speaks of: it denies it, declines to speak of it, takes it back, wishes it.
//!
//! Takes `world/operators.tsv` and the words of a text, gives which kinds stand in it and where. A phrase is a row of words or
//! word beginnings (`*`), with at most two other words between each and the next.

use super::super::words::{COLUMNS, Column};
use crate::pack::Packs;
use std::ops::Range;

/// Words that may stand between two words of a phrase.
const GAP: usize = 2;

/// One word of a phrase.
#[derive(Clone, Debug)]
enum Part {
    Word(Box<str>),
    Beginning(Box<str>),
}

impl Part {
    fn fits(&self, folded: &str) -> bool {
        match self {
            Self::Word(word) => **word == *folded,
            Self::Beginning(beginning) => folded.starts_with(&**beginning),
        }
    }
}

/// The phrases of one kind, by language column.
#[derive(Clone, Debug, Default)]
struct Kind {
    id: Box<str>,
    phrases: [Vec<Vec<Part>>; 4],
}

#[derive(Clone, Debug, Default)]
pub(super) struct Operators(Vec<Kind>);

impl Operators {
    pub(super) fn new(packs: &Packs) -> Self {
        let kind = |row: crate::pack::Row<'_>| {
            let phrases = |code: &str| -> Vec<Vec<Part>> {
                row.get(code).split(" | ").map(phrase).filter(|parts| !parts.is_empty()).collect()
            };
            Kind { id: row.get("id").into(), phrases: COLUMNS.map(phrases) }
        };
        Self(packs.world("operators").rows().map(kind).collect())
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|kind| &*kind.id)
    }

    /// For each kind the ranges of words that the first match of each of its phrases takes.
    pub(super) fn find(&self, words: &[&str], column: Column) -> Vec<Vec<Range<usize>>> {
        let phrases = |kind: &Kind| -> Vec<Range<usize>> {
            let of = kind.phrases.get(usize::from(column)).map_or(&[][..], Vec::as_slice);
            of.iter().filter_map(|phrase| first(phrase, words)).collect()
        };
        self.0.iter().map(phrases).collect()
    }
}

fn phrase(cell: &str) -> Vec<Part> {
    let part = |word: &str| match word.strip_suffix('*') {
        Some(beginning) => Part::Beginning(crate::text::fold(beginning).into()),
        None => Part::Word(crate::text::fold(word).into()),
    };
    cell.split_whitespace().map(part).collect()
}

/// Where a phrase stands first.
fn first(phrase: &[Part], words: &[&str]) -> Option<Range<usize>> {
    let (head, rest) = phrase.split_first()?;
    let starts = (0..words.len()).filter(|&at| words.get(at).is_some_and(|word| head.fits(word)));
    starts.filter_map(|start| Some(start..follow(rest, words, start)? + 1)).next()
}

/// The place of the last word of a phrase whose first stands at `at`.
fn follow(rest: &[Part], words: &[&str], mut at: usize) -> Option<usize> {
    for part in rest {
        at = (at + 1..=at + 1 + GAP).find(|&next| words.get(next).is_some_and(|word| part.fits(word)))?;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(column: Column, text: &str) -> Vec<String> {
        let operators = Operators::new(&Packs::embedded());
        let folded: Vec<String> = text.split_whitespace().map(crate::text::fold).collect();
        let words: Vec<&str> = folded.iter().map(String::as_str).collect();
        let found = operators.find(&words, column);
        operators
            .ids()
            .zip(found)
            .filter(|(_, ranges)| !ranges.is_empty())
            .map(|(id, _)| id.to_owned())
            .collect()
    }

    #[test]
    fn a_refusal_to_comment_is_seen_in_every_language() {
        for (column, text) in [
            (0, "У міністерстві відмовилися це коментувати"),
            (1, "В министерстве отказались это комментировать"),
            (2, "У міністэрстве адмовіліся гэта каментаваць"),
            (3, "The ministry declined to comment"),
        ] {
            assert!(kinds(column, text).iter().any(|kind| kind == "no_comment"), "{text}");
        }
    }

    #[test]
    fn the_words_of_a_phrase_stand_near_each_other() {
        let far = "The ministry declined an offer of help from three other countries to comment";
        assert!(!kinds(3, far).iter().any(|kind| kind == "no_comment"));
    }

    #[test]
    fn a_plain_sentence_has_no_denial() {
        assert!(!kinds(3, "The mayor closed the bridge").iter().any(|kind| kind == "refute"));
    }
}
