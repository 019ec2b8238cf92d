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
            let word = |p: &Position| {
                let text = p.evidence.first().map_or("", |e| e.text.as_str());
                let short: String = text.chars().take(60).collect();
                let more = if short.len() < text.len() { "…" } else { "" };
                let answer = if p.negated { "no" } else { "yes" };
                format!("{answer} on {} (\"{short}{more}\")", p.when.as_deref().unwrap_or(""))
            };
            found.push(format!("{}, {}", word(a), word(b)));
        }
    }
    if found.is_empty() && !positions.rows.is_empty() {
        found.push("none shown by his own dated words".to_owned());
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
        positions.gaps.push("nothing on this topic in these documents".to_owned());
    } else if !rows.iter().any(|r| r.holder == Holder::Own) {
        if asked.holder.is_none() {
            positions.gaps.push("no statement of his own, only what others say".to_owned());
        }
    } else if !rows.iter().any(|r| r.holder == Holder::Own && r.when.is_some()) {
        positions.gaps.push("no dated statement of his own".to_owned());
    }
    let undated = rows.iter().filter(|r| r.when.is_none()).count();
    if undated > 0 {
        positions.gaps.push(format!("{undated} of {} statements undated", rows.len()));
    }
    positions.gaps.append(&mut silences);
    if outside > 0 {
        positions.gaps.push(format!("{outside} statements outside the asked dates"));
    }
    let present: BTreeSet<&str> =
        shelf.documents().filter_map(|d| d.language.as_ref()).map(Language::code).collect();
    let missing: Vec<&str> =
        super::super::words::COLUMNS.into_iter().filter(|c| !present.contains(c)).collect();
    if !missing.is_empty() {
        positions.gaps.push(format!("no documents in {}", missing.join(", ")));
    }
}

/// Times without dated words of his own: longer than asked, and whole years of the asked time.
fn silences(rows: &[Position], shelf: &Shelf<'_>, asked: &Asked<'_>) -> Vec<String> {
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
            out.push(format!(
                "nothing from {} to {} ({length} days; pages here dated in that time: {between})",
                day(a),
                day(b)
            ));
        }
    }
    let year = |d: &str| d.get(..4).and_then(|y| y.parse::<u32>().ok());
    if let (Some(from), Some(to)) = (asked.since.and_then(year), asked.until.and_then(year)) {
        let said: BTreeSet<u32> = rows.iter().filter_map(|r| year(r.when.as_deref()?)).collect();
        let empty: Vec<String> =
            (from..=to.min(from + 100)).filter(|y| !said.contains(y)).map(|y| y.to_string()).collect();
        if !empty.is_empty() {
            out.push(format!("no dated statement in {}", empty.join(", ")));
        }
    }
    if out.len() > GAPS {
        let more = out.len() - GAPS;
        out.truncate(GAPS);
        out.push(format!("and {more} gaps more"));
    }
    out
}
