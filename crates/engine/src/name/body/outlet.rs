//! Names of newspapers, firms and streets by the words that they begin or end with: "Tarn Herald", «Вечерний Заречинск»,
//! "Dale Industries", "Mill Street".

use super::super::paradigm::Part;
use super::super::scan::{Piece, Scan, Target};
use super::super::words::{ENGLISH, adjective_endings, name_slug, title_case};
use crate::model::{EntityKind, Gender, MentionKind, Number};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Last word of a name → id of the name → what it stands for.
pub(in crate::name) type Worded = FxHashMap<String, BTreeMap<String, (EntityKind, Target)>>;

/// Words of the name of a newspaper.
const NAME: usize = 5;

impl Scan<'_> {
    /// Runs before persons.
    pub(in crate::name) fn worded(&mut self, i: usize) -> Option<usize> {
        let w = *self.at(i).filter(|w| w.word && w.upper && !w.capitals)?;
        if self.flat || self.words.is_stop(w.folded, self.language) {
            return None;
        }
        let (last, kind) = if self.language == ENGLISH {
            self.english_name(i)?
        } else {
            (self.evening_paper(i)?, EntityKind::Outlet)
        };
        let prefix = match kind {
            EntityKind::Outlet => "media",
            EntityKind::Place => "loc",
            _ => "org",
        };
        let (id, name) = self.newspaper_name(i, last);
        // a town of the tables may be part of the name
        let town = (i..last).find_map(|k| self.piece_index(k));
        let (span, offset) = (self.span(i, last), self.offset);
        let target = Target::Named(format!("{prefix}:{id}"), name);
        match town.and_then(|index| Some((index, self.pieces.get_mut(index)?))) {
            Some((index, piece)) => {
                *piece = Piece {
                    span,
                    first: offset + i,
                    last: offset + last,
                    entity_kind: kind,
                    kind: MentionKind::Name,
                    target,
                    rule: BY_WORD,
                    ..piece.clone()
                };
                self.cover(i, last, index);
            }
            None => {
                let (gender, number) = (Gender::Unknown, Number::Singular);
                self.push(i, last, kind, MentionKind::Name, target, gender, number, BY_WORD);
            }
        }
        Some(last)
    }

    /// A capitalised word that is free, or one town.
    fn part_of_title(&self, i: usize) -> bool {
        let town = |p: &Piece| p.entity_kind == EntityKind::Place && p.last - p.first == 1;
        let open = self.free(i) || self.piece_at(i).is_some_and(town);
        open && self.at(i).is_some_and(|w| w.word && w.upper && !w.capitals)
    }

    /// The end and kind of a run of capitalised words whose last is "Herald" or whose first is "Evening".
    fn english_name(&self, i: usize) -> Option<(usize, EntityKind)> {
        let w = self.at(i)?;
        let mut last = i;
        let mut found = None;
        while last < i + NAME
            && self.part_of_title(last)
            && !self.words.is_own_stop(self.folded(last), ENGLISH)
        {
            last += 1;
            if last > i + 1
                && let Some(kind) = self.words.last_word(self.folded(last - 1), ENGLISH)
            {
                found = Some((last, kind));
            }
            if self.at(last - 1).is_some_and(|w| w.possessive) {
                break;
            }
        }
        let lower = w.initial && self.seen.lower.contains(w.folded);
        // "Tarn Force Base" is none of these
        let found = found.filter(|(end, kind)| *end == last || *kind == EntityKind::Outlet);
        let evening = !w.initial && last == i + 2 && self.words.first_word(w.folded, ENGLISH);
        found.filter(|_| !lower).or_else(|| evening.then_some((last, EntityKind::Outlet)))
    }

    /// Adds the names found this way by their last words.
    pub(in crate::name) fn worded_names(&self, known: &mut Worded) {
        for piece in self.pieces.iter().filter(|piece| piece.rule == BY_WORD && self.language == ENGLISH) {
            let Some(last) = (piece.last - self.offset).checked_sub(1) else { continue };
            let names = known.entry(self.folded(last).to_owned()).or_default();
            if let Target::Named(id, _) = &piece.target {
                names.entry(id.clone()).or_insert_with(|| (piece.entity_kind, piece.target.clone()));
            }
        }
    }

    /// "The Gazette" on a page that names one "Tarn Gazette".
    pub(in crate::name) fn worded_again(&mut self, known: &Worded) {
        for i in 1..self.tokens.len() {
            let names = known.get(self.folded(i)).filter(|names| names.len() == 1);
            let Some((kind, target)) = names.and_then(|names| names.values().next()).cloned() else {
                continue;
            };
            let alone = self.folded(i - 1) == "the" && self.free(i) && self.at(i).is_some_and(|w| w.upper);
            if alone && self.language == ENGLISH && !self.flat {
                let (gender, number) = (Gender::Unknown, Number::Singular);
                self.push(i, i + 1, kind, MentionKind::Name, target, gender, number, "name-word-again");
            }
        }
    }

    /// «Вечерний Заречинск»: at the beginning of a sentence only where it tells something, for evenings have towns too.
    fn evening_paper(&self, i: usize) -> Option<usize> {
        let w = self.at(i)?;
        let tells = self.words.teller(self.folded(i + 2), self.language).is_some();
        let fits = self.words.first_word(w.folded, self.language)
            && self.part_of_title(i + 1)
            && (!w.initial || tells || i.checked_sub(1).is_some_and(|b| self.opens(b)));
        fits.then_some(i + 2)
    }

    /// The id part and the nominative of a name from token `first` to `last`.
    pub(in crate::name) fn newspaper_name(&self, first: usize, last: usize) -> (String, String) {
        let raw = self.span(first, last).of(self.text);
        let folded = self.folded(first);
        let endings = adjective_endings(self.language).iter().filter_map(|end| folded.strip_suffix(end));
        let stem = endings.min_by_key(|stem| stem.len());
        let (Some(stem), true, 2) = (stem, self.words.first_word(folded, self.language), last - first) else {
            return (name_slug(raw), raw.to_owned());
        };
        let adjective = [
            stem,
            match self.language {
                0 => "ій",
                1 => "ий",
                _ => "і",
            },
        ]
        .concat();
        let town = self.folded(last - 1);
        let own = || vec![town.to_owned()];
        let readings = || {
            let readings = self.words.paradigms.readings(town, self.language, Part::Place);
            readings.into_iter().map(|r| r.nominative).filter(|n| n != town).collect()
        };
        let nominatives = if adjective == folded || self.language == ENGLISH { own() } else { readings() };
        let Some(town) = nominatives.first().filter(|_| self.language != ENGLISH) else {
            return (name_slug(raw), raw.to_owned());
        };
        let name = title_case(&format!("{adjective} {town}"));
        (name_slug(&name), name)
    }
}

/// Rule of a name found this way.
const BY_WORD: &str = "name-word";
