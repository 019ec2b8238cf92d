//! English subjects that stand apart from their verb, or that no list knows.
//!
//! Takes a `Line`, its phrases and a cue, gives the subject, or nothing. English keeps its subject before the verb, with
//! appositions and relative clauses between commas.

use super::beside::{
    apposed, capitalised, counterpart, described_by, opening, part_of, percentage, restricted, set_apart,
    theirs, unnamed,
};
use super::{Source, blank};
use crate::model::*;
use crate::statement::lexicon::{CueEntry, Form};
use crate::statement::line::Line;

/// The subject of an English cue, looked for to the left.
pub(in crate::statement) fn subject_before(
    line: &Line<'_>,
    sources: &[Source],
    cue: usize,
    entry: &CueEntry,
) -> Option<Source> {
    let end = verb_start(line, cue);
    if entry.form == Form::Converb && end == cue {
        // "before asking her", "in saying": the subject of the sentence
        let before = line.word(cue.wrapping_sub(1));
        if line.is_comma(cue.wrapping_sub(1))
            || matches!(before, "before" | "after" | "while" | "by" | "without")
        {
            return first_subject(line, sources, cue);
        }
        // "footage of Vint saying": whoever stands right before
        let at = sources.partition_point(|s| s.range.end < cue);
        let near = sources.get(at).filter(|s| s.range.end == cue && !s.relative && !s.document);
        return near.map(|s| Source { governed: false, ..s.clone() });
    }
    let near = super::before(line, sources, cue, entry);
    special_before(line, sources, cue, near).or_else(|| near.cloned()).or_else(|| {
        // "Vint tweeted": a name that no list knows opens the sentence
        let start = line.skip_opening(line.sentence(cue).start);
        let name = crate::statement::direct::capitalised(line, start)?;
        (name.range.end == end && !line.is_adverb(start)).then_some(name)
    })
}

/// Subjects that no phrase right before the cue gives: "63 percent said", "the mayor, who heads the union, said".
/// `near`: what the common search found.
pub(in crate::statement) fn special_before(
    line: &Line<'_>,
    sources: &[Source],
    cue: usize,
    near: Option<&Source>,
) -> Option<Source> {
    let end = verb_start(line, cue);
    // "After campaign aides insisted": a conjunction that is a preposition elsewhere
    let at = sources.partition_point(|s| s.range.end < end);
    if let Some(source) = sources.get(at).filter(|s| s.range.end == end && s.governed)
        && matches!(
            line.word(source.range.start.wrapping_sub(1)),
            "after" | "before" | "since" | "until" | "as"
        )
    {
        return Some(Source { governed: false, ..source.clone() });
    }
    if let Some(found) = counterpart(line, sources, end) {
        return Some(found);
    }
    if let Some(near) = near.filter(|s| s.range.end == end) {
        return described_by(line, sources, near);
    }
    first_person(line, end)
        .or_else(|| near.and_then(|owner| theirs(line, owner, Some(end))))
        .or_else(|| unnamed(line, end))
        .or_else(|| part_of(line, sources, end))
        .or_else(|| opening(line, end))
        .or_else(|| apposed(line, sources, end))
        .or_else(|| capitalised(line, end))
        .or_else(|| set_apart(line, sources, end))
        .or_else(|| restricted(line, sources, end))
}

/// "liked to", "was quick to": the "to" at token `i` leads from a word of manner to the verb that speaks.
pub(in crate::statement) fn leads(line: &Line<'_>, i: usize) -> bool {
    !line.lexicon.slavic && line.word(i) == "to" && i > 0 && line.lexicon.leading.contains(line.word(i - 1))
}

/// Left past adverbs, negation and auxiliaries: "has also said".
pub(in crate::statement) fn verb_start(line: &Line<'_>, cue: usize) -> usize {
    let floor = line.sentence(cue).start;
    let mut at = cue;
    // "liked to say", "was quick to point out"
    if at > floor + 1 && leads(line, at - 1) {
        at -= 2;
    }
    while at > floor
        && cue - at < 5
        && (line.is_adverb(at - 1)
            || line.lexicon.not_words.contains(line.word(at - 1))
            || line.lexicon.auxiliaries.contains(line.word(at - 1)))
    {
        at -= 1;
    }
    at
}

/// "is saying", "has been demanding": a participle that is the verb of its clause.
pub(in crate::statement) fn is_progressive(line: &Line<'_>, cue: usize) -> bool {
    let start = verb_start(line, cue);
    let before = start.wrapping_sub(1);
    let contracted =
        uncontracted(line, before) != line.word(before) && line.word(before).ends_with(['s', 'e']);
    contracted
        || (start..cue).any(|k| {
            matches!(line.word(k), "is" | "are" | "was" | "were" | "be" | "been" | "'re" | "'s" | "'m")
        })
}

/// "he" of "he's", "they" of "they're"; any other word as it is.
pub(super) fn uncontracted<'l>(line: &'l Line<'_>, i: usize) -> &'l str {
    let word = line.word(i);
    if line.lexicon.slavic {
        return word;
    }
    match word.split_once('\'') {
        Some((stem @ ("he" | "she" | "they"), "s" | "re" | "ve" | "d" | "ll")) => stem,
        _ => word,
    }
}

/// "others say", "some believe": the word before is a subject and no determiner of a noun.
pub(in crate::statement) fn is_indefinite_subject(line: &Line<'_>, cue: usize) -> bool {
    let counted = cue > 0 && percentage(line, cue - 1).is_some();
    counted
        || line.lexicon.indefinite.contains(line.word(cue.wrapping_sub(1))) && !line.word(cue).ends_with('s')
}

/// "the editor's", not "she's".
pub(in crate::statement) fn is_possessive(line: &Line<'_>, i: usize) -> bool {
    let Some(stem) = line.word(i).strip_suffix("'s") else { return false };
    let contracted = line.lexicon.pronouns.contains_key(stem)
        || line.lexicon.subordinators.contains(stem)
        || line.lexicon.indefinite.contains(stem)
        || matches!(stem, "there" | "here" | "how" | "let");
    stem.len() > 1 && !contracted
}

/// "The forecaster's claim": whoever owns a noun of saying.
pub(in crate::statement) fn possessor(line: &Line<'_>, noun: usize) -> Option<Source> {
    let last = noun.checked_sub(1).filter(|&k| !line.lexicon.slavic && is_possessive(line, k))?;
    let floor = line.sentence(last).start;
    let start = (floor..=last)
        .rev()
        .take(5)
        .take_while(|&k| line.is_word(k) && line.finite_cue(k).is_none() && !line.is_preposition(k))
        .find(|&k| {
            line.lexicon.determiners.contains(line.word(k)) || line.lexicon.articles.contains(line.word(k))
        });
    let capital = line.is_upper(last).then_some(last);
    Some(Source { complement: true, ..blank(start.or(capital)?..noun, SpeakerKind::Role) })
}

/// "I believe that" on a page that is somebody's own words.
pub(in crate::statement) fn first_person(line: &Line<'_>, end: usize) -> Option<Source> {
    let own = line.own_words || line.depth_at(end.saturating_sub(1)) > 0;
    let at = end.checked_sub(1).filter(|&k| own && is_first_person(line, k))?;
    let mut source = blank(at..end, SpeakerKind::Pronoun);
    source.plural = line.word(at) == "we";
    Some(source)
}

pub(in crate::statement) fn is_first_person(line: &Line<'_>, i: usize) -> bool {
    !line.lexicon.slavic && matches!(line.word(i), "i" | "we")
}

/// The subject of the main clause: the first phrase that no preposition governs.
pub(in crate::statement) fn first_subject(line: &Line<'_>, sources: &[Source], at: usize) -> Option<Source> {
    let sentence = line.sentence(at);
    let first = sources.partition_point(|s| s.range.start < sentence.start);
    let mut before = sources.get(first..).unwrap_or(&[]).iter().take_while(|s| s.range.end <= at).take(32);
    let found =
        before.find(|s| !s.governed && !s.relative && line.depth_at(s.range.start) == line.depth_at(at))?;
    let speaks =
        found.is_named() || matches!(found.kind, SpeakerKind::Pronoun | SpeakerKind::Role) || found.anonymous;
    (speaks && found.entity_kind != EntityKind::Place).then(|| found.clone())
}
