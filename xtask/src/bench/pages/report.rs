//! Tables of runs, in Markdown and as JSON.
//!
//! Takes runs and what was measured of our own reader, gives text. Measures nothing.

use super::ours::{Growth, NAME};
use super::run::Run;
use super::sample::Task;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Everything one call measured.
pub(super) struct Report {
    pub(super) rounds: usize,
    /// What kind of machine it was.
    pub(super) machine: String,
    /// All runs were kept on one core.
    pub(super) pinned: bool,
    /// One for each tool, task and set; ours first.
    pub(super) runs: Vec<Run>,
    /// The biggest page and the peak of memory above the start, in MB.
    pub(super) biggest: Option<(String, usize, Option<f64>)>,
    pub(super) growth: Option<Growth>,
    /// Peers that did not install or start, and why.
    pub(super) absent: Vec<String>,
}

impl Report {
    /// Labels of the sets of a task, in order.
    fn labels(&self, task: Task) -> Vec<&str> {
        let mut labels: Vec<&str> = Vec::new();
        for run in self.of(task) {
            if !labels.contains(&run.label.as_str()) {
                labels.push(&run.label);
            }
        }
        labels
    }

    fn of(&self, task: Task) -> impl Iterator<Item = &Run> {
        self.runs.iter().filter(move |run| run.task == task)
    }

    fn get(&self, task: Task, tool: &str, label: &str) -> Option<&Run> {
        self.of(task).find(|run| run.tool == tool && run.label == label)
    }

    /// Tools of a task, ours first, then from the best down.
    fn tools(&self, task: Task, value: impl Fn(&Run) -> f64) -> Vec<&Run> {
        let mut tools: Vec<(&Run, f64)> = Vec::new();
        for run in self.of(task) {
            match tools.iter_mut().find(|(first, _)| first.tool == run.tool) {
                Some((_, sum)) => *sum += value(run),
                None => tools.push((run, value(run))),
            }
        }
        tools.sort_by(|(a, x), (b, y)| (b.tool == NAME).cmp(&(a.tool == NAME)).then(y.total_cmp(x)));
        tools.into_iter().map(|(run, _)| run).collect()
    }
}

/// Tables under headings of the third level.
pub(super) fn markdown(report: &Report) -> String {
    let mut text = String::new();
    for (task, title) in [
        (Task::Articles, "Article text of HTML"),
        (Task::Flat, "Article text of the same pages as lines of text"),
    ] {
        if report.of(task).next().is_some() {
            let _ = write!(text, "### {title}\n\n{}\n", articles(report, task));
        }
    }
    if report.of(Task::Dates).next().is_some() {
        let _ = write!(text, "### Dates\n\n{}\n", dates(report));
    }
    if report.of(Task::Articles).next().is_some() {
        let _ = write!(text, "### Speed\n\n{}\n", speed(report, Task::Articles, Some(NAME)));
    }
    if report.of(Task::Parse).next().is_some() {
        let _ = write!(
            text,
            "### Speed of parsers alone, on the same pages\n\n{}\n",
            speed(report, Task::Parse, None)
        );
    }
    let own = own(report);
    if !own.is_empty() {
        let _ = write!(text, "### Memory and growth of `{NAME}`\n\n{own}\n");
    }
    let faults = faults(report);
    if !faults.is_empty() {
        let _ = write!(text, "### What failed\n\n{faults}\n");
    }
    text
}

fn articles(report: &Report, task: Task) -> String {
    let labels = report.labels(task);
    let mut head = vec!["tool".to_owned(), "version".to_owned()];
    for label in &labels {
        head.extend([format!("{label} F1"), "P".to_owned(), "R".to_owned()]);
    }
    let f1 = |run: &Run| run.overlap.map_or(0.0, |(overlap, _)| overlap.f1());
    let row = |first: &Run| {
        let mut row = vec![first.tool.clone(), first.version.clone()];
        for label in &labels {
            let run = report.get(task, &first.tool, label);
            row.extend(match run.and_then(|run| run.overlap) {
                Some((o, _)) => [share(o.f1()), share(o.precision()), share(o.recall())],
                None => [(); 3].map(|()| "–".to_owned()),
            });
        }
        row
    };
    table(&head, report.tools(task, f1).into_iter().map(row))
}

fn dates(report: &Report) -> String {
    let head =
        ["tool", "version", "set", "precision", "recall", "right of all", "pages/s"].map(str::to_owned);
    let accuracy = |run: &Run| run.days.map_or(0.0, |days| days.accuracy());
    let rows = report.tools(Task::Dates, accuracy).into_iter().flat_map(|first| {
        let runs = report.of(Task::Dates).filter(|run| run.tool == first.tool);
        runs.map(|run| {
            let days = run.days.unwrap_or_default();
            vec![
                run.tool.clone(),
                run.version.clone(),
                run.label.clone(),
                share(days.precision()),
                share(days.recall()),
                share(days.accuracy()),
                format!("{:.0}", run.pages_per_second()),
            ]
        })
    });
    table(&head, rows)
}

/// Pages a second; beside them how many times as fast `base` is.
fn speed(report: &Report, task: Task, base: Option<&str>) -> String {
    let labels = report.labels(task);
    let mut head = vec!["tool".to_owned()];
    for label in &labels {
        head.extend([format!("{label}, pages/s"), "MB/s".to_owned()]);
        head.extend(base.map(|base| format!("{base} is faster")));
    }
    head.push("slowest page, ms".to_owned());
    let row = |first: &Run| {
        let mut row = vec![first.tool.clone()];
        let mut slowest: f64 = 0.0;
        for label in &labels {
            let Some(run) = report.get(task, &first.tool, label) else {
                row.extend((0..2 + usize::from(base.is_some())).map(|_| "–".to_owned()));
                continue;
            };
            let rate = run.pages_per_second();
            row.extend([format!("{rate:.0}"), format!("{:.1}", run.megabytes_per_second())]);
            if let Some(base) = base.and_then(|base| report.get(task, base, label)) {
                row.push(format!("{:.1} ×", base.pages_per_second() / rate.max(1e-9)));
            }
            slowest = slowest.max(run.slowest().1);
        }
        row.push(format!("{:.0}", slowest * 1e3));
        row
    };
    table(&head, report.tools(task, Run::pages_per_second).into_iter().map(row))
}

/// What only our own reader is asked.
fn own(report: &Report) -> String {
    let mut text = String::new();
    for run in report.runs.iter().filter(|run| run.tool == NAME) {
        let (id, seconds) = run.slowest();
        let _ = writeln!(
            text,
            "- {}, {}: {} pages, {:.1} MB, {:.0} pages/s, {:.1} MB/s, slowest page {:.1} ms (`{id}`)",
            run.label,
            run.task.form(),
            run.times.len(),
            run.bytes as f64 / 1e6,
            run.pages_per_second(),
            run.megabytes_per_second(),
            seconds * 1e3
        );
    }
    let shown = |megabytes: Option<f64>| megabytes.map_or("unknown".to_owned(), |mb| format!("{mb:.0} MB"));
    if let Some((id, bytes, peak)) = &report.biggest {
        let _ = writeln!(
            text,
            "- memory above the start: {} for the biggest page, {:.1} MB (`{id}`)",
            shown(*peak),
            *bytes as f64 / 1e6
        );
    }
    if let Some(growth) = &report.growth {
        let _ = writeln!(
            text,
            "- a page of middle size with its body repeated (`{}`): 20 MB take {:.2} s, {:.1} times as long as 2 MB; memory {}",
            growth.id,
            growth.seconds,
            growth.ratio,
            shown(growth.megabytes)
        );
    }
    text
}

fn faults(report: &Report) -> String {
    let mut text = String::new();
    for absent in &report.absent {
        let _ = writeln!(text, "- not measured: {absent}");
    }
    for run in report.runs.iter().filter(|run| !run.faults.is_empty()) {
        let _ = writeln!(
            text,
            "- {}, {} of {}: {} pages without an answer, the first `{}`",
            run.tool,
            run.task.word(),
            run.label,
            run.faults.len(),
            run.faults[0].replace('`', "'")
        );
    }
    text
}

/// Per cent as a share of one, as papers give it.
fn share(per_cent: f64) -> String {
    format!("{:.3}", per_cent / 100.0)
}

/// A Markdown table; rows of ours are bold. Numbers, but not versions, stand to the right.
pub(crate) fn table(head: &[String], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut text = format!("| {} |\n", head.join(" | "));
    let rows: Vec<Vec<String>> = rows.collect();
    let numeric = |column: usize| {
        column > 0
            && head[column] != "version"
            && rows.iter().all(|row| {
                row.get(column)
                    .is_some_and(|cell| cell == "–" || cell.starts_with(|c: char| c.is_ascii_digit()))
            })
    };
    for column in 0..head.len() {
        text.push_str(if numeric(column) { "| ---: " } else { "| --- " });
    }
    text.push_str("|\n");
    for row in &rows {
        let bold = row.first().is_some_and(|tool| tool == NAME);
        let cells: Vec<String> = row
            .iter()
            .map(|cell| if bold && !cell.is_empty() { format!("**{cell}**") } else { cell.clone() })
            .collect();
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    text
}

pub(super) fn json(report: &Report) -> Value {
    let run = |run: &Run| {
        let (id, seconds) = run.slowest();
        let mut row = json!({
            "tool": run.tool, "version": run.version, "task": run.task.word(), "set": run.label,
            "pages": run.times.len(), "pages_per_second": run.pages_per_second(),
            "megabytes_per_second": run.megabytes_per_second(),
            "slowest_page": {"id": id, "milliseconds": seconds * 1e3}, "faults": run.faults,
        });
        if let Some((overlap, with_title)) = run.overlap {
            row["article"] = json!({"f1": overlap.f1(), "precision": overlap.precision(), "recall": overlap.recall(),
                "with_title": with_title});
        }
        if let Some(days) = run.days {
            row["dates"] = json!({"precision": days.precision(), "recall": days.recall(), "right_of_all": days.accuracy()});
        }
        row
    };
    let growth = report.growth.as_ref();
    json!({
        "rounds": report.rounds, "pinned": report.pinned, "absent": report.absent,
        "runs": report.runs.iter().map(run).collect::<Vec<_>>(),
        "biggest_page": report.biggest.as_ref().map(|(id, bytes, megabytes)| json!({"id": id, "bytes": bytes, "megabytes": megabytes})),
        "growth": growth.map(|g| json!({"id": g.id, "ratio": g.ratio, "seconds": g.seconds, "megabytes": g.megabytes})),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::pages::measures::{Days, Overlap};

    fn run(tool: &str, task: Task, label: &str, seconds: f64) -> Run {
        Run {
            tool: tool.to_owned(),
            version: "1.0".to_owned(),
            task,
            label: label.to_owned(),
            bytes: 2_000_000,
            times: vec![("a".to_owned(), seconds), ("b".to_owned(), seconds / 4.0)],
            overlap: (task == Task::Articles).then(|| (Overlap::of("a b c d", "a b c d"), false)),
            days: (task == Task::Dates).then_some(Days { right: 3, wrong: 1, missing: 0, rightly_none: 0 }),
            faults: Vec::new(),
        }
    }

    fn report(runs: Vec<Run>) -> Report {
        Report {
            rounds: 3,
            machine: String::new(),
            pinned: true,
            runs,
            biggest: None,
            growth: None,
            absent: Vec::new(),
        }
    }

    #[test]
    fn ours_comes_first_and_speed_is_told_as_a_ratio() {
        let runs = vec![
            run(NAME, Task::Articles, "ru", 0.4),
            run("slow", Task::Articles, "ru", 4.0),
            run("quick", Task::Articles, "ru", 0.04),
        ];
        let text = markdown(&report(runs));
        let speed = text.split("### Speed\n\n").nth(1).expect("a table of speed");
        let rows: Vec<&str> = speed.lines().skip(2).take(3).collect();
        assert_eq!(rows[0], "| **reportedly** | **4** | **4.0** | **1.0 ×** | **400** |");
        assert_eq!(rows[1], "| quick | 40 | 40.0 | 0.1 × | 40 |");
        assert_eq!(rows[2], "| slow | 0 | 0.4 | 10.0 × | 4000 |");
        assert!(
            text.contains("| tool | version | ru F1 | P | R |\n| --- | --- | ---: | ---: | ---: |"),
            "{text}"
        );
    }

    #[test]
    fn dates_and_what_failed() {
        let mut failed = run("peer", Task::Dates, "dates", 1.0);
        failed.faults = vec!["a: no answer in 20 s".to_owned()];
        let mut report = report(vec![run(NAME, Task::Dates, "dates", 0.1), failed]);
        report.absent.push("other: no such package".to_owned());
        let text = markdown(&report);
        assert!(text.contains("| peer | 1.0 | dates | 0.750 | 1.000 | 0.750 | 2 |"), "{text}");
        assert!(text.contains("- not measured: other: no such package\n"), "{text}");
        assert!(text.contains("1 pages without an answer, the first `a: no answer in 20 s`"), "{text}");
        assert_eq!(json(&report)["runs"][0]["dates"]["precision"], 75.0);
    }

    #[test]
    fn what_is_only_asked_of_ours() {
        let mut report = report(vec![run(NAME, Task::Flat, "ru", 0.4)]);
        report.biggest = Some(("b".to_owned(), 5_600_000, Some(23.4)));
        report.growth = Some(Growth { id: "a".to_owned(), ratio: 10.02, seconds: 0.5, megabytes: None });
        let text = markdown(&report);
        assert!(
            text.contains("- ru, flat: 2 pages, 2.0 MB, 4 pages/s, 4.0 MB/s, slowest page 400.0 ms (`a`)"),
            "{text}"
        );
        assert!(text.contains("23 MB for the biggest page, 5.6 MB (`b`)"), "{text}");
        assert!(text.contains("20 MB take 0.50 s, 10.0 times as long as 2 MB; memory unknown"), "{text}");
    }
}
