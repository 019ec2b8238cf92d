//! From paths to pages: the options of the command line for `reportedly-intake`, and its items as inputs of the store.

use crate::args::{Global, Reading};
use crate::fault::{Fault, say};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use reportedly_intake::{Item, Options, Page, Pages, Sources};
use reportedly_store::{Failure, Input};
use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Instant;

/// What the paths lead to.
pub(crate) fn sources(paths: &[PathBuf], reading: &Reading) -> Result<Sources, Fault> {
    let sources = Sources::new(paths);
    if reading.url.is_some() && sources.len() > 1 {
        return Err(Fault::usage(
            "`--url` is the address of one page, and there are more",
            "give that page alone",
        ));
    }
    Ok(sources)
}

/// Pages one after the other, with a bar on terminals. Notes are told at once.
pub(crate) struct Inputs {
    pages: Pages,
    bar: Bar,
    quiet: bool,
}

impl Inputs {
    pub(crate) fn new(sources: Sources, reading: &Reading, global: &Global) -> Self {
        let Reading { map, outlet, url, published } = reading.clone();
        let options = Options {
            mapping: reportedly_intake::Mapping::new(map),
            outlet,
            url,
            published,
            ..Options::default()
        };
        let total = sources.total_bytes();
        let pages = Pages::new(sources, options);
        Self { bar: Bar::new(total, &pages, global), pages, quiet: global.quiet }
    }

    pub(crate) fn bar(&self) -> Bar {
        self.bar.clone()
    }
}

impl Iterator for Inputs {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            return Some(match self.pages.next()? {
                Item::Page(Page { origin, bytes }) => Input { origin, bytes: Ok(bytes) },
                Item::Failed(failure) => {
                    let reportedly_intake::Failure { path, message, hint } = failure;
                    let origin =
                        reportedly_engine::model::Origin { path: path.clone(), ..Default::default() };
                    Input { origin, bytes: Err(Failure { path, message, hint }) }
                }
                Item::Note(note) => {
                    if !self.quiet {
                        let line = format!("`{}`: {}", note.path, note.message);
                        self.bar.aside(|| say("note", &line, None));
                    }
                    continue;
                }
            });
        }
    }
}

/// A bar for people who watch: how much is read of all there is, at what rate, and how long it will take.
#[derive(Clone)]
pub(crate) struct Bar {
    bar: ProgressBar,
    read: std::rc::Rc<dyn Fn() -> u64>,
    begun: Instant,
}

impl Bar {
    fn new(total: Option<u64>, pages: &Pages, global: &Global) -> Self {
        let stderr = std::io::stderr();
        // Data and a bar on one terminal would overwrite each other.
        let hidden = global.quiet || !stderr.is_terminal();
        let bar = match total {
            _ if hidden => ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()),
            Some(total) => ProgressBar::new(total),
            None => ProgressBar::no_length(),
        };
        let template = match total {
            Some(_) => "{bar:30} {bytes}/{total_bytes} · {msg} · {eta} left",
            None => "{bytes} · {msg}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self { bar, read: std::rc::Rc::new(pages.counter()), begun: Instant::now() }
    }

    /// `pages` are done.
    pub(crate) fn done(&self, pages: usize) {
        if self.bar.is_hidden() {
            return;
        }
        let read = (self.read)();
        let seconds = self.begun.elapsed().as_secs_f64().max(1e-3);
        let length = self.bar.length().unwrap_or(u64::MAX);
        let (each, megabytes) = (pages as f64 / seconds, read as f64 / 1e6 / seconds);
        self.bar.set_position(read.min(length));
        self.bar.set_message(format!("{pages} pages · {each:.0} pages/s · {megabytes:.1} MB/s"));
    }

    pub(crate) fn say(&self, what: &'static str) {
        self.bar.set_message(what);
    }

    /// Runs something that writes to standard error.
    pub(crate) fn aside(&self, write: impl FnOnce()) {
        self.bar.suspend(write);
    }

    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// A year, month, day or minute as EDTF.
pub(crate) fn date(text: &str) -> Result<String, String> {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let shapes = ["0000", "0000-00", "0000-00-00", "0000-00-00T00:00", "0000-00-00T00:00:00"];
    let number = |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<u32>().ok());
    let fits = number(5..7).is_none_or(|month| (1..=12).contains(&month))
        && number(8..10).is_none_or(|day| (1..=31).contains(&day))
        && number(11..13).is_none_or(|hour| hour < 24)
        && number(14..16).is_none_or(|minute| minute < 60);
    if shapes.contains(&shape.as_str()) && fits {
        return Ok(text.to_owned());
    }
    Err("write it as 2024, 2024-05, 2024-05-17 or 2024-05-17T09:30".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_years_months_days_or_minutes() {
        for good in ["2024", "2024-05", "2024-05-17", "2024-05-17T09:30", "2024-05-17T09:30:01"] {
            assert_eq!(date(good).as_deref(), Ok(good));
        }
        for bad in ["", "24", "2024-13", "2024-05-40", "17.05.2024", "2024-05-17T25:00", "yesterday", "٢٠٢٤"]
        {
            assert!(date(bad).is_err(), "{bad}");
        }
    }
}
