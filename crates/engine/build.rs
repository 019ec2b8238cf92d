//! Lists `lang/*` and `world/*`, checks that every table is valid UTF-8 with rows no longer than their header, and embeds
//! them as text. Nothing else: a language is a folder.

use std::fmt::Write as _;
use std::{env, fs, path::Path};

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let mut code = String::new();
    for (constant, folder) in [("LANGUAGES", "lang"), ("WORLD", "world")] {
        println!("cargo::rerun-if-changed={folder}");
        let _ = writeln!(code, "pub(crate) static {constant}: &[(&str, &str, &str)] = &[");
        let mut files = Vec::new();
        collect(&Path::new(&root).join(folder), &mut files);
        files.sort();
        for file in files {
            let path = Path::new(&file);
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
            let parent =
                path.parent().and_then(|p| p.file_name()).and_then(|n| n.to_str()).unwrap_or_default();
            if !(name.ends_with(".tsv") || name.ends_with(".txt") || name.ends_with(".toml")) {
                continue;
            }
            println!("cargo::rerun-if-changed={file}");
            check(&file, name);
            let _ = writeln!(code, "    ({parent:?}, {name:?}, include_str!({file:?})),");
        }
        code.push_str("];\n");
    }
    let out = env::var("OUT_DIR").unwrap_or_default();
    fs::write(Path::new(&out).join("embedded.rs"), code).expect("OUT_DIR is writable");
}

fn collect(folder: &Path, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if let Some(name) = path.to_str() {
            files.push(name.to_owned());
        }
    }
}

fn check(file: &str, name: &str) {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"));
    if !name.ends_with(".tsv") {
        return;
    }
    let columns = text.lines().next().map_or(0, |header| header.split('\t').count());
    for (number, line) in text.lines().enumerate() {
        assert!(
            line.split('\t').count() <= columns,
            "{file}:{}: more columns than the header names; check the tabs",
            number + 1
        );
    }
}
