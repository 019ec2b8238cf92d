//! Gold pages: prose with the truth marked inside (`gold/README.md` is the specification).
//!
//! Takes the source of a gold file, gives pages as bare text with marks at byte ranges, and writes them back. No I/O.

use reportedly_engine::markup;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, Range};

pub(crate) use reportedly_engine::markup::Keyword;

/// Attributes a mark may carry. `actor` is written `= key`.
fn attributes(keyword: Keyword) -> &'static [&'static str] {
    match keyword {
        Keyword::What => &["kind", "stance", "negated", "hedged", "who", "anon", "optional"],
        Keyword::Who => &["actor", "anon"],
        Keyword::Via => &["actor", "anon", "role"],
        Keyword::Name => &["actor"],
        Keyword::Cue | Keyword::Not => &[],
    }
}

/// One mark of the source, with its line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mark {
    pub(crate) mark: markup::Mark,
    /// Line of the source, from 1.
    pub(crate) line: usize,
}

impl Mark {
    pub(crate) fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.get(attribute).map(String::as_str)
    }
    fn says(&self, attribute: &str) -> bool {
        self.get(attribute) == Some("yes")
    }
}

impl Deref for Mark {
    type Target = markup::Mark;
    fn deref(&self) -> &markup::Mark {
        &self.mark
    }
}

/// One page of a gold file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Page {
    /// What the engine gets: the title line, then the rest.
    pub(crate) text: String,
    /// In text order, outer marks before inner ones.
    pub(crate) marks: Vec<Mark>,
    /// Comments with a key: `case`, `published`, `outlet`, `url`.
    pub(crate) notes: BTreeMap<String, String>,
    /// Line of the title in the source, from 1.
    pub(crate) line: usize,
}

/// What the marks of one statement say.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Statement {
    pub(crate) content: Vec<Range<usize>>,
    pub(crate) speaker: Vec<Range<usize>>,
    pub(crate) cue: Vec<Range<usize>>,
    /// Relays, venues and documents named beside the speaker.
    pub(crate) via: usize,
    /// Accepted values, best first.
    pub(crate) kind: Vec<String>,
    pub(crate) stance: Vec<String>,
    pub(crate) actor: Option<String>,
    pub(crate) anonymous: bool,
    pub(crate) negated: bool,
    pub(crate) hedged: bool,
    pub(crate) optional: bool,
    pub(crate) line: usize,
}

/// What is wrong with a gold file, and where.
#[derive(Debug, PartialEq)]
pub(crate) struct Fault {
    pub(crate) line: usize,
    pub(crate) message: String,
}

fn fault<T>(line: usize, message: impl Into<String>) -> Result<T, Fault> {
    Err(Fault { line, message: message.into() })
}

/// The pages of a gold file, in order.
pub(crate) fn parse(source: &str) -> Result<Vec<Page>, Fault> {
    let mut pages: Vec<Page> = Vec::new();
    let mut comment: Option<(usize, String)> = None;
    for (index, line) in source.lines().enumerate() {
        let number = index + 1;
        if comment.is_none() && line.trim_start().starts_with("<!--") {
            comment = Some((number, String::new()));
        }
        if let Some((start, body)) = &mut comment {
            body.push_str(line);
            body.push(' ');
            if line.trim_end().ends_with("-->") {
                let page = pages.last_mut();
                note(*start, body, page)?;
                comment = None;
            }
            continue;
        }
        if let Some(title) = line.strip_prefix("# ") {
            pages.push(Page { text: String::new(), marks: Vec::new(), notes: BTreeMap::new(), line: number });
            if let Some(page) = pages.last_mut() {
                read_line(title, number, page)?;
            }
        } else if let Some(page) = pages.last_mut() {
            read_line(line, number, page)?;
        } else if !line.trim().is_empty() {
            return fault(number, "text before the first `# title`");
        }
    }
    if let Some((start, _)) = comment {
        return fault(start, "comment without `-->`");
    }
    for page in &mut pages {
        page.text.truncate(page.text.trim_end().len());
        page.text.push('\n');
        page.marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
    }
    Ok(pages)
}

fn note(line: usize, comment: &str, page: Option<&mut Page>) -> Result<(), Fault> {
    let body = comment.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let Some((key, value)) = body.split_once(':') else { return Ok(()) };
    if !matches!(key, "case" | "published" | "outlet" | "url") {
        return Ok(());
    }
    let Some(page) = page else { return fault(line, format!("`{key}:` before the first `# title`")) };
    match page.notes.insert(key.to_owned(), value.trim().to_owned()) {
        Some(_) => fault(line, format!("a second `{key}:` for one page")),
        None => Ok(()),
    }
}

/// Adds one line to the page: its text, and its marks at the places they take in the text.
fn read_line(line: &str, number: usize, page: &mut Page) -> Result<(), Fault> {
    let mut open: Vec<Mark> = Vec::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        match c {
            '\\' => {
                rest = &rest[1..];
                match rest.chars().next() {
                    Some(escaped @ ('[' | ']' | '\\')) => {
                        page.text.push(escaped);
                        rest = &rest[1..];
                    }
                    _ => {
                        return fault(
                            number,
                            "a backslash stands before `[`, `]` or `\\` only; write `\\\\`",
                        );
                    }
                }
            }
            '[' => {
                let (mut mark, after) = read_head(&rest[1..], number)?;
                mark.mark.range = page.text.len()..page.text.len();
                open.push(mark);
                rest = after;
            }
            ']' => {
                let Some(mut mark) = open.pop() else { return fault(number, "`]` without `[`; write `\\]`") };
                mark.mark.range.end = page.text.len();
                if page.text[mark.range.clone()].trim().is_empty() {
                    return fault(number, format!("empty `[{} …]`", mark.keyword.word()));
                }
                page.marks.push(mark);
                rest = &rest[1..];
            }
            _ => {
                page.text.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    if let Some(mark) = open.last() {
        return fault(number, format!("`[{} …` does not close in its paragraph", mark.keyword.word()));
    }
    page.text.push('\n');
    Ok(())
}

/// Keyword, numbers and attributes after a `[`; gives what follows them.
fn read_head(rest: &str, line: usize) -> Result<(Mark, &str), Fault> {
    let end = rest.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(rest.len());
    let Some(keyword) = Keyword::ALL.into_iter().find(|keyword| keyword.word() == &rest[..end]) else {
        return fault(line, "`[` without what, who, cue, via, name or not; a literal bracket is `\\[`");
    };
    let mark = markup::Mark { keyword, numbers: Vec::new(), attributes: BTreeMap::new(), range: 0..0 };
    let mut mark = Mark { mark, line };
    let mut rest = &rest[end..];
    if let Some(after) = rest.strip_prefix('#') {
        let end = after.find(|c: char| !c.is_ascii_digit() && c != ',').unwrap_or(after.len());
        for digits in after[..end].split(',') {
            match digits.parse() {
                Ok(number) if !mark.numbers.contains(&number) => mark.mark.numbers.push(number),
                _ => return fault(line, format!("`#{}`: numbers are written `#1` or `#1,2`", &after[..end])),
            }
        }
        if keyword == Keyword::What && mark.numbers.len() > 1 {
            return fault(line, "a `what` belongs to one statement");
        }
        rest = &after[end..];
    }
    loop {
        let Some(after) = rest.strip_prefix(' ') else {
            return fault(line, format!("a space follows `[{}`", keyword.word()));
        };
        let end = after.find([' ', ']', '[']).unwrap_or(after.len());
        let token = &after[..end];
        let (key, value, next) = if token == "=" {
            let after = after[1..].trim_start_matches(' ');
            let end = after.find([' ', ']', '[']).unwrap_or(after.len());
            ("actor", &after[..end], &after[end..])
        } else {
            match token.split_once('=') {
                Some((key, value)) if !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase()) => {
                    (key, value, &after[end..])
                }
                _ => return Ok((mark, after)),
            }
        };
        check_attribute(keyword, key, value, line)?;
        if mark.mark.attributes.insert(key.to_owned(), value.to_owned()).is_some() {
            return fault(line, format!("`{key}` twice in one mark"));
        }
        rest = next;
    }
}

fn check_attribute(keyword: Keyword, key: &str, value: &str, line: usize) -> Result<(), Fault> {
    if !attributes(keyword).contains(&key) {
        return fault(line, format!("`[{} …]` takes no `{key}`", keyword.word()));
    }
    let known: &[&str] = match key {
        "kind" => &["direct", "indirect", "mixed"],
        "stance" => &["assert", "deny", "question", "predict", "demand", "no_comment"],
        "role" => &["relay", "venue", "document"],
        "negated" | "hedged" | "anon" | "optional" => &["yes"],
        _ => &[],
    };
    let several = matches!(key, "kind" | "stance");
    let fits = |value: &str| known.is_empty() || known.contains(&value);
    if value.is_empty() || !(if several { value.split('/').all(fits) } else { fits(value) }) {
        return fault(line, format!("`{key}={value}`: expected {}", known.join(", ")));
    }
    Ok(())
}

/// The source of pages, as `parse` reads it. Comments without a key are not kept.
pub(crate) fn render(pages: &[Page]) -> String {
    let mut source = String::new();
    for (index, page) in pages.iter().enumerate() {
        if index > 0 {
            source.push('\n');
        }
        let marks: Vec<markup::Mark> = page.marks.iter().map(|mark| mark.mark.clone()).collect();
        let marked = markup::write(&page.text, &marks);
        let (title, rest) = marked.split_once('\n').unwrap_or((&marked, ""));
        source.push_str(&format!("# {title}\n"));
        for (key, value) in &page.notes {
            source.push_str(&format!("<!-- {key}: {value} -->\n"));
        }
        source.push_str(rest);
    }
    source
}

/// The statements the marks of a page make up, in text order.
pub(crate) fn statements(page: &Page) -> Result<Vec<Statement>, Fault> {
    // A statement is a number of the page, or one `what` without a number.
    let mut of_number: BTreeMap<u32, usize> = BTreeMap::new();
    let mut found: Vec<Statement> = Vec::new();
    let mut whats: Vec<(usize, &Mark)> = Vec::new();
    for mark in page.marks.iter().filter(|mark| mark.keyword == Keyword::What) {
        let index = match mark.numbers.first() {
            Some(number) => *of_number.entry(*number).or_insert(found.len()),
            None => found.len(),
        };
        if index == found.len() {
            found.push(Statement { line: mark.line, ..Statement::default() });
        }
        describe(&mut found[index], mark, &page.text);
        whats.push((index, mark));
    }
    for mark in &page.marks {
        if !matches!(mark.keyword, Keyword::Who | Keyword::Cue | Keyword::Via) {
            continue;
        }
        let owners: Vec<usize> = if mark.numbers.is_empty() {
            let near = whats
                .iter()
                .filter(|(_, what)| what.line == mark.line)
                .filter(|(_, what)| {
                    !(what.range.start <= mark.range.start && mark.range.end <= what.range.end)
                })
                .min_by_key(|(_, what)| {
                    let before = mark.range.start.saturating_sub(what.range.end);
                    before.max(what.range.start.saturating_sub(mark.range.end))
                });
            near.map(|(index, _)| *index).into_iter().collect()
        } else {
            let known: BTreeSet<usize> =
                mark.numbers.iter().filter_map(|n| of_number.get(n).copied()).collect();
            if known.len() < mark.numbers.len() {
                return fault(mark.line, format!("`[{} …]` has a number no `what` has", mark.keyword.word()));
            }
            known.into_iter().collect()
        };
        if owners.is_empty() {
            return fault(
                mark.line,
                format!("`[{} …]` has no `what` in its paragraph; give it a number", mark.keyword.word()),
            );
        }
        for owner in owners {
            let statement = &mut found[owner];
            statement.anonymous |= mark.says("anon");
            match mark.keyword {
                Keyword::Who => {
                    statement.speaker.push(mark.range.clone());
                    if let Some(actor) = mark.get("actor") {
                        statement.actor = Some(actor.to_owned());
                    }
                }
                Keyword::Cue => statement.cue.push(mark.range.clone()),
                _ => statement.via += 1,
            }
        }
    }
    Ok(found)
}

fn describe(statement: &mut Statement, mark: &Mark, text: &str) {
    let split = |value: &str| value.split('/').map(str::to_owned).collect::<Vec<_>>();
    if let Some(kind) = mark.get("kind") {
        statement.kind = split(kind);
    } else if statement.kind.is_empty() {
        let before = text[..mark.range.start].trim_end_matches(' ');
        let quoted = before.ends_with(['«', '»', '“', '„', '"', '”', '‘', '\'']);
        let dash = before.ends_with(['—', '–', '-'])
            && before[..before.len() - before.chars().next_back().map_or(0, char::len_utf8)].ends_with('\n');
        statement.kind = vec![if quoted || dash { "direct" } else { "indirect" }.to_owned()];
    }
    if let Some(stance) = mark.get("stance") {
        statement.stance = split(stance);
    } else if statement.stance.is_empty() {
        statement.stance = vec!["assert".to_owned()];
    }
    if let Some(actor) = mark.get("who") {
        statement.actor = Some(actor.to_owned());
    }
    statement.content.push(mark.range.clone());
    statement.anonymous |= mark.says("anon");
    statement.negated |= mark.says("negated");
    statement.hedged |= mark.says("hedged");
    statement.optional |= mark.says("optional");
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "# Шмидра: [who#1 = shm Шмидра] [cue#1 обіцяє] [what#1 stance=predict/assert бюджет]\n\
        <!-- case: nested content, two pieces -->\n<!-- published: 2025-01-31 -->\n\n\
        «[what#2 Міст [name = rika Річки] \\[старий\\]], — [cue#2 сказав] [who#2 він]. — [what#2 Він впаде]».\n\
        [who Рада] [cue каже], що [what [who#7 мер] [cue#7 заявив]: [what#7 усе добре]].\n\
        — [what who=shm Так].\n\n# Second\n\n[not According to plan], all is well.\n";

    fn read(source: &str) -> Vec<Page> {
        parse(source).unwrap_or_else(|fault| panic!("line {}: {}", fault.line, fault.message))
    }

    #[test]
    fn round_trip() {
        let pages = read(SAMPLE);
        assert_eq!(pages.len(), 2);
        let again = read(&render(&pages));
        assert_eq!(render(&again), render(&pages));
        for (a, b) in pages.iter().zip(&again) {
            assert_eq!((&a.text, &a.notes), (&b.text, &b.notes));
            let bare =
                |page: &Page| page.marks.iter().map(|m| Mark { line: 0, ..m.clone() }).collect::<Vec<_>>();
            assert_eq!(bare(a), bare(b));
        }
    }

    #[test]
    fn text_is_the_prose_without_marks() {
        let pages = read(SAMPLE);
        let expect = "Шмидра: Шмидра обіцяє бюджет\n\n«Міст Річки [старий], — сказав він. — Він впаде».\n\
            Рада каже, що мер заявив: усе добре.\n— Так.\n";
        assert_eq!(pages[0].text, expect);
        assert_eq!(pages[0].notes["published"], "2025-01-31");
        assert_eq!(pages[1].text, "Second\n\nAccording to plan, all is well.\n");
    }

    #[test]
    fn marks_make_statements() {
        let pages = read(SAMPLE);
        let text = &pages[0].text;
        let rows: Vec<(String, String, String, Vec<String>)> = statements(&pages[0])
            .expect("valid")
            .into_iter()
            .map(|s| {
                let join = |ranges: &[Range<usize>]| {
                    ranges.iter().map(|r| text[r.clone()].to_owned()).collect::<Vec<_>>().join(" | ")
                };
                (join(&s.content), join(&s.speaker), join(&s.cue), s.kind)
            })
            .collect();
        let row = |a: &str, b: &str, c: &str, k: &str| (a.into(), b.into(), c.into(), vec![k.into()]);
        assert_eq!(
            rows,
            [
                row("бюджет", "Шмидра", "обіцяє", "indirect"),
                row("Міст Річки [старий] | Він впаде", "він", "сказав", "direct"),
                row("мер заявив: усе добре", "Рада", "каже", "indirect"),
                row("усе добре", "мер", "заявив", "indirect"),
                row("Так", "", "", "direct"),
            ]
        );
        let said = statements(&pages[0]).expect("valid");
        assert_eq!(said[0].stance, ["predict", "assert"]);
        assert_eq!(said[4].actor.as_deref(), Some("shm"));
    }

    #[test]
    fn faults_name_the_line() {
        for (source, line, word) in [
            ("# a\nb [he] c", 2, "without what"),
            ("# a\n[what open", 2, "does not close"),
            ("# a\nb]", 2, "without `[`"),
            ("# a\n\n[what kind=oral x]", 3, "expected direct"),
            ("# a\n[cue kind=direct x]", 2, "takes no"),
            ("# a\n[who#x y]", 2, "numbers"),
            ("loose", 1, "before the first"),
            ("# a\n<!-- open", 2, "without `-->`"),
        ] {
            let fault = parse(source).expect_err(source);
            assert_eq!(fault.line, line, "{source}");
            assert!(fault.message.contains(word), "{source}: {}", fault.message);
        }
        for (source, word) in
            [("# a\n[who x] y", "no `what`"), ("# a\n[what#1 x] [who#2 y]", "no `what` has")]
        {
            let page = read(source).remove(0);
            assert!(statements(&page).expect_err(source).message.contains(word), "{source}");
        }
    }

    /// The four examples of the specification are valid.
    #[test]
    fn specification_examples_parse() {
        let readme = include_str!("../../../gold/README.md");
        let examples = readme.split("```text\n").skip(2).filter_map(|part| part.split("```").next());
        let mut counts = Vec::new();
        for example in examples {
            let page = read(example).remove(0);
            counts
                .push(statements(&page).map(|s| s.len()).unwrap_or_else(|fault| panic!("{}", fault.message)));
        }
        assert_eq!(counts, [2, 2, 3, 3]);
    }
}
