//! `docs`: the list of pages, their dates, the zones of one.

use crate::args::{Docs, Global};
use crate::fault::{Ending, Fault, Outcome};
use crate::output::{Form, Output};
use crate::{render, session};
use reportedly_store::Store;
use serde_json::{Map, json};

pub(crate) fn run(args: &Docs, global: &Global, out: &mut Output) -> Outcome {
    let store = session::open(&global.corpus, global)?;
    if let Some(page) = &args.zones {
        return zones(page, &store, out);
    }
    if args.failed {
        let mut failures = store.failures()?;
        failures.truncate(global.limit.unwrap_or(usize::MAX));
        match out.form {
            Form::Text => out.text(&render::docs::failed(&failures))?,
            _ => out.list("failed", failures.iter().map(|failure| json!(failure)).collect(), Map::new())?,
        }
        return Ok(Ending::Done);
    }
    let mut entries = store.entries()?;
    let labels = session::labels(entries.iter().map(|entry| (entry.id.as_str(), entry.path.as_str())));
    let total = entries.len();
    entries.truncate(global.limit.unwrap_or(usize::MAX));
    if args.dates {
        let mut items = Vec::new();
        for entry in &entries {
            let Some(document) = store.document(&entry.id)? else { continue };
            let label = labels.get(&entry.id).unwrap_or(&entry.id);
            match out.form {
                Form::Text => out.text(&render::docs::dates(label, &document, out.paint))?,
                _ => items.push(render::docs::dates_json(&document)),
            }
        }
        if out.form != Form::Text {
            out.list("documents", items, Map::new())?;
        }
        return Ok(Ending::Done);
    }
    match out.form {
        Form::Text => out.text(&render::docs::list(&entries, &labels, total, out.paint))?,
        _ => {
            let items = entries.iter().map(|entry| json!(entry)).collect();
            out.list("documents", items, Map::from_iter([("total".to_owned(), total.into())]))?;
        }
    }
    Ok(Ending::Done)
}

fn zones(page: &str, store: &Store, out: &mut Output) -> Outcome {
    let found = store.find_documents(page)?;
    let id = match found.as_slice() {
        [] => {
            return Err(Fault::usage(
                format!("no page `{page}` in `{}`", store.path().display()),
                "see them with `reportedly docs`",
            ));
        }
        [id] => id,
        more => {
            let hint =
                format!("say which of them: {}", more.iter().take(8).cloned().collect::<Vec<_>>().join(", "));
            return Err(Fault::usage(format!("`{page}` may mean {} pages", more.len()), hint));
        }
    };
    let Some(document) = store.document(id)? else { return Ok(Ending::Negative) };
    match out.form {
        Form::Text => out.text(&render::docs::zones(&document, out.paint))?,
        _ => out.list(
            "blocks",
            render::docs::zones_json(&document),
            Map::from_iter([("document".to_owned(), json!(document.id))]),
        )?,
    }
    Ok(Ending::Done)
}
