//! W3C Web Annotations of what is cited.

use crate::card::Card;
use reportedly_engine::corpus::urn;
use reportedly_export::annotation::{Annotation, Body, Target, annotation, context};
use serde_json::{Value, json};

/// One annotation, or a page of them.
pub fn webanno(cards: &[Card]) -> Value {
    let mut items: Vec<Value> = cards.iter().map(one).collect();
    let context = context();
    if let (1, Some(Value::Object(mut only))) = (items.len(), items.first().cloned()) {
        only.insert("@context".into(), context);
        return Value::Object(only);
    }
    let ids: Vec<&str> = cards.iter().map(|card| card.id.as_str()).collect();
    let name = crate::sha256(&ids.join("\n"));
    for (at, item) in items.iter_mut().enumerate() {
        // the same statement twice, for two claims: names must differ
        if ids.iter().take(at).any(|id| ids.get(at) == Some(id)) {
            item["id"] = json!(format!("{}#{at}", urn(ids.get(at).unwrap_or(&""))));
        }
    }
    json!({"@context": context, "id": urn(&format!("annotations:{}", name.get(..16).unwrap_or(""))),
           "type": "AnnotationPage", "items": items})
}

fn one(card: &Card) -> Value {
    let page = &card.page;
    let mouth = card.mouth().map_or_else(String::new, |mouth| format!("said by {mouth}; "));
    let words = format!("{mouth}{}; {}; sha256 of the page {}", page.date(), card.locator(), page.sha256);
    let targets = card.passages.iter().map(|passage| Target {
        start: passage.start,
        end: passage.end,
        bytes: passage.bytes,
        quote: Some((&passage.before, &passage.text, &passage.after)),
        sha256: Some(&passage.sha256),
    });
    annotation(&Annotation {
        id: &card.id,
        bodies: vec![Body::Text { purpose: "describing", words: &words }],
        targets: targets.collect(),
        document: &page.id,
        url: page.url.as_deref(),
        language: page.language.as_deref(),
        sha256: &page.sha256,
        published: page.published.as_deref(),
        basis: page.basis.as_deref(),
        terms: Vec::new(),
    })
}
