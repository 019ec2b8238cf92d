//! What a corpus is known by.
//!
//! Takes a folder or a file, gives a hash of names and bytes.

use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// 16 hex digits over names and bytes of the files below a folder (or of one file) whose relative path fits.
pub(super) fn hash(folder: &Path, fits: impl Fn(&str) -> bool) -> Result<String, String> {
    let mut files = Vec::new();
    collect(folder, "", &mut files)?;
    let mut digest = Sha256::new();
    for (name, path) in files.into_iter().filter(|(name, _)| fits(name)) {
        let bytes = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        digest.update(name.as_bytes());
        digest.update([0]);
        digest.update(Sha256::digest(&bytes));
    }
    let digits: String = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(digits[..16].to_owned())
}

fn collect(path: &Path, name: &str, files: &mut Vec<(String, PathBuf)>) -> Result<(), String> {
    if !path.is_dir() {
        files.push((name.to_owned(), path.to_owned()));
        return Ok(());
    }
    for entry in crate::entries(path)? {
        let below = if name.is_empty() {
            crate::name_of(&entry)
        } else {
            format!("{name}/{}", crate::name_of(&entry))
        };
        collect(&entry, &below, files)?;
    }
    Ok(())
}
