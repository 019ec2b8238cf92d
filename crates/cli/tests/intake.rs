//! Archives, feeds and tables as users meet them: paths, notes, exit codes.

use crate::{Desk, PAGE_EN, PAGE_RU, PAGE_UK, Ran};
use std::io::Write;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn response(url: &str, content_type: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n\r\n");
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-17T09:30:01Z\r\n\
         Content-Type: application/http\r\nContent-Length: {}\r\n\r\n{head}",
        head.len() + body.len()
    )
    .into_bytes();
    record.extend(body);
    record.extend(b"\r\n\r\n");
    record
}

/// Three pages, a picture, and a damaged record between them.
fn crawl() -> Vec<u8> {
    let mut bad = gzip(&response("https://a.example/bad", "text/html", &PAGE_EN.repeat(9).into_bytes()));
    let middle = bad.len() / 2;
    bad[middle..middle + 9].fill(0xff);
    [
        gzip(&response("https://a.example/1", "text/plain; charset=utf-8", PAGE_UK.as_bytes())),
        bad,
        gzip(&response("https://a.example/p.png", "image/png", b"\x89PNG\0")),
        gzip(&response("https://a.example/2", "text/plain", PAGE_EN.as_bytes())),
        gzip(&response("https://a.example/3", "text/plain", PAGE_RU.as_bytes())),
    ]
    .concat()
}

fn paths(ran: &Ran) -> Vec<String> {
    ran.lines().iter().map(|line| line["document"]["path"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn an_archive_gives_its_pages_and_says_what_was_left_out() {
    let desk = Desk::new();
    desk.put("crawl.warc.gz", crawl());
    let ran = desk.run(&["extract", "crawl.warc.gz"]).ends(3);
    assert_eq!(paths(&ran), ["crawl.warc.gz#1", "crawl.warc.gz#4", "crawl.warc.gz#5"]);
    assert_eq!(ran.lines()[0]["document"]["url"], "https://a.example/1");
    assert!(
        ran.stderr.contains("failed: `crawl.warc.gz#2` is damaged: its packed bytes do not unpack\nhint: "),
        "{}",
        ran.stderr
    );
    let note = "note: `crawl.warc.gz`: 2 records skipped: 1 damaged, 1 not text\n";
    assert!(ran.stderr.contains(note), "{}", ran.stderr);
    assert!(!desk.run(&["extract", "crawl.warc.gz", "-q"]).ends(3).stderr.contains("note:"));
    let all = desk.run(&["extract", "crawl.warc.gz", "--json"]).ends(3).json();
    assert_eq!(all["records"].as_array().unwrap().len(), 3);
    let added = desk.run(&["add", "crawl.warc.gz", "--json"]).ends(3);
    assert_eq!((&added.json()["added"], added.json()["failed"].as_array().unwrap().len()), (&3.into(), 1));
    assert!(added.stderr.contains(note), "{}", added.stderr);
    assert!(desk.run(&["docs", "--failed"]).ends(0).stdout.starts_with("crawl.warc.gz#2  "));
    desk.run(&["verify"]).ends(0);
    let again = desk.run(&["add", "crawl.warc.gz", "--json"]).ends(3).json();
    assert_eq!((&again["added"], &again["known"]), (&0.into(), &3.into()));
    // A picture among pages is no failure.
    desk.put(
        "good.warc",
        [response("x:1", "text/plain", PAGE_UK.as_bytes()), response("x:2", "image/png", b"\0")].concat(),
    );
    desk.run(&["extract", "good.warc"]).ends(0);
}

#[test]
fn standard_input_may_be_anything() {
    let desk = Desk::new();
    let ran = desk.run_with(&["extract", "-"], &crawl()).ends(3);
    assert_eq!(paths(&ran), ["-#1", "-#4", "-#5"]);
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [("b/uk.txt", PAGE_UK), ("a.txt", PAGE_EN)] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let zip = zip.finish().unwrap().into_inner();
    assert_eq!(paths(&desk.run_with(&["extract", "-"], &zip).ends(0)), ["-#b/uk.txt", "-#a.txt"]);
    let line = serde_json::json!({"text": PAGE_UK, "title": "x"}).to_string();
    assert_eq!(paths(&desk.run_with(&["extract", "-"], line.as_bytes()).ends(0)), ["-#1"]);
    let table = format!("title,text\n\"A\",\"{}\"\n", PAGE_EN.replace('"', "\"\""));
    assert_eq!(paths(&desk.run_with(&["extract", "-"], table.as_bytes()).ends(0)), ["-#1"]);
    let packed = gzip(PAGE_RU.as_bytes());
    assert_eq!(paths(&desk.run_with(&["extract", "-"], &packed).ends(0)), ["-"]);
}

#[test]
fn feeds_and_tables_give_a_page_for_each_entry() {
    let desk = Desk::new();
    let feed = format!(
        "<rss version='2.0'><channel><title>Courier</title><item><title>Bridge</title><link>https://c.example/1</link>\
         <description>{}</description></item></channel></rss>",
        PAGE_EN.replace('&', "&amp;")
    );
    desk.put("in/feed.xml", feed);
    desk.put(
        "in/table.jsonl",
        format!("{}\n", serde_json::json!({"main": PAGE_UK, "link": "https://v.example/1"})),
    );
    let ran = desk.run(&["extract", "in", "--map", "text=main"]).ends(0);
    assert_eq!(paths(&ran), ["in/feed.xml#1", "in/table.jsonl#1"]);
    assert_eq!(ran.lines()[0]["document"]["url"], "https://c.example/1");
    assert_eq!(ran.lines()[1]["document"]["url"], "https://v.example/1");
    assert_eq!(ran.stderr, "");
}

#[test]
fn a_mapping_that_does_not_fit_says_what_there_is() {
    let desk = Desk::new();
    desk.put("t.csv", "head,main\nA,Text of A.\n");
    let ran = desk.run(&["add", "t.csv"]).ends(3);
    assert_eq!(
        ran.stderr,
        "failed: `t.csv` has no column for the text of a page\n\
         hint: say which it is with `--map text=COLUMN`; its columns are: head, main\n"
    );
    let ran = desk.run(&["extract", "t.csv", "--map", "text=body"]).ends(3);
    assert!(ran.stderr.starts_with("failed: `t.csv` has no column `body` (for text)\n"), "{}", ran.stderr);
    let ran = desk.run(&["extract", "t.csv", "--map", "words=main"]).ends(2);
    assert!(ran.stderr.contains("`words` is not a field; the fields are text, html"), "{}", ran.stderr);
    assert_eq!(
        desk.run(&["add", "t.csv", "--map", "text=main", "--map", "title=head", "--json"]).ends(0).json()["added"],
        1
    );
    for command in ["add", "extract", "open"] {
        assert!(desk.run(&[command, "--help"]).ends(0).stdout.contains("--map"), "{command}");
    }
}

#[test]
fn patterns_in_quotes_are_expanded() {
    let desk = Desk::with_pages();
    assert_eq!(paths(&desk.run(&["extract", "pages/*.txt"]).ends(0)), ["pages/a.txt", "pages/b.txt"]);
    assert_eq!(desk.run(&["add", "pages/**/*.txt", "--json"]).ends(0).json()["added"], 3);
    let ran = desk.run(&["extract", "pages/*.none", "pages/a.txt"]).ends(3);
    assert!(ran.stderr.starts_with("failed: `pages/*.none` matches no file\nhint: "), "{}", ran.stderr);
}

#[test]
fn a_bomb_is_a_page_that_was_cut_off() {
    let desk = Desk::new();
    desk.put("bomb.txt.gz", gzip(&b"word ".repeat(40_000_000 / 5)));
    let ran = desk.run(&["extract", "bomb.txt.gz"]).ends(0);
    assert!(ran.stderr.contains("note: `bomb.txt.gz`: "), "{}", ran.stderr);
}

/// What is written does not wait for the end of what is read.
#[test]
fn records_are_written_while_the_archive_is_read() {
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;
    let desk = Desk::new();
    let mut child =
        desk.command(&["extract", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    for n in 0..200 {
        let text = format!("{n} {PAGE_EN}");
        stdin.write_all(&response(&format!("https://a.example/{n}"), "text/plain", text.as_bytes())).unwrap();
    }
    stdin.flush().unwrap();
    let first = lines.next().unwrap().unwrap();
    assert!(first.contains("\"-#1\""), "{first}");
    drop(stdin);
    assert_eq!(lines.count(), 199);
    assert!(child.wait().unwrap().success());
}
