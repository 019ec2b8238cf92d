//! Filters of search and exports, and dates that people decided.

use crate::{add, corpus, engine, page};
use reportedly_engine::corpus::RelationKind;
use reportedly_engine::model::Origin;
use reportedly_store::{AddOptions, Certainty, DateCounts, Input, Linked, Precision, Query, Store, Verb};
use std::sync::Arc;

const EN: &str = "The mill\n\nPublished 17 May 2024\n\nMayor Anna Holm said the town would sell the mill.\n";

#[test]
fn the_decided_date_of_a_page_is_its_date_everywhere_and_survives_another_reading() {
    let (_folder, path) = corpus();
    let store = Store::create(&path).unwrap();
    add(&store, [page("a.txt", EN)]).unwrap();
    let id = store.find_documents("a.txt").unwrap().remove(0);
    let stated = store.document(&id).unwrap().unwrap().metadata.published;
    let decide =
        |value: &str| store.decide(Verb::Date, &[id.clone(), value.to_owned()], "seen on paper").unwrap();
    let number = decide("2024-05");
    let published = || store.document(&id).unwrap().unwrap().metadata.published;
    assert_eq!(published().value.as_deref(), Some("2024-05"));
    assert_eq!(published().basis.unwrap().kind, "decision");
    assert_eq!(published().why.as_deref(), Some("decision 1: seen on paper"));
    let row = || store.entries().unwrap().into_iter().find(|entry| entry.id == id).unwrap().published;
    assert_eq!(row().as_deref(), Some("2024-05"));
    assert!(store.verify(engine()).unwrap().mismatches.is_empty());
    // the same page told anew
    let origin = Origin { path: "a.txt".to_owned(), outlet: Some("Post".to_owned()), ..Origin::default() };
    let input = Input { origin, bytes: Ok(EN.as_bytes().to_vec()) };
    store.add([input], engine(), &AddOptions::default(), &mut |_| {}).unwrap();
    assert_eq!((published().value.as_deref(), row().as_deref()), (Some("2024-05"), Some("2024-05")));
    store.decide(Verb::Undo, &[number.to_string()], "").unwrap();
    assert_eq!(published().value, stated.value);
    assert_eq!(row(), stated.value);
    decide("none");
    assert_eq!((published().value, row()), (None, None));
}

#[test]
fn dates_are_in_or_out_and_the_store_says_which() {
    let (_folder, path) = corpus();
    let store = Store::create(&path).unwrap();
    let dated = |name: &str, date: Option<&str>| {
        let origin =
            Origin { path: name.to_owned(), published: date.map(str::to_owned), ..Origin::default() };
        Input {
            origin,
            bytes: Ok(format!("{name}\n\nMayor Anna Holm said the town would sell the mill.\n").into_bytes()),
        }
    };
    let pages = [
        dated("day", Some("2024-05-17")),
        dated("month", Some("2024-05")),
        dated("year", Some("2024")),
        dated("before", Some("2023-12-31T23:59")),
        dated("undated", None),
    ];
    store.add(pages, engine(), &AddOptions::default(), &mut |_| {}).unwrap();
    let found = |query: Query| -> Vec<String> {
        let mut names: Vec<String> = store
            .search(&Query { text: "mill".to_owned(), ..query })
            .unwrap()
            .into_iter()
            .map(|h| h.path)
            .collect();
        names.sort();
        names
    };
    let may = |certainty| Query {
        since: Some("2024-05".to_owned()),
        until: Some("2024-05-31".to_owned()),
        certainty,
        ..Query::default()
    };
    assert_eq!(found(may(Certainty::Certain)), ["day", "month"]);
    assert_eq!(found(may(Certainty::Possible)), ["day", "month", "year"]);
    assert_eq!(found(may(Certainty::All)), ["day", "month", "undated", "year"]);
    let asked = Query { text: "mill".to_owned(), ..may(Certainty::Certain) };
    let counts = DateCounts { certain: 2, possible: 1, undated: 1 };
    assert_eq!(store.date_counts(&asked).unwrap(), Some(counts));
    assert_eq!(store.date_counts(&Query { since: None, until: None, ..asked }).unwrap(), None);
    let until = Query { until: Some("2023".to_owned()), ..Query::default() };
    assert_eq!(found(until), ["before"]);
    for (date, names) in
        [(Precision::Month, ["month"]), (Precision::Year, ["year"]), (Precision::None, ["undated"])]
    {
        assert_eq!(found(Query { date: Some(date), ..Query::default() }), names);
    }
    let bad = Query { since: Some("May".to_owned()), ..Query::default() };
    assert!(store.search(&bad).unwrap_err().is_query());
}

#[test]
fn carriers_and_denials_are_filters() {
    let (_folder, path) = corpus();
    let store = Store::create(&path).unwrap();
    let pages = [
        page(
            "c.txt",
            "Млин\n\nЯк повідомляє видання «Озерна пошта», мер Остап Калинюк заявив, що місто продасть млин.\n",
        ),
        page(
            "a.txt",
            "The mill\n\nMayor Anna Holm said that Poland has offered Romania a grain trade pact.\n",
        ),
        page(
            "b.txt",
            "The mill\n\nMiller Peter Brandt said that Poland has not offered Romania a grain trade pact.\n",
        ),
    ];
    add(&store, pages).unwrap();
    let all = |query: Query| -> usize {
        store.statements(&query).unwrap().iter().map(|(_, list)| list.len()).sum()
    };
    let via = |name: &str| all(Query { via: Some(name.to_owned()), ..Query::default() });
    assert_eq!(["озерна пошта", "ОЗЕРНА", "e:media:azarna-pashta", "Lake"].map(via), [1, 1, 1, 0]);
    let corpus = store.corpus(engine()).unwrap();
    let linked = Some(Arc::new(Linked::new(&corpus)));
    let denied: std::collections::BTreeSet<_> = corpus
        .relations
        .iter()
        .filter(|relation| relation.kind == RelationKind::Denies)
        .flat_map(|relation| corpus.claims.iter().filter(|claim| claim.id == relation.to))
        .flat_map(|claim| claim.members.iter().map(|member| &member.statement))
        .collect();
    assert!(!denied.is_empty());
    assert_eq!(all(Query { denied: true, linked, ..Query::default() }), denied.len());
    assert!(store.statements(&Query { denied: true, ..Query::default() }).unwrap_err().is_query());
}
