//! One test binary: every page through the router, as a browser would ask for it.

mod pages;
mod api;
mod views;
mod parts;
mod lang;
mod guard;
mod hostile;
mod reconcile;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use reportedly_engine::Engine;
use reportedly_engine::model::{Document, Limits, Origin};
use reportedly_engine::pack::Packs;
use reportedly_store::{AddOptions, Input, Store};
use std::sync::LazyLock;
use tower::ServiceExt;

/// Two pages that tell the same, one that denies it, one in another language.
const PAGES: [(&str, &str); 4] = [
    (
        "lake-post.txt",
        "Mayor offers the mill to the ferrymen\n\nMayor Anna Holm said the town would sell the mill for 40,000 crowns.\n\n\
         \"The town will sell the mill,\" Anna Holm told the Lake Post on Monday.\n\nAccording to a source in the council, the mill will close in May.\n",
    ),
    (
        "harbour.txt",
        "The mill is for sale\n\nThe Lake Post reported that Mayor Anna Holm said the town would sell the mill for 40,000 crowns.\n\n\
         Miller Peter Brandt denied that the town would sell the mill.\n\nRead also\nOld bridge opens again\n",
    ),
    (
        "ozero.txt",
        "Мер пропонує млин\n\nМерка Анна Гольм заявила, що місто продасть млин за 40 тисяч крон.\n\n\
         «Місто продасть млин», – сказала Анна Гольм журналістам.\n",
    ),
    ("empty.txt", ""),
];

/// The word lists are compiled once for all tests.
static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Packs::embedded(), Limits::default()));

struct Site {
    router: Router,
    documents: Vec<Document>,
    /// Keeps the file until the test ends.
    _folder: tempfile::TempDir,
}

fn site(pages: &[(&str, &[u8])]) -> Site {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(folder.path().join("x.rpd")).unwrap();
    let inputs = pages.iter().map(|(path, bytes)| Input {
        origin: Origin { path: (*path).to_owned(), ..Origin::default() },
        bytes: Ok(bytes.to_vec()),
    });
    store.add(inputs.collect::<Vec<_>>(), &ENGINE, &AddOptions::default(), &mut |_| {}).unwrap();
    let documents = store.documents().unwrap();
    Site { router: reportedly_web::router(store), documents, _folder: folder }
}

fn sample() -> Site {
    let pages: Vec<(&str, &[u8])> = PAGES.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    site(&pages)
}

/// An empty corpus for those whom `access` lets in.
fn router_with(access: reportedly_web::Access) -> (Router, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(folder.path().join("x.rpd")).unwrap();
    (reportedly_web::router_for(store, access), folder)
}

async fn ask(router: &Router, request: Request<Body>) -> (StatusCode, HeaderMap, String) {
    let response = router.clone().oneshot(request).await.unwrap();
    let (head, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    (head.status, head.headers, String::from_utf8(bytes.to_vec()).unwrap())
}

impl Site {
    async fn ask(&self, request: Request<Body>) -> (StatusCode, HeaderMap, String) {
        ask(&self.router, request).await
    }
    async fn get(&self, path: &str) -> (StatusCode, String) {
        let request = Request::get(path).header("host", "127.0.0.1:8600").body(Body::empty()).unwrap();
        let (status, _, body) = self.ask(request).await;
        (status, body)
    }
    async fn page(&self, path: &str) -> String {
        let (status, body) = self.get(path).await;
        assert_eq!(status, StatusCode::OK, "{path}: {body}");
        body
    }
    async fn json(&self, path: &str) -> serde_json::Value {
        serde_json::from_str(&self.page(path).await).unwrap()
    }
    /// What a form must carry, read from the queue of reviews.
    async fn router_token(&self) -> String {
        let body = self.page("/review").await;
        let rest = body.split("name=\"token\" value=\"").nth(1).expect("the queue has no form");
        rest.split('"').next().unwrap().to_owned()
    }
    fn document(&self, path: &str) -> &Document {
        self.documents.iter().find(|document| document.path == path).unwrap()
    }
    /// Every address a reader can reach by following links from the first page, the pages first.
    async fn crawl(&self) -> Vec<(String, String)> {
        let mut seen = vec!["/".to_owned()];
        let mut pages = Vec::new();
        let mut at = 0;
        while let Some(path) = seen.get(at).cloned() {
            at += 1;
            let body = self.page(&path).await;
            for link in links(&body) {
                let link = link.split('#').next().unwrap_or("").to_owned();
                // combinations of filters have no end, and a report is a file of its own
                let page = link.starts_with('/') && !link.ends_with("/report");
                if page && !link.contains('&') && !seen.contains(&link) && seen.len() < 400 {
                    seen.push(link);
                }
            }
            pages.push((path, body));
        }
        pages
    }
}

/// What stands in `href`, `src` and `action`.
fn links(body: &str) -> Vec<String> {
    ["href=\"", "src=\"", "action=\""]
        .iter()
        .flat_map(|start| body.split(start).skip(1))
        .filter_map(|rest| rest.split('"').next())
        .map(|link| link.replace("&amp;", "&"))
        .collect()
}

/// The text of a page without its markup.
fn text_of(markup: &str) -> String {
    let mut out = String::new();
    for part in markup.split('<') {
        out.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    for (escaped, plain) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
        out = out.replace(escaped, plain);
    }
    out
}
