//! The way of a claim as one drawing: innermost sources on the left, pages on the right.
//!
//! Takes the lines of a trace, gives the steps of each for the drawing that the report shares. Links that point at the same
//! actor share a box; unnamed sources share theirs where they are one root.

use super::passage::{page_name, spaced};
use crate::state::{Shelf, Snapshot};
use crate::text::{actor_link, document_link, is_wording};
use crate::ui::Ui;
use maud::{Markup, html};
use reportedly_engine::corpus::TraceLine;
use reportedly_engine::model::LinkRole;
use reportedly_report::chain::{self, Step};

/// Pages drawn; the list below the drawing has all.
const MOST: usize = 24;

/// `root` is the number of the root of a line.
pub(crate) fn draw(
    ui: Ui,
    snapshot: &Snapshot,
    shelf: &Shelf,
    lines: &[TraceLine],
    root: impl Fn(&TraceLine) -> Option<usize>,
) -> Markup {
    let shown = lines.get(..MOST.min(lines.len())).unwrap_or(&[]);
    let way = |(number, line)| {
        let unnamed = root(line).map_or_else(|| format!("?{number}"), |root| format!("? root {root}"));
        way(ui, snapshot, shelf, line, number, &unnamed)
    };
    let ways: Vec<Vec<Step>> = shown.iter().enumerate().map(way).collect();
    html! {
        div.drawing tabindex="0" role="region" aria-label=(ui.say("claim.drawing")) { (chain::draw(&ways, ui.say("claim.drawing"))) }
        @if lines.len() > MOST { p.meta { (ui.say("claim.drawn_first")) " " (MOST) " / " (lines.len()) } }
    }
}

/// `unnamed` is the key of an innermost source without a name.
fn way(
    ui: Ui,
    snapshot: &Snapshot,
    shelf: &Shelf,
    line: &TraceLine,
    number: usize,
    unnamed: &str,
) -> Vec<Step> {
    let links = line.links.iter().filter(|link| link.role != LinkRole::Publisher).enumerate();
    let mut steps: Vec<Step> = links
        .map(|(place, link)| {
            let key = match (&link.actor, link.anonymous) {
                (_, true) if place == 0 => unnamed.to_owned(),
                (_, true) => format!("?{number}"),
                (Some(actor), _) => actor.clone(),
                (None, _) => link.name.clone(),
            };
            let known = link.actor.as_deref().filter(|id| snapshot.actor(id).is_some());
            let (open, close) = if ui.code() == "en" { ('“', '”') } else { ('«', '»') };
            let name = if is_wording(&link.name) {
                format!("{open}{}{close}", link.name)
            } else {
                link.name.clone()
            };
            let mark = if link.anonymous { "? " } else { "" };
            Step {
                key,
                class: if link.anonymous { "anonymous" } else { "named" },
                label: ui.word("role", &link.role),
                name: format!("{mark}{name}"),
                href: known.map(actor_link),
                stated: link.explicit,
            }
        })
        .collect();
    if steps.is_empty() {
        steps.push(Step {
            key: format!("?{number}"),
            class: "anonymous",
            label: ui.say("role.source").to_owned(),
            name: format!("? {}", ui.say("not_named")),
            href: None,
            stated: false,
        });
    }
    let publisher = line.links.iter().find(|link| link.role == LinkRole::Publisher);
    let page = publisher.map(|publisher| publisher.name.clone());
    steps.push(Step {
        key: line.statement.document.clone(),
        class: "page",
        label: line.dated.as_deref().map_or(ui.say("undated").to_owned(), spaced),
        name: page.or_else(|| shelf.get(&line.statement.document).map(page_name)).unwrap_or_default(),
        href: Some(document_link(&line.statement.document)),
        stated: false,
    });
    steps
}
