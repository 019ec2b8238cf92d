//! Many documents: copies, actors, claims, relations, provenance.
//!
//! Takes analysed documents in any order, gives the same `Corpus` for the same set.

mod model;
mod words;
mod proposition;
mod compare;
mod copies;
mod actors;
mod claims;
mod roots;
mod relations;
mod find;
mod trace;
mod positions;
#[cfg(test)]
mod tests;

pub use claims::SAME;
pub use compare::{Clash, Likeness};
pub use find::{actors_named, denials, find_claims};
pub use model::*;
pub use positions::positions;
pub use proposition::{Modality, Proposition};
pub use trace::trace_with;
pub use words::Words;

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
    said: Said,
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
    Document {
        id: format!("d:{}", sha256.get(..16).unwrap_or("")),
        path: origin.path.clone(),
        sha256,
        text: page.text,
        metadata: page.metadata,
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

/// What a text says, for queries and plain sentences: the whole text as one proposition; `None` when it says nothing.
pub fn proposition(text: &str, language: Option<Language>, words: &Words) -> Option<Proposition> {
    let column = claims::column(language, text, words);
    proposition::read(text, 0, column, words, &[]).into_iter().max_by(|a, b| a.mass.total_cmp(&b.mass))
}

/// How alike two propositions are, and what stands between them.
pub fn likeness(a: &Proposition, b: &Proposition, words: &Words) -> Likeness {
    compare::compare(a, b, words)
}

/// Copies, actors, claims and relations of a set of documents.
pub fn link(documents: &[&Document], packs: &Packs, limits: &Limits) -> Corpus {
    link_with(documents, &Words::new(packs), limits)
}

/// `link` with the vocabulary compiled beforehand.
pub fn link_with(documents: &[&Document], words: &Words, _limits: &Limits) -> Corpus {
    let mut sorted: Vec<&Document> = documents.to_vec();
    sorted.sort_by(|a, b| a.id.cmp(&b.id));
    sorted.dedup_by(|a, b| a.id == b.id);
    let (mut actors, aliases) = actors::link(&sorted);
    actors.sort_by(|a, b| a.id.cmp(&b.id));
    let copies = copies::link(&sorted);
    let units = claims::units(&sorted, words, &aliases);
    let edges = claims::edges(&units, words);
    let (mut claims, of) = claims::claims(&sorted, &units, &edges);
    let relations = relations::relations(&sorted, &units, &edges, &claims, &of);
    let shelf = roots::Shelf::new(&sorted);
    let groups = trace::copy_groups(&copies);
    for claim in &mut claims {
        let voices = roots::voices(claim, &shelf, &aliases, &groups);
        claim.roots = roots::roots(claim, &voices);
        for root in claim.roots.iter_mut().filter(|r| !r.anonymous) {
            let known = root
                .actor
                .as_ref()
                .and_then(|id| actors.binary_search_by(|a| a.id.cmp(id)).ok())
                .and_then(|i| actors.get(i));
            if let Some(actor) = known {
                root.name = actor.name.clone();
            }
        }
    }
    claims.sort_by(|a, b| a.id.cmp(&b.id));
    Corpus { actors, claims, relations, copies }
}

/// The source chain of one claim, gaps named.
pub fn trace(corpus: &Corpus, documents: &[&Document], claim: &str) -> Option<Trace> {
    trace_with(corpus, documents, claim, &Words::new(&Packs::embedded()))
}
