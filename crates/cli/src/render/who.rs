//! The card of an actor.

use super::{count, word};
use crate::output::Paint;
use crate::session::{Session, one_line};
use reportedly_engine::corpus::{Actor, ActorName};
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
        let merged = if actor.merged.is_empty() {
            String::new()
        } else {
            format!(" (also {})", actor.merged.join(", "))
        };
        out.push_str(&format!(
            "  {}{merged}\n",
            paint.faint(&format!("one because: {}", actor.why.join("; ")))
        ));
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
    json!({
        "id": actor.id, "type": actor.kind, "name": actor.name, "anonymous": actor.anonymous, "names": names,
        "roles": actor.roles, "merged": actor.merged, "why": actor.why, "statements": actor.statements,
        "documents": actor.documents,
    })
}
