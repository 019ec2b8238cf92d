//! Two propositions to a score: do they say the same?
//!
//! Gates first (polarity, numbers, roles, names that exclude each other), then shared weight. Precision before recall.

use super::proposition::{Feature, Modality, Place, Proposition, Quantity, WEAK};
use super::words::Words;
use std::collections::BTreeSet;

/// What stands between two propositions that share much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clash {
    /// One says it is so, the other that it is not.
    Polarity,
    /// The same thing counted differently.
    Value,
    /// Agent and object changed places.
    Roles,
    /// Different places or persons fill the same slot.
    Names,
    /// "If" or "should" against "is".
    Modality,
    /// One cancels, demands or postpones what the other says is so.
    Operator,
    /// Different acts.
    Predicate,
    /// Different dates.
    Date,
}

/// How alike two propositions are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Likeness {
    /// 0 to 1; shared weight without regard to clashes.
    pub score: f32,
    /// Weight in common.
    pub shared: f32,
    /// Shared keys in readable form, a line each: there are millions of these.
    why: Box<str>,
    pub clashes: Vec<Clash>,
    /// Each speaks of several things the other does not, or one denies more than the other: near, but not the same.
    pub loose: bool,
    pub(crate) shared_predicates: u32,
    pub(crate) shared_names: u32,
    pub(crate) shared_things: u32,
    pub(crate) shared_numbers: u32,
    /// Names that do the same in both, and names that changed places with another.
    pub(crate) roles_kept: u32,
    pub(crate) roles_swapped: u32,
}

impl Likeness {
    /// Shared keys in readable form.
    pub fn why(&self) -> Vec<String> {
        self.why.lines().map(str::to_owned).collect()
    }

    /// The same proposition: enough in common, nothing in the way.
    pub fn same(&self, threshold: f32) -> bool {
        self.clashes.is_empty() && !self.loose && self.score >= threshold
    }
}

/// Values equal within the rounding of the rounder one.
pub(crate) fn equal_value(a: u64, b: u64) -> bool {
    if a == b {
        return true;
    }
    let (low, high) = (a.min(b), a.max(b));
    let step = roundness(a).max(roundness(b));
    low >= 20_000 && high - low <= step / 2 && (high - low) * 20 <= high
}

/// The largest power of ten (in thousandths) that divides the value.
fn roundness(value: u64) -> u64 {
    let mut step = 1;
    while value != 0 && value.is_multiple_of(step * 10) && step < 1_000_000_000_000 {
        step *= 10;
    }
    step
}

/// A name whose frame is the beginning of the other, or the other way ("Bren", "Brenov").
fn cut_short<'a>(key: &str, other: &'a Proposition) -> Option<(&'a str, &'a Feature)> {
    let frame = key.strip_prefix("n:")?;
    if frame.len() < 3 {
        return None;
    }
    let head: String = frame.chars().take(3).collect();
    other
        .features
        .range(format!("n:{head}")..)
        .take_while(|(k, _)| k.starts_with("n:") && k.get(2..).is_some_and(|f| f.starts_with(&head)))
        .find(|(k, _)| {
            k.get(2..).is_some_and(|f| {
                (f.starts_with(frame) || frame.starts_with(f)) && f.len().abs_diff(frame.len()) <= 2
            })
        })
        .map(|(k, f)| (k.as_str(), f))
}

/// True when a key is one of those: keys of one proposition, which are the same only where they lie in one place.
fn is_one_of(keys: &[&str], key: &str) -> bool {
    keys.iter().any(|other| std::ptr::eq(*other, key))
}

/// Things that each side has alone, from which on two propositions are only near.
const LOOSE: usize = 2;

/// Weight in common that makes a likeness trustworthy.
const FLOOR: f32 = 1.5;

/// Compares two propositions; symmetric.
pub(crate) fn compare(a: &Proposition, b: &Proposition, words: &Words) -> Likeness {
    compare_if(a, b, words, f32::NEG_INFINITY, |_| true).unwrap_or_default()
}

/// `compare` where the score is `least` or more and the likeness is wanted; of others no reasons are written.
pub(crate) fn compare_if(
    a: &Proposition,
    b: &Proposition,
    words: &Words,
    least: f32,
    wanted: impl Fn(&Likeness) -> bool,
) -> Option<Likeness> {
    let mut like = Likeness::default();
    let mut shared: Vec<&str> = Vec::new();
    let mut opposites: Vec<(&str, &str)> = Vec::new();
    let mut numbers: Vec<&Quantity> = Vec::new();
    let mut covered_b: Vec<&str> = Vec::new();
    let (mut shared_a, mut shared_b) = (0.0f32, 0.0f32);
    let mut lone_a: Vec<&str> = Vec::new();
    let mut polarity_same = 0u32;
    let mut polarity_differs = 0u32;
    let (mut swapped, mut kept) = (0, 0);
    let mut symmetric = false;
    let mut rest = b.features.iter().peekable();
    for (key, feature) in &a.features {
        while rest.next_if(|(k, _)| *k < key).is_some() {}
        let exact = rest.peek().filter(|(k, _)| *k == key).map(|(k, f)| (k.as_str(), *f));
        let Some((other_key, other)) = exact.or_else(|| cut_short(key, b)) else {
            lone_a.push(key);
            continue;
        };
        if is_one_of(&covered_b, other_key) {
            continue;
        }
        covered_b.push(other_key);
        shared_a += feature.weight;
        shared_b += other.weight;
        shared.push(key);
        if let Some(id) = key.strip_prefix("p:") {
            let predicate = words.predicate(id);
            if predicate.is_some_and(|p| !p.weak && !p.speech) {
                like.shared_predicates += 1;
                if feature.negated == other.negated { polarity_same += 1 } else { polarity_differs += 1 }
            }
            symmetric |= predicate.is_some_and(|p| p.symmetric);
        } else if key.starts_with("n:") || key.starts_with("loc:") || key.starts_with("e:per:") {
            like.shared_names += 1;
            match (feature.place, other.place) {
                (Place::Subject, Place::Object) | (Place::Object, Place::Subject) => swapped += 1,
                (Place::Subject, Place::Subject) | (Place::Object, Place::Object) => kept += 1,
                _ => {}
            }
        } else {
            like.shared_things += 1;
        }
    }
    let lone_b: Vec<&str> =
        b.features.keys().map(String::as_str).filter(|k| !is_one_of(&covered_b, k)).collect();
    // antonyms: "enter" against "leave" says the opposite unless one of them is negated
    for key in &lone_a {
        let Some(id) = key.strip_prefix("p:") else { continue };
        let Some(predicate) = words.predicate(id) else { continue };
        let Some(antonym) = predicate.antonym.and_then(|x| words.predicates.get(usize::from(x))) else {
            continue;
        };
        let opposite = format!("p:{}", antonym.id);
        if let (Some(x), Some(y)) = (a.features.get(*key), b.features.get(&opposite))
            && !covered_b.iter().any(|key| *key == opposite)
        {
            shared_a += x.weight;
            shared_b += y.weight;
            like.shared_predicates += 1;
            opposites.push((id, &antonym.id));
            if x.negated == y.negated { polarity_differs += 1 } else { polarity_same += 1 }
        }
    }
    let lone = |list: &[&str], p: &Proposition, pick: &dyn Fn(&super::words::Predicate) -> bool| {
        list.iter().any(|k| {
            k.strip_prefix("p:").and_then(|id| words.predicate(id)).is_some_and(pick)
                && p.features.contains_key(*k)
        })
    };
    let operator = |x: &super::words::Predicate| x.operator;
    let act = |x: &super::words::Predicate| !x.weak && !x.speech;
    let (op_a, op_b) = (lone(&lone_a, a, &operator), lone(&lone_b, b, &operator));
    let (act_a, act_b) = (lone(&lone_a, a, &act), lone(&lone_b, b, &act));
    let (mut quantity_shared, mut quantity_conflict) = (0u32, false);
    for x in a.quantities.iter().filter(|q| !q.year) {
        if b.quantities.iter().any(|y| x.ordinal == y.ordinal && equal_value(x.value, y.value)) {
            quantity_shared += 1;
            numbers.push(x);
        } else if b
            .quantities
            .iter()
            .any(|y| !y.year && x.ordinal == y.ordinal && !x.unit.is_disjoint(&y.unit))
        {
            quantity_conflict = true;
        }
    }
    let n_a = a.quantities.iter().filter(|q| !q.year).count() as u32;
    let n_b = b.quantities.iter().filter(|q| !q.year).count() as u32;
    if n_a > 0 && n_b > 0 && quantity_shared == 0 {
        quantity_conflict = true;
    }
    like.shared_numbers = quantity_shared;
    let shared_numbers = quantity_shared as f32;
    shared_a += shared_numbers;
    shared_b += shared_numbers;
    let dice = (shared_a + shared_b) / (a.mass + b.mass).max(0.01);
    let shorter = (shared_a.min(shared_b) / a.mass.min(b.mass).max(0.01)).min(1.0);
    like.shared = shared_a.min(shared_b);
    let floor = 1.0 - (-like.shared / FLOOR).exp();
    like.score = ((0.6 * dice + 0.4 * shorter) * floor).min(1.0);
    // what follows makes it less
    if like.score < least {
        return None;
    }
    // nobody does the same thing in both
    if like.shared_predicates == 0 {
        like.score *= if act_a && act_b { 0.55 } else { 0.8 };
    } else if act_a && act_b {
        like.score *= 0.85;
    }
    // each names somebody, or denies something, that the other does not
    let named = |list: &[&str]| list.iter().any(|k| k.starts_with("n:") || k.starts_with("loc:"));
    if named(&lone_a) && named(&lone_b) {
        like.score *= 0.8;
    }
    // words that no table knows can be held against each other within one script only
    let unlisted = |list: &[&str], mark: &str| list.iter().any(|k| k.starts_with(mark));
    let one_script = !(unlisted(&lone_a, "e:") && unlisted(&lone_b, "s:")
        || unlisted(&lone_a, "s:") && unlisted(&lone_b, "e:"));
    let things = |list: &[&str]| {
        let thing =
            |k: &str| k.starts_with("c:") || one_script && (k.starts_with("s:") || k.starts_with("e:"));
        list.iter().filter(|k| thing(k)).count()
    };
    let negates =
        |p: &Proposition| p.features.iter().any(|(k, f)| k.starts_with("p:") && f.negated && f.weight > WEAK);
    like.loose = things(&lone_a).min(things(&lone_b)) >= LOOSE || negates(a) != negates(b);
    let denied = |list: &[&str], p: &Proposition| {
        list.iter()
            .any(|k| k.starts_with("p:") && p.features.get(*k).is_some_and(|f| f.negated && f.weight > WEAK))
    };
    if denied(&lone_a, a) != denied(&lone_b, b) {
        like.score *= 0.75;
    }
    let mut clashes = BTreeSet::new();
    if polarity_differs > polarity_same {
        clashes.insert(Clash::Polarity);
    }
    if quantity_conflict {
        clashes.insert(Clash::Value);
    }
    if swapped >= 2 && kept == 0 && !symmetric {
        clashes.insert(Clash::Roles);
    }
    let names = |list: &[&str]| list.iter().filter(|k| k.starts_with("n:") || k.starts_with("loc:")).count();
    let (names_a, names_b) = (names(&lone_a), names(&lone_b));
    if names_a > 0
        && names_b > 0
        && (like.shared_names == 0 || (names_a.min(names_b) as u32) >= like.shared_names)
    {
        clashes.insert(Clash::Names);
    }
    let strong = |m: Modality| matches!(m, Modality::Conditional | Modality::Demanded);
    if a.modality != b.modality && (strong(a.modality) || strong(b.modality)) {
        clashes.insert(Clash::Modality);
    }
    if op_a || op_b {
        clashes.insert(Clash::Operator);
    }
    let years =
        |p: &Proposition| p.quantities.iter().filter(|q| q.year).map(|q| q.value).collect::<BTreeSet<u64>>();
    let (years_a, years_b) = (years(a), years(b));
    if !years_a.is_empty() && !years_b.is_empty() && years_a.is_disjoint(&years_b) {
        clashes.insert(Clash::Date);
    }
    like.clashes = clashes.into_iter().collect();
    like.roles_kept = kept;
    like.roles_swapped = swapped;
    if like.score < least || !wanted(&like) {
        return None;
    }
    let mut why = String::with_capacity(24 * (shared.len() + numbers.len()));
    let mut line = |parts: [&str; 4]| {
        if !why.is_empty() {
            why.push('\n');
        }
        parts.iter().for_each(|part| why.push_str(part));
    };
    for key in shared {
        let (kind, id) = parts(key);
        line([kind, id, "", ""]);
    }
    opposites.into_iter().for_each(|(one, other)| line(["opposites: ", one, ", ", other]));
    numbers.into_iter().for_each(|quantity| line(["number: ", &number(quantity), "", ""]));
    like.why = why.into();
    Some(like)
}

pub(crate) fn number(quantity: &Quantity) -> String {
    if quantity.value.is_multiple_of(1000) {
        (quantity.value / 1000).to_string()
    } else {
        format!("{}", quantity.value as f64 / 1000.0)
    }
}

/// `p:propose` to "predicate: " and "propose".
fn parts(key: &str) -> (&'static str, &str) {
    match key.split_once(':') {
        Some(("p", id)) => ("predicate: ", id),
        Some(("c", id)) => ("concept: ", id),
        Some(("n", id)) => ("name: ", id),
        Some(("loc", id)) => ("state: ", id),
        Some((_, id)) => ("word: ", id),
        None => ("", key),
    }
}
