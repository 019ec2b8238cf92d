//! How many results each filter would leave, and the column that offers them.
//!
//! Takes rows of the index that passed, gives counts by value and links that narrow the search. Never reads a document.

use super::filters::{CERTAINTIES, certainty};
use crate::api::Search;
use crate::index::{Index, NOBODY, Said};
use crate::query::Query;
use crate::state::Snapshot;
use crate::text::{Shown, plain, short};
use crate::ui::{Ui, grouped};
use maud::{Markup, html};
use reportedly_engine::model::{Language, Stance, StatementKind, Zone};
use reportedly_store::DateCounts;
use std::collections::BTreeMap;

/// Values of one facet shown.
const SHOWN: usize = 8;
/// Which pages a span of dates holds, each more than the one before.
const HOW: [&str; 3] = ["certain", "possible", "all"];

pub(crate) const KINDS: [StatementKind; 3] =
    [StatementKind::Direct, StatementKind::Indirect, StatementKind::Mixed];
pub(crate) const STANCES: [Stance; 6] =
    [Stance::Assert, Stance::Deny, Stance::Question, Stance::Predict, Stance::Demand, Stance::NoComment];
pub(crate) const ZONES: [Zone; 8] = [
    Zone::Article,
    Zone::Teaser,
    Zone::Navigation,
    Zone::Advert,
    Zone::Caption,
    Zone::Byline,
    Zone::Comment,
    Zone::Other,
];

/// How many results there are for each value.
#[derive(Default)]
pub(crate) struct Counts {
    speakers: BTreeMap<u32, u32>,
    via: BTreeMap<u32, u32>,
    outlets: BTreeMap<u32, u32>,
    languages: BTreeMap<String, u32>,
    kinds: [u32; 3],
    stances: [u32; 6],
    zones: [u32; 8],
    certainties: BTreeMap<&'static str, u32>,
    denied: u32,
}

/// Dense counters while rows are many; places become keys at the end.
pub(crate) struct Counter<'a> {
    snapshot: &'a Snapshot,
    speakers: Vec<u32>,
    via: Vec<u32>,
    rows: Vec<u32>,
    counts: Counts,
}

impl<'a> Counter<'a> {
    pub(crate) fn new(snapshot: &'a Snapshot) -> Self {
        Self {
            snapshot,
            speakers: vec![0; snapshot.corpus.actors.len()],
            via: vec![0; snapshot.index.media.len()],
            rows: vec![0; snapshot.rows.len()],
            counts: Counts::default(),
        }
    }

    /// Of all statements.
    pub(crate) fn all(snapshot: &'a Snapshot) -> Counts {
        let mut counter = Self::new(snapshot);
        snapshot.index.said.iter().for_each(|said| counter.statement(said));
        counter.done()
    }

    pub(crate) fn statement(&mut self, said: &Said) {
        let bump = |list: &mut [u32], at: usize| list.get_mut(at).into_iter().for_each(|n| *n += 1);
        if said.speaker != NOBODY {
            bump(&mut self.speakers, said.speaker as usize);
        }
        if said.via != NOBODY {
            bump(&mut self.via, said.via as usize);
        }
        bump(&mut self.counts.kinds, place(&KINDS, &said.kind));
        bump(&mut self.counts.stances, place(&STANCES, &said.stance));
        self.counts.denied += u32::from(said.denied);
        self.page(said.row, said.zone);
    }

    pub(crate) fn page(&mut self, row: u32, zone: Zone) {
        self.rows.get_mut(row as usize).into_iter().for_each(|n| *n += 1);
        self.counts.zones.get_mut(place(&ZONES, &zone)).into_iter().for_each(|n| *n += 1);
    }

    pub(crate) fn done(mut self) -> Counts {
        let filled =
            |list: Vec<u32>| -> BTreeMap<u32, u32> { (0u32..).zip(list).filter(|(_, n)| *n > 0).collect() };
        let mut outlets: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
        let rows = (0u32..).zip(&self.snapshot.rows).zip(&self.rows).filter(|(_, n)| **n > 0);
        for ((place, row), n) in rows {
            *self.counts.certainties.entry(certainty(row)).or_default() += n;
            if let Some(code) = row.language.as_ref().map(Language::code) {
                *self.counts.languages.entry(code.to_owned()).or_default() += n;
            }
            if let Some(name) = &row.outlet {
                outlets.entry(name).or_insert((place, 0)).1 += n;
            }
        }
        self.counts.outlets = outlets.into_values().collect();
        let actors = &self.snapshot.corpus.actors;
        let named = |at: &u32| actors.get(*at as usize).is_some_and(|actor| !actor.anonymous);
        self.counts.speakers = filled(self.speakers);
        // an unnamed source of one page is nobody to look for on others
        self.counts.speakers.retain(|at, _| named(at));
        self.counts.via = filled(self.via);
        self.counts
    }
}

fn place<T: PartialEq>(list: &[T], value: &T) -> usize {
    list.iter().position(|known| known == value).unwrap_or(usize::MAX)
}

/// One value of a facet: what the address holds, what the reader sees, how many.
struct Value {
    key: String,
    shown: String,
    n: u32,
}

/// The column of filters beside the results.
pub(crate) fn column(query: &Query, snapshot: &Snapshot, counts: &Counts) -> Markup {
    let ui = query.ui();
    let speakers = top(&counts.speakers, |at| {
        let actor = snapshot.corpus.actors.get(at as usize)?;
        Some((actor.id.clone(), actor.name.clone()))
    });
    let via = top(&counts.via, |at| {
        snapshot.index.via(at).map(|medium| (Index::key(medium).to_owned(), medium.name.clone()))
    });
    let outlets = top(&counts.outlets, |at| {
        snapshot.row(at).and_then(|row| row.outlet.clone()).map(|name| (name.clone(), name))
    });
    let mut languages: Vec<Value> = counts
        .languages
        .iter()
        .map(|(code, &n)| Value { key: code.clone(), shown: ui.word("language", code), n })
        .collect();
    languages.sort_by(|a, b| (b.n, &a.key).cmp(&(a.n, &b.key)));
    let fixed = |group: &str, names: Vec<String>, numbers: &[u32]| -> Vec<Value> {
        let pairs = names.into_iter().zip(numbers.iter().copied()).filter(|(_, n)| *n > 0);
        pairs.map(|(key, n)| Value { shown: ui.word(group, &key), key, n }).collect()
    };
    let dates: Vec<Value> = CERTAINTIES
        .iter()
        .filter_map(|key| {
            let n = counts.certainties.get(key).copied()?;
            Some(Value { key: (*key).to_owned(), shown: ui.word("date", key), n })
        })
        .collect();
    html! {
        div.facets {
            (facet(query, "actor", ui.say("facet.speaker"), &speakers))
            (facet(query, "via", ui.say("facet.via"), &via))
            (facet(query, "outlet", ui.say("facet.outlet"), &outlets))
            (facet(query, "lang", ui.say("facet.language"), &languages))
            (facet(query, "kind", ui.say("facet.kind"), &fixed("kind", KINDS.iter().map(word).collect(), &counts.kinds)))
            (facet(query, "stance", ui.say("facet.stance"), &fixed("stance", STANCES.iter().map(word).collect(), &counts.stances)))
            (facet(query, "zone", ui.say("facet.zone"), &fixed("zone", ZONES.iter().map(word).collect(), &counts.zones)))
            (facet(query, "date", ui.say("facet.date"), &dates))
            (facet(query, "denied", ui.say("facet.denied"), &if counts.denied == 0 { Vec::new() } else {
                vec![Value { key: "1".to_owned(), shown: ui.say("facet.denied_yes").to_owned(), n: counts.denied }]
            }))
            (span_of_dates(query))
        }
    }
}

/// The word that an address and serde use, with its underscore.
fn word<T: serde::Serialize>(value: &T) -> String {
    crate::text::word(value).replace(' ', "_")
}

fn top(counts: &BTreeMap<u32, u32>, named: impl Fn(u32) -> Option<(String, String)>) -> Vec<Value> {
    let mut places: Vec<(u32, u32)> = counts.iter().map(|(&at, &n)| (n, at)).collect();
    places.sort_by_key(|&(n, at)| (std::cmp::Reverse(n), at));
    places.truncate(SHOWN);
    places.into_iter().filter_map(|(n, at)| named(at).map(|(key, shown)| Value { key, shown, n })).collect()
}

fn facet(query: &Query, name: &str, heading: &str, values: &[Value]) -> Markup {
    let chosen = query.get(name);
    html! {
        @if !values.is_empty() && chosen.is_none() {
            section.facet aria-label=(heading) {
                h2 { (heading) }
                ul {
                    @for value in values {
                        li { a href=(query.changed(&[(name, Some(&value.key))])) rel="nofollow" {
                            span.value { bdi { (Shown(&short(&value.shown, 48))) } } " " span.n { (grouped(value.n as usize)) }
                        } }
                    }
                }
            }
        }
    }
}

fn span_of_dates(query: &Query) -> Markup {
    let ui = query.ui();
    let kept = Search::FILTERS.into_iter().filter(|name| !["since", "until", "certainty"].contains(name));
    html! {
        form.facet.dates action="/" method="get" {
            h2 { (ui.say("facet.between")) }
            @for name in kept { @if let Some(value) = query.get(name) { input type="hidden" name=(name) value=(plain(value)); } }
            label { (ui.say("facet.since")) input name="since" maxlength="10" inputmode="numeric" placeholder="2024-05" value=(plain(query.get("since").unwrap_or_default())); }
            label { (ui.say("facet.until")) input name="until" maxlength="10" inputmode="numeric" placeholder="2024-05-31" value=(plain(query.get("until").unwrap_or_default())); }
            label { (ui.say("facet.certainty")) select name="certainty" {
                @for how in HOW { option value=(how) selected[query.get("certainty").unwrap_or("possible") == how] { (ui.word("certainty", &how)) } }
            } }
            button type="submit" { (ui.say("facet.apply")) }
        }
    }
}

/// How a span of dates parts what was found: nothing is silently in or out.
pub(crate) fn dated(query: &Query, dates: DateCounts) -> Markup {
    let ui = query.ui();
    let asked = query.get("certainty").unwrap_or("possible");
    let parts = [("certain", dates.certain), ("possible", dates.possible), ("all", dates.undated)];
    let is_in =
        |how: &str| HOW.iter().position(|one| *one == how) <= HOW.iter().position(|one| *one == asked);
    html! {
        p.meta.dates-found {
            @for (how, n) in parts {
                span { (ui.word("dated", &how)) ": " b { (grouped(n as usize)) }
                    @if n > 0 && !is_in(how) { " (" (ui.say("dated.out")) ") " a href=(query.with("certainty", how)) rel="nofollow" { (ui.say("dated.show")) } }
                }
            }
        }
    }
}

/// The filters in force, each with a way to drop it.
pub(crate) fn chosen(query: &Query, snapshot: &Snapshot) -> Markup {
    let ui = query.ui();
    let name_of = |name: &str, value: &str| -> String {
        match name {
            "actor" => snapshot.actor(value).map_or_else(|| value.to_owned(), |actor| actor.name.clone()),
            "via" => {
                let found = snapshot.index.media.iter().find(|medium| Index::key(medium) == value);
                found.map_or_else(|| value.to_owned(), |medium| medium.name.clone())
            }
            "kind" | "stance" | "zone" | "date" | "certainty" => ui.word(name, &value),
            "lang" => ui.word("language", &value),
            "denied" => ui.say("facet.denied_yes").to_owned(),
            "exact" => ui.say("facet.exact").to_owned(),
            "no_translit" => ui.say("facet.one_script").to_owned(),
            _ => value.to_owned(),
        }
    };
    let heading = |name: &str| match name {
        "actor" | "speaker" => ui.say("facet.speaker"),
        "about" => ui.say("facet.about"),
        "via" => ui.say("facet.via"),
        "outlet" => ui.say("facet.outlet"),
        "lang" => ui.say("facet.language"),
        "kind" => ui.say("facet.kind"),
        "stance" => ui.say("facet.stance"),
        "zone" => ui.say("facet.zone"),
        "date" => ui.say("facet.date"),
        "since" => ui.say("facet.since"),
        "until" => ui.say("facet.until"),
        "certainty" => ui.say("facet.certainty"),
        "denied" => ui.say("facet.denied"),
        _ => ui.say("facet.words"),
    };
    // the words themselves stand in the heading
    let names: Vec<&str> = Search::FILTERS.into_iter().filter(|name| *name != "q").collect();
    let some = names.iter().any(|name| query.get(name).is_some());
    html! {
        @if some {
            ul.chosen aria-label=(ui.say("facet.chosen")) {
                @for name in names {
                    @if let Some(value) = query.get(name) {
                        li { a href=(query.changed(&[(name, None)])) {
                            span.unseen { (ui.say("facet.drop")) " " }
                            (heading(name)) ": " b { bdi { (Shown(&short(&name_of(name, value), 60))) } } " " span aria-hidden="true" { "×" }
                        } }
                    }
                }
                li { a.clear href=(format!("/{}", clear(query))) { (ui.say("facet.clear")) } }
            }
        }
    }
}

fn clear(query: &Query) -> String {
    query.get("q").map_or(String::new(), |words| format!("?q={}", crate::text::escape(words)))
}

/// The form that sets filters no link can set: a name in any script, exact words.
pub(crate) fn form(query: &Query, ui: Ui) -> Markup {
    let value = |name: &str| plain(query.get(name).unwrap_or_default());
    let zones: Vec<String> = ZONES.iter().map(word).chain(["all".to_owned()]).collect();
    html! {
        details.filters {
            summary { (ui.say("facet.more")) }
            form action="/" method="get" {
                label { (ui.say("facet.words")) input type="search" name="q" maxlength="500" value=(value("q")); }
                label { (ui.say("facet.speaker")) input name="speaker" maxlength="500" value=(value("speaker")) placeholder=(ui.say("facet.any_script")); }
                label { (ui.say("facet.about")) input name="about" maxlength="500" value=(value("about")) placeholder=(ui.say("facet.any_script")); }
                label { (ui.say("facet.outlet")) input name="outlet" maxlength="500" value=(value("outlet")); }
                (choice(query, "lang", "language", ui.say("facet.language"), &["uk", "ru", "be", "en"].map(str::to_owned)))
                (choice(query, "kind", "kind", ui.say("facet.kind"), &KINDS.each_ref().map(word)))
                (choice(query, "stance", "stance", ui.say("facet.stance"), &STANCES.each_ref().map(word)))
                (choice(query, "zone", "zone", ui.say("facet.zone"), &zones))
                label.check { input type="checkbox" name="exact" value="1" checked[query.get("exact").is_some()]; " " (ui.say("facet.exact")) }
                label.check { input type="checkbox" name="no_translit" value="1" checked[query.get("no_translit").is_some()]; " " (ui.say("facet.one_script")) }
                div.actions { button type="submit" { (ui.say("facet.apply")) } }
            }
        }
    }
}

fn choice(query: &Query, name: &str, group: &str, label: &str, values: &[String]) -> Markup {
    let ui = query.ui();
    let chosen = query.get(name);
    html! {
        label { (label)
            select name=(name) {
                option value="" { (ui.say("facet.any")) }
                @for value in values { option value=(value) selected[chosen == Some(value.as_str())] { (ui.word(group, value)) } }
            }
        }
    }
}
