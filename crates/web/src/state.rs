//! The corpus as the pages need it: derived once for each generation of the file, with tables from ids to places.
//!
//! Takes a `Store`, gives a `Snapshot` shared by all requests. Never writes. `crate::loading` makes it.

use crate::api::Order;
use crate::error::Refusal;
use crate::excerpt::Ties;
use crate::index::Index;
use crate::loading::Loader;
use crate::pages::facets::{Counter, Counts};
use crate::pages::review::queue::Queue;
use crate::remembered::Remembered;
pub(crate) use crate::shelf::{Shelf, content, language_at, title};
use rayon::prelude::*;
use reportedly_engine::Engine;
use reportedly_engine::corpus::{
    Actor, ActorHit, Claim, Corpus, DECIDED, Hit, Ledger, Markers, Meant, Names, RelationKind, Relays,
    StatementRef, Words, is_vague, latest,
};
use reportedly_engine::model::{Document, EntityId, Language, Limits, Published, Statement, Zone};
use reportedly_engine::pack::Packs;
use reportedly_export::Lookup;
use reportedly_store::{Linked, Stats, Store};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Documents kept in memory; more than that are read from the file when a page needs them.
const KEPT: usize = 3_000;
/// Documents unpacked at a time.
const READ: usize = 512;

pub(crate) struct App {
    pub(crate) store: Store,
    /// A connection of its own for the number of the generation, which every answer asks: it waits for no long question.
    clock: Option<Store>,
    pub(crate) words: Words,
    /// What a retelling can lose, in four languages.
    pub(crate) markers: Markers,
    loader: Arc<Loader>,
    pub(crate) remembered: Remembered,
    /// What a form must carry to be obeyed: random, new for each start of the program.
    pub(crate) token: String,
}

/// One row of the list of documents.
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) path: String,
    pub(crate) title: Option<String>,
    pub(crate) language: Option<Language>,
    pub(crate) outlet: Option<String>,
    /// The outlet as filters compare it.
    pub(crate) outlet_folded: Option<String>,
    pub(crate) published: Option<String>,
    /// Kind of the basis of the date.
    pub(crate) basis: Option<String>,
    pub(crate) rejected: usize,
    /// The date is in doubt and nobody has decided it.
    pub(crate) doubt: bool,
    pub(crate) statements: usize,
    /// Pieces of text that search knows, by zone.
    pub(crate) pieces: Vec<(Zone, u32)>,
}

pub(crate) struct Snapshot {
    pub(crate) generation: u64,
    pub(crate) corpus: Corpus,
    pub(crate) rows: Vec<Row>,
    /// Empty when there are too many to keep.
    documents: BTreeMap<String, Arc<Document>>,
    aliases: BTreeMap<String, String>,
    claims_of: BTreeMap<StatementRef, Vec<usize>>,
    /// Places in `corpus.claims`: most pages first, then most roots.
    pub(crate) widest: Vec<usize>,
    /// The same: earliest dated page first.
    earliest: Vec<usize>,
    /// The same: most independent roots first.
    rooted: Vec<usize>,
    /// Relations to each claim, as places in `corpus.relations`.
    answers: BTreeMap<String, Vec<usize>>,
    own: BTreeMap<String, Vec<StatementRef>>,
    attributed: BTreeMap<String, Vec<StatementRef>>,
    /// Place of each document in `rows`.
    row_of: BTreeMap<String, u32>,
    pub(crate) index: Index,
    pub(crate) ties: Ties,
    names: Names,
    /// How many statements each filter leaves when nothing is asked.
    pub(crate) counts: Counts,
    /// Pages that share text, by the places of their rows, largest group first.
    pub(crate) groups: Vec<Vec<u32>>,
    pub(crate) stats: Stats,
    /// For each claim, whether anything answers it.
    answered: Vec<bool>,
    /// What statements say, when the documents are kept.
    meant: Meant,
    /// Who cites whom.
    pub(crate) relays: Relays,
    /// What filters of the store rest on.
    pub(crate) linked: Arc<Linked>,
    /// Places in `corpus.actors`, unnamed sources left out: most statements first.
    pub(crate) loudest: Vec<u32>,
    /// What is in doubt.
    queue: Queue,
    /// What exports look up.
    pub(crate) lookup: Lookup,
}

impl App {
    pub(crate) fn new(store: Store) -> Self {
        let packs = Packs::embedded();
        Self {
            words: Words::new(&packs),
            markers: Markers::new(&packs),
            loader: Arc::new(Loader::new(&store, Engine::new(packs, Limits::default()))),
            clock: Store::open_read_only(store.path()).ok(),
            store,
            remembered: Remembered::default(),
            token: token(),
        }
    }

    /// The corpus as it stands in the file; as it stood before when the file has changed and reading it takes long.
    pub(crate) fn snapshot(&self) -> Result<Arc<Snapshot>, Refusal> {
        self.loader.snapshot(self.generation()?)
    }

    fn generation(&self) -> Result<u64, reportedly_store::Error> {
        self.clock.as_ref().unwrap_or(&self.store).generation()
    }

    /// The generation that pages show, when it is that of the file.
    pub(crate) fn shown(&self) -> Option<u64> {
        let now = self.generation().ok()?;
        self.loader.ready().map(|snapshot| snapshot.generation).filter(|generation| *generation == now)
    }

    /// Whether the pages show the corpus as it was before its last change.
    pub(crate) fn is_behind(&self) -> bool {
        let now = self.generation().ok();
        now.is_some_and(|now| self.loader.ready().is_some_and(|snapshot| snapshot.generation != now))
    }

    /// One document; `None` when there is none with this id.
    pub(crate) fn document(&self, snapshot: &Snapshot, id: &str) -> Result<Option<Arc<Document>>, Refusal> {
        if let Some(document) = snapshot.documents.get(id) {
            return Ok(Some(document.clone()));
        }
        Ok(self.store.document(id)?.map(Arc::new))
    }

    /// Some documents by id; those that are gone are left out.
    pub(crate) fn shelf<'a>(
        &self,
        snapshot: &Snapshot,
        ids: impl IntoIterator<Item = &'a str>,
    ) -> Result<Shelf, Refusal> {
        let mut shelf = Shelf::default();
        for id in ids {
            if !shelf.0.contains_key(id)
                && let Some(document) = self.document(snapshot, id)?
            {
                shelf.0.insert(id.to_owned(), document);
            }
        }
        Ok(shelf)
    }
}

impl Snapshot {
    /// Reads the whole corpus of a generation.
    pub(crate) fn read(store: &Store, engine: &Engine, generation: u64) -> Result<Self, Refusal> {
        let corpus = store.corpus(engine)?;
        let mut aliases = BTreeMap::new();
        for actor in &corpus.actors {
            for id in &actor.merged {
                aliases.insert(id.clone(), actor.id.clone());
            }
        }
        let mut claims_of: BTreeMap<StatementRef, Vec<usize>> = BTreeMap::new();
        for (index, claim) in corpus.claims.iter().enumerate() {
            for member in &claim.members {
                claims_of.entry(member.statement.clone()).or_default().push(index);
            }
        }
        let mut widest: Vec<usize> = (0..corpus.claims.len()).collect();
        widest.sort_by_key(|&index| {
            let claim = corpus.claims.get(index);
            let size = claim.map_or((0, 0, 0), |c| (c.pages, c.roots.len(), c.members.len()));
            (Reverse(size), index)
        });
        let mut loudest: Vec<u32> =
            (0u32..).zip(&corpus.actors).filter(|(_, a)| !a.anonymous).map(|(at, _)| at).collect();
        loudest.sort_by_key(|&at| {
            let size = corpus.actors.get(at as usize).map_or((0, 0), |a| (a.statements, a.documents));
            (Reverse(size), at)
        });
        let mut answers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, relation) in corpus.relations.iter().enumerate() {
            answers.entry(relation.to.clone()).or_default().push(index);
        }
        let entries = store.entries()?;
        let keep = entries.len() <= KEPT;
        let mut snapshot = Snapshot {
            generation,
            ties: Ties::new(&corpus),
            names: Names::new(&corpus),
            counts: Counts::default(),
            groups: Vec::new(),
            stats: store.stats()?,
            answered: Vec::new(),
            meant: Meant::default(),
            corpus,
            rows: Vec::new(),
            documents: BTreeMap::new(),
            aliases,
            claims_of,
            widest,
            earliest: Vec::new(),
            rooted: Vec::new(),
            answers,
            own: BTreeMap::new(),
            attributed: BTreeMap::new(),
            row_of: BTreeMap::new(),
            index: Index::default(),
            relays: Relays::default(),
            linked: Arc::default(),
            loudest,
            queue: Queue::default(),
            lookup: Lookup::default(),
        };
        snapshot.linked = Arc::new(Linked::new(&snapshot.corpus));
        let mut index = Index::default();
        let mut ledger = Ledger::new(&snapshot.corpus);
        // unpacked side by side, taken in in their order
        let mut documents = entries.chunks(READ).flat_map(|part| {
            let read = |entry: &reportedly_store::Entry| store.document(&entry.id);
            part.par_iter().map(read).collect::<Vec<_>>()
        });
        for entry in &entries {
            let Some(document) = documents.next().transpose()?.flatten() else { continue };
            let place = snapshot.rows.len() as u32;
            snapshot.row_of.insert(entry.id.clone(), place);
            snapshot.rows.push(row(&document));
            snapshot.voices(&document);
            index.add(place, &document, &snapshot);
            ledger.add(&document);
            if keep {
                snapshot.documents.insert(entry.id.clone(), Arc::new(document));
            }
        }
        for (id, zone, n) in store.pieces()? {
            let row = snapshot.row_of.get(&id).and_then(|&place| snapshot.rows.get_mut(place as usize));
            row.into_iter().for_each(|row| row.pieces.push((zone, n)));
        }
        if keep {
            let words = Words::new(engine.packs());
            let documents: Vec<&Arc<Document>> = snapshot.documents.values().collect();
            let read = |document: &&Arc<Document>| Meant::new(&[document.as_ref()], &words);
            snapshot.meant = documents.par_iter().map(read).collect::<Vec<_>>().into_iter().collect();
        }
        let by = |snapshot: &Snapshot, order| {
            let mut list: Vec<usize> = (0..snapshot.corpus.claims.len()).collect();
            list.sort_by_cached_key(|&at| {
                snapshot.corpus.claims.get(at).map(|claim| snapshot.rank(order, claim))
            });
            list
        };
        snapshot.earliest = by(&snapshot, Order::First);
        snapshot.rooted = by(&snapshot, Order::Roots);
        index.finish();
        snapshot.index = index;
        snapshot.relays = ledger.finish();
        let claims = snapshot.corpus.claims.iter();
        snapshot.answered = claims.map(|claim| snapshot.answers.contains_key(&claim.id)).collect();
        snapshot.counts = Counter::all(&snapshot);
        snapshot.groups = crate::pages::health::groups(&snapshot);
        snapshot.queue = Queue::new(&snapshot);
        snapshot.lookup = Lookup::new(&snapshot.corpus);
        Ok(snapshot)
    }
}

/// 128 random bits of the system in hex; without them no form is ever obeyed.
fn token() -> String {
    let mut bytes = [0; 16];
    match getrandom::fill(&mut bytes) {
        Ok(()) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        Err(_) => "\u{0}".to_owned(),
    }
}

/// The page states several dates, or a vague one, and nobody has decided which it is.
fn is_doubtful(published: &Published) -> bool {
    let decided = published.basis.as_ref().is_some_and(|basis| basis.kind == DECIDED);
    let vague = published.value.as_deref().is_some_and(is_vague);
    vague || published.value.is_some() && published.why.is_some() && !decided
}

fn row(document: &Document) -> Row {
    let published = &document.metadata.published;
    Row {
        id: document.id.clone(),
        path: document.path.clone(),
        title: title(document),
        language: document.language,
        outlet: document.metadata.outlet.as_ref().map(|outlet| outlet.name.clone()),
        outlet_folded: document
            .metadata
            .outlet
            .as_ref()
            .map(|outlet| reportedly_engine::text::fold(&outlet.name)),
        published: published.value.clone(),
        basis: published.basis.as_ref().map(|basis| basis.kind.clone()),
        rejected: published.rejected.len(),
        doubt: is_doubtful(published),
        statements: document.statements.len(),
        pieces: Vec::new(),
    }
}

impl Snapshot {
    /// Files every statement under who made it, and under whom another says made it.
    fn voices(&mut self, document: &Document) {
        for (index, statement) in document.statements.iter().enumerate() {
            if statement.repeats.is_some() {
                continue;
            }
            let Some(actor) = self.speaker(document, statement) else { continue };
            let outer = statement.nested_in.and_then(|outer| document.statements.get(outer as usize));
            let told_by_other =
                outer.is_some_and(|outer| self.speaker(document, outer).as_deref() != Some(&actor));
            let place = StatementRef { document: document.id.clone(), index: index as u32 };
            let table = if told_by_other { &mut self.attributed } else { &mut self.own };
            table.entry(actor).or_default().push(place);
        }
    }

    fn speaker(&self, document: &Document, statement: &Statement) -> Option<String> {
        self.actor_of(document, statement.speaker.as_ref()?.entity?)
    }

    /// The actor of the corpus that an entity of a document became.
    pub(crate) fn actor_of(&self, document: &Document, id: EntityId) -> Option<String> {
        let entity = document.entity(id)?;
        let part = document.id.get(2..).unwrap_or("\0");
        let named = if entity.anonymous && !entity.actor.contains(part) {
            format!("{}@{part}#{}", entity.actor, id.0)
        } else {
            entity.actor.clone()
        };
        Some(self.aliases.get(&named).cloned().unwrap_or(named))
    }

    /// All claims in an order, or those that anything answers.
    pub(crate) fn ordered(&self, order: Order, answered: bool) -> impl Iterator<Item = &Claim> {
        let list = match order {
            Order::Spread => &self.widest,
            Order::First => &self.earliest,
            Order::Roots => &self.rooted,
        };
        let wanted = move |place: &&usize| !answered || self.answered.get(**place).copied().unwrap_or(false);
        list.iter().filter(wanted).filter_map(|&place| self.corpus.claims.get(place))
    }

    /// Where a claim stands in an order: the least first.
    pub(crate) fn rank<'a>(
        &self,
        order: Order,
        claim: &'a Claim,
    ) -> (bool, String, Reverse<[usize; 3]>, &'a str) {
        let (pages, roots, members) = (claim.pages as usize, claim.roots.len(), claim.members.len());
        let (date, sizes) = match order {
            Order::Spread => (None, [pages, roots, members]),
            Order::Roots => (None, [roots, pages, members]),
            Order::First => (self.first_seen(claim), [0; 3]),
        };
        (date.is_none() && order == Order::First, date.unwrap_or_default(), Reverse(sizes), claim.id.as_str())
    }

    /// The least date of the pages that carry a claim, filled up to its last moment.
    fn first_seen(&self, claim: &Claim) -> Option<String> {
        let rows =
            claim.members.iter().filter_map(|member| self.row(self.row_of(&member.statement.document)?));
        rows.filter_map(|row| latest(row.published.as_deref()?)).min()
    }

    /// The page that carries a claim and has the least date, with its date.
    pub(crate) fn earliest(&self, claim: &Claim) -> Option<(String, String)> {
        let rows =
            claim.members.iter().filter_map(|member| self.row(self.row_of(&member.statement.document)?));
        let dated = rows.filter_map(|row| {
            let value = row.published.as_deref()?;
            Some((latest(value)?, &row.id, value))
        });
        dated.min().map(|(_, id, value)| (id.clone(), value.to_owned()))
    }

    /// Ids of outlets and agencies that a name in any script means.
    pub(crate) fn houses(&self, name: &str) -> BTreeSet<String> {
        let asked = reportedly_engine::text::fold(name);
        let houses = self.relays.houses.iter();
        let named = houses
            .filter(|house| house.id == name || reportedly_engine::text::fold(&house.name).contains(&asked));
        named.map(|house| house.id.clone()).chain(self.named(name).into_iter().map(|hit| hit.actor)).collect()
    }

    pub(crate) fn claim(&self, id: &str) -> Option<&Claim> {
        let at = self.corpus.claims.binary_search_by(|claim| claim.id.as_str().cmp(id)).ok()?;
        self.corpus.claims.get(at)
    }
    /// Language of the words of a claim, for `lang=`.
    pub(crate) fn anchor_language(&self, claim: &Claim) -> Option<Language> {
        let at = self.corpus.claims.binary_search_by(|known| known.id.cmp(&claim.id)).ok()?;
        self.index.language(at)
    }
    pub(crate) fn actor(&self, id: &str) -> Option<&Actor> {
        let id = self.aliases.get(id).map_or(id, String::as_str);
        let at = self.corpus.actors.binary_search_by(|actor| actor.id.as_str().cmp(id)).ok()?;
        self.corpus.actors.get(at)
    }
    /// Actors that a name in any spelling may mean, best first.
    pub(crate) fn named(&self, name: &str) -> Vec<ActorHit> {
        self.names.find(&self.corpus, name)
    }
    /// Claims that words or an id mean, best first; none in a corpus too large to keep.
    pub(crate) fn meant(&self, query: &str, words: &Words) -> Vec<Hit> {
        self.meant.find(query, &self.corpus, words)
    }
    /// Claims that a statement carries, as places in `corpus.claims`.
    pub(crate) fn claims_of(&self, document: &str, index: u32) -> &[usize] {
        let place = StatementRef { document: document.to_owned(), index };
        self.claims_of.get(&place).map_or(&[], Vec::as_slice)
    }
    pub(crate) fn answers<'a>(
        &'a self,
        claim: &str,
    ) -> impl Iterator<Item = &'a reportedly_engine::corpus::Relation> + 'a {
        let places = self.answers.get(claim).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|&place| self.corpus.relations.get(place))
    }
    pub(crate) fn own(&self, actor: &str) -> &[StatementRef] {
        self.own.get(actor).map_or(&[], Vec::as_slice)
    }
    pub(crate) fn attributed(&self, actor: &str) -> &[StatementRef] {
        self.attributed.get(actor).map_or(&[], Vec::as_slice)
    }
    /// The place of a document in `rows`.
    pub(crate) fn row_of(&self, document: &str) -> Option<u32> {
        self.row_of.get(document).copied()
    }
    pub(crate) fn row(&self, place: u32) -> Option<&Row> {
        self.rows.get(place as usize)
    }
    /// The place of an actor in `corpus.actors`.
    pub(crate) fn actor_place(&self, id: &str) -> Option<u32> {
        let id = self.aliases.get(id).map_or(id, String::as_str);
        let found = self.corpus.actors.binary_search_by(|actor| actor.id.as_str().cmp(id));
        found.ok().map(|place| place as u32)
    }
    /// Whether somebody denies a claim.
    pub(crate) fn denied(&self, claim: &str) -> bool {
        self.answers(claim).any(|relation| relation.kind == RelationKind::Denies)
    }
    /// What is in doubt.
    pub(crate) fn queue(&self) -> &Queue {
        &self.queue
    }
    /// Every document is in memory.
    pub(crate) fn keeps_all(&self) -> bool {
        self.documents.len() == self.rows.len()
    }
}
