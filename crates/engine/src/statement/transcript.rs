//! Lines of a transcript or interview: "WALLACE: Will she be there?", "Rybak: The river changed."
//!
//! Takes a `Line` that opens with a speaker's name and a colon, gives the words behind it as direct speech. Names that are
//! not all in capitals count on a page where two of them take turns.

use super::draft::{Draft, Who};
use super::line::Line;
use super::source::{self, Source};
use crate::model::*;
use crate::sentence::Reading;
use crate::text::Token;
use std::collections::{BTreeMap, BTreeSet};

/// Words of a label at most.
const LONGEST: usize = 4;

/// The label that opens a block: first token and colon. Every word has a capital.
fn label(text: &str, tokens: &[Token]) -> Option<(usize, usize)> {
    let start = usize::from(tokens.first().is_some_and(|t| matches!(&*t.folded, "\"" | "“")));
    let colon = (start + 1..=start + LONGEST).find(|&k| tokens.get(k).is_some_and(|t| &*t.folded == ":"))?;
    let capital = |token: &Token| {
        let raw = token.span.of(text);
        raw == "." || raw.chars().count() > 1 && raw.starts_with(char::is_uppercase)
    };
    let named = tokens.get(start..colon)?.iter().all(capital);
    (named && tokens.get(start)?.span.of(text).chars().all(char::is_alphabetic)).then_some((start, colon))
}

/// Whether a label is in capitals only: "WALLACE", "Q".
fn shouts(text: &str, tokens: &[Token], label: std::ops::Range<usize>) -> bool {
    let all = |t: &Token| t.span.of(text).chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    tokens.get(label).is_some_and(|label| label.iter().all(all))
}

/// Labels in capitals that open at least two blocks, as in a transcript; others when two or more of them do so in turn with
/// one another, as in an interview.
pub(super) fn labels(reading: &Reading<'_>) -> BTreeSet<String> {
    let mut loud: BTreeMap<String, usize> = BTreeMap::new();
    let mut quiet: BTreeMap<String, usize> = BTreeMap::new();
    let mut last = String::new();
    let mut turns = 0;
    for range in &reading.block_tokens {
        let tokens = reading.tokens.get(range.clone()).unwrap_or(&[]);
        let Some((start, colon)) = label(reading.text, tokens) else { continue };
        let Some(name) = label_of(reading.text, tokens) else { continue };
        if shouts(reading.text, tokens, start..colon) {
            *loud.entry(name).or_default() += 1;
            continue;
        }
        turns += usize::from(last != name);
        *quiet.entry(name.clone()).or_default() += 1;
        last = name;
    }
    let often = |names: BTreeMap<String, usize>| names.into_iter().filter(|(_, n)| *n > 1);
    let quiet: Vec<(String, usize)> = often(quiet).collect();
    let held: usize = quiet.iter().map(|(_, n)| n).sum();
    // every second label at least is an answer to another one
    let interview = quiet.len() > 1 && turns * 4 >= held * 3;
    often(loud).chain(quiet.into_iter().filter(|_| interview)).map(|(name, _)| name).collect()
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

/// Blocks that answer a question in an interview: "— Why? / — Because."; turns with a dash take turns from the first question.
pub(super) fn answers(reading: &Reading<'_>) -> BTreeSet<usize> {
    let turn = |range: &std::ops::Range<usize>| {
        let tokens = reading.tokens.get(range.clone()).unwrap_or(&[]);
        let dash = tokens.first().is_some_and(|t| t.folded.chars().all(crate::text::is_dash));
        let capital =
            tokens.get(1).is_some_and(|t| t.span.of(reading.text).starts_with(|c: char| c.is_uppercase()));
        let asks = tokens.last().is_some_and(|t| t.folded.starts_with('?'));
        (dash && capital).then_some(asks)
    };
    let mut found = BTreeSet::new();
    let mut questions = 0;
    let mut answering = false;
    for (index, range) in reading.block_tokens.iter().enumerate() {
        match turn(range) {
            Some(_) if answering => {
                found.insert(index);
                answering = false;
            }
            // a first turn that asks nothing is dialogue of a story
            Some(asks) if asks || found.contains(&(index.wrapping_sub(1))) => {
                questions += usize::from(asks);
                answering = true;
            }
            _ => answering = false,
        }
    }
    if questions < 2 { BTreeSet::new() } else { found }
}

/// The words of the label, folded.
pub(super) fn label_of(text: &str, tokens: &[Token]) -> Option<String> {
    let (start, colon) = label(text, tokens)?;
    Some(tokens.get(start..colon)?.iter().map(|t| &*t.folded).collect::<Vec<_>>().join(" "))
}

/// A whole block of an interview as the words of whoever is asked.
pub(super) fn answer(line: &Line<'_>) -> Option<Draft> {
    let content = line.trim(0..line.tokens.len());
    (line.words_in(content.clone()) > 0)
        .then(|| Draft::new("direct-answer", StatementKind::Direct, vec![content], 0.7))
}

/// The turn of a speaker whose label opens other lines of the page too, or whom the page names.
pub(super) fn turn(line: &Line<'_>, sources: &[Source], repeated: bool) -> Option<Draft> {
    let (start, colon) = label(line.text, line.tokens)?;
    let known = sources.iter().find(|s| s.range.end == colon && s.kind == SpeakerKind::Name);
    if !repeated && (known.is_none() || !shouts(line.text, line.tokens, start..colon)) {
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
