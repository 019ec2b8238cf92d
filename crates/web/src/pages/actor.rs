//! `/actors/{id}`: one actor behind all names, why they are one, what the actor says and what others say the actor says.

use super::layout::{frame, pager};
use super::passage::{code, statement_row};
use crate::Html;
use crate::error::Refusal;
use crate::query::Query;
use crate::state::{App, Snapshot};
use crate::text::{Shown, count, short, word};
use maud::html;
use reportedly_engine::corpus::{Actor, ActorName, StatementRef};
use std::collections::BTreeMap;

/// Statements of each list on one page.
const PART: usize = 100;

pub(crate) fn find<'a>(snapshot: &'a Snapshot, id: &str) -> Result<&'a Actor, Refusal> {
    snapshot
        .actor(id)
        .ok_or_else(|| Refusal::missing(format!("there is no actor `{}` in this corpus", short(id, 80))))
}

pub(crate) fn script(text: &str) -> &'static str {
    let letter = text.chars().find(|c| c.is_alphabetic());
    match letter {
        Some('\u{400}'..='\u{52F}') => "Cyrillic",
        Some(c) if c.is_ascii() || ('\u{C0}'..='\u{24F}').contains(&c) => "Latin",
        _ => "other script",
    }
}

pub(crate) fn page(app: &App, id: &str, query: &Query) -> Html {
    let snapshot = app.snapshot()?;
    let actor = find(&snapshot, id)?;
    let page = query.number("page")?;
    let part = |all: &'_ [StatementRef]| -> Vec<StatementRef> {
        all.iter().skip((page - 1) * PART).take(PART).cloned().collect()
    };
    let (all_own, all_told) = (snapshot.own(&actor.id), snapshot.attributed(&actor.id));
    let (own, told) = (part(all_own), part(all_told));
    let pages = all_own.len().max(all_told.len()).div_ceil(PART).max(1);
    if page > pages {
        return Err(Refusal::missing(format!("there is no page {page}: the last is {pages}")));
    }
    let names = actor.names.iter().map(|name| name.first.document.as_str());
    let statements = own.iter().chain(&told).map(|place| place.document.as_str());
    let shelf = app.shelf(&snapshot, names.chain(statements))?;
    let counters = shelf.points();
    let mut groups: BTreeMap<(String, &str), Vec<&ActorName>> = BTreeMap::new();
    for name in &actor.names {
        let language = code(name.language).unwrap_or_else(|| "?".to_owned());
        groups.entry((language, script(&name.text))).or_default().push(name);
    }
    let body = html! {
        p.crumb { "Actors / " code { (Shown(&actor.id)) } }
        h1 { bdi { (Shown(&actor.name)) } }
        p.meta {
            span.tag { (word(&actor.kind)) }
            @if actor.anonymous { span.tag.deny { "unnamed source" } }
            span { (count(actor.statements as usize, "statement", "statements")) " in " (count(actor.documents as usize, "document", "documents")) }
            @if !actor.roles.is_empty() { span { "roles: " (Shown(&actor.roles.join(", "))) } }
        }
        @if actor.anonymous { p { "Nobody could check who this is, so it is never merged with an unnamed source of another page." } }
        section aria-labelledby="h-names" {
            h2 #h-names { "Names" }
            div.names {
                @for ((language, script), names) in &groups {
                    div {
                        h3 { span.tag { (language) } " " (script) }
                        ul.passages {
                            @for name in names {
                                li { (quoted_name(name)) " " span.times { (name.count) "×" } " "
                                    @if name.kind != reportedly_engine::model::MentionKind::Name { span.tag { (word(&name.kind)) } " " }
                                    (super::passage::place(&name.first, &shelf, &counters)) }
                            }
                        }
                    }
                }
            }
        }
        section aria-labelledby="h-why" {
            h2 #h-why { "Why they are one" }
            @if actor.why.is_empty() && actor.merged.is_empty() { p { "Nothing was merged." } }
            @if !actor.why.is_empty() { ul { @for why in &actor.why { li { (Shown(why)) } } } }
            @if !actor.merged.is_empty() {
                p.small { "Took over: " @for id in &actor.merged { code { (Shown(id)) } " " } }
            }
        }
        section aria-labelledby="h-positions" {
            h2 #h-positions { "Positions" }
            (super::positions::form(actor, ""))
        }
        section aria-labelledby="h-own" {
            h2 #h-own { "Says" span.note { (all_own.len()) } }
            @if all_own.is_empty() { p { "No statement of this actor in this corpus." } }
            ol.rows { @for place in &own { (statement_row(&snapshot, &shelf, &counters, place)) } }
        }
        section aria-labelledby="h-told" {
            h2 #h-told { "Says, according to others" span.note { (all_told.len()) } }
            @if all_told.is_empty() { p { "Nobody in this corpus is quoted on what this actor said." } }
            ol.rows { @for place in &told {
                @let outer = shelf.statement(place).and_then(|(_, statement)| statement.nested_in);
                @if let Some(outer) = outer {
                    @let told_by = StatementRef { document: place.document.clone(), index: outer };
                    @if let Some((document, statement)) = shelf.statement(&told_by) {
                        @if let Some(span) = statement.speaker.as_ref().and_then(|speaker| speaker.span) {
                            li.told-by lang=[code(document.language)] { "in the words of " bdi { (Shown(document.slice(span))) } ":" }
                        }
                    }
                }
                (statement_row(&snapshot, &shelf, &counters, place))
            } }
        }
        (pager(page, pages, |n| query.with("page", &n.to_string())))
    };
    Ok(frame(&short(&actor.name, 90), "", &body))
}

fn quoted_name(name: &ActorName) -> maud::Markup {
    html! { bdi lang=[code(name.language)] { (Shown(&name.text)) } }
}
