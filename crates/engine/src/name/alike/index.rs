//! Names like a name, out of many.
//!
//! Takes names read for comparison, gives for each asked name the few worth comparing. Words meet by the consonants they
//! are made of, all of them or all but one, and by the groups of the tables; rare keys weigh more. Lists are capped, so a
//! question costs the same in a corpus of any size.

use super::sound::{Sounds, VOWELS, code};
use super::{FullName, Role, Word, alike};
use rustc_hash::FxHashMap;

/// Names read for one key of a question; a key that more names have says little.
const CAP: usize = 4096;

/// Candidates that a question compares; the right one is hardly ever behind them.
const COMPARED: usize = 64;

/// Keys of a word with how much they say: all consonants, a group, all consonants but one.
fn keys(word: &Word, mut found: impl FnMut(u64, f32)) {
    for group in word.known.groups.iter().filter(|group| **group != 0) {
        found(u64::from(*group), 1.0);
    }
    for sounds in [Some(word.sounds), word.others[0], word.others[1]].iter().flatten() {
        let (skeleton, len) = skeleton(sounds);
        found(pack(&skeleton, len, None), 1.0);
        if len > 1 {
            for left_out in 0..len {
                found(pack(&skeleton, len, Some(left_out)), 0.5);
            }
        }
    }
}

/// Consonants in wide classes, at most 12, a leading vowel counted as one.
fn skeleton(sounds: &Sounds) -> ([u8; 12], usize) {
    let mut out = [0; 12];
    let mut len = 0;
    let mut last = 0;
    for (i, &sound) in sounds.as_slice().iter().enumerate() {
        let class = match sound {
            s if s < VOWELS => {
                if i > 0 {
                    last = 0;
                    continue;
                }
                1
            }
            s if s == code(b'c') => code(b't'),
            s if s == code(b'Z') || s == code(b'S') || s == code(b'C') || s == code(b'z') => code(b's'),
            s if s == code(b'x') => code(b'h'),
            s => s,
        };
        if class != last
            && let Some(place) = out.get_mut(len)
        {
            *place = class;
            len += 1;
        }
        last = class;
    }
    (out, len)
}

/// Consonants in five bits each, without one; never the number of a group.
fn pack(skeleton: &[u8; 12], len: usize, without: Option<usize>) -> u64 {
    let own = skeleton.iter().take(len).enumerate().filter(|(i, _)| Some(*i) != without);
    own.fold(1, |key, (_, class)| key << 5 | u64::from(*class)) | 1 << 63
}

/// Keys of many names; names are known by their place.
#[derive(Debug, Default)]
pub struct Index {
    names: Vec<FullName>,
    lists: FxHashMap<u64, Vec<u32>>,
}

impl Index {
    pub fn new(names: Vec<FullName>) -> Self {
        let mut lists: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for (place, name) in (0u32..).zip(&names) {
            for word in name.words.iter().filter(|word| word.role != Role::Particle) {
                keys(word, |key, _| {
                    let list = lists.entry(key).or_default();
                    if list.last() != Some(&place) && list.len() < 4 * CAP {
                        list.push(place);
                    }
                });
            }
        }
        Self { names, lists }
    }

    pub fn name(&self, place: u32) -> Option<&FullName> {
        self.names.get(place as usize)
    }

    /// A question's working memory, used again for each question.
    pub fn search(&self) -> Search<'_> {
        Search { index: self, weights: vec![(0.0, 0); self.names.len()], touched: Vec::new(), serial: 0 }
    }
}

/// Asks an index; see `Index::search`.
#[derive(Debug)]
pub struct Search<'i> {
    index: &'i Index,
    /// Of each name: what it has gathered, and the word of a question that last met it.
    weights: Vec<(f32, u32)>,
    touched: Vec<u32>,
    serial: u32,
}

impl Search<'_> {
    /// At most `limit` names that share the most telling keys with this one, the best first.
    pub fn candidates(&mut self, name: &FullName, limit: usize) -> Vec<u32> {
        let total = self.index.names.len().max(2) as f32;
        for word in name.words.iter().filter(|word| word.role != Role::Particle) {
            self.serial = self.serial.wrapping_add(1);
            let telling = if word.role == Role::Patronymic { 0.5 } else { 1.0 };
            keys(word, |key, weight| {
                let Some(list) = self.index.lists.get(&key).filter(|list| list.len() <= CAP) else { return };
                let weight = telling * weight * (total / list.len() as f32).ln().max(0.1);
                for &place in list {
                    let Some((sum, seen)) = self.weights.get_mut(place as usize) else { continue };
                    if *sum == 0.0 {
                        self.touched.push(place);
                    }
                    // the first key of a word that meets a name is its strongest
                    if *seen != self.serial || *sum == 0.0 {
                        *seen = self.serial;
                        *sum += weight;
                    }
                }
            });
        }
        let mut found: Vec<(f32, u32)> = Vec::with_capacity(self.touched.len());
        for place in self.touched.drain(..) {
            if let Some((sum, _)) = self.weights.get_mut(place as usize) {
                found.push((*sum, place));
                *sum = 0.0;
            }
        }
        let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if found.len() > limit {
            found.select_nth_unstable_by(limit, order);
            found.truncate(limit);
        }
        found.sort_unstable_by(order);
        found.into_iter().map(|(_, place)| place).collect()
    }

    /// The most alike name with its score, which may be under `SAME`; the first of equals. Only the likeliest candidates
    /// are compared.
    pub fn best(&mut self, name: &FullName) -> Option<(u32, f32)> {
        let mut best: Option<(u32, f32)> = None;
        for place in self.candidates(name, COMPARED) {
            let Some(score) = self.index.name(place).map(|own| alike(name, own).score) else { continue };
            if best.is_none_or(|(_, known)| score > known) {
                best = Some((place, score));
            }
        }
        best
    }
}
