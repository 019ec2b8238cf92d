//! `claimpairs`: labelled pairs of statements. The pair is what the corpus room's likeness makes of the two texts alone:
//! speakers, dates and the pages around them are not given to it, so `updates` is never predicted.

use super::shared::{Scratch, python};
use super::{Context, Figure, Outcome, hash};
use reportedly_engine::corpus::{Clash, Proposition, SAME, Words, likeness, proposition};
use reportedly_engine::model::Language;
use serde_json::{Value, json};
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

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

/// Predictions for every pair, one JSON object a line.
fn predict(context: &Context, pairs: &Path) -> Result<String, String> {
    let words = Words::new(context.engine.packs());
    let text = std::fs::read_to_string(pairs).map_err(|error| format!("{}: {error}", pairs.display()))?;
    let mut lines = String::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let pair: Value =
            serde_json::from_str(line).map_err(|error| format!("{}: {error}", pairs.display()))?;
        let (label, score) = judge(&pair, &words);
        lines.push_str(&json!({"id": pair["id"], "label_pred": label, "score": score}).to_string());
        lines.push('\n');
    }
    Ok(lines)
}

/// Runs the scorer on `PATH/pairs.jsonl` or PATH; gives its figures.
fn run(context: &Context, data: &Path, pass: bool) -> Result<Value, String> {
    let pairs = if data.is_dir() { data.join("pairs.jsonl") } else { data.to_owned() };
    let beside = pairs.with_file_name("score.py");
    let script =
        if beside.is_file() { beside } else { context.shared()?.join("corpora/claimpairs/score.py") };
    let lines = predict(context, &pairs)?;
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
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", script.display()))
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
        let share =
            value[field].as_f64().ok_or_else(|| format!("claimpairs: score.py gives no `{field}`"))?;
        Ok::<_, String>(Figure::new(name, "all", 100.0 * share))
    };
    let figures = vec![
        figure("same best F1", "same_best_f1")?,
        figure("same AUC", "same_auc")?,
        figure("label macro-F1", "macro_f1")?,
    ];
    Ok(Outcome { scorer: "claimpairs", corpus: hash(&data, |name| name.ends_with("pairs.jsonl"))?, figures })
}

#[cfg(test)]
mod tests {
    use super::*;
    use reportedly_engine::pack::Packs;

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
