//! `/api/v1`: the same answers as JSON. Places are code points with UTF-8 bytes beside them, as in the `reportedly/1` record.

use crate::Json;
use crate::pages::positions::weigh;
use crate::pages::{actor, claim, claims as list, reader, search as find};
use crate::query::Query;
use crate::state::{App, Shelf, content};
use reportedly_engine::corpus::{Claim, Evidence, Relation, Root, StatementRef, TraceLine};
use reportedly_engine::model::Span;
use reportedly_engine::wire::{self, Points};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

type Counters<'a> = BTreeMap<&'a str, Points<'a>>;

pub(crate) fn search(app: &App, query: &Query) -> Json {
    let snapshot = app.snapshot()?;
    let Some(asked) = find::asked(query)? else {
        return Ok(json!({"schema": wire::SCHEMA, "hits": [], "claims": []}));
    };
    let hits = app.store.search(&asked)?;
    let claims: Vec<Value> = find::claims(app, &snapshot, &asked.text, &hits)
        .into_iter()
        .map(|(claim, why)| json!({"claim": head(claim), "why": why}))
        .collect();
    let hits: Vec<Value> = hits
        .iter()
        .map(|hit| {
            let points = Points::new(&hit.text);
            let matches: Vec<Value> = hit
                .matches
                .iter()
                .map(|span| {
                    let from = |byte| hit.points.0 + points.at(byte);
                    json!({"start": from(span.start()), "end": from(span.end()), "text": span.of(&hit.text)})
                })
                .collect();
            json!({"document": hit.document, "path": hit.path, "title": hit.title, "outlet": hit.outlet,
                   "language": hit.language.map(|l| l.code().to_owned()), "published": hit.published, "zone": hit.zone,
                   "start": hit.points.0, "end": hit.points.1, "bytes": [hit.span.start(), hit.span.end()],
                   "text": hit.text, "matches": matches, "statement": hit.statement})
        })
        .collect();
    Ok(json!({"schema": wire::SCHEMA, "hits": hits, "claims": claims}))
}

pub(crate) fn claims(app: &App, query: &Query) -> Json {
    let snapshot = app.snapshot()?;
    let (claims, page, pages) = list::part(&snapshot, query)?;
    let claims: Vec<Value> = claims.into_iter().map(head).collect();
    Ok(json!({"schema": wire::SCHEMA, "page": page, "pages": pages, "claims": claims}))
}

pub(crate) fn claim(app: &App, id: &str, _query: &Query) -> Json {
    let snapshot = app.snapshot()?;
    let claim::Whole { claim, trace, answers, shelf } = claim::whole(app, &snapshot, id)?;
    let counters = shelf.points();
    let members: Vec<Value> = claim
        .members
        .iter()
        .map(|member| {
            let focus = member.focus.and_then(|span| place(&member.statement.document, span, &counters));
            json!({"statement": statement(&member.statement, &shelf, &counters), "why": member.why, "score": member.score, "focus": focus})
        })
        .collect();
    let answers: Vec<Value> = answers.iter().map(|relation| answer(relation, &shelf, &counters)).collect();
    let trace = trace.map(|trace| {
        let lines: Vec<Value> = trace.lines.iter().map(|l| line(l, &shelf, &counters)).collect();
        let not_counted: Vec<Value> = trace.not_counted.iter().map(|e| evidence(e, &counters)).collect();
        let earliest = trace.earliest_seen.map(|(document, date)| json!({"document": document, "date": date}));
        json!({"status": trace.status, "lines": lines, "not_counted": not_counted, "gaps": trace.gaps, "earliest_seen": earliest})
    });
    Ok(
        json!({"schema": wire::SCHEMA, "claim": head(claim), "members": members, "answers": answers, "trace": trace}),
    )
}

pub(crate) fn actor(app: &App, id: &str, _query: &Query) -> Json {
    let snapshot = app.snapshot()?;
    let actor = actor::find(&snapshot, id)?;
    let (own, told) = (snapshot.own(&actor.id), snapshot.attributed(&actor.id));
    let names = actor.names.iter().map(|name| name.first.document.as_str());
    let shelf =
        app.shelf(&snapshot, names.chain(own.iter().chain(told).map(|place| place.document.as_str())))?;
    let counters = shelf.points();
    let names: Vec<Value> = actor
        .names
        .iter()
        .map(|name| {
            json!({"text": name.text, "language": name.language.map(|l| l.code().to_owned()), "kind": name.kind, "count": name.count,
                   "script": actor::script(&name.text), "first": evidence(&name.first, &counters)})
        })
        .collect();
    let list = |places: &[StatementRef]| -> Vec<Value> {
        places.iter().map(|place| statement(place, &shelf, &counters)).collect()
    };
    Ok(json!({"schema": wire::SCHEMA,
              "actor": {"id": actor.id, "type": actor.kind, "name": actor.name, "anonymous": actor.anonymous, "names": names,
                        "roles": actor.roles, "merged": actor.merged, "why": actor.why,
                        "statements": actor.statements, "documents": actor.documents},
              "own": list(own), "attributed": list(told)}))
}

pub(crate) fn positions(app: &App, id: &str, query: &Query) -> Json {
    let snapshot = app.snapshot()?;
    let actor = actor::find(&snapshot, id)?;
    let (positions, shelf) = weigh(app, &snapshot, actor, query)?;
    let counters = shelf.points();
    let rows: Vec<Value> = positions
        .rows
        .iter()
        .map(|row| {
            json!({"statement": statement(&row.statement, &shelf, &counters), "claim": row.claim, "when": row.when, "basis": row.basis,
                   "stance": row.stance, "negated": row.negated, "conditional": row.conditional, "holder": row.holder, "kind": row.kind,
                   "chain": row.chain, "evidence": row.evidence.iter().map(|e| evidence(e, &counters)).collect::<Vec<_>>(), "score": row.score})
        })
        .collect();
    Ok(
        json!({"schema": wire::SCHEMA, "actor": positions.actor, "name": positions.name, "topic": positions.topic,
              "rows": rows, "changes": positions.changes, "gaps": positions.gaps}),
    )
}

pub(crate) fn document(app: &App, id: &str, query: &Query) -> Json {
    let snapshot = app.snapshot()?;
    let document = reader::find(app, &snapshot, id)?;
    Ok(wire::record(&document, query.get("text").is_some()))
}

pub(crate) fn health(app: &App, _query: &Query) -> Json {
    let stats = app.store.stats()?;
    Ok(
        json!({"schema": wire::SCHEMA, "version": env!("CARGO_PKG_VERSION"), "documents": stats.documents, "statements": stats.statements,
              "failures": stats.failures, "undated": stats.undated, "derived": stats.derived,
              "languages": stats.languages.iter().map(|(l, n)| json!({"language": l.map(|l| l.code().to_owned()), "documents": n})).collect::<Vec<_>>()}),
    )
}

fn head(claim: &Claim) -> Value {
    let root = |root: &Root| json!({"actor": root.actor, "name": root.name, "anonymous": root.anonymous, "statements": root.statements.len()});
    json!({"id": claim.id, "text": claim.text, "pages": claim.pages,
           "languages": claim.languages.iter().map(|l| l.code()).collect::<Vec<_>>(),
           "roots": claim.roots.iter().map(root).collect::<Vec<_>>(), "members": claim.members.len()})
}

fn place(document: &str, span: Span, counters: &Counters<'_>) -> Option<Value> {
    let mut map: Map<String, Value> = counters.get(document)?.passage(span);
    map.insert("document".into(), document.into());
    Some(Value::Object(map))
}

fn evidence(evidence: &Evidence, counters: &Counters<'_>) -> Value {
    place(&evidence.document, evidence.span, counters)
        .unwrap_or_else(|| json!({"document": evidence.document, "text": evidence.text}))
}

/// The statement as in the record, with its document.
fn statement(reference: &StatementRef, shelf: &Shelf, counters: &Counters<'_>) -> Value {
    let found = shelf.statement(reference).zip(counters.get(reference.document.as_str()));
    let Some(((document, statement), points)) = found else {
        return json!({"document": reference.document, "index": reference.index});
    };
    let mut value = wire::statement(document, points, statement);
    if let Value::Object(map) = &mut value {
        map.insert("document".into(), reference.document.as_str().into());
        map.insert("published".into(), document.metadata.published.value.clone().into());
    }
    value
}

fn answer(relation: &Relation, shelf: &Shelf, counters: &Counters<'_>) -> Value {
    let content: Vec<Value> = shelf
        .statement(&relation.from)
        .map(|(document, statement)| content(document, statement))
        .unwrap_or_default()
        .iter()
        .map(|e| evidence(e, counters))
        .collect();
    json!({"kind": relation.kind, "from": statement(&relation.from, shelf, counters), "content": content, "why": relation.why})
}

fn line(line: &TraceLine, shelf: &Shelf, counters: &Counters<'_>) -> Value {
    let links: Vec<Value> = line
        .links
        .iter()
        .map(|link| {
            json!({"role": link.role, "actor": link.actor, "name": link.name, "anonymous": link.anonymous, "explicit": link.explicit,
                   "evidence": link.evidence.as_ref().map(|e| evidence(e, counters))})
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
    json!({"document": line.statement.document, "statement": id, "note": line.note, "links": links, "drift": line.drift,
           "content": line.content.iter().map(|e| evidence(e, counters)).collect::<Vec<_>>(),
           "dated": line.dated, "rejected_dates": rejected})
}
