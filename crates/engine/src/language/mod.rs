//! Block to language. (stub)
use crate::model::*;
use crate::pack::Packs;

pub struct Words;
impl Words {
    pub fn new(_packs: &Packs) -> Self {
        Self
    }
}
pub fn detect(text: &str, blocks: &[Block], _words: &Words) -> Vec<Option<Language>> {
    let code = if text.contains(['і', 'ї', 'є']) {
        if text.contains('ў') { "be" } else { "uk" }
    } else if text.chars().any(|c| matches!(c, 'а'..='я')) {
        "ru"
    } else {
        "en"
    };
    blocks.iter().map(|_| Some(Language::new(code))).collect()
}
