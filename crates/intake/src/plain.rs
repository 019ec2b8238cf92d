//! Pages that stand alone: text, Markdown, HTML. Takes bytes, says whether they can be a page at all.

use crate::kind::{self, MAGIC};
use crate::model::Failure;
use crate::out::{Flow, Out};
use reportedly_engine::model::Origin;
use std::io::{ErrorKind, Read};

/// Reads one page, up to the limit.
pub(crate) fn read(from: &mut dyn Read, path: &str, url: Option<String>, out: &mut Out<'_>) -> Flow {
    match bounded(from, out.options.page_bytes) {
        Ok(bytes) => {
            let media_type = kind::is_markdown(path).then(|| "text/markdown".to_owned());
            let origin = Origin { path: path.to_owned(), url, media_type, ..Origin::default() };
            out.checked(origin, bytes)
        }
        Err(error) => out.failed(trouble(path, &error)),
    }
}

/// At most `most` bytes.
pub(crate) fn bounded(from: &mut dyn Read, most: usize) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(most as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Why these bytes are no page of text, and what to do.
pub(crate) fn unfit(bytes: &[u8]) -> Option<(String, &'static str)> {
    if bytes.is_empty() {
        return Some(("is empty".to_owned(), "save the page again"));
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some((format!("is {what}, not text"), "save the page as text or HTML"));
    }
    if kind::is_binary(bytes) {
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

/// What the system says of a file, in words of ours.
pub(crate) fn trouble(path: &str, error: &std::io::Error) -> Failure {
    match error.kind() {
        ErrorKind::NotFound if std::fs::symlink_metadata(path).is_ok() => {
            Failure::new(path, "is a link to a file that is not there", "mend the link or leave it out")
        }
        ErrorKind::NotFound => Failure::new(path, "no such file or folder", "check the spelling of the path"),
        ErrorKind::PermissionDenied => {
            Failure::new(path, "may not be read", "give yourself the right to read it, or leave it out")
        }
        ErrorKind::NotADirectory => {
            Failure::new(path, "leads through a file as if it were a folder", "check the path")
        }
        ErrorKind::InvalidData => {
            Failure::new(path, "is damaged: its packed bytes do not unpack", "get the file again")
        }
        ErrorKind::UnexpectedEof => Failure::new(path, "is cut off", "get the file again"),
        _ => Failure::new(path, format!("cannot be read: {error}"), "read it again when the trouble is over"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_text_say_what_they_are() {
        for (bytes, says) in
            [(&b""[..], "is empty"), (b" \n\t", "white space"), (b"%PDF-1.7", "a PDF"), (b"ab\0cd", "binary")]
        {
            assert!(unfit(bytes).is_some_and(|(message, _)| message.contains(says)), "{says}");
        }
        for bytes in [&b"text"[..], b"\xff\xfet\0", "\u{feff}так".as_bytes(), b"\xef\xf0\xe8\xe2\xb3\xf2"]
        {
            assert_eq!(unfit(bytes), None);
        }
    }
}
