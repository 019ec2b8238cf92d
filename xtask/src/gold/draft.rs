//! `cargo xtask draft FILE`: a page with the engine's own marks, to be corrected by hand into a gold page.

use super::format::{Keyword, Mark, Page, render};
use reportedly_engine::model::{Document, LinkRole, Span};
use std::collections::BTreeMap;

/// The document as the source of a gold page. Marks that would cross another or leave their line are left out.
pub(crate) fn draft(document: &Document) -> String {
    let mut marks: Vec<Mark> = Vec::new();
    let mut add = |keyword: Keyword, number: usize, span: Span, attributes: &[(&str, String)]| {
        let range = span.start()..span.end();
        let crosses = |mark: &Mark| {
            let (a, b) = (&mark.range, &range);
            a.start < b.end
                && b.start < a.end
                && !(a.start <= b.start && b.end <= a.end)
                && !(b.start <= a.start && a.end <= b.end)
        };
        if span.of(&document.text).trim().is_empty()
            || span.of(&document.text).contains('\n')
            || marks.iter().any(crosses)
        {
            return;
        }
        if let Some(mark) = marks.iter_mut().find(|mark| mark.keyword == keyword && mark.range == range) {
            if keyword != Keyword::What && !mark.numbers.contains(&(number as u32)) {
                mark.numbers.push(number as u32);
            }
            return;
        }
        let attributes: BTreeMap<String, String> =
            attributes.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect();
        marks.push(Mark { keyword, numbers: vec![number as u32], attributes, range, line: 1 });
    };
    let word = |value: serde_json::Result<serde_json::Value>| {
        value.ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
    };
    for (index, statement) in document.statements.iter().enumerate() {
        let number = index + 1;
        let stance = word(serde_json::to_value(statement.stance));
        for (piece, span) in statement.content.iter().enumerate() {
            let mut attributes = vec![("kind", word(serde_json::to_value(statement.kind)))];
            if stance != "assert" {
                attributes.push(("stance", stance.clone()));
            }
            for (name, on) in [("negated", statement.negated), ("hedged", statement.hedged)] {
                if on {
                    attributes.push((name, "yes".to_owned()));
                }
            }
            add(Keyword::What, number, *span, if piece == 0 { &attributes } else { &[] });
        }
        let anonymous = [("anon", "yes".to_owned())];
        if let Some(span) = statement.speaker.as_ref().and_then(|speaker| speaker.span) {
            add(Keyword::Who, number, span, if statement.anonymous { &anonymous } else { &[] });
        }
        if let Some(span) = statement.cue {
            add(Keyword::Cue, number, span, &[]);
        }
        for link in &statement.chain {
            if let (Some(span), false) =
                (link.span, matches!(link.role, LinkRole::Speaker | LinkRole::Publisher))
            {
                add(Keyword::Via, number, span, &[("role", word(serde_json::to_value(link.role)))]);
            }
        }
    }
    // Of two marks over the same characters the `what` is the outer one; numbers follow it.
    marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end), mark.keyword));
    render(&[Page { text: document.text.clone(), marks, notes: BTreeMap::new(), line: 1 }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::format;
    use reportedly_engine::Engine;
    use reportedly_engine::model::{Limits, Origin};
    use reportedly_engine::pack::Packs;

    #[test]
    fn a_draft_is_a_valid_gold_page_with_the_same_text() {
        let text = "Міст закрито\nІнженер Лагута сказав: «Міст [старий] не витримає». За його словами, ремонт триватиме рік.\n";
        let engine = Engine::new(Packs::embedded(), Limits::default());
        let document = engine.analyse(text.as_bytes(), &Origin::default());
        let pages = format::parse(&draft(&document)).expect("valid");
        assert_eq!(pages[0].text, text);
        assert!(format::statements(&pages[0]).expect("valid").len() <= document.statements.len());
    }
}
