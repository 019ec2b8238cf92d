//! Text cut into pieces at every border of every mark, so that marks may nest and overlap.
//!
//! Takes a range of a text and marks as byte spans, gives pieces that tile the range, each with the marks that cover it.
//! Linear in the marks times the depth of their nesting.

use reportedly_engine::model::Span;

/// What a stretch of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
    /// Content of the statement with this index.
    Content(u32),
    Speaker(u32),
    Cue(u32),
    /// A link of the chain other than the speaker.
    Link(u32),
    /// A date that was not taken, by its index.
    Rejected(u32),
    /// The date that was taken.
    Published,
    /// What the address asks to see.
    Target,
}

#[derive(Debug, PartialEq)]
pub(crate) struct Piece {
    pub(crate) span: Span,
    /// The widest mark first.
    pub(crate) marks: Vec<Mark>,
    /// Statements whose content starts here.
    pub(crate) opens: Vec<u32>,
}

/// The pieces of `range`. Marks may reach over its ends; they need no order.
pub(crate) fn cut(range: Span, marks: &[(Span, Mark)]) -> Vec<Piece> {
    let mut inside: Vec<(Span, Mark)> = marks
        .iter()
        .filter(|(span, _)| span.overlaps(range) && !span.is_empty())
        .map(|&(span, mark)| (Span::new(span.start().max(range.start()), span.end().min(range.end())), mark))
        .collect();
    // wide before narrow, so that the innermost mark comes last
    inside.sort_by_key(|(span, mark)| (span.start(), std::cmp::Reverse(span.end()), *mark));
    let mut borders: Vec<usize> = inside.iter().flat_map(|(span, _)| [span.start(), span.end()]).collect();
    borders.extend([range.start(), range.end()]);
    borders.sort_unstable();
    borders.dedup();
    let mut pieces = Vec::new();
    let mut active: Vec<(Span, Mark)> = Vec::new();
    let mut next = inside.iter().peekable();
    for pair in borders.windows(2) {
        let &[start, end] = pair else { continue };
        active.retain(|(span, _)| span.end() > start);
        let mut opens = Vec::new();
        while let Some(&&(span, mark)) = next.peek().filter(|(span, _)| span.start() <= start) {
            if let Mark::Content(statement) = mark {
                opens.push(statement);
            }
            active.push((span, mark));
            next.next();
        }
        let marks = active.iter().map(|(_, mark)| *mark).collect();
        pieces.push(Piece { span: Span::new(start, end), marks, opens });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_tile_the_range_and_keep_the_nesting() {
        let marks = [
            (Span::new(2, 9), Mark::Content(0)),
            (Span::new(4, 6), Mark::Content(1)),
            (Span::new(5, 12), Mark::Target),
        ];
        let pieces = cut(Span::new(0, 10), &marks);
        let spans: Vec<(usize, usize)> = pieces.iter().map(|p| (p.span.start(), p.span.end())).collect();
        assert_eq!(spans, [(0, 2), (2, 4), (4, 5), (5, 6), (6, 9), (9, 10)]);
        let marks: Vec<&[Mark]> = pieces.iter().map(|p| p.marks.as_slice()).collect();
        let (a, b, t) = (Mark::Content(0), Mark::Content(1), Mark::Target);
        assert_eq!(marks, [&[][..], &[a], &[a, b], &[a, b, t], &[a, t], &[t]]);
        assert_eq!(pieces[1].opens, [0]);
        assert_eq!(pieces[2].opens, [1]);
    }

    #[test]
    fn nothing_marked_is_one_piece_and_nothing_at_all_is_none() {
        assert_eq!(cut(Span::new(3, 7), &[]).len(), 1);
        assert_eq!(cut(Span::new(3, 3), &[]).len(), 0);
    }
}
