//! Which person ids of single documents are one person.
//!
//! Takes the ids with the names they go by, gives for each id that is taken over the id that stands, and why. Full names
//! join when they are alike (`name::alike`) and nothing speaks against any pair of the group; then names with an initial,
//! then bare family names, each only where one person alone fits. Candidates come from an index whose lists are capped, so
//! the cost grows with the number of people.

use super::super::decisions::Decisions;
use super::super::model::Join;
use super::Aliases;
use crate::model::*;
use crate::name::{FullName, Index, SAME, alike, same_patronymic};
use crate::text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// Written forms of a name that are remembered.
const FORMS: usize = 8;
/// Names of a group that are compared with a newcomer; a larger group takes no more in.
const GROUP: usize = 24;
/// People who may share a family name with a bare one.
const NAMESAKES: usize = 48;
/// Least likeness of any two names of a group.
const WHOLE: f32 = 0.62;
/// Two people of one document are two, unless their names are nearly the same.
const TOGETHER: f32 = 0.9;
/// Family names this alike are one.
const FAMILY: f32 = 0.93;

/// What all documents say of one person id.
#[derive(Debug, Default)]
struct Person {
    names: BTreeMap<String, u32>,
    /// Indices of documents, in order.
    documents: BTreeSet<u32>,
    genders: [u32; 2],
    /// From the table of people.
    known: bool,
    /// Its full names as written, folded.
    forms: BTreeSet<String>,
}

/// How much of a name an id holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fullness {
    Full,
    Initial,
    Family,
}

/// `e:per:alexander-lukashenka` is full, `e:per:a.-lukashenka` has an initial, `e:per:?-lukashenka` is a family name alone.
fn fullness(id: &str) -> Option<Fullness> {
    let key = id.strip_prefix("e:per:")?;
    Some(match key.split_once('-') {
        Some(("?", _)) => Fullness::Family,
        Some((given, _)) if given.ends_with('.') => Fullness::Initial,
        _ => Fullness::Full,
    })
}

/// The patronymic in an id: `e:per:ivan-patravich-luhav`.
fn patronymic(id: &str) -> Option<&str> {
    let (_, rest) = id.strip_prefix("e:per:")?.split_once('-')?;
    let (middle, _) = rest.rsplit_once('-')?;
    (middle.ends_with("ich") || middle.ends_with("na")).then_some(middle)
}

/// Two ids with patronymics that are no spellings of one.
fn other_patronymic(a: &str, b: &str) -> bool {
    match (patronymic(a), patronymic(b)) {
        (Some(a), Some(b)) => !same_patronymic(a, b),
        _ => false,
    }
}

/// Why somebody was taken over, and what was weighed.
type Why = (Remark, Vec<Remark>);

/// The outcome: who was taken over by whom and why, and what stayed in doubt.
#[derive(Debug, Default)]
pub(super) struct Joined {
    pub(super) aliases: Aliases,
    /// Why an id was taken over, by that id.
    pub(super) joins: BTreeMap<ActorId, Join>,
    /// Why an id was not, by that id.
    pub(super) doubts: BTreeMap<ActorId, Remark>,
}

struct One<'a> {
    id: &'a str,
    person: Person,
    fullness: Fullness,
    name: String,
    read: FullName,
}

impl One<'_> {
    fn gender(&self) -> Gender {
        match self.person.genders {
            [men, women] if men > 3 * women => Gender::Masculine,
            [men, women] if women > 3 * men => Gender::Feminine,
            _ => Gender::Unknown,
        }
    }
    /// Better known ids stand: those of the table, then those of more documents.
    fn rank(&self) -> (bool, usize, std::cmp::Reverse<&str>) {
        (self.person.known, self.person.documents.len(), std::cmp::Reverse(self.id))
    }
}

fn collect<'a>(documents: &[&'a Document]) -> Vec<One<'a>> {
    let mut people: BTreeMap<&str, Person> = BTreeMap::new();
    for (index, document) in (0u32..).zip(documents) {
        for entity in document.entities.iter().filter(|e| !super::is_local(e)) {
            if fullness(&entity.actor).is_none() {
                continue;
            }
            let person = people.entry(&entity.actor).or_default();
            *person.names.entry(entity.name.clone()).or_default() += 1;
            person.documents.insert(index);
            person.known |= entity.why.iter().any(|why| why == "people-table");
            match entity.gender {
                Gender::Masculine => person.genders[0] += 1,
                Gender::Feminine => person.genders[1] += 1,
                _ => {}
            }
        }
    }
    for document in documents {
        for mention in document.mentions.iter().filter(|mention| mention.kind == MentionKind::Name) {
            let entity = mention.entity.and_then(|id| document.entity(id));
            let Some(person) = entity.and_then(|entity| people.get_mut(entity.actor.as_str())) else {
                continue;
            };
            let text = document.slice(mention.span);
            if person.forms.len() < FORMS && text.contains(' ') {
                person.forms.insert(fold(text));
            }
        }
    }
    let one = |(id, person): (&'a str, Person)| {
        let name = person.names.iter().max_by_key(|(name, n)| (**n, std::cmp::Reverse(*name)))?.0.clone();
        let read = FullName::new(&name);
        Some(One { id, fullness: fullness(id)?, person, name, read })
    };
    people.into_iter().filter_map(one).collect()
}

/// Groups of people, each known by its first member.
struct Groups {
    of: Vec<usize>,
    members: BTreeMap<usize, Vec<usize>>,
}

impl Groups {
    fn of(&self, one: usize) -> usize {
        self.of.get(one).copied().unwrap_or(one)
    }
    fn members(&self, one: usize) -> &[usize] {
        self.members.get(&self.of(one)).map_or(&[], Vec::as_slice)
    }
    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        let (a, b) = (a.min(b), a.max(b));
        if a == b {
            return;
        }
        for member in self.members.remove(&b).unwrap_or_default() {
            if let Some(of) = self.of.get_mut(member) {
                *of = a;
            }
            self.members.entry(a).or_default().push(member);
        }
    }
}

/// Nothing speaks against two people being one, and their names are this alike at least.
fn compatible(a: &One<'_>, b: &One<'_>, least: f32, decisions: &Decisions) -> bool {
    let alike = alike(&a.read, &b.read);
    let together = || a.person.documents.intersection(&b.person.documents).next().is_some();
    let genders = a.gender() == Gender::Unknown || b.gender() == Gender::Unknown || a.gender() == b.gender();
    alike.veto.is_none()
        && !other_patronymic(a.id, b.id)
        && decisions.apart(a.id, b.id).is_none()
        && alike.score >= least
        && !(a.person.known && b.person.known)
        && (genders || alike.score >= TOGETHER)
        && (alike.score >= TOGETHER || !together())
}

/// All pairs of two groups are compatible.
fn whole(people: &[One<'_>], a: &[usize], b: &[usize], decisions: &Decisions) -> bool {
    a.len() + b.len() <= GROUP
        && a.iter().all(|i| {
            b.iter().all(|j| match (people.get(*i), people.get(*j)) {
                (Some(a), Some(b)) => compatible(a, b, WHOLE, decisions),
                _ => false,
            })
        })
}

/// Joins the people of documents that are sorted and distinct, but for those that people decided to keep apart.
pub(super) fn join(documents: &[&Document], decisions: &Decisions) -> Joined {
    let people = collect(documents);
    let mut groups = Groups {
        of: (0..people.len()).collect(),
        members: (0..people.len()).map(|one| (one, vec![one])).collect(),
    };
    let misread = misread(&people, decisions);
    let mut full: Vec<usize> = places(&people, Fullness::Full);
    full.retain(|one| !misread.contains_key(one));
    let index = Index::new(full.iter().filter_map(|i| people.get(*i)).map(|one| one.read.clone()).collect());
    let mut search = index.search();
    let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
    let mut why: BTreeMap<usize, Why> = BTreeMap::new();
    for &i in &full {
        let Some(one) = people.get(i) else { continue };
        for place in search.candidates(&one.read, NAMESAKES) {
            let Some(&j) = full.get(place as usize).filter(|j| **j > i) else { continue };
            if let Some(other) = people.get(j)
                && compatible(one, other, SAME, decisions)
            {
                pairs.push(((alike(&one.read, &other.read).score * 1000.0) as u32, i, j));
            }
        }
    }
    let mut joined = Joined::default();
    let torn = between(&people, &pairs);
    pairs.retain(|(_, i, j)| !torn.contains(i) && !torn.contains(j));
    for one in torn.iter().filter_map(|i| people.get(*i)) {
        joined.doubts.insert(one.id.to_owned(), Remark::new("patronymics", []));
    }
    pairs.sort_unstable_by_key(|(score, i, j)| (std::cmp::Reverse(*score), *i, *j));
    for (score, i, j) in pairs {
        if groups.of(i) != groups.of(j) && whole(&people, groups.members(i), groups.members(j), decisions) {
            groups.join(i, j);
            if let (Some(a), Some(b)) = (people.get(i), people.get(j)) {
                let score = format!("{:.2}", f64::from(score) / 1000.0);
                let text = Remark::new("same-name", [a.name.to_owned(), b.name.to_owned(), score.clone()]);
                let parts = vec![Remark::new("likeness", [score, format!("{SAME:.2}")])];
                why.insert(i, (text.clone(), parts.clone()));
                why.insert(j, (text, parts));
            }
        }
    }
    // an initial, then a family name alone, where one person fits
    for &i in &places(&people, Fullness::Initial) {
        let Some(one) = people.get(i) else { continue };
        let found = search.candidates(&one.read, NAMESAKES);
        let fits = found.into_iter().filter_map(|place| full.get(place as usize).copied());
        let fits =
            fits.filter(|j| people.get(*j).is_some_and(|other| compatible(one, other, TOGETHER, decisions)));
        only(i, fits, "only-initial", &mut groups, &mut why, &mut joined, one);
    }
    let families: Vec<usize> = (0..people.len())
        .filter(|i| people.get(*i).is_some_and(|one| one.fullness != Fullness::Family && groups.of(*i) == *i))
        .collect();
    let index =
        Index::new(families.iter().filter_map(|i| people.get(*i)).map(|one| one.read.family()).collect());
    let mut search = index.search();
    for &i in &places(&people, Fullness::Family) {
        let Some(one) = people.get(i) else { continue };
        let found = search.candidates(&one.read, NAMESAKES);
        let alike =
            |place: &u32| index.name(*place).is_some_and(|name| alike(&one.read, name).score >= FAMILY);
        let fits = found.into_iter().filter(alike).filter_map(|place| families.get(place as usize).copied());
        let fits: Vec<usize> = fits.collect();
        let apart = |j: &usize| {
            let other =
                |member: &usize| people.get(*member).and_then(|other| decisions.apart(one.id, other.id));
            groups.members(*j).iter().find_map(other)
        };
        if let Some(number) = fits.iter().find_map(apart) {
            joined.doubts.insert(one.id.to_owned(), Remark::new("kept-apart", [number.to_string()]));
        }
        let fits: Vec<usize> = fits.into_iter().filter(|j| apart(j).is_none()).collect();
        only(i, fits.into_iter(), "only-surname", &mut groups, &mut why, &mut joined, one);
    }
    for members in groups.members.values().filter(|members| members.len() > 1) {
        let stands =
            members.iter().filter_map(|i| people.get(*i)).filter(|one| one.fullness == Fullness::Full);
        let stands = stands.max_by_key(|one| one.rank());
        let any = || members.iter().filter_map(|i| people.get(*i)).max_by_key(|one| one.rank());
        let Some(stands) = stands.or_else(any) else { continue };
        for &i in members {
            let Some(one) = people.get(i).filter(|one| one.id != stands.id) else { continue };
            joined.aliases.insert(one.id.to_owned(), stands.id.to_owned());
            if let Some((why, parts)) = why.get(&i) {
                let join =
                    Join { actor: one.id.to_owned(), why: why.clone(), parts: parts.clone(), decision: None };
                joined.joins.insert(one.id.to_owned(), join);
            }
        }
    }
    for (one, other) in misread.iter().filter_map(|(a, b)| Some((people.get(*a)?, people.get(*b)?))) {
        let to = super::resolve(&joined.aliases, other.id).to_owned();
        let form = one.person.forms.first().cloned().unwrap_or_default();
        let why = Remark::new("written-name", [form, other.name.to_owned()]);
        let forms = other.person.forms.len().to_string();
        let parts = vec![Remark::new("forms", [other.name.to_owned(), forms])];
        joined.aliases.insert(one.id.to_owned(), to);
        joined.joins.insert(one.id.to_owned(), Join { actor: one.id.to_owned(), why, parts, decision: None });
    }
    joined
}

/// «Илона Варга» may be a woman or, in the genitive, a man. Whoever is known by one written form only, which one other
/// person is written in too, among others, is that person: those other forms told which reading is right.
fn misread(people: &[One<'_>], decisions: &Decisions) -> BTreeMap<usize, usize> {
    let mut by_form: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let full = |one: &One<'_>| one.fullness == Fullness::Full;
    for (index, one) in people.iter().enumerate().filter(|(_, one)| full(one) && one.person.forms.len() > 1) {
        one.person.forms.iter().for_each(|form| by_form.entry(form).or_default().push(index));
    }
    let mut found = BTreeMap::new();
    for (index, one) in people.iter().enumerate().filter(|(_, one)| full(one) && !one.person.known) {
        let (Some(form), 1) = (one.person.forms.first(), one.person.forms.len()) else { continue };
        let Some(&[other]) = by_form.get(form.as_str()).map(Vec::as_slice) else { continue };
        let together =
            |other: &One<'_>| one.person.documents.intersection(&other.person.documents).next().is_some();
        if people
            .get(other)
            .is_some_and(|other| !together(other) && decisions.apart(one.id, other.id).is_none())
        {
            found.insert(index, other);
        }
    }
    found
}

/// Names without a patronymic that fit two people whose patronymics differ.
fn between(people: &[One<'_>], pairs: &[(u32, usize, usize)]) -> BTreeSet<usize> {
    let mut with: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for (_, i, j) in pairs {
        for (one, other) in [(*i, *j), (*j, *i)] {
            let Some(other) = people.get(other).filter(|other| patronymic(other.id).is_some()) else {
                continue;
            };
            if people.get(one).is_some_and(|one| patronymic(one.id).is_none()) {
                with.entry(one).or_default().push(other.id);
            }
        }
    }
    let differ =
        |ids: &Vec<&str>| ids.iter().skip(1).any(|id| ids.first().is_some_and(|a| other_patronymic(a, id)));
    with.into_iter().filter(|(_, ids)| differ(ids)).map(|(one, _)| one).collect()
}

fn places(people: &[One<'_>], fullness: Fullness) -> Vec<usize> {
    people.iter().enumerate().filter(|(_, one)| one.fullness == fullness).map(|(i, _)| i).collect()
}

/// Joins `i` to the only group among `fits`; more than one leave a doubt.
fn only(
    i: usize,
    fits: impl Iterator<Item = usize>,
    rule: &'static str,
    groups: &mut Groups,
    why: &mut BTreeMap<usize, Why>,
    joined: &mut Joined,
    one: &One<'_>,
) {
    let fits: BTreeSet<usize> = fits.map(|j| groups.of(j)).collect();
    match fits.first() {
        Some(&group) if fits.len() == 1 => {
            groups.join(group, i);
            let family = one.id.rsplit_once('-').map_or(one.id, |(_, family)| family);
            let parts = vec![
                Remark::new("family-key", [family.to_owned()]),
                Remark::new("family-people", ["1".to_owned()]),
                match one.fullness {
                    Fullness::Family => Remark::new("no-given", []),
                    _ => Remark::new("given-fits", [one.name.to_owned()]),
                },
            ];
            why.insert(i, (Remark::new(rule, []), parts));
        }
        Some(_) => {
            let doubt = Remark::new("several-surname", [fits.len().to_string()]);
            joined.doubts.insert(one.id.to_owned(), doubt);
        }
        None => {}
    }
}
