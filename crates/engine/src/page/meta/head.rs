//! What the markup declares outside the text, gathered while the tags are walked once.
//!
//! Takes start tags with their attributes, gives declared values with their places and marks on elements that are named
//! for a date. Reads no date: that is done when all evidence is there.

use super::super::html::Attribute;

/// A value of the markup and where it stands (bytes of the decoded source).
#[derive(Clone, Debug)]
pub(in super::super) struct Found {
    pub(in super::super) key: String,
    pub(in super::super) value: String,
    pub(in super::super) at: (usize, usize),
}

/// What a mark says of its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Says {
    Published,
    /// A date, of what is not said.
    Date,
    Modified,
}

/// What kind of markup made a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `time`.
    Time,
    /// `itemprop` or RDFa `property`.
    Microdata,
    /// A class name.
    Class,
}

/// An element named for a date.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) kind: Kind,
    pub(super) says: Says,
    /// As an attribute states it; without one the date is in the text.
    pub(super) value: Option<String>,
    pub(super) at: (usize, usize),
    /// Index of the piece that holds or follows the element.
    pub(super) piece: usize,
}

/// Everything the page says of itself outside its text.
#[derive(Debug, Default)]
pub(in super::super) struct Head {
    pub(in super::super) title: String,
    /// `meta` and microdata, keys in lower case.
    pub(in super::super) metas: Vec<Found>,
    pub(in super::super) canonical: Option<Found>,
    pub(in super::super) json_ld: Vec<Found>,
    /// `lang` of the root element.
    pub(super) language: Option<Found>,
    pub(super) marks: Vec<Mark>,
    /// Start tags read, up to `ROOTS`.
    tags: usize,
}

/// Bytes of metadata values kept; longer ones are cut.
const VALUE: usize = 4096;
/// Values and marks kept of one page.
const MANY: usize = 5000;
/// Names in one attribute.
const NAMES: usize = 8;
/// The root element is among the first tags.
const ROOTS: usize = 2;

/// Attributes that may hold the time of a dated element, the plainest first.
pub(in super::super) const STAMPS: &[Attribute] = &[
    Attribute::DateTime,
    Attribute::DataDateTime,
    Attribute::DataTimestamp,
    Attribute::DataTime,
    Attribute::DataDate,
    Attribute::DataPublished,
    Attribute::DataPubDate,
    Attribute::DataCreated,
    Attribute::DataUtime,
    Attribute::DataUnixTime,
    Attribute::UnixTime,
];

/// What a start tag is, as far as declarations go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Element {
    /// `meta`, `link` and others without content.
    Void,
    Time,
    Other,
}

impl Head {
    /// Reads one start tag. `at` is its place, `piece` the number of pieces closed before it, `named` what its class says
    /// (see `class`). Besides `STAMPS` it asks for `content`, `href`, `http-equiv`, `itemprop`, `lang`, `name`, `property`,
    /// `pubdate`, `rel`, `title`, `xml:lang`.
    pub(in super::super) fn start<'a>(
        &mut self,
        element: Element,
        named: Option<Says>,
        attribute: impl Fn(Attribute) -> Option<&'a str>,
        at: (usize, usize),
        piece: usize,
    ) {
        if self.tags < ROOTS {
            self.tags += 1;
            if let (None, Some(lang)) =
                (&self.language, attribute(Attribute::Lang).or_else(|| attribute(Attribute::XmlLang)))
            {
                self.language = Some(Found { key: "lang".to_owned(), value: cut(lang), at });
            }
        }
        if element == Element::Void {
            self.declare(&attribute, at, piece);
            return;
        }
        for name in [Attribute::ItemProp, Attribute::Property] {
            if let Some(properties) = attribute(name) {
                self.property(properties, &attribute, at, piece);
            }
        }
        self.mark(element, named, &attribute, at, piece);
    }

    /// `meta` and `link`.
    fn declare<'a>(
        &mut self,
        attribute: &impl Fn(Attribute) -> Option<&'a str>,
        at: (usize, usize),
        piece: usize,
    ) {
        if let (None, Some(rel), Some(value)) =
            (&self.canonical, attribute(Attribute::Rel), attribute(Attribute::Href))
        {
            if rel.eq_ignore_ascii_case("canonical") {
                self.canonical = Some(Found { key: "canonical".to_owned(), value: cut(value), at });
            }
            return;
        }
        let Some(value) = attribute(Attribute::Content) else { return };
        for name in [Attribute::Property, Attribute::Name, Attribute::HttpEquiv] {
            for key in attribute(name).unwrap_or("").split_whitespace().take(NAMES) {
                self.value(key, value, at);
            }
        }
        if let Some(properties) = attribute(Attribute::ItemProp) {
            self.property(properties, attribute, at, piece);
        }
    }

    fn value(&mut self, key: &str, value: &str, at: (usize, usize)) {
        if !value.is_empty() && key.len() <= 200 && self.metas.len() < MANY {
            self.metas.push(Found { key: key.to_lowercase(), value: cut(value), at });
        }
    }

    /// Microdata and RDFa: a date belongs to where it stands, other values are as those of `meta`.
    fn property<'a>(
        &mut self,
        properties: &str,
        attribute: &impl Fn(Attribute) -> Option<&'a str>,
        at: (usize, usize),
        piece: usize,
    ) {
        let stated = || {
            let stamp = || STAMPS.iter().find_map(|name| attribute(*name));
            let title =
                || attribute(Attribute::Title).filter(|title| title.bytes().any(|b| b.is_ascii_digit()));
            attribute(Attribute::Content).or_else(stamp).or_else(title).filter(|value| !value.is_empty())
        };
        for name in properties.split_whitespace().take(NAMES) {
            match says(&name.to_lowercase()) {
                Some(says) => {
                    self.push(Mark { kind: Kind::Microdata, says, value: stated().map(cut), at, piece });
                }
                None => self.value(name, stated().unwrap_or(""), at),
            }
        }
    }

    /// `time` and elements of a class named for a date.
    fn mark<'a>(
        &mut self,
        element: Element,
        named: Option<Says>,
        attribute: &impl Fn(Attribute) -> Option<&'a str>,
        at: (usize, usize),
        piece: usize,
    ) {
        let time = element == Element::Time;
        if !time && named.is_none() {
            return;
        }
        let published = time && attribute(Attribute::PubDate).is_some();
        let says = if published { Says::Published } else { named.unwrap_or(Says::Date) };
        let stamp = STAMPS.iter().find_map(|name| attribute(*name));
        let title = || attribute(Attribute::Title).filter(|title| title.bytes().any(|b| b.is_ascii_digit()));
        let value = stamp.or_else(title).filter(|value| !value.is_empty()).map(cut);
        self.push(Mark { kind: if time { Kind::Time } else { Kind::Class }, says, value, at, piece });
    }

    fn push(&mut self, mark: Mark) {
        if self.marks.len() < MANY {
            self.marks.push(mark);
        }
    }

    /// The text of `title`, piece by piece.
    pub(in super::super) fn title(&mut self, text: &str) {
        if self.title.len() < VALUE {
            self.title.push_str(&cut(text));
        }
    }
}

/// What a property of schema.org or Dublin Core says, prefix aside.
fn says(name: &str) -> Option<Says> {
    let local = name.rsplit([':', '.', '/', '#']).next().unwrap_or(name);
    Some(match local {
        "datepublished" | "published" | "pubdate" | "published_time" | "issued" => Says::Published,
        "datemodified" | "modified" | "dateupdated" | "modified_time" => Says::Modified,
        "datecreated" | "uploaddate" => Says::Date,
        "date" | "created" if name.starts_with("dc") || name.starts_with("schema") => Says::Date,
        _ => None?,
    })
}

/// Three letters in a row that every name of a date has somewhere; most other names have none.
fn dates(letters: &[u8]) -> bool {
    matches!(letters, b"pub" | b"pos" | b"mod" | b"dat" | b"tim" | b"fec" | b"sub" | b"met")
}

/// What one name of a class says of a date.
pub(in super::super) fn class(name: &str) -> Option<Says> {
    let name = name.as_bytes();
    let mut plain = [0u8; 32];
    let mut n = 0;
    for (slot, byte) in plain.iter_mut().zip(name.iter().filter(|b| b.is_ascii_alphanumeric())) {
        *slot = byte.to_ascii_lowercase();
        n += 1;
    }
    let plain = plain.get(..n).unwrap_or(b"");
    if !plain.windows(3).any(dates) {
        return None;
    }
    let has = |part: &[u8]| memchr::memmem::find(plain, part).is_some();
    let end = |part: &[u8]| name.len() <= 32 && plain.ends_with(part);
    if has(b"publ") || has(b"pubdate") || has(b"posted") {
        let about = has(b"date") || has(b"time") || has(b"on") || has(b"dt");
        let alone = end(b"published") || end(b"publish") || end(b"posted") || end(b"pubdate");
        return (about || alone).then_some(Says::Published);
    }
    if has(b"updated") || has(b"modified") || has(b"lastmod") {
        return Some(Says::Modified);
    }
    let dated = has(b"date") && !has(b"update") && !has(b"candidate") && !has(b"dated") && !has(b"validate")
        || matches!(plain, b"time" | b"timestamp" | b"datum" | b"fecha" | b"submitted" | b"posttime")
        || matches!(plain, b"postmetadata" | b"postmeta" | b"entrymeta" | b"postinfo" | b"articlemeta")
        || end(b"datetime")
        || end(b"timestamp");
    dated.then_some(Says::Date)
}

/// What two names say together; publication wins over change ("published updated").
pub(in super::super) fn first(one: Option<Says>, other: Option<Says>) -> Option<Says> {
    match (one, other) {
        (Some(one), Some(other)) => Some(std::cmp::min::<Says>(one, other)),
        (one, other) => one.or(other),
    }
}

/// A value cut to about `VALUE` bytes, without white space around it.
fn cut(value: &str) -> String {
    let mut end = value.len().min(VALUE);
    while !value.is_char_boundary(end) {
        end -= 1;
    }
    value.get(..end).unwrap_or("").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_names_of_dates() {
        let check = |value: &str, says: Option<Says>| {
            assert_eq!(value.split(' ').map(class).fold(None, first), says, "{value}");
        };
        check("entry-date published updated", Some(Says::Published));
        check("page-published-date", Some(Says::Published));
        check("dt-published", Some(Says::Published));
        check("PostDate", Some(Says::Date));
        check("article__date", Some(Says::Date));
        check("last-updated", Some(Says::Modified));
        check("publisher logo", None);
        check("candidates updates validated", None);
        check("public-holiday", None);
    }
}
