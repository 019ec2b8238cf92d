//! English "Asked by the coroner why X, he said Y": the question and who put it.
//!
//! Takes a `Line`, its source phrases and the token of the participle, gives at most one draft.

use super::*;
use crate::statement::draft::{Draft, Who};
use crate::statement::lexicon::Class;
use crate::statement::line::Line;
use crate::statement::source::{self, Source};

/// Tokens between the participle and the question at most.
const REACH: usize = 20;

pub(super) fn asked(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Draft> {
    let opening = line.skip_opening(line.sentence(i).start);
    let put = matches!(line.word(i), "asked" | "pressed" | "quizzed" | "challenged" | "questioned");
    if line.lexicon.slavic || !put || i != opening {
        return None;
    }
    let question = (i + 1..i + REACH)
        .take_while(|&k| !line.is_comma(k))
        .find(|&k| matches!(line.word(k), "whether" | "if" | "why" | "what" | "when" | "how" | "where"))?;
    let by = (i + 1..question).find(|&k| line.word(k) == "by")?;
    let who = source::after(line, sources, by + 1).filter(|s| s.range.end <= question)?;
    let end = (question..line.sentence(i).end).find(|&k| line.is_comma(k) && line.depth_at(k) == 0)?;
    if line.words_in(question..end) < 3 {
        return None;
    }
    let mut draft = make(line, "asked", vec![question..end], i..i + 1, line.word(i), Class::Question, 0.8);
    draft.who = Who::Source(Box::new(Source { governed: false, ..who.clone() }));
    Some(draft)
}
