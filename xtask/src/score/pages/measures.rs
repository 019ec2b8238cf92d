//! How pages are measured: overlap of article texts, verdicts on days.
//!
//! Takes texts and days, gives counts. Reads nothing.

use std::collections::BTreeMap;

/// Tokens of a shingle.
const SHINGLE: usize = 4;

/// True and false positives and false negatives, each page of weight one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Overlap {
    hit: f64,
    wrong: f64,
    missed: f64,
}

impl Overlap {
    pub(crate) fn of(gold: &str, found: &str) -> Self {
        let (gold, found) = (shingles(gold), shingles(found));
        let mut overlap = Self::default();
        let all: f64 = gold.values().sum::<u32>() as f64;
        for (shingle, count) in &found {
            let shared = (*count).min(gold.get(shingle).copied().unwrap_or(0));
            overlap.hit += f64::from(shared);
            overlap.wrong += f64::from(count - shared);
        }
        overlap.missed = all - overlap.hit;
        let sum = overlap.hit + overlap.wrong + overlap.missed;
        if sum > 0.0 {
            overlap.hit /= sum;
            overlap.wrong /= sum;
            overlap.missed /= sum;
        }
        overlap
    }
    pub(crate) fn add(&mut self, other: Self) {
        self.hit += other.hit;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
    pub(crate) fn precision(self) -> f64 {
        100.0 * self.hit / (self.hit + self.wrong).max(1e-9)
    }
    pub(crate) fn recall(self) -> f64 {
        100.0 * self.hit / (self.hit + self.missed).max(1e-9)
    }
    pub(crate) fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }
}

/// Runs of letters, digits and underscores, as Python's `\w+` finds them.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|token| !token.is_empty())
}

/// Shingles with their counts; a text of fewer than four tokens is one shingle.
pub(crate) fn shingles(text: &str) -> BTreeMap<Vec<&str>, u32> {
    let tokens: Vec<&str> = tokens(text).collect();
    let mut counts = BTreeMap::new();
    if tokens.is_empty() {
        return counts;
    }
    for window in tokens.windows(SHINGLE.min(tokens.len())) {
        *counts.entry(window.to_vec()).or_default() += 1;
    }
    counts
}

/// The gold text begins with the headline that was found.
pub(crate) fn begins(gold: &str, headline: &str) -> bool {
    let headline: Vec<&str> = tokens(headline).take(SHINGLE).collect();
    !headline.is_empty() && tokens(gold).take(headline.len()).eq(headline.iter().copied())
}

/// How many days were found. None for a page without a day is right and counts in neither precision nor recall.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Days {
    pub(crate) right: usize,
    pub(crate) wrong: usize,
    pub(crate) missing: usize,
    pub(crate) rightly_none: usize,
}

impl Days {
    /// Counts one page; only the day of `found` is compared. Gives a word for what it was.
    pub(crate) fn add(&mut self, gold: Option<&str>, found: Option<&str>) -> &'static str {
        let (count, word) = match (gold, found.and_then(|value| value.get(..10))) {
            (None, None) => (&mut self.rightly_none, "right"),
            (Some(gold), Some(found)) if gold == found => (&mut self.right, "right"),
            (_, Some(_)) => (&mut self.wrong, "wrong"),
            (Some(_), None) => (&mut self.missing, "missing"),
        };
        *count += 1;
        word
    }
    pub(crate) fn precision(self) -> f64 {
        per_cent(self.right, self.right + self.wrong)
    }
    pub(crate) fn recall(self) -> f64 {
        per_cent(self.right, self.right + self.missing)
    }
    pub(crate) fn accuracy(self) -> f64 {
        per_cent(self.right + self.rightly_none, self.right + self.wrong + self.missing + self.rightly_none)
    }
}

fn per_cent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlap_is_by_shingles_with_counts() {
        let same = Overlap::of("one two three four five", "one, two: three four five!");
        assert_eq!((same.precision(), same.recall(), same.f1()), (100.0, 100.0, 100.0));
        // Gold has 2 shingles; found has the first of them twice and one across the seam and more.
        let overlap = Overlap::of("a b c d e", "a b c d x a b c d");
        assert_eq!(overlap, Overlap { hit: 1.0 / 7.0, wrong: 5.0 / 7.0, missed: 1.0 / 7.0 });
        assert_eq!(Overlap::of("a b c", "").recall(), 0.0);
        assert_eq!(Overlap::of("", "").f1(), 0.0);
        assert_eq!(Overlap::of("a b", "a b").f1(), 100.0);
    }

    #[test]
    fn headline_is_part_of_a_gold_text_that_begins_with_it() {
        assert!(begins(" Міст закрито до весни.\nІнженери", "Міст закрито до весни"));
        assert!(!begins("Інженери кажуть, що міст", "Міст закрито до весни"));
        assert!(!begins("Міст", ""));
    }

    #[test]
    fn days_count_by_the_day() {
        let mut days = Days::default();
        let cases = [
            (Some("2024-05-01"), Some("2024-05-01T10:00Z"), "right"),
            (Some("2024-05-01"), Some("2024-05-02"), "wrong"),
            (Some("2024-05-01"), Some("2024-05"), "missing"),
            (None, Some("2024-05-02"), "wrong"),
            (None, None, "right"),
        ];
        for (gold, found, word) in cases {
            assert_eq!(days.add(gold, found), word, "{found:?} for {gold:?}");
        }
        assert_eq!(days, Days { right: 1, wrong: 2, missing: 1, rightly_none: 1 });
        assert_eq!((days.recall(), days.accuracy()), (50.0, 40.0));
        assert_eq!(Days::default().precision(), 0.0);
    }
}
