//! Whom it was told, and who quotes it: an outlet right beside the cue.
//!
//! Takes a draft and the source phrases of its block, adds links.

use crate::model::*;
use crate::statement::draft::{Draft, Who};
use crate::statement::indirect::link;
use crate::statement::lexicon::{Class, Head, HeadKind};
use crate::statement::line::Line;
use crate::statement::source::{self, Source};
use std::ops::Range;

/// "told Reuters", "24 каналу розповів": an outlet beside the cue that is not the speaker is where it was said.
pub(super) fn addressee(line: &Line<'_>, sources: &[Source], draft: &mut Draft) {
    let (Some(cue), Who::Source(speaker)) = (&draft.cue, &draft.who) else { return };
    // "цитує майстра агентство «Копер»": the outlet right behind the one it quotes
    let behind = if speaker.range.start >= cue.end { speaker.range.end } else { cue.end };
    let words = speaker.kind == SpeakerKind::Pronoun && speaker.range.len() == 2;
    if draft.class == Class::Relay
        && line.lexicon.slavic
        && (speaker.range.start >= cue.end || words)
        && !speaker.media
        && let Some(outlet) =
            quoting(line, sources, cue, behind).or_else(|| quoter(line, sources, cue, speaker))
        && draft.links.is_empty()
    {
        draft.links.push(link(LinkRole::Relay, &outlet));
        return;
    }
    if draft.class == Class::Relay || draft.links.iter().any(|l| l.role == LinkRole::Venue) {
        return;
    }
    let beside = sources.iter().find(|s| {
        s.media
            && s.is_named()
            && !s.governed
            && s.range != speaker.range
            && (s.range.end == cue.start || s.range.start == cue.end)
    });
    if beside.is_none()
        && let Some(outlet) = told_in_marks(line, cue.end)
            .or_else(|| told_before(line, cue.start))
            .or_else(|| told_masthead(line, cue.clone()))
        && (speaker.range.end <= cue.start || speaker.range.start >= outlet.range.end)
        && !draft.holds(outlet.range.start)
    {
        draft.links.push(link(LinkRole::Venue, &outlet));
        return;
    }
    if let Some(outlet) = beside
        && !speaker.range.contains(&outlet.range.start)
        && !draft.holds(outlet.range.start)
        && !draft.links.iter().any(|l| l.source.range == outlet.range)
    {
        draft.links.push(link(LinkRole::Venue, outlet));
    }
}

/// "Газета «Вести» цитирует министра", "передаёт агентство слова министра": who quotes, before the verb or right behind it.
fn quoter(
    line: &Line<'_>,
    sources: &[Source],
    cue: &std::ops::Range<usize>,
    speaker: &Source,
) -> Option<Source> {
    let entry = line.cue(cue.start).map(|(_, entry)| entry)?;
    let next = line.skip_adverbs(cue.end, 2);
    let behind = sources.iter().find(|s| s.range.start == next && s.range.end <= speaker.range.start);
    let hands_on = |s: &&Source| !s.governed && !s.document && (s.is_named() || s.media);
    let subject = source::before(line, sources, cue.start, entry)
        .filter(|s| cue.start - s.range.end <= 3 && (s.range.end..cue.start).all(|k| !line.is_comma(k)));
    behind.filter(hands_on).or(subject).cloned()
}

/// "цитирует майстра агентство «Копер»", "цитуе майстра яго сястра": who quotes, right behind whom it quotes.
fn quoting(line: &Line<'_>, sources: &[Source], cue: &Range<usize>, at: usize) -> Option<Source> {
    let agrees = |s: &Source| line.cue(cue.start).is_some_and(|(_, e)| source::agrees(s, e, true));
    let quotes = line.cue(cue.start).is_some_and(|(_, e)| e.frame('o'));
    let owned = line.lexicon.pronouns.get(line.word(at)).is_some_and(|p| p.possessive);
    let known = sources.iter().find(|s| {
        (s.range.start == at || owned && s.range.start == at + 1)
            && !s.oblique
            && !s.governed
            && (s.media || quotes && agrees(s) && (s.is_named() || s.entity_kind != EntityKind::Other))
    });
    let marked = || {
        let quote = line.quotes.iter().find(|q| quotes && q.open == Some(at) && q.close.is_some())?;
        (line.is_upper(quote.inner.start) && line.words_in(quote.inner.clone()) <= 4).then(|| Source {
            media: true,
            entity_kind: EntityKind::Outlet,
            ..source::blank(at..quote.end(), SpeakerKind::Name)
        })
    };
    known.cloned().or_else(marked)
}

/// "сказала «Нашій хвилі», що": a name in marks right behind the verb and before its clause is whom it was told.
fn told_in_marks(line: &Line<'_>, i: usize) -> Option<Source> {
    let noun = usize::from(line.lexicon.heads.get(line.word(i)).is_some_and(|heads| {
        let hears = |h: &Head| h.kind == HeadKind::Media || source::looks_dative(line, i);
        heads.iter().any(|h| hears(h) && *h.lemma != *line.word(i))
    }));
    let open = i + noun;
    if !line.is_mark(open) {
        return None;
    }
    let quote = line.quotes.iter().find(|q| q.open == Some(open) && q.close.is_some())?;
    let clause = line.is_comma(quote.end())
        && line.lexicon.complementisers.at(line.tokens, quote.end() + 1).is_some()
        || line.word(quote.end()) == ":"
        || source::past_marks(line, i) == quote.end();
    let name = line.is_upper(quote.inner.start) && line.words_in(quote.inner.clone()) <= 3;
    (line.lexicon.slavic && clause && name).then(|| Source {
        media: true,
        entity_kind: EntityKind::Outlet,
        ..source::blank(i..quote.end(), SpeakerKind::Name)
    })
}

/// "у міністерстві «Лісовій газеті» відповіли": a name in marks and in the dative right before the verb.
fn told_before(line: &Line<'_>, cue: usize) -> Option<Source> {
    let close = cue.checked_sub(1).filter(|&k| line.is_mark(k) && line.lexicon.slavic)?;
    let quote = line.quotes.iter().find(|q| q.close == Some(close))?;
    let open = quote.open.filter(|&k| k > line.sentence(cue).start)?;
    let first = line.word(quote.inner.start);
    let dative = source::looks_dative(line, quote.inner.start)
        || ["ой", "ей", "ій", "ай", "яй"].iter().any(|end| first.ends_with(end));
    (dative && line.is_upper(quote.inner.start) && line.words_in(quote.inner.clone()) <= 4).then(|| Source {
        media: true,
        entity_kind: EntityKind::Outlet,
        ..source::blank(open..quote.end(), SpeakerKind::Name)
    })
}

/// English "told the Tarn Herald".
fn told_masthead(line: &Line<'_>, cue: Range<usize>) -> Option<Source> {
    (line.word(cue.start) == "told").then(|| source::masthead(line, cue.end)).flatten()
}
