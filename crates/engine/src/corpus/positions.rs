//! What an actor holds on a topic: his own words apart from what others say he holds.
//!
//! Takes a corpus, an actor and a topic, gives rows with their dates and gaps. Never dates an undated page.

use super::actors::{Aliases, actor_id, innermost, resolve};
use super::find::{aliases, evidence, question, score_units};
use super::model::*;
use super::proposition::Modality;
use super::roots::Shelf;
use super::words::Words;
use crate::date;
use crate::model::*;
use crate::pack::Packs;
use std::collections::BTreeSet;

/// Least nearness to the topic.
const NEAR: f32 = 0.42;

/// Gaps named one by one; more are summed up.
const GAPS: usize = 20;

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
            out.gaps.push("the topic says nothing that can be looked for".to_owned());
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
            (_, Some(quoted)) => Some(format!("said \"{quoted}\"")),
            (Some(_), None) => Some("page date".to_owned()),
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
        let member = |m: &Member| {
            m.statement == near.statement
                && near.focus.is_none_or(|span| m.focus.is_none_or(|f| f.overlaps(span)))
        };
        let claim = corpus
            .claims
            .iter()
            .filter(|c| c.members.iter().any(member))
            .max_by_key(|c| (c.members.len(), std::cmp::Reverse(c.id.clone())));
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
    changes(&mut out);
    gaps(&mut out, &shelf, outside, asked);
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

/// Between two of his own dated statements that say the opposite.
fn changes(positions: &mut Positions) {
    let own: Vec<&Position> =
        positions.rows.iter().filter(|r| r.holder == Holder::Own && r.when.is_some()).collect();
    let mut found = Vec::new();
    for pair in own.windows(2) {
        if let [a, b] = pair
            && a.negated != b.negated
            && apart(a, b)
        {
            let word = |p: &Position| {
                let text = p.evidence.first().map_or("", |e| e.text.as_str());
                let short: String = text.chars().take(60).collect();
                let more = if short.len() < text.len() { "…" } else { "" };
                let answer = if p.negated { "no" } else { "yes" };
                format!("{answer} on {} (\"{short}{more}\")", p.when.as_deref().unwrap_or(""))
            };
            found.push(format!("{}, {}", word(a), word(b)));
        }
    }
    if found.is_empty() && !positions.rows.is_empty() {
        found.push("none shown by his own dated words".to_owned());
    }
    positions.changes = found;
}

/// More than a day lies between: the same day's pages may tell one speech in different words.
fn apart(a: &Position, b: &Position) -> bool {
    let (Some(a), Some(b)) = (&a.when, &b.when) else { return false };
    date::days_between(a, b).map_or(a != b, |days| days > 1)
}

fn gaps(positions: &mut Positions, shelf: &Shelf<'_>, outside: u32, asked: &Asked<'_>) {
    let rows = &positions.rows;
    let mut silences = silences(rows, shelf, asked);
    if rows.is_empty() {
        positions.gaps.push("nothing on this topic in these documents".to_owned());
    } else if !rows.iter().any(|r| r.holder == Holder::Own) {
        if asked.holder.is_none() {
            positions.gaps.push("no statement of his own, only what others say".to_owned());
        }
    } else if !rows.iter().any(|r| r.holder == Holder::Own && r.when.is_some()) {
        positions.gaps.push("no dated statement of his own".to_owned());
    }
    let undated = rows.iter().filter(|r| r.when.is_none()).count();
    if undated > 0 {
        positions.gaps.push(format!("{undated} of {} statements undated", rows.len()));
    }
    positions.gaps.append(&mut silences);
    if outside > 0 {
        positions.gaps.push(format!("{outside} statements outside the asked dates"));
    }
    let present: BTreeSet<&str> =
        shelf.documents().filter_map(|d| d.language.as_ref()).map(Language::code).collect();
    let missing: Vec<&str> = super::words::COLUMNS.into_iter().filter(|c| !present.contains(c)).collect();
    if !missing.is_empty() {
        positions.gaps.push(format!("no documents in {}", missing.join(", ")));
    }
}

/// Times without dated words of his own: longer than asked, and whole years of the asked time.
fn silences(rows: &[Position], shelf: &Shelf<'_>, asked: &Asked<'_>) -> Vec<String> {
    let pages: Vec<&str> = shelf.documents().filter_map(|d| d.metadata.published.value.as_deref()).collect();
    let own = || rows.iter().filter(|r| asked.holder.is_some() || r.holder == Holder::Own);
    let mut out = Vec::new();
    if let Some(least) = asked.gap {
        let mut days: Vec<&str> =
            own().filter_map(|r| r.when.as_deref()).filter(|d| date::is_day(d)).collect();
        days.extend([asked.since, asked.until].into_iter().flatten().filter(|d| date::is_day(d)));
        days.sort_unstable();
        for pair in days.windows(2) {
            let [a, b] = pair else { continue };
            let Some(length) = date::days_between(a, b).filter(|n| *n > i64::from(least)) else { continue };
            let between = pages.iter().filter(|p| *p > a && *p < b).count();
            let day = |d: &str| d.get(..10).unwrap_or(d).to_owned();
            out.push(format!(
                "nothing from {} to {} ({length} days; pages here dated in that time: {between})",
                day(a),
                day(b)
            ));
        }
    }
    let year = |d: &str| d.get(..4).and_then(|y| y.parse::<u32>().ok());
    if let (Some(from), Some(to)) = (asked.since.and_then(year), asked.until.and_then(year)) {
        let said: BTreeSet<u32> = rows.iter().filter_map(|r| year(r.when.as_deref()?)).collect();
        let empty: Vec<String> =
            (from..=to.min(from + 100)).filter(|y| !said.contains(y)).map(|y| y.to_string()).collect();
        if !empty.is_empty() {
            out.push(format!("no dated statement in {}", empty.join(", ")));
        }
    }
    if out.len() > GAPS {
        let more = out.len() - GAPS;
        out.truncate(GAPS);
        out.push(format!("and {more} gaps more"));
    }
    out
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
