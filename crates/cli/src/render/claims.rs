//! Lists of claims, and one claim with all its statements.

use super::{count, word};
use crate::output::Paint;
use crate::session::{Session, short};
use reportedly_engine::corpus::{Claim, Relation, RelationKind};
use reportedly_engine::model::Language;
use serde_json::{Value, json};

pub(crate) fn list(session: &Session, claims: &[&Claim], total: usize, paint: Paint) -> String {
    let mut out = String::new();
    for claim in claims {
        let first = crate::commands::first_seen(session, claim);
        let first = first.map_or_else(|| "undated".to_owned(), |date| format!("first seen {date}"));
        let about = format!("{} · {first} · {}{}", counts(claim), mouths(claim), answers(session, claim));
        let text = short(&claim.text, 110);
        out.push_str(&format!("{}  {text}\n    {}\n", paint.strong(&claim.id), paint.faint(&about)));
    }
    if claims.len() < total {
        out.push_str(&format!("… {} more (see --limit)\n", total - claims.len()));
    }
    if total == 0 {
        out.push_str(&format!("no claims in {}\n", super::searched(session)));
    }
    out
}

/// "pages 1 · independent roots 1 · languages uk".
fn counts(claim: &Claim) -> String {
    format!(
        "pages {} · independent roots {} · languages {}",
        claim.pages,
        claim.roots.len(),
        languages(&claim.languages)
    )
}

pub(crate) fn languages(languages: &[Language]) -> String {
    let codes: Vec<&str> = languages.iter().map(Language::code).collect();
    if codes.is_empty() { "–".to_owned() } else { codes.join(" ") }
}

fn mouths(claim: &Claim) -> String {
    let mut names: Vec<&str> = claim.roots.iter().map(|root| root.name.as_str()).take(3).collect();
    if names.len() < claim.roots.len() {
        names.push("…");
    }
    names.join(", ")
}

fn answers(session: &Session, claim: &Claim) -> String {
    let denied = relations(session, claim).filter(|relation| relation.kind == RelationKind::Denies).count();
    if denied == 0 { String::new() } else { format!(" · {}", count(denied, "denial")) }
}

fn relations<'a>(session: &'a Session, claim: &'a Claim) -> impl Iterator<Item = &'a Relation> {
    session.corpus.relations.iter().filter(|relation| relation.to == claim.id)
}

pub(crate) fn one(session: &Session, claim: &Claim, paint: Paint, verbose: bool) -> String {
    let mut out = format!("{} {}  {}\n{}\n", paint.strong("CLAIM"), claim.id, claim.text, counts(claim));
    for root in &claim.roots {
        let who = if root.anonymous { format!("{} (unnamed)", root.name) } else { root.name.clone() };
        out.push_str(&format!("{} {who}\n", paint.strong("ROOT")));
        for reference in &root.statements {
            let member = claim.members.iter().find(|member| member.statement == *reference);
            let (text, place) = member.map_or_else(|| session.said(reference), |member| session.told(member));
            out.push_str(&format!("  \"{text}\" {}{}\n", paint.faint(&place), kind(session, reference)));
        }
    }
    let in_roots =
        |claim: &Claim, reference| claim.roots.iter().any(|root| root.statements.contains(reference));
    let others: Vec<_> = claim.members.iter().filter(|member| !in_roots(claim, &member.statement)).collect();
    if !others.is_empty() {
        out.push_str(&format!("{}\n", paint.strong("ALSO TOLD BY")));
    }
    for member in others {
        let (text, place) = session.told(member);
        let who = session.speaker(&member.statement);
        out.push_str(&format!(
            "  {who}: \"{text}\" {}{}\n",
            paint.faint(&place),
            kind(session, &member.statement)
        ));
    }
    if verbose {
        out.push_str(&format!("{}\n", paint.strong("WHY ONE CLAIM")));
        for member in &claim.members {
            let (_, place) = session.said(&member.statement);
            out.push_str(&format!("  {place}  {:.2}  {}\n", member.score, member.why.join(", ")));
        }
    }
    for relation in relations(session, claim) {
        let (text, place) = session.said(&relation.from);
        let who = session.speaker(&relation.from);
        let line = format!("{} {who}: \"{text}\"", paint.doubt(&heading(relation.kind)));
        out.push_str(&format!("{line} {}\n", paint.faint(&place)));
    }
    out
}

fn kind(session: &Session, reference: &reportedly_engine::corpus::StatementRef) -> String {
    let Some((_, statement)) = session.statement(reference) else { return String::new() };
    format!("  {}", word(&statement.kind))
}

pub(crate) fn heading(kind: RelationKind) -> String {
    match kind {
        RelationKind::Denies => "DENIED BY",
        RelationKind::NoConfirmation => "NOT CONFIRMED BY",
        RelationKind::ConflictsValue => "OTHER FIGURE FROM",
        RelationKind::Updates => "UPDATED BY",
    }
    .to_owned()
}

pub(crate) fn json(session: &Session, claim: &Claim) -> Value {
    let members: Vec<Value> = claim
        .members
        .iter()
        .map(|member| json!({"statement": session.statement_json(&member.statement), "why": member.why, "score": round(member.score)}))
        .collect();
    let relations: Vec<Value> = relations(session, claim)
        .map(|relation| json!({"kind": relation.kind, "statement": session.statement_json(&relation.from), "why": relation.why}))
        .collect();
    json!({
        "id": claim.id, "text": claim.text, "pages": claim.pages, "languages": claim.languages,
        "first_seen": crate::commands::first_seen(session, claim),
        "roots": claim.roots.iter().map(|root| self::root(session, root)).collect::<Vec<_>>(),
        "members": members, "relations": relations,
    })
}

pub(crate) fn root(session: &Session, root: &reportedly_engine::corpus::Root) -> Value {
    let ids: Vec<Value> = root
        .statements
        .iter()
        .map(|reference| {
            session.statement(reference).map_or(Value::Null, |(_, statement)| json!(statement.id))
        })
        .collect();
    json!({"actor": root.actor, "name": root.name, "anonymous": root.anonymous, "statements": ids})
}

fn round(score: f32) -> f64 {
    (f64::from(score) * 100.0).round() / 100.0
}
