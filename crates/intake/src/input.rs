//! How bytes come in: a head that may be looked at before anything is read, and streams made of parts.

use crate::kind::HEAD;
use encoding_rs::Encoding;
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};
use std::rc::Rc;

/// A stream in parts that stand alone. `fill_buf` is empty at the end of a part.
pub(crate) trait Stream: BufRead {
    /// Goes on to the next part; false when there is none.
    fn next_part(&mut self) -> io::Result<bool>;
    /// After an error: looks for the next part that begins with these bytes; false when there is none.
    fn recover(&mut self, beginning: &[u8]) -> io::Result<bool>;
}

/// A stream that is one part.
pub(crate) struct Whole<R>(pub(crate) R);

impl<R: BufRead> Read for Whole<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0.read(into)
    }
}

impl<R: BufRead> BufRead for Whole<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.fill_buf()
    }
    fn consume(&mut self, n: usize) {
        self.0.consume(n);
    }
}

impl<R: BufRead> Stream for Whole<R> {
    fn next_part(&mut self) -> io::Result<bool> {
        Ok(false)
    }
    fn recover(&mut self, _beginning: &[u8]) -> io::Result<bool> {
        Ok(false)
    }
}

/// Bytes read at a time.
const BUFFER: usize = 256 << 10;

/// A reader whose first bytes have been looked at.
pub(crate) type Peeked<R> = Chain<Cursor<Vec<u8>>, BufReader<R>>;

/// The first `most` bytes, or all when there are fewer, and a reader that still gives them.
pub(crate) fn peek<R: Read>(mut from: R, most: usize) -> io::Result<(Vec<u8>, Peeked<R>)> {
    let mut head = Vec::new();
    from.by_ref().take(most as u64).read_to_end(&mut head)?;
    Ok((head.clone(), Cursor::new(head).chain(BufReader::with_capacity(BUFFER, from))))
}

/// How many bytes may still be read before something of a page's size must be done.
#[derive(Clone)]
pub(crate) struct Ration {
    most: usize,
    left: Rc<Cell<usize>>,
}

impl Ration {
    pub(crate) fn new(most: usize) -> Self {
        Self { most, left: Rc::new(Cell::new(most)) }
    }
    pub(crate) fn renew(&self) {
        self.left.set(self.most);
    }
    /// True when more was asked for than there was.
    pub(crate) fn is_used_up(&self) -> bool {
        self.left.get() == 0
    }
}

/// Gives an error when the ration is used up: one entry or row may not take all memory.
pub(crate) struct Rationed<R> {
    inner: R,
    ration: Ration,
}

impl<R> Rationed<R> {
    pub(crate) fn new(inner: R, ration: &Ration) -> Self {
        Self { inner, ration: ration.clone() }
    }
}

impl<R: Read> Read for Rationed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let left = self.ration.left.get();
        if left == 0 {
            return Err(io::Error::other("longer than a page may be"));
        }
        let n = self.inner.read(into)?;
        self.ration.left.set(left.saturating_sub(n));
        Ok(n)
    }
}

/// A reader of valid UTF-8 over text in any encoding: byte order mark, then UTF-8 when the first bytes are that, then the
/// declared encoding, then detection.
pub(crate) fn decoded<R: Read>(from: R, declared: Option<&str>) -> io::Result<impl Read + use<R>> {
    let (head, from) = peek(from, HEAD)?;
    let is_utf8 = match std::str::from_utf8(&head) {
        Ok(_) => true,
        // A letter cut in two at the end of the head.
        Err(error) => error.error_len().is_none() && head.len() == HEAD,
    };
    let encoding = if is_utf8 {
        encoding_rs::UTF_8
    } else {
        let declared = declared.map(str::to_owned).or_else(|| xml_encoding(&head));
        let name = reportedly_engine::page::encoding(&head, declared.as_deref());
        Encoding::for_label(name.as_bytes()).unwrap_or(encoding_rs::UTF_8)
    };
    Ok(DecodeReaderBytesBuilder::new()
        .encoding(Some(encoding))
        .bom_override(true)
        .strip_bom(true)
        .build(from))
}

/// `encoding="…"` of an XML declaration.
fn xml_encoding(head: &[u8]) -> Option<String> {
    let head = head.get(..head.len().min(200))?;
    let head = String::from_utf8_lossy(head);
    let declaration = head.strip_prefix("<?xml")?.split("?>").next()?.to_owned();
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value.get(1..)?.split(quote).next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], declared: Option<&str>, expect: &str) {
        let mut text = String::new();
        decoded(bytes, declared).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, expect);
    }

    #[test]
    fn text_is_decoded_by_mark_then_utf8_then_name_then_guess() {
        let old = encoding_rs::WINDOWS_1251.encode("<?xml version='1.0' encoding='windows-1251'?>Міст").0;
        check(&old, None, "<?xml version='1.0' encoding='windows-1251'?>Міст");
        check(&encoding_rs::WINDOWS_1251.encode("Міст").0, Some("windows-1251"), "Міст");
        check("Міст".as_bytes(), Some("windows-1251"), "Міст");
        check(b"\xff\xfea\0b\0", None, "ab");
        check("\u{feff}Міст".as_bytes(), None, "Міст");
        let long = "Мэр сообщил, что мост откроют осенью. ".repeat(9);
        check(&encoding_rs::WINDOWS_1251.encode(&long).0, None, &long);
        let koi = "Міський голова повідомив, що міст відкриють восени. ".repeat(9);
        check(&encoding_rs::KOI8_U.encode(&koi).0, None, &koi);
        check(&encoding_rs::KOI8_U.encode(&koi).0, Some("iso-8859-1"), &koi);
    }

    #[test]
    fn a_ration_ends_and_is_renewed() {
        let ration = Ration::new(10);
        let mut reader = Rationed::new(io::repeat(b'x'), &ration);
        let mut text = Vec::new();
        assert!(reader.by_ref().take(10).read_to_end(&mut text).is_ok());
        assert!(ration.is_used_up() && reader.read(&mut [0; 4]).is_err());
        ration.renew();
        assert!(reader.read(&mut [0; 4]).is_ok());
    }
}
