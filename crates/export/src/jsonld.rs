//! JSON-LD for the web: schema.org Quotation, Claim and NewsArticle; W3C Web Annotations.

use crate::annotation::{Annotation, Body, Target, annotation, context, lean};
use crate::format::{List, Writes};
use crate::row::{Page, Row};
use reportedly_engine::corpus::{NAMESPACE, urn};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The address of a page, when it has one that a browser may open.
fn address(page: &Page) -> Option<&str> {
    page.url.as_deref().filter(|url| url.starts_with("http://") || url.starts_with("https://"))
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

/// One AnnotationPage.
#[derive(Default)]
pub(crate) struct Webanno {
    list: List,
}

impl Writes for Webanno {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let (context, id) = (context(), urn("annotations"));
        writeln!(out, "{{\"@context\":{context},\"id\":\"{id}\",\"type\":\"AnnotationPage\",\"items\":[")
    }

    fn row(&mut self, row: &Row, out: &mut dyn Write) -> io::Result<()> {
        let page = &row.document;
        let one = row.content.len() == 1;
        let targets = row.content.iter().map(|piece| {
            let (before, after) = if one { (row.before.as_str(), row.after.as_str()) } else { ("", "") };
            Target {
                start: piece.start,
                end: piece.end,
                bytes: (piece.bytes[0], piece.bytes[1]),
                quote: (!row.cut).then_some((before, piece.text.as_str(), after)),
                sha256: None,
            }
        });
        let chain = crate::csv::chain(row);
        let mut bodies = vec![Body::Text { purpose: "describing", words: &row.text }];
        if !chain.is_empty() {
            bodies.push(Body::Text { purpose: "commenting", words: &chain });
        }
        let speaker = row.speaker.as_ref();
        if let Some(id) = speaker.and_then(|speaker| speaker.actor.as_deref()) {
            bodies.push(Body::Actor { id, name: speaker.and_then(|speaker| speaker.name.as_deref()) });
        }
        let published = page.published.as_ref();
        let annotation = annotation(&Annotation {
            id: &row.statement,
            bodies,
            targets: targets.collect(),
            document: &page.id,
            url: page.url.as_deref(),
            language: page.language.as_deref(),
            sha256: &page.sha256,
            published: published.map(|date| date.value.as_str()),
            basis: published.and_then(|date| date.basis.as_deref()),
            terms: vec![
                ("rp:kind", json!(row.kind)),
                ("rp:stance", json!(row.stance)),
                ("rp:rule", json!(row.rule)),
                ("rp:claims", json!(row.claims)),
            ],
        });
        self.list.element(&annotation, out)
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"\n]}\n")
    }
}
