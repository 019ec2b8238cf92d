//! Independent mouths behind a claim.
//!
//! Takes a claim's members, gives roots: the innermost named speaker counts once however many pages repeat him; an
//! unnamed source counts once per independent text; somebody who retells another's words is no root of his own, nor is an
//! outlet that has them from another's page.

use super::actors::{Aliases, actor_id, innermost, is_local, resolve};
use super::houses::{byline, canonical, frame, publisher, shortest};
use super::model::*;
use crate::model::*;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Looks documents up by id.
pub(crate) struct Shelf<'a> {
    /// In order of their ids.
    documents: Vec<&'a Document>,
    by_id: FxHashMap<&'a str, &'a Document>,
}

impl<'a> Shelf<'a> {
    pub(crate) fn new(documents: &[&'a Document]) -> Self {
        let mut sorted = documents.to_vec();
        sorted.sort_by(|a, b| a.id.cmp(&b.id));
        // of two with one id the last counts
        sorted.reverse();
        sorted.dedup_by(|a, b| a.id == b.id);
        sorted.reverse();
        Self { by_id: sorted.iter().map(|d| (d.id.as_str(), *d)).collect(), documents: sorted }
    }
    pub(crate) fn get(&self, id: &str) -> Option<&'a Document> {
        self.by_id.get(id).copied()
    }
    pub(crate) fn statement(&self, reference: &StatementRef) -> Option<(&'a Document, &'a Statement)> {
        let document = self.get(&reference.document)?;
        Some((document, document.statements.get(reference.index as usize)?))
    }
    pub(crate) fn documents(&self) -> impl Iterator<Item = &'a Document> + '_ {
        self.documents.iter().copied()
    }
}

/// Who a member's words come from, innermost.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mouth {
    pub(crate) actor: Option<ActorId>,
    pub(crate) name: String,
    pub(crate) anonymous: bool,
    /// What makes it one root: the actor, or for unnamed sources their words and text.
    pub(crate) key: String,
    /// Nobody is named: the page says it itself.
    pub(crate) page_itself: bool,
}

/// The innermost source of a statement; the page itself when nobody is named.
pub(crate) fn mouth(document: &Document, statement: &Statement, aliases: &Aliases) -> Mouth {
    let link = statement.chain.first();
    let entity_id = link.and_then(|l| l.entity).or_else(|| statement.speaker.as_ref().and_then(|s| s.entity));
    let span = link.and_then(|l| l.span).or_else(|| statement.speaker.as_ref().and_then(|s| s.span));
    let anonymous = statement.anonymous || link.is_some_and(|l| l.anonymous);
    if let Some((id, entity)) = entity_id.and_then(|id| Some((id, document.entity(id)?))) {
        let own = actor_id(document, entity, id.0 as usize);
        let actor = resolve(aliases, &own).to_owned();
        if !is_local(entity) && !anonymous {
            return Mouth {
                key: actor.clone(),
                name: entity.name.clone(),
                anonymous: false,
                actor: Some(actor),
                page_itself: false,
            };
        }
        return Mouth {
            key: format!("?{}@{}", crate::text::fold(&entity.name), document.id),
            actor: Some(actor),
            name: entity.name.clone(),
            anonymous: anonymous || entity.anonymous,
            page_itself: false,
        };
    }
    if let Some(span) = span {
        let name = document.slice(span).to_owned();
        return Mouth {
            key: format!("?{}@{}", crate::text::fold(&name), document.id),
            actor: None,
            name,
            anonymous,
            page_itself: false,
        };
    }
    let outlet = document.metadata.outlet.as_ref();
    let name = outlet.map_or_else(|| document.path.clone(), |o| o.name.clone());
    let actor = outlet.map(|o| resolve(aliases, &o.actor).to_owned());
    let key = actor.clone().unwrap_or_else(|| document.id.clone());
    Mouth { key, actor, name, anonymous: false, page_itself: true }
}

/// When the member's words retell somebody: the entity named before the focus in the same sentence of the content.
pub(crate) fn retells(
    document: &Document,
    statement: &Statement,
    focus: Option<Span>,
    aliases: &Aliases,
) -> Vec<ActorId> {
    let Some(focus) = focus else { return Vec::new() };
    let Some(content) = statement.content.iter().find(|c| c.contains(focus)) else { return Vec::new() };
    let start = sentence_start(document, focus).max(content.start());
    let id_of = |id: EntityId| {
        let entity = document.entity(id)?;
        let person = matches!(entity.kind, EntityKind::Person | EntityKind::Organisation);
        person.then(|| resolve(aliases, &actor_id(document, entity, id.0 as usize)).to_owned())
    };
    let speaker = innermost(statement).and_then(id_of);
    let mut out = Vec::new();
    let from = document.mentions.partition_point(|m| m.span.start() < start);
    for mention in document.mentions.iter().skip(from).take_while(|m| m.span.start() < focus.start()) {
        out.extend(mention.entity.filter(|_| mention.span.end() <= focus.start()).and_then(id_of));
    }
    // in a direct quotation nobody speaks of himself as "he"
    out.retain(|a| Some(a) != speaker.as_ref());
    // "he shows …, that …": an unresolved pronoun stands for the person the page speaks of most, the speaker apart
    let before = Span::new(start, focus.start().max(start)).of(&document.text);
    let pronoun = crate::text::tokens(before, 0).iter().any(|t| is_third_person(&t.folded));
    if out.is_empty() && pronoun {
        let mut weight: BTreeMap<ActorId, u32> = BTreeMap::new();
        for mention in document.mentions.iter().take_while(|m| m.span.start() < focus.start()) {
            let person = mention.entity_kind == EntityKind::Person && mention.kind != MentionKind::Pronoun;
            if let Some(actor) = mention.entity.filter(|_| person).and_then(id_of)
                && Some(&actor) != speaker.as_ref()
            {
                *weight.entry(actor).or_default() += 1;
            }
        }
        let most = weight.values().max().copied().unwrap_or(0);
        // two spoken of alike: the caller takes the one who is a source of the claim
        out.extend(weight.into_iter().filter(|(_, n)| *n == most && most >= 2).map(|(a, _)| a));
    }
    out
}

fn is_third_person(folded: &str) -> bool {
    matches!(folded, "він" | "вона" | "он" | "она" | "ён" | "яна" | "he" | "she")
}

fn sentence_start(document: &Document, span: Span) -> usize {
    let after = document.sentences.partition_point(|s| s.span.start() <= span.start());
    let held = after.checked_sub(1).and_then(|i| document.sentences.get(i));
    held.map_or(0, |s| s.span.start())
}

/// One member with its source, for roots and traces.
pub(crate) struct Voice {
    pub(crate) mouth: Mouth,
    /// Key of the root it counts for.
    pub(crate) root: String,
    pub(crate) retold: bool,
    /// The outlet on whose page the root speaks, where this page credits the outlet alone.
    pub(crate) through: Option<String>,
}

/// The voice of every member, parallel to `claim.members`. `same_text` names the copy group of a document.
pub(crate) fn voices(
    claim: &Claim,
    shelf: &Shelf<'_>,
    aliases: &Aliases,
    same_text: &BTreeMap<DocumentId, DocumentId>,
) -> Vec<Voice> {
    let mut out: Vec<Voice> = Vec::new();
    for member in &claim.members {
        let Some((document, statement)) = shelf.statement(&member.statement) else {
            let key = String::new();
            let mouth = Mouth { actor: None, name: String::new(), anonymous: false, key, page_itself: false };
            out.push(Voice { mouth, root: String::new(), retold: false, through: None });
            continue;
        };
        let mut mouth = mouth(document, statement, aliases);
        if let Some(group) = same_text.get(&document.id)
            && mouth.key.starts_with('?')
        {
            mouth.key = mouth.key.replace(&document.id, group);
        }
        if let Some(group) = same_text.get(&document.id)
            && mouth.page_itself
        {
            // one text under two mastheads is one voice
            mouth.key = format!("?text:{group}");
        }
        out.push(Voice { root: mouth.key.clone(), mouth, retold: false, through: None });
    }
    share_outlets(claim, shelf, &mut out);
    follow_credits(claim, shelf, aliases, &mut out);
    // how many speak with this key
    let mut own: FxHashMap<String, usize> = FxHashMap::default();
    for voice in &out {
        *own.entry(voice.mouth.key.clone()).or_default() += 1;
    }
    for (index, member) in claim.members.iter().enumerate() {
        let Some((document, statement)) = shelf.statement(&member.statement) else { continue };
        let told = retells(document, statement, member.focus, aliases);
        let mine = out.get(index).map_or("", |voice| voice.mouth.key.as_str());
        let others = |a: &String| own.get(a).map_or(0, |n| n - usize::from(a == mine));
        let source = told.iter().rev().find(|a| others(a) > 0);
        if let (Some(source), Some(voice)) = (source, out.get_mut(index))
            && *source != voice.mouth.key
        {
            voice.root = source.clone();
            voice.retold = true;
        }
    }
    out
}

/// A page that has its words from an outlet, and names nobody behind it, counts for whoever speaks on that outlet's page.
/// Outlets that credit each other in a ring are one root.
fn follow_credits(claim: &Claim, shelf: &Shelf<'_>, aliases: &Aliases, voices: &mut [Voice]) {
    let mut pages: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut credits: Vec<Option<(String, String)>> = Vec::new();
    for (index, (member, voice)) in claim.members.iter().zip(voices.iter()).enumerate() {
        let Some((document, statement)) = shelf.statement(&member.statement) else {
            credits.push(None);
            continue;
        };
        if let Some(house) = publisher(document, aliases) {
            pages.entry(house.key).or_default().push(index);
        }
        credits.push(credit(document, statement, voice, aliases));
    }
    let known: BTreeSet<String> = pages.keys().cloned().collect();
    // the page of the credited outlet whose root most of its pages share
    let next: Vec<Option<usize>> = credits
        .iter()
        .map(|credit| {
            let list = pages.get(&canonical(&credit.as_ref()?.0, &known))?;
            let mut votes: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
            for &index in list {
                let root = voices.get(index)?.root.as_str();
                votes.entry(root).or_insert((0, index)).0 += 1;
            }
            votes.into_values().max_by_key(|(n, index)| (*n, std::cmp::Reverse(*index))).map(|(_, i)| i)
        })
        .collect();
    let roots: Vec<String> = voices.iter().map(|v| v.root.clone()).collect();
    for (index, voice) in voices.iter_mut().enumerate() {
        let mut way = vec![index];
        let mut at = index;
        while let Some(step) = next.get(at).copied().flatten() {
            if let Some(from) = way.iter().position(|w| *w == step) {
                // a ring: all of it is the root with the least name
                at = way.iter().skip(from).copied().min_by_key(|w| roots.get(*w)).unwrap_or(step);
                break;
            }
            way.push(step);
            at = step;
        }
        let root = roots.get(at).filter(|root| **root != voice.root);
        if let (Some(root), Some(Some((_, name)))) = (root, credits.get(index)) {
            voice.root = root.clone();
            voice.through = Some(name.clone());
        }
    }
}

/// The outlet that a page credits as the only source of its words, by key and name.
fn credit(
    document: &Document,
    statement: &Statement,
    voice: &Voice,
    aliases: &Aliases,
) -> Option<(String, String)> {
    if voice.mouth.anonymous {
        return None;
    }
    if voice.mouth.page_itself {
        return byline(document, aliases).into_iter().next().map(|h| (h.key, h.name));
    }
    let entity = document.entity(statement.chain.first()?.entity?)?;
    let named = entity.kind == EntityKind::Outlet && !entity.anonymous;
    let own = publisher(document, aliases).map(|h| h.key);
    let key = frame(&entity.name).filter(|key| named && own.as_ref() != Some(key))?;
    Some((key, entity.name.clone()))
}

/// An unnamed source that several pages know through one newspaper is one root, on the newspaper's own page too; and so is
/// the newspaper where a page credits it alone.
fn share_outlets(claim: &Claim, shelf: &Shelf<'_>, voices: &mut [Voice]) {
    let frames: Vec<Option<String>> = claim
        .members
        .iter()
        .zip(voices.iter())
        .map(|(member, voice)| {
            let (document, statement) = shelf.statement(&member.statement)?;
            through(document, statement, voice.mouth.anonymous)
        })
        .collect();
    let known: BTreeSet<&String> = frames
        .iter()
        .zip(voices.iter())
        .filter(|(_, v)| v.mouth.anonymous)
        .filter_map(|(f, _)| f.as_ref())
        .collect();
    let keys: Vec<Option<String>> = frames
        .iter()
        .map(|f| shortest(f.as_ref()?, known.iter().copied()).map(|frame| format!("?via:{frame}")))
        .collect();
    for (voice, key) in voices.iter_mut().zip(keys) {
        if let Some(key) = key {
            voice.root = key.clone();
            voice.mouth.key = key;
        }
    }
}

/// The newspaper nearest to an unnamed source (the page's own when no other is named), or the newspaper that is itself
/// the source; as consonants of its name, which agree across scripts and cases.
fn through(document: &Document, statement: &Statement, anonymous: bool) -> Option<String> {
    let is_outlet =
        |id: EntityId| document.entity(id).filter(|e| e.kind == EntityKind::Outlet && !e.anonymous);
    // what passes on words and stands in quotation marks has a name, though nobody says that it is a newspaper
    let passes_on = |link: &ChainLink| {
        let entity = document.entity(link.entity?).filter(|e| !e.anonymous)?;
        let quoted = link.span.is_some_and(|span| document.slice(span).starts_with(['«', '„', '“', '"']));
        (entity.kind == EntityKind::Outlet || quoted).then_some(entity)
    };
    let name = if anonymous {
        let mut relays =
            statement.chain.iter().skip(1).filter(|l| matches!(l.role, LinkRole::Relay | LinkRole::Venue));
        match relays.find_map(passes_on) {
            Some(entity) => entity.name.as_str(),
            None => document.metadata.outlet.as_ref()?.name.as_str(),
        }
    } else {
        is_outlet(statement.chain.first()?.entity?)?.name.as_str()
    };
    frame(name)
}

/// Roots in order of their first member.
pub(crate) fn roots(claim: &Claim, voices: &[Voice]) -> Vec<Root> {
    let mut out: Vec<Root> = Vec::new();
    let mut places: FxHashMap<&str, usize> = FxHashMap::default();
    for (member, voice) in claim.members.iter().zip(voices) {
        let place = *places.entry(&voice.root).or_insert(out.len());
        match out.get_mut(place) {
            Some(root) => {
                if !voice.retold && voice.through.is_none() && root.name.is_empty() {
                    root.name = voice.mouth.name.clone();
                    root.actor = voice.mouth.actor.clone();
                    root.anonymous = voice.mouth.anonymous;
                }
                root.statements.push(member.statement.clone());
            }
            None => {
                let known = !voice.retold && voice.through.is_none();
                let actor = (!voice.root.starts_with('?')).then(|| voice.root.clone());
                out.push(Root {
                    actor: if known { voice.mouth.actor.clone() } else { actor },
                    name: if known { voice.mouth.name.clone() } else { String::new() },
                    anonymous: known && voice.mouth.anonymous,
                    statements: vec![member.statement.clone()],
                });
            }
        }
    }
    out
}
