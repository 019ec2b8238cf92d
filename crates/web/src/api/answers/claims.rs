//! Claims: lists of them, one with its ways to the pages, and who denies what.

use super::{Counters, Json, Listed, Part, evidence, params, place, statement};
use crate::error::Refusal;
use crate::state::{App, Shelf, Snapshot, content};
use crate::whole::{self, Whole};
use reportedly_engine::corpus::{self, Answer, Claim, Relation, RelationKind, Root, Trace, TraceLine};
use reportedly_engine::wire;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Roots of a claim that are named; how many there are is said.
const ROOTS: usize = 100;

pub(crate) fn claims(app: &App, asked: &params::Claims, part: Part) -> Result<Listed, Refusal> {
    let snapshot = app.snapshot()?;
    let fits = |claim: &&Claim| {
        let denied = || snapshot.answers(&claim.id).any(|relation| relation.kind == RelationKind::Denies);
        claim.roots.len() >= asked.min_roots.unwrap_or(0) as usize
            && (!asked.denied.is_some_and(|flag| flag.0) || denied())
    };
    let order = asked.sort.unwrap_or(params::Order::Spread);
    match params::words(&asked.q)? {
        None => part
            .of(snapshot.ordered(order, asked.denied.is_some_and(|flag| flag.0)).filter(fits), |claim| {
                Ok(head(claim))
            }),
        Some(words) => {
            let mut found = claims_meant(app, &snapshot, words)?;
            if let Some(order) = asked.sort {
                found.sort_by_cached_key(|claim| snapshot.rank(order, claim));
            }
            part.of(found.into_iter().filter(fits), |claim| Ok(head(claim)))
        }
    }
}

/// Claims that words or an id mean, best first. In a corpus too large to keep, words find claims through search.
fn claims_meant<'a>(app: &App, snapshot: &'a Snapshot, words: &str) -> Result<Vec<&'a Claim>, Refusal> {
    if let Some(claim) = snapshot.claim(words) {
        return Ok(vec![claim]);
    }
    if words.starts_with("a:") {
        let Some((document, index)) = app.store.statement(words)? else { return Ok(Vec::new()) };
        let places = snapshot.claims_of(&document, index).iter();
        return Ok(places.filter_map(|&place| snapshot.corpus.claims.get(place)).collect());
    }
    let mut found: Vec<&Claim> = Vec::new();
    let hits = snapshot.meant(words, &app.words);
    found.extend(hits.iter().filter_map(|hit| snapshot.claim(&hit.claim)));
    let query = reportedly_store::Query { text: words.to_owned(), limit: 200, ..Default::default() };
    let hits = match app.store.search(&query) {
        Err(error) if error.is_query() => Vec::new(),
        other => other?,
    };
    for hit in &hits {
        let Some(statement) = &hit.statement else { continue };
        let places = snapshot.claims_of(&hit.document, statement.index).iter();
        for claim in places.filter_map(|&place| snapshot.corpus.claims.get(place)) {
            if found.len() < 500 && found.iter().all(|known| known.id != claim.id) {
                found.push(claim);
            }
        }
    }
    Ok(found)
}

pub(crate) fn claim(app: &App, id: &str, page: usize) -> Json {
    let snapshot = app.snapshot()?;
    let Whole { claim, members, trace, answers, shelf, page, pages } = whole::part(app, &snapshot, id, page)?;
    let counters = shelf.points();
    let left_off = claim.members.len() - members.len();
    let members: Vec<Value> = members
        .iter()
        .map(|member| {
            let focus = member.focus.and_then(|span| place(&member.statement.document, span, &counters));
            json!({"statement": statement(&member.statement, &shelf, &counters), "why": member.why, "score": member.score, "focus": focus})
        })
        .collect();
    let answers: Vec<Value> = answers.iter().map(|relation| answer(relation, &shelf, &counters)).collect();
    let trace = trace.map(|trace| traced(&trace, &shelf, &counters));
    Ok(json!({"schema": wire::SCHEMA, "claim": head(claim), "members": members,
              "members_left_off": left_off, "page": page, "pages": pages, "answers": answers, "trace": trace}))
}

pub(crate) fn trace(app: &App, id: &str, page: usize) -> Json {
    let snapshot = app.snapshot()?;
    let Whole { claim, trace, answers, shelf, page, pages, .. } = whole::part(app, &snapshot, id, page)?;
    let counters = shelf.points();
    let denials: Vec<Value> = answers.iter().map(|relation| answer(relation, &shelf, &counters)).collect();
    let trace = trace.ok_or_else(|| Refusal::absent("fault.way", &[]))?;
    Ok(json!({"schema": wire::SCHEMA, "claim": head(claim), "page": page, "pages": pages,
               "trace": traced(&trace, &shelf, &counters), "answers": denials}))
}

fn traced(trace: &Trace, shelf: &Shelf, counters: &Counters<'_>) -> Value {
    let lines: Vec<Value> = trace.lines.iter().map(|l| line(l, shelf, counters)).collect();
    let not_counted: Vec<Value> = trace.not_counted.iter().map(|e| evidence(e, shelf, counters)).collect();
    let earliest =
        trace.earliest_seen.as_ref().map(|(document, date)| json!({"document": document, "date": date}));
    json!({"status": corpus::joined(&trace.status), "lines": lines, "not_counted": not_counted, "gaps": trace.gaps, "earliest_seen": earliest})
}

pub(crate) fn head(claim: &Claim) -> Value {
    let root = |root: &Root| json!({"actor": root.actor, "name": root.name, "anonymous": root.anonymous, "statements": root.statements.len()});
    json!({"id": claim.id, "text": claim.text, "pages": claim.pages,
           "languages": claim.languages.iter().map(|l| l.code()).collect::<Vec<_>>(),
           "roots": claim.roots.iter().take(ROOTS).map(root).collect::<Vec<_>>(),
           "independent_roots": claim.roots.len(), "members": claim.members.len()})
}

fn answer(relation: &Relation, shelf: &Shelf, counters: &Counters<'_>) -> Value {
    let content: Vec<Value> = shelf
        .statement(&relation.from)
        .map(|(document, statement)| content(document, statement))
        .unwrap_or_default()
        .iter()
        .map(|e| evidence(e, shelf, counters))
        .collect();
    json!({"kind": relation.kind, "from": statement(&relation.from, shelf, counters), "content": content, "why": relation.why})
}

fn line(line: &TraceLine, shelf: &Shelf, counters: &Counters<'_>) -> Value {
    let links: Vec<Value> = line
        .links
        .iter()
        .map(|link| {
            json!({"role": link.role, "actor": link.actor, "name": link.name, "anonymous": link.anonymous, "explicit": link.explicit,
                   "evidence": link.evidence.as_ref().map(|e| evidence(e, shelf, counters))})
        })
        .collect();
    let rejected: Vec<Value> = line
        .rejected_dates
        .iter()
        .map(|date| {
            let at = date.span.and_then(|span| place(&line.statement.document, span, counters));
            json!({"value": date.value, "why": date.why, "place": at})
        })
        .collect();
    let id = shelf.statement(&line.statement).map(|(_, statement)| statement.id.clone());
    let sha256 = shelf.get(&line.statement.document).map(|document| document.sha256.clone());
    json!({"document": line.statement.document, "sha256": sha256, "statement": id, "note": corpus::joined(&line.note), "links": links, "drift": line.drift,
           "content": line.content.iter().map(|e| evidence(e, shelf, counters)).collect::<Vec<_>>(),
           "dated": line.dated, "rejected_dates": rejected})
}

pub(crate) fn denials(app: &App, asked: &params::Denials, part: Part) -> Result<Listed, Refusal> {
    let snapshot = app.snapshot()?;
    let claims: Option<BTreeSet<&str>> = match params::words(&asked.claim)? {
        None => None,
        Some(what) => {
            let missing = || Refusal::unknown("fault.claim", what);
            let meant = claims_meant(app, &snapshot, what)?;
            if what.starts_with("c:") && meant.is_empty() {
                return Err(missing());
            }
            Some(meant.into_iter().map(|claim| claim.id.as_str()).collect())
        }
    };
    let wanted = match asked.refusals {
        Some(params::Flag(true)) => RelationKind::NoConfirmation,
        _ => RelationKind::Denies,
    };
    let all = &snapshot.corpus.relations;
    let fits = |relation: &&Relation| {
        relation.kind == wanted && claims.as_ref().is_none_or(|ids| ids.contains(relation.to.as_str()))
    };
    let chosen: Vec<Relation> =
        all.iter().filter(fits).skip(part.from).take(part.most.saturating_add(1)).cloned().collect();
    let shelf = app.shelf(&snapshot, chosen.iter().map(|relation| relation.from.document.as_str()))?;
    let counters = shelf.points();
    // the engine names who denies; it is given these relations and pages only
    let some = corpus::Corpus { relations: chosen, ..snapshot.excerpt([], &shelf) };
    let found = corpus::denials(&some, &shelf.all(), None);
    let answers = if wanted == RelationKind::Denies { found.denials } else { found.refusals };
    let mut listed = Part { from: 0, most: part.most }
        .of(answers.iter(), |answer| Ok(denial(answer, &snapshot, &shelf, &counters)))?;
    listed.beside.insert("searched".into(), snapshot.rows.len().into());
    Ok(listed)
}

fn denial(answer: &Answer, snapshot: &Snapshot, shelf: &Shelf, counters: &Counters<'_>) -> Value {
    let relation = &answer.relation;
    let claim = snapshot.claim(&relation.to).map(|claim| claim.text.as_str());
    json!({"claim": relation.to, "claim_text": claim, "by": answer.by, "actor": answer.actor, "published": answer.dated,
           "why": relation.why, "statement": statement(&relation.from, shelf, counters),
           "evidence": answer.evidence.iter().map(|e| evidence(e, shelf, counters)).collect::<Vec<_>>()})
}
