//! W3C Web Annotations: the shape that exports and citations share.
//!
//! Positions are code points of the text as this program reads it, as the model says; bytes of it in UTF-8 stand in a
//! `DataPositionSelector`, hashes beside them; the quote finds the words on the live page.

use reportedly_engine::corpus::{NAMESPACE, urn};
use serde_json::{Map, Value, json};

/// What is said of a passage.
pub enum Body<'a> {
    /// Words of ours or of the page, and what they are for: `describing`, `commenting`.
    Text { purpose: &'static str, words: &'a str },
    /// Who speaks.
    Actor { id: &'a str, name: Option<&'a str> },
}

/// One passage of a page.
pub struct Target<'a> {
    /// Code points, end exclusive.
    pub start: u32,
    pub end: u32,
    /// The same in UTF-8 bytes.
    pub bytes: (usize, usize),
    /// The words with what stands before and after them; `None` when they are not given whole: a quote that stops halfway
    /// would name another passage than the positions.
    pub quote: Option<(&'a str, &'a str, &'a str)>,
    /// Of the words in UTF-8.
    pub sha256: Option<&'a str>,
}

/// One statement or page with what leads back to it.
pub struct Annotation<'a> {
    pub id: &'a str,
    pub bodies: Vec<Body<'a>>,
    /// Empty: the page as a whole.
    pub targets: Vec<Target<'a>>,
    /// The id of the page, its address, language, the hash of its bytes.
    pub document: &'a str,
    pub url: Option<&'a str>,
    pub language: Option<&'a str>,
    pub sha256: &'a str,
    /// EDTF, and what it rests on.
    pub published: Option<&'a str>,
    pub basis: Option<&'a str>,
    /// More of our own terms, as `rp:…`.
    pub terms: Vec<(&'static str, Value)>,
}

/// `@context` of annotations.
pub fn context() -> Value {
    json!(["http://www.w3.org/ns/anno.jsonld", {"rp": NAMESPACE}])
}

/// The annotation, without its context.
pub fn annotation(of: &Annotation<'_>) -> Value {
    let bodies: Vec<Value> = of.bodies.iter().map(body).collect();
    let targets: Vec<Value> = match of.targets.is_empty() {
        true => vec![target(of, None)],
        false => of.targets.iter().map(|passage| target(of, Some(passage))).collect(),
    };
    let mut value = json!({
        "id": urn(of.id), "type": "Annotation", "motivation": "describing", "body": bodies, "target": targets,
        "rp:published": of.published, "rp:publishedBasis": of.basis,
    });
    for (term, found) in &of.terms {
        value[*term] = found.clone();
    }
    lean(value)
}

fn body(body: &Body<'_>) -> Value {
    match body {
        Body::Text { purpose, words } => {
            json!({"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": words})
        }
        Body::Actor { id, name } => lean(
            json!({"type": "SpecificResource", "purpose": "identifying", "source": urn(id), "rp:name": name}),
        ),
    }
}

fn target(of: &Annotation<'_>, passage: Option<&Target<'_>>) -> Value {
    // an address that no browser may open is none
    let url = of.url.filter(|url| url.starts_with("http://") || url.starts_with("https://"));
    let source = json!({
        "id": url.map_or_else(|| urn(of.document), str::to_owned), "type": "Text", "language": of.language,
        "rp:document": of.document, "rp:sha256": of.sha256,
    });
    let mut value = json!({"type": "SpecificResource", "source": lean(source)});
    if let Some(passage) = passage {
        let mut selectors = Vec::new();
        if let Some((before, exact, after)) = passage.quote {
            selectors.push(
                json!({"type": "TextQuoteSelector", "exact": exact, "prefix": before, "suffix": after}),
            );
        }
        selectors.push(json!({"type": "TextPositionSelector", "start": passage.start, "end": passage.end}));
        selectors
            .push(json!({"type": "DataPositionSelector", "start": passage.bytes.0, "end": passage.bytes.1}));
        value["selector"] = selectors.into();
        value["rp:passageSha256"] = json!(passage.sha256);
    }
    lean(value)
}

/// Leaves out what has no value.
pub(crate) fn lean(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let kept: Map<String, Value> = map.into_iter().filter(|(_, value)| !value.is_null()).collect();
            Value::Object(kept)
        }
        other => other,
    }
}
