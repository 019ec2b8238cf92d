//! `copies`: which pages repeat which.

use super::compare::page;
use crate::args::{Copies, Global};
use crate::fault::{Ending, Outcome, say};
use crate::output::{Form, Output};
use crate::render;
use crate::session::{self, Session};
use reportedly_engine::corpus::copy_groups;
use serde_json::Map;

pub(crate) fn run(args: &Copies, global: &Global, out: &mut Output) -> Outcome {
    let store = session::open(&global.corpus, global)?;
    let asked = args.page.as_deref().map(|what| page(&store, what)).transpose()?;
    let session = Session::load(&store)?;
    let mut groups = copy_groups(&session.corpus, &session.references());
    if let Some(id) = &asked {
        groups.retain(|group| group.documents.contains(id));
    }
    let total = groups.len();
    groups.truncate(global.limit.unwrap_or(usize::MAX));
    match out.form {
        Form::Text => {
            for group in &groups {
                out.text(&render::copies::text(&session, group, asked.as_deref(), out.paint))?;
            }
            if groups.len() < total {
                out.text(&format!("… {} more (see --limit)\n", total - groups.len()))?;
            }
        }
        _ => {
            let items = groups.iter().map(|group| render::copies::json(&session, group)).collect();
            out.list("groups", items, Map::from_iter([("total".to_owned(), total.into())]))?;
        }
    }
    if total == 0 && out.form == Form::Text && !global.quiet {
        let of = args.page.as_deref().map_or_else(String::new, |what| format!(" of `{what}`"));
        say("note", &format!("no copies{of} in {}", render::searched(&session)), None);
    }
    Ok(if total == 0 { Ending::Negative } else { Ending::Done })
}
