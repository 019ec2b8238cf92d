//! Bytes to characters.
//!
//! Takes the bytes of a page, gives its text by the WHATWG order (byte order mark, declared encoding, detector) and a map
//! back to the bytes. Never loses a byte silently: what cannot be read is U+FFFD and a notice.

use crate::model::{Limits, Notice, Origin};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// Decoded characters and the way back to the bytes.
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) notices: Vec<Notice>,
    pub(super) raw: RawMap,
    /// True when the bytes are no text at all.
    pub(super) binary: bool,
}

/// How far the detector reads (bytes): detection costs as much as parsing, and this much decides.
const DETECT: usize = 64 << 10;

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
        bytes = bytes.get(..limits.page_bytes).unwrap_or(bytes);
        // do not cut a character in two
        while bytes.last().is_some_and(|b| b & 0xC0 == 0x80) && std::str::from_utf8(tail(bytes, 4)).is_err() {
            bytes = bytes.get(..bytes.len() - 1).unwrap_or(&[]);
        }
        if bytes.last().is_some_and(|b| *b >= 0xC0) {
            bytes = bytes.get(..bytes.len() - 1).unwrap_or(&[]);
        }
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

fn tail(bytes: &[u8], n: usize) -> &[u8] {
    bytes.get(bytes.len().saturating_sub(n)..).unwrap_or(bytes)
}

fn choose(bytes: &[u8], origin: &Origin, html: bool, notices: &mut Vec<Notice>) -> &'static Encoding {
    let (valid, invalid) = utf8_sequences(bytes);
    if invalid == 0 {
        return UTF_8;
    }
    if html && let Some(encoding) = declared(bytes) {
        // valid UTF-8 all over but for a few bytes: the declaration is older than the page
        return if valid > 20 * invalid { UTF_8 } else { encoding };
    }
    if valid > 4 * invalid {
        return UTF_8;
    }
    if let Some(encoding) = silent_utf16(bytes) {
        notices.push(guessed(encoding));
        return encoding;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let first = bytes.iter().position(|b| *b >= 0x80).unwrap_or(0);
    let start = first.saturating_sub(1 << 10);
    let sample = bytes.get(start..bytes.len().min(start + DETECT)).unwrap_or(bytes);
    detector.feed(sample, true);
    let tld = origin.url.as_deref().and_then(top_level);
    let encoding = detector.guess(tld.as_deref().map(str::as_bytes), Utf8Detection::Deny);
    notices.push(guessed(encoding));
    encoding
}

fn guessed(encoding: &'static Encoding) -> Notice {
    Notice::new("encoding-guessed", None, format!("no declared encoding; read as {}", encoding.name()))
}

/// Last label of the host, when it is plain letters.
fn top_level(url: &str) -> Option<String> {
    let host = super::meta::address::host(url)?;
    let label = host.rsplit('.').next()?;
    (label.len() <= 12 && label.bytes().all(|b| b.is_ascii_lowercase())).then(|| label.to_owned())
}

/// Multi-byte sequences that are valid UTF-8, and broken ones.
fn utf8_sequences(bytes: &[u8]) -> (usize, usize) {
    if std::str::from_utf8(bytes).is_ok() {
        return (1, 0);
    }
    let (mut valid, mut invalid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
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

/// The encoding that a `meta` tag or an XML declaration names within the first kilobytes.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(8 << 10))?;
    let lower: Vec<u8> = head.iter().map(u8::to_ascii_lowercase).collect();
    for key in [&b"charset"[..], &b"encoding"[..]] {
        let mut from = 0;
        while let Some(at) = lower.get(from..).and_then(|rest| memchr::memmem::find(rest, key)) {
            from += at + key.len();
            let value = lower.get(from..).unwrap_or(&[]);
            let mut rest = value.iter().copied().skip_while(u8::is_ascii_whitespace);
            if rest.next() != Some(b'=') {
                continue;
            }
            let label: Vec<u8> = rest
                .skip_while(|b| b.is_ascii_whitespace() || matches!(b, b'"' | b'\''))
                .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':'))
                .take(40)
                .collect();
            if let Some(encoding) = Encoding::for_label(&label) {
                // a page that can be read this far is not UTF-16
                return Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding });
            }
        }
    }
    None
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

/// From a position in the decoded text to one in the bytes.
pub(super) enum RawMap {
    /// The same, but for a byte order mark.
    Same(usize),
    /// One byte a character: code points at every 64th byte of the text, and the length of the mark.
    Single(Vec<u32>, usize),
    /// Pairs of text and byte position in order; between two pairs positions advance together.
    Steps(Vec<(u32, u32)>),
    /// Not known.
    None,
}

impl RawMap {
    fn new(encoding: &'static Encoding, body: &[u8], text: &str, bad: bool, mark: usize) -> Self {
        if encoding == UTF_8 && !bad {
            return RawMap::Same(mark);
        }
        if encoding == UTF_8 {
            let (mut at, mut raw) = (0u32, mark as u32);
            let mut steps = vec![(0, raw)];
            for chunk in body.utf8_chunks() {
                let (valid, invalid) = (chunk.valid().len() as u32, chunk.invalid().len() as u32);
                at += valid + if invalid > 0 { 3 } else { 0 };
                raw += valid + invalid;
                steps.push((at, raw));
            }
            return RawMap::Steps(steps);
        }
        if encoding.is_single_byte() {
            let mut marks = Vec::with_capacity(text.len() / 64 + 1);
            let mut points = 0u32;
            for (index, byte) in text.bytes().enumerate() {
                if index % 64 == 0 {
                    marks.push(points);
                }
                points += u32::from(byte & 0xC0 != 0x80);
            }
            return RawMap::Single(marks, mark);
        }
        RawMap::None
    }

    /// The byte position of a text position.
    pub(super) fn at(&self, text: &str, position: usize) -> Option<u32> {
        match self {
            RawMap::Same(mark) => Some((position + mark) as u32),
            RawMap::Single(marks, mark) => {
                let index = position / 64;
                let base = marks.get(index).copied().unwrap_or(0);
                let rest = text.as_bytes().get(index * 64..position).unwrap_or(&[]);
                Some(base + *mark as u32 + rest.iter().filter(|b| **b & 0xC0 != 0x80).count() as u32)
            }
            RawMap::Steps(steps) => {
                let index = steps.partition_point(|(at, _)| *at as usize <= position).saturating_sub(1);
                let (at, raw) = steps.get(index)?;
                let next = steps.get(index + 1).map_or(u32::MAX, |(_, raw)| *raw);
                Some((raw + (position as u32).saturating_sub(*at)).min(next))
            }
            RawMap::None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], html: bool, text: &str, codes: &[&str]) {
        let decoded = decode(bytes, &Origin::default(), html, &Limits::default());
        assert_eq!(decoded.text, text);
        let found: Vec<&str> = decoded.notices.iter().map(|n| n.code.as_str()).collect();
        assert_eq!(found, codes, "{text}");
    }

    #[test]
    fn marks_declarations_and_guesses() {
        check("\u{feff}Так".as_bytes(), false, "Так", &[]);
        check(&[0xFF, 0xFE, 0x22, 0x04, 0x30, 0x04], false, "Та", &[]);
        check("Тихо, мирно\r\nї".as_bytes(), false, "Тихо, мирно\r\nї", &[]);
        let html = "<meta charset=windows-1251><p>Їжак з'їв сир</p>";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(html);
        check(&bytes, true, html, &[]);
    }

    #[test]
    fn old_cyrillic_code_pages_are_guessed() {
        let russian = "Городской совет утвердил бюджет на следующий год, сообщил вчера его председатель на встрече с жителями.";
        let ukrainian = "Міська рада ухвалила бюджет на наступний рік, повідомив учора її голова на зустрічі з мешканцями міста.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(russian);
        check(&bytes, false, russian, &["encoding-guessed"]);
        let (bytes, _, _) = encoding_rs::KOI8_U.encode(ukrainian);
        check(&bytes, false, ukrainian, &["encoding-guessed"]);
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(ukrainian);
        check(&bytes, false, ukrainian, &["encoding-guessed"]);
    }

    #[test]
    fn broken_bytes_lose_nothing() {
        let mut bytes = "Перше речення довге. ".as_bytes().to_vec();
        bytes.push(0xFF);
        bytes.extend("Друге".as_bytes());
        check(&bytes, false, "Перше речення довге. \u{fffd}Друге", &["invalid-bytes"]);
        let decoded = decode(&bytes, &Origin::default(), false, &Limits::default());
        let at = decoded.text.find("Друге").unwrap_or(0);
        assert_eq!(decoded.raw.at(&decoded.text, at), Some((bytes.len() - "Друге".len()) as u32));
    }

    #[test]
    fn binary_and_long_input() {
        check(b"\x89PNG\r\n\x1a\n\x00\x00", false, "", &["binary-input"]);
        check(&[0, 1, 2, 3, 4, 5, 6, 7], false, "", &["binary-input"]);
        check(b"one \0 NUL is still text", false, "one \0 NUL is still text", &[]);
        let limits = Limits { page_bytes: 5, ..Limits::default() };
        let decoded = decode("їїї".as_bytes(), &Origin::default(), false, &limits);
        assert_eq!(decoded.text, "її");
    }

    #[test]
    fn single_byte_positions_map_back() {
        let text = "ж".repeat(100) + "X";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(&text);
        let map = RawMap::new(encoding_rs::WINDOWS_1251, &bytes, &text, false, 0);
        assert_eq!(map.at(&text, 200), Some(100));
        assert_eq!(map.at(&text, 201), Some(101));
    }
}
