//! Denials, refusals to comment, changed details and changed positions.
//!
//! Takes units and their near-matches, gives relations from a statement to a claim. A refusal to comment is no denial.

use super::claims::{Edge, SHARED, Unit, clashes};
use super::compare::Clash;
use super::model::*;
use super::verdict::Relation as Judged;
use crate::model::*;
use std::collections::{BTreeMap, BTreeSet};

/// Least score of a statement that answers a claim.
const ANSWERS: f32 = 0.5;

/// Chance from which the judge alone says that one statement answers another.
const SURE: f32 = 0.85;
/// Chance of "the same" or "nothing to do with each other" from which what the tables see is dropped.
const VETO: f32 = 0.7;

pub(crate) fn relations(
    documents: &[&Document],
    units: &[Unit],
    edges: &[Edge],
    claims: &[Claim],
    of: &[Option<usize>],
) -> Vec<Relation> {
    let mut by_statement: BTreeMap<(&str, u32), Vec<usize>> = BTreeMap::new();
    for (c, claim) in claims.iter().enumerate() {
        for member in &claim.members {
            by_statement
                .entry((member.statement.document.as_str(), member.statement.index))
                .or_default()
                .push(c);
        }
    }
    let reference = |u: &Unit| {
        documents.get(u.document).map(|d| StatementRef { document: d.id.clone(), index: u.statement as u32 })
    };
    let claim_of = |u: usize| -> Option<usize> {
        if let Some(c) = of.get(u).copied().flatten() {
            return Some(c);
        }
        let unit = units.get(u)?;
        let id = documents.get(unit.document)?.id.as_str();
        // another part of the statement may be a member elsewhere: only a claim that holds these words will do
        let list = by_statement.get(&(id, unit.statement as u32))?;
        let here = |m: &Member| {
            m.statement.document == id
                && m.statement.index == unit.statement as u32
                && m.focus.is_none_or(|f| f.contains(unit.proposition.span))
        };
        list.iter().copied().find(|&c| claims.get(c).is_some_and(|c| c.members.iter().any(here)))
    };
    let mut out: BTreeMap<(u8, StatementRef, ClaimId), Vec<String>> = BTreeMap::new();
    let date =
        |u: &Unit| documents.get(u.document).and_then(|d| d.metadata.published.value.as_deref()?.get(..10));
    for edge in edges {
        let (Some(x), Some(y)) = (units.get(edge.a), units.get(edge.b)) else { continue };
        for found in between(x, y, edge, (date(x), date(y))) {
            let (from, to) = if found.first { (edge.a, edge.b) } else { (edge.b, edge.a) };
            let (Some(f), Some(c)) =
                (units.get(from).and_then(&reference), claim_of(to).and_then(|c| claims.get(c)))
            else {
                continue;
            };
            if c.members.iter().any(|m| m.statement == f) {
                continue;
            }
            let mut why = vec![found.reason.to_owned()];
            why.extend(edge.why());
            out.entry((found.kind as u8, f, c.id.clone())).or_insert(why);
        }
    }
    anaphors(documents, units, claims, &by_statement, &mut out);
    let kinds = [
        RelationKind::Denies,
        RelationKind::NoConfirmation,
        RelationKind::ConflictsValue,
        RelationKind::Updates,
    ];
    out.into_iter()
        .filter_map(|((kind, from, to), why)| {
            let kind = kinds.into_iter().find(|k| *k as u8 == kind)?;
            Some(Relation { kind, from, to, why })
        })
        .collect()
}

/// What stands between two units: which of them answers the other, and why.
struct Found {
    kind: RelationKind,
    /// The first of the two answers.
    first: bool,
    reason: &'static str,
}

fn between(x: &Unit, y: &Unit, edge: &Edge, dates: (Option<&str>, Option<&str>)) -> Vec<Found> {
    let by_tables = by_tables(x, y, edge, dates);
    let Some(verdict) = &edge.verdict else { return by_tables };
    let chance = |relation| verdict.chance(relation);
    if !by_tables.is_empty() {
        let against = chance(Judged::Same).max(chance(Judged::Unrelated));
        return if against >= VETO { Vec::new() } else { by_tables };
    }
    if x.stance == Stance::NoComment || y.stance == Stance::NoComment {
        let refuses = x.stance != y.stance && chance(Judged::NoConfirmation) >= SURE;
        let first = x.stance == Stance::NoComment;
        let found = Found { kind: RelationKind::NoConfirmation, first, reason: "stance: no comment" };
        return if refuses { vec![found] } else { Vec::new() };
    }
    // beside what the judge hears, both name somebody and an act or a thing
    let like = &edge.like;
    if like.shared < SHARED || like.shared_names == 0 || like.shared_predicates + like.shared_things == 0 {
        return Vec::new();
    }
    if !one_mouth(x, y) && chance(Judged::Denies) >= SURE {
        let (first, reason) = (edge.first_answers, "denies it, other source");
        return vec![Found { kind: RelationKind::Denies, first, reason }];
    }
    if one_mouth(x, y)
        && chance(Judged::Denies) + chance(Judged::Updates) >= SURE
        && let Some(first) = first_is_later(dates)
    {
        let reason = "same speaker, later page, changed";
        return vec![Found { kind: RelationKind::Updates, first, reason }];
    }
    Vec::new()
}

fn one_mouth(x: &Unit, y: &Unit) -> bool {
    x.speaker.is_some() && x.speaker == y.speaker
}

/// Whether the first of two pages is the later one; `None` when that is not known.
fn first_is_later(dates: (Option<&str>, Option<&str>)) -> Option<bool> {
    let (x, y) = dates.0.zip(dates.1)?;
    (x != y).then_some(x > y)
}

/// The same by the clashes that the tables see.
fn by_tables(x: &Unit, y: &Unit, edge: &Edge, dates: (Option<&str>, Option<&str>)) -> Vec<Found> {
    if edge.like.score < ANSWERS || edge.like.shared < SHARED {
        return Vec::new();
    }
    let clash = clashes(x, y, &edge.like);
    let found = |kind, first, reason| vec![Found { kind, first, reason }];
    if x.stance == Stance::NoComment || y.stance == Stance::NoComment {
        if x.stance != y.stance && clash.iter().all(|c| matches!(c, Clash::Polarity | Clash::Modality)) {
            let first = x.stance == Stance::NoComment;
            return found(RelationKind::NoConfirmation, first, "stance: no comment");
        }
        return Vec::new();
    }
    let later = |reason| {
        first_is_later(dates).map_or(Vec::new(), |first| found(RelationKind::Updates, first, reason))
    };
    let about = edge.like.shared_names + edge.like.shared_numbers > 0;
    if clash == [Clash::Polarity] && edge.like.shared_predicates > 0 && about {
        if one_mouth(x, y) {
            return later("same speaker, later page, opposite polarity");
        }
        let negative = |u: &Unit| {
            u.stance == Stance::Deny
                || u.proposition.reversal
                || u.proposition.features.values().any(|f| f.negated)
        };
        return match (negative(x), negative(y)) {
            (true, false) => found(RelationKind::Denies, true, "opposite polarity, other source"),
            (false, true) => found(RelationKind::Denies, false, "opposite polarity, other source"),
            _ => [true, false]
                .map(|first| Found {
                    kind: RelationKind::Denies,
                    first,
                    reason: "opposite words, other source",
                })
                .into(),
        };
    }
    if clash == [Clash::Value] {
        if one_mouth(x, y) {
            return later("same speaker, later page, other number");
        }
        return found(RelationKind::ConflictsValue, false, "same proposition, other number");
    }
    Vec::new()
}

/// "Denied these rumours": the nearest earlier statement of the page by somebody else.
fn anaphors(
    documents: &[&Document],
    units: &[Unit],
    claims: &[Claim],
    by_statement: &BTreeMap<(&str, u32), Vec<usize>>,
    out: &mut BTreeMap<(u8, StatementRef, ClaimId), Vec<String>>,
) {
    let answered: BTreeSet<StatementRef> = out.keys().map(|(_, from, _)| from.clone()).collect();
    let mut seen: BTreeSet<(usize, usize)> = BTreeSet::new();
    for unit in units {
        let denies = match unit.stance {
            Stance::Deny => unit.proposition.rumour,
            Stance::Assert => unit.proposition.rumour && unit.proposition.reversal,
            Stance::NoComment => true,
            _ => false,
        };
        // little else is said: the words point back
        if !denies || unit.proposition.mass > 4.0 || !seen.insert((unit.document, unit.statement)) {
            continue;
        }
        let Some(document) = documents.get(unit.document) else { continue };
        let from = StatementRef { document: document.id.clone(), index: unit.statement as u32 };
        if answered.contains(&from) {
            continue;
        }
        let Some(own) = document.statements.get(unit.statement).and_then(|s| s.content.first()) else {
            continue;
        };
        let first = units.partition_point(|u| u.document < unit.document);
        let before = units.iter().skip(first).take_while(|u| u.document == unit.document).filter(|u| {
            u.document == unit.document
                && u.statement != unit.statement
                && u.stance != Stance::NoComment
                && u.speaker != unit.speaker
                && u.proposition.span.end() <= own.start()
        });
        let Some(target) = before.max_by_key(|u| u.proposition.span.end()) else { continue };
        let claim = by_statement
            .get(&(document.id.as_str(), target.statement as u32))
            .and_then(|l| l.first())
            .and_then(|&c| claims.get(c));
        let Some(claim) = claim else { continue };
        let (kind, words) = if unit.stance == Stance::NoComment {
            (RelationKind::NoConfirmation, "points back to the statement before: no comment")
        } else {
            (RelationKind::Denies, "points back to the statement before")
        };
        out.insert((kind as u8, from, claim.id.clone()), vec![words.to_owned()]);
    }
}
