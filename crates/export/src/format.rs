//! The formats by name, and the one way through all of them: begin, rows, end.

use crate::row::Row;
use crate::{csv, ftm, graph, jsonld, parquet, prov, stix};
use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

/// What a statement can be written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// One JSON object a line: the row itself.
    Jsonl,
    Csv,
    Parquet,
    /// FollowTheMoney entities, one a line.
    Ftm,
    /// Who cites whom, as a graph.
    Graphml,
    Gexf,
    /// W3C PROV-JSON, one bundle a page.
    Prov,
    /// A STIX 2.1 bundle.
    Stix,
    /// schema.org Quotation and Claim, JSON-LD.
    Schemaorg,
    /// W3C Web Annotation, JSON-LD.
    Webanno,
}

impl Format {
    pub const ALL: [Format; 10] = [
        Format::Jsonl,
        Format::Csv,
        Format::Parquet,
        Format::Ftm,
        Format::Graphml,
        Format::Gexf,
        Format::Prov,
        Format::Stix,
        Format::Schemaorg,
        Format::Webanno,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Parquet => "parquet",
            Format::Ftm => "ftm",
            Format::Graphml => "graphml",
            Format::Gexf => "gexf",
            Format::Prov => "prov",
            Format::Stix => "stix",
            Format::Schemaorg => "schemaorg",
            Format::Webanno => "webanno",
        }
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Format::Jsonl | Format::Ftm => "application/jsonl",
            Format::Csv => "text/csv; charset=utf-8",
            Format::Parquet => "application/vnd.apache.parquet",
            Format::Graphml | Format::Gexf => "application/xml",
            Format::Prov => "application/json",
            Format::Stix => "application/stix+json;version=2.1",
            Format::Schemaorg | Format::Webanno => "application/ld+json",
        }
    }

    /// Ending of a file name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Parquet => "parquet",
            Format::Ftm => "ftm.jsonl",
            Format::Graphml => "graphml",
            Format::Gexf => "gexf",
            Format::Prov => "prov.json",
            Format::Stix => "stix.json",
            Format::Schemaorg | Format::Webanno => "jsonld",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        Format::ALL.into_iter().find(|format| format.word() == word).ok_or_else(|| {
            let words: Vec<&str> = Format::ALL.iter().map(|format| format.word()).collect();
            format!("`{word}` is not one of {}", words.join(", "))
        })
    }
}

/// How to write.
#[derive(Clone, Debug)]
pub struct Options {
    /// CSV begins with a byte order mark, which Excel needs to read UTF-8.
    pub bom: bool,
    /// RFC 3339 time that STIX objects carry as time of creation. The format demands one; it says nothing about the pages.
    pub stamp: String,
}

impl Default for Options {
    /// No mark; the first moment of Unix time, so that the same corpus gives the same bytes on any day.
    fn default() -> Self {
        Self { bom: false, stamp: "1970-01-01T00:00:00.000Z".to_owned() }
    }
}

/// What every format does.
pub(crate) trait Writes {
    fn begin(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
    /// Rows of one document come one after the other.
    fn row(&mut self, row: &Row, out: &mut dyn Write) -> io::Result<()>;
    fn end(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// Writes rows to a writer in one format.
pub struct Exporter<W: Write> {
    out: W,
    format: Box<dyn Writes + Send>,
    rows: u64,
}

impl<W: Write> Exporter<W> {
    /// # Errors
    /// Those of the writer.
    pub fn new(format: Format, mut out: W, options: &Options) -> io::Result<Self> {
        let mut format: Box<dyn Writes + Send> = match format {
            Format::Jsonl => Box::new(Jsonl),
            Format::Csv => Box::new(csv::Csv::new(options.bom)),
            Format::Parquet => Box::new(parquet::Parquet::new()?),
            Format::Ftm => Box::new(ftm::Ftm::default()),
            Format::Graphml => Box::new(graph::Graph::new(graph::Dialect::Graphml)),
            Format::Gexf => Box::new(graph::Graph::new(graph::Dialect::Gexf)),
            Format::Prov => Box::new(prov::Prov::default()),
            Format::Stix => Box::new(stix::Stix::new(&options.stamp)),
            Format::Schemaorg => Box::new(jsonld::Schemaorg::default()),
            Format::Webanno => Box::new(jsonld::Webanno::default()),
        };
        format.begin(&mut out)?;
        Ok(Self { out, format, rows: 0 })
    }

    /// # Errors
    /// Those of the writer.
    pub fn row(&mut self, row: &Row) -> io::Result<()> {
        self.rows += 1;
        self.format.row(row, &mut self.out)
    }

    /// Writes what must stand at the end; gives the writer back, and the number of rows.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn end(mut self) -> io::Result<(W, u64)> {
        self.format.end(&mut self.out)?;
        self.out.flush()?;
        Ok((self.out, self.rows))
    }
}

struct Jsonl;

impl Writes for Jsonl {
    fn row(&mut self, row: &Row, out: &mut dyn Write) -> io::Result<()> {
        #[derive(serde::Serialize)]
        struct Line<'a> {
            schema: &'static str,
            #[serde(flatten)]
            row: &'a Row,
        }
        json(&Line { schema: reportedly_engine::wire::SCHEMA, row }, out)?;
        out.write_all(b"\n")
    }
}

/// One JSON value.
pub(crate) fn json<T: serde::Serialize>(value: &T, out: &mut dyn Write) -> io::Result<()> {
    Ok(serde_json::to_writer(out, value)?)
}

/// Elements of a JSON list, with commas between them.
#[derive(Default)]
pub(crate) struct List {
    begun: bool,
}

impl List {
    pub(crate) fn element<T: serde::Serialize>(&mut self, value: &T, out: &mut dyn Write) -> io::Result<()> {
        if self.begun {
            out.write_all(b",\n")?;
        }
        self.begun = true;
        json(value, out)
    }
}

/// Writes the rows of many statements, document by document: `found` names documents with indices of their statements,
/// `document` brings them one at a time. What cannot be found any more is left out.
///
/// # Errors
/// Those of the writer and of `document`.
pub fn write<W: Write, E: From<io::Error>>(
    found: impl IntoIterator<Item = (String, Vec<u32>)>,
    mut document: impl FnMut(&str) -> Result<Option<reportedly_engine::model::Document>, E>,
    lookup: &crate::row::Lookup,
    whole: bool,
    exporter: &mut Exporter<W>,
) -> Result<(), E> {
    for (id, statements) in found {
        let Some(document) = document(&id)? else { continue };
        let selection = crate::row::Selection::new(&document, lookup, whole);
        for row in statements.iter().filter_map(|&index| selection.row(index)) {
            exporter.row(&row)?;
        }
    }
    Ok(())
}
