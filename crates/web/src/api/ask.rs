//! The same answers without HTTP, for tools: a question in, a value out.

use super::answers::{self, Json};
use super::call::{Listed, Part};
use super::params;
use crate::Error;
use crate::error::Refusal;
use crate::state::App;
use reportedly_store::Store;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::path::Path;
use utoipa::PartialSchema;

/// An open corpus that answers questions. Never writes.
pub struct Answers {
    app: App,
}

/// A question by name.
pub struct Question {
    pub name: &'static str,
    /// One sentence on what it answers.
    pub about: &'static str,
    /// JSON Schema of its arguments.
    pub arguments: Value,
}

/// Elements of a list in one answer.
const LIMIT: usize = 20;

impl Answers {
    /// # Errors
    /// When the corpus cannot be opened.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let store = Store::open_read_only(path).map_err(Error::store)?;
        Ok(Self { app: App::new(store) })
    }

    /// What may be asked.
    pub fn questions() -> Vec<Question> {
        let question = |name, about, arguments| Question { name, about, arguments };
        vec![
            question(
                "search_statements",
                "Passages and statements that hold words, in any form of the word, with filters by speaker, language, kind, stance, outlet",
                schema::<params::Search>(&[], None),
            ),
            question(
                "get_claim",
                "One claim: every statement of it with verbatim text and place, its independent roots, denials, what is missing",
                schema::<params::Paged>(
                    &["claim"],
                    Some(("claim", "Id of a claim (c:…), or words that say it")),
                ),
            ),
            question(
                "trace_claim",
                "Who said it first here and on whose word: the source chain of a claim, gaps named",
                schema::<params::Paged>(
                    &["claim"],
                    Some(("claim", "Id of a claim (c:…), or words that say it")),
                ),
            ),
            question(
                "get_positions",
                "What an actor said on a topic over time, own words apart from what others say the actor holds",
                schema::<params::Positions>(
                    &["actor", "topic"],
                    Some(("actor", "Id of an actor (e:…), or a name")),
                ),
            ),
            question(
                "find_denials",
                "Who denies what; with `refusals`, who refused to comment",
                schema::<params::Denials>(&[], None),
            ),
            question(
                "resolve_actor",
                "Whom a name in any form or script means: ids, names, how sure",
                schema::<params::Actors>(&["q"], None),
            ),
            question(
                "get_evidence",
                "One statement with its exact words, their place (code points and bytes), the hash of the page, chain and rule",
                schema::<params::Nothing>(&["statement"], Some(("statement", "Id of a statement (a:…)"))),
            ),
        ]
    }

    /// Answers a question.
    ///
    /// # Errors
    /// One sentence on why there is no answer.
    pub fn ask(&self, name: &str, mut arguments: Map<String, Value>) -> Result<Value, String> {
        let app = &self.app;
        let answer: Json = (|| match name {
            "search_statements" => {
                let asked: params::Search = read(arguments)?;
                list(asked.limit, "hits", |part| answers::search(app, &asked, part))
            }
            "get_claim" => {
                let claim = self.claim(&word(&mut arguments, "claim")?)?;
                answers::claim(app, &claim, read::<params::Paged>(arguments)?.number())
            }
            "trace_claim" => {
                let claim = self.claim(&word(&mut arguments, "claim")?)?;
                answers::trace(app, &claim, read::<params::Paged>(arguments)?.number())
            }
            "get_positions" => {
                let actor = self.actor(&word(&mut arguments, "actor")?)?;
                answers::positions(app, &actor, &read(arguments)?)
            }
            "find_denials" => {
                let asked: params::Denials = read(arguments)?;
                list(asked.limit, "denials", |part| answers::denials(app, &asked, part))
            }
            "resolve_actor" => {
                let asked: params::Actors = read(arguments)?;
                let found = list(asked.limit, "actors", |part| answers::actors(app, &asked, part))?;
                self.with_names(found)
            }
            "get_evidence" => answers::one_statement(app, &word(&mut arguments, "statement")?),
            _ => Err(Refusal::missing(format!("there is no question `{name}`"))),
        })();
        answer.map_err(|refusal| refusal.message)
    }

    fn claim(&self, asked: &str) -> Result<String, Refusal> {
        if asked.starts_with("c:") {
            return Ok(asked.to_owned());
        }
        let words = params::Claims { q: Some(asked.to_owned()), ..Default::default() };
        let found = answers::claims(&self.app, &words, Part { from: 0, most: 1 })?;
        let id = found.items.first().and_then(|claim| claim["id"].as_str()).map(str::to_owned);
        id.ok_or_else(|| Refusal::missing("no claim in this corpus says that"))
    }

    fn actor(&self, asked: &str) -> Result<String, Refusal> {
        let words = params::Actors { q: Some(asked.to_owned()), ..Default::default() };
        let found = answers::actors(&self.app, &words, Part { from: 0, most: 1 })?;
        let id = found.items.first().and_then(|actor| actor["id"].as_str()).map(str::to_owned);
        id.ok_or_else(|| Refusal::missing("no actor in this corpus has that name"))
    }

    /// Each actor with its names and where each stands first: the evidence for who it is.
    fn with_names(&self, mut found: Value) -> Json {
        for actor in found["actors"].as_array_mut().into_iter().flatten() {
            if let Some(id) = actor["id"].as_str() {
                let (names, roles) = answers::names(&self.app, id)?;
                actor["names"] = names.into();
                actor["roles"] = roles.into();
            }
        }
        Ok(found)
    }
}

fn word(arguments: &mut Map<String, Value>, name: &str) -> Result<String, Refusal> {
    match arguments.remove(name) {
        Some(Value::String(word)) if !word.trim().is_empty() => Ok(word.trim().to_owned()),
        _ => Err(Refusal::bad(format!("`{name}` is missing"))),
    }
}

fn read<T: DeserializeOwned>(arguments: Map<String, Value>) -> Result<T, Refusal> {
    serde_json::from_value(Value::Object(arguments))
        .map_err(|error| Refusal::bad(format!("the arguments cannot be read: {error}")))
}

fn list(limit: Option<u32>, name: &str, make: impl FnOnce(Part) -> Result<Listed, Refusal>) -> Json {
    let most = limit.map_or(LIMIT, |limit| (limit as usize).clamp(1, 500));
    let listed = make(Part { from: 0, most })?;
    let mut object = listed.beside;
    object.insert("schema".into(), reportedly_engine::wire::SCHEMA.into());
    object.insert(name.into(), Value::Array(listed.items));
    object.insert("more".into(), listed.more.into());
    Ok(Value::Object(object))
}

/// The schema of a question's parameters, without paging, with one more of its own.
fn schema<T: PartialSchema>(required: &[&str], own: Option<(&str, &str)>) -> Value {
    let mut schema = serde_json::to_value(T::schema()).unwrap_or_default();
    schema["type"] = "object".into();
    if let Some((name, about)) = own {
        schema["properties"][name] = json!({"type": "string", "description": about});
    }
    if let Some(properties) = schema["properties"].as_object_mut() {
        properties.remove("cursor");
    }
    schema["required"] = json!(required);
    schema["additionalProperties"] = false.into();
    schema
}
