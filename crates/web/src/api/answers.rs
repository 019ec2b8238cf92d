//! The answers themselves, as values. Places are code points with UTF-8 bytes beside them, as in the `reportedly/1` record.

use super::call::{Listed, Part};
use super::params;
use crate::error::Refusal;
use crate::state::{App, Shelf, Snapshot, content};
use crate::text::short;
use reportedly_engine::corpus::{
    self, Actor, Answer, Claim, Evidence, Holder, Relation, RelationKind, Root, StatementRef, Trace,
    TraceLine, trace_with,
};
use reportedly_engine::model::{Document, Span};
use reportedly_engine::wire::{self, Points};
use reportedly_export::{Lookup, Selection};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

type Counters<'a> = BTreeMap<&'a str, Points<'a>>;
pub(crate) type Json = Result<Value, Refusal>;

/// Statements of a claim, or of an actor, in one answer.
const MEMBERS: usize = 1_000;

pub(crate) fn search(app: &App, asked: &params::Search, part: Part) -> Result<Listed, Refusal> {
    let mut query = asked.query()?;
    let mut beside = Map::from_iter([
        ("claims".to_owned(), json!([])),
        ("dates".to_owned(), json!(null)),
        ("facets".to_owned(), json!(null)),
    ]);
    if query.is_empty() {
        return Ok(Listed { beside, ..Listed::default() });
    }
    let snapshot = app.snapshot()?;
    query.linked = Some(snapshot.linked.clone());
    query.limit = part.from.saturating_add(part.most).saturating_add(1);
    let hits = app.store.search(&query)?;
    beside.insert("dates".into(), json!(app.store.date_counts(&query)?));
    if asked.facets.is_some_and(|flag| flag.0) {
        beside.insert("facets".into(), json!(app.store.facets(&query)?));
    }
    let mut claims: Vec<usize> = Vec::new();
    for hit in hits.iter().skip(part.from).take(part.most) {
        let Some(statement) = &hit.statement else { continue };
        for &place in snapshot.claims_of(&hit.document, statement.index) {
            if !claims.contains(&place) && claims.len() < 20 {
                claims.push(place);
            }
        }
    }
    let claims: Vec<Value> =
        claims.into_iter().filter_map(|place| snapshot.corpus.claims.get(place)).map(head).collect();
    beside.insert("claims".into(), claims.into());
    let mut listed = part.of(hits.iter(), |found| hit(app, &snapshot, found))?;
    listed.beside = beside;
    Ok(listed)
}

fn hit(app: &App, snapshot: &Snapshot, hit: &reportedly_store::Hit) -> Json {
    let points = Points::new(&hit.text);
    let matches: Vec<Value> = hit
        .matches
        .iter()
        .map(|span| {
            let from = |byte| hit.points.0 + points.at(byte);
            json!({"start": from(span.start()), "end": from(span.end()), "text": span.of(&hit.text)})
        })
        .collect();
    let document = app.document(snapshot, &hit.document)?;
    let document = document.as_ref();
    let basis =
        document.and_then(|document| document.metadata.published.basis.as_ref()).map(|basis| &basis.kind);
    Ok(json!({"document": hit.document, "sha256": document.map(|document| &document.sha256),
              "url": document.and_then(|document| document.metadata.url.as_ref()), "path": hit.path, "title": hit.title,
              "outlet": hit.outlet, "language": hit.language.map(|l| l.code().to_owned()), "published": hit.published,
              "published_basis": basis, "zone": hit.zone, "start": hit.points.0, "end": hit.points.1,
              "bytes": [hit.span.start(), hit.span.end()], "text": hit.text, "matches": matches, "statement": hit.statement}))
}

pub(crate) fn claims(app: &App, asked: &params::Claims, part: Part) -> Result<Listed, Refusal> {
    let snapshot = app.snapshot()?;
    let fits = |claim: &&Claim| {
        let denied = || snapshot.answers(&claim.id).any(|relation| relation.kind == RelationKind::Denies);
        claim.roots.len() >= asked.min_roots.unwrap_or(0) as usize
            && (!asked.denied.is_some_and(|flag| flag.0) || denied())
    };
    let order = asked.sort.unwrap_or(params::Order::Spread);
    match params::words(&asked.q)? {
        None => part
            .of(snapshot.ordered(order, asked.denied.is_some_and(|flag| flag.0)).filter(fits), |claim| {
                Ok(head(claim))
            }),
        Some(words) => {
            let mut found = claims_meant(app, &snapshot, words)?;
            if let Some(order) = asked.sort {
                found.sort_by_cached_key(|claim| snapshot.rank(order, claim));
            }
            part.of(found.into_iter().filter(fits), |claim| Ok(head(claim)))
        }
    }
}

/// Claims that words or an id mean, best first. In a corpus too large to keep, words find claims through search.
fn claims_meant<'a>(app: &App, snapshot: &'a Snapshot, words: &str) -> Result<Vec<&'a Claim>, Refusal> {
    if let Some(claim) = snapshot.claim(words) {
        return Ok(vec![claim]);
    }
    if words.starts_with("a:") {
        let Some((document, index)) = app.store.statement(words)? else { return Ok(Vec::new()) };
        let places = snapshot.claims_of(&document, index).iter();
        return Ok(places.filter_map(|&place| snapshot.corpus.claims.get(place)).collect());
    }
    let mut found: Vec<&Claim> = Vec::new();
    let hits = snapshot.meant(words, &app.words);
    found.extend(hits.iter().filter_map(|hit| snapshot.claim(&hit.claim)));
    let query = reportedly_store::Query { text: words.to_owned(), limit: 200, ..Default::default() };
    let hits = match app.store.search(&query) {
        Err(error) if error.is_query() => Vec::new(),
        other => other?,
    };
    for hit in &hits {
        let Some(statement) = &hit.statement else { continue };
        let places = snapshot.claims_of(&hit.document, statement.index).iter();
        for claim in places.filter_map(|&place| snapshot.corpus.claims.get(place)) {
            if found.len() < 500 && found.iter().all(|known| known.id != claim.id) {
                found.push(claim);
            }
        }
    }
    Ok(found)
}

/// A claim with what is needed to show it.
struct Whole<'a> {
    claim: &'a Claim,
    trace: Option<Trace>,
    answers: Vec<&'a Relation>,
    shelf: Shelf,
}

fn whole<'a>(app: &App, snapshot: &'a Snapshot, id: &str) -> Result<Whole<'a>, Refusal> {
    let claim = snapshot
        .claim(id)
        .ok_or_else(|| Refusal::missing(format!("there is no claim `{}` in this corpus", short(id, 80))))?;
    let answers: Vec<&Relation> = snapshot.answers(id).collect();
    let members = claim.members.iter().map(|member| member.statement.document.as_str());
    let roots = claim.roots.iter().flat_map(|root| root.statements.iter().map(|s| s.document.as_str()));
    let from = answers.iter().map(|relation| relation.from.document.as_str());
    let shelf = app.shelf(snapshot, members.chain(roots).chain(from))?;
    let trace = trace_with(&snapshot.excerpt([claim], &shelf), &shelf.all(), id, &app.words);
    Ok(Whole { claim, trace, answers, shelf })
}

pub(crate) fn claim(app: &App, id: &str) -> Json {
    let snapshot = app.snapshot()?;
    let Whole { claim, trace, answers, shelf } = whole(app, &snapshot, id)?;
    let counters = shelf.points();
    let members: Vec<Value> = claim
        .members
        .iter()
        .take(MEMBERS)
        .map(|member| {
            let focus = member.focus.and_then(|span| place(&member.statement.document, span, &counters));
            json!({"statement": statement(&member.statement, &shelf, &counters), "why": member.why, "score": member.score, "focus": focus})
        })
        .collect();
    let answers: Vec<Value> = answers.iter().map(|relation| answer(relation, &shelf, &counters)).collect();
    let trace = trace.map(|trace| traced(&trace, &shelf, &counters));
    Ok(json!({"schema": wire::SCHEMA, "claim": head(claim), "members": members,
              "members_left_off": claim.members.len().saturating_sub(MEMBERS), "answers": answers, "trace": trace}))
}

pub(crate) fn trace(app: &App, id: &str) -> Json {
    let snapshot = app.snapshot()?;
    let Whole { claim, trace, answers, shelf } = whole(app, &snapshot, id)?;
    let counters = shelf.points();
    let denials: Vec<Value> = answers.iter().map(|relation| answer(relation, &shelf, &counters)).collect();
    let trace = trace.ok_or_else(|| Refusal::missing("nothing is known of how this claim came here"))?;
    Ok(
        json!({"schema": wire::SCHEMA, "claim": head(claim), "trace": traced(&trace, &shelf, &counters), "answers": denials}),
    )
}

fn traced(trace: &Trace, shelf: &Shelf, counters: &Counters<'_>) -> Value {
    let lines: Vec<Value> = trace.lines.iter().map(|l| line(l, shelf, counters)).collect();
    let not_counted: Vec<Value> = trace.not_counted.iter().map(|e| evidence(e, shelf, counters)).collect();
    let earliest =
        trace.earliest_seen.as_ref().map(|(document, date)| json!({"document": document, "date": date}));
    json!({"status": corpus::joined(&trace.status), "lines": lines, "not_counted": not_counted, "gaps": trace.gaps, "earliest_seen": earliest})
}

pub(crate) fn actors(app: &App, asked: &params::Actors, part: Part) -> Result<Listed, Refusal> {
    let snapshot = app.snapshot()?;
    let short = |actor: &Actor, why: Option<(&str, f32)>| {
        json!({"id": actor.id, "type": actor.kind, "name": actor.name, "anonymous": actor.anonymous, "statements": actor.statements,
               "documents": actor.documents, "why": why.map(|why| why.0), "score": why.map(|why| why.1)})
    };
    let Some(name) = params::words(&asked.q)? else {
        let loudest = snapshot.loudest.iter().filter_map(|&at| snapshot.corpus.actors.get(at as usize));
        return part.of(loudest, |actor| Ok(short(actor, None)));
    };
    let hits = snapshot.named(name);
    let found = hits.iter().filter_map(|hit| Some((hit, snapshot.actor(&hit.actor)?)));
    part.of(found, |(hit, actor)| Ok(short(actor, Some((&hit.why, hit.score)))))
}

fn known<'a>(snapshot: &'a Snapshot, id: &str) -> Result<&'a Actor, Refusal> {
    let missing = || Refusal::missing(format!("there is no actor `{}` in this corpus", short(id, 80)));
    snapshot.actor(id).ok_or_else(missing)
}

pub(crate) fn actor(app: &App, id: &str) -> Json {
    let snapshot = app.snapshot()?;
    let actor = known(&snapshot, id)?;
    let (own, told) = (snapshot.own(&actor.id), snapshot.attributed(&actor.id));
    let (own, told) = (own.get(..MEMBERS).unwrap_or(own), told.get(..MEMBERS).unwrap_or(told));
    let names = actor.names.iter().map(|name| name.first.document.as_str());
    let said = own.iter().chain(told).map(|place| place.document.as_str());
    let shelf = app.shelf(&snapshot, names.chain(said))?;
    let counters = shelf.points();
    let names: Vec<Value> = actor
        .names
        .iter()
        .map(|name| {
            json!({"text": name.text, "language": name.language.map(|l| l.code().to_owned()), "kind": name.kind, "count": name.count,
                   "script": script(&name.text), "first": evidence(&name.first, &shelf, &counters)})
        })
        .collect();
    let list = |places: &[StatementRef]| -> Vec<Value> {
        places.iter().map(|place| statement(place, &shelf, &counters)).collect()
    };
    Ok(json!({"schema": wire::SCHEMA,
              "actor": {"id": actor.id, "type": actor.kind, "name": actor.name, "anonymous": actor.anonymous, "names": names,
                        "roles": actor.roles, "merged": actor.merged, "why": actor.why,
                        "statements": actor.statements, "documents": actor.documents},
              "own": list(own), "attributed": list(told)}))
}

fn script(text: &str) -> &'static str {
    match text.chars().find(|c| c.is_alphabetic()) {
        Some('\u{400}'..='\u{52F}') => "Cyrillic",
        Some(c) if c.is_ascii() || ('\u{C0}'..='\u{24F}').contains(&c) => "Latin",
        _ => "other script",
    }
}

pub(crate) fn positions(app: &App, id: &str, asked: &params::Positions) -> Json {
    let snapshot = app.snapshot()?;
    let actor = known(&snapshot, id)?;
    let topic = params::words(&asked.topic)?.ok_or_else(|| Refusal::bad("name a topic: `?topic=…`"))?;
    let (since, until) = (params::words(&asked.since)?, params::words(&asked.until)?);
    for date in [since, until].into_iter().flatten() {
        if !date.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b':' | b'T')) {
            return Err(Refusal::bad("a date is a year, a month or a day: 2024, 2024-05, 2024-05-17"));
        }
    }
    let shelf = crate::pages::positions::shelf(app, &snapshot, actor, topic)?;
    let excerpt = snapshot.excerpt_about(actor, &shelf);
    let holder = match asked.holder {
        Some(params::HolderName::Own) => Some(Holder::Own),
        Some(params::HolderName::Attributed) => Some(Holder::Attributed),
        Some(params::HolderName::All) | None => None,
    };
    let asked = corpus::Asked { topic: Some(topic), since, until, holder, gap: asked.gap };
    let positions = reportedly_store::positions(&excerpt, &shelf.all(), &actor.id, &asked, &app.words);
    let counters = shelf.points();
    let rows: Vec<Value> = positions
        .rows
        .iter()
        .map(|row| {
            json!({"statement": statement(&row.statement, &shelf, &counters), "claim": row.claim, "when": row.when, "basis": row.basis,
                   "stance": row.stance, "negated": row.negated, "conditional": row.conditional, "holder": row.holder, "kind": row.kind,
                   "chain": row.chain, "score": row.score,
                   "evidence": row.evidence.iter().map(|e| evidence(e, &shelf, &counters)).collect::<Vec<_>>()})
        })
        .collect();
    Ok(
        json!({"schema": wire::SCHEMA, "actor": positions.actor, "name": positions.name, "topic": positions.topic,
              "rows": rows, "changes": positions.changes, "gaps": positions.gaps}),
    )
}

pub(crate) fn documents(app: &App, asked: &params::Documents, part: Part) -> Result<Listed, Refusal> {
    let snapshot = app.snapshot()?;
    let outlet = params::words(&asked.outlet)?.map(reportedly_engine::text::fold);
    let language = params::words(&asked.lang)?;
    let rows = snapshot.rows.iter().filter(|row| {
        language.is_none_or(|asked| row.language.is_some_and(|language| language.code() == asked))
            && outlet.as_ref().is_none_or(|asked| {
                row.outlet.as_ref().is_some_and(|outlet| {
                    reportedly_engine::text::fold(outlet).contains(asked.as_ref() as &str)
                })
            })
    });
    part.of(rows, |row| {
        Ok(json!({"id": row.id, "path": row.path, "title": row.title, "language": row.language.map(|l| l.code().to_owned()),
                  "outlet": row.outlet, "published": row.published, "published_basis": row.basis, "rejected_dates": row.rejected,
                  "statements": row.statements}))
    })
}

fn page(app: &App, id: &str) -> Result<Arc<Document>, Refusal> {
    let snapshot = app.snapshot()?;
    let missing = || Refusal::missing(format!("there is no document `{}` in this corpus", short(id, 80)));
    app.document(&snapshot, id)?.ok_or_else(missing)
}

pub(crate) fn document(app: &App, id: &str, with_text: bool) -> Json {
    Ok(wire::record(page(app, id)?.as_ref(), with_text))
}

pub(crate) fn text(app: &App, id: &str) -> Json {
    let document = page(app, id)?;
    let metadata = &document.metadata;
    Ok(
        json!({"schema": wire::SCHEMA, "document": document.id, "sha256": document.sha256, "url": metadata.url,
              "language": document.language.map(|l| l.code().to_owned()), "published": metadata.published.value,
              "published_basis": metadata.published.basis.as_ref().map(|basis| &basis.kind),
              "length": document.text.chars().count(), "bytes": document.text.len(), "text": document.text}),
    )
}

/// A statement with all its words.
pub(crate) fn one_statement(app: &App, id: &str) -> Json {
    let missing = || Refusal::missing(format!("there is no statement `{}` in this corpus", short(id, 80)));
    let (document, index) = app.store.statement(id)?.ok_or_else(missing)?;
    let snapshot = app.snapshot()?;
    let document = app.document(&snapshot, &document)?.ok_or_else(missing)?;
    // a lookup of one statement: the tables of the whole corpus are for exports
    let reference = StatementRef { document: document.id.clone(), index };
    let claims: Vec<&str> = snapshot
        .claims_of(&reference.document, index)
        .iter()
        .filter_map(|&place| snapshot.corpus.claims.get(place))
        .map(|claim| claim.id.as_str())
        .collect();
    let row = Selection::new(&document, &Lookup::default(), true).row(index).ok_or_else(missing)?;
    let mut value =
        serde_json::to_value(row).map_err(|_| Refusal::fault("the statement cannot be written"))?;
    value["claims"] = json!(claims);
    value["schema"] = wire::SCHEMA.into();
    let speaker =
        value["speaker"]["actor"].as_str().and_then(|id| snapshot.actor(id)).map(|actor| actor.id.clone());
    if let Some(id) = speaker {
        value["speaker"]["actor"] = id.into();
    }
    Ok(value)
}

pub(crate) fn denials(app: &App, asked: &params::Denials, part: Part) -> Result<Listed, Refusal> {
    let snapshot = app.snapshot()?;
    let claims: Option<BTreeSet<&str>> = match params::words(&asked.claim)? {
        None => None,
        Some(what) => {
            let missing =
                || Refusal::missing(format!("there is no claim `{}` in this corpus", short(what, 80)));
            let meant = claims_meant(app, &snapshot, what)?;
            if what.starts_with("c:") && meant.is_empty() {
                return Err(missing());
            }
            Some(meant.into_iter().map(|claim| claim.id.as_str()).collect())
        }
    };
    let wanted = match asked.refusals {
        Some(params::Flag(true)) => RelationKind::NoConfirmation,
        _ => RelationKind::Denies,
    };
    let all = &snapshot.corpus.relations;
    let fits = |relation: &&Relation| {
        relation.kind == wanted && claims.as_ref().is_none_or(|ids| ids.contains(relation.to.as_str()))
    };
    let chosen: Vec<Relation> =
        all.iter().filter(fits).skip(part.from).take(part.most.saturating_add(1)).cloned().collect();
    let shelf = app.shelf(&snapshot, chosen.iter().map(|relation| relation.from.document.as_str()))?;
    let counters = shelf.points();
    // the engine names who denies; it is given these relations and pages only
    let some = corpus::Corpus { relations: chosen, ..snapshot.excerpt([], &shelf) };
    let found = corpus::denials(&some, &shelf.all(), None);
    let answers = if wanted == RelationKind::Denies { found.denials } else { found.refusals };
    let mut listed = Part { from: 0, most: part.most }
        .of(answers.iter(), |answer| Ok(denial(answer, &snapshot, &shelf, &counters)))?;
    listed.beside.insert("searched".into(), snapshot.rows.len().into());
    Ok(listed)
}

fn denial(answer: &Answer, snapshot: &Snapshot, shelf: &Shelf, counters: &Counters<'_>) -> Value {
    let relation = &answer.relation;
    let claim = snapshot.claim(&relation.to).map(|claim| claim.text.as_str());
    json!({"claim": relation.to, "claim_text": claim, "by": answer.by, "actor": answer.actor, "published": answer.dated,
           "why": relation.why, "statement": statement(&relation.from, shelf, counters),
           "evidence": answer.evidence.iter().map(|e| evidence(e, shelf, counters)).collect::<Vec<_>>()})
}

pub(crate) fn copies(app: &App, asked: &params::CopiesAsked, part: Part) -> Result<Listed, Refusal> {
    let snapshot = app.snapshot()?;
    let page = params::words(&asked.page)?;
    let fits = |copy: &&corpus::CopyEdge| page.is_none_or(|id| copy.a == id || copy.b == id);
    let chosen: Vec<_> = snapshot
        .corpus
        .copies
        .iter()
        .filter(fits)
        .skip(part.from)
        .take(part.most.saturating_add(1))
        .collect();
    let ids = chosen.iter().flat_map(|copy| [copy.a.as_str(), copy.b.as_str()]);
    let shelf = app.shelf(&snapshot, ids)?;
    let counters = shelf.points();
    Part { from: 0, most: part.most }.of(chosen.into_iter(), |copy| {
        let passages: Vec<Value> = copy
            .passages
            .iter()
            .take(PLACES)
            .map(|(a, b)| json!({"a": evidence(a, &shelf, &counters), "b": evidence(b, &shelf, &counters)}))
            .collect();
        Ok(json!({"a": copy.a, "b": copy.b, "class": copy.class, "contained": [copy.contained.0, copy.contained.1],
                  "earlier": copy.earlier, "why": copy.why, "passages": passages}))
    })
}

/// Places of one citation in an answer.
const PLACES: usize = 10;

pub(crate) fn relays(app: &App, asked: &params::RelaysAsked, part: Part) -> Result<Listed, Refusal> {
    let snapshot = app.snapshot()?;
    let all = &snapshot.relays;
    let meant = |name: &Option<String>| -> Result<Option<BTreeSet<String>>, Refusal> {
        Ok(params::words(name)?.map(|name| snapshot.houses(name)))
    };
    let (from, to) = (meant(&asked.from)?, meant(&asked.to)?);
    let is = |ids: &Option<BTreeSet<String>>, id: &String| ids.as_ref().is_none_or(|ids| ids.contains(id));
    let fits = |citation: &&corpus::Citation| is(&from, &citation.from) && is(&to, &citation.to);
    let names: BTreeMap<&str, &str> =
        all.houses.iter().map(|house| (house.id.as_str(), house.name.as_str())).collect();
    let chosen: Vec<_> =
        all.citations.iter().filter(fits).skip(part.from).take(part.most.saturating_add(1)).collect();
    let ids = chosen.iter().flat_map(|citation| citation.evidence.iter().take(PLACES));
    let shelf = app.shelf(&snapshot, ids.map(|place| place.document.as_str()))?;
    let counters = shelf.points();
    Part { from: 0, most: part.most }.of(chosen.into_iter(), |citation| {
        let places: Vec<Value> =
            citation.evidence.iter().take(PLACES).map(|place| evidence(place, &shelf, &counters)).collect();
        Ok(json!({"citing": citation.from, "citing_name": names.get(citation.from.as_str()),
                  "cited": citation.to, "cited_name": names.get(citation.to.as_str()),
                  "statements": citation.statements, "documents": citation.pages,
                  "on_word_of_others": citation.on_word_of_others, "places": places}))
    })
}

pub(crate) fn decisions(app: &App, part: Part) -> Result<Listed, Refusal> {
    let all = app.store.decisions()?;
    let force = corpus::Decisions::replay(&all);
    part.of(all.iter(), |decision| {
        let stands = force.in_force().iter().any(|kept| kept.number == decision.number);
        Ok(json!({"number": decision.number, "verb": decision.verb, "subjects": decision.subjects, "reason": decision.reason,
                  "in_force": stands}))
    })
}

pub(crate) fn health(app: &App) -> Json {
    let snapshot = app.snapshot()?;
    let stats = &snapshot.stats;
    let languages: Vec<Value> = stats
        .languages
        .iter()
        .map(|(l, n)| json!({"language": l.map(|l| l.code().to_owned()), "documents": n}))
        .collect();
    Ok(
        json!({"schema": wire::SCHEMA, "version": env!("CARGO_PKG_VERSION"), "generation": snapshot.generation,
              "documents": stats.documents, "statements": stats.statements, "failures": app.store.failures()?.len(),
              "undated": stats.undated, "derived": stats.derived, "languages": languages}),
    )
}

pub(crate) fn head(claim: &Claim) -> Value {
    let root = |root: &Root| json!({"actor": root.actor, "name": root.name, "anonymous": root.anonymous, "statements": root.statements.len()});
    json!({"id": claim.id, "text": claim.text, "pages": claim.pages,
           "languages": claim.languages.iter().map(|l| l.code()).collect::<Vec<_>>(),
           "roots": claim.roots.iter().take(MEMBERS).map(root).collect::<Vec<_>>(), "members": claim.members.len()})
}

fn place(document: &str, span: Span, counters: &Counters<'_>) -> Option<Value> {
    let mut map: Map<String, Value> = counters.get(document)?.passage(span);
    map.insert("document".into(), document.into());
    Some(Value::Object(map))
}

fn evidence(evidence: &Evidence, shelf: &Shelf, counters: &Counters<'_>) -> Value {
    let mut value = place(&evidence.document, evidence.span, counters)
        .unwrap_or_else(|| json!({"document": evidence.document, "text": evidence.text}));
    if let Some(document) = shelf.get(&evidence.document) {
        value["sha256"] = document.sha256.as_str().into();
    }
    value
}

/// The statement as in the record, with its document.
fn statement(reference: &StatementRef, shelf: &Shelf, counters: &Counters<'_>) -> Value {
    let found = shelf.statement(reference).zip(counters.get(reference.document.as_str()));
    let Some(((document, statement), points)) = found else {
        return json!({"document": reference.document, "index": reference.index});
    };
    let published = &document.metadata.published;
    let mut value = wire::statement(document, points, statement);
    if let Value::Object(map) = &mut value {
        map.insert("document".into(), reference.document.as_str().into());
        map.insert("sha256".into(), document.sha256.as_str().into());
        map.insert("url".into(), document.metadata.url.clone().into());
        map.insert("published".into(), published.value.clone().into());
        map.insert("published_basis".into(), published.basis.as_ref().map(|basis| basis.kind.clone()).into());
    }
    value
}

fn answer(relation: &Relation, shelf: &Shelf, counters: &Counters<'_>) -> Value {
    let content: Vec<Value> = shelf
        .statement(&relation.from)
        .map(|(document, statement)| content(document, statement))
        .unwrap_or_default()
        .iter()
        .map(|e| evidence(e, shelf, counters))
        .collect();
    json!({"kind": relation.kind, "from": statement(&relation.from, shelf, counters), "content": content, "why": relation.why})
}

fn line(line: &TraceLine, shelf: &Shelf, counters: &Counters<'_>) -> Value {
    let links: Vec<Value> = line
        .links
        .iter()
        .map(|link| {
            json!({"role": link.role, "actor": link.actor, "name": link.name, "anonymous": link.anonymous, "explicit": link.explicit,
                   "evidence": link.evidence.as_ref().map(|e| evidence(e, shelf, counters))})
        })
        .collect();
    let rejected: Vec<Value> = line
        .rejected_dates
        .iter()
        .map(|date| {
            let at = date.span.and_then(|span| place(&line.statement.document, span, counters));
            json!({"value": date.value, "why": date.why, "place": at})
        })
        .collect();
    let id = shelf.statement(&line.statement).map(|(_, statement)| statement.id.clone());
    let sha256 = shelf.get(&line.statement.document).map(|document| document.sha256.clone());
    json!({"document": line.statement.document, "sha256": sha256, "statement": id, "note": corpus::joined(&line.note), "links": links, "drift": line.drift,
           "content": line.content.iter().map(|e| evidence(e, shelf, counters)).collect::<Vec<_>>(),
           "dated": line.dated, "rejected_dates": rejected})
}
