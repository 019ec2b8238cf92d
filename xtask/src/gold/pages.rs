//! Pages whose every line says what it is (`gold/README.md`, "Pages line by line").
//!
//! Takes `gold/pages/`, gives pages with the zone of every visible line and what is true of them; compares that with
//! what the page room makes of them. Decides nothing about the engine. The engine's own tests include this file.

use reportedly_engine::model::{Block, Metadata, Origin, Role, Zone};
use reportedly_engine::page::Page;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What the header of a page may say.
const KEYS: [&str; 12] = [
    "case",
    "language",
    "title",
    "published",
    "modified",
    "authors",
    "outlet",
    "url",
    "sections",
    "articles",
    "address",
    "encoding",
];

/// All zones, in the order of the confusion table.
pub(crate) const ZONES: [Zone; 8] = [
    Zone::Article,
    Zone::Teaser,
    Zone::Navigation,
    Zone::Advert,
    Zone::Caption,
    Zone::Byline,
    Zone::Comment,
    Zone::Other,
];

/// Name of a zone as gold files and records write it.
pub(crate) fn name(zone: Zone) -> &'static str {
    match zone {
        Zone::Article => "article",
        Zone::Teaser => "teaser",
        Zone::Navigation => "navigation",
        Zone::Advert => "advert",
        Zone::Caption => "caption",
        Zone::Byline => "byline",
        Zone::Comment => "comment",
        Zone::Other => "other",
    }
}

/// How a page is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Text lines only, as scrapes keep pages.
    Flat,
    Html,
}

impl Form {
    pub(crate) const ALL: [Form; 2] = [Form::Flat, Form::Html];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Form::Flat => "flat",
            Form::Html => "html",
        }
    }
}

/// One visible line and what it is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    pub(crate) zone: Zone,
    pub(crate) role: Option<Role>,
    /// Which of several articles it belongs to; 0 when the page has one.
    pub(crate) article: u32,
    pub(crate) text: String,
}

/// A page with the truth about it.
#[derive(Clone, Debug)]
pub(crate) struct GoldPage {
    pub(crate) form: Form,
    /// `uk/agency-dam`.
    pub(crate) name: String,
    pub(crate) language: String,
    /// What the engine is given.
    pub(crate) bytes: Vec<u8>,
    pub(crate) lines: Vec<Line>,
    facts: BTreeMap<String, Option<String>>,
}

impl GoldPage {
    /// What is true of the page: outer `None` when the file does not say, inner when the page has none.
    pub(crate) fn fact(&self, key: &str) -> Option<Option<&str>> {
        self.facts.get(key).map(Option::as_deref)
    }

    /// What the engine is told besides the bytes: a file name, and the address where the page has one.
    pub(crate) fn origin(&self) -> Origin {
        let ending = match self.form {
            Form::Flat => "txt",
            Form::Html => "html",
        };
        let url = self.fact("address").flatten().map(str::to_owned);
        Origin { path: format!("{}.{ending}", self.name), url, ..Origin::default() }
    }

    /// The same page as a scrape would keep it: its lines, a blank line between them.
    pub(crate) fn as_lines(&self) -> GoldPage {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.text.as_str()).collect();
        GoldPage { form: Form::Flat, bytes: lines.join("\n\n").into_bytes(), ..self.clone() }
    }

    /// The page's own headline; `None` when it has none, as an index page.
    pub(crate) fn headline(&self) -> Option<&str> {
        let headline = |line: &&Line| line.zone == Zone::Article && line.role == Some(Role::Headline);
        self.lines.iter().find(headline).map(|line| line.text.as_str())
    }

    /// Compares every visible character with the blocks that were found.
    pub(crate) fn compare(&self, page: &Page) -> Comparison {
        let found = Squeezed::of(page);
        let places = self.places(&found.text);
        let mut comparison = Comparison::default();
        let mut covered = vec![false; found.text.len()];
        for (line, place) in self.lines.iter().zip(&places) {
            match place {
                Some(start) => {
                    for (at, _) in squeeze(&line.text).char_indices() {
                        comparison.zones.add(Some(line.zone), found.zones[start + at], 1);
                        covered[start + at] = true;
                    }
                }
                None => {
                    comparison.zones.add(Some(line.zone), None, squeeze(&line.text).chars().count());
                    comparison.lost.push(line.text.clone());
                }
            }
        }
        for (at, _) in found.text.char_indices().filter(|(at, _)| !covered[*at]) {
            comparison.zones.add(None, found.zones[at], 1);
        }
        comparison
    }

    /// Stretches of text whose zone differs between article and not article: gold zone, found zone, the
    /// words without spaces.
    pub(crate) fn differences(&self, page: &Page) -> Vec<(Option<Zone>, &'static str, String)> {
        let found = Squeezed::of(page);
        let places = self.places(&found.text);
        let mut gold: Vec<Option<Zone>> = vec![None; found.text.len()];
        for (line, start) in
            self.lines.iter().zip(&places).filter_map(|(line, place)| Some((line, (*place)?)))
        {
            gold[start..start + squeeze(&line.text).len()].fill(Some(line.zone));
        }
        let article = |zone: Option<Zone>| zone == Some(Zone::Article);
        let mut out: Vec<(Option<Zone>, &'static str, String)> = Vec::new();
        let mut open = None;
        for (at, c) in found.text.char_indices() {
            let pair = (gold[at], found.zones[at]);
            let wrong = article(pair.0) != article(pair.1) || pair.0.is_none();
            if wrong && open == Some(pair) {
                if let Some((_, _, text)) = out.last_mut() {
                    text.push(c);
                }
            } else if wrong {
                out.push((pair.0, pair.1.map_or("no block", name), c.to_string()));
            }
            open = wrong.then_some(pair);
        }
        out
    }

    /// Where each line begins in the squeezed text. Long lines are placed first, in order; short ones between them.
    fn places(&self, text: &str) -> Vec<Option<usize>> {
        const LONG: usize = 40;
        let lines: Vec<String> = self.lines.iter().map(|line| squeeze(&line.text)).collect();
        let mut places: Vec<Option<usize>> = vec![None; lines.len()];
        let mut cursor = 0;
        for (line, place) in lines.iter().zip(&mut places).filter(|(line, _)| line.len() >= LONG) {
            *place = text.get(cursor..).and_then(|rest| rest.find(line)).map(|at| cursor + at);
            cursor = place.map_or(cursor, |at| at + line.len());
        }
        cursor = 0;
        for index in 0..lines.len() {
            let line = &lines[index];
            if line.len() < LONG {
                let next = places[index + 1..].iter().flatten().next().copied().unwrap_or(text.len());
                places[index] = text.get(cursor..next).and_then(|rest| rest.find(line)).map(|at| cursor + at);
            }
            cursor = places[index].map_or(cursor, |at| at + line.len());
        }
        places
    }
}

/// The first headline that was found in the page's own story.
pub(crate) fn headline(page: &Page) -> Option<&str> {
    let headline = |block: &&Block| block.zone == Zone::Article && block.role == Role::Headline;
    page.blocks.iter().find(headline).map(|block| block.span.of(&page.text))
}

/// What the page room says of the page under a key of the header.
pub(crate) fn said(metadata: &Metadata, key: &str) -> Option<String> {
    match key {
        "title" => metadata.title.clone(),
        "published" => metadata.published.value.clone(),
        "authors" => (!metadata.authors.is_empty()).then(|| metadata.authors.join("; ")),
        "outlet" => metadata.outlet.as_ref().map(|outlet| outlet.name.clone()),
        "url" => metadata.url.clone(),
        _ => None,
    }
}

/// Whether what was found says the same as the gold. Dates count as far as the gold states them.
pub(crate) fn agrees(key: &str, gold: Option<&str>, found: Option<&str>) -> bool {
    match (gold, found) {
        (Some(gold), Some(found)) if matches!(key, "published" | "modified") => found.starts_with(gold),
        (Some(gold), Some(found)) => squeeze(gold) == squeeze(found),
        (gold, found) => gold.is_none() && found.is_none(),
    }
}

/// Where gold and engine agree and differ on one page.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    pub(crate) zones: Confusion,
    /// Lines of the page that are not in its text.
    pub(crate) lost: Vec<String>,
}

/// Characters by gold zone and found zone. `None` in gold: text that the page does not show; `None` found: no block has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Confusion([[usize; 9]; 9]);

impl Confusion {
    fn add(&mut self, gold: Option<Zone>, found: Option<Zone>, characters: usize) {
        let at = |zone: Option<Zone>| ZONES.iter().position(|z| Some(*z) == zone).unwrap_or(ZONES.len());
        self.0[at(gold)][at(found)] += characters;
    }

    pub(crate) fn join(&mut self, other: &Confusion) {
        for (row, other) in self.0.iter_mut().zip(&other.0) {
            for (cell, other) in row.iter_mut().zip(other) {
                *cell += other;
            }
        }
    }

    /// Characters whose gold and found zone fit.
    pub(crate) fn count(&self, fits: impl Fn(Option<Zone>, Option<Zone>) -> bool) -> usize {
        let zone = |index: usize| ZONES.get(index).copied();
        let cells = self.0.iter().enumerate().flat_map(|(gold, row)| {
            row.iter().enumerate().map(move |(found, characters)| (zone(gold), zone(found), *characters))
        });
        cells.filter(|(gold, found, _)| fits(*gold, *found)).map(|(_, _, characters)| characters).sum()
    }

    /// Precision, recall and F1 of a kind of text, 0 to 1; 1 when neither side has any.
    pub(crate) fn f1(&self, kind: impl Fn(Zone) -> bool) -> (f64, f64, f64) {
        let is = |zone: Option<Zone>| zone.is_some_and(&kind);
        let both = self.count(|gold, found| is(gold) && is(found)) as f64;
        let (gold, found) = (self.count(|gold, _| is(gold)) as f64, self.count(|_, found| is(found)) as f64);
        let share = |of: f64| if of == 0.0 { 1.0 } else { both / of };
        let f1 = if gold + found == 0.0 { 1.0 } else { 2.0 * both / (gold + found) };
        (share(found), share(gold), f1)
    }

    /// Characters that are rightly article or rightly not, and all characters.
    pub(crate) fn right(&self) -> (usize, usize) {
        let article = |zone: Option<Zone>| zone.map(|zone| zone == Zone::Article);
        let right = self.count(|gold, found| article(gold).is_some() && article(gold) == article(found));
        (right, self.count(|_, _| true))
    }
}

/// The text of a page without white space, with the zone of every byte.
struct Squeezed {
    text: String,
    zones: Vec<Option<Zone>>,
}

impl Squeezed {
    fn of(page: &Page) -> Self {
        let mut squeezed = Self { text: String::new(), zones: Vec::new() };
        let mut blocks = page.blocks.iter().peekable();
        for (at, c) in page.text.char_indices().filter(|(_, c)| !ignored(*c)) {
            while blocks.next_if(|block| block.span.end() <= at).is_some() {}
            let zone = blocks.peek().filter(|block| block.span.start() <= at).map(|block| block.zone);
            squeezed.text.push(c);
            squeezed.zones.resize(squeezed.text.len(), zone);
        }
        squeezed
    }
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !ignored(*c)).collect()
}

/// White space, and invisible marks that a reader of the page may drop.
fn ignored(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\0' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}')
}

/// Reads `FOLDER/flat/<language>/*.txt` and `FOLDER/html/<language>/*.html` with `.expect` beside them, in order of names;
/// one of the two may be missing.
/// The error lists every fault with file and line.
pub(crate) fn load(folder: &Path) -> Result<Vec<GoldPage>, String> {
    let mut pages = Vec::new();
    let mut faults = Vec::new();
    for form in Form::ALL {
        let folder = folder.join(form.name());
        let languages = if folder.is_dir() { entries(&folder)? } else { Vec::new() };
        for language in languages.into_iter().filter(|path| path.is_dir()) {
            let marked = match form {
                Form::Flat => "txt",
                Form::Html => "expect",
            };
            for file in entries(&language)? {
                if file.extension().is_some_and(|extension| extension == marked) {
                    match page(form, &file) {
                        Ok(page) => pages.push(page),
                        Err(fault) => faults.push(fault),
                    }
                }
            }
        }
    }
    if pages.is_empty() && faults.is_empty() {
        faults.push(format!("{}: no pages here: they stand in flat/ and html/", folder.display()));
    }
    if faults.is_empty() { Ok(pages) } else { Err(faults.join("\n")) }
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let listing = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = listing.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

fn page(form: Form, file: &Path) -> Result<GoldPage, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", file.display());
    let source = std::fs::read_to_string(file).map_err(failed)?;
    let part = |path: Option<&Path>| {
        path.and_then(Path::file_stem).map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    };
    let language = part(file.parent());
    let mut page = parse(&source).map_err(|(line, fault)| format!("{}:{line}: {fault}", file.display()))?;
    page.form = form;
    page.name = format!("{language}/{}", part(Some(file)));
    page.language = language;
    if form == Form::Html {
        page.bytes = std::fs::read(file.with_extension("html")).map_err(failed)?;
    }
    Ok(page)
}

/// Header, blank line, marked lines. The text of the page is what stands behind the marks.
fn parse(source: &str) -> Result<GoldPage, (usize, String)> {
    let mut facts = BTreeMap::new();
    let mut lines = Vec::new();
    let mut text = String::new();
    let mut head = true;
    for (number, line) in source.lines().enumerate().map(|(index, line)| (index + 1, line)) {
        if head && !line.is_empty() {
            let Some((key, value)) = line.split_once(':').filter(|(key, _)| KEYS.contains(key)) else {
                return Err((number, format!("`{line}` is no line of a header; a blank line ends it")));
            };
            let value = Some(value.trim().to_owned()).filter(|value| value != "none");
            facts.insert(key.to_owned(), value);
        } else if head {
            head = false;
        } else {
            if !line.is_empty() {
                let line = marked(line).map_err(|fault| (number, fault))?;
                text.push_str(&line.text);
                lines.push(line);
            }
            text.push('\n');
        }
    }
    if lines.is_empty() {
        return Err((1, "no marked lines".to_owned()));
    }
    Ok(GoldPage {
        form: Form::Flat,
        name: String::new(),
        language: String::new(),
        bytes: text.into_bytes(),
        lines,
        facts,
    })
}

/// `zone#article/role| text`; article and role may be left out.
fn marked(line: &str) -> Result<Line, String> {
    let (mark, text) = line.split_once('|').ok_or_else(|| format!("no `zone|` before `{line}`"))?;
    let (place, role) = mark.split_once('/').map_or((mark, None), |(place, role)| (place, Some(role)));
    let (zone, article) = place.split_once('#').unwrap_or((place, "0"));
    Ok(Line {
        zone: word(zone).ok_or_else(|| format!("`{zone}` is no zone"))?,
        role: role.map(|role| word(role).ok_or_else(|| format!("`{role}` is no role"))).transpose()?,
        article: article.parse().map_err(|_| format!("`{article}` is no number of an article"))?,
        text: text.strip_prefix(' ').unwrap_or(text).to_owned(),
    })
}

/// A zone or role by the name it has in records.
fn word<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use reportedly_engine::model::Span;

    const PAGE: &str = "title: Міст закрито\npublished: none\n\nnavigation| Головна\narticle/headline| Міст закрито\n\narticle#2| Міст  закрили.\n";

    /// Blocks from pieces of the text, in order.
    fn found(text: &str, blocks: &[(&str, Zone)]) -> Page {
        let mut at = 0;
        let block = |(piece, zone): &(&str, Zone)| {
            let start = at + text[at..].find(piece).expect("a piece of the text");
            at = start + piece.len();
            Block {
                span: Span::new(start, at),
                zone: *zone,
                role: Role::Headline,
                group: 0,
                repeats: None,
                raw: None,
                rule: "test".into(),
            }
        };
        let blocks = blocks.iter().map(block).collect();
        Page { text: text.to_owned(), blocks, metadata: Metadata::default(), notices: Vec::new() }
    }

    #[test]
    fn what_stands_behind_the_marks_is_the_page() {
        let page = parse(PAGE).expect("a page");
        assert_eq!(String::from_utf8_lossy(&page.bytes), "Головна\nМіст закрито\n\nМіст  закрили.\n");
        assert_eq!(page.headline(), Some("Міст закрито"));
        assert_eq!((page.fact("published"), page.fact("url")), (Some(None), None));
        let last = page.lines.last().map(|line| (line.zone, line.role, line.article));
        assert_eq!(last, Some((Zone::Article, None, 2)));
    }

    #[test]
    fn the_example_of_the_readme_is_a_page() {
        let readme = include_str!("../../../gold/README.md");
        let example = readme.split("```page\n").nth(1).and_then(|rest| rest.split("```").next());
        let page = parse(example.expect("an example")).expect("a page");
        assert_eq!((page.lines.len(), page.headline()), (6, Some("Міст закрито до весни")));
    }

    #[test]
    fn faults_name_their_line() {
        let fault = |source: &str| parse(source).err().map(|(line, _)| line);
        assert_eq!(fault("subject: x\n\narticle| y\n"), Some(1));
        assert_eq!(fault("title: x\n\nbody| y\n"), Some(3));
        assert_eq!(fault("title: x\n\narticle/title| y\n"), Some(3));
        assert_eq!(fault("title: x\n\nno mark\n"), Some(3));
        assert_eq!(fault("title: x\n"), Some(1));
    }

    #[test]
    fn characters_are_counted_by_zone_lost_and_added() {
        let gold = parse(PAGE).expect("a page");
        let page = found(
            "Головна\n\nМіст закрито\n\nдвічі\n",
            &[("Головна", Zone::Navigation), ("Міст закрито", Zone::Other), ("двічі", Zone::Article)],
        );
        let comparison = gold.compare(&page);
        assert_eq!(comparison.lost, ["Міст  закрили."]);
        // 7 right, 11 as other, 12 lost, 5 added
        assert_eq!(comparison.zones.right(), (7, 35));
        let (precision, recall, f1) = comparison.zones.f1(|zone| zone == Zone::Article);
        assert_eq!((precision, recall, f1), (0.0, 0.0, 0.0));
        let (precision, recall, _) = comparison.zones.f1(|zone| zone != Zone::Article);
        assert_eq!((precision, recall), (7.0 / 18.0, 1.0));
    }

    #[test]
    fn a_short_line_is_found_between_its_neighbours_only() {
        let source = "title: x\n\nnavigation| Ще\narticle| Міст через річку Бистру закрили до самої весни.\nteaser| Ще\n";
        let gold = parse(source).expect("a page");
        let text = "Міст через річку Бистру закрили до самої весни.\nЩе";
        let page = found(
            text,
            &[("Міст через річку Бистру закрили до самої весни.", Zone::Article), ("Ще", Zone::Teaser)],
        );
        let comparison = gold.compare(&page);
        assert_eq!(comparison.lost, ["Ще"]);
        assert_eq!(comparison.zones.count(|gold, found| gold == found), 42);
    }

    #[test]
    fn dates_agree_as_far_as_the_gold_states_them() {
        assert!(agrees("published", Some("2025-01-31"), Some("2025-01-31T18:27")));
        assert!(!agrees("published", Some("2025-01-31T18:27"), Some("2025-01-31")));
        assert!(agrees("published", None, None) && !agrees("published", None, Some("2025")));
        assert!(agrees("title", Some("Міст  закрито"), Some("Міст закрито")));
    }
}
