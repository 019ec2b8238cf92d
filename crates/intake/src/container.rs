//! Which reader reads what. Takes a reader and a path to show, looks at the first bytes, and hands over.

use crate::gzip::{Joined, Members};
use crate::input::{self, Whole};
use crate::kind::{self, Kind};
use crate::model::{Item, Options};
use crate::out::{Flow, Out};
use crate::{feed, plain, table, warc, zip};
use std::io::{self, BufRead, Read, Seek, SeekFrom};
use std::ops::ControlFlow;

/// Reads everything in a file or buffer; `sink` gets the items in order and may break off.
pub fn read(
    mut from: impl Read + Seek,
    path: &str,
    options: &Options,
    sink: &mut dyn FnMut(Item) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let out = &mut Out::new(options, sink);
    let (head, mut peeked) = match input::peek(from.by_ref(), kind::HEAD) {
        Ok(peeked) => peeked,
        Err(error) => return out.failed(plain::trouble(path, &error)),
    };
    if kind::of(&head, path, &options.mapping) != Kind::Zip {
        return sorted(&head, &mut peeked, path, Level::Top, out);
    }
    drop(peeked);
    match from.seek(SeekFrom::Start(0)) {
        Ok(_) => zip::read(from, path, out),
        Err(error) => out.failed(plain::trouble(path, &error)),
    }
}

/// The same for a pipe. The table of contents of a ZIP archive is at its end, so one that comes through a pipe is laid down in
/// a temporary file without a name.
pub fn read_stream(
    from: impl Read,
    path: &str,
    options: &Options,
    sink: &mut dyn FnMut(Item) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let out = &mut Out::new(options, sink);
    let (head, mut peeked) = match input::peek(from, kind::HEAD) {
        Ok(peeked) => peeked,
        Err(error) => return out.failed(plain::trouble(path, &error)),
    };
    if kind::of(&head, path, &options.mapping) != Kind::Zip {
        return sorted(&head, &mut peeked, path, Level::Top, out);
    }
    let laid_down = tempfile::tempfile().and_then(|mut file| {
        io::copy(&mut peeked, &mut file)?;
        file.seek(SeekFrom::Start(0))?;
        Ok(file)
    });
    match laid_down {
        Ok(file) => zip::read(file, path, out),
        Err(error) => out.failed(plain::trouble(path, &error)),
    }
}

/// What a reader stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Top,
    InZip,
    InGzip,
}

/// An entry of an archive.
pub(crate) fn nested(from: &mut dyn Read, path: &str, out: &mut Out<'_>) -> Flow {
    match input::peek(from, kind::HEAD) {
        Ok((head, mut peeked)) => sorted(&head, &mut peeked, path, Level::InZip, out),
        Err(_) => out.fail(path, "is damaged in the archive", "get the archive again"),
    }
}

fn sorted(head: &[u8], mut from: &mut dyn BufRead, path: &str, level: Level, out: &mut Out<'_>) -> Flow {
    // What stands alone may be given its address by the user.
    let url = if level == Level::InZip { None } else { out.options.url.clone() };
    match kind::of(head, path, &out.options.mapping) {
        Kind::Warc => warc::read(Whole(from), path, out),
        Kind::Gzip if level == Level::InGzip => {
            out.fail(path, "is packed twice with gzip", "unpack it once with `gzip -d`")
        }
        Kind::Gzip => gzip(Members::new(from), path, out),
        Kind::Zip => out.fail(
            path,
            "is an archive inside an archive",
            "unpack the outer one and give the folder with the inner ones",
        ),
        Kind::Feed => feed::xml(from, path, None, out),
        Kind::JsonFeed => feed::json(from, path, out),
        Kind::JsonLines => table::json_lines(from, path, out),
        Kind::Json => table::json(from, path, out),
        Kind::Csv(delimiter) => table::csv(from, delimiter, path, out),
        Kind::Unfit(what) if what.ends_with("archive") => out.fail(
            path,
            format!("is {what}, which is not read here"),
            "unpack it and give the folder or file",
        ),
        Kind::Unfit(what) => out.fail(path, format!("is {what}, not text"), "save the page as text or HTML"),
        Kind::Page => plain::read(&mut from, path, url, out),
    }
}

fn gzip(mut members: Members<impl Read>, path: &str, out: &mut Out<'_>) -> Flow {
    // When the first record is damaged, the name tells.
    let named = || [".warc.gz", ".wet.gz"].iter().any(|ending| path.to_ascii_lowercase().ends_with(ending));
    let is_warc = members.fill_buf().map_or_else(|_| named(), |head| head.starts_with(b"WARC/"));
    if is_warc {
        return warc::read(members, path, out);
    }
    match input::peek(Joined(members), kind::HEAD) {
        Ok((head, mut peeked)) => sorted(&head, &mut peeked, path, Level::InGzip, out),
        Err(error) => out.failed(plain::trouble(path, &error)),
    }
}
