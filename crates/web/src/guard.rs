//! What stands in front of every page: reading (and forms of the review queue) only, this machine only, nothing from elsewhere.
//!
//! A page of the web can make a name of its own point at 127.0.0.1 (DNS rebinding) and so read what is served here; the
//! `Host` header then holds that name, and the request is refused.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, Response, StatusCode, header};
use axum::middleware::Next;
use std::net::IpAddr;

/// Nothing but our own style sheet, script and icon; no inline style or script, no frame, no form to elsewhere.
pub(crate) const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; \
                                 form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

pub(crate) async fn check(request: Request, next: Next) -> Response<Body> {
    let reads = request.method() == Method::GET || request.method() == Method::HEAD;
    let decides = request.method() == Method::POST && request.uri().path() == crate::pages::DECISIONS;
    let mut response = if !reads && !decides {
        let mut refused = plain(StatusCode::METHOD_NOT_ALLOWED, "only GET is answered\n");
        refused.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        refused
    } else if !local(&request) {
        plain(StatusCode::FORBIDDEN, "this page is for this machine only: use the address http://127.0.0.1\n")
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    response
}

/// One `Host`, and it names this machine; so does the address line when it names a host at all.
fn local(request: &Request) -> bool {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let (host, more) = (hosts.next(), hosts.next());
    let named = host.and_then(|host| host.to_str().ok()).is_some_and(is_local);
    named && more.is_none() && request.uri().authority().is_none_or(|a| is_local(a.as_str()))
}

/// `localhost`, a loopback address, each with or without a port.
fn is_local(host: &str) -> bool {
    let digits = |port: &str| port.bytes().all(|b| b.is_ascii_digit());
    let (name, port) = match host.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((name, "")) => (name, ""),
            Some((name, port)) => (name, port.strip_prefix(':').unwrap_or("x")),
            None => return false,
        },
        None => host.split_once(':').unwrap_or((host, "")),
    };
    let loopback = || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    digits(port) && (name.eq_ignore_ascii_case("localhost") || loopback())
}

fn plain(status: StatusCode, message: &'static str) -> Response<Body> {
    crate::respond(status, "text/plain; charset=utf-8", message.to_owned())
}

#[cfg(test)]
mod tests {
    use super::is_local;

    #[test]
    fn only_this_machine() {
        for host in ["localhost", "LOCALHOST:80", "127.0.0.1", "127.0.0.1:8600", "[::1]", "[::1]:8600"] {
            assert!(is_local(host), "{host}");
        }
        for host in [
            "",
            "example.org",
            "example.org:8600",
            "127.0.0.1.example.org",
            "localhost.example.org",
            "10.0.0.1",
            "[::1",
            "[::1]x",
            "127.0.0.1:x",
            "localhost@example.org",
            "0.0.0.0",
            "[::]",
        ] {
            assert!(!is_local(host), "{host}");
        }
    }
}
