//! Reads a report back and compares what it shows and what it states with the pages of a corpus.

use crate::card::sha256;
use crate::html::{CLOSE, OPEN};
use crate::register::visible;
use html5gum::{Token, Tokenizer};
use reportedly_engine::model::{Document, Span};
use reportedly_engine::wire::Points;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Checked {
    pub pages: usize,
    pub passages: usize,
    pub differences: Vec<Difference>,
}

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// `page-missing`, `page-differs`, `text-differs`, `shown-differs`, `not-shown`, `not-listed`, `report-changed`.
    pub code: String,
    /// Number of the passage in the report.
    pub passage: Option<u64>,
    /// Path of the page.
    pub page: Option<String>,
    pub message: String,
}

#[derive(Deserialize)]
struct Listed {
    schema: String,
    visible_sha256: String,
    pages: Vec<ListedPage>,
    passages: Vec<ListedPassage>,
}

#[derive(Deserialize)]
struct ListedPage {
    id: String,
    path: String,
    sha256: String,
    published: Option<String>,
    outlet: Option<String>,
}

#[derive(Deserialize)]
struct ListedPassage {
    number: u64,
    document: String,
    start: u32,
    end: u32,
    bytes: (usize, usize),
    text: String,
    sha256: String,
}

/// Ids of the pages that a report rests on. `Err`: this is no report, and why.
pub fn pages(report: &str) -> Result<Vec<String>, String> {
    Ok(open(report)?.1.pages.into_iter().map(|page| page.id).collect())
}

/// What stands before the evidence, the evidence, what stands after it.
fn open(report: &str) -> Result<(&str, Listed, &str), String> {
    let (head, rest) = report.split_once(OPEN).ok_or("it holds no evidence of a report")?;
    let (listed, tail) = rest.split_once(CLOSE).ok_or("its evidence has no end")?;
    let listed: Listed =
        serde_json::from_str(listed).map_err(|error| format!("its evidence cannot be read: {error}"))?;
    if listed.schema != crate::SCHEMA {
        return Err(format!("its evidence is of version `{}`, not `{}`", listed.schema, crate::SCHEMA));
    }
    Ok((head, listed, tail))
}

/// Checks every passage of a report. `Err`: this is no report, and why.
pub fn check<'d>(report: &str, document: impl Fn(&str) -> Option<&'d Document>) -> Result<Checked, String> {
    let (head, listed, tail) = open(report)?;
    let mut out =
        Checked { pages: listed.pages.len(), passages: listed.passages.len(), differences: Vec::new() };
    let mut differs = |code: &str, passage: Option<u64>, page: Option<&str>, message: String| {
        let page = page.map(str::to_owned);
        out.differences.push(Difference { code: code.to_owned(), passage, page, message });
    };
    let mut paths: BTreeMap<&str, &str> = BTreeMap::new();
    for page in &listed.pages {
        paths.insert(&page.id, &page.path);
        let path = Some(page.path.as_str());
        let Some(found) = document(&page.id) else {
            differs("page-missing", None, path, format!("{} is not in this corpus", page.id));
            continue;
        };
        let metadata = &found.metadata;
        let outlet = metadata.outlet.as_ref().map(|outlet| outlet.name.clone());
        for (what, report, corpus) in [
            ("hash", &Some(page.sha256.clone()), &Some(found.sha256.clone())),
            ("date", &page.published, &metadata.published.value),
            ("outlet", &page.outlet, &outlet),
        ] {
            if report != corpus {
                let show = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
                let message =
                    format!("{what}: {} in the report, {} in the corpus", show(report), show(corpus));
                differs("page-differs", None, path, message);
            }
        }
    }
    let shown = shown(head);
    for passage in &listed.passages {
        let (number, path) = (Some(passage.number), paths.get(passage.document.as_str()).copied());
        if sha256(&passage.text) != passage.sha256 {
            differs(
                "text-differs",
                number,
                path,
                "its words do not have the hash stated beside them".to_owned(),
            );
        }
        if let Some(found) = document(&passage.document) {
            let span = Span::new(passage.bytes.0, passage.bytes.1);
            let points = Points::new(&found.text);
            let place = (points.at(span.start()), points.at(span.end()));
            if found.slice(span) != passage.text || place != (passage.start, passage.end) {
                let message = format!("other words stand at {}–{} of the page", passage.start, passage.end);
                differs("text-differs", number, path, message);
            }
        }
        match shown.get(&passage.number) {
            None => differs("not-shown", number, path, "listed, but not shown".to_owned()),
            Some(list) if list.iter().any(|text| bare(text) != bare(&visible(&passage.text))) => {
                differs("shown-differs", number, path, "the words shown are not the words listed".to_owned());
            }
            Some(_) => {}
        }
    }
    for number in shown.keys().filter(|number| !listed.passages.iter().any(|p| p.number == **number)) {
        differs("not-listed", Some(*number), None, "shown, but not listed".to_owned());
    }
    if sha256(head) != listed.visible_sha256 || tail != crate::html::TAIL {
        differs("report-changed", None, None, "the report was changed after it was written".to_owned());
    }
    Ok(out)
}

/// Words as a reader sees them: white space of any length is one blank.
fn bare(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of every element that is marked as a passage.
fn shown(html: &str) -> BTreeMap<u64, Vec<String>> {
    let mut out: BTreeMap<u64, Vec<String>> = BTreeMap::new();
    // the passage that is open, the name of its element, elements of that name inside it
    let mut open: Option<(u64, Vec<u8>, usize)> = None;
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        match (token, &mut open) {
            (Token::StartTag(tag), Some((_, name, depth))) if *tag.name == **name => *depth += 1,
            (Token::StartTag(tag), None) => {
                let number = tag.attributes.get(b"data-passage".as_slice());
                let number = number.and_then(|value| std::str::from_utf8(value).ok()?.parse().ok());
                if let Some(number) = number {
                    out.entry(number).or_default().push(String::new());
                    open = Some((number, tag.name.to_vec(), 0));
                }
            }
            (Token::EndTag(tag), Some((_, name, depth))) if *tag.name == **name => {
                if *depth == 0 {
                    open = None;
                } else {
                    *depth -= 1;
                }
            }
            (Token::String(text), Some((number, ..))) => {
                if let Some(last) = out.get_mut(number).and_then(|list| list.last_mut()) {
                    last.push_str(&String::from_utf8_lossy(&text));
                }
            }
            _ => {}
        }
    }
    out
}
