//! The page room itself: pages a second, memory, growth.
//!
//! Takes samples, gives runs and figures. Times `page::read`, which decodes, parses, zones and reads metadata.

use super::super::clock;
use super::run::{Answer, Run, Title, drive, median};
use super::sample::{Page, Sample};
use crate::score::pages::Article;
use reportedly_engine::model::{Limits, Origin};
use reportedly_engine::pack::Packs;
use reportedly_engine::page::{self, Words};
use serde_json::{Value, json};
use std::path::Path;

pub(super) const NAME: &str = "reportedly";

/// Sizes a page is blown up to.
const SMALL: usize = 2_000_000;
const LARGE: usize = 20_000_000;

pub(super) fn run(words: &Words, sample: &Sample, rounds: usize) -> Run {
    let limits = Limits::default();
    let mut read = |index: usize| {
        let Page { url, name, bytes, .. } = &sample.pages[index];
        let origin = Origin { path: name.clone(), url: url.clone(), ..Origin::default() };
        let begin = clock::seconds();
        let page = page::read(bytes, &origin, words, &limits);
        let seconds = Some(clock::seconds() - begin);
        let Article { headline, body } = Article::of(&page);
        let (text, title) = (Some(body), Some(headline));
        Answer { seconds, text, title, date: page.metadata.published.value, error: None }
    };
    drive((NAME, env!("CARGO_PKG_VERSION")), sample, rounds, Title::AsGold, &mut read)
}

/// Reads one file: `seconds`, `bytes` and, where the system tells, the peak of memory above what was used before.
pub(super) fn one(file: &Path) -> Result<Value, String> {
    let words = Words::new(&Packs::embedded());
    let bytes = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let origin = Origin { path: crate::name_of(file), ..Origin::default() };
    // Sets the peak back to what is used now (man 5 proc).
    let reset = std::fs::write("/proc/self/clear_refs", "5").is_ok();
    let before = memory("VmRSS:");
    let begin = clock::seconds();
    let page = page::read(&bytes, &origin, &words, &Limits::default());
    let seconds = clock::seconds() - begin;
    let peak = memory("VmHWM:").filter(|_| reset);
    let megabytes = before.zip(peak).map(|(before, peak)| peak.saturating_sub(before) as f64 / 1e3);
    Ok(json!({"bytes": bytes.len(), "blocks": page.blocks.len(), "seconds": seconds, "megabytes": megabytes}))
}

/// A line of `/proc/self/status`, in kB.
fn memory(name: &str) -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix(name))?.trim().strip_suffix(" kB")?.trim().parse().ok()
}

/// Peak of memory for one page above the start, in MB, measured in a process of its own.
pub(super) fn peak(folder: &Path, name: &str, bytes: &[u8]) -> Result<Option<f64>, String> {
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let file = folder.join(name);
    std::fs::write(&file, bytes).map_err(|error| format!("{}: {error}", file.display()))?;
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = std::process::Command::new(program)
        .args(["bench", "pages", "--json", "--one"])
        .arg(&file)
        .output()
        .map_err(|error| error.to_string())?;
    let value: Value = serde_json::from_slice(&output.stdout).map_err(|error| format!("--one: {error}"))?;
    Ok(value["megabytes"].as_f64())
}

/// How time and memory grow with a page.
pub(super) struct Growth {
    /// The page that was blown up.
    pub(super) id: String,
    /// Time of the large page over time of the small one, a tenth of it.
    pub(super) ratio: f64,
    pub(super) seconds: f64,
    /// Peak of memory of the large page.
    pub(super) megabytes: Option<f64>,
}

pub(super) fn growth(words: &Words, page: &Page, rounds: usize, folder: &Path) -> Result<Growth, String> {
    // All blocks are read, so that a limit cannot hide growth.
    let limits = Limits { blocks: usize::MAX, ..Limits::default() };
    let origin = Origin { path: page.name.clone(), ..Origin::default() };
    let large = grown(&page.bytes, LARGE);
    let time = |bytes: &[u8]| {
        let mut times: Vec<f64> = (0..rounds.clamp(1, 3))
            .map(|_| {
                let begin = clock::seconds();
                std::hint::black_box(page::read(bytes, &origin, words, &limits));
                clock::seconds() - begin
            })
            .collect();
        median(&mut times).unwrap_or_default()
    };
    let (short, long) = (time(&grown(&page.bytes, SMALL)), time(&large));
    Ok(Growth {
        id: page.id.clone(),
        ratio: long / short.max(1e-9),
        seconds: long,
        megabytes: peak(folder, "large.html", &large)?,
    })
}

/// The page of middle size.
pub(super) fn middle(sample: &Sample) -> Option<&Page> {
    let mut pages: Vec<&Page> = sample.pages.iter().collect();
    pages.sort_by_key(|page| (page.bytes.len(), &page.id));
    pages.get(pages.len() / 2).copied()
}

/// A page whose body is repeated until it is as long as `size`.
fn grown(bytes: &[u8], size: usize) -> Vec<u8> {
    let lower = bytes.to_ascii_lowercase();
    let find = |needle: &[u8], from: usize| {
        lower[from..].windows(needle.len()).position(|window| window == needle).map(|at| from + at)
    };
    let start = find(b"<body", 0).and_then(|at| find(b">", at)).map_or(0, |at| at + 1);
    let end = find(b"</body", start).unwrap_or(bytes.len());
    let mut page = bytes[..start].to_vec();
    while page.len() + (bytes.len() - end) < size && end > start {
        page.extend_from_slice(&bytes[start..end]);
    }
    page.extend_from_slice(&bytes[end..]);
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_body_is_repeated() {
        let page = b"<html><head></head><BODY class=x><p>a</p></BODY></html>";
        let text = String::from_utf8(grown(page, 90)).expect("text");
        assert!(text.len() >= 90 && text.len() < 100, "{text}");
        assert!(text.starts_with("<html><head></head><BODY class=x><p>a</p><p>a</p>"), "{text}");
        assert!(text.ends_with("<p>a</p></BODY></html>"), "{text}");
        assert_eq!(grown(b"", 10), b"");
        assert_eq!(grown(b"<p>a</p>", 10), b"<p>a</p><p>a</p>");
    }

    #[test]
    fn one_page_is_measured() {
        let file = std::env::temp_dir().join(format!("reportedly-one-{}.html", std::process::id()));
        std::fs::write(&file, "<html><body><p>Міст закрито до весни.</p></body></html>").expect("written");
        let value = one(&file).expect("measured");
        std::fs::remove_file(&file).expect("removed");
        assert!(value["blocks"].as_u64() >= Some(1) && value["seconds"].as_f64() > Some(0.0), "{value}");
    }
}
