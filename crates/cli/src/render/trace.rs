//! The source chain of a claim as a tree, innermost source first.

use super::claims::{heading, languages, root as root_json};
use super::{count, word};
use crate::output::Paint;
use crate::session::{Session, one_line, short};
use reportedly_engine::corpus::{Evidence, Graph, Root, Trace, TraceLine, TraceLink, joined};
use reportedly_engine::model::LinkRole;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Pages of one text that are named.
const LABELS: usize = 8;

pub(crate) fn text(session: &Session, trace: &Trace, graph: &Graph, paint: Paint) -> String {
    let mut out = format!("{} {}  {}\n", paint.strong("CLAIM"), trace.claim, one_line(&trace.text));
    out.push_str(&format!(
        "pages {}{} · independent roots {} · languages {} · status: {}\n",
        trace.pages,
        if graph.texts < graph.pages {
            format!(" ({} after copies)", count(graph.texts as usize, "text"))
        } else {
            String::new()
        },
        trace.roots.len(),
        languages(&trace.languages),
        joined(&trace.status)
    ));
    if let Some(inmost) = graph.innermost() {
        out.push_str(&format!("{inmost}\n"));
    }
    for circle in &graph.circles {
        let line = format!("! cite each other in a circle, counted once: {}", circle.join(" → "));
        out.push_str(&format!("{}\n", paint.doubt(&line)));
    }
    for warning in &graph.warnings {
        out.push_str(&format!("{}\n", paint.doubt(&format!("! {}", shorten(session, trace, warning)))));
    }
    let gaps: Vec<String> = trace.gaps.iter().map(|gap| shorten(session, trace, gap)).collect();
    let mut shown = BTreeSet::new();
    for root in &trace.roots {
        let lines: Vec<&TraceLine> = trace
            .lines
            .iter()
            .enumerate()
            .filter(|(at, line)| root.statements.contains(&line.statement) && shown.insert(*at))
            .map(|(_, line)| line)
            .collect();
        let gaps = if trace.roots.len() == 1 { gaps.as_slice() } else { &[] };
        out.push_str(&tree(session, root, &lines, graph, gaps, paint));
    }
    let rest: Vec<&TraceLine> =
        trace.lines.iter().enumerate().filter(|(at, _)| !shown.contains(at)).map(|(_, line)| line).collect();
    if !rest.is_empty() {
        out.push_str(&format!("{}\n", paint.strong("ALSO TOLD")));
        for (n, line) in rest.iter().enumerate() {
            out.push_str(&branch(session, line, n + 1 == rest.len(), paint));
        }
    }
    if trace.roots.len() != 1 {
        gaps.iter().for_each(|gap| out.push_str(&format!("{}\n", paint.doubt(&format!("! {gap}")))));
    }
    for relation in &trace.denials {
        let (text, place) = session.said(&relation.from);
        let who = session.speaker(&relation.from);
        let heading = paint.doubt(&heading(relation.kind));
        out.push_str(&format!("{heading} {who}: \"{text}\" {}\n", paint.faint(&place)));
    }
    for (n, evidence) in trace.not_counted.iter().enumerate() {
        let heading = if n == 0 { paint.strong("NOT COUNTED") } else { " ".repeat(11) };
        out.push_str(&format!("{heading}  {}\n", quoted(session, evidence, paint)));
    }
    out.push_str(&dates(session, trace, paint));
    match &graph.earliest_seen {
        Some((document, date)) => {
            out.push_str(&format!("earliest seen here: {} · {date}\n", session.label(document)))
        }
        None => out.push_str("earliest seen here: not known, no page that carries it is dated\n"),
    }
    out
}

/// The short names of documents for their paths.
fn shorten(session: &Session, trace: &Trace, line: &str) -> String {
    let documents: BTreeSet<&str> = trace.lines.iter().map(|line| line.statement.document.as_str()).collect();
    documents.iter().filter_map(|id| session.document(id)).fold(line.to_owned(), |line, document| {
        if document.path.len() < 4 {
            line
        } else {
            line.replace(&document.path, &session.label(&document.id))
        }
    })
}

/// One root: its own words, then every other telling; a page whose text was shown already is only counted.
fn tree(
    session: &Session,
    root: &Root,
    lines: &[&TraceLine],
    graph: &Graph,
    gaps: &[String],
    paint: Paint,
) -> String {
    let own = lines.first().filter(|line| line.note.iter().any(|note| note.code == "own-words"));
    let name = if root.anonymous { format!("{} (unnamed)", root.name) } else { root.name.clone() };
    let note = own.map_or_else(String::new, |line| format!(", {}", joined(&line.note)));
    let mut out = format!("{} {name}{note}\n", paint.strong("ROOT"));
    if let Some(line) = own {
        for evidence in &line.content {
            let kind = session
                .statement(&line.statement)
                .map(|(_, statement)| word(&statement.kind))
                .unwrap_or_default();
            out.push_str(&format!("│  {}  {kind}\n", quoted(session, evidence, paint)));
        }
        line.drift
            .iter()
            .for_each(|drift| out.push_str(&format!("│  {}\n", paint.doubt(&format!("! {drift}")))));
        if let Some(path) = path(session, line, paint) {
            out.push_str(&format!("│  └─ {path}\n"));
        }
    }
    gaps.iter().for_each(|gap| out.push_str(&format!("│  {}\n", paint.doubt(&format!("! {gap}")))));
    // the page on which each text is shown, and where else it stands
    let mut shown: BTreeMap<&str, &str> = BTreeMap::new();
    let mut again: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut fresh: Vec<&TraceLine> = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let page = line.statement.document.as_str();
        let text = graph.copies_of(page).first().map_or(page, String::as_str);
        let words = |line: &TraceLine| line.content.iter().map(|e| one_line(&e.text)).collect::<Vec<_>>();
        let first = *shown.entry(text).or_insert(page);
        let same = |other: &&&TraceLine| other.statement.document == first && words(other) == words(line);
        if first != page && lines.iter().take(n).any(|other| same(&other)) {
            again.entry(text).or_default().insert(session.label(page));
        } else if n > 0 || own.is_none() {
            fresh.push(line);
        }
    }
    for (n, line) in fresh.iter().enumerate() {
        out.push_str(&branch(session, line, n + 1 == fresh.len() && again.is_empty(), paint));
    }
    for labels in again.values() {
        let shown = labels.iter().take(LABELS).cloned().collect::<Vec<_>>().join(", ");
        let more = if labels.len() > LABELS { ", …" } else { "" };
        let pages = count(labels.len(), "more page");
        out.push_str(&format!("└─ the same text on {pages}: {shown}{more}\n"));
    }
    out
}

fn branch(session: &Session, line: &TraceLine, last: bool, paint: Paint) -> String {
    let (fork, bar) = if last { ("└─", "  ") } else { ("├─", "│ ") };
    let content: Vec<String> = line.content.iter().map(|evidence| quoted(session, evidence, paint)).collect();
    let mut out = format!("{fork} {}: {}\n", joined(&line.note), content.join(" … "));
    for drift in &line.drift {
        out.push_str(&format!("{bar}   {}\n", paint.doubt(&format!("! {drift}"))));
    }
    if let Some(path) = path(session, line, paint) {
        out.push_str(&format!("{bar}   └─ {path}\n"));
    }
    out
}

/// "relay BelTA (000:1–5) → page: Outlet": the way outwards, without the speaker himself.
fn path(session: &Session, line: &TraceLine, paint: Paint) -> Option<String> {
    let outward = line.links.iter().skip_while(|link| link.role == LinkRole::Speaker);
    let page = session.document(&line.statement.document);
    let basis = page.and_then(|page| page.metadata.outlet.as_ref()).map(|outlet| outlet.basis.kind.as_str());
    let mut links: Vec<String> = outward.map(|link| self::link(session, link, basis, paint)).collect();
    let named = line.links.iter().any(|link| link.role == LinkRole::Publisher);
    if !named && page.is_some_and(|page| page.metadata.outlet.is_none()) {
        let label = session.label(&line.statement.document);
        links.push(format!("page: {label} {}", paint.faint("(outlet not named)")));
    }
    (!links.is_empty()).then(|| links.join(" → "))
}

/// `basis`: what the name of the page's outlet rests on.
fn link(session: &Session, link: &TraceLink, basis: Option<&str>, paint: Paint) -> String {
    let role = match link.role {
        LinkRole::Publisher => "page: ".to_owned(),
        LinkRole::Speaker => String::new(),
        other => format!("{} ", word(&other)),
    };
    let name = if link.anonymous && link.name.is_empty() { "unnamed source" } else { &link.name };
    let place = link.evidence.as_ref().map(|evidence| session.place(&evidence.document, evidence.span));
    if link.role == LinkRole::Publisher {
        let how = match (place, basis) {
            (Some(place), _) => format!("(self-named, {place})"),
            (None, Some(basis)) => format!("(by {basis})"),
            (None, None) => "(inferred)".to_owned(),
        };
        return format!("{role}{name} {}", paint.faint(&how));
    }
    let place = match (place, link.explicit) {
        (Some(place), true) => format!(" {}", paint.faint(&place)),
        (Some(place), false) => format!(" {}", paint.faint(&format!("({place}, inferred)"))),
        (None, _) => format!(" {}", paint.faint("(inferred)")),
    };
    format!("{role}{name}{place}")
}

fn quoted(session: &Session, evidence: &Evidence, paint: Paint) -> String {
    let place = session.place(&evidence.document, evidence.span);
    format!("\"{}\" {}", short(&evidence.text, 240), paint.faint(&place))
}

/// Which pages are dated, which are not, and which dates were not taken for theirs.
fn dates(session: &Session, trace: &Trace, paint: Paint) -> String {
    let mut out = String::new();
    let mut seen = BTreeSet::new();
    for line in trace.lines.iter().filter(|line| seen.insert(line.statement.document.clone())) {
        let label = session.label(&line.statement.document);
        let mut parts = vec![match &line.dated {
            Some(date) => format!("{label} {date}"),
            None => format!("{label} undated"),
        }];
        for date in &line.rejected_dates {
            let place = date
                .span
                .map(|span| format!(" {}", paint.faint(&session.place(&line.statement.document, span))));
            parts.push(format!("not {}{}: {}", date.value, place.unwrap_or_default(), date.why));
        }
        let heading = if out.is_empty() { paint.strong("DATES") } else { " ".repeat(5) };
        out.push_str(&format!("{heading}  {}\n", parts.join("; ")));
    }
    out
}

pub(crate) fn json(session: &Session, trace: &Trace, graph: &Graph) -> Value {
    let lines: Vec<Value> = trace
        .lines
        .iter()
        .map(|line| {
            let links: Vec<Value> = line
                .links
                .iter()
                .map(|link| {
                    json!({"role": link.role, "actor": link.actor, "name": link.name, "anonymous": link.anonymous,
                           "explicit": link.explicit, "evidence": link.evidence.as_ref().map(|e| session.evidence(e))})
                })
                .collect();
            let document = session.document(&line.statement.document);
            let points = document.map(|document| reportedly_engine::wire::Points::new(&document.text));
            let rejected: Vec<Value> = line
                .rejected_dates
                .iter()
                .map(|date| {
                    let place = date.span.and_then(|span| points.as_ref().map(|points| points.passage(span)));
                    json!({"value": date.value, "why": date.why, "place": place})
                })
                .collect();
            json!({
                "statement": session.statement(&line.statement).map(|(_, statement)| &statement.id),
                "document": line.statement.document, "path": document.map(|document| &document.path),
                "note": joined(&line.note), "content": line.content.iter().map(|e| session.evidence(e)).collect::<Vec<_>>(),
                "links": links, "drift": line.drift, "dated": line.dated, "rejected_dates": rejected,
            })
        })
        .collect();
    let denials: Vec<Value> = trace
        .denials
        .iter()
        .map(|relation| json!({"kind": relation.kind, "statement": session.statement_json(&relation.from), "why": relation.why}))
        .collect();
    json!({
        "claim": trace.claim, "text": trace.text, "pages": trace.pages, "languages": trace.languages, "status": joined(&trace.status),
        "roots": trace.roots.iter().map(|root| root_json(session, root)).collect::<Vec<_>>(),
        "lines": lines, "denials": denials,
        "not_counted": trace.not_counted.iter().map(|e| session.evidence(e)).collect::<Vec<_>>(),
        "gaps": trace.gaps,
        "earliest_seen": graph.earliest_seen.as_ref().map(|(document, date)| json!({"document": document, "date": date})),
        "graph": self::graph(session, graph),
    })
}

fn graph(session: &Session, graph: &Graph) -> Value {
    let places = |list: &[Evidence]| list.iter().map(|e| session.evidence(e)).collect::<Vec<_>>();
    let nodes: Vec<Value> = graph
        .nodes
        .iter()
        .map(|node| {
            json!({"id": node.id, "kind": node.kind, "label": node.label, "language": node.language, "dated": node.dated,
                   "evidence": places(&node.evidence)})
        })
        .collect();
    let edges: Vec<Value> = graph
        .edges
        .iter()
        .map(|edge| {
            json!({"from": edge.from, "to": edge.to, "kind": edge.kind, "basis": if edge.stated { "stated" } else { "inferred" },
                   "reasons": edge.reasons, "cut": edge.cut, "evidence": places(&edge.evidence)})
        })
        .collect();
    json!({"texts": graph.texts, "lineages": graph.lineages, "circles": graph.circles, "warnings": graph.warnings,
           "nodes": nodes, "edges": edges})
}

#[cfg(test)]
mod tests {
    use super::*;
    use reportedly_engine::Engine;
    use reportedly_engine::corpus::{Corpus, Remark, StatementRef};
    use reportedly_engine::model::{Document, Language, Limits, Origin, RejectedDate, Span};
    use reportedly_engine::pack::Packs;

    const TEXT: &str = "Міст відкриють\n\nМер Калинюк: \"Міст відкриють навесні\". Так пише «Вісник».";

    fn evidence(document: &Document, words: &str) -> Evidence {
        let start = document.text.find(words).unwrap_or(0);
        let span = Span::new(start, start + words.len());
        Evidence { document: document.id.clone(), span, text: words.to_owned() }
    }

    fn sample() -> (Session, Trace) {
        let packs = Packs::embedded();
        let origin = Origin { path: "news/bridge_1.txt".into(), ..Origin::default() };
        let document = Engine::new(packs.clone(), Limits::default()).analyse(TEXT.as_bytes(), &origin);
        let reference = |index| StatementRef { document: document.id.clone(), index };
        let link = |role, name: &str, explicit, words: Option<&str>| TraceLink {
            role,
            actor: None,
            name: name.to_owned(),
            anonymous: false,
            explicit,
            evidence: words.map(|words| evidence(&document, words)),
        };
        let line = |index, note: &'static str, words: &str, links, drift: &[&str]| TraceLine {
            statement: reference(index),
            note: vec![Remark::new(note, [])],
            content: vec![evidence(&document, words)],
            links,
            drift: drift.iter().map(|&drift| drift.to_owned().into()).collect(),
            dated: None,
            rejected_dates: vec![RejectedDate {
                value: "2024".into(),
                span: None,
                why: Remark::new("in-teaser", []),
            }],
        };
        let root = Root {
            actor: None,
            name: "Остап Калинюк".into(),
            anonymous: false,
            statements: vec![reference(7), reference(8)],
        };
        let trace = Trace {
            claim: "c:0001".into(),
            text: "Міст відкриють навесні".into(),
            pages: 1,
            languages: vec![Language::new("uk")],
            roots: vec![root],
            status: vec![Remark::new("one-party", [])],
            lines: vec![
                line(
                    7,
                    "own-words",
                    "Міст відкриють навесні",
                    vec![
                        link(LinkRole::Speaker, "Остап Калинюк", true, Some("Калинюк")),
                        link(LinkRole::Publisher, "Вісник", false, Some("Вісник")),
                    ],
                    &[],
                ),
                line(
                    8,
                    "indirect",
                    "Міст відкриють",
                    vec![link(LinkRole::Relay, "Вісник", true, Some("Вісник"))],
                    &["drops \"навесні\""],
                ),
            ],
            denials: Vec::new(),
            not_counted: vec![evidence(&document, "Міст")],
            gaps: vec!["where and when he said it: not stated".to_owned().into()],
            earliest_seen: None,
        };
        (Session::new(vec![document], Corpus::default(), &packs), trace)
    }

    #[test]
    fn a_trace_is_a_tree_with_places_in_code_points() {
        let (session, trace) = sample();
        let expect = "\
CLAIM c:0001  Міст відкриють навесні
pages 1 · independent roots 1 · languages uk · status: asserted by one party
ROOT Остап Калинюк, own words
│  \"Міст відкриють навесні\" bridge:30–52  \n\
│  └─ page: Вісник (self-named, bridge:65–71)
│  ! where and when he said it: not stated
└─ indirect: \"Міст відкриють\" bridge:0–14
     ! drops \"навесні\"
     └─ relay Вісник bridge:65–71 → page: bridge (outlet not named)
NOT COUNTED  \"Міст\" bridge:0–4
DATES  bridge undated; not 2024: in a teaser
earliest seen here: not known, no page that carries it is dated
";
        let graph = Graph::default();
        assert_eq!(text(&session, &trace, &graph, Paint(false)), expect);
        assert!(text(&session, &trace, &graph, Paint(true)).contains("\u{1b}[1mROOT\u{1b}[0m"));
    }

    #[test]
    fn a_trace_in_json_has_the_same_places() {
        let (session, trace) = sample();
        let json = json(&session, &trace, &Graph::default());
        let place = json.pointer("/lines/0/content/0").cloned().unwrap_or_default();
        assert_eq!(
            (&place["start"], &place["end"], &place["text"]),
            (&30.into(), &52.into(), &"Міст відкриють навесні".into())
        );
        assert_eq!(json.pointer("/lines/1/drift/0"), Some(&"drops \"навесні\"".into()));
        assert_eq!(json["earliest_seen"], Value::Null);
    }
}
