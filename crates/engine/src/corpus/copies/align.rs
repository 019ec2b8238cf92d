//! Two texts side by side: the passages they share, by seed and extension over the real words.

use super::keys::RUN;
use super::text::{Text, run};
use rustc_hash::FxHashMap;

/// Shortest shared passage, in equal words.
const PASSAGE: usize = 8;
/// Places of one run that are tried.
const PLACES: usize = 4;
/// Words that may differ, on each side, before the passage goes on.
const GAP: usize = 4;
/// Equal words after which a passage goes on behind a difference.
const RESUME: usize = 2;

/// Equal words: first word in `a`, first word in `b`, how many.
pub(crate) type Piece = (usize, usize, usize);

/// A shared passage: runs of equal words with small differences between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Passage {
    /// In the order of the text, at least one.
    pub(crate) pieces: Vec<Piece>,
    /// Half-open ranges of words.
    pub(crate) a: (usize, usize),
    pub(crate) b: (usize, usize),
    /// Equal words.
    pub(crate) matched: usize,
}

/// What two texts share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Alignment {
    /// In the order of `b`.
    pub(crate) passages: Vec<Passage>,
    /// Words of each that stand in the other, each counted once.
    pub(crate) in_a: usize,
    pub(crate) in_b: usize,
    /// The longest run of equal words.
    pub(crate) longest: usize,
}

/// Passages that both texts have, in any order of `a`.
pub(crate) fn align(a: &Text, b: &Text) -> Alignment {
    let mut places: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for (at, words) in a.words.windows(RUN).enumerate() {
        let list = places.entry(run(words)).or_default();
        if list.len() < PLACES {
            list.push(at as u32);
        }
    }
    let mut out = Alignment::default();
    let mut covered = vec![false; a.words.len()];
    let mut j = 0;
    while let Some(words) = b.words.get(j..j + RUN) {
        let tried = places.get(&run(words)).map_or(&[][..], Vec::as_slice);
        let passages = tried.iter().filter_map(|&i| extend(a, b, i as usize, j));
        let best = passages.reduce(|best, next| if next.matched > best.matched { next } else { best });
        let Some(passage) = best.filter(|passage| passage.matched >= PASSAGE) else {
            j += 1;
            continue;
        };
        out.in_b += passage.matched;
        for &(i, _, length) in &passage.pieces {
            out.longest = out.longest.max(length);
            for slot in covered.iter_mut().skip(i).take(length) {
                out.in_a += usize::from(!*slot);
                *slot = true;
            }
        }
        j = passage.b.1.max(j + 1);
        out.passages.push(passage);
    }
    out
}

/// Follows equal words from a seed to the right, over small differences.
fn extend(a: &Text, b: &Text, i: usize, j: usize) -> Option<Passage> {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut x, mut y) = (i, j);
    loop {
        let length = equal(a, b, x, y);
        if length == 0 {
            break;
        }
        pieces.push((x, y, length));
        (x, y) = (x + length, y + length);
        match resume(a, b, x, y) {
            Some(next) => (x, y) = next,
            None => break,
        }
    }
    let matched = pieces.iter().map(|piece| piece.2).sum();
    Some(Passage { pieces, a: (i, x), b: (j, y), matched })
}

/// How many words are equal from here on.
fn equal(a: &Text, b: &Text, i: usize, j: usize) -> usize {
    let (left, right) = (a.words.get(i..).unwrap_or_default(), b.words.get(j..).unwrap_or_default());
    left.iter().zip(right).take_while(|(x, y)| x.hash == y.hash).count()
}

/// The nearest place behind a difference where both go on alike.
fn resume(a: &Text, b: &Text, x: usize, y: usize) -> Option<(usize, usize)> {
    for distance in 1..=2 * GAP {
        for left in distance.saturating_sub(GAP)..=distance.min(GAP) {
            let (i, j) = (x + left, y + distance - left);
            let goes_on = |k: usize| {
                let pair = (a.words.get(i + k), b.words.get(j + k));
                matches!(pair, (Some(p), Some(q)) if p.hash == q.hash)
            };
            if (0..RESUME).all(goes_on) {
                return Some((i, j));
            }
        }
    }
    None
}
