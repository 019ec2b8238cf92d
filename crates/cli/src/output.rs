//! Where answers go: text for people, or JSON.
//!
//! Takes lines and values, writes standard output. Standard error is `fault::say` and the progress bar alone.

use crate::args::{Global, When};
use serde_json::{Map, Value};
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Text,
    Json,
    Lines,
}

/// Where the output is no terminal.
const WIDTH: usize = 100;
const NARROWEST: usize = 40;

pub(crate) struct Output {
    out: BufWriter<Stdout>,
    pub(crate) form: Form,
    pub(crate) paint: Paint,
    /// Characters of a line: those of the terminal, a page's width elsewhere.
    pub(crate) width: usize,
    /// Of the list that is being written.
    elements: u64,
}

impl Output {
    pub(crate) fn new(global: &Global) -> Self {
        let form = match (global.json, global.jsonl) {
            (true, _) => Form::Json,
            (_, true) => Form::Lines,
            _ => Form::Text,
        };
        let terminal = terminal_size::terminal_size_of(io::stdout());
        let width = terminal.map_or(WIDTH, |(width, _)| usize::from(width.0).max(NARROWEST));
        let paint = Paint(colours(global.color));
        Self { out: BufWriter::new(io::stdout()), form, paint, width, elements: 0 }
    }

    /// Text as rendered.
    pub(crate) fn text(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())
    }

    /// A table as comma-separated values (RFC 4180).
    pub(crate) fn csv(
        &mut self,
        columns: &[&str],
        rows: impl Iterator<Item = Vec<String>>,
    ) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(&mut self.out);
        writer.write_record(columns)?;
        for row in rows {
            writer.write_record(&row)?;
        }
        writer.flush()
    }

    /// One JSON value on a line.
    pub(crate) fn line(&mut self, value: &Value) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, value)?;
        self.out.write_all(b"\n")
    }

    /// `--json`: one object, with the list under `name` and whatever else there is to say. `--jsonl`: the list, one a line.
    pub(crate) fn list(&mut self, name: &str, items: Vec<Value>, more: Map<String, Value>) -> io::Result<()> {
        if self.form == Form::Lines {
            return items.iter().try_for_each(|item| self.line(&versioned(item.clone())));
        }
        let mut object = more;
        object.insert(name.to_owned(), Value::Array(items));
        self.object(object)
    }

    /// A list too long for memory: the same as `list`, element by element. Outside `--json` each is a line.
    pub(crate) fn begin_list(&mut self, name: &str) -> io::Result<()> {
        if self.form == Form::Json {
            write!(self.out, "{{\"schema\":\"{}\",\"{name}\":[", reportedly_engine::wire::SCHEMA)?;
        }
        self.elements = 0;
        Ok(())
    }

    pub(crate) fn element(&mut self, value: &Value) -> io::Result<()> {
        if self.form != Form::Json {
            return self.line(value);
        }
        if self.elements > 0 {
            self.out.write_all(b",")?;
        }
        self.elements += 1;
        Ok(serde_json::to_writer(&mut self.out, value)?)
    }

    pub(crate) fn end_list(&mut self) -> io::Result<()> {
        if self.form == Form::Json { self.out.write_all(b"]}\n") } else { Ok(()) }
    }

    /// One object with the version of the format.
    pub(crate) fn object(&mut self, object: Map<String, Value>) -> io::Result<()> {
        self.line(&versioned(Value::Object(object)))
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The object with `schema` in front.
fn versioned(value: Value) -> Value {
    let mut map = Map::new();
    map.insert("schema".to_owned(), reportedly_engine::wire::SCHEMA.into());
    match value {
        Value::Object(object) => map.extend(object.into_iter().filter(|(key, _)| key != "schema")),
        other => drop(map.insert("value".to_owned(), other)),
    }
    Value::Object(map)
}

fn colours(when: When) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto => !set("NO_COLOR") && (set("CLICOLOR_FORCE") || io::stdout().is_terminal()),
    }
}

/// Marks for terminals, or none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paint(pub(crate) bool);

impl Paint {
    fn with(self, code: &str, text: &str) -> String {
        if self.0 { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
    /// Headings and names.
    pub(crate) fn strong(self, text: &str) -> String {
        self.with("1", text)
    }
    /// Places and ids.
    pub(crate) fn faint(self, text: &str) -> String {
        self.with("2", text)
    }
    /// Words found.
    pub(crate) fn found(self, text: &str) -> String {
        self.with("1;33", text)
    }
    /// Doubts, drift, denials.
    pub(crate) fn doubt(self, text: &str) -> String {
        self.with("35", text)
    }
}
