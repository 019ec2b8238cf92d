//! Runs scorers over the records of the engine. (first cut: seeds)
use reportedly_engine::{Engine, model::*, pack::Packs, wire};
use std::io::Write;
use std::path::Path;
use std::process::{Command, ExitCode};

pub(crate) fn run(arguments: &[String]) -> ExitCode {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let data = arguments.iter().position(|a| a == "--data").and_then(|i| arguments.get(i + 1));
    let data = data.map_or(shared.join("gold/seeds"), |d| d.into());
    let engine = Engine::new(Packs::embedded(), Limits::default());
    let out = std::env::temp_dir().join(format!("reportedly-score-{}.jsonl", std::process::id()));
    let mut file = std::fs::File::create(&out).expect("temporary folder is writable");
    let mut pages: Vec<_> =
        std::fs::read_dir(data.join("pages")).expect("pages").flatten().map(|e| e.path()).collect();
    pages.sort();
    for page in pages {
        let bytes = std::fs::read(&page).expect("page");
        let origin = Origin { path: page.display().to_string(), ..Origin::default() };
        let document = engine.analyse(&bytes, &origin);
        writeln!(file, "{}", wire::record(&document, false)).expect("write");
    }
    let rest: Vec<_> = arguments.iter().filter(|a| *a == "-v" || *a == "--json").collect();
    let status =
        Command::new("python3").arg(shared.join("score/score.py")).arg(&data).arg(&out).args(rest).status();
    let _ = std::fs::remove_file(out);
    if status.is_ok_and(|s| s.success()) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
