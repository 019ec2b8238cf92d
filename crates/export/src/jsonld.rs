//! JSON-LD for the web: schema.org Quotation, Claim and NewsArticle; W3C Web Annotations.

use crate::format::{List, Writes};
use crate::row::{Page, Row};
use reportedly_engine::corpus::{NAMESPACE, urn};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The address of a page, when it has one that a browser may open.
fn address(page: &Page) -> Option<&str> {
    page.url.as_deref().filter(|url| url.starts_with("http://") || url.starts_with("https://"))
}

/// Leaves out what has no value.
fn lean(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let kept: Map<String, Value> = map.into_iter().filter(|(_, value)| !value.is_null()).collect();
            Value::Object(kept)
        }
        other => other,
    }
}

/// `@graph` of schema.org. No ClaimReview: we rate nothing.
#[derive(Default)]
pub(crate) struct Schemaorg {
    list: List,
    page: String,
    /// Quotations that carry each claim, and the words of the first.
    claims: BTreeMap<String, (String, Vec<String>)>,
}

impl Writes for Schemaorg {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{{\"@context\":[\"https://schema.org\",{{\"rp\":\"{NAMESPACE}\"}}],\"@graph\":[")
    }

    fn row(&mut self, row: &Row, out: &mut dyn Write) -> io::Result<()> {
        let page = &row.document;
        if self.page != page.id {
            self.page.clone_from(&page.id);
            let article = json!({
                "@type": "NewsArticle", "@id": urn(&page.id), "name": page.title, "url": address(page), "inLanguage": page.language,
                "datePublished": page.published.as_ref().map(|date| &date.value),
                "rp:dateBasis": page.published.as_ref().and_then(|date| date.basis.as_ref()),
                "publisher": page.outlet.as_ref().map(|name| lean(json!({"@type": "NewsMediaOrganization", "name": name,
                                                                     "@id": page.publisher.as_deref().map(urn)}))),
                "sha256": page.sha256, "articleBody": page.text.as_deref(),
            });
            self.list.element(&lean(article), out)?;
        }
        let speaker = row.speaker.as_ref().map(|speaker| {
            let kind = match speaker.kind.as_deref() {
                Some("person") => "Person",
                Some("organisation" | "outlet") => "Organization",
                _ => "Thing",
            };
            lean(json!({"@type": kind, "@id": speaker.actor.as_deref().map(urn), "name": speaker.name,
                        "rp:anonymous": speaker.anonymous}))
        });
        let places: Vec<Value> = row
            .content
            .iter()
            .map(|piece| json!({"rp:start": piece.start, "rp:end": piece.end, "rp:bytes": {"@list": piece.bytes}}))
            .collect();
        let quotation = json!({
            "@type": "Quotation", "@id": urn(&row.statement), "text": row.text, "inLanguage": page.language,
            "isPartOf": {"@id": urn(&page.id)}, "creator": speaker, "rp:kind": row.kind, "rp:stance": row.stance,
            "rp:negated": row.negated, "rp:cut": row.cut, "rp:places": places, "rp:chain": crate::csv::chain(row), "rp:rule": row.rule,
        });
        self.list.element(&lean(quotation), out)?;
        for claim in &row.claims {
            let (_, seen) =
                self.claims.entry(claim.clone()).or_insert_with(|| (row.text.clone(), Vec::new()));
            seen.push(row.statement.clone());
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        for (claim, (text, seen)) in std::mem::take(&mut self.claims) {
            let appearance: Vec<Value> = seen.iter().map(|id| json!({"@id": urn(id)})).collect();
            let claim = json!({"@type": "Claim", "@id": urn(&claim), "text": text, "appearance": appearance});
            self.list.element(&claim, out)?;
        }
        out.write_all(b"\n]}\n")
    }
}

/// One AnnotationPage. Positions are code points, as the Web Annotation model says; bytes stand in a DataPositionSelector of
/// the text in UTF-8.
#[derive(Default)]
pub(crate) struct Webanno {
    list: List,
}

impl Writes for Webanno {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let id = urn("annotations");
        writeln!(
            out,
            "{{\"@context\":[\"http://www.w3.org/ns/anno.jsonld\",{{\"rp\":\"{NAMESPACE}\"}}],\
             \"id\":\"{id}\",\"type\":\"AnnotationPage\",\"items\":["
        )
    }

    fn row(&mut self, row: &Row, out: &mut dyn Write) -> io::Result<()> {
        let page = &row.document;
        let one = row.content.len() == 1;
        let targets: Vec<Value> = row
            .content
            .iter()
            .map(|piece| {
                let mut selectors = vec![
                    json!({"type": "TextPositionSelector", "start": piece.start, "end": piece.end}),
                    json!({"type": "DataPositionSelector", "start": piece.bytes[0], "end": piece.bytes[1]}),
                ];
                // a quote that stops halfway would name another passage than the positions
                if !row.cut {
                    let mut quote = json!({"type": "TextQuoteSelector", "exact": piece.text});
                    if one {
                        quote["prefix"] = row.before.as_str().into();
                        quote["suffix"] = row.after.as_str().into();
                    }
                    selectors.insert(0, quote);
                }
                json!({"source": address(page).map_or_else(|| urn(&page.id), str::to_owned), "selector": selectors})
            })
            .collect();
        let speaker = row.speaker.as_ref();
        let chain = crate::csv::chain(row);
        let mut bodies = vec![
            json!({"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": row.text}),
        ];
        if !chain.is_empty() {
            bodies.push(json!({"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": chain}));
        }
        if let Some(actor) = speaker.and_then(|speaker| speaker.actor.as_deref()) {
            let name = speaker.and_then(|speaker| speaker.name.as_deref());
            bodies.push(lean(json!({"type": "SpecificResource", "purpose": "identifying", "source": urn(actor), "rp:name": name})));
        }
        let annotation = json!({
            "id": urn(&row.statement), "type": "Annotation", "motivation": "identifying", "body": bodies, "target": targets,
            "rp:kind": row.kind, "rp:stance": row.stance, "rp:rule": row.rule, "rp:document": page.id, "rp:sha256": page.sha256,
            "rp:published": page.published.as_ref().map(|date| &date.value),
            "rp:publishedBasis": page.published.as_ref().and_then(|date| date.basis.as_ref()), "rp:claims": row.claims,
        });
        self.list.element(&lean(annotation), out)
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"\n]}\n")
    }
}
