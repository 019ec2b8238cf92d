//! `/compare?p=…&p=…`: two pages or up to four passages side by side, sentence beside sentence, additions and losses marked.
//!
//! `p` is a document id, or an id with code points: `d:…:120-168`. The engine says which sentences stand beside each other and
//! what a retelling adds, drops and changes, the same as `reportedly compare`; other words that differ are marked within one
//! language. `/compare/citations` gives what is pinned as a file of citations.

use super::layout::frame;
use super::passage::{Counters, actor, cite, cite_page, code, date, page_name, pin, quoted, remarks};
use crate::Html;
use crate::error::Refusal;
use crate::query::Query;
use crate::state::{App, Shelf, Snapshot, language_at};
use crate::text::{Shown, document_link, passage_link, short};
use crate::ui::Ui;
use maud::{Markup, html};
use reportedly_engine::corpus::{
    Change, ChangeKind, Comparison, CopyEdge, Evidence, Rounding, compare_documents, compare_passages,
};
use reportedly_engine::model::{Document, Span, Statement};
use reportedly_report::Card;
use reportedly_report::cite::{Form, cite as cite_as};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Passages beside each other.
const MOST: usize = 4;
/// Words of one side that are compared one by one.
const WORDS: usize = 2_000;
/// Characters of a page that stand for the whole when it is compared with a passage.
const HEAD: usize = 4_000;

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
    let pinned = pinned(&shelf, &pins)?;
    let view = View { ui, app, snapshot: &snapshot, shelf: &shelf, counters: &counters };
    let body = html! {
        h1 { (ui.say("compare.heading")) }
        @match pinned.as_slice() {
            [] => { p.lead { (ui.say("compare.empty")) } p { (ui.say("compare.how")) " " kbd { "p" } }  },
            [a, b] if a.span.is_none() && b.span.is_none() => (view.pages(a.document, b.document)),
            [first, ..] => (view.passages(first, &pinned)),
        }
        @if !pinned.is_empty() { (view.citations(query, &pinned)) }
    };
    Ok(frame(query, "/compare", ui.say("compare.heading"), &body))
}

fn pinned<'a>(shelf: &'a Shelf, pins: &[(&str, Option<&str>)]) -> Result<Vec<Pinned<'a>>, Refusal> {
    let one = |(id, span): &(&str, Option<&str>)| {
        let missing = || Refusal::unknown("fault.document", id);
        let document = shelf.get(id).ok_or_else(missing)?;
        let span = span.map(|asked| super::reader::target(&document.text, asked)).transpose()?;
        Ok(Pinned { document, span })
    };
    pins.iter().map(one).collect()
}

/// The forms in which citations are taken along: in the address, of the report, ending of the file, media type.
const FORMS: [(&str, Form, &str, &str); 5] = [
    ("Markdown", Form::Markdown, "md", "text/markdown; charset=utf-8"),
    ("HTML", Form::Html, "html", "text/html; charset=utf-8"),
    ("BibTeX", Form::BibTex, "bib", "application/x-bibtex; charset=utf-8"),
    ("CSL-JSON", Form::Csl, "csl.json", "application/vnd.citationstyles.csl+json"),
    ("Web Annotation", Form::WebAnnotation, "jsonld", "application/ld+json"),
];

/// A file of citations of what is pinned: its ending, its media type, its content.
pub(crate) fn citations(app: &App, query: &Query) -> Result<(&'static str, &'static str, String), Refusal> {
    let snapshot = app.snapshot()?;
    let asked = query.get("as").unwrap_or("md");
    let form = FORMS.iter().find(|(_, _, ending, _)| *ending == asked);
    let (_, form, ending, kind) = form.ok_or_else(|| {
        let known: Vec<&str> = FORMS.iter().map(|(_, _, ending, _)| *ending).collect();
        Refusal::asked("fault.as", &[&known.join(", ")])
    })?;
    let pins: Vec<(&str, Option<&str>)> = query.all("p").take(MOST).map(parse).collect();
    let shelf = app.shelf(&snapshot, pins.iter().map(|(id, _)| *id))?;
    let card = |pin: &Pinned<'_>| match pin.span.and_then(|span| Some((span, pin.said()?))) {
        Some((span, said)) => Card::statement(pin.document, said, (!pin.is_whole(said)).then_some(span)),
        None => Card::page(pin.document),
    };
    let cards: Vec<Card> = pinned(&shelf, &pins)?.iter().map(card).collect();
    Ok((ending, kind, cite_as(&cards, *form)))
}

impl Pinned<'_> {
    /// The innermost statement that holds the place.
    fn said(&self) -> Option<&Statement> {
        let span = self.span?;
        let held =
            self.document.statements.iter().filter(|said| hull(said).is_some_and(|hull| hull.overlaps(span)));
        held.min_by_key(|said| hull(said).map_or(0, |hull| hull.len().abs_diff(span.len())))
    }

    /// Whether the place is all of the statement's content.
    fn is_whole(&self, said: &Statement) -> bool {
        hull(said) == self.span
    }

    /// What is compared: the pieces of a statement, else the place, else the beginning of the page.
    fn pieces(&self) -> Vec<Span> {
        match (self.span, self.said()) {
            (Some(_), Some(said)) if self.is_whole(said) => said.content.clone(),
            (Some(span), _) => vec![span],
            (None, _) => {
                let end = self
                    .document
                    .text
                    .char_indices()
                    .nth(HEAD)
                    .map_or(self.document.text.len(), |(at, _)| at);
                vec![Span::new(0, end)]
            }
        }
    }

    /// From the first to the last of it.
    fn hull(&self) -> Span {
        self.pieces().into_iter().reduce(Span::join).unwrap_or(Span::new(0, 0))
    }
}

fn hull(said: &Statement) -> Option<Span> {
    said.content.iter().copied().reduce(Span::join)
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
    app: &'a App,
    snapshot: &'a Snapshot,
    shelf: &'a Shelf,
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
        let side = |pinned: &Pinned<'_>| evidence(pinned.document, pinned.hull());
        let base = side(first);
        html! {
            (self.legend())
            div.sides {
                @for (number, pinned) in all.iter().enumerate() {
                    @let own = side(pinned);
                    @let found = (number > 0).then(|| compare_passages((first.document, &first.pieces()), (pinned.document, &pinned.pieces()), &self.app.markers, &self.app.words));
                    @let points = self.counters.get(pinned.document.id.as_str());
                    article.side data-row data-pin=[points.map(|points| pin(pinned.document, own.span, points))]
                        data-cite=[points.map(|points| cite(self.ui, pinned.document, &own.text, speaker(pinned.document, own.span), own.span, points))] {
                        (self.head(pinned.document, Some(own.span)))
                        (self.speakers(pinned.document, own.span))
                        p.text lang=[code(language_at(pinned.document, own.span))] dir="auto" {
                            @match &found {
                                Some(found) => (self.marked(&own, Some(&base), &found.changes, Side::Right)),
                                None => (Shown(&own.text)),
                            }
                        }
                        @if let Some(found) = &found {
                            @if !self.one_language(&own, &base) { p.meta { (self.ui.say("compare.other_language")) } }
                            @else { (self.lost(&base, &own)) }
                            (self.changes(found))
                        }
                    }
                }
            }
        }
    }

    /// Words of the first that this one lacks.
    fn lost(&self, base: &Evidence, own: &Evidence) -> Markup {
        let lost = lost(&words(&base.text), &words(&own.text));
        let language = self.shelf.get(&base.document).and_then(|document| language_at(document, base.span));
        html! {
            @if !lost.is_empty() { p.meta { (self.ui.say("compare.lost")) ": " del lang=[code(language)] { (Shown(&short(&lost, 400))) } } }
        }
    }

    fn legend(&self) -> Markup {
        html! { p.legend { ins { (self.ui.say("compare.added")) } " " del { (self.ui.say("compare.lost")) } " " span.what { (self.ui.say("compare.changed")) } } }
    }

    fn one_language(&self, a: &Evidence, b: &Evidence) -> bool {
        let language = |one: &Evidence| self.shelf.get(&one.document).and_then(|d| language_at(d, one.span));
        language(a) == language(b)
    }

    /// What the second adds, drops and changes: names, numbers, hedges, qualifiers, negation.
    fn changes(&self, found: &Comparison) -> Markup {
        html! {
            @if found.changes.is_empty() { p.meta { (self.ui.say("compare.unchanged")) } }
            @else {
                ul.found-changes aria-label=(self.ui.say("compare.changes")) {
                    @for change in &found.changes {
                        li { span.what { (self.label(change)) } " "
                            @for (n, place) in [&change.a, &change.b].into_iter().flatten().enumerate() { @if n > 0 { " → " } (quoted(place, self.shelf, self.counters)) } }
                    }
                }
            }
        }
    }

    fn label(&self, change: &Change) -> String {
        match change.rounding {
            Some(Rounding::Rounder) => self.ui.say("change.rounder").to_owned(),
            Some(Rounding::MoreExact) => self.ui.say("change.more_exact").to_owned(),
            None => {
                let group = format!("change.{}", crate::text::word(&change.kind));
                self.ui.word(&group, &change.what)
            }
        }
    }

    /// One side of a pair: what was changed with its kind, and within one language all words that the other side lacks.
    fn marked(&self, own: &Evidence, other: Option<&Evidence>, changes: &[Change], side: Side) -> Markup {
        let words = placed(&own.text, own.span.start());
        let other = other.filter(|other| self.one_language(own, other));
        let differs =
            other.map_or_else(|| vec![false; words.len()], |other| differing(&own.text, &other.text, side));
        let here = |word: Span| {
            let on_side = |change: &Change| {
                let place = if side == Side::Left { &change.a } else { &change.b };
                place
                    .as_ref()
                    .is_some_and(|place| place.document == own.document && place.span.overlaps(word))
            };
            changes.iter().position(on_side)
        };
        let mut runs: Vec<(bool, Option<usize>, Span)> = Vec::new();
        for (word, differs) in words.iter().zip(differs) {
            let change = here(*word);
            match runs.last_mut() {
                Some((d, c, run)) if (*d, *c) == (differs, change) => *run = run.join(*word),
                _ => runs.push((differs, change, *word)),
            }
        }
        let text =
            |run: Span| Span::new(run.start() - own.span.start(), run.end() - own.span.start()).of(&own.text);
        html! {
            @for (n, (differs, change, run)) in runs.iter().enumerate() {
                @if n > 0 { " " }
                @match (change.and_then(|at| changes.get(at)), differs) {
                    (Some(change), _) => {
                        @if side == Side::Left { del { (Shown(text(*run))) } } @else { ins { (Shown(text(*run))) } }
                        @if side == Side::Right || change.kind == ChangeKind::Dropped { " " span.what lang=(self.ui.code()) { (self.label(change)) } }
                    }
                    (None, true) if side == Side::Left => del { (Shown(text(*run))) },
                    (None, true) => ins { (Shown(text(*run))) },
                    (None, false) => (Shown(text(*run))),
                }
            }
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
        let found = compare_documents(a, b, &self.app.markers, &self.app.words);
        let count = |own: fn(&(bool, bool)) -> bool| {
            found.pairs.iter().map(|pair| (pair.a.is_some(), pair.b.is_some())).filter(own).count()
        };
        html! {
            @if let Some(edge) = edge { (self.edge(edge)) }
            p.meta {
                span { (self.ui.say("compare.paired")) ": " b { (count(|pair| pair.0 && pair.1)) } }
                span { (self.ui.say("compare.only_left")) ": " b { (count(|pair| !pair.1)) } }
                span { (self.ui.say("compare.only_right")) ": " b { (count(|pair| !pair.0)) } }
            }
            section aria-labelledby="h-changes" { h2 #h-changes { (self.ui.say("compare.changes")) } (self.changes(&found)) }
            @if a.language != b.language { p { (self.ui.say("compare.other_language")) } }
            (self.legend())
            div.pairs {
                div.pair.heads { div.side { (self.head(a, None)) } div.side { (self.head(b, None)) } }
                @for pair in &found.pairs {
                    div.pair data-row {
                        (self.side(pair.a.as_ref(), pair.b.as_ref(), &found.changes, Side::Left))
                        (self.side(pair.b.as_ref(), pair.a.as_ref(), &found.changes, Side::Right))
                    }
                }
            }
        }
    }

    /// One sentence; whole when the other side has none.
    fn side(
        &self,
        own: Option<&Evidence>,
        other: Option<&Evidence>,
        changes: &[Change],
        side: Side,
    ) -> Markup {
        let language =
            own.and_then(|own| self.shelf.get(&own.document).and_then(|d| language_at(d, own.span)));
        html! {
            div.side lang=[code(language)] dir="auto" {
                @match (own, other, side) {
                    (Some(own), Some(_), _) => (self.marked(own, other, changes, side)),
                    (Some(own), None, Side::Left) => del { (Shown(&own.text)) },
                    (Some(own), None, Side::Right) => ins { (Shown(&own.text)) },
                    (None, ..) => span.nothing { span.unseen { (self.ui.say("none")) } },
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
                @if !edge.why.is_empty() { span.why { (remarks(self.ui, &edge.why, "; ")) } }
            }
        }
    }

    /// What a reader pastes under each passage.
    fn citations(&self, query: &Query, all: &[Pinned<'_>]) -> Markup {
        html! {
            section aria-labelledby="h-cite" {
                h2 #h-cite { (self.ui.say("compare.citations")) }
                ol.citations {
                    @for pinned in all {
                        @if let (Some(span), Some(points)) = (pinned.span, self.counters.get(pinned.document.id.as_str())) {
                            li lang=[code(pinned.document.language)] { (Shown(&cite(self.ui, pinned.document, &short(pinned.document.slice(span), 600), speaker(pinned.document, span), span, points))) }
                        } @else { li lang=[code(pinned.document.language)] { (Shown(&cite_page(self.ui, pinned.document))) } }
                    }
                }
                p.take { (self.ui.say("compare.take")) ": "
                    @for (n, (name, _, ending, _)) in FORMS.iter().enumerate() {
                        @if n > 0 { " · " }
                        a href=(format!("/compare/citations{}", query.with("as", ending))) download { (name) }
                    }
                }
            }
        }
    }
}

fn evidence(document: &Document, span: Span) -> Evidence {
    Evidence { document: document.id.clone(), span, text: document.slice(span).to_owned() }
}

fn speaker(document: &Document, span: Span) -> Option<&str> {
    let said = document.statements.iter().find(|s| s.content.iter().any(|c| c.overlaps(span)))?;
    let entity = document.entity(said.speaker.as_ref()?.entity?)?;
    Some(entity.name.as_str())
}

fn percent(share: f32) -> String {
    format!("{:.0} %", share * 100.0)
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Left,
    Right,
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().take(WORDS).collect()
}

/// The same words with their places; `start` is where the text begins.
fn placed(text: &str, start: usize) -> Vec<Span> {
    let mut at = 0;
    let mut out = Vec::new();
    for word in text.split_whitespace() {
        let Some(found) = text.get(at..).and_then(|rest| rest.find(word)) else { continue };
        out.push(Span::new(start + at + found, start + at + found + word.len()));
        at += found + word.len();
    }
    out
}

/// For each word of the text, whether the other text lacks it at this place.
fn differing(own: &str, other: &str, side: Side) -> Vec<bool> {
    let (a, b) = (words(own), words(other));
    let mut out = vec![false; own.split_whitespace().count()];
    let ops = match side {
        Side::Left => capture_diff_slices(Algorithm::Myers, &a, &b),
        Side::Right => capture_diff_slices(Algorithm::Myers, &b, &a),
    };
    for op in ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. })) {
        let range = if side == Side::Left { op.old_range() } else { op.new_range() };
        out.iter_mut().skip(range.start).take(range.len()).for_each(|slot| *slot = true);
    }
    out
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

    #[test]
    fn pins_are_pages_or_passages() {
        assert_eq!(parse("d:abc:12-40"), ("d:abc", Some("12-40")));
        assert_eq!(parse("d:abc"), ("d:abc", None));
        assert_eq!(parse("d:abc:x-1"), ("d:abc:x-1", None));
    }

    #[test]
    fn words_are_marked_on_their_side() {
        let (a, b) = ("the old mill is sold", "the mill  is not sold");
        assert_eq!(differing(a, b, Side::Left), [false, true, false, false, false]);
        assert_eq!(differing(b, a, Side::Right), [false, false, false, true, false]);
        assert_eq!(lost(&words(a), &words(b)), "old");
        let places: Vec<&str> = placed(b, 0).iter().map(|span| span.of(b)).collect();
        assert_eq!(places, words(b));
    }
}
