//! Which phrase a cue belongs to: before it, after it, in the place it names.
//!
//! Takes a `Line`, its phrases and a cue, gives the one that agrees with it, or nothing. Never one from inside the claim.

use super::{Source, looks_verbal};
use crate::model::*;
use crate::statement::lexicon::CueEntry;
use crate::statement::line::Line;
use std::ops::Range;

/// Past "21 березня 2024 року", "у вівторок": when it was said, between a cue and its subject.
pub(in crate::statement) fn past_date(line: &Line<'_>, i: usize) -> usize {
    let number = |k: usize| line.tokens.get(k).is_some_and(|t| t.kind == crate::text::TokenKind::Number);
    if line.is_preposition(i) && line.lexicon.weekdays.contains(line.word(i + 1)) {
        return i + 2;
    }
    if !number(i) || !line.lexicon.months.contains(line.word(i + 1)) {
        return i;
    }
    let year = usize::from(number(i + 2));
    let mut end = i + 2 + year;
    if year == 1 && line.lexicon.year_words.contains(line.word(end)) {
        end += 1 + usize::from(line.word(end + 1) == "." && !line.is_upper(end + 2));
    }
    end
}

/// "У звіті …", "In the ministry": a document or body that a preposition of place governs, before or after an impersonal cue.
pub(in crate::statement) fn in_place<'s>(
    line: &Line<'_>,
    sources: &'s [Source],
    cue: Range<usize>,
) -> Option<Source> {
    let sentence = line.sentence(cue.start);
    // "у відповідь": no place
    let moved = |s: &Source| {
        s.document
            && line.lexicon.slavic
            && *s.head == *line.word(s.range.start)
            && !s.head.ends_with(['ю', 'о', 'е'])
    };
    let fits = |s: &&'s Source| {
        s.governed
            && !moved(s)
            && sentence.contains(&s.range.start)
            && line.lexicon.locative.contains(line.word(s.range.start.wrapping_sub(1)))
            && (s.document
                || matches!(s.entity_kind, EntityKind::Organisation | EntityKind::Outlet | EntityKind::Place))
            && line.depth_at(s.range.start) == line.depth_at(cue.start)
    };
    let before =
        sources.iter().filter(fits).rfind(|s| s.range.end <= cue.start && cue.start - s.range.end <= 5);
    let after = sources.iter().filter(fits).find(|s| s.range.start == cue.end + 1);
    // "In the review, published on …, it was said": the phrase opens the sentence and a participle clause follows
    let opening = sources.iter().filter(fits).find(|s| {
        let first = line.skip_opening(sentence.start) + 1;
        s.document
            && (first..first + 3).contains(&s.range.start)
            && (first..s.range.start).all(|k| line.is_adjective(k))
            && line.is_comma(s.range.end)
            && line.is_comma(cue.start.wrapping_sub(1))
            && cue.start - s.range.end <= 16
    });
    let found = opening.or(before).or(after)?;
    if found.document {
        // the body behind the document speaks
        let owner = sources.iter().find(|s| {
            s.range.start >= found.range.start
                && s.range.start <= found.range.end + 1
                && s.range != found.range
                && !s.governed
                && (s.is_named() || s.entity_kind == EntityKind::Organisation)
        });
        return owner
            .cloned()
            .or_else(|| super::phrase::owner_in(line, found))
            .or_else(|| Some(found.clone()));
    }
    Some(found.clone())
}

/// The source phrase that starts at or right after token `i` (adverbs, articles and adjectives skipped).
pub(in crate::statement) fn after<'s>(
    line: &Line<'_>,
    sources: &'s [Source],
    i: usize,
) -> Option<&'s Source> {
    let i = line.skip_adverbs(i, 3);
    let i = if line.lexicon.slavic { past_date(line, i) } else { i };
    let at = sources.partition_point(|s| s.range.end <= i);
    let source = sources.get(at)?;
    // "сказав виданню представник": whom it was told stands before who told it
    if line.lexicon.slavic
        && source.range.start <= i
        && !source.is_named()
        && super::looks_dative(line, source.range.start)
        && let Some(next) = sources.get(at + 1)
        && next.range.start == source.range.end
        && !next.governed
        && !next.relative
        && !next.oblique
    {
        return Some(next);
    }
    if source.range.start <= i {
        return Some(source);
    }
    // bodies before the name: "першакурсніца факультэта Палескага ўніверсітэта Вікторыя Шаціла"
    if line.lexicon.slavic
        && source.range.start > i
        && let Some(person) =
            sources.get(at..).unwrap_or(&[]).iter().take(5).find(|s| s.kind == SpeakerKind::Name)
        && !person.governed
        && person.range.start - i <= 10
        && line.is_word(i)
        && !line.is_preposition(i)
        && super::shape::nominative_name(
            line,
            person.range.start,
            // "першакурсніца … Вікторыя Шаціла": a woman by her noun
            if line.word(i).ends_with(['а', 'я']) { Gender::Feminine } else { Gender::Unknown },
        )
        && (i..person.range.start).all(|k| {
            line.is_word(k)
                && line.cue(k).is_none()
                && !looks_verbal(line, k)
                && !line.lexicon.subordinators.contains(line.word(k))
                && line.depth_at(k) == line.depth_at(i)
        })
    {
        return Some(person);
    }
    // words between: nouns of the phrase that no list knows ("речниця страйкового комітету Олена Рудь")
    let gap = i..source.range.start;
    if gap.len() > 6 || source.kind == SpeakerKind::Pronoun {
        return None;
    }
    let clean = gap.clone().all(|k| {
        (line.is_word(k) || line.is_mark(k))
            && line.finite_cue(k).is_none()
            && !line.lexicon.subordinators.contains(line.word(k))
            && line.depth_at(k) == line.depth_at(i)
    });
    let starts_well = line.is_word(i) && !line.is_preposition(i);
    // "опровергла сделку по порту Вербополя": a name behind another preposition
    let titled = !source.head.is_empty() && !super::shape::nominative(line, source);
    let apart = line.lexicon.slavic
        && gap.clone().any(|k| line.is_preposition(k))
        && (source.kind != SpeakerKind::Name || titled);
    (clean && starts_well && source.is_named() && !apart).then_some(source)
}

/// The subject of the cue at token `cue`, looked for to the left within its sentence. A clause between commas right before
/// the cue is passed over, unless nothing before it can speak.
pub(in crate::statement) fn before<'s>(
    line: &Line<'_>,
    sources: &'s [Source],
    cue: usize,
    entry: &CueEntry,
) -> Option<&'s Source> {
    super::aside::before(line, cue)
        .and_then(|aside| nearest(line, sources, cue, entry, Some(aside)))
        .or_else(|| nearest(line, sources, cue, entry, None))
}

/// The nearest phrase to the left that agrees with the cue and stands outside `aside`.
fn nearest<'s>(
    line: &Line<'_>,
    sources: &'s [Source],
    cue: usize,
    entry: &CueEntry,
    aside: Option<Range<usize>>,
) -> Option<&'s Source> {
    let sentence = line.sentence(cue);
    let depth = line.depth_at(cue);
    let mut relative: Option<usize> = None;
    let first = sources.partition_point(|s| s.range.end <= sentence.start);
    let last = sources.partition_point(|s| s.range.end <= cue);
    for source in sources.get(first..last).unwrap_or(&[]).iter().rev() {
        if aside.as_ref().is_some_and(|aside| aside.contains(&source.range.start)) {
            continue;
        }
        // "Депутатка Росоха («Громада») заявила": whose deputy she is
        if line.lexicon.slavic
            && line.word(source.range.start.wrapping_sub(1)) == "("
            && line.word(source.range.end) == ")"
        {
            continue;
        }
        if line.depth_at(source.range.start) != depth
            && !(line.depth_at(source.range.start) == depth + 1 && quoted_name(line, source))
        {
            continue;
        }
        let gap = source.range.end..cue;
        if gap.len() > 30 {
            return None;
        }
        // "Ada Orr (Lab) said": what stands in parentheses is no subject
        let start = source.range.start;
        if line.word(start.wrapping_sub(1)) == "(" && line.word(source.range.end) == ")" {
            continue;
        }
        // "у якому дядько писав", "in which he said": the clause has a subject of its own
        let closed = |from: usize| (from..cue).any(|k| line.is_comma(k) && line.depth_at(k) == depth);
        if source.relative && source.governed && line.lexicon.slavic && !closed(source.range.end) {
            return None;
        }
        if source.relative {
            relative = Some(source.range.start);
            continue;
        }
        // the phrase must not belong to another finite cue in between
        let blocked = gap.clone().filter(|k| aside.as_ref().is_none_or(|a| !a.contains(k))).any(|k| {
            line.depth_at(k) == depth
                && (matches!(line.word(k), ";" | ":")
                    || line
                        .lexicon
                        .complementisers
                        .at(line.tokens, k)
                        .is_some_and(|_| line.is_comma(k.wrapping_sub(1)))
                    || line.lexicon.slavic
                        && line.is_comma(k)
                        && line.is_preposition(k + 1)
                        && line.lexicon.subordinators.contains(line.word(k + 2))
                        && !closed(k + 2))
        });
        if blocked {
            return None;
        }
        if let Some(place) = relative {
            if source.range.end > place {
                continue;
            }
            // "…, who said": what stands right before the comma, in whatever case
            if source.range.end + 1 >= place
                && source.kind != SpeakerKind::Pronoun
                && (agrees(source, entry, line.lexicon.slavic)
                    || line.is_comma(place - 1)
                        && agrees(&Source { oblique: false, ..source.clone() }, entry, line.lexicon.slavic))
            {
                return Some(source);
            }
        }
        let locative = source.governed
            && source.kind == SpeakerKind::Organisation
            && line.lexicon.locative.contains(line.word(source.range.start.wrapping_sub(1)))
            && entry.plural
            && gap.len() <= 4
            && !within_sources(line, sources, source);
        // "на умовах анонімності": a wish, not a person
        let wish = line.lexicon.slavic && line.is_preposition(source.range.start);
        if source.governed && !locative || wish {
            continue;
        }
        if owned_place(line, source) {
            continue;
        }
        if !locative && !agrees(source, entry, line.lexicon.slavic) && !coordinated(line, sources, source) {
            continue;
        }
        if inside_complement(line, sources, source) {
            continue;
        }
        return Some(source);
    }
    None
}

/// The subject that opens the sentence, for a verb form that has none of its own: "Дэвис направил письмо, в котором сообщил".
pub(in crate::statement) fn of_sentence<'s>(
    line: &Line<'_>,
    sources: &'s [Source],
    at: usize,
    entry: &CueEntry,
) -> Option<&'s Source> {
    let sentence = line.sentence(at);
    let depth = line.depth_at(at);
    // ", а депутат остался, заявив": the subject of the converb's own clause
    let parts = |k: usize| {
        line.depth_at(k) == depth
            && (line.word(k) == ";"
                || line.is_comma(k)
                    && (line.lexicon.but_words.contains(line.word(k + 1))
                        || line.lexicon.contrasts.at(line.tokens, k + 1).is_some()))
    };
    let named =
        |k: usize| sources.iter().any(|s| (k..k + 4).contains(&s.range.start) && !s.governed && !s.oblique);
    let clause = (sentence.start..at).rev().find(|&k| parts(k) && named(k)).unwrap_or(sentence.start);
    let first = sources.partition_point(|s| s.range.start < clause);
    sources.iter().skip(first).take(24).take_while(|s| s.range.end <= at).find(|s| {
        !s.governed
            && !s.relative
            && !s.oblique
            && !s.document
            && (s.is_named() && s.entity_kind != EntityKind::Place
                || s.kind == SpeakerKind::Pronoun
                || s.kind == SpeakerKind::Role)
            && line.depth_at(s.range.start) == depth
            && agrees(s, entry, true)
    })
}

/// The phrase that a sentence opens with, when it agrees with the verb.
pub(in crate::statement) fn opening<'s>(
    line: &Line<'_>,
    sources: &'s [Source],
    at: usize,
    entry: &CueEntry,
) -> Option<&'s Source> {
    let start = line.skip_opening(line.sentence(at).start);
    let first = sources.get(sources.partition_point(|s| s.range.start < start))?;
    let subject = first.range.start == start && !first.governed && !first.relative && !first.oblique;
    (subject && agrees(first, entry, true)).then_some(first)
}

/// "в Офисе президента Украины": a place that belongs to the noun before it.
fn owned_place(line: &Line<'_>, source: &Source) -> bool {
    let start = source.range.start;
    let Some(before) = start.checked_sub(1).filter(|_| start > line.sentence(start).start) else {
        return false;
    };
    let word = line.word(before);
    let lexicon = line.lexicon;
    let loose = [&lexicon.and_words, &lexicon.but_words, &lexicon.subordinators, &lexicon.determiners];
    lexicon.slavic
        && source.entity_kind == EntityKind::Place
        && line.is_word(before)
        && !line.is_adverb(before)
        && loose.iter().all(|words| !words.contains(word))
}

/// «джерела "Ранкової газети" в уряді»: where unnamed sources sit is no subject of its own.
fn within_sources(line: &Line<'_>, sources: &[Source], source: &Source) -> bool {
    let preposition = source.range.start.saturating_sub(1);
    let behind = sources.partition_point(|s| s.range.end <= preposition);
    let near = sources.get(behind.saturating_sub(2)..behind).unwrap_or(&[]);
    near.iter().any(|s| {
        let named = |k: usize| line.is_mark(k) || line.depth_at(k) > 0 || line.mention(k).is_some();
        s.anonymous && (s.range.end..preposition).all(named)
    })
}

/// «Зара» in marks as a subject.
fn quoted_name(line: &Line<'_>, source: &Source) -> bool {
    source.is_named() && line.is_mark(source.range.start.wrapping_sub(1))
        || source.range.start > 0 && line.is_mark(source.range.start) && source.is_named()
}

/// A name that depends on a noun before it ("окружение Иванова") is not a subject.
fn inside_complement(line: &Line<'_>, sources: &[Source], source: &Source) -> bool {
    let start = source.range.start;
    // "у коментарі виданню Вадим Грозан", "на запитання журналістів Олег Лис": a nominative is no complement
    let nominative = source.kind == SpeakerKind::Name
        && source.entity_kind == EntityKind::Person
        && super::shape::nominative_name(line, line.mention(start).map_or(start, |_| start), source.gender);
    line.lexicon.slavic
        && !nominative
        && source.kind != SpeakerKind::Pronoun
        && sources.iter().any(|s| {
            s.range.end == start && s.range.start < start && !s.is_named() && (s.complement || s.anonymous)
        })
}

/// Number and gender of a past-tense or plural verb against the phrase.
pub(in crate::statement) fn agrees(source: &Source, entry: &CueEntry, slavic: bool) -> bool {
    if !slavic {
        return true;
    }
    if source.oblique {
        return false;
    }
    if entry.plural
        && !source.plural
        && source.kind != SpeakerKind::Anonymous
        && source.kind != SpeakerKind::Organisation
    {
        return false;
    }
    if !entry.plural
        && source.plural
        && entry.gender != Gender::Unknown
        && source.kind == SpeakerKind::Pronoun
    {
        return false;
    }
    match (entry.gender, source.gender) {
        (Gender::Unknown, _) | (_, Gender::Unknown) => true,
        // organisations and roles are often masculine or of another gender than their holder
        (verb, noun) if verb == noun => true,
        (Gender::Feminine, Gender::Masculine) => source.kind == SpeakerKind::Role,
        (Gender::Masculine, Gender::Feminine) => source.kind == SpeakerKind::Organisation,
        _ => source.kind != SpeakerKind::Pronoun && source.kind != SpeakerKind::Name,
    }
}

/// "X and Y said": a plural verb with two names.
fn coordinated(line: &Line<'_>, sources: &[Source], source: &Source) -> bool {
    let start = source.range.start;
    line.lexicon.and_words.contains(line.word(start.wrapping_sub(1)))
        && sources.iter().any(|s| s.range.end + 1 == start)
}
