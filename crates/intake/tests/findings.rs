//! Inputs that once made trouble (`fuzz/corpus/`) and what they must not do: crash, hang, or give different answers twice.

use crate::get;
use std::path::Path;

#[test]
fn findings_are_read_without_trouble() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    let mut read = 0;
    for (folder, name) in [("warc", "x.warc.gz"), ("feed", "x")] {
        let Ok(entries) = std::fs::read_dir(root.join(folder)) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let started = std::time::Instant::now();
            let got = get(name, &bytes);
            assert_eq!(got, get(name, &bytes), "{}", path.display());
            assert!(got.pages.iter().all(|page| page.bytes.len() <= 100_000), "{}", path.display());
            assert!(started.elapsed().as_secs() < 10, "{}", path.display());
            read += 1;
        }
    }
    assert!(read > 0, "no findings in {}", root.display());
}
