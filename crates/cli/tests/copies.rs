//! `copies` and `compare`.

use crate::{Desk, PAGE_EN};

const FIRST: &str = "Fire in the port of Ternov\n\n\
    The fire allegedly destroyed 48,317 tonnes of grain in the warehouse of the port of Ternov on Friday night.\n\n\
    The owners of the warehouse promised to replace the old wiring last spring, the head of the fire service said.\n";
const SECOND: &str = "Fire in the port of Ternov\n\n\
    The fire destroyed 48,000 tonnes of grain in the warehouse of the port of Ternov on Friday night.\n\n\
    The owners of the warehouse promised to replace the old wiring last spring, the head of the fire service said.\n";

/// A desk with a text, its retelling and a page of another story.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("first.txt", FIRST);
    desk.put("second.txt", SECOND);
    desk.put("other.txt", PAGE_EN);
    let add = |file: &str, date: &str| desk.run(&["add", file, "--published", date]).ends(0);
    add("first.txt", "2024-05-17T09:00");
    add("second.txt", "2024-05-17T12:00");
    add("other.txt", "2024-05-17T12:00");
    desk
}

#[test]
fn copies_say_who_was_first_and_why() {
    let desk = desk();
    let text = desk.run(&["copies"]).ends(0).stdout;
    assert!(text.starts_with("2 pages · at most 1 independent telling\n"), "{text}");
    assert!(text.contains("earliest seen here") && text.contains("first was earlier"), "{text}");
    assert!(text.contains("dated earlier: 2024-05-17T09:00 before 2024-05-17T12:00"), "{text}");
    let json = desk.run(&["copies", "second.txt", "--json"]).ends(0).json();
    let pair = &json["groups"][0]["pairs"][0];
    assert_eq!(json["groups"][0]["tellings"], 1);
    assert_eq!(pair["reasons"][0]["kind"], "time");
    assert!(pair["passages"][0]["a"]["text"].as_str().is_some_and(|text| FIRST.contains(text)), "{pair}");
    let none = desk.run(&["copies", "other.txt"]).ends(1);
    assert!(none.stderr.contains("no copies of `other.txt` in 3 documents"), "{}", none.stderr);
    assert!(desk.run(&["copies", "nothing"]).ends(2).stderr.contains("no page `nothing`"));
}

#[test]
fn compare_shows_what_a_retelling_changes() {
    let desk = desk();
    let text = desk.run(&["compare", "first.txt", "second.txt"]).ends(0).stdout;
    for line in [
        "FIRST first",
        "SECOND second",
        "loses the hedge: allegedly",
        "rounds the number: \"48,317\" → \"48,000\"",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    let json = desk.run(&["compare", "first.txt", "second.txt", "--json"]).ends(0).json();
    let kinds: Vec<&str> =
        json["changes"].as_array().unwrap().iter().map(|c| c["what"].as_str().unwrap()).collect();
    assert!(kinds.contains(&"hedge") && kinds.contains(&"number"), "{kinds:?}");
    let same = desk.run(&["compare", "first.txt", "first.txt", "--json"]).ends(0).json();
    assert_eq!(same["changes"].as_array().map(Vec::len), Some(0));
    let lines = desk.run(&["extract", "other.txt"]).ends(0).lines();
    let statement = lines[0]["statements"][0]["id"].as_str().unwrap();
    let statements = desk.run(&["compare", statement, statement, "--json"]).ends(0).json();
    assert_eq!(statements["first"], statements["second"]);
    assert!(desk.run(&["compare", "first.txt", statement]).ends(2).stderr.contains("hint: give two pages"));
    assert!(desk.run(&["compare", "a:zzz", statement]).ends(2).stderr.contains("no statement `a:zzz`"));
}
