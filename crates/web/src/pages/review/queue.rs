//! What is in doubt and nobody has decided: joins of actors, links of statements, orders of copies, dates of pages.

use crate::state::{Row, Snapshot};
use reportedly_engine::corpus::{Actor, Claim, CopyEdge, Join, Member, SAME};
use reportedly_store::{Decisions, Verb};
use std::collections::BTreeSet;

/// A statement is loosely linked below this score.
const LOOSE: f32 = SAME + 0.12;
/// Length of a date that names a day.
const DAY: usize = "2024-05-17".len();

/// The actors who took somebody over without anybody's decision, each with one join. A family name alone comes first: it is
/// the weakest reason.
pub(super) fn joins<'a>(snapshot: &'a Snapshot, decisions: &Decisions) -> Vec<(&'a Actor, &'a Join)> {
    let merges = decisions.in_force().iter().filter(|decision| decision.verb == Verb::Merge);
    let merged: BTreeSet<&str> =
        merges.flat_map(|decision| decision.subjects.iter().map(String::as_str)).collect();
    let all =
        snapshot.corpus.actors.iter().flat_map(|actor| actor.joins.iter().map(move |join| (actor, join)));
    let mut list: Vec<(&Actor, &Join)> =
        all.filter(|(_, join)| join.decision.is_none() && !merged.contains(join.actor.as_str())).collect();
    list.sort_by_key(|(actor, join)| {
        (!join.why.starts_with("surname"), std::cmp::Reverse(actor.statements), &join.actor)
    });
    list
}

/// Members of claims that were linked by little, the weakest first.
pub(super) fn links(snapshot: &Snapshot) -> Vec<(&Claim, &Member)> {
    let mut list: Vec<(&Claim, &Member)> = Vec::new();
    for claim in &snapshot.corpus.claims {
        let loose = claim.members.iter().filter(|member| {
            member.statement != claim.anchor && member.decision.is_none() && member.score < LOOSE
        });
        list.extend(loose.map(|member| (claim, member)));
    }
    list.sort_by(|a, b| a.1.score.total_cmp(&b.1.score).then(a.0.id.cmp(&b.0.id)));
    list
}

/// Pages that share text, and nothing says which of them was first; those that share most come first.
pub(super) fn copies(snapshot: &Snapshot) -> Vec<&CopyEdge> {
    let open = snapshot.corpus.copies.iter().filter(|edge| edge.earlier.is_none());
    let mut list: Vec<&CopyEdge> = open.collect();
    let share = |edge: &CopyEdge| edge.contained.0.max(edge.contained.1);
    list.sort_by(|x, y| share(y).total_cmp(&share(x)).then((&x.a, &x.b).cmp(&(&y.a, &y.b))));
    list
}

/// Pages whose dates contradict each other, are vague or name no day, or that state none of the dates on them as their own.
pub(super) fn dates<'a>(snapshot: &'a Snapshot, decisions: &Decisions) -> Vec<&'a Row> {
    let decided: BTreeSet<&str> = decisions
        .in_force()
        .iter()
        .filter(|decision| decision.verb == Verb::Date)
        .filter_map(|decision| decision.subjects.first().map(String::as_str))
        .collect();
    let open = |row: &&Row| match &row.published {
        Some(date) => row.doubt || date.len() < DAY,
        None => row.rejected > 0,
    };
    let mut list: Vec<&Row> =
        snapshot.rows.iter().filter(open).filter(|row| !decided.contains(row.id.as_str())).collect();
    // contradictions, then half dates, then none
    list.sort_by_key(|row| (row.published.is_none(), !row.doubt, &row.path));
    list
}
