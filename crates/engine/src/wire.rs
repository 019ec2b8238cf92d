//! The JSON we promise: one `reportedly/1` record per document.
//!
//! Takes a `Document`, gives serialisable values. The only home of the record; `start` and `end` are Unicode code points
//! into the decoded text, end exclusive; `bytes` are UTF-8 bytes of the same text; `raw` are bytes of the original input.

use crate::model::*;
use serde_json::{Map, Value, json};

/// Version of the record.
pub const SCHEMA: &str = "reportedly/1";

/// Turns byte positions into code points in amortised constant time: one entry for every 64 bytes.
pub struct Points<'a> {
    text: &'a str,
    marks: Vec<u32>,
}

const STEP: usize = 64;

impl<'a> Points<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut points = 0u32;
        for (index, byte) in text.bytes().enumerate() {
            if index % STEP == 0 {
                marks.push(points);
            }
            points += u32::from(byte & 0xC0 != 0x80);
        }
        marks.push(points);
        Self { text, marks }
    }
    /// Code points before a byte position; positions past the end give the length.
    pub fn at(&self, byte: usize) -> u32 {
        let byte = byte.min(self.text.len());
        let mark = byte / STEP;
        let base = self.marks.get(mark).copied().unwrap_or(0);
        let tail = self.text.as_bytes().get(mark * STEP..byte).unwrap_or(&[]);
        base + tail.iter().filter(|&&b| b & 0xC0 != 0x80).count() as u32
    }
    /// `{"start","end","bytes"}` without text.
    pub fn place(&self, span: Span) -> Map<String, Value> {
        let mut map = Map::new();
        map.insert("start".into(), self.at(span.start()).into());
        map.insert("end".into(), self.at(span.end()).into());
        map.insert("bytes".into(), json!([span.start(), span.end()]));
        map
    }
    /// `{"start","end","bytes","text"}`.
    pub fn passage(&self, span: Span) -> Map<String, Value> {
        let mut map = self.place(span);
        map.insert("text".into(), span.of(self.text).into());
        map
    }
}

fn with(mut map: Map<String, Value>, more: Value) -> Value {
    if let Value::Object(extra) = more {
        map.extend(extra);
    }
    Value::Object(map)
}

/// The record of one document; `with_text` adds `document.text`.
pub fn record(document: &Document, with_text: bool) -> Value {
    let points = Points::new(&document.text);
    let actor =
        |entity: Option<EntityId>| entity.and_then(|id| document.entity(id)).map(|e| e.actor.as_str());
    let mut head = json!({
        "id": document.id,
        "path": document.path,
        "url": document.metadata.url,
        "sha256": document.sha256,
        "title": document.metadata.title,
        "language": document.language.map(|l| l.code().to_owned()),
        "outlet": document.metadata.outlet.as_ref().map(|o| json!({"name": o.name, "actor": o.actor, "basis": basis(&points, &o.basis)})),
        "authors": document.metadata.authors,
        "published": published(&points, &document.metadata.published),
    });
    if let (Value::Object(map), Value::Object(more)) = (&mut head, metadata(&points, &document.metadata)) {
        map.extend(more);
    }
    if with_text && let Value::Object(map) = &mut head {
        map.insert("text".into(), document.text.as_str().into());
    }
    let blocks: Vec<Value> = document
        .blocks
        .iter()
        .enumerate()
        .map(|(index, block)| {
            let language = document.languages.get(index).copied().flatten();
            let mut value = with(
                points.place(block.span),
                json!({"zone": block.zone, "role": block.role, "language": language.map(|l| l.code().to_owned()),
                       "group": block.group, "repeats": block.repeats.map(|b| b.0), "rule": block.rule}),
            );
            if let (Some(raw), Value::Object(map)) = (block.raw, &mut value) {
                map.insert("raw".into(), json!([raw.start, raw.end]));
            }
            value
        })
        .collect();
    let mentions: Vec<Value> = document
        .mentions
        .iter()
        .map(|m| {
            with(
                points.passage(m.span),
                json!({"type": m.entity_kind, "kind": m.kind, "actor": actor(m.entity), "rule": m.rule}),
            )
        })
        .collect();
    let statements: Vec<Value> =
        document.statements.iter().map(|s| statement(document, &points, s)).collect();
    let notices: Vec<Value> = document
        .notices
        .iter()
        .map(|n| {
            let place = n.span.map(|s| points.place(s)).unwrap_or_default();
            with(place, json!({"code": n.code, "message": n.message}))
        })
        .collect();
    let actors: Vec<Value> = document
        .entities
        .iter()
        .map(|e| {
            json!({"actor": e.actor, "name": e.name, "type": e.kind, "anonymous": e.anonymous, "roles": e.roles, "why": e.why})
        })
        .collect();
    json!({"schema": SCHEMA, "document": head, "blocks": blocks, "mentions": mentions, "actors": actors,
           "statements": statements, "notices": notices})
}

/// Fields of `document` beyond title, address, outlet, authors and date.
fn metadata(points: &Points<'_>, metadata: &Metadata) -> Value {
    let place = |found: &Option<Basis>| found.as_ref().map(|b| basis(points, b));
    let stated = |s: &Stated| json!({"value": s.value, "basis": basis(points, &s.basis)});
    json!({
        "title_basis": place(&metadata.title_basis),
        "url_basis": place(&metadata.url_basis),
        "author_bases": metadata.author_bases.iter().map(|b| basis(points, b)).collect::<Vec<_>>(),
        "agencies": metadata.agencies.iter().map(stated).collect::<Vec<_>>(),
        "modified": metadata.modified.as_ref().map(stated),
        "sections": metadata.sections.iter().map(stated).collect::<Vec<_>>(),
        "declared_language": metadata.language.as_ref().map(stated),
    })
}

fn basis(points: &Points<'_>, basis: &Basis) -> Value {
    let place = basis.span.map(|s| points.passage(s)).unwrap_or_default();
    with(place, json!({"kind": basis.kind, "raw": basis.raw.map(|r| [r.start, r.end])}))
}

fn published(points: &Points<'_>, published: &Published) -> Value {
    let rejected: Vec<Value> = published
        .rejected
        .iter()
        .map(|r| {
            let place = r.span.map(|s| points.passage(s)).unwrap_or_default();
            with(place, json!({"value": r.value, "why": r.why}))
        })
        .collect();
    let candidates: Vec<Value> = published
        .candidates
        .iter()
        .map(|c| json!({"value": c.value, "basis": basis(points, &c.basis), "weight": c.weight}))
        .collect();
    json!({"value": published.value, "basis": published.basis.as_ref().map(|b| basis(points, b)),
           "why": published.why, "candidates": candidates, "rejected": rejected})
}

/// One element of `statements`.
pub fn statement(document: &Document, points: &Points<'_>, s: &Statement) -> Value {
    let actor =
        |entity: Option<EntityId>| entity.and_then(|id| document.entity(id)).map(|e| e.actor.as_str());
    let passage = |span: Option<Span>| span.map(|s| Value::Object(points.passage(s)));
    let speaker = s.speaker.as_ref().map(|speaker| {
        let place = speaker.span.map(|s| points.passage(s)).unwrap_or_default();
        let mut value = with(place, json!({"kind": speaker.kind, "actor": actor(speaker.entity)}));
        if let (None, Value::Object(map)) = (speaker.span, &mut value) {
            for key in ["start", "end", "text"] {
                map.insert(key.into(), Value::Null);
            }
        }
        value
    });
    let chain: Vec<Value> = s
        .chain
        .iter()
        .map(|link| {
            let place = link.span.map(|s| points.passage(s)).unwrap_or_default();
            with(
                place,
                json!({"role": link.role, "actor": actor(link.entity), "anonymous": link.anonymous, "explicit": link.explicit}),
            )
        })
        .collect();
    let nested = s.nested_in.and_then(|n| document.statements.get(n as usize)).map(|outer| outer.id.as_str());
    let repeats = s.repeats.and_then(|n| document.statements.get(n as usize)).map(|kept| kept.id.as_str());
    json!({
        "id": s.id, "kind": s.kind,
        "content": s.content.iter().map(|&span| points.passage(span)).collect::<Vec<_>>(),
        "cue": s.cue.map(|span| with(points.passage(span), json!({"lemma": s.cue_lemma}))),
        "speaker": speaker, "chain": chain, "anonymous": s.anonymous, "stance": s.stance,
        "negated": s.negated, "hedged": s.hedged, "section": s.section, "nested_in": nested, "repeats": repeats,
        "said": passage(s.said), "about": passage(s.about), "block": s.block.0, "rule": s.rule,
        "confidence": (f64::from(s.confidence) * 100.0).round() / 100.0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_count_characters_not_bytes() {
        let text = "Мінск, 2025 — «так» ".repeat(20);
        let points = Points::new(&text);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte), n as u32);
        }
        assert_eq!(points.at(text.len() + 9), text.chars().count() as u32);
    }
}
