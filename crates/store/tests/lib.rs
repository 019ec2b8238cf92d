//! One test binary: what a corpus file promises.

mod asked;
mod bad;
mod good;
mod grown;
mod kept;
mod meaning;
mod two;

use reportedly_engine::Engine;
use reportedly_engine::model::{Limits, Origin};
use reportedly_engine::pack::Packs;
use reportedly_store::{AddOptions, AddReport, Input, Result, Store};
use std::path::PathBuf;
use std::sync::OnceLock;

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::new(Packs::embedded(), Limits::default()))
}

fn page(path: &str, text: &str) -> Input {
    let origin = Origin { path: path.to_owned(), ..Origin::default() };
    Input { origin, bytes: Ok(text.as_bytes().to_vec()) }
}

/// Pages that differ, about invented people.
fn pages(from: usize, to: usize) -> impl Iterator<Item = Input> {
    (from..to).map(|n| {
        let text =
            format!("Новини міста {n}\n\nМер Остап Калинюк заявив, що міст номер {n} відкриють навесні.\n");
        page(&format!("page-{n:05}.txt"), &text)
    })
}

fn add(store: &Store, inputs: impl IntoIterator<Item = Input>) -> Result<AddReport> {
    store.add(inputs, engine(), &AddOptions::default(), &mut |_| {})
}

/// A new corpus in a folder of its own; keep the folder alive.
fn corpus() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.rpd");
    (folder, path)
}
