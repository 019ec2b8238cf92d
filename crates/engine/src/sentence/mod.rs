//! Blocks to sentences and tokens.
//!
//! Takes a page and the language of its blocks, gives sentences that tile each block and the tokens of each. A stop ends a
//! sentence unless it belongs to an abbreviation, an initial or a list number, or a clause that names the speaker goes
//! on after it ("…війни?" – спитав він). Closing marks stay with the sentence before. Never looks past its block.

mod stop;
mod words;

use crate::model::*;
use crate::page::Page;
use crate::text::{self, Token, TokenKind};
use std::ops::Range;
pub use words::Words;

/// A page as the later rooms read it: text, blocks with languages, sentences, tokens.
pub struct Reading<'a> {
    pub text: &'a str,
    pub blocks: &'a [Block],
    pub languages: &'a [Option<Language>],
    /// In text order; they tile each block (white space between two sentences belongs to the first).
    pub sentences: Vec<Sentence>,
    /// In text order.
    pub tokens: Vec<Token>,
    /// Tokens of each block, parallel to `blocks`.
    pub block_tokens: Vec<Range<usize>>,
    /// Tokens of each sentence, parallel to `sentences`.
    pub sentence_tokens: Vec<Range<usize>>,
    pub notices: Vec<Notice>,
}

/// Tokens and sentences of every block. Of a block longer than `Limits::block_bytes` the rest is one sentence without
/// tokens, and a notice says so.
pub fn read<'a>(
    page: &'a Page,
    languages: &'a [Option<Language>],
    words: &Words,
    limits: &Limits,
) -> Reading<'a> {
    let mut reading = Reading {
        text: &page.text,
        blocks: &page.blocks,
        languages,
        sentences: Vec::new(),
        tokens: Vec::new(),
        block_tokens: Vec::with_capacity(page.blocks.len()),
        sentence_tokens: Vec::new(),
        notices: Vec::new(),
    };
    for (index, block) in page.blocks.iter().enumerate() {
        let language = languages.get(index).copied().flatten();
        let id = BlockId(u32::try_from(index).unwrap_or(u32::MAX));
        let end = cut(&page.text, block.span, limits.block_bytes);
        let part = Span::new(block.span.start(), end);
        let first = reading.tokens.len();
        for token in text::tokens(part.of(&page.text), part.start()) {
            push(&page.text, language, words, token, &mut reading.tokens);
        }
        let last = reading.tokens.len();
        reading.block_tokens.push(first..last);
        let tokens = reading.tokens.get(first..last).unwrap_or(&[]);
        let mut start = part.start();
        let mut begin = 0;
        let breaks = stop::breaks(&page.text, tokens, language, words);
        for after in breaks.into_iter().chain([tokens.len()]) {
            let stop = tokens.get(after).map_or(part.end(), |token| token.span.start());
            if stop > start {
                reading.sentences.push(Sentence { span: Span::new(start, stop), block: id });
                reading.sentence_tokens.push(first + begin..first + after);
            }
            (start, begin) = (stop, after);
        }
        if end < block.span.end() {
            let rest = Span::new(end, block.span.end());
            reading.sentences.push(Sentence { span: rest, block: id });
            reading.sentence_tokens.push(last..last);
            let message = format!("only the first {} bytes of this block are read", part.len());
            reading.notices.push(Notice::new("block-too-long", Some(rest), message));
        }
    }
    reading.notices.extend(passed_over(page, languages, words));
    reading
}

/// One notice for each language of the article that no pack reads, at its first block.
fn passed_over(page: &Page, languages: &[Option<Language>], words: &Words) -> Vec<Notice> {
    let mut seen: Vec<Language> = Vec::new();
    let mut notices = Vec::new();
    for (block, language) in page.blocks.iter().zip(languages) {
        let Some(language) = language.filter(|&language| !words.knows(language)) else { continue };
        if block.zone == Zone::Article && !seen.contains(&language) {
            seen.push(language);
            let message = format!("text in `{}` is not read", language.code());
            notices.push(Notice::new("language-not-read", Some(block.span), message));
        }
    }
    notices
}

/// Where to stop reading a block: its end, or the last white space before the limit.
fn cut(text: &str, block: Span, limit: usize) -> usize {
    if block.len() <= limit {
        return block.end();
    }
    let mut end = block.start() + limit;
    while end > block.start() && !text.is_char_boundary(end) {
        end -= 1;
    }
    let tail = end.saturating_sub(200).max(block.start());
    let space = text.as_bytes().get(tail..end).and_then(|bytes| bytes.iter().rposition(|b| *b == b' '));
    space.map_or(end, |position| tail + position + 1)
}

/// Adds a token; one that glues two sentences together ("війни.Він") becomes three.
fn push(text: &str, language: Option<Language>, words: &Words, token: Token, tokens: &mut Vec<Token>) {
    let Some(dot) = glued(token.span.of(text), language, words).filter(|_| token.kind == TokenKind::Word)
    else {
        tokens.push(token);
        return;
    };
    let dot = token.span.start() + dot;
    let mut piece = |start: usize, end: usize, kind: TokenKind| {
        let span = Span::new(start, end);
        tokens.push(Token { span, kind, folded: text::fold(span.of(text)).into() });
    };
    piece(token.span.start(), dot, TokenKind::Word);
    piece(dot, dot + 1, TokenKind::Punctuation);
    let rest = Span::new(dot + 1, token.span.end());
    push(
        text,
        language,
        words,
        Token { span: rest, kind: TokenKind::Word, folded: text::fold(rest.of(text)).into() },
        tokens,
    );
}

/// The byte of a full stop inside a word that ends a sentence: a small letter before it, a capital after it, and no name
/// like "Агентство.Новости" (two capitalised words, the second of which does not open sentences).
fn glued(word: &str, language: Option<Language>, words: &Words) -> Option<usize> {
    let mut before = 0;
    for (dot, _) in word.match_indices('.') {
        let (head, tail) = (word.get(before..dot)?, word.get(dot + 1..)?);
        let next = tail.split('.').next().unwrap_or(tail);
        let joint = head.ends_with(char::is_lowercase) && next.starts_with(char::is_uppercase);
        let name = head.starts_with(char::is_uppercase) && !words.opens(language, &text::fold(next));
        if joint && !name {
            return Some(dot);
        }
        before = dot + 1;
    }
    None
}

#[cfg(test)]
mod tests;
