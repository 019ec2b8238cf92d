//! Whether a name stands as its bearer is called, or in another case.
//!
//! Takes a mention and the entities of the document, compares word by word. Says no where the forms differ by more than
//! an ending, and of names in Latin letters.

use crate::model::{Entity, EntityKind, Mention, MentionKind};
use crate::text::fold;

/// Endings of cases that no nominative of the same name has.
const ENDINGS: &[&str] = &[
    "а", "я", "у", "ю", "і", "ї", "и", "ы", "е", "є", "ом", "ем", "єм", "ём", "ам", "ям", "ым", "им", "ім",
    "ой", "ою", "ей", "ею", "єю", "ай", "аю", "яй", "ого", "его", "ього", "ага", "яга", "ому", "ему", "ьому",
    "аму", "яму", "ові", "еві", "єві", "ої", "ій", "ією", "иєю", "ых", "их", "іх",
];

/// «Сергея Морозова» of somebody called «Сергей Морозов».
pub(crate) fn is_declined(text: &str, mention: &Mention, entities: &[Entity]) -> bool {
    let named = mention.kind == MentionKind::Name
        && matches!(mention.entity_kind, EntityKind::Person | EntityKind::Place | EntityKind::Organisation);
    let entity = mention.entity.and_then(|id| entities.get(id.0 as usize)).filter(|_| named);
    let Some(entity) = entity else { return false };
    let written: Vec<&str> = mention.span.of(text).split_whitespace().collect();
    let called: Vec<&str> = entity.name.split_whitespace().collect();
    let compared = if written.len() == called.len() { written.len() } else { 1 };
    let pairs = written.iter().rev().zip(called.iter().rev()).take(compared);
    pairs.into_iter().any(|(written, called)| is_form(&fold(written), &fold(called)))
}

/// `written` differs from the nominative `called` by an ending of another case.
fn is_form(written: &str, called: &str) -> bool {
    let cyrillic = called.starts_with(|c: char| matches!(c, '\u{400}'..='\u{52f}'));
    let shared: usize =
        written.chars().zip(called.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let (own, other) = (written.get(shared..).unwrap_or(""), called.get(shared..).unwrap_or(""));
    cyrillic
        && written != called
        && written.get(..shared).unwrap_or("").chars().nth(1).is_some()
        && other.chars().nth(3).is_none()
        && ENDINGS.contains(&own)
}

#[cfg(test)]
mod tests {
    use super::is_form;

    #[test]
    fn forms_differ_by_an_ending() {
        for (written, called) in [
            ("морозова", "морозов"),
            ("гая", "гай"),
            ("головка", "головко"),
            ("лютого", "лютий"),
            ("латвіі", "латвія"),
            ("росохи", "росоха"),
            ("трампа", "трамп"),
        ] {
            assert!(is_form(written, called), "{written} {called}");
        }
        for (written, called) in [
            ("морозова", "морозова"),
            ("байден", "байдэн"),
            ("fitch", "fitches"),
            ("лис", "лиса"),
            ("мзс", "мзс"),
        ] {
            assert!(!is_form(written, called), "{written} {called}");
        }
    }
}
