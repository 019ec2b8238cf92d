//! Bytes to characters.
//!
//! Takes the bytes of a page, gives its text and a map back to the bytes. The order is that of the WHATWG: byte order mark,
//! transport, what the page declares, then detection. A label that the bytes contradict is not followed, and a notice says
//! so. Never loses a byte silently: what cannot be read is U+FFFD and a notice.

mod detect;
mod label;
mod raw;

pub(super) use raw::RawMap;

use crate::model::{Limits, Notice, Origin};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// The encoding of bytes that are no UTF-8, by the rules for pages: the name of the Encoding Standard. `declared` is a
/// label that stands unless the bytes contradict it. For files that hold many pages; reads the first kilobytes.
pub fn encoding(bytes: &[u8], declared: Option<&str>) -> &'static str {
    let label = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
    let labels: Vec<&'static Encoding> = label.into_iter().filter(|label| *label != UTF_8).collect();
    detect::detect(bytes, false, &labels, &Origin::default()).name()
}

/// Decoded characters and the way back to the bytes.
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) notices: Vec<Notice>,
    pub(super) raw: RawMap,
    /// True when the bytes are no text at all.
    pub(super) binary: bool,
}

pub(super) fn decode<'a>(bytes: &'a [u8], origin: &Origin, html: bool, limits: &Limits) -> Decoded<'a> {
    let mut notices = Vec::new();
    let mut bytes = bytes;
    if bytes.len() > limits.page_bytes {
        let message = format!(
            "the page has {} bytes; what follows the first {} is not read",
            bytes.len(),
            limits.page_bytes
        );
        notices.push(Notice::new("page-too-long", None, message));
        bytes = cut(bytes, limits.page_bytes);
    }
    if is_binary(bytes) {
        notices.push(Notice::new("binary-input", None, "the bytes are not text"));
        return Decoded { text: Cow::Borrowed(""), notices, raw: RawMap::Same(0), binary: true };
    }
    let (encoding, mark) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, length),
        None => (choose(bytes, origin, html, &mut notices), 0),
    };
    let body = bytes.get(mark..).unwrap_or(&[]);
    let (text, bad) = encoding.decode_without_bom_handling(body);
    if bad {
        let message = format!("some bytes are not valid {} and were read as U+FFFD", encoding.name());
        let span = text.find('\u{fffd}').map(|at| crate::model::Span::new(at, at + 3));
        notices.push(Notice::new("invalid-bytes", span, message));
    }
    let raw = RawMap::new(encoding, body, &text, bad, mark);
    Decoded { text, notices, raw, binary: false }
}

/// At most `limit` bytes, without half a UTF-8 character at the end.
fn cut(bytes: &[u8], limit: usize) -> &[u8] {
    let bytes = bytes.get(..limit).unwrap_or(bytes);
    let tail = bytes.get(bytes.len().saturating_sub(4)..).unwrap_or(bytes);
    let inside = tail.iter().rev().take_while(|b| **b & 0xC0 == 0x80).count();
    let lead = bytes.len().checked_sub(inside + 1).and_then(|at| Some((at, *bytes.get(at)?)));
    match lead {
        Some((at, 0xC0..)) if std::str::from_utf8(bytes.get(at..).unwrap_or(&[])).is_err() => {
            bytes.get(..at).unwrap_or(bytes)
        }
        _ => bytes,
    }
}

/// The encoding of bytes without a byte order mark.
fn choose(bytes: &[u8], origin: &Origin, html: bool, notices: &mut Vec<Notice>) -> &'static Encoding {
    if let Some(encoding) = silent_utf16(bytes) {
        notices.push(guessed(encoding));
        return encoding;
    }
    let transport = origin.charset.as_deref().and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let declared = if html { label::declared(bytes) } else { None };
    let label = transport.or(declared);
    let (valid, invalid) = utf8_sequences(bytes);
    if valid == 0 && invalid == 0 {
        // only escapes make such a text anything but ASCII
        let escaped = label.filter(|l| *l == encoding_rs::ISO_2022_JP && bytes.contains(&0x1B));
        return escaped.unwrap_or(UTF_8);
    }
    // no text in another encoding is valid UTF-8 all over, but for a letter or two
    let is_utf8 = match label {
        Some(label) if label == UTF_8 => valid > 4 * invalid,
        Some(_) => valid >= 3 && valid > 20 * invalid,
        None => valid > 4 * invalid,
    };
    if is_utf8 {
        if let Some(label) = label.filter(|label| *label != UTF_8) {
            notices.push(mislabelled(label, UTF_8));
        }
        return UTF_8;
    }
    // of two labels that differ the transport's stands, unless only the page's own fits
    let labels: Vec<&'static Encoding> =
        [transport, declared].into_iter().flatten().filter(|label| *label != UTF_8).collect();
    let found = detect::detect(bytes, html, &labels, origin);
    match label {
        Some(label) if label == found => {}
        Some(label) => notices.push(mislabelled(label, found)),
        None => notices.push(guessed(found)),
    }
    found
}

fn guessed(encoding: &'static Encoding) -> Notice {
    Notice::new("encoding-guessed", None, format!("no declared encoding; read as {}", encoding.name()))
}

fn mislabelled(label: &'static Encoding, encoding: &'static Encoding) -> Notice {
    let message = format!("declared as {}, but the bytes are {}", label.name(), encoding.name());
    Notice::new("encoding-mislabelled", None, message)
}

/// Multi-byte sequences that are valid UTF-8, and broken ones.
fn utf8_sequences(bytes: &[u8]) -> (usize, usize) {
    let (mut valid, mut invalid) = (0, 0);
    // sums of single bytes are added many at a time
    let leads = |text: &[u8]| -> usize {
        text.chunks(255)
            .map(|chunk| usize::from(chunk.iter().map(|b| u8::from(*b >= 0xC0)).sum::<u8>()))
            .sum()
    };
    let mut count = |text: &[u8]| valid += leads(text);
    if Encoding::utf8_valid_up_to(bytes) == bytes.len() {
        // a few are enough to know
        count(bytes.get(..bytes.len().min(64 << 10)).unwrap_or(bytes));
        if valid == 0 {
            valid = leads(bytes);
        }
        return (valid, 0);
    }
    for chunk in bytes.utf8_chunks() {
        count(chunk.valid().as_bytes());
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    (valid, invalid)
}

/// UTF-16 without a byte order mark: every other byte of the start is 0 (Latin) or 4 (Cyrillic).
fn silent_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(1024) & !1)?;
    let pairs = sample.len() / 2;
    let high = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|b| matches!(b, 0 | 4)).count();
    if pairs < 8 {
        return None;
    }
    if high(1) * 10 >= pairs * 9 && high(0) * 2 < pairs {
        return Some(UTF_16LE);
    }
    (high(0) * 10 >= pairs * 9 && high(1) * 2 < pairs).then_some(UTF_16BE)
}

fn is_binary(bytes: &[u8]) -> bool {
    const MAGIC: [&[u8]; 9] = [
        b"%PDF-",
        b"PK\x03\x04",
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"\x1f\x8b",
        b"\x7fELF",
        b"Rar!\x1a",
        b"\xd0\xcf\x11\xe0",
    ];
    if MAGIC.iter().any(|magic| bytes.starts_with(magic)) {
        return true;
    }
    if Encoding::for_bom(bytes).is_some() || silent_utf16(bytes).is_some() {
        return false;
    }
    let sample = bytes.get(..bytes.len().min(8 << 10)).unwrap_or(bytes);
    let control = |b: &&u8| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B | 0x0B);
    let odd = sample.iter().filter(control).count();
    odd >= 4 && odd * 20 > sample.len()
}

#[cfg(test)]
mod tests;
