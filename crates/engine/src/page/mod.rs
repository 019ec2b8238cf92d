//! Bytes to text and blocks. (stub)
use crate::model::*;
use crate::pack::Packs;

pub struct Page {
    pub text: String,
    pub blocks: Vec<Block>,
    pub metadata: Metadata,
    pub notices: Vec<Notice>,
}
pub struct Words;
impl Words {
    pub fn new(_packs: &Packs) -> Self {
        Self
    }
}
pub fn read(bytes: &[u8], _origin: &Origin, _words: &Words, _limits: &Limits) -> Page {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim();
        if !body.is_empty() {
            let a = start + line.find(body).unwrap_or(0);
            let first = blocks.is_empty();
            blocks.push(Block {
                span: Span::new(a, a + body.len()),
                zone: Zone::Article,
                role: if first { Role::Headline } else { Role::Paragraph },
                group: 0,
                repeats: None,
                raw: None,
                rule: "line".into(),
            });
        }
        start += line.len();
    }
    Page { text, blocks, metadata: Metadata::default(), notices: Vec::new() }
}
