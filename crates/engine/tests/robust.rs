//! Pages that are empty, broken, hostile or huge: read in bounded time, spans clean, nothing lost in silence.

use reportedly_engine::Engine;
use reportedly_engine::model::{Document, Limits, Origin};
use reportedly_engine::pack::Packs;
use reportedly_engine::page::{self, Page, Words};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Packs::embedded(), Limits::default()));

/// Generous for a slow, busy machine and an unoptimised build; quadratic work on these sizes takes minutes.
const PATIENCE: Duration = Duration::from_secs(60);

fn read(bytes: &[u8]) -> Document {
    LazyLock::force(&ENGINE);
    let begin = Instant::now();
    let document = ENGINE.analyse(bytes, &Origin { path: "test".to_owned(), ..Origin::default() });
    let took = begin.elapsed();
    assert!(took < PATIENCE, "{took:?} for {} bytes: something is not linear", bytes.len());
    for block in &document.blocks {
        assert!(document.text.get(block.span.start()..block.span.end()).is_some());
    }
    for sentence in &document.sentences {
        assert!(document.text.get(sentence.span.start()..sentence.span.end()).is_some());
    }
    for statement in &document.statements {
        for span in statement.content.iter().chain(&statement.cue) {
            assert!(document.text.get(span.start()..span.end()).is_some());
        }
    }
    document
}

#[test]
fn nothing_to_read() {
    for bytes in [&b""[..], b" ", b"\n\n\r\n", b"\xef\xbb\xbf", b"<html></html>", b"<", b"&", b"<!--", b"\0"]
    {
        let document = read(bytes);
        assert!(document.statements.is_empty(), "{bytes:?}");
        assert!(document.language.is_none(), "{bytes:?}: {:?}", document.language);
    }
}

#[test]
fn not_a_page_at_all() {
    // bytes of a generator, and the head of a picture
    let mut state = 7u32;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    })
    .take(200_000)
    .collect();
    read(&noise);
    read(&[&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], &noise[..1000]].concat());
    read(&vec![0; 1_000_000]);
}

#[test]
fn broken_utf8_is_still_read() {
    let mut bytes = "Мер Заріччя заявив, що міст відкриють навесні.\n".repeat(20).into_bytes();
    for place in (5..bytes.len()).step_by(97) {
        bytes[place] = 0xff;
    }
    let document = read(&bytes);
    assert!(document.text.contains("заявив") || document.text.contains("міст"));
}

#[test]
fn windows_1251_is_decoded() {
    let text =
        "Мэр Заречья Иван Орлов заявил, что мост откроют весной. «Мы готовы», — сказал он журналистам.\n"
            .repeat(5);
    let bytes: Vec<u8> = text
        .chars()
        .map(|c| match c {
            'А'..='я' => (c as u32 - 0x410 + 0xc0) as u8,
            '«' => 0xab,
            '»' => 0xbb,
            '—' => 0x97,
            other => other as u8,
        })
        .collect();
    let document = read(&bytes);
    assert!(document.text.contains("Мэр Заречья Иван Орлов заявил"), "{}", document.text);
    assert_eq!(document.language.map(|language| language.code().to_owned()).as_deref(), Some("ru"));
}

#[test]
fn one_line_of_five_megabytes() {
    let sentence = "Мер Заріччя заявив: «Міст відкриють навесні, якщо буде тепло», – і пішов. ";
    let line = sentence.repeat(5_000_000 / sentence.len());
    let document = read(line.as_bytes());
    assert!(!document.notices.is_empty(), "what is not read must be said");
    read("а".repeat(2_500_000).as_bytes());
    read("\"".repeat(1_000_000).as_bytes());
    read("а.".repeat(1_000_000).as_bytes());
    read(". ".repeat(1_000_000).as_bytes());
}

#[test]
fn elements_nested_without_end() {
    let open = "<div>".repeat(100_000);
    let page = format!("<html><body>{open}<p>Мер заявив, що міст відкриють.</p>");
    let document = read(page.as_bytes());
    assert!(document.text.contains("міст відкриють"));
}

#[test]
fn quotation_marks_that_never_close() {
    for mark in ["«", "„", "“", "\"", "»", "(", "«\"„", "<", "&", "[", "'"] {
        let line = format!("{mark}Мер сказав, що так. ").repeat(5_000);
        read(line.as_bytes());
        read(line.replace(". ", ".\n").as_bytes());
    }
}

#[test]
fn fifty_thousand_bullets() {
    let item = "• Мер Заріччя заявив, що міст відкриють.\n";
    let document = read(item.repeat(50_000).as_bytes());
    assert!(document.blocks.len() <= 50_000);
    let items = "<li>Мер Заріччя заявив, що міст відкриють.</li>".repeat(50_000);
    let document = read(format!("<ul>{items}</ul>").as_bytes());
    assert!(!document.blocks.is_empty());
}

#[test]
fn many_names_and_many_speakers() {
    let mut text = String::new();
    for n in 0..20_000 {
        text.push_str(&format!("Іван Гай{n} сказав, що Олена Жук{n} знала про це.\n"));
    }
    read(text.as_bytes());
}

#[test]
fn a_line_of_nothing_but_cues() {
    for phrase in [": сказав, що ", "said ", "Про це ", "заявил, что "] {
        let begin = Instant::now();
        read(phrase.repeat(60_000 / phrase.len()).as_bytes());
        let took = begin.elapsed();
        assert!(took < Duration::from_secs(10), "{phrase:?}: {took:?}");
    }
}

/// Ten times the page takes about ten times as long, whoever "he" and "the official" are.
#[test]
fn who_is_meant_on_long_pages() {
    let lines = "Іван Гай прийшов. Він сказав, що міст відкриють. Чиновник заявив, що ні.\n";
    let timed = |n: usize| {
        let page = lines.repeat(n);
        let begin = Instant::now();
        read(page.as_bytes());
        begin.elapsed()
    };
    timed(10);
    let (small, large) = (timed(500), timed(5_000));
    assert!(large < small * 30 + Duration::from_secs(1), "{small:?}, then {large:?}");
}

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&Packs::embedded()));

/// Reads a hostile page as the page room does, checks the time and that each doubt is said once.
fn hostile(name: &str, bytes: &[u8], path: &str) -> Page {
    LazyLock::force(&WORDS);
    let begin = Instant::now();
    let origin = Origin { path: path.to_owned(), ..Origin::default() };
    let page = page::read(bytes, &origin, &WORDS, &Limits::default());
    let took = begin.elapsed();
    // a second a megabyte in a release build; an unoptimised one on a busy machine takes ten times as long
    let bound = Duration::from_secs(10) * (1 + bytes.len() as u32 / (1 << 20));
    assert!(took < bound, "{name}: {took:?} for {} bytes", bytes.len());
    let mut codes: Vec<&str> = page.notices.iter().map(|notice| notice.code.as_str()).collect();
    let all = codes.len();
    codes.sort_unstable();
    codes.dedup();
    assert!(codes.len() == all, "{name}: said twice: {:?}", page.notices);
    let mut end = 0;
    for block in &page.blocks {
        assert!(block.span.start() >= end && page.text.get(block.span.start()..block.span.end()).is_some());
        end = block.span.end();
        assert!(
            block.raw.is_none_or(|raw| raw.start <= raw.end && raw.end as usize <= bytes.len()),
            "{name}"
        );
    }
    page
}

fn says(document: &Page, code: &str) -> bool {
    document.notices.iter().any(|notice| notice.code == code)
}

#[test]
fn a_million_of_everything() {
    const N: usize = 1_000_000;
    let tail = "<p>Мер заявив, що міст відкриють.</p>";
    let attributes: String = (0..N).map(|n| format!(" a{n}")).collect();
    let classes: String = (0..N / 10).map(|n| format!(" class=c{n}")).collect();
    let pages = [
        ("nested", "<div>".repeat(N), "html-too-deep"),
        ("nested and closed", "<div>".repeat(N / 5) + &"</div>".repeat(N / 5), "html-too-deep"),
        ("nested marks", "<b>".repeat(N / 5), "html-too-deep"),
        ("nested tables", "<table><tr><td>".repeat(N / 10), "html-too-deep"),
        ("nested drawings", "<svg><desc>".repeat(N / 10) + &"</desc></svg>".repeat(N / 10), "html-too-deep"),
        ("nested lists", "<ul><li>".repeat(N / 10), "html-too-deep"),
        ("attributes", format!("<p{attributes}>"), "html-too-many-attributes"),
        ("the same attribute", format!("<p{classes}>"), "html-too-many-attributes"),
        ("tags with an attribute", "<i class=x>y</i>".repeat(N), ""),
        ("marks that stay open", "<b><i><u><a>".to_owned() + &"x<p>".repeat(N / 10), ""),
        ("links that cross blocks", "<a><p></a>".repeat(N / 10), ""),
        ("end tags of nothing", "</b></p></td>".repeat(N / 10), ""),
        ("a long value", format!("<p class='{}'>", "comments ".repeat(N / 2)), ""),
        ("comments", "<!---->".repeat(N / 5), ""),
        ("line breaks", "<br>".repeat(N / 5), ""),
        ("elements", "<br>x".repeat(N + N / 5), "html-too-large"),
    ];
    for (name, start, code) in pages {
        let document = hostile(name, format!("<html><body>{start}{tail}").as_bytes(), "a.html");
        assert!(code.is_empty() || says(&document, code), "{name}: {:?}", document.notices);
        let cut = says(&document, "too-many-blocks");
        assert!(cut || document.text.contains("міст відкриють"), "{name} lost the text");
    }
}

#[test]
fn megabytes_of_references() {
    for reference in ["&amp;", "&#1110;", "&#x456;", "&CounterClockwiseContourIntegral;", "&no", "&#", "&"] {
        let page = format!("<p>Так.<p>{}", reference.repeat((4 << 20) / reference.len()));
        let document = hostile(reference, page.as_bytes(), "a.html");
        assert!(document.text.starts_with("Так."), "{reference}");
    }
    let document = hostile("past the limit", "&amp;".repeat(10 << 20).as_bytes(), "a.html");
    assert!(says(&document, "page-too-long"), "{:?}", document.notices);
}

#[test]
fn nothing_is_ever_closed() {
    let text = "Мер заявив, що міст відкриють. ".repeat(10_000);
    for open in [
        "<!--",
        "<script>",
        "<script><!--",
        "<style>",
        "<textarea>",
        "<title>",
        "<p class='",
        "<p ",
        "<!DOCTYPE ",
        "<svg><![CDATA[",
        "<plaintext>",
        "<template>",
        "<select>",
        "<noscript>",
        "<?",
        "</",
        "<a href=\"",
    ] {
        let page = format!("<html><body><p>Перше речення.</p>{open}{text}");
        let document = hostile(open, page.as_bytes(), "a.html");
        assert!(document.text.starts_with("Перше речення."), "{open}");
        let repeated = format!("<html><body><p>Перше речення.</p>{}", open.repeat(300_000 / open.len()));
        hostile(open, repeated.as_bytes(), "a.html");
    }
    for open in ["<!--", "<script>", "<style>"] {
        let document = hostile(open, format!("<html><p>Так.{open}{text}").as_bytes(), "a.html");
        assert!(says(&document, "html-unclosed"), "{open}: {:?}", document.notices);
    }
}

#[test]
fn characters_that_are_not_seen() {
    let line = "Мер за\u{202e}явив, що \0міст від\u{2066}криють.\u{202c}\n\n";
    let document = hostile("text", line.repeat(2_000).as_bytes(), "a.txt");
    assert!(says(&document, "bidi-controls") && says(&document, "nul-characters"), "{:?}", document.notices);
    assert_eq!(document.text, line.repeat(2_000));
    let document = hostile("html", format!("<html><p>{}", line.repeat(2_000)).as_bytes(), "a.html");
    assert!(says(&document, "bidi-controls"), "{:?}", document.notices);
    assert_eq!(document.text.matches('\u{202e}').count(), 2_000);
}

#[test]
fn markdown_without_end() {
    for mark in
        ["> ", "- ", "*", "_", "[", "![", "`", "#", "1. ", "|a|\n|-|\n", "[a](", "<b", "&", "\\", "***a"]
    {
        let page = format!("Перше речення.\n\n{}", mark.repeat(200_000 / mark.len()));
        let document = hostile(mark, page.as_bytes(), "a.md");
        assert!(document.text.starts_with("Перше речення."), "{mark}");
    }
}

/// Ten times the page takes about ten times as long, whatever it is made of.
#[test]
fn time_grows_as_the_page_does() {
    let shapes: [(&str, &str); 6] = [
        (
            "a.html",
            "<div class='story'><p>Мер Заріччя заявив, що <a href='/x'>міст</a> відкриють.</p></div>\n",
        ),
        ("a.html", "<li><a href=/a>Рынок переезжает</a><li>12.03.2024"),
        ("a.html", "<table><tr><td>Мэр сказаў<td><b>так</table>"),
        ("a.html", "<div><script>var a = '<b>';</script><style>p{}</style>Text &amp; more<br>"),
        ("a.txt", "Мер Заріччя заявив, що міст відкриють.\n\n"),
        ("a.md", "- **Мер** [заявив](/x)\n\n## Далі\n\n"),
    ];
    for (path, shape) in shapes {
        let timed = |n: usize| {
            let page = shape.repeat(n);
            let origin = Origin { path: path.to_owned(), ..Origin::default() };
            let begin = Instant::now();
            let limits = Limits { blocks: usize::MAX, ..Limits::default() };
            page::read(page.as_bytes(), &origin, &WORDS, &limits);
            begin.elapsed()
        };
        timed(10);
        let (small, large) = (timed(300), timed(3_000));
        assert!(large < small * 30 + Duration::from_secs(1), "{shape}: {small:?}, then {large:?}");
    }
}
