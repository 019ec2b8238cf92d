//! Who passes on whose words: counted once for each state of the corpus from the chains of its statements.

use super::call::{Listed, Part};
use crate::error::Refusal;
use crate::state::{App, Snapshot};
use reportedly_engine::model::{Document, LinkRole, Statement};
use reportedly_engine::wire::Points;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// The relays of one generation; one thread counts, others wait for it.
#[derive(Clone, Default)]
pub(crate) struct Relays(Arc<Mutex<Option<(u64, Arc<Vec<Value>>)>>>);

struct Pair {
    names: (String, String),
    statements: u64,
    explicit: u64,
    documents: BTreeSet<u32>,
    first: Value,
}

/// One stop on the way of a statement.
struct Stop {
    actor: String,
    name: String,
    explicit: bool,
}

impl Relays {
    /// Pairs of who cites and who is cited, most frequent first.
    pub(crate) fn list(&self, app: &App, part: Part) -> Result<Listed, Refusal> {
        let generation = app.store.generation()?;
        let mut slot = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let counted = match slot.as_ref().filter(|(of, _)| *of == generation) {
            Some((_, counted)) => counted.clone(),
            None => {
                let snapshot = app.snapshot()?;
                // worth finishing even when the one who asked first has gone
                let counted = Arc::new(reportedly_store::until(None, || count(app, &snapshot))?);
                *slot = Some((generation, counted.clone()));
                counted
            }
        };
        drop(slot);
        part.of(counted.iter(), |value| Ok(value.clone()))
    }
}

fn count(app: &App, snapshot: &Snapshot) -> Result<Vec<Value>, Refusal> {
    let mut pairs: BTreeMap<(String, String), Pair> = BTreeMap::new();
    for (number, row) in snapshot.rows.iter().enumerate() {
        let Some(document) = app.document(snapshot, &row.id)? else { continue };
        for statement in document.statements.iter().filter(|statement| statement.repeats.is_none()) {
            let way = way(snapshot, &document, statement);
            for (cited, citing) in way.iter().zip(way.iter().skip(1)) {
                let key = (citing.actor.clone(), cited.actor.clone());
                let pair = pairs.entry(key).or_insert_with(|| Pair {
                    names: (citing.name.clone(), cited.name.clone()),
                    statements: 0,
                    explicit: 0,
                    documents: BTreeSet::new(),
                    first: example(&document, statement),
                });
                pair.statements += 1;
                pair.explicit += u64::from(cited.explicit);
                pair.documents.insert(number as u32);
            }
        }
    }
    let mut all: Vec<((String, String), Pair)> = pairs.into_iter().collect();
    all.sort_by(|(a, m), (b, n)| (n.statements, a).cmp(&(m.statements, b)));
    let value = |((citing, cited), pair): ((String, String), Pair)| {
        json!({"citing": citing, "citing_name": pair.names.0, "cited": cited, "cited_name": pair.names.1,
               "statements": pair.statements, "explicit": pair.explicit, "documents": pair.documents.len(), "first": pair.first})
    };
    Ok(all.into_iter().map(value).collect())
}

/// Who carried the words, from the innermost named carrier to the outlet of the page. The speaker is no carrier.
fn way(snapshot: &Snapshot, document: &Document, statement: &Statement) -> Vec<Stop> {
    let mut way: Vec<Stop> = Vec::new();
    for link in statement.chain.iter().filter(|link| !link.anonymous && link.role != LinkRole::Speaker) {
        let entity =
            link.entity.and_then(|id| Some((snapshot.actor_of(document, id)?, document.entity(id)?)));
        let Some((actor, entity)) = entity else { continue };
        if link.role != LinkRole::Venue && way.iter().all(|stop| stop.actor != actor) {
            let name = snapshot.actor(&actor).map_or(&entity.name, |actor| &actor.name).clone();
            way.push(Stop { actor, name, explicit: link.explicit });
        }
    }
    if let Some(outlet) = &document.metadata.outlet {
        let known = snapshot.actor(&outlet.actor);
        let actor = known.map_or(&outlet.actor, |actor| &actor.id).clone();
        if way.iter().all(|stop| stop.actor != actor) {
            way.push(Stop { actor, name: outlet.name.clone(), explicit: true });
        }
    }
    way
}

fn example(document: &Document, statement: &Statement) -> Value {
    let points = Points::new(&document.text);
    let pieces: Vec<Value> =
        statement.content.iter().map(|&span| Value::Object(points.passage(span))).collect();
    json!({"statement": statement.id, "document": document.id, "sha256": document.sha256, "content": pieces})
}
