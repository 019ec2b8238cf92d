//! What a thing is called: "called the vote a mistake", "считает выводы преждевременными", "назвав чутки фейком" (I10).
//!
//! Takes a `Line` and the range behind a verb of naming, gives the part of it that is said.

use super::infinitive;
use super::object::{nominal_object, nominal_start};
use crate::model::*;
use crate::statement::line::Line;
use std::ops::Range;

/// English "called the vote a mistake", "described the plan as a waste": the thing and the word for it.
pub(super) fn named_thing(line: &Line<'_>, start: usize, end: usize) -> Option<Range<usize>> {
    let thing = nominal_start(line, start) && !matches!(line.word(start), "a" | "an")
        || line.lexicon.pronouns.contains_key(line.word(start))
        || matches!(line.word(start), "him" | "them")
        || line.word(start).ends_with('s') && nominal_object(line, start) && line.finite_cue(start).is_none();
    let word = (start + 1..(start + 16).min(end)).find(|&k| {
        matches!(line.word(k), "a" | "an" | "as") && !line.is_preposition(k - 1) && line.depth_at(k) == 0
    })?;
    (thing && line.words_in(word..end) >= 2).then_some(start..end)
}

/// Slavic "считает выводы преждевременными", "признали проект политическим решением": a noun phrase and what it is called, in
/// the instrumental. "считает завершёнными переговоры": the other way round.
pub(super) fn judged(line: &Line<'_>, start: usize, end: usize) -> Option<Range<usize>> {
    let thing = line.is_word(start)
        && !line.is_preposition(start)
        && !line.lexicon.subordinators.contains(line.word(start))
        && line.lexicon.complementisers.at(line.tokens, start).is_none();
    // "вважає завершеними переговори"
    let next = start + 1;
    let first = super::fronted::instrumental(line, start)
        && line.is_word(next)
        && !line.is_preposition(next)
        && !infinitive(line, next)
        && !line.lexicon.and_words.contains(line.word(next))
        && !line.lexicon.endings.is_instrumental(line.word(next))
        && !line.lexicon.endings.is_instrumental_adjective(line.word(next));
    if first && next < end {
        return Some(start..end);
    }
    if thing && called(line, start, end) {
        return Some(start..end);
    }
    let word = (start + 1..(start + 9).min(end))
        .take_while(|&k| !line.is_comma(k) && line.depth_at(k) == 0 && line.finite_cue(k).is_none())
        .find(|&k| super::fronted::instrumental(line, k) && !line.is_preposition(k - 1))?;
    // "назвал его новым именем": the noun behind the adjective is a name, not a judgement
    let noun = |k: usize| {
        let form = line.word(k);
        line.is_word(k)
            && !line.lexicon.name_nouns.contains(form)
            && line.lexicon.endings.is_instrumental(form)
    };
    let ends = word + 1 >= end
        || !line.is_word(word + 1)
        || line.is_preposition(word + 1)
        || line.lexicon.and_words.contains(line.word(word + 1))
        || noun(word + 1);
    (thing && ends).then_some(start..end)
}

/// "рішення помилкою", "депутата брехуном": one to three words and a noun in the instrumental that ends the clause.
fn called(line: &Line<'_>, start: usize, end: usize) -> bool {
    let Some(last) = (start + 1..end).rev().find(|&k| line.is_word(k)) else { return false };
    let word = line.word(last);
    let endings = &line.lexicon.endings;
    let noun = endings.is_instrumental(word)
        && !endings.is_instrumental_adjective(word)
        && word.chars().count() > 4
        && !line.is_upper(last)
        && !line.lexicon.name_nouns.contains(word);
    let flat = |k: usize| {
        line.is_word(k) && line.depth_at(k) == 0 && line.finite_cue(k).is_none() && !line.is_preposition(k)
    };
    noun && last <= start + 3 && (start..last).all(flat)
}

/// A quotation that is no name stands in the range.
pub(super) fn words_in_marks(line: &Line<'_>, range: Range<usize>) -> bool {
    line.quotes.iter().any(|q| {
        q.open.is_some_and(|open| range.contains(&open))
            && q.inner.end <= range.end
            && !line.is_upper(q.inner.start)
            && line.mention(q.inner.start).is_none_or(|m| m.kind != MentionKind::Name)
    })
}

/// "called the rumours a lie", "назвав фейком чутки", "dismissed X as gossip": the object without the falsehood.
pub(super) fn called_false(line: &Line<'_>, start: usize, end: usize, naming: bool) -> Option<Range<usize>> {
    let at = (start..end.min(start + 16))
        .find(|&k| line.lexicon.falsehoods.contains(line.word(k)) && line.depth_at(k) <= 1)?;
    let as_at =
        (!line.lexicon.slavic).then(|| (start..at).rev().take(3).find(|&k| line.word(k) == "as")).flatten();
    let object = if at == start || line.is_adjective_only(start) && at == start + 1 {
        // "назвав фейком X"
        at + 1..end
    } else if line.lexicon.slavic {
        let adjective =
            at > start + 1 && line.word(at - 1).ends_with(['ю', 'й']) && line.is_adjective_only(at - 1);
        start..if adjective { at - 1 } else { at }
    } else if let Some(stop) = as_at {
        start..stop
    } else if naming {
        let article = matches!(line.word(at.wrapping_sub(1)), "a" | "an");
        start..if article { at - 1 } else { at }
    } else {
        return None;
    };
    // "назвав заяву «брехнею, якій ніхто не вірить»": more than the word stands in the marks
    let quote =
        line.quotes.iter().find(|q| line.lexicon.slavic && q.inner.contains(&at) && q.inner.end <= end);
    if let Some(quote) = quote.filter(|q| line.words_in(q.inner.clone()) > 2) {
        return Some(start..quote.end());
    }
    // `called it "fiction"`: the mark belongs to the word
    let marked = line.is_mark(object.end.wrapping_sub(1)) && object.len() > 1;
    let object = line.trim(object.start..object.end - usize::from(marked));
    let pointed = object.len() == 1 && matches!(line.word(object.start), "it" | "them" | "this" | "that");
    (line.words_in(object.clone()) >= 1 && !pointed).then_some(object)
}
