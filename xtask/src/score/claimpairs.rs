//! `claimpairs`: labelled pairs of statements, through the whole engine: each statement is a page of its own, dated as the
//! set says; the pair is what `compare` makes of the two pages.

use super::shared::{Scratch, python};
use super::{Context, Figure, Outcome, hash};
use reportedly_engine::corpus::RelationKind;
use reportedly_engine::model::Origin;
use serde_json::{Value, json};
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Label and strength of one pair.
fn judge(context: &Context, pair: &Value) -> (&'static str, f64) {
    let read = |side: &str| {
        let text = pair[side]["text"].as_str().unwrap_or("");
        let published = pair[side]["date"].as_str().map(str::to_owned);
        let path = pair[side]["sid"].as_str().unwrap_or(side).to_owned();
        context.engine.analyse(text.as_bytes(), &Origin { path, published, ..Origin::default() })
    };
    let (a, b) = (read("a"), read("b"));
    let corpus = context.engine.compare(&[&a, &b]);
    let of = |claim: &&reportedly_engine::corpus::Claim, id: &str| {
        claim.members.iter().any(|m| m.statement.document == id)
    };
    for relation in &corpus.relations {
        let other = if relation.from.document == a.id { &b.id } else { &a.id };
        if corpus.claims.iter().any(|claim| claim.id == relation.to && of(&claim, other)) {
            let label = match relation.kind {
                RelationKind::Denies | RelationKind::ConflictsValue => "denies",
                RelationKind::NoConfirmation => "no_confirmation",
                RelationKind::Updates => "updates",
            };
            return (label, 0.0);
        }
    }
    match corpus.claims.iter().find(|claim| of(claim, &a.id) && of(claim, &b.id)) {
        Some(claim) => {
            let other = if claim.anchor.document == a.id { &b.id } else { &a.id };
            let scores =
                claim.members.iter().filter(|m| m.statement.document == *other).map(|m| f64::from(m.score));
            ("same", scores.fold(0.0, f64::max).max(0.01))
        }
        None => ("unrelated", 0.0),
    }
}

/// Predictions for every pair, one JSON object a line, and whether any pair was linked at all.
fn predict(context: &Context, pairs: &Path) -> Result<(String, bool), String> {
    let text = std::fs::read_to_string(pairs).map_err(|error| format!("{}: {error}", pairs.display()))?;
    let mut lines = String::new();
    let mut linked = false;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let pair: Value =
            serde_json::from_str(line).map_err(|error| format!("{}: {error}", pairs.display()))?;
        let (label, score) = judge(context, &pair);
        linked |= label != "unrelated";
        lines.push_str(&json!({"id": pair["id"], "label_pred": label, "score": score}).to_string());
        lines.push('\n');
    }
    Ok((lines, linked))
}

/// Runs the scorer on `PATH/pairs.jsonl` or PATH; gives its figures, `None` when the engine links nothing.
fn run(context: &Context, data: &Path, pass: bool) -> Result<Option<Value>, String> {
    let pairs = if data.is_dir() { data.join("pairs.jsonl") } else { data.to_owned() };
    let beside = pairs.with_file_name("score.py");
    let script =
        if beside.is_file() { beside } else { context.shared()?.join("corpora/claimpairs/score.py") };
    let (lines, linked) = predict(context, &pairs)?;
    if !linked && !pass {
        return Ok(None);
    }
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
    serde_json::from_str(&text).map(Some).map_err(|error| format!("{}: {error}", script.display()))
}

pub(super) fn show(context: &Context, data: Option<PathBuf>) -> Result<(), String> {
    let data = data.map_or_else(|| context.shared().map(|s| s.join("corpora/claimpairs")), Ok)?;
    let figures = run(context, &data, true)?;
    if let (true, Some(figures)) = (context.json, figures) {
        println!("{figures:#}");
    }
    Ok(())
}

/// The inner error is a remark: the engine links no claims yet.
pub(super) fn figures(context: &Context, shared: &Path) -> Result<Result<Outcome, String>, String> {
    let data = shared.join("corpora/claimpairs");
    let Some(value) = run(context, &data, false)? else {
        return Ok(Err("claimpairs: not applicable yet: the engine linked none of the pairs".to_owned()));
    };
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
    Ok(Ok(Outcome {
        scorer: "claimpairs",
        corpus: hash(&data, |name| name.ends_with("pairs.jsonl"))?,
        figures,
    }))
}
