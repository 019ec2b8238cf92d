//! English claims: where they begin behind the verb without "that", and where a relative clause around them ends.
//!
//! Takes a `Line` and the place of a cue, answers questions that `clause` asks. Makes no drafts.

use super::clause::Claim;
use crate::statement::lexicon::{Class, CueEntry};
use crate::statement::line::Line;
use crate::statement::source;

/// "said the run of cold nights proves that": a verb stands before the complementiser, so the claim has begun.
pub(super) fn zero_claim(line: &Line<'_>, start: usize, that: usize) -> bool {
    line.words_in(start..that) >= 2
        && (start + 1..that).any(|k| {
            line.lexicon.auxiliaries.contains(line.word(k))
                || line.finite_cue(k).is_some() && !line.is_noun_use(k)
        })
}

/// "wondered who owned the sea", "announced where the lamp would hang": a question word right behind the verb, which
/// belongs to the claim.
pub(super) fn asks(line: &Line<'_>, at: usize, entry: &CueEntry) -> bool {
    (entry.class == Class::Question
        || entry.strength >= 2 && !entry.frame('d') && entry.class == Class::Assert)
        && entry.frame('t')
        && matches!(line.word(at), "who" | "what" | "when" | "where" | "which" | "why" | "how")
        && line.words_in(at..line.sentence(at).end) >= 3
}

/// "said after the meeting he would": the pronoun that opens the claim behind a phrase of time or place.
pub(super) fn pronoun_after(line: &Line<'_>, preposition: usize) -> Option<usize> {
    (preposition + 2..preposition + 8)
        .take_while(|&k| line.is_word(k) && line.finite_cue(k).is_none())
        .find(|&k| matches!(line.word(k), "he" | "she" | "it" | "they" | "there"))
}

/// English "…, who told us she knew nothing, left" and "…, which the printer said was late, hung": a cue inside a relative
/// clause, which its comma ends.
pub(super) fn relative_end(line: &Line<'_>, cue: usize, claim: &Claim, end: usize) -> usize {
    let verb = source::verb_start(line, cue);
    let relative = |k: usize| {
        matches!(line.word(k), "who" | "which" | "that") && line.is_comma(k.wrapping_sub(1)) && k + 6 > verb
    };
    let inside = relative(verb.wrapping_sub(1))
        || claim.zero
            && line.lexicon.auxiliaries.contains(line.word(claim.start))
            && (verb.saturating_sub(6)..verb).any(relative);
    let comma = (claim.start..end).find(|&k| line.is_comma(k) && line.depth_at(k) == line.depth_at(cue));
    comma.filter(|_| inside).unwrap_or(end)
}

/// Nothing but whoever is told stands between the verb and "to".
pub(super) fn told_to(line: &Line<'_>, from: usize, to: usize) -> bool {
    (1..=6).contains(&(to - from))
        && (from..to).all(|k| {
            line.is_word(k) && !line.is_preposition(k) && !line.lexicon.auxiliaries.contains(line.word(k))
        })
}
