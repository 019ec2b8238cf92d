//! Opening, the tables, migrations.

use crate::{Result, Store};
use std::path::Path;

pub(crate) enum Mode {
    Existing,
    ReadOnly,
    New,
    Either,
}

pub(crate) fn open(path: &Path, mode: Mode) -> Result<Store> {
    let connection = rusqlite::Connection::open_in_memory().map_err(|e| crate::Error::sql(path, e))?;
    Ok(Store { path: path.to_owned(), connection: std::sync::Mutex::new(connection), read_only: matches!(mode, Mode::ReadOnly) })
}
