//! Role noun phrases: adjectives, a title noun, its complement; tied to the person beside them.
//!
//! Takes a scan whose names are known, adds role pieces. Never resolves a role across sentences.

use super::body::genitive_adjective;
use super::paradigm::NOMINATIVE;
use super::scan::{Scan, Target};
use super::words::{ENGLISH, is_adjective};
use crate::model::{EntityKind, Gender, MentionKind, Number};

const PREFIXES: &[&str] = &["экс-", "екс-", "эксп-", "ex-", "віце-", "вице-", "экс", "екс"];

impl Scan<'_> {
    pub(super) fn roles(&mut self) {
        let mut i = 0;
        while i < self.tokens.len() {
            i = self.role_at(i).unwrap_or(i + 1);
        }
    }

    fn title(&self, i: usize) -> Option<(Box<str>, Gender, Number, usize)> {
        let w = self.at(i)?;
        if !w.word || !self.free(i) && !self.piece_at(i).is_some_and(|p| p.kind == MentionKind::Adjective) {
            return None;
        }
        let tokens = &self.tokens;
        let rest = |k: usize| tokens.get(i + k).map(|w| w.folded);
        if let Some((title, len)) = self.words.title_at(self.language, rest) {
            return Some((title.lemma.clone(), title.gender, title.number(), len));
        }
        let bare =
            PREFIXES.iter().find_map(|p| w.folded.strip_prefix(p)).filter(|b| b.chars().count() >= 4)?;
        let (title, len) =
            self.words.title_at(self.language, |k| if k == 0 { Some(bare) } else { rest(k) })?;
        Some((title.lemma.clone(), title.gender, title.number(), len))
    }

    fn role_at(&mut self, i: usize) -> Option<usize> {
        let (lemma, gender, number, len) = self.title(i)?;
        let first = self.left(i);
        let (last, complement) = self.right(i + len);
        let person_after = self.piece_index(last).filter(|&p| self.is_person_start(p, last));
        let person_after = person_after.and_then(|p| self.bearer(p, i, len, &lemma));
        let bare = first == i && !complement;
        // everyday words are roles only beside a name or with something of their own
        let loose = matches!(
            &*lemma,
            "head"
                | "chief"
                | "host"
                | "general"
                | "man"
                | "woman"
                | "mother"
                | "father"
                | "leader"
                | "голова"
                | "мать"
                | "маці"
        ) || lemma.starts_with("чолов")
            || lemma.starts_with("жін")
            || lemma.starts_with("мужч")
            || lemma.starts_with("женщ");
        if loose && bare && person_after.is_none() {
            return None;
        }
        let index = self.push(
            first,
            last,
            EntityKind::Person,
            MentionKind::Role,
            Target::Role(lemma),
            gender,
            number,
            "role",
        );
        let beside = person_after
            .or_else(|| self.person_before(first, last))
            .or_else(|| self.person_after_comma(last));
        if number != Number::Plural
            && let Some(piece) = self.pieces.get_mut(index)
        {
            piece.beside = beside;
            if beside.is_some() {
                piece.rule = "role-apposition";
            }
        }
        Some(last)
    }

    fn is_person_start(&self, piece: usize, token: usize) -> bool {
        self.pieces.get(piece).is_some_and(|p| {
            p.entity_kind == EntityKind::Person
                && p.kind != MentionKind::Role
                && p.first == self.offset + token
        })
    }

    /// The person behind a title of `len` tokens at `i` whose title it is: not the one of «адвокат Сергея Морозова», but who
    /// follows him in «сторонник Сергея Морозова Олег Белкин».
    fn bearer(&self, person: usize, i: usize, len: usize, lemma: &str) -> Option<usize> {
        if self.language == ENGLISH {
            return Some(person);
        }
        let end = self.pieces.get(person)?.last - self.offset;
        let second = self.piece_index(end).filter(|&p| self.is_person_start(p, end));
        let full = |p: usize| self.pieces.get(p).is_some_and(|p| p.last - p.first > 1);
        let form: Vec<&str> = (i..i + len).map(|k| self.folded(k)).collect();
        let owner = form.join(" ") == lemma && !self.may_be_nominative(person);
        match second {
            Some(second) if owner && self.may_be_nominative(second) || full(person) && full(second) => {
                Some(second)
            }
            _ => (!owner).then_some(person),
        }
    }

    /// Some reading of a person's name is a nominative.
    fn may_be_nominative(&self, piece: usize) -> bool {
        let Some(Target::Person(person)) = self.pieces.get(piece).map(|p| &p.target) else { return true };
        let given = person.given.iter().filter(|g| g.cases & NOMINATIVE != 0);
        let surname = || person.surname.iter().filter(|r| r.cases & NOMINATIVE != 0);
        let agrees = |a: Gender, b: Gender| a == Gender::Unknown || b == Gender::Unknown || a == b;
        match (person.given.is_empty(), person.surname_text.is_empty()) {
            (true, true) => true,
            (true, false) => surname().next().is_some(),
            (false, true) => given.count() > 0,
            (false, false) => given.into_iter().any(|g| surname().any(|r| agrees(g.gender, r.gender))),
        }
    }

    /// "Name, the role": a name before a comma, when the role ends its clause.
    fn person_before(&self, first: usize, last: usize) -> Option<usize> {
        let mut comma = first.checked_sub(1)?;
        if matches!(self.folded(comma), "the" | "a" | "an") {
            comma = comma.checked_sub(1)?;
        }
        let mark = self.folded(comma);
        if !matches!(mark, "," | "–" | "—" | "(") {
            return None;
        }
        let ends =
            self.at(last).is_none_or(|w| !w.word) || self.language == ENGLISH && self.folded(last) == "and";
        let before = comma.checked_sub(1)?;
        let piece = self.piece_index(before)?;
        let person = self.pieces.get(piece)?;
        (ends && person.entity_kind == EntityKind::Person && person.kind != MentionKind::Role)
            .then_some(piece)
    }

    /// "the role, Name": a name after a comma that closes again, or after a dash.
    fn person_after_comma(&self, last: usize) -> Option<usize> {
        if !matches!(self.folded(last), ",") {
            return None;
        }
        let piece = self.piece_index(last + 1).filter(|&p| self.is_person_start(p, last + 1))?;
        let end = self.pieces.get(piece)?.last - self.offset;
        (matches!(self.folded(end), ",") && self.language == ENGLISH).then_some(piece)
    }

    /// Where the words before a title begin to belong to it.
    fn left(&self, i: usize) -> usize {
        let mut first = i;
        while let Some(before) = first.checked_sub(1) {
            if i - before > 4 {
                break;
            }
            let Some(w) = self.at(before) else { break };
            let folded = w.folded;
            if !w.word {
                break;
            }
            let piece = self.piece_at(before);
            let belongs = if let Some(piece) = piece {
                match piece.kind {
                    MentionKind::Adjective => true,
                    _ if self.language == ENGLISH
                        && matches!(piece.entity_kind, EntityKind::Place | EntityKind::Organisation) =>
                    {
                        true
                    }
                    _ => false,
                }
            } else if self.language == ENGLISH {
                self.words.modifier(folded, ENGLISH)
                    || self.words.complement(folded, ENGLISH)
                    || w.possessive && self.words.head(folded, ENGLISH).is_some()
                    || w.possessive
                        && matches!(folded, "country" | "nation" | "party" | "company" | "city" | "state")
            } else {
                self.words.modifier(folded, self.language)
                    || is_adjective(folded, self.language)
                        && !self.words.stop.contains(folded)
                        && (!w.upper || w.initial)
            };
            if !belongs {
                break;
            }
            first = before;
            if let Some(piece) = self.piece_at(before) {
                first = first.min(piece.first - self.offset);
            }
        }
        first
    }

    /// Where the complement of a title ends, and whether there is one.
    fn right(&self, i: usize) -> (usize, bool) {
        if self.language != ENGLISH {
            let (last, _) = self.complement_end(i);
            if last > i {
                return (last, true);
            }
            // an organisation of the tables or of a head noun, an outlet
            if let Some(piece) = self.piece_at(i)
                && matches!(piece.entity_kind, EntityKind::Organisation | EntityKind::Outlet)
                && piece.kind != MentionKind::Adjective
                && piece.first == self.offset + i
            {
                return (piece.last - self.offset, true);
            }
            // "російської армії": an adjective of a country in the genitive and a noun
            if self.piece_at(i).is_some_and(|p| p.kind == MentionKind::Adjective)
                && genitive_adjective(self.folded(i), self.language)
                && (self.words.complement(self.folded(i + 1), self.language)
                    || self.words.head(self.folded(i + 1), self.language).is_some())
            {
                return (i + 2, true);
            }
            return (i, false);
        }
        if !matches!(self.folded(i), "of" | "for" | "at" | "in") {
            return (i, false);
        }
        let mut j = i + 1;
        if self.folded(j) == "the" {
            j += 1;
        }
        let start = j;
        while j < start + 8 {
            let Some(w) = self.at(j) else { break };
            if let Some(piece) = self.piece_at(j) {
                if piece.entity_kind == EntityKind::Person {
                    break;
                }
                j = piece.last - self.offset;
                if self.at(j - 1).is_some_and(|w| w.possessive) {
                    break;
                }
                continue;
            }
            let inner = matches!(w.folded, "of" | "and" | "for")
                && j > start
                && self.at(j + 1).is_some_and(|n| {
                    n.upper && self.piece_at(j + 1).is_none_or(|p| p.entity_kind != EntityKind::Person)
                });
            if w.word
                && (w.upper
                    || self.words.complement(w.folded, ENGLISH)
                    || self.words.head(w.folded, ENGLISH).is_some())
                || inner
            {
                j += 1;
            } else {
                break;
            }
        }
        if j > start && self.folded(i) != "in" { (j, true) } else { (i, false) }
    }
}
