//! Quotation segments of one block.
//!
//! Takes tokens, gives pairs of marks with their depth. Never decides what is a statement. Straight marks are told apart by
//! their neighbours, since they nest in themselves on news pages; one closing guillemet closes every guillemet still open
//! when its own partner is missing.

use crate::text::{Token, TokenKind, is_dash};
use std::ops::Range;

/// One quotation; positions are token indices in the block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    /// The opening mark; `None` when it is missing.
    pub(super) open: Option<usize>,
    /// The closing mark; `None` when it is missing.
    pub(super) close: Option<usize>,
    /// Tokens between the marks.
    pub(super) inner: Range<usize>,
    /// 1 for outermost.
    pub(super) depth: u8,
}

impl Quote {
    /// First token, mark included.
    pub(super) fn first(&self) -> usize {
        self.open.unwrap_or(self.inner.start)
    }
    /// One past the last token, mark included.
    pub(super) fn end(&self) -> usize {
        self.close.map_or(self.inner.end, |close| close + 1)
    }
}

/// Tokens of a long paragraph.
const PARAGRAPH: usize = 200;

/// Deeper nesting than this is noise; what is inside is read as one piece.
const DEEPEST: usize = 8;

fn first_char(token: &Token) -> char {
    token.folded.chars().next().unwrap_or('\0')
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    Close,
    Straight,
    None,
}

fn mark(c: char) -> Mark {
    match c {
        '«' | '„' | '‹' => Mark::Open,
        '»' | '”' | '›' => Mark::Close,
        '"' | '“' | '‟' | '‘' | '’' | '\'' | '＂' => Mark::Straight,
        _ => Mark::None,
    }
}

/// The marks that pair with an opening mark.
fn pairs(open: char, close: char) -> bool {
    match open {
        '«' => close == '»',
        '‹' => close == '›',
        '„' => matches!(close, '“' | '”' | '"'),
        '“' => matches!(close, '”' | '“' | '"'),
        '‘' => close == '’',
        other => other == close || (other == '"' && matches!(close, '”' | '“')),
    }
}

/// All quotations of a block, outermost first at each place, in text order. `inward`: the language writes »…« too; a block
/// whose first guillemet is an opening » does so throughout.
pub(super) fn segment(text: &str, line: &[Token], inward: bool) -> Vec<Quote> {
    let guillemet = |token: &Token| matches!(first_char(token), '«' | '»');
    let turned = inward
        && line.iter().position(guillemet).is_some_and(|i| {
            line.get(i).is_some_and(|token| first_char(token) == '»') && sides(text, line, i).0
        });
    let mut stack: Vec<(usize, char)> = Vec::new();
    let mut quotes: Vec<Quote> = Vec::new();
    let close_with = |stack: &mut Vec<(usize, char)>, quotes: &mut Vec<Quote>, at: usize| {
        if let Some((open, _)) = stack.pop() {
            let depth = stack.len().min(DEEPEST) as u8 + 1;
            quotes.push(Quote { open: Some(open), close: Some(at), inner: open + 1..at, depth });
        }
    };
    for (i, token) in line.iter().enumerate() {
        if token.kind != TokenKind::Punctuation {
            continue;
        }
        let c = match first_char(token) {
            '«' if turned => '»',
            '»' if turned => '«',
            other => other,
        };
        match mark(c) {
            Mark::None => {}
            Mark::Open => {
                if stack.len() < DEEPEST {
                    stack.push((i, c));
                }
            }
            // a closing mark that opens the line: somebody's keyboard
            Mark::Close if i == 0 && c == '”' && sides(text, line, i).0 => stack.push((i, '“')),
            Mark::Close => {
                if stack.iter().any(|&(_, open)| pairs(open, c)) {
                    while stack.last().is_some_and(|&(_, open)| !pairs(open, c)) {
                        stack.pop();
                    }
                    close_with(&mut stack, &mut quotes, i);
                    // «A «B»: the mark for A is missing when nothing more closes and the sentence goes on as author's words
                    if c == '»'
                        && stack.len() == 1
                        && !closes_later(line, i + 1)
                        && is_outer_end(text, line, i)
                    {
                        close_with(&mut stack, &mut quotes, i);
                    }
                } else if stack.is_empty() {
                    quotes.push(Quote { open: None, close: Some(i), inner: lost_open(line, i)..i, depth: 1 });
                }
            }
            Mark::Straight => {
                let (may_open, may_close) = sides(text, line, i);
                let is_open = stack.iter().any(|&(_, open)| pairs(open, c));
                if c == '\'' && !(may_open || is_open) || may_open && is_clitic(line, i, c) {
                    continue;
                }
                let single = matches!(c, '\'' | '’' | '‘');
                if is_open && may_close {
                    while stack.last().is_some_and(|&(_, open)| !pairs(open, c)) {
                        stack.pop();
                    }
                    close_with(&mut stack, &mut quotes, i);
                } else if may_open && c != '’' && stack.len() < DEEPEST {
                    stack.push((i, c));
                } else if may_close && stack.is_empty() && !single {
                    quotes.push(Quote { open: None, close: Some(i), inner: lost_open(line, i)..i, depth: 1 });
                }
            }
        }
    }
    // marks never closed: a quotation that runs over the end of the paragraph, when it opens the paragraph
    if let Some(&(open, c)) = stack.first()
        && c != '\''
        && c != '‘'
    {
        let opens_block = line.iter().take(open).all(|t| t.kind == TokenKind::Punctuation);
        if opens_block {
            quotes.retain(|quote| quote.first() > open || quote.end() <= open);
            for quote in &mut quotes {
                quote.depth = quote.depth.max(2);
            }
            quotes.push(Quote { open: Some(open), close: None, inner: open + 1..line.len(), depth: 1 });
        } else if let Some(end) = colon_quote(line, open, c, &quotes) {
            // behind a colon: one closing mark closed both
            quotes.push(Quote { open: Some(open), close: None, inner: open + 1..end, depth: 1 });
        } else {
            // an opening mark without a partner inside the text: what it holds is not known; inner pairs stand on their own
            let lost = stack.len() as u8;
            for quote in quotes.iter_mut().filter(|quote| quote.first() > open) {
                quote.depth = quote.depth.saturating_sub(lost).max(1);
            }
        }
    }
    quotes.sort_by_key(|quote| (quote.first(), std::cmp::Reverse(quote.end())));
    quotes
}

/// "пише: «… себе: «Хто я?»": the end of a quotation that a colon opens and only an inner mark closes.
fn colon_quote(line: &[Token], open: usize, c: char, quotes: &[Quote]) -> Option<usize> {
    let colon = line.get(open.checked_sub(1)?).is_some_and(|t| &*t.folded == ":");
    let inside = quotes.iter().filter(|quote| quote.first() > open);
    (colon && matches!(c, '«' | '"')).then(|| inside.map(Quote::end).max()).flatten()
}

/// An apostrophe that a blank parts from its word: "the harbour 's gate", "the '80s".
fn is_clitic(line: &[Token], i: usize, c: char) -> bool {
    let short = |t: &Token| matches!(&*t.folded, "s" | "ll" | "re" | "ve" | "d" | "m" | "t" | "em");
    matches!(c, '\'' | '’')
        && line.get(i + 1).is_some_and(|t| {
            short(t) || t.folded.ends_with('s') && t.folded.starts_with(|first: char| first.is_ascii_digit())
        })
}

/// Where a quotation begins whose opening mark is missing: with its paragraph, or, in a text without paragraphs, with its
/// last sentence.
fn lost_open(line: &[Token], close: usize) -> usize {
    if close <= PARAGRAPH {
        return 0;
    }
    let stop = |t: &Token| matches!(&*t.folded, "." | "!" | "?" | "…" | "...");
    let before = line.get(..close.saturating_sub(1)).unwrap_or(&[]);
    before.iter().rposition(stop).map_or(0, |at| at + 1)
}

fn closes_later(line: &[Token], from: usize) -> bool {
    line.get(from..).unwrap_or(&[]).iter().take(400).any(|t| first_char(t) == '»')
}

/// A closing mark that is followed by a dash, as before author's words.
fn is_outer_end(_text: &str, line: &[Token], at: usize) -> bool {
    let mut next = at + 1;
    if line.get(next).is_some_and(|t| matches!(&*t.folded, "," | "." | "!" | "?" | "…")) {
        next += 1;
    }
    line.get(next).is_none_or(|t| is_dash(first_char(t)))
}

/// Whether a straight mark can open and whether it can close, by its neighbours.
fn sides(text: &str, line: &[Token], i: usize) -> (bool, bool) {
    let Some(token) = line.get(i) else { return (false, false) };
    let before = text.get(..token.span.start()).and_then(|t| t.chars().next_back());
    let after = text.get(token.span.end()..).and_then(|t| t.chars().next());
    let at_start = i == 0;
    let opens_before = at_start
        || before.is_none_or(|c| {
            c.is_whitespace() || matches!(c, '(' | '[' | '«' | '„' | '"' | '/') || is_dash(c)
        });
    let opens_after = after.is_some_and(|c| {
        c.is_alphanumeric() || is_dash(c) || matches!(c, '«' | '„' | '"' | '.' | '…' | '$' | '#' | '[')
    });
    let at_end = i + 1 == line.len();
    let closes_before = before.is_some_and(|c| {
        c.is_alphanumeric()
            || matches!(c, '.' | ',' | '!' | '?' | '…' | ')' | ']' | '»' | '"' | '”' | '%' | ':')
    });
    let closes_after = at_end
        || after.is_none_or(|c| {
            c.is_whitespace()
                || matches!(c, ',' | '.' | '!' | '?' | '…' | ':' | ';' | ')' | ']' | '»' | '"')
                || is_dash(c)
        });
    (opens_before && opens_after, closes_before && closes_after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens;

    fn quoted(text: &str) -> Vec<(String, u8)> {
        let line = tokens(text, 0);
        segment(text, &line, text.starts_with('»'))
            .into_iter()
            .map(|quote| {
                let words = line.get(quote.inner.clone()).unwrap_or(&[]);
                let (a, b) =
                    (words.first().map_or(0, |t| t.span.start()), words.last().map_or(0, |t| t.span.end()));
                (text[a..b].to_owned(), quote.depth)
            })
            .collect()
    }

    fn check(text: &str, expect: &[(&str, u8)]) {
        let expect: Vec<(String, u8)> = expect.iter().map(|(t, d)| ((*t).to_owned(), *d)).collect();
        assert_eq!(quoted(text), expect, "{text}");
    }

    #[test]
    fn straight_marks_nest() {
        check(
            "\"Він ніби \"рятівник\" - пропонує мости\", - сказав він.",
            &[("Він ніби \"рятівник\" - пропонує мости", 1), ("рятівник", 2)],
        );
        check("\"Так\", - сказав він. \"Ні\", - додав.", &[("Так", 1), ("Ні", 1)]);
        check("She said: \"No 'plan' exists.\"", &[("No 'plan' exists.", 1), ("plan", 2)]);
    }

    #[test]
    fn oriented_marks_nest_and_forgive() {
        check("«В «Заре» ждут гостей»: говорит мэр", &[("В «Заре» ждут гостей", 1), ("Заре", 2)]);
        check("„Так“, — сказал он", &[("Так", 1)]);
        check("»Tak«, powiedział. »Nie«, dodał", &[("Tak", 1), ("Nie", 1)]);
        check("“We wait,” he said. “Always.”", &[("We wait,", 1), ("Always.", 1)]);
    }

    #[test]
    fn lost_marks() {
        check("Ми чекаємо\", – сказала вона.", &[("Ми чекаємо", 1)]);
        check("«Мы ждём ответа. Всегда.", &[("Мы ждём ответа. Всегда.", 1)]);
        check("It's O'Leary's boat, isn't it?", &[]);
        check("The town 's boats of the '90s are ' asserted ' to leak.", &[]);
        check("\"The town 's boat left,\" she said.", &[("The town 's boat left,", 1)]);
    }
}
