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

use super::{Context, Figure, Outcome, hash};
use flate2::read::MultiGzDecoder;
use reportedly_engine::model::{Limits, Origin, Role, Zone};
use reportedly_engine::page::{self, Page, Words};
use serde_json::Value;
use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Tokens of a shingle.
const SHINGLE: usize = 4;

/// One line of `gold.jsonl`.
pub(crate) struct Gold {
    pub(crate) id: String,
    url: Option<String>,
    pub(crate) text: Option<String>,
    /// The day, or that the page has none; outer `None` when the set says nothing of dates.
    published: Option<Option<String>>,
}

/// True and false positives and false negatives, each page of weight one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Overlap {
    hit: f64,
    wrong: f64,
    missed: f64,
}

impl Overlap {
    fn of(gold: &str, found: &str) -> Self {
        let (gold, found) = (shingles(gold), shingles(found));
        let mut overlap = Self::default();
        let all: f64 = gold.values().sum::<u32>() as f64;
        for (shingle, count) in &found {
            let shared = (*count).min(gold.get(shingle).copied().unwrap_or(0));
            overlap.hit += f64::from(shared);
            overlap.wrong += f64::from(count - shared);
        }
        overlap.missed = all - overlap.hit;
        let sum = overlap.hit + overlap.wrong + overlap.missed;
        if sum > 0.0 {
            overlap.hit /= sum;
            overlap.wrong /= sum;
            overlap.missed /= sum;
        }
        overlap
    }
    fn add(&mut self, other: Self) {
        self.hit += other.hit;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
    fn precision(self) -> f64 {
        100.0 * self.hit / (self.hit + self.wrong).max(1e-9)
    }
    fn recall(self) -> f64 {
        100.0 * self.hit / (self.hit + self.missed).max(1e-9)
    }
    fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }
}

/// Runs of letters, digits and underscores, as Python's `\w+` finds them.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|token| !token.is_empty())
}

/// Shingles with their counts; a text of fewer than four tokens is one shingle.
pub(crate) fn shingles(text: &str) -> HashMap<Vec<&str>, u32> {
    let tokens: Vec<&str> = tokens(text).collect();
    let mut counts = HashMap::new();
    if tokens.is_empty() {
        return counts;
    }
    for window in tokens.windows(SHINGLE.min(tokens.len())) {
        *counts.entry(window.to_vec()).or_default() += 1;
    }
    counts
}

/// The article of a page, its headline apart.
struct Article {
    headline: String,
    body: String,
}

impl Article {
    fn of(page: &Page) -> Self {
        let mut article = Self { headline: String::new(), body: String::new() };
        for block in page.blocks.iter().filter(|block| block.zone == Zone::Article) {
            let into = if block.role == Role::Headline { &mut article.headline } else { &mut article.body };
            into.push_str(block.span.of(&page.text));
            into.push('\n');
        }
        article
    }
    fn text(&self, with_headline: bool) -> String {
        if with_headline { format!("{}{}", self.headline, self.body) } else { self.body.clone() }
    }
}

/// The gold text begins with the headline that was found.
fn begins(gold: &str, headline: &str) -> bool {
    let headline: Vec<&str> = tokens(headline).take(SHINGLE).collect();
    !headline.is_empty() && tokens(gold).take(headline.len()).eq(headline.iter().copied())
}

/// Bytes of a page, unpacked if need be.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    let file = std::fs::read(path).map_err(failed)?;
    if path.extension().is_none_or(|extension| extension != "gz") {
        return Ok(file);
    }
    let mut unpacked = Vec::new();
    MultiGzDecoder::new(file.as_slice()).read_to_end(&mut unpacked).map_err(failed)?;
    Ok(unpacked)
}

pub(crate) fn gold(folder: &Path) -> Result<Vec<Gold>, String> {
    let path = folder.join("gold.jsonl");
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut rows = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let at = || format!("{}:{}", path.display(), number + 1);
        // Python writes what is absent from a column as NaN.
        let value: Value = serde_json::from_str(&line.replace(": NaN", ": null"))
            .map_err(|error| format!("{}: {error}", at()))?;
        let field = |name: &str| value[name].as_str().map(str::to_owned);
        let id = field("id").ok_or_else(|| format!("{}: no `id`", at()))?;
        rows.push(Gold {
            id,
            url: field("url"),
            text: field("text"),
            published: value.get("published").map(|_| field("published")),
        });
    }
    Ok(rows)
}

/// Reads one page of a set and hands it on with its gold.
fn read(words: &Words, row: &Gold, path: &Path) -> Result<Page, String> {
    let path_shown = crate::name_of(path).trim_end_matches(".gz").to_owned();
    let origin = Origin { path: path_shown, url: row.url.clone(), ..Origin::default() };
    Ok(page::read(&bytes(path)?, &origin, words, &Limits::default()))
}

/// The file of a page in `html/`.
pub(crate) fn html(folder: &Path, id: &str) -> PathBuf {
    let packed = folder.join(format!("html/{id}.html.gz"));
    if packed.is_file() { packed } else { folder.join(format!("html/{id}.html")) }
}

/// Folders with `gold.jsonl`: the path itself or what is in it.
pub(crate) fn sets(data: &Path) -> Result<Vec<PathBuf>, String> {
    let is_set = |folder: &Path| folder.join("gold.jsonl").is_file();
    if is_set(data) {
        return Ok(vec![data.to_owned()]);
    }
    let mut sets = crate::entries(data)?;
    sets.retain(|folder| is_set(folder));
    if sets.is_empty() {
        return Err(format!("{}: no set of pages here: a set is a folder with gold.jsonl", data.display()));
    }
    Ok(sets)
}

fn measure(context: &Context, data: &Path) -> Result<Vec<Figure>, String> {
    let words = Words::new(context.engine.packs());
    let mut figures = Vec::new();
    for set in sets(data)? {
        let rows = gold(&set)?;
        let name = crate::name_of(&set);
        let label = name.rsplit('-').next().unwrap_or(&name).to_owned();
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
    let (mut right, mut wrong, mut missing, mut none) = (0, 0, 0, 0);
    for row in rows {
        let Some(day) = &row.published else { continue };
        let found = read(words, row, &file(&row.id))?.metadata.published.value;
        let found_day = found.as_deref().and_then(|value| value.get(..10));
        let verdict = match found_day {
            found if found.is_none() && day.is_none() => (none += 1, "right").1,
            Some(found) if day.as_deref() == Some(found) => (right += 1, "right").1,
            Some(_) => (wrong += 1, "wrong").1,
            None => (missing += 1, "missing").1,
        };
        if context.verbose && verdict != "right" {
            eprintln!(
                "{label} {} {verdict}: {} for {}",
                row.id,
                found.as_deref().unwrap_or("none"),
                day.as_deref().unwrap_or("none")
            );
        }
    }
    Ok([
        Figure::share("date precision", label, right, right + wrong),
        Figure::share("date recall", label, right, right + missing),
        Figure::share("date right of all", label, right + none, right + wrong + missing + none),
    ])
}

pub(super) fn show(context: &Context, data: Option<PathBuf>) -> Result<(), String> {
    let data = data.map_or_else(|| context.shared().map(|s| s.join("corpora/pages")), Ok)?;
    let outcome = outcome(context, &data)?;
    if context.json {
        println!("{}", super::json(&[outcome]));
    } else {
        super::print_rows(&[outcome], None);
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlap_is_by_shingles_with_counts() {
        let same = Overlap::of("one two three four five", "one, two: three four five!");
        assert_eq!((same.precision(), same.recall(), same.f1()), (100.0, 100.0, 100.0));
        // Gold has 2 shingles; found has the first of them twice and one across the seam and more.
        let overlap = Overlap::of("a b c d e", "a b c d x a b c d");
        assert_eq!(overlap, Overlap { hit: 1.0 / 7.0, wrong: 5.0 / 7.0, missed: 1.0 / 7.0 });
        assert_eq!(Overlap::of("a b c", "").recall(), 0.0);
        assert_eq!(Overlap::of("", "").f1(), 0.0);
        assert_eq!(Overlap::of("a b", "a b").f1(), 100.0);
    }

    #[test]
    fn headline_is_part_of_a_gold_text_that_begins_with_it() {
        assert!(begins(" Міст закрито до весни.\nІнженери", "Міст закрито до весни"));
        assert!(!begins("Інженери кажуть, що міст", "Міст закрито до весни"));
        assert!(!begins("Міст", ""));
    }
}
