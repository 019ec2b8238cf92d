//! Opening, the tables, migrations.
//!
//! Takes a path, gives a `Store` whose tables are those of the newest schema. A file of another program or of a newer
//! schema is refused and left as it is.

use crate::error::Kind;
use crate::{Error, Result, Store, deadline};
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use std::fs;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

/// "RPLD" in the header of the file: `file` and SQLite's own tools show it.
const APPLICATION: i32 = 0x5250_4c44;

/// Step N turns schema N into schema N + 1. Steps are never edited, only added.
const STEPS: &[&str] = &[
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
    include_str!("schema/5.sql"),
    include_str!("schema/6.sql"),
    include_str!("schema/7.sql"),
];

/// The newest schema.
pub(crate) const SCHEMA: u32 = STEPS.len() as u32;

/// How long to wait for another writer before giving up, unless the caller says otherwise.
const WAIT: Duration = Duration::from_secs(10);

/// Between two tries where SQLite does not wait itself.
const PAUSE: Duration = Duration::from_millis(10);

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Mode {
    Existing,
    ReadOnly,
    New,
    Either,
}

pub(crate) fn open(path: &Path, mode: Mode) -> Result<Store> {
    let fail = |kind| Err(Error::new(path, kind));
    let empty = match look(path) {
        Look::Missing => match mode {
            Mode::Existing | Mode::ReadOnly => return fail(Kind::Missing),
            Mode::New | Mode::Either => true,
        },
        Look::Empty => match mode {
            Mode::New => return fail(Kind::Exists),
            Mode::Either => true,
            Mode::Existing | Mode::ReadOnly => return fail(Kind::NotACorpus),
        },
        Look::Sqlite if mode == Mode::New => return fail(Kind::Exists),
        Look::Sqlite => false,
        Look::Other => return fail(if mode == Mode::New { Kind::Exists } else { Kind::NotACorpus }),
        Look::Error(error) => return fail(Kind::Io(error)),
    };
    let read_only = mode == Mode::ReadOnly || (!empty && !writable(path));
    let mut connection = connect(path, read_only, empty).map_err(|e| Error::sql(path, e))?;
    prepare(&mut connection, path, read_only, matches!(mode, Mode::New | Mode::Either))?;
    deadline::watch(&mut connection).map_err(|e| Error::sql(path, e))?;
    let connection = Mutex::new(connection);
    Ok(Store {
        path: path.to_owned(),
        connection,
        read_only,
        links: Mutex::default(),
        decided: Mutex::default(),
    })
}

enum Look {
    Missing,
    Empty,
    Sqlite,
    Other,
    Error(std::io::Error),
}

/// What stands at the path, from its first bytes.
fn look(path: &Path) -> Look {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            return match folder {
                Some(folder) if !folder.is_dir() => Look::Error(std::io::Error::new(
                    ErrorKind::NotFound,
                    format!("there is no folder `{}`", folder.display()),
                )),
                _ => Look::Missing,
            };
        }
        Err(error) => return Look::Error(error),
    };
    if !metadata.is_file() {
        return Look::Other;
    }
    let mut head = Vec::new();
    match fs::File::open(path).and_then(|file| file.take(16).read_to_end(&mut head)) {
        Err(error) => Look::Error(error),
        Ok(0) => Look::Empty,
        Ok(_) if head == b"SQLite format 3\0" => Look::Sqlite,
        Ok(_) => Look::Other,
    }
}

fn writable(path: &Path) -> bool {
    fs::OpenOptions::new().append(true).open(path).is_ok()
}

fn connect(path: &Path, read_only: bool, create: bool) -> rusqlite::Result<Connection> {
    let mut flags = OpenFlags::SQLITE_OPEN_NO_MUTEX;
    flags |= if read_only { OpenFlags::SQLITE_OPEN_READ_ONLY } else { OpenFlags::SQLITE_OPEN_READ_WRITE };
    if create {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(WAIT)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

fn prepare(connection: &mut Connection, path: &Path, read_only: bool, may_make: bool) -> Result<()> {
    let sql = |e| Error::sql(path, e);
    if read_only && !wal_readable(connection) {
        // A folder that may not be written to, or a read-only disk: nobody else writes either.
        let name = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
        let flags =
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        *connection = Connection::open_with_flags(format!("file:{name}?immutable=1"), flags).map_err(sql)?;
    }
    let (application, version, tables) = patiently(|| state(connection)).map_err(sql)?;
    let fresh = application == 0 && version == 0 && tables == 0;
    if application != APPLICATION && !(fresh && may_make) {
        return Err(Error::new(path, Kind::NotACorpus));
    }
    if version > SCHEMA {
        return Err(Error::new(path, Kind::Newer { found: version, known: SCHEMA }));
    }
    if !read_only {
        patiently(|| write_ahead(connection)).map_err(sql)?;
        connection.pragma_update(None, "synchronous", "normal").map_err(sql)?;
    }
    if version < SCHEMA {
        if read_only {
            return Err(Error::new(path, Kind::Older));
        }
        patiently(|| migrate(connection)).map_err(sql)?;
    }
    Ok(())
}

/// Tries again for as long as another program holds the file, at most `WAIT`. SQLite's own busy handler is not asked
/// where waiting could be a deadlock, as in the switch of the journal; here nothing is held between two tries.
fn patiently<T>(mut step: impl FnMut() -> rusqlite::Result<T>) -> rusqlite::Result<T> {
    let started = Instant::now();
    loop {
        match step() {
            Err(error) if is_busy(&error) && started.elapsed() < WAIT => thread::sleep(PAUSE),
            other => return other,
        }
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

/// Switches to the write-ahead log, which the file then remembers: a corpus that has it is left in peace.
fn write_ahead(connection: &Connection) -> rusqlite::Result<()> {
    let journal: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    if journal == "wal" { Ok(()) } else { connection.pragma_update(None, "journal_mode", "wal") }
}

fn wal_readable(connection: &Connection) -> bool {
    header(connection).is_ok()
}

fn header(connection: &Connection) -> rusqlite::Result<(i32, u32)> {
    let application = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok((application, version))
}

/// Header and number of tables of one moment: another program may be making the corpus just now.
fn state(connection: &mut Connection) -> rusqlite::Result<(i32, u32, u32)> {
    let moment = connection.transaction()?;
    let (application, version) = header(&moment)?;
    let tables = moment.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    Ok((application, version, tables))
}

/// Runs the missing steps in one transaction. Another program may have been quicker: the version is read again inside it.
fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let (_, version) = header(&transaction)?;
    for step in STEPS.iter().skip(version as usize) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", SCHEMA.max(version))?;
    transaction.commit()
}
