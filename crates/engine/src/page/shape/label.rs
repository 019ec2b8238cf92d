//! Whether words of a label make a line one: "Photo: A. Roe", not "Photo shows have come back".
//!
//! Takes text and shapes, gives answers.

use super::marks::tails;
use super::{End, Shape};
use crate::page::words::{self, Label, Words};
use crate::text::{fold, is_dash, is_letter_or_digit};

/// Whether what follows a label leaves it a label.
pub(super) fn accepts(label: Label, rest: &str, shape: &Shape) -> bool {
    let marks = rest.trim_start();
    let colon = marks.starts_with([':', '|']) || marks.starts_with(|c| is_dash(c) && rest.starts_with(' '));
    let word = marks.trim_start_matches(|c: char| !is_letter_or_digit(c));
    let capital = marks.starts_with(|c: char| c.is_uppercase() || matches!(c, '«' | '"' | '“'));
    let upper = word.starts_with(|c: char| c.is_uppercase());
    let short = shape.chars <= 160;
    match label {
        Label::Related => {
            (colon && shape.chars <= 300) || (capital && shape.chars <= 250 && shape.end != End::Stop)
        }
        Label::Caption => {
            shape.chars <= 300
                && (marks.starts_with([':', '/', '|'])
                    || (short && upper && shape.end != End::Stop && shape.words <= 12))
        }
        Label::Byline => short && shape.words <= 14 && (colon || (upper && shape.end != End::Stop)),
        Label::Source | Label::Tags => short && colon,
        Label::Statistics | Label::Updated => {
            short && (colon || shape.dateline || word.starts_with(|c: char| c.is_ascii_digit()))
        }
        Label::Advert | Label::End | Label::Comments => colon && shape.words <= 6,
        Label::Share | Label::Social | Label::Navigation | Label::Video => shape.menu,
        Label::Notice => shape.chars <= 400,
        Label::Background => true,
        Label::About => short && shape.words <= 8 && upper && shape.end == End::Bare,
    }
}

/// Ends with the credit of a picture: "… (Photo: A. Roe)" or "…. Photo: A. Roe".
pub(super) fn credited(text: &str, shape: &Shape, words: &Words) -> bool {
    let caption = |word: &str| words.label(&fold(word)) == Some(Label::Caption);
    let mut last_three = tails(text).take(3);
    let last = last_three.clone().next().and_then(|credit| credit.split_once(':'));
    if last.is_some_and(|(word, name)| name.len() <= 120 && caption(word)) {
        return true;
    }
    // "…. Photo A. Roe": the last words, and no sentence
    let opens = |credit: &str| words::words(credit).next().is_some_and(|(_, _, word)| caption(word));
    if shape.end == End::Bare && last_three.any(|tail| tail.len() <= 60 && opens(tail)) {
        return true;
    }
    let Some(body) = text.strip_suffix(')').or_else(|| text.strip_suffix(").")) else { return false };
    let Some(at) = body.rfind('(') else { return false };
    let credit = body.get(at + 1..).unwrap_or("");
    // "(PHOTO, VIDEO)" after a headline credits nobody
    let named = credit.contains([':', '/']) || credit.contains(" by ");
    credit.len() <= 120 && named && words::words(credit).take(3).any(|(_, _, word)| caption(word))
}

/// `menu`: words of a menu, and of how many.
pub(super) fn is_menu(text: &str, (menu, all): (usize, usize), shape: &Shape) -> bool {
    if matches!(shape.end, End::Stop | End::Call | End::Cut) || shape.chars > 300 {
        return false;
    }
    let bytes = text.as_bytes();
    let marked =
        memchr::memchr3(b'|', b'>', b'\t', bytes).or_else(|| memchr::memchr3(b'/', 0xC2, 0xE2, bytes));
    let separators = if marked.is_none() {
        0
    } else {
        text.chars().filter(|c| matches!(c, '|' | '»' | '›' | '•' | '·' | '\t' | '>' | '→')).count()
            + slashes(text)
    } + text.matches("   ").count();
    if separators >= 2 && shape.words <= separators * 4 + 4 && !text.contains('«') {
        return true;
    }
    all >= 2 && menu >= 2 && menu * 5 >= all * 2
}

/// " / " counts once, " // " twice; one " // " alone parts a date from a name.
fn slashes(text: &str) -> usize {
    if memchr::memchr(b'/', text.as_bytes()).is_none() {
        return 0;
    }
    let double = text.matches(" // ").count();
    text.matches(" / ").count() + if double > 1 { 2 * double } else { 0 }
}
