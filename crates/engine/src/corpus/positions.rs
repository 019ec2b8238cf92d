//! What an actor holds on a topic: his own words apart from what others say he holds.
//!
//! Takes a corpus, an actor and a topic, gives rows with their dates and gaps. Never dates an undated page.

mod gaps;

use super::actors::{Aliases, actor_id, innermost, resolve};
use super::find::{aliases, evidence, question, score_units};
use super::model::*;
use super::proposition::Modality;
use super::roots::Shelf;
use super::words::Words;
use crate::date;
use crate::model::*;
use crate::pack::Packs;
use std::collections::BTreeMap;

/// Least nearness to the topic.
const NEAR: f32 = 0.42;

/// What to look for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// Words; `None`: everything the actor says.
    pub topic: Option<&'a str>,
    /// EDTF prefixes such as `2020` or `2024-05`, both inclusive; undated rows stay.
    pub since: Option<&'a str>,
    pub until: Option<&'a str>,
    /// Only his own words, or only what others say he holds.
    pub holder: Option<Holder>,
    /// Names every time longer than this many days without dated words of his own.
    pub gap: Option<u32>,
}

/// Rows of one actor on one topic. `since` and `until` are EDTF prefixes such as `2020` or `2024-05`; undated rows stay.
pub fn positions(
    corpus: &Corpus,
    documents: &[&Document],
    actor: &str,
    topic: &str,
    since: Option<&str>,
    until: Option<&str>,
    words: &Words,
) -> Positions {
    let asked = Asked { topic: Some(topic), since, until, ..Asked::default() };
    positions_on(corpus, documents, actor, &asked, words)
}

/// Rows of one actor by meaning, as asked.
pub fn positions_on(
    corpus: &Corpus,
    documents: &[&Document],
    actor: &str,
    asked: &Asked<'_>,
    words: &Words,
) -> Positions {
    let found: Vec<Near> = match asked.topic.map(|topic| question(topic, words)) {
        Some(None) => {
            let mut out = empty(corpus, actor, asked);
            out.gaps.push(Remark::new("empty-topic", []));
            return out;
        }
        Some(Some(topic)) => score_units(&topic, documents, words)
            .into_iter()
            .filter_map(|((document, index), mut units)| {
                units.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                let (span, score, _) = units.first().filter(|u| u.1 >= NEAR)?;
                let statement = StatementRef { document: document.to_owned(), index };
                Some(Near { statement, focus: Some(*span), score: *score })
            })
            .collect(),
        None => documents
            .iter()
            .flat_map(|d| {
                let kept = d.statements.iter().enumerate().filter(|(_, s)| s.repeats.is_none());
                kept.map(|(index, _)| Near {
                    statement: StatementRef { document: d.id.clone(), index: index as u32 },
                    focus: None,
                    score: 1.0,
                })
            })
            .collect(),
    };
    positions_of(corpus, documents, actor, &found, asked, words)
}

/// A statement that comes near the topic.
#[derive(Clone, Debug)]
pub struct Near {
    pub statement: StatementRef,
    /// The part of it that does; `None`: all of it.
    pub focus: Option<Span>,
    /// 0 to 1.
    pub score: f32,
}

fn empty(corpus: &Corpus, actor: &str, asked: &Asked<'_>) -> Positions {
    let known = corpus.actors.iter().find(|a| a.id == actor);
    Positions {
        name: known.map_or_else(|| actor.to_owned(), |a| a.name.clone()),
        actor: actor.to_owned(),
        topic: asked.topic.unwrap_or_default().to_owned(),
        rows: Vec::new(),
        changes: Vec::new(),
        gaps: Vec::new(),
    }
}

/// Rows of one actor among statements that were found otherwise.
pub fn positions_of(
    corpus: &Corpus,
    documents: &[&Document],
    actor: &str,
    found: &[Near],
    asked: &Asked<'_>,
    words: &Words,
) -> Positions {
    let aliases = aliases(corpus);
    let actor = resolve(&aliases, actor).to_owned();
    let shelf = Shelf::new(documents);
    let topic = asked.topic.and_then(|topic| question(topic, words));
    // only when somebody says when
    let mut dates: Option<date::Words> = None;
    let mut out = empty(corpus, &actor, asked);
    let mut outside = 0;
    let carried = carried(corpus, found);
    for near in found {
        let Some((document, statement)) = shelf.statement(&near.statement) else { continue };
        let Some(holder) = holder(document, statement, &actor, &aliases) else { continue };
        if asked.holder.is_some_and(|h| h != holder) {
            continue;
        }
        let said = statement.said.and_then(|span| {
            let dates = dates.get_or_insert_with(|| date::Words::new(&Packs::embedded()));
            said_on(document, span, dates)
        });
        let page = document.metadata.published.value.clone();
        let quoted = statement.said.map(|span| document.slice(span));
        let basis = match (&page, quoted) {
            (_, Some(quoted)) => Some(Remark::new("said", [quoted.to_owned()])),
            (Some(_), None) => Some(Remark::new("page-date", [])),
            _ => None,
        };
        let when = said.or(page);
        if when.as_deref().is_some_and(|date| !within(date, asked.since, asked.until)) {
            outside += 1;
            continue;
        }
        let span = near.focus.or_else(|| statement.content.first().copied());
        let text = span.map_or("", |span| document.slice(span));
        let language = span.and_then(|span| super::actors::language_at(document, span));
        let proposition = super::proposition(text, language, words);
        let negated = match (&proposition, &topic) {
            (Some(p), Some(t)) => p.features.iter().any(|(k, f)| f.negated && t.features.contains_key(k)),
            _ => statement.negated,
        };
        let fits = |m: &Member| near.focus.is_none_or(|span| m.focus.is_none_or(|f| f.overlaps(span)));
        let claims = carried.get(&near.statement).into_iter().flatten();
        let claim = claims
            .filter(|(_, member)| fits(member))
            .map(|(claim, _)| *claim)
            .max_by_key(|c| (c.pages, c.members.len(), std::cmp::Reverse(&c.id)));
        out.rows.push(Position {
            claim: claim.map(|c| c.id.clone()),
            when,
            basis,
            stance: statement.stance,
            negated: negated != (statement.stance == Stance::Deny),
            conditional: proposition.is_some_and(|p| p.modality == Modality::Conditional),
            holder,
            kind: statement.kind,
            chain: chain(document, statement),
            evidence: match near.focus {
                None => evidence(document, statement),
                Some(span) => {
                    vec![Evidence { document: document.id.clone(), span, text: text.to_owned() }]
                }
            },
            score: (near.score * 100.0).round() / 100.0,
            statement: near.statement.clone(),
        });
    }
    out.rows.sort_by(|a, b| {
        (a.when.is_none(), &a.when, &a.statement).cmp(&(b.when.is_none(), &b.when, &b.statement))
    });
    gaps::changes(&mut out);
    gaps::gaps(&mut out, &shelf, outside, asked);
    out
}

/// The claims that carry what was found, with its place in each.
fn carried<'a>(
    corpus: &'a Corpus,
    found: &'a [Near],
) -> BTreeMap<&'a StatementRef, Vec<(&'a Claim, &'a Member)>> {
    let mut out: BTreeMap<&StatementRef, Vec<(&Claim, &Member)>> =
        found.iter().map(|near| (&near.statement, Vec::new())).collect();
    for claim in &corpus.claims {
        for member in &claim.members {
            if let Some(list) = out.get_mut(&member.statement) {
                list.push((claim, member));
            }
        }
    }
    out
}

/// His own words when he is the innermost source and no other person tells them; attributed when somebody else speaks of him.
fn holder(document: &Document, statement: &Statement, actor: &str, aliases: &Aliases) -> Option<Holder> {
    let id_of = |id: EntityId| {
        document.entity(id).map(|e| resolve(aliases, &actor_id(document, e, id.0 as usize)).to_owned())
    };
    if innermost(statement).and_then(id_of).as_deref() == Some(actor) {
        let told = statement.chain.iter().filter(|l| l.role == LinkRole::Relay).any(|l| {
            let person =
                l.entity.filter(|id| document.entity(*id).is_some_and(|e| e.kind == EntityKind::Person));
            person.and_then(id_of).is_some_and(|id| id != actor)
        });
        return Some(if told { Holder::Attributed } else { Holder::Own });
    }
    let about = document.mentions.iter().any(|m| {
        let near = statement.content.iter().any(|c| c.contains(m.span))
            || statement.about.is_some_and(|a| a.contains(m.span));
        near && m.entity.and_then(id_of).as_deref() == Some(actor)
    });
    about.then_some(Holder::Attributed)
}

/// The day that "yesterday" or "on 5 February" means on a page that is dated.
fn said_on(document: &Document, said: Span, dates: &date::Words) -> Option<String> {
    let page = document.metadata.published.value.as_deref().unwrap_or("");
    let found = date::find(document.slice(said), said.start(), dates);
    let value = found.iter().find_map(|expression| date::resolve(expression, page))?;
    (!value.contains('X')).then_some(value)
}

fn chain(document: &Document, statement: &Statement) -> Vec<String> {
    let mut chain: Vec<String> = Vec::new();
    for link in &statement.chain {
        let name = link.entity.and_then(|id| document.entity(id)).map(|e| e.name.clone());
        chain.extend(name.or_else(|| link.span.map(|s| document.slice(s).to_owned())));
    }
    if let Some(outlet) = &document.metadata.outlet
        && chain.last() != Some(&outlet.name)
    {
        chain.push(outlet.name.clone());
    }
    chain
}

/// Compares dates as far as both are told.
fn within(date: &str, since: Option<&str>, until: Option<&str>) -> bool {
    let head = |text: &str, other: &str| text.get(..other.len().min(text.len())).unwrap_or(text).to_owned();
    since.is_none_or(|since| head(date, since) >= head(since, date))
        && until.is_none_or(|until| head(date, until) <= head(until, date))
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn dates_compare_as_far_as_both_are_told() {
        for (date, since, until, expect) in [
            ("2024-05-17T10:00", Some("2024"), Some("2024-05"), true),
            ("2024-05-17", Some("2024-05-18"), None, false),
            ("2024", Some("2024-05-18"), None, true),
            ("2023-12", None, Some("2024"), true),
            ("2025", None, Some("2024-12-31"), false),
        ] {
            assert_eq!(within(date, since, until), expect, "{date}");
        }
    }
}
