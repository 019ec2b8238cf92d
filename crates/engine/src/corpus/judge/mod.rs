//! Two statements to what stands between them: the same, a denial, an update, a refusal to comment, nothing.
//!
//! Takes text, language, speaker and day of each; gives how likely each relation is and what was weighed. Words are aligned
//! by names, lexicon, stems and the encoder's cosine; figures of the alignment, of numbers, days, speakers, negation and words
//! of denial are weighed by trees that were fitted on statements we wrote (`xtask/relations/statements/`). After natural-logic alignment
//! (MacCartney and Manning 2008) and feature-based entailment. Never decides on likeness of topic alone.

mod align;
mod features;
mod operators;
mod reading;
mod weights;
#[cfg(test)]
mod tests;

pub use reading::{Reading, Said, Statements};

use super::words::Words;
use crate::lexicon::Lexicon;
use crate::meaning::{self, Encoder};
use crate::pack::Packs;
use features::Figures;
use operators::Operators;
use weights::Weights;

/// What stands between two statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    Same,
    Denies,
    /// The later replaces the earlier: the same mouth or decision, changed.
    Updates,
    NoConfirmation,
    Unrelated,
}

impl Relation {
    /// In the order of the weights.
    pub const ALL: [Self; 5] =
        [Self::Same, Self::Denies, Self::Updates, Self::NoConfirmation, Self::Unrelated];

    /// "same", "no_confirmation".
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Denies => "denies",
            Self::Updates => "updates",
            Self::NoConfirmation => "no_confirmation",
            Self::Unrelated => "unrelated",
        }
    }
}

/// How likely each relation is, and what was weighed.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// In the order of [`Relation::ALL`]; they add up to one.
    pub chances: [f32; 5],
    /// "shared: …", "only here: …", "opposites: …", "cosine: 0.71".
    pub why: Vec<String>,
}

/// Chance from which two statements are called the same: six or seven in ten of such are, among candidates that were made to be hard.
/// Not enough to put them into one claim.
pub const SAME: f32 = 0.55;

impl Verdict {
    /// The likeliest relation; the same only from [`SAME`] on. Of equal ones the first.
    pub fn relation(&self) -> Relation {
        let pairs = Relation::ALL.into_iter().zip(self.chances);
        let pairs = pairs.filter(|(relation, chance)| *relation != Relation::Same || *chance >= SAME);
        let best =
            pairs.fold((Relation::Unrelated, -1.0), |best, next| if next.1 > best.1 { next } else { best });
        best.0
    }

    /// How likely a relation is, 0 to 1.
    pub fn chance(&self, relation: Relation) -> f32 {
        Relation::ALL
            .into_iter()
            .zip(self.chances)
            .find(|(known, _)| *known == relation)
            .map_or(0.0, |found| found.1)
    }
}

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
        Ok(Self {
            words: Words::new(packs),
            lexicon: Lexicon::new(packs),
            spelling: meaning::Words::new(packs),
            encoder: meaning::encoder()?,
            operators: Operators::new(packs),
            weights: Weights::new(packs),
        })
    }

    /// Reads statements; one reader a thread.
    pub fn statements(&self) -> Statements<'_> {
        Statements::new(self)
    }

    /// The figures of two statements by name, in a fixed order: what the weights are fitted on.
    pub fn figures(&self, a: &Reading, b: &Reading) -> Vec<(String, f32)> {
        let figures = self.weigh(a, b);
        figures.names.into_iter().zip(figures.values).collect()
    }

    /// What stands between two statements; their order does not matter.
    pub fn compare(&self, a: &Reading, b: &Reading) -> Verdict {
        let figures = self.weigh(a, b);
        let chances = self.weights.chances(&figures.names, &figures.values);
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
        Verdict { chances, why }
    }

    fn weigh(&self, a: &Reading, b: &Reading) -> Figures {
        let (x, y) = if b.before(a) { (b, a) } else { (a, b) };
        let mut figures = features::figures(x, y, self.operators.ids());
        for (reading, side) in [(x, "earlier"), (y, "later")] {
            for (role, score) in self.weights.role_names().zip(&reading.roles) {
                figures.names.push(format!("sounds like {role}, {side}"));
                figures.values.push(*score);
            }
        }
        figures
    }
}
