//! `cargo xtask fit-pages PATH`: the weights by which the page room finds a story (`page/zone/weights.rs`).
//!
//! PATH is a set of marked pages as `score pages` reads it, whose licence allows that what is learnt from it ships. Prints
//! a row of weights for each feature and the steps, once for pages of lines and once for markup. The places of the blocks
//! are fitted by maximum likelihood with an L2 penalty (a linear-chain conditional random field, Lafferty et al. 2001) by
//! full-batch Adam, so the same pages give the same table.

mod chain;

use crate::score::pages;
use chain::{Example, Fit};
use reportedly_engine::model::{Limits, Origin};
use reportedly_engine::pack::Packs;
use reportedly_engine::page::{self, Words};
use std::path::Path;

/// The chain leans this much further into the story than the likeliest weights: for every block, for prose.
const LEAN: [(f64, f64); 2] = [(0.0, 0.2), (0.1, 0.2)];
/// Features that say where after the story a block may be; a block after it shows nothing else.
const AFTER: [&str; 4] = ["Bias", "Before", "Late", "Later"];
/// Features of the neighbourhood: a stranger in the story is known by its own looks.
const AROUND: [&str; 22] = [
    "Ahead",
    "Behind",
    "Between",
    "Late",
    "Later",
    "First",
    "Near",
    "Around",
    "Wide",
    "Cluster",
    "Biggest",
    "Before",
    "Headline",
    "Twins",
    "Cohesion",
    "Topic",
    "Titled",
    "Main",
    "BulletsAround",
    "DatesAround",
    "CutsAround",
    "LabelsAround",
];

pub(crate) fn run(arguments: &[String]) -> Result<bool, String> {
    let [set] = arguments else { return Err("usage: cargo xtask fit-pages PATH".to_owned()) };
    let set = Path::new(set);
    let words = Words::new(&Packs::embedded());
    let rows = pages::set::gold(set)?;
    let names = page::features();
    let used = |name: &String| [true, !AROUND.contains(&name.as_str()), AFTER.contains(&name.as_str())];
    let used: Vec<[bool; 3]> = names.iter().map(used).collect();
    for (form, (every, prose)) in ["flat", "html"].iter().zip(LEAN) {
        let mut examples = Vec::new();
        for row in &rows {
            let Some(gold) = &row.text else { continue };
            let file = match *form {
                "html" => pages::set::html(set, &row.id),
                _ => set.join(format!("flat/{}.txt", row.id)),
            };
            let path = crate::name_of(&file).trim_end_matches(".gz").to_owned();
            let origin = Origin { path, ..Origin::default() };
            let bytes = pages::set::bytes(&file)?;
            let (text, blocks) = page::evidence(&bytes, &origin, &words, &Limits::default());
            let marks: Vec<Mark> = blocks.iter().map(|(span, _)| Mark::of(span.of(&text), gold)).collect();
            let titled = page::read(&bytes, &origin, &words, &Limits::default());
            let headline = titled
                .blocks
                .iter()
                .map(|block| block.role == reportedly_engine::model::Role::Headline)
                .collect::<Vec<_>>();
            if let Some(allowed) = allowed(&marks, &headline) {
                examples.push(Example { rows: blocks.into_iter().map(|(_, row)| row).collect(), allowed });
            }
        }
        let mut fit = Fit::new(&examples, used.clone());
        fit.run();
        fit.lean(&names, every, prose);
        println!("{form}: {} pages", examples.len());
        print!("{}", fit.table(&names));
    }
    Ok(true)
}

/// How much of a block stands in the expected text.
struct Mark {
    share: f64,
    tokens: usize,
}

impl Mark {
    fn of(block: &str, gold: &str) -> Self {
        let tokens = pages::measures::tokens(block).count();
        if tokens < 4 {
            let inside = |text: &str| pages::measures::tokens(text).collect::<Vec<_>>().join(" ");
            let share = f64::from(u8::from(tokens > 1 && inside(gold).contains(&inside(block))));
            return Self { share, tokens };
        }
        let (gold, block) = (pages::measures::shingles(gold), pages::measures::shingles(block));
        let all: u32 = block.values().sum();
        let hit: u32 = block.iter().map(|(key, n)| (*n).min(gold.get(key).copied().unwrap_or(0))).sum();
        Self { share: f64::from(hit) / f64::from(all.max(1)), tokens }
    }
}

/// Places each block may have, as bits (1 before, 2 story, 4 stranger, 8 after); none where no block fits the expected text.
/// Headlines may be in or out: sets differ in whether their texts hold them.
fn allowed(marks: &[Mark], headline: &[bool]) -> Option<Vec<u8>> {
    let hits: Vec<usize> = marks
        .iter()
        .enumerate()
        .filter(|(_, mark)| mark.share > 0.5 && mark.tokens >= 4)
        .map(|(i, _)| i)
        .collect();
    // a teaser that repeats a sentence far away is not the story
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for hit in hits {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| hit - last <= 25) => run.push(hit),
            _ => runs.push(vec![hit]),
        }
    }
    let tokens = |run: &Vec<usize>| run.iter().filter_map(|i| marks.get(*i)).map(|m| m.tokens).sum::<usize>();
    let all: usize = runs.iter().map(tokens).sum();
    let most = runs.iter().map(tokens).max()?;
    runs.retain(|run| tokens(run) * 4 >= all || tokens(run) == most);
    let (first, last) = (*runs.first()?.first()?, *runs.last()?.last()?);
    let place = |(i, mark): (usize, &Mark)| {
        let title = headline.get(i).copied().unwrap_or(false);
        match i {
            _ if i == first || i == last => 2,
            _ if i < first && mark.share <= 0.5 && !title => 1,
            _ if i < first => 1 | 2,
            _ if i > last => 8,
            _ if title && mark.share < 0.99 => 2 | 4,
            _ if mark.share > 0.6 => 2,
            _ if mark.share < 0.35 && mark.tokens > 0 => 4,
            _ => 2 | 4,
        }
    };
    Some(marks.iter().enumerate().map(place).collect())
}
