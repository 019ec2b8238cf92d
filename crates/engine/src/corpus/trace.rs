//! The way of one claim: whose words, through whom, what changed on the way, what is missing.
//!
//! Takes a corpus and its documents, gives lines grouped by root. Never calls a page the original.

mod drift;

use super::actors::{Aliases, actor_id, language_at, resolve};
use super::claims::column;
use super::copies::tellings;
use super::find::aliases;
use super::model::*;
use super::proposition::{Place, Proposition, read};
use super::roots::{Shelf, Voice, voices};
use super::words::Words;
use crate::model::*;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// The source chain of one claim, gaps named; `None` when there is no such claim.
pub fn trace_with(corpus: &Corpus, documents: &[&Document], claim: &str, words: &Words) -> Option<Trace> {
    let shelf = Shelf::new(documents);
    let claim = corpus.claims.iter().find(|c| c.id == claim)?;
    let aliases = aliases(corpus);
    let voices = voices(claim, &shelf, &aliases, &tellings(&corpus.copies, &corpus.parents));
    let mut root_of: FxHashMap<&StatementRef, usize> = FxHashMap::default();
    for (place, root) in claim.roots.iter().enumerate() {
        for statement in &root.statements {
            root_of.entry(statement).or_insert(place);
        }
    }
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (member, voice) in claim.members.iter().zip(&voices) {
        let Some((document, statement)) = shelf.statement(&member.statement) else { continue };
        let root = root_of.get(&member.statement).copied().unwrap_or(usize::MAX);
        let rank = if voice.retold || voice.through.is_some() {
            2
        } else if statement.kind == StatementKind::Direct {
            0
        } else {
            1
        };
        let proposition = said(document, statement, member.focus, words);
        rows.push(Row { member, voice, document, statement, root, rank, proposition });
    }
    rows.sort_by(|a, b| (a.root, a.rank, &a.member.statement).cmp(&(b.root, b.rank, &b.member.statement)));
    let mut lines = Vec::new();
    for row in &rows {
        // the root's own words are the measure: his direct words, else his fullest telling
        let measure = fullest(of_root(&rows, row.root));
        let drift = match measure {
            Some(own) if !std::ptr::eq(own.member, row.member) => drift::drift(own, row, words),
            _ => Vec::new(),
        };
        let doubt = row.member.unsure.then(|| Remark::new("unsure", [format!("{:.2}", row.member.score)]));
        let drift = doubt.into_iter().chain(drift).collect();
        lines.push(line(row, &claim.roots, drift, &aliases));
    }
    let denials: Vec<Relation> = corpus
        .relations
        .iter()
        .filter(|r| r.to == claim.id && matches!(r.kind, RelationKind::Denies | RelationKind::NoConfirmation))
        .cloned()
        .collect();
    Some(Trace {
        claim: claim.id.clone(),
        text: claim.text.clone(),
        pages: claim.pages,
        languages: claim.languages.clone(),
        roots: claim.roots.clone(),
        status: status(claim, &denials),
        not_counted: not_counted(&rows, words),
        gaps: gaps(&rows, &claim.roots),
        lines,
        denials,
        earliest_seen: earliest(rows.iter().map(|r| r.document)),
    })
}

/// The page with the least date; a date without a day counts as the end of its month or year.
pub(crate) fn earliest<'a>(documents: impl Iterator<Item = &'a Document>) -> Option<(DocumentId, String)> {
    let dated = documents.filter_map(|d| {
        let value = d.metadata.published.value.as_deref()?;
        Some((latest(value)?, &d.id, value))
    });
    dated.min().map(|(_, id, value)| (id.clone(), value.to_owned()))
}

/// A date filled up to its last moment, to compare; `None` for values that name no year.
pub fn latest(value: &str) -> Option<String> {
    let plain = value.bytes().next().is_some_and(|b| b.is_ascii_digit()) && !value.contains(['X', '/']);
    let rest = "9999-99-99T99:99".get(value.len()..).unwrap_or("");
    plain.then(|| format!("{value}{rest}"))
}

/// The rows of one root; `rows` are in order of roots.
fn of_root<'a, 'b>(rows: &'b [Row<'a>], root: usize) -> &'b [Row<'a>] {
    let (from, to) = (rows.partition_point(|r| r.root < root), rows.partition_point(|r| r.root <= root));
    rows.get(from..to).unwrap_or(&[])
}

/// Of the rows of one root that stand nearest to its own words the one that says most; `None`: all are retold.
fn fullest<'a, 'b>(rows: &'b [Row<'a>]) -> Option<&'b Row<'a>> {
    let nearest = rows.first().map(|row| row.rank).filter(|rank| *rank < 2)?;
    let mass = |row: &Row<'_>| row.proposition.as_ref().map_or(0.0, |said| said.mass);
    let near = rows.iter().take_while(|row| row.rank == nearest);
    near.reduce(|best, row| if mass(row) > mass(best) { row } else { best })
}

struct Row<'a> {
    member: &'a Member,
    voice: &'a Voice,
    document: &'a Document,
    statement: &'a Statement,
    root: usize,
    rank: u8,
    proposition: Option<Proposition>,
}

/// The proposition of a member: of its focus, else of its whole content.
fn said(
    document: &Document,
    statement: &Statement,
    focus: Option<Span>,
    words: &Words,
) -> Option<Proposition> {
    let span = focus.or_else(|| statement.content.first().copied())?;
    let text = document.slice(span);
    read(text, span.start(), column(language_at(document, span), text, words), words, &[])
        .into_iter()
        .max_by(|a, b| a.mass.total_cmp(&b.mass))
}

fn line(row: &Row<'_>, roots: &[Root], drift: Vec<Remark>, aliases: &Aliases) -> TraceLine {
    let root = roots.get(row.root).map_or("", |r| r.name.as_str());
    let note = if row.voice.retold {
        Remark::new("retold", [row.voice.mouth.name.clone()])
    } else if let Some(outlet) = &row.voice.through {
        Remark::new("credited", [outlet.clone()])
    } else {
        match row.statement.kind {
            StatementKind::Direct => Remark::new("own-words", []),
            StatementKind::Mixed => Remark::new("mixed", []),
            StatementKind::Indirect => Remark::new("indirect", []),
        }
    };
    let mut links: Vec<TraceLink> =
        row.statement.chain.iter().filter_map(|l| link(row.document, l, aliases)).collect();
    if row.voice.retold || row.voice.through.is_some() {
        let actor = roots.get(row.root).and_then(|r| r.actor.clone());
        links.insert(
            0,
            TraceLink {
                role: LinkRole::Speaker,
                actor,
                name: root.to_owned(),
                anonymous: false,
                explicit: false,
                evidence: None,
            },
        );
    }
    if let Some(outlet) = &row.document.metadata.outlet
        && !links.iter().any(|l| l.role == LinkRole::Publisher)
    {
        let evidence = outlet.basis.span.map(|span| Evidence {
            document: row.document.id.clone(),
            span,
            text: row.document.slice(span).to_owned(),
        });
        let actor = Some(resolve(aliases, &outlet.actor).to_owned());
        links.push(TraceLink {
            role: LinkRole::Publisher,
            actor,
            name: outlet.name.clone(),
            anonymous: false,
            explicit: false,
            evidence,
        });
    }
    let content = match row.member.focus {
        Some(span) => vec![Evidence {
            document: row.document.id.clone(),
            span,
            text: row.document.slice(span).to_owned(),
        }],
        None => super::find::evidence(row.document, row.statement),
    };
    let section = match row.statement.section {
        Section::Background => Some(Remark::new("background", [])),
        Section::Headline => Some(Remark::new("headline", [])),
        _ => None,
    };
    TraceLine {
        statement: row.member.statement.clone(),
        note: std::iter::once(note).chain(section).collect(),
        content,
        links,
        drift,
        dated: row.document.metadata.published.value.clone(),
        rejected_dates: row.document.metadata.published.rejected.clone(),
    }
}

fn link(document: &Document, link: &ChainLink, aliases: &Aliases) -> Option<TraceLink> {
    let entity = link.entity.and_then(|id| Some((id, document.entity(id)?)));
    let evidence = link.span.map(|span| Evidence {
        document: document.id.clone(),
        span,
        text: document.slice(span).to_owned(),
    });
    let name = entity.map(|(_, e)| e.name.clone()).or_else(|| evidence.as_ref().map(|e| e.text.clone()))?;
    let actor = entity.map(|(id, e)| resolve(aliases, &actor_id(document, e, id.0 as usize)).to_owned());
    Some(TraceLink {
        role: link.role,
        actor,
        name,
        anonymous: link.anonymous,
        explicit: link.explicit,
        evidence,
    })
}

fn status(claim: &Claim, denials: &[Relation]) -> Vec<Remark> {
    let count = |kind| denials.iter().filter(|d| d.kind == kind).count();
    let mut out = match claim.roots.len() {
        0 | 1 => vec![Remark::new("one-party", []), Remark::new("unconfirmed", [])],
        n => vec![Remark::new("parties", [n.to_string()])],
    };
    out.push(match count(RelationKind::Denies) {
        0 => Remark::new("not-denied", []),
        1 => Remark::new("denied-once", []),
        n => Remark::new("denied", [n.to_string()]),
    });
    let refusals = count(RelationKind::NoConfirmation);
    if refusals > 0 {
        out.push(Remark::new("no-comment", [refusals.to_string()]));
    }
    out
}

fn gaps(rows: &[Row<'_>], roots: &[Root]) -> Vec<Remark> {
    let mut out = Vec::new();
    for (index, root) in roots.iter().enumerate() {
        let remark = |code| Remark::new(code, [root.name.clone()]);
        let of_root = of_root(rows, index);
        let own: Vec<&Row<'_>> = of_root.iter().filter(|r| r.rank < 2).collect();
        if own.is_empty() {
            out.push(remark("only-retold"));
            continue;
        }
        if own.iter().all(|r| r.statement.said.is_none()) {
            let venue = own.iter().any(|r| r.statement.chain.iter().any(|l| l.role == LinkRole::Venue));
            out.push(remark(if venue { "when-unstated" } else { "where-unstated" }));
        }
        if root.anonymous {
            out.push(remark("unnamed"));
        }
        if own.iter().all(|r| {
            !r.statement
                .chain
                .iter()
                .any(|l| matches!(l.role, LinkRole::Relay | LinkRole::Venue | LinkRole::Document))
        }) {
            out.push(remark("no-agency"));
        }
        let names_agent = |r: &&Row<'_>| {
            r.proposition.as_ref().is_some_and(|p| {
                p.first_person
                    || p.features.iter().any(|(k, f)| {
                        (k.starts_with("loc:") || k.starts_with("n:")) && f.place == Place::Subject
                    })
            })
        };
        let own_words = own.iter().find(|r| r.rank == 0);
        if let Some(first) = own_words
            && !names_agent(first)
            && of_root.iter().any(|r| names_agent(&r))
        {
            out.push(remark("no-agent"));
        }
    }
    let mut pages: BTreeSet<&str> = BTreeSet::new();
    for row in rows {
        if row.document.metadata.published.value.is_none() && pages.insert(&row.document.id) {
            out.push(Remark::new("undated-page", [row.document.path.clone()]));
        }
    }
    out
}

/// Clauses of the pages' own articles that name the topic outside every member.
fn not_counted(rows: &[Row<'_>], words: &Words) -> Vec<Evidence> {
    let mut out = Vec::new();
    // what each page tells of the claim
    let mut pages: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for row in rows {
        let told = row.member.focus.map_or_else(|| row.statement.content.clone(), |focus| vec![focus]);
        pages.entry(&row.document.id).or_default().extend(told);
    }
    let topic: BTreeSet<&str> = rows
        .iter()
        .filter(|r| r.rank < 2)
        .filter_map(|r| r.proposition.as_ref())
        .flat_map(|p| p.features.iter())
        .filter(|(k, f)| {
            f.weight >= 0.8 && (k.starts_with("c:") || k.starts_with("s:") || k.starts_with("e:"))
        })
        .map(|(k, _)| k.as_str())
        .collect();
    for row in rows {
        // each page once
        let Some(told) = pages.remove(row.document.id.as_str()) else { continue };
        let document = row.document;
        for sentence in document.sentences.iter().take(5000) {
            let article = document
                .block(sentence.block)
                .is_some_and(|b| b.zone == Zone::Article && b.repeats.is_none());
            if !article {
                continue;
            }
            let text = document.slice(sentence.span);
            let column = column(language_at(document, sentence.span), text, words);
            let hits = |p: &Proposition| p.features.keys().filter(|k| topic.contains(k.as_str())).count();
            let passage = read(text, sentence.span.start(), column, words, &[])
                .into_iter()
                .filter(|p| hits(p) >= 2 && hits(p) * 2 >= topic.len())
                .filter(|p| !told.iter().any(|t| t.overlaps(p.span)))
                .min_by_key(|p| (p.span.len(), p.span.start()));
            if let Some(passage) = passage {
                let span = passage.span;
                out.push(Evidence {
                    document: document.id.clone(),
                    span,
                    text: document.slice(span).to_owned(),
                });
            }
            if out.len() >= 40 {
                return out;
            }
        }
    }
    out
}
