//! Pages whose text stands in JSON-LD alone, in four languages, and pages whose JSON-LD is not to be read.

use crate::model::{Limits, Origin, Role, Zone};
use crate::pack::Packs;
use crate::page::{self, Page, Words};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&Packs::embedded()));

/// Headline and two paragraphs.
const TEXTS: [[&str; 3]; 4] = [
    [
        "Рада Лугового ухвалила бюджет",
        "Міська рада Лугового ухвалила бюджет після шести годин суперечок, повідомив голова Семен Кравчук.",
        "Обласна лікарня отримає нове відділення, а дві амбулаторії зачинять.",
    ],
    [
        "Совет Лугового утвердил бюджет",
        "Городской совет Лугового утвердил бюджет после шести часов споров, сообщил глава Семён Кравчук.",
        "Областная больница получит новое отделение, а две амбулатории закроют.",
    ],
    [
        "Савет Лугавога зацвердзіў бюджэт",
        "Гарадскі савет Лугавога зацвердзіў бюджэт пасля шасці гадзін спрэчак, паведаміў кіраўнік Сямён Краўчук.",
        "Абласная бальніца атрымае новае аддзяленне, а дзве амбулаторыі зачыняць.",
    ],
    [
        "Meadowford passes its budget",
        "The town council of Meadowford passed its budget after six hours of debate, said its chairman, Simon Cartwright.",
        "The county hospital will get a new ward, and two surgeries will close.",
    ],
];

fn read(json: &str, body: &str) -> (String, Page) {
    let source = format!(
        "<html><head><title>Site</title><script type=\"application/ld+json\">{json}</script></head><body>{body}</body></html>"
    );
    let origin = Origin { path: "page.html".to_owned(), ..Origin::default() };
    let page = page::read(source.as_bytes(), &origin, &WORDS, &Limits::default());
    (source, page)
}

fn article(headline: &str, body: &str) -> String {
    format!(
        "{{\"@graph\":[{{\"@type\":\"WebSite\",\"name\":\"Site\"}},{{\"@type\":\"NewsArticle\",\"headline\":\"{headline}\",\"articleBody\":\"{body}\"}}]}}"
    )
}

fn story(page: &Page) -> Vec<(Role, &str)> {
    let own = page.blocks.iter().filter(|block| block.zone == Zone::Article);
    own.map(|block| (block.role, block.span.of(&page.text))).collect()
}

fn noticed(page: &Page) -> bool {
    page.notices.iter().any(|notice| notice.code == "text-from-json-ld")
}

const LOADER: &str = "<div class=nav><a href=/>Home</a><a href=/m>Maps</a></div><p>Loading…</p>";

fn check(json: &str, body: &str, [headline, lead, rest]: [&str; 3]) -> (String, Page) {
    let (source, page) = read(json, body);
    let expect = [(Role::Headline, headline), (Role::Lead, lead), (Role::Paragraph, rest)];
    assert_eq!(story(&page), expect, "{json}");
    assert!(noticed(&page));
    (source, page)
}

#[test]
fn lines_are_paragraphs_with_their_places() {
    for texts in TEXTS {
        let [headline, lead, rest] = texts;
        let (source, page) =
            check(&article(headline, &format!("  {lead}\\r\\n\\r\\n{rest}\\n")), LOADER, texts);
        for block in page.blocks.iter().filter(|block| block.zone == Zone::Article) {
            let raw = block.raw.expect("a place");
            assert_eq!(&source[raw.start as usize..raw.end as usize], block.span.of(&page.text));
        }
    }
}

#[test]
fn html_in_the_string_is_read() {
    for texts in TEXTS {
        let [headline, lead, rest] = texts;
        for body in [
            format!("<p>{lead}</p><p><b>{rest}</b></p>"),
            format!("&lt;p&gt;{lead}&lt;/p&gt;&lt;p&gt;{rest}&lt;/p&gt;"),
            format!("{lead}<br/><br/>{rest}"),
            format!("<i>{lead}</i>\\n&nbsp;{rest}"),
        ] {
            let (source, page) = check(&article(headline, &body), LOADER, texts);
            let raw = page.blocks.last().and_then(|block| block.raw).expect("a place");
            assert!(source[raw.start as usize..raw.end as usize].contains(rest));
        }
    }
}

#[test]
fn escapes_move_places() {
    for texts in TEXTS {
        let [headline, lead, rest] = texts;
        let lead_escaped: String = lead.chars().map(|c| format!("\\u{:04x}", c as u32)).collect();
        let json = article(headline, &format!("{lead_escaped}\\ud83d\\ude00\\n{rest}"));
        let (source, page) = read(&json, LOADER);
        let last = page.blocks.last().expect("a block");
        let raw = last.raw.expect("a place");
        assert_eq!(last.span.of(&page.text), rest);
        assert_eq!(&source[raw.start as usize..raw.end as usize], rest);
    }
}

#[test]
fn a_headline_and_lead_that_are_shown_are_not_said_again() {
    for texts in TEXTS {
        let [headline, lead, rest] = texts;
        let long = [rest; 9].map(|rest| rest.to_owned()).join(" ");
        let json = article(headline, &format!("{lead}\\n{long}"));
        let (_, page) = check(&json, &format!("<h1>{headline}</h1><p>{lead}</p>"), [headline, lead, &long]);
        assert_eq!(page.text.matches(headline).count(), 1);
    }
}

#[test]
fn a_page_that_shows_its_story_is_read_as_it_is_shown() {
    for [headline, lead, rest] in TEXTS {
        let (_, page) =
            read(&article(headline, "Other."), &format!("<h1>{headline}</h1><p>{lead}</p><p>{rest}</p>"));
        assert!(!noticed(&page));
        let json = article(headline, &format!("{lead}\\n\\n{rest}"));
        let (_, page) = read(&json, &format!("<h1>{headline}</h1><p>{lead}</p><p>{rest}</p>"));
        assert!(!noticed(&page));
        assert_eq!(story(&page).len(), 3);
    }
}

#[test]
fn broken_strings_do_no_harm() {
    let [headline, lead, rest] = TEXTS[0];
    // line breaks that nobody escaped
    check(&article(headline, &format!("{lead}\n{rest}")), LOADER, TEXTS[0]);
    for json in [
        "{\"@type\":\"NewsArticle\",\"articleBody\":\"",
        "{\"@type\":\"NewsArticle\",\"articleBody\":\"\\u12\"}",
        "{\"@type\":\"NewsArticle\",\"articleBody\":[\"a\",7]}",
        "{\"@type\":\"NewsArticle\",\"articleBody\":\"<p>\"}",
    ] {
        assert!(!noticed(&read(json, LOADER).1), "{json}");
    }
}
