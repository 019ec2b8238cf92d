//! Answers, their form and their exit codes.

use crate::{Desk, PAGE_UK, Ran};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Stdio;

#[test]
fn add_sums_up_and_the_second_time_changes_nothing() {
    let desk = Desk::with_pages();
    let first = desk.run(&["add", "pages"]).ends(0);
    assert!(first.stdout.starts_with("3 documents ("), "{}", first.stdout);
    assert!(first.stdout.contains("uk 1") && first.stdout.contains(" · 0 failed · "), "{}", first.stdout);
    assert_eq!(first.stderr, "", "no bar, no talk when nothing is wrong");
    assert!(desk.path("reportedly.rpd").is_file(), "the default corpus");
    let before = desk.run(&["docs", "--json"]).ends(0).stdout;
    let second = desk.run(&["add", "pages", "pages/a.txt"]).ends(0);
    assert!(
        second.stdout.contains("4 documents") && second.stdout.contains("4 here already"),
        "{}",
        second.stdout
    );
    assert_eq!(desk.run(&["docs", "--json"]).ends(0).stdout, before);
    let json = desk.run(&["add", "pages", "--json"]).ends(0).json();
    assert_eq!(
        (&json["known"], &json["added"], &json["failed"]),
        (&3.into(), &0.into(), &Value::Array(vec![]))
    );
    assert_eq!(desk.run(&["add", "pages", "-q"]).ends(0).stdout, "");
}

#[test]
fn extract_gives_records_in_order_whatever_the_jobs() {
    let desk = Desk::with_pages();
    let one = desk.run(&["extract", "pages", "--jobs", "1"]).ends(0);
    let many = desk.run(&["extract", "pages", "--jobs", "7"]).ends(0);
    assert_eq!(one.stdout, many.stdout);
    let paths: Vec<String> =
        one.lines().iter().map(|line| line["document"]["path"].as_str().unwrap().to_owned()).collect();
    assert_eq!(paths, ["pages/a.txt", "pages/b.txt", "pages/more/c.txt"]);
    let ids: BTreeSet<String> = one
        .lines()
        .iter()
        .flat_map(|line| line["statements"].as_array().unwrap().clone())
        .map(|statement| statement["id"].as_str().unwrap().to_owned())
        .collect();
    assert!(
        ids.len() >= 3 && ids.iter().all(|id| id.starts_with("a:")),
        "statements have ids of their own: {ids:?}"
    );
    let all = desk.run(&["extract", "pages", "--json"]).ends(0).json();
    assert_eq!(all["records"].as_array().unwrap().len(), 3);
    assert!(!desk.path("reportedly.rpd").exists(), "no corpus is made");
}

#[test]
fn extract_reads_standard_input_and_counts_code_points() {
    let desk = Desk::new();
    let record =
        desk.run_with(&["extract", "-", "--text", "--outlet", "Вісник Заріччя"], PAGE_UK.as_bytes()).ends(0);
    let record = record.lines().remove(0);
    assert_eq!((&record["document"]["path"], &record["document"]["text"]), (&"-".into(), &PAGE_UK.into()));
    let text: Vec<char> = PAGE_UK.chars().collect();
    let mut spans = 0;
    each_passage(&record, &mut |start, end, words| {
        spans += 1;
        assert_eq!(text[start..end].iter().collect::<String>(), words);
    });
    assert!(spans > 0);
    let without = desk.run_with(&["extract", "-"], PAGE_UK.as_bytes()).ends(0).lines().remove(0);
    assert!(without["document"].get("text").is_none());
}

fn each_passage(value: &Value, each: &mut dyn FnMut(usize, usize, &str)) {
    match value {
        Value::Object(map) => {
            if let (Some(start), Some(end), Some(text)) = (
                map.get("start").and_then(Value::as_u64),
                map.get("end").and_then(Value::as_u64),
                map.get("text").and_then(Value::as_str),
            ) {
                each(start as usize, end as usize, text);
            }
            map.values().for_each(|value| each_passage(value, each));
        }
        Value::Array(list) => list.iter().for_each(|value| each_passage(value, each)),
        _ => {}
    }
}

#[test]
fn search_finds_other_forms_and_says_where() {
    let desk = Desk::with_pages();
    desk.run(&["add", "pages"]).ends(0);
    let found = desk.run(&["search", "мостом"]).ends(0);
    assert!(found.stdout.starts_with("c:0–18  ru\n    Мост откроют позже\n"), "{}", found.stdout);
    assert!(found.stdout.contains("Игорь Самсонов, indirect predict · a:"), "{}", found.stdout);
    let json = desk.run(&["search", "Калинюком", "--json"]).ends(0).json();
    let hit = &json["hits"][0];
    let text: Vec<char> = PAGE_UK.chars().collect();
    let range = |value: &Value| {
        let at = |key: &str| value[key].as_u64().unwrap() as usize;
        text[at("start")..at("end")].iter().collect::<String>()
    };
    assert_eq!(range(hit), hit["text"].as_str().unwrap());
    assert_eq!(range(&hit["matches"][0]), "Калинюк");
    assert_eq!(desk.run(&["search", "bridge", "--lang", "uk"]).ends(1).stdout, "");
    assert_eq!(desk.run(&["search", "kalynyuk", "--limit", "1", "--jsonl"]).ends(0).lines().len(), 1);
    let none = desk.run(&["search", "жираф"]).ends(1);
    assert_eq!((none.stdout.as_str(), none.stderr.as_str()), ("", "note: nothing found in 3 pages\n"));
    assert_eq!(desk.run(&["search", "жираф", "-q"]).ends(1).stderr, "");
}

#[test]
fn every_command_speaks_json() {
    let desk = Desk::with_pages();
    desk.run(&["add", "pages"]).ends(0);
    let asked: &[(&[&str], &[i32])] = &[
        (&["docs"], &[0]),
        (&["docs", "--dates"], &[0]),
        (&["docs", "--failed"], &[0]),
        (&["docs", "--zones", "a"], &[0]),
        (&["search", "міст"], &[0]),
        (&["claims"], &[0, 1]),
        (&["claim", "новий міст відкриють навесні"], &[0, 1]),
        (&["trace", "новий міст відкриють навесні"], &[0, 1]),
        (&["who", "Калинюк"], &[0, 1]),
        (&["positions", "Калинюк"], &[0, 1]),
        (&["denials"], &[0, 1]),
        (&["denials", "new bridge"], &[0, 1]),
        (&["copies"], &[0, 1]),
        (&["compare", "a", "b"], &[0]),
        (&["relays"], &[0, 1]),
        (&["verify"], &[0]),
        (&["doctor"], &[0]),
    ];
    for (args, codes) in asked {
        let ran = desk.run(&[args, &["--json"][..]].concat());
        assert!(codes.contains(&ran.code), "{args:?}: {} {}", ran.code, ran.stderr);
        ran.json();
        assert_eq!(ran.stdout.lines().count(), 1, "{args:?}: one object");
        let again = desk.run(&[args, &["--json"][..]].concat());
        assert_eq!(ran.stdout, again.stdout, "{args:?}: the same twice");
        let lines = desk.run(&[args, &["--jsonl"][..]].concat());
        assert_eq!(lines.code, ran.code, "{args:?}");
        lines.lines();
        let text = desk.run(args);
        assert_eq!(text.code, ran.code, "{args:?}");
        assert!(
            !text.stdout.contains('\u{1b}') && !text.stderr.contains('\u{1b}'),
            "{args:?}: no colours in a pipe"
        );
    }
}

#[test]
fn what_is_asked_in_vain_says_what_was_searched() {
    let desk = Desk::with_pages();
    desk.run(&["add", "pages"]).ends(0);
    let denials = desk.run(&["denials", "жираф у зоопарку"]).ends(1);
    assert_eq!(
        denials.stdout,
        "no denial of `жираф у зоопарку` (no claim like it) in 3 documents (en ru uk)\n"
    );
    for args in [
        ["trace", "жираф у зоопарку"],
        ["claim", "c:000000000000"],
        ["who", "Жирафенко"],
        ["positions", "Жирафенко"],
    ] {
        let ran = desk.run(&args).ends(1);
        assert_eq!(ran.stdout, "");
        assert!(ran.stderr.contains("in 3 documents (en ru uk)"), "{args:?}: {}", ran.stderr);
    }
}

#[test]
fn zones_and_dates_of_a_page() {
    let desk = Desk::with_pages();
    desk.run(&["add", "pages"]).ends(0);
    desk.run_with(
        &["add", "-", "--published", "2024-05-17", "--url", "https://example.org/x"],
        "Новина\n\nТекст.".as_bytes(),
    )
    .ends(0);
    let dates = desk.run(&["docs", "--dates"]).ends(0).stdout;
    assert!(dates.contains("2024-05-17") && dates.contains("undated"), "{dates}");
    let zones = desk.run(&["docs", "--zones", "a.txt"]).ends(0).stdout;
    assert!(zones.contains("0–31") && zones.contains("Мер Заріччя пообіцяв новий міст"), "{zones}");
    let unknown = desk.run(&["docs", "--zones", "nothing"]).ends(2);
    assert!(
        unknown.stderr.contains("no page `nothing`") && unknown.stderr.contains("hint: "),
        "{}",
        unknown.stderr
    );
}

#[test]
fn verify_and_doctor_hold() {
    let desk = Desk::with_pages();
    desk.run(&["add", "pages", "-c", "x.rpd"]).ends(0);
    let verify = desk.run(&["verify", "x.rpd"]).ends(0).stdout;
    assert!(
        verify.starts_with("3 documents · ") && verify.ends_with("all match the original bytes\n"),
        "{verify}"
    );
    assert!(desk.run(&["doctor", "-c", "x.rpd"]).ends(0).stdout.contains("ok  the file is whole"));
    assert_eq!(desk.run(&["verify", "x.rpd", "--json"]).ends(0).json()["holds"], true);
}

#[test]
fn a_corpus_goes_without_the_encoder_when_it_is_told() {
    let desk = Desk::with_pages();
    let add = |more: &[&str]| desk.run(&[&["add", "pages", "-c", "x.rpd", "--json"], more].concat());
    assert_eq!(add(&["--encoder", "off"]).ends(0).json()["encoder"], false);
    assert_eq!(add(&[]).ends(0).json()["encoder"], false, "it remembers");
    let doctor = desk.run(&["doctor", "-c", "x.rpd"]).ends(0).stdout;
    assert!(doctor.contains("without the sentence encoder"), "{doctor}");
    if cfg!(feature = "encoder") {
        assert_eq!(add(&["--encoder", "on"]).ends(0).json()["encoder"], true);
        assert!(desk.run(&["doctor", "-c", "x.rpd"]).ends(0).stdout.contains("with the sentence encoder"));
    } else {
        let refused = add(&["--encoder", "on"]).ends(2).stderr;
        assert!(refused.contains("built without the sentence encoder"), "{refused}");
    }
}

#[test]
fn colours_follow_the_conventions() {
    let desk = Desk::with_pages();
    desk.run(&["add", "pages"]).ends(0);
    let coloured = |args: &[&str], variables: &[(&str, &str)]| {
        let mut command = desk.command(args);
        command.envs(variables.iter().copied());
        crate::finish(command, b"").stdout.contains('\u{1b}')
    };
    assert!(!coloured(&["docs"], &[]));
    assert!(coloured(&["docs", "--color", "always"], &[]));
    assert!(coloured(&["docs", "--color", "always"], &[("NO_COLOR", "1")]));
    assert!(coloured(&["docs"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&["docs"], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!coloured(&["docs", "--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn a_reader_that_leaves_is_no_fault() {
    let desk = Desk::new();
    for n in 0..200 {
        desk.put(&format!("pages/{n}.txt"), format!("{n} {}", PAGE_UK.repeat(20)));
    }
    let mut child =
        desk.command(&["extract", "pages"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut some = [0; 100];
    child.stdout.take().unwrap().read_exact(&mut some).unwrap();
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(stderr, "");
}

#[test]
fn help_has_examples_and_completions_know_the_commands() {
    let desk = Desk::new();
    assert!(desk.run(&["--help"]).ends(0).stdout.contains("Exit codes:"));
    for command in [
        "add",
        "extract",
        "docs",
        "search",
        "claims",
        "claim",
        "trace",
        "who",
        "positions",
        "denials",
        "relays",
        "cite",
        "report",
        "verify",
        "open",
        "serve",
    ] {
        let Ran { stdout, .. } = desk.run(&[command, "--help"]).ends(0);
        assert!(
            stdout.contains(&format!("\n  reportedly {command}"))
                || stdout.contains(&format!("| reportedly {command}")),
            "{stdout}"
        );
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(desk.run(&["completions", shell]).ends(0).stdout.contains("denials"), "{shell}");
    }
}

/// The first line of the answer to a request, and its body.
fn get(address: &str, path: &str) -> (String, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.lines().next().unwrap().to_owned(), body.to_owned())
}

#[test]
fn open_adds_beside_the_pages_and_serves_this_machine() {
    let desk = Desk::with_pages();
    let mut command = desk.command(&["open", "pages", "--no-browser", "--address", "127.0.0.1:0"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let url =
        lines.map_while(Result::ok).find_map(|line| line.strip_prefix("listening: ").map(str::to_owned));
    let address = url
        .as_deref()
        .and_then(|url| url.strip_prefix("http://"))
        .map(|url| url.trim_end_matches('/').to_owned());
    let got = address.map(|address| get(&address, "/"));
    child.kill().unwrap();
    child.wait().unwrap();
    let (status, body) = got.expect("an address on standard error");
    assert!(status.contains(" 200 "), "{status}");
    assert!(body.contains("<html"), "{body}");
    assert!(desk.path("pages/reportedly.rpd").is_file(), "the corpus stands beside the pages");
    assert_eq!(desk.run(&["docs", "-c", "pages/reportedly.rpd", "--json"]).ends(0).json()["total"], 3);
}
