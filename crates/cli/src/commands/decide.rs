//! `decide`: what people say about actors, kept in the corpus and replayed whenever it is compared.

use crate::args::{Decide, Global};
use crate::ask;
use crate::fault::{Ending, Fault, Outcome};
use crate::output::{Form, Output};
use crate::render;
use crate::session::{self, Session};
use reportedly_engine::corpus::Actor;
use reportedly_store::{Decision, Decisions, Store, Verb};
use serde_json::{Map, json};

/// Actors named when more than one fits.
const SHOWN: usize = 5;

pub(crate) fn run(what: &Decide, global: &Global, out: &mut Output) -> Outcome {
    let store = session::open(&global.corpus, global)?;
    let (verb, subjects, reason) = match what {
        Decide::Log => return log(&store, out),
        Decide::Undo { number, reason } => (Verb::Undo, vec![number.to_string()], reason),
        Decide::Merge { actors, reason } => (Verb::Merge, ids(&store, actors)?, reason),
        Decide::Reject { actors, reason } => (Verb::Reject, ids(&store, actors)?, reason),
        Decide::Split { actor, reason } => (Verb::Split, vec![part(&Session::load(&store)?, actor)?], reason),
    };
    let number = store.decide(verb, &subjects, &reason.because)?;
    let decision = Decision { number, verb, subjects, reason: reason.because.clone() };
    match out.form {
        Form::Text if global.quiet => {}
        Form::Text => out.text(&render::decide::made(&decision))?,
        _ => out.object(Map::from_iter([("decision".to_owned(), json!(decision))]))?,
    }
    Ok(Ending::Done)
}

fn log(store: &Store, out: &mut Output) -> Outcome {
    let decisions = store.decisions()?;
    let replayed = Decisions::replay(&decisions);
    match out.form {
        Form::Text => out.text(&render::decide::log(&decisions, &replayed, out.paint))?,
        _ => {
            let items = decisions.iter().map(|decision| render::decide::json(decision, &replayed)).collect();
            out.list("decisions", items, Map::new())?;
        }
    }
    Ok(Ending::Done)
}

fn ids(store: &Store, actors: &[String]) -> Result<Vec<String>, Fault> {
    let session = Session::load(store)?;
    actors.iter().map(|actor| id(&session, actor)).collect()
}

/// The id that is meant: as it stands when pages gave it, or of the only actor of that name.
fn id(session: &Session, asked: &str) -> Result<String, Fault> {
    let given = |actor: &Actor| actor.id == asked || actor.merged.iter().any(|merged| merged == asked);
    if session.corpus.actors.iter().any(given) {
        return Ok(asked.to_owned());
    }
    one(session, asked).map(|actor| actor.id.clone())
}

fn one<'s>(session: &'s Session, asked: &str) -> Result<&'s Actor, Fault> {
    match ask::actors(session, asked).as_slice() {
        [] => Err(Fault::usage(
            format!("nobody called `{asked}` in {}", render::searched(session)),
            "find actors and their ids with `reportedly who NAME`",
        )),
        [one] => Ok(one),
        several => {
            let shown: Vec<String> =
                several.iter().take(SHOWN).map(|actor| format!("{} ({})", actor.name, actor.id)).collect();
            Err(Fault::usage(
                format!("{} actors are called `{asked}`: {}", several.len(), shown.join(", ")),
                "name the one you mean by its id (e:…)",
            ))
        }
    }
}

/// The id that shall stand alone: one that an actor took over.
fn part(session: &Session, asked: &str) -> Result<String, Fault> {
    let taken = |actor: &Actor| actor.merged.iter().any(|merged| merged == asked);
    if session.corpus.actors.iter().any(taken) {
        return Ok(asked.to_owned());
    }
    let actor = one(session, asked)?;
    match actor.merged.as_slice() {
        [] => Err(Fault::usage(
            format!("{} ({}) has taken nobody over, so there is nothing to split", actor.name, actor.id),
            "two actors are kept apart with `reportedly decide reject A B`",
        )),
        [only] => Ok(only.clone()),
        several => Err(Fault::usage(
            format!("{} ({}) has taken over several: {}", actor.name, actor.id, several.join(", ")),
            "name the one that shall stand alone",
        )),
    }
}
