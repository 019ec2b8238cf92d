//! `denials`: who denies what.

use crate::args::{Denials, Global};
use crate::ask;
use crate::fault::{Ending, Outcome};
use crate::output::{Form, Output};
use crate::render;
use crate::session::{self, Session};
use reportedly_engine::corpus::Claim;
use serde_json::{Map, json};

pub(crate) fn run(args: &Denials, global: &Global, out: &mut Output) -> Outcome {
    let store = session::open(&global.corpus, global)?;
    let engine = session::engine();
    let session = Session::load(&store, &engine)?;
    let claims: Option<Vec<&Claim>> = args.what.as_deref().map(|what| ask::claims(&session, &engine, what));
    let found = ask::denials(&session, claims.as_deref());
    match out.form {
        Form::Text => {
            let text =
                render::denials::text(&session, &found, args.what.as_deref(), claims.as_deref(), out.paint);
            out.text(&text)?;
        }
        _ => {
            let items = found.iter().map(|denial| render::denials::json(&session, denial)).collect();
            let searched = json!({"documents": session.documents.len(), "claims": claims.map(|claims| claims.iter().map(|claim| claim.id.clone()).collect::<Vec<_>>())});
            out.list("denials", items, Map::from_iter([("searched".to_owned(), searched)]))?;
        }
    }
    let denied = found.iter().any(|denial| denial.denies);
    Ok(if denied { Ending::Done } else { Ending::Negative })
}
