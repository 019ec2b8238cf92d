//! Author's words beside direct speech that no list of cues holds: "– усміхається баба Горпина", and the converb
//! clause behind an unclosed quotation.
//!
//! Takes a `Line` and its source phrases, gives an attribution or a draft. Slavic only: the place behind the dash is what
//! makes the verb a cue.

use super::direct::{Attribution, described};
use super::draft::{Draft, Who};
use super::extent;
use super::lexicon::{Class, Form, Reading};
use super::line::Line;
use super::source::{self, Source};
use crate::model::*;

/// V S behind the dash of a quotation, when the verb is no known cue: "зітхає майстер", "махнув рукою дід Панас".
pub(super) fn unlisted(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Attribution> {
    let verb = line.skip_adverbs(i, 3);
    if !line.lexicon.slavic || !verbal(line, verb) {
        return None;
    }
    // "любив повторювати він": the infinitive belongs to the verb
    let next = verb + 1 + usize::from(super::indirect::infinitive(line, verb + 1));
    let known = source::after(line, sources, next)
        .filter(|s| !s.governed && !s.relative && !s.oblique && !s.document)
        .filter(|s| s.is_named() || s.range.start == next);
    // "вигукнув із місця Сергій Бойко": past one phrase
    let beyond = sources.iter().filter(|_| line.is_preposition(next)).find(|s| {
        let near = s.range.start > next + 1 && s.range.start < next + 6;
        near && !s.governed && !s.relative && !s.document && source::nominative(line, s)
    });
    // "пожимает плечами он": past an object in the instrumental
    let object =
        ["ами", "ями", "амі", "ямі", "ой", "ою", "ай", "аю"].iter().any(|end| line.word(next).ends_with(end));
    let behind =
        || sources.iter().find(|s| object && s.range.start == next + 1 && !s.governed && !s.relative);
    let beyond = beyond.or_else(behind);
    let mut source = known.or(beyond).cloned().or_else(|| described(line, next))?;
    // "уздыхае фермер Бусел": a surname that no list knows
    let surname = |k: usize| line.is_word(k) && line.is_upper(k) && line.mention(k).is_none();
    while source.kind == SpeakerKind::Role && surname(source.range.end) {
        source.range.end += 1;
        source.complement = true;
    }
    let end = source.range.end;
    let closes = end >= line.tokens.len() || line.is_punctuation(end) && !line.is_mark(end);
    closes.then(|| Attribution {
        cue: verb..next,
        lemma: line.word(verb).to_owned(),
        class: Class::Assert,
        who: Who::Source(Box::new(source)),
        end,
    })
}

/// A finite verb by its ending: past and present, third person.
pub(super) fn verbal(line: &Line<'_>, i: usize) -> bool {
    let word = line.word(i);
    let present = ["ае", "яе", "уе", "юе", "цца", "іць", "ыць", "ть", "ли", "лі"];
    source::looks_verbal(line, i)
        || line.is_word(i)
            && !line.is_upper(i)
            && line.mention(i).is_none()
            && word.chars().count() > 4
            && present.iter().any(|s| word.ends_with(s))
}

/// The same where a verb is likely: also the Belarusian past in the form of a genitive plural, "сышоў", "склаў".
pub(super) fn likely_verb(line: &Line<'_>, i: usize) -> bool {
    let word = line.word(i);
    let endings = &line.lexicon.endings;
    let past =
        word.ends_with('ў') && endings.is_genitive_plural(word) && endings.gender(word) == Gender::Masculine;
    let counted = line.is_preposition(i.wrapping_sub(1))
        || line.lexicon.number_words.contains(line.word(i.wrapping_sub(1)));
    verbal(line, i)
        || past
            && !counted
            && !line.is_upper(i)
            && line.mention(i).is_none()
            && !line.lexicon.heads.contains_key(word)
}

/// ", зазначаючи, що X" behind the author's words of a quotation whose closing mark is lost.
pub(super) fn converb_tail(line: &Line<'_>, sources: &[Source], at: usize) -> Option<Draft> {
    let (n, entry) = line.cue(at + 1).filter(|(_, e)| e.form == Form::Converb && line.is_comma(at))?;
    let cue = at + 1..at + 1 + n;
    let opener = cue.end + usize::from(line.is_comma(cue.end));
    let (length, _) =
        line.lexicon.complementisers.at(line.tokens, opener).filter(|(_, r)| **r == Reading::Assert)?;
    let start = opener + length;
    let content = line.trim(start..extent::end(line, sources, start));
    if line.words_in(content.clone()) < 2 {
        return None;
    }
    let mut draft = Draft::new("clause", StatementKind::Indirect, vec![content], 0.8);
    draft.cue = Some(cue);
    draft.lemma = entry.lemma.to_string();
    draft.class = entry.class;
    Some(draft)
}
