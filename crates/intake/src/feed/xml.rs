//! RSS and Atom. Takes a stream of XML, gives entries. Elements are known by the prefixes that feeds use by custom; an element
//! that is never closed ends with its entry, and an entry with the next one.

use super::{Entry, HINT, Text};
use crate::input::{self, Ration, Rationed};
use crate::out::{Flow, Out, Tally};
use crate::plain;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader};
use std::io::{BufReader, Read};

/// Faults passed over in one feed.
const FAULTS: usize = 1000;

pub(crate) fn read(from: impl Read, path: &str, charset: Option<&str>, out: &mut Out<'_>) -> Flow {
    let from = match input::decoded(from, charset) {
        Ok(from) => from,
        Err(error) => return out.failed(plain::trouble(path, &error)),
    };
    let ration = Ration::new(out.options.page_bytes.saturating_mul(2).saturating_add(1 << 20));
    let mut xml = Reader::from_reader(BufReader::new(Rationed::new(from, &ration)));
    let config = xml.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut feed = Feed { most: out.options.page_bytes, ..Feed::default() };
    let mut tally = Tally::new(path, "entry");
    let mut buffer = Vec::new();
    let mut faults = 0;
    let end = loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Eof) if feed.closed => break None,
            Ok(Event::Eof) => break Some("is cut off".to_owned()),
            Ok(event) => {
                if let Some((number, entry)) = feed.take(event, &ration) {
                    entry.emit(&feed.outlet, path, number, &mut tally, out)?;
                }
            }
            Err(_) if ration.is_used_up() => {
                break Some("holds something longer than a page may be".to_owned());
            }
            Err(Error::IllFormed(_)) if faults < FAULTS => faults += 1,
            // What is open at the end of the file.
            Err(Error::Syntax(_)) => break Some("is cut off".to_owned()),
            Err(error) => break Some(format!("is damaged ({error})")),
        }
    };
    let number = feed.number;
    if number == 0 {
        return out.fail(path, "is a feed without entries", "get the feed again, or leave it out");
    }
    match end {
        Some(message) if feed.entry.is_some() => tally.damaged(number, &message, HINT, out)?,
        Some(message) => {
            let message = format!("{message} behind entry {number}");
            out.fail(path, message, "the entries before it are read; get the feed again")?;
        }
        None => {}
    }
    tally.finish(out)
}

/// What has been read so far.
#[derive(Default)]
struct Feed {
    /// Prefix of the root with its colon, as in `<atom:feed>`.
    prefix: String,
    root: Option<String>,
    closed: bool,
    outlet: String,
    entry: Option<Box<Entry>>,
    /// Of entries begun.
    number: u64,
    child: Option<Child>,
    most: usize,
}

/// An element below an entry or below the feed itself.
struct Child {
    name: String,
    element: BytesStart<'static>,
    words: String,
    /// XHTML: text stays escaped.
    escaped: bool,
    /// Open elements of the same name inside.
    same: usize,
}

impl Child {
    fn push(&mut self, parts: &[&str], most: usize) {
        for part in parts {
            if self.words.len() + part.len() <= most {
                self.words.push_str(part);
            }
        }
    }
}

impl Feed {
    /// Takes one event; gives an entry with its number when it has ended.
    fn take(&mut self, event: Event<'_>, ration: &Ration) -> Option<(u64, Box<Entry>)> {
        match event {
            Event::Start(element) => self.start(element.into_owned(), false, ration),
            Event::Empty(element) => self.start(element.into_owned(), true, ration),
            Event::End(element) => {
                let name = self.name(element.name().into_inner());
                self.end(&name)
            }
            Event::Text(text) => self.push(&[&text]),
            Event::CData(text) => match &self.child {
                Some(child) if child.escaped => self.push(&[&quick_xml::escape::escape(&*text)]),
                _ => self.push(&[&text]),
            },
            Event::GeneralRef(reference) => {
                let c = match &self.child {
                    Some(child) if !child.escaped => {
                        reference.resolve_char_ref().ok().flatten().or(match &*reference {
                            "amp" => Some('&'),
                            "lt" => Some('<'),
                            "gt" => Some('>'),
                            "quot" => Some('"'),
                            "apos" => Some('\''),
                            _ => None,
                        })
                    }
                    _ => None,
                };
                match c {
                    Some(c) => self.push(&[c.encode_utf8(&mut [0; 4])]),
                    None => self.push(&["&", &reference, ";"]),
                }
            }
            _ => None,
        }
    }

    fn push(&mut self, parts: &[&str]) -> Option<(u64, Box<Entry>)> {
        if let Some(child) = &mut self.child {
            child.push(parts, self.most);
        }
        None
    }

    /// Without the prefix of the root.
    fn name(&self, full: &str) -> String {
        full.strip_prefix(self.prefix.as_str()).unwrap_or(full).to_owned()
    }

    fn start(
        &mut self,
        element: BytesStart<'static>,
        empty: bool,
        ration: &Ration,
    ) -> Option<(u64, Box<Entry>)> {
        let full = element.name().into_inner().to_owned();
        if self.root.is_none() {
            let local = full.rsplit(':').next().unwrap_or(&full);
            // `rdf:RDF` has a prefix of its own, its entries have none.
            if local == "feed" || local == "rss" {
                self.prefix = full.strip_suffix(local).unwrap_or_default().to_owned();
            }
            self.root = Some(full);
            return None;
        }
        let name = self.name(&full);
        if is_entry(&name) {
            let unclosed = self.end_entry();
            ration.renew();
            self.number += 1;
            self.entry = Some(Box::default());
            return unclosed;
        }
        if let Some(child) = &mut self.child {
            child.same += usize::from(child.name == name && !empty);
            return self.push(&["<", &element, if empty { "/>" } else { ">" }]);
        }
        if self.entry.is_none() {
            ration.renew();
            if name == "channel" {
                return None;
            }
        }
        let kind = attribute(&element, "type").unwrap_or_default();
        let escaped = matches!(kind.as_str(), "xhtml" | "application/xhtml+xml");
        self.child = Some(Child { name, element, words: String::new(), escaped, same: 0 });
        if empty {
            self.end_child();
        }
        None
    }

    fn end(&mut self, name: &str) -> Option<(u64, Box<Entry>)> {
        if is_entry(name) {
            return self.end_entry();
        }
        let is_root = self.root.as_deref().is_some_and(|root| self.name(root) == name);
        if is_root || name == "channel" {
            self.closed |= is_root;
            return self.end_entry();
        }
        match &mut self.child {
            Some(child) if child.name == name && child.same == 0 => self.end_child(),
            Some(child) => {
                child.same -= usize::from(child.name == name);
                self.push(&["</", name, ">"]);
            }
            None => {}
        }
        None
    }

    fn end_entry(&mut self) -> Option<(u64, Box<Entry>)> {
        self.end_child();
        self.entry.take().map(|entry| (self.number, entry))
    }

    fn end_child(&mut self) {
        let Some(child) = self.child.take() else { return };
        match &mut self.entry {
            Some(entry) => fill(entry, child),
            None if child.name == "title" && self.outlet.is_empty() => self.outlet = child.words,
            None => {}
        }
    }
}

fn is_entry(name: &str) -> bool {
    matches!(name, "item" | "entry")
}

/// Puts what an element says into the entry.
fn fill(entry: &mut Entry, child: Child) {
    let Child { name, element, words, escaped, .. } = child;
    let first = |slot: &mut String, words: String| {
        if slot.trim().is_empty() {
            *slot = words;
        }
    };
    match name.as_str() {
        "title" => first(&mut entry.title, words),
        "link" => match attribute(&element, "href") {
            None => first(&mut entry.link, words),
            Some(link) if matches!(attribute(&element, "rel").as_deref(), None | Some("alternate")) => {
                first(&mut entry.link, link);
            }
            Some(_) => {}
        },
        "guid" if attribute(&element, "isPermaLink").as_deref() == Some("false") => {}
        "guid" | "id" => entry.id = words,
        "pubDate" | "published" | "issued" | "dc:date" | "dcterms:issued" | "dcterms:created" => {
            first(&mut entry.published, words);
        }
        "updated" | "modified" | "dcterms:modified" => first(&mut entry.modified, words),
        "author" => entry.authors.push(between(&words, "name").unwrap_or_else(|| rss_author(&words))),
        "dc:creator" => entry.authors.push(words),
        "category" => entry
            .sections
            .push(attribute(&element, "label").or_else(|| attribute(&element, "term")).unwrap_or(words)),
        "dc:subject" => entry.sections.push(words),
        "source" => entry.outlet = between(&words, "title").unwrap_or(words),
        "content:encoded" => entry.content = Text { words, is_html: true },
        "content" | "yandex:full-text" if entry.content.is_empty() => {
            entry.content = typed(words, &element, escaped);
        }
        "description" | "summary" if entry.summary.is_empty() => {
            entry.summary = typed(words, &element, escaped);
        }
        _ => {}
    }
}

/// Text as its `type` says (RFC 4287, 3.1); RSS does not say.
fn typed(words: String, element: &BytesStart<'_>, escaped: bool) -> Text {
    match attribute(element, "type").as_deref() {
        _ if escaped => Text { words, is_html: true },
        Some("html" | "text/html") => Text { words, is_html: true },
        Some("text" | "text/plain") => Text { words, is_html: false },
        None => Text::unsure(words),
        Some(kind) if kind.starts_with("text/") => Text::unsure(words),
        // Something packed in base64.
        Some(_) => Text::default(),
    }
}

/// `<name>…</name>` in the text of an element, with any prefix.
fn between(words: &str, name: &str) -> Option<String> {
    let start = words.match_indices(name).find_map(|(at, _)| {
        let before = words.get(..at)?.chars().next_back()?;
        let after = words.get(at + name.len()..)?;
        (matches!(before, '<' | ':') && after.starts_with(['>', ' '])).then_some(after)
    })?;
    let inside = start.split_once('>')?.1;
    Some(inside.split('<').next().unwrap_or(inside).trim().to_owned())
}

/// `desk@example.org (Nora Whitfield)`: the name without the address.
fn rss_author(words: &str) -> String {
    let words = words.trim();
    match words.split_once('(') {
        Some((address, name)) if address.contains('@') => name.trim_end_matches([')', ' ']).to_owned(),
        _ => words.to_owned(),
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.html_attributes();
    attributes.with_checks(false);
    let found = attributes.flatten().find(|attribute| attribute.key.into_inner() == name)?;
    let value = quick_xml::escape::unescape(&found.value).map(std::borrow::Cow::into_owned);
    Some(value.unwrap_or_else(|_| found.value.into_owned()).trim().to_owned())
}
