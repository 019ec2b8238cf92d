//! `/documents/{id}`: the text of a page as it was read, block by block, with what was found in it marked.
//! `?span=a-b` (code points) marks a passage; long pages are cut into parts of `PART` blocks, `?part=n`.

use super::layout::{frame, pager, pager_above};
use super::marks::{Mark, cut};
use super::passage::{actor, code, date, reason, rejected, remark, stance};
use crate::Html;
use crate::error::Refusal;
use crate::query::Query;
use crate::state::{App, Snapshot};
use crate::text::{Shown, claim_link, file_name, passage_link, plain, short, word};
use crate::ui::Ui;
use maud::{Markup, html};
use reportedly_engine::model::{Block, BlockId, Document, LinkRole, Notice, Role, Span, StatementKind, Zone};
use reportedly_engine::wire::Points;

/// Blocks shown at once.
const PART: usize = 400;

pub(crate) fn find(app: &App, snapshot: &Snapshot, id: &str) -> Result<std::sync::Arc<Document>, Refusal> {
    app.document(snapshot, id)?.ok_or_else(|| Refusal::unknown("fault.document", id))
}

pub(crate) fn page(app: &App, id: &str, query: &Query) -> Html {
    let snapshot = app.snapshot()?;
    let document = find(app, &snapshot, id)?;
    let document = document.as_ref();
    let target = query.get("span").map(|asked| target(&document.text, asked)).transpose()?;
    let points = Points::new(&document.text);
    let parts = document.blocks.len().div_ceil(PART).max(1);
    let part = match (query.get("part"), target) {
        (None, Some(span)) => {
            let block = document.blocks.partition_point(|b| b.span.start() <= span.start());
            block.saturating_sub(1) / PART + 1
        }
        _ => query.number("part")?,
    };
    if part > parts {
        return Err(Refusal::absent("fault.part", &[&part.to_string(), &parts.to_string()]));
    }
    let ui = query.ui();
    let reader =
        Reader { ui, snapshot: &snapshot, document, points: &points, target, first: (part - 1) * PART };
    let title = crate::state::title(document).unwrap_or_else(|| file_name(&document.path).to_owned());
    let body = html! {
        p.crumb { a href="/documents" { (ui.say("nav.documents")) } " / " code { (document.id) } }
        h1 lang=[code(document.language)] dir="auto" { (Shown(&short(&title, 300))) }
        (reader.head())
        (pager_above(query, part, parts, "part"))
        p.legend {
            span.s.direct { (ui.word("kind", &StatementKind::Direct)) } " " span.s.indirect { (ui.word("kind", &StatementKind::Indirect)) } " " span.s.mixed { (ui.word("kind", &StatementKind::Mixed)) } " "
            span.speaker { (ui.say("role.speaker")) } " " span.cue { (ui.say("reader.cue")) } " " span.link { (ui.say("reader.link")) } " " s.date-no { (ui.say("reader.date_no")) }
        }
        div.reader {
            article.text aria-label=(ui.say("reader.text")) { (reader.blocks()) }
            aside tabindex="0" aria-label=(ui.say("sum.statements")) { (reader.list()) }
        }
        (pager(query, part, parts, "part"))
    };
    Ok(frame(query, "/documents", &short(&title, 90), &body))
}

/// `a-b` in code points as bytes of the text.
pub(crate) fn target(text: &str, asked: &str) -> Result<Span, Refusal> {
    let bad = || Refusal::asked("fault.span", &[]);
    let (start, end) = asked.split_once('-').ok_or_else(bad)?;
    let (start, end): (usize, usize) = (start.parse().map_err(|_| bad())?, end.parse().map_err(|_| bad())?);
    if start >= end {
        return Err(bad());
    }
    let mut places = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
    let first = places.nth(start).ok_or_else(bad)?;
    let last = places.nth(end - start - 1).ok_or_else(bad)?;
    Ok(Span::new(first, last))
}

struct Reader<'a> {
    ui: Ui,
    snapshot: &'a Snapshot,
    document: &'a Document,
    points: &'a Points<'a>,
    target: Option<Span>,
    /// Index of the first block shown.
    first: usize,
}

impl Reader<'_> {
    fn head(&self) -> Markup {
        let document = self.document;
        let published = &document.metadata.published;
        html! {
            dl.facts {
                @if let Some(outlet) = &document.metadata.outlet { div { dt { (self.ui.say("col.outlet")) } dd { (actor(self.snapshot, Some(&outlet.actor), &outlet.name, None)) } } }
                @if !document.metadata.authors.is_empty() { div { dt { (self.ui.say("reader.authors")) } dd { (Shown(&document.metadata.authors.join(", "))) } } }
                div { dt { (self.ui.say("col.published")) } dd {
                    (date(self.ui, published.value.as_deref()))
                    @if let Some(basis) = &published.basis { " · " (self.ui.word("basis", &basis.kind)) @if let Some(span) = basis.span { " " (self.place(span)) } }
                    @else if published.value.is_none() { ": " (self.ui.say("reader.no_date")) }
                    @if let Some(why) = &published.why { ": " (remark(self.ui, why)) }
                    " " a.small href=(format!("/review?tab=dates&page_of={}", crate::text::escape(&document.id))) { (self.ui.say("reader.decide_date")) }
                    (rejected(self.ui, &document.id, &published.rejected, Some(self.points)))
                } }
                @if let Some(changed) = &document.metadata.modified { div { dt { (self.ui.say("reader.changed")) } dd { (date(self.ui, Some(&changed.value))) " · " (self.ui.word("basis", &changed.basis.kind)) } } }
                @if !document.metadata.sections.is_empty() { div { dt { (self.ui.say("reader.sections")) } dd {
                    (Shown(&document.metadata.sections.iter().map(|s| s.value.as_str()).collect::<Vec<_>>().join(", ")))
                } } }
                div { dt { (self.ui.say("col.language")) } dd { @match code(document.language) { Some(code) => (self.ui.word("language", &code)), None => (self.ui.say("health.no_language")) } } }
                @if let Some(url) = &document.metadata.url { div { dt { (self.ui.say("reader.address")) } dd.long { (self.address(url)) } } }
                div { dt { (self.ui.say("reader.file")) } dd.long { (Shown(&document.path)) } }
                div { dt { "SHA-256" } dd.long { code { (document.sha256) } " · " a href=(format!("/api/v1{}", crate::text::document_link(&document.id))) { (self.ui.say("reader.json")) } } }
                @if !document.notices.is_empty() {
                    div { dt { (self.ui.say("reader.notices")) } dd { details { summary { (document.notices.len()) }
                        ul.rejected { @for notice in document.notices.iter().take(200) { li { code { (notice.code) } " " (self.notice(notice))
                            @if let Some(span) = notice.span { " " (self.place(span)) } } } } } } }
                }
            }
        }
    }

    /// In English with its details, elsewhere by its code.
    fn notice(&self, notice: &Notice) -> Markup {
        let told = self.ui.known("notice", notice.code.as_ref()).filter(|_| self.ui.code() != "en");
        html! { @match told { Some(told) => (told), None => (reason(self.ui, &notice.message)) } }
    }

    fn address(&self, url: &str) -> Markup {
        let safe = (url.starts_with("http://") || url.starts_with("https://"))
            && url.chars().all(|c| !c.is_whitespace() && !c.is_control());
        html! {
            @if safe { a href=(plain(url)) rel="noreferrer noopener external" { (Shown(&short(url, 200))) } }
            @else { (Shown(&short(url, 200))) }
        }
    }

    fn place(&self, span: Span) -> Markup {
        let (start, end) = (self.points.at(span.start()), self.points.at(span.end()));
        html! { a.place href=(passage_link(&self.document.id, start, end)) { span.points { (start) "–" (end) } } }
    }

    /// Every mark of the document that touches the blocks shown.
    fn marks(&self, shown: Span) -> Vec<(Span, Mark)> {
        let mut marks = Vec::new();
        let document = self.document;
        for (index, statement) in document.statements.iter().enumerate() {
            let index = index as u32;
            marks.extend(statement.content.iter().map(|&span| (span, Mark::Content(index))));
            marks.extend(statement.cue.map(|span| (span, Mark::Cue(index))));
            let speaker = statement.speaker.as_ref().and_then(|speaker| speaker.span);
            marks.extend(speaker.map(|span| (span, Mark::Speaker(index))));
            for link in &statement.chain {
                if let Some(span) = link.span.filter(|_| link.role != LinkRole::Speaker) {
                    marks.push((span, Mark::Link(index)));
                }
            }
        }
        let published = &document.metadata.published;
        for (index, date) in published.rejected.iter().enumerate() {
            marks.extend(date.span.map(|span| (span, Mark::Rejected(index as u32))));
        }
        marks.extend(
            published.basis.as_ref().and_then(|basis| basis.span).map(|span| (span, Mark::Published)),
        );
        marks.extend(self.target.map(|span| (span, Mark::Target)));
        marks.retain(|(span, _)| span.overlaps(shown));
        marks.sort_by_key(|(span, _)| span.start());
        marks
    }

    fn shown(&self) -> &[Block] {
        let end = (self.first + PART).min(self.document.blocks.len());
        self.document.blocks.get(self.first..end).unwrap_or(&[])
    }

    fn blocks(&self) -> Markup {
        let blocks = self.shown();
        let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else {
            return html! { p.lead { (self.ui.say("reader.no_text")) } };
        };
        let marks = self.marks(first.span.join(last.span));
        // marks that reach into a later block stay in hand; the others are passed once
        let mut waiting: Vec<(Span, Mark)> = Vec::new();
        let mut next = marks.iter().peekable();
        let mut before: Option<Zone> = None;
        let mut out = Vec::new();
        let mut aim = true;
        for (index, block) in blocks.iter().enumerate() {
            while let Some(mark) = next.next_if(|(span, _)| span.start() < block.span.end()) {
                waiting.push(*mark);
            }
            waiting.retain(|(span, _)| span.end() > block.span.start());
            let label = (block.zone != Zone::Article && before != Some(block.zone)).then_some(block.zone);
            before = Some(block.zone);
            out.push(self.block(self.first + index, block, label, &waiting, &mut aim));
        }
        html! { @for block in out { (block) } }
    }

    fn block(
        &self,
        index: usize,
        block: &Block,
        label: Option<Zone>,
        marks: &[(Span, Mark)],
        aim: &mut bool,
    ) -> Markup {
        let language = self.document.languages.get(index).copied().flatten().or(self.document.language);
        let role = word(&block.role);
        let tag = match block.role {
            Role::Headline => "headline",
            Role::Standfirst | Role::Lead => "standfirst",
            Role::Subheading => "subheading",
            Role::ListItem => "item",
            Role::Quotation => "quotation",
            Role::Background => "background",
            Role::Date | Role::Label => "label",
            _ => "paragraph",
        };
        let pieces = cut(block.span, marks);
        html! {
            @if let Some(zone) = label { p.zone-label { (self.ui.word("zone", &zone)) } }
            div.block.(tag).apart[block.zone != Zone::Article].repeats[block.repeats.is_some()]
                id=(format!("b-{index}")) data-rule=(format!("{role} · {} · {}", word(&block.zone), block.rule)) {
                @if let Some(BlockId(kept)) = block.repeats { a.note href=(format!("#b-{kept}")) { (self.ui.say("reader.repeats")) } }
                p lang=[code(language)] dir="auto" {
                    @for piece in &pieces {
                        @for statement in &piece.opens { (self.number(*statement, piece.span)) }
                        (self.piece(piece.span, &piece.marks, aim))
                    }
                }
            }
        }
    }

    /// The number of a statement, where its content begins.
    fn number(&self, index: u32, span: Span) -> Markup {
        let first =
            self.document.statements.get(index as usize).and_then(|statement| statement.content.first());
        let anchor = first.is_some_and(|first| first.start() == span.start());
        html! {
            @if anchor { a.n id=(format!("t-{index}")) href=(format!("#s-{index}")) aria-label=(format!("{} {}", self.ui.say("reader.statement"), index + 1)) aria-describedby=(format!("w-{index}")) data-s=(index) { (index + 1) } }
        }
    }

    fn piece(&self, span: Span, marks: &[Mark], aim: &mut bool) -> Markup {
        let text = self.document.slice(span);
        let inner = Shown(text);
        let mut classes: Vec<&str> = Vec::new();
        let mut depth = 0;
        let mut aimed = false;
        let mut said: Option<u32> = None;
        for mark in marks {
            match mark {
                Mark::Content(index) => {
                    depth += 1;
                    said = Some(*index);
                    let statement = self.document.statements.get(*index as usize);
                    classes.retain(|class| !matches!(*class, "direct" | "indirect" | "mixed" | "again"));
                    classes.push(match statement.map(|statement| statement.kind) {
                        Some(StatementKind::Direct) => "direct",
                        Some(StatementKind::Mixed) => "mixed",
                        _ => "indirect",
                    });
                    if statement.is_some_and(|statement| statement.repeats.is_some()) {
                        classes.push("again");
                    }
                }
                Mark::Speaker(_) => classes.push("speaker"),
                Mark::Cue(_) => classes.push("cue"),
                Mark::Link(_) => classes.push("link"),
                Mark::Rejected(_) => classes.push("date-no"),
                Mark::Published => classes.push("date-yes"),
                Mark::Target => aimed = true,
            }
        }
        match depth {
            0 => {}
            1 => classes.push("s"),
            2 => classes.extend(["s", "in2"]),
            _ => classes.extend(["s", "in3"]),
        }
        classes.dedup();
        let class = (!classes.is_empty()).then(|| classes.join(" "));
        let id = (aimed && std::mem::take(aim)).then_some("target");
        html! {
            @if aimed { mark.target id=[id] { span class=[class] data-s=[said] { (inner) } } }
            @else if class.is_some() { span class=[class] data-s=[said] { (inner) } }
            @else { (inner) }
        }
    }

    /// The statements of the blocks shown, each with its chain.
    fn list(&self) -> Markup {
        let (from, to) = (self.first, self.first + PART);
        let here: Vec<usize> = (0..self.document.statements.len())
            .filter(|&index| {
                let block = self.document.statements.get(index).map_or(0, |s| s.block.0 as usize);
                (from..to).contains(&block)
            })
            .collect();
        html! {
            h2 { (self.ui.count(here.len(), "n.statement")) }
            ol.statements { @for index in here { (self.statement(index)) } }
        }
    }

    fn statement(&self, index: usize) -> Markup {
        let document = self.document;
        let Some(statement) = document.statements.get(index) else { return html! {} };
        let first = statement.content.first().copied().unwrap_or(Span::new(0, 0));
        let hull = statement.content.iter().copied().reduce(Span::join).unwrap_or(first);
        html! {
            li.again[statement.repeats.is_some()] id=(format!("s-{index}")) data-row data-cite=(super::passage::citation(self.ui, document, statement, self.points)) data-pin=(super::passage::pin(document, hull, self.points)) {
                p {
                    a.n href=(format!("#t-{index}")) aria-label=(format!("{} {}", self.ui.say("reader.in_text"), index + 1)) { (index + 1) } " "
                    span.words lang=[code(crate::state::language_at(document, first))] dir="auto" { (Shown(&short(document.slice(first), 110))) }
                    " " (self.place(first))
                }
                p.way id=(format!("w-{index}")) {
                    @for link in statement.chain.iter().filter(|link| link.role != LinkRole::Publisher) {
                        @let entity = link.entity.and_then(|id| document.entity(id));
                        @let id = link.entity.and_then(|id| self.snapshot.actor_of(document, id));
                        @let said = link.span.map(|span| document.slice(span)).unwrap_or("");
                        @let name = entity.map_or(said, |entity| entity.name.as_str());
                        span.step {
                            @if link.anonymous { span.unnamed { "?" } " " }
                            @if name.is_empty() { span.actor { (self.ui.say("not_named")) } } @else { (actor(self.snapshot, id.as_deref(), &short(name, 60), document.language)) }
                            span.role { (self.ui.word("role", &link.role)) }
                        }
                        span.edge.(if link.explicit { "stated" } else { "inferred" }) title=(self.ui.say(if link.explicit { "edge.stated" } else { "edge.inferred" })) {}
                    }
                    span.step { bdi { (Shown(&short(&super::passage::page_name(document), 60))) } span.role { (self.ui.say("role.page")) } }
                }
                p.meta {
                    (stance(self.ui, statement))
                    @if let Some(outer) = statement.nested_in { span { (self.ui.say("reader.inside")) " " a href=(format!("#s-{outer}")) { (outer + 1) } } }
                    @if let Some(kept) = statement.repeats { span { (self.ui.say("reader.same_as")) " " a href=(format!("#s-{kept}")) { (kept + 1) } } }
                    @for &place in self.snapshot.claims_of(&document.id, index as u32) {
                        @if let Some(claim) = self.snapshot.corpus.claims.get(place) {
                            a href=(claim_link(&claim.id)) { (self.ui.say("claim.one")) @if claim.pages > 1 { ": " (self.ui.count(claim.pages as usize, "n.page")) } }
                        }
                    }
                    span.why { code { (statement.rule) } " " (format!("{:.2}", statement.confidence)) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn spans_are_code_points() {
        let text = "«Так», — каже Ян";
        assert_eq!(target(text, "1-4").unwrap().of(text), "Так");
        let all = text.chars().count();
        assert_eq!(target(text, &format!("14-{all}")).unwrap().of(text), "Ян");
        for bad in [
            "",
            "1",
            "4-1",
            "3-3",
            "0-999",
            "a-b",
            "-1-2",
            "99999999999999999999-1",
            "0-18446744073709551615",
        ] {
            assert!(target(text, bad).is_err(), "{bad}");
        }
    }
}
