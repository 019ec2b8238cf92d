//! The derived corpus in the file, row by row.
//!
//! Takes a corpus and writes what differs from the rows that are there, in one transaction; gives it back whole, or the part
//! that one claim needs. A reader sees the old corpus or the new one, never a mixture.

use crate::way::way;
use crate::{Result, Store, add};
use rayon::prelude::*;
use reportedly_engine::corpus::{Actor, Claim, CommonParent, CopyEdge, Corpus, Relation, actor_ids};
use reportedly_engine::model::Document;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};

const CLAIM: i64 = 0;
const RELATION: i64 = 1;
const ACTOR: i64 = 2;
const COPY: i64 = 3;
const PARENT: i64 = 4;

/// Bytes from which on a value is packed.
const PACKED: usize = 400;

/// What one claim needs: a corpus of it, what answers it, who speaks, and which pages are one telling; and those pages.
#[derive(Clone, Debug, Default)]
pub struct Excerpt {
    pub corpus: Corpus,
    /// In order of their ids.
    pub documents: Vec<Document>,
}

/// A row as it should be.
struct Row {
    kind: i64,
    key: String,
    value: Vec<u8>,
    /// Other ids it is looked for by.
    by: Vec<String>,
}

/// Keys are made of ids, which hold no blanks.
fn row(kind: i64, key: String, value: &impl Serialize, by: &[&String]) -> std::io::Result<Row> {
    let json = serde_json::to_vec(value).map_err(std::io::Error::other)?;
    let value = if json.len() < PACKED { json } else { add::pack(&json)? };
    Ok(Row { kind, key, value, by: by.iter().map(|id| (*id).clone()).collect() })
}

/// All rows of a corpus.
fn rows(corpus: &Corpus) -> std::io::Result<Vec<Row>> {
    let claims = corpus.claims.par_iter().map(|claim| row(CLAIM, claim.id.clone(), claim, &[]));
    let relations = corpus.relations.par_iter().map(|relation| {
        let (from, kind) = (&relation.from, relation.kind as u8);
        let key = format!("{} {kind} {} {}", relation.to, from.document, from.index);
        row(RELATION, key, relation, &[])
    });
    let actors = corpus.actors.par_iter().map(|actor| {
        let by: Vec<&String> = actor.merged.iter().collect();
        row(ACTOR, actor.id.clone(), actor, &by)
    });
    let copies = corpus.copies.par_iter().enumerate().map(|(at, edge)| {
        // two pages may be tied in two ways
        let before = corpus.copies.iter().take(at).rev().take_while(|e| (&e.a, &e.b) == (&edge.a, &edge.b));
        row(COPY, format!("{} {} {}", edge.a, edge.b, before.count()), edge, &[&edge.a, &edge.b])
    });
    let parents = corpus.parents.par_iter().map(|parent| {
        let by: Vec<&String> = parent.documents.iter().collect();
        row(PARENT, parent.id.clone(), parent, &by)
    });
    claims.chain(relations).chain(actors).chain(copies).chain(parents).collect()
}

/// A hash of a value that is the same in every version of the program: the first 64 bits of SHA-256.
fn hash(row: &Row) -> i64 {
    use sha2::{Digest, Sha256};
    let mut digest = Sha256::new();
    digest.update(&row.value);
    row.by.iter().for_each(|id| digest.update(id.as_bytes()));
    let bytes = digest.finalize();
    bytes.iter().take(8).fold(0, |hash, byte| hash << 8 | i64::from(*byte))
}

fn unpack<T: DeserializeOwned>(value: &[u8]) -> Option<T> {
    // JSON begins with a brace, what is packed never does
    if value.first() == Some(&b'{') {
        return serde_json::from_slice(value).ok();
    }
    serde_json::from_slice(&zstd::decode_all(value).ok()?).ok()
}

/// Generation and engine of the corpus that is kept.
fn generation(connection: &Connection) -> rusqlite::Result<Option<(u64, String)>> {
    let sql = "SELECT generation, engine FROM derived WHERE key = 'corpus'";
    connection.query_row(sql, [], |row| Ok((row.get::<_, i64>(0)? as u64, row.get(1)?))).optional()
}

fn values<T: DeserializeOwned + Send>(
    connection: &Connection,
    kind: i64,
) -> rusqlite::Result<Option<Vec<T>>> {
    let mut select = connection.prepare_cached("SELECT value FROM linked WHERE kind = ?1 ORDER BY key")?;
    let packed: Vec<Vec<u8>> =
        select.query_map([kind], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(packed.par_iter().map(|value| unpack(value)).collect())
}

/// The whole corpus; `None`: a row cannot be read.
fn whole(connection: &Connection) -> rusqlite::Result<Option<Corpus>> {
    let (Some(claims), Some(mut relations), Some(actors), Some(copies), Some(parents)) = (
        values(connection, CLAIM)?,
        values::<Relation>(connection, RELATION)?,
        values(connection, ACTOR)?,
        values(connection, COPY)?,
        values(connection, PARENT)?,
    ) else {
        return Ok(None);
    };
    in_order(&mut relations);
    Ok(Some(Corpus { actors, claims, relations, copies, parents }))
}

/// The order that linking gives.
fn in_order(relations: &mut [Relation]) {
    relations.sort_by(|a, b| (a.kind as u8, &a.from, &a.to).cmp(&(b.kind as u8, &b.from, &b.to)));
}

/// Puts the rows of a corpus in the place of those that are there; writes only what differs.
fn replace(transaction: &Transaction<'_>, mut rows: Vec<Row>) -> rusqlite::Result<()> {
    rows.sort_by(|a, b| (a.kind, &a.key).cmp(&(b.kind, &b.key)));
    let mut select = transaction.prepare("SELECT kind, key, hash, number FROM linked ORDER BY kind, key")?;
    let mut old = select.query([])?;
    let mut delete = transaction.prepare("DELETE FROM linked WHERE number = ?1")?;
    let mut delete_by =
        transaction.prepare("DELETE FROM linked_by WHERE kind = ?1 AND id = ?2 AND key = ?3")?;
    let mut insert =
        transaction.prepare("INSERT INTO linked (kind, key, hash, value) VALUES (?1, ?2, ?3, ?4)")?;
    let mut insert_by =
        transaction.prepare("INSERT OR IGNORE INTO linked_by (kind, id, key) VALUES (?1, ?2, ?3)")?;
    let mut gone: Vec<i64> = Vec::new();
    let mut fresh: Vec<(Row, i64)> = Vec::new();
    let mut rest = rows.into_iter().map(|row| (hash(&row), row)).peekable();
    while let Some(known) = old.next()? {
        let (kind, key): (i64, String) = (known.get(0)?, known.get(1)?);
        while let Some((hash, row)) = rest.next_if(|(_, row)| (row.kind, &row.key) < (kind, &key)) {
            fresh.push((row, hash));
        }
        match rest.next_if(|(_, row)| (row.kind, &row.key) == (kind, &key)) {
            Some((hash, _)) if hash == known.get::<_, i64>(2)? => {}
            other => {
                gone.push(known.get(3)?);
                fresh.extend(other.map(|(hash, row)| (row, hash)));
            }
        }
    }
    fresh.extend(rest.map(|(hash, row)| (row, hash)));
    drop(old);
    for number in gone {
        let sql = "SELECT kind, key, value FROM linked WHERE number = ?1";
        let (kind, key, value): (i64, String, Vec<u8>) = transaction
            .prepare_cached(sql)?
            .query_row([number], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        for id in looked_for(kind, &value) {
            delete_by.execute(params![kind, id, key])?;
        }
        delete.execute([number])?;
    }
    for (row, hash) in fresh {
        insert.execute(params![row.kind, row.key, hash, row.value])?;
        for id in row.by {
            insert_by.execute(params![row.kind, id, row.key])?;
        }
    }
    Ok(())
}

/// Other ids that a value of the file is looked for by.
fn looked_for(kind: i64, value: &[u8]) -> Vec<String> {
    match kind {
        ACTOR => unpack::<Actor>(value).map(|actor| actor.merged),
        COPY => unpack::<CopyEdge>(value).map(|edge| vec![edge.a, edge.b]),
        PARENT => unpack::<CommonParent>(value).map(|parent| parent.documents),
        _ => None,
    }
    .unwrap_or_default()
}

impl Store {
    /// The corpus of a generation, if it is in the file.
    pub(crate) fn kept_corpus(&self, now: u64) -> Result<Option<Corpus>> {
        self.at_one_moment(now, whole)
    }

    /// Reads while no other corpus can come between; `None` when the file holds another than that of `now`.
    fn at_one_moment<T>(
        &self,
        now: u64,
        read: impl FnOnce(&Connection) -> rusqlite::Result<Option<T>>,
    ) -> Result<Option<T>> {
        let mut connection = self.lock();
        let all = || {
            let moment = connection.transaction()?;
            match generation(&moment)? {
                Some((of, engine)) if of == now && engine == way(&moment)? => read(&moment),
                _ => Ok(None),
            }
        };
        all().map_err(|e| self.sql(e))
    }

    pub(crate) fn keep_corpus(&self, now: u64, corpus: &Corpus) -> Result<()> {
        if self.read_only {
            return Ok(());
        }
        let rows = rows(corpus).map_err(|e| self.io(e))?;
        let mut connection = self.lock();
        let keep = || {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            // A slower reader must not put an older corpus over a newer one; the same one need not be written twice.
            let (known, way) = (generation(&transaction)?, way(&transaction)?);
            if known.is_some_and(|(of, engine)| of > now || of == now && engine == way) {
                return Ok(());
            }
            replace(&transaction, rows)?;
            let sql = "INSERT OR REPLACE INTO derived (key, generation, engine, value) VALUES ('corpus', ?1, ?2, x'')";
            transaction.execute(sql, params![now as i64, way])?;
            transaction.commit()
        };
        keep().map_err(|e| self.sql(e))
    }

    /// What a claim needs to be traced, without the rest of the corpus; `None` when there is no such claim, or when the corpus
    /// in the file is not that of its pages.
    pub fn excerpt(&self, claim: &str) -> Result<Option<Excerpt>> {
        let now = self.generation()?;
        let found = self.at_one_moment(now, |connection| part(connection, claim))?;
        let Some((claim, relations)) = found else { return Ok(None) };
        let members = claim.members.iter().map(|member| &member.statement.document);
        let roots = claim.roots.iter().flat_map(|root| root.statements.iter().map(|said| &said.document));
        let pages = members.chain(roots).chain(relations.iter().map(|relation| &relation.from.document));
        let pages: BTreeSet<String> = pages.cloned().collect();
        let mut documents = Vec::new();
        for id in &pages {
            documents.extend(self.document(id)?);
        }
        let ids = documents.iter().flat_map(actor_ids);
        let ids: BTreeSet<String> =
            ids.chain(claim.roots.iter().filter_map(|root| root.actor.clone())).collect();
        let around = self.at_one_moment(now, |connection| around(connection, &pages, &ids))?;
        let Some((actors, copies, parents)) = around else { return Ok(None) };
        let corpus = Corpus { actors, claims: vec![claim], relations, copies, parents };
        Ok(Some(Excerpt { corpus, documents }))
    }
}

fn one<T: DeserializeOwned>(connection: &Connection, kind: i64, key: &str) -> rusqlite::Result<Option<T>> {
    let mut select = connection.prepare_cached("SELECT value FROM linked WHERE kind = ?1 AND key = ?2")?;
    let value: Option<Vec<u8>> = select.query_row(params![kind, key], |row| row.get(0)).optional()?;
    Ok(value.and_then(|value| unpack(&value)))
}

/// Keys of rows that have an id besides.
fn keys_by(connection: &Connection, kind: i64, id: &str) -> rusqlite::Result<Vec<String>> {
    let mut select =
        connection.prepare_cached("SELECT key FROM linked_by WHERE kind = ?1 AND id = ?2 ORDER BY key")?;
    let keys = select.query_map(params![kind, id], |row| row.get(0))?;
    keys.collect()
}

/// A claim and what answers it.
fn part(connection: &Connection, id: &str) -> rusqlite::Result<Option<(Claim, Vec<Relation>)>> {
    let Some(claim) = one(connection, CLAIM, id)? else { return Ok(None) };
    // a blank is below, an exclamation mark above all keys that begin with the id
    let sql = "SELECT value FROM linked WHERE kind = ?1 AND key > ?2 || ' ' AND key < ?2 || '!'";
    let mut select = connection.prepare_cached(sql)?;
    let values = select.query_map(params![RELATION, id], |row| row.get::<_, Vec<u8>>(0))?;
    let values: Vec<Vec<u8>> = values.collect::<rusqlite::Result<_>>()?;
    let mut relations: Vec<Relation> = values.iter().filter_map(|value| unpack(value)).collect();
    in_order(&mut relations);
    Ok(Some((claim, relations)))
}

type Around = (Vec<Actor>, Vec<CopyEdge>, Vec<CommonParent>);

/// The actors behind ids, and the copies and parents that tie pages to others, of those that are one telling with them, too.
fn around(
    connection: &Connection,
    pages: &BTreeSet<String>,
    ids: &BTreeSet<String>,
) -> rusqlite::Result<Option<Around>> {
    let mut actors: BTreeMap<String, Actor> = BTreeMap::new();
    for id in ids {
        let by = keys_by(connection, ACTOR, id)?;
        if let Some(actor) = one::<Actor>(connection, ACTOR, by.first().unwrap_or(id))? {
            actors.insert(actor.id.clone(), actor);
        }
    }
    let (mut copies, mut parents) = (BTreeMap::new(), BTreeMap::new());
    let mut seen = pages.clone();
    let mut open: Vec<String> = pages.iter().cloned().collect();
    while let Some(id) = open.pop() {
        let mut next: Vec<String> = Vec::new();
        for key in keys_by(connection, COPY, &id)? {
            if copies.contains_key(&key) {
                continue;
            }
            let Some(edge) = one::<CopyEdge>(connection, COPY, &key)? else { continue };
            if edge.class.is_one_telling() {
                next.extend([edge.a.clone(), edge.b.clone()]);
            }
            copies.insert(key, edge);
        }
        for key in keys_by(connection, PARENT, &id)? {
            if let Some(parent) = one::<CommonParent>(connection, PARENT, &key)? {
                next.extend(parent.documents.iter().cloned());
                parents.insert(key, parent);
            }
        }
        open.extend(next.into_iter().filter(|id| seen.insert(id.clone())));
    }
    let (copies, parents) = (copies.into_values().collect(), parents.into_values().collect());
    Ok(Some((actors.into_values().collect(), copies, parents)))
}
