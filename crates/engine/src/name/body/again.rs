//! A quoted name in another case: «Обрій», then «Обрію».
//!
//! Takes quoted names that a noun before them explains, finds the same names in quotation marks elsewhere in the document.
//! Never takes outlets, which are told by the words of telling beside them.

use super::super::paradigm::Part;
use super::super::scan::{Piece, Scan, Target};
use super::super::words::{adjective_endings, is_adjective};
use super::quoted::QUOTED;
use crate::model::{EntityKind, Gender, MentionKind, Number};
use rustc_hash::FxHashMap;

/// Words of a quoted name that are looked at.
const NAME: usize = 4;

/// A quoted name: what it stands for.
pub(in crate::name) type Quoted = FxHashMap<Vec<String>, (EntityKind, Target)>;

impl Scan<'_> {
    /// Adds the quoted names of this sentence that are explained there.
    pub(in crate::name) fn explained(&self, known: &mut Quoted) {
        let fits = |piece: &&Piece| piece.rule == QUOTED && piece.entity_kind != EntityKind::Outlet;
        for piece in self.pieces.iter().filter(fits) {
            let (first, last) = (piece.first - self.offset, piece.last - self.offset);
            if last <= first + NAME {
                let words = (first..last).map(|k| self.stem(k, last)).collect();
                known.entry(words).or_insert_with(|| (piece.entity_kind, piece.target.clone()));
            }
        }
    }

    /// An adjective without its ending, any other word as it stands.
    fn stem(&self, k: usize, last: usize) -> String {
        let folded = self.folded(k);
        if k + 1 < last && is_adjective(folded, self.language) {
            let stems = adjective_endings(self.language).iter().filter_map(|end| folded.strip_suffix(end));
            return stems.min_by_key(|stem| stem.len()).unwrap_or(folded).to_owned();
        }
        folded.to_owned()
    }

    /// Runs after `quoted` of all sentences.
    pub(in crate::name) fn quoted_again(&mut self, known: &Quoted) {
        if self.words.in_latin(self.language) {
            return;
        }
        for i in 1..self.tokens.len() {
            if !self.opens(i - 1) || !self.free(i) {
                continue;
            }
            let close = (i + 1..(i + 1 + NAME).min(self.tokens.len())).find(|&k| self.closes(k));
            let Some(last) = close.filter(|&last| (i..last).all(|k| self.free(k))) else { continue };
            let mut words: Vec<String> = (i..last).map(|k| self.stem(k, last)).collect();
            let Some(noun) = words.pop() else { continue };
            let readings = self.words.paradigms.readings(&noun, self.language, Part::Place);
            let found = readings.into_iter().find_map(|reading| {
                words.push(reading.nominative);
                let found = known.get(&words).cloned();
                words.pop();
                found
            });
            if let Some((kind, target)) = found {
                let (gender, number) = (Gender::Unknown, Number::Singular);
                self.push(i, last, kind, MentionKind::Name, target, gender, number, "quoted-again");
            }
        }
    }
}
