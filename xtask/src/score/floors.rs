//! Pinned floors: `gold/floors.toml`. Floors rise with `--update` and fall only with a reason.

use super::{Figure, Outcome};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// A value this near its floor, in points, is on it: floors are kept to one decimal.
const SLACK: f64 = 0.05;

/// Figures "of found" move when more is found, so their floors stand this many points lower.
const OF_FOUND: f64 = 5.0;

/// Where the floor of a figure is pinned.
fn floor_of(figure: &Figure) -> f64 {
    let room = if figure.name.ends_with("of found") { OF_FOUND } else { 0.0 };
    ((figure.value - room).max(0.0) * 10.0 + 1e-6).floor() / 10.0
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// No floor is pinned.
    New,
    Under,
    Holds,
    /// Over the floor: `--update` would raise it.
    Over,
}

impl Verdict {
    pub(super) fn word(self) -> &'static str {
        match self {
            Verdict::New => "new",
            Verdict::Under => "UNDER",
            Verdict::Holds => "ok",
            Verdict::Over => "ok, over",
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Pinned {
    corpus: String,
    /// Figure name, language, floor.
    floors: BTreeMap<String, BTreeMap<String, f64>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Floors {
    scorers: BTreeMap<String, Pinned>,
    /// One line for every time a floor was lowered.
    lowered: Vec<String>,
}

impl Floors {
    /// No file: no floors.
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&text).map_err(|error| format!("{}: {error}", path.display())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(format!("{}: {error}", path.display())),
        }
    }

    pub(super) fn write(&self, path: &Path) -> Result<(), String> {
        std::fs::write(path, self.render()).map_err(|error| format!("{}: {error}", path.display()))
    }

    fn parse(text: &str) -> Result<Self, String> {
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| error.to_string())?;
        let mut floors = Self::default();
        for (key, value) in table {
            if key == "lowered" {
                let lines = value.as_array().ok_or("`lowered` is a list")?;
                floors.lowered = lines.iter().filter_map(|line| line.as_str().map(str::to_owned)).collect();
                continue;
            }
            let mut pinned = Pinned::default();
            for (name, value) in value.as_table().ok_or_else(|| format!("`{key}` is a table"))? {
                if name == "corpus" {
                    pinned.corpus = value.as_str().ok_or("`corpus` is a hash")?.to_owned();
                    continue;
                }
                let languages = pinned.floors.entry(name.clone()).or_default();
                for (language, floor) in value.as_table().ok_or_else(|| format!("`{name}` is a table"))? {
                    let floor = floor.as_float().or_else(|| floor.as_integer().map(|whole| whole as f64));
                    languages
                        .insert(language.clone(), floor.ok_or_else(|| format!("`{name}` holds numbers"))?);
                }
            }
            floors.scorers.insert(key, pinned);
        }
        Ok(floors)
    }

    fn render(&self) -> String {
        let mut text = "# Floors of `cargo xtask score`, in per cent: a figure under its floor fails. `corpus` is a hash of what was\n\
            # measured on; figures \"of found\" have five points of room. Written by `--update`, which raises; lowering takes `--lower \"reason\"` and is listed here.\n\n"
            .to_owned();
        text.push_str("lowered = [\n");
        for line in &self.lowered {
            let _ = writeln!(text, "    {},", toml::Value::String(line.clone()));
        }
        text.push_str("]\n");
        for (scorer, pinned) in &self.scorers {
            let _ = write!(text, "\n[{scorer}]\ncorpus = \"{}\"\n", pinned.corpus);
            for (name, languages) in &pinned.floors {
                let cells: Vec<String> =
                    languages.iter().map(|(l, floor)| format!("{l} = {floor:.1}")).collect();
                let _ = writeln!(text, "\"{name}\" = {{ {} }}", cells.join(", "));
            }
        }
        text
    }

    pub(super) fn corpus(&self, scorer: &str) -> Option<&str> {
        self.scorers.get(scorer).map(|pinned| pinned.corpus.as_str())
    }

    pub(super) fn get(&self, scorer: &str, figure: &Figure) -> Option<f64> {
        self.scorers.get(scorer)?.floors.get(&figure.name)?.get(&figure.language).copied()
    }

    pub(super) fn verdict(&self, scorer: &str, figure: &Figure) -> Verdict {
        match self.get(scorer, figure) {
            None => Verdict::New,
            Some(floor) if figure.value + SLACK < floor => Verdict::Under,
            Some(floor) if floor_of(figure) > floor + SLACK => Verdict::Over,
            Some(_) => Verdict::Holds,
        }
    }

    /// Pinned figures that the scorer did not give.
    pub(super) fn missing(&self, outcome: &Outcome) -> Vec<String> {
        let mut missing = Vec::new();
        for (name, languages) in
            self.scorers.get(outcome.scorer).map(|pinned| &pinned.floors).into_iter().flatten()
        {
            for language in languages.keys() {
                if !outcome.figures.iter().any(|figure| figure.name == *name && figure.language == *language)
                {
                    missing.push(format!("{name}, {language}"));
                }
            }
        }
        missing
    }

    /// Raises floors to the figures, pins new ones and the corpus. With a reason also lowers; without one, gives what it
    /// did not lower.
    pub(super) fn update(&mut self, outcomes: &[Outcome], lower: Option<&str>, today: &str) -> Vec<String> {
        let mut refused = Vec::new();
        for outcome in outcomes {
            let gone = self.missing(outcome);
            let pinned = self.scorers.entry(outcome.scorer.to_owned()).or_default();
            pinned.corpus.clone_from(&outcome.corpus);
            for figure in &outcome.figures {
                let value = floor_of(figure);
                let floor = pinned
                    .floors
                    .entry(figure.name.clone())
                    .or_default()
                    .entry(figure.language.clone())
                    .or_insert(value);
                if value >= *floor {
                    *floor = value;
                    continue;
                }
                if figure.value + SLACK >= *floor {
                    continue;
                }
                let change = format!(
                    "{} {}, {} from {floor:.1} to {value:.1}",
                    outcome.scorer, figure.name, figure.language
                );
                match lower {
                    Some(reason) => {
                        self.lowered.push(format!("{today}: {change}: {}", reason.trim()));
                        *floor = value;
                    }
                    None => refused.push(change),
                }
            }
            if let Some(reason) = lower {
                for name in gone {
                    self.lowered.push(format!(
                        "{today}: {} {name} dropped: {}",
                        outcome.scorer,
                        reason.trim()
                    ));
                }
                for (name, languages) in &mut pinned.floors {
                    languages
                        .retain(|l, _| outcome.figures.iter().any(|f| f.name == *name && f.language == *l));
                }
                pinned.floors.retain(|_, languages| !languages.is_empty());
            } else {
                refused.extend(
                    gone.into_iter().map(|name| format!("{} {name} was not measured", outcome.scorer)),
                );
            }
        }
        refused
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(values: &[(&str, f64)]) -> Outcome {
        let figures =
            values.iter().map(|(language, value)| Figure::new("content F1", language, *value)).collect();
        Outcome { scorer: "gold", corpus: "abc".to_owned(), figures }
    }

    fn pinned(values: &[(&str, f64)]) -> Floors {
        let mut floors = Floors::default();
        assert_eq!(floors.update(&[outcome(values)], None, "2030-01-01"), Vec::<String>::new());
        floors
    }

    #[test]
    fn verdicts() {
        let floors = pinned(&[("uk", 61.27)]);
        let verdict =
            |language: &str, value: f64| floors.verdict("gold", &Figure::new("content F1", language, value));
        assert_eq!(verdict("uk", 61.27), Verdict::Holds);
        assert_eq!(verdict("uk", 61.1), Verdict::Under);
        assert_eq!(verdict("uk", 62.0), Verdict::Over);
        assert_eq!(verdict("be", 0.0), Verdict::New);
        assert_eq!(floor_of(&Figure::new("kind, of found", "uk", 90.06)), 85.0);
        assert_eq!(floors.corpus("gold"), Some("abc"));
    }

    #[test]
    fn floors_rise_and_fall_only_with_a_reason() {
        let mut floors = pinned(&[("uk", 50.0), ("ru", 50.0)]);
        let refused = floors.update(&[outcome(&[("uk", 60.0), ("ru", 40.0)])], None, "2030-01-02");
        assert_eq!(refused, ["gold content F1, ru from 50.0 to 40.0"]);
        let get =
            |floors: &Floors, language: &str| floors.get("gold", &Figure::new("content F1", language, 0.0));
        assert_eq!((get(&floors, "uk"), get(&floors, "ru")), (Some(60.0), Some(50.0)));
        let refused =
            floors.update(&[outcome(&[("uk", 60.0), ("ru", 40.0)])], Some("harder pages"), "2030-01-03");
        assert_eq!((refused.len(), get(&floors, "ru")), (0, Some(40.0)));
        assert_eq!(floors.lowered, ["2030-01-03: gold content F1, ru from 50.0 to 40.0: harder pages"]);
    }

    #[test]
    fn a_figure_that_is_gone_is_missed() {
        let mut floors = pinned(&[("uk", 50.0), ("ru", 50.0)]);
        assert_eq!(floors.missing(&outcome(&[("uk", 50.0)])), ["content F1, ru"]);
        assert_eq!(
            floors.update(&[outcome(&[("uk", 50.0)])], None, "d"),
            ["gold content F1, ru was not measured"]
        );
        assert_eq!(floors.update(&[outcome(&[("uk", 50.0)])], Some("ru moved"), "d").len(), 0);
        assert_eq!(floors.missing(&outcome(&[("uk", 50.0)])), Vec::<String>::new());
    }

    #[test]
    fn file_round_trip() {
        let mut floors = pinned(&[("uk", 50.0), ("all", 33.33)]);
        floors.update(&[outcome(&[("uk", 49.0), ("all", 40.0)])], Some("a \"quoted\" reason"), "2030-01-03");
        assert_eq!(Floors::parse(&floors.render()), Ok(floors));
        assert!(Floors::parse("gold = 3").is_err());
    }
}
