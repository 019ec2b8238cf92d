//! Pages to be read, with what people marked on them.
//!
//! Takes a folder of sets as `cargo xtask score pages` does, gives samples: one for each set and task. For peers, pages are
//! written unpacked into a folder.

use crate::score::pages::set;
use std::path::{Path, PathBuf};

/// What readers are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// Article text of HTML.
    Articles,
    /// Article text of the lines of a page.
    Flat,
    /// The day of HTML.
    Dates,
    /// Tokens or a tree of HTML: what a parser does, for comparison.
    Parse,
}

impl Task {
    pub(super) const ALL: [Task; 4] = [Task::Articles, Task::Flat, Task::Dates, Task::Parse];

    pub(super) fn word(self) -> &'static str {
        match self {
            Task::Articles => "articles",
            Task::Flat => "flat",
            Task::Dates => "dates",
            Task::Parse => "parse",
        }
    }
    /// Tasks of one form read the same pages.
    pub(super) fn form(self) -> &'static str {
        if self == Task::Flat { "flat" } else { "html" }
    }
}

pub(super) struct Page {
    pub(super) id: String,
    pub(super) url: Option<String>,
    /// Name of the file, without `.gz`.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) text: Option<String>,
    /// Inner `None`: people found no day on the page.
    pub(super) day: Option<Option<String>>,
}

pub(super) struct Sample {
    pub(super) task: Task,
    /// Short name of the set.
    pub(super) label: String,
    pub(super) pages: Vec<Page>,
}

impl Sample {
    /// Writes the pages below a folder; gives their files, in order.
    pub(super) fn unpack(&self, folder: &Path) -> Result<Vec<PathBuf>, String> {
        let folder = folder.join(&self.label);
        std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let write = |page: &Page| {
            let file = folder.join(&page.name);
            std::fs::write(&file, &page.bytes).map_err(|error| format!("{}: {error}", file.display()))?;
            Ok(file)
        };
        self.pages.iter().map(write).collect()
    }
}

/// Every sample of a set or of a folder of sets.
pub(super) fn load(data: &Path) -> Result<Vec<Sample>, String> {
    let mut samples = Vec::new();
    for folder in set::sets(data)? {
        let rows = set::gold(&folder)?;
        let has_text = rows.iter().any(|row| row.text.is_some());
        let has_days = rows.iter().any(|row| row.published.is_some());
        let has_lines = has_text && folder.join("flat").is_dir();
        for (task, wanted) in [(Task::Articles, has_text), (Task::Flat, has_lines), (Task::Dates, has_days)] {
            if wanted {
                let pages = rows.iter().map(|row| page(&folder, row, task)).collect::<Result<_, _>>()?;
                samples.push(Sample { task, label: set::label(&folder), pages });
            }
        }
    }
    Ok(samples)
}

fn page(folder: &Path, row: &set::Gold, task: Task) -> Result<Page, String> {
    let path = match task {
        Task::Flat => folder.join(format!("flat/{}.txt", row.id)),
        _ => set::html(folder, &row.id),
    };
    Ok(Page {
        id: row.id.clone(),
        url: row.url.clone(),
        name: crate::name_of(&path).trim_end_matches(".gz").to_owned(),
        bytes: set::bytes(&path)?,
        text: row.text.clone(),
        day: row.published.clone(),
    })
}
