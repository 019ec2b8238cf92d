//! `/review`: what the program is least sure of, and what people decided.
//!
//! Takes a decision by form, keeps it in the corpus file through the store, which replays all of them whenever the corpus is
//! compared. A form counts only with the token of this process and from a page of this address.

pub(crate) mod queue;
mod rows;

use super::layout::{frame, pager, part};
use crate::Html;
use crate::error::Refusal;
use crate::query::Query;
use crate::state::App;
use crate::text::{Shown, plain, short};
use crate::ui::Ui;
use axum::http::StatusCode;
use maud::{Markup, html};
use reportedly_engine::corpus::{Claim, Join, Member};
use reportedly_store::{Decision, Decisions, Verb};

/// Doubts on one page.
const PART: usize = 30;
/// The parts of the queue and their headings; what a form leads back to.
const TABS: [(&str, &str); 5] = [
    ("merges", "review.merges"),
    ("links", "review.links"),
    ("copies", "review.copies"),
    ("dates", "review.dates"),
    ("log", "review.log"),
];

pub(crate) fn page(app: &App, query: &Query) -> Html {
    let snapshot = app.snapshot()?;
    let ui = query.ui();
    let decisions = app.store.decisions()?;
    let replayed = Decisions::replay(&decisions);
    let (joins, links) = (queue::joins(&snapshot, &replayed), queue::links(&snapshot));
    let (copies, mut dates) = (queue::copies(&snapshot), queue::dates(&snapshot, &replayed));
    let counts = [joins.len(), links.len(), copies.len(), dates.len(), decisions.len()];
    let tab = query.get("tab").unwrap_or("merges");
    // one page alone, in doubt or not
    if let Some(asked) = query.get("page_of") {
        dates = snapshot.row_of(asked).and_then(|place| snapshot.row(place)).into_iter().collect();
    }
    let all = match tab {
        "dates" => dates.len(),
        _ => TABS.iter().zip(counts).find(|((name, _), _)| *name == tab).map_or(0, |(_, n)| n),
    };
    let (skip, page, pages) = part(query, all, PART)?;
    let last = replayed.in_force().last();
    let body = html! {
        h1 { (ui.say("review.heading")) }
        p.lead { (ui.say("review.what")) }
        nav.tabs aria-label=(ui.say("review.heading")) {
            @for ((name, label), n) in TABS.iter().zip(counts) {
                a href=(format!("/review?tab={name}")) aria-current=[(*name == tab).then_some("page")] { (ui.say(label)) " " span.badge { (crate::ui::grouped(n)) } }
            }
        }
        @if let Some(last) = last {
            form.last method="post" action="/review" {
                span { (ui.say("review.last")) ": " b { (last.number) } " " (ui.word("verb", &last.verb)) " " (subjects(last)) }
                (hidden(app, tab, "undo", &[&last.number.to_string()]))
                button.quiet type="submit" data-key="u" aria-keyshortcuts="u" { kbd { "u" } " " (ui.say("review.undo")) }
            }
        }
        @match tab {
            "links" => (rows::links(app, &snapshot, ui, shown(&links, skip))?),
            "copies" => (rows::copies(app, &snapshot, ui, shown(&copies, skip))?),
            "dates" => (rows::dates(app, &snapshot, ui, shown(&dates, skip))?),
            "log" => (log(app, ui, &decisions, &replayed, skip)),
            _ => (rows::merges(app, &snapshot, ui, shown(&joins, skip))?),
        }
        (pager(query, page, pages, "page"))
        @if matches!(tab, "merges" | "links") {
            section aria-labelledby="h-hand" {
                h2 #h-hand { (ui.say("review.by_hand")) }
                (by_hand(app, ui, tab))
            }
        }
    };
    Ok(frame(query, "/review", ui.say("nav.review"), &body))
}

fn shown<T>(list: &[T], skip: usize) -> &[T] {
    let rest = list.get(skip..).unwrap_or(&[]);
    rest.get(..PART).unwrap_or(rest)
}

/// What a decision is about; of a statement the id alone.
fn subjects(decision: &Decision) -> Markup {
    let short_of = |subject: &str| match decision.verb {
        Verb::Same | Verb::Different => subject.split('@').next().unwrap_or_default().to_owned(),
        _ => short(subject, 100),
    };
    html! { @for subject in &decision.subjects { code { (Shown(&short_of(subject))) } " " } }
}

/// A decision about any two actors or statements, by their ids.
fn by_hand(app: &App, ui: Ui, tab: &str) -> Markup {
    let (same, different, example) = match tab {
        "links" => ("same", "different", "a:…"),
        _ => ("merge", "reject", "e:…"),
    };
    html! {
        form.by-hand method="post" action="/review" {
            input type="hidden" name="token" value=(app.token);
            input type="hidden" name="tab" value=(tab);
            label { (ui.say("review.first")) input name="subject" maxlength="500" required placeholder=(example); }
            label { (ui.say("review.second")) input name="subject" maxlength="500" required placeholder=(example); }
            label { (ui.say("review.because")) input name="reason" maxlength="500"; }
            button type="submit" name="verb" value=(same) { (ui.say("review.same")) }
            button.quiet type="submit" name="verb" value=(different) { (ui.say("review.different")) }
        }
    }
}

/// The fields every decision carries.
fn hidden(app: &App, tab: &str, verb: &str, subjects: &[&str]) -> Markup {
    html! {
        input type="hidden" name="token" value=(app.token);
        input type="hidden" name="tab" value=(tab);
        input type="hidden" name="verb" value=(verb);
        @for subject in subjects { input type="hidden" name="subject" value=(plain(subject)); }
    }
}

fn log(app: &App, ui: Ui, decisions: &[Decision], replayed: &Decisions, skip: usize) -> Markup {
    html! {
        @if decisions.is_empty() { p.lead { (ui.say("review.no_decisions")) } }
        ol.rows.doubts {
            @for decision in decisions.iter().rev().skip(skip).take(PART) {
                @let undone = replayed.is_undone(decision.number);
                @let stands = replayed.in_force().iter().any(|kept| kept.number == decision.number);
                li.row.undone[undone] data-row {
                    p { b { (decision.number) } " " (ui.word("verb", &decision.verb)) " " (subjects(decision)) }
                    p.meta { @if !decision.reason.is_empty() { span { (Shown(&short(&decision.reason, 300))) } } @if undone { span.tag { (ui.say("review.undone")) } } }
                    @if stands {
                        form method="post" action="/review" { (hidden(app, "log", "undo", &[&decision.number.to_string()])) button.quiet type="submit" { (ui.say("review.undo")) } }
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
            @match &number { Some(number) => (hidden(app, "log", "undo", &[number])), None => (hidden(app, "log", "split", &[&join.actor])) }
            button.quiet type="submit" { (ui.say("review.undo_join")) }
        }
    }
}

/// The button that takes a statement out of its claim: by undoing its decision, or by setting it apart from the anchor.
pub(crate) fn undo_link(app: &App, ui: Ui, claim: &Claim, anchor: &str, member: &Member, id: &str) -> Markup {
    let number = member.decision.map(|number| number.to_string());
    html! {
        @if member.statement != claim.anchor {
            form.inline method="post" action="/review" {
                @match &number { Some(number) => (hidden(app, "log", "undo", &[number])), None => (hidden(app, "log", "different", &[anchor, id])) }
                button.quiet type="submit" { (ui.say(if number.is_some() { "review.undo" } else { "review.different" })) }
            }
        }
    }
}

/// Keeps the decision of a form; gives the part of the queue to go back to.
pub(crate) fn decide(app: &App, form: &Query) -> Result<&'static str, Refusal> {
    let token = form.get("token").unwrap_or_default();
    // every byte is compared, so that time tells nothing about the token
    let differ = token.bytes().zip(app.token.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b));
    if token.len() != app.token.len() || differ != 0 {
        return Err(Refusal::of(StatusCode::FORBIDDEN, "fault.old_form", &[]));
    }
    let asked = form.get("verb").unwrap_or_default();
    let verb = Verb::ALL.into_iter().find(|verb| verb.word() == asked);
    let verb = verb.ok_or_else(|| Refusal::asked("fault.verb", &[]))?;
    let subjects: Vec<String> = form.all("subject").map(str::to_owned).collect();
    if let Some(unknown) = crate::api::unknown_actor(app, verb, &subjects)? {
        return Err(Refusal::asked("fault.actor", &[&short(unknown, 80)]));
    }
    let subjects = app.store.subjects(verb, &subjects)?;
    let reason = form.get("reason").unwrap_or_default();
    match app.store.decide(verb, &subjects, reason) {
        Err(error) if error.is_query() && !error.is_contradiction() => {
            Err(Refusal::new(StatusCode::CONFLICT, error.to_string()))
        }
        Err(error) => Err(error.into()),
        Ok(_) => {
            let tab = form.get("tab").unwrap_or_default();
            Ok(TABS.iter().map(|(name, _)| *name).find(|name| *name == tab).unwrap_or("merges"))
        }
    }
}
