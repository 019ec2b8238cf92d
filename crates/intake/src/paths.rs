//! Paths to files: files, folders, patterns, standard input. Takes what was typed, gives files in a fixed order. A path that
//! leads nowhere becomes a failure with a hint; it never stops the others.

use crate::container;
use crate::model::{Failure, Item, Options};
use crate::plain::trouble;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Parts of saved web pages that are never pages themselves; passed over inside folders and ZIP archives.
const PARTS: &[&str] = &[
    "css", "js", "mjs", "map", "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "woff", "woff2",
    "ttf", "otf", "eot", "mp3", "mp4", "webm",
];
/// A corpus and its companions.
const OURS: &[&str] = &["rpd", "rpd-wal", "rpd-shm"];

/// One thing to read, or why there is nothing.
#[derive(Debug)]
enum Source {
    File(PathBuf),
    Stdin,
    Failed(Failure),
}

/// Everything the paths lead to, in the order typed, folders and patterns sorted by name.
#[derive(Debug)]
pub struct Sources {
    sources: Vec<Source>,
    total: Option<u64>,
}

impl Sources {
    /// Looks what there is; reads nothing yet.
    pub fn new(paths: &[PathBuf]) -> Self {
        let mut sources = Vec::new();
        for path in paths {
            if path.as_os_str() == "-" {
                sources.push(Source::Stdin);
            } else {
                match fs::metadata(path) {
                    Err(_) if is_pattern(path) => {
                        expand(path, &mut sources);
                    }
                    metadata => add(path, metadata, &mut sources),
                }
            }
        }
        let sizes = sources.iter().map(|source| match source {
            Source::File(path) => fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|m| m.len()),
            Source::Stdin => None,
            Source::Failed(_) => Some(0),
        });
        let total = sizes.sum();
        Self { sources, total }
    }

    /// Files and failures; a file may hold many pages.
    pub fn len(&self) -> usize {
        self.sources.len()
    }

    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// True when there is something to read at all.
    pub fn any_file(&self) -> bool {
        self.sources.iter().any(|source| !matches!(source, Source::Failed(_)))
    }

    /// Bytes of all files as they lie on the disk, when that is known.
    pub fn total_bytes(&self) -> Option<u64> {
        self.total
    }

    /// Reads all of it; `sink` may break off. `count` grows by the bytes read from the disk.
    pub fn read(
        self,
        options: &Options,
        count: &Arc<AtomicU64>,
        sink: &mut dyn FnMut(Item) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        for source in self.sources {
            match source {
                Source::Failed(failure) => sink(Item::Failed(failure))?,
                Source::Stdin => {
                    let stdin = Counted { inner: io::stdin().lock(), count: Arc::clone(count) };
                    container::read_stream(stdin, "-", options, sink)?;
                }
                Source::File(path) => {
                    let shown = path.to_string_lossy();
                    match File::open(&path) {
                        Ok(file) => {
                            let seekable = file.metadata().is_ok_and(|metadata| metadata.is_file());
                            let file = Counted { inner: file, count: Arc::clone(count) };
                            match seekable {
                                true => container::read(file, &shown, options, sink)?,
                                false => container::read_stream(file, &shown, options, sink)?,
                            }
                        }
                        Err(error) => sink(Item::Failed(trouble(&shown, &error)))?,
                    }
                }
            }
        }
        ControlFlow::Continue(())
    }
}

/// Counts what is read.
struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(into)?;
        self.count.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

fn add(path: &Path, metadata: io::Result<fs::Metadata>, sources: &mut Vec<Source>) {
    match metadata {
        Ok(metadata) if metadata.is_dir() => walk(path, sources),
        Ok(metadata) if metadata.is_file() || is_pipe_of_shell(path) => {
            sources.push(Source::File(path.to_owned()));
        }
        Ok(_) => sources.push(failed(
            path,
            "is neither a file nor a folder",
            "give files, folders, or `-` for standard input",
        )),
        Err(error) => sources.push(unreadable(path, &error)),
    }
}

/// `<(…)` of a shell: a pipe that somebody writes to.
fn is_pipe_of_shell(path: &Path) -> bool {
    path.starts_with("/dev/fd") || path.starts_with("/proc/self/fd")
}

/// Quoted, or typed in a shell that leaves patterns to programs.
fn is_pattern(path: &Path) -> bool {
    path.to_str().is_some_and(|path| path.contains(['*', '?', '[']))
}

fn expand(path: &Path, sources: &mut Vec<Source>) {
    let options = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
    let found = match glob::glob_with(&path.to_string_lossy(), options) {
        Ok(found) => found,
        Err(error) => {
            let message = format!("is no pattern: {}", error.msg);
            return sources.push(failed(path, &message, "write `*`, `?`, `**` or `[a-z]`"));
        }
    };
    let before = sources.len();
    for entry in found {
        match entry {
            Ok(path) => add(&path, fs::metadata(&path), sources),
            Err(error) => sources.push(unreadable(error.path(), error.error())),
        }
    }
    if sources.len() == before {
        sources.push(failed(path, "matches no file", "check the pattern and the folder"));
    }
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
        if path.file_name().is_some_and(|name| is_part(&name.to_string_lossy())) {
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
        sources.push(failed(folder, "holds no pages", "give a folder with pages, archives, feeds or tables"));
    }
}

/// Hidden, or a picture, style or script of a page, or a corpus.
pub(crate) fn is_part(name: &str) -> bool {
    let hidden = name.split(['/', '\\']).any(|part| part.starts_with('.') || part == "__MACOSX");
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    hidden || PARTS.contains(&ending.as_str()) || OURS.contains(&ending.as_str())
}

fn failed(path: &Path, message: &str, hint: &str) -> Source {
    Source::Failed(Failure::new(&path.to_string_lossy(), message, hint))
}

fn unreadable(path: &Path, error: &io::Error) -> Source {
    Source::Failed(trouble(&path.to_string_lossy(), error))
}
