//! `explain`: what is found on a page and why, without a corpus.

use super::tell_failures;
use crate::args::{Explain, Global};
use crate::fault::{Ending, Outcome};
use crate::input::{self, Inputs};
use crate::output::{Form, Output};
use crate::{render, session};
use reportedly_store::{Failure, Input};
use std::panic::{AssertUnwindSafe, catch_unwind};

pub(crate) fn run(args: &Explain, global: &Global, out: &mut Output) -> Outcome {
    let sources = input::sources(&args.paths, &args.reading)?;
    let engine = session::engine();
    let mut failed = false;
    out.begin_list("pages")?;
    for Input { origin, bytes } in Inputs::new(sources, &args.reading, global) {
        let read = bytes.and_then(|bytes| {
            catch_unwind(AssertUnwindSafe(|| engine.analyse(&bytes, &origin))).map_err(|_| Failure {
                path: origin.path.clone(),
                message: "the analysis crashed on this page".to_owned(),
                hint: Some("this is a fault of the program: please report it with the page".to_owned()),
            })
        });
        match read {
            Ok(document) if out.form == Form::Text => {
                out.text(&render::explain::text(&document, out.paint, out.width, global.verbose))?;
            }
            Ok(document) => out.element(&render::explain::json(&document))?,
            Err(failure) => {
                failed = true;
                tell_failures(&[failure], usize::MAX, "");
            }
        }
    }
    out.end_list()?;
    Ok(if failed { Ending::Partial } else { Ending::Done })
}
