//! Replays what the fuzzer found and what it starts from (`fuzz/corpus`).

#[path = "../../../fuzz/targets/page.rs"]
mod page;

fn replay(target: &str, paths: &[&str]) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let mut files: Vec<_> =
        std::fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{}: nothing to replay", folder.display());
    for file in files {
        let bytes = std::fs::read(&file).expect("a file");
        for path in paths {
            page::check(&bytes, path);
        }
    }
}

#[test]
fn html() {
    replay("html", &["page.html"]);
}

#[test]
fn text() {
    replay("text", &["page.txt", "page.md"]);
}
