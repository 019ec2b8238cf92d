//! One file for each command: what to ask of the store, and how it ends. How it looks is `render`.

mod add;
mod cite;
mod claims;
mod compare;
mod copies;
mod decide;
mod denials;
mod docs;
mod explain;
mod export;
mod extract;
mod mcp;
mod open;
mod positions;
mod relays;
mod report;
mod search;
mod trace;
mod verify;
mod who;

pub(crate) use claims::first_seen;

use crate::args::{Args, Command, Global};
use crate::fault::{Ending, Outcome, say};
use crate::output::Output;
use clap::CommandFactory;
use reportedly_store::Failure;
use std::collections::BTreeSet;

pub(crate) fn run(command: Command, global: &Global, out: &mut Output) -> Outcome {
    match command {
        Command::Add(args) => add::run(&args, global, out),
        Command::Extract(args) => extract::run(&args, global, out),
        Command::Explain(args) => explain::run(&args, global, out),
        Command::Docs(args) => docs::run(&args, global, out),
        Command::Search(args) => search::run(&args, global, out),
        Command::Claims(args) => claims::list(&args, global, out),
        Command::Claim(args) => claims::one(&args, global, out),
        Command::Trace(args) => trace::run(&args, global, out),
        Command::Who(args) => who::run(&args, global, out),
        Command::Decide(args) => decide::run(&args, global, out),
        Command::Positions(args) => positions::run(&args, global, out),
        Command::Denials(args) => denials::run(&args, global, out),
        Command::Copies(args) => copies::run(&args, global, out),
        Command::Compare(args) => compare::run(&args, global, out),
        Command::Relays(args) => relays::run(&args, global, out),
        Command::Cite(args) => cite::run(&args, global, out),
        Command::Report(args) => report::run(&args, global, out),
        Command::Verify(args) => verify::verify(&args, global, out),
        Command::Doctor(args) => verify::doctor(&args, global, out),
        Command::Open(args) => open::open(&args, global),
        Command::Serve(args) => open::serve_as(&args, global),
        Command::Export(args) => export::run(&args, global, out),
        Command::Mcp => mcp::run(global),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Args::command(), "reportedly", &mut script);
            out.text(&String::from_utf8_lossy(&script))?;
            Ok(Ending::Done)
        }
    }
}

/// Failed pages named on standard error; with `-v` all of them.
const TOLD: usize = 20;

/// Names failed pages on standard error, each kind of hint once. Even with `-q`: something is missing. `more` says where the
/// rest is listed.
fn tell_failures(failures: &[Failure], most: usize, more: &str) {
    let mut hints = BTreeSet::new();
    for failure in failures.iter().take(most) {
        let hint = failure.hint.as_deref().filter(|hint| hints.insert(*hint));
        say("failed", &format!("`{}` {}", failure.path, failure.message), hint);
    }
    if failures.len() > most {
        say("failed", &format!("… and {} more", failures.len() - most), Some(more));
    }
}
