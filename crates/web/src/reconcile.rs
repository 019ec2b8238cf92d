//! `/reconcile`: actors of the corpus for OpenRefine and its kin (W3C Reconciliation Service API 0.2).
//!
//! Takes names, gives actors that each may mean, with scores from 0 to 100. Reads only; a name counts as matched when one actor
//! fits it far better than any other. Programs of this machine may ask from their own pages, others may not.

use crate::api::Shared;
use crate::error::Refusal;
use crate::state::{App, Snapshot};
use crate::text::plain;
use crate::{blocking, respond};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Query as Extract, RawQuery};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, Uri, header};
use axum::routing::get;
use reportedly_engine::corpus::{Actor, NAMESPACE, actors_named};
use reportedly_engine::model::EntityKind;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) const PATH: &str = "/reconcile";
/// Names of one request.
const QUERIES: usize = 200;
/// Candidates for one name, unless fewer are asked for.
const CANDIDATES: usize = 10;
/// Least score of a match, and by how much it must lead.
const SURE: f32 = 90.0;
const LEAD: f32 = 5.0;
const KINDS: [EntityKind; 5] =
    [EntityKind::Person, EntityKind::Organisation, EntityKind::Outlet, EntityKind::Place, EntityKind::Other];

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route(PATH, get(|app, headers, RawQuery(raw): RawQuery| answer(app, headers, raw)).post(posted))
        .route("/reconcile/suggest", get(suggested))
}

#[derive(Deserialize)]
struct Asked {
    query: String,
    /// One type, or several.
    #[serde(default, rename = "type")]
    kind: Value,
    #[serde(default)]
    limit: Option<usize>,
}

async fn posted(app: Shared, headers: HeaderMap, body: Bytes) -> Response<Body> {
    answer(app, headers, Some(String::from_utf8_lossy(&body).into_owned())).await
}

/// What the service is; with `queries`, the candidates for each.
async fn answer(app: Shared, headers: HeaderMap, raw: Option<String>) -> Response<Body> {
    let made = (|| {
        let Some(queries) = value(raw.as_deref(), "queries")? else { return Ok(None) };
        let read: BTreeMap<String, Asked> = serde_json::from_str(&queries).map_err(|error| {
            Refusal::bad(format!("`queries` cannot be read: {}", plain(&error.to_string())))
        })?;
        if read.len() > QUERIES {
            return Err(Refusal::bad(format!("at most {QUERIES} names are answered at once")));
        }
        Ok(Some(read))
    })();
    match made {
        Err(refusal) => shared(refusal.json(), &headers),
        Ok(None) => json_to(&manifest(&headers), &headers),
        Ok(Some(queries)) => {
            let found = blocking(app, move |app| {
                let snapshot = app.snapshot()?;
                let results = queries.iter().map(|(key, asked)| {
                    let types = types(&asked.kind);
                    let limit = asked.limit.unwrap_or(CANDIDATES).clamp(1, CANDIDATES);
                    (key.clone(), json!({"result": candidates(&snapshot, &asked.query, &types, limit)}))
                });
                Ok(Value::Object(results.collect::<Map<String, Value>>()))
            });
            match found.await {
                Ok(value) => json_to(&value, &headers),
                Err(refusal) => shared(refusal.json(), &headers),
            }
        }
    }
}

/// Actors whose names begin as somebody types.
async fn suggested(app: Shared, headers: HeaderMap, RawQuery(raw): RawQuery) -> Response<Body> {
    let found = match value(raw.as_deref(), "prefix") {
        Err(refusal) => Err(refusal),
        Ok(prefix) => {
            let made = blocking(app, move |app| {
                let snapshot = app.snapshot()?;
                let prefix = reportedly_engine::text::fold(prefix.unwrap_or_default().trim());
                let begins = |actor: &&Actor| {
                    let mut names =
                        std::iter::once(&actor.name).chain(actor.names.iter().map(|name| &name.text));
                    let begins =
                        |word: &str| reportedly_engine::text::fold(word).starts_with(prefix.as_ref() as &str);
                    names.any(|name| begins(name) || name.split_whitespace().any(begins))
                };
                let loudest =
                    snapshot.loudest.iter().filter_map(|&at| snapshot.corpus.actors.get(at as usize));
                let some = loudest.filter(|_| !prefix.is_empty()).filter(begins).take(CANDIDATES);
                let result: Vec<Value> = some
                    .map(|actor| {
                        json!({"id": actor.id, "name": plain(&actor.name), "description": about(actor), "notable": [kind(actor.kind)]})
                    })
                    .collect();
                Ok(json!({"result": result}))
            });
            made.await
        }
    };
    match found {
        Ok(value) => json_to(&value, &headers),
        Err(refusal) => shared(refusal.json(), &headers),
    }
}

/// One value of a form or of an address.
fn value(raw: Option<&str>, name: &str) -> Result<Option<String>, Refusal> {
    let bad = || Refusal::bad("the query cannot be read");
    let uri: Uri = format!("/?{}", raw.unwrap_or_default()).parse().map_err(|_| bad())?;
    let Extract(pairs) = Extract::<Vec<(String, String)>>::try_from_uri(&uri).map_err(|_| bad())?;
    Ok(pairs.into_iter().find(|(n, _)| n == name).map(|(_, value)| value))
}

fn manifest(headers: &HeaderMap) -> Value {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let types: Vec<Value> = KINDS.iter().map(|&known| kind(known)).collect();
    json!({
        "versions": ["0.2"], "name": "reportedly: actors of this corpus",
        "identifierSpace": format!("{NAMESPACE}actor"), "schemaSpace": format!("{NAMESPACE}type"),
        "defaultTypes": types, "view": {"url": format!("http://{host}/actors/{{{{id}}}}")},
        "suggest": {"entity": {"service_url": format!("http://{host}"), "service_path": "/reconcile/suggest"}},
    })
}

fn word(kind: EntityKind) -> String {
    crate::text::word(&kind)
}

fn kind(kind: EntityKind) -> Value {
    json!({"id": word(kind), "name": word(kind)})
}

/// `"person"`, or a list of such words; nothing else limits.
fn types(asked: &Value) -> Vec<String> {
    let one = |value: &Value| value.as_str().map(str::to_owned);
    match asked {
        Value::Array(several) => several.iter().filter_map(one).collect(),
        other => one(other).into_iter().collect(),
    }
}

fn about(actor: &Actor) -> String {
    let roles = actor.roles.iter().take(2).map(|role| plain(role)).collect::<Vec<_>>().join(", ");
    let counts = format!("{} statements on {} pages", actor.statements, actor.documents);
    if roles.is_empty() { counts } else { format!("{roles}; {counts}") }
}

fn candidates(snapshot: &Snapshot, name: &str, types: &[String], limit: usize) -> Vec<Value> {
    let name: String = name.chars().take(crate::query::LONGEST).collect();
    if name.trim().is_empty() {
        return Vec::new();
    }
    let hits = actors_named(&snapshot.corpus, &name);
    let found = hits.iter().filter_map(|hit| Some((hit, snapshot.actor(&hit.actor)?)));
    let fits: Vec<_> =
        found.filter(|(_, actor)| types.is_empty() || types.contains(&word(actor.kind))).collect();
    let score = |at: usize| fits.get(at).map_or(0.0, |(hit, _)| hit.score * 100.0);
    let sure = score(0) >= SURE && score(0) - score(1) >= LEAD;
    let candidate = |(at, (hit, actor)): (usize, &(&reportedly_engine::corpus::ActorHit, &Actor))| {
        json!({"id": actor.id, "name": plain(&actor.name), "description": about(actor), "type": [kind(actor.kind)],
               "score": (hit.score * 1000.0).round() / 10.0, "match": at == 0 && sure, "features": [{"id": plain(&hit.why), "value": hit.score}]})
    };
    fits.iter().enumerate().take(limit).map(candidate).collect()
}

fn json_to(value: &Value, headers: &HeaderMap) -> Response<Body> {
    shared(respond(StatusCode::OK, "application/json; charset=utf-8", value.to_string()), headers)
}

/// The page of a program of this machine that asked may read the answer; the guard let nobody else through.
fn shared(mut response: Response<Body>, headers: &HeaderMap) -> Response<Body> {
    if let Some(origin) = headers.get(header::ORIGIN) {
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        response.headers_mut().insert(header::VARY, HeaderValue::from_static("origin"));
    }
    response
}
