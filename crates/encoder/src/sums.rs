//! Sums over many numbers in sixteen lanes, which the compiler turns into vector instructions; the order of adding is fixed.

const LANES: usize = 16;

/// The sum of what a term gives for each number.
pub(crate) fn total(numbers: &[f32], term: impl Fn(f32) -> f32) -> f32 {
    let (whole, rest) = numbers.as_chunks::<LANES>();
    let mut lanes = [0.0f32; LANES];
    for chunk in whole {
        for (lane, x) in lanes.iter_mut().zip(chunk) {
            *lane += term(*x);
        }
    }
    lanes.iter().sum::<f32>() + rest.iter().map(|x| term(*x)).sum::<f32>()
}

/// The sum of the products of two rows of one length.
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let ((whole_a, rest_a), (whole_b, rest_b)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let mut lanes = [0.0f32; LANES];
    for (x, y) in whole_a.iter().zip(whole_b) {
        for ((lane, x), y) in lanes.iter_mut().zip(x).zip(y) {
            *lane += x * y;
        }
    }
    lanes.iter().sum::<f32>() + rest_a.iter().zip(rest_b).map(|(x, y)| x * y).sum::<f32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_numbers_count_whatever_their_number() {
        for length in [0, 1, 15, 16, 17, 100] {
            let numbers: Vec<f32> = (1..=length).map(|n| n as f32).collect();
            let ones = vec![1.0; numbers.len()];
            let expected = (length * (length + 1) / 2) as f32;
            assert_eq!((total(&numbers, |x| x), dot(&numbers, &ones)), (expected, expected), "{length}");
        }
    }
}
