//! Does every span still stand on the original bytes?

use crate::{ENGINE, Mismatch, Result, Store, VerifyReport};
use rayon::prelude::*;
use reportedly_engine::Engine;
use reportedly_engine::corpus::{Corpus, Evidence};
use reportedly_engine::model::{Document, Origin, Span};
use reportedly_engine::wire::Points;
use rusqlite::params;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Documents checked at a time.
const BATCH: i64 = 64;

struct Stored {
    number: i64,
    id: String,
    sha256: String,
    path: String,
    origin: Origin,
    engine: String,
    original: Vec<u8>,
    passages: Vec<(Span, (u32, u32), String)>,
}

/// What one document gave: spans checked, and what does not hold.
#[derive(Default)]
struct Checked {
    spans: usize,
    statements: usize,
    older: bool,
    wrong: Vec<(&'static str, String)>,
}

impl Store {
    /// Reads the original bytes again, checks their hash, decodes and analyses them anew and checks that every stored span
    /// gives the stored text.
    pub fn verify(&self, engine: &Engine) -> Result<VerifyReport> {
        let mut report = VerifyReport::default();
        let mut after = 0;
        let mut texts = BTreeMap::new();
        loop {
            let batch = self.stored(after)?;
            let Some(last) = batch.last() else { break };
            after = last.number;
            let checked: Vec<(Checked, Option<String>)> =
                batch.par_iter().map(|stored| self.check(stored, engine)).collect::<Result<_>>()?;
            for (stored, (checked, text)) in batch.iter().zip(checked) {
                report.documents += 1;
                report.spans += checked.spans;
                report.statements += checked.statements;
                report.older += usize::from(checked.older);
                for (what, message) in checked.wrong {
                    let (document, path) = (stored.id.clone(), stored.path.clone());
                    report.mismatches.push(Mismatch { document, path, what: what.to_owned(), message });
                }
                text.into_iter()
                    .for_each(|text| drop(texts.insert(stored.id.clone(), (stored.path.clone(), text))));
            }
        }
        if report.mismatches.is_empty() {
            let corpus = self.corpus(engine)?;
            for evidence in evidence(&corpus) {
                report.spans += 1;
                let stored = texts.get(&evidence.document);
                if stored.is_none_or(|(_, text)| evidence.span.of(text) != evidence.text) {
                    report.mismatches.push(Mismatch {
                        document: evidence.document.clone(),
                        path: stored.map(|(path, _)| path.clone()).unwrap_or_default(),
                        what: "corpus".to_owned(),
                        message: format!(
                            "`{}` is not at bytes {}–{}",
                            evidence.text,
                            evidence.span.start(),
                            evidence.span.end()
                        ),
                    });
                }
            }
        }
        Ok(report)
    }

    fn stored(&self, after: i64) -> Result<Vec<Stored>> {
        let sql = "SELECT d.number, d.id, d.sha256, d.path, d.origin, d.engine, o.bytes FROM document d
                   LEFT JOIN original o ON o.document = d.number WHERE d.number > ?1 ORDER BY d.number LIMIT ?2";
        let mut batch = self.rows(sql, params![after, BATCH], |row| {
            let origin: String = row.get(4)?;
            Ok(Stored {
                number: row.get(0)?,
                id: row.get(1)?,
                sha256: row.get(2)?,
                path: row.get(3)?,
                origin: serde_json::from_str(&origin).unwrap_or_default(),
                engine: row.get(5)?,
                original: row.get::<_, Option<Vec<u8>>>(6)?.unwrap_or_default(),
                passages: Vec::new(),
            })
        })?;
        for stored in &mut batch {
            let sql = "SELECT start, \"end\", start_point, end_point, text FROM passage WHERE document = ?1";
            stored.passages = self.rows(sql, params![stored.number], |row| {
                let (start, end): (i64, i64) = (row.get(0)?, row.get(1)?);
                Ok((Span::new(start as usize, end as usize), (row.get(2)?, row.get(3)?), row.get(4)?))
            })?;
        }
        Ok(batch)
    }

    fn check(&self, stored: &Stored, engine: &Engine) -> Result<(Checked, Option<String>)> {
        let mut checked = Checked { older: stored.engine != ENGINE, ..Checked::default() };
        let Ok(bytes) = zstd::decode_all(stored.original.as_slice()) else {
            checked.wrong.push(("hash", "the original bytes cannot be unpacked".to_owned()));
            return Ok((checked, None));
        };
        let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        if hash != stored.sha256 {
            checked
                .wrong
                .push(("hash", format!("the original bytes have the hash {hash}, not {}", stored.sha256)));
            return Ok((checked, None));
        }
        let document = match self.document(&stored.id) {
            Ok(Some(document)) => document,
            Ok(None) => {
                checked.wrong.push(("analysis", "the analysis is missing".to_owned()));
                return Ok((checked, None));
            }
            Err(error) => {
                checked.wrong.push(("analysis", error.to_string()));
                return Ok((checked, None));
            }
        };
        let Ok(mut fresh) = catch_unwind(AssertUnwindSafe(|| engine.analyse(&bytes, &stored.origin))) else {
            checked.wrong.push(("analysis", "the analysis crashed on these bytes".to_owned()));
            return Ok((checked, None));
        };
        // what a person decided is no work of the analysis
        self.in_force()?.set_date(&mut fresh);
        if fresh.text != document.text {
            checked.wrong.push(("text", "the original bytes do not give the stored text".to_owned()));
            return Ok((checked, None));
        }
        if !checked.older && fresh != document {
            checked.wrong.push(("analysis", "the same bytes give another analysis".to_owned()));
        }
        checked.statements = document.statements.len();
        spans(&document, &mut |what, span| {
            checked.spans += 1;
            if fresh.text.get(span.start()..span.end()).is_none() {
                let message =
                    format!("{what} at bytes {}–{} does not fit the text", span.start(), span.end());
                checked.wrong.push(("span", message));
            }
        });
        let points = Points::new(&fresh.text);
        for (span, (start, end), text) in &stored.passages {
            checked.spans += 1;
            if span.of(&fresh.text) != text {
                let message = format!("bytes {}–{} are not the stored passage", span.start(), span.end());
                checked.wrong.push(("span", message));
            } else if (points.at(span.start()), points.at(span.end())) != (*start, *end) {
                checked
                    .wrong
                    .push(("span", format!("code points {start}–{end} are not those of the passage")));
            }
        }
        Ok((checked, Some(fresh.text)))
    }
}

/// Every span of a document, with the name of what it is.
fn spans(document: &Document, each: &mut dyn FnMut(&'static str, Span)) {
    document.blocks.iter().for_each(|block| each("a block", block.span));
    document.sentences.iter().for_each(|sentence| each("a sentence", sentence.span));
    document.mentions.iter().for_each(|mention| each("a mention", mention.span));
    document.notices.iter().filter_map(|notice| notice.span).for_each(|span| each("a notice", span));
    let published = &document.metadata.published;
    published.rejected.iter().filter_map(|date| date.span).for_each(|span| each("a date", span));
    published.basis.iter().filter_map(|basis| basis.span).for_each(|span| each("a date", span));
    document
        .metadata
        .outlet
        .iter()
        .filter_map(|outlet| outlet.basis.span)
        .for_each(|span| each("an outlet", span));
    for statement in &document.statements {
        statement.content.iter().for_each(|span| each("a statement", *span));
        let speaker = statement.speaker.as_ref().and_then(|speaker| speaker.span);
        let chain = statement.chain.iter().filter_map(|link| link.span);
        let rest =
            [statement.cue, speaker, statement.said, statement.about].into_iter().flatten().chain(chain);
        rest.for_each(|span| each("a part of a statement", span));
    }
}

fn evidence(corpus: &Corpus) -> impl Iterator<Item = &Evidence> {
    let names = corpus.actors.iter().flat_map(|actor| actor.names.iter().map(|name| &name.first));
    let copies = corpus.copies.iter().flat_map(|edge| edge.passages.iter().flat_map(|(a, b)| [a, b]));
    names.chain(copies)
}
