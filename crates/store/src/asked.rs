//! What linking asks the sentence encoder and the judge, once: answers are kept in the file.
//!
//! Takes pages that are new to the index and gives their sentences directions of meaning; takes an index and gives verdicts on the
//! pairs that are near. The weights are unpacked when something is asked that nobody asked before: a new page asks the encoder
//! for its own sentences, old ones beside them have theirs from the file.

use crate::error::Kind;
use crate::{ENGINE, Error, Result, Store};
use rayon::prelude::*;
use reportedly_engine::corpus::judge::{Judge, Memory};
use reportedly_engine::corpus::verdict::{Key, Verdict};
use reportedly_engine::corpus::{Directions, Index, Part, Sides, Verdicts, text_key};
use reportedly_engine::model::{Document, Language};
use reportedly_engine::pack::Packs;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use std::sync::PoisonError;

/// Sentences that are read in one go.
const SENTENCES: usize = 256;

/// Most pairs whose verdicts are held back before they are kept.
const PAIRS: usize = 1 << 16;

/// Pairs that are not worth a thread of their own.
const FEW: usize = 256;

/// A text, what it is known by, and its language.
type Text = (u64, String, Language);

/// The judge, and what it said.
#[derive(Default)]
pub(crate) struct Asked {
    judge: Option<Judge>,
    pub(crate) verdicts: Verdicts,
    /// The verdicts of the file are among them.
    loaded: bool,
    /// What was read for the index and may be asked about next.
    directions: Directions,
    /// Words that were read, of each thread.
    memories: Vec<Memory>,
    /// Texts that the encoder was given.
    pub(crate) texts: usize,
}

/// Unpacks the weights when they are needed for the first time.
fn judge<'a>(slot: &'a mut Option<Judge>, store: &Store, packs: &Packs) -> Result<&'a Judge> {
    match slot {
        Some(judge) => Ok(judge),
        none => {
            let broken = |error: reportedly_engine::meaning::Error| {
                Error::new(store.path(), Kind::Encoder(error.to_string()))
            };
            Ok(none.insert(Judge::new(packs).map_err(broken)?))
        }
    }
}

impl Asked {
    /// Asks the encoder for the directions of texts, each once, and keeps them.
    fn directions(
        &mut self,
        store: &Store,
        packs: &Packs,
        mut texts: Vec<Text>,
    ) -> Result<Vec<(u64, Sides)>> {
        // those of like length share their time best
        texts.sort_by_key(|(key, text, _)| (text.len(), *key));
        texts.dedup_by_key(|(key, ..)| *key);
        self.texts += texts.len();
        let judge = judge(&mut self.judge, store, packs)?;
        let read: Vec<(u64, Sides, Vec<u8>)> = texts
            .par_chunks(SENTENCES)
            .map_init(
                || judge.reader(),
                |reader, texts| {
                    let plain: Vec<(&str, Language)> =
                        texts.iter().map(|(_, text, language)| (text.as_str(), *language)).collect();
                    let vectors = reader.kept(&plain).into_iter().zip(texts);
                    let read = vectors
                        .map(|(vector, (key, ..))| (*key, Sides::new(vector.numbers()), vector.to_bytes()));
                    read.collect::<Vec<_>>()
                },
            )
            .flatten()
            .collect();
        store.keep(|transaction| {
            let mut side =
                transaction.prepare_cached("INSERT OR IGNORE INTO meaning (key, sides) VALUES (?1, ?2)")?;
            let sql = "INSERT OR IGNORE INTO direction (key, numbers) VALUES (?1, ?2)";
            let mut direction = transaction.prepare_cached(sql)?;
            read.iter().try_for_each(|(key, sides, numbers)| {
                side.execute(params![*key as i64, sides.to_bytes()])?;
                direction.execute(params![*key as i64, numbers]).map(drop)
            })
        })?;
        let known = read.into_iter().map(|(key, sides, numbers)| {
            self.directions.insert(key, numbers);
            (key, sides)
        });
        Ok(known.collect())
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
            let texts = |(part, document): (&Part, &&Document)| -> Vec<Text> {
                let texts = part.texts(document).into_iter();
                let texts =
                    texts.map(|(_, text, language)| (text_key(text, language), text.to_owned(), language));
                texts.filter(|(key, ..)| unknown(*key)).collect()
            };
            let fresh: Vec<Text> = parts.par_iter().zip(documents).flat_map_iter(texts).collect();
            for (key, found) in self.directions(store, packs, fresh)? {
                if let Some(slot) = at(key).and_then(|at| sides.get_mut(at)) {
                    *slot = Some(found);
                }
            }
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
            self.directions = Directions::default();
            return Ok(());
        }
        // what was read when the passages came is not read again
        let all = judge(&mut self.judge, store, packs)?.texts(&questions);
        let texts: Vec<Text> = all
            .filter(|(key, ..)| !self.directions.contains(*key))
            .map(|(key, text, language)| (key, text.to_owned(), language))
            .collect();
        let kept = store.kept_directions(texts.iter().map(|(key, ..)| *key)).map_err(|e| store.sql(e))?;
        kept.into_iter().for_each(|(key, numbers)| self.directions.insert(key, numbers));
        let unread = texts.into_iter().filter(|(key, ..)| !self.directions.contains(*key)).collect();
        self.directions(store, packs, unread)?;
        let known = std::mem::take(&mut self.directions);
        let judge = judge(&mut self.judge, store, packs)?;
        let size = questions.len().div_ceil(rayon::current_num_threads().max(1)).max(FEW);
        let parts = questions.len().div_ceil(size);
        if self.memories.len() < parts {
            self.memories.resize_with(parts, Memory::default);
        }
        let part = |(n, memory): (usize, &mut Memory)| {
            judge.answer(&questions, n * size..questions.len().min((n + 1) * size), &known, memory)
        };
        let answers: Vec<(Key, Verdict)> =
            self.memories.par_iter_mut().take(parts).enumerate().flat_map_iter(part).collect();
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

    /// What is kept of the directions of these texts.
    fn kept_directions(&self, keys: impl Iterator<Item = u64>) -> rusqlite::Result<Vec<(u64, Vec<u8>)>> {
        let connection = self.lock();
        if !is_ours(&connection)? {
            return Ok(Vec::new());
        }
        let mut select = connection.prepare_cached("SELECT numbers FROM direction WHERE key = ?1")?;
        let mut out = Vec::new();
        for key in keys {
            let numbers = select.query_row([key as i64], |row| row.get(0)).optional()?;
            out.extend(numbers.map(|numbers| (key, numbers)));
        }
        Ok(out)
    }

    /// Texts that the encoder was given since the corpus was opened, for tests.
    #[doc(hidden)]
    pub fn texts_read(&self) -> usize {
        self.links.lock().unwrap_or_else(PoisonError::into_inner).asked.texts
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
                transaction
                    .execute_batch("DELETE FROM meaning; DELETE FROM direction; DELETE FROM verdict;")?;
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
