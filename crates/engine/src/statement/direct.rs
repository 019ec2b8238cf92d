//! Direct speech: quotations and dash clauses with the cue and source beside them (patterns D1–D6 of the attribution
//! guide, after the PARC/PolNeAR notion of source, cue and content).
//!
//! Takes a `Line` and its source phrases, gives drafts and says which cues they used.

use super::draft::{Draft, Who};
use super::lexicon::{Class, CueEntry, Form};
use super::line::Line;
use super::quoted::{
    claimed, clause_before_author, clause_before_quote, is_title, past_appositions, stands_apart,
};
use super::quotes::Quote;
use super::source::{self, Source};
use crate::model::*;
use std::ops::Range;

/// "– сказав Петренко": cue and source found beside a quotation.
#[derive(Clone, Debug)]
pub(super) struct Attribution {
    pub(super) cue: Range<usize>,
    pub(super) lemma: String,
    pub(super) class: Class,
    pub(super) who: Who,
    /// One past the last token of cue and source.
    pub(super) end: usize,
}

/// Author's words that start at token `i`: V S, S V, a source phrase, or a bare cue.
pub(super) fn attribution(
    line: &Line<'_>,
    sources: &[Source],
    i: usize,
    strength: u8,
) -> Option<Attribution> {
    author(line, sources, i, |e| e.strength >= strength && e.frame('q'))
}

/// The same for "as X found": any cue that can take a claim.
pub(super) fn parenthesis(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Attribution> {
    let claims = |e: &CueEntry| e.strength >= 2 && e.frame('q') || e.frame('t') && e.class != Class::Relay;
    author(line, sources, i, claims)
}

fn author(
    line: &Line<'_>,
    sources: &[Source],
    i: usize,
    fits: impl Fn(&CueEntry) -> bool,
) -> Option<Attribution> {
    if !line.is_word(i) && !line.is_mark(i) {
        return None;
    }
    let i = line.skip_adverbs(i, 3);
    // "as X told Y": the opening "as"
    let i = if line.lexicon.as_words.contains(line.word(i)) { i + 1 } else { i };
    if let Some((n, phrase)) = line.lexicon.source_phrases.at(line.tokens, i) {
        let from = i + n;
        return source::after(line, sources, from).map(|s| Attribution {
            cue: i..from,
            lemma: phrase.lemma.to_string(),
            class: phrase.class,
            end: s.range.end,
            who: Who::Source(Box::new(s.clone())),
        });
    }
    let verb = |at: usize| line.cue(at).filter(|(_, e)| fits(e) && e.form != Form::WeForm);
    if let Some((n, entry)) = verb(i) {
        // English "told the mayor": whom it is told to
        let heard = !line.lexicon.slavic && entry.frame('d') && entry.class == Class::Assert;
        let found = source::after(line, sources, i + n)
            .filter(|_| !heard)
            .filter(|s| !s.relative && !s.governed && source::agrees(s, entry, line.lexicon.slavic));
        // "Як пише у вівторок «Вісник»": one short phrase between the verb and a name
        let far = if line.is_preposition(i + n) && line.is_word(i + n + 1) && !line.is_upper(i + n + 1) {
            source::after(line, sources, i + n + 2)
                .filter(|s| s.range.start <= i + n + 3 && s.is_named() && !s.governed && !s.relative)
                .filter(|s| source::agrees(s, entry, line.lexicon.slavic))
        } else {
            None
        };
        let found = found.or(far);
        let place = if found.is_none() { source::in_place(line, sources, i..i + n) } else { None };
        let (who, end) = match (found, place) {
            (Some(s), _) => (Who::Source(Box::new(s.clone())), s.range.end),
            (None, Some(s)) if entry.form == Form::Impersonal || entry.plural => {
                let end = s.range.end;
                (Who::Source(Box::new(s)), end)
            }
            (None, _) => {
                let next = source::past_date(line, line.skip_adverbs(i + n, 3));
                let unknown = described(line, next).or_else(|| capitalised(line, next));
                match unknown {
                    Some(s) if entry.strength >= 2 && matches!(entry.form, Form::Finite) => {
                        let end = s.range.end;
                        (Who::Source(Box::new(s)), end)
                    }
                    _ if matches!(entry.form, Form::Converb) => return None,
                    _ => (Who::Implicit, i + n),
                }
            }
        };
        return Some(Attribution {
            cue: i..i + n,
            lemma: entry.lemma.to_string(),
            class: entry.class,
            who,
            end,
        });
    }
    // S V
    let at = sources.partition_point(|s| s.range.end <= i);
    let starts = |s: &&Source| s.range.start <= i || (s.range.start == i + 1 && line.is_mark(i));
    let described;
    let first = source::first_person(line, i + 1);
    let subject = match sources.get(at).filter(starts).filter(|s| !s.relative) {
        _ if first.is_some() => first.as_ref()?,
        _ if !line.lexicon.slavic && i > 0 => {
            described = subject_before_cue(line, sources, i)
                .or_else(|| sources.get(at).filter(starts).filter(|s| !s.relative).cloned())?;
            &described
        }
        Some(source) => source,
        None => return None,
    };
    let mut next = line.skip_adverbs(subject.range.end, 3);
    // "Rep. Vint (D-Ind.) said"
    if line.word(next) == "(" {
        next = (next + 1..next + 8).find(|&k| line.word(k) == ")")? + 1;
    }
    // "Name, the mayor, said"
    if !line.lexicon.slavic && line.is_comma(next) {
        next = past_appositions(line, next, |at| verb(at).is_some_and(|(_, e)| e.form == Form::Finite))?;
    } else if line.is_comma(next) {
        let close =
            (next + 1..(next + 10).min(line.tokens.len())).find(|&k| line.is_comma(k) || line.is_stop(k))?;
        if !line.is_comma(close) {
            return None;
        }
        next = line.skip_adverbs(close + 1, 2);
    }
    let (n, entry) = verb(next)?;
    Some(Attribution {
        cue: next..next + n,
        lemma: entry.lemma.to_string(),
        class: entry.class,
        who: Who::Source(Box::new(subject.clone())),
        end: next + n,
    })
}

/// A name that no list knows, by its capital right behind a cue: "said Bolden", "паведамляе Тэлеграф".
pub(super) fn capitalised(line: &Line<'_>, i: usize) -> Option<Source> {
    let fits = |k: usize| {
        line.is_word(k)
            && line.is_upper(k)
            && line.mention(k).is_none()
            && line.finite_cue(k).is_none()
            && !(line.lexicon.weekdays.contains(line.word(k)) || line.lexicon.months.contains(line.word(k)))
    };
    let open = usize::from(line.is_mark(i) && fits(i + 1));
    let stop = (i + open..i + open + 4).find(|&k| !fits(k)).unwrap_or(i + open + 4);
    let long = line.word(i + open).chars().count() > 2;
    let known = line.is_preposition(i + open)
        || line.lexicon.determiners.contains(line.word(i + open))
        || line.lexicon.pronouns.contains_key(line.word(i + open));
    if stop == i + open || !long || known || line.mention(stop).is_some_and(|m| m.kind == MentionKind::Name) {
        return None;
    }
    let close = usize::from(open == 1 && line.is_mark(stop));
    (open == close).then(|| Source {
        entity_kind: EntityKind::Other,
        ..source::blank(i..stop + close, SpeakerKind::Name)
    })
}

/// English "retired Air Force general Lloyd Newton said", "one slide says": all words up to a cue close by are its subject.
fn subject_before_cue(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Source> {
    let dot = |k: usize| line.word(k) == "." && line.lexicon.honorifics.contains(line.word(k - 1));
    // "Vint and Wick", "the mayor and his aide"
    let joins = |k: usize| {
        line.is_upper(k - 1) && line.is_upper(k + 1)
            || line.lexicon.determiners.contains(line.word(k + 1))
            || line.lexicon.pronouns.get(line.word(k + 1)).is_some_and(|p| p.possessive)
            || line.word(k + 1) == "the"
    };
    let plain = |k: usize| {
        line.is_word(k)
            && !line.lexicon.auxiliaries.contains(line.word(k))
            && (!line.lexicon.and_words.contains(line.word(k)) || joins(k))
            && !line.lexicon.subordinators.contains(line.word(k))
            && !line.lexicon.but_words.contains(line.word(k))
    };
    let stop = (i + 1..i + 10).find(|&k| !plain(k) && !dot(k) || line.finite_cue(k).is_some())?;
    line.finite_cue(stop)?;
    let adverb = (i..stop).rev().take_while(|&k| line.is_adverb(k) && !line.is_upper(k)).count();
    let end = stop - adverb;
    let at = sources.partition_point(|s| s.range.end < end);
    if let Some(source) = sources.get(at).filter(|s| s.range.end == end && !s.governed && s.range.start >= i)
    {
        return Some(Source { range: i..end, ..source.clone() });
    }
    // a phrase whose head stands before "of", "on": the source is known by it
    let first = sources.iter().find(|s| s.range.start == i && s.range.end <= end && !s.relative);
    if let Some(source) = first {
        return Some(Source { range: i..end, ..source.clone() });
    }
    let unknown = capitalised(line, i).filter(|s| s.range.end == end);
    unknown.or_else(|| source::described_before(line, stop).filter(|s| s.range.start == i))
}

/// A source whose noun no list knows: "сказали рибалки". Only right after a cue and up to the next mark.
pub(super) fn described(line: &Line<'_>, i: usize) -> Option<Source> {
    // "сказал изданию один из горожан": past whom it was told
    if line.lexicon.slavic
        && line.word(i).ends_with(['у', 'ю'])
        && line.lexicon.heads.contains_key(line.word(i))
    {
        return described(line, i + 1);
    }
    if !line.is_word(i)
        || line.is_preposition(i)
        || line.is_adverb(i)
        || line.lexicon.subordinators.contains(line.word(i))
        || line.lexicon.and_words.contains(line.word(i))
        || line.lexicon.but_words.contains(line.word(i))
        || line.mention(i).is_some_and(|m| m.kind != MentionKind::Adjective)
        || line.lexicon.as_words.contains(line.word(i))
        || line.lexicon.not_words.contains(line.word(i))
    {
        return None;
    }
    let stop =
        (i + 1..(i + 5).min(line.tokens.len() + 1)).find(|&k| !line.is_word(k) || line.is_preposition(k))?;
    let last = line.word(stop - 1);
    let lower = !line.is_upper(i);
    let plausible = line.words_in(i..stop) <= 3
        && last.chars().count() > 2
        // no nominative
        && !line.word(i).ends_with(['у', 'ю'])
        && lower
        && line.lexicon.slavic
        && (i..stop).all(|k| line.finite_cue(k).is_none());
    plausible.then(|| Source {
        head: last.to_owned(),
        complement: true,
        ..source::blank(i..stop, SpeakerKind::Role)
    })
}

/// Whether a quotation can be speech: long enough, or a sentence of its own.
fn speech(line: &Line<'_>, quote: &Quote) -> bool {
    let words = line.words_in(quote.inner.clone());
    let ends_as_sentence = line
        .tokens
        .get(quote.inner.end.wrapping_sub(1))
        .is_some_and(|_| line.is_stop(quote.inner.end - 1) || line.is_comma(quote.inner.end - 1));
    words >= 4 || (words >= 1 && ends_as_sentence)
}

/// Skips the mark between a quotation and author's words. Gives the first token after it, and whether a dash was there.
fn bridge(line: &Line<'_>, mut i: usize) -> (usize, bool, bool) {
    let mut comma = false;
    let mut steps = 0;
    while steps < 3 && (line.is_comma(i) || line.is_stop(i)) {
        comma |= line.is_comma(i);
        i += 1;
        steps += 1;
    }
    let dash = line.is_dash(i);
    if dash {
        i += 1;
    }
    (i, dash, comma)
}

/// Splits `Q1, — V S, — q2` inside one pair of marks; gives content pieces and the attribution.
fn interrupted(
    line: &Line<'_>,
    sources: &[Source],
    inner: Range<usize>,
    open: bool,
) -> Option<(Vec<Range<usize>>, Attribution)> {
    let depth = line.depth_at(inner.start);
    let mut i = inner.start + 1;
    while i < inner.end {
        let parting = line.is_dash(i) && (line.is_comma(i - 1) || line.is_stop(i - 1) || line.is_mark(i - 1));
        if parting
            && line.depth_at(i) == depth
            && let Some(found) = attribution(line, sources, i + 1, 2)
                .filter(|a| matches!(&a.who, Who::Source(_)))
                .or_else(|| super::speech_verb::unlisted(line, sources, i + 1))
        {
            let mut end = found.end;
            if open && super::speech_verb::converb_tail(line, sources, end).is_some() {
                return Some((vec![inner.start..i], found));
            }
            // tail of the author's words up to the next dash
            let limit = (end + 25).min(inner.end);
            let resume = (end..limit).find(|&k| {
                line.is_dash(k) && (line.is_comma(k.wrapping_sub(1)) || line.is_stop(k.wrapping_sub(1)))
            });
            let ends = end >= inner.end || (line.is_stop(end) && end + 1 >= inner.end);
            let mut pieces = vec![inner.start..i];
            if let Some(resume) = resume {
                end = resume + 1;
                if end < inner.end {
                    pieces.push(end..inner.end);
                }
            } else if line.is_stop(end) && end + 1 < inner.end {
                pieces.push(end + 1..inner.end);
            } else if !ends {
                i += 1;
                continue;
            }
            return Some((pieces, found));
        }
        i += 1;
    }
    None
}

/// A dash and author's words right behind the closing mark.
fn closed_by_author(line: &Line<'_>, sources: &[Source], quote: &Quote) -> bool {
    let (next, dash, _) = bridge(line, quote.end());
    dash && quote.close.is_some()
        && attribution(line, sources, next, 2).is_some_and(|a| matches!(a.who, Who::Source(_)))
}

/// The cue before a colon or comma that introduces a quotation: `S V(, tail): Q`.
fn introduction(line: &Line<'_>, sources: &[Source], mark: usize) -> Option<Attribution> {
    let sentence = line.sentence(mark.saturating_sub(1));
    let start = sentence.start;
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
            let after = source::after(line, sources, k + n).filter(|s| {
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
                        && b.range.end + 2 < k =>
                {
                    (Who::Source(Box::new(a.clone())), mark)
                }
                (Some(b), _) => (Who::Source(Box::new(b)), mark),
                (None, Some(a)) => (Who::Source(Box::new(a.clone())), mark),
                (None, None) if entry.strength >= 2 => {
                    let unknown = source::described_before(line, k)
                        .or_else(|| described(line, k + n).filter(|s| s.range.end <= mark))
                        .filter(|s| line.lexicon.slavic && s.plural == entry.plural);
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
            && !person.governed
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
    let only = sources.iter().find(|s| s.range.end == mark && s.range.start >= start)?;
    let short = mark - start <= 8;
    (short && !only.governed).then(|| Attribution {
        cue: mark..mark + 1,
        lemma: ":".to_owned(),
        class: Class::Assert,
        who: Who::Source(Box::new(only.clone())),
        end: mark + 1,
    })
}

fn draft(rule: &'static str, content: Vec<Range<usize>>, found: Attribution, confidence: f32) -> Draft {
    let mut draft = Draft::new(rule, StatementKind::Direct, content, confidence);
    draft.cue = Some(found.cue);
    draft.lemma = found.lemma;
    draft.class = found.class;
    if matches!(found.who, Who::Implicit) {
        draft.confidence -= 0.2;
    }
    draft.who = found.who;
    draft
}

/// Direct speech of one block. `used` marks the tokens of cues that are taken.
pub(super) fn find(line: &Line<'_>, sources: &[Source], used: &mut [bool]) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut take = |used: &mut [bool], draft: Draft| {
        if let Some(cue) = &draft.cue {
            for slot in used.get_mut(cue.clone()).into_iter().flatten() {
                *slot = true;
            }
        }
        drafts.push(draft);
    };
    let outer: Vec<&Quote> = line.quotes.iter().filter(|q| q.depth == 1).collect();
    let mut floating: Vec<&Quote> = Vec::new();
    let mut skip_until = 0;
    for (n, quote) in outer.iter().enumerate() {
        if quote.first() < skip_until {
            continue;
        }
        // «Q1, — V S, — q2»
        let whole = |pieces: &[Range<usize>]| pieces.len() == 1 && closed_by_author(line, sources, quote);
        if let Some((pieces, found)) = interrupted(line, sources, quote.inner.clone(), quote.close.is_none())
            .filter(|(pieces, _)| !whole(pieces))
        {
            let pieces = pieces.into_iter().map(|p| line.strip_marks(p)).filter(|p| !p.is_empty()).collect();
            let tail = if quote.close.is_none() {
                super::speech_verb::converb_tail(line, sources, found.end)
            } else {
                None
            };
            take(used, draft("direct-interrupted", pieces, found, 0.93));
            if let Some(tail) = tail {
                take(used, tail);
            }
            continue;
        }
        let (next, dash, comma) = bridge(line, quote.end());
        let inner_comma =
            line.is_comma(quote.inner.end.wrapping_sub(1)) || line.is_stop(quote.inner.end.wrapping_sub(1));
        let lead = quote.first().checked_sub(1);
        let colon = lead.filter(|&k| line.word(k) == ":");
        let may_follow = dash || ((comma || inner_comma) && quote.close.is_some());
        let after = if may_follow && line.depth_at(next) == 0 {
            attribution(line, sources, next, if dash { 1 } else { 2 })
                .or_else(|| weak_author(line, sources, next))
                .filter(|a| {
                    // «"Say it!" leader X believes that …»: a name in marks, and the cue has a claim of its own
                    if !dash && !comma && line.lexicon.complementisers.at(line.tokens, a.end + 1).is_some() {
                        return false;
                    }
                    // without a dash, "…", and the source must be named: otherwise the clause goes on
                    dash || matches!(&a.who, Who::Source(s) if s.kind != SpeakerKind::Role || !s.relative)
                })
        } else {
            None
        };
        // «"Q" ― Name» and nothing more
        let after = after.or_else(|| {
            let bare = dash && quote.close.is_some() && speech(line, quote);
            bare.then(|| signature(line, sources, next)).flatten()
        });
        let after = after.or_else(|| {
            let long = speech(line, quote) || line.words_in(quote.inner.clone()) >= 3;
            let closed = dash && quote.close.is_some() && line.depth_at(next) == 0 && long;
            closed.then(|| super::speech_verb::unlisted(line, sources, next)).flatten()
        });
        let before = colon.and_then(|mark| introduction(line, sources, mark));
        if let (Some(found), Some(inner_cue)) = (&after, &before)
            && matches!(&found.who, Who::Source(_))
            && !used.get(inner_cue.cue.start).copied().unwrap_or(false)
            && dash
        {
            // two attributions for one quotation: the outer marks are lost, all before is the outer content
            let start = drafts_end(line, quote.first());
            let whole = line.trim(start..quote.end());
            take(used, draft("direct-lost-marks", vec![whole], found.clone(), 0.75));
            let mut nested =
                draft("direct-colon", vec![line.strip_marks(quote.inner.clone())], inner_cue.clone(), 0.8);
            nested.nested = true;
            take(used, nested);
            continue;
        }
        if let Some(found) = after {
            if !speech(line, quote) && !dash || !dash && stands_apart(line, quote, &found) {
                continue;
            }
            let mut pieces = vec![line.trim(quote.inner.clone())];
            if quote.open.is_none() {
                pieces = vec![line.trim(drafts_end(line, quote.inner.end)..quote.inner.end)];
            }
            let mixed = clause_before_quote(line, quote, skip_until);
            if let Some(start) = mixed {
                pieces = vec![line.trim(start..quote.inner.end)];
            }
            // `"Q1," S V. "Q2"` and `"Q1," V S, "q2"`: the next quotation goes on when no one else is named before it
            let end = found.end;
            if let Some(second) = outer.get(n + 1)
                && second.first() > end
                && second.first() - end <= if line.lexicon.slavic { 24 } else { 48 }
                && speech(line, second)
            {
                let between = end..second.first();
                let (tail, tail_dash, _) = bridge(line, second.end());
                let own = (tail_dash || line.is_comma(second.inner.end.wrapping_sub(1)))
                    && attribution(line, sources, tail, 1).is_some();
                let quiet = between.clone().all(|k| {
                    let weak = |e: &CueEntry| !line.lexicon.slavic && (e.strength < 2 || line.is_noun_use(k));
                    line.cue(k).is_none_or(|(_, e)| weak(e)) && line.word(k) != ":"
                });
                let stop = between.clone().any(|k| line.is_stop(k));
                let adjacent = between.len() <= 3;
                // `said X, the head of Y. "Q2"`: nothing but the stop stands between the author's words and the rest
                let whole = !line.lexicon.slavic
                    && line.is_stop(second.first() - 1)
                    && line.sentence(end).end + 1 >= second.first();
                let runs_on = !stop && (line.lexicon.slavic || line.is_comma(second.first() - 1));
                if !own
                    && quiet
                    && ((adjacent && (!stop || !line.lexicon.slavic || dash)) || runs_on || whole)
                {
                    pieces.push(line.trim(second.inner.clone()));
                    skip_until = second.end();
                }
            }
            // `"Q1, — V S. — Q2"` with no marks of its own
            if skip_until < end && line.is_stop(end) && line.is_dash(end + 1) && end + 2 < line.tokens.len() {
                let stop = outer.get(n + 1).map_or(line.tokens.len(), |q| q.first());
                pieces.push(line.trim(end + 2..stop));
            }
            let mut made = draft("direct-cue-after", pieces, found, 0.95);
            if mixed.is_some() {
                made.kind = StatementKind::Mixed;
            }
            take(used, made);
            continue;
        }
        if let Some(found) = before
            && (speech(line, quote)
                || line.words_in(quote.inner.clone()) >= 2
                || line.is_upper(quote.inner.start))
        {
            take(used, draft("direct-colon", vec![line.strip_marks(quote.inner.clone())], found, 0.92));
            continue;
        }
        // English: `S V, "Q"`
        if !line.lexicon.slavic
            && let Some(mark) = lead.filter(|&k| line.is_comma(k))
            && speech(line, quote)
            && let Some(found) = introduction(line, sources, mark)
            && matches!(found.who, Who::Source(_))
            && found.lemma != ":"
            && !claimed(line, found.cue.end, mark)
        {
            let mut pieces = vec![line.trim(quote.inner.clone())];
            pieces.splice(0..0, clause_before_author(line, &found, quote));
            take(used, draft("direct-comma", pieces, found, 0.9));
            continue;
        }
        // English `S V "Q"` without a comma
        if !line.lexicon.slavic
            && line.is_upper(quote.inner.start)
            && speech(line, quote)
            && let Some(at) = lead.filter(|&k| {
                line.finite_cue(k).is_some_and(|(n, e)| n == 1 && e.frame('q') && e.strength >= 2)
            })
            && let Some(found) = introduction(line, sources, at + 1)
            && matches!(found.who, Who::Source(_))
            && found.cue.start == at
        {
            take(used, draft("direct-comma", vec![line.trim(quote.inner.clone())], found, 0.85));
            continue;
        }
        floating.push(quote);
    }
    // quotations that make up sentences of their own: whoever spoke goes on
    for quote in floating {
        if line.words_in(quote.inner.clone()) < 4 || line.is_headline() || is_title(line, quote) {
            continue;
        }
        let before = quote.first().checked_sub(1);
        let opens = before.is_none_or(|k| line.is_stop(k) || line.is_mark(k) || line.is_dash(k) && k == 0);
        let end = quote.end();
        let closes = end >= line.tokens.len()
            || line.is_stop(end)
            || line.is_stop(end.wrapping_sub(2))
            || quote.close.is_none();
        let sentence_like = line.is_upper(quote.inner.start) || line.is_dash(quote.inner.start);
        if opens && closes && sentence_like {
            take(
                used,
                Draft::new(
                    "direct-floating",
                    StatementKind::Direct,
                    vec![line.trim(quote.inner.clone())],
                    0.55,
                ),
            );
        }
    }
    drafts.extend(without_marks(line, sources, used));
    drafts.extend(within(line, sources, used));
    drafts
}

/// «Granny used to say: «Weave it tight.» I do so», – …: words of others behind a colon inside a quotation.
fn within(line: &Line<'_>, sources: &[Source], used: &mut [bool]) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for quote in line.quotes.iter().filter(|q| q.depth == 2 && line.lexicon.slavic) {
        let Some(mark) = quote.first().checked_sub(1).filter(|&k| line.word(k) == ":") else { continue };
        let found = introduction(line, sources, mark)
            .filter(|a| matches!(a.who, Who::Source(_)) && a.lemma != ":")
            .filter(|a| !used.get(a.cue.start).copied().unwrap_or(true));
        let Some(found) = found.filter(|_| line.words_in(quote.inner.clone()) >= 2) else { continue };
        for slot in used.get_mut(found.cue.clone()).into_iter().flatten() {
            *slot = true;
        }
        let mut made = draft("direct-colon", vec![line.strip_marks(quote.inner.clone())], found, 0.8);
        made.nested = true;
        drafts.push(made);
    }
    drafts
}

/// English `"Q," the boy answered.`: a verb that is weak elsewhere ends the sentence.
fn weak_author(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Attribution> {
    let found = (!line.lexicon.slavic).then(|| attribution(line, sources, i, 1)).flatten()?;
    let ends = found.end >= line.tokens.len() || line.is_stop(found.end);
    (ends && matches!(found.who, Who::Source(_))).then_some(found)
}

/// Where content without an opening mark starts: after the bullet or dash at the start of the block.
fn drafts_end(line: &Line<'_>, before: usize) -> usize {
    let mut start = 0;
    while start < before && (line.is_dash(start) || line.is_punctuation(start) && !line.is_mark(start)) {
        start += 1;
    }
    start
}

/// Dash dialogue and `X, — V S` without quotation marks.
fn without_marks(line: &Line<'_>, sources: &[Source], used: &mut [bool]) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let dialogue = line.is_dash(0)
        && (line.is_upper(1) || line.is_mark(1))
        && line.quotes.iter().all(|q| q.open != Some(1));
    let mut content_start = if dialogue { 1 } else { 0 };
    let mut i = 1;
    while i < line.tokens.len() {
        let parting = line.is_dash(i)
            && line.depth_at(i) == 0
            && (line.is_comma(i - 1) || (dialogue && (line.is_stop(i - 1) || line.lexicon.bare_dashes)));
        if !parting {
            i += 1;
            continue;
        }
        let strength = if dialogue { 1 } else { 2 };
        let found = attribution(line, sources, i + 1, strength)
            .filter(|a| matches!(a.who, Who::Source(_)) && !used.get(a.cue.start).copied().unwrap_or(true));
        let acted = if dialogue { super::speech_verb::unlisted(line, sources, i + 1) } else { None };
        let bare = headline_source(line, sources, i + 1);
        let Some(found) = found.or(acted).or(bare) else {
            i += 1;
            continue;
        };
        let start = if dialogue {
            content_start
        } else {
            line.sentence(i.saturating_sub(1)).start.max(content_start)
        };
        // a quotation right before has been read already
        if line.is_mark(i.saturating_sub(2))
            && line.quotes.iter().any(|q| q.depth == 1 && q.end() + 1 == i && q.first() <= start)
        {
            i += 1;
            continue;
        }
        let mut pieces = vec![line.trim(start..i)];
        let mut end = found.end;
        let resume = (end..(end + 25).min(line.tokens.len())).find(|&k| {
            let parted = line.is_comma(k.wrapping_sub(1)) || line.is_stop(k.wrapping_sub(1));
            line.is_dash(k) && (parted || dialogue && line.lexicon.bare_dashes)
        });
        if let Some(resume) = resume {
            let stop = if dialogue { line.tokens.len() } else { line.sentence(resume + 1).end };
            // a further attribution ends this turn
            pieces.push(line.trim(resume + 1..stop));
            end = stop;
        }
        for slot in used.get_mut(found.cue.clone()).into_iter().flatten() {
            *slot = true;
        }
        let words: usize = pieces.iter().map(|p| line.words_in(p.clone())).sum();
        if words >= 2 {
            let kind = if dialogue { StatementKind::Direct } else { StatementKind::Indirect };
            let rule = if dialogue { "direct-dialogue" } else { "indirect-dash" };
            let confidence = if dialogue { 0.9 } else { 0.82 };
            let mut made = draft(rule, pieces, found, confidence);
            made.kind = kind;
            drafts.push(made);
        }
        content_start = end;
        i = end.max(i + 1);
    }
    drafts
}

/// `"Q" ― Name`: a name and the end of the block.
fn signature(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Attribution> {
    let at = sources.partition_point(|s| s.range.end <= i);
    let known = sources.get(at).filter(|s| s.range.start == i && s.kind != SpeakerKind::Pronoun).cloned();
    let source = known.or_else(|| capitalised(line, i))?;
    let end = source.range.end;
    (end >= line.tokens.len() || line.is_stop(end) && end + 1 >= line.tokens.len()).then(|| Attribution {
        cue: i.saturating_sub(1)..i,
        lemma: "—".to_owned(),
        class: Class::Assert,
        who: Who::Source(Box::new(source)),
        end,
    })
}

/// `X, - ISW`: nothing but a source after the dash.
fn headline_source(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Attribution> {
    let at = sources.partition_point(|s| s.range.end <= i);
    let source = sources.get(at).filter(|s| s.range.start <= i + 1 && s.kind != SpeakerKind::Pronoun)?;
    let end = source.range.end;
    let ends = end >= line.tokens.len() || line.is_stop(end) || line.sentence(i).end == end;
    ends.then(|| Attribution {
        cue: i.saturating_sub(2)..i,
        lemma: "—".to_owned(),
        class: Class::Assert,
        who: Who::Source(Box::new(source.clone())),
        end,
    })
}
