//! STIX 2.1: a bundle of identities (actors), notes (statements), and for each page a report, or a grouping when the page
//! states no day.
//!
//! What STIX has no words for (places, hashes of the page's text, chain, rule) stands in a property extension. Ids are
//! UUIDs of version 5 over our own ids, so the same corpus gives the same objects.

use crate::format::{List, Writes};
use crate::row::{Page, Row};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::io::{self, Write};
use uuid::Uuid;

pub(crate) struct Stix {
    stamp: String,
    list: List,
    known: BTreeSet<String>,
    page: Option<(Page, Vec<String>)>,
    /// Over all ids written: the id of the bundle.
    all: String,
}

/// A version 5 UUID of the URI of our id.
fn id(kind: &str, of: &str) -> String {
    let uri = reportedly_engine::corpus::urn(&format!("{kind}:{of}"));
    format!("{kind}--{}", Uuid::new_v5(&Uuid::NAMESPACE_URL, uri.as_bytes()))
}

impl Stix {
    pub(crate) fn new(stamp: &str) -> Self {
        Self {
            stamp: stamp.to_owned(),
            list: List::default(),
            known: BTreeSet::new(),
            page: None,
            all: String::new(),
        }
    }

    fn object(&mut self, kind: &str, id: &str, fields: Value, out: &mut dyn Write) -> io::Result<()> {
        let mut object = Map::new();
        object.insert("type".into(), kind.into());
        object.insert("spec_version".into(), "2.1".into());
        object.insert("id".into(), id.into());
        object.insert("created".into(), self.stamp.as_str().into());
        object.insert("modified".into(), self.stamp.as_str().into());
        if let Value::Object(fields) = fields {
            object.extend(fields.into_iter().filter(|(_, value)| !value.is_null()));
        }
        self.all = Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("{} {id}", self.all).as_bytes()).to_string();
        self.list.element(&object, out)
    }

    fn identity(
        &mut self,
        actor: &str,
        name: Option<&str>,
        kind: Option<&str>,
        out: &mut dyn Write,
    ) -> io::Result<String> {
        let id = id("identity", actor);
        if self.known.insert(id.clone()) {
            let class = match kind {
                Some("person") => "individual",
                Some("organisation" | "outlet") => "organization",
                _ => "unspecified",
            };
            let name = name.filter(|name| !name.is_empty()).unwrap_or(actor);
            let source = json!([{"source_name": "reportedly", "external_id": actor}]);
            let fields = json!({"name": name, "identity_class": class, "external_references": source});
            self.object("identity", &id, fields, out)?;
        }
        Ok(id)
    }

    /// The page with the statements found on it.
    fn close(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let Some((page, notes)) = self.page.take() else { return Ok(()) };
        let name = page.title.as_deref().filter(|title| !title.is_empty()).unwrap_or(&page.path);
        let mut fields = json!({"name": name, "object_refs": notes, "external_references": source(&page),
                                "lang": page.language});
        match page.published.as_ref().and_then(|date| moment(&date.value)) {
            Some(published) => {
                fields["published"] = published.into();
                fields["report_types"] = json!(["news-article"]);
                self.object("report", &id("report", &page.id), fields, out)
            }
            None => {
                fields["context"] = "unspecified".into();
                self.object("grouping", &id("grouping", &page.id), fields, out)
            }
        }
    }
}

impl Writes for Stix {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"{\"type\":\"bundle\",\"objects\":[\n")?;
        let us = id("identity", "reportedly");
        let fields = json!({"name": "reportedly", "identity_class": "system"});
        self.object("identity", &us, fields, out)?;
        let fields = json!({"name": "reportedly statement", "schema": "urn:reportedly:stix:statement", "version": "1.0.0",
                            "created_by_ref": us, "extension_types": ["property-extension"],
                            "description": "places of the words on the page, hash of the page, chain, rule"});
        self.object("extension-definition", &id("extension-definition", "statement"), fields, out)
    }

    fn row(&mut self, row: &Row, out: &mut dyn Write) -> io::Result<()> {
        if self.page.as_ref().is_none_or(|(page, _)| page.id != row.document.id) {
            self.close(out)?;
            self.page = Some((row.document.clone(), Vec::new()));
        }
        let mut about = Vec::new();
        if let Some(speaker) = &row.speaker
            && let Some(actor) = &speaker.actor
        {
            let id = self.identity(actor, speaker.name.as_deref(), speaker.kind.as_deref(), out)?;
            about.push(id);
        }
        for link in &row.chain {
            if let Some(actor) = &link.actor {
                let id = self.identity(actor, link.name.as_deref(), link.kind.as_deref(), out)?;
                if !about.contains(&id) {
                    about.push(id);
                }
            }
        }
        let note = id("note", &row.statement);
        let by = row.speaker.as_ref().and_then(|speaker| speaker.name.as_deref()).unwrap_or("unnamed source");
        let extension = json!({
            "extension_type": "property-extension", "statement": row.statement, "kind": row.kind, "stance": row.stance,
            "negated": row.negated, "anonymous": row.anonymous, "content": row.content, "chain": row.chain, "claims": row.claims,
            "document": row.document.id, "sha256": row.document.sha256, "rule": row.rule, "published": row.document.published,
        });
        // a note must be about something: without an actor, about the tool that found it
        if about.is_empty() {
            about.push(id("identity", "reportedly"));
        }
        let fields = json!({
            "abstract": format!("statement by {by}"), "content": row.text, "object_refs": about, "lang": row.document.language,
            "external_references": source(&row.document),
            "extensions": {id("extension-definition", "statement"): extension},
        });
        if !self.known.contains(&note) {
            self.known.insert(note.clone());
            self.object("note", &note, fields, out)?;
            if let Some((_, notes)) = &mut self.page {
                notes.push(note);
            }
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.close(out)?;
        writeln!(out, "\n],\"id\":\"{}\"}}", id("bundle", &self.all))
    }
}

fn source(page: &Page) -> Value {
    let mut source = json!({"source_name": page.outlet.as_deref().filter(|name| !name.is_empty()).unwrap_or("page"),
                            "external_id": page.id});
    if let Some(url) = page.url.as_deref().filter(|url| url.starts_with("http")) {
        source["url"] = url.into();
        // hashes are those of what stands at the address
        source["hashes"] = json!({"SHA-256": page.sha256});
    }
    json!([source])
}

/// An EDTF day or moment as STIX writes it: UTC when no zone is stated; `None` for months, years and doubts.
fn moment(edtf: &str) -> Option<String> {
    let day = edtf.get(..10).filter(|day| {
        day.bytes().enumerate().all(|(n, b)| if n == 4 || n == 7 { b == b'-' } else { b.is_ascii_digit() })
    })?;
    match edtf.get(10..)? {
        "" => Some(format!("{day}T00:00:00Z")),
        time if time.starts_with('T') && time.ends_with('Z') && time.len() == 10 => Some(edtf.to_owned()),
        time if time.starts_with('T') && time.len() == 9 => Some(format!("{edtf}Z")),
        time if time.starts_with('T') && time.len() == 6 => Some(format!("{edtf}:00Z")),
        // an offset: the day is certain, the moment in UTC would have to be computed
        time if time.starts_with('T') => Some(format!("{day}T00:00:00Z")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn only_days_are_moments() {
        for (edtf, expect) in [
            ("2024-05-17", Some("2024-05-17T00:00:00Z")),
            ("2024-05-17T09:30", Some("2024-05-17T09:30:00Z")),
            ("2024-05-17T09:30:15", Some("2024-05-17T09:30:15Z")),
            ("2024-05-17T09:30:15Z", Some("2024-05-17T09:30:15Z")),
            ("2024-05-17T09:30:15+02:00", Some("2024-05-17T00:00:00Z")),
            ("2024-05", None),
            ("2024", None),
            ("2024-05-17~", None),
            ("2024-05-XX", None),
        ] {
            assert_eq!(moment(edtf).as_deref(), expect, "{edtf}");
        }
    }
}
