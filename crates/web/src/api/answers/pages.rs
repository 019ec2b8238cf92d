//! Pages: lists of them, one with its record, text and statements, and what they have from each other.

use super::{Json, Listed, Part, evidence, params};
use crate::error::Refusal;
use crate::state::App;
use reportedly_engine::corpus::{self, StatementRef};
use reportedly_engine::model::Document;
use reportedly_engine::wire;
use reportedly_export::{Lookup, Selection};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Places of one citation in an answer.
const PLACES: usize = 10;

pub(crate) fn documents(app: &App, asked: &params::Documents, part: Part) -> Result<Listed, Refusal> {
    let snapshot = app.snapshot()?;
    let outlet = params::words(&asked.outlet)?.map(reportedly_engine::text::fold);
    let language = params::words(&asked.lang)?;
    let rows = snapshot.rows.iter().filter(|row| {
        language.is_none_or(|asked| row.language.is_some_and(|language| language.code() == asked))
            && outlet.as_ref().is_none_or(|asked| {
                row.outlet_folded.as_ref().is_some_and(|outlet| outlet.contains(asked.as_str()))
            })
    });
    part.of(rows, |row| {
        Ok(json!({"id": row.id, "path": row.path, "title": row.title, "language": row.language.map(|l| l.code().to_owned()),
                  "outlet": row.outlet, "published": row.published, "published_basis": row.basis, "rejected_dates": row.rejected,
                  "statements": row.statements}))
    })
}

fn page(app: &App, id: &str) -> Result<Arc<Document>, Refusal> {
    let snapshot = app.snapshot()?;
    let missing = || Refusal::unknown("fault.document", id);
    app.document(&snapshot, id)?.ok_or_else(missing)
}

pub(crate) fn document(app: &App, id: &str, with_text: bool) -> Json {
    Ok(wire::record(page(app, id)?.as_ref(), with_text))
}

pub(crate) fn text(app: &App, id: &str) -> Json {
    let document = page(app, id)?;
    let metadata = &document.metadata;
    Ok(
        json!({"schema": wire::SCHEMA, "document": document.id, "sha256": document.sha256, "url": metadata.url,
              "language": document.language.map(|l| l.code().to_owned()), "published": metadata.published.value,
              "published_basis": metadata.published.basis.as_ref().map(|basis| &basis.kind),
              "length": document.text.chars().count(), "bytes": document.text.len(), "text": document.text}),
    )
}

/// A statement with all its words.
pub(crate) fn one_statement(app: &App, id: &str) -> Json {
    let missing = || Refusal::unknown("fault.statement", id);
    let (document, index) = app.store.statement(id)?.ok_or_else(missing)?;
    let snapshot = app.snapshot()?;
    let document = app.document(&snapshot, &document)?.ok_or_else(missing)?;
    // a lookup of one statement: the tables of the whole corpus are for exports
    let reference = StatementRef { document: document.id.clone(), index };
    let claims: Vec<&str> = snapshot
        .claims_of(&reference.document, index)
        .iter()
        .filter_map(|&place| snapshot.corpus.claims.get(place))
        .map(|claim| claim.id.as_str())
        .collect();
    let row = Selection::new(&document, &Lookup::default(), true).row(index).ok_or_else(missing)?;
    let mut value =
        serde_json::to_value(row).map_err(|_| Refusal::fault("the statement cannot be written"))?;
    value["claims"] = json!(claims);
    value["schema"] = wire::SCHEMA.into();
    let speaker =
        value["speaker"]["actor"].as_str().and_then(|id| snapshot.actor(id)).map(|actor| actor.id.clone());
    if let Some(id) = speaker {
        value["speaker"]["actor"] = id.into();
    }
    Ok(value)
}

pub(crate) fn copies(app: &App, asked: &params::CopiesAsked, part: Part) -> Result<Listed, Refusal> {
    let snapshot = app.snapshot()?;
    let page = params::words(&asked.page)?;
    let fits = |copy: &&corpus::CopyEdge| page.is_none_or(|id| copy.a == id || copy.b == id);
    let chosen: Vec<_> = snapshot
        .corpus
        .copies
        .iter()
        .filter(fits)
        .skip(part.from)
        .take(part.most.saturating_add(1))
        .collect();
    let ids = chosen.iter().flat_map(|copy| [copy.a.as_str(), copy.b.as_str()]);
    let shelf = app.shelf(&snapshot, ids)?;
    let counters = shelf.points();
    Part { from: 0, most: part.most }.of(chosen.into_iter(), |copy| {
        let passages: Vec<Value> = copy
            .passages
            .iter()
            .take(PLACES)
            .map(|(a, b)| json!({"a": evidence(a, &shelf, &counters), "b": evidence(b, &shelf, &counters)}))
            .collect();
        Ok(json!({"a": copy.a, "b": copy.b, "class": copy.class, "contained": [copy.contained.0, copy.contained.1],
                  "earlier": copy.earlier, "why": copy.why, "passages": passages}))
    })
}

pub(crate) fn relays(app: &App, asked: &params::RelaysAsked, part: Part) -> Result<Listed, Refusal> {
    let snapshot = app.snapshot()?;
    let all = &snapshot.relays;
    let meant = |name: &Option<String>| -> Result<Option<BTreeSet<String>>, Refusal> {
        Ok(params::words(name)?.map(|name| snapshot.houses(name)))
    };
    let (from, to) = (meant(&asked.from)?, meant(&asked.to)?);
    let is = |ids: &Option<BTreeSet<String>>, id: &String| ids.as_ref().is_none_or(|ids| ids.contains(id));
    let fits = |citation: &&corpus::Citation| is(&from, &citation.from) && is(&to, &citation.to);
    let names: BTreeMap<&str, &str> =
        all.houses.iter().map(|house| (house.id.as_str(), house.name.as_str())).collect();
    let chosen: Vec<_> =
        all.citations.iter().filter(fits).skip(part.from).take(part.most.saturating_add(1)).collect();
    let ids = chosen.iter().flat_map(|citation| citation.evidence.iter().take(PLACES));
    let shelf = app.shelf(&snapshot, ids.map(|place| place.document.as_str()))?;
    let counters = shelf.points();
    Part { from: 0, most: part.most }.of(chosen.into_iter(), |citation| {
        let places: Vec<Value> =
            citation.evidence.iter().take(PLACES).map(|place| evidence(place, &shelf, &counters)).collect();
        Ok(json!({"citing": citation.from, "citing_name": names.get(citation.from.as_str()),
                  "cited": citation.to, "cited_name": names.get(citation.to.as_str()),
                  "statements": citation.statements, "documents": citation.pages,
                  "on_word_of_others": citation.on_word_of_others, "places": places}))
    })
}
