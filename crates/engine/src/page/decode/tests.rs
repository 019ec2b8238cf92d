//! Texts of our own in each code page, labelled rightly, wrongly and not at all: what `decode` makes of them.

use super::*;
use encoding_rs::{IBM866, ISO_8859_5, KOI8_U, WINDOWS_1251, WINDOWS_1252, X_MAC_CYRILLIC};

const UK: &str =
    "Міська рада Лугового ухвалила бюджет на наступний рік, повідомив її голова Юрій Ґудзь: «Є згода».";
const RU: &str = "Городской совет Лугового утвердил бюджет на следующий год, сообщил его глава Юрий Щукин.";
const BE: &str =
    "Гарадскі савет Лугавога зацвердзіў бюджэт на наступны год, паведаміў яго кіраўнік Юры Доўгі.";
const EN: &str = "The council's chairman – “a naïve man” – paid for the café himself.";

fn read<'a>(bytes: &'a [u8], html: bool, charset: Option<&str>) -> Decoded<'a> {
    let origin = Origin { charset: charset.map(str::to_owned), ..Origin::default() };
    decode(bytes, &origin, html, &Limits::default())
}

fn codes<'a>(decoded: &'a Decoded<'_>) -> Vec<&'a str> {
    decoded.notices.iter().map(|n| n.code.as_str()).collect()
}

fn check(bytes: &[u8], html: bool, text: &str, expect: &[&str]) {
    let decoded = read(bytes, html, None);
    assert_eq!(decoded.text, text);
    assert_eq!(codes(&decoded), expect, "{text}");
}

/// The text in an encoding, without the letters that encoding has not.
fn encoded(encoding: &'static Encoding, text: &str) -> (Vec<u8>, String) {
    let kept: String = text.chars().filter(|c| !encoding.encode(&c.to_string()).2).collect();
    (encoding.encode(&kept).0.into_owned(), kept)
}

#[test]
fn marks_and_declarations() {
    check("\u{feff}Так".as_bytes(), false, "Так", &[]);
    check(&[0xFF, 0xFE, 0x22, 0x04, 0x30, 0x04], false, "Та", &[]);
    check("Тихо, мирно\r\nї".as_bytes(), false, "Тихо, мирно\r\nї", &[]);
    for declaration in [
        "<meta charset=windows-1251>",
        "<META http-equiv=\"Content-Type\" content=\"text/html; charset=Windows-1251\">",
        "<?xml version='1.0' encoding='cp1251'?>",
        "<!-- <meta charset=utf-8> --><script charset='utf-8'></script><meta charset='win-1251' ><meta charset=x-cp1251>",
    ] {
        let html = format!("{declaration}<p>Їжак з'їв сир</p>");
        check(&WINDOWS_1251.encode(&html).0, true, &html, &[]);
    }
}

#[test]
fn old_code_pages_are_guessed_in_every_language() {
    for text in [UK, RU, BE] {
        for encoding in [WINDOWS_1251, KOI8_U, ISO_8859_5, IBM866, X_MAC_CYRILLIC] {
            let (bytes, kept) = encoded(encoding, text);
            check(&bytes, false, &kept, &["encoding-guessed"]);
            let html = format!("<html><title>{kept}</title><style>p{{}}</style><p>{kept}</p>");
            check(&encoding.encode(&html).0, true, &html, &["encoding-guessed"]);
        }
        for little in [true, false] {
            let units = text.encode_utf16();
            let bytes: Vec<u8> =
                units.flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect();
            check(&bytes, false, text, &["encoding-guessed"]);
        }
        check(text.as_bytes(), false, text, &[]);
    }
    let (bytes, kept) = encoded(WINDOWS_1252, EN);
    check(&bytes, false, &kept, &["encoding-guessed"]);
}

#[test]
fn short_texts_are_guessed() {
    for text in ["Мост открыли вчера", "Міст відкрили вчора", "Мост адкрылі ўчора"]
    {
        for encoding in [WINDOWS_1251, KOI8_U, ISO_8859_5] {
            let (bytes, kept) = encoded(encoding, text);
            check(&bytes, false, &kept, &["encoding-guessed"]);
        }
    }
}

#[test]
fn labels_that_lie_are_seen() {
    for text in [UK, RU, BE] {
        // declared UTF-8, written in windows-1251, and the other way round
        let html = format!("<meta charset=utf-8><p>{text}</p>");
        check(&WINDOWS_1251.encode(&html).0, true, &html, &["encoding-mislabelled"]);
        let html = format!("<meta charset=windows-1251><p>{text}</p>");
        check(html.as_bytes(), true, &html, &["encoding-mislabelled"]);
        // the default of a server
        let html = format!("<meta charset=iso-8859-1><p>{text}</p>");
        check(&WINDOWS_1251.encode(&html).0, true, &html, &["encoding-mislabelled"]);
        let (bytes, kept) = encoded(KOI8_U, &format!("<meta charset=windows-1251><p>{text}</p>"));
        check(&bytes, true, &kept, &["encoding-mislabelled"]);
    }
    let html = "<meta charset=windows-1252><p>déjà vu, à côté de l'été, façade, naïveté, être élève</p>";
    check(&WINDOWS_1252.encode(html).0, true, html, &[]);
}

/// Latin-1 by the habit of a server or an editor.
#[test]
fn western_labels_on_cyrillic_lose() {
    for text in [UK, RU, BE] {
        for label in ["iso-8859-1", "windows-1252", "latin1"] {
            let html = format!("<html><meta charset={label}><title>{text}</title><p>{text}</p>");
            let bytes = WINDOWS_1251.encode(&html).0;
            check(&bytes, true, &html, &["encoding-mislabelled"]);
            let plain = WINDOWS_1251.encode(text).0;
            let decoded = read(&plain, false, Some(label));
            assert_eq!((decoded.text.as_ref(), codes(&decoded)), (text, vec!["encoding-mislabelled"]));
        }
    }
}

#[test]
fn western_labels_on_western_texts_stand() {
    let texts = [
        "Le maire a été élu à l'unanimité après une soirée agitée, où l'opposition s'est abstenue: «Ça suffit», répète-t-elle.",
        "Für größere Brücken fehlen dem Kreis Fördermittel, erklärte Bürgermeisterin Jörß: „Über Öl können wir später reden.“",
        "El alcalde anunció que la próxima sesión será en otoño; ¿quién pagará el puente pequeño del señor Núñez?",
    ];
    for text in texts {
        for label in ["iso-8859-1", "windows-1252"] {
            let html = format!("<meta charset={label}><p>{text}</p>");
            check(&WINDOWS_1252.encode(&html).0, true, &html, &[]);
        }
    }
    // written in windows-1250: what the label says is not right, but Cyrillic it is not
    let polish = "Burmistrz Łąkowa ogłosił, że most zostanie zamknięty; mieszkańcy są źli, a dźwig już stoi.";
    let html = format!("<meta charset=iso-8859-1><p>{polish}</p>");
    let bytes = encoding_rs::WINDOWS_1250.encode(&html).0;
    check(&bytes, true, &WINDOWS_1252.decode_without_bom_handling(&bytes).0, &[]);
}

#[test]
fn the_transport_comes_before_the_page() {
    for text in [UK, RU, BE] {
        let (bytes, kept) = encoded(KOI8_U, text);
        let decoded = read(&bytes, false, Some("KOI8-U"));
        assert_eq!((decoded.text.as_ref(), codes(&decoded)), (kept.as_str(), vec![]));
        let html = format!("<meta charset=koi8-u><p>{text}</p>");
        let bytes = WINDOWS_1251.encode(&html).0;
        let decoded = read(&bytes, true, Some("windows-1251"));
        assert_eq!((decoded.text.as_ref(), codes(&decoded)), (html.as_str(), vec![]));
    }
}

#[test]
fn broken_bytes_lose_nothing() {
    let mut bytes = "Перше речення довге. ".as_bytes().to_vec();
    bytes.push(0xFF);
    bytes.extend("Друге".as_bytes());
    check(&bytes, false, "Перше речення довге. \u{fffd}Друге", &["invalid-bytes"]);
    let decoded = read(&bytes, false, None);
    let at = decoded.text.find("Друге").unwrap_or(0);
    assert_eq!(decoded.raw.at(&decoded.text, at), Some((bytes.len() - "Друге".len()) as u32));
}

#[test]
fn binary_and_long_input() {
    check(b"\x89PNG\r\n\x1a\n\x00\x00", false, "", &["binary-input"]);
    check(&[0, 1, 2, 3, 4, 5, 6, 7], false, "", &["binary-input"]);
    check(b"one \0 NUL is still text", false, "one \0 NUL is still text", &[]);
    let limits = Limits { page_bytes: 5, ..Limits::default() };
    let decoded = decode("їїї".as_bytes(), &Origin::default(), false, &limits);
    assert_eq!(decoded.text, "її");
}
