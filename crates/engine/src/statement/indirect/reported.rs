//! Somebody's words behind a particle: "Мер відмовив: мовляв, грошей немає.", "Напругу, мовляв, зняли за секунду." Slavic only.
//!
//! Takes a `Line`, its source phrases and the token of the particle, gives at most one draft.

use super::*;
use crate::model::*;
use crate::statement::draft::{Draft, Who};
use crate::statement::extent;
use crate::statement::lexicon::Class;
use crate::statement::line::Line;
use crate::statement::source::{self, Source};

/// The particle opens a clause behind a colon, a dash or a comma, or its sentence, or stands between commas within one.
/// No verb of saying has claimed the words before it.
pub(super) fn reported(line: &Line<'_>, sources: &[Source], i: usize, earlier: &[Draft]) -> Option<Draft> {
    if i > 0 && !line.is_punctuation(i - 1) {
        return None;
    }
    if !line.lexicon.slavic || !line.lexicon.reported.contains(line.word(i)) || line.depth_at(i) > 0 {
        return None;
    }
    let sentence = line.sentence(i);
    let told =
        (sentence.start..i).any(|k| line.finite_cue(k).is_some_and(|(_, e)| e.strength >= 2 && e.frame('t')));
    // a line of dialogue has a speaker of its own
    if told || line.is_dash(0) || earlier.iter().any(|d| d.holds(i)) {
        return None;
    }
    let before = i.wrapping_sub(1);
    let opening = line.skip_opening(sentence.start);
    let parted = line.word(before) == ":" || line.is_dash(before);
    let closed = line.is_comma(i + 1);
    let start = i + 1 + usize::from(closed);
    let end = extent::end(line, sources, start);
    let stub = (opening..i).all(|k| !crate::statement::speech_verb::verbal(line, k));
    let content = match () {
        () if i == opening || parted => vec![start..end],
        // "пожал плечами, мол, не знаю"
        () if line.is_comma(before) && !stub => vec![start..end],
        () if line.is_comma(before) && closed => vec![opening..before, start..end],
        () => return None,
    };
    if line.words_in(start..end) < 2 {
        return None;
    }
    let apart = content.len() == 1 && i > opening;
    let mut draft = make(line, "reported", content, i..i + 1, line.word(i), Class::Assert, 0.65);
    draft.hedged = true;
    let verb = apart.then(|| (opening..i).find(|&k| source::looks_verbal(line, k))).flatten();
    // whose act the clause before the particle tells
    let who = verb.and_then(|k| acting(line, sources, k));
    draft.who = who.map_or(Who::Implicit, |s| Who::Source(Box::new(s)));
    Some(draft)
}

/// The subject of a verb that reports nothing.
fn acting(line: &Line<'_>, sources: &[Source], verb: usize) -> Option<Source> {
    let entry = CueEntry {
        plural: line.lexicon.endings.is_plural(line.word(verb)),
        gender: line.lexicon.endings.gender(line.word(verb)),
        ..CueEntry::finite(line.word(verb), "t")
    };
    let found = source::before(line, sources, verb, &entry).filter(|s| {
        let person = s.is_named() && s.entity_kind != EntityKind::Place || s.kind == SpeakerKind::Pronoun;
        (person || s.kind == SpeakerKind::Role) && !s.document && !s.relative
    });
    found.cloned()
}
