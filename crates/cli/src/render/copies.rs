//! Groups of pages that repeat each other: who has what from whom, and what it rests on.

use super::{count, word};
use crate::output::Paint;
use crate::session::{Session, short};
use reportedly_engine::corpus::{CommonParent, CopyEdge, CopyGroup, joined_by};
use serde_json::{Value, json};

/// Passages shown for a pair.
const PASSAGES: usize = 3;
/// Pairs shown of a group.
const PAIRS: usize = 40;

pub(crate) fn text(session: &Session, group: &CopyGroup, asked: Option<&str>, paint: Paint) -> String {
    let tellings = count(group.tellings as usize, "independent telling");
    let head = format!("{} · at most {tellings}", count(group.documents.len(), "page"));
    let mut out = format!("{}\n", paint.strong(&head));
    for id in &group.documents {
        let first = group.earliest_seen.as_ref().is_some_and(|(earliest, _)| earliest == id);
        let mark = if first { " · earliest seen here" } else { "" };
        out.push_str(&format!("  {}  {}{mark}\n", session.label(id), paint.faint(&about(session, id))));
    }
    let shown = edges(session, group).filter(|edge| asked.is_none_or(|id| edge.a == id || edge.b == id));
    let mut pairs = 0;
    for edge in shown {
        pairs += 1;
        if pairs <= PAIRS {
            out.push_str(&pair(session, edge, paint));
        }
    }
    if pairs > PAIRS {
        out.push_str(&format!("  … {} more pairs (see --json)\n", pairs - PAIRS));
    }
    for parent in parents(session, group) {
        let pages: Vec<String> = parent.documents.iter().map(|id| session.label(id)).collect();
        let title = paint.doubt("common parent, not in corpus");
        out.push_str(&format!("  {title} of {}: {}\n", pages.join(", "), joined_by(&parent.why, "; ")));
        for passage in parent.passages.iter().take(PASSAGES) {
            let place = paint.faint(&session.place(&passage.document, passage.span));
            out.push_str(&format!("    \"{}\" {place}\n", short(&passage.text, 120)));
        }
    }
    out.push('\n');
    out
}

fn edges<'a>(session: &'a Session, group: &'a CopyGroup) -> impl Iterator<Item = &'a CopyEdge> {
    group.edges.iter().filter_map(|&index| session.corpus.copies.get(index as usize))
}

fn parents<'a>(session: &'a Session, group: &'a CopyGroup) -> impl Iterator<Item = &'a CommonParent> {
    session.corpus.parents.iter().filter(|parent| group.parents.contains(&parent.id))
}

/// Outlet and date of a page.
fn about(session: &Session, id: &str) -> String {
    let Some(document) = session.document(id) else { return String::new() };
    let outlet = document.metadata.outlet.as_ref().map_or("outlet not stated", |outlet| outlet.name.as_str());
    let date = document.metadata.published.value.as_deref().unwrap_or("undated");
    format!("{outlet} · {date}")
}

fn pair(session: &Session, edge: &CopyEdge, paint: Paint) -> String {
    let (a, b) = (session.label(&edge.a), session.label(&edge.b));
    let percent = |share: f32| format!("{:.0} %", share * 100.0);
    let which = match &edge.earlier {
        Some(id) => format!("{} was earlier", session.label(id)),
        None => "undetermined which was earlier".to_owned(),
    };
    let class = word(&edge.class).replace('-', " ");
    let mut out = format!(
        "  {a} – {b}: {} · {} of the first, {} of the second · {which}\n",
        paint.strong(&class),
        percent(edge.contained.0),
        percent(edge.contained.1)
    );
    for reason in &edge.direction.reasons {
        let first = if reason.points > 0 { &a } else { &b };
        let line = format!("    {first} +{}: {}", reason.points.abs(), reason.text);
        let place = reason.evidence.as_ref().map(|e| format!(" {}", session.place(&e.document, e.span)));
        out.push_str(&format!("{line}{}\n", paint.faint(&place.unwrap_or_default())));
    }
    for (p, q) in edge.passages.iter().take(PASSAGES) {
        let places =
            format!("{} = {}", session.place(&p.document, p.span), session.place(&q.document, q.span));
        out.push_str(&format!("    \"{}\" {}\n", short(&p.text, 120), paint.faint(&places)));
    }
    if edge.passages.len() > PASSAGES {
        out.push_str(&format!("    … {} more\n", count(edge.passages.len() - PASSAGES, "passage")));
    }
    out
}

pub(crate) fn json(session: &Session, group: &CopyGroup) -> Value {
    let page = |id: &String| {
        let document = session.document(id);
        let outlet = document.and_then(|d| d.metadata.outlet.as_ref());
        json!({
            "id": id, "path": document.map(|d| d.path.as_str()), "outlet": outlet.map(|o| o.name.as_str()),
            "published": document.and_then(|d| d.metadata.published.value.as_deref()),
        })
    };
    let parent = |parent: &CommonParent| {
        json!({
            "id": parent.id, "kind": "common parent, not in corpus", "documents": parent.documents, "why": parent.why,
            "passages": parent.passages.iter().map(|e| session.evidence(e)).collect::<Vec<_>>(),
        })
    };
    json!({
        "documents": group.documents.iter().map(page).collect::<Vec<_>>(),
        "tellings": group.tellings,
        "earliest_seen": group.earliest_seen.as_ref().map(|(id, date)| json!({"document": id, "published": date})),
        "pairs": edges(session, group).map(|edge| edge_json(session, edge)).collect::<Vec<_>>(),
        "parents": parents(session, group).map(parent).collect::<Vec<_>>(),
    })
}

fn edge_json(session: &Session, edge: &CopyEdge) -> Value {
    let reasons = edge.direction.reasons.iter().map(|reason| {
        json!({
            "for": if reason.points > 0 { &edge.a } else { &edge.b }, "points": reason.points.abs(), "kind": reason.kind,
            "text": reason.text, "evidence": reason.evidence.as_ref().map(|e| session.evidence(e)),
        })
    });
    let passages =
        edge.passages.iter().map(|(a, b)| json!({"a": session.evidence(a), "b": session.evidence(b)}));
    json!({
        "a": edge.a, "b": edge.b, "class": edge.class, "contained": {"a": edge.contained.0, "b": edge.contained.1},
        "earlier": edge.earlier, "a_first": edge.direction.p, "reasons": reasons.collect::<Vec<_>>(),
        "times": {"a": edge.direction.times.0, "b": edge.direction.times.1},
        "passages": passages.collect::<Vec<_>>(), "why": edge.why,
    })
}
