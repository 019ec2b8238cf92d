//! `slavicner`: names found in running text, and who is one with whom across documents and languages.
//!
//! Takes a folder of the SlavicNER corpus (Piskorski et al., LREC-COLING 2024): `raw/TOPIC/LANGUAGE/NAME.txt`, and beside it
//! `ner/TOPIC/LANGUAGE/NAME.tsv` with the columns start, end (in characters), text, lemma, category, id and no header.
//! Languages that the program has no pack for are passed over.
//!
//! - A gold name whose offsets do not hold its text goes to the nearest place that does; where there is none it is left out.
//! - `names F1`: mentions of any type. Found names are those written as names (no roles, pronouns, adjectives), the outermost
//!   of nested ones. A found name and a gold one are the same when they share at least half of the characters of the longer,
//!   quotation marks aside; each is used once. `names exact F1`: the same characters.
//! - `entities F1`: per document, as the shared task's relaxed measure: a gold entity is found when one of its names is; an
//!   actor is right when one of its names is.
//! - `nominative, of found`: of persons with more than a word in the gold, the name of the entity is the gold lemma.
//! - `linking B3`: gold names, B³ over all documents and languages by the gold id. A name takes the actor that the corpus
//!   gives to its mention; a name that was not found takes the actor that the same text has most often elsewhere, or that
//!   of its text alone (`name::actor_of_name`).
//! - `end to end B3`: only names that were found; recall counts the others as lost.

use super::{Context, Figure, Outcome, hash};
use reportedly_engine::corpus::Decisions;
use reportedly_engine::model::{Document, Language, Mention, MentionKind, Origin};
use reportedly_engine::name::{Words, actor_of_name, slug};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A name of the gold, at bytes of the text.
struct Gold {
    start: usize,
    end: usize,
    text: String,
    lemma: String,
    category: String,
    id: String,
}

struct Page {
    name: String,
    language: String,
    text: String,
    gold: Vec<Gold>,
    /// Gold names that stand nowhere in the text.
    lost: usize,
}

/// A name that was found: its bytes, the entity's name, its actor.
struct Found {
    start: usize,
    end: usize,
    name: String,
    actor: String,
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Pages of the languages that have a pack, in order of their paths.
fn load(folder: &Path, context: &Context) -> Result<Vec<Page>, String> {
    let mut pages = Vec::new();
    for topic in crate::entries(&folder.join("ner"))? {
        for group in crate::entries(&topic)? {
            let language = crate::name_of(&group);
            if context.engine.packs().get(Language::new(&language)).is_none() {
                continue;
            }
            let raw = folder.join("raw").join(crate::name_of(&topic)).join(&language);
            for table in crate::entries(&group)? {
                let file = crate::name_of(&table);
                let Some(name) = file.strip_suffix(".tsv") else { continue };
                let text = read(&raw.join(format!("{name}.txt")))?;
                let (gold, lost) = align(&read(&table)?, &text);
                let name = format!("{}/{language}/{name}", crate::name_of(&topic));
                pages.push(Page { name, language: language.clone(), text, gold, lost });
            }
        }
    }
    if pages.is_empty() {
        return Err(format!("{}: no pages of a known language", folder.display()));
    }
    Ok(pages)
}

/// Gold names at their places in the text, and how many have none.
fn align(table: &str, text: &str) -> (Vec<Gold>, usize) {
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let (mut gold, mut lost) = (Vec::new(), 0);
    for line in table.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [start, _, form, lemma, category, id, ..] = cells[..] else { continue };
        let form = form.trim();
        let Ok(start) = start.trim().parse::<usize>() else { continue };
        if form.is_empty() {
            continue;
        }
        let near = bytes.get(start).copied().unwrap_or(text.len());
        let place = text.match_indices(form).map(|(at, _)| at).min_by_key(|at| at.abs_diff(near));
        let Some(start) = place else {
            lost += 1;
            continue;
        };
        gold.push(Gold {
            start,
            end: start + form.len(),
            text: form.to_owned(),
            lemma: lemma.trim().to_owned(),
            category: category.trim().to_owned(),
            id: id.trim().to_owned(),
        });
    }
    gold.sort_by_key(|name| (name.start, std::cmp::Reverse(name.end)));
    gold.dedup_by_key(|name| (name.start, name.end));
    (gold, lost)
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '«' | '»' | '“' | '”' | '„' | '\'' | '‘' | '’' | '`')
}

/// The span without quotation marks at its ends.
fn bare(text: &str, start: usize, end: usize) -> (usize, usize) {
    let whole = text.get(start..end).unwrap_or("");
    let inner = whole.trim_matches(is_mark);
    let start = start + (whole.len() - whole.trim_start_matches(is_mark).len());
    (start, start + inner.len())
}

/// The names a document gives; the outermost of nested ones.
fn found(document: &Document, alias: &BTreeMap<String, String>) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    for mention in &document.mentions {
        if !matches!(mention.kind, MentionKind::Name | MentionKind::Nickname) {
            continue;
        }
        let (start, end) = bare(&document.text, mention.span.start(), mention.span.end());
        if out.last().is_some_and(|last| last.end >= end) {
            continue;
        }
        let entity = mention.entity.and_then(|id| document.entity(id));
        let actor = entity.map_or_else(|| format!("?{}@{start}", document.id), |entity| entity.actor.clone());
        let actor = alias.get(&actor).cloned().unwrap_or(actor);
        let name = entity.map_or_else(|| document.slice(mention.span).to_owned(), |e| e.name.clone());
        out.push(Found { start, end, name, actor });
    }
    out
}

/// Descriptions ("the Danish government") by their places: no names, but the program says whom they mean.
fn described(document: &Document, alias: &BTreeMap<String, String>) -> BTreeMap<(usize, usize), String> {
    let described = document.mentions.iter().filter(|m| m.kind == MentionKind::Description);
    let actor = |mention: &Mention| {
        let entity = mention.entity.and_then(|id| document.entity(id))?;
        let actor = alias.get(&entity.actor).unwrap_or(&entity.actor);
        Some((bare(&document.text, mention.span.start(), mention.span.end()), actor.clone()))
    };
    described.filter_map(actor).collect()
}

/// For the letters of each text the actor that it names most often.
fn by_text(documents: &[Document], alias: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut counts: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for document in documents {
        for found in found(document, alias) {
            let text = plain(document.text.get(found.start..found.end).unwrap_or(""));
            *counts.entry(text).or_default().entry(found.actor).or_default() += 1;
        }
    }
    let most = |actors: BTreeMap<String, usize>| actors.into_iter().rev().max_by_key(|(_, n)| *n);
    counts.into_iter().filter_map(|(text, actors)| Some((text, most(actors)?.0))).collect()
}

/// For each gold name the found name that covers it best, each used once.
fn pair(page: &Page, found: &[Found]) -> Vec<Option<usize>> {
    let mut ways: Vec<(usize, usize, usize)> = Vec::new();
    for (g, gold) in page.gold.iter().enumerate() {
        let (start, end) = bare(&page.text, gold.start, gold.end);
        for (f, found) in found.iter().enumerate() {
            let common = end.min(found.end).saturating_sub(start.max(found.start));
            let longer = (end - start).max(found.end - found.start).max(1);
            if 2 * common >= longer {
                ways.push((1000 * common / longer, g, f));
            }
        }
    }
    ways.sort_by_key(|(share, g, f)| (std::cmp::Reverse(*share), *g, *f));
    let mut of_gold = vec![None; page.gold.len()];
    let mut used = BTreeSet::new();
    for (_, g, f) in ways {
        if of_gold[g].is_none() && used.insert(f) {
            of_gold[g] = Some(f);
        }
    }
    of_gold
}

/// Letters and digits of a name, folded.
fn plain(name: &str) -> String {
    reportedly_engine::text::fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Precision, recall and F1 as a figure.
fn f1(name: &str, label: &str, right: usize, found: usize, wanted: usize) -> Figure {
    let share = |whole: usize| right as f64 / whole.max(1) as f64;
    let value = 200.0 * right as f64 / (found + wanted).max(1) as f64;
    let detail = format!(
        "P {:.1} R {:.1}, {right} of {found} found, {wanted} gold",
        100.0 * share(found),
        100.0 * share(wanted)
    );
    Figure::new(name, label, value).detail(detail)
}

/// B³ precision and recall of items with a gold and a given label.
fn b_cubed(items: &[(&str, String)]) -> (f64, f64) {
    let mut gold: BTreeMap<&str, usize> = BTreeMap::new();
    let mut given: BTreeMap<&str, usize> = BTreeMap::new();
    let mut both: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (id, actor) in items {
        *gold.entry(id).or_default() += 1;
        *given.entry(actor).or_default() += 1;
        *both.entry((id, actor)).or_default() += 1;
    }
    let mean = |size: &dyn Fn(&(&str, &str)) -> usize| {
        let sum: f64 = both.iter().map(|(key, n)| (*n * *n) as f64 / size(key) as f64).sum();
        sum / items.len().max(1) as f64
    };
    (mean(&|key| given[key.1]), mean(&|key| gold[key.0]))
}

fn b3(name: &str, label: &str, (p, r): (f64, f64), count: usize) -> Figure {
    let value = if p + r > 0.0 { 200.0 * p * r / (p + r) } else { 0.0 };
    Figure::new(name, label, value).detail(format!("P {:.1} R {:.1}, {count} names", 100.0 * p, 100.0 * r))
}

#[derive(Default)]
struct Counts {
    found: usize,
    gold: usize,
    right: usize,
    exact: usize,
    lemma: (usize, usize),
    /// Gold entities found, actors right; gold entities, actors.
    entities: [usize; 4],
    lost: usize,
}

pub(super) fn show(context: &Context, data: Option<PathBuf>) -> Result<(), String> {
    let data = data.map_or_else(|| context.shared().map(|s| s.join("corpora/slavicner")), Ok)?;
    super::rows::show(outcome(context, &data)?, context.json);
    Ok(())
}

pub(super) fn figures(context: &Context, shared: &Path) -> Result<Outcome, String> {
    outcome(context, &shared.join("corpora/slavicner"))
}

fn outcome(context: &Context, folder: &Path) -> Result<Outcome, String> {
    let pages = load(folder, context)?;
    let words = Words::new(context.engine.packs());
    let origin = |page: &Page| Origin { path: format!("{}.txt", page.name), ..Origin::default() };
    let documents: Vec<Document> =
        pages.iter().map(|page| context.engine.analyse(page.text.as_bytes(), &origin(page))).collect();
    let corpus = context.engine.compare(&documents.iter().collect::<Vec<_>>(), &Decisions::default());
    let mut alias: BTreeMap<String, String> = BTreeMap::new();
    for actor in &corpus.actors {
        alias.extend(actor.merged.iter().map(|old| (old.clone(), actor.id.clone())));
    }
    let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
    // gold id with actor: all names, and those that were found
    let mut linked: BTreeMap<&str, Vec<(&str, String)>> = BTreeMap::new();
    let mut met: BTreeMap<&str, Vec<(&str, String)>> = BTreeMap::new();
    let elsewhere = by_text(&documents, &alias);
    for (page, document) in pages.iter().zip(&documents) {
        if document.text != page.text {
            return Err(format!("{}: the text was read otherwise than it stands", page.name));
        }
        let found = found(document, &alias);
        let pairs = pair(page, &found);
        let described = described(document, &alias);
        let count = counts.entry(&page.language).or_default();
        count.found += found.len();
        count.gold += page.gold.len();
        count.lost += page.lost;
        for (gold, pair) in page.gold.iter().zip(&pairs) {
            let own = pair.and_then(|f| found.get(f));
            if let Some(own) = own {
                count.right += 1;
                count.exact += usize::from(bare(&page.text, gold.start, gold.end) == (own.start, own.end));
                if gold.category == "PER" && gold.text.contains(' ') {
                    count.lemma.0 += usize::from(plain(&own.name) == plain(&gold.lemma));
                    count.lemma.1 += 1;
                }
            }
            let exact = described.get(&bare(&page.text, gold.start, gold.end));
            let actor = exact.cloned().or_else(|| own.map(|own| own.actor.clone())).unwrap_or_else(|| {
                if let Some(id) = elsewhere.get(&plain(&gold.text)) {
                    return id.clone();
                }
                let ids = actor_of_name(&gold.text, Language::new(&page.language), &words);
                let id = ids.into_iter().next().unwrap_or_else(|| format!("?{}", slug(&gold.text)));
                alias.get(&id).cloned().unwrap_or(id)
            });
            if context.verbose {
                eprintln!("link\t{}\t{}\t{actor}\t{}\t{}", gold.category, gold.id, gold.text, page.name);
            }
            let person = (gold.category == "PER").then_some("persons");
            for label in ["all", &page.language].into_iter().chain(person) {
                linked.entry(label).or_default().push((&gold.id, actor.clone()));
                if own.is_some() {
                    met.entry(label).or_default().push((&gold.id, actor.clone()));
                }
            }
        }
        let used: BTreeSet<usize> = pairs.iter().flatten().copied().collect();
        let met = page.gold.iter().zip(&pairs).filter(|(_, pair)| pair.is_some());
        let right = found.iter().enumerate().filter(|(f, _)| used.contains(f));
        let sizes = [
            met.map(|(gold, _)| &gold.id).collect::<BTreeSet<_>>().len(),
            right.map(|(_, found)| &found.actor).collect::<BTreeSet<_>>().len(),
            page.gold.iter().map(|gold| &gold.id).collect::<BTreeSet<_>>().len(),
            found.iter().map(|found| &found.actor).collect::<BTreeSet<_>>().len(),
        ];
        count.entities.iter_mut().zip(sizes).for_each(|(sum, size)| *sum += size);
        if context.verbose {
            report(page, &found, &pairs);
        }
    }
    if context.verbose {
        confused(&linked["all"]);
    }
    let mut figures = Vec::new();
    for (language, count) in &counts {
        let mut names = f1("names F1", language, count.right, count.found, count.gold);
        names.detail += &format!(", {} without a place", count.lost);
        figures.push(names);
        figures.push(f1("names exact F1", language, count.exact, count.found, count.gold));
        let [met, right, gold, actors] = count.entities;
        let (p, r) = (right as f64 / actors.max(1) as f64, met as f64 / gold.max(1) as f64);
        let detail = format!("P {:.1} R {:.1}, {gold} gold, {actors} actors", 100.0 * p, 100.0 * r);
        let value = if p + r > 0.0 { 200.0 * p * r / (p + r) } else { 0.0 };
        figures.push(Figure::new("entities F1", language, value).detail(detail));
        figures.push(Figure::share("nominative, of found", language, count.lemma.0, count.lemma.1));
    }
    for (label, items) in &linked {
        figures.push(b3("linking B3", label, b_cubed(items), items.len()));
        let met = met.get(label).map_or(&[][..], Vec::as_slice);
        let (p, r) = b_cubed(met);
        let whole = r * met.len() as f64 / items.len().max(1) as f64;
        figures.push(b3("end to end B3", label, (p, whole), met.len()));
    }
    let files = |name: &str| name.ends_with(".txt") || name.ends_with(".tsv");
    Ok(Outcome { scorer: "slavicner", corpus: hash(folder, files)?, figures })
}

/// What was missed and what is too much, on stderr.
fn report(page: &Page, found: &[Found], pairs: &[Option<usize>]) {
    for (gold, _) in page.gold.iter().zip(pairs).filter(|(_, pair)| pair.is_none()) {
        eprintln!("missed\t{}\t{}\t{}", gold.category, gold.text, page.name);
    }
    let used: BTreeSet<usize> = pairs.iter().flatten().copied().collect();
    for (_, found) in found.iter().enumerate().filter(|(f, _)| !used.contains(f)) {
        let text = page.text.get(found.start..found.end).unwrap_or("").replace('\n', " ");
        eprintln!("extra\t{}\t{text}\t{}", found.actor, page.name);
    }
    for (gold, found) in page.gold.iter().zip(pairs).filter_map(|(g, p)| Some((g, found.get((*p)?)?))) {
        if plain(&found.name) != plain(&gold.lemma) {
            eprintln!("lemma\t{}\t{}\t{}\t{}", gold.text, gold.lemma, found.name, page.name);
        }
    }
}

/// The largest mix-ups of linking, on stderr.
fn confused(items: &[(&str, String)]) {
    let mut both: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (id, actor) in items {
        *both.entry((id, actor)).or_default() += 1;
    }
    for side in [0, 1] {
        let mut groups: BTreeMap<&str, Vec<(usize, &str)>> = BTreeMap::new();
        for ((id, actor), n) in &both {
            let (key, other) = if side == 0 { (id, actor) } else { (actor, id) };
            groups.entry(key).or_default().push((*n, other));
        }
        let mut groups: Vec<_> = groups.into_iter().filter(|(_, parts)| parts.len() > 1).collect();
        for (_, parts) in &mut groups {
            parts.sort_by_key(|part| std::cmp::Reverse(part.0));
        }
        groups.sort_by_key(|(_, parts)| {
            std::cmp::Reverse(parts.iter().skip(1).map(|part| part.0).sum::<usize>())
        });
        for (key, parts) in groups.into_iter().take(60) {
            let parts: Vec<String> = parts.iter().take(9).map(|(n, other)| format!("{n} {other}")).collect();
            eprintln!("{}\t{key}\t{}", if side == 0 { "split" } else { "joined" }, parts.join(", "));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gold_goes_to_the_nearest_place_that_holds_it() {
        let (gold, lost) =
            align("3\t8\tЛипка\tЛипка\tLOC\tX\n0\t4\tНема\tНема\tLOC\tY\n", "У селі Липка. Липка.");
        assert_eq!((gold.len(), lost), (1, 1));
        assert_eq!(gold[0].start, "У селі ".len());
    }

    #[test]
    fn b_cubed_counts_both_ways() {
        let item = |id, actor: &str| (id, actor.to_owned());
        assert_eq!(b_cubed(&[item("a", "1"), item("a", "1"), item("b", "2")]), (1.0, 1.0));
        let (p, r) = b_cubed(&[item("a", "1"), item("b", "1")]);
        assert_eq!((p, r), (0.5, 1.0));
        let (p, r) = b_cubed(&[item("a", "1"), item("a", "2")]);
        assert_eq!((p, r), (1.0, 0.5));
    }
}
