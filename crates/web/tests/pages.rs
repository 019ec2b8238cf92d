//! What each page shows.

use crate::{PAGES, links, sample, text_of};
use axum::http::StatusCode;

#[tokio::test]
async fn every_link_leads_to_a_page_and_none_to_another_machine() {
    let site = sample();
    let pages = site.crawl().await;
    for kind in ["/claims/", "/documents/", "/actors/", "/style.css", "/keys.js"] {
        assert!(pages.iter().any(|(path, _)| path.starts_with(kind)), "nothing under {kind}");
    }
    for (path, body) in pages.iter().filter(|(_, body)| body.starts_with("<!DOCTYPE")) {
        for link in links(body) {
            assert!(
                link.starts_with('/') || link.starts_with('#') || link.starts_with('?'),
                "{path}: {link}"
            );
        }
        assert!(
            !body.contains("style=\"") && !body.contains("<style") && !body.contains(" onclick"),
            "{path}"
        );
        assert!(!body.contains("://"), "{path}");
        assert_eq!(
            body.matches("<script").count(),
            body.matches("<script src=\"/keys.js\"").count(),
            "{path}"
        );
        assert_eq!(body.matches("<h1").count(), 1, "{path}");
    }
    let style = site.page("/style.css").await;
    assert_eq!(style.matches("url(").count(), style.matches("url(\"/fonts/").count());
    assert!(!style.contains("@import") && !style.contains("://"));
    assert!(!site.page("/keys.js").await.contains("://"));
}

#[tokio::test]
async fn what_is_not_there_is_404() {
    let site = sample();
    for path in [
        "/x",
        "/claims/c:000000000000",
        "/documents/d:0000",
        "/actors/e:nobody",
        "/claims?page=9",
        "/documents?page=9",
        "/api/v1/x",
        "/api/v1/claims/c:0",
        "/api/v1/documents/d:0",
        "/api/v1/actors/e:0",
        "/claims/..%2F..%2Fetc%2Fpasswd",
    ] {
        let (status, body) = site.get(path).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(body.starts_with('{'), path.starts_with("/api"), "{path}: {body}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_400() {
    let site = sample();
    let id = &site.document("lake-post.txt").id;
    let long = "a".repeat(501);
    let paths = [
        format!("/?q={long}"),
        format!("/?speaker={long}"),
        format!("/api/v1/search?q={long}"),
        "/?q=...".to_owned(),
        "/?kind=wild".to_owned(),
        "/?zone=0".to_owned(),
        "/claims?page=0".to_owned(),
        "/claims?page=x".to_owned(),
        "/claims?page=99999999999999999999".to_owned(),
        format!("/documents/{id}?span=9"),
        format!("/documents/{id}?span=4-2"),
        format!("/documents/{id}?span=0-100000"),
        "/claims/%ff".to_owned(),
        format!("/claims/{long}"),
    ];
    for path in paths {
        let (status, body) = site.get(&path).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{path}: {body}");
    }
    assert_eq!(site.get(&format!("/?q={}", "%D1%8F".repeat(500))).await.0, StatusCode::OK);
    assert!(text_of(&site.get(&format!("/?q={long}")).await.1).contains("at most 500 characters"));
}

#[tokio::test]
async fn a_span_marks_exactly_the_characters_asked_for() {
    let site = sample();
    for (path, text) in PAGES.iter().filter(|(_, text)| !text.is_empty()) {
        let document = site.document(path);
        let length = document.text.chars().count();
        for (start, end) in [(0, 5), (3, 40), (30, 31), (length / 2, length - 2), (60, 130)] {
            let expected: String = document.text.chars().skip(start).take(end - start).collect();
            let body = site.page(&format!("/documents/{}?span={start}-{end}", document.id)).await;
            let marked: String = body
                .split("<mark class=\"target\"")
                .skip(1)
                .filter_map(|rest| rest.split_once('>')?.1.split_once("</mark>"))
                .map(|(inside, _)| text_of(inside))
                .collect();
            let tight = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(tight(&marked), tight(&expected), "{path} {start}-{end}");
            assert_eq!(body.matches("id=\"target\"").count(), 1, "{path} {start}-{end}");
        }
        assert!(!text.is_empty());
    }
}

#[tokio::test]
async fn the_reader_shows_every_character_and_marks_every_statement() {
    let site = sample();
    for document in &site.documents {
        let body = site.page(&format!("/documents/{}", document.id)).await;
        for (index, block) in document.blocks.iter().enumerate() {
            let shown =
                body.split(&format!("id=\"b-{index}\"")).nth(1).and_then(|rest| rest.split("</div>").next());
            let shown =
                shown.and_then(|part| part.split_once("<p")).map(|(_, part)| part.split_once('>').unwrap().1);
            let mut shown = shown.unwrap().to_owned();
            // the numbers are ours, not the page's
            while let Some(at) = shown.find("<a class=\"n\"") {
                let end = at + shown[at..].find("</a>").unwrap() + 4;
                shown.replace_range(at..end, "");
            }
            assert_eq!(text_of(&shown), document.slice(block.span), "{} block {index}", document.path);
        }
        for index in 0..document.statements.len() {
            assert!(
                body.contains(&format!("id=\"t-{index}\"")) && body.contains(&format!("id=\"s-{index}\"")),
                "{index}"
            );
        }
    }
    let body = site.page(&format!("/documents/{}", site.document("ozero.txt").id)).await;
    assert!(body.contains("<p lang=\"uk\""), "the language of a block is missing");
    assert!(body.contains("undated"), "a page without a date says so");
}

#[tokio::test]
async fn a_claim_shows_its_counter_its_chain_and_its_gaps() {
    let site = sample();
    let claims = site.json("/api/v1/claims").await;
    let first = claims["claims"][0].clone();
    let body = site.page(&format!("/claims/{}", first["id"].as_str().unwrap())).await;
    let text = text_of(&body);
    assert!(text.contains(&format!("{} page", first["pages"])), "{text}");
    assert!(
        text.contains("independent root")
            && text.contains("How it reached the pages")
            && text.contains("Wording by language")
    );
    assert!(body.contains("class=\"edge stated\"") && body.contains("class=\"node page\""));
    assert!(body.contains("lang=\"en\" dir=\"auto\""));
    let mut widths = claims["claims"].as_array().unwrap().iter().map(|c| c["pages"].as_u64().unwrap());
    assert!(widths.clone().zip(widths.by_ref().skip(1)).all(|(a, b)| a >= b), "widest first");
}

#[tokio::test]
async fn an_unnamed_source_is_a_question_mark() {
    let site = sample();
    let pages = site.crawl().await;
    let claims = pages.iter().filter(|(path, _)| path.starts_with("/claims/c:"));
    let unnamed = claims.filter(|(_, body)| body.contains("class=\"node anonymous\"")).count();
    assert!(unnamed > 0, "the source in the council has no dashed box");
}

#[tokio::test]
async fn filters_stay_in_the_address_and_in_the_form() {
    let site = sample();
    let body = site.page("/?q=mill&lang=en&kind=indirect&speaker=Holm").await;
    for kept in [
        "<option value=\"en\" selected>",
        "<option value=\"indirect\" selected>",
        "value=\"Holm\"",
        "value=\"mill\"",
    ] {
        assert!(body.contains(kept), "{kept}");
    }
    assert!(body.contains("<mark>"), "the words found are marked");
    assert!(!text_of(&body).contains("ozero.txt"), "a page in another language came through the filter");
    assert!(text_of(&site.page("/?q=zzzzqqqq").await).contains("Nothing found"));
}

#[tokio::test]
async fn an_actor_has_names_and_statements() {
    let site = sample();
    let document = site.document("lake-post.txt");
    let entity =
        document.entities.iter().find(|entity| entity.name.contains("Holm")).expect("the mayor is found");
    let text = text_of(&site.page(&format!("/actors/{}", entity.actor)).await);
    assert!(text.contains("Anna Holm") && text.contains("lake-post.txt") && text.contains("Says"), "{text}");
    let json = site.json(&format!("/api/v1/actors/{}", entity.actor)).await;
    assert!(!json["own"].as_array().unwrap().is_empty());
    let positions = format!("/actors/{}/positions?topic=sell%20the%20mill", entity.actor);
    let text = text_of(&site.page(&positions).await);
    assert!(text.contains("In own words") && text.contains("In the words of others"), "{text}");
    let json = site.json(&format!("/api/v1{positions}")).await;
    assert!(json["rows"].as_array().unwrap().iter().any(|row| row["holder"] == "own"), "{json}");
    let (status, _) = site.get(&format!("/api/v1/actors/{}/positions", entity.actor)).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_twins_are_json_with_code_points() {
    let site = sample();
    let document = site.document("ozero.txt");
    let record = site.json(&format!("/api/v1/documents/{}?text=1", document.id)).await;
    assert_eq!(record, reportedly_engine::wire::record(document, true));
    let found = site.json("/api/v1/search?q=%D0%BC%D0%BB%D0%B8%D0%BD").await;
    let hit = &found["hits"][0];
    let text: Vec<char> = document.text.chars().collect();
    let (start, end) = (hit["start"].as_u64().unwrap() as usize, hit["end"].as_u64().unwrap() as usize);
    assert_eq!(text[start..end].iter().collect::<String>(), hit["text"].as_str().unwrap());
    assert_eq!(site.json("/api/v1/health").await["documents"], site.documents.len());
    for claim in site.json("/api/v1/claims").await["claims"].as_array().unwrap() {
        let whole = site.json(&format!("/api/v1/claims/{}", claim["id"].as_str().unwrap())).await;
        assert_eq!(whole["claim"]["id"], claim["id"]);
        assert!(!whole["members"].as_array().unwrap().is_empty());
    }
}

#[tokio::test]
async fn an_empty_corpus_has_pages_too() {
    let site = crate::site(&[]);
    for path in ["/", "/claims", "/documents", "/?q=mill", "/api/v1/claims", "/api/v1/health"] {
        site.page(path).await;
    }
}
