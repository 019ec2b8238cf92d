//! A page as a tree: nodes with the texts, tags and attributes they stand for.
//!
//! Holds values and where they stand in the source; decides nothing. Texts are slices of the source unless a character
//! reference had to be read; of attributes only those are kept that somebody reads.

use super::dom::Node;

/// Attributes that are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Attribute {
    Class,
    Id,
    ItemProp,
    Content,
    DateTime,
    Property,
    Name,
    Rel,
    Href,
    Type,
    Role,
    Style,
    Hidden,
    Title,
    Lang,
    XmlLang,
    HttpEquiv,
    PubDate,
    DataDateTime,
    DataTimestamp,
    DataTime,
    DataDate,
    DataPublished,
    DataPubDate,
    DataCreated,
    DataUtime,
    DataUnixTime,
    UnixTime,
}

impl Attribute {
    pub(super) fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"class" => Self::Class,
            b"id" => Self::Id,
            b"itemprop" => Self::ItemProp,
            b"content" => Self::Content,
            b"datetime" => Self::DateTime,
            b"property" => Self::Property,
            b"name" => Self::Name,
            b"rel" => Self::Rel,
            b"href" => Self::Href,
            b"type" => Self::Type,
            b"role" => Self::Role,
            b"style" => Self::Style,
            b"hidden" => Self::Hidden,
            b"title" => Self::Title,
            b"lang" => Self::Lang,
            b"xml:lang" => Self::XmlLang,
            b"http-equiv" => Self::HttpEquiv,
            b"pubdate" => Self::PubDate,
            b"data-datetime" => Self::DataDateTime,
            b"data-timestamp" => Self::DataTimestamp,
            b"data-time" => Self::DataTime,
            b"data-date" => Self::DataDate,
            b"data-published" => Self::DataPublished,
            b"data-pubdate" => Self::DataPubDate,
            b"data-created" => Self::DataCreated,
            b"data-utime" => Self::DataUtime,
            b"data-unixtime" => Self::DataUnixTime,
            b"unixtime" => Self::UnixTime,
            _ => return None,
        })
    }

    /// Somebody reads the attribute of such a tag. Of links on a page only those of `link` are read.
    pub(super) fn matters(self, tag: &[u8]) -> bool {
        match self {
            Self::Href => tag == b"link",
            Self::Type => tag == b"script" || tag == b"input",
            _ => true,
        }
    }

    /// A bit of its own.
    pub(super) fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// One text between two tags.
#[derive(Clone, Copy)]
pub(super) struct Text {
    /// In the source.
    pub(super) at: (u32, u32),
    /// In `decoded`; `None` when the source is the text.
    pub(super) decoded: Option<(u32, u32)>,
}

/// A start tag with attributes that are kept.
#[derive(Clone, Copy)]
pub(super) struct Start {
    pub(super) at: (u32, u32),
    /// In the list of attributes.
    pub(super) attributes: (u32, u32),
    /// Bits of those it has.
    pub(super) has: u32,
}

/// What was not read as it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Doubts {
    pub(super) too_deep: bool,
    pub(super) too_many_nodes: bool,
    pub(super) too_many_attributes: bool,
    /// A comment, a script or a tag goes on to the end of the page.
    pub(super) unclosed: bool,
}

#[derive(Default)]
pub(super) struct Markup<'a> {
    pub(super) source: &'a str,
    pub(super) nodes: Vec<Node>,
    pub(super) texts: Vec<Text>,
    pub(super) starts: Vec<Start>,
    /// Names, and where their values stand in `values`.
    pub(super) attributes: Vec<(Attribute, u32, u32)>,
    pub(super) values: Vec<u8>,
    /// Texts with character references, read.
    pub(super) decoded: String,
    /// Places of the bodies of JSON-LD scripts in the source.
    pub(super) json: Vec<(usize, usize)>,
    pub(super) doubts: Doubts,
}

/// Bytes of a page for each tag with attributes, for each text and for each byte of their values, about.
const BYTES: (usize, usize, usize) = (256, 256, 16);

impl<'a> Markup<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        let (tags, texts, values) = BYTES;
        Self {
            source,
            texts: Vec::with_capacity(source.len() / texts),
            starts: Vec::with_capacity(source.len() / tags),
            attributes: Vec::with_capacity(source.len() / tags),
            values: Vec::with_capacity(source.len() / values),
            ..Self::default()
        }
    }
}

impl Markup<'_> {
    #[inline]
    pub(super) fn node(&self, index: u32) -> Option<&Node> {
        self.nodes.get(index as usize)
    }

    /// The characters of a text and its place in the source.
    pub(super) fn text(&self, number: u32) -> (&str, (usize, usize)) {
        let Some(text) = self.texts.get(number as usize) else { return ("", (0, 0)) };
        let at = (text.at.0 as usize, text.at.1 as usize);
        let value = match text.decoded {
            Some((start, end)) => self.decoded.get(start as usize..end as usize),
            None => self.source.get(at.0..at.1),
        };
        (value.unwrap_or(""), at)
    }

    /// The value of an attribute, the first of its name, without white space around it.
    #[inline]
    pub(super) fn attribute(&self, start: u32, name: Attribute) -> Option<&str> {
        let start = self.starts.get(start as usize).filter(|start| start.has & name.bit() != 0)?;
        self.value(start, name)
    }

    fn value(&self, start: &Start, name: Attribute) -> Option<&str> {
        let all = self.attributes.get(start.attributes.0 as usize..start.attributes.1 as usize)?;
        let (_, from, to) = all.iter().find(|(kept, _, _)| *kept == name)?;
        let value = self.values.get(*from as usize..*to as usize)?;
        // a value that was cut may end within a character
        let whole = std::str::from_utf8(value).ok();
        let whole = whole.unwrap_or_else(|| value.utf8_chunks().next().map_or("", |chunk| chunk.valid()));
        let bare = |edge: Option<&u8>| edge.is_some_and(u8::is_ascii_graphic);
        Some(if bare(value.first()) && bare(value.last()) { whole } else { whole.trim() })
    }

    /// Where a start tag stands in the source.
    pub(super) fn place(&self, start: u32) -> (usize, usize) {
        self.starts.get(start as usize).map_or((0, 0), |start| (start.at.0 as usize, start.at.1 as usize))
    }
}
