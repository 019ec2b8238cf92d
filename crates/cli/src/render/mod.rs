//! How answers look: one file for each command, values in, text or JSON out. Asks nothing and writes nothing.

pub(crate) mod add;
pub(crate) mod claims;
pub(crate) mod compare;
pub(crate) mod copies;
pub(crate) mod decide;
pub(crate) mod denials;
pub(crate) mod docs;
pub(crate) mod explain;
pub(crate) mod positions;
pub(crate) mod relays;
pub(crate) mod search;
pub(crate) mod trace;
pub(crate) mod verify;
pub(crate) mod who;
mod wrap;

use crate::session::Session;
use std::collections::BTreeSet;

/// "1 page", "5 pages".
pub(crate) fn count(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}

/// "5 documents (uk ru en)": what an answer of "none" was looked for in.
pub(crate) fn searched(session: &Session) -> String {
    let languages: BTreeSet<&str> = session
        .documents
        .iter()
        .filter_map(|document| document.language.as_ref())
        .map(|language| language.code())
        .collect();
    let languages: Vec<&str> = languages.into_iter().collect();
    let languages = if languages.is_empty() { String::new() } else { format!(" ({})", languages.join(" ")) };
    format!("{}{languages}", count(session.documents.len(), "document"))
}

/// The word an enum of the model is written as.
pub(crate) fn word<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word.replace('_', " "),
        _ => String::new(),
    }
}
