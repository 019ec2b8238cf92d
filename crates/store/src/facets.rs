//! How many of the statements that a query finds each filter would leave.
//!
//! Takes a `Query`, gives counts by value, the most frequent first.

use crate::search::conditions;
use crate::{Query, Result, Store};
use rusqlite::{Row, params_from_iter};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Values of one facet that are given.
const VALUES: usize = 20;

/// One value of a filter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetValue {
    /// What the filter takes.
    pub value: String,
    /// What people read, where that is not the value itself.
    pub name: Option<String>,
    pub statements: u64,
}

/// Counts for each filter, under the names of the filters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facets {
    /// Statements counted.
    pub statements: u64,
    pub actor: Vec<FacetValue>,
    pub via: Vec<FacetValue>,
    pub outlet: Vec<FacetValue>,
    pub lang: Vec<FacetValue>,
    pub kind: Vec<FacetValue>,
    pub stance: Vec<FacetValue>,
    pub zone: Vec<FacetValue>,
    pub date: Vec<FacetValue>,
}

/// Columns of the question, in the order of the fields.
const COLUMNS: &str = "p.actor, p.speaker, p.via, d.outlet, d.language, p.kind, p.stance, p.zone,
    CASE WHEN d.published IS NULL THEN 'none' WHEN d.doubt THEN 'doubtful' WHEN length(d.published) = 4 THEN 'year'
         WHEN length(d.published) = 7 THEN 'month' ELSE 'day' END";

/// A name, and how often.
type Counts = BTreeMap<String, (Option<String>, u64)>;

impl Store {
    /// Counts of the statements whose words hold those of the query and that pass its filters, all of them.
    ///
    /// # Errors
    /// When the query has nothing to look for, and when the file cannot be read.
    pub fn facets(&self, query: &Query) -> Result<Facets> {
        let asked = self.asked(query)?;
        let (conditions, parameters) = conditions(&asked, &self.wanted(query)?, true);
        let sql = format!("SELECT {COLUMNS}, count(*) {conditions} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9");
        let read = |row: &Row<'_>| -> rusqlite::Result<([Option<String>; 9], i64)> {
            let mut cells = [const { None }; 9];
            for (at, cell) in cells.iter_mut().enumerate() {
                *cell = row.get(at)?;
            }
            Ok((cells, row.get(9)?))
        };
        let mut counts: [Counts; 8] = Default::default();
        let mut statements = 0;
        for ([actor, speaker, rest @ ..], n) in self.rows(&sql, params_from_iter(parameters), read)? {
            let n = n as u64;
            statements += n;
            let cells = [actor].into_iter().chain(rest);
            for ((at, cell), list) in cells.enumerate().zip(&mut counts) {
                let Some(value) = cell else { continue };
                let entry = list.entry(value).or_insert((None, 0));
                entry.1 += n;
                if at == 0 && entry.0.is_none() {
                    entry.0.clone_from(&speaker);
                }
            }
        }
        let [actor, via, outlet, lang, kind, stance, zone, date] = counts.map(most);
        Ok(Facets { statements, actor, via, outlet, lang, kind, stance, zone, date })
    }
}

fn most(counts: Counts) -> Vec<FacetValue> {
    let mut list: Vec<FacetValue> = counts
        .into_iter()
        .map(|(value, (name, statements))| FacetValue { value, name, statements })
        .collect();
    list.sort_by(|a, b| (Reverse(a.statements), &a.value).cmp(&(Reverse(b.statements), &b.value)));
    list.truncate(VALUES);
    list
}
