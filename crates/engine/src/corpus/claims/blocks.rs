//! Which units are worth comparing.
//!
//! Takes the traits of units one by one, gives pairs that meet in a block: two names, a name and an act, an act and a number.
//! Of a crowded block only the units with the lowest hashes meet all others, so the cost grows with the number of units and
//! which pairs meet does not depend on the order they came in (bottom-k sampling). A cheap bound drops what cannot be alike.

use super::super::proposition::Proposition;
use super::super::words::Words;
#[cfg(feature = "encoder")]
use super::meaning::Sides;
use super::{SAME, SHARED, Unit};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Keys of a unit that are paired into blocks.
const KEYS: usize = 7;
/// Units of a block that all meet each other.
const MEET: usize = 12;
/// Units of a block that meet every other one.
const LEAD: usize = 3;
/// Most units of a block, about as many as one claim holds: in a larger one nobody meets, its keys tell too little. In a
/// corpus that grows new keys come as others become too frequent (the law of Zipf).
const MANY: usize = 512;
/// Keys that stand for all of a unit but the names in it, at least.
const WHOLE: usize = 3;
/// Least weight of a key that is paired.
const WEIGHT: f32 = 0.4;
/// Letters of a name's frame that are one key.
const FRAME: usize = 3;
/// Kind of a number but for its last digits: less telling than any other key.
const ROUNDED: u8 = 4;
/// Weight of a number in common.
const NUMBER: f32 = 1.0;
/// Weight in common that makes a likeness trustworthy, as in `compare`.
const FLOOR: f32 = 1.5;
/// The bound is looser than the gate it stands before: keys here are coarser or finer than those compared.
const MARGIN: f32 = 0.9;

/// FNV-1a: the same on every machine and in every version.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3))
}

/// Two hashes as one (the finisher of SplitMix64).
pub(crate) fn mix(a: u64, b: u64) -> u64 {
    let mut h = a.rotate_left(23) ^ b.wrapping_add(0x9e37_79b9_7f4a_7c15);
    h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    h ^ (h >> 31)
}

/// What a unit is found by, and what bounds its likeness to another.
#[derive(Clone, Debug)]
pub(crate) struct Traits {
    /// A hash of the unit's document and its place there.
    order: u64,
    /// Hash and weight of all keys, by hash.
    keys: Box<[(u32, f32)]>,
    /// The keys that are paired.
    #[cfg(feature = "encoder")]
    telling: Box<[u64]>,
    /// Blocks it belongs to, sorted.
    blocks: Box<[u64]>,
    mass: f32,
    #[cfg(feature = "encoder")]
    sides: Option<Sides>,
}

/// The key of a block that never gets too large: its units have nearly everything in common.
fn lasting(key: u64) -> u64 {
    key | 1
}

/// The key of a block in which nobody meets once it is too large.
fn passing(key: u64) -> u64 {
    key & !1
}

fn is_lasting(key: u64) -> bool {
    key & 1 == 1
}

/// The key that two units share when `compare` may hold theirs to be the same, and how telling its kind is: lower is more.
fn coarse(key: &str, words: &Words) -> (u8, String) {
    match key.split_once(':') {
        Some(("n", frame)) => (0, format!("n:{}", frame.chars().take(FRAME).collect::<String>())),
        Some(("p", id)) => {
            let antonym = words.predicate(id).and_then(|p| words.predicates.get(usize::from(p.antonym?)));
            (1, format!("p:{}", antonym.map_or(id, |other| id.min(other.id.as_str()))))
        }
        Some(("loc", _)) => (3, key.to_owned()),
        _ => (2, key.to_owned()),
    }
}

/// Numbers that are equal within rounding mostly have the same two leading digits.
fn leading(value: u64) -> String {
    let digits = value.to_string();
    format!("q:{}e{}", digits.get(..2).unwrap_or(&digits), digits.len())
}

impl Traits {
    /// `place` is the number of the unit in its document.
    pub(crate) fn new(unit: &Unit, document: &str, place: usize, words: &Words) -> Self {
        let proposition: &Proposition = &unit.proposition;
        let mut keys: BTreeMap<u32, f32> = BTreeMap::new();
        let mut telling: Vec<(u8, u64)> = Vec::new();
        let features = proposition.features.iter().map(|(key, feature)| {
            let (kind, key) = coarse(key, words);
            (kind, key, feature.weight)
        });
        let numbers = proposition.quantities.iter().filter(|q| !q.year);
        let rounded = numbers.clone().map(|quantity| (ROUNDED, leading(quantity.value), NUMBER));
        for (kind, key, weight) in features.chain(rounded) {
            let hash = mix(hash(key.as_bytes()), 0);
            let slot = keys.entry(hash as u32).or_default();
            *slot = slot.max(weight);
            if weight > WEIGHT {
                telling.push((kind, hash));
            }
        }
        telling.extend(numbers.map(|quantity| (0, mix(quantity.value, 1))));
        // by kind, then by hash: two units draw the same keys of a kind when they cannot have all
        telling.sort_unstable();
        telling.dedup();
        let whole = |keys: &[(u8, u64)], least: usize| {
            let all = keys.iter().fold(keys.len() as u64, |all, (_, key)| mix(all, *key));
            (keys.len() >= least).then_some(lasting(all))
        };
        let unnamed: Vec<(u8, u64)> = telling.iter().filter(|(kind, _)| *kind > 0).copied().collect();
        let wholes = [whole(&telling, 2), whole(&unnamed, WHOLE)];
        telling.truncate(KEYS);
        let pairs = telling
            .iter()
            .enumerate()
            .flat_map(|(i, (_, x))| telling.iter().skip(i + 1).map(move |(_, y)| mix(*x.min(y), *x.max(y))));
        let quotes = unit.quote.iter().map(|quote| lasting(*quote));
        let mut blocks: Vec<u64> =
            pairs.map(passing).chain(quotes).chain(wholes.into_iter().flatten()).collect();
        blocks.sort_unstable();
        blocks.dedup();
        Self {
            order: mix(hash(document.as_bytes()), place as u64),
            keys: keys.into_iter().collect(),
            #[cfg(feature = "encoder")]
            telling: telling.iter().map(|(_, key)| *key).collect(),
            blocks: blocks.into(),
            mass: proposition.mass,
            #[cfg(feature = "encoder")]
            sides: None,
        }
    }

    /// Place among the units of a crowded block, lowest first.
    pub(crate) fn order(&self) -> u64 {
        self.order
    }

    /// True when its meaning is worth asking for: there is something to meet others by.
    #[cfg(feature = "encoder")]
    pub(crate) fn may_meet(&self) -> bool {
        !self.telling.is_empty() || !self.blocks.is_empty()
    }

    /// Adds blocks of units that lie near each other in meaning and share a key.
    #[cfg(feature = "encoder")]
    pub(crate) fn meet_by_meaning(&mut self, sides: Sides) {
        let near =
            self.telling.iter().flat_map(|key| sides.cells().map(move |cell| passing(mix(*key, cell))));
        let mut blocks: Vec<u64> = self.blocks.iter().copied().chain(near).collect();
        blocks.sort_unstable();
        blocks.dedup();
        self.blocks = blocks.into();
        self.sides = Some(sides);
    }

    /// True when the two lie near each other in meaning, as far as that is known.
    #[cfg(feature = "encoder")]
    fn near_in_meaning(&self, other: &Self) -> bool {
        self.sides.as_ref().zip(other.sides.as_ref()).is_some_and(|(a, b)| a.near(b))
    }

    /// Without the encoder nothing is known of meanings.
    #[cfg(not(feature = "encoder"))]
    fn near_in_meaning(&self, _: &Self) -> bool {
        false
    }

    /// About the cosine of their meanings, as far as that is known.
    #[cfg(feature = "encoder")]
    fn closeness(&self, other: &Self) -> f32 {
        self.sides.as_ref().zip(other.sides.as_ref()).map_or(0.0, |(a, b)| a.closeness(b))
    }

    /// Without the encoder nothing is known of meanings.
    #[cfg(not(feature = "encoder"))]
    fn closeness(&self, _: &Self) -> f32 {
        0.0
    }

    /// True when the likeness of the two may be worth keeping: what they share bounds it.
    fn may_be_near(&self, other: &Self) -> bool {
        let (mut mine, mut yours) = (0.0f32, 0.0f32);
        let mut rest = other.keys.iter().peekable();
        for (key, weight) in &self.keys {
            while rest.next_if(|(k, _)| k < key).is_some() {}
            if let Some((_, w)) = rest.next_if(|(k, _)| k == key) {
                mine += weight;
                yours += w;
            }
        }
        let shared = mine.min(yours);
        let dice = (mine + yours) / (self.mass + other.mass).max(0.01);
        let shorter = (shared / self.mass.min(other.mass).max(0.01)).min(1.0);
        let bound = (0.6 * dice + 0.4 * shorter) * (1.0 - (-shared / FLOOR).exp());
        shared >= SHARED * MARGIN && bound >= SAME * MARGIN || self.near_in_meaning(other)
    }
}

/// The units of one block.
#[derive(Debug)]
enum Block {
    One(u32),
    Many(Box<Crowd>),
    /// Too large: nobody meets.
    Closed,
}

#[derive(Debug, Default)]
struct Crowd {
    /// Those that meet each other, lowest first; the first `LEAD` meet all.
    meet: Vec<u32>,
    rest: Vec<u32>,
}

/// How a unit stands in a block.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    Lead,
    Meet,
    Rest,
}

/// All units and blocks.
#[derive(Debug, Default)]
pub(crate) struct Blocks {
    units: Vec<Traits>,
    blocks: FxHashMap<u64, Block>,
}

/// What new units changed: pairs to compare now, each once, in order of the higher number, then the lower; and pairs that may
/// meet no longer, in any order. Numbers of units, lower first.
#[derive(Debug, Default)]
pub(crate) struct Change {
    pub(crate) meet: Vec<(u32, u32)>,
    pub(crate) part: Vec<(u32, u32)>,
}

fn pair(a: u32, b: u32) -> (u32, u32) {
    (a.min(b), a.max(b))
}

impl Blocks {
    /// Closes the blocks that units to come make too large, so that nobody meets there first only to part.
    pub(crate) fn expect<'a>(&mut self, units: impl Iterator<Item = &'a Traits>, change: &mut Change) {
        let keys = units.flat_map(|unit| unit.blocks.iter().copied());
        let mut keys: Vec<u64> = keys.filter(|key| !is_lasting(*key)).collect();
        keys.sort_unstable();
        for same in keys.chunk_by(|a, b| a == b) {
            let Some(key) = same.first() else { continue };
            let before = match self.blocks.get(key) {
                Some(Block::One(_)) => 1,
                Some(Block::Many(crowd)) => crowd.len(),
                None | Some(Block::Closed) => 0,
            };
            if before + same.len() > MANY
                && let Some(Block::Many(crowd)) = self.blocks.insert(*key, Block::Closed)
            {
                crowd.close(change);
            }
        }
    }

    /// Takes in a unit that was expected, which gets the next number; adds what that changed.
    pub(crate) fn add(&mut self, traits: Traits, change: &mut Change) {
        let number = self.units.len() as u32;
        let keys = traits.blocks.clone();
        self.units.push(traits);
        let before = change.meet.len();
        for key in &keys {
            let block = match self.blocks.get_mut(key) {
                Some(block) => block,
                None => {
                    self.blocks.insert(*key, Block::One(number));
                    continue;
                }
            };
            if let Block::One(first) = *block {
                *block = Block::Many(Box::new(Crowd { meet: vec![first], rest: Vec::new() }));
            }
            if let Block::Many(crowd) = block {
                crowd.add(number, &self.units, change);
            }
        }
        // all of them are pairs of the new unit
        let own = change.meet.get_mut(before..).unwrap_or_default();
        own.sort_unstable();
        let mut kept = before;
        for at in before..change.meet.len() {
            if at == before || change.meet.get(at) != change.meet.get(kept - 1) {
                change.meet.swap(at, kept);
                kept += 1;
            }
        }
        change.meet.truncate(kept);
    }

    pub(crate) fn may_be_near(&self, a: u32, b: u32) -> bool {
        match (self.units.get(a as usize), self.units.get(b as usize)) {
            (Some(a), Some(b)) => a.may_be_near(b),
            _ => false,
        }
    }

    /// True when the two lie near each other in meaning, as far as that is known.
    pub(crate) fn near_in_meaning(&self, a: u32, b: u32) -> bool {
        let pair = self.units.get(a as usize).zip(self.units.get(b as usize));
        pair.is_some_and(|(a, b)| a.near_in_meaning(b))
    }

    /// True when two units with a likeness of that score are clearly alike: by their words, or by words and meaning together.
    pub(crate) fn alike(&self, a: u32, b: u32, score: f32) -> bool {
        let pair = self.units.get(a as usize).zip(self.units.get(b as usize));
        score + pair.map_or(0.0, |(a, b)| a.closeness(b)) >= 1.0
    }

    /// Place of a unit among the units of a crowded block, lowest first.
    pub(crate) fn order(&self, unit: u32) -> u64 {
        self.units.get(unit as usize).map_or(u64::MAX, Traits::order)
    }

    /// True when the two meet in a block as the blocks are now.
    pub(crate) fn meet(&self, a: u32, b: u32) -> bool {
        let (Some(x), Some(y)) = (self.units.get(a as usize), self.units.get(b as usize)) else {
            return false;
        };
        x.blocks.iter().filter(|key| y.blocks.binary_search(key).is_ok()).any(|key| {
            let Some(Block::Many(crowd)) = self.blocks.get(key) else { return false };
            match (crowd.rank(a), crowd.rank(b)) {
                (Rank::Lead, _) | (_, Rank::Lead) => true,
                (x, y) => x == Rank::Meet && y == Rank::Meet,
            }
        })
    }
}

impl Crowd {
    fn len(&self) -> usize {
        self.meet.len() + self.rest.len()
    }

    /// Lets all part.
    fn close(&self, change: &mut Change) {
        for (n, a) in self.meet.iter().enumerate() {
            let others = self.meet.iter().skip(n + 1);
            let rest = self.rest.iter().filter(|_| n < LEAD);
            change.part.extend(others.chain(rest).map(|b| pair(*a, *b)));
        }
    }

    fn rank(&self, unit: u32) -> Rank {
        match self.meet.iter().position(|u| *u == unit) {
            Some(place) if place < LEAD => Rank::Lead,
            Some(_) => Rank::Meet,
            None => Rank::Rest,
        }
    }

    fn add(&mut self, unit: u32, units: &[Traits], change: &mut Change) {
        let order = |u: u32| units.get(u as usize).map(|traits| traits.order);
        let place = self.meet.partition_point(|u| order(*u) < order(unit));
        let all = |list: &[u32], change: &mut Vec<(u32, u32)>, one: u32| {
            change.extend(list.iter().filter(|u| **u != one).map(|u| pair(*u, one)));
        };
        if place >= MEET {
            self.rest.push(unit);
            all(self.meet.get(..LEAD).unwrap_or(&self.meet), &mut change.meet, unit);
            return;
        }
        self.meet.insert(place, unit);
        if self.meet.len() > MEET
            && let Some(fallen) = self.meet.pop()
        {
            all(self.meet.get(LEAD..).unwrap_or(&[]), &mut change.part, fallen);
            self.rest.push(fallen);
        }
        if place < LEAD {
            all(&self.rest, &mut change.meet, unit);
            if let Some(fallen) = self.meet.get(LEAD) {
                all(&self.rest, &mut change.part, *fallen);
            }
        }
        all(&self.meet, &mut change.meet, unit);
    }
}
