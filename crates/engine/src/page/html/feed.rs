//! Tokens to html5ever's tree builder.
//!
//! Takes tokens as html5gum finds them, hands them on by number, keeps what they say in `Markup`. Bodies of scripts and
//! styles are passed over in one search. Bounded for any input: depth, attributes and nodes have limits, past which
//! structure is lost, never text.

use super::attributes::Attributes;
use super::dom::{Dom, Handle, written};
use super::markup::{self, Markup, Text};
use super::tags::Tag;
use super::tokens::Place;
use html5ever::interface::Tracer;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{self, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{Attribute, LocalName, QualName, local_name, ns};
use html5gum::{State, naive_next_state};
use memchr::memmem;
use rustc_hash::FxHashMap;
use std::cell::Cell;

/// Nodes of a page; past them tags separate words and no more.
const NODES: usize = 1 << 21;
/// Names of elements remembered.
const NAMES: usize = 256;
/// Such elements remembered as open.
const INLINES: usize = 64;
/// Before the names of elements that mark words within a line. Browsers repeat such elements in every block until they are
/// closed. That changes no text and no block, and a page can make it grow without bound: the builder gets an unknown name.
pub(super) const INLINE: char = '-';

#[derive(Default)]
pub(super) struct DoctypeText {
    pub(super) name: Vec<u8>,
    pub(super) public: Option<Vec<u8>>,
    pub(super) system: Option<Vec<u8>>,
    pub(super) quirks: bool,
}

pub(super) struct Feed<'a, 'c> {
    place: &'c Place,
    builder: TreeBuilder<Handle, Dom>,
    markup: Markup<'a>,
    /// End of the last tag or comment: where the next text begins.
    mark: usize,
    /// Where the last `<` stands.
    pub(super) open: usize,
    /// Characters since the last tag, where they begin, and how far was read when the last of them came.
    text: Vec<u8>,
    text_start: usize,
    text_end: usize,
    /// Inside a body where characters are no text.
    raw: bool,
    /// Where the body of a JSON-LD script begins.
    json: Option<usize>,
    pub(super) name: Vec<u8>,
    pub(super) last_start: Vec<u8>,
    is_end: bool,
    pub(super) self_closing: bool,
    pub(super) attributes: Attributes,
    pub(super) doctype: DoctypeText,
    /// Names of elements as the builder takes them.
    names: FxHashMap<Box<[u8]>, LocalName>,
    /// Names of the elements that mark words and are open.
    inline: Vec<Box<[u8]>>,
    /// Elements open that the builder repeats in what follows when they are not closed: with none, white space changes
    /// nothing in the tree but the distance of words.
    links: usize,
    limit: usize,
    /// Elements open at most: start tags since the builder was last asked, and what it said then.
    depth: usize,
    /// Start tags not handed on because they stood too deep.
    beyond: usize,
}

impl<'a, 'c> Feed<'a, 'c> {
    pub(super) fn new(source: &'a str, place: &'c Place, limit: usize) -> Self {
        Self {
            place,
            builder: TreeBuilder::new(Dom::new(source.len()), Default::default()),
            markup: Markup::new(source),
            mark: 0,
            open: 0,
            text: Vec::new(),
            text_start: 0,
            text_end: 0,
            raw: false,
            json: None,
            name: Vec::new(),
            last_start: Vec::new(),
            is_end: false,
            self_closing: false,
            attributes: Attributes::default(),
            doctype: DoctypeText::default(),
            names: FxHashMap::default(),
            inline: Vec::new(),
            links: 0,
            limit: limit.max(16),
            depth: 0,
            beyond: 0,
        }
    }

    pub(super) fn finish(self) -> Markup<'a> {
        let Self { mut markup, builder, .. } = self;
        markup.nodes = builder.sink.into_nodes();
        markup
    }

    #[inline]
    pub(super) fn here(&self) -> usize {
        self.place.at.get()
    }

    fn is_full(&self) -> bool {
        self.builder.sink.count.get() >= NODES
    }

    fn send(&self, token: Token) -> TokenSinkResult<Handle> {
        self.builder.process_token(token, 1)
    }

    pub(super) fn in_foreign(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }

    #[inline]
    pub(super) fn ends_body(&self) -> bool {
        self.is_end && !self.name.is_empty() && self.name == self.last_start
    }

    #[inline]
    pub(super) fn begin_attribute(&mut self) {
        self.attributes.begin(&self.name);
    }

    #[inline]
    pub(super) fn begin_value(&mut self) {
        self.place.unread.set(!self.attributes.begin_value(&self.name));
    }

    #[inline]
    pub(super) fn begin_tag(&mut self, is_end: bool) {
        self.name.clear();
        self.is_end = is_end;
        self.self_closing = false;
        self.attributes.clear();
    }

    pub(super) fn comment(&mut self) {
        // the end of the page ends a comment too
        let source = self.markup.source;
        self.markup.doubts.unclosed |= self.here() == source.len() && !source.ends_with('>');
        if !self.is_full() {
            self.flush();
            // in a table it decides which white space belongs to the text behind it
            let _ = self.send(Token::CommentToken(StrTendril::new()));
        }
        self.mark = self.here();
    }

    pub(super) fn doctype(&mut self) {
        self.flush();
        let text = |bytes: &[u8]| StrTendril::from_slice(&String::from_utf8_lossy(bytes));
        let doctype = tokenizer::Doctype {
            name: Some(text(&self.doctype.name)).filter(|name| !name.is_empty()),
            public_id: self.doctype.public.as_deref().map(text),
            system_id: self.doctype.system.as_deref().map(text),
            force_quirks: self.doctype.quirks,
        };
        let _ = self.send(Token::DoctypeToken(doctype));
        self.mark = self.here();
    }

    #[inline]
    pub(super) fn string(&mut self, characters: &[u8]) {
        if self.raw || characters.is_empty() {
            return;
        }
        if self.text.is_empty() {
            self.text_start = self.mark;
        }
        self.text_end = self.here();
        self.text.extend_from_slice(characters);
    }

    /// Hands on the text before a tag.
    fn flush(&mut self) {
        if self.text.is_empty() {
            return;
        }
        if self.text.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
            self.text.clear();
            if self.links == 0 {
                self.builder.sink.blank();
            } else {
                let _ = self.send(Token::CharacterTokens(StrTendril::from_char(' ')));
            }
            return;
        }
        let at = (self.text_start, self.text_stop());
        let source = self.markup.source.as_bytes().get(at.0..at.1);
        let decoded = (source != Some(&self.text)).then(|| {
            let from = self.markup.decoded.len() as u32;
            self.markup.decoded.push_str(&String::from_utf8_lossy(&self.text));
            (from, self.markup.decoded.len() as u32)
        });
        self.text.clear();
        let number = self.markup.texts.len() as u32;
        self.markup.texts.push(Text { at: (at.0 as u32, at.1 as u32), decoded });
        let _ = self.send(Token::CharacterTokens(written(number)));
    }

    /// Where the text ends in the source: at the `<` of what follows, unless that `<` is itself text.
    fn text_stop(&self) -> usize {
        let opened = self.open >= self.text_start && self.open + 1 >= self.text_end;
        let mut stop = if opened { self.open } else { self.text_end };
        while !self.markup.source.is_char_boundary(stop) {
            stop += 1;
        }
        stop
    }

    /// The tag is complete. Gives the state in which its body is read.
    pub(super) fn tag(&mut self) -> Option<State> {
        // with no room for nodes a tag ends no text
        let full = self.is_full();
        self.markup.doubts.too_many_nodes |= full;
        self.markup.doubts.too_many_attributes |= self.attributes.too_many();
        if !full {
            self.flush();
        }
        let name = std::mem::take(&mut self.name);
        let state = if self.is_end { self.end(&name, full) } else { self.start(&name, full) };
        self.mark = self.here();
        if self.is_end {
            self.name = name;
        } else {
            self.name = std::mem::replace(&mut self.last_start, name);
            let unseen = matches!(Tag::of(&self.last_start), Tag::Skip | Tag::Script);
            if unseen && matches!(state, Some(State::RawText | State::ScriptData)) {
                self.pass_body();
            }
        }
        state
    }

    fn start(&mut self, name: &[u8], full: bool) -> Option<State> {
        let has_body = naive_next_state(name).is_some();
        let opens = !has_body && !never_open(name);
        if full {
            self.separate(name, full);
            return naive_next_state(name);
        }
        if opens && self.is_too_deep() {
            self.beyond += 1;
            self.separate(name, full);
            return None;
        }
        let id = self.attributes.keep(name, (self.open, self.here()), &mut self.markup);
        if name == b"script"
            && id.is_some_and(|id| is_json(self.markup.attribute(id, markup::Attribute::Type)))
        {
            self.json = Some(self.here());
        }
        self.depth += usize::from(opens);
        let attributes = self.handed(name, id);
        self.links += usize::from(is_repeated(name));
        if starts_anew(name) && !self.in_foreign() {
            self.inline.clear();
        }
        if is_inline(name) {
            let drawn = self.in_foreign();
            let stays = drawn && name == b"font";
            if drawn && !stays {
                self.end_drawing();
            }
            if !stays && self.inline.len() < INLINES {
                self.inline.push(name.into());
            }
        }
        let token = self.token(TagKind::StartTag, name, attributes);
        match self.send(token) {
            TokenSinkResult::Plaintext => Some(State::PlainText),
            TokenSinkResult::RawData(RawKind::Rcdata) => Some(State::RcData),
            TokenSinkResult::RawData(RawKind::Rawtext) => Some(State::RawText),
            TokenSinkResult::RawData(_) => Some(State::ScriptData),
            _ => None,
        }
    }

    fn end(&mut self, name: &[u8], full: bool) -> Option<State> {
        self.raw = false;
        if let Some(start) = self.json.take() {
            self.markup.json.push((start, self.open));
        }
        if full {
            self.separate(name, full);
        } else if self.beyond > 0 && naive_next_state(name).is_none() {
            self.beyond -= 1;
            self.separate(name, full);
        } else {
            if self.closes_inline(name) && self.in_foreign() {
                self.end_drawing();
            }
            self.links = self.links.saturating_sub(usize::from(is_repeated(name)));
            let token = self.token(TagKind::EndTag, name, Vec::new());
            let _ = self.send(token);
        }
        None
    }

    /// The end tag of an element that marks words and is open.
    fn closes_inline(&mut self, name: &[u8]) -> bool {
        let open = self.inline.iter().rposition(|own| **own == *name);
        open.map(|at| self.inline.remove(at)).is_some()
    }

    /// Attributes for the builder: the number of the tag, and the type that decides where a field may stand.
    fn handed(&self, name: &[u8], id: Option<u32>) -> Vec<Attribute> {
        let Some(id) = id else { return Vec::new() };
        let attribute = |local: LocalName, value: StrTendril| Attribute {
            name: QualName { prefix: None, ns: ns!(), local },
            value,
        };
        let mut attributes = vec![attribute(local_name!("id"), written(id))];
        if name == b"input"
            && let Some(value) = self.markup.attribute(id, markup::Attribute::Type)
        {
            attributes.push(attribute(local_name!("type"), StrTendril::from_slice(value)));
        }
        attributes
    }

    fn token(&mut self, kind: TagKind, name: &[u8], attrs: Vec<Attribute>) -> Token {
        let name = if kind == TagKind::StartTag && name == b"font" && self.in_foreign() {
            // without its attributes, which it is, it stays inside
            local_name!("font")
        } else {
            self.local(name)
        };
        let self_closing = self.self_closing;
        Token::TagToken(tokenizer::Tag { kind, name, self_closing, attrs, had_duplicate_attributes: false })
    }

    /// An element that marks words ends a drawing, as any other of HTML does; the builder does not know it by its name.
    fn end_drawing(&self) {
        for kind in [TagKind::StartTag, TagKind::EndTag] {
            let tag = tokenizer::Tag {
                kind,
                name: local_name!("span"),
                self_closing: false,
                attrs: Vec::new(),
                had_duplicate_attributes: false,
            };
            let _ = self.send(Token::TagToken(tag));
        }
    }

    /// The name under which the builder knows an element.
    fn local(&mut self, name: &[u8]) -> LocalName {
        if let Some(known) = self.names.get(name) {
            return known.clone();
        }
        let shown = String::from_utf8_lossy(name);
        let local = if is_inline(name) {
            LocalName::from(format!("{INLINE}{shown}"))
        } else {
            LocalName::from(shown)
        };
        if self.names.len() < NAMES {
            self.names.insert(name.into(), local.clone());
        }
        local
    }

    /// Too many elements are open. The builder is asked only when the start tags since the last time may have done it.
    fn is_too_deep(&mut self) -> bool {
        if self.beyond == 0 && self.depth >= self.limit {
            let open = Count(Cell::new(0));
            self.builder.trace_handles(&open);
            self.depth = open.0.get();
            self.markup.doubts.too_deep |= self.depth >= self.limit;
        }
        self.beyond > 0 || self.depth >= self.limit
    }

    /// A tag that is not handed on still ends a line.
    fn separate(&mut self, name: &[u8], full: bool) {
        let kind = Tag::of(name);
        if !(kind.breaks() || kind == Tag::Break) {
            return;
        }
        if full {
            self.string(b" ");
        } else {
            let rule = tokenizer::Tag {
                kind: TagKind::StartTag,
                name: local_name!("hr"),
                self_closing: false,
                attrs: Vec::new(),
                had_duplicate_attributes: false,
            };
            let _ = self.send(Token::TagToken(rule));
        }
    }

    /// Passes over the body of a script, style or the like, unless a script may hide its end in a comment.
    fn pass_body(&mut self) {
        self.raw = true;
        let start = self.here();
        let rest = self.markup.source.as_bytes().get(start..).unwrap_or(&[]);
        let length = body_length(rest, &self.last_start);
        let body = rest.get(..length.unwrap_or(rest.len())).unwrap_or(rest);
        if self.last_start == b"script" && memmem::find(body, b"<!--").is_some() {
            return;
        }
        self.markup.doubts.unclosed |= length.is_none();
        self.place.at.set(start + body.len());
    }

    pub(super) fn end_of_page(&mut self) {
        self.markup.doubts.unclosed |= self.raw;
        self.flush();
        let _ = self.send(Token::EOFToken);
        self.builder.end();
    }
}

struct Count(Cell<usize>);

impl Tracer for Count {
    type Handle = Handle;
    fn trace_handle(&self, _: &Handle) {
        self.0.set(self.0.get() + 1);
    }
}

/// Bytes before the end tag.
fn body_length(rest: &[u8], name: &[u8]) -> Option<usize> {
    memmem::find_iter(rest, b"</").find(|at| {
        let after = rest.get(at + 2..).unwrap_or(&[]);
        let ends = after.get(name.len()).is_some_and(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'));
        ends && after.get(..name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name))
    })
}

fn is_json(kind: Option<&str>) -> bool {
    const JSON_LD: &str = "application/ld+json";
    kind.and_then(|kind| kind.get(..JSON_LD.len())).is_some_and(|kind| kind.eq_ignore_ascii_case(JSON_LD))
}

/// Elements that are complete with their start tag.
fn never_open(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"basefont"
            | b"bgsound"
            | b"br"
            | b"col"
            | b"embed"
            | b"frame"
            | b"hr"
            | b"image"
            | b"img"
            | b"input"
            | b"keygen"
            | b"link"
            | b"meta"
            | b"param"
            | b"source"
            | b"track"
            | b"wbr"
    )
}

/// Elements inside which those that mark words outside are not closed.
fn starts_anew(name: &[u8]) -> bool {
    matches!(name, b"applet" | b"marquee" | b"object" | b"td" | b"th" | b"caption" | b"template")
}

/// The formatting elements of the standard, but for those of `is_repeated`, of which only one is open at a time.
fn is_inline(name: &[u8]) -> bool {
    matches!(
        name,
        b"b" | b"big"
            | b"code"
            | b"em"
            | b"font"
            | b"i"
            | b"s"
            | b"small"
            | b"strike"
            | b"strong"
            | b"tt"
            | b"u"
    )
}

/// The formatting elements that the builder knows by their names.
fn is_repeated(name: &[u8]) -> bool {
    matches!(name, b"a" | b"nobr")
}
