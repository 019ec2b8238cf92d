//! Who wrote the page. Takes declared names and byline lines, gives names as they stand, apart from agencies and outlets;
//! nothing when in doubt.

use super::super::words::{Byline as Word, Label, words};
use super::json_ld::JsonLd;
use super::{Evidence, collapse, plain};
use crate::date;
use crate::model::{Basis, ListingKind, Outlet, Stated};
use crate::text::fold;

/// Names kept.
const MANY: usize = 20;

/// Persons and agencies of a byline.
#[derive(Debug, Default)]
pub(super) struct Byline {
    pub(super) authors: Vec<Stated>,
    pub(super) agencies: Vec<Stated>,
}

/// The first basis that names a person; agencies of all bases before it.
pub(super) fn find(evidence: &Evidence<'_>, json: &JsonLd, outlet: Option<&Outlet>) -> Byline {
    let mut byline = Byline::default();
    let own = outlet.map(|outlet| fold(&outlet.name));
    let mut take = |names: Vec<String>, basis: Basis| {
        for name in names {
            byline.add(evidence, &name, &basis, own.as_deref());
        }
        !byline.authors.is_empty()
    };
    let declared = json.authors.iter().any(|(name, at)| take(split(name), evidence.markup("json-ld", *at)));
    // all names of the list that the first came from
    if declared {
        for (name, at) in &json.authors {
            take(split(name), evidence.markup("json-ld", *at));
        }
        return byline;
    }
    const META: &[&str] = &[
        "author",
        "article:author",
        "article:author_name",
        "dc.creator",
        "dcterms.creator",
        "citation_author",
        "parsely-author",
        "sailthru.author",
        "byl",
        "creator",
        "mediator_author",
        "rnews:author",
    ];
    for key in META {
        let mut any = false;
        for found in evidence.metas(&[*key]) {
            any = take(split(&strip(evidence, &found.value)), evidence.markup("meta", found.at));
        }
        if any {
            return byline;
        }
    }
    if let Some(listing) = evidence.origin.listing.as_ref() {
        let kind = match listing.kind {
            ListingKind::Feed => "feed",
            ListingKind::Table => "table",
        };
        let names = listing.authors.iter().flat_map(|name| split(name)).collect();
        if take(names, plain(kind)) {
            return byline;
        }
    }
    for (names, basis) in visible(evidence) {
        if take(names, basis) {
            break;
        }
    }
    byline
}

impl Byline {
    fn add(&mut self, evidence: &Evidence<'_>, name: &str, basis: &Basis, own: Option<&str>) {
        let name = collapse(name);
        let folded = fold(&name);
        let words = |word: &str| evidence.words.byline(&fold(word));
        let known = evidence.words.outlets.iter().any(|outlet| outlet.names.contains(&folded));
        let agency = known || name.split_whitespace().any(|word| words(word) == Some(Word::Agency));
        let stated = |value: String| Stated { value, basis: basis.clone() };
        let again = |list: &[Stated], name: &str| list.iter().any(|other| fold(&other.value) == fold(name));
        if Some(folded.as_str()) == own || name.contains("://") || name.contains("www.") {
            return;
        }
        if agency {
            if !again(&self.agencies, &name) && self.agencies.len() < MANY && name.chars().count() <= 60 {
                self.agencies.push(stated(name));
            }
            return;
        }
        let name = without_roles(evidence, after_label(evidence, &name));
        let desk = name.split_whitespace().any(|word| words(word) == Some(Word::Desk));
        if is_person(&name) && !desk && !again(&self.authors, &name) && self.authors.len() < MANY {
            self.authors.push(stated(name));
        }
    }
}

/// Byline lines between a little above the headline and the first paragraph.
fn visible(evidence: &Evidence<'_>) -> Vec<(Vec<String>, Basis)> {
    let (headline, lead) = evidence.top();
    let Some(lead) = lead.or(headline) else { return Vec::new() };
    let from = headline.unwrap_or(lead).min(lead).saturating_sub(2);
    let mut lines = Vec::new();
    for i in from..(lead + 3).min(evidence.pieces.len()) {
        let (Some(piece), Some(block)) = (evidence.pieces.get(i), evidence.blocks.get(i)) else { break };
        let marked = evidence.authors.contains(&i);
        if (marked || piece.shape.label == Some(Label::Byline)) && piece.span.len() <= 300 {
            let names = split(&strip(evidence, piece.span.of(evidence.text)));
            lines.push((names, evidence.shown(piece.span, block)));
        }
    }
    lines
}

/// Without the label before the names and the date after them.
fn strip(evidence: &Evidence<'_>, line: &str) -> String {
    let read = evidence.words.read_words(line);
    let from = if read.label == Some(Label::Byline) { read.rest } else { 0 };
    let mut rest = line.get(from..).unwrap_or("");
    if let Some(date) = date::find(rest, 0, &evidence.words.dates).first() {
        rest = rest.get(..date.span.start()).unwrap_or(rest);
    }
    rest.trim_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != ')').to_owned()
}

fn split(names: &str) -> Vec<String> {
    let mut text = names.replace([';', '|', '/', '&', '\n', '(', ')', '—', '–'], ",");
    for and in [" and ", " и ", " і ", " та ", " й ", " ды "] {
        text = text.replace(and, ",");
    }
    // "Name Surname. Outlet": a stop ends a name unless it follows an initial
    text.split(',').flat_map(sentences).map(collapse).filter(|name| !name.is_empty()).collect()
}

fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    let mut from = 0;
    while let Some(at) = rest.get(from..).and_then(|tail| tail.find(". ")).map(|at| at + from) {
        let word = rest.get(..at).and_then(|head| head.rsplit([' ', '.']).next()).unwrap_or("");
        if word.chars().count() > 3 {
            out.extend(rest.get(..at));
            rest = rest.get(at + 2..).unwrap_or("");
            from = 0;
        } else {
            from = at + 2;
        }
    }
    out.push(rest);
    out
}

/// "Analysis by Jane Doe": what stands after the label.
fn after_label<'a>(evidence: &Evidence<'_>, name: &'a str) -> &'a str {
    let label = |word: &str| evidence.words.label(&fold(word)) == Some(Label::Byline);
    let end = words(name).filter(|(_, _, word)| label(word)).map(|(_, end, _)| end).last();
    end.and_then(|end| name.get(end..)).unwrap_or(name).trim_start_matches([' ', ':'])
}

/// "Special correspondent Jane Doe", "Jane Doe reporter": the name.
fn without_roles(evidence: &Evidence<'_>, name: &str) -> String {
    let mut parts: Vec<&str> = name.split_whitespace().collect();
    let role =
        |word: &&str| evidence.words.byline(&fold(word.trim_matches([':', ',', '.']))) == Some(Word::Role);
    while parts.first().is_some_and(role) {
        parts.remove(0);
    }
    while parts.last().is_some_and(role) {
        parts.pop();
    }
    parts.join(" ")
}

/// Two to four words, all but particles with a capital, no digits.
fn is_person(name: &str) -> bool {
    let parts: Vec<&str> = words(name).map(|(_, _, word)| word).collect();
    let capital = |word: &&&str| word.starts_with(|c: char| c.is_uppercase());
    (2..=4).contains(&parts.len())
        && parts.iter().filter(capital).count() >= 2
        && parts.iter().filter(|word| !word.starts_with(|c: char| c.is_uppercase())).count() <= 1
        && !name.chars().any(|c| {
            c.is_ascii_digit() || matches!(c, '@' | ':' | '©' | '?' | '!' | '>' | '»' | '«' | '"' | '“')
        })
        && name.chars().count() <= 60
}
