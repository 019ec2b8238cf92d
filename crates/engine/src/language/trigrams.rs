//! How usual three letters in a row are in each language of ours.
//!
//! Takes the words of the packs' own lists (no corpus), gives points for and against each language that shares a script.
//! Whole numbers throughout, so that every machine counts the same.

use rustc_hash::FxHashMap;

/// Points for one doubling of the odds, and the most that three letters can say.
const PER_DOUBLING: i32 = 1;
const MOST: i32 = 3;

/// Points by trigram.
#[derive(Default)]
pub(super) struct Trigrams {
    points: FxHashMap<u64, Vec<(u16, i32)>>,
}

impl Trigrams {
    /// Counts the trigrams of `(language, word)`; `languages` are those to tell apart.
    pub(super) fn new<'a>(languages: &[u16], words: impl Iterator<Item = (u16, &'a str)>) -> Self {
        let n = languages.len();
        // trigrams as they are first met, and for each a row of counts
        let mut rows: FxHashMap<u64, usize> = FxHashMap::default();
        let (mut met, mut counts, mut totals) = (Vec::new(), Vec::new(), vec![0u64; n]);
        for (language, word) in words {
            let Some(place) = languages.iter().position(|&l| l == language) else { continue };
            for key in keys(word) {
                let row = *rows.entry(key).or_insert_with(|| {
                    met.push(key);
                    counts.resize(met.len() * n, 0u64);
                    met.len() - 1
                });
                for count in counts.get_mut(row * n + place).into_iter().chain(totals.get_mut(place)) {
                    *count += 1;
                }
            }
        }
        let mut points = FxHashMap::default();
        for (key, row) in met.into_iter().zip(counts.chunks(n.max(1))) {
            // two counts for what was not met; rates per 2^32 trigrams
            let rates =
                row.iter().zip(&totals).map(|(&n, &total)| eighths((((n + 2) << 32) / total.max(1)).max(1)));
            let rates: Vec<i32> = rates.collect();
            let mean = rates.iter().sum::<i32>() / rates.len().max(1) as i32;
            let shares = languages
                .iter()
                .zip(&rates)
                .map(|(&language, &rate)| (language, ((rate - mean) * PER_DOUBLING / 8).clamp(-MOST, MOST)));
            points.insert(key, shares.filter(|&(_, share)| share != 0).collect());
        }
        Self { points }
    }

    /// Adds the points of each trigram of a lower-case word.
    pub(super) fn weigh(&self, word: &str, scores: &mut [i32]) {
        for key in keys(word) {
            for &(language, points) in self.points.get(&key).into_iter().flatten() {
                if let Some(score) = scores.get_mut(usize::from(language)) {
                    *score += points;
                }
            }
        }
    }
}

/// Trigrams of a word with a blank before and after it.
fn keys(word: &str) -> impl Iterator<Item = u64> {
    let mut window = u64::from(' ');
    word.chars().chain([' ']).enumerate().filter_map(move |(index, c)| {
        window = (window << 21 | u64::from(c)) & ((1 << 63) - 1);
        (index > 0).then_some(window)
    })
}

/// The binary logarithm in eighths, straight between powers of two.
fn eighths(n: u64) -> i32 {
    let whole = n.max(1).ilog2();
    let rest = (n << 3 >> whole) & 7;
    (whole * 8) as i32 + rest as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_tell_languages_apart() {
        let words = [(0, "сказала"), (0, "знание"), (0, "когда"), (1, "сказала"), (1, "знання"), (1, "коли")];
        let words = words.into_iter().cycle().take(60);
        let trigrams = Trigrams::new(&[0, 1], words);
        let mut scores = [0, 0];
        trigrams.weigh("здание", &mut scores);
        assert!(scores[0] > 0 && scores[1] < 0, "{scores:?}");
        let mut scores = [0, 0];
        trigrams.weigh("xyz", &mut scores);
        assert_eq!(scores, [0, 0]);
    }

    #[test]
    fn logarithms_grow() {
        assert_eq!([1, 2, 3, 4, 1 << 40].map(eighths), [0, 8, 12, 16, 320]);
        assert!((1..1000u64).all(|n| eighths(n) <= eighths(n + 1)));
    }
}
