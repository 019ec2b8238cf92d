//! RSS, Atom, JSON Feed.

use crate::get;
use reportedly_engine::model::{Listing, ListingKind};

fn listing(got: &crate::Got, at: usize) -> Listing {
    got.pages[at].origin.listing.clone().unwrap()
}

#[test]
fn rss_gives_a_page_for_each_entry() {
    let feed = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><image><title>Logo</title></image><title>Вісник Заріччя</title><link>https://v.example/</link>
<item><title>Міст &amp; річка</title><link>https://v.example/1</link><guid isPermaLink="false">77</guid>
 <pubDate>Fri, 17 May 2024 09:30:00 +0300</pubDate><dc:creator>Остап Калинюк</dc:creator><category>Місто</category>
 <category>Мости</category><description>Коротко.</description>
 <content:encoded><![CDATA[<p>Мер сказав, що міст <b>відкриють</b>.</p>]]></content:encoded></item>
<item><title>Друга</title><guid>https://v.example/2</guid><author>desk@v.example (Nora Whitfield)</author>
 <description>&lt;p&gt;Друга новина &amp;amp; кінець&lt;/p&gt;</description><source url="https://o.example/">Інший вісник</source></item>
<item><title>Лише заголовок</title></item>
<item></item>
</channel></rss>"#;
    let got = get("f.xml", feed);
    assert_eq!(got.paths(), ["f.xml#1", "f.xml#2", "f.xml#3"]);
    assert_eq!(
        got.texts(),
        [
            "<p>Мер сказав, що міст <b>відкриють</b>.</p>",
            "<p>Друга новина &amp; кінець</p>",
            "Лише заголовок"
        ]
    );
    assert_eq!(got.notes(), ["f.xml 1 entry skipped: 1 without text"]);
    assert_eq!(
        listing(&got, 0),
        Listing {
            kind: ListingKind::Feed,
            title: Some("Міст & річка".to_owned()),
            published: Some("Fri, 17 May 2024 09:30:00 +0300".to_owned()),
            modified: None,
            authors: vec!["Остап Калинюк".to_owned()],
            outlet: Some("Вісник Заріччя".to_owned()),
            sections: vec!["Місто".to_owned(), "Мости".to_owned()],
        }
    );
    assert_eq!(got.pages[0].origin.url.as_deref(), Some("https://v.example/1"));
    assert_eq!(got.pages[0].origin.media_type.as_deref(), Some("text/html"));
    assert_eq!(got.pages[1].origin.url.as_deref(), Some("https://v.example/2"));
    assert_eq!(listing(&got, 1).authors, ["Nora Whitfield"]);
    assert_eq!(listing(&got, 1).outlet.as_deref(), Some("Інший вісник"));
    assert_eq!(got.pages[2].origin.media_type.as_deref(), Some("text/plain"));
}

#[test]
fn old_rss_has_its_entries_beside_the_channel() {
    let feed = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Courier</title></channel>
 <item rdf:about="https://c.example/1"><title>One</title><link>https://c.example/1</link><description>Text of one.</description>
 <dc:date>2024-05-17</dc:date></item></rdf:RDF>"#;
    let got = get("-", feed).clean();
    assert_eq!((got.paths(), got.texts()), (vec!["-#1"], vec!["Text of one.".to_owned()]));
    assert_eq!(listing(&got, 0).published.as_deref(), Some("2024-05-17"));
    assert_eq!(listing(&got, 0).outlet.as_deref(), Some("Courier"));
}

#[test]
fn atom_says_what_its_content_is() {
    let feed = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title>
<entry><title type="html">One</title><link rel="self" href="https://c.example/self"/><link href="https://c.example/1"/>
 <id>tag:1</id><published>2024-05-17T09:30:00Z</published><updated>2024-05-18T09:30:00Z</updated>
 <author><name>Nora Whitfield</name><uri>x</uri></author><category term="t" label="Town"/>
 <summary>Short.</summary><content type="html">&lt;p&gt;The mayor said &amp;lt;no&amp;gt;.&lt;/p&gt;</content></entry>
<entry><title>Two</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>A &lt; B<br/></p></div></content></entry>
<entry><title>Three</title><content type="text">1 &lt; 2</content></entry>
<entry><title>Four</title><summary>Short.</summary><content type="application/pdf">AAAA</content></entry></feed>"#;
    let got = get("a.atom", feed).clean();
    assert_eq!(
        got.texts(),
        [
            "<p>The mayor said &lt;no&gt;.</p>",
            r#"<div xmlns="http://www.w3.org/1999/xhtml"><p>A &lt; B<br/></p></div>"#,
            "1 < 2",
            "Short."
        ]
    );
    let kinds: Vec<&str> = got.pages.iter().filter_map(|page| page.origin.media_type.as_deref()).collect();
    assert_eq!(kinds, ["text/html", "text/html", "text/plain", "text/plain"]);
    assert_eq!(got.pages[0].origin.url.as_deref(), Some("https://c.example/1"));
    let first = listing(&got, 0);
    assert_eq!((first.authors, first.sections), (vec!["Nora Whitfield".to_owned()], vec!["Town".to_owned()]));
    assert_eq!(first.modified.as_deref(), Some("2024-05-18T09:30:00Z"));
    // Elements with a prefix are the same.
    let prefixed = "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:title>T</a:title><a:content>Text.</a:content>\
                    <a:author><a:name>Nora</a:name></a:author></a:entry></a:feed>";
    let got = get("x", prefixed).clean();
    assert_eq!((got.texts(), listing(&got, 0).authors), (vec!["Text.".to_owned()], vec!["Nora".to_owned()]));
}

#[test]
fn json_feeds_are_read_entry_by_entry() {
    let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Courier", "items": [
  {"id": "1", "url": "https://c.example/1", "title": "One", "content_html": "<p>One.</p>", "content_text": "One.",
   "date_published": "2024-05-17T09:30:00Z", "authors": [{"name": "Nora"}], "tags": ["town"]},
  {"id": "https://c.example/2", "content_text": "Two."}, 7]}"#;
    let got = get("f.json", feed);
    assert_eq!(got.texts(), ["<p>One.</p>", "Two."]);
    assert_eq!(listing(&got, 0).outlet.as_deref(), Some("Courier"));
    assert_eq!(listing(&got, 0).authors, ["Nora"]);
    assert_eq!(got.pages[1].origin.url.as_deref(), Some("https://c.example/2"));
    assert_eq!(got.failures(), ["f.json#3 is not an object"]);
    let cut = get("f.json", &feed[..feed.len() - 60]);
    assert_eq!(cut.paths(), ["f.json#1"]);
    assert!(cut.failures()[0].contains("is cut off behind element 1"), "{:?}", cut.failures());
}

#[test]
fn any_encoding_is_read() {
    let feed = "<?xml version='1.0' encoding='windows-1251'?><rss><channel><title>Речной вестник</title><item>\
                <title>Мост</title><description>Мост откроют осенью.</description></item></channel></rss>";
    let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(feed);
    let got = get("f.xml", &bytes).clean();
    assert_eq!(got.texts(), ["Мост откроют осенью."]);
    assert_eq!(listing(&got, 0).outlet.as_deref(), Some("Речной вестник"));
    // The declaration lies.
    assert_eq!(get("f.xml", feed).clean().texts(), ["Мост откроют осенью."]);
}

#[test]
fn broken_feeds_give_what_they_can() {
    let item = |n: u32| format!("<item><title>T{n}</title><description>Text {n}.</description></item>");
    let cut = format!("<rss><channel>{}{}<item><title>Cut", item(1), item(2));
    let got = get("f", cut);
    assert_eq!((got.paths(), got.failures()), (vec!["f#1", "f#2"], vec!["f#3 is cut off".to_owned()]));
    let between = format!("<rss><channel>{}", item(1));
    assert_eq!(get("f", between).failures(), ["f is cut off behind entry 1"]);
    for broken in [
        // Markup that nobody escaped, left open.
        "<item><title>B</title><description>Text <br> of <b>B & Co.</description></item>",
        // Elements and an entry that are never closed.
        "<item><title>B<description>Text of B.</description></item>",
        "<item><title>B</title><description>Text of B.",
        "<item><title>B</title></wrong><description>Text &unknown; &#xFFFFFFFF; of B.</description></item>",
    ] {
        let got = get("f", format!("<rss><channel>{}{broken}{}</channel></rss>", item(1), item(3)));
        let texts = got.texts();
        assert_eq!((texts[0].as_str(), texts[2].as_str()), ("Text 1.", "Text 3."), "{broken}: {texts:?}");
        assert_eq!(got.paths(), ["f#1", "f#2", "f#3"], "{broken}");
    }
    assert_eq!(get("f", "<rss><channel></channel></rss>").failures(), ["f is a feed without entries"]);
}

#[test]
fn a_text_without_end_is_bounded() {
    let item = "<item><title>T</title><description>Text.</description></item>";
    let huge = format!(
        "<rss><channel>{item}<item><description>{}</description></item></channel></rss>",
        "a".repeat(3_000_000)
    );
    let got = get("f", huge);
    assert_eq!(got.paths(), ["f#1"]);
    assert_eq!(got.failures(), ["f#2 holds something longer than a page may be"]);
    let deep = format!(
        "<rss><channel>{item}<item><description>{}</description></item></channel></rss>",
        "<b>".repeat(300_000)
    );
    assert_eq!(get("f", deep).paths(), ["f#1", "f#2"]);
    let wide = format!(
        "<rss><channel><item {}><link {}/><description>Text.</description></item></channel></rss>",
        "a='b' ".repeat(100_000),
        "a='b' ".repeat(100_000)
    );
    assert_eq!(get("f", wide).clean().texts(), ["Text."]);
}
