//! This machine only, pages only read, nothing from elsewhere.

use crate::sample;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use reportedly_web::Access;

#[tokio::test]
async fn every_answer_carries_the_policy() {
    let site = sample();
    for path in ["/", "/claims", "/x", "/?q=...", "/style.css", "/api/v1/health"] {
        let request = Request::get(path).header("host", "localhost:8600").body(Body::empty()).unwrap();
        let (_, headers, _) = site.ask(request).await;
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'"), "{path}");
        assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"), "{path}");
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(headers["referrer-policy"], "no-referrer", "{path}");
        assert!(!headers.contains_key("access-control-allow-origin"), "{path}");
    }
}

#[tokio::test]
async fn names_of_other_machines_are_refused() {
    let site = sample();
    for host in ["localhost", "127.0.0.1:8600", "[::1]:8600"] {
        let request = Request::get("/").header("host", host).body(Body::empty()).unwrap();
        assert_eq!(site.ask(request).await.0, StatusCode::OK, "{host}");
    }
    for host in ["example.org", "example.org:8600", "127.0.0.1.example.org", "192.168.0.7:8600", ""] {
        for path in ["/", "/api/v1/claims", "/style.css", "/x"] {
            let request = Request::get(path).header("host", host).body(Body::empty()).unwrap();
            let (status, _, body) = site.ask(request).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{host} {path}");
            assert!(!body.contains("mill"));
        }
    }
    let none = Request::get("/").body(Body::empty()).unwrap();
    assert_eq!(site.ask(none).await.0, StatusCode::FORBIDDEN);
    let two = Request::get("/").header("host", "localhost").header("host", "example.org").body(Body::empty());
    assert_eq!(site.ask(two.unwrap()).await.0, StatusCode::FORBIDDEN);
    let absolute =
        Request::get("http://example.org/").header("host", "localhost").body(Body::empty()).unwrap();
    assert_eq!(site.ask(absolute).await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn pages_are_only_read() {
    let site = sample();
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"] {
        let ask = |kind: &'static str| {
            let request = Request::builder().method(method).uri("/").header("host", "localhost");
            request.header("content-type", kind).body(Body::empty()).unwrap()
        };
        assert_eq!(site.ask(ask("text/plain")).await.0, StatusCode::FORBIDDEN, "{method}");
        let (status, headers, _) = site.ask(ask("application/json")).await;
        assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert_eq!(headers["allow"], "GET,HEAD");
    }
    let head = Request::head("/").header("host", "localhost").body(Body::empty()).unwrap();
    assert_eq!(site.ask(head).await.0, StatusCode::OK);
}

#[test]
fn other_machines_cannot_be_served() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.rpd");
    drop(reportedly_store::Store::create(&path).unwrap());
    for address in ["0.0.0.0:0", "[::]:0", "192.168.0.7:0"] {
        let error =
            reportedly_web::serve(&path, address.parse().unwrap(), Access::local(), |_| unreachable!())
                .unwrap_err();
        assert!(error.to_string().contains("reached from other machines"), "{error}");
    }
    let missing = folder.path().join("none.rpd");
    let local = "127.0.0.1:0".parse().unwrap();
    let error = reportedly_web::serve(&missing, local, Access::local(), |_| unreachable!()).unwrap_err();
    assert!(error.to_string().contains("none.rpd"), "{error}");
}
