//! Documents to units: every sentence and clause of a statement that says something.

use super::super::actors::{Aliases, actor_id, innermost, language_at, resolve};
use super::super::proposition::{Known, column_of, name_key, read};
use super::super::words::{COLUMNS, Column, Words};
use super::Unit;
use crate::model::*;
use crate::text::{TokenKind, tokens};
use std::sync::Arc;

/// Words of the shortest quotation that is known by its words.
const QUOTE: usize = 6;
/// Words in a row that stand for a quotation.
const RUN: usize = 4;
/// How many such runs stand for it.
const RUNS: usize = 2;

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

/// What the words of a quotation are known by: the least hashes of its runs of words.
fn quote(text: &str) -> Vec<u64> {
    let words = tokens(text, 0).into_iter().filter(|t| t.kind != TokenKind::Punctuation).take(400);
    let words: Vec<u64> = words.map(|t| super::blocks::hash(t.folded.as_bytes())).collect();
    if words.len() < QUOTE {
        return Vec::new();
    }
    let run = |run: &[u64]| run.iter().fold(0, |seed, word| super::blocks::mix(seed, *word));
    let mut runs: Vec<u64> = words.windows(RUN).map(run).collect();
    runs.sort_unstable();
    runs.dedup();
    runs.truncate(RUNS);
    runs
}

/// Every unit of one document, in order, as document 0; speakers by the ids the document itself gives them.
pub(crate) fn of_document(document: &Document, words: &Words) -> Vec<Unit> {
    let mut out = Vec::new();
    let known = known(document, words);
    for (s, statement) in document.statements.iter().enumerate() {
        if statement.repeats.is_some() || statement.section == Section::Related {
            continue;
        }
        let speaker_entity = innermost(statement);
        let speaker = speaker_entity
            .and_then(|id| document.entity(id).map(|entity| actor_id(document, entity, id.0 as usize)));
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
                let quoted = covered && statement.kind != StatementKind::Indirect;
                out.push(Unit {
                    document: 0,
                    statement: s,
                    whole: covered && single,
                    quote: if quoted { quote(text) } else { Vec::new() },
                    proposition: Arc::new(proposition),
                    speaker: speaker.clone(),
                    stance: statement.stance,
                    heard: 0,
                });
            }
        }
    }
    out
}

/// The unit as one of document `document`, its speaker the actor that took the id over.
pub(crate) fn placed(unit: &Unit, document: usize, aliases: &Aliases) -> Unit {
    let speaker = unit.speaker.as_ref().map(|id| resolve(aliases, id).to_owned());
    Unit { document, speaker, ..unit.clone() }
}

/// Every unit of every statement, in order. `documents` are sorted and distinct.
pub(crate) fn units(documents: &[&Document], words: &Words, aliases: &Aliases) -> Vec<Unit> {
    let all = documents.iter().enumerate();
    all.flat_map(|(d, document)| {
        of_document(document, words).into_iter().map(move |unit| placed(&unit, d, aliases))
    })
    .collect()
}
