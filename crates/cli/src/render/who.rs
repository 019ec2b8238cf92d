//! The card of an actor.

use super::{count, decide, word};
use crate::output::Paint;
use crate::session::{Session, one_line};
use reportedly_engine::corpus::{Actor, ActorName, joined_by};
use reportedly_engine::model::{Language, MentionKind};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(crate) fn text(session: &Session, actor: &Actor, paint: Paint, verbose: bool) -> String {
    let mut out = format!("{}  {}  {}", paint.strong(&one_line(&actor.name)), actor.id, word(&actor.kind));
    if actor.anonymous {
        out.push_str(", unnamed");
    }
    out.push('\n');
    out.push_str(&format!(
        "  {} in {}\n",
        count(actor.statements as usize, "statement"),
        count(actor.documents as usize, "document")
    ));
    let mut by_language: BTreeMap<Option<Language>, Vec<String>> = BTreeMap::new();
    for name in &actor.names {
        by_language.entry(name.language).or_default().push(spelling(session, name, paint));
    }
    for (language, names) in by_language {
        let code = language.map_or_else(|| "–".to_owned(), |language| language.code().to_owned());
        out.push_str(&format!("  {code}  {}\n", names.join(", ")));
    }
    if !actor.roles.is_empty() {
        out.push_str(&format!("  roles: {}\n", actor.roles.join(", ")));
    }
    if verbose || !actor.merged.is_empty() {
        out.push_str(&format!(
            "  {}\n",
            paint.faint(&format!("one because: {}", joined_by(&actor.why, "; ")))
        ));
    }
    for join in &actor.joins {
        out.push_str(&format!("  took over {}  {}\n", join.actor, join.why));
        if !join.parts.is_empty() {
            out.push_str(&format!("    {}\n", paint.faint(&joined_by(&join.parts, "; "))));
        }
        out.push_str(&format!("    undo: {}\n", decide::undo(join)));
    }
    out
}

fn spelling(session: &Session, name: &ActorName, paint: Paint) -> String {
    let kind = match name.kind {
        MentionKind::Name => String::new(),
        other => format!(" [{}]", word(&other)),
    };
    let place = session.place(&name.first.document, name.first.span);
    format!("{}{kind} {}× {}", one_line(&name.text), name.count, paint.faint(&place))
}

pub(crate) fn json(session: &Session, actor: &Actor) -> Value {
    let names: Vec<Value> = actor
        .names
        .iter()
        .map(|name| {
            json!({"text": name.text, "language": name.language, "kind": name.kind, "count": name.count,
                   "first": session.evidence(&name.first)})
        })
        .collect();
    let joins: Vec<Value> = actor
        .joins
        .iter()
        .map(|join| {
            json!({"actor": join.actor, "why": join.why, "parts": join.parts, "decision": join.decision,
                   "undo": decide::undo(join)})
        })
        .collect();
    json!({
        "id": actor.id, "type": actor.kind, "name": actor.name, "anonymous": actor.anonymous, "names": names,
        "roles": actor.roles, "merged": actor.merged, "why": actor.why, "joins": joins, "statements": actor.statements,
        "documents": actor.documents,
    })
}
