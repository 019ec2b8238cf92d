//! `reportedly-web`: the corpus in a browser, on this machine only.
//!
//! Takes a corpus file and a loopback address, gives server-rendered pages and their JSON twins. The only crate that knows
//! HTTP. Writes nothing to the corpus but decisions of people, never asks another machine for anything, never answers another machine.

mod assets;
mod error;
mod guard;
mod index;
mod state;
mod text;
mod ui;
mod query;
mod pages;
mod api;

pub use error::Error;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State, rejection::PathRejection};
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::routing::get;
use error::Refusal;
use query::Query;
use reportedly_store::Store;
use state::App;
use std::net::SocketAddr;
use std::sync::Arc;

/// Shows the corpus to browsers on this machine until the process ends. `on_ready` is told the address that listens: the
/// port is chosen by the system when `address` asks for port 0.
///
/// # Errors
/// When the address can be reached from other machines, when it cannot be listened on, or when the corpus cannot be opened.
pub fn serve(
    store_path: &std::path::Path,
    address: SocketAddr,
    on_ready: impl FnOnce(SocketAddr),
) -> Result<(), Error> {
    if !address.ip().is_loopback() {
        return Err(Error::reachable(address));
    }
    let store =
        Store::open(store_path).or_else(|_| Store::open_read_only(store_path)).map_err(Error::store)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|e| Error::listen(address, &e))?;
    runtime.block_on(async move {
        let listener =
            tokio::net::TcpListener::bind(address).await.map_err(|e| Error::listen(address, &e))?;
        let bound = listener.local_addr().map_err(|e| Error::listen(address, &e))?;
        on_ready(bound);
        axum::serve(listener, router(store)).await.map_err(|e| Error::listen(bound, &e))
    })
}

/// Every page of one corpus, with the checks in front of them.
pub fn router(store: Store) -> Router {
    Router::new()
        .merge(pages::routes())
        .route("/api/v1/search", get(|s, q| json(s, q, api::search)))
        .route("/api/v1/claims", get(|s, q| json(s, q, api::claims)))
        .route("/api/v1/claims/{id}", get(|s, p, q| json_item(s, p, q, api::claim)))
        .route("/api/v1/actors/{id}", get(|s, p, q| json_item(s, p, q, api::actor)))
        .route("/api/v1/actors/{id}/positions", get(|s, p, q| json_item(s, p, q, api::positions)))
        .route("/api/v1/documents/{id}", get(|s, p, q| json_item(s, p, q, api::document)))
        .route("/api/v1/health", get(|s, q| json(s, q, api::health)))
        .fallback(|uri: axum::http::Uri| async move {
            let refusal = Refusal::missing("there is no such page");
            if uri.path().starts_with("/api/") { refusal.json() } else { refusal.page() }
        })
        .layer(axum::middleware::from_fn(guard::check))
        .with_state(Arc::new(App::new(store)))
}

type Html = Result<maud::Markup, Refusal>;
type Json = Result<serde_json::Value, Refusal>;
type Id = Result<Path<String>, PathRejection>;

async fn json(app: State<Arc<App>>, raw: RawQuery, make: fn(&App, &Query) -> Json) -> Response<Body> {
    let made = blocking(app, move |app| make(app, &Query::parse(raw.0.as_deref())?)).await;
    made.map_or_else(Refusal::json, |value| data(StatusCode::OK, &value))
}

async fn json_item(
    app: State<Arc<App>>,
    id: Id,
    raw: RawQuery,
    make: fn(&App, &str, &Query) -> Json,
) -> Response<Body> {
    let made = blocking(app, move |app| make(app, &known(id)?, &Query::parse(raw.0.as_deref())?)).await;
    made.map_or_else(Refusal::json, |value| data(StatusCode::OK, &value))
}

fn known(id: Id) -> Result<String, Refusal> {
    match id {
        Ok(Path(id)) if id.len() <= query::LONGEST => Ok(id),
        Ok(_) => Err(Refusal::bad("the id is too long")),
        Err(_) => Err(Refusal::bad("the id is not UTF-8 text")),
    }
}

/// The store waits for the disk, so pages are made off the threads that talk to browsers; a crash is one failed page.
async fn blocking<T: Send + 'static>(
    State(app): State<Arc<App>>,
    make: impl FnOnce(&App) -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    let made = tokio::task::spawn_blocking(move || make(&app)).await;
    made.unwrap_or_else(|_| Err(Refusal::fault("the program failed on this page; please report it")))
}

fn html(status: StatusCode, markup: maud::Markup) -> Response<Body> {
    respond(status, "text/html; charset=utf-8", markup.into_string())
}

fn data(status: StatusCode, value: &serde_json::Value) -> Response<Body> {
    respond(status, "application/json; charset=utf-8", value.to_string())
}

fn asset(text: &'static str, kind: &'static str) -> Response<Body> {
    respond(StatusCode::OK, kind, text.to_owned())
}

fn respond(status: StatusCode, kind: &'static str, body: String) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
