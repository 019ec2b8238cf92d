//! Source phrases: "according to X" (pattern I3).
//!
//! Takes a `Line`, its source phrases and a cue, gives at most one draft.

use super::*;
use crate::model::*;
use crate::statement::draft::{Draft, Who};
use crate::statement::extent;
use crate::statement::lexicon::{Class, Slot};
use crate::statement::line::Line;
use crate::statement::source::{self, Source};

/// I3: "according to X, …" before, inside or after the claim.
pub(super) fn source_phrase(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Draft> {
    if line.depth_at(i) > 0 {
        return None;
    }
    let (n, phrase) = line.source_phrase(i)?;
    let from = i + n;
    let sentence = line.sentence(i);
    // "about this the report says": the words are in the sentence before
    let opening = line.skip_opening(sentence.start);
    if line.lexicon.anaphors.at(line.tokens, opening).is_some_and(|(n, ())| opening + n == i) {
        return None;
    }
    let (who, end) = match phrase.slot {
        Slot::Possessive => {
            let at = i + phrase.possessive_at;
            let form = line.lexicon.pronouns.get(line.word(at))?;
            let mut pronoun = Source {
                gender: form.gender,
                plural: form.plural,
                ..source::blank(at..at + 1, SpeakerKind::Pronoun)
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
            let pronoun = || according_to_her(line, from);
            // "according to plan"
            let found =
                found.filter(|s| line.lexicon.slavic || !(s.document && s.range.len() == 1 && !s.plural));
            let marked = || line.is_mark(from) && line.is_preposition(i) || !line.lexicon.slavic;
            let name = || crate::statement::direct::capitalised(line, from).filter(|_| marked());
            // "на думку експертів": the noun of the phrase is no part of whom it names
            let beyond = |s: Source| {
                let start = if s.range.end > from { s.range.start.max(from) } else { s.range.start };
                Source { range: start..s.range.end, ..s }
            };
            let found = found
                .cloned()
                .map(beyond)
                .or_else(name)
                .or_else(|| source::marked(line, sources, from).filter(|_| line.is_preposition(i)))
                .or_else(pronoun)
                .or_else(|| unlisted(line, from, phrase.slot))
                .or_else(|| long_source(line, from, sentence.end));
            let end = found.as_ref().map_or(from, |s| s.range.end);
            (found, end)
        }
    };
    // "За попередніми даними, X": whose data they are, nobody says
    if who.is_none()
        && line.lexicon.slavic
        && line.is_preposition(i)
        && n > 2
        && line.is_comma(from)
        && phrase.class == Class::Relay
        && i == opening
    {
        let content = from + 1..extent::end(line, sources, from + 1);
        if line.words_in(content.clone()) < 3 {
            return None;
        }
        let mut draft = make(line, "source-phrase", vec![content], i..from, &phrase.lemma, phrase.class, 0.6);
        (draft.unnamed, draft.who) = (true, Who::Unknown);
        return Some(draft);
    }
    let who = who?;
    // "згідно з планом"
    if who.range.len() == 1 && line.lexicon.plans.contains(line.word(who.range.start)) {
        return None;
    }
    // "According to the keeper, three things will happen:" and a list
    let last = line.tokens.len().saturating_sub(1);
    if line.word(last) == ":" && last > end && line.words_in(end..last) <= 12 {
        let mut draft = list_head(i..from, &phrase.lemma, phrase.class);
        draft.hedged = phrase.hedged;
        draft.who = Who::Source(Box::new(who));
        return Some(draft);
    }
    // "По словам мэра, Ивана Пака, …", "Зі слів речниці поліції, капітанки Юлії Макогон, …"
    let named = sources.iter().find(|s| {
        let near = (end + 1..end + 3).contains(&s.range.start) && line.is_word(end + 1);
        let apart = near && line.is_comma(end) && line.is_comma(s.range.end);
        apart
            && s.kind == SpeakerKind::Name
            && !s.governed
            && matches!(who.kind, SpeakerKind::Role | SpeakerKind::Anonymous)
            && !who.plural
    });
    let named = named.filter(|s| {
        let apposed = !line.lexicon.slavic || !s.head.is_empty() || source::oblique_name(line, s);
        apposed && line.words_in(s.range.end..sentence.end) >= 2
    });
    let (who, end) = match named {
        Some(name) => (
            Source { range: who.range.start..name.range.end, head: who.head.clone(), ..name.clone() },
            name.range.end,
        ),
        None => (who, end),
    };
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
        let reach = if line.lexicon.slavic { 12 } else { 8 };
        let comma = (stop..(stop + reach).min(sentence.end))
            .find(|&k| line.is_comma(k) || line.finite_cue(k).is_some());
        if let Some(comma) = comma.filter(|&k| line.is_comma(k))
            && (stop..comma).all(|k| {
                let named = |s: &Source| s.is_named() && !line.lexicon.slavic;
                (line.is_word(k) || line.lexicon.slavic && line.is_mark(k))
                    && (comma <= stop + 2 || !source::looks_verbal(line, k))
                    && sources.iter().all(|s| !s.range.contains(&k) || !named(s))
            })
        {
            stop = comma + 1;
        }
    }
    // "говорится в сообщении прихода": whose document it is, up to the end of the sentence
    let last = (stop..sentence.end).find(|&k| !line.is_word(k)).unwrap_or(sentence.end);
    let owned = line.lexicon.slavic
        && who.document
        && line.is_comma(i.wrapping_sub(1))
        && (1..5).contains(&last.saturating_sub(stop))
        && (last >= sentence.end || line.is_stop(last))
        && (stop..last)
            .all(|k| !line.is_preposition(k) && line.cue(k).is_none() && !source::looks_verbal(line, k));
    let who = if owned { Source { range: who.range.start..last, ..who } } else { who };
    let mut stop = if owned { last } else { stop };
    // "…; in her words, X", "…, хотя по словам соседей X": a clause of its own
    let short = line.is_comma(i.wrapping_sub(3))
        && line.is_word(i.wrapping_sub(1))
        && line.word(i.wrapping_sub(1)).chars().count() <= 3;
    let tie = i.wrapping_sub(if short { 2 } else { 1 });
    let contrast =
        line.lexicon.but_words.contains(line.word(tie)) || line.lexicon.concessions.contains(line.word(tie));
    let opens =
        line.word(tie) == ";" || line.lexicon.slavic && contrast && line.is_comma(tie.wrapping_sub(1));
    let before_start = if opens { i } else { line.skip_opening(sentence.start) };
    // "Але хворим, паводле яе, …": the writer's word
    let but = line.lexicon.slavic
        && before_start + 1 < i
        && line.lexicon.but_words.contains(line.word(before_start));
    let before_start = before_start + usize::from(but);
    // "According to results of the poll conducted by the Gazette, X"
    if !line.lexicon.slavic
        && i == before_start
        && !line.is_comma(stop.wrapping_sub(1))
        && !line.is_comma(stop)
    {
        let comma = (stop..(stop + 20).min(sentence.end)).find(|&k| line.is_comma(k));
        stop = comma.map_or(stop, |k| k + 1);
    }
    if i == before_start {
        stop = source::past_aside(line, stop);
    }
    // "За словами Івана Гая, автора книжки, …"
    if i == before_start && who.kind == SpeakerKind::Name && line.is_comma(stop - 1) {
        stop = source::past_nouns(line, stop, true);
    }
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
        if !line.lexicon.slavic && line.is_comma(i - 1) && !resumes(line, start..i, stop) {
            vec![start..i]
        } else if start > before_start {
            vec![start..i, stop..tail_end]
        } else {
            vec![head, stop..tail_end]
        }
    } else if line.words_in(stop..tail_end) >= 3 && line.is_comma(stop - 1) {
        vec![line.after_complementiser(stop)..tail_end]
    } else {
        vec![head, stop..tail_end]
    };
    // "йдеться у заяві партії": the body speaks through its document
    let owner = source::owner_in(line, &who).filter(|_| {
        let placed = line.lexicon.locative.contains(line.word(from - 1));
        line.lexicon.slavic && phrase.slot == Slot::Document && who.document && placed
    });
    let through = owner.is_some().then(|| link(LinkRole::Document, &who));
    let who = owner.unwrap_or(who);
    // "X, передала газета со слов Y": who hands it on
    if let Some((outlet, content, cue, lemma)) = handed_on(line, sources, i, before_start) {
        let mut draft = make(line, "source-phrase", vec![content], cue, &lemma, phrase.class, 0.85);
        draft.hedged = phrase.hedged;
        draft.who = Who::Source(Box::new(who));
        draft.links.push(link(LinkRole::Relay, &outlet));
        return Some(draft);
    }
    let mut draft = make(line, "source-phrase", content, i..from, &phrase.lemma, phrase.class, 0.9);
    draft.hedged = phrase.hedged;
    draft.links.extend(through);
    draft.who = Who::Source(Box::new(who));
    Some(draft)
}

/// ", передала газета" right before a source phrase: the outlet, the words before it, its verb.
fn handed_on(
    line: &Line<'_>,
    sources: &[Source],
    at: usize,
    start: usize,
) -> Option<(Source, std::ops::Range<usize>, std::ops::Range<usize>, String)> {
    let comma = (start..at).rev().take(10).find(|&k| line.is_comma(k) && line.depth_at(k) == 0)?;
    let (n, entry) =
        line.finite_cue(comma + 1).filter(|(_, e)| e.strength >= 2 || e.class == Class::Relay)?;
    let from = comma + 1 + n;
    let known = source::after(line, sources, from).filter(|s| s.range.end == at && !s.governed).cloned();
    let outlet =
        known.or_else(|| crate::statement::direct::capitalised(line, from).filter(|s| s.range.end == at))?;
    (line.lexicon.slavic && line.words_in(start..comma) >= 2)
        .then(|| (outlet, start..comma, comma + 1..from, entry.lemma.to_string()))
}

/// English "according to her": the object form of a pronoun, nothing behind it.
fn according_to_her(line: &Line<'_>, i: usize) -> Option<Source> {
    let (gender, plural) = match line.word(i) {
        "him" => (Gender::Masculine, false),
        "her" => (Gender::Feminine, false),
        "them" => (Gender::Unknown, true),
        _ => return None,
    };
    (!line.lexicon.slavic && !line.is_word(i + 1)).then(|| Source {
        gender,
        plural,
        ..source::blank(i..i + 1, SpeakerKind::Pronoun)
    })
}

/// English "X, according to S, Y": a whole clause before the phrase ends there, unless Y begins with its verb or "and".
fn resumes(line: &Line<'_>, before: std::ops::Range<usize>, after: usize) -> bool {
    let word = line.word(after);
    let verb =
        before.clone().any(|k| line.depth_at(k) == 0 && line.lexicon.auxiliaries.contains(line.word(k)));
    let goes_on = line.lexicon.auxiliaries.contains(word)
        || line.lexicon.and_words.contains(word)
        || line.lexicon.but_words.contains(word);
    goes_on || line.words_in(before) < if verb { 5 } else { 7 }
}

/// "За словами рибалок, …", "за даними словника (…) …": words that no list knows, up to the mark that ends them.
fn unlisted(line: &Line<'_>, from: usize, slot: Slot) -> Option<Source> {
    let word = |k: usize| {
        line.is_word(k)
            && !line.is_preposition(k)
            && (line.cue(k).is_none() || !line.lexicon.slavic && line.is_noun_use(k))
            && !line.lexicon.subordinators.contains(line.word(k))
            && !line.lexicon.pronouns.contains_key(line.word(k))
            && line.mention(k).is_none_or(|m| {
                m.kind == MentionKind::Adjective
                    || line.lexicon.slavic && m.kind == MentionKind::Role && !line.is_listed_nominative(k)
            })
    };
    // "згідно з одним із гасел": one of a kind, up to its noun
    let one_of =
        line.lexicon.determiners.contains(line.word(from)) && line.is_preposition(from + 1) && word(from + 2);
    if one_of && line.lexicon.slavic {
        return Some(Source {
            head: line.word(from + 2).to_owned(),
            complement: true,
            entity_kind: if slot == Slot::Document { EntityKind::Other } else { EntityKind::Person },
            document: slot == Slot::Document,
            ..source::blank(
                from..from + 3,
                if slot == Slot::Document { SpeakerKind::Document } else { SpeakerKind::Role },
            )
        });
    }
    // "прибічників "жорсткого" виходу": words in marks
    let marks = |k: usize| line.lexicon.slavic && k > from && (line.is_mark(k) || line.depth_at(k) > 0);
    let end = (from..from + 7).find(|&k| !word(k) && !marks(k))?;
    let enough = from + usize::from(slot == Slot::Document);
    let long = end > enough && line.word(end - 1).chars().count() > 3;
    let ends = line.is_comma(end) || line.word(end) == "(" || line.is_stop(end) || end >= line.tokens.len();
    // "according to plan" names nobody, "according to the plaque" does
    let named = line.lexicon.slavic || end > from + 1;
    (named && long && ends).then(|| Source {
        head: line.word(end - 1).to_owned(),
        complement: true,
        entity_kind: if slot == Slot::Document { EntityKind::Other } else { EntityKind::Person },
        document: slot == Slot::Document,
        ..source::blank(
            from..end,
            if slot == Slot::Document { SpeakerKind::Document } else { SpeakerKind::Role },
        )
    })
}

/// A word that only ties the sentence to the one before: "however", "also".
pub(super) fn connective(line: &Line<'_>, i: usize) -> bool {
    !line.is_word(i)
        || line.is_adverb(i)
        || line.lexicon.source_phrases.at(line.tokens, i).is_some()
        || line.lexicon.but_words.contains(line.word(i))
        || line.lexicon.and_words.contains(line.word(i))
        || line.lexicon.discourse.at(line.tokens, i).is_some()
        || line.lexicon.subordinators.contains(line.word(i))
}

/// Start of the clause that a source phrase in the middle interrupts.
pub(super) fn clause_start(line: &Line<'_>, sources: &[Source], sentence_start: usize, at: usize) -> usize {
    let mut start = sentence_start;
    // "…, який, за словами X, має": the relative clause that the phrase stands in
    if line.lexicon.slavic
        && let Some(comma) =
            (sentence_start + 1..at.saturating_sub(1)).rev().take(4).find(|&k| line.is_comma(k))
        && (comma + 1..comma + 3).any(|k| k < at && line.lexicon.subordinators.contains(line.word(k)))
        && line.is_comma(at - 1)
    {
        return comma + 1;
    }
    for k in sentence_start..at {
        // ", а гроші, за його словами, пішли на ремонт"
        let near = line.lexicon.slavic && at - k <= 5 && line.is_comma(at - 1);
        if near && line.is_comma(k) && line.lexicon.but_words.contains(line.word(k + 1)) && k + 2 < at {
            start = k + 2;
        }
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

/// English "according to preliminary polling reported by the Gazette": all words up to the mark that ends them.
fn long_source(line: &Line<'_>, from: usize, limit: usize) -> Option<Source> {
    if line.lexicon.slavic {
        return None;
    }
    let end = (from..(from + 14).min(limit))
        .find(|&k| {
            !line.is_word(k) && line.tokens.get(k).is_none_or(|t| t.kind != crate::text::TokenKind::Number)
        })
        .unwrap_or(limit.min(from + 14));
    let plain = (from..end).all(|k| !line.lexicon.auxiliaries.contains(line.word(k)));
    let marked = line.is_comma(end) || line.is_stop(end) || line.is_dash(end) || end >= limit;
    (plain && marked && end >= from + 2)
        .then(|| Source { complement: true, ..source::blank(from..end, SpeakerKind::Role) })
}
