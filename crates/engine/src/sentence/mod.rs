//! Blocks to sentences and tokens.
use crate::model::*;
use crate::pack::Packs;
use crate::page::Page;
use crate::text::{self, Token};
use std::ops::Range;

pub struct Words;
impl Words {
    pub fn new(_packs: &Packs) -> Self {
        Self
    }
}

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

pub fn read<'a>(
    page: &'a Page,
    languages: &'a [Option<Language>],
    _words: &Words,
    _limits: &Limits,
) -> Reading<'a> {
    let mut reading = Reading {
        text: &page.text,
        blocks: &page.blocks,
        languages,
        sentences: Vec::new(),
        tokens: Vec::new(),
        block_tokens: Vec::new(),
        sentence_tokens: Vec::new(),
        notices: Vec::new(),
    };
    for (index, block) in page.blocks.iter().enumerate() {
        let first = reading.tokens.len();
        reading.tokens.extend(text::tokens(block.span.of(&page.text), block.span.start()));
        let last = reading.tokens.len();
        reading.block_tokens.push(first..last);
        let mut begin = first;
        let mut start = block.span.start();
        for t in first..last {
            let token = &reading.tokens[t];
            let next_upper = reading
                .tokens
                .get(t + 1)
                .is_none_or(|n| n.span.of(&page.text).starts_with(char::is_uppercase));
            if t + 1 == last || (matches!(&*token.folded, "." | "!" | "?") && next_upper) {
                let end = if t + 1 == last { block.span.end() } else { reading.tokens[t + 1].span.start() };
                reading
                    .sentences
                    .push(Sentence { span: Span::new(start, end), block: BlockId(index as u32) });
                reading.sentence_tokens.push(begin..t + 1);
                begin = t + 1;
                start = end;
            }
        }
    }
    reading
}
