//! What may be asked of passages besides their words, the same for search and exports.
//!
//! Takes a `Query`, gives conditions of SQL with their values.

use crate::error::Kind;
use crate::index::{stems_of, word};
use crate::stem::sound;
use crate::{Error, Result, Store};
use reportedly_engine::corpus::{Corpus, RelationKind, days};
use reportedly_engine::model::{ActorId, Language, Stance, StatementKind, Zone};
use reportedly_engine::text::{TokenKind, fold, tokens};
use rusqlite::types::Value;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// Zones that answer unless others are asked for: the page's own story and what people wrote under it.
const OWN: [Zone; 3] = [Zone::Article, Zone::Caption, Zone::Comment];
/// Words of a name that are used, and names that fit one.
const WORDS: usize = 32;
const NAMES: usize = 500;

/// What to search for. Empty text lists every passage that passes the filters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// Words (all must be there, in any form), `"a phrase"` in any form.
    pub text: String,
    /// Name of the speaker, in any case form or script.
    pub speaker: Option<String>,
    /// Id of the actor who speaks, and what it took over as `linked` says.
    pub actor: Option<ActorId>,
    /// Who carried the words to the page: part of a name, or an id.
    pub via: Option<String>,
    /// Whom or what the words of the statement name, in any case form or script.
    pub about: Option<String>,
    /// Of the page.
    pub language: Option<Language>,
    pub kind: Option<StatementKind>,
    pub stance: Option<Stance>,
    /// `None`: the article itself and whatever belongs to it; teasers and menus only when asked for.
    pub zone: Option<Zone>,
    /// Every zone.
    pub all_zones: bool,
    /// Part of its name.
    pub outlet: Option<String>,
    /// Year, month or day: from its first day on.
    pub since: Option<String>,
    /// Up to and with its last day.
    pub until: Option<String>,
    /// Which pages the span from `since` to `until` holds.
    pub certainty: Certainty,
    /// How exact the date of the page is.
    pub date: Option<Precision>,
    /// Only statements of claims that somebody denies, as `linked` says.
    pub denied: bool,
    /// Only these exact words, no other forms.
    pub exact: bool,
    /// Any form, but no name that merely sounds alike in another script.
    pub one_script: bool,
    /// 0: 50.
    pub limit: usize,
    /// What `denied` and ids of actors rest on.
    pub linked: Option<Arc<Linked>>,
}

/// Which pages a span of dates holds. A date is a span itself: "2024-05" is all of May.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// Those whose date lies in it as a whole and is not in doubt.
    Certain,
    /// Those whose date may lie in it.
    #[default]
    Possible,
    /// Those whose date may lie in it, and undated ones.
    All,
}

/// How exact the date of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    Day,
    Month,
    Year,
    /// Vague, or the page contradicts itself.
    Doubtful,
    /// Undated.
    None,
}

/// How a span of dates parts what the rest of a query finds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateCounts {
    /// Surely inside.
    pub certain: u64,
    /// Perhaps inside.
    pub possible: u64,
    /// On undated pages.
    pub undated: u64,
}

/// What linking found out that filters ask for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Linked {
    /// JSON list of pairs of a document and the index of a statement there.
    denied: String,
    merged: BTreeMap<ActorId, Vec<ActorId>>,
}

impl Linked {
    pub fn new(corpus: &Corpus) -> Self {
        let relations = corpus.relations.iter().filter(|relation| relation.kind == RelationKind::Denies);
        let denied: BTreeSet<&str> = relations.map(|relation| relation.to.as_str()).collect();
        let claims = corpus.claims.iter().filter(|claim| denied.contains(claim.id.as_str()));
        let statements: BTreeSet<(&str, u32)> = claims
            .flat_map(|claim| &claim.members)
            .map(|member| (member.statement.document.as_str(), member.statement.index))
            .collect();
        let merged = corpus.actors.iter().filter(|actor| !actor.merged.is_empty());
        Self {
            denied: serde_json::to_string(&statements).unwrap_or_default(),
            merged: merged.map(|actor| (actor.id.clone(), actor.merged.clone())).collect(),
        }
    }
}

impl Query {
    /// True when only statements can pass.
    pub fn needs_statement(&self) -> bool {
        self.speaker.is_some()
            || self.actor.is_some()
            || self.via.is_some()
            || self.about.is_some()
            || self.kind.is_some()
            || self.stance.is_some()
            || self.denied
    }

    /// True when nothing is asked: no words and no filter.
    pub fn is_empty(&self) -> bool {
        let plain = Self {
            text: String::new(),
            exact: false,
            one_script: false,
            limit: 0,
            linked: None,
            ..self.clone()
        };
        self.text.trim().is_empty() && Self { certainty: Certainty::default(), ..plain } == Self::default()
    }

    /// The first and the last day asked for, when any are.
    pub(crate) fn span(&self, path: &Path) -> Result<Option<(String, String)>> {
        let read = |name: &str, value: &Option<String>| match value.as_deref() {
            None => Ok(None),
            Some(value) => days(value).map(Some).ok_or_else(|| {
                let what = format!("`{name}` must be a date such as 2024, 2024-05 or 2024-05-31");
                Error::new(path, Kind::Query(what))
            }),
        };
        let (since, until) = (read("since", &self.since)?, read("until", &self.until)?);
        if since.is_none() && until.is_none() {
            return Ok(None);
        }
        let first = since.map_or_else(|| "0000-01-01".to_owned(), |days| days.0);
        Ok(Some((first, until.map_or_else(|| "9999-12-31".to_owned(), |days| days.1))))
    }

    /// An id and those its actor took over.
    fn ids(&self, id: &str) -> Vec<String> {
        let merged = self.linked.as_ref().and_then(|linked| linked.merged.get(id)).into_iter().flatten();
        merged.cloned().chain([id.to_owned()]).collect()
    }
}

/// Conditions on `p`, a passage, and `d`, its document.
#[derive(Default)]
pub(crate) struct Wanted {
    pub(crate) conditions: Vec<String>,
    pub(crate) parameters: Vec<Value>,
    /// For the index of words.
    pub(crate) names: Vec<String>,
}

impl Wanted {
    fn add(&mut self, condition: &str, parameters: impl IntoIterator<Item = String>) {
        self.conditions.push(condition.to_owned());
        self.parameters.extend(parameters.into_iter().map(Value::from));
    }

    fn among(&mut self, column: &str, values: Vec<String>) {
        self.add(&format!("{column} IN ({})", vec!["?"; values.len()].join(", ")), values);
    }
}

impl Store {
    pub(crate) fn wanted(&self, query: &Query) -> Result<Wanted> {
        let scripts = !query.one_script;
        let speaker = query.speaker.as_deref().map(|name| named(name, "speaker", "speaker", scripts));
        let about = query.about.as_deref().map(|name| named(name, "stems", "sounds", scripts));
        let names = speaker.into_iter().chain(about).flatten().collect();
        let mut wanted = Wanted { names, ..Wanted::default() };
        let mut equal = |column: &str, value: Option<String>| {
            if let Some(value) = value {
                wanted.add(&format!("{column} = ?"), [value]);
            }
        };
        equal("p.kind", query.kind.as_ref().map(word));
        equal("p.stance", query.stance.as_ref().map(word));
        equal("d.language", query.language.map(|language| language.code().to_owned()));
        equal("p.zone", query.zone.as_ref().map(word));
        if query.zone.is_none() && !query.all_zones {
            wanted.among("p.zone", OWN.iter().map(word).collect());
        }
        if let Some(actor) = &query.actor {
            wanted.among("p.actor", query.ids(actor));
        }
        if let Some(outlet) = &query.outlet {
            let sql = "SELECT DISTINCT outlet FROM document WHERE outlet IS NOT NULL ORDER BY outlet";
            let mut names: Vec<String> = self.rows(sql, [], |row| row.get(0))?;
            let asked = fold(outlet.trim());
            names.retain(|name| fold(name).contains(asked.as_ref() as &str));
            names.truncate(NAMES);
            wanted.among("d.outlet", names);
        }
        if let Some(via) = &query.via {
            self.via(query, via, &mut wanted)?;
        }
        if let Some(span) = query.span(self.path())? {
            dated(query.certainty, span, &mut wanted);
        }
        if let Some(date) = query.date {
            wanted.add(
                match date {
                    Precision::None => "d.published IS NULL",
                    Precision::Doubtful => "d.published IS NOT NULL AND d.doubt",
                    Precision::Year => "length(d.published) = 4 AND NOT d.doubt",
                    Precision::Month => "length(d.published) = 7 AND NOT d.doubt",
                    Precision::Day => "length(d.published) >= 10 AND NOT d.doubt",
                },
                [],
            );
        }
        if query.denied {
            let none = || Kind::Query("denials are known once the corpus is linked".to_owned());
            let linked = query.linked.as_ref().ok_or_else(|| Error::new(self.path(), none()))?;
            let condition = "p.number IN (SELECT q.number FROM json_each(?) j
                JOIN document e ON e.id = j.value ->> 0
                JOIN passage q ON q.document = e.number AND q.position = j.value ->> 1 AND q.statement IS NOT NULL)";
            wanted.add(condition, [linked.denied.clone()]);
        }
        Ok(wanted)
    }

    /// Carriers by an id of theirs, or by part of a name.
    fn via(&self, query: &Query, via: &str, wanted: &mut Wanted) -> Result<()> {
        if via.starts_with("e:") {
            wanted.among("p.via_actor", query.ids(via));
            return Ok(());
        }
        let sql = "SELECT DISTINCT via FROM passage WHERE via IS NOT NULL ORDER BY via";
        let mut names: Vec<String> = self.rows(sql, [], |row| row.get(0))?;
        let asked = fold(via.trim());
        names.retain(|name| fold(name).contains(asked.as_ref() as &str));
        names.truncate(NAMES);
        wanted.among("p.via", names);
        Ok(())
    }
}

fn dated(certainty: Certainty, (first, last): (String, String), wanted: &mut Wanted) {
    match certainty {
        Certainty::Certain => {
            wanted.add("d.first_day >= ? AND d.last_day <= ? AND NOT d.doubt", [first, last]);
        }
        Certainty::Possible => wanted.add("d.last_day >= ? AND d.first_day <= ?", [first, last]),
        Certainty::All => {
            wanted.add("(d.first_day IS NULL OR d.last_day >= ? AND d.first_day <= ?)", [first, last]);
        }
    }
}

/// Every word of the name must be there: as a stem in one column of the index, or by its sound in another, where names of any
/// script sound alike.
fn named(name: &str, stems: &str, sounds: &str, any_script: bool) -> Vec<String> {
    let words = tokens(name, 0).into_iter().filter(|token| token.kind != TokenKind::Punctuation).take(WORDS);
    words
        .map(|token| {
            let stem = format!("{stems} : \"{}\"", stems_of(&token).join(" "));
            match sound(token.span.of(name)).filter(|_| any_script) {
                Some(sound) => format!("({stem} OR {sounds} : \"{sound}\")"),
                None => stem,
            }
        })
        .collect()
}
