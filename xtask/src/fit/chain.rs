//! A linear-chain conditional random field over the four places of a block, and how it is fitted.

use reportedly_engine::page::PLACES;
use std::fmt::Write as _;

const ROUNDS: usize = 220;
const PENALTY: f64 = 3e-3;
const NEVER: f64 = f64::NEG_INFINITY;
/// Which step may follow which: before, story, stranger, after.
const STEPS: [[bool; PLACES]; PLACES] = [
    [true, true, false, false],
    [false, true, true, true],
    [false, true, true, false],
    [false, false, false, true],
];

type Places = [f64; PLACES];

/// One page: features of its blocks and the places each may have (bits).
pub(super) struct Example {
    pub(super) rows: Vec<Vec<f32>>,
    pub(super) allowed: Vec<u8>,
}

/// Weights and the sums that Adam keeps of their gradients.
pub(super) struct Fit<'a> {
    examples: &'a [Example],
    /// For each feature: may the story, a stranger, what comes after use it.
    used: Vec<[bool; 3]>,
    weights: Vec<f64>,
}

/// Expected counts of one page under the model.
#[derive(Default)]
struct Expected {
    places: Vec<Places>,
    steps: [Places; PLACES],
}

impl<'a> Fit<'a> {
    pub(super) fn new(examples: &'a [Example], used: Vec<[bool; 3]>) -> Self {
        let weights = vec![0.0; used.len() * 3 + PLACES * PLACES];
        Self { examples, used, weights }
    }

    pub(super) fn run(&mut self) {
        let n = self.weights.len();
        let (mut mean, mut square) = (vec![0.0; n], vec![0.0; n]);
        for round in 1..=ROUNDS {
            let gradient = self.gradient();
            let rate = 0.08 * (1.0 - round as f64 / ROUNDS as f64).max(0.05);
            let (first, second) = (1.0 - 0.9f64.powi(round as i32), 1.0 - 0.995f64.powi(round as i32));
            for i in 0..n {
                mean[i] = 0.9 * mean[i] + 0.1 * gradient[i];
                square[i] = 0.995 * square[i] + 0.005 * gradient[i] * gradient[i];
                self.weights[i] -= rate * (mean[i] / first) / ((square[i] / second).sqrt() + 1e-9);
            }
        }
    }

    /// The gradient of the mean negative log-likelihood; long pages weigh less for each of their blocks.
    fn gradient(&self) -> Vec<f64> {
        let features = self.used.len() * 3;
        let mut gradient = vec![0.0; self.weights.len()];
        let weight = |example: &Example| 1.0 / (example.rows.len() as f64 + 50.0).sqrt();
        let all: f64 = self.examples.iter().map(weight).sum();
        for example in self.examples {
            let own: Vec<Places> = example.rows.iter().map(|row| self.emission(row)).collect();
            let free = self.expect(&own, None);
            let Some(held) = self.expect(&own, Some(&example.allowed)) else { continue };
            let Some(free) = free else { continue };
            let share = weight(example) / all;
            for (row, (free, held)) in example.rows.iter().zip(free.places.iter().zip(&held.places)) {
                for (feature, value) in row.iter().enumerate().filter(|(_, value)| **value != 0.0) {
                    for place in 1..PLACES {
                        gradient[feature * 3 + place - 1] +=
                            (free[place] - held[place]) * share * f64::from(*value);
                    }
                }
            }
            for from in 0..PLACES {
                for to in 0..PLACES {
                    gradient[features + from * PLACES + to] +=
                        (free.steps[from][to] - held.steps[from][to]) * share;
                }
            }
        }
        for (feature, used) in self.used.iter().enumerate() {
            for (place, used) in used.iter().enumerate() {
                let at = feature * 3 + place;
                // the first feature is the bias: no penalty
                gradient[at] += if feature > 0 { 2.0 * PENALTY * self.weights[at] } else { 0.0 };
                gradient[at] *= f64::from(u8::from(*used));
            }
        }
        gradient
    }

    fn emission(&self, row: &[f32]) -> Places {
        let mut sums = [0.0; PLACES];
        for (feature, value) in row.iter().enumerate().filter(|(_, value)| **value != 0.0) {
            for (sum, weight) in sums.iter_mut().skip(1).zip(&self.weights[feature * 3..]) {
                *sum += f64::from(*value) * weight;
            }
        }
        sums
    }

    fn step(&self, from: usize, to: usize) -> f64 {
        if STEPS[from][to] { self.weights[self.used.len() * 3 + from * PLACES + to] } else { NEVER }
    }

    /// Forward and backward sums; none when no way through the page is allowed.
    fn expect(&self, own: &[Places], allowed: Option<&[u8]>) -> Option<Expected> {
        let n = own.len();
        let may = |i: usize, place: usize| allowed.is_none_or(|bits| bits[i] >> place & 1 == 1);
        let mut forward = vec![[NEVER; PLACES]; n];
        let mut backward = vec![[NEVER; PLACES]; n];
        for i in 0..n {
            for to in (0..PLACES).filter(|to| may(i, *to)) {
                let before = match i {
                    0 if to < 2 => 0.0,
                    0 => NEVER,
                    _ => sum((0..PLACES).map(|from| forward[i - 1][from] + self.step(from, to))),
                };
                forward[i][to] = before + own[i][to];
            }
        }
        for place in [0, 1, 3] {
            backward[n.checked_sub(1)?][place] = 0.0;
        }
        for i in (0..n - 1).rev() {
            for from in 0..PLACES {
                backward[i][from] = sum((0..PLACES)
                    .filter(|to| may(i + 1, *to))
                    .map(|to| self.step(from, to) + own[i + 1][to] + backward[i + 1][to]));
            }
        }
        let total = sum((0..PLACES).map(|place| forward[n - 1][place] + backward[n - 1][place]));
        if !total.is_finite() {
            return None;
        }
        let mut expected = Expected::default();
        for i in 0..n {
            let mut places = [0.0; PLACES];
            for to in 0..PLACES {
                places[to] = (forward[i][to] + backward[i][to] - total).exp();
                for from in (0..PLACES).filter(|_| i > 0 && may(i, to)) {
                    let way = forward[i - 1][from] + self.step(from, to) + own[i][to] + backward[i][to];
                    expected.steps[from][to] += (way - total).exp();
                }
            }
            expected.places.push(places);
        }
        Some(expected)
    }

    /// Adds to the story's weight for every block and for prose.
    pub(super) fn lean(&mut self, names: &[String], every: f64, prose: f64) {
        for (feature, name) in names.iter().enumerate() {
            self.weights[feature * 3] += match name.as_str() {
                "Bias" => every,
                "Body" => prose,
                _ => 0.0,
            };
        }
    }

    pub(super) fn table(&self, names: &[String]) -> String {
        let mut out = String::new();
        for (feature, name) in names.iter().enumerate() {
            let at = |place: usize| self.weights[feature * 3 + place];
            let _ = writeln!(out, "        (Feature::{name}, [{:.2}, {:.2}, {:.2}]),", at(0), at(1), at(2));
        }
        for from in 0..PLACES {
            let step = |to: usize| match self.step(from, to) {
                NEVER => "NEVER".to_owned(),
                weight => format!("{weight:.2}"),
            };
            let steps: Vec<String> = (0..PLACES).map(step).collect();
            let _ = writeln!(out, "        [{}],", steps.join(", "));
        }
        out
    }
}

/// The logarithm of a sum of exponentials.
fn sum(values: impl Iterator<Item = f64>) -> f64 {
    let values: Vec<f64> = values.collect();
    let most = values.iter().copied().fold(NEVER, f64::max);
    if most == NEVER { NEVER } else { most + values.iter().map(|v| (v - most).exp()).sum::<f64>().ln() }
}
