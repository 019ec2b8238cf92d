//! Where an English clause ends: a second verb, another speaker, the writer's own tail.
//!
//! Takes a `Line` and a token behind a comma or conjunction, answers whether the content ends before it.

use super::{opens_claim, opens_claim_at};
use crate::model::SpeakerKind;
use crate::statement::direct::{self, Attribution};
use crate::statement::draft::Who;
use crate::statement::lexicon::{Class, CueEntry, Form};
use crate::statement::line::Line;
use crate::statement::source::{self, Source};

/// English headlines: "warn of a hard winter as talks fail".
pub(super) fn headline_aside(line: &Line<'_>, i: usize) -> bool {
    let counts = matches!(line.word(i + 1), "many" | "much" | "a" | "an") || line.is_mark(i + 1);
    !line.lexicon.slavic
        && line.word(i) == "as"
        && line.is_headline()
        && !counts
        && line.words_in(i + 1..i + 3) == 2
}

/// English "and indicated she would write": a pronoun and its auxiliary.
pub(super) fn bare_claim(line: &Line<'_>, i: usize) -> bool {
    let subject = matches!(line.word(i), "he" | "she" | "it" | "they" | "there");
    subject && line.lexicon.auxiliaries.contains(line.word(i + 1))
}

/// English "says he left and calls it a loss", "said it was late and warned against ice": a second verb in the tense of
/// the first one.
pub(super) fn second_verb(line: &Line<'_>, i: usize, start: usize) -> bool {
    let i = line.skip_adverbs(i, 3);
    let present = |k: usize| line.word(k).ends_with('s');
    let past = |k: usize| line.word(k).ends_with("ed") || matches!(line.word(k), "said" | "told" | "wrote");
    let first = (start.saturating_sub(14)..start).rev().find(|&k| line.finite_cue(k).is_some());
    let same = first.is_none_or(|k| present(k) && present(i) || past(k) && past(i));
    let verb = line.finite_cue(i).is_some_and(|(n, e)| {
        let names = line.lexicon.naming_verbs.contains(line.word(i));
        // "and thanked him", "and criticised the council": a verb of saying with its object
        let told = e.strength == 2 && !e.frame('t') && (e.frame('o') || e.frame('d'));
        let object = !line.is_preposition(i + n) && !line.lexicon.auxiliaries.contains(line.word(i + n));
        let speaks = e.strength >= 3 || told && object;
        (speaks && e.form == Form::Finite || names) && line.is_word(i + n) && !line.is_noun_use(i)
    });
    !line.lexicon.slavic && verb && same && (present(i) || past(i))
}

/// English "the Tarn Herald reported that": capitals that no list knows, with a claim of their own.
pub(super) fn capital_speaker(line: &Line<'_>, i: usize) -> bool {
    let first = i + usize::from(line.is_article(i));
    let verb = (first..first + 5).find(|&k| !line.is_word(k) || !line.is_upper(k)).filter(|&k| k > first);
    let claims =
        |k: usize| line.finite_cue(k).is_some_and(|(n, e)| e.strength >= 2 && opens_claim(line, k + n));
    verb.is_some_and(claims)
}

/// English "…; the Treasury disputes that", "…; others said": somebody with a strong cue right behind.
pub(super) fn answers(line: &Line<'_>, sources: &[Source], i: usize) -> bool {
    let at = sources.partition_point(|s| s.range.end <= i);
    let known = sources.get(at).filter(|s| s.range.start == i && !s.relative).map(|s| s.range.end);
    let from = known.unwrap_or(i + 1);
    let speaks = |k: usize, noun: bool| {
        let strong = |e: &CueEntry| e.strength >= 2 && e.form == Form::Finite;
        line.cue(k).is_some_and(|(_, e)| strong(e)) && (noun || !line.is_noun_use(k))
            || line.lexicon.no_comment.at(line.tokens, k).is_some()
    };
    // "the guild denies": a noun that no list knows
    let described = || {
        (i + 2..i + 4)
            .any(|k| speaks(k, true) && source::described_before(line, k).is_some_and(|s| s.range.start == i))
    };
    let some = line.lexicon.indefinite.contains(line.word(i)) || line.is_upper(i);
    (known.is_some() || some) && (from..from + 3).any(|k| speaks(k, known == Some(k)))
        || line.is_article(i) && described()
}

/// English "Ian Booth, of Mill Lane, complained": past a few words between commas.
pub(super) fn past_apposition(line: &Line<'_>, end: usize) -> usize {
    if line.lexicon.slavic || !line.is_comma(end) {
        return end;
    }
    let close = (end + 1..end + 8).find(|&k| !line.is_word(k)).filter(|&k| line.is_comma(k) && k > end + 1);
    close.filter(|&k| line.finite_cue(k + 1).is_some()).map_or(end, |k| k + 1)
}

/// English "he noted she has gone": a clause without "that" behind the cue.
pub(super) fn plain_claim(line: &Line<'_>, i: usize) -> bool {
    (line.is_word(i) || line.is_mark(i))
        && !line.is_preposition(i)
        && !line.lexicon.and_words.contains(line.word(i))
        && line.words_in(i..line.sentence(i).end) >= 3
}

/// ", while his apprentice swore …": a noun phrase that no list knows, right after the conjunction, with a strong cue.
pub(super) fn described_speaker(line: &Line<'_>, i: usize) -> bool {
    if line.lexicon.slavic {
        // ", опозиція каже, що": nouns up to a cue with a claim
        let speaks = |k: usize| {
            line.finite_cue(k).is_some_and(|(n, e)| e.strength >= 2 && opens_claim_at(line, k + n))
        };
        return (i + 1..i + 6)
            .take_while(|&k| line.is_word(k))
            .any(|k| speaks(k) && source::described_before(line, k).is_some_and(|s| s.range.start == i));
    }
    if line.word(i) == "that"
        || !(line.lexicon.but_words.contains(line.word(i.wrapping_sub(1)))
            || line.lexicon.but_words.contains(line.word(i)))
    {
        return false;
    }
    (i + 1..(i + 6).min(line.tokens.len())).any(|k| {
        line.finite_cue(k).is_some_and(|(_, e)| e.strength >= 2 && (e.frame('q') || e.frame('t')))
            && source::described_before(line, k).is_some_and(|s| s.range.start <= i + 1)
    })
}

/// ", dashing hopes of a cut", ", in a blow to the mayor": what came of the words, told by the writer.
pub(super) fn reaction(line: &Line<'_>, i: usize) -> bool {
    let reacts = |k: usize| line.lexicon.reactions.contains(line.word(k));
    let phrase = line.word(i) == "in" && matches!(line.word(i + 1), "a" | "an") && reacts(i + 2);
    !line.lexicon.slavic && (reacts(i) && line.word(i).ends_with("ing") || phrase)
}

/// ", a claim the firm denies", ", which prosecutors dispute": the words before, denied by somebody else.
pub(super) fn denied(line: &Line<'_>, i: usize) -> bool {
    let noun = line.is_article(i) && line.lexicon.cue_nouns.contains_key(line.word(i + 1));
    let opens = noun || matches!(line.word(i), "something" | "which");
    let denies = |k: usize| line.finite_cue(k).is_some_and(|(_, e)| e.class == Class::Deny);
    let verb = (i + 2..i + 9).take_while(|&k| line.is_word(k)).find(|&k| denies(k));
    !line.lexicon.slavic && opens && verb.is_some_and(|k| !line.is_word(k + 1))
}

/// ", but Ada Orr disagrees", ", and her office would not comment": somebody else refuses or denies.
pub(super) fn objects(line: &Line<'_>, sources: &[Source], i: usize) -> bool {
    let at = sources.partition_point(|s| s.range.end <= i);
    let known =
        sources.get(at).filter(|s| s.range.start == i && !s.relative && s.kind != SpeakerKind::Pronoun);
    let Some(end) = known.map(|s| s.range.end).filter(|_| !line.lexicon.slavic) else { return false };
    let verb = line.skip_adverbs(end, 2);
    line.lexicon.no_comment.at(line.tokens, verb).is_some()
        || line.finite_cue(verb).is_some_and(|(_, e)| e.class == Class::Deny) && !line.is_noun_use(verb)
}

/// ", she fears,", ", analysts forecast.": what somebody holds, right behind its subject and up to the next mark.
pub(super) fn held(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Attribution> {
    let found = direct::parenthesis(line, sources, i).filter(|_| !line.lexicon.slavic)?;
    let Who::Source(source) = &found.who else { return None };
    let before = source.range.start <= i + 1 && source.range.end <= found.cue.start;
    let closes = line.is_comma(found.end) || line.is_stop(found.end) || found.end >= line.tokens.len();
    (before && closes && found.end == found.cue.end).then_some(found)
}
