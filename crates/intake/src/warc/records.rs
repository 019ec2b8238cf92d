//! The records of a web archive (ISO 28500, WARC/0.17 to 1.1), one at a time. Takes a stream in parts (the members of
//! `.warc.gz`, or one whole file), gives headers and blocks. A record whose length is wrong or that is cut off is told, and
//! reading goes on at the next line that begins a record.

use super::source::{BEGINNING, Source, begins, find_record};
use crate::input::Stream;
use std::io::{self, ErrorKind};

/// Bytes of the headers of one record, and of one HTTP message.
const HEADERS: usize = 256 << 10;
/// Line ends behind a block that may belong to a record in it.
const BLANKS: usize = 1 << 10;
/// Behind every block.
const END: &[u8] = b"\r\n\r\n";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Response,
    Resource,
    Conversion,
    Revisit,
    Continuation,
    /// About the archive or the crawl: never a page.
    Other,
}

#[derive(Clone, Debug)]
pub(crate) struct Header {
    pub(crate) kind: Kind,
    pub(crate) length: u64,
    pub(crate) url: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) content_type: Option<String>,
}

/// What `next` found. Records are numbered from 1, whatever their kind.
#[derive(Debug)]
pub(crate) enum Next {
    /// `None`: the block was not wanted.
    Record {
        number: u64,
        header: Header,
        block: Option<Block>,
    },
    Damaged {
        number: u64,
        message: String,
    },
    End,
}

/// What stands below the headers of a record.
#[derive(Debug)]
pub(crate) struct Block {
    /// The headers of the HTTP message, or nothing.
    pub(crate) http: Vec<u8>,
    /// The rest, up to the limit.
    pub(crate) body: Vec<u8>,
}

impl Block {
    fn len(&self) -> u64 {
        (self.http.len() + self.body.len()) as u64
    }
    fn joined(self) -> Vec<u8> {
        let Self { mut http, body } = self;
        http.extend_from_slice(&body);
        http
    }
}

/// Why a record cannot be read.
enum Damage {
    /// The frame of the record is wrong.
    Frame(String),
    /// The stream below it is.
    Stream(io::Error),
}

impl From<io::Error> for Damage {
    fn from(error: io::Error) -> Self {
        Self::Stream(error)
    }
}

impl Damage {
    fn frame<T>(message: impl Into<String>) -> Result<T, Self> {
        Err(Self::Frame(message.into()))
    }
}

pub(crate) struct Records<S> {
    source: Source<S>,
    number: u64,
    most: usize,
    ended: bool,
    line: Vec<u8>,
}

impl<S: Stream> Records<S> {
    /// Blocks are cut off at `most` bytes.
    pub(crate) fn new(stream: S, most: usize) -> Self {
        Self { source: Source::new(stream), number: 0, most, ended: false, line: Vec::new() }
    }

    /// The next record; `wanted` says after a look at the headers (and those of HTTP) whether to keep the block.
    ///
    /// # Errors
    /// When the source itself cannot be read any more.
    pub(crate) fn next(&mut self, wanted: &mut dyn FnMut(&Header, &[u8]) -> bool) -> io::Result<Next> {
        if self.ended {
            return Ok(Next::End);
        }
        match self.record(wanted) {
            Ok(Some((header, block))) => Ok(Next::Record { number: self.number, header, block }),
            Ok(None) => Ok(Next::End),
            Err(Damage::Frame(message)) => Ok(Next::Damaged { number: self.number, message }),
            Err(Damage::Stream(error)) => {
                let message = match error.kind() {
                    ErrorKind::UnexpectedEof => "is cut off",
                    ErrorKind::InvalidData => "is damaged: its packed bytes do not unpack",
                    _ => return Err(error),
                };
                self.ended = !self.source.recover()?;
                Ok(Next::Damaged { number: self.number, message: message.to_owned() })
            }
        }
    }

    fn record(
        &mut self,
        wanted: &mut dyn FnMut(&Header, &[u8]) -> bool,
    ) -> Result<Option<(Header, Option<Block>)>, Damage> {
        if !self.find_start()? {
            return Ok(None);
        }
        self.number += 1;
        let header = match self.header() {
            Ok(header) => header,
            Err(Damage::Frame(message)) => {
                self.source.skip(u64::MAX)?;
                return Damage::frame(message);
            }
            Err(other) => return Err(other),
        };
        let mut block = Block { http: Vec::new(), body: Vec::new() };
        if header.kind == Kind::Response {
            self.http_headers(header.length, &mut block)?;
        }
        let keep = wanted(&header, &block.http);
        if self.source.is_again() && !self.fits(header.length.saturating_sub(block.len())) {
            self.source.unread(block.joined());
            self.source.skip(u64::MAX)?;
            return Damage::frame(format!("its length of {} bytes is wrong", header.length));
        }
        if keep && !self.take(header.length.min(self.most as u64), &mut block)? {
            return self.wrong_length(&header, block.joined());
        }
        let rest = header.length.saturating_sub(block.len());
        if rest > 0 {
            // A length that is wrong must not swallow the records behind.
            if keep && find_record(&block.body).is_some() {
                return self.wrong_length(&header, block.joined());
            }
            let (skipped, found) = self.source.skip(rest)?;
            if skipped < rest {
                let why = if found { "is wrong" } else { "is more than there is" };
                return Damage::frame(format!("its length of {} bytes {why}", header.length));
            }
        }
        if !self.ends_well(&mut block)? {
            return self.wrong_length(&header, block.joined());
        }
        Ok(Some((header, keep.then_some(block))))
    }

    /// Says that the length is wrong; records that the block has swallowed are read again.
    fn wrong_length<T>(&mut self, header: &Header, block: Vec<u8>) -> Result<T, Damage> {
        if let Some(at) = find_record(&block) {
            self.source.unread(block.get(at..).unwrap_or_default().to_vec());
            return Damage::frame(format!("its length of {} bytes is wrong", header.length));
        }
        if self.source.fill()?.is_empty() {
            return Damage::frame(format!(
                "is cut off: {} bytes were announced, {} are there",
                header.length,
                block.len()
            ));
        }
        self.source.skip(u64::MAX)?;
        Damage::frame(format!("its length of {} bytes is wrong", header.length))
    }

    /// For bytes that are read again: the block is all there and ends well. Nothing is copied, so that many wrong lengths in a
    /// row cost no more than one.
    fn fits(&mut self, rest: u64) -> bool {
        let is_cut = rest > self.most as u64;
        let rest = rest.min(self.most as u64) as usize;
        let held = self.source.ahead(rest + END.len() + BEGINNING.len());
        let (block, behind) = held.split_at(rest.min(held.len()));
        if is_cut {
            return find_record(block).is_none();
        }
        let whole = block.len() == rest;
        whole
            && (begins(behind.trim_ascii_start())
                || (behind.starts_with(END) && find_record(block).is_none()))
    }

    /// Goes to the first line of the next record; false at the end.
    fn find_start(&mut self) -> Result<bool, Damage> {
        loop {
            let chunk = match self.source.fill() {
                Ok(chunk) => chunk,
                Err(error) => {
                    self.number += 1;
                    return Err(error.into());
                }
            };
            if chunk.is_empty() {
                if !self.source.next_part()? {
                    return Ok(false);
                }
                continue;
            }
            let blank = chunk.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            if blank > 0 {
                self.source.consume(blank);
                continue;
            }
            self.line.clear();
            self.source.read_line(&mut self.line, HEADERS)?;
            if self.line.starts_with(BEGINNING) {
                return Ok(true);
            }
            self.number += 1;
            self.source.skip(u64::MAX)?;
            return Damage::frame("does not begin as a record does (`WARC/1.0`)");
        }
    }

    /// The headers behind the first line.
    fn header(&mut self) -> Result<Header, Damage> {
        let mut header = Header { kind: Kind::Other, length: 0, url: None, date: None, content_type: None };
        let (mut kind, mut length) = (false, None);
        let mut left = HEADERS;
        loop {
            self.line.clear();
            let read = self.source.read_line(&mut self.line, left)?;
            if read == 0 {
                return Damage::frame("is cut off in its headers");
            }
            left = left.saturating_sub(read);
            if left == 0 {
                return Damage::frame("has headers without an end");
            }
            let line = self.line.trim_ascii();
            if line.is_empty() {
                break;
            }
            let Some((name, value)) = split_header(line) else { continue };
            let text = || String::from_utf8_lossy(value).into_owned();
            if name.eq_ignore_ascii_case(b"WARC-Type") {
                kind = true;
                header.kind = kind_of(value);
            } else if name.eq_ignore_ascii_case(b"Content-Length") {
                length = Some(text());
            } else if name.eq_ignore_ascii_case(b"WARC-Target-URI") {
                let url = text();
                // Some crawlers put the address in pointed brackets.
                header.url = Some(url.trim_matches(['<', '>']).to_owned()).filter(|url| !url.is_empty());
            } else if name.eq_ignore_ascii_case(b"WARC-Date") {
                header.date = Some(text());
            } else if name.eq_ignore_ascii_case(b"Content-Type") {
                header.content_type = Some(text());
            }
        }
        if !kind {
            return Damage::frame("does not say of which type it is (no `WARC-Type`)");
        }
        let Some(length) = length else {
            return Damage::frame("does not say how long it is (no `Content-Length`)");
        };
        match length.parse() {
            Ok(length) => header.length = length,
            Err(_) => return Damage::frame(format!("has a length that is no number: `{}`", short(&length))),
        }
        Ok(header)
    }

    /// Reads the headers of an HTTP message, if there are any; else the line read belongs to the body.
    fn http_headers(&mut self, length: u64, block: &mut Block) -> Result<(), Damage> {
        let most = length.min(HEADERS as u64) as usize;
        while block.http.len() < most {
            self.line.clear();
            let read = self.source.read_line(&mut self.line, most - block.http.len())?;
            block.http.extend_from_slice(&self.line);
            if read == 0 || !block.http.starts_with(b"HTTP/") {
                std::mem::swap(&mut block.http, &mut block.body);
                break;
            }
            if self.line.trim_ascii().is_empty() {
                break;
            }
        }
        Ok(())
    }

    /// Reads until the block has `length` bytes; false when the part ends before.
    fn take(&mut self, length: u64, block: &mut Block) -> Result<bool, Damage> {
        block.body.reserve_exact(length.saturating_sub(block.len()).min(1 << 20) as usize);
        while block.len() < length {
            let chunk = self.source.fill()?;
            if chunk.is_empty() {
                return Ok(false);
            }
            let n = chunk.len().min((length - block.len()) as usize);
            block.body.extend_from_slice(chunk.get(..n).unwrap_or_default());
            self.source.consume(n);
        }
        Ok(true)
    }

    /// Behind a block stand two line ends; archives that lack them are read when the next record or the end
    /// follows. Else the line ends are given to the block: they may belong to a record in it.
    fn ends_well(&mut self, block: &mut Block) -> Result<bool, Damage> {
        let mut blanks = Vec::new();
        loop {
            let chunk = self.source.fill()?;
            let n = chunk.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            if n == 0 {
                let well = begins(chunk) || (blanks.len() >= END.len() && find_record(&block.body).is_none());
                if !well {
                    block.body.extend_from_slice(&blanks);
                }
                return Ok(well);
            }
            let remember = n.min(BLANKS.saturating_sub(blanks.len()));
            blanks.extend_from_slice(chunk.get(..remember).unwrap_or_default());
            self.source.consume(n);
        }
    }
}

fn kind_of(value: &[u8]) -> Kind {
    match value.to_ascii_lowercase().as_slice() {
        b"response" => Kind::Response,
        b"resource" => Kind::Resource,
        b"conversion" => Kind::Conversion,
        b"revisit" => Kind::Revisit,
        b"continuation" => Kind::Continuation,
        _ => Kind::Other,
    }
}

/// `Name: value`.
pub(crate) fn split_header(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let colon = memchr::memchr(b':', line)?;
    Some((line.get(..colon)?.trim_ascii(), line.get(colon + 1..)?.trim_ascii()))
}

fn short(text: &str) -> String {
    text.chars().take(30).collect()
}
