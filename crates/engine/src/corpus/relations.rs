//! Denials, refusals to comment, changed details and changed positions.
//!
//! Takes units and their near-matches, gives relations from a statement to a claim. A refusal to comment is no denial.

use super::claims::{Edge, SHARED, Unit, clashes};
use super::compare::Clash;
use super::model::*;
use super::verdict::{APART, Relation as Judged};
use crate::model::*;
use std::collections::{BTreeMap, BTreeSet};

/// Least score of a statement that answers a claim.
const ANSWERS: f32 = 0.5;

/// Chance from which the judge alone says that one statement answers another.
const SURE: f32 = 0.85;
/// Chance of "the same" or "nothing to do with each other" from which what the tables see is dropped.
const VETO: f32 = APART;

/// A statement: number of its document, and its index there.
type Place = (usize, u32);

/// Claims that each statement is a member of, with the part of it that is.
struct Claims<'a> {
    of: BTreeMap<Place, Vec<(usize, Option<Span>)>>,
    list: &'a [Claim],
}

impl<'a> Claims<'a> {
    fn new(documents: &[&Document], list: &'a [Claim]) -> Self {
        let mut of: BTreeMap<Place, Vec<(usize, Option<Span>)>> = BTreeMap::new();
        for (c, claim) in list.iter().enumerate() {
            for member in &claim.members {
                let id = &member.statement.document;
                if let Ok(document) = documents.binary_search_by(|document| document.id.cmp(id)) {
                    of.entry((document, member.statement.index)).or_default().push((c, member.focus));
                }
            }
        }
        Self { of, list }
    }

    fn with(&self, place: Place) -> &[(usize, Option<Span>)] {
        self.of.get(&place).map_or(&[], Vec::as_slice)
    }

    fn holds(&self, claim: usize, place: Place) -> bool {
        self.with(place).iter().any(|(c, _)| *c == claim)
    }
}

/// One statement answers one claim.
struct Answer {
    kind: RelationKind,
    from: Place,
    claim: usize,
    why: Vec<String>,
}

fn place(unit: &Unit) -> Place {
    (unit.document, unit.statement as u32)
}

pub(crate) fn relations(
    documents: &[&Document],
    units: &[Unit],
    edges: &[Edge],
    claims: &[Claim],
    of: &[Option<usize>],
) -> Vec<Relation> {
    let claims = Claims::new(documents, claims);
    let claim_of = |u: usize| -> Option<usize> {
        if let Some(c) = of.get(u).copied().flatten() {
            return Some(c);
        }
        let unit = units.get(u)?;
        // another part of the statement may be a member elsewhere: only a claim that holds these words will do
        let here = |focus: Option<Span>| focus.is_none_or(|focus| focus.contains(unit.proposition.span));
        claims.with(place(unit)).iter().find(|(_, focus)| here(*focus)).map(|(c, _)| *c)
    };
    let date =
        |u: &Unit| documents.get(u.document).and_then(|d| d.metadata.published.value.as_deref()?.get(..10));
    // kind, who answers, what, and by which edge and reason
    let mut found: Vec<(u8, Place, usize, usize, Found)> = Vec::new();
    for (nth, edge) in edges.iter().enumerate() {
        let (Some(x), Some(y)) = (units.get(edge.a), units.get(edge.b)) else { continue };
        for answer in between(x, y, edge, (date(x), date(y))) {
            let (from, to) = if answer.first { (x, edge.b) } else { (y, edge.a) };
            let Some(claim) = claim_of(to) else { continue };
            if !claims.holds(claim, place(from)) {
                found.push((answer.kind as u8, place(from), claim, nth, answer));
            }
        }
    }
    // the strongest edge of each
    found.sort_by_key(|(kind, from, claim, nth, _)| (*kind, *from, *claim, *nth));
    found.dedup_by_key(|(kind, from, claim, ..)| (*kind, *from, *claim));
    let answer = |(_, from, claim, nth, answer): (u8, Place, usize, usize, Found)| {
        let mut why = vec![answer.reason.to_owned()];
        why.extend(edges.get(nth).map(Edge::why).unwrap_or_default());
        Answer { kind: answer.kind, from, claim, why }
    };
    let mut answers: Vec<Answer> = found.into_iter().map(answer).collect();
    anaphors(documents, units, &claims, &mut answers);
    let relation = |answer: Answer| {
        let document = documents.get(answer.from.0)?.id.clone();
        let from = StatementRef { document, index: answer.from.1 };
        let to = claims.list.get(answer.claim)?.id.clone();
        Some(Relation { kind: answer.kind, from, to, why: answer.why })
    };
    let mut out: Vec<Relation> = answers.into_iter().filter_map(relation).collect();
    out.sort_by(|a, b| (a.kind as u8, &a.from, &a.to).cmp(&(b.kind as u8, &b.from, &b.to)));
    out.dedup_by(|b, a| (a.kind, &a.from, &a.to) == (b.kind, &b.from, &b.to));
    out
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
fn anaphors(documents: &[&Document], units: &[Unit], claims: &Claims<'_>, answers: &mut Vec<Answer>) {
    let answered: BTreeSet<Place> = answers.iter().map(|answer| answer.from).collect();
    let mut seen: BTreeSet<Place> = BTreeSet::new();
    for unit in units {
        let denies = match unit.stance {
            Stance::Deny => unit.proposition.rumour,
            Stance::Assert => unit.proposition.rumour && unit.proposition.reversal,
            Stance::NoComment => true,
            _ => false,
        };
        // little else is said: the words point back
        let from = place(unit);
        if !denies || unit.proposition.mass > 4.0 || !seen.insert(from) || answered.contains(&from) {
            continue;
        }
        let Some(document) = documents.get(unit.document) else { continue };
        let Some(own) = document.statements.get(unit.statement).and_then(|s| s.content.first()) else {
            continue;
        };
        let first = units.partition_point(|u| u.document < unit.document);
        let before = units.iter().skip(first).take_while(|u| u.document == unit.document).filter(|u| {
            u.statement != unit.statement
                && u.stance != Stance::NoComment
                && u.speaker != unit.speaker
                && u.proposition.span.end() <= own.start()
        });
        let Some(target) = before.max_by_key(|u| u.proposition.span.end()) else { continue };
        let Some((claim, _)) = claims.with(place(target)).first() else { continue };
        let (kind, words) = if unit.stance == Stance::NoComment {
            (RelationKind::NoConfirmation, "points back to the statement before: no comment")
        } else {
            (RelationKind::Denies, "points back to the statement before")
        };
        answers.push(Answer { kind, from, claim: *claim, why: vec![words.to_owned()] });
    }
}
