//! What an actor said over time, apart from what others say he holds.

use super::word;
use crate::output::Paint;
use crate::session::{Session, short};
use reportedly_engine::corpus::{Holder, Position, Positions};
use reportedly_engine::model::Span;
use reportedly_engine::wire::Points;
use serde_json::{Map, Value, json};

pub(crate) fn text(session: &Session, positions: &Positions, paint: Paint) -> String {
    let mut out = format!("{}  {}\n", paint.strong(&positions.name), positions.actor);
    for (holder, heading) in [(Holder::Own, "OWN WORDS"), (Holder::Attributed, "AS TOLD BY OTHERS")] {
        let rows: Vec<&Position> = positions.rows.iter().filter(|row| row.holder == holder).collect();
        if !rows.is_empty() {
            out.push_str(&format!("{}\n", paint.strong(heading)));
        }
        rows.iter().for_each(|row| out.push_str(&line(session, row, paint)));
    }
    for (heading, lines) in [("CHANGES", &positions.changes), ("GAPS", &positions.gaps)] {
        for (n, line) in lines.iter().enumerate() {
            let heading = if n == 0 { paint.strong(heading) } else { " ".repeat(heading.len()) };
            out.push_str(&format!("{heading}  {line}\n"));
        }
    }
    out
}

fn line(session: &Session, row: &Position, paint: Paint) -> String {
    let when = row.when.as_deref().unwrap_or("undated");
    let basis =
        row.basis.as_ref().filter(|basis| basis.code != "page-date").map(|basis| format!(" ({basis})"));
    let mut stance = word(&row.stance);
    for (is, what) in [(row.negated, "negated"), (row.conditional, "conditional")] {
        if is {
            stance.push_str(&format!(", {what}"));
        }
    }
    let passages: Vec<String> = row
        .evidence
        .iter()
        .map(|evidence| {
            let place = session.place(&evidence.document, evidence.span);
            format!("\"{}\" {}", short(&evidence.text, 200), paint.faint(&place))
        })
        .collect();
    let chain = if row.chain.is_empty() { String::new() } else { format!(" · {}", row.chain.join(" → ")) };
    let kind = word(&row.kind);
    let basis = basis.unwrap_or_default();
    format!("  {when}{basis}  {kind}, {stance}  {}{}\n", passages.join(" … "), paint.faint(&chain))
}

pub(crate) const COLUMNS: [&str; 16] = [
    "when",
    "basis",
    "holder",
    "stance",
    "negated",
    "conditional",
    "kind",
    "chain",
    "text",
    "document",
    "path",
    "start",
    "end",
    "statement",
    "claim",
    "score",
];

/// One row of the table.
pub(crate) fn cells(session: &Session, row: &Position) -> Vec<String> {
    let document = session.document(&row.statement.document);
    let text: Vec<&str> = row.evidence.iter().map(|evidence| evidence.text.as_str()).collect();
    let hull = row.evidence.iter().map(|evidence| evidence.span).reduce(Span::join);
    let place = document.zip(hull).map(|(document, hull)| {
        let points = Points::new(&document.text);
        (points.at(hull.start()).to_string(), points.at(hull.end()).to_string())
    });
    let (start, end) = place.unwrap_or_default();
    let statement = session.statement(&row.statement).map(|(_, statement)| statement.id.clone());
    vec![
        row.when.clone().unwrap_or_default(),
        row.basis.as_ref().map(ToString::to_string).unwrap_or_default(),
        word(&row.holder),
        word(&row.stance),
        row.negated.to_string(),
        row.conditional.to_string(),
        word(&row.kind),
        row.chain.join(" → "),
        text.join(" … "),
        row.statement.document.clone(),
        document.map(|document| document.path.clone()).unwrap_or_default(),
        start,
        end,
        statement.unwrap_or_default(),
        row.claim.clone().unwrap_or_default(),
        format!("{:.2}", row.score),
    ]
}

pub(crate) fn json(session: &Session, row: &Position) -> Value {
    let mut map = Map::new();
    map.insert("statement".into(), session.statement_json(&row.statement));
    let evidence: Vec<Value> = row.evidence.iter().map(|evidence| session.evidence(evidence)).collect();
    let more = json!({
        "holder": row.holder, "claim": row.claim, "when": row.when, "basis": row.basis, "stance": row.stance,
        "negated": row.negated, "conditional": row.conditional, "kind": row.kind, "chain": row.chain, "evidence": evidence,
        "score": (f64::from(row.score) * 100.0).round() / 100.0,
    });
    if let Value::Object(more) = more {
        map.extend(more);
    }
    Value::Object(map)
}
