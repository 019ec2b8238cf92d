//! Citations and reports of invented pages, and what a reader of them gets.

#![allow(clippy::disallowed_methods, reason = "those are closed to the engine alone")]

mod cite;
mod report;

use reportedly_engine::Engine;
use reportedly_engine::corpus::{self, Corpus, Decisions, Graph, Trace, Words};
use reportedly_engine::model::{Document, Limits, Origin};
use reportedly_engine::pack::Packs;
use std::sync::OnceLock;

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::new(Packs::embedded(), Limits::default()))
}

fn read(path: &str, bytes: &[u8]) -> Document {
    engine().analyse(bytes, &Origin { path: path.to_owned(), ..Origin::default() })
}

/// The ten example pages.
fn port() -> Vec<Document> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/port");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let name = |path: &std::path::Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    paths.iter().map(|path| read(&name(path), &std::fs::read(path).unwrap())).collect()
}

/// The corpus of some pages, and the way of its most widely carried claim.
fn way(documents: &[Document]) -> (Corpus, Trace, Graph) {
    let refs: Vec<&Document> = documents.iter().collect();
    let corpus = engine().compare(&refs, &Decisions::default());
    let claim = corpus.claims.iter().max_by_key(|c| (c.pages, c.members.len())).unwrap().id.clone();
    let trace = corpus::trace_with(&corpus, &refs, &claim, &Words::new(engine().packs())).unwrap();
    let graph = corpus::graph(&corpus, &refs, &trace, None);
    (corpus, trace, graph)
}
