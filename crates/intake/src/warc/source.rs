//! The bytes of an archive, of which some may be read again. Takes a stream in parts, gives lines and the places where records
//! begin.

use crate::input::Stream;
use memchr::memmem;
use std::io;

/// How the first line of a record begins.
pub(super) const BEGINNING: &[u8] = b"WARC/";
const BEGINNING_OF_LINE: &[u8] = b"\nWARC/";

pub(super) struct Source<S> {
    stream: S,
    /// Bytes read too far, to be read again.
    back: Vec<u8>,
    back_at: usize,
}

impl<S: Stream> Source<S> {
    pub(super) fn new(stream: S) -> Self {
        Self { stream, back: Vec::new(), back_at: 0 }
    }

    /// Bytes are being read again.
    pub(super) fn is_again(&self) -> bool {
        self.back_at < self.back.len()
    }

    /// At least `most` bytes without taking them, or all that is left of the part.
    pub(super) fn ahead(&mut self, most: usize) -> &[u8] {
        while self.back.len() - self.back_at < most {
            // An error comes again when these bytes are used up.
            let Ok(chunk) = self.stream.fill_buf() else { break };
            if chunk.is_empty() {
                break;
            }
            let n = chunk.len();
            if self.back_at > self.back.len() / 2 {
                self.back.drain(..self.back_at);
                self.back_at = 0;
            }
            self.back.extend_from_slice(chunk);
            self.stream.consume(n);
        }
        self.back.get(self.back_at..).unwrap_or_default()
    }

    pub(super) fn next_part(&mut self) -> io::Result<bool> {
        self.stream.next_part()
    }

    /// After an error: goes to the next part that begins with a record.
    pub(super) fn recover(&mut self) -> io::Result<bool> {
        (self.back, self.back_at) = (Vec::new(), 0);
        self.stream.recover(BEGINNING)
    }

    /// Passes over up to `most` bytes, but stops before a line that begins a record. Gives how many and whether one was found.
    pub(super) fn skip(&mut self, most: u64) -> io::Result<(u64, bool)> {
        let mut skipped = 0;
        let mut tail: Vec<u8> = Vec::new();
        loop {
            let chunk = self.fill()?;
            let n = chunk.len().min((most - skipped).min(usize::MAX as u64) as usize);
            let chunk = chunk.get(..n).unwrap_or_default();
            if chunk.is_empty() {
                return Ok((skipped, false));
            }
            // Across the border of two chunks.
            let known = tail.len();
            tail.extend_from_slice(chunk.get(..n.min(BEGINNING_OF_LINE.len() - 1)).unwrap_or_default());
            let across = memmem::find(&tail, BEGINNING_OF_LINE).filter(|at| *at < known);
            if let Some(at) = across {
                let again = tail.get(at + 1..known).unwrap_or_default().to_vec();
                skipped -= again.len() as u64;
                self.unread(again);
                return Ok((skipped, true));
            }
            if let Some(at) = memmem::find(chunk, BEGINNING_OF_LINE) {
                self.consume(at + 1);
                return Ok((skipped + at as u64 + 1, true));
            }
            tail.truncate(known);
            tail.extend_from_slice(chunk.get(n.saturating_sub(5)..).unwrap_or_default());
            let surplus = tail.len().saturating_sub(BEGINNING_OF_LINE.len() - 1);
            tail.drain(..surplus);
            skipped += n as u64;
            self.consume(n);
        }
    }

    /// Appends a line with its end, at most `most` bytes of it.
    pub(super) fn read_line(&mut self, line: &mut Vec<u8>, most: usize) -> io::Result<usize> {
        let mut read = 0;
        while read < most {
            let chunk = if self.back_at < self.back.len() {
                self.back.get(self.back_at..).unwrap_or_default()
            } else {
                self.stream.fill_buf()?
            };
            if chunk.is_empty() {
                break;
            }
            let chunk = chunk.get(..chunk.len().min(most - read)).unwrap_or_default();
            let end = memchr::memchr(b'\n', chunk);
            let n = end.map_or(chunk.len(), |end| end + 1);
            line.extend_from_slice(chunk.get(..n).unwrap_or_default());
            read += n;
            self.consume(n);
            if end.is_some() {
                break;
            }
        }
        Ok(read)
    }

    pub(super) fn fill(&mut self) -> io::Result<&[u8]> {
        if self.back_at < self.back.len() {
            return Ok(self.back.get(self.back_at..).unwrap_or_default());
        }
        self.stream.fill_buf()
    }

    pub(super) fn consume(&mut self, n: usize) {
        if self.back_at < self.back.len() {
            self.back_at += n;
            return;
        }
        self.stream.consume(n);
    }

    /// Puts bytes before what is still to be read.
    pub(super) fn unread(&mut self, mut bytes: Vec<u8>) {
        // Often they stand there still: nothing else must be moved.
        if let Some(at) = self.back_at.checked_sub(bytes.len()).filter(|_| self.is_again()) {
            if let Some(place) = self.back.get_mut(at..self.back_at) {
                place.copy_from_slice(&bytes);
                self.back_at = at;
            }
            return;
        }
        bytes.extend_from_slice(self.back.get(self.back_at..).unwrap_or_default());
        (self.back, self.back_at) = (bytes, 0);
    }
}

/// The beginning of a record, as far as it is there.
pub(super) fn begins(bytes: &[u8]) -> bool {
    let n = bytes.len().min(BEGINNING.len());
    bytes.get(..n) == BEGINNING.get(..n)
}

/// Where a line begins a record.
pub(super) fn find_record(block: &[u8]) -> Option<usize> {
    memmem::find(block, BEGINNING_OF_LINE).map(|at| at + 1)
}
