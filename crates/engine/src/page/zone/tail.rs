//! Where a story ends that the page goes on to talk after: requests to the reader, a line on the author.

use super::Reader;
use crate::page::shape::Shape;

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

    /// Begins with a name that stands alone above the story.
    fn of_the_author(&self, i: usize, start: usize) -> bool {
        i > start + 2
            && self.is(i, |s| s.body() && s.chars <= AUTHOR)
            && (start.saturating_sub(ABOVE)..start).any(|j| self.is(j, Shape::names) && self.begins(i, j))
    }
}
