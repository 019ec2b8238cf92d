//! What follows a name of the tables and belongs to it: a number, a legal form, the country of a body.
//!
//! Takes a scan whose table items are known, makes pieces longer. Then, for a whole document, gives a body that stands
//! alone the country that the document gives to the same body elsewhere.

use super::scan::{Piece, Scan, Target};
use super::words::{ENGLISH, Words};
use crate::model::{EntityKind, MentionKind};
use std::collections::{BTreeMap, BTreeSet};

/// "-2" at the end of a word, as the word and the number.
pub(super) fn numbered(folded: &str) -> Option<(&str, &str)> {
    let (word, number) = folded.rsplit_once('-')?;
    let digits = (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    (digits && word.chars().count() >= 3).then_some((word, number))
}

/// A body without its country: "МИД", «Верховный суд».
const BARE: &[&str] = &["table", "table-quoted"];

impl Scan<'_> {
    /// Runs after the table items, before everything else.
    pub(super) fn extended(&mut self) {
        for index in 0..self.pieces.len() {
            let Some(piece) = self.pieces.get(index) else { break };
            let &Target::Item(item) = &piece.target else { continue };
            if piece.kind != MentionKind::Name || !BARE.contains(&piece.rule) {
                continue;
            }
            let last = piece.last - self.offset;
            match piece.entity_kind {
                EntityKind::Other | EntityKind::Organisation => {
                    let last = self.with_number(index, item, last);
                    self.with_form(index, last);
                }
                _ => {}
            }
        }
    }

    /// "Kalibr 3", «Калибра – 3»: another thing than the one without a number.
    fn with_number(&mut self, index: usize, item: u32, last: usize) -> usize {
        let Some(known) = self.words.items.get(item as usize).filter(|i| i.kind == EntityKind::Other) else {
            return last;
        };
        let inside = last.checked_sub(1).and_then(|at| numbered(self.folded(at)));
        let own = known.display.iter().any(|name| name.contains(|c: char| c.is_ascii_digit()));
        let (number, end) = match inside {
            Some((_, number)) => (number, last),
            None => {
                let dash = matches!(self.folded(last), "-" | "–" | "—");
                let at = if dash { last + 1 } else { last };
                let number = self.folded(at);
                let digits = (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
                // "2 червня" is a day
                let day = self.at(at + 1).is_some_and(|next| self.words.months.contains(next.folded));
                let share = matches!(self.folded(at + 1), "%" | ":" | "-" | "–");
                if !digits || !dash && (day || share) {
                    return last;
                }
                (number, at + 1)
            }
        };
        if own {
            return last;
        }
        let name = known.display.get(self.language as usize).filter(|d| !d.is_empty());
        let name = name.or_else(|| known.display.iter().find(|d| !d.is_empty())).map_or("", |d| d);
        let target = Target::Named(
            format!("{}-{number}", known.id.trim_start_matches("e:")),
            format!("{name} {number}"),
        );
        self.stretch(index, end, target, "table-number");
        end
    }

    /// "Kalibr Ltd": the firm, not the thing.
    fn with_form(&mut self, index: usize, last: usize) {
        let Some(form) = self.at(last).filter(|w| w.word && self.words.legal.contains(w.folded)) else {
            return;
        };
        let form = form.folded.to_owned();
        let Some(piece) = self.pieces.get(index) else { return };
        let target = match &piece.target {
            Target::Item(item) => {
                let Some(known) = self.words.items.get(*item as usize) else { return };
                match known.kind {
                    EntityKind::Other => {
                        let slug = known.id.rsplit(':').next().unwrap_or("");
                        let name = known.display.iter().rev().find(|d| !d.is_empty());
                        let name = name.map_or("", |d| d);
                        Target::Named(format!("org:{slug}-{form}"), format!("{name} {}", form.to_uppercase()))
                    }
                    _ => Target::Item(*item),
                }
            }
            Target::Named(id, name) => {
                let slug = id.rsplit(':').next().unwrap_or("");
                Target::Named(format!("org:{slug}-{form}"), format!("{name} {}", form.to_uppercase()))
            }
            _ => return,
        };
        self.stretch(index, last + 1, target, "legal-form");
        if let Some(piece) = self.pieces.get_mut(index) {
            piece.entity_kind = EntityKind::Organisation;
        }
    }

    /// «Верховный суд Дании»: a body named by a common noun, with the country that stands after it in the genitive.
    pub(super) fn with_country(&mut self) {
        for index in 0..self.pieces.len() {
            let Some(piece) = self.pieces.get(index) else { break };
            let last = piece.last - self.offset;
            let &Target::Item(item) = &piece.target else { continue };
            let Some(known) = self.words.items.get(item as usize) else { continue };
            let name = known.display.get(self.language as usize).map_or("", |d| d);
            let body = piece.entity_kind == EntityKind::Organisation
                && piece.kind == MentionKind::Name
                && BARE.contains(&piece.rule)
                && self.is_common(name);
            if !body || self.language == ENGLISH {
                continue;
            }
            let Some(place) = self.piece_at(last).filter(|p| {
                p.first == self.offset + last
                    && p.kind == MentionKind::Name
                    && p.entity_kind == EntityKind::Place
            }) else {
                continue;
            };
            let &Target::Item(place_item) = &place.target else { continue };
            let Some(country) = self.words.items.get(place_item as usize) else { continue };
            let end = place.last - self.offset;
            let genitive = self.words.is_genitive(self.folded(end - 1), self.language);
            let other = known.state.as_deref().is_some_and(|state| *state != *country.id);
            if !genitive || other {
                continue;
            }
            let target = if known.state.is_some() {
                Target::Item(item)
            } else {
                let slug = country.id.rsplit(':').next().unwrap_or("");
                let id = format!("{}-{slug}", known.id.trim_start_matches("e:"));
                let own = known.display.get(self.language as usize).map_or("", |d| d);
                Target::Named(id, format!("{own} {}", self.span(last, end).of(self.text)))
            };
            self.stretch(index, end, target, "body-of-country");
        }
    }

    /// A name made of several common nouns: a capital at most at its beginning, and a head noun of organisations.
    fn is_common(&self, name: &str) -> bool {
        let mut words = name.split(' ');
        let first = words.next().unwrap_or("");
        let capitals = first.chars().skip(1).any(char::is_uppercase);
        let head = |word: &str| self.words.head(&crate::text::fold(word), self.language).is_some();
        let rest = || name.split(' ').skip(1);
        !capitals
            && name.contains(' ')
            && rest().all(|word| word.starts_with(char::is_lowercase))
            && (head(first) || rest().any(head))
    }

    fn stretch(&mut self, index: usize, last: usize, target: Target, rule: &'static str) {
        let Some(piece) = self.pieces.get(index) else { return };
        let first = piece.first - self.offset;
        let span = self.span(first, last);
        let end = self.offset + last;
        if let Some(piece) = self.pieces.get_mut(index) {
            piece.span = span;
            piece.last = end;
            piece.target = target;
            piece.rule = rule;
        }
        self.cover(first, last, index);
    }
}

/// Gives bodies without a country the one that the document gives the same body, if it is one.
pub(super) fn settle(pieces: &mut [Piece], words: &Words) {
    // body (an item's id, or the id part of a state body) → ids with a country
    let mut with: BTreeMap<Box<str>, BTreeSet<Box<str>>> = BTreeMap::new();
    let full = |piece: &Piece| match &piece.target {
        Target::Named(id, _) => Some(format!("e:{id}").into_boxed_str()),
        Target::Item(item) => words.items.get(*item as usize).map(|item| item.id.clone()),
        _ => None,
    };
    let mut names: BTreeMap<Box<str>, Target> = BTreeMap::new();
    for piece in pieces.iter().filter(|p| matches!(p.rule, "body-of-country" | "body")) {
        let Some(id) = full(piece) else { continue };
        // the longest beginning that is a body
        let mut cut = &*id;
        while let Some((body, _)) = cut.rsplit_once('-') {
            if words.by_id.contains_key(body) || words.is_body(body.trim_start_matches("e:org:")) {
                with.entry(body.into()).or_default().insert(id.clone());
                break;
            }
            cut = body;
        }
        names.entry(id).or_insert_with(|| piece.target.clone());
    }
    if with.is_empty() {
        return;
    }
    for piece in pieces.iter_mut().filter(|p| BARE.contains(&p.rule) && p.kind == MentionKind::Name) {
        let Target::Item(item) = &piece.target else { continue };
        let organisation = |item: &&super::words::Item| item.kind == EntityKind::Organisation;
        let Some(known) = words.items.get(*item as usize).filter(organisation) else { continue };
        let body = known.id.trim_start_matches("e:org:");
        let bare = || words.body_of(body).map(|body| format!("e:org:{body}").into_boxed_str());
        // a table name that holds its country is not bare
        let named = piece.last - piece.first > 1 && known.state.is_some();
        let of_body = || if named { None } else { with.get(&bare()?) };
        let ids = with.get(&known.id).or_else(of_body);
        if let Some(ids) = ids
            && ids.len() == 1
            && let Some(target) = ids.first().and_then(|id| names.get(id))
        {
            piece.target = target.clone();
            piece.rule = "body-again";
        }
    }
}
