//! `/actors`: everybody who speaks or is spoken of, most statements first; by a name in any form or script.

use super::layout::{frame, pager, part};
use crate::Html;
use crate::query::Query;
use crate::state::App;
use crate::text::{Shown, actor_link, plain, short};
use maud::html;
use reportedly_engine::corpus::Actor;

/// Actors on one page.
const PART: usize = 100;

pub(crate) fn page(app: &App, query: &Query) -> Html {
    let snapshot = app.snapshot()?;
    let ui = query.ui();
    let actors: Vec<&Actor> = match query.get("name") {
        Some(name) => {
            let hits = snapshot.named(name);
            hits.iter().filter_map(|hit| snapshot.actor(&hit.actor)).collect()
        }
        None => snapshot.loudest.iter().filter_map(|&at| snapshot.corpus.actors.get(at as usize)).collect(),
    };
    let (skip, page, pages) = part(query, actors.len(), PART)?;
    let body = html! {
        h1 { (ui.say("nav.actors")) }
        form.find action="/actors" method="get" {
            label.unseen for="name" { (ui.say("actors.name")) }
            input #name type="search" name="name" maxlength="500" value=(plain(query.get("name").unwrap_or_default())) placeholder=(ui.say("facet.any_script"));
            button type="submit" { (ui.say("actors.find")) }
        }
        p.meta { span { b { (ui.count(actors.len(), "n.actor")) } } @if query.get("name").is_some() { a href="/actors" { (ui.say("show_all")) } } }
        @if actors.is_empty() { p.lead { (ui.say("none")) } }
        @else {
            div.scroll tabindex="0" role="region" aria-label=(ui.say("nav.actors")) {
                table {
                    thead { tr {
                        @for column in ["col.name", "col.type", "col.names"] { th scope="col" { (ui.say(column)) } }
                        @for column in ["col.statements", "col.documents"] { th.number scope="col" { (ui.say(column)) } }
                    } }
                    tbody {
                        @for actor in actors.into_iter().skip(skip).take(PART) {
                            tr data-row {
                                td { a href=(actor_link(&actor.id)) { bdi { (Shown(&short(&actor.name, 100))) } }
                                    @if !actor.roles.is_empty() { div.file { bdi { (Shown(&short(&actor.roles.join(", "), 90))) } } } }
                                td { (ui.word("type", &actor.kind)) }
                                td.others { bdi { (Shown(&short(&others(actor), 110))) } }
                                td.number { (actor.statements) }
                                td.number { (actor.documents) }
                            }
                        }
                    }
                }
            }
        }
        (pager(query, page, pages, "page"))
    };
    Ok(frame(query, "/actors", ui.say("nav.actors"), &body))
}

/// Other names than the one shown, each once.
fn others(actor: &Actor) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in actor.names.iter().take(40) {
        if name.text != actor.name && !names.contains(&name.text.as_str()) {
            names.push(&name.text);
        }
    }
    names.truncate(5);
    names.join(" · ")
}
