//! A room imports only the rooms above it: reads the `crate::` paths of every source file and the order of rooms in `lib.rs`.

use std::fs;
use std::path::{Path, PathBuf};

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Rooms in the order of `lib.rs`.
fn rooms() -> Vec<String> {
    let text = fs::read_to_string(source().join("lib.rs")).expect("lib.rs");
    let modules = text.lines().filter_map(|line| line.trim().trim_start_matches("pub ").strip_prefix("mod "));
    modules.filter_map(|rest| rest.strip_suffix(';')).map(str::to_owned).collect()
}

fn files(path: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs")
            && path.file_name().is_some_and(|n| n != "tests.rs")
        {
            found.push(path);
        }
    }
}

/// The first names behind `crate::` in code, tests left out, with their line numbers.
fn imports(text: &str) -> Vec<(usize, String)> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    let mut found = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find("crate::") {
        let line = code.len() - rest.len() + at;
        let start = code[..line].rfind('\n').map_or(0, |n| n + 1);
        let comment = code[start..line].trim_start().starts_with("//");
        rest = &rest[at + "crate::".len()..];
        if comment {
            continue;
        }
        let number = code[..line].matches('\n').count() + 1;
        let mut take = |piece: &str| {
            let name: String =
                piece.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            found.push((number, name));
        };
        match rest.strip_prefix('{') {
            Some(group) => {
                let mut depth = 0;
                let mut piece = String::new();
                for c in group.chars() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => {
                            take(&piece);
                            piece.clear();
                            continue;
                        }
                        _ => {}
                    }
                    piece.push(c);
                }
                take(&piece);
            }
            None => take(rest),
        }
    }
    found
}

#[test]
fn imports_are_found_in_every_form() {
    let names = |text: &str| imports(text).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
    assert_eq!(names("use crate::model::*;\n"), ["model"]);
    assert_eq!(names("use crate::{model::{Span, Block}, text, page::Page};\n"), ["model", "text", "page"]);
    assert_eq!(names("fn f() { crate::wire::record() }\n// crate::corpus\n"), ["wire"]);
    assert_eq!(names("#[cfg(test)]\nmod tests {\n use crate::wire;\n}\n"), [""; 0]);
}

#[test]
fn rooms_import_only_rooms_above_them() {
    let rooms = rooms();
    assert!(rooms.len() >= 10, "lib.rs names the rooms as `pub mod NAME;`, found {rooms:?}");
    let mut faults = Vec::new();
    for (place, room) in rooms.iter().enumerate() {
        let mut found = vec![source().join(format!("{room}.rs"))];
        files(&source().join(room), &mut found);
        for file in found.iter().filter(|file| file.is_file()) {
            let text = fs::read_to_string(file).expect("a source file is UTF-8");
            for (line, name) in imports(&text) {
                if rooms.iter().position(|r| *r == name).is_some_and(|other| other > place) {
                    faults.push(format!("{}:{line}: `{room}` imports `{name}`", file.display()));
                }
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{}\nhint: a room sees only rooms above it in lib.rs; move the shared thing up, or hand it in as an argument",
        faults.join("\n")
    );
}

#[test]
fn every_room_opens_with_what_it_takes_and_gives() {
    let mut found = Vec::new();
    files(&source(), &mut found);
    let mut silent: Vec<String> = Vec::new();
    for file in found {
        let text = fs::read_to_string(&file).expect("a source file is UTF-8");
        if !text.starts_with("//!") {
            silent.push(file.display().to_string());
        }
    }
    assert!(
        silent.is_empty(),
        "{}\nhint: open the file with `//!`: takes, gives, never does",
        silent.join("\n")
    );
}
