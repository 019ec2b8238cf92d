//! What the store takes and gives. Holds values, decides nothing.

use reportedly_engine::model::{
    DocumentId, Language, Origin, Span, Stance, StatementId, StatementKind, Zone,
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// One page to add: its bytes, or why they could not be read.
#[derive(Clone, Debug)]
pub struct Input {
    pub origin: Origin,
    pub bytes: std::result::Result<Vec<u8>, Failure>,
}

/// A page that could not be read or analysed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    pub path: String,
    /// Lower case, names the trouble.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

#[derive(Clone, Debug)]
pub struct AddOptions {
    /// Pages of one transaction; `kill -9` loses at most these.
    pub batch_pages: usize,
    /// Bytes of one transaction.
    pub batch_bytes: usize,
    /// Compute the derived corpus at the end, unless these are few pages in a large corpus: then the first question does it.
    pub derive: bool,
    /// How long to wait for another writer.
    pub wait: Duration,
    /// Whether the corpus is to be linked with the sentence encoder from now on; `None`: as it was.
    pub encoder: Option<bool>,
}

impl Default for AddOptions {
    fn default() -> Self {
        Self {
            batch_pages: 64,
            batch_bytes: 16 << 20,
            derive: true,
            wait: Duration::from_secs(30),
            encoder: None,
        }
    }
}

/// Told after each batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Pages seen so far: added, known and failed.
    pub pages: usize,
    pub failed: usize,
    /// The pages are in; copies, actors and claims are being computed.
    pub deriving: bool,
}

/// What one `add` did. Counts are of the pages given, not of the whole corpus.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AddReport {
    pub added: usize,
    /// The same bytes were here already: nothing changed.
    pub known: usize,
    /// Pages read anew because this program differs from the one that read them first.
    pub refreshed: usize,
    pub failed: Vec<Failure>,
    /// Pages per language, most frequent first; `None`: not told.
    pub languages: Vec<(Option<Language>, usize)>,
    /// Pages on which blocks of other articles or promotion were set apart.
    pub set_apart: usize,
    pub undated: usize,
    pub statements: usize,
    /// Linking asks the sentence encoder.
    pub encoder: bool,
    /// Limits met and doubts that cost content, as `(path, code, message)`.
    pub notices: Vec<(String, String, String)>,
}

/// One line of the list of documents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub id: DocumentId,
    pub path: String,
    pub url: Option<String>,
    pub title: Option<String>,
    pub language: Option<Language>,
    pub outlet: Option<String>,
    /// EDTF.
    pub published: Option<String>,
    pub statements: u32,
    /// Of the original bytes.
    pub size: u64,
}

/// One place where the query was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    pub document: DocumentId,
    pub path: String,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub language: Option<Language>,
    pub published: Option<String>,
    pub zone: Zone,
    /// The passage (a block, or the content of a statement): bytes of `Document::text`.
    pub span: Span,
    /// The same in Unicode code points, end exclusive.
    pub points: (u32, u32),
    /// The text of `span`.
    pub text: String,
    /// The words found, as byte ranges of `text`.
    pub matches: Vec<Span>,
    /// The statement the passage is, or the first one that overlaps the words found.
    pub statement: Option<HitStatement>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HitStatement {
    pub id: StatementId,
    /// Index into `Document::statements`.
    pub index: u32,
    pub kind: StatementKind,
    pub stance: Stance,
    pub speaker: Option<String>,
    pub actor: Option<String>,
}

/// One thing that does not hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mismatch {
    pub document: DocumentId,
    pub path: String,
    /// `hash`, `text`, `span`, `analysis`, `corpus`.
    pub what: String,
    pub message: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct VerifyReport {
    pub documents: usize,
    /// Spans checked against the text decoded anew from the original bytes.
    pub spans: usize,
    pub statements: usize,
    pub mismatches: Vec<Mismatch>,
    /// Documents analysed by another version of the program: checked by hash and text, not analysed again.
    pub older: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stats {
    pub documents: u64,
    pub statements: u64,
    pub failures: u64,
    /// Original bytes, and the bytes they take in the file.
    pub original_bytes: u64,
    pub stored_bytes: u64,
    /// Size of the file.
    pub file_bytes: u64,
    pub schema: u32,
    pub languages: Vec<(Option<Language>, u64)>,
    pub undated: u64,
    /// Documents analysed by another version of the program.
    pub older: u64,
    /// The derived corpus is up to date.
    pub derived: bool,
    /// Linking asks the sentence encoder.
    pub encoder: bool,
    pub decisions: u64,
}

/// One finding of `doctor`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// kebab-case.
    pub code: String,
    pub fine: bool,
    pub message: String,
    pub hint: Option<String>,
}
