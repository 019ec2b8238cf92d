//! What people decided: which actors are one, which statements say the same, when a page appeared, which of two was first.
//!
//! Takes decisions in their order, gives what is in force. Undone decisions do not count, and one that contradicts an earlier
//! one in force has no effect; `check` tells so before a decision is kept. Ids may be unknown here and come back with pages
//! that are added later.

mod dates;
mod named;

pub use dates::{DECIDED, is_date};
pub(crate) use named::Named;
pub use named::statement_subject;

use super::model::{CopyEdge, DirectionReason};
use crate::model::{ActorId, Remark};
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
    /// The first subject, an actor, is shown under the second, a name.
    Relabel,
    /// The subjects, statements, say the same.
    Same,
    /// The two subjects, statements, never belong to one claim.
    Different,
    /// The first subject, a page, appeared at the second, an EDTF value; `none`: it does not say.
    Date,
    /// Of two pages that share text the first subject was first.
    Earlier,
    /// The decision of that number is taken back.
    Undo,
}

impl Verb {
    pub const ALL: [Verb; 9] = [
        Verb::Merge,
        Verb::Split,
        Verb::Reject,
        Verb::Relabel,
        Verb::Same,
        Verb::Different,
        Verb::Date,
        Verb::Earlier,
        Verb::Undo,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Verb::Merge => "merge",
            Verb::Split => "split",
            Verb::Reject => "reject",
            Verb::Relabel => "relabel",
            Verb::Same => "same",
            Verb::Different => "different",
            Verb::Date => "date",
            Verb::Earlier => "earlier",
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
    /// As the verb says: ids of actors (`e:`), statements (`a:`, see `statement_subject`) or pages (`d:`); the number of a
    /// decision.
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
        let distinct: BTreeSet<&str> = decision.subjects.iter().map(|subject| key(subject)).collect();
        let all = |kind: &str| decision.subjects.iter().all(|subject| subject.starts_with(kind));
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
            Verb::Same if distinct.len() < 2 => senseless("two different statements are needed"),
            Verb::Different if distinct.len() != 2 => senseless("two different statements are needed"),
            Verb::Same | Verb::Different if !all("a:") => senseless("ids of statements begin with `a:`"),
            Verb::Earlier if distinct.len() != 2 || !all("d:") => senseless("two different pages are needed"),
            Verb::Date if !decision.subjects.first().is_some_and(|id| id.starts_with("d:")) => {
                senseless("ids of pages begin with `d:`")
            }
            Verb::Date
                if !decision.subjects.get(1).is_some_and(|value| value == "none" || is_date(value)) =>
            {
                senseless(
                    "a date is written as 2024, 2024-05, 2024-05-17 or 2024-05-17T09:30; `none`: no date",
                )
            }
            Verb::Relabel if !decision.subjects.get(1).is_some_and(|name| !name.trim().is_empty()) => {
                senseless("an actor and a name are needed")
            }
            Verb::Date | Verb::Relabel if decision.subjects.len() != 2 => {
                senseless("two subjects are needed")
            }
            Verb::Date | Verb::Relabel | Verb::Earlier => match self.other_value(decision) {
                Some(contradiction) => Err(contradiction),
                None => Ok(()),
            },
            Verb::Merge | Verb::Reject | Verb::Split | Verb::Same | Verb::Different => {
                match self.against(decision) {
                    Some(contradiction) => Err(contradiction),
                    None => Ok(()),
                }
            }
        }
    }

    /// The decision in force that gives a page another date or place, or an actor another name.
    fn other_value(&self, decision: &Decision) -> Option<Contradiction> {
        let other = |kept: &&Decision| {
            let (old, new) = (&kept.subjects, &decision.subjects);
            kept.verb == decision.verb
                && match decision.verb {
                    Verb::Earlier => old.first() == new.get(1) && old.get(1) == new.first(),
                    _ => old.first() == new.first() && old.get(1) != new.get(1),
                }
        };
        let kept = self.kept.iter().find(other)?;
        let subjects: Vec<&str> = kept.subjects.iter().map(String::as_str).collect();
        let said = match (kept.verb, subjects.as_slice()) {
            (Verb::Date, [page, "none"]) => format!("`{page}` has no date"),
            (Verb::Date, [page, value]) => format!("`{page}` appeared at {value}"),
            (Verb::Earlier, [first, second]) => format!("`{first}` was before `{second}`"),
            (_, [actor, name]) => format!("`{actor}` is called {name}"),
            _ => return None,
        };
        let message = format!("decision {} says that {said}", kept.number);
        Some(Contradiction { number: Some(kept.number), message })
    }

    /// The decision in force that does not go with another.
    fn against(&self, decision: &Decision) -> Option<Contradiction> {
        let joins = match decision.verb {
            Verb::Same | Verb::Different => Verb::Same,
            _ => Verb::Merge,
        };
        let parts = |kept: &&Decision| match joins {
            Verb::Same => kept.verb == Verb::Different,
            _ => matches!(kept.verb, Verb::Reject | Verb::Split),
        };
        let mut groups = self.groups(joins);
        if decision.verb == joins {
            groups.join(decision);
        }
        for kept in self.kept.iter().chain([decision]).filter(parts) {
            let broken = match kept.subjects.as_slice() {
                [one] => groups.is_merged(key(one)).then(|| format!("`{one}` stands alone")),
                [a, b] => groups
                    .same(key(a), key(b))
                    .then(|| format!("`{}` and `{}` are not the same", key(a), key(b))),
                _ => None,
            };
            let Some(broken) = broken else { continue };
            // the merge says otherwise, or what was decided before it
            let (number, message) = if kept.number == decision.number {
                let merge = self.join_of(joins, kept.subjects.first().map_or("", |subject| key(subject)));
                let subjects: Vec<&str> = kept.subjects.iter().map(|subject| key(subject)).collect();
                let did = if joins == Verb::Same { "says the same of" } else { "merged" };
                (
                    merge,
                    format!("decision {} {did} `{}`", merge.unwrap_or_default(), subjects.join("` and `")),
                )
            } else {
                (Some(kept.number), format!("decision {} says that {broken}", kept.number))
            };
            return Some(Contradiction { number, message });
        }
        None
    }

    /// The last decision in force that joins what is named.
    fn join_of(&self, verb: Verb, named: &str) -> Option<u64> {
        let joins = self.kept.iter().rev().filter(|kept| kept.verb == verb);
        joins.filter(|kept| kept.subjects.iter().any(|s| key(s) == named)).map(|kept| kept.number).next()
    }

    fn groups(&self, verb: Verb) -> Groups {
        let mut groups = Groups::default();
        for merge in self.kept.iter().filter(|kept| kept.verb == verb) {
            groups.join(merge);
        }
        groups
    }

    /// Actors that are one: each group with the id it is known by first, and the decision that added every other id.
    pub(crate) fn merged(&self) -> Vec<(ActorId, BTreeMap<ActorId, u64>)> {
        self.groups(Verb::Merge).list
    }

    /// The decision that keeps two ids, or what they are merged with, apart.
    pub(crate) fn apart(&self, a: &str, b: &str) -> Option<u64> {
        let groups = self.groups(Verb::Merge);
        let meant = |id: &str, other: &str| id == other || groups.same(id, other);
        let parts = |kept: &&Decision| match (kept.verb, kept.subjects.as_slice()) {
            (Verb::Split, [one]) => one == a || one == b,
            (Verb::Reject, [x, y]) => meant(x, a) && meant(y, b) || meant(x, b) && meant(y, a),
            _ => false,
        };
        self.kept.iter().find(parts).map(|kept| kept.number)
    }

    /// "decision 3: same post", or what was done, the code of a remark, when no reason was given.
    pub(crate) fn why(&self, number: u64, done: &'static str) -> Remark {
        let reason = self.kept.iter().find(|kept| kept.number == number).map_or("", |kept| &kept.reason);
        match reason {
            "" => Remark::new(done, [number.to_string()]),
            reason => Remark::new("decided", [number.to_string(), reason.to_owned()]),
        }
    }

    /// Pairs of statements that say the same, or that never belong to one claim, each with the number of its decision. Of
    /// more than two that say the same the first stands in each pair.
    pub(crate) fn pairs(&self, verb: Verb) -> Vec<(Named<'_>, Named<'_>, u64)> {
        let decided = self.kept.iter().filter(|kept| kept.verb == verb);
        let pairs = decided.flat_map(|kept| {
            let first = kept.subjects.first();
            let others = kept.subjects.iter().skip(1);
            others.filter_map(move |other| Some((Named::read(first?), Named::read(other), kept.number)))
        });
        pairs.collect()
    }

    /// The name an actor is shown under, by its id or one it took over.
    pub(crate) fn label<'a>(&'a self, ids: impl Iterator<Item = &'a ActorId>) -> Option<(&'a str, u64)> {
        let labels: Vec<&Decision> = self.kept.iter().filter(|kept| kept.verb == Verb::Relabel).collect();
        if labels.is_empty() {
            return None;
        }
        let of = |id: &ActorId| labels.iter().find(|kept| kept.subjects.first() == Some(id)).copied();
        let kept = ids.filter_map(of).next()?;
        Some((kept.subjects.get(1)?, kept.number))
    }

    /// Sets which page of an edge was first as people decided.
    pub(crate) fn order(&self, edge: &mut CopyEdge) {
        let of = |kept: &&Decision| {
            kept.verb == Verb::Earlier
                && matches!(kept.subjects.as_slice(), [x, y] if (x == &edge.a && y == &edge.b) || (x == &edge.b && y == &edge.a))
        };
        let Some(kept) = self.kept.iter().find(of) else { return };
        let is_a = kept.subjects.first() == Some(&edge.a);
        let text = self.why(kept.number, "decided-order");
        edge.earlier = kept.subjects.first().cloned();
        edge.direction.p = if is_a { 1.0 } else { 0.0 };
        let points = if is_a { i8::MAX } else { i8::MIN };
        edge.direction.reasons.push(DirectionReason {
            points,
            kind: "decision".into(),
            text: text.clone(),
            evidence: None,
        });
        edge.why.push(text);
    }
}

/// What a subject is compared by: of a statement its id alone.
fn key(subject: &str) -> &str {
    if subject.starts_with("a:") { Named::read(subject).id } else { subject }
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
        let mut subjects = merge.subjects.iter().map(|subject| key(subject));
        let Some(first) = subjects.next() else { return };
        let (head, mut joined) = self.take(first).unwrap_or_else(|| (first.to_owned(), BTreeMap::new()));
        for id in subjects {
            if *id == head || joined.contains_key(id) {
                continue;
            }
            match self.take(id) {
                Some((other, others)) => {
                    joined.extend(others);
                    joined.insert(other, merge.number);
                }
                None => drop(joined.insert(id.to_owned(), merge.number)),
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
    fn statements_are_compared_by_their_ids() {
        let same =
            [decision(1, Verb::Same, &["a:1@d:x:0-9#77", "a:2"]), decision(2, Verb::Same, &["a:2", "a:3"])];
        let message = "decision 2 says the same of `a:3` and `a:1`";
        assert_eq!(against(&same, Verb::Different, &["a:3@d:y:4-5#12", "a:1"]), message);
        let apart = [
            decision(1, Verb::Different, &["a:1", "a:3@d:y:4-5#12"]),
            decision(2, Verb::Same, &["a:1", "a:2"]),
        ];
        let message = "decision 1 says that `a:1` and `a:3` are not the same";
        assert_eq!(against(&apart, Verb::Same, &["a:2", "a:3"]), message);
        // actors are another matter
        assert!(Decisions::replay(&same).check(&decision(3, Verb::Reject, &["e:1", "e:3"])).is_ok());
    }

    #[test]
    fn a_page_has_one_date_and_one_place_in_an_order() {
        let dated = [decision(1, Verb::Date, &["d:1", "2024-05-17"])];
        let message = "decision 1 says that `d:1` appeared at 2024-05-17";
        assert_eq!(against(&dated, Verb::Date, &["d:1", "none"]), message);
        assert!(Decisions::replay(&dated).check(&decision(2, Verb::Date, &["d:2", "none"])).is_ok());
        for bad in ["", "yesterday", "2024-13", "17.05.2024"] {
            assert!(against(&[], Verb::Date, &["d:1", bad]).starts_with("a date is written as"), "{bad}");
        }
        let first = [decision(1, Verb::Earlier, &["d:1", "d:2"])];
        let message = "decision 1 says that `d:1` was before `d:2`";
        assert_eq!(against(&first, Verb::Earlier, &["d:2", "d:1"]), message);
        let named = [decision(1, Verb::Relabel, &["e:a", "Anna Holm"])];
        assert_eq!(
            against(&named, Verb::Relabel, &["e:a", "A. Holm"]),
            "decision 1 says that `e:a` is called Anna Holm"
        );
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
