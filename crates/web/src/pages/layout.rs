//! The frame of every page.

use crate::error::Refusal;
use crate::query::Query;
use crate::text::{Shown, plain};
use crate::ui::{LANGUAGES, Ui};
use maud::{DOCTYPE, Markup, html};

/// The views of the menu: address, message, keys that lead there.
const VIEWS: [(&str, &str, &str); 6] = [
    ("/claims", "nav.claims", "g c"),
    ("/actors", "nav.actors", "g a"),
    ("/relays", "nav.relays", "g r"),
    ("/documents", "nav.documents", "g d"),
    ("/review", "nav.review", "g q"),
    ("/health", "nav.health", "g h"),
];

/// Keys and what they do, in the order of the help.
const KEYS: [(&str, &str); 12] = [
    ("/", "key.search"),
    ("j k", "key.move"),
    ("Enter", "key.open"),
    ("e", "key.evidence"),
    ("c", "key.cite"),
    ("p", "key.pin"),
    ("m", "key.compare"),
    ("y n", "key.decide"),
    ("1 2", "key.choose"),
    ("u", "key.undo"),
    ("g c", "key.go"),
    ("?", "key.help"),
];

/// `here` is the address of the view in the menu.
pub(crate) fn frame(query: &Query, here: &str, title: &str, main: &Markup) -> Markup {
    let ui = query.ui();
    let links: Vec<Markup> = LANGUAGES.iter().map(|(code, name)| language(query, code, name)).collect();
    let main = html! {
        @if query.is_behind() { p.behind role="status" { (ui.say("behind")) } }
        (main)
    };
    whole(ui, here, title, query.get("q").unwrap_or_default(), &links, &main)
}

fn language(query: &Query, code: &str, name: &str) -> Markup {
    let address = query.changed(&[]);
    let join = if address == "?" { "" } else { "&" };
    html! {
        @if query.ui().code() == code { span lang=(code) aria-current="true" { (name) } }
        @else { a lang=(code) hreflang=(code) href=(format!("{address}{join}ui={code}")) { (name) } }
    }
}

fn whole(ui: Ui, here: &str, title: &str, words: &str, languages: &[Markup], main: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(ui.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (plain(title)) " — reportedly" }
                link rel="icon" href="/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/style.css";
                script src="/keys.js" defer {}
            }
            body {
                a.skip href="#main" { (ui.say("skip")) }
                header.top {
                    a.brand href="/" { "reportedly" }
                    form.find action="/" method="get" role="search" {
                        label.unseen for="q" { (ui.say("search.label")) }
                        input #q type="search" name="q" value=(plain(words)) maxlength="500" placeholder=(ui.say("search.hint")) autocomplete="off" spellcheck="false";
                        button type="submit" { (ui.say("search.button")) }
                    }
                    nav aria-label=(ui.say("nav.views")) {
                        @for (address, name, _) in VIEWS {
                            a href=(address) aria-current=[(here == address).then_some("page")] { (ui.say(name)) }
                        }
                        a #pins href="/compare" hidden { (ui.say("nav.pins")) " " span.badge #pin-count { "0" } }
                    }
                }
                main #main tabindex="-1" { (main) }
                footer {
                    p { (ui.say("footer")) }
                    nav.languages aria-label=(ui.say("nav.language")) { @for link in languages { (link) } }
                    details #keys {
                        summary { (ui.say("key.title")) }
                        dl {
                            @for (keys, what) in KEYS {
                                dt { @for key in keys.split(' ') { kbd { (key) } " " } } dd { (ui.say(what)) }
                            }
                        }
                    }
                }
                p #told.toast role="status" data-copied=(ui.say("told.copied")) data-pinned=(ui.say("told.pinned")) data-unpinned=(ui.say("told.unpinned")) data-failed=(ui.say("told.failed")) {}
            }
        }
    }
}

/// A refused request, in English: for callers that know no reader.
pub(crate) fn refusal(refusal: &Refusal) -> Markup {
    refusal_in(Ui::default(), refusal)
}

pub(crate) fn refusal_in(ui: Ui, refusal: &Refusal) -> Markup {
    let heading = match refusal.status.as_u16() {
        400 => ui.say("refused.bad"),
        403 => ui.say("refused.forbidden"),
        404 => ui.say("refused.missing"),
        409 => ui.say("refused.conflict"),
        _ => ui.say("refused.fault"),
    };
    let body = html! {
        h1 { (heading) }
        @match refusal.told(ui) { Some(told) => p.lead { (Shown(&told)) }, None => p.lead lang="en" { (Shown(&refusal.message)) } }
        p { a href="/" { (ui.say("refused.search")) } " · " a href="/documents" { (ui.say("refused.documents")) } }
    };
    whole(ui, "", heading, "", &[], &body)
}

/// Links to the parts of a long list.
pub(crate) fn pager(query: &Query, page: usize, pages: usize, name: &str) -> Markup {
    html! { @if pages > 1 { nav.pager aria-label=(query.ui().say("pager.label")) { (steps(query, page, pages, name)) } } }
}

/// The same links once more, above what they lead through: one of the two is enough to be found by.
pub(crate) fn pager_above(query: &Query, page: usize, pages: usize, name: &str) -> Markup {
    html! { @if pages > 1 { div.pager { (steps(query, page, pages, name)) } } }
}

fn steps(query: &Query, page: usize, pages: usize, name: &str) -> Markup {
    let ui = query.ui();
    let link = |n: usize| query.with(name, &n.to_string());
    html! {
        @if page > 1 { a rel="prev" href=(link(page - 1)) { "← " (ui.say("pager.previous")) } }
        span { (crate::ui::grouped(page)) " / " (crate::ui::grouped(pages)) }
        @if page < pages { a rel="next" href=(link(page + 1)) { (ui.say("pager.next")) " →" } }
    }
}

/// The part of a list that an address asks for: what to skip, which part it is, how many there are.
pub(crate) fn part(query: &Query, all: usize, size: usize) -> Result<(usize, usize, usize), Refusal> {
    let page = query.number("page")?;
    let pages = all.div_ceil(size).max(1);
    if page > pages {
        return Err(Refusal::absent("fault.page", &[&page.to_string(), &pages.to_string()]));
    }
    Ok(((page - 1) * size, page, pages))
}
