//! One list of filters: what the API takes, `search` and `export` take, and the other way round.

use crate::Desk;
use serde_json::Value;
use std::collections::BTreeSet;

/// Options that are no filters: output and paging of the command line.
const OURS: [&str; 13] = [
    "corpus",
    "json",
    "jsonl",
    "limit",
    "jobs",
    "color",
    "quiet",
    "verbose",
    "help",
    "to",
    "output",
    "with-text",
    "stamp",
];

fn api(document: &Value, path: &str) -> BTreeSet<String> {
    let list = document["paths"][path]["get"]["parameters"].as_array().unwrap();
    let names = list.iter().filter(|one| one["in"] == "query").map(|one| one["name"].as_str().unwrap());
    // words are no option; `text` is called by what it does; a cursor is of HTTP
    let same = |name: &str| name.replace('_', "-");
    names
        .filter(|name| !["q", "limit", "cursor", "text", "to", "claim", "page"].contains(name))
        .map(same)
        .collect()
}

fn options(desk: &Desk, command: &str) -> BTreeSet<String> {
    let help = desk.run(&[command, "--help"]).ends(0).stdout;
    let flags = help.lines().filter_map(|line| {
        line.trim_start().split("--").nth(1).filter(|_| line.trim_start().starts_with('-'))
    });
    let names = flags.map(|rest| rest.split([' ', '\u{a0}', '[', '=']).next().unwrap_or("").to_owned());
    names.filter(|name| !name.is_empty() && !OURS.contains(&name.as_str())).collect()
}

#[test]
fn the_command_line_and_the_api_have_the_same_filters() {
    let desk = Desk::new();
    let document: Value = serde_json::from_str(&reportedly_web::openapi()).unwrap();
    for (command, path) in [
        ("search", "/api/v1/search"),
        ("export", "/api/v1/export"),
        ("claims", "/api/v1/claims"),
        ("positions", "/api/v1/actors/{id}/positions"),
    ] {
        let mut ours = options(&desk, command);
        ours.remove("csv");
        assert_eq!(ours, api(&document, path), "{command}");
    }
    let relays: BTreeSet<String> = ["from", "to"].map(str::to_owned).into();
    let help = desk.run(&["relays", "--help"]).ends(0).stdout;
    assert!(relays.iter().all(|name| help.contains(&format!("--{name}"))));
    let of_api = document["paths"]["/api/v1/relays"]["get"]["parameters"].as_array().unwrap();
    assert!(relays.iter().all(|name| of_api.iter().any(|one| one["name"] == name.as_str())));
}

#[test]
fn search_knows_who_speaks_and_whom_the_words_name() {
    let desk = Desk::with_pages();
    desk.put("pages/d.txt", "Engineer Nora Whitfield said that Ostap Kalyniuk had promised too much.\n");
    desk.run(&["add", "pages", "-c", "x.rpd"]).ends(0);
    let hits = |args: &[&str]| {
        let all: Vec<&str> = ["search", "-c", "x.rpd", "--json"].iter().chain(args).copied().collect();
        desk.run(&all).ends(0).json()["hits"].as_array().unwrap().clone()
    };
    let about = hits(&["--about", "Калинюка"]);
    assert!(
        !about.is_empty() && about.iter().all(|hit| hit["statement"]["speaker"] == "Nora Whitfield"),
        "{about:?}"
    );
    assert_eq!(
        desk.run(&["search", "-c", "x.rpd", "--about", "Калинюка", "--no-translit"]).ends(1).stdout,
        ""
    );
    let id = about[0]["statement"]["actor"].as_str().unwrap().to_owned();
    let said = hits(&["--actor", &id]);
    assert!(said.len() > 1 && said.iter().all(|hit| hit["statement"]["actor"] == id.as_str()));
    let text = desk.run(&["search", "-c", "x.rpd", "--actor", &id, "--facets"]).ends(0).stdout;
    assert!(text.contains("STATEMENTS FOUND: ") && text.contains("--lang: en"), "{text}");
    let facets = desk.run(&["search", "-c", "x.rpd", "--actor", &id, "--facets", "--json"]).ends(0).json();
    assert_eq!(facets["facets"]["statements"].as_u64().unwrap() as usize, said.len());
    let lines = desk.run(&["export", "-c", "x.rpd", "--actor", &id, "--to", "jsonl"]).ends(0).stdout;
    assert_eq!(lines.lines().count(), said.len());
}
