//! `zones`: what every line of a page is, on the project's own pages (`gold/pages/`), by characters.
//!
//! `zone article F1` and `zone other F1` are measured as the seeds' scorer measures them: by characters that are no white
//! space, everything but the article counting as one. Text that the page has and the engine does not give counts as missed,
//! text that only the engine gives as wrong.

use super::{Context, Figure, Outcome, hash};
use crate::gold::pages::{self, Confusion, Form, GoldPage};
use reportedly_engine::model::{Limits, Metadata, Zone};
use reportedly_engine::page::{self, Page, Words};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Facts of a header that are compared with the metadata.
const FACTS: [&str; 7] = ["title", "published", "modified", "authors", "outlet", "url", "sections"];

/// What was counted over pages of one form and language.
#[derive(Default)]
struct Counts {
    pages: usize,
    zones: Confusion,
    lost: usize,
    /// Right and all, by name.
    facts: BTreeMap<&'static str, (usize, usize)>,
}

impl Counts {
    fn fact(&mut self, name: &'static str, right: bool) {
        let (rights, all) = self.facts.entry(name).or_default();
        *rights += usize::from(right);
        *all += 1;
    }
}

pub(super) fn show(context: &Context, data: Option<PathBuf>) -> Result<(), String> {
    let data = data.unwrap_or_else(|| context.root.join("gold/pages"));
    super::rows::show(outcome(context, &data)?, context.json);
    Ok(())
}

pub(super) fn figures(context: &Context) -> Result<Outcome, String> {
    outcome(context, &context.root.join("gold/pages"))
}

fn outcome(context: &Context, data: &Path) -> Result<Outcome, String> {
    let pages = pages::load(data)?;
    let words = Words::new(context.engine.packs());
    let mut figures = Vec::new();
    let read = |gold: &GoldPage| page::read(&gold.bytes, &gold.origin(), &words, &Limits::default());
    for form in Form::ALL {
        let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
        for gold in pages.iter().filter(|page| page.form == form) {
            let page = read(gold);
            for label in ["all", &gold.language] {
                add(counts.entry(label).or_default(), gold, &page);
            }
            if context.verbose {
                report(gold, &page);
            }
        }
        // "all" first
        let mut order: Vec<&str> = counts.keys().copied().collect();
        order.sort_by_key(|label| (*label != "all", *label));
        for label in order {
            figures.extend(rows(form, label, &counts[label]));
        }
    }
    let mut lines = Confusion::default();
    for gold in pages.iter().filter(|page| page.form == Form::Html).map(GoldPage::as_lines) {
        lines.join(&gold.compare(&read(&gold)).zones);
    }
    figures.push(percent("zone article F1, html as lines", "all", lines.f1(|zone| zone == Zone::Article)));
    Ok(Outcome { scorer: "zones", corpus: hash(data, is_page)?, figures })
}

/// Files that belong to the corpus.
fn is_page(name: &str) -> bool {
    [".txt", ".html", ".expect"].iter().any(|ending| name.ends_with(ending))
}

fn add(counts: &mut Counts, gold: &GoldPage, page: &Page) {
    let comparison = gold.compare(page);
    counts.pages += 1;
    counts.zones.join(&comparison.zones);
    counts.lost += comparison.lost.len();
    counts.fact("headline", gold.headline() == pages::headline(page));
    if let Some(articles) = gold.fact("articles").flatten() {
        counts.fact("articles", articles == self::articles(page).to_string());
    }
    for key in FACTS {
        if let Some(fact) = gold.fact(key) {
            counts.fact(key, pages::agrees(key, fact, said(&page.metadata, key).as_deref()));
        }
    }
}

/// How many articles are the page's own.
fn articles(page: &Page) -> usize {
    let article = page.blocks.iter().filter(|block| block.zone == Zone::Article);
    article.map(|block| block.group).collect::<BTreeSet<_>>().len()
}

/// As `pages::said`, and what metadata may hold besides.
fn said(metadata: &Metadata, key: &str) -> Option<String> {
    let all = || serde_json::to_value(metadata).unwrap_or_default();
    match key {
        "modified" => all()["modified"]["value"].as_str().map(str::to_owned),
        "sections" => {
            let names = all()["sections"].as_array().map(|sections| {
                sections.iter().filter_map(|section| section["value"].as_str()).collect::<Vec<_>>().join("; ")
            });
            names.filter(|names| !names.is_empty())
        }
        _ => pages::said(metadata, key),
    }
}

/// Precision, recall and F1 as a figure.
fn percent(name: &str, label: &str, (p, r, f1): (f64, f64, f64)) -> Figure {
    Figure::new(name, label, 100.0 * f1).detail(format!("P {:.1} R {:.1}", 100.0 * p, 100.0 * r))
}

fn rows(form: Form, label: &str, counts: &Counts) -> Vec<Figure> {
    let form = form.name();
    let percent = |name: String, measured: (f64, f64, f64)| percent(&name, label, measured);
    let article = counts.zones.f1(|zone| zone == Zone::Article);
    let (right, all) = counts.zones.right();
    let pages = format!("{} pages, {} lines lost", counts.pages, counts.lost);
    let mut figures = vec![
        percent(format!("zone article F1, {form}"), article),
        percent(format!("zone other F1, {form}"), counts.zones.f1(|zone| zone != Zone::Article)),
        Figure::share(&format!("zone right, {form}"), label, right, all).detail(pages),
    ];
    if label == "all" {
        for zone in pages::ZONES.into_iter().filter(|zone| *zone != Zone::Article) {
            figures.push(percent(
                format!("zone {} F1, {form}", if zone == Zone::Other { "rest" } else { pages::name(zone) }),
                counts.zones.f1(|z| z == zone),
            ));
        }
        for (name, (right, all)) in &counts.facts {
            figures.push(Figure::share(&format!("{name}, {form}"), label, *right, *all));
        }
    }
    figures
}

/// What is wrong on a page, on stderr.
fn report(gold: &GoldPage, page: &Page) {
    let comparison = gold.compare(page);
    let (right, all) = comparison.zones.right();
    let name = format!("{} {}", gold.form.name(), gold.name);
    let (_, _, f1) = comparison.zones.f1(|zone| zone == Zone::Article);
    eprintln!("{name}: article F1 {:.3}, right {:.3}", f1, right as f64 / all.max(1) as f64);
    for line in &comparison.lost {
        eprintln!("    lost: {line}");
    }
    for (zone, found, text) in gold.differences(page) {
        eprintln!("    {} as {found}: {text}", zone.map_or("not shown", pages::name));
    }
    if gold.headline() != pages::headline(page) {
        eprintln!("    headline: {} for {}", shown(pages::headline(page)), shown(gold.headline()));
    }
    if let Some(number) = gold.fact("articles").flatten()
        && number != articles(page).to_string()
    {
        eprintln!("    articles: {} for {number}", articles(page));
    }
    for key in FACTS {
        let found = said(&page.metadata, key);
        if let Some(fact) = gold.fact(key).filter(|fact| !pages::agrees(key, *fact, found.as_deref())) {
            eprintln!("    {key}: {} for {}", shown(found.as_deref()), shown(fact));
        }
    }
}

fn shown(value: Option<&str>) -> &str {
    value.unwrap_or("none")
}
