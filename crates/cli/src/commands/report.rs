//! `report`: one claim in one HTML file.

use super::claims::{none, others};
use crate::args::{Global, ReportArgs};
use crate::ask;
use crate::fault::{Ending, Fault, Outcome};
use crate::output::{Form, Output};
use crate::render;
use crate::session::{self, Session};
use reportedly_engine::corpus;
use reportedly_report::{Report, html};
use serde_json::{Map, json};
use std::io;
use std::path::Path;

pub(crate) fn run(args: &ReportArgs, global: &Global, out: &mut Output) -> Outcome {
    let store = session::open(&global.corpus, global)?;
    let session = Session::load(&store)?;
    let claims = ask::claims(&session, &args.what);
    let documents = session.references();
    let trace = claims
        .first()
        .and_then(|claim| corpus::trace_with(&session.corpus, &documents, &claim.id, &session.words));
    let Some(trace) = trace else { return none(&session, &args.what, global, out) };
    let today = session::today();
    let graph = corpus::graph(&session.corpus, &documents, &trace, Some(&today));
    let answers = corpus::denials(&session.corpus, &documents, Some(&trace.claim));
    let file = html(&Report {
        corpus: &session.corpus,
        documents: &documents,
        searched: documents.len(),
        trace: &trace,
        graph: &graph,
        answers: &answers,
        snippets: args.snippets as usize,
        with_text: args.with_text,
        made: Some(&today),
        program: reportedly_store::ENGINE,
    });
    if args.output == Path::new("-") {
        out.text(&file)?;
    } else {
        let cannot = |error: io::Error| {
            let what = format!("`{}`: {error}", args.output.display());
            Fault::Output(io::Error::new(error.kind(), what))
        };
        std::fs::write(&args.output, &file).map_err(cannot)?;
        let bytes = file.len();
        match out.form {
            Form::Text if global.quiet => {}
            Form::Text => {
                let name = args.output.display();
                let size = render::count(bytes.div_ceil(1000), "kilobyte");
                out.text(&format!("{name}: {} {} · {size}\n", trace.claim, graph.headline()))?;
            }
            _ => out.object(Map::from_iter([
                ("report".to_owned(), json!(args.output)),
                ("claim".to_owned(), json!(trace.claim)),
                ("bytes".to_owned(), json!(bytes)),
            ]))?,
        }
    }
    others(&claims, global);
    Ok(Ending::Done)
}
