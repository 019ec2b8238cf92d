//! CSL-JSON, as reference managers and citeproc read it.

use super::{date_parts, key, note};
use crate::card::Card;
use serde_json::{Map, Value, json};

/// A list of items. An undated page has no `issued`, and its note says so.
pub fn csl(cards: &[Card]) -> Value {
    cards.iter().map(item).collect()
}

fn item(card: &Card) -> Value {
    let page = &card.page;
    let mut map = Map::new();
    map.insert("id".into(), json!(key(card)));
    map.insert("type".into(), json!("article-newspaper"));
    map.insert("title".into(), json!(page.name()));
    if let Some(outlet) = &page.outlet {
        map.insert("container-title".into(), json!(outlet));
    }
    if !page.authors.is_empty() {
        let authors: Vec<Value> = page.authors.iter().map(|name| json!({"literal": name})).collect();
        map.insert("author".into(), json!(authors));
    }
    if let Some(parts) = page.published.as_deref().and_then(date_parts) {
        map.insert("issued".into(), json!({"date-parts": [parts]}));
    }
    if let Some(url) = &page.url {
        map.insert("URL".into(), json!(url));
    }
    if let Some(language) = &page.language {
        map.insert("language".into(), json!(language));
    }
    if !card.passages.is_empty() {
        map.insert("annote".into(), json!(card.words()));
    }
    map.insert("note".into(), json!(note(card)));
    Value::Object(map)
}
