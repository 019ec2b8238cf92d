//! Two statements to figures: what they share, what each has alone, what stands against each other.
//!
//! The figures are in a fixed order with fixed names; the trees of `world/relation-trees.tsv` ask for them by name.

use super::super::compare::{Clash, compare, equal_value};
use super::super::words::Words;
use super::align::{Best, SAME_WORD, align, shared};
use super::reading::{Number, Reading, Term};
use crate::date::days_between;

/// Under this likeness a word counts as having no partner.
const LONE: f32 = 0.35;

/// From this likeness on two words are compared for polarity.
const PAIRED: f32 = 0.6;

/// Days after which distance in time tells no more.
const LONG: i64 = 30;

/// Figures of a pair, with their names in the same order.
#[derive(Clone, Debug, Default)]
pub(super) struct Figures {
    /// Only when they are asked for: the figures of every pair have the same names.
    pub(super) names: Option<Vec<String>>,
    pub(super) values: Vec<f32>,
    /// Words that both have, for explanations.
    pub(super) shared: Vec<String>,
    /// Names that the earlier, then the later has alone.
    pub(super) lone: [Vec<String>; 2],
    pub(super) opposites: Vec<String>,
}

impl Figures {
    /// A figure; its name is the parts put together.
    pub(super) fn add(&mut self, name: &[&str], value: f32) {
        if let Some(names) = &mut self.names {
            names.push(name.concat());
        }
        self.values.push(value);
    }

    fn flag(&mut self, name: &[&str], value: bool) {
        self.add(name, if value { 1.0 } else { 0.0 });
    }

    /// The smaller and the larger of two figures.
    fn both(&mut self, name: &str, a: f32, b: f32) {
        self.add(&[name, " least"], a.min(b));
        self.add(&[name, " most"], a.max(b));
    }

    /// The smaller and the larger of two figures of a kind of words.
    fn both_of(&mut self, kind: &str, name: &str, a: f32, b: f32) {
        self.add(&[kind, name, " least"], a.min(b));
        self.add(&[kind, name, " most"], a.max(b));
    }
}

/// How much of the words of one side the other has.
#[derive(Default)]
struct Cover {
    share: f32,
    lone: f32,
    heaviest: f32,
}

fn cover(terms: &[Term], best: &[Best<'_>], picked: impl Fn(&Term) -> bool) -> Cover {
    let (mut all, mut hit) = (0.0, 0.0);
    let mut out = Cover::default();
    for (term, best) in terms.iter().zip(best).filter(|(term, _)| picked(term)) {
        all += term.weight;
        hit += term.weight * best.likeness;
        out.heaviest = out.heaviest.max(term.weight * (1.0 - best.likeness));
        if best.likeness < LONE {
            out.lone += term.weight;
        }
    }
    out.share = if all > 0.0 { hit / all } else { 1.0 };
    out
}

/// The figures of an earlier and a later statement.
pub(super) fn figures<'a>(
    x: &Reading,
    y: &Reading,
    vocabulary: &Words,
    operators: impl Iterator<Item = &'a str>,
    named: bool,
) -> Figures {
    let mut out = Figures { names: named.then(Vec::new), ..Figures::default() };
    let (of_x, of_y) = align(x, y);
    out.add(&["cosine"], x.vector.cosine(&y.vector));
    words(&mut out, x, y, &of_x, &of_y);
    names(&mut out, x, y, &of_x, &of_y);
    numbers(&mut out, x, y);
    polarity(&mut out, x, y, &of_x);
    propositions(&mut out, x, y, vocabulary);
    out.flag(&["one language"], x.column == y.column);
    out.flag(&["one script"], x.latin == y.latin);
    for (at, id) in operators.enumerate() {
        let has = |reading: &Reading| reading.operators.get(at).copied().unwrap_or(false);
        out.flag(&[id, ", earlier only"], has(x) && !has(y));
        out.flag(&[id, ", later only"], has(y) && !has(x));
        out.flag(&[id, ", both"], has(x) && has(y));
    }
    let speakers = x.speaker.as_deref().zip(y.speaker.as_deref());
    out.add(&["speaker shared"], speakers.map_or(0.0, |(a, b)| shared(a, b)));
    out.flag(&["speakers named"], speakers.is_some());
    let days = x.date.as_deref().zip(y.date.as_deref());
    let days = days.and_then(|(a, b)| days_between(a, b)).unwrap_or(0).clamp(0, LONG);
    out.add(&["days"], days as f32);
    out.flag(&["days over 1"], days > 1);
    out.flag(&["days over 10"], days > 10);
    out
}

fn words(out: &mut Figures, x: &Reading, y: &Reading, of_x: &[Best<'_>], of_y: &[Best<'_>]) {
    let kinds: [(&str, fn(&Term) -> bool); 3] = [
        ("words", |term| !term.name && !term.covered),
        ("verbs", |term| !term.name && !term.covered && term.verb),
        ("things", |term| !term.name && !term.covered && !term.verb),
    ];
    for (kind, picked) in kinds {
        let (a, b) = (cover(&x.terms, of_x, picked), cover(&y.terms, of_y, picked));
        out.both_of(kind, " covered,", a.share, b.share);
        out.both_of(kind, " alone,", a.lone, b.lone);
        out.both_of(kind, " heaviest alone,", a.heaviest, b.heaviest);
    }
    let same = x.terms.iter().zip(of_x).filter(|(_, best)| best.likeness >= SAME_WORD);
    out.shared = same.map(|(term, _)| term.folded.to_string()).collect();
    let against = x.terms.iter().zip(of_x).filter(|(_, best)| best.opposite);
    let pair = |(term, best): (&Term, &Best<'_>)| {
        format!("{} / {}", term.folded, best.term.map_or("", |other| &other.folded))
    };
    out.opposites = against.map(pair).collect();
}

fn names(out: &mut Figures, x: &Reading, y: &Reading, of_x: &[Best<'_>], of_y: &[Best<'_>]) {
    let side = |terms: &[Term], best: &[Best<'_>]| -> (f32, Vec<String>) {
        let named = || terms.iter().zip(best).filter(|(term, _)| term.name && !term.source);
        let same = named().filter(|(_, best)| best.likeness >= SAME_WORD).count();
        let lone = named().filter(|(_, best)| best.likeness < SAME_WORD);
        (same as f32, lone.map(|(term, _)| term.folded.to_string()).collect())
    };
    let ((same_x, lone_x), (same_y, lone_y)) = (side(&x.terms, of_x), side(&y.terms, of_y));
    let (n_x, n_y) = (lone_x.len() as f32, lone_y.len() as f32);
    out.add(&["names shared"], same_x.min(same_y));
    out.both("names alone,", n_x, n_y);
    out.add(&["names share"], (same_x + same_y) / (same_x + same_y + n_x + n_y).max(1.0));
    out.lone = [lone_x, lone_y];
}

fn numbers(out: &mut Figures, x: &Reading, y: &Reading) {
    let has = |of: &[Number], value: u64| of.iter().any(|number| equal_value(number.value, value));
    let found = |a: &[Number], b: &[Number]| a.iter().filter(|number| has(b, number.value)).count();
    let (in_y, in_x) = (found(&x.numbers, &y.numbers), found(&y.numbers, &x.numbers));
    let (lone_x, lone_y) = ((x.numbers.len() - in_y) as f32, (y.numbers.len() - in_x) as f32);
    out.add(&["numbers shared"], in_y.min(in_x) as f32);
    out.flag(&["numbers differ"], !x.numbers.is_empty() && !y.numbers.is_empty() && in_y == 0);
    out.both("numbers alone,", lone_x, lone_y);
    let same = x.days.iter().filter(|day| y.days.contains(day)).count();
    out.add(&["days named by both"], same as f32);
    out.flag(&["days named differ"], !x.days.is_empty() && !y.days.is_empty() && same == 0);
    out.flag(&["day named by one"], x.days.is_empty() != y.days.is_empty());
    let years =
        !x.years.is_empty() && !y.years.is_empty() && !x.years.iter().any(|year| y.years.contains(year));
    out.flag(&["years differ"], years);
}

fn polarity(out: &mut Figures, x: &Reading, y: &Reading, of_x: &[Best<'_>]) {
    let (mut same, mut differs, mut opposite) = (0, 0, 0);
    let paired = x
        .terms
        .iter()
        .zip(of_x)
        .filter(|(term, best)| best.likeness >= PAIRED && !term.name && !term.covered);
    for (term, best) in paired {
        let Some(other) = best.term else { continue };
        opposite += usize::from(best.opposite);
        if term.verb || other.verb {
            if term.negated == other.negated { same += 1 } else { differs += 1 }
        }
    }
    out.add(&["polarity same"], same as f32);
    out.add(&["polarity differs"], differs as f32);
    out.add(&["opposites"], opposite as f32);
    let negates = |reading: &Reading| reading.terms.iter().any(|term| term.negated && !term.covered);
    out.flag(&["one negates"], negates(x) != negates(y));
    out.flag(&["both negate"], negates(x) && negates(y));
}

/// Who does what to whom, by the tables alone: what the gates of linking without the encoder see.
fn propositions(out: &mut Figures, x: &Reading, y: &Reading, words: &Words) {
    let like = match (&x.proposition, &y.proposition) {
        (Some(a), Some(b)) => compare(a, b, words),
        _ => Default::default(),
    };
    out.add(&["symbols score"], like.score);
    out.add(&["symbols shared"], like.shared);
    out.add(&["acts shared"], like.shared_predicates as f32);
    out.add(&["actors shared"], like.shared_names as f32);
    out.add(&["things shared"], like.shared_things as f32);
    out.add(&["roles kept"], like.roles_kept as f32);
    out.add(&["roles swapped"], like.roles_swapped as f32);
    out.flag(&["loose"], like.loose);
    for (name, clash) in [
        ("clash of polarity", Clash::Polarity),
        ("clash of value", Clash::Value),
        ("clash of names", Clash::Names),
        ("clash of modality", Clash::Modality),
        ("clash of operator", Clash::Operator),
        ("clash of date", Clash::Date),
    ] {
        out.flag(&[name], like.clashes.contains(&clash));
    }
}
