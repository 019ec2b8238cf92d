//! Statements to claims: who says the same thing, across documents and languages.
//!
//! Takes documents, gives claims with an anchor. Candidates share keys from capped lists, the gates of `compare` decide,
//! and a member must answer to the anchor itself: no chains of weak links.

use super::actors::{Aliases, actor_id, innermost, language_at, resolve};
use super::compare::{Clash, Likeness, compare};
use super::model::*;
use super::proposition::{Known, Proposition, column_of, name_key, read};
use super::words::{COLUMNS, Column, Words};
use crate::model::*;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Least score of two statements of one claim.
pub const SAME: f32 = 0.42;
/// Least weight in common.
pub(crate) const SHARED: f32 = 2.0;
/// Units kept per key.
const POSTINGS: usize = 32;
/// Keys of a unit that are paired into blocks, rarest first.
const KEYS: usize = 8;
/// Members of one claim.
const MEMBERS: usize = 500;

/// A sentence, clause or whole content that says one thing.
pub(crate) struct Unit {
    /// Index into the sorted documents.
    pub(crate) document: usize,
    pub(crate) statement: usize,
    pub(crate) proposition: Proposition,
    /// It is the whole content of its statement.
    pub(crate) whole: bool,
    pub(crate) speaker: Option<ActorId>,
    /// Stance of the statement reverses or drops the content.
    pub(crate) stance: Stance,
}

pub(crate) fn column(language: Option<Language>, text: &str, words: &Words) -> Column {
    let code = language.map(|l| l.code().to_owned()).unwrap_or_default();
    let known = COLUMNS.iter().position(|c| *c == code).map(|c| c as Column);
    known.unwrap_or_else(|| column_of(text, words))
}

/// Mentions of a document as keys that stand for their entities.
fn known(document: &Document, words: &Words) -> Vec<Known> {
    let mut out = Vec::new();
    for mention in &document.mentions {
        let Some(entity) = mention.entity.and_then(|id| document.entity(id)) else { continue };
        if entity.anonymous
            || matches!(entity.kind, EntityKind::Place | EntityKind::Other)
                && mention.kind != MentionKind::Pronoun
        {
            continue;
        }
        let column = column(language_at(document, mention.span), document.slice(mention.span), words);
        let keys = entity_keys(entity, column, words);
        let weak = !matches!(mention.kind, MentionKind::Name);
        if matches!(mention.kind, MentionKind::Name) && entity.kind != EntityKind::Person {
            continue;
        }
        if !keys.is_empty() {
            out.push(Known { span: mention.span, keys, weak });
        }
    }
    out.sort_by_key(|k| k.span);
    out
}

/// The key a person's or state's name has in propositions: of a person, the surname's consonants.
pub(crate) fn entity_keys(entity: &Entity, column: Column, words: &Words) -> Vec<String> {
    match entity.kind {
        EntityKind::Person => {
            let last = entity.name.split_whitespace().last().unwrap_or("");
            let key = name_key(&crate::text::fold(last));
            if key.len() > 3 { vec![key] } else { Vec::new() }
        }
        _ => {
            let found = read(&entity.name, 0, column, words, &[]);
            found
                .into_iter()
                .next()
                .map(|p| {
                    p.features.into_keys().filter(|k| k.starts_with("loc:") || k.starts_with("n:")).collect()
                })
                .unwrap_or_default()
        }
    }
}

/// Every unit of every statement, in order. `documents` are sorted and distinct.
pub(crate) fn units(documents: &[&Document], words: &Words, aliases: &Aliases) -> Vec<Unit> {
    let mut out = Vec::new();
    for (d, document) in documents.iter().enumerate() {
        let known = known(document, words);
        for (s, statement) in document.statements.iter().enumerate() {
            if statement.repeats.is_some() || statement.section == Section::Related {
                continue;
            }
            let speaker_entity = innermost(statement);
            let speaker = speaker_entity.and_then(|id| Some((document.entity(id)?, id))).map(|(e, id)| {
                let id = actor_id(document, e, id.0 as usize);
                resolve(aliases, &id).to_owned()
            });
            for &span in &statement.content {
                let text = document.slice(span);
                let column = column(language_at(document, span), text, words);
                let first = known.partition_point(|k| k.span.start() < span.start());
                let here: Vec<Known> = known
                    .iter()
                    .skip(first)
                    .take_while(|k| k.span.start() < span.end())
                    .filter(|k| span.contains(k.span))
                    .cloned()
                    .collect();
                let single = statement.content.len() == 1;
                let mut parts = read(text, span.start(), column, words, &here);
                if let Some(entity) = speaker_entity.and_then(|id| document.entity(id))
                    && !entity.anonymous
                {
                    let keys = entity_keys(entity, column, words);
                    for part in &mut parts {
                        part.add_subject(
                            &keys,
                            statement.kind == StatementKind::Indirect && part.span.start() == span.start(),
                        );
                    }
                }
                for proposition in parts {
                    let covered = proposition.span.len() + 4 >= span.len();
                    out.push(Unit {
                        document: d,
                        statement: s,
                        whole: covered && single,
                        proposition,
                        speaker: speaker.clone(),
                        stance: statement.stance,
                    });
                }
            }
        }
    }
    out
}

/// An edge between two units, stronger first.
pub(crate) struct Edge {
    pub(crate) a: usize,
    pub(crate) b: usize,
    pub(crate) like: Likeness,
}

/// Pairs of units that share enough keys to be compared, compared.
pub(crate) fn edges(units: &[Unit], words: &Words) -> Vec<Edge> {
    let mut frequency: BTreeMap<&str, u32> = BTreeMap::new();
    for unit in units {
        for key in unit.proposition.features.keys() {
            *frequency.entry(key).or_default() += 1;
        }
    }
    let mut postings: FxHashMap<(&str, &str), Vec<usize>> = FxHashMap::default();
    let mut out = Vec::new();
    for (u, unit) in units.iter().enumerate() {
        let mut keys: Vec<(&u32, &str)> = unit
            .proposition
            .features
            .iter()
            .filter(|(_, f)| f.weight > 0.4)
            .map(|(k, _)| (frequency.get(k.as_str()).unwrap_or(&0), k.as_str()))
            .filter(|(n, _)| **n > 1)
            .collect();
        keys.sort();
        keys.truncate(KEYS);
        keys.sort_by_key(|(_, k)| *k);
        let mut near: BTreeSet<usize> = BTreeSet::new();
        for (i, (_, x)) in keys.iter().enumerate() {
            for (_, y) in keys.iter().skip(i + 1) {
                let list = postings.entry((x, y)).or_default();
                near.extend(list.iter().copied());
                if list.len() < POSTINGS {
                    list.push(u);
                }
            }
        }
        for other in near {
            let Some(x) = units.get(other) else { continue };
            if x.document == unit.document && x.statement == unit.statement {
                continue;
            }
            let like = compare(&x.proposition, &unit.proposition, words);
            if like.score >= SAME * 0.8 && like.shared >= SHARED * 0.8 {
                out.push(Edge { a: other, b: u, like });
            }
        }
    }
    out.sort_by(|x, y| y.like.score.total_cmp(&x.like.score).then(x.a.cmp(&y.a)).then(x.b.cmp(&y.b)));
    out
}

/// True when the words of the statement are put forward as so (asked or demanded contents are not).
fn asserts(stance: Stance) -> bool {
    matches!(stance, Stance::Assert | Stance::Predict | Stance::Deny)
}

/// Which of two statements reverses its content by its cue ("denied that").
fn flips(unit: &Unit) -> bool {
    unit.stance == Stance::Deny
}

/// The clashes of an edge once the stance of the cues is counted in.
pub(crate) fn clashes(x: &Unit, y: &Unit, like: &Likeness) -> Vec<Clash> {
    let mut list = like.clashes.clone();
    if flips(x) != flips(y) {
        match list.iter().position(|c| *c == Clash::Polarity) {
            Some(i) => {
                list.remove(i);
            }
            None => list.push(Clash::Polarity),
        }
    }
    list
}

/// Claims, and the claim of each unit.
pub(crate) fn claims(
    documents: &[&Document],
    units: &[Unit],
    edges: &[Edge],
) -> (Vec<Claim>, Vec<Option<usize>>) {
    let mut strong: BTreeMap<(usize, usize), f32> = BTreeMap::new();
    for edge in edges {
        let (Some(x), Some(y)) = (units.get(edge.a), units.get(edge.b)) else { continue };
        let same_speaker = x.speaker.is_some() && x.speaker == y.speaker;
        let need = if same_speaker { SAME } else { SAME + 0.04 };
        if edge.like.score >= need
            && edge.like.shared >= SHARED
            && !(edge.like.loose && flips(x) == flips(y))
            && clashes(x, y, &edge.like).is_empty()
            && asserts(x.stance)
            && asserts(y.stance)
        {
            strong.insert((edge.a, edge.b), edge.like.score);
        }
    }
    let tied = |a: usize, b: usize| strong.get(&(a.min(b), a.max(b))).copied();
    // fuller propositions anchor
    let rank = |u: usize| units.get(u).map_or((0, 0), |x| ((x.proposition.mass * 100.0) as i64, -(u as i64)));
    let mut group_of: Vec<Option<usize>> = vec![None; units.len()];
    let mut groups: Vec<(usize, Vec<usize>)> = Vec::new();
    for edge in edges {
        if !strong.contains_key(&(edge.a, edge.b)) {
            continue;
        }
        let at = |u: usize, g: &[Option<usize>]| g.get(u).copied().flatten();
        match (at(edge.a, &group_of), at(edge.b, &group_of)) {
            (None, None) => {
                let anchor = if rank(edge.a) >= rank(edge.b) { edge.a } else { edge.b };
                for u in [edge.a, edge.b] {
                    if let Some(slot) = group_of.get_mut(u) {
                        *slot = Some(groups.len());
                    }
                }
                groups.push((anchor, vec![edge.a, edge.b]));
            }
            (Some(g), None) | (None, Some(g)) => {
                let free = if at(edge.a, &group_of).is_none() { edge.a } else { edge.b };
                if let Some((anchor, members)) = groups.get_mut(g)
                    && members.len() < MEMBERS
                    && tied(*anchor, free).is_some()
                {
                    members.push(free);
                    if let Some(slot) = group_of.get_mut(free) {
                        *slot = Some(g);
                    }
                }
            }
            (Some(g), Some(h)) if g != h => {
                let anchors = (groups.get(g).map(|x| x.0), groups.get(h).map(|x| x.0));
                if let (Some(x), Some(y)) = anchors
                    && tied(x, y).is_some()
                {
                    let (keep, gone) = if rank(x) >= rank(y) { (g, h) } else { (h, g) };
                    let anchor = groups.get(keep).map_or(x, |k| k.0);
                    let moved = groups.get_mut(gone).map(|k| std::mem::take(&mut k.1)).unwrap_or_default();
                    for u in moved {
                        let fits = tied(anchor, u).is_some()
                            && groups.get(keep).is_some_and(|k| k.1.len() < MEMBERS);
                        if let Some(slot) = group_of.get_mut(u) {
                            *slot = fits.then_some(keep);
                        }
                        if fits && let Some(k) = groups.get_mut(keep) {
                            k.1.push(u);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    build(documents, units, edges, &groups, group_of)
}

fn build(
    documents: &[&Document],
    units: &[Unit],
    edges: &[Edge],
    groups: &[(usize, Vec<usize>)],
    mut group_of: Vec<Option<usize>>,
) -> (Vec<Claim>, Vec<Option<usize>>) {
    let mut why: BTreeMap<(usize, usize), &Likeness> = BTreeMap::new();
    for edge in edges {
        why.insert((edge.a, edge.b), &edge.like);
    }
    let mut claims: Vec<Claim> = Vec::new();
    let mut renumber: BTreeMap<usize, usize> = BTreeMap::new();
    let mut spoken: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (g, (anchor, members)) in groups.iter().enumerate() {
        // one unit per statement: the one nearest to the anchor
        let mut best: BTreeMap<(usize, usize), (f32, usize)> = BTreeMap::new();
        for &u in members {
            let Some(unit) = units.get(u) else { continue };
            let score = if u == *anchor {
                2.0
            } else {
                why.get(&(u.min(*anchor), u.max(*anchor))).map_or(0.0, |l| l.score)
            };
            let slot = best.entry((unit.document, unit.statement)).or_insert((score, u));
            if score > slot.0 {
                *slot = (score, u);
            }
        }
        if best.len() < 2 {
            continue;
        }
        let Some(claim) = claim(documents, units, *anchor, best.values().map(|x| x.1).collect(), &why) else {
            continue;
        };
        renumber.insert(g, claims.len());
        spoken.extend(best.keys().copied());
        claims.push(claim);
    }
    for slot in &mut group_of {
        *slot = slot.and_then(|g| renumber.get(&g).copied());
    }
    // statements that nobody repeats are claims of their own
    let mut first: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (u, unit) in units.iter().enumerate() {
        let slot = first.entry((unit.document, unit.statement)).or_insert(u);
        let longer = units.get(*slot).is_some_and(|x| unit.proposition.mass > x.proposition.mass && !x.whole);
        if unit.whole || longer {
            *slot = u;
        }
    }
    for (key, u) in first {
        if spoken.contains(&key) {
            continue;
        }
        if let Some(mut claim) = claim(documents, units, u, vec![u], &why) {
            if let Some(member) = claim.members.first_mut() {
                member.focus = None;
            }
            let statement = documents.get(key.0).and_then(|d| Some((d, d.statements.get(key.1)?)));
            if let Some((document, statement)) = statement {
                claim.text =
                    statement.content.iter().map(|&s| document.slice(s)).collect::<Vec<_>>().join(" … ");
            }
            if let Some(slot) = group_of.get_mut(u) {
                *slot = Some(claims.len());
            }
            claims.push(claim);
        }
    }
    (claims, group_of)
}

fn claim(
    documents: &[&Document],
    units: &[Unit],
    anchor: usize,
    mut members: Vec<usize>,
    why: &BTreeMap<(usize, usize), &Likeness>,
) -> Option<Claim> {
    members.sort_by_key(|&u| (u != anchor, units.get(u).map(|x| (x.document, x.statement)), u));
    let top = units.get(anchor)?;
    let mut out = Vec::new();
    let mut languages: BTreeSet<Language> = BTreeSet::new();
    let mut pages: BTreeSet<usize> = BTreeSet::new();
    for &u in &members {
        let unit = units.get(u)?;
        let document = documents.get(unit.document)?;
        languages.extend(language_at(document, unit.proposition.span));
        pages.insert(unit.document);
        let (mut reasons, score) = if u == anchor {
            (vec!["anchor".to_owned()], 1.0)
        } else {
            why.get(&(u.min(anchor), u.max(anchor))).map_or((Vec::new(), 0.0), |l| (l.why.clone(), l.score))
        };
        if u != anchor && unit.speaker.is_some() && unit.speaker == top.speaker {
            reasons.insert(0, "speaker".to_owned());
        }
        out.push(Member {
            statement: StatementRef { document: document.id.clone(), index: unit.statement as u32 },
            why: reasons,
            score: (score * 100.0).round() / 100.0,
            focus: (!unit.whole).then_some(unit.proposition.span),
        });
    }
    let document = documents.get(top.document)?;
    let statement = document.statements.get(top.statement)?;
    let id = claim_id(&document.id, statement, (!top.whole).then_some(top.proposition.span));
    Some(Claim {
        id,
        anchor: StatementRef { document: document.id.clone(), index: top.statement as u32 },
        text: document.slice(top.proposition.span).to_owned(),
        members: out,
        languages: languages.into_iter().collect(),
        pages: pages.len() as u32,
        roots: Vec::new(),
    })
}

fn claim_id(document: &str, statement: &Statement, focus: Option<Span>) -> ClaimId {
    let mut key = format!("{}/{document}", statement.id);
    for span in statement.content.iter().copied().chain(focus) {
        key.push_str(&format!("/{}-{}", span.start(), span.end()));
    }
    let digest: String = Sha256::digest(key.as_bytes()).iter().take(6).map(|b| format!("{b:02x}")).collect();
    format!("c:{digest}")
}
