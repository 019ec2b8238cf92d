//! `claimpairs`: labelled pairs of statements, each with its text, language, speaker and day, weighed by the corpus room's judge.
//!
//! PATH holds `pairs.jsonl` and, for retrieval, `pool.jsonl`. `--json` prints one object: `same` with `precision`, `recall` and `f1` at the
//! threshold that ships, `macro_f1` over the five labels, `r_at_1` (the statement of the pool that is likeliest the same states
//! the same claim; null without a pool), `linked` (pairs in one claim when the pool is linked as pages of a corpus, `with` and
//! `without` the judge), `by_languages` with the same of each pair of languages, and the figures of the set's
//! own `score.py`.

mod linked;

use super::shared::{Scratch, python};
use super::{Context, Figure, Outcome, hash};
use crate::relations::said;
use reportedly_engine::corpus::judge::{Judge, Reading, Relation, Statements};
use serde_json::{Value, json};
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

const LABELS: [&str; 5] = ["same", "denies", "updates", "no_confirmation", "unrelated"];

/// Statements of the pool that the encoder proposes for one of them.
const PROPOSED: usize = 40;

/// Label and chance of "same" of one pair.
fn judge_pair(
    pair: &Value,
    judge: &Judge,
    reader: &mut Statements<'_>,
) -> Result<(&'static str, f32), String> {
    let mut read = |side: &str| -> Result<Reading, String> {
        let said = said(&pair[side]).ok_or_else(|| format!("pair {}: `{side}` has no text", pair["id"]))?;
        Ok(reader.read(&said))
    };
    let (a, b) = (read("a")?, read("b")?);
    let verdict = judge.compare(&a, &b);
    Ok((verdict.relation().name(), verdict.chance(Relation::Same)))
}

/// One labelled pair and what was made of it.
struct Judged {
    id: Value,
    languages: String,
    label: String,
    predicted: &'static str,
    score: f32,
}

fn lines(path: &Path) -> Result<Vec<Value>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let rows = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    rows.map(|(number, line)| {
        serde_json::from_str(line).map_err(|error| format!("{}:{}: {error}", path.display(), number + 1))
    })
    .collect()
}

fn judge_all(pairs: &Path, judge: &Judge) -> Result<Vec<Judged>, String> {
    let mut reader = judge.statements();
    let mut judged = |pair: Value| {
        let (predicted, score) = judge_pair(&pair, judge, &mut reader)?;
        let language = |side: &str| pair[side]["lang"].as_str().unwrap_or("?").to_owned();
        let mut languages = [language("a"), language("b")];
        languages.sort();
        Ok(Judged {
            id: pair["id"].clone(),
            languages: languages.join("-"),
            label: pair["label"].as_str().unwrap_or_default().to_owned(),
            predicted,
            score,
        })
    };
    lines(pairs)?.into_iter().map(&mut judged).collect()
}

/// Precision, recall and F1 of one label.
fn measures<'a>(judged: impl Iterator<Item = &'a Judged>, label: &str) -> (f64, f64, f64) {
    let (mut hits, mut found, mut all) = (0u32, 0u32, 0u32);
    for pair in judged {
        let (is, said) = (pair.label == label, pair.predicted == label);
        hits += u32::from(is && said);
        found += u32::from(said);
        all += u32::from(is);
    }
    let share = |part: u32, whole: u32| if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) };
    (share(hits, found), share(hits, all), share(2 * hits, found + all))
}

/// Share of statements for which the one that is likeliest the same states the same claim; statements of two claims are not
/// asked about.
fn retrieval(pool: &Path, judge: &Judge) -> Result<Option<f64>, String> {
    if !pool.is_file() {
        return Ok(None);
    }
    let statements = lines(pool)?;
    let mut reader = judge.statements();
    let readings: Vec<Reading> =
        statements.iter().filter_map(|statement| Some(reader.read(&said(statement)?))).collect();
    if readings.len() != statements.len() {
        return Err(format!("{}: a statement has no text", pool.display()));
    }
    let states =
        |statement: &Value, group: &Value| statement["group"] == *group || statement["also"] == *group;
    let (mut asked, mut right) = (0u32, 0u32);
    for (at, (statement, own)) in statements.iter().zip(&readings).enumerate() {
        let group = &statement["group"];
        let others = || statements.iter().zip(&readings).enumerate().filter(|(other, _)| *other != at);
        if !statement["also"].is_null() || !others().any(|(_, (other, _))| states(other, group)) {
            continue;
        }
        asked += 1;
        let mut near: Vec<(f32, &Value, &Reading)> = others()
            .map(|(_, (other, reading))| (own.vector().cosine(reading.vector()), other, reading))
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0));
        near.truncate(PROPOSED);
        let chance = |reading: &Reading| judge.compare(own, reading).chance(Relation::Same);
        let chances = near.iter().map(|(cosine, other, reading)| (chance(reading), *cosine, *other));
        let found = chances.max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        right += u32::from(found.is_some_and(|(_, _, found)| states(found, group)));
    }
    Ok((asked > 0).then(|| f64::from(right) / f64::from(asked)))
}

/// The object that `--json` promises, without what `score.py` adds.
fn object(judged: &[Judged], r_at_1: Option<f64>) -> Value {
    let same = |pairs: Vec<&Judged>| {
        let (precision, recall, f1) = measures(pairs.into_iter(), "same");
        json!({"precision": precision, "recall": recall, "f1": f1})
    };
    let macro_f1 =
        LABELS.iter().map(|label| measures(judged.iter(), label).2).sum::<f64>() / LABELS.len() as f64;
    let languages: std::collections::BTreeSet<&String> = judged.iter().map(|pair| &pair.languages).collect();
    let by_languages: serde_json::Map<String, Value> = languages
        .into_iter()
        .map(|of| (of.clone(), same(judged.iter().filter(|pair| pair.languages == *of).collect())))
        .collect();
    json!({
        "same": same(judged.iter().collect()),
        "macro_f1": macro_f1,
        "r_at_1": r_at_1,
        "by_languages": by_languages,
    })
}

/// Predictions for every pair, one JSON object a line.
fn predictions(judged: &[Judged]) -> String {
    let mut out = String::new();
    for pair in judged {
        let line = json!({"id": pair.id, "label_pred": pair.predicted, "score": pair.score});
        out.push_str(&line.to_string());
        out.push('\n');
    }
    out
}

/// Runs the scorer on `PATH/pairs.jsonl` or PATH; gives its figures.
fn run(context: &Context, data: &Path, pass: bool) -> Result<Value, String> {
    let pairs = if data.is_dir() { data.join("pairs.jsonl") } else { data.to_owned() };
    let beside = pairs.with_file_name("score.py");
    let script =
        if beside.is_file() { beside } else { context.shared()?.join("corpora/claimpairs/score.py") };
    let judge = Judge::new(context.engine.packs()).map_err(|error| error.to_string())?;
    let judged = judge_all(&pairs, &judge)?;
    let lines = predictions(&judged);
    let scratch = Scratch::new("claimpairs")?;
    let (predictions, figures) = (scratch.path("predictions.jsonl"), scratch.path("figures.json"));
    let written = std::fs::File::create(&predictions).and_then(|mut file| file.write_all(lines.as_bytes()));
    written.map_err(|error| format!("{}: {error}", predictions.display()))?;
    let mut arguments: Vec<OsString> = Vec::new();
    for (name, path) in [("--gold", &pairs), ("--pred", &predictions), ("--json", &figures)] {
        arguments.extend([OsString::from(name), path.as_os_str().to_owned()]);
    }
    python(&script, &arguments, pass && !context.json)?;
    let text =
        std::fs::read_to_string(&figures).map_err(|error| format!("{}: {error}", figures.display()))?;
    let mut figures: Value =
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", script.display()))?;
    let ours = object(&judged, retrieval(&pairs.with_file_name("pool.jsonl"), &judge)?);
    if let (Some(figures), Value::Object(ours)) = (figures.as_object_mut(), ours) {
        figures.extend(ours);
        let pool = pairs.with_file_name("pool.jsonl");
        if pool.is_file() {
            figures.insert("linked".to_owned(), linked::linked(context, &pool, &judge)?);
        }
    }
    Ok(figures)
}

pub(super) fn show(context: &Context, data: Option<PathBuf>) -> Result<(), String> {
    let data = data.map_or_else(|| context.shared().map(|s| s.join("corpora/claimpairs")), Ok)?;
    let figures = run(context, &data, true)?;
    if context.json {
        println!("{figures:#}");
    } else {
        println!("linked as a corpus: {}", figures["linked"]);
    }
    Ok(())
}

pub(super) fn figures(context: &Context, shared: &Path) -> Result<Outcome, String> {
    let data = shared.join("corpora/claimpairs");
    let value = run(context, &data, false)?;
    let figure = |name: &str, field: &str| {
        let share = value
            .pointer(field)
            .and_then(Value::as_f64)
            .ok_or_else(|| format!("claimpairs: score.py gives no `{field}`"))?;
        Ok::<_, String>(Figure::new(name, "all", 100.0 * share))
    };
    let figures = vec![
        figure("same best F1", "/same_best_f1")?,
        figure("same AUC", "/same_auc")?,
        figure("same F1", "/same/f1")?,
        figure("same precision", "/same/precision")?,
        figure("nearest, R@1", "/r_at_1")?,
        figure("label macro-F1", "/macro_f1")?,
        figure("linked, same precision", "/linked/with/precision")?,
        figure("linked, same F1", "/linked/with/f1")?,
        figure("linked without the encoder, same F1", "/linked/without/f1")?,
    ];
    Ok(Outcome { scorer: "claimpairs", corpus: hash(&data, |name| name.ends_with("pairs.jsonl"))?, figures })
}

#[cfg(test)]
mod tests {
    use super::*;
    use reportedly_engine::pack::Packs;

    #[test]
    fn the_object_counts_labels_and_languages() {
        let pair = |label: &str, predicted: &'static str, languages: &str| Judged {
            id: json!("1"),
            languages: languages.to_owned(),
            label: label.to_owned(),
            predicted,
            score: 0.0,
        };
        let judged = [
            pair("same", "same", "be-en"),
            pair("same", "unrelated", "be-en"),
            pair("denies", "same", "uk-uk"),
            pair("denies", "denies", "uk-uk"),
        ];
        let value = object(&judged, Some(0.5));
        assert_eq!(value["same"], json!({"precision": 0.5, "recall": 0.5, "f1": 0.5}));
        assert_eq!(value["by_languages"]["be-en"]["recall"], json!(0.5));
        assert_eq!(value["by_languages"]["uk-uk"]["f1"], json!(0.0));
        // same 1/2, denies 2/3, the other three nothing
        assert!((value["macro_f1"].as_f64().unwrap() - (0.5 + 2.0 / 3.0) / 5.0).abs() < 1e-9);
        assert_eq!(value["r_at_1"], json!(0.5));
    }

    #[test]
    fn a_statement_is_the_same_as_itself_and_unrelated_to_another() {
        let judge = Judge::new(&Packs::embedded()).unwrap();
        let mut reader = judge.statements();
        let side = |text: &str| json!({"text": text, "lang": "en", "speaker": null, "date": "2024-05-03"});
        let bridge = "The mayor of Lypivka closed the old bridge after the flood.";
        let mut pair = |b: &str| {
            judge_pair(&json!({"id": "1", "a": side(bridge), "b": side(b)}), &judge, &mut reader).unwrap()
        };
        let (own, other) = (pair(bridge), pair("Shares of the dairy rose by four per cent."));
        assert_eq!(own.0, "same");
        assert_eq!(other.0, "unrelated");
        assert!(other.1 < own.1);
    }
}
