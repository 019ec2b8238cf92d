//! Whether pronouns, roles, nicknames and unnamed speakers lead to the right actor: what `score.py` does not print.
//!
//! Takes the gold of `seeds` and records of its pages, gives a count over all core statements of that kind, found or not.

use crate::words::{self, Words};
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

#[derive(Default)]
pub(super) struct Resolved {
    pub(super) right: usize,
    pub(super) gold: usize,
    pub(super) misses: Vec<String>,
}

pub(super) fn count(data: &Path, records: &Path) -> Result<Resolved, String> {
    let mut records: BTreeMap<String, Value> = read(records)?
        .into_iter()
        .filter_map(|record| Some((record["document"]["path"].as_str()?.to_owned(), record)))
        .collect();
    let mut resolved = Resolved::default();
    for page in crate::entries(&data.join("pages"))? {
        let name = crate::name_of(&page);
        let Some(stem) = name.strip_suffix(".txt") else { continue };
        let text = std::fs::read_to_string(&page).map_err(|error| format!("{}: {error}", page.display()))?;
        let statements = read(&data.join(format!("gold/{stem}.statements.jsonl")))?;
        let mentions = read(&data.join(format!("gold/{stem}.mentions.jsonl")))?;
        let record = records.remove(&name).ok_or_else(|| format!("no record of {name}"))?;
        count_page(&text, &statements, &mentions, &record, &mut resolved);
    }
    Ok(resolved)
}

fn read(path: &Path) -> Result<Vec<Value>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| serde_json::from_str(line).map_err(|error| format!("{}: {error}", path.display())))
        .collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// `start` and `end` of a value, in code points.
fn points(value: &Value) -> Option<Range<usize>> {
    Some(value["start"].as_u64()? as usize..value["end"].as_u64()? as usize)
}

fn count_page(text: &str, statements: &[Value], mentions: &[Value], record: &Value, resolved: &mut Resolved) {
    let bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
    let byte = |point: usize| bytes.get(point).copied().unwrap_or(text.len());
    let words = Words::new(text);
    let touched = |spans: &[Value]| {
        let ranges: Vec<_> = spans.iter().filter_map(points).map(|r| byte(r.start)..byte(r.end)).collect();
        words.touched(&ranges)
    };
    let gold: Vec<_> = statements
        .iter()
        .map(|s| {
            let others = list(&s["alt_content"]).iter();
            let mut readings = vec![touched(list(&s["content"]))];
            readings.extend(others.map(|alt| {
                if alt.is_array() { touched(list(alt)) } else { touched(std::slice::from_ref(alt)) }
            }));
            readings
        })
        .collect();
    let predicted = list(&record["statements"]);
    let contents: Vec<_> = predicted.iter().map(|s| touched(list(&s["content"]))).collect();
    let core = |g: usize| statements[g]["core"].as_bool() == Some(true);
    let pairs: BTreeMap<usize, usize> =
        words::pair(&gold, &contents, core).into_iter().map(|(g, p, _)| (g, p)).collect();
    // What a predicted actor is taken for: the gold actor of most of its names and named speakers.
    let mut votes: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    // Gold mentions and gold speakers may name one actor by two ids: a name inside a speaker's words ties them.
    let mut same: BTreeMap<&str, &str> = BTreeMap::new();
    for speaker in statements.iter().map(|s| &s["speaker"]).filter(|s| s["mention"].as_str() == Some("name")) {
        let (Some(range), Some(id)) = (points(speaker), speaker["id"].as_str()) else { continue };
        let within = mentions.iter().filter(|m| m["kind"].as_str() == Some("name") && m["type"].as_str() == Some("PER"));
        let within = within.filter(|m| points(m).is_some_and(|m| range.start <= m.start && m.end <= range.end));
        if let Some(name) = within.last().and_then(|m| m["id"].as_str()) {
            same.insert(name, id);
        }
    }
    for mention in mentions.iter().filter(|m| matches!(m["kind"].as_str(), Some("name" | "alias"))) {
        let Some(range) = points(mention) else { continue };
        let best = list(&record["mentions"])
            .iter()
            .filter_map(|m| Some((overlap(&range, &points(m)?), m)))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((share, found)) = best
            && share >= 0.5
            && let (Some(actor), Some(id)) = (found["actor"].as_str(), mention["id"].as_str())
        {
            let id = same.get(id).copied().unwrap_or(id);
            *votes.entry(actor).or_default().entry(id).or_default() += 1;
        }
    }
    let unnamed = |s: &Value| {
        matches!(s["speaker"]["mention"].as_str(), Some("pronoun" | "role" | "nickname" | "implicit"))
    };
    for (g, p) in &pairs {
        let (truth, said) = (&statements[*g]["speaker"], &predicted[*p]["speaker"]);
        if let (false, Some(actor), Some(id)) =
            (unnamed(&statements[*g]), said["actor"].as_str(), truth["id"].as_str())
        {
            *votes.entry(actor).or_default().entry(id).or_default() += 1;
        }
    }
    for (g, truth) in statements.iter().enumerate().filter(|(g, s)| core(*g) && unnamed(s)) {
        resolved.gold += 1;
        let id = truth["speaker"]["id"].as_str();
        let actor = pairs.get(&g).and_then(|p| predicted[*p]["speaker"]["actor"].as_str());
        let taken = actor.and_then(|a| votes.get(a)).and_then(|ids| ids.iter().max_by_key(|(_, n)| **n));
        if id.is_some() && taken.map(|(id, _)| *id) == id {
            resolved.right += 1;
        } else {
            let what = if pairs.contains_key(&g) { actor.unwrap_or("no actor") } else { "not found" };
            resolved.misses.push(format!(
                "{} {}: {what}",
                truth["id"].as_str().unwrap_or("?"),
                id.unwrap_or("?")
            ));
        }
    }
}

/// Shared length over joined length.
fn overlap(a: &Range<usize>, b: &Range<usize>) -> f64 {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    shared as f64 / (a.end.max(b.end) - a.start.min(b.start)).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_pronoun_is_right_when_its_actor_is_that_of_the_name() {
        let text = "Карпа каже. Вона пояснила, що кворуму не було.";
        let at = |words: &str| {
            let start = text[..text.find(words).expect("there")].chars().count();
            json!({"start": start, "end": start + words.chars().count()})
        };
        let with = |mut place: Value, more: Value| {
            place.as_object_mut().expect("object").extend(more.as_object().expect("object").clone());
            place
        };
        let statements = [json!({"id": "s1", "core": true, "content": [at("кворуму не було")],
            "speaker": with(at("Вона"), json!({"id": "per:karpa", "mention": "pronoun"}))})];
        let mentions = [with(at("Карпа"), json!({"id": "per:karpa", "kind": "name"}))];
        let check = |pronoun: &str| {
            let record = json!({
                "mentions": [with(at("Карпа"), json!({"actor": "e:1"}))],
                "statements": [{"content": [at("кворуму не було")], "speaker": with(at("Вона"), json!({"actor": pronoun}))}]
            });
            let mut resolved = Resolved::default();
            count_page(text, &statements, &mentions, &record, &mut resolved);
            (resolved.right, resolved.gold)
        };
        assert_eq!(check("e:1"), (1, 1));
        assert_eq!(check("e:2"), (0, 1));
    }
}
