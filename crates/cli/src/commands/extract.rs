//! `extract`: records without a corpus, in the order of the paths, whatever the number of jobs.

use super::tell_failures;
use crate::args::{Extract, Global};
use crate::fault::{Ending, Fault, Outcome, say};
use crate::input::{self, Bar, Inputs};
use crate::output::Output;
use crate::session;
use rayon::prelude::*;
use reportedly_engine::Engine;
use reportedly_engine::wire;
use reportedly_store::{Failure, Input};
use serde_json::Value;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Pages and bytes analysed before the first of them is written.
const BATCH: usize = 32;
const BATCH_BYTES: usize = 16 << 20;

pub(crate) fn run(args: &Extract, global: &Global, out: &mut Output) -> Outcome {
    let sources = input::sources(&args.paths, &args.reading)?;
    let inputs = Inputs::new(sources, &args.reading, global);
    let engine = session::engine();
    let mut writer = Writer { args, global, engine: &engine, bar: inputs.bar(), pages: 0, failed: 0 };
    out.begin_list("records")?;
    let (mut batch, mut bytes) = (Vec::new(), 0);
    for input in inputs {
        bytes += input.bytes.as_ref().map_or(0, Vec::len);
        batch.push(input);
        if batch.len() >= BATCH || bytes >= BATCH_BYTES {
            writer.write(std::mem::take(&mut batch), out)?;
            bytes = 0;
        }
    }
    writer.write(batch, out)?;
    out.end_list()?;
    writer.bar.end();
    Ok(if writer.failed == 0 { Ending::Done } else { Ending::Partial })
}

struct Writer<'a> {
    args: &'a Extract,
    global: &'a Global,
    engine: &'a Engine,
    bar: Bar,
    pages: usize,
    failed: usize,
}

impl Writer<'_> {
    fn write(&mut self, batch: Vec<Input>, out: &mut Output) -> Result<(), Fault> {
        self.pages += batch.len();
        let (engine, with_text) = (self.engine, self.args.text);
        let records: Vec<Result<Value, Failure>> = batch
            .into_par_iter()
            .map(|Input { origin, bytes }| {
                let bytes = bytes?;
                let record = || wire::record(&engine.analyse(&bytes, &origin), with_text);
                catch_unwind(AssertUnwindSafe(record)).map_err(|_| Failure {
                    path: origin.path.clone(),
                    message: "the analysis crashed on this page".to_owned(),
                    hint: Some("this is a fault of the program: please report it with the page".to_owned()),
                })
            })
            .collect();
        for record in records {
            match record {
                Ok(record) => {
                    self.tell_notices(&record);
                    out.element(&record)?;
                }
                Err(failure) => {
                    self.failed += 1;
                    self.bar.aside(|| tell_failures(&[failure], usize::MAX, ""));
                }
            }
        }
        self.bar.done(self.pages);
        // Whoever reads a pipe sees each batch as it is done.
        out.flush()?;
        Ok(())
    }

    fn tell_notices(&self, record: &Value) {
        if self.global.quiet {
            return;
        }
        let path = record.pointer("/document/path").and_then(Value::as_str).unwrap_or_default();
        for notice in record.get("notices").and_then(Value::as_array).into_iter().flatten() {
            let word = |key: &str| notice.get(key).and_then(Value::as_str).unwrap_or_default();
            if self.global.verbose || word("code") == "page-too-long" {
                let line = format!("`{path}`: {}", word("message"));
                self.bar.aside(|| say("note", &line, None));
            }
        }
    }
}
