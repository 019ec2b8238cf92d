//! `/actors/{id}`: one actor behind all names, why they are one, what the actor says and what others say the actor says.

use super::layout::{frame, pager, part};
use super::passage::{code, statement_row};
use crate::Html;
use crate::error::Refusal;
use crate::query::Query;
use crate::state::{App, Snapshot};
use crate::text::{Shown, short};
use maud::html;
use reportedly_engine::corpus::{Actor, ActorName, Remark, StatementRef};
use reportedly_engine::text::fold;
use std::collections::BTreeMap;

/// Statements of each list on one page.
const PART: usize = 40;
/// Names and joins shown.
const NAMES: usize = 120;
/// Outlets and agencies shown.
const MEDIA: usize = 12;

pub(crate) fn find<'a>(snapshot: &'a Snapshot, id: &str) -> Result<&'a Actor, Refusal> {
    snapshot.actor(id).ok_or_else(|| Refusal::unknown("fault.actor", id))
}

pub(crate) fn script(text: &str) -> &'static str {
    let letter = text.chars().find(|c| c.is_alphabetic());
    match letter {
        Some('\u{400}'..='\u{52F}') => "Cyrillic",
        Some(c) if c.is_ascii() || ('\u{C0}'..='\u{24F}').contains(&c) => "Latin",
        _ => "other script",
    }
}

/// Who carries what an actor said to the pages, most statements first.
fn cited_by(snapshot: &Snapshot, own: &[StatementRef]) -> Vec<(String, Option<String>, u32)> {
    // an outlet that a page says it has the words from, and one whose page it is, are one when they have one name
    let mut counts: BTreeMap<String, (&str, Option<&str>, u32)> = BTreeMap::new();
    for place in own {
        let Some(row) = snapshot.row_of(&place.document) else { continue };
        let said = snapshot.index.get(row, place.index);
        let via = said.and_then(|said| snapshot.index.via(said.via));
        let outlet = snapshot.row(row).and_then(|row| row.outlet.as_deref());
        let names = via.map(|medium| (medium.name.as_str(), medium.actor.as_deref()));
        let mut seen: Option<String> = None;
        for (name, actor) in names.into_iter().chain(outlet.map(|name| (name, None))) {
            let key = fold(name);
            let entry = counts.entry(key.clone()).or_insert((name, None, 0));
            entry.1 = entry.1.or(actor);
            // a page may carry its own outlet's words
            entry.2 += u32::from(seen.as_ref() != Some(&key));
            seen = Some(key);
        }
    }
    let mut list: Vec<_> =
        counts.into_values().map(|(name, actor, n)| (name.to_owned(), actor.map(str::to_owned), n)).collect();
    list.sort_by(|a, b| (b.2, &a.0).cmp(&(a.2, &b.0)));
    list.truncate(MEDIA);
    list
}

pub(crate) fn page(app: &App, id: &str, query: &Query) -> Html {
    let snapshot = app.snapshot()?;
    let ui = query.ui();
    let actor = find(&snapshot, id)?;
    let (all_own, all_told) = (snapshot.own(&actor.id), snapshot.attributed(&actor.id));
    let (skip, page, pages) = part(query, all_own.len().max(all_told.len()), PART)?;
    let some = |all: &'_ [StatementRef]| -> Vec<StatementRef> {
        all.iter().skip(skip).take(PART).cloned().collect()
    };
    let (own, told) = (some(all_own), some(all_told));
    let shown_names = actor.names.get(..NAMES.min(actor.names.len())).unwrap_or(&[]);
    let names = shown_names.iter().map(|name| name.first.document.as_str());
    let statements = own.iter().chain(&told).map(|place| place.document.as_str());
    let shelf = app.shelf(&snapshot, names.chain(statements))?;
    let counters = shelf.points();
    let mut groups: BTreeMap<(&str, String), Vec<&ActorName>> = BTreeMap::new();
    for name in shown_names {
        let language = code(name.language).unwrap_or_else(|| "?".to_owned());
        groups.entry((script(&name.text), language)).or_default().push(name);
    }
    let media = cited_by(&snapshot, all_own);
    // what stands with each join is not said twice
    let why: Vec<&Remark> =
        actor.why.iter().filter(|why| actor.joins.iter().all(|join| join.why != **why)).collect();
    let body = html! {
        p.crumb { a href="/actors" { (ui.say("nav.actors")) } " / " code { (Shown(&actor.id)) } }
        h1 { bdi { (Shown(&short(&actor.name, 200))) } }
        p.meta {
            span.tag { (ui.word("type", &actor.kind)) }
            @if actor.anonymous { span.tag.deny { (ui.say("tag.unnamed")) } }
            span { (ui.count(actor.statements as usize, "n.statement")) ", " (ui.count(actor.documents as usize, "n.document")) }
            @if !actor.roles.is_empty() { span { (ui.say("actor.roles")) ": " bdi { (Shown(&short(&actor.roles.join(", "), 300))) } } }
            a href=(format!("/?actor={}", crate::text::escape(&actor.id))) { (ui.say("actor.search")) }
        }
        @if actor.anonymous { p { (ui.say("actor.anonymous")) } }
        section aria-labelledby="h-names" {
            h2 #h-names { (ui.say("actor.names")) }
            div.names {
                @for ((script, language), names) in &groups {
                    div {
                        h3 { (ui.word("script", script)) " " span.tag { (language) } }
                        ul.passages {
                            @for name in names {
                                li { (quoted_name(name)) " " span.times { (name.count) "×" } " "
                                    @if name.kind != reportedly_engine::model::MentionKind::Name { span.tag { (ui.word("mention", &name.kind)) } " " }
                                    (super::passage::place(&name.first, &shelf, &counters)) }
                            }
                        }
                    }
                }
            }
        }
        section aria-labelledby="h-why" {
            h2 #h-why { (ui.say("actor.why")) }
            @if actor.why.is_empty() && actor.merged.is_empty() { p { (ui.say("actor.not_merged")) } }
            @if !why.is_empty() { ul { @for why in why { li { (super::passage::remark_of(ui, &snapshot, why)) } } } }
            @if !actor.joins.is_empty() {
                ul.joins {
                    @for join in actor.joins.iter().take(NAMES) {
                        li {
                            code { (Shown(&join.actor)) } " — " (super::passage::remark_of(ui, &snapshot, &join.why))
                            @if !join.parts.is_empty() { ul.parts { @for part in &join.parts { li { (super::passage::remark_of(ui, &snapshot, part)) } } } }
                            (super::review::undo_join(app, ui, join))
                        }
                    }
                }
            }
        }
        section aria-labelledby="h-positions" {
            h2 #h-positions { (ui.say("positions.heading")) }
            (super::positions::form(query, actor, ""))
        }
        @if !media.is_empty() {
            section aria-labelledby="h-media" {
                h2 #h-media { (ui.say("actor.cited_by")) }
                ul.bars {
                    @let most = media.first().map_or(1, |(_, _, n)| *n).max(1);
                    @for (name, id, n) in &media {
                        li {
                            span.value { (super::passage::actor(&snapshot, id.as_deref(), &short(name, 60), None)) }
                            svg.bar viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" { rect width=(n * 100 / most) height="8" {} }
                            span.n { (n) }
                        }
                    }
                }
            }
        }
        section aria-labelledby="h-own" {
            h2 #h-own { (ui.say("actor.says")) " " span.note { (all_own.len()) } }
            @if all_own.is_empty() { p { (ui.say("actor.says_nothing")) } }
            ol.rows { @for place in &own { (statement_row(ui, &snapshot, &shelf, &counters, place)) } }
        }
        section aria-labelledby="h-told" {
            h2 #h-told { (ui.say("actor.told")) " " span.note { (all_told.len()) } }
            @if all_told.is_empty() { p { (ui.say("actor.told_nothing")) } }
            ol.rows { @for place in &told {
                (told_by(ui, &shelf, place))
                (statement_row(ui, &snapshot, &shelf, &counters, place))
            } }
        }
        (pager(query, page, pages, "page"))
    };
    Ok(frame(query, "/actors", &short(&actor.name, 90), &body))
}

/// Whose words a retold statement comes in.
fn told_by(ui: crate::ui::Ui, shelf: &crate::state::Shelf, place: &StatementRef) -> maud::Markup {
    let outer = shelf.statement(place).and_then(|(_, statement)| statement.nested_in);
    let outer = outer.map(|index| StatementRef { document: place.document.clone(), index });
    let found = outer.as_ref().and_then(|outer| shelf.statement(outer));
    let speaker = found.and_then(|(document, statement)| Some((document, statement.speaker.as_ref()?.span?)));
    html! {
        @if let Some((document, span)) = speaker {
            li.told-by { (ui.say("actor.in_words_of")) " " bdi lang=[code(document.language)] { (Shown(document.slice(span))) } ":" }
        }
    }
}

fn quoted_name(name: &ActorName) -> maud::Markup {
    html! { bdi lang=[code(name.language)] { (Shown(&name.text)) } }
}
