//! One date of many. Takes all statements, gives the day that most independent bases state, and why not the others.

use super::super::Evidence;
use super::value::{self, Reading};
use super::{Candidate, Dates, REJECTED, weight};
use crate::model::{Published, RejectedDate, Remark, Stated, StatedDate};

const STRONGER: &str = "stronger-basis";

pub(super) fn choose(evidence: &Evidence<'_>, mut dates: Dates<'_>) -> (Published, Option<Stated>) {
    settle(evidence, &mut dates);
    drop_weak(&mut dates);
    let modified = modified(&dates);
    let chosen = best(&dates.candidates);
    // of those that state the day the strongest, one with a time of day before one without
    let fine = |c: &&Candidate| (c.value.contains('T') && c.weight >= weight::PLAIN, c.weight);
    let chosen =
        chosen.and_then(|day| dates.candidates.iter().rev().filter(|c| c.day() == day).max_by_key(fine));
    // without a day, a month or a year is all the page says
    let coarse = |c: &&Candidate| (c.weight, c.value.len());
    let partial = dates.partial.iter().rev().max_by_key(coarse);
    let Some(chosen) = chosen.or(partial) else {
        let published = Published { rejected: dates.rejected, ..Published::default() };
        return (published, modified);
    };
    let (value, basis) = (chosen.value.clone(), chosen.basis.clone());
    let agrees = |c: &Candidate| {
        c.day() == chosen.day() || value::can_be(&c.value, chosen.day()) || chosen.value.len() < 10
    };
    let mut rejected = std::mem::take(&mut dates.rejected);
    for other in dates.candidates.iter().filter(|c| !agrees(c)) {
        let again = rejected.iter().any(|r| r.value == other.value && r.span == other.basis.span);
        if !again {
            let why = Remark::new(STRONGER, []);
            rejected.insert(0, RejectedDate { value: other.value.clone(), span: other.basis.span, why });
        }
    }
    rejected.truncate(REJECTED);
    let why = reason(&dates.candidates, agrees);
    let all = dates.candidates.iter().chain(&dates.partial);
    let candidates =
        all.map(|c| StatedDate { value: c.value.clone(), basis: c.basis.clone(), weight: c.weight });
    let published =
        Published { value: Some(value), basis: Some(basis), why, candidates: candidates.collect(), rejected };
    (published, modified)
}

/// "json-ld, path; against it: text" when not all bases state one day.
fn reason(candidates: &[Candidate], agrees: impl Fn(&Candidate) -> bool) -> Option<Remark> {
    let kinds = |agreeing: bool| {
        let mut kinds: Vec<&str> = Vec::new();
        for candidate in candidates.iter().filter(|c| agrees(c) == agreeing) {
            if !kinds.contains(&candidate.basis.kind.as_str()) {
                kinds.push(&candidate.basis.kind);
            }
        }
        kinds.join(", ")
    };
    let against = kinds(false);
    (!against.is_empty()).then(|| Remark::new("stated-by", [kinds(true), against]))
}

/// The day with the greatest sum of weights; of equals the one with the strongest basis, then the first.
fn best(candidates: &[Candidate]) -> Option<&str> {
    let mut best: Option<((u32, u32), &str)> = None;
    let mut seen: Vec<&str> = Vec::new();
    for candidate in candidates {
        let day = candidate.day();
        if seen.contains(&day) {
            continue;
        }
        seen.push(day);
        // whether the page says in its own time that this is the day
        let own = candidates
            .iter()
            .any(|c| c.day() == day && c.weight >= weight::PLAIN && !value::is_utc(&c.value));
        let mut families: Vec<(&str, u32)> = Vec::new();
        for c in candidates.iter().filter(|c| c.day() == day || own && value::can_be(&c.value, day)) {
            match families.iter_mut().find(|(family, _)| *family == c.family()) {
                Some((_, weight)) => *weight = c.weight.max(*weight),
                None => families.push((c.family(), c.weight)),
            }
        }
        let sum = families.iter().map(|(_, weight)| weight).sum();
        let strongest = candidates.iter().filter(|c| c.day() == day).map(|c| c.weight).max().unwrap_or(0);
        if best.is_none_or(|(top, _)| (sum, strongest) > top) {
            best = Some(((sum, strongest), day));
        }
    }
    best.map(|(_, day)| day)
}

/// Of two possible days the one that another basis states, then the one the page's order of day and month gives.
fn settle(evidence: &Evidence<'_>, dates: &mut Dates<'_>) {
    if dates.either.is_empty() {
        return;
    }
    let mut order = None;
    for either in std::mem::take(&mut dates.either) {
        let (first, second) = &either.days;
        let stated =
            |day: &str| dates.candidates.iter().any(|c| c.day() == day || value::can_be(&c.value, day));
        let day = match (stated(first), stated(second)) {
            (true, false) => Some(first),
            (false, true) => Some(second),
            _ => {
                let month_first = *order.get_or_insert_with(|| value::month_first(evidence));
                month_first.map(|month_first| if month_first { second } else { first })
            }
        };
        match day.cloned() {
            Some(day) => dates.add(Reading::Day(day), "", either.weight, either.basis),
            None => {
                dates.reject(format!("[{first},{second}]"), either.basis.span, "either-order");
            }
        }
    }
}

/// Weak statements count only when they agree and nothing stronger is there.
fn drop_weak(dates: &mut Dates<'_>) {
    let strong = dates.candidates.iter().any(|c| c.weight > weight::WEAK);
    let mut days: Vec<String> = dates.candidates.iter().map(|c| c.day().to_owned()).collect();
    days.dedup();
    if !strong && days.len() <= 1 {
        return;
    }
    let why = if strong { STRONGER } else { "several-dates" };
    for weak in dates.candidates.extract_if(.., |c| c.weight <= weight::WEAK).collect::<Vec<_>>() {
        dates.reject(weak.value, weak.basis.span, why);
    }
}

/// The latest day of change that a basis states; the first statement of it.
fn modified(dates: &Dates<'_>) -> Option<Stated> {
    let kept = dates.modified.iter().filter(|stated| !dates.is_future(&stated.value));
    kept.rev().max_by(|a, b| a.value.get(..10).cmp(&b.value.get(..10))).cloned()
}
