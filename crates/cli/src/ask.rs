//! Questions to the derived corpus that more than one command asks: which claims, which actors, which positions.

use crate::session::Session;
use reportedly_engine::corpus::{self, Actor, Claim, Denials, Holder, Position, Positions, StatementRef};
use reportedly_engine::model::{Document, LinkRole, Statement};
use reportedly_engine::text::{TokenKind, tokens};
use reportedly_store::stem;
use std::collections::BTreeSet;

/// Share of the words of a topic that a statement must hold when no claim ties it to the topic.
const LEAST: f32 = 0.6;

/// Claims meant by an id (`c:…`, `a:…`, or the beginning of one) or by words, best first.
pub(crate) fn claims<'a>(session: &'a Session, what: &str) -> Vec<&'a Claim> {
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
    let hits = corpus::find_claims(what, &session.corpus, &session.references(), &session.words);
    hits.iter().filter_map(|hit| session.claim(&hit.claim)).collect()
}

/// Actors meant by an id or a name, best first.
pub(crate) fn actors<'a>(session: &'a Session, name: &str) -> Vec<&'a Actor> {
    let hits = corpus::actors_named(&session.corpus, name);
    hits.iter().filter_map(|hit| session.corpus.actors.iter().find(|actor| actor.id == hit.actor)).collect()
}

/// What to keep of what an actor said.
pub(crate) struct Question<'a> {
    pub(crate) topic: Option<&'a str>,
    pub(crate) since: Option<&'a str>,
    pub(crate) until: Option<&'a str>,
}

/// What the actor said, dated first, in order of time.
pub(crate) fn positions(session: &Session, actor: &Actor, question: &Question<'_>) -> Positions {
    let ids: BTreeSet<&str> = actor.merged.iter().map(String::as_str).chain([actor.id.as_str()]).collect();
    let topic = question.topic.map(|topic| {
        let claims = claims(session, topic);
        let members: BTreeSet<StatementRef> = claims
            .iter()
            .flat_map(|claim| claim.members.iter().map(|member| member.statement.clone()))
            .collect();
        (stems(topic), members)
    });
    let mut rows = Vec::new();
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
            let score = topic.as_ref().map_or(1.0, |(asked, members)| {
                let held = asked.intersection(&stems(&session.said(&reference).0)).count() as f32;
                let held = held / asked.len().max(1) as f32;
                if members.contains(&reference) { held.max(LEAST) } else { held }
            });
            if score >= LEAST {
                rows.push(position(session, document, statement, reference, score));
            }
        }
    }
    rows.retain(|row| row.when.as_deref().is_none_or(|date| within(date, question.since, question.until)));
    rows.sort_by(|a, b| {
        (a.when.is_none(), &a.when, &a.statement).cmp(&(b.when.is_none(), &b.when, &b.statement))
    });
    let undated = rows.iter().filter(|row| row.when.is_none()).count();
    let gaps = if undated > 0 {
        vec![format!("{undated} of {} statements undated", rows.len())]
    } else {
        Vec::new()
    };
    Positions {
        actor: actor.id.clone(),
        name: actor.name.clone(),
        topic: question.topic.unwrap_or_default().to_owned(),
        rows,
        changes: Vec::new(),
        gaps,
    }
}

fn position(
    session: &Session,
    document: &Document,
    statement: &Statement,
    reference: StatementRef,
    score: f32,
) -> Position {
    let when = document.metadata.published.value.clone();
    let outward = statement.chain.iter().filter(|link| link.role != LinkRole::Speaker);
    let names = outward
        .filter_map(|link| link.entity.and_then(|id| document.entity(id)))
        .map(|entity| entity.name.clone());
    let mut chain: Vec<String> = Vec::new();
    for name in names.chain(document.metadata.outlet.iter().map(|outlet| outlet.name.clone())) {
        if !chain.contains(&name) {
            chain.push(name);
        }
    }
    let carries = |claim: &&Claim| claim.members.iter().any(|member| member.statement == reference);
    let evidence = statement.content.iter().map(|&span| corpus::Evidence {
        document: document.id.clone(),
        span,
        text: document.slice(span).to_owned(),
    });
    Position {
        claim: session.corpus.claims.iter().find(carries).map(|claim| claim.id.clone()),
        basis: when.is_some().then(|| "page date".to_owned()),
        when,
        stance: statement.stance,
        negated: statement.negated,
        conditional: false,
        holder: if statement.nested_in.is_none() { Holder::Own } else { Holder::Attributed },
        kind: statement.kind,
        chain,
        evidence: evidence.collect(),
        score,
        statement: reference,
    }
}

fn stems(text: &str) -> BTreeSet<String> {
    let words = tokens(text, 0).into_iter().filter(|token| token.kind != TokenKind::Punctuation);
    words.map(|token| stem(&token.folded)).filter(|stem| stem.chars().count() > 2).collect()
}

/// Compares dates as far as both are told.
fn within(date: &str, since: Option<&str>, until: Option<&str>) -> bool {
    let head = |text: &str, other: &str| text.get(..other.len().min(text.len())).unwrap_or(text).to_owned();
    since.is_none_or(|since| head(date, since) >= head(since, date))
        && until.is_none_or(|until| head(date, until) <= head(until, date))
}

/// Denials of some claims, or all; refusals to comment apart.
pub(crate) fn denials(session: &Session, of: Option<&[&Claim]>) -> Denials {
    let documents = session.references();
    let mut found = corpus::denials(&session.corpus, &documents, None);
    if let Some(claims) = of {
        let asked: BTreeSet<&str> = claims.iter().map(|claim| claim.id.as_str()).collect();
        found.denials.retain(|answer| asked.contains(answer.relation.to.as_str()));
        found.refusals.retain(|answer| asked.contains(answer.relation.to.as_str()));
    }
    found
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
