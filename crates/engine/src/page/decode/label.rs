//! The encoding a page declares: a `meta` tag or an XML declaration in its first kilobytes (WHATWG, "prescan a byte stream").

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memmem;

/// Bytes looked at. The standard asks for the first 1,024; browsers go on, and pages put scripts first.
const PRESCAN: usize = 8 << 10;

pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(PRESCAN))?.to_ascii_lowercase();
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'<', head.get(at..)?) {
        let rest = head.get(at + open..)?;
        at += open + 1;
        let end = memchr::memchr(b'>', rest).unwrap_or(rest.len());
        let tag = rest.get(..end).unwrap_or(rest);
        if rest.starts_with(b"<!--") {
            at += memmem::find(rest, b"-->").unwrap_or(rest.len());
        } else if tag.starts_with(b"<script") {
            at += memmem::find(rest, b"</script").unwrap_or(rest.len());
        } else if tag.starts_with(b"<meta") {
            if let Some(encoding) = value(tag, b"charset") {
                return Some(encoding);
            }
        } else if tag.starts_with(b"<?xml")
            && let Some(encoding) = value(tag, b"encoding")
        {
            return Some(encoding);
        }
        at = at.min(head.len());
    }
    None
}

/// The encoding that stands behind a key and "=".
fn value(tag: &[u8], key: &[u8]) -> Option<&'static Encoding> {
    let at = memmem::find(tag, key)? + key.len();
    let mut rest = tag.get(at..)?.iter().copied().skip_while(u8::is_ascii_whitespace);
    if rest.next() != Some(b'=') {
        return None;
    }
    let label: Vec<u8> = rest
        .skip_while(|b| b.is_ascii_whitespace() || matches!(b, b'"' | b'\''))
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':'))
        .take(40)
        .collect();
    let encoding = Encoding::for_label(&label)?;
    // a page that can be read this far is not UTF-16
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}
