//! WARC, WACZ, ZIP, gzip.

use crate::{RESPONSE, get, get_with, gzip, http, record, response, small, zipped};
use reportedly_intake::Options;
use zip::CompressionMethod::{Deflated, Stored};

const ONE: &str = "<p>Інженер Лагута сказав, що міст не витримає.</p>";
const TWO: &str = "<p>Engineer Nora Whitfield said that the bridge will hold.</p>";

fn crawl() -> Vec<Vec<u8>> {
    vec![
        record("WARC-Type: warcinfo\r\nContent-Type: application/warc-fields", b"software: none\r\n"),
        record("WARC-Type: request\r\nContent-Type: application/http", b"GET / HTTP/1.1\r\n\r\n"),
        response(ONE),
        record(RESPONSE, &http("Content-Type: image/png", b"\x89PNG\r\n\x1a\n\0")),
        record(RESPONSE, b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>No such page</p>"),
        record("WARC-Type: revisit\r\nContent-Type: application/http", b"HTTP/1.1 200 OK\r\n\r\n"),
        record(
            "WARC-Type: conversion\r\nContent-Type: text/plain\r\nWARC-Target-URI: <https://a.example/>",
            b"Text.",
        ),
        record("WARC-Type: resource\r\nContent-Type: text/html", TWO.as_bytes()),
        record("WARC-Type: metadata", b""),
    ]
}

#[test]
fn records_that_hold_text_are_pages() {
    let got = get("crawl.warc", crawl().concat());
    assert_eq!(got.paths(), ["crawl.warc#3", "crawl.warc#7", "crawl.warc#8"]);
    assert_eq!(got.texts(), [ONE, "Text.", TWO]);
    let origin = &got.pages[0].origin;
    assert_eq!(origin.url.as_deref(), Some("https://courier.example/bridge"));
    assert_eq!(origin.media_type.as_deref(), Some("text/html"));
    assert_eq!(origin.charset.as_deref(), Some("utf-8"));
    assert_eq!(origin.fetched.as_deref(), Some("2024-05-17T09:30:01Z"));
    assert_eq!(got.pages[1].origin.url.as_deref(), Some("https://a.example/"));
    assert!(got.failed.is_empty());
    assert_eq!(
        got.notes(),
        [
            "crawl.warc 3 records skipped: 1 not text, 1 of a page saved before, 1 with a status other than 2xx"
        ]
    );
}

#[test]
fn packed_archives_give_the_same_in_one_member_or_many() {
    let plain = get("x", crawl().concat());
    let many: Vec<u8> = crawl().iter().flat_map(|record| gzip(record)).collect();
    assert_eq!(get("x", &many), plain);
    assert_eq!(get("x", gzip(&crawl().concat())), plain);
    let mixed = [gzip(&crawl()[..4].concat()), gzip(&crawl()[4..].concat())].concat();
    assert_eq!(get("x", &mixed), plain);
}

#[test]
fn bodies_are_unpacked() {
    let brotli = include_bytes!("data/hello.br");
    let deflate = |zlib: bool| {
        use std::io::Write;
        let level = flate2::Compression::default();
        if zlib {
            let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), level);
            encoder.write_all(ONE.as_bytes()).unwrap();
            return encoder.finish().unwrap();
        }
        let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), level);
        encoder.write_all(ONE.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let packed = gzip(ONE.as_bytes());
    let chunked = [format!("{:x}\r\n", packed.len()).as_bytes(), &packed, b"\r\n0\r\n\r\n"].concat();
    for (headers, body, expect) in [
        ("Content-Encoding: gzip", packed.clone(), ONE),
        ("Content-Encoding: deflate", deflate(true), ONE),
        ("Content-Encoding: deflate", deflate(false), ONE),
        ("Content-Encoding: br", brotli.to_vec(), "hello bridge, hello bridge, hello bridge"),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", chunked, ONE),
        // Crawlers keep headers that no longer hold.
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", ONE.as_bytes().to_vec(), ONE),
        ("Content-Encoding: br", ONE.as_bytes().to_vec(), ONE),
        ("Content-Length: 5", ONE.as_bytes().to_vec(), ONE),
    ] {
        let headers = format!("Content-Type: text/html\r\n{headers}");
        let got = get("x", record(RESPONSE, &http(&headers, &body))).clean();
        assert_eq!(got.texts(), [expect], "{headers}");
    }
}

#[test]
fn a_page_without_a_type_is_judged_by_its_bytes() {
    let got = get(
        "x",
        [record(RESPONSE, &http("X: y", ONE.as_bytes())), record(RESPONSE, &http("X: y", b"\0\0"))].concat(),
    );
    assert_eq!(got.texts(), [ONE]);
    assert_eq!(got.pages[0].origin.media_type, None);
    assert_eq!(got.notes(), ["x 1 record skipped: 1 not text"]);
    let xml = b"<?xml version='1.0'?><urlset><url/></urlset>";
    let got = get("x", record(RESPONSE, &http("Content-Type: text/xml", xml)));
    assert_eq!(got.notes(), ["x 1 record skipped: 1 not pages"]);
}

#[test]
fn a_feed_in_an_archive_gives_its_entries() {
    let feed =
        "<rss><channel><item><title>A</title><description>Text of A.</description></item></channel></rss>";
    let got =
        get("c.warc", record(RESPONSE, &http("Content-Type: application/rss+xml", feed.as_bytes()))).clean();
    assert_eq!(got.paths(), ["c.warc#1#1"]);
}

#[test]
fn zip_archives_hold_pages_and_archives_one_level_deep() {
    let packed = gzip(&response(ONE));
    let inner = zipped(&[("a.txt", b"x")], Stored);
    let entries: &[(&str, &[u8])] = &[
        ("news/", b""),
        ("news/b.html", TWO.as_bytes()),
        ("news/style.css", b"p {}"),
        (".hidden/a.txt", b"hidden"),
        ("__MACOSX/._b.html", b"x"),
        ("a.txt", b"Text."),
        ("crawl.warc.gz", &packed),
        ("rows.jsonl", b"{\"text\": \"Row.\"}\n"),
        ("inner.zip", &inner),
        ("empty.txt", b""),
    ];
    for method in [Stored, Deflated] {
        let got = get("s.zip", zipped(entries, method));
        assert_eq!(
            got.paths(),
            ["s.zip#news/b.html", "s.zip#a.txt", "s.zip#crawl.warc.gz#1", "s.zip#rows.jsonl#1"]
        );
        assert_eq!(
            got.failures(),
            ["s.zip#inner.zip is an archive inside an archive", "s.zip#empty.txt is empty"]
        );
    }
}

#[test]
fn a_wacz_gives_the_pages_of_its_archive_once() {
    let packed = gzip(&response(ONE));
    let wacz = zipped(
        &[
            ("datapackage.json", b"{}"),
            ("pages/pages.jsonl", b"{\"text\": \"seen by the crawler\"}\n"),
            ("indexes/index.cdx.gz", b"x"),
            ("archive/data.warc.gz", &packed),
        ],
        Stored,
    );
    let got = get("c.wacz", wacz).clean();
    assert_eq!((got.paths(), got.texts()), (vec!["c.wacz#archive/data.warc.gz#1"], vec![ONE.to_owned()]));
}

#[test]
fn a_packed_page_is_a_page() {
    assert_eq!(get("a.html.gz", gzip(ONE.as_bytes())).clean().paths(), ["a.html.gz"]);
    let got = get("a.md.gz", gzip(b"# Bridge\n\nIt will hold.")).clean();
    assert_eq!(got.pages[0].origin.media_type.as_deref(), Some("text/markdown"));
    assert_eq!(get("a.gz", gzip(&gzip(b"x"))).failures(), ["a.gz is packed twice with gzip"]);
    assert_eq!(
        get("a.tar.gz", gzip(&tar())).failures(),
        ["a.tar.gz is a tar archive, which is not read here"]
    );
}

fn tar() -> Vec<u8> {
    let mut bytes = vec![0; 1024];
    bytes[..5].copy_from_slice(b"a.txt");
    bytes[257..262].copy_from_slice(b"ustar");
    bytes
}

#[test]
fn what_the_user_says_goes_with_every_page_but_the_address_only_with_one() {
    let options = Options {
        outlet: Some("Courier".to_owned()),
        url: Some("https://x.example/".to_owned()),
        published: Some("2024-05".to_owned()),
        ..small()
    };
    let zip = zipped(&[("a.txt", b"Text.")], Stored);
    let page = &get_with("s.zip", &zip, &options).pages[0].origin;
    assert_eq!((page.outlet.as_deref(), page.url.as_deref()), (Some("Courier"), None));
    let page = &get_with("a.txt", b"Text.", &options).pages[0].origin;
    assert_eq!(
        (page.url.as_deref(), page.published.as_deref()),
        (Some("https://x.example/"), Some("2024-05"))
    );
}
