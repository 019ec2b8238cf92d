//! Characters to tokens: what html5gum reads from, and what it talks to.
//!
//! Takes decoded HTML, gives the tree a browser would make of it (WHATWG HTML, sections 13.2.5 and 13.2.6) with the place of
//! every text and tag in the source. html5gum finds the tokens; `feed` hands them to html5ever's builder.

use super::feed::Feed;
use super::markup::Markup;
use html5gum::{Emitter, Error, Readable, Reader, State, StringReader, Tokenizer};
use std::cell::Cell;
use std::convert::Infallible;

/// Reads the whole source. `depth`: elements open at a time.
pub(super) fn read(source: &str, depth: usize) -> Markup<'_> {
    let place = Place::default();
    let mut feed = Feed::new(source, &place, depth);
    let input = Input { source, place: &place, here: 0, rest: source.to_reader() };
    let Ok(()) = Tokenizer::new_with_emitter(input, Wire(&mut feed)).finish();
    feed.finish()
}

/// What both ends of html5gum know of its place in the source.
#[derive(Default)]
pub(super) struct Place {
    /// How far the source is read; html5gum follows when it is set.
    pub(super) at: Cell<usize>,
    /// The attribute value that is being read is not kept.
    pub(super) unread: Cell<bool>,
}

/// Gives html5gum its characters and says how far it is; follows when `feed` moves on by itself.
struct Input<'a, 'c> {
    source: &'a str,
    place: &'c Place,
    here: usize,
    rest: StringReader<'a>,
}

impl Input<'_, '_> {
    #[inline(always)]
    fn follow(&mut self) {
        if self.place.at.get() != self.here {
            self.here = self.place.at.get();
            self.rest = self.source.get(self.here..).unwrap_or("").to_reader();
        }
    }
    #[inline(always)]
    fn advance(&mut self, by: usize) {
        self.here += by;
        self.place.at.set(self.here);
    }

    /// All of a quoted value up to its end; nothing when it ends here or never.
    #[inline]
    fn pass_value(&mut self) -> Option<&[u8]> {
        let rest = self.source.as_bytes().get(self.here..)?;
        let value = rest.get(..memchr::memchr(b'"', rest)?).filter(|value| !value.is_empty())?;
        self.advance(value.len());
        self.rest = self.source.get(self.here..).unwrap_or("").to_reader();
        Some(value)
    }
}

impl Reader for Input<'_, '_> {
    type Error = Infallible;

    #[inline(always)]
    fn read_byte(&mut self) -> Result<Option<u8>, Infallible> {
        self.follow();
        let byte = self.rest.read_byte()?;
        self.advance(usize::from(byte.is_some()));
        Ok(byte)
    }

    #[inline(always)]
    fn try_read_string(&mut self, string: &[u8], case_sensitive: bool) -> Result<bool, Infallible> {
        self.follow();
        let met = self.rest.try_read_string(string, case_sensitive)?;
        self.advance(if met { string.len() } else { 0 });
        Ok(met)
    }

    #[inline(always)]
    fn read_until<'b>(
        &'b mut self,
        needle: &[u8],
        buffer: &'b mut [u8; 4],
    ) -> Result<Option<&'b [u8]>, Infallible> {
        self.follow();
        // a quoted value that nobody reads: its references are passed over with it
        if self.place.unread.get() && needle.first() == Some(&b'"') && self.pass_value().is_some() {
            return Ok(Some(b"-"));
        }
        let chunk = self.rest.read_until(needle, buffer)?;
        self.here += chunk.map_or(0, <[u8]>::len);
        self.place.at.set(self.here);
        Ok(chunk)
    }
}

/// What html5gum talks to.
struct Wire<'f, 'a, 'c>(&'f mut Feed<'a, 'c>);

impl Emitter for Wire<'_, '_, '_> {
    type Token = Infallible;

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }
    #[inline]
    fn emit_error(&mut self, _: Error) {}
    #[inline]
    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }
    #[inline]
    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.0.last_start.clear();
        self.0.last_start.extend_from_slice(name.unwrap_or_default());
    }

    #[inline]
    fn start_open_tag(&mut self) {
        self.0.open = self.0.here() - 1;
    }
    #[inline]
    fn emit_string(&mut self, characters: &[u8]) {
        self.0.string(characters);
    }
    #[inline]
    fn emit_eof(&mut self) {
        self.0.end_of_page();
    }

    #[inline]
    fn init_start_tag(&mut self) {
        self.0.begin_tag(false);
    }
    #[inline]
    fn init_end_tag(&mut self) {
        self.0.begin_tag(true);
    }
    #[inline]
    fn push_tag_name(&mut self, name: &[u8]) {
        self.0.name.extend_from_slice(name);
    }
    #[inline]
    fn set_self_closing(&mut self) {
        self.0.self_closing = true;
    }
    #[inline]
    fn emit_current_tag(&mut self) -> Option<State> {
        self.0.tag()
    }

    #[inline]
    fn init_attribute(&mut self) {
        self.0.begin_attribute();
    }
    #[inline]
    fn push_attribute_name(&mut self, name: &[u8]) {
        self.0.attributes.name(name);
    }
    #[inline]
    fn init_attribute_value(&mut self) {
        self.0.begin_value();
    }
    #[inline]
    fn push_attribute_value(&mut self, value: &[u8]) {
        self.0.attributes.value(value);
    }

    #[inline]
    fn init_comment(&mut self) {}
    #[inline]
    fn push_comment(&mut self, _: &[u8]) {}
    #[inline]
    fn emit_current_comment(&mut self) {
        self.0.comment();
    }

    #[inline]
    fn init_doctype(&mut self) {
        self.0.doctype = Default::default();
    }
    #[inline]
    fn push_doctype_name(&mut self, name: &[u8]) {
        self.0.doctype.name.extend_from_slice(name);
    }
    #[inline]
    fn set_force_quirks(&mut self) {
        self.0.doctype.quirks = true;
    }
    #[inline]
    fn set_doctype_public_identifier(&mut self, id: &[u8]) {
        self.0.doctype.public = Some(id.to_vec());
    }
    #[inline]
    fn set_doctype_system_identifier(&mut self, id: &[u8]) {
        self.0.doctype.system = Some(id.to_vec());
    }
    #[inline]
    fn push_doctype_public_identifier(&mut self, id: &[u8]) {
        self.0.doctype.public.get_or_insert_default().extend_from_slice(id);
    }
    #[inline]
    fn push_doctype_system_identifier(&mut self, id: &[u8]) {
        self.0.doctype.system.get_or_insert_default().extend_from_slice(id);
    }
    #[inline]
    fn emit_current_doctype(&mut self) {
        self.0.doctype();
    }

    #[inline]
    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.0.ends_body()
    }
    #[inline]
    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.0.in_foreign()
    }
}
