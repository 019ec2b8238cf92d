//! The summary of `add`.

use super::count;
use reportedly_engine::model::Language;
use reportedly_store::AddReport;
use serde_json::{Map, Value, json};
use std::path::Path;

pub(crate) fn text(report: &AddReport) -> String {
    let pages: usize = report.languages.iter().map(|(_, n)| n).sum();
    let languages: Vec<String> =
        report.languages.iter().map(|(language, n)| format!("{} {n}", code(*language))).collect();
    let mut parts = vec![match languages.is_empty() {
        true => count(pages, "document"),
        false => format!("{} ({})", count(pages, "document"), languages.join(", ")),
    }];
    if report.known > 0 {
        parts.push(format!("{} here already", report.known));
    }
    if report.refreshed > 0 {
        parts.push(format!("{} read anew", report.refreshed));
    }
    parts.push(format!("{} failed", report.failed.len()));
    if pages > 0 {
        parts.push(format!("{} with teaser/promo blocks set apart", report.set_apart));
        let see = if report.undated > 0 { " (see docs --dates)" } else { "" };
        parts.push(format!("{} undated{see}", report.undated));
        parts.push(count(report.statements, "statement"));
    }
    format!("{}\n", parts.join(" · "))
}

fn code(language: Option<Language>) -> String {
    language.map_or_else(|| "unknown".to_owned(), |language| language.code().to_owned())
}

pub(crate) fn json(report: &AddReport, corpus: &Path) -> Map<String, Value> {
    let languages: Map<String, Value> =
        report.languages.iter().map(|(language, n)| (code(*language), json!(n))).collect();
    let notices: Vec<Value> = report
        .notices
        .iter()
        .map(|(path, code, message)| json!({"path": path, "code": code, "message": message}))
        .collect();
    let value = json!({
        "corpus": corpus, "added": report.added, "known": report.known, "refreshed": report.refreshed,
        "failed": report.failed, "languages": languages, "set_apart": report.set_apart, "undated": report.undated,
        "statements": report.statements, "encoder": report.encoder, "notices": notices,
    });
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_counts_pages() {
        let language = |code| Some(Language::new(code));
        let report = AddReport {
            added: 5,
            languages: vec![(language("uk"), 3), (language("ru"), 1), (language("en"), 1)],
            set_apart: 4,
            undated: 5,
            statements: 82,
            ..AddReport::default()
        };
        assert_eq!(
            text(&report),
            "5 documents (uk 3, ru 1, en 1) · 0 failed · 4 with teaser/promo blocks set apart · \
             5 undated (see docs --dates) · 82 statements\n"
        );
        assert_eq!(text(&AddReport::default()), "0 documents · 0 failed\n");
    }
}
