//! Many documents: copies, actors, claims, relations, provenance.
//!
//! Takes analysed documents in any order, gives the same `Corpus` for the same set.

mod model;
pub use model::*;

use crate::model::*;
use crate::pack::Packs;
use crate::page::Page;
use crate::statement::Said;
use sha2::{Digest, Sha256};

/// Puts the results of the rooms together into one document.
pub fn document(
    bytes: &[u8],
    origin: &Origin,
    page: Page,
    languages: Vec<Option<Language>>,
    mut said: Said,
) -> Document {
    let sha256: String = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
    let mut weight: std::collections::BTreeMap<Language, usize> = Default::default();
    for (block, language) in page.blocks.iter().zip(&languages) {
        if let (Zone::Article, Some(language)) = (block.zone, language) {
            *weight.entry(*language).or_default() += block.span.len();
        }
    }
    let language = weight.iter().max_by_key(|(_, n)| **n).map(|(l, _)| *l);
    let mut notices = page.notices;
    notices.extend(said.notices);
    let id = format!("d:{}", sha256.get(..16).unwrap_or(""));
    crate::statement::identify(&id, &page.text, &mut said.statements, &mut said.entities);
    let mut metadata = page.metadata;
    metadata.outlet = metadata.outlet.or(said.outlet);
    Document {
        id,
        path: origin.path.clone(),
        sha256,
        text: page.text,
        metadata,
        language,
        blocks: page.blocks,
        languages,
        sentences: said.sentences,
        mentions: said.mentions,
        entities: said.entities,
        statements: said.statements,
        notices,
    }
}

/// Copies, actors, claims and relations of a set of documents.
pub fn link(_documents: &[&Document], _packs: &Packs, _limits: &Limits) -> Corpus {
    Corpus::default()
}

/// The source chain of one claim, gaps named.
pub fn trace(_corpus: &Corpus, _documents: &[&Document], _claim: &str) -> Option<Trace> {
    None
}
