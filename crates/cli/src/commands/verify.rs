//! `verify` and `doctor`: does the corpus still hold, does a report hold against it?

use crate::args::{Global, OnFile, Verify};
use crate::fault::{Ending, Fault, Outcome};
use crate::output::{Form, Output};
use crate::{render, session};
use reportedly_store::Store;
use serde_json::{Map, json};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// How a corpus file begins.
const SQLITE: &[u8] = b"SQLite format 3\0";

/// Bytes of a report that are read; a larger file is no report of ours.
const LARGEST: u64 = 1 << 30;

/// The file when it is no corpus but may be a report.
fn read_report(path: &Path) -> Option<String> {
    let mut file = File::open(path).ok().filter(|file| file.metadata().is_ok_and(|about| about.is_file()))?;
    let mut head = [0; SQLITE.len()];
    let read = file.read(&mut head).ok()?;
    let named =
        path.extension().is_some_and(|e| e.eq_ignore_ascii_case("html") || e.eq_ignore_ascii_case("htm"));
    let markup = head.starts_with(b"<!DOCTYPE") || head.starts_with(b"<html");
    if head == *SQLITE || !(named || markup) {
        return None;
    }
    let mut text = head.get(..read)?.to_vec();
    file.take(LARGEST).read_to_end(&mut text).ok()?;
    Some(String::from_utf8_lossy(&text).into_owned())
}

fn report(path: &Path, text: &str, global: &Global, out: &mut Output) -> Outcome {
    let no = |why: String| {
        let message = format!("`{}` is no report of this program: {why}", path.display());
        Fault::usage(message, "make one with `reportedly report c:… -o FILE.html`")
    };
    let pages = reportedly_report::pages(text).map_err(no)?;
    let store = session::open(&global.corpus, global)?;
    let mut documents = BTreeMap::new();
    for id in pages {
        if let Some(document) = store.document(&id)? {
            documents.insert(id, document);
        }
    }
    let checked = reportedly_report::check(text, |id| documents.get(id)).map_err(no)?;
    let holds = checked.differences.is_empty();
    match out.form {
        Form::Text => out.text(&render::verify::report(&checked, out.paint))?,
        _ => out.object(Map::from_iter([
            ("report".to_owned(), json!(path)),
            ("corpus".to_owned(), json!(global.corpus)),
            ("holds".to_owned(), json!(holds)),
            ("checked".to_owned(), json!(checked)),
        ]))?,
    }
    Ok(if holds { Ending::Done } else { Ending::Negative })
}

pub(crate) fn verify(args: &Verify, global: &Global, out: &mut Output) -> Outcome {
    let path = args.file.as_ref().unwrap_or(&global.corpus);
    if let Some((path, text)) = args.file.as_deref().and_then(|path| Some((path, read_report(path)?))) {
        return report(path, &text, global, out);
    }
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
