//! `reportedly`, the program: arguments in, answers out, exit codes. Everything it knows it asks the store and the engine.

#![allow(clippy::disallowed_methods, reason = "those are closed to the engine alone")]

mod args;
mod ask;
mod commands;
mod fault;
mod input;
mod output;
mod render;
mod session;

use clap::Parser;
use fault::{Fault, Outcome};
use output::Output;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = args::Args::parse();
    quiet_crashes();
    fault::end(run(args))
}

fn run(args: args::Args) -> Outcome {
    let global = args.global;
    if let Some(jobs) = global.jobs {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global();
        pool.map_err(|error| {
            Fault::usage(format!("cannot start {jobs} jobs: {error}"), "give a smaller number")
        })?;
    }
    let mut out = Output::new(&global);
    let ending = commands::run(args.command, &global, &mut out)?;
    out.flush()?;
    Ok(ending)
}

/// A page that crashes the analysis is told as a failed page; the crash itself is for those who ask with RUST_BACKTRACE.
fn quiet_crashes() {
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |crash| {
            if std::thread::current().name() == Some("main") {
                usual(crash);
            }
        }));
    }
}
