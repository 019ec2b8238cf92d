//! The one error of the store: what went wrong with which file, and what to do about it.

use reportedly_engine::corpus::Contradiction;
use std::fmt;
use std::path::{Path, PathBuf};

/// Something that kept the corpus from being read or written. `Display` gives one lower-case line that names the file.
pub struct Error {
    path: PathBuf,
    kind: Kind,
}

pub(crate) enum Kind {
    Missing,
    Exists,
    NotACorpus,
    Newer {
        found: u32,
        known: u32,
    },
    /// Must be migrated first, and may not be written to.
    Older,
    Full,
    /// The disk or a quota refused.
    Disk(String),
    Locked,
    ReadOnly,
    Corrupt(String),
    Stale(String),
    /// The sentence encoder of this build cannot be used.
    #[cfg(feature = "encoder")]
    Encoder(String),
    Query(String),
    /// The caller gave only so much time.
    Slow,
    /// A decision that does not go with an earlier one.
    Contradiction(Contradiction),
    Io(std::io::Error),
    Sql(rusqlite::Error),
}

impl Error {
    pub(crate) fn new(path: &Path, kind: Kind) -> Self {
        Self { path: path.to_owned(), kind }
    }

    pub(crate) fn sql(path: &Path, error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let kind = match error.sqlite_error_code() {
            Some(Code::DiskFull) => Kind::Full,
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Kind::Locked,
            Some(Code::ReadOnly) => Kind::ReadOnly,
            Some(Code::NotADatabase) => Kind::NotACorpus,
            Some(Code::CannotOpen) => Kind::Io(std::io::Error::other("it cannot be opened")),
            Some(Code::SystemIoFailure) => Kind::Disk(error.to_string()),
            Some(Code::OperationInterrupted) => Kind::Slow,
            Some(Code::DatabaseCorrupt) => Kind::Corrupt(error.to_string()),
            _ => Kind::Sql(error),
        };
        Self::new(path, kind)
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        let file = self.path.display();
        Some(match &self.kind {
            Kind::Missing => format!("make it with `reportedly add PATH… -c {file}`"),
            Kind::Exists => "choose another name, or add to it with `reportedly add`".to_owned(),
            Kind::NotACorpus => {
                "give a file that `reportedly add` made; the original pages are read with `reportedly add`"
                    .to_owned()
            }
            Kind::Newer { .. } => "use the newer `reportedly`, or add the pages to a new corpus".to_owned(),
            Kind::Older => "copy the file to a place you may write to and open it there once".to_owned(),
            Kind::Full => {
                "make room and run the same command again: what was added before is kept".to_owned()
            }
            Kind::Locked => {
                "wait until the other `reportedly` has finished and run the same command again".to_owned()
            }
            Kind::ReadOnly => "copy the file to a place you may write to".to_owned(),
            Kind::Corrupt(_) => "restore a copy, or add the original pages to a new corpus".to_owned(),
            Kind::Stale(_) => format!("read the pages anew with `reportedly add -c {file}`"),
            #[cfg(feature = "encoder")]
            Kind::Encoder(_) => {
                format!("link without it: `reportedly add --encoder off -c {file}`")
            }
            Kind::Disk(_) => {
                "see whether the disk is full, over a quota or failing, and run the same command again: \
                              what was added before is kept"
                    .to_owned()
            }
            Kind::Query(_) => return None,
            Kind::Slow => "ask for less: more words, or filters".to_owned(),
            Kind::Contradiction(found) => match found.number {
                Some(number) => format!("undo it first with `reportedly decide undo {number} -c {file}`"),
                None => format!("see what is decided with `reportedly decide log -c {file}`"),
            },
            Kind::Io(_) | Kind::Sql(_) => return None,
        })
    }

    /// No such corpus file.
    pub fn is_missing(&self) -> bool {
        matches!(self.kind, Kind::Missing)
    }
    /// Another program is writing.
    pub fn is_locked(&self) -> bool {
        matches!(self.kind, Kind::Locked)
    }
    /// No room on the disk.
    pub fn is_full(&self) -> bool {
        matches!(self.kind, Kind::Full)
    }
    /// The file may not be written to.
    pub fn is_read_only(&self) -> bool {
        matches!(self.kind, Kind::ReadOnly)
    }
    /// The time that the caller gave is over.
    pub fn is_slow(&self) -> bool {
        matches!(self.kind, Kind::Slow)
    }
    /// A decision does not go with an earlier one.
    pub fn is_contradiction(&self) -> bool {
        matches!(&self.kind, Kind::Contradiction(found) if found.number.is_some())
    }
    /// The question is wrong, not the file.
    pub fn is_query(&self) -> bool {
        matches!(self.kind, Kind::Query(_) | Kind::Contradiction(_))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.path.display();
        match &self.kind {
            Kind::Missing => write!(f, "no corpus at `{file}`"),
            Kind::Exists => write!(f, "`{file}` is there already"),
            Kind::NotACorpus => write!(f, "`{file}` is not a corpus file"),
            Kind::Newer { found, known } => {
                write!(
                    f,
                    "`{file}` was written by a newer program (schema {found}, this one knows up to {known})"
                )
            }
            Kind::Older => write!(f, "`{file}` was written by an older program and may not be written to"),
            Kind::Full => write!(f, "no room left on the disk while writing `{file}`"),
            Kind::Disk(what) => write!(f, "the disk refused to read or write `{file}`: {what}"),
            Kind::Locked => write!(f, "another program is writing to `{file}`"),
            Kind::ReadOnly => write!(f, "`{file}` may not be written to"),
            Kind::Corrupt(what) => write!(f, "`{file}` is damaged: {what}"),
            Kind::Stale(id) => {
                write!(f, "`{file}` holds an analysis of `{id}` that this program cannot read")
            }
            #[cfg(feature = "encoder")]
            Kind::Encoder(what) => write!(f, "`{file}` cannot be linked: {what}"),
            Kind::Query(what) => write!(f, "{what}"),
            Kind::Slow => write!(f, "the question took too long"),
            Kind::Contradiction(found) => write!(f, "{}", found.message),
            Kind::Io(error) => write!(f, "cannot use `{file}`: {error}"),
            Kind::Sql(error) => write!(f, "cannot use `{file}`: {error}"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            Kind::Io(error) => Some(error),
            _ => None,
        }
    }
}
