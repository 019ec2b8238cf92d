//! Light tokens for dates: runs of digits, runs of letters, single marks.
//!
//! Takes text, gives tokens with byte positions; twelve bytes a token and no folding, so a long line stays cheap.

use crate::text::{is_apostrophe, is_ignorable, is_letter};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Digits,
    Letters,
    Mark,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) kind: Kind,
    /// White space stands before it.
    pub(super) gap: bool,
}

impl Token {
    pub(super) fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
    pub(super) fn len(self) -> usize {
        (self.end - self.start) as usize
    }
}

pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut gap = false;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        if is_ignorable(c) {
            continue;
        }
        let mut end = start + c.len_utf8();
        let kind = if c.is_ascii_digit() {
            while let Some((at, d)) = chars.next_if(|(_, d)| d.is_ascii_digit()) {
                end = at + d.len_utf8();
            }
            Kind::Digits
        } else if is_letter(c) {
            while let Some((at, d)) =
                chars.next_if(|&(_, d)| is_letter(d) || is_apostrophe(d) || is_ignorable(d))
            {
                end = at + d.len_utf8();
            }
            Kind::Letters
        } else {
            Kind::Mark
        };
        out.push(Token { start: start as u32, end: end as u32, kind, gap });
        gap = false;
    }
    out
}
