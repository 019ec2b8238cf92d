//! Documents, bytes and counts out.

use crate::error::Kind;
use crate::schema::SCHEMA;
use crate::search::parsed;
use crate::{Decisions, ENCODER, ENGINE, Entry, Error, Failure, Finding, Result, Stats, Store};
use rayon::prelude::*;
use reportedly_engine::model::{Document, DocumentId, Language, Zone};
use rusqlite::{OptionalExtension, Row, params};

impl Store {
    /// All documents, analysed, in order of their ids.
    pub fn documents(&self) -> Result<Vec<Document>> {
        let decisions = self.in_force()?;
        self.analyses()?.par_iter().map(|(id, value)| self.unpack(id, value, &decisions)).collect()
    }

    pub(crate) fn n_documents(&self) -> Result<usize> {
        let sql = "SELECT count(*) FROM document";
        let count: i64 = self.lock().query_row(sql, [], |row| row.get(0)).map_err(|e| self.sql(e))?;
        Ok(count as usize)
    }

    /// Id and packed analysis of all documents, in order of their ids.
    pub(crate) fn analyses(&self) -> Result<Vec<(String, Vec<u8>)>> {
        let sql =
            "SELECT d.id, a.value FROM document d JOIN analysis a ON a.document = d.number ORDER BY d.id";
        self.rows(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// One document by its id.
    pub fn document(&self, id: &str) -> Result<Option<Document>> {
        let sql = "SELECT a.value FROM document d JOIN analysis a ON a.document = d.number WHERE d.id = ?1";
        let value: Option<Vec<u8>> =
            self.lock().query_row(sql, [id], |row| row.get(0)).optional().map_err(|e| self.sql(e))?;
        value.map(|value| self.unpack(id, &value, &*self.in_force()?)).transpose()
    }

    /// The analysis of a page, its date as people decided.
    pub(crate) fn unpack(&self, id: &str, value: &[u8], decisions: &Decisions) -> Result<Document> {
        let json = zstd::decode_all(value).map_err(|_| {
            Error::new(&self.path, Kind::Corrupt(format!("the analysis of `{id}` cannot be unpacked")))
        })?;
        let mut document: Document =
            serde_json::from_slice(&json).map_err(|_| Error::new(&self.path, Kind::Stale(id.to_owned())))?;
        decisions.set_date(&mut document);
        Ok(document)
    }

    /// The list of documents without their text, in order of their paths.
    pub fn entries(&self) -> Result<Vec<Entry>> {
        let sql = "SELECT id, path, url, title, language, outlet, published, statements, size FROM document ORDER BY path, id";
        self.rows(sql, [], |row| {
            let language: Option<String> = row.get(4)?;
            Ok(Entry {
                id: row.get(0)?,
                path: row.get(1)?,
                url: row.get(2)?,
                title: row.get(3)?,
                language: language.as_deref().map(Language::new),
                outlet: row.get(5)?,
                published: row.get(6)?,
                statements: row.get(7)?,
                size: row.get::<_, i64>(8)? as u64,
            })
        })
    }

    /// Full ids that a reader may mean by `text`: an id, the beginning of one, a path, a file name or the beginning of one.
    /// Exact meanings first: when there are any, no others are given.
    pub fn find_documents(&self, text: &str) -> Result<Vec<String>> {
        let entries = self.entries()?;
        let name = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned();
        let exact = |entry: &&Entry| entry.id == text || entry.path == text || name(&entry.path) == text;
        let near = |entry: &&Entry| {
            let id = entry.id.trim_start_matches("d:");
            (!text.is_empty() && name(&entry.path).starts_with(text))
                || (text.len() >= 4 && id.starts_with(text.trim_start_matches("d:")))
        };
        let mut found: Vec<String> = entries.iter().filter(exact).map(|entry| entry.id.clone()).collect();
        if found.is_empty() {
            found = entries.iter().filter(near).map(|entry| entry.id.clone()).collect();
        }
        Ok(found)
    }

    /// The original bytes of a document.
    pub fn bytes(&self, id: &str) -> Result<Option<Vec<u8>>> {
        let sql = "SELECT o.bytes FROM document d JOIN original o ON o.document = d.number WHERE d.id = ?1";
        let value: Option<Vec<u8>> =
            self.lock().query_row(sql, [id], |row| row.get(0)).optional().map_err(|e| self.sql(e))?;
        let Some(value) = value else { return Ok(None) };
        zstd::decode_all(value.as_slice()).map(Some).map_err(|_| {
            Error::new(&self.path, Kind::Corrupt(format!("the bytes of `{id}` cannot be unpacked")))
        })
    }

    /// How many pieces of text search knows of each page, by zone; statements are not among them.
    pub fn pieces(&self) -> Result<Vec<(DocumentId, Zone, u32)>> {
        let sql = "SELECT d.id, p.zone, count(*) FROM passage p JOIN document d ON d.number = p.document
                   WHERE p.statement IS NULL GROUP BY p.document, p.zone";
        let rows: Vec<(DocumentId, String, u32)> =
            self.rows(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let zone = |word: String| parsed(word).unwrap_or(Zone::Other);
        Ok(rows.into_iter().map(|(id, word, n)| (id, zone(word), n)).collect())
    }

    /// Pages that could not be added and have not been added since.
    pub fn failures(&self) -> Result<Vec<Failure>> {
        self.rows("SELECT path, message, hint FROM failure ORDER BY path", [], |row| {
            Ok(Failure { path: row.get(0)?, message: row.get(1)?, hint: row.get(2)? })
        })
    }

    pub fn stats(&self) -> Result<Stats> {
        let generation = self.generation()?;
        let derived = self.is_derived(generation)?;
        let languages = self.rows(
            "SELECT language, count(*) FROM document GROUP BY language ORDER BY count(*) DESC, language",
            [],
            |row| {
                let language: Option<String> = row.get(0)?;
                Ok((language.as_deref().map(Language::new), row.get::<_, i64>(1)? as u64))
            },
        )?;
        let one = |sql: &str| -> Result<u64> {
            let value: i64 = self.lock().query_row(sql, [], |row| row.get(0)).map_err(|e| self.sql(e))?;
            Ok(value as u64)
        };
        let older = "SELECT count(*) FROM document WHERE engine <> ?1";
        let older: i64 = self.lock().query_row(older, [ENGINE], |row| row.get(0)).map_err(|e| self.sql(e))?;
        Ok(Stats {
            documents: one("SELECT count(*) FROM document")?,
            statements: one("SELECT coalesce(sum(statements), 0) FROM document")?,
            failures: one("SELECT count(*) FROM failure")?,
            original_bytes: one("SELECT coalesce(sum(size), 0) FROM document")?,
            stored_bytes: one("SELECT coalesce(sum(length(bytes)), 0) FROM original")?,
            file_bytes: std::fs::metadata(&self.path).map_or(0, |metadata| metadata.len()),
            schema: SCHEMA,
            languages,
            undated: one("SELECT count(*) FROM document WHERE published IS NULL")?,
            older: older as u64,
            derived,
            encoder: self.asks_encoder()?,
            decisions: one("SELECT count(*) FROM decision")?,
        })
    }

    /// Checks the file itself: SQLite's own check, the search index, documents of another build, failed pages.
    pub fn doctor(&self) -> Result<Vec<Finding>> {
        let mut out = Vec::new();
        let mut find = |code: &str, fine: bool, message: String, hint: &str| {
            let hint = (!fine && !hint.is_empty()).then(|| hint.to_owned());
            out.push(Finding { code: code.to_owned(), fine, message, hint });
        };
        let check: Vec<String> = self.rows("PRAGMA quick_check(5)", [], |row| row.get(0))?;
        let fine = check.iter().all(|line| line == "ok");
        let message = if fine { "the file is whole".to_owned() } else { check.join("; ") };
        find("file", fine, message, "restore a copy, or add the original pages to a new corpus");
        if !self.read_only {
            let check = "INSERT INTO passage_index (passage_index) VALUES ('integrity-check')";
            let checked = self.lock().execute(check, []).map_err(|e| self.sql(e));
            // Another writer is at work: nothing can be said about the index now.
            if !checked.as_ref().is_err_and(|error| error.is_locked()) {
                let fine = checked.is_ok();
                let message = if fine { "the search index is whole" } else { "the search index is damaged" };
                find("index", fine, message.to_owned(), "add the original pages to a new corpus");
            }
        }
        let stats = self.stats()?;
        let lost = "SELECT count(*) FROM document d WHERE NOT EXISTS (SELECT 1 FROM original o WHERE o.document = d.number)
                    OR NOT EXISTS (SELECT 1 FROM analysis a WHERE a.document = d.number)";
        let lost: i64 = self.lock().query_row(lost, [], |row| row.get(0)).map_err(|e| self.sql(e))?;
        let message = format!("{} documents, {lost} without bytes or analysis", stats.documents);
        find("documents", lost == 0, message, "add the original pages again");
        let message = match stats.older {
            0 => "all documents were read by this program".to_owned(),
            older => format!("{older} documents were read by another version of this program"),
        };
        find("engine", stats.older == 0, message, "any `reportedly add` reads them anew");
        let wanted = self.wants_encoder()?;
        let message = match (ENCODER, wanted) {
            (true, true) => {
                "linked with the sentence encoder: sentences near in meaning are compared as well, and a judge of pairs decides"
            }
            (true, false) => "linked without the sentence encoder, as this corpus was told",
            (false, _) => {
                "built without the sentence encoder: only sentences that share names, numbers or known words are compared, \
                 and no judge of pairs is asked, so more of what is said alike stays apart"
            }
        };
        find("encoder", true, message.to_owned(), "");
        let message = if stats.derived {
            "actors and claims are up to date"
        } else {
            "actors and claims are not computed yet"
        };
        find("derived", stats.derived, message.to_owned(), "the next command that needs them computes them");
        let message = format!("{} pages could not be added", stats.failures);
        find("failures", stats.failures == 0, message, "see them with `reportedly docs --failed`");
        Ok(out)
    }

    pub(crate) fn rows<T, P: rusqlite::Params>(
        &self,
        sql: &str,
        parameters: P,
        row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let connection = self.lock();
        let read = || {
            let mut select = connection.prepare_cached(sql)?;
            let rows = select.query_map(parameters, row)?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(|e: rusqlite::Error| self.sql(e))
    }

    /// At most this many pages of the file from now on, for tests of a full disk.
    #[doc(hidden)]
    pub fn limit_file_pages(&self, pages: u32) -> Result<()> {
        let connection = self.lock();
        connection
            .query_row(&format!("PRAGMA max_page_count = {pages}"), params![], |_| Ok(()))
            .map_err(|e| self.sql(e))
    }
}
