//! `/actors/{id}/positions?topic=…`: what an actor holds on a topic, in two lanes: the actor's own words, and what others say.

use super::layout::frame;
use super::passage::{Counters, citation, date, page_name, pin, quoted, remark};
use crate::Html;
use crate::error::Refusal;
use crate::query::Query;
use crate::state::{App, Shelf, Snapshot};
use crate::text::{Shown, actor_link, claim_link, escape, plain, short};
use crate::ui::Ui;
use maud::{Markup, html};
use reportedly_engine::corpus::{Actor, Asked, Holder, Position, Positions};
use reportedly_engine::model::Stance;
use std::collections::BTreeSet;

/// Documents whose statements are weighed against the topic when all of them are too many: those that hold its words first.
const MOST: usize = 150;
/// Rows of each lane.
const MOST_ROWS: usize = 100;
/// Documents that are all looked through, for gaps by language.
const ALL: usize = 200;

/// The form that asks for a topic.
pub(crate) fn form(query: &Query, actor: &Actor, topic: &str) -> Markup {
    let ui = query.ui();
    let value = |name: &str| plain(query.get(name).unwrap_or_default());
    html! {
        form.find action=(format!("/actors/{}/positions", escape(&actor.id))) method="get" {
            label.unseen for="topic" { (ui.say("positions.topic")) }
            input #topic type="search" name="topic" maxlength="500" required value=(plain(topic)) placeholder=(ui.say("positions.hint"));
            label { (ui.say("facet.since")) " " input.year-in name="since" maxlength="10" inputmode="numeric" placeholder="2020" value=(value("since")); }
            label { (ui.say("facet.until")) " " input.year-in name="until" maxlength="10" inputmode="numeric" placeholder="2025" value=(value("until")); }
            button type="submit" { (ui.say("positions.show")) }
        }
    }
}

/// The documents that are looked through: all of a small corpus, else those in which the actor speaks.
pub(crate) fn shelf(app: &App, snapshot: &Snapshot, actor: &Actor, topic: &str) -> Result<Shelf, Refusal> {
    if snapshot.keeps_all() && snapshot.rows.len() <= ALL {
        return app.shelf(snapshot, snapshot.rows.iter().map(|row| row.id.as_str()));
    }
    let said = snapshot.own(&actor.id).iter().chain(snapshot.attributed(&actor.id));
    let mut ids: Vec<&str> = said.map(|place| place.document.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() > MOST {
        let asked = reportedly_store::Query {
            text: topic.to_owned(),
            actor: Some(actor.id.clone()),
            linked: Some(snapshot.linked.clone()),
            limit: MOST,
            ..Default::default()
        };
        let hits = match app.store.search(&asked) {
            Err(error) if error.is_query() => Vec::new(),
            other => other?,
        };
        let first: BTreeSet<&str> = hits.iter().map(|hit| hit.document.as_str()).collect();
        ids.sort_by_key(|id| (!first.contains(id), *id));
        ids.truncate(MOST);
        return app.shelf(snapshot, ids);
    }
    app.shelf(snapshot, ids)
}

pub(crate) fn weigh(
    app: &App,
    snapshot: &Snapshot,
    actor: &Actor,
    query: &Query,
) -> Result<(Positions, Shelf), Refusal> {
    let topic = query.get("topic").ok_or_else(|| Refusal::asked("fault.topic", &[]))?;
    let shelf = shelf(app, snapshot, actor, topic)?;
    let asked = Asked {
        topic: Some(topic),
        since: query.get("since"),
        until: query.get("until"),
        ..Asked::default()
    };
    let excerpt = snapshot.excerpt_about(actor, &shelf);
    let positions = reportedly_store::positions(&excerpt, &shelf.all(), &actor.id, &asked, &app.words);
    Ok((positions, shelf))
}

pub(crate) fn page(app: &App, id: &str, query: &Query) -> Html {
    let snapshot = app.snapshot()?;
    let ui = query.ui();
    let actor = super::actor::find(&snapshot, id)?;
    if query.get("topic").is_none() {
        let body = html! {
            p.crumb { a href=(actor_link(&actor.id)) { bdi { (Shown(&actor.name)) } } " / " (ui.say("positions.heading")) }
            h1 { bdi { (Shown(&actor.name)) } ": " (ui.say("positions.ask")) }
            (form(query, actor, ""))
        };
        return Ok(frame(query, "/actors", &short(&actor.name, 90), &body));
    }
    let (positions, shelf) = weigh(app, &snapshot, actor, query)?;
    let counters = shelf.points();
    let only = query.get("holder");
    let lane = |holder: Holder, name: &str| -> Vec<&Position> {
        let wanted = only.is_none_or(|only| only == name);
        positions.rows.iter().filter(|row| wanted && row.holder == holder).collect()
    };
    let (own, told) = (lane(Holder::Own, "self"), lane(Holder::Attributed, "attributed"));
    let shown = |rows: &[&Position]| rows.len().min(MOST_ROWS);
    let body = html! {
        p.crumb { a href=(actor_link(&actor.id)) { bdi { (Shown(&actor.name)) } } " / " (ui.say("positions.heading")) }
        h1 { bdi { (Shown(&actor.name)) } ": " q.words { (Shown(&positions.topic)) } }
        (form(query, actor, &positions.topic))
        p.switch {
            @for (value, label) in [(None, "positions.all"), (Some("self"), "positions.only_self"), (Some("attributed"), "positions.only_told")] {
                a href=(query.changed(&[("holder", value)])) aria-current=[(only == value).then_some("true")] { (ui.say(label)) }
            }
        }
        (super::timeline::draw(ui, &own, &told))
        @if !positions.changes.is_empty() {
            section aria-labelledby="h-changes" { h2 #h-changes { (ui.say("positions.changes")) } ul.gaps { @for change in &positions.changes { li { (remark(ui, change)) } } } }
        }
        div.lanes {
            section aria-labelledby="h-own" {
                h2 #h-own { (ui.say("positions.own")) " " span.note { (own.len()) } }
                @if own.is_empty() { p { (ui.say("none")) } }
                ol.rows { @for row in own.iter().take(shown(&own)) { (position(ui, row, &shelf, &counters)) } }
            }
            section aria-labelledby="h-told" {
                h2 #h-told { (ui.say("positions.told")) " " span.note { (told.len()) } }
                @if told.is_empty() { p { (ui.say("none")) } }
                ol.rows { @for row in told.iter().take(shown(&told)) { (position(ui, row, &shelf, &counters)) } }
            }
        }
        @if !positions.gaps.is_empty() {
            section aria-labelledby="h-gaps" { h2 #h-gaps { (ui.say("missing")) } ul.gaps { @for gap in &positions.gaps { li { (remark(ui, gap)) } } } }
        }
        p.small { (ui.say("positions.looked")) ": " (ui.count(shelf.all().len(), "n.document")) }
    };
    Ok(frame(query, "/actors", &short(&format!("{}: {}", actor.name, positions.topic), 90), &body))
}

fn position(ui: Ui, row: &Position, shelf: &Shelf, counters: &Counters<'_>) -> Markup {
    let page = shelf.get(&row.statement.document).map(page_name).unwrap_or_default();
    let said = shelf.statement(&row.statement).zip(counters.get(row.statement.document.as_str()));
    let cite = said.map(|((document, statement), points)| citation(ui, document, statement, points));
    let pinned = said
        .zip(row.evidence.first())
        .map(|(((document, _), points), first)| pin(document, first.span, points));
    html! {
        li.row.hollow[row.when.is_none()] data-row data-cite=[cite] data-pin=[pinned] {
            p.when-line { (date(ui, row.when.as_deref())) @if let Some(basis) = &row.basis { span.why { (remark(ui, basis)) } } }
            @for evidence in &row.evidence { p.piece { (quoted(evidence, shelf, counters)) } }
            p.meta {
                span.tag.kind.(crate::text::word(&row.kind)) { (ui.word("kind", &row.kind)) }
                @if row.stance != Stance::Assert { span.tag { (ui.word("stance", &row.stance)) } }
                @if row.negated { span.tag.deny { (ui.say("positions.no")) } } @else { span.tag { (ui.say("positions.yes")) } }
                @if row.conditional { span.tag { (ui.say("positions.conditional")) } }
                span { bdi { @if row.chain.is_empty() { (Shown(&page)) } @else { (Shown(&row.chain.join(" → "))) } } }
                @if let Some(claim) = &row.claim { a href=(claim_link(claim)) { (ui.say("claim.one")) } }
            }
        }
    }
}
