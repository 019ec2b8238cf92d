//! Many documents: copies, actors, claims, relations, provenance.
//!
//! Takes analysed documents in any order, gives the same `Corpus` for the same set.

mod model;
mod period;
mod decisions;
mod words;
mod proposition;
mod compare;
pub mod verdict;
#[cfg(feature = "encoder")]
pub mod judge;
mod copies;
mod actors;
mod claims;
mod mutation;
mod houses;
mod roots;
mod relations;
mod index;
mod judged;
mod symbols;
mod find;
mod trace;
mod provenance;
mod relays;
mod positions;
#[cfg(test)]
mod tests;

pub use crate::model::{REMARKS, Remark, joined, joined_by};
pub use actors::actor_ids;
pub use claims::SAME;
#[cfg(feature = "encoder")]
pub use claims::Sides;
pub use compare::{Clash, Likeness};
pub use copies::{Copies, DECIDES, bare, copies, copy_groups, fingerprints};
pub use decisions::{Contradiction, DECIDED, Decision, Decisions, Verb, is_date, statement_subject};
pub use find::{Meant, Names, actors_named, denials, find_claims};
pub use index::{Index, Part};
#[cfg(feature = "encoder")]
pub use judged::{Directions, text_key};
pub use model::*;
pub use mutation::{Markers, compare_documents, compare_passages, compare_statements};
pub use period::{days, is_vague};
pub use positions::{Asked, Near, positions, positions_of, positions_on};
pub use proposition::{Modality, Proposition};
pub use provenance::{
    Edge, EdgeKind, Graph, Lineage, NAMESPACE, Node, NodeKind, PREFIXES, dot, graph, mermaid, prov_json,
    qualified, urn,
};
pub use relays::{Citation, House, Ledger, Relays, relays};
pub use symbols::{Rarity, Symbols, Weighed};
pub use trace::{latest, trace_with};
pub use verdict::Verdicts;
pub use words::Words;

use crate::model::*;
use crate::pack::Packs;

/// What a text says, for queries and plain sentences: the whole text as one proposition; `None` when it says nothing.
pub fn proposition(text: &str, language: Option<Language>, words: &Words) -> Option<Proposition> {
    let column = claims::column(language, text, words);
    proposition::read(text, 0, column, words, &[]).into_iter().max_by(|a, b| a.mass.total_cmp(&b.mass))
}

/// How alike two propositions are, and what stands between them.
pub fn likeness(a: &Proposition, b: &Proposition, words: &Words) -> Likeness {
    compare::compare(a, b, words)
}

/// Copies, actors, claims and relations of a set of documents, as people decided about them. Dates that people decided stand
/// in the documents already (`Decisions::set_date`).
pub fn link(documents: &[&Document], decisions: &Decisions, packs: &Packs, limits: &Limits) -> Corpus {
    link_with(documents, decisions, &Words::new(packs), limits)
}

/// `link` with the vocabulary compiled beforehand.
pub fn link_with(documents: &[&Document], decisions: &Decisions, words: &Words, _limits: &Limits) -> Corpus {
    let mut index = Index::default();
    index.extend(documents.iter().map(|document| Part::new(document, words)), words);
    index.corpus(documents, decisions)
}

/// `link` with the judge: sentences near each other in meaning meet as well, and the judge says which of those that meet say the same.
#[cfg(feature = "encoder")]
pub fn link_judged(documents: &[&Document], decisions: &Decisions, judge: &judge::Judge) -> Corpus {
    let mut parts: Vec<Part> = documents.iter().map(|document| Part::new(document, judge.words())).collect();
    let mut reader = judge.reader();
    let mut directions = Directions::default();
    for (part, document) in parts.iter_mut().zip(documents) {
        part.read(document, &mut reader, &mut directions);
    }
    let mut index = Index::default();
    index.extend(parts, judge.words());
    let mut verdicts = Verdicts::default();
    let questions = index.questions(documents, &verdicts);
    let mut memory = judge::Memory::default();
    verdicts.extend(judge.answer(&questions, 0..questions.len(), &directions, &mut memory));
    index.corpus_judged(documents, decisions, &verdicts)
}

/// What follows once it is known who is who and which units are near. `documents` and `actors` are sorted by id.
fn finish(
    documents: &[&Document],
    (actors, aliases): (Vec<Actor>, &actors::Aliases),
    mut copies: copies::Copies,
    (units, edges): (&[claims::Unit], &[claims::Edge]),
    decisions: &Decisions,
    done: &mut dyn FnMut(&'static str),
) -> Corpus {
    copies.edges.iter_mut().for_each(|edge| decisions.order(edge));
    let (mut claims, of) = claims::claims(documents, units, edges, decisions);
    done("claims");
    let mut relations = relations::relations(documents, units, edges, &claims, &of);
    done("relations");
    let shelf = roots::Shelf::new(documents);
    let groups = copies::tellings(&copies.edges, &copies.parents);
    for claim in &mut claims {
        let voices = roots::voices(claim, &shelf, aliases, &groups);
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
    // nobody denies what he is himself a source of
    relations.retain(|relation| {
        let denier = shelf.statement(&relation.from).and_then(|(d, s)| roots::mouth(d, s, aliases).actor);
        let own = claims.binary_search_by(|c| c.id.cmp(&relation.to)).ok().and_then(|i| claims.get(i));
        relation.kind != RelationKind::Denies
            || denier.is_none()
            || own.is_none_or(|c| c.roots.iter().all(|r| r.actor != denier))
    });
    done("roots");
    Corpus { actors, claims, relations, copies: copies.edges, parents: copies.parents }
}

/// The source chain of one claim, gaps named.
pub fn trace(corpus: &Corpus, documents: &[&Document], claim: &str) -> Option<Trace> {
    trace_with(corpus, documents, claim, &Words::new(&Packs::embedded()))
}
