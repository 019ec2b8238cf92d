//! What the pattern rules give: statements before anybody knows who the speakers are.

use super::lexicon::{Class, Effect};
use super::source::Source;
use crate::model::*;
use std::ops::Range;

/// Who the rule says spoke.
#[derive(Clone, Debug)]
pub(super) enum Who {
    Source(Box<Source>),
    /// No words of the sentence name the speaker: the one who spoke before goes on.
    Implicit,
    /// The rule knows that somebody spoke and not who.
    Unknown,
}

#[derive(Clone, Debug)]
pub(super) struct Link {
    pub(super) role: LinkRole,
    pub(super) source: Source,
}

#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) kind: StatementKind,
    /// Token ranges of the block.
    pub(super) content: Vec<Range<usize>>,
    pub(super) cue: Option<Range<usize>>,
    pub(super) lemma: String,
    pub(super) class: Class,
    pub(super) effect: Option<Effect>,
    pub(super) who: Who,
    /// Who says it together with the speaker.
    pub(super) beside: Vec<Source>,
    /// Innermost first, speaker left out.
    pub(super) links: Vec<Link>,
    pub(super) hedged: bool,
    /// "Сообщается, что": by people whom nobody names.
    pub(super) unnamed: bool,
    pub(super) rule: &'static str,
    pub(super) confidence: f32,
    /// Paragraphs before this one that open with a mark and never close: content spans in bytes.
    pub(super) earlier: Vec<Span>,
    /// Inside the content of another statement.
    pub(super) nested: bool,
}

impl Draft {
    pub(super) fn new(
        rule: &'static str,
        kind: StatementKind,
        content: Vec<Range<usize>>,
        confidence: f32,
    ) -> Self {
        Self {
            kind,
            content,
            cue: None,
            lemma: String::new(),
            class: Class::Assert,
            effect: None,
            who: Who::Implicit,
            beside: Vec::new(),
            links: Vec::new(),
            hedged: false,
            unnamed: false,
            rule,
            confidence,
            earlier: Vec::new(),
            nested: false,
        }
    }
    /// First token of cue or content: where the statement stands in the text.
    pub(super) fn place(&self) -> usize {
        let content = self.content.first().map_or(usize::MAX, |c| c.start);
        self.cue.as_ref().map_or(content, |c| c.start)
    }
    pub(super) fn holds(&self, token: usize) -> bool {
        self.content.iter().any(|c| c.contains(&token))
    }
}
