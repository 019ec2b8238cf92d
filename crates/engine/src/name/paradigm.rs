//! Case endings of names: forms of a nominative, nominatives of a form.
//!
//! Takes `world/paradigms.tsv`, gives candidates; never picks one. Choosing is for `entity`, which sees the whole document.

use crate::model::{Gender, Language};
use crate::pack::Packs;
use rustc_hash::FxHashMap;

pub(super) const NOMINATIVE: u8 = 1;
pub(super) const GENITIVE: u8 = 2;
pub(super) const DATIVE: u8 = 4;
pub(super) const ACCUSATIVE: u8 = 8;
pub(super) const INSTRUMENTAL: u8 = 16;
pub(super) const LOCATIVE: u8 = 32;
pub(super) const VOCATIVE: u8 = 64;
pub(super) const ANY_CASE: u8 = 127;
/// What no subject stands in.
pub(super) const OBLIQUE: u8 = ANY_CASE & !NOMINATIVE & !VOCATIVE;

const VOWELS: [char; 12] = ['а', 'е', 'є', 'и', 'і', 'ї', 'о', 'у', 'ю', 'я', 'ы', 'э'];

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Part {
    Surname,
    Given,
    Patronymic,
    Place,
}

/// What the stem before the nominative ending must look like.
#[derive(Clone, Debug)]
enum Condition {
    Any,
    Ends(Vec<Box<str>>),
    EndsIn(Vec<char>),
    EndsNotIn(Vec<char>),
    Is(Vec<Box<str>>),
}

impl Condition {
    fn parse(text: &str) -> Self {
        let group = |inner: &str| {
            inner.trim_matches(['(', ')']).split('|').map(|w| w.to_lowercase().into()).collect()
        };
        let text = text.trim();
        if let Some(rest) = text.strip_prefix('^') {
            let rest = rest.trim_end_matches('$');
            let stems: Vec<Box<str>> = match rest.strip_suffix('?') {
                Some(optional) => {
                    let mut short = optional.to_owned();
                    short.pop();
                    vec![optional.to_lowercase().into(), short.to_lowercase().into()]
                }
                None => group(rest),
            };
            return Condition::Is(stems);
        }
        let Some(rest) = text.strip_suffix('$') else { return Condition::Any };
        if let Some(set) = rest.strip_prefix("[^").and_then(|s| s.strip_suffix(']')) {
            return Condition::EndsNotIn(set.chars().collect());
        }
        if let Some(set) = rest.strip_prefix('[').and_then(|s| s.strip_suffix(']')) {
            return Condition::EndsIn(set.chars().collect());
        }
        match rest.rsplit_once(']') {
            Some((_, tail)) => Condition::Ends(vec![tail.trim_start_matches('?').into()]),
            None => Condition::Ends(group(rest)),
        }
    }
    fn holds(&self, stem: &str) -> bool {
        match self {
            Condition::Any => true,
            Condition::Ends(ends) => ends.iter().any(|end| stem.ends_with(&**end)),
            Condition::EndsIn(set) => stem.chars().next_back().is_some_and(|c| set.contains(&c)),
            Condition::EndsNotIn(set) => stem.chars().next_back().is_some_and(|c| !set.contains(&c)),
            Condition::Is(stems) => stems.iter().any(|s| **s == *stem),
        }
    }
}

#[derive(Clone, Debug)]
struct Rule {
    nominative: Box<str>,
    /// Endings with the cases they stand for.
    endings: Vec<(Box<str>, u8)>,
    gender: Gender,
    plural: bool,
    /// How usual the class is, and whether only family names have it (see `weight`).
    weight: (f32, bool),
    /// Of the class in -enko, whose stem tells it from others.
    enko: bool,
    condition: Condition,
}

/// One way to read a form: its nominative, gender, cases and how usual the class is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    pub(super) nominative: String,
    pub(super) gender: Gender,
    pub(super) cases: u8,
    pub(super) weight: f32,
    /// The class has an ending that only family names have (-enko, -skyj, -ov).
    pub(super) typical: bool,
}

/// Ending → rules with the cases it stands for.
type Endings = FxHashMap<Box<str>, Vec<(u32, u8)>>;

#[derive(Clone, Debug, Default)]
pub(super) struct Paradigms {
    rules: Vec<Rule>,
    /// (language, part) and an oblique or nominative ending → rules with the cases of that ending.
    by_ending: FxHashMap<(u8, Part), Endings>,
    by_part: FxHashMap<(u8, Part), Vec<u32>>,
}

fn weight(class: &str) -> (f32, bool) {
    match class {
        "ov" | "ou" | "skij" | "skyj" | "ski" | "enko" | "enka" | "in" => (1.0, true),
        "cons" | "hush" => (0.6, false),
        "yj" | "y" | "soft" | "j" | "a" | "ka" | "ha" | "xa" | "ja" | "indecl" => (0.45, false),
        "a_m" | "a_f" | "ka_m" => (0.45, false),
        "oj" | "ija" => (0.4, false),
        "c" => (0.36, false),
        "ec" | "jec" | "r_soft" => (0.35, false),
        "indecl_v" => (0.33, false),
        "o" => (0.3, false),
        "indecl_u" => (0.22, false),
        "indecl_f" => (0.2, false),
        _ => (0.12, false),
    }
}

/// How far a name may end so: hardly any does in «-шк» or like an instrumental, and what ends like an adjective is rather a
/// form of one.
fn shaped(nominative: &str, ending: &str) -> f32 {
    let mut last = nominative.chars().rev();
    let (last, before) = (last.next(), last.next());
    let cluster = last == Some('к') && before.is_some_and(|c| "шчжщбдзсфхцмтв".contains(c));
    let adjective = matches!(ending, "а" | "у")
        && ["ог", "ег", "ом", "ем", "аг", "ам", "яг", "ям"].iter().any(|end| nominative.ends_with(end));
    let instrumental = ending.is_empty()
        && nominative.chars().nth(4).is_some()
        && ["ом", "ем", "єм", "ым"].iter().any(|end| nominative.ends_with(end));
    let polish = ["ска", "цка", "ська", "цька"].iter().any(|end| nominative.ends_with(end));
    // «Паськ», «Бойк»: forms of «Пасько», «Бойко»
    let diminutive = last == Some('к') && matches!(before, Some('ь' | 'й'));
    match () {
        () if cluster || diminutive => 0.4,
        () if adjective || instrumental || polish => 0.5,
        () => 1.0,
    }
}

fn vowel_and_l(stem: &str) -> bool {
    let mut last = stem.chars().rev();
    last.next() == Some('л') && last.next().is_some_and(|c| VOWELS.contains(&c))
}

impl Paradigms {
    pub(super) fn new(packs: &Packs) -> Self {
        let mut out = Paradigms::default();
        let languages = super::languages(packs);
        // a pack's own table has the same columns
        let own = packs.iter().flat_map(|pack| pack.table("paradigms").rows());
        for row in packs.world("paradigms").rows().chain(own) {
            let Some(language) = super::number(&languages, Language::new(row.at(0))) else { continue };
            let part = match row.at(1) {
                "surn" => Part::Surname,
                "given" => Part::Given,
                "patr" => Part::Patronymic,
                "place" => Part::Place,
                _ => continue,
            };
            let (gender, plural) = match row.at(3) {
                "m" => (Gender::Masculine, false),
                "f" => (Gender::Feminine, false),
                "p" => (Gender::Unknown, true),
                _ => (Gender::Unknown, false),
            };
            let mut condition = Condition::parse(row.at(11));
            let indeclinable = row.at(4) == "=" && row.at(11).is_empty();
            if indeclinable {
                // women's names of the masculine classes keep their ending
                condition = match row.at(2) {
                    "enko" | "enka" => Condition::Ends(vec!["ко".into(), "нка".into()]),
                    _ => Condition::EndsNotIn(VOWELS.to_vec()),
                };
            }
            let nominatives: Vec<&str> = row.at(4).split('/').collect();
            for (index, &nominative) in nominatives.iter().enumerate() {
                let same = nominative == "=";
                let mut endings: Vec<(Box<str>, u8)> = Vec::new();
                let mut add = |ending: &str, case: u8| {
                    let ending = if ending == "=" { "" } else { ending };
                    match endings.iter_mut().find(|(e, _)| **e == *ending) {
                        Some((_, cases)) => *cases |= case,
                        None => endings.push((ending.into(), case)),
                    }
                };
                add(if same { "" } else { nominative }, NOMINATIVE);
                for (column, case) in (5..=10).zip([2u8, 4, 8, 16, 32, 64]) {
                    let cell = row.at(column);
                    if cell.is_empty() && !(part == Part::Place && plural && column == 5) {
                        continue;
                    }
                    let endings: Vec<&str> = cell.split('/').collect();
                    if endings.len() == nominatives.len() && nominatives.len() > 1 {
                        add(endings.get(index).copied().unwrap_or(""), case);
                    } else {
                        endings.iter().for_each(|ending| add(ending, case));
                    }
                }
                let id = out.rules.len() as u32;
                let by_ending = out.by_ending.entry((language, part)).or_default();
                for (ending, cases) in &endings {
                    by_ending.entry(ending.clone()).or_default().push((id, *cases));
                }
                out.by_part.entry((language, part)).or_default().push(id);
                out.rules.push(Rule {
                    nominative: if same { "".into() } else { nominative.into() },
                    endings,
                    gender,
                    plural,
                    weight: weight(if indeclinable { "indecl_f" } else { row.at(2) }),
                    enko: !indeclinable && matches!(row.at(2), "enko" | "enka"),
                    condition: condition.clone(),
                });
            }
        }
        out
    }

    /// Some table declines the family names of a language.
    pub(super) fn decline(&self, language: u8) -> bool {
        self.by_ending.contains_key(&(language, Part::Surname))
    }

    /// Nominatives that the folded form may stand for, the most usual class first. The form itself is always among them.
    pub(super) fn readings(&self, form: &str, language: u8, part: Part) -> Vec<Reading> {
        let mut out: Vec<Reading> = Vec::new();
        let Some(endings) = self.by_ending.get(&(language, part)) else {
            return vec![Reading {
                nominative: form.to_owned(),
                gender: Gender::Unknown,
                cases: ANY_CASE,
                weight: 0.5,
                typical: false,
            }];
        };
        let cuts = form.char_indices().map(|(i, _)| i).rev().take(7).chain(std::iter::empty());
        let cuts = std::iter::once(form.len()).chain(cuts);
        for cut in cuts {
            let (Some(stem), Some(ending)) = (form.get(..cut), form.get(cut..)) else { continue };
            if stem.is_empty() {
                continue;
            }
            for &(id, cases) in endings.get(ending).into_iter().flatten() {
                let Some(rule) = self.rules.get(id as usize) else { continue };
                if rule.plural || !rule.condition.holds(stem) {
                    continue;
                }
                let short = stem.chars().count() < 3;
                let nominative = [stem, &*rule.nominative].concat();
                let other = rule.enko && !["енк", "энк", "анк", "єнк"].iter().any(|e| stem.ends_with(e));
                let diminutive = ["ьк", "йк", "чк", "шк"].iter().any(|end| stem.ends_with(end));
                let (weight, typical) = match other {
                    true if diminutive => (0.4, false),
                    true => (0.25, false),
                    false => rule.weight,
                };
                let weight = if short { weight * 0.5 } else { weight };
                // «Кадри» and «Верди» are met more often than forms of a name in -я, but for «Зозули»
                let soft = &*rule.nominative == "я" && matches!(ending, "и" | "і");
                let weight = if soft && !vowel_and_l(stem) { weight * 0.6 } else { weight };
                let weight = match part {
                    Part::Surname if !typical => weight * shaped(&nominative, ending),
                    Part::Given => weight * shaped(&nominative, ending),
                    _ => weight,
                };
                // without a given name a man's form is met more often
                let weight = if rule.gender == Gender::Feminine && typical && part == Part::Surname {
                    weight * 0.8
                } else {
                    weight
                };
                let typical = typical && stem.chars().count() >= 4;
                match out.iter_mut().find(|r| r.nominative == nominative && r.gender == rule.gender) {
                    Some(reading) => {
                        reading.cases |= cases;
                        reading.typical |= typical;
                        if weight > reading.weight {
                            reading.weight = weight;
                        }
                    }
                    None => {
                        out.push(Reading { nominative, gender: rule.gender, cases, weight, typical });
                    }
                }
            }
        }
        if !out.iter().any(|r| r.nominative == form) {
            out.push(Reading {
                nominative: form.to_owned(),
                gender: Gender::Unknown,
                cases: ANY_CASE,
                weight: 0.3,
                typical: false,
            });
        }
        out.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.nominative.cmp(&b.nominative)));
        out.truncate(10);
        out
    }

    /// Forms of a folded nominative with the cases they stand for; the nominative itself first.
    pub(super) fn forms(&self, word: &str, language: u8, part: Part) -> Vec<(String, u8, Gender)> {
        self.forms_of(word, language, part, Gender::Unknown)
    }

    /// Forms of a name of this gender; a man's name that ends in a consonant has more than one.
    pub(super) fn forms_of(
        &self,
        word: &str,
        language: u8,
        part: Part,
        gender: Gender,
    ) -> Vec<(String, u8, Gender)> {
        let mut out: Vec<(String, u8, Gender)> = vec![(word.to_owned(), NOMINATIVE, Gender::Unknown)];
        let declines = gender == Gender::Masculine && !word.ends_with(VOWELS);
        for &id in self.by_part.get(&(language, part)).into_iter().flatten() {
            let Some(rule) = self.rules.get(id as usize) else { continue };
            let other = gender != Gender::Unknown && rule.gender != Gender::Unknown && rule.gender != gender;
            if other || declines && rule.endings.len() == 1 {
                continue;
            }
            let Some(stem) = word.strip_suffix(&*rule.nominative) else { continue };
            if stem.is_empty() || !rule.condition.holds(stem) {
                continue;
            }
            for (ending, cases) in &rule.endings {
                let form = [stem, &**ending].concat();
                match out.iter_mut().find(|(f, ..)| *f == form) {
                    Some((_, known, _)) => *known |= cases,
                    None => out.push((form, *cases, rule.gender)),
                }
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nominative_is_among_the_readings() {
        let paradigms = Paradigms::new(&Packs::embedded());
        for (form, language, part, nominative) in [
            ("морозенка", 0, Part::Surname, "морозенко"),
            ("залізного", 0, Part::Surname, "залізний"),
            ("києва", 0, Part::Place, "київ"),
            ("дубравского", 1, Part::Surname, "дубравский"),
            ("маломужем", 0, Part::Surname, "маломуж"),
            ("лугавога", 2, Part::Surname, "лугавы"),
            ("верасаўца", 2, Part::Surname, "верасаўец"),
            ("сергієм", 0, Part::Given, "сергій"),
            ("ольге", 1, Part::Given, "ольга"),
            ("петровичем", 1, Part::Patronymic, "петрович"),
        ] {
            let readings = paradigms.readings(form, language, part);
            assert!(readings.iter().any(|r| r.nominative == nominative), "{form}: {readings:?}");
        }
    }

    #[test]
    fn forms_lead_back() {
        let paradigms = Paradigms::new(&Packs::embedded());
        for (word, language, form) in [
            ("київ", 0, "києві"),
            ("россия", 1, "россией"),
            ("мінск", 2, "мінска"),
            ("білорусь", 0, "білоруссю"),
        ] {
            assert!(paradigms.forms(word, language, Part::Place).iter().any(|(f, ..)| f == form), "{word}");
        }
    }
}
