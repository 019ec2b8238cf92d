//! The project's own gold pages: format, reading, scores.

pub(crate) mod draft;
pub(crate) mod format;
pub(crate) mod pages;
pub(crate) mod score;

use std::path::{Path, PathBuf};

/// The gold pages of one language folder.
pub(crate) struct Set {
    pub(crate) language: String,
    /// `file name#line` and the page.
    pub(crate) pages: Vec<(String, format::Page)>,
}

/// Reads `FOLDER/<language>/*.md`, in order of names. The error lists every fault with file and line.
pub(crate) fn load(folder: &Path) -> Result<Vec<Set>, String> {
    let mut sets = Vec::new();
    let mut faults = Vec::new();
    for language in crate::entries(folder)?.into_iter().filter(|path| path.is_dir()) {
        let mut set = Set { language: crate::name_of(&language), pages: Vec::new() };
        for file in markdown(&language)? {
            let source =
                std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            let mut note = |fault: format::Fault| {
                faults.push(format!("{}:{}: {}", file.display(), fault.line, fault.message));
            };
            let pages = format::parse(&source).unwrap_or_else(|fault| {
                note(fault);
                Vec::new()
            });
            for page in &pages {
                let _ = format::statements(page).map_err(&mut note);
            }
            for page in pages {
                set.pages.push((format!("{}#{}", crate::name_of(&file), page.line), page));
            }
        }
        if !set.pages.is_empty() {
            sets.push(set);
        }
    }
    if faults.is_empty() { Ok(sets) } else { Err(faults.join("\n")) }
}

fn markdown(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut files = crate::entries(folder)?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "md"));
    Ok(files)
}
