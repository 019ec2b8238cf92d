//! One statement as a row: its words, where they stand, whose they are, and on what page.

use reportedly_engine::corpus::{Corpus, StatementRef};
use reportedly_engine::model::{Document, EntityId, Span, Statement};
use reportedly_engine::wire::Points;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::ToSchema;

/// Characters of content that a row holds when the whole text is not asked for.
const SNIPPET: usize = 300;
/// Characters before and after a passage, to find it again on a page that has changed.
const CONTEXT: usize = 32;

/// A statement with its evidence. Offsets are into the decoded text of the page, ends exclusive.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Row {
    /// Id of the statement, `a:…`.
    pub statement: String,
    /// `direct`, `indirect` or `mixed`.
    pub kind: String,
    pub stance: String,
    pub negated: bool,
    pub hedged: bool,
    pub anonymous: bool,
    /// Part of the page the statement stands in.
    pub zone: String,
    /// The words as they stand on the page; pieces are joined with ` … `.
    pub text: String,
    /// The words go on: this is a snippet.
    pub cut: bool,
    /// Where the content stands, piece by piece.
    pub content: Vec<Passage>,
    /// Characters just before the content.
    pub before: String,
    /// Characters just after it.
    pub after: String,
    pub speaker: Option<Voice>,
    pub cue: Option<Passage>,
    /// Innermost source first.
    pub chain: Vec<Link>,
    /// Ids of the claims it carries, `c:…`.
    pub claims: Vec<String>,
    /// Name of the rule that found it.
    pub rule: String,
    /// 0 to 1.
    pub confidence: f64,
    pub document: Page,
}

/// A passage of a page.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Passage {
    /// Unicode code points.
    pub start: u32,
    pub end: u32,
    /// The same range in UTF-8 bytes.
    #[schema(value_type = Vec<u64>)]
    pub bytes: [usize; 2],
    pub text: String,
}

/// Who speaks.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Voice {
    /// Id of the actor, `e:…`; null when it is in doubt who it is.
    pub actor: Option<String>,
    pub name: Option<String>,
    /// `person`, `organisation`, `place`, `outlet` or `other`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub anonymous: bool,
    /// The words that name the speaker.
    pub place: Option<Passage>,
}

/// Who stands between the words and the page.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Link {
    /// `speaker`, `document`, `relay`, `venue` or `publisher`.
    pub role: String,
    pub actor: Option<String>,
    pub name: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub anonymous: bool,
    /// Named in the sentence that carries the statement; else inferred.
    pub explicit: bool,
    pub place: Option<Passage>,
}

/// The page a statement stands on.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Page {
    /// `d:…`
    pub id: String,
    /// Of the original bytes, lower-case hex.
    pub sha256: String,
    pub path: String,
    pub url: Option<String>,
    pub title: Option<String>,
    pub outlet: Option<String>,
    /// Id of the outlet as an actor.
    pub publisher: Option<String>,
    pub language: Option<String>,
    /// Null when the page states none: never a guess.
    pub published: Option<Date>,
    /// The whole text, when it was asked for.
    #[serde(skip)]
    pub text: Option<Arc<str>>,
}

/// A date and what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Date {
    /// EDTF.
    pub value: String,
    /// Kind of the basis: `json-ld`, `time`, `text`, `user`, …
    pub basis: Option<String>,
}

/// What the derived corpus knows of statements and actors, as tables.
#[derive(Debug, Default)]
pub struct Lookup {
    aliases: BTreeMap<String, String>,
    names: BTreeMap<String, String>,
    claims: BTreeMap<StatementRef, Vec<String>>,
}

impl Lookup {
    pub fn new(corpus: &Corpus) -> Self {
        let mut lookup = Self::default();
        for actor in &corpus.actors {
            lookup.names.insert(actor.id.clone(), actor.name.clone());
            for id in &actor.merged {
                lookup.aliases.insert(id.clone(), actor.id.clone());
            }
        }
        for claim in &corpus.claims {
            for member in &claim.members {
                let claims = lookup.claims.entry(member.statement.clone()).or_default();
                // a statement may say it twice
                if claims.last() != Some(&claim.id) {
                    claims.push(claim.id.clone());
                }
            }
        }
        lookup
    }

    /// The actor of the corpus that an entity of a document became. Unnamed sources are one for each document.
    fn actor(&self, document: &Document, id: EntityId) -> Option<(String, String)> {
        let entity = document.entity(id)?;
        let part = document.id.get(2..).unwrap_or("\0");
        let own = if entity.anonymous && !entity.actor.contains(part) {
            format!("{}@{part}#{}", entity.actor, id.0)
        } else {
            entity.actor.clone()
        };
        let actor = self.aliases.get(&own).cloned().unwrap_or(own);
        let name = self.names.get(&actor).filter(|_| !entity.anonymous).unwrap_or(&entity.name);
        Some((actor, name.clone()))
    }
}

/// One document, ready to give the rows of its statements.
pub struct Selection<'a> {
    document: &'a Document,
    lookup: &'a Lookup,
    points: Points<'a>,
    page: Page,
    whole: bool,
}

impl<'a> Selection<'a> {
    /// With `whole` rows hold all words of the content, and the page its text.
    pub fn new(document: &'a Document, lookup: &'a Lookup, whole: bool) -> Self {
        let metadata = &document.metadata;
        let basis = metadata.published.basis.as_ref().map(|basis| basis.kind.clone());
        let page = Page {
            id: document.id.clone(),
            sha256: document.sha256.clone(),
            path: document.path.clone(),
            url: metadata.url.clone(),
            title: metadata.title.clone(),
            outlet: metadata.outlet.as_ref().map(|outlet| outlet.name.clone()),
            publisher: metadata
                .outlet
                .as_ref()
                .map(|outlet| lookup.aliases.get(&outlet.actor).unwrap_or(&outlet.actor).clone()),
            language: document.language.map(|language| language.code().to_owned()),
            published: metadata.published.value.clone().map(|value| Date { value, basis }),
            text: whole.then(|| document.text.as_str().into()),
        };
        Self { document, lookup, points: Points::new(&document.text), page, whole }
    }

    /// The row of one statement; `None` when there is no such statement.
    pub fn row(&self, index: u32) -> Option<Row> {
        let document = self.document;
        let statement = document.statements.get(index as usize)?;
        let reference = StatementRef { document: document.id.clone(), index };
        let mut left = if self.whole { usize::MAX } else { SNIPPET };
        let mut cut = false;
        let mut content = Vec::new();
        for &span in &statement.content {
            let mut passage = self.passage(span);
            let length = passage.text.chars().count();
            if length > left {
                passage.text = passage.text.chars().take(left).collect();
                cut = true;
            }
            left = left.saturating_sub(length);
            content.push(passage);
        }
        let pieces: Vec<&str> =
            content.iter().map(|piece| piece.text.as_str()).filter(|text| !text.is_empty()).collect();
        let hull = statement.content.iter().copied().reduce(Span::join);
        let (before, after) = hull.map(|hull| self.context(hull)).unwrap_or_default();
        let zone = document.block(statement.block).map(|block| word(&block.zone)).unwrap_or_default();
        Some(Row {
            statement: statement.id.clone(),
            kind: word(&statement.kind),
            stance: word(&statement.stance),
            negated: statement.negated,
            hedged: statement.hedged,
            anonymous: statement.anonymous,
            zone,
            text: pieces.join(" … "),
            cut,
            content,
            before,
            after,
            speaker: self.speaker(statement),
            cue: statement.cue.map(|span| self.passage(span)),
            chain: self.chain(statement),
            claims: self.lookup.claims.get(&reference).cloned().unwrap_or_default(),
            rule: statement.rule.to_string(),
            confidence: (f64::from(statement.confidence) * 100.0).round() / 100.0,
            document: self.page.clone(),
        })
    }

    fn passage(&self, span: Span) -> Passage {
        Passage {
            start: self.points.at(span.start()),
            end: self.points.at(span.end()),
            bytes: [span.start(), span.end()],
            text: self.document.slice(span).to_owned(),
        }
    }

    fn context(&self, hull: Span) -> (String, String) {
        let text = &self.document.text;
        let mut before: Vec<char> =
            text.get(..hull.start()).unwrap_or("").chars().rev().take(CONTEXT).collect();
        before.reverse();
        let after = text.get(hull.end()..).unwrap_or("").chars().take(CONTEXT).collect();
        (before.into_iter().collect(), after)
    }

    fn speaker(&self, statement: &Statement) -> Option<Voice> {
        let speaker = statement.speaker.as_ref()?;
        let found = speaker.entity.and_then(|id| self.lookup.actor(self.document, id));
        let entity = speaker.entity.and_then(|id| self.document.entity(id));
        let place = speaker.span.map(|span| self.passage(span));
        let (actor, name) = found.map_or((None, None), |(actor, name)| (Some(actor), Some(name)));
        Some(Voice {
            name: name.or_else(|| place.as_ref().map(|place| place.text.clone())),
            actor,
            kind: entity.map(|entity| word(&entity.kind)),
            anonymous: statement.anonymous || entity.is_some_and(|entity| entity.anonymous),
            place,
        })
    }

    fn chain(&self, statement: &Statement) -> Vec<Link> {
        let link = |link: &reportedly_engine::model::ChainLink| {
            let found = link.entity.and_then(|id| self.lookup.actor(self.document, id));
            let (actor, name) = found.map_or((None, None), |(actor, name)| (Some(actor), Some(name)));
            let place = link.span.map(|span| self.passage(span));
            Link {
                role: word(&link.role),
                name: name.or_else(|| place.as_ref().map(|place| place.text.clone())),
                actor,
                kind: link.entity.and_then(|id| self.document.entity(id)).map(|entity| word(&entity.kind)),
                anonymous: link.anonymous,
                explicit: link.explicit,
                place,
            }
        };
        statement.chain.iter().map(link).collect()
    }
}

/// The word an enum of the model is written as.
fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
