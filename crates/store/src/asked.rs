//! What linking asks the sentence encoder and the judge, once: answers are kept in the file.
//!
//! Takes pages that are new to the index and gives their sentences directions of meaning; takes an index and gives verdicts on the
//! pairs that are near. The weights are unpacked when something is asked that nobody asked before.

use crate::error::Kind;
use crate::{ENGINE, Error, Result, Store};
use rayon::prelude::*;
use reportedly_engine::corpus::judge::Judge;
use reportedly_engine::corpus::verdict::{Key, Verdict};
use reportedly_engine::corpus::{Index, Part, Sides, Verdicts, text_key};
use reportedly_engine::model::{Document, Language};
use reportedly_engine::pack::Packs;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

/// Sentences that are read in one go.
const SENTENCES: usize = 256;

/// Most pairs whose verdicts are held back before they are kept.
const PAIRS: usize = 1 << 16;

/// The judge, and what it said.
#[derive(Default)]
pub(crate) struct Asked {
    judge: Option<Judge>,
    pub(crate) verdicts: Verdicts,
    /// The verdicts of the file are among them.
    loaded: bool,
}

impl Asked {
    fn judge(&mut self, store: &Store, packs: &Packs) -> Result<&Judge> {
        match &mut self.judge {
            Some(judge) => Ok(judge),
            none => {
                let broken = |error: reportedly_engine::meaning::Error| {
                    Error::new(store.path(), Kind::Encoder(error.to_string()))
                };
                Ok(none.insert(Judge::new(packs).map_err(broken)?))
            }
        }
    }

    /// Lets the sentences of pages meet by their meaning.
    pub(crate) fn read(
        &mut self,
        store: &Store,
        parts: &mut [Part],
        documents: &[&Document],
        packs: &Packs,
    ) -> Result<()> {
        let asked = |(part, document): (&Part, &&Document)| -> Vec<(usize, u64)> {
            let texts = part.texts(document).into_iter();
            texts.map(|(place, text, language)| (place, text_key(text, language))).collect()
        };
        let places: Vec<Vec<(usize, u64)>> = parts.par_iter().zip(documents).map(asked).collect();
        let mut keys: Vec<u64> = places.iter().flatten().map(|(_, key)| *key).collect();
        keys.sort_unstable();
        keys.dedup();
        let mut sides: Vec<Option<Sides>> = store.kept_sides(&keys).map_err(|e| store.sql(e))?;
        let at = |key: u64| keys.binary_search(&key).ok();
        if sides.iter().any(Option::is_none) {
            let unknown = |key: u64| at(key).is_some_and(|at| sides.get(at).is_some_and(Option::is_none));
            let texts = |(part, document): (&Part, &&Document)| -> Vec<_> {
                let texts = part.texts(document).into_iter();
                let texts =
                    texts.map(|(_, text, language)| (text_key(text, language), text.to_owned(), language));
                texts.filter(|(key, ..)| unknown(*key)).collect()
            };
            let mut fresh: Vec<(u64, String, Language)> =
                parts.par_iter().zip(documents).flat_map_iter(texts).collect();
            // those of like length share their time best; each once
            fresh.sort_by_key(|(key, text, _)| (text.len(), *key));
            fresh.dedup_by_key(|(key, ..)| *key);
            let judge = self.judge(store, packs)?;
            let read: Vec<(u64, Sides)> = fresh
                .par_chunks(SENTENCES)
                .map_init(
                    || judge.reader(),
                    |reader, texts| {
                        let plain: Vec<(&str, Language)> =
                            texts.iter().map(|(_, text, language)| (text.as_str(), *language)).collect();
                        let vectors = reader.vectors(&plain);
                        let sides = vectors.iter().map(|vector| Sides::new(vector.numbers()));
                        texts.iter().map(|(key, ..)| *key).zip(sides).collect::<Vec<_>>()
                    },
                )
                .flatten()
                .collect();
            for (key, found) in &read {
                if let Some(slot) = at(*key).and_then(|at| sides.get_mut(at)) {
                    *slot = Some(*found);
                }
            }
            store.keep(|transaction| {
                let sql = "INSERT OR IGNORE INTO meaning (key, sides) VALUES (?1, ?2)";
                let mut insert = transaction.prepare_cached(sql)?;
                read.iter().try_for_each(|(key, sides)| {
                    insert.execute(params![*key as i64, sides.to_bytes()]).map(drop)
                })
            })?;
        }
        for (part, places) in parts.iter_mut().zip(places) {
            for (place, key) in places {
                if let Some(sides) = at(key).and_then(|at| sides.get(at).copied().flatten()) {
                    part.meet(place, sides);
                }
            }
        }
        Ok(())
    }

    /// Asks about pairs that are near each other and new.
    pub(crate) fn answer(
        &mut self,
        store: &Store,
        index: &Index,
        documents: &[&Document],
        packs: &Packs,
    ) -> Result<()> {
        if !self.loaded {
            self.verdicts.extend(store.kept_verdicts().map_err(|e| store.sql(e))?);
            self.loaded = true;
        }
        let questions = index.questions(documents, &self.verdicts);
        if questions.is_empty() {
            return Ok(());
        }
        let judge = self.judge(store, packs)?;
        let threads = rayon::current_num_threads().max(1);
        let size = questions.len().div_ceil(threads);
        let part = |n: usize| judge.answer(&questions, n * size..questions.len().min((n + 1) * size));
        let answers: Vec<(Key, Verdict)> = (0..threads).into_par_iter().flat_map_iter(part).collect();
        for answers in answers.chunks(PAIRS) {
            store.keep(|transaction| {
                let sql = "INSERT OR IGNORE INTO verdict (a, b, value) VALUES (?1, ?2, ?3)";
                let mut insert = transaction.prepare_cached(sql)?;
                answers.iter().try_for_each(|((a, b), verdict)| {
                    insert.execute(params![*a as i64, *b as i64, verdict.to_bytes()]).map(drop)
                })
            })?;
        }
        self.verdicts.extend(answers);
        Ok(())
    }
}

/// True when what is kept was said by this build of the engine.
fn is_ours(connection: &Connection) -> rusqlite::Result<bool> {
    let sql = "SELECT engine = ?1 FROM derived WHERE key = 'asked'";
    Ok(connection.query_row(sql, [ENGINE], |row| row.get(0)).optional()?.unwrap_or(false))
}

impl Store {
    /// What is kept of these texts, in their order.
    fn kept_sides(&self, keys: &[u64]) -> rusqlite::Result<Vec<Option<Sides>>> {
        let connection = self.lock();
        if !is_ours(&connection)? {
            return Ok(vec![None; keys.len()]);
        }
        let mut select = connection.prepare_cached("SELECT sides FROM meaning WHERE key = ?1")?;
        let mut sides = |key: &u64| {
            let bytes: Option<Vec<u8>> = select.query_row([*key as i64], |row| row.get(0)).optional()?;
            Ok(bytes.and_then(|bytes| Sides::from_bytes(&bytes)))
        };
        keys.iter().map(&mut sides).collect()
    }

    fn kept_verdicts(&self) -> rusqlite::Result<Vec<(Key, Verdict)>> {
        let connection = self.lock();
        if !is_ours(&connection)? {
            return Ok(Vec::new());
        }
        let mut select = connection.prepare_cached("SELECT a, b, value FROM verdict")?;
        let rows = select.query_map([], |row| {
            let (a, b): (i64, i64) = (row.get(0)?, row.get(1)?);
            let value: Vec<u8> = row.get(2)?;
            Ok(Verdict::from_bytes(&value).map(|verdict| ((a as u64, b as u64), verdict)))
        })?;
        Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().flatten().collect())
    }

    /// Writes answers in one transaction, in the place of those of another build. Nothing is lost when another writer is at work
    /// or the file may not be written to: the same is asked again.
    fn keep(&self, write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>) -> Result<()> {
        if self.read_only {
            return Ok(());
        }
        let mut connection = self.lock();
        let all = || {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            if !is_ours(&transaction)? {
                transaction.execute_batch("DELETE FROM meaning; DELETE FROM verdict;")?;
                let sql = "INSERT OR REPLACE INTO derived (key, generation, engine, value) VALUES ('asked', 0, ?1, x'')";
                transaction.execute(sql, [ENGINE])?;
            }
            write(&transaction)?;
            transaction.commit()
        };
        match all().map_err(|e| self.sql(e)) {
            Err(error) if !error.is_locked() && !error.is_read_only() => Err(error),
            _ => Ok(()),
        }
    }
}
