//! JSON-LD of a page. Takes script texts, gives the few values the record needs; broken JSON counts as none.

use super::super::html::{Found, Head};
use serde_json::Value;

/// A value and where its script stands.
pub(super) type Placed = (String, (usize, usize));

#[derive(Debug, Default)]
pub(super) struct JsonLd {
    pub(super) headline: Option<String>,
    pub(super) published: Option<Placed>,
    pub(super) modified: Option<Placed>,
    pub(super) publisher: Option<Placed>,
    pub(super) authors: Vec<String>,
}

/// Objects looked at, over all scripts.
const OBJECTS: usize = 20_000;

impl JsonLd {
    pub(super) fn read(head: Option<&Head>) -> Self {
        let mut found = Self::default();
        let mut left = OBJECTS;
        for script in head.map(|head| head.json_ld.as_slice()).unwrap_or(&[]) {
            let text = script.value.trim().trim_start_matches("<!--").trim_end_matches("-->");
            let Ok(value) =
                serde_json::from_str::<Value>(text).or_else(|_| serde_json::from_str(&clean(text)))
            else {
                continue;
            };
            let mut queue = std::collections::VecDeque::from([&value]);
            while let Some(value) = queue.pop_front() {
                left = left.saturating_sub(1);
                if left == 0 {
                    return found;
                }
                match value {
                    Value::Array(items) => queue.extend(items),
                    Value::Object(map) => {
                        if is_story(value) {
                            found.story(value, script);
                        } else {
                            // only the graph, not what the story mentions
                            queue.extend(map.get("@graph"));
                            queue.extend(map.get("mainEntity"));
                        }
                    }
                    _ => {}
                }
            }
        }
        found
    }

    fn story(&mut self, value: &Value, script: &Found) {
        let place =
            |key: &str| value.get(key).and_then(Value::as_str).map(|v| (v.trim().to_owned(), script.at));
        self.headline = self.headline.take().or_else(|| place("headline").map(|(v, _)| v));
        self.published = self.published.take().or_else(|| place("datePublished"));
        self.modified = self.modified.take().or_else(|| place("dateModified"));
        if self.publisher.is_none() {
            self.publisher = names(value.get("publisher")).into_iter().next().map(|name| (name, script.at));
        }
        if self.authors.is_empty() {
            self.authors = names(value.get("author"));
        }
    }
}

/// Control characters inside strings are the commonest fault.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn is_story(value: &Value) -> bool {
    let story = |kind: &str| {
        kind.ends_with("Article")
            || matches!(kind, "BlogPosting" | "Report" | "LiveBlogPosting" | "Review" | "SocialMediaPosting")
    };
    match value.get("@type") {
        Some(Value::String(kind)) => story(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(story),
        _ => false,
    }
}

/// Names in a string, an object or a list of either.
fn names(value: Option<&Value>) -> Vec<String> {
    let one = |value: &Value| match value {
        Value::String(name) => Some(name.trim().to_owned()),
        Value::Object(map) => map.get("name").and_then(Value::as_str).map(|name| name.trim().to_owned()),
        _ => None,
    };
    let names = match value {
        Some(Value::Array(items)) => items.iter().take(20).filter_map(one).collect(),
        Some(value) => one(value).into_iter().collect::<Vec<_>>(),
        None => Vec::new(),
    };
    names
        .into_iter()
        .filter(|name| !name.is_empty() && name.chars().count() <= 120 && !name.starts_with("http"))
        .collect()
}
