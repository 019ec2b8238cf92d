//! What the row of a page says of its date: as people decided, else as the page states it.

use crate::derive::read_decisions;
use crate::{Decision, Decisions, Verb};
use reportedly_engine::corpus::{DECIDED, days, is_vague};
use reportedly_engine::model::Document;
use rusqlite::{Connection, OptionalExtension, params};

pub(crate) struct Dated {
    pub(crate) value: Option<String>,
    /// The first and the last day it may mean.
    pub(crate) first: Option<String>,
    pub(crate) last: Option<String>,
    /// The value is vague, or the page contradicts itself and nobody decided.
    pub(crate) doubt: bool,
}

impl Dated {
    pub(crate) fn new(document: &Document, decisions: &Decisions) -> Self {
        let published = &document.metadata.published;
        if let Some((value, _)) = decisions.date_of(&document.id) {
            return Self::of(value, false);
        }
        let decided = published.basis.as_ref().is_some_and(|basis| basis.kind == DECIDED);
        Self::of(published.value.as_deref(), published.why.is_some() && !decided)
    }

    fn of(value: Option<&str>, doubt: bool) -> Self {
        let (first, last) = value.and_then(days).unzip();
        let doubt = doubt || value.is_some_and(is_vague);
        Self { value: value.map(str::to_owned), first, last, doubt }
    }
}

/// The decisions that rows follow: none are read when none is about dates.
pub(crate) fn decisions(connection: &Connection) -> rusqlite::Result<Decisions> {
    let some = "SELECT 1 FROM decision WHERE verb = ?1 LIMIT 1";
    let some = connection.query_row(some, [Verb::Date.word()], |_| Ok(())).optional()?;
    some.map_or_else(|| Ok(Decisions::default()), |()| Ok(Decisions::replay(&read_decisions(connection)?)))
}

/// Writes the date of the page that a new decision is about into its row. `before` are the decisions before it.
pub(crate) fn follow(connection: &Connection, new: &Decision, before: &[Decision]) -> rusqlite::Result<()> {
    let undone = |decision: &&Decision| {
        new.verb == Verb::Undo && new.subjects.first() == Some(&decision.number.to_string())
    };
    let about = if new.verb == Verb::Undo { before.iter().find(undone) } else { Some(new) };
    let Some(page) = about.filter(|about| about.verb == Verb::Date).and_then(|about| about.subjects.first())
    else {
        return Ok(());
    };
    let sql = "SELECT a.value FROM document d JOIN analysis a ON a.document = d.number WHERE d.id = ?1";
    let packed: Option<Vec<u8>> = connection.query_row(sql, [page], |row| row.get(0)).optional()?;
    let json = packed.and_then(|packed| zstd::decode_all(packed.as_slice()).ok());
    // a page that cannot be read is dated when it is read anew
    let Some(document) = json.and_then(|json| serde_json::from_slice::<Document>(&json).ok()) else {
        return Ok(());
    };
    let dated = Dated::new(&document, &Decisions::replay(&read_decisions(connection)?));
    let sql = "UPDATE document SET published = ?2, first_day = ?3, last_day = ?4, doubt = ?5 WHERE id = ?1";
    connection.execute(sql, params![page, dated.value, dated.first, dated.last, dated.doubt])?;
    Ok(())
}
