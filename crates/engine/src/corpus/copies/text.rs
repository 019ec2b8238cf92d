//! The words of a page that count: its own article, without what the outlet puts on every page.

use crate::model::*;
use crate::text::{TokenKind, tokens};
use rustc_hash::{FxHashMap, FxHashSet};

/// Words read per page.
const WORDS: usize = 200_000;
/// Shortest quotation that is known as one, in words.
const QUOTATION: usize = 6;
/// Pages of one outlet that must carry a block before it is the outlet's furniture.
const PAGES: usize = 3;

/// One word of an article.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub(crate) span: Span,
    /// Of the folded word; figures without their separators.
    pub(crate) hash: u32,
}

/// The article of one page as words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text {
    pub(crate) words: Vec<Word>,
    /// Half-open ranges of words inside quotation marks or said in direct speech, sorted.
    pub(crate) quotes: Vec<(usize, usize)>,
    /// Half-open ranges of words of each block and a hash of them.
    blocks: Vec<(usize, usize, u64)>,
}

/// A fixed 64-bit mix (the finaliser of MurmurHash3).
pub(crate) fn mix(mut h: u64) -> u64 {
    h ^= h >> 33;
    h = h.wrapping_mul(0xff51_afd7_ed55_8ccd);
    h ^= h >> 33;
    h = h.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ (h >> 33)
}

/// Hash of a run of words in their order.
pub(crate) fn run(words: &[Word]) -> u64 {
    mix(words.iter().fold(words.len() as u64, |h, w| {
        (h.rotate_left(29) ^ u64::from(w.hash)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }))
}

/// Hash of a folded word; "120,000" and "120.000" are one.
pub(crate) fn word_hash(folded: &str, kind: TokenKind) -> u32 {
    let keep = |b: &u8| kind != TokenKind::Number || b.is_ascii_digit() || !b.is_ascii();
    let h = folded
        .as_bytes()
        .iter()
        .filter(|b| keep(b))
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3));
    mix(h) as u32
}

/// The article of a document: blocks of its own story, each once.
pub(crate) fn read(document: &Document) -> Text {
    let mut text = Text::default();
    for block in &document.blocks {
        if block.zone != Zone::Article || block.repeats.is_some() || text.words.len() >= WORDS {
            continue;
        }
        let first = text.words.len();
        let mut open: Option<usize> = None;
        let mut address_end = 0;
        for token in tokens(document.slice(block.span), block.span.start()) {
            let at = text.words.len();
            if matches!(&*token.folded, "http" | "https") {
                address_end = token.span.start() + address(&document.text, token.span.start());
            }
            if token.span.start() < address_end {
                continue;
            }
            if token.kind != TokenKind::Punctuation {
                if at < WORDS {
                    text.words.push(Word { span: token.span, hash: word_hash(&token.folded, token.kind) });
                }
                continue;
            }
            match (&*token.folded, open) {
                ("«" | "„" | "“" | "\"", None) => open = Some(at),
                ("»" | "”" | "“" | "\"", Some(start)) => {
                    if at >= start + QUOTATION {
                        text.quotes.push((start, at));
                    }
                    open = None;
                }
                _ => {}
            }
        }
        let end = text.words.len();
        if let Some(words) = text.words.get(first..end).filter(|words| !words.is_empty()) {
            text.blocks.push((first, end, run(words)));
        }
    }
    for statement in document.statements.iter().filter(|s| s.kind != StatementKind::Indirect) {
        for span in &statement.content {
            let range = text.range(*span);
            if range.1 >= range.0 + QUOTATION {
                text.quotes.push(range);
            }
        }
    }
    text.quotes.sort_unstable();
    text.quotes.dedup();
    text
}

/// The words of some spans of a document, in their order.
pub(crate) fn read_within(document: &Document, spans: &[Span]) -> Text {
    let mut text = Text::default();
    for span in spans {
        for token in tokens(document.slice(*span), span.start()) {
            if token.kind != TokenKind::Punctuation && text.words.len() < WORDS {
                text.words.push(Word { span: token.span, hash: word_hash(&token.folded, token.kind) });
            }
        }
    }
    text.words.sort_by_key(|word| word.span);
    text
}

/// Bytes of the address that begins here; none where it is only a word.
fn address(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or("");
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, ')' | ']' | '>' | '"' | '»'))
        .unwrap_or(rest.len());
    if rest.get(..end).is_some_and(|address| address.contains("://")) { end } else { 0 }
}

impl Text {
    /// The words that lie in a span.
    fn range(&self, span: Span) -> (usize, usize) {
        let from = self.words.partition_point(|w| w.span.start() < span.start());
        let to = self.words.partition_point(|w| w.span.end() <= span.end());
        (from, to.max(from))
    }

    /// For each word, whether it is quoted.
    pub(crate) fn quoted(&self) -> Vec<bool> {
        let mut out = vec![false; self.words.len()];
        for &(from, to) in &self.quotes {
            out.iter_mut().skip(from).take(to.saturating_sub(from)).for_each(|slot| *slot = true);
        }
        out
    }

    /// The characters of a range of words.
    pub(crate) fn span(&self, from: usize, to: usize) -> Option<Span> {
        Some(self.words.get(from)?.span.join(self.words.get(to.checked_sub(1)?)?.span))
    }

    /// The same without the blocks named.
    fn without(&self, furniture: &FxHashSet<u64>) -> Text {
        let mut out = Text::default();
        for &(from, to, hash) in &self.blocks {
            if furniture.contains(&hash) {
                continue;
            }
            let start = out.words.len();
            out.words.extend(self.words.get(from..to).unwrap_or_default());
            let inside = self.quotes.iter().filter(|q| from <= q.0 && q.1 <= to);
            out.quotes.extend(inside.map(|q| (q.0 - from + start, q.1 - from + start)));
            out.blocks.push((start, out.words.len(), hash));
        }
        out.quotes.sort_unstable();
        out
    }
}

/// The articles of all documents, without blocks that an outlet repeats among changing neighbours: sign-offs, appeals to
/// subscribe, boxes about the outlet. Versions of one page repeat their blocks among the same neighbours and keep them.
pub(crate) fn read_all(documents: &[&Document]) -> Vec<Text> {
    let texts: Vec<Text> = documents.iter().map(|d| read(d)).collect();
    let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
    for outlet in documents.iter().filter_map(|d| d.metadata.outlet.as_ref()) {
        let next = numbers.len() as u32;
        numbers.entry(outlet.actor.as_str()).or_insert(next);
    }
    let number = |d: &Document| numbers.get(d.metadata.outlet.as_ref()?.actor.as_str()).copied();
    let furniture = furniture(documents.iter().map(|d| number(d)).zip(&texts));
    let of = |d: &Document| furniture.get(&number(d)?);
    let own = |(document, text): (&&Document, Text)| match of(document) {
        Some(furniture) => text.without(furniture),
        None => text,
    };
    documents.iter().zip(texts).map(own).collect()
}

/// Blocks that stand beside three or more different ones on the pages of an outlet, on one side or the other.
fn furniture<'a>(
    texts: impl Iterator<Item = (Option<u32>, &'a Text)> + Clone,
) -> FxHashMap<u32, FxHashSet<u64>> {
    let of = |outlet: u32, block: u64| mix(block ^ mix(u64::from(outlet)));
    let owned = || texts.clone().filter_map(|(outlet, text)| Some((outlet?, text)));
    // most blocks stand once: only the others are looked at closely
    let mut seen: Vec<u64> =
        owned().flat_map(|(outlet, text)| text.blocks.iter().map(move |b| of(outlet, b.2))).collect();
    seen.sort_unstable();
    let often: FxHashSet<u64> = seen
        .chunk_by(|x, y| x == y)
        .filter(|group| group.len() >= PAGES)
        .filter_map(|group| group.first().copied())
        .collect();
    // outlet, block, side, neighbour
    let mut beside: Vec<(u32, u64, bool, u64)> = Vec::new();
    for (outlet, text) in owned() {
        let hash = |at: Option<usize>| at.and_then(|at| text.blocks.get(at)).map_or(0, |b| b.2);
        for (at, block) in text.blocks.iter().enumerate().filter(|(_, b)| often.contains(&of(outlet, b.2))) {
            beside.push((outlet, block.2, false, hash(at.checked_sub(1))));
            beside.push((outlet, block.2, true, hash(Some(at + 1))));
        }
    }
    beside.sort_unstable();
    beside.dedup();
    let mut out: FxHashMap<u32, FxHashSet<u64>> = FxHashMap::default();
    for group in beside.chunk_by(|x, y| (x.0, x.1, x.2) == (y.0, y.1, y.2)) {
        if let (true, Some(first)) = (group.len() >= PAGES, group.first()) {
            out.entry(first.0).or_default().insert(first.1);
        }
    }
    out
}
