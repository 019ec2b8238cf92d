//! `export`: every form, the filters of `search`, the same bytes each time.

use crate::Desk;
use serde_json::Value;

const FORMS: [&str; 10] =
    ["jsonl", "csv", "parquet", "ftm", "graphml", "gexf", "prov", "stix", "schemaorg", "webanno"];

fn desk() -> Desk {
    let desk = Desk::with_pages();
    desk.run(&["add", "pages", "-q"]).ends(0);
    desk
}

fn rows(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_form_is_the_same_twice_whatever_the_order_of_adding() {
    let desk = desk();
    let other = Desk::with_pages();
    for page in ["pages/more/c.txt", "pages/b.txt", "pages/a.txt"] {
        other.run(&["add", page, "-q"]).ends(0);
    }
    for form in FORMS {
        let file = format!("x.{form}");
        desk.run(&["export", "--to", form, "-o", &file, "-q"]).ends(0);
        other.run(&["export", "--to", form, "-o", &file, "-q"]).ends(0);
        let (one, two) =
            (std::fs::read(desk.path(&file)).unwrap(), std::fs::read(other.path(&file)).unwrap());
        assert!(!one.is_empty() && one == two, "{form}");
        assert!(!desk.path(&format!("{file}.part")).exists(), "{form}");
    }
}

#[test]
fn rows_hold_words_place_hash_and_rule() {
    let desk = desk();
    let all = rows(&desk.run(&["export", "--to", "jsonl", "-q"]).ends(0).stdout);
    assert!(all.len() >= 4, "{}", all.len());
    for row in &all {
        let page = std::fs::read_to_string(desk.path(row["document"]["path"].as_str().unwrap())).unwrap();
        for piece in row["content"].as_array().unwrap() {
            let bytes = |n: usize| piece["bytes"][n].as_u64().unwrap() as usize;
            assert_eq!(&page[bytes(0)..bytes(1)], piece["text"].as_str().unwrap());
            let before = page[..bytes(0)].chars().count() as u64;
            assert_eq!(piece["start"].as_u64().unwrap(), before);
        }
        assert_eq!(row["document"]["sha256"].as_str().unwrap().len(), 64);
        assert!(row["document"]["published"].is_null() && !row["rule"].as_str().unwrap().is_empty());
    }
    let ukrainian = rows(&desk.run(&["export", "--to", "jsonl", "--lang", "uk", "-q"]).ends(0).stdout);
    assert!(!ukrainian.is_empty() && ukrainian.len() < all.len());
    let by = rows(&desk.run(&["export", "--speaker", "Whitfield", "--to", "jsonl", "-q"]).ends(0).stdout);
    assert!(!by.is_empty() && by.iter().all(|row| row["speaker"]["name"] == "Nora Whitfield"), "{by:?}");
    assert_eq!(rows(&desk.run(&["export", "--to", "jsonl", "--limit", "1", "-q"]).ends(0).stdout).len(), 1);
    desk.run(&["export", "zzzqqq", "--to", "jsonl", "-q"]).ends(1);
}

#[test]
fn long_contents_are_snippets_unless_asked_for() {
    let desk = Desk::new();
    let words = "the bridge of stone and iron over the cold river ".repeat(12);
    desk.put(
        "a.txt",
        format!("Bridge news\n\nEngineer Nora Whitfield said that {words}will open in spring.\n"),
    );
    desk.run(&["add", "a.txt", "-q"]).ends(0);
    let snippet = rows(&desk.run(&["export", "--to", "jsonl", "-q"]).ends(0).stdout);
    let whole = rows(&desk.run(&["export", "--to", "jsonl", "--with-text", "-q"]).ends(0).stdout);
    let length = |row: &Value| row["text"].as_str().unwrap().chars().count();
    assert_eq!(length(&snippet[0]), 300);
    assert!(snippet[0]["cut"].as_bool().unwrap() && !whole[0]["cut"].as_bool().unwrap());
    assert!(length(&whole[0]) > 500 && whole[0]["content"][0]["end"] == snippet[0]["content"][0]["end"]);
    let linked = desk.run(&["export", "--to", "schemaorg", "-q"]).ends(0).stdout;
    assert!(!linked.contains("articleBody"));
    assert!(
        desk.run(&["export", "--to", "schemaorg", "--with-text", "-q"])
            .ends(0)
            .stdout
            .contains("articleBody")
    );
}

#[test]
fn tables_run_no_formula() {
    let desk = Desk::new();
    desk.put(
        "a.txt",
        "Bridge news\n\n\"=HYPERLINK(1) the bridge will open\", Nora Whitfield told reporters.\n",
    );
    desk.run(&["add", "a.txt", "--outlet", "=cmd", "-q"]).ends(0);
    let table = desk.run(&["export", "--to", "csv", "--bom", "-q"]).ends(0).stdout;
    assert!(table.starts_with("\u{FEFF}statement,text,"), "{table}");
    assert!(table.contains("'=cmd") && !table.contains(",=cmd"), "{table}");
    assert!(!table.contains(",=HYPERLINK"), "{table}");
}

#[test]
fn what_cannot_be_written_is_told() {
    let desk = desk();
    let ran = desk.run(&["export", "--to", "docx"]).ends(2);
    assert!(ran.stderr.contains("webanno"), "{}", ran.stderr);
    let ran = desk.run(&["export", "--to", "csv", "-o", "none/x.csv"]).ends(2);
    assert!(ran.stderr.contains("cannot write `none/x.csv`"), "{}", ran.stderr);
    desk.run(&["export", "--to", "stix", "--stamp", "yesterday"]).ends(2);
    let bundle =
        desk.run(&["export", "--to", "stix", "--stamp", "2024-05-17T09:30:00Z", "-q"]).ends(0).stdout;
    assert!(bundle.contains("\"created\":\"2024-05-17T09:30:00Z\""));
    desk.run(&["export", "--to", "csv", "-c", "none.rpd"]).ends(4);
}
