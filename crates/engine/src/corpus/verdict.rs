//! What stands between two statements, and what is known of pairs of them.
//!
//! Takes nothing from pages; holds what the judge said, so that linking can ask it, keep it, or do without.

use rustc_hash::FxHashMap;
use std::sync::Arc;

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
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// In the order of [`Relation::ALL`]; they add up to one.
    pub chances: [f32; 5],
    /// The second of the two sounds more like an answer to the other: a denial, a refusal to comment.
    pub second_answers: bool,
    /// "shared: …", "only here: …", "opposites: …", "cosine: 0.71".
    pub why: Vec<String>,
}

/// Chance from which two statements are called the same: six in ten of such are, among statements of our own that were made to be
/// hard and not fitted on. Not enough to put them into one claim.
pub const SAME: f32 = 0.6;

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

/// What two units of two documents are known by, the lower first.
pub(crate) type Key = (u64, u64);

/// Verdicts on pairs of sentences and clauses. A verdict depends on the two texts alone, so it stays true whatever pages come.
#[derive(Clone, Debug, Default)]
pub struct Verdicts(FxHashMap<Key, Arc<Verdict>>);

impl Verdicts {
    /// Pairs that were judged.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn get(&self, key: Key) -> Option<&Arc<Verdict>> {
        self.0.get(&key)
    }

    /// Takes in what the judge said.
    #[cfg(feature = "encoder")]
    pub fn extend(&mut self, answers: impl IntoIterator<Item = super::judge::Answer>) {
        self.0.extend(answers.into_iter().map(|answer| (answer.key, Arc::new(answer.verdict))));
    }
}
