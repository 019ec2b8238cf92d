//! (stub)
use std::{fmt, net::SocketAddr, path::Path};

/// Why the page cannot be served.
#[derive(Debug)]
pub struct Error(String);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl std::error::Error for Error {}

/// Shows the corpus to browsers on this machine until the process ends.
pub fn serve(_store: &Path, _address: SocketAddr, _on_ready: impl FnOnce(SocketAddr)) -> Result<(), Error> {
    Err(Error("there is no web page yet".to_owned()))
}
