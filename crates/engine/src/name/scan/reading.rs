//! How one word of a name may be read: as a given name, a patronymic, an initial, a family name.

use super::super::paradigm::{ANY_CASE, GENITIVE, NOMINATIVE, Part, Reading};
use super::super::words::GivenForm;
use super::{GivenReading, Scan, is_latin};
use crate::model::Gender;

impl Scan<'_> {
    pub(in crate::name) fn given(&self, i: usize) -> Vec<GivenReading> {
        let folded = self.folded(i);
        let own = self.given_word(folded);
        if own.is_empty()
            && let Some((first, second)) = folded.split_once('-')
        {
            return self.double_given(first, second);
        }
        own
    }

    fn given_word(&self, folded: &str) -> Vec<GivenReading> {
        let reading = |form: &GivenForm| {
            let name = self.words.given.get(form.name as usize)?;
            Some(GivenReading {
                id: name.id.clone(),
                nominative: form.nominative.clone(),
                gender: name.gender,
                cases: if self.indeclinable(folded) { ANY_CASE } else { form.cases },
                weight: 1.0,
            })
        };
        self.words.given_at(folded, self.language).into_iter().filter_map(reading).collect()
    }

    /// «Жана-Люка», «Анны-Марии»: two given names in one case; the first may keep its nominative.
    fn double_given(&self, first: &str, second: &str) -> Vec<GivenReading> {
        let mut found: Vec<GivenReading> = Vec::new();
        let firsts = self.given_word(first);
        for b in if firsts.is_empty() { Vec::new() } else { self.given_word(second) } {
            for a in firsts.iter().filter(|a| a.gender == b.gender) {
                let fixed = *a.nominative == *first;
                let cases = if fixed { b.cases } else { a.cases & b.cases };
                let nominative: Box<str> = format!("{}-{}", a.nominative, b.nominative).into();
                if cases != 0 && !found.iter().any(|known| known.nominative == nominative) {
                    let id = format!("{}{}", a.id, b.id).into();
                    found.push(GivenReading { id, nominative, cases, ..b.clone() });
                }
            }
        }
        found
    }

    /// A word in Latin letters, where names in these letters have no case endings.
    pub(in crate::name) fn indeclinable(&self, folded: &str) -> bool {
        is_latin(folded) && !self.words.declines_latin(self.language)
    }

    pub(in crate::name) fn surname_readings(&self, folded: &str) -> Vec<Reading> {
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

    /// A patronymic at `i`: its key, gender and cases.
    pub(super) fn patronymic(&self, i: usize) -> Option<(Box<str>, Gender, u8)> {
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
                let gender = if f { Gender::Feminine } else { Gender::Masculine };
                (super::super::key::key(folded).into(), gender, ANY_CASE)
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
        let family = self.language == 2 && belarusian_family_name(&reading.nominative);
        (real && !family && reading.nominative.chars().count() >= 6)
            .then(|| (super::super::key::key(&reading.nominative).into(), reading.gender, reading.cases))
    }

    /// A patronymic that a given name of the tables is in: «Драбович» is none, it is a family name.
    pub(super) fn fathers_name(&self, i: usize) -> bool {
        let folded = self.folded(i);
        if is_latin(folded) {
            return true;
        }
        self.words.fathers(folded, self.language).into_iter().any(|stem| {
            let known = |end: &str| {
                let forms = self.words.given_at(&[stem, end].concat(), self.language);
                forms.iter().any(|form| form.cases & (NOMINATIVE | GENITIVE) != 0)
            };
            stem.chars().nth(1).is_some()
                && ["", "а", "я", "и", "ы", "і", "ія", "й"].iter().any(|end| known(end))
        })
    }

    /// An initial with its stop at `i`: the letter, and the token after.
    pub(super) fn initial(&self, i: usize) -> Option<(char, usize)> {
        let w = self.at(i)?;
        let one = w.word && w.upper && w.folded.chars().count() == 1;
        (one && self.folded(i + 1) == ".").then(|| (w.folded.chars().next().unwrap_or(' '), i + 2))
    }

    pub(super) fn unknown_given(&self, i: usize) -> Vec<GivenReading> {
        let folded = self.folded(i);
        if self.indeclinable(folded) {
            let id = super::super::key::key(folded).into();
            return vec![GivenReading {
                id,
                nominative: folded.into(),
                gender: Gender::Unknown,
                cases: ANY_CASE,
                weight: 1.0,
            }];
        }
        let readings = self.words.paradigms.readings(folded, self.language, Part::Given);
        let reading = |r: Reading| {
            let same = r.nominative == folded;
            GivenReading {
                id: super::super::key::key(&r.nominative).into(),
                weight: if same && r.cases & GENITIVE != 0 {
                    undeclined(folded).min(r.weight)
                } else {
                    r.weight
                },
                nominative: r.nominative.into(),
                // a name in a consonant may be a woman's, but then it has no other forms
                gender: if same { Gender::Unknown } else { r.gender },
                cases: r.cases,
            }
        };
        readings.into_iter().map(reading).collect()
    }
}

/// «Маркевіч», «Якубовіч», «Макарэвіч»: Belarusian patronymics end in -авіч, behind a soft sound in -евіч; only short ones
/// in -овіч.
fn belarusian_family_name(nominative: &str) -> bool {
    let soft = |stem: &str| stem.ends_with(|c: char| "аеёіоуыэюяьйлн'".contains(c));
    nominative.ends_with("эвіч")
        || nominative.strip_suffix("евіч").is_some_and(|stem| !soft(stem))
        || nominative.strip_suffix("овіч").is_some_and(|stem| !matches!(stem, "пятр" | "льв"))
}

/// How usual it is that a name with this ending has one form for all cases.
fn undeclined(folded: &str) -> f32 {
    let oblique =
        ["ой", "ою", "ей", "ею", "ом", "ем", "ам", "ям", "ым", "им", "ім", "ы", "у", "ю", "ові", "еві"];
    match folded.chars().next_back() {
        _ if oblique.iter().any(|end| folded.ends_with(end)) => 0.1,
        Some('и' | 'і' | 'е' | 'а' | 'я') => 0.25,
        _ => 0.3,
    }
}
