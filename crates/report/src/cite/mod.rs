//! Citations of statements and pages: for people (Markdown, text, HTML) and for programs (BibTeX, CSL-JSON, Web Annotation).
//!
//! Every form carries the exact words, their place, the hash of the page and its date with what it rests on, or "undated".

mod bibtex;
mod csl;
mod prose;
mod webanno;

pub use csl::csl;
pub use webanno::webanno;

use crate::card::Card;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Markdown,
    Text,
    Html,
    BibTex,
    /// CSL-JSON, schema 1.0.2.
    Csl,
    /// W3C Web Annotation Data Model, 2017.
    WebAnnotation,
}

/// All cards in one form; ends with a newline.
pub fn cite(cards: &[Card], form: Form) -> String {
    let lines = |value: serde_json::Value| format!("{value:#}\n");
    match form {
        Form::Markdown => prose::markdown(cards),
        Form::Text => prose::text(cards),
        Form::Html => prose::html(cards),
        Form::BibTex => bibtex::bibtex(cards),
        Form::Csl => lines(csl(cards)),
        Form::WebAnnotation => lines(webanno(cards)),
    }
}

/// Keys of citations: an id without its colon.
fn key(card: &Card) -> String {
    card.id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

/// What does not fit the fields of a bibliography.
fn note(card: &Card) -> String {
    let mut parts = Vec::new();
    parts.extend(card.mouth().map(|mouth| format!("said by {mouth}")));
    parts.push(match &card.page.published {
        Some(_) => format!("date: {}", card.page.date()),
        None => "undated".to_owned(),
    });
    parts.push(card.locator());
    parts.push(format!("sha256 of the page {}", card.page.sha256));
    parts.join("; ")
}

/// Year, month and day of an EDTF value as far as it states them.
fn date_parts(value: &str) -> Option<Vec<u32>> {
    let day = value.split('T').next().unwrap_or("");
    let parts: Vec<u32> = day.split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let fits = parts.get(1).is_none_or(|m| (1..=12).contains(m))
        && parts.get(2).is_none_or(|d| (1..=31).contains(d));
    (fits && (1..=3).contains(&parts.len())).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::date_parts;

    #[test]
    fn dates_have_as_many_parts_as_they_state() {
        assert_eq!(date_parts("2024-02-05T08:40:00+02:00"), Some(vec![2024, 2, 5]));
        assert_eq!(date_parts("2024-02"), Some(vec![2024, 2]));
        assert_eq!(date_parts("2024"), Some(vec![2024]));
        for unclear in ["XXXX-07-01", "[2024-03-04,2024-04-03]", "2024-13", ""] {
            assert_eq!(date_parts(unclear), None, "{unclear}");
        }
    }
}
