//! How a corpus is linked: with the sentence encoder and the judge of statement pairs, or by tables alone.
//!
//! The corpus remembers what it was told; a new one is linked with the encoder. A build without the encoder links by tables and what
//! it derives is known as such, so that no program takes the one for the other.

use crate::{ENGINE, Result, Store};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

/// This build has the sentence encoder.
pub const ENCODER: bool = cfg!(feature = "encoder");

/// Whether the corpus wants to be linked with the encoder.
fn wanted(connection: &Connection) -> rusqlite::Result<bool> {
    let mut select = connection.prepare_cached("SELECT value FROM meta WHERE key = 'encoder'")?;
    let value: Option<i64> = select.query_row([], |row| row.get(0)).optional()?;
    Ok(value != Some(0))
}

/// What the derived corpus of this program and this file is known by.
pub(crate) fn way(connection: &Connection) -> rusqlite::Result<String> {
    let encoder = ENCODER && wanted(connection)?;
    Ok(if encoder { format!("{ENGINE}+encoder") } else { ENGINE.to_owned() })
}

impl Store {
    /// True when the corpus wants to be linked with the encoder, whether this build has it or not.
    pub fn wants_encoder(&self) -> Result<bool> {
        wanted(&self.lock()).map_err(|e| self.sql(e))
    }

    /// True when linking asks the encoder.
    pub fn asks_encoder(&self) -> Result<bool> {
        Ok(ENCODER && self.wants_encoder()?)
    }

    /// Says how the corpus is to be linked from now on.
    pub fn want_encoder(&self, on: bool) -> Result<()> {
        let mut connection = self.lock();
        let mut set = || {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            if wanted(&transaction)? != on {
                let sql = "INSERT OR REPLACE INTO meta (key, value) VALUES ('encoder', ?1)";
                transaction.execute(sql, [i64::from(on)])?;
                transaction.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'", [])?;
            }
            transaction.commit()
        };
        set().map_err(|e| self.sql(e))
    }
}
