//! Pages in: analysed in parallel, written in batches.

use crate::dating::{self, Dated};
use crate::derive::worth_linking;
use crate::error::Kind;
use crate::index::{self, Passage};
use crate::{AddOptions, AddReport, Decisions, ENGINE, Error, Failure, Input, Progress, Result, Store};
use rayon::prelude::*;
use reportedly_engine::Engine;
use reportedly_engine::model::{Document, DocumentId, Language, Origin, Zone};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Level 3 is zstd's own default: news text at a quarter of its size, faster than the analysis by far.
const LEVEL: i32 = 3;
/// Notices that mean something was not read. Others are doubts of one page and are kept with it.
const COSTLY: &[&str] = &[
    "page-too-long",
    "too-many-blocks",
    "block-too-long",
    "too-many-statements",
    "html-too-deep",
    "binary-input",
    "empty-page",
];

/// One page made ready for the file outside the transaction.
struct Ready {
    document: Document,
    origin: Origin,
    size: usize,
    original: Vec<u8>,
    analysis: Vec<u8>,
    passages: Vec<Passage>,
}

impl Store {
    /// Adds pages; the same bytes twice change nothing. Pages are analysed in parallel and written in batches, each in one
    /// transaction. A page that cannot be read or that crashes the analysis is listed in the report and the rest goes on.
    ///
    /// # Errors
    /// When the file cannot be written; batches written before stay, and the same call again goes on where it stopped.
    pub fn add(
        &self,
        inputs: impl IntoIterator<Item = Input>,
        engine: &Engine,
        options: &AddOptions,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<AddReport> {
        if self.read_only {
            return Err(Error::new(&self.path, Kind::ReadOnly));
        }
        self.lock().busy_timeout(options.wait).map_err(|e| self.sql(e))?;
        if let Some(on) = options.encoder {
            self.want_encoder(on)?;
        }
        let mut run =
            Run { store: self, engine, report: AddReport::default(), languages: BTreeMap::new(), pages: 0 };
        run.refresh(options)?;
        let mut batch = Vec::new();
        let mut bytes = 0;
        for input in inputs {
            bytes += input.bytes.as_ref().map_or(0, Vec::len);
            batch.push(input);
            if batch.len() >= options.batch_pages || bytes >= options.batch_bytes {
                run.batch(std::mem::take(&mut batch))?;
                progress(Progress { pages: run.pages, failed: run.report.failed.len(), deriving: false });
                bytes = 0;
            }
        }
        if !batch.is_empty() {
            run.batch(batch)?;
        }
        let fresh = run.report.added + run.report.refreshed;
        let derive = options.derive && worth_linking(self.n_documents()?, fresh);
        progress(Progress { pages: run.pages, failed: run.report.failed.len(), deriving: derive });
        if derive {
            self.corpus(engine)?;
        }
        let mut languages: Vec<(Option<Language>, usize)> = run.languages.into_iter().collect();
        languages.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Ok(AddReport { languages, encoder: self.asks_encoder()?, ..run.report })
    }
}

struct Run<'a> {
    store: &'a Store,
    engine: &'a Engine,
    report: AddReport,
    languages: BTreeMap<Option<Language>, usize>,
    pages: usize,
}

impl Run<'_> {
    /// Documents that another build of the engine read are read anew from their bytes.
    fn refresh(&mut self, options: &AddOptions) -> Result<()> {
        loop {
            let pages: Vec<(String, String, Vec<u8>)> = {
                let connection = self.store.lock();
                let sql = "SELECT d.path, d.origin, o.bytes FROM document d JOIN original o ON o.document = d.number
                           WHERE d.engine <> ?1 ORDER BY d.number LIMIT ?2";
                let mut select = connection.prepare_cached(sql).map_err(|e| self.store.sql(e))?;
                let rows = select
                    .query_map(params![ENGINE, options.batch_pages as i64], |row| {
                        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
                    })
                    .map_err(|e| self.store.sql(e))?;
                rows.collect::<rusqlite::Result<_>>().map_err(|e| self.store.sql(e))?
            };
            if pages.is_empty() {
                return Ok(());
            }
            let engine = self.engine;
            let ready: Vec<std::result::Result<Ready, Failure>> = pages
                .par_iter()
                .map(|(path, origin, original)| {
                    let origin = serde_json::from_str(origin)
                        .unwrap_or_else(|_| Origin { path: path.clone(), ..Origin::default() });
                    match zstd::decode_all(original.as_slice()) {
                        Ok(bytes) => analyse(engine, &bytes, &origin),
                        Err(_) => Err(failure(path, "its stored bytes are damaged")),
                    }
                })
                .collect();
            let mut done = Vec::new();
            for ready in ready {
                match ready {
                    Ok(ready) => done.push(ready),
                    // Leaving it would loop for ever; the old analysis stays and `verify` tells.
                    Err(failure) => return Err(Error::new(&self.store.path, Kind::Stale(failure.path))),
                }
            }
            self.report.refreshed += done.len();
            self.write(&done, &[])?;
        }
    }

    fn batch(&mut self, inputs: Vec<Input>) -> Result<()> {
        self.pages += inputs.len();
        let mut seen = BTreeSet::new();
        let mut doubled = Vec::new();
        let mut fresh: Vec<(Vec<u8>, Origin)> = Vec::new();
        let mut failures = Vec::new();
        for Input { origin, bytes } in inputs {
            let bytes = match bytes {
                Ok(bytes) => bytes,
                Err(failure) => {
                    failures.push(failure);
                    continue;
                }
            };
            let id = document_id(&bytes);
            let known = self.known(&id)?;
            match known {
                Some(known) if said_nothing_new(&origin, &known.origin) => {
                    self.count(known.language, known.set_apart, known.undated, known.statements);
                    self.report.known += 1;
                }
                _ if !seen.insert(id.clone()) => doubled.push(id),
                _ => fresh.push((bytes, origin)),
            }
        }
        let engine = self.engine;
        let results: Vec<_> =
            fresh.par_iter().map(|(bytes, origin)| analyse(engine, bytes, origin)).collect();
        let mut ready = Vec::new();
        for result in results {
            match result {
                Ok(page) => ready.push(page),
                Err(failure) => failures.push(failure),
            }
        }
        self.write(&ready, &failures)?;
        for page in &ready {
            let document = &page.document;
            let undated = document.metadata.published.value.is_none();
            self.count(document.language, set_apart(document), undated, document.statements.len());
            self.report.added += 1;
            for notice in document.notices.iter().filter(|notice| COSTLY.contains(&notice.code.as_str())) {
                self.report.notices.push((
                    page.origin.path.clone(),
                    notice.code.clone(),
                    notice.message.clone(),
                ));
            }
        }
        // The same bytes twice in one batch: every page given is counted.
        for id in doubled {
            if let Some(known) = self.known(&id)? {
                self.count(known.language, known.set_apart, known.undated, known.statements);
                self.report.known += 1;
            }
        }
        self.report.failed.extend(failures);
        Ok(())
    }

    fn count(&mut self, language: Option<Language>, set_apart: bool, undated: bool, statements: usize) {
        *self.languages.entry(language).or_default() += 1;
        self.report.set_apart += usize::from(set_apart);
        self.report.undated += usize::from(undated);
        self.report.statements += statements;
    }

    fn known(&self, id: &str) -> Result<Option<Known>> {
        let connection = self.store.lock();
        let sql =
            "SELECT origin, language, set_apart, published IS NULL, statements FROM document WHERE id = ?1";
        let mut select = connection.prepare_cached(sql).map_err(|e| self.store.sql(e))?;
        let row = select.query_row([id], |row| {
            let origin: String = row.get(0)?;
            let language: Option<String> = row.get(1)?;
            Ok(Known {
                origin: serde_json::from_str(&origin).unwrap_or_default(),
                language: language.as_deref().map(Language::new),
                set_apart: row.get(2)?,
                undated: row.get(3)?,
                statements: row.get::<_, i64>(4)? as usize,
            })
        });
        row.optional().map_err(|e| self.store.sql(e))
    }

    fn write(&self, ready: &[Ready], failures: &[Failure]) -> Result<()> {
        if ready.is_empty() && failures.is_empty() {
            return Ok(());
        }
        let mut connection = self.store.lock();
        write(&mut connection, ready, failures).map_err(|e| self.store.sql(e))
    }
}

struct Known {
    origin: Origin,
    language: Option<Language>,
    set_apart: bool,
    undated: bool,
    statements: usize,
}

/// The path may differ; an outlet, address or date that the user states now and did not before makes a new analysis.
fn said_nothing_new(new: &Origin, old: &Origin) -> bool {
    let same = |new: &Option<String>, old: &Option<String>| new.is_none() || new == old;
    same(&new.url, &old.url) && same(&new.outlet, &old.outlet) && same(&new.published, &old.published)
}

/// Hash of the bytes alone, as in `Document::id`.
fn document_id(bytes: &[u8]) -> DocumentId {
    let hex: String = Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("d:{hex}")
}

/// Blocks of other articles or of promotion stand on the page.
fn set_apart(document: &Document) -> bool {
    document.blocks.iter().any(|block| matches!(block.zone, Zone::Teaser | Zone::Advert))
}

fn failure(path: &str, message: &str) -> Failure {
    Failure { path: path.to_owned(), message: message.to_owned(), hint: None }
}

fn analyse(engine: &Engine, bytes: &[u8], origin: &Origin) -> std::result::Result<Ready, Failure> {
    let made = catch_unwind(AssertUnwindSafe(|| {
        let document = engine.analyse(bytes, origin);
        let passages = index::passages(&document);
        (document, passages)
    }));
    let Ok((document, passages)) = made else {
        let hint = Some("this is a fault of the program: please report it with the page".to_owned());
        return Err(Failure { hint, ..failure(&origin.path, "the analysis crashed on this page") });
    };
    let packed = serde_json::to_vec(&document).map_err(std::io::Error::other).and_then(|json| pack(&json));
    match (packed, pack(bytes)) {
        (Ok(analysis), Ok(original)) => {
            Ok(Ready { document, origin: origin.clone(), size: bytes.len(), original, analysis, passages })
        }
        (Err(error), _) | (_, Err(error)) => {
            Err(failure(&origin.path, &format!("cannot be packed: {error}")))
        }
    }
}

pub(crate) fn pack(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    zstd::encode_all(bytes, LEVEL)
}

fn write(connection: &mut Connection, ready: &[Ready], failures: &[Failure]) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let decisions = dating::decisions(&transaction)?;
    for page in ready {
        write_page(&transaction, page, &decisions)?;
    }
    for failure in failures {
        let sql = "INSERT OR REPLACE INTO failure (path, message, hint) VALUES (?1, ?2, ?3)";
        transaction.prepare_cached(sql)?.execute(params![failure.path, failure.message, failure.hint])?;
    }
    if !ready.is_empty() {
        transaction.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'", [])?;
    }
    transaction.commit()
}

fn write_page(connection: &Connection, page: &Ready, decisions: &Decisions) -> rusqlite::Result<()> {
    let Ready { document, origin, .. } = page;
    let dated = Dated::new(document, decisions);
    // Two writers may bring the same page: the row stays one.
    let sql = "INSERT INTO document (id, sha256, path, url, title, language, outlet, published, size, statements, set_apart,
                                     origin, engine, first_day, last_day, doubt)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
               ON CONFLICT (id) DO UPDATE SET path = ?3, url = ?4, title = ?5, language = ?6, outlet = ?7, published = ?8,
                   statements = ?10, set_apart = ?11, origin = ?12, engine = ?13, first_day = ?14, last_day = ?15, doubt = ?16
               RETURNING number";
    let metadata = &document.metadata;
    let number: i64 = connection.prepare_cached(sql)?.query_row(
        params![
            document.id,
            document.sha256,
            document.path,
            metadata.url,
            metadata.title,
            document.language.map(|language| language.code().to_owned()),
            metadata.outlet.as_ref().map(|outlet| &outlet.name),
            dated.value,
            page.size as i64,
            document.statements.len() as i64,
            set_apart(document),
            serde_json::to_string(origin).unwrap_or_default(),
            ENGINE,
            dated.first,
            dated.last,
            dated.doubt,
        ],
        |row| row.get(0),
    )?;
    connection
        .prepare_cached("INSERT OR IGNORE INTO original (document, bytes) VALUES (?1, ?2)")?
        .execute(params![number, page.original])?;
    connection
        .prepare_cached("INSERT OR REPLACE INTO analysis (document, value) VALUES (?1, ?2)")?
        .execute(params![number, page.analysis])?;
    connection
        .prepare_cached(
            "DELETE FROM passage_index WHERE rowid IN (SELECT number FROM passage WHERE document = ?1)",
        )?
        .execute([number])?;
    connection.prepare_cached("DELETE FROM passage WHERE document = ?1")?.execute([number])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO passage (document, zone, start, \"end\", start_point, end_point, text, statement, position, kind, stance,
                              actor, speaker, via, via_actor)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?;
    let mut insert_words = connection.prepare_cached(
        "INSERT INTO passage_index (rowid, words, stems, sounds, speaker) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for passage in &page.passages {
        let said = passage.statement.as_ref();
        insert.execute(params![
            number,
            index::word(&passage.zone),
            passage.span.start() as i64,
            passage.span.end() as i64,
            passage.points.0,
            passage.points.1,
            passage.text,
            said.map(|said| &said.id),
            said.map(|said| said.index),
            said.map(|said| &said.kind),
            said.map(|said| &said.stance),
            said.and_then(|said| said.actor.as_ref()),
            said.and_then(|said| said.speaker.as_ref()),
            said.and_then(|said| said.via.as_ref()),
            said.and_then(|said| said.via_actor.as_ref()),
        ])?;
        let row = connection.last_insert_rowid();
        insert_words.execute(params![row, passage.words, passage.stems, passage.sounds, passage.speaker])?;
    }
    connection.prepare_cached("DELETE FROM failure WHERE path = ?1")?.execute([&document.path])?;
    Ok(())
}
