//! What holds for any input: sentences tile their blocks, spans slice cleanly, nothing panics, twice the same is the same.

use crate::gold_pages::{self, Form, GoldPage};
use proptest::prelude::*;
use reportedly_engine::Engine;
use reportedly_engine::model::{Block, Document, Language, Limits, Origin, Role, Span, Zone};
use reportedly_engine::pack::Packs;
use reportedly_engine::page::{self, Page};
use reportedly_engine::{language, sentence, text, wire};
use std::path::Path;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Packs::embedded(), Limits::default()));
static SENTENCES: LazyLock<sentence::Words> = LazyLock::new(|| sentence::Words::new(&Packs::embedded()));
static LANGUAGES: LazyLock<language::Words> = LazyLock::new(|| language::Words::new(&Packs::embedded()));

static PAGES: LazyLock<page::Words> = LazyLock::new(|| page::Words::new(&Packs::embedded()));
static GOLD: LazyLock<Vec<GoldPage>> = LazyLock::new(|| {
    gold_pages::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../gold/pages")).expect("gold pages")
});

fn read(bytes: &[u8], origin: &Origin) -> Page {
    page::read(bytes, origin, &PAGES, &Limits::default())
}

fn html() -> impl Iterator<Item = &'static GoldPage> {
    GOLD.iter().filter(|page| page.form == Form::Html)
}

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

/// Blocks in order and apart, with nothing but white space between them: no text is in no block.
fn assert_tiled(page: &Page) {
    let mut end = 0;
    for block in &page.blocks {
        let gap = page.text.get(end..block.span.start()).expect("blocks in order, on character boundaries");
        assert!(gap.chars().all(blank), "text in no block: {gap:?}");
        let text = block.span.of(&page.text);
        assert!(!text.chars().all(blank), "an empty block at {:?}", block.span);
        end = block.span.end();
    }
    let gap = page.text.get(end..).expect("the last block ends in the text");
    assert!(gap.chars().all(blank), "text in no block: {gap:?}");
}

fn blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\0')
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !blank(*c)).collect()
}

/// The article of a page as one string without white space.
fn article(page: &Page) -> String {
    let blocks = page.blocks.iter().filter(|block| block.zone == Zone::Article);
    blocks.map(|block| squeeze(block.span.of(&page.text))).collect()
}

/// What stands between tags, with the few entities that the pages use replaced; scripts and controls left out.
fn without_markup(source: &str) -> String {
    let mut out = String::new();
    let mut rest = source;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let lower = rest.to_ascii_lowercase();
        let skipped = ["script", "style", "button", "noscript", "label", "select"]
            .into_iter()
            .find(|name| lower.strip_prefix('<').is_some_and(|tag| tag.starts_with(name)));
        let end = match skipped {
            Some(name) => lower.find(&format!("</{name}")).map(|at| at + name.len() + 2),
            None if rest.starts_with("<!--") => rest.find("-->").map(|at| at + 2),
            None => Some(0),
        };
        let end = end.and_then(|from| rest[from..].find('>').map(|at| from + at + 1)).unwrap_or(rest.len());
        rest = &rest[end..];
    }
    out.push_str(rest);
    for (entity, text) in [
        ("&laquo;", "«"),
        ("&raquo;", "»"),
        ("&mdash;", "—"),
        ("&ndash;", "–"),
        ("&nbsp;", " "),
        ("&copy;", "©"),
        ("&quot;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#x202E;", "\u{202e}"),
        ("&#x202C;", "\u{202c}"),
        ("&#8238;", "\u{202e}"),
        ("&#8236;", "\u{202c}"),
        ("&amp;", "&"),
    ] {
        out = out.replace(entity, text);
    }
    out
}

/// The characters of a page as it is kept.
fn decoded(gold: &GoldPage, bytes: &[u8]) -> String {
    let label = gold.fact("encoding").flatten().unwrap_or("utf-8");
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("an encoding");
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// The page again, in UTF-8.
fn unicode(gold: &GoldPage) -> String {
    let text = decoded(gold, &gold.bytes).replace("charset=", "data-charset=");
    text.trim_start_matches('\u{feff}').to_owned()
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

#[test]
fn blocks_tile_the_gold_pages() {
    for gold in GOLD.iter() {
        let page = read(&gold.bytes, &gold.origin());
        assert_tiled(&page);
        if gold.form == Form::Flat {
            assert_eq!(page.text.as_bytes(), gold.bytes, "{}: a text page is its text", gold.name);
        }
    }
}

#[test]
fn raw_ranges_hold_the_words_of_their_blocks() {
    let mut pages = 0;
    // where lines are lost (text in a script, an encoding that lies), there are no words to compare
    for gold in html().filter(|gold| gold.compare(&read(&gold.bytes, &gold.origin())).lost.is_empty()) {
        if gold.name.contains("jsonld") {
            continue;
        }
        pages += 1;
        let page = read(&gold.bytes, &gold.origin());
        let mut last = 0;
        for block in &page.blocks {
            let raw = block.raw.expect("a block of HTML has a place in the bytes");
            assert!(raw.start >= last, "{}: the order of blocks is that of the bytes", gold.name);
            last = raw.start;
            let bytes = gold.bytes.get(raw.start as usize..raw.end as usize).expect("a range of the bytes");
            assert_eq!(
                squeeze(&without_markup(&decoded(gold, bytes))),
                squeeze(block.span.of(&page.text)),
                "{}",
                gold.name
            );
        }
    }
    assert!(pages >= 45, "{pages} pages compared");
}

#[test]
fn more_wrappers_change_no_article() {
    for gold in html() {
        let source = unicode(gold);
        let lower = source.to_ascii_lowercase();
        let Some(body) = lower.find("<body").and_then(|at| lower[at..].find('>').map(|end| at + end + 1))
        else {
            continue;
        };
        let end = lower.rfind("</body>").unwrap_or(source.len());
        let wrapped = format!(
            "{}<div id=\"page\"><div class=\"outer\"><div>{}</div></div></div>{}",
            &source[..body],
            &source[body..end],
            &source[end..]
        );
        let plain = read(source.as_bytes(), &gold.origin());
        let page = read(wrapped.as_bytes(), &gold.origin());
        assert_eq!(article(&page), article(&plain), "{}", gold.name);
    }
}

#[test]
fn white_space_in_markup_changes_no_block() {
    for gold in html() {
        let source = unicode(gold);
        let plain = read(source.as_bytes(), &gold.origin());
        let page = read(respaced(&source).as_bytes(), &gold.origin());
        let blocks = |page: &Page| -> Vec<(Zone, Role, String)> {
            page.blocks.iter().map(|b| (b.zone, b.role, b.span.of(&page.text).to_owned())).collect()
        };
        assert_eq!(blocks(&page), blocks(&plain), "{}", gold.name);
    }
}

/// Tags help, but lines alone show most of the article.
#[test]
fn a_page_as_lines_keeps_its_article() {
    let (mut kept, mut pages) = (0.0, 0.0);
    for gold in html().map(GoldPage::as_lines) {
        let page = read(&gold.bytes, &gold.origin());
        let comparison = gold.compare(&page);
        assert_eq!(comparison.lost, Vec::<String>::new(), "{}", gold.name);
        kept += comparison.zones.f1(|zone| zone == Zone::Article).2;
        pages += 1.0;
    }
    assert!(kept / pages > 0.8, "{:.3}", kept / pages);
}

/// Other white space wherever text has some; tags, scripts and titles stay as they are.
fn respaced(source: &str) -> String {
    let lower = source.to_ascii_lowercase();
    let mut out = String::new();
    let mut at = 0;
    while at < source.len() {
        let rest = &lower[at..];
        let end = if rest.starts_with('<') {
            let kept = ["script", "style", "title", "noscript"]
                .into_iter()
                .find(|name| rest[1..].starts_with(name))
                .map(|name| format!("</{name}"));
            let close = kept.and_then(|close| rest.find(&close)).unwrap_or(0);
            rest[close..].find('>').map_or(rest.len(), |end| close + end + 1)
        } else {
            rest.find('<').unwrap_or(rest.len())
        };
        let piece = &source[at..at + end];
        if rest.starts_with('<') {
            out.push_str(piece);
        } else {
            let space = |c: char| matches!(c, ' ' | '\n' | '\t' | '\r');
            for part in piece.split_inclusive(space) {
                out.push_str(part.trim_end_matches(space));
                if part.ends_with(space) {
                    out.push_str("\n\t ");
                }
            }
        }
        at += end;
    }
    out
}

/// Markup whose visible words are known: `w0`, `w1`, … in order.
fn markup() -> impl Strategy<Value = String> {
    let word = Just("\u{1}".to_owned());
    let unseen = prop::sample::select(vec![
        "<!-- unseen -->",
        "<script>var unseen = '<p>unseen</p>';</script>",
        "<style>.unseen{}</style>",
        "<br>",
        "<br/><br/>",
        "<img alt='unseen' src=x>",
        "&nbsp;",
        "\n",
        "<hr>",
        "</i>",
    ]);
    let leaf = prop_oneof![4 => word, 2 => unseen.prop_map(str::to_owned)];
    leaf.prop_recursive(5, 60, 6, |inner| {
        let names = vec![
            "p",
            "div",
            "span",
            "b",
            "a href='/x'",
            "h2",
            "blockquote",
            "section class='text'",
            "ul|li",
            "table|tr|td",
        ];
        (prop::sample::select(names), prop::collection::vec(inner, 0..6)).prop_map(|(name, inner)| {
            let names: Vec<&str> = name.split('|').collect();
            let open: String = names.iter().map(|name| format!("<{name}>")).collect();
            let tags = names.iter().rev().map(|name| name.split(' ').next().unwrap_or(name));
            let close: String = tags.map(|tag| format!("</{tag}>")).collect();
            format!("{open}{}{close}", inner.join(" "))
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_visible_word_is_lost(parts in prop::collection::vec(markup(), 1..8)) {
        let mut source = String::from("<!DOCTYPE html><html><body>");
        let mut words = Vec::new();
        for part in parts.join(" ").split_inclusive('\u{1}') {
            source.push_str(part.trim_end_matches('\u{1}'));
            if part.ends_with('\u{1}') {
                let word = format!("w{}", words.len());
                source.push_str(&format!(" {word} "));
                words.push(word);
            }
        }
        let page = read(source.as_bytes(), &Origin { path: "page.html".to_owned(), ..Origin::default() });
        assert_tiled(&page);
        let found: Vec<&str> = page.text.split_whitespace().collect();
        prop_assert_eq!(found, words, "{}", source);
    }

    #[test]
    fn pages_cut_and_joined_are_read(
        first in any::<prop::sample::Index>(),
        second in any::<prop::sample::Index>(),
        cuts in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
    ) {
        let (first, second) = (first.get(&GOLD), second.get(&GOLD));
        let head = &first.bytes[..cuts.0.index(first.bytes.len())];
        let tail = &second.bytes[cuts.1.index(second.bytes.len())..];
        for origin in [first.origin(), second.origin()] {
            assert_tiled(&read(&[head, tail].concat(), &origin));
        }
    }
}
