//! One JSON document of any length, element by element. Takes a stream, gives the elements of its list (the document itself, or
//! one named member of it); never holds more than one.

use crate::input::{self, Ration, Rationed};
use crate::out::{Flow, Out};
use crate::plain;
use serde::Deserializer as _;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::fmt;
use std::io::{BufReader, Read};

pub(crate) enum Piece {
    /// Of the list.
    Element(Value),
    /// Of the document around the list.
    Member(String, Value),
}

/// Reads the list: the member `list` of the document, or the document itself. A document that is one object without a list
/// is given as one element.
pub(crate) fn read(
    from: impl Read,
    list: Option<&str>,
    path: &str,
    out: &mut Out<'_>,
    each: &mut dyn FnMut(Piece, &mut Out<'_>) -> Flow,
) -> Flow {
    let from = match input::decoded(from, Some("utf-8")) {
        Ok(from) => from,
        Err(error) => return out.failed(plain::trouble(path, &error)),
    };
    let ration = Ration::new(out.options.page_bytes.saturating_mul(2).saturating_add(1 << 20));
    let mut json = serde_json::Deserializer::from_reader(BufReader::new(Rationed::new(from, &ration)));
    let mut flow = Flow::Continue(());
    let mut done = 0_u64;
    let mut sink = |piece: Piece| {
        done += u64::from(matches!(piece, Piece::Element(_)));
        ration.renew();
        flow = each(piece, out);
        flow.is_continue()
    };
    let read = json.deserialize_any(Document { list, sink: &mut sink }).and_then(|()| json.end());
    flow?;
    let Err(error) = read else { return Flow::Continue(()) };
    let message = match () {
        () if ration.is_used_up() => {
            format!("holds something longer than a page may be behind element {done}")
        }
        () if error.is_eof() => format!("is cut off behind element {done}"),
        () => format!("is no JSON behind element {done}: {error}"),
    };
    out.fail(path, message, "what stands before is read; mend the file, or write one object on each line")
}

struct Document<'a> {
    list: Option<&'a str>,
    sink: &'a mut dyn FnMut(Piece) -> bool,
}

impl<'de> Visitor<'de> for Document<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(value) = list.next_element()? {
            if !(self.sink)(Piece::Element(value)) {
                return Err(A::Error::custom("enough"));
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { list, sink } = self;
        let mut whole = serde_json::Map::new();
        while let Some(name) = map.next_key::<String>()? {
            match list {
                Some(list) if list == name => map.next_value_seed(Elements(&mut *sink))?,
                Some(_) => {
                    let value = map.next_value()?;
                    if !sink(Piece::Member(name, value)) {
                        return Err(A::Error::custom("enough"));
                    }
                }
                None => {
                    let value = map.next_value()?;
                    whole.insert(name, value);
                }
            }
        }
        if list.is_none() && !sink(Piece::Element(Value::Object(whole))) {
            return Err(A::Error::custom("enough"));
        }
        Ok(())
    }
}

/// The member that is the list.
struct Elements<'a>(&'a mut dyn FnMut(Piece) -> bool);

impl<'de> DeserializeSeed<'de> for Elements<'_> {
    type Value = ();
    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Elements<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        Document { list: None, sink: self.0 }.visit_seq(list)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}
