//! What goes in and what comes out. Holds values, decides nothing.

use crate::table::Mapping;
use reportedly_engine::model::{Limits, Origin};

/// One page: what is known of it and its bytes, unpacked but not decoded.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub origin: Origin,
    /// At most `Options::page_bytes`.
    pub bytes: Vec<u8>,
}

/// A file, record or row that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub path: String,
    /// Lower case, names the trouble.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// What was passed over in a container on purpose, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub path: String,
    pub message: String,
}

/// What reading gives, in order.
#[expect(clippy::large_enum_variant, reason = "nearly all are pages, and one is there at a time")]
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    Page(Page),
    Failed(Failure),
    Note(Note),
}

#[derive(Clone, Debug)]
pub struct Options {
    /// Bytes of one page, unpacked; one more than the engine takes, so that it can say that the page was cut off.
    pub page_bytes: usize,
    /// Which columns of a table are what.
    pub mapping: Mapping,
    /// What the user says of the pages. The address is used for pages that stand alone, the rest for all.
    pub outlet: Option<String>,
    pub url: Option<String>,
    /// EDTF.
    pub published: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            page_bytes: Limits::default().page_bytes + 1,
            mapping: Mapping::default(),
            outlet: None,
            url: None,
            published: None,
        }
    }
}

impl Failure {
    pub(crate) fn new(path: &str, message: impl Into<String>, hint: &str) -> Self {
        Self { path: path.to_owned(), message: message.into(), hint: Some(hint.to_owned()) }
    }
}
