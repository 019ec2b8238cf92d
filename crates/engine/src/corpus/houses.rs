//! Outlets and agencies as they cite each other, by name in any script.
//!
//! Takes a document and a statement, gives the page's own outlet and those it names as its sources. A house is the same in
//! every script and case: what counts is the frame of consonants of its name.

use super::actors::{Aliases, actor_id, resolve};
use super::words::skeleton;
use crate::model::*;
use std::collections::BTreeSet;

/// An outlet or agency where a page names it, or the page's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct House {
    /// The same for the same house in any script.
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) actor: Option<ActorId>,
    pub(crate) span: Option<Span>,
    /// Named in the sentence of the statement.
    pub(crate) explicit: bool,
}

/// Consonants of a name, which agree across scripts and cases; `None` when too few are left to tell names apart.
pub(crate) fn frame(name: &str) -> Option<String> {
    let frame: Vec<String> = crate::text::fold(name)
        .split(|c: char| !c.is_alphanumeric())
        .map(skeleton)
        .filter(|s| !s.is_empty())
        .collect();
    let frame = frame.join(" ");
    (frame.len() >= 4).then_some(frame)
}

/// The frame of a house with pages here that a frame in another case means, else the frame itself. Words agree when one is
/// the other and one consonant of an ending; a frame that fits two houses fits none.
pub(crate) fn canonical(key: &str, known: &BTreeSet<String>) -> String {
    if known.contains(key) {
        return key.to_owned();
    }
    let mut fits = known.iter().filter(|other| alike(key, other));
    match (fits.next(), fits.next()) {
        (Some(only), None) => only.clone(),
        _ => key.to_owned(),
    }
}

/// The shortest of some frames that mean the same house: the ending of a case adds a consonant.
pub(crate) fn shortest<'a>(key: &str, known: impl Iterator<Item = &'a String>) -> Option<&'a String> {
    known.filter(|other| alike(key, other)).min_by_key(|other| (other.len(), *other))
}

fn alike(a: &str, b: &str) -> bool {
    let word = |(a, b): (&str, &str)| {
        let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        short == long || (short.len() >= 3 && long.starts_with(short) && long.len() - short.len() == 1)
    };
    a.split(' ').count() == b.split(' ').count() && a.split(' ').zip(b.split(' ')).all(word)
}

fn house(name: &str, actor: Option<ActorId>, span: Option<Span>, explicit: bool) -> House {
    let key = frame(name).or_else(|| actor.clone()).unwrap_or_else(|| crate::text::fold(name));
    House { key, name: name.to_owned(), actor, span, explicit }
}

/// The outlet that published a page; `None` when the page does not say.
pub(crate) fn publisher(document: &Document, aliases: &Aliases) -> Option<House> {
    let outlet = document.metadata.outlet.as_ref()?;
    let actor = resolve(aliases, &outlet.actor).to_owned();
    Some(house(&outlet.name, Some(actor), outlet.basis.span, false))
}

/// Houses that the page says it has a statement from, innermost first; never the page's own.
pub(crate) fn cited(document: &Document, statement: &Statement, aliases: &Aliases) -> Vec<House> {
    let own = publisher(document, aliases).map(|h| h.key);
    let mut out: Vec<House> = Vec::new();
    for link in statement.chain.iter().filter(|l| l.role != LinkRole::Publisher && !l.anonymous) {
        let Some((id, entity)) = link.entity.and_then(|id| Some((id, document.entity(id)?))) else {
            continue;
        };
        let press = entity.kind == EntityKind::Outlet
            || (entity.kind == EntityKind::Organisation && link.role == LinkRole::Relay);
        if !press || entity.anonymous {
            continue;
        }
        let actor = resolve(aliases, &actor_id(document, entity, id.0 as usize)).to_owned();
        let found = house(&entity.name, Some(actor), link.span, link.explicit);
        if own.as_ref() != Some(&found.key) && !out.iter().any(|h| h.key == found.key) {
            out.push(found);
        }
    }
    out
}

/// Agencies and outlets that the byline of a page names, its own outlet left out.
pub(crate) fn byline(document: &Document, aliases: &Aliases) -> Vec<House> {
    let own = publisher(document, aliases).map(|h| h.key);
    let agencies = document.metadata.agencies.iter();
    let mut out: Vec<House> = Vec::new();
    for agency in agencies {
        let found = house(&agency.value, None, agency.basis.span, true);
        if own.as_ref() != Some(&found.key) && !out.iter().any(|h| h.key == found.key) {
            out.push(found);
        }
    }
    out
}
