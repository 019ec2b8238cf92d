//! Who is meant: source phrases to entities of the document, in reading order.
//!
//! Takes the entities that names gave and the order of speakers so far; adds entities for roles and unnamed sources.
//! In doubt it gives nobody and a notice says so.

use super::lexicon::{HeadKind, Lexicon};
use super::line::Line;
use super::source::Source;
use crate::model::*;
use rustc_hash::FxHashSet;

/// How many mentions or speakers back a reader remembers; keeps long pages linear.
const REACH: usize = 1_000;

/// Tokens within which the subject of a sentence starts.
const OPENING: usize = 8;

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
    added: u32,
    /// Mentions that names gave, in order of their starts; the ones found here follow.
    given: usize,
    spans: FxHashSet<Span>,
}

impl Memory {
    pub(super) fn new(mentions: Vec<Mention>, entities: Vec<Entity>) -> Self {
        let spans = mentions.iter().map(|m| m.span).collect();
        Self {
            speakers: Vec::new(),
            entities,
            aliases: Vec::new(),
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

    fn create(&mut self, kind: EntityKind, name: &str, source: &Source, anonymous: bool) -> EntityId {
        let id = EntityId(self.entities.len() as u32);
        self.added += 1;
        let slug: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(40).collect();
        // made unique to the document by `identify`
        let prefix = if anonymous { "e:anon:" } else { "e:role:" };
        self.entities.push(Entity {
            kind,
            actor: format!("{prefix}{}:{}", self.added, slug.to_lowercase()),
            name: name.to_owned(),
            gender: source.gender,
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
    /// `outer`: who speaks the words that hold this statement.
    pub(super) fn resolve(
        &mut self,
        line: &Line<'_>,
        source: &Source,
        inside: &[Span],
        outer: Option<EntityId>,
    ) -> Person {
        let span = line.span(source.range.clone());
        let at = span.map_or(0, Span::start);
        let known = source.mention.and_then(|m| self.mentions.get(m as usize)).and_then(|m| m.entity);
        let known = self.alias(line, source).or(known);
        let mut person =
            Person { entity: known, kind: source.kind, span, anonymous: source.anonymous, certainty: 1.0 };
        match source.kind {
            SpeakerKind::Pronoun => {
                let found = self.pronoun(line, source, at, inside, outer);
                if let Some(span) = span {
                    self.add_mention(span, MentionKind::Pronoun, found, source, "pronoun-speaker");
                }
                person.entity = found;
                person.certainty = 0.85;
            }
            SpeakerKind::Anonymous => {
                if known.is_none() {
                    let name = span.map_or("", |s| s.of(line.text)).to_owned();
                    let id = self.create(EntityKind::Other, &name, source, true);
                    if let Some(span) = span {
                        self.add_mention(span, MentionKind::Description, Some(id), source, "unnamed-source");
                    }
                    person.entity = Some(id);
                } else {
                    person.anonymous = false;
                }
            }
            SpeakerKind::Role | SpeakerKind::Document if known.is_none() => {
                let found = self.role(line, source, at, outer);
                let id = match found {
                    Some(id) => id,
                    None => {
                        let name = span.map_or("", |s| s.of(line.text)).to_owned();
                        self.create(source.entity_kind, &name, source, false)
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
                    None if unnamed => self.create(EntityKind::Other, &name, source, true),
                    None => self.create(source.entity_kind, &name, source, false),
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

    /// Order of the guide, §6: subject of the same sentence; last speaker of the paragraph; last speaker of the page;
    /// subject of the sentence before; the last person.
    fn pronoun(
        &self,
        line: &Line<'_>,
        source: &Source,
        at: usize,
        inside: &[Span],
        outer: Option<EntityId>,
    ) -> Option<EntityId> {
        let allowed = |m: &Mention| {
            matches!(m.kind, MentionKind::Name | MentionKind::Nickname | MentionKind::Role)
                && !inside.iter().any(|s| s.contains(m.span))
                && m.entity.is_some_and(|id| Some(id) != outer && self.fits(id, source.gender, source.plural))
        };
        let persons: Vec<&Mention> = self.before(at).filter(|m| allowed(m)).collect();
        let sentence = line.sentence(source.range.start);
        let sentence_start = line.tokens.get(sentence.start).map_or(at, |t| t.span.start());
        let depth = line.depth_at(source.range.start);
        let governed = |m: &Mention| {
            let token = line.tokens.partition_point(|t| t.span.start() < m.span.start());
            token > 0 && line.is_preposition(token - 1) || line.depth_at(token) != depth
        };
        let in_line = |m: &&&Mention| line.tokens.first().is_some_and(|t| t.span.start() <= m.span.start());
        let same = persons.iter().filter(in_line).find(|m| {
            m.span.start() >= sentence_start && m.entity_kind == EntityKind::Person && !governed(m)
        });
        if let Some(entity) = same.and_then(|m| m.entity) {
            return Some(entity);
        }
        if outer.is_none() {
            // a report speaks, and "she" is somebody else
            let paper =
                |id: EntityId| self.get(id).is_some_and(|e| e.kind == EntityKind::Other && !e.anonymous);
            let speakers = || {
                self.latest().filter(|(id, _)| self.fits(*id, source.gender, source.plural) && !paper(*id))
            };
            let block = speakers().find(|(_, b)| *b == line.block).map(|(id, _)| *id);
            if block.is_some() {
                return block;
            }
            // "Oskar Weil leads the bank. He said": whom the sentence before opens with
            let start = sentence.start.checked_sub(1).map(|k| line.sentence(k));
            let opening = start.filter(|s| s.start < sentence.start && !source.plural).and_then(|s| {
                let low = line.tokens.get(s.start)?.span.start();
                let high = line.tokens.get((s.start + OPENING).min(sentence.start - 1))?.span.start();
                persons
                    .iter()
                    .find(|m| m.span.start() >= low && m.span.start() < high && !governed(m))
                    .filter(|m| m.entity_kind == EntityKind::Person && m.kind == MentionKind::Name)
                    .and_then(|m| m.entity)
            });
            if opening.is_some() {
                return opening;
            }
            // a new person brought in as subject since the last speaker, outside quotations
            let subject =
                persons.iter().rev().find(|m| m.entity_kind == EntityKind::Person).and_then(|m| m.entity);
            let last = speakers().next().map(|(id, _)| *id);
            return last.or(subject);
        }
        // inside somebody's words: the person that words before are about
        let before = persons
            .iter()
            .rev()
            .find(|m| m.entity_kind == EntityKind::Person && m.kind != MentionKind::Role)?;
        let near: Vec<&&Mention> = persons
            .iter()
            .filter(|m| {
                m.entity_kind == EntityKind::Person && before.span.start().abs_diff(m.span.start()) < 400
            })
            .collect();
        let mut counts: Vec<(EntityId, usize, usize)> = Vec::new();
        for mention in near {
            let Some(id) = mention.entity else { continue };
            match counts.iter_mut().find(|(e, _, _)| *e == id) {
                Some((_, n, _)) => *n += 1,
                None => counts.push((id, 1, mention.span.start())),
            }
        }
        counts.into_iter().max_by_key(|(_, n, first)| (*n, std::cmp::Reverse(*first))).map(|(id, _, _)| id)
    }

    /// A role without a name: whoever bore the role before, else whoever spoke before when nothing forbids it.
    fn role(&self, line: &Line<'_>, source: &Source, at: usize, outer: Option<EntityId>) -> Option<EntityId> {
        let bearer = |id: EntityId| {
            self.get(id).is_some_and(|e| e.roles.iter().any(|r| same_role(line.lexicon, r, &source.head)))
        };
        let seen: Vec<EntityId> =
            self.before(at).filter_map(|m| m.entity).filter(|id| Some(*id) != outer).collect();
        if source.media || source.entity_kind == EntityKind::Organisation {
            if source.complement && source.entity_kind == EntityKind::Organisation {
                return None;
            }
            // "the agency", "the company": the last body of that kind
            let kind = source.entity_kind;
            let of_kind = |id: &EntityId| self.get(*id).is_some_and(|e| e.kind == kind && !e.anonymous);
            let speaking = self.latest().map(|(id, _)| *id).find(|id| of_kind(id));
            let borne = seen.iter().rev().copied().find(|id| of_kind(id) && bearer(*id));
            if source.state {
                return borne;
            }
            if source.media {
                return borne.or(speaking).or_else(|| seen.iter().rev().copied().find(of_kind));
            }
            // "the company" is the one body of the page, when there is one
            // (a union is no company: a body whose own name holds another listed noun is another kind of body)
            let other_kind = |id: &EntityId| {
                self.get(*id).is_some_and(|e| {
                    crate::text::tokens(&e.name, 0).iter().any(|t| {
                        let heads = line.lexicon.heads.get(&t.folded);
                        heads.is_some_and(|h| h.iter().all(|h| *h.lemma != *source.head))
                    })
                })
            };
            let mut bodies: Vec<EntityId> =
                seen.iter().copied().filter(of_kind).filter(|id| !other_kind(id)).collect();
            bodies.sort_unstable();
            bodies.dedup();
            let distinct = line.lexicon.distinct.contains(&*source.head);
            return borne.or(match bodies.as_slice() {
                [only] if !distinct => Some(*only),
                _ => None,
            });
        }
        if source.document || source.plural || source.entity_kind != EntityKind::Person {
            return None;
        }
        // "one engineer", "another official": somebody new
        if line.lexicon.newcomers.contains(line.word(source.range.start)) {
            return None;
        }
        if let Some(id) = seen.iter().rev().copied().find(|id| bearer(*id) && self.is_person(*id)) {
            return Some(id);
        }
        if source.complement {
            // "spokesman for the port" is somebody new unless the last speaker is known by a like role
            let last = self.latest().map(|(id, _)| *id).find(|id| self.is_person(*id))?;
            let like =
                self.get(last).is_some_and(|e| e.roles.iter().any(|r| chief(r) && chief(&source.head)));
            return like.then_some(last);
        }
        let last = self.latest().map(|(id, _)| *id).find(|id| self.is_person(*id) && Some(*id) != outer);
        // with nobody before: the one person who is named as a speaker later on is named by `page default`
        last.filter(|id| self.gender_allows(*id, source))
    }

    fn gender_allows(&self, id: EntityId, source: &Source) -> bool {
        // a masculine role noun may name a woman
        !matches!(
            (self.get(id).map(|e| e.gender), source.gender),
            (Some(Gender::Masculine), Gender::Feminine)
        )
    }

    fn is_person(&self, id: EntityId) -> bool {
        self.get(id).is_some_and(|e| e.kind == EntityKind::Person && !e.anonymous)
    }

    /// The speaker who goes on: latest of the block, else of the page.
    pub(super) fn previous(&self, block: BlockId) -> Option<(EntityId, bool)> {
        let last = self.speakers.last()?;
        Some((last.0, last.1 == block))
    }
}

/// Nouns of leadership that papers swap freely.
fn chief(role: &str) -> bool {
    let base = role
        .trim_start_matches("екс")
        .trim_start_matches("экс")
        .trim_start_matches("эск")
        .trim_start_matches('-');
    [
        "голов",
        "керівник",
        "глав",
        "очільник",
        "руководител",
        "кіраўнік",
        "старшын",
        "начальник",
        "head",
        "chief",
        "chair",
        "director",
        "директор",
        "дырэктар",
        "лідер",
        "лидер",
        "leader",
    ]
    .iter()
    .any(|stem| base.starts_with(stem))
}

fn same_role(_lexicon: &Lexicon, a: &str, b: &str) -> bool {
    !b.is_empty() && (a == b || (a.len() > 6 && b.len() > 6 && (a.starts_with(b) || b.starts_with(a))))
}
