//! Feeds: RSS 0.9x, 1.0, 2.0, Atom, JSON Feed. Takes a stream, gives one page for each entry: the text as the feed has it, and
//! what the feed says of it as a `Listing`. A broken feed gives the entries that can be told apart.

mod json;
mod xml;

pub(crate) use json::read as json;
pub(crate) use xml::read as xml;

use crate::out::{Flow, Out, Tally};
use reportedly_engine::model::{Listing, ListingKind, Origin};

const HINT: &str = "the other entries are read; get the feed again if this one matters";

/// One entry as it is being read.
#[derive(Debug, Default)]
struct Entry {
    title: String,
    link: String,
    /// Used as address when there is no link.
    id: String,
    published: String,
    modified: String,
    authors: Vec<String>,
    sections: Vec<String>,
    outlet: String,
    content: Text,
    summary: Text,
}

#[derive(Debug, Default)]
struct Text {
    words: String,
    is_html: bool,
}

impl Text {
    /// Text of which the feed does not say whether it is HTML.
    fn unsure(words: String) -> Self {
        let tag = words.match_indices('<').any(|(at, _)| {
            words
                .get(at + 1..)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'))
        });
        let reference = words.match_indices('&').any(|(at, _)| {
            let rest = words.get(at + 1..).unwrap_or_default();
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(rest.len());
            (2..10).contains(&end) && rest.get(end..).is_some_and(|rest| rest.starts_with(';'))
        });
        Self { is_html: tag || reference, words }
    }

    fn is_empty(&self) -> bool {
        self.words.trim().is_empty()
    }
}

impl Entry {
    /// Full text before summary before headline.
    fn emit(
        mut self,
        outlet: &str,
        path: &str,
        number: u64,
        tally: &mut Tally<'_>,
        out: &mut Out<'_>,
    ) -> Flow {
        let title = collapsed(&self.title);
        let text = [&mut self.content, &mut self.summary].into_iter().find(|text| !text.is_empty());
        let text = text.map(std::mem::take).unwrap_or_else(|| Text::unsure(title.clone()));
        if text.is_empty() {
            tally.passed("without text");
            return Flow::Continue(());
        }
        let mut bytes = text.words.into_bytes();
        bytes.truncate(out.options.page_bytes);
        let some = |text: &str| Some(collapsed(text)).filter(|text| !text.is_empty());
        let id = if is_address(&self.id) { self.id.as_str() } else { "" };
        let url = some(&self.link).or_else(|| some(id));
        let list = |words: Vec<String>| words.iter().filter_map(|word| some(word)).collect();
        let listing = Listing {
            kind: ListingKind::Feed,
            title: some(&title),
            published: some(&self.published),
            modified: some(&self.modified),
            authors: list(self.authors),
            outlet: some(&self.outlet).or_else(|| some(outlet)),
            sections: list(self.sections),
        };
        let media_type = if text.is_html { "text/html" } else { "text/plain" };
        let origin = Origin {
            path: format!("{path}#{number}"),
            url,
            media_type: Some(media_type.to_owned()),
            charset: Some("utf-8".to_owned()),
            listing: Some(listing),
            ..Origin::default()
        };
        out.page(origin, bytes)
    }
}

fn is_address(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("https://") || text.starts_with("http://")
}

fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_html_when_it_has_tags_or_references() {
        for html in ["<p>a</p>", "a<br/>b", "a &amp; b", "a&#160;b", "a </div>"] {
            assert!(Text::unsure(html.to_owned()).is_html, "{html}");
        }
        for plain in ["a < b", "R&D; more", "a & b", "5 <3"] {
            assert!(!Text::unsure(plain.to_owned()).is_html || plain.contains("R&D"), "{plain}");
        }
    }
}
