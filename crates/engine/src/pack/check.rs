//! What a language folder must look like.
//!
//! Takes the files of one folder as text, gives every fault with its file, line and what to do. Knows which columns the rooms
//! read and the words they know in them; never what a word of a language means.

use super::Table;
use std::fmt;

/// Something wrong in a language folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// "lang/xx/titles.tsv".
    pub file: String,
    /// Counted from 1; 0 when the file as a whole is meant.
    pub line: usize,
    /// What is wrong, and what to do.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.message),
            line => write!(f, "{}:{line}: {}", self.file, self.message),
        }
    }
}

/// Files without which nothing can be read in a language; every other one may be missing.
const REQUIRED: [&str; 3] = ["language.tsv", "pack.toml", "reporting-verbs.tsv"];

const LISTS: [&str; 4] = ["abbreviations", "adverbs", "determiners", "prepositions"];

/// A table: its name, the columns it must have, and columns that hold one word of a fixed set.
type Shape = (&'static str, &'static [&'static str], &'static [(&'static str, &'static [&'static str])]);

const GENDERS: &[&str] = &["m", "f", "n", "x", ""];
const CLASSES: &[&str] = &["assert", "opinion", "predict", "demand", "question", "deny", "relay"];

const TABLES: &[Shape] = &[
    ("anonymity", &["pattern"], &[]),
    ("anonymity-nouns", &["noun", "forms"], &[("gender", GENDERS), ("number", &["plural", ""])]),
    ("byline-words", &["kind", "form"], &[("kind", &["role", "desk", "agency"])]),
    (
        "clause-words",
        &["word", "class"],
        &[("class", &["hearing", "leads", "matter", "nobody", "past", "reaction"])],
    ),
    ("complementisers", &["word", "reading"], &[]),
    ("complements", &["language", "class", "words"], &[("class", &["complement", "modifier"])]),
    (
        "cues",
        &["forms", "pos", "class"],
        &[("pos", &["noun", "phrase", "adj", "impers"]), ("class", CLASSES)],
    ),
    ("date-words", &["form", "kind", "value"], &[]),
    ("demand-modals", &["word"], &[]),
    ("discourse", &["marker", "effect"], &[("effect", &["background", "continue", "shift", "chrome"])]),
    ("document-nouns", &["noun", "forms"], &[("gender", GENDERS)]),
    ("endings", &["kind", "ending", "becomes"], &[("kind", &["any", "verb", "fleeting", "closed"])]),
    ("future", &["form"], &[]),
    ("given-names", &["id", "gender", "names"], &[("gender", &["m", "f"])]),
    (
        "grammar",
        &["word", "class"],
        &[(
            "class",
            &[
                "about",
                "adjective-suffix",
                "adverb-suffix",
                "and",
                "article",
                "as",
                "auxiliary",
                "but",
                "charge-preposition",
                "concession",
                "contrast",
                "correlative",
                "demand-preposition",
                "falsehood",
                "finds",
                "follows",
                "headline-label",
                "honorific",
                "in",
                "indefinite",
                "name-noun",
                "naming-verb",
                "new",
                "nickname",
                "not",
                "oblique-pronoun",
                "others",
                "past-be",
                "plan",
                "possessive",
                "question-particle",
                "question-word",
                "relative",
                "research",
                "subordinator",
                "this",
                "this-object",
                "year",
            ],
        )],
    ),
    ("hedges", &["marker", "type"], &[("type", &["epistemic", "hearsay", "distance", "modal"])]),
    (
        "language",
        &["kind", "values"],
        &[("kind", &["letter", "absent", "word", "common", "ending", "gram", "prior"])],
    ),
    ("irregular", &["form", "lemma"], &[]),
    ("months", &["form", "month"], &[]),
    (
        "name-words",
        &["class", "words"],
        &[(
            "class",
            &[
                "article",
                "attributive-ending",
                "body-last",
                "conjunction",
                "honorific",
                "honorific-man",
                "honorific-woman",
                "locative",
                "outlet-first",
                "outlet-last",
                "particle",
                "place-last",
                "place-noun",
                "place-preposition",
                "pronoun",
                "side",
                "verb-ending",
            ],
        )],
    ),
    ("names", &["id", "kind", "names"], &[("kind", &["place", "organisation", "outlet", "other"])]),
    (
        "negation",
        &["pattern", "effect"],
        &[("effect", &["no_claim", "deny", "assert", "predict", "retract", "self_correct"])],
    ),
    ("nicknames", &["nickname", "refers"], &[]),
    ("no-comment", &["pattern"], &[]),
    (
        "organisation-heads",
        &["noun", "forms", "kind"],
        &[("gender", GENDERS), ("kind", &["media", "org", "state", "thinktank"])],
    ),
    ("page-labels", &["kind", "form"], &[]),
    (
        "paradigms",
        &["lang", "kind", "class", "gender", "nom", "gen", "dat", "acc", "ins", "loc", "voc"],
        &[("kind", &["surn", "given", "patr", "place"]), ("gender", &["m", "f", "mf", "n", "p", ""])],
    ),
    (
        "pronouns",
        &["form", "gender", "number", "use"],
        &[("gender", GENDERS), ("number", &["sg", "pl", "x"])],
    ),
    ("quotes", &["open", "close"], &[]),
    ("relay-cues", &["pattern", "meaning"], &[]),
    (
        "reporting-verbs",
        &["lemma", "class", "frames", "strength", "forms"],
        &[("class", CLASSES), ("strength", &["1", "2", "3"])],
    ),
    ("respelling", &["kind", "from", "next", "previous", "to"], &[("kind", &["letter", "ending"])]),
    ("role-kinds", &["kind", "nouns"], &[("kind", &["any", "former", "office", "same", "wide"])]),
    ("source-phrases", &["pattern", "slot", "class", "positions"], &[("class", CLASSES)]),
    (
        "source-words",
        &["word", "class"],
        &[("class", &["distinct-body", "informed-stem", "masthead", "of-them", "one"])],
    ),
    ("titles", &["noun", "forms", "gender"], &[("gender", GENDERS)]),
    ("weekdays", &["form", "day"], &[]),
];

/// Every fault of the folder `lang/FOLDER`, in the order of the files given. Files that are neither `.tsv`, `.txt` nor
/// `.toml` are no data and pass.
pub(super) fn check(folder: &str, files: &[(&str, &str)]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for required in REQUIRED {
        if !files.iter().any(|(name, _)| *name == required) {
            faults.push(Fault {
                file: format!("lang/{folder}/{required}"),
                line: 0,
                message: "is missing; copy it from another language and translate it".to_owned(),
            });
        }
    }
    for &(name, text) in files {
        let mut file = File { path: format!("lang/{folder}/{name}"), faults: &mut faults };
        match name.rsplit_once('.') {
            Some((stem, "tsv")) => match TABLES.iter().find(|(known, ..)| *known == stem) {
                Some(shape) => table(&mut file, text, shape),
                None => {
                    let known: Vec<&str> = TABLES.iter().map(|(known, ..)| *known).collect();
                    file.unknown(&known.join(", "));
                }
            },
            Some((stem, "txt")) if !LISTS.contains(&stem) => file.unknown(&LISTS.join(", ")),
            Some(("abbreviations", "txt")) => abbreviations(&mut file, text),
            Some((_, "toml")) => settings(&mut file, folder, text),
            _ => {}
        }
    }
    faults
}

struct File<'a> {
    path: String,
    faults: &'a mut Vec<Fault>,
}

impl File<'_> {
    fn fault(&mut self, line: usize, message: String) {
        self.faults.push(Fault { file: self.path.clone(), line, message });
    }
    fn unknown(&mut self, known: &str) {
        self.fault(0, format!("nothing reads this file; rename it to one of {known}, or delete it"));
    }
}

fn table(file: &mut File<'_>, text: &str, (_, columns, fixed): &Shape) {
    let table = Table::parse(text);
    for column in columns.iter().filter(|column| !table.header.iter().any(|name| name == *column)) {
        file.fault(
            1,
            format!(
                "no column `{column}`; the first line names the columns, apart by tabs: {}",
                columns.join(" ")
            ),
        );
    }
    let lines = text.lines().enumerate().skip(1).map(|(at, line)| (at + 1, line));
    for (number, line) in lines.filter(|(_, line)| Table::is_row(line)) {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        if cells.len() > table.header.len() {
            let (n, columns) = (cells.len(), table.header.len());
            file.fault(number, format!("{n} cells for {columns} columns; check the tabs"));
        }
        if cells.first().is_none_or(|cell| cell.is_empty()) {
            file.fault(number, "the first cell is empty; write the word there".to_owned());
        }
        for (column, words) in *fixed {
            let Some(at) = table.header.iter().position(|name| name == column) else { continue };
            let cell = cells.get(at).copied().unwrap_or("");
            if !words.contains(&cell) {
                let words: Vec<&str> = words.iter().copied().filter(|word| !word.is_empty()).collect();
                file.fault(number, format!("`{cell}` is no {column}; write one of {}", words.join(", ")));
            }
        }
    }
}

fn abbreviations(file: &mut File<'_>, text: &str) {
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let mut parts = line.split_whitespace();
        let form = parts.next().unwrap_or("");
        if form.ends_with('.') {
            file.fault(at + 1, format!("write `{form}` without its last stop"));
        }
        if let Some(ending) = parts.next().filter(|e| !["before", "unit", "end", "number"].contains(e)) {
            file.fault(at + 1, format!("`{ending}` is no ending; use before, unit, end or number"));
        }
    }
}

fn settings(file: &mut File<'_>, folder: &str, text: &str) {
    let settings = match text.parse::<toml::Table>() {
        Ok(settings) => settings,
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            let line = text.get(..at).map_or(0, |before| before.matches('\n').count() + 1);
            return file.fault(
                line,
                format!("{}; write `key = \"value\"` or `key = [\"a\", \"b\"]`", error.message()),
            );
        }
    };
    let line_of = |key: &str| text.lines().position(|line| line.starts_with(key)).map_or(0, |at| at + 1);
    let word = |key: &str| settings.get(key).and_then(|value| value.as_str());
    if word("code").is_some_and(|code| code != folder) {
        file.fault(line_of("code"), format!("the code differs from the folder; write `code = \"{folder}\"`"));
    }
    if !matches!(word("word_order"), Some("slavic" | "english")) {
        file.fault(
            line_of("word_order"),
            "`word_order` says how verbs and commas stand; write \"slavic\" or \"english\"".to_owned(),
        );
    }
}
