//! `reportedly-engine`: from the bytes of a page to who said what, on whose word; from many pages to who said it first.
//!
//! Pure functions: no files, clock, network, SQL or threads. Rooms in pipeline order; a room imports only `model`,
//! `pack` and rooms above it (`tests/layers.rs`).

#![warn(clippy::disallowed_methods)]

pub mod model;
pub mod pack;
pub mod text;
pub mod date;
pub mod page;
pub mod language;
pub mod sentence;
pub mod name;
pub mod statement;
pub mod assemble;
pub mod lexicon;
#[cfg(feature = "encoder")]
pub mod meaning;
pub mod corpus;
pub mod markup;
pub mod wire;

use model::{Document, Limits, Origin};
use pack::Packs;

/// The packs, compiled once into the word lists of each room.
pub struct Engine {
    packs: Packs,
    limits: Limits,
    page: page::Words,
    language: language::Words,
    sentence: sentence::Words,
    name: name::Words,
    statement: statement::Words,
}

impl Engine {
    pub fn new(packs: Packs, limits: Limits) -> Self {
        Self {
            page: page::Words::new(&packs),
            language: language::Words::new(&packs),
            sentence: sentence::Words::new(&packs),
            name: name::Words::new(&packs),
            statement: statement::Words::new(&packs),
            packs,
            limits,
        }
    }

    pub fn packs(&self) -> &Packs {
        &self.packs
    }

    /// One page: bytes in, everything it says out. Never fails; doubts are `Document::notices`.
    pub fn analyse(&self, bytes: &[u8], origin: &Origin) -> Document {
        let page = page::read(bytes, origin, &self.page, &self.limits);
        let languages = language::detect(&page.text, &page.blocks, &self.language);
        let reading = sentence::read(&page, &languages, &self.sentence, &self.limits);
        let names = name::find(&reading, &page.metadata, &self.name);
        let said = statement::attribute(&reading, &page.metadata, names, &self.statement, &self.limits);
        assemble::document(bytes, origin, page, languages, said)
    }

    /// Many pages: copies, actors, claims, relations. The order of `documents` does not matter. `decisions` are what people
    /// said of the actors.
    pub fn compare(&self, documents: &[&Document], decisions: &corpus::Decisions) -> corpus::Corpus {
        corpus::link(documents, decisions, &self.packs, &self.limits)
    }
}
