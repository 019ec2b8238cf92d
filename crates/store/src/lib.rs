//! `reportedly-store`: the corpus file (`*.rpd`), one SQLite database.
//!
//! Takes pages and an `Engine`, gives documents, the derived corpus, search hits and proof that every span still holds.
//! The only crate that knows SQL. Never changes a page's bytes, never deletes a page, never opens a connection to anything
//! but the file it was given.

#![allow(clippy::disallowed_methods, reason = "those are closed to the engine alone")]

mod error;
mod model;
mod add;
#[cfg(feature = "encoder")]
mod asked;
mod dating;
mod deadline;
mod derive;
mod index;
mod kept;
mod read;
mod schema;
mod search;
mod filter;
mod facets;
mod stem;
mod topic;
mod verify;
mod way;

pub use deadline::until;
pub use error::Error;
pub use facets::{FacetValue, Facets};
pub use filter::{Certainty, DateCounts, Linked, Precision, Query};
pub use index::carrier;
pub use kept::Excerpt;
pub use model::*;
pub use reportedly_engine::corpus::{Decision, Decisions, Verb};
pub use stem::stem;
pub use topic::positions;
pub use way::ENCODER;

use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Which build of the engine this program is: its version and a hash of its sources. Kept beside every analysis.
pub const ENGINE: &str = env!("REPORTEDLY_ENGINE");

pub type Result<T> = std::result::Result<T, Error>;

/// One open corpus file. `Send + Sync`: calls take turns on one connection. Other processes may read at any time and write
/// in turn.
pub struct Store {
    path: PathBuf,
    connection: Mutex<Connection>,
    read_only: bool,
    links: Mutex<derive::Links>,
    decided: Mutex<derive::Decided>,
}

impl Store {
    /// Opens an existing corpus for reading and adding. Old schema versions are migrated; newer ones are refused.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        schema::open(path.as_ref(), schema::Mode::Existing)
    }
    /// Opens an existing corpus and never writes to it.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self> {
        schema::open(path.as_ref(), schema::Mode::ReadOnly)
    }
    /// Makes a new corpus; refuses when the file is there.
    pub fn create(path: impl AsRef<Path>) -> Result<Self> {
        schema::open(path.as_ref(), schema::Mode::New)
    }
    /// Opens the corpus, or makes it when there is no such file.
    pub fn open_or_create(path: impl AsRef<Path>) -> Result<Self> {
        schema::open(path.as_ref(), schema::Mode::Either)
    }
    pub fn path(&self) -> &Path {
        &self.path
    }
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }
    fn sql(&self, error: rusqlite::Error) -> Error {
        Error::sql(&self.path, error)
    }
    fn io(&self, error: std::io::Error) -> Error {
        Error::new(&self.path, error::Kind::Io(error))
    }
    fn lock(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
