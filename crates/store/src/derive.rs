//! The derived corpus (copies, actors, claims, relations): computed once, kept with the generation it belongs to.

use crate::{Decision, ENGINE, Error, Result, Store, add};
use reportedly_engine::model::Document;
use reportedly_engine::{Engine, corpus::Corpus};
use rusqlite::{OptionalExtension, TransactionBehavior, params};

impl Store {
    /// Copies, actors, claims and relations of all documents. Comes from the file when nothing has changed since it was
    /// computed, else computed now and, if the file may be written to, kept.
    pub fn corpus(&self, engine: &Engine) -> Result<Corpus> {
        let generation = self.generation()?;
        if let Some(corpus) = self.kept_corpus(generation)? {
            return Ok(corpus);
        }
        let documents = self.documents()?;
        let references: Vec<&Document> = documents.iter().collect();
        let corpus = engine.compare(&references);
        match self.keep_corpus(generation, &corpus) {
            // Another writer, or no right to write: the answer is the same, it will be computed again.
            Err(error) if !error.is_locked() && !error.is_read_only() => Err(error),
            _ => Ok(corpus),
        }
    }

    /// A number that changes whenever documents or decisions change: a key for caches.
    pub fn generation(&self) -> Result<u64> {
        let sql = "SELECT value FROM meta WHERE key = 'generation'";
        let value: i64 = self.lock().query_row(sql, [], |row| row.get(0)).map_err(|e| self.sql(e))?;
        Ok(value as u64)
    }

    /// True when the derived corpus in the file belongs to the documents in the file and to this program.
    pub(crate) fn is_derived(&self, generation: u64) -> Result<bool> {
        let sql = "SELECT 1 FROM derived WHERE key = 'corpus' AND generation = ?1 AND engine = ?2";
        let found = self.lock().query_row(sql, params![generation as i64, ENGINE], |_| Ok(())).optional();
        Ok(found.map_err(|e| self.sql(e))?.is_some())
    }

    fn kept_corpus(&self, generation: u64) -> Result<Option<Corpus>> {
        let sql = "SELECT value FROM derived WHERE key = 'corpus' AND generation = ?1 AND engine = ?2";
        let value: Option<Vec<u8>> = self
            .lock()
            .query_row(sql, params![generation as i64, ENGINE], |row| row.get(0))
            .optional()
            .map_err(|e| self.sql(e))?;
        let json = value.and_then(|value| zstd::decode_all(value.as_slice()).ok());
        Ok(json.and_then(|json| serde_json::from_slice(&json).ok()))
    }

    fn keep_corpus(&self, generation: u64, corpus: &Corpus) -> Result<()> {
        if self.read_only {
            return Ok(());
        }
        let json = serde_json::to_vec(corpus).map_err(|e| self.io(std::io::Error::other(e)))?;
        let value = add::pack(&json).map_err(|e| self.io(e))?;
        let mut connection = self.lock();
        let mut keep = || {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            // A slower reader must not put an older corpus over a newer one.
            let sql = "INSERT INTO derived (key, generation, engine, value) VALUES ('corpus', ?1, ?2, ?3)
                       ON CONFLICT (key) DO UPDATE SET generation = ?1, engine = ?2, value = ?3
                       WHERE derived.generation <= ?1";
            transaction.execute(sql, params![generation as i64, ENGINE, value])?;
            transaction.commit()
        };
        keep().map_err(|e| Error::sql(&self.path, e))
    }

    /// Appends a decision. Decisions are never changed or deleted.
    pub fn decide(&self, decision: &Decision) -> Result<()> {
        let subjects = serde_json::to_string(&decision.subjects).unwrap_or_default();
        let mut connection = self.lock();
        let mut append = || {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let sql = "INSERT INTO decision (verb, subjects, reason) VALUES (?1, ?2, ?3)";
            transaction.execute(sql, params![decision.verb, subjects, decision.reason])?;
            transaction.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'", [])?;
            transaction.commit()
        };
        append().map_err(|e| Error::sql(&self.path, e))
    }

    /// All decisions in order.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        let connection = self.lock();
        let read = || {
            let mut select =
                connection.prepare_cached("SELECT verb, subjects, reason FROM decision ORDER BY number")?;
            let rows = select.query_map([], |row| {
                let subjects: String = row.get(1)?;
                let subjects = serde_json::from_str(&subjects).unwrap_or_default();
                Ok(Decision { verb: row.get(0)?, subjects, reason: row.get(2)? })
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(|e| self.sql(e))
    }
}
