//! `decide`: what people say about actors, claims, dates and copies, kept in the corpus and replayed whenever it is compared.

use crate::args::{Decide, DecideArgs, Global};
use crate::ask;
use crate::commands::compare::page;
use crate::fault::{Ending, Fault, Outcome, say};
use crate::output::{Form, Output};
use crate::render;
use crate::session::{self, Session};
use reportedly_engine::corpus::{Actor, Claim};
use reportedly_store::{Decision, Decisions, Store, Verb};
use serde::Deserialize;
use serde_json::{Map, json};
use std::io::Read;
use std::path::Path;

/// Actors named when more than one fits.
const SHOWN: usize = 5;

pub(crate) fn run(args: &DecideArgs, global: &Global, out: &mut Output) -> Outcome {
    let store = session::open(&global.corpus, global)?;
    let what = match (&args.import, &args.what) {
        (Some(file), _) => return import(&store, file, global, out),
        (None, Some(what)) => what,
        (None, None) => {
            let hint = "see `reportedly decide --help`";
            return Err(Fault::usage("nothing to decide", hint));
        }
    };
    let (verb, subjects, reason) = match what {
        Decide::Log => return log(&store, out),
        Decide::Undo { number, reason } => (Verb::Undo, vec![number.to_string()], reason),
        Decide::Merge { things, reason } if statements(things) => {
            (Verb::Same, whole(&store, things)?, reason)
        }
        Decide::Reject { things, reason } if statements(things) => {
            (Verb::Different, whole(&store, things)?, reason)
        }
        Decide::Merge { things, reason } => (Verb::Merge, ids(&store, things)?, reason),
        Decide::Reject { things, reason } => (Verb::Reject, ids(&store, things)?, reason),
        Decide::Split { thing, reason } if thing.starts_with("a:") => {
            (Verb::Different, with_anchor(&Session::load(&store)?, thing)?, reason)
        }
        Decide::Split { thing, reason } => (Verb::Split, vec![part(&Session::load(&store)?, thing)?], reason),
        Decide::Relabel { actor, name, reason } => {
            (Verb::Relabel, vec![ids(&store, std::slice::from_ref(actor))?.concat(), name.clone()], reason)
        }
        Decide::Date { page: asked, date, reason } => {
            (Verb::Date, vec![page(&store, asked)?, date.clone()], reason)
        }
        Decide::Earlier { first, second, reason } => {
            (Verb::Earlier, vec![page(&store, first)?, page(&store, second)?], reason)
        }
        Decide::Accept { things, reason } => {
            let (verb, subjects) = accepted(&store, things)?;
            (verb, subjects, reason)
        }
    };
    let subjects = store.subjects(verb, &subjects)?;
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

/// A line of a file of decisions, as `decide log --jsonl` writes it.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    number: Option<u64>,
    verb: Verb,
    subjects: Vec<String>,
    #[serde(default)]
    reason: String,
}

/// Takes over what is in force in a file of decisions; what is decided here already is passed over.
fn import(store: &Store, file: &Path, global: &Global, out: &mut Output) -> Outcome {
    let cannot = |error: &dyn std::fmt::Display| {
        let hint = "it holds one decision on each line, as `reportedly decide log --jsonl` writes them";
        Fault::usage(format!("cannot read `{}`: {error}", file.display()), hint)
    };
    let mut text = String::new();
    let read = match file == Path::new("-") {
        true => std::io::stdin().read_to_string(&mut text).map(drop),
        false => std::fs::read_to_string(file).map(|found| text = found),
    };
    read.map_err(|error| cannot(&error))?;
    let mut given = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let line: Line =
            serde_json::from_str(line).map_err(|error| cannot(&format!("line {}: {error}", at + 1)))?;
        let number = line.number.unwrap_or(at as u64 + 1);
        given.push(Decision { number, verb: line.verb, subjects: line.subjects, reason: line.reason });
    }
    let (mut made, mut known, mut refused) = (Vec::new(), 0, 0);
    for decision in Decisions::replay(&given).in_force() {
        let Decision { verb, subjects, reason, .. } = decision;
        let same = |kept: &Decision| kept.verb == *verb && kept.subjects == *subjects;
        if store.in_force()?.in_force().iter().any(same) {
            known += 1;
            continue;
        }
        match store.decide(*verb, subjects, reason) {
            Ok(number) => made.push(Decision { number, ..decision.clone() }),
            Err(error) if error.is_query() => {
                refused += 1;
                say("failed", &format!("decision {}: {error}", decision.number), error.hint().as_deref());
            }
            Err(error) => return Err(error.into()),
        }
    }
    match out.form {
        Form::Text if global.quiet => {}
        Form::Text => out.text(&format!("{} taken over, {known} known, {refused} refused\n", made.len()))?,
        _ => {
            let counts = [("known".to_owned(), json!(known)), ("refused".to_owned(), json!(refused))];
            out.list("decisions", made.iter().map(|one| json!(one)).collect(), Map::from_iter(counts))?;
        }
    }
    Ok(if refused > 0 { Ending::Partial } else { Ending::Done })
}

fn statements(things: &[String]) -> bool {
    things.iter().all(|thing| thing.starts_with("a:"))
}

/// Full ids of statements named by the beginnings of ids.
fn whole(store: &Store, things: &[String]) -> Result<Vec<String>, Fault> {
    let mut missing = Vec::new();
    for thing in things {
        if store.statement(thing)?.is_none() {
            missing.push(thing);
        }
    }
    if missing.is_empty() {
        return Ok(things.to_vec());
    }
    let session = Session::load(store)?;
    things.iter().map(|thing| statement(&session, thing).map(|(id, _)| id)).collect()
}

/// The one statement whose id begins so, and the claim that it is linked to by least doubt.
fn statement<'s>(session: &'s Session, asked: &str) -> Result<(String, Option<&'s Claim>), Fault> {
    let all = session.documents.iter().flat_map(|document| &document.statements);
    let mut found: Vec<&str> = all.map(|s| s.id.as_str()).filter(|id| id.starts_with(asked)).collect();
    found.dedup();
    match found.as_slice() {
        [] => Err(Fault::usage(
            format!("no statement `{asked}` in {}", render::searched(session)),
            "see them with `reportedly search`",
        )),
        [id] => {
            let claim = ask::claims(session, id).into_iter().max_by_key(|claim| claim.members.len());
            Ok(((*id).to_owned(), claim))
        }
        _ => Err(Fault::usage(format!("`{asked}` may mean several statements"), "give more of the id")),
    }
}

/// The anchor of a statement's claim, and the statement.
fn with_anchor(session: &Session, asked: &str) -> Result<Vec<String>, Fault> {
    let (id, claim) = statement(session, asked)?;
    let anchor =
        claim.and_then(|claim| session.statement(&claim.anchor)).map(|(_, anchor)| anchor.id.clone());
    match anchor.filter(|anchor| *anchor != id) {
        Some(anchor) => Ok(vec![anchor, id]),
        None => Err(Fault::usage(
            format!("`{id}` is not linked to another statement, or the others are linked to it"),
            "name both statements: `reportedly decide merge A B`, `reportedly decide reject A B`",
        )),
    }
}

/// What the program did itself, as a decision: a merge of actors, a link of statements, the date of a page, an order of copies.
fn accepted(store: &Store, things: &[String]) -> Result<(Verb, Vec<String>), Fault> {
    let session = Session::load(store)?;
    match things {
        [one] if one.starts_with("a:") => Ok((Verb::Same, with_anchor(&session, one)?)),
        [one] if one.starts_with("e:") => {
            let id = part(&session, one)?;
            let took = |actor: &&Actor| actor.merged.contains(&id);
            let actor = session.corpus.actors.iter().find(took).map_or_else(String::new, |a| a.id.clone());
            Ok((Verb::Merge, vec![actor, id]))
        }
        [one] => {
            let id = page(store, one)?;
            let value = session.document(&id).and_then(|document| document.metadata.published.value.clone());
            Ok((Verb::Date, vec![id, value.unwrap_or_else(|| "none".to_owned())]))
        }
        [_, _] if statements(things) => Ok((Verb::Same, whole(store, things)?)),
        [a, b] => {
            let (a, b) = (page(store, a)?, page(store, b)?);
            let pair = |x: &String, y: &String| (*x == a && *y == b) || (*x == b && *y == a);
            let edge = session.corpus.copies.iter().find(|edge| pair(&edge.a, &edge.b));
            match edge.and_then(|edge| edge.earlier.clone()) {
                Some(first) => Ok((Verb::Earlier, if first == a { vec![a, b] } else { vec![b, a] })),
                None => Err(Fault::usage(
                    "which of these pages was first is not determined",
                    "say it with `reportedly decide earlier FIRST SECOND`",
                )),
            }
        }
        _ => Err(Fault::usage("one thing or two can be accepted", "see `reportedly decide accept --help`")),
    }
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
