//! Which of two pages was first: a sum of reasons, or undetermined.
//!
//! Never says that a page is the original: another may lie behind both.

use super::align::Alignment;
use super::classify::share;
use super::model::*;
use super::text::{Text, word_hash};
use crate::model::*;
use crate::text::{TokenKind, tokens};

/// Points of one page over the other that decide which was first.
pub const DECIDES: i32 = 2;
/// Minutes that two clocks may differ by.
const CLOCKS: i64 = 10;
/// Share of a page that makes it "whole".
const WHOLE: f32 = 0.95;
/// Words of its own, before or after, that a page puts around another.
const AROUND: usize = 8;

/// The minute a page states for itself: minutes since 1970, and whether the hour is told. Times without a zone are taken as
/// they stand. `None` for what is no date.
pub(crate) fn minute(edtf: &str) -> Option<(i64, bool)> {
    let part = |from: usize, to: usize| edtf.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // days of the civil calendar, years beginning in March
    let (y, m) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    let days = 365 * y + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400) + (153 * m + 2) / 5 + day;
    let midnight = (days - 719_469) * 1440;
    let (Some(hour), Some(minute)) = (part(11, 13), part(14, 16)) else { return Some((midnight, false)) };
    let zone = edtf
        .get(16..)
        .unwrap_or("")
        .trim_start_matches([':', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    let offset = match (zone.get(..1), zone.get(1..3), zone.get(4..6)) {
        (Some(sign @ ("+" | "-")), Some(hours), minutes) => {
            let hours = hours.parse::<i64>().ok()?;
            let minutes = minutes.and_then(|m| m.parse::<i64>().ok()).unwrap_or(0);
            (hours * 60 + minutes) * if sign == "-" { -1 } else { 1 }
        }
        _ => 0,
    };
    Some((midnight + hour * 60 + minute - offset, true))
}

fn published(document: &Document) -> Option<(i64, bool)> {
    minute(document.metadata.published.value.as_deref()?)
}

/// Reasons that speak for `a` (positive points) or `b` (negative) as the first.
pub(crate) fn direction(a: &Document, b: &Document, x: &Text, y: &Text, alignment: &Alignment) -> Direction {
    let mut reasons = Vec::new();
    names(a, b, &mut reasons);
    times(a, b, &mut reasons);
    whole(x, y, alignment, &mut reasons);
    rounding(a, b, x, y, alignment, &mut reasons);
    let sum: i32 = reasons.iter().map(|r| i32::from(r.points)).sum();
    let p = 1.0 / (1.0 + (-f64::from(sum)).exp());
    let time = |document: &Document| {
        document
            .metadata
            .published
            .value
            .clone()
            .map(|value| PageTime { value, kind: "published".to_owned() })
    };
    Direction { p: ((p * 1000.0).round() / 1000.0) as f32, reasons, times: (time(a), time(b)) }
}

/// The first page when the reasons are strong enough.
pub(crate) fn earlier(direction: &Direction, a: &DocumentId, b: &DocumentId) -> Option<DocumentId> {
    let sum: i32 = direction.reasons.iter().map(|r| i32::from(r.points)).sum();
    match sum {
        DECIDES.. => Some(a.clone()),
        _ if sum <= -DECIDES => Some(b.clone()),
        _ => None,
    }
}

/// One page names or links to the other's outlet.
fn names(a: &Document, b: &Document, reasons: &mut Vec<DirectionReason>) {
    let mut one_way = |of: &Document, by: &Document, sign: i8| {
        let same = |p: &Outlet, q: &Outlet| p.actor == q.actor;
        let Some(outlet) = &of.metadata.outlet else { return };
        if by.metadata.outlet.as_ref().is_some_and(|own| same(own, outlet)) {
            return;
        }
        if let Some(span) = named(by, outlet) {
            let text = Remark::new("names", [label(by).to_owned(), outlet.name.clone()]);
            reasons.push(DirectionReason::new(3 * sign, "credit", text, by, span));
        }
        if let Some(span) = linked(by, of) {
            let text = Remark::new("links", [label(by).to_owned(), outlet.name.clone()]);
            reasons.push(DirectionReason::new(3 * sign, "link", text, by, span));
        }
    };
    one_way(a, b, 1);
    one_way(b, a, -1);
}

/// The outlet of a page, else its path, for sentences about it.
fn label(document: &Document) -> &str {
    document.metadata.outlet.as_ref().map_or(document.path.as_str(), |o| o.name.as_str())
}

/// Where the article names an outlet: as a mention, else by its name written with a capital letter.
pub(super) fn named(document: &Document, outlet: &Outlet) -> Option<Span> {
    let actor =
        |m: &&Mention| m.entity.and_then(|id| document.entity(id)).is_some_and(|e| e.actor == outlet.actor);
    if let Some(mention) = document.mentions.iter().find(actor) {
        return Some(mention.span);
    }
    let hashes = |text: &str| -> Vec<(Span, u32)> {
        let words = tokens(text, 0).into_iter().filter(|t| t.kind != TokenKind::Punctuation);
        words.map(|t| (t.span, word_hash(&t.folded, t.kind))).collect()
    };
    let name: Vec<u32> = hashes(outlet.name.split('|').next().unwrap_or("")).iter().map(|w| w.1).collect();
    if name.is_empty() || !document.mentions.is_empty() {
        return None;
    }
    let articles = document.blocks.iter().filter(|b| b.zone == Zone::Article);
    articles.into_iter().find_map(|block| {
        let words = hashes(document.slice(block.span));
        let found = words.windows(name.len()).find(|w| {
            let capital = w.first().is_some_and(|(span, _)| {
                span.of(document.slice(block.span)).chars().next().is_some_and(char::is_uppercase)
            });
            capital && w.iter().map(|word| word.1).eq(name.iter().copied())
        })?;
        let hull = found.iter().map(|w| w.0).reduce(Span::join)?;
        let start = block.span.start();
        Some(Span::new(start + hull.start(), start + hull.end()))
    })
}

/// Where the text of a page gives the address of another.
fn linked(document: &Document, to: &Document) -> Option<Span> {
    let url = to.metadata.url.as_deref()?;
    let bare = url.split("://").last()?.trim_end_matches('/');
    // the address of a page, not of a whole site
    let at = bare.contains('/').then(|| document.text.find(bare)).flatten()?;
    Some(Span::new(at, at + bare.len()))
}

/// What the pages say of their own time.
fn times(a: &Document, b: &Document, reasons: &mut Vec<DirectionReason>) {
    let (Some((p, fine_a)), Some((q, fine_b))) = (published(a), published(b)) else { return };
    let of = |d: &Document| d.metadata.published.value.clone().unwrap_or_default();
    let precise = fine_a && fine_b;
    // a day without an hour is later only when the day is
    let day = |t: i64| t.div_euclid(1440);
    let apart = if precise { q - p } else { (day(q) - day(p)) * 1440 };
    if apart.abs() <= CLOCKS {
        return;
    }
    let (first, second) = if apart > 0 { (a, b) } else { (b, a) };
    let points = (if precise { 2 } else { 1 }) * if apart > 0 { 1 } else { -1 };
    let text = Remark::new("dated-before", [of(first), of(second)]);
    reasons.push(DirectionReason::bare(points, "time", text));
    let modified = |d: &Document| Some(minute(&d.metadata.modified.as_ref()?.value)?.0);
    let (own, other) = if apart > 0 { (modified(a), q) } else { (modified(b), p) };
    if own.is_some_and(|t| t > other + CLOCKS) {
        let text = Remark::new("changed-after", [label(first), label(second)].map(str::to_owned));
        reasons.push(DirectionReason::bare(if apart > 0 { -1 } else { 1 }, "time", text));
    }
}

/// One page stands whole inside the other, which has words of its own around it.
fn whole(x: &Text, y: &Text, alignment: &Alignment, reasons: &mut Vec<DirectionReason>) {
    let (in_a, in_b) = (share(alignment.in_a, x.words.len()), share(alignment.in_b, y.words.len()));
    let edges = |ends: &dyn Fn(&super::align::Passage) -> (usize, usize), words: usize| {
        let from = alignment.passages.iter().map(|p| ends(p).0).min().unwrap_or(0);
        let to = alignment.passages.iter().map(|p| ends(p).1).max().unwrap_or(words);
        (from >= AROUND && words.saturating_sub(to) >= AROUND, to.saturating_sub(from))
    };
    let (inner, (around, room), words, sign) = match () {
        () if in_a >= WHOLE && in_b < WHOLE => {
            ("whole-first", edges(&|p| p.b, y.words.len()), x.words.len(), 1)
        }
        () if in_b >= WHOLE && in_a < WHOLE => {
            ("whole-second", edges(&|p| p.a, x.words.len()), y.words.len(), -1)
        }
        () => return,
    };
    // more on one side only may be a lead that was taken or a flash that grew; pieces may be what a cut left
    if around && room * 4 <= words * 5 {
        let text = Remark::new(inner, []);
        reasons.push(DirectionReason::bare(2 * sign, "whole", text));
    }
}

/// A number that one page rounds.
fn rounding(
    a: &Document,
    b: &Document,
    x: &Text,
    y: &Text,
    alignment: &Alignment,
    reasons: &mut Vec<DirectionReason>,
) {
    let figure = |d: &Document, t: &Text, at: usize| -> Option<(u64, Span)> {
        let span = t.words.get(at)?.span;
        let digits: String = d.slice(span).chars().filter(char::is_ascii_digit).collect();
        Some((digits.parse().ok()?, span))
    };
    for passage in &alignment.passages {
        for pair in passage.pieces.windows(2) {
            let [(i, j, n), (k, l, _)] = *pair else { continue };
            // one word against one word
            if (k, l) != (i + n + 1, j + n + 1) {
                continue;
            }
            let (Some(p), Some(q)) = (figure(a, x, i + n), figure(b, y, j + n)) else { continue };
            if rounds(p.0, q.0) {
                let text = Remark::new("rounded", [label(b).to_owned(), p.0.to_string(), q.0.to_string()]);
                return reasons.push(DirectionReason::new(1, "mutation", text, b, q.1));
            }
            if rounds(q.0, p.0) {
                let text = Remark::new("rounded", [label(a).to_owned(), q.0.to_string(), p.0.to_string()]);
                return reasons.push(DirectionReason::new(-1, "mutation", text, a, p.1));
            }
        }
    }
}

/// True when `rough` is `exact` with its last digits made zero, within a tenth.
pub(crate) fn rounds(exact: u64, rough: u64) -> bool {
    let zeros = |mut n: u64| {
        let mut count = 0;
        while n > 0 && n.is_multiple_of(10) {
            n /= 10;
            count += 1;
        }
        count
    };
    exact != rough && rough >= 10 && zeros(rough) > zeros(exact) && exact.abs_diff(rough) <= exact / 10
}

impl DirectionReason {
    fn bare(points: i8, kind: &str, text: Remark) -> Self {
        Self { points, kind: kind.to_owned(), text, evidence: None }
    }
    fn new(points: i8, kind: &str, text: Remark, document: &Document, span: Span) -> Self {
        let evidence =
            Evidence { document: document.id.clone(), span, text: document.slice(span).to_owned() };
        Self { points, kind: kind.to_owned(), text, evidence: Some(evidence) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_far_as_they_are_told() {
        assert_eq!(minute("1970-01-01T00:10"), Some((10, true)));
        assert_eq!(minute("1970-01-01T02:10:59+02:00"), Some((10, true)));
        assert_eq!(minute("1970-01-01T00:10:00.5Z"), Some((10, true)));
        assert_eq!(minute("1970-01-02"), Some((1440, false)));
        assert_eq!(minute("2024-02-29T12:00"), Some((28_486_800, true)));
        for wrong in ["", "2024", "2024-05", "2024-13-45", "вчора", "20240501"] {
            assert_eq!(minute(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn rounding_has_a_direction() {
        for (exact, rough, is) in [
            (48_317, 48_000, true),
            (48_000, 48_317, false),
            (50, 50, false),
            (23, 40, false),
            (97, 100, true),
        ] {
            assert_eq!(rounds(exact, rough), is, "{exact} {rough}");
        }
    }
}
