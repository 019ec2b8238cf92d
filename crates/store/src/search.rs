//! Full-text search over the original words, over their stems, and over the sounds of names.
//!
//! Takes a `Query`, gives `Hit`s: exact forms first, then by how much of the passage was asked for. At most `CANDIDATES`
//! passages are ranked, so that a very common word costs no more than a rare one.

use crate::error::Kind;
use crate::filter::Wanted;
use crate::index::{indexed, stems_of};
use crate::stem::sound;
use crate::{DateCounts, Error, Hit, HitStatement, Query, Result, Store};
use reportedly_engine::model::{DocumentId, Language, Span, Stance, StatementKind, Zone};
use reportedly_engine::text::{TokenKind, tokens};
use rusqlite::types::Value;
use rusqlite::{Row, params, params_from_iter};
use serde::de::DeserializeOwned;
use std::cmp::Reverse;
use std::collections::BTreeSet;

const CANDIDATES: usize = 2_000;
const LIMIT: usize = 50;
/// Documents whose ids are looked up one by one; of more the whole list is read.
const SEVERAL: usize = 1_000;
/// Words of one query that are used.
const WORDS: usize = 32;

impl Store {
    /// Passages that hold the words of the query, best first. With a filter that only statements answer the passages are
    /// statements, else pieces of blocks.
    ///
    /// # Errors
    /// When the query has nothing to look for, and when the file cannot be read.
    pub fn search(&self, query: &Query) -> Result<Vec<Hit>> {
        let asked = self.asked(query)?;
        let wanted = self.wanted(query)?;
        let (sql, parameters) = select(&asked, &wanted, query.needs_statement());
        let rows = self.rows(&sql, params_from_iter(parameters), candidate)?;
        let mut hits: Vec<(usize, Hit, i64)> = rows
            .into_iter()
            .map(|(mut hit, number)| {
                let (matches, exact) = asked.matches(&hit.text);
                hit.matches = matches;
                (exact, hit, number)
            })
            .collect();
        // Deterministic whatever the order in which pages were added.
        hits.sort_by(|(a_exact, a, _), (b_exact, b, _)| {
            let dense = |hit: &Hit| {
                hit.matches.iter().map(|span| span.len()).sum::<usize>() * 1000 / hit.text.len().max(1)
            };
            (Reverse(a_exact), Reverse(dense(a)), &a.path, a.span).cmp(&(
                Reverse(b_exact),
                Reverse(dense(b)),
                &b.path,
                b.span,
            ))
        });
        hits.truncate(if query.limit == 0 { LIMIT } else { query.limit });
        hits.into_iter()
            .map(|(_, mut hit, document)| {
                if hit.statement.is_none() {
                    hit.statement = self.statement_at(document, &hit)?;
                }
                Ok(hit)
            })
            .collect()
    }

    /// Every statement whose words hold those of the query and that passes its filters, as indices into
    /// `Document::statements`, by document in order of ids. No limit: only numbers are kept, for exports.
    ///
    /// # Errors
    /// When the query has nothing to look for, and when the file cannot be read.
    pub fn statements(&self, query: &Query) -> Result<Vec<(DocumentId, Vec<u32>)>> {
        let asked = self.asked(query)?;
        let (conditions, parameters) = conditions(&asked, &self.wanted(query)?, true);
        let sql = format!("SELECT p.document, p.position {conditions} ORDER BY p.document, p.position");
        let rows: Vec<(i64, u32)> =
            self.rows(&sql, params_from_iter(parameters), |row| Ok((row.get(0)?, row.get(1)?)))?;
        let pages: Vec<&[(i64, u32)]> = rows.chunk_by(|a, b| a.0 == b.0).collect();
        let mut found: Vec<(DocumentId, Vec<u32>)> = Vec::with_capacity(pages.len());
        let positions = |page: &[(i64, u32)]| page.iter().map(|(_, position)| *position).collect();
        if pages.len() > SEVERAL {
            let sql = "SELECT number, id FROM document ORDER BY number";
            let ids: Vec<(i64, DocumentId)> = self.rows(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let mut ids = ids.into_iter().peekable();
            for page in pages {
                let Some(&(number, _)) = page.first() else { continue };
                while ids.next_if(|(known, _)| *known < number).is_some() {}
                found.extend(ids.next_if(|(known, _)| *known == number).map(|(_, id)| (id, positions(page))));
            }
        } else {
            for page in pages {
                let Some(&(number, _)) = page.first() else { continue };
                let sql = "SELECT id FROM document WHERE number = ?1";
                let ids: Vec<DocumentId> = self.rows(sql, [number], |row| row.get(0))?;
                found.extend(ids.into_iter().map(|id| (id, positions(page))));
            }
        }
        found.sort();
        Ok(found)
    }

    /// What a span of dates in the query means for what its other parts find; `None` when it has no such span.
    ///
    /// # Errors
    /// When the query has nothing to look for, and when the file cannot be read.
    pub fn date_counts(&self, query: &Query) -> Result<Option<DateCounts>> {
        let Some((first, last)) = query.span(self.path())? else { return Ok(None) };
        let wanted = self.wanted(&Query { since: None, until: None, ..query.clone() })?;
        let (conditions, parameters) = conditions(&self.asked(query)?, &wanted, query.needs_statement());
        let inside = "d.first_day >= ? AND d.last_day <= ? AND NOT d.doubt";
        let touches = "d.last_day >= ? AND d.first_day <= ?";
        let sql = format!(
            "SELECT coalesce(sum({inside}), 0), coalesce(sum({touches}), 0), coalesce(sum(d.first_day IS NULL), 0) {conditions}"
        );
        let days = [first, last].map(Value::from);
        let all = days.iter().chain(&days).cloned().chain(parameters);
        let counts =
            |row: &Row<'_>| -> rusqlite::Result<[i64; 3]> { Ok([row.get(0)?, row.get(1)?, row.get(2)?]) };
        let rows = self.rows(&sql, params_from_iter(all), counts)?;
        let [certain, touching, undated] = rows.into_iter().next().unwrap_or_default().map(|n| n as u64);
        Ok(Some(DateCounts { certain, possible: touching.saturating_sub(certain), undated }))
    }

    /// Where a statement stands: its document, and its index there.
    pub fn statement(&self, id: &str) -> Result<Option<(DocumentId, u32)>> {
        let sql = "SELECT d.id, p.position FROM passage p JOIN document d ON d.number = p.document
                   WHERE p.statement = ?1 ORDER BY d.id, p.position LIMIT 1";
        let found = self.rows(sql, [id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(found.into_iter().next())
    }

    pub(crate) fn asked(&self, query: &Query) -> Result<Asked> {
        let asked = Asked::new(query);
        if asked.words.is_empty() && !query.text.trim().is_empty() {
            let what = format!("`{}` has no word to look for", query.text.trim());
            return Err(Error::new(self.path(), Kind::Query(what)));
        }
        Ok(asked)
    }

    /// The innermost statement that overlaps the first words found.
    fn statement_at(&self, document: i64, hit: &Hit) -> Result<Option<HitStatement>> {
        let Some(first) = hit.matches.first() else { return Ok(None) };
        let (start, end) = (hit.span.start() + first.start(), hit.span.start() + first.end());
        let sql = "SELECT statement, position, kind, stance, speaker, actor FROM passage
                   WHERE document = ?1 AND statement IS NOT NULL AND start < ?3 AND \"end\" > ?2
                   ORDER BY \"end\" - start, position LIMIT 1";
        let found = self.rows(sql, params![document, start as i64, end as i64], |row| statement(row, 0))?;
        Ok(found.into_iter().next().flatten())
    }
}

/// The words of the query, ready for the index and for marking them in a passage.
pub(crate) struct Asked {
    /// Expression of the index that finds them.
    expression: Vec<String>,
    words: Vec<AskedWord>,
}

struct AskedWord {
    folded: String,
    stems: Vec<String>,
    sound: Option<String>,
    exact: bool,
}

impl Asked {
    fn new(query: &Query) -> Self {
        let mut asked = Self { expression: Vec::new(), words: Vec::new() };
        for (n, part) in query.text.split(['"', '«', '»', '“', '”', '„']).enumerate() {
            let quoted = n % 2 == 1;
            let before = asked.words.len();
            for token in tokens(part, 0).into_iter().filter(|token| token.kind != TokenKind::Punctuation) {
                if asked.words.len() >= WORDS {
                    break;
                }
                asked.words.push(AskedWord {
                    stems: stems_of(&token),
                    sound: if query.exact || query.one_script { None } else { sound(token.span.of(part)) },
                    folded: token.folded.to_string(),
                    exact: query.exact,
                });
            }
            let words = asked.words.get(before..).unwrap_or(&[]);
            if quoted && words.len() > 1 {
                let phrase: Vec<String> = words.iter().map(|word| word.phrase(query.exact)).collect();
                let column = if query.exact { "words" } else { "stems" };
                asked.expression.push(format!("{column} : \"{}\"", phrase.join(" ")));
            } else {
                asked.expression.extend(words.iter().map(AskedWord::expression));
            }
        }
        asked
    }

    /// Where the words stand in a passage, and how many of them in the very form that was asked for.
    fn matches(&self, text: &str) -> (Vec<Span>, usize) {
        let mut spans = Vec::new();
        let mut exact = BTreeSet::new();
        if self.words.is_empty() {
            return (spans, 0);
        }
        for token in tokens(text, 0) {
            if token.kind == TokenKind::Punctuation {
                continue;
            }
            let stems = stems_of(&token);
            let written = token.span.of(text);
            let upper = written.chars().next().is_some_and(char::is_uppercase);
            let heard = if upper { sound(written) } else { None };
            let mut found = false;
            for word in &self.words {
                let same = word.folded == *token.folded;
                if same {
                    exact.insert(word.folded.as_str());
                }
                let near = !word.exact
                    && (word.stems.iter().any(|stem| stems.contains(stem))
                        || (word.sound.is_some() && word.sound == heard));
                found |= same || near;
            }
            if found {
                spans.push(token.span);
            }
        }
        (spans, exact.len())
    }
}

impl AskedWord {
    fn phrase(&self, exact: bool) -> String {
        if exact { indexed(&self.folded) } else { self.stems.join(" ") }
    }
    fn expression(&self) -> String {
        if self.exact {
            return format!("words : \"{}\"", self.phrase(true));
        }
        let stems = format!("stems : \"{}\"", self.phrase(false));
        match &self.sound {
            Some(sound) => format!("({stems} OR sounds : \"{sound}\")"),
            None => stems,
        }
    }
}

fn select(asked: &Asked, wanted: &Wanted, statements: bool) -> (String, Vec<Value>) {
    let (conditions, parameters) = conditions(asked, wanted, statements);
    let sql = format!(
        "SELECT d.id, d.path, d.title, d.outlet, d.language, d.published, p.zone, p.start, p.\"end\", p.start_point,
                p.end_point, p.text, d.number, p.statement, p.position, p.kind, p.stance, p.speaker, p.actor
         {conditions} LIMIT {CANDIDATES}"
    );
    (sql, parameters)
}

/// From which tables, and which rows of them.
pub(crate) fn conditions(asked: &Asked, wanted: &Wanted, statements: bool) -> (String, Vec<Value>) {
    let mut sql = "FROM passage p JOIN document d ON d.number = p.document".to_owned();
    let mut parameters: Vec<Value> = Vec::new();
    let mut conditions: Vec<String> = Vec::new();
    let expression: Vec<&str> = asked.expression.iter().chain(&wanted.names).map(String::as_str).collect();
    if !expression.is_empty() {
        sql.push_str(" JOIN passage_index i ON i.rowid = p.number");
        parameters.push(expression.join(" AND ").into());
        conditions.push("passage_index MATCH ?".to_owned());
    }
    conditions.push(format!("p.statement IS {}NULL", if statements { "NOT " } else { "" }));
    conditions.extend(wanted.conditions.iter().cloned());
    parameters.extend(wanted.parameters.iter().cloned());
    sql.push_str(&format!(" WHERE {}", conditions.join(" AND ")));
    (sql, parameters)
}

fn candidate(row: &Row<'_>) -> rusqlite::Result<(Hit, i64)> {
    let language: Option<String> = row.get(4)?;
    let (start, end): (i64, i64) = (row.get(7)?, row.get(8)?);
    let hit = Hit {
        document: row.get(0)?,
        path: row.get(1)?,
        title: row.get(2)?,
        outlet: row.get(3)?,
        language: language.as_deref().map(Language::new),
        published: row.get(5)?,
        zone: parsed(row.get(6)?).unwrap_or(Zone::Other),
        span: Span::new(start as usize, end as usize),
        points: (row.get(9)?, row.get(10)?),
        text: row.get(11)?,
        matches: Vec::new(),
        statement: statement(row, 13)?,
    };
    Ok((hit, row.get(12)?))
}

/// The statement columns from `at` on: id, position, kind, stance, speaker, actor.
fn statement(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<HitStatement>> {
    let Some(id) = row.get::<_, Option<String>>(at)? else { return Ok(None) };
    Ok(Some(HitStatement {
        id,
        index: row.get(at + 1)?,
        kind: parsed(row.get(at + 2)?).unwrap_or(StatementKind::Indirect),
        stance: parsed(row.get(at + 3)?).unwrap_or(Stance::Assert),
        speaker: row.get(at + 4)?,
        actor: row.get(at + 5)?,
    }))
}

pub(crate) fn parsed<T: DeserializeOwned>(word: String) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word)).ok()
}
