//! Nothing on a page is in another language than the page but the record's own words, and those say in which they are.

use crate::{Site, links, sample};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use std::collections::BTreeSet;

/// Words of ours that are the same everywhere: the name, formats, keys, units.
const EVERYWHERE: [&str; 25] = [
    "reportedly",
    "JSON",
    "JSON-LD",
    "OpenGraph",
    "SHA-256",
    "sha256",
    "MiB",
    "KiB",
    "Enter",
    "Markdown",
    "HTML",
    "BibTeX",
    "CSL-JSON",
    "Web",
    "Annotation",
    "English",
    "uk",
    "ru",
    "be",
    "en",
    "UTC",
    "CSV",
    "WARC",
    "edtf",
    "EDTF",
];
/// Elements that hold what is quoted from the record or is a name of a machine: ids, places, keys, rules.
const RECORD: [&str; 9] = ["bdi", "q", "code", "kbd", "time", "style", "script", "option", "title"];
/// Classes of such elements.
const CLASSES: [&str; 6] = ["points", "place", "file", "long", "brand", "citations"];
/// Elements without an end.
const VOID: [&str; 5] = ["meta", "link", "input", "br", "hr"];

/// An open element: its name, its language, whether it holds words of the record.
struct Open {
    name: String,
    language: Option<String>,
    record: bool,
}

/// Latin words that a page in a Cyrillic language shows as its own.
fn foreign(body: &str, page: &str) -> Vec<String> {
    let mut open: Vec<Open> = Vec::new();
    let mut found = Vec::new();
    for part in body.split('<').skip(1) {
        let Some((tag, text)) = part.split_once('>') else { continue };
        if let Some(name) = tag.strip_prefix('/') {
            while open.pop().is_some_and(|element| element.name != name) {}
        } else if !tag.starts_with('!') {
            let name = tag.split([' ', '/']).next().unwrap_or("").to_owned();
            let attribute = |key: &str| {
                tag.split(&format!(" {key}=\""))
                    .nth(1)
                    .and_then(|rest| rest.split('"').next())
                    .map(str::to_owned)
            };
            let class = attribute("class").unwrap_or_default();
            // a box of a drawing holds a name of the record; its words have a direction of their own
            let drawn = name == "text" && class == "name" || tag.contains(" dir=\"auto\"");
            let record = drawn
                || RECORD.contains(&name.as_str())
                || class.split(' ').any(|one| CLASSES.contains(&one));
            for key in ["aria-label", "title", "placeholder"] {
                let quoted =
                    class == "place" || open.iter().any(|o| o.record) || tag.contains("href=\"/documents/");
                let value = attribute(key).filter(|_| !quoted).unwrap_or_default();
                found.extend(words(&value).map(|word| format!("{key}={word}")));
            }
            if !VOID.contains(&name.as_str()) {
                open.push(Open { name, language: attribute("lang"), record });
            }
        }
        let language = open.iter().rev().find_map(|element| element.language.clone());
        if language.as_deref() == Some(page) && !open.iter().any(|element| element.record) {
            found.extend(words(text));
        }
    }
    found
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let parts =
        text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '&' | ';' | '.' | ':')));
    let ours = parts.filter(|word| {
        let word = word.trim_matches(['.', ':', '-']);
        let latin = word.chars().filter(char::is_ascii_alphabetic).count() > 1;
        // names of the record stand in our sentences, too
        let name = word.starts_with(|c: char| c.is_ascii_uppercase());
        latin
            && !name
            && word.is_ascii()
            && !word.contains([';', '&', '_', ':', '.'])
            && !EVERYWHERE.contains(&word)
    });
    ours.map(str::to_owned).collect::<Vec<_>>().into_iter()
}

async fn body(site: &Site, path: &str, language: &str) -> String {
    let request = Request::get(path).header("host", "127.0.0.1:8600").header("accept-language", language);
    let (status, _, body) = site.ask(request.body(Body::empty()).unwrap()).await;
    assert!(status == StatusCode::OK || status == StatusCode::NOT_FOUND, "{path}: {status}");
    body
}

#[tokio::test]
async fn no_page_speaks_another_language_than_its_own() {
    for site in [sample(), crate::views::port()] {
        let ids: Vec<&str> = site.documents.iter().map(|document| document.id.as_str()).collect();
        let mut open = vec![
            "/".to_owned(),
            "/?q=%D0%BF%D0%BE%D1%80%D1%82".to_owned(),
            "/?about=mill&no_translit=1&since=2024&certainty=all".to_owned(),
            "/claims?sort=first&min_roots=2".to_owned(),
            format!("/compare?p={}&p={}", ids[0], ids[1]),
            format!("/compare?p={}:0-40&p={}:0-40", ids[0], ids[2]),
            "/compare".to_owned(),
            "/claims/c:none".to_owned(),
            "/review?tab=links".to_owned(),
            "/review?tab=copies".to_owned(),
            "/review?tab=dates".to_owned(),
            "/review?tab=log".to_owned(),
        ];
        let mut seen: BTreeSet<String> = open.iter().cloned().collect();
        let mut wrong: BTreeSet<String> = BTreeSet::new();
        let mut turn = 0;
        while let Some(path) = open.pop() {
            // each page in one of the languages, in turn
            let language = ["uk", "ru", "be"][turn % 3];
            turn += 1;
            let body = body(&site, &path, language).await;
            wrong.extend(
                foreign(&body, language).into_iter().map(|word| format!("{language} {path}: {word}")),
            );
            if let Some(actor) = path.strip_prefix("/actors/").filter(|rest| !rest.contains('/')) {
                open.push(format!("/actors/{actor}/positions?topic=lease&since=2020&until=2024"));
            }
            let more = links(&body).into_iter().map(|link| link.split('#').next().unwrap_or("").to_owned());
            let pages = more.filter(|link| {
                let views = ["/claims", "/actors", "/documents", "/relays", "/review", "/health"];
                views.iter().any(|view| link.starts_with(view))
                    && !link.ends_with("/report")
                    && !link.contains(['&', '?'])
            });
            for link in pages.collect::<Vec<_>>() {
                if seen.len() < 260 && seen.insert(link.clone()) {
                    open.push(link);
                }
            }
        }
        assert!(turn > 20, "{turn} pages");
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

#[tokio::test]
async fn what_is_refused_is_said_in_the_language_of_the_page() {
    let site = sample();
    for (language, said) in [
        ("en", "there is no claim `c:none` in this corpus"),
        ("uk", "у цьому корпусі немає твердження `c:none`"),
        ("ru", "в этом корпусе нет утверждения `c:none`"),
        ("be", "у гэтым корпусе няма сцвярджэння `c:none`"),
    ] {
        let body = body(&site, "/claims/c:none", language).await;
        assert!(body.contains(said) && !body.contains("<p class=\"lead\" lang"), "{language}: {body}");
    }
}
