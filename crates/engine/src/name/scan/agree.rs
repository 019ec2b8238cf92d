//! Given name and family name agree in case and gender.
//!
//! Takes the readings of both and the cases that the place leaves open, gives those that go together. Keeps all where
//! nothing goes together; never picks one.

use super::super::paradigm::{DATIVE, GENITIVE, LOCATIVE, NOMINATIVE, Reading, VOCATIVE};
use super::GivenReading;
use super::around::Around;
use crate::model::Gender;

/// What a reading counts that only a rare case allows, or an unlikely one here.
const RARE: f32 = 0.4;
const LESS: f32 = 0.7;
const UNLIKELY: f32 = 0.5;
/// Least weight of the likeliest reading.
const WHOLE: f32 = 0.45;
/// Least weight of a family name that a woman's given name stands beside, declined or not.
const WOMAN: f32 = 0.45;
const WOMAN_FIXED: f32 = 0.3;

/// A given name and a family name that go together, by their places.
struct Pair {
    given: usize,
    surname: usize,
    cases: u8,
    weight: f32,
}

type Pairs = Vec<(Box<str>, Box<str>)>;

/// The weight of a reading whose possible cases are these, beside a given name that is open for others.
fn in_cases(weight: f32, cases: u8, open: u8, around: &Around) -> f32 {
    let dative = DATIVE | LOCATIVE | VOCATIVE;
    let rare = match () {
        () if cases & !(LOCATIVE | VOCATIVE) == 0 && around.cases != LOCATIVE => RARE,
        // «Асии Биби»: a dative only where the given name may stand in more usual cases
        () if cases & !dative == 0 && open & !dative != 0 => LESS,
        () => 1.0,
    };
    let unlikely = if cases & around.likely == 0 { UNLIKELY } else { 1.0 };
    weight * rare * unlikely
}

pub(super) fn agree(
    given: Vec<GivenReading>,
    surname: Vec<Reading>,
    around: &Around,
) -> (Vec<GivenReading>, Vec<Reading>, Pairs) {
    if given.is_empty() {
        return (given, alone(surname, around), Vec::new());
    }
    let open = Around { cases: super::super::paradigm::ANY_CASE, ..*around };
    for around in [around, &open] {
        let mut pairs: Vec<Pair> = Vec::new();
        for (i, g) in given.iter().enumerate() {
            for (j, r) in surname.iter().enumerate() {
                let gender = if g.gender == Gender::Unknown { r.gender } else { g.gender };
                let agrees = r.gender == Gender::Unknown || r.gender == gender;
                let cases = around.leaves(g.cases & r.cases, gender);
                if agrees && cases != 0 {
                    let woman = gender == Gender::Feminine && r.gender == gender;
                    let weight = match r.cases & NOMINATIVE != 0 && r.cases & GENITIVE != 0 {
                        _ if !woman => r.weight,
                        true => r.weight.max(WOMAN_FIXED),
                        false => r.weight.max(WOMAN),
                    };
                    pairs.push(Pair {
                        given: i,
                        surname: j,
                        cases,
                        weight: in_cases(weight * g.weight, cases, g.cases & around.cases, around),
                    });
                }
            }
        }
        if !pairs.is_empty() {
            return chosen(given, surname, &pairs);
        }
    }
    (given, surname, Vec::new())
}

/// A family name alone.
fn alone(surname: Vec<Reading>, around: &Around) -> Vec<Reading> {
    let fits = |r: &Reading| around.leaves(r.cases, r.gender);
    if !surname.iter().any(|r| fits(r) != 0) {
        return surname;
    }
    let weighed = surname.into_iter().filter(|r| fits(r) != 0).map(|mut r| {
        let cases = fits(&r);
        r.weight = in_cases(r.weight, cases, 0, around);
        r.cases = cases;
        r
    });
    sorted(weighed.collect())
}

/// The likeliest first, and as heavy at least as a name of a rare class: the place tells readings apart, but takes nothing
/// from the name itself.
fn sorted(mut readings: Vec<Reading>) -> Vec<Reading> {
    readings.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.nominative.cmp(&b.nominative)));
    let best = readings.first().map_or(1.0, |r| r.weight).max(0.01);
    if best < WHOLE {
        readings.iter_mut().for_each(|r| r.weight *= WHOLE / best);
    }
    readings
}

/// The readings that are part of a pair, with the weight of the best and the cases of all.
fn chosen(
    given: Vec<GivenReading>,
    surname: Vec<Reading>,
    pairs: &[Pair],
) -> (Vec<GivenReading>, Vec<Reading>, Pairs) {
    let usual = given.iter().map(|g| g.weight).fold(0.01, f32::max);
    let mut order: Vec<&Pair> = pairs.iter().collect();
    order.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let name = |pair: &&Pair| -> Option<(Box<str>, Box<str>)> {
        let surname = surname.get(pair.surname)?;
        Some((given.get(pair.given)?.nominative.clone(), surname.nominative.as_str().into()))
    };
    let names: Pairs = order.iter().filter_map(name).collect();
    let readings = surname.into_iter().enumerate().filter_map(|(at, mut r)| {
        let best = order.iter().find(|pair| pair.surname == at)?;
        r.weight = best.weight / usual;
        r.cases = pairs.iter().filter(|pair| pair.surname == at).fold(0, |all, pair| all | pair.cases);
        Some(r)
    });
    let readings = sorted(readings.collect());
    let given = given.into_iter().enumerate().filter_map(|(at, mut g)| {
        let best = order.iter().find(|pair| pair.given == at)?;
        g.weight = best.weight;
        Some(g)
    });
    (given.collect(), readings, names)
}
