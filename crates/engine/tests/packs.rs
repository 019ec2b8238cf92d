//! Walks `lang/*` and `world/*`: every list is well formed, clean and has a named source and licence.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use unicode_normalization::is_nfc;

/// Files without which a language cannot be read.
const REQUIRED: &[&str] =
    &["SOURCES.md", "abbreviations.txt", "language.tsv", "reporting-verbs.tsv", "titles.tsv"];

/// Columns that name a row: two rows must not agree in all of them. `file`, columns.
const KEYS: &[(&str, &[&str])] = &[
    ("reporting-verbs.tsv", &["lemma", "class"]),
    ("titles.tsv", &["noun", "gender", "refers"]),
    ("pronouns.tsv", &["form", "use", "number", "gender"]),
    ("months.tsv", &["form", "month"]),
    ("weekdays.tsv", &["form", "day"]),
    ("quotes.tsv", &["open", "close"]),
    ("countries.tsv", &["id"]),
    ("given-names.tsv", &["id"]),
    ("languages.tsv", &["code", "kind", "values"]),
    ("organisations.tsv", &["id"]),
    ("outlets.tsv", &["id"]),
    ("territories.tsv", &["iso"]),
];

/// Words that mix scripts on purpose, with the reason.
const MIXED: &[(&str, &str)] = &[];

/// Licences under which data may ship; anything else needs a decision first.
const LICENCES: &[&str] =
    &["MIT OR Apache-2.0", "Unicode-3.0", "MIT", "BSD-3-Clause", "CC0", "CC BY 4.0", "Apache-2.0"];

struct File {
    path: PathBuf,
    name: String,
    text: String,
}

/// Data files by folder.
fn folders() -> BTreeMap<String, Vec<File>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = vec![root.join("world")];
    paths.extend(fs::read_dir(root.join("lang")).expect("lang/").flatten().map(|entry| entry.path()));
    let mut folders = BTreeMap::new();
    for folder in paths.iter().filter(|path| path.is_dir()) {
        let mut files = Vec::new();
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            let name = entry.file_name().into_string().expect("a file name is UTF-8");
            let text = [".tsv", ".txt", ".toml", ".md"].iter().any(|end| name.ends_with(end));
            if text {
                let text =
                    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                files.push(File { path, name, text });
            }
        }
        files.sort_by(|a, b| a.name.cmp(&b.name));
        folders.insert(folder.strip_prefix(root).expect("inside").display().to_string(), files);
    }
    folders
}

/// Runs `check` over every file and shows all faults at once.
fn each(check: impl Fn(&str, &File, &mut Vec<String>)) {
    let mut faults = Vec::new();
    for (folder, files) in &folders() {
        for file in files {
            check(folder, file, &mut faults);
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

fn is_data(file: &File) -> bool {
    file.name.ends_with(".tsv") || file.name.ends_with(".txt")
}

/// Lines that carry data, with their numbers; the header of a table left out.
fn rows(file: &File) -> impl Iterator<Item = (usize, &str)> {
    let table = file.name.ends_with(".tsv");
    let lines = file.text.lines().enumerate().map(|(number, line)| (number + 1, line));
    lines.filter(move |&(number, line)| {
        !(line.trim().is_empty()
            || (table && number == 1)
            || line.starts_with(if table { "# " } else { "#" }))
    })
}

fn header(file: &File) -> Vec<&str> {
    file.text.lines().next().unwrap_or("").trim_start_matches('#').split('\t').collect()
}

#[test]
fn tables_have_headers_and_rows_that_fit() {
    each(|_, file, faults| {
        if !file.name.ends_with(".tsv") {
            return;
        }
        let path = file.path.display();
        let header = header(file);
        let mut names = header.clone();
        names.sort_unstable();
        names.dedup();
        if names.len() != header.len() || header.iter().any(|name| name.trim().is_empty()) {
            faults.push(format!(
                "{path}:1: the first line must name each column once; name the empty or doubled one"
            ));
        }
        if header.iter().any(|name| name.trim() != *name) {
            faults.push(format!("{path}:1: a column name has spaces around it; remove them"));
        }
        for (number, line) in rows(file) {
            let cells = line.split('\t').count();
            if cells > header.len() {
                faults.push(format!(
                    "{path}:{number}: {cells} cells for {} columns; check the tabs",
                    header.len()
                ));
            }
            if line.split('\t').next().is_none_or(|cell| cell.trim().is_empty()) {
                faults.push(format!("{path}:{number}: the first cell is empty; write the key there"));
            }
        }
    });
}

#[test]
fn text_is_clean() {
    each(|_, file, faults| {
        let path = file.path.display();
        if !is_nfc(&file.text) {
            faults.push(format!(
                "{path}: not in NFC; run it through `uconv -x nfc` (й and ї must be one character)"
            ));
        }
        if !file.text.ends_with('\n') || file.text.contains('\r') {
            faults.push(format!("{path}: end every line, the last one too, with a line feed alone"));
        }
        for (number, line) in file.text.lines().enumerate() {
            let hidden = line
                .chars()
                .find(|c| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{301}'));
            if let Some(c) = hidden {
                faults.push(format!(
                    "{path}:{}: invisible or combining U+{:04X}; delete it",
                    number + 1,
                    c as u32
                ));
            }
            if is_data(file) && line.ends_with(' ') {
                faults.push(format!("{path}:{}: a space at the end; delete it", number + 1));
            }
        }
    });
}

#[test]
fn words_keep_to_one_script() {
    each(|_, file, faults| {
        for (number, line) in rows(file).filter(|_| is_data(file)) {
            for word in line.split(|c: char| !c.is_alphabetic()) {
                let cyrillic = word.chars().any(|c| matches!(c, '\u{400}'..='\u{52f}'));
                let latin = word.chars().any(|c| c.is_ascii_alphabetic());
                if cyrillic && latin && !MIXED.iter().any(|(declared, _)| *declared == word) {
                    let path = file.path.display();
                    faults.push(format!(
                        "{path}:{number}: `{word}` mixes Latin and Cyrillic letters; retype it, or declare it in MIXED (tests/packs.rs)"
                    ));
                }
            }
        }
    });
}

#[test]
fn rows_are_unique() {
    each(|_, file, faults| {
        if !is_data(file) {
            return;
        }
        let header = header(file);
        let columns = KEYS.iter().find(|(name, _)| *name == file.name).map(|(_, columns)| *columns);
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for (number, line) in rows(file) {
            let cells: Vec<&str> = line.split('\t').collect();
            let key = match columns {
                Some(columns) => {
                    let cell = |column: &&str| {
                        let position = header.iter().position(|name| name == column);
                        position.and_then(|position| cells.get(position)).copied().unwrap_or("").trim()
                    };
                    columns.iter().map(cell).collect::<Vec<_>>().join(" | ")
                }
                None => line.trim().to_owned(),
            };
            if let Some(first) = seen.insert(key.clone(), number) {
                let path = file.path.display();
                faults.push(format!(
                    "{path}:{number}: `{key}` stands in line {first} already; delete one or merge them"
                ));
            }
        }
    });
}

#[test]
fn folders_are_complete() {
    let folders = folders();
    let languages: Vec<_> = folders.iter().filter(|(folder, _)| folder.starts_with("lang")).collect();
    assert!(languages.len() >= 4, "lang/ holds one folder for each language");
    let settings = languages.iter().any(|(_, files)| files.iter().any(|file| file.name == "pack.toml"));
    let mut faults = Vec::new();
    for (folder, files) in &languages {
        let required = REQUIRED.iter().copied().chain(settings.then_some("pack.toml"));
        for name in required.filter(|name| !files.iter().any(|file| file.name == *name)) {
            faults
                .push(format!("{folder}/{name} is missing; copy it from another language and translate it"));
        }
        for file in files.iter().filter(|file| file.name == "pack.toml") {
            if let Err(error) = file.text.parse::<toml::Table>() {
                faults.push(format!("{folder}/pack.toml: {error}"));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn sources_and_licences_are_named() {
    let mut faults = Vec::new();
    for (folder, files) in &folders() {
        let Some(sources) = files.iter().find(|file| file.name == "SOURCES.md") else {
            faults.push(format!(
                "{folder}/SOURCES.md is missing; name the source and the licence of every file there"
            ));
            continue;
        };
        for file in files.iter().filter(|file| !file.name.ends_with(".md")) {
            let row = sources.text.lines().find(|line| line.contains(&format!("`{}`", file.name)));
            match row {
                None => faults.push(format!(
                    "{folder}/SOURCES.md does not name `{}`; add a row: file, what it holds, source, licence",
                    file.name
                )),
                Some(row) if !LICENCES.iter().any(|licence| row.contains(licence)) => faults.push(format!(
                    "{folder}/SOURCES.md: the row of `{}` names no licence that may ship ({})",
                    file.name,
                    LICENCES.join(", ")
                )),
                Some(_) => {}
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
