//! Claims that stand apart from their cue: the sentence before ("about this"), a list, the words after a colon (I5, I15).
//!
//! Takes a `Line`, its source phrases and a cue, gives at most one draft.

use super::*;
use crate::statement::draft::{Draft, Who};
use crate::statement::lexicon::{CueEntry, Form};
use crate::statement::line::Line;
use crate::statement::source::{self, Source};
use std::ops::Range;

/// I5: "X. About this S told R".
pub(super) fn anaphor(
    line: &Line<'_>,
    sources: &[Source],
    i: usize,
    n: usize,
    entry: &CueEntry,
) -> Option<Draft> {
    if let Some(draft) = about_which(line, sources, i, n, entry) {
        return Some(draft);
    }
    let sentence = line.sentence(i);
    let start = line.skip_opening(sentence.start);
    let opener = (start..(start + 3).min(i))
        .take_while(|&k| {
            k == start || !line.lexicon.slavic || !line.is_preposition(k - 1) || line.is_adverb(k - 1)
        })
        .find_map(|k| line.lexicon.anaphors.at(line.tokens, k).map(|(len, ())| (k, k + len)))
        .filter(|&(k, _)| {
            !line.lexicon.slavic || (start..k).all(|k| !line.is_preposition(k) || line.is_adverb(k))
        })
        .map(|(_, opener)| opener)?;
    if opener > i + 1 || entry.strength < 1 || line.depth_at(i) > 0 {
        return None;
    }
    // a second cue of the sentence hands the first one on
    if (opener..i).any(|k| line.finite_cue(k).is_some_and(|(_, e)| e.strength >= 2)) {
        return None;
    }
    if line.lexicon.complementisers.at(line.tokens, opener).is_some()
        || line.lexicon.complementisers.at(line.tokens, opener + 1).is_some()
    {
        return None;
    }
    let before = (start > 0).then(|| line.sentence(start - 1))?;
    let mut draft = if before.end <= start && before.start < start {
        make(line, "anaphor", vec![before], i..i + n, &entry.lemma, entry.class, 0.85)
    } else {
        return None;
    };
    let beyond =
        source::beyond_hearers(line, sources, i + n, entry).filter(|s| s.entity_kind == EntityKind::Person);
    let after = beyond.or_else(|| source::after(line, sources, i + n)).filter(|s| !s.relative);
    let document = sources.iter().find(|s| {
        s.range.start > i && s.range.start <= i + n + 2 && s.document && sentence.contains(&s.range.start)
    });
    // "об этом она сказала в интервью": who stands right before the verb
    let near = source::before(line, sources, i, entry).filter(|s| {
        let speaks = s.kind == SpeakerKind::Pronoun || s.entity_kind == EntityKind::Person && s.is_named();
        s.range.start >= opener && i - s.range.end <= 1 && speaks && !s.governed
    });
    let subject = match (after.filter(|s| !s.governed), document) {
        _ if near.is_some() => near.cloned(),
        _ if beyond.is_some() => beyond.cloned(),
        (_, Some(document)) => {
            // "in the report of X": X speaks, the report is where
            let owner = sources.iter().find(|s| {
                s.range.start >= document.range.end && s.range.start <= document.range.end + 1 && !s.governed
            });
            Some(owner.unwrap_or(document).clone())
        }
        (Some(source), None) => Some(source.clone()),
        (None, None) => source::before(line, sources, i, entry)
            .filter(|s| s.range.start >= opener)
            .cloned()
            .or_else(|| source::in_place(line, sources, i..i + n))
            .or_else(|| source::unlisted_body(line, i + n).filter(|_| entry.plural))
            .or_else(|| crate::statement::direct::described(line, line.skip_adverbs(i + n, 2))),
    };
    draft.who = subject.map_or(Who::Unknown, |s| Who::Source(Box::new(s)));
    Some(draft)
}

/// Slavic "X, о чём сообщил S", "X, про це повідомила S": the words before the comma.
fn about_which(line: &Line<'_>, sources: &[Source], i: usize, n: usize, entry: &CueEntry) -> Option<Draft> {
    let sentence = line.sentence(i);
    let opener = (i.saturating_sub(3)..i)
        .find(|&k| line.lexicon.anaphors.at(line.tokens, k).is_some_and(|(len, ())| k + len == i))?;
    let comma = opener.checked_sub(1).filter(|&k| line.is_comma(k))?;
    let content = line.skip_opening(sentence.start)..comma;
    let whole = !line.lexicon.as_words.contains(line.word(content.start))
        && content.clone().any(|k| crate::statement::speech_verb::verbal(line, k));
    let fits = whole
        && line.lexicon.slavic
        && line.depth_at(i) == 0
        && entry.strength >= 2
        && entry.form == Form::Finite;
    let who = source::beyond_hearers(line, sources, i + n, entry)
        .or_else(|| source::after(line, sources, i + n))
        .filter(|s| !s.governed && !s.relative && source::agrees(s, entry, true))?;
    if !fits || line.words_in(content.clone()) < 3 {
        return None;
    }
    let mut draft = make(line, "anaphor", vec![content], i..i + n, &entry.lemma, entry.class, 0.8);
    draft.who = Who::Source(Box::new(who.clone()));
    Some(draft)
}

/// I15: the cue line ends in a colon and a list follows; the items are read by `list`.
pub(super) fn listing(
    line: &Line<'_>,
    cue: &Range<usize>,
    entry: &CueEntry,
    subject: &Subject,
) -> Option<Draft> {
    let last = line.tokens.len().checked_sub(1)?;
    if line.word(last) != ":" || line.depth_at(cue.start) > 0 || entry.strength < 2 {
        return None;
    }
    let Subject::Found(_) = subject else { return None };
    if line.words_in(cue.end..last) > 12 {
        return None;
    }
    let mut draft = list_head(cue.clone(), &entry.lemma, entry.class);
    set_subject(&mut draft, subject);
    Some(draft)
}

/// ", а по мнению соседей": where another source starts to speak.
fn other_source(line: &Line<'_>, from: usize, end: usize) -> usize {
    let contrast = |k: usize| {
        line.is_comma(k - 1)
            && (line.lexicon.but_words.contains(line.word(k))
                || line.lexicon.concessions.contains(line.word(k)))
    };
    (from + 2..end)
        .find(|&k| contrast(k) && line.source_phrase(k + 1 + usize::from(line.is_comma(k + 1))).is_some())
        .map_or(end, |k| k - 1)
}

/// "S V: X" without marks.
pub(super) fn colon(
    line: &Line<'_>,
    cue: &Range<usize>,
    entry: &CueEntry,
    subject: &Subject,
) -> Option<Draft> {
    let Subject::Found(source) = subject else { return None };
    let speaks = entry.frame('q') || entry.frame('t');
    // "Vint went on: X": a weak verb of somebody named
    let weak = entry.strength < 2 && !(entry.frame('q') && source.is_named());
    if weak || !speaks || line.depth_at(cue.start) > 0 || source.relative {
        return None;
    }
    let sentence = line.sentence(cue.start);
    let mark = (cue.end..(cue.end + 8).min(sentence.end))
        .find(|&k| line.word(k) == ":" || line.is_comma(k) || line.is_stop(k))
        .filter(|&k| line.word(k) == ":")?;
    let end = line.sentence(mark + 1).end.max(sentence.end);
    if line.is_mark(mark + 1) || mark + 1 >= line.tokens.len() || line.words_in(mark + 1..end) < 2 {
        return None;
    }
    let end = if line.lexicon.slavic { end.min(other_source(line, mark + 1, end)) } else { end };
    let mut draft = make(line, "colon", vec![mark + 1..end], cue.clone(), &entry.lemma, entry.class, 0.8);
    set_subject(&mut draft, subject);
    Some(draft)
}
