//! The title of the page. Takes the headline that is shown and the titles that are declared, gives one without the name
//! of the site.

use super::json_ld::JsonLd;
use super::{Evidence, collapse, plain};
use crate::model::{Basis, ListingKind, Outlet};
use crate::text::fold;

/// Code points of a title.
const LONG: usize = 400;
/// What stands between a title and the name of the site.
const MARKS: &[&str] = &[" | ", " - ", " – ", " — ", " :: ", " » ", " // ", " / "];

pub(super) fn find(
    evidence: &Evidence<'_>,
    json: &JsonLd,
    outlet: Option<&Outlet>,
) -> Option<(String, Basis)> {
    let (headline, _) = evidence.top();
    let visible = headline.and_then(|i| evidence.blocks.get(i)).and_then(|block| {
        let text = block.span.of(evidence.text);
        (text.chars().count() <= LONG).then(|| (text.to_owned(), evidence.shown(block.span, block)))
    });
    let listed = evidence.origin.listing.as_ref().and_then(|listing| {
        let kind = match listing.kind {
            ListingKind::Feed => "feed",
            ListingKind::Table => "table",
        };
        Some((collapse(listing.title.as_deref()?), plain(kind)))
    });
    let listed = listed.filter(|(title, _)| !title.is_empty());
    let Some(head) = evidence.head else { return visible.or(listed) };
    let declared = evidence.meta(&["og:title", "twitter:title"]);
    let declared = declared.map(|m| (m.value.clone(), evidence.markup("opengraph", m.at)));
    let graph = json.headline.as_ref().map(|(title, at)| (title.clone(), evidence.markup("json-ld", *at)));
    let tab = (!head.title.trim().is_empty()).then(|| (head.title.clone(), plain("title")));
    let sure =
        headline.and_then(|i| evidence.pieces.get(i)).is_some_and(|p| p.hint.heading == 1 || p.hint.titled);
    let declared = declared.or(graph);
    let stated = if sure { visible.or(declared) } else { declared.or(visible) };
    let (title, basis) = stated.or(listed).or(tab)?;
    let title = collapse(&title);
    let title = if basis.kind == "text" { title } else { without_site(&title, outlet) };
    (!title.is_empty()).then_some((title, basis))
}

/// Without the outlet's name at its end or start.
fn without_site(title: &str, outlet: Option<&Outlet>) -> String {
    let Some(outlet) = outlet else { return title.to_owned() };
    let name = fold(&outlet.name);
    for mark in MARKS {
        if let Some((first, last)) = title.rsplit_once(mark)
            && fold(last.trim()) == name
        {
            return first.trim().to_owned();
        }
        if let Some((first, last)) = title.split_once(mark)
            && fold(first.trim()) == name
        {
            return last.trim().to_owned();
        }
    }
    title.to_owned()
}
