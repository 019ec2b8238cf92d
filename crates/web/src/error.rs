//! Why the corpus cannot be served, and why one request is refused.

use crate::ui::Ui;
use crate::{html, pages, respond};
use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use std::fmt;
use std::net::SocketAddr;

/// Why the corpus cannot be served. `Display` gives one lower-case line.
#[derive(Debug)]
pub struct Error(String);

impl Error {
    pub(crate) fn reachable(address: SocketAddr) -> Self {
        Self(format!("`{address}` can be reached from other machines and there is no token"))
    }
    pub(crate) fn listen(address: SocketAddr, cause: &std::io::Error) -> Self {
        Self(format!("cannot listen on `{address}`: {cause}"))
    }
    pub(crate) fn read(cause: &str) -> Self {
        Self(format!("cannot read the corpus: {cause}"))
    }
    pub(crate) fn store(cause: reportedly_store::Error) -> Self {
        Self(cause.to_string())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl std::error::Error for Error {}

/// One request that is not answered, with one sentence for the reader.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    /// In English.
    pub(crate) message: String,
    /// The same by its key, so that a page says it in its own language.
    said: Option<(&'static str, Vec<String>)>,
}

impl Refusal {
    pub(crate) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), said: None }
    }
    /// A sentence of the table of messages and what fills its gaps.
    pub(crate) fn of(status: StatusCode, key: &'static str, parts: &[&str]) -> Self {
        let parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
        Self { status, message: Ui::default().filled(key, &parts), said: Some((key, parts)) }
    }
    /// The question is wrong.
    pub(crate) fn asked(key: &'static str, parts: &[&str]) -> Self {
        Self::of(StatusCode::BAD_REQUEST, key, parts)
    }
    /// There is no such thing.
    pub(crate) fn absent(key: &'static str, parts: &[&str]) -> Self {
        Self::of(StatusCode::NOT_FOUND, key, parts)
    }
    /// There is no claim, actor, document, statement of that id.
    pub(crate) fn unknown(key: &'static str, id: &str) -> Self {
        Self::absent(key, &[&crate::text::short(id, 80)])
    }
    /// The sentence in a language; `None`: only English is known.
    pub(crate) fn told(&self, ui: Ui) -> Option<String> {
        self.said.as_ref().map(|(key, parts)| ui.filled(key, parts))
    }
    pub(crate) fn bad(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }
    pub(crate) fn forbidden(message: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, message)
    }
    pub(crate) fn missing(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, message)
    }
    pub(crate) fn fault(message: impl Into<String>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, message)
    }
    /// More time than one request gets.
    pub(crate) fn slow() -> Self {
        Self::of(StatusCode::SERVICE_UNAVAILABLE, "fault.slow", &[])
    }
    pub(crate) fn page(self) -> Response<Body> {
        html(self.status, pages::layout::refusal(&self))
    }
    /// Problem details (RFC 9457).
    pub(crate) fn json(self) -> Response<Body> {
        let title = self.status.canonical_reason().unwrap_or("Refused");
        let value = serde_json::json!({"type": "about:blank", "title": title, "status": self.status.as_u16(), "detail": self.message});
        let mut response = respond(self.status, "application/problem+json", value.to_string());
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response
    }
    pub(crate) fn plain(self) -> Response<Body> {
        respond(self.status, "text/plain; charset=utf-8", format!("{}\n", self.message))
    }
}

impl From<reportedly_store::Error> for Refusal {
    fn from(error: reportedly_store::Error) -> Self {
        if error.is_contradiction() {
            let told = Self::of(StatusCode::CONFLICT, "fault.contradiction", &[&error.to_string()]);
            return Self { message: error.to_string(), ..told };
        }
        if error.is_query() {
            return Self::bad(error.to_string());
        }
        if error.is_slow() || error.is_locked() {
            return Self::slow();
        }
        if error.is_read_only() {
            return Self::of(StatusCode::FORBIDDEN, "fault.read_only", &[]);
        }
        // the cause names a file of this machine: it is for the one who serves, not for the one who asks
        Self::of(StatusCode::INTERNAL_SERVER_ERROR, "fault.unreadable", &[])
    }
}
