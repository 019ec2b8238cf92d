//! `/review`: what the program is least sure of, and what people decided.
//!
//! Takes a decision by form, keeps it in the corpus file through the store, which replays all of them whenever the corpus is
//! compared. A form counts only with the token of this process and from a page of this address.

use super::layout::{frame, pager, part};
use super::passage::{date, place};
use crate::Html;
use crate::error::Refusal;
use crate::query::Query;
use crate::state::{App, Snapshot};
use crate::text::{Shown, actor_link, claim_link, document_link, plain, short};
use crate::ui::Ui;
use axum::http::StatusCode;
use maud::{Markup, html};
use reportedly_engine::corpus::{Actor, Evidence, Join, Member, SAME};
use reportedly_store::{Decision, Decisions, Verb};
use std::collections::BTreeSet;

/// Doubts on one page.
const PART: usize = 30;
/// A statement is loosely linked below this score.
const LOOSE: f32 = SAME + 0.12;

/// The actors who took somebody over without anybody's decision, each with one join.
fn joins<'a>(snapshot: &'a Snapshot, replayed: &Decisions) -> Vec<(&'a Actor, &'a Join)> {
    let merges: BTreeSet<&str> = replayed
        .in_force()
        .iter()
        .filter(|decision| decision.verb == Verb::Merge)
        .flat_map(|decision| decision.subjects.iter().map(String::as_str))
        .collect();
    let confirmed = |join: &Join| merges.contains(join.actor.as_str());
    let mut list: Vec<(&Actor, &Join)> = snapshot
        .corpus
        .actors
        .iter()
        .flat_map(|actor| actor.joins.iter().map(move |join| (actor, join)))
        .filter(|(_, join)| join.decision.is_none() && !confirmed(join))
        .collect();
    // a family name alone is the weakest reason
    list.sort_by_key(|(actor, join)| {
        (!join.why.starts_with("surname"), std::cmp::Reverse(actor.statements), &join.actor)
    });
    list
}

/// Members of claims on several pages that were linked by little.
fn links(snapshot: &Snapshot) -> Vec<(usize, &Member)> {
    let mut list: Vec<(usize, &Member)> = Vec::new();
    for (at, claim) in snapshot.corpus.claims.iter().enumerate() {
        let loose =
            claim.members.iter().filter(|member| member.statement != claim.anchor && member.score < LOOSE);
        list.extend(loose.map(|member| (at, member)));
    }
    list.sort_by(|a, b| a.1.score.total_cmp(&b.1.score).then(a.0.cmp(&b.0)));
    list
}

pub(crate) fn page(app: &App, query: &Query) -> Html {
    let snapshot = app.snapshot()?;
    let ui = query.ui();
    let decisions = app.store.decisions()?;
    let replayed = Decisions::replay(&decisions);
    let (joins, links) = (joins(&snapshot, &replayed), links(&snapshot));
    let dates = &snapshot.index.doubtful_dates;
    let tab = query.get("tab").unwrap_or("merges");
    let tabs = [
        ("merges", "review.merges", joins.len()),
        ("links", "review.links", links.len()),
        ("dates", "review.dates", dates.len()),
        ("log", "review.log", decisions.len()),
    ];
    let all = tabs.iter().find(|(name, _, _)| *name == tab).map_or(0, |(_, _, n)| *n);
    let (skip, page, pages) = part(query, all, PART)?;
    let last = replayed.in_force().last();
    let body = html! {
        h1 { (ui.say("review.heading")) }
        p.lead { (ui.say("review.what")) }
        nav.tabs aria-label=(ui.say("review.heading")) {
            @for (name, label, n) in tabs {
                a href=(format!("/review?tab={name}")) aria-current=[(name == tab).then_some("page")] { (ui.say(label)) " " span.badge { (crate::ui::grouped(n)) } }
            }
        }
        @if let Some(last) = last {
            form.last method="post" action="/review" {
                span { (ui.say("review.last")) ": " b { (last.number) } " " (ui.word("verb", &last.verb)) " " code { (Shown(&short(&last.subjects.join(", "), 120))) } }
                (hidden(app, "undo", &[&last.number.to_string()]))
                button.quiet type="submit" data-key="u" { (ui.say("review.undo")) }
            }
        }
        @match tab {
            "links" => (loose(app, &snapshot, ui, links.get(skip..).unwrap_or(&[]))?),
            "dates" => (undecided(app, &snapshot, ui, dates.get(skip..).unwrap_or(&[]))?),
            "log" => (log(app, ui, &decisions, &replayed, skip)),
            _ => (merges(app, &snapshot, ui, joins.get(skip..).unwrap_or(&[]))?),
        }
        (pager(query, page, pages, "page"))
        section aria-labelledby="h-hand" {
            h2 #h-hand { (ui.say("review.by_hand")) }
            (by_hand(app, ui))
        }
    };
    Ok(frame(query, "/review", ui.say("nav.review"), &body))
}

/// A decision about any two actors, by their ids.
fn by_hand(app: &App, ui: Ui) -> Markup {
    html! {
        form.by-hand method="post" action="/review" {
            input type="hidden" name="token" value=(app.token);
            label { (ui.say("review.first")) input name="subject" maxlength="500" required placeholder="e:…"; }
            label { (ui.say("review.second")) input name="subject" maxlength="500" required placeholder="e:…"; }
            label { (ui.say("review.because")) input name="reason" maxlength="500"; }
            button type="submit" name="verb" value="merge" { (ui.say("review.same")) }
            button.quiet type="submit" name="verb" value="reject" { (ui.say("review.different")) }
        }
    }
}

/// The fields every decision carries.
fn hidden(app: &App, verb: &str, subjects: &[&str]) -> Markup {
    html! {
        input type="hidden" name="token" value=(app.token);
        input type="hidden" name="verb" value=(verb);
        @for subject in subjects { input type="hidden" name="subject" value=(plain(subject)); }
    }
}

fn merges(app: &App, snapshot: &Snapshot, ui: Ui, joins: &[(&Actor, &Join)]) -> Html {
    let shown = joins.get(..PART.min(joins.len())).unwrap_or(&[]);
    let firsts = shown.iter().flat_map(|(actor, _)| actor.names.iter().take(6));
    let shelf = app.shelf(snapshot, firsts.map(|name| name.first.document.as_str()))?;
    let counters = shelf.points();
    Ok(html! {
        @if shown.is_empty() { p.lead { (ui.say("review.no_merges")) } }
        ol.rows.doubts {
            @for (actor, join) in shown {
                li.row data-row {
                    p { a.claim href=(actor_link(&actor.id)) { bdi { (Shown(&short(&actor.name, 100))) } } " ← " code { (Shown(&join.actor)) } }
                    p.meta { span.why lang="en" { (Shown(&join.why)) @for part in &join.parts { "; " (Shown(part)) } } }
                    p.meta { @for name in actor.names.iter().take(6) { span { bdi lang=[name.language.map(|l| l.code().to_owned())] { (Shown(&short(&name.text, 60))) } " " (place(&name.first, &shelf, &counters)) } } }
                    div.choices {
                        form method="post" action="/review" { (hidden(app, "merge", &[&actor.id, &join.actor])) button type="submit" data-key="y" { (ui.say("review.same")) } }
                        form method="post" action="/review" { (hidden(app, "split", &[&join.actor])) button.quiet type="submit" data-key="n" { (ui.say("review.different")) } }
                    }
                }
            }
        }
    })
}

fn loose(app: &App, snapshot: &Snapshot, ui: Ui, links: &[(usize, &Member)]) -> Html {
    let shown = links.get(..PART.min(links.len())).unwrap_or(&[]);
    let claims = shown.iter().filter_map(|(at, _)| snapshot.corpus.claims.get(*at));
    let documents = shown.iter().map(|(_, member)| member.statement.document.as_str());
    let shelf = app.shelf(snapshot, documents.chain(claims.map(|claim| claim.anchor.document.as_str())))?;
    let counters = shelf.points();
    Ok(html! {
        p.meta { (ui.say("review.links_what")) }
        @if shown.is_empty() { p.lead { (ui.say("review.no_links")) } }
        ol.rows.doubts {
            @for (at, member) in shown {
                @if let (Some(claim), Some((document, statement))) = (snapshot.corpus.claims.get(*at), shelf.statement(&member.statement)) {
                    li.row data-row {
                        p { a.claim href=(claim_link(&claim.id)) { (Shown(&short(&claim.text, 220))) } }
                        @if let Some(span) = member.focus.or(statement.content.first().copied()) {
                            p.piece { (super::passage::quoted(&Evidence { document: document.id.clone(), span, text: document.slice(span).to_owned() }, &shelf, &counters)) }
                        }
                        p.meta { span.why lang="en" { (Shown(&member.why.join(", "))) } span.score { (format!("{:.2}", member.score)) } }
                    }
                }
            }
        }
    })
}

fn undecided(app: &App, snapshot: &Snapshot, ui: Ui, rows: &[u32]) -> Html {
    let shown: Vec<&str> =
        rows.iter().take(PART).filter_map(|&at| snapshot.row(at)).map(|row| row.id.as_str()).collect();
    let shelf = app.shelf(snapshot, shown.iter().copied())?;
    let counters = shelf.points();
    Ok(html! {
        p.meta { (ui.say("review.dates_what")) }
        @if shown.is_empty() { p.lead { (ui.say("review.no_dates")) } }
        ol.rows.doubts {
            @for id in shown {
                @if let Some(document) = shelf.get(id) {
                    @let published = &document.metadata.published;
                    li.row data-row {
                        p { a.claim href=(document_link(id)) { bdi { (Shown(&short(&crate::state::title(document).unwrap_or_else(|| document.path.clone()), 160))) } } }
                        p.meta { (date(ui, published.value.as_deref())) @if let Some(why) = &published.why { span.why lang="en" { (Shown(why)) } } }
                        @if !published.candidates.is_empty() {
                            ul.rejected { @for one in &published.candidates { li { (date(ui, Some(&one.value))) " " span lang="en" { (Shown(&one.basis.kind)) } } } }
                        }
                        (super::passage::rejected(id, &published.rejected, counters.get(id)))
                    }
                }
            }
        }
    })
}

fn log(app: &App, ui: Ui, decisions: &[Decision], replayed: &Decisions, skip: usize) -> Markup {
    html! {
        @if decisions.is_empty() { p.lead { (ui.say("review.no_decisions")) } }
        ol.rows.doubts {
            @for decision in decisions.iter().rev().skip(skip).take(PART) {
                @let undone = replayed.is_undone(decision.number);
                @let stands = replayed.in_force().iter().any(|kept| kept.number == decision.number);
                li.row.undone[undone] data-row {
                    p { b { (decision.number) } " " (ui.word("verb", &decision.verb)) " " @for subject in &decision.subjects { code { (Shown(&short(subject, 100))) } " " } }
                    p.meta { @if !decision.reason.is_empty() { span { (Shown(&short(&decision.reason, 300))) } } @if undone { span.tag { (ui.say("review.undone")) } } }
                    @if stands {
                        form method="post" action="/review" { (hidden(app, "undo", &[&decision.number.to_string()])) button.quiet type="submit" { (ui.say("review.undo")) } }
                    }
                }
            }
        }
    }
}

/// The button that takes back one join of an actor: by undoing its decision, or by letting the other stand alone.
pub(crate) fn undo_join(app: &App, ui: Ui, join: &Join) -> Markup {
    let number = join.decision.map(|number| number.to_string());
    html! {
        form method="post" action="/review" {
            @match &number { Some(number) => (hidden(app, "undo", &[number])), None => (hidden(app, "split", &[&join.actor])) }
            button.quiet type="submit" { (ui.say("review.undo_join")) }
        }
    }
}

/// Keeps the decision of a form.
pub(crate) fn decide(app: &App, form: &Query) -> Result<(), Refusal> {
    let token = form.get("token").unwrap_or_default();
    // every byte is compared, so that time tells nothing about the token
    let differ = token.bytes().zip(app.token.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b));
    if token.len() != app.token.len() || differ != 0 {
        return Err(refused(
            StatusCode::FORBIDDEN,
            "this form is of an older page: reload it and decide again",
        ));
    }
    let asked = form.get("verb").unwrap_or_default();
    let verb = Verb::ALL.into_iter().find(|verb| verb.word() == asked);
    let verb = verb.ok_or_else(|| Refusal::bad("`verb` must be merge, split, reject or undo"))?;
    let subjects: Vec<String> = form.all("subject").map(str::to_owned).collect();
    if verb != Verb::Undo {
        let snapshot = app.snapshot()?;
        if let Some(unknown) = subjects.iter().find(|id| snapshot.actor(id).is_none()) {
            return Err(Refusal::bad(format!("there is no actor `{}` in this corpus", short(unknown, 80))));
        }
    }
    let reason = form.get("reason").unwrap_or("decided in the browser");
    match app.store.decide(verb, &subjects, reason) {
        Err(error) if error.is_locked() || error.is_read_only() => Err(Refusal::fault(error.to_string())),
        Err(error) => Err(refused(StatusCode::CONFLICT, error.to_string())),
        Ok(_) => Ok(()),
    }
}

fn refused(status: StatusCode, message: impl Into<String>) -> Refusal {
    let mut refusal = Refusal::bad(message);
    refusal.status = status;
    refusal
}
