//! A person and a noun of people that stand beside each other between commas: "Оксана Гай, мать двоих детей, говорит".
//!
//! Takes the noun that was found for a cue, gives the name that stands in apposition to it.

use super::Source;
use super::shape::nominative_name;
use crate::model::*;
use crate::statement::line::Line;

/// Tokens of the noun's own phrase that no list knows.
const UNLISTED: usize = 6;

/// The name that stands before or behind the noun `found`, of which the cue at token `cue` says that it speaks.
pub(super) fn bearer<'s>(
    line: &Line<'_>,
    sources: &'s [Source],
    found: &'s Source,
    cue: usize,
) -> Option<&'s Source> {
    let role = found.kind == SpeakerKind::Role && found.entity_kind == EntityKind::Person;
    if !line.lexicon.slavic || !role || found.plural || found.governed {
        return None;
    }
    before(line, sources, found, cue).or_else(|| behind(line, sources, found, cue))
}

/// "Оксана Гай, мать двоих детей, …"
fn before<'s>(line: &Line<'_>, sources: &'s [Source], found: &Source, cue: usize) -> Option<&'s Source> {
    let comma = found.range.start.checked_sub(1).filter(|&k| line.is_comma(k))?;
    let name = sources.iter().rfind(|s| s.range.end == comma)?;
    let opens = name.range.start == line.skip_opening(line.sentence(cue).start)
        || name.range.start > 0 && !line.is_word(name.range.start - 1);
    let closes = (found.range.end..cue.min(found.range.end + UNLISTED)).any(|k| line.is_comma(k));
    (is_person(line, name) && opens && closes).then_some(name)
}

/// "Жительница дома, 61-летняя Галина Крук, …"
fn behind<'s>(line: &Line<'_>, sources: &'s [Source], found: &Source, cue: usize) -> Option<&'s Source> {
    let close = cue.checked_sub(1).filter(|&k| line.is_comma(k))?;
    let name = sources.iter().find(|s| s.range.end == close && s.range.start > found.range.end)?;
    let described =
        |k: &usize| line.is_adjective(*k) || line.word(*k).starts_with(|c: char| c.is_ascii_digit());
    let comma = (found.range.end..name.range.start).rev().find(|k| !described(k))?;
    let opens = found.range.start == line.skip_opening(line.sentence(cue).start);
    let agrees =
        found.gender == Gender::Unknown || name.gender == Gender::Unknown || found.gender == name.gender;
    let near = comma - found.range.end <= UNLISTED;
    (line.is_comma(comma) && opens && agrees && near && is_person(line, name)).then_some(name)
}

fn is_person(line: &Line<'_>, name: &Source) -> bool {
    let at = (name.range.start..name.range.end).find(|&k| line.person_at(k).is_some());
    name.kind == SpeakerKind::Name
        && name.entity_kind == EntityKind::Person
        && !name.governed
        && at.is_some_and(|at| !line.is_declined(at) && nominative_name(line, at, name.gender))
}
