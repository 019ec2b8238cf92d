//! The way back from decoded text to the bytes.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes of text between two counts.
const STEP: usize = 64;

/// From a position in the decoded text to one in the bytes.
pub(in crate::page) enum RawMap {
    /// The same, but for a byte order mark.
    Same(usize),
    /// Units of one width (bytes of a code page, pairs of UTF-16): how many at every 64th byte of the text.
    Units { counts: Vec<u32>, width: usize, mark: usize, end: usize },
    /// Pairs of text and byte position in order; between two pairs positions advance together.
    Steps(Vec<(u32, u32)>),
    /// Not known.
    None,
}

impl RawMap {
    pub(super) fn new(encoding: &'static Encoding, body: &[u8], text: &str, bad: bool, mark: usize) -> Self {
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
        let width = if encoding.is_single_byte() {
            1
        } else if encoding == UTF_16LE || encoding == UTF_16BE {
            2
        } else {
            return RawMap::None;
        };
        let mut counts = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STEP) {
            counts.push(count);
            count += units(chunk);
        }
        counts.push(count);
        RawMap::Units { counts, width, mark, end: mark + body.len() }
    }

    /// The byte position of a text position.
    pub(in crate::page) fn at(&self, text: &str, position: usize) -> Option<u32> {
        match self {
            RawMap::Same(mark) => Some((position + mark) as u32),
            RawMap::Units { counts, width, mark, end } => {
                let index = position / STEP;
                let base = counts.get(index).copied().unwrap_or(0);
                let rest = text.as_bytes().get(index * STEP..position).unwrap_or(&[]);
                let count = base + units(rest);
                // half a pair at the end is a character too
                Some((mark + count as usize * width).min(*end) as u32)
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

/// Units (bytes of a code page, pairs of UTF-16) of the characters that begin in at most `STEP` bytes.
fn units(bytes: &[u8]) -> u32 {
    let of = |byte: &u8| u8::from(*byte & 0xC0 != 0x80) + u8::from(*byte >= 0xF0);
    u32::from(bytes.iter().map(of).sum::<u8>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_map_back() {
        let text = "ж".repeat(100) + "X";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(&text);
        let map = RawMap::new(encoding_rs::WINDOWS_1251, &bytes, &text, false, 0);
        assert_eq!(map.at(&text, 200), Some(100));
        assert_eq!(map.at(&text, 201), Some(101));
        let text = "ж😀".repeat(40) + "X";
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let map = RawMap::new(UTF_16LE, &bytes, &text, false, 2);
        assert_eq!(map.at(&text, 6), Some(2 + 6));
        assert_eq!(map.at(&text, text.len()), Some(2 + bytes.len() as u32));
        let map = RawMap::new(UTF_16LE, b"a\0b", "a\u{fffd}", true, 0);
        assert_eq!(map.at("a\u{fffd}", 4), Some(3));
        let text = "ж".repeat(32);
        let map = RawMap::new(encoding_rs::KOI8_U, &[0xD6; 32], &text, false, 0);
        assert_eq!(map.at(&text, 64), Some(32));
    }
}
