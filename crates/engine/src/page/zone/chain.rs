//! Where the story is: the likeliest way through the page.
//!
//! Takes a row of features for each piece, gives its place: before the story, in it, a stranger inside it, or after it. A
//! page is read as one chain of such places (a linear-chain conditional random field, Lafferty et al. 2001): every feature
//! adds its weight to a place, every step from place to place has its own, and Viterbi's algorithm finds the best sum.

use super::evidence::{COUNT, Row};
use super::weights::{Model, PLACES};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Before,
    Story,
    /// A link, an advert, a caption between two paragraphs.
    Stranger,
    After,
}

const ALL: [Place; PLACES] = [Place::Before, Place::Story, Place::Stranger, Place::After];
const NEVER: f32 = f32::NEG_INFINITY;

/// The places of all pieces; no piece is in the story where nothing speaks for one.
pub(super) fn places(rows: impl Iterator<Item = Row>, model: &Model) -> Vec<Place> {
    // a page begins before its story or with it and may end with it
    let mut best = [0.0, 0.0, NEVER, NEVER];
    let mut from: Vec<[u8; PLACES]> = Vec::new();
    for (i, row) in rows.enumerate() {
        let own = emission(&row, model);
        let mut next = [NEVER; PLACES];
        let mut back = [0u8; PLACES];
        for (to, (slot, source)) in next.iter_mut().zip(&mut back).enumerate() {
            for (at, (sum, steps)) in best.iter().zip(&model.steps).enumerate() {
                let step = steps.get(to).copied().unwrap_or(NEVER);
                let value = if i == 0 { best.get(to).copied().unwrap_or(NEVER) } else { sum + step };
                if value > *slot {
                    (*slot, *source) = (value, at as u8);
                }
            }
            *slot += own.get(to).copied().unwrap_or(0.0);
        }
        best = next;
        from.push(back);
    }
    let mut last = 0;
    for place in [1, 3] {
        if best.get(place) > best.get(last) {
            last = place;
        }
    }
    let mut out = vec![Place::Before; from.len()];
    for (slot, back) in out.iter_mut().zip(&from).rev() {
        *slot = ALL.get(last).copied().unwrap_or(Place::Before);
        last = back.get(last).copied().unwrap_or(0) as usize;
    }
    out
}

/// What a piece adds to each place; being before the story is the zero they are measured from.
fn emission(row: &Row, model: &Model) -> [f32; PLACES] {
    let mut sums = [0.0; PLACES];
    for (value, (_, weights)) in row.iter().zip(model.weights) {
        if *value != 0.0 {
            for (sum, weight) in sums.iter_mut().skip(1).zip(weights) {
                *sum += value * weight;
            }
        }
    }
    sums
}

/// Every feature has its row of weights.
const _: () =
    assert!(super::weights::TEXT.weights.len() == COUNT && super::weights::MARKUP.weights.len() == COUNT);
