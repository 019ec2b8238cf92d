//! Mentions and cues to statements: who said what, through whom.
//!
//! Takes a `Reading` and its names, gives statements in text order with speakers, chain and stance; adds the pronouns,
//! roles and unnamed sources that speak. Rules first (quotation attribution after PARC/PolNeAR: source, cue, content);
//! every statement names its rule. In doubt the speaker is `None` and a notice says so.

mod endings;
mod lexicon;
mod quotes;
mod line;
mod draft;
mod source;
mod quoted;
mod direct;
mod speech_verb;
mod transcript;
mod extent;
mod indirect;
mod chain;
mod stance;
mod nickname;
mod resolve;
mod reader;
mod record;
mod closing;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod slavic_tests;
#[cfg(test)]
mod english_tests;
#[cfg(test)]
mod said_tests;

use crate::model::*;
use crate::name::Names;
use crate::pack::Packs;
use crate::sentence::Reading;
use lexicon::Lexicon;
use line::Line;
use reader::PageReader;
use resolve::Memory;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The attribution lexicons of all packs.
pub struct Words {
    lexicons: BTreeMap<Language, Lexicon>,
    dates: crate::date::Words,
}

impl Words {
    pub fn new(packs: &Packs) -> Self {
        Self {
            lexicons: packs.iter().map(|pack| (pack.language, Lexicon::new(pack))).collect(),
            dates: crate::date::Words::new(packs),
        }
    }
}

/// Statements, with the mentions and entities they resolve to (pronouns, roles and anonymous sources added).
pub struct Said {
    pub sentences: Vec<Sentence>,
    pub mentions: Vec<Mention>,
    pub entities: Vec<Entity>,
    pub statements: Vec<Statement>,
    /// The outlet that the page names as itself, when no metadata does.
    pub outlet: Option<Outlet>,
    pub notices: Vec<Notice>,
}
/// Finds the statements of a page.
pub fn attribute(
    reading: &Reading<'_>,
    metadata: &Metadata,
    names: Names,
    words: &Words,
    limits: &Limits,
) -> Said {
    let Names { mentions, entities } = names;
    let original = mentions.clone();
    let mut page = PageReader {
        reading,
        memory: Memory::new(mentions, entities, &reading.sentences),
        statements: Vec::new(),
        notices: reading.notices.clone(),
        heads: None,
        pending: None,
        inherited: Vec::new(),
        undecided: Vec::new(),
        relayed: Vec::new(),
        last_article_block: None,
        labels: transcript::labels(reading),
        introduced: None,
        asked: None,
        answers: transcript::answers(reading),
    };
    let own_words = transcript::own_words(reading);
    let common = page_language(reading);
    let mut first_sentence = 0;
    for (index, block) in reading.blocks.iter().enumerate() {
        let id = BlockId(index as u32);
        let from = first_sentence;
        while reading.sentences.get(first_sentence).is_some_and(|s| s.block.0 <= id.0) {
            first_sentence += 1;
        }
        if !matches!(block.zone, Zone::Article | Zone::Teaser)
            || block.role == Role::Date
            || block.role == Role::Label
            // "Read also: Mayor says …": a label and a headline that is not told from it
            || block.rule == crate::page::RELATED_LINE
        {
            continue;
        }
        if block.span.len() > limits.block_bytes {
            page.notices.push(Notice::new(
                "block-too-long",
                Some(block.span),
                "a paragraph longer than the limit was not read for statements",
            ));
            continue;
        }
        if page.statements.len() >= limits.statements {
            page.notices.push(Notice::new(
                "too-many-statements",
                Some(block.span),
                "the page holds more statements than the limit; the rest was not read",
            ));
            break;
        }
        let language = reading.languages.get(index).copied().flatten().or(common);
        let Some(lexicon) = language.and_then(|l| words.lexicons.get(&l)) else { continue };
        let Some(range) = reading.block_tokens.get(index).cloned() else { continue };
        let tokens = reading.tokens.get(range.clone()).unwrap_or(&[]);
        let sentences = (from..first_sentence)
            .filter_map(|s| reading.sentence_tokens.get(s))
            .map(|s| s.start.saturating_sub(range.start)..s.end.saturating_sub(range.start))
            .collect();
        // only the mentions of this block
        let low = original.partition_point(|m| m.span.start() < block.span.start());
        let high = original.partition_point(|m| m.span.start() < block.span.end());
        let mut line = Line::new(
            reading.text,
            tokens,
            id,
            block.zone,
            block.role,
            lexicon,
            sentences,
            original.get(low..high).unwrap_or(&[]),
            low as u32,
        );
        line.own_words = own_words;
        page.read_block(index, &line, words);
    }
    page.finish(metadata, words)
}

/// Language of most article text.
fn page_language(reading: &Reading<'_>) -> Option<Language> {
    let mut weight: BTreeMap<Language, usize> = BTreeMap::new();
    for (block, language) in reading.blocks.iter().zip(reading.languages) {
        if let Some(language) = language {
            *weight.entry(*language).or_default() += block.span.len();
        }
    }
    weight.into_iter().max_by_key(|(_, n)| *n).map(|(l, _)| l)
}

/// Gives statements their ids and makes the ids of unnamed and role-only actors unique to the document.
pub fn identify(document: &str, statements: &mut [Statement], entities: &mut [Entity]) {
    let short = document.trim_start_matches("d:").get(..8).unwrap_or("");
    for entity in entities {
        for prefix in ["e:anon:", "e:role:"] {
            if let Some(rest) = entity.actor.strip_prefix(prefix) {
                entity.actor = format!("{prefix}{short}:{rest}");
                break;
            }
        }
    }
    for statement in statements {
        let mut hash = Sha256::new();
        hash.update(document.as_bytes());
        for span in statement
            .content
            .iter()
            .chain(statement.cue.as_ref())
            .chain(statement.speaker.as_ref().and_then(|s| s.span.as_ref()))
        {
            hash.update(format!("|{}-{}", span.start(), span.end()).as_bytes());
        }
        let digest: String = hash.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect();
        statement.id = format!("a:{digest}");
    }
}
