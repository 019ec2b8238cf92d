//! One actor behind the names of many documents.
//!
//! Takes document entities, gives actors. Equal ids are one actor; people join by their names (`people`), organisations by what pages
//! say of them (`organisations`); in doubt they stay apart, and anonymous sources are never joined across documents.

mod organisations;
mod people;

use super::decisions::Decisions;
use super::model::*;
use crate::model::*;
use std::collections::{BTreeMap, BTreeSet};

/// From ids that single documents gave to the id that took over; ids not listed stand for themselves.
pub(crate) type Aliases = BTreeMap<ActorId, ActorId>;

/// The actor that stands behind an id.
pub(crate) fn resolve<'a>(aliases: &'a Aliases, id: &'a str) -> &'a str {
    aliases.get(id).map_or(id, String::as_str)
}

#[derive(Default)]
struct Draft {
    kinds: BTreeMap<u8, (u32, Option<EntityKind>)>,
    anonymous: bool,
    display: BTreeMap<String, u32>,
    names: BTreeMap<(String, String, u8), (u32, MentionKind, Option<Evidence>, Option<Language>)>,
    roles: BTreeSet<String>,
    why: BTreeSet<String>,
    joins: BTreeMap<ActorId, Join>,
    statements: u32,
    documents: BTreeSet<DocumentId>,
}

/// Actors sorted by id, and which ids were taken over. `documents` are sorted by id and distinct.
pub(crate) fn link(documents: &[&Document], decisions: &Decisions) -> (Vec<Actor>, Aliases) {
    let people::Joined { mut aliases, mut joins, doubts } = people::join(documents, decisions);
    organisations::join(documents, decisions, &mut aliases, &mut joins);
    apply(decisions, &mut aliases, &mut joins);
    let mut drafts: BTreeMap<ActorId, Draft> = BTreeMap::new();
    for document in documents {
        for (index, entity) in document.entities.iter().enumerate() {
            let id = actor_id(document, entity, index);
            let target = resolve(&aliases, &id).to_owned();
            let draft = drafts.entry(target.clone()).or_default();
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
                *draft.display.entry(entity.name.clone()).or_default() += 1;
            }
            draft.roles.extend(entity.roles.iter().cloned());
            draft.why.extend(entity.why.iter().take(8).cloned());
            draft.documents.insert(document.id.clone());
        }
        let owner = |id: EntityId| {
            let entity = document.entity(id)?;
            let own = actor_id(document, entity, id.0 as usize);
            Some(resolve(&aliases, &own).to_owned())
        };
        for mention in &document.mentions {
            let Some(target) = mention.entity.and_then(owner) else { continue };
            let Some(draft) = drafts.get_mut(&target) else { continue };
            if mention.kind == MentionKind::Pronoun {
                continue;
            }
            let text = document.slice(mention.span).to_owned();
            let language = language_at(document, mention.span);
            let code = language.map(|l| l.code().to_owned()).unwrap_or_default();
            let slot = draft.names.entry((text.clone(), code, mention.kind as u8)).or_insert((
                0,
                mention.kind,
                None,
                language,
            ));
            slot.0 += 1;
            if slot.2.is_none() {
                slot.2 = Some(Evidence { document: document.id.clone(), span: mention.span, text });
            }
        }
        for statement in &document.statements {
            let speaker = innermost(statement).and_then(owner);
            if let Some(draft) = speaker.and_then(|id| drafts.get_mut(&id)) {
                draft.statements += 1;
            }
        }
    }
    let actors = drafts.into_iter().map(|(id, draft)| finish(id, draft)).collect();
    (actors, aliases)
}

/// Joins what people said is one. An id that the program had joined brings those it was joined with.
fn apply(decisions: &Decisions, aliases: &mut Aliases, joins: &mut BTreeMap<ActorId, Join>) {
    for (head, others) in decisions.merged() {
        let target = resolve(aliases, &head).to_owned();
        for (id, number) in others {
            let reason = decisions.reason(number);
            let why = match reason {
                "" => format!("decision {number}: merged by hand"),
                reason => format!("decision {number}: {reason}"),
            };
            let from = resolve(aliases, &id).to_owned();
            if from == target {
                continue;
            }
            for alias in aliases.values_mut().filter(|alias| **alias == from) {
                alias.clone_from(&target);
            }
            let parts = vec![format!("merged with: {head}")];
            joins.insert(from.clone(), Join { actor: from.clone(), why, parts, decision: Some(number) });
            aliases.insert(from, target.clone());
        }
    }
}

fn finish(id: ActorId, draft: Draft) -> Actor {
    let mut names: Vec<ActorName> = draft
        .names
        .into_iter()
        .filter_map(|((text, _, _), (count, kind, first, language))| {
            Some(ActorName { text, language, kind, count, first: first? })
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
        .map(|(n, _)| n.clone())
        .or_else(|| names.first().map(|n| n.text.clone()))
        .unwrap_or_else(|| id.clone());
    Actor {
        id,
        kind,
        name,
        anonymous: draft.anonymous,
        names,
        roles: draft.roles.into_iter().collect(),
        merged: draft.joins.keys().cloned().collect(),
        why: draft.why.into_iter().collect(),
        joins: draft.joins.into_values().collect(),
        statements: draft.statements,
        documents: draft.documents.len() as u32,
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
