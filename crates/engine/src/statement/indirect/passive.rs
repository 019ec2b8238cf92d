//! English passives without a subject of their own: "it is asserted by the Crown that".
//!
//! Takes a `Line`, its source phrases and a cue, gives at most one draft.

use super::clause::{claim_after, clause};
use super::*;
use crate::statement::draft::Draft;
use crate::statement::lexicon::{CueEntry, Form};
use crate::statement::line::Line;
use crate::statement::source::{self, Source};

/// "it was argued (by S) that X".
pub(super) fn passive(
    line: &Line<'_>,
    sources: &[Source],
    cue: Range<usize>,
    entry: &CueEntry,
    earlier: &[Draft],
) -> Option<Draft> {
    let verb = source::verb_start(line, cue.start);
    if line.word(verb.wrapping_sub(1)) != "it" || !entry.frame('t') || entry.strength < 2 {
        return None;
    }
    let by = (line.word(cue.end) == "by").then(|| source::after(line, sources, cue.end + 1)).flatten();
    let from = by.map_or(cue.end, |s| s.range.end);
    let that =
        line.word(from) == "that" || by.is_some() && line.is_comma(from) && line.word(from + 1) == "that";
    if !that {
        return None;
    }
    let subject = by.map_or(Subject::None, |s| Subject::Found(Box::new(s.clone())));
    let entry = CueEntry { form: Form::Impersonal, ..entry.clone() };
    let claim = claim_after(line, sources, from, &entry)?;
    clause(line, sources, cue, &entry, None, subject, claim, earlier)
}
