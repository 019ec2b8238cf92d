//! The documents one answer needs, and what is asked of a document alone.

use reportedly_engine::corpus::{Evidence, StatementRef};
use reportedly_engine::model::{Block, Document, Language, Role, Span, Statement, Zone};
use reportedly_engine::wire::Points;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The documents one page needs.
#[derive(Default)]
pub(crate) struct Shelf(pub(crate) BTreeMap<String, Arc<Document>>);

impl Shelf {
    pub(crate) fn get(&self, id: &str) -> Option<&Document> {
        self.0.get(id).map(Arc::as_ref)
    }
    pub(crate) fn all(&self) -> Vec<&Document> {
        self.0.values().map(Arc::as_ref).collect()
    }
    pub(crate) fn statement(&self, place: &StatementRef) -> Option<(&Document, &Statement)> {
        let document = self.get(&place.document)?;
        Some((document, document.statements.get(place.index as usize)?))
    }
    /// One counter of code points for each document.
    pub(crate) fn points(&self) -> BTreeMap<&str, Points<'_>> {
        self.0.iter().map(|(id, document)| (id.as_str(), Points::new(&document.text))).collect()
    }
}

/// The language of the block that holds the place, else of the document.
pub(crate) fn language_at(document: &Document, span: Span) -> Option<Language> {
    let after = document.blocks.partition_point(|block| block.span.start() <= span.start());
    let block = after.checked_sub(1);
    block.and_then(|index| document.languages.get(index).copied().flatten()).or(document.language)
}

/// The title the page gives itself, else its first headline.
pub(crate) fn title(document: &Document) -> Option<String> {
    let headline = || {
        let own = |block: &&Block| block.zone == Zone::Article && block.group == 0;
        let found = document.blocks.iter().filter(own).find(|block| block.role == Role::Headline)?;
        let text = document.slice(found.span).trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    document.metadata.title.clone().or_else(headline)
}

/// The pieces of a statement's content as evidence.
pub(crate) fn content(document: &Document, statement: &Statement) -> Vec<Evidence> {
    let piece = |&span: &Span| Evidence {
        document: document.id.clone(),
        span,
        text: document.slice(span).to_owned(),
    };
    statement.content.iter().map(piece).collect()
}
