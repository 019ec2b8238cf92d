//! The sections a page stands in. Takes what is declared, gives names from the broadest to the narrowest with their bases.

use super::json_ld::JsonLd;
use super::{Evidence, collapse, plain};
use crate::model::{ListingKind, Outlet, Stated};
use crate::text::fold;

/// Sections kept.
const MANY: usize = 10;

pub(super) fn find(
    evidence: &Evidence<'_>,
    json: &JsonLd,
    title: Option<&str>,
    outlet: Option<&Outlet>,
) -> Vec<Stated> {
    let mut found: Vec<Stated> = Vec::new();
    let title = title.map(fold);
    let own = outlet.map(|outlet| fold(&outlet.name));
    let mut add = |value: &str, basis: &dyn Fn() -> crate::model::Basis| {
        let value = collapse(value);
        let name = value.chars().count() <= 80
            && value.chars().any(char::is_alphabetic)
            && !value.contains("://")
            && Some(&fold(&value)) != own.as_ref();
        let again = found.iter().any(|other| fold(&other.value) == fold(&value));
        if name && !again && found.len() < MANY && title.as_deref() != Some(&fold(&value)) {
            found.push(Stated { value, basis: basis() });
        }
    };
    for (name, at) in json.crumbs.iter().chain(&json.sections) {
        add(name, &|| evidence.markup("json-ld", *at));
    }
    for meta in evidence.metas(&[
        "article:section",
        "og:section",
        "section",
        "articlesection",
        "parsely-section",
        "sailthru.section",
        "dc.subject.section",
    ]) {
        let kind = if meta.key.contains(':') { "opengraph" } else { "meta" };
        // "news,politics" are two, "Arts, culture and sport" is one
        let names: Vec<&str> = if meta.value.contains(", ") {
            vec![&meta.value]
        } else {
            meta.value.split([',', ';']).take(MANY).collect()
        };
        for name in names {
            add(name, &|| evidence.markup(kind, meta.at));
        }
    }
    if let Some(listing) = &evidence.origin.listing {
        let kind = match listing.kind {
            ListingKind::Feed => "feed",
            ListingKind::Table => "table",
        };
        for name in &listing.sections {
            add(name, &|| plain(kind));
        }
    }
    found
}
