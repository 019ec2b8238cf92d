//! Whose somebody is: names in the genitive behind nouns of people and bodies, and people of a trade with their body.
//!
//! Takes a `Line` and the place of a noun, gives the phrase or its end. A name in the noun's own case is the bearer's.

use super::noun::head_in;
use super::phrase::from_mention;
use super::shape::{belongs, nominative_plural, noun_before};
use super::{Source, blank};
use crate::model::*;
use crate::statement::lexicon::{Head, HeadKind};
use crate::statement::line::Line;
use std::ops::Range;

/// "адвокат Сергея Морозова", "сторонник Сергея Морозова Олег Белкин": behind a noun of people from token `i` to `end`, a
/// name that is not its own, and the bearer's name where it follows.
pub(super) fn of_person(line: &Line<'_>, i: usize, end: usize) -> Option<Source> {
    let owner = line.person_at(end).filter(|_| line.lexicon.slavic)?;
    let noun = from_noun_alone(line, i..end)?;
    let beyond = line.mention_end(end);
    let full = |at: usize| line.mention_end(at) > at + 1;
    let nominative = (i..end).any(|k| *line.word(k) == *noun.head);
    let own_case = nominative && line.is_declined(end);
    // two full names side by side are two people
    let bearer =
        line.person_at(beyond).filter(|_| own_case && !line.is_declined(beyond) || full(end) && full(beyond));
    if bearer.is_some() {
        let name = from_mention(line, beyond)?;
        return Some(Source { range: i..name.range.end, head: noun.head, ..name });
    }
    let fits = own_case && !noun.plural && !belongs(line, Some(&noun), owner);
    fits.then_some(Source { range: i..beyond, complement: true, mention: None, ..noun })
}

/// The noun of people that heads the tokens of a role, without what stands behind it.
fn from_noun_alone(line: &Line<'_>, range: Range<usize>) -> Option<Source> {
    let (at, _) = head_in(line, range.clone())?;
    let heads = line.lexicon.heads.get(line.word(at))?;
    let head = heads.iter().find(|h| h.kind == HeadKind::Title)?;
    let oblique = heads.iter().all(|h| !h.plural && *h.lemma != *line.word(at));
    Some(Source {
        head: head.lemma.to_string(),
        gender: head.gender,
        plural: head.plural,
        oblique,
        ..blank(range, SpeakerKind::Role)
    })
}

/// "министры Литвы и Латвии": the end of a second genitive of the noun, when one follows.
pub(super) fn second_owner(line: &Line<'_>, source: &Source) -> Option<usize> {
    let (last, and) = (source.range.end.checked_sub(1)?, source.range.end);
    let next = and + 1;
    let joined = line.lexicon.slavic && line.lexicon.and_words.contains(line.word(and));
    let (first, second) = (line.mention(last)?, line.mention(next).filter(|_| joined)?);
    let owned = source.complement
        || source.kind == SpeakerKind::Organisation && !line.is_declined(source.range.start);
    let places = source.plural || first.entity_kind == EntityKind::Place && line.is_declined(last);
    let place = second.kind == MentionKind::Name
        && second.entity_kind != EntityKind::Outlet
        && (line.is_declined(next) || places && second.entity_kind == EntityKind::Place);
    let begins = line.cover.get(next) != line.cover.get(and);
    (owned && place && begins && source.range.len() > 1).then(|| line.mention_end(next))
}

/// "правозащитники «Весны»", "аналитики Института": people of a trade who speak for the body named behind them.
pub(super) fn of_named_body(line: &Line<'_>, i: usize) -> bool {
    let trades = |h: &Head| {
        (h.plural || h.either && nominative_plural(line, i)) && line.lexicon.role_kinds.is_trade(&h.lemma)
    };
    let heads = line.lexicon.heads.get(line.word(i)).filter(|_| line.lexicon.slavic);
    let trade = heads.is_some_and(|heads| heads.iter().any(trades));
    // the name itself, not the phrase of the noun that holds it
    let start = line.tokens.get(i + 1 + usize::from(line.is_mark(i + 1))).map(|t| t.span.start());
    let body = |m: &Mention| {
        Some(m.span.start()) == start
            && m.kind == MentionKind::Name
            && matches!(m.entity_kind, EntityKind::Organisation | EntityKind::Outlet)
    };
    trade && (named_in_marks(line, i + 1).is_some() || line.mentions.iter().any(body))
}

/// Past a short name in marks that opens at token `i`.
pub(super) fn named_in_marks(line: &Line<'_>, i: usize) -> Option<usize> {
    let quote = line.quotes.iter().find(|q| q.open == Some(i))?;
    let short = line.is_upper(quote.inner.start) && line.words_in(quote.inner.clone()) <= 4;
    quote.close.filter(|_| short).map(|close| close + 1)
}

/// A full name of the gender of the noun before it.
pub(super) fn agrees(line: &Line<'_>, i: usize, noun: &Source) -> bool {
    let own = line.mention(i).is_some_and(|m| m.gender == noun.gender);
    own && noun.gender != Gender::Unknown && line.mention_end(i) > i + 1
}

/// English "the Ghana hitman": the end of a noun that no list knows behind a country, which is no name of the country.
pub(super) fn unlisted_bearer(line: &Line<'_>, i: usize, country: &Mention) -> Option<usize> {
    let noun = line.mention_end(i);
    let closes = line.is_punctuation(noun + 1) || line.finite_cue(noun + 1).is_some();
    let plain = line.is_word(noun)
        && !line.is_upper(noun)
        && line.mention(noun).is_none()
        && !line.is_preposition(noun)
        && !line.is_adverb(noun)
        && line.cue(noun).is_none()
        && noun_before(line, noun)
        && !line.word(noun).ends_with("ed")
        && !line.is_article(noun);
    (!line.lexicon.slavic
        && country.entity_kind == EntityKind::Place
        && line.word(i.wrapping_sub(1)) == "the"
        && plain
        && closes)
        .then_some(noun + 1)
}
