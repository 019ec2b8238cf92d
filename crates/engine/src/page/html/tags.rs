//! What element names and class names say. Constant tables of HTML, no words of any language.

use crate::model::Zone;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// How the walk treats an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// Never shown, or shown but no text of the page.
    Skip,
    /// Has no content and no end tag.
    Void,
    Break,
    /// A line across the page.
    Rule,
    Link,
    Paragraph,
    Heading(u8),
    Item,
    Quote,
    Cell,
    HeadCell,
    Row,
    Table,
    Navigation,
    Footer,
    Aside,
    Caption,
    Article,
    Main,
    Time,
    Title,
    Script,
    /// Any other element that starts a new line.
    Block,
    Inline,
}

impl Tag {
    pub(super) fn of(name: &[u8]) -> Self {
        match name {
            b"script" => Tag::Script,
            b"title" => Tag::Title,
            b"style" | b"noscript" | b"template" | b"svg" | b"math" | b"iframe" | b"object" | b"select"
            | b"textarea" | b"button" | b"label" | b"canvas" | b"audio" | b"video" | b"datalist"
            | b"dialog" | b"noframes" | b"noembed" => Tag::Skip,
            b"meta" | b"link" | b"img" | b"input" | b"base" | b"area" | b"col" | b"embed" | b"source"
            | b"track" | b"wbr" | b"param" => Tag::Void,
            b"br" => Tag::Break,
            b"hr" => Tag::Rule,
            b"a" => Tag::Link,
            b"p" => Tag::Paragraph,
            b"h1" => Tag::Heading(1),
            b"h2" => Tag::Heading(2),
            b"h3" => Tag::Heading(3),
            b"h4" => Tag::Heading(4),
            b"h5" => Tag::Heading(5),
            b"h6" => Tag::Heading(6),
            b"li" | b"dd" | b"dt" => Tag::Item,
            b"blockquote" => Tag::Quote,
            b"td" => Tag::Cell,
            b"th" => Tag::HeadCell,
            b"tr" => Tag::Row,
            b"table" => Tag::Table,
            b"nav" | b"menu" => Tag::Navigation,
            b"footer" => Tag::Footer,
            b"aside" => Tag::Aside,
            b"figcaption" | b"figure" => Tag::Caption,
            b"article" => Tag::Article,
            b"main" => Tag::Main,
            b"time" => Tag::Time,
            b"html" | b"head" | b"body" | b"div" | b"section" | b"header" | b"form" | b"fieldset"
            | b"legend" | b"ul" | b"ol" | b"dl" | b"pre" | b"address" | b"center" | b"caption" | b"thead"
            | b"tbody" | b"tfoot" | b"details" | b"summary" | b"hgroup" | b"option" | b"optgroup"
            | b"dir" | b"frameset" | b"layer" | b"search" => Tag::Block,
            _ => Tag::Inline,
        }
    }

    /// Starts and ends a run of text.
    pub(super) fn breaks(self) -> bool {
        !matches!(
            self,
            Tag::Inline
                | Tag::Link
                | Tag::Time
                | Tag::Break
                | Tag::Script
                | Tag::Title
                | Tag::Skip
                | Tag::Void
        )
    }

    /// Zone that the element itself means.
    pub(super) fn zone(self) -> Option<Zone> {
        match self {
            Tag::Navigation => Some(Zone::Navigation),
            Tag::Footer => Some(Zone::Other),
            Tag::Aside => Some(Zone::Teaser),
            Tag::Caption => Some(Zone::Caption),
            _ => None,
        }
    }
}

/// What class names, ids and roles give away.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marks {
    pub(super) zone: Option<Zone>,
    /// Speaks for the story itself.
    pub(super) story: bool,
    pub(super) author: bool,
    pub(super) dated: bool,
}

impl Marks {
    /// Reads one attribute value; only its first few hundred bytes.
    pub(super) fn read(&mut self, value: &str) {
        let cut = match value.len() {
            0..=300 => value.len(),
            all => value.char_indices().nth(300).map_or(all, |(at, _)| at),
        };
        let (mut lower, mut plain) = (String::new(), String::new());
        for name in value.get(..cut).unwrap_or("").split_whitespace() {
            lower.clear();
            lower.push_str(name);
            lower.make_ascii_lowercase();
            plain.clear();
            plain.extend(lower.chars().filter(char::is_ascii_alphanumeric));
            self.name(name, &lower, &plain);
        }
    }

    /// `lower`: the name in lower case; `plain`: its letters and digits.
    fn name(&mut self, name: &str, lower: &str, plain: &str) {
        if STORY_NAMES.contains(&plain) {
            self.story = true;
        }
        let parts = lower.split(|c: char| !c.is_ascii_alphanumeric()).chain(camel(name));
        for part in parts {
            let part = part.trim_end_matches(|c: char| c.is_ascii_digit());
            if let Some(zone) = PARTS.get(part) {
                let weak = *zone == Zone::Byline;
                if self.zone.is_none() || (!weak && self.zone == Some(Zone::Byline)) {
                    self.zone = Some(*zone);
                }
            }
            self.dated |= matches!(
                part,
                "date"
                    | "time"
                    | "datetime"
                    | "pubdate"
                    | "posted"
                    | "published"
                    | "timestamp"
                    | "dateline"
                    | "meta"
            );
            self.author |= matches!(part, "author" | "authors" | "byline" | "writer");
        }
        for (words, zone) in WHOLE {
            if words.iter().any(|word| plain.contains(word)) {
                self.zone = Some(*zone);
            }
        }
    }
}

/// "relatedNews" to "related"; later parts carry no more.
fn camel(name: &str) -> Option<&'static str> {
    let end = name.find(|c: char| c.is_ascii_uppercase()).filter(|at| *at > 0)?;
    PARTS.get_key_value(name.get(..end)?).map(|(word, _)| *word)
}

const STORY_NAMES: &[&str] = &[
    "articlebody",
    "articletext",
    "articlecontent",
    "article",
    "storybody",
    "storytext",
    "story",
    "posttext",
    "postbody",
    "postcontent",
    "entrycontent",
    "newstext",
    "newsbody",
    "newscontent",
    "newsdetail",
    "maintext",
    "fulltext",
    "bodytext",
    "contenttext",
    "textarticle",
    "content",
    "text",
    "entry",
    "hentry",
    "post",
    "articlebodycontent",
    "storycontent",
];

/// `ZONES` by word.
static PARTS: LazyLock<FxHashMap<&str, Zone>> = LazyLock::new(|| {
    let all = ZONES.iter().flat_map(|(words, zone)| words.iter().map(|word| (*word, *zone)));
    // the first list that names a word
    all.rev().collect()
});

const ZONES: &[(&[&str], Zone)] = &[
    (
        &["comment", "comments", "disqus", "respond", "replies", "hypercomments", "commentlist", "opinions"],
        Zone::Comment,
    ),
    (
        &[
            "nav",
            "menu",
            "navbar",
            "navigation",
            "breadcrumb",
            "breadcrumbs",
            "crumbs",
            "pagination",
            "pager",
            "topbar",
            "toolbar",
            "sitemap",
            "social",
            "socials",
            "share",
            "sharing",
            "sharebar",
            "tags",
            "taglist",
            "keywords",
            "masthead",
            "skip",
            "addthis",
            "topnav",
            "subnav",
            "mainmenu",
            "topmenu",
            "submenu",
            "tools",
        ],
        Zone::Navigation,
    ),
    (
        &[
            "related",
            "recommended",
            "recommendations",
            "similar",
            "popular",
            "trending",
            "readmore",
            "sidebar",
            "aside",
            "teaser",
            "teasers",
            "promo",
            "widget",
            "outbrain",
            "taboola",
            "rail",
            "interlink",
            "mostread",
            "recirc",
            "more",
            "latest",
            "lenta",
            "rightcol",
            "rightcolumn",
            "leftcol",
            "leftcolumn",
            "playlist",
            "carousel",
        ],
        Zone::Teaser,
    ),
    (
        &[
            "ad",
            "ads",
            "adv",
            "advert",
            "adverts",
            "advertisement",
            "advertising",
            "banner",
            "banners",
            "sponsor",
            "sponsored",
            "dfp",
            "adsense",
            "reklama",
            "adslot",
        ],
        Zone::Advert,
    ),
    (&["caption", "credit", "credits", "figcaption"], Zone::Caption),
    (&["byline", "dateline", "timestamp", "pubdate", "author", "authors", "published"], Zone::Byline),
    (
        &[
            "footer",
            "cookie",
            "cookies",
            "consent",
            "gdpr",
            "popup",
            "modal",
            "subscribe",
            "subscription",
            "newsletter",
            "signup",
            "login",
            "copyright",
            "disclaimer",
            "paywall",
            "hidden",
            "overlay",
            "donate",
            "rating",
        ],
        Zone::Other,
    ),
];

/// Names that hold these anywhere.
const WHOLE: &[(&[&str], Zone)] = &[
    (&["relatednews", "relatedarticle", "readalso", "mostpopular", "alsolike", "morestories"], Zone::Teaser),
    (&["commentlist", "commentform", "usercomments"], Zone::Comment),
    (&["screenreader", "sronly", "visuallyhidden"], Zone::Other),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_names() {
        let check = |value: &str, zone: Option<Zone>, story: bool| {
            let mut marks = Marks::default();
            marks.read(value);
            assert_eq!((marks.zone, marks.story), (zone, story), "{value}");
        };
        check("article-body", None, true);
        check("relatedNews box", Some(Zone::Teaser), false);
        check("comments_list2", Some(Zone::Comment), false);
        check("header padding", None, false);
        check("leaderboard-ad", Some(Zone::Advert), false);
        check("headline shadow", None, false);
    }
}
