//! Gives `REPORTEDLY_ENGINE`: the version of the engine and, when its sources stand beside this crate, a hash of them, so that
//! a corpus read by another build of the engine is seen as such. Nothing else.

#![allow(clippy::disallowed_methods, reason = "a build script reads files")]

use sha2::{Digest, Sha256};
use std::{env, fs, path::Path, path::PathBuf};

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let engine = Path::new(&root).join("../engine");
    let mut files = Vec::new();
    for folder in ["src", "lang", "world", "../encoder/src", "../encoder/weights"] {
        println!("cargo::rerun-if-changed=../engine/{folder}");
        collect(&engine.join(folder), &mut files);
    }
    files.sort();
    let mut hash = Sha256::new();
    for file in &files {
        hash.update(file.strip_prefix(&engine).unwrap_or(file).to_string_lossy().as_bytes());
        hash.update(fs::read(file).unwrap_or_default());
    }
    let hex: String = hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let version = env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let key = if files.is_empty() { version } else { format!("{version}+{hex}") };
    println!("cargo::rustc-env=REPORTEDLY_ENGINE={key}");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { collect(&path, files) } else { files.push(path) }
    }
}
