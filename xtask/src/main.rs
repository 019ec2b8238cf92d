//! House tasks: `cargo xtask score|bench|draft|load|names|tidy`. Takes arguments, prints, gives an exit code.

#![expect(clippy::print_stdout, reason = "these tasks print for people")]

mod bench;
mod gold;
mod load;
mod names;
mod relations;
mod score;
mod scores;
mod tidy;
mod words;

use reportedly_engine::model::{Limits, Origin};
use reportedly_engine::pack::Packs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const USAGE: &str = "\
usage: cargo xtask score [--shared FOLDER] [--update [--lower REASON]] [--write]
                       every scorer, one table, floors; `--write` puts it into docs/scores.md
       cargo xtask score NAME [--data PATH] [--shared FOLDER] [--json] [-v]
                       one scorer (gold, seeds, seeds-claims, attributions, polnear, claimpairs, copies, ntrex, encoder, pages, zones,
                       names, slavicner) on data of its format
       cargo xtask bench [--data FOLDER] [--rounds N] [--json] [--record]
       cargo xtask bench pages [--shared FOLDER] [--data FOLDER] [--peers [--skip NAMES] [--write]] [--rounds N] [--json]
                       the page room on sets of `score pages`, with `--peers` beside other readers, which are installed
                       in a temporary folder; `--write` puts the tables into docs/scores.md; `--one FILE` reads one page
       cargo xtask bench link [--pages N] [--encoder] [--json]
                       linking N invented pages, ten times as many, and one more, step by step
       cargo xtask bench load [--pages N] [--corpus FILE] [--program FILE] [--rate N] [--seconds N] [--json]
                       a corpus file of N such pages: adding, linking, one page more, new processes, every view of the server,
                       and how it bears a rate of requests
       cargo xtask bench warc --data FILE.warc.gz [--rounds N] [--json]
       cargo xtask bench copies --data posts.jsonl.gz [--pages N] [--rounds N] [--json]
                       articles fingerprinted a second, and the time to find copies among N and 10 N pages
       cargo xtask draft FILE      a page with the engine's own marks, to correct into a gold page
       cargo xtask load http://HOST:PORT PATH... [--rate N] [--seconds N] [--threads N]
                       how a running server bears a fixed rate of requests
       cargo xtask names FILE      crates/engine/world/name-groups.txt, of rigour's person_names.txt
       cargo xtask relations FILE… figures of pairs of labelled statements (xtask/relations/statements/), for xtask/relations/fit.py
       cargo xtask tidy            house rules as checks";

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let task = if arguments.is_empty() { String::new() } else { arguments.remove(0) };
    let result = match task.as_str() {
        "score" => score::run(arguments),
        "bench" => bench::run(arguments),
        "draft" => draft(&arguments),
        "load" => load::run(arguments),
        "names" => names::run(&arguments, &root()),
        "relations" => relations::run(&arguments),
        "tidy" => tidy::run(&root()),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(true)
        }
        _ => Err(USAGE.to_owned()),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

fn draft(arguments: &[String]) -> Result<bool, String> {
    let [file] = arguments else { return Err(USAGE.to_owned()) };
    let bytes = std::fs::read(file).map_err(|error| format!("{file}: {error}"))?;
    let engine = reportedly_engine::Engine::new(Packs::embedded(), Limits::default());
    print!(
        "{}",
        gold::draft::draft(&engine.analyse(&bytes, &Origin { path: file.clone(), ..Origin::default() }))
    );
    Ok(true)
}

/// The folder of the workspace.
fn root() -> PathBuf {
    let folder =
        std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
    Path::new(&folder).parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// What a folder holds, in order of names.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let listing = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = listing.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

/// The last part of a path.
fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Takes `--name VALUE` out of the arguments.
fn option(arguments: &mut Vec<String>, name: &str) -> Result<Option<String>, String> {
    let Some(index) = arguments.iter().position(|argument| argument == name) else { return Ok(None) };
    if index + 1 >= arguments.len() {
        return Err(format!("`{name}` needs a value\n{USAGE}"));
    }
    arguments.remove(index);
    Ok(Some(arguments.remove(index)))
}

/// Takes a flag out of the arguments.
fn flag(arguments: &mut Vec<String>, name: &str) -> bool {
    let before = arguments.len();
    arguments.retain(|argument| argument != name);
    arguments.len() < before
}

/// An error when arguments are left over.
fn none_left(arguments: &[String]) -> Result<(), String> {
    match arguments.first() {
        Some(argument) => Err(format!("unknown argument `{argument}`\n{USAGE}")),
        None => Ok(()),
    }
}
