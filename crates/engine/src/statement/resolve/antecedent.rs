//! Who is meant by a pronoun, and of whom the text speaks just now.
//!
//! Takes a pronoun and what the page said before, gives the person. The subject of the sentence before goes before whoever
//! spoke last; where that subject has no name, nobody is given.

use super::super::line::Line;
use super::super::source::Source;
use super::Memory;
use crate::model::*;
use crate::text::fold;

/// Tokens within which the subject of a sentence starts.
const OPENING: usize = 8;

/// Sentences back in which the subject of a pronoun is looked for.
const BACK: usize = 3;

/// Words before the subject of an English sentence.
const BEFORE_SUBJECT: usize = 5;

/// Bytes between a title and the name it belongs to.
const TITLE: usize = 80;

/// What the sentences before a pronoun are about.
enum Topic {
    Person(EntityId),
    /// Somebody whom the page does not name.
    Unnamed,
    /// The last speaker, or nobody.
    Same,
}

impl Memory {
    /// Order of the guide, §6: subject of the same sentence; subject of the sentences since the last speaker; last speaker
    /// of the paragraph; last speaker of the page; the last person. `true` when two are as likely.
    pub(super) fn pronoun(
        &self,
        line: &Line<'_>,
        source: &Source,
        at: usize,
        inside: &[Span],
        outer: Option<EntityId>,
    ) -> (Option<EntityId>, bool) {
        let allowed = |m: &Mention| {
            matches!(m.kind, MentionKind::Name | MentionKind::Nickname | MentionKind::Role)
                && !inside.iter().any(|s| s.contains(m.span))
                && m.entity.is_some_and(|id| Some(id) != outer && self.fits(id, source.gender, source.plural))
        };
        let persons: Vec<&Mention> = self.before(at).filter(|m| allowed(m)).collect();
        if line.lexicon.pronouns.get(line.word(source.range.start)).is_some_and(|form| form.other)
            && let Some(other) = self.other(line, source, at, inside)
        {
            return (other, other.is_none());
        }
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
            return (Some(entity), false);
        }
        if outer.is_none() {
            // a report speaks, and "she" is somebody else
            let paper =
                |id: EntityId| self.get(id).is_some_and(|e| e.kind == EntityKind::Other && !e.anonymous);
            let speakers = || {
                self.latest().filter(|(id, _)| self.fits(*id, source.gender, source.plural) && !paper(*id))
            };
            let last = speakers().next().map(|(id, _)| *id);
            if !source.plural && matches!(source.gender, Gender::Masculine | Gender::Feminine) {
                match self.turned(line, source, at, last) {
                    Topic::Person(id) => return (Some(id), false),
                    Topic::Unnamed => return (None, true),
                    Topic::Same => {}
                }
            }
            let block = speakers().find(|(_, b)| *b == line.block).map(|(id, _)| *id);
            if block.is_some() {
                return (block, false);
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
                return (opening, false);
            }
            // a new person brought in as subject since the last speaker, outside quotations
            let subject =
                persons.iter().rev().find(|m| m.entity_kind == EntityKind::Person).and_then(|m| m.entity);
            return (last.or(subject), false);
        }
        // inside somebody's words: the person that words before are about
        let before =
            persons.iter().rev().find(|m| m.entity_kind == EntityKind::Person && m.kind != MentionKind::Role);
        let Some(before) = before else { return (None, false) };
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
        let most = counts.into_iter().max_by_key(|(_, n, first)| (*n, std::cmp::Reverse(*first)));
        (most.map(|(id, _, _)| id), false)
    }

    /// Whom the sentences before byte `at` are about, when it is none but whom `fits` allows: their subject, nearest first,
    /// until one of them speaks of somebody else.
    pub(super) fn topic(
        &self,
        line: &Line<'_>,
        at: usize,
        fits: impl Fn(EntityId) -> bool,
    ) -> Option<EntityId> {
        for sentence in self.sentences_before(at) {
            let subject = self.subject(line, sentence, |_| true);
            match subject {
                Some(mention) => return mention.entity.filter(|id| fits(*id)),
                None if self.speaks_of_people(line, sentence) => return None,
                None => {}
            }
        }
        None
    }

    /// "Мер зателефонував Івану Гаю. Той відповів": the last one before who was no subject. Nobody in `Some` is somebody of
    /// no name; `None` when only the subject fits.
    fn other(
        &self,
        line: &Line<'_>,
        source: &Source,
        at: usize,
        inside: &[Span],
    ) -> Option<Option<EntityId>> {
        let own = self.sentence_of(at)?;
        let sentences = self.sentences.get(own.saturating_sub(1)..=own)?;
        sentences.iter().rev().find_map(|sentence| {
            let subject = self.subject(line, sentence, |_| true);
            let mentions = self.named_in(sentence.span).iter().filter(|m| {
                m.span.end() <= at
                    && m.entity_kind == EntityKind::Person
                    && m.kind != MentionKind::Adjective
                    && !inside.iter().any(|s| s.contains(m.span))
                    && !self.is_quoted(line, m.span.start())
            });
            let mut others = mentions.filter(|m| match (m.entity, subject) {
                (Some(id), Some(subject)) if subject.entity.is_some() => Some(id) != subject.entity,
                (_, Some(subject)) => m.span != subject.span,
                _ => true,
            });
            let fits = |m: &&Mention| match m.entity {
                Some(id) => self.fits(id, source.gender, false),
                None => m.number != Number::Plural && m.gender == source.gender,
            };
            others.rfind(fits).map(|m| m.entity.or_else(|| self.only_bearer(line, m)))
        })
    }

    /// "спросил у мэра": the one person before who was called so.
    fn only_bearer(&self, line: &Line<'_>, role: &Mention) -> Option<EntityId> {
        let words = role.span.of(line.text).split_whitespace();
        let lemma = words
            .filter_map(|word| line.lexicon.heads.get(&*fold(word))?.first())
            .map(|h| &*h.lemma)
            .next()?;
        let mut found: Option<EntityId> = None;
        for id in self.before(role.span.start()).filter_map(|m| m.entity).filter(|id| self.is_person(*id)) {
            let bears = self.get(id).is_some_and(|e| e.roles.iter().any(|r| fold(r) == lemma));
            if bears && found.is_some_and(|known| known != id) {
                return None;
            }
            found = if bears { Some(id) } else { found };
        }
        found
    }

    /// What the text has turned to since `last` spoke.
    fn turned(&self, line: &Line<'_>, source: &Source, at: usize, last: Option<EntityId>) -> Topic {
        for sentence in self.sentences_before(at) {
            if last.is_some_and(|last| self.is_in(line, sentence, last)) {
                return Topic::Same;
            }
            let agrees = |m: &Mention| match m.entity {
                Some(id) => self.fits(id, source.gender, false),
                None => m.gender == source.gender || m.gender == Gender::Unknown,
            };
            match self.subject(line, sentence, agrees) {
                Some(Mention { entity: Some(id), .. }) => return Topic::Person(*id),
                Some(_) => return Topic::Unnamed,
                None if self.speaks_of_people(line, sentence) => return Topic::Same,
                None => {}
            }
        }
        Topic::Same
    }

    /// The subject of the sentence right before byte `at`, in the same paragraph, when `last` does not stand in it; nobody in
    /// `Some` is somebody of no name.
    pub(in crate::statement) fn turned_to(
        &self,
        line: &Line<'_>,
        at: usize,
        last: EntityId,
    ) -> Option<Option<EntityId>> {
        let own = self.sentence_of(at)?;
        let block = self.sentences.get(own)?.block;
        let sentence = self.sentences.get(own.checked_sub(1)?).filter(|s| s.block == block)?;
        if self.is_in(line, sentence, last) {
            return None;
        }
        self.subject(line, sentence, |_| true).map(|m| m.entity)
    }

    /// The sentences before the one of byte `at`, nearest first: of its paragraph, or the last one of the paragraph before.
    fn sentences_before(&self, at: usize) -> impl Iterator<Item = &Sentence> {
        let own = self.sentence_of(at).unwrap_or(0);
        let block = self.sentences.get(own).map(|s| s.block);
        let low = own.saturating_sub(BACK);
        let near = self.sentences.get(low..own).unwrap_or(&[]).iter().rev().enumerate();
        near.take_while(move |(back, s)| *back == 0 || Some(s.block) == block).map(|(_, s)| s)
    }

    /// The sentence of byte `at`.
    pub(super) fn sentence_of(&self, at: usize) -> Option<usize> {
        self.sentences.partition_point(|s| s.span.start() <= at).checked_sub(1)
    }

    /// Names and roles that names gave, by the sentence they stand in.
    fn named_in(&self, span: Span) -> &[Mention] {
        let given = self.mentions.get(..self.given).unwrap_or(&[]);
        let low = given.partition_point(|m| m.span.start() < span.start());
        let high = given.partition_point(|m| m.span.start() < span.end());
        given.get(low..high).unwrap_or(&[])
    }

    /// Somebody stands in the sentence, outside quotation marks.
    fn is_in(&self, line: &Line<'_>, sentence: &Sentence, id: EntityId) -> bool {
        let found = self.mentions.get(self.given..).unwrap_or(&[]).iter().rev().take(60);
        let found = found.filter(|m| sentence.span.contains(m.span));
        let mut all = self.named_in(sentence.span).iter().chain(found);
        all.any(|m| m.entity == Some(id) && !self.is_quoted(line, m.span.start()))
    }

    fn speaks_of_people(&self, line: &Line<'_>, sentence: &Sentence) -> bool {
        self.named_in(sentence.span).iter().any(|m| {
            m.entity_kind == EntityKind::Person
                && matches!(m.kind, MentionKind::Name | MentionKind::Nickname)
                && !self.is_quoted(line, m.span.start())
        })
    }

    /// The person a sentence is about: the first one in the nominative outside quotation marks, whom `agrees` allows.
    fn subject(
        &self,
        line: &Line<'_>,
        sentence: &Sentence,
        agrees: impl Fn(&Mention) -> bool,
    ) -> Option<&Mention> {
        let mentions = self.named_in(sentence.span);
        let text = line.text;
        let start = sentence.span.start();
        let people = mentions.iter().enumerate().filter(|(_, m)| {
            m.entity_kind == EntityKind::Person
                && m.number != Number::Plural
                && matches!(m.kind, MentionKind::Name | MentionKind::Nickname | MentionKind::Role)
        });
        let nominative = people.filter(|(_, m)| {
            let outside = !self.is_quoted(line, m.span.start());
            outside && self.is_nominative(line, m) && !self.is_governed(line, mentions, m)
        });
        for (index, mention) in nominative {
            if !line.lexicon.slavic {
                let before = text.get(start..mention.span.start()).unwrap_or("");
                if before.split_whitespace().count() > BEFORE_SUBJECT {
                    return None;
                }
            }
            // "Директор заповідника Кирило Мох": the name behind the title
            let behind = mentions.iter().skip(index + 1).find(|next| {
                next.kind == MentionKind::Name
                    && next.entity_kind == EntityKind::Person
                    && next.span.start() >= mention.span.end()
                    && next.span.start() - mention.span.end() < TITLE
                    && self.is_nominative(line, next)
            });
            let between = |next: &&Mention| {
                let words = text.get(mention.span.end()..next.span.start()).unwrap_or(",");
                // "the senior coroner, Dr Alison Peck"
                let plain = |word: &str| line.lexicon.honorifics.contains(&*fold(word.trim_end_matches('.')));
                !words.contains([',', ';', ':', '.'])
                    || !line.lexicon.slavic
                        && words.strip_prefix(',').is_some_and(|rest| rest.split_whitespace().all(plain))
            };
            let named = behind.filter(|_| mention.kind == MentionKind::Role && mention.entity.is_none());
            let subject = named.filter(between).unwrap_or(mention);
            if agrees(subject) {
                return Some(subject);
            }
        }
        None
    }

    /// A name as its entity is called, or a noun as a dictionary has it; no owner ("Kane's").
    fn is_nominative(&self, line: &Line<'_>, mention: &Mention) -> bool {
        let text = mention.span.of(line.text);
        let rest = line.text.get(mention.span.end()..).unwrap_or("");
        if !line.lexicon.slavic {
            let owner = |s: &str| s.starts_with("'s") || s.starts_with("’s");
            return !text.ends_with("'s") && !text.ends_with("’s") && !owner(rest);
        }
        if mention.kind == MentionKind::Role {
            return text.split_whitespace().any(|word| {
                let word = fold(word);
                line.lexicon.heads.get(&*word).is_some_and(|heads| heads.iter().any(|h| *h.lemma == *word))
            });
        }
        let last = |s: &str| s.split_whitespace().next_back().map(fold);
        let name = mention.entity.and_then(|id| self.get(id)).map(|e| e.name.as_str());
        name.is_none_or(|name| last(name) == last(text))
    }

    /// Byte `at` stands inside quotation marks of its paragraph.
    fn is_quoted(&self, line: &Line<'_>, at: usize) -> bool {
        if line.tokens.first().is_some_and(|t| t.span.start() <= at) {
            return line.depth_at(line.tokens.partition_point(|t| t.span.end() <= at)) > 0;
        }
        let Some(own) = self.sentence_of(at) else { return false };
        let block = self.sentences.get(own).map(|s| s.block);
        let first = self.sentences.get(..=own).unwrap_or(&[]).partition_point(|s| Some(s.block) < block);
        let start = self.sentences.get(first).map_or(at, |s| s.span.start());
        in_marks(line.text, start, at)
    }

    /// A preposition stands before the name or before the title it is joined to.
    fn is_governed(&self, line: &Line<'_>, mentions: &[Mention], mention: &Mention) -> bool {
        let title = mentions.iter().find(|m| {
            m.kind == MentionKind::Role
                && m.span.end() <= mention.span.start()
                && mention.span.start() - m.span.end() <= 2
        });
        let start = title.map_or(mention.span.start(), |m| m.span.start());
        let before = line.text.get(..start).unwrap_or("").trim_end();
        let word = before.rsplit(|c: char| c.is_whitespace()).next().unwrap_or("");
        line.lexicon.prepositions.contains(&*fold(word))
    }
}

/// Byte `at` stands inside a quotation that opened after `start`.
fn in_marks(text: &str, start: usize, at: usize) -> bool {
    let mut depth = 0usize;
    let mut straight = false;
    for c in text.get(start..at).unwrap_or("").chars() {
        match c {
            '«' | '„' => depth += 1,
            '“' if depth == 0 => depth += 1,
            '»' | '”' | '“' => depth = depth.saturating_sub(1),
            '"' => straight = !straight,
            _ => {}
        }
    }
    depth > 0 || straight
}
