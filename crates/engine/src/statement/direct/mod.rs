//! Direct speech: quotations and dash clauses with the cue and source beside them (patterns D1–D6 of the attribution
//! guide, after the PARC/PolNeAR notion of source, cue and content).
//!
//! Takes a `Line` and its source phrases, gives drafts and says which cues they used.

mod author;
mod introduction;
mod unlisted;
mod unmarked;

pub(super) use author::{Attribution, attribution, parenthesis};
pub(super) use unlisted::{capitalised, described, noun_after};

use super::draft::{Draft, Who};
use super::lexicon::{Class, CueEntry, Reading};
use super::line::Line;
use super::quoted::{claimed, clause_before_author, clause_before_quote, is_title, stands_apart};
use super::quotes::Quote;
use super::source::Source;
use crate::model::*;
use introduction::introduction;
use std::ops::Range;
use unmarked::{signature, without_marks};

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
fn closing_author(line: &Line<'_>, sources: &[Source], quote: &Quote) -> Option<Attribution> {
    let (next, dash, _) = bridge(line, quote.end());
    let found = (dash && quote.close.is_some()).then(|| attribution(line, sources, next, 2)).flatten()?;
    matches!(found.who, Who::Source(_)).then_some(found)
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
    let mut floating_after: Vec<&Quote> = Vec::new();
    let mut skip_until = 0;
    for (n, quote) in outer.iter().enumerate() {
        if quote.first() < skip_until {
            continue;
        }
        // «Q1, — V S, — q2»
        let whole =
            |pieces: &[Range<usize>]| pieces.len() == 1 && closing_author(line, sources, quote).is_some();
        if let Some((pieces, found)) = interrupted(line, sources, quote.inner.clone(), quote.close.is_none())
            .filter(|(pieces, _)| !whole(pieces))
        {
            let mut pieces: Vec<Range<usize>> =
                pieces.into_iter().map(|p| line.strip_marks(p)).filter(|p| !p.is_empty()).collect();
            // «Q1, – V1 S1. – Q2», – V2 S2: each piece has its own author's words
            let closing = closing_author(line, sources, quote).filter(|_| pieces.len() > 1);
            if let Some(closing) = closing
                && let Some(last) = pieces.pop()
            {
                take(used, draft("direct-interrupted", pieces, found, 0.93));
                take(used, draft("direct-cue-after", vec![last], closing, 0.9));
                continue;
            }
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
        // "…, and 'that is that,'": behind the marks of an inner quotation
        let last = quote.inner.clone().rev().find(|&k| !line.is_mark(k)).unwrap_or(quote.inner.start);
        let inner_comma = line.is_comma(last) || line.is_stop(last);
        let lead = quote.first().checked_sub(1);
        let colon = lead.filter(|&k| line.word(k) == ":");
        let may_follow = dash || ((comma || inner_comma) && quote.close.is_some());
        let after = if may_follow && line.depth_at(next) == 0 {
            attribution(line, sources, next, if dash { 1 } else { 2 })
                .or_else(|| weak_author(line, sources, next))
                .or_else(|| unlisted::acted(line, sources, next).filter(|_| line.is_comma(last)))
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
        let after = after.filter(|found| dash || !stands_apart(line, quote, found));
        // `S V: "Q." T V …`: a new sentence, which is not about the quotation before it
        let introduced = || {
            let comma = lead.filter(|&k| !line.lexicon.slavic && line.is_comma(k));
            let found = before.clone().or_else(|| comma.and_then(|mark| introduction(line, sources, mark)));
            found.is_some_and(|a| matches!(a.who, Who::Source(_)) && a.lemma != ":")
        };
        let stopped = !dash && !comma && line.is_stop(last) && line.is_upper(next);
        let after = after.filter(|_| line.lexicon.slavic || !stopped || !introduced());
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
            if !speech(line, quote) && !dash {
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
                    let silent = |e: &CueEntry| !e.frame('q') && !e.frame('t');
                    let weak = |e: &CueEntry| {
                        !line.lexicon.slavic && (e.strength < 2 || silent(e) || line.is_noun_use(k))
                    };
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
        // "признался, что победа не далась легко: «Q»": the verb has its clause; the quotation goes on
        if let Some(found) = &before
            && line.lexicon.slavic
            && colon.is_some_and(|mark| own_clause(line, found.cue.end, mark))
            && !dash
        {
            floating_after.push(quote);
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
        // "не стал комментировать судейство: «Q»": whoever refused goes on
        if line.lexicon.slavic
            && let Some(mark) = colon
            && line.is_upper(quote.inner.start)
            && refuses(line, line.sentence(mark).start, mark)
        {
            floating_after.push(quote);
            continue;
        }
        floating.push(quote);
    }
    for quote in floating_after.iter().filter(|q| speech(line, q) && line.is_upper(q.inner.start)) {
        let content = vec![line.strip_marks(quote.inner.clone())];
        take(used, Draft::new("direct-floating", StatementKind::Direct, content, 0.75));
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
            let content = vec![line.trim(quote.inner.clone())];
            let mut made = Draft::new("direct-floating", StatementKind::Direct, content, 0.55);
            if let Some(who) = unlisted::actor(line, sources, quote.first()) {
                made.who = Who::Source(Box::new(who));
            }
            take(used, made);
        }
    }
    drafts.extend(without_marks(line, sources, used));
    drafts.extend(within(line, sources, used));
    drafts
}

/// A refusal or denial stands in the range.
fn refuses(line: &Line<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|k| {
        line.lexicon.no_comment.at(line.tokens, k).is_some()
            || line.finite_cue(k).is_some_and(|(_, e)| e.class == Class::Deny)
    })
}

/// A clause of its own between a cue and the colon before a quotation.
fn own_clause(line: &Line<'_>, from: usize, mark: usize) -> bool {
    (from..mark).any(|k| {
        let clause = line.is_comma(k.wrapping_sub(1)) || k == from;
        let that = line.lexicon.complementisers.at(line.tokens, k);
        clause && that.is_some_and(|(n, r)| *r == Reading::Assert && line.words_in(k + n..mark) >= 2)
    })
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
    // "he continued, pointing at the roof"
    let ends = ends || line.is_comma(found.end) && line.word(found.end + 1).ends_with("ing");
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
