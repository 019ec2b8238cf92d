//! JSON-LD of a page. Takes script texts, gives the few values the record needs.
//!
//! The page's own object is an article before any other work and before the page itself; what the article mentions or
//! lists is not looked at. JSON that does not parse is mended (control characters, commas too many, several values in one
//! script); what is still broken is searched for its dates alone.

use super::address;
use super::head::{Found, Head};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A value and where its script stands.
pub(in super::super) type Placed = (String, (usize, usize));

/// What a page's own object is, the most telling last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// Found by its key in broken JSON.
    #[default]
    Broken,
    Page,
    /// A recipe, a film, a discussion.
    Work,
    Article,
}

#[derive(Debug, Default)]
pub(in super::super) struct JsonLd {
    pub(super) class: Class,
    pub(in super::super) headline: Option<Placed>,
    /// `articleBody` of the page's own article.
    pub(in super::super) body: Option<Placed>,
    pub(super) published: Option<Placed>,
    /// `dateCreated` or `uploadDate`.
    pub(super) created: Option<Placed>,
    pub(super) modified: Option<Placed>,
    pub(super) publisher: Option<Placed>,
    pub(super) authors: Vec<Placed>,
    pub(super) sections: Vec<Placed>,
    /// `BreadcrumbList` without its first step, the front page.
    pub(super) crumbs: Vec<Placed>,
    pub(super) address: Option<Placed>,
    pub(super) language: Option<Placed>,
}

/// Objects looked at, over all scripts.
const OBJECTS: usize = 20_000;
/// Names kept of one list.
const NAMES: usize = 20;

/// An object of the page's own and its script.
struct Own<'a> {
    class: Class,
    value: &'a Map<String, Value>,
    at: (usize, usize),
}

impl JsonLd {
    /// `here`: addresses the page may call itself by; of several articles the one with such an address is the page's own.
    pub(super) fn read(head: Option<&Head>, here: &[&str]) -> Self {
        let scripts = head.map(|head| head.json_ld.as_slice()).unwrap_or(&[]);
        let mut parsed: Vec<(Value, (usize, usize))> = Vec::new();
        let mut broken: Vec<&Found> = Vec::new();
        for script in scripts {
            let (values, whole) = parse(&script.value);
            parsed.extend(values.into_iter().map(|value| (value, script.at)));
            if !whole {
                broken.push(script);
            }
        }
        let (own, by_id) = walk(&parsed);
        let mut found = Self::default();
        found.crumbs(&own);
        let mut order: Vec<&Own<'_>> = own.iter().filter(|o| crumb_list(o.value).is_none()).collect();
        order.sort_by_key(|o| (std::cmp::Reverse(o.class), !o.is_here(here)));
        for object in order {
            found.object(object, &by_id);
        }
        for script in broken {
            found.search(script);
        }
        found
    }

    fn object(&mut self, own: &Own<'_>, by_id: &BTreeMap<&str, &Value>) {
        let place = |key: &str| {
            let text = own.value.get(key)?;
            let text = text.as_str().or_else(|| text.as_array()?.first()?.as_str())?.trim();
            (!text.is_empty()).then(|| (text.to_owned(), own.at))
        };
        let fill = |slot: &mut Option<Placed>, value: Option<Placed>| {
            if slot.is_none() {
                *slot = value;
            }
        };
        if self.published.is_none() {
            self.published = place("datePublished");
            self.class = own.class;
        }
        fill(&mut self.modified, place("dateModified"));
        fill(&mut self.created, place("dateCreated").or_else(|| place("uploadDate")));
        if own.class > Class::Page {
            fill(&mut self.headline, place("headline").or_else(|| place("name")));
            // as it stands: its places are counted
            let body =
                own.value.get("articleBody").and_then(Value::as_str).filter(|body| !body.trim().is_empty());
            fill(&mut self.body, body.map(|body| (body.to_owned(), own.at)));
            if self.sections.is_empty() {
                self.sections = texts(own.value.get("articleSection"), own.at);
            }
        }
        let address = place("url").or_else(|| place("mainEntityOfPage")).or_else(|| {
            let id = own.value.get("mainEntityOfPage")?.get("@id")?.as_str()?;
            Some((id.to_owned(), own.at))
        });
        fill(&mut self.address, address.filter(|(url, _)| url.starts_with("http")));
        fill(&mut self.language, place("inLanguage"));
        if self.publisher.is_none() {
            self.publisher = names(own.value.get("publisher"), by_id, own.at).into_iter().next();
        }
        if self.authors.is_empty() {
            self.authors = names(own.value.get("author"), by_id, own.at);
        }
        if self.authors.is_empty() {
            self.authors = names(own.value.get("creator"), by_id, own.at);
        }
    }

    fn crumbs(&mut self, own: &[Own<'_>]) {
        let Some((items, at)) = own.iter().find_map(|o| Some((crumb_list(o.value)?, o.at))) else { return };
        let mut steps: Vec<(i64, String)> = Vec::new();
        for (index, item) in items.iter().take(NAMES).enumerate() {
            let number = item.get("position");
            let number = number
                .and_then(|n| n.as_i64().or_else(|| n.as_str()?.parse().ok()))
                .unwrap_or(index as i64 + 1);
            let name = item.get("name").or_else(|| item.get("item")?.get("name")).and_then(Value::as_str);
            if let Some(name) = name {
                steps.push((number, name.trim().to_owned()));
            }
        }
        steps.sort_by_key(|(number, _)| *number);
        self.crumbs = steps.into_iter().skip(1).map(|(_, name)| (name, at)).collect();
    }

    /// Dates by their keys in JSON that nobody can parse.
    fn search(&mut self, script: &Found) {
        let find = |key: &str| {
            let at = script.value.find(key)?;
            let rest = script.value.get(at + key.len()..)?.trim_start();
            let rest = rest.strip_prefix(':')?.trim_start().strip_prefix('"')?;
            let value = rest.get(..rest.find('"')?.min(80))?;
            Some((value.trim().to_owned(), script.at))
        };
        if self.published.is_none() {
            self.published = find("\"datePublished\"");
            self.class = Class::Broken;
        }
        if self.modified.is_none() {
            self.modified = find("\"dateModified\"");
        }
    }
}

impl Own<'_> {
    /// Says that its page is one of these.
    fn is_here(&self, here: &[&str]) -> bool {
        let same = |value: Option<&Value>| {
            let url = value.and_then(|v| v.as_str().or_else(|| v.get("@id")?.as_str()));
            url.is_some_and(|url| here.iter().any(|own| address::same(own, url)))
        };
        ["url", "@id", "mainEntityOfPage"].iter().any(|key| same(self.value.get(*key)))
    }
}

/// Where the value of `key` that reads `text` stands between its quotes (bytes of the script).
pub(in super::super) fn literal(script: &str, key: &str, text: &str) -> Option<(usize, usize)> {
    let key = format!("\"{key}\"");
    let mut at = 0;
    loop {
        let found = at + memchr::memmem::find(script.get(at..)?.as_bytes(), key.as_bytes())? + key.len();
        at = found;
        let rest = script.get(found..)?.trim_start();
        let Some(rest) = rest.strip_prefix(':').map(str::trim_start) else { continue };
        let Some(inner) = rest.strip_prefix('"') else { continue };
        let start = script.len() - inner.len();
        let end = start + closing(inner)?;
        at = end + 1;
        let (values, _) = parse(script.get(start - 1..at)?);
        let same = |value: &Value| value.as_str().is_some_and(|value| value.trim() == text);
        if values.first().is_some_and(same) {
            return Some((start, end));
        }
    }
}

/// Where the quote stands that ends a string.
fn closing(inner: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + memchr::memchr2(b'"', b'\\', inner.get(from..)?.as_bytes())?;
        if inner.as_bytes().get(at) == Some(&b'"') {
            return Some(at);
        }
        // past the escaped character, which may be longer than a byte
        from = at + 1 + inner.get(at + 1..)?.chars().next()?.len_utf8();
    }
}

/// Values of a script, and whether all of it could be read.
fn parse(script: &str) -> (Vec<Value>, bool) {
    let text = script.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[");
    let text = text.trim_end_matches("-->").trim_end_matches("//]]>").trim();
    let read = |text: &str| {
        let mut values = Vec::new();
        for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
            match value {
                Ok(value) => values.push(value),
                Err(_) => return (values, false),
            }
        }
        (values, true)
    };
    let (values, whole) = read(text);
    if whole {
        return (values, whole);
    }
    let (mended, whole) = read(&mend(text));
    if whole { (mended, whole) } else { (values, whole) }
}

/// Without raw control characters in strings and commas before a closing bracket, the commonest faults.
fn mend(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut quoted, mut escaped) = (false, false);
    for c in text.chars() {
        if quoted {
            match c {
                '\n' => out.push_str("\\n"),
                _ => out.push(if c.is_control() { ' ' } else { c }),
            }
            quoted = escaped || c != '"';
            escaped = !escaped && c == '\\';
            continue;
        }
        quoted = c == '"';
        if matches!(c, '}' | ']') {
            let kept = out.trim_end().len();
            if out.get(..kept).is_some_and(|text| text.ends_with(',')) {
                out.truncate(kept - 1);
            }
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    // a semicolon as if it were a program
    out.truncate(out.trim_end().trim_end_matches(';').len());
    out
}

/// The page's own objects in order, and all objects by their ids.
fn walk(parsed: &[(Value, (usize, usize))]) -> (Vec<Own<'_>>, BTreeMap<&str, &Value>) {
    let mut own = Vec::new();
    let mut by_id = BTreeMap::new();
    let mut left = OBJECTS;
    for (root, at) in parsed {
        let mut queue = std::collections::VecDeque::from([root]);
        while let Some(value) = queue.pop_front() {
            left = left.saturating_sub(1);
            if left == 0 {
                return (own, by_id);
            }
            match value {
                Value::Array(items) => queue.extend(items),
                Value::Object(map) => {
                    if let Some(id) = map.get("@id").and_then(Value::as_str)
                        && map.len() > 1
                    {
                        by_id.entry(id).or_insert(value);
                    }
                    let class = class(map);
                    if let Some(class) = class {
                        own.push(Own { class, value: map, at: *at });
                    }
                    // the graph, not what the story mentions
                    if class.is_none_or(|class| class == Class::Page) {
                        queue.extend(
                            ["@graph", "mainEntity", "mainEntityOfPage", "breadcrumb"]
                                .iter()
                                .filter_map(|key| map.get(*key)),
                        );
                    }
                }
                _ => {}
            }
        }
    }
    (own, by_id)
}

fn kinds(map: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let (one, many) = match map.get("@type") {
        Some(Value::String(kind)) => (Some(kind.as_str()), None),
        Some(Value::Array(kinds)) => (None, Some(kinds.iter().filter_map(Value::as_str))),
        _ => (None, None),
    };
    one.into_iter()
        .chain(many.into_iter().flatten())
        .map(|kind| kind.rsplit(['/', ':']).next().unwrap_or(kind))
}

fn class(map: &Map<String, Value>) -> Option<Class> {
    let named = kinds(map)
        .filter_map(|kind| match kind {
            "BlogPosting" | "Report" | "LiveBlogPosting" | "SocialMediaPosting" => Some(Class::Article),
            _ if kind.ends_with("Article") => Some(Class::Article),
            "Review"
            | "Recipe"
            | "HowTo"
            | "VideoObject"
            | "AudioObject"
            | "PodcastEpisode"
            | "Book"
            | "DiscussionForumPosting"
            | "QAPage"
            | "Question"
            | "CreativeWork"
            | "Dataset"
            | "Course"
            | "ImageGallery"
            | "MediaObject"
            | "Movie"
            | "Quotation"
            | "ClaimReview" => Some(Class::Work),
            "BreadcrumbList" => Some(Class::Page),
            _ if kind.ends_with("Page") => Some(Class::Page),
            _ => None,
        })
        .max();
    // of whatever type: it has a headline and a day
    let dated = map.contains_key("headline") && map.contains_key("datePublished");
    named.or(dated.then_some(Class::Work))
}

fn crumb_list(map: &Map<String, Value>) -> Option<&Vec<Value>> {
    kinds(map).any(|kind| kind == "BreadcrumbList").then(|| map.get("itemListElement")?.as_array())?
}

/// Texts of a text or a list of texts.
fn texts(value: Option<&Value>, at: (usize, usize)) -> Vec<Placed> {
    let all: Vec<&str> = match value {
        Some(Value::String(text)) => vec![text.as_str()],
        Some(Value::Array(items)) => items.iter().take(NAMES).filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    all.into_iter().map(|text| (text.trim().to_owned(), at)).filter(|(text, _)| !text.is_empty()).collect()
}

/// Names in a string, an object, a reference to one, or a list of these.
fn names(value: Option<&Value>, by_id: &BTreeMap<&str, &Value>, at: (usize, usize)) -> Vec<Placed> {
    let one = |value: &Value| match value {
        Value::String(name) => Some(name.trim().to_owned()),
        Value::Object(map) => {
            let name = |value: &Value| {
                let name = value.get("name")?;
                let name = name.as_str().or_else(|| name.as_array()?.first()?.as_str())?;
                Some(name.trim().to_owned())
            };
            name(value).or_else(|| name(by_id.get(map.get("@id")?.as_str()?)?))
        }
        _ => None,
    };
    let names = match value {
        Some(Value::Array(items)) => items.iter().take(NAMES).filter_map(one).collect(),
        Some(value) => one(value).into_iter().collect::<Vec<_>>(),
        None => Vec::new(),
    };
    names
        .into_iter()
        .filter(|name| !name.is_empty() && name.chars().count() <= 120 && !name.contains("://"))
        .map(|name| (name, at))
        .collect()
}
