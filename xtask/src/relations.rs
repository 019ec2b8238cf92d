//! `relations FILE…`: figures of pairs of labelled statements, on which `xtask/relations/fit.py` fits the weights.
//!
//! Takes statements of `xtask/relations/statements/` (a line: scenario, role, text, language, speaker, day), prints one JSON object a line: first
//! every statement with its vector, then every pair of a scenario with its label and figures, then of every statement the pairs with
//! those of other scenarios that lie nearest in meaning, and with as many others: they have nothing to do with each other.

use reportedly_engine::corpus::judge::{Judge, Reading, Said};
use reportedly_engine::model::Language;
use reportedly_engine::pack::Packs;
use serde_json::{Value, json};

/// Statements of other scenarios that each is paired with: the nearest, and some at even distances in the file.
const NEAREST: usize = 3;
const OTHERS: usize = 2;

/// What stands between two statements of a scenario by their roles; `None`: it is not said.
fn label(a: &Value, b: &Value) -> Option<&'static str> {
    let role = |of: &Value| of["role"].as_str().unwrap_or_default().to_owned();
    let (a_role, b_role) = (role(a), role(b));
    Some(match (a_role.as_str(), b_role.as_str()) {
        ("P", "P") => "same",
        ("P", "denies") | ("denies", "P") => "denies",
        ("P", "updates") | ("updates", "P") => "updates",
        ("P", "no_confirmation") | ("no_confirmation", "P") => "no_confirmation",
        ("other", "other") if a["group"].is_string() && a["group"] == b["group"] => "same",
        (_, "other") | ("other", _) => "unrelated",
        _ => return None,
    })
}

/// Reads a statement of the file.
pub(crate) fn said(statement: &Value) -> Option<Said<'_>> {
    Some(Said {
        text: statement["text"].as_str()?,
        language: statement["lang"].as_str().map(Language::new),
        speaker: statement["speaker"].as_str(),
        date: statement["date"].as_str(),
    })
}

pub(crate) fn run(files: &[String]) -> Result<bool, String> {
    let judge = Judge::new(&Packs::embedded()).map_err(|error| error.to_string())?;
    let mut reader = judge.statements();
    let mut statements: Vec<(Value, Reading)> = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let value: Value =
                serde_json::from_str(line).map_err(|error| format!("{file}:{}: {error}", number + 1))?;
            let said = said(&value).ok_or_else(|| format!("{file}:{}: no text", number + 1))?;
            let reading = reader.read(&said);
            statements.push((value, reading));
        }
    }
    for (value, reading) in &statements {
        println!("{}", json!({"statement": value, "vector": reading.vector().numbers()}));
    }
    let show = |at: usize, other: usize, label: &str, across: bool| {
        let (Some((a, x)), Some((_, y))) = (statements.get(at), statements.get(other)) else { return };
        let figures: serde_json::Map<String, Value> =
            judge.figures(x, y).into_iter().map(|(name, value)| (name, json!(value))).collect();
        println!(
            "{}",
            json!({"a": at, "b": other, "label": label, "scenario": a["scenario"], "across": across, "figures": figures})
        );
    };
    for (at, (a, _)) in statements.iter().enumerate() {
        for (other, (b, _)) in statements.iter().enumerate().skip(at + 1) {
            if a["scenario"] == b["scenario"]
                && let Some(label) = label(a, b)
            {
                show(at, other, label, false);
            }
        }
    }
    for (at, (a, x)) in statements.iter().enumerate() {
        let others = statements.iter().enumerate().filter(|(_, (b, _))| a["scenario"] != b["scenario"]);
        let mut near: Vec<(f32, usize)> =
            others.map(|(other, (_, y))| (x.vector().cosine(y.vector()), other)).collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0));
        let far = near.iter().skip(NEAREST + at % 97).step_by((near.len() / OTHERS).max(1));
        let picked: Vec<usize> =
            near.iter().take(NEAREST).chain(far.take(OTHERS)).map(|(_, other)| *other).collect();
        picked.into_iter().for_each(|other| show(at, other, "unrelated", true));
    }
    Ok(true)
}
