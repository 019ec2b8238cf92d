//! Files that are not what they should be, and disks that are full. Nothing that was there may be lost.

use crate::{add, corpus, engine, pages};
use reportedly_store::{Error, Store};
use rusqlite::Connection;
use std::fs;

fn refused(result: Result<Store, Error>, says: &str, hints: &str) {
    let error = result.err().expect("refused");
    let hint = error.hint().unwrap_or_default();
    assert!(error.to_string().contains(says), "{error}");
    assert!(error.to_string().contains(".rpd"), "names the file: {error}");
    assert!(hint.contains(hints), "{hint}");
}

#[test]
fn other_files_are_refused_and_left_alone() {
    let (folder, path) = corpus();
    refused(Store::open(&path), "no corpus at", "reportedly add");
    refused(Store::open(folder.path().join("no/such/x.rpd")), "there is no folder", "");
    for content in [&b"text that is no database at all"[..], b"SQLite format 3\0 and then nonsense", b"x"] {
        fs::write(&path, content).unwrap();
        refused(Store::open(&path), "is not a corpus file", "reportedly add");
        refused(Store::open_or_create(&path), "is not a corpus file", "reportedly add");
        refused(Store::create(&path), "is there already", "another name");
        assert_eq!(fs::read(&path).unwrap(), content);
    }
    fs::write(&path, "").unwrap();
    refused(Store::open(&path), "is not a corpus file", "");
    assert!(Store::open_or_create(&path).is_ok());
    let other = folder.path().join("other.rpd");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (x); PRAGMA user_version = 1").unwrap();
    refused(Store::open_or_create(&other), "is not a corpus file", "");
    refused(
        Store::open(folder.path().join("../").join(folder.path().file_name().unwrap()).with_extension("rpd")),
        "no corpus",
        "",
    );
    let dir = folder.path().join("dir.rpd");
    fs::create_dir(&dir).unwrap();
    refused(Store::open_or_create(&dir), "is not a corpus file", "");
}

#[test]
fn a_newer_schema_is_refused() {
    let (_folder, path) = corpus();
    add(&Store::create(&path).unwrap(), pages(0, 1)).unwrap();
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    refused(Store::open(&path), "newer program (schema 99", "newer `reportedly`");
}

#[test]
fn an_old_schema_opens_and_its_pages_are_read_anew() {
    let (_folder, path) = corpus();
    let old = Connection::open(&path).unwrap();
    old.execute_batch(include_str!("fixtures/schema-1.sql")).unwrap();
    let text = "Новини\n\nМер Остап Калинюк мовчить.";
    let sha = "9e1c0f3a";
    let origin = r#"{"path":"old.txt","url":null,"outlet":null,"published":null}"#;
    old.execute(
        "INSERT INTO document VALUES (1, 'd:x', ?1, 'old.txt', NULL, NULL, 'uk', NULL, NULL, 9, 0, 0, ?2, '0.0.1')",
        [sha, origin],
    )
    .unwrap();
    old.execute("INSERT INTO original VALUES (1, ?1)", [zstd::encode_all(text.as_bytes(), 3).unwrap()])
        .unwrap();
    old.execute("INSERT INTO analysis VALUES (1, ?1)", [zstd::encode_all(&b"{}"[..], 3).unwrap()]).unwrap();
    drop(old);
    let store = Store::open(&path).unwrap();
    assert_eq!(store.entries().unwrap().len(), 1);
    assert_eq!(store.decisions().unwrap(), []);
    assert_eq!(store.stats().unwrap().older, 1);
    let stale = store.documents().unwrap_err();
    assert!(
        stale.to_string().contains("`d:x`") && stale.hint().unwrap().contains("reportedly add"),
        "{stale}"
    );
    let report = store.verify(engine()).unwrap();
    assert!(report.mismatches.iter().any(|mismatch| mismatch.what == "hash"), "the fixture's hash is wrong");
}

#[test]
fn pages_of_another_build_are_read_anew() {
    let (_folder, path) = corpus();
    let store = Store::create(&path).unwrap();
    add(&store, pages(0, 70)).unwrap();
    let documents = store.documents().unwrap();
    let raw = Connection::open(&path).unwrap();
    raw.execute("UPDATE document SET engine = '0.0.1'", []).unwrap();
    raw.execute("UPDATE analysis SET value = ?1", [zstd::encode_all(&b"{}"[..], 3).unwrap()]).unwrap();
    drop(raw);
    assert_eq!(store.stats().unwrap().older, 70);
    let report = add(&store, []).unwrap();
    assert_eq!((report.refreshed, report.added), (70, 0));
    assert_eq!(store.documents().unwrap(), documents);
    assert!(store.verify(engine()).unwrap().mismatches.is_empty());
}

#[test]
fn changed_bytes_and_changed_spans_are_told() {
    let (_folder, path) = corpus();
    let store = Store::create(&path).unwrap();
    add(&store, pages(0, 3)).unwrap();
    let raw = Connection::open(&path).unwrap();
    let forged = zstd::encode_all("інші байти".as_bytes(), 3).unwrap();
    raw.execute("UPDATE original SET bytes = ?1 WHERE document = 1", [forged]).unwrap();
    raw.execute("UPDATE passage SET text = 'інше' WHERE document = 2 AND start > 0", []).unwrap();
    raw.execute("UPDATE passage SET start_point = start_point + 1 WHERE document = 3 AND start > 0", [])
        .unwrap();
    drop(raw);
    let mismatches = store.verify(engine()).unwrap().mismatches;
    let told: Vec<(&str, &str)> = mismatches.iter().map(|m| (m.path.as_str(), m.what.as_str())).collect();
    for (path, what) in [("page-00000.txt", "hash"), ("page-00001.txt", "span"), ("page-00002.txt", "span")] {
        assert!(told.contains(&(path, what)), "{path} {what}: {told:?}");
    }
}

#[test]
fn a_damaged_file_is_told() {
    let (_folder, path) = corpus();
    let store = Store::create(&path).unwrap();
    add(&store, pages(0, 200)).unwrap();
    drop(store);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 8;
    bytes.iter_mut().skip(middle).step_by(3).for_each(|byte| *byte = byte.wrapping_add(77));
    fs::write(&path, bytes).unwrap();
    let told = Store::open(&path).and_then(|store| {
        let doctor = store.doctor()?;
        store.documents()?;
        store.verify(engine())?;
        Ok(doctor.iter().all(|finding| finding.fine))
    });
    match told {
        Ok(fine) => assert!(!fine, "doctor says so"),
        Err(error) => assert!(error.to_string().contains("damaged"), "{error}"),
    }
}

#[test]
fn a_full_disk_loses_only_the_batch_in_flight() {
    let (_folder, path) = corpus();
    let store = Store::create(&path).unwrap();
    add(&store, pages(0, 64)).unwrap();
    store.limit_file_pages(1).unwrap();
    let error = add(&store, pages(64, 2_000)).unwrap_err();
    assert!(error.is_full(), "{error}");
    assert!(
        error.to_string().contains("no room left") && error.hint().unwrap().contains("same command again")
    );
    let kept = store.entries().unwrap().len();
    assert!((64..2_000).contains(&kept), "{kept}");
    drop(store);
    let store = Store::open(&path).unwrap();
    assert_eq!(store.entries().unwrap().len(), kept);
    let report = add(&store, pages(64, 300)).unwrap();
    assert_eq!(report.added + report.known, 236);
    assert!(store.verify(engine()).unwrap().mismatches.is_empty());
}

#[test]
fn a_read_only_corpus_answers_and_refuses_to_grow() {
    let (_folder, path) = corpus();
    add(&Store::create(&path).unwrap(), pages(0, 2)).unwrap();
    let store = Store::open_read_only(&path).unwrap();
    assert_eq!(store.documents().unwrap().len(), 2);
    assert!(store.verify(engine()).unwrap().mismatches.is_empty());
    let error = add(&store, pages(2, 3)).unwrap_err();
    assert!(error.is_read_only() && error.to_string().contains("may not be written to"), "{error}");
}
