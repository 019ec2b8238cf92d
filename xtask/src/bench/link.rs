//! `cargo xtask bench link`: time to link many pages, step by step, how it grows from N pages to ten times as many, and what
//! one more page costs the large corpus. `pile` says what the pages are.

pub(super) mod pile;

use super::clock;
use pile::Pile;
use reportedly_engine::corpus::{Decisions, Index, Part, Verdicts, Words};
use reportedly_engine::lexicon::Lexicon;
use reportedly_engine::model::{Document, Limits};
use reportedly_engine::pack::Packs;
use reportedly_engine::{Engine, meaning};
use serde_json::json;

/// Pages that are added one by one at the end.
const LATE: usize = 200;

/// Time to link so many pages.
struct Run {
    pages: usize,
    statements: usize,
    actors: usize,
    pairs: usize,
    copies: usize,
    claims: usize,
    /// Seconds of each step.
    steps: Vec<(&'static str, f64)>,
}

impl Run {
    fn all(&self) -> f64 {
        self.steps.iter().map(|step| step.1).sum()
    }
    fn step(&self, name: &str) -> f64 {
        self.steps.iter().filter(|step| step.0 == name).map(|step| step.1).sum()
    }
}

fn link(documents: &[Document], words: &Words, part: &mut dyn FnMut(&Document) -> Part) -> (Run, Index) {
    let mut lap = clock::seconds();
    let mut steps = Vec::new();
    let mut done = |name: &'static str| {
        let now = clock::seconds();
        steps.push((name, now - lap));
        lap = now;
    };
    let mut index = Index::default();
    let parts: Vec<Part> = documents.iter().map(part).collect();
    done("parts");
    index.extend(parts, words);
    done("blocks");
    let all: Vec<&Document> = documents.iter().collect();
    let corpus = index.corpus_in_steps(&all, &Decisions::default(), &Verdicts::default(), &mut done);
    let run = Run {
        pages: documents.len(),
        statements: documents.iter().map(|document| document.statements.len()).sum(),
        actors: corpus.actors.len(),
        pairs: index.pairs(),
        copies: corpus.copies.len(),
        claims: corpus.claims.iter().filter(|claim| claim.members.len() > 1).count(),
        steps,
    };
    (run, index)
}

pub(super) fn run(mut arguments: Vec<String>) -> Result<bool, String> {
    let pages = match crate::option(&mut arguments, "--pages")? {
        Some(text) => {
            text.parse().ok().filter(|n| *n > 0).ok_or(format!("`--pages {text}`: expected a number"))?
        }
        None => 10_000,
    };
    let as_json = crate::flag(&mut arguments, "--json");
    let with_encoder = crate::flag(&mut arguments, "--encoder");
    crate::none_left(&arguments)?;
    super::warn_unless_release();
    let engine = Engine::new(Packs::embedded(), Limits::default());
    let (words, pile) = (Words::new(engine.packs()), Pile::new(engine.packs()));
    let begin = clock::seconds();
    let documents: Vec<Document> = (0..pages * 10).map(|page| pile.document(&engine, page)).collect();
    let reading = clock::seconds() - begin;
    let held = clock::memory();
    let encoder = meaning::encoder().map_err(|error| error.to_string())?;
    let (spelling, lexicon) = (meaning::Words::new(engine.packs()), Lexicon::new(engine.packs()));
    let mut reader = meaning::Reader::new(&encoder, &spelling, &lexicon);
    let mut part = |document: &Document| {
        if with_encoder {
            Part::with_meaning(document, &words, &mut reader)
        } else {
            Part::new(document, &words)
        }
    };
    let small = link(&documents[..pages], &words, &mut part).0;
    let (large, mut index) = link(&documents, &words, &mut part);
    let peak = clock::memory();
    let late: Vec<Document> = (0..LATE).map(|n| pile.document(&engine, pages * 10 + n)).collect();
    let mut each: Vec<f64> = Vec::new();
    for document in &late {
        let begin = clock::seconds();
        index.add(part(document), &words);
        each.push((clock::seconds() - begin) * 1000.0);
    }
    each.sort_by(f64::total_cmp);
    let at = |share: f64| each[((each.len() - 1) as f64 * share) as usize];
    let growth = large.all() / small.all();
    if as_json {
        let value = |run: &Run| {
            let steps: serde_json::Map<String, serde_json::Value> =
                run.steps.iter().map(|(name, seconds)| ((*name).to_owned(), json!(seconds))).collect();
            json!({"pages": run.pages, "statements": run.statements, "actors": run.actors, "pairs": run.pairs,
                   "copies": run.copies, "claims": run.claims, "seconds": run.all(), "steps": steps})
        };
        let one = json!({"median_ms": at(0.5), "p95_ms": at(0.95), "most_ms": at(1.0)});
        println!(
            "{}",
            json!({"runs": [value(&small), value(&large)], "growth": growth, "one_more": one,
                   "documents_bytes": held, "peak_bytes": peak})
        );
        return Ok(true);
    }
    println!("reading {:.0} pages a second", documents.len() as f64 / reading);
    for run in [&small, &large] {
        println!(
            "{:>7} pages  {:>7} statements  {:>6} actors  {:>8} near pairs  {:>6} copies  {:>6} shared claims  {:>7.1} s  {:.2} ms a page",
            run.pages,
            run.statements,
            run.actors,
            run.pairs,
            run.copies,
            run.claims,
            run.all(),
            run.all() * 1000.0 / run.pages as f64
        );
    }
    for (name, _) in &large.steps {
        let (before, after) = (small.step(name), large.step(name));
        println!("  {name:<10} {before:>7.2} s  {after:>8.2} s  {:>5.1} times", after / before);
    }
    println!("ten times the pages, {growth:.1} times the time (processor time of one core)");
    println!(
        "one more page to {}: median {:.2} ms, 95 in 100 below {:.2} ms, most {:.2} ms",
        large.pages,
        at(0.5),
        at(0.95),
        at(1.0)
    );
    let gigabytes = |bytes: Option<u64>| bytes.map_or(f64::NAN, |bytes| bytes as f64 / 1e9);
    println!("memory: {:.2} GB with all pages read, {:.2} GB at most", gigabytes(held), gigabytes(peak));
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stories_are_found() {
        let engine = Engine::new(Packs::embedded(), Limits::default());
        let (words, pile) = (Words::new(engine.packs()), Pile::new(engine.packs()));
        let documents: Vec<Document> = (0..160).map(|page| pile.document(&engine, page)).collect();
        let (run, _) = link(&documents, &words, &mut |document| Part::new(document, &words));
        assert!(run.statements > 600 && run.claims > 40, "{} {}", run.statements, run.claims);
        // eight pages of a story share facts, in four languages: a few pairs for each page, not all with all
        assert!(run.copies >= 5 && run.copies < 3 * documents.len(), "{}", run.copies);
    }
}
