//! `relays`: who cites whom.

use crate::args::{Global, Relays};
use crate::fault::{Ending, Outcome, say};
use crate::output::{Form, Output};
use crate::render::{self, relays};
use crate::session::{self, Session};
use reportedly_engine::corpus;
use reportedly_engine::text::fold;
use serde_json::{Map, json};
use std::collections::BTreeSet;

pub(crate) fn run(args: &Relays, global: &Global, out: &mut Output) -> Outcome {
    let store = session::open(&global.corpus, global)?;
    let session = Session::load(&store)?;
    let mut found = corpus::relays(&session.corpus, &session.references());
    let from = args.from.as_deref().map(|name| meant(&session, &found, name));
    let to = args.to.as_deref().map(|name| meant(&session, &found, name));
    found.citations.retain(|citation| {
        let fits =
            |asked: &Option<BTreeSet<String>>, id: &String| asked.as_ref().is_none_or(|ids| ids.contains(id));
        fits(&from, &citation.from) && fits(&to, &citation.to)
    });
    if from.is_some() || to.is_some() {
        // only those that take part in what is left
        let ends = found.citations.iter().flat_map(|citation| [&citation.from, &citation.to]);
        let here: BTreeSet<String> = ends.cloned().chain(from.into_iter().flatten()).collect();
        found.houses.retain(|house| here.contains(&house.id));
        found.mutual.retain(|(a, b)| here.contains(a) && here.contains(b));
    }
    let total = found.citations.len();
    if !args.matrix {
        found.citations.truncate(global.limit.unwrap_or(usize::MAX));
    }
    match out.form {
        Form::Text if args.csv && args.matrix => {
            let (columns, rows) = relays::matrix(&session, &found);
            let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
            out.csv(&columns, rows.into_iter())?;
        }
        Form::Text if args.csv => {
            let rows = found.citations.iter().map(|citation| relays::cells(&session, &found, citation));
            out.csv(&relays::COLUMNS, rows)?;
        }
        Form::Text if args.matrix => out.text(&relays::matrix_text(&session, &found, out.paint))?,
        Form::Text => out.text(&relays::text(&session, &found, total, out.paint))?,
        _ => {
            let items = found.citations.iter().map(|c| relays::json(&session, &found, c)).collect();
            let more =
                [("outlets", json!(found.houses)), ("mutual", json!(found.mutual)), ("total", json!(total))];
            let more = more.into_iter().map(|(key, value)| (key.to_owned(), value));
            out.list("relays", items, Map::from_iter(more))?;
        }
    }
    if total == 0 && out.form == Form::Text && !global.quiet {
        say("note", &format!("nobody cites anybody like that in {}", render::searched(&session)), None);
    }
    Ok(if total == 0 { Ending::Negative } else { Ending::Done })
}

/// Ids of the houses that a name in any script means.
fn meant(session: &Session, found: &corpus::Relays, name: &str) -> BTreeSet<String> {
    let mut ids: BTreeSet<String> =
        corpus::actors_named(&session.corpus, name).into_iter().map(|hit| hit.actor).collect();
    let asked = fold(name);
    let named = found.houses.iter().filter(|house| house.id == name || fold(&house.name).contains(&asked));
    ids.extend(named.map(|house| house.id.clone()));
    ids
}
