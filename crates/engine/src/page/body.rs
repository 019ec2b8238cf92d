//! The text of a page that stands only in its JSON-LD.
//!
//! Pages that a program draws in the browser show a loader and state their text as `articleBody` (schema.org). Takes that
//! string, gives blocks behind those that are shown. Its lines are paragraphs; HTML in it is read as HTML.

use super::decode::RawMap;
use super::html;
use super::meta::head::Head;
use super::meta::json_ld::{self, JsonLd, Placed};
use super::shape::Shape;
use super::words::Words;
use super::zone::{self, Hint, Piece};
use crate::model::{Block, Limits, Notice, RawSpan, Role, Rule, Span, Zone};
use rustc_hash::FxHashSet;
use std::borrow::Cow;

/// A page that shows less than one part in so many of the stated text does not show its story.
const SHOWN: usize = 5;

/// What a page states besides what it shows.
pub(super) struct Stated<'a> {
    pub(super) head: &'a Head,
    pub(super) json: &'a JsonLd,
    pub(super) words: &'a Words,
    pub(super) limits: &'a Limits,
}

/// A paragraph and its place in the source of the page.
type Paragraph<'a> = (Cow<'a, str>, (usize, usize));

impl Stated<'_> {
    /// Adds the stated text to `text` and `pieces` and gives the blocks of all pieces; `None` when the page shows its
    /// story or states none. `shown`: the blocks of `pieces`. `raw`: from the source to the bytes.
    pub(super) fn add(
        &self,
        text: &mut String,
        pieces: &mut Vec<Piece>,
        shown: &[Block],
        raw: impl Fn((usize, usize)) -> Option<RawSpan>,
    ) -> Option<(Vec<Block>, Notice)> {
        let body = self.json.body.as_ref()?;
        let article = |(_, block): &(&Piece, &Block)| block.zone == Zone::Article;
        let prose: Vec<&Piece> = pieces
            .iter()
            .zip(shown)
            .filter(article)
            .map(|(piece, _)| piece)
            .filter(|p| p.shape.body())
            .collect();
        let seen: usize = prose.iter().map(|piece| piece.shape.chars).sum();
        if seen * SHOWN >= body.0.chars().count() {
            return None;
        }
        let paragraphs = self.paragraphs(body);
        if !paragraphs.iter().any(|(line, _)| Shape::new(line, self.words).body()) {
            return None;
        }
        let seen: FxHashSet<u64> = prose.iter().map(|piece| piece.shape.key).collect();
        let first = pieces.len();
        let headline = self.shown_headline(pieces, shown);
        let mut push = |paragraph: Paragraph<'_>, heading: u8| {
            let shape = Shape::new(&paragraph.0, self.words);
            if pieces.len() >= self.limits.blocks || shape.words == 0 || seen.contains(&shape.key) {
                return;
            }
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            let span = Span::new(text.len(), text.len() + paragraph.0.len());
            text.push_str(&paragraph.0);
            let hint = Hint { heading, titled: heading == 1, main: true, markup: true, ..Hint::default() };
            pieces.push(Piece { span, raw: raw(paragraph.1), shape, hint });
        };
        let stated = self.json.headline.as_ref().filter(|_| headline.is_none());
        if let Some(stated) = stated {
            let at = self.place("headline", stated).unwrap_or(stated.1);
            push((Cow::Owned(html_text(&stated.0, self)), at), 1);
        }
        for paragraph in paragraphs {
            push(paragraph, 0);
        }
        let mut blocks = zone::assign(pieces, text);
        settle(&mut blocks, pieces, first, headline);
        let message = "the page does not show its story; the text is that of its JSON-LD";
        let span = pieces.get(first).map(|piece| piece.span);
        Some((blocks, Notice::new("text-from-json-ld", span, message)))
    }

    /// The piece that the page shows as its headline.
    fn shown_headline(&self, pieces: &[Piece], shown: &[Block]) -> Option<usize> {
        let stated = self.json.headline.as_ref().map(|(text, _)| Shape::new(text, self.words).key);
        let says = |piece: &Piece| Some(piece.shape.key) == stated || piece.hint.titled;
        pieces.iter().position(says).or_else(|| {
            let heading = |(piece, block): (&Piece, &Block)| {
                block.zone == Zone::Article && piece.hint.heading == 1 && piece.shape.title()
            };
            pieces.iter().zip(shown).position(heading)
        })
    }

    /// Where a value stands between its quotes in the source.
    fn place(&self, key: &str, (text, at): &Placed) -> Option<(usize, usize)> {
        let script = self.head.json_ld.iter().find(|script| script.at == *at)?;
        let (start, end) = json_ld::literal(&script.value, key, text.trim())?;
        Some((at.0 + start, at.0 + end))
    }

    /// What lies between line breaks. A paragraph that HTML was taken from has the place of the whole string.
    fn paragraphs<'b>(&self, body: &'b Placed) -> Vec<Paragraph<'b>> {
        let place = self.place("articleBody", body);
        let whole = place.unwrap_or(body.1);
        let text = body.0.as_str();
        // "&lt;p&gt;": markup that was escaped once more
        let escaped = (!has_tag(text, |_| true) && text.contains("&lt;")).then(|| {
            let lines: Vec<String> = text.lines().map(|line| html_text(line, self)).collect();
            lines.join("\n")
        });
        let marked = escaped.as_deref().unwrap_or(text);
        if has_tag(marked, is_block) {
            let parsed = html::read(marked, self.words, self.limits, &mut Vec::new());
            let text = |piece: &Piece| Cow::Owned(piece.span.of(&parsed.text).to_owned());
            return parsed.pieces.iter().map(|piece| (text(piece), whole)).collect();
        }
        if escaped.is_some() {
            return marked.lines().map(|line| (Cow::Owned(html_text(line, self)), whole)).collect();
        }
        let script = self.head.json_ld.iter().find(|script| script.at == body.1);
        let literal = script.zip(place).and_then(|(script, (start, end))| {
            script.value.get(start.checked_sub(script.at.0)?..end.checked_sub(script.at.0)?)
        });
        let steps = literal.map(steps);
        let lines = text.split(['\n', '\r', '\u{2028}', '\u{2029}']).map(str::trim);
        lines
            .filter(|line| !line.is_empty())
            .map(|line| {
                if line.contains('&') || has_tag(line, |_| true) {
                    return (Cow::Owned(html_text(line, self)), whole);
                }
                let start = line.as_ptr() as usize - text.as_ptr() as usize;
                let at = |position: usize| Some(whole.0 + steps.as_ref()?.at("", position)? as usize);
                let place = at(start).zip(at(start + line.len())).unwrap_or(whole);
                (Cow::Borrowed(line), place)
            })
            .collect()
    }
}

/// Zones of the stated text and, beside it, of what is shown.
fn settle(blocks: &mut [Block], pieces: &[Piece], first: usize, headline: Option<usize>) {
    let mut lead = false;
    for (i, (block, piece)) in blocks.iter_mut().zip(pieces).enumerate() {
        let title = headline == Some(i) || i >= first && piece.hint.heading == 1;
        if i < first && !title {
            // a loader or a menu, not the story
            if block.zone == Zone::Article && !piece.shape.body() {
                (block.zone, block.role) = (Zone::Other, Role::Other);
                block.rule = Rule::Borrowed("beside-json-ld");
            }
            lead |= block.zone == Zone::Article && block.role == Role::Lead;
            continue;
        }
        block.zone = Zone::Article;
        block.group = 0;
        block.role = match (title, lead) {
            (true, _) => Role::Headline,
            (false, false) => Role::Lead,
            (false, true) => Role::Paragraph,
        };
        lead |= !title;
        block.rule = Rule::Borrowed(if i < first { "headline" } else { "json-ld" });
    }
}

/// HTML to text on one line.
fn html_text(html: &str, stated: &Stated<'_>) -> String {
    if !html.contains(['&', '<']) {
        return html.trim().to_owned();
    }
    html::read(html, stated.words, stated.limits, &mut Vec::new()).text.replace("\n\n", " ")
}

/// A tag whose name (lower case) passes.
fn has_tag(text: &str, named: impl Fn(&str) -> bool) -> bool {
    memchr::memchr_iter(b'<', text.as_bytes()).any(|at| {
        let rest = text.get(at + 1..).unwrap_or("");
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let length = rest.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
        let name = rest.get(..length).unwrap_or("").to_ascii_lowercase();
        name.starts_with(|c: char| c.is_ascii_lowercase()) && named(&name)
    })
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "br"
            | "div"
            | "li"
            | "ul"
            | "ol"
            | "blockquote"
            | "section"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
    )
}

/// From positions in a JSON string that was read to those between its quotes: a step behind each escape.
fn steps(literal: &str) -> RawMap {
    let (mut text, mut raw) = (0u32, 0u32);
    let mut steps = vec![(0, 0)];
    let mut rest = literal.as_bytes();
    while let Some(at) = memchr::memchr(b'\\', rest) {
        let (escape, read) = escape(rest.get(at..).unwrap_or(&[]));
        text += (at + read) as u32;
        raw += (at + escape) as u32;
        steps.push((text, raw));
        rest = rest.get(at + escape..).unwrap_or(&[]);
    }
    RawMap::Steps(steps)
}

/// Bytes of an escape, and bytes of the character it stands for.
fn escape(bytes: &[u8]) -> (usize, usize) {
    let unit = |from: usize| {
        let digits = bytes.get(from..from + 4)?;
        u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    if bytes.get(1) != Some(&b'u') {
        return (2, 1);
    }
    match unit(2) {
        Some(0xD800..=0xDBFF) => (12, 4),
        Some(unit) => (6, char::from_u32(unit).map_or(3, char::len_utf8)),
        None => (2, 1),
    }
}

#[cfg(test)]
mod tests;
