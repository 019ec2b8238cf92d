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

/// Bytes of an attribute whose names are read.
const NAMES: usize = 300;

/// The names in a class or id.
pub(super) fn names(value: &str) -> impl Iterator<Item = &str> {
    let mut end = value.len().min(NAMES);
    while !value.is_char_boundary(end) {
        end -= 1;
    }
    value.get(..end).unwrap_or("").split_ascii_whitespace()
}

impl Marks {
    /// Adds what one more name says. The first zone stands, unless it was that of a byline.
    pub(super) fn add(&mut self, name: Name) {
        let weak = matches!(self.zone, None | Some(Zone::Byline));
        let new = name.zone.filter(|zone| self.zone.is_none() || weak && *zone != Zone::Byline);
        self.zone = name.whole.or(new).or(self.zone);
        self.story |= name.story;
        self.author |= name.author;
        self.dated |= name.dated;
    }
}

/// What one name says.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Name {
    zone: Option<Zone>,
    /// A zone that stands whatever other names say.
    whole: Option<Zone>,
    story: bool,
    author: bool,
    dated: bool,
}

impl Name {
    pub(super) fn read(name: &str) -> Self {
        let mut plain = [0; NAMES];
        let mut length = 0;
        for (slot, byte) in plain.iter_mut().zip(name.bytes().filter(u8::is_ascii_alphanumeric)) {
            *slot = byte.to_ascii_lowercase();
            length += 1;
        }
        let plain = plain.get(..length).unwrap_or(&[]);
        let mut read = Self { story: is_story(plain), ..Self::default() };
        let parts = name.as_bytes().split(|b| !b.is_ascii_alphanumeric());
        for part in parts.filter_map(part).chain(camel(name)) {
            read.author |= part.author;
            read.dated |= part.dated;
            // a byline holds more than its name says
            if matches!(read.zone, None | Some(Zone::Byline)) {
                read.zone = part.zone.filter(|zone| *zone != Zone::Byline).or(read.zone).or(part.zone);
            }
        }
        if plain.windows(3).any(may_be_whole) {
            let holds = |word: &&str| memchr::memmem::find(plain, word.as_bytes()).is_some();
            let says = |(words, _): &&(&[&str], Zone)| words.iter().any(holds);
            read.whole = WHOLE.iter().rfind(says).map(|(_, zone)| *zone);
        }
        read
    }
}

/// What a part of a name says, digits at its end aside.
fn part(part: &[u8]) -> Option<Part> {
    let end = part.iter().rposition(|b| !b.is_ascii_digit())? + 1;
    let mut lower = [0; LONGEST_PART];
    let lower = lower.get_mut(..end)?;
    lower.copy_from_slice(part.get(..end)?);
    lower.make_ascii_lowercase();
    PARTS.get(&*lower).copied()
}

/// "relatedNews" to "related"; later parts carry no more.
fn camel(name: &str) -> Option<Part> {
    let end = name.bytes().position(|b| b.is_ascii_uppercase())?;
    let part = PARTS.get(name.as_bytes().get(..end)?)?;
    part.zone.is_some().then_some(*part)
}

/// Bytes of a part that `PARTS` may know.
const LONGEST_PART: usize = 24;

/// Names that sites give to the element of the story.
fn is_story(plain: &[u8]) -> bool {
    matches!(
        plain,
        b"articlebody"
            | b"articletext"
            | b"articlecontent"
            | b"article"
            | b"storybody"
            | b"storytext"
            | b"story"
            | b"posttext"
            | b"postbody"
            | b"postcontent"
            | b"entrycontent"
            | b"newstext"
            | b"newsbody"
            | b"newscontent"
            | b"newsdetail"
            | b"maintext"
            | b"fulltext"
            | b"bodytext"
            | b"contenttext"
            | b"textarticle"
            | b"content"
            | b"text"
            | b"entry"
            | b"hentry"
            | b"post"
            | b"articlebodycontent"
            | b"storycontent"
    )
}

/// What one part of a name says.
#[derive(Clone, Copy, Debug, Default)]
struct Part {
    zone: Option<Zone>,
    author: bool,
    dated: bool,
}

/// `ZONES`, `DATED` and `AUTHORS` by word.
static PARTS: LazyLock<FxHashMap<&[u8], Part>> = LazyLock::new(|| {
    let mut parts: FxHashMap<&[u8], Part> = FxHashMap::default();
    for (words, zone) in ZONES {
        for word in *words {
            // the first list that names a word
            parts.entry(word.as_bytes()).or_default().zone.get_or_insert(*zone);
        }
    }
    for word in DATED {
        parts.entry(word.as_bytes()).or_default().dated = true;
    }
    for word in AUTHORS {
        parts.entry(word.as_bytes()).or_default().author = true;
    }
    parts
});

const DATED: &[&str] =
    &["date", "time", "datetime", "pubdate", "posted", "published", "timestamp", "dateline", "meta"];
const AUTHORS: &[&str] = &["author", "authors", "byline", "writer"];

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

/// Three letters in a row that every name in `WHOLE` begins with; most names have none.
fn may_be_whole(letters: &[u8]) -> bool {
    matches!(letters, b"rel" | b"rea" | b"mos" | b"als" | b"mor" | b"com" | b"use" | b"scr" | b"sro" | b"vis")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_names() {
        let check = |value: &str, zone: Option<Zone>, story: bool| {
            let mut marks = Marks::default();
            names(value).for_each(|name| marks.add(Name::read(name)));
            assert_eq!((marks.zone, marks.story), (zone, story), "{value}");
        };
        check("article-body", None, true);
        check("relatedNews box", Some(Zone::Teaser), false);
        check("comments_list2", Some(Zone::Comment), false);
        check("header padding", None, false);
        check("leaderboard-ad", Some(Zone::Advert), false);
        check("headline shadow", None, false);
        check("byline related", Some(Zone::Teaser), false);
        check("related byline", Some(Zone::Teaser), false);
        check("menu most-popular-list", Some(Zone::Teaser), false);
    }

    #[test]
    fn whole_names_are_looked_for() {
        for name in WHOLE.iter().flat_map(|(words, _)| words.iter()) {
            assert!(name.as_bytes().get(..3).is_some_and(may_be_whole), "{name}");
        }
        let parts = ZONES.iter().flat_map(|(words, _)| words.iter()).chain(DATED).chain(AUTHORS);
        assert!(parts.into_iter().all(|part| part.len() <= LONGEST_PART));
    }
}
