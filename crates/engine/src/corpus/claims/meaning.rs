//! Directions of meaning to cells that units meet in, and to sketches that tell how near two are.
//!
//! Takes the numbers of a vector, gives on which sides of random planes it lies (Charikar 2002); the planes are the same everywhere.

use super::blocks::mix;

/// Planes that cut the space of meanings into cells, and how many ways it is cut.
const DIRECTIONS: usize = 5;
const CUTS: usize = 4;

/// Planes of a sketch, in words of 64.
const WORDS: usize = 4;
/// Planes that may lie between two of 256: about a cosine of 0.55.
const BETWEEN: u32 = 82;

fn side(plane: usize, numbers: &[f32]) -> u64 {
    let mut sum = 0.0f32;
    for (place, part) in numbers.chunks(64).enumerate() {
        let signs = mix(plane as u64, place as u64);
        sum += (0u32..).zip(part).map(|(bit, x)| if signs >> bit & 1 == 0 { *x } else { -x }).sum::<f32>();
    }
    u64::from(sum > 0.0)
}

/// Cells that a direction of meaning lies in, one of each cut.
pub(super) fn cells(numbers: &[f32]) -> Vec<u64> {
    let cell = |cut: usize| {
        (0..DIRECTIONS).fold(cut as u64, |cell, bit| cell << 1 | side(cut * DIRECTIONS + bit, numbers))
    };
    (0..CUTS).map(cell).collect()
}

/// On which sides of 256 planes a direction lies.
#[derive(Clone, Debug)]
pub(super) struct Sketch([u64; WORDS]);

impl Sketch {
    pub(super) fn new(numbers: &[f32]) -> Self {
        let mut words = [0; WORDS];
        for (n, word) in words.iter_mut().enumerate() {
            *word = (0..64).fold(0, |word, bit| word << 1 | side(CUTS * DIRECTIONS + n * 64 + bit, numbers));
        }
        Self(words)
    }

    pub(super) fn near(&self, other: &Self) -> bool {
        let between: u32 = self.0.iter().zip(&other.0).map(|(a, b)| (a ^ b).count_ones()).sum();
        between <= BETWEEN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_directions_are_near_and_others_are_not() {
        // two unit vectors with a known cosine
        let vector = |cosine: f32| {
            let mut numbers = vec![0.0f32; 512];
            (0..256).for_each(|at| {
                numbers[2 * at] = cosine / 16.0;
                numbers[2 * at + 1] = (1.0 - cosine * cosine).sqrt() / 16.0;
            });
            numbers
        };
        let own = Sketch::new(&vector(1.0));
        assert!(own.near(&Sketch::new(&vector(0.8))));
        assert!(!own.near(&Sketch::new(&vector(0.2))));
    }
}
