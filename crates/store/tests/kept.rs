//! The derived corpus lies in the file row by row: what is read of it, and what is written.

use crate::grown::{again, told};
use crate::{add, corpus, engine, page, pages};
use reportedly_engine::corpus::{Words, denials, graph, trace_with};
use reportedly_engine::model::Document;
use reportedly_store::Store;
use rusqlite::Connection;

#[test]
fn one_claim_is_traced_without_the_rest() {
    let (_folder, path) = corpus();
    let store = Store::create(&path).unwrap();
    let denied = page("no.txt", "News\n\nDana Orsel said that Poland has not bought 100 helicopters.\n");
    add(&store, told().into_iter().chain(pages(0, 5)).chain([denied])).unwrap();
    let whole = store.corpus(engine()).unwrap();
    let documents = store.documents().unwrap();
    let all: Vec<&Document> = documents.iter().collect();
    let words = Words::new(engine().packs());
    let (mut answered, mut less) = (0, 0);
    for claim in &whole.claims {
        let excerpt = store.excerpt(&claim.id).unwrap().unwrap();
        let some: Vec<&Document> = excerpt.documents.iter().collect();
        less += usize::from(some.len() < all.len());
        let (expected, found) = (
            trace_with(&whole, &all, &claim.id, &words).unwrap(),
            trace_with(&excerpt.corpus, &some, &claim.id, &words).unwrap(),
        );
        assert_eq!(found, expected);
        assert_eq!(graph(&excerpt.corpus, &some, &found, None), graph(&whole, &all, &expected, None));
        let id = Some(claim.id.as_str());
        let (found, expected) = (denials(&excerpt.corpus, &some, id), denials(&whole, &all, id));
        assert_eq!((&found.denials, &found.refusals), (&expected.denials, &expected.refusals));
        let answers: Vec<_> = whole.relations.iter().filter(|r| r.to == claim.id).cloned().collect();
        assert_eq!(excerpt.corpus.relations, answers);
        answered += answers.len();
    }
    let widest = whole.claims.iter().map(|claim| claim.members.len()).max();
    assert!(widest > Some(3) && answered > 0 && less > 0, "{widest:?} {answered} {less}");
    assert!(store.excerpt("c:none").unwrap().is_none());
}

#[test]
fn an_excerpt_of_an_older_corpus_is_not_given() {
    let (_folder, path) = corpus();
    let store = Store::create(&path).unwrap();
    let mut pages = told();
    let last = pages.pop().unwrap();
    add(&store, pages).unwrap();
    let claim = store.corpus(engine()).unwrap().claims[0].id.clone();
    assert!(store.excerpt(&claim).unwrap().is_some());
    let options = reportedly_store::AddOptions { derive: false, ..Default::default() };
    store.add([last], engine(), &options, &mut |_| {}).unwrap();
    assert!(store.excerpt(&claim).unwrap().is_none());
}

#[test]
fn only_what_differs_is_written() {
    let (_folder, path) = corpus();
    let store = Store::create(&path).unwrap();
    let mut pages = told();
    let last = pages.pop().unwrap();
    add(&store, pages).unwrap();
    let rows =
        |sql: &str| -> i64 { Connection::open(&path).unwrap().query_row(sql, [], |row| row.get(0)).unwrap() };
    let before = rows("SELECT count(*) FROM linked");
    let newest = rows("SELECT max(number) FROM linked");
    add(&store, [last]).unwrap();
    let written = rows(&format!("SELECT count(*) FROM linked WHERE number > {newest}"));
    assert!(written > 0 && written * 4 < before, "{written} of {before}");
    // no look-up leads nowhere
    let lost = "SELECT count(*) FROM linked_by b WHERE NOT EXISTS
                (SELECT 1 FROM linked l WHERE l.kind = b.kind AND l.key = b.key)";
    assert_eq!(rows(lost), 0);
    let (_folder, other) = corpus();
    let fresh = Store::create(&other).unwrap();
    add(&fresh, told()).unwrap();
    assert_eq!(Store::open(&path).unwrap().corpus(engine()).unwrap(), fresh.corpus(engine()).unwrap());
}

#[test]
fn a_full_disk_leaves_the_corpus_of_before() {
    let (_folder, path) = corpus();
    let store = Store::create(&path).unwrap();
    let pages = told();
    add(&store, pages[..80].iter().map(again)).unwrap();
    let options = reportedly_store::AddOptions { derive: false, ..Default::default() };
    store.add(pages[80..].iter().map(again), engine(), &options, &mut |_| {}).unwrap();
    let count =
        |sql: &str| -> i64 { Connection::open(&path).unwrap().query_row(sql, [], |row| row.get(0)).unwrap() };
    let before = count("SELECT sum(hash % 1000003) FROM linked");
    store.limit_file_pages(count("PRAGMA page_count") as u32 + 1).unwrap();
    store.corpus(engine()).unwrap_err();
    assert_eq!(count("SELECT sum(hash % 1000003) FROM linked"), before);
    drop(store);
    let whole = Store::open(&path).unwrap().corpus(engine()).unwrap();
    assert!(count("SELECT sum(hash % 1000003) FROM linked") != before && !whole.claims.is_empty());
}

#[test]
fn a_corpus_kept_in_one_piece_is_computed_anew() {
    let (_folder, path) = corpus();
    let old = Connection::open(&path).unwrap();
    old.execute_batch(include_str!("fixtures/schema-1.sql")).unwrap();
    old.execute_batch(include_str!("../src/schema/2.sql")).unwrap();
    old.pragma_update(None, "user_version", 2).unwrap();
    old.execute("INSERT INTO derived VALUES ('corpus', 0, ?1, x'00')", [reportedly_store::ENGINE]).unwrap();
    drop(old);
    let store = Store::open(&path).unwrap();
    assert!(!store.stats().unwrap().derived);
    assert!(store.corpus(engine()).unwrap().claims.is_empty());
    assert!(store.stats().unwrap().derived);
}
