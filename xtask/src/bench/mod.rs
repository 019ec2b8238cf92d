//! `cargo xtask bench`: pages a second of `Engine::analyse` on one core, and the share of each room.
//!
//! Takes a folder of pages (`examples/port` by default), reads them all once, then times rounds over all of them. Reports the
//! median round. Counts must be the same in every round and in both ways of calling the rooms.

pub(crate) mod clock;
mod copies;
pub(crate) mod pages;
mod link;
mod load;
mod warc;

use reportedly_engine::model::{Limits, Origin};
use reportedly_engine::pack::Packs;
use reportedly_engine::{Engine, language, name, page, sentence, statement};
use serde_json::json;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

const ROOMS: [&str; 5] = ["page", "language", "sentence", "name", "statement"];

/// What one round over all pages found; the same in every round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    blocks: usize,
    sentences: usize,
    mentions: usize,
    statements: usize,
}

struct Report {
    pages: usize,
    bytes: usize,
    rounds: usize,
    /// Median time of one round.
    round: Duration,
    /// The page whose fastest reading took longest.
    slowest: (String, Duration),
    rooms: [Duration; 5],
    start: Duration,
    counts: Counts,
}

pub(crate) fn run(mut arguments: Vec<String>) -> Result<bool, String> {
    if arguments.first().is_some_and(|argument| argument == "pages") {
        return pages::run(arguments.split_off(1));
    }
    if arguments.first().is_some_and(|argument| argument == "copies") {
        return copies::run(arguments.split_off(1));
    }
    if arguments.first().is_some_and(|argument| argument == "warc") {
        return warc::run(arguments.split_off(1));
    }
    if arguments.first().is_some_and(|argument| argument == "link") {
        return link::run(arguments.split_off(1));
    }
    if arguments.first().is_some_and(|argument| argument == "load") {
        return load::run(arguments.split_off(1));
    }
    let root = crate::root();
    let data =
        crate::option(&mut arguments, "--data")?.map_or_else(|| root.join("examples/port"), PathBuf::from);
    let data = data.canonicalize().map_err(|error| format!("{}: {error}", data.display()))?;
    let root = root.canonicalize().unwrap_or(root);
    let rounds = rounds(&mut arguments, 9)?;
    let as_json = crate::flag(&mut arguments, "--json");
    let record = crate::flag(&mut arguments, "--record");
    crate::none_left(&arguments)?;
    warn_unless_release();
    let pages = load(&data)?;
    let report = measure(&pages, rounds)?;
    if as_json {
        println!("{:#}", to_json(&report));
    } else {
        print!("{}", to_text(&report));
    }
    if record {
        let file = root.join(format!("bench/record/{}.md", today()));
        let label = data
            .strip_prefix(&root)
            .map_or("a folder outside the repository".to_owned(), |p| format!("`{}/`", p.display()));
        let text =
            format!("# {}\n\n{}\n\nPages: {label}\n\n```text\n{}```\n", today(), machine(), to_text(&report));
        std::fs::create_dir_all(root.join("bench/record")).map_err(|error| error.to_string())?;
        std::fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))?;
        eprintln!("written: {}", file.display());
    }
    Ok(true)
}

/// Takes `--rounds N` out of the arguments.
fn rounds(arguments: &mut Vec<String>, default: usize) -> Result<usize, String> {
    match crate::option(arguments, "--rounds")? {
        Some(text) => {
            text.parse().ok().filter(|n| *n > 0).ok_or(format!("`--rounds {text}`: expected a number"))
        }
        None => Ok(default),
    }
}

fn warn_unless_release() {
    if cfg!(debug_assertions) {
        eprintln!("warning: not a release build: `cargo xtask bench` makes one");
    }
}

/// Pages below a folder (`.txt`, `.html`, `.htm`, `.xml`), in order of paths.
fn load(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut pages = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in crate::entries(&folder)? {
            let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if matches!(extension.as_str(), "txt" | "html" | "htm" | "xml") {
                let bytes = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
                pages.push((crate::name_of(&path), bytes));
            }
        }
    }
    pages.sort();
    if pages.is_empty() {
        return Err(format!("{}: no pages (.txt, .html, .htm, .xml)", folder.display()));
    }
    Ok(pages)
}

fn measure(pages: &[(String, Vec<u8>)], rounds: usize) -> Result<Report, String> {
    let begin = Instant::now();
    let engine = Engine::new(Packs::embedded(), Limits::default());
    let start = begin.elapsed();
    let mut times = Vec::new();
    let mut fastest = vec![Duration::MAX; pages.len()];
    let mut counts: Option<Counts> = None;
    // One round more than asked for: the first warms caches and is not counted.
    for round in 0..=rounds {
        let mut now = Counts::default();
        let begin = Instant::now();
        for (index, (path, bytes)) in pages.iter().enumerate() {
            let page_begin = Instant::now();
            let document = engine.analyse(bytes, &Origin { path: path.clone(), ..Origin::default() });
            fastest[index] = fastest[index].min(page_begin.elapsed());
            now.blocks += document.blocks.len();
            now.sentences += document.sentences.len();
            now.mentions += document.mentions.len();
            now.statements += document.statements.len();
        }
        if round > 0 {
            times.push(begin.elapsed());
        }
        if *counts.get_or_insert(now) != now {
            return Err(format!(
                "round {round} gave {now:?}, the first {counts:?}: the engine is not deterministic"
            ));
        }
    }
    let counts = counts.unwrap_or_default();
    let (rooms, again) = rooms(pages, rounds);
    if again != counts {
        return Err(format!("rooms called one by one gave {again:?}, `analyse` {counts:?}"));
    }
    times.sort();
    let slowest = pages.iter().zip(fastest).max_by_key(|(_, time)| *time);
    Ok(Report {
        pages: pages.len(),
        bytes: pages.iter().map(|(_, bytes)| bytes.len()).sum(),
        rounds,
        round: times[times.len() / 2],
        slowest: slowest.map(|((path, _), time)| (path.clone(), time)).unwrap_or_default(),
        rooms,
        start,
        counts,
    })
}

/// The rooms in order, as `Engine::analyse` calls them, each timed over all pages and rounds; counts of one round.
fn rooms(pages: &[(String, Vec<u8>)], rounds: usize) -> ([Duration; 5], Counts) {
    let packs = Packs::embedded();
    let limits = Limits::default();
    let (page_words, language_words) = (page::Words::new(&packs), language::Words::new(&packs));
    let sentence_words = sentence::Words::new(&packs);
    let (name_words, statement_words) = (name::Words::new(&packs), statement::Words::new(&packs));
    let mut spent = [Duration::ZERO; 5];
    let mut counts = Counts::default();
    for round in 0..=rounds {
        if round == 1 {
            spent = [Duration::ZERO; 5];
        }
        counts = Counts::default();
        for (path, bytes) in pages {
            let origin = Origin { path: path.clone(), ..Origin::default() };
            let mut lap = Instant::now();
            let mut done = |room: usize| {
                spent[room] += lap.elapsed();
                lap = Instant::now();
            };
            let page = page::read(bytes, &origin, &page_words, &limits);
            done(0);
            let languages = language::detect(&page.text, &page.blocks, &language_words);
            done(1);
            let reading = sentence::read(&page, &languages, &sentence_words, &limits);
            done(2);
            let names = name::find(&reading, &page.metadata, &name_words);
            done(3);
            let said = statement::attribute(&reading, &page.metadata, names, &statement_words, &limits);
            done(4);
            counts.blocks += page.blocks.len();
            counts.sentences += said.sentences.len();
            counts.mentions += said.mentions.len();
            counts.statements += said.statements.len();
        }
    }
    (spent, counts)
}

impl Report {
    fn pages_per_second(&self) -> f64 {
        self.pages as f64 / self.round.as_secs_f64().max(1e-9)
    }
    fn megabytes_per_second(&self) -> f64 {
        self.bytes as f64 / 1e6 / self.round.as_secs_f64().max(1e-9)
    }
    /// Per cent of the time of all rooms.
    fn share(&self, room: usize) -> f64 {
        let all: Duration = self.rooms.iter().sum();
        100.0 * self.rooms[room].as_secs_f64() / all.as_secs_f64().max(1e-9)
    }
}

fn to_text(report: &Report) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{} pages, {:.2} MB, one core, median of {} rounds",
        report.pages,
        report.bytes as f64 / 1e6,
        report.rounds
    );
    let _ =
        writeln!(text, "{:.0} pages/s, {:.1} MB/s", report.pages_per_second(), report.megabytes_per_second());
    let _ = writeln!(
        text,
        "slowest page {} {:.2} ms; start {:.0} ms",
        report.slowest.0,
        report.slowest.1.as_secs_f64() * 1e3,
        report.start.as_secs_f64() * 1e3
    );
    for (room, name) in ROOMS.iter().enumerate() {
        let _ = writeln!(text, "  {name:10} {:5.1} %", report.share(room));
    }
    let c = report.counts;
    let _ = writeln!(
        text,
        "found {} blocks, {} sentences, {} mentions, {} statements, the same in every round",
        c.blocks, c.sentences, c.mentions, c.statements
    );
    text
}

fn to_json(report: &Report) -> serde_json::Value {
    let c = report.counts;
    let rooms: serde_json::Map<String, serde_json::Value> = ROOMS
        .iter()
        .enumerate()
        .map(|(room, name)| ((*name).to_owned(), json!(report.share(room))))
        .collect();
    json!({
        "pages": report.pages, "bytes": report.bytes, "rounds": report.rounds,
        "pages_per_second": report.pages_per_second(), "megabytes_per_second": report.megabytes_per_second(),
        "slowest_page": {"name": report.slowest.0, "milliseconds": report.slowest.1.as_secs_f64() * 1e3},
        "start_milliseconds": report.start.as_secs_f64() * 1e3, "room_per_cent": rooms,
        "found": {"blocks": c.blocks, "sentences": c.sentences, "mentions": c.mentions, "statements": c.statements},
    })
}

/// What kind of machine this is, without its name.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZeroUsize::get);
    let information = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = information
        .lines()
        .find(|line| line.starts_with("model name"))
        .and_then(|line| line.split(':').nth(1));
    format!(
        "Machine: {}, {}, {cores} cores, {}",
        std::env::consts::OS,
        std::env::consts::ARCH,
        model.map_or("unknown processor", str::trim)
    )
}

/// The day in UTC, `2030-01-31`.
pub(crate) fn today() -> String {
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |time| time.as_secs());
    day(seconds / 86_400)
}

/// The civil date of a day counted from 1970-01-01 (Howard Hinnant, `chrono`-compatible low-level date algorithms).
pub(crate) fn day(days: u64) -> String {
    let z = days + 719_468;
    let era = z / 146_097;
    let of_era = z % 146_097;
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{:02}", of_year - (153 * shifted + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_civil_dates() {
        for (days, expect) in
            [(0, "1970-01-01"), (59, "1970-03-01"), (11_016, "2000-02-29"), (20_454, "2026-01-01")]
        {
            assert_eq!(day(days), expect);
        }
    }

    /// `rooms` calls what `Engine::analyse` calls, in the same order.
    #[test]
    fn both_ways_of_calling_the_rooms_agree() {
        let pages = [(
            "a.txt".to_owned(),
            "Міст закрито\nІнженер Лагута сказав, що міст не витримає.\n".as_bytes().to_vec(),
        )];
        let report = measure(&pages, 2).expect("same counts");
        assert_eq!((report.pages, report.rounds), (1, 2));
        assert!(report.counts.sentences >= 2);
        assert!((0..5).map(|room| report.share(room)).sum::<f64>() > 99.0);
    }
}
