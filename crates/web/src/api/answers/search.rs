//! Passages and statements by their words.

use super::claims::head;
use super::{Json, Listed, Part, params};
use crate::error::Refusal;
use crate::pages::filters::{Filters, asks_the_store};
use crate::state::{App, Snapshot};
use reportedly_engine::wire::Points;
use serde_json::{Map, Value, json};

pub(crate) fn search(app: &App, asked: &params::Search, part: Part) -> Result<Listed, Refusal> {
    let mut query = asked.query()?;
    let mut beside = Map::from_iter([
        ("claims".to_owned(), json!([])),
        ("dates".to_owned(), json!(null)),
        ("facets".to_owned(), json!(null)),
    ]);
    if query.is_empty() {
        return Ok(Listed { beside, ..Listed::default() });
    }
    let snapshot = app.snapshot()?;
    query.linked = Some(snapshot.linked.clone());
    query.limit = part.from.saturating_add(part.most).saturating_add(1);
    let hits = app.store.search(&query)?;
    let dates = if asks_the_store(&query) || query.speaker.is_some() {
        app.store.date_counts(&query)?
    } else {
        Filters::new(&snapshot, &query)?.dates(&snapshot, query.needs_statement())
    };
    beside.insert("dates".into(), json!(dates));
    if asked.facets.is_some_and(|flag| flag.0) {
        beside.insert("facets".into(), json!(app.store.facets(&query)?));
    }
    let mut claims: Vec<usize> = Vec::new();
    for hit in hits.iter().skip(part.from).take(part.most) {
        let Some(statement) = &hit.statement else { continue };
        for &place in snapshot.claims_of(&hit.document, statement.index) {
            if !claims.contains(&place) && claims.len() < 20 {
                claims.push(place);
            }
        }
    }
    let claims: Vec<Value> =
        claims.into_iter().filter_map(|place| snapshot.corpus.claims.get(place)).map(head).collect();
    beside.insert("claims".into(), claims.into());
    let mut listed = part.of(hits.iter(), |found| hit(app, &snapshot, found))?;
    listed.beside = beside;
    Ok(listed)
}

fn hit(app: &App, snapshot: &Snapshot, hit: &reportedly_store::Hit) -> Json {
    let points = Points::new(&hit.text);
    let matches: Vec<Value> = hit
        .matches
        .iter()
        .map(|span| {
            let from = |byte| hit.points.0 + points.at(byte);
            json!({"start": from(span.start()), "end": from(span.end()), "text": span.of(&hit.text)})
        })
        .collect();
    let document = app.document(snapshot, &hit.document)?;
    let document = document.as_ref();
    let basis =
        document.and_then(|document| document.metadata.published.basis.as_ref()).map(|basis| &basis.kind);
    Ok(json!({"document": hit.document, "sha256": document.map(|document| &document.sha256),
              "url": document.and_then(|document| document.metadata.url.as_ref()), "path": hit.path, "title": hit.title,
              "outlet": hit.outlet, "language": hit.language.map(|l| l.code().to_owned()), "published": hit.published,
              "published_basis": basis, "zone": hit.zone, "start": hit.points.0, "end": hit.points.1,
              "bytes": [hit.span.start(), hit.span.end()], "text": hit.text, "matches": matches, "statement": hit.statement}))
}
