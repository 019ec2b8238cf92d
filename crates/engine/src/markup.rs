//! A page with its statements marked inside the prose: `[who Шмигаль] [cue заявив], що [what бюджет ухвалять]`.
//!
//! Takes a `Document`, gives marks and text with marks; the form is that of the gold pages (`gold/README.md`), so that what the
//! program found and what is true can be laid side by side. Never reads marks.

use crate::model::{Document, LinkRole, Span};
use std::collections::BTreeMap;
use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keyword {
    What,
    Who,
    Cue,
    Via,
    Name,
    Not,
}

impl Keyword {
    pub const ALL: [Keyword; 6] =
        [Keyword::What, Keyword::Who, Keyword::Cue, Keyword::Via, Keyword::Name, Keyword::Not];

    pub fn word(self) -> &'static str {
        match self {
            Keyword::What => "what",
            Keyword::Who => "who",
            Keyword::Cue => "cue",
            Keyword::Via => "via",
            Keyword::Name => "name",
            Keyword::Not => "not",
        }
    }
}

/// One `[keyword …]`: a byte range of the text and what is said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub keyword: Keyword,
    /// Statements the mark belongs to, counted from 1.
    pub numbers: Vec<u32>,
    /// `actor` is written `= key`.
    pub attributes: BTreeMap<String, String>,
    pub range: Range<usize>,
}

impl Mark {
    /// What stands between the bracket and the words: `who#1 = karpa`.
    pub fn head(&self) -> String {
        let mut head = self.keyword.word().to_owned();
        for (index, number) in self.numbers.iter().enumerate() {
            head.push(if index == 0 { '#' } else { ',' });
            head.push_str(&number.to_string());
        }
        for (key, value) in &self.attributes {
            head.push_str(&if key == "actor" { format!(" = {value}") } else { format!(" {key}={value}") });
        }
        head
    }
}

/// A piece of marked text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Piece<'a> {
    /// `[keyword …`
    Open(&'a Mark),
    /// `]`
    Close(&'a Mark),
    /// Text of the page.
    Text(&'a str),
}

/// The text cut at its marks, which stand in order, outer ones first, and do not cross.
pub fn pieces<'a>(text: &'a str, marks: &'a [Mark]) -> Vec<Piece<'a>> {
    let mut pieces = Vec::with_capacity(marks.len() * 4 + 1);
    let mut open: Vec<&Mark> = Vec::new();
    let mut at = 0;
    let mut go = |to: usize, pieces: &mut Vec<Piece<'a>>| {
        let words = text.get(at..to).unwrap_or("");
        if !words.is_empty() {
            pieces.push(Piece::Text(words));
        }
        at = to.max(at);
    };
    for mark in marks {
        while let Some(last) = open.pop_if(|last| last.range.end <= mark.range.start) {
            go(last.range.end, &mut pieces);
            pieces.push(Piece::Close(last));
        }
        go(mark.range.start, &mut pieces);
        pieces.push(Piece::Open(mark));
        open.push(mark);
    }
    while let Some(last) = open.pop() {
        go(last.range.end, &mut pieces);
        pieces.push(Piece::Close(last));
    }
    go(text.len(), &mut pieces);
    pieces
}

/// The text with its marks; brackets and backslashes of its own are escaped.
pub fn write(text: &str, marks: &[Mark]) -> String {
    let mut out = String::with_capacity(text.len() + marks.len() * 8);
    for piece in pieces(text, marks) {
        match piece {
            Piece::Open(mark) => {
                out.push('[');
                out.push_str(&mark.head());
                out.push(' ');
            }
            Piece::Close(_) => out.push(']'),
            Piece::Text(words) => {
                for c in words.chars() {
                    if matches!(c, '[' | ']' | '\\') {
                        out.push('\\');
                    }
                    out.push(c);
                }
            }
        }
    }
    out
}

/// What the program found, as marks in order. Marks that would cross another or leave their line are left out.
pub fn marks(document: &Document) -> Vec<Mark> {
    let mut marks = Marks { text: &document.text, list: Vec::new(), ends: BTreeMap::new() };
    for (number, statement) in (1..).zip(&document.statements) {
        let mut about = vec![("kind", word(&statement.kind))];
        let stance = word(&statement.stance);
        if stance != "assert" {
            about.push(("stance", stance));
        }
        for (name, on) in [("negated", statement.negated), ("hedged", statement.hedged)] {
            if on {
                about.push((name, "yes".to_owned()));
            }
        }
        for (piece, span) in statement.content.iter().enumerate() {
            marks.add(Keyword::What, number, *span, if piece == 0 { &about } else { &[] });
        }
        let anonymous = [("anon", "yes".to_owned())];
        if let Some(span) = statement.speaker.as_ref().and_then(|speaker| speaker.span) {
            marks.add(Keyword::Who, number, span, if statement.anonymous { &anonymous } else { &[] });
        }
        if let Some(span) = statement.cue {
            marks.add(Keyword::Cue, number, span, &[]);
        }
        for link in &statement.chain {
            if let (Some(span), false) =
                (link.span, matches!(link.role, LinkRole::Speaker | LinkRole::Publisher))
            {
                marks.add(Keyword::Via, number, span, &[("role", word(&link.role))]);
            }
        }
    }
    // Of two marks over the same characters the `what` is the outer one; numbers follow it.
    marks.list.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end), mark.keyword));
    marks.list
}

/// The word an enum of the model is written as.
fn word<T: serde::Serialize>(value: &T) -> String {
    let value = serde_json::to_value(value).ok();
    value.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

struct Marks<'a> {
    text: &'a str,
    list: Vec<Mark>,
    /// Marks by the line they stand on: only these can cross each other.
    ends: BTreeMap<usize, Vec<usize>>,
}

impl Marks<'_> {
    fn add(&mut self, keyword: Keyword, number: u32, span: Span, attributes: &[(&str, String)]) {
        let range = span.start()..span.end();
        let words = span.of(self.text);
        if words.trim().is_empty() || words.contains('\n') {
            return;
        }
        let line = self.text.get(..range.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let near = self.ends.entry(line).or_default();
        let crosses = |mark: &Mark| {
            let (a, b) = (&mark.range, &range);
            a.start < b.end
                && b.start < a.end
                && !(a.start <= b.start && b.end <= a.end)
                && !(b.start <= a.start && a.end <= b.end)
        };
        if near.iter().filter_map(|&at| self.list.get(at)).any(crosses) {
            return;
        }
        let same = |mark: &Mark| mark.keyword == keyword && mark.range == range;
        let same = near.iter().copied().find(|&at| self.list.get(at).is_some_and(same));
        match same.and_then(|at| self.list.get_mut(at)) {
            Some(mark) => {
                if keyword != Keyword::What && !mark.numbers.contains(&number) {
                    mark.numbers.push(number);
                }
            }
            None => {
                near.push(self.list.len());
                let attributes = attributes.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect();
                self.list.push(Mark { keyword, numbers: vec![number], attributes, range });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(keyword: Keyword, range: Range<usize>) -> Mark {
        Mark { keyword, numbers: vec![1], attributes: BTreeMap::new(), range }
    }

    #[test]
    fn marks_nest_and_brackets_are_escaped() {
        let text = "She [yes] said so";
        let marks = [mark(Keyword::What, 0..9), mark(Keyword::Who, 0..3), mark(Keyword::Cue, 10..14)];
        assert_eq!(write(text, &marks), "[what#1 [who#1 She] \\[yes\\]] [cue#1 said] so");
    }
}
