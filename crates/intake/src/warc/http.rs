//! The HTTP message inside a `response` record (RFC 9112). Takes its headers and body, gives status, type and the unpacked body.
//! Many crawlers keep the headers of the server beside a body they have unpacked already, so a header that does not fit the
//! bytes is not believed.

use super::records::split_header;
use crate::gzip::{Joined, Members};
use crate::plain;
use std::io::{self, ErrorKind, Read};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Message {
    /// 0: not told.
    pub(crate) status: u16,
    pub(crate) content_type: Option<String>,
    chunked: bool,
    /// In the order they were applied, lower case.
    packings: Vec<String>,
}

impl Message {
    /// Reads a status line and headers.
    pub(crate) fn new(head: &[u8]) -> Self {
        let mut lines = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
        let status = lines.next().and_then(|line| {
            let code = line.split(|byte| *byte == b' ').filter(|word| !word.is_empty()).nth(1)?;
            std::str::from_utf8(code).ok()?.parse().ok()
        });
        let mut message = Self { status: status.unwrap_or(0), ..Self::default() };
        for (name, value) in lines.filter_map(split_header) {
            let words = || {
                let text = String::from_utf8_lossy(value).to_ascii_lowercase();
                let words = text.split(',').map(|word| word.trim().to_owned());
                words.filter(|word| !word.is_empty() && word != "identity").collect::<Vec<_>>()
            };
            if name.eq_ignore_ascii_case(b"Content-Type") {
                message.content_type = Some(String::from_utf8_lossy(value).into_owned());
            } else if name.eq_ignore_ascii_case(b"Transfer-Encoding") {
                for word in words() {
                    if word == "chunked" { message.chunked = true } else { message.packings.push(word) }
                }
            } else if name.eq_ignore_ascii_case(b"Content-Encoding") {
                message.packings.splice(0..0, words());
            }
        }
        message
    }

    /// The body as the browser would see it, at most `most` bytes. What is there of a body that was cut off is given.
    ///
    /// # Errors
    /// Why it cannot be unpacked.
    pub(crate) fn body(&self, raw: Vec<u8>, most: usize) -> Result<Vec<u8>, String> {
        let mut body = if self.chunked { joined_chunks(raw) } else { raw };
        for packing in self.packings.iter().rev() {
            body = unpack(packing, body, most)?;
        }
        body.truncate(most);
        Ok(body)
    }
}

fn unpack(packing: &str, body: Vec<u8>, most: usize) -> Result<Vec<u8>, String> {
    let from = body.as_slice();
    let (bytes, trouble) = match packing {
        "gzip" | "x-gzip" if !body.starts_with(b"\x1f\x8b") => return Ok(body),
        "gzip" | "x-gzip" => read(Joined(Members::new(from)), most),
        // Some servers send bare deflate data, without the zlib frame.
        "deflate" if is_zlib(from) => read(flate2::read::ZlibDecoder::new(from), most),
        "deflate" => read(flate2::read::DeflateDecoder::new(from), most),
        "br" => read(brotli_decompressor::Decompressor::new(from, 0), most),
        other => {
            let other: String = other.chars().take(20).collect();
            return if plain::unfit(&body).is_none() {
                Ok(body)
            } else {
                Err(format!("its body is packed with `{other}`, which is not read here"))
            };
        }
    };
    match trouble {
        None => Ok(bytes),
        Some(error) if error.kind() == ErrorKind::UnexpectedEof && !bytes.is_empty() => Ok(bytes),
        Some(_) if packing != "gzip" && packing != "x-gzip" && plain::unfit(&body).is_none() => Ok(body),
        Some(_) => Err(format!("its body does not unpack (`{packing}`)")),
    }
}

fn read(mut from: impl Read, most: usize) -> (Vec<u8>, Option<io::Error>) {
    let mut bytes = Vec::new();
    let trouble = from.by_ref().take(most as u64).read_to_end(&mut bytes).err();
    (bytes, trouble)
}

/// The two bytes of a zlib header check each other.
fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [a, b, ..] if a & 0x0f == 8 && (u16::from(*a) << 8 | u16::from(*b)) % 31 == 0)
}

/// Takes the chunks out of their frames; bytes that are not in frames are left as they are.
fn joined_chunks(raw: Vec<u8>) -> Vec<u8> {
    let mut body = Vec::with_capacity(raw.len());
    let mut rest = raw.as_slice();
    while let Some((size, after)) = chunk_size(rest) {
        if size == 0 {
            return body;
        }
        let size = usize::try_from(size).unwrap_or(usize::MAX).min(after.len());
        let (data, after) = after.split_at(size);
        body.extend_from_slice(data);
        rest = after.strip_prefix(b"\r\n").or(after.strip_prefix(b"\n")).unwrap_or(after);
    }
    if body.is_empty() { raw } else { body }
}

/// `1a2f;extension\r\n`.
fn chunk_size(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let end = memchr::memchr(b'\n', bytes.get(..bytes.len().min(1024))?)?;
    let line = bytes.get(..end)?.trim_ascii();
    let digits = line.split(|byte| *byte == b';' || *byte == b' ').next()?;
    let digits = std::str::from_utf8(digits).ok().filter(|digits| !digits.starts_with('+'))?;
    Some((u64::from_str_radix(digits, 16).ok()?, bytes.get(end + 1..)?))
}

/// `text/html; charset="windows-1251"` as type and charset, lower case.
pub(crate) fn media_type(value: &str) -> (Option<String>, Option<String>) {
    let mut parts = value.split(';').map(str::trim);
    let media_type = parts.next().map(str::to_ascii_lowercase).filter(|kind| kind.contains('/'));
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_ascii_lowercase())
    });
    (media_type, charset)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(head: &str, raw: &[u8]) -> Result<Vec<u8>, String> {
        Message::new(head.as_bytes()).body(raw.to_vec(), 1000)
    }

    #[test]
    fn headers_in_any_case_and_line_end() {
        let message = Message::new(
            b"HTTP/1.1 200 OK\ncontent-TYPE:  text/html;charset=x \ntransfer-encoding: gzip, Chunked\n\n",
        );
        assert_eq!(message.status, 200);
        assert_eq!(message.content_type.as_deref(), Some("text/html;charset=x"));
        assert!(message.chunked);
        assert_eq!(message.packings, ["gzip"]);
        assert_eq!(Message::new(b"").status, 0);
        assert_eq!(Message::new(b"HTTP/2  404").status, 404);
    }

    #[test]
    fn chunks_are_joined_when_there_are_any() {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        assert_eq!(body(head, b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n").unwrap(), b"abcde");
        assert_eq!(body(head, b"3\nabc\n").unwrap(), b"abc");
        assert_eq!(body(head, b"ffffffffffffffff\r\nabc").unwrap(), b"abc");
        assert_eq!(body(head, b"<p>abc").unwrap(), b"<p>abc");
        assert_eq!(body(head, b"-3\r\nabc").unwrap(), b"-3\r\nabc");
    }

    #[test]
    fn a_header_that_does_not_fit_the_body_is_not_believed() {
        for packing in ["gzip", "deflate", "br", "zstd", "identity"] {
            let head = format!("HTTP/1.1 200 OK\r\nContent-Encoding: {packing}\r\n\r\n");
            assert_eq!(body(&head, b"<p>plain text").unwrap(), b"<p>plain text", "{packing}");
        }
        assert!(body("HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\n\r\n", b"\x28\xb5\x2f\xfd\0").is_err());
        assert!(body("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", b"\x1f\x8b\x08 no").is_err());
    }

    #[test]
    fn types_have_a_charset_or_none() {
        let read = |value: &str| {
            let (kind, charset) = media_type(value);
            (kind.unwrap_or_default(), charset.unwrap_or_default())
        };
        assert_eq!(read("Text/HTML; Charset=\"Windows-1251\""), ("text/html".into(), "windows-1251".into()));
        assert_eq!(read("text/html;charset="), ("text/html".into(), String::new()));
        assert_eq!(read("nonsense"), (String::new(), String::new()));
    }
}
