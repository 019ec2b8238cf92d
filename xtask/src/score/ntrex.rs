//! `ntrex`: the same sentences in several languages, line by line. For each sentence of one language, is the nearest of
//! another language its translation (P@1)? With the encoder alone, and with symbols alone, as a build without it works.
//!
//! PATH holds `en.txt`, `ru.txt`, `uk.txt`, `be.txt`, or some of them, with the same number of lines.

use super::{Context, Figure, Outcome, hash};
use reportedly_engine::corpus::{Rarity, Symbols, Weighed};
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
fn found<T>(from: &[T], to: &[T], likeness: impl Fn(&T, &T) -> f32) -> usize {
    let nearest = |one: &T| {
        let near = |line: usize| to.get(line).map_or(f32::NEG_INFINITY, |other| likeness(one, other));
        (0..to.len()).map(|line| (near(line), line)).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
    };
    from.iter().enumerate().filter(|(line, one)| nearest(one).is_some_and(|best| best.1 == *line)).count()
}

/// Found and all, by "from-to".
type Counts = BTreeMap<String, (usize, usize)>;

/// With the encoder, and with symbols alone.
fn run(context: &Context, data: &Path) -> Result<(Counts, Counts), String> {
    let sets = read(data)?;
    let lexicon = Lexicon::new(context.engine.packs());
    Ok((by_encoder(context, &sets, &lexicon)?, by_symbols(&sets, &lexicon)))
}

fn by_encoder(
    context: &Context,
    sets: &[(&'static str, Vec<String>)],
    lexicon: &Lexicon,
) -> Result<Counts, String> {
    let encoder = encoder().map_err(|error| error.to_string())?;
    let words = Words::new(context.engine.packs());
    let mut reader = Reader::new(&encoder, &words, lexicon);
    let mut vectors = Vec::new();
    for (code, lines) in sets {
        let texts: Vec<(&str, Language)> =
            lines.iter().map(|line| (line.as_str(), Language::new(code))).collect();
        vectors.push((*code, reader.vectors(&texts)));
    }
    let mut out = BTreeMap::new();
    for (from, queries) in &vectors {
        for (to, answers) in vectors.iter().filter(|(to, _)| to != from) {
            out.insert(
                format!("{from}-{to}"),
                (found(queries, answers, |a: &Vector, b| a.cosine(b)), queries.len()),
            );
        }
    }
    Ok(out)
}

fn by_symbols(sets: &[(&'static str, Vec<String>)], lexicon: &Lexicon) -> Counts {
    let read = |(code, lines): &(&'static str, Vec<String>)| {
        let symbols: Vec<Symbols> =
            lines.iter().map(|line| Symbols::new(line, Language::new(code), lexicon)).collect();
        let mut rarity = Rarity::default();
        symbols.iter().for_each(|symbols| rarity.add(symbols));
        (*code, symbols, rarity)
    };
    let sets: Vec<_> = sets.iter().map(read).collect();
    let mut out = BTreeMap::new();
    for (from, queries, own) in &sets {
        for (to, answers, other) in sets.iter().filter(|(to, ..)| to != from) {
            let queries: Vec<Weighed> = queries.iter().map(|s| Weighed::new(s, own, other)).collect();
            let answers: Vec<Weighed> = answers.iter().map(|s| Weighed::new(s, other, own)).collect();
            let found = found(&queries, &answers, |a: &Weighed, b| a.likeness(b));
            out.insert(format!("{from}-{to}"), (found, queries.len()));
        }
    }
    out
}

fn share((found, all): (usize, usize)) -> f64 {
    if all == 0 { 0.0 } else { found as f64 / all as f64 }
}

pub(super) fn show(context: &Context, data: Option<PathBuf>) -> Result<(), String> {
    let data = data.map_or_else(|| context.shared().map(|s| s.join("corpora/ntrex")), Ok)?;
    let (encoder, symbols) = run(context, &data)?;
    if context.json {
        let values = |counts: &Counts| -> serde_json::Map<String, Value> {
            counts.iter().map(|(pair, counts)| (pair.clone(), json!(share(*counts)))).collect()
        };
        let mut figures = values(&encoder);
        figures.insert("symbols".to_owned(), values(&symbols).into());
        println!("{}", Value::Object(figures));
    } else {
        println!("       encoder         symbols alone");
        for (pair, counts) in &encoder {
            let alone = symbols.get(pair).copied().unwrap_or_default();
            println!(
                "{pair}  {:.3}  {}/{}  {:.3}  {}/{}",
                share(*counts),
                counts.0,
                counts.1,
                share(alone),
                alone.0,
                alone.1
            );
        }
    }
    Ok(())
}

pub(super) fn figures(context: &Context, shared: &Path) -> Result<Outcome, String> {
    let data = shared.join("corpora/ntrex");
    let (encoder, symbols) = run(context, &data)?;
    let figures = |name: &'static str, counts: Counts| {
        counts.into_iter().map(move |(pair, (found, all))| Figure::share(name, &pair, found, all))
    };
    let figures =
        figures("nearest, P@1", encoder).chain(figures("nearest by symbols, P@1", symbols)).collect();
    Ok(Outcome { scorer: "ntrex", corpus: hash(&data, |name| name.ends_with(".txt"))?, figures })
}
