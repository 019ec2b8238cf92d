//! From a question in words to claims and actors.
//!
//! Takes a query in any of the four languages, or an id, gives ranked hits; nothing when nothing fits.

use super::claims::{column, hash, units};
use super::compare::compare;
use super::model::*;
use super::proposition::{Proposition, read};
use super::roots::Shelf;
use super::words::{Words, skeleton};
use crate::model::*;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Least score of a claim that answers a query.
pub(crate) const ANSWER: f32 = 0.38;

/// The query as propositions: the whole first.
pub(crate) fn question(query: &str, words: &Words) -> Option<Proposition> {
    read(query, 0, column(None, query, words), words, &[])
        .into_iter()
        .max_by(|a, b| a.mass.total_cmp(&b.mass))
}

/// Claims that answer a query: by id, or by proposition and words. Best first, at most 50.
pub fn find_claims(query: &str, corpus: &Corpus, documents: &[&Document], words: &Words) -> Vec<Hit> {
    let query = query.trim();
    let by_id: Vec<Hit> = corpus
        .claims
        .iter()
        .filter(|c| c.id == query)
        .map(|c| Hit { claim: c.id.clone(), score: 1.0, why: vec!["id".to_owned()] })
        .collect();
    if !by_id.is_empty() {
        return by_id;
    }
    let shelf = Shelf::new(documents);
    if query.starts_with("a:") {
        let named = |m: &Member| shelf.statement(&m.statement).is_some_and(|(_, s)| s.id == query);
        let mut hits: Vec<&Claim> = corpus.claims.iter().filter(|c| c.members.iter().any(named)).collect();
        hits.sort_by_key(|c| (std::cmp::Reverse(c.members.len()), c.id.clone()));
        return hits
            .into_iter()
            .map(|c| Hit { claim: c.id.clone(), score: 1.0, why: vec!["statement id".to_owned()] })
            .collect();
    }
    Meant::new(documents, words).find(query, corpus, words)
}

/// What every statement of some documents says, read once for many questions: `find` gives what `find_claims` gives for words.
#[derive(Clone, Debug, Default)]
pub struct Meant {
    documents: Vec<DocumentId>,
    /// Place of the document, index of the statement, what it says.
    said: Vec<(u32, u32, Arc<Proposition>)>,
}

impl Meant {
    pub fn new(documents: &[&Document], words: &Words) -> Self {
        let sorted = in_order(documents);
        let said = units(&sorted, words, &BTreeMap::new()).into_iter();
        Self {
            said: said.map(|unit| (unit.document as u32, unit.statement as u32, unit.proposition)).collect(),
            documents: sorted.iter().map(|document| document.id.clone()).collect(),
        }
    }

    /// Claims that answer words, best first, at most 50.
    pub fn find(&self, query: &str, corpus: &Corpus, words: &Words) -> Vec<Hit> {
        let Some(asked) = question(query.trim(), words) else { return Vec::new() };
        let said = self.said.iter().filter_map(|(document, statement, proposition)| {
            Some((self.documents.get(*document as usize)?.as_str(), *statement, proposition.as_ref()))
        });
        ranked(corpus, &scored(&asked, said, words))
    }
}

/// Of several documents, in any order.
impl FromIterator<Meant> for Meant {
    fn from_iter<T: IntoIterator<Item = Meant>>(parts: T) -> Self {
        let mut out = Self::default();
        for part in parts {
            let before = out.documents.len() as u32;
            out.documents.extend(part.documents);
            out.said.extend(
                part.said.into_iter().map(|(document, statement, said)| (before + document, statement, said)),
            );
        }
        out
    }
}

/// The claims whose members answer, best first.
fn ranked(corpus: &Corpus, scores: &Scores<'_>) -> Vec<Hit> {
    let mut best: BTreeMap<&str, (f32, Vec<String>, usize)> = BTreeMap::new();
    if scores.is_empty() {
        return Vec::new();
    }
    for claim in &corpus.claims {
        for member in &claim.members {
            let Some(list) = scores.get(&(member.statement.document.as_str(), member.statement.index)) else {
                continue;
            };
            for (span, score, why) in list {
                let fits = member.focus.is_none_or(|f| f.overlaps(*span));
                if !fits {
                    continue;
                }
                let slot = best.entry(&claim.id).or_insert((0.0, Vec::new(), claim.members.len()));
                if *score > slot.0 {
                    slot.0 = *score;
                    slot.1 = why.clone();
                }
            }
        }
    }
    let mut hits: Vec<(Hit, usize)> = best
        .into_iter()
        .filter(|(_, (score, ..))| *score >= ANSWER)
        .map(|(id, (score, why, size))| {
            (Hit { claim: id.to_owned(), score: (score * 100.0).round() / 100.0, why }, size)
        })
        .collect();
    hits.sort_by(|(a, n), (b, m)| b.score.total_cmp(&a.score).then(m.cmp(n)).then(a.claim.cmp(&b.claim)));
    hits.truncate(50);
    hits.into_iter().map(|(hit, _)| hit).collect()
}

type Scores<'a> = BTreeMap<(&'a str, u32), Vec<(Span, f32, Vec<String>)>>;

/// Units of every statement that come near the query, with their scores.
pub(crate) fn score_units<'a>(asked: &Proposition, documents: &[&'a Document], words: &Words) -> Scores<'a> {
    let sorted = in_order(documents);
    let all = units(&sorted, words, &BTreeMap::new());
    let said = all.iter().filter_map(|unit| {
        Some((sorted.get(unit.document)?.id.as_str(), unit.statement as u32, unit.proposition.as_ref()))
    });
    scored(asked, said, words)
}

fn in_order<'a>(documents: &[&'a Document]) -> Vec<&'a Document> {
    let mut sorted: Vec<&'a Document> = documents.to_vec();
    sorted.sort_by(|a, b| a.id.cmp(&b.id));
    sorted.dedup_by(|a, b| a.id == b.id);
    sorted
}

/// Propositions of statements that come near the query.
fn scored<'a, 'b>(
    asked: &Proposition,
    said: impl Iterator<Item = (&'a str, u32, &'b Proposition)>,
    words: &Words,
) -> Scores<'a> {
    let mut out: Scores<'a> = BTreeMap::new();
    for (document, statement, proposition) in said {
        let Some((score, why)) = relevance(asked, proposition, words) else { continue };
        out.entry((document, statement)).or_default().push((proposition.span, score, why));
    }
    out
}

/// How well a proposition answers a query: most of the query must be in it, and more than one kind of thing.
pub(crate) fn relevance(
    asked: &Proposition,
    said: &Proposition,
    words: &Words,
) -> Option<(f32, Vec<String>)> {
    let like = compare(asked, said, words);
    let why = like.why();
    let content = like.shared_things + like.shared_predicates + like.shared_numbers;
    let enough = (content >= 1 && why.len() >= 2 && like.shared >= 1.7)
        || (asked.features.len() <= 2 && why.len() >= asked.features.len() && like.shared >= 0.7);
    if !enough || like.clashes.contains(&super::compare::Clash::Roles) {
        return None;
    }
    let cover = (like.shared / asked.mass.max(0.01)).min(1.0);
    let fit = (like.shared / said.mass.max(0.01)).min(1.0);
    let mut score = 0.75 * cover + 0.25 * fit;
    if like.clashes.contains(&super::compare::Clash::Names) {
        score *= 0.6;
    }
    if like.clashes.contains(&super::compare::Clash::Value) {
        score *= 0.7;
    }
    if like.clashes.contains(&super::compare::Clash::Polarity) {
        score *= 0.9;
    }
    (cover >= 0.4).then_some((score, why))
}

/// Actors that a name in any spelling may mean, best first, at most 20.
pub fn actors_named(corpus: &Corpus, query: &str) -> Vec<ActorHit> {
    named_among(corpus.actors.iter(), query)
}

/// Names of all actors of a corpus, made once for many questions: `find` gives what `actors_named` gives.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Places of actors by a hash of an id, a word of a name, or the beginning of its consonants; sorted.
    places: FxHashMap<u64, Vec<u32>>,
}

/// Letters of a word's consonants that two words which sound alike share.
const BEGINNING: usize = 3;

fn key(kind: &str, text: &str) -> u64 {
    hash(format!("{kind} {text}").as_bytes())
}

fn sound(skeleton: &str) -> u64 {
    key("sound", &skeleton.chars().take(BEGINNING).collect::<String>())
}

impl Names {
    pub fn new(corpus: &Corpus) -> Self {
        let mut places: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for (place, actor) in (0u32..).zip(&corpus.actors) {
            let mut keys: BTreeSet<u64> =
                std::iter::once(&actor.id).chain(&actor.merged).map(|id| key("id", id)).collect();
            for name in spellings(actor).filter(|_| !actor.anonymous) {
                let folded = crate::text::fold(&name);
                keys.extend(folded.split_whitespace().map(|word| key("word", word)));
                keys.extend(skeletons(&folded).iter().map(|skeleton| sound(skeleton)));
            }
            for key in keys {
                places.entry(key).or_default().push(place);
            }
        }
        Self { places }
    }

    /// Actors of the corpus this was made of that a name in any spelling may mean, best first, at most 20.
    pub fn find(&self, corpus: &Corpus, query: &str) -> Vec<ActorHit> {
        let query = query.trim();
        let folded = crate::text::fold(query);
        let of = |key: u64| self.places.get(&key).map_or(&[][..], Vec::as_slice);
        let word = folded.split_whitespace().next().map_or(&[][..], |word| of(key("word", word)));
        // all words must sound alike: those of the rarest sound are enough
        let alike = skeletons(&folded).into_iter().map(|skeleton| of(sound(&skeleton)));
        let alike = alike.min_by_key(|list| list.len()).unwrap_or(&[]);
        let mut found: Vec<u32> = [of(key("id", query)), word, alike].concat();
        found.sort_unstable();
        found.dedup();
        named_among(found.into_iter().filter_map(|place| corpus.actors.get(place as usize)), query)
    }
}

/// The name shown, names on pages, and the words of the id.
fn spellings(actor: &Actor) -> impl Iterator<Item = String> + '_ {
    let spelled = actor
        .names
        .iter()
        .filter(|n| matches!(n.kind, MentionKind::Name | MentionKind::Nickname))
        .map(|n| n.text.clone());
    let id_words = actor.id.rsplit(':').next().unwrap_or("").replace('-', " ");
    std::iter::once(actor.name.clone()).chain(spelled).chain(std::iter::once(id_words))
}

/// Consonants of the words of a folded name; a single one tells nothing.
fn skeletons(folded: &str) -> Vec<String> {
    folded.split_whitespace().map(skeleton).filter(|s| s.len() >= 2).collect()
}

/// Of some actors, in order of their ids, those that a name may mean.
fn named_among<'a>(actors: impl Iterator<Item = &'a Actor>, query: &str) -> Vec<ActorHit> {
    let query = query.trim();
    let folded = crate::text::fold(query);
    let asked = skeletons(&folded);
    let mut out: Vec<(ActorHit, u32)> = Vec::new();
    for actor in actors {
        if actor.id == query || actor.merged.iter().any(|m| m == query) {
            return vec![ActorHit {
                actor: actor.id.clone(),
                name: actor.name.clone(),
                score: 1.0,
                why: "id".to_owned(),
            }];
        }
        if actor.anonymous {
            continue;
        }
        let mut best: Option<(f32, String)> = None;
        for name in spellings(actor) {
            let name_folded = crate::text::fold(&name);
            let hit = if name_folded == folded {
                Some((1.0, format!("name: {name}")))
            } else if name_folded.split_whitespace().any(|part| part == folded) {
                Some((0.9, format!("part of name: {name}")))
            } else {
                let parts = skeletons(&name_folded);
                let near = |a: &String| parts.iter().any(|b| alike(a, b));
                let all = !asked.is_empty() && asked.iter().all(near);
                all.then(|| {
                    (
                        0.8 * asked.len() as f32 / parts.len().max(asked.len()) as f32 + 0.1,
                        format!("sounds as: {name}"),
                    )
                })
            };
            if let Some(hit) = hit
                && best.as_ref().is_none_or(|b| hit.0 > b.0)
            {
                best = Some(hit);
            }
        }
        if let Some((score, why)) = best {
            out.push((
                ActorHit { actor: actor.id.clone(), name: actor.name.clone(), score, why },
                actor.statements + actor.documents,
            ));
        }
    }
    out.sort_by(|(a, n), (b, m)| b.score.total_cmp(&a.score).then(m.cmp(n)).then(a.actor.cmp(&b.actor)));
    out.truncate(20);
    out.into_iter().map(|(hit, _)| hit).collect()
}

/// Frames equal, or one the beginning of the other by one ending consonant.
fn alike(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short == long || (short.len() >= 3 && long.starts_with(short) && long.len() - short.len() <= 1)
}

/// Denials of a claim, or of everything; refusals to comment apart.
pub fn denials(corpus: &Corpus, documents: &[&Document], claim: Option<&str>) -> Denials {
    let shelf = Shelf::new(documents);
    let mut out = Denials { searched: shelf.documents().count() as u32, ..Denials::default() };
    let mut languages: BTreeSet<Language> = BTreeSet::new();
    for document in shelf.documents() {
        languages.extend(document.language);
    }
    out.languages = languages.into_iter().collect();
    let aliases = aliases(corpus);
    let texts: BTreeMap<&str, &str> =
        corpus.claims.iter().map(|c| (c.id.as_str(), c.text.as_str())).collect();
    for relation in &corpus.relations {
        if claim.is_some_and(|c| c != relation.to) {
            continue;
        }
        let Some((document, statement)) = shelf.statement(&relation.from) else { continue };
        let mouth = super::roots::mouth(document, statement, &aliases);
        // the words on the page may stand in any case
        let known = mouth.actor.as_ref().and_then(|id| {
            let at = corpus.actors.binary_search_by(|actor| actor.id.cmp(id)).ok()?;
            corpus.actors.get(at)
        });
        let by = known.filter(|actor| !actor.anonymous).map_or(mouth.name, |actor| actor.name.clone());
        let answer = Answer {
            claim_text: texts.get(relation.to.as_str()).map(|t| (*t).to_owned()).unwrap_or_default(),
            by,
            actor: mouth.actor,
            evidence: evidence(document, statement),
            dated: document.metadata.published.value.clone(),
            relation: relation.clone(),
        };
        match relation.kind {
            RelationKind::Denies => out.denials.push(answer),
            RelationKind::NoConfirmation => out.refusals.push(answer),
            _ => {}
        }
    }
    out
}

/// Which ids the corpus's actors took over.
pub(crate) fn aliases(corpus: &Corpus) -> super::actors::Aliases {
    corpus.actors.iter().flat_map(|a| a.merged.iter().map(|m| (m.clone(), a.id.clone()))).collect()
}

pub(crate) fn evidence(document: &Document, statement: &Statement) -> Vec<Evidence> {
    statement
        .content
        .iter()
        .map(|&span| Evidence { document: document.id.clone(), span, text: document.slice(span).to_owned() })
        .collect()
}
