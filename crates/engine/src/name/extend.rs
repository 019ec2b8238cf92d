//! What follows a name of the tables and belongs to it: a number, a legal form, the country of a body.
//!
//! Takes a scan whose table items are known, makes pieces longer. Never looks beyond the sentence.

use super::scan::{Scan, Target};
use super::words::ENGLISH;
use crate::model::{EntityKind, MentionKind};

/// "-2" at the end of a word, as the word and the number.
pub(super) fn numbered(folded: &str) -> Option<(&str, &str)> {
    let (word, number) = folded.rsplit_once('-')?;
    let digits = (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    (digits && word.chars().count() >= 3).then_some((word, number))
}

/// A body without its country: "МИД", «Верховный суд».
pub(super) const BARE: &[&str] = &["table", "table-quoted"];

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
                    self.of_firm(index);
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
                let dash = matches!(self.folded(last), "-" | "–" | "—" | "―");
                let at = if dash { last + 1 } else { last };
                let number = self.folded(at);
                let most = if dash { 1 } else { 2 };
                let digits = (1..=most).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
                // "2 червня" is a day, "— 55 млрд" an amount
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
        // "Kalibr Holdings Ltd"
        let last =
            if matches!(self.folded(last), "holding" | "holdings" | "group") { last + 1 } else { last };
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
                        Target::Named(format!("org:{slug}"), format!("{name} {}", form.to_uppercase()))
                    }
                    _ => Target::Item(*item),
                }
            }
            Target::Named(id, name) => {
                let slug = id.rsplit(':').next().unwrap_or("");
                Target::Named(format!("org:{slug}"), format!("{name} {}", form.to_uppercase()))
            }
            _ => return,
        };
        self.stretch(index, last + 1, target, "legal-form");
        if let Some(piece) = self.pieces.get_mut(index) {
            piece.entity_kind = EntityKind::Organisation;
        }
    }

    /// «компания Калибр», «акции Калибра»: the firm of that name, not the thing.
    fn of_firm(&mut self, index: usize) {
        let Some(piece) = self.pieces.get(index).filter(|p| p.entity_kind == EntityKind::Other) else {
            return;
        };
        let first = piece.first - self.offset;
        let Some(mut before) = first.checked_sub(1) else { return };
        if self.opens(before) {
            let Some(earlier) = before.checked_sub(1) else { return };
            before = earlier;
        }
        if !self.words.firm(self.folded(before), self.language) {
            return;
        }
        let (id, name) = match &piece.target {
            Target::Item(item) => {
                let Some(known) = self.words.items.get(*item as usize) else { return };
                let name = known.display.get(self.language as usize).filter(|d| !d.is_empty());
                let name = name.or_else(|| known.display.iter().rev().find(|d| !d.is_empty()));
                (known.id.to_string(), name.map_or(String::new(), |n| n.to_string()))
            }
            Target::Named(id, name) => (id.clone(), name.clone()),
            _ => return,
        };
        let Some(slug) = id.trim_start_matches("e:").strip_prefix("thing:") else { return };
        let target = Target::Named(format!("org:{slug}"), name);
        if let Some(piece) = self.pieces.get_mut(index) {
            piece.target = target;
            piece.entity_kind = EntityKind::Organisation;
            piece.rule = "firm-of-thing";
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
            if !genitive {
                continue;
            }
            let target = if known.state.as_deref().is_some_and(|state| *state == *country.id) {
                Target::Item(item)
            } else {
                // the same kind of body in another country than the one it usually means
                let slug = country.id.rsplit(':').next().unwrap_or("");
                let own = known.state.as_deref().and_then(|state| state.rsplit(':').next());
                let id = known.id.trim_start_matches("e:");
                let bare = own.and_then(|own| id.strip_suffix(own)?.strip_suffix('-')).unwrap_or(id);
                let id = format!("{bare}-{slug}");
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
