//! One call of the API on its way to an answer: one object, or a list in parts with a cursor, or a list as JSON lines.

use super::stream;
use crate::error::Refusal;
use crate::state::App;
use crate::{blocking, query, respond};
use axum::body::Body;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reportedly_engine::wire::SCHEMA;
use serde_json::{Map, Value};
use std::sync::Arc;

/// Elements of one answer unless the caller says otherwise, and at most.
const LIMIT: usize = 50;
const MOST: usize = 500;

pub(crate) type Shared = State<Arc<App>>;
pub(crate) type Id = Result<axum::extract::Path<String>, axum::extract::rejection::PathRejection>;

/// Which elements of a list.
#[derive(Clone, Copy)]
pub(crate) struct Part {
    pub(crate) from: usize,
    pub(crate) most: usize,
}

/// Some elements, and whether more follow.
#[derive(Default)]
pub(crate) struct Listed {
    pub(crate) items: Vec<Value>,
    pub(crate) more: bool,
    /// What else there is to say.
    pub(crate) beside: Map<String, Value>,
}

impl Part {
    /// The elements of a whole list that this part holds.
    pub(crate) fn of<T>(
        self,
        all: impl Iterator<Item = T>,
        mut value: impl FnMut(T) -> Result<Value, Refusal>,
    ) -> Result<Listed, Refusal> {
        let mut rest = all.skip(self.from);
        let mut listed = Listed::default();
        for item in rest.by_ref().take(self.most) {
            listed.items.push(value(item)?);
        }
        listed.more = rest.next().is_some();
        Ok(listed)
    }
}

/// What the caller wants besides the question itself.
pub(crate) struct Call {
    lines: bool,
    known: Vec<String>,
    limit: Option<usize>,
    from: Option<(u64, usize)>,
    /// Hash of the question, so that a cursor fits no other.
    question: u64,
    pub(crate) streams: stream::Streams,
}

impl<S: Send + Sync> FromRequestParts<S> for Call {
    type Rejection = axum::response::Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Self::read(parts).map_err(Refusal::json)
    }
}

impl Call {
    fn read(parts: &Parts) -> Result<Self, Refusal> {
        let pairs = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
        let pairs = pairs.map_err(|_| Refusal::bad("the query cannot be read"))?.0;
        let get = |name: &str| pairs.iter().rev().find(|(n, _)| n == name).map(|(_, value)| value.as_str());
        let mut question = fnv(0xcbf2_9ce4_8422_2325, parts.uri.path());
        for (name, value) in pairs.iter().filter(|(name, _)| name != "cursor" && name != "limit") {
            question = fnv(fnv(question, name), value);
        }
        let limit = match get("limit").map(str::parse::<usize>) {
            None => None,
            Some(Ok(limit)) if (1..=MOST).contains(&limit) => Some(limit),
            Some(_) => return Err(Refusal::bad(format!("`limit` is a number from 1 to {MOST}"))),
        };
        let from = get("cursor").map(|cursor| opened(cursor, question)).transpose()?;
        let text = |name: header::HeaderName| {
            let all = parts.headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
            all.collect::<Vec<_>>().join(",")
        };
        Ok(Self {
            lines: lines(&parts.headers),
            known: text(header::IF_NONE_MATCH).split(',').map(|tag| tag.trim().to_owned()).collect(),
            limit,
            from,
            question,
            streams: parts.extensions.get::<stream::Streams>().cloned().unwrap_or_default(),
        })
    }

    /// One object.
    pub(crate) async fn one(
        self,
        app: Shared,
        make: impl FnOnce(&App) -> Result<Value, Refusal> + Send + 'static,
    ) -> Response<Body> {
        let known = self.known;
        let made = blocking(app, move |app| {
            let generation = app.snapshot()?.generation;
            if known.contains(&tag(generation)) || known.iter().any(|tag| tag == "*") {
                return Ok((generation, None));
            }
            make(app).map(|value| (generation, Some(value)))
        });
        match made.await {
            Ok((generation, Some(value))) => tagged(
                respond(StatusCode::OK, "application/json; charset=utf-8", value.to_string()),
                generation,
            ),
            Ok((generation, None)) => tagged(unchanged(), generation),
            Err(refusal) => refusal.json(),
        }
    }

    /// A list under `name`, or as JSON lines when the caller accepts those.
    pub(crate) async fn list(
        self,
        app: Shared,
        name: &'static str,
        make: impl Fn(&App, Part) -> Result<Listed, Refusal> + Send + Sync + 'static,
    ) -> Response<Body> {
        let most = self.limit.unwrap_or(if self.lines { MOST } else { LIMIT });
        let (known, from, question) = (self.known, self.from, self.question);
        let make = Arc::new(make);
        let first = make.clone();
        let made = blocking(app.clone(), move |app| {
            let generation = app.snapshot()?.generation;
            let from = match from {
                Some((of, _)) if of != generation => {
                    let message =
                        "the corpus has changed since this cursor was given: begin again without it";
                    return Err(Refusal::new(StatusCode::GONE, message));
                }
                Some((_, from)) => from,
                None => 0,
            };
            if known.contains(&tag(generation)) || known.iter().any(|tag| tag == "*") {
                return Ok((generation, from, None));
            }
            first(app, Part { from, most }).map(|listed| (generation, from, Some(listed)))
        });
        let (generation, from, listed) = match made.await {
            Ok((generation, from, Some(listed))) => (generation, from, listed),
            Ok((generation, _, None)) => return tagged(unchanged(), generation),
            Err(refusal) => return refusal.json(),
        };
        let next = from + listed.items.len();
        if self.lines {
            let limit = self.limit;
            let body = stream::lines(&self.streams, app, listed, move |app, done| {
                let more = limit.is_none_or(|limit| done < limit);
                if more { make(app, Part { from: from + done, most: MOST }) } else { Ok(Listed::default()) }
            });
            return tagged(body, generation);
        }
        let mut object = Map::new();
        object.insert("schema".into(), SCHEMA.into());
        object.insert("generation".into(), generation.into());
        object.extend(listed.beside);
        object.insert(name.into(), Value::Array(listed.items));
        let cursor = listed.more.then(|| sealed(generation, next, question));
        object.insert("next".into(), cursor.map_or(Value::Null, Value::from));
        let body = Value::Object(object).to_string();
        tagged(respond(StatusCode::OK, "application/json; charset=utf-8", body), generation)
    }
}

/// An id out of an address.
pub(crate) fn known(id: Id) -> Result<String, Refusal> {
    match id {
        Ok(axum::extract::Path(id)) if id.len() <= query::LONGEST => Ok(id),
        Ok(_) => Err(Refusal::bad("the id is too long")),
        Err(_) => Err(Refusal::bad("the id is not UTF-8 text")),
    }
}

/// JSON lines are wanted when they are named and JSON is not.
fn lines(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("");
    let names =
        |kind: &str| accept.split(',').any(|part| part.split(';').next().is_some_and(|p| p.trim() == kind));
    (names("application/jsonl") || names("application/x-ndjson")) && !names("application/json")
}

fn tag(generation: u64) -> String {
    format!("W/\"{generation}-{}\"", reportedly_store::ENGINE)
}

fn tagged(mut response: Response<Body>, generation: u64) -> Response<Body> {
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&tag(generation)) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(header::VARY, HeaderValue::from_static("accept, authorization"));
    headers.insert("reportedly-generation", generation.into());
    response
}

fn unchanged() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    response
}

fn sealed(generation: u64, from: usize, question: u64) -> String {
    let plain = format!("{generation}.{from}.{question:016x}");
    URL_SAFE_NO_PAD.encode(plain)
}

fn opened(cursor: &str, question: u64) -> Result<(u64, usize), Refusal> {
    let parts = || {
        let plain = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
        let mut parts = plain.split('.');
        let (generation, from) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let of = u64::from_str_radix(parts.next()?, 16).ok()?;
        (of == question && parts.next().is_none() && from <= u32::MAX as usize).then_some((generation, from))
    };
    parts().ok_or_else(|| Refusal::bad("this cursor is not of this question"))
}

/// FNV-1a, a zero after each text.
fn fnv(hash: u64, text: &str) -> u64 {
    text.bytes().chain([0]).fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
