//! What an actor said over time.

use super::word;
use crate::ask::Position;
use crate::output::Paint;
use crate::session::{Session, short};
use reportedly_engine::corpus::Actor;
use reportedly_engine::model::LinkRole;
use serde_json::{Value, json};

pub(crate) fn text(session: &Session, actor: &Actor, positions: &[Position], paint: Paint) -> String {
    let mut out = format!("{}  {}\n", paint.strong(&actor.name), actor.id);
    for (own, heading) in [(true, "SAID HIMSELF OR HERSELF"), (false, "AS TOLD BY OTHERS")] {
        let lane: Vec<&Position> = positions.iter().filter(|position| position.own == own).collect();
        if lane.is_empty() {
            continue;
        }
        out.push_str(&format!("{}\n", paint.strong(heading)));
        for position in lane {
            out.push_str(&line(session, position, paint));
        }
    }
    let undated = positions.iter().filter(|position| position.dated.is_none()).count();
    if undated > 0 {
        out.push_str(&format!(
            "{}  {undated} of {} statements undated\n",
            paint.strong("GAPS"),
            positions.len()
        ));
    }
    out
}

fn line(session: &Session, position: &Position, paint: Paint) -> String {
    let Some((document, statement)) = session.statement(&position.statement) else { return String::new() };
    let (text, place) = session.said(&position.statement);
    let said = position.said.as_ref().map(|said| format!(" (\"{said}\")")).unwrap_or_default();
    let when = position.dated.as_deref().unwrap_or("undated");
    let through: Vec<&str> = statement
        .chain
        .iter()
        .filter(|link| link.role != LinkRole::Speaker)
        .filter_map(|link| link.entity.and_then(|id| document.entity(id)).map(|entity| entity.name.as_str()))
        .chain(document.metadata.outlet.iter().map(|outlet| outlet.name.as_str()))
        .collect();
    let mut names: Vec<&str> = Vec::new();
    through.into_iter().for_each(|name| {
        if !names.contains(&name) {
            names.push(name)
        }
    });
    let through =
        if names.is_empty() { String::new() } else { format!(" · through {}", names.join(" → ")) };
    let stance = format!(
        "{} {}{}",
        word(&statement.kind),
        word(&statement.stance),
        if statement.hedged { ", hedged" } else { "" }
    );
    format!(
        "  {when}{said}  {stance}  \"{}\" {}{}\n",
        short(&text, 200),
        paint.faint(&place),
        paint.faint(&through)
    )
}

pub(crate) fn json(session: &Session, position: &Position) -> Value {
    json!({
        "statement": session.statement_json(&position.statement), "holder": if position.own { "self" } else { "attributed" },
        "dated": position.dated, "said": position.said,
    })
}
