//! The statements of a pool as pages of one statement each, linked as a corpus.
//!
//! Takes the pool, gives which pairs of statements stand in one claim, with and without the judge.

use super::lines;
use crate::score::Context;
use reportedly_engine::corpus::judge::Judge;
use reportedly_engine::corpus::{Corpus, Decisions, link_judged, link_with};
use reportedly_engine::model::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A page that says one thing in the words of a statement, by nobody named but in those words.
fn page(context: &Context, number: usize, statement: &Value) -> Option<Document> {
    let text = statement["text"].as_str()?;
    let origin = Origin { path: format!("{number}.txt"), ..Origin::default() };
    let mut document = context.engine.analyse(text.as_bytes(), &origin);
    let (first, last) = (document.blocks.first()?.span, document.blocks.last()?.span);
    let language = statement["lang"].as_str().map(Language::new);
    document.language = language;
    document.languages.fill(language);
    document.metadata.published.value = statement["date"].as_str().map(str::to_owned);
    let stance = document.statements.first().map_or(Stance::Assert, |found| found.stance);
    let speaker = document.statements.first().and_then(|found| found.speaker.clone());
    let chain = document.statements.first().map(|found| found.chain.clone()).unwrap_or_default();
    document.statements = vec![Statement {
        id: format!("a:{number}"),
        kind: StatementKind::Direct,
        content: vec![Span::new(first.start(), last.end())],
        cue: None,
        cue_lemma: String::new(),
        speaker,
        anonymous: false,
        chain,
        // the cue is among the words: what it reverses is reversed there
        stance: if stance == Stance::NoComment { stance } else { Stance::Assert },
        negated: false,
        hedged: false,
        section: Section::Body,
        block: BlockId(0),
        nested_in: None,
        said: None,
        about: None,
        repeats: None,
        rule: "given".into(),
        confidence: 1.0,
    }];
    Some(document)
}

fn in_one_claim(corpus: &Corpus, numbers: &BTreeMap<&str, usize>) -> BTreeSet<(usize, usize)> {
    let mut out = BTreeSet::new();
    for claim in &corpus.claims {
        let members = claim.members.iter().filter_map(|m| numbers.get(m.statement.document.as_str()));
        let members: BTreeSet<usize> = members.copied().collect();
        out.extend(members.iter().flat_map(|a| members.iter().filter(move |b| a < b).map(move |b| (*a, *b))));
    }
    out
}

/// Precision, recall and F1 of pairs of statements in one claim, `with` and `without` the judge.
pub(super) fn linked(context: &Context, pool: &Path, judge: &Judge) -> Result<Value, String> {
    let statements = lines(pool)?;
    let pages: Option<Vec<Document>> =
        statements.iter().enumerate().map(|(number, statement)| page(context, number, statement)).collect();
    let pages = pages.ok_or_else(|| format!("{}: a statement has no text", pool.display()))?;
    let numbers: BTreeMap<&str, usize> =
        pages.iter().enumerate().map(|(number, page)| (page.id.as_str(), number)).collect();
    let groups = |at: usize| -> BTreeSet<&str> {
        ["group", "also"].iter().filter_map(|field| statements.get(at)?[*field].as_str()).collect()
    };
    let all = statements.len();
    let pairs = (0..all).flat_map(|a| (a + 1..all).map(move |b| (a, b)));
    let same: BTreeSet<(usize, usize)> =
        pairs.filter(|(a, b)| !groups(*a).is_disjoint(&groups(*b))).collect();
    let documents: Vec<&Document> = pages.iter().collect();
    let decisions = Decisions::default();
    let measure = |corpus: &Corpus| {
        let found = in_one_claim(corpus, &numbers);
        let hits = found.intersection(&same).count() as f64;
        let (found, all) = (found.len() as f64, same.len() as f64);
        json!({"precision": hits / found.max(1.0), "recall": hits / all.max(1.0), "f1": 2.0 * hits / (found + all).max(1.0)})
    };
    let with = link_judged(&documents, &decisions, judge);
    let without = link_with(&documents, &decisions, judge.words(), &Limits::default());
    Ok(json!({"with": measure(&with), "without": measure(&without)}))
}
