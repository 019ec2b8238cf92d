//! `names`: are two full names one name (`name::alike`), and is the right name found among many (`name::Index`)?
//!
//! Takes a folder of tables with a header line and tabs:
//! - `pairs*.tsv`: `label` (1 is one person, 0 is two), `name1`, `name2`;
//! - `distractors.tsv` and any other `.tsv`: `gid` (whose name it is), `lang` (`lat`, or the language of a Cyrillic
//!   spelling), `name`. Other columns are passed over.
//!
//! Pairs are labelled at the threshold that ships. For retrieval each name of the tables but `distractors.tsv` is asked among
//! all names of the other script, distractors too; it is right when the best name found is of the same `gid`. Names without a
//! spelling in the other script are not asked. Speeds are of processor time on one core, of names that are read already, and
//! are no figures: they stand in the last column.

use super::{Context, Figure, Outcome, hash};
use crate::bench::clock::seconds;
use reportedly_engine::name::{FullName, Index, SAME, alike};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Candidates among which the right name must be for "blocking".
const CANDIDATES: usize = 200;

/// Rows of a table as the cells under these columns.
fn table<const N: usize>(path: &Path, columns: [&str; N]) -> Result<Vec<[String; N]>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or("").trim_start_matches('#').split('\t').collect();
    let mut places = [0; N];
    for (place, column) in places.iter_mut().zip(columns) {
        *place = header
            .iter()
            .position(|name| *name == column)
            .ok_or_else(|| format!("{}: no column `{column}`", path.display()))?;
    }
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        places.map(|place| cells.get(place).copied().unwrap_or("").to_owned())
    };
    Ok(lines.filter(|line| !line.is_empty()).map(row).collect())
}

struct Name {
    /// Whose name it is.
    who: String,
    latin: bool,
    text: String,
}

#[derive(Default)]
struct Data {
    /// One person or two, both names.
    pairs: Vec<(bool, String, String)>,
    names: Vec<Name>,
    distractors: Vec<Name>,
}

fn load(folder: &Path) -> Result<Data, String> {
    let mut data = Data::default();
    for path in crate::entries(folder)? {
        let name = crate::name_of(&path);
        if !name.ends_with(".tsv") {
            continue;
        }
        if name.starts_with("pairs") {
            let rows = table(&path, ["label", "name1", "name2"])?;
            data.pairs.extend(rows.into_iter().map(|[label, a, b]| (label == "1", a, b)));
            continue;
        }
        let rows = table(&path, ["gid", "lang", "name"])?;
        let names = rows.into_iter().map(|[who, lang, text]| Name { who, latin: lang == "lat", text });
        if name == "distractors.tsv" { data.distractors.extend(names) } else { data.names.extend(names) }
    }
    if data.pairs.is_empty() && data.names.is_empty() {
        return Err(format!("{}: no tables of names", folder.display()));
    }
    Ok(data)
}

pub(super) fn show(context: &Context, data: Option<PathBuf>) -> Result<(), String> {
    let data = data.map_or_else(|| context.shared().map(|s| s.join("corpora/names")), Ok)?;
    super::rows::show(outcome(context, &data)?, context.json);
    Ok(())
}

pub(super) fn figures(context: &Context, shared: &Path) -> Result<Outcome, String> {
    outcome(context, &shared.join("corpora/names"))
}

fn outcome(context: &Context, folder: &Path) -> Result<Outcome, String> {
    let data = load(folder)?;
    let mut figures = Vec::new();
    if !data.pairs.is_empty() {
        figures.extend(pairs(&data.pairs, context.verbose));
    }
    if !data.names.is_empty() {
        figures.extend(retrieval(&data, false, context.verbose));
        figures.extend(retrieval(&data, true, context.verbose));
    }
    Ok(Outcome { scorer: "names", corpus: hash(folder, |name| name.ends_with(".tsv"))?, figures })
}

/// "1.25 million pairs a second".
fn rate(count: usize, time: f64, what: &str) -> String {
    let each = count as f64 / time.max(1e-9);
    if each >= 1e6 {
        format!("{:.2} million {what} a second", each / 1e6)
    } else {
        format!("{:.1} thousand {what} a second", each / 1e3)
    }
}

fn pairs(rows: &[(bool, String, String)], verbose: bool) -> Vec<Figure> {
    let start = seconds();
    let read: Vec<(FullName, FullName)> =
        rows.iter().map(|(_, a, b)| (FullName::new(a), FullName::new(b))).collect();
    let reading = seconds() - start;
    // few pairs take less time than the clock shows
    let rounds = 200_000 / rows.len() + 1;
    let start = seconds();
    let mut total = 0.0;
    for _ in 0..rounds {
        total += read.iter().map(|(a, b)| f64::from(alike(a, b).score)).sum::<f64>();
    }
    let comparing = seconds() - start;
    let (mut both, mut found, mut wanted) = (0, 0, 0);
    for ((label, a, b), (x, y)) in rows.iter().zip(&read) {
        let alike = alike(x, y);
        let same = alike.score >= SAME;
        both += usize::from(same && *label);
        found += usize::from(same);
        wanted += usize::from(*label);
        if verbose && same != *label {
            let kind = if same { "joined" } else { "missed" };
            eprintln!("{kind} {:.2} {a} | {b}", alike.score);
        }
    }
    let mean = total / (rounds * rows.len()) as f64;
    let mut precision = Figure::share("pairs precision", "all", both, found);
    precision.detail += &format!(", mean score {mean:.2}");
    let mut recall = Figure::share("pairs recall", "all", both, wanted);
    recall.detail += &format!(", read at {}", rate(2 * rows.len(), reading, "names"));
    let f1 = 200.0 * both as f64 / (found + wanted).max(1) as f64;
    let f1 = Figure::new("pairs F1", "all", f1).detail(rate(rounds * rows.len(), comparing, "pairs"));
    vec![f1, precision, recall]
}

/// Asks the names of one script among those of the other.
fn retrieval(data: &Data, latin: bool, verbose: bool) -> Vec<Figure> {
    let mut known = BTreeSet::new();
    let gallery: Vec<&Name> = data
        .names
        .iter()
        .chain(&data.distractors)
        .filter(|name| name.latin != latin && known.insert((&name.who, &name.text)))
        .collect();
    let who: BTreeSet<&str> = gallery.iter().map(|name| name.who.as_str()).collect();
    let mut asked = BTreeSet::new();
    let questions: Vec<&Name> = data
        .names
        .iter()
        .filter(|name| {
            name.latin == latin && who.contains(&*name.who) && asked.insert((&name.who, &name.text))
        })
        .collect();
    let read: Vec<FullName> = questions.iter().map(|name| FullName::new(&name.text)).collect();
    let index = Index::new(gallery.iter().map(|name| FullName::new(&name.text)).collect());
    let mut search = index.search();
    let start = seconds();
    let found: Vec<Option<(u32, f32)>> = read.iter().map(|name| search.best(name)).collect();
    let time = seconds() - start;
    let of = |place: u32| gallery.get(place as usize).map(|name| (&*name.who, &*name.text));
    let (mut right, mut blocked) = (0, 0);
    for ((question, name), best) in questions.iter().zip(&read).zip(found) {
        let candidates = search.candidates(name, CANDIDATES);
        let inside = candidates.iter().any(|place| of(*place).is_some_and(|(who, _)| who == question.who));
        blocked += usize::from(inside);
        let best = best.and_then(|(place, score)| Some((of(place)?, score)));
        let hit = best.is_some_and(|((who, _), _)| who == question.who);
        right += usize::from(hit);
        if verbose && !hit {
            let other =
                best.map_or("nothing".to_owned(), |((_, text), score)| format!("{text} ({score:.2})"));
            eprintln!("{}: {other}{}", question.text, if inside { "" } else { ", not among the candidates" });
        }
    }
    let label = if latin { "lat" } else { "cyr" };
    let mut first = Figure::share("retrieval R@1", label, right, questions.len());
    first.detail += &format!(" among {}, {}", gallery.len(), rate(questions.len(), time, "questions"));
    vec![first, Figure::share("blocking recall at 200", label, blocked, questions.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(who: &str, latin: bool, text: &str) -> Name {
        Name { who: who.to_owned(), latin, text: text.to_owned() }
    }

    #[test]
    fn names_are_found_across_scripts_and_pairs_are_labelled() {
        let data = Data {
            names: vec![
                name("1", true, "Bohdan Melnychenko"),
                name("1", false, "Богдан Мельниченко"),
                name("2", false, "Леся Горова"),
            ],
            distractors: vec![name("3", true, "Bohdan Melnyk"), name("4", true, "Lesia Bondar")],
            ..Data::default()
        };
        let figures = retrieval(&data, false, false);
        assert_eq!(figures[0].detail.split(' ').next(), Some("1/1"));
        assert_eq!(figures[1].value, 100.0);
        let rows = [
            (true, "Bohdan Melnychenko".to_owned(), "Богдан Мельниченко".to_owned()),
            (false, "Bohdan Melnychenko".to_owned(), "Богдан Мельник".to_owned()),
        ];
        assert_eq!(pairs(&rows, false)[0].value, 100.0);
    }
}
