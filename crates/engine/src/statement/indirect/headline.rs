//! Headlines: "S: X" and "X: expert explained" (I16).
//!
//! Takes a `Line`, its source phrases and a cue, gives at most one draft.

use super::*;
use crate::model::*;
use crate::statement::draft::{Draft, Who};
use crate::statement::lexicon::{Class, CueEntry};
use crate::statement::line::Line;
use crate::statement::source::Source;
use std::ops::Range;

/// I16: "CLAIM: Expert explained, what …".
pub(super) fn headline_before(
    line: &Line<'_>,
    _sources: &[Source],
    cue: &Range<usize>,
    entry: &CueEntry,
    subject: &Subject,
) -> Option<Draft> {
    let sentence = line.sentence(cue.start);
    let colon = (0..cue.start).rev().find(|&k| line.word(k) == ":" && line.depth_at(k) == 0)?;
    let start = if colon > sentence.start { sentence.start } else { line.sentence(colon).start };
    let content = start..colon;
    if line.words_in(content.clone()) < 2 {
        return None;
    }
    let mut draft =
        make(line, "headline-claim-before", vec![content], cue.clone(), &entry.lemma, entry.class, 0.7);
    set_subject(&mut draft, subject);
    Some(draft)
}

/// I16: "S: X" in a headline.
///
/// `label`: whom the page names elsewhere by the last word before the colon.
pub(in crate::statement) fn headline(
    line: &Line<'_>,
    sources: &[Source],
    label: Option<Source>,
) -> Option<Draft> {
    // a plain text has its headline in its first line
    let first = label.is_some() && line.block.0 == 0 && line.tokens.len() <= 32;
    if !line.is_headline() && !first {
        return None;
    }
    let colon = (1..line.tokens.len().min(14)).find(|&k| line.word(k) == ":" && line.depth_at(k) == 0)?;
    if (0..colon).all(|k| !line.is_word(k) || line.lexicon.headline_labels.contains(line.word(k))) {
        return None;
    }
    let known = sources.iter().find(|s| s.range.end == colon && s.range.start <= 1);
    let source = known.or(label.as_ref())?;
    if source.kind == SpeakerKind::Pronoun
        || source.relative
        || source.entity_kind == EntityKind::Place
        || source.document && (line.lexicon.slavic || !line.lexicon.research.contains(&*source.head))
    {
        return None;
    }
    let content = colon + 1..line.tokens.len();
    if line.words_in(content.clone()) < 3 || line.lexicon.slavic && is_label(line, source, content.clone()) {
        return None;
    }
    // "Name: watch the video" and questions are topics
    let last = line.tokens.len() - 1;
    if line.word(last).starts_with('?') {
        return None;
    }
    let stripped = line.strip_marks(content);
    let mut draft =
        make(line, "headline-colon", vec![stripped.clone()], colon..colon + 1, ":", Class::Assert, 0.8);
    if line
        .quotes
        .iter()
        .any(|q| q.depth == 1 && q.inner.start <= stripped.start && stripped.end <= q.inner.end)
    {
        draft.kind = StatementKind::Direct;
    }
    draft.who = Who::Source(Box::new(source.clone()));
    Some(draft)
}

/// «Дайджест каналу «Сорока»: що сталося за ніч»: whose page it is and what it is about, nobody's words.
fn is_label(line: &Line<'_>, source: &Source, content: Range<usize>) -> bool {
    let owned = source.range.start > 0 && line.is_word(source.range.start - 1);
    let asks = line.lexicon.question_words.contains(line.word(content.start));
    // one word is the name of an outlet, whatever stands behind it
    let verbal = || content.clone().any(|k| source::looks_verbal(line, k) || line.finite_cue(k).is_some());
    source.media && (owned || asks || source.range.len() > 1 && !verbal())
}
