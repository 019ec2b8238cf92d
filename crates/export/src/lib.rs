//! `reportedly-export`: statements in the formats that other tools read.
//!
//! Takes values (documents, statements, a derived corpus) and a writer, gives bytes. Never opens a file, never keeps the
//! whole output: what a format must know twice (nodes of a graph) is kept as ids and counts. The same rows in the same order
//! give the same bytes.

pub mod annotation;
mod row;
mod format;
mod csv;
mod parquet;
mod graph;
mod ftm;
mod prov;
mod stix;
mod jsonld;

pub use format::{Exporter, Format, Options, write};
pub use row::{Date, Link, Lookup, Page, Passage, Row, Selection, Voice};
