//! `search`: passages by words and filters.

use crate::args::{CertaintyArg, Filters, Global, Kind, PrecisionArg, Search, StanceArg, ZoneArg};
use crate::fault::{Ending, Fault, Outcome, say};
use crate::output::{Form, Output};
use crate::{render, session};
use reportedly_engine::model::{Language, Stance, StatementKind, Zone};
use reportedly_store::{Certainty, DateCounts, Linked, Precision, Query, Store};
use serde_json::{Map, json};
use std::sync::Arc;

pub(crate) fn run(args: &Search, global: &Global, out: &mut Output) -> Outcome {
    let (args, with_facets) = (&args.filters, args.facets);
    let mut query = query(args, global);
    if query.is_empty() {
        return Err(Fault::usage(
            "nothing to search for",
            "give words, or a filter such as `--speaker NAME`",
        ));
    }
    let store = session::open(&global.corpus, global)?;
    link(&store, &mut query)?;
    let hits = store.search(&query)?;
    let dates = store.date_counts(&query)?;
    let facets = if with_facets { Some(store.facets(&query)?) } else { None };
    let entries = store.entries()?;
    let labels = session::labels(entries.iter().map(|entry| (entry.id.as_str(), entry.path.as_str())));
    match out.form {
        Form::Text => {
            for hit in &hits {
                let label = labels.get(&hit.document).unwrap_or(&hit.document);
                out.text(&render::search::text(label, hit, out.paint))?;
            }
            if let Some(facets) = &facets {
                out.text(&render::search::facets(facets, out.paint))?;
            }
        }
        _ => {
            let items = hits.iter().map(render::search::json).collect();
            let beside = [
                ("query".to_owned(), json!(args.query)),
                ("dates".to_owned(), json!(dates)),
                ("facets".to_owned(), json!(facets)),
            ];
            out.list("hits", items, Map::from_iter(beside))?;
        }
    }
    if let Some(dates) = dates.filter(|_| out.form == Form::Text && !global.quiet) {
        say("note", &told(query.certainty, dates), None);
    }
    if hits.is_empty() {
        if out.form == Form::Text && !global.quiet {
            say("note", &format!("nothing found in {} pages", entries.len()), None);
        }
        return Ok(Ending::Negative);
    }
    Ok(Ending::Done)
}

/// What linking knows, when the query asks for it.
pub(crate) fn link(store: &Store, query: &mut Query) -> Result<(), Fault> {
    let ids = query.via.as_deref().is_some_and(|via| via.starts_with("e:"));
    if query.denied || ids || query.actor.is_some() {
        query.linked = Some(Arc::new(Linked::new(&store.corpus(&session::engine())?)));
    }
    Ok(())
}

/// Which of the dates asked for are sure, and what was left out.
pub(crate) fn told(certainty: Certainty, dates: DateCounts) -> String {
    let DateCounts { certain, possible, undated } = dates;
    let out = |is: bool| if is { " (left out)" } else { "" };
    format!(
        "by date: {certain} surely inside, {possible} perhaps{}, {undated} undated{}; choose with --certainty",
        out(certainty == Certainty::Certain),
        out(certainty != Certainty::All)
    )
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
        actor: args.actor.clone(),
        about: args.about.clone(),
        via: args.via.clone(),
        since: args.since.clone(),
        until: args.until.clone(),
        certainty: match args.certainty {
            CertaintyArg::Certain => Certainty::Certain,
            CertaintyArg::Possible => Certainty::Possible,
            CertaintyArg::All => Certainty::All,
        },
        date: args.date.map(|date| match date {
            PrecisionArg::Day => Precision::Day,
            PrecisionArg::Month => Precision::Month,
            PrecisionArg::Year => Precision::Year,
            PrecisionArg::Doubtful => Precision::Doubtful,
            PrecisionArg::None => Precision::None,
        }),
        denied: args.denied,
        exact: args.exact,
        one_script: args.no_translit,
        limit: global.limit.unwrap_or(0),
        ..Query::default()
    }
}
