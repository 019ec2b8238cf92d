//! Read-only view of the language folders (`lang/*`) and of the world tables (`world/*`).
//!
//! Takes embedded or given text, gives tables of strings. Rooms turn tables into their own lexicons once; nothing here
//! knows what a column means.

mod check;

pub use check::Fault;

use crate::model::Language;
use std::collections::BTreeMap;
use std::sync::OnceLock;

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// A TSV file: the first line names the columns, `#` before the first name is dropped, blank lines and lines that start
/// with `# ` are skipped, missing cells are empty.
#[derive(Clone, Debug, Default)]
pub struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub fn parse(text: &str) -> Self {
        let mut lines = text.lines();
        let header: Vec<String> =
            lines.next().unwrap_or("").trim_start_matches('#').split('\t').map(str::to_owned).collect();
        let rows = lines
            .filter(|line| Self::is_row(line))
            .map(|line| {
                let mut row: Vec<String> = line.split('\t').map(|cell| cell.trim().to_owned()).collect();
                row.resize(header.len(), String::new());
                row
            })
            .collect();
        Self { header, rows }
    }
    fn is_row(line: &str) -> bool {
        !line.trim().is_empty() && !line.starts_with("# ")
    }
    /// Rows in file order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { header: &self.header, cells })
    }
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// One line of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    header: &'a [String],
    cells: &'a [String],
}

impl<'a> Row<'a> {
    /// The cell under a column name; empty when there is no such column.
    pub fn get(&self, column: &str) -> &'a str {
        let position = self.header.iter().position(|name| name == column);
        position.and_then(|index| self.cells.get(index)).map_or("", String::as_str)
    }
    /// Cell by position, for tables whose header is prose.
    pub fn at(&self, index: usize) -> &'a str {
        self.cells.get(index).map_or("", String::as_str)
    }
}

/// One `lang/` folder.
#[derive(Clone, Debug)]
pub struct Pack {
    pub language: Language,
    tables: BTreeMap<String, Table>,
    lists: BTreeMap<String, Vec<String>>,
    settings: toml::Table,
}

impl Pack {
    /// The table `NAME.tsv`; an empty one when the folder has none.
    pub fn table(&self, name: &str) -> &Table {
        static EMPTY: Table = Table { header: Vec::new(), rows: Vec::new() };
        self.tables.get(name).unwrap_or(&EMPTY)
    }
    /// The lines of `NAME.txt` without blanks and `#` comments.
    pub fn list(&self, name: &str) -> &[String] {
        self.lists.get(name).map_or(&[], Vec::as_slice)
    }
    /// A string of `pack.toml`; empty when missing.
    pub fn setting(&self, key: &str) -> &str {
        self.settings.get(key).and_then(|value| value.as_str()).unwrap_or("")
    }
    /// A list of strings of `pack.toml`.
    pub fn settings(&self, key: &str) -> Vec<&str> {
        let values = self.settings.get(key).and_then(|value| value.as_array());
        values.into_iter().flatten().filter_map(|value| value.as_str()).collect()
    }
}

/// A table that is parsed when it is first asked for: the lexicon is large and reading a page does not need it.
#[derive(Clone, Debug)]
struct WorldTable {
    text: String,
    table: OnceLock<Table>,
}

/// All language folders and world tables.
#[derive(Clone, Debug)]
pub struct Packs {
    packs: Vec<Pack>,
    world: BTreeMap<String, WorldTable>,
}

impl Packs {
    /// The folders built into the program, in order of their codes.
    pub fn embedded() -> Self {
        Self::from_sources(LANGUAGES.iter().copied(), WORLD.iter().copied())
    }

    /// The built-in folders and one more, or in place of the one of that name: a language that its author tries out, given
    /// as file names and texts.
    ///
    /// # Errors
    /// Every fault of the folder, with file, line and what to do.
    pub fn with_folder(folder: &str, files: &[(&str, &str)]) -> Result<Self, Vec<Fault>> {
        let faults = check::check(folder, files);
        if !faults.is_empty() {
            return Err(faults);
        }
        let built_in = LANGUAGES.iter().copied().filter(|(name, ..)| *name != folder);
        let more = files.iter().map(|&(name, text)| (folder, name, text));
        Ok(Self::from_sources(built_in.chain(more), WORLD.iter().copied()))
    }

    /// Folders given as `(folder, file name, text)`. Nothing is checked: what cannot be read counts as empty.
    pub fn from_sources<'a>(
        languages: impl Iterator<Item = (&'a str, &'a str, &'a str)>,
        world: impl Iterator<Item = (&'a str, &'a str, &'a str)>,
    ) -> Self {
        let mut packs: BTreeMap<String, Pack> = BTreeMap::new();
        for (folder, file, text) in languages {
            let pack = packs.entry(folder.to_owned()).or_insert_with(|| Pack {
                language: Language::new(folder),
                tables: BTreeMap::new(),
                lists: BTreeMap::new(),
                settings: toml::Table::new(),
            });
            match file.rsplit_once('.') {
                Some((name, "tsv")) => {
                    pack.tables.insert(name.to_owned(), Table::parse(text));
                }
                Some((name, "txt")) => {
                    let lines = text.lines().map(str::trim);
                    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
                    pack.lists.insert(name.to_owned(), lines.map(str::to_owned).collect());
                }
                Some(("pack", "toml")) => pack.settings = text.parse().unwrap_or_default(),
                _ => {}
            }
        }
        let world = world
            .filter_map(|(_, file, text)| Some((file.strip_suffix(".tsv")?.to_owned(), text.to_owned())))
            .map(|(name, text)| (name, WorldTable { text, table: OnceLock::new() }))
            .collect();
        Self { packs: packs.into_values().collect(), world }
    }

    pub fn iter(&self) -> impl Iterator<Item = &Pack> {
        self.packs.iter()
    }
    pub fn get(&self, language: Language) -> Option<&Pack> {
        self.packs.iter().find(|pack| pack.language == language)
    }
    /// The table `world/NAME.tsv`; an empty one when there is none.
    pub fn world(&self, name: &str) -> &Table {
        static EMPTY: Table = Table { header: Vec::new(), rows: Vec::new() };
        self.world.get(name).map_or(&EMPTY, |world| world.table.get_or_init(|| Table::parse(&world.text)))
    }
}
