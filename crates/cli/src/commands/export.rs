//! `export`: statements in the formats of other tools.

use super::search;
use crate::args::{Export, Global};
use crate::fault::{Ending, Fault, Outcome, say};
use crate::output::Output;
use crate::session;
use reportedly_export::{Exporter, Format, Lookup, Options};
use reportedly_store::Linked;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;

pub(crate) fn run(args: &Export, global: &Global, out: &mut Output) -> Outcome {
    let store = session::open(&global.corpus, global)?;
    let mut query = search::query(&args.filters, global);
    let corpus = store.corpus(&session::engine())?;
    query.linked = Some(Arc::new(Linked::new(&corpus)));
    let mut found = store.statements(&query)?;
    if let Some(limit) = global.limit {
        cut(&mut found, limit);
    }
    let lookup = Lookup::new(&corpus);
    let options = Options { bom: args.bom, stamp: stamp(args)? };
    let document = |id: &str| store.document(id).map_err(Fault::from);
    let mut write = |to: &mut dyn Write| -> Result<u64, Fault> {
        let mut exporter = Exporter::new(args.to, to, &options)?;
        reportedly_export::write(found.drain(..), document, &lookup, args.with_text, &mut exporter)?;
        Ok(exporter.end()?.1)
    };
    let rows = if args.output == Path::new("-") {
        if args.to == Format::Parquet && io::stdout().is_terminal() {
            return Err(Fault::usage("Parquet is not for terminals", "name a file: `-o statements.parquet`"));
        }
        out.flush()?;
        write(&mut BufWriter::new(io::stdout().lock()))?
    } else {
        replace(&args.output, &mut write)?
    };
    if !global.quiet {
        say("note", &format!("{rows} statements written as {}", args.to), None);
        if let Some(dates) = store.date_counts(&query)? {
            say("note", &search::told(query.certainty, dates), None);
        }
    }
    Ok(if rows == 0 { Ending::Negative } else { Ending::Done })
}

/// The file is there whole or not at all: it is written beside its place and then put there.
fn replace(path: &Path, write: &mut dyn FnMut(&mut dyn Write) -> Result<u64, Fault>) -> Result<u64, Fault> {
    let cannot = |error: &io::Error| {
        Fault::usage(
            format!("cannot write `{}`: {error}", path.display()),
            "name a file in a folder you may write to",
        )
    };
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = Path::new(&beside);
    let mut file = BufWriter::new(File::create(beside).map_err(|error| cannot(&error))?);
    let rows = write(&mut file);
    let rows = rows.and_then(|rows| file.flush().map(|()| rows).map_err(Fault::from));
    drop(file);
    match rows {
        Ok(rows) => std::fs::rename(beside, path).map(|()| rows).map_err(|error| cannot(&error)),
        Err(fault) => {
            let _ = std::fs::remove_file(beside);
            Err(fault)
        }
    }
}

/// The first `limit` statements.
fn cut(found: &mut Vec<(String, Vec<u32>)>, limit: usize) {
    let mut left = limit;
    for (_, statements) in found.iter_mut() {
        statements.truncate(left);
        left -= statements.len();
    }
    found.retain(|(_, statements)| !statements.is_empty());
}

/// The time of creation that STIX demands: as given, else a fixed one, so that the same corpus gives the same bytes.
fn stamp(args: &Export) -> Result<String, Fault> {
    let Some(stamp) = &args.stamp else { return Ok(Options::default().stamp) };
    let shape = "0000-00-00T00:00:00";
    let head = stamp.strip_suffix('Z').map(|head| head.split_once('.').map_or(head, |(head, _)| head));
    let fits = head.is_some_and(|head| {
        head.len() == shape.len()
            && head
                .chars()
                .zip(shape.chars())
                .all(|(c, s)| if s == '0' { c.is_ascii_digit() } else { c == s })
    });
    if !fits {
        let hint = "write it as 2024-05-17T09:30:00Z";
        return Err(Fault::usage(format!("`{stamp}` is not a moment in UTC"), hint));
    }
    Ok(stamp.clone())
}
