//! CSV (RFC 4180) for spreadsheets. A cell that a spreadsheet would run as a formula begins with `'` (OWASP, "CSV injection").

use crate::format::Writes;
use crate::row::{Passage, Row};
use std::io::{self, Write};

const COLUMNS: [&str; 29] = [
    "statement",
    "text",
    "cut",
    "kind",
    "stance",
    "negated",
    "hedged",
    "zone",
    "speaker",
    "speaker_actor",
    "anonymous",
    "start",
    "end",
    "byte_start",
    "byte_end",
    "cue",
    "chain",
    "claims",
    "document",
    "sha256",
    "url",
    "path",
    "title",
    "outlet",
    "language",
    "published",
    "published_basis",
    "rule",
    "confidence",
];

pub(crate) struct Csv {
    bom: bool,
}

impl Csv {
    pub(crate) fn new(bom: bool) -> Self {
        Self { bom }
    }
}

impl Writes for Csv {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.bom {
            out.write_all("\u{FEFF}".as_bytes())?;
        }
        record(COLUMNS.iter().map(|column| (*column).to_owned()), out)
    }

    fn row(&mut self, row: &Row, out: &mut dyn Write) -> io::Result<()> {
        let page = &row.document;
        let hull = hull(&row.content);
        let cells = [
            row.statement.clone(),
            safe(&row.text),
            row.cut.to_string(),
            row.kind.clone(),
            row.stance.clone(),
            row.negated.to_string(),
            row.hedged.to_string(),
            row.zone.clone(),
            row.speaker.as_ref().and_then(|speaker| speaker.name.as_deref()).map(safe).unwrap_or_default(),
            row.speaker.as_ref().and_then(|speaker| speaker.actor.as_deref()).map(safe).unwrap_or_default(),
            row.anonymous.to_string(),
            hull.map(|hull| hull.0.to_string()).unwrap_or_default(),
            hull.map(|hull| hull.1.to_string()).unwrap_or_default(),
            hull.map(|hull| hull.2.to_string()).unwrap_or_default(),
            hull.map(|hull| hull.3.to_string()).unwrap_or_default(),
            row.cue.as_ref().map(|cue| safe(&cue.text)).unwrap_or_default(),
            safe(&chain(row)),
            row.claims.join(" "),
            page.id.clone(),
            page.sha256.clone(),
            page.url.as_deref().map(safe).unwrap_or_default(),
            safe(&page.path),
            page.title.as_deref().map(safe).unwrap_or_default(),
            page.outlet.as_deref().map(safe).unwrap_or_default(),
            page.language.clone().unwrap_or_default(),
            page.published.as_ref().map(|date| safe(&date.value)).unwrap_or_default(),
            page.published.as_ref().and_then(|date| date.basis.clone()).unwrap_or_default(),
            row.rule.clone(),
            row.confidence.to_string(),
        ];
        record(cells.into_iter(), out)
    }
}

fn record(cells: impl Iterator<Item = String>, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(cells).map_err(io::Error::other)?;
    out.write_all(&writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?)
}

/// First and last code point and byte of all pieces.
pub(crate) fn hull(content: &[Passage]) -> Option<(u32, u32, usize, usize)> {
    let (first, last) = (content.iter().min_by_key(|p| p.start)?, content.iter().max_by_key(|p| p.end)?);
    Some((first.start, last.end, first.bytes[0], last.bytes[1]))
}

/// `speaker: Anna Holm < relay: Lake Post`, innermost first; `?` for who is not named, `~` before what is inferred.
pub(crate) fn chain(row: &Row) -> String {
    let links = row.chain.iter().map(|link| {
        let name = link.name.as_deref().filter(|_| !link.anonymous).unwrap_or("?");
        format!("{}{}: {name}", if link.explicit { "" } else { "~" }, link.role)
    });
    links.collect::<Vec<_>>().join(" < ")
}

fn safe(text: &str) -> String {
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if runs { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn formulas_are_text() {
        for (text, expect) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+380", "'+380"),
            ("-5", "'-5"),
            ("\t=1", "'\t=1"),
            ("1=1", "1=1"),
            ("«так»", "«так»"),
        ] {
            assert_eq!(safe(text), expect);
        }
    }
}
