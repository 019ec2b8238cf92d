//! `trace`: the source chain of a claim.

use super::claims::{none, others};
use crate::args::{Ask, Global};
use crate::ask;
use crate::fault::{Ending, Outcome};
use crate::output::{Form, Output};
use crate::render;
use crate::session::{self, Session};
use reportedly_engine::corpus;
use serde_json::Map;

pub(crate) fn run(args: &Ask, global: &Global, out: &mut Output) -> Outcome {
    let store = session::open(&global.corpus, global)?;
    let session = Session::load(&store)?;
    let claims = ask::claims(&session, &args.what);
    let trace = claims.first().and_then(|claim| {
        corpus::trace_with(&session.corpus, &session.references(), &claim.id, &session.words)
    });
    let Some(trace) = trace else { return none(&session, &args.what, global, out) };
    match out.form {
        Form::Text => out.text(&render::trace::text(&session, &trace, out.paint))?,
        _ => out.object(Map::from_iter([("trace".to_owned(), render::trace::json(&session, &trace))]))?,
    }
    others(&claims, global);
    Ok(Ending::Done)
}
