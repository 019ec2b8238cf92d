//! `search`: passages by words and filters.

use crate::args::{Filters, Global, Kind, Search, StanceArg, ZoneArg};
use crate::fault::{Ending, Fault, Outcome, say};
use crate::output::{Form, Output};
use crate::{render, session};
use reportedly_engine::model::{Language, Stance, StatementKind, Zone};
use reportedly_store::Query;
use serde_json::{Map, json};

pub(crate) fn run(args: &Search, global: &Global, out: &mut Output) -> Outcome {
    let args = &args.filters;
    let filters =
        args.speaker.is_some() || args.kind.is_some() || args.stance.is_some() || args.outlet.is_some();
    if args.query.trim().is_empty() && !filters && args.lang.is_none() && args.zone.is_none() {
        return Err(Fault::usage(
            "nothing to search for",
            "give words, or a filter such as `--speaker NAME`",
        ));
    }
    let store = session::open(&global.corpus, global)?;
    let hits = store.search(&query(args, global))?;
    let entries = store.entries()?;
    let labels = session::labels(entries.iter().map(|entry| (entry.id.as_str(), entry.path.as_str())));
    match out.form {
        Form::Text => {
            for hit in &hits {
                let label = labels.get(&hit.document).unwrap_or(&hit.document);
                out.text(&render::search::text(label, hit, out.paint))?;
            }
        }
        _ => {
            let items = hits.iter().map(render::search::json).collect();
            out.list("hits", items, Map::from_iter([("query".to_owned(), json!(args.query))]))?;
        }
    }
    if hits.is_empty() {
        if out.form == Form::Text && !global.quiet {
            say("note", &format!("nothing found in {} pages", entries.len()), None);
        }
        return Ok(Ending::Negative);
    }
    Ok(Ending::Done)
}

/// The filters as the store reads them.
pub(crate) fn query(args: &Filters, global: &Global) -> Query {
    Query {
        text: args.query.clone(),
        speaker: args.speaker.clone(),
        language: args.lang.as_deref().map(Language::new),
        kind: args.kind.map(|kind| match kind {
            Kind::Direct => StatementKind::Direct,
            Kind::Indirect => StatementKind::Indirect,
            Kind::Mixed => StatementKind::Mixed,
        }),
        stance: args.stance.map(|stance| match stance {
            StanceArg::Assert => Stance::Assert,
            StanceArg::Deny => Stance::Deny,
            StanceArg::Question => Stance::Question,
            StanceArg::Predict => Stance::Predict,
            StanceArg::Demand => Stance::Demand,
            StanceArg::NoComment => Stance::NoComment,
        }),
        all_zones: matches!(args.zone, Some(ZoneArg::All)),
        zone: args.zone.and_then(|zone| match zone {
            ZoneArg::All => None,
            ZoneArg::Article => Some(Zone::Article),
            ZoneArg::Teaser => Some(Zone::Teaser),
            ZoneArg::Navigation => Some(Zone::Navigation),
            ZoneArg::Advert => Some(Zone::Advert),
            ZoneArg::Caption => Some(Zone::Caption),
            ZoneArg::Byline => Some(Zone::Byline),
            ZoneArg::Comment => Some(Zone::Comment),
            ZoneArg::Other => Some(Zone::Other),
        }),
        outlet: args.outlet.clone(),
        exact: args.exact,
        limit: global.limit.unwrap_or(0),
    }
}
