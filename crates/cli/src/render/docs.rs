//! Lists of pages, their dates, their zones.

use super::{count, word};
use crate::output::Paint;
use crate::session::short;
use reportedly_engine::model::{Document, Span};
use reportedly_engine::wire::{self, Points};
use reportedly_store::{Entry, Failure};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(crate) fn list(
    entries: &[Entry],
    labels: &BTreeMap<String, String>,
    total: usize,
    paint: Paint,
) -> String {
    let mut out = String::new();
    let label = |entry: &Entry| labels.get(&entry.id).cloned().unwrap_or_else(|| entry.id.clone());
    let width = entries.iter().map(|entry| label(entry).chars().count()).max().unwrap_or(0);
    for entry in entries {
        let language = entry.language.as_ref().map_or("–", |language| language.code());
        let dated = entry.published.as_deref().unwrap_or("undated");
        let outlet = entry.outlet.as_deref().unwrap_or("outlet not named");
        let title =
            entry.title.as_deref().map_or_else(|| "(no headline)".to_owned(), |title| short(title, 90));
        let name = format!("{:width$}", label(entry));
        let about =
            format!("{} · {outlet} · {dated} · {}", entry.id, count(entry.statements as usize, "statement"));
        out.push_str(&format!(
            "{}  {language}  {title}\n{:width$}      {}\n",
            paint.strong(&name),
            "",
            paint.faint(&about)
        ));
    }
    if entries.len() < total {
        out.push_str(&format!("… {} more\n", total - entries.len()));
    }
    if total == 0 {
        out.push_str("no documents\n");
    }
    out
}

pub(crate) fn failed(failures: &[Failure]) -> String {
    if failures.is_empty() {
        return "no failed pages\n".to_owned();
    }
    failures.iter().map(|failure| format!("{}  {}\n", failure.path, failure.message)).collect()
}

pub(crate) fn dates(label: &str, document: &Document, paint: Paint) -> String {
    let points = Points::new(&document.text);
    let place = |span: Span| format!("{label}:{}–{}", points.at(span.start()), points.at(span.end()));
    let published = &document.metadata.published;
    let mut out = format!("{}  ", paint.strong(label));
    match (&published.value, &published.basis) {
        (Some(value), Some(basis)) => {
            let seen = basis.span.map(|span| {
                format!(" \"{}\" {}", short(document.slice(span), 60), paint.faint(&place(span)))
            });
            out.push_str(&format!("{value}  from {}{}\n", basis.kind, seen.unwrap_or_default()));
        }
        (Some(value), None) => out.push_str(&format!("{value}\n")),
        _ => out.push_str("undated\n"),
    }
    if let Some(why) = &published.why {
        out.push_str(&format!("    {why}\n"));
    }
    if let Some(modified) = &document.metadata.modified {
        out.push_str(&format!("    changed {}  from {}\n", modified.value, modified.basis.kind));
    }
    for date in &published.rejected {
        let seen = date
            .span
            .map(|span| format!(" \"{}\" {}", short(document.slice(span), 60), paint.faint(&place(span))));
        out.push_str(&format!("    not {}{}: {}\n", date.value, seen.unwrap_or_default(), date.why));
    }
    out
}

pub(crate) fn dates_json(document: &Document) -> Value {
    let record = wire::record(document, false);
    let published = record.pointer("/document/published").cloned().unwrap_or(Value::Null);
    let modified = record.pointer("/document/modified").cloned().unwrap_or(Value::Null);
    json!({"document": document.id, "path": document.path, "published": published, "modified": modified})
}

pub(crate) fn zones(document: &Document, paint: Paint) -> String {
    let points = Points::new(&document.text);
    let mut out = String::new();
    for block in &document.blocks {
        let mut kind = format!("{}/{}", word(&block.zone), word(&block.role));
        if block.group > 0 {
            kind.push_str(&format!(" #{}", block.group));
        }
        if let Some(repeats) = block.repeats.and_then(|id| document.block(id)) {
            kind.push_str(&format!(" = {}", points.at(repeats.span.start())));
        }
        let place = format!("{:>6}–{:<6}", points.at(block.span.start()), points.at(block.span.end()));
        out.push_str(&format!(
            "{} {kind:24} {}\n",
            paint.faint(&place),
            short(document.slice(block.span), 90)
        ));
    }
    if document.blocks.is_empty() {
        out.push_str("no text on this page\n");
    }
    out
}

pub(crate) fn zones_json(document: &Document) -> Vec<Value> {
    let points = Points::new(&document.text);
    let mut record = wire::record(document, false);
    let blocks =
        record.get_mut("blocks").and_then(Value::as_array_mut).map(std::mem::take).unwrap_or_default();
    let with_text = |(mut value, span): (Value, Span)| {
        if let Value::Object(map) = &mut value {
            map.extend(points.passage(span));
        }
        value
    };
    blocks.into_iter().zip(document.blocks.iter().map(|block| block.span)).map(with_text).collect()
}
