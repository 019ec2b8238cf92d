//! What a page says of itself: title, address, outlet, authors, dates, sections, language.
//!
//! Takes blocks and what the markup declares, gives metadata with the basis of each value. Silent where there is no
//! evidence: a date beside the story is listed as rejected, never promoted.

pub(super) mod address;
mod author;
pub(super) mod head;
pub(super) mod json_ld;
mod outlet;
mod published;
mod section;
mod title;

use super::decode::RawMap;
use super::words::Words;
use super::zone::Piece;
use crate::model::{Basis, Block, Metadata, Origin, RawSpan, Role, Span, Stated, Zone};
use head::{Found, Head};
use json_ld::JsonLd;

/// All that metadata is read from.
pub(super) struct Evidence<'a> {
    pub(super) origin: &'a Origin,
    pub(super) words: &'a Words,
    pub(super) text: &'a str,
    pub(super) pieces: &'a [Piece],
    pub(super) blocks: &'a [Block],
    /// `None` for a text page.
    pub(super) head: Option<&'a Head>,
    pub(super) json: &'a JsonLd,
    /// Pieces that stand in an element named for the author.
    pub(super) authors: &'a [usize],
    /// Decoded source of a markup page and the way back to its bytes.
    pub(super) source: (&'a str, &'a RawMap),
}

impl Evidence<'_> {
    /// Basis in the markup.
    fn markup(&self, kind: &str, at: (usize, usize)) -> Basis {
        let (source, map) = self.source;
        let raw = map.at(source, at.0).zip(map.at(source, at.1)).map(|(start, end)| RawSpan { start, end });
        Basis { kind: kind.to_owned(), span: None, raw }
    }
    /// Basis in the text.
    fn shown(&self, span: Span, block: &Block) -> Basis {
        Basis { kind: "text".to_owned(), span: Some(span), raw: block.raw }
    }
    /// The first `meta` of the first key that has one.
    fn meta(&self, keys: &[&str]) -> Option<&Found> {
        first(self.head?, keys)
    }
    /// Every `meta` of these keys, in the order of the page.
    fn metas(&self, keys: &[&str]) -> impl Iterator<Item = &Found> {
        let metas = self.head.map(|head| head.metas.as_slice()).unwrap_or(&[]);
        metas.iter().filter(move |m| keys.contains(&m.key.as_str()))
    }
    /// The language tag that the page declares.
    fn language(&self) -> Option<&str> {
        Some(self.head?.language.as_ref()?.value.as_str())
    }
    /// Indices of the headline and the first paragraph of the story.
    fn top(&self) -> (Option<usize>, Option<usize>) {
        let find = |roles: &[Role]| {
            self.blocks.iter().position(|b| b.zone == Zone::Article && roles.contains(&b.role))
        };
        // a date line may stand below the summary too
        let story = find(&[Role::Lead, Role::Paragraph]).or_else(|| find(&[Role::Standfirst]));
        (find(&[Role::Headline]), story)
    }
}

/// A basis with a kind alone.
fn plain(kind: &str) -> Basis {
    Basis { kind: kind.to_owned(), span: None, raw: None }
}

fn first<'a>(head: &'a Head, keys: &[&str]) -> Option<&'a Found> {
    keys.iter().find_map(|key| head.metas.iter().find(|m| m.key == *key && !m.value.is_empty()))
}

/// What the JSON-LD of a page says of it.
pub(super) fn json(head: Option<&Head>, origin: &Origin) -> JsonLd {
    let graph = head.and_then(|head| first(head, &["og:url"]));
    let link = head.and_then(|head| head.canonical.as_ref());
    let declared = [link, graph].into_iter().flatten().map(|found| found.value.as_str());
    let here: Vec<&str> = declared.chain(origin.url.as_deref()).collect();
    JsonLd::read(head, &here)
}

pub(super) fn read(evidence: &Evidence<'_>) -> Metadata {
    let json = evidence.json;
    let (url, url_basis) = address::find(evidence, json).unzip();
    let outlet = outlet::find(evidence, json, url.as_deref());
    let (title, title_basis) = title::find(evidence, json, outlet.as_ref()).unzip();
    let byline = author::find(evidence, json, outlet.as_ref());
    let (published, modified) = published::find(evidence, json, url.as_deref());
    let (authors, author_bases) = byline.authors.into_iter().map(|a| (a.value, a.basis)).unzip();
    Metadata {
        sections: section::find(evidence, json, title.as_deref(), outlet.as_ref()),
        title,
        title_basis,
        url,
        url_basis,
        outlet,
        authors,
        author_bases,
        agencies: byline.agencies,
        published,
        modified,
        language: language(evidence, json),
    }
}

/// What the page declares to be written in.
fn language(evidence: &Evidence<'_>, json: &JsonLd) -> Option<Stated> {
    let tag = |value: &str| {
        let value = value.trim().replace('_', "-");
        let letters = value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        (letters && (2..=20).contains(&value.len())).then_some(value)
    };
    if let Some(found) = evidence.head?.language.as_ref()
        && let Some(value) = tag(&found.value)
    {
        return Some(Stated { value, basis: evidence.markup("lang", found.at) });
    }
    let metas = ["content-language", "dc.language", "og:locale"];
    if let Some(found) = evidence.meta(&metas)
        && let Some(value) = tag(&found.value)
    {
        return Some(Stated { value, basis: evidence.markup("meta", found.at) });
    }
    let (value, at) = json.language.as_ref()?;
    Some(Stated { value: tag(value)?, basis: evidence.markup("json-ld", *at) })
}

/// White space runs to one space.
fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
