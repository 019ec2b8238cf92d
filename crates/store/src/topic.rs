//! What an actor holds on a topic: by meaning, and where nothing comes near, by words.

use crate::stem;
use reportedly_engine::corpus::{self, Asked, Claim, Corpus, Near, Positions, StatementRef, Words};
use reportedly_engine::model::{Document, Statement};
use reportedly_engine::text::{TokenKind, tokens};
use std::collections::BTreeSet;

/// Share of the words of a topic that a statement must hold when no claim ties it to the topic.
const LEAST: f32 = 0.6;

/// What an actor holds, dated first, in order of time. A topic is words or a claim (`c:…`); words are looked for by their
/// meaning, and when nothing comes near, by themselves in any form.
pub fn positions(
    corpus: &Corpus,
    documents: &[&Document],
    actor: &str,
    asked: &Asked<'_>,
    words: &Words,
) -> Positions {
    let by_id = asked.topic.is_some_and(|topic| topic.starts_with("c:"));
    if !by_id {
        let found = corpus::positions_on(corpus, documents, actor, asked, words);
        if !found.rows.is_empty() || asked.topic.is_none() {
            return found;
        }
    }
    let near = asked.topic.map(|topic| by_words(corpus, documents, topic, words)).unwrap_or_default();
    corpus::positions_of(corpus, documents, actor, &near, asked, words)
}

/// Statements that hold most words of the topic, or stand in a claim like it.
fn by_words(corpus: &Corpus, documents: &[&Document], topic: &str, words: &Words) -> Vec<Near> {
    let claims: Vec<&Claim> = if topic.starts_with("c:") {
        corpus.claims.iter().filter(|claim| claim.id.starts_with(topic)).collect()
    } else {
        let hits = corpus::find_claims(topic, corpus, documents, words);
        let found = hits
            .iter()
            .filter_map(|hit| corpus.claims.binary_search_by(|claim| claim.id.cmp(&hit.claim)).ok());
        found.filter_map(|at| corpus.claims.get(at)).collect()
    };
    let members: BTreeSet<&StatementRef> =
        claims.iter().flat_map(|claim| claim.members.iter().map(|member| &member.statement)).collect();
    let stems_asked = stems(topic);
    let mut out = Vec::new();
    for document in documents {
        for (index, statement) in document.statements.iter().enumerate() {
            if statement.repeats.is_some() {
                continue;
            }
            let reference = StatementRef { document: document.id.clone(), index: index as u32 };
            let held = stems_asked.intersection(&said(document, statement)).count() as f32;
            let held = held / stems_asked.len().max(1) as f32;
            let score = if members.contains(&reference) { held.max(LEAST) } else { held };
            if score >= LEAST {
                out.push(Near { statement: reference, focus: None, score });
            }
        }
    }
    out
}

fn said(document: &Document, statement: &Statement) -> BTreeSet<String> {
    statement.content.iter().flat_map(|span| stems(document.slice(*span))).collect()
}

fn stems(text: &str) -> BTreeSet<String> {
    let words = tokens(text, 0).into_iter().filter(|token| token.kind != TokenKind::Punctuation);
    words.map(|token| stem(&token.folded)).filter(|stem| stem.chars().count() > 2).collect()
}
