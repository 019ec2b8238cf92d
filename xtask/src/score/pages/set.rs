//! A set of pages on disk: what people marked, and where the pages are.
//!
//! Takes folders, gives rows and bytes. Measures nothing.

use flate2::read::MultiGzDecoder;
use serde_json::Value;
use std::io::Read;
use std::path::{Path, PathBuf};

/// One line of `gold.jsonl`.
pub(crate) struct Gold {
    pub(crate) id: String,
    pub(crate) url: Option<String>,
    pub(crate) text: Option<String>,
    /// The day, or that the page has none; outer `None` when the set says nothing of dates.
    pub(crate) published: Option<Option<String>>,
}

/// Bytes of a page, unpacked if need be.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    let file = std::fs::read(path).map_err(failed)?;
    if path.extension().is_none_or(|extension| extension != "gz") {
        return Ok(file);
    }
    let mut unpacked = Vec::new();
    MultiGzDecoder::new(file.as_slice()).read_to_end(&mut unpacked).map_err(failed)?;
    Ok(unpacked)
}

pub(crate) fn gold(folder: &Path) -> Result<Vec<Gold>, String> {
    let path = folder.join("gold.jsonl");
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut rows = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let at = || format!("{}:{}", path.display(), number + 1);
        // Python writes what is absent from a column as NaN.
        let value: Value = serde_json::from_str(&line.replace(": NaN", ": null"))
            .map_err(|error| format!("{}: {error}", at()))?;
        let field = |name: &str| value[name].as_str().map(str::to_owned);
        let id = field("id").ok_or_else(|| format!("{}: no `id`", at()))?;
        rows.push(Gold {
            id,
            url: field("url"),
            text: field("text"),
            published: value.get("published").map(|_| field("published")),
        });
    }
    Ok(rows)
}

/// The file of a page in `html/`.
pub(crate) fn html(folder: &Path, id: &str) -> PathBuf {
    let packed = folder.join(format!("html/{id}.html.gz"));
    if packed.is_file() { packed } else { folder.join(format!("html/{id}.html")) }
}

/// Folders with `gold.jsonl`: the path itself or what is in it.
pub(crate) fn sets(data: &Path) -> Result<Vec<PathBuf>, String> {
    let is_set = |folder: &Path| folder.join("gold.jsonl").is_file();
    if is_set(data) {
        return Ok(vec![data.to_owned()]);
    }
    let mut sets = crate::entries(data)?;
    sets.retain(|folder| is_set(folder));
    if sets.is_empty() {
        return Err(format!("{}: no set of pages here: a set is a folder with gold.jsonl", data.display()));
    }
    Ok(sets)
}

/// The short name of a set: what follows the last hyphen of its folder.
pub(crate) fn label(folder: &Path) -> String {
    let name = crate::name_of(folder);
    name.rsplit('-').next().unwrap_or(&name).to_owned()
}
