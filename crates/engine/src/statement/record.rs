//! Drafts to statements: who speaks, through whom, when, in what stance.
//!
//! Takes the drafts of one block in text order, gives statements and remembers their speakers. In doubt the speaker is
//! `None` and a notice says so.

use super::draft::{Draft, Link, Who};
use super::line::Line;
use super::reader::{ListHead, PageReader};
use super::resolve::Person;
use super::{Words, source, stance};
use crate::model::*;

impl PageReader<'_> {
    pub(super) fn resolve_block(
        &mut self,
        index: usize,
        line: &Line<'_>,
        block: &Block,
        drafts: Vec<Draft>,
        background: bool,
    ) {
        let ends_in_colon = line.tokens.last().is_some_and(|t| &*t.folded == ":");
        let spans: Vec<Vec<Span>> = drafts
            .iter()
            .map(|d| {
                d.earlier
                    .iter()
                    .copied()
                    .chain(d.content.iter().filter_map(|c| line.span(c.clone())))
                    .collect()
            })
            .collect();
        // words of others come after the words that hold them
        let mut order: Vec<usize> = (0..drafts.len()).collect();
        order.sort_by_key(|&d| (drafts.get(d).is_some_and(|d| d.nested), d));
        let mut made: Vec<Option<u32>> = vec![None; drafts.len()];
        let mut speakers: Vec<Option<EntityId>> = vec![None; drafts.len()];
        let mut persons: Vec<Option<Person>> = vec![None; drafts.len()];
        for d in order {
            let (Some(draft), Some(content)) = (drafts.get(d), spans.get(d)) else { continue };
            let outer = drafts
                .iter()
                .enumerate()
                .filter(|(o, other)| {
                    *o != d
                        && other.holds(draft.place())
                        && (draft.nested || line.depth_at(draft.place()) > 0)
                })
                .map(|(o, _)| o)
                .next();
            let outer_entity = outer.and_then(|o| speakers.get(o).copied().flatten());
            let shared = shared_subject(line, &drafts, d).and_then(|o| persons.get(o).cloned().flatten());
            let person = match shared {
                Some(person) => {
                    self.memory.remember(person.entity, BlockId(index as u32));
                    Some(Person { certainty: person.certainty * 0.95, ..person })
                }
                None => {
                    let own =
                        outer.and_then(|o| drafts.get(o)).is_some_and(|o| opens_own_words(line, o, draft));
                    let speaker = outer_entity.filter(|_| own);
                    self.person(line, draft, content, outer_entity, speaker, index)
                }
            };
            // a few words in marks before anybody has spoken are a sign or a button
            let few = draft.content.iter().map(|c| line.words_in(c.clone())).sum::<usize>() < 6;
            if draft.rule == "direct-floating" && person.is_none() && few {
                continue;
            }
            if let Some(slot) = persons.get_mut(d) {
                *slot = person.clone();
            }
            if let Some(slot) = speakers.get_mut(d) {
                *slot = person.as_ref().and_then(|p| p.entity);
            }
            let head_of_list = ends_in_colon && !draft.nested;
            let statement = self.statement(index, line, block, draft, content.clone(), person, background);
            if head_of_list {
                self.heads = Some(ListHead {
                    cue: statement.cue,
                    lemma: statement.cue_lemma.clone(),
                    class: draft.class,
                    speaker: statement.speaker.clone(),
                    chain: statement.chain.clone(),
                    anonymous: statement.anonymous,
                    block: index,
                    statement: (!content.is_empty()).then_some(self.statements.len()),
                });
            }
            if content.is_empty() {
                continue;
            }
            if let Some(slot) = made.get_mut(d) {
                *slot = Some(self.statements.len() as u32);
            }
            let mut statement = statement;
            statement.nested_in = outer.and_then(|o| made.get(o).copied().flatten());
            self.statements.push(statement);
        }
    }

    /// The words that say when it was said: a date expression in the sentence of the cue and outside what was said.
    pub(super) fn date_statements(&mut self, first: usize, line: &Line<'_>, block: &Block, words: &Words) {
        if first >= self.statements.len() {
            return;
        }
        let dates = crate::date::find(block.span.of(self.reading.text), block.span.start(), &words.dates);
        if dates.is_empty() {
            return;
        }
        for statement in self.statements.iter_mut().skip(first) {
            let Some(cue) = statement.cue.filter(|c| block.span.contains(*c)) else { continue };
            let token = line.tokens.partition_point(|t| t.span.end() <= cue.start());
            let Some(sentence) = line.span(line.sentence(token)) else { continue };
            let free =
                |span: Span| sentence.contains(span) && !statement.content.iter().any(|c| c.overlaps(span));
            let gap = |span: Span| span.start().abs_diff(cue.start());
            let nearest = dates.iter().filter(|d| free(d.span)).min_by_key(|d| gap(d.span));
            statement.said = nearest.map(|d| d.span).filter(|s| gap(*s) < 160);
        }
    }

    /// The speaker of a draft; `None` when the rule knows of nobody. `outer`: who speaks the words that hold it; `own`:
    /// the same when a pronoun of these words means that speaker.
    fn person(
        &mut self,
        line: &Line<'_>,
        draft: &Draft,
        content: &[Span],
        outer: Option<EntityId>,
        own: Option<EntityId>,
        index: usize,
    ) -> Option<Person> {
        let block = BlockId(index as u32);
        match &draft.who {
            // who "I" is, only the words say that hold these
            Who::Source(source)
                if source.kind == SpeakerKind::Pronoun
                    && source::is_first_person(line, source.range.start) =>
            {
                Some(Person {
                    entity: outer.filter(|_| draft.nested),
                    kind: SpeakerKind::Pronoun,
                    span: line.span(source.range.clone()),
                    anonymous: false,
                    certainty: 0.5,
                })
            }
            Who::Source(source) => {
                let verb = verb_gender(line, draft);
                let mut person = self.memory.resolve(line, source, content, outer, verb);
                let doubts = self.memory.doubts.drain(..);
                self.notices
                    .extend(doubts.map(|(span, why)| Notice::new("speaker-doubtful", Some(span), why)));
                if let Some(own) = own.filter(|id| self.memory.fits(*id, source.gender, source.plural)) {
                    person.entity = Some(own);
                    self.memory.means(line, source, own);
                }
                if draft.nested {
                    return Some(person);
                }
                let bare_role = source.kind == SpeakerKind::Role
                    && source.entity_kind == EntityKind::Person
                    && !source.complement
                    && source.mention.is_none_or(|_| true);
                if bare_role && line.is_headline() && person.certainty < 0.85 {
                    self.undecided.push((self.statements.len(), source.head.clone()));
                } else {
                    self.memory.remember(person.entity, block);
                }
                Some(person)
            }
            Who::Implicit => {
                let (entity, same_block) = self.memory.previous(block)?;
                let after_break = line.role == Role::Background || line.zone == Zone::Teaser;
                if !same_block && (after_break || line.role == Role::Headline) {
                    return None;
                }
                // "he said" does not go on where a woman spoke
                let gender = self.memory.entities.get(entity.0 as usize).map(|e| e.gender);
                let verb = verb_gender(line, draft);
                let man_or_woman = [
                    (Some(Gender::Masculine), Gender::Feminine),
                    (Some(Gender::Feminine), Gender::Masculine),
                ];
                if man_or_woman.contains(&(gender, verb)) {
                    return None;
                }
                let anonymous = self.memory.entities.get(entity.0 as usize).is_some_and(|e| e.anonymous);
                Some(Person {
                    entity: Some(entity),
                    kind: SpeakerKind::Implicit,
                    span: None,
                    anonymous,
                    certainty: if same_block { 0.8 } else { 0.6 },
                })
            }
            Who::Unknown => None,
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn statement(
        &mut self,
        index: usize,
        line: &Line<'_>,
        block: &Block,
        draft: &Draft,
        content: Vec<Span>,
        person: Option<Person>,
        background: bool,
    ) -> Statement {
        let modality = stance::of(line, draft);
        let mut chain = Vec::new();
        let mut anonymous = false;
        match &person {
            Some(person) => {
                anonymous |= person.anonymous;
                chain.push(ChainLink {
                    role: LinkRole::Speaker,
                    entity: person.entity,
                    span: person.span,
                    anonymous: person.anonymous,
                    explicit: person.span.is_some(),
                });
            }
            None => {
                anonymous |= draft.unnamed;
                let place = draft.cue.as_ref().and_then(|c| line.span(c.clone()));
                self.notices.push(Notice::new(
                    "speaker-unknown",
                    place,
                    "the words are reported, and nobody near them is named as the speaker",
                ));
            }
        }
        for source in &draft.beside {
            let other = self.memory.resolve(line, source, &content, None, Gender::Unknown);
            if chain.iter().all(|c| c.entity != other.entity) {
                anonymous |= other.anonymous;
                chain.push(ChainLink {
                    role: LinkRole::Speaker,
                    entity: other.entity,
                    span: other.span,
                    anonymous: other.anonymous,
                    explicit: true,
                });
            }
        }
        for Link { role, source } in &draft.links {
            let link = self.memory.resolve(line, source, &content, None, Gender::Unknown);
            if chain.iter().any(|c| c.entity.is_some() && c.entity == link.entity) {
                continue;
            }
            anonymous |= link.anonymous;
            if *role == LinkRole::Relay
                && let (Some(entity), Some(span)) = (link.entity, link.span)
            {
                self.relayed.push((
                    entity,
                    block.group + if block.zone == Zone::Teaser { 1000 + index as u32 } else { 0 },
                    span,
                ));
            }
            chain.push(ChainLink {
                role: *role,
                entity: link.entity,
                span: link.span,
                anonymous: link.anonymous,
                explicit: true,
            });
        }
        self.inherit(&person, draft, block, &mut chain, background);
        let certainty = person.as_ref().map_or(0.5, |p| p.certainty);
        let cue = draft.cue.as_ref().and_then(|c| line.span(c.clone()));
        Statement {
            id: String::new(),
            kind: draft.kind,
            content,
            cue,
            cue_lemma: draft.lemma.clone(),
            speaker: person.map(|p| Speaker { span: p.span, kind: p.kind, entity: p.entity }),
            chain,
            anonymous,
            stance: modality.stance,
            negated: modality.negated,
            hedged: modality.hedged,
            section: section(block, background),
            block: BlockId(index as u32),
            nested_in: None,
            said: None,
            about: None,
            repeats: None,
            rule: draft.rule.into(),
            confidence: (draft.confidence * certainty).clamp(0.05, 1.0),
        }
    }

    /// A lead's venue and relay go on for the same speaker until the background.
    fn inherit(
        &mut self,
        person: &Option<Person>,
        draft: &Draft,
        block: &Block,
        chain: &mut Vec<ChainLink>,
        background: bool,
    ) {
        let Some(entity) = person.as_ref().and_then(|p| p.entity) else { return };
        if background || block.zone != Zone::Article || draft.nested {
            return;
        }
        let own: Vec<ChainLink> = chain
            .iter()
            .skip(1)
            .filter(|l| matches!(l.role, LinkRole::Venue | LinkRole::Relay))
            .cloned()
            .collect();
        if own.is_empty() {
            for (who, link) in &self.inherited {
                if *who == entity {
                    chain.push(ChainLink { span: None, explicit: false, ..link.clone() });
                }
            }
        } else if own.iter().any(|l| l.role == LinkRole::Venue) || draft.rule == "anaphor" {
            self.inherited.retain(|(who, _)| *who != entity);
            self.inherited.extend(own.into_iter().map(|l| (entity, l)));
        }
    }
}

pub(super) fn section(block: &Block, background: bool) -> Section {
    match (block.zone, block.role) {
        (Zone::Teaser, _) => Section::Related,
        (_, Role::Headline) => Section::Headline,
        (_, Role::Standfirst) => Section::Standfirst,
        (_, Role::Lead) => Section::Lead,
        (_, Role::Background) => Section::Background,
        _ if background => Section::Background,
        _ => Section::Body,
    }
}

/// "Weil said he …": the pronoun that opens somebody's reported words means who says them.
fn opens_own_words(line: &Line<'_>, outer: &Draft, inner: &Draft) -> bool {
    let Who::Source(source) = &inner.who else { return false };
    source.kind == SpeakerKind::Pronoun
        && outer.kind != StatementKind::Direct
        && line.depth_at(source.range.start) == 0
        && outer.content.first().is_some_and(|c| c.start == source.range.start)
}

/// The gender that the verb of a cue shows: "сказала".
fn verb_gender(line: &Line<'_>, draft: &Draft) -> Gender {
    let cue = draft.cue.as_ref().and_then(|cue| line.finite_cue(cue.start));
    cue.filter(|(_, entry)| !entry.plural).map_or(Gender::Unknown, |(_, entry)| entry.gender)
}

/// A cue without a subject shares the one of the cue before it in the sentence.
fn shared_subject(line: &Line<'_>, drafts: &[Draft], at: usize) -> Option<usize> {
    let draft = drafts.get(at).filter(|d| matches!(d.who, Who::Implicit) && !d.nested)?;
    let cue = draft.cue.as_ref()?;
    let sentence = line.sentence(cue.start);
    let before = |d: &Draft| {
        d.cue.as_ref().filter(|c| sentence.contains(&c.start) && c.end <= cue.start).map(|c| c.start)
    };
    let found =
        drafts.iter().enumerate().filter(|(o, d)| *o != at && !d.nested && matches!(d.who, Who::Source(_)));
    found.filter_map(|(o, d)| before(d).map(|place| (place, o))).max().map(|(_, o)| o)
}
