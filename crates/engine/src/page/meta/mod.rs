//! What a page says of itself: title, address, outlet, authors, date.
//!
//! Takes blocks and what the markup declares, gives metadata with the basis of each value. Silent where there is no
//! evidence: a date beside the story is listed as rejected, never promoted.

mod author;
mod json_ld;
mod outlet;
mod published;

use super::decode::RawMap;
use super::html::Head;
use super::words::Words;
use super::zone::Piece;
use crate::model::{Basis, Block, Metadata, Origin, RawSpan, Role, Zone};
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
    fn meta(&self, keys: &[&str]) -> Option<&super::html::Found> {
        let metas = &self.head?.metas;
        keys.iter().find_map(|key| metas.iter().find(|m| m.key == *key && !m.value.is_empty()))
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

pub(super) fn read(evidence: &Evidence<'_>) -> Metadata {
    let json = JsonLd::read(evidence.head);
    let url = url(evidence);
    let outlet = outlet::find(evidence, &json, url.as_deref());
    let authors = author::find(evidence, &json, outlet.as_ref().map(|o| o.name.as_str()));
    let published = published::find(evidence, &json, url.as_deref());
    Metadata { title: title(evidence, &json), url, outlet, authors, published }
}

fn title(evidence: &Evidence<'_>, json: &JsonLd) -> Option<String> {
    let (headline, _) = evidence.top();
    let visible = headline.and_then(|i| evidence.blocks.get(i)).map(|b| b.span.of(evidence.text));
    let visible = visible.filter(|text| text.chars().count() <= 400).map(str::to_owned);
    if evidence.head.is_none() {
        return visible;
    }
    let declared = evidence
        .meta(&["og:title", "twitter:title"])
        .map(|m| m.value.clone())
        .or_else(|| json.headline.clone());
    let sure =
        headline.and_then(|i| evidence.pieces.get(i)).is_some_and(|p| p.hint.heading == 1 || p.hint.titled);
    let tab = evidence.head.map(|head| collapse(&head.title));
    let title = if sure { visible.or(declared) } else { declared.or(visible) };
    title.or(tab).map(|t| collapse(&t)).filter(|t| !t.is_empty())
}

fn url(evidence: &Evidence<'_>) -> Option<String> {
    let canonical = evidence.head.and_then(|head| head.canonical.as_ref()).map(|found| found.value.clone());
    let graph = evidence.meta(&["og:url"]).map(|m| m.value.clone());
    let absolute = |url: &String| host(url).is_some() && url.starts_with("http") && url.len() <= 2048;
    canonical.filter(absolute).or(graph.filter(absolute)).or_else(|| evidence.origin.url.clone())
}

/// White space runs to one space.
fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Host of an address, lower case, without `www.`.
pub(super) fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host).to_owned();
    (host.contains('.') && !host.contains(char::is_whitespace)).then_some(host)
}
