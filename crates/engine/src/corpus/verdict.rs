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
pub const SAME: f32 = 0.65;

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

/// What two passages are known by, the lower first.
pub type Key = (u64, u64);

pub(crate) fn ordered(x: u64, y: u64) -> Key {
    (x.min(y), x.max(y))
}

/// Chance of "nothing to do with each other" from which nobody asks why, and the words that were weighed are not kept.
pub(crate) const APART: f32 = 0.7;

/// Verdicts on pairs of sentences and clauses. A verdict depends on what was heard of the two alone, so it stays true whatever pages
/// come.
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

    /// Takes in what the judge said, or said before.
    pub fn extend(&mut self, answers: impl IntoIterator<Item = (Key, Verdict)>) {
        for (key, mut verdict) in answers {
            if verdict.chance(Relation::Unrelated) >= APART {
                verdict.why = Vec::new();
            }
            self.0.insert(key, Arc::new(verdict));
        }
    }
}

impl Verdict {
    /// As it is kept.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out: Vec<u8> = self.chances.iter().flat_map(|chance| chance.to_le_bytes()).collect();
        out.push(u8::from(self.second_answers));
        if self.chance(Relation::Unrelated) < APART {
            out.extend_from_slice(self.why.join("\n").as_bytes());
        }
        out
    }

    /// What `to_bytes` gave; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (numbers, rest) = bytes.split_at_checked(4 * Relation::ALL.len())?;
        let mut chances = [0.0; 5];
        for (chance, bytes) in chances.iter_mut().zip(numbers.as_chunks::<4>().0) {
            *chance = f32::from_le_bytes(*bytes);
        }
        let (answers, why) = rest.split_first()?;
        let why = std::str::from_utf8(why).ok()?.lines().map(str::to_owned).collect();
        Some(Self { chances, second_answers: *answers == 1, why })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_is_kept_whole() {
        let verdict = Verdict {
            chances: [0.61, 0.1, 0.09, 0.1, 0.1],
            second_answers: true,
            why: vec!["shared: міст, bridge".to_owned(), "cosine: 0.71".to_owned()],
        };
        assert_eq!(Verdict::from_bytes(&verdict.to_bytes()), Some(verdict.clone()));
        assert_eq!(Verdict::from_bytes(&[1, 2]), None);
        let apart = Verdict { chances: [0.1, 0.0, 0.0, 0.0, 0.9], ..verdict };
        let mut known = Verdicts::default();
        known.extend([((1, 2), apart.clone())]);
        // of two that have nothing to do with each other no words are kept, in memory or elsewhere
        assert_eq!(known.get((1, 2)).map(|kept| (**kept).clone()), Verdict::from_bytes(&apart.to_bytes()));
        assert!(known.get((1, 2)).is_some_and(|kept| kept.why.is_empty()));
    }
}
