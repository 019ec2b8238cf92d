//! Traces the claims that answer a query over the files of a folder: `tracing FOLDER "QUERY"`.

use reportedly_engine::corpus::{self, Words, find_claims};
use reportedly_engine::model::{Document, Limits, Origin};
use reportedly_engine::{Engine, pack::Packs};

#[expect(clippy::disallowed_methods, reason = "an example reads files")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let packs = Packs::embedded();
    let words = Words::new(&packs);
    let engine = Engine::new(packs, Limits::default());
    let mut args = std::env::args().skip(1);
    let folder = args.next().unwrap_or_default();
    let mut documents: Vec<Document> = Vec::new();
    for entry in std::fs::read_dir(folder)?.flatten() {
        let path = entry.path().to_string_lossy().into_owned();
        documents.push(engine.analyse(&std::fs::read(entry.path())?, &Origin { path, ..Origin::default() }));
    }
    let list: Vec<&Document> = documents.iter().collect();
    let linked = engine.compare(&list);
    println!(
        "{} claims, {} relations, {} copies",
        linked.claims.len(),
        linked.relations.len(),
        linked.copies.len()
    );
    let text = |s: &corpus::StatementRef| {
        let d = documents.iter().find(|d| d.id == s.document);
        d.and_then(|d| {
            Some(
                d.statements
                    .get(s.index as usize)?
                    .content
                    .iter()
                    .map(|&c| d.slice(c))
                    .collect::<Vec<_>>()
                    .join(" … "),
            )
        })
        .unwrap_or_default()
    };
    let Some(query) = args.next() else {
        for claim in linked.claims.iter().filter(|c| c.members.len() > 1) {
            println!(
                "\nCLAIM {} roots {} | {}",
                claim.id,
                claim.roots.iter().map(|r| r.name.as_str()).collect::<Vec<_>>().join("; "),
                claim.text
            );
            for m in &claim.members {
                let d = documents.iter().find(|d| d.id == m.statement.document);
                let focus = m.focus.and_then(|f| d.map(|d| d.slice(f).to_owned()));
                println!("  {:.2} {} {:?}", m.score, focus.unwrap_or_else(|| text(&m.statement)), m.why);
            }
        }
        for r in &linked.relations {
            let to = linked.claims.iter().find(|c| c.id == r.to).map_or("", |c| c.text.as_str());
            println!("\n{:?}: {}\n   -> {to}\n   {:?}", r.kind, text(&r.from), r.why);
        }
        return Ok(());
    };
    if query == "--statements" {
        for d in &documents {
            for s in &d.statements {
                let who = s
                    .chain
                    .iter()
                    .map(|l| l.entity.and_then(|e| d.entity(e)).map_or("?", |e| e.actor.as_str()))
                    .collect::<Vec<_>>()
                    .join(" < ");
                println!(
                    "{:?} {:?} {:?} neg {} rep {:?} nest {:?} [{who}] {}",
                    s.kind,
                    s.stance,
                    s.section,
                    s.negated,
                    s.repeats,
                    s.nested_in,
                    s.content.iter().map(|&c| d.slice(c)).collect::<Vec<_>>().join(" … ")
                );
            }
        }
        return Ok(());
    }
    for hit in find_claims(&query, &linked, &list, &words).iter().take(5) {
        println!(
            "{} {} {:?} {}",
            hit.claim,
            hit.score,
            hit.why,
            linked.claims.iter().find(|c| c.id == hit.claim).map_or("", |c| c.text.as_str())
        );
    }
    if let Some(hit) = find_claims(&query, &linked, &list, &words).first()
        && let Some(trace) = corpus::trace_with(&linked, &list, &hit.claim, &words)
    {
        println!("{} | pages {} | {}", trace.text, trace.pages, trace.status);
        for line in &trace.lines {
            println!(
                "- {}: {:?}\n    {:?}\n    drift {:?}",
                line.note,
                line.content.iter().map(|e| e.text.as_str()).collect::<Vec<_>>(),
                line.links.iter().map(|l| format!("{:?} {}", l.role, l.name)).collect::<Vec<_>>(),
                line.drift
            );
        }
        println!(
            "not counted {:?}\ngaps {:?}",
            trace.not_counted.iter().map(|e| e.text.as_str()).collect::<Vec<_>>(),
            trace.gaps
        );
        for d in &trace.denials {
            println!("{:?} {}", d.kind, text(&d.from));
        }
    }
    Ok(())
}
