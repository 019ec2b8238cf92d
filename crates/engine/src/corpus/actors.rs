//! One actor behind the names of many documents.
//!
//! Takes document entities, gives actors. Equal ids are one actor; people join by their names (`people`), organisations by what pages
//! say of them (`organisations`); in doubt they stay apart, and anonymous sources are never joined across documents.

mod organisations;
mod people;

use super::decisions::Decisions;
use super::model::*;
use crate::model::*;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// From ids that single documents gave to the id that took over; ids not listed stand for themselves.
pub(crate) type Aliases = BTreeMap<ActorId, ActorId>;

/// The actor that stands behind an id.
pub(crate) fn resolve<'a>(aliases: &'a Aliases, id: &'a str) -> &'a str {
    aliases.get(id).map_or(id, String::as_str)
}

#[derive(Default)]
struct Draft<'a> {
    kinds: BTreeMap<u8, (u32, Option<EntityKind>)>,
    anonymous: bool,
    display: BTreeMap<&'a str, u32>,
    /// By text, language and kind: how often, and where first.
    names: BTreeMap<(&'a str, Option<Language>, u8), (u32, MentionKind, Evidence)>,
    roles: BTreeSet<&'a str>,
    why: BTreeSet<Remark>,
    /// Rules by which pages hold their mentions for one.
    rules: BTreeSet<&'a str>,
    joins: BTreeMap<ActorId, Join>,
    statements: u32,
    documents: u32,
    /// The document seen last.
    last: Option<&'a str>,
}

/// Actors sorted by id, and which ids were taken over. `documents` are sorted by id and distinct.
pub(crate) fn link(documents: &[&Document], decisions: &Decisions) -> (Vec<Actor>, Aliases) {
    let people::Joined { mut aliases, mut joins, mut doubts } = people::join(documents, decisions);
    organisations::join(documents, decisions, &mut aliases, &mut joins, &mut doubts);
    apply(decisions, &mut aliases, &mut joins);
    let mut drafts: Vec<(ActorId, Draft<'_>)> = Vec::new();
    let mut places: FxHashMap<ActorId, usize> = FxHashMap::default();
    for document in documents {
        // the draft of each entity
        let mut owners: Vec<usize> = Vec::with_capacity(document.entities.len());
        for (index, entity) in document.entities.iter().enumerate() {
            let id = actor_id(document, entity, index);
            let target = resolve(&aliases, &id);
            let place = places.get(target).copied().unwrap_or_else(|| {
                places.insert(target.to_owned(), drafts.len());
                drafts.push((target.to_owned(), Draft::default()));
                drafts.len() - 1
            });
            owners.push(place);
            let Some((_, draft)) = drafts.get_mut(place) else { continue };
            if target != id {
                if let Some(join) = joins.get(&id) {
                    draft.why.insert(join.why.clone());
                    draft.joins.entry(id.clone()).or_insert_with(|| join.clone());
                }
            } else if let Some(doubt) = doubts.get(&id) {
                draft.why.insert(doubt.clone());
            }
            let slot = draft.kinds.entry(entity.kind as u8).or_default();
            slot.0 += 1;
            slot.1 = Some(entity.kind);
            draft.anonymous |= entity.anonymous;
            if target == id {
                *draft.display.entry(&entity.name).or_default() += 1;
            }
            for role in &entity.roles {
                if !draft.roles.contains(role.as_str()) {
                    draft.roles.insert(role);
                }
            }
            for why in entity.why.iter().take(8) {
                draft.rules.insert(why);
            }
            if draft.last != Some(document.id.as_str()) {
                draft.last = Some(&document.id);
                draft.documents += 1;
            }
        }
        let owner = |id: EntityId| owners.get(id.0 as usize).copied();
        for mention in document.mentions.iter().filter(|mention| mention.kind != MentionKind::Pronoun) {
            let draft = mention.entity.and_then(owner).and_then(|place| drafts.get_mut(place));
            let Some((_, draft)) = draft else { continue };
            let text = document.slice(mention.span);
            let language = language_at(document, mention.span);
            let slot = draft.names.entry((text, language, mention.kind as u8)).or_insert_with(|| {
                let first =
                    Evidence { document: document.id.clone(), span: mention.span, text: text.to_owned() };
                (0, mention.kind, first)
            });
            slot.0 += 1;
        }
        for statement in &document.statements {
            let speaker = innermost(statement).and_then(owner).and_then(|place| drafts.get_mut(place));
            if let Some((_, draft)) = speaker {
                draft.statements += 1;
            }
        }
    }
    drafts.sort_by(|a, b| a.0.cmp(&b.0));
    let actors = drafts.into_iter().map(|(id, draft)| relabelled(finish(id, draft), decisions)).collect();
    (actors, aliases)
}

/// Joins what people said is one. An id that the program had joined brings those it was joined with.
fn apply(decisions: &Decisions, aliases: &mut Aliases, joins: &mut BTreeMap<ActorId, Join>) {
    for (head, others) in decisions.merged() {
        let target = resolve(aliases, &head).to_owned();
        for (id, number) in others {
            let why = decisions.why(number, "decided-merged");
            let from = resolve(aliases, &id).to_owned();
            if from == target {
                continue;
            }
            for alias in aliases.values_mut().filter(|alias| **alias == from) {
                alias.clone_from(&target);
            }
            let parts = vec![Remark::new("merged-with", [head.clone()])];
            joins.insert(from.clone(), Join { actor: from.clone(), why, parts, decision: Some(number) });
            aliases.insert(from, target.clone());
        }
    }
}

/// The actor under the name that people gave it.
fn relabelled(mut actor: Actor, decisions: &Decisions) -> Actor {
    let found = decisions.label(std::iter::once(&actor.id).chain(&actor.merged));
    if let Some((name, number)) = found.map(|(name, number)| (name.to_owned(), number)) {
        actor.why.push(decisions.why(number, "decided-named"));
        actor.name = name;
    }
    actor
}

fn finish(id: ActorId, draft: Draft<'_>) -> Actor {
    let mut names: Vec<ActorName> = draft
        .names
        .into_iter()
        .map(|((text, language, _), (count, kind, first))| ActorName {
            text: text.to_owned(),
            language,
            kind,
            count,
            first,
        })
        .collect();
    // stable: equal counts keep the order of text, language, kind
    names.sort_by_key(|name| std::cmp::Reverse(name.count));
    let kind =
        draft.kinds.values().max_by_key(|(n, _)| *n).and_then(|(_, k)| *k).unwrap_or(EntityKind::Other);
    let best = draft
        .display
        .iter()
        .max_by(|a, b| a.1.cmp(b.1).then(a.0.chars().count().cmp(&b.0.chars().count())).then(b.0.cmp(a.0)));
    let name = best
        .map(|(n, _)| (*n).to_owned())
        .or_else(|| names.first().map(|n| n.text.clone()))
        .unwrap_or_else(|| id.clone());
    let rules = draft.rules.into_iter().map(|rule| Remark::new("name-rule", [rule.to_owned()]));
    Actor {
        id,
        kind,
        name,
        anonymous: draft.anonymous,
        names,
        roles: draft.roles.into_iter().map(str::to_owned).collect(),
        merged: draft.joins.keys().cloned().collect(),
        why: draft.why.into_iter().chain(rules).collect(),
        joins: draft.joins.into_values().collect(),
        statements: draft.statements,
        documents: draft.documents,
    }
}

/// The id of a document entity in the corpus: anonymous ones are tied to their document.
pub(crate) fn actor_id(document: &Document, entity: &Entity, index: usize) -> ActorId {
    let tail = document.id.get(2..).unwrap_or("");
    if is_local(entity) && !(tail.len() > 3 && entity.actor.contains(tail)) {
        return format!("{}@{tail}#{index}", entity.actor);
    }
    entity.actor.clone()
}

/// Ids that the corpus knows the entities of a page and its outlet by, before people are joined.
pub fn actor_ids(document: &Document) -> Vec<ActorId> {
    let entities = document.entities.iter().enumerate();
    let ids = entities.map(|(index, entity)| actor_id(document, entity, index));
    ids.chain(document.metadata.outlet.iter().map(|outlet| outlet.actor.clone())).collect()
}

/// Known only inside its document: an unnamed source, or a role that no name stands behind.
pub(crate) fn is_local(entity: &Entity) -> bool {
    entity.anonymous || entity.actor.starts_with("e:role:") || entity.actor.starts_with("e:anon:")
}

/// The entity whose words the statement gives, as far in as the chain goes.
pub(crate) fn innermost(statement: &Statement) -> Option<EntityId> {
    let link = statement.chain.iter().find(|l| matches!(l.role, LinkRole::Speaker | LinkRole::Document));
    link.and_then(|l| l.entity).or_else(|| statement.speaker.as_ref().and_then(|s| s.entity))
}

/// The language of the block that holds the span, else of the document.
pub(crate) fn language_at(document: &Document, span: Span) -> Option<Language> {
    let after = document.blocks.partition_point(|b| b.span.start() <= span.start());
    let block = after.checked_sub(1);
    block.and_then(|i| document.languages.get(i).copied().flatten()).or(document.language)
}
