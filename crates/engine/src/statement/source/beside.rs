//! English subjects by what stands beside them: an apposition, a clause that tells which, a possessor, a number.
//!
//! Takes a `Line`, its phrases and one past the subject, gives the phrase, or nothing.

use super::english::{is_first_person, is_possessive};
use super::{Source, blank};
use crate::model::*;
use crate::statement::lexicon::Form;
use crate::statement::line::Line;
use crate::text::TokenKind;

fn is_number(line: &Line<'_>, i: usize) -> bool {
    line.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Number)
}

/// "A woman whose house was damaged said", "people briefed on the matter said": the noun before the clause that tells which.
pub(in crate::statement) fn restricted(line: &Line<'_>, sources: &[Source], end: usize) -> Option<Source> {
    let floor = line.sentence(end.saturating_sub(1)).start;
    let joint = (floor + 1..end).rev().take(12).take_while(|&k| line.is_word(k) || is_number(line, k)).find(
        |&k| {
            matches!(line.word(k), "who" | "whose")
                || line.word(k).ends_with("ed") && line.is_preposition(k + 1)
        },
    )?;
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
pub(super) fn set_apart(line: &Line<'_>, sources: &[Source], end: usize) -> Option<Source> {
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
pub(super) fn counterpart(line: &Line<'_>, sources: &[Source], end: usize) -> Option<Source> {
    let comma = end.checked_sub(2).filter(|&k| line.word(k + 1) == "who" && line.is_comma(k))?;
    let at = sources.partition_point(|s| s.range.end < comma);
    if sources.get(at).is_some_and(|s| s.range.end == comma) {
        return None;
    }
    let found = super::described_before(line, comma)?;
    let before = found.range.start.wrapping_sub(1);
    (line.is_preposition(before) && line.is_article(found.range.start)).then_some(found)
}

/// "Ada Orr's coach said", "said Ada Orr's brother Tom": whoever is hers, by a noun that no list knows. `end`: one past the
/// phrase when a verb behind it tells; else it ends with its words.
pub(in crate::statement) fn theirs(line: &Line<'_>, owner: &Source, end: Option<usize>) -> Option<Source> {
    let last = owner.range.end.checked_sub(1)?;
    if line.lexicon.slavic || !owner.is_named() || !is_possessive(line, last) {
        return None;
    }
    let plain = |k: usize| {
        line.is_word(k)
            && !line.is_preposition(k)
            && !line.lexicon.auxiliaries.contains(line.word(k))
            && !line.lexicon.and_words.contains(line.word(k))
            && (end.is_some() || line.finite_cue(k).is_none())
    };
    let end = end.or_else(|| (last + 1..last + 6).find(|&k| !plain(k)))?;
    let rest = owner.range.end..end;
    let head = rest.clone().rev().find(|&k| !line.is_upper(k)).unwrap_or(rest.start);
    ((1..=5).contains(&rest.len()) && rest.clone().all(plain)).then(|| Source {
        head: line.word(head).to_owned(),
        complement: true,
        ..blank(owner.range.start..end, SpeakerKind::Role)
    })
}

/// "A lawyer representing Ada Orr said", "The doctor who treated Ada Orr said": the noun before the participle or "who", not
/// the name behind it.
pub(super) fn described_by(line: &Line<'_>, sources: &[Source], near: &Source) -> Option<Source> {
    let floor = line.sentence(near.range.start).start;
    let from = floor.max(near.range.start.saturating_sub(8));
    let participle = |k: usize| {
        let word = line.word(k);
        word.len() > 5 && word.ends_with("ing") && !line.is_upper(k) && !line.is_preposition(k)
    };
    let joint =
        (from..near.range.start).rev().take_while(|&k| line.is_word(k) || is_number(line, k)).find(|&k| {
            let clause = matches!(line.word(k), "who" | "that" | "whose") && k + 1 < near.range.start;
            clause
                || participle(k)
                    && (k + 1 == near.range.start || line.is_word(k + 1) && line.word(k + 1) == "to")
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

/// "Many of his supporters", "a third of the voters": the phrase whose last noun "of" governs.
pub(super) fn part_of(line: &Line<'_>, sources: &[Source], end: usize) -> Option<Source> {
    let at = sources.partition_point(|s| s.range.end < end);
    let whole = sources.get(at).filter(|s| s.range.end == end && s.governed)?;
    let of = whole.range.start.checked_sub(1).filter(|&k| matches!(line.word(k), "of" | "in" | "among"))?;
    let floor = line.sentence(of).start;
    let start = (floor..of)
        .rev()
        .take(5)
        .take_while(|&k| {
            (line.is_word(k) || is_number(line, k))
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

/// "Another 19 percent", "some", "those close to the mayor": people nobody names.
pub(super) fn unnamed(line: &Line<'_>, end: usize) -> Option<Source> {
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
pub(super) fn is_about(line: &Line<'_>, i: usize) -> bool {
    matches!(line.word(i), "about" | "around" | "over" | "under" | "at" | "than")
}

/// The number of "63 percent", "63 per cent", "63%".
pub(super) fn percentage(line: &Line<'_>, head: usize) -> Option<usize> {
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
pub(super) fn apposed(line: &Line<'_>, sources: &[Source], end: usize) -> Option<Source> {
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
pub(super) fn opening(line: &Line<'_>, end: usize) -> Option<Source> {
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
pub(super) fn capitalised(line: &Line<'_>, end: usize) -> Option<Source> {
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

/// "Labour criticised the firm, saying", "Fans booed the coach and said": the phrase that opens the sentence, up to its first
/// verb, when no list knows it or a possessor is all that is known of it.
pub(in crate::statement) fn clause_head(
    line: &Line<'_>,
    sources: &[Source],
    at: usize,
    is_verb: impl Fn(usize) -> bool,
) -> Option<Source> {
    let start = line.skip_opening(line.sentence(at).start);
    let verb = (start + 1..at.min(start + 9)).find(|&k| is_verb(k))?;
    let end = (start + 1..=verb).rev().find(|&k| !line.is_adverb(k - 1)).unwrap_or(verb);
    let plain = |k: usize| {
        (line.is_word(k) || is_number(line, k))
            && !line.lexicon.subordinators.contains(line.word(k))
            && !line.lexicon.pronouns.contains_key(line.word(k))
    };
    let first = line.word(start);
    let opens = !line.is_preposition(start)
        && !line.lexicon.nobodies.contains(first)
        && !first.ends_with("ing")
        && !line.is_adverb(start)
        && !line.lexicon.but_words.contains(first)
        && !line.lexicon.and_words.contains(first);
    let last = line.word(end - 1);
    if line.lexicon.slavic || !opens || !(start..end).all(plain) || is_possessive(line, end - 1) {
        return None;
    }
    // "Area MP Janet Chebet backed the governor"
    let at = sources.partition_point(|s| s.range.end < end);
    let known = sources.get(at).filter(|s| s.range.end == end && !s.relative && !s.document).cloned();
    let unlisted = || Source {
        head: last.to_owned(),
        complement: true,
        plural: last.ends_with('s'),
        ..blank(start..end, SpeakerKind::Role)
    };
    Some(Source { range: start..end, governed: false, ..known.unwrap_or_else(unlisted) })
}
