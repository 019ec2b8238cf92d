//! Pages made to break the reader: their words are shown and never obeyed.

use crate::{site, text_of};
use axum::http::StatusCode;

const SCRIPT: &str = "<script>alert(1)</script><img src=x onerror=alert(2)>";

#[tokio::test]
async fn markup_in_a_page_stays_text() {
    let text = format!(
        "Holm {SCRIPT} wins\n\nMayor Anna Holm said \"the mill {SCRIPT} is sold to 'them' & others\".\n\n\
         According to \"><script>alert(3)</script> Anna Holm, the town will sell the mill.\n"
    );
    let html = "<html><head><title>&lt;script&gt;alert(4)&lt;/script&gt;\" onload=\"x</title>\
                <meta property=\"og:site_name\" content=\"&lt;b&gt;Lake&quot;\">\
                <link rel=\"canonical\" href=\"javascript:alert(5)\"></head>\
                <body><article><h1>The mill</h1><p>Mayor Anna Holm said the town would sell the mill.</p></article></body></html>";
    let site = site(&[("a\"><script>alert(0)</script>.txt", text.as_bytes()), ("b.html", html.as_bytes())]);
    let pages = site.crawl().await;
    let all = pages.iter().filter(|(_, body)| body.starts_with("<!DOCTYPE"));
    for (path, body) in all {
        for bad in ["<script>", "<img", "onerror=alert(2)>\"", "\" onload=", "href=\"javascript", "<b>Lake"] {
            assert!(!body.contains(bad), "{path}: {bad}");
        }
    }
    assert!(
        pages.iter().any(|(_, body)| text_of(body).contains("<script>alert(1)</script>")),
        "the words are shown"
    );
    let query = "/?q=%3Cscript%3Ealert(1)%3C/script%3E&speaker=%22%3E%3Cscript%3E&lang=%22%3E";
    assert!(!site.page(query).await.contains("<script>"));
}

#[tokio::test]
async fn direction_marks_are_named_and_not_obeyed() {
    let text = "The mill \u{202E}dlos si\u{202C}\n\nMayor Anna Holm said the town \u{2067}would\u{2069} sell the mill \u{200F}now.\n";
    let site = site(&[("mill\u{202E}txt.exe", text.as_bytes())]);
    for (path, body) in site.crawl().await {
        if body.starts_with("<!DOCTYPE") {
            let obeyed = body
                .chars()
                .find(|c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200F}'));
            assert_eq!(obeyed, None, "{path}");
        }
    }
    let body = site.page(&format!("/documents/{}", site.documents[0].id)).await;
    assert!(body.contains("U+202E"));
}

#[tokio::test]
async fn odd_addresses_are_answered() {
    let site = site(&[("a.txt", b"Mayor Anna Holm said the town would sell the mill.\n")]);
    for path in [
        "/claims/%00",
        "/claims/%22%3E%3Cscript%3E",
        "/claims/c:%E2%80%AE",
        "/documents/%2E%2E%2F%2E%2E",
        "/actors/%F0%9F%98%80",
        "/actors/e:%27%20OR%201=1",
        "/documents/%25%32%35",
        "//",
        "/documents//",
    ] {
        let (status, body) = site.get(path).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert!(!body.contains("<script>") && !body.contains('\u{202E}'), "{path}");
    }
    for path in [
        "/?q=%22",
        "/?q=%22%22%22",
        "/?q=*",
        "/?q=a%20AND%20OR%20NOT",
        "/?q=NEAR(",
        "/?q=%00",
        "/?q=%ff",
        "/?&&==&",
        "/?q=%E2%80%AE",
    ] {
        let (status, body) = site.get(path).await;
        assert!(status == StatusCode::OK || status == StatusCode::BAD_REQUEST, "{path} {status}");
        assert!(!body.contains('\u{202E}') && !body.contains('\0'), "{path}");
    }
}

#[tokio::test]
async fn a_long_page_comes_in_parts() {
    let text: String = (0..1_000)
        .map(|n| format!("Mayor Anna Holm said the town would sell {n} mills in the year.\n\n"))
        .collect();
    let site = site(&[("long.txt", text.as_bytes())]);
    let document = &site.documents[0];
    let blocks = document.blocks.len();
    assert!(blocks > 800, "{blocks}");
    let last = document.text.chars().count();
    let body = site.page(&format!("/documents/{}?span={}-{}", document.id, last - 20, last - 5)).await;
    assert!(body.contains("id=\"target\"") && body.contains("rel=\"prev\"") && !body.contains("id=\"b-0\""));
    assert_eq!(site.get(&format!("/documents/{}?part=99", document.id)).await.0, StatusCode::NOT_FOUND);
}
