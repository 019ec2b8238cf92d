//! `verify` and `doctor`: does the corpus still hold?

use crate::args::{Global, OnFile};
use crate::fault::{Ending, Outcome};
use crate::output::{Form, Output};
use crate::{render, session};
use reportedly_store::Store;
use serde_json::{Map, json};

pub(crate) fn verify(args: &OnFile, global: &Global, out: &mut Output) -> Outcome {
    let path = args.file.as_ref().unwrap_or(&global.corpus);
    let store = Store::open(path)?;
    let report = store.verify(&session::engine())?;
    match out.form {
        Form::Text => out.text(&render::verify::text(&report, out.paint))?,
        _ => out.object(Map::from_iter([
            ("corpus".to_owned(), json!(path)),
            ("holds".to_owned(), json!(report.mismatches.is_empty())),
            ("report".to_owned(), json!(report)),
        ]))?,
    }
    Ok(if report.mismatches.is_empty() { Ending::Done } else { Ending::Negative })
}

pub(crate) fn doctor(args: &OnFile, global: &Global, out: &mut Output) -> Outcome {
    let path = args.file.as_ref().unwrap_or(&global.corpus);
    let store = Store::open(path)?;
    let (findings, stats) = (store.doctor()?, store.stats()?);
    match out.form {
        Form::Text => out.text(&render::verify::doctor(path, &findings, &stats, out.paint))?,
        _ => out.object(Map::from_iter([
            ("corpus".to_owned(), json!(path)),
            ("engine".to_owned(), json!(reportedly_store::ENGINE)),
            ("findings".to_owned(), json!(findings)),
            ("stats".to_owned(), json!(stats)),
        ]))?,
    }
    let broken = findings
        .iter()
        .any(|finding| !finding.fine && matches!(finding.code.as_str(), "file" | "index" | "documents"));
    Ok(if broken { Ending::Negative } else { Ending::Done })
}
