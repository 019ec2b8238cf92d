//! Two statements to what stands between them: the same, a denial, an update, a refusal to comment, nothing.
//!
//! Takes text, language, speaker and day of each; gives how likely each relation is and what was weighed. Words are aligned
//! by names, lexicon, stems and the encoder's cosine; figures of the alignment, of numbers, days, speakers, negation and words
//! of denial are weighed by trees that were fitted on statements we wrote (`xtask/relations/statements/`). After natural-logic alignment
//! (MacCartney and Manning 2008) and feature-based entailment. Never decides on likeness of topic alone.

mod align;
mod asked;
mod features;
mod memory;
mod operators;
mod reading;
mod weights;
#[cfg(test)]
mod tests;

pub use super::verdict::{Relation, SAME, Verdict};
pub use asked::{Passage, Questions};
pub use memory::Memory;
pub use reading::{Reading, Said, Statements};

use super::proposition::column_of;
use super::words::{COLUMNS, Words};
use crate::lexicon::Lexicon;
use crate::meaning::{self, Encoder};
use crate::model::Language;
use crate::pack::Packs;
use features::Figures;
use operators::Operators;
use weights::Weights;

/// Everything that is needed to weigh two statements, compiled once.
pub struct Judge {
    words: Words,
    lexicon: Lexicon,
    spelling: meaning::Words,
    encoder: Encoder,
    operators: Operators,
    weights: Weights,
}

impl Judge {
    /// # Errors
    ///
    /// When the weights of the encoder are not what this version expects.
    pub fn new(packs: &Packs) -> Result<Self, meaning::Error> {
        let mut judge = Self {
            words: Words::new(packs),
            lexicon: Lexicon::new(packs),
            spelling: meaning::Words::new(packs),
            encoder: meaning::encoder()?,
            operators: Operators::new(packs),
            weights: Weights::new(packs),
        };
        // which place each figure has that the trees ask for
        let nothing = judge.statements().read(&Said { text: "", language: None, speaker: None, date: None });
        let names = judge.weigh(&nothing, &nothing, true).names.unwrap_or_default();
        judge.weights.place(&names);
        Ok(judge)
    }

    /// The vocabulary of linking, compiled with the rest.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// Reads sentences to directions of meaning; one reader a thread.
    pub fn reader(&self) -> meaning::Reader<'_> {
        meaning::Reader::new(&self.encoder, &self.spelling, &self.lexicon)
    }

    /// The column of the tables that a text is read with, and its language.
    fn column(&self, text: &str, language: Option<Language>) -> (u8, Language) {
        let code = language.map(|language| language.code().to_owned()).unwrap_or_default();
        let column = COLUMNS.iter().position(|known| *known == code).map(|column| column as u8);
        let column = column.unwrap_or_else(|| column_of(text, &self.words));
        (column, Language::new(COLUMNS.get(usize::from(column)).copied().unwrap_or("en")))
    }

    /// Reads statements; one reader a thread.
    pub fn statements(&self) -> Statements<'_> {
        Statements::new(self)
    }

    /// The figures of two statements by name, in a fixed order: what the weights are fitted on.
    pub fn figures(&self, a: &Reading, b: &Reading) -> Vec<(String, f32)> {
        let figures = self.weigh(a, b, true);
        figures.names.unwrap_or_default().into_iter().zip(figures.values).collect()
    }

    /// What stands between two statements; their order does not matter.
    pub fn compare(&self, a: &Reading, b: &Reading) -> Verdict {
        let figures = self.weigh(a, b, false);
        let chances = self.weights.chances(&figures.values);
        let mut why = Vec::new();
        let mut list = |what: &str, of: &[String]| {
            if !of.is_empty() {
                why.push(format!("{what}: {}", of.join(", ")));
            }
        };
        list("shared", &figures.shared);
        list("opposites", &figures.opposites);
        list("names of the earlier only", figures.lone.first().map_or(&[], Vec::as_slice));
        list("names of the later only", figures.lone.last().map_or(&[], Vec::as_slice));
        if let Some(cosine) = figures.values.first() {
            why.push(format!("cosine: {cosine:.2}"));
        }
        Verdict { chances, second_answers: self.weights.answers(b) > self.weights.answers(a), why }
    }

    fn weigh(&self, a: &Reading, b: &Reading, named: bool) -> Figures {
        let (x, y) = if b.before(a) { (b, a) } else { (a, b) };
        let mut figures = features::figures(x, y, &self.words, self.operators.ids(), named);
        for (relation, score) in self.weights.together(&x.vector, &y.vector) {
            figures.add(&["together like ", relation], score);
        }
        for (reading, side) in [(x, ", earlier"), (y, ", later")] {
            for (role, score) in self.weights.role_names().zip(&reading.roles) {
                figures.add(&["sounds like ", role, side], *score);
            }
        }
        figures
    }
}
