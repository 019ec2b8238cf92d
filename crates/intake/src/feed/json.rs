//! JSON Feed 1.0 and 1.1 (jsonfeed.org). Takes a stream, gives entries as they are read.

use super::{Entry, HINT, Text};
use crate::out::{Flow, Out, Tally};
use crate::table::document::{self, Piece};
use serde_json::{Map, Value};
use std::io::Read;

pub(crate) fn read(from: impl Read, path: &str, out: &mut Out<'_>) -> Flow {
    let mut tally = Tally::new(path, "entry");
    let mut outlet = String::new();
    let mut number = 0;
    document::read(from, Some("items"), path, out, &mut |piece, out| match piece {
        Piece::Member(name, Value::String(value)) if name == "title" => {
            outlet = value;
            Flow::Continue(())
        }
        Piece::Member(..) => Flow::Continue(()),
        Piece::Element(Value::Object(item)) => {
            number += 1;
            entry(&item).emit(&outlet, path, number, &mut tally, out)
        }
        Piece::Element(_) => {
            number += 1;
            tally.damaged(number, "is not an object", HINT, out)
        }
    })?;
    if number == 0 {
        return out.fail(path, "is a feed without entries", "get the feed again, or leave it out");
    }
    tally.finish(out)
}

fn entry(item: &Map<String, Value>) -> Entry {
    let word = |name: &str| item.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let names = |value: Option<&Value>| -> Vec<String> {
        let list = value.and_then(Value::as_array).into_iter().flatten();
        list.filter_map(|value| value.as_str().or_else(|| value.get("name")?.as_str()))
            .map(str::to_owned)
            .collect()
    };
    let mut authors = names(item.get("authors"));
    // Version 1.0 had one.
    authors.extend(item.get("author").and_then(|author| author.get("name")?.as_str()).map(str::to_owned));
    let link = [word("url"), word("external_url")].into_iter().find(|link| !link.is_empty());
    let html = word("content_html");
    let content = match html.trim() {
        "" => Text { words: word("content_text"), is_html: false },
        _ => Text { words: html, is_html: true },
    };
    Entry {
        title: word("title"),
        link: link.unwrap_or_default(),
        id: word("id"),
        published: word("date_published"),
        modified: word("date_modified"),
        authors,
        sections: names(item.get("tags")),
        outlet: String::new(),
        content,
        summary: Text { words: word("summary"), is_html: false },
    }
}
