//! English passives without a subject of their own: "it is asserted by the Crown that".
//!
//! Takes a `Line`, its source phrases and a cue, gives at most one draft.

use super::clause::{claim_after, clause};
use super::*;
use crate::model::*;
use crate::statement::draft::{Draft, Who};
use crate::statement::extent;
use crate::statement::lexicon::{CueEntry, Form};
use crate::statement::line::Line;
use crate::statement::source::{self, Source};
use std::ops::Range;

/// "it was argued (by S) that X".
pub(super) fn passive(
    line: &Line<'_>,
    sources: &[Source],
    cue: Range<usize>,
    entry: &CueEntry,
    earlier: &[Draft],
) -> Option<Draft> {
    if let Some(draft) = hearsay(line, sources, &cue, entry) {
        return Some(draft);
    }
    if let Some(draft) = accused(line, sources, &cue, entry) {
        return Some(draft);
    }
    let verb = source::verb_start(line, cue.start);
    if line.word(verb.wrapping_sub(1)) != "it" || !entry.frame('t') || entry.strength < 2 {
        return None;
    }
    let by = line.word(cue.end) == "by";
    let known = by.then(|| source::after(line, sources, cue.end + 1)).flatten().cloned();
    let agent = known.or_else(|| by.then(|| unlisted(line, cue.end + 1)).flatten());
    let from = agent.as_ref().map_or(cue.end, |s| s.range.end);
    let that =
        line.word(from) == "that" || agent.is_some() && line.is_comma(from) && line.word(from + 1) == "that";
    if !that {
        return None;
    }
    let subject = agent.map_or(Subject::None, |s| Subject::Found(Box::new(s)));
    let entry = CueEntry { form: Form::Impersonal, ..entry.clone() };
    let claim = claim_after(line, sources, from, &entry)?;
    clause(line, sources, cue, &entry, None, subject, claim, earlier)
}

/// "The keeper is said to have left": what people whom nobody names hold of the subject.
fn hearsay(line: &Line<'_>, sources: &[Source], cue: &Range<usize>, entry: &CueEntry) -> Option<Draft> {
    let held = matches!(
        line.word(cue.start),
        "believed" | "said" | "thought" | "reported" | "alleged" | "rumoured" | "rumored" | "understood"
    );
    let near = source::verb_start(line, cue.start);
    // "is widely expected": past an adverb that no list knows
    let be = |k: usize| matches!(line.word(k), "is" | "are" | "was" | "were" | "been" | "being");
    let verb =
        if near == cue.start && be(near.wrapping_sub(2)) { source::verb_start(line, near - 1) } else { near };
    if !held || line.word(cue.end) != "to" || line.depth_at(cue.start) > 0 {
        return None;
    }
    let at = sources.partition_point(|s| s.range.end < verb);
    let known = sources.get(at).filter(|s| s.range.end == verb && !s.governed && !s.relative).cloned();
    let subject = known.or_else(|| source::described_before(line, verb))?;
    let rest = cue.end..extent::end(line, sources, cue.end);
    if line.words_in(rest.clone()) < 3 {
        return None;
    }
    let content = vec![subject.range.clone(), rest];
    let mut draft = make(line, "passive-hearsay", content, cue.clone(), &entry.lemma, entry.class, 0.55);
    draft.hedged = true;
    draft.who = Who::Unknown;
    Some(draft)
}

/// "by the guild that": a phrase that no list knows, up to "that".
fn unlisted(line: &Line<'_>, from: usize) -> Option<Source> {
    let end = (from + 1..from + 7).find(|&k| line.word(k) == "that" || !line.is_word(k))?;
    (line.word(end) == "that")
        .then(|| Source { complement: true, ..source::blank(from..end, SpeakerKind::Role) })
}

/// "The keeper was accused of theft by Ada Orr", "accused by Ada Orr of theft": who accuses stands behind "by".
fn accused(line: &Line<'_>, sources: &[Source], cue: &Range<usize>, entry: &CueEntry) -> Option<Draft> {
    let sentence = line.sentence(cue.start);
    let limit = sentence.end.min(cue.end + 24);
    let flat = |k: &usize| line.depth_at(*k) == line.depth_at(cue.start);
    let by = (cue.end..limit).filter(flat).find(|&k| line.word(k) == "by").filter(|_| entry.accuses)?;
    let known = source::after(line, sources, by + 1).cloned();
    let who = known.or_else(|| crate::statement::direct::noun_after(line, by + 1))?;
    let charge =
        if by == cue.end { who.range.end..extent::end(line, sources, who.range.end) } else { cue.end..by };
    let opens = line.lexicon.charge_prepositions.contains(line.word(charge.start));
    if !opens || line.words_in(charge.clone()) < 2 {
        return None;
    }
    let mut draft = make(line, "charge", vec![charge], cue.clone(), &entry.lemma, entry.class, 0.75);
    draft.who = Who::Source(Box::new(Source { governed: false, ..who }));
    Some(draft)
}
