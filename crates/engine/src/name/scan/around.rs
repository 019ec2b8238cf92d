//! What the words around a name say of its case.
//!
//! Takes the tokens of a sentence and the place of a name, gives the cases that it may stand in there. Silent where the
//! words leave it open, and in languages without cases.

use super::super::paradigm::{
    ACCUSATIVE, ANY_CASE, DATIVE, GENITIVE, INSTRUMENTAL, LOCATIVE, NOMINATIVE, OBLIQUE,
};
use super::super::words::{is_adjective, past_gender, past_plural};
use super::{Scan, is_latin};
use crate::model::{Gender, MentionKind};

/// Words of a title and what completes it that are looked at before a name.
const TITLE: usize = 9;

/// What the words around a name leave open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around {
    pub(super) cases: u8,
    /// Cases that are likelier than others.
    pub(super) likely: u8,
    /// Gender of the subject that the verb beside it asks for.
    pub(super) subject: Gender,
}

impl Around {
    const OPEN: Self = Self { cases: ANY_CASE, likely: ANY_CASE, subject: Gender::Unknown };

    /// Cases that a reading of this gender may have here: with a verb of the other gender it is no subject.
    pub(super) fn leaves(&self, cases: u8, gender: Gender) -> u8 {
        let other = self.subject != Gender::Unknown && gender != Gender::Unknown && gender != self.subject;
        let cases = if other { cases & !NOMINATIVE } else { cases };
        cases & self.cases
    }
}

/// The verb beside a name, as far as its shape shows.
enum Verb {
    /// In the singular, with the gender of its subject; told by a verb of telling.
    One(Gender, bool),
    Many,
    Infinitive,
}

impl Scan<'_> {
    /// Cases of the name from token `first` to `last`; `full` with a given name: «советник Варды» is no Варда.
    pub(super) fn around(&self, first: usize, last: usize, full: bool) -> Around {
        if is_latin(self.folded(last.saturating_sub(1))) || !self.words.paradigms.decline(self.language) {
            return Around::OPEN;
        }
        let first = self.before_initials(first);
        let open = Around::OPEN;
        let before = first.checked_sub(1);
        if before.is_some_and(|b| self.words.locative(self.folded(b), self.language)) {
            return Around { cases: LOCATIVE, ..open };
        }
        if let Some(cases) = before.and_then(|b| self.words.governed(self.folded(b), self.language)) {
            return Around { cases, ..open };
        }
        match self.title_before(first) {
            // «помощник Морозова заявил»: no woman
            Some(NOMINATIVE) if !full => {
                let subject = self.verb_place(last).and_then(|at| self.verb(at));
                let Some(Verb::One(subject, _)) = subject else { return open };
                return Around { subject, ..open };
            }
            Some(NOMINATIVE) => return Around { likely: NOMINATIVE, ..open },
            // «дочь писателя Алена Рымша сказала»: beside a verb rather the subject
            Some(cases) if full && cases & NOMINATIVE != 0 && cases & OBLIQUE != 0 => {
                let beside = self.verb_place(last).into_iter().chain(first.checked_sub(1));
                let subject = beside.filter_map(|at| self.verb(at)).find_map(|verb| match verb {
                    Verb::One(subject, _) => Some(subject),
                    _ => None,
                });
                return match subject {
                    Some(subject) => Around { cases, likely: NOMINATIVE, subject },
                    None => Around { cases, ..open },
                };
            }
            Some(cases) => return Around { cases, ..open },
            None => {}
        }
        let joined = |at: Option<usize>| {
            at.is_some_and(|at| {
                self.folded(at) == "," || self.words.conjunction(self.folded(at), self.language)
            })
        };
        if let Some(at) = self.verb_place(last) {
            match self.verb(at) {
                // «дом Ирины Драбы сгорел»: the verb of what stands before the name
                Some(Verb::One(subject, _)) => {
                    let own = before.is_some_and(|b| self.may_own(b) && self.may_be_subject(b, subject));
                    let likely = if own { ANY_CASE } else { NOMINATIVE };
                    return Around { likely, subject, ..open };
                }
                Some(Verb::Many) if !joined(before) => return Around { cases: OBLIQUE, ..open },
                _ => {}
            }
        }
        match before.and_then(|b| self.verb(b)) {
            Some(Verb::One(..)) if before.is_some_and(|b| self.has_subject(b)) => {
                return Around { likely: OBLIQUE, ..open };
            }
            Some(Verb::One(subject, told)) => {
                return Around { likely: if told { NOMINATIVE } else { ANY_CASE }, subject, ..open };
            }
            Some(Verb::Many) if !joined(Some(last)) => return Around { cases: OBLIQUE, ..open },
            Some(Verb::Infinitive) => return Around { cases: OBLIQUE, ..open },
            _ => {}
        }
        if let Some(likely) = self.title_after(last) {
            return Around { likely, ..open };
        }
        // «что Александра Вырина уже здесь»
        let begins = self.at(first).is_some_and(|w| w.initial)
            || !joined(before)
                && before.is_some_and(|b| self.words.is_own_stop(self.folded(b), self.language));
        Around { likely: if begins { NOMINATIVE } else { ANY_CASE }, ..open }
    }

    /// «Варда поблагодарил»: the verb at this place stands behind its subject.
    fn has_subject(&self, verb: usize) -> bool {
        let Some(before) = verb.checked_sub(1) else { return false };
        let tokens = &self.tokens;
        let title =
            || self.words.title_at(self.language, |k| tokens.get(before + k).map(|w| w.folded)).is_some();
        self.words.pronoun(self.folded(before), self.language)
            || self.at(before).is_some_and(|w| w.word && w.upper && !w.initial)
            || self.piece_at(before).is_some_and(|p| p.kind == MentionKind::Name)
            || title()
    }

    /// A word that a name in the genitive may stand behind.
    fn may_own(&self, at: usize) -> bool {
        let fits = |w: &super::Word<'_>| w.word && (!w.upper || w.initial);
        self.at(at).is_some_and(fits)
            && !self.words.is_own_stop(self.folded(at), self.language)
            && self.verb(at).is_none()
    }

    /// A word whose ending is that of a nominative of this gender: «дом сгорел», not «на встрече выступила».
    fn may_be_subject(&self, at: usize, gender: Gender) -> bool {
        let last = self.folded(at).chars().next_back();
        match gender {
            Gender::Feminine => matches!(last, Some('а' | 'я' | 'ь')),
            Gender::Masculine => last.is_some_and(|c| !"аеєиіїоуюяыэ".contains(c)),
            _ => true,
        }
    }

    /// The place before the initials that stand before a family name.
    fn before_initials(&self, first: usize) -> usize {
        let mut first = first;
        while first >= 2
            && self.folded(first - 1) == "."
            && self.at(first - 2).is_some_and(|w| w.word && w.upper && w.folded.chars().nth(1).is_none())
        {
            first -= 2;
        }
        first
    }

    /// The first word after a name that is no adverb or particle.
    fn verb_place(&self, last: usize) -> Option<usize> {
        (last..last + 3).find(|&at| !self.words.is_own_stop(self.folded(at), self.language))
    }

    fn verb(&self, at: usize) -> Option<Verb> {
        let w = self.at(at).filter(|w| w.word && !w.upper)?;
        if let Some(gender) = self.words.teller(w.folded, self.language) {
            return Some(Verb::One(gender, true));
        }
        let tokens = &self.tokens;
        let named = self.words.title_at(self.language, |k| tokens.get(at + k).map(|w| w.folded)).is_some()
            || self.words.head(w.folded, self.language).is_some()
            || self.words.complement(w.folded, self.language);
        if named {
            return None;
        }
        if past_plural(w.folded, self.language) {
            return Some(Verb::Many);
        }
        let infinitive = match self.language {
            0 => w.folded.ends_with("ти") || w.folded.ends_with("тися"),
            1 => w.folded.ends_with("ть") || w.folded.ends_with("ться"),
            _ => false,
        };
        if infinitive && w.folded.chars().nth(3).is_some() {
            return Some(Verb::Infinitive);
        }
        past_gender(w.folded, self.language).map(|gender| Verb::One(gender, false))
    }

    /// The cases that a title right before a name shows: those of its form.
    pub(super) fn title_before(&self, first: usize) -> Option<u8> {
        for at in (first.saturating_sub(TITLE)..first).rev() {
            let w = self.at(at).filter(|w| w.word)?;
            if w.upper && self.free(at) && at + 1 < first && !w.initial {
                return None;
            }
            let tokens = &self.tokens;
            let Some((title, len)) =
                self.words.title_at(self.language, |k| tokens.get(at + k).map(|w| w.folded))
            else {
                continue;
            };
            let end = at + len;
            if end == first || end < first && self.complement_end(end).0 == first {
                let Some(cases) = self.cases_of_title(title.plural, &title.lemma, at, end) else { continue };
                // «супруга президента Леся Варда»: either of the two
                let other = at.checked_sub(1).and_then(|b| {
                    let (title, len) =
                        self.words.title_at(self.language, |k| tokens.get(b + k).map(|w| w.folded))?;
                    Some(self.cases_of_title(title.plural, &title.lemma, b, b + len).unwrap_or(ANY_CASE))
                });
                return Some(cases | other.unwrap_or(0));
            }
        }
        None
    }

    fn cases_of_title(&self, plural: bool, lemma: &str, at: usize, end: usize) -> Option<u8> {
        let form: Vec<&str> = (at..end).map(|k| self.folded(k)).collect();
        // «леди», «пани»: one form for all cases
        if plural || lemma.ends_with(['и', 'і', 'у', 'э', 'е']) {
            return None;
        }
        if form.join(" ") == lemma {
            return Some(NOMINATIVE);
        }
        let word = form.last().copied().unwrap_or("");
        let ends = |ends: &[&str]| ends.iter().any(|end| word.ends_with(end));
        Some(if lemma.ends_with(['а', 'я']) {
            match () {
                () if ends(&["у", "ю"]) => ACCUSATIVE,
                () if ends(&["ой", "ою", "ей", "ею", "ай", "аю", "яй", "ам"]) => {
                    INSTRUMENTAL | DATIVE | LOCATIVE
                }
                () => OBLIQUE & !ACCUSATIVE & !INSTRUMENTAL,
            }
        } else {
            match () {
                () if ends(&["а", "я"]) => GENITIVE | ACCUSATIVE,
                () if ends(&["у", "ю", "ові", "еві", "єві"]) => DATIVE | LOCATIVE,
                () if ends(&["ом", "ем", "єм", "ам", "ём"]) => INSTRUMENTAL,
                () => OBLIQUE,
            }
        })
    }

    /// «Роман Варда, министр обороны»: the cases of the title that follows.
    fn title_after(&self, last: usize) -> Option<u8> {
        if self.folded(last) != "," {
            return None;
        }
        let tokens = &self.tokens;
        let at = (last + 1..last + 4).find(|&at| !is_adjective(self.folded(at), self.language))?;
        let (title, len) = self.words.title_at(self.language, |k| tokens.get(at + k).map(|w| w.folded))?;
        self.cases_of_title(title.plural, &title.lemma, at, at + len)
    }
}
