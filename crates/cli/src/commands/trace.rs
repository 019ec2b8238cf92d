//! `trace`: the source chain of a claim, as a tree or as a graph.

use super::claims::{none, others};
use crate::args::{Global, Trace, TraceForm};
use crate::ask;
use crate::fault::{Ending, Outcome};
use crate::output::{Form, Output};
use crate::render;
use crate::session::{self, Session};
use reportedly_engine::corpus;
use serde_json::Map;

pub(crate) fn run(args: &Trace, global: &Global, out: &mut Output) -> Outcome {
    if args.form == Some(TraceForm::Json) {
        out.form = Form::Json;
    }
    let store = session::open(&global.corpus, global)?;
    let session = Session::about(&store, &args.what)?;
    let claims = ask::claims(&session, &args.what);
    let documents = session.references();
    let trace = claims
        .first()
        .and_then(|claim| corpus::trace_with(&session.corpus, &documents, &claim.id, &session.words));
    let Some(trace) = trace else { return none(&session, &args.what, global, out) };
    let graph = corpus::graph(&session.corpus, &documents, &trace, Some(&session::today()));
    match (args.form, out.form) {
        (Some(TraceForm::Dot), _) => out.text(&corpus::dot(&graph))?,
        (Some(TraceForm::Mermaid), _) => out.text(&corpus::mermaid(&graph))?,
        (Some(TraceForm::Prov), _) => out.text(&format!("{:#}\n", corpus::prov_json(&graph, &documents)))?,
        (_, Form::Text) => out.text(&render::trace::text(&session, &trace, &graph, out.paint))?,
        _ => {
            let value = render::trace::json(&session, &trace, &graph);
            out.object(Map::from_iter([("trace".to_owned(), value)]))?;
        }
    }
    others(&claims, global);
    Ok(Ending::Done)
}
