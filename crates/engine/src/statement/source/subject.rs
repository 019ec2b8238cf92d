//! Which phrase a cue belongs to: before it, after it, in the place it names.
//!
//! Takes a `Line`, its phrases and a cue, gives the one that agrees with it, or nothing. Never one from inside the claim.

use super::{Source, blank, looks_verbal};
use crate::model::*;
use crate::statement::lexicon::CueEntry;
use crate::statement::line::Line;
use std::ops::Range;

/// A noun phrase right before a cue whose noun no list knows: "The miller said", "Рибалки кажуть".
pub(in crate::statement) fn described_before(line: &Line<'_>, cue: usize) -> Option<Source> {
    let sentence = line.sentence(cue);
    let mut end = cue;
    while end > sentence.start
        && cue - end < 3
        && (line.is_adverb(end - 1)
            || line.lexicon.not_words.contains(line.word(end - 1))
            || matches!(line.word(end - 1), "did" | "does" | "do" | "has" | "have" | "had" | "would"))
    {
        end -= 1;
    }
    let depth = line.depth_at(cue);
    let mut start = end;
    while start > sentence.start && end - start < 6 {
        let k = start - 1;
        let fits = line.is_word(k)
            && line.depth_at(k) == depth
            && (line.finite_cue(k).is_none() || !line.lexicon.slavic && k + 1 == end && line.is_noun_use(k))
            && !line.lexicon.but_words.contains(line.word(k))
            && !line.lexicon.and_words.contains(line.word(k))
            && line.lexicon.pronouns.get(line.word(k)).is_none_or(|p| p.possessive && !line.lexicon.slavic)
            && !line.lexicon.subordinators.contains(line.word(k));
        if !fits {
            break;
        }
        if line.is_preposition(k) {
            // "members of the crew": go on to the head; a phrase that a preposition opens is no subject
            if line.lexicon.slavic || line.word(k) != "of" {
                return None;
            }
        }
        start = k;
        if !line.lexicon.slavic
            && matches!(
                line.word(k),
                "the" | "a" | "an" | "his" | "her" | "its" | "their" | "some" | "many" | "several"
            )
        {
            break;
        }
    }
    if start == end {
        return None;
    }
    let head = end - 1;
    let word = line.word(head);
    let opening = start == sentence.start || line.is_punctuation(start - 1) || !line.lexicon.slavic;
    let lower = !line.is_upper(head) || head == sentence.start || !line.lexicon.slavic && word.ends_with('s');
    let nominal = word.chars().count() >= 3
        && !word.chars().any(char::is_numeric)
        && line.mention(head).is_none_or(|m| m.kind == MentionKind::Adjective);
    let plural = if line.lexicon.slavic {
        word.ends_with(['и', 'і', 'ы', 'ї'])
    } else {
        word.ends_with('s') || word.ends_with("men") || word.ends_with("people")
    };
    let shape = if line.lexicon.slavic {
        !looks_verbal(line, head) && !line.is_adjective_only(head)
    } else {
        start < head || plural
    };
    (opening && lower && nominal && shape && !line.lexicon.determiners.contains(word)).then(|| {
        let mut source = blank(start..end, SpeakerKind::Role);
        source.head = word.to_owned();
        source.complement = true;
        source.plural = plural;
        source
    })
}

/// "У звіті …", "In the ministry": a document or body that a preposition of place governs, before or after an impersonal cue.
pub(in crate::statement) fn in_place<'s>(
    line: &Line<'_>,
    sources: &'s [Source],
    cue: Range<usize>,
) -> Option<Source> {
    let sentence = line.sentence(cue.start);
    let fits = |s: &&'s Source| {
        s.governed
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
        s.document
            && s.range.start == line.skip_opening(sentence.start) + 1
            && line.is_comma(s.range.end)
            && line.is_comma(cue.start.wrapping_sub(1))
            && cue.start - s.range.end <= 16
    });
    let found = before.or(after).or(opening)?;
    if found.document {
        // the body behind the document speaks
        let owner = sources.iter().find(|s| {
            s.range.start >= found.range.start
                && s.range.start <= found.range.end + 1
                && s.range != found.range
                && !s.governed
                && (s.is_named() || s.entity_kind == EntityKind::Organisation)
        });
        return Some(owner.unwrap_or(found).clone());
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
    let at = sources.partition_point(|s| s.range.end <= i);
    let source = sources.get(at)?;
    if source.range.start <= i {
        return Some(source);
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
    (clean && starts_well && source.is_named()).then_some(source)
}

/// The subject of the cue at token `cue`, looked for to the left within its sentence.
pub(in crate::statement) fn before<'s>(
    line: &Line<'_>,
    sources: &'s [Source],
    cue: usize,
    entry: &CueEntry,
) -> Option<&'s Source> {
    let sentence = line.sentence(cue);
    let depth = line.depth_at(cue);
    let mut relative: Option<usize> = None;
    let first = sources.partition_point(|s| s.range.end <= sentence.start);
    let last = sources.partition_point(|s| s.range.end <= cue);
    for source in sources.get(first..last).unwrap_or(&[]).iter().rev() {
        if line.depth_at(source.range.start) != depth
            && !(line.depth_at(source.range.start) == depth + 1 && quoted_name(line, source))
        {
            continue;
        }
        let gap = source.range.end..cue;
        if gap.len() > 30 {
            return None;
        }
        if source.relative {
            relative = Some(source.range.start);
            continue;
        }
        // the phrase must not belong to another finite cue in between
        let blocked = gap.clone().any(|k| {
            line.depth_at(k) == depth
                && (matches!(line.word(k), ";" | ":")
                    || line
                        .lexicon
                        .complementisers
                        .at(line.tokens, k)
                        .is_some_and(|_| line.is_comma(k.wrapping_sub(1))))
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
                && agrees(source, entry, line.lexicon.slavic)
            {
                return Some(source);
            }
        }
        let locative = source.governed
            && source.kind == SpeakerKind::Organisation
            && line.lexicon.locative.contains(line.word(source.range.start.wrapping_sub(1)))
            && entry.plural
            && gap.len() <= 4;
        if source.governed && !locative {
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

/// «Зара» in marks as a subject.
fn quoted_name(line: &Line<'_>, source: &Source) -> bool {
    source.is_named() && line.is_mark(source.range.start.wrapping_sub(1))
        || source.range.start > 0 && line.is_mark(source.range.start) && source.is_named()
}

/// A name that depends on a noun before it ("окружение Иванова") is not a subject.
fn inside_complement(line: &Line<'_>, sources: &[Source], source: &Source) -> bool {
    let start = source.range.start;
    line.lexicon.slavic
        && source.kind != SpeakerKind::Pronoun
        && sources
            .iter()
            .any(|s| s.range.end == start && s.range.start < start && !s.is_named() && s.complement)
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
