//! Author's words before a quotation: `S V(, tail): Q`, `Name: Q`.
//!
//! Takes a `Line`, its source phrases and the mark before the quotation, gives the cue and source that introduce it.

use super::author::{Attribution, quoted_words};
use super::unlisted::described;
use crate::model::*;
use crate::statement::draft::Who;
use crate::statement::lexicon::{Class, Form};
use crate::statement::line::Line;
use crate::statement::source::{self, Source};

/// The cue before a colon or comma that introduces a quotation: `S V(, tail): Q`.
pub(super) fn introduction(line: &Line<'_>, sources: &[Source], mark: usize) -> Option<Attribution> {
    let sentence = line.sentence(mark.saturating_sub(1));
    let start = sentence.start;
    if let Some(found) = told_to(line, sources, mark).or_else(|| unlisted_verb(line, sources, mark)) {
        return Some(found);
    }
    let mut best: Option<Attribution> = None;
    for k in (start..mark).rev() {
        if line.depth_at(k) != line.depth_at(mark) {
            continue;
        }
        if line.is_stop(k) && k + 1 < mark && k + 1 != mark {
            break;
        }
        if let Some((n, entry)) = line.cue(k)
            && entry.form != Form::WeForm
            && entry.strength >= 1
            && k + n <= mark
        {
            // "Его слова приводит пресс-секретарь: «Q»": whose words they are; who quotes hands them on
            let words = k
                .checked_sub(2)
                .filter(|_| entry.class == Class::Relay && entry.frame('o') && line.lexicon.slavic);
            if let Some(owner) = words.and_then(|at| quoted_words(line, sources, at)) {
                return Some(Attribution {
                    cue: k..k + n,
                    lemma: entry.lemma.to_string(),
                    class: entry.class,
                    who: Who::Source(Box::new(owner)),
                    end: mark,
                });
            }
            let after = source::beyond_hearers(line, sources, k + n, entry)
                .or_else(|| source::after(line, sources, k + n))
                .filter(|s| {
                    s.range.end <= mark
                        && !s.governed
                        && !s.relative
                        && source::agrees(s, entry, line.lexicon.slavic)
                });
            let before = if line.lexicon.slavic {
                source::before(line, sources, k, entry).cloned()
            } else {
                source::subject_before(line, sources, k, entry)
            };
            let (who, end) = match (before, after) {
                (Some(b), Some(a))
                    if a.kind == SpeakerKind::Name
                        && b.kind != SpeakerKind::Pronoun
                        && line.lexicon.slavic
                        && (b.range.end + 2 < k
                            || !source::nominative(line, &b) && source::nominative(line, a)) =>
                {
                    (Who::Source(Box::new(a.clone())), mark)
                }
                (Some(b), _) => (Who::Source(Box::new(b)), mark),
                (None, Some(a)) => (Who::Source(Box::new(a.clone())), mark),
                (None, None) if entry.strength >= 2 => {
                    let unknown = source::described_before(line, k)
                        .or_else(|| described(line, k + n).filter(|s| s.range.end <= mark))
                        .filter(|s| !line.lexicon.slavic || s.plural == entry.plural);
                    (unknown.map_or(Who::Implicit, |s| Who::Source(Box::new(s))), mark)
                }
                _ => continue,
            };
            best = Some(Attribution {
                cue: k..k + n,
                lemma: entry.lemma.to_string(),
                class: entry.class,
                who,
                end,
            });
            break;
        }
        if let Some(entry) = line.lexicon.cue_nouns.get(line.word(k)) {
            let after = source::after(line, sources, k + 1).filter(|s| s.range.end <= mark);
            let who = match after.or_else(|| {
                sources.iter().rev().find(|s| s.range.end <= k && s.range.start >= start && !s.governed)
            }) {
                Some(s) => Who::Source(Box::new(s.clone())),
                None => Who::Implicit,
            };
            best = best.or(Some(Attribution {
                cue: k..k + 1,
                lemma: entry.lemma.to_string(),
                class: entry.class,
                who,
                end: mark,
            }));
        }
    }
    if best.is_some() {
        return best;
    }
    // "Name was blunt: «Q»": a whole sentence in marks and one person before it
    if line.is_mark(mark + 1) && line.is_upper(mark + 2) {
        let mut people = sources.iter().filter(|s| {
            s.range.start >= start
                && s.range.end <= mark
                && matches!(s.kind, SpeakerKind::Name | SpeakerKind::Role)
                && !s.document
                && !s.plural
                && s.entity_kind == EntityKind::Person
        });
        if let (Some(person), None) = (people.next(), people.next())
            && (!person.governed || line.word(start) == "for" && person.range.start == start + 1)
            && person.range.start <= start + 3
            && person.range.end < mark
        {
            return Some(Attribution {
                cue: mark..mark + 1,
                lemma: ":".to_owned(),
                class: Class::Assert,
                who: Who::Source(Box::new(person.clone())),
                end: mark + 1,
            });
        }
    }
    // "Name: «Q»"
    // "Сергей Морозов (мэр Заречья): «Q»"
    let open = (line.lexicon.slavic && line.word(mark.wrapping_sub(1)) == ")")
        .then(|| (start..mark).rev().find(|&k| line.word(k) == "("))
        .flatten();
    let end = open.unwrap_or(mark);
    let only = sources.iter().find(|s| s.range.end == end && s.range.start >= start)?;
    let short = mark - start <= 8;
    (short && !only.governed).then(|| Attribution {
        cue: mark..mark + 1,
        lemma: ":".to_owned(),
        class: Class::Assert,
        who: Who::Source(Box::new(only.clone())),
        end: mark + 1,
    })
}

/// Slavic "Инженер Анна Зуева — нашему корреспонденту: «Q»": who speaks, a dash, whom it is told.
fn told_to(line: &Line<'_>, sources: &[Source], mark: usize) -> Option<Attribution> {
    let sentence = line.sentence(mark.saturating_sub(1));
    let dash = (sentence.start.max(mark.saturating_sub(8))..mark).rev().find(|&k| line.is_dash(k))?;
    let told = (dash + 1..mark).any(|k| source::looks_dative(line.word(k)))
        && (dash + 1..mark)
            .all(|k| (line.is_word(k) || line.is_mark(k) || line.depth_at(k) > 0) && line.cue(k).is_none());
    let at = sources.partition_point(|s| s.range.end < dash);
    let source =
        sources.get(at).filter(|s| s.range.end == dash && !s.governed && !s.relative && !s.document)?;
    (line.lexicon.slavic && told && dash + 1 < mark).then(|| Attribution {
        cue: mark..mark + 1,
        lemma: ":".to_owned(),
        class: Class::Assert,
        who: Who::Source(Box::new(source.clone())),
        end: mark + 1,
    })
}

/// Slavic "…, тренер рассмеялся: «Q»": a verb of no list right before the colon, its subject right before it.
fn unlisted_verb(line: &Line<'_>, sources: &[Source], mark: usize) -> Option<Attribution> {
    let verb = mark.checked_sub(1)?;
    let speech = line.is_mark(mark + 1) && line.is_upper(mark + 2);
    if !line.lexicon.slavic
        || !speech
        || line.cue(verb).is_some()
        || !crate::statement::speech_verb::verbal(line, verb)
    {
        return None;
    }
    let mut end = verb;
    while end > 0 && line.is_adverb(end - 1) {
        end -= 1;
    }
    let at = sources.partition_point(|s| s.range.end < end);
    let source = sources.get(at).filter(|s| {
        let person = s.kind == SpeakerKind::Name
            || s.kind == SpeakerKind::Pronoun
            || s.entity_kind == EntityKind::Person;
        s.range.end == end && person && !s.governed && !s.relative && !s.oblique && !s.document
    })?;
    let gender = line.lexicon.endings.gender(line.word(verb));
    let agrees = gender == Gender::Unknown
        || source.gender == Gender::Unknown
        || source.gender == gender
        || source.kind == SpeakerKind::Role;
    agrees.then(|| Attribution {
        cue: verb..verb + 1,
        lemma: line.word(verb).to_owned(),
        class: Class::Assert,
        who: Who::Source(Box::new(source.clone())),
        end: mark,
    })
}
