//! What search can find in a document.
//!
//! Takes a `Document`, gives passages: pieces of blocks of bounded length, and the contents of statements. Never stores.

use crate::stem::{sound, stem};
use reportedly_engine::model::{ChainLink, Document, EntityKind, LinkRole, Span, Statement, Zone};
use reportedly_engine::text::{Token, TokenKind, tokens};
use reportedly_engine::wire::Points;

/// A piece of a block is about this long; it ends with a sentence when it can.
const PIECE: usize = 2_000;

pub(crate) struct Passage {
    pub(crate) zone: Zone,
    pub(crate) span: Span,
    pub(crate) points: (u32, u32),
    pub(crate) text: String,
    pub(crate) statement: Option<Said>,
    pub(crate) words: String,
    pub(crate) stems: String,
    pub(crate) sounds: String,
    pub(crate) speaker: String,
}

/// What a passage that is a statement says about it.
pub(crate) struct Said {
    pub(crate) id: String,
    pub(crate) index: u32,
    pub(crate) kind: String,
    pub(crate) stance: String,
    pub(crate) actor: Option<String>,
    pub(crate) speaker: Option<String>,
    pub(crate) via: Option<String>,
    pub(crate) via_actor: Option<String>,
}

pub(crate) fn passages(document: &Document) -> Vec<Passage> {
    let points = Points::new(&document.text);
    let mut out = Vec::new();
    let mut sentence = 0;
    for block in document.blocks.iter().filter(|block| block.repeats.is_none()) {
        let mut ends = Vec::new();
        while let Some(next) =
            document.sentences.get(sentence).filter(|next| next.span.end() <= block.span.end())
        {
            if next.span.start() >= block.span.start() {
                ends.push(next.span.end());
            }
            sentence += 1;
        }
        for span in pieces(&document.text, block.span, &ends) {
            out.push(passage(document, &points, block.zone, span, &[span], None));
        }
    }
    for (index, statement) in document.statements.iter().enumerate() {
        if statement.repeats.is_some() || statement.content.is_empty() {
            continue;
        }
        let Some(hull) = statement.content.iter().copied().reduce(Span::join) else { continue };
        let zone = document.block(statement.block).map_or(Zone::Other, |block| block.zone);
        let said = Some(said(document, statement, index as u32));
        let mut passage = passage(document, &points, zone, hull, &statement.content, said);
        passage.speaker = speaker_words(document, statement);
        out.push(passage);
    }
    out
}

fn passage(
    document: &Document,
    points: &Points<'_>,
    zone: Zone,
    span: Span,
    content: &[Span],
    statement: Option<Said>,
) -> Passage {
    let (mut words, mut stems, mut sounds) = (String::new(), String::new(), String::new());
    for piece in content {
        let text = document.slice(*piece);
        for token in tokens(text, 0) {
            let written = token.span.of(text);
            push(&mut words, &indexed(&token.folded));
            for stem in stems_of(&token) {
                push(&mut stems, &stem);
            }
            if token.kind == TokenKind::Word && written.chars().next().is_some_and(char::is_uppercase) {
                sound(written).into_iter().for_each(|sound| push(&mut sounds, &sound));
            }
        }
    }
    Passage {
        zone,
        span,
        points: (points.at(span.start()), points.at(span.end())),
        text: document.slice(span).to_owned(),
        statement,
        words,
        stems,
        sounds,
        speaker: String::new(),
    }
}

fn push(list: &mut String, word: &str) {
    if !list.is_empty() {
        list.push(' ');
    }
    list.push_str(word);
}

/// The index splits at apostrophes; a letter that looks like one keeps "прем'єр" whole.
pub(crate) fn indexed(folded: &str) -> String {
    folded.replace('\'', "ʼ")
}

/// The stems of a token, one for each part of a hyphenated word; none for punctuation.
pub(crate) fn stems_of(token: &Token) -> Vec<String> {
    match token.kind {
        TokenKind::Punctuation => Vec::new(),
        TokenKind::Number => vec![token.folded.to_string()],
        TokenKind::Word => {
            let parts = token.folded.split(['-', '\u{2010}', '\u{2011}']).filter(|part| !part.is_empty());
            parts.map(|part| indexed(&stem(part))).collect()
        }
    }
}

fn said(document: &Document, statement: &Statement, index: u32) -> Said {
    let entity =
        statement.speaker.as_ref().and_then(|speaker| speaker.entity).and_then(|id| document.entity(id));
    let written =
        statement.speaker.as_ref().and_then(|speaker| speaker.span).map(|span| document.slice(span));
    let via = carrier(document, statement);
    let via_actor = via.and_then(|(_, link)| link.entity).and_then(|id| document.entity(id));
    Said {
        id: statement.id.clone(),
        index,
        kind: word(&statement.kind),
        stance: word(&statement.stance),
        actor: entity.map(|entity| entity.actor.clone()),
        speaker: entity.map(|entity| entity.name.as_str()).or(written).map(str::to_owned),
        via: via.map(|(name, _)| name.to_owned()),
        via_actor: via_actor.map(|entity| entity.actor.clone()),
    }
}

/// Who carried the words of a statement to the page, when the page says so: the outlet, agency or document nearest to the
/// source, its name and its place in the chain. People who retell are no carriers.
pub fn carrier<'a>(document: &'a Document, statement: &'a Statement) -> Option<(&'a str, &'a ChainLink)> {
    let carried = |link: &&ChainLink| matches!(link.role, LinkRole::Relay | LinkRole::Document);
    let links = statement.chain.iter().filter(carried).filter(|link| !link.anonymous);
    let mut named = links.filter_map(|link| {
        let entity = link.entity.and_then(|id| document.entity(id));
        let written = link.span.map(|span| document.slice(span));
        let person = entity.is_some_and(|entity| entity.kind == EntityKind::Person);
        let name = entity.map(|entity| entity.name.as_str()).or(written).filter(|_| !person)?;
        Some((name, link))
    });
    named.next()
}

/// The word an enum of the model is written as.
pub(crate) fn word<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Stems and sounds of everything the speaker is called in the sentence and in the document.
fn speaker_words(document: &Document, statement: &Statement) -> String {
    let mut out = String::new();
    let Some(speaker) = &statement.speaker else { return out };
    let name = speaker.entity.and_then(|id| document.entity(id)).map(|entity| entity.name.as_str());
    for text in speaker.span.map(|span| document.slice(span)).into_iter().chain(name) {
        for token in tokens(text, 0) {
            for stem in stems_of(&token) {
                push(&mut out, &stem);
            }
            sound(token.span.of(text)).into_iter().for_each(|sound| push(&mut out, &sound));
        }
    }
    out
}

/// Cuts a block at sentence ends, or where there are none at white space, into pieces of about `PIECE` bytes.
fn pieces(text: &str, block: Span, sentence_ends: &[usize]) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = block.start();
    let mut ends = sentence_ends.iter().copied().filter(|end| *end < block.end()).peekable();
    while block.end() - start > PIECE {
        let mut end = None;
        while let Some(next) = ends.next_if(|next| next - start.min(*next) <= PIECE) {
            end = Some(next);
        }
        let end = end.filter(|end| *end > start).unwrap_or_else(|| cut(text, start, start + PIECE));
        out.push(Span::new(start, end));
        start = end;
        start += text.get(start..block.end()).map_or(0, |rest| rest.len() - rest.trim_start().len());
    }
    if start < block.end() {
        out.push(Span::new(start, block.end()));
    }
    out
}

/// The last white space before `end`, else the last character boundary.
fn cut(text: &str, start: usize, end: usize) -> usize {
    let mut end = end.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let piece = text.get(start..end).unwrap_or("");
    match piece.rfind(char::is_whitespace) {
        Some(space) if space > PIECE / 2 => start + space,
        _ => end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_cover_the_block_and_end_with_sentences() {
        let text = "Речення про міст. ".repeat(400);
        let block = Span::new(0, text.trim_end().len());
        let ends: Vec<usize> = text.match_indices(". ").map(|(at, _)| at + 1).collect();
        let pieces = pieces(&text, block, &ends);
        assert!(pieces.len() > 3);
        assert!(pieces.iter().all(|piece| piece.len() <= PIECE && piece.of(&text).ends_with('.')));
        let length: usize = pieces.iter().map(|piece| piece.of(&text).matches("міст").count()).sum();
        assert_eq!(length, 400);
    }

    #[test]
    fn a_line_without_white_space_is_cut_between_characters() {
        let text = "ж".repeat(20_001);
        let pieces = pieces(&text, Span::new(0, text.len()), &[]);
        assert_eq!(pieces.iter().map(|piece| piece.of(&text).chars().count()).sum::<usize>(), 20_001);
    }
}
