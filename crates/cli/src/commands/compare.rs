//! `compare`: two pages, or two statements, side by side.

use crate::args::{Compare, Global};
use crate::ask;
use crate::fault::{Ending, Fault, Outcome};
use crate::output::{Form, Output};
use crate::render;
use crate::session::{self, Session};
use reportedly_engine::corpus::{Markers, StatementRef, compare_documents, compare_statements};
use reportedly_engine::pack::Packs;
use reportedly_store::Store;

/// What an argument means.
enum Thing {
    Page(String),
    Statement(StatementRef),
}

pub(crate) fn run(args: &Compare, global: &Global, out: &mut Output) -> Outcome {
    let store = session::open(&global.corpus, global)?;
    let session = Session::load(&store)?;
    let (first, second) = (thing(&store, &session, &args.first)?, thing(&store, &session, &args.second)?);
    let markers = Markers::new(&Packs::embedded());
    let found = match (&first, &second) {
        (Thing::Page(a), Thing::Page(b)) => {
            let pages = session.document(a).zip(session.document(b));
            pages.map(|(a, b)| compare_documents(a, b, &markers, &session.words))
        }
        (Thing::Statement(a), Thing::Statement(b)) => {
            let statements = session.statement(a).zip(session.statement(b));
            statements.map(|(a, b)| compare_statements(a, b, &markers, &session.words))
        }
        _ => {
            return Err(Fault::usage(
                "a page is not compared with a statement",
                "give two pages, or two of statements (a:…) and claims (c:…)",
            ));
        }
    };
    let Some(found) = found else { return Ok(Ending::Negative) };
    let title = |thing: &Thing| match thing {
        Thing::Page(id) => render::compare::page(&session, id),
        Thing::Statement(reference) => render::compare::statement(&session, reference),
    };
    let (first, second) = (title(&first), title(&second));
    match out.form {
        Form::Text => out.text(&render::compare::text(&session, &found, &first, &second, out.paint))?,
        _ => out.object(render::compare::json(&session, &found, &first, &second))?,
    }
    Ok(Ending::Done)
}

/// The one page that an id, a path or the beginning of a file name means.
pub(crate) fn page(store: &Store, what: &str) -> Result<String, Fault> {
    let found = store.find_documents(what)?;
    match found.as_slice() {
        [] => Err(Fault::usage(
            format!("no page `{what}` in `{}`", store.path().display()),
            "see them with `reportedly docs`",
        )),
        [id] => Ok(id.clone()),
        more => {
            let some = more.iter().take(8).cloned().collect::<Vec<_>>().join(", ");
            Err(Fault::usage(
                format!("`{what}` may mean {} pages", more.len()),
                format!("say which of them: {some}"),
            ))
        }
    }
}

fn thing(store: &Store, session: &Session, what: &str) -> Result<Thing, Fault> {
    let unknown = |kind: &str, see: &str| {
        Fault::usage(
            format!("no {kind} `{what}` in `{}`", store.path().display()),
            format!("see them with `reportedly {see}`"),
        )
    };
    if what.starts_with("c:") {
        let claim =
            ask::claims(session, what).into_iter().next().ok_or_else(|| unknown("claim", "claims"))?;
        return Ok(Thing::Statement(claim.anchor.clone()));
    }
    if what.starts_with("a:") {
        let mut statements = session.documents.iter().flat_map(|document| {
            let of = document.statements.iter().enumerate().filter(|(_, s)| s.id.starts_with(what));
            of.map(|(index, _)| StatementRef { document: document.id.clone(), index: index as u32 })
        });
        let found = statements.next().ok_or_else(|| unknown("statement", "search"))?;
        if statements.next().is_some() {
            return Err(Fault::usage(format!("`{what}` may mean several statements"), "give more of the id"));
        }
        return Ok(Thing::Statement(found));
    }
    page(store, what).map(Thing::Page)
}
