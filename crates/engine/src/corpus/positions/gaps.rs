//! What the rows of an actor show when they are put side by side: where his own words change, and when nothing is told.

use super::super::model::*;
use super::super::roots::Shelf;
use super::Asked;
use crate::date;
use crate::model::*;
use std::collections::BTreeSet;

/// Gaps named one by one; more are summed up.
const GAPS: usize = 20;

/// Between two of his own dated statements that say the opposite.
pub(super) fn changes(positions: &mut Positions) {
    let own: Vec<&Position> =
        positions.rows.iter().filter(|r| r.holder == Holder::Own && r.when.is_some()).collect();
    let mut found = Vec::new();
    for pair in own.windows(2) {
        if let [a, b] = pair
            && a.negated != b.negated
            && apart(a, b)
        {
            let words = |p: &Position| {
                let text = p.evidence.first().map_or("", |e| e.text.as_str());
                let short: String = text.chars().take(60).collect();
                if short.len() < text.len() { format!("{short}…") } else { short }
            };
            let when = |p: &Position| p.when.clone().unwrap_or_default();
            let code = if a.negated { "no-yes" } else { "yes-no" };
            found.push(Remark::new(code, [when(a), words(a), when(b), words(b)]));
        }
    }
    if found.is_empty() && !positions.rows.is_empty() {
        found.push(Remark::new("steady", []));
    }
    positions.changes = found;
}

/// More than a day lies between: the same day's pages may tell one speech in different words.
fn apart(a: &Position, b: &Position) -> bool {
    let (Some(a), Some(b)) = (&a.when, &b.when) else { return false };
    date::days_between(a, b).map_or(a != b, |days| days > 1)
}

/// What the corpus does not show.
pub(super) fn gaps(positions: &mut Positions, shelf: &Shelf<'_>, outside: u32, asked: &Asked<'_>) {
    let rows = &positions.rows;
    let mut silences = silences(rows, shelf, asked);
    if rows.is_empty() {
        positions.gaps.push(Remark::new("nothing", []));
    } else if !rows.iter().any(|r| r.holder == Holder::Own) {
        if asked.holder.is_none() {
            positions.gaps.push(Remark::new("only-others", []));
        }
    } else if !rows.iter().any(|r| r.holder == Holder::Own && r.when.is_some()) {
        positions.gaps.push(Remark::new("no-dated", []));
    }
    let undated = rows.iter().filter(|r| r.when.is_none()).count();
    if undated > 0 {
        positions.gaps.push(Remark::new("undated", [undated.to_string(), rows.len().to_string()]));
    }
    positions.gaps.append(&mut silences);
    if outside > 0 {
        positions.gaps.push(Remark::new("outside", [outside.to_string()]));
    }
    let present: BTreeSet<&str> =
        shelf.documents().filter_map(|d| d.language.as_ref()).map(Language::code).collect();
    let missing: Vec<&str> =
        super::super::words::COLUMNS.into_iter().filter(|c| !present.contains(c)).collect();
    if !missing.is_empty() {
        positions.gaps.push(Remark::new("no-language", [missing.join(", ")]));
    }
}

/// Times without dated words of his own: longer than asked, and whole years of the asked time.
fn silences(rows: &[Position], shelf: &Shelf<'_>, asked: &Asked<'_>) -> Vec<Remark> {
    let pages: Vec<&str> = shelf.documents().filter_map(|d| d.metadata.published.value.as_deref()).collect();
    let own = || rows.iter().filter(|r| asked.holder.is_some() || r.holder == Holder::Own);
    let mut out = Vec::new();
    if let Some(least) = asked.gap {
        let mut days: Vec<&str> =
            own().filter_map(|r| r.when.as_deref()).filter(|d| date::is_day(d)).collect();
        days.extend([asked.since, asked.until].into_iter().flatten().filter(|d| date::is_day(d)));
        days.sort_unstable();
        for pair in days.windows(2) {
            let [a, b] = pair else { continue };
            let Some(length) = date::days_between(a, b).filter(|n| *n > i64::from(least)) else { continue };
            let between = pages.iter().filter(|p| *p > a && *p < b).count();
            let day = |d: &str| d.get(..10).unwrap_or(d).to_owned();
            out.push(Remark::new("silence", [day(a), day(b), length.to_string(), between.to_string()]));
        }
    }
    let year = |d: &str| d.get(..4).and_then(|y| y.parse::<u32>().ok());
    if let (Some(from), Some(to)) = (asked.since.and_then(year), asked.until.and_then(year)) {
        let said: BTreeSet<u32> = rows.iter().filter_map(|r| year(r.when.as_deref()?)).collect();
        let empty: Vec<String> =
            (from..=to.min(from + 100)).filter(|y| !said.contains(y)).map(|y| y.to_string()).collect();
        if !empty.is_empty() {
            out.push(Remark::new("empty-years", [empty.join(", ")]));
        }
    }
    if out.len() > GAPS {
        let more = out.len() - GAPS;
        out.truncate(GAPS);
        out.push(Remark::new("more-gaps", [more.to_string()]));
    }
    out
}
