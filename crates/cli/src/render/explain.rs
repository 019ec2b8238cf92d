//! A page with what was found in it, and why: marked text, then each statement with its rule, speaker, chain and stance.

use super::wrap::Wrap;
use super::{count, word};
use crate::output::Paint;
use crate::session::short;
use reportedly_engine::markup::{self, Keyword, Mark, Piece};
use reportedly_engine::model::{
    ChainLink, Document, EntityId, Mention, Span, Speaker, SpeakerKind, Statement, Zone,
};
use reportedly_engine::wire;
use serde_json::{Value, json};

/// Characters of a passage that a line of the list shows.
const SHOWN: usize = 160;

/// `verbose`: blocks outside the article too.
pub(crate) fn text(document: &Document, paint: Paint, width: usize, verbose: bool) -> String {
    let language = document.language.map_or_else(|| "no language".to_owned(), |l| l.code().to_owned());
    let n = count(document.statements.len(), "statement");
    let mut out = format!("{}  {language}  {n}\n\n", paint.strong(&document.path));
    let marks = markup::marks(document);
    let mut left_out = 0;
    for block in &document.blocks {
        let inner: Vec<Mark> = marks.iter().filter_map(|mark| within(mark, block.span)).collect();
        if block.zone != Zone::Article && inner.is_empty() && !verbose {
            left_out += 1;
            continue;
        }
        let mut wrap = Wrap::new(width, 0);
        if verbose {
            wrap.add(&format!("{}/{}", word(&block.zone), word(&block.role)), |text| paint.faint(text));
            wrap.space();
        }
        marked(block.span.of(&document.text), &inner, paint, &mut wrap);
        out.push_str(&wrap.end());
    }
    if left_out > 0 {
        let note = format!("{} outside the article (see them with `-v`)", count(left_out, "block"));
        out.push_str(&format!("{}\n", paint.faint(&note)));
    }
    for (number, statement) in (1..).zip(&document.statements) {
        out.push('\n');
        out.push_str(&one(document, number, statement, paint, width));
    }
    if !document.notices.is_empty() {
        out.push('\n');
    }
    for notice in &document.notices {
        let place = notice.span.map(|span| format!(" “{}”", short(span.of(&document.text), 60)));
        let line = format!("{}: {}{}", notice.code, notice.message, place.unwrap_or_default());
        out.push_str(&field("notice", &line, width, |text| paint.doubt(text)));
    }
    out.push('\n');
    out
}

/// A mark of the page as a mark of one block.
fn within(mark: &Mark, block: Span) -> Option<Mark> {
    let (start, end) =
        (mark.range.start.checked_sub(block.start())?, mark.range.end.checked_sub(block.start())?);
    (end <= block.len()).then(|| Mark { range: start..end, ..mark.clone() })
}

fn marked(text: &str, marks: &[Mark], paint: Paint, wrap: &mut Wrap) {
    let mut open: Vec<Keyword> = Vec::new();
    for piece in markup::pieces(text, marks) {
        match piece {
            Piece::Open(mark) => {
                let numbers: Vec<String> = mark.numbers.iter().map(u32::to_string).collect();
                let head = format!("[{}#{}", mark.keyword.word(), numbers.join(","));
                wrap.add(&head, |text| paint.faint(text));
                wrap.space();
                open.push(mark.keyword);
            }
            Piece::Close(_) => {
                wrap.add("]", |text| paint.faint(text));
                open.pop();
            }
            Piece::Text(words) => {
                let inner = open.last().copied();
                wrap.words(words, |text| match inner {
                    Some(Keyword::Who | Keyword::Via) => paint.strong(text),
                    Some(Keyword::Cue) => paint.found(text),
                    _ => text.to_owned(),
                });
            }
        }
    }
}

/// The lines of one statement.
fn one(document: &Document, number: usize, statement: &Statement, paint: Paint, width: usize) -> String {
    let head = format!(
        "{}  {}  rule {}, {:.2}",
        word(&statement.kind),
        word(&statement.section),
        statement.rule,
        statement.confidence
    );
    let mut out = format!("{}  {head}\n", paint.strong(&number.to_string()));
    let plain = |text: &str| text.to_owned();
    let pieces: Vec<&str> = statement.content.iter().map(|span| document.slice(*span)).collect();
    out.push_str(&field("what", &short(&pieces.join(" … "), SHOWN), width, plain));
    if let Some(cue) = statement.cue {
        let words = document.slice(cue);
        let lemma = Some(&statement.cue_lemma).filter(|lemma| !lemma.is_empty() && **lemma != words);
        let lemma = lemma.map(|lemma| format!(" ({lemma})")).unwrap_or_default();
        out.push_str(&field("cue", &format!("{words}{lemma}"), width, plain));
    }
    out.push_str(&field("who", &who(document, statement), width, plain));
    out.push_str(&field("", &reason(document, statement), width, |text| paint.faint(text)));
    if statement.chain.len() > 1 {
        let chain: Vec<String> = statement.chain.iter().map(|link| link_text(document, link)).collect();
        out.push_str(&field("chain", &chain.join(" ← "), width, plain));
    }
    let mut stance = word(&statement.stance);
    for (on, name) in [
        (statement.negated, "negated"),
        (statement.hedged, "hedged"),
        (statement.anonymous, "from an unnamed source"),
    ] {
        if on {
            stance.push_str(&format!(", {name}"));
        }
    }
    out.push_str(&field("stance", &stance, width, plain));
    for (name, span) in [("said", statement.said), ("about", statement.about)] {
        if let Some(span) = span {
            out.push_str(&field(name, &short(document.slice(span), SHOWN), width, plain));
        }
    }
    for (name, other) in [("within", statement.nested_in), ("repeats", statement.repeats)] {
        if let Some(other) = other {
            out.push_str(&field(name, &(other + 1).to_string(), width, plain));
        }
    }
    out
}

fn field(name: &str, text: &str, width: usize, paint: impl Fn(&str) -> String) -> String {
    let mut wrap = Wrap::new(width, 11);
    wrap.add(&format!("   {name:<7}"), str::to_owned);
    wrap.space();
    wrap.words(text, paint);
    wrap.end()
}

fn name_of(document: &Document, entity: Option<EntityId>) -> Option<&str> {
    entity.and_then(|id| document.entity(id)).map(|entity| entity.name.as_str())
}

/// The words that name the speaker, and whom they mean.
fn who(document: &Document, statement: &Statement) -> String {
    let Some(Speaker { span, entity, .. }) = &statement.speaker else { return "not named".to_owned() };
    let written = span.map(|span| short(document.slice(span), SHOWN));
    let actor = entity.and_then(|id| document.entity(id)).map(|e| format!("{} ({})", e.name, e.actor));
    match (written, actor) {
        (Some(written), Some(actor)) => format!("{written} → {actor}"),
        (Some(written), None) => format!("{written} → nobody chosen"),
        (None, Some(actor)) => actor,
        (None, None) => "not named".to_owned(),
    }
}

/// Why the speaker is who it is: the kind of words, the rule that read them, the rules that make the actor one.
fn reason(document: &Document, statement: &Statement) -> String {
    let Some(speaker) = &statement.speaker else { return "no words name a speaker".to_owned() };
    let mut parts = Vec::new();
    match (speaker.kind, speaker.span) {
        (SpeakerKind::Implicit, _) | (_, None) => {
            parts.push("no words here name the speaker: who spoke before goes on".to_owned());
        }
        (kind, Some(span)) => {
            let rule = mention(document, span, speaker.entity).map(|m| format!(", rule {}", m.rule));
            parts.push(format!("by {}{}", word(&kind), rule.unwrap_or_default()));
        }
    }
    match speaker.entity.and_then(|id| document.entity(id)) {
        Some(entity) if !entity.why.is_empty() => {
            parts.push(format!("one actor by {}", entity.why.join("; ")))
        }
        Some(_) => {}
        None => parts.push("in doubt, so left open".to_owned()),
    }
    parts.join("; ")
}

/// The mention in the speaker's words that has the speaker's actor, the longest first.
fn mention(document: &Document, span: Span, entity: Option<EntityId>) -> Option<&Mention> {
    let inside = document.mentions.iter().filter(|m| span.contains(m.span));
    inside.filter(|m| m.entity == entity).max_by_key(|m| m.span.len())
}

fn link_text(document: &Document, link: &ChainLink) -> String {
    let written = || link.span.map(|span| short(document.slice(span), 60));
    let name = name_of(document, link.entity).map(str::to_owned).or_else(written);
    let mut about = word(&link.role);
    if link.anonymous {
        about.push_str(", unnamed");
    }
    if !link.explicit {
        about.push_str(", inferred");
    }
    format!("{} ({about})", name.unwrap_or_else(|| "?".to_owned()))
}

/// The record of the page, with its text marked as a gold page and a reason beside each statement.
pub(crate) fn json(document: &Document) -> Value {
    let mut record = wire::record(document, false);
    let statements = record.get_mut("statements").and_then(Value::as_array_mut);
    for (value, statement) in statements.into_iter().flatten().zip(&document.statements) {
        if let Value::Object(map) = value {
            map.insert("reason".to_owned(), json!(reason(document, statement)));
        }
    }
    if let Value::Object(map) = &mut record {
        let marked = markup::write(&document.text, &markup::marks(document));
        map.insert("marked".to_owned(), json!(marked));
    }
    record
}
