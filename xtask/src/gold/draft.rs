//! `cargo xtask draft FILE`: a page with the engine's own marks, to be corrected by hand into a gold page.

use super::format::{Mark, Page, render};
use reportedly_engine::markup;
use reportedly_engine::model::Document;
use std::collections::BTreeMap;

/// The document as the source of a gold page.
pub(crate) fn draft(document: &Document) -> String {
    let marks = markup::marks(document).into_iter().map(|mark| Mark { mark, line: 1 }).collect();
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
