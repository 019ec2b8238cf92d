//! Tables: JSONL, JSON, CSV, TSV. Takes a stream and a mapping of columns, gives one page for each row that has a text, and what
//! the row says of it as a `Listing`.

pub(crate) mod document;
mod mapping;

pub(crate) use mapping::looks_like_header;
pub use mapping::{FIELDS, Field, Mapping};

use crate::input::{self, Ration, Rationed};
use crate::out::{Flow, Out, Tally};
use crate::plain;
use document::Piece;
use mapping::Columns;
use reportedly_engine::model::{Listing, ListingKind, Origin};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read};

const HINT: &str = "the other rows are read; mend this one if it matters";

/// The values of one row by field.
#[derive(Debug, Default)]
struct Row {
    fields: Vec<(Field, Vec<String>)>,
}

impl Row {
    fn set(&mut self, field: Field, values: Vec<String>) {
        if values.iter().any(|value| !value.trim().is_empty()) {
            self.fields.push((field, values));
        }
    }

    /// The first column that has anything.
    fn take(&mut self, field: Field) -> Option<Vec<String>> {
        let at = self.fields.iter().position(|(known, _)| *known == field)?;
        Some(self.fields.remove(at).1)
    }

    fn one(&mut self, field: Field) -> Option<String> {
        self.take(field).map(|values| values.join("; ").trim().to_owned())
    }

    fn emit(mut self, path: &str, number: u64, tally: &mut Tally<'_>, out: &mut Out<'_>) -> Flow {
        let html = self.take(Field::Html).map(|text| ("text/html", text));
        let text = html.or_else(|| self.take(Field::Text).map(|text| ("text/plain", text)));
        let Some((media_type, text)) = text else {
            tally.passed("without text");
            return Flow::Continue(());
        };
        // A list is a list of paragraphs.
        let mut bytes = text.join("\n\n").into_bytes();
        bytes.truncate(out.options.page_bytes);
        let split = |values: Option<Vec<String>>| -> Vec<String> {
            let values = values.unwrap_or_default();
            let parts = values.iter().flat_map(|value| value.split([';', '|'])).map(str::trim);
            parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
        };
        let listing = Listing {
            kind: ListingKind::Table,
            title: self.one(Field::Title),
            published: self.one(Field::Published),
            modified: self.one(Field::Modified),
            authors: split(self.take(Field::Authors)),
            outlet: self.one(Field::Outlet),
            sections: split(self.take(Field::Section)),
        };
        let origin = Origin {
            path: format!("{path}#{number}"),
            url: self.one(Field::Url),
            media_type: Some(media_type.to_owned()),
            charset: Some("utf-8".to_owned()),
            listing: Some(listing),
            ..Origin::default()
        };
        out.page(origin, bytes)
    }
}

fn ration(out: &Out<'_>) -> Ration {
    Ration::new(out.options.page_bytes.saturating_mul(2).saturating_add(1 << 20))
}

/// One object on each line; rows are numbered by lines.
pub(crate) fn json_lines(from: impl Read, path: &str, out: &mut Out<'_>) -> Flow {
    let from = match input::decoded(from, Some("utf-8")) {
        Ok(from) => from,
        Err(error) => return out.failed(plain::trouble(path, &error)),
    };
    let mut from = BufReader::new(from);
    let most = out.options.page_bytes.saturating_mul(2).saturating_add(1 << 20);
    let mut tally = Tally::new(path, "row");
    let mut columns = Columns::new(&out.options.mapping);
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        match from.by_ref().take(most as u64).read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(_) => number += 1,
            Err(error) => {
                out.failed(plain::trouble(path, &error))?;
                break;
            }
        }
        if line.len() == most && !line.ends_with(b"\n") {
            tally.damaged(number, "is longer than a page may be", HINT, out)?;
            if from.skip_until(b'\n').is_err() {
                break;
            }
            continue;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        match serde_json::from_slice(&line) {
            Ok(Value::Object(object)) => columns.row(&object).emit(path, number, &mut tally, out)?,
            Ok(_) => tally.damaged(number, "is not an object", HINT, out)?,
            Err(error) if error.is_eof() => tally.damaged(number, "is cut off", HINT, out)?,
            Err(error) => {
                let message = format!("is no JSON (column {})", error.column());
                tally.damaged(number, &message, HINT, out)?;
            }
        }
    }
    columns.finish(path, out)?;
    tally.finish(out)
}

/// One document: a list of objects, or one object.
pub(crate) fn json(from: impl Read, path: &str, out: &mut Out<'_>) -> Flow {
    let mut tally = Tally::new(path, "row");
    let mut columns = Columns::new(&out.options.mapping);
    let mut number = 0;
    document::read(from, None, path, out, &mut |piece, out| {
        number += 1;
        match piece {
            Piece::Element(Value::Object(object)) => columns.row(&object).emit(path, number, &mut tally, out),
            Piece::Element(_) => tally.damaged(number, "is not an object", HINT, out),
            Piece::Member(..) => Flow::Continue(()),
        }
    })?;
    columns.finish(path, out)?;
    tally.finish(out)
}

/// Rows are numbered from 1 below the header.
pub(crate) fn csv(from: impl Read, delimiter: u8, path: &str, out: &mut Out<'_>) -> Flow {
    let from = match input::decoded(from, None) {
        Ok(from) => from,
        Err(error) => return out.failed(plain::trouble(path, &error)),
    };
    let ration = ration(out);
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(Rationed::new(from, &ration));
    let mut tally = Tally::new(path, "row");
    let mut columns = Columns::new(&out.options.mapping);
    let header: Vec<String> = match rows.byte_headers() {
        Ok(header) => header.iter().map(|cell| text(cell).trim().to_owned()).collect(),
        Err(_) => return out.fail(path, "has a header longer than a page may be", "give a table"),
    };
    let fields = columns.header(&header);
    if !columns.has_text() {
        return columns.finish(path, out);
    }
    let mut record = csv::ByteRecord::new();
    let mut number = 0;
    loop {
        ration.renew();
        match rows.read_byte_record(&mut record) {
            Ok(false) => break,
            Ok(true) => number += 1,
            Err(_) if ration.is_used_up() => {
                let message = format!("holds a row longer than a page may be behind row {number}");
                out.fail(path, message, "see whether a quotation mark is left open there")?;
                break;
            }
            Err(error) => {
                out.fail(path, format!("cannot be read behind row {number}: {error}"), "get the file again")?;
                break;
            }
        }
        let mut row = Row::default();
        for (field, at) in &fields {
            row.set(*field, record.get(*at).map(|cell| vec![text(cell)]).unwrap_or_default());
        }
        row.emit(path, number, &mut tally, out)?;
    }
    columns.finish(path, out)?;
    tally.finish(out)
}

fn text(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).into_owned()
}
