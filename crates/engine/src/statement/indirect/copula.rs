//! English "Ada Orr's view is that X", "her message was clear: X", "in Ada Orr's view, X": a noun of saying with its owner
//! (I14).
//!
//! Takes a `Line`, its source phrases and a token, gives at most one draft.

use super::*;
use crate::model::*;
use crate::statement::draft::{Draft, Who};
use crate::statement::extent;
use crate::statement::lexicon::Class;
use crate::statement::line::Line;
use crate::statement::source::{self, Source};

/// Whose a noun of saying is: "Ada Orr's", "the forecaster's", "his".
pub(super) fn owner(line: &Line<'_>, sources: &[Source], noun: usize) -> Option<Source> {
    let before = noun.checked_sub(1).filter(|_| !line.lexicon.slavic)?;
    if let Some(form) = line.lexicon.pronouns.get(line.word(before)).filter(|form| form.possessive) {
        let source = source::blank(before..noun, SpeakerKind::Pronoun);
        return Some(Source { gender: form.gender, plural: form.plural, ..source });
    }
    let at = sources.partition_point(|s| s.range.end < noun);
    let named = sources.get(at).filter(|s| s.range.end == noun && s.is_named());
    named.filter(|_| source::is_possessive(line, before)).cloned().or_else(|| source::possessor(line, noun))
}

/// "Her message is simple: X", "His view is that X". `i`: the noun.
pub(super) fn copula(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Draft> {
    if line.lexicon.slavic || line.depth_at(i) > 0 || !matches!(line.word(i + 1), "is" | "was" | "remains") {
        return None;
    }
    let entry = line.lexicon.cue_nouns.get(line.word(i))?;
    let mut owned = i;
    // "her first message": one word between
    if line.is_word(i.wrapping_sub(2)) && !source::is_possessive(line, i.wrapping_sub(1)) {
        owned = i - 1;
    }
    let mut who = owner(line, sources, i).or_else(|| owner(line, sources, owned))?;
    who.governed = false;
    let sentence = line.sentence(i);
    let mark = (i + 2..sentence.end.min(i + 6)).find(|&k| line.word(k) == ":" || line.word(k) == "that")?;
    if !(i + 2..mark).all(|k| line.is_word(k) && !super::english::is_verb(line, k)) {
        return None;
    }
    let start = mark + 1;
    if line.word(mark) == ":" && line.is_mark(start) {
        return None;
    }
    let content = start..extent::end(line, sources, start);
    if line.words_in(content.clone()) < 2 {
        return None;
    }
    let mut draft = make(line, "noun-clause", vec![content], i..i + 1, &entry.lemma, entry.class, 0.8);
    draft.who = Who::Source(Box::new(who));
    Some(draft)
}

/// "In Ada Orr's view, X": the preposition is token `i`.
pub(super) fn in_view(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Draft> {
    if line.lexicon.slavic || line.word(i) != "in" || line.depth_at(i) > 0 {
        return None;
    }
    let noun = (i + 2..i + 9).take_while(|&k| line.is_word(k)).find(|&k| {
        source::is_possessive(line, k - 1)
            && line.lexicon.cue_nouns.get(line.word(k)).is_some_and(|e| e.class == Class::Opinion)
    })?;
    let entry = line.lexicon.cue_nouns.get(line.word(noun))?;
    let who = owner(line, sources, noun)?;
    let sentence = line.sentence(i);
    let opening = line.skip_opening(sentence.start);
    let content = if i == opening && line.is_comma(noun + 1) {
        noun + 2..extent::end(line, sources, noun + 2)
    } else if line.is_comma(i.wrapping_sub(1)) && (line.is_stop(noun + 1) || noun + 1 >= sentence.end) {
        opening..i - 1
    } else {
        return None;
    };
    if line.words_in(content.clone()) < 2 {
        return None;
    }
    let cue = noun..noun + 1;
    let mut draft = make(line, "source-phrase", vec![content], cue, &entry.lemma, entry.class, 0.85);
    draft.who = Who::Source(Box::new(Source { governed: false, ..who }));
    Some(draft)
}
