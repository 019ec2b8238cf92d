//! Apache Parquet: one row group for every `GROUP` rows, Zstandard. Text columns are UTF-8; what has no value is null.

use crate::csv::hull;
use crate::format::{Writes, json};
use crate::row::Row;
use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use std::io::{self, Write};
use std::mem::take;
use std::sync::{Arc, Mutex, PoisonError};

/// Rows kept before they are written.
const GROUP: usize = 10_000;
/// `chain`, `content` and `claims` are JSON: they have several parts each.
const SCHEMA: &str = "message statement {
    REQUIRED BYTE_ARRAY statement (UTF8); REQUIRED BYTE_ARRAY text (UTF8); REQUIRED BOOLEAN cut;
    REQUIRED BYTE_ARRAY kind (UTF8); REQUIRED BYTE_ARRAY stance (UTF8); REQUIRED BOOLEAN negated; REQUIRED BOOLEAN hedged;
    REQUIRED BYTE_ARRAY zone (UTF8); OPTIONAL BYTE_ARRAY speaker (UTF8); OPTIONAL BYTE_ARRAY speaker_actor (UTF8);
    REQUIRED BOOLEAN anonymous; OPTIONAL INT32 start; OPTIONAL INT32 end; OPTIONAL INT64 byte_start; OPTIONAL INT64 byte_end;
    OPTIONAL BYTE_ARRAY cue (UTF8); REQUIRED BYTE_ARRAY content (JSON); REQUIRED BYTE_ARRAY chain (JSON);
    REQUIRED BYTE_ARRAY claims (JSON); REQUIRED BYTE_ARRAY document (UTF8); REQUIRED BYTE_ARRAY sha256 (UTF8);
    OPTIONAL BYTE_ARRAY url (UTF8); REQUIRED BYTE_ARRAY path (UTF8); OPTIONAL BYTE_ARRAY title (UTF8);
    OPTIONAL BYTE_ARRAY outlet (UTF8); OPTIONAL BYTE_ARRAY language (UTF8); OPTIONAL BYTE_ARRAY published (UTF8);
    OPTIONAL BYTE_ARRAY published_basis (UTF8); REQUIRED BYTE_ARRAY rule (UTF8); REQUIRED DOUBLE confidence;
}";

/// The file writer owns its writer; what it wrote is passed on after each row group.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    fn take(&self) -> Vec<u8> {
        take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub(crate) struct Parquet {
    shared: Shared,
    writer: SerializedFileWriter<Shared>,
    rows: Vec<Row>,
}

impl Parquet {
    pub(crate) fn new() -> io::Result<Self> {
        let shared = Shared::default();
        let schema = Arc::new(parse_message_type(SCHEMA).map_err(other)?);
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_created_by(format!("reportedly {}", env!("CARGO_PKG_VERSION")))
            .build();
        let writer =
            SerializedFileWriter::new(shared.clone(), schema, Arc::new(properties)).map_err(other)?;
        Ok(Self { shared, writer, rows: Vec::new() })
    }

    fn group(&mut self) -> io::Result<()> {
        let rows = take(&mut self.rows);
        let mut group = self.writer.next_row_group().map_err(other)?;
        columns(&rows, &mut Columns(&mut group))?;
        group.close().map_err(other)?;
        Ok(())
    }
}

impl Writes for Parquet {
    fn row(&mut self, row: &Row, out: &mut dyn Write) -> io::Result<()> {
        self.rows.push(row.clone());
        if self.rows.len() >= GROUP {
            self.group()?;
            out.write_all(&self.shared.take())?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if !self.rows.is_empty() {
            self.group()?;
        }
        self.writer.finish().map_err(other)?;
        out.write_all(&self.shared.take())
    }
}

/// The columns in the order of the schema.
fn columns(rows: &[Row], to: &mut Columns<'_, '_>) -> io::Result<()> {
    to.texts(rows, |row| Some(row.statement.clone()))?;
    to.texts(rows, |row| Some(row.text.clone()))?;
    to.flags(rows, |row| row.cut)?;
    to.texts(rows, |row| Some(row.kind.clone()))?;
    to.texts(rows, |row| Some(row.stance.clone()))?;
    to.flags(rows, |row| row.negated)?;
    to.flags(rows, |row| row.hedged)?;
    to.texts(rows, |row| Some(row.zone.clone()))?;
    to.maybe(rows, |row| row.speaker.as_ref().and_then(|speaker| speaker.name.clone()))?;
    to.maybe(rows, |row| row.speaker.as_ref().and_then(|speaker| speaker.actor.clone()))?;
    to.flags(rows, |row| row.anonymous)?;
    to.points(rows, |row| hull(&row.content).map(|hull| hull.0 as i32))?;
    to.points(rows, |row| hull(&row.content).map(|hull| hull.1 as i32))?;
    to.bytes(rows, |row| hull(&row.content).map(|hull| hull.2 as i64))?;
    to.bytes(rows, |row| hull(&row.content).map(|hull| hull.3 as i64))?;
    to.maybe(rows, |row| row.cue.as_ref().map(|cue| cue.text.clone()))?;
    to.texts(rows, |row| text(&row.content))?;
    to.texts(rows, |row| text(&row.chain))?;
    to.texts(rows, |row| text(&row.claims))?;
    to.texts(rows, |row| Some(row.document.id.clone()))?;
    to.texts(rows, |row| Some(row.document.sha256.clone()))?;
    to.maybe(rows, |row| row.document.url.clone())?;
    to.texts(rows, |row| Some(row.document.path.clone()))?;
    to.maybe(rows, |row| row.document.title.clone())?;
    to.maybe(rows, |row| row.document.outlet.clone())?;
    to.maybe(rows, |row| row.document.language.clone())?;
    to.maybe(rows, |row| row.document.published.as_ref().map(|date| date.value.clone()))?;
    to.maybe(rows, |row| row.document.published.as_ref().and_then(|date| date.basis.clone()))?;
    to.texts(rows, |row| Some(row.rule.clone()))?;
    let numbers: Vec<f64> = rows.iter().map(|row| row.confidence).collect();
    to.write::<DoubleType>(&numbers, None)
}

fn text<T: serde::Serialize>(value: &T) -> Option<String> {
    let mut out = Vec::new();
    json(value, &mut out).ok()?;
    String::from_utf8(out).ok()
}

struct Columns<'a, 'b>(&'a mut SerializedRowGroupWriter<'b, Shared>);

impl Columns<'_, '_> {
    fn texts(&mut self, rows: &[Row], value: impl Fn(&Row) -> Option<String>) -> io::Result<()> {
        let values: Vec<ByteArray> =
            rows.iter().map(|row| value(row).unwrap_or_default().into_bytes().into()).collect();
        self.write::<ByteArrayType>(&values, None)
    }
    fn maybe(&mut self, rows: &[Row], value: impl Fn(&Row) -> Option<String>) -> io::Result<()> {
        let all: Vec<Option<String>> = rows.iter().map(value).collect();
        let levels = levels(&all);
        let values: Vec<ByteArray> = all.into_iter().flatten().map(|text| text.into_bytes().into()).collect();
        self.write::<ByteArrayType>(&values, Some(&levels))
    }
    fn flags(&mut self, rows: &[Row], value: impl Fn(&Row) -> bool) -> io::Result<()> {
        let values: Vec<bool> = rows.iter().map(value).collect();
        self.write::<BoolType>(&values, None)
    }
    fn points(&mut self, rows: &[Row], value: impl Fn(&Row) -> Option<i32>) -> io::Result<()> {
        let all: Vec<Option<i32>> = rows.iter().map(value).collect();
        let values: Vec<i32> = all.iter().copied().flatten().collect();
        self.write::<Int32Type>(&values, Some(&levels(&all)))
    }
    fn bytes(&mut self, rows: &[Row], value: impl Fn(&Row) -> Option<i64>) -> io::Result<()> {
        let all: Vec<Option<i64>> = rows.iter().map(value).collect();
        let values: Vec<i64> = all.iter().copied().flatten().collect();
        self.write::<Int64Type>(&values, Some(&levels(&all)))
    }
    fn write<T: parquet::data_type::DataType>(
        &mut self,
        values: &[T::T],
        levels: Option<&[i16]>,
    ) -> io::Result<()> {
        let missing = || io::Error::other("the schema has fewer columns than the rows");
        let mut column = self.0.next_column().map_err(other)?.ok_or_else(missing)?;
        column.typed::<T>().write_batch(values, levels, None).map_err(other)?;
        column.close().map_err(other)
    }
}

/// 1 where there is a value, 0 where there is none.
fn levels<T>(values: &[Option<T>]) -> Vec<i16> {
    values.iter().map(|value| i16::from(value.is_some())).collect()
}

fn other(error: ParquetError) -> io::Error {
    io::Error::other(error)
}
