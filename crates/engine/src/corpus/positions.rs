//! What an actor holds on a topic: his own words apart from what others say he holds.
//!
//! Takes a corpus, an actor and a topic, gives rows with their dates and gaps. Never dates an undated page.

use super::actors::{actor_id, innermost, resolve};
use super::find::{aliases, evidence, question, relevance, score_units};
use super::model::*;
use super::proposition::Modality;
use super::roots::Shelf;
use super::words::Words;
use crate::model::*;
use std::collections::BTreeSet;

/// Least nearness to the topic.
const NEAR: f32 = 0.42;

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
    let aliases = aliases(corpus);
    let actor = resolve(&aliases, actor).to_owned();
    let known = corpus.actors.iter().find(|a| a.id == actor);
    let mut out = Positions {
        name: known.map_or_else(|| actor.clone(), |a| a.name.clone()),
        actor: actor.clone(),
        topic: topic.to_owned(),
        rows: Vec::new(),
        changes: Vec::new(),
        gaps: Vec::new(),
    };
    let shelf = Shelf::new(documents);
    let Some(asked) = question(topic, words) else {
        out.gaps.push("the topic says nothing that can be looked for".to_owned());
        return out;
    };
    let _ = relevance;
    let mut outside = 0;
    for ((document, index), mut units) in score_units(&asked, documents, words) {
        let reference = StatementRef { document: document.to_owned(), index };
        let Some((document, statement)) = shelf.statement(&reference) else { continue };
        units.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let Some((span, score, _)) = units.first().cloned() else { continue };
        if score < NEAR {
            continue;
        }
        let id_of = |id: EntityId| {
            document.entity(id).map(|e| resolve(&aliases, &actor_id(document, e, id.0 as usize)).to_owned())
        };
        let speaker = innermost(statement).and_then(id_of);
        let own = speaker.as_deref() == Some(actor.as_str());
        let about = document.mentions.iter().any(|m| {
            let near = statement.content.iter().any(|c| c.contains(m.span))
                || statement.about.is_some_and(|a| a.contains(m.span));
            near && m.entity.and_then(id_of).as_deref() == Some(actor.as_str())
        });
        if !own && !about {
            continue;
        }
        let when = document.metadata.published.value.clone();
        if let Some(date) = &when {
            let early = since.is_some_and(|s| date.get(..s.len().min(date.len())).unwrap_or("") < s);
            let late = until.is_some_and(|u| date.get(..u.len().min(date.len())).unwrap_or("") > u);
            if early || late {
                outside += 1;
                continue;
            }
        }
        let text = document.slice(span);
        let proposition = super::proposition(text, super::actors::language_at(document, span), words);
        let basis = match (&when, statement.said) {
            (_, Some(said)) => Some(format!("said \"{}\"", document.slice(said))),
            (Some(_), None) => Some("page date".to_owned()),
            _ => None,
        };
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
        let negated = proposition
            .as_ref()
            .is_some_and(|p| p.features.iter().any(|(k, f)| f.negated && asked.features.contains_key(k)));
        let member = |m: &Member| m.statement == reference && m.focus.is_none_or(|f| f.overlaps(span));
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
            holder: if own { Holder::Own } else { Holder::Attributed },
            kind: statement.kind,
            chain,
            evidence: match units.len() {
                0 => evidence(document, statement),
                _ => vec![Evidence { document: document.id.clone(), span, text: text.to_owned() }],
            },
            score: (score * 100.0).round() / 100.0,
            statement: reference,
        });
    }
    out.rows.sort_by(|a, b| {
        (a.when.is_none(), &a.when, &a.statement).cmp(&(b.when.is_none(), &b.when, &b.statement))
    });
    changes(&mut out);
    gaps(&mut out, &shelf, outside);
    out
}

/// Between two of his own dated statements that say the opposite.
fn changes(positions: &mut Positions) {
    let own: Vec<&Position> =
        positions.rows.iter().filter(|r| r.holder == Holder::Own && r.when.is_some()).collect();
    let mut found = Vec::new();
    for pair in own.windows(2) {
        if let [a, b] = pair
            && a.negated != b.negated
            && a.when != b.when
        {
            let word = |p: &Position| if p.negated { "no" } else { "yes" };
            found.push(format!(
                "{} on {}, {} on {}",
                word(a),
                a.when.as_deref().unwrap_or(""),
                word(b),
                b.when.as_deref().unwrap_or("")
            ));
        }
    }
    if found.is_empty() && !positions.rows.is_empty() {
        found.push("none shown by his own dated words".to_owned());
    }
    positions.changes = found;
}

fn gaps(positions: &mut Positions, shelf: &Shelf<'_>, outside: u32) {
    let rows = &positions.rows;
    if rows.is_empty() {
        positions.gaps.push("nothing on this topic in these documents".to_owned());
    } else if !rows.iter().any(|r| r.holder == Holder::Own) {
        positions.gaps.push("no statement of his own, only what others say".to_owned());
    } else if !rows.iter().any(|r| r.holder == Holder::Own && r.when.is_some()) {
        positions.gaps.push("no dated statement of his own".to_owned());
    }
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
