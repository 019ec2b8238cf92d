//! Who is meant by a role without a name: "the minister", «защитник», "кампанія".
//!
//! Takes a role phrase and what the page said before, gives somebody who was called so, or nobody. A role is never given to
//! a person of another office, and where two fit, to none of them.

use super::super::lexicon::{Fit, HeadKind};
use super::super::line::Line;
use super::super::source::{Source, is_possessive, looks_verbal};
use super::{Memory, REACH};
use crate::model::*;
use crate::text::{TokenKind, fold, tokens};

/// Mentions of a person looked at for what belongs to their title.
const TITLES: usize = 12;

/// Bytes on either side of a name in which its title stands.
const BESIDE: usize = 120;

/// What a verb and a noun show of the person meant.
#[derive(Clone, Copy)]
struct Shown {
    noun: Gender,
    verb: Gender,
    /// The noun is only said of its own gender: "man".
    strict: bool,
}

impl Shown {
    /// A masculine noun of office may mean a woman; a feminine noun or a verb in the past tense is of its own gender.
    fn allows(self, person: Gender) -> bool {
        match person {
            Gender::Masculine => self.noun != Gender::Feminine && self.verb != Gender::Feminine,
            Gender::Feminine => {
                self.verb != Gender::Masculine && !(self.strict && self.noun == Gender::Masculine)
            }
            _ => true,
        }
    }
}

impl Memory {
    /// The person or body that bore the role before.
    pub(super) fn role(
        &mut self,
        line: &Line<'_>,
        source: &Source,
        at: usize,
        outer: Option<EntityId>,
        verb: Gender,
    ) -> Option<EntityId> {
        // "one engineer", "another group": somebody new
        let new = line.lexicon.newcomers.contains(line.word(source.range.start));
        if source.media || source.entity_kind == EntityKind::Organisation {
            return if new { None } else { self.body(line, source, at, outer) };
        }
        if new || source.document || source.plural || source.entity_kind != EntityKind::Person {
            return None;
        }
        self.aged(line, source, at).or_else(|| self.person_of_role(line, source, at, outer, verb))
    }

    /// "the 67-year-old": whom the page gave as "Ann Hill, 67".
    fn aged(&self, line: &Line<'_>, source: &Source, at: usize) -> Option<EntityId> {
        let age = source.range.clone().find_map(|k| line.word(k).strip_suffix("-year-old"))?;
        let mention = self.before(at).rev().find(|m| {
            let behind = line.text.get(m.span.end()..).unwrap_or("");
            let behind = behind.strip_prefix([',', ' ']).unwrap_or("").trim_start_matches([' ', '(']);
            let other = behind.strip_prefix(age).map(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            m.entity.is_some_and(|id| self.is_person(id)) && other == Some(false)
        });
        mention.and_then(|m| m.entity)
    }

    fn person_of_role(
        &mut self,
        line: &Line<'_>,
        source: &Source,
        at: usize,
        outer: Option<EntityId>,
        verb: Gender,
    ) -> Option<EntityId> {
        let kinds = &line.lexicon.role_kinds;
        let strict = !line.lexicon.slavic || kinds.is_any(&source.head);
        let shown = Shown { noun: source.gender, verb, strict };
        let own = additions(line, source);
        let mut people: Vec<(EntityId, Fit, usize)> = Vec::new();
        for mention in self.before(at).rev() {
            let Some(id) = mention.entity.filter(|id| Some(*id) != outer) else { continue };
            if people.len() >= TITLES {
                break;
            }
            if !self.is_person(id) || people.iter().any(|(known, ..)| *known == id) {
                continue;
            }
            let Some(entity) = self.get(id).filter(|e| shown.allows(e.gender)) else { continue };
            let office = kinds.is_office(&entity.roles, &source.head, &own);
            let fit = if office { Fit::Same } else { kinds.fit(&entity.roles, &source.head) };
            people.push((id, fit, mention.span.start()));
        }
        let bearers: Vec<(EntityId, usize)> = people
            .iter()
            .filter(|(id, fit, _)| *fit == Fit::Same && self.is_titled(line, source, *id, at))
            .map(|(id, _, place)| (*id, *place))
            .collect();
        match bearers.as_slice() {
            [] => {
                // "a Western diplomat said": the diplomat who goes on has no name either
                let last = self.latest().next().map(|(id, _)| *id).filter(|id| Some(*id) != outer);
                let unnamed = last
                    .and_then(|id| self.get(id))
                    .filter(|e| e.anonymous && e.number == Number::Singular && shown.allows(e.gender));
                let goes_on = unnamed.is_some_and(|e| kinds.fit(&e.roles, &source.head) == Fit::Same);
                let found = last.filter(|_| goes_on && own.is_empty());
                let below =
                    || line.is_headline().then(|| self.named_below(line, source, at, shown)).flatten();
                if let Some(id) = found.or_else(below) {
                    return Some(id);
                }
            }
            [(only, _)] => return Some(*only),
            [(nearest, place), (_, second), ..] => {
                // two in one sentence: which of them, nobody can tell
                if self.sentence_of(*place) != self.sentence_of(*second) {
                    return Some(*nearest);
                }
                let spoke = bearers.iter().find(|(id, _)| self.latest().next().is_some_and(|(l, _)| l == id));
                if spoke.is_none() {
                    let span = line.span(source.range.clone());
                    self.doubts.extend(span.map(|span| (span, "two people of the page hold this office")));
                }
                return spoke.map(|(id, _)| *id);
            }
        }
        // "the politician", "the man": of whom the text speaks just now
        if !own.is_empty() || self.is_owned(line, source) {
            return None;
        }
        let fits = |id: EntityId| {
            people.iter().any(|(p, fit, _)| *p == id && matches!(fit, Fit::Wide | Fit::Untitled))
        };
        let topic = self.topic(line, at, fits);
        let last = self.latest().map(|(id, _)| *id).next().filter(|id| fits(*id));
        let mut wide = people.iter().filter(|(_, fit, _)| *fit == Fit::Wide);
        let only = wide.next().filter(|_| wide.next().is_none()).map(|(id, ..)| *id);
        topic.or(last).or(only)
    }

    /// A headline's role: the one person whom the page below calls so.
    fn named_below(&self, line: &Line<'_>, source: &Source, at: usize, shown: Shown) -> Option<EntityId> {
        let kinds = &line.lexicon.role_kinds;
        let mut found: Vec<EntityId> = Vec::new();
        for id in self.from(at).filter_map(|m| m.entity) {
            let fits = |e: &Entity| shown.allows(e.gender) && kinds.fit(&e.roles, &source.head) == Fit::Same;
            if !found.contains(&id) && self.is_person(id) && self.get(id).is_some_and(fits) {
                found.push(id);
            }
            if found.len() > TITLES {
                return None;
            }
        }
        let mut titled = found.into_iter().filter(|id| self.is_titled(line, source, *id, at));
        titled.next().filter(|_| titled.next().is_none())
    }

    /// The names tied this role to `id` because nobody else of the page bears it; whether the phrase says nothing against it.
    pub(super) fn is_tied(&self, line: &Line<'_>, source: &Source, id: EntityId, verb: Gender) -> bool {
        let Some(mention) = source.mention.and_then(|m| self.mentions.get(m as usize)) else { return true };
        let Some(entity) = self.get(id) else { return true };
        let borne = entity.roles.iter().any(|role| fold(role) == source.head);
        if mention.kind != MentionKind::Role || mention.rule != "role" || source.is_named() || !borne {
            return true;
        }
        let shown = Shown { noun: source.gender, verb, strict: !line.lexicon.slavic };
        !line.lexicon.newcomers.contains(line.word(source.range.start))
            && shown.allows(entity.gender)
            && self.is_titled(line, source, id, mention.span.start())
    }

    /// Remembers that somebody was called so.
    pub(super) fn learn(&mut self, id: Option<EntityId>, head: &str) {
        let entity = id.and_then(|id| self.entities.get_mut(id.0 as usize));
        if let Some(entity) = entity.filter(|e| e.kind == EntityKind::Person && e.roles.len() < TITLES)
            && !entity.roles.iter().any(|role| fold(role) == *head)
        {
            entity.roles.push(head.to_owned());
        }
    }

    /// "the head of the village" is not who was called head of the treasury: what the phrase adds to its noun stands in the
    /// title beside some mention of the person, or the whole phrase is another word for their office.
    fn is_titled(&self, line: &Line<'_>, source: &Source, id: EntityId, at: usize) -> bool {
        let own = additions(line, source);
        if own.is_empty() {
            return true;
        }
        let kinds = &line.lexicon.role_kinds;
        if self.get(id).is_some_and(|e| kinds.is_office(&e.roles, &source.head, &own)) {
            return true;
        }
        let mut titles: Vec<Box<str>> = Vec::new();
        let mut earlier = self.before(at).filter(|m| m.entity == Some(id)).take(TITLES).peekable();
        // a headline speaks of somebody who is named below it
        let later = if earlier.peek().is_none() || line.is_headline() { TITLES } else { 0 };
        let later = self.from(at).filter(|m| m.entity == Some(id) && m.span.start() != at).take(later);
        for mention in earlier.chain(later) {
            titles.extend(self.title(line.text, mention.span));
        }
        own.iter().all(|word| titles.iter().any(|other| same_stem(word, other)) || spells(word, &titles))
    }

    /// Words of the sentence before a mention, and of what stands behind it between commas.
    fn title(&self, text: &str, mention: Span) -> impl Iterator<Item = Box<str>> {
        let sentence = self.sentence_of(mention.start()).and_then(|s| self.sentences.get(s)).map(|s| s.span);
        let (low, high) = sentence.map_or((mention.start(), mention.end()), |s| (s.start(), s.end()));
        let start = floor(text, mention.start().saturating_sub(BESIDE)).max(low);
        let end = floor(text, mention.end() + BESIDE).min(high);
        let behind = text.get(mention.end()..end).unwrap_or("");
        let apposed = behind.trim_start().starts_with([',', '(', '–', '—', '-']);
        let behind = if apposed { behind } else { "" };
        let words =
            tokens(text.get(start..mention.end()).unwrap_or(""), 0).into_iter().chain(tokens(behind, 0));
        words.filter(|t| t.kind == TokenKind::Word).map(|t| t.folded)
    }

    /// "his lawyer", "Kane's mother", «её сестра».
    fn is_owned(&self, line: &Line<'_>, source: &Source) -> bool {
        let owner = |k: usize| {
            let word = line.word(k);
            line.lexicon.possessives.contains(word)
                || line.lexicon.pronouns.get(word).is_some_and(|form| form.possessive)
                || !line.lexicon.slavic && is_possessive(line, k)
        };
        source.range.clone().any(owner) || source.range.start > 0 && owner(source.range.start - 1)
    }

    /// "the agency", "the company": the last body of that kind.
    fn body(&self, line: &Line<'_>, source: &Source, at: usize, outer: Option<EntityId>) -> Option<EntityId> {
        if source.complement && source.entity_kind == EntityKind::Organisation {
            return None;
        }
        let kinds = &line.lexicon.role_kinds;
        let bearer =
            |id: EntityId| self.get(id).is_some_and(|e| kinds.fit(&e.roles, &source.head) == Fit::Same);
        let own = additions(line, source);
        let may_be = |id: EntityId| self.get(id).is_some_and(|e| may_be_called(line, e, source, &own));
        let seen: Vec<EntityId> =
            self.before(at).filter_map(|m| m.entity).filter(|id| Some(*id) != outer && may_be(*id)).collect();
        let kind = source.entity_kind;
        let of_kind = |id: &EntityId| self.get(*id).is_some_and(|e| e.kind == kind && !e.anonymous);
        let speaking = self.latest().map(|(id, _)| *id).find(|id| of_kind(id) && may_be(*id));
        let borne = seen.iter().rev().copied().find(|id| of_kind(id) && bearer(*id));
        if source.state {
            return borne;
        }
        if source.media {
            // "The Northern Ledger писала … Газета додає": a name of which nothing else is known
            let latin =
                |id: &EntityId| self.get(*id).is_some_and(|e| e.why.iter().any(|why| why == "latin-name"));
            let spoke = || self.latest().next().map(|(id, _)| *id).filter(latin);
            return borne.or(speaking).or_else(|| seen.iter().rev().copied().find(of_kind)).or_else(spoke);
        }
        // "the company" is the one body of the page, when there is one
        // (a union is no company: a body whose own name holds another listed noun is another kind of body)
        let other_kind = |id: &EntityId| {
            self.get(*id).is_some_and(|e| {
                tokens(&e.name, 0).iter().any(|t| {
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
        borne.or(match bodies.as_slice() {
            [only] if !distinct => Some(*only),
            _ => None,
        })
    }

    /// Mentions that names gave from byte `at` on.
    fn from(&self, at: usize) -> impl Iterator<Item = &Mention> {
        let given = self.mentions.get(..self.given).unwrap_or(&[]);
        let start = given.partition_point(|m| m.span.start() < at);
        given.iter().skip(start).take(REACH)
    }
}

/// A phrase with its noun, when the pattern that found it did not look for one: "a Western diplomat".
pub(super) fn with_head(line: &Line<'_>, source: &Source) -> Source {
    let mut source = source.clone();
    let listed = line.lexicon.heads.contains_key(source.head.as_str());
    if !listed && !line.lexicon.slavic && matches!(source.kind, SpeakerKind::Role | SpeakerKind::Anonymous) {
        let range = source.range.clone();
        let end = range.clone().find(|&k| k > range.start && line.is_preposition(k)).unwrap_or(range.end);
        let head = (range.start..end).rev().find_map(|k| line.lexicon.heads.get(line.word(k))?.first());
        if let Some(head) = head.filter(|h| matches!(h.kind, HeadKind::Title | HeadKind::Anonymous)) {
            source.head = head.lemma.to_string();
            source.plural = head.plural;
        }
    }
    source
}

/// What a role phrase says beyond its noun: "of the village", "foreign", «музея»; folded.
fn additions<'l>(line: &'l Line<'_>, source: &Source) -> Vec<&'l str> {
    let lexicon = line.lexicon;
    let head = |word: &str| {
        let heads = lexicon.heads.get(word);
        *word == *source.head || heads.is_some_and(|heads| heads.iter().any(|h| *h.lemma == *source.head))
    };
    // the first word of an English owner is no part of the office: "Ann Hill's lawyer"
    let plain = |k: usize| {
        let word = line.word(k);
        !line.is_word(k)
            || head(word)
            || line.is_preposition(k)
            || line.is_article(k)
            || lexicon.determiners.contains(word)
            || lexicon.adverbs.contains(word)
            || lexicon.pronouns.contains_key(word)
            || lexicon.honorifics.contains(word)
            || matches!(word, "of" | "for" | "the")
            // "first-term", "embattled"
            || !lexicon.slavic && (word.contains('-') || word.ends_with("ed"))
            || lexicon.slavic && qualifies(line, k)
    };
    // "the old man": what kind of man he is names no office
    let start = source.range.clone().find(|&k| lexicon.role_kinds.is_any(line.word(k)));
    let range = start.unwrap_or(source.range.start)..source.range.end;
    let mut own: Vec<&str> = range.filter(|&k| !plain(k)).map(|k| line.word(k)).collect();
    // "голова кооперативу": a genitive that no list knows, behind the noun
    let next = source.range.end;
    let bare = lexicon.slavic && own.is_empty() && head(line.word(next.wrapping_sub(1)));
    let noun = line.is_word(next)
        && !plain(next)
        && line.cue(next).is_none()
        && !looks_verbal(line, next)
        && !lexicon.and_words.contains(line.word(next))
        && !lexicon.but_words.contains(line.word(next))
        && !lexicon.subordinators.contains(line.word(next))
        && !lexicon.not_words.contains(line.word(next))
        && line.word(next).ends_with(['а', 'я', 'у', 'ю', 'и', 'і', 'ї', 'ы']);
    if bare && noun {
        own.push(line.word(next));
    }
    own
}

/// "the city council" is not who was called "the county council": a body known by a noun only bears what the phrase `own`
/// adds to it, or nothing more than the noun.
fn may_be_called(line: &Line<'_>, body: &Entity, source: &Source, own: &[&str]) -> bool {
    if own.is_empty() || !body.actor.starts_with("e:role:") {
        return true;
    }
    let name: Vec<Box<str>> = tokens(&body.name, 0).into_iter().map(|t| t.folded).collect();
    let head = |word: &str| {
        word == source.head
            || line
                .lexicon
                .heads
                .get(word)
                .is_some_and(|heads| heads.iter().any(|h| *h.lemma == *source.head))
    };
    let bare = name.iter().all(|word| {
        head(word) || line.lexicon.articles.contains(word) || line.lexicon.determiners.contains(word)
    });
    let borne = |word: &&str| name.iter().any(|other| same_stem(word, other)) || spells(word, &name);
    bare || own.iter().all(borne)
}

/// "главный", "новий": an adjective that tells no office from another. "городской" does.
fn qualifies(line: &Line<'_>, k: usize) -> bool {
    let word = line.word(k);
    let relational = ["ск", "ськ", "цьк", "цк"].iter().any(|mark| word.contains(mark));
    line.is_adjective(k) && line.is_adjective_only(k) && !line.is_upper(k) && !relational
}

/// "МВА" of «міської військової адміністрації»: the letters begin words that stand side by side.
fn spells(acronym: &str, words: &[Box<str>]) -> bool {
    let letters: Vec<char> = acronym.chars().collect();
    let short = (2..=5).contains(&letters.len());
    short
        && words.windows(letters.len()).any(|run| {
            run.iter()
                .zip(&letters)
                .all(|(word, letter)| word.starts_with(*letter) && word.chars().count() > 2)
        })
}

/// Two forms of one word, by what they begin with.
fn same_stem(a: &str, b: &str) -> bool {
    let shared = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let longest = a.chars().count().max(b.chars().count());
    a == b || shared >= 3 && shared + 3 >= longest
}

/// The character boundary at or before byte `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
