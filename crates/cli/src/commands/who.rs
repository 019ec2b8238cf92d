//! `who`: one actor behind all names.

use crate::args::{Global, Who};
use crate::ask;
use crate::fault::{Ending, Outcome, say};
use crate::output::{Form, Output};
use crate::render;
use crate::session::{self, Session};
use serde_json::{Map, json};

/// Actors shown unless `--limit` says otherwise.
const LIMIT: usize = 5;

pub(crate) fn run(args: &Who, global: &Global, out: &mut Output) -> Outcome {
    let store = session::open(&global.corpus, global)?;
    let session = Session::load(&store)?;
    let mut actors = ask::actors(&session, &args.name);
    let total = actors.len();
    actors.truncate(global.limit.unwrap_or(LIMIT));
    match out.form {
        Form::Text => {
            for actor in &actors {
                out.text(&render::who::text(&session, actor, out.paint, global.verbose))?;
            }
        }
        _ => {
            let items = actors.iter().map(|actor| render::who::json(&session, actor)).collect();
            let more = [("query".to_owned(), json!(args.name)), ("total".to_owned(), json!(total))];
            out.list("actors", items, Map::from_iter(more))?;
        }
    }
    if total == 0 {
        if out.form == Form::Text && !global.quiet {
            say("note", &format!("nobody called `{}` in {}", args.name, render::searched(&session)), None);
        }
        return Ok(Ending::Negative);
    }
    if total > actors.len() && !global.quiet {
        say("note", &format!("{} more actors fit", total - actors.len()), Some("see more with `--limit`"));
    }
    Ok(Ending::Done)
}
