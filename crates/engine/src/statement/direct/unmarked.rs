//! Direct speech without quotation marks: dash dialogue, `X, — V S`, a bare source behind a dash.
//!
//! Takes a `Line`, its source phrases and the cues in use, gives drafts.

use super::author::{Attribution, attribution};
use super::draft;
use super::unlisted::capitalised;
use crate::model::*;
use crate::statement::draft::{Draft, Who};
use crate::statement::lexicon::Class;
use crate::statement::line::Line;
use crate::statement::source::Source;

/// Dash dialogue and `X, — V S` without quotation marks.
pub(super) fn without_marks(line: &Line<'_>, sources: &[Source], used: &mut [bool]) -> Vec<Draft> {
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
        let acted =
            if dialogue { crate::statement::speech_verb::unlisted(line, sources, i + 1) } else { None };
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
pub(super) fn signature(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Attribution> {
    let at = sources.partition_point(|s| s.range.end <= i);
    let known = sources.get(at).filter(|s| s.range.start == i && s.kind != SpeakerKind::Pronoun).cloned();
    let source = known.or_else(|| capitalised(line, i))?;
    let name = source.range.end;
    // "― CBC, 15 August 2008", "― Ada Orr, engineer": up to the end or the next quotation
    let plain = |k: &usize| {
        let number = line.tokens.get(*k).is_some_and(|t| t.kind == crate::text::TokenKind::Number);
        line.is_word(*k) && !line.lexicon.auxiliaries.contains(line.word(*k)) || number || line.is_comma(*k)
    };
    let end = if line.is_comma(name) { (name..name + 9).find(|k| !plain(k)).unwrap_or(name) } else { name };
    // "― Norwick Star, 15 August 2008 …": the year ends it
    let number = |k: usize| line.tokens.get(k).is_some_and(|t| t.kind == crate::text::TokenKind::Number);
    let year = (name + 1..end).rev().find(|&k| number(k) && line.raw(k).len() == 4);
    let dated = year.filter(|&k| (name..k).any(|m| line.lexicon.months.contains(line.word(m))));
    let end = dated.map_or(end, |k| k + 1);
    let opens = dated.is_some() || line.quotes.iter().any(|q| q.open == Some(end)) && end > name;
    let closes = end >= line.tokens.len() || line.is_stop(end) && end + 1 >= line.tokens.len();
    (closes || opens).then(|| Attribution {
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
