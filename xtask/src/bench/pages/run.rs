//! One reader over one sample, round after round.
//!
//! Takes a sample and a function that answers for a page, gives its score and its times. The clock is the reader's.

use super::sample::{Sample, Task};
use crate::score::pages::measures::{Days, Overlap, begins};
use std::time::{Duration, Instant};

/// A reader that needs longer than this for all its rounds reads no further round.
const BUDGET: Duration = Duration::from_secs(12);

/// What a reader says of one page.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    pub(super) seconds: Option<f64>,
    pub(super) text: Option<String>,
    pub(super) title: Option<String>,
    pub(super) date: Option<String>,
    /// Why there is no answer.
    pub(super) error: Option<String>,
}

/// What one reader made of one sample.
pub(super) struct Run {
    pub(super) tool: String,
    pub(super) version: String,
    pub(super) task: Task,
    pub(super) label: String,
    /// Bytes of the pages with a time.
    pub(super) bytes: usize,
    /// Seconds of each page, the median of all rounds; pages without an answer are not among them.
    pub(super) times: Vec<(String, f64)>,
    /// Overlap with the gold texts, and whether the title was put before the text.
    pub(super) overlap: Option<(Overlap, bool)>,
    pub(super) days: Option<Days>,
    /// Pages without an answer, and why.
    pub(super) faults: Vec<String>,
}

/// Whether the title belongs to the text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Title {
    /// As `cargo xtask score pages` decides: when most gold texts begin with it.
    AsGold,
    /// Whichever way scores higher: the benefit of the doubt for peers.
    Better,
}

impl Run {
    pub(super) fn pages_per_second(&self) -> f64 {
        self.times.len() as f64 / self.seconds()
    }
    pub(super) fn megabytes_per_second(&self) -> f64 {
        self.bytes as f64 / 1e6 / self.seconds()
    }
    fn seconds(&self) -> f64 {
        self.times.iter().map(|(_, seconds)| seconds).sum::<f64>().max(1e-9)
    }
    /// The page that takes longest, and its seconds.
    pub(super) fn slowest(&self) -> (&str, f64) {
        let slowest = self.times.iter().max_by(|a, b| a.1.total_cmp(&b.1));
        slowest.map_or(("none", 0.0), |(id, seconds)| (id, *seconds))
    }
}

pub(super) fn drive(
    tool: (&str, &str),
    sample: &Sample,
    rounds: usize,
    title: Title,
    read: &mut dyn FnMut(usize) -> Answer,
) -> Run {
    let begin = Instant::now();
    let mut times = vec![Vec::new(); sample.pages.len()];
    let mut answers: Vec<Answer> = Vec::new();
    for round in 0..rounds {
        if round > 0 && begin.elapsed() > BUDGET {
            break;
        }
        for (index, times) in times.iter_mut().enumerate() {
            if answers.get(index).is_some_and(|answer| answer.error.is_some()) {
                continue;
            }
            let answer = read(index);
            times.extend(answer.seconds.filter(|_| answer.error.is_none()));
            if round == 0 {
                answers.push(answer);
            }
        }
    }
    let timed = sample.pages.iter().zip(&mut times).filter_map(|(page, times)| Some((page, median(times)?)));
    let timed: Vec<_> = timed.collect();
    Run {
        tool: tool.0.to_owned(),
        version: tool.1.to_owned(),
        task: sample.task,
        label: sample.label.clone(),
        bytes: timed.iter().map(|(page, _)| page.bytes.len()).sum(),
        times: timed.iter().map(|(page, seconds)| (page.id.clone(), *seconds)).collect(),
        overlap: matches!(sample.task, Task::Articles | Task::Flat).then(|| overlap(sample, &answers, title)),
        days: (sample.task == Task::Dates).then(|| days(sample, &answers)),
        faults: faults(sample, &answers),
    }
}

/// The middle value, of two the lower.
pub(super) fn median(times: &mut [f64]) -> Option<f64> {
    times.sort_by(f64::total_cmp);
    times.get(times.len().saturating_sub(1) / 2).copied()
}

/// A page without an answer has no text.
fn overlap(sample: &Sample, answers: &[Answer], title: Title) -> (Overlap, bool) {
    let (mut with, mut without) = (Overlap::default(), Overlap::default());
    let (mut texts, mut begun) = (0, 0);
    for (page, answer) in sample.pages.iter().zip(answers) {
        let Some(gold) = &page.text else { continue };
        let text = answer.text.as_deref().unwrap_or_default();
        let title = answer.title.as_deref().unwrap_or_default();
        with.add(Overlap::of(gold, &format!("{title}\n{text}")));
        without.add(Overlap::of(gold, text));
        texts += 1;
        begun += usize::from(begins(gold, title));
    }
    let with_title = match title {
        Title::AsGold => 2 * begun > texts,
        Title::Better => with.f1() > without.f1(),
    };
    (if with_title { with } else { without }, with_title)
}

fn days(sample: &Sample, answers: &[Answer]) -> Days {
    let mut days = Days::default();
    for (page, answer) in sample.pages.iter().zip(answers) {
        if let Some(day) = &page.day {
            days.add(day.as_deref(), answer.date.as_deref());
        }
    }
    days
}

fn faults(sample: &Sample, answers: &[Answer]) -> Vec<String> {
    let fault = |(page, answer): (&super::sample::Page, &Answer)| {
        answer.error.as_ref().map(|error| format!("{}: {error}", page.id))
    };
    sample.pages.iter().zip(answers).filter_map(fault).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::Page;
    use super::*;

    fn sample(task: Task) -> Sample {
        let page = |id: &str, text: &str, day: Option<&str>| Page {
            id: id.to_owned(),
            url: None,
            name: format!("{id}.html"),
            bytes: text.as_bytes().to_vec(),
            text: Some(text.to_owned()),
            day: Some(day.map(str::to_owned)),
        };
        let pages = vec![
            page("a", "Міст закрито. Інженери перевірять опори до весни", Some("2024-05-01")),
            page("b", "Паром ходить щогодини з ранку до ночі", None),
        ];
        Sample { task, label: "own".to_owned(), pages }
    }

    fn answer(seconds: f64, title: &str, text: &str) -> Answer {
        let (title, text) = (Some(title.to_owned()), Some(text.to_owned()));
        Answer { seconds: Some(seconds), title, text, ..Answer::default() }
    }

    #[test]
    fn times_are_medians_and_texts_are_of_the_first_round() {
        let mut calls = 0;
        let run = drive(("x", "1"), &sample(Task::Articles), 3, Title::Better, &mut |index| {
            calls += 1;
            if index == 0 {
                answer(f64::from(calls), "Міст закрито", "Інженери перевірять опори до весни")
            } else {
                answer(0.5, "Паром", "Паром ходить щогодини з ранку до ночі")
            }
        });
        assert_eq!((calls, &run.times[0], run.slowest()), (6, &("a".to_owned(), 3.0), ("a", 3.0)));
        let (overlap, with_title) = run.overlap.expect("articles have an overlap");
        assert!(with_title && overlap.precision() < 100.0 && overlap.recall() == 100.0);
        assert!((run.pages_per_second() - 2.0 / 3.5).abs() < 1e-9);
    }

    #[test]
    fn the_title_counts_as_gold_has_it_or_as_it_scores_higher() {
        let mut sample = sample(Task::Articles);
        sample.pages.truncate(1);
        let mut read = |_| answer(1.0, "Міст закрито", "Інженери перевірять опори до весни");
        for title in [Title::AsGold, Title::Better] {
            let (overlap, with_title) =
                drive(("x", ""), &sample, 1, title, &mut read).overlap.expect("overlap");
            assert_eq!((overlap.f1(), with_title), (100.0, true));
        }
    }

    #[test]
    fn a_page_without_an_answer_is_asked_once_and_told() {
        let mut calls = 0;
        let run = drive(("x", ""), &sample(Task::Dates), 4, Title::Better, &mut |index| {
            calls += 1;
            if index == 0 {
                return Answer { error: Some("crashed".to_owned()), seconds: Some(1.0), ..Answer::default() };
            }
            Answer { seconds: Some(0.1), ..Answer::default() }
        });
        assert_eq!((calls, run.faults.as_slice(), run.times.len()), (5, &["a: crashed".to_owned()][..], 1));
        assert_eq!(run.days, Some(Days { missing: 1, rightly_none: 1, ..Days::default() }));
    }
}
