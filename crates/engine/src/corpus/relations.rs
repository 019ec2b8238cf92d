//! Denials, refusals to comment, changed details and changed positions.
//!
//! Takes units and their near-matches, gives relations from a statement to a claim. A refusal to comment is no denial.

use super::claims::{Edge, SHARED, Unit, clashes};
use super::compare::Clash;
use super::model::*;
use crate::model::*;
use std::collections::{BTreeMap, BTreeSet};

/// Least score of a statement that answers a claim.
const ANSWERS: f32 = 0.5;

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
    let date = |u: &Unit| documents.get(u.document).and_then(|d| d.metadata.published.value.clone());
    for edge in edges {
        let (Some(x), Some(y)) = (units.get(edge.a), units.get(edge.b)) else { continue };
        if edge.like.score < ANSWERS || edge.like.shared < SHARED {
            continue;
        }
        let clash = clashes(x, y, &edge.like);
        let mut add = |kind: RelationKind, from: usize, to: usize, reason: String| {
            let (Some(f), Some(c)) =
                (units.get(from).and_then(&reference), claim_of(to).and_then(|c| claims.get(c)))
            else {
                return;
            };
            if c.members.iter().any(|m| m.statement == f) {
                return;
            }
            let mut why = vec![reason];
            why.extend(edge.like.why());
            out.entry((kind as u8, f, c.id.clone())).or_insert(why);
        };
        if x.stance == Stance::NoComment || y.stance == Stance::NoComment {
            if x.stance != y.stance && clash.iter().all(|c| matches!(c, Clash::Polarity | Clash::Modality)) {
                let (from, to) =
                    if x.stance == Stance::NoComment { (edge.a, edge.b) } else { (edge.b, edge.a) };
                add(RelationKind::NoConfirmation, from, to, "stance: no comment".to_owned());
            }
            continue;
        }
        let same_speaker = x.speaker.is_some() && x.speaker == y.speaker;
        let about = edge.like.shared_names + edge.like.shared_numbers > 0;
        if clash == [Clash::Polarity] && edge.like.shared_predicates > 0 && about {
            if same_speaker {
                if let (Some(p), Some(q)) = (date(x), date(y))
                    && p.get(..10) != q.get(..10)
                {
                    let (from, to) = if p > q { (edge.a, edge.b) } else { (edge.b, edge.a) };
                    add(
                        RelationKind::Updates,
                        from,
                        to,
                        "same speaker, later page, opposite polarity".to_owned(),
                    );
                }
                continue;
            }
            let negative = |u: &Unit| {
                u.stance == Stance::Deny
                    || u.proposition.reversal
                    || u.proposition.features.values().any(|f| f.negated)
            };
            match (negative(x), negative(y)) {
                (true, false) => {
                    add(RelationKind::Denies, edge.a, edge.b, "opposite polarity, other source".to_owned())
                }
                (false, true) => {
                    add(RelationKind::Denies, edge.b, edge.a, "opposite polarity, other source".to_owned())
                }
                _ => {
                    add(RelationKind::Denies, edge.a, edge.b, "opposite words, other source".to_owned());
                    add(RelationKind::Denies, edge.b, edge.a, "opposite words, other source".to_owned());
                }
            }
        } else if clash == [Clash::Value] {
            if same_speaker {
                if let (Some(p), Some(q)) = (date(x), date(y))
                    && p.get(..10) != q.get(..10)
                {
                    let (from, to) = if p > q { (edge.a, edge.b) } else { (edge.b, edge.a) };
                    add(RelationKind::Updates, from, to, "same speaker, later page, other number".to_owned());
                }
            } else if edge.like.score >= 0.5 {
                add(
                    RelationKind::ConflictsValue,
                    edge.b,
                    edge.a,
                    "same proposition, other number".to_owned(),
                );
            }
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
