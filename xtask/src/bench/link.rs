//! `cargo xtask bench link`: time to link many pages, step by step, how it grows from N pages to ten times as many, and what
//! one more page costs the large corpus. `pile` says what the pages are. With `--encoder` sentences meet by their meaning as well
//! and the judge is asked about every pair that is near, as the store does it for the first time.

pub(super) mod pile;

use super::clock;
use pile::Pile;
use reportedly_engine::Engine;
use reportedly_engine::corpus::judge::{Judge, Memory};
use reportedly_engine::corpus::{Decisions, Directions, Index, Part, Sides, Verdicts, Words, text_key};
use reportedly_engine::model::{Document, Language, Limits};
use reportedly_engine::pack::Packs;
use serde_json::json;
use std::collections::BTreeMap;

/// Pages that are added one by one at the end.
const LATE: usize = 200;

/// Pages whose sentences are read in one go.
const TOGETHER: usize = 64;

/// Time to link so many pages.
struct Run {
    pages: usize,
    statements: usize,
    actors: usize,
    pairs: usize,
    copies: usize,
    claims: usize,
    relations: usize,
    /// Sentences and clauses that the encoder was asked for, pairs that the judge was asked about, and passages in them.
    asked: usize,
    judged: usize,
    heard: usize,
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

/// Lets the sentences of pages meet by their meaning and adds their directions to those that are known; gives the number of sentences.
fn read(parts: &mut [Part], documents: &[Document], judge: &Judge, known: &mut Directions) -> usize {
    let mut reader = judge.reader();
    let mut asked = 0;
    for (parts, documents) in parts.chunks_mut(TOGETHER).zip(documents.chunks(TOGETHER)) {
        let texts = parts.iter().zip(documents).enumerate();
        let texts: Vec<(usize, usize, &str, Language)> = texts
            .flat_map(|(n, (part, document))| {
                let texts = part.texts(document).into_iter();
                texts.map(move |(place, text, language)| (n, place, text, language))
            })
            .collect();
        asked += texts.len();
        let plain: Vec<(&str, Language)> = texts.iter().map(|text| (text.2, text.3)).collect();
        for ((n, place, text, language), vector) in texts.into_iter().zip(reader.kept(&plain)) {
            parts[n].meet(place, Sides::new(vector.numbers()));
            known.insert(text_key(text, language), vector.to_bytes());
        }
    }
    asked
}

/// Milliseconds that one page more takes.
#[derive(Default)]
struct More {
    steps: Vec<(&'static str, f64)>,
    judged: usize,
}

/// Takes in one page and asks about the pairs it makes, as the store does it for pages that come.
fn one_more(
    page: &Document,
    linked: &mut Linked,
    words: &Words,
    judge: Option<&Judge>,
    pages: &BTreeMap<&str, &Document>,
) -> More {
    let mut lap = clock::seconds();
    let mut more = More::default();
    let mut done = |name: &'static str| {
        let now = clock::seconds();
        more.steps.push((name, (now - lap) * 1000.0));
        lap = now;
    };
    let Linked { index, verdicts, directions, memory } = linked;
    let mut part = Part::new(page, words);
    done("parts");
    if let Some(judge) = judge {
        part.read(page, &mut judge.reader(), directions);
        done("meaning");
    }
    let before = index.units();
    index.add(part, words);
    done("blocks");
    if let Some(judge) = judge {
        let questions = index.questions_since(before, |id| pages.get(id).copied(), verdicts);
        done("questions");
        verdicts.extend(judge.answer(&questions, 0..questions.len(), directions, memory));
        done("judge");
        more.judged = questions.len();
    }
    more
}

/// The middle one, the one that 95 in 100 stay below, and the greatest.
fn spread(mut values: Vec<f64>) -> [f64; 3] {
    values.sort_by(f64::total_cmp);
    [0.5, 0.95, 1.0].map(|share| values[((values.len() - 1) as f64 * share) as usize])
}

/// What `link` leaves to go on with.
struct Linked {
    index: Index,
    verdicts: Verdicts,
    directions: Directions,
    memory: Memory,
}

fn link(documents: &[Document], words: &Words, judge: Option<&Judge>) -> (Run, Linked) {
    let mut lap = clock::seconds();
    let mut steps = Vec::new();
    let mut done = |name: &'static str| {
        let now = clock::seconds();
        steps.push((name, now - lap));
        lap = now;
    };
    let mut index = Index::default();
    let mut parts: Vec<Part> = documents.iter().map(|document| Part::new(document, words)).collect();
    done("parts");
    let (mut directions, mut memory) = (Directions::default(), Memory::default());
    let asked = judge.map_or(0, |judge| read(&mut parts, documents, judge, &mut directions));
    if judge.is_some() {
        done("meaning");
    }
    index.extend(parts, words);
    done("blocks");
    let all: Vec<&Document> = documents.iter().collect();
    let mut verdicts = Verdicts::default();
    let mut heard = 0;
    if let Some(judge) = judge {
        let questions = index.questions(&all, &verdicts);
        heard = questions.passages();
        done("questions");
        verdicts.extend(judge.answer(&questions, 0..questions.len(), &directions, &mut memory));
        done("judge");
    }
    let corpus = index.corpus_in_steps(&all, &Decisions::default(), &verdicts, &mut done);
    let run = Run {
        pages: documents.len(),
        statements: documents.iter().map(|document| document.statements.len()).sum(),
        actors: corpus.actors.len(),
        pairs: index.pairs(),
        copies: corpus.copies.len(),
        claims: corpus.claims.iter().filter(|claim| claim.members.len() > 1).count(),
        relations: corpus.relations.len(),
        asked,
        judged: verdicts.len(),
        heard,
        steps,
    };
    (run, Linked { index, verdicts, directions, memory })
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
    let judge =
        with_encoder.then(|| Judge::new(engine.packs())).transpose().map_err(|error| error.to_string())?;
    let small = link(&documents[..pages], &words, judge.as_ref()).0;
    let (large, mut linked) = link(&documents, &words, judge.as_ref());
    let peak = clock::memory();
    let late: Vec<Document> = (0..LATE).map(|n| pile.document(&engine, pages * 10 + n)).collect();
    let pages_by_id: BTreeMap<&str, &Document> =
        documents.iter().chain(&late).map(|document| (document.id.as_str(), document)).collect();
    let each: Vec<More> =
        late.iter().map(|page| one_more(page, &mut linked, &words, judge.as_ref(), &pages_by_id)).collect();
    let all_of = spread(each.iter().map(|more| more.steps.iter().map(|step| step.1).sum()).collect());
    let judged = spread(each.iter().map(|more| more.judged as f64).collect());
    let names = each.first().map_or(&[][..], |more| &more.steps);
    let step = |(n, (name, _)): (usize, &(&'static str, f64))| {
        (*name, spread(each.iter().map(|more| more.steps[n].1).collect()))
    };
    let steps: Vec<(&str, [f64; 3])> = names.iter().enumerate().map(step).collect();
    let growth = large.all() / small.all();
    if as_json {
        let value = |run: &Run| {
            let steps: serde_json::Map<String, serde_json::Value> =
                run.steps.iter().map(|(name, seconds)| ((*name).to_owned(), json!(seconds))).collect();
            json!({"pages": run.pages, "statements": run.statements, "actors": run.actors, "pairs": run.pairs,
                   "copies": run.copies, "claims": run.claims, "relations": run.relations, "asked": run.asked,
                   "judged": run.judged, "heard": run.heard, "seconds": run.all(), "steps": steps})
        };
        let value_of =
            |[median, p95, most]: [f64; 3]| json!({"median_ms": median, "p95_ms": p95, "most_ms": most});
        let steps: serde_json::Map<String, serde_json::Value> =
            steps.iter().map(|(name, spread)| ((*name).to_owned(), value_of(*spread))).collect();
        let mut one = value_of(all_of);
        one["judged"] = json!(judged);
        one["steps"] = json!(steps);
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
            "{:>7} pages  {:>7} statements  {:>6} actors  {:>8} near pairs  {:>6} copies  {:>6} shared claims  {:>7} relations  \
             {:>7.1} s  {:.2} ms a page",
            run.pages,
            run.statements,
            run.actors,
            run.pairs,
            run.copies,
            run.claims,
            run.relations,
            run.all(),
            run.all() * 1000.0 / run.pages as f64
        );
    }
    if with_encoder {
        for run in [&small, &large] {
            println!(
                "{:>7} sentences read  {:>8} pairs judged, of {} passages",
                run.asked, run.judged, run.heard
            );
        }
    }
    for (name, _) in &large.steps {
        let (before, after) = (small.step(name), large.step(name));
        println!("  {name:<10} {before:>7.2} s  {after:>8.2} s  {:>5.1} times", after / before);
    }
    println!("ten times the pages, {growth:.1} times the time (processor time of one core)");
    let [median, p95, most] = all_of;
    println!(
        "one more page to {}: median {median:.2} ms, 95 in 100 below {p95:.2} ms, most {most:.2} ms",
        large.pages
    );
    for (name, [median, p95, most]) in &steps {
        println!("  {name:<10} median {median:>6.2} ms, 95 in 100 below {p95:>6.2} ms, most {most:>6.2} ms");
    }
    if with_encoder {
        println!("  pairs judged: median {}, 95 in 100 below {}, most {}", judged[0], judged[1], judged[2]);
    }
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
        let (run, _) = link(&documents, &words, None);
        assert!(run.statements > 600 && run.claims > 40, "{} {}", run.statements, run.claims);
        // eight pages of a story share facts, in four languages: a few pairs for each page, not all with all
        assert!(run.copies >= 5 && run.copies < 3 * documents.len(), "{}", run.copies);
    }
}
