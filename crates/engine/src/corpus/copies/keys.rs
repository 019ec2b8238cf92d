//! What a page is looked up by: winnowed fingerprints of word runs (Schleimer, Wilkerson, Aiken 2003) and keys of its
//! quotations.

use super::text::{Text, mix, run};

/// Words per run.
pub(crate) const RUN: usize = 5;
/// Runs per window; the least of them is kept.
const WINDOW: usize = 4;
/// Words of a section, about 1,500 characters.
const SECTION: usize = 220;
/// Keys per section; the least are kept.
const KEYS: usize = 64;
/// Texts of at most so many words keep all their runs.
const SMALL: usize = 150;
/// Words of a quotation that make its key.
const QUOTED: usize = 4;

/// Keys of a text, sorted, each once: at most 64 for each 1,500 characters, and one for each quotation.
pub(crate) fn keys(text: &Text) -> Vec<u64> {
    let runs: Vec<u64> = text.words.windows(RUN).map(run).collect();
    let mut out: Vec<u64> = Vec::with_capacity(runs.len() / 2 + 4);
    if text.words.len() <= SMALL {
        out.extend(&runs);
    } else {
        for section in 0..=runs.len() / SECTION {
            let from = section * SECTION;
            // windows reach into the next section, so that no run between two is lost
            let to = (from + SECTION + WINDOW - 1).min(runs.len());
            let mut least: Vec<u64> = runs
                .get(from..to)
                .unwrap_or_default()
                .windows(WINDOW)
                .filter_map(|window| window.iter().min().copied())
                .collect();
            least.dedup();
            least.sort_unstable();
            least.dedup();
            out.extend(least.iter().take(KEYS));
        }
    }
    for &(from, to) in &text.quotes {
        let words = text.words.get(from..to).unwrap_or_default();
        // the order of the words does not count: translations and quick hands swap them
        let sums = words.windows(QUOTED).map(|window| {
            mix(window.iter().fold(QUOTED as u64, |h, w| h.wrapping_add(mix(u64::from(w.hash)))))
        });
        out.extend(sums.min());
    }
    out.sort_unstable();
    out.dedup();
    out
}
