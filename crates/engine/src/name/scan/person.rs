//! Persons in the tokens of a sentence: given names, patronymics, initials, and what stands beside them.

use super::super::paradigm::{LOCATIVE, NOMINATIVE, Reading};
use super::super::words::{ENGLISH, is_adjective};
use super::{GivenReading, Person, Scan, Target, agree, is_latin};
use crate::model::{EntityKind, Gender, MentionKind, Number};
use rustc_hash::FxHashSet;

/// A reading weighs more than this when its class is a usual one; at least this when names of the class exist at all.
const USUAL: f32 = 0.3;
const RARE: f32 = 0.2;

impl<'a> Scan<'a> {
    /// The family name that begins at `i`, with its end: one word, or a particle and a word, or two words.
    fn surname_at(&self, i: usize, two: bool) -> Option<(usize, usize)> {
        let mut first = i;
        while first < i + 3
            && self.free(first)
            && self.at(first).is_some_and(|w| !w.upper)
            && self.words.particle(self.folded(first))
        {
            first += 1;
        }
        if !self.name_word(first) || self.ordinary(first) {
            return None;
        }
        if self.at(first).is_some_and(|w| w.folded.chars().count() < 2) {
            return None;
        }
        let mut last = first + 1;
        let w = self.at(first)?;
        if two
            && !w.possessive
            && self.name_word(last)
            && !self.flat
            && !self.ordinary(last)
            && self.words.given_at(self.folded(last), self.language).is_empty()
            && self.at(last).is_some_and(|n| n.capitals == w.capitals && n.folded.chars().count() > 1)
        {
            last += 1;
        }
        Some((i, last))
    }

    /// A word that is no part of a person's name: a title, a head noun, a function word.
    pub(in crate::name) fn ordinary(&self, i: usize) -> bool {
        let tokens = &self.tokens;
        let folded = self.folded(i);
        // «8 Марта»
        let day = self.words.months.contains(folded)
            && i.checked_sub(1).is_some_and(|b| self.folded(b).starts_with(|c: char| c.is_ascii_digit()));
        day || self.words.is_stop(folded, self.language)
            || self.words.head(folded, self.language).is_some()
            || self.words.complement(folded, self.language)
            || self.words.modifier(folded, self.language)
            || self.words.title_at(self.language, |k| tokens.get(i + k).map(|w| w.folded)).is_some()
    }

    pub(in crate::name) fn persons(&mut self) {
        let mut i = 0;
        while i < self.tokens.len() {
            i = match self.person_at(i) {
                Some((last, ..)) if self.firm_in_marks(i, last) => last,
                Some((last, person, kind, rule)) => {
                    let gender = gender(&person);
                    self.push(
                        i,
                        last,
                        EntityKind::Person,
                        kind,
                        Target::Person(Box::new(person)),
                        gender,
                        Number::Singular,
                        rule,
                    );
                    last
                }
                None => i + 1,
            };
        }
    }

    /// «компания «Вектор Капитал»»: behind a noun of firms or bodies, in marks of its own.
    fn firm_in_marks(&self, first: usize, last: usize) -> bool {
        let Some(noun) = first.checked_sub(2) else { return false };
        let folded = self.folded(noun);
        let body = self.words.firm(folded, self.language) || self.words.head(folded, self.language).is_some();
        body && self.opens(first - 1) && self.closes(last)
    }

    pub(in crate::name) fn person(
        &self,
        given: Vec<GivenReading>,
        given_at: Option<usize>,
        surname: (usize, usize),
    ) -> Person {
        let text = self.span(surname.0, surname.1).of(self.text);
        let folded = crate::text::fold(text);
        let first = given_at.map_or(surname.0, |given| given.min(surname.0));
        let last = given_at.map_or(surname.1, |given| surname.1.max(given + 1));
        let around = self.around(first, last, given_at.is_some());
        let readings = self.surname_readings(&folded);
        let (given, readings, pairs) = if self.indeclinable(&folded) {
            (given, readings, Vec::new())
        } else {
            agree::agree(given, readings, &around)
        };
        Person {
            given_text: given_at.map_or("", |g| self.at(g).map_or("", |w| w.raw)).into(),
            given,
            initial: None,
            patronymic: None,
            surname_text: text.into(),
            surname: readings,
            pairs,
            nickname: None,
            honorific: None,
            ruler: false,
        }
    }

    fn person_at(&self, i: usize) -> Option<(usize, Person, MentionKind, &'static str)> {
        let w = *self.at(i)?;
        if !w.word || !self.free(i) {
            return None;
        }
        if let Some((last, index)) = self.nickname_at(i) {
            let person = Person { nickname: Some(index), ..Person::default() };
            return Some((last, person, MentionKind::Nickname, "nickname"));
        }
        if !w.upper {
            // the lower-case names of one press
            if w.folded.chars().nth(4).is_none() || !self.words.may_be_lower_surname(w.folded, self.language)
            {
                return None;
            }
            let readings = self.surname_readings(w.folded);
            let known = readings.iter().any(|r| {
                self.words.by_surname.get(&*super::super::key::key(&r.nominative)).into_iter().flatten().any(
                    |&p| {
                        self.words
                            .people
                            .get(p as usize)
                            .is_some_and(|p| self.words.is_lower(&p.id, self.language))
                    },
                )
            });
            if known {
                let person = self.person(Vec::new(), None, (i, i + 1));
                return Some((i + 1, person, MentionKind::Name, "lower-case-name"));
            }
            return None;
        }
        if let Some((letter, mut next)) = self.initial(i) {
            if let Some((_, after)) = self.initial(next) {
                next = after;
            }
            if let Some(surname) = self.surname_at(next, false) {
                let mut person = self.person(Vec::new(), None, (surname.0, surname.1));
                person.initial = Some(letter);
                return Some((surname.1, person, MentionKind::Name, "initials"));
            }
            return None;
        }
        let given = self.given(i);
        // «Яна Коваржика»: a pronoun of the language is a name beside another one
        let beside = !given.is_empty() && !w.initial && !self.flat && self.name_word(i + 1);
        if self.ordinary(i) && !beside {
            return None;
        }
        if !given.is_empty() && !w.possessive {
            if let Some((patronymic, gender, cases)) = self.patronymic(i + 1) {
                let surname = self.surname_at(i + 2, false);
                if surname.is_none() && !self.fathers_name(i + 1) {
                    let person = self.person(given, Some(i), (i + 1, i + 2));
                    return Some((i + 2, person, MentionKind::Name, "given-surname"));
                }
                let given = of_patronymic(given, gender, cases);
                let (last, mut person) = match surname {
                    Some(surname) if !self.at(i + 1).is_some_and(|w| w.possessive) => {
                        (surname.1, self.person(given, Some(i), surname))
                    }
                    _ => (
                        i + 2,
                        Person {
                            given,
                            given_text: self.span(i, i + 2).of(self.text).into(),
                            ..Person::default()
                        },
                    ),
                };
                person.patronymic = Some((patronymic, gender));
                let kind = if surname.is_some() { MentionKind::Name } else { MentionKind::Nickname };
                return Some((last, person, kind, "given-patronymic"));
            }
            if let Some((_, next)) = self.initial(i + 1)
                && let Some(surname) = self.surname_at(next, false)
            {
                return Some((
                    surname.1,
                    self.person(given, Some(i), surname),
                    MentionKind::Name,
                    "given-surname",
                ));
            }
            if let Some(surname) = self.surname_at(i + 1, true) {
                let shouted = self.flat
                    && !w.capitals
                    && self.language == ENGLISH
                    && self.seen.lower.contains(self.folded(surname.1 - 1));
                if !shouted {
                    return Some((
                        surname.1,
                        self.person(given, Some(i), surname),
                        MentionKind::Name,
                        "given-surname",
                    ));
                }
            }
        }
        // Иванов Иван Иванович
        if given.is_empty() && self.name_word(i + 1) {
            let given = self.given(i + 1);
            if !given.is_empty() {
                if let Some((patronymic, gender, cases)) = self.patronymic(i + 2) {
                    let given = of_patronymic(given, gender, cases);
                    let mut person = self.person(given, Some(i + 1), (i, i + 1));
                    person.patronymic = Some((patronymic, gender));
                    return Some((i + 3, person, MentionKind::Name, "surname-given-patronymic"));
                }
                let typical = self.surname_readings(w.folded).iter().any(|r| r.typical);
                if typical && !is_latin(w.folded) && !self.name_word(i + 2) {
                    let person = self.person(given, Some(i + 1), (i, i + 1));
                    return Some((i + 2, person, MentionKind::Name, "surname-given"));
                }
            }
            // surname and initials
            if !self.flat
                && let Some((letter, second)) = self.initial(i + 1)
                && let Some((_, last)) = self.initial(second)
            {
                let mut person = self.person(Vec::new(), None, (i, i + 1));
                person.initial = Some(letter);
                return Some((last, person, MentionKind::Name, "initials"));
            }
        }
        // two capitalised words that nothing else explains
        if given.is_empty() && !self.flat && !w.capitals && !w.possessive && w.folded.chars().count() >= 2 {
            let ordinary_start =
                w.initial && (self.seen.lower.contains(w.folded) || is_adjective(w.folded, self.language));
            let latin_in_cyrillic = is_latin(w.folded) && !self.words.in_latin(self.language);
            let full_name_follows = self.name_word(i + 2) && !self.given(i + 1).is_empty();
            if !ordinary_start
                && !full_name_follows
                && !(w.initial && (self.words.verb_like(w.folded, self.language) || w.folded.ends_with("ка")))
                && !latin_in_cyrillic
                && !self.seen.lower.contains(w.folded)
                && let Some(surname) = self.surname_at(i + 1, true)
                && (!w.initial
                    || if surname.1 < i + 3 { !self.of_somebody(i) } else { self.one_case(i, i + 1) })
                && !(surname.1 == i + 3 && self.of_bearer(i))
                && self.at(surname.1 - 1).is_some_and(|n| !n.capitals && !self.seen.lower.contains(n.folded))
                && is_latin(self.folded(surname.1 - 1)) == is_latin(w.folded)
                && !w.folded.chars().any(|c| c.is_ascii_digit())
            {
                let given = self.unknown_given(i);
                let agrees =
                    || self.indeclinable(w.folded) || self.agree(&given, surname, self.title_before(i));
                if self.words.attributive(w.folded, self.language) || self.place_before(i) || !agrees() {
                    return self.surname_alone(i, w);
                }
                let person = self.person(given, Some(i), surname);
                return Some((surname.1, person, MentionKind::Name, "two-capitalised"));
            }
        }
        if let Some(found) = self.surname_alone(i, w) {
            return Some(found);
        }
        // a given name alone, inside a sentence
        let own = self.given(i);
        let alone = !own.is_empty()
            && !w.initial
            && !self.flat
            && !w.capitals
            && !self.seen.lower.contains(w.folded)
            && !self.at(i + 1).is_some_and(|n| n.word && n.upper)
            && !i.checked_sub(1).is_some_and(|p| self.name_word(p) || self.opens(p));
        alone.then(|| {
            let ruler = i.checked_sub(1).is_some_and(|b| self.words.ruler(self.folded(b), self.language));
            let person = Person { given: own, given_text: w.raw.into(), ruler, ..Person::default() };
            (i + 1, person, MentionKind::Name, "given-alone")
        })
    }

    /// Given names alone of people whom the document names elsewhere: «Броня» of «Броня Калодка».
    pub(in crate::name) fn known_given(&mut self, known: &FxHashSet<Box<str>>) {
        for i in 0..self.tokens.len() {
            let Some(&w) = self.at(i) else { return };
            let single = self.name_word(i)
                && known.contains(w.folded)
                && !self.ordinary(i)
                && !self.flat
                && !w.capitals
                && !self.seen.lower.contains(w.folded)
                && !self.at(i + 1).is_some_and(|n| n.word && n.upper)
                && !i.checked_sub(1).is_some_and(|p| self.name_word(p) || self.opens(p));
            let own = if single { self.given(i) } else { continue };
            let given = if own.is_empty() { self.unknown_given(i) } else { own };
            let nominative: Vec<GivenReading> =
                given.into_iter().filter(|g| *g.nominative == *w.folded).collect();
            if nominative.is_empty() {
                continue;
            }
            let person = Person { given: nominative, given_text: w.raw.into(), ..Person::default() };
            let gender = gender(&person);
            let target = Target::Person(Box::new(person));
            self.push(
                i,
                i + 1,
                EntityKind::Person,
                MentionKind::Name,
                target,
                gender,
                Number::Singular,
                "given-again",
            );
        }
    }

    /// Two words that no table knows may stand in one case: «Грета Анна», not «Дом Греты».
    fn one_case(&self, a: usize, b: usize) -> bool {
        let usual = |at: usize| self.unknown_given(at).into_iter().filter(|g| g.weight > USUAL);
        let family = self.surname_readings(self.folded(b)).into_iter().filter(|r| r.weight > USUAL);
        let cases =
            usual(b).map(|g| g.cases).chain(family.map(|r| r.cases)).fold(0, |all, cases| all | cases);
        usual(a).any(|g| g.cases & cases != 0)
    }

    /// «Соседка Дудки Матрёна Гай»: behind a title, a name in another case than it and then the bearer's name in its own.
    fn of_bearer(&self, i: usize) -> bool {
        let fits = |at: usize, cases: u8| {
            self.unknown_given(at).iter().any(|g| g.weight > USUAL && g.cases & cases != 0)
        };
        // «коллега из Вильцы Йозас Петрайтис»
        let before = i.checked_sub(1).and_then(|b| self.words.governed(self.folded(b), self.language));
        if let Some(cases) = before {
            return fits(i + 1, NOMINATIVE) && !fits(i + 1, cases);
        }
        self.title_before(i).is_some_and(|cases| !fits(i, cases) && fits(i + 1, cases))
    }

    /// «Напарник Калныньша»: a nominative before what is rather a genitive.
    fn of_somebody(&self, i: usize) -> bool {
        let readings = self.surname_readings(self.folded(i + 1));
        let Some(best) = readings.first().filter(|r| r.cases & NOMINATIVE == 0) else { return false };
        let given = self.unknown_given(i);
        let usual = || given.iter().filter(|g| g.weight > USUAL);
        usual().any(|g| g.cases & NOMINATIVE != 0) && !usual().any(|g| g.cases & best.cases != 0)
    }

    /// «в Верхнем Логу»: what is said to be a place.
    fn place_before(&self, i: usize) -> bool {
        i.checked_sub(1).is_some_and(|b| self.words.place_preposition(self.folded(b), self.language))
            && self.unknown_given(i).iter().any(|g| g.weight > USUAL && g.cases & LOCATIVE != 0)
            && self.surname_readings(self.folded(i + 1)).iter().any(|r| r.cases & LOCATIVE != 0)
    }

    /// The likeliest reading of the family name shares a case with some reading of the given name. Behind a title in the
    /// nominative and beside its verb a rarer one will do, if it does not look like the genitive of what the title is of.
    fn agree(&self, given: &[GivenReading], surname: (usize, usize), title: Option<u8>) -> bool {
        let folded = crate::text::fold(self.span(surname.0, surname.1).of(self.text));
        let readings = self.surname_readings(&folded);
        let best = readings.iter().map(|r| r.weight).fold(0.0, f32::max);
        let mut likely = readings.iter().filter(|r| r.weight > best - 0.01);
        if likely.any(|r| given.iter().any(|g| g.cases & r.cases != 0)) {
            return true;
        }
        let around = self.around(surname.0.saturating_sub(1), surname.1, true);
        let subject = around.likely == NOMINATIVE && around.subject != Gender::Unknown;
        let bearer = (title == Some(NOMINATIVE) || subject)
            && given.iter().any(|g| g.weight > USUAL && g.cases & NOMINATIVE != 0)
            && readings.iter().any(|r| r.weight >= RARE && r.cases & NOMINATIVE != 0);
        let polish = folded.ends_with("ска") || folded.ends_with("цка");
        bearer && (polish || !folded.ends_with(['ы', 'и', 'і', 'а', 'я']))
    }
}

/// Readings of a given name that agree with the patronymic behind it; all when none does.
fn of_patronymic(given: Vec<GivenReading>, gender: Gender, cases: u8) -> Vec<GivenReading> {
    let agrees =
        |g: &GivenReading| g.cases & cases != 0 && (g.gender == Gender::Unknown || g.gender == gender);
    if !given.iter().any(agrees) {
        return given;
    }
    let narrowed = given.into_iter().filter(agrees).map(|mut g| {
        g.cases &= cases;
        g
    });
    narrowed.collect()
}

/// Gender as far as the mention itself shows it.
fn gender(person: &Person) -> Gender {
    let mut genders = person.given.iter().map(|g| g.gender);
    let first = genders.next();
    if let Some(first) = first {
        return if genders.all(|g| g == first) { first } else { Gender::Unknown };
    }
    let nominative: Vec<&Reading> =
        person.surname.iter().filter(|r| r.cases & NOMINATIVE != 0 && r.typical).collect();
    match nominative.first() {
        Some(reading) if nominative.iter().all(|r| r.gender == reading.gender) => reading.gender,
        _ => Gender::Unknown,
    }
}
