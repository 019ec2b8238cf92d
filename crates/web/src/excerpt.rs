//! The part of the corpus that some documents need.
//!
//! Takes a snapshot and documents, gives a small corpus: the engine's questions look through all they are given, so they
//! are given what can matter to the answer and no more. The answer is the same.

use crate::state::{Shelf, Snapshot};
use reportedly_engine::corpus::{Actor, Claim, Corpus};
use reportedly_engine::model::EntityId;
use std::collections::{BTreeMap, BTreeSet};

/// From a document to its copies and the parents it has its words from, as places in the corpus.
#[derive(Default)]
pub(crate) struct Ties {
    copies: BTreeMap<String, Vec<u32>>,
    parents: BTreeMap<String, Vec<u32>>,
}

impl Ties {
    pub(crate) fn new(corpus: &Corpus) -> Self {
        let mut out = Self::default();
        for (place, edge) in (0u32..).zip(&corpus.copies) {
            for id in [&edge.a, &edge.b] {
                out.copies.entry(id.clone()).or_default().push(place);
            }
        }
        for (place, parent) in (0u32..).zip(&corpus.parents) {
            for id in &parent.documents {
                out.parents.entry(id.clone()).or_default().push(place);
            }
        }
        out
    }
}

impl Snapshot {
    /// A corpus of some claims with what answers them, the actors on the pages of the shelf, and all copies that decide which
    /// of these pages are one telling.
    pub(crate) fn excerpt<'a>(&self, claims: impl IntoIterator<Item = &'a Claim>, shelf: &Shelf) -> Corpus {
        let claims: BTreeMap<&str, &Claim> = claims.into_iter().map(|c| (c.id.as_str(), c)).collect();
        let roots =
            claims.values().flat_map(|claim| claim.roots.iter().filter_map(|root| root.actor.as_deref()));
        let mut actors: BTreeSet<u32> = roots.filter_map(|id| self.actor_place(id)).collect();
        for document in shelf.all() {
            let own =
                (0u32..).zip(&document.entities).filter_map(|(at, _)| self.actor_of(document, EntityId(at)));
            actors.extend(own.filter_map(|id| self.actor_place(&id)));
            let outlet = document.metadata.outlet.as_ref();
            actors.extend(outlet.and_then(|outlet| self.actor_place(&outlet.actor)));
        }
        let (copies, parents) = self.tied(shelf);
        Corpus {
            actors: actors.iter().filter_map(|&at| self.corpus.actors.get(at as usize)).cloned().collect(),
            relations: claims.keys().flat_map(|id| self.answers(id)).cloned().collect(),
            claims: claims.into_values().cloned().collect(),
            copies: copies.iter().filter_map(|&at| self.corpus.copies.get(at as usize)).cloned().collect(),
            parents: parents.iter().filter_map(|&at| self.corpus.parents.get(at as usize)).cloned().collect(),
        }
    }

    /// `excerpt` with an actor and every claim that a statement of these pages carries, as far as it stands on them.
    pub(crate) fn excerpt_about(&self, actor: &Actor, shelf: &Shelf) -> Corpus {
        let mut places = BTreeSet::new();
        for document in shelf.all() {
            let statements = (0u32..).zip(&document.statements);
            places.extend(statements.flat_map(|(index, _)| self.claims_of(&document.id, index)).copied());
        }
        // what other pages say does not matter to this question
        let here = |claim: &Claim| Claim {
            members: claim
                .members
                .iter()
                .filter(|m| shelf.get(&m.statement.document).is_some())
                .cloned()
                .collect(),
            roots: Vec::new(),
            id: claim.id.clone(),
            anchor: claim.anchor.clone(),
            text: claim.text.clone(),
            languages: claim.languages.clone(),
            pages: claim.pages,
        };
        let claims = places.into_iter().filter_map(|at| self.corpus.claims.get(at)).map(here).collect();
        let mut out = Corpus { claims, ..self.excerpt([], shelf) };
        if let Err(at) = out.actors.binary_search_by(|known| known.id.cmp(&actor.id)) {
            out.actors.insert(at, actor.clone());
        }
        out
    }

    /// Copies and parents of the pages of a shelf, of those that are one telling with them, and so on.
    fn tied(&self, shelf: &Shelf) -> (BTreeSet<u32>, BTreeSet<u32>) {
        let (mut copies, mut parents) = (BTreeSet::new(), BTreeSet::new());
        let mut open: Vec<&str> = shelf.all().iter().map(|document| document.id.as_str()).collect();
        let mut seen: BTreeSet<&str> = open.iter().copied().collect();
        let of = |table: &'_ BTreeMap<String, Vec<u32>>, id: &str| table.get(id).cloned().unwrap_or_default();
        while let Some(id) = open.pop() {
            for at in of(&self.ties.copies, id) {
                let Some(edge) = self.corpus.copies.get(at as usize) else { continue };
                copies.insert(at);
                if edge.class.is_one_telling() {
                    open.extend([edge.a.as_str(), edge.b.as_str()].into_iter().filter(|id| seen.insert(id)));
                }
            }
            for at in of(&self.ties.parents, id) {
                let Some(parent) = self.corpus.parents.get(at as usize) else { continue };
                parents.insert(at);
                open.extend(parent.documents.iter().map(String::as_str).filter(|id| seen.insert(id)));
            }
        }
        (copies, parents)
    }
}
