//! Organisations and things that no table lists: head nouns with complements, quoted names, domains, designators.
//!
//! Takes a scan whose table items are known, adds pieces. Never touches persons.

mod again;
mod headed;
mod outlet;
mod quoted;
mod shaped;

use super::scan::{BESIDE_BODY, Scan, Target};
use super::words::ENGLISH;
use crate::model::{EntityKind, Gender, MentionKind, Number};

pub(super) use again::Quoted;
pub(super) use headed::genitive_adjective;
pub(super) use outlet::Worded;

impl Scan<'_> {
    /// Runs before persons.
    pub(in crate::name) fn bodies(&mut self) {
        let mut i = 0;
        while i < self.tokens.len() {
            i = self.composed(i).unwrap_or(i + 1);
        }
        let mut i = 0;
        while i < self.tokens.len() {
            let next = self
                .domain(i)
                .or_else(|| self.designator(i))
                .or_else(|| self.region(i))
                .or_else(|| self.worded(i))
                .or_else(|| self.headed(i));
            i = next.unwrap_or(i + 1);
        }
    }

    /// "Belarusian army", «МИД Польши»: a state body with its country before or after.
    fn composed(&mut self, i: usize) -> Option<usize> {
        let (id, len) = {
            let tokens = &self.tokens;
            let (id, len) = self.words.body_at(self.language, |k| tokens.get(i + k).map(|w| w.folded))?;
            (id.to_owned(), len)
        };
        let country = |piece: &super::scan::Piece| -> Option<Box<str>> {
            match &piece.target {
                Target::Item(item) => {
                    let item = self.words.items.get(*item as usize);
                    item.filter(|i| i.kind == EntityKind::Place).map(|i| i.id.clone())
                }
                Target::Named(id, _) if piece.rule == BESIDE_BODY => Some(format!("e:{id}").into()),
                _ => None,
            }
        };
        let before = i
            .checked_sub(1)
            .and_then(|b| self.piece_at(b))
            .filter(|p| {
                p.kind == MentionKind::Adjective && p.rule == "relational-adjective" && !p.span.is_empty()
            })
            .and_then(country);
        let mut after = i + len;
        if self.language == ENGLISH && self.folded(after) == "of" {
            after += if self.folded(after + 1) == "the" { 2 } else { 1 };
        } else if self.language == ENGLISH {
            after = usize::MAX;
        }
        let place = self
            .piece_at(after)
            .filter(|p| p.kind == MentionKind::Name && p.first == self.offset + after)
            .and_then(|p| Some((country(p)?, p.last - self.offset)));
        let (first, last, country) = match (before, place) {
            (_, Some((country, last))) => (i, last, country),
            (Some(country), None) => (i - 1, i + len, country),
            _ => return None,
        };
        let slug = country.trim_start_matches("e:loc:");
        let name = self.span(first, last).of(self.text).to_owned();
        let upper = self.at(i).is_some_and(|w| w.upper);
        let id = format!("org:{id}-{slug}");
        let target = match self.words.by_id.get(format!("e:{id}").as_str()) {
            Some(&item) => Target::Item(item),
            None => Target::Named(id, name),
        };
        let kind = if upper { MentionKind::Name } else { MentionKind::Description };
        if let Some(index) = self.piece_index(i) {
            // the body stands alone in a table: it now has its country
            let span = self.span(first, last);
            let (offset, tokens) = (self.offset, first..last);
            if let Some(piece) = self.pieces.get_mut(index)
                && piece.entity_kind == EntityKind::Organisation
            {
                if piece.span.len() < span.len() {
                    piece.span = span;
                    piece.first = offset + tokens.start;
                    piece.last = offset + tokens.end;
                    piece.target = target;
                    piece.rule = "body";
                    self.cover(first, last, index);
                }
                return Some(last);
            }
            return None;
        }
        self.push(
            first,
            last,
            EntityKind::Organisation,
            kind,
            target,
            Gender::Unknown,
            Number::Singular,
            "body",
        );
        Some(last)
    }
}
