//! Scores statement pairs for the same claim: `claimpairs pairs.jsonl > pred.jsonl`.
//!
//! Takes lines `{"id","a":{"text","lang","speaker","date"},"b":{…}}`, gives lines `{"id","label_pred","score"}`; with
//! `--explain` also what was read and compared.

use reportedly_engine::corpus::{Clash, Likeness, Proposition, Words, likeness, proposition};
use reportedly_engine::model::Language;
use reportedly_engine::pack::Packs;
use serde_json::{Value, json};
use std::io::Write;

#[expect(clippy::disallowed_methods, reason = "an example reads files")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words = Words::new(&Packs::embedded());
    let explain = std::env::args().any(|a| a == "--explain");
    let path = std::env::args().skip(1).find(|a| !a.starts_with("--")).unwrap_or_default();
    let mut out = std::io::stdout().lock();
    for line in std::fs::read_to_string(path)?.lines().filter(|l| !l.is_empty()) {
        let pair: Value = serde_json::from_str(line)?;
        let read = |side: &str| -> Option<Proposition> {
            let text = pair[side]["text"].as_str()?;
            proposition(text, pair[side]["lang"].as_str().map(Language::new), &words)
        };
        let like = match (read("a"), read("b")) {
            (Some(a), Some(b)) => likeness(&a, &b, &words),
            _ => Likeness::default(),
        };
        let same = like.same(reportedly_engine::corpus::SAME);
        let label = if same {
            "same"
        } else if like.score >= 0.3
            && like.clashes.iter().any(|c| matches!(c, Clash::Polarity | Clash::Value))
        {
            "denies"
        } else {
            "unrelated"
        };
        let score = if like.clashes.is_empty() { like.score } else { like.score * 0.5 };
        let mut record = json!({"id": pair["id"], "label_pred": label, "score": score});
        if explain {
            record["raw"] = json!(like.score);
            record["shared"] = json!(like.shared);
            record["why"] = json!(like.why);
            record["clashes"] = json!(format!("{:?}", like.clashes));
            record["a"] = json!(read("a").map(|p| p.describe()));
            record["b"] = json!(read("b").map(|p| p.describe()));
        }
        writeln!(out, "{record}")?;
    }
    Ok(())
}
