//! One test binary: containers made here, from text about invented people, and what is read from them.

mod archives;
mod damage;
mod feeds;
mod findings;
mod paths;
mod tables;

use reportedly_intake::{Failure, Item, Note, Options, Page, read};
use std::io::{Cursor, Write};
use std::ops::ControlFlow;

/// Everything a container gave.
#[derive(Debug, Default, PartialEq)]
struct Got {
    pages: Vec<Page>,
    failed: Vec<Failure>,
    notes: Vec<Note>,
}

impl Got {
    fn add(&mut self, item: Item) {
        match item {
            Item::Page(page) => self.pages.push(page),
            Item::Failed(failure) => self.failed.push(failure),
            Item::Note(note) => self.notes.push(note),
        }
    }
    fn paths(&self) -> Vec<&str> {
        self.pages.iter().map(|page| page.origin.path.as_str()).collect()
    }
    fn texts(&self) -> Vec<String> {
        self.pages.iter().map(|page| String::from_utf8_lossy(&page.bytes).into_owned()).collect()
    }
    fn failures(&self) -> Vec<String> {
        self.failed.iter().map(|failure| format!("{} {}", failure.path, failure.message)).collect()
    }
    fn notes(&self) -> Vec<String> {
        self.notes.iter().map(|note| format!("{} {}", note.path, note.message)).collect()
    }
    /// Nothing but pages.
    #[track_caller]
    fn clean(self) -> Self {
        assert!(self.failed.is_empty() && self.notes.is_empty(), "{:?} {:?}", self.failures(), self.notes());
        self
    }
}

fn small() -> Options {
    Options { page_bytes: 100_000, ..Options::default() }
}

fn get_with(name: &str, bytes: &[u8], options: &Options) -> Got {
    let mut got = Got::default();
    let flow = read(Cursor::new(bytes), name, options, &mut |item| {
        got.add(item);
        ControlFlow::Continue(())
    });
    assert!(flow.is_continue());
    got
}

fn get(name: &str, bytes: impl AsRef<[u8]>) -> Got {
    get_with(name, bytes.as_ref(), &small())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A record with the right length.
fn record(headers: &str, block: &[u8]) -> Vec<u8> {
    framed(headers, &block.len().to_string(), block)
}

fn framed(headers: &str, length: &str, block: &[u8]) -> Vec<u8> {
    let mut record = format!("WARC/1.0\r\n{headers}\r\nContent-Length: {length}\r\n\r\n").into_bytes();
    record.extend(block);
    record.extend(b"\r\n\r\n");
    record
}

const RESPONSE: &str = "WARC-Type: response\r\nWARC-Target-URI: https://courier.example/bridge\r\n\
                        WARC-Date: 2024-05-17T09:30:01Z\r\nContent-Type: application/http; msgtype=response";

/// A response of a server with these headers.
fn http(headers: &str, body: &[u8]) -> Vec<u8> {
    let mut message = format!("HTTP/1.1 200 OK\r\n{headers}\r\n\r\n").into_bytes();
    message.extend(body);
    message
}

fn response(text: &str) -> Vec<u8> {
    record(RESPONSE, &http("Content-Type: text/html; charset=UTF-8", text.as_bytes()))
}

fn zipped(entries: &[(&str, &[u8])], method: zip::CompressionMethod) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
