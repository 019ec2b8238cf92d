//! Indirect and mixed speech (patterns I1–I17): cue verbs with a clause, source phrases, "as X says", "about this",
//! demands, denials, nominal cues, lists under a cue line, headlines.
//!
//! Takes a `Line`, its source phrases and the cues that direct speech used, gives drafts in text order.

use super::draft::{Draft, Link, Who};
use super::extent;
use super::lexicon::{Class, CueEntry, Effect, Form, Reading, Slot};
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
            .or_else(|| no_comment(line, sources, i))
            .or_else(|| verb(line, sources, i, &drafts))
            .or_else(|| noun(line, sources, i));
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

/// I3: "according to X, …" before, inside or after the claim.
fn source_phrase(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Draft> {
    if line.depth_at(i) > 0 {
        return None;
    }
    let (n, phrase) = line.lexicon.source_phrases.at(line.tokens, i)?;
    let from = i + n;
    let sentence = line.sentence(i);
    let (who, end) = match phrase.slot {
        Slot::Possessive => {
            let at = i + phrase.possessive_at;
            let form = line.lexicon.pronouns.get(line.word(at))?;
            let mut pronoun = Source {
                range: at..at + 1,
                kind: SpeakerKind::Pronoun,
                mention: None,
                head: String::new(),
                complement: false,
                gender: form.gender,
                plural: form.plural,
                anonymous: false,
                media: false,
                document: false,
                governed: false,
                relative: false,
                entity_kind: EntityKind::Person,
            };
            // "his" is the masculine of both persons and bodies
            if form.gender == Gender::Neuter {
                pronoun.gender = Gender::Masculine;
            }
            (Some(pronoun), from)
        }
        Slot::Source | Slot::Document => {
            let found = source::after(line, sources, from).filter(|s| !s.relative);
            let found = match (phrase.slot, found) {
                (Slot::Document, Some(s))
                    if !(s.document
                        || s.media
                        || s.anonymous
                        || s.entity_kind == EntityKind::Organisation) =>
                {
                    None
                }
                (_, found) => found,
            };
            // "according to plan"
            let found =
                found.filter(|s| line.lexicon.slavic || !(s.document && s.range.len() == 1 && !s.plural));
            let end = found.map_or(from, |s| s.range.end);
            (found.cloned(), end)
        }
    };
    let who = who?;
    // the phrase ends at its comma or where the name ends
    let mut stop = end;
    if line.is_comma(stop) {
        // ", role of ORG," right after the name
        let apposition = sources.iter().find(|s| s.range.start == stop + 1 && s.kind == SpeakerKind::Role);
        if let Some(role) = apposition
            && line.is_comma(role.range.end)
            && line.finite_cue(role.range.end + 1).is_none()
            && who.kind == SpeakerKind::Name
        {
            stop = role.range.end;
        }
        stop += 1;
    } else if line.is_dash(stop) {
        stop += 1;
    } else if !line.is_stop(stop) && phrase.slot != Slot::Possessive {
        // words of the phrase that no list knows, up to a comma close by
        let comma =
            (stop..(stop + 8).min(sentence.end)).find(|&k| line.is_comma(k) || line.finite_cue(k).is_some());
        if let Some(comma) = comma.filter(|&k| line.is_comma(k))
            && (stop..comma)
                .all(|k| line.is_word(k) && sources.iter().all(|s| !s.range.contains(&k) || !s.is_named()))
        {
            stop = comma + 1;
        }
    }
    let before_start = line.skip_opening(sentence.start);
    let head = before_start..i;
    let head_words = line.words_in(head.clone());
    let tail_end = extent::end(line, sources, stop);
    let colon = line.word(stop) == ":" || line.word(end) == ":";
    let content = if colon {
        vec![line.trim(stop + 1..sentence.end)]
    } else if (head_words <= 1 && connective(line, before_start))
        || (head_words <= 3 && !line.is_comma(i.wrapping_sub(1)) && line.words_in(stop..tail_end) >= 3)
    {
        vec![line.after_complementiser(stop)..tail_end]
    } else if line.is_stop(stop.saturating_sub(1))
        || line.words_in(stop..sentence.end) == 0
        || line.is_stop(stop)
        || line.is_mark(stop) && stop + 1 >= sentence.end
    {
        vec![head]
    } else if line.is_comma(i - 1) || !line.lexicon.slavic {
        let start = clause_start(line, sources, before_start, i);
        if start > before_start { vec![start..i, stop..tail_end] } else { vec![head, stop..tail_end] }
    } else if line.words_in(stop..tail_end) >= 3 && line.is_comma(stop - 1) {
        vec![line.after_complementiser(stop)..tail_end]
    } else {
        vec![head, stop..tail_end]
    };
    let mut draft = make(line, "source-phrase", content, i..from, &phrase.lemma, phrase.class, 0.9);
    draft.hedged = phrase.hedged;
    draft.who = Who::Source(Box::new(who));
    Some(draft)
}

/// A word that only ties the sentence to the one before: "however", "also".
fn connective(line: &Line<'_>, i: usize) -> bool {
    !line.is_word(i)
        || line.is_adverb(i)
        || line.lexicon.source_phrases.at(line.tokens, i).is_some()
        || line.lexicon.but_words.contains(line.word(i))
        || line.lexicon.and_words.contains(line.word(i))
        || line.lexicon.discourse.at(line.tokens, i).is_some()
        || line.lexicon.subordinators.contains(line.word(i))
}

/// Start of the clause that a source phrase in the middle interrupts.
fn clause_start(line: &Line<'_>, sources: &[Source], sentence_start: usize, at: usize) -> usize {
    let mut start = sentence_start;
    for k in sentence_start..at {
        if line.is_comma(k)
            && (line.lexicon.but_words.contains(line.word(k + 1)))
            && sources.iter().any(|s| s.range.start > k && s.range.end <= at)
            && line.words_in(k + 2..at) >= 2
        {
            start = k + 2;
        }
    }
    start
}

/// I4: "as X reported, …" and "…, as X reported, …".
fn as_phrase(line: &Line<'_>, sources: &[Source], i: usize, used: &[bool]) -> Option<Draft> {
    if !line.lexicon.as_words.contains(line.word(i)) || line.depth_at(i) > 0 {
        return None;
    }
    let at = i + 1;
    let found = super::direct::attribution(line, sources, at, 2)?;
    if used.get(found.cue.start).copied().unwrap_or(true) {
        return None;
    }
    let source = match &found.who {
        Who::Source(source) => Some((**source).clone()),
        _ => None,
    };
    let sentence = line.sentence(i);
    let opens = i == line.skip_opening(sentence.start)
        || (line.words_in(sentence.start..i) <= 1 && connective(line, line.skip_opening(sentence.start)));
    let comma = (found.end..sentence.end).find(|&k| line.is_comma(k) || line.is_stop(k));
    // "as he said that …" is a clause, not a parenthesis
    if line.lexicon.complementisers.at(line.tokens, found.end).is_some()
        || comma.is_some_and(|c| line.lexicon.complementisers.at(line.tokens, c + 1).is_some())
    {
        return None;
    }
    let content = if opens {
        let comma = comma.filter(|&c| line.is_comma(c))?;
        vec![comma + 1..extent::end(line, sources, comma + 1)]
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
    if matches!(draft.who, Who::Unknown) {
        return None;
    }
    Some(draft)
}

/// A refusal to comment or confirm, with what it is about.
fn no_comment(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Draft> {
    let (n, ()) = line.lexicon.no_comment.at(line.tokens, i)?;
    if line.depth_at(i) > 0 {
        return None;
    }
    let mut start = i + n;
    if line.lexicon.about.contains(line.word(start)) || line.is_preposition(start) {
        start += 1;
    }
    let sentence = line.sentence(i);
    let end = clause_end(line, sources, start, sentence.end);
    if line.words_in(start..end) == 0 || line.is_comma(start) || line.is_stop(start) {
        return None;
    }
    let entry = CueEntry {
        lemma: line.raw(i).into(),
        class: Class::Assert,
        frames: "".into(),
        strength: 2,
        form: Form::Finite,
        plural: false,
        gender: Gender::Unknown,
    };
    let subject = match source::before(line, sources, i, &entry) {
        Some(source) => Subject::Found(Box::new(source.clone())),
        None => match source::in_place(line, sources, i..i + n).or_else(|| source::described_before(line, i))
        {
            Some(source) => Subject::Found(Box::new(source)),
            None => Subject::None,
        },
    };
    if matches!(subject, Subject::None) {
        return None;
    }
    let mut draft =
        make(line, "no-comment", vec![start..end], i..i + n, &entry.lemma, Class::NoComment, 0.85);
    set_subject(&mut draft, &subject);
    Some(draft)
}

/// What stands between a cue and its claim.
struct Claim {
    start: usize,
    reading: Reading,
    /// No complementiser: "заявив, Київ пропонує".
    zero: bool,
}

fn claim_after(line: &Line<'_>, sources: &[Source], cue_end: usize, entry: &CueEntry) -> Option<Claim> {
    let sentence = line.sentence(cue_end.saturating_sub(1));
    let depth = line.depth_at(cue_end.saturating_sub(1));
    let window = (cue_end + 28).min(sentence.end);
    let mut k = cue_end;
    while k < window {
        if line.depth_at(k) > depth && !line.is_mark(k) {
            k += 1;
            continue;
        }
        if let Some((n, reading)) = line.lexicon.complementisers.at(line.tokens, k) {
            let fits = !line.lexicon.slavic
                || line.is_comma(k.wrapping_sub(1))
                || line.is_comma(k + n.saturating_sub(2))
                || k == cue_end && *reading != Reading::Manner && *reading != Reading::Question;
            if fits && (entry.frame('t') || entry.frame('0') || *reading == Reading::Demand) {
                return Some(Claim { start: k + n, reading: *reading, zero: false });
            }
            if fits {
                return None;
            }
        }
        if line.finite_cue(k).is_some_and(|(_, e)| e.strength >= 2)
            && k > cue_end
            && !line.mention(k).is_some_and(|m| m.kind == MentionKind::Name)
        {
            break;
        }
        if line.is_stop(k) || matches!(line.word(k), ";" | ":") {
            break;
        }
        k += 1;
    }
    let least = if line.lexicon.slavic { 3 } else { 2 };
    if entry.strength < least || !(entry.frame('0') || entry.frame('t')) {
        return None;
    }
    if line.lexicon.slavic {
        // "V[ S], X" with a subject of its own
        let at = source::after(line, sources, cue_end)
            .map_or(cue_end, |s| if s.range.end - cue_end < 12 { s.range.end } else { cue_end });
        if line.is_comma(at) && entry.frame('0') {
            let start = at + 1;
            let subject = line.words_in(start..sentence.end) >= 3
                && line.is_word(start)
                && !line.lexicon.and_words.contains(line.word(start))
                && !line.lexicon.but_words.contains(line.word(start))
                && !sources.iter().any(|s| s.range.start == start && s.relative)
                && (sources.iter().any(|s| s.range.start == start) || cue_end == at);
            let free = line.lexicon.subordinators.contains(line.word(start))
                || line.cue(start).is_some()
                || line.lexicon.as_words.contains(line.word(start))
                || line.is_preposition(start);
            if subject && !free {
                return Some(Claim { start, reading: Reading::Assert, zero: true });
            }
        }
        return None;
    }
    // English without "that"
    let start = zero_start(line, cue_end);
    let word = line.word(start);
    let nominal = line.is_word(start)
        && !line.is_preposition(start)
        && line.finite_cue(start).is_none()
        && !line.lexicon.and_words.contains(word)
        && !line.lexicon.but_words.contains(word)
        || line.is_mark(start)
        || line.tokens.get(start).is_some_and(|t| t.kind == crate::text::TokenKind::Number);
    let long = line.words_in(start..sentence.end) >= 3;
    let frame = entry.frame('0');
    (nominal && long && frame && !line.lexicon.subordinators.contains(word)).then_some(Claim {
        start,
        reading: Reading::Assert,
        zero: true,
    })
}

/// Past "on Monday", "Friday", "in a statement" between an English cue and its clause.
fn zero_start(line: &Line<'_>, from: usize) -> usize {
    let mut k = line.skip_adverbs(from, 2);
    for _ in 0..2 {
        if line.is_preposition(k)
            && matches!(line.word(k), "on" | "in" | "at" | "during" | "to" | "late" | "early")
        {
            let next = (k + 1..k + 5).find(|&j| line.is_comma(j));
            if let Some(next) = next {
                k = next + 1;
            } else if line.word(k) == "on" && line.is_upper(k + 1) {
                k += 2;
            } else {
                break;
            }
        } else if line.is_upper(k)
            && matches!(
                line.word(k),
                "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday"
            )
        {
            k += 1;
        } else {
            break;
        }
    }
    k
}

/// Negation right before a cue, and what it does.
fn negation(line: &Line<'_>, i: usize, entry: &CueEntry) -> (usize, Option<Effect>) {
    let mut at = i;
    while at > 0 && i - at < 4 {
        let before = at - 1;
        if line.lexicon.not_words.contains(line.word(before)) {
            let listed = (before.saturating_sub(2)..=before)
                .find_map(|k| line.lexicon.negation.at(line.tokens, k).filter(|(n, _)| k + n > i));
            let effect = listed.map(|(_, e)| *e).unwrap_or(match entry.class {
                Class::Opinion | Class::Predict => Effect::Deny,
                Class::Deny => Effect::Predict,
                _ => Effect::NoClaim,
            });
            return (before, Some(effect));
        }
        if !(line.is_adverb(before)
            || matches!(
                line.word(before),
                "did" | "does" | "do" | "has" | "have" | "had" | "was" | "is" | "would" | "will" | "could"
            ))
        {
            break;
        }
        at = before;
    }
    let listed = line.lexicon.negation.at(line.tokens, i).filter(|(n, _)| *n > 1).map(|(_, e)| *e);
    (i, listed)
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
        && (line.lexicon.determiners.contains(line.word(i - 1))
            || matches!(line.word(i - 1), "the" | "a" | "an" | "of" | "to" | "by")
            || line.mention(i - 1).is_some_and(|m| m.kind == MentionKind::Adjective))
        && !sources.iter().any(|s| s.range.end == i && s.kind != SpeakerKind::Role)
        && entry.form != Form::Converb
    {
        return None;
    }
    if let Some(draft) = anaphor(line, sources, i, n, entry) {
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

/// "S V: X" without marks.
fn colon(line: &Line<'_>, cue: &Range<usize>, entry: &CueEntry, subject: &Subject) -> Option<Draft> {
    let Subject::Found(source) = subject else { return None };
    if entry.strength < 2 || !entry.frame('q') || line.depth_at(cue.start) > 0 || source.relative {
        return None;
    }
    let sentence = line.sentence(cue.start);
    let mark = (cue.end..(cue.end + 8).min(sentence.end))
        .find(|&k| line.word(k) == ":" || line.is_comma(k) || line.is_stop(k))
        .filter(|&k| line.word(k) == ":")?;
    let end = line.sentence(mark + 1).end.max(sentence.end);
    if line.is_mark(mark + 1) || mark + 1 >= line.tokens.len() || line.words_in(mark + 1..end) < 3 {
        return None;
    }
    let mut draft = make(line, "colon", vec![mark + 1..end], cue.clone(), &entry.lemma, entry.class, 0.8);
    set_subject(&mut draft, subject);
    Some(draft)
}

/// Who a cue belongs to.
#[derive(Clone)]
enum Subject {
    Found(Box<Source>),
    /// The verb shares the subject of a cue before it.
    Shared,
    None,
}

fn subject(
    line: &Line<'_>,
    sources: &[Source],
    at: usize,
    cue_end: usize,
    entry: &CueEntry,
    claim: Option<usize>,
) -> Subject {
    if matches!(entry.form, Form::Converb) {
        return Subject::Shared;
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
    let before = source::before(line, sources, at, entry);
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
            if (entry.form == Form::Impersonal || entry.plural)
                && let Some(source) = source::in_place(line, sources, at..cue_end)
            {
                return Subject::Found(Box::new(source));
            }
            if entry.strength >= 2
                && matches!(entry.form, Form::Finite | Form::Adjective)
                && let Some(source) = source::described_before(line, at)
                && (!line.lexicon.slavic || source.plural == entry.plural)
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

/// I1, I2, I7, I12, I13: a cue with a clause.
#[allow(clippy::too_many_arguments)]
fn clause(
    line: &Line<'_>,
    sources: &[Source],
    cue: Range<usize>,
    entry: &CueEntry,
    effect: Option<Effect>,
    subject: Subject,
    claim: Claim,
    earlier: &[Draft],
) -> Option<Draft> {
    let inside = line.depth_at(cue.start) > 0;
    if inside && !matches!(&subject, Subject::Found(s) if s.kind == SpeakerKind::Pronoun || s.is_named()) {
        return None;
    }
    if inside && claim.zero {
        return None;
    }
    match &subject {
        Subject::Found(source) => {
            let first_person = !line.lexicon.slavic && matches!(line.word(source.range.start), "i" | "we")
                || line.lexicon.slavic && matches!(line.word(source.range.start), "ми" | "мы" | "я");
            if first_person {
                return None;
            }
            let animate = source.is_named()
                || source.kind == SpeakerKind::Pronoun
                || source.anonymous
                || source.document
                || source.entity_kind != EntityKind::Other;
            if !animate && entry.strength < 3 {
                return None;
            }
        }
        Subject::Shared => {
            let same_sentence = line.sentence(cue.start);
            let shared = earlier.iter().any(|d| same_sentence.contains(&d.place()))
                || sources.iter().any(|s| {
                    same_sentence.contains(&s.range.start) && s.range.end <= cue.start && !s.governed
                });
            if !shared {
                return None;
            }
        }
        Subject::None => {
            // impersonal "it is reported that", "не исключается, что": somebody before goes on, or nobody is named
            let impersonal = matches!(entry.form, Form::Impersonal) || effect.is_some();
            if !impersonal && (entry.strength < 3 || !line.lexicon.slavic || entry.gender == Gender::Neuter) {
                return None;
            }
            if wh_only(line, claim.start, claim.reading) {
                return None;
            }
        }
    }
    // a headline's "Expert explained what …" has no claim after the cue: what stands before the colon is the claim
    if wh_clause(line, &claim) {
        return headline_before(line, sources, &cue, entry, &subject);
    }
    let end = extent::end(line, sources, claim.start);
    let range = claim.start..end;
    if line.words_in(range.clone()) < 2 && claim.zero {
        return None;
    }
    let mut draft = make(
        line,
        if claim.zero { "clause-zero" } else { "clause" },
        vec![range],
        cue,
        &entry.lemma,
        entry.class,
        if claim.zero { 0.75 } else { 0.92 },
    );
    if draft.content.first().is_some_and(|c| cut_short(line, c.clone())) {
        return None;
    }
    draft.effect = effect;
    if claim.reading == Reading::Demand && entry.class != Class::Predict && entry.class != Class::Deny {
        draft.class = Class::Demand;
    }
    if claim.reading == Reading::Assert && entry.class == Class::Demand && line.lexicon.slavic {
        draft.class = Class::Assert;
    }
    if claim.reading == Reading::Question && entry.class != Class::Predict {
        draft.class = Class::Question;
    }
    if claim.reading == Reading::Hearsay {
        draft.hedged = true;
    }
    set_subject(&mut draft, &subject);
    Some(draft)
}

/// "За даними ...": nothing but dots.
fn cut_short(line: &Line<'_>, content: Range<usize>) -> bool {
    line.words_in(content) == 0
}

fn wh_only(line: &Line<'_>, start: usize, reading: Reading) -> bool {
    reading == Reading::Question && line.words_in(start..line.sentence(start).end) < 3
}

/// `explained what …`: the complementiser is the clause's own subject or object ("що стоїть за заявою").
fn wh_clause(line: &Line<'_>, claim: &Claim) -> bool {
    // "що" followed by a verb and no subject of its own is a question word; visible only in headlines after a colon
    let start = claim.start;
    line.is_headline()
        && !claim.zero
        && (line.word(start.saturating_sub(4)) == ":"
            || (start.saturating_sub(6)..start).any(|k| line.word(k) == ":"))
        && line.mention(start).is_none()
}

/// I16: "CLAIM: Expert explained, what …".
fn headline_before(
    line: &Line<'_>,
    _sources: &[Source],
    cue: &Range<usize>,
    entry: &CueEntry,
    subject: &Subject,
) -> Option<Draft> {
    let sentence = line.sentence(cue.start);
    let colon = (0..cue.start).rev().find(|&k| line.word(k) == ":" && line.depth_at(k) == 0)?;
    let start = if colon > sentence.start { sentence.start } else { line.sentence(colon).start };
    let content = start..colon;
    if line.words_in(content.clone()) < 2 {
        return None;
    }
    let mut draft =
        make(line, "headline-claim-before", vec![content], cue.clone(), &entry.lemma, entry.class, 0.7);
    set_subject(&mut draft, subject);
    Some(draft)
}

/// I5: "X. About this S told R".
fn anaphor(line: &Line<'_>, sources: &[Source], i: usize, n: usize, entry: &CueEntry) -> Option<Draft> {
    let sentence = line.sentence(i);
    let start = line.skip_opening(sentence.start);
    let opener = (start..(start + 3).min(i))
        .find_map(|k| line.lexicon.anaphors.at(line.tokens, k).map(|(len, ())| k + len))?;
    if opener > i + 1 || entry.strength < 1 || line.depth_at(i) > 0 {
        return None;
    }
    // a second cue of the sentence hands the first one on
    if (opener..i).any(|k| line.finite_cue(k).is_some_and(|(_, e)| e.strength >= 2)) {
        return None;
    }
    if line.lexicon.complementisers.at(line.tokens, opener).is_some()
        || line.lexicon.complementisers.at(line.tokens, opener + 1).is_some()
    {
        return None;
    }
    let before = (start > 0).then(|| line.sentence(start - 1))?;
    let mut draft = if before.end <= start && before.start < start {
        make(line, "anaphor", vec![before], i..i + n, &entry.lemma, entry.class, 0.85)
    } else {
        return None;
    };
    let after = source::after(line, sources, i + n).filter(|s| !s.relative);
    let document = sources.iter().find(|s| {
        s.range.start > i && s.range.start <= i + n + 2 && s.document && sentence.contains(&s.range.start)
    });
    let subject = match (after.filter(|s| !s.governed), document) {
        (_, Some(document)) => {
            // "in the report of X": X speaks, the report is where
            let owner = sources.iter().find(|s| {
                s.range.start >= document.range.end && s.range.start <= document.range.end + 1 && !s.governed
            });
            Some(owner.unwrap_or(document).clone())
        }
        (Some(source), None) => Some(source.clone()),
        (None, None) => source::before(line, sources, i, entry).filter(|s| s.range.start >= opener).cloned(),
    };
    draft.who = subject.map_or(Who::Unknown, |s| Who::Source(Box::new(s)));
    Some(draft)
}

/// I15: the cue line ends in a colon and a list follows; the items are read by `list`.
fn listing(line: &Line<'_>, cue: &Range<usize>, entry: &CueEntry, subject: &Subject) -> Option<Draft> {
    let last = line.tokens.len().checked_sub(1)?;
    if line.word(last) != ":" || line.depth_at(cue.start) > 0 || entry.strength < 2 {
        return None;
    }
    let Subject::Found(_) = subject else { return None };
    if line.words_in(cue.end..last) > 12 {
        return None;
    }
    let mut draft = Draft::new("list-head", StatementKind::Indirect, Vec::new(), 0.85);
    draft.cue = Some(cue.clone());
    draft.lemma = entry.lemma.to_string();
    draft.class = entry.class;
    set_subject(&mut draft, subject);
    Some(draft)
}

/// I6: "X, said S." without marks.
fn trailing(
    line: &Line<'_>,
    sources: &[Source],
    i: usize,
    cue: &Range<usize>,
    entry: &CueEntry,
) -> Option<Draft> {
    if line.depth_at(i) > 0 {
        return None;
    }
    let sentence = line.sentence(i);
    // the comma before "V S" or "S V"
    let comma = (sentence.start..i).rev().take(10).find(|&k| line.is_comma(k) && line.depth_at(k) == 0)?;
    let found = extent::trailing_attribution(line, sources, comma + 1)?;
    if found.cue.start != cue.start {
        return None;
    }
    let start = line.skip_opening(sentence.start);
    let content = start..comma;
    if line.words_in(content.clone()) < 3 {
        return None;
    }
    let mut draft = make(line, "trailing", vec![content], cue.clone(), &entry.lemma, entry.class, 0.8);
    draft.who = found.who;
    Some(draft)
}

/// I8–I10: infinitives, objects and prepositions as content.
fn object(
    line: &Line<'_>,
    sources: &[Source],
    cue: Range<usize>,
    entry: &CueEntry,
    effect: Option<Effect>,
    subject: Subject,
) -> Option<Draft> {
    if line.depth_at(cue.start) > 0 {
        return None;
    }
    let named = match &subject {
        Subject::Found(source) => {
            !source.relative
                && (source.is_named()
                    || source.kind == SpeakerKind::Pronoun
                    || source.kind == SpeakerKind::Role
                    || source.anonymous)
        }
        Subject::Shared => true,
        Subject::None => false,
    };
    if !named
        || entry.strength < 2
        || effect.is_some()
        || entry.class == Class::Relay
        || entry.form == Form::Converb
    {
        return None;
    }
    let sentence = line.sentence(cue.start);
    let mut start = line.skip_adverbs(cue.end, 2);
    // V S …: the content comes after the subject
    if let Subject::Found(source) = &subject
        && source.range.start >= cue.end
        && source.range.start <= cue.end + 1
    {
        start = source.range.end;
    }
    let end = clause_end(line, sources, start, sentence.end);
    let (rule, from): (&'static str, usize) = match entry.class {
        Class::Demand => {
            let window = (start..(start + 10).min(end))
                .find(|&k| line.lexicon.demand_prepositions.contains(line.word(k)) || infinitive(line, k));
            let at = window?;
            let from = if line.lexicon.demand_prepositions.contains(line.word(at)) { at + 1 } else { at };
            let from = if !line.lexicon.slavic
                && line.word(from) == "to"
                && !line.lexicon.not_words.contains(line.word(at.wrapping_sub(1)))
            {
                from + 1
            } else {
                from
            };
            // "called on X not to": the negation belongs to the content
            let from =
                if !line.lexicon.slavic && line.lexicon.not_words.contains(line.word(at.wrapping_sub(1))) {
                    at - 1
                } else {
                    from
                };
            let from =
                if line.lexicon.slavic && line.lexicon.not_words.contains(line.word(from.wrapping_sub(1))) {
                    from - 1
                } else {
                    from
                };
            ("demand", from)
        }
        Class::Deny => {
            ("deny-object", if line.lexicon.about.contains(line.word(start)) { start + 1 } else { start })
        }
        Class::Predict if !line.lexicon.slavic && entry.frame('o') => ("object", start),
        _ if line.lexicon.about.contains(line.word(start)) && entry.frame('p') && entry.strength >= 3 => {
            ("about", start + 1)
        }
        _ if !line.lexicon.slavic
            && entry.frame('o')
            && entry.strength >= 2
            && line.words_in(start..end) >= 4
            && nominal_start(line, start) =>
        {
            ("object", start)
        }
        _ => return None,
    };
    let words = line.words_in(from..end);
    let enough = match rule {
        "deny-object" => words >= 1,
        "demand" => words >= 2,
        _ => words >= 4,
    };
    if !enough
        || line.is_stop(from)
        || line.is_comma(from)
        || line.is_punctuation(from) && !line.is_mark(from)
    {
        return None;
    }
    let mut draft = make(
        line,
        rule,
        vec![from..end],
        cue,
        &entry.lemma,
        entry.class,
        if rule == "about" { 0.6 } else { 0.75 },
    );
    set_subject(&mut draft, &subject);
    Some(draft)
}

fn nominal_start(line: &Line<'_>, i: usize) -> bool {
    line.mention(i).is_some() || matches!(line.word(i), "the" | "a" | "an" | "his" | "her" | "its" | "their")
}

fn infinitive(line: &Line<'_>, i: usize) -> bool {
    let word = line.word(i);
    let long = word.chars().count() > 3;
    if line.lexicon.slavic {
        long && line.is_word(i)
            && !line.is_upper(i)
            && ["ти", "тися", "тись", "ть", "ться", "ці", "цца", "чь", "чься", "сці", "чы"]
                .iter()
                .any(|s| word.ends_with(s))
            && line.mention(i).is_none()
            && !["ість", "ость", "асць", "сть"].iter().any(|s| word.ends_with(s))
    } else {
        word == "to"
    }
}

/// End of the clause for object content: a comma with a conjunction and a cue, a relay, or the sentence.
fn clause_end(line: &Line<'_>, sources: &[Source], start: usize, limit: usize) -> usize {
    let end = extent::end(line, sources, start);
    // a comma that opens a converb or participle clause of the author ends an object
    (start + 1..end.min(limit))
        .find(|&k| {
            line.is_comma(k)
                && line.depth_at(k) == line.depth_at(start)
                && (line.cue(k + 1).is_some_and(|(_, e)| e.form == Form::Converb)
                    || line.lexicon.relays.at(line.tokens, k + 1).is_some()
                    || (line.lexicon.but_words.contains(line.word(k + 1)) && line.words_in(start..k) >= 2))
        })
        .unwrap_or(end.min(limit))
}

/// I14: "statements of X about Y", "X's claim that Y".
fn noun(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Draft> {
    let entry = line.lexicon.cue_nouns.get(line.word(i))?;
    if line.depth_at(i) > 0 {
        return None;
    }
    let sentence = line.sentence(i);
    let mut from = i + 1;
    if !line.lexicon.slavic && matches!(line.word(from), "of" | "by" | "from") {
        from += 1;
    }
    let at = sources.partition_point(|s| s.range.end <= from);
    let owner = sources.get(at).filter(|s| {
        s.range.start <= from + 2
            && !s.relative
            && s.kind != SpeakerKind::Pronoun
            && (!s.governed
                || !line.lexicon.slavic
                    && s.range.start > i + 1
                    && matches!(line.word(s.range.start.wrapping_sub(1)), "of" | "by" | "from")
                || !line.lexicon.slavic && matches!(line.word(i + 1), "of" | "by" | "from"))
    });
    let possessor = sources.iter().find(|s| s.range.end == i && !line.lexicon.slavic && s.is_named());
    let owner = owner.or(possessor);
    let after = owner.map_or(i + 1, |s| s.range.end.max(i + 1));
    let complement = line
        .lexicon
        .complementisers
        .at(line.tokens, if line.is_comma(after) { after + 1 } else { after })
        .filter(|(_, r)| {
            **r == Reading::Assert
                && (!line.lexicon.slavic || line.is_comma(after) || line.is_comma(after + 1))
        });
    let (start, rule, confidence) = match complement {
        Some((n, _)) => ((if line.is_comma(after) { after + 1 } else { after }) + n, "noun-clause", 0.75),
        None if line.lexicon.about.contains(line.word(after))
            && owner.is_some_and(|o| o.is_named())
            && !line.is_headline() =>
        {
            (after + 1, "noun-about", 0.6)
        }
        _ => return None,
    };
    let end = extent::end(line, sources, start).min(sentence.end);
    if line.words_in(start..end) < 5 {
        return None;
    }
    let mut draft = make(line, rule, vec![start..end], i..i + 1, &entry.lemma, entry.class, confidence);
    match owner {
        Some(owner) => draft.who = Who::Source(Box::new(owner.clone())),
        None => return None,
    }
    Some(draft)
}

/// I16: "S: X" in a headline.
pub(super) fn headline(line: &Line<'_>, sources: &[Source]) -> Option<Draft> {
    if !line.is_headline() {
        return None;
    }
    let colon = (1..line.tokens.len().min(14)).find(|&k| line.word(k) == ":" && line.depth_at(k) == 0)?;
    let source = sources.iter().find(|s| s.range.end == colon && s.range.start <= 1)?;
    if source.kind == SpeakerKind::Pronoun
        || source.relative
        || source.entity_kind == EntityKind::Place
        || source.document
    {
        return None;
    }
    let content = colon + 1..line.tokens.len();
    if line.words_in(content.clone()) < 3 {
        return None;
    }
    // "Name: watch the video" and questions are topics
    let last = line.tokens.len() - 1;
    if line.word(last).starts_with('?') {
        return None;
    }
    let stripped = line.strip_marks(content);
    let mut draft =
        make(line, "headline-colon", vec![stripped.clone()], colon..colon + 1, ":", Class::Assert, 0.8);
    if line
        .quotes
        .iter()
        .any(|q| q.depth == 1 && q.inner.start <= stripped.start && stripped.end <= q.inner.end)
    {
        draft.kind = StatementKind::Direct;
    }
    draft.who = Who::Source(Box::new(source.clone()));
    Some(draft)
}

/// A relay or venue phrase as a link of the chain.
pub(super) fn link(role: LinkRole, source: &Source) -> Link {
    Link { role, source: source.clone() }
}
