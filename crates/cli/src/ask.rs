//! Questions to the derived corpus that more than one command asks: which claims, which actors, which positions.

use crate::session::Session;
use reportedly_engine::corpus::{self, Actor, Asked, Claim, Denials, Positions};
use std::collections::BTreeSet;

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

/// What the actor holds, dated first, in order of time.
pub(crate) fn positions(session: &Session, actor: &Actor, asked: &Asked<'_>) -> Positions {
    reportedly_store::positions(&session.corpus, &session.references(), &actor.id, asked, &session.words)
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
