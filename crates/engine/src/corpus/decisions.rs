//! What people decided about actors: these are one, this one stands alone, these two are not the same.
//!
//! Takes decisions in their order, gives what is in force. Undone decisions do not count, and one that contradicts an earlier
//! one in force has no effect; `check` tells so before a decision is kept. Never looks at documents: ids may be unknown here
//! and come back with pages that are added later.

use crate::model::ActorId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verb {
    /// The subjects are one actor, known by the first of them.
    Merge,
    /// The subject, an id of single documents, stands for itself.
    Split,
    /// The two subjects are never one.
    Reject,
    /// The decision of that number is taken back.
    Undo,
}

impl Verb {
    pub const ALL: [Verb; 4] = [Verb::Merge, Verb::Split, Verb::Reject, Verb::Undo];

    pub fn word(self) -> &'static str {
        match self {
            Verb::Merge => "merge",
            Verb::Split => "split",
            Verb::Reject => "reject",
            Verb::Undo => "undo",
        }
    }
}

/// One decision of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Counted from 1, in the order they were made.
    pub number: u64,
    pub verb: Verb,
    /// Actor ids; for `Undo` the number of a decision.
    pub subjects: Vec<String>,
    pub reason: String,
}

/// Why a decision cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The earlier decision that stands against it; `None` when the decision itself makes no sense.
    pub number: Option<u64>,
    pub message: String,
}

/// The decisions in force.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decisions {
    kept: Vec<Decision>,
    undone: BTreeSet<u64>,
}

impl Decisions {
    /// Replays decisions in the order of their numbers.
    pub fn replay(decisions: &[Decision]) -> Self {
        let mut sorted: Vec<&Decision> = decisions.iter().collect();
        sorted.sort_by_key(|decision| decision.number);
        let mut replayed = Self::default();
        for decision in sorted {
            if replayed.check(decision).is_err() {
                continue;
            }
            match decision.undoes() {
                Some(number) => {
                    replayed.kept.retain(|kept| kept.number != number);
                    replayed.undone.insert(number);
                }
                None => replayed.kept.push(decision.clone()),
            }
        }
        replayed
    }

    /// Those in force, in order.
    pub fn in_force(&self) -> &[Decision] {
        &self.kept
    }

    pub fn is_undone(&self, number: u64) -> bool {
        self.undone.contains(&number)
    }

    /// Whether the decision can be made after those in force.
    pub fn check(&self, decision: &Decision) -> Result<(), Contradiction> {
        let senseless = |message: &str| Err(Contradiction { number: None, message: message.to_owned() });
        let distinct: BTreeSet<&str> = decision.subjects.iter().map(String::as_str).collect();
        match decision.verb {
            Verb::Undo => match decision.undoes() {
                Some(number) if self.kept.iter().any(|kept| kept.number == number) => Ok(()),
                Some(number) if self.undone.contains(&number) => {
                    senseless(&format!("decision {number} is undone already"))
                }
                _ => senseless(&format!("there is no decision {} to undo", decision.subjects.join(" "))),
            },
            Verb::Merge if distinct.len() < 2 => senseless("a merge needs two different actors"),
            Verb::Reject if distinct.len() != 2 => senseless("a rejection needs two different actors"),
            Verb::Split if distinct.len() != 1 => senseless("a split needs one actor"),
            Verb::Merge | Verb::Reject | Verb::Split => match self.against(decision) {
                Some(contradiction) => Err(contradiction),
                None => Ok(()),
            },
        }
    }

    /// The decision in force that does not go with another.
    fn against(&self, decision: &Decision) -> Option<Contradiction> {
        let mut groups = self.groups();
        if decision.verb == Verb::Merge {
            groups.join(decision);
        }
        for kept in self.kept.iter().chain([decision]).filter(|kept| kept.verb != Verb::Merge) {
            let broken = match kept.subjects.as_slice() {
                [one] => groups.is_merged(one).then(|| format!("`{one}` stands alone")),
                [a, b] => groups.same(a, b).then(|| format!("`{a}` and `{b}` are not the same")),
                _ => None,
            };
            let Some(broken) = broken else { continue };
            // the merge says otherwise, or what was decided before it
            let (number, message) = if kept.number == decision.number {
                let merge = self.merge_of(kept.subjects.first().map_or("", String::as_str));
                let subject = kept.subjects.join("` and `");
                (merge, format!("decision {} merged `{subject}`", merge.unwrap_or_default()))
            } else {
                (Some(kept.number), format!("decision {} says that {broken}", kept.number))
            };
            return Some(Contradiction { number, message });
        }
        None
    }

    /// The last merge in force that names the actor.
    fn merge_of(&self, actor: &str) -> Option<u64> {
        let merges = self.kept.iter().rev().filter(|kept| kept.verb == Verb::Merge);
        merges.filter(|kept| kept.subjects.iter().any(|s| s == actor)).map(|kept| kept.number).next()
    }

    fn groups(&self) -> Groups {
        let mut groups = Groups::default();
        for merge in self.kept.iter().filter(|kept| kept.verb == Verb::Merge) {
            groups.join(merge);
        }
        groups
    }

    /// Actors that are one: each group with the id it is known by first, and the decision that added every other id.
    pub(crate) fn merged(&self) -> Vec<(ActorId, BTreeMap<ActorId, u64>)> {
        self.groups().list
    }

    /// The decision that keeps two ids, or what they are merged with, apart.
    pub(crate) fn apart(&self, a: &str, b: &str) -> Option<u64> {
        let groups = self.groups();
        let meant = |id: &str, other: &str| id == other || groups.same(id, other);
        let parts = |kept: &&Decision| match (kept.verb, kept.subjects.as_slice()) {
            (Verb::Split, [one]) => one == a || one == b,
            (Verb::Reject, [x, y]) => meant(x, a) && meant(y, b) || meant(x, b) && meant(y, a),
            _ => false,
        };
        self.kept.iter().find(parts).map(|kept| kept.number)
    }

    /// The reason given with a decision in force.
    pub(crate) fn reason(&self, number: u64) -> &str {
        self.kept.iter().find(|kept| kept.number == number).map_or("", |kept| &kept.reason)
    }
}

impl Decision {
    fn undoes(&self) -> Option<u64> {
        let number = self.subjects.first().filter(|_| self.subjects.len() == 1)?;
        number.parse().ok().filter(|_| self.verb == Verb::Undo)
    }
}

/// Ids that merges join.
#[derive(Default)]
struct Groups {
    list: Vec<(ActorId, BTreeMap<ActorId, u64>)>,
}

impl Groups {
    fn of(&self, id: &str) -> Option<usize> {
        self.list.iter().position(|(head, others)| head == id || others.contains_key(id))
    }

    fn join(&mut self, merge: &Decision) {
        let Some(first) = merge.subjects.first() else { return };
        let (head, mut joined) = self.take(first).unwrap_or_else(|| (first.clone(), BTreeMap::new()));
        for id in merge.subjects.iter().skip(1) {
            if *id == head || joined.contains_key(id) {
                continue;
            }
            match self.take(id) {
                Some((other, others)) => {
                    joined.extend(others);
                    joined.insert(other, merge.number);
                }
                None => drop(joined.insert(id.clone(), merge.number)),
            }
        }
        self.list.push((head, joined));
    }

    fn take(&mut self, id: &str) -> Option<(ActorId, BTreeMap<ActorId, u64>)> {
        let place = self.of(id)?;
        Some(self.list.remove(place))
    }

    fn same(&self, a: &str, b: &str) -> bool {
        self.of(a).is_some_and(|group| self.of(b) == Some(group))
    }

    fn is_merged(&self, id: &str) -> bool {
        self.of(id).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(number: u64, verb: Verb, subjects: &[&str]) -> Decision {
        let subjects = subjects.iter().map(|s| (*s).to_owned()).collect();
        Decision { number, verb, subjects, reason: String::new() }
    }

    fn against(before: &[Decision], verb: Verb, subjects: &[&str]) -> String {
        let number = before.len() as u64 + 1;
        let checked = Decisions::replay(before).check(&decision(number, verb, subjects));
        checked.expect_err("a contradiction").message
    }

    #[test]
    fn contradictions_name_the_earlier_decision() {
        let merge = [decision(1, Verb::Merge, &["e:a", "e:b"]), decision(2, Verb::Merge, &["e:b", "e:c"])];
        assert_eq!(against(&merge, Verb::Reject, &["e:c", "e:a"]), "decision 2 merged `e:c` and `e:a`");
        assert_eq!(against(&merge, Verb::Split, &["e:b"]), "decision 2 merged `e:b`");
        let reject = [decision(1, Verb::Reject, &["e:a", "e:c"]), decision(2, Verb::Merge, &["e:a", "e:b"])];
        assert_eq!(
            against(&reject, Verb::Merge, &["e:b", "e:c"]),
            "decision 1 says that `e:a` and `e:c` are not the same"
        );
        let split = [decision(1, Verb::Split, &["e:a"])];
        assert_eq!(against(&split, Verb::Merge, &["e:a", "e:b"]), "decision 1 says that `e:a` stands alone");
    }

    #[test]
    fn senseless_decisions_are_refused() {
        let before = [decision(1, Verb::Split, &["e:a"]), decision(2, Verb::Undo, &["1"])];
        assert_eq!(against(&before, Verb::Undo, &["1"]), "decision 1 is undone already");
        assert_eq!(against(&before, Verb::Undo, &["2"]), "there is no decision 2 to undo");
        assert_eq!(against(&before, Verb::Undo, &["x"]), "there is no decision x to undo");
        assert_eq!(against(&[], Verb::Merge, &["e:a", "e:a"]), "a merge needs two different actors");
        assert_eq!(against(&[], Verb::Reject, &["e:a"]), "a rejection needs two different actors");
    }

    #[test]
    fn undone_decisions_do_not_count_and_order_is_by_number() {
        let list = [
            decision(3, Verb::Reject, &["e:a", "e:b"]),
            decision(2, Verb::Undo, &["1"]),
            decision(1, Verb::Merge, &["e:a", "e:b"]),
        ];
        let replayed = Decisions::replay(&list);
        assert_eq!(replayed.in_force(), &list[..1]);
        assert!(replayed.is_undone(1));
        assert_eq!(replayed.apart("e:b", "e:a"), Some(3));
        assert!(replayed.merged().is_empty());
    }

    #[test]
    fn groups_that_meet_become_one() {
        let list = [
            decision(1, Verb::Merge, &["e:a", "e:b"]),
            decision(2, Verb::Merge, &["e:c", "e:d"]),
            decision(3, Verb::Merge, &["e:b", "e:d"]),
        ];
        let groups = Decisions::replay(&list).merged();
        let others = BTreeMap::from([("e:b".to_owned(), 1), ("e:c".to_owned(), 3), ("e:d".to_owned(), 2)]);
        assert_eq!(groups, [("e:a".to_owned(), others)]);
    }
}
