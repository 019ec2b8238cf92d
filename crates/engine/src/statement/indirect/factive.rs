//! "S сигналізує про те, що X", "S опублікував допис про те, що X": a verb or noun that no list of cues holds, made a
//! report by the fact clause behind it. Slavic only.
//!
//! Takes a `Line`, its source phrases and the token of the preposition, gives at most one draft.

use super::*;
use crate::model::*;
use crate::statement::draft::Draft;
use crate::statement::extent;
use crate::statement::lexicon::{Class, CueEntry, Reading};
use crate::statement::line::Line;
use crate::statement::source::{self, Source};

/// A person, body or outlet, the verb, at most three words of an object, and "про те, що".
pub(super) fn factive(line: &Line<'_>, sources: &[Source], i: usize, used: &[bool]) -> Option<Draft> {
    if !line.lexicon.slavic || line.depth_at(i) > 0 || !line.lexicon.about.contains(line.word(i)) {
        return None;
    }
    let (n, _) = line
        .lexicon
        .complementisers
        .at(line.tokens, i)
        .filter(|(n, reading)| *n >= 4 && **reading == Reading::Assert)?;
    let sentence = line.sentence(i);
    let verb = (sentence.start..i)
        .rev()
        .take(4)
        .take_while(|&k| line.is_word(k))
        .find(|&k| source::looks_verbal(line, k))?;
    let claims = line.cue(verb).is_some_and(|(_, e)| e.frame('t'));
    if (verb..i).any(|k| used.get(k).copied().unwrap_or(true)) || claims {
        return None;
    }
    let word = line.word(verb);
    let base = word.trim_end_matches("ся").trim_end_matches("сь");
    let gender = match base {
        _ if base.ends_with("ла") => Gender::Feminine,
        _ if base.ends_with("ло") => Gender::Neuter,
        _ if base.ends_with(['в', 'л', 'ў']) => Gender::Masculine,
        _ => Gender::Unknown,
    };
    // "вдалося": nobody's verb
    if gender == Gender::Neuter {
        return None;
    }
    let entry = CueEntry { gender, ..CueEntry::finite(word, "t") };
    // "статистика говорит о том, что" is a sign, not speech: somebody who can speak, close by
    let source = source::before(line, sources, verb, &entry)
        .filter(|s| verb - s.range.end <= 4 && !s.document && !s.relative)
        .filter(|s| s.is_named() && s.entity_kind != EntityKind::Place || s.entity_kind == EntityKind::Person)
        .cloned()
        .or_else(|| source::capital_before(line, verb))?;
    let start = i + n;
    let content = start..extent::end(line, sources, start);
    if line.words_in(content.clone()) < 2 {
        return None;
    }
    let mut draft = make(line, "clause-fact", vec![content], verb..verb + 1, word, Class::Assert, 0.65);
    set_subject(&mut draft, &Subject::Found(Box::new(source)));
    Some(draft)
}
