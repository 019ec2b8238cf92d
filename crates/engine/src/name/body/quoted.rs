//! Names in quotation marks, capitals or Latin letters, and outlets after verbs of telling.

use super::super::scan::{Scan, Target};
use super::super::words::{ENGLISH, Head, latin_slug, name_slug};
use crate::model::{EntityKind, Gender, MentionKind, Number};

/// Rule of a name in quotation marks that a noun before it explains.
pub(super) const QUOTED: &str = "quoted-name";

/// "easyPost": a small letter first, then a capital.
fn inner_capital(raw: &str) -> bool {
    let mut letters = raw.chars();
    letters.next().is_some_and(|c| c.is_ascii_lowercase())
        && raw.chars().count() >= 5
        && raw.chars().filter(char::is_ascii_uppercase).count() == 1
}

/// The id part of an acronym: its letters one by one, so that «УНН» is not «УН».
fn letters_slug(raw: &str) -> String {
    raw.chars().map(|letter| name_slug(&letter.to_string())).collect()
}

impl Scan<'_> {
    /// Runs after persons: names in quotation marks after a class noun, outlets after relay verbs, Latin names.
    pub(in crate::name) fn quoted(&mut self) {
        let mut i = 0;
        while i < self.tokens.len() {
            if self.opens(i)
                && let Some(close) = (i + 2..(i + 7).min(self.tokens.len())).find(|&k| self.closes(k))
                && self.at(i + 1).is_some_and(|w| w.upper)
                && (i + 1..close)
                    .all(|k| self.at(k).is_some_and(|w| w.word || matches!(w.folded, "." | "-" | "–")))
                && self.free(i + 1)
            {
                let before = i.checked_sub(1).map_or("", |p| self.folded(p));
                let cued = self.words.relay(before, self.language);
                let kind = match self.words.head(before, self.language) {
                    Some((Head::Media, _)) => Some(("media", EntityKind::Outlet)),
                    Some(_) => Some(("org", EntityKind::Organisation)),
                    None if cued => Some(("media", EntityKind::Outlet)),
                    None if self.is_newspaper(i + 1, close) => Some(("media", EntityKind::Outlet)),
                    None if self.thing_noun(before) => Some(("thing", EntityKind::Other)),
                    None => None,
                };
                if let Some((prefix, kind)) = kind {
                    let (id, name) = self.newspaper_name(i + 1, close);
                    let id = format!("{prefix}:{id}");
                    self.push(
                        i + 1,
                        close,
                        kind,
                        MentionKind::Name,
                        Target::Named(id, name),
                        Gender::Unknown,
                        Number::Singular,
                        QUOTED,
                    );
                    i = close;
                }
            } else if self.relay_outlet(i) {
                i += 1;
            } else if let Some(last) = self.latin_name(i) {
                i = last;
                continue;
            }
            i += 1;
        }
    }

    /// "(АБВ)" after an organisation names it; other unknown capitals of two to six letters are organisations.
    pub(in crate::name) fn acronyms(&mut self) {
        for i in 0..self.tokens.len() {
            let Some(&w) = self.at(i) else { break };
            let letters = if w.capitals { w.raw.chars().count() } else { 0 };
            let plain = w.capitals
                && w.word
                && self.free(i)
                && (2..=6).contains(&letters)
                && w.raw.chars().all(|c| c.is_alphabetic() && c.is_uppercase());
            if !plain || self.flat || self.words.stop.contains(w.folded) {
                continue;
            }
            let bracketed = self.folded(i + 1) == ")" && i > 1 && self.folded(i - 1) == "(";
            let owner = bracketed
                .then(|| self.piece_at(i - 2))
                .flatten()
                .filter(|p| p.entity_kind == EntityKind::Organisation)
                .map(|p| p.target.clone());
            if letters < 3 && owner.is_none() || i > 0 && self.folded(i - 1) == "-" {
                continue;
            }
            let roman = w.raw.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'));
            if roman {
                continue;
            }
            let (target, rule) = match owner {
                Some(target) => (target, "acronym-in-brackets"),
                None => (Target::Named(format!("org:{}", letters_slug(w.raw)), w.raw.to_owned()), "acronym"),
            };
            self.push(
                i,
                i + 1,
                EntityKind::Organisation,
                MentionKind::Name,
                target,
                Gender::Unknown,
                Number::Singular,
                rule,
            );
        }
    }

    /// Capitalised Latin words in Cyrillic text that nothing else explains: most often a firm.
    fn latin_name(&mut self, i: usize) -> Option<usize> {
        if self.words.in_latin(self.language) || self.flat {
            return None;
        }
        let latin = |k: usize| {
            self.free(k)
                && self.at(k).is_some_and(|w| {
                    w.word
                        && (w.upper || inner_capital(w.raw))
                        && w.raw.chars().all(|c| !matches!(c, '\u{400}'..='\u{52f}'))
                        && !w.folded.contains('.')
                })
        };
        let mut last = i;
        while last < i + 6 && latin(last) {
            last += 1;
        }
        if last == i || (i..last).all(|k| self.at(k).is_some_and(|w| w.raw.chars().count() < 3)) {
            return None;
        }
        let name = self.span(i, last).of(self.text).to_owned();
        // a legal form is no part of what a firm is called
        let mut end = last;
        while end > i + 1 && self.words.legal.contains(self.folded(end - 1)) {
            end -= 1;
        }
        let id = format!("org:{}", latin_slug(self.span(i, end).of(self.text)));
        self.push(
            i,
            last,
            EntityKind::Organisation,
            MentionKind::Name,
            Target::Named(id, name),
            Gender::Unknown,
            Number::Singular,
            "latin-name",
        );
        Some(last)
    }

    /// Its first or last word is one that newspapers are named with.
    fn is_newspaper(&self, first: usize, last: usize) -> bool {
        last > first + 1
            && (self.words.first_word(self.folded(first), self.language)
                || self.words.last_word(self.folded(last - 1), self.language) == Some(EntityKind::Outlet))
    }

    fn thing_noun(&self, folded: &str) -> bool {
        [
            "ракет",
            "дрон",
            "комплекс",
            "проєкт",
            "проект",
            "операц",
            "фільм",
            "фильм",
            "книг",
            "кніг",
            "корабл",
            "крейсер",
        ]
        .iter()
        .any(|stem| folded.starts_with(stem))
    }

    /// "пише Xyz", "передает Xyz Abc": a capitalised name after a relay verb, unless a person stands there.
    fn relay_outlet(&mut self, i: usize) -> bool {
        if !self.words.relay(self.folded(i), self.language) || self.language == ENGLISH {
            return false;
        }
        let mut first = i + 1;
        let media = self.words.head(self.folded(first), self.language).is_some_and(|(h, _)| h == Head::Media);
        if media {
            first += 1;
        }
        let latin = |k: usize| {
            self.at(k).is_some_and(|w| {
                w.word && w.upper && w.folded.chars().next().is_some_and(|c| c.is_ascii_alphabetic())
            })
        };
        let mut last = first;
        while last < first + 5
            && self.free(last)
            && (latin(last) || media && self.at(last).is_some_and(|w| w.word && w.upper))
        {
            last += 1;
        }
        if last == first {
            return false;
        }
        let name = self.span(first, last).of(self.text).to_owned();
        let id = format!("media:{}", name_slug(&name));
        self.push(
            first,
            last,
            EntityKind::Outlet,
            MentionKind::Name,
            Target::Named(id, name),
            Gender::Unknown,
            Number::Singular,
            "relay-name",
        );
        true
    }
}
