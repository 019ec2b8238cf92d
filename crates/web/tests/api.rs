//! The API: parts of lists, JSON lines, exports, refusals, who may change what.

use crate::{Site, sample, site};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use reportedly_web::Access;
use serde_json::{Value, json};

const TOKEN: &str = "a-token-of-enough-characters";

fn get(path: &str) -> axum::http::request::Builder {
    Request::get(path).header("host", "localhost:8600")
}

async fn lines(site: &Site, path: &str) -> Vec<Value> {
    let request = get(path).header("accept", "application/jsonl").body(Body::empty()).unwrap();
    let (status, headers, body) = site.ask(request).await;
    assert_eq!(status, StatusCode::OK, "{path}: {body}");
    assert_eq!(headers["content-type"], "application/jsonl", "{path}");
    body.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test]
async fn parts_of_a_list_are_the_list() {
    let site = sample();
    for (path, key) in [
        ("/api/v1/search?q=mill", "hits"),
        ("/api/v1/search?kind=indirect", "hits"),
        ("/api/v1/claims", "claims"),
        ("/api/v1/claims?q=sell%20the%20mill", "claims"),
        ("/api/v1/actors", "actors"),
        ("/api/v1/actors?q=Holm", "actors"),
        ("/api/v1/documents", "documents"),
        ("/api/v1/documents?lang=en", "documents"),
        ("/api/v1/denials", "denials"),
        ("/api/v1/relays", "relays"),
        ("/api/v1/copies", "copies"),
        ("/api/v1/decisions", "decisions"),
    ] {
        let whole = site.json(path).await;
        assert!(whole["next"].is_null() && whole["generation"].is_u64(), "{path}: {whole}");
        let whole = whole[key].as_array().unwrap();
        let (mut parts, mut cursor) = (Vec::new(), String::new());
        loop {
            let joint = if path.contains('?') { '&' } else { '?' };
            let part = site.json(&format!("{path}{joint}limit=1{cursor}")).await;
            parts.extend(part[key].as_array().unwrap().clone());
            assert!(parts.len() <= whole.len().max(1), "{path}");
            match part["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(&parts, whole, "{path}");
        let streamed: Vec<Value> = lines(&site, path)
            .await
            .into_iter()
            .map(|mut line| {
                assert_eq!(line.as_object_mut().unwrap().remove("schema"), Some(json!("reportedly/1")));
                line
            })
            .collect();
        assert_eq!(&streamed, whole, "{path}");
    }
    assert_eq!(lines(&site, "/api/v1/claims?limit=2").await.len(), 2);
}

#[tokio::test]
async fn a_cursor_is_of_one_question_and_one_state() {
    let site = sample();
    let part = site.json("/api/v1/claims?limit=1").await;
    let cursor = part["next"].as_str().unwrap().to_owned();
    assert_eq!(site.get(&format!("/api/v1/actors?cursor={cursor}")).await.0, StatusCode::BAD_REQUEST);
    assert_eq!(site.get("/api/v1/claims?cursor=x").await.0, StatusCode::BAD_REQUEST);
    let actor = site.json("/api/v1/actors").await["actors"][0]["id"].as_str().unwrap().to_owned();
    let (status, _, body) = site.ask(decision(&json!({"verb": "split", "subjects": [actor]}), &[])).await;
    assert_eq!(status, StatusCode::CREATED, "{body}");
    assert_eq!(site.get(&format!("/api/v1/claims?cursor={cursor}")).await.0, StatusCode::GONE);
}

#[tokio::test]
async fn every_refusal_is_a_problem() {
    let site = sample();
    let long = "a".repeat(30_000);
    let body = json!({"verb": "merge", "subjects": ["e:nobody", "e:none"]});
    for (request, expect) in [
        (get("/api/v1/x").body(Body::empty()), 404),
        (get("/api/v1/claims/c:0").body(Body::empty()), 404),
        (get("/api/v1/statements/a:0").body(Body::empty()), 404),
        (get("/api/v1/denials?claim=c:0").body(Body::empty()), 404),
        (get("/api/v1/search?kind=wild").body(Body::empty()), 400),
        (get("/api/v1/search?speker=Holm").body(Body::empty()), 400),
        (get("/api/v1/search?q=...").body(Body::empty()), 400),
        (get("/api/v1/claims?limit=0").body(Body::empty()), 400),
        (get("/api/v1/claims?limit=501").body(Body::empty()), 400),
        (get("/api/v1/export?to=docx").body(Body::empty()), 400),
        (get("/api/v1/claims/%ff").body(Body::empty()), 400),
        (get(&format!("/api/v1/search?q={long}")).body(Body::empty()), 414),
        (Ok(decision(&body, &[])), 422),
        (Ok(decision(&json!({"verb": "undo", "subjects": ["7"]}), &[])), 422),
        (Ok(decision(&json!({"verb": "burn", "subjects": ["7"]}), &[])), 422),
        (Ok(decision(&json!({"verb": "merge", "subjects": [long.repeat(3)]}), &[])), 413),
        (
            Request::put("/api/v1/claims")
                .header("host", "localhost")
                .header("content-type", "application/json")
                .body(Body::empty()),
            405,
        ),
    ] {
        let request = request.unwrap();
        let what = format!("{} {:.60}", request.method(), request.uri());
        let (status, headers, body) = site.ask(request).await;
        assert_eq!(status.as_u16(), expect, "{what}: {body}");
        assert_eq!(headers["content-type"], "application/problem+json", "{what}");
        assert_eq!(headers["x-content-type-options"], "nosniff", "{what}");
        let problem: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(problem["status"], expect, "{what}");
        assert!(!problem["detail"].as_str().unwrap().is_empty() && problem["title"].is_string(), "{what}");
        assert_eq!(headers.contains_key("allow"), expect == 405, "{what}");
    }
}

fn decision(body: &Value, more: &[(&str, &str)]) -> Request<Body> {
    let text = body.to_string();
    let mut request = Request::post("/api/v1/decisions")
        .header("host", "localhost:8600")
        .header("content-length", text.len());
    if more.iter().all(|(name, _)| *name != "content-type") {
        request = request.header("content-type", "application/json");
    }
    for (name, value) in more {
        request = request.header(*name, *value);
    }
    request.body(Body::from(text)).unwrap()
}

#[tokio::test]
async fn a_page_of_another_address_changes_and_reads_nothing() {
    let site = sample();
    let actor = site.json("/api/v1/actors").await["actors"][0]["id"].as_str().unwrap().to_owned();
    let body = json!({"verb": "split", "subjects": [actor], "reason": "not the same"});
    for from in [
        &[("origin", "https://example.org")][..],
        &[("origin", "null")],
        &[("origin", "http://localhost:9999")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("content-type", "text/plain")],
        &[("content-type", "application/x-www-form-urlencoded")],
    ] {
        assert_eq!(site.ask(decision(&body, from)).await.0, StatusCode::FORBIDDEN, "{from:?}");
    }
    let foreign = get("/api/v1/claims").header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap();
    assert_eq!(site.ask(foreign).await.0, StatusCode::FORBIDDEN);
    let link = get("/claims").header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap();
    assert_eq!(site.ask(link).await.0, StatusCode::OK, "a link from elsewhere leads here");
    assert!(site.json("/api/v1/decisions").await["decisions"].as_array().unwrap().is_empty());
    let own = [("origin", "http://localhost:8600"), ("sec-fetch-site", "same-origin")];
    assert_eq!(site.ask(decision(&body, &own)).await.0, StatusCode::CREATED);
    let kept = site.json("/api/v1/decisions").await;
    assert_eq!(kept["decisions"][0]["reason"], "not the same");
    let merge = json!({"verb": "merge", "subjects": [actor, "e:x"]});
    assert_eq!(
        site.ask(decision(&merge, &own)).await.0,
        StatusCode::UNPROCESSABLE_ENTITY,
        "nobody has that id"
    );
}

#[tokio::test]
async fn a_token_is_asked_for() {
    let (router, _folder) = crate::router_with(Access::with_token(TOKEN).unwrap());
    for (given, expect) in [
        (None, 401),
        (Some("Bearer wrong-token-of-characters".to_owned()), 401),
        (Some(format!("Bearer {TOKEN}")), 200),
        (Some("Basic ZGVzazphLXRva2VuLW9mLWVub3VnaC1jaGFyYWN0ZXJz".to_owned()), 200),
    ] {
        for path in ["/", "/api/v1/claims", "/style.css", "/openapi.json"] {
            let mut request = get(path);
            if let Some(given) = &given {
                request = request.header("authorization", given);
            }
            let (status, headers, body) = crate::ask(&router, request.body(Body::empty()).unwrap()).await;
            assert_eq!(status.as_u16(), expect, "{path} {given:?}");
            assert_eq!(headers.contains_key("www-authenticate"), expect == 401, "{path}");
            assert!(!body.contains(TOKEN), "{path}");
        }
    }
}

#[tokio::test]
async fn what_is_known_is_not_sent_again() {
    let site = sample();
    let (_, headers, _) = site.ask(get("/api/v1/claims").body(Body::empty()).unwrap()).await;
    let tag = headers["etag"].to_str().unwrap().to_owned();
    let again = get("/api/v1/claims").header("if-none-match", &tag).body(Body::empty()).unwrap();
    let (status, headers, body) = site.ask(again).await;
    assert_eq!((status, body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    assert_eq!(headers["etag"].to_str().unwrap(), tag);
    let other = get("/api/v1/claims").header("if-none-match", "W/\"0-x\"").body(Body::empty()).unwrap();
    assert_eq!(site.ask(other).await.0, StatusCode::OK);
}

#[tokio::test]
async fn evidence_holds_words_place_and_hash() {
    let site = sample();
    for document in &site.documents {
        let text: Vec<char> = document.text.chars().collect();
        let whole = site.json(&format!("/api/v1/documents/{}/text", document.id)).await;
        assert_eq!(
            (whole["text"].as_str(), whole["sha256"].as_str()),
            (Some(document.text.as_str()), Some(document.sha256.as_str()))
        );
        for statement in document.statements.iter().filter(|statement| statement.repeats.is_none()) {
            let found = site.json(&format!("/api/v1/statements/{}", statement.id)).await;
            assert_eq!(found["document"]["sha256"], document.sha256.as_str());
            assert_eq!(found["rule"], statement.rule.as_ref());
            for piece in found["content"].as_array().unwrap() {
                let place = |name: &str| piece[name].as_u64().unwrap() as usize;
                let words: String = text[place("start")..place("end")].iter().collect();
                assert_eq!(piece["text"], words.as_str());
                let bytes = |n: usize| piece["bytes"][n].as_u64().unwrap() as usize;
                assert_eq!(&document.text[bytes(0)..bytes(1)], words);
            }
        }
    }
}

#[tokio::test]
async fn exports_come_with_the_filters_of_search() {
    let site = sample();
    let all = lines(&site, "/api/v1/export?to=jsonl").await;
    let statements: usize =
        site.documents.iter().flat_map(|d| &d.statements).filter(|s| s.repeats.is_none()).count();
    assert!(all.len() <= statements && !all.is_empty());
    let ukrainian = lines(&site, "/api/v1/export?lang=uk").await;
    assert!(!ukrainian.is_empty() && ukrainian.iter().all(|row| row["document"]["language"] == "uk"));
    let direct = lines(&site, "/api/v1/export?kind=direct&speaker=Holm").await;
    assert!(!direct.is_empty() && direct.iter().all(|row| row["kind"] == "direct"));
    assert!(lines(&site, "/api/v1/export?q=zzzqqq").await.is_empty());
    let request = get("/api/v1/export?to=csv&bom=true").body(Body::empty()).unwrap();
    let (status, headers, body) = site.ask(request).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        body.starts_with('\u{FEFF}')
            && headers["content-disposition"].to_str().unwrap().contains("statements.csv")
    );
}

#[tokio::test]
async fn hostile_words_stay_data() {
    let text = "Mayor Anna Holm said \"<script>alert(1)</script> the mill </textarea> is sold\".\n";
    let site = site(&[("<img src=x onerror=alert(0)>.txt", text.as_bytes())]);
    for path in [
        "/api/v1/search?q=mill",
        "/api/v1/claims",
        "/api/v1/export",
        "/api/v1/documents",
        "/api/v1/export?to=graphml",
    ] {
        let (status, headers, body) = site.ask(get(path).body(Body::empty()).unwrap()).await;
        assert_eq!(status, StatusCode::OK, "{path}: {body}");
        let kind = headers["content-type"].to_str().unwrap();
        assert!(kind.starts_with("application/") && !kind.contains("html"), "{path}: {kind}");
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert!(
            headers["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"),
            "{path}"
        );
    }
    let graph = site.page("/api/v1/export?to=graphml").await;
    assert!(!graph.contains("<script>") && !graph.contains("<img"), "{graph}");
}

#[tokio::test]
async fn the_document_of_the_api_names_every_question() {
    let site = sample();
    let document = site.json("/openapi.json").await;
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"), "{}", document["openapi"]);
    let paths = document["paths"].as_object().unwrap();
    for path in [
        "search",
        "claims",
        "claims/{id}",
        "claims/{id}/trace",
        "actors",
        "actors/{id}",
        "actors/{id}/positions",
        "documents",
        "documents/{id}",
        "documents/{id}/text",
        "statements/{id}",
        "denials",
        "relays",
        "copies",
        "export",
        "decisions",
        "health",
    ] {
        assert!(paths.contains_key(&format!("/api/v1/{path}")), "{path}");
    }
    assert_eq!(paths.len(), 17);
    assert!(document["paths"]["/api/v1/decisions"]["post"].is_object());
}
