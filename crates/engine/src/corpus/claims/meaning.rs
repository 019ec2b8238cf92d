//! Directions of meaning to the sides of random planes they lie on: cells that units meet in, and how near two are.
//!
//! Takes the numbers of a vector (Charikar 2002); the planes are the same everywhere. 35 bytes stand for 512 numbers.

use super::blocks::mix;

/// Planes that cut the space of meanings into cells, and how many ways it is cut.
const DIRECTIONS: usize = 5;
const CUTS: usize = 4;
const CELLS: usize = DIRECTIONS * CUTS;

/// Planes that tell how near two directions are.
const SKETCH: usize = 256;
/// Of those, the planes that may lie between two: about a cosine of 0.55.
const BETWEEN: u32 = 82;

const PLANES: usize = CELLS + SKETCH;
const WORDS: usize = PLANES.div_ceil(64);

/// On which sides of fixed planes a direction of meaning lies: all that linking keeps of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sides([u64; WORDS]);

/// The sum of eight numbers for each way of turning their signs; bit `n` turns the nth.
fn signed_sums(eight: &[f32]) -> [f32; 256] {
    let mut out = [eight.iter().sum(); 256];
    for (n, x) in eight.iter().enumerate() {
        let (done, next) = out.split_at_mut(1 << n);
        next.iter_mut().zip(done).for_each(|(turned, sum)| *turned = *sum - 2.0 * x);
    }
    out
}

impl Sides {
    /// Sides of a direction; `numbers` are those of a vector.
    pub fn new(numbers: &[f32]) -> Self {
        let mut sums = [0.0f32; PLANES];
        for (part, numbers) in numbers.chunks(64).enumerate() {
            let signs: [u64; PLANES] = std::array::from_fn(|plane| mix(plane as u64, part as u64));
            for (place, eight) in numbers.chunks(8).enumerate() {
                let table = signed_sums(eight);
                for (sum, signs) in sums.iter_mut().zip(&signs) {
                    let turned = usize::from((signs >> (8 * place)) as u8);
                    *sum += table.get(turned).copied().unwrap_or(0.0);
                }
            }
        }
        let mut words = [0; WORDS];
        for (word, sums) in words.iter_mut().zip(sums.chunks(64)) {
            *word = sums.iter().rev().fold(0, |word, sum| word << 1 | u64::from(*sum > 0.0));
        }
        Self(words)
    }

    /// As it is kept.
    pub fn to_bytes(&self) -> Vec<u8> {
        let bytes = self.0.iter().flat_map(|word| word.to_le_bytes());
        bytes.take(PLANES.div_ceil(8)).collect()
    }

    /// What `to_bytes` gave; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.len() != PLANES.div_ceil(8) {
            return None;
        }
        let mut words = [0; WORDS];
        for (word, bytes) in words.iter_mut().zip(bytes.chunks(8)) {
            *word = bytes.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
        }
        Some(Self(words))
    }

    /// Cells that a direction lies in, one of each cut.
    pub(super) fn cells(&self) -> impl Iterator<Item = u64> {
        let first = self.0.first().copied().unwrap_or(0);
        (0..CUTS).map(move |cut| {
            (cut as u64) << DIRECTIONS | first >> (cut * DIRECTIONS) & ((1 << DIRECTIONS) - 1)
        })
    }

    /// Planes that lie between two directions.
    fn between(&self, other: &Self) -> u32 {
        // the planes of the cells come first
        let seen = |n: usize| if n == 0 { u64::MAX << CELLS } else { u64::MAX };
        let pairs = self.0.iter().zip(&other.0).enumerate();
        pairs.map(|(n, (a, b))| ((a ^ b) & seen(n)).count_ones()).sum()
    }

    /// True when two directions are near each other.
    pub(super) fn near(&self, other: &Self) -> bool {
        self.between(other) <= BETWEEN
    }

    /// How near two directions are: 1 for the same, 0 for those at a right angle or beyond.
    pub(super) fn closeness(&self, other: &Self) -> f32 {
        (1.0 - 2.0 * self.between(other) as f32 / SKETCH as f32).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A unit vector with a known cosine to that of 1.
    fn vector(cosine: f32) -> Vec<f32> {
        let pair = [cosine / 16.0, (1.0 - cosine * cosine).sqrt() / 16.0];
        (0..512).map(|at| pair[at % 2]).collect()
    }

    #[test]
    fn near_directions_are_near_and_others_are_not() {
        let own = Sides::new(&vector(1.0));
        assert!(own.near(&Sides::new(&vector(0.8))));
        assert!(!own.near(&Sides::new(&vector(0.2))));
        assert_eq!(own.cells().collect::<std::collections::BTreeSet<_>>().len(), CUTS);
    }

    #[test]
    fn sides_are_those_of_the_sums_over_signs() {
        let numbers: Vec<f32> = (0..512).map(|n| ((n * 37 % 101) as f32 - 50.0) / 700.0).collect();
        let Sides(words) = Sides::new(&numbers);
        for plane in 0..PLANES {
            let sign =
                |n: usize| if mix(plane as u64, (n / 64) as u64) >> (n % 64) & 1 == 0 { 1.0 } else { -1.0 };
            let sum: f64 = numbers.iter().enumerate().map(|(n, x)| f64::from(*x) * sign(n)).sum();
            assert!(
                sum.abs() < 1e-4 || (sum > 0.0) == (words[plane / 64] >> (plane % 64) & 1 == 1),
                "{plane}"
            );
        }
    }

    #[test]
    fn sides_are_kept_whole() {
        let sides = Sides::new(&vector(0.3));
        assert_eq!(Sides::from_bytes(&sides.to_bytes()), Some(sides));
        assert_eq!(Sides::from_bytes(&[0; 8]), None);
    }
}
