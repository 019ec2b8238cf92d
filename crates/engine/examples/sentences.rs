//! Shows the sentences of pages: takes paths, prints one sentence a line after its language.
//! `cargo run -p reportedly-engine --example sentences -- PAGE…`
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a tool to look with, not part of the engine"
)]

use reportedly_engine::{Engine, model::*, pack::Packs};

fn main() -> std::io::Result<()> {
    let engine = Engine::new(Packs::embedded(), Limits::default());
    for path in std::env::args().skip(1) {
        let document = engine.analyse(&std::fs::read(&path)?, &Origin { path, ..Origin::default() });
        for sentence in &document.sentences {
            let language = document.languages.get(sentence.block.0 as usize).copied().flatten();
            println!("{language:?}\t{}", document.slice(sentence.span).trim_end());
        }
    }
    Ok(())
}
