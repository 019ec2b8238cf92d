//! `reportedly-web`: the corpus in a browser, on this machine only.
//!
//! Takes a corpus file and an address, gives server-rendered pages and an API of JSON. The only crate that knows HTTP.
//! Writes nothing to the corpus but decisions, never asks another machine for anything, answers other machines only with a
//! token.

mod assets;
mod error;
mod access;
mod guard;
mod listen;
mod shelf;
mod index;
mod state;
mod loading;
mod remembered;
mod excerpt;
mod whole;
mod text;
mod ui;
mod query;
mod pages;
mod api;
mod reconcile;

pub use access::Access;
pub use api::{Answers, Question, openapi};
pub use error::Error;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State, rejection::PathRejection};
use axum::http::{HeaderValue, Response, StatusCode, header};
use error::Refusal;
use reportedly_store::Store;
use state::App;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Time of one answer.
const TIME: Duration = Duration::from_secs(10);
/// Answers made at once; others wait.
const THREADS: usize = 32;

/// Shows the corpus to browsers until the process ends. `on_ready` is told the address that listens, once the corpus is read:
/// the port is chosen by the system when `address` asks for port 0.
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
        // read before the first answer: until then whoever connects waits in the system's queue
        let app = Arc::new(App::new(store));
        let read = app.clone();
        let read = tokio::task::spawn_blocking(move || read.snapshot().map(drop)).await;
        read.map_err(|error| Error::read(&error.to_string()))?
            .map_err(|refusal| Error::read(&refusal.message))?;
        on_ready(bound);
        listen::answer(listener, routed(app, access)).await.map_err(|e| Error::listen(bound, &e))
    })
}

/// Every page of one corpus, with the checks in front of them.
pub fn router(store: Store) -> Router {
    router_for(store, Access::local())
}

/// The same for those whom `access` lets in.
pub fn router_for(store: Store, access: Access) -> Router {
    routed(Arc::new(App::new(store)), access)
}

fn routed(app: Arc<App>, access: Access) -> Router {
    Router::new()
        .merge(pages::routes().layer(axum::middleware::from_fn_with_state(app.clone(), remembered::remember)))
        .fallback(|uri: axum::http::Uri| async move {
            let refusal = Refusal::absent("fault.address", &[]);
            if uri.path().starts_with("/api/") { refusal.json() } else { refusal.page() }
        })
        .merge(api::router())
        .merge(reconcile::routes())
        .layer(axum::extract::DefaultBodyLimit::max(guard::BODY as usize))
        .layer(axum::middleware::from_fn_with_state(Arc::new(access), guard::check))
        .with_state(app)
}

type Html = Result<maud::Markup, Refusal>;
type Id = Result<Path<String>, PathRejection>;

fn known(id: Id) -> Result<String, Refusal> {
    match id {
        Ok(Path(id)) if id.len() <= query::LONGEST => Ok(id),
        Ok(_) => Err(Refusal::asked("fault.id_long", &[])),
        Err(_) => Err(Refusal::asked("fault.id_bytes", &[])),
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
            made.unwrap_or_else(|_| Err(Refusal::of(StatusCode::INTERNAL_SERVER_ERROR, "fault.crashed", &[])))
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
