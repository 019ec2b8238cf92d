//! ZIP archives and WACZ (a ZIP with `archive/*.warc.gz`). Takes something that can be sought in, gives the pages of each entry
//! in the order of the table of contents. Names are shown, never used to write.

use crate::container;
use crate::out::{Flow, Out};
use crate::{paths, plain};
use std::io::{Read, Seek};

const HINT: &str = "the other entries are read; get the archive again if this one matters";

pub(crate) fn read(from: impl Read + Seek, path: &str, out: &mut Out<'_>) -> Flow {
    let mut archive = match zip::ZipArchive::new(from) {
        Ok(archive) => archive,
        Err(zip::result::ZipError::Io(error)) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
            return out.failed(plain::trouble(path, &error));
        }
        Err(_) => {
            let message = "is a damaged ZIP archive: its table of contents is missing or wrong";
            return out.fail(path, message, "get the archive again, or mend it with `zip -FF`");
        }
    };
    let names: Vec<String> =
        archive.file_names_raw().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
    if let Some(what) = office(&names) {
        return out.fail(path, format!("is {what}, not text"), "save it as text or HTML");
    }
    let is_wacz = names.iter().any(|name| name == "datapackage.json")
        && names.iter().any(|name| name.starts_with("archive/"));
    let mut any = false;
    for (index, name) in names.iter().enumerate() {
        // The other parts of a WACZ are about the pages in its archive.
        let wanted = if is_wacz { name.starts_with("archive/") } else { !paths::is_part(name) };
        if name.ends_with('/') || !wanted {
            continue;
        }
        any = true;
        entry(&mut archive, index, &format!("{path}#{name}"), out)?;
    }
    if !any {
        return out.fail(path, "holds no pages", "give an archive with text, HTML or WARC files in it");
    }
    Flow::Continue(())
}

fn entry<R: Read + Seek>(
    archive: &mut zip::ZipArchive<R>,
    index: usize,
    path: &str,
    out: &mut Out<'_>,
) -> Flow {
    use zip::result::ZipError;
    match archive.by_index(index) {
        Ok(mut file) => container::nested(&mut file, path, out),
        Err(ZipError::UnsupportedArchive(what)) if what == ZipError::PASSWORD_REQUIRED => {
            out.fail(path, "is locked with a password", "unpack the archive and give the folder")
        }
        Err(ZipError::UnsupportedArchive(_)) => out.fail(
            path,
            "is packed in a way that is not read here",
            "unpack the archive and give the folder",
        ),
        Err(_) => out.fail(path, "is damaged in the archive", HINT),
    }
}

/// Documents of offices and books are ZIP archives too.
fn office(names: &[String]) -> Option<&'static str> {
    let has = |start: &str| names.iter().any(|name| name.starts_with(start));
    if !has("[Content_Types].xml") && !has("mimetype") {
        return None;
    }
    Some(match () {
        () if has("word/") => "a Word document",
        () if has("xl/") => "an Excel table",
        () if has("ppt/") => "a PowerPoint presentation",
        () if has("META-INF/container.xml") => "an EPUB book",
        () => "an office document",
    })
}
