//! The record of a page: what it promises of the page as a whole.

use reportedly_engine::model::{Limits, Origin};
use reportedly_engine::pack::Packs;
use reportedly_engine::{Engine, wire};
use serde_json::{Value, json};

const PAGE: &str = r#"<html lang="uk"><head><title>Бюджет ухвалено</title>
<link rel="canonical" href="https://visti.example/budget"><meta property="article:published_time" content="2025-03-05T10:20:00+02:00">
<meta property="article:modified_time" content="2025-03-06"><meta name="date" content="2025-03-09"><meta property="article:section" content="Місто"></head>
<body><h1>Бюджет ухвалено</h1><p>Автор: Олена Лугова, Озерна агенція</p><p>Міська рада Лугового ухвалила бюджет на наступний рік після шести годин суперечок. Про це повідомив голова ради Семен Кравчук.</p></body></html>"#;

#[test]
fn metadata_stands_with_its_basis() {
    let engine = Engine::new(Packs::embedded(), Limits::default());
    let origin = Origin { path: "page.html".to_owned(), ..Origin::default() };
    let record = wire::record(&engine.analyse(PAGE.as_bytes(), &origin), true);
    let at = |pointer: &str| record.pointer(&format!("/document{pointer}")).cloned().unwrap_or(Value::Null);
    assert_eq!(at("/title"), "Бюджет ухвалено");
    assert_eq!(at("/title_basis/text"), "Бюджет ухвалено");
    assert_eq!(at("/url"), "https://visti.example/budget");
    assert_eq!(at("/url_basis/kind"), "canonical");
    assert_eq!(at("/outlet/basis/kind"), "domain");
    assert_eq!(at("/authors"), json!(["Олена Лугова"]));
    assert_eq!(at("/author_bases/0/kind"), "text");
    assert_eq!(at("/agencies/0/value"), "Озерна агенція");
    assert_eq!(at("/published/value"), "2025-03-05T10:20:00+02:00");
    assert_eq!(at("/published/basis/kind"), "opengraph");
    assert_eq!(at("/published/why"), "stated by opengraph; against it: meta");
    assert_eq!(at("/published/candidates/1/value"), "2025-03-09");
    assert_eq!(at("/modified/value"), "2025-03-06");
    assert_eq!(at("/sections/0/value"), "Місто");
    assert_eq!(at("/declared_language/value"), "uk");
    // a basis in the markup points at the bytes that say so
    let place = |pointer: &str| at(pointer).as_u64().expect("a number") as usize;
    let raw = PAGE.get(place("/modified/basis/raw/0")..place("/modified/basis/raw/1"));
    assert_eq!(raw, Some(r#"<meta property="article:modified_time" content="2025-03-06">"#));
}

#[test]
fn a_headline_that_credits_the_media_names_nobody() {
    let engine = Engine::new(Packs::embedded(), Limits::default());
    for (language, unnamed, page) in [
        (
            "uk",
            true,
            "ЗМІ: порт можуть віддати в оренду на п'ять років\n\nРозмови про оренду порту тривають другий рік.\n",
        ),
        (
            "ru",
            true,
            "СМИ: порт могут отдать в аренду на пять лет\n\nРазговоры об аренде порта идут второй год.\n",
        ),
        (
            "be",
            true,
            "СМІ: порт могуць аддаць у арэнду на пяць гадоў\n\nРазмовы пра арэнду порта ідуць другі год.\n",
        ),
        (
            "en",
            true,
            "Media: the port may be leased for five years\n\nTalk of a lease of the port has gone on for two years.\n",
        ),
    ] {
        let record = wire::record(&engine.analyse(page.as_bytes(), &Origin::default()), false);
        let statements = record["statements"].as_array().expect("a list");
        let headline = statements.iter().find(|one| one["section"] == "headline");
        let headline = headline.unwrap_or_else(|| panic!("{language}: {record}"));
        assert_eq!(headline["anonymous"], unnamed, "{language}: {headline}");
    }
}
