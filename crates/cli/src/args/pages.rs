//! Arguments of what reads pages and lists them.

use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

/// What is known of the pages besides their bytes.
#[derive(Clone, Debug, Default, ClapArgs)]
pub(crate) struct Reading {
    /// Which column of a table holds what (repeat it): text, html, url, title, published, modified, outlet, authors, section
    ///
    /// For JSONL, JSON, CSV and TSV. Columns with a usual name (`text`, `headline`, `pub_date`, …) need no word. In JSON a column
    /// may be a path with dots: `--map title=meta.title`.
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = reportedly_intake::Mapping::pair)]
    pub(crate) map: Vec<(reportedly_intake::Field, String)>,
    /// The outlet, when the page does not say
    #[arg(long, value_name = "NAME")]
    pub(crate) outlet: Option<String>,
    /// The address of the page (pages in archives, feeds and tables have their own)
    #[arg(long)]
    pub(crate) url: Option<String>,
    /// When it was published: 2024, 2024-05, 2024-05-17 or 2024-05-17T09:30
    #[arg(long, value_name = "DATE", value_parser = crate::input::date)]
    pub(crate) published: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Add {
    /// Files, folders, patterns; `-` is standard input
    ///
    /// Text, Markdown, HTML; WARC, WACZ, ZIP and gzip; RSS, Atom, JSON Feed; JSONL, JSON, CSV and TSV (see `--map`). The content
    /// says what a file is, then the ending of its name. A page in a container has a path that leads back to it, counted from 1:
    /// `crawl.warc.gz#12` (record), `feed.xml#4` (entry), `table.jsonl#17` (line), `table.csv#17` (row below the header),
    /// `site.zip#news/a.html`.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Link with the sentence encoder, or without it: faster, but more of what is said alike stays apart
    ///
    /// The corpus remembers it; a new one is linked with the encoder. `doctor` says how a corpus is linked.
    #[arg(long, value_name = "ON|OFF")]
    pub(crate) encoder: Option<Switch>,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Switch {
    On,
    Off,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Extract {
    /// Files, folders, patterns; `-` is standard input
    ///
    /// Text, Markdown, HTML; WARC, WACZ, ZIP and gzip; RSS, Atom, JSON Feed; JSONL, JSON, CSV and TSV (see `--map`). The content
    /// says what a file is, then the ending of its name. A page in a container has a path that leads back to it, counted from 1:
    /// `crawl.warc.gz#12` (record), `feed.xml#4` (entry), `table.jsonl#17` (line), `table.csv#17` (row below the header),
    /// `site.zip#news/a.html`.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// With the text of the page
    #[arg(long)]
    pub(crate) text: bool,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Explain {
    /// Files, folders, patterns, as with `extract`; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Docs {
    /// With the date of each page, what it rests on, and the dates that were rejected
    #[arg(long)]
    pub(crate) dates: bool,
    /// The zones of one page: an id, a path or the beginning of a file name
    #[arg(long, value_name = "PAGE", conflicts_with_all = ["dates", "failed"])]
    pub(crate) zones: Option<String>,
    /// Pages that could not be added
    #[arg(long, conflicts_with = "dates")]
    pub(crate) failed: bool,
}
