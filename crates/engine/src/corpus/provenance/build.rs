//! Builds the graph of one claim from its trace.

use super::super::actors::{Aliases, resolve};
use super::super::copies::tellings;
use super::super::find::aliases;
use super::super::houses::{self, House};
use super::super::model::*;
use super::super::roots::{Shelf, mouth};
use super::super::trace::earliest;
use super::{Edge, EdgeKind, Graph, Lineage, Node, NodeKind, circles};
use crate::model::*;
use std::collections::{BTreeMap, BTreeSet};

/// Passages kept for an edge that many pages state.
const EVIDENCE: usize = 8;

/// The graph of a traced claim. `today` is an EDTF day: pages dated after it are named, and are never the earliest.
pub fn graph(corpus: &Corpus, documents: &[&Document], trace: &Trace, today: Option<&str>) -> Graph {
    let shelf = Shelf::new(documents);
    let aliases = aliases(corpus);
    let mut builder = Builder::new(corpus, &shelf, &aliases, trace);
    builder.claim();
    for line in &trace.lines {
        builder.line(line);
    }
    for line in &trace.lines {
        builder.sources(line);
    }
    builder.copies();
    builder.answers();
    builder.finish(today)
}

struct Builder<'a> {
    corpus: &'a Corpus,
    shelf: &'a Shelf<'a>,
    aliases: &'a Aliases,
    trace: &'a Trace,
    nodes: BTreeMap<String, Node>,
    edges: BTreeMap<(String, EdgeKind, String), Edge>,
    /// Node of the root of each statement of the claim.
    root_of: BTreeMap<&'a StatementRef, usize>,
    /// Statements of the claim on the pages of a house.
    at_house: BTreeMap<String, Vec<&'a TraceLine>>,
    /// Frames of those houses.
    known: BTreeSet<String>,
}

impl<'a> Builder<'a> {
    fn new(corpus: &'a Corpus, shelf: &'a Shelf<'a>, aliases: &'a Aliases, trace: &'a Trace) -> Self {
        let mut root_of = BTreeMap::new();
        for (index, root) in trace.roots.iter().enumerate() {
            root.statements.iter().for_each(|s| {
                root_of.entry(s).or_insert(index);
            });
        }
        let mut at_house: BTreeMap<String, Vec<&'a TraceLine>> = BTreeMap::new();
        for line in &trace.lines {
            let document = shelf.get(&line.statement.document);
            if let Some(house) = document.and_then(|d| houses::publisher(d, aliases)) {
                at_house.entry(house.key).or_default().push(line);
            }
        }
        let (nodes, edges) = (BTreeMap::new(), BTreeMap::new());
        let known = at_house.keys().cloned().collect();
        Self { corpus, shelf, aliases, trace, nodes, edges, root_of, at_house, known }
    }

    fn node(&mut self, id: &str, kind: NodeKind, label: &str) -> &mut Node {
        self.nodes.entry(id.to_owned()).or_insert_with(|| Node {
            id: id.to_owned(),
            kind,
            label: label.to_owned(),
            language: None,
            dated: None,
            evidence: Vec::new(),
        })
    }

    /// One edge between two nodes, whoever states it; a second page adds its reasons and characters.
    fn edge(
        &mut self,
        from: &str,
        kind: EdgeKind,
        to: &str,
        stated: bool,
        why: &str,
        shown: Option<Evidence>,
    ) {
        if from == to {
            return;
        }
        let key = (from.to_owned(), kind, to.to_owned());
        let edge = self.edges.entry(key).or_insert_with(|| Edge {
            from: from.to_owned(),
            to: to.to_owned(),
            kind,
            stated: false,
            reasons: Vec::new(),
            evidence: Vec::new(),
            cut: false,
        });
        edge.stated |= stated;
        if !why.is_empty() && !edge.reasons.iter().any(|r| r == why) {
            edge.reasons.push(why.to_owned());
        }
        edge.evidence.extend(shown.filter(|e| !edge.evidence.contains(e) && edge.evidence.len() < EVIDENCE));
    }

    fn claim(&mut self) {
        let anchor = self.corpus.claims.iter().find(|c| c.id == self.trace.claim).map(|c| &c.anchor);
        let language = anchor.and_then(|a| self.shelf.get(&a.document)).and_then(|d| d.language);
        let (id, text) = (&self.trace.claim, &self.trace.text);
        self.node(id, NodeKind::Claim, text).language = language;
    }

    fn statement_id(&self, reference: &StatementRef) -> Option<String> {
        Some(self.shelf.statement(reference)?.1.id.clone())
    }

    /// The node of a root: an actor, an outlet, or somebody unnamed.
    fn root(&mut self, index: usize) -> Option<String> {
        let root = self.trace.roots.get(index)?;
        let outlet = root.actor.as_ref().is_some_and(|id| self.is_outlet(id));
        let (id, kind) = match (&root.actor, root.anonymous) {
            (Some(actor), false) if outlet => (actor.clone(), NodeKind::Outlet),
            (Some(actor), false) => (actor.clone(), NodeKind::Actor),
            _ => (format!("{}/root/{index}", self.trace.claim), NodeKind::Anonymous),
        };
        self.node(&id, kind, &root.name);
        Some(id)
    }

    fn is_outlet(&self, actor: &str) -> bool {
        let known = self.corpus.actors.binary_search_by(|a| a.id.as_str().cmp(actor)).ok();
        let kind = known.and_then(|i| self.corpus.actors.get(i)).map(|a| a.kind);
        kind == Some(EntityKind::Outlet) || self.trace.lines.iter().any(|l| self.publishes(l, actor))
    }

    fn publishes(&self, line: &TraceLine, actor: &str) -> bool {
        let outlet = self.shelf.get(&line.statement.document).and_then(|d| d.metadata.outlet.as_ref());
        outlet.is_some_and(|o| resolve(self.aliases, &o.actor) == actor)
    }

    /// The frame under which the pages of a house stand here.
    fn here(&self, house: &House) -> String {
        houses::canonical(&house.key, &self.known)
    }

    fn house(&mut self, house: &House) -> String {
        // the same house under the name of its own pages, whatever script and case it is cited in
        let lines = self.at_house.get(&self.here(house));
        let own = lines.and_then(|l| self.shelf.get(&l.first()?.statement.document));
        let own = own.and_then(|d| houses::publisher(d, self.aliases));
        let name = own.as_ref().map_or(&house.name, |h| &h.name).clone();
        let actor = own.as_ref().map_or(&house.actor, |h| &h.actor).clone();
        let id = actor.unwrap_or_else(|| format!("house:{}", house.key));
        self.node(&id, NodeKind::Outlet, &name);
        id
    }

    /// The page, its outlet, and the statement as they stand.
    fn line(&mut self, line: &TraceLine) {
        let Some((document, statement)) = self.shelf.statement(&line.statement) else { return };
        let node = self.node(&document.id, NodeKind::Document, document_name(document));
        node.language = document.language;
        node.dated = document.metadata.published.value.clone();
        if let Some(house) = houses::publisher(document, self.aliases) {
            let id = self.house(&house);
            let basis = document.metadata.outlet.as_ref().map_or("", |o| o.basis.kind.as_str());
            let shown = house.span.map(|span| passage(document, span));
            let stated = shown.is_some() || !matches!(basis, "domain" | "path");
            let why = format!("outlet by {basis}");
            self.edge(&document.id, EdgeKind::WasAttributedTo, &id, stated, &why, shown);
        }
        let text = line.content.iter().map(|e| e.text.as_str()).collect::<Vec<_>>().join(" … ");
        let node = self.node(&statement.id, NodeKind::Statement, &text);
        node.language = document.languages.get(statement.block.0 as usize).copied().flatten();
        for evidence in &line.content {
            if !node.evidence.contains(evidence) {
                node.evidence.push(evidence.clone());
            }
        }
        let first = line.content.first().cloned();
        self.edge(&document.id, EdgeKind::HadMember, &statement.id, true, "stands on the page", first);
        let claim = self.trace.claim.clone();
        let member = self.corpus.claims.iter().find(|c| c.id == claim);
        let member = member.and_then(|c| c.members.iter().find(|m| m.statement == line.statement));
        let why = member.map_or_else(String::new, |m| m.why.join(", "));
        self.edge(&claim, EdgeKind::HadMember, &statement.id, false, &why, None);
    }

    /// On whose word: the speaker, the outlets between him and the page, where he said it.
    fn sources(&mut self, line: &TraceLine) {
        let Some((document, statement)) = self.shelf.statement(&line.statement) else { return };
        let id = statement.id.clone();
        let index = self.root_of.get(&line.statement).copied();
        let Some(root) = index.and_then(|index| self.root(index)) else { return };
        let speaker = line.links.iter().find(|l| l.role == LinkRole::Speaker);
        let stated = speaker.is_some_and(|l| l.explicit);
        let shown = speaker.and_then(|l| l.evidence.clone());
        let is = |code| line.note.iter().any(|remark| remark.code == code);
        let note = crate::model::joined(&line.note);
        let why = if is("retold") || is("credited") { note.as_str() } else { "named as the source" };
        self.edge(&id, EdgeKind::WasAttributedTo, &root, stated, why, shown);
        if is("retold") {
            self.retold(line, &id, index);
        }
        let cited = houses::cited(document, statement, self.aliases);
        let mut from = id.clone();
        for house in cited.iter().rev() {
            let to = self.taken_from(line, house, index);
            let shown = house.span.map(|span| passage(document, span));
            self.edge(&from, EdgeKind::WasQuotedFrom, &to, house.explicit, "the page names it", shown);
            from = to;
        }
        let report = self.nodes.get(&from).is_some_and(|n| n.kind == NodeKind::Report);
        if report && cited.first().is_none_or(|h| h.actor.as_ref() != Some(&root)) {
            self.edge(&from, EdgeKind::WasAttributedTo, &root, false, "innermost source of the page", None);
        }
        if cited.is_empty() {
            for house in houses::byline(document, self.aliases).iter().take(1) {
                let to = self.taken_from(line, house, index);
                let shown = house.span.map(|span| passage(document, span));
                self.edge(&id, EdgeKind::WasQuotedFrom, &to, true, "the byline names it", shown);
            }
        }
        for link in line.links.iter().filter(|l| l.role == LinkRole::Venue) {
            let venue = format!("{root}/at/{}", crate::text::fold(&link.name));
            self.node(&venue, NodeKind::Utterance, &link.name);
            let shown = link.evidence.clone();
            self.edge(&id, EdgeKind::WasGeneratedBy, &venue, link.explicit, "said there", shown.clone());
            self.edge(&venue, EdgeKind::WasAssociatedWith, &root, link.explicit, "the speaker", shown);
        }
    }

    /// Who retells, and the words retold.
    fn retold(&mut self, line: &TraceLine, id: &str, index: Option<usize>) {
        if let Some(teller) = line.links.iter().filter(|l| l.role == LinkRole::Speaker).nth(1) {
            let (node, kind) = match &teller.actor {
                Some(actor) if !teller.anonymous => (actor.clone(), NodeKind::Actor),
                _ => (format!("{id}/teller"), NodeKind::Anonymous),
            };
            self.node(&node, kind, &teller.name);
            let shown = teller.evidence.clone();
            self.edge(id, EdgeKind::WasAttributedTo, &node, teller.explicit, "retells it", shown);
        }
        let same = |l: &&TraceLine| self.root_of.get(&l.statement).copied() == index;
        let own = self.trace.lines.iter().find(|l| same(l) && l.note.iter().any(|n| n.code == "own-words"));
        if let Some(own) = own.and_then(|l| self.statement_id(&l.statement)) {
            self.edge(id, EdgeKind::WasDerivedFrom, &own, false, "retells the root's own words", None);
        }
    }

    /// What a page has its words from: the statement on the page of the house it names, else a report not in this corpus.
    fn taken_from(&mut self, line: &TraceLine, house: &House, index: Option<usize>) -> String {
        let of_root = |l: &&&TraceLine| self.root_of.get(&l.statement).copied() == index;
        let lines = self.at_house.get(&self.here(house)).map_or(&[][..], Vec::as_slice);
        let others = || lines.iter().filter(|l| l.statement.document != line.statement.document);
        let found = others().find(of_root).or_else(|| others().next());
        if let Some(id) = found.and_then(|l| self.statement_id(&l.statement)) {
            return id;
        }
        let outlet = self.house(house);
        let id = format!("{outlet}/report");
        self.node(&id, NodeKind::Report, &house.name);
        self.edge(&id, EdgeKind::WasAttributedTo, &outlet, true, "named by a page", None);
        id
    }

    fn copies(&mut self) {
        let here: BTreeSet<&str> = self.trace.lines.iter().map(|l| l.statement.document.as_str()).collect();
        let both = |c: &&CopyEdge| here.contains(c.a.as_str()) && here.contains(c.b.as_str());
        for copy in self.corpus.copies.iter().filter(both) {
            let class = serde_json::to_value(copy.class).unwrap_or_default();
            let class = class.as_str().unwrap_or("copy").to_owned();
            let (from, to, kind) = match &copy.earlier {
                Some(id) if *id == copy.a => (&copy.b, &copy.a, EdgeKind::WasDerivedFrom),
                Some(_) => (&copy.a, &copy.b, EdgeKind::WasDerivedFrom),
                None => (&copy.a, &copy.b, EdgeKind::AlternateOf),
            };
            for why in std::iter::once(class.as_str()).chain(copy.why.iter().map(|why| &**why)) {
                self.edge(from, kind, to, false, why, None);
            }
            let (a, b) = copy.passages.first().map(|(a, b)| (a.clone(), b.clone())).unzip();
            self.edge(from, kind, to, false, "", a);
            self.edge(from, kind, to, false, "", b);
        }
    }

    fn answers(&mut self) {
        for relation in self.corpus.relations.iter().filter(|r| r.to == self.trace.claim) {
            let Some((document, statement)) = self.shelf.statement(&relation.from) else { continue };
            let kind = match relation.kind {
                RelationKind::Denies => EdgeKind::Denies,
                RelationKind::NoConfirmation => EdgeKind::DoesNotConfirm,
                RelationKind::ConflictsValue => EdgeKind::ConflictsValue,
                RelationKind::Updates => EdgeKind::Updates,
            };
            let node = self.node(&document.id, NodeKind::Document, document_name(document));
            node.language = document.language;
            node.dated = document.metadata.published.value.clone();
            let shown = super::super::find::evidence(document, statement);
            let text = shown.iter().map(|e| e.text.as_str()).collect::<Vec<_>>().join(" … ");
            let node = self.node(&statement.id, NodeKind::Statement, &text);
            node.language = document.languages.get(statement.block.0 as usize).copied().flatten();
            if node.evidence.is_empty() {
                node.evidence.clone_from(&shown);
            }
            let (page, said) = (document.id.clone(), statement.id.clone());
            let first = shown.first().cloned();
            self.edge(&page, EdgeKind::HadMember, &said, true, "stands on the page", first);
            let by = mouth(document, statement, self.aliases);
            let (who, kind_of) = match (&by.actor, by.anonymous) {
                (Some(actor), false) if self.is_outlet(actor) => (actor.clone(), NodeKind::Outlet),
                (Some(actor), false) => (actor.clone(), NodeKind::Actor),
                _ => (format!("{said}/speaker"), NodeKind::Anonymous),
            };
            self.node(&who, kind_of, &by.name);
            let speaker = statement.speaker.as_ref().and_then(|s| s.span).map(|s| passage(document, s));
            let why = "named as the source";
            self.edge(&said, EdgeKind::WasAttributedTo, &who, speaker.is_some(), why, speaker);
            let claim = self.trace.claim.clone();
            self.edge(&said, kind, &claim, false, &relation.why.join(", "), shown.first().cloned());
        }
    }

    fn finish(mut self, today: Option<&str>) -> Graph {
        let groups = tellings(&self.corpus.copies, &self.corpus.parents);
        let text_of = |id: &str| groups.get(id).map_or_else(|| id.to_owned(), Clone::clone);
        let pages: BTreeSet<&str> = self.trace.lines.iter().map(|l| l.statement.document.as_str()).collect();
        let mut texts: BTreeMap<String, Vec<DocumentId>> = BTreeMap::new();
        pages.iter().for_each(|id| texts.entry(text_of(id)).or_default().push((*id).to_owned()));
        let mut page_of: BTreeMap<String, &Document> = BTreeMap::new();
        for line in &self.trace.lines {
            if let Some((document, statement)) = self.shelf.statement(&line.statement) {
                page_of.insert(statement.id.clone(), document);
            }
        }
        let circles = circles::cut(&mut self.edges, &page_of);
        let mut warnings = circles::later(&self.edges, &page_of);
        let ahead = |d: &Document| {
            let date = d.metadata.published.value.as_deref();
            date.zip(today).is_some_and(|(date, day)| crate::date::days_between(day, date) > Some(1))
        };
        let here = || pages.iter().filter_map(|id| self.shelf.get(id));
        for document in here().filter(|d| ahead(d)) {
            let date = document.metadata.published.value.as_deref().unwrap_or("");
            warnings.push(format!("{}: dated in the future ({date}), not counted", document.path));
        }
        let mut lineages = Vec::new();
        for (index, root) in self.trace.roots.iter().enumerate() {
            let ends: BTreeSet<String> = root
                .statements
                .iter()
                .filter_map(|s| Some(circles::inmost(&self.edges, &self.statement_id(s)?)))
                .map(|end| page_of.get(&end).map_or_else(|| end.clone(), |d| text_of(&d.id)))
                .collect();
            let on: BTreeSet<&str> = root.statements.iter().map(|s| s.document.as_str()).collect();
            let Some(id) = self.root(index) else { continue };
            lineages.push(Lineage {
                root: id,
                name: root.name.clone(),
                anonymous: root.anonymous,
                pages: on.len() as u32,
                ways: ends.len() as u32,
            });
        }
        // most heard first; of two alike the one with a name, then the order of roots
        lineages.sort_by_key(|l| (std::cmp::Reverse(l.ways), l.anonymous));
        let earliest_seen = earliest(pages.iter().filter_map(|id| self.shelf.get(id)).filter(|d| !ahead(d)));
        let mut nodes: Vec<Node> = self.nodes.into_values().collect();
        nodes.sort_by(|a, b| (a.kind, &a.id).cmp(&(b.kind, &b.id)));
        Graph {
            claim: self.trace.claim.clone(),
            pages: pages.len() as u32,
            texts: texts.len() as u32,
            copies: texts.into_values().filter(|group| group.len() > 1).collect(),
            nodes,
            edges: self.edges.into_values().collect(),
            lineages,
            circles,
            warnings,
            earliest_seen,
        }
    }
}

fn passage(document: &Document, span: Span) -> Evidence {
    Evidence { document: document.id.clone(), span, text: document.slice(span).to_owned() }
}

/// The headline, else the path.
fn document_name(document: &Document) -> &str {
    document.metadata.title.as_deref().unwrap_or(&document.path)
}
