//! Measures language detection: takes a folder of `CODE.txt` files with one sentence a line, prints how many lines of each
//! file get its code, and the lines that do not. `cargo run -p reportedly-engine --example languages -- FOLDER`
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measuring tool, not part of the engine"
)]

use reportedly_engine::{language, model::*, pack::Packs};

fn main() -> std::io::Result<()> {
    let packs = Packs::embedded();
    let words = language::Words::new(&packs);
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    for pack in packs.iter() {
        let path = format!("{folder}/{}.txt", pack.language.code());
        let text = std::fs::read_to_string(path)?;
        let mut right = 0;
        for line in text.lines() {
            let block = Block {
                span: Span::new(0, line.len()),
                zone: Zone::Article,
                role: Role::Paragraph,
                group: 0,
                repeats: None,
                raw: None,
                rule: "line".into(),
            };
            match language::detect(line, &[block], &words).first().copied().flatten() {
                Some(language) if language == pack.language => right += 1,
                other => println!("{:?} as {other:?}: {line}", pack.language),
            }
        }
        let n = text.lines().count().max(1);
        println!("{:?} {right}/{n} {:.2} %", pack.language, 100.0 * right as f64 / n as f64);
    }
    Ok(())
}
