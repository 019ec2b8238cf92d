//! What an actor said over time, apart from what others say he holds.

use super::word;
use crate::output::Paint;
use crate::session::{Session, short};
use reportedly_engine::corpus::{Holder, Position, Positions};
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
    let basis = row.basis.as_ref().filter(|basis| *basis != "page date").map(|basis| format!(" ({basis})"));
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
