//! Peers in Rust behind one protocol, the same as that of `peers.py`.
//!
//! `peers --list` prints a line of JSON for each tool. `peers TOOL` reads requests from stdin, one line of JSON a page
//! (`path`), and answers each with a line: `seconds` of processor time, `text`, `title`, `date` or `error`. Decoding counts
//! where a tool takes a string, for a user has to decode as well; parsers are given decoded text.

mod tools;

use serde_json::{Value, json};
use std::io::{BufRead, Write};

/// What a tool found on a page.
#[derive(Default)]
pub struct Found {
    pub text: Option<String>,
    pub title: Option<String>,
    pub date: Option<String>,
}

pub enum Read {
    /// Bytes and address of a page.
    Page(fn(&[u8], &str) -> Result<Found, String>),
    /// Decoded text; gives a count, so that the work is not optimised away.
    Parser(fn(&str) -> usize),
}

pub struct Tool {
    pub name: &'static str,
    /// Package whose version is told.
    pub package: &'static str,
    /// What it is measured on: `articles`, `dates`, `parse`.
    pub does: &'static [&'static str],
    pub read: Read,
}

/// Text by byte order mark, by the encoding the page declares, else as detected.
pub fn decode(bytes: &[u8]) -> String {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let declared = head.find("charset=").and_then(|at| {
        let label: String = head[at + 8..]
            .trim_start_matches(['"', '\''])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c))
            .collect();
        encoding_rs::Encoding::for_label(label.as_bytes())
    });
    let encoding = encoding_rs::Encoding::for_bom(bytes).map(|(encoding, _)| encoding).or(declared);
    let encoding = encoding.unwrap_or_else(|| {
        if std::str::from_utf8(bytes).is_ok() {
            return encoding_rs::UTF_8;
        }
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(None, chardetng::Utf8Detection::Allow)
    });
    encoding.decode(bytes).0.into_owned()
}

/// Processor time of this process so far.
fn clock() -> f64 {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    now.tv_sec as f64 + now.tv_nsec as f64 / 1e9
}

fn answer(tool: &Tool, line: &str) -> Value {
    let request: Value = serde_json::from_str(line).unwrap_or_default();
    let field = |name: &str| request[name].as_str().unwrap_or_default();
    let bytes = match std::fs::read(field("path")) {
        Ok(bytes) => bytes,
        Err(error) => return json!({"error": error.to_string()}),
    };
    match tool.read {
        Read::Page(read) => {
            let begin = clock();
            let found = read(&bytes, field("url"));
            let seconds = clock() - begin;
            match found {
                Ok(found) => json!({
                    "seconds": seconds, "text": found.text, "title": found.title, "date": found.date,
                }),
                // That a tool finds no article is an answer, and took its time.
                Err(error) => json!({"seconds": seconds, "refused": error}),
            }
        }
        Read::Parser(parse) => {
            let text = decode(&bytes);
            let begin = clock();
            let count = std::hint::black_box(parse(&text));
            json!({"seconds": clock() - begin, "count": count})
        }
    }
}

/// Version of a package in the lock file that the build left; the newest, when other packages bring older ones.
fn version(package: &str) -> &'static str {
    let name = format!("name = \"{package}\"");
    let lines: Vec<&str> = include_str!("../Cargo.lock").lines().collect();
    let found =
        lines.windows(2).rfind(|pair| pair[0] == name).and_then(|pair| pair[1].strip_prefix("version = \""));
    found.unwrap_or_default().trim_end_matches('"')
}

fn main() {
    let wanted = std::env::args().nth(1).unwrap_or_default();
    let tools = tools::all();
    let mut out = std::io::stdout().lock();
    if wanted == "--list" {
        for tool in &tools {
            let row = json!({"tool": tool.name, "version": version(tool.package), "does": tool.does});
            writeln!(out, "{row}").expect("stdout");
        }
        return;
    }
    let tool = tools.iter().find(|tool| tool.name == wanted).expect("a tool of `--list`");
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("stdin");
        writeln!(out, "{}", answer(tool, &line)).expect("stdout");
        out.flush().expect("stdout");
    }
}
