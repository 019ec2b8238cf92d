//! The pages, one module each. Each takes the corpus and the filters of the address, gives markup.

pub(crate) mod layout;
pub(crate) mod passage;
pub(crate) mod filters;
pub(crate) mod facets;
pub(crate) mod search;
pub(crate) mod claims;
pub(crate) mod chain;
pub(crate) mod claim;
pub(crate) mod marks;
pub(crate) mod reader;
pub(crate) mod actors;
pub(crate) mod actor;
pub(crate) mod timeline;
pub(crate) mod positions;
pub(crate) mod compare;
pub(crate) mod relays;
pub(crate) mod review;
pub(crate) mod health;
pub(crate) mod documents;

use crate::assets::{FONTS, ICON, KEYS, STYLE};
use crate::error::Refusal;
use crate::query::{INTERFACE, Query};
use crate::state::App;
use crate::ui::Ui;
use crate::{Html, Id, asset, blocking, html, known, respond};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::routing::get;
use std::sync::Arc;

/// Addresses that take decisions of people: the only ones a form may be sent to.
pub(crate) const DECISIONS: &str = "/review";
/// For how long a browser remembers the language of the pages, in seconds.
const REMEMBERED: u32 = 365 * 24 * 3600;
/// Fonts and icons do not change while the program runs.
const KEPT: &str = "max-age=86400";

/// Every page and what it is made of, not yet bound to a corpus.
pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(|s, h, q| page(s, h, q, search::page)))
        .route("/claims", get(|s, h, q| page(s, h, q, claims::page)))
        .route("/claims/{id}", get(|s, p, h, q| item(s, p, h, q, claim::page)))
        .route("/claims/{id}/report", get(report))
        .route("/documents", get(|s, h, q| page(s, h, q, documents::page)))
        .route("/documents/{id}", get(|s, p, h, q| item(s, p, h, q, reader::page)))
        .route("/actors", get(|s, h, q| page(s, h, q, actors::page)))
        .route("/actors/{id}", get(|s, p, h, q| item(s, p, h, q, actor::page)))
        .route("/actors/{id}/positions", get(|s, p, h, q| item(s, p, h, q, positions::page)))
        .route("/compare", get(|s, h, q| page(s, h, q, compare::page)))
        .route("/compare/citations", get(citations))
        .route("/relays", get(|s, h, q| page(s, h, q, relays::page)))
        .route("/health", get(|s, h, q| page(s, h, q, health::page)))
        .route(DECISIONS, get(|s, h, q| page(s, h, q, review::page)).post(decide))
        .route("/style.css", get(|| async { asset(STYLE, "text/css; charset=utf-8") }))
        .route("/keys.js", get(|| async { asset(KEYS, "text/javascript; charset=utf-8") }))
        .route("/icon.svg", get(|| async { asset(ICON, "image/svg+xml") }))
        .route("/favicon.ico", get(|| async { asset(ICON, "image/svg+xml") }))
        .route("/fonts/{name}", get(font))
}

async fn page(
    app: State<Arc<App>>,
    headers: HeaderMap,
    raw: RawQuery,
    make: fn(&App, &Query) -> Html,
) -> Response<Body> {
    answer(app, headers, raw, make).await
}

async fn item(
    app: State<Arc<App>>,
    id: Id,
    headers: HeaderMap,
    raw: RawQuery,
    make: fn(&App, &str, &Query) -> Html,
) -> Response<Body> {
    answer(app, headers, raw, move |app, query| make(app, &known(id)?, query)).await
}

async fn answer(
    app: State<Arc<App>>,
    headers: HeaderMap,
    raw: RawQuery,
    make: impl FnOnce(&App, &Query) -> Html + Send + 'static,
) -> Response<Body> {
    let query = Query::parse(raw.0.as_deref());
    let asked = query.as_ref().ok().and_then(|query| query.get(INTERFACE)).and_then(Ui::named);
    let ui = Ui::chosen(asked.map(Ui::code), &headers);
    let made = blocking(app, move |app| {
        let query = query?;
        // asked first: it begins to read what has changed
        app.snapshot()?;
        make(app, &query.speaking(ui).behind(app.is_behind()))
    });
    let made = made.await;
    let mut response = match made {
        Ok(markup) => html(StatusCode::OK, markup),
        Err(refusal) => html(refusal.status, layout::refusal_in(ui, &refusal)),
    };
    if asked.is_some() {
        let cookie = format!("ui={}; Path=/; Max-Age={REMEMBERED}; SameSite=Strict; HttpOnly", ui.code());
        let cookie = HeaderValue::from_str(&cookie).into_iter();
        cookie.for_each(|cookie| drop(response.headers_mut().insert(header::SET_COOKIE, cookie)));
    }
    response
}

/// The report of a claim, to be taken along: a file, not a page of ours.
async fn report(app: State<Arc<App>>, id: Id, headers: HeaderMap) -> Response<Body> {
    let ui = Ui::chosen(None, &headers);
    match blocking(app, move |app| claim::report(app, &known(id)?)).await {
        Ok((name, file)) => attached(&name, "text/html; charset=utf-8", file),
        Err(refusal) => html(refusal.status, layout::refusal_in(ui, &refusal)),
    }
}

/// What is pinned, as a file of citations.
async fn citations(app: State<Arc<App>>, headers: HeaderMap, raw: RawQuery) -> Response<Body> {
    let ui = Ui::chosen(None, &headers);
    let query = Query::parse(raw.0.as_deref());
    match blocking(app, move |app| compare::citations(app, &query?)).await {
        Ok((ending, kind, file)) => attached(&format!("citations.{ending}"), kind, file),
        Err(refusal) => html(refusal.status, layout::refusal_in(ui, &refusal)),
    }
}

/// A file to be taken along.
fn attached(name: &str, kind: &'static str, file: String) -> Response<Body> {
    let mut response = respond(StatusCode::OK, kind, file);
    let to = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    to.into_iter().for_each(|to| drop(response.headers_mut().insert(header::CONTENT_DISPOSITION, to)));
    response
}

/// Takes one decision and leads back to the page it was made on.
async fn decide(app: State<Arc<App>>, headers: HeaderMap, body: Bytes) -> Response<Body> {
    let ui = Ui::chosen(None, &headers);
    let from_here = same_origin(&headers);
    let made = blocking(app, move |app| {
        if !from_here {
            return Err(Refusal::of(StatusCode::FORBIDDEN, "fault.elsewhere", &[]));
        }
        let form = std::str::from_utf8(&body).map_err(|_| Refusal::asked("fault.form", &[]))?;
        review::decide(app, &Query::parse(Some(form))?)
    })
    .await;
    match made {
        Ok(tab) => {
            let mut response = respond(StatusCode::SEE_OTHER, "text/plain; charset=utf-8", String::new());
            // always a part of the queue, never an address that a request names
            let to = HeaderValue::from_str(&format!("{DECISIONS}?tab={tab}"));
            to.into_iter().for_each(|to| drop(response.headers_mut().insert(header::LOCATION, to)));
            response
        }
        Err(refusal) => html(refusal.status, layout::refusal_in(ui, &refusal)),
    }
}

/// Browsers name the page a form was sent from; it must be of the host that is asked. Our pages send no referrer, so the
/// origin may be withheld (`null`) by a browser that says itself that the form is of the same origin.
fn same_origin(headers: &HeaderMap) -> bool {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(host) = text(header::HOST) else { return false };
    let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    let origin = text(header::ORIGIN);
    let named = origin.is_some_and(|origin| origin == format!("http://{host}"));
    match site {
        Some(site) => site == "same-origin" && (named || origin == Some("null")),
        None => named,
    }
}

async fn font(name: Result<Path<String>, axum::extract::rejection::PathRejection>) -> Response<Body> {
    let found = name.ok().and_then(|Path(name)| FONTS.iter().find(|(known, _)| *known == name));
    let Some((_, bytes)) = found else { return Refusal::missing("there is no such font").page() };
    let mut response = Response::new(Body::from(*bytes));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("font/woff2"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(KEPT));
    response
}
