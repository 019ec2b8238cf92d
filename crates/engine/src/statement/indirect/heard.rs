//! English court reports: "the court heard that X", "X, jurors heard", "the inquest was told X". Who spoke, the sentence does
//! not say; where, it does.
//!
//! Takes a `Line`, its source phrases and the token of the verb, gives at most one draft.

use super::*;
use crate::model::*;
use crate::statement::draft::{Draft, Who};
use crate::statement::extent;
use crate::statement::lexicon::Class;
use crate::statement::line::Line;
use crate::statement::source::{self, Source};

/// The body or people who hear, right before the verb: "the court", "an inquest in Tarn", "jurors".
fn hearers(line: &Line<'_>, sources: &[Source], verb: usize) -> Option<Source> {
    let end = source::verb_start(line, verb);
    let floor = line.sentence(verb).start;
    let noun = (floor..end)
        .rev()
        .take(5)
        .take_while(|&k| line.is_word(k))
        .find(|&k| line.lexicon.hearings.contains(line.word(k)))?;
    let start = if line.is_article(noun.wrapping_sub(1)) && noun > floor { noun - 1 } else { noun };
    // "Tarn crown court"
    let known = sources.iter().find(|s| s.range.contains(&noun) && s.range.end <= end);
    let range = known.map_or(start, |s| s.range.start.min(start))..end;
    let opens = |k: usize| {
        k == line.skip_opening(floor)
            || !line.is_word(k - 1)
            || line.lexicon.but_words.contains(line.word(k - 1))
    };
    opens(range.start)
        .then(|| Source {
            entity_kind: EntityKind::Organisation,
            ..known.cloned().unwrap_or_else(|| source::blank(range.clone(), SpeakerKind::Role))
        })
        .map(|found| Source { range, ..found })
}

/// `i`: "heard", or "told" of "was told".
pub(super) fn heard(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Draft> {
    if line.lexicon.slavic || line.depth_at(i) > 0 {
        return None;
    }
    let told = line.word(i) == "told"
        && (source::verb_start(line, i)..i).any(|k| matches!(line.word(k), "was" | "were" | "been"));
    if !told && !matches!(line.word(i), "heard" | "hears") {
        return None;
    }
    let venue = hearers(line, sources, i)?;
    let sentence = line.sentence(i);
    let opening = line.skip_opening(sentence.start);
    let comma = venue.range.start.wrapping_sub(1);
    let content = if venue.range.start > opening && line.is_comma(comma) {
        let head = opening..comma;
        let rest = i + 2..extent::end(line, sources, i + 2);
        // "Vint, the court heard, was late", "Vint was late, the court heard."
        let goes_on = line.is_comma(i + 1) && line.words_in(rest.clone()) >= 2;
        if line.is_preposition(opening) && !goes_on {
            return None;
        }
        if goes_on { vec![head, rest] } else { vec![head] }
    } else {
        let start = super::opening::zero_start(line, i + 1);
        let start = start + usize::from(matches!(line.word(start), "that" | "how"));
        let clause = start > i + 1
            || line.pronoun_or_article(start)
            || line.is_upper(start)
            || super::opening::has_own_verb(line, start, sentence.end);
        // "heard evidence from", "heard the case"
        let plain = line.word(start - 1) == "that" || super::opening::has_own_verb(line, start, sentence.end);
        if !(clause && plain) {
            return None;
        }
        vec![start..extent::end(line, sources, start)]
    };
    if content.iter().map(|c| line.words_in(c.clone())).sum::<usize>() < 3 {
        return None;
    }
    let mut draft = make(line, "heard", content, i..i + 1, line.word(i), Class::Assert, 0.7);
    draft.who = Who::Unknown;
    draft.links.push(link(LinkRole::Venue, &venue));
    Some(draft)
}
