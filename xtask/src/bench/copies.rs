//! `cargo xtask bench copies --data FILE`: articles a second that are fingerprinted on one core, and how the time of finding
//! copies grows with the number of pages.
//!
//! Articles are made of the posts of FILE (`score copies` says what it holds): consecutive posts joined up to 2,500 bytes.
//! For growth corpora are generated: each page is twelve sentences of the posts, drawn by a fixed generator, with every fourth
//! word drawn anew from all words, so that pages share phrases but no sentences; one page in ten is followed by a copy of it
//! with every fourth sentence left out, an hour later; ten pages an hour, a thousand outlets.

use super::clock;
use crate::score::copies::posts;
use reportedly_engine::corpus::{bare, copies, fingerprints};
use reportedly_engine::model::Document;
use serde_json::json;
use std::path::Path;

const BYTES: usize = 2_500;
const SENTENCES: usize = 12;
const OUTLETS: usize = 1_000;

pub(crate) fn run(mut arguments: Vec<String>) -> Result<bool, String> {
    let data =
        crate::option(&mut arguments, "--data")?.ok_or("`bench copies` needs `--data posts.jsonl.gz`")?;
    let rounds = super::rounds(&mut arguments, 5)?;
    let pages = match crate::option(&mut arguments, "--pages")? {
        Some(text) => text.parse().map_err(|_| format!("`--pages {text}`: expected a number"))?,
        None => 10_000,
    };
    let as_json = crate::flag(&mut arguments, "--json");
    crate::none_left(&arguments)?;
    super::warn_unless_release();
    clock::pin();
    let posts = posts(Path::new(&data))?;
    let articles = articles(posts.iter().map(|post| post.text.as_str()));
    let bytes: usize = articles.iter().map(|a| a.text.len()).sum();
    let mut keys = 0;
    let mut times: Vec<f64> = (0..rounds)
        .map(|_| {
            let begin = clock::seconds();
            keys = articles.iter().map(|article| fingerprints(article).len()).sum();
            clock::seconds() - begin
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let median = times.get(times.len() / 2).copied().unwrap_or(f64::NAN);
    let rate = articles.len() as f64 / median;
    let sentences: Vec<&str> = posts.iter().flat_map(|post| post.text.split_inclusive(['.', '\n'])).collect();
    let sentences: Vec<&str> = sentences.into_iter().filter(|s| s.split_whitespace().count() >= 6).collect();
    let (small, small_candidates) = time(pages, &sentences);
    let (large, large_candidates) = time(10 * pages, &sentences);
    if as_json {
        let value = json!({
            "articles": articles.len(), "mean_bytes": bytes / articles.len().max(1), "keys": keys,
            "articles_per_second": rate,
            "growth": {"pages": pages, "seconds": small, "candidates_a_page": small_candidates,
                       "seconds_10x": large, "candidates_a_page_10x": large_candidates, "ratio": large / small},
        });
        println!("{value:#}");
    } else {
        println!(
            "{} articles of {} bytes: {rate:.0} a second fingerprinted, {:.0} keys each",
            articles.len(),
            bytes / articles.len().max(1),
            keys as f64 / articles.len().max(1) as f64
        );
        println!(
            "{pages} pages {small:.2} s ({small_candidates:.2} candidates each), {} pages {large:.2} s \
             ({large_candidates:.2}): t(10x)/t(1x) {:.1}",
            10 * pages,
            large / small
        );
    }
    Ok(true)
}

/// Consecutive texts joined to articles.
fn articles<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<Document> {
    let mut out = Vec::new();
    let mut text = String::new();
    for post in texts {
        text.push_str(post);
        text.push('\n');
        if text.len() >= BYTES {
            out.push(bare(&format!("d:{}", out.len()), &text, None, None));
            text.clear();
        }
    }
    out
}

/// Pages made of sentences, with copies among them.
fn generate(pages: usize, sentences: &[&str]) -> Vec<Document> {
    let words: Vec<&str> = sentences.iter().flat_map(|sentence| sentence.split_whitespace()).collect();
    let mut state = 1_u64;
    let mut draw = || {
        // a step of the generator of Knuth's MMIX
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    let mut out = Vec::new();
    while out.len() < pages {
        let hour = out.len() / 10;
        let date = |hour: usize| {
            format!(
                "{:04}-{:02}-{:02}T{:02}:00",
                2020 + hour / 8064,
                1 + hour / 672 % 12,
                1 + hour / 24 % 28,
                hour % 24
            )
        };
        let mut page = Vec::new();
        for _ in 0..SENTENCES {
            let sentence = sentences.get(draw() % sentences.len().max(1)).copied().unwrap_or_default();
            let mut own: Vec<&str> = sentence.split_whitespace().collect();
            for word in own.iter_mut().skip(3).step_by(4) {
                *word = words.get(draw() % words.len().max(1)).copied().unwrap_or_default();
            }
            page.push(own.join(" "));
        }
        let id = out.len();
        out.push(bare(
            &format!("d:{id}"),
            &page.join("\n"),
            Some(&format!("outlet {}", draw() % OUTLETS)),
            Some(&date(hour)),
        ));
        if id % 10 == 0 {
            let kept: Vec<&str> =
                page.iter().enumerate().filter(|(nth, _)| nth % 4 != 3).map(|(_, s)| s.as_str()).collect();
            out.push(bare(
                &format!("d:{}", id + 1),
                &kept.join("\n"),
                Some(&format!("outlet {}", draw() % OUTLETS)),
                Some(&date(hour + 1)),
            ));
        }
    }
    out
}

/// Seconds to find the copies, and pairs aligned for each page.
fn time(pages: usize, sentences: &[&str]) -> (f64, f64) {
    let documents = generate(pages, sentences);
    let references: Vec<&Document> = documents.iter().collect();
    let begin = clock::seconds();
    let found = copies(&references);
    (clock::seconds() - begin, found.candidates as f64 / documents.len().max(1) as f64)
}
