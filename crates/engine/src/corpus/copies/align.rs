//! Two texts side by side: the passages they share, by seed and extension over the real words.

use super::keys::RUN;
use super::text::{Text, run};

/// Shortest shared passage, in equal words.
const PASSAGE: usize = 7;
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

/// Where each run of a text begins; made once for all texts it is aligned with.
pub(crate) struct Places {
    /// Sorted.
    runs: Vec<(u64, u32)>,
}

impl Places {
    pub(crate) fn new(text: &Text) -> Self {
        let windows = text.words.windows(RUN).enumerate();
        let mut runs: Vec<(u64, u32)> = windows.map(|(at, words)| (run(words), at as u32)).collect();
        runs.sort_unstable();
        Self { runs }
    }

    /// The first places of a run.
    fn of(&self, run: u64) -> impl Iterator<Item = usize> + '_ {
        let from = self.runs.partition_point(|r| r.0 < run);
        let same = self.runs.iter().skip(from).take(PLACES).take_while(move |r| r.0 == run);
        same.map(|r| r.1 as usize)
    }
}

/// Passages that both texts have, in any order of `a`; `places` are those of `a`.
pub(crate) fn align(a: &Text, places: &Places, b: &Text) -> Alignment {
    let mut out = Alignment::default();
    let mut covered = vec![false; a.words.len()];
    let mut j = 0;
    while let Some(words) = b.words.get(j..j + RUN) {
        let floor = out.passages.last().map_or(0, |passage| passage.b.1);
        let passages = places.of(run(words)).map(|i| extend(a, b, i, j, floor));
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

/// Follows equal words from a seed in both directions, over small differences; not before the word `floor` of `b`.
fn extend(a: &Text, b: &Text, i: usize, j: usize, floor: usize) -> Passage {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut x, mut y) = (i, j);
    loop {
        let length = equal(a, b, x, y);
        pieces.push((x, y, length));
        (x, y) = (x + length, y + length);
        match resume(|left, right| same(a, b, x + left, y + right)) {
            Some((left, right)) => (x, y) = (x + left, y + right),
            None => break,
        }
    }
    let (end_a, end_b) = (x, y);
    let mut before: Vec<Piece> = Vec::new();
    (x, y) = (i, j);
    let back = |x: usize, y: usize, left: usize, right: usize| {
        let place = (x.checked_sub(left + 1), y.checked_sub(right + 1));
        matches!(place, (Some(p), Some(q)) if q >= floor && same(a, b, p, q))
    };
    while let Some((left, right)) = resume(|left, right| back(x, y, left, right)) {
        (x, y) = (x - left, y - right);
        let mut length = 0;
        while back(x, y, length, length) {
            length += 1;
        }
        (x, y) = (x - length, y - length);
        before.push((x, y, length));
    }
    before.reverse();
    before.extend(pieces);
    let matched = before.iter().map(|piece| piece.2).sum();
    Passage { pieces: before, a: (x, end_a), b: (y, end_b), matched }
}

fn same(a: &Text, b: &Text, i: usize, j: usize) -> bool {
    matches!((a.words.get(i), b.words.get(j)), (Some(p), Some(q)) if p.hash == q.hash)
}

/// How many words are equal from here on.
fn equal(a: &Text, b: &Text, i: usize, j: usize) -> usize {
    let (left, right) = (a.words.get(i..).unwrap_or_default(), b.words.get(j..).unwrap_or_default());
    left.iter().zip(right).take_while(|(x, y)| x.hash == y.hash).count()
}

/// The least difference behind which both go on alike: words to pass over on each side.
fn resume(same: impl Fn(usize, usize) -> bool) -> Option<(usize, usize)> {
    for distance in 1..=2 * GAP {
        for left in distance.saturating_sub(GAP)..=distance.min(GAP) {
            let right = distance - left;
            if (0..RESUME).all(|k| same(left + k, right + k)) {
                return Some((left, right));
            }
        }
    }
    None
}
