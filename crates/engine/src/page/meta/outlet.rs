//! The outlet that published the page. Takes evidence, gives a name, a basis and an actor id, or nothing. The last resort
//! is the domain, which names the site and no more.
//!
//! An id of the outlet table where the name or the domain is in it; otherwise a slug of the name.

use super::super::words::{KnownOutlet, Label, words};
use super::address::host;
use super::json_ld::JsonLd;
use super::{Evidence, collapse, plain};
use crate::model::{Basis, ListingKind, Outlet, Span, Zone};
use crate::text::fold;

pub(super) fn find(evidence: &Evidence<'_>, json: &JsonLd, url: Option<&str>) -> Option<Outlet> {
    let domain = url.and_then(host);
    let known = domain.as_deref().and_then(|domain| by_domain(evidence, domain));
    if let Some(name) = evidence.origin.outlet.as_deref().map(collapse).filter(|n| !n.is_empty()) {
        return Some(named(evidence, name, plain("user"), known));
    }
    if let Some(found) = evidence.meta(&["og:site_name"]).filter(|m| is_name(&m.value)) {
        return Some(named(evidence, site(&found.value), evidence.markup("opengraph", found.at), known));
    }
    if let Some((name, at)) = json.publisher.as_ref().filter(|(name, _)| is_name(name)) {
        return Some(named(evidence, site(name), evidence.markup("json-ld", *at), known));
    }
    if let Some(found) = evidence
        .meta(&["application-name", "apple-mobile-web-app-title", "dc.publisher"])
        .filter(|m| is_name(&m.value))
    {
        return Some(named(evidence, site(&found.value), evidence.markup("meta", found.at), known));
    }
    let listed = evidence
        .origin
        .listing
        .as_ref()
        .and_then(|listing| listing.outlet.as_deref().map(|name| (listing.kind, name)));
    if let Some((kind, name)) = listed.filter(|(_, name)| is_name(name)) {
        let kind = match kind {
            ListingKind::Feed => "feed",
            ListingKind::Table => "table",
        };
        return Some(named(evidence, site(name), plain(kind), known));
    }
    if let Some(known) = known {
        let kind = if evidence.origin.url.as_deref() == url { "user" } else { "canonical" };
        return Some(Outlet { name: known.name.clone(), actor: actor(&known.id), basis: plain(kind) });
    }
    if let Some((name, span)) = social_links(evidence).or_else(|| rights_line(evidence)) {
        let basis = Basis { kind: "text".to_owned(), span: Some(span), raw: None };
        return Some(named(evidence, name, basis, None));
    }
    let domain = domain?;
    if let Some(name) = in_title(evidence, &domain) {
        return Some(named(evidence, name, plain("title"), None));
    }
    Some(named(evidence, domain, plain("domain"), None))
}

/// A part of the title that the domain is called by: "Budget passed - Meadowford Gazette" on `meadowford-gazette.example`.
fn in_title(evidence: &Evidence<'_>, domain: &str) -> Option<String> {
    let letters = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let labels: Vec<String> = domain.split('.').map(letters).filter(|label| label.len() >= 3).collect();
    let title = collapse(&evidence.head?.title);
    let mut parts = vec![title.as_str()];
    for mark in [" | ", " - ", " — ", " – ", " :: ", " » "] {
        parts = parts.into_iter().flat_map(|part| part.split(mark)).take(20).collect();
    }
    let whole = letters(domain);
    let fits = |part: &&&str| {
        let part = letters(part);
        part == whole || labels.contains(&part)
    };
    parts.iter().rev().find(fits).map(|part| part.trim().to_owned())
}

fn by_domain<'a>(evidence: &Evidence<'a>, domain: &str) -> Option<&'a KnownOutlet> {
    let fits = |own: &str| domain == own || domain.strip_suffix(own).is_some_and(|rest| rest.ends_with('.'));
    evidence.words.outlets.iter().find(|outlet| outlet.domains.iter().any(|own| fits(own)))
}

fn named(evidence: &Evidence<'_>, name: String, basis: Basis, known: Option<&KnownOutlet>) -> Outlet {
    let folded = fold(&name);
    let known = known.or_else(|| evidence.words.outlets.iter().find(|outlet| outlet.names.contains(&folded)));
    let actor = match known {
        Some(known) => actor(&known.id),
        None => format!("e:outlet:{}", slug(&name)),
    };
    Outlet { name, actor, basis }
}

fn actor(id: &str) -> String {
    format!("e:{id}")
}

/// Letters and digits, lower case, joined by hyphens.
pub(super) fn slug(name: &str) -> String {
    let parts: Vec<String> = words(name).map(|(_, _, word)| fold(word)).collect();
    parts.join("-")
}

fn is_name(value: &str) -> bool {
    let count = value.chars().count();
    (2..=80).contains(&count) && value.chars().any(char::is_alphabetic) && !value.starts_with("http")
}

/// "Name - what the name is": the name.
fn site(value: &str) -> String {
    let value = collapse(value.trim_start_matches('@'));
    for mark in [" | ", " - ", " — ", " – ", " :: "] {
        if let Some((first, _)) = value.split_once(mark)
            && is_name(first)
        {
            return first.to_owned();
        }
    }
    value
}

/// "Facebook Name Telegram Name": social links called by the outlet's name, twice or more with the same name.
fn social_links(evidence: &Evidence<'_>) -> Option<(String, Span)> {
    for block in evidence.blocks.iter().filter(|b| b.zone == Zone::Navigation && b.span.len() <= 600) {
        let line = block.span.of(evidence.text);
        let parts: Vec<(usize, usize, &str)> = words(line).collect();
        let social = |word: &str| evidence.words.label(&fold(word)) == Some(Label::Social);
        let mut names: Vec<(String, Span)> = Vec::new();
        let mut i = 0;
        while i < parts.len() {
            if !parts.get(i).is_some_and(|p| social(p.2)) {
                i += 1;
                continue;
            }
            let start = i + 1;
            i = start;
            while parts.get(i).is_some_and(|p| !social(p.2) && evidence.words.label(&fold(p.2)).is_none())
                && i < start + 5
            {
                i += 1;
            }
            if let (true, Some(first), Some(last)) = (i > start, parts.get(start), parts.get(i - 1)) {
                let name = line.get(first.0..last.1).unwrap_or("");
                let span = Span::new(block.span.start() + first.0, block.span.start() + last.1);
                names.push((name.to_owned(), span));
            }
        }
        let twice = |name: &str| names.iter().filter(|(other, _)| other == name).count() >= 2;
        if let Some(found) =
            names.iter().find(|(name, _)| twice(name) && name.chars().any(char::is_uppercase))
        {
            return Some(found.clone());
        }
    }
    None
}

/// A line of rights outside the story that names a known outlet.
fn rights_line(evidence: &Evidence<'_>) -> Option<(String, Span)> {
    let outside = evidence.blocks.iter().filter(|b| b.zone != Zone::Article && b.span.len() <= 600);
    for block in outside {
        let line = block.span.of(evidence.text);
        let Some(at) = line.find('©') else { continue };
        let rest = line.get(at..).unwrap_or("");
        let parts: Vec<(usize, usize, &str)> =
            words(rest).skip_while(|p| p.2.starts_with(|c: char| c.is_ascii_digit())).take(6).collect();
        for n in (1..=parts.len()).rev() {
            let (Some(first), Some(last)) = (parts.first(), parts.get(n - 1)) else { continue };
            let name = rest.get(first.0..last.1).unwrap_or("");
            let folded = fold(name);
            if evidence.words.outlets.iter().any(|outlet| outlet.names.contains(&folded)) {
                let start = block.span.start() + at;
                return Some((name.to_owned(), Span::new(start + first.0, start + last.1)));
            }
        }
    }
    None
}
