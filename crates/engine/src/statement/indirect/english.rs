//! English claims: where they begin behind the verb without "that", and where a relative clause around them ends.
//!
//! Takes a `Line` and the place of a cue, answers questions that `clause` asks. Makes no drafts.

use super::clause::Claim;
use super::subject::Subject;
use crate::model::SpeakerKind;
use crate::statement::lexicon::{Class, CueEntry, Form};
use crate::statement::line::Line;
use crate::statement::source::{self, Source};
use std::ops::Range;

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
    // "complained when they came": the time, not what was asked
    let timely = line.word(at) == "when" && entry.frame('p');
    !timely
        && (entry.class == Class::Question
            || entry.strength >= 2 && !entry.frame('d') && entry.class == Class::Assert)
        && entry.frame('t')
        && matches!(line.word(at), "who" | "what" | "when" | "where" | "which" | "why" | "how")
        && line.words_in(at..line.sentence(at).end) >= 3
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
    comma.filter(|_| inside).unwrap_or_else(|| around(line, claim.start, end))
}

/// English "Even as he said he would come, he stayed away", "Vint, who had ruled out a loan, agreed": what was said in a clause
/// beside the main one ends with it. `start`: the first token of the content.
pub(super) fn around(line: &Line<'_>, start: usize, end: usize) -> usize {
    let sentence = line.sentence(start);
    let depth = line.depth_at(start);
    let comma = |k: &usize| line.is_comma(*k) && line.depth_at(*k) == depth;
    let Some(close) = (start..end).find(comma).filter(|_| !line.lexicon.slavic && depth == 0) else {
        return end;
    };
    let first = line.skip_opening(sentence.start);
    let at = first + usize::from(line.word(first) == "even");
    let opened = matches!(
        line.word(at),
        "as" | "after" | "while" | "although" | "though" | "because" | "since" | "when"
    ) && !(first..start).any(|k| comma(&k));
    let before = (sentence.start..start).rev().take(12).find(comma);
    let relative = before.is_some_and(|k| matches!(line.word(k + 1), "who" | "which") && k + 1 < start);
    // a subject or a verb goes on behind the comma
    let next = line.skip_adverbs(close + 1, 2);
    let goes_on = opened
        && (line.pronoun_or_article(next)
            || line.lexicon.determiners.contains(line.word(next))
            || line.is_upper(next)
            || line.is_mark(next))
        || relative
            && (line.finite_cue(next).is_some()
                || line.lexicon.auxiliaries.contains(line.word(next))
                || line.word(next).ends_with("ed"));
    if goes_on { close } else { end }
}

/// "there were worries", "has faced questions about X", "make sure that": no verb of saying, and nobody sure of it.
pub(super) fn is_no_verb(line: &Line<'_>, i: usize, entry: &CueEntry) -> bool {
    let before = line.word(i.wrapping_sub(1));
    if line.lexicon.slavic {
        return false;
    }
    let noun = line.word(i).ends_with('s')
        && (line.lexicon.auxiliaries.contains(before) && !line.is_upper(i.wrapping_sub(1))
            || before.ends_with("ed")
                && line.finite_cue(i.wrapping_sub(1)).is_none()
                && !line.is_upper(i - 1));
    // "can tell five dots from six"
    let apart = line.word(i) == "tell"
        && matches!(before, "can" | "could" | "cannot" | "to")
        && (i + 1..i + 6).any(|k| line.word(k) == "from")
        && !line.lexicon.pronouns.contains_key(line.word(i + 1));
    let made = entry.form == Form::Adjective && matches!(before, "make" | "makes" | "made" | "making" | "be");
    noun || made || apart || line.is_object_noun(i)
}

/// "his disclosure report provides": the bare form has no singular subject of the third person.
pub(super) fn disagrees(line: &Line<'_>, i: usize, entry: &CueEntry, subject: &Subject) -> bool {
    let Subject::Found(source) = subject else { return false };
    let bare = entry.form == Form::Finite
        && *line.word(i) == *entry.lemma
        && !line.word(i).ends_with('t')
        && !line.word(i).ends_with("ead");
    let singular = !source.plural
        && (source.kind == SpeakerKind::Name || matches!(line.word(source.range.start), "he" | "she" | "it"));
    let helped = |k: usize| line.lexicon.auxiliaries.contains(line.word(k)) || line.word(k) == "to";
    let start = source.range.start;
    let several = line.lexicon.and_words.contains(line.word(start.wrapping_sub(1)))
        || source.range.clone().any(|k| line.lexicon.and_words.contains(line.word(k)));
    let asked = helped(start.wrapping_sub(1));
    !line.lexicon.slavic
        && bare
        && singular
        && source.range.end <= i
        && !several
        && !asked
        && !(source.range.end..i).any(helped)
}

/// "the terms we believe are ripe", "what she said was a rout": the verb behind the cue belongs to what stands before the
/// subject, which is the first piece of the claim.
pub(super) fn before_subject(line: &Line<'_>, source: &Source, claim: &Claim) -> Option<Range<usize>> {
    let verb = line.word(claim.start);
    if line.lexicon.slavic
        || !claim.zero
        || !matches!(
            verb,
            "is" | "are" | "was" | "were" | "will" | "would" | "could" | "should" | "can" | "may"
        )
        || source.range.end > claim.start
    {
        return None;
    }
    let end = source.range.start;
    if matches!(line.word(end.wrapping_sub(1)), "what" | "which" | "who" | "that") {
        return Some(end - 1..end);
    }
    let sentence = line.sentence(end);
    let comma = (sentence.start..end).rev().take(16).find(|&k| !line.is_word(k));
    let start = comma.map_or(sentence.start, |k| k + 1);
    if start + 16 < end {
        return None;
    }
    let quiet = (start..end).all(|k| {
        !line.lexicon.auxiliaries.contains(line.word(k))
            && line.finite_cue(k).is_none()
            && !line.lexicon.subordinators.contains(line.word(k))
    });
    (quiet && line.words_in(start..end) >= 2 && !line.is_preposition(start)).then_some(start..end)
}

/// Tokens of a question put to somebody at most.
const QUESTION: usize = 40;

/// "Asked whether she regrets the strike, Brandt laughs": what was asked, nobody says.
pub(super) fn in_question_put(line: &Line<'_>, i: usize) -> bool {
    let start = line.skip_opening(line.sentence(i).start);
    let when = matches!(line.word(start), "when" | "as");
    let reporter =
        when && matches!(line.word(start + 1), "i" | "we") && line.word(start + 2).starts_with("ask");
    let asked = line.word(start) == "asked" || line.word(start + 1) == "asked" && when || reporter;
    !line.lexicon.slavic
        && asked
        && i > start
        && i - start < QUESTION
        && (start..i).all(|k| !line.is_comma(k))
}

/// A word that is a verb in its clause: an auxiliary, a past form, a cue that is no noun there. Present forms that no list
/// knows are not seen.
pub(super) fn is_verb(line: &Line<'_>, i: usize) -> bool {
    let word = line.word(i);
    line.lexicon.auxiliaries.contains(word)
        || line.lexicon.pasts.contains(word)
        || word.ends_with("ed") && (line.is_headline() || !line.is_comma(i.wrapping_sub(1)))
        || line.finite_cue(i).is_some() && !line.is_noun_use(i)
}

/// "Nobody has claimed", "few believe", "not everyone agrees": the subject says nothing.
pub(super) fn silent(line: &Line<'_>, i: usize, subject: &Subject) -> bool {
    let Subject::Found(source) = subject else { return false };
    let start = source.range.start;
    let nobody = |k: usize| line.lexicon.nobodies.contains(line.word(k));
    let number = |k: usize| line.tokens.get(k).is_some_and(|t| t.kind == crate::text::TokenKind::Number);
    let none = nobody(start) && !number(start + 1) || nobody(start.wrapping_sub(1));
    !line.lexicon.slavic && none && source.range.end <= i
}

/// "could say", "must admit", "If the firm says": what somebody might say has not been said.
pub(super) fn unreal(line: &Line<'_>, i: usize, entry: &CueEntry) -> bool {
    let claims = matches!(entry.class, Class::Assert | Class::Opinion) && !entry.confirms;
    let modal = (source::verb_start(line, i)..i)
        .any(|k| matches!(line.word(k), "should" | "must" | "could" | "might" | "may" | "cannot"));
    let condition = (line.sentence(i).start..i)
        .rev()
        .take(10)
        .take_while(|&k| line.is_word(k))
        .any(|k| matches!(line.word(k), "if" | "unless"));
    !line.lexicon.slavic && claims && (modal || condition) && line.depth_at(i) == 0
}
