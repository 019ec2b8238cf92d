//! Pages that hang together by copying, and how many tellings they are.

use super::super::model::*;
use super::direction::minute;
use crate::model::*;
use std::collections::BTreeMap;

/// Groups of pages that copies join, the largest first; pages that share nothing with others are in none. `documents` may
/// come in any order.
pub fn copy_groups(corpus: &Corpus, documents: &[&Document]) -> Vec<CopyGroup> {
    let mut all = Sets::default();
    for edge in &corpus.copies {
        all.join(&edge.a, &edge.b);
    }
    all.join_children(&corpus.parents);
    let telling_of = tellings(&corpus.copies, &corpus.parents);
    let mut groups: BTreeMap<String, CopyGroup> = BTreeMap::new();
    for id in all.ids() {
        let group = groups.entry(all.top(&id)).or_default();
        group.documents.push(id);
    }
    for (index, edge) in corpus.copies.iter().enumerate() {
        if let Some(group) = groups.get_mut(&all.top(&edge.a)) {
            group.edges.push(index as u32);
        }
    }
    for parent in &corpus.parents {
        let first = parent.documents.first().map(|id| all.top(id)).unwrap_or_default();
        if let Some(group) = groups.get_mut(&first) {
            group.parents.push(parent.id.clone());
        }
    }
    let dates: BTreeMap<&str, &str> = documents
        .iter()
        .filter_map(|d| Some((d.id.as_str(), d.metadata.published.value.as_deref()?)))
        .collect();
    for group in groups.values_mut() {
        let telling = |id: &String| telling_of.get(id).unwrap_or(id).clone();
        let mut tops: Vec<String> = group.documents.iter().map(telling).collect();
        tops.sort();
        tops.dedup();
        group.tellings = tops.len() as u32;
        let dated = group.documents.iter().filter_map(|id| {
            let date = dates.get(id.as_str())?;
            Some((minute(date)?.0, id.clone(), (*date).to_owned()))
        });
        group.earliest_seen = dated.min().map(|(_, id, date)| (id, date));
    }
    let mut out: Vec<CopyGroup> = groups.into_values().collect();
    out.sort_by(|x, y| y.documents.len().cmp(&x.documents.len()).then(x.documents.cmp(&y.documents)));
    out
}

/// Documents that are one telling with others, each with the least id of its telling.
pub(crate) fn tellings(copies: &[CopyEdge], parents: &[CommonParent]) -> BTreeMap<DocumentId, DocumentId> {
    let mut sets = Sets::default();
    for edge in copies.iter().filter(|edge| edge.class.is_one_telling()) {
        sets.join(&edge.a, &edge.b);
    }
    sets.join_children(parents);
    sets.ids().into_iter().map(|id| (id.clone(), sets.top(&id))).collect()
}

/// Disjoint sets of ids; the least id of each set stands for it.
#[derive(Default)]
struct Sets {
    above: BTreeMap<String, String>,
}

impl Sets {
    fn ids(&self) -> Vec<String> {
        self.above.keys().cloned().collect()
    }

    fn top(&self, id: &str) -> String {
        let mut id = id;
        while let Some(above) = self.above.get(id).filter(|above| *above != id) {
            id = above;
        }
        id.to_owned()
    }

    /// Children of one parent tell what it told.
    fn join_children(&mut self, parents: &[CommonParent]) {
        for parent in parents {
            for other in parent.documents.iter().skip(1) {
                if let Some(first) = parent.documents.first() {
                    self.join(first, other);
                }
            }
        }
    }

    fn join(&mut self, a: &str, b: &str) {
        let (x, y) = (self.top(a), self.top(b));
        let (keep, gone) = if x <= y { (x, y) } else { (y, x) };
        for id in [a, b, &gone] {
            // shorter ways for the next look-up
            self.above.insert(id.to_owned(), keep.clone());
        }
        self.above.insert(keep.clone(), keep);
    }
}
