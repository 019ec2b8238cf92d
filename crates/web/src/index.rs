//! One small row for each statement of the corpus: what search counts and filters without reading documents.
//!
//! Takes documents one at a time, gives rows that refer to actors and documents by their places. Never keeps text.

use crate::state::{Snapshot, language_at};
use reportedly_engine::model::{Document, Language, Span, Stance, Statement, StatementKind, Zone};
use reportedly_engine::text::fold;
use std::collections::BTreeMap;

/// No actor.
pub(crate) const NOBODY: u32 = u32::MAX;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Said {
    /// Place in `Snapshot::rows`.
    pub(crate) row: u32,
    /// Index into `Document::statements`.
    pub(crate) index: u32,
    /// Place in `Corpus::actors`, or `NOBODY`.
    pub(crate) speaker: u32,
    /// Place in `Index::media`: who carried the words to the page, when the page says so.
    pub(crate) via: u32,
    pub(crate) kind: StatementKind,
    pub(crate) stance: Stance,
    pub(crate) zone: Zone,
    pub(crate) denied: bool,
}

/// Somebody who carries words of others: an outlet, an agency, a document.
#[derive(Clone, Debug)]
pub(crate) struct Medium {
    pub(crate) actor: Option<String>,
    pub(crate) name: String,
}

#[derive(Default)]
pub(crate) struct Index {
    /// In order of `row`, then `index`.
    pub(crate) said: Vec<Said>,
    pub(crate) media: Vec<Medium>,
    place_of: BTreeMap<String, u32>,
    /// Of the words of each claim, by its place.
    languages: BTreeMap<u32, Language>,
}

impl Index {
    pub(crate) fn add(&mut self, row: u32, document: &Document, snapshot: &Snapshot) {
        for (index, statement) in document.statements.iter().enumerate() {
            if statement.repeats.is_some() {
                continue;
            }
            let actor = statement.speaker.as_ref().and_then(|speaker| speaker.entity);
            let actor = actor.and_then(|id| snapshot.actor_of(document, id));
            let claims = snapshot.claims_of(&document.id, index as u32);
            let of = |at: usize| snapshot.corpus.claims.get(at);
            let anchored = |at: usize| {
                of(at).is_some_and(|claim| {
                    claim.anchor.index == index as u32 && claim.anchor.document == document.id
                })
            };
            let first = statement.content.first().copied().unwrap_or(Span::new(0, 0));
            if let Some(language) = language_at(document, first) {
                let anchored = claims.iter().filter(|at| anchored(**at));
                self.languages.extend(anchored.map(|&at| (at as u32, language)));
            }
            let via = self.route(document, statement, snapshot);
            self.said.push(Said {
                row,
                index: index as u32,
                speaker: actor.and_then(|id| snapshot.actor_place(&id)).unwrap_or(NOBODY),
                via,
                kind: statement.kind,
                stance: statement.stance,
                zone: document.block(statement.block).map_or(Zone::Other, |block| block.zone),
                denied: claims.iter().any(|&at| of(at).is_some_and(|claim| snapshot.denied(&claim.id))),
            });
        }
    }

    /// The medium nearest to the source in the chain of a statement.
    fn route(&mut self, document: &Document, statement: &Statement, snapshot: &Snapshot) -> u32 {
        let Some((name, link)) = reportedly_store::carrier(document, statement) else { return NOBODY };
        let actor = link.entity.and_then(|id| snapshot.actor_of(document, id));
        // an id of one page alone says no more than the name
        let is_local = |id: &String| id.starts_with("e:role:") || id.starts_with("e:anon:");
        self.medium(actor.filter(|id| !is_local(id)), name)
    }

    /// Once all documents are in: who is known by an id is the same where a page gives the name alone.
    pub(crate) fn finish(&mut self) {
        let places = || (0u32..).zip(&self.media);
        let known: BTreeMap<String, u32> = places()
            .filter(|(_, medium)| medium.actor.is_some())
            .map(|(at, medium)| (fold(&medium.name), at))
            .collect();
        let named = |(at, medium): (u32, &Medium)| match &medium.actor {
            Some(_) => at,
            None => known.get(&fold(&medium.name)).copied().unwrap_or(at),
        };
        let same: Vec<u32> = places().map(named).collect();
        for said in &mut self.said {
            said.via = same.get(said.via as usize).copied().unwrap_or(said.via);
        }
    }

    fn medium(&mut self, actor: Option<String>, name: &str) -> u32 {
        let key = actor.clone().unwrap_or_else(|| fold(name));
        if let Some(&place) = self.place_of.get(&key) {
            return place;
        }
        let place = self.media.len() as u32;
        self.place_of.insert(key, place);
        self.media.push(Medium { actor, name: name.to_owned() });
        place
    }

    /// The row of one statement.
    pub(crate) fn get(&self, row: u32, index: u32) -> Option<&Said> {
        let at = self.said.binary_search_by_key(&(row, index), |said| (said.row, said.index)).ok()?;
        self.said.get(at)
    }

    /// The language of the words of a claim.
    pub(crate) fn language(&self, claim: usize) -> Option<Language> {
        self.languages.get(&(claim as u32)).copied()
    }

    pub(crate) fn via(&self, place: u32) -> Option<&Medium> {
        self.media.get(place as usize)
    }

    /// Whether an actor carries words of others to some page here.
    pub(crate) fn carries(&self, actor: &str) -> bool {
        self.place_of.contains_key(actor)
    }

    /// The key by which an address names a medium.
    pub(crate) fn key(medium: &Medium) -> &str {
        medium.actor.as_deref().unwrap_or(&medium.name)
    }
}
