//! Citations for people.

use crate::card::Card;
use maud::html;

/// Outlet, date with basis, address.
fn about(card: &Card) -> String {
    let page = &card.page;
    let mut parts = vec![page.name().to_owned()];
    parts.extend(page.outlet.clone());
    parts.push(page.date());
    parts.extend(page.url.clone());
    parts.join(" · ")
}

pub(super) fn text(cards: &[Card]) -> String {
    let mut out = String::new();
    for card in cards {
        if !card.passages.is_empty() {
            let mouth = card.mouth().map_or_else(String::new, |mouth| format!(" — {mouth}"));
            out.push_str(&format!("\"{}\"{mouth}\n", line(&card.words())));
        }
        out.push_str(&format!("{}\n", line(&about(card))));
        out.push_str(&format!("{} · sha256 {} · {}\n\n", card.locator(), card.page.sha256, card.id));
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

pub(super) fn markdown(cards: &[Card]) -> String {
    let mut out = String::new();
    for card in cards {
        if !card.passages.is_empty() {
            let mouth =
                card.mouth().map_or_else(String::new, |mouth| format!("\n>\n> — {}", escaped(&mouth)));
            out.push_str(&format!("> {}{mouth}\n\n", escaped(&card.words())));
        }
        let page = &card.page;
        let name = escaped(page.name());
        let name = match page.url.as_deref().and_then(link) {
            Some(url) => format!("[{name}](<{url}>)"),
            None => name,
        };
        let outlet =
            page.outlet.as_deref().map_or_else(String::new, |outlet| format!(" · {}", escaped(outlet)));
        out.push_str(&format!("{name}{outlet} · {}  \n", escaped(&page.date())));
        out.push_str(&format!("`{}` · sha256 `{}` · `{}`\n\n", card.locator(), page.sha256, card.id));
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// Only what a browser opens as a page; brackets and blanks would end the link.
fn link(url: &str) -> Option<&str> {
    let web = url.starts_with("https://") || url.starts_with("http://");
    let fits = !url.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '\\'));
    (web && fits).then_some(url)
}

/// White space of any kind becomes one blank.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text that Markdown shows as it stands.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in line(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    // a number and a stop, a dash or a plus at the beginning of a line make a list
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    let mark = out.get(digits..).and_then(|rest| rest.chars().next());
    match (digits, mark) {
        (0, Some('-' | '+' | '=')) => out.insert(0, '\\'),
        (1.., Some('.' | ')')) => out.insert(digits, '\\'),
        _ => {}
    }
    out
}

pub(super) fn html(cards: &[Card]) -> String {
    let markup = html! {
        @for card in cards {
            figure id=(super::key(card)) {
                @for passage in &card.passages {
                    blockquote lang=[card.page.language.as_deref()] dir="auto" cite=[card.page.url.as_deref().and_then(link)]
                        data-start=(passage.start) data-end=(passage.end) data-sha256=(passage.sha256) { (passage.text) }
                }
                figcaption {
                    @if let Some(mouth) = card.mouth() { bdi { (mouth) } ". " }
                    cite { @match card.page.url.as_deref().and_then(link) {
                        Some(url) => { a href=(url) rel="noreferrer" { bdi { (card.page.name()) } } }
                        None => { bdi { (card.page.name()) } }
                    } }
                    @if let Some(outlet) = &card.page.outlet { ", " bdi { (outlet) } }
                    ", " (card.page.date()) ". "
                    code { (card.locator()) } ", sha256 " code { (card.page.sha256) }
                }
            }
        }
    };
    format!("{}\n", markup.into_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_shows_words_as_they_stand() {
        assert_eq!(escaped("*a* <b> [c](d)\n# e"), r"\*a\* \<b\> \[c\](d) \# e");
        assert_eq!(escaped("1. a"), r"1\. a");
        assert_eq!(escaped("- a"), r"\- a");
        assert_eq!(escaped("2024 рік"), "2024 рік");
    }

    #[test]
    fn only_pages_of_the_web_are_linked() {
        assert_eq!(link("https://example.org/a"), Some("https://example.org/a"));
        for bad in ["javascript:alert(1)", "https://e.org/a> b", "data:text/html,x", "http://e.org/\u{7}"] {
            assert_eq!(link(bad), None, "{bad}");
        }
    }
}
