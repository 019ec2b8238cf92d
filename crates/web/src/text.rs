//! Text of strangers on its way into a page or an address.
//!
//! Takes text of documents, gives markup in which nothing can hide or turn the line around, and escaped parts of addresses.

use maud::{Render, html};
use std::fmt::Write as _;

/// A character that changes how its neighbours are shown, or shows nothing: direction marks and controls.
pub(crate) fn is_control(c: char) -> bool {
    reportedly_report::turns(c) || (c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
}

/// Text with each control named instead of obeyed.
pub(crate) struct Shown<'a>(pub(crate) &'a str);

impl Render for Shown<'_> {
    fn render_to(&self, out: &mut String) {
        let mut rest = self.0;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_control(*c)) {
            rest.get(..at).unwrap_or("").render_to(out);
            let label = format!("U+{:04X}", u32::from(c));
            html! { span.control title="control character, shown and not obeyed" { (label) } }.render_to(out);
            rest = rest.get(at + c.len_utf8()..).unwrap_or("");
        }
        rest.render_to(out);
    }
}

/// Text for places that hold no markup: controls become U+FFFD.
pub(crate) fn plain(text: &str) -> String {
    text.chars().map(|c| if is_control(c) { '\u{FFFD}' } else { c }).collect()
}

/// At most `most` characters, with an ellipsis when something is left out.
pub(crate) fn short(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => {
            let head = text.get(..at).unwrap_or("");
            // a long text ends with a word
            let word = head.rfind(char::is_whitespace).filter(|end| most >= 80 && head.len() - end < 60);
            format!("{}…", head.get(..word.unwrap_or(at)).unwrap_or(head).trim_end())
        }
        None => text.to_owned(),
    }
}

/// A part of an address: everything but unreserved characters and `:` as %XX.
pub(crate) fn escape(part: &str) -> String {
    let mut out = String::with_capacity(part.len());
    for byte in part.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b':' => {
                out.push(byte.into())
            }
            _ => drop(write!(out, "%{byte:02X}")),
        }
    }
    // A path of dots alone would be taken for a step up.
    if out == "." || out == ".." { out.replace('.', "%2E") } else { out }
}

pub(crate) fn claim_link(id: &str) -> String {
    format!("/claims/{}", escape(id))
}
pub(crate) fn actor_link(id: &str) -> String {
    format!("/actors/{}", escape(id))
}
pub(crate) fn document_link(id: &str) -> String {
    format!("/documents/{}", escape(id))
}
/// The reader at a passage; positions in code points.
pub(crate) fn passage_link(id: &str, start: u32, end: u32) -> String {
    format!("/documents/{}?span={start}-{end}#target", escape(id))
}

/// The word that serde gives a value, with spaces.
pub(crate) fn word<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word.replace(['_', '-'], " "),
        _ => String::new(),
    }
}

/// Words that a page says of somebody, not a name: they begin with a small letter. Files and sites do, too.
pub(crate) fn is_wording(name: &str) -> bool {
    name.chars().next().is_some_and(char::is_lowercase) && !name.contains('.')
}

/// The last part of a path.
pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_addresses_stay_parts() {
        assert_eq!(escape("e:per:лев"), "e:per:%D0%BB%D0%B5%D0%B2");
        assert_eq!(escape("a/b?c#d e\"<"), "a%2Fb%3Fc%23d%20e%22%3C");
        assert_eq!(escape(".."), "%2E%2E");
    }

    #[test]
    fn words_are_no_names() {
        for (name, expect) in [
            ("источника в министерстве", true),
            ("officials", true),
            ("Roman Chaika", false),
            ("08-ferry-watch.txt", false),
            ("vestnik.example", false),
            ("", false),
        ] {
            assert_eq!(is_wording(name), expect, "{name}");
        }
    }

    #[test]
    fn controls_are_named() {
        let shown = Shown("a\u{202E}<b>").render().into_string();
        assert!(
            !shown.contains('\u{202E}') && shown.contains("U+202E") && shown.contains("&lt;b&gt;"),
            "{shown}"
        );
        assert_eq!(plain("a\u{2066}b"), "a\u{FFFD}b");
    }
}
