//! `cargo xtask tidy`: house rules as checks.
//!
//! Takes the workspace, prints what breaks a rule. Never changes a file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Past this many lines a source file is looked at for two subjects.
const LONG: usize = 500;

pub(crate) fn run(root: &Path) -> Result<bool, String> {
    let mut faults = Vec::new();
    let mut warnings = Vec::new();
    map(root, &mut faults)?;
    let mut sources = Vec::new();
    for folder in ["crates", "xtask"] {
        collect(&root.join(folder), "rs", &mut sources)?;
    }
    for file in &sources {
        let text = read(file)?;
        let shown = relative(root, file);
        if !text.starts_with("//!") {
            faults.push(format!("{shown}: does not open with `//!` (takes, gives, never does)"));
        }
        let lines = own_lines(&text);
        if lines > LONG && !shown.contains("/tests/") {
            warnings.push(format!("{shown}: {lines} lines without tests; look for two subjects"));
        }
    }
    let mut manifests = vec![root.join("Cargo.toml")];
    collect_manifests(root, &mut manifests)?;
    for file in &manifests {
        uncommented(&relative(root, file), &read(file)?, &mut faults);
    }
    for warning in &warnings {
        println!("warning: {warning}");
    }
    for fault in &faults {
        println!("error: {fault}");
    }
    println!(
        "tidy: {} source files, {} manifests, {} errors, {} warnings",
        sources.len(),
        manifests.len(),
        faults.len(),
        warnings.len()
    );
    Ok(faults.is_empty())
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn relative(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}

fn collect(folder: &Path, extension: &str, files: &mut Vec<PathBuf>) -> Result<(), String> {
    for path in crate::entries(folder)? {
        if path.is_dir() {
            if crate::name_of(&path) != "target" {
                collect(&path, extension, files)?;
            }
        } else if path.extension().is_some_and(|e| e == extension) {
            files.push(path);
        }
    }
    Ok(())
}

fn collect_manifests(root: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let mut below = Vec::new();
    for folder in ["crates", "xtask", "fuzz"] {
        if root.join(folder).is_dir() {
            collect(&root.join(folder), "toml", &mut below)?;
        }
    }
    files.extend(below.into_iter().filter(|path| crate::name_of(path) == "Cargo.toml"));
    Ok(())
}

/// Lines before the tests at the end of a file.
fn own_lines(text: &str) -> usize {
    text.lines().take_while(|line| *line != "#[cfg(test)]").count()
}

/// ARCHITECTURE.md: every path it names exists, every room is named.
fn map(root: &Path, faults: &mut Vec<String>) -> Result<(), String> {
    let text = read(&root.join("ARCHITECTURE.md"))?;
    for path in paths(&text) {
        if !root.join(&path).exists() {
            faults.push(format!("ARCHITECTURE.md names `{path}`, which does not exist"));
        }
    }
    let named = paths(&text);
    for room in rooms(&read(&root.join("crates/engine/src/lib.rs"))?) {
        let fits = |path: &String| {
            [format!("crates/engine/src/{room}/"), format!("crates/engine/src/{room}.rs")].contains(path)
        };
        if !named.iter().any(fits) {
            faults.push(format!(
                "ARCHITECTURE.md does not name the room `{room}` (as `crates/engine/src/{room}/` or `.rs`)"
            ));
        }
    }
    for folder in crate::entries(&root.join("crates"))?.into_iter().filter(|path| path.is_dir()) {
        let folder = format!("crates/{}/", crate::name_of(&folder));
        if !named.contains(&folder) {
            faults.push(format!("ARCHITECTURE.md does not name `{folder}`"));
        }
    }
    Ok(())
}

/// Paths in backquotes: no spaces or placeholders, and a slash or a known file ending.
fn paths(text: &str) -> BTreeSet<String> {
    let words = text.split('`').skip(1).step_by(2);
    let is_path = |word: &&str| {
        let ending = [".rs", ".md", ".toml", ".tsv", ".txt"].iter().any(|ending| word.ends_with(ending));
        let plain = word.chars().all(|c| c.is_ascii_alphanumeric() || "./_-".contains(c));
        plain && (word.contains('/') || ending) && !word.starts_with('/') && !word.starts_with("..")
    };
    words.filter(is_path).map(str::to_owned).collect()
}

/// The modules of the engine.
fn rooms(library: &str) -> Vec<&str> {
    library.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect()
}

/// Dependencies that no comment explains. One comment may stand above several dependencies in a row; what the workspace
/// explains needs no second explanation.
fn uncommented(file: &str, manifest: &str, faults: &mut Vec<String>) {
    let mut inside = false;
    let mut explained = false;
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            inside = line.trim_matches(['[', ']']).ends_with("dependencies");
            explained = false;
        } else if line.is_empty() {
            explained = false;
        } else if line.starts_with('#') {
            explained = true;
        } else if inside
            && !explained
            && let Some((name, value)) = line.split_once('=')
            && !name.ends_with(".workspace ")
            && !value.contains("path =")
        {
            faults.push(format!("{file}: no comment says why `{}` is here", name.trim()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_what_stands_in_backquotes_and_looks_like_one() {
        let text = "See `crates/engine/src/page/`, `deny.toml`, `Engine::analyse`, `lang/<code>/x.tsv`, `a b/c`, `../shared`.";
        assert_eq!(paths(text).into_iter().collect::<Vec<_>>(), ["crates/engine/src/page/", "deny.toml"]);
    }

    #[test]
    fn every_dependency_is_explained() {
        let check = |manifest: &str| {
            let mut faults = Vec::new();
            uncommented("Cargo.toml", manifest, &mut faults);
            faults.len()
        };
        assert_eq!(check("[dependencies]\n# why\na = \"1\"\nb = \"1\"\n"), 0);
        assert_eq!(check("[dependencies]\na = \"1\"\n\n# why\nb = \"1\"\n"), 1);
        assert_eq!(check("[dependencies]\nserde.workspace = true\nx = { path = \"y\" }\n"), 0);
        assert_eq!(check("[workspace.dependencies]\na = \"1\"\n[package]\nname = \"x\"\n"), 1);
        assert_eq!(check("[dev-dependencies]\ntempfile = \"3\"\n"), 1);
    }

    #[test]
    fn tests_do_not_make_a_file_long() {
        assert_eq!(own_lines("a\nb\n#[cfg(test)]\nmod tests {\n}\n"), 2);
        assert_eq!(rooms("pub mod model;\nmod private;\npub mod page;\n"), ["model", "page"]);
    }
}
