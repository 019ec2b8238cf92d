//! Doubts as rows: what is doubted, why, and the buttons that settle it.

use super::hidden;
use crate::Html;
use crate::pages::passage::{
    Counters, called, code, date, page_name, place, quoted, remark, remarks, spaced, weighed,
};
use crate::state::{App, Row, Shelf, Snapshot, title};
use crate::text::{Shown, actor_link, claim_link, document_link, passage_link, short};
use crate::ui::Ui;
use maud::{Markup, html};
use reportedly_engine::corpus::{Actor, Claim, CopyEdge, Evidence, Join, Member, StatementRef};
use reportedly_engine::model::{Document, Span};

/// Dates offered for one page.
const DATES: usize = 8;

/// A button that makes one decision.
fn choice(
    app: &App,
    tab: &str,
    key: &str,
    quiet: bool,
    verb: &str,
    subjects: &[&str],
    label: Markup,
) -> Markup {
    html! {
        form method="post" action="/review" {
            (hidden(app, tab, verb, subjects))
            button.quiet[quiet] type="submit" data-key=(key) aria-keyshortcuts=(key) { kbd { (key) } " " (label) }
        }
    }
}

pub(super) fn merges(app: &App, snapshot: &Snapshot, ui: Ui, shown: &[(&Actor, &Join)]) -> Html {
    let firsts = shown.iter().flat_map(|(actor, _)| actor.names.iter().take(6));
    let shelf = app.shelf(snapshot, firsts.map(|name| name.first.document.as_str()))?;
    let counters = shelf.points();
    Ok(html! {
        @if shown.is_empty() { p.lead { (ui.say("review.no_merges")) } }
        ol.rows.doubts {
            @for (actor, join) in shown {
                li.row data-row {
                    p { a.claim href=(actor_link(&actor.id)) { bdi { (Shown(&short(&actor.name, 100))) } } " ← " @if let Some(name) = other(actor, join) { bdi { (Shown(name)) } " " } code.small { (Shown(&join.actor)) } }
                    p.why { (remarks(ui, std::iter::once(&join.why).chain(&join.parts), "; ")) }
                    p.meta { @for name in actor.names.iter().take(6) { span { bdi lang=[name.language.map(|l| l.code().to_owned())] { (Shown(&short(&name.text, 60))) } " " (place(&name.first, &shelf, &counters)) } } }
                    div.choices {
                        (choice(app, "merges", "y", false, "merge", &[&actor.id, &join.actor], html! { (ui.say("review.same")) }))
                        (choice(app, "merges", "n", true, "split", &[&join.actor], html! { (ui.say("review.different")) }))
                    }
                }
            }
        }
    })
}

/// The name that an actor took over, when the reason tells it.
fn other<'a>(actor: &Actor, join: &'a Join) -> Option<&'a str> {
    let names = matches!(join.why.code, "same-name" | "short-name" | "written-name");
    let found = join.why.parts.iter().take(2).find(|part| **part != actor.name);
    found.filter(|_| names).map(String::as_str)
}

pub(super) fn links(app: &App, snapshot: &Snapshot, ui: Ui, shown: &[(&Claim, &Member)]) -> Html {
    let ids = shown.iter().flat_map(|(claim, member)| [&claim.anchor, &member.statement]);
    let shelf = app.shelf(snapshot, ids.map(|place| place.document.as_str()))?;
    let counters = shelf.points();
    Ok(html! {
        p.meta { (ui.say("review.links_what")) }
        @if shown.is_empty() { p.lead { (ui.say("review.no_links")) } }
        ol.rows.doubts {
            @for (claim, member) in shown {
                @if let (Some((_, anchor)), Some((_, other))) = (shelf.statement(&claim.anchor), shelf.statement(&member.statement)) {
                    li.row data-row {
                        p.meta { a.claim.small href=(claim_link(&claim.id)) { (ui.say("claim.one")) ": " (ui.count(claim.members.len(), "n.statement")) ", " (ui.count(claim.pages as usize, "n.page")) } }
                        div.pair {
                            (side(ui, &shelf, &counters, &claim.anchor, None))
                            (side(ui, &shelf, &counters, &member.statement, member.focus))
                        }
                        div.meta { span.score { (format!("{:.2}", member.score)) } " " (weighed(ui, &member.why)) }
                        div.choices {
                            (choice(app, "links", "y", false, "same", &[&anchor.id, &other.id], html! { (ui.say("review.same")) }))
                            (choice(app, "links", "n", true, "different", &[&anchor.id, &other.id], html! { (ui.say("review.different")) }))
                        }
                    }
                }
            }
        }
    })
}

/// One of two statements: who says it, the words, where and when.
fn side(ui: Ui, shelf: &Shelf, counters: &Counters<'_>, at: &StatementRef, focus: Option<Span>) -> Markup {
    let Some((document, statement)) = shelf.statement(at) else { return html! {} };
    let speaker = statement.speaker.as_ref();
    let name = speaker.and_then(|s| s.entity).and_then(|id| document.entity(id)).map(|e| e.name.as_str());
    let name = name.or_else(|| speaker.and_then(|s| s.span).map(|span| document.slice(span)));
    let span = focus.or_else(|| statement.content.iter().copied().reduce(Span::join));
    html! {
        div {
            p.said { @match name { Some(name) => span lang=[code(document.language)] { (called(&short(name, 80))) }, None => (ui.say("not_named")) } }
            @if let Some(span) = span {
                p.piece { (quoted(&Evidence { document: document.id.clone(), span, text: document.slice(span).to_owned() }, shelf, counters)) }
            }
            p.meta { bdi { (Shown(&short(&page_name(document), 60))) } (date(ui, document.metadata.published.value.as_deref())) }
        }
    }
}

pub(super) fn copies(app: &App, snapshot: &Snapshot, ui: Ui, shown: &[&CopyEdge]) -> Html {
    let shelf = app.shelf(snapshot, shown.iter().flat_map(|edge| [edge.a.as_str(), edge.b.as_str()]))?;
    let counters = shelf.points();
    let page = |document: &Document| {
        html! {
            a.claim href=(document_link(&document.id)) { bdi lang=[code(document.language)] { (Shown(&short(&title(document).unwrap_or_else(|| document.path.clone()), 120))) } }
            " " span.meta { bdi { (Shown(&short(&page_name(document), 60))) } (date(ui, document.metadata.published.value.as_deref())) }
        }
    };
    Ok(html! {
        p.meta { (ui.say("review.copies_what")) }
        @if shown.is_empty() { p.lead { (ui.say("review.no_copies")) } }
        ol.rows.doubts {
            @for edge in shown {
                @if let (Some(a), Some(b)) = (shelf.get(&edge.a), shelf.get(&edge.b)) {
                    li.row data-row {
                        p { kbd { "1" } " " (page(a)) }
                        p { kbd { "2" } " " (page(b)) }
                        p.meta { span.tag { (ui.word("copy", &edge.class)) }
                            span.why { (remarks(ui, &edge.why, "; ")) } }
                        @if let Some((first, _)) = edge.passages.first() { p.piece { (quoted(&Evidence { text: short(&first.text, 300), ..first.clone() }, &shelf, &counters)) } }
                        p.meta { a href=(format!("/compare?p={}&p={}", crate::text::escape(&edge.a), crate::text::escape(&edge.b))) { (ui.say("compare.heading")) } }
                        div.choices {
                            (choice(app, "copies", "1", false, "earlier", &[&edge.a, &edge.b], html! { (ui.say("review.first_was_first")) }))
                            (choice(app, "copies", "2", false, "earlier", &[&edge.b, &edge.a], html! { (ui.say("review.second_was_first")) }))
                        }
                    }
                }
            }
        }
    })
}

pub(super) fn dates(app: &App, snapshot: &Snapshot, ui: Ui, shown: &[&Row]) -> Html {
    let shelf = app.shelf(snapshot, shown.iter().map(|row| row.id.as_str()))?;
    let counters = shelf.points();
    Ok(html! {
        p.meta { (ui.say("review.dates_what")) }
        @if shown.is_empty() { p.lead { (ui.say("review.no_dates")) } }
        ol.rows.doubts {
            @for document in shown.iter().filter_map(|row| shelf.get(&row.id)) { (dated(app, ui, document, &counters)) }
        }
    })
}

/// A date that a page may have: the value, what it rests on, and the place.
struct Offer<'a> {
    value: &'a str,
    basis: Vec<Markup>,
    span: Option<Span>,
}

/// Every value once: what the page states as its own first, then dates that were not taken.
fn offers<'a>(ui: Ui, document: &'a Document) -> Vec<Offer<'a>> {
    let published = &document.metadata.published;
    let stated = published.candidates.iter().map(|one| {
        let basis = html! { (ui.word("basis", &one.basis.kind)) };
        Offer { value: &one.value, basis: vec![basis], span: one.basis.span }
    });
    // words that name no day are no value
    let rejected = published.rejected.iter().filter(|one| reportedly_engine::corpus::is_date(&one.value));
    let rejected =
        rejected.map(|one| Offer { value: &one.value, basis: vec![remark(ui, &one.why)], span: one.span });
    let mut offers: Vec<Offer<'a>> = Vec::new();
    for offer in stated.chain(rejected) {
        match offers.iter_mut().find(|known| known.value == offer.value) {
            Some(known) => {
                known.basis.extend(offer.basis);
                known.span = known.span.or(offer.span);
            }
            None => offers.push(offer),
        }
    }
    offers.truncate(DATES);
    offers
}

fn dated(app: &App, ui: Ui, document: &Document, counters: &Counters<'_>) -> Markup {
    let id = document.id.as_str();
    let published = &document.metadata.published;
    let offers = offers(ui, document);
    let points = counters.get(id);
    html! {
        li.row data-row {
            p { a.claim href=(document_link(id)) { bdi lang=[code(document.language)] { (Shown(&short(&title(document).unwrap_or_else(|| document.path.clone()), 160))) } } " " span.meta { bdi { (Shown(&short(&page_name(document), 60))) } } }
            p.meta { (ui.say("review.date_now")) ": " (date(ui, published.value.as_deref()))
                @if let Some(basis) = &published.basis { span { (ui.word("basis", &basis.kind)) } }
                @if let Some(why) = &published.why { span.why { (remark(ui, why)) } } }
            @if !offers.is_empty() {
                ol.offers {
                    @for (n, offer) in offers.iter().enumerate() {
                        li {
                            (choice(app, "dates", &(n + 1).to_string(), published.value.as_deref() != Some(offer.value), "date", &[id, offer.value], html! { (Shown(&spaced(offer.value))) }))
                            span.meta { @for (n, basis) in offer.basis.iter().enumerate() { @if n > 0 { ", " } (basis) }
                                @if let (Some(span), Some(points)) = (offer.span, points) {
                                    @let (start, end) = (points.at(span.start()), points.at(span.end()));
                                    a.place href=(passage_link(id, start, end)) { span.points { (start) "–" (end) } }
                                } }
                        }
                    }
                }
            }
            div.choices {
                @if let Some(value) = &published.value { (choice(app, "dates", "y", false, "date", &[id, value], html! { (ui.say("review.date_keep")) })) }
                (choice(app, "dates", "n", true, "date", &[id, "none"], html! { (ui.say("review.date_none")) }))
                form.other method="post" action="/review" {
                    (hidden(app, "dates", "date", &[id]))
                    label { (ui.say("review.date_other")) " " input name="subject" maxlength="25" required placeholder="2024-05-31"; }
                    button.quiet type="submit" { (ui.say("facet.apply")) }
                }
            }
        }
    }
}
