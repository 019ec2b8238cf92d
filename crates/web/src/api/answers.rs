//! The answers themselves, as values. Places are code points with UTF-8 bytes beside them, as in the `reportedly/1` record.

mod search;
mod claims;
mod actors;
mod pages;

pub(crate) use actors::{actor, actors, names, positions};
pub(crate) use claims::{claim, claims, denials, trace};
pub(crate) use pages::{copies, document, documents, one_statement, relays, text};
pub(crate) use search::search;

use super::call::{Listed, Part};
use super::params;
use crate::error::Refusal;
use crate::state::{App, Shelf};
use reportedly_engine::corpus::{self, Evidence, StatementRef};
use reportedly_engine::model::Span;
use reportedly_engine::wire::{self, Points};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

type Counters<'a> = BTreeMap<&'a str, Points<'a>>;
pub(crate) type Json = Result<Value, Refusal>;

pub(crate) fn decisions(app: &App, part: Part) -> Result<Listed, Refusal> {
    let all = app.store.decisions()?;
    let force = corpus::Decisions::replay(&all);
    part.of(all.iter(), |decision| {
        let stands = force.in_force().iter().any(|kept| kept.number == decision.number);
        Ok(json!({"number": decision.number, "verb": decision.verb, "subjects": decision.subjects, "reason": decision.reason,
                  "in_force": stands}))
    })
}

pub(crate) fn health(app: &App) -> Json {
    let snapshot = app.snapshot()?;
    let stats = &snapshot.stats;
    let languages: Vec<Value> = stats
        .languages
        .iter()
        .map(|(l, n)| json!({"language": l.map(|l| l.code().to_owned()), "documents": n}))
        .collect();
    Ok(
        json!({"schema": wire::SCHEMA, "version": env!("CARGO_PKG_VERSION"), "generation": snapshot.generation,
              "documents": stats.documents, "statements": stats.statements, "failures": app.store.failures()?.len(),
              "undated": stats.undated, "derived": stats.derived, "languages": languages}),
    )
}

pub(super) fn place(document: &str, span: Span, counters: &Counters<'_>) -> Option<Value> {
    let mut map: Map<String, Value> = counters.get(document)?.passage(span);
    map.insert("document".into(), document.into());
    Some(Value::Object(map))
}

pub(super) fn evidence(evidence: &Evidence, shelf: &Shelf, counters: &Counters<'_>) -> Value {
    let mut value = place(&evidence.document, evidence.span, counters)
        .unwrap_or_else(|| json!({"document": evidence.document, "text": evidence.text}));
    if let Some(document) = shelf.get(&evidence.document) {
        value["sha256"] = document.sha256.as_str().into();
    }
    value
}

/// The statement as in the record, with its document.
pub(super) fn statement(reference: &StatementRef, shelf: &Shelf, counters: &Counters<'_>) -> Value {
    let found = shelf.statement(reference).zip(counters.get(reference.document.as_str()));
    let Some(((document, statement), points)) = found else {
        return json!({"document": reference.document, "index": reference.index});
    };
    let published = &document.metadata.published;
    let mut value = wire::statement(document, points, statement);
    if let Value::Object(map) = &mut value {
        map.insert("document".into(), reference.document.as_str().into());
        map.insert("sha256".into(), document.sha256.as_str().into());
        map.insert("url".into(), document.metadata.url.clone().into());
        map.insert("published".into(), published.value.clone().into());
        map.insert("published_basis".into(), published.basis.as_ref().map(|basis| basis.kind.clone()).into());
    }
    value
}
