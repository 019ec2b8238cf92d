//! What stands in front of every page: who may ask, from where, how much; and what every answer carries.
//!
//! A page of the web can make a name of its own point at 127.0.0.1 (DNS rebinding) and so read what is served here; the
//! `Host` header then holds that name, and the request is refused. A page of the web can also send a form here: whatever
//! changes something must come from a page of this address, or from a program that is no browser.

use crate::access::Access;
use crate::error::Refusal;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use axum::middleware::Next;
use std::sync::Arc;

/// Nothing but our own style sheet, script, fonts and pictures; no inline style or script, no frame, no form to elsewhere.
pub(crate) const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; \
                                 form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// Bytes of a request's body.
pub(crate) const BODY: u64 = 64 << 10;
/// Bytes of an address with its query.
const ADDRESS: usize = 20 << 10;

pub(crate) async fn check(State(access): State<Arc<Access>>, request: Request, next: Next) -> Response<Body> {
    let path = request.uri().path();
    let api = path.starts_with("/api/") || path == "/openapi.json" || is_reconciliation(path);
    let mut response = match refused(&access, &request, api) {
        Some(refusal) if api => refusal.json(),
        Some(refusal) => refusal.plain(),
        None => next.run(request).await,
    };
    if api {
        response = as_problem(response);
    }
    if response.status() == StatusCode::UNAUTHORIZED {
        // a program sends the token as it is, a browser asks for a password
        let ways = HeaderValue::from_static(
            "Bearer realm=\"reportedly\", Basic realm=\"reportedly\", charset=\"UTF-8\"",
        );
        response.headers_mut().insert(header::WWW_AUTHENTICATE, ways);
    }
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    for (name, value) in [
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
        ("x-permitted-cross-domain-policies", "none"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn refused(access: &Access, request: &Request, api: bool) -> Option<Refusal> {
    let headers = request.headers();
    let Some(host) = host(request).filter(|host| access.names(host)) else {
        return Some(Refusal::forbidden(
            "this address does not answer to that name: use the address that `reportedly serve` shows",
        ));
    };
    if !access.lets_in(headers.get(header::AUTHORIZATION)) {
        return Some(Refusal::new(StatusCode::UNAUTHORIZED, "a token is needed"));
    }
    if request.uri().path_and_query().is_some_and(|line| line.as_str().len() > ADDRESS) {
        return Some(Refusal::new(StatusCode::URI_TOO_LONG, "the address is too long"));
    }
    let length =
        headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > BODY) {
        let message = format!("the request is too long: at most {BODY} bytes are read");
        return Some(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, message));
    }
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let from = from(headers, host);
    // it only reads, and other programs of this machine, such as OpenRefine, ask from pages of their own
    if is_reconciliation(request.uri().path()) && (from == From::Unknown || from_this_machine(headers)) {
        return None;
    }
    // a link from elsewhere may lead to a page, never to data or to a change
    if from == From::Elsewhere && (api || !reads) || from == From::Unknown && !reads && !is_json(headers) {
        return Some(Refusal::forbidden("the request comes from a page of another address"));
    }
    None
}

fn is_reconciliation(path: &str) -> bool {
    path.strip_prefix(crate::reconcile::PATH).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A page that this machine itself serves: no page of the web can have such an origin.
fn from_this_machine(headers: &HeaderMap) -> bool {
    let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok()).unwrap_or("");
    let own = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
    own.is_some_and(|own| Access::local().names(own))
}

/// The one `Host`; the address line must name the same when it names any.
fn host(request: &Request) -> Option<&str> {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let (host, more) = (hosts.next()?.to_str().ok()?, hosts.next());
    let same = request.uri().authority().is_none_or(|authority| authority.as_str() == host);
    (more.is_none() && same).then_some(host)
}

#[derive(Clone, Copy, PartialEq)]
enum From {
    Here,
    Elsewhere,
    /// No browser, or one that does not say.
    Unknown,
}

/// Where the request comes from, by what browsers say and pages cannot change.
fn from(headers: &HeaderMap, host: &str) -> From {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    // pages here send no referrer, so a browser may withhold the origin of their forms; it says itself that they are ours
    if let Some(origin) =
        text("origin").filter(|origin| *origin != "null" || text("sec-fetch-site").is_none())
    {
        let own = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        return if own.is_some_and(|own| own.eq_ignore_ascii_case(host)) {
            From::Here
        } else {
            From::Elsewhere
        };
    }
    match text("sec-fetch-site") {
        Some("same-origin" | "none") => From::Here,
        Some(_) => From::Elsewhere,
        None => From::Unknown,
    }
}

/// A form of another address cannot send JSON without asking first, and nobody answers that question here.
fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

/// What the router itself refuses (methods, bodies) has no body or plain text: the same as problem details.
fn as_problem(response: Response<Body>) -> Response<Body> {
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    if !(status.is_client_error() || status.is_server_error()) || kind.contains("json") {
        return response;
    }
    let message = match status {
        StatusCode::METHOD_NOT_ALLOWED => "this method is not answered here",
        StatusCode::PAYLOAD_TOO_LARGE => "the request is too long",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "the body must be application/json",
        StatusCode::UNPROCESSABLE_ENTITY => "the body does not say what is needed here",
        StatusCode::BAD_REQUEST => "the request cannot be read",
        _ => "the request is refused",
    };
    let allow = response.headers().get(header::ALLOW).cloned();
    let mut problem = Refusal::new(status, message).json();
    if let Some(allow) = allow {
        problem.headers_mut().insert(header::ALLOW, allow);
    }
    problem
}
