//! Sentences to mentions and document entities. (stub)
use crate::model::*;
use crate::pack::Packs;
use crate::sentence::Reading;

pub struct Words;
impl Words {
    pub fn new(_packs: &Packs) -> Self {
        Self
    }
}
/// Mentions in text order and what they resolve to.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub mentions: Vec<Mention>,
    pub entities: Vec<Entity>,
}
pub fn find(_reading: &Reading<'_>, _metadata: &Metadata, _words: &Words) -> Names {
    Names::default()
}
