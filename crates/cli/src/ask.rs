//! Questions to the derived corpus that more than one command asks: which claims, which actors, which positions.

use crate::session::Session;
use reportedly_engine::Engine;
use reportedly_engine::corpus::{Actor, Claim, Relation, RelationKind, StatementRef};
use reportedly_engine::text::{TokenKind, tokens};
use reportedly_store::stem;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Share of the words of a question that a claim must hold.
const LEAST: f64 = 0.6;

/// Claims meant by an id (`c:…`, or the beginning of one), a statement (`a:…`) or words, best first.
pub(crate) fn claims<'a>(session: &'a Session, _engine: &Engine, what: &str) -> Vec<&'a Claim> {
    let what = what.trim();
    let all = &session.corpus.claims;
    if what.starts_with("c:") {
        return all.iter().filter(|claim| claim.id.starts_with(what)).collect();
    }
    if what.starts_with("a:") {
        let carries = |claim: &&Claim| {
            let mut statements =
                claim.members.iter().filter_map(|member| session.statement(&member.statement));
            statements.any(|(_, statement)| statement.id.starts_with(what))
        };
        return all.iter().filter(carries).collect();
    }
    let asked = stems(what);
    if asked.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(usize, &Claim)> = Vec::new();
    for claim in all {
        let held = |member: &StatementRef| {
            let words = stems(&format!("{} {}", session.said(member).0, session.speaker(member)));
            asked.intersection(&words).count()
        };
        let best = claim.members.iter().map(|member| held(&member.statement)).max().unwrap_or(0);
        if best as f64 >= asked.len() as f64 * LEAST {
            found.push((best, claim));
        }
    }
    found.sort_by_key(|(held, claim)| (Reverse(*held), Reverse(claim.pages), Reverse(claim.members.len())));
    found.into_iter().map(|(_, claim)| claim).collect()
}

fn stems(text: &str) -> BTreeSet<String> {
    let words = tokens(text, 0).into_iter().filter(|token| token.kind != TokenKind::Punctuation);
    words.map(|token| stem(&token.folded)).filter(|stem| stem.chars().count() > 2).collect()
}

/// Actors meant by an id or a name, best first.
pub(crate) fn actors<'a>(session: &'a Session, _engine: &Engine, name: &str) -> Vec<&'a Actor> {
    let name = name.trim();
    let all = &session.corpus.actors;
    if name.starts_with("e:") {
        return all
            .iter()
            .filter(|actor| actor.id == name || actor.merged.iter().any(|id| id == name))
            .collect();
    }
    let asked = stems(name);
    let mut found: Vec<&Actor> = all
        .iter()
        .filter(|actor| {
            let names = actor.names.iter().map(|name| name.text.as_str()).chain([actor.name.as_str()]);
            !asked.is_empty() && names.map(stems).any(|words| asked.is_subset(&words))
        })
        .collect();
    found.sort_by_key(|actor| (Reverse(actor.statements), Reverse(actor.documents)));
    found
}

/// What to keep of what an actor said.
pub(crate) struct Question<'a> {
    pub(crate) topic: Option<&'a str>,
    pub(crate) since: Option<&'a str>,
    pub(crate) until: Option<&'a str>,
}

pub(crate) struct Position {
    pub(crate) statement: StatementRef,
    /// Said by the actor; else told by others.
    pub(crate) own: bool,
    /// EDTF date of the page; `None`: undated.
    pub(crate) dated: Option<String>,
    /// "yesterday": the words of the page for when it was said.
    pub(crate) said: Option<String>,
}

/// What the actor said, dated first, in order of time.
pub(crate) fn positions(
    session: &Session,
    engine: &Engine,
    actor: &Actor,
    question: &Question<'_>,
) -> Vec<Position> {
    let ids: BTreeSet<&str> = actor.merged.iter().map(String::as_str).chain([actor.id.as_str()]).collect();
    let topic = question.topic.map(|topic| {
        let claims = claims(session, engine, topic);
        let members: BTreeSet<&StatementRef> =
            claims.iter().flat_map(|claim| claim.members.iter().map(|member| &member.statement)).collect();
        (stems(topic), members)
    });
    let mut out = Vec::new();
    for document in &session.documents {
        for (index, statement) in document.statements.iter().enumerate() {
            let speaker = statement
                .speaker
                .as_ref()
                .and_then(|speaker| speaker.entity)
                .and_then(|id| document.entity(id));
            if statement.repeats.is_some()
                || !speaker.is_some_and(|speaker| ids.contains(speaker.actor.as_str()))
            {
                continue;
            }
            let reference = StatementRef { document: document.id.clone(), index: index as u32 };
            if let Some((asked, members)) = &topic {
                let words = stems(&session.said(&reference).0);
                let held = asked.intersection(&words).count() as f64;
                if !members.contains(&reference) && held < asked.len().max(1) as f64 * LEAST {
                    continue;
                }
            }
            let dated = document.metadata.published.value.clone();
            if dated.as_deref().is_some_and(|date| !within(date, question.since, question.until)) {
                continue;
            }
            out.push(Position {
                own: statement.nested_in.is_none(),
                said: statement.said.map(|span| document.slice(span).to_owned()),
                statement: reference,
                dated,
            });
        }
    }
    out.sort_by(|a, b| {
        (a.dated.is_none(), &a.dated, &a.statement).cmp(&(b.dated.is_none(), &b.dated, &b.statement))
    });
    out
}

/// Compares dates as far as both are told.
fn within(date: &str, since: Option<&str>, until: Option<&str>) -> bool {
    let head = |text: &str, other: &str| text.get(..other.len().min(text.len())).unwrap_or(text).to_owned();
    since.is_none_or(|since| head(date, since) >= head(since, date))
        && until.is_none_or(|until| head(date, until) <= head(until, date))
}

/// A denial or a refusal to confirm, with the claim it answers.
pub(crate) struct Denial<'a> {
    pub(crate) claim: Option<&'a Claim>,
    pub(crate) relation: &'a Relation,
    /// Denied; else not confirmed.
    pub(crate) denies: bool,
}

/// Denials of some claims, or all; refusals to comment after them.
pub(crate) fn denials<'a>(session: &'a Session, of: Option<&[&Claim]>) -> Vec<Denial<'a>> {
    let mut out: Vec<Denial<'a>> = session
        .corpus
        .relations
        .iter()
        .filter(|relation| matches!(relation.kind, RelationKind::Denies | RelationKind::NoConfirmation))
        .filter(|relation| of.is_none_or(|claims| claims.iter().any(|claim| claim.id == relation.to)))
        .map(|relation| Denial {
            claim: session.claim(&relation.to),
            relation,
            denies: relation.kind == RelationKind::Denies,
        })
        .collect();
    out.sort_by_key(|denial| !denial.denies);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_compare_as_far_as_both_are_told() {
        for (date, since, until, expect) in [
            ("2024-05-17T10:00", Some("2024"), Some("2024-05"), true),
            ("2024-05-17", Some("2024-05-18"), None, false),
            ("2024", Some("2024-05-18"), None, true),
            ("2023-12", None, Some("2024"), true),
            ("2025", None, Some("2024-12-31"), false),
        ] {
            assert_eq!(within(date, since, until), expect, "{date}");
        }
    }
}
