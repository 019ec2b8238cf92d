//! Who cites whom, as lines and as a matrix.

use super::count;
use crate::output::Paint;
use crate::session::{Session, short};
use reportedly_engine::corpus::{Citation, House, Relays};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Places shown for a citation.
const SHOWN: usize = 3;

pub(crate) const COLUMNS: [&str; 9] =
    ["from", "from_id", "to", "to_id", "statements", "pages", "on_word_of_others", "places", "words"];

/// The name of a house; pages that name no outlet go by their label.
fn name(session: &Session, found: &Relays, id: &str) -> String {
    if id.starts_with("d:") {
        return format!("{} (outlet not named)", session.label(id));
    }
    house(found, id).map_or_else(|| id.to_owned(), |house| house.name.clone())
}

fn house<'a>(found: &'a Relays, id: &str) -> Option<&'a House> {
    found.houses.iter().find(|house| house.id == id)
}

pub(crate) fn text(session: &Session, found: &Relays, total: usize, paint: Paint) -> String {
    let mut out = String::new();
    if !found.citations.is_empty() {
        out.push_str(&format!("{}\n", paint.strong("WHO CITES WHOM")));
    }
    for citation in &found.citations {
        let (from, to) = (name(session, found, &citation.from), name(session, found, &citation.to));
        let mut counts = Vec::new();
        if citation.statements > 0 {
            let pages = count(citation.pages as usize, "page");
            counts.push(format!("{} on {pages}", count(citation.statements as usize, "statement")));
        }
        if citation.on_word_of_others > 0 {
            let pages = count(citation.on_word_of_others as usize, "other page");
            counts.push(format!("on the word of {pages}"));
        }
        let places: Vec<String> =
            citation.evidence.iter().take(SHOWN).map(|e| session.place(&e.document, e.span)).collect();
        let places = paint.faint(&places.join(", "));
        out.push_str(&format!("  {from} → {to}  {}  {places}\n", counts.join(", ")));
    }
    if found.citations.len() < total {
        out.push_str(&format!("  … {} more (see --limit)\n", total - found.citations.len()));
    }
    for (a, b) in &found.mutual {
        let pair = format!("! cite each other: {}, {}", name(session, found, a), name(session, found, b));
        out.push_str(&format!("{}\n", paint.doubt(&pair)));
    }
    let own: Vec<&House> = found.houses.iter().filter(|house| house.statements > 0).collect();
    if !own.is_empty() {
        out.push_str(&format!("{}\n", paint.strong("OWN REPORTING")));
    }
    for house in own {
        let percent = |share: f64| format!("{:.0}", share * 100.0);
        let share = house.own_share.map_or_else(String::new, |[least, most]| match least == most {
            true => format!("{} %", percent(least)),
            false => format!("{}–{} %", percent(least), percent(most)),
        });
        let mut parts = vec![
            count(house.pages as usize, "page"),
            count(house.statements as usize, "statement"),
            format!("{} credited to others", house.relayed),
        ];
        if house.copied > 0 {
            parts.push(format!("{} in text that an earlier page has", house.copied));
        }
        if house.shared > 0 {
            parts.push(format!("{} in text that another page has too, first unknown", house.shared));
        }
        let line = paint.faint(&parts.join(" · "));
        out.push_str(&format!("  {share:>8}  {}  {line}\n", name(session, found, &house.id)));
    }
    out
}

/// Header and rows: who cites, then the number of statements for each who is cited.
pub(crate) fn matrix(session: &Session, found: &Relays) -> (Vec<String>, Vec<Vec<String>>) {
    let cell: BTreeMap<(&str, &str), u32> =
        found.citations.iter().map(|c| ((c.from.as_str(), c.to.as_str()), c.statements)).collect();
    let own = || found.citations.iter().filter(|c| c.statements > 0);
    let cited: BTreeSet<&str> = own().map(|c| c.to.as_str()).collect();
    let citing: BTreeSet<&str> = own().map(|c| c.from.as_str()).collect();
    let across: Vec<&House> = found.houses.iter().filter(|h| cited.contains(h.id.as_str())).collect();
    let header = std::iter::once("cites".to_owned())
        .chain(across.iter().map(|h| name(session, found, &h.id)))
        .collect();
    let rows = found.houses.iter().filter(|h| citing.contains(h.id.as_str())).map(|from| {
        let counts = across.iter().map(|to| {
            let n = cell.get(&(from.id.as_str(), to.id.as_str())).copied().unwrap_or(0);
            n.to_string()
        });
        std::iter::once(name(session, found, &from.id)).chain(counts).collect()
    });
    (header, rows.collect())
}

pub(crate) fn matrix_text(session: &Session, found: &Relays, paint: Paint) -> String {
    let (header, rows) = matrix(session, found);
    let mut out = String::new();
    for (n, name) in header.iter().enumerate().skip(1) {
        out.push_str(&format!("{n:>4}  {}\n", short(name, 60)));
    }
    let wide = rows.iter().filter_map(|row| row.first()).map(|name| short(name, 36).chars().count()).max();
    let wide = wide.unwrap_or(0);
    let numbers: String = (1..header.len()).map(|n| format!("{n:>5}")).collect();
    out.push_str(&format!("{:wide$}{}\n", "", paint.strong(&numbers)));
    for row in &rows {
        let name = row.first().map(|name| short(name, 36)).unwrap_or_default();
        let cells = row
            .iter()
            .skip(1)
            .map(|cell| if cell == "0" { "    ·".to_owned() } else { format!("{cell:>5}") });
        out.push_str(&format!("{name:wide$}{}\n", cells.collect::<String>()));
    }
    out
}

/// One row of the table.
pub(crate) fn cells(session: &Session, found: &Relays, citation: &Citation) -> Vec<String> {
    let places: Vec<String> = citation.evidence.iter().map(|e| session.place(&e.document, e.span)).collect();
    let words: Vec<&str> = citation.evidence.iter().map(|e| e.text.as_str()).collect();
    vec![
        name(session, found, &citation.from),
        citation.from.clone(),
        name(session, found, &citation.to),
        citation.to.clone(),
        citation.statements.to_string(),
        citation.pages.to_string(),
        citation.on_word_of_others.to_string(),
        places.join("; "),
        words.join("; "),
    ]
}

pub(crate) fn json(session: &Session, found: &Relays, citation: &Citation) -> Value {
    let end = |id: &str| json!({"id": id, "name": name(session, found, id)});
    json!({
        "from": end(&citation.from), "to": end(&citation.to), "statements": citation.statements,
        "pages": citation.pages, "on_word_of_others": citation.on_word_of_others,
        "evidence": citation.evidence.iter().map(|e| session.evidence(e)).collect::<Vec<_>>(),
    })
}
