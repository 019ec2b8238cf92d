//! The project's own pages (`gold/pages/`): no line is lost, headline and date are right, the article is the article.
//!
//! What is known to be wrong stands in `golden-misses.tsv` with the reason. A new miss fails, and so does one that is
//! gone: it has to leave the list. `UPDATE_GOLD=1` writes the list anew; new rows wait for their reason.

use crate::gold_pages::{self, GoldPage};
use reportedly_engine::model::{Limits, Zone};
use reportedly_engine::pack::Packs;
use reportedly_engine::page::{self, Page, Words};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Article text counts as right from this F1 by characters, in per cent.
const RIGHT: u32 = 95;

/// A kind of check and, for the article, how good it is (F1 in per cent, rounded down).
type Miss = (&'static str, u32);

fn folder(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(below)
}

fn pages() -> Vec<(String, GoldPage, Page)> {
    let words = Words::new(&Packs::embedded());
    let pages = gold_pages::load(&folder("../../gold/pages")).expect("gold pages");
    let read = |gold: GoldPage| {
        let page = page::read(&gold.bytes, &gold.origin(), &words, &Limits::default());
        (format!("{}/{}", gold.form.name(), gold.name), gold, page)
    };
    pages.into_iter().map(read).collect()
}

fn misses(gold: &GoldPage, page: &Page) -> Vec<Miss> {
    let mut misses = Vec::new();
    let comparison = gold.compare(page);
    if !comparison.lost.is_empty() {
        misses.push(("text", 0));
    }
    if gold.headline() != gold_pages::headline(page) {
        misses.push(("headline", 0));
    }
    let found = page.metadata.published.value.as_deref();
    if gold.fact("published").is_some_and(|fact| !gold_pages::agrees("published", fact, found)) {
        misses.push(("published", 0));
    }
    let (_, _, f1) = comparison.zones.f1(|zone| zone == Zone::Article);
    let f1 = (100.0 * f1) as u32;
    if f1 < RIGHT {
        misses.push(("article", f1));
    }
    misses
}

/// Rows of the list: page, check, F1 of the article, reason.
fn listed(text: &str) -> BTreeMap<(String, String), (u32, String)> {
    let row = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [page, check, f1, reason] = fields[..] else { panic!("`{line}` has not four fields") };
        ((page.to_owned(), check.to_owned()), (f1.parse().expect("a number"), reason.to_owned()))
    };
    text.lines().filter(|line| !line.starts_with('#')).map(row).collect()
}

#[test]
fn golden_pages_are_read_as_marked() {
    let list = folder("tests/golden-misses.tsv");
    let mut known = listed(&std::fs::read_to_string(&list).expect("the list of known misses"));
    let mut rows = String::from("#page\tcheck\tf1\treason\n");
    let mut faults = Vec::new();
    for (name, gold, page) in &pages() {
        for (check, f1) in misses(gold, page) {
            let row = known.remove(&(name.clone(), check.to_owned()));
            match &row {
                None => faults.push(format!("{name}: {check} is wrong (F1 {f1})")),
                Some((floor, _)) if f1 < *floor => {
                    faults.push(format!("{name}: article F1 fell from {floor} to {f1}"));
                }
                Some((_, reason)) if reason == "?" => {
                    faults.push(format!("{name}: {check}: give the reason"))
                }
                Some(_) => {}
            }
            let reason = row.map_or_else(|| "?".to_owned(), |(_, reason)| reason);
            rows.push_str(&format!("{name}\t{check}\t{f1}\t{reason}\n"));
        }
    }
    for (name, check) in known.keys() {
        faults.push(format!("{name}: {check} is right now; take it off the list"));
    }
    if std::env::var_os("UPDATE_GOLD").is_some() {
        std::fs::write(&list, rows).expect("the list can be written");
    } else {
        assert!(
            faults.is_empty(),
            "{}\n`UPDATE_GOLD=1 cargo test -p reportedly-engine golden` writes {}",
            faults.join("\n"),
            list.display()
        );
    }
}

/// Every layout in more than one language; forty flattened pages, ten in each.
#[test]
fn golden_pages_cover_all_languages() {
    let mut counts: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for (_, gold, _) in &pages() {
        *counts.entry((gold.form.name(), gold.language.clone())).or_default() += 1;
        assert!(gold.fact("case").flatten().is_some(), "{}: says not why it is here", gold.name);
    }
    for language in ["be", "en", "ru", "uk"] {
        for form in ["flat", "html"] {
            let count = counts.get(&(form, language.to_owned())).copied().unwrap_or(0);
            assert!(count >= 10, "{form}/{language}: {count} pages");
        }
    }
}

/// A miss is seen: the same page with a wrong truth does not pass.
#[test]
fn a_wrong_truth_is_a_miss() {
    let (_, gold, page) = &pages()[0];
    let mut wrong = gold.clone();
    for line in &mut wrong.lines {
        line.zone = if line.zone == Zone::Article { Zone::Other } else { Zone::Article };
    }
    let checks: Vec<&str> = misses(&wrong, page).into_iter().map(|(check, _)| check).collect();
    assert!(checks.contains(&"article") && checks.contains(&"headline"), "{checks:?}");
    wrong.lines[0].text.push_str(" words that the page does not have");
    assert!(misses(&wrong, page).contains(&("text", 0)));
}
