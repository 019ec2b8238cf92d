//! "As X says" and "if X is to be believed" (I4).
//!
//! Takes a `Line`, its source phrases and the token of the conjunction, gives at most one draft.

use super::phrase::connective;
use super::*;
use crate::model::*;
use crate::statement::draft::{Draft, Who};
use crate::statement::extent;
use crate::statement::lexicon::{Class, Form};
use crate::statement::line::Line;
use crate::statement::source::{self, Source};

/// I17: English "if S is to be believed, X" and "X, if S is to be believed".
pub(super) fn believed(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Draft> {
    if line.lexicon.slavic || line.word(i) != "if" || line.depth_at(i) > 0 {
        return None;
    }
    let sentence = line.sentence(i);
    let verb = (i + 2..(i + 12).min(sentence.end)).find(|&k| {
        matches!(line.word(k), "is" | "are") && line.word(k + 1) == "to" && line.word(k + 2) == "be"
    })?;
    let end = verb + 4;
    if !matches!(line.word(end - 1), "believed" | "trusted") {
        return None;
    }
    let at = sources.partition_point(|s| s.range.end < verb);
    let known = sources.get(at).filter(|s| s.range.end == verb && s.range.start > i).cloned();
    let who = known.or_else(|| source::described_before(line, verb))?;
    let opening = line.skip_opening(sentence.start);
    let content = if i > opening { opening..i } else { end..extent::end(line, sources, end + 1) };
    if line.words_in(content.clone()) < 2 {
        return None;
    }
    let mut draft = make(line, "believed", vec![content], verb..end, "to be believed", Class::Assert, 0.85);
    draft.hedged = true;
    draft.who = Who::Source(Box::new(who));
    Some(draft)
}

/// I4: "as X reported, …" and "…, as X reported, …".
pub(super) fn as_phrase(line: &Line<'_>, sources: &[Source], i: usize, used: &[bool]) -> Option<Draft> {
    if !line.opens_parenthesis(i) || line.depth_at(i) > 0 {
        return None;
    }
    let at = i + 1;
    let found = crate::statement::direct::parenthesis(line, sources, at)?;
    if used.get(found.cue.start).copied().unwrap_or(true) {
        return None;
    }
    let source = match &found.who {
        Who::Source(source) => Some((**source).clone()),
        _ => None,
    };
    // "як повідомляється": by people whom nobody names; "як очікується", "як повідомлялося" are the outlet's own voice
    let unnamed = line.lexicon.slavic
        && source.is_none()
        && found.cue.len() == 1
        && found.class == Class::Relay
        && line.lexicon.endings.gender(line.word(found.cue.start)) == Gender::Unknown
        && (line.is_comma(found.end) || line.is_stop(found.end))
        && line.cue(found.cue.start).is_some_and(|(_, e)| e.form == Form::Impersonal);
    let sentence = line.sentence(i);
    // "as wealthy as he claims": a comparison
    if !line.lexicon.slavic
        && i > line.skip_opening(sentence.start)
        && line.is_word(i - 1)
        && !line.lexicon.and_words.contains(line.word(i - 1))
        && !line.lexicon.but_words.contains(line.word(i - 1))
    {
        return None;
    }
    let opens = i == line.skip_opening(sentence.start)
        || (line.words_in(sentence.start..i) <= 1 && connective(line, line.skip_opening(sentence.start)));
    let comma = (found.end..sentence.end).find(|&k| line.is_comma(k) || line.is_stop(k));
    // "X, the bank warns, as unions demand action": a clause of its own
    let next = line.word(found.end);
    let told = line.cue(found.cue.start).is_some_and(|(_, e)| e.frame('d'));
    let own = line.is_word(found.end)
        && !line.is_upper(found.end)
        && !line.is_adverb(found.end)
        && (next == "to" || !line.is_preposition(found.end));
    if !line.lexicon.slavic && !opens && own && !told {
        return None;
    }
    // "as he said that …" is a clause, not a parenthesis
    if line.lexicon.complementisers.at(line.tokens, found.end).is_some()
        || comma.is_some_and(|c| line.lexicon.complementisers.at(line.tokens, c + 1).is_some())
    {
        return None;
    }
    let content = if opens {
        let comma = comma.filter(|&c| line.is_comma(c))?;
        let start = source::past_aside(line, comma + 1);
        vec![start..extent::end(line, sources, start)]
    } else {
        if !line.is_comma(i.wrapping_sub(1)) && line.lexicon.slavic {
            return None;
        }
        match comma {
            Some(c) if line.is_comma(c) => {
                vec![line.skip_opening(sentence.start)..i, c + 1..extent::end(line, sources, c + 1)]
            }
            _ => vec![line.skip_opening(sentence.start)..i],
        }
    };
    let mut draft = make(line, "as-phrase", content, found.cue, &found.lemma, found.class, 0.9);
    draft.who = source.map_or(Who::Unknown, |s| Who::Source(Box::new(s)));
    draft.unnamed = unnamed;
    if matches!(draft.who, Who::Unknown) && !unnamed {
        return None;
    }
    Some(draft)
}
