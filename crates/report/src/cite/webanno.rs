//! W3C Web Annotations: `TextQuoteSelector` and `TextPositionSelector` on the text of the page.
//!
//! The position counts code points of the text as this program reads it, whose hash and bytes stand beside it; the quote finds
//! the words on the live page.

use crate::card::{Card, Passage};
use reportedly_engine::corpus::{NAMESPACE, urn};
use serde_json::{Value, json};

/// One annotation, or a page of them.
pub fn webanno(cards: &[Card]) -> Value {
    let mut items: Vec<Value> = cards.iter().map(annotation).collect();
    let context = json!(["http://www.w3.org/ns/anno.jsonld", {"rp": NAMESPACE}]);
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

fn annotation(card: &Card) -> Value {
    let page = &card.page;
    let targets: Vec<Value> = match card.passages.is_empty() {
        true => vec![source(card, None)],
        false => card.passages.iter().map(|passage| source(card, Some(passage))).collect(),
    };
    let mouth = card.mouth().map_or_else(String::new, |mouth| format!("said by {mouth}; "));
    let text = format!("{mouth}{}; {}; sha256 of the page {}", page.date(), card.locator(), page.sha256);
    let target = if let [only] = targets.as_slice() { only.clone() } else { json!(targets) };
    json!({
        "id": urn(&card.id), "type": "Annotation", "motivation": "describing",
        "body": {"type": "TextualBody", "value": text, "format": "text/plain", "purpose": "describing"},
        "target": target, "rp:published": page.published, "rp:publishedBasis": page.basis,
    })
}

fn source(card: &Card, passage: Option<&Passage>) -> Value {
    let mut target = json!({
        "type": "SpecificResource",
        "source": {"id": card.page.source(), "type": "Text", "rp:document": card.page.id, "rp:sha256": card.page.sha256},
    });
    if let Some(language) = &card.page.language {
        target["source"]["language"] = json!(language);
    }
    if let Some(passage) = passage {
        target["selector"] = json!([
            {"type": "TextQuoteSelector", "exact": passage.text, "prefix": passage.before, "suffix": passage.after},
            {"type": "TextPositionSelector", "start": passage.start, "end": passage.end},
        ]);
        target["rp:bytes"] = json!([passage.bytes.0, passage.bytes.1]);
        target["rp:passageSha256"] = json!(passage.sha256);
    }
    target
}
