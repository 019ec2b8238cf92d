//! The day the page was published. Takes every date the page shows or declares, gives one with its basis, or none, and the
//! rest with the reason for not taking them.

use super::super::words::Label;
use super::json_ld::JsonLd;
use super::{Evidence, plain};
use crate::date::{self, DateExpression, Precision};
use crate::model::{Basis, Published, RejectedDate, Role, Span, Zone};

/// Rejected dates listed.
const REJECTED: usize = 50;
/// Blocks longer than this (bytes) are prose and hold no date of the page.
const SHORT: usize = 600;

struct Candidate {
    value: String,
    basis: Basis,
}

pub(super) fn find(evidence: &Evidence<'_>, json: &JsonLd, url: Option<&str>) -> Published {
    let mut rejected: Vec<RejectedDate> = Vec::new();
    let mut candidates: Vec<Candidate> = Vec::new();
    if let Some(value) = evidence.origin.published.as_deref().and_then(|v| normal(evidence, v)) {
        candidates.push(Candidate { value, basis: plain("user") });
    }
    declared(evidence, json, &mut candidates, &mut rejected);
    visible(evidence, &mut candidates, &mut rejected);
    if let Some(value) = url.and_then(from_path) {
        candidates.push(Candidate { value, basis: plain("path") });
    }
    let mut candidates = candidates.into_iter();
    let chosen = candidates.next();
    for other in candidates {
        let same = chosen.as_ref().is_some_and(|c| c.value.get(..10) == other.value.get(..10));
        if !same {
            let why = "another date of the page has a stronger basis".to_owned();
            rejected.push(RejectedDate { value: other.value, span: other.basis.span, why });
        }
    }
    rejected.truncate(REJECTED);
    match chosen {
        Some(chosen) => Published { value: Some(chosen.value), basis: Some(chosen.basis), rejected },
        None => Published { value: None, basis: None, rejected },
    }
}

/// Dates the markup declares, strongest first.
fn declared(
    evidence: &Evidence<'_>,
    json: &JsonLd,
    candidates: &mut Vec<Candidate>,
    rejected: &mut Vec<RejectedDate>,
) {
    let Some(head) = evidence.head else { return };
    let mut push = |value: &str, basis: Basis| {
        if let Some(value) = normal(evidence, value) {
            candidates.push(Candidate { value, basis });
        }
    };
    if let Some((value, at)) = &json.published {
        push(value, evidence.markup("json-ld", *at));
    }
    const META: [(&[&str], &str); 3] = [
        (
            &["article:published_time", "og:article:published_time", "og:published_time", "og:pubdate"],
            "opengraph",
        ),
        (&["datepublished"], "microdata"),
        (
            &[
                "publishdate",
                "publish_date",
                "publish-date",
                "published_time",
                "pubdate",
                "pub_date",
                "publication_date",
                "published",
                "dc.date.issued",
                "dcterms.created",
                "dcterms.date",
                "dc.date",
                "dc.date.created",
                "date",
                "parsely-pub-date",
                "sailthru.date",
                "article.published",
                "ptime",
                "displaydate",
                "cxenseparse:recs:publishtime",
                "article_date_original",
                "originalpublicationdate",
                "mediator_published_time",
            ],
            "meta",
        ),
    ];
    for (keys, kind) in META {
        if let Some(found) = evidence.meta(keys) {
            push(&found.value, evidence.markup(kind, found.at));
        }
    }
    let (headline, lead) = evidence.top();
    let top = headline.or(lead);
    let mut times = head.times.iter().filter(|(found, after)| {
        found.key.contains("datepublished")
            || top.zip(lead).is_some_and(|(top, lead)| *after + 3 >= top && *after <= lead.max(top) + 1)
    });
    if let Some((found, _)) = times.find(|(found, _)| !found.key.contains("modified")) {
        push(&found.value, evidence.markup("time", found.at));
    }
    let modified = json.modified.as_ref().map(|(v, _)| v.as_str());
    let modified = modified.or_else(|| {
        evidence
            .meta(&["article:modified_time", "og:updated_time", "datemodified", "last-modified"])
            .map(|m| m.value.as_str())
    });
    if let Some(value) = modified.and_then(|v| normal(evidence, v)) {
        rejected.push(RejectedDate { value, span: None, why: "says when the page was changed".to_owned() });
    }
}

/// Date lines around the headline, and all the others with the reason against them.
fn visible(evidence: &Evidence<'_>, candidates: &mut Vec<Candidate>, rejected: &mut Vec<RejectedDate>) {
    let (headline, lead) = evidence.top();
    for (i, block) in evidence.blocks.iter().enumerate() {
        let story = block.zone == Zone::Article && block.role != Role::Headline;
        if block.span.len() > SHORT || story || rejected.len() >= REJECTED {
            continue;
        }
        let line = block.span.of(evidence.text);
        let rights = line.contains('©') || line.contains("(c)") || line.contains("(C)");
        if rights {
            rejected.extend(rights_years(line, block.span.start()));
            continue;
        }
        let dates = date::find(line, block.span.start(), &evidence.words.dates);
        let label = evidence.pieces.get(i).and_then(|p| p.shape.label);
        let beside = match (headline, lead) {
            (Some(head), Some(lead)) => i + 2 >= head && i < lead && i != head,
            _ => false,
        };
        let marked = evidence.pieces.get(i).is_some_and(|p| p.hint.dated);
        let near = match (headline.or(lead), lead) {
            (Some(head), Some(lead)) => marked && i + 8 >= head && i <= lead + 3,
            _ => false,
        };
        let beside = beside || near;
        let zoned = near && block.zone != Zone::Teaser
            || matches!(block.zone, Zone::Byline | Zone::Other)
            || (block.zone == Zone::Navigation && i > headline.unwrap_or(0));
        let dateline = evidence
            .pieces
            .get(i)
            .is_some_and(|p| p.shape.dateline || matches!(label, Some(Label::Byline | Label::Statistics)));
        // "February 2024" on a line of its own below the headline is all the page says
        let month = |d: &&DateExpression| {
            beside && dateline && d.precision == Precision::Month && d.relative.is_none()
        };
        for date in dates.iter().filter(|d| whole(d) || month(d)) {
            let Some(value) = date.value.clone() else { continue };
            if label == Some(Label::Updated) {
                reject(rejected, value, date.span, "says when the page was changed");
            } else if beside && zoned && dateline && !value.starts_with('[') {
                candidates.push(Candidate {
                    value,
                    basis: Basis { kind: "text".to_owned(), span: Some(date.span), raw: block.raw },
                });
            } else if block.role != Role::Headline {
                reject(rejected, value, date.span, reason(block.zone, i < headline.or(lead).unwrap_or(0)));
            }
        }
    }
}

fn whole(date: &DateExpression) -> bool {
    date.precision >= Precision::Day && date.relative.is_none()
}

fn reject(rejected: &mut Vec<RejectedDate>, value: String, span: Span, why: &str) {
    rejected.push(RejectedDate { value, span: Some(span), why: why.to_owned() });
}

fn reason(zone: Zone, above: bool) -> &'static str {
    match zone {
        Zone::Teaser => "in a teaser",
        Zone::Comment => "in a comment",
        Zone::Advert => "in an advertisement",
        Zone::Caption => "in a caption",
        Zone::Navigation => "in a menu",
        _ if above => "above the headline, perhaps the day of the visit",
        _ => "beside the story",
    }
}

/// Four-digit years of a line of rights.
fn rights_years(line: &str, offset: usize) -> Vec<RejectedDate> {
    let mut out = Vec::new();
    let mut start = 0;
    for part in line.split(|c: char| !c.is_ascii_digit()) {
        if part.len() == 4 && (part.starts_with("19") || part.starts_with("20")) {
            let span = Span::new(offset + start, offset + start + 4);
            out.push(RejectedDate {
                value: part.to_owned(),
                span: Some(span),
                why: "copyright line".to_owned(),
            });
        }
        // every separator but the last part's is one character
        start += part.len();
        start += line.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    out.truncate(4);
    out
}

/// An EDTF value of a declared date: at least a day, with the time and its zone as stated.
fn normal(evidence: &Evidence<'_>, value: &str) -> Option<String> {
    let value = value.trim();
    let value = value.get(..value.len().min(80)).unwrap_or(value);
    if value.len() >= 8 && value.get(..8).is_some_and(|v| v.bytes().all(|b| b.is_ascii_digit())) {
        return compact(value.get(..8)?);
    }
    let dates = date::find(value, 0, &evidence.words.dates);
    let date = dates.iter().find(|d| whole(d))?;
    let mut out = date.value.clone()?;
    if out.starts_with('[') {
        return None;
    }
    if out.contains('T') {
        let rest = value.get(date.span.end()..).unwrap_or("");
        let rest =
            rest.strip_prefix('.').map_or(rest, |r| r.trim_start_matches(|c: char| c.is_ascii_digit()));
        if rest.starts_with(['Z', 'z']) {
            out.push('Z');
        } else if let Some(zone) = rest.get(..rest.len().min(6)).filter(|z| z.starts_with(['+', '-'])) {
            let digits: String = zone.chars().filter(char::is_ascii_digit).take(4).collect();
            if let (Some(hours), Some(minutes), true) = (digits.get(..2), digits.get(2..4), digits.len() == 4)
            {
                out.push_str(&format!("{}{hours}:{minutes}", zone.get(..1).unwrap_or("+")));
            }
        }
    }
    Some(out)
}

/// `20240327` as a day.
fn compact(digits: &str) -> Option<String> {
    let value = format!("{}-{}-{}", digits.get(..4)?, digits.get(4..6)?, digits.get(6..8)?);
    date::is_day(&value).then_some(value)
}

/// A day in the path of the address: `/2024/03/27/`, `/2024-03-27-`, `/20240327/`.
fn from_path(url: &str) -> Option<String> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).split(['?', '#']).next()?;
    let path = path.get(..path.len().min(400)).unwrap_or("");
    let parts: Vec<&str> = path.split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty()).collect();
    for (i, part) in parts.iter().enumerate() {
        if let Some(day) =
            compact(part).filter(|d| part.len() == 8 && (d.starts_with("19") || d.starts_with("20")))
        {
            return Some(day);
        }
        if let (4, Some(month), Some(day)) = (part.len(), parts.get(i + 1), parts.get(i + 2)) {
            let value = format!("{part}-{month:0>2}-{day:0>2}");
            let near = path.contains(&format!("{part}/{month}/{day}"))
                || path.contains(&format!("{part}-{month}-{day}"));
            if near
                && value.len() == 10
                && date::is_day(&value)
                && (part.starts_with("19") || part.starts_with("20"))
            {
                return Some(value);
            }
        }
    }
    None
}
