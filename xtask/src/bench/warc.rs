//! `cargo xtask bench warc --data FILE.warc.gz`: records and megabytes a second that `reportedly-intake` reads on one core, as
//! `xtask/peers/warc.py` measures FastWARC on the same file.
//!
//! Every page is unpacked, its HTTP headers are read, its body is handed over; nothing looks into it.

use reportedly_intake::{Item, Options, read};
use serde_json::json;
use std::fs::File;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    pages: usize,
    /// Of the pages, unpacked.
    bytes: u64,
    failed: usize,
}

pub(crate) fn run(mut arguments: Vec<String>) -> Result<bool, String> {
    let data = crate::option(&mut arguments, "--data")?.ok_or("`bench warc` needs `--data FILE.warc.gz`")?;
    let rounds = match crate::option(&mut arguments, "--rounds")? {
        Some(text) => {
            text.parse().ok().filter(|n| *n > 0).ok_or(format!("`--rounds {text}`: expected a number"))?
        }
        None => 9,
    };
    let as_json = crate::flag(&mut arguments, "--json");
    crate::none_left(&arguments)?;
    let packed = std::fs::metadata(&data).map_err(|error| format!("{data}: {error}"))?.len();
    let mut times = Vec::new();
    let mut counts = None;
    // One round more than asked for: the first brings the file into memory and is not counted.
    for round in 0..=rounds {
        let begin = Instant::now();
        let now = once(Path::new(&data))?;
        if round > 0 {
            times.push(begin.elapsed().as_secs_f64());
        }
        if *counts.get_or_insert(now) != now {
            return Err(format!("{data}: two rounds gave different counts"));
        }
    }
    times.sort_by(f64::total_cmp);
    let seconds = times.get(times.len() / 2).copied().unwrap_or(f64::NAN);
    let counts = counts.unwrap_or_default();
    let rate = |n: f64| n / seconds;
    if as_json {
        let value = json!({
            "pages": counts.pages, "failed": counts.failed, "rounds": rounds, "seconds": seconds,
            "pages_per_second": rate(counts.pages as f64), "packed_mb_per_second": rate(packed as f64 / 1e6),
            "unpacked_mb_per_second": rate(counts.bytes as f64 / 1e6),
        });
        println!("{value:#}");
    } else {
        println!(
            "{} pages, {:.1} MB packed, {:.1} MB unpacked, median of {rounds} rounds: {seconds:.3} s",
            counts.pages,
            packed as f64 / 1e6,
            counts.bytes as f64 / 1e6,
        );
        println!(
            "{:.0} pages/s, {:.1} MB/s packed, {:.1} MB/s unpacked",
            rate(counts.pages as f64),
            rate(packed as f64 / 1e6),
            rate(counts.bytes as f64 / 1e6)
        );
    }
    Ok(counts.failed == 0)
}

fn once(path: &Path) -> Result<Counts, String> {
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut counts = Counts::default();
    let _ = read(file, &path.to_string_lossy(), &Options::default(), &mut |item| {
        match item {
            Item::Page(page) => {
                counts.pages += 1;
                counts.bytes += page.bytes.len() as u64;
            }
            Item::Failed(_) => counts.failed += 1,
            Item::Note(_) => {}
        }
        ControlFlow::Continue(())
    });
    Ok(counts)
}
