//! `cargo xtask bench pages`: the page room beside its peers, on the same pages, in one run, on one core.
//!
//! Takes the sets of `cargo xtask score pages`. Gives scores by the same measures, and times of the processor, so that other
//! programs on the machine count little. `--peers` installs other readers in a temporary folder and asks them as well.

mod install;
mod ours;
mod peers;
pub(crate) mod report;
mod run;
mod sample;

use super::clock;
use report::Report;
use reportedly_engine::pack::Packs;
use reportedly_engine::page::Words;
use sample::{Sample, Task};
use std::path::{Path, PathBuf};

pub(super) fn run(mut arguments: Vec<String>) -> Result<bool, String> {
    let data = crate::option(&mut arguments, "--data")?.map(PathBuf::from);
    let shared = crate::option(&mut arguments, "--shared")?;
    let one = crate::option(&mut arguments, "--one")?;
    let skip = crate::option(&mut arguments, "--skip")?.unwrap_or_default();
    let skip: Vec<&str> = skip.split(',').filter(|name| !name.is_empty()).collect();
    let rounds = super::rounds(&mut arguments, 5)?;
    let with_peers = crate::flag(&mut arguments, "--peers");
    let as_json = crate::flag(&mut arguments, "--json");
    let write = crate::flag(&mut arguments, "--write");
    crate::none_left(&arguments)?;
    if let Some(file) = one {
        println!("{}", ours::one(Path::new(&file))?);
        return Ok(true);
    }
    if write && !with_peers {
        return Err("`--write` goes with `--peers`: the table is of one run".to_owned());
    }
    super::warn_unless_release();
    let root = crate::root();
    let data = match data {
        Some(data) => data,
        None => crate::score::shared_folder(&root, shared)?.join("corpora/pages"),
    };
    let report = measure(&root, &sample::load(&data)?, rounds, with_peers.then_some(skip.as_slice()))?;
    let text = report::markdown(&report);
    if as_json {
        println!("{:#}", report::json(&report));
    } else {
        print!("{text}");
    }
    if write {
        let command = "cargo xtask bench pages --peers --write";
        crate::scores::write(&root, "pages", "Pages", command, &format!("{}\n\n{text}", about(&report)))?;
    }
    Ok(true)
}

/// Measures ours and, when a list of peers to leave out is given, all others.
fn measure(root: &Path, samples: &[Sample], rounds: usize, skip: Option<&[&str]>) -> Result<Report, String> {
    let folder = std::env::temp_dir().join("reportedly-peers");
    let mut absent = Vec::new();
    let mut tools = Vec::new();
    if let Some(skip) = skip {
        eprintln!("installing peers in {}", folder.display());
        let (programs, faults) = install::all(&root.join("xtask/peers"), &folder);
        absent.extend(faults);
        for program in programs {
            match peers::list(&program) {
                Ok((listed, faults)) => {
                    tools.extend(listed);
                    absent.extend(faults);
                }
                Err(fault) => absent.push(fault),
            }
        }
        tools.retain(|tool| !skip.contains(&tool.name.as_str()));
        absent.extend(skip.iter().map(|name| format!("{name}: left out by `--skip`")));
    }
    let machine = super::machine();
    let pinned = clock::pin();
    let words = Words::new(&Packs::embedded());
    let mut runs = Vec::new();
    for sample in samples {
        runs.push(ours::run(&words, sample, rounds));
    }
    let pages = samples.iter().filter(|sample| sample.task != Task::Flat).flat_map(|sample| &sample.pages);
    let biggest = match pages.max_by_key(|page| page.bytes.len()) {
        Some(page) => {
            let peak = ours::peak(&folder.join("pages"), &page.name, &page.bytes)?;
            Some((page.id.clone(), page.bytes.len(), peak))
        }
        None => None,
    };
    let middle = samples.iter().find(|sample| sample.task == Task::Articles).and_then(ours::middle);
    let growth = middle.map(|page| ours::growth(&words, page, rounds, &folder.join("pages"))).transpose()?;
    if !tools.is_empty() {
        for sample in samples {
            let files = sample.unpack(&folder.join("pages"))?;
            let wanted =
                |task: &Task| *task == sample.task || (*task == Task::Parse && sample.task == Task::Articles);
            for task in Task::ALL.into_iter().filter(wanted) {
                for tool in tools.iter().filter(|tool| tool.does(task)) {
                    eprintln!("{} {}: {}", sample.label, task.word(), tool.name);
                    runs.push(peers::run(tool, task, sample, &files, rounds));
                }
            }
        }
    }
    Ok(Report { rounds, machine, pinned, runs, biggest, growth, absent })
}

/// How it was measured, for readers of the table.
fn about(report: &Report) -> String {
    let core = if report.pinned { "one core, to which every program was tied" } else { "one thread" };
    format!(
        "{}. {}.\n\n\
        Every reader got the same bytes in the same run on {core}; times are processor time, for each page the median of up \
        to {} rounds (slow readers fewer), a peer anew for each round, without start and without reading the file; decoding is counted, a parser alone is given \
        decoded text. Article text is compared by shingles of four tokens, as in the article-extraction-benchmark (Zyte, 2020); \
        P is precision, R recall. Peers are scored with or without their title, whichever is higher. Dates are compared by the exact \
        day; no day on a page without one is right. A page without an answer in 20 seconds counts as read empty.",
        crate::bench::today(),
        report.machine,
        report.rounds
    )
}
