//! `reportedly-web`: the corpus in a browser, on this machine only.
//!
//! Takes a corpus file and an address, gives server-rendered pages and an API of JSON. The only crate that knows HTTP.
//! Writes nothing to the corpus but decisions, never asks another machine for anything, answers other machines only with a
//! token.

mod error;
mod access;
mod guard;
mod listen;
mod state;
mod text;
mod query;
mod pages;
mod api;

pub use access::Access;
pub use api::{Answers, Question, openapi};
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
use std::time::{Duration, Instant};

const STYLE: &str = include_str!("../assets/style.css");
const KEYS: &str = include_str!("../assets/keys.js");
const ICON: &str = include_str!("../assets/icon.svg");

/// Time of one answer.
const TIME: Duration = Duration::from_secs(10);
/// Answers made at once; others wait.
const THREADS: usize = 32;

/// Shows the corpus to browsers until the process ends. `on_ready` is told the address that listens: the port is chosen by
/// the system when `address` asks for port 0.
///
/// # Errors
/// When the address can be reached from other machines and `access` has no token, when it cannot be listened on, or when the
/// corpus cannot be opened.
pub fn serve(
    store_path: &std::path::Path,
    address: SocketAddr,
    access: Access,
    on_ready: impl FnOnce(SocketAddr),
) -> Result<(), Error> {
    let access = access.at(address).ok_or_else(|| Error::reachable(address))?;
    let store =
        Store::open(store_path).or_else(|_| Store::open_read_only(store_path)).map_err(Error::store)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .max_blocking_threads(THREADS)
        .enable_all()
        .build()
        .map_err(|e| Error::listen(address, &e))?;
    runtime.block_on(async move {
        let listener =
            tokio::net::TcpListener::bind(address).await.map_err(|e| Error::listen(address, &e))?;
        let bound = listener.local_addr().map_err(|e| Error::listen(address, &e))?;
        on_ready(bound);
        listen::answer(listener, router_for(store, access)).await.map_err(|e| Error::listen(bound, &e))
    })
}

/// Every page of one corpus, with the checks in front of them.
pub fn router(store: Store) -> Router {
    router_for(store, Access::local())
}

/// The same for those whom `access` lets in.
pub fn router_for(store: Store, access: Access) -> Router {
    let app = Arc::new(App::new(store));
    Router::new()
        .route("/", get(|s, q| page(s, q, pages::search::page)))
        .route("/claims", get(|s, q| page(s, q, pages::claims::page)))
        .route("/claims/{id}", get(|s, p, q| item(s, p, q, pages::claim::page)))
        .route("/documents", get(|s, q| page(s, q, pages::documents::page)))
        .route("/documents/{id}", get(|s, p, q| item(s, p, q, pages::reader::page)))
        .route("/actors/{id}", get(|s, p, q| item(s, p, q, pages::actor::page)))
        .route("/actors/{id}/positions", get(|s, p, q| item(s, p, q, pages::positions::page)))
        .route("/style.css", get(|| async { asset(STYLE, "text/css; charset=utf-8") }))
        .route("/keys.js", get(|| async { asset(KEYS, "text/javascript; charset=utf-8") }))
        .route("/icon.svg", get(|| async { asset(ICON, "image/svg+xml") }))
        .route("/favicon.ico", get(|| async { asset(ICON, "image/svg+xml") }))
        .fallback(|uri: axum::http::Uri| async move {
            let refusal = Refusal::missing("there is no such page");
            if uri.path().starts_with("/api/") { refusal.json() } else { refusal.page() }
        })
        .merge(api::router())
        .layer(axum::extract::DefaultBodyLimit::max(guard::BODY as usize))
        .layer(axum::middleware::from_fn_with_state(Arc::new(access), guard::check))
        .with_state(app)
}

type Html = Result<maud::Markup, Refusal>;
type Id = Result<Path<String>, PathRejection>;

async fn page(app: State<Arc<App>>, raw: RawQuery, make: fn(&App, &Query) -> Html) -> Response<Body> {
    let made = blocking(app, move |app| make(app, &Query::parse(raw.0.as_deref())?)).await;
    made.map_or_else(Refusal::page, |markup| html(StatusCode::OK, markup))
}

async fn item(
    app: State<Arc<App>>,
    id: Id,
    raw: RawQuery,
    make: fn(&App, &str, &Query) -> Html,
) -> Response<Body> {
    let made = blocking(app, move |app| make(app, &known(id)?, &Query::parse(raw.0.as_deref())?)).await;
    made.map_or_else(Refusal::page, |markup| html(StatusCode::OK, markup))
}

fn known(id: Id) -> Result<String, Refusal> {
    match id {
        Ok(Path(id)) if id.len() <= query::LONGEST => Ok(id),
        Ok(_) => Err(Refusal::bad("the id is too long")),
        Err(_) => Err(Refusal::bad("the id is not UTF-8 text")),
    }
}

/// The store waits for the disk, so pages are made off the threads that talk to browsers; a crash is one failed page. A page
/// that takes longer than `TIME` is given up: questions to the store are cut off, what was not begun never is.
async fn blocking<T: Send + 'static>(
    State(app): State<Arc<App>>,
    make: impl FnOnce(&App) -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    let end = Instant::now() + TIME;
    let work = tokio::task::spawn_blocking(move || {
        if Instant::now() >= end {
            return Err(Refusal::slow());
        }
        reportedly_store::until(Some(end), || make(&app))
    });
    match tokio::time::timeout(TIME, work).await {
        Ok(made) => {
            made.unwrap_or_else(|_| Err(Refusal::fault("the program failed on this page; please report it")))
        }
        Err(_) => Err(Refusal::slow()),
    }
}

fn html(status: StatusCode, markup: maud::Markup) -> Response<Body> {
    respond(status, "text/html; charset=utf-8", markup.into_string())
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
