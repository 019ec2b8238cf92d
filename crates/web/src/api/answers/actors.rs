//! Actors: lists of them, one with its names and statements, and what one holds on a topic.

use super::{Json, Listed, Part, evidence, params, statement};
use crate::error::Refusal;
use crate::state::{App, Snapshot};
use reportedly_engine::corpus::{self, Actor, Holder, StatementRef};
use reportedly_engine::wire;
use serde_json::{Value, json};

/// Statements of an actor in one answer, of each kind, and names.
const SAID: usize = 100;
const NAMES: usize = 120;

pub(crate) fn actors(app: &App, asked: &params::Actors, part: Part) -> Result<Listed, Refusal> {
    let snapshot = app.snapshot()?;
    let short = |actor: &Actor, why: Option<(&str, f32)>| {
        json!({"id": actor.id, "type": actor.kind, "name": actor.name, "anonymous": actor.anonymous, "statements": actor.statements,
               "documents": actor.documents, "why": why.map(|why| why.0), "score": why.map(|why| why.1)})
    };
    let Some(name) = params::words(&asked.q)? else {
        let loudest = snapshot.loudest.iter().filter_map(|&at| snapshot.corpus.actors.get(at as usize));
        return part.of(loudest, |actor| Ok(short(actor, None)));
    };
    let hits = snapshot.named(name);
    let found = hits.iter().filter_map(|hit| Some((hit, snapshot.actor(&hit.actor)?)));
    part.of(found, |(hit, actor)| Ok(short(actor, Some((&hit.why, hit.score)))))
}

fn known<'a>(snapshot: &'a Snapshot, id: &str) -> Result<&'a Actor, Refusal> {
    let missing = || Refusal::unknown("fault.actor", id);
    snapshot.actor(id).ok_or_else(missing)
}

/// The names of an actor, each with the place where it stands first, and the roles.
pub(crate) fn names(app: &App, id: &str) -> Result<(Vec<Value>, Vec<String>), Refusal> {
    let snapshot = app.snapshot()?;
    let actor = known(&snapshot, id)?;
    let shown = actor.names.get(..NAMES.min(actor.names.len())).unwrap_or(&[]);
    let shelf = app.shelf(&snapshot, shown.iter().map(|name| name.first.document.as_str()))?;
    let counters = shelf.points();
    let names = shown.iter().map(|name| {
        json!({"text": name.text, "language": name.language.map(|l| l.code().to_owned()), "kind": name.kind, "count": name.count,
               "script": script(&name.text), "first": evidence(&name.first, &shelf, &counters)})
    });
    Ok((names.collect(), actor.roles.clone()))
}

pub(crate) fn actor(app: &App, id: &str, page: usize) -> Json {
    let snapshot = app.snapshot()?;
    let actor = known(&snapshot, id)?;
    let (own, told) = (snapshot.own(&actor.id), snapshot.attributed(&actor.id));
    let pages = own.len().max(told.len()).div_ceil(SAID).max(1);
    if page == 0 || page > pages {
        return Err(Refusal::absent("fault.page", &[&page.to_string(), &pages.to_string()]));
    }
    let some = |all: &'_ [StatementRef]| -> Vec<StatementRef> {
        all.iter().skip((page - 1) * SAID).take(SAID).cloned().collect()
    };
    let (own, told) = (some(own), some(told));
    let shelf = app.shelf(&snapshot, own.iter().chain(&told).map(|place| place.document.as_str()))?;
    let counters = shelf.points();
    let (names, roles) = names(app, id)?;
    let list = |places: &[StatementRef]| -> Vec<Value> {
        places.iter().map(|place| statement(place, &shelf, &counters)).collect()
    };
    Ok(json!({"schema": wire::SCHEMA,
              "actor": {"id": actor.id, "type": actor.kind, "name": actor.name, "anonymous": actor.anonymous, "names": names,
                        "names_left_off": actor.names.len() - names.len(), "roles": roles, "merged": actor.merged, "why": actor.why,
                        "statements": actor.statements, "documents": actor.documents},
              "page": page, "pages": pages, "own": list(&own), "attributed": list(&told)}))
}

fn script(text: &str) -> &'static str {
    match text.chars().find(|c| c.is_alphabetic()) {
        Some('\u{400}'..='\u{52F}') => "Cyrillic",
        Some(c) if c.is_ascii() || ('\u{C0}'..='\u{24F}').contains(&c) => "Latin",
        _ => "other script",
    }
}

pub(crate) fn positions(app: &App, id: &str, asked: &params::Positions) -> Json {
    let snapshot = app.snapshot()?;
    let actor = known(&snapshot, id)?;
    let topic = params::words(&asked.topic)?.ok_or_else(|| Refusal::asked("fault.topic", &[]))?;
    let (since, until) = (params::words(&asked.since)?, params::words(&asked.until)?);
    for date in [since, until].into_iter().flatten() {
        if !date.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b':' | b'T')) {
            return Err(Refusal::bad("a date is a year, a month or a day: 2024, 2024-05, 2024-05-17"));
        }
    }
    let shelf = crate::pages::positions::shelf(app, &snapshot, actor, topic)?;
    let excerpt = snapshot.excerpt_about(actor, &shelf);
    let holder = match asked.holder {
        Some(params::HolderName::Own) => Some(Holder::Own),
        Some(params::HolderName::Attributed) => Some(Holder::Attributed),
        Some(params::HolderName::All) | None => None,
    };
    let asked = corpus::Asked { topic: Some(topic), since, until, holder, gap: asked.gap };
    let positions = reportedly_store::positions(&excerpt, &shelf.all(), &actor.id, &asked, &app.words);
    let counters = shelf.points();
    let rows: Vec<Value> = positions
        .rows
        .iter()
        .map(|row| {
            json!({"statement": statement(&row.statement, &shelf, &counters), "claim": row.claim, "when": row.when, "basis": row.basis,
                   "stance": row.stance, "negated": row.negated, "conditional": row.conditional, "holder": row.holder, "kind": row.kind,
                   "chain": row.chain, "score": row.score,
                   "evidence": row.evidence.iter().map(|e| evidence(e, &shelf, &counters)).collect::<Vec<_>>()})
        })
        .collect();
    Ok(
        json!({"schema": wire::SCHEMA, "actor": positions.actor, "name": positions.name, "topic": positions.topic,
              "rows": rows, "changes": positions.changes, "gaps": positions.gaps}),
    )
}
