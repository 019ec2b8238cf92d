//! Who is meant: source phrases to entities of the document, in reading order.
//!
//! Takes the entities that names gave and the order of speakers so far; adds entities for roles and unnamed sources.
//! In doubt it gives nobody and a notice says so.

mod antecedent;
mod role;
#[cfg(test)]
mod tests;

use super::lexicon::HeadKind;
use super::line::Line;
use super::source::Source;
use crate::model::*;
use rustc_hash::FxHashSet;

/// How many mentions or speakers back a reader remembers; keeps long pages linear.
const REACH: usize = 1_000;

/// What a phrase is called, its first noun as dictionaries have it: "источника в министерстве" is an "источник в министерстве".
fn shown(line: &Line<'_>, span: Option<Span>) -> String {
    let phrase = span.map_or("", |span| span.of(line.text));
    let word: String = phrase.chars().take_while(|c| c.is_alphabetic()).collect();
    let folded = crate::text::fold(&word);
    let heads = line.lexicon.heads.get(folded.as_str()).filter(|_| line.lexicon.slavic);
    let lemma = heads.and_then(|heads| {
        let first = heads.first()?;
        let sure = heads.iter().all(|head| head.lemma == first.lemma && !head.plural && !head.either);
        (sure && *first.lemma != *folded).then_some(&first.lemma)
    });
    match lemma {
        Some(lemma) if !phrase.starts_with(char::is_uppercase) => {
            format!("{lemma}{}", phrase.get(word.len()..).unwrap_or(""))
        }
        _ => phrase.to_owned(),
    }
}

/// A resolved speaker or link.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) entity: Option<EntityId>,
    pub(super) kind: SpeakerKind,
    pub(super) span: Option<Span>,
    pub(super) anonymous: bool,
    /// How sure, 0 to 1.
    pub(super) certainty: f32,
}

/// What the reader of the page remembers.
pub(super) struct Memory {
    /// Speakers so far: entity and block, latest last.
    pub(super) speakers: Vec<(EntityId, BlockId)>,
    pub(super) entities: Vec<Entity>,
    pub(super) mentions: Vec<Mention>,
    /// Nicknames that the page explained, with whom they mean.
    pub(super) aliases: Vec<(String, EntityId)>,
    /// Pronouns and roles that two people fit, with what is to be said of them.
    pub(super) doubts: Vec<(Span, &'static str)>,
    /// The sentences of the page, in order.
    sentences: Vec<Sentence>,
    added: u32,
    /// Mentions that names gave, in order of their starts; the ones found here follow.
    given: usize,
    spans: FxHashSet<Span>,
}

impl Memory {
    pub(super) fn new(mentions: Vec<Mention>, entities: Vec<Entity>, sentences: &[Sentence]) -> Self {
        let spans = mentions.iter().map(|m| m.span).collect();
        Self {
            speakers: Vec::new(),
            entities,
            aliases: Vec::new(),
            doubts: Vec::new(),
            sentences: sentences.to_vec(),
            added: 0,
            given: mentions.len(),
            spans,
            mentions,
        }
    }

    /// Mentions that start before byte `at`, as far back as a reader remembers.
    fn before(&self, at: usize) -> impl DoubleEndedIterator<Item = &Mention> {
        let (given, found) = self.mentions.split_at(self.given.min(self.mentions.len()));
        let end = given.partition_point(|m| m.span.start() < at);
        let given = given.get(end.saturating_sub(REACH)..end).unwrap_or(&[]);
        let found = found.get(found.len().saturating_sub(REACH)..).unwrap_or(&[]);
        given.iter().chain(found.iter().filter(move |m| m.span.start() < at))
    }

    /// Speakers so far, latest first.
    fn latest(&self) -> impl Iterator<Item = &(EntityId, BlockId)> {
        self.speakers.iter().rev().take(REACH)
    }

    fn get(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(id.0 as usize)
    }

    pub(super) fn remember(&mut self, entity: Option<EntityId>, block: BlockId) {
        if let Some(entity) = entity {
            self.speakers.push((entity, block));
        }
    }

    fn create(
        &mut self,
        kind: EntityKind,
        name: &str,
        source: &Source,
        verb: Gender,
        anonymous: bool,
    ) -> EntityId {
        let id = EntityId(self.entities.len() as u32);
        self.added += 1;
        let slug: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(40).collect();
        // made unique to the document by `identify`
        let prefix = if anonymous { "e:anon:" } else { "e:role:" };
        self.entities.push(Entity {
            kind,
            actor: format!("{prefix}{}:{}", self.added, slug.to_lowercase()),
            name: name.to_owned(),
            // "суддя зауважила": the verb knows better than the noun
            gender: if kind == EntityKind::Person && verb != Gender::Unknown { verb } else { source.gender },
            number: if source.plural { Number::Plural } else { Number::Singular },
            anonymous,
            roles: if source.head.is_empty() { Vec::new() } else { vec![source.head.clone()] },
            keys: Vec::new(),
            why: vec![if anonymous { "unnamed source".to_owned() } else { "known by role only".to_owned() }],
        });
        id
    }

    fn add_mention(
        &mut self,
        span: Span,
        kind: MentionKind,
        entity: Option<EntityId>,
        source: &Source,
        rule: &'static str,
    ) {
        if !self.spans.insert(span) {
            return;
        }
        self.mentions.push(Mention {
            span,
            entity_kind: source.entity_kind,
            kind,
            entity,
            gender: source.gender,
            number: if source.plural { Number::Plural } else { Number::Singular },
            rule: rule.into(),
        });
    }

    /// The entity of a source phrase. `inside`: spans of the content it introduces, whose names are no candidates;
    /// `outer`: who speaks the words that hold this statement; `verb`: the gender that the verb shows.
    pub(super) fn resolve(
        &mut self,
        line: &Line<'_>,
        source: &Source,
        inside: &[Span],
        outer: Option<EntityId>,
        verb: Gender,
    ) -> Person {
        let span = line.span(source.range.clone());
        let at = span.map_or(0, Span::start);
        let known = source.mention.and_then(|m| self.mentions.get(m as usize)).and_then(|m| m.entity);
        let known = known.filter(|id| self.is_tied(line, source, *id, verb));
        let known = self.alias(line, source).or(known);
        // "написал журналист Гинтс Апситис": a name that tells no gender, and a verb that does
        let untold = |e: &&mut Entity| e.kind == EntityKind::Person && e.gender == Gender::Unknown;
        if source.kind == SpeakerKind::Name
            && matches!(verb, Gender::Masculine | Gender::Feminine)
            && let Some(entity) = known.and_then(|id| self.entities.get_mut(id.0 as usize)).filter(untold)
        {
            entity.gender = verb;
        }
        if source.is_named() && line.lexicon.role_kinds.is_title(&source.head) {
            self.learn(known, &source.head);
        }
        let mut person =
            Person { entity: known, kind: source.kind, span, anonymous: source.anonymous, certainty: 1.0 };
        match source.kind {
            SpeakerKind::Pronoun => {
                let (found, doubt) = self.pronoun(line, source, at, inside, outer);
                if let (Some(span), true) = (span, doubt) {
                    self.doubts
                        .push((span, "the sentence before has a subject of no name, so nobody is named"));
                }
                if let Some(span) = span {
                    self.add_mention(span, MentionKind::Pronoun, found, source, "pronoun-speaker");
                }
                person.entity = found;
                person.certainty = 0.85;
            }
            SpeakerKind::Anonymous => {
                if known.is_none() {
                    let source = &role::with_head(line, source);
                    let name = shown(line, span);
                    let id = self.create(EntityKind::Other, &name, source, verb, true);
                    if let Some(span) = span {
                        self.add_mention(span, MentionKind::Description, Some(id), source, "unnamed-source");
                    }
                    person.entity = Some(id);
                } else {
                    person.anonymous = false;
                }
            }
            SpeakerKind::Role | SpeakerKind::Document if known.is_none() => {
                let source = &role::with_head(line, source);
                let found = self.role(line, source, at, outer, verb).or_else(|| self.again(line, source));
                let id = match found {
                    Some(id) => id,
                    None => {
                        let name = shown(line, span);
                        self.create(source.entity_kind, &name, source, verb, false)
                    }
                };
                person.certainty = if found.is_some() { 0.85 } else { 0.8 };
                match source.mention.and_then(|m| self.mentions.get_mut(m as usize)) {
                    Some(mention) => mention.entity = Some(id),
                    None => {
                        if let Some(span) = span {
                            self.add_mention(span, MentionKind::Role, Some(id), source, "role-speaker");
                        }
                    }
                }
                person.entity = Some(id);
            }
            // a name that the names of the page do not hold
            SpeakerKind::Name if known.is_none() => {
                let name = span.map_or("", |s| s.of(line.text));
                let name = name.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
                // "Media: …" at the head of a story names nobody
                let phrase = line.lexicon.anonymous_phrases.at(line.tokens, source.range.start);
                let bare =
                    line.lexicon.heads.get(line.word(source.range.start)).filter(|_| source.range.len() == 1);
                let unnamed = phrase.is_some_and(|(length, _)| length >= source.range.len())
                    || bare.is_some_and(|heads| heads.iter().any(|head| head.kind == HeadKind::Media));
                let same = self.entities.iter().position(|e| e.name == name && e.anonymous == unnamed);
                let id = match same {
                    Some(index) => EntityId(index as u32),
                    None if unnamed => self.create(EntityKind::Other, &name, source, verb, true),
                    None => self.create(source.entity_kind, &name, source, verb, false),
                };
                if let Some(span) = span {
                    let kind = if unnamed { MentionKind::Description } else { MentionKind::Name };
                    self.add_mention(span, kind, Some(id), source, "name-after-cue");
                }
                if unnamed {
                    person.kind = SpeakerKind::Anonymous;
                }
                person.entity = Some(id);
                person.certainty = 0.75;
            }
            _ => {}
        }
        if let Some(entity) = person.entity.and_then(|id| self.get(id)) {
            person.anonymous |= entity.anonymous;
        }
        person
    }

    /// "правозащитники «Весны»" a second time: several people by the same words.
    fn again(&self, line: &Line<'_>, source: &Source) -> Option<EntityId> {
        let name = crate::text::fold(&shown(line, line.span(source.range.clone())));
        let same = |e: &Entity| {
            e.actor.starts_with("e:role:") && e.number == Number::Plural && crate::text::fold(&e.name) == name
        };
        let named = source.plural && source.complement && source.kind == SpeakerKind::Role;
        let index = self.entities.iter().rev().take(REACH).position(same).filter(|_| named)?;
        Some(EntityId((self.entities.len() - 1 - index) as u32))
    }

    /// Whom a nickname means that the page has explained.
    fn alias(&self, line: &Line<'_>, source: &Source) -> Option<EntityId> {
        self.aliases.first()?;
        let name = super::nickname::marked(line, source.range.clone())?;
        self.aliases.iter().rev().take(REACH).find(|(alias, _)| *alias == name).map(|(_, id)| *id)
    }

    /// Says whom the mention of a source phrase means.
    pub(super) fn means(&mut self, line: &Line<'_>, source: &Source, id: EntityId) {
        let span = line.span(source.range.clone());
        if let Some(mention) = self.mentions.iter_mut().rev().find(|m| Some(m.span) == span) {
            mention.entity = Some(id);
        }
    }

    pub(super) fn fits(&self, id: EntityId, gender: Gender, plural: bool) -> bool {
        let Some(entity) = self.get(id) else { return false };
        if plural {
            return entity.number == Number::Plural
                || matches!(entity.kind, EntityKind::Organisation | EntityKind::Outlet);
        }
        if entity.number == Number::Plural {
            return false;
        }
        match (gender, entity.gender) {
            (Gender::Unknown, _) => entity.kind == EntityKind::Person || entity.anonymous,
            (_, Gender::Unknown) => matches!(entity.kind, EntityKind::Person | EntityKind::Other),
            (a, b) => a == b && entity.kind != EntityKind::Place,
        }
    }

    fn is_person(&self, id: EntityId) -> bool {
        self.get(id).is_some_and(|e| e.kind == EntityKind::Person && !e.anonymous)
    }

    /// One person of whom something is known.
    pub(super) fn is_one_person(&self, id: EntityId) -> bool {
        self.is_person(id) && self.get(id).is_some_and(|e| e.number != Number::Plural)
    }

    /// The speaker who goes on: latest of the block, else of the page.
    pub(super) fn previous(&self, block: BlockId) -> Option<(EntityId, bool)> {
        let last = self.speakers.last()?;
        Some((last.0, last.1 == block))
    }
}
