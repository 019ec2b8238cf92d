//! Where a story ends that the page goes on to talk after: requests to the reader, a line on the author.

use super::Reader;
use crate::page::shape::Shape;
use crate::page::words::Label;

/// Requests that end a story; more are a story that speaks to its reader.
const REQUESTS: usize = 2;
/// Code points of the longest line on the author.
const AUTHOR: usize = 400;
/// Pieces above the story among which its author is named.
const ABOVE: usize = 12;

impl Reader<'_> {
    /// The end of the story without requests and the line on its author.
    pub(super) fn without_tail(&self, start: usize, end: usize) -> usize {
        let asks = |i: &usize| self.is(*i, |s| s.addresses);
        let paragraphs = (start..end).filter(|i| self.is(*i, Shape::body)).count();
        let all = (start..end).filter(asks).count();
        let (mut last, mut requests, mut author) = (end, 0, false);
        while last > start + 1 {
            let i = last - 1;
            if requests == 0 && !author && self.of_the_author(i, start) {
                author = true;
            } else if asks(&i) {
                requests += 1;
            } else if self.is(i, Shape::body) || self.weight(i) > 0.0 {
                break;
            }
            last = i;
        }
        let few = requests <= REQUESTS && (all - requests) * 10 <= paragraphs;
        if author && requests == 0 || requests > 0 && few { last } else { end }
    }

    /// Begins with a name that stands above the story alone, in a byline or with an office.
    pub(super) fn of_the_author(&self, i: usize, start: usize) -> bool {
        i > start + 2 && self.is(i, |s| s.body() && s.chars <= AUTHOR) && self.named_above(i, start)
    }

    /// Names the author below the story or tells of them.
    pub(super) fn author_box(&self, i: usize, start: usize) -> bool {
        let name = |i: usize| self.is(i, Shape::names) && self.named_above(i, start);
        let text = |i: usize| self.is(i, |s| s.body() && s.chars <= AUTHOR);
        self.of_the_author(i, start) || name(i) && text(i + 1) || text(i) && i > start && name(i - 1)
    }

    /// The first two words are the name of one who signs above the story.
    fn named_above(&self, i: usize, start: usize) -> bool {
        let names = |s: &Shape| s.names() || s.label == Some(Label::Byline) || s.office();
        let opening = self.shape(i).and_then(|s| s.opening);
        let above = start.saturating_sub(ABOVE)..start;
        opening.is_some() && above.rev().any(|j| self.is(j, |s| names(s) && s.opening == opening))
    }
}
