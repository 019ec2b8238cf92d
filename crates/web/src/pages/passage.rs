//! Pieces that several pages share: a passage with its place, an actor's name, a row of a claim.

use crate::query::Query;
use crate::state::{Shelf, Snapshot, language_at};
use crate::text::{Shown, actor_link, claim_link, file_name, is_wording, passage_link, plain, short};
use crate::ui::{Piece, Ui};
use maud::{Markup, html};
use reportedly_engine::corpus::{Claim, Evidence, RelationKind, Remark, StatementRef};
use reportedly_engine::model::{Document, Language, RejectedDate, Span, Stance, Statement};
use reportedly_engine::wire::Points;
use std::collections::BTreeMap;

pub(crate) type Counters<'a> = BTreeMap<&'a str, Points<'a>>;

pub(crate) fn code(language: Option<Language>) -> Option<String> {
    language.map(|language| language.code().to_owned()).filter(|code| !code.is_empty())
}

/// The words in quotation marks, in their own language, and the place they stand at.
pub(crate) fn quoted(evidence: &Evidence, shelf: &Shelf, counters: &Counters<'_>) -> Markup {
    let language = shelf.get(&evidence.document).and_then(|document| language_at(document, evidence.span));
    html! {
        q.words.bare[is_quoted(&evidence.text)] lang=[code(language)] dir="auto" { (Shown(&evidence.text)) }
        " " (place(evidence, shelf, counters))
    }
}

/// Words that begin and end with quotation marks of their own.
fn is_quoted(text: &str) -> bool {
    let mark = |c: char| matches!(c, '"' | '«' | '»' | '“' | '”' | '„' | '‟' | '\'' | '‘' | '’');
    text.trim().starts_with(mark) && text.trim().trim_end_matches(['.', ',', '!', '?', '…']).ends_with(mark)
}

/// A name; words that a page says of somebody whom it does not name, in quotation marks: they stand in any case.
pub(crate) fn called(name: &str) -> Markup {
    html! { @if is_wording(name) { q { bdi { (Shown(name)) } } } @else { bdi { (Shown(name)) } } }
}

/// `file 120–168`, linked to the passage in the reader.
pub(crate) fn place(evidence: &Evidence, shelf: &Shelf, counters: &Counters<'_>) -> Markup {
    let Some(points) = counters.get(evidence.document.as_str()) else { return html! {} };
    let (start, end) = (points.at(evidence.span.start()), points.at(evidence.span.end()));
    let path = shelf.get(&evidence.document).map_or("", |document| document.path.as_str());
    html! {
        a.place href=(passage_link(&evidence.document, start, end)) title=(crate::text::plain(path)) {
            (Shown(&short(file_name(path), 36))) " " span.points { (start) "–" (end) }
        }
    }
}

pub(crate) fn page_name(document: &Document) -> String {
    match &document.metadata.outlet {
        Some(outlet) => outlet.name.clone(),
        None => file_name(&document.path).to_owned(),
    }
}

/// An EDTF date for the eye: `2024-02-05T08:40:00+02:00` is `2024-02-05 08:40 +02:00`.
pub(crate) fn spaced(value: &str) -> String {
    let Some((day, time)) = value.split_once('T') else { return value.to_owned() };
    let zone = time.find(['+', '-', 'Z']).unwrap_or(time.len());
    let (clock, zone) = (time.get(..zone).unwrap_or(""), time.get(zone..).unwrap_or(""));
    let clock = if clock.len() == 8 { clock.strip_suffix(":00").unwrap_or(clock) } else { clock };
    let zone = if zone == "Z" { "UTC" } else { zone };
    format!("{day} {clock} {zone}").trim_end().to_owned()
}

pub(crate) fn date(ui: Ui, value: Option<&str>) -> Markup {
    html! {
        @match value {
            Some(value) => time datetime=(plain(value)) { (Shown(&spaced(value))) },
            None => span.undated { (ui.say("undated")) },
        }
    }
}

/// Dates that stand on the page and are not its date.
pub(crate) fn rejected(
    ui: Ui,
    document: &str,
    dates: &[RejectedDate],
    points: Option<&Points<'_>>,
) -> Markup {
    html! {
        @if !dates.is_empty() {
            ul.rejected {
                @for date in dates {
                    li {
                        s { (Shown(&spaced(&date.value))) } " " (remark(ui, &date.why))
                        @if let (Some(span), Some(points)) = (date.span, points) {
                            @let (start, end) = (points.at(span.start()), points.at(span.end()));
                            " " a.place href=(passage_link(document, start, end)) { span.points { (start) "–" (end) } }
                        }
                    }
                }
            }
        }
    }
}

/// What the engine says of itself, in the language of the page; marked as English where the table lacks it. Most of it is a
/// code with what it is about: `number: 40000`.
pub(crate) fn reason(ui: Ui, text: &str) -> Markup {
    let coded = text.split_once(": ").and_then(|(code, about)| Some((code, ui.known("why", code)?, about)));
    html! {
        @if let Some(("name", _, about)) = coded.filter(|(_, _, about)| is_frame(about)) { (ui.say("why.name_key")) ": " bdi { (about) } }
        @else if let Some((code, name, about)) = coded { (name) ": " (subject(ui, code, about)) }
        @else { @match ui.told(text) {
            Some(said) => (Shown(&said)),
            None => span lang=[(ui.code() != "en").then_some("en")] { (Shown(text)) },
        } }
    }
}

/// The consonants of a name, by which names of any script meet.
fn is_frame(about: &str) -> bool {
    about.len() > 1 && about.bytes().all(|b| b.is_ascii_lowercase() && !b"aeiouy".contains(&b))
}

/// Why two statements are held for near: what was found first, then the signs it rests on, folded up.
pub(crate) fn weighed(ui: Ui, why: &[String]) -> Markup {
    let is_sign = |text: &&String| {
        let code = text.split_once(": ").map(|(code, _)| code);
        code.is_some_and(|code| code != "judge" && ui.known("why", code).is_some())
    };
    let (signs, found): (Vec<&String>, Vec<&String>) = why.iter().partition(is_sign);
    html! {
        span.why { (reasons(ui, found, ", ")) }
        @if !signs.is_empty() { " " details.signs { summary { (ui.count(signs.len(), "n.sign")) } (reasons(ui, signs, "; ")) } }
    }
}

/// What a reason is about: an act or a thing by its word, a finding of the judge with its chance, else the record's own words.
fn subject(ui: Ui, code: &str, about: &str) -> Markup {
    let term = |id: &str| html! { @match ui.term(id) { Some(word) => (word), None => bdi { (Shown(&id.replace('_', " "))) } } };
    html! {
        @match (code, about.split_once(", "), about.split_once(' ')) {
            ("predicate" | "concept", ..) => (term(about)),
            ("opposites", Some((one, other)), _) => { (term(one)) ", " (term(other)) },
            ("judge", _, Some((finding, chance))) => { (ui.word("judge", &finding)) " " (chance) },
            _ => bdi { (Shown(about)) },
        }
    }
}

/// A remark of the engine.
pub(crate) fn remark(ui: Ui, remark: &Remark) -> Markup {
    told(ui, remark, |part| match remark.code {
        "undated-page" => html! { bdi title=(plain(part)) { (Shown(file_name(part))) } },
        "only-retold" | "when-unstated" | "where-unstated" | "unnamed" | "no-agency" | "no-agent"
        | "retold" => called(part),
        _ => html! { bdi { (Shown(part)) } },
    })
}

/// A remark about actors: those that the corpus knows are shown by their names, not by their ids.
pub(crate) fn remark_of(ui: Ui, snapshot: &Snapshot, remark: &Remark) -> Markup {
    told(ui, remark, |part| {
        let known = if part.starts_with("e:") { snapshot.actor(part) } else { None };
        html! { @match known { Some(known) => (actor(snapshot, Some(part), &known.name, None)), None => bdi { (Shown(part)) } } }
    })
}

fn told(ui: Ui, remark: &Remark, record: impl Fn(&str) -> Markup) -> Markup {
    html! {
        @match ui.remark(remark) {
            None => span lang=[(ui.code() != "en").then_some("en")] { (Shown(remark)) },
            Some(pieces) => @for piece in &pieces {
                @match piece {
                    Piece::Ours(text) => (text),
                    Piece::Record(text) => (record(text)),
                }
            },
        }
    }
}

/// Several in one line.
pub(crate) fn remarks<'a>(ui: Ui, remarks: impl IntoIterator<Item = &'a Remark>, between: &str) -> Markup {
    html! { @for (n, one) in remarks.into_iter().enumerate() { @if n > 0 { (between) } (remark(ui, one)) } }
}

/// Several of them in a row.
pub(crate) fn reasons<'a>(ui: Ui, texts: impl IntoIterator<Item = &'a String>, between: &str) -> Markup {
    html! { @for (n, text) in texts.into_iter().enumerate() { @if n > 0 { (between) } (reason(ui, text)) } }
}

/// A name that leads to the actor's page when the corpus knows the actor.
pub(crate) fn actor(snapshot: &Snapshot, id: Option<&str>, name: &str, lang: Option<Language>) -> Markup {
    let known = id.filter(|id| snapshot.actor(id).is_some());
    html! {
        @match known {
            Some(id) => a.actor href=(actor_link(id)) lang=[code(lang)] { (called(name)) },
            None => span.actor lang=[code(lang)] { (called(name)) },
        }
    }
}

/// One claim in a list.
pub(crate) fn claim_row(query: &Query, snapshot: &Snapshot, claim: &Claim, why: &[String]) -> Markup {
    let ui = query.ui();
    let of = |kinds: &[RelationKind]| snapshot.answers(&claim.id).filter(|r| kinds.contains(&r.kind)).count();
    let denials = of(&[RelationKind::Denies]);
    let refusals = of(&[RelationKind::NoConfirmation]);
    let others = of(&[RelationKind::ConflictsValue, RelationKind::Updates]);
    let mut names: Vec<&str> = Vec::new();
    for root in &claim.roots {
        if !names.contains(&root.name.as_str()) && names.len() < 4 {
            names.push(&root.name);
        }
    }
    let more = names.len() > 3;
    names.truncate(3);
    html! {
        li.row data-row {
            a.claim href=(claim_link(&claim.id)) lang=[code(snapshot.anchor_language(claim))] dir="auto" { (Shown(&short(&claim.text, 260))) }
            p.meta {
                span { b { (ui.count(claim.pages as usize, "n.page")) } ", " b { (ui.count(claim.roots.len(), "n.root")) } }
                span.langs { @for language in &claim.languages { span.tag { (language.code()) } } }
                @if denials > 0 { span.tag.deny { (ui.count(denials, "n.denial")) } }
                @if refusals > 0 { span.tag { (ui.count(refusals, "n.refusal")) } }
                @if others > 0 { span.tag { (ui.count(others, "n.version")) } }
                @if !names.is_empty() { span.roots { (ui.say("claim.from")) " " @for (n, name) in names.iter().enumerate() { @if n > 0 { ", " } (called(name)) } @if more { ", …" } } }
                @if !why.is_empty() { span.why { (ui.say("claim.found_by")) " " (reasons(ui, why, ", ")) } }
            }
        }
    }
}

pub(crate) fn stance(ui: Ui, statement: &Statement) -> Markup {
    html! {
        span.tag.kind.(crate::text::word(&statement.kind)) { (ui.word("kind", &statement.kind)) }
        @if statement.stance != Stance::Assert { span.tag.(if statement.stance == Stance::Deny { "deny" } else { "stance" }) { (ui.word("stance", &statement.stance)) } }
        @if statement.negated { span.tag { (ui.say("tag.negated")) } }
        @if statement.hedged { span.tag { (ui.say("tag.hedged")) } }
        @if statement.anonymous { span.tag { (ui.say("tag.unnamed")) } }
    }
}

/// What a reader pastes under a quotation: words, speaker, page, date, place, hash.
pub(crate) fn citation(ui: Ui, document: &Document, statement: &Statement, points: &Points<'_>) -> String {
    let hull = statement.content.iter().copied().reduce(Span::join).unwrap_or(Span::new(0, 0));
    let speaker = statement.speaker.as_ref();
    let named = speaker.and_then(|s| s.entity).and_then(|id| document.entity(id)).map(|e| e.name.as_str());
    let said = named.or_else(|| speaker.and_then(|s| s.span).map(|span| document.slice(span)));
    let words: Vec<&str> = statement.content.iter().map(|&span| document.slice(span)).collect();
    cite(ui, document, &words.join(" … "), said, hull, points)
}

pub(crate) fn cite(
    ui: Ui,
    document: &Document,
    words: &str,
    speaker: Option<&str>,
    span: Span,
    points: &Points<'_>,
) -> String {
    let speaker = speaker.map_or(String::new(), |speaker| format!(" — {speaker}"));
    let dated =
        document.metadata.published.value.as_deref().map_or_else(|| ui.say("undated").to_owned(), spaced);
    let address = document.metadata.url.as_deref().map_or(String::new(), |url| format!(" {url}"));
    let (start, end) = (points.at(span.start()), points.at(span.end()));
    plain(&format!(
        "“{words}”{speaker}. {}, {dated}.{address} {} {start}–{end}, sha256 {}",
        page_name(document),
        file_name(&document.path),
        document.sha256,
    ))
}

/// A page as a whole: its title, whose it is, its date and hash.
pub(crate) fn cite_page(ui: Ui, document: &Document) -> String {
    let title = crate::state::title(document).map_or(String::new(), |title| format!("{title}. "));
    let value = document.metadata.published.value.as_deref();
    let dated = value.map_or_else(|| ui.say("undated").to_owned(), spaced);
    let address = document.metadata.url.as_deref().map_or(String::new(), |url| format!(" {url}"));
    let (name, file) = (page_name(document), file_name(&document.path));
    plain(&format!("{title}{name}, {dated}.{address} {file}, sha256 {}", document.sha256))
}

/// What the keys need of a row: its citation, and its place for pinning.
pub(crate) fn pin(document: &Document, span: Span, points: &Points<'_>) -> String {
    format!("{}:{}-{}", document.id, points.at(span.start()), points.at(span.end()))
}

/// A statement in a list: who, how, the words, where.
pub(crate) fn statement_row(
    ui: Ui,
    snapshot: &Snapshot,
    shelf: &Shelf,
    counters: &Counters<'_>,
    reference: &StatementRef,
) -> Markup {
    let Some((document, statement)) = shelf.statement(reference) else { return html! {} };
    let Some(points) = counters.get(reference.document.as_str()) else { return html! {} };
    let speaker = statement.speaker.as_ref();
    let said = speaker.and_then(|speaker| speaker.span).map(|span| document.slice(span));
    let named = speaker.and_then(|s| s.entity).and_then(|id| document.entity(id)).map(|e| e.name.as_str());
    let id = speaker.and_then(|s| s.entity).and_then(|id| snapshot.actor_of(document, id));
    let hull = statement.content.iter().copied().reduce(Span::join).unwrap_or(Span::new(0, 0));
    let (start, end) = (points.at(hull.start()), points.at(hull.end()));
    let language = code(language_at(document, hull));
    let words: Vec<&str> = statement.content.iter().map(|&span| document.slice(span)).collect();
    html! {
        li.row data-row data-cite=(citation(ui, document, statement, points)) data-pin=(pin(document, hull, points)) {
            p.said {
                @if statement.anonymous { span.unnamed { "?" } " " }
                @if let Some(name) = said.or(named) { (actor(snapshot, id.as_deref(), &short(name, 120), document.language)) }
                @if let Some(named) = named.filter(|named| !statement.anonymous && said.is_some_and(|said| said != *named)) { " " span.who { "(" bdi { (Shown(&short(named, 80))) } ")" } }
                @if let Some(cue) = statement.cue.filter(|cue| document.slice(*cue).chars().any(char::is_alphabetic)) { " " span.cue lang=[code(language_at(document, cue))] { (Shown(document.slice(cue))) } }
            }
            p.piece { a.claim.words data-open data-evidence href=(passage_link(&document.id, start, end)) lang=[language] dir="auto" { (Shown(&short(&words.join(" … "), 600))) } }
            p.meta {
                (stance(ui, statement))
                a href=(crate::text::document_link(&document.id)) { bdi { (Shown(&short(&page_name(document), 60))) } }
                (date(ui, document.metadata.published.value.as_deref()))
                @for &place in snapshot.claims_of(&reference.document, reference.index) {
                    @if let Some(claim) = snapshot.corpus.claims.get(place) {
                        a href=(claim_link(&claim.id)) { (ui.say("claim.one")) @if claim.pages > 1 { ": " (ui.count(claim.pages as usize, "n.page")) } }
                    }
                }
                span.points { (Shown(&short(file_name(&document.path), 36))) " " (start) "–" (end) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::spaced;

    #[test]
    fn dates_for_the_eye() {
        for (value, shown) in [
            ("2024-02-05T08:40:00+02:00", "2024-02-05 08:40 +02:00"),
            ("2024-02-07T16:10:30Z", "2024-02-07 16:10:30 UTC"),
            ("2024-02-07T16:10", "2024-02-07 16:10"),
            ("2024-02", "2024-02"),
            ("T", ""),
        ] {
            assert_eq!(spaced(value), shown);
        }
    }
}
