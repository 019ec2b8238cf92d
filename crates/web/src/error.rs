//! Why the corpus cannot be served, and why one request is refused.

use crate::{data, html, pages};
use axum::body::Body;
use axum::http::{Response, StatusCode};
use std::fmt;
use std::net::SocketAddr;

/// Why the corpus cannot be served. `Display` gives one lower-case line.
#[derive(Debug)]
pub struct Error(String);

impl Error {
    pub(crate) fn reachable(address: SocketAddr) -> Self {
        Self(format!("`{address}` can be reached from other machines; listen on 127.0.0.1 or [::1]"))
    }
    pub(crate) fn listen(address: SocketAddr, cause: &std::io::Error) -> Self {
        Self(format!("cannot listen on `{address}`: {cause}"))
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
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    pub(crate) message: String,
}

impl Refusal {
    fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into() }
    }
    pub(crate) fn bad(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }
    pub(crate) fn missing(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, message)
    }
    pub(crate) fn fault(message: impl Into<String>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, message)
    }
    pub(crate) fn page(self) -> Response<Body> {
        html(self.status, pages::layout::refusal(&self))
    }
    pub(crate) fn json(self) -> Response<Body> {
        let value = serde_json::json!({"error": {"status": self.status.as_u16(), "message": self.message}});
        data(self.status, &value)
    }
}

impl From<reportedly_store::Error> for Refusal {
    fn from(error: reportedly_store::Error) -> Self {
        if error.is_query() { Self::bad(error.to_string()) } else { Self::fault(error.to_string()) }
    }
}
