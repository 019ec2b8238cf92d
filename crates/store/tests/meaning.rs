//! Linking with the sentence encoder: nothing is asked twice, and a corpus can be told to go without.

use crate::grown::told;
use crate::{add, corpus, engine, page, pages};
use reportedly_store::{AddOptions, ENCODER, ENGINE, Store};
use rusqlite::Connection;
use std::path::Path;

fn export(store: &Store) -> String {
    serde_json::to_string(&store.corpus(engine()).unwrap()).unwrap()
}

fn count(path: &Path, sql: &str) -> i64 {
    Connection::open(path).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn a_corpus_remembers_how_it_is_linked() {
    let (_folder, path) = corpus();
    let store = Store::create(&path).unwrap();
    assert!(store.wants_encoder().unwrap(), "a new corpus");
    let report = add(&store, told()).unwrap();
    assert_eq!((report.encoder, store.stats().unwrap().encoder), (ENCODER, ENCODER));
    let with = export(&store);
    let options = AddOptions { encoder: Some(false), derive: false, ..AddOptions::default() };
    let report = store.add([], engine(), &options, &mut |_| {}).unwrap();
    assert!(
        !report.encoder && !store.stats().unwrap().derived,
        "what was derived the other way is not taken"
    );
    let without = export(&store);
    assert!(!without.contains("judge: "));
    assert_eq!(with.contains("judge: "), ENCODER, "links say what the judge said");
    drop(store);
    let store = Store::open(&path).unwrap();
    assert!(!store.asks_encoder().unwrap() && store.stats().unwrap().derived);
    assert!(export(&store) == without);
    let findings = store.doctor().unwrap();
    let said = findings.iter().find(|finding| finding.code == "encoder").unwrap();
    assert!(said.fine && said.message.contains("without"), "{said:?}");
    store.want_encoder(true).unwrap();
    assert!(export(&store) == with, "as before");
}

#[cfg(feature = "encoder")]
#[test]
fn nothing_is_asked_twice() {
    let (_folder, path) = corpus();
    let store = Store::create(&path).unwrap();
    add(&store, told()).unwrap();
    let asked_of =
        |path| (count(path, "SELECT count(*) FROM meaning"), count(path, "SELECT count(*) FROM verdict"));
    let asked = || asked_of(&path);
    let first = asked();
    assert!(first.0 > 20 && first.1 > 20, "{first:?}");
    let before = export(&store);
    // in a new process, with all links to be made again
    drop(store);
    Connection::open(&path).unwrap().execute("DELETE FROM derived WHERE key = 'corpus'", []).unwrap();
    let store = Store::open(&path).unwrap();
    assert!(export(&store) == before);
    assert_eq!(asked(), first);
    // what is kept is what is believed
    let connection = Connection::open(&path).unwrap();
    let denied = "UPDATE verdict SET value = x'000000000000803f00000000000000000000000000'";
    connection.execute(denied, []).unwrap();
    connection.execute("DELETE FROM derived WHERE key = 'corpus'", []).unwrap();
    drop((store, connection));
    let store = Store::open(&path).unwrap();
    assert!(!store.corpus(engine()).unwrap().claims.iter().any(|claim| claim.members.len() > 1), "all deny");
    // a page that says something new
    let new = page("new.txt", "News\n\nDana Orsel said that Poland has not bought 100 helicopters.\n");
    add(&store, [new].into_iter().chain(pages(0, 1))).unwrap();
    let second = asked();
    assert!(second.0 > first.0 && second.0 < first.0 + 8 && second.1 > first.1, "{first:?} {second:?}");
    drop(store);
    // what another build said is thrown away, and asked again
    let other = Connection::open(&path).unwrap();
    assert_eq!(other.execute("UPDATE derived SET engine = engine || '0'", []).unwrap(), 2);
    drop(other);
    let (_folder, fresh) = corpus();
    let whole = Store::create(&fresh).unwrap();
    let new = page("new.txt", "News\n\nDana Orsel said that Poland has not bought 100 helicopters.\n");
    add(&whole, told().into_iter().chain([new]).chain(pages(0, 1))).unwrap();
    assert!(export(&Store::open(&path).unwrap()) == export(&whole));
    // without the pairs that met no longer once the page was here
    assert_eq!(asked(), asked_of(&fresh));
    let ours = format!("SELECT count(*) FROM derived WHERE key = 'asked' AND engine = '{ENGINE}'");
    assert_eq!(count(&path, &ours), 1);
}

#[cfg(feature = "encoder")]
#[test]
fn a_new_page_asks_the_encoder_for_its_own_sentences_alone() {
    let (_folder, path) = corpus();
    let store = Store::create(&path).unwrap();
    add(&store, told()).unwrap();
    assert_eq!(store.texts_read() as i64, count(&path, "SELECT count(*) FROM direction"), "each text once");
    // in the same process, then in a new one
    let judged = || count(&path, "SELECT count(*) FROM verdict");
    let mut before = (store.texts_read(), judged());
    let new = |n: usize| {
        page(
            &format!("{n}.txt"),
            &format!("News\n\nDana Orsel said that Poland has not bought {n} helicopters.\n"),
        )
    };
    add(&store, [new(100)]).unwrap();
    assert_eq!(store.texts_read(), before.0 + 1);
    assert!(judged() > before.1, "weighed with old ones");
    drop(store);
    before.1 = judged();
    let store = Store::open(&path).unwrap();
    add(&store, [new(101)]).unwrap();
    assert_eq!(store.texts_read(), 1);
    assert!(judged() > before.1, "weighed with old ones");
    let (_folder, fresh) = corpus();
    let whole = Store::create(&fresh).unwrap();
    add(&whole, told().into_iter().chain([new(100), new(101)])).unwrap();
    assert!(export(&store) == export(&whole), "the same as all at once");
}

#[cfg(feature = "encoder")]
#[test]
fn a_corpus_without_directions_is_asked_about_anew() {
    let (_folder, path) = corpus();
    let store = Store::create(&path).unwrap();
    add(&store, told()).unwrap();
    let expected = export(&store);
    drop(store);
    // as schema 6 left it
    let old = Connection::open(&path).unwrap();
    old.execute_batch("DROP TABLE direction; DELETE FROM derived WHERE key = 'corpus';").unwrap();
    old.pragma_update(None, "user_version", 6).unwrap();
    drop(old);
    let store = Store::open(&path).unwrap();
    assert!(export(&store) == expected);
    assert_eq!(store.texts_read() as i64, count(&path, "SELECT count(*) FROM direction"));
}

#[cfg(feature = "encoder")]
#[test]
fn a_corpus_that_may_not_be_written_to_is_linked_all_the_same() {
    let (_folder, path) = corpus();
    let store = Store::create(&path).unwrap();
    add(&store, told()).unwrap();
    let expected = export(&store);
    drop(store);
    let bare = Connection::open(&path).unwrap();
    bare.execute_batch(
        "DELETE FROM derived; DELETE FROM meaning; DELETE FROM direction; DELETE FROM verdict;",
    )
    .unwrap();
    drop(bare);
    assert!(export(&Store::open_read_only(&path).unwrap()) == expected);
    assert_eq!(count(&path, "SELECT count(*) FROM meaning"), 0);
}
