//! `seeds-claims`: pages read and linked as one corpus, and who says, denies and changes the same across them.
//!
//! PATH holds `seeds_claims.jsonl` (a line is a marked passage: `member`, `seed`, `lang`, `speaker`, `text`, `char_start`, `char_end`
//! in code points of its page) and `seeds_pairs.jsonl` (`a`, `b`, `cross_doc`, `relation`: same, contradicts, updates, unclear,
//! not_same). Pages lie in `pages/` there, or in `../seeds/pages/`; that of a `seed` is the file that begins as it does up to `_`.
//! Counted are pairs of passages of two pages; a pair that is not listed is not the same, one marked unclear is passed over.
//!
//! `--json` prints one object: `pages` (end to end: a passage is in a claim when half of the shorter of the two lies in the other),
//! `tables` (the same without the encoder) and `spans` (each passage given to the judge as bare text), each with `same` (`precision`, `recall`, `f1`) and
//! `contradictions` (`found`, `of`, `false`: answers of one statement to one claim that touch none).

use super::{Context, Figure, Outcome, hash};
use reportedly_engine::corpus::judge::{Judge, Reading, Relation, Said};
use reportedly_engine::corpus::{Corpus, Decisions, RelationKind, StatementRef, link_judged, link_with};
use reportedly_engine::model::{Document, Language, Limits, Origin, Span};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// How passages come to be compared.
const MODES: [&str; 3] = ["end to end", "without the encoder", "as bare text"];

/// A marked passage.
struct Passage {
    id: String,
    /// Number of its page.
    page: usize,
    span: Span,
    value: Value,
}

/// Pages, their passages, and what is true of pairs of passages of two pages.
struct Gold {
    documents: Vec<Document>,
    passages: Vec<Passage>,
    pairs: BTreeMap<(usize, usize), String>,
}

impl Gold {
    fn truth(&self, a: usize, b: usize) -> &str {
        self.pairs.get(&(a.min(b), a.max(b))).map_or("not_same", String::as_str)
    }

    /// Pairs of passages of two pages.
    fn across(&self) -> impl Iterator<Item = (usize, usize)> {
        let page = |at: usize| self.passages.get(at).map(|passage| passage.page);
        let all = self.passages.len();
        (0..all)
            .flat_map(move |a| (a + 1..all).map(move |b| (a, b)))
            .filter(move |(a, b)| page(*a) != page(*b))
    }
}

fn lines(path: &Path) -> Result<Vec<Value>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let rows = text.lines().filter(|line| !line.trim().is_empty());
    rows.map(|line| serde_json::from_str(line).map_err(|error| format!("{}: {error}", path.display())))
        .collect()
}

fn text_of<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}

fn load(context: &Context, data: &Path) -> Result<Gold, String> {
    let rows = lines(&data.join("seeds_claims.jsonl"))?;
    let own = data.join("pages");
    let pages = if own.is_dir() { own } else { data.join("../seeds/pages") };
    let files = crate::entries(&pages)?;
    let seeds: BTreeSet<&str> = rows.iter().map(|row| text_of(row, "seed")).collect();
    let mut documents = Vec::new();
    let mut numbers = BTreeMap::new();
    for seed in seeds {
        let head = seed.split('_').next().unwrap_or(seed);
        let file = files
            .iter()
            .find(|file| crate::name_of(file).starts_with(head))
            .ok_or_else(|| format!("{}: no page of `{seed}`", pages.display()))?;
        let bytes = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
        let origin = Origin { path: crate::name_of(file), ..Origin::default() };
        numbers.insert(seed.to_owned(), documents.len());
        documents.push(context.engine.analyse(&bytes, &origin));
    }
    let mut passages = Vec::new();
    for row in &rows {
        let page = numbers.get(text_of(row, "seed")).copied().unwrap_or_default();
        let text = documents.get(page).map_or("", |document: &Document| document.text.as_str());
        let byte = |field: &str| {
            let place = row[field].as_u64().unwrap_or_default() as usize;
            text.char_indices().nth(place).map_or(text.len(), |(byte, _)| byte)
        };
        let (start, end) = (byte("char_start"), byte("char_end"));
        if text.get(start..end) != row["text"].as_str() {
            return Err(format!("{}: not the words of its page", text_of(row, "member")));
        }
        let id = text_of(row, "member").to_owned();
        passages.push(Passage { id, page, span: Span::new(start, end), value: row.clone() });
    }
    let place = |id: &str| passages.iter().position(|passage| passage.id == id);
    let mut pairs = BTreeMap::new();
    for row in lines(&data.join("seeds_pairs.jsonl"))? {
        if let (Some(a), Some(b)) = (place(text_of(&row, "a")), place(text_of(&row, "b"))) {
            pairs.insert((a.min(b), a.max(b)), text_of(&row, "relation").to_owned());
        }
    }
    Ok(Gold { documents, passages, pairs })
}

/// What was said of pairs: the same, or against each other.
#[derive(Default)]
struct Told {
    same: BTreeSet<(usize, usize)>,
    against: BTreeSet<(usize, usize)>,
    /// Pairs by the answer of one statement to one claim: who answers a long one touches several passages.
    answers: Vec<BTreeSet<(usize, usize)>>,
    /// What was weighed of a pair.
    weighed: BTreeMap<(usize, usize), String>,
}

/// True when half of the shorter lies in the other.
fn meets(a: Span, b: Span) -> bool {
    let shared = a.end().min(b.end()).saturating_sub(a.start().max(b.start()));
    shared > 0 && shared * 2 >= a.len().min(b.len())
}

/// Passages that a statement, or a part of it, holds.
fn held(gold: &Gold, statement: &StatementRef, focus: Option<Span>) -> Vec<usize> {
    let Some(page) = gold.documents.iter().position(|document| document.id == statement.document) else {
        return Vec::new();
    };
    let content = gold.documents.get(page).and_then(|d| d.statements.get(statement.index as usize));
    let spans: Vec<Span> =
        focus.map_or_else(|| content.map(|s| s.content.clone()).unwrap_or_default(), |focus| vec![focus]);
    let here = gold.passages.iter().enumerate().filter(|(_, passage)| passage.page == page);
    here.filter(|(_, passage)| spans.iter().any(|span| meets(*span, passage.span)))
        .map(|(at, _)| at)
        .collect()
}

fn by_pages(gold: &Gold, corpus: &Corpus) -> Told {
    let mut out = Told::default();
    let mut members: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for claim in &corpus.claims {
        let list = members.entry(&claim.id).or_default();
        for member in &claim.members {
            list.extend(held(gold, &member.statement, member.focus));
        }
    }
    let page = |at: &usize| gold.passages.get(*at).map(|passage| passage.page);
    for list in members.values() {
        for a in list {
            out.same.extend(list.iter().filter(|b| a < b && page(a) != page(b)).map(|b| (*a, *b)));
        }
    }
    for relation in &corpus.relations {
        if !matches!(relation.kind, RelationKind::Denies | RelationKind::ConflictsValue) {
            continue;
        }
        let to = members.get(relation.to.as_str());
        let mut answer = BTreeSet::new();
        for a in held(gold, &relation.from, None) {
            let others = to.into_iter().flatten().filter(|b| page(&a) != page(b));
            let pairs: Vec<(usize, usize)> = others.map(|b| (a.min(*b), a.max(*b))).collect();
            out.weighed.extend(pairs.iter().map(|pair| (*pair, relation.why.join("; "))));
            answer.extend(pairs);
        }
        out.against.extend(&answer);
        out.answers.extend((!answer.is_empty()).then_some(answer));
    }
    out
}

fn by_spans(gold: &Gold, judge: &Judge) -> Told {
    let mut reader = judge.statements();
    let readings: Vec<Reading> = gold
        .passages
        .iter()
        .map(|passage| {
            reader.read(&Said {
                text: text_of(&passage.value, "text"),
                language: passage.value["lang"].as_str().map(Language::new),
                // who speaks is told there in English, whatever the page is written in
                speaker: None,
                date: None,
            })
        })
        .collect();
    let mut out = Told::default();
    for (a, b) in gold.across() {
        let (Some(x), Some(y)) = (readings.get(a), readings.get(b)) else { continue };
        let verdict = judge.compare(x, y);
        let chances = verdict.chances.map(|chance| format!("{chance:.2}"));
        out.weighed.insert((a, b), format!("{} {}", chances.join(" "), verdict.why.join("; ")));
        match verdict.relation() {
            Relation::Same => out.same.insert((a, b)),
            Relation::Denies => {
                out.answers.push(BTreeSet::from([(a, b)]));
                out.against.insert((a, b))
            }
            _ => false,
        };
    }
    out
}

/// Hits, found, all.
#[derive(Clone, Copy, Default)]
struct Count {
    hits: usize,
    found: usize,
    all: usize,
}

impl Count {
    fn of(gold: &Gold, said: &BTreeSet<(usize, usize)>, label: &str) -> Self {
        let mut out = Self::default();
        for (a, b) in gold.across().filter(|(a, b)| gold.truth(*a, *b) != "unclear") {
            let (is, found) = (gold.truth(a, b) == label, said.contains(&(a, b)));
            out.hits += usize::from(is && found);
            out.found += usize::from(found);
            out.all += usize::from(is);
        }
        out
    }

    fn precision(self) -> f64 {
        self.hits as f64 / self.found.max(1) as f64
    }

    fn recall(self) -> f64 {
        self.hits as f64 / self.all.max(1) as f64
    }

    fn f1(self) -> f64 {
        2.0 * self.hits as f64 / (self.found + self.all).max(1) as f64
    }
}

struct Measured {
    same: Count,
    against: Count,
    /// Answers of one statement to one claim, and those that touch no contradiction.
    answers: usize,
    false_answers: usize,
}

fn measure(gold: &Gold, told: &Told) -> Measured {
    let labelled = |label: &str, answer: &BTreeSet<(usize, usize)>| {
        answer.iter().any(|(a, b)| gold.truth(*a, *b) == label)
    };
    let counted = || told.answers.iter().filter(|answer| !labelled("unclear", answer));
    Measured {
        same: Count::of(gold, &told.same, "same"),
        against: Count::of(gold, &told.against, "contradicts"),
        answers: counted().count(),
        false_answers: counted().filter(|answer| !labelled("contradicts", answer)).count(),
    }
}

fn object(result: &Measured) -> Value {
    let (same, against) = (result.same, result.against);
    json!({
        "same": {"precision": same.precision(), "recall": same.recall(), "f1": same.f1()},
        "contradictions": {"found": against.hits, "of": against.all, "false": result.false_answers},
    })
}

/// Pairs that were said to be what they are not, and those that were missed.
fn misses(gold: &Gold, said: &Told) {
    for (label, list) in [("same", &said.same), ("contradicts", &said.against)] {
        for (a, b) in gold.across() {
            let truth = gold.truth(a, b);
            let (is, found) = (truth == label, list.contains(&(a, b)));
            let (Some(x), Some(y)) = (gold.passages.get(a), gold.passages.get(b)) else { continue };
            if is != found {
                let what =
                    if found { format!("said {label}, is {truth}") } else { format!("missed {label}") };
                let words = |passage: &Passage| text_of(&passage.value, "text").to_owned();
                let weighed = said.weighed.get(&(a, b)).map_or("", String::as_str);
                eprintln!("{what}: {} {} | {} | {} | {weighed}", x.id, y.id, words(x), words(y));
            }
        }
    }
}

fn run(context: &Context, data: &Path) -> Result<[Measured; 3], String> {
    let gold = load(context, data)?;
    let judge = Judge::new(context.engine.packs()).map_err(|error| error.to_string())?;
    let documents: Vec<&Document> = gold.documents.iter().collect();
    let corpus = link_judged(&documents, &Decisions::default(), &judge);
    let tables = link_with(&documents, &Decisions::default(), judge.words(), &Limits::default());
    let said = [by_pages(&gold, &corpus), by_pages(&gold, &tables), by_spans(&gold, &judge)];
    if context.verbose {
        for (name, said) in MODES.into_iter().zip(&said) {
            eprintln!("{name}:");
            misses(&gold, said);
        }
    }
    Ok(said.map(|said| measure(&gold, &said)))
}

pub(super) fn show(context: &Context, data: Option<PathBuf>) -> Result<(), String> {
    let data = data.map_or_else(|| context.shared().map(|s| s.join("gold/seeds-claims")), Ok)?;
    let results = run(context, &data)?;
    if context.json {
        let [pages, tables, spans] = &results;
        println!("{:#}", json!({"pages": object(pages), "tables": object(tables), "spans": object(spans)}));
        return Ok(());
    }
    for (name, result) in MODES.into_iter().zip(&results) {
        let (same, against) = (result.same, result.against);
        println!(
            "{name:<19} same P {:.3} R {:.3} F1 {:.3} ({} of {} found right, {} false)  contradictions {} of {}, {} false",
            same.precision(),
            same.recall(),
            same.f1(),
            same.hits,
            same.all,
            same.found - same.hits,
            against.hits,
            against.all,
            result.false_answers
        );
    }
    Ok(())
}

pub(super) fn figures(context: &Context, shared: &Path) -> Result<Outcome, String> {
    let data = shared.join("gold/seeds-claims");
    let [pages, tables, spans] = run(context, &data)?;
    let part = |name: &str, of: usize, all: usize| Figure::share(name, "all", of, all);
    let figures = vec![
        Figure::new("same F1", "all", 100.0 * pages.same.f1()),
        part("same precision", pages.same.hits, pages.same.found),
        part("contradictions found", pages.against.hits, pages.against.all),
        part("contradictions precision", pages.answers - pages.false_answers, pages.answers),
        Figure::new("same F1, without the encoder", "all", 100.0 * tables.same.f1()),
        Figure::new("same F1, as bare text", "all", 100.0 * spans.same.f1()),
    ];
    Ok(Outcome { scorer: "seeds-claims", corpus: hash(&data, |name| name.ends_with(".jsonl"))?, figures })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_meet_when_half_of_the_shorter_is_shared() {
        let span = Span::new;
        assert!(meets(span(0, 10), span(5, 100)));
        assert!(meets(span(0, 100), span(40, 50)));
        assert!(!meets(span(0, 10), span(6, 100)));
        assert!(!meets(span(0, 10), span(10, 20)));
    }

    #[test]
    fn pairs_of_two_pages_are_counted_and_unclear_ones_are_not() {
        let passage = |id: &str, page: usize| Passage {
            id: id.to_owned(),
            page,
            span: Span::new(0, 1),
            value: json!({"text": "x"}),
        };
        let gold = Gold {
            documents: Vec::new(),
            passages: vec![passage("a", 0), passage("b", 1), passage("c", 1), passage("d", 2)],
            pairs: BTreeMap::from([((0, 1), "same".to_owned()), ((0, 2), "unclear".to_owned())]),
        };
        let said = BTreeSet::from([(0, 1), (0, 2), (1, 3)]);
        let count = Count::of(&gold, &said, "same");
        assert_eq!((count.hits, count.found, count.all), (1, 2, 1));
        assert!(!gold.across().any(|pair| pair == (1, 2)), "of one page");
    }
}
