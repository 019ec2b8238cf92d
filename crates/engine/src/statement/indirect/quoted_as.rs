//! "Vint was quoted by the Herald as saying that X", "the Herald quoted Vint as saying that X". English only.
//!
//! Takes a `Line`, its source phrases and the participle, gives who speaks and who hands the words on.

use crate::statement::lexicon::CueEntry;
use crate::statement::line::Line;
use crate::statement::source::{self, Source};

/// Tokens between "quoted" and "as" at most.
const BETWEEN: usize = 10;

/// `cue`: the participle behind "as".
pub(super) fn quoted_as(
    line: &Line<'_>,
    sources: &[Source],
    cue: usize,
    entry: &CueEntry,
) -> Option<(Source, Option<Source>)> {
    let at = cue.checked_sub(1).filter(|&k| !line.lexicon.slavic && line.word(k) == "as")?;
    let floor = line.sentence(cue).start.max(at.saturating_sub(BETWEEN));
    let quoted = (floor..at)
        .rev()
        .find(|&k| matches!(line.word(k), "quoted" | "quotes" | "quoting" | "cited" | "cites" | "citing"))?;
    let within = || sources.iter().filter(|s| s.range.start > quoted && s.range.end <= at && !s.relative);
    let verb = source::verb_start(line, quoted);
    let passive =
        (verb..quoted).any(|k| matches!(line.word(k), "is" | "are" | "was" | "were" | "been" | "being"));
    let before = source::before(line, sources, quoted, entry).cloned();
    if passive {
        let by = within().find(|s| line.word(s.range.start.wrapping_sub(1)) == "by").cloned();
        return Some((before.or_else(|| source::described_before(line, verb))?, by));
    }
    let speaker = within().next().cloned()?;
    Some((speaker, before))
}
