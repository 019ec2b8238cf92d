//! Several people of one cue: "Ada Orr and Tom Vint said", "сказали Анна Зуева и Олег Пак".
//!
//! Takes a `Line`, its phrases, the one that was found and its cue, gives the others in text order.

use super::Source;
use crate::model::*;
use crate::statement::line::Line;
use std::ops::Range;

/// The others whom "and" or a list joins to the speaker of a cue.
pub(in crate::statement) fn companions(
    line: &Line<'_>,
    sources: &[Source],
    who: &Source,
    cue: &Range<usize>,
) -> Vec<Source> {
    let plural = !line.lexicon.slavic || line.cue(cue.start).is_some_and(|(_, e)| e.plural);
    if !plural || who.kind == SpeakerKind::Pronoun {
        return Vec::new();
    }
    if who.range.end <= cue.start {
        before(line, sources, who)
    } else if who.range.start >= cue.end {
        behind(line, sources, who)
    } else {
        Vec::new()
    }
}

/// Somebody who can stand beside another speaker.
fn speaks(line: &Line<'_>, source: &Source, beside: &Source) -> bool {
    !source.governed
        && !source.relative
        && !source.document
        && source.kind != SpeakerKind::Pronoun
        && source.entity_kind != EntityKind::Place
        && line.depth_at(source.range.start) == line.depth_at(beside.range.start)
}

/// "A and B said", "A, B and C said": the first of them opens its clause.
fn before(line: &Line<'_>, sources: &[Source], who: &Source) -> Vec<Source> {
    let mut found: Vec<Source> = Vec::new();
    let floor = line.sentence(who.range.start).start;
    let and = who.range.start.wrapping_sub(1);
    if and <= floor || !line.lexicon.and_words.contains(line.word(and)) {
        return found;
    }
    let list = line.is_comma(and - 1);
    let mut edge = if list { and - 1 } else { and };
    loop {
        let at = sources.partition_point(|s| s.range.end < edge);
        let Some(source) = sources.get(at).filter(|s| s.range.end == edge && speaks(line, s, who)) else {
            break;
        };
        found.push(source.clone());
        let comma = source.range.start.wrapping_sub(1);
        // "the mayor, Ada Orr, and": a name and its role are one
        if comma <= floor || !line.is_comma(comma) || !source.is_named() {
            break;
        }
        edge = comma;
    }
    let first = found.last().map_or(and, |s| s.range.start);
    let edge = first.wrapping_sub(1);
    let opens = first == line.skip_opening(floor)
        || line.is_punctuation(edge)
        || line.lexicon.complementisers.at(line.tokens, edge).is_some()
        || line.lexicon.but_words.contains(line.word(edge));
    // "She met Ada Orr, and Tom Vint said": two clauses
    if !opens || list && found.len() < 2 {
        found.clear();
    }
    found.reverse();
    found
}

/// "said A and B", "said A, B and C".
fn behind(line: &Line<'_>, sources: &[Source], who: &Source) -> Vec<Source> {
    let mut found: Vec<Source> = Vec::new();
    let mut edge = who.range.end;
    let mut joined = false;
    while !joined {
        let comma = line.is_comma(edge);
        let next = edge + usize::from(comma);
        let and = line.lexicon.and_words.contains(line.word(next));
        let start = next + usize::from(and);
        if !comma && !and {
            break;
        }
        let at = sources.partition_point(|s| s.range.start < start);
        let source = sources.get(at).filter(|s| s.range.start == start && speaks(line, s, who));
        let Some(source) = source.filter(|s| and || s.is_named()) else { break };
        found.push(source.clone());
        edge = source.range.end;
        joined = and;
    }
    let verb = line.skip_adverbs(edge, 2);
    // "said Ada Orr and Tom Vint agreed": two clauses
    let own = line.cue(verb).is_some()
        || line.lexicon.auxiliaries.contains(line.word(verb))
        || line.lexicon.pasts.contains(line.word(verb))
        || crate::statement::speech_verb::verbal(line, verb)
        || !line.lexicon.slavic && line.word(verb).ends_with("ed");
    if !joined || own {
        found.clear();
    }
    found
}
