//! The way words took to the page: who cites whom, where it was said, what encloses what.
//!
//! Takes the drafts of one block and its relay phrases, gives the drafts with links (innermost first, speaker left out).
//! Never invents a link: what is carried over from the lead is added later and marked as inferred.

mod enclose;
mod venue;

use super::draft::{Draft, Who};
use super::indirect::link;
use super::lexicon::{Class, Form, RelayKind};
use super::line::Line;
use super::source::{self, Relay, Source};
use crate::model::*;
use enclose::enclose;
use venue::addressee;

/// Tokens around a cue within which a wish not to be named belongs to its speaker.
const NEAR: usize = 30;

/// Links within the block; drafts that only hand on another draft's words are turned into its links.
pub(super) fn connect(
    line: &Line<'_>,
    sources: &[Source],
    relays: &[Relay],
    drafts: Vec<Draft>,
) -> Vec<Draft> {
    let mut drafts = cite(line, sources, relays, drafts);
    enclose(line, &mut drafts);
    for draft in &mut drafts {
        if let (Some(cue), Who::Source(who)) = (&draft.cue, &draft.who) {
            draft.beside = source::companions(line, sources, who, cue);
        }
    }
    drafts
}

/// Sentences a draft touches with its cue: relays and venues are looked for there, outside the content.
fn scope(line: &Line<'_>, draft: &Draft) -> std::ops::Range<usize> {
    match &draft.cue {
        Some(cue) => line.sentence(cue.start),
        None => draft.content.first().map_or(0..0, |c| line.sentence(c.start)),
    }
}

fn cite(line: &Line<'_>, sources: &[Source], relays: &[Relay], drafts: Vec<Draft>) -> Vec<Draft> {
    let cues: Vec<std::ops::Range<usize>> = drafts.iter().filter_map(|d| d.cue.clone()).collect();
    drafts
        .into_iter()
        .map(|mut draft| {
            let sentence = scope(line, &draft);
            for relay in relays.iter().filter(|r| sentence.contains(&r.phrase.start)) {
                if draft.holds(relay.phrase.start) && draft.rule != "anaphor" {
                    continue;
                }
                let same = |s: &Source| s.range == relay.source.range;
                if matches!(&draft.who, Who::Source(s) if same(s)) || draft.nested {
                    continue;
                }
                match relay.kind {
                    RelayKind::Cites => match citing(line, relay, &draft) {
                        None => cited(line, sources, relay, &mut draft),
                        // who cites has a statement of his own; what it encloses is handed on there
                        Some(verb) if cues.iter().any(|cue| cue.contains(&verb)) => {}
                        Some(_) => draft.links.push(link(LinkRole::Relay, &owner(sources, &relay.source))),
                    },
                    RelayKind::Venue => draft.links.push(link(LinkRole::Venue, &relay.source)),
                    RelayKind::OwnChannel => {}
                }
            }
            parenthesis(line, sources, &mut draft);
            addressee(line, sources, &mut draft);
            document(line, sources, &mut draft);
            unnamed_by_wish(line, &mut draft);
            outlet_of_sources(line, sources, &mut draft);
            byline(line, sources, &mut draft);
            draft
        })
        .collect()
}

/// The verb of another that a citing phrase stands nearer to: "Haan told his ministers that …, the Courier *wrote*, citing …",
/// "Як *писала* газета з посиланням на протокол, Колен попереджав, що …".
fn citing(line: &Line<'_>, relay: &Relay, draft: &Draft) -> Option<usize> {
    let own = draft.cue.as_ref()?;
    let Who::Source(speaker) = &draft.who else { return None };
    let phrase = relay.phrase.start..relay.source.range.end;
    let depth = line.depth_at(phrase.start);
    let away = |k: usize| if k < phrase.start { phrase.start - k } else { k.saturating_sub(phrase.end) };
    let first = own.start.min(speaker.range.start);
    let last = own.end.max(speaker.range.end);
    let comma = |range: std::ops::Range<usize>| {
        range.into_iter().any(|k| line.is_comma(k) && line.depth_at(k) == depth)
    };
    let cue = |k: &usize| {
        !phrase.contains(k)
            && line.depth_at(*k) == depth
            && line.finite_cue(*k).is_some_and(|(_, e)| e.strength >= 2)
    };
    let sentence = line.sentence(phrase.start);
    // a comma parts the phrase from what follows, and none from the verb before it
    let behind = (sentence.start..phrase.start)
        .rev()
        .find(cue)
        .filter(|&k| first >= phrase.end && comma(phrase.end..first) && !comma(k..phrase.start));
    let verb = behind.or_else(|| sentence.filter(cue).min_by_key(|&k| (away(k), k)))?;
    // the other verb parts the draft from the phrase
    let apart = if phrase.start >= last {
        (last..phrase.start).contains(&verb)
    } else {
        first >= phrase.end && (verb < phrase.start || (phrase.end..first).contains(&verb))
    };
    (apart && !own.contains(&verb)).then_some(verb)
}

/// "S2, citing S1" makes S1 the speaker and S2 the relay.
fn cited(line: &Line<'_>, sources: &[Source], relay: &Relay, draft: &mut Draft) {
    // a person who cites a paper speaks; only who hands words on is a relay
    if let Who::Source(outer) = &draft.who
        && line.lexicon.slavic
        && (relay.source.document
            || !relay.source.media
                && !relay.source.anonymous
                && !relay.source.is_named()
                && relay.source.entity_kind != EntityKind::Person)
        && !line.is_mark(outer.range.start)
        && line.depth_at(outer.range.start) == 0
        && line.lexicon.endings.gender(line.word(relay.phrase.start)) == Gender::Unknown
        && !outer.media
        && outer.entity_kind == EntityKind::Person
    {
        return;
    }
    let cited = owner(sources, &relay.source);
    // "citing the Gazette, which quoted an official": one link more
    let deeper = quoted_in_turn(line, sources, relay.source.range.end);
    let between = deeper.is_some().then(|| link(LinkRole::Relay, &cited));
    let inner = deeper.unwrap_or(cited);
    match std::mem::replace(&mut draft.who, Who::Implicit) {
        Who::Source(outer) => {
            draft.links.insert(0, link(LinkRole::Relay, &outer));
            draft.links.splice(0..0, between);
            draft.who = Who::Source(Box::new(inner));
        }
        other => {
            // "analysts refer to a report, in which it is said that …": the subject of the citing verb hands it on
            let before = sources.iter().rev().find(|s| {
                s.range.end <= relay.phrase.start
                    && !s.governed
                    && line.sentence(relay.phrase.start).contains(&s.range.start)
            });
            if draft.cue.as_ref().is_some_and(|c| c.start >= relay.source.range.end) {
                if let Some(before) = before {
                    draft.links.insert(0, link(LinkRole::Relay, before));
                }
                draft.who = Who::Source(Box::new(inner));
            } else {
                draft.who = other;
            }
        }
    }
}

/// ", which quoted an official", ", яка посилається на чиновника": the source that an outlet in the chain rests on.
fn quoted_in_turn(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Source> {
    let relative = line.is_comma(i) && line.lexicon.subordinators.contains(line.word(i + 1));
    if !relative {
        return None;
    }
    let verb = line.skip_adverbs(i + 2, 2);
    let cites =
        line.lexicon.relays.at(line.tokens, verb).filter(|(_, k)| **k == RelayKind::Cites).map(|(n, _)| n);
    let quotes = line.cue(verb).filter(|(_, e)| e.class == Class::Relay && e.frame('o')).map(|(n, _)| n);
    let found = source::after(line, sources, verb + cites.or(quotes)?)?;
    (!found.relative && found.kind != SpeakerKind::Pronoun).then(|| found.clone())
}

/// "зведення Генштабу": the body behind a document is the speaker.
fn owner(sources: &[Source], source: &Source) -> Source {
    if source.document {
        let behind = sources.iter().find(|s| {
            s.range.start >= source.range.start
                && s.range.start <= source.range.end + 1
                && s.range != source.range
                && s.is_named()
                && !s.governed
        });
        if let Some(behind) = behind {
            return behind.clone();
        }
    }
    source.clone()
}

/// "У звіті палати йдеться, що …": the body speaks, through the document.
fn document(line: &Line<'_>, sources: &[Source], draft: &mut Draft) {
    let (Some(cue), Who::Source(speaker)) = (&draft.cue, &draft.who) else { return };
    if speaker.document || draft.nested {
        return;
    }
    let sentence = line.sentence(cue.start);
    let found = sources.iter().find(|s| {
        s.document
            && sentence.contains(&s.range.start)
            && s.range.start <= speaker.range.start
            && speaker.range.start <= s.range.end
            && line.lexicon.locative.contains(line.word(s.range.start.wrapping_sub(1)))
            // "у відповідь": no place
            && (!line.lexicon.slavic || *s.head != *line.word(s.range.start) || s.head.ends_with(['ю', 'о', 'е']))
            // "на брифінгу мер Олег Лис": a nominative behind it is not whose document it is
            && !(line.lexicon.slavic && speaker.range.start >= s.range.end && source::nominative(line, speaker))
            && !s.range.clone().any(|k| draft.holds(k))
    });
    if let Some(found) = found
        && !draft.links.iter().any(|l| l.source.range == found.range)
    {
        draft.links.push(link(LinkRole::Document, found));
    }
}

/// "an official, speaking on condition of anonymity, said", "на умовах анонімності": who asked not to be named is unnamed.
fn unnamed_by_wish(line: &Line<'_>, draft: &mut Draft) {
    let (Some(cue), Who::Source(speaker)) = (&draft.cue, &draft.who) else { return };
    let sentence = line.sentence(cue.start);
    let wish = |k: usize| {
        let relative = line.lexicon.pronouns.get(line.word(k)).is_some_and(|p| p.relative);
        let long = line.lexicon.anonymous_phrases.at(line.tokens, k).is_some_and(|(n, ())| n >= 3);
        long && (line.is_preposition(k)
            || line.is_comma(k.wrapping_sub(1))
            || relative
            || line.lexicon.subordinators.contains(line.word(k)))
    };
    // "який попросив не називати його імені"
    let asks = |k: usize| {
        line.lexicon.not_words.contains(line.word(k))
            && super::indirect::infinitive(line, k + 1)
            && (k + 2..k + 6).any(|k| line.lexicon.name_nouns.contains(line.word(k)))
            && (k.saturating_sub(6)..k).any(|k| line.is_comma(k))
    };
    let wish = |k: usize| wish(k) || asks(k);
    let near = sentence.start.max(cue.start.saturating_sub(NEAR))..sentence.end.min(cue.end + NEAR);
    let role = speaker.kind == SpeakerKind::Role && speaker.entity_kind != EntityKind::Organisation;
    if role && near.clone().any(|k| !draft.holds(k) && wish(k)) {
        let unnamed = Source { anonymous: true, kind: SpeakerKind::Anonymous, ..(**speaker).clone() };
        draft.who = Who::Source(Box::new(unnamed));
    }
}

/// «Джерела "Ранкової газети"», "the Herald's sources": an outlet's unnamed sources speak through it.
fn outlet_of_sources(line: &Line<'_>, sources: &[Source], draft: &mut Draft) {
    let Who::Source(speaker) = &draft.who else { return };
    if !speaker.anonymous || draft.links.iter().any(|l| l.role != LinkRole::Document) {
        return;
    }
    let range = speaker.range.clone();
    let end = range.end;
    let quote = line.quotes.iter().find(|q| line.lexicon.slavic && q.open == Some(end) && q.close.is_some());
    let marked =
        quote.filter(|q| line.is_upper(q.inner.start) && line.words_in(q.inner.clone()) <= 4).map(|q| {
            Source {
                media: true,
                entity_kind: EntityKind::Outlet,
                ..source::blank(end..q.end(), SpeakerKind::Name)
            }
        });
    let behind = sources.iter().find(|s| {
        s.media
            && s.is_named()
            && !s.governed
            && (s.range.start == end || s.range.start == end + 1 && line.is_mark(end))
    });
    let inside = range.filter_map(|k| source::named_at(line, k)).find(|s| s.media);
    let outlet = behind.cloned().or(marked).or(inside);
    draft.links.extend(outlet.map(|outlet| link(LinkRole::Relay, &outlet)));
}

/// "General says X – Reuters": the end of a headline names who reports it.
fn byline(line: &Line<'_>, sources: &[Source], draft: &mut Draft) {
    if !line.is_headline() || !draft.links.is_empty() {
        return;
    }
    let end = line.tokens.len();
    let dash = (end.saturating_sub(6)..end).rev().find(|&k| line.is_dash(k) && line.depth_at(k) == 0);
    let found = dash.and_then(|k| super::extent::byline(line, sources, k + 1, end));
    let own = |s: &Source| matches!(&draft.who, Who::Source(own) if own.range == s.range);
    if let Some(source) = found.filter(|s| !own(s) && !draft.holds(s.range.start)) {
        draft.links.push(link(LinkRole::Relay, &source));
    }
}

/// "Міністр Рунець, пише агентство «Край», запевнив": who reports it, between commas behind the subject.
fn parenthesis(line: &Line<'_>, sources: &[Source], draft: &mut Draft) {
    let (Some(cue), Who::Source(speaker)) = (&draft.cue, &draft.who) else { return };
    let open = (speaker.range.end..cue.start).take(4).find(|&k| line.is_comma(k));
    let Some(open) = open.filter(|_| line.lexicon.slavic && draft.links.is_empty()) else { return };
    let Some((n, _)) = line.finite_cue(open + 1).filter(|(n, _)| open + 1 + n < cue.start) else { return };
    let outlet = source::after(line, sources, open + 1 + n)
        .filter(|s| s.range.end < cue.start && line.is_comma(s.range.end) && !s.governed)
        .filter(|s| s.media || s.entity_kind == EntityKind::Outlet);
    draft.links.extend(outlet.map(|outlet| link(LinkRole::Relay, outlet)));
}

/// Relays behind a quotation whose attribution is complete: ", Sky News reports" after "…", he said, ….
pub(super) fn trailing_relays(line: &Line<'_>, sources: &[Source], drafts: &mut [Draft], used: &mut [bool]) {
    for i in 0..line.tokens.len() {
        if used.get(i).copied().unwrap_or(true) || line.depth_at(i) > 0 || !line.is_comma(i.wrapping_sub(1)) {
            continue;
        }
        let Some((n, entry)) = line.cue(i) else { continue };
        if !matches!(entry.form, Form::Finite) || entry.strength < 1 {
            continue;
        }
        let Some(source) = source::after(line, sources, i + n).filter(|s| {
            !s.governed && !s.relative && (s.media || s.is_named() && s.entity_kind != EntityKind::Person)
        }) else {
            continue;
        };
        let sentence = line.sentence(i);
        let end = source.range.end;
        if !(end >= sentence.end
            || line.is_stop(end)
            || line.is_comma(end)
            || line.lexicon.relays.at(line.tokens, end).is_some())
        {
            continue;
        }
        let mut taken = false;
        for draft in drafts.iter_mut() {
            let cue_before = draft.cue.as_ref().is_some_and(|c| sentence.contains(&c.start) && c.end <= i);
            let own = matches!(&draft.who, Who::Source(s) if s.range == source.range);
            if cue_before && !own && !draft.nested {
                draft.links.push(link(LinkRole::Relay, source));
                taken = true;
            }
        }
        if taken {
            for slot in used.get_mut(i..i + n).into_iter().flatten() {
                *slot = true;
            }
        }
    }
}
