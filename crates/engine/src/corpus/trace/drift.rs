//! What a retelling did to the words it retells.

use super::super::compare::{equal_value, number};
use super::super::proposition::{Place, Proposition};
use super::super::words::Words;
use super::Row;
use crate::model::Remark;

/// What a telling adds, drops or changes against the root's own words.
pub(super) fn drift(own: &Row<'_>, row: &Row<'_>, words: &Words) -> Vec<Remark> {
    let (Some(a), Some(b)) = (&own.proposition, &row.proposition) else { return Vec::new() };
    let mut out = Vec::new();
    let is_name = |key: &str| key.starts_with("n:") || key.starts_with("loc:");
    let verb = b.features.keys().filter_map(|k| k.strip_prefix("p:")).find(|id| {
        a.features.contains_key(&format!("p:{id}"))
            && words.predicate(id).is_some_and(|p| !p.weak && !p.speech)
    });
    for (key, feature) in b.features.iter().filter(|(k, _)| is_name(k)) {
        if a.features.contains_key(key) {
            continue;
        }
        let text = row.document.slice(feature.span);
        match (feature.place, verb) {
            (Place::Subject, Some(verb)) => {
                out.push(Remark::new("adds-agent", [verb.to_owned(), text.to_owned()]));
            }
            _ => out.push(Remark::new("adds", [text.to_owned()])),
        }
    }
    for (key, feature) in a.features.iter().filter(|(k, _)| is_name(k)) {
        if !b.features.contains_key(key) {
            out.push(Remark::new("drops", [own.document.slice(feature.span).to_owned()]));
        }
    }
    let values = |p: &Proposition| p.quantities.iter().filter(|q| !q.year).cloned().collect::<Vec<_>>();
    let (x, y) = (values(a), values(b));
    for q in &y {
        if !x.iter().any(|p| equal_value(p.value, q.value)) {
            out.push(Remark::new(if x.is_empty() { "adds-number" } else { "other-number" }, [number(q)]));
        } else if !x.iter().any(|p| p.value == q.value) {
            out.push(Remark::new("rounds", [number(q)]));
        }
    }
    if y.is_empty() && !x.is_empty() {
        out.push(Remark::new("drops-number", []));
    }
    let hedged = |r: &Row<'_>, p: &Proposition| r.statement.hedged || p.hedged;
    match (hedged(own, a), hedged(row, b)) {
        (true, false) => out.push(Remark::new("drops-hedge", [])),
        (false, true) => out.push(Remark::new("adds-hedge", [])),
        _ => {}
    }
    let modalities = || [a.modality, b.modality].map(|modality| format!("{modality:?}").to_lowercase());
    if b.modality < a.modality {
        out.push(Remark::new("surer", modalities()));
    } else if b.modality > a.modality {
        out.push(Remark::new("weaker", modalities()));
    }
    out
}
