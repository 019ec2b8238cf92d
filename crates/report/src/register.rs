//! The pages and passages that a report shows, each with a number; what is shown is what can be checked.

use crate::card::{Page, Passage};
use maud::{Markup, html};
use reportedly_engine::corpus::Evidence;
use reportedly_engine::model::{Document, Span};
use reportedly_engine::wire::Points;
use serde_json::{Value, json};
use std::collections::BTreeMap;

struct Shelved<'a> {
    document: &'a Document,
    points: Points<'a>,
    /// Counted from 1 in the order in which the report meets them.
    number: usize,
}

pub(crate) struct Register<'a> {
    known: BTreeMap<&'a str, &'a Document>,
    pages: BTreeMap<&'a str, Shelved<'a>>,
    passages: Vec<(String, Passage)>,
    at: BTreeMap<(String, Span), usize>,
    /// Most characters shown of a passage.
    most: usize,
}

impl<'a> Register<'a> {
    pub(crate) fn new(documents: &[&'a Document], most: usize) -> Self {
        let known = documents.iter().map(|document| (document.id.as_str(), *document)).collect();
        Self { known, pages: BTreeMap::new(), passages: Vec::new(), at: BTreeMap::new(), most: most.max(1) }
    }

    fn shelve(&mut self, id: &str) -> Option<&Shelved<'a>> {
        let document = *self.known.get(id)?;
        let number = self.pages.len() + 1;
        let shelved = self.pages.entry(&document.id);
        Some(shelved.or_insert_with(|| Shelved { document, points: Points::new(&document.text), number }))
    }

    /// A page that the report speaks of.
    pub(crate) fn page(&mut self, id: &str) -> Option<usize> {
        self.shelve(id).map(|page| page.number)
    }

    /// Pages in the order of their numbers.
    pub(crate) fn pages(&self) -> Vec<(usize, &'a Document)> {
        let mut list: Vec<(usize, &'a Document)> =
            self.pages.values().map(|page| (page.number, page.document)).collect();
        list.sort_by_key(|(number, _)| *number);
        list
    }

    pub(crate) fn count(&self) -> usize {
        self.passages.len()
    }

    fn number(&mut self, document: &str, span: Span) -> Option<(usize, bool)> {
        let most = self.most;
        let page = self.shelve(document)?;
        let text = page.document.slice(span);
        let cut = text.char_indices().nth(most).map(|(at, _)| span.start() + at);
        let shown = Span::new(span.start(), cut.unwrap_or(span.end()));
        let passage = Passage::new(page.document, &page.points, shown);
        let key = (document.to_owned(), shown);
        if let Some(&number) = self.at.get(&key) {
            return Some((number, cut.is_some()));
        }
        self.passages.push((document.to_owned(), passage));
        self.at.insert(key, self.passages.len());
        Some((self.passages.len(), cut.is_some()))
    }

    /// Exact words with their place, marked for checking.
    pub(crate) fn quote(&mut self, evidence: &Evidence) -> Markup {
        let Some((number, cut)) = self.number(&evidence.document, evidence.span) else {
            return html! { q.words { (visible(&evidence.text)) } };
        };
        let language = self.language(&evidence.document, evidence.span);
        let page = self.page(&evidence.document).unwrap_or(0);
        let Some((_, passage)) = self.passages.get(number - 1) else { return html! {} };
        html! {
            q.words lang=[language] dir="auto" data-passage=(number) { (visible(&passage.text)) }
            @if cut { "…" }
            " " span.place { "page " (page) ", " (passage.start) "–" (passage.end) }
        }
    }

    /// A whole page.
    pub(crate) fn text(&mut self, document: &'a Document) -> Markup {
        let most = std::mem::replace(&mut self.most, usize::MAX);
        let number =
            self.number(&document.id, Span::new(0, document.text.len())).map_or(0, |(number, _)| number);
        self.most = most;
        let language = document.language.map(|language| language.code().to_owned());
        html! { div.text lang=[language] dir="auto" data-passage=(number) { (visible(&document.text)) } }
    }

    pub(crate) fn language(&self, document: &str, span: Span) -> Option<String> {
        let document = self.known.get(document)?;
        let after = document.blocks.partition_point(|block| block.span.start() <= span.start());
        let of_block = after.checked_sub(1).and_then(|i| document.languages.get(i).copied().flatten());
        of_block.or(document.language).map(|language| language.code().to_owned())
    }

    /// What `check` reads: pages with their hashes, passages with their places.
    pub(crate) fn evidence(&self) -> (Value, Value) {
        let pages = self.pages().into_iter().map(|(number, document)| {
            let mut value = json!(Page::new(document));
            value["number"] = json!(number);
            value
        });
        let passages = self.passages.iter().enumerate().map(|(at, (document, passage))| {
            let mut value = json!(passage);
            value["number"] = json!(at + 1);
            value["document"] = json!(document);
            value
        });
        (pages.collect(), passages.collect())
    }
}

/// A mark that turns the direction of writing, by which a page could make its words read as others.
pub fn turns(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Text as HTML can hold it, in which nothing turns the line around: a browser drops some control characters and changes
/// others. The embedded record keeps them.
pub(crate) fn visible(text: &str) -> String {
    let hidden = |c: char| turns(c) || c.is_control() && !matches!(c, '\n' | '\t');
    let shown = |c: char| if hidden(c) { '\u{fffd}' } else { c };
    text.replace("\r\n", "\n").chars().map(shown).collect()
}
