//! Two writers at once, and one that is killed.

use crate::{add, corpus, engine, pages};
use reportedly_store::{AddOptions, Store};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Runs `child` of this test binary in a process of its own.
fn child_process(path: &Path, from: usize, to: usize) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["two::child", "--exact", "--nocapture"])
        .env("STORE_TEST_CHILD", format!("{from} {to}"))
        .env("STORE_TEST_PATH", path)
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

/// Does nothing unless another test runs it as a child: adds pages in small batches.
#[test]
fn child() {
    let (Ok(range), Some(path)) = (std::env::var("STORE_TEST_CHILD"), std::env::var_os("STORE_TEST_PATH"))
    else {
        return;
    };
    let mut range = range.split(' ').map(|n| n.parse::<usize>().unwrap());
    let (from, to) = (range.next().unwrap(), range.next().unwrap());
    let store = Store::open_or_create(path).unwrap();
    let options = AddOptions { batch_pages: 10, ..AddOptions::default() };
    let report = store.add(pages(from, to), engine(), &options, &mut |_| {}).unwrap();
    assert_eq!(report.added + report.known, to - from);
}

#[test]
fn kill_loses_at_most_the_batch_in_flight() {
    let (_folder, path) = corpus();
    let mut child = child_process(&path, 0, 200_000);
    let started = Instant::now();
    let seen = loop {
        std::thread::sleep(Duration::from_millis(20));
        let seen =
            Store::open_read_only(&path).and_then(|store| store.entries()).map_or(0, |entries| entries.len());
        if seen >= 50 || started.elapsed() > Duration::from_secs(60) {
            break seen;
        }
    };
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(seen >= 50, "{seen}");
    let store = Store::open(&path).unwrap();
    let kept = store.entries().unwrap().len();
    assert!(kept >= seen && kept.is_multiple_of(10), "whole batches: {kept} after {seen}");
    assert!(
        store
            .doctor()
            .unwrap()
            .iter()
            .filter(|finding| finding.code != "derived")
            .all(|finding| finding.fine)
    );
    let report = add(&store, pages(0, kept + 5)).unwrap();
    assert_eq!((report.known, report.added), (kept, 5));
    assert!(store.verify(engine()).unwrap().mismatches.is_empty());
}

#[test]
fn two_writers_take_turns_and_nothing_is_lost() {
    let (_folder, path) = corpus();
    let mut children = [child_process(&path, 0, 200), child_process(&path, 100, 300)];
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    let store = Store::open(&path).unwrap();
    assert_eq!(store.entries().unwrap().len(), 300);
    assert!(store.verify(engine()).unwrap().mismatches.is_empty());
}

#[test]
fn a_writer_that_waits_too_long_says_so() {
    let (_folder, path) = corpus();
    let store = Store::create(&path).unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let options = AddOptions { wait: Duration::from_millis(50), ..AddOptions::default() };
    let error = store.add(pages(0, 1), engine(), &options, &mut |_| {}).unwrap_err();
    assert!(error.is_locked() && error.to_string().contains("another program is writing"), "{error}");
    assert_eq!(store.entries().unwrap().len(), 0);
    other.execute_batch("COMMIT").unwrap();
    assert_eq!(add(&store, pages(0, 1)).unwrap().added, 1);
}
