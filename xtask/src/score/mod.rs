//! `cargo xtask score`: every scorer, one table, floors; or one scorer on given data.

mod claimpairs;
pub(crate) mod copies;
mod corpus;
mod encoder;
mod floors;
mod names;
mod ntrex;
pub(crate) mod pages;
mod resolved;
mod rows;
mod seeds_claims;
mod shared;
mod slavicner;
mod zones;

pub(crate) use shared::folder as shared_folder;

use crate::gold;
use corpus::hash;
use floors::{Floors, Verdict};
use reportedly_engine::Engine;
use reportedly_engine::model::Limits;
use reportedly_engine::pack::Packs;
use std::path::PathBuf;

/// One measured value, 0 to 100; more is better.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Figure {
    pub(crate) name: String,
    /// Language code, or `all`.
    pub(crate) language: String,
    pub(crate) value: f64,
    /// What the value was made of: "12/18".
    pub(crate) detail: String,
}

impl Figure {
    pub(crate) fn new(name: &str, language: &str, value: f64) -> Self {
        Self { name: name.to_owned(), language: language.to_owned(), value, detail: String::new() }
    }
    /// `part` of `whole` in per cent, 0 of 0 being 0.
    pub(crate) fn share(name: &str, language: &str, part: usize, whole: usize) -> Self {
        let value = if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 };
        Self::new(name, language, value).detail(format!("{part}/{whole}"))
    }
    pub(crate) fn detail(mut self, detail: String) -> Self {
        self.detail = detail;
        self
    }
}

/// What a scorer that ran gives to the table.
struct Outcome {
    scorer: &'static str,
    /// Hash of the corpus measured on.
    corpus: String,
    figures: Vec<Figure>,
}

/// What every scorer needs.
struct Context {
    engine: Engine,
    root: PathBuf,
    /// Folder with `score/` and `corpora/`, when there is one.
    shared: Option<PathBuf>,
    json: bool,
    verbose: bool,
}

const NAMES: [&str; 14] = [
    "gold",
    "unread",
    "seeds",
    "seeds-claims",
    "attributions",
    "polnear",
    "claimpairs",
    "copies",
    "ntrex",
    "encoder",
    "pages",
    "zones",
    "names",
    "slavicner",
];

pub(crate) fn run(mut arguments: Vec<String>) -> Result<bool, String> {
    let data = crate::option(&mut arguments, "--data")?.map(PathBuf::from);
    let given = crate::option(&mut arguments, "--shared")?;
    let lower = crate::option(&mut arguments, "--lower")?;
    let update = crate::flag(&mut arguments, "--update");
    let write = crate::flag(&mut arguments, "--write");
    let json = crate::flag(&mut arguments, "--json");
    let verbose = crate::flag(&mut arguments, "-v");
    let root = crate::root();
    let shared = shared::find(&root, given)?;
    let engine = Engine::new(Packs::embedded(), Limits::default());
    let context = Context { engine, root, shared, json, verbose };
    if arguments.first().is_some_and(|argument| !argument.starts_with('-')) {
        let name = arguments.remove(0);
        crate::none_left(&arguments)?;
        if update || lower.is_some() || write {
            return Err(
                "floors and tables are of all scorers at once: `cargo xtask score --update`".to_owned()
            );
        }
        return one(&context, &name, data);
    }
    crate::none_left(&arguments)?;
    if data.is_some() {
        return Err(format!("`--data` goes with the name of a scorer: {}", NAMES.join(", ")));
    }
    if lower.as_ref().is_some_and(|reason| !update || reason.trim().is_empty()) {
        return Err("`--lower` goes with `--update` and says why".to_owned());
    }
    if write && context.shared.is_none() {
        return Err("`--write` needs the shared data: a table of all scorers or none".to_owned());
    }
    table(&context, update, lower.as_deref(), write)
}

/// One scorer: its own output.
fn one(context: &Context, name: &str, data: Option<PathBuf>) -> Result<bool, String> {
    match name {
        "gold" | "unread" => {
            let (outcome, misses) = own(context, name, data)?;
            if context.json {
                println!("{}", rows::json(&[outcome]));
            } else {
                rows::print(&[outcome], None);
                println!(
                    "{} misses{}",
                    misses.len(),
                    if context.verbose { ":" } else { "; `-v` lists them" }
                );
            }
            if context.verbose {
                for miss in misses {
                    if context.json { eprintln!("{miss}") } else { println!("{miss}") }
                }
            }
            Ok(true)
        }
        "seeds" => shared::seeds(context, data).map(|()| true),
        "seeds-claims" => seeds_claims::show(context, data).map(|()| true),
        "attributions" => shared::attributions(context, data).map(|()| true),
        "polnear" => shared::polnear(context, data).map(|()| true),
        "claimpairs" => claimpairs::show(context, data).map(|()| true),
        "copies" => copies::show(context, data).map(|()| true),
        "ntrex" => ntrex::show(context, data).map(|()| true),
        "encoder" => encoder::show(context, data).map(|()| true),
        "pages" => pages::show(context, data).map(|()| true),
        "zones" => zones::show(context, data).map(|()| true),
        "names" => names::show(context, data).map(|()| true),
        "slavicner" => slavicner::show(context, data).map(|()| true),
        _ => Err(format!("no scorer `{name}`; there are {}", NAMES.join(", "))),
    }
}

/// Every scorer against its floors. True when no figure is under its floor.
fn table(context: &Context, update: bool, lower: Option<&str>, write: bool) -> Result<bool, String> {
    let mut outcomes =
        vec![own(context, "gold", None)?.0, own(context, "unread", None)?.0, zones::figures(context)?];
    let mut remarks = Vec::new();
    match &context.shared {
        None => remarks.push(
            "seeds, seeds-claims, attributions, polnear, claimpairs, copies, ntrex, encoder, pages, names, slavicner: not run: no \
             `../shared` beside the repository"
                .to_owned(),
        ),
        Some(folder) => {
            outcomes.push(shared::seeds_figures(context, folder)?);
            outcomes.push(seeds_claims::figures(context, folder)?);
            outcomes.push(shared::attributions_figures(context, folder)?);
            outcomes.push(shared::polnear_figures(context, folder)?);
            outcomes.push(claimpairs::figures(context, folder)?);
            outcomes.push(copies::figures(context, folder)?);
            outcomes.push(ntrex::figures(context, folder)?);
            outcomes.push(encoder::figures(context, folder)?);
            outcomes.push(pages::figures(context, folder)?);
            outcomes.push(names::figures(context, folder)?);
            outcomes.push(slavicner::figures(context, folder)?);
        }
    }
    let path = context.root.join("gold/floors.toml");
    let mut floors = Floors::read(&path)?;
    let mut under = 0;
    if update {
        let refused = floors.update(&outcomes, lower, &crate::bench::today());
        floors.write(&path)?;
        for line in &refused {
            eprintln!("not lowered: {line}");
        }
        if !refused.is_empty() {
            eprintln!("hint: `--update --lower \"reason\"` lowers a floor and writes the reason down");
        }
        under = refused.len();
    }
    if write {
        let body =
            format!("{}, in per cent.\n\n{}", crate::bench::today(), rows::markdown(&outcomes, &floors));
        crate::scores::write(&context.root, "scorers", "Scorers", "cargo xtask score --write", &body)?;
    }
    if context.json {
        println!("{}", rows::json(&outcomes));
    } else {
        rows::print(&outcomes, Some(&floors));
        for outcome in &outcomes {
            if floors.corpus(outcome.scorer).is_some_and(|corpus| corpus != outcome.corpus) {
                println!(
                    "{}: the corpus changed since its floors were pinned; look, then `cargo xtask score --update`",
                    outcome.scorer
                );
            }
        }
        for remark in &remarks {
            println!("{remark}");
        }
    }
    for outcome in &outcomes {
        for missing in floors.missing(outcome) {
            eprintln!("error: {}: {missing} has a floor and was not measured", outcome.scorer);
            under += 1;
        }
        under +=
            outcome.figures.iter().filter(|f| floors.verdict(outcome.scorer, f) == Verdict::Under).count();
    }
    if under > 0 {
        eprintln!("error: {under} figures under their floors");
    }
    Ok(under == 0)
}

/// The project's own gold pages: those that rules are made with, or those that nobody looks at who makes rules.
fn own(context: &Context, name: &str, data: Option<PathBuf>) -> Result<(Outcome, Vec<String>), String> {
    let gold = context.root.join("gold");
    let (scorer, folder) = match name {
        "unread" => ("unread", gold.join("unread")),
        _ => ("gold", gold),
    };
    let folder = data.unwrap_or(folder);
    let sets = gold::load(&folder)?;
    let (figures, misses) = gold::score::score(&sets, &context.engine)?;
    // a page lies in the folder of its language
    let corpus = hash(&folder, |path| path.matches('/').count() == 1 && path.ends_with(".md"))?;
    Ok((Outcome { scorer, corpus, figures }, misses))
}
