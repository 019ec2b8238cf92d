//! `open` and `serve`: the corpus in the browser.

use super::add;
use crate::args::{Global, Open, Serve};
use crate::fault::{Ending, Fault, Outcome, say};
use crate::input;
use reportedly_store::Store;
use reportedly_web::Access;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Pages that take a moment to read.
const MANY: u64 = 2_000;

pub(crate) fn open(args: &Open, global: &Global) -> Outcome {
    let corpus = match args.paths.as_slice() {
        [one] if one.extension().is_some_and(|extension| extension == "rpd") && one.is_file() => one.clone(),
        paths => {
            let corpus = beside(paths, global);
            let report = add::add(input::sources(paths, &args.reading)?, &args.reading, &corpus, global)?;
            if !global.quiet {
                say(
                    "note",
                    &format!("`{}`: {}", corpus.display(), crate::render::add::text(&report).trim_end()),
                    None,
                );
            }
            if !corpus.exists() {
                return Ok(Ending::Partial);
            }
            corpus
        }
    };
    serve(&corpus, args.address, Access::local(), !args.no_browser)
}

/// `serve`: where to listen and who may ask.
pub(crate) fn serve_as(args: &Serve, global: &Global) -> Outcome {
    let address = args.address.unwrap_or_else(|| SocketAddr::new(args.host, args.port));
    let access = match &args.token_file {
        None => Access::local(),
        Some(file) => {
            let text = std::fs::read_to_string(file).map_err(|error| {
                let hint = "write a token of 16 characters or more into it, readable by you alone";
                Fault::usage(format!("cannot read `{}`: {error}", file.display()), hint)
            })?;
            let token = text.lines().next().unwrap_or("").trim();
            Access::with_token(token).map_err(|message| {
                Fault::usage(format!("`{}`: {message}", file.display()), "choose another token")
            })?
        }
    };
    serve(&global.corpus, address, access.named(&args.name), false)
}

/// The corpus of `open`: the one named with `-c`, else `reportedly.rpd` beside the pages.
fn beside(paths: &[PathBuf], global: &Global) -> PathBuf {
    let default = Path::new("reportedly.rpd");
    if global.corpus != default {
        return global.corpus.clone();
    }
    let folder = paths
        .first()
        .filter(|path| path.as_os_str() != "-")
        .and_then(|path| if path.is_dir() { Some(path.as_path()) } else { path.parent() });
    folder
        .filter(|folder| !folder.as_os_str().is_empty())
        .map_or_else(|| default.to_owned(), |folder| folder.join(default))
}

fn serve(corpus: &Path, address: SocketAddr, access: Access, browser: bool) -> Outcome {
    if !address.ip().is_loopback() && !access.has_token() {
        let hint = "use `reportedly serve` with `--token-file FILE`; or listen on 127.0.0.1 and forward the port with ssh";
        return Err(Fault::usage(format!("`{address}` can be reached from other machines"), hint));
    }
    // An unreadable corpus is told before anything listens.
    let pages = Store::open(corpus)?.stats()?.documents;
    if pages >= MANY {
        say("note", &format!("reading {pages} pages; the address follows"), None);
    }
    let ready = |address: SocketAddr| {
        let url = format!("http://{address}/");
        say("listening", &url, Some("stop with Ctrl-C"));
        if browser {
            start_browser(&url);
        }
    };
    reportedly_web::serve(corpus, address, access, ready).map(|()| Ending::Done).map_err(|error| {
        Fault::Serve { message: error.to_string(), hint: Some("choose another port".to_owned()) }
    })
}

/// Asks the system for its browser; without one the address on standard error is enough.
fn start_browser(url: &str) {
    let programs: &[&str] = if cfg!(target_os = "macos") {
        &["open"]
    } else if cfg!(windows) {
        &["explorer"]
    } else {
        &["xdg-open", "sensible-browser"]
    };
    for program in programs {
        let started = Command::new(program)
            .arg(url)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        if started.is_ok() {
            return;
        }
    }
}
