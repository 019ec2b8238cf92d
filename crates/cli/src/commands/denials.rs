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
    let session = Session::load(&store)?;
    let claims: Option<Vec<&Claim>> = args.what.as_deref().map(|what| ask::claims(&session, what));
    let found = ask::denials(&session, claims.as_deref());
    match out.form {
        Form::Text => {
            let text =
                render::denials::text(&session, &found, args.what.as_deref(), claims.as_deref(), out.paint);
            out.text(&text)?;
        }
        _ => {
            let all = found.denials.iter().chain(&found.refusals);
            let items = all.map(|answer| render::denials::json(&session, answer)).collect();
            let claims: Option<Vec<&str>> =
                claims.map(|claims| claims.iter().map(|claim| claim.id.as_str()).collect());
            let searched =
                json!({"documents": found.searched, "languages": found.languages, "claims": claims});
            out.list("denials", items, Map::from_iter([("searched".to_owned(), searched)]))?;
        }
    }
    Ok(if found.denials.is_empty() { Ending::Negative } else { Ending::Done })
}
