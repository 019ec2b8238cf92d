//! Refusals to comment or confirm, with what they are about (I17).
//!
//! Takes a `Line`, its source phrases and the token of the refusal, gives at most one draft.

use super::*;
use crate::statement::draft::{Draft, Who};
use crate::statement::lexicon::{Class, CueEntry};
use crate::statement::line::Line;
use crate::statement::source::{self, Source};
use std::ops::Range;

/// A refusal to comment or confirm, with what it is about.
pub(super) fn no_comment(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Draft> {
    if let Some(draft) = super::fronted::refused(line, sources, i) {
        return Some(draft);
    }
    let (n, ()) = line.lexicon.no_comment.at(line.tokens, i)?;
    if line.depth_at(i) > 0 {
        return None;
    }
    let mut start = i + n;
    if line.lexicon.about.contains(line.word(start)) || line.is_preposition(start) {
        start += 1;
    }
    if let Some((who, object)) = super::fronted::parts(line, sources, &(i..i + n), None) {
        let mut draft = make(line, "no-comment", vec![object], i..i + n, line.raw(i), Class::NoComment, 0.8);
        draft.who = Who::Source(Box::new(who));
        return Some(draft);
    }
    let sentence = line.sentence(i);
    let end = clause_end(line, sources, start, sentence.end);
    let bare = line.words_in(start..end) == 0 || line.is_comma(start) || line.is_stop(start);
    let (cue, content) = if bare { refusal(line, i..i + n) } else { (i..i + n, start..end) };
    let entry = CueEntry::finite(line.raw(i), "");
    let subject = match source::before(line, sources, i, &entry) {
        Some(source) => Subject::Found(Box::new(source.clone())),
        None => match source::in_place(line, sources, i..i + n).or_else(|| source::described_before(line, i))
        {
            Some(source) => Subject::Found(Box::new(source)),
            None if line.lexicon.slavic && super::subject::joined(line, i) => Subject::Shared,
            None => Subject::None,
        },
    };
    if matches!(subject, Subject::None) {
        return None;
    }
    let mut draft = make(line, "no-comment", vec![content], cue, &entry.lemma, Class::NoComment, 0.85);
    set_subject(&mut draft, &subject);
    Some(draft)
}

/// "declined | to comment", "отказался | от комментариев": of a refusal that says nothing of what, the verb and what it
/// refuses. A refusal of one verb is both.
fn refusal(line: &Line<'_>, phrase: Range<usize>) -> (Range<usize>, Range<usize>) {
    let last = phrase.end - 1;
    let tied = last > phrase.start && line.is_preposition(last - 1);
    let from = if tied { last - 1 } else { last };
    let verb =
        (phrase.start..from).any(|k| line.is_word(k) && !line.lexicon.not_words.contains(line.word(k)));
    if verb { (phrase.start..from, from..phrase.end) } else { (phrase.clone(), phrase) }
}
