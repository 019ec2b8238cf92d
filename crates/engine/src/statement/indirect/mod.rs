//! Indirect and mixed speech (patterns I1–I17): cue verbs with a clause, source phrases, "as X says", "about this",
//! demands, denials, nominal cues, lists under a cue line, headlines.
//!
//! Takes a `Line`, its source phrases and the cues that direct speech used, gives drafts in text order.

mod afterwards;
mod asked;
mod clause;
mod copula;
mod document;
mod english;
mod factive;
mod fronted;
mod headline;
mod heard;
mod naming;
mod noun;
mod object;
mod opening;
mod parenthesis;
mod passive;
mod phrase;
mod quoted_as;
mod refusal;
mod reported;
mod subject;
mod trailing;

pub(super) use headline::{headline, quoted_first, signed};

use afterwards::{anaphor, colon, listing};
use asked::asked;
use clause::{claim_after, clause, negation};
use copula::{copula, in_view};
use document::{document, shown};
use factive::factive;
use fronted::{fronted_about, fronted_object};
use heard::heard;
use noun::noun;
pub(super) use object::infinitive;
use object::object;
use parenthesis::{as_phrase, believed};
use passive::passive;
use phrase::source_phrase;
use quoted_as::quoted_as;
use refusal::no_comment;
use reported::reported;
use subject::{Subject, is_passive, set_subject, subject, was_asked};
use trailing::{inserted, inverted, opens_alone, trailing};

use super::draft::{Draft, Link};
use super::extent;
use super::lexicon::{Class, CueEntry, Effect, Form, HeadKind, Reading};
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
        let made = shown(line, sources, i)
            .or_else(|| source_phrase(line, sources, i))
            .or_else(|| in_view(line, sources, i))
            .or_else(|| as_phrase(line, sources, i, used))
            .or_else(|| believed(line, sources, i))
            .or_else(|| no_comment(line, sources, i))
            .or_else(|| asked(line, sources, i))
            .or_else(|| verb(line, sources, i, &drafts))
            .or_else(|| copula(line, sources, i))
            .or_else(|| noun(line, sources, i))
            .or_else(|| factive(line, sources, i, used))
            .or_else(|| document(line, sources, i))
            .or_else(|| reported(line, sources, i, &drafts));
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
    if let Some(draft) = heard(line, sources, i) {
        return Some(draft);
    }
    let (negated_at, effect) = negation(line, i, entry);
    // "вину не признал"
    if effect == Some(Effect::NoClaim) && entry.admits {
        let denial = CueEntry { class: Class::Deny, ..entry.clone() };
        // "не прызнае, што"
        let that = line.lexicon.slavic
            && line.is_comma(cue.end)
            && line
                .lexicon
                .complementisers
                .at(line.tokens, cue.end + 1)
                .is_some_and(|(_, r)| *r == Reading::Assert);
        if let Some(claim) = that.then(|| claim_after(line, sources, cue.end, &denial)).flatten() {
            let subject = subject(line, sources, negated_at, cue.end, &denial, Some(claim.start));
            return clause(line, sources, cue, &denial, None, subject, claim, earlier);
        }
        return fronted_object(line, sources, negated_at..cue.end, &denial);
    }
    if effect == Some(Effect::NoClaim) {
        return None;
    }
    // "the statement": a noun use in English
    if !line.lexicon.slavic
        && i > 0
        && (line.lexicon.determiners.contains(line.word(i - 1)) && !source::is_indefinite_subject(line, i)
            || source::is_possessive(line, i - 1)
            || matches!(line.word(i - 1), "the" | "a" | "an" | "of" | "by")
            || line.word(i - 1) == "to" && !source::leads(line, i - 1)
            || line.is_preposition(i - 1) && line.is_noun_use(i)
            || line.word(i - 1) == "in" && line.word(i + 1) == "to"
            || line.mention(i - 1).is_some_and(|m| m.kind == MentionKind::Adjective)
                && line.lexicon.cue_nouns.contains_key(line.word(i)))
        && !sources.iter().any(|s| s.range.end == i && s.kind != SpeakerKind::Role)
        && entry.form != Form::Converb
    {
        return None;
    }
    // "declined to be named"
    let unnamed = entry.class == Class::Deny
        && line.word(cue.end) == "to"
        && line.word(cue.end + 1) == "be"
        && matches!(line.word(cue.end + 2), "named" | "identified" | "quoted");
    if unnamed || wishes_no_name(line, cue.end, entry) {
        return None;
    }
    if n == 1 && english::is_no_verb(line, i, entry) || n > 1 && line.is_object_noun(i) {
        return None;
    }
    if english::in_question_put(line, i) || english::unreal(line, i, entry) {
        return None;
    }
    // "was warned about her driving"
    if n > 1 && is_passive(line, i, entry) {
        return None;
    }
    if n == 1 && is_passive(line, i, entry) {
        return passive(line, sources, cue, entry, earlier);
    }
    if entry.class == Class::Question && was_asked(line, i) {
        return None;
    }
    // "it is worth noting", "it goes without saying": the outlet's own voice
    if !line.lexicon.slavic && matches!(line.word(i.wrapping_sub(1)), "worth" | "without" | "needless") {
        return None;
    }
    if let Some(draft) = anaphor(line, sources, i, n, entry) {
        return Some(draft);
    }
    if let Some(draft) = inverted(line, sources, i, &cue, entry) {
        return Some(draft);
    }
    // "версію підпалу не відкидає": no denial
    let doubts = entry.class == Class::Deny && effect.is_some() && line.lexicon.slavic;
    let fronted = || fronted_object(line, sources, cue.clone(), entry);
    if let Some(draft) =
        (!doubts).then(fronted).flatten().or_else(|| fronted_about(line, sources, cue.clone(), entry))
    {
        return Some(draft);
    }
    let claim = claim_after(line, sources, cue.end, entry);
    if let Some((speaker, relay)) = quoted_as(line, sources, i, entry)
        && let Some(claim) = claim
    {
        let subject = Subject::Found(Box::new(speaker));
        let mut draft = clause(line, sources, cue, entry, effect, subject, claim, earlier)?;
        draft.links.extend(relay.map(|relay| link(LinkRole::Relay, &relay)));
        return Some(draft);
    }
    let subject = subject(line, sources, negated_at, cue.end, entry, claim.as_ref().map(|c| c.start));
    let subject = own_subject(line, sources, i, entry, subject, earlier);
    if english::silent(line, i, &subject) || n == 1 && english::disagrees(line, i, entry, &subject) {
        return None;
    }
    if let Some(claim) = claim {
        return clause(line, sources, cue, entry, effect, subject, claim, earlier);
    }
    if let Some(draft) = listing(line, &cue, entry, &subject) {
        return Some(draft);
    }
    if let Some(draft) = trailing(line, sources, i, &cue, entry) {
        return Some(draft);
    }
    if let Some(draft) = colon(line, &cue, entry, &subject).or_else(|| inserted(line, &cue, entry)) {
        return Some(draft);
    }
    object(line, sources, cue, entry, effect, subject)
}

/// "Паливода подякував рятувальникам і додав, що": the first verb reports nothing, so its subject is looked for, before
/// whoever spoke in another sentence.
fn own_subject(
    line: &Line<'_>,
    sources: &[Source],
    at: usize,
    entry: &CueEntry,
    subject: Subject,
    earlier: &[Draft],
) -> Subject {
    let sentence = line.sentence(at);
    let told = earlier.iter().any(|d| sentence.contains(&d.place()) && d.place() < at && !d.nested);
    let finite = entry.form != Form::Converb && entry.form != Form::Impersonal;
    let open = matches!(subject, Subject::Shared) && !told
        || matches!(subject, Subject::None) && !told && entry.strength >= 3;
    if !line.lexicon.slavic || !open || !finite {
        return subject;
    }
    let below = |s: &Source| {
        (s.range.end..at)
            .any(|k| line.is_comma(k) && line.lexicon.complementisers.at(line.tokens, k + 1).is_some())
    };
    match source::of_sentence(line, sources, at, entry) {
        Some(source) if source::nominative(line, source) && !below(source) => {
            Subject::Found(Box::new(source.clone()))
        }
        _ => subject,
    }
}

/// "попросил не называть его имени": no claim, but the wish of a source.
fn wishes_no_name(line: &Line<'_>, from: usize, entry: &CueEntry) -> bool {
    let not = (from..from + 3).find(|&k| line.lexicon.not_words.contains(line.word(k)));
    entry.class == Class::Demand
        && not.is_some_and(|k| {
            infinitive(line, k + 1) && (k + 2..k + 6).any(|k| line.lexicon.name_nouns.contains(line.word(k)))
        })
}

/// End of the clause for object content: a comma with a conjunction and a cue, a relay, or the sentence.
fn clause_end(line: &Line<'_>, sources: &[Source], start: usize, limit: usize) -> usize {
    let end = extent::end(line, sources, start);
    let end = if line.lexicon.slavic { end } else { venue_start(line, start, end) };
    // a comma that opens a converb or participle clause of the author ends an object
    let end = (start + 1..end.min(limit))
        .find(|&k| {
            line.lexicon.slavic && line.word(k) == ";"
                || line.is_comma(k)
                    && line.depth_at(k) == line.depth_at(start)
                    && (line.cue(k + 1).is_some_and(|(_, e)| e.form == Form::Converb)
                        || line.lexicon.relays.at(line.tokens, k + 1).is_some()
                        || (line.lexicon.but_words.contains(line.word(k + 1))
                            && line.words_in(start..k) >= 2)
                        || another_subject(line, sources, k + 1))
        })
        .unwrap_or(end.min(limit));
    let end = (start + 1..end).find(|&k| second_verb(line, start, k)).unwrap_or(end);
    english::around(line, start, end)
}

/// Slavic "закликав не панікувати та нагадав, що": behind a conjunction the finite verb of the subject, in the form of the cue.
fn second_verb(line: &Line<'_>, start: usize, at: usize) -> bool {
    let joins =
        line.lexicon.and_words.contains(line.word(at)) || line.lexicon.but_words.contains(line.word(at));
    let verb = line.skip_adverbs(at + 1, 1);
    if !line.lexicon.slavic || !joins || line.depth_at(at) != line.depth_at(start) {
        return false;
    }
    let endings = &line.lexicon.endings;
    let first = (start.saturating_sub(10)..start).rev().find(|&k| line.finite_cue(k).is_some());
    let alike = first.is_some_and(|k| {
        let gender = endings.gender(line.word(k));
        let same = endings.gender(line.word(verb)) == gender;
        let cue = line.finite_cue(verb).is_some_and(|(_, e)| e.form == Form::Finite);
        let number = endings.is_plural(line.word(k)) == endings.is_plural(line.word(verb));
        same && (gender != Gender::Unknown || cue && number)
    });
    alike && crate::statement::speech_verb::likely_verb(line, verb) && !infinitive(line, verb)
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
