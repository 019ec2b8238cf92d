//! The frame of every page.

use crate::error::Refusal;
use crate::text::{Shown, plain};
use maud::{DOCTYPE, Markup, html};

/// `query` fills the search field.
pub(crate) fn frame(title: &str, query: &str, main: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
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
                a.skip href="#main" { "Skip to the page" }
                header.top {
                    a.brand href="/" { "reportedly" }
                    form.find action="/" method="get" role="search" {
                        label.unseen for="q" { "Search the corpus" }
                        input #q type="search" name="q" value=(plain(query)) maxlength="500" placeholder="Search words, a name, a claim…" autocomplete="off";
                        button type="submit" { "Search" }
                    }
                    nav aria-label="Views" {
                        a href="/claims" { "Claims" }
                        a href="/documents" { "Documents" }
                    }
                }
                main #main tabindex="-1" { (main) }
                footer {
                    p { "Who said what, on whose word. No verdict on truth; “earliest seen” means in this corpus. Positions are code points of the stored text, end exclusive." }
                    details #keys {
                        summary { "Keys" }
                        dl {
                            dt { kbd { "/" } } dd { "search" }
                            dt { kbd { "j" } " " kbd { "k" } } dd { "next, previous row" }
                            dt { kbd { "Enter" } } dd { "open the row" }
                            dt { kbd { "?" } } dd { "this list" }
                        }
                    }
                }
            }
        }
    }
}

pub(crate) fn refusal(refusal: &Refusal) -> Markup {
    let heading = match refusal.status.as_u16() {
        400 => "This address cannot be read",
        404 => "Not found",
        _ => "Something went wrong",
    };
    let body = html! {
        h1 { (heading) }
        p.lead { (Shown(&refusal.message)) }
        p { a href="/" { "Go to the search" } " · " a href="/documents" { "See all documents" } }
    };
    frame(heading, "", &body)
}

/// Links to the parts of a long list.
pub(crate) fn pager(page: usize, pages: usize, link: impl Fn(usize) -> String) -> Markup {
    html! {
        @if pages > 1 {
            nav.pager aria-label="Parts" {
                @if page > 1 { a rel="prev" href=(link(page - 1)) { "← previous" } }
                span { (page) " of " (pages) }
                @if page < pages { a rel="next" href=(link(page + 1)) { "next →" } }
            }
        }
    }
}
