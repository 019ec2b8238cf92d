//! The results of the rooms, put together into one document with its ids.
//!
//! Takes what each room gave, gives a `Document`. Decides one thing: the language of the page is that of most article text.

use crate::model::*;
use crate::page::Page;
use crate::statement::{self, Said};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// One document; its id is a hash of `bytes` alone, so the same bytes give the same id wherever they lie.
pub fn document(
    bytes: &[u8],
    origin: &Origin,
    page: Page,
    languages: Vec<Option<Language>>,
    mut said: Said,
) -> Document {
    let sha256: String = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
    let id = format!("d:{}", sha256.get(..16).unwrap_or(""));
    statement::identify(&id, &mut said.statements, &mut said.entities);
    let mut weight: BTreeMap<Language, usize> = BTreeMap::new();
    for (block, language) in page.blocks.iter().zip(&languages) {
        if let (Zone::Article, Some(language)) = (block.zone, language) {
            *weight.entry(*language).or_default() += block.span.len();
        }
    }
    let language = weight.iter().max_by_key(|(_, n)| **n).map(|(l, _)| *l);
    let mut metadata = page.metadata;
    metadata.outlet = metadata.outlet.or(said.outlet);
    let mut notices = page.notices;
    notices.extend(said.notices);
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
