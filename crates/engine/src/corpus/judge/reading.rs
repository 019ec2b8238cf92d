//! A statement as it is weighed against another: its words with their weights, its numbers and days, who speaks, when.

use super::super::judged::{Directions, text_key};
use super::super::proposition::{Proposition, digits, name_key, read, spelled};
use super::super::words::{EN, Marker, Meaning, cognate};
use super::Judge;
use super::memory::{Memory, Word};
use crate::lexicon::english;
use crate::meaning::{Reader, Vector};
use crate::model::Language;
use crate::text::{Token, TokenKind, tokens};
use std::sync::Arc;

/// Words of a statement that are read; what follows is left out.
const LONGEST: usize = 120;

/// Words after a negation that it may reach.
const REACH: usize = 4;

/// A statement as bare text.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    pub text: &'a str,
    pub language: Option<Language>,
    /// Who speaks, in the words of the page; `None`: the page itself.
    pub speaker: Option<&'a str>,
    /// Day on which it was said, "2024-03-12".
    pub date: Option<&'a str>,
}

/// A word that carries something.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub(super) folded: Box<str>,
    /// Consonants of a name, the same in every script.
    pub(super) key: Box<str>,
    pub(super) stem: Box<str>,
    /// Rows of the lexicon, and their opposites.
    pub(super) concepts: Vec<u16>,
    pub(super) opposites: Vec<u16>,
    /// What the tables of predicates, concepts and countries make of it.
    pub(super) known: Vec<Meaning>,
    pub(super) name: bool,
    pub(super) verb: bool,
    pub(super) negated: bool,
    /// Part of a phrase of denial, refusal, rumour: it speaks of the statement, not of what happened.
    pub(super) covered: bool,
    /// Names or describes who speaks.
    pub(super) source: bool,
    /// How much it tells: how unlikely the word is, in nats.
    pub(super) weight: f32,
    pub(super) vector: Arc<Vector>,
}

/// A number that counts something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    /// In thousandths.
    pub(super) value: u64,
}

/// A statement, read.
#[derive(Clone, Debug)]
pub struct Reading {
    text: Box<str>,
    pub(super) latin: bool,
    pub(super) column: u8,
    /// The whole text by the tables of acts, things and states.
    pub(super) proposition: Option<Proposition>,
    pub(super) terms: Vec<Term>,
    pub(super) numbers: Vec<Number>,
    /// Day of a month, and the month.
    pub(super) days: Vec<(u64, u16)>,
    pub(super) years: Vec<u64>,
    /// Which kinds of `world/operators.tsv` stand in it, in their order.
    pub(super) operators: Vec<bool>,
    pub(super) speaker: Option<Vec<Term>>,
    pub(super) date: Option<Box<str>>,
    pub(super) vector: Vector,
    /// How like a plain report, a denial, an update, a refusal to comment, a wish it sounds as a whole.
    pub(super) roles: Vec<f32>,
}

impl Reading {
    /// Said before the other; of one day, the text that sorts first.
    pub(super) fn before(&self, other: &Self) -> bool {
        (self.date.as_deref(), &self.text) < (other.date.as_deref(), &other.text)
    }

    /// The direction of its meaning.
    pub fn vector(&self) -> &Vector {
        &self.vector
    }
}

/// Reads statements one after another and remembers the words it has seen.
pub struct Statements<'a> {
    judge: &'a Judge,
    reader: Reader<'a>,
    pub(super) memory: Memory,
}

impl<'a> Statements<'a> {
    pub(super) fn new(judge: &'a Judge) -> Self {
        let reader = Reader::new(&judge.encoder, &judge.spelling, &judge.lexicon);
        Self { judge, reader, memory: Memory::default() }
    }

    /// What a statement gets does not depend on those before it.
    pub fn read(&mut self, said: &Said<'_>) -> Reading {
        let (column, language) = self.judge.column(said.text, said.language);
        self.learn(&[(said, column, language)]);
        let vector = self.reader.vectors(&[(said.text, language)]).pop();
        let vector = vector.unwrap_or_else(|| self.judge.encoder.vector(""));
        self.reading(said, column, language, vector)
    }

    /// Reads several in one go, which is cheaper than one by one. The encoder reads those whose direction is not known.
    pub(super) fn read_all(&mut self, said: &[Said<'_>], known: &Directions) -> Vec<Reading> {
        let all: Vec<(&Said<'_>, u8, Language)> = said
            .iter()
            .map(|said| {
                let (column, language) = self.judge.column(said.text, said.language);
                (said, column, language)
            })
            .collect();
        self.learn(&all);
        let kept: Vec<Option<Vector>> =
            all.iter().map(|(said, _, language)| known.get(text_key(said.text, *language))).collect();
        let unread = all.iter().zip(&kept).filter(|(_, kept)| kept.is_none());
        let texts: Vec<(&str, Language)> =
            unread.map(|((said, _, language), _)| (said.text, *language)).collect();
        let mut read = self.reader.kept(&texts).into_iter();
        let mut out = Vec::with_capacity(all.len());
        for ((said, column, language), kept) in all.into_iter().zip(kept) {
            let Some(vector) = kept.or_else(|| read.next()) else { break };
            out.push(self.reading(said, column, language, vector));
        }
        out
    }

    fn reading(&mut self, said: &Said<'_>, column: u8, language: Language, vector: Vector) -> Reading {
        let speaker = said.speaker.map(|speaker| self.terms(speaker, language, column, &[]).0);
        let (mut terms, counts) = self.terms(said.text, language, column, speaker.as_deref().unwrap_or(&[]));
        terms.retain(|term| term.weight > 0.0);
        let roles = self.judge.weights.roles(&vector);
        let parts = read(said.text, 0, column, &self.judge.words, &[]);
        let proposition = parts.into_iter().max_by(|a, b| a.mass.total_cmp(&b.mass));
        Reading {
            text: said.text.into(),
            latin: column == EN,
            column,
            proposition,
            terms,
            numbers: counts.numbers,
            days: counts.days,
            years: counts.years,
            operators: counts.operators,
            speaker,
            date: said.date.map(Into::into),
            vector,
            roles,
        }
    }

    fn terms(&mut self, text: &str, language: Language, column: u8, source: &[Term]) -> (Vec<Term>, Counts) {
        let judge = self.judge;
        let all: Vec<Token> = tokens(text, 0).into_iter().take(LONGEST).collect();
        let folded: Vec<&str> = all.iter().map(|token| &*token.folded).collect();
        let ranges = judge.operators.find(&folded, column);
        let mut counts =
            Counts { operators: ranges.iter().map(|found| !found.is_empty()).collect(), ..Counts::default() };
        // denial, refusal, ignorance, reversal and rumour speak of the statement itself
        let speaking =
            |id: &str| matches!(id, "no_comment" | "no_knowledge" | "refute" | "reverse" | "rumour");
        let covering: Vec<&std::ops::Range<usize>> = judge
            .operators
            .ids()
            .zip(&ranges)
            .filter(|(id, _)| speaking(id))
            .flat_map(|(_, found)| found)
            .collect();
        let mut out: Vec<Term> = Vec::new();
        let mut negation: Option<usize> = None;
        let mut at = 0;
        let mut started = false;
        while let Some(token) = all.get(at) {
            let here = at;
            at += 1;
            if token.kind == TokenKind::Punctuation {
                if matches!(&*token.folded, "," | ";" | "." | ":" | "!" | "?" | "—" | "–") {
                    negation = None;
                }
                continue;
            }
            let before = here.checked_sub(1).and_then(|before| all.get(before));
            let opens = before.is_some_and(|before| matches!(&*before.folded, "«" | "\"" | "“" | "." | "„"));
            let initial = !started || opens;
            started = true;
            let raw = token.span.of(text);
            let meanings: Vec<Meaning> = judge.words.all(column, &token.folded).collect();
            if let Some(used) = counts.number(&all, here, text, column, &meanings, &judge.words) {
                at = here + used;
                continue;
            }
            let marker = |wanted: &[Marker]| {
                meanings.iter().any(|m| matches!(m, Meaning::Marker(marker) if wanted.contains(marker)))
            };
            if marker(&[Marker::Negation]) {
                negation = Some(here);
            }
            if marker(&[Marker::Empty, Marker::Place, Marker::Negation, Marker::First]) {
                continue;
            }
            let marked = meanings.iter().any(|m| matches!(m, Meaning::Marker(_)));
            let rows = judge.lexicon.look(language, &token.folded);
            let known: Vec<Meaning> = meanings
                .into_iter()
                .filter(|m| !matches!(m, Meaning::Marker(_) | Meaning::Number(..)))
                .collect();
            let capital = raw.starts_with(char::is_uppercase);
            let unknown = rows.is_empty() && known.is_empty();
            let concepts: Vec<u16> = rows.iter().map(|row| row.concept).collect();
            let of = |index: &u16| judge.lexicon.concepts.get(usize::from(*index));
            let opposites = concepts.iter().filter_map(|index| of(index)?.antonym).collect();
            let verb = concepts.first().and_then(of).is_some_and(|c| c.part == crate::lexicon::Part::Verb)
                || known.iter().any(|m| matches!(m, Meaning::Predicate(_)));
            let (weight, vector) = self.word(raw, column, language);
            let stem = if column == EN { english(&token.folded) } else { cognate(&token.folded) };
            let mut term = Term {
                folded: token.folded.clone(),
                key: name_key(&token.folded).get(2..).unwrap_or_default().into(),
                stem: stem.into(),
                concepts,
                opposites,
                known,
                name: capital && (!initial || unknown) && !marked && raw.chars().nth(1).is_some(),
                verb,
                negated: negation.is_some_and(|negation| here - negation <= REACH),
                covered: covering.iter().any(|range| range.contains(&here)),
                source: false,
                weight,
                vector,
            };
            term.source = source.iter().any(|other| super::align::same_word(&term, other));
            out.push(term);
        }
        (out, counts)
    }

    /// Reads all new words of some statements and their speakers.
    fn learn(&mut self, said: &[(&Said<'_>, u8, Language)]) {
        let mut words: Vec<(u8, Language, &str)> = Vec::new();
        for (said, column, language) in said {
            for text in [Some(said.text), said.speaker].into_iter().flatten() {
                let tokens = tokens(text, 0).into_iter();
                let tokens = tokens.filter(|token| token.kind != TokenKind::Punctuation).take(LONGEST);
                words.extend(tokens.map(|token| (*column, *language, token.span.of(text))));
            }
        }
        self.memory.learn(&words, &mut self.reader, &self.judge.encoder);
    }

    /// Weight and direction of a word.
    fn word(&mut self, raw: &str, column: u8, language: Language) -> Word {
        if let Some(known) = self.memory.word(column, raw) {
            return known;
        }
        self.memory.learn(&[(column, language, raw)], &mut self.reader, &self.judge.encoder);
        self.memory.word(column, raw).unwrap_or_else(|| (0.0, Arc::new(self.judge.encoder.vector(""))))
    }
}

/// What stands in a text beside its words.
#[derive(Default)]
struct Counts {
    numbers: Vec<Number>,
    days: Vec<(u64, u16)>,
    years: Vec<u64>,
    operators: Vec<bool>,
}

impl Counts {
    /// Takes a number that starts at a word; gives the words it has.
    fn number(
        &mut self,
        all: &[Token],
        at: usize,
        text: &str,
        column: u8,
        meanings: &[Meaning],
        words: &super::super::words::Words,
    ) -> Option<usize> {
        let token = all.get(at)?;
        let figures = token.span.of(text).starts_with(|c: char| c.is_ascii_digit());
        let (value, _, used) = if figures {
            digits(all, at, text, 0, column, words)?
        } else if meanings.iter().any(|m| matches!(m, Meaning::Number(..))) {
            spelled(all, at, column, words)?
        } else {
            return None;
        };
        let used = used.max(1);
        let month = |at: Option<usize>| {
            let found = words.look(column, &all.get(at?)?.folded);
            found.iter().find_map(|m| match m {
                Meaning::Concept(c) if words.is_month(*c) => Some(*c),
                _ => None,
            })
        };
        let whole = value / 1000;
        let even = value % 1000 == 0;
        match month(Some(at + used)).or_else(|| month(at.checked_sub(1))) {
            Some(month) if even && (1..=31).contains(&whole) => self.days.push((whole, month)),
            _ if even && used == 1 && (1900..=2100).contains(&whole) => self.years.push(whole),
            _ => self.numbers.push(Number { value }),
        }
        Some(used)
    }
}
