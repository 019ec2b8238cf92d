//! The report of one claim: one HTML file without scripts, with its evidence inside.
//!
//! Everything a page wrote is text here, never markup: maud escapes it, the policy forbids scripts and all requests, and the
//! evidence stands in a data block whose `<`, `>` and `&` are escapes of JSON.

use crate::card::{Page, sha256};
use crate::chain::{Step, draw};
use crate::register::{Register, turns, visible};
use base64::Engine;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use reportedly_engine::corpus::{Answer, Corpus, Denials, Evidence, Graph, Trace, TraceLine, joined};
use reportedly_engine::model::{Document, LinkRole};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const STYLE: &str = include_str!("report.css");

/// Where the evidence begins and ends in the file.
pub(crate) const OPEN: &str = "<script type=\"application/json\" id=\"reportedly-evidence\">";
pub(crate) const CLOSE: &str = "</script>";
pub(crate) const TAIL: &str = "</body></html>\n";

/// Ways drawn; the list below the drawing has all of them.
const DRAWN: usize = 40;

pub struct Report<'a> {
    pub corpus: &'a Corpus,
    /// Those that the claim, its way and its answers stand on.
    pub documents: &'a [&'a Document],
    /// Pages of the corpus that were searched.
    pub searched: usize,
    pub trace: &'a Trace,
    pub graph: &'a Graph,
    /// Of this claim.
    pub answers: &'a Denials,
    /// Most characters shown of each passage.
    pub snippets: usize,
    /// With the whole text of each page: mind whose it is.
    pub with_text: bool,
    /// EDTF day on which the report is made, when it is to be told.
    pub made: Option<&'a str>,
    /// Version of the program and of its rules.
    pub program: &'a str,
}

/// The file.
pub fn html(report: &Report<'_>) -> String {
    let mut register = Register::new(report.documents, report.snippets);
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{hash}'; script-src 'none'; base-uri 'none'; form-action 'none'"
    );
    let title: String = visible(&report.trace.text).chars().take(80).collect();
    let body = body(report, &mut register);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="generator" content=(format!("reportedly {}", report.program));
                title { (title) " – reportedly" }
                style { (PreEscaped(STYLE)) }
            }
            body { (body) }
        }
    };
    let page = page.into_string();
    let head = page.strip_suffix("</body></html>").unwrap_or(&page);
    let (pages, passages) = register.evidence();
    let evidence = json!({
        "schema": crate::SCHEMA, "program": report.program, "made": report.made, "claim": report.trace.claim,
        "text": report.trace.text, "counts": counts(report, &register), "visible_sha256": sha256(head),
        "pages": pages, "passages": passages,
    });
    format!("{head}{OPEN}{}{CLOSE}{TAIL}", inert(&evidence))
}

/// JSON that no HTML parser reads as anything but text, and that turns no line around.
fn inert(value: &Value) -> String {
    let mut out = String::new();
    for c in value.to_string().chars() {
        match c {
            c if turns(c) || matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}') => {
                out.push_str(&format!("\\u{:04x}", c as u32))
            }
            c => out.push(c),
        }
    }
    out
}

fn counts(report: &Report<'_>, register: &Register<'_>) -> Value {
    json!({
        "pages": report.graph.pages, "texts": report.graph.texts, "independent_roots": report.graph.lineages.len(),
        "denials": report.answers.denials.len(), "refusals": report.answers.refusals.len(),
        "passages_shown": register.count(), "pages_searched": report.searched,
    })
}

fn body<'a>(report: &Report<'a>, register: &mut Register<'a>) -> Markup {
    let (trace, graph) = (report.trace, report.graph);
    let shown: String = visible(&trace.text).chars().take(report.snippets.max(1)).collect();
    let cut = shown.chars().count() < trace.text.chars().count();
    let anchor = report.corpus.claims.iter().find(|claim| claim.id == trace.claim).map(|claim| &claim.anchor);
    let language = anchor.and_then(|anchor| {
        let document = report.documents.iter().find(|d| d.id == anchor.document)?;
        let content = document.statements.get(anchor.index as usize)?.content.first().copied()?;
        register.language(&document.id, content)
    });
    html! {
        header {
            p { "Who said it, on whose word · " code { (trace.claim) } }
            h1 lang=[language] dir="auto" { (shown) @if cut { "…" } }
            p.counter { (graph.headline()) }
            p { (visible(&joined(&trace.status))) }
            @if let Some(inmost) = graph.innermost() { p { (visible(&inmost)) } }
            p { "Earliest seen here: " @match &graph.earliest_seen {
                Some((page, date)) => { "page " (register.page(page).unwrap_or(0)) ", " (date) }
                None => { "not known, no page that carries it is dated" }
            } }
        }
        main {
            (drawing(report))
            @for warning in &graph.warnings { p.drift { "⚠ " bdi { (visible(warning)) } } }
            @for circle in &graph.circles { p.drift { "⚠ cite each other in a circle, counted once: " bdi { (visible(&circle.join(" → "))) } } }
            (tellings(report, register))
            (answers(report, register))
            @if !trace.not_counted.is_empty() {
                h2 { "Mentioned, not counted" }
                ul.lines { @for evidence in &trace.not_counted { li { (register.quote(evidence)) } } }
            }
            @if !trace.gaps.is_empty() {
                h2 { "What is missing" }
                ul { @for gap in &trace.gaps { li { bdi { (visible(gap)) } } } }
            }
            (pages(report, register))
            (method(report, register))
            @if report.with_text { (texts(register)) }
        }
    }
}

/// The innermost source first, the page last. An unnamed teller shares its box with nobody.
fn way(report: &Report<'_>, line: &TraceLine, number: usize) -> Vec<Step> {
    let place = report.trace.roots.iter().position(|root| root.statements.contains(&line.statement));
    let known = place.and_then(|place| report.trace.roots.get(place));
    let speaker = line.links.iter().find(|link| link.role == LinkRole::Speaker);
    let name = known.map(|root| root.name.clone()).or_else(|| speaker.map(|link| link.name.clone()));
    let unnamed = known.is_some_and(|root| root.anonymous) || name.is_none();
    let step = |key: String, unnamed: bool, label: &str, name: &str, stated: bool| Step {
        key,
        class: if unnamed { "anonymous" } else { "named" },
        label: label.to_owned(),
        name: if unnamed { format!("? {name}") } else { name.to_owned() },
        href: None,
        stated,
    };
    let name = name.unwrap_or_default();
    let key = place.map_or_else(|| format!("speaker {name}"), |place| format!("root {place}"));
    let mut out = vec![step(key, unnamed, "source", &name, speaker.is_some_and(|link| link.explicit))];
    let mut before = name.as_str();
    for (n, link) in line.links.iter().enumerate() {
        let first = link.role == LinkRole::Speaker && n == 0;
        if link.role == LinkRole::Publisher || first || before == link.name {
            continue;
        }
        let key = if link.anonymous { format!("unnamed {number}") } else { link.name.clone() };
        let role = serde_json::to_value(link.role).unwrap_or_default();
        out.push(step(key, link.anonymous, role.as_str().unwrap_or_default(), &link.name, link.explicit));
        before = &link.name;
    }
    let document = report.documents.iter().find(|document| document.id == line.statement.document);
    let page = document.map(|document| Page::new(document));
    let file = |page: &Page| page.path.rsplit(['/', '\\']).next().unwrap_or(&page.path).to_owned();
    let name = page.as_ref().map(|page| page.outlet.clone().unwrap_or_else(|| file(page)));
    let day = line.dated.as_deref().and_then(|date| date.split('T').next());
    out.push(Step {
        key: line.statement.document.clone(),
        class: "page",
        label: day.unwrap_or("undated").to_owned(),
        name: name.unwrap_or_else(|| line.statement.document.clone()),
        href: None,
        stated: false,
    });
    out
}

fn drawing(report: &Report<'_>) -> Markup {
    let lines = report.trace.lines.iter().take(DRAWN).enumerate();
    let ways: Vec<Vec<Step>> = lines.map(|(number, line)| way(report, line, number)).collect();
    let about = "The way of the claim, innermost source on the left, pages on the right; the same is told in words below";
    let more = report.trace.lines.len().saturating_sub(DRAWN);
    html! {
        h2 { "The way" }
        div.scroll tabindex="0" role="region" aria-label="Drawing of the way" { (draw(&ways, about)) }
        p.legend { "From the innermost source (left) to the pages (right). Solid: a page says so. Dashed: inferred. “?”: unnamed."
            @if more > 0 { " " (more) " more are listed below." } }
    }
}

fn tellings(report: &Report<'_>, register: &mut Register<'_>) -> Markup {
    html! {
        h2 { "Who tells it" }
        @for (n, root) in report.trace.roots.iter().enumerate() {
            h3 { "Root " (n + 1) ": " @if root.anonymous { "unnamed, " } bdi { (visible(&root.name)) } }
            ol.lines {
                @for line in report.trace.lines.iter().filter(|line| root.statements.contains(&line.statement)) {
                    (telling(line, register))
                }
            }
        }
        @let rest = report.trace.lines.iter().filter(|line| !report.trace.roots.iter().any(|root| root.statements.contains(&line.statement)));
        @for line in rest { ol.lines { (telling(line, register)) } }
    }
}

fn telling(line: &TraceLine, register: &mut Register<'_>) -> Markup {
    let page = register.page(&line.statement.document).unwrap_or(0);
    html! {
        li {
            p { b { bdi { (visible(&joined(&line.note))) } } ": " @for evidence in &line.content { (register.quote(evidence)) " " } }
            p.soft {
                @for (n, link) in line.links.iter().enumerate() {
                    @if n > 0 { " → " }
                    @if link.anonymous { "? " }
                    bdi { (visible(&link.name)) }
                    @match &link.evidence {
                        Some(evidence) if link.explicit => { " " (register.quote(evidence)) }
                        _ => { " (inferred)" }
                    }
                }
                " · page " (page) ", " (line.dated.as_deref().unwrap_or("undated"))
            }
            @for drift in &line.drift { p.drift { "△ " bdi { (visible(drift)) } } }
        }
    }
}

fn answers(report: &Report<'_>, register: &mut Register<'_>) -> Markup {
    let (denials, refusals) = (&report.answers.denials, &report.answers.refusals);
    html! {
        h2 { "What speaks against it" }
        @if denials.is_empty() { p { "No denial in the " (report.searched) " pages of this corpus." } }
        @for answer in denials { (self::answer(answer, "denied by", "deny", register)) }
        @for answer in refusals { (self::answer(answer, "not confirmed (no denial) by", "soft", register)) }
    }
}

fn answer(answer: &Answer, verb: &str, class: &str, register: &mut Register<'_>) -> Markup {
    html! {
        div class=(class) {
            (verb) " " b { bdi { (visible(&answer.by)) } } ": "
            @for evidence in &answer.evidence { (register.quote(evidence)) " " }
            "· " (answer.dated.as_deref().unwrap_or("undated"))
        }
    }
}

fn pages(report: &Report<'_>, register: &mut Register<'_>) -> Markup {
    let list = register.pages();
    let rows: Vec<Markup> = list.iter().map(|(number, document)| row(*number, document, register)).collect();
    let number = |id: &str| list.iter().find(|(_, document)| document.id == id).map(|(number, _)| *number);
    html! {
        h2 { "Pages and their dates" }
        div.scroll tabindex="0" role="region" aria-label="Table of pages" {
            table {
                thead { tr { th scope="col" { "no." } th scope="col" { "page" } th scope="col" { "outlet" } th scope="col" { "date, and what it rests on" } th scope="col" { "original bytes" } } }
                tbody { @for row in rows { (row) } }
            }
        }
        @for group in &report.graph.copies {
            @let numbers: Vec<String> = group.iter().filter_map(|id| number(id)).map(|number| number.to_string()).collect();
            p.soft { "One text: pages " (numbers.join(", ")) }
        }
    }
}

fn row(number: usize, document: &Document, register: &mut Register<'_>) -> Markup {
    let page = Page::new(document);
    let published = &document.metadata.published;
    let basis = published.basis.as_ref().and_then(|basis| basis.span).filter(|_| published.value.is_some());
    let at = |span| Evidence { document: document.id.clone(), span, text: document.slice(span).to_owned() };
    let web = page.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    html! {
        tr {
            td { (number) }
            td lang=[page.language.as_deref()] dir="auto" { bdi { (visible(page.name())) } br; code { bdi { (visible(&page.path)) } }
                @if let Some(url) = web { br; a href=(url) rel="noreferrer" { bdi { (visible(url)) } } } }
            td { @match &page.outlet { Some(outlet) => { bdi { (visible(outlet)) } } None => { "not named" } } }
            td {
                @match &page.published {
                    Some(date) => { (visible(date)) " · " (published.basis.as_ref().map_or("", |basis| basis.kind.as_str())) }
                    None => { "undated" }
                }
                @if let Some(span) = basis { " " (register.quote(&at(span))) }
                @for rejected in &published.rejected {
                    br; span.soft { "not " bdi { (visible(&rejected.value)) } ": " bdi { (visible(&rejected.why)) } }
                    @if let Some(span) = rejected.span { " " (register.quote(&at(span))) }
                }
            }
            td { code { (page.id) " sha256 " (page.sha256) } }
        }
    }
}

fn method(report: &Report<'_>, register: &Register<'_>) -> Markup {
    html! {
        h2 { "How this was made" }
        p { "Read by reportedly " code { (report.program) } @if let Some(day) = report.made { " on " (day) }
            ", by rules and word lists, offline, from " (report.searched) " stored pages. "
            "Statements of the same proposition make one claim; whoever is named innermost as its source counts once, however many pages repeat him; "
            "copies of one text, outlets that credit another's page, and an unnamed source known through one newspaper count once." }
        p { "“Earliest seen here” is the earliest dated page of this corpus that carries the claim, not the original. "
            "A date is taken only where the page or its reader states it. Attribution by rules makes mistakes: check the words. "
            "This report says who said what on whose word. It does not say whether it is true." }
        p { (register.count()) " passages are shown, at most " (report.snippets) " characters of each. Places are Unicode code points of the page's text, end exclusive. "
            "Each is listed with its hash inside this file; check them with " code { "reportedly verify REPORT.html -c CORPUS.rpd" } "." }
    }
}

fn texts<'a>(register: &mut Register<'a>) -> Markup {
    let list: Vec<(usize, &'a Document)> = register.pages();
    html! {
        h2 { "Texts of the pages" }
        @for (number, document) in list {
            details { summary { "Page " (number) } (register.text(document)) }
        }
    }
}
