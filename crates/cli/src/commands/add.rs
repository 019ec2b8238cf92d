//! `add`: pages into the corpus.

use super::{TOLD, tell_failures};
use crate::args::{Add, Global};
use crate::fault::{Ending, Fault, Outcome, say};
use crate::input::Sources;
use crate::output::{Form, Output};
use crate::{render, session};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use reportedly_store::{AddOptions, AddReport, Store};
use std::io::IsTerminal;
use std::path::Path;

pub(crate) fn run(args: &Add, global: &Global, out: &mut Output) -> Outcome {
    let sources = Sources::new(&args.paths, &args.about);
    if args.about.url.is_some() && sources.len() > 1 {
        return Err(Fault::usage(
            "`--url` is the address of one page, and there are more",
            "add that page alone",
        ));
    }
    let report = add(sources, &global.corpus, global)?;
    match out.form {
        Form::Text if global.quiet => {}
        Form::Text => out.text(&render::add::text(&report))?,
        _ => out.object(render::add::json(&report, &global.corpus))?,
    }
    Ok(if report.failed.is_empty() { Ending::Done } else { Ending::Partial })
}

/// Adds, with a bar on terminals; failures and costly notices are told on standard error.
pub(crate) fn add(sources: Sources, corpus: &Path, global: &Global) -> Result<AddReport, Fault> {
    let report = if sources.any_page() || corpus.exists() {
        let store = Store::open_or_create(corpus)?;
        let bar = bar(sources.len() as u64, global);
        let engine = session::engine();
        let added = store.add(sources.inputs(), &engine, &AddOptions::default(), &mut |progress| {
            bar.set_position(progress.pages as u64);
            if progress.deriving {
                bar.set_message("linking actors and claims");
            }
        });
        bar.finish_and_clear();
        added?
    } else {
        // Nothing to read: no corpus is made.
        AddReport {
            failed: sources.inputs().filter_map(|input| input.bytes.err()).collect(),
            ..AddReport::default()
        }
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

fn bar(pages: u64, global: &Global) -> ProgressBar {
    if global.quiet || !std::io::stderr().is_terminal() || pages < 2 {
        return ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    }
    let bar = ProgressBar::new(pages);
    if let Ok(style) =
        ProgressStyle::with_template("{bar:30} {pos}/{len} pages · {per_sec} · {eta} left {msg}")
    {
        bar.set_style(style);
    }
    bar
}
