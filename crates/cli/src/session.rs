//! An open corpus and what commands need from it again and again: documents, labels, places.

use crate::args::Global;
use crate::fault::{Fault, say};
use reportedly_engine::Engine;
use reportedly_engine::corpus::{self, Actor, Claim, Corpus, Evidence, Member, StatementRef};
use reportedly_engine::model::{Document, Limits, Span, Statement};
use reportedly_engine::pack::Packs;
use reportedly_engine::wire::Points;
use reportedly_store::{Excerpt, Store};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::SystemTime;

/// The engine with the word lists built into the program.
pub(crate) fn engine() -> Engine {
    Engine::new(Packs::embedded(), Limits::default())
}

/// This day in UTC, or the one that `SOURCE_DATE_EPOCH` names, so that output can be made again byte for byte.
pub(crate) fn today() -> String {
    let named = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse::<i64>().ok());
    let since =
        || SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let seconds = named.unwrap_or_else(|| i64::try_from(since()).unwrap_or(0));
    let second = reportedly_engine::date::from_unix(seconds);
    second.split('T').next().unwrap_or("").to_owned()
}

/// Opens an existing corpus and says when its pages were read by another build.
pub(crate) fn open(path: &Path, global: &Global) -> Result<Store, Fault> {
    let store = Store::open(path)?;
    let older = store.stats()?.older;
    if older > 0 && !global.quiet {
        let hint = format!("read them anew with `reportedly add PATH -c {}`", path.display());
        say("note", &format!("{older} pages were read by another version of this program"), Some(&hint));
    }
    Ok(store)
}

/// All documents and the derived corpus.
pub(crate) struct Session {
    pub(crate) documents: Vec<Document>,
    pub(crate) corpus: Corpus,
    /// The vocabulary that questions are read with.
    pub(crate) words: corpus::Words,
    labels: BTreeMap<String, String>,
}

impl Session {
    pub(crate) fn load(store: &Store) -> Result<Self, Fault> {
        let engine = engine();
        let corpus = store.corpus(&engine)?;
        Ok(Self::new(store.documents()?, corpus, engine.packs()))
    }

    /// What one claim needs, read without the rest of the corpus when `what` is the id of a claim and the corpus in the file is
    /// up to date; else all.
    pub(crate) fn about(store: &Store, what: &str) -> Result<Self, Fault> {
        let excerpt = if what.trim().starts_with("c:") { store.excerpt(what.trim())? } else { None };
        let Some(Excerpt { corpus, documents }) = excerpt else { return Self::load(store) };
        let entries = store.entries()?;
        let labels = labels(entries.iter().map(|entry| (entry.id.as_str(), entry.path.as_str())));
        Ok(Self { documents, corpus, words: corpus::Words::new(engine().packs()), labels })
    }

    pub(crate) fn new(mut documents: Vec<Document>, corpus: Corpus, packs: &Packs) -> Self {
        documents.sort_by(|a, b| a.id.cmp(&b.id));
        let labels = labels(documents.iter().map(|document| (document.id.as_str(), document.path.as_str())));
        Self { documents, corpus, words: corpus::Words::new(packs), labels }
    }

    pub(crate) fn references(&self) -> Vec<&Document> {
        self.documents.iter().collect()
    }

    pub(crate) fn document(&self, id: &str) -> Option<&Document> {
        // In order of ids.
        let at = self.documents.binary_search_by(|document| document.id.as_str().cmp(id)).ok();
        at.and_then(|at| self.documents.get(at))
    }

    pub(crate) fn statement(&self, reference: &StatementRef) -> Option<(&Document, &Statement)> {
        let document = self.document(&reference.document)?;
        Some((document, document.statements.get(reference.index as usize)?))
    }

    pub(crate) fn claim(&self, id: &str) -> Option<&Claim> {
        self.corpus.claims.iter().find(|claim| claim.id == id)
    }

    /// Short name of a document, unique in the corpus.
    pub(crate) fn label(&self, document: &str) -> String {
        self.labels.get(document).cloned().unwrap_or_else(|| document.to_owned())
    }

    /// `000:2925–2960`, in code points.
    pub(crate) fn place(&self, document: &str, span: Span) -> String {
        let label = self.label(document);
        let Some(found) = self.document(document) else { return label };
        let points = Points::new(&found.text);
        format!("{label}:{}–{}", points.at(span.start()), points.at(span.end()))
    }

    /// The text of a statement, pieces joined with an ellipsis, and where it stands.
    pub(crate) fn said(&self, reference: &StatementRef) -> (String, String) {
        let Some((document, statement)) = self.statement(reference) else {
            return (String::new(), self.label(&reference.document));
        };
        let pieces: Vec<&str> = statement.content.iter().map(|span| document.slice(*span)).collect();
        let hull = statement.content.iter().copied().reduce(Span::join);
        let place = hull.map_or_else(|| self.label(&document.id), |hull| self.place(&document.id, hull));
        (one_line(&pieces.join(" … ")), place)
    }

    /// The part of a statement that makes it a member of its claim, and where it stands.
    pub(crate) fn told(&self, member: &Member) -> (String, String) {
        match (member.focus, self.document(&member.statement.document)) {
            (Some(focus), Some(document)) => {
                (one_line(document.slice(focus)), self.place(&document.id, focus))
            }
            _ => self.said(&member.statement),
        }
    }

    /// The actor of an id, or the one that took it over.
    fn actor(&self, id: &str) -> Option<&Actor> {
        let of = |id: &str| {
            let at = self.corpus.actors.binary_search_by(|actor| actor.id.as_str().cmp(id)).ok()?;
            self.corpus.actors.get(at)
        };
        of(id).or_else(|| self.corpus.actors.iter().find(|actor| actor.merged.iter().any(|own| own == id)))
    }

    /// Name of the speaker of a statement: of the actor when it is known, else the words on the page.
    pub(crate) fn speaker(&self, reference: &StatementRef) -> String {
        let Some((document, statement)) = self.statement(reference) else { return String::new() };
        let Some(speaker) = &statement.speaker else { return "not named".to_owned() };
        let actor = speaker.entity.and_then(|id| document.entity(id));
        let written = speaker.span.map(|span| document.slice(span));
        let known = actor.filter(|entity| !entity.anonymous).and_then(|entity| self.actor(&entity.actor));
        let name = known.map(|known| known.name.as_str()).or(actor.map(|entity| entity.name.as_str()));
        name.or(written).map_or_else(|| "not named".to_owned(), one_line)
    }

    /// `{"document","path","start","end","bytes","text"}`.
    pub(crate) fn evidence(&self, evidence: &Evidence) -> Value {
        let Some(document) = self.document(&evidence.document) else {
            return json!({"document": evidence.document});
        };
        let mut map = Map::new();
        map.insert("document".into(), document.id.as_str().into());
        map.insert("path".into(), document.path.as_str().into());
        map.extend(Points::new(&document.text).passage(evidence.span));
        Value::Object(map)
    }

    /// The statement as in a record, with its document.
    pub(crate) fn statement_json(&self, reference: &StatementRef) -> Value {
        let Some((document, statement)) = self.statement(reference) else { return Value::Null };
        let points = Points::new(&document.text);
        let mut value = reportedly_engine::wire::statement(document, &points, statement);
        if let Value::Object(map) = &mut value {
            map.insert("document".into(), document.id.as_str().into());
            map.insert("path".into(), document.path.as_str().into());
            map.insert(
                "language".into(),
                document.language.map(|language| language.code().to_owned()).into(),
            );
        }
        value
    }
}

/// Short names for documents: the beginning of the file name up to a separator when no other has it, else the file name, else
/// the path, else the id.
pub(crate) fn labels<'a>(
    documents: impl Iterator<Item = (&'a str, &'a str)> + Clone,
) -> BTreeMap<String, String> {
    let name = |path: &'a str| path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = |path: &'a str| name(path).split_once('.').map_or(name(path), |(stem, _)| stem);
    let head = |path: &'a str| stem(path).split_once(['_', ' ']).map_or(stem(path), |(head, _)| head);
    let choices: [&dyn Fn(&'a str) -> &'a str; 3] = [&head, &stem, &|path| path];
    let mut labels = BTreeMap::new();
    for choose in choices {
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        documents.clone().for_each(|(_, path)| *count.entry(choose(path)).or_default() += 1);
        for (id, path) in documents.clone() {
            let label = choose(path);
            let fits = !label.is_empty() && label != "-" && label.chars().count() <= 40;
            if fits && count.get(label) == Some(&1) && !labels.contains_key(id) {
                labels.insert(id.to_owned(), label.to_owned());
            }
        }
    }
    for (id, _) in documents {
        labels.entry(id.to_owned()).or_insert_with(|| id.to_owned());
    }
    labels
}

/// White space of any kind becomes one blank.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most `most` characters, with an ellipsis when something was left off.
pub(crate) fn short(text: &str, most: usize) -> String {
    let line = one_line(text);
    if line.chars().count() <= most {
        return line;
    }
    let cut: String = line.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_short_and_unique() {
        let documents = [
            ("d:1", "a/000_abc.txt"),
            ("d:2", "a/001_abc.txt"),
            ("d:3", "b/page_one.html"),
            ("d:4", "b/page_two.html"),
            ("d:5", "x/index.html"),
            ("d:6", "y/index.html"),
            ("d:7", "-"),
        ];
        let labels = labels(documents.into_iter());
        let of = |id: &str| labels.get(id).map(String::as_str).unwrap_or("");
        assert_eq!(
            ["d:1", "d:2", "d:3", "d:4", "d:5", "d:6", "d:7"].map(of),
            ["000", "001", "page_one", "page_two", "x/index.html", "y/index.html", "d:7"]
        );
    }

    #[test]
    fn short_keeps_whole_lines_when_they_fit() {
        assert_eq!(short(" а\n б ", 10), "а б");
        assert_eq!(short("довгий рядок", 7), "довгий…");
    }
}
