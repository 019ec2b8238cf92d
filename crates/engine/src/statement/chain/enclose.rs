//! Drafts inside the content of others: which are words within words, and which only hand words on.
//!
//! Takes the drafts of one block, gives them nested, with links, or dropped.

use crate::model::*;
use crate::statement::draft::{Draft, Who};
use crate::statement::indirect::link;
use crate::statement::lexicon::Class;
use crate::statement::line::Line;
use crate::statement::source::Source;

/// Drafts inside the content of others.
pub(super) fn enclose(line: &Line<'_>, drafts: &mut Vec<Draft>) {
    let mut dropped = vec![false; drafts.len()];
    for inner in 0..drafts.len() {
        let Some(cue) = drafts.get(inner).and_then(|d| d.cue.clone()) else { continue };
        for outer in 0..drafts.len() {
            let gone = |d: usize| dropped.get(d).copied().unwrap_or(true);
            if outer == inner || gone(outer) || gone(inner) {
                continue;
            }
            let (Some(a), Some(b)) = (drafts.get(outer), drafts.get(inner)) else { continue };
            // words of others inside a quotation: the speaker hands them on
            if b.nested
                && line.depth_at(cue.start) > 0
                && a.holds(cue.start)
                && b.content.first().is_some_and(|c| a.holds(c.start))
                && let Who::Source(outer) = a.who.clone()
                && b.links.is_empty()
            {
                if let Some(b) = drafts.get_mut(inner) {
                    b.links.push(link(LinkRole::Relay, &outer));
                }
                continue;
            }
            let holds = a.holds(cue.start) && line.depth_at(cue.start) == 0;
            if !holds || a.content.iter().any(|c| b.content.contains(c)) && b.rule == a.rule {
                continue;
            }
            if own_refusal(a, b) {
                let who = a.who.clone();
                if let Some(b) = drafts.get_mut(inner) {
                    (b.who, b.nested) = (who, false);
                }
                if let Some(slot) = dropped.get_mut(outer) {
                    *slot = true;
                }
                continue;
            }
            // "X заявил, что Y. Об этом он сказал журналистам": where the same words were said
            if line.lexicon.slavic && a.rule == "anaphor" && same_speaker(line, a, b) {
                let where_said = a.links.clone();
                if let Some(b) = drafts.get_mut(inner) {
                    b.links.extend(where_said);
                }
                if let Some(slot) = dropped.get_mut(outer) {
                    *slot = true;
                }
                continue;
            }
            // a source that hands on a statement whole
            let starts =
                b.place().min(who_start(b)).saturating_sub(a.content.first().map_or(0, |c| c.start)) <= 3;
            let covers = b.content.first().is_some_and(|c| a.holds(c.start));
            let hands_on = match a.rule {
                "trailing" | "anaphor" | "as-phrase" => covers && (a.class == Class::Relay || is_media(a)),
                // "по словам тренера, команда хочет, чтобы": a wish that the source speaks of
                "source-phrase" => {
                    let wish = line.lexicon.slavic && b.class == Class::Demand;
                    covers && starts && !matches!(b.who, Who::Implicit) && !wish
                }
                _ => false,
            };
            let Who::Source(source) = a.who.clone() else { continue };
            let more = a.links.clone();
            let trailing_other = a.rule == "trailing" && (covers || b.rule == "anaphor");
            // "Як раней перадаваў Званар, X, заявіў дырэктар": the outlet hands on what the director said
            if trailing_other
                && b.rule == "as-phrase"
                && b.cue.as_ref().is_some_and(|c| b.content.iter().all(|x| x.start >= c.end))
            {
                let (cue, lemma, class) = (a.cue.clone(), a.lemma.clone(), a.class);
                if let Some(b) = drafts.get_mut(inner)
                    && let Who::Source(outlet) = std::mem::replace(&mut b.who, Who::Source(source))
                {
                    b.links.extend(more);
                    b.links.push(link(LinkRole::Relay, &outlet));
                    (b.cue, b.lemma, b.class) = (cue, lemma, class);
                }
                if let Some(slot) = dropped.get_mut(outer) {
                    *slot = true;
                }
                continue;
            }
            if hands_on || trailing_other {
                if let Some(slot) = dropped.get_mut(outer) {
                    *slot = true;
                }
                if let Some(b) = drafts.get_mut(inner)
                    && !b.links.iter().any(|l| l.source.range == source.range)
                {
                    b.links.push(link(LinkRole::Relay, &source));
                    b.links.extend(more);
                }
            } else if a.rule != "anaphor"
                && covers
                && let Some(b) = drafts.get_mut(inner)
            {
                b.nested = true;
                b.links.push(link(LinkRole::Relay, &source));
                b.links.extend(more);
            }
        }
    }
    let mut keep = dropped.iter().map(|d| !d);
    drafts.retain(|_| keep.next().unwrap_or(true));
}

/// A pronoun or the same noun or name speaks in both drafts.
fn same_speaker(line: &Line<'_>, again: &Draft, first: &Draft) -> bool {
    let (Who::Source(a), Who::Source(b)) = (&again.who, &first.who) else { return false };
    let parted = a.gender != Gender::Unknown && b.gender != Gender::Unknown && a.gender != b.gender;
    let word = |s: &Source| line.word(s.range.end.saturating_sub(1)).to_owned();
    let head = !a.head.is_empty() && a.head == b.head && a.mention.is_none();
    !parted
        && a.plural == b.plural
        && !a.media
        && (a.kind == SpeakerKind::Pronoun || word(a) == word(b) || head)
}

/// "Weil said he could neither confirm nor deny X": one refusal, in the speaker's own words.
fn own_refusal(outer: &Draft, inner: &Draft) -> bool {
    if inner.class != Class::NoComment || outer.kind == StatementKind::Direct {
        return false;
    }
    let start = outer.content.first().map_or(usize::MAX, |c| c.start);
    match (&outer.who, &inner.who) {
        (Who::Source(own), Who::Source(source)) => {
            own.range == source.range || source.kind == SpeakerKind::Pronoun && source.range.start == start
        }
        (Who::Source(_), _) => true,
        _ => false,
    }
}

fn who_start(draft: &Draft) -> usize {
    match &draft.who {
        Who::Source(source) => source.range.start,
        _ => usize::MAX,
    }
}

fn is_media(draft: &Draft) -> bool {
    matches!(&draft.who, Who::Source(source) if source.media)
}
