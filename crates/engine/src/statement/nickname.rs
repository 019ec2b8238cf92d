//! Nicknames that the page itself explains: "Гордій Мушкет на прізвисько «Черепаха»", "которого зовут «Ковш»".
//!
//! Takes a `Line`, gives each nickname with the person mention it stands for. Listed nicknames are the business of names.

use super::line::Line;
use crate::model::*;
use std::ops::Range;

/// The name inside a pair of marks, folded; one or two words with a capital.
pub(super) fn marked(line: &Line<'_>, range: Range<usize>) -> Option<String> {
    let words: Vec<&str> = range.clone().filter(|&k| line.is_word(k)).map(|k| line.word(k)).collect();
    let first = range.clone().find(|&k| line.is_word(k))?;
    (line.is_upper(first) && words.len() <= 2).then(|| words.join(" "))
}

/// Nicknames of the block: folded words and the entity of the person named before in the sentence.
pub(super) fn find(line: &Line<'_>) -> Vec<(String, EntityId)> {
    let mut found = Vec::new();
    for quote in line.quotes.iter().filter(|q| q.depth == 1 && q.close.is_some()) {
        let Some(open) = quote.open else { continue };
        let sentence = line.sentence(open);
        let low = open.saturating_sub(2).max(sentence.start);
        let called = (low..open).any(|k| line.lexicon.nickname_words.contains(line.word(k)));
        let Some(name) = marked(line, quote.inner.clone()).filter(|_| called) else { continue };
        let person = (sentence.start..open).rev().find_map(|k| {
            line.mention(k)
                .filter(|m| m.kind == MentionKind::Name && m.entity_kind == EntityKind::Person)
                .and_then(|m| m.entity)
        });
        found.extend(person.map(|id| (name, id)));
    }
    found
}
