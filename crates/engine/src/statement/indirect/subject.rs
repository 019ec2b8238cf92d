//! Whose words a cue brings: the subject before or behind it, the one it shares with a cue before, or nobody.
//!
//! Takes a `Line`, its source phrases and a cue, gives the subject. Makes no drafts.

use super::object::infinitive;
use crate::model::*;
use crate::statement::draft::{Draft, Who};
use crate::statement::extent;
use crate::statement::lexicon::{Class, CueEntry, Form};
use crate::statement::line::Line;
use crate::statement::source::{self, Source};
use std::ops::Range;

/// Who a cue belongs to.
#[derive(Clone)]
pub(super) enum Subject {
    Found(Box<Source>),
    /// The verb shares the subject of a cue before it.
    Shared,
    None,
}

/// "…, but denied": a conjunction right before the cue ties it to the subject of an earlier cue of the sentence.
pub(super) fn joined(line: &Line<'_>, at: usize) -> bool {
    let sentence = line.sentence(at);
    let mut k = at;
    while k > sentence.start
        && at - k < 4
        && (line.is_adverb(k - 1) || line.lexicon.not_words.contains(line.word(k - 1)))
    {
        k -= 1;
    }
    let word = line.word(k.wrapping_sub(1));
    k > sentence.start
        && (line.lexicon.and_words.contains(word) || line.lexicon.but_words.contains(word))
        && (sentence.start..k).any(|j| {
            line.depth_at(j) == line.depth_at(at) && line.finite_cue(j).is_some_and(|(_, e)| e.strength >= 2)
        })
}

pub(super) fn subject(
    line: &Line<'_>,
    sources: &[Source],
    at: usize,
    cue_end: usize,
    entry: &CueEntry,
    claim: Option<usize>,
) -> Subject {
    let converb = entry.form == Form::Converb && !(!line.lexicon.slavic && source::is_progressive(line, at));
    if converb {
        let own = !line.lexicon.slavic && line.is_comma(at.wrapping_sub(1));
        // "X, Vint said, adding that Y": whoever said X
        if own && let Some(source) = said_before(line, sources, at) {
            return Subject::Found(Box::new(source));
        }
        let main = || main_subject(line, sources, at).or_else(|| source::first_subject(line, sources, at));
        return match own.then(main).flatten() {
            Some(source) => Subject::Found(Box::new(source)),
            None => Subject::Shared,
        };
    }
    // "Vint is telling the group that the dam is old and says …": the sentence goes on with its own subject
    let coordinated = |word: &str| line.lexicon.and_words.contains(word) || word == "but";
    // "X, she writes, and wonders why": whoever wrote X
    if !line.lexicon.slavic
        && coordinated(line.word(at.wrapping_sub(1)))
        && line.is_comma(at.wrapping_sub(2))
        && let Some(source) = said_before(line, sources, at - 1)
    {
        return Subject::Found(Box::new(source));
    }
    if !line.lexicon.slavic
        && coordinated(line.word(at.wrapping_sub(1)))
        && let Some(source) = main_subject(line, sources, at)
    {
        return Subject::Found(Box::new(source));
    }
    let limit = claim.unwrap_or(usize::MAX);
    let after = source::after(line, sources, cue_end)
        .filter(|s| {
            !s.governed
                && !s.relative
                && s.range.end <= limit
                && source::agrees(s, entry, line.lexicon.slavic)
        })
        .filter(|_| line.lexicon.slavic);
    let after =
        source::beyond_hearers(line, sources, cue_end, entry).filter(|s| s.range.end <= limit).or(after);
    // "закликали владу видати тіло": who is to do it
    let after = after.filter(|a| {
        let end = a.range.end;
        !(line.lexicon.slavic && entry.class == Class::Demand && (end..end + 2).any(|k| infinitive(line, k)))
    });
    if joined(line, at) && after.is_none_or(|a| a.range.start > cue_end || entry.class == Class::Demand) {
        return Subject::Shared;
    }
    let before = source::before(line, sources, at, entry);
    if !line.lexicon.slavic
        && let Some(apart) = source::special_before(line, sources, at, before)
    {
        return Subject::Found(Box::new(apart));
    }
    // "while his apprentice swore": the noun phrase behind the conjunction, not the subject before it
    if !line.lexicon.slavic
        && before.is_none_or(|b| b.range.end < at)
        && let Some(near) = source::described_before(line, at)
        && joins_clauses(line, near.range.start.wrapping_sub(1))
        && before.is_none_or(|b| b.range.end + 1 < near.range.start)
    {
        return Subject::Found(Box::new(near));
    }
    // what follows an order is whom it is given to
    let described;
    let (before, after) = if entry.class == Class::Demand && before.is_none() && after.is_some() {
        described = source::described_before(line, at);
        (described.as_ref(), after.filter(|_| described.is_none()))
    } else {
        (before, after)
    };
    // "объяснил решение регулятор", "опроверг слухи": what is said of, not who says
    let after = after.and_then(|a| beyond_object(sources, a, entry, line.lexicon.slavic));
    match (before, after) {
        // "Сергею Морозову ответил Олег Белкин, что …"
        (Some(b), Some(a)) if source::oblique_name(line, b) && !source::oblique_name(line, a) => {
            Subject::Found(Box::new(a.clone()))
        }
        // "Мэр, однако, опроверг слухи …": the subject that opens the clause, only words in commas between
        (Some(b), Some(a)) if line.lexicon.slavic && leads(line, b, a, at) => {
            Subject::Found(Box::new(b.clone()))
        }
        // V S right together beats a far subject; a subject right before beats what follows
        (Some(b), Some(a)) => {
            let gap = at.saturating_sub(b.range.end);
            let adjacent = a.range.start <= cue_end;
            if gap <= 2
                || !adjacent
                || (b.kind != SpeakerKind::Pronoun
                    && b.is_named()
                    && gap <= 6
                    && !line_has_comma(line, b.range.end..at))
            {
                Subject::Found(Box::new(b.clone()))
            } else {
                Subject::Found(Box::new(a.clone()))
            }
        }
        (Some(b), None) => Subject::Found(Box::new(b.clone())),
        (None, Some(a)) => Subject::Found(Box::new(a.clone())),
        (None, None) => {
            if entry.form == Form::Finite
                && entry.strength >= 2
                && let Some(source) = headed(line, sources, at)
            {
                return Subject::Found(Box::new(source));
            }
            if entry.form == Form::Impersonal
                && let Some(source) = agent(line, sources, at)
            {
                return Subject::Found(Box::new(source));
            }
            if (entry.form == Form::Impersonal || entry.plural || entry.gender == Gender::Neuter)
                && let Some(source) = source::in_place(line, sources, at..cue_end)
            {
                return Subject::Found(Box::new(source));
            }
            let names = !line.lexicon.slavic && line.lexicon.naming_verbs.contains(line.word(at));
            // "inspectors found that": several people and a claim
            let found = !line.lexicon.slavic && claim.is_some();
            if (entry.strength >= 2 || names || found)
                && matches!(entry.form, Form::Finite | Form::Adjective)
                && let Some(source) = source::described_before(line, at)
                && (!line.lexicon.slavic || source.plural == entry.plural)
                && (entry.strength >= 2 || names || source.plural)
            {
                return Subject::Found(Box::new(source));
            }
            if entry.plural
                && entry.strength >= 2
                && let Some(source) = source::counted_before(line, at)
            {
                return Subject::Found(Box::new(source));
            }
            // "писав дзядзьо, що", "сказала сусідка:": a noun behind the verb that no list knows
            if line.lexicon.slavic
                && entry.strength >= 2
                && entry.form == Form::Finite
                && let Some(source) =
                    crate::statement::direct::described(line, source::past_date(line, cue_end))
                && source.range.end <= limit
                && (line.is_comma(source.range.end) || line.word(source.range.end) == ":")
            {
                return Subject::Found(Box::new(source));
            }
            if line.lexicon.slavic
                && entry.strength >= 2
                && matches!(entry.form, Form::Finite | Form::Adjective)
                && let Some(source) = marked_name(line, at).or_else(|| source::capital_before(line, at))
            {
                return Subject::Found(Box::new(source));
            }
            // "Закон наделял …; уточнял, что": the subject that opens the sentence goes on behind a semicolon
            if line.lexicon.slavic
                && claim.is_some()
                && line.word(at.wrapping_sub(1)) == ";"
                && let Some(source) = source::opening(line, sources, at, entry)
            {
                return Subject::Found(Box::new(source.clone()));
            }
            // ", в котором сообщил, что": the subject of the sentence goes on
            if line.lexicon.slavic
                && (claim.is_some() || entry.class == Class::Demand)
                && entry.form == Form::Finite
                && line.lexicon.subordinators.contains(line.word(at.wrapping_sub(1)))
                && line.is_preposition(at.wrapping_sub(2))
                && let Some(source) = source::of_sentence(line, sources, at, entry)
            {
                return Subject::Found(Box::new(source.clone()));
            }
            if entry.plural
                && entry.strength >= 2
                && let Some(source) = source::unlisted_place(line, at)
            {
                return Subject::Found(Box::new(source));
            }
            if (entry.strength >= 2 || names)
                && entry.form != Form::Impersonal
                && (claim.is_some() || !line.lexicon.slavic || line.word(cue_end) == ":")
                && let Some(source) = opening_name(line, at)
            {
                return Subject::Found(Box::new(source));
            }
            if line.lexicon.and_words.contains(line.word(at.wrapping_sub(1)))
                || line.lexicon.but_words.contains(line.word(at.wrapping_sub(1)))
            {
                Subject::Shared
            } else {
                Subject::None
            }
        }
    }
}

/// Slavic "Руководство концерна «Юнипер» опровергло": a noun that no list knows opens the sentence, a body in the genitive
/// belongs to it.
fn headed(line: &Line<'_>, sources: &[Source], at: usize) -> Option<Source> {
    let start = line.skip_opening(line.sentence(at).start);
    let i = sources.partition_point(|s| s.range.end < at);
    let body = sources.get(i).filter(|s| s.range.end == at && s.oblique && !s.governed && !s.relative)?;
    let noun = |k: usize| {
        line.is_word(k)
            && !line.is_preposition(k)
            && !line.is_adverb(k)
            && line.cue(k).is_none()
            && line.mention(k).is_none()
            && !source::looks_verbal(line, k)
    };
    let first = body.range.start;
    let fits = first > start && first <= start + 2 && (start..first).all(noun);
    (line.lexicon.slavic && fits && body.entity_kind != EntityKind::Person).then(|| Source {
        head: line.word(start).to_owned(),
        complement: true,
        entity_kind: EntityKind::Organisation,
        ..source::blank(start..at, SpeakerKind::Role)
    })
}

/// Slavic "застройщиком было заявлено": who did it, in the instrumental right before the verb.
fn agent(line: &Line<'_>, sources: &[Source], at: usize) -> Option<Source> {
    let end = at - usize::from(at > 0 && line.lexicon.past_be.contains(line.word(at - 1)));
    let i = sources.partition_point(|s| s.range.end < end);
    let source =
        sources.get(i).filter(|s| s.range.end == end && !s.governed && !s.relative && !s.document)?;
    let first = line.word(source.range.start);
    let instrumental =
        ["ом", "ем", "ём", "ой", "ою", "ей", "ею", "ами", "ями", "амі", "ямі", "ам", "им", "ым", "ім"];
    (line.lexicon.slavic && instrumental.iter().any(|end| first.ends_with(end)))
        .then(|| Source { oblique: false, ..source.clone() })
}

/// The phrase behind a verb; when it is a document or disagrees in number, the agreeing phrase right behind it, if there is one.
fn beyond_object<'s>(
    sources: &'s [Source],
    found: &'s Source,
    entry: &CueEntry,
    slavic: bool,
) -> Option<&'s Source> {
    if !slavic || !(found.document || found.plural && entry.gender != Gender::Unknown) {
        return Some(found);
    }
    let at = sources.partition_point(|s| s.range.start < found.range.end);
    let next = sources.get(at).filter(|s| {
        s.range.start == found.range.end
            && !s.governed
            && !s.relative
            && !s.document
            && source::agrees(s, entry, true)
    });
    Some(next.unwrap_or(found))
}

/// A person or body in the nominative that opens its sentence before the verb, against a thing behind it.
fn leads(line: &Line<'_>, before: &Source, after: &Source, verb: usize) -> bool {
    let start = line.skip_opening(line.sentence(verb).start);
    let speaks =
        before.entity_kind == EntityKind::Person || before.is_named() || before.kind == SpeakerKind::Pronoun;
    let thing = after.document || after.plural && !before.plural || after.entity_kind == EntityKind::Other;
    let idle = (before.range.end..verb).all(|k| !source::looks_verbal(line, k) && line.cue(k).is_none())
        // a clause about the subject, between commas
        || line.is_comma(before.range.end) && line.is_comma(verb.wrapping_sub(1));
    before.range.start <= start + 3 && speaks && !before.document && thing && idle
}

/// "while", "and" between two clauses.
fn joins_clauses(line: &Line<'_>, i: usize) -> bool {
    let word = line.word(i);
    line.lexicon.but_words.contains(word)
        || line.lexicon.and_words.contains(word)
            && (line.is_comma(i.wrapping_sub(1)) || line.is_dash(i.wrapping_sub(1)))
}

/// English author's words between commas right before a participle: "X, Vint said, adding", "X, said Vint, adding".
fn said_before(line: &Line<'_>, sources: &[Source], at: usize) -> Option<Source> {
    let sentence = line.sentence(at);
    let last = at.checked_sub(1)?;
    let comma = (sentence.start..last)
        .rev()
        .take(14)
        .find(|&k| (line.is_comma(k) || line.is_mark(k)) && line.depth_at(k) == line.depth_at(at))?;
    let found = extent::trailing_attribution(line, sources, comma + 1)?;
    match found.who {
        Who::Source(source) if found.end <= last => Some(*source),
        _ => None,
    }
}

/// The subject an English sentence opens with.
fn main_subject(line: &Line<'_>, sources: &[Source], at: usize) -> Option<Source> {
    let start = line.skip_opening(line.sentence(at).start);
    let first = sources.partition_point(|s| s.range.end <= start);
    let source = sources.get(first).filter(|s| s.range.start <= start + 1 && s.range.end <= at)?;
    let speaks = source.is_named()
        || source.kind == SpeakerKind::Pronoun
        || source.kind == SpeakerKind::Role && source.entity_kind != EntityKind::Other
        || source.anonymous;
    (speaks && !source.governed && !source.relative && line.depth_at(start) == line.depth_at(at))
        .then(|| source.clone())
}

/// English "Vint, asked whether X, said Y": a participle between the subject and its verb.
pub(super) fn was_asked(line: &Line<'_>, i: usize) -> bool {
    let limit = line.sentence(i).end;
    let answered = |k: usize| {
        let verb = line.skip_adverbs(k + 1, 2);
        let strong = line.finite_cue(verb).is_some_and(|(_, e)| e.strength >= 2);
        line.is_comma(k) && (strong || line.word(verb).ends_with("ed") && line.is_word(verb + 1))
    };
    !line.lexicon.slavic
        && line.word(i).ends_with("ed")
        && line.is_comma(i.wrapping_sub(1))
        && (i + 1..limit.min(i + 30)).any(answered)
}

/// "was asked", "is expected": the subject hears, it does not speak.
pub(super) fn is_passive(line: &Line<'_>, i: usize, entry: &CueEntry) -> bool {
    let be = |k: usize| matches!(line.word(k), "is" | "are" | "was" | "were" | "be" | "been" | "being");
    !line.lexicon.slavic
        && entry.form == Form::Finite
        && (line.word(i).ends_with("ed") || matches!(line.word(i), "told" | "said" | "known" | "thought"))
        && (be(i.wrapping_sub(1)) || be(i.wrapping_sub(2)) && line.is_word(i.wrapping_sub(1)))
}

/// "Westmark demanded that …", "«Ковш» уверен, что …": a name that no list knows and nothing else before the cue.
fn opening_name(line: &Line<'_>, at: usize) -> Option<Source> {
    let start = line.skip_opening(line.sentence(at).start);
    let marked = line.is_mark(start);
    if line.lexicon.slavic && !marked || line.is_adverb(start) {
        return None;
    }
    let source = crate::statement::direct::capitalised(line, start)?;
    (line.skip_adverbs(source.range.end, 1) == at).then_some(source)
}

/// «Черепаха» заявив: a name in marks right before the cue that no list knows.
fn marked_name(line: &Line<'_>, at: usize) -> Option<Source> {
    // "«Курьер» со ссылкой на источник писал": the phrase that cites stands in between
    let cites =
        |k: &usize| line.is_mark(k.wrapping_sub(1)) && line.lexicon.relays.at(line.tokens, *k).is_some();
    let floor = line.sentence(at).start.max(at.saturating_sub(14));
    let phrase = (floor + 1..at).find(cites).filter(|&k| (k..at).all(|j| !line.is_comma(j)));
    let at = phrase.unwrap_or(at);
    let close = at.checked_sub(1).filter(|&k| line.is_mark(k))?;
    let quote = line.quotes.iter().find(|q| q.close == Some(close))?;
    let open = quote.open?;
    // "в беседе с «Волной» рассказал", "журналу «Экран» признавался": where and whom it was told
    let before = open.wrapping_sub(1);
    let noun = line
        .lexicon
        .heads
        .get(line.word(before))
        .is_some_and(|heads| heads.iter().all(|h| *h.lemma != *line.word(before)));
    if open > line.sentence(open).start && (line.is_preposition(before) || noun) {
        return None;
    }
    crate::statement::nickname::marked(line, quote.inner.clone())?;
    Some(Source { entity_kind: EntityKind::Organisation, ..source::blank(open..at, SpeakerKind::Name) })
}

fn line_has_comma(line: &Line<'_>, range: Range<usize>) -> bool {
    range.into_iter().any(|k| line.is_comma(k))
}

pub(super) fn set_subject(draft: &mut Draft, subject: &Subject) {
    match subject {
        Subject::Found(source) => draft.who = Who::Source(source.clone()),
        Subject::Shared => {
            draft.who = Who::Implicit;
            draft.confidence -= 0.1;
        }
        Subject::None => {
            draft.who = Who::Implicit;
            draft.confidence -= 0.25;
        }
    }
}
