//! `/reconcile`: names to actors, for programs of this machine.

use crate::sample;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

fn asked(queries: &Value) -> String {
    let escaped: String = queries.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect();
    format!("queries={escaped}")
}

#[tokio::test]
async fn names_in_any_script_find_their_actor() {
    let site = sample();
    let manifest = site.json("/reconcile").await;
    assert_eq!(manifest["versions"], json!(["0.2"]));
    assert_eq!(manifest["view"]["url"], "http://127.0.0.1:8600/actors/{{id}}");
    let queries = json!({"q0": {"query": "Anna Holm"}, "q1": {"query": "Гольм", "type": "person", "limit": 1},
                         "q2": {"query": "Anna Holm", "type": ["place"]}, "q3": {"query": ""}});
    let by_address = site.json(&format!("/reconcile?{}", asked(&queries))).await;
    let first = &by_address["q0"]["result"][0];
    assert_eq!((&first["name"], &first["match"]), (&json!("Anna Holm"), &json!(true)), "{by_address}");
    assert_eq!(first["type"], json!([{"id": "person", "name": "person"}]));
    assert!(by_address["q1"]["result"].as_array().unwrap().len() <= 1);
    assert_eq!((&by_address["q2"]["result"], &by_address["q3"]["result"]), (&json!([]), &json!([])));
    // OpenRefine sends a form, and names no origin
    let form = Request::post("/reconcile").header("host", "127.0.0.1:8600");
    let form =
        form.header("content-type", "application/x-www-form-urlencoded").body(Body::from(asked(&queries)));
    let (status, _, body) = site.ask(form.unwrap()).await;
    assert_eq!((status, serde_json::from_str::<Value>(&body).unwrap()), (StatusCode::OK, by_address));
    let suggested = site.json("/reconcile/suggest?prefix=Hol").await;
    assert_eq!(suggested["result"][0]["name"], "Anna Holm", "{suggested}");
    for bad in ["/reconcile?queries=x", "/reconcile?queries=[]", "/reconcile?queries=%7B%22q%22:1%7D"] {
        assert_eq!(site.get(bad).await.0, StatusCode::BAD_REQUEST, "{bad}");
    }
}

#[tokio::test]
async fn only_pages_of_this_machine_read_the_answer() {
    let site = sample();
    for (origin, expected) in [
        ("http://127.0.0.1:3333", StatusCode::OK),
        ("http://localhost:3333", StatusCode::OK),
        ("https://evil.example", StatusCode::FORBIDDEN),
        ("http://127.0.0.1.evil.example", StatusCode::FORBIDDEN),
        ("null", StatusCode::FORBIDDEN),
    ] {
        let request = Request::get("/reconcile").header("host", "127.0.0.1:8600").header("origin", origin);
        let (status, headers, _) = site.ask(request.body(Body::empty()).unwrap()).await;
        assert_eq!(status, expected, "{origin}");
        let allowed = headers.get("access-control-allow-origin").map(|value| value.to_str().unwrap());
        assert_eq!(allowed, (expected == StatusCode::OK).then_some(origin));
        // nothing else is opened by it
        let request =
            Request::get("/api/v1/actors").header("host", "127.0.0.1:8600").header("origin", origin);
        assert_eq!(site.ask(request.body(Body::empty()).unwrap()).await.0, StatusCode::FORBIDDEN, "{origin}");
    }
}
