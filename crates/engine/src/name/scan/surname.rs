//! Family names alone: known ones, those after a title, and those of full names elsewhere in the document.

use super::super::paradigm::{NOMINATIVE, Reading};
use super::super::words::{ENGLISH, is_adjective};
use super::{Person, Scan, Target, Word, is_latin};
use crate::model::{EntityKind, Gender, MentionKind, Number};
use rustc_hash::FxHashSet;

impl<'a> Scan<'a> {
    pub(in crate::name) fn surname_alone(
        &self,
        i: usize,
        w: Word<'a>,
    ) -> Option<(usize, Person, MentionKind, &'static str)> {
        let n = w.folded.chars().count();
        if n < 3 || w.folded.chars().any(|c| c.is_ascii_digit()) {
            return None;
        }
        let readings = self.surname_readings(w.folded);
        // «Елена Мария Мэй»: part of somebody else's name
        let part = i.checked_sub(1).and_then(|b| self.piece_at(b)).is_some_and(|piece| {
            matches!(&piece.target, Target::Person(p) if !p.given.is_empty() && piece.last == self.offset + i)
        });
        let known = !part && self.is_known(i, w, &readings) && !self.before_unknown(i);
        let lower = self.seen.lower.contains(w.folded);
        let titled = i > 0 && {
            let tokens = &self.tokens;
            (1..=2.min(i)).any(|back| {
                self.words
                    .title_at(self.language, |k| tokens.get(i - back + k).map(|w| w.folded))
                    .is_some_and(|(_, len)| len == back)
            })
        };
        let honorific = self.honorific(i);
        let rule = if known && !lower {
            "known-surname"
        } else if honorific.is_some() {
            "honorific"
        } else if titled
            && !lower
            && !self.flat
            && !w.capitals
            && !self.words.attributive(w.folded, self.language)
            && self.fits_title(i, &readings)
            && !self.family_of_next(i)
            && !self.rather_given(i, &readings)
        {
            // «депутаты Нижнеозёрска»: more often of what they are
            if self.title_before(i).is_some() { "title-surname" } else { "titles-surname" }
        } else if !self.flat
            && (!w.initial || self.tells(i + 1, &readings))
            && !lower
            && !w.capitals
            && n >= 5
            && !self.family_of_next(i)
            // «в Корове»: more often a place
            && !i.checked_sub(1).is_some_and(|b| self.words.governed(self.folded(b), self.language).is_some())
            && !self.rather_given(i, &readings)
            && readings.iter().any(|r| r.typical && r.weight >= 1.0)
            && !readings.iter().any(|r| r.typical && is_adjective(&r.nominative, self.language))
        {
            "surname-shape"
        } else {
            return None;
        };
        let mut person = self.person(Vec::new(), None, (i, i + 1));
        if let Some(gender) = honorific.filter(|gender| *gender != Gender::Unknown) {
            person.honorific = Some(gender);
            let other = |r: &Reading| r.gender != Gender::Unknown && r.gender != gender;
            if !person.surname.iter().all(other) {
                person.surname.retain(|r| !other(r));
                person.surname.iter_mut().for_each(|r| r.gender = gender);
            }
        }
        Some((i + 1, person, MentionKind::Name, rule))
    }

    /// Some reading is the family name of somebody in the tables.
    fn is_known(&self, i: usize, w: Word<'a>, readings: &[Reading]) -> bool {
        // «диспетчерки Раїси»: a form of a given name is a family name only where somebody's is spelled so
        let given = !self.words.given_at(w.folded, self.language).is_empty();
        // "His son, Graham": somebody's given name
        if given && self.language == ENGLISH && self.kin_before(i) {
            return false;
        }
        readings.iter().any(|r| {
            let key = super::super::key::key(&r.nominative);
            // short keys and sentence starts are matched by chance: nominatives only
            let stands = r.nominative == w.folded;
            let sure = stands || key.len() >= 5 && !w.initial || r.weight >= 0.6 && key.len() >= 4;
            let likely = if given { self.words.spelled(&key, w.folded) } else { stands || r.weight >= 0.3 };
            likely && sure && self.words.bearers(&key, &r.nominative).next().is_some()
        })
    }

    /// "his son, Graham", "her neighbour Graham": a noun of people that somebody owns, right before or before a comma.
    fn kin_before(&self, i: usize) -> bool {
        let comma = usize::from(i > 0 && self.folded(i - 1) == ",");
        let Some(noun) = i.checked_sub(1 + comma) else { return false };
        let tokens = &self.tokens;
        let titled = self.words.title_at(ENGLISH, |k| tokens.get(noun + k).map(|w| w.folded)).is_some();
        let owner = noun.checked_sub(1).and_then(|owner| self.at(owner));
        let owned = owner.is_some_and(|w| {
            w.possessive || matches!(w.folded, "his" | "her" | "their" | "my" | "our" | "your" | "its")
        });
        owned && (comma == 1 || titled)
    }

    /// «мать школьника Катарина»: a given name in the nominative that as a family name would be in another case; «диспетчерки
    /// Раїси»: a woman's given name in the case of the title before it.
    fn rather_given(&self, i: usize, readings: &[Reading]) -> bool {
        let given = self.given(i);
        let oblique = || {
            readings.first().is_some_and(|r| r.cases & NOMINATIVE == 0)
                || self.title_before(i).is_some_and(|cases| cases & NOMINATIVE == 0)
        };
        let titled = self.title_before(i).unwrap_or(0);
        let hers = given.iter().any(|g| g.gender == Gender::Feminine && g.cases & titled != 0);
        hers || given.iter().any(|g| g.cases & NOMINATIVE != 0) && oblique()
    }

    /// «Белкин сказал»: a verb of telling that agrees with some nominative stands at `at`.
    fn tells(&self, at: usize, readings: &[Reading]) -> bool {
        let Some(subject) = self.words.teller(self.folded(at), self.language) else { return false };
        readings.iter().any(|r| {
            r.typical && r.cases & NOMINATIVE != 0 && (subject == Gender::Unknown || r.gender == subject)
        })
    }

    /// «Рутта Йонене»: before another capitalised word that no table knows a word is rather its given name.
    fn before_unknown(&self, i: usize) -> bool {
        let next = i + 1;
        self.language != ENGLISH
            && !self.flat
            && self.name_word(next)
            && !self.ordinary(next)
            && self.words.given_at(self.folded(next), self.language).is_empty()
            && !self.at(next).is_some_and(|w| w.capitals)
            && self.initial(next).is_none()
    }

    /// «Адвокат Колбов Жанна Рей»: the name after a title is part of it when the bearer's full name follows.
    fn family_of_next(&self, i: usize) -> bool {
        self.language != ENGLISH
            && self.at(i + 1).is_some_and(|w| w.upper)
            && !self.words.given_at(self.folded(i + 1), self.language).is_empty()
            && self.at(i + 2).is_some_and(|w| w.word && w.upper)
    }

    /// The gender that "Mrs" or «господин» before a name shows; unknown for "Dr".
    pub(super) fn honorific(&self, i: usize) -> Option<Gender> {
        let before = i.checked_sub(1)?;
        let at = if self.folded(before) == "." { before.checked_sub(1)? } else { before };
        let stop = at != before;
        // «пан.» ends a sentence, "Mr." does not
        let gender = self.words.honorific(self.folded(at), self.language)?;
        (!stop || self.language == ENGLISH).then_some(gender)
    }

    /// A name after a title agrees with it: after a nominative title the likeliest reading is a nominative. A name in
    /// another script than the text's is a firm, not a bearer.
    fn fits_title(&self, i: usize, readings: &[Reading]) -> bool {
        let w = self.folded(i);
        if self.language == ENGLISH {
            return true;
        }
        if is_latin(w) && !self.words.in_latin(self.language) {
            return false;
        }
        let nominative = i
            .checked_sub(1)
            .and_then(|t| {
                self.words
                    .title_at(self.language, |k| if k == 0 { Some(self.folded(t)) } else { None })
                    .map(|f| (t, f))
            })
            .is_some_and(|(t, (title, _))| *title.lemma == *self.folded(t));
        !nominative || readings.first().is_some_and(|r| r.cases & NOMINATIVE != 0)
    }

    pub(in crate::name) fn nickname_at(&self, i: usize) -> Option<(usize, u32)> {
        let w = self.at(i)?;
        if !w.upper
            || w.initial
                && !i.checked_sub(1).is_some_and(|p| self.opens(p))
                && self.seen.lower.contains(w.folded)
        {
            return None;
        }
        let entries = self.words.nicknames.get(w.folded)?;
        // «Бацька палітыка»: the father of somebody
        let tokens = &self.tokens;
        let kin = w.initial
            && self.words.title_at(self.language, |k| tokens.get(i + 1 + k).map(|w| w.folded)).is_some();
        if kin {
            return None;
        }
        entries
            .iter()
            .filter(|(rest, _)| {
                rest.iter().enumerate().all(|(k, word)| {
                    self.folded(i + 1 + k) == &**word && self.at(i + 1 + k).is_some_and(|w| w.upper)
                })
            })
            .max_by_key(|(rest, _)| rest.len())
            .map(|(rest, index)| (i + 1 + rest.len(), *index))
    }

    /// «Шансы Орлина»: of two capitalised words at the beginning of a sentence the first is an ordinary one when the second
    /// is the family name of somebody else's full name.
    pub(in crate::name) fn ordinary_first(&mut self, keys: &FxHashSet<String>) {
        for index in 0..self.pieces.len() {
            let Some(piece) = self.pieces.get(index).filter(|p| p.rule == "two-capitalised") else {
                continue;
            };
            let first = piece.first - self.offset;
            let last = piece.last - self.offset;
            let readings = self.surname_readings(self.folded(last - 1));
            let somebody = readings
                .iter()
                .any(|r| r.weight > 0.2 && keys.contains(&super::super::key::key(&r.nominative)));
            if !somebody || last < first + 2 || !self.at(first).is_some_and(|w| w.initial) {
                continue;
            }
            let person = self.person(Vec::new(), None, (first + 1, last));
            let span = self.span(first + 1, last);
            if let Some(slot) = self.taken.get_mut(first) {
                *slot = 0;
            }
            if let Some(piece) = self.pieces.get_mut(index) {
                piece.first += 1;
                piece.span = span;
                piece.target = Target::Person(Box::new(person));
                piece.rule = "surname-again";
            }
        }
    }

    /// A given name alone that is the family name of a full name elsewhere: the May of "Theresa May".
    fn surname_after_all(&mut self, i: usize, person: &Person) -> bool {
        let Some(index) = self.piece_index(i) else { return false };
        if let Some(piece) = self.pieces.get_mut(index)
            && piece.rule == "given-alone"
        {
            piece.target = Target::Person(Box::new(person.clone()));
            piece.rule = "surname-again";
            return true;
        }
        false
    }

    /// Family names known from full names elsewhere in the document; `given` are the ids of their given names.
    pub(in crate::name) fn known_surnames(&mut self, keys: &FxHashSet<String>, given: &FxHashSet<Box<str>>) {
        let mut i = 0;
        while i < self.tokens.len() {
            let alone = self.piece_at(i).is_some_and(|piece| {
                piece.rule == "given-alone"
                    && matches!(&piece.target, Target::Person(p) if !p.given.iter().any(|g| given.contains(&g.id)))
            });
            if alone
                && let Some(w) = self.at(i).copied()
                && self
                    .surname_readings(w.folded)
                    .iter()
                    .any(|r| r.weight > 0.2 && keys.contains(&super::super::key::key(&r.nominative)))
            {
                let person = self.person(Vec::new(), None, (i, i + 1));
                if self.surname_after_all(i, &person) {
                    i += 1;
                    continue;
                }
            }
            // «мер Заріччя Остап Калинюк»: a full name behind it says who is meant
            let full = self
                .piece_at(i + 1)
                .is_some_and(|piece| matches!(&piece.target, Target::Person(p) if !p.given.is_empty()));
            if self.name_word(i)
                && !self.ordinary(i)
                && let Some(w) = self.at(i).copied()
                && w.folded.chars().count() >= 3
            {
                let readings = self.surname_readings(w.folded);
                let another = full
                    && self.title_before(i).is_some()
                    && readings.first().is_some_and(|r| *r.nominative == *w.folded);
                let known = readings
                    .iter()
                    .any(|r| r.weight > 0.2 && keys.contains(&super::super::key::key(&r.nominative)));
                if known && !another {
                    let person = self.person(Vec::new(), None, (i, i + 1));
                    self.push(
                        i,
                        i + 1,
                        EntityKind::Person,
                        MentionKind::Name,
                        Target::Person(Box::new(person)),
                        Gender::Unknown,
                        Number::Singular,
                        "surname-again",
                    );
                }
            }
            i += 1;
        }
    }
}
