//! Hits of `search`.

use super::word;
use crate::output::Paint;
use crate::session::one_line;
use reportedly_engine::model::Zone;
use reportedly_store::{FacetValue, Facets, Hit};
use serde_json::{Value, json};

/// Characters shown on each side of the first word found.
const AROUND: usize = 90;

pub(crate) fn text(label: &str, hit: &Hit, paint: Paint) -> String {
    let place = format!("{label}:{}–{}", hit.points.0, hit.points.1);
    let mut about: Vec<String> = Vec::new();
    about.extend(hit.language.map(|language| language.code().to_owned()));
    if hit.zone != Zone::Article {
        about.push(word(&hit.zone));
    }
    if let Some(statement) = &hit.statement {
        let who = statement.speaker.as_deref().map(one_line).unwrap_or_else(|| "not named".to_owned());
        about.push(format!("{who}, {} {}", word(&statement.kind), word(&statement.stance)));
        about.push(statement.id.clone());
    }
    about.extend(hit.outlet.clone());
    about.extend(hit.published.clone());
    format!("{}  {}\n    {}\n", paint.strong(&place), paint.faint(&about.join(" · ")), snippet(hit, paint))
}

/// Values of each filter with the number of statements they would leave: `--lang uk 12`.
pub(crate) fn facets(facets: &Facets, paint: Paint) -> String {
    let lists: [(&str, &[FacetValue]); 8] = [
        ("actor", &facets.actor),
        ("via", &facets.via),
        ("outlet", &facets.outlet),
        ("lang", &facets.lang),
        ("kind", &facets.kind),
        ("stance", &facets.stance),
        ("zone", &facets.zone),
        ("date", &facets.date),
    ];
    let mut out = format!("{}\n", paint.strong(&format!("STATEMENTS FOUND: {}", facets.statements)));
    for (name, values) in lists.iter().filter(|(_, values)| !values.is_empty()) {
        let value = |one: &FacetValue| match &one.name {
            Some(name) => format!("{} ({}) {}", one.value, one_line(name), one.statements),
            None => format!("{} {}", one_line(&one.value), one.statements),
        };
        let values: Vec<String> = values.iter().map(value).collect();
        out.push_str(&format!("  --{name}: {}\n", values.join(" · ")));
    }
    out
}

/// One line around the first word found, the words found marked.
fn snippet(hit: &Hit, paint: Paint) -> String {
    let first = hit.matches.first().map_or(0, |span| span.start());
    let start = back(&hit.text, first, AROUND);
    let last = hit.matches.iter().map(|span| span.end()).find(|end| *end >= first).unwrap_or(first);
    let end = ahead(&hit.text, last, 2 * AROUND - (last - start).min(AROUND));
    let mut out = String::new();
    if start > 0 {
        out.push('…');
    }
    let mut at = start;
    for span in hit.matches.iter().filter(|span| span.start() >= start && span.end() <= end) {
        out.push_str(hit.text.get(at..span.start()).unwrap_or(""));
        out.push_str(&paint.found(span.of(&hit.text)));
        at = span.end();
    }
    out.push_str(hit.text.get(at..end).unwrap_or(""));
    if end < hit.text.len() {
        out.push('…');
    }
    one_line(&out)
}

fn back(text: &str, from: usize, characters: usize) -> usize {
    let before = text.get(..from).unwrap_or("");
    before.char_indices().rev().take(characters).last().map_or(from.min(text.len()), |(at, _)| at)
}

fn ahead(text: &str, from: usize, characters: usize) -> usize {
    let after = text.get(from..).unwrap_or("");
    after.char_indices().nth(characters).map_or(text.len(), |(at, _)| from + at)
}

pub(crate) fn json(hit: &Hit) -> Value {
    let (start, end) = hit.points;
    // Where each word found starts and ends, in code points of the document.
    let point = |byte: usize| start + hit.text.get(..byte).map_or(0, |head| head.chars().count()) as u32;
    let matches: Vec<Value> = hit
        .matches
        .iter()
        .map(|span| json!({"start": point(span.start()), "end": point(span.end())}))
        .collect();
    json!({
        "document": hit.document, "path": hit.path, "title": hit.title, "outlet": hit.outlet, "language": hit.language,
        "published": hit.published, "zone": hit.zone, "start": start, "end": end,
        "bytes": [hit.span.start(), hit.span.end()], "text": hit.text, "matches": matches, "statement": hit.statement,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use reportedly_engine::model::Span;

    #[test]
    fn a_hit_shows_the_words_found_and_counts_code_points() {
        let text = format!(
            "{}Мер сказав, що міст відкриють. {}",
            "Довгий вступ. ".repeat(20),
            "Кінець. ".repeat(40)
        );
        let at = text.find("міст").unwrap_or(0);
        let hit = Hit {
            document: "d:1".into(),
            path: "a.txt".into(),
            title: None,
            outlet: None,
            language: None,
            published: None,
            zone: Zone::Article,
            span: Span::new(100, 100 + text.len()),
            points: (60, 60 + text.chars().count() as u32),
            matches: vec![Span::new(at, at + "міст".len())],
            statement: None,
            text,
        };
        let shown = super::text("a", &hit, Paint(true));
        assert!(shown.contains("\u{1b}[1;33mміст\u{1b}[0m відкриють"), "{shown}");
        assert!(
            shown.lines().nth(1).is_some_and(|line| line.trim().starts_with('…') && line.ends_with('…')),
            "{shown}"
        );
        let json = json(&hit);
        let start = json.pointer("/matches/0/start").and_then(Value::as_u64).unwrap_or(0) as usize;
        let word: String = hit.text.chars().skip(start - 60).take(4).collect();
        assert_eq!(word, "міст");
    }
}
