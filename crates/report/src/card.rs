//! One thing to cite: its exact words, where they stand, and the page they stand on.

use reportedly_engine::model::{Document, LinkRole, Span, Statement};
use reportedly_engine::wire::Points;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// A page as a citation names it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Page {
    pub id: String,
    pub path: String,
    pub url: Option<String>,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub authors: Vec<String>,
    pub language: Option<String>,
    /// EDTF; `None`: undated.
    pub published: Option<String>,
    /// What the date rests on: "json-ld", "text 420–446".
    pub basis: Option<String>,
    /// Of the original bytes, lower-case hex.
    pub sha256: String,
}

impl Page {
    pub fn new(document: &Document) -> Self {
        let metadata = &document.metadata;
        let points = Points::new(&document.text);
        let basis = metadata.published.basis.as_ref().map(|basis| match basis.span {
            Some(span) => format!("{} {}–{}", basis.kind, points.at(span.start()), points.at(span.end())),
            None => basis.kind.clone(),
        });
        Self {
            id: document.id.clone(),
            path: document.path.clone(),
            url: metadata.url.clone(),
            title: metadata.title.clone(),
            outlet: metadata.outlet.as_ref().map(|outlet| outlet.name.clone()),
            authors: metadata.authors.clone(),
            language: document.language.map(|language| language.code().to_owned()),
            basis: basis.filter(|_| metadata.published.value.is_some()),
            published: metadata.published.value.clone(),
            sha256: document.sha256.clone(),
        }
    }

    /// The headline, else the path.
    pub fn name(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.path)
    }

    /// "2024-02-05 (json-ld)", or "undated".
    pub fn date(&self) -> String {
        match (&self.published, &self.basis) {
            (Some(date), Some(basis)) => format!("{date} ({basis})"),
            (Some(date), None) => date.clone(),
            (None, _) => "undated".to_owned(),
        }
    }

    /// The address, else a name that says which bytes are meant.
    pub fn source(&self) -> String {
        self.url.clone().unwrap_or_else(|| reportedly_engine::corpus::urn(&self.id))
    }
}

/// Exact words and their place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Passage {
    /// Code points of the page's text, end exclusive.
    pub start: u32,
    pub end: u32,
    /// Bytes of the same text.
    pub bytes: (usize, usize),
    pub text: String,
    /// Of the UTF-8 bytes of `text`.
    pub sha256: String,
    /// At most this many characters before and after, for finding it on the live page.
    #[serde(skip)]
    pub before: String,
    #[serde(skip)]
    pub after: String,
}

/// Characters of context in a `TextQuoteSelector`.
const CONTEXT: usize = 32;

impl Passage {
    pub fn new(document: &Document, points: &Points<'_>, span: Span) -> Self {
        let text = document.slice(span).to_owned();
        let head = document.text.get(..span.start()).unwrap_or("");
        let tail = document.text.get(span.end()..).unwrap_or("");
        let from = head.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
        Self {
            start: points.at(span.start()),
            end: points.at(span.end()),
            bytes: (span.start(), span.end()),
            sha256: sha256(&text),
            text,
            before: head.get(from..).unwrap_or("").to_owned(),
            after: tail.chars().take(CONTEXT).collect(),
        }
    }
}

/// A statement with its passages, or a page alone.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Card {
    /// Of the statement, else of the page.
    pub id: String,
    /// Of the claim that was asked for.
    pub claim: Option<String>,
    /// Who says it; `None`: a page, or nobody is named.
    pub speaker: Option<String>,
    /// Between the speaker and the page, innermost first.
    pub via: Vec<String>,
    pub page: Page,
    pub passages: Vec<Passage>,
}

impl Card {
    /// A whole page.
    pub fn page(document: &Document) -> Self {
        Self {
            id: document.id.clone(),
            claim: None,
            speaker: None,
            via: Vec::new(),
            page: Page::new(document),
            passages: Vec::new(),
        }
    }

    /// A statement, or the part of it that is meant.
    pub fn statement(document: &Document, statement: &Statement, focus: Option<Span>) -> Self {
        let points = Points::new(&document.text);
        let spans = focus.map_or_else(|| statement.content.clone(), |focus| vec![focus]);
        let name = |link: &reportedly_engine::model::ChainLink| {
            let entity = link.entity.and_then(|id| document.entity(id)).map(|entity| entity.name.clone());
            entity.or_else(|| link.span.map(|span| document.slice(span).to_owned()))
        };
        let speaker = statement.speaker.as_ref().and_then(|speaker| {
            let entity = speaker.entity.and_then(|id| document.entity(id)).map(|entity| entity.name.clone());
            entity.or_else(|| speaker.span.map(|span| document.slice(span).to_owned()))
        });
        let outward =
            statement.chain.iter().filter(|l| !matches!(l.role, LinkRole::Speaker | LinkRole::Publisher));
        let mut via: Vec<String> = Vec::new();
        for name in outward.filter_map(name) {
            if !via.contains(&name) && speaker.as_ref() != Some(&name) {
                via.push(name);
            }
        }
        let passages = spans.into_iter().map(|span| Passage::new(document, &points, span)).collect();
        let page = Page::new(document);
        Self { id: statement.id.clone(), claim: None, speaker, via, page, passages }
    }

    /// "Nora Whitfield via Hill Agency", or nothing.
    pub(crate) fn mouth(&self) -> Option<String> {
        let via: String = self.via.iter().map(|name| format!(" via {name}")).collect();
        self.speaker.as_ref().map(|speaker| format!("{speaker}{via}"))
    }

    /// The exact words, pieces joined with an ellipsis.
    pub(crate) fn words(&self) -> String {
        let pieces: Vec<&str> = self.passages.iter().map(|passage| passage.text.as_str()).collect();
        pieces.join(" … ")
    }

    /// "d:1a2b, characters 30–52 (bytes 48–90)".
    pub(crate) fn locator(&self) -> String {
        let places: Vec<String> = self
            .passages
            .iter()
            .map(|p| format!("{}–{} (bytes {}–{})", p.start, p.end, p.bytes.0, p.bytes.1))
            .collect();
        match places.is_empty() {
            true => self.page.id.clone(),
            false => format!("{}, characters {}", self.page.id, places.join(", ")),
        }
    }
}

/// SHA-256 of a text in UTF-8, lower-case hex.
pub fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
