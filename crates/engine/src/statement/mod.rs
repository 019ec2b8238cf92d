//! Mentions and cues to statements. (stub)
use crate::model::*;
use crate::name::Names;
use crate::pack::Packs;
use crate::sentence::Reading;

pub struct Words;
impl Words {
    pub fn new(_packs: &Packs) -> Self {
        Self
    }
}
/// Statements, with the mentions and entities they resolve to (pronouns, roles and anonymous sources added).
pub struct Said {
    pub sentences: Vec<Sentence>,
    pub mentions: Vec<Mention>,
    pub entities: Vec<Entity>,
    pub statements: Vec<Statement>,
    pub notices: Vec<Notice>,
}
pub fn attribute(
    reading: &Reading<'_>,
    _metadata: &Metadata,
    names: Names,
    _words: &Words,
    _limits: &Limits,
) -> Said {
    Said {
        sentences: reading.sentences.clone(),
        mentions: names.mentions,
        entities: names.entities,
        statements: Vec::new(),
        notices: reading.notices.clone(),
    }
}
