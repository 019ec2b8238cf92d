//! The derived corpus (copies, actors, claims, relations): computed once, kept with the generation it belongs to.

use crate::error::Kind;
use crate::way::way;
use crate::{Decision, Decisions, Error, Result, Store, Verb, dating};
use rayon::prelude::*;
use reportedly_engine::Engine;
use reportedly_engine::corpus::{Corpus, Index, Part, Words, statement_subject};
use reportedly_engine::model::Document;
use reportedly_engine::pack::Packs;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, PoisonError};

/// Pages of a corpus that is linked anew after every `add`, however small.
const SMALL: usize = 2_000;
/// In a larger one so many of its pages must be new, or linking waits until somebody asks.
const SHARE: usize = 10;

/// True when pages were brought that are worth linking the whole corpus at once.
pub(crate) fn worth_linking(pages: usize, added: usize) -> bool {
    pages <= SMALL || added * SHARE >= pages
}

/// The decisions in force, with the generation they belong to.
pub(crate) type Decided = Option<(u64, Arc<Decisions>)>;

/// What the store has linked while it is open, so that only pages that came since are compared.
#[derive(Default)]
pub(crate) struct Links {
    index: Index,
    /// Its parts were made with the encoder.
    by_meaning: bool,
    #[cfg(feature = "encoder")]
    pub(crate) asked: crate::asked::Asked,
    /// Hash of the analysis each document was taken in with.
    known: BTreeMap<String, u64>,
}

impl Links {
    /// Takes in what is new; begins again when a document was analysed anew, or the corpus is to be linked another way.
    fn update(
        &mut self,
        store: &Store,
        documents: &[Document],
        hashes: &[u64],
        words: &Words,
        packs: &Packs,
    ) -> Result<()> {
        let by_meaning = store.asks_encoder()?;
        let changed = |(document, hash): (&Document, &u64)| {
            self.known.get(&document.id).is_some_and(|known| known != hash)
        };
        if by_meaning != self.by_meaning || documents.iter().zip(hashes).any(changed) {
            self.index = Index::default();
            self.known.clear();
            self.by_meaning = by_meaning;
        }
        let fresh: Vec<(&Document, &u64)> =
            documents.iter().zip(hashes).filter(|(d, _)| !self.known.contains_key(&d.id)).collect();
        let documents: Vec<&Document> = fresh.iter().map(|(document, _)| *document).collect();
        let parts: Vec<Part> = documents.par_iter().map(|document| Part::new(document, words)).collect();
        let parts = self.read(store, parts, &documents, packs)?;
        self.index.extend(parts, words);
        self.known.extend(fresh.into_iter().map(|(document, hash)| (document.id.clone(), *hash)));
        Ok(())
    }

    /// With the encoder, sentences that lie near each other in meaning meet as well.
    #[cfg(feature = "encoder")]
    fn read(
        &mut self,
        store: &Store,
        mut parts: Vec<Part>,
        documents: &[&Document],
        packs: &Packs,
    ) -> Result<Vec<Part>> {
        if self.by_meaning {
            self.asked.read(store, &mut parts, documents, packs)?;
        }
        Ok(parts)
    }

    #[cfg(not(feature = "encoder"))]
    fn read(&mut self, _: &Store, parts: Vec<Part>, _: &[&Document], _: &Packs) -> Result<Vec<Part>> {
        Ok(parts)
    }

    /// The corpus of the documents; with the encoder, as the judge says of pairs that are near.
    #[cfg(feature = "encoder")]
    fn corpus(
        &mut self,
        store: &Store,
        documents: &[&Document],
        decisions: &Decisions,
        packs: &Packs,
    ) -> Result<Corpus> {
        if !self.by_meaning {
            return Ok(self.index.corpus(documents, decisions));
        }
        self.asked.answer(store, &self.index, documents, packs)?;
        Ok(self.index.corpus_judged(documents, decisions, &self.asked.verdicts))
    }

    #[cfg(not(feature = "encoder"))]
    fn corpus(
        &mut self,
        _: &Store,
        documents: &[&Document],
        decisions: &Decisions,
        _: &Packs,
    ) -> Result<Corpus> {
        Ok(self.index.corpus(documents, decisions))
    }
}

impl Store {
    /// Copies, actors, claims and relations of all documents. Comes from the file when nothing has changed since it was
    /// computed, else computed now and, if the file may be written to, kept.
    pub fn corpus(&self, engine: &Engine) -> Result<Corpus> {
        let generation = self.generation()?;
        if let Some(corpus) = self.kept_corpus(generation)? {
            return Ok(corpus);
        }
        let decisions = self.in_force()?;
        let packed = self.analyses()?;
        let documents: Vec<Document> =
            packed.par_iter().map(|(id, value)| self.unpack(id, value, &decisions)).collect::<Result<_>>()?;
        let hash = |(_, value): &(String, Vec<u8>)| {
            let mut hasher = DefaultHasher::new();
            value.hash(&mut hasher);
            hasher.finish()
        };
        let hashes: Vec<u64> = packed.par_iter().map(hash).collect();
        drop(packed);
        let references: Vec<&Document> = documents.iter().collect();
        let corpus = {
            let mut links = self.links.lock().unwrap_or_else(PoisonError::into_inner);
            links.update(self, &documents, &hashes, &Words::new(engine.packs()), engine.packs())?;
            links.corpus(self, &references, &decisions, engine.packs())?
        };
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
        let connection = self.lock();
        let way = way(&connection).map_err(|e| self.sql(e))?;
        let found = connection.query_row(sql, params![generation as i64, way], |_| Ok(())).optional();
        Ok(found.map_err(|e| self.sql(e))?.is_some())
    }

    /// Appends a decision and gives its number. Decisions are never changed or deleted.
    ///
    /// # Errors
    /// One that contradicts a decision in force, and what to do about it.
    pub fn decide(&self, verb: Verb, subjects: &[String], reason: &str) -> Result<u64> {
        let mut connection = self.lock();
        let sql = |e| Error::sql(&self.path, e);
        let transaction =
            connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sql)?;
        let known = read_decisions(&transaction).map_err(sql)?;
        let next = "SELECT coalesce(max(number), 0) + 1 FROM decision";
        let number: i64 = transaction.query_row(next, [], |row| row.get(0)).map_err(sql)?;
        let number = number as u64;
        let decision = Decision { number, verb, subjects: subjects.to_vec(), reason: reason.to_owned() };
        if let Err(contradiction) = Decisions::replay(&known).check(&decision) {
            return Err(Error::new(&self.path, Kind::Contradiction(contradiction)));
        }
        let list = serde_json::to_string(subjects).unwrap_or_default();
        let insert = "INSERT INTO decision (number, verb, subjects, reason) VALUES (?1, ?2, ?3, ?4)";
        transaction.execute(insert, params![number as i64, verb.word(), list, reason]).map_err(sql)?;
        dating::follow(&transaction, &decision, &known).map_err(sql)?;
        transaction.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'", []).map_err(sql)?;
        transaction.commit().map_err(sql)?;
        Ok(number)
    }

    /// Subjects of a decision on statements or pages as they are kept: statements with their place, so that they are found
    /// again when their page is read anew. Actors stay as they are: only linking knows them.
    ///
    /// # Errors
    /// A statement or a page that is not here.
    pub fn subjects(&self, verb: Verb, given: &[String]) -> Result<Vec<String>> {
        let missing = |what: &str, id: &str| {
            let id: String = id.chars().take(80).collect();
            Error::new(&self.path, Kind::Query(format!("there is no {what} `{id}` in this corpus")))
        };
        let statement = |given: &String| {
            let id = given.split('@').next().unwrap_or_default();
            let (document, index) = self.statement(id)?.ok_or_else(|| missing("statement", id))?;
            let document = self.document(&document)?.ok_or_else(|| missing("statement", id))?;
            let found = document.statements.get(index as usize).ok_or_else(|| missing("statement", id))?;
            Ok(statement_subject(&document, found))
        };
        let page = |id: &String| {
            let sql = "SELECT 1 FROM document WHERE id = ?1";
            let known = self.lock().query_row(sql, [id], |_| Ok(())).optional().map_err(|e| self.sql(e))?;
            known.map(|()| id.clone()).ok_or_else(|| missing("page", id))
        };
        match verb {
            Verb::Same | Verb::Different => given.iter().map(statement).collect(),
            Verb::Earlier => given.iter().map(page).collect(),
            Verb::Date => given
                .iter()
                .enumerate()
                .map(|(n, one)| if n == 0 { page(one) } else { Ok(one.clone()) })
                .collect(),
            Verb::Merge | Verb::Split | Verb::Reject | Verb::Relabel | Verb::Undo => Ok(given.to_vec()),
        }
    }

    /// The decisions in force.
    pub fn in_force(&self) -> Result<Arc<Decisions>> {
        let generation = self.generation()?;
        let mut slot = self.decided.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, decisions)) = slot.as_ref().filter(|(of, _)| *of == generation) {
            return Ok(decisions.clone());
        }
        let decisions = Arc::new(Decisions::replay(&self.decisions()?));
        *slot = Some((generation, decisions.clone()));
        Ok(decisions)
    }

    /// All decisions in order, undone ones too. Verbs of a newer program are passed over.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        read_decisions(&self.lock()).map_err(|e| self.sql(e))
    }
}

pub(crate) fn read_decisions(connection: &Connection) -> rusqlite::Result<Vec<Decision>> {
    let mut select =
        connection.prepare_cached("SELECT number, verb, subjects, reason FROM decision ORDER BY number")?;
    let rows = select.query_map([], |row| {
        let (number, word): (i64, String) = (row.get(0)?, row.get(1)?);
        let subjects: String = row.get(2)?;
        let reason = row.get(3)?;
        let verb = Verb::ALL.into_iter().find(|verb| verb.word() == word);
        let subjects = serde_json::from_str(&subjects).unwrap_or_default();
        Ok(verb.map(|verb| Decision { number: number as u64, verb, subjects, reason }))
    })?;
    Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_does_not_link_a_large_corpus_anew() {
        assert!(worth_linking(3, 1) && worth_linking(SMALL, 1) && worth_linking(100_000, 10_000));
        assert!(!worth_linking(100_000, 1) && !worth_linking(100_000, 9_999));
    }
}
