//! Questions to the derived corpus that more than one command asks: which claims, which actors, which positions.

use crate::session::Session;
use reportedly_engine::corpus::{self, Actor, Asked, Claim, Denials, Near, Positions, StatementRef};
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

/// What the actor holds, dated first, in order of time. A topic is looked for by its meaning, and when nothing comes near, by
/// its words.
pub(crate) fn positions(session: &Session, actor: &Actor, asked: &Asked<'_>) -> Positions {
    let (documents, words) = (session.references(), &session.words);
    let by_id = asked.topic.is_some_and(|topic| topic.starts_with("c:"));
    if !by_id {
        let found = corpus::positions_on(&session.corpus, &documents, &actor.id, asked, words);
        if !found.rows.is_empty() || asked.topic.is_none() {
            return found;
        }
    }
    let near = asked.topic.map(|topic| by_words(session, topic)).unwrap_or_default();
    corpus::positions_of(&session.corpus, &documents, &actor.id, &near, asked, words)
}

/// Statements that hold most words of the topic, or stand in a claim like it.
fn by_words(session: &Session, topic: &str) -> Vec<Near> {
    let claims = claims(session, topic);
    let members: BTreeSet<&StatementRef> =
        claims.iter().flat_map(|claim| claim.members.iter().map(|member| &member.statement)).collect();
    let stems_asked = stems(topic);
    let mut out = Vec::new();
    for document in &session.documents {
        for (index, statement) in document.statements.iter().enumerate() {
            if statement.repeats.is_some() {
                continue;
            }
            let reference = StatementRef { document: document.id.clone(), index: index as u32 };
            let held = stems_asked.intersection(&stems(&session.said(&reference).0)).count() as f32;
            let held = held / stems_asked.len().max(1) as f32;
            let score = if members.contains(&reference) { held.max(LEAST) } else { held };
            if score >= LEAST {
                out.push(Near { statement: reference, focus: None, score });
            }
        }
    }
    out
}

fn stems(text: &str) -> BTreeSet<String> {
    let words = tokens(text, 0).into_iter().filter(|token| token.kind != TokenKind::Punctuation);
    words.map(|token| stem(&token.folded)).filter(|stem| stem.chars().count() > 2).collect()
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
