//! gzip (RFC 1952), member by member. Takes packed bytes, gives unpacked ones and the places where members end, because each
//! record of a web archive is a member of its own: after a damaged one reading goes on at the next.

use crate::input::Stream;
use flate2::{Decompress, FlushDecompress, Status};
use std::io::{self, BufRead, ErrorKind, Read};

/// Packed bytes read at a time.
const READ: usize = 128 << 10;
/// Unpacked bytes held.
const HOLD: usize = 256 << 10;
/// Packed bytes of one member kept, so that a search for the next one can begin behind its first byte.
const KEEP: usize = 4 << 20;
/// Unpacked bytes that show whether a member found by search is one.
const TRIAL: usize = 512;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Inside,
    /// The member has ended well.
    Ended,
    /// The member is damaged or cut off; told once.
    Broken(ErrorKind),
}

/// Reads one member: `fill_buf` is empty at its end, `next_part` goes on to the next.
pub(crate) struct Members<R> {
    source: R,
    packed: Vec<u8>,
    /// Where the member begins in `packed`.
    start: usize,
    /// The next packed byte.
    at: usize,
    inflate: Decompress,
    unpacked: Vec<u8>,
    taken: usize,
    held: usize,
    state: State,
}

fn damaged() -> io::Error {
    io::Error::new(ErrorKind::InvalidData, "its packed bytes are damaged")
}

impl<R: Read> Members<R> {
    pub(crate) fn new(source: R) -> Self {
        Self {
            source,
            packed: Vec::new(),
            start: 0,
            at: 0,
            inflate: Decompress::new_gzip(15),
            unpacked: vec![0; HOLD],
            taken: 0,
            held: 0,
            state: State::Inside,
        }
    }

    /// Reads more packed bytes behind those of this member; false at the end.
    fn refill(&mut self) -> io::Result<bool> {
        if self.at - self.start > KEEP {
            self.start = self.at;
        }
        self.packed.drain(..self.start);
        self.at -= self.start;
        self.start = 0;
        let before = self.packed.len();
        self.packed.resize(before + READ, 0);
        let read = loop {
            match self.source.read(self.packed.get_mut(before..).unwrap_or_default()) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        self.packed.truncate(before + read.as_ref().copied().unwrap_or(0));
        Ok(read? > 0)
    }

    /// Unpacks up to `most` bytes; leaves `held` at 0 when the member has ended.
    fn unpack(&mut self, most: usize) -> io::Result<()> {
        (self.taken, self.held) = (0, 0);
        while self.held == 0 {
            match self.state {
                State::Ended => return Ok(()),
                State::Broken(kind) => return Err(io::Error::new(kind, damaged())),
                State::Inside => {}
            }
            if self.at == self.packed.len() && !self.refill()? {
                self.state = State::Broken(ErrorKind::UnexpectedEof);
                continue;
            }
            let before = (self.inflate.total_in(), self.inflate.total_out());
            let input = self.packed.get(self.at..).unwrap_or_default();
            let output = self.unpacked.get_mut(..most).unwrap_or_default();
            let status = self.inflate.decompress(input, output, FlushDecompress::None);
            let consumed = (self.inflate.total_in() - before.0) as usize;
            self.held = (self.inflate.total_out() - before.1) as usize;
            self.at += consumed;
            match status {
                Ok(Status::StreamEnd) => self.state = State::Ended,
                Ok(_) if consumed > 0 || self.held > 0 || self.at == self.packed.len() => {}
                Ok(_) | Err(_) => self.state = State::Broken(ErrorKind::InvalidData),
            }
        }
        Ok(())
    }

    /// Begins a member at `at`.
    fn begin(&mut self, at: usize) {
        (self.start, self.at) = (at, at);
        self.inflate = Decompress::new_gzip(15);
        self.state = State::Inside;
        (self.taken, self.held) = (0, 0);
    }
}

impl<R: Read> Read for Members<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(into)?;
        self.consume(n);
        Ok(n)
    }
}

impl<R: Read> BufRead for Members<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken == self.held {
            self.unpack(HOLD)?;
        }
        Ok(self.unpacked.get(self.taken..self.held).unwrap_or_default())
    }
    fn consume(&mut self, n: usize) {
        self.taken = (self.taken + n).min(self.held);
    }
}

impl<R: Read> Stream for Members<R> {
    fn next_part(&mut self) -> io::Result<bool> {
        self.start = self.at;
        loop {
            let rest = self.packed.get(self.at..).unwrap_or_default();
            // Some writers fill the file up with zeros.
            let zeros = rest.iter().take_while(|byte| **byte == 0).count();
            let left = rest.len() - zeros;
            (self.start, self.at) = (self.start + zeros, self.at + zeros);
            if left >= 2 || (!self.refill()? && left > 0) {
                break;
            }
            if self.at == self.packed.len() {
                return Ok(false);
            }
        }
        let begins = self.packed.get(self.at..).is_some_and(|rest| rest.starts_with(b"\x1f\x8b"));
        self.begin(self.at);
        if !begins {
            self.state = State::Broken(ErrorKind::InvalidData);
        }
        Ok(true)
    }

    fn recover(&mut self, beginning: &[u8]) -> io::Result<bool> {
        let mut from = self.start + 1;
        loop {
            let rest = self.packed.get(from..).unwrap_or_default();
            let Some(found) = memchr::memmem::find(rest, b"\x1f\x8b\x08") else {
                // The sign may stand across the end of what was read.
                let keep = self.packed.len().saturating_sub(2).max(from).min(self.packed.len());
                (self.start, self.at) = (keep, self.packed.len());
                if !self.refill()? {
                    return Ok(false);
                }
                from = 0;
                continue;
            };
            self.begin(from + found);
            // A failure here is one of the trial, unless the source itself fails.
            match self.unpack(TRIAL) {
                Ok(()) if self.unpacked.get(..self.held).unwrap_or_default().starts_with(beginning) => {
                    return Ok(true);
                }
                Err(error) if !matches!(error.kind(), ErrorKind::InvalidData | ErrorKind::UnexpectedEof) => {
                    return Err(error);
                }
                _ => from = self.start + 1,
            }
        }
    }
}

/// All members as one stream, as `gzip -d` gives them.
pub(crate) struct Joined<R>(pub(crate) Members<R>);

impl<R: Read> Read for Joined<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(into)?;
        self.0.consume(n);
        Ok(n)
    }
}

impl<R: Read> BufRead for Joined<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.0.fill_buf()?.is_empty() {
            if !self.0.next_part()? {
                break;
            }
        }
        self.0.fill_buf()
    }
    fn consume(&mut self, n: usize) {
        self.0.consume(n);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn pack(text: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn members_end_and_go_on() {
        let mut bytes = pack(b"one");
        bytes.extend(pack(b""));
        bytes.extend(pack(&vec![b'x'; 700_000]));
        bytes.extend([0; 600]);
        let mut members = Members::new(bytes.as_slice());
        let read = |members: &mut Members<_>| {
            let mut text = Vec::new();
            members.read_to_end(&mut text).unwrap();
            text.len()
        };
        assert_eq!(read(&mut members), 3);
        assert!(members.next_part().unwrap());
        assert_eq!(read(&mut members), 0);
        assert!(members.next_part().unwrap());
        assert_eq!(read(&mut members), 700_000);
        assert!(!members.next_part().unwrap());
        let mut text = Vec::new();
        Joined(Members::new(bytes.as_slice())).read_to_end(&mut text).unwrap();
        assert_eq!(text.len(), 700_003);
    }

    #[test]
    fn after_damage_the_next_member_is_found() {
        let noise: Vec<u8> = (0..40_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        let mut bytes = pack(&noise);
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0xff;
        bytes.extend(pack(b"good"));
        let mut members = Members::new(bytes.as_slice());
        let mut text = Vec::new();
        assert!(members.read_to_end(&mut text).is_err());
        assert!(members.recover(b"go").unwrap());
        text.clear();
        members.read_to_end(&mut text).unwrap();
        assert_eq!(text, b"good");
        assert!(!members.next_part().unwrap());
        let cut = &bytes[..bytes.len() - 3];
        let mut members = Members::new(cut);
        assert!(members.read_to_end(&mut text).is_err());
        assert!(members.recover(b"go").unwrap());
        assert!(members.read_to_end(&mut text).is_err());
        assert!(!members.recover(b"go").unwrap());
    }
}
