//! What must hold for any page. Shared by the targets; each includes this file.

use reportedly_engine::model::{Limits, Origin};
use reportedly_engine::pack::Packs;
use reportedly_engine::page::{self, Words};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&Packs::embedded()));

pub(crate) fn check(bytes: &[u8], path: &str) {
    let words = &*WORDS;
    let origin = Origin { path: path.to_owned(), ..Origin::default() };
    let read = || {
        let begin = Instant::now();
        let page = page::read(bytes, &origin, words, &Limits::default());
        (page, begin.elapsed())
    };
    let (page, mut took) = read();
    let bound = Duration::from_secs(1 + bytes.len() as u64 / (1 << 20));
    // another program may have had the processor: what is slow is so every time
    for _ in 0..3 {
        if took >= bound {
            took = took.min(read().1);
        }
    }
    assert!(took < bound, "{took:?} for {} bytes", bytes.len());
    let mut end = 0;
    for (i, block) in page.blocks.iter().enumerate() {
        assert!(block.span.start() >= end, "blocks overlap");
        let text = page.text.get(block.span.start()..block.span.end()).expect("on character boundaries");
        assert!(!text.is_empty() && text.trim() == text, "white space around a block");
        end = block.span.end();
        assert!(block.repeats.is_none_or(|earlier| (earlier.0 as usize) < i));
        if let Some(raw) = block.raw {
            assert!(raw.start <= raw.end && raw.end as usize <= bytes.len(), "outside the bytes");
        }
    }
    assert!(end <= page.text.len());
    let mut codes: Vec<_> = page.notices.iter().map(|notice| &notice.code).collect();
    codes.sort();
    let all = codes.len();
    codes.dedup();
    assert_eq!(codes.len(), all, "a notice is given twice");
}
