//! What a retelling did to the words it retells.

use super::super::claims::column;
use super::super::compare::{equal_value, number};
use super::super::proposition::{Place, Proposition, Quantity, name_key};
use super::super::words::{Meaning, Words};
use super::Row;
use crate::model::{Remark, Span};
use crate::text::tokens;

/// Letters of the shortest number word that may begin another word.
const NUMBER: usize = 4;

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
        if names(own, a, key) || given(row, b, feature.span, |key| names(own, a, key)) {
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
        if !names(row, b, key) && !given(own, a, feature.span, |key| names(row, b, key)) {
            out.push(Remark::new("drops", [own.document.slice(feature.span).to_owned()]));
        }
    }
    let values = |p: &Proposition| p.quantities.iter().filter(|q| !q.year).cloned().collect::<Vec<_>>();
    let (x, y) = (values(a), values(b));
    for q in &y {
        if !x.iter().any(|p| equal_value(p.value, q.value)) {
            if compounded(own, a, q, words) {
                continue;
            }
            out.push(Remark::new(if x.is_empty() { "adds-number" } else { "other-number" }, [number(q)]));
        } else if !x.iter().any(|p| p.value == q.value) {
            out.push(Remark::new("rounds", [number(q)]));
        }
    }
    if y.is_empty() && x.iter().any(|q| !compounded(row, b, q, words)) {
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

/// True when a telling has a name, or writes a word that sounds as it does.
fn names(row: &Row<'_>, said: &Proposition, key: &str) -> bool {
    let sounds = |word: &str| {
        let own = name_key(word);
        own.len() > 4 && (own.starts_with(key) || key.starts_with(&own)) && own.len().abs_diff(key.len()) <= 2
    };
    said.features.contains_key(key)
        || key.starts_with("n:")
            && tokens(row.document.slice(said.span), 0).iter().any(|token| sounds(&token.folded))
}

/// True when a name stands right before another that the other telling has: a given name before a family name.
fn given(row: &Row<'_>, said: &Proposition, name: Span, known: impl Fn(&str) -> bool) -> bool {
    let next = |span: Span| {
        span.start() > name.end() && row.document.slice(Span::new(name.end(), span.start())).trim().is_empty()
    };
    said.features.iter().any(|(key, feature)| key.starts_with("n:") && next(feature.span) && known(key))
}

/// True when a word of a telling begins with the number: "п'ятирічна", "пятилетняя", "five-year".
fn compounded(row: &Row<'_>, said: &Proposition, quantity: &Quantity, words: &Words) -> bool {
    let text = row.document.slice(said.span);
    let column = column(super::language_at(row.document, said.span), text, words);
    let means = |begin: &str| {
        let found = words.look(column, begin);
        found.iter().any(|meaning| matches!(meaning, Meaning::Number(value, _) if *value == quantity.value))
    };
    tokens(text, 0).iter().any(|token| {
        let ends = token.folded.char_indices().map(|(at, _)| at).skip(NUMBER);
        ends.filter_map(|end| token.folded.get(..end)).any(means)
    })
}
