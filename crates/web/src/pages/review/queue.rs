//! What is in doubt and nobody has decided: joins of actors, links of statements, orders of copies, dates of pages.

use crate::state::{Row, Snapshot};
use reportedly_engine::corpus::{Actor, Claim, CopyEdge, Join, Member, SAME};
use reportedly_store::{Decisions, Verb};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// A statement is loosely linked below this score.
const LOOSE: f32 = SAME + 0.12;
/// Length of a date that names a day.
const DAY: usize = "2024-05-17".len();

/// All that is in doubt as the program sees it, by places in the corpus and in rows: made once for a reading. What people
/// decided since is left out when it is shown.
#[derive(Default)]
pub(crate) struct Queue {
    /// Actor and join.
    joins: Vec<(u32, u32)>,
    /// Claim and member.
    links: Vec<(u32, u32)>,
    copies: Vec<u32>,
    dates: Vec<u32>,
}

impl Queue {
    pub(crate) fn new(snapshot: &Snapshot) -> Self {
        let corpus = &snapshot.corpus;
        let mut joins = Vec::new();
        for (at, actor) in (0u32..).zip(&corpus.actors) {
            let open = (0u32..).zip(&actor.joins).filter(|(_, join)| join.decision.is_none());
            // a family name alone comes first: it is the weakest reason
            joins.extend(open.map(|(n, join)| {
                let rank = (join.why.code != "only-surname", Reverse(actor.statements));
                ((rank, &join.actor), (at, n))
            }));
        }
        joins.sort();
        let mut links = Vec::new();
        for (at, claim) in (0u32..).zip(&corpus.claims) {
            let loose = (0u32..).zip(&claim.members).filter(|(_, member)| {
                member.statement != claim.anchor && member.decision.is_none() && member.score < LOOSE
            });
            links.extend(loose.map(|(n, member)| (member.score, at, n)));
        }
        // claims are in order of their ids
        links.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut copies: Vec<(f32, u32)> = Vec::new();
        for (at, edge) in (0u32..).zip(&corpus.copies).filter(|(_, edge)| edge.earlier.is_none()) {
            copies.push((edge.contained.0.max(edge.contained.1), at));
        }
        copies.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        let open = |row: &Row| match &row.published {
            Some(date) => row.doubt || date.len() < DAY,
            None => row.rejected > 0,
        };
        let mut dates: Vec<(u32, &Row)> = (0u32..).zip(&snapshot.rows).filter(|(_, row)| open(row)).collect();
        // contradictions, then half dates, then none
        dates.sort_by_key(|(_, row)| (row.published.is_none(), !row.doubt, &row.path));
        Self {
            joins: joins.into_iter().map(|(_, place)| place).collect(),
            links: links.into_iter().map(|(_, at, n)| (at, n)).collect(),
            copies: copies.into_iter().map(|(_, at)| at).collect(),
            dates: dates.into_iter().map(|(at, _)| at).collect(),
        }
    }
}

/// The actors who took somebody over without anybody's decision, each with one join.
pub(super) fn joins<'a>(snapshot: &'a Snapshot, decisions: &Decisions) -> Vec<(&'a Actor, &'a Join)> {
    let merges = decisions.in_force().iter().filter(|decision| decision.verb == Verb::Merge);
    let merged: BTreeSet<&str> =
        merges.flat_map(|decision| decision.subjects.iter().map(String::as_str)).collect();
    let all = snapshot.queue().joins.iter().filter_map(|&(at, n)| {
        let actor = snapshot.corpus.actors.get(at as usize)?;
        Some((actor, actor.joins.get(n as usize)?))
    });
    all.filter(|(_, join)| !merged.contains(join.actor.as_str())).collect()
}

/// Members of claims that were linked by little, the weakest first.
pub(super) fn links(snapshot: &Snapshot) -> Vec<(&Claim, &Member)> {
    let all = snapshot.queue().links.iter().filter_map(|&(at, n)| {
        let claim = snapshot.corpus.claims.get(at as usize)?;
        Some((claim, claim.members.get(n as usize)?))
    });
    all.collect()
}

/// Pages that share text, and nothing says which of them was first; those that share most come first.
pub(super) fn copies(snapshot: &Snapshot) -> Vec<&CopyEdge> {
    snapshot.queue().copies.iter().filter_map(|&at| snapshot.corpus.copies.get(at as usize)).collect()
}

/// Pages whose dates contradict each other, are vague or name no day, or that state none of the dates on them as their own.
pub(super) fn dates<'a>(snapshot: &'a Snapshot, decisions: &Decisions) -> Vec<&'a Row> {
    let decided: BTreeSet<&str> = decisions
        .in_force()
        .iter()
        .filter(|decision| decision.verb == Verb::Date)
        .filter_map(|decision| decision.subjects.first().map(String::as_str))
        .collect();
    let all = snapshot.queue().dates.iter().filter_map(|&at| snapshot.row(at));
    all.filter(|row| !decided.contains(row.id.as_str())).collect()
}
