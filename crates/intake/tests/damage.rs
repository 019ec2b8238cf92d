//! Damaged archives and bombs: each is named, nothing else is lost, nothing grows without a bound.

use crate::{RESPONSE, framed, get, gzip, http, record, response, zipped};
use std::io::Write;
use zip::CompressionMethod::Deflated;

fn texts(n: usize) -> Vec<String> {
    (0..n).map(|n| format!("<p>Number {n}: the mayor said that the bridge will hold.</p>")).collect()
}

fn records(n: usize) -> Vec<Vec<u8>> {
    texts(n).iter().map(|text| response(text)).collect()
}

/// Record 3 of 5 is replaced; the others must be read, with their own numbers.
#[track_caller]
fn check_third(bad: &[u8], packed: bool, says: &str) {
    let mut records = records(5);
    records[2] = bad.to_vec();
    let bytes: Vec<u8> = match packed {
        true => records.iter().flat_map(|record| gzip(record)).collect(),
        false => records.concat(),
    };
    let got = get("x", bytes);
    assert_eq!(got.paths(), ["x#1", "x#2", "x#4", "x#5"], "{says}: {:?}", got.failures());
    assert_eq!(got.texts(), [0, 1, 3, 4].map(|n| texts(5)[n].clone()));
    assert_eq!(got.failed.len(), 1, "{:?}", got.failures());
    assert!(
        got.failures()[0].starts_with("x#3 ") && got.failures()[0].contains(says),
        "{:?}",
        got.failures()
    );
    assert_eq!(got.notes(), ["x 1 record skipped: 1 damaged"]);
}

#[test]
fn a_record_with_a_wrong_frame_is_passed_over() {
    let block = http("Content-Type: text/html", b"<p>bad</p>");
    for packed in [false, true] {
        check_third(&framed(RESPONSE, "45", &block), packed, "length of 45 bytes is wrong");
        check_third(&framed(RESPONSE, "-5", &block), packed, "no number: `-5`");
        check_third(&framed(RESPONSE, "99999999999999999999999", &block), packed, "no number: `9999");
        check_third(&framed(RESPONSE, "many", &block), packed, "no number");
        check_third(&framed("WARC-Date: 2024", &block.len().to_string(), &block), packed, "no `WARC-Type`");
        check_third(b"WARC/1.0\r\nWARC-Type: response\r\n\r\nx\r\n\r\n", packed, "no `Content-Length`");
        check_third(b"garbage without any sense\r\n\r\n", packed, "does not begin as a record does");
    }
    // Too long: the records behind it are not swallowed.
    check_third(&framed(RESPONSE, "90", &block), false, "is wrong");
    check_third(&framed(RESPONSE, "300", &block), false, "is wrong");
    check_third(&framed(RESPONSE, "100000", &block), false, "is wrong");
    check_third(&framed(RESPONSE, "18446744073709551615", &block), false, "is wrong");
    check_third(&framed("WARC-Type: metadata", "900000", &block), false, "is wrong");
    check_third(&framed(RESPONSE, "100000", &block), true, "is cut off");
    check_third(&framed(RESPONSE, "18446744073709551615", &block), true, "is");
}

#[test]
fn a_damaged_member_is_passed_over() {
    let packed: Vec<Vec<u8>> = records(5).iter().map(|record| gzip(record)).collect();
    let middle = packed[2].len() / 2;
    for damage in ["flip", "cut", "checksum", "beginning", "first"] {
        let mut packed = packed.clone();
        let mut expect = vec!["x.warc.gz#1", "x.warc.gz#2", "x.warc.gz#4", "x.warc.gz#5"];
        match damage {
            "flip" => packed[2][middle..middle + 20].fill(0x55),
            "cut" => packed[2].truncate(middle),
            "checksum" => {
                let at = packed[2].len() - 6;
                packed[2][at] ^= 1;
            }
            "beginning" => packed[2][0] = b'x',
            _ => {
                packed[0][12..30].fill(0x55);
                expect = vec!["x.warc.gz#2", "x.warc.gz#3", "x.warc.gz#4", "x.warc.gz#5"];
            }
        }
        let got = get("x.warc.gz", packed.concat());
        assert_eq!(got.paths(), expect, "{damage}: {:?}", got.failures());
        assert_eq!(got.notes(), ["x.warc.gz 1 record skipped: 1 damaged"], "{damage}");
    }
}

#[test]
fn an_archive_that_stops_gives_what_is_before() {
    let plain = records(3).concat();
    let got = get("x", &plain[..plain.len() - 30]);
    assert_eq!((got.paths(), got.failed.len()), (vec!["x#1", "x#2"], 1));
    assert!(got.failures()[0].starts_with("x#3 is cut off"), "{:?}", got.failures());
    let packed: Vec<u8> = records(3).iter().flat_map(|record| gzip(record)).collect();
    let got = get("x", &packed[..packed.len() - 30]);
    assert_eq!((got.paths(), got.failures()), (vec!["x#1", "x#2"], vec!["x#3 is cut off".to_owned()]));
    // One member for all: what can be unpacked is read.
    let many = records(2000).concat();
    let whole = gzip(&many);
    let got = get("x", &whole[..whole.len() / 2]);
    assert!(got.pages.len() > 500 && got.failed.len() == 1, "{}", got.pages.len());
}

#[test]
fn headers_without_end_are_bounded() {
    let endless = [b"WARC/1.0\r\n".as_slice(), &b"X: y\r\n".repeat(200_000)].concat();
    let got = get("x", [records(1).concat(), endless, records(1).concat()].concat());
    assert_eq!(got.paths(), ["x#1", "x#3"], "{:?}", got.failures());
    assert!(got.failures()[0].contains("headers without an end"), "{:?}", got.failures());
}

#[test]
fn many_damaged_records_are_named_up_to_a_limit_and_counted() {
    let bad = framed(RESPONSE, "-1", b"x").repeat(500);
    let got = get("x", [bad, records(1).concat()].concat());
    assert_eq!((got.pages.len(), got.failed.len()), (1, 100));
    assert_eq!(got.notes(), ["x 500 records skipped: 500 damaged"]);
}

/// Lengths that are too long, each a little more than the last: no record may cost a look at all that follows.
#[test]
fn many_wrong_lengths_cost_no_more_than_reading() {
    let mut bytes = Vec::new();
    for n in 0..10_000 {
        bytes.extend(framed("WARC-Type: resource", &(1000 + n * 60).to_string(), b"x"));
    }
    let started = std::time::Instant::now();
    let got = get("x", &bytes);
    assert!(got.notes()[0].contains("damaged"), "{:?}", got.notes());
    assert!(started.elapsed().as_secs_f64() < 5.0, "{:?}", started.elapsed());
}

#[test]
fn bombs_give_a_page_of_the_greatest_length() {
    let zeros = vec![b' '; 50_000_000];
    let bomb = gzip(&zeros);
    assert!(bomb.len() < 100_000);
    let full = |got: crate::Got| {
        assert_eq!(got.pages.iter().map(|page| page.bytes.len()).collect::<Vec<_>>(), [100_000])
    };
    let letters = vec![b'a'; 50_000_000];
    full(get("x", gzip(&letters)));
    full(get(
        "x",
        record(RESPONSE, &http("Content-Type: text/html\r\nContent-Encoding: gzip", &gzip(&letters))),
    ));
    full(get("x", zipped(&[("a.txt", &letters)], Deflated)));
    // A record of 50 MB, and one behind it.
    let got = get("x", gzip(&[response(&"a".repeat(50_000_000)), response("b")].concat()));
    assert_eq!(got.pages.iter().map(|page| page.bytes.len()).collect::<Vec<_>>(), [100_000, 1]);
    // White space without end.
    assert_eq!(get("x", bomb).failures(), ["x holds nothing but white space"]);
}

#[test]
fn damaged_zip_archives_say_so() {
    let zip = zipped(&[("a.txt", b"Text of a."), ("b.txt", b"Text of b.")], zip::CompressionMethod::Stored);
    let got = get("s.zip", &zip[..zip.len() / 2]);
    assert!(got.failures()[0].contains("is a damaged ZIP archive"), "{:?}", got.failures());
    let at = zip.windows(4).position(|window| window == b"Text").unwrap();
    let mut bad = zip.clone();
    bad[at] = b'N';
    let got = get("s.zip", &bad);
    assert_eq!(got.paths(), ["s.zip#b.txt"], "{:?}", got.failures());
    assert!(got.failures()[0].starts_with("s.zip#a.txt "), "{:?}", got.failures());
    let office = zipped(&[("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")], Deflated);
    assert_eq!(get("a.docx", office).failures(), ["a.docx is a Word document, not text"]);
    assert_eq!(get("s.zip", zipped(&[("a.png", b"x")], Deflated)).failures(), ["s.zip holds no pages"]);
}

#[test]
fn a_page_packed_badly_is_named() {
    let mut bad = gzip(&b"The bridge will hold, said the engineer. ".repeat(200));
    let middle = bad.len() / 2;
    bad[middle..middle + 10].fill(0xff);
    assert_eq!(get("a.html.gz", &bad).failures(), ["a.html.gz is damaged: its packed bytes do not unpack"]);
    let whole = gzip(b"The bridge will hold.");
    assert_eq!(get("a.txt.gz", &whole[..whole.len() - 9]).failures(), ["a.txt.gz is cut off"]);
}

#[test]
fn bodies_that_do_not_unpack_are_damaged_records() {
    let mut body = gzip(&b"The bridge will hold. ".repeat(500));
    let middle = body.len() / 2;
    let head = "Content-Type: text/html\r\nContent-Encoding: gzip";
    let cut = get("x", record(RESPONSE, &http(head, &body[..middle])));
    assert!(
        cut.failed.is_empty() && cut.pages.len() == 1,
        "what is there of a body that was cut off is read"
    );
    body[10..30].fill(0xff);
    let got = get("x", record(RESPONSE, &http(head, &body)));
    assert_eq!(got.failures(), ["x#1 its body does not unpack (`gzip`)"]);
    let zstd = get(
        "x",
        record(RESPONSE, &http("Content-Type: text/html\r\nContent-Encoding: zstd", b"\x28\xb5\x2f\xfd\0")),
    );
    assert!(zstd.failures()[0].contains("packed with `zstd`"), "{:?}", zstd.failures());
}

/// A tool may write to a file without an end; what is read of it stays bounded.
#[test]
fn an_endless_line_in_a_table_is_bounded() {
    let mut line = Vec::from(b"{\"text\": \"".as_slice());
    line.write_all(&vec![b'a'; 3_000_000]).unwrap();
    let bytes = [line, b"\"}\n{\"text\": \"Row.\"}\n".to_vec()].concat();
    let got = get("t.jsonl", bytes);
    assert_eq!(got.paths(), ["t.jsonl#2"]);
    assert_eq!(got.failures(), ["t.jsonl#1 is longer than a page may be"]);
}
