//! What the markup declares outside the text, gathered while the tags are walked once.
//!
//! Takes start tags with their attributes, gives declared values with their places and marks on elements that are named
//! for a date. Reads no date: that is done when all evidence is there.

/// A value of the markup and where it stands (bytes of the decoded source).
#[derive(Clone, Debug)]
pub(in super::super) struct Found {
    pub(in super::super) key: String,
    pub(in super::super) value: String,
    pub(in super::super) at: (usize, usize),
}

/// What a mark says of its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Says {
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
}

/// Bytes of metadata values kept; longer ones are cut.
const VALUE: usize = 4096;
/// Values and marks kept of one page.
const MANY: usize = 5000;

/// The attributes that can say something.
#[derive(Default)]
struct Attributes<'a> {
    property: &'a [u8],
    name: &'a [u8],
    itemprop: &'a [u8],
    content: Option<&'a [u8]>,
    datetime: Option<&'a [u8]>,
    title: &'a [u8],
    class: &'a [u8],
    rel: &'a [u8],
    href: &'a [u8],
    lang: &'a [u8],
    data: Option<&'a [u8]>,
    pubdate: bool,
}

impl Head {
    /// Reads one start tag. `at` is its place, `piece` the number of pieces closed before it.
    pub(in super::super) fn start<'a>(
        &mut self,
        tag: &[u8],
        attributes: impl Iterator<Item = (&'a [u8], &'a [u8])>,
        at: (usize, usize),
        piece: usize,
    ) {
        let mut found = Attributes::default();
        for (name, value) in attributes {
            match name {
                b"property" => found.property = value,
                b"name" | b"http-equiv" => found.name = value,
                b"itemprop" => found.itemprop = value,
                b"content" => found.content = Some(value),
                b"datetime" => found.datetime = Some(value),
                b"title" => found.title = value,
                b"class" => found.class = value,
                b"rel" => found.rel = value,
                b"href" => found.href = value,
                b"lang" | b"xml:lang" => found.lang = value,
                b"pubdate" => found.pubdate = true,
                b"unixtime" => found.data = Some(value),
                _ if name.starts_with(b"data-") && is_stamp(name) => found.data = Some(value),
                _ => {}
            }
        }
        match tag {
            b"html" if !found.lang.is_empty() => {
                let value = cut(found.lang);
                self.language.get_or_insert(Found { key: "lang".to_owned(), value, at });
            }
            b"link" if found.rel.eq_ignore_ascii_case(b"canonical") && !found.href.is_empty() => {
                let value = cut(found.href);
                self.canonical.get_or_insert(Found { key: "canonical".to_owned(), value, at });
            }
            _ => {}
        }
        self.values(tag, &found, at, piece);
        if tag != b"meta" {
            self.mark(tag, &found, at, piece);
        }
    }

    /// `meta`, microdata and RDFa with a stated value.
    fn values(&mut self, tag: &[u8], found: &Attributes<'_>, at: (usize, usize), piece: usize) {
        let meta = tag == b"meta";
        let value = match found.content {
            Some(value) => value,
            None if meta => return,
            None => match found.datetime.or(found.data) {
                Some(value) => value,
                None if found.title.iter().any(u8::is_ascii_digit) => found.title,
                None => b"",
            },
        };
        for (names, microdata) in [(found.property, !meta), (found.name, false), (found.itemprop, true)] {
            if names.is_empty() || (names.len() > 200) || (!meta && !microdata) {
                continue;
            }
            for name in cut(names).to_lowercase().split_whitespace() {
                // as microdata a date belongs to where it stands
                let says = if microdata { property(name) } else { None };
                match says {
                    Some(says) => {
                        let value = Some(cut(value)).filter(|value| !value.is_empty());
                        self.push(Mark { kind: Kind::Microdata, says, value, at, piece });
                    }
                    None if !value.is_empty() && self.metas.len() < MANY => {
                        self.metas.push(Found { key: name.to_owned(), value: cut(value), at });
                    }
                    None => {}
                }
            }
        }
    }

    /// `time` and elements of a class named for a date.
    fn mark(&mut self, tag: &[u8], found: &Attributes<'_>, at: (usize, usize), piece: usize) {
        let named = class(found.class);
        let time = tag == b"time";
        if !time && named.is_none() {
            return;
        }
        let says = if found.pubdate { Says::Published } else { named.unwrap_or(Says::Date) };
        let stated = found.datetime.or(found.data).or_else(|| {
            let date = tag == b"abbr" || found.class.windows(5).any(|w| w == b"value");
            (date && found.title.iter().any(u8::is_ascii_digit)).then_some(found.title)
        });
        let value = stated.map(cut).filter(|value| !value.is_empty());
        self.push(Mark { kind: if time { Kind::Time } else { Kind::Class }, says, value, at, piece });
    }

    fn push(&mut self, mark: Mark) {
        if self.marks.len() < MANY {
            self.marks.push(mark);
        }
    }

    /// The text of `title`, piece by piece.
    pub(in super::super) fn title(&mut self, text: &[u8]) {
        if self.title.len() < VALUE {
            self.title.push_str(&cut(text));
        }
    }
}

/// A `data-` attribute that holds a time.
fn is_stamp(name: &[u8]) -> bool {
    matches!(
        name.get(5..).unwrap_or(b""),
        b"time"
            | b"date"
            | b"datetime"
            | b"date-time"
            | b"timestamp"
            | b"time-stamp"
            | b"unixtime"
            | b"unix"
            | b"epoch"
            | b"utime"
            | b"utc"
            | b"published"
            | b"publish-date"
            | b"published-at"
            | b"published-date"
            | b"pubdate"
            | b"publication-date"
            | b"created"
            | b"created-at"
    )
}

/// What a property of schema.org or Dublin Core says, prefix aside.
fn property(name: &str) -> Option<Says> {
    let local = name.rsplit([':', '.', '/', '#']).next().unwrap_or(name);
    Some(match local {
        "datepublished" | "published" | "pubdate" | "published_time" | "issued" => Says::Published,
        "datemodified" | "modified" | "dateupdated" | "modified_time" => Says::Modified,
        "datecreated" | "uploaddate" => Says::Date,
        "date" | "created" if name.starts_with("dc") || name.starts_with("schema") => Says::Date,
        _ => None?,
    })
}

/// What the names of a class say of a date; publication wins over change ("published updated").
fn class(value: &[u8]) -> Option<Says> {
    let value = value.get(..value.len().min(300)).unwrap_or(value);
    let mut says = None;
    for name in value.split(u8::is_ascii_whitespace).filter(|name| !name.is_empty()) {
        let mut plain = [0u8; 32];
        let mut n = 0;
        for (slot, byte) in plain.iter_mut().zip(name.iter().filter(|b| b.is_ascii_alphanumeric())) {
            *slot = byte.to_ascii_lowercase();
            n += 1;
        }
        let plain = plain.get(..n).unwrap_or(b"");
        let has = |part: &[u8]| memchr::memmem::find(plain, part).is_some();
        let end = |part: &[u8]| name.len() <= 32 && plain.ends_with(part);
        // most class names have none of these letters in a row
        let new = if has(b"publ") || has(b"pubdate") || has(b"posted") {
            let about = has(b"date") || has(b"time") || has(b"on") || has(b"dt");
            let alone = end(b"published") || end(b"publish") || end(b"posted") || end(b"pubdate");
            (about || alone).then_some(Says::Published)
        } else if has(b"updated") || has(b"modified") || has(b"lastmod") {
            Some(Says::Modified)
        } else if has(b"date") && !has(b"update") && !has(b"candidate") && !has(b"dated") && !has(b"validate")
            || matches!(plain, b"time" | b"timestamp" | b"datum" | b"fecha" | b"submitted" | b"posttime")
            || matches!(plain, b"postmetadata" | b"postmeta" | b"entrymeta" | b"postinfo" | b"articlemeta")
            || end(b"datetime")
            || end(b"timestamp")
        {
            Some(Says::Date)
        } else {
            None
        };
        says = match (says, new) {
            (Some(old), Some(new)) => Some(std::cmp::min::<Says>(old, new)),
            (old, new) => old.or(new),
        };
    }
    says
}

/// An attribute value as text, cut to `VALUE` bytes.
fn cut(value: &[u8]) -> String {
    String::from_utf8_lossy(value.get(..value.len().min(VALUE)).unwrap_or(value)).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_names_of_dates() {
        let check = |value: &str, says: Option<Says>| assert_eq!(class(value.as_bytes()), says, "{value}");
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
