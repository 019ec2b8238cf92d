//! What the marks of a line say: how it ends, whether it is an item of a list, a time of day, a telephone number.
//!
//! Takes text, gives answers; knows no words of any language.

use super::{End, WIDE_STOP};
use crate::text::is_dash;

/// Digits of the shortest telephone number with its area.
const TELEPHONE: usize = 9;

/// How a piece ends, closing quotation marks and brackets aside.
pub(super) fn end(text: &str) -> End {
    let body =
        text.trim_end_matches(['"', '”', '»', '“', ')', ']', '\'', '’', ' ', '\u{a0}', '」', '』', '）']);
    if body.ends_with('…') || body.ends_with("...") {
        End::Cut
    } else if body.ends_with(['.', WIDE_STOP]) {
        End::Stop
    } else if body.ends_with(['?', '!', '？', '！']) {
        End::Call
    } else if text.ends_with([':', ';', ',']) {
        End::Open
    } else {
        End::Bare
    }
}

/// A full stop behind four small letters or digits, and a capital after it.
pub(super) fn holds_stop(text: &str) -> bool {
    memchr::memchr_iter(b'.', text.as_bytes()).any(|at| {
        let Some(after) = text.get(at + 1..).and_then(|rest| rest.strip_prefix(' ')) else { return false };
        let before = text.get(..at).unwrap_or("").trim_end_matches(['»', '"', '”', '“', ')']);
        let after = after.trim_start_matches(['«', '"', '“', '„', ' ']);
        after.starts_with(char::is_uppercase)
            && before.chars().rev().take_while(|c| c.is_lowercase() || c.is_numeric()).take(4).count() == 4
    })
}

pub(in crate::page) fn starts_with_bullet(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('•' | '·' | '▪' | '●' | '◦' | '‣' | '■' | '►' | '▶' | '✓' | '✔' | '*') => {
            true
        }
        Some(c) if is_dash(c) => chars.next().is_some_and(char::is_whitespace),
        _ => false,
    }
}

/// "2. ", "2) ": at most two digits.
pub(super) fn starts_with_number(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    (1..=2).contains(&(text.len() - rest.len())) && (rest.starts_with(". ") || rest.starts_with(") "))
}

/// "17:45", "16.21 BST": digits of an hour and a minute first, three words at most.
pub(super) fn is_clock(text: &str, words: usize) -> bool {
    let mut marks = text.splitn(2, [':', '.']);
    let number =
        |part: &str, most: u32| part.len() <= 2 && part.parse::<u32>().is_ok_and(|value| value <= most);
    let hour = marks.next().is_some_and(|part| number(part, 24));
    let rest = marks.next().unwrap_or("");
    hour && words <= 4
        && rest.len() <= 24
        && rest.get(..2).is_some_and(|part| part.len() == 2 && number(part, 59))
        && !rest.chars().nth(2).is_some_and(|c| c.is_ascii_digit() || c == '.')
}

/// Nine digits or more, with nothing between them but what telephone numbers are written with.
pub(super) fn has_telephone(text: &str) -> bool {
    let (mut digits, mut gap) = (0, 0);
    for byte in text.bytes() {
        if byte.is_ascii_digit() {
            (digits, gap) = (digits + 1, 0);
            if digits == TELEPHONE {
                return true;
            }
        } else if matches!(byte, b' ' | b'-' | b'(' | b')') && gap < 2 {
            gap += 1;
        } else {
            (digits, gap) = (0, 0);
        }
    }
    false
}

/// What stands behind each full stop and a space, the last first.
pub(super) fn tails(text: &str) -> impl Iterator<Item = &str> + Clone {
    memchr::memrchr_iter(b'.', text.as_bytes()).filter_map(|at| text.get(at + 1..)?.strip_prefix(' '))
}

/// "A headline – Name Surname": two or three capitalised words after the last dash.
pub(super) fn is_signed(text: &str) -> bool {
    // both dashes begin with this byte
    let dash = memchr::memrchr_iter(0xE2, text.as_bytes())
        .find_map(|at| Some((at, text.get(at..)?.strip_prefix(['–', '—'])?)));
    let Some((at, rest)) = dash else { return false };
    let mut count = 0;
    for word in rest.split_whitespace() {
        count += 1;
        if count > 4 || !word.starts_with(|c: char| c.is_uppercase()) || word.ends_with(['.', '!', '?']) {
            return false;
        }
    }
    (2..=4).contains(&count) && at > 20
}

#[cfg(test)]
mod tests;
