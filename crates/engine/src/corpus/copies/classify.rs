//! What kind of copy an alignment shows, if any.

use super::align::{Alignment, Passage};
use super::model::CopyClass;
use super::text::Text;

/// Shares of words, of a page found in the other.
const IDENTICAL: f32 = 0.98;
const REPRINT: f32 = 0.9;
const HALF: f32 = 0.5;
const PARTIAL: f32 = 0.3;
const REWRITE: f32 = 0.1;
/// Equal words in a row of a partial copy, and of quotations from one source.
const ROW: usize = 12;
/// Equal words in a row of a rewrite that has less than half of the page.
const IN_A_ROW: usize = 8;
/// Equal words of a rewrite.
const WORDS: usize = 25;
/// Equal words of two short pages that are all alike.
const FEW: usize = 7;

/// Share of words, to three decimals.
pub(crate) fn share(part: usize, whole: usize) -> f32 {
    (part as f32 / whole.max(1) as f32 * 1000.0).round() / 1000.0
}

/// Equal words that are not a quotation on both pages.
fn own_words(alignment: &Alignment, a: &Text, b: &Text) -> usize {
    let (x, y) = (a.quoted(), b.quoted());
    let pieces = alignment.passages.iter().flat_map(|passage| &passage.pieces);
    let words = pieces.flat_map(|&(i, j, length)| (0..length).map(move |k| (i + k, j + k)));
    words.filter(|&(i, j)| !(x.get(i) == Some(&true) && y.get(j) == Some(&true))).count()
}

/// Share of passages that stand in the same order on both pages.
fn in_order(passages: &[Passage]) -> f32 {
    let steps = passages.len().saturating_sub(1);
    let kept = passages.windows(2).filter(|w| matches!(w, [x, y] if x.a.0 <= y.a.0)).count();
    if steps == 0 { 1.0 } else { share(kept, steps) }
}

/// The class of two pages; `None`: what they share is not enough.
pub(crate) fn classify(alignment: &Alignment, a: &Text, b: &Text) -> Option<CopyClass> {
    let matched = alignment.in_a.min(alignment.in_b);
    let contained = (share(alignment.in_a, a.words.len()), share(alignment.in_b, b.words.len()));
    let (low, high) = (contained.0.min(contained.1), contained.0.max(contained.1));
    if matched < FEW {
        return None;
    }
    if low >= IDENTICAL {
        return Some(CopyClass::Identical);
    }
    if low >= REPRINT {
        return Some(CopyClass::Reprint);
    }
    let own = own_words(alignment, a, b);
    if own < FEW {
        return (matched >= ROW || high >= PARTIAL).then_some(CopyClass::CommonSource);
    }
    if high >= PARTIAL && alignment.longest >= ROW {
        return Some(CopyClass::Partial);
    }
    // many small pieces in common are the language of a topic, few words in a row a set phrase
    let told_again = high >= HALF
        || high >= PARTIAL && alignment.longest >= IN_A_ROW
        || high >= REWRITE
            && matched >= WORDS
            && alignment.longest >= IN_A_ROW
            && alignment.passages.len() >= 2
            && in_order(&alignment.passages) >= 0.5;
    told_again.then_some(CopyClass::Rewrite)
}
