//! Dates that markup, feeds and the address declare.

use super::super::address::{self, PathDate};
use super::super::json_ld::{Class, JsonLd};
use super::super::{Evidence, plain};
use super::value::{self, Reading};
use super::{Dates, weight};
use crate::model::ListingKind;

/// `meta` names by what they say, and how much that weighs.
const META: &[(&[&str], &str, u32)] = &[
    (
        &[
            "article:published_time",
            "og:article:published_time",
            "og:published_time",
            "og:pubdate",
            "og:publish_date",
            "article:published",
            "og:article:published",
            "book:release_date",
            "video:release_date",
        ],
        "opengraph",
        weight::OPENGRAPH,
    ),
    (
        &[
            "datepublished",
            "date_published",
            "date-published",
            "publishdate",
            "publish_date",
            "publish-date",
            "publisheddate",
            "published_date",
            "published-date",
            "publishtime",
            "publish_time",
            "published_time",
            "published_at",
            "published",
            "pubdate",
            "pub_date",
            "pub-date",
            "publicationdate",
            "publication_date",
            "publication-date",
            "originalpublicationdate",
            "article.published",
            "article_date_original",
            "articlepublished",
            "dc.date.issued",
            "dcterms.issued",
            "dc.issued",
            "dcterms.available",
            "prism.publicationdate",
            "citation_publication_date",
            "citation_online_date",
            "citation_date",
            "parsely-pub-date",
            "sailthru.date",
            "cxenseparse:recs:publishtime",
            "cxenseparse:publishtime",
            "mediator_published_time",
            "bt:pubdate",
            "displaydate",
            "ptime",
            "rnews:datepublished",
            "shareaholic:article_published_time",
            "vr:published_time",
            "release_date",
            "dateline",
        ],
        "meta",
        weight::NAMED,
    ),
    (
        &[
            "date",
            "dc.date",
            "dc.terms.date",
            "dcterms.date",
            "dc.created",
            "dc.date.created",
            "dcterms.created",
            "datecreated",
            "date_created",
            "creation_date",
            "created",
            "article:created",
            "article:create_time",
            "search.date",
            "article-date",
            "article_date",
            "cre",
        ],
        "meta",
        weight::DATELINE,
    ),
];

const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "article:modified",
    "og:modified_time",
    "datemodified",
    "date_modified",
    "last-modified",
    "lastmod",
    "last_modified",
    "lastupdate",
    "last-updated",
    "moddate",
    "bt:moddate",
    "dc.date.modified",
    "dcterms.modified",
    "dc.modified",
    "revised",
    "utime",
];

pub(super) fn read(evidence: &Evidence<'_>, json: &JsonLd, url: Option<&str>, dates: &mut Dates<'_>) {
    let of_class = match json.class {
        Class::Article => weight::ARTICLE,
        _ => weight::WORK,
    };
    if let Some((value, at)) = &json.published {
        dates.state(value, of_class, evidence.markup("json-ld", *at));
    }
    if let Some((value, at)) = &json.created {
        dates.state(value, weight::PLAIN, evidence.markup("json-ld", *at));
    }
    if let Some((value, at)) = &json.modified {
        dates.change(value, evidence.markup("json-ld", *at));
    }
    for (keys, kind, weight) in META {
        for found in evidence.metas(keys) {
            dates.state(&found.value, *weight, evidence.markup(kind, found.at));
        }
    }
    // names of one newsroom's own making that still say what they are: "gazette:publishDate"
    let metas = evidence.head.map(|head| head.metas.as_slice()).unwrap_or(&[]).iter();
    for found in metas
        .filter(|m| says_published(&m.key) && !META.iter().any(|(keys, ..)| keys.contains(&m.key.as_str())))
    {
        dates.state(&found.value, weight::DATELINE, evidence.markup("meta", found.at));
    }
    for found in evidence.metas(MODIFIED) {
        let kind = if found.key.contains(':') { "opengraph" } else { "meta" };
        dates.change(&found.value, evidence.markup(kind, found.at));
    }
    if let Some(listing) = &evidence.origin.listing {
        let kind = match listing.kind {
            ListingKind::Feed => "feed",
            ListingKind::Table => "table",
        };
        if let Some(stated) = &listing.published {
            dates.state(stated, weight::LISTING, plain(kind));
        }
        if let Some(stated) = &listing.modified {
            dates.change(stated, plain(kind));
        }
    }
    let own = evidence.origin.url.as_deref();
    match own.and_then(address::path_date).or_else(|| url.and_then(address::path_date)) {
        Some(PathDate::Day(day)) => dates.add(Reading::Day(day), "", weight::PATH, plain("path")),
        Some(PathDate::Month(month)) => dates.add(Reading::Partial(month), "", weight::PATH, plain("path")),
        None => {}
    }
    title(evidence, dates);
}

/// A key that holds "published", "pubdate", "publication date" and the like, whatever its prefix.
fn says_published(key: &str) -> bool {
    let plain: String = key.chars().filter(char::is_ascii_alphabetic).collect();
    let about = ["date", "time", "published"].iter().any(|part| plain.contains(part));
    let published = ["publish", "publication", "pubdate"].iter().any(|part| plain.contains(part));
    published && about && !plain.contains("modif") && !plain.contains("updat")
}

/// A part of the title that is a date and nothing else.
fn title(evidence: &Evidence<'_>, dates: &mut Dates<'_>) {
    let Some(head) = evidence.head else { return };
    let mut parts = vec![head.title.as_str()];
    for mark in [" | ", " - ", " – ", " — ", " :: ", " » "] {
        parts = parts.into_iter().flat_map(|part| part.split(mark)).take(20).collect();
    }
    for part in parts {
        let part = part.trim();
        let found = crate::date::find(part, 0, dates.words);
        let [date] = found.as_slice() else { continue };
        if date.span.len() + 2 >= part.len() && value::whole(date) {
            dates.add(value::expression(date, part), part, weight::WEAK, plain("title"));
        }
    }
}

/// Keys of scripts that name the day of publication.
const KEYS: &[&str] = &[
    "datePublished",
    "publishDate",
    "publishedDate",
    "publishedAt",
    "published_at",
    "publish_date",
    "published_date",
    "publicationDate",
    "publication_date",
    "publishingDate",
    "PublishingDate",
    "pubDate",
    "pub_date",
    "publishTime",
    "published_time",
    "articlePublished",
];
/// Places of a key that are looked at.
const PLACES: usize = 40;

/// Dates under clearly named keys of scripts and data attributes, for pages that declare nothing else. Reads the source
/// once for each key.
pub(super) fn variables(evidence: &Evidence<'_>, dates: &mut Dates<'_>) {
    let source = evidence.source.0;
    for key in KEYS {
        for at in memchr::memmem::find_iter(source.as_bytes(), key.as_bytes()).take(PLACES) {
            let rest = source.get(at + key.len()..).unwrap_or("");
            let Some((value, end)) = assigned(rest) else { continue };
            let basis = evidence.markup("script", (at, at + key.len() + end));
            dates.state(value, weight::WEAK, basis);
        }
    }
}

/// The value in `":"…"`, `= '…'`, `&quot;:&quot;…&quot;` after a key, and where it ends.
fn assigned(rest: &str) -> Option<(&str, usize)> {
    let close = |text: &'static str| move |rest: &&str| rest.starts_with(text);
    let mut tail = rest;
    for quote in ["\\\"", "&quot;", "\"", "'"] {
        if close(quote)(&tail) {
            tail = tail.get(quote.len()..)?;
            break;
        }
    }
    let tail = tail.trim_start();
    let tail = tail.strip_prefix([':', '='])?.trim_start();
    let quote = ["\\\"", "&quot;", "\"", "'"].into_iter().find(|quote| tail.starts_with(quote))?;
    let value = tail.get(quote.len()..)?;
    let window = value.char_indices().nth(60).map_or(value, |(at, _)| value.get(..at).unwrap_or(value));
    let value = window.get(..window.find(quote)?)?;
    let end = rest.len() - tail.len() + quote.len() + value.len();
    (!value.is_empty()).then_some((value, end))
}
