//! `/actors/{id}/positions?topic=…`: what an actor holds on a topic, in two lanes: the actor's own words, and what others say.

use super::layout::frame;
use super::passage::{Counters, date, page_name, quoted};
use crate::Html;
use crate::error::Refusal;
use crate::query::Query;
use crate::state::{App, Shelf, Snapshot};
use crate::text::{Shown, actor_link, claim_link, count, escape, plain, short, word};
use maud::{Markup, html};
use reportedly_engine::corpus::{Actor, Holder, Position, Positions};
use reportedly_engine::model::Stance;

/// Documents whose statements are weighed against the topic when all of them are too many.
const MOST: usize = 500;

/// The form that asks for a topic.
pub(crate) fn form(actor: &Actor, topic: &str) -> Markup {
    html! {
        form.find action=(format!("/actors/{}/positions", escape(&actor.id))) method="get" {
            label.unseen for="topic" { "Topic" }
            input #topic type="search" name="topic" maxlength="500" required value=(plain(topic)) placeholder="Position on a topic, in words or as a claim";
            button type="submit" { "Show" }
        }
    }
}

pub(crate) fn weigh(
    app: &App,
    snapshot: &Snapshot,
    actor: &Actor,
    query: &Query,
) -> Result<(Positions, Shelf), Refusal> {
    let topic = query.get("topic").ok_or_else(|| Refusal::bad("name a topic: `?topic=…`"))?;
    let all: Vec<&str> = snapshot.rows.iter().map(|row| row.id.as_str()).collect();
    let shelf = if snapshot.keeps_all() {
        app.shelf(snapshot, all)?
    } else {
        let said = snapshot.own(&actor.id).iter().chain(snapshot.attributed(&actor.id));
        let mut ids: Vec<&str> = said.map(|place| place.document.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        app.shelf(snapshot, ids.into_iter().take(MOST))?
    };
    let (since, until) = (query.get("since"), query.get("until"));
    let documents = shelf.all();
    let positions = reportedly_engine::corpus::positions(
        &snapshot.corpus,
        &documents,
        &actor.id,
        topic,
        since,
        until,
        &app.words,
    );
    Ok((positions, shelf))
}

pub(crate) fn page(app: &App, id: &str, query: &Query) -> Html {
    let snapshot = app.snapshot()?;
    let actor = super::actor::find(&snapshot, id)?;
    if query.get("topic").is_none() {
        let body = html! {
            p.crumb { a href=(actor_link(&actor.id)) { bdi { (Shown(&actor.name)) } } " / positions" }
            h1 { bdi { (Shown(&actor.name)) } ": on what topic?" }
            (form(actor, ""))
        };
        return Ok(frame(&short(&actor.name, 90), "", &body));
    }
    let (positions, shelf) = weigh(app, &snapshot, actor, query)?;
    let counters = shelf.points();
    let lane = |holder: Holder| -> Vec<&Position> {
        positions.rows.iter().filter(|row| row.holder == holder).collect()
    };
    let (own, told) = (lane(Holder::Own), lane(Holder::Attributed));
    let body = html! {
        p.crumb { a href=(actor_link(&actor.id)) { bdi { (Shown(&actor.name)) } } " / positions" }
        h1 { bdi { (Shown(&actor.name)) } ": " q.words { (Shown(&positions.topic)) } }
        (form(actor, &positions.topic))
        @if !positions.changes.is_empty() {
            section aria-labelledby="h-changes" { h2 #h-changes { "Changes" } ul.gaps { @for change in &positions.changes { li { (Shown(change)) } } } }
        }
        div.lanes {
            section aria-labelledby="h-own" {
                h2 #h-own { "In own words" span.note { (own.len()) } }
                @if own.is_empty() { p { "None." } }
                ol.rows { @for row in &own { (position(row, &shelf, &counters)) } }
            }
            section aria-labelledby="h-told" {
                h2 #h-told { "In the words of others" span.note { (told.len()) } }
                @if told.is_empty() { p { "None." } }
                ol.rows { @for row in &told { (position(row, &shelf, &counters)) } }
            }
        }
        @if !positions.gaps.is_empty() {
            section aria-labelledby="h-gaps" { h2 #h-gaps { "What is missing" } ul.gaps { @for gap in &positions.gaps { li { (Shown(gap)) } } } }
        }
        p.small { (count(shelf.all().len(), "document", "documents")) " looked through." }
    };
    Ok(frame(&short(&format!("{}: {}", actor.name, positions.topic), 90), "", &body))
}

fn position(row: &Position, shelf: &Shelf, counters: &Counters<'_>) -> Markup {
    let page = shelf.get(&row.statement.document).map(page_name).unwrap_or_default();
    html! {
        li.row.hollow[row.when.is_none()] data-row {
            p.when-line { (date(row.when.as_deref())) @if let Some(basis) = &row.basis { span.why { (Shown(basis)) } } }
            @for evidence in &row.evidence { p.piece { (quoted(evidence, shelf, counters)) } }
            p.meta {
                span.tag { (word(&row.kind)) }
                @if row.stance != Stance::Assert { span.tag { (word(&row.stance)) } }
                @if row.negated { span.tag.deny { "no" } } @else { span.tag { "yes" } }
                @if row.conditional { span.tag { "on a condition" } }
                span { bdi { @if row.chain.is_empty() { (Shown(&page)) } @else { (Shown(&row.chain.join(" → "))) } } }
                @if let Some(claim) = &row.claim { a href=(claim_link(claim)) { "claim" } }
            }
        }
    }
}
