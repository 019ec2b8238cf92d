//! `claims` and `claim`: what is claimed.

use crate::args::{Ask, Claims, Global, SortClaims};
use crate::ask;
use crate::fault::{Ending, Outcome, say};
use crate::output::{Form, Output};
use crate::render;
use crate::session::{self, Session};
use reportedly_engine::corpus::{Claim, RelationKind, latest};
use serde_json::{Map, json};
use std::cmp::Reverse;

/// Claims listed unless `--limit` says otherwise.
const LIMIT: usize = 50;

pub(crate) fn list(args: &Claims, global: &Global, out: &mut Output) -> Outcome {
    let store = session::open(&global.corpus, global)?;
    let session = Session::load(&store)?;
    let mut claims: Vec<&Claim> = if args.query.trim().is_empty() {
        let mut all: Vec<&Claim> = session.corpus.claims.iter().collect();
        all.sort_by_key(|claim| {
            (Reverse(claim.roots.len()), Reverse(claim.pages), Reverse(claim.members.len()))
        });
        all
    } else {
        ask::claims(&session, &args.query)
    };
    claims.retain(|claim| claim.roots.len() >= args.min_roots.unwrap_or(0));
    if args.denied {
        let denies = |claim: &&Claim| {
            session.corpus.relations.iter().any(|r| r.to == claim.id && r.kind == RelationKind::Denies)
        };
        claims.retain(denies);
    }
    match args.sort {
        // undated claims last
        Some(SortClaims::First) => claims.sort_by_key(|claim| {
            let first = first_seen(&session, claim).and_then(|date| latest(&date));
            (first.is_none(), first, claim.id.clone())
        }),
        Some(SortClaims::Spread) => {
            claims.sort_by_key(|claim| (Reverse(claim.pages), Reverse(claim.roots.len()), claim.id.clone()))
        }
        Some(SortClaims::Roots) => {
            claims.sort_by_key(|claim| (Reverse(claim.roots.len()), Reverse(claim.pages), claim.id.clone()))
        }
        None => {}
    }
    let total = claims.len();
    claims.truncate(global.limit.unwrap_or(LIMIT));
    match out.form {
        Form::Text => out.text(&render::claims::list(&session, &claims, total, out.paint))?,
        _ => {
            let items = claims.iter().map(|claim| render::claims::json(&session, claim)).collect();
            out.list("claims", items, Map::from_iter([("total".to_owned(), total.into())]))?;
        }
    }
    Ok(if total == 0 { Ending::Negative } else { Ending::Done })
}

/// The earliest date of a page that carries it.
pub(crate) fn first_seen(session: &Session, claim: &Claim) -> Option<String> {
    let pages = claim.members.iter().filter_map(|member| session.document(&member.statement.document));
    let dates = pages.filter_map(|document| document.metadata.published.value.clone());
    dates.filter_map(|date| Some((latest(&date)?, date))).min().map(|(_, date)| date)
}

pub(crate) fn one(args: &Ask, global: &Global, out: &mut Output) -> Outcome {
    let store = session::open(&global.corpus, global)?;
    let session = Session::about(&store, &args.what)?;
    let claims = ask::claims(&session, &args.what);
    let Some(claim) = claims.first() else { return none(&session, &args.what, global, out) };
    match out.form {
        Form::Text => out.text(&render::claims::one(&session, claim, out.paint, global.verbose))?,
        _ => {
            let value = render::claims::json(&session, claim);
            out.object(Map::from_iter([("claim".to_owned(), value)]))?;
        }
    }
    others(&claims, global);
    Ok(Ending::Done)
}

/// Says that words fit several claims.
pub(crate) fn others(claims: &[&Claim], global: &Global) {
    if claims.len() > 1 && !global.quiet {
        let ids: Vec<String> = claims
            .iter()
            .skip(1)
            .take(3)
            .map(|claim| format!("{} {}", claim.id, session::short(&claim.text, 60)))
            .collect();
        say(
            "note",
            &format!("may also mean {}: {}", render::count(claims.len() - 1, "other claim"), ids.join(" · ")),
            None,
        );
    }
}

/// No claim fits: says what was searched.
pub(crate) fn none(session: &Session, what: &str, global: &Global, out: &mut Output) -> Outcome {
    if out.form != Form::Text {
        out.object(Map::from_iter([
            ("claim".to_owned(), json!(null)),
            ("query".to_owned(), json!(what)),
            ("documents".to_owned(), json!(session.documents.len())),
        ]))?;
    } else if !global.quiet {
        let hint = "see what is claimed with `reportedly claims`, or find words with `reportedly search`";
        say("note", &format!("no claim like `{what}` in {}", render::searched(session)), Some(hint));
    }
    Ok(Ending::Negative)
}
