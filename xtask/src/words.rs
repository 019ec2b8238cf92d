//! Words as scorers count them: runs of letters and digits, joined by apostrophes and hyphens.
//!
//! Takes text and byte ranges, gives sets of word numbers. Knows nothing of statements. The same words as `score.py` of
//! the shared scorers, so that figures compare.

use std::collections::BTreeSet;
use std::ops::Range;

/// That-words, which do not matter at the start of a content.
const LEADING: [&str; 11] =
    ["що", "что", "што", "that", "щоб", "чтобы", "каб", "аби", "нібито", "якобы", "нібыта"];

/// The words of one text.
pub(crate) struct Words<'a> {
    text: &'a str,
    /// Byte ranges, in order.
    places: Vec<Range<usize>>,
}

impl<'a> Words<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        let is_word = |index: usize| chars.get(index).is_some_and(|&(_, c)| c.is_alphanumeric() || c == '_');
        let mut places = Vec::new();
        let mut index = 0;
        while index < chars.len() {
            if !is_word(index) {
                index += 1;
                continue;
            }
            let first = index;
            while is_word(index)
                || (chars.get(index).is_some_and(|&(_, c)| matches!(c, '\'' | '’' | 'ʼ' | '-'))
                    && is_word(index + 1))
            {
                index += 1;
            }
            places.push(chars[first].0..chars.get(index).map_or(text.len(), |&(byte, _)| byte));
        }
        Self { text, places }
    }

    /// Numbers of the words that touch any of the byte ranges, without a leading that-word.
    pub(crate) fn touched(&self, ranges: &[Range<usize>]) -> BTreeSet<usize> {
        let mut numbers = BTreeSet::new();
        for range in ranges {
            let from = self.places.partition_point(|place| place.end <= range.start);
            numbers.extend(
                (from..self.places.len()).take_while(|&number| self.places[number].start < range.end),
            );
        }
        if let Some(&first) = numbers.first()
            && numbers.len() > 1
            && LEADING.contains(&self.text[self.places[first].clone()].to_lowercase().as_str())
        {
            numbers.remove(&first);
        }
        numbers
    }

    pub(crate) fn text_of(&self, numbers: &BTreeSet<usize>) -> String {
        let words: Vec<&str> =
            numbers.iter().map(|&number| &self.text[self.places[number].clone()]).collect();
        words.join(" ")
    }
}

/// Shared words over all words, 0 to 1; 0 for two empty sets.
pub(crate) fn jaccard(a: &BTreeSet<usize>, b: &BTreeSet<usize>) -> f64 {
    let shared = a.intersection(b).count();
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

/// Pairs one to one, best overlap first, at least half; `prefer` decides ties. A gold content may be given in several
/// readings. Gives `(gold, predicted, overlap)`.
pub(crate) fn pair(
    gold: &[Vec<BTreeSet<usize>>],
    predicted: &[BTreeSet<usize>],
    prefer: impl Fn(usize) -> bool,
) -> Vec<(usize, usize, f64)> {
    let mut candidates = Vec::new();
    for (g, readings) in gold.iter().enumerate() {
        for (p, other) in predicted.iter().enumerate() {
            let overlap = readings.iter().map(|words| jaccard(words, other)).fold(0.0, f64::max);
            if overlap >= 0.5 {
                candidates.push((overlap, !prefer(g), g, p));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2, a.3).cmp(&(b.1, b.2, b.3))));
    let (mut used_gold, mut used_predicted) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (overlap, _, g, p) in candidates {
        if !used_gold.contains(&g) && !used_predicted.contains(&p) {
            used_gold.insert(g);
            used_predicted.insert(p);
            pairs.push((g, p, overlap));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_of(text: &str) -> Vec<Range<usize>> {
        std::iter::once(0..text.len()).collect()
    }

    #[test]
    fn words_join_over_apostrophes_and_hyphens_only() {
        let text = "Прем'єр-міністр: «так», - п’ять.";
        let words = Words::new(text);
        let all = words.touched(&all_of(text));
        assert_eq!(words.text_of(&all), "Прем'єр-міністр так п’ять");
    }

    #[test]
    fn a_leading_that_word_does_not_count() {
        let text = "що міст закрито";
        let words = Words::new(text);
        assert_eq!(words.text_of(&words.touched(&all_of(text))), "міст закрито");
        assert_eq!(words.touched(&all_of("що")).len(), 1);
    }

    #[test]
    fn pairs_are_one_to_one_best_first() {
        let set = |numbers: &[usize]| numbers.iter().copied().collect::<BTreeSet<_>>();
        let gold = [vec![set(&[1, 2, 3, 4])], vec![set(&[8]), set(&[1, 2, 3])]];
        let predicted = [set(&[1, 2, 3])];
        assert_eq!(pair(&gold, &predicted, |_| true), [(1, 0, 1.0)]);
        assert_eq!(pair(&gold, &[set(&[9])], |_| true), []);
    }
}
