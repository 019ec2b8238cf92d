//! Lines of a flattened page to pieces.
//!
//! Takes text, gives the runs of text that stand on their own, white space trimmed. Joins lines only where one paragraph
//! was cut in two; decides no zone.

use super::shape::starts_with_bullet;
use crate::model::Span;
use crate::text::{is_dash, is_letter_or_digit};

/// A line without the white space around it.
#[derive(Clone, Copy)]
struct Line {
    start: usize,
    end: usize,
    /// Code points.
    chars: usize,
    /// A blank line stands before it.
    gap: bool,
}

/// Spans of the pieces of a text page, in order.
pub(super) fn pieces(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let mut out: Vec<Span> = Vec::with_capacity(lines.len());
    let mut first = 0;
    while first < lines.len() {
        let mut next = first + 1;
        while lines.get(next).is_some_and(|line| !line.gap) {
            next += 1;
        }
        let run = lines.get(first..next).unwrap_or(&[]);
        let width = wrap_width(text, run);
        let mut current: Option<Span> = None;
        let mut previous: Option<Line> = None;
        for line in run {
            let span = Span::new(line.start, line.end);
            let joined = match (previous, current) {
                (Some(before), Some(open)) if continues(text, before, *line, width) => Some(open.join(span)),
                _ => None,
            };
            if let Some(joined) = joined {
                current = Some(joined);
            } else {
                out.extend(current);
                current = Some(span);
            }
            previous = Some(*line);
        }
        out.extend(current);
        first = next;
    }
    out
}

fn lines(text: &str) -> Vec<Line> {
    let mut out = Vec::new();
    let mut gap = false;
    let mut start = 0;
    let bytes = text.as_bytes();
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).chain(std::iter::once(bytes.len()));
    for end in ends {
        let line = text.get(start..end).unwrap_or("");
        let body = line.trim_matches(blank);
        if body.is_empty() {
            // "\r\n" is one end of line, not a blank line
            let pair = end > 0
                && bytes.get(end) == Some(&b'\n')
                && bytes.get(end - 1) == Some(&b'\r')
                && start == end;
            gap |= !pair && !out.is_empty();
        } else {
            let left = start + line.len() - line.trim_start_matches(blank).len();
            out.push(Line { start: left, end: left + body.len(), chars: body.chars().count(), gap });
            gap = false;
        }
        start = end + 1;
    }
    out
}

/// White space and the invisible marks that stand for it.
#[inline]
pub(super) fn blank(c: char) -> bool {
    match c {
        // what most pages are made of
        '!'..='\u{7f}' | '\u{400}'..='\u{52f}' => false,
        _ => c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\0'),
    }
}

/// The width at which the lines of a run were broken by a program, if they were: all but paragraph ends nearly full, and
/// most breaks in mid-sentence.
fn wrap_width(text: &str, run: &[Line]) -> Option<usize> {
    let width = run.iter().map(|line| line.chars).max()?;
    if run.len() < 3 || !(40..=120).contains(&width) {
        return None;
    }
    let body = run.get(..run.len() - 1)?;
    let full = body.iter().filter(|line| line.chars + 18 >= width).count();
    let broken = body.iter().filter(|line| !closed(Span::new(line.start, line.end).of(text))).count();
    let lower =
        run.iter().skip(1).filter(|line| begins_lower(Span::new(line.start, line.end).of(text))).count();
    let words = |line: &Line| Span::new(line.start, line.end).of(text);
    let doubled = run.windows(2).any(|pair| matches!(pair, [a, b] if words(a) == words(b)));
    let wrapped = full * 10 >= body.len() * 7 && broken * 2 >= body.len() && lower * 2 >= body.len();
    (wrapped && !doubled).then_some(width)
}

fn continues(text: &str, before: Line, line: Line, width: Option<usize>) -> bool {
    let (head, tail) =
        (Span::new(before.start, before.end).of(text), Span::new(line.start, line.end).of(text));
    if dash_clause(tail) {
        let last = head.trim_end_matches([',', '.', '!', '?', '…']);
        // "…",⏎– said he.
        if last.len() < head.len() && last.ends_with(['"', '”', '»', '“', '\'']) || head.ends_with(',') {
            return true;
        }
        return head.ends_with(['"', '”', '»', '“']);
    }
    if starts_with_bullet(tail) {
        return false;
    }
    if let Some(width) = width {
        return before.chars + 18 >= width;
    }
    // a line that ends in mid-phrase; a name at the end may close a headline
    let last_lower = head.rsplit(char::is_whitespace).next().is_some_and(begins_lower);
    before.chars >= 60 && (head.ends_with(',') || begins_lower(tail) && last_lower && !closed(head))
}

/// "– said he": a dash, a space, a small letter.
fn dash_clause(line: &str) -> bool {
    let mut chars = line.chars();
    chars.next().is_some_and(is_dash)
        && chars.next().is_some_and(char::is_whitespace)
        && chars.find(|c| !c.is_whitespace()).is_some_and(char::is_lowercase)
}

fn begins_lower(line: &str) -> bool {
    line.chars().find(|c| is_letter_or_digit(*c)).is_some_and(char::is_lowercase)
}

/// Ends a sentence or opens a list.
fn closed(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '»', '“', ')', ']', '\'', '’']).ends_with(['.', '!', '?', '…', ':', ';'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let found: Vec<&str> = pieces(text).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn each_line_is_a_piece() {
        check("Один\n\n  Два \r\n\r\nТри\r\nЧотири", &["Один", "Два", "Три", "Чотири"]);
        check(" \n\u{a0}\n", &[]);
        check("  • перше;\n  • друге.", &["• перше;", "• друге."]);
    }

    #[test]
    fn a_dash_clause_on_the_next_line_belongs_to_its_quotation() {
        check("«Мы все решим завтра»,\n– сказал мэр.", &["«Мы все решим завтра»,\n– сказал мэр."]);
        check("\"Мост адкрыем да зімы\",\n— сказала яна.", &["\"Мост адкрыем да зімы\",\n— сказала яна."]);
        check(
            "Обіцяв таке:\n– відкрити міст;\n– полагодити дах.",
            &["Обіцяв таке:", "– відкрити міст;", "– полагодити дах."],
        );
    }

    #[test]
    fn hard_wrapped_paragraphs_are_joined() {
        let wrapped = "The council of the small town met late on the evening of\nthe first day of spring to hear what its new mayor would\npropose about the bridge that had stood closed all winter,\nand left without a vote.";
        check(wrapped, &[wrapped]);
        let list = "Мост на реке закрыли на год – Анна Бойко\nМост на реке закрыли на год – Анна Бойко\nРынок переезжает за вокзал – Иван Лис";
        check(list, &list.lines().collect::<Vec<_>>());
        let list = "Рынок у старого вокзала закрывают на весь следующий год – Анна Бойко\nгородской совет не меняет своих планов. Что дальше – Иван Лис";
        check(list, &list.lines().collect::<Vec<_>>());
    }
}
