//! Documents, bytes and counts out.

use crate::{Entry, Failure, Finding, Result, Stats, Store};
use reportedly_engine::model::Document;

impl Store {
    /// All documents, analysed, in order of their ids.
    pub fn documents(&self) -> Result<Vec<Document>> {
        Ok(Vec::new())
    }
    /// One document by its id.
    pub fn document(&self, id: &str) -> Result<Option<Document>> {
        let _ = id;
        Ok(None)
    }
    /// The list of documents without their text, in order of their paths.
    pub fn entries(&self) -> Result<Vec<Entry>> {
        Ok(Vec::new())
    }
    /// Full ids that a reader may mean by `text`: an id, the beginning of one, a path, a file name or its stem.
    pub fn find_documents(&self, text: &str) -> Result<Vec<String>> {
        let _ = text;
        Ok(Vec::new())
    }
    /// The original bytes of a document.
    pub fn bytes(&self, id: &str) -> Result<Option<Vec<u8>>> {
        let _ = id;
        Ok(None)
    }
    /// Pages that could not be added and have not been added since.
    pub fn failures(&self) -> Result<Vec<Failure>> {
        Ok(Vec::new())
    }
    pub fn stats(&self) -> Result<Stats> {
        Ok(Stats::default())
    }
    /// Checks the file itself: SQLite's own check, index, sizes, versions.
    pub fn doctor(&self) -> Result<Vec<Finding>> {
        Ok(Vec::new())
    }
}
