//! Who cites whom: outlets and the agencies and outlets they have their statements from.
//!
//! Takes documents and the corpus of them, gives citations with counts and places, and each outlet's share of its own
//! reporting. A page that copies an earlier one without naming it is counted apart from what it credits.

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

#[derive(Default)]
struct Tally {
    statements: u32,
    pages: BTreeSet<DocumentId>,
    others: BTreeSet<DocumentId>,
    evidence: Vec<Evidence>,
}

#[derive(Default)]
struct Ledger {
    houses: BTreeMap<String, House>,
    citations: BTreeMap<(String, String), Tally>,
}

impl Ledger {
    fn house(&mut self, key: &str, id: &str, name: &str) -> &mut House {
        self.houses.entry(key.to_owned()).or_insert_with(|| House {
            id: id.to_owned(),
            name: name.to_owned(),
            pages: 0,
            statements: 0,
            relayed: 0,
            copied: 0,
            shared: 0,
            own_share: None,
        })
    }
}

/// Citations of all documents.
pub fn relays(corpus: &Corpus, documents: &[&Document]) -> Relays {
    let aliases = aliases(corpus);
    let mut sorted: Vec<&Document> = documents.to_vec();
    sorted.sort_by(|a, b| a.id.cmp(&b.id));
    sorted.dedup_by(|a, b| a.id == b.id);
    let mut texts = Texts::default();
    for copy in corpus.copies.iter().filter(|c| c.class != CopyClass::Rewrite) {
        match &copy.earlier {
            Some(first) => {
                texts.later.extend([if *first == copy.a { copy.b.as_str() } else { copy.a.as_str() }])
            }
            None => texts.shared.extend([copy.a.as_str(), copy.b.as_str()]),
        }
    }
    let mut ledger = Ledger::default();
    let mut known: BTreeSet<String> = BTreeSet::new();
    // outlets with pages first: their own spelling is the name they go by
    for document in &sorted {
        let (key, id, name) = own(document, &aliases);
        ledger.house(&key, &id, &name).pages += 1;
        known.insert(key);
    }
    for document in &sorted {
        read(document, &aliases, &texts, &known, &mut ledger);
    }
    finish(ledger)
}

fn own(document: &Document, aliases: &Aliases) -> (String, String, String) {
    match publisher(document, aliases) {
        Some(house) => {
            let id = house.actor.clone().unwrap_or_else(|| house.key.clone());
            (house.key, id, house.name)
        }
        None => (document.id.clone(), document.id.clone(), document.path.clone()),
    }
}

/// Pages whose text another page has too.
#[derive(Default)]
struct Texts<'a> {
    later: BTreeSet<&'a str>,
    shared: BTreeSet<&'a str>,
}

fn read(
    document: &Document,
    aliases: &Aliases,
    texts: &Texts<'_>,
    known: &BTreeSet<String>,
    ledger: &mut Ledger,
) {
    let (key, id, name) = own(document, aliases);
    let byline = byline(document, aliases);
    for statement in &document.statements {
        let outer = statement.nested_in.is_none() && statement.repeats.is_none();
        if !outer || statement.section == Section::Related {
            continue;
        }
        let mut sources = cited(document, statement, aliases);
        if sources.is_empty() {
            sources.extend(byline.first().cloned());
        }
        let house = ledger.house(&key, &id, &name);
        house.statements += 1;
        if !sources.is_empty() {
            house.relayed += 1;
        } else if texts.later.contains(document.id.as_str()) {
            house.copied += 1;
        } else if texts.shared.contains(document.id.as_str()) {
            house.shared += 1;
        }
        // the source nearest the page is the last
        let mut from = key.clone();
        for (step, source) in sources.iter().rev().enumerate() {
            let target = source.actor.clone().unwrap_or_else(|| format!("house:{}", source.key));
            let to = houses::canonical(&source.key, known);
            ledger.house(&to, &target, &source.name);
            if from == to {
                continue;
            }
            let tally = ledger.citations.entry((from, to.clone())).or_default();
            tally.add(document, statement, source, step == 0);
            from = to;
        }
    }
}

impl Tally {
    fn add(&mut self, document: &Document, statement: &Statement, source: &houses::House, itself: bool) {
        if itself {
            self.statements += 1;
            self.pages.insert(document.id.clone());
        } else {
            self.others.insert(document.id.clone());
        }
        let span = source.span.or_else(|| statement.content.first().copied());
        if let Some(span) = span.filter(|_| self.evidence.len() < EVIDENCE) {
            let text = document.slice(span).to_owned();
            let found = Evidence { document: document.id.clone(), span, text };
            if !self.evidence.contains(&found) {
                self.evidence.push(found);
            }
        }
    }
}

fn finish(mut ledger: Ledger) -> Relays {
    for house in ledger.houses.values_mut().filter(|h| h.statements > 0) {
        let most = house.statements.saturating_sub(house.relayed + house.copied);
        let least = most.saturating_sub(house.shared);
        let share = |n: u32| (f64::from(n) / f64::from(house.statements) * 1000.0).round() / 1000.0;
        house.own_share = Some([share(least), share(most)]);
    }
    let id = |key: &String| ledger.houses.get(key).map_or_else(|| key.clone(), |h| h.id.clone());
    let mut citations: Vec<Citation> = ledger
        .citations
        .iter()
        .map(|((from, to), tally)| Citation {
            from: id(from),
            to: id(to),
            statements: tally.statements,
            pages: tally.pages.len() as u32,
            on_word_of_others: tally.others.len() as u32,
            evidence: tally.evidence.clone(),
        })
        .collect();
    citations.sort_by(|a, b| {
        (b.statements, b.on_word_of_others)
            .cmp(&(a.statements, a.on_word_of_others))
            .then_with(|| (&a.from, &a.to).cmp(&(&b.from, &b.to)))
    });
    let pairs: BTreeSet<(&str, &str)> = citations.iter().map(|c| (c.from.as_str(), c.to.as_str())).collect();
    let mutual = pairs
        .iter()
        .filter(|(a, b)| a < b && pairs.contains(&(*b, *a)))
        .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
        .collect();
    let mut houses: Vec<House> = ledger.houses.into_values().collect();
    houses.sort_by(|a, b| b.pages.cmp(&a.pages).then_with(|| (&a.name, &a.id).cmp(&(&b.name, &b.id))));
    Relays { houses, citations, mutual }
}
