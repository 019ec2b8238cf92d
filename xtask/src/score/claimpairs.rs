//! `claimpairs`: labelled pairs of statements. The pair is what the corpus room's likeness makes of the two texts alone:
//! speakers, dates and the pages around them are not given to it, so `updates` is never predicted.
//!
//! PATH holds `pairs.jsonl` and, for retrieval, `pool.jsonl`. `--json` prints one object: `same` with `precision`, `recall` and `f1` at the
//! threshold that ships, `macro_f1` over the five labels, `r_at_1` (the nearest other statement of the pool states the same claim;
//! null without a pool), `by_languages` with the same of each pair of languages, and the figures of the set's own `score.py`.

use super::shared::{Scratch, python};
use super::{Context, Figure, Outcome, hash};
use reportedly_engine::corpus::{Clash, Proposition, SAME, Words, likeness, proposition};
use reportedly_engine::model::Language;
use serde_json::{Value, json};
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

const LABELS: [&str; 5] = ["same", "denies", "updates", "no_confirmation", "unrelated"];

/// Under this score two statements that clash are about different things, not each other's denial.
const RELATED: f32 = 0.3;

/// Label and strength of one pair.
fn judge(pair: &Value, words: &Words) -> (&'static str, f32) {
    let read = |side: &str| -> Option<Proposition> {
        let language = pair[side]["lang"].as_str().map(Language::new);
        proposition(pair[side]["text"].as_str()?, language, words)
    };
    let (Some(a), Some(b)) = (read("a"), read("b")) else { return ("unrelated", 0.0) };
    let like = likeness(&a, &b, words);
    let opposed = like.clashes.iter().any(|clash| matches!(clash, Clash::Polarity | Clash::Value));
    let label = match () {
        () if like.same(SAME) => "same",
        () if like.score >= RELATED && opposed => "denies",
        () => "unrelated",
    };
    (label, if like.clashes.is_empty() { like.score } else { like.score / 2.0 })
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

fn judge_all(pairs: &Path, words: &Words) -> Result<Vec<Judged>, String> {
    let judged = |pair: Value| {
        let (predicted, score) = judge(&pair, words);
        let language = |side: &str| pair[side]["lang"].as_str().unwrap_or("?").to_owned();
        let mut languages = [language("a"), language("b")];
        languages.sort();
        Judged {
            id: pair["id"].clone(),
            languages: languages.join("-"),
            label: pair["label"].as_str().unwrap_or_default().to_owned(),
            predicted,
            score,
        }
    };
    Ok(lines(pairs)?.into_iter().map(judged).collect())
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

/// Share of statements whose nearest other statement states the same claim; statements of two claims are not asked about.
fn retrieval(pool: &Path, words: &Words) -> Result<Option<f64>, String> {
    if !pool.is_file() {
        return Ok(None);
    }
    let statements = lines(pool)?;
    let read = |statement: &Value| {
        let language = statement["lang"].as_str().map(Language::new);
        proposition(statement["text"].as_str()?, language, words)
    };
    let propositions: Vec<Option<Proposition>> = statements.iter().map(read).collect();
    let states =
        |statement: &Value, group: &Value| statement["group"] == *group || statement["also"] == *group;
    let (mut asked, mut right) = (0u32, 0u32);
    for (at, statement) in statements.iter().enumerate() {
        let group = &statement["group"];
        let others = || statements.iter().enumerate().filter(|(other, _)| *other != at);
        if !statement["also"].is_null() || !others().any(|(_, other)| states(other, group)) {
            continue;
        }
        asked += 1;
        let Some(Some(own)) = propositions.get(at) else { continue };
        let strength = |other: usize| {
            propositions
                .get(other)
                .and_then(Option::as_ref)
                .map_or(0.0, |other| likeness(own, other, words).score)
        };
        let nearest = others().map(|(other, _)| (strength(other), other));
        let nearest = nearest.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let found = nearest.and_then(|(_, other)| statements.get(other));
        right += u32::from(found.is_some_and(|found| states(found, group)));
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
    let words = Words::new(context.engine.packs());
    let judged = judge_all(&pairs, &words)?;
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
    let ours = object(&judged, retrieval(&pairs.with_file_name("pool.jsonl"), &words)?);
    if let (Some(figures), Value::Object(ours)) = (figures.as_object_mut(), ours) {
        figures.extend(ours);
    }
    Ok(figures)
}

pub(super) fn show(context: &Context, data: Option<PathBuf>) -> Result<(), String> {
    let data = data.map_or_else(|| context.shared().map(|s| s.join("corpora/claimpairs")), Ok)?;
    let figures = run(context, &data, true)?;
    if context.json {
        println!("{figures:#}");
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
        let words = Words::new(&Packs::embedded());
        let side = |text: &str| json!({"text": text, "lang": "en"});
        let bridge = "The mayor of Lypivka closed the old bridge after the flood.";
        let pair = |b: &str| judge(&json!({"id": "1", "a": side(bridge), "b": side(b)}), &words);
        assert_eq!(pair(bridge).0, "same");
        let other = pair("Shares of the dairy rose by four per cent.");
        assert_eq!(other.0, "unrelated");
        assert!(other.1 < pair(bridge).1);
    }
}
