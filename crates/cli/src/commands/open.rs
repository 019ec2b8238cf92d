//! `open` and `serve`: the corpus in the browser, on this machine only.

use super::add;
use crate::args::{Global, Open};
use crate::fault::{Ending, Fault, Outcome, say};
use crate::input;
use reportedly_store::Store;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

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
    serve(&corpus, args.address, !args.no_browser)
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

pub(crate) fn serve(corpus: &Path, address: SocketAddr, browser: bool) -> Outcome {
    if !address.ip().is_loopback() {
        let hint = "listen on 127.0.0.1 or [::1]; to read from another machine, forward the port with ssh";
        return Err(Fault::usage(format!("`{address}` can be reached from other machines"), hint));
    }
    // An unreadable corpus is told before anything listens.
    drop(Store::open(corpus)?);
    let ready = |address: SocketAddr| {
        let url = format!("http://{address}/");
        say("listening", &url, Some("stop with Ctrl-C"));
        if browser {
            start_browser(&url);
        }
    };
    reportedly_web::serve(corpus, address, ready).map(|()| Ending::Done).map_err(|error| Fault::Serve {
        message: error.to_string(),
        hint: Some("choose another port with `--address 127.0.0.1:0`".to_owned()),
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
