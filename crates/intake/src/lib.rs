//! `reportedly-intake`: pages out of files, folders, archives, feeds and tables.
//!
//! Takes paths or readers, gives pages (`Origin` and bytes), failures and notes in a fixed order, one page in memory at a time.
//! The only crate that knows container formats. Never writes a file, never looks inside a page, never stops for one bad record.
//!
//! A page inside a container has a path that leads back to it, counted from 1: `crawl.warc.gz#12` (record 12 of all records),
//! `feed.xml#4` (entry), `table.jsonl#17` (line), `table.csv#17` (row below the header), `site.zip#news/a.html` (name in the
//! archive), `crawl.wacz#archive/data.warc.gz#12`.

#![allow(clippy::disallowed_methods, reason = "those are closed to the engine alone")]
#![cfg_attr(
    not(test),
    warn(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]

mod model;
mod kind;
mod out;
mod input;
mod plain;
mod gzip;
mod warc;
mod zip;
mod feed;
mod table;
mod container;
mod paths;
mod pages;

pub use container::{read, read_stream};
pub use model::{Failure, Item, Note, Options, Page};
pub use pages::Pages;
pub use paths::Sources;
pub use table::{FIELDS, Field, Mapping};
