//! Statements to claims: who says the same thing, across documents and languages.
//!
//! Takes documents, gives claims with an anchor. Candidates share keys from capped blocks, the gates of `compare` decide,
//! and a member must answer to the anchor itself: no chains of weak links. Nothing depends on the order of documents, and
//! no weight on how often a word stands in all of them: a new page changes only what it touches.

mod units;
#[cfg(feature = "encoder")]
mod meaning;
mod blocks;
mod clusters;
mod decided;
mod build;

pub(crate) use blocks::{Blocks, Change, Traits, hash, mix};
pub(crate) use build::claims;
#[cfg(feature = "encoder")]
pub use meaning::Sides;
pub(crate) use units::{column, of_document, placed, units};

use super::compare::{Clash, Likeness};
use super::proposition::Proposition;
use super::verdict::{Relation, Verdict};
use crate::model::*;
use std::sync::Arc;

/// Least score of two statements of one claim.
pub const SAME: f32 = 0.42;
/// Least weight in common.
pub(crate) const SHARED: f32 = 2.0;

/// Least weight in common of two that are near in meaning: a name, a state, an act.
const LITTLE: f32 = 0.7;

/// A sentence, clause or whole content that says one thing.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    /// Index into the sorted documents.
    pub(crate) document: usize,
    pub(crate) statement: usize,
    pub(crate) proposition: Arc<Proposition>,
    /// It is the whole content of its statement.
    pub(crate) whole: bool,
    pub(crate) speaker: Option<ActorId>,
    /// Stance of the statement reverses or drops the content.
    pub(crate) stance: Stance,
    /// What stands for its words when they are a quotation; sorted.
    pub(crate) quote: Vec<u64>,
    /// What its words are known by to the judge.
    pub(crate) heard: u64,
}

/// Two units that have much in common, the earlier one first.
#[derive(Clone, Debug)]
pub(crate) struct Edge {
    pub(crate) a: usize,
    pub(crate) b: usize,
    pub(crate) like: Arc<Likeness>,
    /// What the judge said of the two, when it was asked.
    pub(crate) verdict: Option<Arc<Verdict>>,
    /// The first of the two sounds like an answer to the other, by the judge.
    pub(crate) first_answers: bool,
}

impl Edge {
    /// How surely the two say the same, 0 to 1.
    pub(crate) fn score(&self) -> f32 {
        self.verdict.as_ref().map_or(self.like.score, |verdict| verdict.chance(Relation::Same))
    }

    /// The judge was asked and would not call the two the same by itself.
    pub(crate) fn unsure(&self) -> bool {
        self.verdict.as_ref().is_some_and(|verdict| verdict.relation() != Relation::Same)
    }

    /// What ties them together: shared actors, acts, numbers; then what the judge weighed, and how likely it holds them to be
    /// the same.
    pub(crate) fn why(&self) -> Vec<String> {
        let mut why = self.like.why();
        if let Some(verdict) = &self.verdict {
            why.extend(verdict.why.iter().cloned());
            let relation = verdict.relation();
            why.push(format!("judge: {} {:.2}", relation.name(), verdict.chance(relation)));
        }
        why
    }
}

/// True when the two are near enough for a claim; what answers a claim is nearer still.
pub(crate) fn kept(like: &Likeness, near_in_meaning: bool) -> bool {
    like.score >= SAME && like.shared >= SHARED || near_in_meaning && like.shared >= LITTLE
}

/// True when the words of the statement are put forward as so (asked or demanded contents are not).
fn asserts(stance: Stance) -> bool {
    matches!(stance, Stance::Assert | Stance::Predict | Stance::Deny)
}

/// Which of two statements reverses its content by its cue ("denied that").
fn flips(unit: &Unit) -> bool {
    unit.stance == Stance::Deny
}

/// The clashes of an edge once the stance of the cues is counted in.
pub(crate) fn clashes(x: &Unit, y: &Unit, like: &Likeness) -> Vec<Clash> {
    let mut list = like.clashes.clone();
    if flips(x) != flips(y) {
        match list.iter().position(|c| *c == Clash::Polarity) {
            Some(i) => {
                list.remove(i);
            }
            None => list.push(Clash::Polarity),
        }
    }
    list
}

/// Score from which other mouths need no name in common: nearly the same words.
const WORDS_ALONE: f32 = 0.75;

/// Chance of "the same" from which the judge alone joins two statements: more than eight in ten of such are, among statements of our own
/// that were made to be hard and not fitted on; and the one that is enough when the tables agree.
const ALONE: f32 = 0.94;
const AGREED: f32 = 0.5;

/// True when the edge joins two statements of one claim: by the judge when it was asked, else by the gates.
pub(crate) fn is_same(x: &Unit, y: &Unit, edge: &Edge) -> bool {
    if !asserts(x.stance) || !asserts(y.stance) {
        return false;
    }
    let tables = by_tables(x, y, &edge.like);
    match &edge.verdict {
        Some(verdict) => verdict.chance(Relation::Same) >= if tables { AGREED } else { ALONE },
        None => tables,
    }
}

/// True when the gates hold the two to be the same. What two mouths say must be about somebody or some place that both name.
fn by_tables(x: &Unit, y: &Unit, like: &Likeness) -> bool {
    let same_speaker = x.speaker.is_some() && x.speaker == y.speaker;
    let need = match () {
        () if same_speaker => SAME,
        () if like.shared_names > 0 => SAME + 0.04,
        () => WORDS_ALONE,
    };
    like.score >= need
        && like.shared >= SHARED
        && !(like.loose && flips(x) == flips(y))
        && clashes(x, y, like).is_empty()
}
