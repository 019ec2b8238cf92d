//! Pages that were made, kept while the corpus stays as it is: who goes back, or asks what others asked, does not wait.
//!
//! Takes requests for pages that follow from their address, the language and the corpus alone; gives the same bytes again.
//! At most `MOST` bytes are kept.

use crate::state::App;
use crate::ui::Ui;
use crate::{blocking, respond};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, Response, StatusCode, Uri};
use axum::middleware::Next;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes of all pages, and of one.
const MOST: usize = 32 << 20;
const PAGE: usize = 1 << 20;
/// Bytes of a page's bookkeeping.
const BESIDE: usize = 200;

/// The pages of one generation of the corpus.
#[derive(Default)]
pub(crate) struct Remembered {
    kept: Mutex<Kept>,
    /// Pages that are being made: whoever asks for one of them waits for it instead of making it once more.
    making: Mutex<BTreeMap<String, Arc<tokio::sync::Mutex<()>>>>,
}

#[derive(Default)]
struct Kept {
    generation: u64,
    bytes: usize,
    pages: BTreeMap<String, Bytes>,
}

impl Remembered {
    fn get(&self, generation: u64, key: &str) -> Option<Bytes> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.pages.get(key).filter(|_| kept.generation == generation).cloned()
    }

    fn keep(&self, generation: u64, key: String, page: Bytes) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let size = key.len() + page.len() + BESIDE;
        if kept.generation != generation || kept.bytes + size > MOST {
            *kept = Kept { generation, ..Kept::default() };
        }
        if page.len() <= PAGE && kept.pages.insert(key, page).is_none() {
            kept.bytes += size;
        }
    }
}

/// The turn to make a page: while one request has it, others that ask for the same page wait.
struct Turn<'a> {
    of: &'a Remembered,
    key: &'a str,
    lock: Arc<tokio::sync::Mutex<()>>,
}

impl<'a> Turn<'a> {
    fn new(of: &'a Remembered, key: &'a str) -> Self {
        let mut making = of.making.lock().unwrap_or_else(PoisonError::into_inner);
        let lock = making.entry(key.to_owned()).or_default().clone();
        Self { of, key, lock }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut making = self.of.making.lock().unwrap_or_else(PoisonError::into_inner);
        // the table has one, this is the other: nobody waits
        if making.get(self.key).is_some_and(|lock| Arc::strong_count(lock) <= 2) {
            making.remove(self.key);
        }
    }
}

/// Answers with a page that is kept; else with the page that `next` makes, which is then kept.
pub(crate) async fn remember(State(app): State<Arc<App>>, request: Request, next: Next) -> Response<Body> {
    let Some(key) = key(request.method(), request.uri(), request.headers()) else {
        return next.run(request).await;
    };
    if let (_, Some(page)) = found(&app, &key).await {
        return page;
    }
    let turn = Turn::new(&app.remembered, &key);
    let Ok(_held) = tokio::time::timeout(crate::TIME, turn.lock.lock()).await else {
        return crate::error::Refusal::slow().page();
    };
    match found(&app, &key).await {
        (_, Some(page)) => page,
        (generation, None) => made(&app, &key, generation, request, next).await,
    }
}

/// The generation that is shown, and the page when it is kept.
async fn found(app: &Arc<App>, key: &str) -> (Option<u64>, Option<Response<Body>>) {
    let asked = key.to_owned();
    let found = blocking(State(app.clone()), move |app| {
        let generation = app.shown();
        Ok((generation, generation.and_then(|generation| app.remembered.get(generation, &asked))))
    });
    let (generation, page) = found.await.unwrap_or_default();
    let response = page.map(|page| {
        let mut response = respond(StatusCode::OK, "text/html; charset=utf-8", String::new());
        *response.body_mut() = Body::from(page);
        response
    });
    (generation, response)
}

async fn made(
    app: &Arc<App>,
    key: &str,
    generation: Option<u64>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let response = next.run(request).await;
    let Some(generation) = generation.filter(|_| response.status() == StatusCode::OK) else {
        return response;
    };
    let (head, body) = response.into_parts();
    let Ok(page) = to_bytes(body, usize::MAX).await else {
        return crate::error::Refusal::fault("the page could not be made").page();
    };
    let same = app.clone();
    let still = blocking(State(app.clone()), move |_| Ok(same.shown())).await;
    if still.is_ok_and(|now| now == Some(generation)) {
        app.remembered.keep(generation, key.to_owned(), page.clone());
    }
    Response::from_parts(head, Body::from(page))
}

/// Address and language of a page that can be kept; `None` for what also depends on something else.
fn key(method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<String> {
    let path = uri.path();
    let lists = ["/", "/claims", "/actors", "/documents", "/compare", "/relays"];
    let one = ["/claims/", "/actors/", "/documents/"].iter().any(|start| path.starts_with(start));
    // a language that is chosen in the address goes into a cookie
    let chooses = uri.query().is_some_and(|query| query.split('&').any(|pair| pair.starts_with("ui=")));
    let page =
        *method == Method::GET && (lists.contains(&path) || one && !path.ends_with("/report")) && !chooses;
    page.then(|| format!("{} {}", Ui::chosen(None, headers).code(), uri))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_an_older_corpus_are_forgotten_and_no_more_than_fits_is_kept() {
        let kept = Remembered::default();
        let page = Bytes::from_static(b"page");
        kept.keep(1, "uk /".to_owned(), page.clone());
        assert_eq!(kept.get(1, "uk /"), Some(page.clone()));
        assert_eq!((kept.get(2, "uk /"), kept.get(1, "be /")), (None, None));
        kept.keep(2, "be /".to_owned(), page.clone());
        assert_eq!((kept.get(2, "be /"), kept.get(2, "uk /")), (Some(page), None));
        let large = Bytes::from(vec![b'x'; PAGE]);
        for n in 0..50 {
            kept.keep(2, n.to_string(), large.clone());
        }
        assert!(kept.kept.lock().unwrap().bytes <= MOST && kept.get(2, "49").is_some());
        kept.keep(2, "larger".to_owned(), Bytes::from(vec![b'x'; PAGE + 1]));
        assert!(kept.get(2, "larger").is_none());
    }

    #[test]
    fn a_turn_is_shared_and_forgotten() {
        let kept = Remembered::default();
        let one = Turn::new(&kept, "en /");
        let held = one.lock.try_lock().unwrap();
        let other = Turn::new(&kept, "en /");
        assert!(other.lock.try_lock().is_err() && Turn::new(&kept, "uk /").lock.try_lock().is_ok());
        drop(held);
        drop(one);
        assert_eq!(kept.making.lock().unwrap().len(), 1);
        drop(other);
        assert!(kept.making.lock().unwrap().is_empty());
    }

    #[test]
    fn only_what_follows_from_address_and_language_is_kept() {
        let key = |path: &str| key(&Method::GET, &path.parse().unwrap(), &HeaderMap::new());
        for path in ["/", "/?q=mill", "/claims/c:1", "/compare?p=d:1&p=d:2"] {
            assert_eq!(key(path), Some(format!("en {path}")));
        }
        for path in [
            "/review",
            "/health",
            "/claims/c:1/report",
            "/claims?ui=be",
            "/compare/citations?p=d:1",
            "/style.css",
        ] {
            assert_eq!(key(path), None, "{path}");
        }
    }
}
