//! Who wrote the page. Takes declared names and byline lines, gives names as they stand; nothing when in doubt.

use super::super::words::{Label, words};
use super::json_ld::JsonLd;
use super::{Evidence, collapse};
use crate::date;
use crate::text::fold;

pub(super) fn find(evidence: &Evidence<'_>, json: &JsonLd, outlet: Option<&str>) -> Vec<String> {
    let mut names = json.authors.clone();
    if names.is_empty() {
        let keys = ["author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl"];
        names = evidence.meta(&keys).map(|m| split(&strip(evidence, &m.value))).unwrap_or_default();
    }
    if names.is_empty() {
        names = visible(evidence);
    }
    let outlet = outlet.map(fold);
    let mut out: Vec<String> = Vec::new();
    for name in names {
        let name = collapse(&name);
        let folded = fold(&name);
        if is_person(&name)
            && Some(&folded) != outlet.as_ref()
            && !out.iter().any(|other| fold(other) == folded)
        {
            out.push(name);
        }
    }
    out.truncate(20);
    out
}

/// Byline lines between a little above the headline and the first paragraph.
fn visible(evidence: &Evidence<'_>) -> Vec<String> {
    let (headline, lead) = evidence.top();
    let Some(lead) = lead.or(headline) else { return Vec::new() };
    let from = headline.unwrap_or(lead).min(lead).saturating_sub(2);
    for i in from..(lead + 3).min(evidence.pieces.len()) {
        let Some(piece) = evidence.pieces.get(i) else { break };
        let marked = evidence.authors.contains(&i);
        if !(marked || piece.shape.label == Some(Label::Byline)) || piece.span.len() > 300 {
            continue;
        }
        let names = split(&strip(evidence, piece.span.of(evidence.text)));
        let names: Vec<String> = names.into_iter().filter(|name| is_person(name)).collect();
        if !names.is_empty() {
            return names;
        }
    }
    Vec::new()
}

/// Without the label before the names and the date after them.
fn strip(evidence: &Evidence<'_>, line: &str) -> String {
    let read = evidence.words.read(line);
    let from = if read.label == Some(Label::Byline) { read.rest } else { 0 };
    let mut rest = line.get(from..).unwrap_or("");
    if let Some(date) = date::find(rest, 0, &evidence.words.dates).first() {
        rest = rest.get(..date.span.start()).unwrap_or(rest);
    }
    rest.trim_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != ')').to_owned()
}

fn split(names: &str) -> Vec<String> {
    let mut text = names.replace([';', '|', '/', '&', '\n'], ",");
    for and in [" and ", " и ", " і ", " та ", " й ", " ды "] {
        text = text.replace(and, ",");
    }
    text.split(',').map(collapse).filter(|name| !name.is_empty()).collect()
}

/// One to four words, all but particles with a capital, no digits.
fn is_person(name: &str) -> bool {
    let parts: Vec<&str> = words(name).map(|(_, _, word)| word).collect();
    let capital = |word: &&&str| word.starts_with(|c: char| c.is_uppercase());
    (2..=4).contains(&parts.len())
        && parts.iter().filter(capital).count() >= 2
        && parts.iter().filter(|word| !word.starts_with(|c: char| c.is_uppercase())).count() <= 1
        && !name.chars().any(|c| c.is_ascii_digit() || matches!(c, '@' | ':' | '©' | '?' | '!'))
        && name.chars().count() <= 60
}
