//! English subjects that stand apart from their verb, or that no list knows.
//!
//! Takes a `Line`, its phrases and a cue, gives the subject, or nothing. English keeps its subject before the verb, with
//! appositions and relative clauses between commas.

use super::{Source, blank};
use crate::model::*;
use crate::statement::lexicon::{CueEntry, Form};
use crate::statement::line::Line;
use crate::text::TokenKind;

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
        .or_else(|| relative_of(line, near, end))
        .or_else(|| unnamed(line, end))
        .or_else(|| part_of(line, sources, end))
        .or_else(|| opening(line, end))
        .or_else(|| apposed(line, sources, end))
        .or_else(|| capitalised(line, end))
        .or_else(|| set_apart(line, sources, end))
        .or_else(|| restricted(line, sources, end))
}

/// "A woman whose house was damaged said", "people briefed on the matter said": the noun before the clause that tells which.
fn restricted(line: &Line<'_>, sources: &[Source], end: usize) -> Option<Source> {
    let floor = line.sentence(end.saturating_sub(1)).start;
    let joint = (floor + 1..end).rev().take(12).take_while(|&k| line.is_word(k)).find(|&k| {
        matches!(line.word(k), "who" | "whose") || line.word(k).ends_with("ed") && line.is_preposition(k + 1)
    })?;
    let at = sources.partition_point(|s| s.range.end < joint);
    let known = sources.get(at).filter(|s| s.range.end == joint && !s.governed && !s.relative).cloned();
    let found = known.or_else(|| super::described_before(line, joint))?;
    let opens = found.range.start == line.skip_opening(floor) || !line.is_word(found.range.start - 1);
    let speaks =
        !found.document && found.kind != SpeakerKind::Pronoun && found.entity_kind != EntityKind::Place;
    (opens && speaks && found.range.start + 1 < end).then_some(Source {
        range: found.range.start..end,
        complement: true,
        ..found
    })
}

/// "One tenant, who asked for no name, said", "Her father, a quarryman, told": a noun that no list knows, and what stands
/// beside it between commas.
fn set_apart(line: &Line<'_>, sources: &[Source], end: usize) -> Option<Source> {
    let last = end.checked_sub(1).filter(|&k| line.is_comma(k))?;
    let floor = line.sentence(last).start;
    let depth = line.depth_at(last);
    let comma = (floor..last).rev().take(26).find(|&k| line.is_comma(k) && line.depth_at(k) == depth)?;
    // "One of them, deputy governor Carl Brandt, argued": the name says who
    let at = sources.partition_point(|s| s.range.end < last);
    if sources.get(at).is_some_and(|s| s.range.end == last && s.range.start > comma && s.is_named()) {
        return None;
    }
    let found = super::described_before(line, comma)?;
    let before = found.range.start.wrapping_sub(1);
    let opens = found.range.start == line.skip_opening(floor)
        || line.is_comma(before)
        || line.lexicon.but_words.contains(line.word(before))
        || line.lexicon.and_words.contains(line.word(before));
    let short = found.range.len() <= 4 && !(found.range.clone()).any(|k| line.is_upper(k) && k > floor);
    (opens && short && !found.plural || opens && matches!(line.word(comma + 1), "who" | "which"))
        .then_some(found)
}

/// "after talks with his counterpart, who said": a noun that no list knows right before ", who", and no apposition.
fn counterpart(line: &Line<'_>, sources: &[Source], end: usize) -> Option<Source> {
    let comma = end.checked_sub(2).filter(|&k| line.word(k + 1) == "who" && line.is_comma(k))?;
    let at = sources.partition_point(|s| s.range.end < comma);
    if sources.get(at).is_some_and(|s| s.range.end == comma) {
        return None;
    }
    let found = super::described_before(line, comma)?;
    let before = found.range.start.wrapping_sub(1);
    (line.is_preposition(before) && line.is_article(found.range.start)).then_some(found)
}

/// "Ada Orr's coach said": whoever is hers, by a noun that no list knows.
fn relative_of(line: &Line<'_>, near: Option<&Source>, end: usize) -> Option<Source> {
    let owner = near.filter(|s| s.is_named() && is_possessive(line, s.range.end - 1))?;
    let rest = owner.range.end..end;
    let plain = |k: usize| {
        line.is_word(k)
            && !line.is_preposition(k)
            && !line.lexicon.auxiliaries.contains(line.word(k))
            && !line.lexicon.and_words.contains(line.word(k))
    };
    ((1..=4).contains(&rest.len()) && rest.clone().all(plain)).then(|| Source {
        head: line.word(end - 1).to_owned(),
        complement: true,
        ..blank(owner.range.start..end, SpeakerKind::Role)
    })
}

/// "A lawyer representing Ada Orr said", "The doctor who treated Ada Orr said": the noun before the participle or "who", not
/// the name behind it.
fn described_by(line: &Line<'_>, sources: &[Source], near: &Source) -> Option<Source> {
    let floor = line.sentence(near.range.start).start;
    let from = floor.max(near.range.start.saturating_sub(8));
    let participle = |k: usize| {
        let word = line.word(k);
        word.len() > 5 && word.ends_with("ing") && !line.is_upper(k) && !line.is_preposition(k)
    };
    let joint = (from..near.range.start).rev().take_while(|&k| line.is_word(k)).find(|&k| {
        let clause = matches!(line.word(k), "who" | "that" | "whose") && k + 1 < near.range.start;
        clause
            || participle(k) && (k + 1 == near.range.start || line.is_word(k + 1) && line.word(k + 1) == "to")
    })?;
    let before = joint.checked_sub(1).filter(|&k| line.is_word(k) && k >= floor)?;
    let free = !line.is_preposition(before)
        && !line.lexicon.auxiliaries.contains(line.word(before))
        && !line.lexicon.subordinators.contains(line.word(before))
        && !line.lexicon.and_words.contains(line.word(before))
        && line.finite_cue(before).is_none();
    let at = sources.partition_point(|s| s.range.end < joint);
    let known = sources.get(at).filter(|s| s.range.end == joint && !s.governed && !s.relative).cloned();
    let found = known.or_else(|| super::described_before(line, joint)).filter(|_| free)?;
    let opens = found.range.start == line.skip_opening(floor) || !line.is_word(found.range.start - 1);
    let speaks = !found.document && found.kind != SpeakerKind::Pronoun;
    (opens && speaks).then_some(Source {
        range: found.range.start..near.range.end,
        complement: true,
        mention: None,
        ..found
    })
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
    match word.split_once('\'') {
        Some((stem @ ("he" | "she" | "they"), "s" | "re" | "ve" | "d" | "ll")) if !line.lexicon.slavic => {
            stem
        }
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

/// "Many of his supporters", "a third of the voters": the phrase whose last noun "of" governs.
fn part_of(line: &Line<'_>, sources: &[Source], end: usize) -> Option<Source> {
    let at = sources.partition_point(|s| s.range.end < end);
    let whole = sources.get(at).filter(|s| s.range.end == end && s.governed)?;
    let of = whole.range.start.checked_sub(1).filter(|&k| matches!(line.word(k), "of" | "in" | "among"))?;
    let floor = line.sentence(of).start;
    let start = (floor..of)
        .rev()
        .take(5)
        .take_while(|&k| {
            (line.is_word(k) || line.tokens.get(k).is_some_and(|t| t.kind == TokenKind::Number))
                && (!line.is_preposition(k) || is_about(line, k))
                && line.finite_cue(k).is_none()
                && !line.lexicon.and_words.contains(line.word(k))
                && !line.lexicon.but_words.contains(line.word(k))
                && !line.lexicon.subordinators.contains(line.word(k))
        })
        .last()?;
    let opens = start == line.skip_opening(floor)
        || line.is_comma(start.wrapping_sub(1))
        || line.lexicon.and_words.contains(line.word(start.wrapping_sub(1)))
        || line.lexicon.but_words.contains(line.word(start.wrapping_sub(1)));
    let counted = (start..of).any(|k| {
        line.lexicon.indefinite.contains(line.word(k))
            || line.tokens.get(k).is_some_and(|t| t.kind == TokenKind::Number)
            || matches!(
                line.word(k),
                "majority" | "majorities" | "half" | "third" | "quarter" | "number" | "one" | "two" | "three"
            )
    });
    (opens && counted)
        .then(|| Source {
            complement: true,
            ..blank(start..end, if whole.anonymous { SpeakerKind::Anonymous } else { SpeakerKind::Role })
        })
        .map(|source| Source {
            anonymous: whole.anonymous,
            plural: true,
            head: whole.head.clone(),
            entity_kind: EntityKind::Other,
            ..source
        })
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

/// "Another 19 percent", "some", "those close to the mayor": people nobody names.
fn unnamed(line: &Line<'_>, end: usize) -> Option<Source> {
    let floor = line.sentence(end.saturating_sub(1)).start;
    let head = end.checked_sub(1).filter(|&k| k >= floor)?;
    let mut start = None;
    if line.lexicon.indefinite.contains(line.word(head)) {
        start = Some(head);
    } else if let Some(number) = percentage(line, head) {
        start = Some(number);
    } else {
        for k in (floor..head).rev().take(10) {
            if !line.is_word(k) || line.finite_cue(k).is_some() {
                break;
            }
            if line.word(k) == "those" {
                start = Some(k);
                break;
            }
        }
    }
    let mut start = start?;
    while start > floor
        && line.word(start) != "those"
        && (line.is_adverb(start - 1) || line.lexicon.determiners.contains(line.word(start - 1)))
    {
        start -= 1;
    }
    if start > floor && line.is_preposition(start - 1) {
        return None;
    }
    let mut source = blank(start..end, SpeakerKind::Anonymous);
    source.anonymous = true;
    source.plural = true;
    source.head = line.word(head).to_owned();
    source.entity_kind = EntityKind::Other;
    Some(source)
}

/// "about half", "at least one".
fn is_about(line: &Line<'_>, i: usize) -> bool {
    matches!(line.word(i), "about" | "around" | "over" | "under" | "at" | "than")
}

/// The number of "63 percent", "63 per cent", "63%".
fn percentage(line: &Line<'_>, head: usize) -> Option<usize> {
    // "six in 10", "one in four", "all but two"
    let count = |k: usize| {
        line.tokens.get(k).is_some_and(|t| t.kind == TokenKind::Number)
            || matches!(
                line.word(k),
                "one" | "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten"
            )
    };
    let between = line.word(head.wrapping_sub(1));
    let first = head.checked_sub(2).filter(|&k| count(head) && (count(k) || line.word(k) == "all"));
    if first.is_some() && matches!(between, "in" | "but") {
        return first;
    }
    let number = match line.word(head) {
        "percent" | "%" => head.checked_sub(1)?,
        "cent" if line.word(head.wrapping_sub(1)) == "per" => head.checked_sub(2)?,
        _ => return None,
    };
    (line.tokens.get(number)?.kind == TokenKind::Number).then_some(number)
}

/// "The mayor, who heads the union, said": the first phrase of the clause that a comma follows.
fn apposed(line: &Line<'_>, sources: &[Source], end: usize) -> Option<Source> {
    let last = end.checked_sub(1).filter(|&k| line.is_comma(k))?;
    let sentence = line.sentence(last);
    let depth = line.depth_at(last);
    let clause = (sentence.start..last)
        .rev()
        .take(60)
        .take_while(|&k| {
            !(line.word(k) == ";"
                || line.depth_at(k) != depth
                || line.word(k) == "that" && line.finite_cue(k.wrapping_sub(1)).is_some())
        })
        .last()?;
    let opening = line.skip_opening(sentence.start);
    let first = sources.partition_point(|s| s.range.start < clause);
    let mut rest = sources.get(first..).unwrap_or(&[]).iter().take_while(|s| s.range.end <= last);
    let opens = |start: usize| {
        let before = start.wrapping_sub(1);
        start == opening
            || start == clause
            || line.is_comma(before)
            || line.is_mark(before)
            || line.lexicon.and_words.contains(line.word(before))
            || line.lexicon.but_words.contains(line.word(before))
            || line.lexicon.subordinators.contains(line.word(before))
            || matches!(line.word(before), "after" | "before" | "as" | "since" | "until")
    };
    let joined = |s: &Source| {
        matches!(line.word(s.range.start.wrapping_sub(1)), "after" | "before" | "as" | "since" | "until")
    };
    let found = rest.find(|s| {
        (!s.governed || joined(s))
            && !s.relative
            && line.is_comma(s.range.end)
            && s.range.end < last
            && opens(s.range.start)
    })?;
    // "The estate agent, Rufus Keel, said": the name of the role
    if found.kind == SpeakerKind::Role
        && let Some(name) = rest.next().filter(|n| n.range.start == found.range.end + 1)
        && name.kind == SpeakerKind::Name
    {
        return Some(Source {
            range: found.range.start..name.range.end,
            head: found.head.clone(),
            ..name.clone()
        });
    }
    Some(found.clone())
}

/// "Westmark, in its note, denied": a name that no list knows opens the sentence.
fn opening(line: &Line<'_>, end: usize) -> Option<Source> {
    let last = end.checked_sub(1).filter(|&k| line.is_comma(k))?;
    let start = line.skip_opening(line.sentence(last).start);
    let name = crate::statement::direct::capitalised(line, start)?;
    let first = name.range.end;
    let alone = (first + 1..last).all(|k| !line.is_comma(k));
    let phrase = line.is_comma(first) && first < last && (line.is_preposition(first + 1) || alone);
    (phrase
        && !line.is_adverb(start)
        && !line.lexicon.but_words.contains(line.word(start))
        && last - start < 20)
        .then_some(name)
}

/// A name that no list knows, right before the verb and behind a comma: "At a later stop, Quill said".
fn capitalised(line: &Line<'_>, end: usize) -> Option<Source> {
    let floor = line.sentence(end.saturating_sub(1)).start;
    let fits = |k: usize| {
        line.is_word(k)
            && line.is_upper(k)
            && line.mention(k).is_none()
            && !line.lexicon.weekdays.contains(line.word(k))
            && !line.lexicon.months.contains(line.word(k))
            && !line.lexicon.pronouns.contains_key(line.word(k))
            && !line.lexicon.determiners.contains(line.word(k))
            && !is_first_person(line, k)
    };
    let mut start = end;
    while start > floor && end - start < 4 && fits(start - 1) {
        start -= 1;
    }
    // "In a statement, the Lido Trust said"
    let article = usize::from(start > floor + 1 && line.word(start - 1) == "the" && start + 1 < end);
    let start = start - article;
    let before = start.checked_sub(1).filter(|_| start < end && start > floor)?;
    let opens = line.is_comma(before)
        || line.lexicon.and_words.contains(line.word(before))
        || line.lexicon.but_words.contains(line.word(before));
    (opens && !line.is_headline()).then(|| Source {
        entity_kind: if article == 1 { EntityKind::Organisation } else { EntityKind::Person },
        ..blank(start..end, SpeakerKind::Name)
    })
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

/// "One said", "another, who left in May, said", "a third told", "said another.": one of people whom nobody names, without a
/// noun.
pub(super) fn one_of_many(line: &Line<'_>, i: usize) -> Option<Source> {
    if line.lexicon.slavic {
        return None;
    }
    let ordinal = |k: usize| matches!(line.word(k), "second" | "third" | "fourth" | "fifth" | "other");
    let article = matches!(line.word(i), "a" | "the") && ordinal(i + 1);
    if !article && !matches!(line.word(i), "one" | "another") {
        return None;
    }
    let end = i + 1 + usize::from(article);
    let before = i.wrapping_sub(1);
    let opens = i == line.skip_opening(line.sentence(i).start)
        || !line.is_word(before)
        || line.lexicon.but_words.contains(line.word(before))
        || line.lexicon.and_words.contains(line.word(before));
    let verb = line.skip_adverbs(end, 2);
    let verb = if matches!(line.word(verb), "has" | "have" | "had") { verb + 1 } else { verb };
    let speaks =
        |k: usize| line.finite_cue(k).is_some_and(|(_, e)| e.strength >= 2 && e.form == Form::Finite);
    let subject = opens && (speaks(verb) || line.is_comma(end) && line.word(end + 1) == "who");
    let behind = speaks(before) && (!line.is_word(end) || line.word(end) == "who") && !line.is_comma(end);
    (subject || behind).then(|| Source {
        head: line.word(end - 1).to_owned(),
        anonymous: true,
        ..blank(i..end, SpeakerKind::Anonymous)
    })
}
