//! Tiny invented pages: every basis of a date alone, every reason against one, conflicts, four languages.

use super::super::{Page, Words, read};
use crate::model::{Limits, Listing, ListingKind, Origin};
use crate::pack::Packs;
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&Packs::embedded()));

const STORY: &str = "<p>The town council of Meadowford passed next year's budget after six hours of debate. Its chairman announced the vote late at night.</p><p>The schools and the roads were saved, and the rest will have to wait until spring, he told residents of the town.</p><p>Nobody in the hall asked for a second vote, and the chairman thanked everyone who had stayed so long.</p>";

fn at(html: &str, origin: Origin) -> Page {
    let origin = Origin { path: "page.html".to_owned(), ..origin };
    read(html.as_bytes(), &origin, &WORDS, &Limits::default())
}

fn page(html: &str) -> Page {
    at(html, Origin::default())
}

/// A story with something in its head, below its headline and below its text.
fn story(head: &str, below: &str, after: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>Budget passed at last</title>{head}</head><body><main><article><h1>Budget passed at last</h1>{below}{STORY}</article>{after}</main></body></html>"
    )
}

/// The date and its basis as "value kind"; empty when there is none.
fn dated(page: &Page) -> String {
    let published = &page.metadata.published;
    match (&published.value, &published.basis) {
        (Some(value), Some(basis)) => format!("{value} {}", basis.kind),
        _ => String::new(),
    }
}

fn rejected(page: &Page) -> Vec<String> {
    page.metadata.published.rejected.iter().map(|r| format!("{}: {}", r.value, r.why)).collect()
}

#[test]
fn every_basis_alone() {
    let check = |head: &str, below: &str, expect: &str| {
        assert_eq!(dated(&page(&story(head, below, ""))), expect, "{head}{below}");
    };
    let json = |json: &str| format!("<script type=\"application/ld+json\">{json}</script>");
    check(
        &json(r#"{"@type":"NewsArticle","datePublished":"2025-03-05T10:20:00+02:00"}"#),
        "",
        "2025-03-05T10:20:00+02:00 json-ld",
    );
    check(
        &json(r#"{"@graph":[{"@type":"WebSite"},{"@type":["Article"],"datePublished":"2025-03-05"}]}"#),
        "",
        "2025-03-05 json-ld",
    );
    check(&json(r#"[{"@type":"WebPage","datePublished":"2025-03-05"}]"#), "", "2025-03-05 json-ld");
    check(&json(r#"{"@type":"VideoObject","uploadDate":"2025-03-05"}"#), "", "2025-03-05 json-ld");
    check(&json(r#"{"headline":"Budget passed","datePublished":"2025-03-05"}"#), "", "2025-03-05 json-ld");
    // a comma too many, a raw line end, a quotation mark too many
    check(
        &json("{\"@type\":\"NewsArticle\",\"headline\":\"one\ntwo\",\"datePublished\":\"2025-03-05\",}"),
        "",
        "2025-03-05 json-ld",
    );
    check(
        &json(r#"{"@type":"NewsArticle","headline":"so "called"","datePublished":"2025-03-05"}"#),
        "",
        "2025-03-05 json-ld",
    );
    for name in
        ["property=\"article:published_time\"", "property=\"og:pubdate\"", "name=\"article:published_time\""]
    {
        check(
            &format!("<meta {name} content=\"2025-03-05T10:20:00Z\">"),
            "",
            "2025-03-05T10:20:00Z opengraph",
        );
    }
    for name in [
        "date",
        "pubdate",
        "DC.date.issued",
        "dcterms.created",
        "citation_publication_date",
        "sailthru.date",
        "parsely-pub-date",
        "publish_date",
        "gazette:publishDate",
    ] {
        check(&format!("<meta name=\"{name}\" content=\"2025/03/05\">"), "", "2025-03-05 meta");
    }
    check("", "<meta itemprop=\"datePublished\" content=\"2025-03-05\">", "2025-03-05 microdata");
    check(
        "",
        "<span property=\"dc:date dc:created\" content=\"2025-03-05T10:20:00+02:00\">x</span>",
        "2025-03-05T10:20:00+02:00 microdata",
    );
    check("", "<div itemprop=\"datePublished\">5 March 2025</div>", "2025-03-05 text");
    check("", "<time datetime=\"2025-03-05T10:20\">two weeks ago</time>", "2025-03-05T10:20 time");
    check(
        "",
        "<p><abbr class=\"published\" title=\"2025-03-05T10:20:00+0200\">early</abbr></p>",
        "2025-03-05T10:20:00+02:00 time",
    );
    check("", "<div class=\"date\" data-timestamp=\"1741170000\">at noon</div>", "2025-03-05T10:20:00Z time");
    check("", "<div class=\"post-date\">5 March 2025</div>", "2025-03-05 text");
    check("", "<p>Mar 5, 2025 | Politics</p>", "2025-03-05 text");
    check("<title>Budget | 5 March 2025 | Gazette</title>", "", "2025-03-05 title");
    check(
        "<script>var page = {\"publishDate\": \"2025-03-05T10:20\"};</script>",
        "",
        "2025-03-05T10:20 script",
    );
    check("", "", "");
}

#[test]
fn address_feed_and_user() {
    let html = story("", "", "");
    let url = |url: &str| Origin { url: Some(url.to_owned()), ..Origin::default() };
    assert_eq!(dated(&at(&html, url("https://gazette.example/2025/03/05/budget"))), "2025-03-05 path");
    assert_eq!(dated(&at(&html, url("https://gazette.example/2025/03/budget"))), "2025-03 path");
    let listing = Listing {
        kind: ListingKind::Feed,
        title: Some("Budget passed".to_owned()),
        published: Some("Wed, 05 Mar 2025 10:20:00 +0200".to_owned()),
        authors: vec!["Jane Doe".to_owned()],
        outlet: Some("Meadowford Gazette".to_owned()),
        sections: vec!["Town".to_owned()],
        ..Listing::default()
    };
    let page = at(&html, Origin { listing: Some(listing), ..Origin::default() });
    assert_eq!(dated(&page), "2025-03-05T10:20:00+02:00 feed");
    assert_eq!(page.metadata.authors, ["Jane Doe"]);
    assert_eq!(
        page.metadata.outlet.map(|o| (o.name, o.basis.kind)),
        Some(("Meadowford Gazette".to_owned(), "feed".to_owned()))
    );
    assert_eq!(page.metadata.sections.iter().map(|s| s.value.as_str()).collect::<Vec<_>>(), ["Town"]);
    let stated = Origin { published: Some("2025-03-01".to_owned()), ..Origin::default() };
    let html = story("<meta property=\"article:published_time\" content=\"2025-03-05\">", "", "");
    assert_eq!(dated(&at(&html, stated)), "2025-03-01 user");
}

#[test]
fn date_lines_in_many_languages() {
    let lines = [
        "5 березня 2025, 10:20",
        "Опубліковано: 5 березня 2025, 10:20",
        "среда, 5 марта 2025 г., 10:20",
        "10:20, 5 сакавіка 2025",
        "Wednesday, March 5, 2025, 10:20 am",
        "05.03.2025 10:20",
        "2025-03-05 10:20",
        "Mittwoch, 5. März 2025, 10:20 Uhr",
        "5 mars 2025 - 10:20",
        "5 de marzo de 2025, 10:20",
        "5 marca 2025, 10:20",
        "5 Mart 2025 10:20",
        "5. března 2025 10:20",
        "2025. március 5. 10:20",
        "2025年3月5日 10:20",
    ];
    for line in lines {
        let page = page(&story("", &format!("<div class=\"info\">{line}</div>"), ""));
        assert_eq!(dated(&page), "2025-03-05T10:20 text", "{line}");
        let basis = page.metadata.published.basis.expect("a basis");
        let shown = basis.span.expect("in the text").of(&page.text).to_owned();
        assert!(line.contains(&shown), "{line}: {shown}");
    }
}

#[test]
fn order_of_day_and_month() {
    let line = "<p class=\"date\">04/03/2025</p>";
    let lang = |lang: &str, below: &str| {
        page(&story("", below, "").replace("lang=\"en\"", &format!("lang=\"{lang}\"")))
    };
    assert_eq!(dated(&lang("en-GB", line)), "2025-03-04 text");
    assert_eq!(dated(&lang("fr", line)), "2025-03-04 text");
    assert_eq!(dated(&lang("en-US", line)), "2025-04-03 text");
    let silent = lang("en", line);
    assert_eq!(dated(&silent), "");
    assert_eq!(rejected(&silent), ["[2025-03-04,2025-04-03]: day and month may stand in either order"]);
    // another basis decides
    let both = lang("en", &format!("{line}<time datetime=\"2025-04-03\"></time>"));
    assert_eq!(dated(&both).get(..10), Some("2025-04-03"));
}

#[test]
fn dates_of_others_are_rejected_with_the_reason() {
    let check = |html: &str, value: &str, why: &str| {
        let page = page(html);
        assert_eq!(dated(&page), "", "{html}");
        assert!(rejected(&page).contains(&format!("{value}: {why}")), "{:?}", rejected(&page));
    };
    let teaser = "<div class=\"related\"><h3>New bridge opens in Underhill</h3><p class=\"date\">4 March 2025</p></div>";
    check(&story("", "", teaser), "2025-03-04", "in a teaser");
    let comment = "<div id=\"comments\"><p>Jane, 4 March 2025</p><p>Nothing will come of it, as in every year before.</p></div>";
    check(&story("", "", comment), "2025-03-04", "in a comment");
    check(&story("", "", "<footer>© 2025 Meadowford Gazette</footer>"), "2025", "copyright line");
    check(&story("", "", "<p>Updated: 6 March 2025</p>"), "2025-03-06", "says when the page was changed");
    check(
        &story("<meta property=\"article:modified_time\" content=\"2025-03-06\">", "", ""),
        "2025-03-06",
        "says when the page was changed",
    );
    check(&story("<meta name=\"pubdate\" content=\"2025-13-45\">", "", ""), "2025-13-45", "no such day");
    check(
        &story("<meta name=\"pubdate\" content=\"1970-01-01T00:00:00Z\">", "", ""),
        "1970-01-01T00:00:00Z",
        "a placeholder, no date",
    );
    // the clock of the visit
    let clock = format!(
        "<html><body><div>Wednesday, 5 March 2025</div><ul><li><a href=/a>Home</a><li><a href=/b>World</a><li><a href=/c>Sport</a><li><a href=/d>Archive</a></ul><h1>Budget passed at last</h1>{STORY}</body></html>"
    );
    let page = page(&clock);
    assert_eq!(dated(&page), "");
    assert!(rejected(&page).iter().any(|r| r.starts_with("2025-03-05")), "{:?}", rejected(&page));
}

#[test]
fn nothing_is_younger_than_its_fetching() {
    let html = story("<meta property=\"article:published_time\" content=\"2025-03-05\">", "", "");
    let fetched = |day: &str| at(&html, Origin { fetched: Some(day.to_owned()), ..Origin::default() });
    assert_eq!(dated(&fetched("2025-03-05T08:00:00Z")), "2025-03-05 opengraph");
    let early = fetched("2025-02-01T08:00:00Z");
    assert_eq!(dated(&early), "");
    assert_eq!(rejected(&early), ["2025-03-05: later than the page was fetched"]);
}

#[test]
fn conflicts_are_kept_and_explained() {
    let head = "<meta property=\"article:published_time\" content=\"2025-03-05\"><meta name=\"date\" content=\"2025-03-09\">";
    let one = page(&story(head, "", ""));
    assert_eq!(dated(&one), "2025-03-05 opengraph");
    assert_eq!(one.metadata.published.why.as_deref(), Some("stated by opengraph; against it: meta"));
    assert_eq!(one.metadata.published.candidates.len(), 2);
    assert_eq!(rejected(&one), ["2025-03-09: another date of the page has a stronger basis"]);
    // two that agree outweigh a stronger one
    let head = "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"datePublished\":\"2025-03-01\"}</script><meta name=\"pubdate\" content=\"2025-03-05\">";
    let two = page(&story(head, "<time datetime=\"2025-03-05\">5 March 2025</time>", ""));
    assert_eq!(dated(&two).get(..10), Some("2025-03-05"));
    assert_eq!(
        two.metadata.published.why.as_deref(),
        Some("stated by meta, text, time; against it: json-ld")
    );
    // all agree: nothing to explain
    let same = page(&story("<meta name=\"pubdate\" content=\"2025-03-05\">", "<p>5 March 2025</p>", ""));
    assert_eq!(same.metadata.published.why, None);
}

#[test]
fn a_moment_in_utc_gives_way_to_the_day_at_home() {
    let head = "<meta property=\"article:published_time\" content=\"2025-03-06T01:30:00Z\">";
    let page = page(&story(head, "<p class=\"date\">March 5, 2025</p>", ""));
    assert_eq!(dated(&page), "2025-03-05 text");
    assert_eq!(rejected(&page), Vec::<String>::new());
}

#[test]
fn change_is_not_publication() {
    let head = "<script type=\"application/ld+json\">{\"@type\":\"Article\",\"datePublished\":\"2025-03-05\",\"dateModified\":\"2025-03-07T09:00:00Z\"}</script>";
    let page = page(&story(head, "<p>Updated: 6 March 2025</p>", ""));
    assert_eq!(dated(&page), "2025-03-05 json-ld");
    let modified = page.metadata.modified.expect("stated");
    assert_eq!((modified.value.as_str(), modified.basis.kind.as_str()), ("2025-03-07T09:00:00Z", "json-ld"));
    for line in [
        "Оновлено: 06.03.2025",
        "Обновлено: 06.03.2025",
        "Абноўлена: 06.03.2025",
        "Last updated: March 6, 2025",
        "Aktualisiert: 06.03.2025",
    ] {
        let page = self::page(&story("", &format!("<p>{line}</p>"), ""));
        assert_eq!(dated(&page), "", "{line}");
        assert_eq!(page.metadata.modified.map(|m| m.value), Some("2025-03-06".to_owned()), "{line}");
    }
}

#[test]
fn authors_without_roles_and_agencies_apart() {
    let check = |below: &str, authors: &[&str], agencies: &[&str]| {
        let page = page(&story("", below, ""));
        assert_eq!(page.metadata.authors, authors, "{below}");
        assert_eq!(page.metadata.author_bases.len(), authors.len());
        let found: Vec<&str> = page.metadata.agencies.iter().map(|a| a.value.as_str()).collect();
        assert_eq!(found, agencies, "{below}");
    };
    check("<p>By Jane Doe, senior reporter, and Ann Roe</p>", &["Jane Doe", "Ann Roe"], &[]);
    check("<p>Автор: Олена Лугова, спеціальна кореспондентка</p>", &["Олена Лугова"], &[]);
    check("<p>Автор: корреспондент Семён Луговой</p>", &["Семён Луговой"], &[]);
    check("<p>Аўтар: Алена Лугавая, рэдактарка</p>", &["Алена Лугавая"], &[]);
    check("<p>By Jane Doe and Lake News Agency</p>", &["Jane Doe"], &["Lake News Agency"]);
    check("<p>By Gazette Newsroom Staff</p>", &[], &[]);
    let meta = "<meta name=\"author\" content=\"Analysis by Jane Doe, editor-at-large\">";
    assert_eq!(page(&story(meta, "", "")).metadata.authors, ["Jane Doe"]);
    check("<p class=\"author\"><a rel=\"author\" href=\"/jane\">Jane Doe</a></p>", &["Jane Doe"], &[]);
    let json = "<script type=\"application/ld+json\">{\"@graph\":[{\"@type\":\"Article\",\"author\":[{\"@id\":\"#jane\"},{\"name\":\"Ann Roe\"},\"https://gazette.example/x\"]},{\"@type\":\"Person\",\"@id\":\"#jane\",\"name\":\"Jane Doe\"}]}</script>";
    assert_eq!(page(&story(json, "", "")).metadata.authors, ["Jane Doe", "Ann Roe"]);
    let meta = "<meta name=\"author\" content=\"https://gazette.example/jane\"><meta name=\"author\" content=\"admin\">";
    assert!(page(&story(meta, "", "")).metadata.authors.is_empty());
}

#[test]
fn title_address_sections_outlet_and_language() {
    let head = "<link rel=\"canonical\" href=\"https://gazette.example/budget\"><meta property=\"og:title\" content=\"Budget passed - Meadowford Gazette\"><meta property=\"og:site_name\" content=\"Meadowford Gazette\"><meta property=\"article:section\" content=\"Politics\"><script type=\"application/ld+json\">{\"@type\":\"BreadcrumbList\",\"itemListElement\":[{\"position\":1,\"name\":\"Home\"},{\"position\":2,\"item\":{\"name\":\"Town\"}}]}</script>";
    let html = format!("<html lang=\"en-GB\"><head>{head}</head><body><div>{STORY}</div></body></html>");
    let metadata = page(&html).metadata;
    assert_eq!(metadata.title.as_deref(), Some("Budget passed"));
    assert_eq!(metadata.title_basis.map(|b| b.kind), Some("opengraph".to_owned()));
    assert_eq!(metadata.url.as_deref(), Some("https://gazette.example/budget"));
    assert_eq!(metadata.url_basis.as_ref().map(|b| b.kind.as_str()), Some("canonical"));
    let raw = metadata.url_basis.and_then(|b| b.raw).expect("in the markup");
    assert!(html.get(raw.start as usize..raw.end as usize).is_some_and(|tag| tag.starts_with("<link")));
    let sections: Vec<&str> = metadata.sections.iter().map(|s| s.value.as_str()).collect();
    assert_eq!(sections, ["Town", "Politics"]);
    assert_eq!(metadata.language.map(|l| l.value), Some("en-GB".to_owned()));
    // a site that says nothing of itself is known by its domain
    let plain = format!(
        "<html><head><title>Budget passed - Gazette</title></head><body><h1>Budget passed at last</h1>{STORY}</body></html>"
    );
    let origin = |url: &str| Origin { url: Some(url.to_owned()), ..Origin::default() };
    let outlet =
        |url: &str| at(&plain, origin(url)).metadata.outlet.map(|o| format!("{} {}", o.name, o.basis.kind));
    assert_eq!(outlet("https://www.gazette.example/a").as_deref(), Some("Gazette title"));
    assert_eq!(outlet("https://lake.example/a").as_deref(), Some("lake.example domain"));
}

#[test]
fn text_pages_stay_silent_without_a_date_line() {
    let text = |line: &str| {
        let text = format!(
            "Budget passed at last\n\n{line}\n\nThe town council of Meadowford passed next year's budget after six hours of debate. Its chairman announced the vote.\n\nThe schools and the roads were saved on 4 March 2024, and the rest will have to wait until spring, he told residents."
        );
        let origin = Origin { path: "page.txt".to_owned(), ..Origin::default() };
        dated(&read(text.as_bytes(), &origin, &WORDS, &Limits::default()))
    };
    assert_eq!(text("5 March 2025, 10:20"), "2025-03-05T10:20 text");
    assert_eq!(text("The vote was close"), "");
}

#[test]
fn a_day_in_the_headline_is_the_event() {
    let titled = |title: &str| {
        let html = story("", "", "").replace("Budget passed at last", title);
        dated(&page(&html))
    };
    assert_eq!(titled("Vote of 5 March 2025"), "");
    assert_eq!(titled("Budget passed at last 05.03.2025 10:20"), "2025-03-05T10:20 text");
}

#[test]
fn dates_below_the_story() {
    let below = |after: &str| dated(&page(&story("", "", after)));
    assert_eq!(below("<p>5 March 2025</p>"), "2025-03-05 text");
    assert_eq!(below("<p>Jane Doe, 05.03.2025</p>"), "2025-03-05 text");
    assert_eq!(below("<p>Опубліковано: 05.03.2025 10:20</p>"), "2025-03-05T10:20 text");
    // a list of other stories, headline and day by turns
    let list = "<p>New bridge opens in Underhill</p><p>4 March 2025</p><p>Market moves behind the station</p><p>3 March 2025</p>";
    assert_eq!(below(list), "");
}
