//! What only the whole page can tell: roles of the headline, the page's outlet, statements told twice.
//!
//! Takes a page that has been read, gives what was said on it.

use super::lexicon::Fit;
use super::reader::PageReader;
use super::{Said, Words};
use crate::model::*;
use std::collections::{BTreeMap, BTreeSet};

impl PageReader<'_> {
    pub(super) fn finish(mut self, metadata: &Metadata, words: &Words) -> Said {
        if let Some(pending) = self.pending.take() {
            self.pending_alone(pending);
        }
        self.settle_roles(words);
        let (publisher, outlet) = self.publisher(metadata);
        if let Some(publisher) = publisher {
            for statement in &mut self.statements {
                // the page's own name among the inferred relays is the publisher, not a link of its own
                statement
                    .chain
                    .retain(|l| l.explicit || l.role == LinkRole::Speaker || l.entity != Some(publisher));
                if !statement.chain.iter().any(|l| l.entity == Some(publisher)) {
                    statement.chain.push(ChainLink {
                        role: LinkRole::Publisher,
                        entity: Some(publisher),
                        span: None,
                        anonymous: false,
                        explicit: false,
                    });
                }
            }
        }
        self.mark_repeats();
        self.memory.mentions.sort_by_key(|m| (m.span.start(), std::cmp::Reverse(m.span.end())));
        Said {
            sentences: self.reading.sentences.clone(),
            mentions: self.memory.mentions,
            entities: self.memory.entities,
            statements: self.statements,
            outlet,
            notices: self.notices,
        }
    }

    /// A role in the headline is the one speaker of the page who holds it, else the person who speaks most on the page,
    /// when it is one and holds no other office.
    fn settle_roles(&mut self, words: &Words) {
        let mut count: BTreeMap<EntityId, usize> = BTreeMap::new();
        for (id, _) in &self.memory.speakers {
            if self.memory.entities.get(id.0 as usize).is_some_and(|e| {
                e.kind == EntityKind::Person && !e.anonymous && !e.actor.starts_with("e:role:")
            }) {
                *count.entry(*id).or_default() += 1;
            }
        }
        let total: usize = count.values().sum();
        let most = count.iter().max_by_key(|(id, n)| (**n, std::cmp::Reverse(**id)));
        let Some(main) = most.filter(|(_, n)| **n * 2 >= total).map(|(id, _)| *id) else { return };
        for (index, head) in std::mem::take(&mut self.undecided) {
            let Some(statement) = self.statements.get_mut(index) else { continue };
            let language = self.reading.languages.get(statement.block.0 as usize).copied().flatten();
            let kinds = language.and_then(|language| words.lexicons.get(&language)).map(|l| &l.role_kinds);
            let roles = |id: EntityId| self.memory.entities.get(id.0 as usize).map_or(&[][..], |e| &e.roles);
            let fit = |id: EntityId| kinds.map_or(Fit::Other, |kinds| kinds.fit(roles(id), &head));
            let mut bearers = count.keys().copied().filter(|id| fit(*id) == Fit::Same);
            let best = match (bearers.next(), bearers.next()) {
                (Some(only), None) => only,
                (None, _) if roles(main).is_empty() || fit(main) != Fit::Other => main,
                _ => continue,
            };
            let Some(speaker) = &mut statement.speaker else { continue };
            let old = speaker.entity;
            speaker.entity = Some(best);
            for link in statement.chain.iter_mut().filter(|l| l.entity == old) {
                link.entity = Some(best);
            }
            statement.confidence *= 0.8;
            for mention in
                self.memory.mentions.iter_mut().filter(|m| m.entity == old && m.kind == MentionKind::Role)
            {
                mention.entity = Some(best);
            }
        }
    }

    /// The page's outlet: from metadata, or the outlet that the page's article and its teasers all name as their own relay.
    fn publisher(&mut self, metadata: &Metadata) -> (Option<EntityId>, Option<Outlet>) {
        if let Some(outlet) = &metadata.outlet {
            let known = self.memory.entities.iter().position(|e| e.actor == outlet.actor);
            let id = known.map(|i| EntityId(i as u32)).unwrap_or_else(|| {
                self.memory.entities.push(Entity {
                    kind: EntityKind::Outlet,
                    actor: outlet.actor.clone(),
                    name: outlet.name.clone(),
                    gender: Gender::Unknown,
                    number: Number::Singular,
                    anonymous: false,
                    roles: Vec::new(),
                    keys: Vec::new(),
                    why: vec![format!("named by the page ({})", outlet.basis.kind)],
                });
                EntityId(self.memory.entities.len() as u32 - 1)
            });
            return (Some(id), None);
        }
        let mut groups: BTreeMap<EntityId, (BTreeSet<u32>, Span)> = BTreeMap::new();
        for (entity, group, span) in &self.relayed {
            groups.entry(*entity).or_insert_with(|| (Default::default(), *span)).0.insert(*group);
        }
        let found = groups
            .into_iter()
            .filter(|(_, (g, _))| g.len() >= 2)
            .max_by_key(|(id, (g, _))| (g.len(), std::cmp::Reverse(*id)));
        let Some((id, (_, span))) = found else { return (None, None) };
        let Some(entity) = self.memory.entities.get(id.0 as usize) else { return (None, None) };
        let basis = Basis { kind: "text".to_owned(), span: Some(span), raw: None };
        (Some(id), Some(Outlet { name: entity.name.clone(), actor: entity.actor.clone(), basis }))
    }

    /// Statements of doubled headlines and leads point to the one kept.
    fn mark_repeats(&mut self) {
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        for index in 0..self.statements.len() {
            let Some(statement) = self.statements.get(index) else { continue };
            let words: Vec<String> = statement
                .content
                .iter()
                .flat_map(|s| crate::text::tokens(s.of(self.reading.text), 0))
                .filter(|t| t.kind != crate::text::TokenKind::Punctuation)
                .map(|t| t.folded.into_string())
                .collect();
            if words.len() < 4 {
                continue;
            }
            let key = words.join(" ");
            match seen.get(&key) {
                Some(&kept) => {
                    if let Some(statement) = self.statements.get_mut(index) {
                        statement.repeats = Some(kept);
                    }
                }
                None => drop(seen.insert(key, index as u32)),
            }
        }
    }
}
