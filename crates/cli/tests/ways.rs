//! On whose word, in every form; reports and citations handed over and checked again. On the example pages.

use crate::{Desk, Ran};
use serde_json::Value;
use std::sync::OnceLock;

/// A desk with the example pages in a corpus; built once.
fn port() -> &'static Desk {
    static DESK: OnceLock<Desk> = OnceLock::new();
    DESK.get_or_init(|| {
        let desk = Desk::new();
        let pages = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/port");
        for entry in std::fs::read_dir(pages).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            desk.put(&format!("port/{name}"), std::fs::read(&path).unwrap());
        }
        desk.run(&["add", "port"]).ends(0);
        desk
    })
}

/// The most widely carried claim.
fn claim() -> String {
    let claims = port().run(&["claims", "--sort", "spread", "--limit", "1", "--json"]).ends(0).json();
    claims["claims"][0]["id"].as_str().unwrap().to_owned()
}

fn at(args: &[&str]) -> Ran {
    let mut command = port().command(args);
    // 2 March 2024
    command.env("SOURCE_DATE_EPOCH", "1709337600");
    crate::finish(command, b"")
}

#[test]
fn a_trace_has_five_forms() {
    let claim = claim();
    let tree = at(&["trace", &claim]).ends(0).stdout;
    for part in
        ["CLAIM c:", "ROOT ", "innermost source", "independent way", "DATES  ", "earliest seen here: "]
    {
        assert!(tree.contains(part), "no `{part}` in {tree}");
    }
    assert_eq!(at(&["trace", &claim, "--as", "tree"]).ends(0).stdout, tree);
    let json = at(&["trace", &claim, "--as", "json"]).ends(0);
    assert_eq!(json.stdout, at(&["trace", &claim, "--json"]).ends(0).stdout);
    let graph = &json.json()["trace"]["graph"];
    assert!(graph["nodes"].as_array().unwrap().len() > 10);
    for edge in graph["edges"].as_array().unwrap() {
        let known = |id: &Value| graph["nodes"].as_array().unwrap().iter().any(|node| node["id"] == *id);
        assert!(known(&edge["from"]) && known(&edge["to"]), "{edge}");
        assert!(edge["basis"] == "stated" || edge["basis"] == "inferred");
    }
    let dot = at(&["trace", &claim, "--as", "dot"]).ends(0).stdout;
    assert!(dot.starts_with("digraph provenance {") && dot.ends_with("}\n"), "{dot}");
    assert!(at(&["trace", &claim, "--as", "mermaid"]).ends(0).stdout.starts_with("flowchart RL\n"));
    let prov: Value = serde_json::from_str(&at(&["trace", &claim, "--as", "prov"]).ends(0).stdout).unwrap();
    for section in ["prefix", "entity", "agent", "hadMember", "wasAttributedTo", "wasDerivedFrom"] {
        assert!(prov[section].as_object().is_some_and(|map| !map.is_empty()), "{section}");
    }
    at(&["trace", &claim, "--as", "dot", "--json"]).ends(2);
    at(&["trace", "жираф у зоопарку", "--as", "dot"]).ends(1);
}

#[test]
fn a_page_dated_after_today_is_named() {
    let claim = claim();
    let mut command = port().command(&["trace", &claim]);
    command.env("SOURCE_DATE_EPOCH", "1675000000");
    let early = crate::finish(command, b"").ends(0).stdout;
    assert!(early.contains("dated in the future"), "{early}");
    assert!(early.contains("earliest seen here: not known"), "{early}");
    assert!(!at(&["trace", &claim]).ends(0).stdout.contains("in the future"));
}

#[test]
fn claims_are_put_in_order() {
    let first = at(&["claims", "--sort", "first", "--json", "--limit", "200"]).ends(0).json();
    let dates: Vec<Option<&str>> =
        first["claims"].as_array().unwrap().iter().map(|claim| claim["first_seen"].as_str()).collect();
    let dated: Vec<&str> = dates.iter().map_while(|date| *date).collect();
    assert!(dated.len() > 5 && dated.is_sorted_by_key(|date| date.get(..7)), "{dated:?}");
    assert!(dates.iter().skip(dated.len()).all(Option::is_none), "undated last");
    let spread = at(&["claims", "--sort", "spread", "--json"]).ends(0).json();
    let pages: Vec<u64> =
        spread["claims"].as_array().unwrap().iter().map(|claim| claim["pages"].as_u64().unwrap()).collect();
    assert!(pages.is_sorted_by(|a, b| a >= b), "{pages:?}");
    for claim in at(&["claims", "--denied", "--json"]).ends(0).json()["claims"].as_array().unwrap() {
        let kinds = claim["relations"].as_array().unwrap();
        assert!(kinds.iter().any(|relation| relation["kind"] == "denies"), "{claim}");
    }
}

#[test]
fn relays_say_who_cites_whom() {
    let text = at(&["relays"]).ends(0).stdout;
    assert!(text.contains("WHO CITES WHOM") && text.contains("OWN REPORTING"), "{text}");
    let json = at(&["relays", "--json"]).ends(0).json();
    let list = json["relays"].as_array().unwrap();
    let to: Vec<&str> = list.iter().map(|c| c["to"]["name"].as_str().unwrap()).collect();
    assert!(to.contains(&"Вечірній Вербопіль"), "cited under the name of its own page: {to:?}");
    for citation in list {
        for place in citation["evidence"].as_array().unwrap() {
            assert!(place["start"].as_u64() < place["end"].as_u64());
        }
    }
    let some = at(&["relays", "--to", "Вечерний Вербополь", "--json"]).ends(0).json();
    assert!(some["total"].as_u64() < json["total"].as_u64());
    at(&["relays", "--from", "Жирафенко"]).ends(1);
    let csv = at(&["relays", "--csv"]).ends(0).stdout;
    assert_eq!(csv.lines().count(), list.len() + 1);
    assert!(csv.starts_with("from,from_id,to,"), "{csv}");
    let matrix = at(&["relays", "--matrix", "--csv"]).ends(0).stdout;
    let wide: Vec<usize> = matrix.lines().map(|line| line.split(',').count()).collect();
    assert!(wide.len() > 1 && wide.iter().all(|n| *n == wide[0]), "{matrix}");
    assert!(at(&["relays", "--matrix"]).ends(0).stdout.contains("Вечірній Вербопіль"));
    at(&["relays", "--csv", "--json"]).ends(2);
}

#[test]
fn positions_keep_own_words_apart_and_make_a_table() {
    let all = at(&["positions", "Заплава", "--json"]).ends(0).json()["positions"].as_array().unwrap().len();
    let of = |holder: &str| {
        let json = at(&["positions", "Заплава", "--holder", holder, "--json"]).json();
        let rows = json["positions"].as_array().unwrap().clone();
        let word = if holder == "self" { "own" } else { holder };
        assert!(rows.iter().all(|row| row["holder"] == word), "{rows:?}");
        rows.len()
    };
    assert_eq!(of("self") + of("attributed"), all);
    assert!(of("self") > 0);
    let csv = at(&["positions", "Заплава", "--holder", "self", "--csv"]).ends(0).stdout;
    assert!(csv.starts_with("when,basis,holder,"), "{csv}");
    let gaps =
        at(&["positions", "Заплава", "--since", "2020-01-01", "--until", "2024-12-31", "--gap", "90d"]);
    let gaps = gaps.ends(0).stdout;
    assert!(gaps.contains("nothing from 2020-01-01 to 2024-"), "{gaps}");
    assert!(gaps.contains("no dated statement in 2020, 2021, 2022, 2023"), "{gaps}");
    at(&["positions", "Заплава", "--gap", "soon"]).ends(2);
}

#[test]
fn denials_keep_refusals_apart() {
    let text = at(&["denials"]).ends(0).stdout;
    let (denied, rest) = text.split_once("NO CONFIRMATION, which is no denial").expect("both");
    assert!(denied.contains("denied by") && !denied.contains("not confirmed by"), "{denied}");
    assert!(rest.contains("not confirmed by") && !rest.contains("denied by"), "{rest}");
}

#[test]
fn cite_gives_every_form_and_says_what_is_missing() {
    let claim = claim();
    for form in ["md", "txt", "bibtex", "html"] {
        let text = at(&["cite", &claim, "--as", form]).ends(0).stdout;
        assert!(text.contains("sha256") && text.contains("d:"), "{form}: {text}");
    }
    let csl: Value = serde_json::from_str(&at(&["cite", &claim, "--as", "csl"]).ends(0).stdout).unwrap();
    let page: Value = serde_json::from_str(&at(&["cite", &claim, "--as", "webanno"]).ends(0).stdout).unwrap();
    assert_eq!(csl.as_array().unwrap().len(), page["items"].as_array().unwrap().len());
    let documents = at(&["docs", "--json"]).ends(0).json();
    let id = documents["documents"][0]["id"].as_str().unwrap();
    assert!(at(&["cite", id]).ends(0).stdout.contains(id));
    assert_eq!(at(&["cite", id, "--json"]).ends(0).json()["citations"].as_array().unwrap().len(), 1);
    assert!(at(&["cite", id, "a:ffffffffffffffff"]).ends(3).stderr.contains("a:ffffffffffffffff"));
    at(&["cite", "a:ffffffffffffffff"]).ends(1);
    assert!(at(&["cite", "pact"]).ends(2).stderr.contains("hint: ids begin with a:"));
}

#[test]
fn a_report_is_written_checked_and_found_out_when_changed() {
    let claim = claim();
    let file = port().path("r.html");
    let name = file.to_str().unwrap();
    let said = at(&["report", &claim, "-o", name]).ends(0).stdout;
    assert!(said.contains("independent root"), "{said}");
    let checked = at(&["verify", name]).ends(0).stdout;
    assert!(checked.ends_with("all match the corpus\n"), "{checked}");
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(at(&["report", &claim, "-o", "-"]).ends(0).stdout, text, "the same twice");
    assert!(text.contains("2024-03-02"), "the day it was made");
    let changed = port().path("changed.html");
    std::fs::write(&changed, text.replacen("Who tells it", "Who made it up", 1)).unwrap();
    let found = at(&["verify", changed.to_str().unwrap(), "--json"]).ends(1).json();
    assert_eq!(
        (&found["holds"], &found["checked"]["differences"][0]["code"]),
        (&false.into(), &"report-changed".into())
    );
    // against another corpus
    let other = Desk::with_pages();
    other.run(&["add", "pages"]).ends(0);
    assert!(other.run(&["verify", name]).ends(1).stdout.contains("page-missing"));
    let plain = port().put("plain.html", "<html><p>no report");
    assert!(at(&["verify", plain.to_str().unwrap()]).ends(2).stderr.contains("is no report of this program"));
    at(&["verify", name, "-c", "missing.rpd"]).ends(4);
    at(&["report", &claim, "-o", "no/such/folder/r.html"]).ends(4);
    at(&["report", &claim]).ends(2);
    at(&["report", "жираф у зоопарку", "-o", "-"]).ends(1);
    at(&["report", &claim, "-o", "-", "--snippets", "0"]).ends(2);
}
