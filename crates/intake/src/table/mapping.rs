//! Which column is what. Takes what the user says (`title=headline`) and the names columns usually have, gives fields.

use super::Row;
use crate::model::Failure;
use crate::out::{Flow, Out};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::str::FromStr;

/// What a column may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Text,
    Html,
    Url,
    Title,
    Published,
    Modified,
    Outlet,
    Authors,
    Section,
}

/// Names of fields, and names that columns of that kind have without being mapped: lower case, without `_`, `-`, `.` and blanks,
/// best first.
pub const FIELDS: &[(&str, Field, &[&str])] = &[
    (
        "text",
        Field::Text,
        &[
            "text",
            "articletext",
            "articlebody",
            "fulltext",
            "maintext",
            "plaintext",
            "contenttext",
            "content",
            "body",
            "article",
        ],
    ),
    ("html", Field::Html, &["html", "rawhtml", "pagehtml", "contenthtml", "bodyhtml"]),
    (
        "url",
        Field::Url,
        &["url", "link", "uri", "permalink", "canonicalurl", "articleurl", "pageurl", "address"],
    ),
    ("title", Field::Title, &["title", "headline", "heading"]),
    (
        "published",
        Field::Published,
        &[
            "published",
            "publishedat",
            "datepublished",
            "datepublish",
            "publishdate",
            "publicationdate",
            "pubdate",
            "date",
        ],
    ),
    (
        "modified",
        Field::Modified,
        &["modified", "modifiedat", "datemodified", "datemodify", "updated", "updatedat", "lastmodified"],
    ),
    (
        "outlet",
        Field::Outlet,
        &["outlet", "publisher", "sitename", "site", "newspaper", "source", "sourcename"],
    ),
    ("authors", Field::Authors, &["authors", "author", "byline", "creator"]),
    ("section", Field::Section, &["section", "sections", "category", "categories", "rubric"]),
];

/// What the user says of columns; columns with a usual name need no word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping(Vec<(Field, String)>);

impl Mapping {
    pub fn new(pairs: impl IntoIterator<Item = (Field, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// Reads `field=column`; in JSON the column may be a path with dots (`meta.title`, `authors.0.name`).
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn pair(text: &str) -> Result<(Field, String), String> {
        let Some((field, column)) = text.split_once('=') else {
            return Err("write it as field=column, for example title=headline".to_owned());
        };
        let (field, column) = (field.trim(), column.trim());
        let known = FIELDS.iter().find(|(name, ..)| *name == field);
        let Some((_, known, _)) = known else {
            let names: Vec<&str> = FIELDS.iter().map(|(name, ..)| *name).collect();
            return Err(format!("`{field}` is not a field; the fields are {}", names.join(", ")));
        };
        if column.is_empty() {
            return Err(format!("name the column that holds the {field}"));
        }
        Ok((*known, column.to_owned()))
    }
}

impl FromStr for Mapping {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Ok(Self(vec![Self::pair(text)?]))
    }
}

fn name_of(field: Field) -> &'static str {
    FIELDS.iter().find(|(_, known, _)| *known == field).map_or("text", |(name, ..)| name)
}

fn plain(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-' | '.' | ' ')).flat_map(char::to_lowercase).collect()
}

/// The field a column of this name is taken for, and how good the name is (0 is best).
fn usual(name: &str) -> Option<(Field, usize)> {
    let name = plain(name);
    FIELDS.iter().find_map(|(_, field, names)| {
        names.iter().position(|known| *known == name).map(|rank| (*field, rank))
    })
}

/// A line that can only be the header of a table: names of columns, one of which holds the text.
pub(crate) fn looks_like_header(line: &str, delimiter: u8, mapping: &Mapping) -> bool {
    let cells: Vec<&str> =
        line.split(char::from(delimiter)).map(|cell| cell.trim().trim_matches('"')).collect();
    let holds_text = |name: &str| {
        mapping.0.iter().any(|(field, column)| matches!(field, Field::Text | Field::Html) && column == name)
            || usual(name).is_some_and(|(field, _)| matches!(field, Field::Text | Field::Html))
    };
    let short = |cell: &&str| cell.chars().count() <= 40 && cell.split_whitespace().count() <= 3;
    let known = cells.iter().filter(|cell| usual(cell).is_some()).count();
    cells.len() >= 2
        && cells.iter().all(short)
        && cells.iter().any(|cell| holds_text(cell))
        && (known >= 2 || !mapping.0.is_empty())
}

/// Names kept to tell the user what columns there are.
const NAMES: usize = 40;

/// The columns of one table as they are met.
pub(super) struct Columns<'a> {
    mapping: &'a Mapping,
    met: Vec<bool>,
    names: BTreeSet<String>,
    has_text: bool,
    any_row: bool,
}

impl<'a> Columns<'a> {
    pub(super) fn new(mapping: &'a Mapping) -> Self {
        Self {
            mapping,
            met: vec![false; mapping.0.len()],
            names: BTreeSet::new(),
            has_text: false,
            any_row: false,
        }
    }

    /// Some column holds text, and no mapped column is missing.
    pub(super) fn has_text(&self) -> bool {
        self.has_text && self.met.iter().all(|met| *met)
    }

    fn is_mapped(&self, field: Field) -> bool {
        self.mapping.0.iter().any(|(known, _)| *known == field)
    }

    /// Fields of the columns of a header, in order of preference.
    pub(super) fn header(&mut self, header: &[String]) -> Vec<(Field, usize)> {
        self.any_row = true;
        self.names.extend(header.iter().filter(|name| !name.is_empty()).take(NAMES).cloned());
        let mut fields = Vec::new();
        for ((field, column), met) in self.mapping.0.iter().zip(&mut self.met) {
            if let Some(at) = header.iter().position(|name| name == column) {
                *met = true;
                fields.push((*field, at));
            }
        }
        let mut usual: Vec<(usize, Field, usize)> = header
            .iter()
            .enumerate()
            .filter_map(|(at, name)| usual(name).map(|(field, rank)| (rank, field, at)))
            .filter(|(_, field, _)| !self.is_mapped(*field))
            .collect();
        usual.sort_by_key(|(rank, _, at)| (*rank, *at));
        fields.extend(usual.into_iter().map(|(_, field, at)| (field, at)));
        self.has_text = fields.iter().any(|(field, _)| matches!(field, Field::Text | Field::Html));
        fields
    }

    /// The fields of one JSON object.
    pub(super) fn row(&mut self, object: &Map<String, Value>) -> Row {
        self.any_row = true;
        if self.names.len() < NAMES {
            self.names.extend(object.keys().take(NAMES).cloned());
        }
        let mut row = Row::default();
        for ((field, column), met) in self.mapping.0.iter().zip(&mut self.met) {
            if let Some(value) = at(object, column) {
                *met = true;
                row.set(*field, words(value));
            }
        }
        let mut usual: Vec<(usize, Field, &Value)> = object
            .iter()
            .filter_map(|(name, value)| usual(name).map(|(field, rank)| (rank, field, value)))
            .filter(|(_, field, _)| !self.is_mapped(*field))
            .collect();
        usual.sort_by_key(|(rank, ..)| *rank);
        for (_, field, value) in usual {
            row.set(field, words(value));
        }
        self.has_text |= row.fields.iter().any(|(field, _)| matches!(field, Field::Text | Field::Html));
        row
    }

    /// Says which columns are missing.
    pub(super) fn finish(self, path: &str, out: &mut Out<'_>) -> Flow {
        if !self.any_row {
            return out.fail(path, "holds no rows", "give a table with rows");
        }
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        let names = names.join(", ");
        let missing: Vec<String> = self
            .mapping
            .0
            .iter()
            .zip(&self.met)
            .filter(|(_, met)| !**met)
            .map(|((field, column), _)| format!("`{column}` (for {})", name_of(*field)))
            .collect();
        let message = match missing.as_slice() {
            [] if self.has_text => return Flow::Continue(()),
            [] => "has no column for the text of a page".to_owned(),
            [one] => format!("has no column {one}"),
            more => format!("has no columns {}", more.join(", ")),
        };
        let hint = format!("say which it is with `--map text=COLUMN`; its columns are: {names}");
        out.failed(Failure { path: path.to_owned(), message, hint: Some(hint) })
    }
}

/// A value by its name, or by a path with dots.
fn at<'v>(object: &'v Map<String, Value>, path: &str) -> Option<&'v Value> {
    if let Some(value) = object.get(path) {
        return Some(value);
    }
    let (first, rest) = path.split_once('.')?;
    rest.split('.').try_fold(object.get(first)?, |value, step| match value {
        Value::Object(object) => object.get(step),
        Value::Array(list) => list.get(step.parse::<usize>().ok()?),
        _ => None,
    })
}

/// The words of a value: itself, the elements of a list, or their names.
fn words(value: &Value) -> Vec<String> {
    match value {
        Value::Null | Value::Bool(_) => Vec::new(),
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(list) => list.iter().flat_map(words).collect(),
        Value::Object(object) => object.get("name").map(words).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_name_a_field_and_a_column() {
        assert_eq!(Mapping::pair("title = head line"), Ok((Field::Title, "head line".to_owned())));
        assert!(
            Mapping::pair("titel=x").is_err_and(|message| message.contains("the fields are text, html, url"))
        );
        assert!(Mapping::pair("title").is_err() && Mapping::pair("title=").is_err());
    }

    #[test]
    fn columns_are_known_by_usual_names() {
        let usual = |name: &str| usual(name).map(|(field, _)| field);
        assert_eq!(usual("Article_Text"), Some(Field::Text));
        assert_eq!(usual("date-publish"), Some(Field::Published));
        assert_eq!(usual("id"), None);
        let mapping = Mapping::default();
        let mut columns = Columns::new(&mapping);
        let header = ["id", "body", "text", "date"].map(str::to_owned);
        assert_eq!(columns.header(&header), [(Field::Text, 2), (Field::Published, 3), (Field::Text, 1)]);
    }

    #[test]
    fn paths_lead_into_objects_and_lists() {
        let Value::Object(object) = serde_json::json!({"a": {"b": [{"c": 1}]}, "x.y": 2}) else { return };
        assert_eq!(at(&object, "a.b.0.c"), Some(&Value::from(1)));
        assert_eq!(at(&object, "x.y"), Some(&Value::from(2)));
        assert_eq!(at(&object, "a.b.1.c"), None);
    }
}
