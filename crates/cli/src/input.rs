//! Paths to pages: files, folders, standard input.
//!
//! Takes what was typed, gives `Input`s in a fixed order, read one at a time. A path that gives no page becomes a failure with
//! a hint; it never stops the others.

use crate::args::About;
use reportedly_engine::model::{Limits, Origin};
use reportedly_store::{Failure, Input};
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Parts of saved web pages that are never pages themselves; passed over inside folders.
const PARTS: &[&str] = &[
    "css", "js", "mjs", "map", "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "woff", "woff2",
    "ttf", "otf", "eot", "mp3", "mp4", "webm",
];
/// A corpus and its companions, and what systems leave in folders.
const OURS: &[&str] = &["rpd", "rpd-wal", "rpd-shm"];

/// The beginnings of files that hold no text, with what they are.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3\0", "a database"),
    (b"\x7fELF", "a program"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"BZh", "a bzip2 archive"),
];

/// One thing to read, or why there is nothing.
enum Source {
    File(PathBuf),
    Stdin,
    Failed(Failure),
}

/// Everything the paths lead to, in the order typed, folders sorted by name.
pub(crate) struct Sources {
    sources: Vec<Source>,
    about: About,
}

impl Sources {
    pub(crate) fn new(paths: &[PathBuf], about: &About) -> Self {
        let mut sources = Vec::new();
        for path in paths {
            if path.as_os_str() == "-" {
                sources.push(Source::Stdin);
                continue;
            }
            match fs::metadata(path) {
                Ok(metadata) if metadata.is_dir() => walk(path, &mut sources),
                Ok(metadata) if metadata.is_file() || is_pipe_of_shell(path) => {
                    sources.push(Source::File(path.clone()))
                }
                Ok(_) => sources.push(failed(
                    path,
                    "is neither a file nor a folder",
                    "give files, folders, or `-` for standard input",
                )),
                Err(error) => sources.push(unreadable(path, &error)),
            }
        }
        Self { sources, about: about.clone() }
    }

    pub(crate) fn len(&self) -> usize {
        self.sources.len()
    }

    /// True when there is something to read at all.
    pub(crate) fn any_page(&self) -> bool {
        self.sources.iter().any(|source| !matches!(source, Source::Failed(_)))
    }

    /// Reads each as it is asked for.
    pub(crate) fn inputs(self) -> impl Iterator<Item = Input> {
        let about = self.about;
        self.sources.into_iter().map(move |source| {
            let (path, bytes) = match source {
                Source::Failed(failure) => (failure.path.clone(), Err(failure)),
                Source::Stdin => ("-".to_owned(), read("-", std::io::stdin().lock())),
                Source::File(path) => {
                    let shown = path.to_string_lossy().into_owned();
                    let bytes = match File::open(&path) {
                        Ok(file) => read(&shown, file),
                        Err(error) => Err(trouble(&shown, &error)),
                    };
                    (shown, bytes)
                }
            };
            let About { outlet, url, published } = about.clone();
            Input { origin: Origin { path, url, outlet, published, ..Origin::default() }, bytes }
        })
    }
}

/// `<(…)` of a shell: a pipe that somebody writes to.
fn is_pipe_of_shell(path: &Path) -> bool {
    path.starts_with("/dev/fd") || path.starts_with("/proc/self/fd")
}

/// Files of a folder and of the folders in it, by name. Hidden names and links to folders are passed over.
fn walk(folder: &Path, sources: &mut Vec<Source>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return sources.push(unreadable(folder, &error)),
    };
    let before = sources.len();
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in entries {
        match entry {
            Ok(entry) => paths.push(entry.path()),
            Err(error) => sources.push(unreadable(folder, &error)),
        }
    }
    paths.sort();
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let extension =
            path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default();
        if name.starts_with('.') || PARTS.contains(&extension.as_str()) || OURS.contains(&extension.as_str())
        {
            continue;
        }
        let link = fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_symlink());
        match fs::metadata(&path) {
            Ok(metadata) if metadata.is_dir() && link => {}
            Ok(metadata) if metadata.is_dir() => walk(&path, sources),
            Ok(metadata) if metadata.is_file() => sources.push(Source::File(path)),
            Ok(_) => {}
            Err(error) => sources.push(unreadable(&path, &error)),
        }
    }
    if sources.len() == before {
        sources.push(failed(folder, "holds no pages", "give a folder with text or HTML files"));
    }
}

fn failed(path: &Path, message: &str, hint: &str) -> Source {
    Source::Failed(failure(&path.to_string_lossy(), message, hint))
}

fn failure(path: &str, message: &str, hint: &str) -> Failure {
    Failure { path: path.to_owned(), message: message.to_owned(), hint: Some(hint.to_owned()) }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Source {
    Source::Failed(trouble(&path.to_string_lossy(), error))
}

fn trouble(path: &str, error: &std::io::Error) -> Failure {
    match error.kind() {
        ErrorKind::NotFound if fs::symlink_metadata(path).is_ok() => {
            failure(path, "is a link to a file that is not there", "mend the link or leave it out")
        }
        ErrorKind::NotFound => failure(path, "no such file or folder", "check the spelling of the path"),
        ErrorKind::PermissionDenied => {
            failure(path, "may not be read", "give yourself the right to read it, or leave it out")
        }
        ErrorKind::NotADirectory => {
            failure(path, "leads through a file as if it were a folder", "check the path")
        }
        _ => failure(path, &format!("cannot be read: {error}"), "read it again when the trouble is over"),
    }
}

/// Reads at most one byte more than the engine takes: enough for it to say that the page was cut off.
fn read(path: &str, from: impl Read) -> Result<Vec<u8>, Failure> {
    let most = Limits::default().page_bytes as u64 + 1;
    let mut bytes = Vec::new();
    from.take(most).read_to_end(&mut bytes).map_err(|error| trouble(path, &error))?;
    match unfit(&bytes) {
        Some((message, hint)) => Err(failure(path, &message, hint)),
        None => Ok(bytes),
    }
}

/// Why these bytes are no page of text.
fn unfit(bytes: &[u8]) -> Option<(String, &'static str)> {
    if bytes.is_empty() {
        return Some(("is empty".to_owned(), "save the page again"));
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some((format!("is {what}, not text"), "save the page as text or HTML"));
    }
    let mark = [&b"\xff\xfe"[..], b"\xfe\xff"].iter().any(|mark| bytes.starts_with(mark));
    let head = bytes.get(..bytes.len().min(8192)).unwrap_or(bytes);
    if !mark && head.contains(&0) {
        return Some((
            "is binary, not text".to_owned(),
            "save the page as text or HTML, in UTF-8 if you can choose",
        ));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Some(("holds nothing but white space".to_owned(), "save the page again"));
    }
    None
}

/// A year, month, day or minute as EDTF.
pub(crate) fn date(text: &str) -> Result<String, String> {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let shapes = ["0000", "0000-00", "0000-00-00", "0000-00-00T00:00", "0000-00-00T00:00:00"];
    let number = |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<u32>().ok());
    let fits = number(5..7).is_none_or(|month| (1..=12).contains(&month))
        && number(8..10).is_none_or(|day| (1..=31).contains(&day))
        && number(11..13).is_none_or(|hour| hour < 24)
        && number(14..16).is_none_or(|minute| minute < 60);
    if shapes.contains(&shape.as_str()) && fits {
        return Ok(text.to_owned());
    }
    Err("write it as 2024, 2024-05, 2024-05-17 or 2024-05-17T09:30".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_years_months_days_or_minutes() {
        for good in ["2024", "2024-05", "2024-05-17", "2024-05-17T09:30", "2024-05-17T09:30:01"] {
            assert_eq!(date(good).as_deref(), Ok(good));
        }
        for bad in ["", "24", "2024-13", "2024-05-40", "17.05.2024", "2024-05-17T25:00", "yesterday", "٢٠٢٤"]
        {
            assert!(date(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_say_what_they_are() {
        for (bytes, says) in [
            (&b""[..], "is empty"),
            (b" \n\t", "white space"),
            (b"%PDF-1.7", "a PDF"),
            (b"ab\0cd", "binary"),
            (b"PK\x03\x04", "a ZIP"),
        ] {
            assert!(unfit(bytes).is_some_and(|(message, _)| message.contains(says)), "{says}");
        }
        for bytes in [&b"text"[..], b"\xff\xfet\0", "\u{feff}так".as_bytes(), b"\xef\xf0\xe8\xe2\xb3\xf2"]
        {
            assert_eq!(unfit(bytes), None);
        }
    }
}
