//! `ntrex`: the same sentences in several languages, line by line. For each sentence of one language, is the nearest of
//! another language its translation (P@1)? With the encoder alone, so that what it proposes is measured.
//!
//! PATH holds `en.txt`, `ru.txt`, `uk.txt`, `be.txt`, or some of them, with the same number of lines.

use super::{Context, Figure, Outcome, hash};
use reportedly_engine::lexicon::Lexicon;
use reportedly_engine::meaning::{Reader, Vector, Words, encoder};
use reportedly_engine::model::Language;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const LANGUAGES: [&str; 4] = ["en", "ru", "uk", "be"];

/// Lines of each language that PATH holds.
fn read(data: &Path) -> Result<Vec<(&'static str, Vec<String>)>, String> {
    let mut out: Vec<(&'static str, Vec<String>)> = Vec::new();
    for code in LANGUAGES {
        let path = data.join(format!("{code}.txt"));
        if !path.is_file() {
            continue;
        }
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let lines: Vec<String> = text.lines().map(|line| line.trim().to_owned()).collect();
        if let Some((first, others)) = out.first().filter(|(_, others)| others.len() != lines.len()) {
            return Err(format!(
                "{}: {} lines, but {first}.txt has {}: lines must be translations of each other",
                path.display(),
                lines.len(),
                others.len()
            ));
        }
        out.push((code, lines));
    }
    if out.len() < 2 {
        return Err(format!("{}: holds fewer than two of en.txt, ru.txt, uk.txt, be.txt", data.display()));
    }
    Ok(out)
}

/// How many of `from` have their own line of `to` as the nearest.
fn found(from: &[Vector], to: &[Vector]) -> usize {
    let nearest = |vector: &Vector| {
        let likeness = |line: usize| to.get(line).map_or(f32::NEG_INFINITY, |other| vector.cosine(other));
        (0..to.len()).max_by(|a, b| likeness(*a).total_cmp(&likeness(*b)).then(b.cmp(a)))
    };
    from.iter().enumerate().filter(|(line, vector)| nearest(vector) == Some(*line)).count()
}

/// Found and all, by "from-to".
fn run(context: &Context, data: &Path) -> Result<BTreeMap<String, (usize, usize)>, String> {
    let sets = read(data)?;
    let encoder = encoder().map_err(|error| error.to_string())?;
    let words = Words::new(context.engine.packs());
    let lexicon = Lexicon::new(context.engine.packs());
    let mut reader = Reader::new(&encoder, &words, &lexicon);
    let mut vectors = Vec::new();
    for (code, lines) in &sets {
        let texts: Vec<(&str, Language)> =
            lines.iter().map(|line| (line.as_str(), Language::new(code))).collect();
        vectors.push((*code, reader.vectors(&texts)));
    }
    let mut out = BTreeMap::new();
    for (from, queries) in &vectors {
        for (to, answers) in vectors.iter().filter(|(to, _)| to != from) {
            out.insert(format!("{from}-{to}"), (found(queries, answers), queries.len()));
        }
    }
    Ok(out)
}

fn share((found, all): (usize, usize)) -> f64 {
    if all == 0 { 0.0 } else { found as f64 / all as f64 }
}

pub(super) fn show(context: &Context, data: Option<PathBuf>) -> Result<(), String> {
    let data = data.map_or_else(|| context.shared().map(|s| s.join("corpora/ntrex")), Ok)?;
    let figures = run(context, &data)?;
    if context.json {
        let figures: BTreeMap<&String, Value> =
            figures.iter().map(|(pair, counts)| (pair, json!(share(*counts)))).collect();
        println!("{}", json!(figures));
    } else {
        for (pair, counts) in &figures {
            println!("{pair}  {:.3}  {}/{}", share(*counts), counts.0, counts.1);
        }
    }
    Ok(())
}

pub(super) fn figures(context: &Context, shared: &Path) -> Result<Outcome, String> {
    let data = shared.join("corpora/ntrex");
    let figures = run(context, &data)?;
    let figures = figures
        .iter()
        .map(|(pair, (found, all))| Figure::share("nearest, P@1", pair, *found, *all))
        .collect();
    Ok(Outcome { scorer: "ntrex", corpus: hash(&data, |name| name.ends_with(".txt"))?, figures })
}
