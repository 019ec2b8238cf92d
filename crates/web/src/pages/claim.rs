//! `/claims/{id}`: the way of one claim, innermost source on the left, page on the right; what speaks against it; what is missing.

use super::layout::frame;
use super::passage::{Counters, actor, claim_language, code, date, page_name, place, quoted, rejected};
use crate::Html;
use crate::error::Refusal;
use crate::query::Query;
use crate::state::{App, Shelf, Snapshot, content, language_at};
use crate::text::{Shown, count, document_link, short, word};
use maud::{Markup, html};
use reportedly_engine::corpus::{
    Claim, Evidence, Relation, RelationKind, Root, StatementRef, Trace, TraceLine, TraceLink, trace_with,
};
use reportedly_engine::model::LinkRole;
use std::collections::BTreeMap;

/// Roots, tellings of a root, and reasons shown; the JSON twin has all of them.
const ROOTS: usize = 60;
const LINES: usize = 40;
const MEMBERS: usize = 200;

/// How many are not shown.
fn more(all: usize, shown: usize, what: &str) -> Markup {
    html! { @if all > shown { p.meta { "and " (all - shown) " more " (what) ", in the JSON of this page" } } }
}

/// What the page of a claim is made of.
pub(crate) struct Whole<'a> {
    pub(crate) claim: &'a Claim,
    pub(crate) trace: Option<Trace>,
    pub(crate) answers: Vec<&'a Relation>,
    pub(crate) shelf: Shelf,
}

pub(crate) fn whole<'a>(app: &App, snapshot: &'a Snapshot, id: &str) -> Result<Whole<'a>, Refusal> {
    let claim = snapshot
        .claim(id)
        .ok_or_else(|| Refusal::missing(format!("there is no claim `{}` in this corpus", short(id, 80))))?;
    let answers: Vec<&Relation> = snapshot.answers(id).collect();
    let members = claim.members.iter().map(|member| member.statement.document.as_str());
    let roots = claim.roots.iter().flat_map(|root| root.statements.iter().map(|s| s.document.as_str()));
    let shelf = app.shelf(
        snapshot,
        members.chain(roots).chain(answers.iter().map(|relation| relation.from.document.as_str())),
    )?;
    let trace = trace_with(&snapshot.corpus, &shelf.all(), id, &app.words);
    Ok(Whole { claim, trace, answers, shelf })
}

pub(crate) fn page(app: &App, id: &str, _query: &Query) -> Html {
    let snapshot = app.snapshot()?;
    let Whole { claim, trace, answers, shelf } = whole(app, &snapshot, id)?;
    let counters = shelf.points();
    let view = View { snapshot: &snapshot, shelf: &shelf, counters: &counters };
    let lines = match &trace {
        Some(trace) => trace.lines.clone(),
        None => claim.members.iter().filter_map(|member| view.bare_line(&member.statement)).collect(),
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
    let body = html! {
        p.crumb { a href="/claims" { "Claims" } " / " code { (claim.id) } }
        h1.claim-text lang=[code(claim_language(claim, &shelf))] dir="auto" { (Shown(&short(&claim.text, 600))) }
        p.counter {
            span.big { (claim.pages) } " " (if claim.pages == 1 { "page" } else { "pages" }) ", "
            span.big { (claim.roots.len()) } " " (if claim.roots.len() == 1 { "independent root" } else { "independent roots" })
        }
        @if let Some(trace) = &trace { p.status { (Shown(&trace.status)) } }
        p.meta {
            @for language in &claim.languages { span.tag { (language.code()) } }
            @if let Some((document, when)) = trace.as_ref().and_then(|trace| trace.earliest_seen.as_ref()) {
                span { "Earliest seen here: " (date(Some(when))) " "
                    a href=(document_link(document)) { bdi { (Shown(&shelf.get(document).map(page_name).unwrap_or_default())) } } }
            } @else { span { "Earliest seen here: no page that carries it is dated" } }
        }
        section aria-labelledby="h-chain" {
            h2 #h-chain { "How it reached the pages" }
            p.legend {
                span.edge.stated aria-hidden="true" {} " stated in the text "
                span.edge.inferred aria-hidden="true" {} " inferred "
                span.unnamed aria-hidden="true" { "?" } " source not named"
            }
            @for (index, (root, own)) in claim.roots.iter().zip(&tellings).enumerate().take(ROOTS) { (view.root(index, root, own)) }
            (more(claim.roots.len(), ROOTS, "roots"))
            @if !rest.is_empty() {
                div.root { h3 { "Root not determined" } ol.lines { @for line in rest.into_iter().take(LINES) { (view.line(line)) } } }
            }
        }
        (view.wording(claim))
        (view.against(&answers))
        @if let Some(trace) = &trace {
            @if !trace.gaps.is_empty() {
                section aria-labelledby="h-gaps" {
                    h2 #h-gaps { "What is missing" }
                    ul.gaps { @for gap in &trace.gaps { li { (Shown(gap)) } } }
                }
            }
            @if !trace.not_counted.is_empty() {
                section aria-labelledby="h-not" {
                    h2 #h-not { "Touches on it, asserts nothing" }
                    ul.passages { @for evidence in &trace.not_counted { li { (quoted(evidence, &shelf, &counters)) } } }
                }
            }
        }
        section aria-labelledby="h-why" {
            h2 #h-why { "Why these statements are one claim" }
            p.small { a href=(format!("/api/v1{}", crate::text::claim_link(&claim.id))) { "This claim as JSON" } }
            ul.passages.small {
                @for member in claim.members.iter().take(MEMBERS) {
                    @if let Some((document, statement)) = shelf.statement(&member.statement) {
                        li {
                            @let span = member.focus.or(statement.content.first().copied());
                            @if let Some(span) = span {
                                (place(&Evidence { document: document.id.clone(), span, text: String::new() }, &shelf, &counters))
                            }
                            " " @if member.statement == claim.anchor { "the anchor" } @else { (Shown(&member.why.join(", "))) " (" (format!("{:.2}", member.score)) ")" }
                        }
                    }
                }
            }
        }
    };
    Ok(frame(&short(&claim.text, 90), "", &body))
}

struct View<'a> {
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
            note: word(&statement.kind),
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
                h3 {
                    span.ordinal { "Root " (index + 1) } " "
                    @if root.anonymous { span.unnamed { "?" } " " }
                    (actor(self.snapshot, root.actor.as_deref(), &root.name, None))
                    @if own.len() > 1 { span.note { (own.len()) " tellings" } }
                }
                ol.lines { @for line in own.iter().take(LINES) { (self.line(line)) } }
                (more(own.len(), LINES, "tellings"))
            }
        }
    }

    fn line(&self, line: &TraceLine) -> Markup {
        let document = self.shelf.get(&line.statement.document);
        let publisher = line.links.iter().find(|link| link.role == LinkRole::Publisher);
        let before: Vec<&TraceLink> =
            line.links.iter().filter(|link| link.role != LinkRole::Publisher).collect();
        html! {
            li.line data-row {
                div.chain {
                    @if before.is_empty() { (self.nobody()) }
                    @for link in &before {
                        (self.node(link))
                        span.edge.(if link.explicit { "stated" } else { "inferred" }) title=(if link.explicit { "stated in the text" } else { "inferred" }) {
                            span.unseen { (if link.explicit { "told, as the text states, to" } else { "told, as inferred, to" }) }
                        }
                    }
                    @if before.is_empty() { span.edge.inferred { span.unseen { "told, as inferred, to" } } }
                    div.node.page {
                        span.role { "page" }
                        a.name href=(document_link(&line.statement.document)) {
                            bdi { @match publisher {
                                Some(publisher) => (Shown(&short(&publisher.name, 60))),
                                None => (Shown(&short(&document.map(page_name).unwrap_or_default(), 60))),
                            } }
                        }
                        span.when { (date(line.dated.as_deref())) }
                    }
                }
                div.words-of {
                    @for evidence in &line.content { p.piece { (quoted(evidence, self.shelf, self.counters)) } }
                    div.meta {
                        span { (Shown(&line.note)) }
                        @if !line.rejected_dates.is_empty() {
                            details { summary { (count(line.rejected_dates.len(), "date rejected", "dates rejected")) }
                                (rejected(&line.statement.document, &line.rejected_dates, self.counters.get(line.statement.document.as_str()))) }
                        }
                    }
                    @if !line.drift.is_empty() { ul.drift { @for drift in &line.drift { li { (Shown(drift)) } } } }
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
                span.role { (word(&link.role)) @if link.anonymous { " " span.unnamed { "?" } } }
                span.name { (actor(self.snapshot, link.actor.as_deref(), &short(&link.name, 80), language)) }
                @if let Some(evidence) = &link.evidence {
                    @if evidence.text != link.name { span.as lang=[code(language)] { "“" (Shown(&short(&evidence.text, 60))) "”" } }
                    (self.points(evidence))
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
        html! { div.node.anonymous { span.role { "source " span.unnamed { "?" } } span.name { "not named" } } }
    }

    /// The words of the claim in each language, each wording once.
    fn wording(&self, claim: &Claim) -> Markup {
        let mut by_language: BTreeMap<String, BTreeMap<String, Evidence>> = BTreeMap::new();
        for member in &claim.members {
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
                h2 #h-wording { "Wording by language" }
                @for (language, wordings) in &by_language {
                    div.wording {
                        h3 { span.tag { (language) } " " (count(wordings.len(), "wording", "wordings")) }
                        ul.passages { @for evidence in wordings.values().take(LINES) { li { (quoted(evidence, self.shelf, self.counters)) } } }
                    }
                }
            }
        }
    }

    fn against(&self, answers: &[&Relation]) -> Markup {
        let groups = [
            (RelationKind::Denies, "Denials"),
            (RelationKind::NoConfirmation, "Refusals to confirm or comment"),
            (RelationKind::ConflictsValue, "Other figures"),
            (RelationKind::Updates, "Later versions"),
        ];
        html! {
            section aria-labelledby="h-against" {
                h2 #h-against { "What answers it" }
                @if answers.is_empty() { p { "No denial, refusal or other figure in this corpus." } }
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
        let name = entity.and_then(|id| document.entity(id)).map(|entity| entity.name.clone());
        let said = speaker.and_then(|speaker| speaker.span).map(|span| document.slice(span).to_owned());
        let id = entity.and_then(|id| self.snapshot.actor_of(document, id));
        html! {
            li {
                @if let Some(name) = name.or(said) { (actor(self.snapshot, id.as_deref(), &name, document.language)) ": " }
                @for evidence in content(document, statement) { (quoted(&evidence, self.shelf, self.counters)) " " }
                span.meta { span { bdi { (Shown(&page_name(document))) } } (date(document.metadata.published.value.as_deref()))
                    @if !relation.why.is_empty() { span.why { (Shown(&relation.why.join(", "))) } } }
            }
        }
    }
}
