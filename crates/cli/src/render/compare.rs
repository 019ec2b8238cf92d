//! Two tellings side by side.

use super::{count, word};
use crate::output::Paint;
use crate::session::{Session, short};
use reportedly_engine::corpus::{Change, ChangeKind, Comparison, Evidence, StatementRef};
use serde_json::{Map, Value, json};

/// Characters of a passage or sentence that are shown.
const SHOWN: usize = 160;

/// What is compared: a line for people, and how JSON names it.
pub(crate) struct Title {
    line: String,
    value: Value,
}

pub(crate) fn page(session: &Session, id: &str) -> Title {
    let document = session.document(id);
    let outlet = document.and_then(|d| d.metadata.outlet.as_ref()).map(|o| format!(" · {}", o.name));
    let date = document.and_then(|d| d.metadata.published.value.as_deref()).unwrap_or("undated");
    let line = format!("{}{} · {date}", session.label(id), outlet.unwrap_or_default());
    Title { line, value: json!({"document": id, "path": document.map(|d| d.path.as_str())}) }
}

pub(crate) fn statement(session: &Session, reference: &StatementRef) -> Title {
    let (text, place) = session.said(reference);
    let line = format!("{}: \"{}\" {place}", session.speaker(reference), short(&text, SHOWN));
    Title { line, value: json!({"statement": session.statement_json(reference)}) }
}

pub(crate) fn text(session: &Session, found: &Comparison, a: &Title, b: &Title, paint: Paint) -> String {
    let percent = |share: f32| format!("{:.0} %", share * 100.0);
    let mut out = format!("{} {}\n{} {}\n", paint.strong("FIRST"), a.line, paint.strong("SECOND"), b.line);
    out.push_str(&format!(
        "{}: {} of the first, {} of the second\n",
        count(found.passages.len(), "shared passage"),
        percent(found.contained.0),
        percent(found.contained.1)
    ));
    for passage in &found.passages {
        let places = format!("{} = {}", place(session, &passage.a), place(session, &passage.b));
        out.push_str(&format!("  = \"{}\" {}\n", short(&passage.a.text, SHOWN), paint.faint(&places)));
        if passage.a.text != passage.b.text {
            out.push_str(&format!("    \"{}\"\n", short(&passage.b.text, SHOWN)));
        }
    }
    if !found.changes.is_empty() {
        out.push_str(&format!("{}\n", paint.strong("CHANGED IN THE SECOND")));
    }
    for change in &found.changes {
        out.push_str(&self::change(session, change, paint));
    }
    for (title, sentences) in [("ONLY IN THE FIRST", &found.only_a), ("ONLY IN THE SECOND", &found.only_b)] {
        if !sentences.is_empty() {
            out.push_str(&format!("{}\n", paint.strong(title)));
        }
        for sentence in sentences {
            let place = paint.faint(&place(session, sentence));
            out.push_str(&format!("  \"{}\" {place}\n", short(&sentence.text, SHOWN)));
        }
    }
    out
}

fn place(session: &Session, evidence: &Evidence) -> String {
    session.place(&evidence.document, evidence.span)
}

fn change(session: &Session, change: &Change, paint: Paint) -> String {
    let sign = match change.kind {
        ChangeKind::Added => "+",
        ChangeKind::Dropped => "-",
        ChangeKind::Changed => "~",
    };
    let places: Vec<String> =
        [&change.a, &change.b].into_iter().flatten().map(|evidence| place(session, evidence)).collect();
    let words = match (&change.a, &change.b) {
        (Some(a), Some(b)) => format!(": \"{}\" → \"{}\"", short(&a.text, 60), short(&b.text, 60)),
        _ => String::new(),
    };
    let note = paint.doubt(&format!("{sign} {}", change.note));
    format!("  {note}{words} {}\n", paint.faint(&places.join(" → ")))
}

pub(crate) fn json(session: &Session, found: &Comparison, a: &Title, b: &Title) -> Map<String, Value> {
    let sentences = |list: &[Evidence]| list.iter().map(|e| session.evidence(e)).collect::<Vec<_>>();
    let passages = found.passages.iter().map(|passage| {
        json!({"a": session.evidence(&passage.a), "b": session.evidence(&passage.b), "words": passage.words})
    });
    let changes = found.changes.iter().map(|change| {
        json!({
            "kind": word(&change.kind), "what": word(&change.what), "rounding": change.rounding, "note": change.note,
            "a": change.a.as_ref().map(|e| session.evidence(e)), "b": change.b.as_ref().map(|e| session.evidence(e)),
        })
    });
    let side = |evidence: &Option<Evidence>| evidence.as_ref().map(|evidence| session.evidence(evidence));
    let pairs = found.pairs.iter().map(|pair| json!({"a": side(&pair.a), "b": side(&pair.b)}));
    Map::from_iter([
        ("first".to_owned(), a.value.clone()),
        ("second".to_owned(), b.value.clone()),
        ("contained".to_owned(), json!({"a": found.contained.0, "b": found.contained.1})),
        ("passages".to_owned(), passages.collect::<Vec<_>>().into()),
        ("changes".to_owned(), changes.collect::<Vec<_>>().into()),
        ("pairs".to_owned(), pairs.collect::<Vec<_>>().into()),
        ("only_first".to_owned(), sentences(&found.only_a).into()),
        ("only_second".to_owned(), sentences(&found.only_b).into()),
    ])
}
