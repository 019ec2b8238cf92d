//! BibLaTeX entries (`@online`), in UTF-8.

use super::{date_parts, key, note};
use crate::card::Card;

pub(super) fn bibtex(cards: &[Card]) -> String {
    let mut out = String::new();
    for card in cards {
        let page = &card.page;
        let author = match page.authors.is_empty() {
            true => page.outlet.iter().map(|outlet| format!("{{{}}}", escaped(outlet))).collect::<Vec<_>>(),
            false => page.authors.iter().map(|author| format!("{{{}}}", escaped(author))).collect(),
        };
        let mut fields: Vec<(&str, String)> = Vec::new();
        if !author.is_empty() {
            fields.push(("author", author.join(" and ")));
        }
        fields.push(("title", format!("{{{}}}", escaped(page.name()))));
        if let Some(outlet) = &page.outlet {
            fields.push(("organization", format!("{{{}}}", escaped(outlet))));
        }
        if let Some(date) = page.published.as_deref().filter(|date| date_parts(date).is_some()) {
            fields.push(("date", date.split('T').next().unwrap_or(date).to_owned()));
        }
        if let Some(url) = &page.url {
            // biblatex takes an address as it stands; braces and blanks would end the field
            let plain = |c: char| match c {
                '{' => "%7B".to_owned(),
                '}' => "%7D".to_owned(),
                '\\' => "%5C".to_owned(),
                c if c.is_whitespace() || c.is_control() => String::new(),
                c => c.to_string(),
            };
            fields.push(("url", url.chars().map(plain).collect()));
        }
        if let Some(language) = page.language.as_deref().and_then(babel) {
            fields.push(("langid", language.to_owned()));
        }
        if !card.passages.is_empty() {
            fields.push(("annotation", escaped(&card.words())));
        }
        fields.push(("note", escaped(&note(card))));
        out.push_str(&format!("@online{{{},\n", key(card)));
        for (name, value) in fields {
            out.push_str(&format!("  {name} = {{{value}}},\n"));
        }
        out.push_str("}\n\n");
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// The name of a language in babel.
fn babel(code: &str) -> Option<&'static str> {
    Some(match code {
        "uk" => "ukrainian",
        "ru" => "russian",
        "be" => "belarusian",
        "en" => "english",
        _ => return None,
    })
}

/// Text that TeX sets as it stands, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '{' | '}' | '$' | '&' | '#' | '_' | '%' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn hostile_words_stay_inside_their_braces() {
        assert_eq!(escaped("a}, note={x"), r"a\}, note=\{x");
        assert_eq!(escaped(r"\input{x} 5 % & Co_1"), r"\textbackslash{}input\{x\} 5 \% \& Co\_1");
    }
}
