//! `positions`: what an actor said himself over time, and what others say he holds.

use crate::args::{Global, HolderArg, Positions};
use crate::ask;
use crate::fault::{Ending, Outcome, say};
use crate::output::{Form, Output};
use crate::render;
use crate::session::{self, Session};
use reportedly_engine::corpus::{Asked, Holder};
use serde_json::{Map, json};

pub(crate) fn run(args: &Positions, global: &Global, out: &mut Output) -> Outcome {
    let store = session::open(&global.corpus, global)?;
    let session = Session::load(&store)?;
    let actors = ask::actors(&session, &args.actor);
    let Some(actor) = actors.first() else {
        if out.form != Form::Text {
            out.list("positions", Vec::new(), Map::from_iter([("actor".to_owned(), json!(null))]))?;
        } else if !global.quiet {
            say("note", &format!("nobody called `{}` in {}", args.actor, render::searched(&session)), None);
        }
        return Ok(Ending::Negative);
    };
    let question = Asked {
        topic: args.topic.as_deref(),
        since: args.since.as_deref(),
        until: args.until.as_deref(),
        holder: match args.holder {
            HolderArg::Own => Some(Holder::Own),
            HolderArg::Attributed => Some(Holder::Attributed),
            HolderArg::All => None,
        },
        gap: args.gap,
    };
    let mut positions = ask::positions(&session, actor, &question);
    let total = positions.rows.len();
    positions.rows.truncate(global.limit.unwrap_or(usize::MAX));
    match out.form {
        Form::Text if args.csv => {
            let rows = positions.rows.iter().map(|row| render::positions::cells(&session, row));
            out.csv(&render::positions::COLUMNS, rows)?;
        }
        Form::Text => out.text(&render::positions::text(&session, &positions, out.paint))?,
        _ => {
            let items = positions.rows.iter().map(|row| render::positions::json(&session, row)).collect();
            let about = json!({"id": positions.actor, "name": positions.name});
            let more = [
                ("actor", about),
                ("topic", json!(args.topic)),
                ("changes", json!(positions.changes)),
                ("gaps", json!(positions.gaps)),
            ];
            out.list(
                "positions",
                items,
                more.into_iter().map(|(key, value)| (key.to_owned(), value)).collect(),
            )?;
        }
    }
    if total == 0 {
        if out.form == Form::Text && !global.quiet {
            let topic = args.topic.as_deref().map_or_else(String::new, |topic| format!(" on `{topic}`"));
            say("note", &format!("nothing by {}{topic} in {}", actor.name, render::searched(&session)), None);
        }
        return Ok(Ending::Negative);
    }
    Ok(Ending::Done)
}
