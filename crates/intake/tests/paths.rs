//! Folders, patterns, order, breaking off.

use reportedly_intake::{Item, Options, Pages, Sources};
use std::path::PathBuf;

fn run(sources: Sources) -> (Vec<String>, Vec<String>) {
    let (mut pages, mut failed) = (Vec::new(), Vec::new());
    for item in Pages::new(sources, Options::default()) {
        match item {
            Item::Page(page) => pages.push(page.origin.path),
            Item::Failed(failure) => failed.push(format!("{} {}", failure.path, failure.message)),
            Item::Note(note) => failed.push(note.message),
        }
    }
    (pages, failed)
}

#[test]
fn folders_and_patterns_are_read_in_order_of_names() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    put("b/two.txt", "Two.");
    put("b/one.txt", "One.");
    put("b/.hidden.txt", "x");
    put("b/style.css", "x");
    put("a.jsonl", "{\"text\": \"A.\"}\n{\"text\": \"B.\"}\n");
    put("[1].txt", "Brackets.");
    let path = |name: &str| folder.path().join(name);
    let shown = |name: &str| path(name).display().to_string();
    let sources = Sources::new(&[folder.path().to_owned()]);
    assert_eq!(sources.total_bytes(), Some(4 + 4 + 30 + 9));
    let all = ["[1].txt", "a.jsonl#1", "a.jsonl#2", "b/one.txt", "b/two.txt"].map(shown);
    assert_eq!(run(sources), (all.to_vec(), vec![]));
    let sources = Sources::new(&[path("b/*.txt"), path("**/one.???"), path("[1].txt"), path("*.none")]);
    let (pages, failed) = run(sources);
    assert_eq!(pages, ["b/one.txt", "b/two.txt", "b/one.txt", "[1].txt"].map(shown));
    assert_eq!(failed, [format!("{} matches no file", shown("*.none"))]);
    let (pages, failed) = run(Sources::new(&[PathBuf::from("no/such/file.txt")]));
    assert_eq!((pages.len(), failed[0].as_str()), (0, "no/such/file.txt no such file or folder"));
}

#[test]
fn whoever_has_enough_may_stop() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.jsonl");
    std::fs::write(&path, "{\"text\": \"A.\"}\n".repeat(100_000)).unwrap();
    let pages = Pages::new(Sources::new(&[path]), Options::default());
    let read = pages.counter();
    assert_eq!(pages.take(3).count(), 3);
    assert!(read() > 0);
}
