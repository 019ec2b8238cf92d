//! Who cites whom: outlets and the agencies and outlets they have their statements from.
//!
//! Takes the corpus and its documents one at a time, in any order, gives citations with counts and places, and each outlet's
//! share of its own reporting. A page that copies an earlier one without naming it is counted apart from what it credits.

use super::actors::Aliases;
use super::find::aliases;
use super::houses::{self, byline, cited, publisher};
use super::model::*;
use crate::model::*;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Places kept for one citation.
const EVIDENCE: usize = 20;

/// An outlet and where its statements come from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct House {
    /// Actor id when it has one; pages that name no outlet stand for themselves by their id.
    pub id: String,
    pub name: String,
    /// Pages of this corpus; 0: only named by others.
    pub pages: u32,
    /// Statements in the articles of those pages.
    pub statements: u32,
    /// Of those, credited to another outlet or agency.
    pub relayed: u32,
    /// Of those, in a page whose text an earlier page had, and not credited.
    pub copied: u32,
    /// Of those, in a page that shares its text with another, and nobody knows which was first; not credited.
    pub shared: u32,
    /// None of these, 0 to 1: at least (nothing that is shared), at most (all of it). `None` when there are no statements.
    pub own_share: Option<[f64; 2]>,
}

/// One outlet names another as its source.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Citation {
    /// Ids of houses.
    pub from: String,
    pub to: String,
    pub statements: u32,
    pub pages: u32,
    /// Pages that say so of another's citation: "as B reports, quoting C" on a page of A.
    pub on_word_of_others: u32,
    /// Where the name stands, else the first statement.
    pub evidence: Vec<Evidence>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Relays {
    /// By the number of pages, then name.
    pub houses: Vec<House>,
    /// Most statements first.
    pub citations: Vec<Citation>,
    /// Two houses that cite each other.
    pub mutual: Vec<(String, String)>,
}

#[derive(Clone, Debug, Default)]
struct Tally {
    statements: u32,
    pages: BTreeSet<DocumentId>,
    others: BTreeSet<DocumentId>,
    /// The first places by page and position.
    evidence: BTreeSet<Evidence>,
}

impl Tally {
    fn note(&mut self, found: Evidence) {
        self.evidence.insert(found);
        if self.evidence.len() > EVIDENCE {
            self.evidence.pop_last();
        }
    }

    fn join(&mut self, other: Self) {
        self.statements += other.statements;
        self.pages.extend(other.pages);
        self.others.extend(other.others);
        other.evidence.into_iter().for_each(|found| self.note(found));
    }
}

/// The name a house goes by: of the page with the lowest id.
#[derive(Clone, Debug)]
struct Named {
    first: DocumentId,
    id: String,
    name: String,
}

fn named(table: &mut BTreeMap<String, Named>, key: &str, first: &str, id: &str, name: &str) {
    let new = || Named { first: first.to_owned(), id: id.to_owned(), name: name.to_owned() };
    match table.get_mut(key) {
        Some(known) if known.first.as_str() <= first => {}
        Some(known) => *known = new(),
        None => drop(table.insert(key.to_owned(), new())),
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    pages: u32,
    statements: u32,
    relayed: u32,
    copied: u32,
    shared: u32,
}

/// Counts who cites whom, document by document.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    aliases: Aliases,
    /// Pages whose text an earlier page has, and pages that share theirs with another when nobody knows which was first.
    later: BTreeSet<DocumentId>,
    shared: BTreeSet<DocumentId>,
    /// Houses with pages here, and what they are called; houses that are named.
    counts: BTreeMap<String, Counts>,
    publishers: BTreeMap<String, Named>,
    mentioned: BTreeMap<String, Named>,
    citations: BTreeMap<(String, String), Tally>,
}

/// Citations of all documents.
pub fn relays(corpus: &Corpus, documents: &[&Document]) -> Relays {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut ledger = Ledger::new(corpus);
    for document in documents.iter().filter(|document| seen.insert(document.id.as_str())) {
        ledger.add(document);
    }
    ledger.finish()
}

impl Ledger {
    pub fn new(corpus: &Corpus) -> Self {
        let mut out = Self { aliases: aliases(corpus), ..Self::default() };
        for copy in corpus.copies.iter().filter(|copy| copy.class.is_one_telling()) {
            match &copy.earlier {
                Some(first) => {
                    out.later.extend([if *first == copy.a { copy.b.clone() } else { copy.a.clone() }])
                }
                None => out.shared.extend([copy.a.clone(), copy.b.clone()]),
            }
        }
        out
    }

    /// Takes a document; each once.
    pub fn add(&mut self, document: &Document) {
        let house = publisher(document, &self.aliases);
        let (key, id, name) = match house {
            Some(house) => (house.key.clone(), house.actor.unwrap_or(house.key), house.name),
            None => (document.id.clone(), document.id.clone(), document.path.clone()),
        };
        named(&mut self.publishers, &key, &document.id, &id, &name);
        let byline = byline(document, &self.aliases);
        let mut counts = Counts { pages: 1, ..Counts::default() };
        for statement in &document.statements {
            let outer = statement.nested_in.is_none() && statement.repeats.is_none();
            if !outer || statement.section == Section::Related {
                continue;
            }
            let mut sources = cited(document, statement, &self.aliases);
            if sources.is_empty() {
                sources.extend(byline.first().cloned());
            }
            counts.statements += 1;
            if !sources.is_empty() {
                counts.relayed += 1;
            } else if self.later.contains(&document.id) {
                counts.copied += 1;
            } else if self.shared.contains(&document.id) {
                counts.shared += 1;
            }
            self.cite(document, statement, &key, &sources);
        }
        let all = self.counts.entry(key).or_default();
        all.pages += counts.pages;
        all.statements += counts.statements;
        all.relayed += counts.relayed;
        all.copied += counts.copied;
        all.shared += counts.shared;
    }

    fn cite(&mut self, document: &Document, statement: &Statement, own: &str, sources: &[houses::House]) {
        // the source nearest the page is the last
        let mut from = own.to_owned();
        for (step, source) in sources.iter().rev().enumerate() {
            let id = source.actor.clone().unwrap_or_else(|| format!("house:{}", source.key));
            named(&mut self.mentioned, &source.key, &document.id, &id, &source.name);
            let tally = self.citations.entry((from, source.key.clone())).or_default();
            if step == 0 {
                tally.statements += 1;
                tally.pages.insert(document.id.clone());
            } else {
                tally.others.insert(document.id.clone());
            }
            if let Some(span) = source.span.or_else(|| statement.content.first().copied()) {
                let text = document.slice(span).to_owned();
                tally.note(Evidence { document: document.id.clone(), span, text });
            }
            from = source.key.clone();
        }
    }

    /// What was counted. A name in another case than a house with pages here is that house.
    pub fn finish(self) -> Relays {
        let known: BTreeSet<String> = self.publishers.keys().cloned().collect();
        let canonical: BTreeMap<&String, String> =
            self.mentioned.keys().map(|key| (key, houses::canonical(key, &known))).collect();
        let meant = |key: &String| canonical.get(key).unwrap_or(key).clone();
        let mut called = self.publishers.clone();
        for (key, name) in &self.mentioned {
            let key = meant(key);
            if !known.contains(&key) {
                named(&mut called, &key, &name.first, &name.id, &name.name);
            }
        }
        let mut tallies: BTreeMap<(String, String), Tally> = BTreeMap::new();
        for ((from, to), tally) in &self.citations {
            let pair = (meant(from), meant(to));
            if pair.0 != pair.1 {
                tallies.entry(pair).or_default().join(tally.clone());
            }
        }
        let id = |key: &String| called.get(key).map_or_else(|| key.clone(), |named| named.id.clone());
        let citation = |((from, to), tally): (&(String, String), &Tally)| Citation {
            from: id(from),
            to: id(to),
            statements: tally.statements,
            pages: tally.pages.len() as u32,
            on_word_of_others: tally.others.len() as u32,
            evidence: tally.evidence.iter().cloned().collect(),
        };
        let mut citations: Vec<Citation> = tallies.iter().map(citation).collect();
        citations.sort_by(|a, b| {
            (b.statements, b.on_word_of_others)
                .cmp(&(a.statements, a.on_word_of_others))
                .then_with(|| (&a.from, &a.to).cmp(&(&b.from, &b.to)))
        });
        let pairs: BTreeSet<(&str, &str)> =
            citations.iter().map(|c| (c.from.as_str(), c.to.as_str())).collect();
        let mutual = pairs.iter().filter(|(a, b)| a < b && pairs.contains(&(*b, *a)));
        let mutual = mutual.map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let mut houses: Vec<House> = called
            .into_iter()
            .map(|(key, named)| house(named, self.counts.get(&key).copied().unwrap_or_default()))
            .collect();
        houses.sort_by(|a, b| b.pages.cmp(&a.pages).then_with(|| (&a.name, &a.id).cmp(&(&b.name, &b.id))));
        Relays { houses, citations, mutual }
    }
}

fn house(named: Named, counts: Counts) -> House {
    let most = counts.statements.saturating_sub(counts.relayed + counts.copied);
    let least = most.saturating_sub(counts.shared);
    let share = |n: u32| (f64::from(n) / f64::from(counts.statements) * 1000.0).round() / 1000.0;
    House {
        id: named.id,
        name: named.name,
        pages: counts.pages,
        statements: counts.statements,
        relayed: counts.relayed,
        copied: counts.copied,
        shared: counts.shared,
        own_share: (counts.statements > 0).then(|| [share(least), share(most)]),
    }
}
