//! Pages that are empty, broken, hostile or huge: read in bounded time, spans clean, nothing lost in silence.

use reportedly_engine::Engine;
use reportedly_engine::model::{Document, Limits, Origin};
use reportedly_engine::pack::Packs;
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
