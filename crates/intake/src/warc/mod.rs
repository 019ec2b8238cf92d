//! Web archives: WARC, `.warc.gz`, WET. Takes a stream, gives one page for each response, resource or conversion that holds
//! text; everything else is counted.

mod http;
mod records;
mod source;

use crate::feed;
use crate::input::Stream;
use crate::kind::{self, Kind};
use crate::out::{Flow, Out, Tally};
use crate::plain;
use http::Message;
use records::{Block, Header, Kind as Type, Next, Records};
use reportedly_engine::model::Origin;

const HINT: &str = "the other records are read; get the archive again if this page matters";
/// HTTP headers beside a page of the greatest length.
const HEADERS: usize = 256 << 10;
/// Bytes of a page that tell whether it is a feed.
const FIRST: usize = 1 << 10;

pub(crate) fn read(stream: impl Stream, path: &str, out: &mut Out<'_>) -> Flow {
    let mut records = Records::new(stream, out.options.page_bytes.saturating_add(HEADERS));
    let mut tally = Tally::new(path, "record");
    loop {
        let mut passed = None;
        let next = records.next(&mut |header, http| {
            passed = unwanted(header, http);
            passed.is_none()
        });
        match next {
            Ok(Next::End) => break,
            Ok(Next::Damaged { number, message }) => tally.damaged(number, &message, HINT, out)?,
            Ok(Next::Record { block: None, .. }) => {
                if let Some(reason) = passed.flatten() {
                    tally.passed(reason);
                }
            }
            Ok(Next::Record { number, header, block: Some(block) }) => {
                page(number, header, block, path, &mut tally, out)?;
            }
            Err(error) => {
                out.failed(plain::trouble(path, &error))?;
                break;
            }
        }
    }
    tally.finish(out)
}

/// Why a record is passed over; `Some(None)`: it never is a page, and needs no count.
fn unwanted(header: &Header, http: &[u8]) -> Option<Option<&'static str>> {
    let content_type = match header.kind {
        Type::Other => return Some(None),
        Type::Revisit => return Some(Some("of a page saved before")),
        Type::Continuation => return Some(Some("that go on from another record")),
        Type::Response if http.starts_with(b"HTTP/") => {
            let message = Message::new(http);
            if !(200..300).contains(&message.status) {
                return Some(Some("with a status other than 2xx"));
            }
            message.content_type
        }
        _ => header.content_type.clone(),
    };
    let url = header.url.as_deref().unwrap_or("");
    let file = url.split(['?', '#']).next().unwrap_or("");
    if file.ends_with("/robots.txt") || url.starts_with("dns:") {
        return Some(Some("not pages"));
    }
    let (media_type, _) = http::media_type(content_type.as_deref().unwrap_or(""));
    (!media_type.is_none_or(|media_type| may_be_page(&media_type))).then_some(Some("not text"))
}

fn may_be_page(media_type: &str) -> bool {
    match media_type.split_once('/') {
        Some(("text", kind)) => {
            !matches!(kind, "css" | "javascript" | "x-javascript" | "calendar" | "vtt" | "dns")
        }
        Some(("application", kind)) => {
            matches!(kind, "xml" | "json" | "http") || kind.ends_with("+xml") || kind == "feed+json"
        }
        _ => false,
    }
}

fn page(
    number: u64,
    header: Header,
    block: Block,
    path: &str,
    tally: &mut Tally<'_>,
    out: &mut Out<'_>,
) -> Flow {
    let message = Message::new(&block.http);
    let content_type = if block.http.is_empty() { header.content_type } else { message.content_type.clone() };
    let bytes = match message.body(block.body, out.options.page_bytes) {
        Ok(bytes) => bytes,
        Err(message) => return tally.damaged(number, &message, HINT, out),
    };
    let (media_type, charset) = http::media_type(content_type.as_deref().unwrap_or(""));
    let media_type = media_type.filter(|kind| kind != "application/http");
    let path = format!("{path}#{number}");
    let head = bytes.get(..bytes.len().min(FIRST)).unwrap_or_default();
    match kind::of(head, "", &out.options.mapping) {
        Kind::Feed => return feed::xml(bytes.as_slice(), &path, charset.as_deref(), out),
        Kind::JsonFeed => return feed::json(bytes.as_slice(), &path, out),
        _ => {}
    }
    let is_data = media_type.as_deref().is_some_and(|kind| kind.ends_with("xml") || kind.ends_with("json"));
    if plain::unfit(&bytes).is_some() {
        tally.passed(if bytes.trim_ascii().is_empty() { "empty" } else { "not text" });
        return Flow::Continue(());
    }
    if is_data && !has_html(&bytes) {
        tally.passed("not pages");
        return Flow::Continue(());
    }
    let fetched = header.date.as_deref().and_then(second);
    out.page(Origin { path, url: header.url, media_type, charset, fetched, ..Origin::default() }, bytes)
}

fn has_html(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(kind::HEAD)).unwrap_or(bytes);
    memchr::memmem::find(&head.to_ascii_lowercase(), b"<html").is_some()
}

/// `2024-05-17T09:30:01.250Z` without the fraction.
fn second(date: &str) -> Option<String> {
    let second = date.get(..19)?;
    let shape: String = second.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    (shape == "0000-00-00T00:00:00" && date.ends_with('Z')).then(|| format!("{second}Z"))
}
