//! Month names, day names and date words of all languages in one look-up.
//!
//! Takes packs, gives hash tables by folded word. The four languages share no form with two meanings, so they are merged.

use super::Relative;
use crate::pack::Packs;
use crate::text::fold;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// The folded words of a fixed phrase and what it means.
type Phrase = (Vec<Box<str>>, Relative);

/// What a word can mean in a date.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Meaning {
    pub(super) month: Option<u8>,
    /// True for a month name cut short ("янв"), which counts only beside a number.
    pub(super) short: bool,
    pub(super) weekday: Option<u8>,
    pub(super) year: bool,
    pub(super) at: bool,
    pub(super) on: bool,
    pub(super) of: bool,
    pub(super) ordinal: bool,
    pub(super) ago: bool,
    pub(super) modifier: Option<i32>,
    pub(super) number: Option<i32>,
    pub(super) unit: Option<Unit>,
    pub(super) label: Option<Label>,
}

/// What a word before a date says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    Published,
    Modified,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Days,
    Weeks,
    Months,
    Years,
}

impl Unit {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "days" => Unit::Days,
            "weeks" => Unit::Weeks,
            "months" => Unit::Months,
            "years" => Unit::Years,
            _ => return None,
        })
    }
    pub(super) fn relative(self, n: i32) -> Relative {
        match self {
            Unit::Days => Relative::Days(n),
            Unit::Weeks => Relative::Weeks(n),
            Unit::Months => Relative::Months(n),
            Unit::Years => Relative::Years(n),
        }
    }
}

/// The date words of every pack.
#[derive(Clone, Debug, Default)]
pub struct Words {
    meanings: FxHashMap<Box<str>, Meaning>,
    /// Fixed relative phrases by their first word, longest first.
    phrases: FxHashMap<Box<str>, Vec<Phrase>>,
    /// Orders of other languages are read too ("2020. június 4.").
    pub(super) world: bool,
}

impl Words {
    pub fn new(packs: &Packs) -> Self {
        let mut words = Self::default();
        for pack in packs.iter() {
            for row in pack.table("months").rows() {
                let meaning = words.meanings.entry(fold(row.get("form")).into()).or_default();
                meaning.month = row.get("month").parse().ok();
                meaning.short = row.get("form").chars().count() <= 4
                    && !matches!(row.get("form"), "june" | "july" | "март" | "маі");
            }
            for row in pack.table("weekdays").rows() {
                words.meanings.entry(fold(row.get("form")).into()).or_default().weekday =
                    row.get("day").parse().ok();
            }
            for row in pack.table("date-words").rows() {
                words.add(row.get("form"), row.get("kind"), row.get("value"));
            }
        }
        words
    }

    /// With the month names and date labels of languages that have no pack (`world/months.tsv`, `world/date-words.tsv`), for
    /// the date lines of pages. A form that means one month here and another there means none.
    pub fn with_world(packs: &Packs) -> Self {
        let mut words = Self::new(packs);
        words.world = true;
        let mut months: BTreeMap<String, Option<u8>> = BTreeMap::new();
        for row in packs.world("months").rows() {
            let month = row.get("month").parse().ok();
            let slot = months.entry(fold(row.get("form"))).or_insert(month);
            if *slot != month {
                *slot = None;
            }
        }
        for (form, month) in months {
            let short = form.chars().count() <= 4;
            let meaning = words.meanings.entry(form.into()).or_default();
            // what a pack says stands
            if meaning.month.is_none() {
                (meaning.month, meaning.short) = (month, short);
            }
        }
        for row in packs.world("date-words").rows() {
            words.add(row.get("form"), row.get("kind"), "");
        }
        words
    }

    /// What a word says of the date after it.
    pub fn label(&self, word: &str) -> Option<Label> {
        self.meaning(&fold(word))?.label
    }

    fn add(&mut self, form: &str, kind: &str, value: &str) {
        let number = value.parse::<i32>().ok();
        let relative = match (kind, number) {
            ("vague", _) => Some(Relative::Vague),
            (_, Some(n)) => Unit::parse(kind).map(|unit| unit.relative(n)),
            _ => None,
        };
        if let Some(relative) = relative {
            let phrase: Vec<Box<str>> = form.split_whitespace().map(|word| fold(word).into()).collect();
            if let Some(first) = phrase.first() {
                let list = self.phrases.entry(first.clone()).or_default();
                let at = list.partition_point(|(other, _)| other.len() >= phrase.len());
                list.insert(at, (phrase, relative));
            }
            return;
        }
        let meaning = self.meanings.entry(fold(form).into()).or_default();
        match kind {
            "year" => meaning.year = true,
            "at" => meaning.at = true,
            "on" => meaning.on = true,
            "of" => meaning.of = true,
            "ordinal" => meaning.ordinal = true,
            "ago" => meaning.ago = true,
            "modifier" => meaning.modifier = number,
            "number" => meaning.number = number,
            "published" => meaning.label = Some(Label::Published),
            "modified" => meaning.label = Some(Label::Modified),
            "unit" => meaning.unit = Unit::parse(value),
            _ => {}
        }
    }

    pub(super) fn meaning(&self, folded: &str) -> Option<Meaning> {
        self.meanings.get(folded).copied()
    }

    /// Some date may begin with the word.
    pub(super) fn begins(&self, folded: &str) -> bool {
        self.meanings.contains_key(folded) || self.phrases.contains_key(folded)
    }

    pub(super) fn phrases(&self, folded: &str) -> &[Phrase] {
        self.phrases.get(folded).map_or(&[], Vec::as_slice)
    }
}
