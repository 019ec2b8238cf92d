//! Sentences to pieces: spans that name something, before they are tied to entities.
//!
//! Takes the tokens of one sentence, gives pieces in any order. Knows tables and shapes; never looks at other sentences
//! except through `Seen`.

use super::paradigm::{ANY_CASE, NOMINATIVE, Part, Reading};
use super::words::{ENGLISH, Head, Hit, Words, is_adjective};
use crate::model::{EntityKind, Gender, MentionKind, Number, Span};
use crate::text::{Token, TokenKind, is_apostrophe, is_letter};
use rustc_hash::FxHashSet;

/// One reading of a given name: id, nominative (folded), gender, cases.
#[derive(Clone, Debug)]
pub(super) struct GivenReading {
    pub(super) id: Box<str>,
    pub(super) nominative: Box<str>,
    pub(super) gender: Gender,
    pub(super) cases: u8,
}

/// A person as written at one place.
#[derive(Clone, Debug, Default)]
pub(super) struct Person {
    /// Given name as written, and its readings; empty when only a family name stands there.
    pub(super) given: Vec<GivenReading>,
    pub(super) given_text: Box<str>,
    /// First letter of an initial, folded.
    pub(super) initial: Option<char>,
    pub(super) patronymic: Option<(Box<str>, Gender)>,
    /// Family name as written; empty for given name and patronymic alone.
    pub(super) surname_text: Box<str>,
    pub(super) surname: Vec<Reading>,
    /// People of the table whose nickname this is.
    pub(super) nickname: Option<u32>,
}

#[derive(Clone, Debug)]
pub(super) enum Target {
    Item(u32),
    Person(Box<Person>),
    /// Id without `e:`, display name.
    Named(String, String),
    /// Role: lemma; bounds in tokens are in the piece.
    Role(Box<str>),
}

#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) span: Span,
    /// Tokens of the reading, half-open.
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) entity_kind: EntityKind,
    pub(super) kind: MentionKind,
    pub(super) target: Target,
    pub(super) gender: Gender,
    pub(super) number: Number,
    pub(super) language: u8,
    pub(super) rule: &'static str,
    /// Index of the person piece that a role stands beside.
    pub(super) beside: Option<usize>,
}

/// What the whole document shows about words.
#[derive(Debug, Default)]
pub(super) struct Seen<'a> {
    /// Folded words written in lower case somewhere.
    pub(super) lower: FxHashSet<&'a str>,
}

/// A token as this room sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    pub(super) folded: &'a str,
    pub(super) raw: &'a str,
    pub(super) span: Span,
    pub(super) upper: bool,
    pub(super) capitals: bool,
    pub(super) word: bool,
    pub(super) possessive: bool,
    /// First in its sentence or after an opening mark.
    pub(super) initial: bool,
}

pub(super) struct Scan<'a> {
    pub(super) words: &'a Words,
    pub(super) seen: &'a Seen<'a>,
    pub(super) language: u8,
    pub(super) tokens: Vec<Word<'a>>,
    /// Index of the first token in the reading.
    pub(super) offset: usize,
    pub(super) pieces: Vec<Piece>,
    /// Piece that covers each token (the outermost name), as index + 1.
    taken: Vec<u32>,
    /// The block is written in capitals or in English title case: a capital says nothing.
    pub(super) flat: bool,
    pub(super) text: &'a str,
}

const PARTICLES: &[&str] = &[
    "фон", "ван", "де", "да", "ді", "ди", "дю", "ля", "ла", "аль", "ібн", "ибн", "бен", "бін", "бин", "von",
    "van", "de", "da", "di", "del", "la", "le", "al", "bin", "ben", "ibn", "der",
];

pub(super) fn word<'a>(token: &'a Token, text: &'a str, initial: bool) -> Word<'a> {
    let mut span = token.span;
    let mut folded: &str = &token.folded;
    let mut possessive = false;
    if let Some(stem) = folded.strip_suffix("'s")
        && stem.is_ascii()
    {
        let raw = span.of(text);
        let cut = raw.char_indices().rev().find(|(_, c)| is_apostrophe(*c)).map_or(raw.len(), |(i, _)| i);
        span = Span::new(span.start(), span.start() + cut);
        folded = stem;
        possessive = true;
    }
    let raw = span.of(text);
    let mut letters = raw.chars().filter(|c| is_letter(*c));
    let upper = letters.next().is_some_and(char::is_uppercase);
    let second = letters.next();
    let capitals = upper && second.is_some_and(char::is_uppercase);
    Word { folded, raw, span, upper, capitals, word: token.kind == TokenKind::Word, possessive, initial }
}

/// Ends like a verb in the past or an infinitive: what a sentence may begin with before a name.
fn verb_like(folded: &str) -> bool {
    [
        "ив", "ав", "ів", "їв", "ув", "ила", "ала", "іла", "или", "али", "іли", "ся", "сь", "ил", "ал", "ел",
        "ыл", "ул", "ыла", "ела", "ули", "ели", "ыли", "іў", "ыў", "аў", "еў", "уў", "лі", "ць", "ти", "ть",
        "ає", "ють", "ует", "ает", "ють",
    ]
    .iter()
    .any(|e| folded.ends_with(e))
}

/// Has the ending of a long adjective, which no given name has.
fn attributive(folded: &str) -> bool {
    [
        "ого",
        "его",
        "ому",
        "ему",
        "ої",
        "ими",
        "ыми",
        "ых",
        "ський",
        "ська",
        "ське",
        "ські",
        "ської",
        "ською",
        "ская",
        "ский",
        "ское",
        "ские",
        "ской",
        "ную",
        "ний",
        "ный",
        "ное",
        "ная",
        "ные",
        "ага",
        "аму",
        "скі",
        "ае",
        "ыя",
        "ние",
        "ння",
        "ния",
        "ство",
        "ція",
        "ция",
        "цыя",
        "ість",
        "ость",
        "асць",
    ]
    .iter()
    .any(|e| folded.ends_with(e))
}

fn is_latin(folded: &str) -> bool {
    folded.chars().next().is_some_and(|c| c.is_ascii_alphabetic())
}

impl<'a> Scan<'a> {
    pub(super) fn new(
        words: &'a Words,
        seen: &'a Seen<'a>,
        language: u8,
        tokens: Vec<Word<'a>>,
        offset: usize,
        flat: bool,
        text: &'a str,
    ) -> Self {
        let taken = vec![0; tokens.len()];
        Self { words, seen, language, tokens, offset, pieces: Vec::new(), taken, flat, text }
    }

    pub(super) fn at(&self, i: usize) -> Option<&Word<'a>> {
        self.tokens.get(i)
    }
    pub(super) fn folded(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |w| w.folded)
    }
    pub(super) fn free(&self, i: usize) -> bool {
        self.taken.get(i).is_some_and(|&t| t == 0)
    }
    pub(super) fn piece_at(&self, i: usize) -> Option<&Piece> {
        let index = self.taken.get(i).copied()?.checked_sub(1)?;
        self.pieces.get(index as usize)
    }
    pub(super) fn piece_index(&self, i: usize) -> Option<usize> {
        self.taken.get(i).copied()?.checked_sub(1).map(|p| p as usize)
    }
    /// Is the token a capitalised word that nothing has taken?
    fn name_word(&self, i: usize) -> bool {
        self.free(i) && self.at(i).is_some_and(|w| w.word && w.upper)
    }

    pub(super) fn span(&self, first: usize, last: usize) -> Span {
        let start = self.at(first).map_or(0, |w| w.span.start());
        let end = self.at(last.saturating_sub(1)).map_or(start, |w| w.span.end());
        Span::new(start, end)
    }

    #[allow(clippy::too_many_arguments)]
    pub(super) fn push(
        &mut self,
        first: usize,
        last: usize,
        entity_kind: EntityKind,
        kind: MentionKind,
        target: Target,
        gender: Gender,
        number: Number,
        rule: &'static str,
    ) -> usize {
        let span = self.span(first, last);
        let index = self.pieces.len();
        let role = matches!(target, Target::Role(_));
        self.pieces.push(Piece {
            span,
            first: self.offset + first,
            last: self.offset + last,
            entity_kind,
            kind,
            target,
            gender,
            number,
            language: self.language,
            rule,
            beside: None,
        });
        if !role {
            for slot in self.taken.iter_mut().take(last).skip(first) {
                if *slot == 0 || rule == "body" || rule == "organisation-head" {
                    *slot = index as u32 + 1;
                }
            }
        }
        index
    }

    /// Marks tokens as covered by a piece.
    pub(super) fn cover(&mut self, first: usize, last: usize, index: usize) {
        for slot in self.taken.iter_mut().take(last).skip(first) {
            *slot = index as u32 + 1;
        }
    }

    /// Items of the tables, relational adjectives, demonyms.
    pub(super) fn items(&mut self) {
        let mut i = 0;
        while i < self.tokens.len() {
            let Some(&w) = self.at(i) else { break };
            if !w.word && !w.folded.starts_with(|c: char| c.is_ascii_digit()) {
                i += 1;
                continue;
            }
            let tokens = &self.tokens;
            let number = !w.word;
            let hit = self.words.item_at(self.language, w.upper || number, w.capitals, |k| {
                tokens.get(i + k).map(|w| self.words.without_number(w.folded))
            });
            // a number that no table knows makes another thing of a thing, nothing of anything else
            let own = |hit: &Hit| {
                let last = self.folded(i + hit.len - 1);
                self.words.without_number(last) == last
                    || self.words.items.get(hit.item as usize).is_some_and(|i| i.kind == EntityKind::Other)
            };
            if let Some(hit) = hit.filter(own)
                && let Some(item) = self.words.items.get(hit.item as usize)
            {
                let quoted = i.checked_sub(1).is_some_and(|p| self.opens(p)) && self.closes(i + hit.len);
                let cued = i.checked_sub(1).is_some_and(|p| {
                    self.words.relay(self.folded(p), self.language)
                        || self
                            .words
                            .head(self.folded(p), self.language)
                            .is_some_and(|(h, _)| h == Head::Media)
                        || self.opens(p) && p > 0 && self.words.relay(self.folded(p - 1), self.language)
                });
                let surname = hit.len == 1
                    && i > 0
                    && item.kind != EntityKind::Organisation
                    && !w.capitals
                    && self.name_word(i - 1)
                    && !self.words.given_at(self.folded(i - 1), self.language).is_empty();
                let all_upper =
                    hit.lower || (0..hit.len).any(|k| self.at(i + k).is_some_and(|w| w.upper)) || !w.upper;
                let given = hit.len == 1
                    && self.at(i + 1).is_some_and(|n| n.word && n.upper)
                    && !self.words.given_at(w.folded, self.language).is_empty();
                let plain = !given && !item.common || quoted || cued || hit.len > 1;
                let shouted = self.flat
                    && hit.len == 1
                    && item.kind != EntityKind::Place
                    && w.folded.chars().count() < 3;
                if plain && !surname && all_upper && !shouted {
                    let kind = if hit.lower && !w.capitals && item.kind == EntityKind::Organisation {
                        MentionKind::Description
                    } else {
                        MentionKind::Name
                    };
                    let (entity_kind, rule) = (item.kind, if quoted { "table-quoted" } else { "table" });
                    self.push(
                        i,
                        i + hit.len,
                        entity_kind,
                        kind,
                        Target::Item(hit.item),
                        Gender::Unknown,
                        Number::Unknown,
                        rule,
                    );
                    i += hit.len;
                    continue;
                }
            }
            if w.word
                && (w.upper || self.language != ENGLISH)
                && let Some((item, demonym)) = self.words.adjective(w.folded, self.language)
                && !(w.upper
                    && !w.initial
                    && self.name_word(i + 1)
                    && !self.words.given_at(self.folded(i + 1), self.language).is_empty())
            {
                let number = if demonym { Number::Plural } else { Number::Unknown };
                let kind = self.words.items.get(item as usize).map_or(EntityKind::Place, |i| i.kind);
                let rule = if demonym { "demonym" } else { "relational-adjective" };
                self.push(
                    i,
                    i + 1,
                    kind,
                    MentionKind::Adjective,
                    Target::Item(item),
                    Gender::Unknown,
                    number,
                    rule,
                );
            }
            i += 1;
        }
    }

    pub(super) fn opens(&self, i: usize) -> bool {
        matches!(self.folded(i), "«" | "“" | "„" | "\"" | "‘" | "”")
    }
    pub(super) fn closes(&self, i: usize) -> bool {
        matches!(self.folded(i), "»" | "”" | "“" | "\"" | "’")
    }

    fn given(&self, i: usize) -> Vec<GivenReading> {
        self.words
            .given_at(self.folded(i), self.language)
            .into_iter()
            .filter_map(|form| {
                let name = self.words.given.get(form.name as usize)?;
                Some(GivenReading {
                    id: name.id.clone(),
                    nominative: form.nominative.clone(),
                    gender: name.gender,
                    cases: if self.indeclinable(self.folded(i)) { ANY_CASE } else { form.cases },
                })
            })
            .collect()
    }

    /// A word in Latin letters, where names in these letters have no case endings.
    fn indeclinable(&self, folded: &str) -> bool {
        is_latin(folded) && !self.words.declines_latin(self.language)
    }

    pub(super) fn surname_readings(&self, folded: &str) -> Vec<Reading> {
        if self.indeclinable(folded) {
            let nominative = folded.to_owned();
            return vec![Reading {
                nominative,
                gender: Gender::Unknown,
                cases: ANY_CASE,
                weight: 0.5,
                typical: false,
            }];
        }
        // the last word of a hyphenated or two-word family name carries the case
        self.words.paradigms.readings(folded, self.language, Part::Surname)
    }

    fn patronymic(&self, i: usize) -> Option<(Box<str>, Gender)> {
        if !self.name_word(i) {
            return None;
        }
        let folded = self.folded(i);
        if is_latin(folded) {
            let m = ["ovich", "evich", "yovych", "ovych", "avich", "ievich", "orievich"]
                .iter()
                .any(|e| folded.ends_with(e));
            let f = ["ovna", "evna", "ivna", "auna"].iter().any(|e| folded.ends_with(e));
            return (m || f).then(|| {
                (super::key::key(folded).into(), if f { Gender::Feminine } else { Gender::Masculine })
            });
        }
        let readings = self.words.paradigms.readings(folded, self.language, Part::Patronymic);
        let reading = readings.iter().find(|r| r.gender != Gender::Unknown && r.weight < 0.3)?;
        let real = [
            "ович",
            "евич",
            "йович",
            "ьич",
            "ич",
            "івна",
            "ївна",
            "овна",
            "евна",
            "ична",
            "авіч",
            "евіч",
            "эвіч",
            "іч",
            "аўна",
            "еўна",
            "оўна",
            "эўна",
        ]
        .iter()
        .any(|e| reading.nominative.ends_with(e));
        (real && reading.nominative.chars().count() >= 6)
            .then(|| (super::key::key(&reading.nominative).into(), reading.gender))
    }

    /// An initial with its stop at `i`: the letter, and the token after.
    fn initial(&self, i: usize) -> Option<(char, usize)> {
        let w = self.at(i)?;
        let one = w.word && w.upper && w.folded.chars().count() == 1;
        (one && self.folded(i + 1) == ".").then(|| (w.folded.chars().next().unwrap_or(' '), i + 2))
    }

    /// The family name that begins at `i`, with its end: one word, or a particle and a word, or two words.
    fn surname_at(&self, i: usize, two: bool) -> Option<(usize, usize)> {
        let mut first = i;
        while first < i + 2
            && self.free(first)
            && self.at(first).is_some_and(|w| !w.upper)
            && PARTICLES.contains(&self.folded(first))
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
    fn ordinary(&self, i: usize) -> bool {
        let tokens = &self.tokens;
        let folded = self.folded(i);
        self.words.is_stop(folded, self.language)
            || self.words.head(folded, self.language).is_some()
            || self.words.complement(folded, self.language)
            || self.words.modifier(folded, self.language)
            || self.words.title_at(self.language, |k| tokens.get(i + k).map(|w| w.folded)).is_some()
    }

    pub(super) fn persons(&mut self) {
        let mut i = 0;
        while i < self.tokens.len() {
            i = match self.person_at(i) {
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

    fn person(&self, given: Vec<GivenReading>, given_at: Option<usize>, surname: (usize, usize)) -> Person {
        let text = self.span(surname.0, surname.1).of(self.text);
        let folded = crate::text::fold(text);
        let mut readings = self.surname_readings(&folded);
        // agreement of case and gender with the given name
        if !given.is_empty() && !self.indeclinable(&folded) {
            let cases = given.iter().fold(0, |all, g| all | g.cases);
            let genders: Vec<Gender> = given.iter().map(|g| g.gender).collect();
            let agree = |r: &Reading| {
                r.cases & cases != 0 && (r.gender == Gender::Unknown || genders.contains(&r.gender))
            };
            if readings.iter().any(agree) {
                readings.retain(agree);
            }
        }
        Person {
            given_text: given_at.map_or("", |g| self.at(g).map_or("", |w| w.raw)).into(),
            given,
            initial: None,
            patronymic: None,
            surname_text: text.into(),
            surname: readings,
            nickname: None,
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
                self.words.by_surname.get(&*super::key::key(&r.nominative)).into_iter().flatten().any(|&p| {
                    self.words
                        .people
                        .get(p as usize)
                        .is_some_and(|p| self.words.is_lower(&p.id, self.language))
                })
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
        if self.ordinary(i) {
            return None;
        }
        let given = self.given(i);
        if !given.is_empty() && !w.possessive {
            if let Some((patronymic, _)) = self.patronymic(i + 1) {
                let surname = self.surname_at(i + 2, false);
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
                person.patronymic = Some((patronymic, Gender::Unknown));
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
                if let Some((patronymic, _)) = self.patronymic(i + 2) {
                    let mut person = self.person(given, Some(i + 1), (i, i + 1));
                    person.patronymic = Some((patronymic, Gender::Unknown));
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
                && !(w.initial && (verb_like(w.folded) || w.folded.ends_with("ка")))
                && !latin_in_cyrillic
                && !self.seen.lower.contains(w.folded)
                && let Some(surname) = self.surname_at(i + 1, true)
                && self.at(surname.1 - 1).is_some_and(|n| !n.capitals && !self.seen.lower.contains(n.folded))
                && is_latin(self.folded(surname.1 - 1)) == is_latin(w.folded)
                && !w.folded.chars().any(|c| c.is_ascii_digit())
            {
                let given = self.unknown_given(i);
                if attributive(w.folded) || !self.indeclinable(w.folded) && !self.agree(&given, surname) {
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
            let person = Person { given: own, given_text: w.raw.into(), ..Person::default() };
            (i + 1, person, MentionKind::Name, "given-alone")
        })
    }

    /// The likeliest reading of the family name shares a case with some reading of the given name.
    fn agree(&self, given: &[GivenReading], surname: (usize, usize)) -> bool {
        let folded = crate::text::fold(self.span(surname.0, surname.1).of(self.text));
        let readings = self.surname_readings(&folded);
        let best = readings.iter().map(|r| r.weight).fold(0.0, f32::max);
        let likely = readings.iter().filter(|r| r.weight > best - 0.01);
        likely.into_iter().any(|r| given.iter().any(|g| g.cases & r.cases != 0))
    }

    fn unknown_given(&self, i: usize) -> Vec<GivenReading> {
        let folded = self.folded(i);
        if self.indeclinable(folded) {
            let id = super::key::key(folded).into();
            return vec![GivenReading {
                id,
                nominative: folded.into(),
                gender: Gender::Unknown,
                cases: ANY_CASE,
            }];
        }
        let readings = self.words.paradigms.readings(folded, self.language, Part::Given);
        readings
            .into_iter()
            .map(|r| GivenReading {
                id: super::key::key(&r.nominative).into(),
                nominative: r.nominative.into(),
                gender: Gender::Unknown,
                cases: r.cases,
            })
            .collect()
    }

    fn surname_alone(&self, i: usize, w: Word<'a>) -> Option<(usize, Person, MentionKind, &'static str)> {
        let n = w.folded.chars().count();
        if n < 3 || w.folded.chars().any(|c| c.is_ascii_digit()) {
            return None;
        }
        let readings = self.surname_readings(w.folded);
        let known = readings.iter().any(|r| {
            let key = super::key::key(&r.nominative);
            // short keys and sentence starts are matched by chance: nominatives only
            let sure =
                key.len() >= 5 && !w.initial || r.nominative == w.folded || r.weight >= 0.6 && key.len() >= 4;
            r.weight >= 0.3 && sure && self.words.by_surname.contains_key(&*key)
        });
        let lower = self.seen.lower.contains(w.folded);
        let titled = i > 0 && {
            let tokens = &self.tokens;
            (1..=2.min(i)).any(|back| {
                self.words
                    .title_at(self.language, |k| tokens.get(i - back + k).map(|w| w.folded))
                    .is_some_and(|(_, len)| len == back)
            })
        };
        let honorific = i > 0
            && matches!(
                self.folded(i - 1),
                "mr" | "mrs" | "ms" | "dr" | "пан" | "пані" | "господин" | "госпожа" | "спадар"
            )
            || i > 1 && self.folded(i - 1) == "." && matches!(self.folded(i - 2), "mr" | "mrs" | "ms" | "dr");
        let rule = if known && !lower {
            "known-surname"
        } else if honorific {
            "honorific"
        } else if titled
            && !lower
            && !self.flat
            && !w.capitals
            && !attributive(w.folded)
            && self.fits_title(i, &readings)
        {
            "title-surname"
        } else if !self.flat
            && !w.initial
            && !lower
            && !w.capitals
            && n >= 5
            && readings.iter().any(|r| r.typical && r.weight >= 1.0)
            && !readings.iter().any(|r| r.typical && is_adjective(&r.nominative, self.language))
        {
            "surname-shape"
        } else {
            return None;
        };
        Some((i + 1, self.person(Vec::new(), None, (i, i + 1)), MentionKind::Name, rule))
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

    fn nickname_at(&self, i: usize) -> Option<(usize, u32)> {
        let w = self.at(i)?;
        if !w.upper
            || w.initial
                && !i.checked_sub(1).is_some_and(|p| self.opens(p))
                && self.seen.lower.contains(w.folded)
        {
            return None;
        }
        let entries = self.words.nicknames.get(w.folded)?;
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
    pub(super) fn ordinary_first(&mut self, keys: &FxHashSet<String>) {
        for index in 0..self.pieces.len() {
            let Some(piece) = self.pieces.get(index).filter(|p| p.rule == "two-capitalised") else {
                continue;
            };
            let first = piece.first - self.offset;
            let last = piece.last - self.offset;
            let readings = self.surname_readings(self.folded(last - 1));
            let somebody =
                readings.iter().any(|r| r.weight > 0.2 && keys.contains(&super::key::key(&r.nominative)));
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
    pub(super) fn known_surnames(&mut self, keys: &FxHashSet<String>, given: &FxHashSet<Box<str>>) {
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
                    .any(|r| r.weight > 0.2 && keys.contains(&super::key::key(&r.nominative)))
            {
                let person = self.person(Vec::new(), None, (i, i + 1));
                if self.surname_after_all(i, &person) {
                    i += 1;
                    continue;
                }
            }
            if self.name_word(i)
                && !self.ordinary(i)
                && let Some(w) = self.at(i).copied()
                && w.folded.chars().count() >= 3
            {
                let readings = self.surname_readings(w.folded);
                if readings.iter().any(|r| r.weight > 0.2 && keys.contains(&super::key::key(&r.nominative))) {
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
