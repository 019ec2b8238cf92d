//! What a file is. Takes its first bytes and its name, gives a `Kind`: the content decides, the ending of the name only where
//! the content cannot.

use crate::table::{self, Mapping};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Page,
    Gzip,
    Zip,
    Warc,
    /// RSS 0.9x, 1.0, 2.0 or Atom.
    Feed,
    JsonFeed,
    /// One JSON object on each line.
    JsonLines,
    /// One JSON document: an array of objects, or an object.
    Json,
    /// The delimiter.
    Csv(u8),
    /// Something that holds no text, with its name.
    Unfit(&'static str),
}

/// The beginnings of files that hold no text and no pages, with what they are.
pub(crate) const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a sound"),
    (b"SQLite format 3\0", "a database"),
    (b"\x7fELF", "a program"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"filedesc://", "an old ARC archive"),
];

/// Bytes that `of` looks at.
pub(crate) const HEAD: usize = 16 << 10;

pub(crate) fn of(head: &[u8], path: &str, mapping: &Mapping) -> Kind {
    let head = head.get(..HEAD).unwrap_or(head);
    if head.starts_with(b"WARC/") {
        return Kind::Warc;
    }
    if head.starts_with(b"\x1f\x8b") {
        return Kind::Gzip;
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Kind::Zip;
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Kind::Unfit(what);
    }
    if head.get(257..262) == Some(b"ustar") {
        return Kind::Unfit("a tar archive");
    }
    let text = readable(head);
    let start = text.trim_start();
    let ending = ending(path);
    if start.starts_with('<') {
        return if is_feed(start) { Kind::Feed } else { Kind::Page };
    }
    if start.starts_with(['{', '['])
        && let Some(kind) = json(start, &ending)
    {
        return kind;
    }
    match ending.as_str() {
        "jsonl" | "ndjson" => Kind::JsonLines,
        "json" => Kind::Json,
        "csv" | "tsv" | "tab" => Kind::Csv(delimiter(start, &ending)),
        "html" | "htm" | "xhtml" | "shtml" | "xml" | "txt" | "text" | "md" | "markdown" => Kind::Page,
        _ => {
            let delimiter = delimiter(start, &ending);
            if table::looks_like_header(start.lines().next().unwrap_or(""), delimiter, mapping) {
                Kind::Csv(delimiter)
            } else {
                Kind::Page
            }
        }
    }
}

/// The ending of a name without `.gz`, lower case.
pub(crate) fn ending(path: &str) -> String {
    let name = path.rsplit(['/', '\\', '#']).next().unwrap_or(path).to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    name.rsplit_once('.').map(|(_, ending)| ending.to_owned()).unwrap_or_default()
}

pub(crate) fn is_markdown(path: &str) -> bool {
    matches!(ending(path).as_str(), "md" | "markdown" | "mkd" | "mdown")
}

/// NUL bytes that no encoding explains.
pub(crate) fn is_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(8192)).unwrap_or(bytes);
    !has_wide_mark(bytes) && memchr::memchr(0, head).is_some()
}

fn has_wide_mark(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff")
}

/// Enough of the text to tell markup from tables; letters outside ASCII may come out wrong.
fn readable(head: &[u8]) -> String {
    match encoding_rs::Encoding::for_bom(head) {
        Some((encoding, mark)) => encoding.decode(head.get(mark..).unwrap_or(head)).0.into_owned(),
        None => String::from_utf8_lossy(head).into_owned(),
    }
}

/// The first element, past declarations and comments, is that of a feed.
fn is_feed(text: &str) -> bool {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else if rest.starts_with("<?") || rest.starts_with("<!") {
            rest.find('>').map(|at| at + 1)
        } else {
            break;
        };
        match end.and_then(|end| rest.get(end..)) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    let Some(tag) = rest.strip_prefix('<') else { return false };
    let (tag, more) = tag.split_at(tag.find('>').unwrap_or(tag.len()));
    let name = tag.split([' ', '\t', '\r', '\n', '/']).next().unwrap_or("");
    let local = name.rsplit(':').next().unwrap_or(name);
    match local {
        "rss" | "feed" => true,
        "RDF" => {
            tag.contains("purl.org/rss/") || tag.contains("netscape.com/rdf") || more.contains("<channel")
        }
        _ => false,
    }
}

/// JSON that tables and feeds are written in; prose may begin with a bracket too.
fn json(start: &str, ending: &str) -> Option<Kind> {
    if start.starts_with('{') && start.contains("jsonfeed.org/version/") {
        return Some(Kind::JsonFeed);
    }
    let inside = start.get(1..).unwrap_or("").trim_start();
    let named = matches!(ending, "jsonl" | "ndjson" | "json");
    if start.starts_with('[') {
        return (inside.starts_with('{')
            && (named || inside.get(1..).unwrap_or("").trim_start().starts_with('"')))
        .then_some(Kind::Json);
    }
    if !inside.starts_with('"') {
        return None;
    }
    let mut lines = start.lines();
    let first = lines.next().unwrap_or("");
    let whole = serde_json::from_str::<serde::de::IgnoredAny>(first);
    let cut = start.len() == first.len() && start.len() + 64 > HEAD;
    match whole {
        Ok(_) => Some(Kind::JsonLines),
        Err(_) if cut || ending == "jsonl" || ending == "ndjson" => Some(Kind::JsonLines),
        Err(error) if named || error.is_eof() => Some(Kind::Json),
        Err(_) => None,
    }
}

/// The sign that stands most often in the header, outside quotation marks.
fn delimiter(text: &str, ending: &str) -> u8 {
    if matches!(ending, "tsv" | "tab") {
        return b'\t';
    }
    let header = text.lines().next().unwrap_or("");
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in header.bytes() {
        quoted ^= byte == b'"';
        if let Some(count) = counts.iter_mut().find(|(sign, _)| *sign == byte && !quoted) {
            count.1 += 1;
        }
    }
    // The first of equals: a comma.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(sign, _)| *sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &[u8], path: &str, expect: Kind) {
        assert_eq!(of(head, path, &Mapping::default()), expect, "{path}: {}", String::from_utf8_lossy(head));
    }

    #[test]
    fn content_decides_before_the_name() {
        check(b"WARC/1.0\r\n", "a.txt", Kind::Warc);
        check(b"\x1f\x8b\x08", "a.html", Kind::Gzip);
        check(b"PK\x03\x04", "a.txt", Kind::Zip);
        check(b"<html><body>", "a.csv", Kind::Page);
        check(b"<?xml version='1.0'?><!-- x --><rss version='2.0'>", "a.html", Kind::Feed);
        check(
            b"\xef\xbb\xbf<?xml version='1.0'?>\n<a:feed xmlns:a='http://www.w3.org/2005/Atom'>",
            "-",
            Kind::Feed,
        );
        check(b"<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", "-", Kind::Feed);
        check(b"<rdf:RDF xmlns='http://example.org/other'><x/>", "-", Kind::Page);
        check(b"{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}", "-", Kind::JsonFeed);
        check(b"{\"text\": \"x\"}\n{\"text\": \"y\"}\n", "a.txt", Kind::JsonLines);
        check(b"{\n  \"text\": \"x\"\n}\n", "-", Kind::Json);
        check(b"[{\"text\": \"x\"}]", "-", Kind::Json);
        check(b"\x28\xb5\x2f\xfd", "a.warc.zst", Kind::Unfit("a zstd archive"));
    }

    #[test]
    fn the_name_decides_where_content_cannot() {
        check(b"a,b\n1,2\n", "t.csv", Kind::Csv(b','));
        check(b"a;b,c;d\n", "t.csv", Kind::Csv(b';'));
        check(b"\"a,b,c\";d\n", "t.csv", Kind::Csv(b';'));
        check(b"a\tb\n", "t.tsv.gz", Kind::Csv(b'\t'));
        check(b"title,text\nx,y\n", "-", Kind::Csv(b','));
        check(b"Title, in text\nx,y\n", "-", Kind::Page);
        check(b"title,text\nx,y\n", "a.txt", Kind::Page);
        check(b"[Updated] The mayor said\n", "-", Kind::Page);
        check(b"{x} said\n", "-", Kind::Page);
        check(b"plain words", "t.jsonl", Kind::JsonLines);
    }
}
