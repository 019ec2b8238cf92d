//! Invented pages in every layout: what each block is. Then hostile input: nothing may panic, hang or lose its place.

use super::*;
use crate::model::{Role, Zone};
use crate::pack::Packs;
use proptest::prelude::*;
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&Packs::embedded()));

fn page(text: &str, path: &str) -> Page {
    let origin = Origin { path: path.to_owned(), ..Origin::default() };
    read(text.as_bytes(), &origin, &WORDS, &Limits::default())
}

/// One letter a block: A article, T teaser, N navigation, R advert, C caption, B byline, K comment, O other.
fn zones(page: &Page) -> String {
    let letter = |zone: Zone| match zone {
        Zone::Article => 'A',
        Zone::Teaser => 'T',
        Zone::Navigation => 'N',
        Zone::Advert => 'R',
        Zone::Caption => 'C',
        Zone::Byline => 'B',
        Zone::Comment => 'K',
        Zone::Other => 'O',
    };
    page.blocks.iter().map(|block| letter(block.zone)).collect()
}

fn check(text: &str, expect: &str) -> Page {
    let page = page(text, "page.txt");
    assert_eq!(
        zones(&page),
        expect,
        "{:#?}",
        page.blocks.iter().map(|b| (b.zone, &b.rule, b.span.of(&page.text))).collect::<Vec<_>>()
    );
    assert_eq!(page.text, text);
    page
}

const UK: &str = "Міська рада Лугового ухвалила бюджет на наступний рік після шести годин суперечок. Про це повідомив голова ради Семен Кравчук.";
const UK2: &str = "\"Ми врятували школи та дороги, а решту доведеться відкласти до весни\", – сказав Кравчук на зустрічі з мешканцями міста.";
const UK3: &str =
    "Обласна лікарня отримає нове відділення, а дві сільські амбулаторії зачинять до кінця року, додав він.";
const RU: &str = "Городской совет Лугового утвердил бюджет на следующий год после шести часов споров. Об этом сообщил глава совета Семён Кравчук.";
const RU2: &str = "«Мы спасли школы и дороги, а остальное придется отложить до весны», — сказал Кравчук на встрече с жителями города.";
const BE: &str = "Гарадскі савет Лугавога зацвердзіў бюджэт на наступны год пасля шасці гадзін спрэчак. Пра гэта паведаміў кіраўнік савета Сямён Краўчук.";
const BE2: &str = "«Мы выратавалі школы і дарогі, а рэшту давядзецца адкласці да вясны», — сказаў Краўчук на сустрэчы з жыхарамі горада.";
const EN: &str = "The town council of Meadowford passed next year's budget after six hours of debate. Its chairman, Simon Cartwright, announced the vote.";
const EN2: &str = "\"We saved the schools and the roads, and the rest will have to wait until spring,\" Cartwright told residents of the town.";

#[test]
fn teasers_with_their_own_headline_date_and_cut_text() {
    let page = check(
        &format!(
            "Бюджет Лугового ухвалено\n\n{UK}\n\n{UK2}\n\nНагадаємо, торік рада не ухвалила бюджет вчасно, і місто три місяці жило без нього.\n\nУ Підгірному відкрили новий міст\n\nвівторок, 4 березень 2025, 09:05\n\nМіст через річку Бистру відкрили після двох років ремонту. Жителі чекали на нього ще з минулої весни, але підря...\n\nРинок переїжджає за вокзал\n\nвівторок, 4 березень 2025, 08:10\n\nПідприємці незадоволені рішенням ради і готують позов до су..."
        ),
        "AAAATTTTTT",
    );
    assert_eq!(page.blocks.get(3).map(|b| b.role), Some(Role::Background));
    let groups: Vec<u32> = page.blocks.iter().map(|b| b.group).collect();
    assert_eq!(groups, [0, 0, 0, 0, 1, 1, 1, 2, 2, 2]);
    assert_eq!(page.metadata.published.value, None);
    let rejected: Vec<&str> = page.metadata.published.rejected.iter().map(|r| r.value.as_str()).collect();
    assert_eq!(rejected, ["2025-03-04T09:05", "2025-03-04T08:10"]);
    check(
        &format!(
            "Budget passed\n\n{EN}\n\n{EN2}\n\nNew bridge opens in Underhill\n\nMarch 4, 2025\n\nThe bridge over the river Swift opened after two years of repairs and one of quarrels, the mayor said.\n\nMarket moves behind the station\n\nMarch 3, 2025\n\nTraders dislike the decision of the council and are preparing…"
        ),
        "AAATTTTTT",
    );
}

#[test]
fn doubled_headlines_adverts_sources_and_see_also() {
    let page = check(
        &format!(
            "Бюджет принят? Совет Лугового голосовал до утра\n\nБюджет принят? Совет Лугового голосовал до утра\n\nРеклама\n\n{RU}\n\n{RU2}\n\nИсточник\n\nСмотрите также...\n\n«Мост закрыт»: что ждет жителей Подгорного. ВИДЕО\n\n04.03.2025  11:24:02 АВТОР: ИВАН ЛИС 4 МАРТА 2025  07:51 Мост через реку Быструю закрыт …"
        ),
        "AARAAOTTT",
    );
    assert_eq!(page.blocks.get(1).and_then(|b| b.repeats), Some(crate::model::BlockId(0)));
    check(
        &format!(
            "Бюджэт прыняты\n\nРэклама\n\n{BE}\n\n{BE2}\n\nКрыніца\n\nЧытайце таксама:\n\nУ Падгорным адкрылі мост"
        ),
        "ARAAOTT",
    );
    check(
        &format!(
            "Budget passed at last\n\nAdvertisement\n\n{EN}\n\n{EN2}\n\nSource: Meadowford Gazette\n\nRead also\n\nNew bridge opens in Underhill"
        ),
        "ARAAOTT",
    );
}

#[test]
fn links_and_promos_between_paragraphs() {
    let page = check(
        &format!(
            "{UK}\n\nЗверніть увагу Новий міст у Підгірному: коли його відкриють\n\n{UK2}\n\nЯк сперечалися депутати: дивіться відео\n\nСкільки отримає лікарня\n\n{UK3}"
        ),
        "ATATAA",
    );
    assert_eq!(page.blocks.get(4).map(|b| b.role), Some(Role::Subheading));
    check(&format!("{RU}\n\nЧитайте также: Новый мост в Подгорном\n\n{RU2}\n\n{RU}"), "ATAA");
    check(&format!("{BE}\n\nЧытайце таксама: Новы мост у Падгорным\n\n{BE2}\n\n{BE}"), "ATAA");
    check(&format!("{EN}\n\nRead more: New bridge opens in Underhill\n\n{EN2}\n\n{EN}"), "ATAA");
    // the same words inside a sentence are no label
    check(
        &format!(
            "{UK}\n\nЗверніть увагу, що міст у Підгірному відкриють лише навесні наступного року.\n\n{UK2}"
        ),
        "AAA",
    );
}

#[test]
fn menus_cut_picture_texts_and_signed_lists() {
    let page = check(
        &format!(
            "Facebook Луговий Telegram Луговий Twitter Луговий search menu\n\nКравчук: рада і школи \"готуються до зими\", дороги \"зачекають\"\n\nКравчук: рада і школи\n{}\n\n{UK}\n\n{UK2}\n\n \n\n\nРинок біля вокзалу. Чому торговці не хочуть переїжджати – Анна Бойко\nРинок біля вокзалу. Чому торговці не хочуть переїжджати – Анна Бойко\nостання зима старого мосту. Що буде далі – Іван Лис\nостання зима старого мосту. Що буде далі – Іван Лис",
            UK.trim_end_matches('.')
        ),
        "NACAAATTTT",
    );
    assert_eq!(
        page.metadata.outlet.as_ref().map(|o| (o.name.as_str(), o.actor.as_str())),
        Some(("Луговий", "e:outlet:луговий"))
    );
    assert_eq!(page.blocks.get(4).and_then(|b| b.repeats).map(|b| b.0), Some(3));
}

#[test]
fn standfirsts_lists_and_quotations() {
    let page = check(
        &format!(
            "Council passes budget after a long night\n\n{EN}\n\n\n{EN}\n\n{EN2}\n\nThe chairman named three aims:\n\n  • open the bridge;\n  • mend the school roof;\n\n{EN2}"
        ),
        "AAAAAAAA",
    );
    let roles: Vec<Role> = page.blocks.iter().map(|b| b.role).collect();
    assert_eq!(roles.get(..4), Some(&[Role::Headline, Role::Standfirst, Role::Standfirst, Role::Lead][..]));
    assert_eq!(roles.get(5), Some(&Role::ListItem));
    let quote = "Мост можа адкрыцца восенню: «Я прыйду першай, а можа і апошняй»,\n– расказала яна.";
    let page = check(&format!("{BE}\n\n{quote}\n\n{BE2}"), "AAA");
    assert_eq!(page.blocks.get(1).map(|b| b.span.of(&page.text)), Some(quote));
}

#[test]
fn the_date_under_the_headline_is_the_pages_own() {
    let page = check(
        &format!(
            "Budget passed at last by the council\n\nBy Jane Doe\n\nMarch 5, 2025, 10:20\n\n{EN}\n\n{EN2}\n\n© 2012-2025 Meadowford Gazette. All rights reserved"
        ),
        "ABBAAO",
    );
    assert_eq!(page.metadata.published.value.as_deref(), Some("2025-03-05T10:20"));
    assert_eq!(page.metadata.authors, ["Jane Doe"]);
    let years: Vec<&str> = page.metadata.published.rejected.iter().map(|r| r.value.as_str()).collect();
    assert_eq!(years, ["2012", "2025"]);
    assert_eq!(page.metadata.outlet, None);
}

#[test]
fn captions_by_label_and_by_credit() {
    check(
        &format!(
            "Міст відкрито (ФОТО, ВІДЕО)\n\nФото: пресслужба\n\n{UK}\n\nНовий міст через Бистру в перший день роботи (Фото: А. Роговий)\n\n{UK2}"
        ),
        "ACACA",
    );
    check(
        &format!(
            "Bridge opens (PHOTO)\n\n{EN}\n\nThe new bridge on its first day (Image: Roe Agency)\n\n{EN2}"
        ),
        "AACA",
    );
}

#[test]
fn comments_and_short_texts() {
    check(
        &format!(
            "Бюджет принят\n\n{RU}\n\n{RU2}\n\nКомментарии (2)\n\nСтёпа\n\nОпять ничего не сделают, как и в прошлом году, я проверял сам."
        ),
        "AAAKKK",
    );
    check("Мэр сказал: «Мост откроем».", "A");
    check("", "");
}

const HTML: &str = r#"<!DOCTYPE html><html><head><meta charset="utf-8"><title>Budget passed at last - Meadowford Gazette</title>
<meta property="og:site_name" content="Meadowford Gazette"><link rel="canonical" href="https://gazette.example/2025/03/05/budget">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Budget passed at last","datePublished":"2025-03-05T10:20:00+02:00","dateModified":"2025-03-06","author":[{"@type":"Person","name":"Jane Doe"}],"publisher":{"name":"Meadowford Gazette"}}</script>
<style>p{color:red}</style></head><body>
<nav><ul><li><a href="/">Home</a><li><a href="/w">World</a></ul></nav>
<div class="page with-sidebar"><article><h1>Budget passed at last</h1><p class="byline">By Jane Doe</p>
<figure><img src=x><figcaption>The town hall on Friday evening. Photo: J. Roe</figcaption></figure>
<p>PARA1</p><p>PARA2 &amp; <b>more</b> of it&#x2014;and <a href="/x">a link</a>.</p>
<div class="related"><h3>Related</h3><ul><li><a href="/b">New bridge opens in Underhill</a></li></ul></div>
<h2>What the hospital gets</h2><blockquote><p>PARA2</p></blockquote><ul><li>open the bridge over the river;</li></ul></article>
<aside><p>4 March 2025. PARA1</p></aside>
<div id="comments"><p>Nothing will come of it, as in every year before, I have seen it all.</p></div></div>
<footer>© 2025 Meadowford Gazette</footer><script>var a = "<p>no</p>";</script></body></html>"#;

#[test]
fn html_pages() {
    let html = HTML.replace("PARA1", EN).replace("PARA2", EN2);
    let page = page(&html, "page.html");
    let shown: Vec<(Zone, &str)> = page.blocks.iter().map(|b| (b.zone, b.span.of(&page.text))).collect();
    let article: Vec<&str> =
        shown.iter().filter(|(zone, _)| *zone == Zone::Article).map(|(_, text)| *text).collect();
    let linked = format!("{EN2} & more of it—and a link.");
    assert_eq!(
        article,
        [
            "Budget passed at last",
            EN,
            linked.as_str(),
            "What the hospital gets",
            EN2,
            "open the bridge over the river;"
        ],
        "{shown:#?}"
    );
    for block in &page.blocks {
        let raw = block.raw.expect("markup has places");
        let source = html.get(raw.start as usize..raw.end as usize).expect("on character boundaries");
        assert_eq!(source.chars().next(), block.span.of(&page.text).chars().next(), "{source}");
        assert_eq!(source.chars().last(), block.span.of(&page.text).chars().last(), "{source}");
    }
    let metadata = &page.metadata;
    assert_eq!(metadata.title.as_deref(), Some("Budget passed at last"));
    assert_eq!(metadata.url.as_deref(), Some("https://gazette.example/2025/03/05/budget"));
    assert_eq!(metadata.outlet.as_ref().map(|o| o.actor.as_str()), Some("e:outlet:meadowford-gazette"));
    assert_eq!(metadata.authors, ["Jane Doe"]);
    assert_eq!(metadata.published.value.as_deref(), Some("2025-03-05T10:20:00+02:00"));
    assert_eq!(metadata.published.basis.as_ref().map(|b| b.kind.as_str()), Some("json-ld"));
    let why: Vec<&str> = metadata.published.rejected.iter().map(|r| &*r.why).collect();
    assert!(why.contains(&"says when the page was changed") && why.contains(&"copyright line"), "{why:?}");
}

#[test]
fn old_html_without_paragraphs() {
    let html = format!(
        "<html><body><table><tr><td><a href=/>Новости</a><br><a href=/a>Архив</a></td><td><b>Бюджет принят после долгих споров</b><br><br>{RU}<br><br>&nbsp;&nbsp;{RU2}<br>{RU}</td></tr></table></body></html>"
    );
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(&html);
    let bytes = [&b"<meta charset=windows-1251>"[..], &bytes].concat();
    let page = read(&bytes, &Origin::default(), &WORDS, &Limits::default());
    let article: Vec<&str> =
        page.blocks.iter().filter(|b| b.zone == Zone::Article).map(|b| b.span.of(&page.text)).collect();
    assert_eq!(article, ["Бюджет принят после долгих споров", RU, RU2, RU]);
    for block in &page.blocks {
        let raw = block.raw.expect("single-byte pages keep their places");
        let source = bytes.get(raw.start as usize..raw.end as usize).expect("inside the bytes");
        let (source, _, _) = encoding_rs::WINDOWS_1251.decode(source);
        assert_eq!(source.chars().last(), block.span.of(&page.text).chars().last());
    }
}

/// What must hold for any page.
fn sound(bytes: &[u8], path: &str) {
    let origin = Origin { path: path.to_owned(), ..Origin::default() };
    let page = read(bytes, &origin, &WORDS, &Limits { blocks: 5000, ..Limits::default() });
    let mut end = 0;
    for (i, block) in page.blocks.iter().enumerate() {
        assert!(block.span.start() >= end && !block.span.is_empty());
        let text = page.text.get(block.span.start()..block.span.end()).expect("on character boundaries");
        assert_eq!(text.trim(), text);
        end = block.span.end();
        if let Some(raw) = block.raw {
            assert!(raw.start <= raw.end && raw.end as usize <= bytes.len());
        }
        assert!(block.repeats.is_none_or(|earlier| (earlier.0 as usize) < i));
    }
    assert!(end <= page.text.len());
    for date in &page.metadata.published.rejected {
        assert!(date.span.is_none_or(|span| page.text.get(span.start()..span.end()).is_some()));
    }
}

proptest! {
    #[test]
    fn any_bytes_are_sound(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        sound(&bytes, "a.txt");
        sound(&bytes, "a.html");
    }

    #[test]
    fn any_lines_are_sound(text in "([а-яіўA-Za-z0-9 .,:…©«»\"–\u{a0}\u{feff}\u{0}]{0,30}[\n\r]{0,2}){0,20}") {
        sound(text.as_bytes(), "a.txt");
    }

    #[test]
    fn any_tags_are_sound(html in "(<(/?)(p|div|td|tr|table|li|ul|a|b|h1|br|script|title|time|svg|aside)( class=\"(comments|ad|story)\")?>|[а-яa-z .&;]{0,12}|&#x0;|&#xD800;|<!--|-->|\u{0}|<|\"){0,60}") {
        sound(html.as_bytes(), "a.html");
        sound([b"<html><meta charset=koi8-u>", html.as_bytes()].concat().as_slice(), "a.html");
    }
}

#[test]
fn hostile_pages_end_in_time() {
    let started = std::time::Instant::now();
    let deep = format!("<html>{}text{}", "<div>".repeat(100_000), "</div>".repeat(50_000));
    let page = page(&deep, "a.html");
    assert!(page.notices.iter().any(|n| n.code == "html-too-deep"));
    assert!(page.text.contains("text"));
    sound(format!("<html>{}", "<b><td></p>".repeat(100_000)).as_bytes(), "a.html");
    sound(format!("<html><p class='{}'>x", "comments ".repeat(200_000)).as_bytes(), "a.html");
    sound(format!("<html><script type=application/ld+json>{}", "[".repeat(200_000)).as_bytes(), "a.html");
    sound("<html>&#xD800;&#x110000;&#0;<p".as_bytes(), "a.html");
    sound("слово ".repeat(300_000).as_bytes(), "a.txt");
    sound("12.03.2024 - ".repeat(100_000).as_bytes(), "a.txt");
    sound("«Так»,\n– сказав він\n".repeat(50_000).as_bytes(), "a.txt");
    sound("a\n".repeat(200_000).as_bytes(), "a.txt");
    assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
}

#[test]
fn notices_say_what_was_not_read() {
    let codes = |bytes: &[u8], limits: &Limits| {
        let page = read(bytes, &Origin::default(), &WORDS, limits);
        page.notices.into_iter().map(|n| n.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(b"", &Limits::default()), ["empty-page"]);
    assert_eq!(codes(b"%PDF-1.4 \x00\x01", &Limits::default()), ["binary-input"]);
    assert_eq!(codes(b"one two\n\nthree", &Limits { blocks: 1, ..Limits::default() }), ["too-many-blocks"]);
    assert_eq!(codes(b"one two three", &Limits { page_bytes: 3, ..Limits::default() }), ["page-too-long"]);
}

fn shown(page: &Page) -> Vec<&str> {
    page.blocks.iter().map(|b| b.span.of(&page.text)).collect()
}

fn codes(page: &Page) -> Vec<&str> {
    page.notices.iter().map(|n| n.code.as_str()).collect()
}

#[test]
fn the_transport_says_what_a_page_is() {
    let of = |media: &str, path: &str| {
        let origin =
            Origin { media_type: Some(media.to_owned()), path: path.to_owned(), ..Origin::default() };
        read(b"# One\n\n<p>Two</p>", &origin, &WORDS, &Limits::default())
    };
    assert_eq!(shown(&of("text/plain", "a.html")), ["# One", "<p>Two</p>"]);
    assert_eq!(shown(&of("text/html", "a.txt")), ["# One", "Two"]);
    assert_eq!(shown(&of("application/xhtml+xml", "a.md")), ["# One", "Two"]);
    assert_eq!(shown(&of("text/markdown", "a.txt")), ["One"]);
    assert_eq!(shown(&of("application/octet-stream", "a.md")), ["One"]);
}

#[test]
fn markdown_pages() {
    for (text, quote) in [(UK, UK2), (RU, RU2), (BE, BE2), (EN, EN2)] {
        let source = format!(
            "# {text}\n\n**{text}** [{text}](https://gazette.example/a)\n\n> {quote}\n\n- *{text}*\n- {text}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
        );
        let page = page(&source, "page.md");
        let expect = [text, &format!("{text} {text}"), quote, text, text, "a", "b", "1", "2"];
        assert_eq!(shown(&page), expect, "{source}");
        for block in &page.blocks {
            let raw = block.raw.expect("marks have places");
            let raw = source.get(raw.start as usize..raw.end as usize).expect("on character boundaries");
            assert_eq!(raw.chars().next(), block.span.of(&page.text).chars().next());
        }
    }
}

#[test]
fn characters_that_are_not_seen_are_kept_and_said() {
    let page = page(&format!("{EN}\n\nab\u{202e}cd\u{202c} ef\0gh"), "a.txt");
    assert_eq!(codes(&page), ["nul-characters", "bidi-controls"]);
    assert!(page.text.contains("ab\u{202e}cd\u{202c} ef\0gh"));
    let html = super::tests::page(&format!("<html><p>{EN}<p>ab\u{2066}cd"), "a.html");
    assert_eq!(codes(&html), ["bidi-controls"]);
    assert!(html.text.contains("ab\u{2066}cd"));
}
