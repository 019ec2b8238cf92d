//! One claim with the pages it stands on, in parts.
//!
//! Takes a snapshot and the number of a part, gives what an answer about a claim is made of. A claim on thousands of pages is
//! read a hundred tellings at a time, those of one root together; what the claim says of itself as a whole stays whole.

use crate::error::Refusal;
use crate::state::{App, Shelf, Snapshot};
use reportedly_engine::corpus::{Claim, Member, Relation, Remark, Root, StatementRef, Trace, trace_with};
use reportedly_engine::model::StatementKind;
use std::collections::{BTreeMap, BTreeSet};

/// Tellings, and answers to a claim, of one part.
pub(crate) const PART: usize = 100;

pub(crate) struct Whole<'a> {
    pub(crate) claim: &'a Claim,
    /// Members of this part.
    pub(crate) members: Vec<&'a Member>,
    /// Lines, gaps and uncounted mentions are of this part; status and earliest page of the whole claim.
    pub(crate) trace: Option<Trace>,
    pub(crate) answers: Vec<&'a Relation>,
    pub(crate) shelf: Shelf,
    /// Which part this is, and how many there are.
    pub(crate) page: usize,
    pub(crate) pages: usize,
}

/// The part of a claim that an address asks for; part 1 is the first.
pub(crate) fn part<'a>(
    app: &App,
    snapshot: &'a Snapshot,
    id: &str,
    page: usize,
) -> Result<Whole<'a>, Refusal> {
    let claim = snapshot.claim(id).ok_or_else(|| Refusal::unknown("fault.claim", id))?;
    let all: Vec<&Relation> = snapshot.answers(id).collect();
    let parts = parts(snapshot, claim);
    let pages = parts.len().max(all.len().div_ceil(PART)).max(1);
    if page == 0 || page > pages {
        return Err(Refusal::absent("fault.page", &[&page.to_string(), &pages.to_string()]));
    }
    if pages == 1 {
        return all_of(app, snapshot, claim);
    }
    let empty = Part::default();
    let part = parts.get(page - 1).unwrap_or(&empty);
    let answers: Vec<&Relation> = all.into_iter().skip((page - 1) * PART).take(PART).collect();
    let cut = part.claim(claim);
    let members = part.members.iter().filter_map(|&at| claim.members.get(at)).collect();
    let places = cut.members.iter().map(|member| member.statement.document.as_str());
    let shelf =
        app.shelf(snapshot, places.chain(answers.iter().map(|answer| answer.from.document.as_str())))?;
    let of_part = trace_with(&snapshot.excerpt([&cut], &shelf), &shelf.all(), id, &app.words);
    // without pages a trace says what the claim says of itself
    let none = Shelf::default();
    let of_claim = trace_with(&snapshot.excerpt([claim], &none), &[], id, &app.words);
    let trace = of_part.zip(of_claim).map(|(mut trace, whole)| {
        let shown: BTreeSet<&StatementRef> =
            part.members.iter().filter_map(|&at| claim.members.get(at)).map(|m| &m.statement).collect();
        trace.lines.retain(|line| shown.contains(&line.statement));
        // of a root that is told in several parts only all of them can say what is missing
        let split: BTreeSet<&str> =
            part.split.iter().filter_map(|&at| claim.roots.get(at)).map(|root| root.name.as_str()).collect();
        let of_root = |remark: &Remark| {
            remark.code != "undated-page" && remark.parts.first().is_some_and(|n| split.contains(n.as_str()))
        };
        trace.gaps.retain(|gap| !of_root(gap));
        Trace { earliest_seen: snapshot.earliest(claim), status: whole.status, roots: whole.roots, ..trace }
    });
    Ok(Whole { claim, members, trace, answers, shelf, page, pages })
}

/// A claim with all its pages, for what is handed over as a whole.
pub(crate) fn all<'a>(app: &App, snapshot: &'a Snapshot, id: &str) -> Result<Whole<'a>, Refusal> {
    all_of(app, snapshot, snapshot.claim(id).ok_or_else(|| Refusal::unknown("fault.claim", id))?)
}

fn all_of<'a>(app: &App, snapshot: &'a Snapshot, claim: &'a Claim) -> Result<Whole<'a>, Refusal> {
    let answers: Vec<&Relation> = snapshot.answers(&claim.id).collect();
    let places = claim.members.iter().map(|member| member.statement.document.as_str());
    let roots = claim.roots.iter().flat_map(|root| root.statements.iter().map(|s| s.document.as_str()));
    let from = answers.iter().map(|answer| answer.from.document.as_str());
    let shelf = app.shelf(snapshot, places.chain(roots).chain(from))?;
    let trace = trace_with(&snapshot.excerpt([claim], &shelf), &shelf.all(), &claim.id, &app.words);
    Ok(Whole { claim, members: claim.members.iter().collect(), trace, answers, shelf, page: 1, pages: 1 })
}

/// Some members of a claim, by their places.
#[derive(Debug, Default)]
struct Part {
    /// In the order of the claim.
    members: Vec<usize>,
    /// One more, not shown: the own words of a root whose tellings began in a part before.
    measure: Option<usize>,
    /// Roots that other parts tell as well.
    split: Vec<usize>,
}

impl Part {
    /// The claim as if it had these members alone.
    fn claim(&self, claim: &Claim) -> Claim {
        let places: BTreeSet<usize> = self.members.iter().copied().chain(self.measure).collect();
        let members: Vec<Member> = places.iter().filter_map(|&at| claim.members.get(at)).cloned().collect();
        let kept: BTreeSet<&StatementRef> = members.iter().map(|member| &member.statement).collect();
        let roots = claim.roots.iter().filter_map(|root| -> Option<Root> {
            let statements: Vec<StatementRef> =
                root.statements.iter().filter(|one| kept.contains(one)).cloned().collect();
            (!statements.is_empty()).then(|| Root {
                actor: root.actor.clone(),
                name: root.name.clone(),
                anonymous: root.anonymous,
                statements,
            })
        });
        let roots = roots.collect();
        Claim {
            roots,
            id: claim.id.clone(),
            anchor: claim.anchor.clone(),
            text: claim.text.clone(),
            languages: claim.languages.clone(),
            pages: claim.pages,
            members,
        }
    }
}

/// The members of a claim in parts: by root, own words first; a root is in one part when it fits into one.
fn parts(snapshot: &Snapshot, claim: &Claim) -> Vec<Part> {
    let mut root_of: BTreeMap<&StatementRef, usize> = BTreeMap::new();
    for (at, root) in claim.roots.iter().enumerate() {
        for statement in &root.statements {
            root_of.entry(statement).or_insert(at);
        }
    }
    let is_direct = |member: &Member| {
        let place = &member.statement;
        let said = snapshot.row_of(&place.document).and_then(|row| snapshot.index.get(row, place.index));
        said.is_some_and(|said| said.kind == StatementKind::Direct)
    };
    let mut order: Vec<(usize, bool, usize)> = claim
        .members
        .iter()
        .enumerate()
        .map(|(at, member)| {
            let root = root_of.get(&member.statement).copied().unwrap_or(usize::MAX);
            (root, !is_direct(member), at)
        })
        .collect();
    order.sort_unstable();
    cut(&order)
}

/// Cuts members, given as root, whether they are not own words, and place.
fn cut(order: &[(usize, bool, usize)]) -> Vec<Part> {
    let mut parts: Vec<Part> = vec![Part::default()];
    for group in order.chunk_by(|a, b| a.0 == b.0) {
        let room = PART - parts.last().map_or(0, |part| part.members.len()).min(PART);
        let fits = group.len() <= room;
        if !fits && room < PART {
            parts.push(Part::default());
        }
        let pieces = group.len().div_ceil(PART);
        let Some(&(root, indirect, first)) = group.first() else { continue };
        for (number, piece) in group.chunks(PART).enumerate() {
            if number > 0 {
                parts.push(Part::default());
            }
            let Some(part) = parts.last_mut() else { continue };
            part.members.extend(piece.iter().map(|(.., at)| *at));
            if pieces > 1 {
                part.split.push(root);
                part.measure = (number > 0 && !indirect).then_some(first);
            }
        }
    }
    for part in &mut parts {
        part.members.sort_unstable();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_is_cut_between_roots_and_large_roots_inside() {
        let root =
            |root: usize, from: usize, n: usize| (from..from + n).map(move |at| (root, at != from, at));
        let order = root(0, 0, 60).chain(root(1, 60, 30)).chain(root(2, 90, 250)).chain(root(3, 340, 1));
        let order: Vec<_> = order.collect();
        let parts = cut(&order);
        let sizes: Vec<usize> = parts.iter().map(|part| part.members.len()).collect();
        assert_eq!(sizes, [90, 100, 100, 51]);
        let measures: Vec<_> = parts.iter().map(|part| part.measure).collect();
        assert_eq!(measures, [None, None, Some(90), Some(90)]);
        assert!(parts[0].split.is_empty() && parts[3].split == [2]);
        let mut all: Vec<usize> = parts.into_iter().flat_map(|part| part.members).collect();
        all.sort_unstable();
        assert_eq!(all, (0..341).collect::<Vec<_>>());
    }
}
