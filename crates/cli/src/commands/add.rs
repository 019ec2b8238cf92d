//! `add`: pages into the corpus.

use super::{TOLD, tell_failures};
use crate::args::{Add, Global, Reading, Switch};
use crate::fault::{Ending, Fault, Outcome, say};
use crate::input::{self, Inputs};
use crate::output::{Form, Output};
use crate::{render, session};
use reportedly_intake::Sources;
use reportedly_store::{AddOptions, AddReport, ENCODER, Store};
use std::path::Path;

pub(crate) fn run(args: &Add, global: &Global, out: &mut Output) -> Outcome {
    let sources = input::sources(&args.paths, &args.reading)?;
    if args.encoder == Some(Switch::On) && !ENCODER {
        let hint = "leave `--encoder` out, or build with the feature `encoder`";
        return Err(Fault::usage("this program was built without the sentence encoder".to_owned(), hint));
    }
    let encoder = args.encoder.map(|switch| switch == Switch::On);
    let options = AddOptions { encoder, ..AddOptions::default() };
    let report = add_with(sources, &args.reading, &global.corpus, global, &options)?;
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
    add_with(sources, reading, corpus, global, &AddOptions::default())
}

fn add_with(
    sources: Sources,
    reading: &Reading,
    corpus: &Path,
    global: &Global,
    options: &AddOptions,
) -> Result<AddReport, Fault> {
    let readable = sources.any_file() || corpus.exists();
    let inputs = Inputs::new(sources, reading, global);
    let bar = inputs.bar();
    let report = if readable {
        let store = Store::open_or_create(corpus)?;
        let engine = session::engine();
        let added = store.add(inputs, &engine, options, &mut |progress| {
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
