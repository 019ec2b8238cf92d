//! Lines of a transcript: "WALLACE: Will she be there?"
//!
//! Takes a `Line` that opens with a speaker's name in capitals and a colon, gives the words behind it as direct speech.

use super::draft::{Draft, Who};
use super::line::Line;
use super::source::{self, Source};
use crate::model::*;
use crate::sentence::Reading;
use crate::text::Token;
use std::collections::{BTreeMap, BTreeSet};

/// Words of a label at most.
const LONGEST: usize = 4;

/// The label that opens a block: first token and colon. Capitals only.
fn label(text: &str, tokens: &[Token]) -> Option<(usize, usize)> {
    let start = usize::from(tokens.first().is_some_and(|t| matches!(&*t.folded, "\"" | "“")));
    let colon = (start + 1..=start + LONGEST).find(|&k| tokens.get(k).is_some_and(|t| &*t.folded == ":"))?;
    let capital = |token: &Token| {
        let raw = token.span.of(text);
        raw == "." || raw.chars().count() > 1 && raw.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
    };
    let named = tokens.get(start..colon)?.iter().all(capital);
    (named && tokens.get(start)?.span.of(text).chars().all(char::is_alphabetic)).then_some((start, colon))
}

/// Labels in capitals that open at least two blocks, as in a transcript.
pub(super) fn labels(reading: &Reading<'_>) -> BTreeSet<String> {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for range in &reading.block_tokens {
        let Some(name) = reading.tokens.get(range.clone()).and_then(|t| label_of(reading.text, t)) else {
            continue;
        };
        *count.entry(name).or_default() += 1;
    }
    count.into_iter().filter(|(_, n)| *n > 1).map(|(name, _)| name).collect()
}

/// A transcript, testimony or letter: "I" in every fifteenth sentence that holds no quotation mark.
pub(super) fn own_words(reading: &Reading<'_>) -> bool {
    let mut firsts = 0;
    let mut sentences = 0;
    for range in &reading.sentence_tokens {
        let tokens = reading.tokens.get(range.clone()).unwrap_or(&[]);
        sentences += 1;
        let quoted = tokens.iter().any(|t| matches!(&*t.folded, "\"" | "“" | "”" | "''"));
        firsts += usize::from(!quoted && tokens.iter().any(|t| &*t.folded == "i"));
    }
    firsts >= 3 && firsts * 15 >= sentences
}

/// The words of the label, folded.
pub(super) fn label_of(text: &str, tokens: &[Token]) -> Option<String> {
    let (start, colon) = label(text, tokens)?;
    Some(tokens.get(start..colon)?.iter().map(|t| &*t.folded).collect::<Vec<_>>().join(" "))
}

/// The turn of a speaker whose label opens other lines of the page too, or whom the page names.
pub(super) fn turn(line: &Line<'_>, sources: &[Source], repeated: bool) -> Option<Draft> {
    let (start, colon) = label(line.text, line.tokens)?;
    let known = sources.iter().find(|s| s.range.end == colon && s.kind == SpeakerKind::Name);
    if !repeated && known.is_none() {
        return None;
    }
    let content = line.trim(colon + 1..line.tokens.len());
    if line.words_in(content.clone()) < 1 {
        return None;
    }
    let mut draft = Draft::new("direct-turn", StatementKind::Direct, vec![content], 0.9);
    draft.cue = Some(colon..colon + 1);
    draft.lemma = ":".to_owned();
    let who = known.cloned().unwrap_or_else(|| source::blank(start..colon, SpeakerKind::Name));
    draft.who = Who::Source(Box::new(who));
    Some(draft)
}
