//! What holds for any input: sentences tile their blocks, spans slice cleanly, nothing panics, twice the same is the same.

use proptest::prelude::*;
use reportedly_engine::Engine;
use reportedly_engine::model::{Block, Document, Language, Limits, Origin, Role, Span, Zone};
use reportedly_engine::pack::Packs;
use reportedly_engine::page::Page;
use reportedly_engine::{language, sentence, text, wire};
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Packs::embedded(), Limits::default()));
static SENTENCES: LazyLock<sentence::Words> = LazyLock::new(|| sentence::Words::new(&Packs::embedded()));
static LANGUAGES: LazyLock<language::Words> = LazyLock::new(|| language::Words::new(&Packs::embedded()));

/// Pieces of news text, marks and mischief, in any order.
fn newsy() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Мер Заріччя",
        "заявив",
        "сказала",
        "паведаміў",
        "said Hale",
        "что",
        "що",
        "ў",
        "і",
        "ім.",
        "т. д.",
        "т.д.",
        "г.",
        "2024 р.",
        "А. Г. Орлов",
        "U.S.",
        "Mr.",
        "війни.Він",
        "ТСН.ua",
        "3,5",
        "1.",
        "«",
        "»",
        "\"",
        "„",
        "“",
        "”",
        "'",
        "’",
        "(",
        ")",
        "[3]",
        ".",
        "!",
        "?",
        "…",
        "...",
        ",",
        ":",
        " – ",
        " — ",
        "-",
        "\n",
        "\n\n",
        " ",
        "\u{a0}",
        "\u{301}",
        "\u{ad}",
        "😀",
        "<p>",
        "</p>",
        "<div>",
        "&nbsp;",
        "&#1110;",
        "\0",
        "росія",
        "HTTP://X.Y/z?q=1",
        "@мер",
        "#тег",
    ]);
    prop::collection::vec(prop_oneof![8 => piece.prop_map(str::to_owned), 1 => any::<String>()], 0..60)
        .prop_map(|pieces| pieces.concat())
}

/// Cuts a text into up to four blocks at character boundaries, with gaps between them.
fn page(text: String) -> Page {
    let mut cuts: Vec<usize> = (0..=4).map(|n| text.len() * n / 4).collect();
    for cut in &mut cuts {
        while !text.is_char_boundary(*cut) {
            *cut -= 1;
        }
    }
    let blocks = cuts.windows(2).map(|pair| Block {
        span: Span::new(pair[0], pair[1]),
        zone: Zone::Article,
        role: Role::Paragraph,
        group: 0,
        repeats: None,
        raw: None,
        rule: "test".into(),
    });
    let blocks = blocks.collect();
    Page { text, blocks, metadata: Default::default(), notices: Vec::new() }
}

fn fits(document: &Document, span: Span) -> bool {
    document.text.get(span.start()..span.end()).is_some()
}

/// Every span of a document lies on character boundaries of its text.
fn assert_clean(document: &Document) {
    let mut last = 0;
    for block in &document.blocks {
        assert!(fits(document, block.span), "block {:?}", block.span);
        assert!(block.span.start() >= last, "blocks overlap at {:?}", block.span);
        last = block.span.end();
    }
    assert_eq!(document.languages.len(), document.blocks.len());
    for sentence in &document.sentences {
        assert!(fits(document, sentence.span), "sentence {:?}", sentence.span);
        assert!(document.block(sentence.block).is_some_and(|block| block.span.contains(sentence.span)));
    }
    for mention in &document.mentions {
        assert!(fits(document, mention.span) && !mention.span.is_empty(), "mention {mention:?}");
    }
    for statement in &document.statements {
        let spans = statement
            .content
            .iter()
            .copied()
            .chain(statement.cue)
            .chain(statement.said)
            .chain(statement.about);
        let speaker = statement.speaker.iter().filter_map(|speaker| speaker.span);
        let chain = statement.chain.iter().filter_map(|link| link.span);
        for span in spans.chain(speaker).chain(chain) {
            assert!(fits(document, span), "{span:?} of {statement:?}");
        }
    }
    for notice in document.notices.iter().filter_map(|notice| notice.span) {
        assert!(fits(document, notice), "notice {notice:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sentences_tile_their_blocks(text in newsy(), limit in prop_oneof![Just(usize::MAX), 0usize..200]) {
        let page = page(text);
        let languages = language::detect(&page.text, &page.blocks, &LANGUAGES);
        let limits = Limits { block_bytes: limit, ..Limits::default() };
        let reading = sentence::read(&page, &languages, &SENTENCES, &limits);
        prop_assert_eq!(reading.sentences.len(), reading.sentence_tokens.len());
        prop_assert_eq!(reading.blocks.len(), reading.block_tokens.len());
        for (index, block) in page.blocks.iter().enumerate() {
            let own = reading.sentences.iter().filter(|sentence| sentence.block.0 as usize == index);
            let end = own.fold(block.span.start(), |end, sentence| {
                assert_eq!(sentence.span.start(), end, "a gap or an overlap");
                assert!(!sentence.span.is_empty());
                sentence.span.end()
            });
            prop_assert_eq!(end, block.span.end());
        }
        // every token belongs to exactly one sentence and lies inside it
        let mut next = 0;
        for (sentence, tokens) in reading.sentences.iter().zip(&reading.sentence_tokens) {
            prop_assert!(tokens.start == next || tokens.is_empty());
            for token in &reading.tokens[tokens.clone()] {
                prop_assert!(sentence.span.contains(token.span));
            }
            next = next.max(tokens.end);
        }
        prop_assert_eq!(next, reading.tokens.len());
    }

    #[test]
    fn tokens_slice_cleanly_and_leave_only_space(text in newsy()) {
        let mut end = 0;
        for token in text::tokens(&text, 0) {
            prop_assert!(!token.span.is_empty());
            let gap = text.get(end..token.span.start());
            prop_assert!(gap.is_some_and(|gap| gap.chars().all(|c| c.is_whitespace() || text::is_ignorable(c))));
            end = token.span.end();
        }
        prop_assert!(text.get(end..).is_some_and(|gap| gap.chars().all(|c| c.is_whitespace() || text::is_ignorable(c))));
    }

    #[test]
    fn languages_are_told_for_every_block(text in newsy()) {
        let page = page(text);
        let languages = language::detect(&page.text, &page.blocks, &LANGUAGES);
        prop_assert_eq!(languages.len(), page.blocks.len());
        prop_assert!(languages.iter().flatten().all(|language| *language != Language::new("")));
    }

    #[test]
    fn any_text_is_read(text in newsy()) {
        let origin = Origin::default();
        let document = ENGINE.analyse(text.as_bytes(), &origin);
        assert_clean(&document);
        let again = ENGINE.analyse(text.as_bytes(), &origin);
        prop_assert_eq!(wire::record(&document, true).to_string(), wire::record(&again, true).to_string());
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let origin = Origin { path: "-".to_owned(), ..Origin::default() };
        let document = ENGINE.analyse(&bytes, &origin);
        assert_clean(&document);
        prop_assert_eq!(&document, &ENGINE.analyse(&bytes, &origin));
    }
}
