//! `add`: pages into the corpus.

use super::{TOLD, tell_failures};
use crate::args::{Add, Global, Reading};
use crate::fault::{Ending, Fault, Outcome, say};
use crate::input::{self, Inputs};
use crate::output::{Form, Output};
use crate::{render, session};
use reportedly_intake::Sources;
use reportedly_store::{AddOptions, AddReport, Store};
use std::path::Path;

pub(crate) fn run(args: &Add, global: &Global, out: &mut Output) -> Outcome {
    let sources = input::sources(&args.paths, &args.reading)?;
    let report = add(sources, &args.reading, &global.corpus, global)?;
    match out.form {
        Form::Text if global.quiet => {}
        Form::Text => out.text(&render::add::text(&report))?,
        _ => out.object(render::add::json(&report, &global.corpus))?,
    }
    Ok(if report.failed.is_empty() { Ending::Done } else { Ending::Partial })
}

/// Adds, with a bar on terminals; failures and costly notices are told on standard error.
pub(crate) fn add(
    sources: Sources,
    reading: &Reading,
    corpus: &Path,
    global: &Global,
) -> Result<AddReport, Fault> {
    let readable = sources.any_file() || corpus.exists();
    let inputs = Inputs::new(sources, reading, global);
    let bar = inputs.bar();
    let report = if readable {
        let store = Store::open_or_create(corpus)?;
        let engine = session::engine();
        let added = store.add(inputs, &engine, &AddOptions::default(), &mut |progress| {
            bar.done(progress.pages);
            if progress.deriving {
                bar.say("linking actors and claims");
            }
        });
        bar.end();
        added?
    } else {
        // Nothing to read: no corpus is made.
        AddReport { failed: inputs.filter_map(|input| input.bytes.err()).collect(), ..AddReport::default() }
    };
    if !global.quiet {
        for (path, _, message) in &report.notices {
            say("note", &format!("`{path}`: {message}"), None);
        }
    }
    let most = if global.verbose { usize::MAX } else { TOLD };
    tell_failures(&report.failed, most, "see all of them with `reportedly docs --failed`");
    Ok(report)
}
