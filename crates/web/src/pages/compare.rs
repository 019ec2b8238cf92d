//! `/compare?p=…&p=…`: two pages or up to four passages side by side, sentence beside sentence, additions and losses marked.
//!
//! `p` is a document id, or an id with code points: `d:…:120-168`. Sentences are paired in order, by the words they share
//! or the claims they carry, so that a translation stands beside its original; words are compared within one language.

use super::layout::frame;
use super::passage::{Counters, actor, cite, code, date, page_name, pin, reasons};
use crate::Html;
use crate::error::Refusal;
use crate::query::Query;
use crate::state::{App, Snapshot, language_at};
use crate::text::{Shown, document_link, passage_link, short};
use crate::ui::Ui;
use maud::{Markup, html};
use reportedly_engine::corpus::CopyEdge;
use reportedly_engine::model::{Document, Language, Span, Zone};
use reportedly_engine::text::{TokenKind, tokens};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::BTreeSet;

/// Passages beside each other, and sentences of a page that are paired.
const MOST: usize = 4;
const SENTENCES: usize = 250;
/// Words of one side that are compared one by one.
const WORDS: usize = 2_000;
/// Least share of common words of a pair.
const NEAR: f32 = 0.34;
/// What carrying the same claim is worth.
const CLAIM: f32 = 0.6;

struct Pinned<'a> {
    document: &'a Document,
    /// `None`: the whole page.
    span: Option<Span>,
}

pub(crate) fn page(app: &App, query: &Query) -> Html {
    let snapshot = app.snapshot()?;
    let ui = query.ui();
    let pins: Vec<(&str, Option<&str>)> = query.all("p").take(MOST).map(parse).collect();
    let shelf = app.shelf(&snapshot, pins.iter().map(|(id, _)| *id))?;
    let counters = shelf.points();
    let mut pinned: Vec<Pinned<'_>> = Vec::new();
    for (id, span) in &pins {
        let missing = || Refusal::missing(format!("there is no document `{}` in this corpus", short(id, 80)));
        let document = shelf.get(id).ok_or_else(missing)?;
        let span = span.map(|asked| super::reader::target(&document.text, asked)).transpose()?;
        pinned.push(Pinned { document, span });
    }
    let view = View { ui, snapshot: &snapshot, counters: &counters };
    let body = html! {
        h1 { (ui.say("compare.heading")) }
        @match pinned.as_slice() {
            [] => { p.lead { (ui.say("compare.empty")) } p { (ui.say("compare.how")) " " kbd { "p" } }  },
            [a, b] if a.span.is_none() && b.span.is_none() => (view.pages(a.document, b.document)),
            [first, ..] => (view.passages(first, &pinned)),
        }
        @if !pinned.is_empty() { (view.citations(&pinned)) }
    };
    Ok(frame(query, "/compare", ui.say("compare.heading"), &body))
}

/// Id and, when there is one, the place.
fn parse(pin: &str) -> (&str, Option<&str>) {
    match pin.rsplit_once(':') {
        Some((id, place))
            if place.contains('-') && place.bytes().all(|b| b.is_ascii_digit() || b == b'-') =>
        {
            (id, Some(place))
        }
        _ => (pin, None),
    }
}

struct View<'a> {
    ui: Ui,
    snapshot: &'a Snapshot,
    counters: &'a Counters<'a>,
}

impl View<'_> {
    fn head(&self, document: &Document, span: Option<Span>) -> Markup {
        let link = match (span, self.counters.get(document.id.as_str())) {
            (Some(span), Some(points)) => {
                passage_link(&document.id, points.at(span.start()), points.at(span.end()))
            }
            _ => document_link(&document.id),
        };
        html! {
            p.meta {
                a href=(link) { b { bdi { (Shown(&short(&page_name(document), 60))) } } }
                (date(self.ui, document.metadata.published.value.as_deref()))
                @if let Some(code) = code(document.language) { span.tag { (code) } }
            }
        }
    }

    fn passages(&self, first: &Pinned<'_>, all: &[Pinned<'_>]) -> Markup {
        let span_of =
            |pinned: &Pinned<'_>| pinned.span.unwrap_or(Span::new(0, pinned.document.text.len().min(4_000)));
        let base = first.document.slice(span_of(first));
        let language = language_at(first.document, span_of(first));
        html! {
            div.sides {
                @for (number, pinned) in all.iter().enumerate() {
                    @let span = span_of(pinned);
                    @let own = language_at(pinned.document, span);
                    @let text = pinned.document.slice(span);
                    article.side data-row data-pin=[self.counters.get(pinned.document.id.as_str()).map(|points| pin(pinned.document, span, points))]
                        data-cite=[self.counters.get(pinned.document.id.as_str()).map(|points| cite(pinned.document, text, None, span, points))] {
                        (self.head(pinned.document, Some(span)))
                        (self.speakers(pinned.document, span))
                        p.text lang=[code(own)] dir="auto" {
                            @if number > 0 && own == language { (marked(&words(base), &words(text), Side::Right)) } @else { (Shown(text)) }
                        }
                        @if number > 0 && own != language { p.meta { (self.ui.say("compare.other_language")) } }
                        @if number > 0 && own == language {
                            @let lost = lost(&words(base), &words(text));
                            @if !lost.is_empty() { p.meta { (self.ui.say("compare.lost")) ": " del lang=[code(language)] { (Shown(&short(&lost, 400))) } } }
                        }
                    }
                }
            }
            p.legend { ins { (self.ui.say("compare.added")) } " " del { (self.ui.say("compare.lost")) } }
        }
    }

    fn speakers(&self, document: &Document, span: Span) -> Markup {
        let said = document.statements.iter().find(|s| s.content.iter().any(|c| c.overlaps(span)));
        let speaker = said.and_then(|s| s.speaker.as_ref());
        let entity = speaker.and_then(|speaker| speaker.entity);
        let name = entity.and_then(|id| document.entity(id)).map(|entity| entity.name.as_str());
        let id = entity.and_then(|id| self.snapshot.actor_of(document, id));
        html! { @if let Some(name) = name { p.said { (actor(self.snapshot, id.as_deref(), &short(name, 80), document.language)) } } }
    }

    fn pages(&self, a: &Document, b: &Document) -> Markup {
        let edge = self
            .snapshot
            .corpus
            .copies
            .iter()
            .find(|edge| (edge.a == a.id && edge.b == b.id) || (edge.a == b.id && edge.b == a.id));
        let same = a.language == b.language;
        let (left, right) = (sentences(self.snapshot, a), sentences(self.snapshot, b));
        let rows = align(&left, &right);
        let paired = rows.iter().filter(|row| matches!(row, (Some(_), Some(_)))).count();
        html! {
            @if let Some(edge) = edge { (self.edge(edge)) }
            p.meta {
                span { (self.ui.say("compare.paired")) ": " b { (paired) } }
                span { (self.ui.say("compare.only_left")) ": " b { (left.len() - paired) } }
                span { (self.ui.say("compare.only_right")) ": " b { (right.len() - paired) } }
            }
            @if !same { p { (self.ui.say("compare.other_language")) } }
            p.legend { ins { (self.ui.say("compare.added")) } " " del { (self.ui.say("compare.lost")) } }
            div.pairs {
                div.pair.heads { div.side { (self.head(a, None)) } div.side { (self.head(b, None)) } }
                @for (l, r) in &rows {
                    @let (l, r) = (l.and_then(|at| left.get(at)), r.and_then(|at| right.get(at)));
                    div.pair data-row {
                        div.side lang=[code(l.and_then(|one| one.language))] dir="auto" {
                            @match (l, r) {
                                (Some(l), Some(r)) if same => (marked(&words(l.text), &words(r.text), Side::Left)),
                                (Some(l), Some(_)) => (Shown(l.text)),
                                (Some(l), None) => del { (Shown(l.text)) },
                                _ => span.nothing { span.unseen { (self.ui.say("none")) } },
                            }
                        }
                        div.side lang=[code(r.and_then(|one| one.language))] dir="auto" {
                            @match (l, r) {
                                (Some(l), Some(r)) if same => (marked(&words(l.text), &words(r.text), Side::Right)),
                                (Some(_), Some(r)) => (Shown(r.text)),
                                (None, Some(r)) => ins { (Shown(r.text)) },
                                _ => span.nothing { span.unseen { (self.ui.say("none")) } },
                            }
                        }
                    }
                }
            }
        }
    }

    fn edge(&self, edge: &CopyEdge) -> Markup {
        let earlier = edge.earlier.as_deref().and_then(|id| self.snapshot.row(self.snapshot.row_of(id)?));
        html! {
            p.meta {
                span.tag { (self.ui.word("copy", &edge.class)) }
                span { (self.ui.say("compare.shared")) ": " (percent(edge.contained.0)) " / " (percent(edge.contained.1)) }
                @if let Some(row) = earlier { span { (self.ui.say("compare.earlier")) ": " bdi { (Shown(&short(row.outlet.as_deref().unwrap_or(&row.path), 60))) } } }
                @if !edge.why.is_empty() { span.why { (reasons(self.ui, &edge.why, "; ")) } }
            }
        }
    }

    /// What a reader pastes under each passage.
    fn citations(&self, all: &[Pinned<'_>]) -> Markup {
        html! {
            section aria-labelledby="h-cite" {
                h2 #h-cite { (self.ui.say("compare.citations")) }
                ol.citations {
                    @for pinned in all {
                        @let span = pinned.span.unwrap_or(Span::new(0, 0));
                        @if let Some(points) = self.counters.get(pinned.document.id.as_str()) {
                            li lang=[code(pinned.document.language)] { (Shown(&cite(pinned.document, &short(pinned.document.slice(span), 600), speaker(pinned.document, span), span, points))) }
                        }
                    }
                }
            }
        }
    }
}

fn speaker(document: &Document, span: Span) -> Option<&str> {
    let said = document.statements.iter().find(|s| s.content.iter().any(|c| c.overlaps(span)))?;
    let entity = document.entity(said.speaker.as_ref()?.entity?)?;
    Some(entity.name.as_str())
}

fn percent(share: f32) -> String {
    format!("{:.0} %", share * 100.0)
}

/// A sentence of the page's own story.
struct Sentence<'a> {
    text: &'a str,
    language: Option<Language>,
    words: BTreeSet<String>,
    claims: BTreeSet<usize>,
}

fn sentences<'a>(snapshot: &Snapshot, document: &'a Document) -> Vec<Sentence<'a>> {
    let own = |span: Span, block: usize| {
        document.blocks.get(block).is_some_and(|b| b.zone == Zone::Article && b.repeats.is_none())
            && !span.is_empty()
    };
    let all = document.sentences.iter().filter(|sentence| own(sentence.span, sentence.block.0 as usize));
    all.take(SENTENCES)
        .map(|sentence| {
            let text = document.slice(sentence.span).trim();
            let words = tokens(text, 0).into_iter().filter(|token| token.kind != TokenKind::Punctuation);
            let inside = document.statements.iter().enumerate();
            let inside = inside.filter(|(_, s)| s.content.iter().any(|c| c.overlaps(sentence.span)));
            Sentence {
                text,
                language: language_at(document, sentence.span),
                words: words.map(|token| reportedly_store::stem(&token.folded)).collect(),
                claims: inside
                    .flat_map(|(at, _)| snapshot.claims_of(&document.id, at as u32))
                    .copied()
                    .collect(),
            }
        })
        .collect()
}

fn score(a: &Sentence<'_>, b: &Sentence<'_>) -> f32 {
    let common = a.words.intersection(&b.words).count() as f32;
    let dice = 2.0 * common / (a.words.len() + b.words.len()).max(1) as f32;
    let claim = if a.claims.is_disjoint(&b.claims) { 0.0 } else { CLAIM };
    dice.max(claim)
}

/// Pairs in the order of both sides with the greatest sum of scores; what has no partner stands alone.
fn align(left: &[Sentence<'_>], right: &[Sentence<'_>]) -> Vec<(Option<usize>, Option<usize>)> {
    let (n, m) = (left.len(), right.len());
    let width = m + 1;
    let mut best = vec![0.0_f32; (n + 1) * width];
    let mut pairs = vec![0.0_f32; n * m];
    let at = |list: &[f32], place: usize| list.get(place).copied().unwrap_or(0.0);
    for (i, a) in left.iter().enumerate().rev() {
        for (j, b) in right.iter().enumerate().rev() {
            let near = score(a, b);
            let paired = if near >= NEAR { near + at(&best, (i + 1) * width + j + 1) } else { 0.0 };
            let skipped = at(&best, (i + 1) * width + j).max(at(&best, i * width + j + 1));
            if let Some(slot) = pairs.get_mut(i * m + j) {
                *slot = if near >= NEAR && paired >= skipped { near } else { 0.0 };
            }
            if let Some(slot) = best.get_mut(i * width + j) {
                *slot = paired.max(skipped);
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut rows = Vec::new();
    while i < n && j < m {
        if at(&pairs, i * m + j) > 0.0 {
            rows.push((Some(i), Some(j)));
            i += 1;
            j += 1;
        } else if at(&best, (i + 1) * width + j) >= at(&best, i * width + j + 1) {
            rows.push((Some(i), None));
            i += 1;
        } else {
            rows.push((None, Some(j)));
            j += 1;
        }
    }
    rows.extend((i..n).map(|i| (Some(i), None)));
    rows.extend((j..m).map(|j| (None, Some(j))));
    rows
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Left,
    Right,
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().take(WORDS).collect()
}

/// One side of a pair, with what the other side lacks marked.
fn marked(left: &[&str], right: &[&str], side: Side) -> Markup {
    let mut parts: Vec<(bool, String)> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, left, right) {
        let (from, to) = (op.old_range(), op.new_range());
        let equal = matches!(op, DiffOp::Equal { .. });
        let some = match side {
            Side::Left => left.get(from),
            Side::Right => right.get(to),
        };
        let text = some.unwrap_or(&[]).join(" ");
        if !text.is_empty() {
            parts.push((equal, text));
        }
    }
    html! {
        @for (n, (equal, text)) in parts.iter().enumerate() {
            @if n > 0 { " " }
            @if *equal { (Shown(text)) } @else if side == Side::Left { del { (Shown(text)) } } @else { ins { (Shown(text)) } }
        }
    }
}

/// Words of the first that the second lacks.
fn lost(left: &[&str], right: &[&str]) -> String {
    let ops = capture_diff_slices(Algorithm::Myers, left, right);
    let gone = ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    let texts = gone.map(|op| left.get(op.old_range()).unwrap_or(&[]).join(" "));
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" … ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(text: &str) -> Sentence<'_> {
        Sentence {
            text,
            language: None,
            words: text.split(' ').map(str::to_owned).collect(),
            claims: BTreeSet::new(),
        }
    }

    #[test]
    fn pins_are_pages_or_passages() {
        assert_eq!(parse("d:abc:12-40"), ("d:abc", Some("12-40")));
        assert_eq!(parse("d:abc"), ("d:abc", None));
        assert_eq!(parse("d:abc:x-1"), ("d:abc:x-1", None));
    }

    #[test]
    fn sentences_are_paired_in_order() {
        let left = ["the mill is sold", "the bridge stays open", "nobody was hurt"].map(sentence);
        let right = ["rain is expected", "the mill was sold", "nobody was hurt today"].map(sentence);
        let rows = align(&left, &right);
        assert_eq!(rows, [(None, Some(0)), (Some(0), Some(1)), (Some(1), None), (Some(2), Some(2))]);
    }

    #[test]
    fn words_are_marked_on_their_side() {
        let (a, b) = (words("the old mill is sold"), words("the mill is not sold"));
        assert_eq!(marked(&a, &b, Side::Left).into_string(), "the <del>old</del> mill is sold");
        assert_eq!(marked(&a, &b, Side::Right).into_string(), "the mill is <ins>not</ins> sold");
        assert_eq!(lost(&a, &b), "old");
    }
}
