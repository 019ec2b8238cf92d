//! Words of one statement against those of another: which say the same, and how surely.

use super::super::words::Meaning;
use super::reading::{Reading, Term};

/// From this likeness on, two words count as the same.
pub(super) const SAME_WORD: f32 = 0.9;

/// Cosines of words below this are chance; from the second on they are the same word.
const CHANCE: f32 = 0.25;
const SURE: f32 = 0.85;

/// Most that a cosine alone can show.
const NEAR: f32 = 0.9;

/// The nearest word of the other statement.
#[derive(Clone, Copy, Debug)]
pub(super) struct Best<'a> {
    /// 0 to 1.
    pub(super) likeness: f32,
    pub(super) opposite: bool,
    pub(super) term: Option<&'a Term>,
}

/// For each word of `a` its nearest in `b`, and the other way.
pub(super) fn align<'a>(a: &'a Reading, b: &'a Reading) -> (Vec<Best<'a>>, Vec<Best<'a>>) {
    let none = Best { likeness: 0.0, opposite: false, term: None };
    let mut of_a = vec![none; a.terms.len()];
    let mut of_b = vec![none; b.terms.len()];
    for (x, best_x) in a.terms.iter().zip(&mut of_a) {
        for (y, best_y) in b.terms.iter().zip(&mut of_b) {
            let (likeness, opposite) = alike(x, y, a.latin == b.latin);
            if likeness > best_x.likeness {
                *best_x = Best { likeness, opposite, term: Some(y) };
            }
            if likeness > best_y.likeness {
                *best_y = Best { likeness, opposite, term: Some(x) };
            }
        }
    }
    (of_a, of_b)
}

/// How alike two words are, 0 to 1, and whether they are opposites.
fn alike(a: &Term, b: &Term, one_script: bool) -> (f32, bool) {
    if a.name || b.name {
        if same_name(&a.key, &b.key) {
            return (1.0, false);
        }
        if a.name && b.name {
            return (one_state(a, b).unwrap_or(0.0), false);
        }
    }
    if a.concepts.iter().any(|c| b.concepts.contains(c)) || one_script && a.stem == b.stem {
        return (1.0, false);
    }
    if a.known.iter().any(|k| b.known.contains(k)) {
        return (0.95, false);
    }
    let opposed = |x: &Term, y: &Term| x.concepts.iter().any(|c| y.opposites.contains(c));
    if opposed(a, b) || opposed(b, a) {
        return (0.85, true);
    }
    let cosine = (a.vector.cosine(&b.vector) - CHANCE) / (SURE - CHANCE);
    (cosine.clamp(0.0, NEAR), false)
}

/// How alike two names of one state are: its capital often stands for it.
fn one_state(a: &Term, b: &Term) -> Option<f32> {
    let states = |term: &'_ Term| -> Vec<(u16, bool)> {
        let state = |meaning: &Meaning| match meaning {
            Meaning::Country(state, capital) => Some((*state, *capital)),
            _ => None,
        };
        term.known.iter().filter_map(state).collect()
    };
    let (of_a, of_b) = (states(a), states(b));
    let pairs = of_a.iter().flat_map(|x| of_b.iter().map(move |y| (x, y)));
    let alike = pairs.filter(|(x, y)| x.0 == y.0).map(|(x, y)| if x.1 == y.1 { 1.0 } else { SAME_WORD });
    alike.max_by(f32::total_cmp)
}

/// True when one frame of consonants is the other, or begins it.
fn same_name(a: &str, b: &str) -> bool {
    let short = a.len().min(b.len());
    short >= 2 && (a == b || short >= 3 && (a.starts_with(b) || b.starts_with(a)))
}

/// The same word or name, whatever its form.
pub(super) fn same_word(a: &Term, b: &Term) -> bool {
    let names = a.name && b.name && same_name(&a.key, &b.key);
    names || a.concepts.iter().any(|c| b.concepts.contains(c)) || a.stem == b.stem
}

/// Share of the words of the shorter list that the other has, 0 to 1.
pub(super) fn shared(a: &[Term], b: &[Term]) -> f32 {
    let hits = a.iter().filter(|x| b.iter().any(|y| same_word(x, y))).count();
    hits as f32 / a.len().min(b.len()).max(1) as f32
}
