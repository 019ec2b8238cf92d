//! FollowTheMoney entities, one JSON object a line, as OpenAleph and OpenSanctions read them.
//!
//! A page is an Article, an actor a Person, Organization or LegalEntity, a statement a Note about its speaker with the page
//! as proof, a passage that names the speaker a Mention.

use crate::format::{Writes, json};
use crate::row::{Row, Voice};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::io::{self, Write};
use uuid::Uuid;

#[derive(Default)]
pub(crate) struct Ftm {
    known: BTreeSet<String>,
    page: String,
}

/// Ids of entities: letters, digits, dashes and dots only.
fn id(ours: &str) -> String {
    let mut out = String::new();
    for c in ours.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' => out.push(c),
            ':' => out.push('-'),
            _ => out.push_str(&format!(".{:x}", u32::from(c))),
        }
    }
    // ids have an end and a length
    if out.len() > 200 || !out.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return Uuid::new_v5(&Uuid::NAMESPACE_URL, reportedly_engine::corpus::urn(ours).as_bytes())
            .to_string();
    }
    out
}

fn entity(
    id: String,
    schema: &str,
    properties: &[(&str, Option<&str>)],
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut map: Map<String, Value> = Map::new();
    for (name, value) in properties {
        if let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) {
            map.insert((*name).to_owned(), json!([value]));
        }
    }
    json(&json!({"id": id, "schema": schema, "properties": map}), out)?;
    out.write_all(b"\n")
}

impl Ftm {
    fn actor(
        &mut self,
        actor: &str,
        name: Option<&str>,
        kind: Option<&str>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if !self.known.insert(actor.to_owned()) {
            return Ok(());
        }
        let schema = match kind {
            Some("person") => "Person",
            Some("organisation" | "outlet") => "Organization",
            _ => "LegalEntity",
        };
        entity(id(actor), schema, &[("name", Some(name.unwrap_or(actor)))], out)
    }
}

impl Writes for Ftm {
    fn row(&mut self, row: &Row, out: &mut dyn Write) -> io::Result<()> {
        let page = &row.document;
        let article = id(&page.id);
        if self.page != page.id {
            self.page.clone_from(&page.id);
            let date = page.published.as_ref().map(|date| date.value.as_str());
            let url = page.url.as_deref().filter(|url| url.starts_with("http"));
            entity(
                article.clone(),
                "Article",
                &[
                    ("title", page.title.as_deref().or(Some(&page.path))),
                    ("sourceUrl", url),
                    ("publisher", page.outlet.as_deref()),
                    ("publishedAt", date.filter(|date| plain(date))),
                    ("language", page.language.as_deref().and_then(three_letters)),
                    ("fileName", Some(page.path.as_str())),
                    ("bodyText", page.text.as_deref()),
                    // FollowTheMoney has SHA-1 in `contentHash`
                    ("notes", Some(&format!("sha256:{}", page.sha256))),
                ],
                out,
            )?;
        }
        for link in &row.chain {
            if let Some(actor) = &link.actor {
                self.actor(actor, link.name.as_deref(), link.kind.as_deref(), out)?;
            }
        }
        let speaker = row.speaker.as_ref();
        if let Some(Voice { actor: Some(actor), name, kind, .. }) = speaker {
            self.actor(actor, name.as_deref(), kind.as_deref(), out)?;
        }
        let actor = speaker.and_then(|speaker| speaker.actor.as_deref()).map(id);
        let places: Vec<String> = row
            .content
            .iter()
            .map(|piece| {
                format!("{}-{} (bytes {}-{})", piece.start, piece.end, piece.bytes[0], piece.bytes[1])
            })
            .collect();
        let about = json!({"statement": row.statement, "kind": row.kind, "stance": row.stance, "negated": row.negated,
                           "chain": crate::csv::chain(row), "places": places, "document": page.id, "sha256": page.sha256,
                           "published": page.published, "claims": row.claims, "rule": row.rule});
        let name = speaker.and_then(|speaker| speaker.name.as_deref()).unwrap_or("unnamed source");
        entity(
            id(&row.statement),
            "Note",
            &[
                ("name", Some(&format!("{name}, {}", row.kind))),
                ("description", Some(&row.text)),
                ("entity", actor.as_deref()),
                ("proof", Some(&article)),
                ("notes", Some(&about.to_string())),
                ("publisher", page.outlet.as_deref()),
                ("sourceUrl", page.url.as_deref().filter(|url| url.starts_with("http"))),
            ],
            out,
        )?;
        if let Some(place) = speaker.and_then(|speaker| speaker.place.as_ref()) {
            let detected = match speaker.and_then(|speaker| speaker.kind.as_deref()) {
                Some("person") => "Person",
                Some("organisation" | "outlet") => "Organization",
                _ => "LegalEntity",
            };
            entity(
                format!("{}-mention", id(&row.statement)),
                "Mention",
                &[
                    ("document", Some(&article)),
                    ("resolved", actor.as_deref()),
                    ("name", Some(&place.text)),
                    ("detectedSchema", Some(detected)),
                ],
                out,
            )?;
        }
        Ok(())
    }
}

/// A year, month, day or moment without doubts.
fn plain(edtf: &str) -> bool {
    edtf.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b':' | b'T' | b'Z' | b'+'))
        && edtf.len() >= 4
}

/// ISO 639-2, which FollowTheMoney wants.
fn three_letters(code: &str) -> Option<&'static str> {
    match code {
        "uk" => Some("ukr"),
        "ru" => Some("rus"),
        "be" => Some("bel"),
        "en" => Some("eng"),
        _ => None,
    }
}
