//! Lists `lang/*` and `world/*`, checks that every table is valid UTF-8 with rows no longer than their header, and embeds
//! them as text; the lists of names become one sorted table. Nothing else: a language is a folder.

use std::fmt::Write as _;
use std::{env, fs, path::Path};

/// Lists that the program reads only as the table of names.
const NAME_LISTS: [&str; 3] = ["name-groups.txt", "name-short-forms.txt", "name-particles.txt"];

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let out = env::var("OUT_DIR").unwrap_or_default();
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
            if NAME_LISTS.contains(&name) {
                continue;
            }
            check(&file, name);
            let _ = writeln!(code, "    ({parent:?}, {name:?}, include_str!({file:?})),");
        }
        code.push_str("];\n");
    }
    fs::write(Path::new(&out).join("embedded.rs"), code).expect("OUT_DIR is writable");
    let world = |name: &str| {
        let file = Path::new(&root).join("world").join(name);
        fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    };
    let [groups, short, particles] = NAME_LISTS.map(world);
    let table = names(&world("given-names.tsv"), &[&groups, &short], &particles);
    fs::write(Path::new(&out).join("name-groups.bin"), table).expect("OUT_DIR is writable");
}

/// The table of names that `src/name/alike/groups.rs` searches: entries of a hash (8 bytes) and a group (4 bytes, the
/// number under the flags), both little-endian, sorted. `given` is a table, `groups` and `particles` are lists.
fn names(given: &str, groups: &[&str], particles: &str) -> Vec<u8> {
    const MAN: u32 = 1 << 28;
    const WOMAN: u32 = 1 << 29;
    const PARTICLE: u32 = 1 << 30;
    let mut entries: Vec<(u64, u32)> = Vec::new();
    let mut number = 0;
    let mut add = |names: &str, value: u32| {
        let names = names.split(',').map(fold).filter(|name| !name.is_empty());
        entries.extend(names.map(|name| (hash(&name), value)));
    };
    for row in given.lines().skip(1) {
        number += 1;
        let cells: Vec<&str> = row.split('\t').collect();
        let gender = if cells.get(1) == Some(&"f") { WOMAN } else { MAN };
        // full names, then short forms, which both genders share
        cells.iter().take(6).skip(2).for_each(|cell| add(cell, number | gender));
        cells.iter().skip(6).for_each(|cell| add(cell, number));
    }
    for list in groups {
        for row in list.lines().filter(|row| !row.starts_with('#')) {
            number += 1;
            add(row, number);
        }
    }
    for row in particles.lines().filter(|row| !row.starts_with('#')) {
        row.split(' ').for_each(|word| add(word, PARTICLE));
    }
    assert!(number < MAN, "too many groups of names");
    entries.sort_unstable();
    entries.dedup();
    entries
        .iter()
        .flat_map(|(hash, value)| [&hash.to_le_bytes()[..], &value.to_le_bytes()].concat())
        .collect()
}

/// As `text::fold`, for words of one script without accents that combine.
fn fold(word: &str) -> String {
    word.trim().to_lowercase().replace('ё', "е").replace(['’', 'ʼ'], "'")
}

/// As in `src/name/alike/groups.rs`.
fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
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
