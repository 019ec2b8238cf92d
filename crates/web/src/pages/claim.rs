//! `/claims/{id}`: the way of one claim, innermost source on the left, page on the right; what speaks against it; what is missing.

use super::layout::{frame, pager, pager_above};
use super::passage::{
    Counters, actor, citation, code, date, page_name, pin, place, quoted, rejected, remark, remarks, weighed,
};
use crate::Html;
use crate::error::Refusal;
use crate::query::Query;
use crate::state::{App, Row, Shelf, Snapshot, content, language_at};
use crate::text::{Shown, document_link, file_name, short};
use crate::ui::Ui;
use crate::whole::{self, Whole};
use maud::{Markup, html};
use reportedly_engine::corpus::{
    self, Evidence, Member, Relation, RelationKind, Remark, Root, StatementRef, TraceLine, TraceLink,
};
use reportedly_engine::date::from_unix;
use reportedly_engine::model::{LinkRole, StatementKind};
use std::collections::BTreeMap;

pub(crate) fn page(app: &App, id: &str, query: &Query) -> Html {
    let snapshot = app.snapshot()?;
    let part = whole::part(app, &snapshot, id, query.number("page")?)?;
    let Whole { claim, members, trace, answers, shelf, page, pages } = &part;
    let (claim, page, pages) = (*claim, *page, *pages);
    let counters = shelf.points();
    let ui = query.ui();
    let view = View { ui, snapshot: &snapshot, shelf, counters: &counters };
    let lines = match trace {
        Some(trace) => trace.lines.clone(),
        None => members.iter().filter_map(|member| view.bare_line(&member.statement)).collect(),
    };
    let mut root_of: BTreeMap<&StatementRef, usize> = BTreeMap::new();
    for (index, root) in claim.roots.iter().enumerate() {
        for statement in &root.statements {
            root_of.entry(statement).or_insert(index);
        }
    }
    let mut tellings: Vec<Vec<&TraceLine>> = vec![Vec::new(); claim.roots.len() + 1];
    for line in &lines {
        let root = root_of.get(&line.statement).copied().unwrap_or(claim.roots.len());
        tellings.get_mut(root).into_iter().for_each(|list| list.push(line));
    }
    let rest = tellings.pop().unwrap_or_default();
    let anchor = app.document(&snapshot, &claim.anchor.document)?;
    let anchor = anchor.as_ref().and_then(|document| document.statements.get(claim.anchor.index as usize));
    let anchor = anchor.map(|anchor| anchor.id.as_str());
    let earliest = |id: &str| {
        snapshot.row_of(id).and_then(|place| snapshot.row(place)).map(row_name).unwrap_or_default()
    };
    let body = html! {
        p.crumb { a href="/claims" { (ui.say("nav.claims")) } " / " code { (claim.id) } }
        h1.claim-text lang=[code(snapshot.anchor_language(claim))] dir="auto" { (Shown(&short(&claim.text, 600))) }
        p.counter {
            b { (ui.count(claim.pages as usize, "n.page")) } ", "
            b { (ui.count(claim.roots.len(), "n.root")) }
            @if trace.is_some() { " " a.report href=(format!("{}/report", crate::text::claim_link(&claim.id))) download { (ui.say("claim.report")) } }
        }
        @if let Some(trace) = &trace { p.status { (remarks(ui, &trace.status, ", ")) } }
        p.meta {
            @for language in &claim.languages { span.tag { (language.code()) } }
            @if let Some((document, when)) = trace.as_ref().and_then(|trace| trace.earliest_seen.as_ref()) {
                span { (ui.say("claim.earliest")) ": " (date(ui, Some(when))) " "
                    a href=(document_link(document)) { bdi { (Shown(earliest(document))) } } }
            } @else { span { (ui.say("claim.no_earliest")) } }
        }
        section aria-labelledby="h-chain" {
            h2 #h-chain { (ui.say("claim.chain")) }
            @if pages > 1 { p.meta.of-part { (ui.filled("claim.part", &[crate::ui::grouped(lines.len()), crate::ui::grouped(claim.members.len())])) } (pager_above(query, page, pages, "page")) }
            p.legend {
                span.edge.stated aria-hidden="true" {} " " (ui.say("edge.stated")) " "
                span.edge.inferred aria-hidden="true" {} " " (ui.say("edge.inferred")) " "
                span.unnamed aria-hidden="true" { "?" } " " (ui.say("edge.unnamed"))
            }
            (super::chain::draw(ui, &snapshot, shelf, &lines, |line| root_of.get(&line.statement).copied()))
            h3 { (ui.say("claim.tellings")) }
            @let told = claim.roots.iter().zip(&tellings).enumerate().filter(|(_, (_, own))| pages == 1 || !own.is_empty());
            @for (index, (root, own)) in told { (view.root(index, root, own)) }
            @if !rest.is_empty() {
                div.root { h4 { (ui.say("claim.no_root")) } ol.lines { @for line in rest { (view.line(line)) } } }
            }
            (pager(query, page, pages, "page"))
        }
        (view.wording(members))
        (view.changes(&lines))
        (view.against(answers))
        @if let Some(trace) = &trace {
            @if !trace.gaps.is_empty() {
                section aria-labelledby="h-gaps" {
                    h2 #h-gaps { (ui.say("missing")) }
                    ul.gaps { @for gap in &trace.gaps { li { (remark(ui, gap)) } } }
                }
            }
            @if !trace.not_counted.is_empty() {
                section aria-labelledby="h-not" {
                    h2 #h-not { (ui.say("claim.not_counted")) }
                    ul.passages { @for evidence in &trace.not_counted { li { (quoted(evidence, shelf, &counters)) } } }
                }
            }
        }
        section aria-labelledby="h-why" {
            h2 #h-why { (ui.say("claim.why")) }
            p.small { a href=(format!("/api/v1{}", crate::text::claim_link(&claim.id))) { (ui.say("claim.json")) } }
            ul.passages.small {
                @for member in members {
                    @if let Some((document, statement)) = shelf.statement(&member.statement) {
                        li {
                            @let span = member.focus.or(statement.content.first().copied());
                            @if let Some(span) = span {
                                (place(&Evidence { document: document.id.clone(), span, text: String::new() }, shelf, &counters))
                            }
                            " " @if member.statement == claim.anchor { (ui.say("claim.anchor")) } @else { span.score { (format!("{:.2}", member.score)) } " " (weighed(ui, &member.why)) }
                            @if let Some(anchor) = anchor { (super::review::undo_link(app, ui, claim, anchor, member, &statement.id)) }
                        }
                    }
                }
            }
        }
    };
    Ok(frame(query, "/claims", &short(&claim.text, 90), &body))
}

/// What a page is called in a list.
fn row_name(row: &Row) -> &str {
    row.outlet.as_deref().unwrap_or_else(|| file_name(&row.path))
}

/// Characters of each passage in a report.
const SNIPPET: usize = 300;

/// The report of a claim and the name of its file.
pub(crate) fn report(app: &App, id: &str) -> Result<(String, String), Refusal> {
    let snapshot = app.snapshot()?;
    let Whole { claim, trace, shelf, .. } = whole::all(app, &snapshot, id)?;
    let trace = trace.ok_or_else(|| Refusal::absent("fault.way", &[]))?;
    let documents = shelf.all();
    let now = std::time::SystemTime::now().duration_since(std::time::SystemTime::UNIX_EPOCH);
    let second = now.ok().and_then(|since| i64::try_from(since.as_secs()).ok()).map(from_unix);
    let today = second.as_deref().and_then(|second| second.split('T').next());
    // the same answers from the part of the corpus that these pages touch
    let excerpt = snapshot.excerpt([claim], &shelf);
    let graph = corpus::graph(&excerpt, &documents, &trace, today);
    let answers = corpus::denials(&excerpt, &documents, Some(&trace.claim));
    let file = reportedly_report::html(&reportedly_report::Report {
        corpus: &excerpt,
        documents: &documents,
        searched: snapshot.rows.len(),
        trace: &trace,
        graph: &graph,
        answers: &answers,
        snippets: SNIPPET,
        with_text: false,
        made: today,
        program: reportedly_store::ENGINE,
    });
    let name: String = claim.id.chars().filter(char::is_ascii_alphanumeric).collect();
    Ok((format!("{name}.html"), file))
}

/// How a statement has its words, when nothing more is known of them.
fn own_words(kind: StatementKind) -> &'static str {
    match kind {
        StatementKind::Direct => "own-words",
        StatementKind::Mixed => "mixed",
        StatementKind::Indirect => "indirect",
    }
}

struct View<'a> {
    ui: Ui,
    snapshot: &'a Snapshot,
    shelf: &'a Shelf,
    counters: &'a Counters<'a>,
}

impl View<'_> {
    /// A line of a claim that could not be traced: its statement as the page gives it.
    fn bare_line(&self, reference: &StatementRef) -> Option<TraceLine> {
        let (document, statement) = self.shelf.statement(reference)?;
        let links = statement.chain.iter().map(|link| {
            let entity = link.entity.and_then(|id| document.entity(id));
            let evidence = link.span.map(|span| Evidence {
                document: document.id.clone(),
                span,
                text: document.slice(span).to_owned(),
            });
            let said = evidence.as_ref().map(|evidence| evidence.text.clone()).unwrap_or_default();
            TraceLink {
                role: link.role,
                actor: link.entity.and_then(|id| self.snapshot.actor_of(document, id)),
                name: entity.map_or(said, |entity| entity.name.clone()),
                anonymous: link.anonymous,
                explicit: link.explicit,
                evidence,
            }
        });
        Some(TraceLine {
            statement: reference.clone(),
            note: vec![Remark::new(own_words(statement.kind), [])],
            content: content(document, statement),
            links: links.collect(),
            drift: Vec::new(),
            dated: document.metadata.published.value.clone(),
            rejected_dates: document.metadata.published.rejected.clone(),
        })
    }

    fn root(&self, index: usize, root: &Root, own: &[&TraceLine]) -> Markup {
        html! {
            div.root {
                h4 {
                    span.ordinal { (self.ui.say("claim.root")) " " (index + 1) } " "
                    @if root.anonymous { span.unnamed { "?" } " " }
                    (actor(self.snapshot, root.actor.as_deref(), &root.name, None))
                    @if own.len() > 1 { span.note { (self.ui.count(own.len(), "n.telling")) } }
                }
                ol.lines { @for line in own { (self.line(line)) } }
            }
        }
    }

    fn line(&self, line: &TraceLine) -> Markup {
        let document = self.shelf.get(&line.statement.document);
        let publisher = line.links.iter().find(|link| link.role == LinkRole::Publisher);
        let before: Vec<&TraceLink> =
            line.links.iter().filter(|link| link.role != LinkRole::Publisher).collect();
        let told =
            self.shelf.statement(&line.statement).zip(self.counters.get(line.statement.document.as_str()));
        let cite = told.map(|((document, statement), points)| citation(self.ui, document, statement, points));
        let first = line.content.first();
        let pin = told.zip(first).map(|(((document, _), points), first)| pin(document, first.span, points));
        html! {
            li.line data-row data-cite=[cite] data-pin=[pin] {
                div.chain {
                    @if before.is_empty() { (self.nobody()) }
                    @for link in &before {
                        (self.node(link))
                        span.edge.(if link.explicit { "stated" } else { "inferred" }) title=(self.ui.say(if link.explicit { "edge.stated" } else { "edge.inferred" })) {
                            span.unseen { (self.ui.say(if link.explicit { "edge.told" } else { "edge.told_inferred" })) }
                        }
                    }
                    @if before.is_empty() { span.edge.inferred { span.unseen { (self.ui.say("edge.told_inferred")) } } }
                    div.node.page {
                        span.role { (self.ui.say("role.page")) }
                        a.name href=(document_link(&line.statement.document)) {
                            bdi { @match publisher {
                                Some(publisher) => (Shown(&short(&publisher.name, 60))),
                                None => (Shown(&short(&document.map(page_name).unwrap_or_default(), 60))),
                            } }
                        }
                        span.when { (date(self.ui, line.dated.as_deref())) }
                    }
                }
                div.words-of {
                    @for evidence in &line.content { p.piece { (quoted(evidence, self.shelf, self.counters)) } }
                    div.meta {
                        (remarks(self.ui, &line.note, ", "))
                        @if !line.rejected_dates.is_empty() {
                            details { summary { (self.ui.count(line.rejected_dates.len(), "n.rejected")) }
                                (rejected(self.ui, &line.statement.document, &line.rejected_dates, self.counters.get(line.statement.document.as_str()))) }
                        }
                    }
                    @if !line.drift.is_empty() { ul.drift { @for drift in &line.drift { li { (remark(self.ui, drift)) } } } }
                }
            }
        }
    }

    fn node(&self, link: &TraceLink) -> Markup {
        let language = link.evidence.as_ref().and_then(|evidence| {
            self.shelf.get(&evidence.document).and_then(|document| language_at(document, evidence.span))
        });
        html! {
            div.node.anonymous[link.anonymous] {
                span.role { (self.ui.word("role", &link.role)) @if link.anonymous { " " span.unnamed { "?" } } }
                span.name { (actor(self.snapshot, link.actor.as_deref(), &short(&link.name, 80), language)) }
                @if let Some(evidence) = &link.evidence {
                    @if evidence.text != link.name { span.as lang=[code(language)] { "“" (Shown(&short(&evidence.text, 60))) "”" } }
                    (self.points(evidence))
                }
            }
        }
    }

    /// What a telling adds to the words of its source or leaves out, page by page.
    fn changes(&self, lines: &[TraceLine]) -> Markup {
        let changed: Vec<&TraceLine> = lines.iter().filter(|line| !line.drift.is_empty()).collect();
        html! {
            @if !changed.is_empty() {
                section aria-labelledby="h-drift" {
                    h2 #h-drift { (self.ui.say("claim.drift")) }
                    dl.changes {
                        @for line in changed {
                            dt { a href=(document_link(&line.statement.document)) { bdi { (Shown(&short(&self.shelf.get(&line.statement.document).map(page_name).unwrap_or_default(), 60))) } } }
                            @for drift in &line.drift { dd { (remark(self.ui, drift)) } }
                        }
                    }
                }
            }
        }
    }

    fn points(&self, evidence: &Evidence) -> Markup {
        let Some(points) = self.counters.get(evidence.document.as_str()) else { return html! {} };
        let (start, end) = (points.at(evidence.span.start()), points.at(evidence.span.end()));
        html! { a.place href=(crate::text::passage_link(&evidence.document, start, end)) { span.points { (start) "–" (end) } } }
    }

    fn nobody(&self) -> Markup {
        html! { div.node.anonymous { span.role { (self.ui.say("role.source")) " " span.unnamed { "?" } } span.name { (self.ui.say("not_named")) } } }
    }

    /// The words of the claim in each language, each wording once.
    fn wording(&self, members: &[&Member]) -> Markup {
        let mut by_language: BTreeMap<String, BTreeMap<String, Evidence>> = BTreeMap::new();
        for member in members {
            let Some((document, statement)) = self.shelf.statement(&member.statement) else { continue };
            let spans = member.focus.map_or_else(|| statement.content.clone(), |focus| vec![focus]);
            for span in spans {
                let language = code(language_at(document, span)).unwrap_or_else(|| "?".to_owned());
                let text = document.slice(span).to_owned();
                let known = by_language.entry(language).or_default();
                known.entry(text.clone()).or_insert_with(|| Evidence {
                    document: document.id.clone(),
                    span,
                    text,
                });
            }
        }
        html! {
            section aria-labelledby="h-wording" {
                h2 #h-wording { (self.ui.say("claim.wording")) }
                @for (language, wordings) in &by_language {
                    div.wording {
                        h3 { span.tag { (language) } " " (self.ui.count(wordings.len(), "n.wording")) }
                        ul.passages { @for evidence in wordings.values() { li { (quoted(evidence, self.shelf, self.counters)) } } }
                    }
                }
            }
        }
    }

    fn against(&self, answers: &[&Relation]) -> Markup {
        let groups = [
            (RelationKind::Denies, self.ui.say("answer.denials")),
            (RelationKind::NoConfirmation, self.ui.say("answer.refusals")),
            (RelationKind::ConflictsValue, self.ui.say("answer.figures")),
            (RelationKind::Updates, self.ui.say("answer.updates")),
        ];
        html! {
            section aria-labelledby="h-against" {
                h2 #h-against { (self.ui.say("claim.against")) }
                @if answers.is_empty() { p { (self.ui.say("claim.unanswered")) } }
                @for (kind, heading) in groups {
                    @let some: Vec<&&Relation> = answers.iter().filter(|relation| relation.kind == kind).collect();
                    @if !some.is_empty() {
                        div.answers.(if kind == RelationKind::Denies { "deny" } else { "other" }) {
                            h3 { (heading) }
                            ul.passages { @for relation in some { (self.answer(relation)) } }
                        }
                    }
                }
            }
        }
    }

    fn answer(&self, relation: &Relation) -> Markup {
        let Some((document, statement)) = self.shelf.statement(&relation.from) else { return html! {} };
        let speaker = statement.speaker.as_ref();
        let entity = speaker.and_then(|speaker| speaker.entity);
        let id = entity.and_then(|id| self.snapshot.actor_of(document, id));
        // the words on the page may stand in any case
        let known = id.as_deref().and_then(|id| self.snapshot.actor(id)).filter(|actor| !actor.anonymous);
        let on_page = || entity.and_then(|id| document.entity(id)).map(|entity| entity.name.clone());
        let name = known.map(|actor| actor.name.clone()).or_else(on_page);
        let said = speaker.and_then(|speaker| speaker.span).map(|span| document.slice(span).to_owned());
        html! {
            li {
                @if let Some(name) = name.or(said) { (actor(self.snapshot, id.as_deref(), &name, document.language)) ": " }
                @for evidence in content(document, statement) { (quoted(&evidence, self.shelf, self.counters)) " " }
                span.meta { span { bdi { (Shown(&page_name(document))) } } (date(self.ui, document.metadata.published.value.as_deref())) }
                div.meta { (weighed(self.ui, &relation.why)) }
            }
        }
    }
}
