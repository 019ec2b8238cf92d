//! Indirect and mixed speech (patterns I1–I17): cue verbs with a clause, source phrases, "as X says", "about this",
//! demands, denials, nominal cues, lists under a cue line, headlines.
//!
//! Takes a `Line`, its source phrases and the cues that direct speech used, gives drafts in text order.

mod afterwards;
mod clause;
mod english;
mod factive;
mod headline;
mod noun;
mod object;
mod passive;
mod phrase;

pub(super) use headline::headline;

use afterwards::{anaphor, colon, inverted, listing, trailing};
use clause::{claim_after, clause, negation};
use factive::factive;
use noun::noun;
pub(super) use object::infinitive;
use object::object;
use passive::passive;
use phrase::{as_phrase, believed, no_comment, source_phrase};

use super::draft::{Draft, Link, Who};
use super::extent;
use super::lexicon::{Class, CueEntry, Effect, Form, HeadKind};
use super::line::Line;
use super::source::{self, Source};
use crate::model::*;
use std::ops::Range;

/// Rules that look at one block.
pub(super) fn find(line: &Line<'_>, sources: &[Source], used: &mut [bool]) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut i = 0;
    while i < line.tokens.len() {
        if used.get(i).copied().unwrap_or(false) {
            i += 1;
            continue;
        }
        let made = source_phrase(line, sources, i)
            .or_else(|| as_phrase(line, sources, i, used))
            .or_else(|| believed(line, sources, i))
            .or_else(|| no_comment(line, sources, i))
            .or_else(|| verb(line, sources, i, &drafts))
            .or_else(|| noun(line, sources, i))
            .or_else(|| factive(line, sources, i, used));
        match made {
            Some(draft) if draft.content.is_empty() && draft.rule != "list-head" => i += 1,
            Some(draft) => {
                let next = draft.cue.as_ref().map_or(i + 1, |c| c.end.max(i + 1));
                if let Some(cue) = &draft.cue {
                    for slot in used.get_mut(cue.clone()).into_iter().flatten() {
                        *slot = true;
                    }
                }
                drafts.push(draft);
                i = next;
            }
            None => i += 1,
        }
    }
    drafts
}

/// Mixed when the content holds quoted words that are no name.
pub(super) fn kind_of(line: &Line<'_>, content: &[Range<usize>]) -> StatementKind {
    let quoted = line.quotes.iter().any(|q| {
        let inside = content.iter().any(|c| c.start <= q.inner.start && q.inner.end <= c.end);
        let name = line.mention(q.inner.start).is_some_and(|m| m.kind == MentionKind::Name)
            || (line.is_upper(q.inner.start)
                && line.words_in(q.inner.clone()) <= 3
                && q.first() > content.first().map_or(0, |c| c.start));
        q.depth <= 2 && inside && !name && line.words_in(q.inner.clone()) >= 1
    });
    if quoted { StatementKind::Mixed } else { StatementKind::Indirect }
}

fn make(
    line: &Line<'_>,
    rule: &'static str,
    content: Vec<Range<usize>>,
    cue: Range<usize>,
    lemma: &str,
    class: Class,
    confidence: f32,
) -> Draft {
    let content: Vec<Range<usize>> =
        content.into_iter().map(|c| line.trim(c)).filter(|c| !c.is_empty()).collect();
    let mut draft = Draft::new(rule, kind_of(line, &content), content, confidence);
    draft.nested = line.depth_at(cue.start) > 0;
    draft.cue = Some(cue);
    draft.lemma = lemma.to_owned();
    draft.class = class;
    draft
}

/// I15: the cue line of a list; the items are read by `list`.
fn list_head(cue: Range<usize>, lemma: &str, class: Class) -> Draft {
    let mut draft = Draft::new("list-head", StatementKind::Indirect, Vec::new(), 0.85);
    draft.cue = Some(cue);
    draft.lemma = lemma.to_owned();
    draft.class = class;
    draft
}

/// Cue verbs, adjectives and phrases.
fn verb(line: &Line<'_>, sources: &[Source], i: usize, earlier: &[Draft]) -> Option<Draft> {
    let (n, entry) = line.cue(i)?;
    let cue = i..i + n;
    let inside = line.depth_at(i) > 0;
    if entry.form == Form::WeForm && !inside {
        return None;
    }
    if inside && (entry.strength < 3 || entry.form == Form::WeForm || entry.form == Form::Converb) {
        return None;
    }
    let (negated_at, effect) = negation(line, i, entry);
    if effect == Some(Effect::NoClaim) {
        return None;
    }
    // "the statement": a noun use in English
    if !line.lexicon.slavic
        && i > 0
        && (line.lexicon.determiners.contains(line.word(i - 1)) && !source::is_indefinite_subject(line, i)
            || source::is_possessive(line, i - 1)
            || matches!(line.word(i - 1), "the" | "a" | "an" | "of" | "to" | "by")
            || line.word(i - 1) == "in" && line.word(i + 1) == "to"
            || line.mention(i - 1).is_some_and(|m| m.kind == MentionKind::Adjective))
        && !sources.iter().any(|s| s.range.end == i && s.kind != SpeakerKind::Role)
        && entry.form != Form::Converb
    {
        return None;
    }
    // "there were worries": no verb ends in -s behind an auxiliary
    if !line.lexicon.slavic
        && n == 1
        && line.word(i).ends_with('s')
        && line.lexicon.auxiliaries.contains(line.word(i.wrapping_sub(1)))
    {
        return None;
    }
    if n == 1 && is_passive(line, i, entry) {
        return passive(line, sources, cue, entry, earlier);
    }
    if entry.class == Class::Question && was_asked(line, i) {
        return None;
    }
    // "it is worth noting": the outlet's own voice
    if !line.lexicon.slavic && line.word(i.wrapping_sub(1)) == "worth" {
        return None;
    }
    if let Some(draft) = anaphor(line, sources, i, n, entry) {
        return Some(draft);
    }
    if let Some(draft) = inverted(line, sources, i, &cue, entry) {
        return Some(draft);
    }
    let claim = claim_after(line, sources, cue.end, entry);
    let subject = subject(line, sources, negated_at, cue.end, entry, claim.as_ref().map(|c| c.start));
    if let Some(claim) = claim {
        return clause(line, sources, cue, entry, effect, subject, claim, earlier);
    }
    if let Some(draft) = listing(line, &cue, entry, &subject) {
        return Some(draft);
    }
    if let Some(draft) = trailing(line, sources, i, &cue, entry) {
        return Some(draft);
    }
    if let Some(draft) = colon(line, &cue, entry, &subject) {
        return Some(draft);
    }
    object(line, sources, cue, entry, effect, subject)
}

/// Who a cue belongs to.
#[derive(Clone)]
enum Subject {
    Found(Box<Source>),
    /// The verb shares the subject of a cue before it.
    Shared,
    None,
}

/// "…, but denied": a conjunction right before the cue ties it to the subject of an earlier cue of the sentence.
fn joined(line: &Line<'_>, at: usize) -> bool {
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

fn subject(
    line: &Line<'_>,
    sources: &[Source],
    at: usize,
    cue_end: usize,
    entry: &CueEntry,
    claim: Option<usize>,
) -> Subject {
    // "X was quoted as saying"
    if !line.lexicon.slavic
        && line.word(at.wrapping_sub(1)) == "as"
        && line.word(at.wrapping_sub(2)) == "quoted"
        && let Some(source) = source::before(line, sources, at - 2, entry)
    {
        return Subject::Found(Box::new(source.clone()));
    }
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
    if !line.lexicon.slavic
        && line.lexicon.and_words.contains(line.word(at.wrapping_sub(1)))
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
        && line.lexicon.but_words.contains(line.word(near.range.start.wrapping_sub(1)))
        && before.is_none_or(|b| b.range.end < near.range.start)
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
    match (before, after) {
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
            if (entry.form == Form::Impersonal || entry.plural || entry.gender == Gender::Neuter)
                && let Some(source) = source::in_place(line, sources, at..cue_end)
            {
                return Subject::Found(Box::new(source));
            }
            let names = !line.lexicon.slavic && line.lexicon.naming_verbs.contains(line.word(at));
            if (entry.strength >= 2 || names)
                && matches!(entry.form, Form::Finite | Form::Adjective)
                && let Some(source) = source::described_before(line, at)
                && (!line.lexicon.slavic || source.plural == entry.plural)
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
            if entry.strength >= 2
                && entry.form != Form::Impersonal
                && (claim.is_some() || line.lexicon.slavic && line.word(cue_end) == ":")
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
fn was_asked(line: &Line<'_>, i: usize) -> bool {
    let limit = line.sentence(i).end;
    let answered = |k: usize| {
        line.is_comma(k) && line.finite_cue(line.skip_adverbs(k + 1, 2)).is_some_and(|(_, e)| e.strength >= 2)
    };
    !line.lexicon.slavic
        && line.word(i).ends_with("ed")
        && line.is_comma(i.wrapping_sub(1))
        && (i + 1..limit.min(i + 30)).any(answered)
}

/// "was asked", "is expected": the subject hears, it does not speak.
fn is_passive(line: &Line<'_>, i: usize, entry: &CueEntry) -> bool {
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
    let close = at.checked_sub(1).filter(|&k| line.is_mark(k))?;
    let quote = line.quotes.iter().find(|q| q.close == Some(close))?;
    let open = quote.open?;
    crate::statement::nickname::marked(line, quote.inner.clone())?;
    Some(Source { entity_kind: EntityKind::Organisation, ..source::blank(open..at, SpeakerKind::Name) })
}

fn line_has_comma(line: &Line<'_>, range: Range<usize>) -> bool {
    range.into_iter().any(|k| line.is_comma(k))
}

fn set_subject(draft: &mut Draft, subject: &Subject) {
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

/// End of the clause for object content: a comma with a conjunction and a cue, a relay, or the sentence.
fn clause_end(line: &Line<'_>, sources: &[Source], start: usize, limit: usize) -> usize {
    let end = extent::end(line, sources, start);
    let end = if line.lexicon.slavic { end } else { venue_start(line, start, end) };
    // a comma that opens a converb or participle clause of the author ends an object
    (start + 1..end.min(limit))
        .find(|&k| {
            line.is_comma(k)
                && line.depth_at(k) == line.depth_at(start)
                && (line.cue(k + 1).is_some_and(|(_, e)| e.form == Form::Converb)
                    || line.lexicon.relays.at(line.tokens, k + 1).is_some()
                    || (line.lexicon.but_words.contains(line.word(k + 1)) && line.words_in(start..k) >= 2)
                    || another_subject(line, sources, k + 1))
        })
        .unwrap_or(end.min(limit))
}

/// ", and his spokesman on Friday dismissed": somebody else with a cue of his own.
fn another_subject(line: &Line<'_>, sources: &[Source], i: usize) -> bool {
    if !line.lexicon.and_words.contains(line.word(i)) {
        return false;
    }
    let at = sources.partition_point(|s| s.range.end <= i + 1);
    sources.get(at).is_some_and(|s| {
        s.range.start <= i + 2
            && !s.governed
            && !s.relative
            && (s.range.end..s.range.end + 4).any(|k| {
                line.finite_cue(k).is_some_and(|(_, e)| {
                    e.strength >= 2 && source::agrees(s, e, line.lexicon.slavic) && !line.is_noun_use(k)
                })
            })
    })
}

/// English "called for a vote in a statement on Monday": where it was said is no part of an object.
fn venue_start(line: &Line<'_>, start: usize, end: usize) -> usize {
    let document = |k: usize| {
        line.lexicon
            .heads
            .get(line.word(k))
            .is_some_and(|heads| heads.iter().any(|head| head.kind == HeadKind::Document))
    };
    (start + 2..end)
        .find(|&k| {
            matches!(line.word(k), "in" | "during")
                && line.depth_at(k) == line.depth_at(start)
                && matches!(line.word(k + 1), "a" | "an")
                && (document(k + 2) || document(k + 3))
        })
        .unwrap_or(end)
}

/// A relay or venue phrase as a link of the chain.
pub(super) fn link(role: LinkRole, source: &Source) -> Link {
    Link { role, source: source.clone() }
}
