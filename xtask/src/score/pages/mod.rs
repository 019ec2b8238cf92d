//! `pages`: article text and dates of real pages against what people marked.
//!
//! PATH is a set or a folder of sets. A set has `gold.jsonl` with `id` and `text` or `published`, pages in `html/ID.html.gz`
//! (or `.html`) and, if it likes, the same pages as lines in `flat/ID.txt`.
//!
//! Article text is compared as in the article-extraction-benchmark (Zyte, 2020): counts of shingles of four tokens, each
//! page of weight one, summed over pages. The page goes in with the address that gold gives it. What is compared are the blocks of zone
//! `article` in text order; the headline is among them if the gold texts of the set begin with it.
//! Dates count by the exact day, with the measures of htmldate (Barbaresi, 2020): precision is right of given, recall right
//! of right and missing.

pub(crate) mod measures;
pub(crate) mod set;

use super::{Context, Figure, Outcome, hash};
use measures::{Days, Overlap, begins};
use reportedly_engine::model::{Limits, Origin, Role, Zone};
use reportedly_engine::page::{self, Page, Words};
use set::{Gold, bytes, gold, html, label, sets};
use std::path::{Path, PathBuf};

/// The article of a page, its headline apart.
pub(crate) struct Article {
    pub(crate) headline: String,
    pub(crate) body: String,
}

impl Article {
    pub(crate) fn of(page: &Page) -> Self {
        let mut article = Self { headline: String::new(), body: String::new() };
        for block in page.blocks.iter().filter(|block| block.zone == Zone::Article) {
            let into = if block.role == Role::Headline { &mut article.headline } else { &mut article.body };
            into.push_str(block.span.of(&page.text));
            into.push('\n');
        }
        article
    }
    pub(crate) fn text(&self, with_headline: bool) -> String {
        if with_headline { format!("{}{}", self.headline, self.body) } else { self.body.clone() }
    }
}

/// Reads one page of a set and hands it on with its gold.
fn read(words: &Words, row: &Gold, path: &Path) -> Result<Page, String> {
    let path_shown = crate::name_of(path).trim_end_matches(".gz").to_owned();
    let origin = Origin { path: path_shown, url: row.url.clone(), ..Origin::default() };
    Ok(page::read(&bytes(path)?, &origin, words, &Limits::default()))
}

fn measure(context: &Context, data: &Path) -> Result<Vec<Figure>, String> {
    let words = Words::new(context.engine.packs());
    let mut figures = Vec::new();
    for set in sets(data)? {
        let rows = gold(&set)?;
        let label = label(&set);
        if rows.iter().any(|row| row.text.is_some()) {
            for form in ["html", "flat"] {
                let file = |id: &str| match form {
                    "html" => html(&set, id),
                    _ => set.join(format!("flat/{id}.txt")),
                };
                if form == "html" || set.join("flat").is_dir() {
                    figures.push(articles(context, &words, &rows, &label, form, &file)?);
                }
            }
        }
        if rows.iter().any(|row| row.published.is_some()) {
            figures.extend(dates(context, &words, &rows, &label, &|id| html(&set, id))?);
        }
    }
    Ok(figures)
}

fn articles(
    context: &Context,
    words: &Words,
    rows: &[Gold],
    label: &str,
    form: &str,
    file: &dyn Fn(&str) -> PathBuf,
) -> Result<Figure, String> {
    let mut pages = Vec::new();
    for row in rows {
        if let Some(text) = &row.text {
            let page = read(words, row, &file(&row.id))?;
            pages.push((row, text, Article::of(&page)));
        }
    }
    let with_headline =
        2 * pages.iter().filter(|(_, text, article)| begins(text, &article.headline)).count() > pages.len();
    let mut all = Overlap::default();
    let mut other = Overlap::default();
    for (row, text, article) in &pages {
        let overlap = Overlap::of(text, &article.text(with_headline));
        all.add(overlap);
        other.add(Overlap::of(text, &article.text(!with_headline)));
        if context.verbose {
            eprintln!(
                "{label} {form} {} F1 {:.3} P {:.3} R {:.3}",
                row.id,
                overlap.f1() / 100.0,
                overlap.precision() / 100.0,
                overlap.recall() / 100.0
            );
        }
    }
    let (here, there) = if with_headline { ("with", "without") } else { ("without", "with") };
    Ok(Figure::new(&format!("article F1, {form}"), label, all.f1()).detail(format!(
        "{} pages, P {:.1} R {:.1}, {here} headline ({there}: {:.1})",
        pages.len(),
        all.precision(),
        all.recall(),
        other.f1()
    )))
}

fn dates(
    context: &Context,
    words: &Words,
    rows: &[Gold],
    label: &str,
    file: &dyn Fn(&str) -> PathBuf,
) -> Result<[Figure; 3], String> {
    let mut days = Days::default();
    for row in rows {
        let Some(day) = row.published.as_ref().map(Option::as_deref) else { continue };
        let found = read(words, row, &file(&row.id))?.metadata.published.value;
        let verdict = days.add(day, found.as_deref());
        if context.verbose && verdict != "right" {
            let (found, day) = (found.as_deref().unwrap_or("none"), day.unwrap_or("none"));
            eprintln!("{label} {} {verdict}: {found} for {day}", row.id);
        }
    }
    let Days { right, wrong, missing, rightly_none } = days;
    let all = right + wrong + missing + rightly_none;
    Ok([
        Figure::share("date precision", label, right, right + wrong),
        Figure::share("date recall", label, right, right + missing),
        Figure::share("date right of all", label, right + rightly_none, all),
    ])
}

pub(super) fn show(context: &Context, data: Option<PathBuf>) -> Result<(), String> {
    let data = data.map_or_else(|| context.shared().map(|s| s.join("corpora/pages")), Ok)?;
    super::rows::show(outcome(context, &data)?, context.json);
    Ok(())
}

pub(super) fn figures(context: &Context, shared: &Path) -> Result<Outcome, String> {
    outcome(context, &shared.join("corpora/pages"))
}

fn outcome(context: &Context, data: &Path) -> Result<Outcome, String> {
    let figures = measure(context, data)?;
    let corpus = hash(data, |name| name.ends_with("gold.jsonl"))?;
    Ok(Outcome { scorer: "pages", corpus, figures })
}
