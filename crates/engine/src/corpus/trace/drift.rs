//! What a retelling did to the words it retells.

use super::super::compare::{equal_value, number};
use super::super::proposition::{Place, Proposition};
use super::super::words::Words;
use super::Row;

/// What a telling adds, drops or changes against the root's own words.
pub(super) fn drift(own: &Row<'_>, row: &Row<'_>, words: &Words) -> Vec<String> {
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
            (Place::Subject, Some(verb)) => out.push(format!("adds who does it ({verb}): \"{text}\"")),
            _ => out.push(format!("adds \"{text}\"")),
        }
    }
    for (key, feature) in a.features.iter().filter(|(k, _)| is_name(k)) {
        if !b.features.contains_key(key) {
            out.push(format!("leaves out \"{}\"", own.document.slice(feature.span)));
        }
    }
    let values = |p: &Proposition| p.quantities.iter().filter(|q| !q.year).cloned().collect::<Vec<_>>();
    let (x, y) = (values(a), values(b));
    for q in &y {
        if !x.iter().any(|p| equal_value(p.value, q.value)) {
            out.push(if x.is_empty() {
                format!("adds the number {}", number(q))
            } else {
                format!("gives the number as {}", number(q))
            });
        } else if !x.iter().any(|p| p.value == q.value) {
            out.push(format!("rounds the number to {}", number(q)));
        }
    }
    if y.is_empty() && !x.is_empty() {
        out.push("leaves out the number".to_owned());
    }
    let hedged = |r: &Row<'_>, p: &Proposition| r.statement.hedged || p.hedged;
    match (hedged(own, a), hedged(row, b)) {
        (true, false) => out.push("drops the hedge".to_owned()),
        (false, true) => out.push("adds a hedge".to_owned()),
        _ => {}
    }
    if b.modality < a.modality {
        out.push(
            format!("surer than the root: {:?} there, {:?} here", a.modality, b.modality).to_lowercase(),
        );
    } else if b.modality > a.modality {
        out.push(
            format!("weaker than the root: {:?} there, {:?} here", a.modality, b.modality).to_lowercase(),
        );
    }
    out
}
